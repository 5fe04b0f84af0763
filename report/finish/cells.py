"""Turns tables whose headers span or stand in several rows or columns into ones whose cells name their headers."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from report.finish.node import Node, walk
from report.finish.roles import standard

Grid = dict[tuple[int, int], Node]  # by row and column the cell that covers it
_Head = tuple[tuple[int, int], Node]


def name_headers(root: Node) -> None:
    """Give the cells of such tables the IDs of their headers (ISO 14289-1, 7.5; ISO 32000-1, table 349): in plain
    tables, of one row and one column of headers, the scope of these says as much."""
    known = {node.attributes.id for node in walk(root)}
    for count, table in enumerate((node for node in walk(root) if standard(node.tag) == "Table"), 1):
        rows = [node for node in walk(table) if standard(node.tag) == "TR"]
        grid = _laid_out(rows)
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
