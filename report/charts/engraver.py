"""A matplotlib figure → a graphic: its paths in the brand's inks, its words left for our own typesetter."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal, cast

from matplotlib.backend_bases import FigureCanvasBase, GraphicsContextBase, RendererBase
from matplotlib.colors import to_rgb
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.textpath import TextToPath
from matplotlib.transforms import Affine2D, Transform
from msgspec import Struct

from report.charts.palette import Palette
from report.model.graphic import Graphic, Lettering, Shape
from report.model.placed import Raster

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.text import Text

HATCH_TILE = 72.0
"""pt: matplotlib repeats its hatches at this distance."""
BOLD_FROM = 600  # of a font's weight
NAMED_WEIGHTS = {"semibold", "demibold", "demi", "bold", "heavy", "extra bold", "black"}
JOINS = {"miter": 0, "round": 1, "bevel": 2}
CAPS = {"butt": 0, "round": 1, "projecting": 2}


class Extent(Struct, frozen=True):
    """What a line of words takes: its width, and how far it reaches above and below the baseline, in pt."""

    width: float
    ascent: float
    descent: float


Measure = Callable[[str, str, float, bool, bool], Extent]
"""Text, role, size in pt, bold, italic → its extent when our own typesetter sets it."""


class UndrawableError(Exception):
    """The figure asks for something that has no place in the report's pages."""


