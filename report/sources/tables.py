"""Turns a pipe table into a table of cells, with the spans of rows and columns that `<` and `^` ask for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, cast

from markdown_it.token import Token
from msgspec.structs import replace

from report.errors import Location
from report.model.content import Cell, Table, TableRow
from report.sources.spans import TextFile, places_of, read_spans

CELL_LIMIT = 50_000  # cells of one table

Alignment = Literal["left", "right", "centre", "decimal"]
Spot = tuple[int, int]  # row and column, from 0
JOIN_LEFT, JOIN_ABOVE = "<", "^"


def read_table(file: TextFile, token: Token, inside: Sequence[Token], at: Location) -> Table | None:
    """The table, without caption; a row that does not fill its columns is a problem."""
    alignments = tuple(cast(Alignment, alignment) for alignment in token.meta["alignments"])
    grid: list[list[Token]] = []
    for one in inside:
        if one.type == "tr_open":
            grid.append([])
        elif one.type == "inline":
            grid[-1].append(one)
    lines = [(one.map or [0, 0])[0] for one in inside if one.type == "tr_open"]
    if sum(map(len, grid)) > CELL_LIMIT:
        file.problem("large-table", f"The table has more than {CELL_LIMIT} cells.", at, "Split it.")
        return None
    for row, line in zip(grid, lines, strict=True):
        if len(row) != len(alignments):
            message = f"This row has {len(row)} cells for {len(alignments)} columns."
            hint = "Every row needs as many cells as the row of dashes; leave an empty line after the table."
            file.problem("ragged-table", message, file.at(line, file.indent(line)), hint)
            row[:] = [*row, *(Token("inline", "", 0, map=[line, line + 1]) for _ in alignments)][: len(alignments)]
    head = _rows(file, grid[:1], lines[:1], "column")
    return Table(head, _rows(file, grid[1:], lines[1:], ""), alignments, (), (), at)


def _rows(
    file: TextFile, grid: Sequence[Sequence[Token]], lines: Sequence[int], header: Literal["", "column"]
) -> tuple[TableRow, ...]:
    """The rows of the head or of the body; a cell never spans both."""
    owners = _owners(file, grid)
    covered: dict[Spot, list[Spot]] = {}
    for i, owned in enumerate(owners):
        for j, owner in enumerate(owned):
            covered.setdefault(owner, []).append((i, j))
    rows = []
    for index, (row, line) in enumerate(zip(grid, lines, strict=True)):
        cells = []
        for column, token in enumerate(row):
            if owners[index][column] != (index, column):
                continue
            spots = covered[index, column]
            height = len({spot[0] for spot in spots})
            width = len({spot[1] for spot in spots})
            if len(spots) != height * width:
                place = places_of(file, token)(0)
                file.problem("bad-span", "The cells joined to this one make no rectangle.", place, "Use < and ^ alike.")
            places = places_of(file, token)
            spans = read_spans(file, token, places)
            cells.append((column, Cell(spans, header, width, height, places(0))))
        rows.append(TableRow(tuple(cells), file.at(line, file.indent(line))))
    return tuple(rows)


def _owners(file: TextFile, grid: Sequence[Sequence[Token]]) -> list[list[Spot]]:
    """For each spot of the grid the spot whose cell covers it."""
    owners: list[list[Spot]] = []
    for i, row in enumerate(grid):
        owners.append([])
        for j, token in enumerate(row):
            owner = (i, j)
            if token.content == JOIN_LEFT and j:
                owner = owners[i][j - 1]
            elif token.content == JOIN_ABOVE and i:
                owner = owners[i - 1][j]
            elif token.content in (JOIN_LEFT, JOIN_ABOVE):
                where = "at its left" if token.content == JOIN_LEFT else "above it in this part of the table"
                place = places_of(file, token)(0)
                hint = f"For the sign itself write \\{token.content}."
                file.problem("bad-span", f"There is no cell {where} to join.", place, hint)
            owners[i].append(owner)
    return owners


def with_row_headers(table: Table, columns: int) -> Table:
    """The table with its first so many columns heading their rows."""
    body = tuple(
        replace(row, cells=tuple((at, replace(cell, header="row") if at < columns else cell) for at, cell in row.cells))
        for row in table.body
    )
    return replace(table, body=body)
