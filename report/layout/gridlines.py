"""A composed report → the same with its grid over the pages: columns, baselines, fields, margins and page boxes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from report.model.brand import Grid
from report.model.placed import Drawing, Layout, Page, Placement, Strokes, Tint

COLUMNS, BASELINES, FIELDS, MARGINS, TRIM, BLEED = "#f0569a", "#3f8fd2", "#a3158f", "#1b8a4b", "#d1001f", "#e07b00"
THIN, THICK = 0.25, 0.6  # pt
COLUMN_OPACITY = 0.16
DESK = 14.0  # pt around the bleed, so that it can be seen
DIGIT_WIDTH, DIGIT_HEIGHT, DIGIT_PITCH = 2.0, 3.6, 3.0  # pt
MARKED_LINE = 5  # head line, which has a number like the fields

# Digits of straight strokes between six points: top left, top right, middle left, middle right, foot left, foot right.
_POINTS = ((0.0, 0.0), (1.0, 0.0), (0.0, 0.5), (1.0, 0.5), (0.0, 1.0), (1.0, 1.0))
_DIGITS = ("01540", "15", "013245", "0132354", "02315", "102354", "1024532", "015", "0154023", "3201354")


def with_grid(layout: Layout, grid: Grid) -> Layout:
    """Every page on a larger sheet, at the same place from its corner, with the grid over it. All of the grid is an
    artifact; structure, leaves and links stay as they are."""
    return replace(layout, pages=tuple(_laid_out(page, grid) for page in layout.pages))


def _laid_out(page: Page, grid: Grid) -> Page:
    edge = grid.bleed + DESK
    placements = [replace(one, x=one.x + edge, y=one.y + edge) for one in page.placements]
    width, height = page.width + 2 * edge, page.height + 2 * edge
    marks = tuple(_marks(page, grid, edge))
    overlay = Placement(Drawing(width, height, marks), 0.0, 0.0)
    return replace(page, width=width, height=height, placements=(*placements, overlay))


def _marks(page: Page, grid: Grid, edge: float) -> Iterator[Tint | Strokes]:
    yield Strokes(BASELINES, _baselines(page, grid, edge), THIN)
    if (page.width, page.height) == (grid.width, grid.height):  # a page turned on its side has a grid of its own
        yield Tint(COLUMNS, _columns(page, grid, edge), COLUMN_OPACITY)
        yield Strokes(FIELDS, _fields(page, grid, edge), THICK)
        yield Strokes(MARGINS, _margins(page, grid, edge), THICK)
        yield Strokes(BASELINES, _numbers(page, grid, edge), THICK)
    yield Strokes(TRIM, _box(edge, edge, page.width, page.height), THICK)
    bleed = grid.bleed
    yield Strokes(BLEED, _box(edge - bleed, edge - bleed, page.width + 2 * bleed, page.height + 2 * bleed), THICK)


def _columns(page: Page, grid: Grid, edge: float) -> str:
    """The page's own columns, from head to foot."""
    pitch = grid.column_width + grid.gutter
    left = edge + grid.left(page.verso)
    return _joined(_box(left + number * pitch, edge, grid.column_width, page.height) for number in range(grid.drawn))


def _baselines(page: Page, grid: Grid, edge: float) -> str:
    count = int(page.height / grid.unit + 1e-6)
    lines = (edge + grid.line(number) for number in range(1, count + 1))
    return _joined(_path(((edge, y), (edge + page.width, y))) for y in lines)


def _fields(page: Page, grid: Grid, edge: float) -> str:
    """Fields of the text area, with a line between them."""
    count, pitch = grid.fields
    left, top = edge + grid.left(page.verso), edge + grid.line(grid.first_line - 1)
    height = grid.line(pitch - 1)
    return _joined(_box(left, top + grid.line(number * pitch), grid.live, height) for number in range(count))


def _margins(page: Page, grid: Grid, edge: float) -> str:
    """The text columns, and the side margin beside them."""
    margin = grid.margin_columns
    first = margin + 1 if page.verso else 1.0
    width = grid.measure_columns / grid.text_columns
    starts = [(first + number * width, width) for number in range(grid.text_columns)]
    starts.append((1.0 if page.verso else grid.measure_columns + 1, margin))
    top, height = edge + grid.line(grid.first_line - 1), grid.line(grid.text_lines)
    return _joined(
        _box(edge + grid.column_x(start, page.verso), top, grid.span(span), height) for start, span in starts
    )


def _numbers(page: Page, grid: Grid, edge: float) -> str:
    """Numbers of the columns above them, and of lines at the outer edge."""
    pitch = grid.column_width + grid.gutter
    drawn: list[str] = []
    for number in range(1, grid.drawn + 1):
        middle = edge + grid.left(page.verso) + (number - 1) * pitch + grid.column_width / 2
        drawn += _number(number, middle, edge - grid.bleed - DESK / 2 - DIGIT_HEIGHT / 2)
    count, step = grid.fields
    heads = [int(grid.down(MARKED_LINE)), *(grid.first_line - 1 + step * field for field in range(count + 1))]
    beyond = grid.bleed + DESK / 2
    x = edge - beyond if page.verso else edge + page.width + beyond
    for number in heads:
        drawn += _number(number, x, edge + grid.line(number) - DIGIT_HEIGHT)
    return _joined(drawn)


def _number(number: int, middle: float, top: float) -> Iterator[str]:
    digits = str(number)
    left = middle - (len(digits) * DIGIT_PITCH - (DIGIT_PITCH - DIGIT_WIDTH)) / 2
    for place, digit in enumerate(digits):
        points = (_POINTS[int(corner)] for corner in _DIGITS[int(digit)])
        x = left + place * DIGIT_PITCH
        yield _path([(x + across * DIGIT_WIDTH, top + down * DIGIT_HEIGHT) for across, down in points])


def _box(x: float, y: float, width: float, height: float) -> str:
    return _path(((x, y), (x + width, y), (x + width, y + height), (x, y + height))) + " h"


def _path(points: Sequence[tuple[float, float]]) -> str:
    """Straight lines through points, in hundredths of a pt."""
    first, *others = (f"{x * 100:.0f} {y * 100:.0f}" for x, y in points)
    return " ".join([f"{first} m", *(f"{point} l" for point in others)])


def _joined(paths: Iterator[str] | Sequence[str]) -> str:
    return "\n".join(paths)
