"""A waterfall's steps → bars beside the rows of a statement, each on the line of its row."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from report.layout.pages.statement_form import GRAPHIC_COLUMN
from report.layout.room import ComposingRoom
from report.layout.sheet import Sheet
from report.model.placed import Drawing, Strokes, TextLine, Tint
from report.model.statements import Statement
from report.model.structure import ARTIFACT, Attributes, Element, Leaf
from report.tables.waterfall import Step, Waterfall
from report.typography.numbers import format_amount, format_number
from report.typography.text import Breaking

BAR, RISE = 1.0, 0.81  # units: how high a bar is, and its top above its row's baseline
OUTLINE, CONNECTOR = 0.5, 0.4  # pt (SPEC, Statement)
FURROW = 1.35 * 72 / 25.4  # pt between furrows (SPEC, Motif: pitch of the cover is 1.2, of openers 1.35)
HAIRLINE = 0.4  # pt: the width of a bar that would be thinner
GOLD, FURROWED, WEDGE, ZERO = "gold", "ink", "k6", "k55"
EDGE = 1.0  # pt around the drawing, for the outlines of the outermost bars


_SAID = {
    "rise": "{label} adds {amount}",
    "fall": "{label} takes away {amount}",
    "sum": "{label} comes to {amount}",
    "left": "{label} leaves {amount}",
}


class _Bar(Struct, frozen=True):
    """A step's bar: left and right end and top, in pt from the drawing's corner."""

    step: Step
    left: float
    right: float
    top: float
    end: float  # x of the level after the step


def put_waterfall(
    waterfall: Waterfall,
    statement: Statement,
    room: ComposingRoom,
    sheet: Sheet,
    head: float,
    baselines: Mapping[int, float],
) -> Element:
    """Draw the bars in columns 9–12 and their heading at y `head` (pt); `baselines` are those of the rows by their
    place. Returns the figure's element: connectors and the zero line are artifacts."""
    x = sheet.column_x(GRAPHIC_COLUMN)
    width = sheet.right_edge - x
    leaf = room.leaf("Figure")
    top = min(baselines.values()) - 2 * room.grid.unit
    height = max(baselines.values()) + room.grid.unit - top
    plot = _Plot(waterfall, room.grid.unit, width, {place: y - top for place, y in baselines.items()})
    for marks, number in ((plot.lines(), ARTIFACT), (plot.figure(), leaf.number)):
        if marks:
            sheet.put(Drawing(width + 2 * EDGE, height, marks, number), x - EDGE, top)
    period = statement.columns[waterfall.column].period or statement.columns[waterfall.column].label
    words = room.word("From {start} to result, {period}").format(
        start=_first_heading(waterfall, statement) or room.word("income"), period=period
    )
    for index, line in enumerate(reversed(_words(words, room, leaf, width))):
        sheet.put(line, x, head - index * room.role("caption").leading)
    for text, left, y in plot.labels(room):
        line = room.line(text, "caption", leaf.number)
        sheet.put(line, x + min(left, width - line.width), y + top)
    return Element("Figure", (leaf,), Attributes(alt=describe(waterfall, statement, room), box=True))


def describe(waterfall: Waterfall, statement: Statement, room: ComposingRoom) -> str:
    """The waterfall in words: every bar with what it adds, takes away, comes to or, where a sum of costs has a bar of
    what remains, leaves."""
    column = statement.columns[waterfall.column]
    parts = []
    for step in waterfall.steps:
        row = statement.rows[step.row]
        change = step.stop if step.kind == "sum" else step.stop - step.start
        if not change and step.kind != "sum":
            continue
        own = row.amounts[waterfall.column].value
        amount = format_amount(abs(change), replace(column.style, zero="0"), room.language)
        if change < 0 and step.kind != "fall":
            amount = room.word("minus {amount}").format(amount=amount)
        words = room.word(_SAID["left" if step.kind == "sum" and own != change else step.kind])
        parts.append(words.format(label=row.label or row.name, amount=amount))
    start = room.word("Waterfall chart, {period}").format(period=column.period or column.label)
    text = f"{start}: {'; '.join(parts)}."
    if waterfall.enlargement:
        scale = room.word("The bars of the result are enlarged {times} times.").format(times=waterfall.enlargement)
        text = f"{text} {scale}"
    return text


def _first_heading(waterfall: Waterfall, statement: Statement) -> str:
    """The heading above the first bar, as it stands within a sentence."""
    above = statement.rows[: waterfall.steps[0].row]
    heading = next((row.label for row in reversed(above) if row.role == "heading"), "")
    return heading[:1].lower() + heading[1:] if heading[1:2].islower() else heading


def _words(text: str, room: ComposingRoom, leaf: Leaf, measure: float) -> tuple[TextLine, ...]:
    return room.lines([room.styled(text, room.role("caption"), leaf.number)], measure, Breaking())


