"""Turns the cells of tables into regular rows, also where an excerpt cuts them, and lets them name their headers."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from report.finish.node import Node, walk
from report.finish.roles import ROWS, standard
from report.model.structure import Attributes

Grid = dict[tuple[int, int], Node]  # by row and column the cell that covers it
_Head = tuple[tuple[int, int], Node]


def name_headers(root: Node) -> None:
    """Give the cells of such tables the IDs of their headers (ISO 14289-1, 7.5; ISO 32000-1, table 349): in plain
    tables, of one row and one column of headers, the scope of these says as much."""
    known = {node.attributes.id for node in walk(root)}
    for count, table in enumerate((node for node in walk(root) if standard(node.tag) == "Table"), 1):
        rows = [node for node in walk(table) if standard(node.tag) == "TR"]
        grid = _laid_out(rows)
        for cell in grid.values():
            if _is_header(cell) and not cell.kids and not cell.attributes.id:  # an empty corner heads nothing
                cell.tag, cell.attributes = "TD", replace(cell.attributes, scope="")
        if _is_plain(grid):
            continue
        _identify(grid, f"table-{count}", known)
        headers = [(place, cell) for place, cell in sorted(grid.items(), key=_place) if cell.attributes.id]
        above = {column: [one for one in headers if one[0][1] == column] for _, column in grid}
        before = {row: [one for one in headers if one[0][0] == row] for row, _ in grid}
        places: dict[int, list[tuple[int, int]]] = {}
        for place, cell in grid.items():
            places.setdefault(id(cell), []).append(place)
        for cell in {id(cell): cell for cell in grid.values()}.values():
            if not cell.attributes.headers:
                named = _headers(cell, places[id(cell)], above, before)
                cell.attributes = replace(cell.attributes, headers=named)


def trim_rows(table: Node, blank: Mapping[int, Node]) -> None:
    """Leave out the rows before the first that was drawn and after the last: an excerpt has only some of a table. Empty
    rows between them stay. Cells that reach over the cut are made to end, or to begin, with what is left."""
    rows = [node for node in walk(table) if standard(node.tag) == "TR"]
    drawn = [number for number, row in enumerate(rows) if id(row) not in blank]
    if len(drawn) == len(rows) or not drawn:
        return
    heads = {id(row) for part in walk(table) if standard(part.tag) == "THead" for row in part.kids}
    body = [number for number in drawn if id(rows[number]) not in heads]
    first, last = (body[0], body[-1]) if body else (drawn[0], drawn[-1])
    kept = {number for number in range(len(rows)) if first <= number <= last or number in drawn}
    if len(kept) < len(rows):
        _cut_spans(rows, kept)
        _drop(table, {id(row) for number, row in enumerate(rows) if number not in kept})


def _cut_spans(rows: list[Node], kept: set[int]) -> None:
    grid = _laid_out(rows)
    origins: dict[int, tuple[int, int]] = {}
    for place, cell in grid.items():
        origins[id(cell)] = min(place, origins.get(id(cell), place))
    for cell in {id(cell): cell for cell in grid.values()}.values():
        row, column = origins[id(cell)]
        left = [number for number in range(row, row + cell.attributes.row_span) if number in kept]
        if not left or len(left) == cell.attributes.row_span:
            continue
        if row in kept:
            cell.attributes = replace(cell.attributes, row_span=len(left))
            continue
        stub = Node("TD", Attributes(column_span=cell.attributes.column_span, row_span=len(left)))
        into = rows[left[0]]
        before = [kid for kid in into.kids if isinstance(kid, Node) and origins.get(id(kid), (0, column))[1] < column]
        into.kids.insert(len(before), stub)


def _drop(node: Node, dropped: set[int]) -> None:
    for kid in node.kids:
        if isinstance(kid, Node) and standard(kid.tag) in ROWS:
            _drop(kid, dropped)
    node.kids = [
        kid
        for kid in node.kids
        if not (isinstance(kid, Node) and (id(kid) in dropped or (standard(kid.tag) in ROWS and not kid.kids)))
    ]


def _place(entry: tuple[tuple[int, int], Node]) -> tuple[int, int]:
    return entry[0]


def _laid_out(rows: list[Node]) -> Grid:
    grid: Grid = {}
    for number, row in enumerate(rows):
        column = 0
        for cell in (kid for kid in row.kids if isinstance(kid, Node)):
            while (number, column) in grid:
                column += 1
            for down in range(cell.attributes.row_span):
                for across in range(cell.attributes.column_span):
                    grid[number + down, column + across] = cell
            column += cell.attributes.column_span
    return grid


def _is_plain(grid: Grid) -> bool:
    """Whether headers stand in the first row and the first column alone, each over one row or column, or alone in a
    row of their own as the heading of those below."""
    wide = max((column for _, column in grid), default=0) + 1
    for (row, column), cell in grid.items():
        if not _is_header(cell):
            continue
        alone = cell.attributes.column_span == wide
        if not alone and (min(row, column) > 0 or cell.attributes.column_span > 1 or cell.attributes.row_span > 1):
            return False
    return True


def _is_header(cell: Node) -> bool:
    return standard(cell.tag) == "TH"


def _identify(grid: Grid, prefix: str, known: set[str]) -> None:
    for (row, column), cell in sorted(grid.items(), key=_place):
        if _is_header(cell) and not cell.attributes.id and cell.kids:
            name = f"{prefix}-{row + 1}-{column + 1}"
            while name in known:
                name += "+"
            known.add(name)
            cell.attributes = replace(cell.attributes, id=name)


def _headers(
    cell: Node, places: list[tuple[int, int]], above: Mapping[int, list[_Head]], before: Mapping[int, list[_Head]]
) -> tuple[str, ...]:
    """The headers above and before a cell, those furthest off first."""
    top, left = min(row for row, _ in places), min(column for _, column in places)
    found: dict[str, None] = {}
    for column in dict.fromkeys(column for _, column in places):
        for (row, _), other in above[column]:
            if row < top and other is not cell and other.attributes.scope in ("Column", "Both"):
                found[other.attributes.id] = None
    for row in dict.fromkeys(row for row, _ in places):
        for (_, column), other in before[row]:
            if column < left and other is not cell and other.attributes.scope in ("Row", "Both"):
                found[other.attributes.id] = None
    return tuple(found)
