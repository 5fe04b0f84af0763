"""The engine that the conformance tests share."""

from __future__ import annotations

import pytest

from tests.conformance.verapdf import VeraPdf


@pytest.fixture(scope="session")
def verapdf() -> VeraPdf:
    """veraPDF, started once."""
    return VeraPdf()