class _Plot:
    """The bars' places within the drawing; y counts from its top, x from its left edge without what outlines take."""

    def __init__(self, waterfall: Waterfall, unit: float, width: float, baselines: Mapping[int, float]) -> None:
        self.waterfall, self.unit, self.width = waterfall, unit, width
        self.baselines = baselines
        self.bars = tuple(self._bar(step) for step in waterfall.steps)

    def x(self, value: Decimal, enlarged: bool) -> float:
        """Where a value lies on the axis, or on the second scale."""
        fall = self.waterfall
        if enlarged:
            return float((value - fall.enlarged_low) * fall.enlargement / fall.span) * self.width
        return float((value - fall.low) / fall.span) * self.width

    def _bar(self, step: Step) -> _Bar:
        left, right = self.x(step.low, step.enlarged), self.x(step.high, step.enlarged)
        top = self.baselines[step.row] - RISE * self.unit
        return _Bar(step, left, right, top, self.x(step.stop, step.enlarged))

    def figure(self) -> tuple[Tint | Strokes, ...]:
        """The wedge beneath, then the bars by their inks."""
        wedge = self._wedge()
        rises = [bar for bar in self.bars if bar.step.kind == "rise" and bar.right > bar.left]
        falls = [bar for bar in self.bars if bar.step.kind == "fall" and bar.right > bar.left]
        sums = [bar for bar in self.bars if bar.step.kind == "sum" and bar.right > bar.left]
        boxes = "".join(self._box(bar) for bar in (*rises, *falls))
        marks: list[Tint | Strokes] = [Tint(WEDGE, wedge)] if wedge else []
        marks += [Tint(GOLD, "".join(self._box(bar) for bar in rises))]
        marks += [Strokes(FURROWED, "".join(self._furrows(bar) for bar in falls), CONNECTOR)]
        marks += [Strokes("ink", boxes, OUTLINE), Tint("ink", "".join(self._box(bar) for bar in sums))]
        return tuple(mark for mark in marks if mark.path)

    def lines(self) -> tuple[Strokes, ...]:
        """Connectors from bar to bar, and where a level lies below zero the line of zero."""
        paths, zeros = [], []
        for above, below in zip(self.bars, self.bars[1:], strict=False):
            near = below.top - above.top <= 1.6 * self.unit
            if near and above.step.enlarged == below.step.enlarged and below.right > below.left:
                paths.append(_line(above.end, above.top + BAR * self.unit, above.end, below.top))
        for enlarged in (False, True):
            bars = [bar for bar in self.bars if bar.step.enlarged == enlarged]
            low = self.waterfall.enlarged_low if enlarged else self.waterfall.low
            if bars and low < 0:
                zero = self.x(Decimal(0), enlarged)
                zeros.append(_line(zero, bars[0].top, zero, bars[-1].top + BAR * self.unit))
        marks = (Strokes(ZERO, "".join(zeros), CONNECTOR), Strokes("ink", "".join(paths), CONNECTOR))
        return tuple(mark for mark in marks if mark.path)

    def labels(self, room: ComposingRoom) -> list[tuple[str, float, float]]:
        """What is left over, beside its small bar, and how much the result is enlarged, in the wedge: text, x and y of
        the baseline."""
        seam = self._seam()
        if seam is None:
            return []
        above, below = seam
        found = []
        if above.step.kind == "sum":
            share = format_number(abs(self.waterfall.share), room.language, decimals=1)
            word = room.word("left over: {share} per cent" if self.waterfall.share > 0 else "short: {share} per cent")
            found.append((word.format(share=share), above.right + 0.75 * self.unit, self.baselines[above.step.row]))
        word = room.word("enlarged {times}×").format(times=self.waterfall.enlargement)
        left = min(self.x(Decimal(0), True), self.x(below.step.stop, True))
        found.append((word, left + 0.5 * self.unit, below.top - 0.4 * self.unit))
        return found

    def _seam(self) -> tuple[_Bar, _Bar] | None:
        """The last bar on the first scale and the first on the second."""
        pairs = zip(self.bars, self.bars[1:], strict=False)
        return next(((a, b) for a, b in pairs if b.step.enlarged and not a.step.enlarged), None)

    def _wedge(self) -> str:
        """From what is left on the first scale to the same on the second."""
        seam = self._seam()
        if seam is None:
            return ""
        above, below = seam
        zero, level = Decimal(0), below.step.stop
        top, foot = above.top + BAR * self.unit, below.top
        start, end = sorted((self.x(zero, False), self.x(level, False)))
        left, right = sorted((self.x(zero, True), self.x(level, True)))
        corners = ((start, top), (end, top), (right, foot), (left, foot))
        return " ".join(f"{_point(x, y)} {'l' if index else 'm'}" for index, (x, y) in enumerate(corners)) + " h "

    def _box(self, bar: _Bar) -> str:
        left, right = bar.left, max(bar.right, bar.left + HAIRLINE)
        top, foot = bar.top, bar.top + BAR * self.unit
        return f"{_point(left, top)} m {_point(right, top)} l {_point(right, foot)} l {_point(left, foot)} l h "

    def _furrows(self, bar: _Bar) -> str:
        """Upright lines, evenly spaced within the bar."""
        count = int((bar.right - bar.left) / FURROW)
        pitch = (bar.right - bar.left) / (count + 1)
        foot = bar.top + BAR * self.unit
        places = (bar.left + pitch * (index + 1) for index in range(count))
        return "".join(_line(x, bar.top, x, foot) for x in places)


def _line(x: float, y: float, to_x: float, to_y: float) -> str:
    return f"{_point(x, y)} m {_point(to_x, to_y)} l "


def _point(x: float, y: float) -> str:
    """Hundredths of a pt from the drawing's corner."""
    return f"{round((x + EDGE) * 100)} {round(y * 100)}"
