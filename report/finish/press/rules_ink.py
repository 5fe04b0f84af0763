"""What printers ask of ink: whose colours, how much, how thick, what overprints, and how fine images are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from report.errors import Severity
from report.finish.press.contract import Finding, Rule
from report.finish.press.file import Box, PressFile
from report.finish.press.ink import Colour, Deed

HAIRLINE = 0.25  # pt
SMALL, LEAST_WHITE = 12.0, 9.0  # pt
INK_LIMIT = 300.0  # percent
COARSE, TOO_COARSE = 250.0, 150.0  # pixels per inch
NEUTRAL = 0.001
PLATES = {"Cyan", "Magenta", "Yellow", "Black"}


def _each(file: PressFile, *kinds: str) -> Iterator[tuple[int, Deed]]:
    for number, deeds in enumerate(file.deeds, 1):
        for deed in deeds:
            if deed.kind in kinds:
                yield number, deed


def _device(file: PressFile) -> Iterator[Finding]:
    """Device colours are those of the printing condition, or explained by a default space of the page's."""
    process = file.process
    for number, deed in _each(file, "text", "fill", "stroke", "image", "shading", "inline"):
        space = deed.colour.space
        wrong = (space == "/DeviceRGB" and process != "/DeviceRGB") or (
            space == "/DeviceCMYK" and process not in ("/DeviceCMYK", "")
        )
        if wrong and not _explained(file, number, space):
            yield number, f"{_what(deed)} is painted in {space[1:]}, which the printing condition does not explain"


def _explained(file: PressFile, number: int, space: str) -> bool:
    key = {"/DeviceRGB": "/DefaultRGB", "/DeviceCMYK": "/DefaultCMYK"}[space]
    resources: Any = file.pages[number - 1].obj.get("/Resources", {})
    holders = [resources, *(form.get("/Resources", {}) for _, form in resources.get("/XObject", {}).items())]
    return any(key in holder.get("/ColorSpace", {}) for holder in holders)


def _what(deed: Deed) -> str:
    words = {"text": "text", "fill": "an area", "stroke": "a line", "image": "an image", "shading": "a shading"}
    return words.get(deed.kind, "an image")


def _icc_overprint(file: PressFile) -> Iterator[Finding]:
    for number, deed in _each(file, "text", "fill", "stroke"):
        over = deed.state.over_stroke if deed.kind == "stroke" else deed.state.over_fill
        if over and deed.state.mode == 1 and deed.colour.space == "/ICCBased" and deed.colour.channels == 4:
            yield number, f"{_what(deed)} in CMYK with a profile overprints, in mode 1"


def _white_overprint(file: PressFile) -> Iterator[Finding]:
    for number, deed in _each(file, "text", "fill", "stroke"):
        over = deed.state.over_stroke if deed.kind == "stroke" else deed.state.over_fill
        process = deed.colour.process
        spot = deed.colour.space == "/Separation" and deed.colour.parts and deed.colour.parts[0] == 0
        if over and (spot or (process is not None and max(process) < NEUTRAL)):
            yield number, f"{_what(deed)} is white and overprints: it may not be seen"


def _black_text(file: PressFile) -> Iterator[Finding]:
    for number, deed in _each(file, "text"):
        if deed.colour.process == (0.0, 0.0, 0.0, 1.0) and deed.size < SMALL and not deed.state.over_fill:
            yield number, f"black text of {deed.size:.3g} pt does not overprint"


def _small_text(file: PressFile) -> Iterator[Finding]:
    for number, deed in _each(file, "text"):
        process = deed.colour.process
        if deed.size >= SMALL or process is None or max(process) < NEUTRAL:
            continue
        if max(process[:3]) > NEUTRAL:
            yield number, f"text of {deed.size:.3g} pt is printed in colour ({_parts(process)}), not in black alone"


def _white_text(file: PressFile) -> Iterator[Finding]:
    for number, deed in _each(file, "text"):
        process = deed.colour.process
        if process is not None and max(process) < NEUTRAL and deed.size < LEAST_WHITE - 1e-3:
            yield number, f"white text of {deed.size:.3g} pt is smaller than {LEAST_WHITE:g} pt"


def _hairline(file: PressFile) -> Iterator[Finding]:
    for number, deed in _each(file, "stroke"):
        if deed.size < HAIRLINE - 1e-3:
            yield number, f"a line is {deed.size:.2g} pt thick; {HAIRLINE} pt is the least"


