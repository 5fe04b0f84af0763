"""Cells of spreadsheets: their columns' names, what number formats say, figures out of all bounds."""

from __future__ import annotations

import pytest

from report.sources.cells import figure_in, letters, number_of, without_noise
from report.sources.scalars import MisfitError
from report.sources.spreadsheets import read_sheet
from report.sources.workbook import cell_format
from tests.sources.workbooks import workbook


@pytest.mark.parametrize(
    ("code", "unit", "decimals", "date"),
    [
        ("General", "", None, False), ("0", "", 0, False), ("#,##0.00", "", 2, False), ("0.0%", "%", 1, False),
        ("dd-mm-yyyy", "", None, True), ("[h]:mm:ss", "", None, True), ("mmm yy", "", None, True),
        ('#,##0.00 "dagen"', "", 2, False), ("[$€-413] #,##0.00;[Red]-#,##0.00", "€", 2, False),
        ("[Red]0", "", 0, False), ('"€" #,##0', "€", 0, False), ("@", "", None, False), ('0"%"', "", 0, False),
        ("_-* #,##0.00_-;-* #,##0.00_-", "", 2, False), ("0.00E+00", "", 2, False), ("mm:ss.0", "", None, True),
    ],
)  # fmt: skip
def test_formats(code: str, unit: str, decimals: int | None, date: bool) -> None:
    look = cell_format(code)
    assert (look.unit, look.decimals, look.date) == (unit, decimals, date)


def test_columns_have_names() -> None:
    for number in (1, 26, 27, 702, 703, 16384):
        assert number_of(letters(number)) == number
    assert letters(28) == "AB"
    assert number_of("XFE") == 0


def test_figures_that_no_report_prints() -> None:
    with pytest.raises(MisfitError):
        without_noise("1E+300")
    grid = read_sheet("a.xlsx", workbook([[1e300]]), "", "")
    with pytest.raises(MisfitError):
        figure_in(grid.rows[0].cells[1])
