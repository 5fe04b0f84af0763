"""Cells of tables with headers that span or stand in several rows name their headers."""

from __future__ import annotations

from report.finish.cells import name_headers, trim_rows
from report.finish.node import Node
from report.model.structure import Attributes, MarkedContent

HELD = MarkedContent(0, 0)


def cell(tag: str, scope: str = "", across: int = 1, down: int = 1, name: str = "") -> Node:
    attributes = Attributes(scope=scope, column_span=across, row_span=down, id=name)  # type: ignore[arg-type]
    return Node(tag, attributes, [HELD])


def table(*rows: list[Node]) -> Node:
    return Node("Table", Attributes(), [Node("TR", Attributes(), list(row)) for row in rows])


def headers(node: Node) -> list[list[tuple[str, ...]]]:
    return [[cell.attributes.headers for cell in row.kids if isinstance(cell, Node)] for row in rows_of(node)]


def rows_of(node: Node) -> list[Node]:
    return [row for row in node.kids if isinstance(row, Node)]


def test_a_plain_table_is_left_as_it_is() -> None:
    plain = table([cell("TH", "Column"), cell("TH", "Column")], [cell("TH", "Row"), cell("TD")])
    name_headers(Node("Document", Attributes(), [plain]))
    assert headers(plain) == [[(), ()], [(), ()]]
    assert all(not one.attributes.id for row in rows_of(plain) for one in row.kids if isinstance(one, Node))


def test_a_heading_over_a_whole_row_leaves_a_table_plain() -> None:
    plain = table(
        [cell("TH", "Column"), cell("TH", "Column")], [cell("TH", "Row", across=2)], [cell("TH", "Row"), cell("TD")]
    )
    name_headers(Node("Document", Attributes(), [plain]))
    assert headers(plain)[2] == [(), ()]


def test_two_rows_of_headers_are_named_from_the_top() -> None:
    made = table(
        [cell("TH", "Column", down=2), cell("TH", "Column", across=2, name="years")],
        [cell("TH", "Column"), cell("TH", "Column")],
        [cell("TH", "Row"), cell("TD"), cell("TD")],
    )
    name_headers(Node("Document", Attributes(), [made]))
    assert headers(made)[2] == [
        ("table-1-1-1",),
        ("years", "table-1-2-2", "table-1-3-1"),
        ("years", "table-1-2-3", "table-1-3-1"),
    ]
    assert headers(made)[1] == [("years",), ("years",)]


def test_a_row_header_over_two_rows_heads_both() -> None:
    made = table(
        [cell("TH", "Column"), cell("TH", "Column")],
        [cell("TH", "Row", down=2, name="a"), cell("TD")],
        [cell("TD")],
    )
    name_headers(Node("Document", Attributes(), [made]))
    assert headers(made)[2] == [("table-1-1-2", "a")]


def test_names_given_already_are_not_given_again() -> None:
    taken = Node("P", Attributes(id="table-1-1-1"), [HELD])
    made = table(
        [cell("TH", "Column", across=2)], [cell("TH", "Column"), cell("TH", "Column")], [cell("TD"), cell("TD")]
    )
    name_headers(Node("Document", Attributes(), [taken, made]))
    assert headers(made)[2] == [("table-1-1-1+", "table-1-2-1"), ("table-1-1-1+", "table-1-2-2")]


def grown(*rows: list[Node], drawn: set[int]) -> list[list[tuple[int, int, bool]]]:
    """What is left of a table of which only these rows were drawn: for each cell its spans, and whether it is new."""
    made = table(*rows)
    blank = {id(row): row for number, row in enumerate(rows_of(made)) if number not in drawn}
    trim_rows(made, blank)
    return [
        [
            (one.attributes.row_span, one.attributes.column_span, not one.kids)
            for one in row.kids
            if isinstance(one, Node)
        ]
        for row in rows_of(made)
    ]


def test_empty_rows_between_others_stay() -> None:
    rows = [[cell("TD"), cell("TD")] for _ in range(4)]
    assert len(grown(*rows, drawn={0, 3})) == 4


def test_an_excerpt_that_begins_within_a_tall_cell_has_its_columns() -> None:
    rows = [[cell("TD", down=3), cell("TD")], [cell("TD")], [cell("TD")], [cell("TD"), cell("TD")]]
    assert grown(*rows, drawn={1, 2, 3})[0] == [(2, 1, True), (1, 1, False)]


def test_an_excerpt_that_ends_within_a_tall_cell_ends_it() -> None:
    rows = [[cell("TD"), cell("TD", across=2, down=3)], [cell("TD")], [cell("TD")]]
    assert grown(*rows, drawn={0, 1}) == [[(1, 1, False), (2, 2, False)], [(1, 1, False)]]


def test_an_empty_corner_is_no_header() -> None:
    made = table([Node("TH", Attributes(scope="Column")), cell("TH", "Column")], [cell("TH", "Row"), cell("TD")])
    name_headers(Node("Document", Attributes(), [made]))
    (corner, head), _ = [[one for one in row.kids if isinstance(one, Node)] for row in rows_of(made)]
    assert (corner.tag, corner.attributes.scope, head.tag) == ("TD", "", "TH")