def _ink_limit(file: PressFile) -> Iterator[Finding]:
    for number, deed in _each(file, "text", "fill", "stroke"):
        process = deed.colour.process
        if process is not None and sum(process) * 100 > INK_LIMIT + 0.5:
            yield number, f"{_what(deed)} asks for {sum(process) * 100:.0f} % ink ({_parts(process)})"


def _rich_text(file: PressFile) -> Iterator[Finding]:
    for number, deed in _each(file, "text"):
        process = deed.colour.process
        if process is not None and process[3] >= 0.85 and sum(process[:3]) >= 0.1:
            yield number, f"text is printed in rich black ({_parts(process)})"


def _registration(file: PressFile) -> Iterator[Finding]:
    for number, deed in _each(file, "text"):
        if deed.colour.spot == "All":
            yield number, "text is printed on every plate (registration colour)"


def _resolution(file: PressFile) -> Iterator[Finding]:
    yield from ((page, f"{text}; {COARSE:g} is the least") for page, ppi, text in _coarse(file) if ppi >= TOO_COARSE)


def _too_coarse(file: PressFile) -> Iterator[Finding]:
    yield from ((page, text) for page, ppi, text in _coarse(file) if ppi < TOO_COARSE)


def _coarse(file: PressFile) -> Iterator[tuple[int, float, str]]:
    for number, deed in _each(file, "image"):
        if not deed.width or not deed.height or deed.thing.get("/ImageMask"):
            continue
        ppi = min(int(deed.thing.Width) / deed.width, int(deed.thing.Height) / deed.height) * 72
        if ppi < COARSE:
            yield number, ppi, f"an image has {ppi:.0f} pixels per inch"


def _safe(file: PressFile) -> Iterator[Finding]:
    """Text begins at least 5 mm inside the trim, but for what is white on a tab."""
    for number, deed in _each(file, "text"):
        box = file.box(file.pages[number - 1], "/TrimBox")
        if box and _near(box, deed) and not _white(deed.colour):
            yield number, f"text begins {_distance(box, deed) / 72 * 25.4:.1f} mm from the trim; 5 mm is the least"


def _distance(box: Box, deed: Deed) -> float:
    return min(deed.x - box[0], deed.y - box[1], box[2] - deed.x, box[3] - deed.y)


def _near(box: Box, deed: Deed) -> bool:
    return 0 <= _distance(box, deed) < 5 * 72 / 25.4 - 0.1


def _white(colour: Colour) -> bool:
    return colour.process is not None and max(colour.process) < NEUTRAL


def _parts(process: tuple[float, float, float, float]) -> str:
    return "/".join(f"{part * 100:.0f}" for part in process)


X4, WARNING = "ISO 15930-7", Severity.WARNING
INK_RULES: dict[str, Rule] = {
    "x4-device": Rule(
        "Device colours are those of the printing condition", f"{X4}, colour; ISO 32000-1, 8.6.5.6", _device
    ),
    "x4-icc-overprint": Rule("CMYK with a profile does not overprint", "ISO 19005-2, 6.2.4.2", _icc_overprint),
    "press-white-overprint": Rule("White never overprints", "GWG 2015", _white_overprint),
    "press-black-text": Rule("Small black text overprints", "GWG 2015", _black_text, WARNING),
    "press-small-text": Rule("Text under 12 pt is in black alone", "a rule of this program", _small_text, WARNING),
    "press-white-text": Rule("White text has 9 pt at least", "a rule of this program", _white_text, WARNING),
    "press-rich-text": Rule("Text is not in rich black", "a rule of this program", _rich_text, WARNING),
    "press-hairline": Rule("Lines are 0.25 pt thick at least", "GWG 2015", _hairline, WARNING),
    "press-ink": Rule("No colour asks for more than 300 % ink", "ISO 12647-2; GWG 2015", _ink_limit),
    "press-registration": Rule("The registration colour is for marks alone", "GWG 2015", _registration),
    "press-resolution": Rule("Images have 250 pixels per inch", "GWG 2015", _resolution, WARNING),
    "press-too-coarse": Rule("Images have 150 pixels per inch at least", "GWG 2015", _too_coarse),
    "press-safe": Rule("Text stays 5 mm inside the trim", "a rule of this program", _safe, WARNING),
}
