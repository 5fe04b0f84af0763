"""A statement's amounts → all that its cells print, and how wide that is, before its columns have a place."""

from __future__ import annotations

import re
from decimal import Decimal

from report.layout.pages.statement_form import Need
from report.layout.room import ComposingRoom
from report.model.statements import Amount, Column, Statement, StatementRow
from report.tables.carrying import running_sums
from report.tables.chain import CLOSING, terms_by_row
from report.tables.decimals import decimal_mark
from report.tables.printing import BLANK, Printed, column_notice, print_amount
from report.typography.text import Breaking

ZEROS = str.maketrans("123456789", "000000000")
PIECES = re.compile("[ \\t\\n\\u00ad\\u200b]+|(?<=[-\\u2010\\u2013\\u2014/])")  # between what stays on one line
SHORT = 40.0  # pt: what is narrower is not divided
MOST_LEVELS = 4  # of indents that still make a label narrower


def figure_role(row: StatementRow) -> str:
    return "table-total" if row.role in CLOSING else "table"


def indent_of(row: StatementRow) -> int:
    """Units that a row's label is indented."""
    return min(row.level, MOST_LEVELS)


class Figures:
    """Everything a statement's cells print, and how wide that is, before its form is known."""

    def __init__(self, statement: Statement, room: ComposingRoom) -> None:
        self.room = room
        self.statement = statement
        self._mark, self._unavailable = decimal_mark(room.language), room.word("n/a")
        self._widths: dict[tuple[str, str], float] = {}
        self.printed = [
            tuple(
                print_amount(amount, column, room.language, self._mark, self._unavailable)
                for amount, column in zip(row.amounts, statement.columns, strict=bool(row.amounts))
            )
            for row in statement.rows
        ]
        additive = [column.kind != "variance-percent" for column in statement.columns]
        terms = terms_by_row(statement.rows, statement.tolerance)
        self.sums = running_sums(statement.rows, terms, additive)
        self.signed = self._signed_rows()
        self.reach = [0.0] * len(statement.columns)
        self.left = [0.0] * len(statement.columns)
        self.words = [0.0] * len(statement.columns)
        for place, row in enumerate(statement.rows):
            for index, cell in enumerate(self.printed[place]):
                if cell is not BLANK:
                    self._measure(index, cell, figure_role(row), self.currency(place, statement.columns[index]))
        for index in range(len(statement.columns)):
            self._measure_sums(index)

    def print_sum(self, column: int, value: Decimal | None) -> Printed:
        """A sum that is carried forward, printed as its column prints figures."""
        amount = Amount(value, self.statement.at, computed=True)
        return print_amount(amount, self.statement.columns[column], self.room.language, self._mark, "")

    def currency(self, place: int, column: Column) -> str:
        """The sign that stands before a figure in this row; empty in most."""
        style = column.style
        return style.currency if place in self.signed and style.placement == "first-and-last" else ""

    def decimals(self, cell: Printed, role: str) -> float:
        """How wide (pt) what stands right of the decimal mark is, the mark included."""
        return self._wide(cell.core[cell.point :], role)

    def need(self, *, divided: bool = False) -> Need:
        """What the statement asks of its form; less where the words of heads and labels may be divided."""
        room, statement = self.room, self.statement
        notices = [column_notice(column, statement, room.language) for column in statement.columns]
        heads = tuple(
            max(self._longest(column.label, "label", divided), self._longest(notice, "caption", divided))
            for column, notice in zip(statement.columns, notices, strict=True)
        )
        labels = (
            indent_of(row) * room.grid.unit + self._longest(row.label, figure_role(row), divided)
            for row in statement.rows
        )
        return Need(tuple(self.width(index) for index in range(len(heads))), heads, max(labels, default=0.0))

    def width(self, index: int) -> float:
        """How wide (pt) a column's figures are below each other, without what hangs."""
        return max(self.left[index] + self.reach[index], self.words[index])

    def _measure_sums(self, index: int) -> None:
        """The largest and the least of the sums that may be carried: the others are no wider."""
        values = [value for sums in self.sums if sums is not None and (value := sums[index]) is not None]
        for value in (max(values), min(values)) if values else ():
            self._measure(index, self.print_sum(index, value), "table", "")

    def _measure(self, index: int, cell: Printed, role: str, sign: str) -> None:
        width = self._wide(cell.core, role) + (self._wide(f"{sign}\u00a0", role) if sign else 0.0)
        if cell.spoken == "not applicable":
            self.words[index] = max(self.words[index], width)
            return
        right = self.decimals(cell, role)
        self.reach[index] = max(self.reach[index], right)
        self.left[index] = max(self.left[index], width - right)

    def _signed_rows(self) -> frozenset[int]:
        """The rows whose figures may have a currency sign: the first, and totals."""
        rows = self.statement.rows
        figured = [place for place, cells in enumerate(self.printed) if any(cell is not BLANK for cell in cells)]
        return frozenset([*figured[:1], *(place for place in figured if rows[place].role == "total"), *figured[-1:]])

    def _wide(self, text: str, role: str) -> float:
        """Width (pt) of figures; all digits are equally wide."""
        if not text:
            return 0.0
        key = (text.translate(ZEROS), role)
        width = self._widths.get(key)
        if width is None:
            styled = self.room.styled(key[0], self.room.role(role))
            width = self._widths[key] = self.room.typesetter.width([styled])
        return width

    def _longest(self, text: str, role: str, divided: bool) -> float:
        """Width (pt) of the widest piece of a text that stays whole: a word, or with `divided` a part of one."""
        found = 0.0
        for piece in PIECES.split(text):
            key = (piece, role)
            width = self._widths.get(key)
            if width is None:
                styled = self.room.styled(piece, self.room.role(role))
                width = self._widths[key] = self.room.typesetter.width([styled])
            if divided and width > SHORT:
                styled = self.room.styled(piece, self.room.role(role), hyphenate=True)
                width = max(line.width for line in self.room.lines([styled], 1.0, Breaking()))
            found = max(found, width)
        return found
