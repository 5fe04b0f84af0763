"""What Python warns of while another library reads a user's file → an exception, or nothing; safe between threads."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Literal

_FILTERS = RLock()  # Python's filters of warnings are those of the process: one change at a time


@contextmanager
def warnings_as(action: Literal["error", "ignore"], category: type[Warning] = Warning) -> Iterator[None]:
    """Raise warnings of this kind, or keep them quiet; afterwards all is as before."""
    with _FILTERS, warnings.catch_warnings():
        warnings.simplefilter(action, category)
        yield
