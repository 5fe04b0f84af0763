"""How rows add up: what formulae say, and what a sum without one counts."""

from __future__ import annotations

from decimal import Decimal

from report.tables.chain import contributions, terms_by_row
from tests.tables.ledgers import rows


def test_a_formula_is_what_a_sum_counts() -> None:
    made = rows(("a", "line", ["1"], ""), ("b", "line", ["2"], ""), ("t", "total", ["-1"], "a - b"))
    assert terms_by_row(made) == {"t": ((1, "a"), (-1, "b"))}


def test_a_subtotal_without_formula_counts_the_lines_above_it() -> None:
    made = rows(
        ("oud", "line", ["9"], ""),
        ("kop", "heading", [], ""),
        ("a", "line", ["1"], ""),
        ("b", "line", ["2"], ""),
        ("t", "subtotal", ["3"], ""),
        ("c", "line", ["4"], ""),
        ("u", "subtotal", ["4"], ""),
    )
    assert terms_by_row(made) == {"t": ((1, "a"), (1, "b")), "u": ((1, "c"),)}


def test_a_sum_of_appropriations_counts_the_result_above_them() -> None:
    made = rows(
        ("a", "line", ["5"], ""),
        ("r", "result", ["5"], "a"),
        ("x", "appropriation", ["-2"], ""),
        ("t", "subtotal", ["3"], ""),
    )
    assert terms_by_row(made)["t"] == ((1, "r"), (1, "x"))


def test_a_result_without_formula_has_the_signs_that_fit() -> None:
    def found(result: str, tolerance: str = "0") -> object:
        made = rows(
            ("a", "line", ["7"], ""),
            ("s", "subtotal", ["7"], ""),
            ("b", "line", ["5"], ""),
            ("t", "subtotal", ["5"], ""),
            ("r", "result", [result], ""),
        )
        return terms_by_row(made, Decimal(tolerance)).get("r")

    assert found("2") == ((1, "s"), (-1, "t"))
    assert found("12") == ((1, "s"), (1, "t"))
    assert found("3") is None
    assert found("3", "1") == ((1, "s"), (-1, "t"))


def test_contributions_follow_the_formulae_to_the_last_sum() -> None:
    made = rows(
        ("a", "line", ["7"], ""),
        ("s", "subtotal", ["7"], "a"),
        ("b", "line", ["5"], ""),
        ("t", "subtotal", ["5"], "b"),
        ("memo", "line", ["99"], ""),
        ("r", "result", ["2"], "s - t"),
        ("x", "appropriation", ["-2"], ""),
        ("n", "total", ["0"], "r + x"),
    )
    counts = contributions(made, terms_by_row(made))
    assert counts == {"n": 1, "x": 1, "r": 1, "t": -1, "s": 1, "b": -1, "a": 1}


def test_a_sum_above_its_rows_is_no_chain() -> None:
    made = rows(("t", "subtotal", ["3"], "a"), ("a", "line", ["3"], ""), ("n", "total", ["3"], "t"))
    assert contributions(made, terms_by_row(made)) == {}
