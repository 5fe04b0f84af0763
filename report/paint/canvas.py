"""Turns page content into a ReportLab document: the page engine, with its defaults that would leak kept out."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import RLock
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

# What a user's own ReportLab settings file or RL_ variables could change in the output, and what it must be.
FIXED_SETTINGS: dict[str, object] = {
    "useA85": 0,
    "invariant": 1,
    "pdfComments": 0,
    "pdfMultiLine": 0,
    "documentLang": None,
    "trustedHosts": [],
    "trustedSchemes": [],
}

# How hard to look for repetitions in a page's content. Coordinates hold few: zlib's own level 6 takes 2.4 times as
# long for 3 % less.
CONTENT_LEVEL = 4


_PAINTING = RLock()

OVERPRINT_ON, OVERPRINT_OFF = "Over", "Out"
OVERPRINT = {
    OVERPRINT_ON: pdfdoc.PDFDictionary({"OP": "true", "op": "true", "OPM": 1}),
    OVERPRINT_OFF: pdfdoc.PDFDictionary({"OP": "false", "op": "false", "OPM": 0}),
}
"""Graphics states of every page that is printed in process colours (ISO 32000-1, 8.6.7)."""


@contextmanager
def fixed_settings() -> Iterator[None]:
    """Paint under known ReportLab settings, and give the caller's back afterwards. They are those of the process: one
    thread paints at a time."""
    with _PAINTING:
        before = {name: getattr(rl_config, name) for name in FIXED_SETTINGS}
        try:
            for name, value in FIXED_SETTINGS.items():
                setattr(rl_config, name, value)
            yield
        finally:
            for name, value in before.items():
                setattr(rl_config, name, value)


def embeds(font_name: str) -> bool:
    """Whether ReportLab will put this font's program into the file; the standard fourteen it never does."""
    font = pdfmetrics.getFont(font_name)
    face = getattr(font, "face", None)
    return bool(getattr(font, "_dynamicFont", False)) or (face is not None and not getattr(face, "builtIn", True))


