"""Agenda and papers → the plan of a pack: the number that every page bears, and what cover and agenda say of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from report.model.pack import Change, PackFile, PackPlan, PlannedItem, PlannedPaper, RecipientEntry
from report.packs.numbering import inserted, running, told
from report.packs.papers import Paper

Translate = Callable[[str], str]


class Issued(Struct, frozen=True):
    """A paper as an issued pack has it."""

    number: str
    title: str
    sha256: str
    version: str
    labels: tuple[str, ...]


class Issue(Struct, frozen=True):
    """A pack that was issued, as its manifest tells: its papers, its last number, and how many supplements it has."""

    papers: tuple[Issued, ...]
    total: int
    front: tuple[str, ...]
    supplements: int = 0


class Numbered(Struct, frozen=True):
    """The pages of a pack by number: its own front, a divider for each of some items, every paper's. `bound` are the
    numbers of the papers that are in this file; a supplement binds only what is new."""

    front: tuple[str, ...]
    dividers: Mapping[str, str]
    papers: Mapping[str, tuple[str, ...]]
    total: int
    bound: frozenset[str]
    changes: tuple[Change, ...] = ()


def excluded(recipient: RecipientEntry | None, item: str, paper: str = "") -> bool:
    """Whether a copy is without this item, or this paper."""
    return recipient is not None and (item in recipient.without or (bool(paper) and paper in recipient.without))


def number_pack(file: PackFile, papers: Sequence[Paper], front: int, *, dividers: bool) -> Numbered:
    """Running numbers from the cover on."""
    next_number = front + 1
    divided: dict[str, str] = {}
    labels: dict[str, tuple[str, ...]] = {}
    for item in file.items:
        own = [paper for paper in papers if paper.item == item.number]
        if dividers and own:
            divided[item.number] = str(next_number)
            next_number += 1
        for paper in own:
            labels[paper.number] = running(next_number, paper.pages)
            next_number += paper.pages
    return Numbered(running(1, front), divided, labels, next_number - 1, frozenset(labels))


def number_supplement(papers: Sequence[Paper], issue: Issue, front: int) -> Numbered:
    """Numbers between those that were issued: what is issued keeps its own."""
    before = {paper.number: paper for paper in issue.papers}
    by_content = {paper.sha256: paper for paper in issue.papers}
    taken = [label for paper in issue.papers for label in paper.labels]
    labels: dict[str, tuple[str, ...]] = {}
    changes: list[Change] = []
    bound: set[str] = set()
    last = issue.front[-1] if issue.front else "0"
    for paper in papers:
        old = before.get(paper.number)
        same = old if old is not None and old.sha256 == paper.sha256 else by_content.get(paper.sha256)
        if same is not None:
            labels[paper.number] = same.labels
            last = same.labels[-1]
            continue
        replaced = old is not None and old.title == paper.title
        after = old.labels[-1] if old is not None and replaced else last
        own = inserted(after, paper.pages, taken)
        taken += own
        labels[paper.number], last = own, own[-1]
        bound.add(paper.number)
        kind: Literal["added", "replaced"] = "replaced" if replaced else "added"
        changes.append(Change(kind, paper.number, paper.title, paper.entry.version, told(own), after))
    kept = {paper.sha256 for paper in papers}
    replaced_numbers = {change.number for change in changes if change.kind == "replaced"}
    for one in issue.papers:
        if one.sha256 not in kept and one.number not in replaced_numbers:
            changes.append(Change("withdrawn", one.number, one.title, one.version, told(one.labels), ""))
    own_pages = tuple(f"S{issue.supplements + 1}.{number}" for number in range(1, front + 1))
    return Numbered(own_pages, {}, labels, issue.total, frozenset(bound), tuple(changes))


def plan_of(
    file: PackFile,
    title: str,
    papers: Sequence[Paper],
    numbered: Numbered,
    word: Translate,
    recipient: RecipientEntry | None = None,
    *,
    supplement: bool = False,
) -> PackPlan:
    """What the pack's own pages show, without what a recipient does not get."""
    items: list[PlannedItem] = []
    for entry in file.items:
        if excluded(recipient, entry.number):
            continue
        own = [paper for paper in papers if paper.item == entry.number
               and not excluded(recipient, entry.number, paper.number)]  # fmt: skip
        planned = tuple(_planned(paper, numbered, word) for paper in own)
        first = numbered.dividers.get(entry.number, "") if own else ""
        page = first or (planned[0].page if planned else "")
        items.append(
            PlannedItem(
                entry.number,
                entry.title,
                entry.kind,
                item_anchor(entry.number),
                page,
                entry.at,
                entry.time,
                entry.speaker,
                planned,
            )
        )
    changes = tuple(
        change for change in numbered.changes
        if not excluded(recipient, change.number.rpartition(".")[0], change.number)
    )  # fmt: skip
    return PackPlan(file, title, tuple(items), numbered.total, changes, supplement)


def item_anchor(number: str) -> str:
    """The name of the place where an item begins."""
    return f"item-{number}"


def paper_anchor(number: str) -> str:
    """The name of the place where a paper begins."""
    return f"paper-{number}"


def _planned(paper: Paper, numbered: Numbered, word: Translate) -> PlannedPaper:
    labels = numbered.papers[paper.number]
    marks: list[str] = []
    change = next((one for one in numbered.changes if one.number == paper.number), None)
    if change is not None and change.kind != "withdrawn":
        marks.append(word("new") if change.kind == "added" else word("replaced"))
    if not paper.tagged:
        marks.append(word("not tagged by its author"))
    return PlannedPaper(paper.number, paper.title, paper_anchor(paper.number), labels[0], paper.pages,
                        paper.entry.version, tuple(marks))  # fmt: skip
