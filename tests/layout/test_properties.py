"""What holds for every report: nothing is lost, nothing overlaps, columns end where they may."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from report.errors import Severity
from report.layout import columns, pour
from report.layout.columns import Filled, Frame
from report.layout.compositor import compose_report
from report.layout.galley import Slug
from report.model.content import BigNumber, Block, Callout, ListBlock, Paragraph, QuoteBlock
from report.model.placed import Layout, LinkSpot, Page, PlacedImage, Placement, TextLine
from report.model.report import Report
from report.model.structure import ARTIFACT, Leaf, ObjectLeaf
from report.sources.spans import plain_text
from report.typography.library import FontLibrary
from tests.layout.manuscript import Manuscript
from tests.layout.proof import superiors_of
from tests.layout.strategies import sections

FRONT = {
    "chapter": {"label": "Hoofdstuk", "headline": "Een hoofdstuk over van alles"},
    "article": {"label": "Vrij", "headline": "Een vrije pagina"},
    "letter": {"headline": "Een brief", "signed": "Directeur"},
    "about": {"label": "Over ons", "headline": "Wie wij zijn", "quote": "“Wij tellen alles.”"},
    "colophon": {"headline": "Colofon"},
}
EXAMPLES = 60
HARDLY = 0.5  # pt: rounding of the grid
LONG_ENOUGH = 4  # lines of a paragraph that may be divided over two columns


@dataclass(frozen=True, slots=True)
class Column:
    """A column as it was filled and placed."""

    frame: Frame
    slugs: Sequence[Slug]
    notes: Sequence[Slug]
    placements: Sequence[Placement]


@dataclass(frozen=True, slots=True)
class Composed:
    report: Report
    layout: Layout
    columns: Sequence[Column]


class Composer:
    """Composes manuscripts with one set of fonts, and keeps how their columns were filled."""

    def __init__(self, root: Path) -> None:
        self.manuscript = Manuscript(root)
        for name, size in {"breed.png": (300, 100), "hoog.png": (100, 180), "vierkant.png": (100, 100)}.items():
            self.manuscript.image(name, *size)
        self.library: FontLibrary | None = None

    def compose(self, parts: Sequence[tuple[str, str]]) -> Composed:
        self.manuscript.sections.clear()
        self.manuscript.bare("contents")
        for kind, body in parts:
            self.manuscript.section(kind, body, **FRONT[kind])
        report = self.manuscript.report()
        self.library = self.library or FontLibrary(self.manuscript.root, report.brand.fonts)
        filled: list[Column] = []

        def kept(slugs: Sequence[Slug], column: Filled, frame: Frame, unit: float, rule: float) -> list[Placement]:
            placements = columns.place(slugs, column, frame, unit, rule)
            filled.append(Column(frame, slugs[column.start : column.stop], column.notes, placements))
            return placements

        with patch.object(pour, "place", kept):
            layout = compose_report(report, self.library)
        return Composed(report, layout, filled)


@pytest.fixture(scope="module")
def composer(tmp_path_factory: pytest.TempPathFactory) -> Composer:
    return Composer(tmp_path_factory.mktemp("report"))


# Failing examples are not made smaller: that takes minutes, and the text that fails can be read as it is.
@settings(
    derandomize=True,
    max_examples=EXAMPLES,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(parts=sections())
def test_every_report_is_composed_soundly(composer: Composer, parts: list[tuple[str, str]]) -> None:
    composed = composer.compose(parts)
    layout = composed.layout
    assert not [problem for problem in layout.problems if problem.severity is Severity.ERROR]
    assert [page.folio for page in layout.pages] == [str(number + 1) for number in range(len(layout.pages))]
    for page in layout.pages:
        assert not list(overlaps(page))
        assert not list(outside(page))
    for column in composed.columns:
        assert not list(overflow(column))
        assert heading_at_foot(column, layout) is None
    assert not lonely_lines(composed)
    assert not strayed_leaves(layout)
    assert not misread(composed)


def lines(placements: Sequence[Placement]) -> Iterator[tuple[float, float, TextLine]]:
    for placement in placements:
        if isinstance(placement.item, TextLine) and placement.item.runs:
            yield placement.x, placement.y, placement.item


def words(line: TextLine) -> str:
    return "".join(run.text for run in line.runs)


def box(x: float, y: float, line: TextLine) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a line's letters; a trailing space is not counted."""
    size = max(run.size for run in line.runs)
    return x, y - 0.7 * size, x + line.width, y + 0.2 * size


def overlaps(page: Page) -> Iterator[str]:
    """Lines that touch each other or an image; hanging marks and their lines only meet."""
    boxes = [(words(line), box(x, y, line)) for x, y, line in lines(page.placements)]
    for placement in page.placements:
        item = placement.item
        if isinstance(item, PlacedImage):
            x, y = placement.x, placement.y
            boxes.append((item.file, (x, y, x + item.width, y + item.height)))
    for (one, a), (other, b) in combinations(boxes, 2):
        if min(a[2], b[2]) - max(a[0], b[0]) > HARDLY and min(a[3], b[3]) - max(a[1], b[1]) > HARDLY:
            yield f"page {page.folio}: “{one}” and “{other}”"


