"""Fixtures that tests of layout share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.layout.manuscript import Manuscript


@pytest.fixture
def manuscript(tmp_path: Path) -> Manuscript:
    """An empty project to write in."""
    return Manuscript(tmp_path)
