"""Turns `::: table {caption="…" source="…" header-columns=1}` into a table with caption and source."""

from __future__ import annotations

import dataclasses

from report.model.content import Table
from report.sources.attributes import Attribute
from report.sources.directives.contract import Directive, Fence
from report.sources.tables import with_row_headers


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
    return dataclasses.replace(
        table, caption=fence.spans("caption"), source=fence.spans("source"), wide=fence.flag("wide")
    )


DIRECTIVE = Directive(
    _build,
    "A table with a caption; the body is one pipe table.",
    attributes={
        "caption": Attribute("text", "What the table shows."),
        "source": Attribute("text", "Where its figures come from."),
        "header-columns": Attribute("whole", "How many columns, from the left, name their rows."),
        "wide": Attribute("flag", "It stands across all text columns."),
    },
)
