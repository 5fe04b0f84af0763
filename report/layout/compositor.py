"""Sections in order → pages, structure, outline and ledger."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from report.errors import Problem, Severity, in_reading_order
from report.layout.furniture import furnish
from report.layout.ledger import book_section
from report.layout.markup import filled_words, plain
from report.layout.messages import has_catalogue
from report.layout.misfits import cut_words
from report.layout.pages import COMPOSERS
from report.layout.pages.links import compose_links, links_row
from report.layout.room import ComposingRoom
from report.layout.sections import ContentsEntry, SectionSetting, Sewn
from report.layout.sheet import ChapterMark, Press, pages_of
from report.model.placed import Layout, LedgerEntry, Page, TextLine
from report.model.report import (
    AboutSection,
    ArticleSection,
    ChapterSection,
    ColophonSection,
    ContentsSection,
    CoverSection,
    DataSection,
    InsertSection,
    LoadedSection,
    PhotoSection,
    Report,
)
from report.model.structure import Attributes, Element
from report.typography.library import FontLibrary

SHOWN = 60  # characters of a line that a problem shows

if TYPE_CHECKING:
    from report.layout.board import BoardLeaves


def compose_report(
    report: Report, library: FontLibrary, kept: Path | None = None, *, marked: bool = False, stamped: bool = True
) -> Layout:
    """Compose all sections; problems of every severity are in the layout. Drawn charts are kept
    in the folder `kept`, if there is one. A `marked` report is the board's edition: its status stands on every page,
    `stamped` with the item of the agenda, a cover note comes before it, a page for signatures behind it."""
    room = ComposingRoom(report, library, kept)
    press = Press(room.grid)
    room.chapters = _chapter_marks(report)
    for loaded in report.sections:
        book_section(room.ledger, loaded)
    board = _board(room, stamped) if marked else None
    outline, listed = _outline(report, room), links_row(report, room)
    marks = iter(room.chapters)
    sewn: list[Sewn] = []
    for index, loaded in enumerate(report.sections):
        if listed is not None and listed[0] == index:
            sewn += compose_links(room, press)
        mark = next(marks) if isinstance(loaded.section, ChapterSection) else None
        press.turn_to(getattr(loaded.section, "start", "any"))
        setting = SectionSetting(room, press, loaded, mark, outline)
        sewn.append(COMPOSERS[type(loaded.section)](setting))
    if listed is not None and listed[0] == len(report.sections):
        sewn += compose_links(room, press)
    entries = tuple(entry for part in sewn for entry in part.entries)
    elements = [part.finish(entries) if part.finish else part.element for part in sewn]
    leaves = board.around(press.sheets) if board else press.sheets
    for sheet in leaves:
        furnish(sheet, room, board.said if board else None)
    pages = pages_of(leaves)
    problems = [*room.problems, *room.typesetter.problems, *room.ledger.audit(pages), *_language_problems(report)]
    problems += cut_words(pages, room.ledger.entries)
    if not any(problem.severity is Severity.ERROR for problem in problems):
        problems += _off_the_page(
            report, pages, room.ledger.entries
        )  # else what misfits has been reported in better words
    bookmarks = tuple(bookmark for part in sewn for bookmark in part.bookmarks)
    whole = tuple(board.sewn(elements) if board else elements)
    layout = Layout(
        pages=pages,
        structure=Element("Document", whole, Attributes(language=report.settings.language)),
        tags=room.tags,
        outline=board.outline(bookmarks) if board else bookmarks,
        ledger=room.ledger.entries,
        glyphs=room.typesetter.glyphs_used(),
        problems=in_reading_order(problems),
        bleed=room.grid.bleed,
    )
    room.close()
    return layout


def _board(room: ComposingRoom, stamped: bool) -> BoardLeaves:
    from report.layout.board import BoardLeaves

    return BoardLeaves(room, stamped=stamped)


def _chapter_marks(report: Report) -> tuple[ChapterMark, ...]:
    chapters = [loaded.section for loaded in report.sections if isinstance(loaded.section, ChapterSection)]
    return tuple(
        ChapterMark(index + 1, len(chapters), report.brand.chapters[section.colour])
        for index, section in enumerate(chapters)
    )


def _outline(report: Report, room: ComposingRoom) -> tuple[ContentsEntry, ...]:
    """What the contents will list, before any page is known: the rows that reserve its pages."""
    entries: list[ContentsEntry] = []
    number = 0
    listed = links_row(report, room)
    for index, loaded in enumerate(report.sections):
        section = loaded.section
        if listed is not None and listed[0] == index:
            entries.append(listed[1])
        if isinstance(section, CoverSection | ContentsSection | PhotoSection):
            continue
        if isinstance(section, ChapterSection):
            number += 1
            inks = report.brand.chapters[section.colour]
            entries.append(ContentsEntry(_title(loaded, room), loaded.anchor, 0, 1, number, inks.deep))
            articles: Sequence[ContentsEntry] = [
                ContentsEntry(plain(article.headline, room), article.anchor, 0, 2)
                for article in (loaded.prose.articles if loaded.prose else ())
            ]
            entries += articles
        else:
            merges = isinstance(section, AboutSection | ArticleSection)
            headline = _headline(loaded, room)
            entry = ContentsEntry(_title(loaded, room), loaded.anchor, 0, 1, headline=headline, may_merge=merges)
            entries.append(entry)
    if listed is not None and listed[0] == len(report.sections):
        entries.append(listed[1])
    return tuple(entries)


def _title(loaded: LoadedSection, room: ComposingRoom) -> str:
    """A section's line in the contents: its label, else its headline, else what its figures are called."""
    if loaded.prose is not None and loaded.prose.label and not isinstance(loaded.section, ColophonSection):
        return loaded.prose.label
    if isinstance(loaded.section, InsertSection | DataSection):
        return loaded.section.title
    if loaded.statement is not None:
        return filled_words(loaded.statement.title, room.report)
    if loaded.kpis is not None:
        return room.word("Key figures")
    if loaded.prose is not None and loaded.prose.headline:
        return plain(loaded.prose.headline, room)
    return room.word("Colophon")