class Engraver(RendererBase):
    """A renderer that collects marks. matplotlib draws with y up; the graphic has y down."""

    def __init__(self, width: float, height: float, palette: Palette, measure: Measure) -> None:
        super().__init__()
        self.width, self.height, self.dpi = width, height, 72.0
        self.marks: list[Shape | Lettering | Raster] = []
        self._palette, self._measure = palette, measure
        self._outlines = TextToPath()

    def let_go(self) -> None:
        """Forget what measured the words: matplotlib's figures hold on to each other, and would keep the whole
        composing room with them."""
        self.marks = []
        self._measure = _gone

    # ------------------------------------------------------------ what matplotlib asks before it draws

    def get_canvas_width_height(self) -> tuple[float, float]:
        return self.width, self.height

    def points_to_pixels(self, points: Any) -> Any:
        return points

    def flipy(self) -> bool:
        return False

    def option_image_nocomposite(self) -> bool:
        return True

    def option_scale_image(self) -> bool:
        return True

    def get_text_width_height_descent(
        self, s: str, prop: FontProperties, ismath: bool | Literal["TeX"]
    ) -> tuple[float, float, float]:
        """Width, height and descent in pt of words as the report will set them."""
        if ismath == "TeX":
            raise UndrawableError("words set by TeX have no place here: use plain words, or matplotlib's own $…$")
        if ismath:
            width, height, descent = self._outlines.get_text_width_height_descent(s, prop, ismath=True)
            return width, height, descent
        bold, italic = manner_of(prop)
        extent = self._measure(s, role_of(prop), prop.get_size_in_points(), bold, italic)
        return extent.width, extent.ascent + extent.descent, extent.descent

    def _get_font_height_metrics(self, prop: FontProperties) -> tuple[float, float, float]:
        """Ascent, descent and gap between lines in pt. Without it matplotlib looks for a font of its own on the
        machine, and where words stand would depend on what it finds."""
        bold, italic = manner_of(prop)
        extent = self._measure("", role_of(prop), prop.get_size_in_points(), bold, italic)
        return extent.ascent, extent.descent, 0.0

    # ------------------------------------------------------------ marks

    def draw_path(
        self,
        gc: GraphicsContextBase,
        path: Path,
        transform: Transform,
        rgbFace: Any = None,  # noqa: N803 - its name
    ) -> None:
        """A path with its fill, then its hatch, then its outline."""
        bare = rgbFace is None and gc.get_hatch() is None
        simplify = bool(path.should_simplify) and bare
        operators = self._operators(path, transform, clip=bare, simplify=simplify)
        if not operators:
            return
        if gc.get_hatch() is None:
            self._shape(gc, operators, rgbFace)
            return
        self._shape(gc, operators, rgbFace, stroked=False)
        self._hatch(gc, operators, path.get_extents(transform))
        self._shape(gc, operators, None)

    def draw_markers(
        self,
        gc: GraphicsContextBase,
        marker_path: Path,
        marker_trans: Transform,
        path: Path,
        trans: Transform,
        rgbFace: Any = None,  # noqa: N803 - its name
    ) -> None:
        """The same mark at every vertex of a path."""
        for vertices, _ in path.iter_segments(trans, simplify=False):
            if len(vertices):
                x, y = vertices[-2:]
                moved = Affine2D(marker_trans.get_matrix()).translate(float(x), float(y))
                self._shape(gc, self._operators(marker_path, moved), rgbFace)

    def draw_image(self, gc: GraphicsContextBase, x: float, y: float, im: Any, transform: Any = None) -> None:
        """A raster, its lower left corner at x, y."""
        from PIL import Image

        rows, columns = im.shape[:2]
        if not rows or not columns:
            return
        if transform is None:
            a, b, c, d, e, f = float(columns), 0.0, 0.0, float(rows), 0.0, 0.0
        else:
            a, b, c, d, e, f = (float(value) for value in transform.frozen().to_values())
        buffer = io.BytesIO()
        Image.fromarray(im[::-1]).save(buffer, "PNG")
        matrix = (a, -b, c, -d, e + x, self.height - (f + y))
        opacity = float(gc.get_alpha()) if transform is not None and gc.get_forced_alpha() else 1.0
        self.marks.append(Raster(buffer.getvalue(), matrix, opacity=opacity, clips=self._clips(gc)))

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: bool | Literal["TeX"] = False,
        mtext: Text | None = None,  # noqa: ARG002 - part of matplotlib's call
    ) -> None:
        """Words; formulae between dollar signs become outlines, as no font of the report has their parts."""
        if ismath:
            self._formula(gc, x, y, s, prop, angle)
            return
        red, green, blue, alpha = gc.get_rgb()
        opacity = float(gc.get_alpha() if gc.get_forced_alpha() else alpha)
        if not s.strip() or not opacity:
            return
        ink = self._palette.ink((red, green, blue))
        bold, italic = manner_of(prop)
        place = (round(float(x), 4), round(self.height - float(y), 4))
        size, role = prop.get_size_in_points(), role_of(prop)
        self.marks.append(Lettering(s, *place, role, size, ink, float(angle), bold, italic, opacity))

    def draw_gouraud_triangles(self, *_: Any) -> None:
        raise UndrawableError("shaded meshes have no place here: draw flat areas")

    # ------------------------------------------------------------ strokes of the burin

    def _shape(self, gc: GraphicsContextBase, operators: str, face: Any, *, stroked: bool = True) -> None:
        alpha, forced = float(gc.get_alpha()), gc.get_forced_alpha()
        red, green, blue, stroke_alpha = gc.get_rgb()
        stroke_opacity = alpha if forced else float(stroke_alpha)
        width = float(gc.get_linewidth())
        fill, fill_opacity = "", 1.0
        if face is not None:
            fill_opacity = alpha if forced else (float(face[3]) if len(face) > 3 else 1.0)
            fill = self._palette.ink(face) if fill_opacity else ""
        stroked = stroked and width > 0 and stroke_opacity > 0
        if not fill and not stroked:
            return
        offset, dashes = gc.get_dashes()
        drawn = tuple(float(dash) for dash in cast(Sequence[float], dashes)) if stroked and dashes is not None else ()
        shape = Shape(
            operators,
            fill,
            self._palette.ink((red, green, blue)) if stroked else "",
            width if stroked else 0.0,
            fill_opacity if fill else 1.0,
            stroke_opacity if stroked else 1.0,
            drawn,
            max(0.0, float(offset or 0.0)) if drawn else 0.0,
            CAPS[gc.get_capstyle()] if stroked else 0,
            JOINS[gc.get_joinstyle()] if stroked else 0,
            self._clips(gc),
        )
        self.marks.append(shape)

    def _hatch(self, gc: GraphicsContextBase, operators: str, extents: Any) -> None:
        """matplotlib's own hatch in tiles over the extents of a path, cut off at the path."""
        hatch = gc.get_hatch_path()
        ink = self._palette.ink(to_rgb(gc.get_hatch_color()))
        clips = (*self._clips(gc), operators)
        tile = HATCH_TILE
        for column in range(int(extents.x0 // tile), int(extents.x1 // tile) + 1):
            for row in range(int((self.height - extents.y1) // tile), int((self.height - extents.y0) // tile) + 1):
                # Tiles are counted from the top, as matplotlib's PDF does.
                moved = Affine2D().scale(tile).translate(column * tile, self.height - (row + 1) * tile)
                path = self._operators(hatch, moved)
                self.marks.append(Shape(path, ink, ink, float(gc.get_hatch_linewidth()), clips=clips))

    def _formula(self, gc: GraphicsContextBase, x: float, y: float, s: str, prop: FontProperties, angle: float) -> None:
        vertices, codes = self._outlines.get_text_path(prop, s, ismath=True)
        scale = prop.get_size_in_points() / self._outlines.FONT_SCALE
        moved = Affine2D().scale(scale).rotate_deg(angle).translate(x, y)
        red, green, blue, alpha = gc.get_rgb()
        operators = self._operators(Path(vertices, codes), moved)
        opacity = float(gc.get_alpha() if gc.get_forced_alpha() else alpha)
        if operators:
            ink = self._palette.ink((red, green, blue))
            self.marks.append(Shape(operators, ink, fill_opacity=opacity, clips=self._clips(gc)))

    def _clips(self, gc: GraphicsContextBase) -> tuple[str, ...]:
        clips: list[str] = []
        box = gc.get_clip_rectangle()
        if box is not None:
            clips.append(
                self._operators(
                    Path.unit_rectangle(), Affine2D().scale(box.width, box.height).translate(box.x0, box.y0)
                )
            )
        path, transform = gc.get_clip_path()
        if path is not None:
            clips.append(self._operators(cast(Path, path), transform))
        return tuple(clips)

    def _operators(self, path: Path, transform: Any, *, clip: bool = False, simplify: bool = False) -> str:
        """Path operators in hundredths of a pt, y down."""
        bounds = (0.0, 0.0, self.width, self.height) if clip else None
        return " ".join(self._segments(path, transform, bounds, simplify))

    def _segments(self, path: Path, transform: Any, bounds: Any, simplify: bool) -> Iterator[str]:
        last = (0.0, 0.0)
        for points, code in path.iter_segments(
            transform, remove_nans=True, clip=bounds, simplify=simplify, curves=True
        ):
            if code == Path.CLOSEPOLY:
                yield "h"
                continue
            values = [float(value) for value in points]
            if code == Path.CURVE3:  # a quadratic curve, as a cubic one
                (x0, y0), (x1, y1, x2, y2) = last, values
                thirds = (
                    x0 + (x1 - x0) * 2 / 3,
                    y0 + (y1 - y0) * 2 / 3,
                    x2 + (x1 - x2) * 2 / 3,
                    y2 + (y1 - y2) * 2 / 3,
                )
                values = [*thirds, x2, y2]
            last = (values[-2], values[-1])
            yield self._operator(values, OPERATORS[int(code)])

    def _operator(self, values: list[float], name: str) -> str:
        flipped = (value if index % 2 == 0 else self.height - value for index, value in enumerate(values))
        return " ".join([*(f"{value * 100:.0f}" for value in flipped), name]).replace("-0 ", "0 ")


def _gone(*_: object) -> Extent:
    raise RuntimeError("this figure is drawn")


OPERATORS = {int(Path.MOVETO): "m", int(Path.LINETO): "l", int(Path.CURVE3): "c", int(Path.CURVE4): "c"}


class _Canvas(FigureCanvasBase):
    """Gives matplotlib our renderer wherever it measures words before it draws."""

    engraver: Engraver

    def get_renderer(self) -> Engraver:
        return self.engraver


def engrave(figure: Figure, palette: Palette, measure: Measure) -> Graphic:
    """Draw a figure; its size in inches times 72 is its size in pt. Raises UndrawableError for what cannot be drawn
    on a page of the report."""
    figure.set_dpi(72)
    width, height = (float(side) * 72 for side in figure.get_size_inches())
    engraver = Engraver(width, height, palette, measure)
    canvas = _Canvas(figure)
    canvas.engraver = engraver
    figure.draw(engraver)
    graphic = Graphic(width, height, tuple(engraver.marks))
    engraver.let_go()
    return graphic


def manner_of(prop: FontProperties) -> tuple[bool, bool]:
    """Whether words are bold, and whether they are italic."""
    weight = prop.get_weight()
    bold = weight >= BOLD_FROM if isinstance(weight, int) else str(weight) in NAMED_WEIGHTS
    return bold, prop.get_style() in {"italic", "oblique"}


def role_of(prop: FontProperties) -> str:
    """The brand's role that words are set in: what the font's family is called, when it is called `role:…`."""
    for family in prop.get_family():
        if family.startswith("role:"):
            return family.removeprefix("role:")
    return "table"
