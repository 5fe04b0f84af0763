"""Frozen data that the floors hand to each other. Knows only the standard library and msgspec."""
