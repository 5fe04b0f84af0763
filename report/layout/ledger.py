"""Books every source block before layout and proves afterwards that each was placed exactly once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from report.errors import Location, Problem, Realm
from report.model.content import (
    BigNumber,
    Block,
    Callout,
    DescriptionList,
    Figure,
    ListBlock,
    Organisation,
    Prose,
    QuoteBlock,
    Table,
)
from report.model.figures import KpiSheet, own_origin, page_origin
from report.model.placed import LedgerEntry, Page
from report.model.report import LoadedSection
from report.model.traversal import blocks_held, units_of


class Ledger:
    """Numbers for source nodes. Nodes are known by identity: the same text twice is two blocks."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[int, str], int] = {}
        self._nodes: list[object] = []  # keeps the nodes alive, so that identities stay theirs
        self._entries: list[LedgerEntry] = []

    @property
    def entries(self) -> tuple[LedgerEntry, ...]:
        return tuple(self._entries)

    def book(self, node: object, name: str, at: Location, part: str = "") -> int:
        """Enter a node, or a named part of it; returns its number. Booking it twice is a fault of the program."""
        if (id(node), part) in self._numbers:
            raise ValueError(f"{name} at {at} is in the ledger already")
        self._numbers[id(node), part] = len(self._entries)
        self._nodes.append(node)
        self._entries.append(LedgerEntry(len(self._entries), name, at))
        return len(self._entries) - 1

    def number(self, node: object, part: str = "") -> int:
        """The number of a booked node or of its part; KeyError when it was never booked."""
        return self._numbers[id(node), part]

    def rename(self, node: object, stand_in: object) -> None:
        """Let another node stand in for a booked one, where a page kind sets a block as another kind of block."""
        self._numbers[id(stand_in), ""] = self._numbers[id(node), ""]
        self._nodes.append(stand_in)

    def audit(self, pages: Iterable[Page]) -> list[Problem]:
        """Errors for blocks that are missing, incomplete or placed more than once."""
        portions: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        for page in pages:
            for placement in page.placements:
                part = placement.portion
                if part is not None:
                    portions[part.block].append((part.start, part.stop, part.total))
        return [
            Problem(
                "not-placed",
                f"{entry.name} {fault}",
                entry.at,
                hint="this is a fault of the program or of a block added to it: please report it",
                realm=Realm.OUTPUT,
            )
            for entry in self._entries
            if (fault := _fault(sorted(portions[entry.block])))
        ]


def _fault(parts: Sequence[tuple[int, int, int]]) -> str:
    """What is wrong with a block's portions, empty when they tile it from 0 to its total."""
    if not parts:
        return "is on no page"
    reached, total = 0, parts[0][2]
    for start, stop, size in parts:
        if start < reached or size != total:
            return "is on the pages more than once"
        if start > reached:
            return "is on the pages with a gap"
        reached = stop
    return "" if reached == total else "is not on the pages as a whole"


def book_section(ledger: Ledger, section: LoadedSection) -> None:
    """Enter all that a section's sources hold, walking the sources themselves and not what layout makes of them."""
    if section.prose is not None:
        _book_prose(ledger, section.prose)
    if section.insert is not None:
        ledger.book(section.insert, f"the inserted file {section.insert.file}", section.insert.at)
    if section.kpis is not None:
        _book_kpis(ledger, section.kpis)
    if section.statement is not None:
        for row in section.statement.rows:
            if row.role != "spacer":
                ledger.book(row, f"the row “{row.label or row.name}”", row.at)


def _book_kpis(ledger: Ledger, sheet: KpiSheet) -> None:
    if page_origin(sheet):
        ledger.book(sheet, "the period and source of the key figures", sheet.at, "origin")
    for group in sheet.groups:
        ledger.book(group, f"the group “{group.label}”", group.at)
        if group.note:
            ledger.book(group, f"the note of the group “{group.label}”", group.at, "note")
        for kpi in group.kpis:
            ledger.book(kpi, f"the key figure “{kpi.label}”", kpi.at)
            ledger.book(kpi, f"the words of the key figure “{kpi.label}”", kpi.at, "words")
            told = {"previous": kpi.previous, "target": kpi.target, "origin": own_origin(kpi, sheet)}
            for part, said in told.items():
                if said:
                    ledger.book(kpi, f"the {part} of the key figure “{kpi.label}”", kpi.at, part)


def _book_prose(ledger: Ledger, prose: Prose) -> None:
    if prose.headline:
        ledger.book(prose.headline, "the headline", prose.at)
    for signatory in prose.signed:
        ledger.book(signatory, "the signature", signatory.at)
    if prose.quote:
        ledger.book(prose.quote, "the quote", prose.at)
    if prose.caption:
        ledger.book(prose.caption, "the caption of the opener", prose.at)
    if prose.image is not None:
        ledger.book(prose.image, "the image", prose.image.at)
        if prose.image.credit:  # known by its place: two equal credits may be one string
            ledger.book(prose.image.at, "the credit of the image", prose.image.at)
    _book_blocks(ledger, prose.introduction)
    for article in prose.articles:
        ledger.book(article, "the article’s headline", article.at)
        _book_blocks(ledger, article.blocks)
    for note in prose.footnotes:
        ledger.book(note, f"the footnote “{note.name}”", note.at)


def _book_blocks(ledger: Ledger, blocks: Sequence[Block]) -> None:
    for block in blocks:
        match block:
            case ListBlock():
                for item in block.items:
                    _book_blocks(ledger, item.blocks)
            case DescriptionList():
                for described in block.items:
                    ledger.book(described.term, "the term", described.at)
                    _book_blocks(ledger, described.blocks)
            case QuoteBlock():
                if block.source:
                    ledger.book(block.source, "the source of the quote", block.at)
                _book_blocks(ledger, block.blocks)
            case Callout():
                if block.title:
                    ledger.book(block.title, "the title of the callout", block.at)
                _book_blocks(ledger, block.blocks)
            case BigNumber():
                ledger.book(block.value, "the large number", block.at)
                _book_blocks(ledger, block.blocks)
            case Table():
                for row in (*block.head, *block.body):
                    ledger.book(row, "the table row", row.at)
                if block.caption:
                    ledger.book(block.caption, "the caption", block.at)
                if block.source:
                    ledger.book(block.source, "the source line", block.at)
            case Organisation():
                for unit in units_of(block.units):
                    ledger.book(unit.spans, "the unit of the organisation", unit.at)
            case Figure():
                ledger.book(block, "the figure", block.at)
                if block.caption:
                    ledger.book(block.caption, "the caption", block.at)
            case _:
                inner = list(blocks_held(block))
                for blocks_inside in inner:
                    _book_blocks(ledger, blocks_inside)
                if not inner:
                    ledger.book(block, _name(block), block.at)


def _name(block: Block) -> str:
    words = {
        "Paragraph": "the paragraph",
        "Lead": "the lead",
        "Subhead": "the subhead",
        "CodeBlock": "the code",
        "ThematicBreak": "the thematic break",
        "ChartBlock": "the chart",
        "Foreign": "the flowable",
        "Facsimiles": "the pictures of pages",
        "MarginNote": "the note in the margin",
    }
    return words.get(type(block).__name__, f"the {type(block).__name__.lower()}")
