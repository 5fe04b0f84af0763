"""Code block → lines as typed, in the mono face, in a Code element."""

from __future__ import annotations

from dataclasses import replace

from report.layout.blocks.setting import BlockSetting, CopyMatter, mark_notes
from report.layout.galley import Matter
from report.layout.lines import LineStyle
from report.layout.markup import Copy
from report.model.content import CodeBlock
from report.model.structure import Element

LINE_BREAK = "\u2028"


def mark_code(block: CodeBlock, setting: BlockSetting) -> Matter:
    """Spaces keep their widths; a line too long for the measure goes on below it."""
    room = setting.room
    leaf = room.leaf("Code")
    lines = (line.replace("\t", "    ").replace(" ", "\u00a0") for line in block.lines)
    stretch = room.styled(LINE_BREAK.join(lines), room.role("code"), leaf.number, at=block.at)
    copy = Copy((replace(stretch, language="zxx"),), (leaf,), {}, {})
    style = LineStyle(room.role("code"), indent=room.grid.unit)
    elements = (Element("P", (Element("Code", (leaf,)),)),)
    notes = mark_notes([], setting)
    return CopyMatter(room, copy, style, room.ledger.number(block), elements, notes, room.grid.unit)