def _headline(loaded: LoadedSection, room: ComposingRoom) -> str:
    """What stands at the head of a section's page."""
    if loaded.prose is not None and loaded.prose.headline:
        return plain(loaded.prose.headline, room)
    titled = loaded.statement or loaded.kpis
    return titled.title if titled is not None else ""


def _language_problems(report: Report) -> list[Problem]:
    """A language without a catalogue falls back on English words for furniture and labels."""
    language = report.settings.language
    if has_catalogue(language):
        return []
    return [
        Problem(
            "no-catalogue",
            f"the program has no words of its own in the language “{language}”; they are in English",
            severity=Severity.WARNING,
            hint="use nl or en, or waive this warning",
        )
    ]


def _off_the_page(report: Report, pages: Sequence[Page], ledger: Sequence[LedgerEntry]) -> list[Problem]:
    """Lines that end beyond the trimmed page: a label or a title that is far too long for its place. A line that shows
    no block of the sources is told at its section."""
    places = {loaded.anchor: loaded.at for loaded in report.sections}
    problems: list[Problem] = []
    for page in pages:
        for placement in page.placements:
            line = placement.item
            if isinstance(line, TextLine) and (placement.x + line.width > page.width or placement.y > page.height):
                text = " ".join("".join(run.text for run in line.runs).replace("\u00ad", "-").split())
                words = text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
                message = f"“{words}” runs off page {page.folio}"
                shown = placement.portion
                at = ledger[shown.block].at if shown is not None else places.get(page.section)
                problems.append(Problem("off-page", message, at, hint="make it shorter"))
    return problems
