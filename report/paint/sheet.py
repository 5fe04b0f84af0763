"""Turns the placements of one page into content operators, with every one of them marked as content or artifact."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import cos, radians, sin

from msgspec import Struct, field

from report.model.placed import Drawing, Panel, Raster, Rule, Run, Strokes, TextLine, Tint, Turned
from report.model.structure import ARTIFACT, LinkArea, MarkedContent, StructureLog
from report.paint.canvas import OVERPRINT_OFF, OVERPRINT_ON
from report.paint.inks import Inks, number
from report.typography.library import FontLibrary

# Kinds of marked content besides leaves (which count from 0) and ARTIFACT itself (-1).
PAGINATION = -2
DECORATION = -3
BACKGROUND = -4
CLOSED = -9

GROUND = 60_000.0  # pt²: from there on, an eighth of a page of A4, decoration is a background

_ARTIFACTS = {
    ARTIFACT: "/Artifact <</Type/Layout>>BDC",
    PAGINATION: "/Artifact <</Type/Pagination>>BDC",
    DECORATION: "/Artifact <</Type/Layout>>BDC",
}

SMALL = 12.0  # pt: below, a press prints text in black alone (SPEC, Decisions: print)
PICTURE = "an image"  # in the place of an ink
UNDERLINE = 0.6  # pt (SPEC, Links)
UNDERLINE_DROP = 0.16  # of the size, from baseline to the middle of the rule

Box = tuple[int, float, float, float, float]


class FaceNames(dict[str, str]):
    """Resource names by face key, given out in the order of use."""

    def __missing__(self, key: str) -> str:
        name = self[key] = f"T{len(self) + 1}"
        return name


class Job(Struct):
    """What all sheets of one painting share."""

    inks: Inks
    tags: Mapping[int, str]
    library: FontLibrary
    boxed: frozenset[int]
    opacity: Callable[[str, float], str]
    live: bool = True  # whether links are; where not, they are set as other text (SPEC, Links: print)
    overprinting: frozenset[str] = frozenset()  # inks in which text lies over what is beneath it
    faces: FaceNames = field(default_factory=FaceNames)
    log: StructureLog = field(default_factory=lambda: StructureLog({}, {}, [], []))


class Sheet:
    """The content of one page in the making. Opens and closes marked content as leaves come and go: neighbours of
    one leaf share a sequence, sequences lie outside text objects and never nest."""

    __slots__ = (
        "_fill",
        "_font",
        "_open",
        "_over",
        "_panels",
        "_stroke",
        "_text",
        "_turn",
        "_underlines",
        "code",
        "height",
        "job",
        "number",
    )

    def __init__(self, job: Job, number: int, height: float, code: list[str]) -> None:
        self.job = job
        self.number = number
        self.height = height
        self.code = code
        self._open = CLOSED
        self._text = False
        self._over = False
        self._font: tuple[str, float] = ("", 0.0)
        self._fill = ""
        self._stroke: tuple[str, float] = ("", 0.0)
        self._underlines: list[tuple[float, float, float, str]] = []
        self._panels: list[tuple[float, float, float, float, str]] = []
        self._turn: tuple[float, float] | None = None  # where the line begins that is being set aslant
        job.log.mcids.append(0)

    # ------------------------------------------------------------ marks

    def mark(self, kind: int) -> None:
        """Make sure that what follows is marked as this leaf, or as this kind of artifact."""
        if kind == self._open:
            return
        self._close_mark()
        if kind < 0:
            self.code.append(_ARTIFACTS[kind])
        else:
            log = self.job.log
            mcid = log.mcids[self.number]
            log.mcids[self.number] = mcid + 1
            log.content.setdefault(kind, []).append(MarkedContent(self.number, mcid))
            self.code.append(f"/{tag_name(self.job.tags[kind])} <</MCID {mcid}>>BDC")
        self._open = kind

    def end_text(self) -> None:
        """Leave the text object, if in one."""
        if self._text:
            self.code.append("ET")
            self._text = False

    def restart(self) -> None:
        """Forget what the graphics state was: it has been restored to what it was before."""
        self._font, self._fill, self._stroke, self._over = ("", 0.0), "", ("", 0.0), False

    def close(self) -> None:
        """Finish the page: nothing stays open."""
        self._flush_underlines()
        self._close_mark()

    def _close_mark(self) -> None:
        self.end_text()
        if self._open != CLOSED:
            self.code.append("EMC")
            self._open = CLOSED

    def graphics(self, kind: int) -> None:
        """Prepare for path or image operators that belong to this leaf or kind of artifact."""
        self._flush_underlines()
        self.mark(kind)
        self.end_text()
        self._overprint(False)

    def _area(self, leaf: int, left: float, bottom: float, width: float, height: float) -> None:
        """Prepare for an area: content, a background with its box (ISO 32000-1, 14.8.2.2.2), or mere decoration."""
        if leaf != ARTIFACT or width * height < GROUND:
            self.graphics(DECORATION if leaf == ARTIFACT else leaf)
            return
        self._flush_underlines()
        self._close_mark()
        box = " ".join(number(side) for side in (left, bottom, left + width, bottom + height))
        self.code.append(f"/Artifact <</Type/Background/BBox[{box}]>>BDC")
        self._open = BACKGROUND
        self._overprint(False)

    def _overprint(self, on: bool) -> None:
        """Let what follows lie over what is beneath it, or push it out."""
        if on != self._over:
            self._over = on
            self.code.append(f"/{OVERPRINT_ON if on else OVERPRINT_OFF} gs")

    # ------------------------------------------------------------ items

    def line(self, line: TextLine, x: float, y: float, furniture: bool) -> None:
        """Set a line of text with its left end at x and its baseline at y (down from the top), in pt."""
        code = self.code
        job = self.job
        aside = PAGINATION if furniture and all(run.leaf < 0 for run in line.runs) else ARTIFACT
        baseline = self.height - y
        overprinting, press = job.overprinting, job.inks.press
        for run in line.runs:
            if "<" not in run.glyphs:
                continue
            kind = run.leaf if run.leaf >= 0 else aside
            if kind != self._open:
                self.mark(kind)
            if not self._text:
                code.append("BT")
                self._text = True
            if (run.face, run.size) != self._font:
                self._font = (run.face, run.size)
                code.append(f"/{job.faces[run.face]} {number(run.size)} Tf")
            ink = run.ink if job.live or not run.underline else "ink"
            beneath = self._beneath(*(self._turn or (x + run.x, y))) if press else ""
            if press and run.size < SMALL:
                ink = job.inks.small(ink, dark=job.inks.is_dark(beneath))
            if ink != self._fill:
                self._fill = ink
                code.append(job.inks[ink][0])
            if press:
                self._overprint(ink in overprinting and beneath != PICTURE)
            across = "1" if run.scale == 1.0 else f"{run.scale:.5f}"
            show = f"{across} 0 0 1 {x + run.x:.2f} {baseline + run.rise:.2f} Tm {run.glyphs} TJ"
            if run.actual is not None:
                show = f"/Span <</ActualText {hex_text(run.actual)}>>BDC {show} EMC"
            code.append(show)
            if run.underline and job.live:
                self._underline(run, x, baseline, line.width)
            if kind in job.boxed:
                self._text_box(run, x + run.x, baseline + run.rise)

    def _beneath(self, x: float, y: float) -> str:
        """The ink of the panel that a point lies on, or that it lies on an image; empty on bare paper."""
        for left, top, right, foot, ink in reversed(self._panels):
            if ink and left <= x <= right and top <= y <= foot:
                return ink
        return ""

    def picture(self, x: float, y: float, width: float, height: float) -> None:
        """Remember where an image lies: text on it pushes it out, as nobody knows how much ink it has."""
        self._panels.append((x, y, x + width, y + height, PICTURE))

    def panel(self, panel: Panel, x: float, y: float) -> None:
        """Fill and outline a rectangle whose top left corner is at x, y."""
        if not panel.fill and not (panel.stroke and panel.stroke_width):
            return
        bottom = self.height - y - panel.height
        self._area(panel.leaf, x, bottom, panel.width, panel.height)
        paint = ""
        if self.job.inks.press:
            self._panels.append((x, y, x + panel.width, y + panel.height, panel.fill))
        if panel.fill:
            self._set_fill(panel.fill)
            paint = "f"
        if panel.stroke and panel.stroke_width:
            self._set_stroke(panel.stroke, panel.stroke_width)
            paint = "B" if paint else "S"
        self.code.append(f"{x:.2f} {bottom:.2f} {panel.width:.2f} {panel.height:.2f} re {paint}")
        self.box(panel.leaf, x, bottom, x + panel.width, bottom + panel.height)

    def rule(self, rule: Rule, x: float, y: float) -> None:
        """Draw a horizontal rule from x to the right, its thickness centred on y."""
        self.graphics(DECORATION)
        self._bar(x, self.height - y, rule.length, rule.thickness, rule.ink)

    def drawing(self, drawing: Drawing, x: float, y: float) -> None:
        """Draw vectors whose top left corner is at x, y, cut off at their rectangle."""
        if not drawing.marks:
            return
        top = self.height - y
        self._area(drawing.leaf, x, top - drawing.height, drawing.width, drawing.height)
        self.code.append(f"q .01 0 0 -.01 {x:.2f} {top:.2f} cm")
        self.code.append(f"0 0 {drawing.width * 100:.0f} {drawing.height * 100:.0f} re W n")
        for mark in drawing.marks:
            if mark.clips or mark.opacity != 1.0:
                key = "CA" if isinstance(mark, Strokes) else "ca"
                self.code.append(f"q {self._cut(mark.clips)}{self._opacity(key, mark.opacity)}{self._mark(mark)} Q")
            else:
                self.code.append(self._mark(mark))
        self.code.append("Q")
        self.box(drawing.leaf, x, top - drawing.height, x + drawing.width, top)

    def turned(self, turned: Turned, x: float, y: float) -> None:
        """Set a line turned about its left end, or one that lets through what lies beneath it."""
        leaf = next((run.leaf for run in turned.line.runs), ARTIFACT)
        self.graphics(leaf if leaf >= 0 else ARTIFACT)
        sine, cosine = sin(radians(turned.angle)), cos(radians(turned.angle))
        turn = " ".join(number(part, 5) for part in (cosine, sine, -sine, cosine))
        self.code.append(f"q {turn} {x:.2f} {self.height - y:.2f} cm {self._opacity('ca', turned.opacity)}")
        font, fill, boxed = self._font, self._fill, self.job.boxed
        self._font, self._fill = ("", 0.0), ""
        self.job.boxed = frozenset()  # its box is that of the turned line, below
        self._turn = (x, y)
        self.line(turned.line, 0.0, self.height, furniture=False)
        self._turn = None
        self.job.boxed = boxed
        self._flush_underlines()
        self.end_text()
        self.code.append("Q")
        self._font, self._fill, self._over = font, fill, False
        width, height = turned.line.width, max((run.size for run in turned.line.runs), default=0.0)
        corners = [(u * cosine - v * sine, u * sine + v * cosine) for u in (0.0, width) for v in (-height / 4, height)]
        across, up = zip(*corners, strict=True)
        bottom = self.height - y
        self.box(leaf, x + min(across), bottom + min(up), x + max(across), bottom + max(up))

    def raster(self, name: str, raster: Raster, x: float, y: float) -> None:
        """Draw the image of this resource name as the raster's matrix says, from x, y."""
        self.graphics(DECORATION if raster.leaf == ARTIFACT else raster.leaf)
        a, b, c, d, e, f = raster.matrix
        top = self.height - y
        cut = f".01 0 0 -.01 {x:.2f} {top:.2f} cm {self._cut(raster.clips)}100 0 0 -100 0 0 cm " if raster.clips else ""
        moved = (a, -b, c, -d, e, -f) if raster.clips else (a, -b, c, -d, x + e, top - f)
        matrix = " ".join(number(part, 4) for part in moved)
        self.code.append(f"q {cut}{self._opacity('ca', raster.opacity)}{matrix} cm /{name} Do Q")
        left, low = x + min(e, e + a, e + c, e + a + c), top - max(f, f + b, f + d, f + b + d)
        right, high = x + max(e, e + a, e + c, e + a + c), top - min(f, f + b, f + d, f + b + d)
        self.box(raster.leaf, left, low, right, high)

    def _mark(self, mark: Tint | Strokes) -> str:
        fill, stroke = self.job.inks[mark.ink]
        if not isinstance(mark, Strokes):
            return f"{fill} {mark.path} {'f*' if mark.even_odd else 'f'}"
        dash = " ".join(number(part * 100) for part in mark.dash)
        ends = 1 if mark.round_ends else 2 if mark.square_ends else 0
        corners = f" {mark.join} j" if mark.join else ""
        manner = f"{ends} J{corners} [{dash}] {number(mark.phase * 100)} d"
        again = " 0 j" if mark.join else ""
        return f"{stroke} {number(mark.width * 100)} w {manner} {mark.path} S{again}"

    def _cut(self, clips: Sequence[str]) -> str:
        return "".join(f"{clip} W n " for clip in clips)

    def _opacity(self, key: str, value: float) -> str:
        return "" if value == 1.0 else f"/{self.job.opacity(key, value)} gs "

    def box(self, leaf: int, left: float, bottom: float, right: float, top: float) -> None:
        """Let a leaf's bounding box take in this ink, if its element asked for one; its first sheet counts."""
        if leaf not in self.job.boxed:
            return
        boxes = self.job.log.boxes
        known = boxes.get(leaf)
        if known is None:
            boxes[leaf] = (self.number, left, bottom, right, top)
        elif known[0] == self.number:
            _, known_left, known_bottom, known_right, known_top = known
            across = min(known_left, left), min(known_bottom, bottom), max(known_right, right), max(known_top, top)
            boxes[leaf] = (self.number, *across)

    def link(self, area: tuple[float, float, float, float], target: str, description: str, leaf: int) -> None:
        """Log a link over left, top, width and height."""
        left, y, width, height = area
        top = self.height - y
        rectangle = (left, top - height, left + width, top)
        self.job.log.links.append(LinkArea(self.number, rectangle, target, description, leaf))

    # ------------------------------------------------------------ strokes of the pen

    def _set_fill(self, ink: str) -> None:
        if ink != self._fill:
            self._fill = ink
            self.code.append(self.job.inks[ink][0])

    def _set_stroke(self, ink: str, width: float) -> None:
        if (ink, width) != self._stroke:
            self._stroke = (ink, width)
            self.code.append(f"{self.job.inks[ink][1]} {number(width, 3)} w")

    def _bar(self, x: float, middle: float, length: float, thickness: float, ink: str) -> None:
        self._set_fill(ink)
        self.code.append(f"{x:.2f} {middle - thickness / 2:.3f} {length:.2f} {number(thickness, 3)} re f")

    def _underline(self, run: Run, x: float, baseline: float, line_width: float) -> None:
        middle = baseline - run.size * UNDERLINE_DROP
        left, right = x + run.x, x + min(run.x + run.width, line_width)
        if self._underlines:
            before_left, before_right, before_middle, ink = self._underlines[-1]
            if ink == run.ink and abs(before_middle - middle) < 0.01 and abs(before_right - left) < 0.1:
                self._underlines[-1] = (before_left, right, middle, ink)
                return
        self._underlines.append((left, right, middle, run.ink))

    def _flush_underlines(self) -> None:
        if not self._underlines:
            return
        self.mark(DECORATION)
        self.end_text()
        self._overprint(False)
        for left, right, middle, ink in self._underlines:
            self._bar(left, middle, right - left, UNDERLINE, ink)
        self._underlines = []

    def _text_box(self, run: Run, x: float, baseline: float) -> None:
        face = self.job.library.by_key(run.face)
        bottom, top = baseline - abs(face.descent) * run.size, baseline + face.ascent * run.size
        self.box(run.leaf, x, bottom, x + run.width, top)


def hex_text(text: str) -> str:
    """A text string in hexadecimal UTF-16 (ISO 32000-1, 7.9.2.2)."""
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def tag_name(tag: str) -> str:
    """A tag as a PDF name, whatever letters it has (ISO 32000-1, 7.3.5)."""
    if tag.isascii() and tag.isalnum():
        return tag
    return "".join(
        chr(byte) if chr(byte).isascii() and chr(byte).isalnum() else f"#{byte:02X}" for byte in tag.encode()
    )
