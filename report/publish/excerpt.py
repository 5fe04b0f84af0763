"""What of a report is wanted, as people write it (`3-5,8`, or sections by name), becomes the layout's pages."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from report.errors import Problem, Realm, ReportError
from report.model.placed import Destination, Layout, Page

if TYPE_CHECKING:
    from report.model.report import LoadedSection

RANGE = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?")
LISTED = 12  # names that a hint lists when none is near
LONGEST_SUFFIX = 60  # letters of a file's name


class Wanted(Struct, frozen=True):
    """What an excerpt holds: first and last page of each range, and sections and articles by kind, anchor or title.
    The whole report when there is neither."""

    ranges: tuple[tuple[int, int], ...] = ()
    sections: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.ranges or self.sections)

    @property
    def suffix(self) -> str:
        """What the excerpt's file name gets, so that it never replaces the whole report; empty for the whole."""
        plain = (re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") for name in self.sections)
        names = "+".join(name for name in plain if name)[:LONGEST_SUFFIX].strip("+-")
        return excerpt_suffix(self.ranges) + (f"-sections-{names}" if names else "-sections" if self.sections else "")

    def sheets(self, layout: Layout, sections: Sequence[LoadedSection]) -> tuple[int, ...]:
        """Indices of the layout's pages that are wanted. Raises ReportError for what the report has not."""
        found = set(chosen(self.ranges, layout.pages)) if self.ranges else set()
        found.update(sheet for name in self.sections for sheet in _sheets_of(name, layout, sections))
        return tuple(sorted(found))


def wanted(pages: str, sections: str) -> Wanted:
    """What is wanted, as it is written on the command line. Raises ReportError for what is no range of pages."""
    names = tuple(dict.fromkeys(name.strip() for name in sections.split(",") if name.strip()))
    if sections and not names:
        raise ReportError([_unknown("", ())])
    return Wanted(page_range(pages) if pages else (), names)


def page_range(text: str) -> tuple[tuple[int, int], ...]:
    """The first and last page of each part of the range. Raises ReportError when it is not one."""
    parts = [RANGE.fullmatch(part) for part in re.sub(r"\s", "", text.replace("\N{EN DASH}", "-")).split(",")]
    ranges = tuple((int(part[1]), int(part[2] or part[1])) for part in parts if part)
    if len(ranges) < len(parts) or any(first > last or first < 1 for first, last in ranges):
        raise ReportError([wrong_range(f"'{text}' is not a range of pages", "write 7, 3-5 or 3-5,8")])
    return ranges


def excerpt_suffix(ranges: Sequence[tuple[int, int]]) -> str:
    """What the file name of an excerpt of pages gets; empty for the whole."""
    parts = [str(first) if first == last else f"{first}-{last}" for first, last in ranges]
    return f"-pages-{'+'.join(parts)}" if parts else ""


def chosen(ranges: Sequence[tuple[int, int]], pages: Sequence[Page]) -> tuple[int, ...]:
    """Indices of the pages in these ranges. A page answers to the number printed on it; one without a number
    answers to its place in the file. Raises ReportError when a range holds no page at all."""
    printed = {page.folio for page in pages}
    numbers = [
        int(page.folio) if page.folio.isdecimal() else 0 if page.folio or str(place) in printed else place
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


# ---------------------------------------------------------------- sections by name


def _sheets_of(name: str, layout: Layout, sections: Sequence[LoadedSection]) -> Iterator[int]:
    """The pages of all sections of this kind, or of the section or article with this anchor or title. Raises
    ReportError when there is none."""
    known = list(_names(layout, sections))
    key = _key(name)
    anchors = dict.fromkeys(anchor for word, anchor in known if _key(word) == key)
    if not anchors:
        raise ReportError([_unknown(name, [word for word, _ in known])])
    whole = {page.section for page in layout.pages}
    for anchor in anchors:
        if anchor in whole:
            yield from (index for index, page in enumerate(layout.pages) if page.section == anchor)
        else:
            yield from _article_sheets(anchor, layout)


def _names(layout: Layout, sections: Sequence[LoadedSection]) -> Iterator[tuple[str, str]]:
    """Every name that a section or an article answers to, with its anchor."""
    labels = {loaded.anchor: f"{loaded.prose.label}: " for loaded in sections if loaded.prose and loaded.prose.label}
    for loaded in sections:
        yield loaded.section.kind, loaded.anchor
        yield loaded.anchor, loaded.anchor
        if loaded.prose is not None and loaded.prose.label:
            yield loaded.prose.label, loaded.anchor
    for kind in dict.fromkeys(page.kind for page in layout.pages if page.section == f".{page.kind}"):
        yield kind, f".{kind}"
    for bookmark in layout.outline:
        yield bookmark.title, bookmark.destination
        yield bookmark.title.removeprefix(labels.get(bookmark.destination, "")), bookmark.destination
        yield bookmark.destination, bookmark.destination


def _key(name: str) -> str:
    """A name as it is compared: without regard to case, white space and soft hyphens."""
    return " ".join(name.replace("\u00ad", "").split()).casefold()


def _article_sheets(anchor: str, layout: Layout) -> range:
    """From the page that an article begins on to the one where what follows it begins; not that one where what follows
    stands at its top."""
    starts = [bookmark.destination for bookmark in layout.outline]
    where = {
        placement.item.name: (index, placement.y)
        for index, page in enumerate(layout.pages)
        for placement in page.placements
        if isinstance(placement.item, Destination)
    }
    first, _ = where[anchor]
    section = layout.pages[first].section
    last = max(index for index, page in enumerate(layout.pages) if page.section == section)
    following = starts.index(anchor) + 1
    if following < len(starts):
        page, y = where[starts[following]]
        if layout.pages[page].section == section:
            last = page if y > layout.pages[page].height / 4 else page - 1
    return range(first, max(first, last) + 1)


def _unknown(name: str, known: Sequence[str]) -> Problem:
    by_key = {_key(word): word for word in known}
    near = difflib.get_close_matches(_key(name), by_key, 1)
    hint = f"did you mean '{by_key[near[0]]}'?" if near else f"it has {', '.join(dict.fromkeys(known[:LISTED]))}"
    if not known:
        hint = "name kinds, anchors or titles: kpis,statement"
    return Problem("unknown-section", f"the report has no section '{name}'", hint=hint, realm=Realm.SETUP)
