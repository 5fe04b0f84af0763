"""Turns `::: organisation` into a chart of an organisation: a list in which each unit holds those below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from report.model.content import Block, Link, ListBlock, NoteReference, Organisation, OrganisationUnit, Paragraph
from report.sources.attributes import Attribute
from report.sources.directives.contract import Directive, Fence

MOST_LEVELS = 4
MOST_UNITS = 60


def _build(fence: Fence) -> Organisation | None:
    if len(fence.blocks) != 1 or not isinstance(fence.blocks[0], ListBlock):
        hint = "Write each unit behind a hyphen; two more spaces put it below the unit above."
        fence.problem("bad-body", "An organisation chart holds one list.", hint)
        return None
    units = tuple(_units(fence, fence.blocks[0], 1))
    if (count := sum(_count(unit) for unit in units)) > MOST_UNITS:
        fence.problem("bad-body", f"This chart has {count} units, and {MOST_UNITS} fit.", "Leave the smallest out.")
    return Organisation(units, fence.at, fence.flag("wide"))


def _units(fence: Fence, listed: ListBlock, level: int) -> Iterator[OrganisationUnit]:
    for item in listed.items:
        name, *below = item.blocks or (None,)
        if not isinstance(name, Paragraph) or not _is_list(below):
            hint = "Write its name on one line, and the units below it as a list."
            fence.problem("bad-body", "A unit of an organisation chart has a name, and nothing else.", hint, item.at)
            continue
        if any(isinstance(span, Link | NoteReference) for span in name.spans):
            fence.problem("bad-body", "The name of a unit has no links and no notes.", "Put them in the text.", name.at)
        lower = below[0] if below else None
        if isinstance(lower, ListBlock) and level == MOST_LEVELS:
            message = f"An organisation chart has {MOST_LEVELS} levels at most."
            fence.problem("bad-body", message, "Draw its lower part as a chart of its own.", lower.at)
            lower = None
        units = tuple(_units(fence, lower, level + 1)) if isinstance(lower, ListBlock) else ()
        yield OrganisationUnit(name.spans, units, name.at)


def _is_list(below: Sequence[Block]) -> bool:
    return not below or (len(below) == 1 and isinstance(below[0], ListBlock))


def _count(unit: OrganisationUnit) -> int:
    return 1 + sum(_count(lower) for lower in unit.units)


DIRECTIVE = Directive(
    _build,
    "A chart of an organisation, drawn as parcels.",
    attributes={"wide": Attribute("flag", "It stands across all text columns.")},
)
