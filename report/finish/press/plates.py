"""A file for a press → the same file four times, each in grey and showing what one printing plate shows."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

import pikepdf
from msgspec import Struct
from msgspec.structs import replace

from report.finish.press.ink import BROKEN

PLATES = ("cyan", "magenta", "yellow", "black")
DEEPEST = 12
Build = tuple[float, float, float, float]
Converter = Callable[[tuple[float, float, float]], Build]
_FILLS = {"f": "n", "F": "n", "f*": "n"}
_SHOWS = {"Tj", "TJ", "'", '"'}


class _State(Struct, frozen=True):
    """Which colour spaces are set, whether parts without ink leave what is beneath, and whether they do now."""

    fill_space: Any = None
    stroke_space: Any = None
    over: bool = False
    bare: bool = False  # the fill has none of this plate's ink
    hidden: bool = False  # text is set not to show


def plates(pdf: bytes, convert: Converter) -> list[bytes]:
    """The four plates of a file, in the order of PLATES. `convert` gives the inks of colours that are still in RGB."""
    return [_plate(pdf, number, convert) for number in range(len(PLATES))]


def _plate(data: bytes, plate: int, convert: Converter) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        maker = _Maker(pdf, plate, convert)
        for page in pdf.pages:
            content = maker.content(page, page.obj.get("/Resources", pikepdf.Dictionary()))
            page.obj["/Resources"] = maker.resources(page.obj.get("/Resources", pikepdf.Dictionary()), 0)
            page.obj["/Contents"] = pdf.make_stream(content)
            page.obj["/Group"] = pikepdf.Dictionary(S=pikepdf.Name.Transparency, CS=pikepdf.Name.DeviceGray)
        for key in ("/OutputIntents", "/StructTreeRoot", "/Metadata"):
            if key in pdf.Root:
                del pdf.Root[key]
        target = io.BytesIO()
        pdf.save(target)
    return target.getvalue()


class _Maker:
    def __init__(self, pdf: pikepdf.Pdf, plate: int, convert: Converter) -> None:
        self.pdf = pdf
        self.plate = plate
        self.convert = convert
        self.made: dict[tuple[int, int], Any] = {}

    def resources(self, given: Any, depth: int) -> pikepdf.Dictionary:
        """The resources with every image and form as this plate has it."""
        whole, things = pikepdf.Dictionary(), pikepdf.Dictionary()
        for key, value in given.items():
            whole[key] = value
        for name, thing in given.get("/XObject", pikepdf.Dictionary()).items():
            things[name] = self.thing(thing, depth)
        whole["/XObject"] = things
        return whole

    def thing(self, thing: Any, depth: int) -> Any:
        known = self.made.get(thing.objgen)
        if known is None:
            known = thing
            with suppress(*BROKEN, NotImplementedError):
                if str(thing.get("/Subtype")) == "/Image" and not thing.get("/ImageMask"):
                    known = self.image(thing)
                elif str(thing.get("/Subtype")) == "/Form" and depth < DEEPEST:
                    known = self.form(thing, depth)
            self.made[thing.objgen] = known
        return known

    def form(self, form: Any, depth: int) -> Any:
        given = form.get("/Resources", pikepdf.Dictionary())
        made = self.pdf.make_stream(self.content(form, given))
        for key, value in form.items():
            if key not in ("/Length", "/Filter", "/DecodeParms", "/Resources"):
                made[key] = value
        made["/Resources"] = self.resources(given, depth + 1)
        if "/Group" in made:
            made["/Group"] = pikepdf.Dictionary(S=pikepdf.Name.Transparency, CS=pikepdf.Name.DeviceGray)
        return made

    def image(self, image: Any) -> Any:
        """An image's share of this plate's ink, as a grey image."""
        from PIL import ImageChops

        inked = inks_of_image(image, self.convert)
        grey = ImageChops.invert(inked.split()[self.plate])
        made = self.pdf.make_stream(zlib.compress(grey.tobytes()))
        made.stream_dict = pikepdf.Dictionary(
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=grey.width,
            Height=grey.height,
            BitsPerComponent=8,
            ColorSpace=pikepdf.Name.DeviceGray,
            Filter=pikepdf.Name.FlateDecode,
        )
        if "/SMask" in image:
            made["/SMask"] = image.SMask
        return made

    # ------------------------------------------------------------ content

    def content(self, stream: Any, resources: Any) -> bytes:
        """The operators of a page or form, in grey."""
        kept: list[Any] = []
        state, saved = _State(), []
        for entry in pikepdf.parse_content_stream(stream):
            operator, operands = str(entry.operator), list(entry.operands)
            if operator == "q":
                saved.append(state)
            elif operator == "Q" and saved:
                state = saved.pop()
            elif operator == "gs":
                state = _with(state, resources.get("/ExtGState", {}).get(str(operands[0])))
            elif operator in ("cs", "CS"):
                space = _space(resources, str(operands[0]))
                changes = {"fill_space": space} if operator == "cs" else {"stroke_space": space}
                state = replace(state, **changes)
                continue
            elif (build := self.build(operator, operands, state)) is not None:
                share = build[self.plate]
                if operator.islower():
                    state = replace(state, bare=share == 0 and operator == "k")
                kept.append(((1 - share,), pikepdf.Operator("g" if operator.islower() else "G")))
                continue
            elif state.over and state.bare and operator in _FILLS:
                operator = _FILLS[operator]
            if operator in _SHOWS and (state.over and state.bare) != state.hidden:
                state = replace(state, hidden=not state.hidden)
                kept.append(((3 if state.hidden else 0,), pikepdf.Operator("Tr")))
            kept.append((operands, pikepdf.Operator(operator)) if operator != "INLINE IMAGE" else entry)
        return bytes(pikepdf.unparse_content_stream(kept))

    def build(self, operator: str, operands: Sequence[Any], state: _State) -> Build | None:
        """The process colours that an operator sets; None when it sets none that are known."""
        parts = [float(one) for one in operands if not isinstance(one, pikepdf.Name)] if _sets(operator) else []
        if operator in ("k", "K"):
            return parts[0], parts[1], parts[2], parts[3]
        if operator in ("g", "G"):
            return 0.0, 0.0, 0.0, 1 - parts[0]
        if operator in ("rg", "RG"):
            return self.convert((parts[0], parts[1], parts[2]))
        if operator.lower() in ("sc", "scn"):
            space = state.fill_space if operator.islower() else state.stroke_space
            return _mixed(space, parts, self.convert)
        return None


def _sets(operator: str) -> bool:
    return operator.lower() in ("k", "g", "rg", "sc", "scn")


def _with(state: _State, given: Any) -> _State:
    if not isinstance(given, pikepdf.Dictionary) or "/op" not in given:
        return state
    return replace(state, over=bool(given.get("/op")) and int(given.get("/OPM", 0)) == 1)


def _space(resources: Any, name: str) -> Any:
    return resources.get("/ColorSpace", {}).get(name, pikepdf.Name(name))


def _mixed(space: Any, parts: Sequence[float], convert: Converter) -> Build | None:
    """Process colours of a colour in a space of its own."""
    mixed = isinstance(space, pikepdf.Array) and len(space) == 4 and str(space[0]) == "/Separation"
    if mixed and len(parts) == 1 and str(space[2]) == "/DeviceCMYK" and "/C1" in space[3]:
        cyan, magenta, yellow, black = (float(part) * parts[0] for part in space[3].C1)
        return cyan, magenta, yellow, black
    if len(parts) == 4:
        return parts[0], parts[1], parts[2], parts[3]
    if len(parts) == 3:
        return convert((parts[0], parts[1], parts[2]))
    return (0.0, 0.0, 0.0, 1 - parts[0]) if len(parts) == 1 else None


def inks_of_image(image: Any, convert: Converter) -> Any:
    """The inks of an image of a file, as an image in CMYK."""
    from PIL import Image, ImageChops

    inverted = [float(one) for one in image.get("/Decode", [])][:2] == [1.0, 0.0]
    if str(image.get("/Filter")) == "/DCTDecode":
        with Image.open(io.BytesIO(image.read_raw_bytes())) as opened:
            found = opened.copy()
        if found.mode == "CMYK":
            return found if inverted else ImageChops.invert(found)
    elif str(image.get("/ColorSpace")) == "/DeviceCMYK":
        return Image.frombytes("CMYK", (int(image.Width), int(image.Height)), image.read_bytes())
    else:
        found = pikepdf.PdfImage(image).as_pil_image()
    if found.mode in ("1", "L"):
        none = Image.new("L", found.size, 0)
        return Image.merge("CMYK", (none, none, none, ImageChops.invert(found.convert("L"))))
    few = found.convert("RGB").quantize(256)
    palette = few.getpalette() or []
    inks = [
        convert((r / 255, g / 255, b / 255)) for r, g, b in zip(palette[::3], palette[1::3], palette[2::3], strict=True)
    ]
    return Image.merge(
        "CMYK",
        [
            few.convert("P").point([round(ink[part] * 255) for ink in inks] + [0] * (256 - len(inks)), "L")
            for part in range(4)
        ],
    )
