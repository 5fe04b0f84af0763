"""A PDF → what it tells of itself: the labels of its pages."""

from __future__ import annotations

from pathlib import Path

import pikepdf


def labels_of(path: Path) -> list[str]:
    """What each page is called, in the order of the file."""
    with pikepdf.open(path) as document:
        return [str(page.label) for page in document.pages]