def outside(page: Page) -> Iterator[str]:
    """Lines that leave the trimmed page."""
    for x, y, line in lines(page.placements):
        left, top, right, bottom = box(x, y, line)
        if left < 0 or top < 0 or right > page.width or bottom > page.height:
            yield f"page {page.folio}: “{words(line)}”"


def overflow(column: Column) -> Iterator[str]:
    """Lines that leave their column; their baselines count."""
    frame = column.frame
    for x, y, line in lines(column.placements):
        inside = frame.x - HARDLY <= x and x + line.width <= frame.x + frame.width + HARDLY
        if not inside or not frame.top < y <= frame.top + frame.height + HARDLY:
            yield f"“{words(line)}” at {x:.1f}, {y:.1f} in {frame}"


def heading_at_foot(column: Column, layout: Layout) -> str | None:
    """The heading that a column ends with, if it does; a column may hold nothing but a note that goes on."""
    found = [line for slug in column.slugs[-1:] for line in lines(slug.placements)]
    if found and any(layout.tags.get(run.leaf, "").startswith("H") for run in found[-1][2].runs):
        return words(found[-1][2])
    return None


def lonely_lines(composed: Composed) -> list[str]:
    """Paragraphs of four lines and more that leave a single line in a column. Those that go on in a wider column,
    as wide matter from a chapter's opener does, are broken anew there, and may end in one line."""
    parts: dict[int, list[tuple[int, str]]] = defaultdict(list)
    widths: dict[int, set[float]] = defaultdict(set)
    for column in composed.columns:
        counts: dict[int, list[str]] = defaultdict(list)
        for slug in column.slugs:
            for placement in slug.placements:
                if placement.portion is not None and isinstance(placement.item, TextLine):
                    counts[placement.portion.block].append(words(placement.item))
        for block, found in counts.items():
            parts[block].append((len(found), found[0]))
            widths[block].add(round(column.frame.width, 1))
    names = {entry.block: entry.name for entry in composed.layout.ledger}
    return [
        f"“{text}” stands alone, of {[part for part, _ in found]} lines in block {block}"
        for block, found in parts.items()
        for count, text in found
        if names[block] == "the paragraph" and len(widths[block]) == 1
        if count == 1 and sum(part for part, _ in found) >= LONG_ENOUGH
    ]


def strayed_leaves(layout: Layout) -> list[str]:
    """Leaves of the tree that were never drawn, drawn ones that are not in it or twice; the same for links."""
    leaves, links = Counter[int](), Counter[int]()
    for element in layout.structure.walk():
        leaves.update(kid.number for kid in element.kids if isinstance(kid, Leaf))
        links.update(kid.number for kid in element.kids if isinstance(kid, ObjectLeaf))
    drawn: set[int] = set()
    linked: set[int] = set()
    for page in layout.pages:
        for placement in page.placements:
            item = placement.item
            if isinstance(item, TextLine):
                drawn.update(run.leaf for run in item.runs if run.leaf != ARTIFACT)
            elif isinstance(item, PlacedImage) and item.leaf != ARTIFACT:
                drawn.add(item.leaf)
            elif isinstance(item, LinkSpot):
                linked.add(item.number)
    faults = [f"leaf {number} stands {count} times in the tree" for number, count in leaves.items() if count > 1]
    faults += [f"leaf {number} ({layout.tags[number]}) is not both" for number in drawn ^ set(leaves)]
    return faults + [f"link {number} is not both in the tree and on a page" for number in linked ^ set(links)]


def misread(composed: Composed) -> list[str]:
    """Paragraphs whose lines, in order, do not read as their source; letters of notes and numbers of links are left
    out."""
    superiors = superiors_of(composed.layout)
    numbers = {entry.at: entry.block for entry in composed.layout.ledger if entry.name == "the paragraph"}
    found: dict[int, str] = defaultdict(str)
    for page in composed.layout.pages:
        for placement in page.placements:
            if isinstance(placement.item, TextLine) and placement.portion is not None:
                text = "".join(run.text for run in placement.item.runs if run.leaf not in superiors)
                found[placement.portion.block] += bare(text)
    faults = []
    for section in composed.report.sections:
        if section.prose is None:
            continue
        blocks = [*section.prose.introduction, *(b for article in section.prose.articles for b in article.blocks)]
        for paragraph in paragraphs_of(blocks):
            expected, read = bare(plain_text(paragraph.spans)), found[numbers.get(paragraph.at, -1)]
            if paragraph.at in numbers and expected != read:
                faults.append(f"“{expected}” reads as “{read}”")
    return faults


def paragraphs_of(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    for block in blocks:
        match block:
            case Paragraph():
                yield block
            case QuoteBlock() | Callout() | BigNumber():
                yield from paragraphs_of(block.blocks)
            case ListBlock():
                for item in block.items:
                    yield from paragraphs_of(item.blocks)
            case _:
                pass


def bare(text: str) -> str:
    return "".join(text.replace("\u00ad", "").split())
