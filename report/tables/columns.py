"""Natural and least widths of cells → widths of the columns of a table."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct


class Claim(Struct, frozen=True):
    """What one cell asks for, in pt: its longest word and its whole text on one line. Columns count from 0."""

    column: int
    columns: int
    least: float
    natural: float


def column_widths(claims: Sequence[Claim], count: int, measure: float, gutter: float) -> tuple[float, ...]:
    """Widths in pt of `count` columns with gutters between them.

    When everything fits at its natural width, columns share what is left in proportion to it. When it does not,
    columns share the room above their least widths in proportion to what they lack (the rule of CSS 2.1, 17.5.2.2).
    When not even the least widths fit, as `least_width` tells beforehand, the widest columns give way: all that are
    wider than a certain width become so wide, and their longest words are cut.
    """
    available = measure - gutter * (count - 1)
    least = _demands(claims, count, gutter, "least")
    natural = [max(a, b) for a, b in zip(_demands(claims, count, gutter, "natural"), least, strict=True)]
    if sum(natural) <= available:
        return tuple(width * available / sum(natural) for width in natural)
    if sum(least) >= available:
        most = _level(least, available)
        return tuple(min(width, most) for width in least)
    share = (available - sum(least)) / (sum(natural) - sum(least))
    return tuple(low + (high - low) * share for low, high in zip(least, natural, strict=True))


def divided_widths(
    whole: Sequence[Claim], divided: Sequence[Claim], count: int, measure: float, gutter: float
) -> tuple[float, ...]:
    """Widths in pt of columns that cannot hold all their words whole, but can hold them divided.

    The columns with the longest words give way: those whose words are narrower than a certain width keep them whole,
    all others become so wide, or as wide as the longest part of their words.
    """
    available = measure - gutter * (count - 1)
    low, high = _demands(divided, count, gutter, "least"), _demands(whole, count, gutter, "least")

    def widths(most: float) -> tuple[float, ...]:
        return tuple(max(part, min(word, most)) for part, word in zip(low, high, strict=True))

    below = above = 0.0
    for above in sorted({*low, *high}):
        if sum(widths(above)) >= available:
            break
        below = above
    short, wide = sum(widths(below)), sum(widths(above))
    share = (available - short) / (wide - short) if wide > short else 0.0
    return widths(below + (above - below) * min(max(share, 0.0), 1.0))


def least_width(claims: Sequence[Claim], count: int, gutter: float) -> float:
    """The least measure in pt that holds all these cells' longest words."""
    return sum(_demands(claims, count, gutter, "least")) + gutter * (count - 1)


def _level(widths: Sequence[float], available: float) -> float:
    """The width to which the widest are brought down so that together they are as wide as is available."""
    rest = available
    for index, width in enumerate(sorted(widths)):
        level = rest / (len(widths) - index)
        if width >= level:
            return max(level, 0.0)
        rest -= width
    return max(widths)


def _demands(claims: Sequence[Claim], count: int, gutter: float, which: str) -> list[float]:
    """The widest claim of each column; a claim over several columns raises the last of them if they fall short."""
    widths = [1.0] * count
    for claim in claims:
        if claim.columns == 1:
            widths[claim.column] = max(widths[claim.column], float(getattr(claim, which)))
    for claim in claims:
        if claim.columns > 1:
            last = claim.column + claim.columns
            held = sum(widths[claim.column : last]) + gutter * (claim.columns - 1)
            widths[last - 1] += max(0.0, float(getattr(claim, which)) - held)
    return widths
