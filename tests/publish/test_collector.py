"""The collector of cycles is off during a build, and as before after it."""

from __future__ import annotations

import gc

import pytest

from report.publish.collector import without_collector


def test_it_is_off_inside_and_on_again_after_a_failure() -> None:
    @without_collector()
    def fails() -> None:
        assert not gc.isenabled()
        raise LookupError("gone")

    with pytest.raises(LookupError, match="gone"):
        fails()
    assert gc.isenabled()


def test_a_caller_who_turned_it_off_finds_it_off() -> None:
    gc.disable()
    try:
        with without_collector():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()
