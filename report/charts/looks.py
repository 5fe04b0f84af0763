"""How a brand draws its charts: what a graphic depends on besides its data."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct


class Looks(Struct, frozen=True):
    """`width` and `unit` (the baseline distance) in pt. `inks` names the brand's ink for each part of a chart: deep,
    gold (the marked value), ink, paper and the greys k70 to k6. `role` and `size` (pt) are those of labels. `fonts`
    tells apart brands whose words have other widths. Units are round where the brand's marks are (`dots`), bars of one
    series thin lines that end in a dot where its bars are (`pins`)."""

    width: float
    unit: float
    inks: Mapping[str, str]
    colours: Mapping[str, tuple[float, float, float]]
    role: str
    size: float
    fonts: str
    dots: bool = False
    pins: bool = False