class PageCanvas(Canvas):  # type: ignore[misc]
    """A canvas whose pages hold what was painted and nothing else: no preamble, no font that nobody asked for.

    `unembedded` collects the names of fonts that text was drawn in but that the file would not carry.
    """

    def __init__(self) -> None:
        super().__init__(
            None,
            pagesize=(1, 1),
            pageCompression=1,
            invariant=1,
            pdfVersion=(1, 7),
            initialFontName="Helvetica",
            initialFontSize=12,
        )
        self.unembedded: set[str] = set()
        self.turning = False
        self.overprinting = False
        self.spaces: dict[str, str] = {}  # objects of colour spaces, by the names that pages give them
        self._short_names: dict[str, str] = {}

    @property
    def code(self) -> list[str]:
        """The operators of the page so far."""
        code: list[str] = self._code
        return code

    def turn_page(self, width: float, height: float) -> None:
        """End the page, of this size in pt, and begin the next."""
        self._pagesize = (width, height)
        self.turning = True
        try:
            self.showPage()
        finally:
            self.turning = False

    def forget_state(self) -> None:
        """Take ReportLab's own record of the graphics state back to the beginning. What the page's resources hold
        of transparency and overprint stays, as content before this point names it."""
        known = self._extgstate._c
        self.init_graphics_state()
        self._extgstate._c = known

    def opacity(self, key: str, value: float) -> str:
        """The resource name, on this page, of a graphics state with this opacity (0 to 1) of fills (`ca`) or of strokes
        (`CA`)."""
        known: dict[tuple[str, float], str] = self._extgstate._c
        return known.setdefault((key, value), f"gRLs{len(known)}")

    def annotations(self) -> int:
        """How many annotations ReportLab has been asked to make on this page."""
        return len(self._annotationrefs)

    def image_name(self, key: str) -> str:
        """The short resource name of the XObject that ReportLab knows by this key."""
        return self._short_names.setdefault(key, f"X{len(self._short_names) + 1}")

    def knows(self, key: str) -> bool:
        """Whether an XObject of this key is in the document."""
        return bool(self._doc.hasForm(key))

    def use_image(self, key: str) -> str:
        """Name an XObject already in the document for use on this page; returns its resource name."""
        if key not in self._formsinuse:
            self._formsinuse.append(key)
        return self.image_name(key)

    def add_object(self, thing: Any, key: str) -> Any:
        """Put an object into the document; returns the reference to it."""
        return self._doc.Reference(thing, key)

    def add_space(self, name: str, parts: Sequence[str]) -> None:
        """Give all pages a colour space under this resource name: an array of parts in PDF syntax."""
        key = f"space{name}"
        self.add_object(pdfdoc.PDFArray(parts), key)
        self.spaces[name] = key

    def add_font(self, name: str, font: Any) -> None:
        """Give all pages a font under this resource name."""
        self._doc.idToObject["BasicFonts"].dict[name] = font

    def document(self) -> bytes:
        """The finished file. The canvas cannot be used afterwards."""
        fonts = self._doc.idToObject["BasicFonts"].dict
        for font_name, resource in self._doc.fontMapping.items():
            if not embeds(font_name):
                fonts.pop(resource.lstrip("/"), None)
        data: bytes = self.getpdfdata()
        return data

    # ------------------------------------------------------------ ReportLab's hooks

    def _make_preamble(self) -> None:
        self._preamble = ""  # the stock one sets Helvetica on every page

    def setFont(self, psfontname: str, size: float, leading: float | None = None) -> None:  # noqa: N802
        """Choose a font; one that cannot be embedded is not written until text is drawn in it."""
        if embeds(psfontname):
            super().setFont(psfontname, size, leading)
        else:
            self._fontname, self._fontsize = psfontname, size
            self._leading = size * 1.2 if leading is None else leading

    def beginText(self, x: float = 0, y: float = 0, direction: str | None = None) -> WatchedText:  # noqa: N802
        return WatchedText(self, x, y, direction=direction)

    def showPage(self) -> None:  # noqa: N802
        """Only painting turns pages; a flowable that tries to is refused."""
        if not self.turning:
            raise ValueError("it ends the page, which only the layout may do")
        super().showPage()

    def _setAnnotations(self, page: Any) -> None:  # noqa: N802
        super()._setAnnotations(page)
        if isinstance(page, pdfdoc.PDFPage):
            content = zlib.compress(page.stream.encode("latin-1"), CONTENT_LEVEL)
            page.Contents = pdfdoc.PDFStream(pdfdoc.PDFDictionary({"Filter": "/FlateDecode"}), content, filters=[])
            page.stream = page.Trans = None
            if self.overprinting:
                states = {} if page.ExtGState is None else page.ExtGState.dict
                page.ExtGState = pdfdoc.PDFDictionary({**states, **OVERPRINT})

    def _setColorSpace(self, obj: Any) -> None:  # noqa: N802
        if isinstance(obj, pdfdoc.PDFPage):
            obj._colorsUsed = {key: name for name, key in self.spaces.items()}
        else:
            super()._setColorSpace(obj)

    def _setXObjects(self, thing: Any) -> None:  # noqa: N802
        if isinstance(thing, pdfdoc.PDFPage) and self._formsinuse:
            names = {self.image_name(key): pdfdoc.xObjectName(key) for key in self._formsinuse}
            references = {name: pdfdoc.PDFObjectReference(internal) for name, internal in names.items()}
            thing.XObjects = pdfdoc.PDFDictionary(references)
        else:
            super()._setXObjects(thing)


class WatchedText(PDFTextObject):  # type: ignore[misc]
    """A text object that tells its canvas when it shows text in a font that will not be embedded."""

    def _formatText(self, text: Any) -> str:  # noqa: N802
        if text and not embeds(self._fontname):
            self._canvas.unembedded.add(self._fontname)
        code: str = super()._formatText(text)
        return code
