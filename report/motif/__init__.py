"""Turns the brand's motif into drawings: land divided into parcels, each with its crop; knows nothing of pages."""
