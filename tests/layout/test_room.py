"""The composing room is gone when the report is composed."""

from __future__ import annotations

import gc
from pathlib import Path

from report.layout import compose
from report.layout.room import ComposingRoom
from report.sources import load
from report.typography.library import FontLibrary

SAMPLE = Path(__file__).resolve().parents[2]


def test_it_goes_without_a_collector_of_cycles() -> None:
    report = load(SAMPLE)
    gc.collect()
    gc.disable()
    try:
        layout = compose(report, FontLibrary(SAMPLE, report.brand.fonts))
        rooms = [item for item in gc.get_objects() if isinstance(item, ComposingRoom)]
    finally:
        gc.enable()
    assert layout.pages
    assert not rooms
