"""Frozen data that the floors hand to each other. Knows nothing but the standard library."""
