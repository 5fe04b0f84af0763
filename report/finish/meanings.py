"""Turns device colours that the output intent says nothing of into colours that a profile explains."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf

FOLDER = Path(__file__).parent.parent / "data" / "icc"
DEEPEST = 12  # forms in forms


class Meaning:
    """What the colours of the other kind mean in a file: CMYK in one of RGB, RGB in one of CMYK. The profile is put
    into the file when a form first needs it."""

    def __init__(self, pdf: pikepdf.Pdf, colour: str) -> None:
        self._pdf = pdf
        press = colour == "cmyk"
        self._space = "/DeviceRGB" if press else "/DeviceCMYK"
        self._default = "/DefaultRGB" if press else "/DefaultCMYK"
        self._file, self._channels = ("sRGB.icc", 3) if press else ("FOGRA39L_coated.icc", 4)
        self._made: pikepdf.Object | None = None

    @property
    def profile(self) -> pikepdf.Object:
        """The colour space, as an object of the file."""
        if self._made is None:
            stream = self._pdf.make_stream((FOLDER / self._file).read_bytes(), N=self._channels)
            self._made = self._pdf.make_indirect(pikepdf.Array([pikepdf.Name.ICCBased, stream]))
        return self._made

    def give(self, form: Any, depth: int = 0) -> None:
        """Explain the colours of a form and of all that it shows."""
        if "/Group" in form:
            self._explain(form.Group, "/CS")
        resources = form.get("/Resources")
        if resources is None or depth > DEEPEST:
            return
        spaces = resources.get("/ColorSpace", pikepdf.Dictionary())
        for name in list(spaces.keys()):
            self._explain(spaces, name)
        spaces[self._default] = self.profile
        resources["/ColorSpace"] = spaces
        for shading in resources.get("/Shading", {}).values():
            self._explain(shading, "/ColorSpace")
        for pattern in resources.get("/Pattern", {}).values():
            if "/Shading" in pattern:
                self._explain(pattern.Shading, "/ColorSpace")
            else:
                self.give(pattern, depth + 1)
        for inner in resources.get("/XObject", {}).values():
            if str(inner.get("/Subtype")) == "/Image":
                self._explain(inner, "/ColorSpace")
            else:
                self.give(inner, depth + 1)

    def _explain(self, holder: Any, key: str) -> None:
        """Put the profile in the place of a device space, also of one that colours are an index into or mixed of."""
        space = holder.get(key)
        if isinstance(space, pikepdf.Name) and str(space) == self._space:
            holder[key] = self.profile
        elif isinstance(space, pikepdf.Array) and len(space) > 2:
            place = {"/Indexed": 1, "/Separation": 2, "/DeviceN": 2}.get(str(space[0]))
            if place and isinstance(space[place], pikepdf.Name) and str(space[place]) == self._space:
                space[place] = self.profile
