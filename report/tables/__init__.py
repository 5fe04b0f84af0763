"""Tables: cells → widths, printed figures, carried sums, page breaks, steps of waterfalls. Knows nothing of pages."""
