"""The names of series → a key above a chart, where words cannot stand beside the shapes themselves."""

from __future__ import annotations

from collections.abc import Sequence

from report.charts.stage import Stage, crop_of

LINE = 1.25  # units


def key_height(stage: Stage, names: Sequence[str]) -> float:
    """The height (pt) that the key takes, with the space below it."""
    return (len(_lines(stage, names)) * LINE + 0.5) * stage.unit if names else 0.0


def put_key(stage: Stage, names: Sequence[str]) -> None:
    """Draw the key at the top of an open stage."""
    unit, order = stage.unit, 0
    for number, line in enumerate(_lines(stage, names)):
        x, y = 0.0, number * LINE * unit
        for name in line:
            stage.block(x, y + unit * 0.2, unit * 0.6, unit * 0.6, crop_of(order))
            stage.words(name, x + unit * 0.9, y + unit * 0.75)
            x += unit * 1.9 + stage.wide(name)
            order += 1


def _lines(stage: Stage, names: Sequence[str]) -> list[list[str]]:
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
