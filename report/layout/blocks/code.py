"""Code block → lines as typed, in the mono face, in a Code element; lines that go on are marked."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from report.layout.blocks.setting import BlockSetting
from report.layout.galley import Matter, Progress, Slug
from report.layout.lines import LineStyle, letters, set_lines, to_grid
from report.layout.markup import Copy
from report.layout.room import ComposingRoom
from report.model.content import CodeBlock
from report.model.placed import Placement
from report.model.structure import Element

LINE_BREAK = "\u2028"
GOES_ON = "\u2192"  # in front of what a line too long for the measure goes on with
TAB = 4  # spaces


class _Code(Struct, frozen=True):
    """Lines of one width of letter, so that a measure holds so many of them."""

    room: ComposingRoom
    lines: tuple[str, ...]
    copy: Copy  # of one stretch, which lends its looks
    letter: float  # pt
    block: int
    elements: tuple[Element, ...]

    def cast(self, measure: float, progress: Progress) -> list[Slug]:
        unit = self.room.grid.unit
        length = max(1, int((measure - unit) / self.letter + 1e-6))
        parts = [part for line in self.lines for part in _parts(line, length)]
        text = LINE_BREAK.join(part.replace(" ", "\u00a0") for part in parts)
        copy = replace(self.copy, stretches=(replace(self.copy.stretches[0], text=text),))
        style = LineStyle(self.room.role("code"), indent=unit)
        slugs = to_grid(set_lines(copy, self.room, measure, style, block=self.block, progress=progress), unit)
        begins = self.beginnings()
        marked = [slug if self.begins_line(slug, begins) else self.marked(slug) for slug in slugs]
        if marked and not progress.get(self.block):
            marked[0] = replace(marked[0], before=unit)
        return marked

    def beginnings(self) -> set[int]:
        """After how many letters of the block its lines begin."""
        placed, found = 0, {0}
        for line in self.lines:
            placed += letters(line)
            found.add(placed)
        return found

    def begins_line(self, slug: Slug, begins: set[int]) -> bool:
        return all(p.portion is None or p.portion.start in begins for p in slug.placements)

    def marked(self, slug: Slug) -> Slug:
        """A mark in the indent, an artifact."""
        mark = Placement(self.room.line(GOES_ON, "code"), 0.0, slug.height)
        return replace(slug, placements=(*slug.placements, mark))


def _parts(line: str, length: int) -> list[str]:
    """A line in parts of at most so many characters, cut after a space where there is one near the end."""
    parts: list[str] = []
    while len(line) > length:
        cut = line.rfind(" ", length // 2, length) + 1 or length
        parts.append(line[:cut])
        line = line[cut:]
    return [*parts, line]


def mark_code(block: CodeBlock, setting: BlockSetting) -> Matter:
    """Spaces keep their widths; a line too long for the measure goes on below it, behind an arrow."""
    room = setting.room
    leaf = room.leaf("Code")
    lines = tuple(line.expandtabs(TAB) for line in block.lines)
    stretch = room.styled("0", room.role("code"), leaf.number, at=block.at)
    letter = room.typesetter.width([stretch])
    copy = Copy((replace(stretch, language="zxx"),), (leaf,), {}, {})
    elements = (Element("P", (Element("Code", (leaf,)),)),)
    return _Code(room, lines, copy, letter, room.ledger.number(block), elements)
