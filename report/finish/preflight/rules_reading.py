"""What readers meet: the order in which they hear the text, and how it stands out against what lies behind it."""

from __future__ import annotations

from collections.abc import Iterator

from report.errors import Severity
from report.finish.preflight.backdrop import Backdrop
from report.finish.preflight.contract import Found, Rule, Subject
from report.finish.preflight.shades import contrast, over
from report.finish.preflight.shown import Words
from report.finish.preflight.tagged import Tagged
from report.finish.roles import HEADINGS

LARGE, LARGE_BOLD = 18.0, 14.0  # pt (WCAG 2.2, 1.4.3)
LEAST, LEAST_LARGE = 4.5, 3.0
ROUNDING = 0.05
BESIDE = frozenset({"Note", "Caption", "Figure", "Table", "TOC", "Link", "Reference"})
BLOCKS = frozenset({"P", "LI", "BlockQuote", *HEADINGS})
STEP = 4.0  # pt: smaller moves are those of superiors and of lines on a grid


def _order(subject: Subject) -> Iterator[Found]:
    """Text that stands above the text before it and not to its right: columns go down and to the right."""
    first: dict[tuple[str, int], Words] = {}
    for shown in subject.shown.values():
        for words in shown.words:
            if words.mark is not None and words.text.strip():
                first.setdefault(words.mark, words)
    before: dict[int, Words] = {}
    for element in (block for top in subject.tops for block in _blocks(top)):
        mark = next((mark for mark in element.marks() if mark in first), None)
        page = subject.pages.get(mark[0], 0) if mark else 0
        if mark is None or not page:
            continue
        here = first[mark]
        last = before.get(page)
        if last is not None and here.y > last.y + STEP and here.x < last.x + STEP:
            yield page, f"“{_short(here.text)}” is read after “{_short(last.text)}”, which stands below it", mark
        before[page] = here


def _blocks(top: Tagged) -> Iterator[Tagged]:
    """The blocks of running text in reading order; not those inside others, and not what stands beside the text."""
    for kid in top.kids:
        if isinstance(kid, Tagged) and kid.role not in BESIDE:
            if kid.role in BLOCKS:
                yield kid
            else:
                yield from _blocks(kid)


def _contrast(subject: Subject) -> Iterator[Found]:
    for number, shown in subject.shown.items():
        backdrop = Backdrop(subject.pdf, number, shown)
        told: set[str] = set()
        for words in shown.words:
            if words.hidden or words.colour is None or not words.text.strip():
                continue
            behind = backdrop.behind(words)
            if not behind:
                continue
            ratio = min(contrast(over(words.colour, one, words.opacity), one) for one in behind)
            large = words.size >= LARGE or (words.font.bold and words.size >= LARGE_BOLD)
            wanted = LEAST_LARGE if large else LEAST
            message = f"“{_short(words.text)}” has a contrast of {ratio:.1f} to 1; {wanted:g} is the least"
            if ratio < wanted - ROUNDING and message not in told:
                told.add(message)
                yield number, message, words.mark


def _short(text: str) -> str:
    text = " ".join(text.replace("\u00ad", "").split())
    return text if len(text) <= 40 else f"{text[:39]}…"


READING_RULES = {
    "reading-order": Rule("text is read in the order of the page", "WCAG 2.2, 1.3.2", _order, Severity.WARNING),
    "contrast": Rule("text stands out against what lies behind it", "WCAG 2.2, 1.4.3", _contrast, Severity.WARNING),
}
