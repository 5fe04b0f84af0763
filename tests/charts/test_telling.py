"""Text alternatives made from figures: kind, message, values or extremes, and the way that lines go."""

from __future__ import annotations

from report.charts.telling import FEW, alternative
from report.layout.messages import catalogue
from tests.charts.drawings import data

DUTCH, ENGLISH = catalogue("nl").gettext, catalogue("en").gettext


def test_few_values_are_all_told() -> None:
    chart = data("bar", [("Drenthe", [58]), ("Groningen", [46])], unit="projecten", title="Twee provincies")
    assert alternative(chart, DUTCH) == (
        "Staafdiagram: Twee provincies. Drenthe: 58 projecten. Groningen: 46 projecten."
    )
    assert alternative(chart, ENGLISH).startswith("Bar chart: Twee provincies. Drenthe: 58")


def test_several_series_are_named() -> None:
    chart = data("bar", [("A", [1, 2])], [("2021", "main"), ("2020", "comparison")])
    assert "A: 2021 1, 2020 2." in alternative(chart, DUTCH)


def test_of_many_values_the_extremes_are_told() -> None:
    rows = [(f"rij {number}", [number * number]) for number in range(FEW + 3)]
    told = alternative(data("column", rows), DUTCH)
    assert "Hoogste: rij 14, 196." in told
    assert "Laagste: rij 0, 0." in told
    assert "rij 5" not in told


def test_lines_say_where_they_begin_and_end() -> None:
    rows = [(str(2000 + number), [number]) for number in range(20)]
    told = alternative(data("line", rows, [("Leden", "main")]), DUTCH)
    assert told.endswith("Leden: 0 (2000) naar 19 (2019).")


def test_a_missing_value_is_a_dash() -> None:
    assert "B: –." in alternative(data("bar", [("A", [1]), ("B", [None])]), DUTCH)


def test_titles_that_end_in_a_mark_get_no_second() -> None:
    assert "Wie doet mee? A: 1." in alternative(data("dots", [("A", [1])], title="Wie doet mee?"), DUTCH)
