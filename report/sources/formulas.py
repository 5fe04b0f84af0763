"""Turns the formula of a statement's row (`t_baten - t_lasten`, `a..b`, `sum(above)`) into rows with signs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from report.errors import Location
from report.model.statements import FIGURELESS, Role, Terms
from report.sources.reading import Reader, did_you_mean

_NAME = r"[A-Za-z_][A-Za-z0-9_]*"
_TERM = re.compile(
    rf"\s*(?P<sign>[+\-−])?\s*(?:sum\(\s*(?P<sum>[a-z]*)\s*\)|(?P<id>{_NAME})(?:\s*\.\.\s*(?P<to>{_NAME}))?)\s*"
)
_CLOSING: frozenset[Role] = frozenset({"heading", "subtotal", "total", "result"})


class FormulaRow(Struct, frozen=True):
    """What formulae need to know of a row."""

    id: str
    role: Role
    level: int
    at: Location
    formula: str = ""


class Formulas:
    """Reads the formulae of one statement; what cannot be read is booked at its row."""

    def __init__(self, reader: Reader, rows: Sequence[FormulaRow]) -> None:
        self._reader = reader
        self._rows = rows
        self._index = {row.id: position for position, row in reversed(list(enumerate(rows)))}
        self.known = [row.id for row in rows if row.role not in FIGURELESS]
        self._figured = frozenset(self.known)
        self._closing: bool | None = None  # whether sums stand below their rows; None until asked
        self._sums: dict[str, Callable[[int], Iterable[str]]] = {"above": self._above, "children": self._children}

    def terms(self, text: str, at: Location, owner: FormulaRow | None) -> Terms:
        """The rows that a formula counts. `owner` is the row that has it, None for a formula of the statement."""
        return tuple(self._terms(text.strip(), at, owner))

    def row(self, name: str, at: Location, what: str) -> bool:
        """Whether a row with figures has this id; booked as a problem if none has."""
        if name not in self._figured:
            hint = did_you_mean(name, self.known)
            self._reader.problem("unknown-row", f"{what} names {name}, which is no row with figures.", at, hint)
        return name in self._figured

    def _terms(self, text: str, at: Location, owner: FormulaRow | None) -> Iterator[tuple[int, str]]:
        position = 0
        what = f"The formula of {owner.id}" if owner else "This formula"
        while position < len(text):
            term = _TERM.match(text, position)
            if term is None or (position and not term["sign"]):
                hint = "A formula is row ids with + and - between them: t_baten - t_lasten; first..last; sum(above)."
                self._reader.problem("bad-formula", f"“{text}” is not a formula.", at, hint)
                return
            sign = -1 if term["sign"] in ("-", "−") else 1
            for name in self._named(term, at, owner, what):
                yield sign, name
            position = term.end()

    def _named(self, term: re.Match[str], at: Location, owner: FormulaRow | None, what: str) -> Iterable[str]:
        if term["sum"] is not None:
            return self._summed(term["sum"], at, owner)
        name = term["id"]
        if term["to"]:
            return self._range(name, term["to"], at, what)
        if owner and name == owner.id:
            self._reader.problem("bad-formula", f"Row {name} counts itself.", at)
            return ()
        return (name,) if self.row(name, at, what) else ()

    def _range(self, first: str, last: str, at: Location, what: str) -> Iterable[str]:
        """The lines from one row to another; sums between them would count their lines twice."""
        if not (self.row(first, at, what) and self.row(last, at, what)):
            return ()
        start, end = self._index[first], self._index[last]
        if start > end:
            hint = f"Write {last}..{first}."
            self._reader.problem("bad-formula", f"{what}: {first} stands below {last}.", at, hint)
            return ()
        return self._lines(self._rows[start : end + 1])

    def _summed(self, kind: str, at: Location, owner: FormulaRow | None) -> Iterable[str]:
        if kind not in self._sums or owner is None:
            hint = "Write sum(above) for the lines above, sum(children) for the rows one level deeper."
            self._reader.problem("bad-formula", f"There is no sum({kind}) here.", at, hint)
            return ()
        names = tuple(self._sums[kind](self._index[owner.id]))
        if not names:
            self._reader.problem("bad-formula", f"sum({kind}) of {owner.id} finds no rows.", at)
        return names

    def _above(self, index: int) -> Iterable[str]:
        """The lines directly above, up to a heading or another sum."""
        first = index
        while first and self._rows[first - 1].role not in _CLOSING:
            first -= 1
        return self._lines(self._rows[first:index])

    def _children(self, index: int) -> Iterable[str]:
        """The rows one level deeper: those that follow or those that stand before. Where there are both, one side is
        another sum's: then all sums of the statement stand alike."""
        before, after = self._deeper(index, -1), self._deeper(index, 1)
        if before and after:
            before = self._sums_close()
        if before:
            return tuple(self._branch(range(index - 1, -1, -1), self._rows[index].level))[::-1]
        return tuple(self._branch(range(index + 1, len(self._rows)), self._rows[index].level))

    def _deeper(self, index: int, step: int) -> bool:
        """Whether the row next to this one, above (-1) or below it (1), is deeper."""
        place = index + step
        while 0 <= place < len(self._rows) and self._rows[place].role == "spacer":
            place += step
        return 0 <= place < len(self._rows) and self._rows[place].level > self._rows[index].level

    def _sums_close(self) -> bool:
        """Whether the first sum of children with deeper rows on one side only has them above it."""
        if self._closing is None:
            summed = (index for index, row in enumerate(self._rows) if "children" in row.formula)
            sides = ((self._deeper(index, -1), self._deeper(index, 1)) for index in summed)
            self._closing = next((before for before, after in sides if before != after), False)
        return self._closing

    def _branch(self, positions: Iterable[int], level: int) -> Iterator[str]:
        """The nearest level below `level`, until a row that is not deeper."""
        depth: int | None = None
        for row in (self._rows[position] for position in positions):
            if row.role == "spacer":
                continue
            if row.level <= level:
                return
            depth = row.level if depth is None else depth
            if row.level <= depth and row.role != "heading":
                depth = row.level
                yield row.id

    @staticmethod
    def _lines(rows: Sequence[FormulaRow]) -> tuple[str, ...]:
        return tuple(row.id for row in rows if row.role in ("line", "appropriation"))
