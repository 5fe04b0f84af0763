"""An article with a page budget → set step by step closer, within what the brand allows, until it fits its pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from report.errors import Location, Problem
from report.layout.room import Closeness
from report.layout.sheet import Sheet
from report.model.brand import Fitting
from report.model.placed import TextLine
from report.model.structure import Element

if TYPE_CHECKING:
    from report.layout.articles import ArticleFlow

SOFT_HYPHEN = "\u00ad"

Attempt = tuple[bool, Callable[[], Element | None]]
"""Whether it begins on the page that is open, and what sets it; that gives None where it cannot."""


class Step(Struct, frozen=True):
    """How close an article is set, and by how many lines its columns go on below the text area."""

    closeness: Closeness | None = None
    lines: int = 0


class _Proof(Struct, frozen=True):
    """How far a report was before an attempt, to go back to. `copy` is what stood on the `last` sheet."""

    sheets: int
    last: Sheet | None
    copy: Sheet | None
    open: Sheet | None
    foot: float
    counts: tuple[int, int, int, int]  # of bookmarks, lines of the contents, problems and listed links


def steps_of(fitting: Fitting) -> Iterator[Step]:
    """From the usual setting to the closest: first lines are filled better, then letters stand closer, then columns
    are longer."""
    yield Step()
    closest = None
    if fitting.breaking:
        closest = Closeness()
        yield Step(closest)
    if fitting.tracking:
        for share in (0.5, 1.0):
            closest = Closeness(fitting.tracking * share, breaking=fitting.breaking)
            yield Step(closest)
    for lines in range(1, fitting.lines + 1):
        yield Step(closest, lines)


def fit(flow: ArticleFlow, pages: int | None, at: Location, attempts: Sequence[Attempt]) -> Element:
    """Set an article by the first attempt that can, in no more than so many pages. When none fits, an error says by
    how much it runs over, and it is set as usual."""
    room, press = flow.room, flow.setting.press
    if not pages:
        return _first(attempts)
    over: list[tuple[int, int]] = []
    proof = _pull(flow)
    for step in steps_of(room.brand.fitting):
        room.closeness, flow.extra = step.closeness, step.lines
        for here, attempt in attempts:
            first = len(press.sheets) + (not here)
            element = attempt()
            if element is None:
                continue
            if len(press.sheets) - first < pages:
                room.closeness, flow.extra = None, 0
                return element
            over.append(_overrun(press.sheets[first + pages - 1 :]))
            _restore(flow, proof)
    room.closeness, flow.extra = None, 0
    if over:
        lines, words = min(over)
        message = f"this runs {_counted(lines, 'line')} (about {_counted(words, 'word')}) over its {pages} "
        hint = f"shorten it, or allow it more: pages={pages + 1}"
        message += "page" if pages == 1 else "pages"
        room.problems.append(Problem("article-too-long", message, at, hint))
    return _first(attempts)


def _first(attempts: Sequence[Attempt]) -> Element:
    return next(element for _, attempt in attempts if (element := attempt()) is not None)


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _overrun(sheets: Sequence[Sheet]) -> tuple[int, int]:
    """Lines and words of the text on these sheets."""
    texts = [
        "".join(run.text for run in placement.item.runs)
        for sheet in sheets
        for placement in sheet.placements
        if isinstance(placement.item, TextLine) and placement.portion is not None
    ]
    joined = "".join(text if text.endswith(SOFT_HYPHEN) else f"{text} " for text in texts)
    return len(texts), len(joined.split())


def _pull(flow: ArticleFlow) -> _Proof:
    sheets = flow.setting.press.sheets
    last = sheets[-1] if sheets else None
    copy = replace(last, placements=[*last.placements], taken=[*last.taken]) if last is not None else None
    counts = (len(flow.bookmarks), len(flow.entries), len(flow.room.problems), len(flow.room.listed))
    return _Proof(len(sheets), last, copy, flow.sheet, flow.foot, counts)


def _restore(flow: ArticleFlow, proof: _Proof) -> None:
    del flow.setting.press.sheets[proof.sheets :]
    if proof.last is not None and proof.copy is not None:
        proof.last.placements[:], proof.last.taken[:] = proof.copy.placements, proof.copy.taken
        proof.last.margin_foot, proof.last.link_line = proof.copy.margin_foot, proof.copy.link_line
    flow.sheet, flow.foot = proof.open, proof.foot
    bookmarks, entries, problems, listed = proof.counts
    del flow.bookmarks[bookmarks:], flow.entries[entries:], flow.room.problems[problems:], flow.room.listed[listed:]
