"""Turns placed pages into PDF bytes and a log of what was drawn where."""

from report.paint.painting import Insertion, Painted, paint

__all__ = ["Insertion", "Painted", "paint"]
