"""Key figures → the words beside them: what has changed, what was aimed at, where they come from, how bars compare."""

from __future__ import annotations

from decimal import Decimal

from report.layout.room import ComposingRoom
from report.model.figures import PERCENTAGES, Compared, Fact, Kpi, Origin
from report.typography.dates import format_date
from report.typography.numbers import format_fact, format_number


def arrow_of(kpi: Kpi) -> int:
    """Which way a figure went: 1 up, -1 down, 0 neither."""
    before, now = _value(kpi.previous.fact if kpi.previous else None), _value(kpi.fact)
    if before is None or now is None:
        return 0
    return (now > before) - (now < before)


def change_words(kpi: Kpi, room: ComposingRoom) -> str:
    """By how much a figure differs from that of an earlier period, in words, and whether that is good where the author
    says what is."""
    fact = kpi.previous.fact if kpi.previous else None
    before, now = _value(fact), _value(kpi.fact)
    if fact is None or before is None or now is None:
        return ""
    period = fact.period or room.word("before")
    shown = _printed(before, kpi, room)
    if now == before:
        told = room.word("the same as in {period}").format(period=period)
        return f"{told[:1].upper()}{told[1:]}"
    pattern = room.word("{amount} more than in {period}" if now > before else "{amount} less than in {period}")
    told = pattern.format(amount=_difference(kpi, before, now, room), period=f"{period} ({shown})")
    if kpi.better:
        good = (now > before) == (kpi.better == "higher")
        told += f", {room.word('favourable' if good else 'unfavourable')}"
    return told


def target_words(kpi: Kpi, room: ComposingRoom) -> str:
    """What a figure was to be, and whether it is where the author says which way is good."""
    target, now = _value(kpi.target.fact if kpi.target else None), _value(kpi.fact)
    if target is None or now is None:
        return ""
    told = room.word("target {amount}").format(amount=_printed(target, kpi, room))
    if kpi.better:
        reached = now >= target if kpi.better == "higher" else now <= target
        told += f", {room.word('reached' if reached else 'not reached')}"
    return f"{told[:1].upper()}{told[1:]}"


def compared_words(kpi: Kpi, other: Compared | None, room: ComposingRoom, *, period: bool = False) -> str:
    """What a figure is compared with, as it is printed itself; with its period behind it where that is asked for."""
    value = _value(other.fact if other else None)
    if other is None or value is None:
        return "–"
    shown = _printed(value, kpi, room)
    return f"{shown} ({other.fact.period})" if period and other.fact.period else shown


def origin_words(origin: Origin, room: ComposingRoom) -> str:
    """When figures were counted and by whom."""
    day = format_date(origin.as_of.isoformat(), room.language) if origin.as_of else ""
    parts = [
        origin.period,
        room.word("as of {day}").format(day=day) if day else "",
        f"{room.word('Source')}: {origin.source}" if origin.source else "",
    ]
    return ". ".join(f"{part[:1].upper()}{part[1:]}" for part in parts if part)


def scale_words(scales: set[str], room: ComposingRoom) -> str:
    """How the bars of a page compare."""
    if not scales:
        return ""
    if len(scales) == 1:
        return room.word("All bars on this page have the same scale")
    return room.word("Bars of the same unit have the same scale on this page")


def marks_words(count: int, label: str, each: int, shape: str, room: ComposingRoom) -> str:
    """The text alternative of marks that are drawn for a figure."""
    one = count == 1
    patterns = {
        "squares": room.word("1 square for {label}" if one else "{count} squares for {label}"),
        "circles": room.word("1 circle for {label}" if one else "{count} circles for {label}"),
        "signs": room.word("1 sign for {label}" if one else "{count} signs for {label}"),
        "persons": room.word("1 person for {label}" if one else "{count} persons for {label}"),
    }
    told = patterns[shape].format(count=format_number(Decimal(count), room.language), label=label)
    if each == 1:
        return told
    stands = room.word("each stands for {count}").format(count=format_number(Decimal(each), room.language))
    return f"{told} ({stands})"


def _value(fact: Fact | None) -> Decimal | None:
    return fact.value if fact is not None and isinstance(fact.value, Decimal) else None


def _printed(value: Decimal, kpi: Kpi, room: ComposingRoom) -> str:
    """A figure as the tile's own is printed; a format that speaks of another fact is left out."""
    plain = kpi.format if "(" not in kpi.format or kpi.format.rstrip(")")[-1:].isdigit() else ""
    return format_fact(value, plain, room.language)


def _difference(kpi: Kpi, before: Decimal, now: Decimal, room: ComposingRoom) -> str:
    """As a percentage where that says something: not of percentages, of nothing, or of less."""
    gap = abs(now - before)
    if kpi.fact.unit.casefold() in PERCENTAGES or kpi.format.startswith("percent"):
        points = format_number(gap, room.language)
        return room.word("{amount} percentage points").format(amount=points)
    rate = 100 * gap / before if before > 0 else Decimal(0)
    if rate < Decimal("0.1"):
        return _printed(gap, kpi, room)
    whole = rate >= 1000 or not round(rate, 1) % 1
    return format_fact(rate, "percent(0)" if whole else "percent(1)", room.language)
