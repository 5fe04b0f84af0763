"""A page range as people write it (`3-5,8`) becomes the layout's pages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from report.errors import Problem, Realm, ReportError
from report.model.placed import Page

RANGE = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?")


def page_range(text: str) -> tuple[tuple[int, int], ...]:
    """The first and last page of each part of the range. Raises ReportError when it is not one."""
    parts = [RANGE.fullmatch(part) for part in re.sub(r"\s", "", text.replace("\N{EN DASH}", "-")).split(",")]
    ranges = tuple((int(part[1]), int(part[2] or part[1])) for part in parts if part)
    if len(ranges) < len(parts) or any(first > last or first < 1 for first, last in ranges):
        raise ReportError([wrong_range(f"'{text}' is not a range of pages", "write 7, 3-5 or 3-5,8")])
    return ranges


def excerpt_suffix(ranges: Sequence[tuple[int, int]]) -> str:
    """What an excerpt's file name gets, so that it never replaces the whole report; empty for the whole."""
    parts = [str(first) if first == last else f"{first}-{last}" for first, last in ranges]
    return f"-pages-{'+'.join(parts)}" if parts else ""


def chosen(ranges: Sequence[tuple[int, int]], pages: Sequence[Page]) -> tuple[int, ...]:
    """Indices of the pages in these ranges. A page answers to the number printed on it; one without a number
    answers to its place in the file. Raises ReportError when a range holds no page at all."""
    printed = {page.folio for page in pages}
    numbers = [
        int(page.folio) if page.folio.isdecimal() else 0 if str(place) in printed else place
        for place, page in enumerate(pages, 1)
    ]
    for first, last in ranges:
        if not any(first <= number <= last for number in numbers):
            what = f"page {first}" if first == last else f"pages {first}-{last}"
            raise ReportError(
                [wrong_range(f"the report has no {what}", f"it has pages 1 to {max(numbers, default=0)}")]
            )
    return tuple(
        index for index, number in enumerate(numbers) if any(first <= number <= last for first, last in ranges)
    )


def wrong_range(message: str, hint: str) -> Problem:
    return Problem("page-range", message, hint=hint, realm=Realm.SETUP)
