"""Turns the streams of files from anywhere into bytes, but never more than memory and time allow."""

from __future__ import annotations

import zlib
from typing import Any

import pikepdf

MOST_BYTES = 50_000_000
MOST_RAW = 2_000_000  # of streams whose filters cannot be followed step by step


class TooMuchError(ValueError):
    """A stream holds more than is read."""


def inflated(stream: Any, most: int = MOST_BYTES) -> bytes:
    """The decoded data of a stream. Raises TooMuchError where there is more than `most`, and what pikepdf raises for
    streams that cannot be read."""
    kinds = stream.get("/Filter")
    listed = list(kinds) if isinstance(kinds, pikepdf.Array) else [] if kinds is None else [kinds]
    raw: bytes = stream.read_raw_bytes()
    if listed == ["/FlateDecode"] and not stream.get("/DecodeParms"):
        decoder = zlib.decompressobj()
        try:
            content = decoder.decompress(raw, most)
        except zlib.error as fault:
            raise ValueError(f"a stream is damaged: {fault}") from None
        if decoder.unconsumed_tail:
            raise TooMuchError(f"a stream holds more than {most // 1_000_000} MB")
        return content
    if len(raw) > (MOST_RAW if listed else most):
        raise TooMuchError(f"a stream holds more than {most // 1_000_000} MB")
    data: bytes = stream.read_bytes()
    if len(data) > most:
        raise TooMuchError(f"a stream holds more than {most // 1_000_000} MB")
    return data


BROKEN = (
    pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError, IndexError, RuntimeError, OverflowError,
    ZeroDivisionError, MemoryError,
)  # fmt: skip
"""What reading a file that is damaged, or made to do harm, may raise."""
