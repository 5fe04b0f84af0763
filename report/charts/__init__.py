"""The floor of charts: figures of a report become graphics in the brand's inks, by matplotlib's object interface."""
