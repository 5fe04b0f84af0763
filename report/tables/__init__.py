"""Tables: cells' widths → column widths. Knows nothing of pages."""
