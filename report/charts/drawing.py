"""Turns the data of a chart and its looks into a graphic, drawn once and kept on disk."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from math import isfinite
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from report.charts.data import ChartData
from report.charts.looks import Looks
from report.errors import Location
from report.model.brand import Ink
from report.model.graphic import Graphic, Shape
from report.model.placed import Raster

if TYPE_CHECKING:
    from report.charts.engraver import Measure

MOST_BYTES = 20_000_000  # of a kept graphic
MOST_KEPT = 400  # graphics: the oldest go
PATH = re.compile(r"(?:-?[0-9]+ |[mlc] |h ?)*[mlch]?")
NOTHING = Graphic(1.0, 1.0, ())
_DRAWING = Lock()  # matplotlib's settings are those of the process: one figure at a time


class Misgiving(Struct, frozen=True):
    """Why a chart should not be printed as it is; a grave one stops the build. `at` is where in the user's code."""

    code: str
    message: str
    hint: str = ""
    grave: bool = True
    at: Location | None = None


class Drawn(Struct, frozen=True):
    """A chart as drawn, and what speaks against printing it."""

    graphic: Graphic
    misgivings: tuple[Misgiving, ...] = ()


def draw(data: ChartData, looks: Looks, measure: Callable[[], Measure], kept: Path | None = None) -> Drawn:
    """The graphic of a chart. With a folder to keep graphics in, an unchanged chart is read from there, and
    matplotlib is not imported. `kept` may be deleted at any time: what cannot be read is drawn again. What the user's
    code draws is not kept: nobody knows what else it depends on."""
    file = None if kept is None or data.code is not None else kept / f"{fingerprint(data, looks)}.graphic"
    found = None if file is None else _kept(file, looks)
    if found is not None:
        return found
    loading = Thread(target=_load)
    loading.start()
    loading.join()
    drawn = _draw(data, looks, measure())
    if file is not None and not any(doubt.grave for doubt in drawn.misgivings):
        _keep(file, drawn)
    return drawn


def fingerprint(data: ChartData, looks: Looks) -> str:
    """Equal where the graphic would be: data, looks, the program that draws, and the libraries it draws with."""
    from importlib.metadata import version  # 15 ms that a report without charts need not spend

    libraries = tuple(f"{name} {version(name)}" for name in ("matplotlib", "uharfbuzz"))
    return sha256(msgspec.json.encode((_edition(), libraries, data, looks), order="deterministic")).hexdigest()


def _edition() -> str:
    """The same for the same program text of this floor: a kind that draws otherwise leaves no old graphic in use."""
    digest = sha256()
    for file in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _load() -> None:
    """Load matplotlib with its settings, on a stack of its own: what its parsers try in vain while it loads keeps the
    stack that it was tried on, and that of a report in the making holds the whole report."""
    from importlib import import_module

    import matplotlib as mpl

    for part in ("engraver", "kinds"):
        import_module(f"report.charts.{part}")
    with _DRAWING, mpl.rc_context():
        mpl.rcdefaults()


def _draw(data: ChartData, looks: Looks, measure: Measure) -> Drawn:
    import matplotlib as mpl

    from report.charts.engraver import UndrawableError, engrave
    from report.charts.kinds import KINDS
    from report.charts.palette import Palette
    from report.charts.stage import Stage
    from report.charts.usercode import FaultyCodeError, called

    inks = {name: Ink(name, looks.colours[name]) for name in sorted(set(looks.inks.values()))}
    palette = Palette(inks, list(dict.fromkeys(looks.inks.values())))
    with _DRAWING, mpl.rc_context():
        mpl.rcdefaults()  # a settings file of the user's must not change the report
        stage = Stage(looks, palette, measure)
        try:
            if data.code is not None:
                called(data.code, data, stage)
            else:
                KINDS[data.kind](data, stage)
            graphic = engrave(stage.figure, palette, measure)
        except FaultyCodeError as fault:
            return Drawn(NOTHING, (Misgiving("chart-code", fault.message, fault.hint, at=fault.at),))
        except UndrawableError as fault:
            return Drawn(NOTHING, (Misgiving("chart-code", str(fault)),))
    if not any(doubt.grave for doubt in stage.doubts) and (not graphic.marks or not data.known):
        stage.doubt("empty-chart", "there is nothing to see in this chart", "give it values, or take it out")
    doubts = tuple(Misgiving(doubt.code, doubt.message, doubt.hint, doubt.grave) for doubt in stage.doubts)
    return Drawn(graphic, doubts)


def _kept(file: Path, looks: Looks) -> Drawn | None:
    try:
        if file.stat().st_size > MOST_BYTES:
            return None
        drawn = msgspec.msgpack.decode(file.read_bytes(), type=Drawn)
    except (OSError, msgspec.MsgspecError):
        return None
    return drawn if _sound(drawn.graphic, looks) else None


def _sound(graphic: Graphic, looks: Looks) -> bool:
    """Whether a graphic is such as our kinds draw: a project may come with a folder that somebody else filled."""
    known = {*looks.inks.values(), ""}
    for mark in graphic.marks:
        if isinstance(mark, Raster):
            return False
        if isinstance(mark, Shape):
            if not {mark.fill, mark.stroke} <= known or not all(map(PATH.fullmatch, (mark.path, *mark.clips))):
                return False
        elif mark.ink not in known or mark.role != looks.role or not isfinite(mark.x + mark.y + mark.size):
            return False
    return isfinite(graphic.width + graphic.height)


def _keep(file: Path, drawn: Drawn) -> None:
    """Write a graphic whole or not at all. A folder that cannot be written costs time, not the report."""
    beside = file.with_suffix(f".{id(drawn):x}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        (file.parent.parent / ".gitignore").write_text("*\n", "utf-8")  # nothing here is anyone's source
        beside.write_bytes(msgspec.msgpack.encode(drawn))
        beside.replace(file)
        for old in sorted(file.parent.iterdir(), key=lambda one: -one.stat().st_mtime)[MOST_KEPT:]:
            old.unlink()
    except OSError:
        with suppress(OSError):
            beside.unlink()
