"""Turns a PDF from anywhere into what is wrong with it, by rule, page and source block."""
