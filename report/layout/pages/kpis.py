"""Key figures section → pages of numbers with bars and marks, in the arrangement that takes the fewest of them."""

from __future__ import annotations

from math import ceil

from report.errors import Problem
from report.layout.articles import make_heading
from report.layout.headline import put_headline
from report.layout.markup import Stick, filled_words, mark_up, mark_words, plain
from report.layout.pages.kpis_marks import Marked, Said, mark_groups
from report.layout.pages.kpis_plan import CLEAR, FIELD_FOOT, Area, Arranged, arrange
from report.layout.pages.kpis_table import sheet_anchor
from report.layout.pages.kpis_words import origin_words, scale_words
from report.layout.room import ComposingRoom
from report.layout.sections import ContentsEntry, SectionSetting, Sewn, put_text
from report.layout.sheet import Sheet
from report.model.content import Link, Span, Words
from report.model.figures import KpiSheet, page_origin
from report.model.placed import Bookmark, LinkSpot, Panel, TextLine
from report.model.report import DataSection
from report.model.structure import Element

TITLE_LINE = 10  # SPEC, KPI
GROUPS_BELOW = 3  # lines from the title, or the text, to the first label
NOTICE_STEP = 0.75  # lines: the leading of captions
NOTICE_ABOVE = 1.75  # lines from the title to the notices, where they do not stand beside the first label
MOST_BESIDE = 3  # lines of notices that stand beside the first label
NOTICE_BELOW = 2  # lines from them to the first label then, at least


def compose_kpis(setting: SectionSetting) -> Sewn:
    room, grid, sheet_data = setting.room, setting.room.grid, setting.loaded.kpis
    assert sheet_data is not None
    prose, anchor, at = setting.loaded.prose, setting.loaded.anchor, sheet_data.at
    label = prose.label if prose and prose.label else room.word("Key figures")
    title_words = Words(filled_words(sheet_data.title, room.report), at)
    spans: tuple[Span, ...] = prose.headline if prose and prose.headline else (title_words,)
    sheet = setting.press.sheet("kpis", head=label, section=anchor)
    sheet.mark(anchor)
    heading = make_heading(spans, setting, "title", 1, grid.span(grid.columns), at, 2)
    node = prose.headline if prose and prose.headline else None
    put_headline(sheet, heading.headline, sheet.column_x(1), grid.down(TITLE_LINE), node=node, room=room)
    line = grid.down(TITLE_LINE) + GROUPS_BELOW + heading.headline.drop / grid.unit
    text, foot = put_text(setting, sheet, line)
    if text:
        line = foot + GROUPS_BELOW
    groups = mark_groups(sheet_data, room)
    notices = _notices(sheet_data, groups, room)
    arranged = _put_groups(groups, notices, ceil(round(line, 6)), sheet, room)
    if arranged.too_high:
        hint = "make its labels or notes shorter, or divide it"
        room.problems.append(Problem("kpis-too-high", "a group of key figures is higher than a page", at, hint))
    _put(arranged, setting, sheet, label)
    elements = [heading.element, *text, *(Element("P", notice.copy.kids) for notice in notices)]
    elements += [element for group in groups for element in group.elements]
    entry = ContentsEntry(label, anchor, sheet.number, 1)
    return Sewn(Element("Sect", tuple(elements)), (Bookmark(plain(spans, room), anchor, 1),), (entry,))


def _put_groups(groups: list[Marked], notices: list[Said], line: int, sheet: Sheet, room: ComposingRoom) -> Arranged:
    """Place the notices, at the right of the first label where that stands alone on its line, else above all groups;
    returns the groups in their places, the first label on this line or lower."""
    unit = room.grid.unit
    live = room.grid.span(room.grid.columns)
    lines = [(notice, *found) for notice in notices for found in notice.lines(room, live)]
    height = (len(lines) - 1) * NOTICE_STEP
    arranged = arrange(groups, room, _area(room, line))
    beside = not lines or (arranged.alone and _leaves_room(groups, [one for _, one, _ in lines], room))
    first = float(line) - height
    if not beside:
        first = line - GROUPS_BELOW + NOTICE_ABOVE
        arranged = arrange(groups, room, _area(room, ceil(first + height + NOTICE_BELOW)))
    for index, (notice, one, part) in enumerate(lines):
        x = sheet.right_edge - one.width if beside else sheet.column_x(1)
        y = (first + index * NOTICE_STEP) * unit
        sheet.put(one, x, y, part if part.block >= 0 else None)
        for run in one.runs:
            mark = notice.copy.links.get(run.leaf)
            if mark is not None:
                spot = LinkSpot(run.width, run.size * 1.1, mark.target, mark.description, mark.leaf.number)
                sheet.put(spot, x + run.x, y - run.size * 0.85)
    return arranged


def _area(room: ComposingRoom, line: float) -> Area:
    """Where groups stand whose first label has its baseline on this line."""
    grid = room.grid
    return Area(
        grid.line(line - 1),
        grid.line(grid.first_line - 1),
        grid.line(grid.last_line + CLEAR),
        grid.line(grid.up(FIELD_FOOT)),
        grid.unit,
    )


def _notices(page: KpiSheet, groups: list[Marked], room: ComposingRoom) -> list[Said]:
    """The period and source of the page's figures, and how its bars compare."""
    found = []
    origin = page_origin(page)
    if origin:
        copy = mark_words(origin_words(origin, room), room, "caption", page.at)
        found.append(Said(copy, room.ledger.number(page, "origin")))
    scales = {tile.scale for group in groups if group.form == "bar" for tile in group.tiles}
    words = scale_words(scales, room)
    if words:
        found.append(Said(mark_words(words, room, "caption", page.at), -1))
    appendix = next((one.section for one in room.report.sections if isinstance(one.section, DataSection)), None)
    if page.table == "appendix" and appendix is not None:
        link = Link((Words(appendix.title, page.at),), f"#{sheet_anchor(page)}", "", page.at)
        spans = (Words(f"{room.word('Table')}: ", page.at), link)
        found.append(Said(mark_up(spans, room, Stick(), role="caption"), -1))
    return found


def _leaves_room(groups: list[Marked], notices: list[TextLine], room: ComposingRoom) -> bool:
    """Whether the first label leaves room for the notices on its line."""
    live = room.grid.span(room.grid.columns)
    label = groups[0].label.lines(room, live)
    icon = 2 * room.grid.unit if groups[0].group.icon is not None else 0.0
    free = live - icon - max((line.width for line, _ in label), default=0.0) - 2 * room.grid.unit
    return len(notices) <= MOST_BESIDE and len(label) == 1 and max(notice.width for notice in notices) <= free


def _put(arranged: Arranged, setting: SectionSetting, first: Sheet, label: str) -> None:
    """Place all pieces on their pages, beginning those that follow."""
    grid = setting.room.grid
    sheets = [first]
    while len(sheets) < arranged.pages:
        sheets.append(setting.press.sheet("kpis", head=label, section=setting.loaded.anchor))
    for stand in arranged.stands:
        sheet = sheets[stand.page]
        if stand.ground is not None:
            bleed, voice = grid.bleed, setting.room.brand.voice
            top = stand.ground or -bleed
            sheet.put(Panel(grid.width + 2 * bleed, grid.height - top + bleed, voice), -bleed, top)
            if not stand.ground:
                sheet.ground = voice
        sheet.add(stand.cast.at(sheet.column_x(1), stand.y))
