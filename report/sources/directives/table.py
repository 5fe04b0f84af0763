"""Turns `::: table {caption="…" source="…" header-columns=1}` into a table with caption and source."""

from __future__ import annotations

from msgspec.structs import replace

from report.model.content import Table
from report.sources.attributes import Attribute
from report.sources.directives.contract import Directive, Fence
from report.sources.tables import Alignment, with_row_headers


def _build(fence: Fence) -> Table | None:
    tables = [block for block in fence.blocks if isinstance(block, Table)]
    if len(tables) != 1 or len(fence.blocks) != 1:
        fence.problem("bad-body", "::: table holds one pipe table and nothing else.", "| a | b | over | --- | --- |")
        return None
    columns = fence.whole("header-columns")
    if columns >= len(tables[0].alignments):
        message = f"{columns} header columns leave no column of figures."
        fence.problem("bad-attribute", message, at=fence.place("header-columns") if columns else None)
    table = with_row_headers(tables[0], columns)
    return replace(
        table,
        alignments=_alignments(fence, tables[0]),
        caption=fence.spans("caption"),
        source=fence.spans("source"),
        wide=fence.flag("wide"),
        keep=fence.flag("keep"),
    )


def _alignments(fence: Fence, table: Table) -> tuple[Alignment, ...]:
    """The columns' alignments with those that `decimal` names."""
    alignments = list(table.alignments)
    for column in (int(number) for number in fence.words("decimal").split(",") if number):
        if 1 <= column <= len(alignments):
            alignments[column - 1] = "decimal"
        else:
            message = f"There is no column {column}: the table has {len(alignments)}."
            fence.problem("bad-attribute", message, "Number the columns from the left.", fence.place("decimal"))
    return tuple(alignments)


DIRECTIVE = Directive(
    _build,
    "A table with a caption; the body is one pipe table.",
    attributes={
        "caption": Attribute("text", "What the table shows."),
        "source": Attribute("text", "Where its figures come from."),
        "header-columns": Attribute("whole", "How many columns, from the left, name their rows."),
        "decimal": Attribute("columns", "Columns of figures that stand with their decimal marks below each other."),
        "wide": Attribute("flag", "It stands across all text columns."),
        "keep": Attribute("flag", "It is not divided over columns."),
    },
)
