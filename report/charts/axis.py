"""Values → an axis: where it begins and ends, and the few round numbers that stand beside it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from matplotlib.ticker import MaxNLocator
from msgspec import Struct

MOST_LINES = 3
"""Grid lines besides the axis itself (SPEC, Charts)."""


class Axis(Struct, frozen=True):
    """A linear scale from `low` at `start` to `high` at `stop` (pt), with its ticks."""

    low: float
    high: float
    start: float
    stop: float
    ticks: tuple[float, ...]

    def at(self, value: float) -> float:
        """Where (pt) a value stands."""
        if self.high == self.low:
            return self.start
        return self.start + (value - self.low) / (self.high - self.low) * (self.stop - self.start)

    def length(self, value: float) -> float:
        """How far (pt) a value reaches, whatever the direction."""
        return abs(self.at(value) - self.at(0.0))


def axis_over(values: Sequence[float], start: float, stop: float, base: Decimal | None = None) -> Axis:
    """An axis that holds these values. It begins at zero, or at `base`; ticks are round numbers within it. What is
    less than where it should begin makes it longer."""
    least, most = min(values, default=0.0), max(values, default=0.0)
    low = min(0.0 if base is None else float(base), least)
    high = max(most, 0.0 if base is None else low)
    if high <= low:
        high = low + 1.0
    ticks = [float(tick) for tick in MaxNLocator(MOST_LINES, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)]
    slack = (high - low) * 1e-9
    within = tuple(tick for tick in ticks if low - slack <= tick <= high + slack)
    return Axis(low, high, start, stop, within)


def tick_value(tick: float) -> Decimal:
    """A tick as the number it stands for, without what binary fractions leave."""
    return Decimal(f"{tick:.12g}").normalize()
