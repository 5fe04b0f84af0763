"""What one page shows: boxes of ink, words, images; and the words put together as lines."""

from __future__ import annotations

from math import hypot

from msgspec import Struct, field

from report.packs.geometry import Box
from report.packs.lettering import UNREAD


class Fragment(Struct, frozen=True, gc=False):
    """Text that one operator shows: where it begins and ends in user space, and its size."""

    text: str
    x: float
    y: float
    end_x: float
    end_y: float
    size: float


class PageInk(Struct):
    """What one page shows. `images` are the largest width and height (pt) that each image, by its object, is drawn
    in. `closed_early` counts graphics states that its content ends without having begun them, `left_open` and
    `marks_open` those states and marks that it never ends."""

    boxes: list[Box] = field(default_factory=list)
    fragments: list[Fragment] = field(default_factory=list)
    images: dict[tuple[int, int], tuple[float, float]] = field(default_factory=dict)
    whole: bool = True  # whether all of it could be followed
    broken: bool = False  # whether it could not even be taken apart
    marked: bool = False  # whether any of it is marked
    blank: bool = False
    ground: bool = False  # whether the first thing on it is a plain ground, which a stamp may stand on
    sealed: bool = False  # whether its last two operators are those of a seal
    left_open: int = 0
    closed_early: int = 0
    marks_open: int = 0

    @property
    def text(self) -> str:
        """The page's words in the order in which it shows them."""
        return joined(self.fragments)

    @property
    def readable(self) -> bool:
        """Whether most of its letters are known."""
        letters = [letter for one in self.fragments for letter in one.text if not letter.isspace()]
        return bool(letters) and letters.count(UNREAD) * 2 < len(letters)


def joined(fragments: list[Fragment]) -> str:
    """Fragments as text: a new line where one stands elsewhere than behind the one before, a space at a gap."""
    parts: list[str] = []
    before: Fragment | None = None
    for one in fragments:
        if before is not None and parts:
            size = max(before.size, one.size, 1.0)
            along, across = _apart(before, one)
            if abs(across) > 0.6 * size or along < -size:
                parts.append("\n")
            elif along > 0.15 * size and not parts[-1].endswith(" ") and not one.text.startswith(" "):
                parts.append(" ")
        parts.append(one.text)
        before = one
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _apart(before: Fragment, one: Fragment) -> tuple[float, float]:
    """How far a fragment begins from the end of the one before, along its line and across it."""
    dx, dy = before.end_x - before.x, before.end_y - before.y
    length = hypot(dx, dy)
    if not length:
        return one.x - before.end_x, one.y - before.end_y
    x, y = one.x - before.end_x, one.y - before.end_y
    return (x * dx + y * dy) / length, (y * dx - x * dy) / length
