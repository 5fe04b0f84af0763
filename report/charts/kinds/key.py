"""The names of series → a key above a chart, where words cannot stand beside the shapes themselves."""

from __future__ import annotations

from collections.abc import Sequence

from report.charts.stage import CROPS, Stage, crop_of

LINE = 1.25  # units


def key_height(stage: Stage, names: Sequence[str]) -> float:
    """The height (pt) that the key takes, with the space below it. More names than there are fills are a doubt."""
    if len(names) > len(CROPS):
        message = f"{len(names)} series cannot be told apart"
        stage.doubt("too-many-series", message, f"show {len(CROPS)} at most, or small multiples")
    return (len(_lines(stage, names)) * LINE + 0.5) * stage.unit if names else 0.0


def put_key(stage: Stage, names: Sequence[str], x: float = 0.0) -> None:
    """Draw the key at the top of an open stage."""
    unit, order = stage.unit, 0
    for number, line in enumerate(_lines(stage, names)):
        begin, y = x, number * LINE * unit
        for name in line:
            stage.block(begin, y + unit * 0.2, unit * 0.6, unit * 0.6, crop_of(order))
            stage.words(name, begin + unit * 0.9, y + unit * 0.75)
            begin += unit * 1.9 + stage.wide(name)
            order += 1


def _lines(stage: Stage, names: Sequence[str]) -> list[list[str]]:
    """The names in lines that fit."""
    lines: list[list[str]] = []
    reached = 0.0
    for name in names:
        (shown,) = stage.folded(name, stage.width - stage.unit * 2, 1)
        wide = stage.unit * 1.9 + stage.wide(shown)
        if lines and reached + wide <= stage.width + stage.unit:
            lines[-1].append(shown)
            reached += wide
        else:
            lines.append([shown])
            reached = wide
    return lines
