"""Links that have no block of their own, or not their whole address → a list at the end of the report, by article."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from report.checks.walk import spans_of
from report.layout.columns import Frame
from report.layout.galley import Progress, Slug
from report.layout.headline import put_headline, set_headline
from report.layout.lines import to_grid
from report.layout.links import link_row, relabelled
from report.layout.markup import NumberedLink, mark_words
from report.layout.pour import pour
from report.layout.room import ComposingRoom, ListedLink
from report.layout.sections import ContentsEntry, Sewn
from report.layout.sheet import Press, Sheet
from report.model.content import Link
from report.model.placed import Bookmark, Placement, TextLine
from report.model.report import ColophonSection, Report
from report.model.structure import Attributes, Element

ANCHOR = ".links"  # no author can give this id
TITLE_LINE, TEXT_LINE = 10, 17  # SPEC, Pages: article
LIST_TITLE = "Links"


def links_row(report: Report, room: ComposingRoom) -> tuple[int, ContentsEntry] | None:
    """Before which section the list would come, and its line of the contents; None when no link could be in it."""
    found = any(
        isinstance(span, Link) and not span.target.startswith("#")
        for loaded in report.sections
        if loaded.prose is not None
        for span in spans_of(loaded.prose)
    )
    if not found:
        return None
    ends = bool(report.sections) and isinstance(report.sections[-1].section, ColophonSection)
    return len(report.sections) - ends, ContentsEntry(room.word("Links"), ANCHOR, 0, 1)


class _Row(Struct, frozen=True):
    """A link of the list, marked up anew. Under the first of an article stands the article's title."""

    room: ComposingRoom
    link: NumberedLink
    stands: bool
    title: tuple[TextLine, ...]

    elements: tuple[Element, ...] = ()

    def cast(self, measure: float, _progress: Progress, /) -> list[Slug]:
        unit = self.room.grid.unit
        title = [Slug(unit, (Placement(line, 0.0, unit),), keep=True) for line in self.title]
        row = to_grid([link_row(self.room, self.link, measure, code=self.stands, counted=self.stands)], unit)
        if title and self.stands:
            title.append(Slug(unit, (), keep=True))  # white for the code
        slugs = [*title, *row]
        slugs[0] = replace(slugs[0], before=unit)
        return slugs


def compose_links(room: ComposingRoom, press: Press) -> tuple[Sewn, ...]:
    """The list; nothing when it would be empty."""
    if not room.listed:
        return ()
    at, word = room.listed[0].link.span.at, room.word("Links")

    def begin() -> Sheet:
        return press.sheet("article", head=word, section=ANCHOR)

    def go_on() -> tuple[Sheet, Sequence[Frame]]:
        more = begin()
        return more, more.text_frames(room.grid.first_line)

    sheet = begin()
    sheet.mark(ANCHOR)
    copy = mark_words(word, room, "title", at, tag="H1")
    heading = set_headline(copy, room, "title", room.grid.span(room.grid.measure_columns), 1, at)
    title_line = room.grid.down(TITLE_LINE)
    put_headline(sheet, heading, sheet.column_x(sheet.first_text_column), title_line, node=None, room=room)
    frames = sheet.text_frames(room.grid.down(TEXT_LINE))
    rows: list[_Row] = []
    elements = [Element("H1", copy.kids)]
    for _, group in groupby(room.listed, key=lambda entry: entry.link.anchor):
        made, found = _group(room, tuple(group), frames[0].width)
        rows += made
        elements += found
    pour(room, rows, sheet, frames, go_on)
    entry = ContentsEntry(word, ANCHOR, sheet.number, 1)
    return (Sewn(Element("Sect", tuple(elements)), (Bookmark(word, ANCHOR, 1),), (entry,)),)


def _group(
    room: ComposingRoom, entries: Sequence[ListedLink], measure: float
) -> tuple[list[_Row], tuple[Element, Element]]:
    """The rows of one article's links, and their elements: its title as a heading, a list."""
    first = entries[0].link
    head = mark_words(first.title, room, "subhead", first.span.at, tag="H2")
    title = room.lines(head.stretches, measure, room.role("subhead").breaking)
    rows: list[_Row] = []
    items: list[Element] = []
    for index, entry in enumerate(entries):
        link = relabelled(room, entry.link)
        rows.append(_Row(room, link, entry.stands, () if index else title))
        name = link.name.kids if link.name is not None else ()
        body = Element("LBody", (*name, Element("Link", (link.address, link.mark.leaf))))
        items.append(Element("LI", (Element("Lbl", link.label.kids), body)))
    listed = Element("L", tuple(items), Attributes(numbering="Decimal"))
    return rows, (Element("H2", head.kids), listed)
