"""Agenda and papers → the plan of a pack: the number that every page bears, and what cover and agenda say of it."""

from __future__ import annotations

import re
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
    """A pack that was issued, as its manifest tells: its papers, its last number, the numbers of its own first pages,
    how many supplements it has, and the page numbers of papers that are gone."""

    papers: tuple[Issued, ...]
    total: int
    front: tuple[str, ...]
    supplements: int = 0
    retired: tuple[str, ...] = ()


class Numbered(Struct, frozen=True):
    """The pages of a pack by number: its own front, a divider for each of some items, every paper's. `bound` are the
    numbers of the papers that are in this file; a supplement binds only what is new."""

    front: tuple[str, ...]
    dividers: Mapping[str, str]
    papers: Mapping[str, tuple[str, ...]]
    total: int
    bound: frozenset[str]
    changes: tuple[Change, ...] = ()


def excluded(recipient: RecipientEntry | None, item: str, *papers: str) -> bool:
    """Whether a copy is without this item, or without a paper that has one of these numbers."""
    return recipient is not None and any(number in recipient.without for number in (item, *papers))


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


def _is_there(paper: Paper, issued: Issued) -> bool:
    return paper.sha256 == issued.sha256 and paper.number == issued.number


def _has_moved(paper: Paper, issued: Issued) -> bool:
    return paper.sha256 == issued.sha256 and paper.item == _item(issued.number)


def _is_new_version(paper: Paper, issued: Issued) -> bool:
    return paper.item == _item(issued.number) and paper.title == issued.title


def _item(paper: str) -> str:
    """The item that a paper's number begins with."""
    return paper.rpartition(".")[0]


class Matches(Struct, frozen=True):
    """Which issued paper each paper is, by the number that it has now: the very same, or the one that it replaces."""

    same: Mapping[str, Issued]
    replaced: Mapping[str, Issued]


def match_issued(papers: Sequence[Paper], issue: Issue) -> Matches:
    """Find the papers again and give them their issued numbers; a late one gets a number between them: 4.1a."""
    left = list(issue.papers)

    same: dict[int, Issued] = {}
    replaced: dict[int, Issued] = {}
    for found, fits in ((same, _is_there), (same, _has_moved), (replaced, _is_new_version)):
        for place, paper in enumerate(papers):
            if place in same or place in replaced:
                continue
            one = next((one for one in left if fits(paper, one)), None)
            if one is not None:
                found[place] = one
                left.remove(one)
    _renumber(papers, same | replaced, [one.number for one in issue.papers])
    return Matches(
        {papers[place].number: one for place, one in same.items()},
        {papers[place].number: one for place, one in replaced.items()},
    )


def _renumber(papers: Sequence[Paper], known: Mapping[int, Issued], taken: list[str]) -> None:
    """Give papers their issued numbers, and late ones a number after the one before."""
    for place, one in known.items():
        papers[place].number = one.number
    for place, paper in enumerate(papers):
        if place in known:
            continue
        own = [place for place, other in enumerate(papers) if other.item == paper.item]
        later = [other for other in own if other > place and other in known]
        before = papers[place - 1].number if place and papers[place - 1].item == paper.item else f"{paper.item}.0"
        if later:
            stem = before.rstrip("abcdefghijklmnopqrstuvwxyz")
            letters = (chr(code) for code in range(ord("a"), ord("z") + 1))
            paper.number = next(number for letter in letters if (number := f"{stem}{letter}") not in taken)
        else:
            last = max((int(digits[1]) for one in taken if _item(one) == paper.item
                        and (digits := re.match(r"([0-9]+)", one.rpartition(".")[2]))), default=0)  # fmt: skip
            paper.number = f"{paper.item}.{last + 1}"
        taken.append(paper.number)


def number_supplement(papers: Sequence[Paper], issue: Issue, matches: Matches, front: int) -> Numbered:
    """Numbers between those that were issued: what is issued keeps its own."""
    taken = [*issue.retired, *(label for paper in issue.papers for label in paper.labels)]
    labels: dict[str, tuple[str, ...]] = {}
    changes: list[Change] = []
    bound: set[str] = set()
    last = issue.front[-1] if issue.front else "0"
    for paper in papers:
        same = matches.same.get(paper.number)
        if same is not None:
            labels[paper.number] = same.labels
            last = same.labels[-1]
            continue
        old = matches.replaced.get(paper.number)
        after = old.labels[-1] if old is not None else last
        own = inserted(after, paper.pages, taken)
        taken += own
        labels[paper.number], last = own, own[-1]
        bound.add(paper.number)
        kind: Literal["added", "replaced"] = "added" if old is None else "replaced"
        changes.append(Change(kind, paper.number, paper.title, paper.entry.version, told(own), after))
    kept = {one.number for one in (*matches.same.values(), *matches.replaced.values())}
    for one in issue.papers:
        if one.number not in kept:
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
               and not excluded(recipient, entry.number, paper.number, paper.listed)]  # fmt: skip
        planned = tuple(_planned(paper, numbered, word) for paper in own)
        first = numbered.dividers.get(entry.number, "") if own else ""
        page = first or (planned[0].page if planned else "")
        here = bool(first) or bool(planned and planned[0].here)
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
                here,
            )
        )
    hidden = {paper.number for paper in papers if excluded(recipient, paper.item, paper.number, paper.listed)}
    changes = tuple(
        change
        for change in numbered.changes
        if change.number not in hidden and not excluded(recipient, _item(change.number), change.number)
    )
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
                        paper.entry.version, tuple(marks), paper.number in numbered.bound)  # fmt: skip
