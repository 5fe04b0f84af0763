"""Two states → changed figures, changed texts by article, changed pages; what has only moved has not changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Literal

from msgspec import Struct

from report.publish.changes.states import PageMark, Quantity, State, Text

Kind = Literal["changed", "new", "gone"]
ALIKE = 0.5  # how alike two paragraphs are that one was made of the other
MOST_MATCHED = 400  # paragraphs of one article that are compared with each other


class FigureChange(Struct, frozen=True):
    """A figure before and after; empty where there was none. `difference` is None where one of them is no number."""

    id: str
    label: str
    was: str
    now: str
    difference: Decimal | None
    unit: str = ""
    period: str = ""


class TextChange(Struct, frozen=True):
    """A paragraph before and after; empty where there was none."""

    was: str
    now: str


class ArticleChange(Struct, frozen=True):
    """An article with what changed in it. `was_titled` is its former title where it had another."""

    id: str
    title: str
    kind: Kind
    changes: tuple[TextChange, ...]
    was_titled: str = ""


class PageChange(Struct, frozen=True):
    """A page by its folio before and after; empty where there was none."""

    was: str
    now: str


class Comparison(Struct, frozen=True):
    """What changed between two states."""

    old: State
    new: State
    figures: tuple[FigureChange, ...]
    texts: tuple[ArticleChange, ...]
    pages: tuple[PageChange, ...]

    @property
    def same(self) -> bool:
        return not (self.figures or self.texts or self.pages)


def compared(old: State, new: State) -> Comparison:
    """What changed from the old state to the new one."""
    return Comparison(
        old, new, tuple(_figures(old, new)), tuple(_texts(old.texts, new.texts)), tuple(_pages(old.pages, new.pages))
    )


def _figures(old: State, new: State) -> Iterator[FigureChange]:
    """In the order of the new state, then what is gone."""
    for name in dict.fromkeys([*new.figures, *old.figures]):
        was, now = old.figures.get(name), new.figures.get(name)
        if was is None or now is None or not _equal(was, now):
            told = now or was
            assert told is not None
            before, after = was.number if was else None, now.number if now else None
            difference = after - before if before is not None and after is not None else None
            values = (was.value if was else "", now.value if now else "")
            yield FigureChange(name, told.label or name, *values, difference, told.unit, told.period)


def _equal(was: Quantity, now: Quantity) -> bool:
    before, after = was.number, now.number
    return before == after if before is not None and after is not None else was.value == now.value


# ---------------------------------------------------------------- texts


def _texts(old: Sequence[Text], new: Sequence[Text]) -> Iterator[ArticleChange]:
    """Article by article, in the order of the new state, then what is gone. A paragraph that stands elsewhere now has
    moved, and so has an article under another anchor."""
    before, after = (Counter(_key(part) for text in texts for part in text.paragraphs) for texts in (old, new))
    gone, fresh = before - after, after - before
    partners = _partners(old, new)
    left = {text.id: text for text in old}
    for text in new:
        was = left.pop(partners[text.id], None) if text.id in partners else None
        removed = _taken(was.paragraphs, gone) if was else []
        added = _taken(text.paragraphs, fresh)
        changes = tuple(_paired(removed, added))
        renamed = was.title if was and _key(was.title) != _key(text.title) else ""
        if was is None and (changes or not text.paragraphs):
            yield ArticleChange(text.id, text.title, "new", changes)
        elif changes or renamed:
            yield ArticleChange(text.id, text.title, "changed", changes, renamed)
    for text in left.values():
        changes = tuple(TextChange(part, "") for part in _taken(text.paragraphs, gone))
        if changes or not text.paragraphs:
            yield ArticleChange(text.id, text.title, "gone", changes)


def _key(text: str) -> str:
    """A text as it is compared: white space and soft hyphens do not count."""
    return " ".join(text.replace("\u00ad", "").split())


def _partners(old: Sequence[Text], new: Sequence[Text]) -> dict[str, str]:
    """By id of a new article that of the old one that it was: the same anchor, else the same title, else the most
    paragraphs in common."""
    free = {text.id: text for text in old}
    found: dict[str, str] = {}
    for text in new:
        if text.id in free:
            found[text.id] = text.id
    for was in found.values():
        free.pop(was, None)
    for text in new:
        if text.id in found:
            continue
        titled = next((one.id for one in free.values() if _key(one.title) == _key(text.title)), "")
        parts = {_key(part) for part in text.paragraphs}
        shared = {one.id: len(parts & {_key(part) for part in one.paragraphs}) for one in free.values()}
        best = titled or max(shared, key=lambda name: shared[name], default="")
        if best and (titled or shared[best]):
            found[text.id] = best
            del free[best]
    return found


def _taken(paragraphs: Sequence[str], wanted: Counter[str]) -> list[str]:
    """Those of the paragraphs that are wanted, each as often as it is."""
    taken = []
    for part in paragraphs:
        if wanted[_key(part)] > 0:
            wanted[_key(part)] -= 1
            taken.append(part)
    return taken


def _paired(removed: Sequence[str], added: Sequence[str]) -> Iterator[TextChange]:
    """Old and new paragraphs, those that are alike together, in the order of the new ones; what is gone comes last."""
    left = list(removed[:MOST_MATCHED])
    for now in added:
        ratios = [_likeness(was, now) for was in left]
        best = max(range(len(left)), key=lambda index: ratios[index], default=-1)
        yield TextChange(left.pop(best) if best >= 0 and ratios[best] >= ALIKE else "", now)
    for was in (*left, *removed[MOST_MATCHED:]):
        yield TextChange(was, "")


def _likeness(was: str, now: str) -> float:
    """How much two texts have in common, by words, from 0 to 1."""
    matcher = SequenceMatcher(None, was.split(), now.split(), autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE else 0.0


# ---------------------------------------------------------------- pages


def _pages(old: Sequence[PageMark], new: Sequence[PageMark]) -> Iterator[PageChange]:
    """Pages that say or show something else, beside each other where they stand between the same ones."""
    marks = [page.hash for page in old], [page.hash for page in new]
    moved = set(marks[0]) & set(marks[1])
    for step, a, b, c, d in SequenceMatcher(None, *marks, autojunk=False).get_opcodes():
        if step == "equal":
            continue
        were = [page for page in old[a:b] if page.hash not in moved]
        are = [page for page in new[c:d] if page.hash not in moved]
        for index in range(max(len(were), len(are))):
            was = were[index].folio if index < len(were) else ""
            now = are[index].folio if index < len(are) else ""
            yield PageChange(was, now)
