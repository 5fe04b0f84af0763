"""Turns a ReportLab Flowable into content of one leaf, and refuses what would break the document it lands in."""

from __future__ import annotations

import re

from report.errors import Location, Problem, ReportError
from report.model.placed import PlacedFlowable
from report.paint.canvas import PageCanvas
from report.paint.inks import Inks
from report.paint.sheet import DECORATION, Sheet

# A flowable expects ReportLab's initial graphics state, and must leave ours as it was.
INITIAL_STATE = "q 0 0 0 rg 0 0 0 RG 1 w 0 J 0 j [] 0 d"
PRESS_STATE = INITIAL_STATE.replace("0 0 0 rg 0 0 0 RG", "0 0 0 1 k 0 0 0 1 K")
_STRINGS = re.compile(r"\((?:[^\\()]|\\.)*\)", re.DOTALL)
_IMAGE = re.compile(r"/FormXob\.(\S+) Do\b")
_CMYK = re.compile(r"(?:^|\s)[kK](?=\s|$)")
_RGB = re.compile(r"\((?:[^\\()]|\\.)*\)|(?<!\S)([\d.]+) ([\d.]+) ([\d.]+) (rg|RG)(?!\S)", re.DOTALL)
_MARKS = re.compile(r"(?:^|\s)(?:BMC|BDC|EMC|DP|MP)(?=\s|$)")
_SAVES = re.compile(r"(?:^|\s)q(?=\s|$)")
_RESTORES = re.compile(r"(?:^|\s)Q(?=\s|$)")


def draw(canvas: PageCanvas, sheet: Sheet, placed: PlacedFlowable, x: float, y: float, at: Location | None) -> None:
    """Draw a flowable with its top left corner at x, y (down from the top), in pt. All it paints falls under its
    leaf. Raises ReportError when the flowable cannot be drawn or would make the document break its standard."""
    bottom = sheet.height - y - placed.height
    sheet.graphics(DECORATION if placed.leaf < 0 else placed.leaf)
    canvas.code.append(PRESS_STATE if sheet.job.inks.press else INITIAL_STATE)
    before = len(canvas.code)
    annotations = canvas.annotations()
    canvas.forget_state()
    kind = type(placed.flowable).__name__
    try:
        placed.flowable.drawOn(canvas, x, bottom)  # type: ignore[attr-defined]
    except Exception as fault:
        message = f"the flowable {kind} could not be drawn: {fault}"
        raise ReportError([Problem("flowable-fault", message, at)]) from fault
    drawn = "\n".join(canvas.code[before:])
    inks = sheet.job.inks
    problems = _objections(kind, drawn, at, press=inks.press)
    if inks.press:
        drawn = _RGB.sub(lambda found: _printed(found, inks), drawn)
    if canvas.annotations() > annotations:
        hint = "write the link in the text, where it is tagged"
        problems.append(Problem("flowable-annotation", f"the flowable {kind} makes annotations of its own", at, hint))
    for font in sorted(canvas.unembedded):
        hint = "register a TrueType font (pdfmetrics.registerFont(TTFont(...))) and use it in the flowable"
        problems.append(Problem("flowable-font", f"the flowable {kind} uses {font}, which is not embedded", at, hint))
    canvas.unembedded.clear()
    if problems:
        raise ReportError(problems)
    canvas.code[before:] = [_IMAGE.sub(lambda found: f"/{canvas.image_name(found[1])} Do", drawn), "Q"]
    sheet.box(placed.leaf, x, bottom, x + placed.width, bottom + placed.height)


def _printed(found: re.Match[str], inks: Inks) -> str:
    """An operator that sets a colour in RGB, in the inks of the press; a string stays as it is."""
    if found[4] is None:
        return found[0]
    channels = (min(255, max(0, round(float(part) * 255))) for part in found.groups()[:3])
    fill, stroke = inks["#" + "".join(f"{channel:02x}" for channel in channels)]
    return fill if found[4] == "rg" else stroke


def _objections(kind: str, drawn: str, at: Location | None, *, press: bool) -> list[Problem]:
    operators = _STRINGS.sub("()", drawn)
    problems = []
    if press and _IMAGE.search(operators):
        hint = "put the image in the text, where it is converted for the press"
        problems.append(Problem("flowable-image", f"the flowable {kind} draws an image in RGB", at, hint))
    if not press and _CMYK.search(operators):
        hint = "give its colours in RGB"
        problems.append(Problem("flowable-colour", f"the flowable {kind} paints in CMYK on a page in sRGB", at, hint))
    if _MARKS.search(operators):
        problems.append(Problem("flowable-marks", f"the flowable {kind} writes marked content of its own", at))
    if len(_SAVES.findall(operators)) != len(_RESTORES.findall(operators)):
        problems.append(Problem("flowable-state", f"the flowable {kind} does not restore the state it saved", at))
    return problems
