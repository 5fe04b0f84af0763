"""A composed report → what a typesetter would look at in it: line lengths, loose lines, ladders, rivers, stacks,
stranded lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Literal

from msgspec import Struct

from report.errors import Location
from report.layout.lines import ends_divided, letters
from report.layout.markup import words_of
from report.layout.rivers import FaceOfKey, rivers, word_spaces
from report.model.brand import Grid
from report.model.content import Prose
from report.model.placed import Layout, Placement, TextLine
from report.model.report import Report

Kind = Literal["loose", "ladder", "river", "stack", "short-last-line", "stranded", "overset"]
KINDS: dict[Kind, str] = {
    "loose": "a line with more than a fifth of its measure left over, not at the end of a paragraph",
    "ladder": "three lines or more in a row that end with a hyphen",
    "river": "word spaces below each other, within half a space, in three lines or more",
    "stack": "lines below each other that begin or end with the same word",
    "short-last-line": "a last line of fewer than four letters, or under 8 % of its measure",
    "stranded": "one line of a paragraph of four or more, alone in a column",
    "overset": "text that does not fit where it stands",
}
LOOSE = 0.20  # of the measure
LADDER = 3  # lines
RIVER = 0.12  # of the size: half a word space
SHORT_LETTERS, SHORT_SHARE = 4, 0.08
STRANDED = 4  # lines of a paragraph that may leave none alone
TWO_COLUMNS, ONE_COLUMN = (36, 52), (45, 75)  # characters in a line (SPEC, Decisions: line length)
NARROW_COLUMNS = 6  # of the grid: the widest text column on a page with two
OVERSET = ("too-high", "too-wide", "table-too-wide", "margin-full", "headline-too-wide", "headline-too-long")


class Finding(Struct, frozen=True):
    """One thing to look at. `amount` is the share of the measure that is left over (loose), letters (short-last-line),
    lines (ladder, river, stack, stranded) or 0."""

    kind: Kind
    at: Location
    folio: str
    text: str
    amount: float = 0.0


class Lengths(Struct, frozen=True):
    """Characters in full lines of running text, spaces included; `short` and `long` lines leave the wanted range."""

    lines: int
    least: int
    mean: float
    most: int
    wanted: tuple[int, int]
    short: int
    long: int


class ArticleSurvey(Struct, frozen=True):
    """The running text of one article, or of a section's introduction. `lengths` has an entry for each number of
    columns that its lines stand in."""

    title: str
    at: Location
    folios: tuple[str, ...]
    lines: int
    lengths: Mapping[Literal["one column", "two columns"], Lengths]
    findings: tuple[Finding, ...]


class _Line(Struct, frozen=True):
    page: int
    folio: str
    placement: Placement
    item: TextLine
    measure: float
    ends: bool  # a paragraph, or a line that its author ends

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.item.runs).strip().replace("\u00ad", "-")

    @property
    def divided(self) -> bool:
        return ends_divided(self.item)


def survey(layout: Layout, report: Report, face: FaceOfKey | None = None) -> tuple[ArticleSurvey, ...]:
    """Every article that has running text, in the order of the sources. Rivers are looked for where `face` gives the
    faces of the lines by their keys."""
    paragraphs = _paragraphs(layout, report.brand.roles["text"].size)
    found = []
    for section in report.sections:
        if section.prose is not None:
            for title, at, stop in _articles(section.prose, report):
                found.append(_article(title, at, stop, paragraphs, layout, report.brand.grid, face))
    return tuple(one for one in found if one.lines or one.findings)


def _articles(prose: Prose, report: Report) -> Iterator[tuple[str, Location, float]]:
    """Title and place of the introduction and of each article, and the line where the next one begins."""
    starts = [article.at.line for article in prose.articles]
    stops = [*map(float, starts), float("inf")]
    yield words_of(prose.headline, report) or prose.label or prose.source, prose.at, stops[0]
    for article, stop in zip(prose.articles, stops[1:], strict=True):
        yield words_of(article.headline, report), article.at, stop


def _paragraphs(layout: Layout, size: float) -> dict[Location, list[_Line]]:
    """The lines of every paragraph of at most this size (pt), in order, by its place in the source: what is larger is
    a lead or a pull quote."""
    wanted = {entry.block: entry.at for entry in layout.ledger if entry.name == "the paragraph"}
    found: dict[Location, list[_Line]] = defaultdict(list)
    for number, page in enumerate(layout.pages):
        for placement in page.placements:
            item, part = placement.item, placement.portion
            if isinstance(item, TextLine) and part is not None and part.block in wanted and part.measure:
                if max((run.size for run in item.runs), default=0.0) > size + 0.01:
                    continue
                line = _Line(number, page.folio, placement, item, part.measure, part.ends)
                found[wanted[part.block]].append(line)
    return found


def _article(
    title: str,
    at: Location,
    stop: float,
    paragraphs: Mapping[Location, list[_Line]],
    layout: Layout,
    grid: Grid,
    face: FaceOfKey | None,
) -> ArticleSurvey:
    mine = {
        place: lines for place, lines in paragraphs.items() if place.file == at.file and at.line <= place.line < stop
    }
    findings = [finding for place, lines in mine.items() for finding in _findings(place, lines)]
    for place, lines in mine.items():
        for column in _columns(lines):
            findings += _stacks(place, column)
            findings += _rivers(place, column, face) if face is not None else ()
    findings += [
        Finding("overset", problem.at, "", problem.message)
        for problem in layout.problems
        if problem.code in OVERSET and problem.at and problem.at.file == at.file and at.line <= problem.at.line < stop
    ]
    lines = [line for paragraph in mine.values() for line in paragraph]
    folios = dict.fromkeys(line.folio for line in sorted(lines, key=lambda line: line.page))
    findings.sort(key=lambda finding: finding.at)
    return ArticleSurvey(title, at, tuple(folios), len(lines), _lengths(lines, grid), tuple(findings))


def _lengths(lines: Sequence[_Line], grid: Grid) -> dict[Literal["one column", "two columns"], Lengths]:
    full = [line for line in lines if not line.ends]
    narrow = grid.span(NARROW_COLUMNS) + 1.0
    found: dict[Literal["one column", "two columns"], Lengths] = {}
    for wanted, chosen in (
        (TWO_COLUMNS, [line for line in full if line.measure <= narrow]),
        (ONE_COLUMN, [line for line in full if line.measure > narrow]),
    ):
        counts = [len(line.text) for line in chosen]
        if counts:
            least, most = wanted
            found["two columns" if wanted is TWO_COLUMNS else "one column"] = Lengths(
                len(counts),
                min(counts),
                sum(counts) / len(counts),
                max(counts),
                wanted,
                sum(count < least for count in counts),
                sum(count > most for count in counts),
            )
    return found


def _findings(at: Location, lines: Sequence[_Line]) -> Iterator[Finding]:
    """What there is to see in one paragraph."""
    for line in lines:
        left = (line.measure - line.item.width) / line.measure
        if left > LOOSE and not line.ends:
            yield Finding("loose", at, line.folio, line.text, round(left, 3))
    for divided, group in groupby(lines, key=lambda line: line.divided):
        ladder = list(group)
        if divided and len(ladder) >= LADDER:
            yield Finding("ladder", at, ladder[0].folio, ladder[0].text, len(ladder))
    last = lines[-1]
    count = letters(last.text)
    if len(lines) > 1 and (count < SHORT_LETTERS or last.item.width < SHORT_SHARE * last.measure):
        yield Finding("short-last-line", at, last.folio, last.text, count)
    if len(lines) >= STRANDED:
        for column in _columns(lines):
            if len(column) == 1:
                yield Finding("stranded", at, column[0].folio, column[0].text, 1)


def _stacks(at: Location, lines: Sequence[_Line]) -> Iterator[Finding]:
    """The same word below itself at the beginning or the end of lines."""
    words = [line.text.split() or [""] for line in lines]
    for edge, whole in (
        ([word[0] for word in words], [True, *(not line.divided for line in lines[:-1])]),
        ([word[-1] for word in words], [not line.divided for line in lines]),
    ):
        place = 0
        for word, group in groupby(word if sound else None for word, sound in zip(edge, whole, strict=True)):
            count = len(list(group))
            if word and count > 1:
                yield Finding("stack", at, lines[place].folio, word, count)
            place += count


def _rivers(at: Location, lines: Sequence[_Line], face: FaceOfKey) -> Iterator[Finding]:
    size = max((run.size for line in lines for run in line.item.runs), default=0.0)
    spaces = [[line.placement.x + x for x in word_spaces(line.item, face)] for line in lines]
    for first, count in rivers(spaces, RIVER * size):
        yield Finding("river", at, lines[first].folio, lines[first].text, count)


def _columns(lines: Sequence[_Line]) -> list[list[_Line]]:
    """Lines by the column they stand in: one begins on another page or where the text goes up again."""
    columns: list[list[_Line]] = []
    for line in lines:
        before = columns[-1][-1] if columns else None
        if before is None or line.page != before.page or line.placement.y < before.placement.y:
            columns.append([])
        columns[-1].append(line)
    return columns
