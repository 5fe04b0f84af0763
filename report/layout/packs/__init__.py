"""A pack's plan → its own pages: cover, change sheet, agenda, dividers, and the stamps for the pages of its papers."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from report.errors import ReportError, Severity, in_reading_order
from report.layout.furniture import furnish
from report.layout.packs.agenda import compose_agenda
from report.layout.packs.changes import compose_changes
from report.layout.packs.cover import compose_pack_cover
from report.layout.packs.divider import compose_divider
from report.layout.packs.stamps import STAMP_HEIGHT, STAMP_WIDTH, compose_stamp
from report.layout.room import ComposingRoom
from report.layout.sheet import Press
from report.model.pack import PackPlan, StampText
from report.model.placed import Layout
from report.model.report import Report
from report.model.structure import Attributes, Element
from report.typography.library import FontLibrary

__all__ = ["STAMP_HEIGHT", "STAMP_WIDTH", "FrontPages", "compose_front", "compose_stamps"]


class FrontPages(Struct, frozen=True):
    """The pack's own pages: `front` of them are cover, change sheet and agenda, the others a divider for each of
    the items named."""

    layout: Layout
    front: int
    divided: tuple[str, ...]


def compose_front(report: Report, library: FontLibrary, plan: PackPlan, *, dividers: bool) -> FrontPages:
    """Set the pack's own pages. Raises ReportError for words that fit nowhere."""
    room = ComposingRoom(report, library)
    press = Press(room.grid)
    elements = [compose_pack_cover(room, press, plan)]
    if plan.supplement:
        elements.append(compose_changes(room, press, plan))
    elements.append(compose_agenda(room, press, plan))
    front = len(press.sheets)
    divided = tuple(item for item in plan.items if item.papers) if dividers else ()
    elements += [compose_divider(room, press, item) for item in divided]
    for sheet in press.sheets:
        furnish(sheet, room)
    return FrontPages(_layout(room, press, elements), front, tuple(item.number for item in divided))


def compose_stamps(report: Report, library: FontLibrary, stamps: Sequence[StampText]) -> Layout:
    """A page for each stamp, with the stamp in its lower left corner, STAMP_WIDTH columns by STAMP_HEIGHT units."""
    room = ComposingRoom(report, library)
    press = Press(room.grid)
    for stamp in stamps:
        compose_stamp(room, press.sheet("cover"), stamp)
    return _layout(room, press, [])


def _layout(room: ComposingRoom, press: Press, elements: list[Element]) -> Layout:
    problems = in_reading_order([*room.problems, *room.typesetter.problems])
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise ReportError(problems)
    made = Layout(
        pages=press.pages(),
        structure=Element("Document", tuple(elements), Attributes(language=room.language)),
        tags=room.tags,
        outline=(),
        ledger=(),
        glyphs=room.typesetter.glyphs_used(),
        problems=problems,
        bleed=room.grid.bleed,
    )
    room.close()
    return made
