"""The brand's inks as matplotlib's colours, and back: a colour that an ink has is that ink again in the graphic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from report.model.brand import Ink

Colour = tuple[float, float, float]


class Palette:
    """Inks by colour. Two inks of one colour print alike only where their separations do, so the first one named
    wins: name the inks that a chart is drawn in before the rest of the brand."""

    def __init__(self, inks: Mapping[str, Ink], first: Sequence[str] = ()) -> None:
        self._inks = inks
        self._names: dict[tuple[int, int, int], str] = {}
        for name in (*first, *inks):
            self._names.setdefault(_bytes(inks[name].rgb), name)

    def colour(self, ink: str) -> Colour:
        """The sRGB colour (0 to 1) that stands for this ink. Raises KeyError when the brand has no such ink."""
        red, green, blue = self._inks[ink].rgb
        return (red, green, blue)

    def ink(self, colour: Sequence[float]) -> str:
        """The ink of a colour; `#rrggbb` where the brand has none."""
        key = _bytes(colour)
        return self._names.get(key) or "#{:02x}{:02x}{:02x}".format(*key)


def _bytes(colour: Sequence[float]) -> tuple[int, int, int]:
    red, green, blue = (round(float(channel) * 255) for channel in colour[:3])
    return (red, green, blue)
