"""Facts in CSV files: delimiters, quotes, encodings, each fault on its line."""

from __future__ import annotations

import contextlib
import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.sources.csvfile import read_csv
from report.sources.scalars import MisfitError
from tests.sources.workbooks import FACTS, LIST, read_list, told, values_of

SOUND = "id;value;label\nleden;6900;Leden\nrespons;77,5%;Respons\n"


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_delimiters_are_found_out(delimiter: str, tmp_path: Path) -> None:
    text = SOUND.replace("77,5", "77.5").replace(";", delimiter)
    report, problems = read_list(tmp_path, text)
    assert problems == ()
    assert values_of(report) == {"leden": "6900", "respons": "77.5"}
    assert report.facts["respons"].unit == "%"
    assert str(report.facts["leden"].at) == f"{LIST}:2:{len('leden;') + 1}"
    assert LIST in {source.name for source in report.sources}


def test_marks_line_ends_and_a_declared_delimiter(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + ("sep=;\n" + SOUND).replace("\n", "\r\n").encode()
    report, problems = read_list(tmp_path, data)
    assert problems == ()
    assert report.facts["leden"].at.line == 3


def test_quotes_lines_in_them_and_empty_lines(tmp_path: Path) -> None:
    text = 'id;value;label\n\na;1;"een ""woord""\nover; twee"\n;;\nb;2;x\n'
    report, problems = read_list(tmp_path, text)
    assert problems == ()
    assert report.facts["a"].label == 'een "woord"\nover; twee'
    assert [report.facts[name].at.line for name in "ab"] == [3, 6]


FAULTS = [
    ("id;value\na;1.234\n", "", [("ambiguous-figure", "2:3")]),
    ("id;value\na;1.234\n", "separators: nl", []),
    ("id;value\na;\n", "", [("empty-cell", "2:3")]),
    ("id;value\n;5\n", "", [("missing-id", "2:2")]),
    ("id;value\na;5\na;6\n", "", [("duplicate-fact", "3:3")]),
    ("id;value\na;=1+1\n", "", [("uncached-formula", "2:3")]),
    ("id;value\na;1,2E+06\n", "", [("bad-figure", "2:3")]),
    ('id;value\na;"5\n', "", [("csv-quote", "2:3")]),
    ('id;value\na;"5"6\n', "", [("csv-quote", "2:3")]),
    ("id,value\na,1,5\nb,2\n", "delimiter: comma", [("wrong-count", "2:1")]),
    ("id;value;as-of\na;5;31-12-2021\n", "", [("bad-date", "2:3")]),
    ("a\nb\n", "", [("unknown-delimiter", "")]),
    ("id;value,x\na;5,x\n", "", [("unknown-delimiter", "")]),
    ("", "", [("unknown-delimiter", "")]),
    ("id;value\n", "", [("empty-range", "")]),
    ("id;value\na;5\n", "sheet: Leden", [("unknown-range", "")]),
]


@pytest.mark.parametrize(("text", "more", "wanted"), FAULTS, ids=[repr(row[0]) + row[1] for row in FAULTS])
def test_faults(text: str, more: str, wanted: list[tuple[str, str]], tmp_path: Path) -> None:
    _, problems = read_list(tmp_path, text, f", {more}" if more else "")
    assert [code for code, _ in told(problems)] == [code for code, _ in wanted]
    for problem, (_, place) in zip(problems, wanted, strict=True):
        assert str(problem.at) == f"{LIST}:{place}" if place else str(problem.at).startswith(FACTS)


def test_encodings(tmp_path: Path) -> None:
    data = "id;value;label\na;5;€ één\n".encode("cp1252")
    _, (problem,) = read_list(tmp_path / "a", data)
    assert (problem.code, str(problem.at)) == ("not-utf8", f"{LIST}:2:5")
    assert "encoding: cp1252" in problem.hint
    report, problems = read_list(tmp_path / "b", data, ", encoding: cp1252")
    assert problems == ()
    assert report.facts["a"].label == "€ één"
    _, (problem,) = read_list(tmp_path / "c", data + b"\x81", ", encoding: cp1252")
    assert (problem.code, str(problem.at)) == ("not-cp1252", f"{LIST}:3:1")


fields = st.lists(
    st.lists(st.text(st.sampled_from(list('ab;,"\n é')), max_size=5), min_size=2, max_size=4), min_size=1, max_size=6
)


@given(fields)
def test_what_a_writer_wrote_is_read_back(rows: list[list[str]]) -> None:
    file = io.StringIO()
    csv.writer(file, delimiter=";", lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    grid = read_csv("a.csv", file.getvalue(), ";")
    assert [[cell.text for cell in row.cells.values()] for row in grid.rows] == rows
    lines = file.getvalue().split("\n")
    for row in grid.rows:
        for cell in row.cells.values():
            assert lines[cell.at.line - 1][cell.at.column - 1] == '"'


@given(st.text(st.sampled_from(list('ab;,"\n\t= 1')), max_size=30))
def test_any_text_gives_rows_or_a_problem(text: str) -> None:
    with contextlib.suppress(MisfitError):
        grid = read_csv("a.csv", text)
        assert all(cell.at.line >= row.number for row in grid.rows for cell in row.cells.values())


def test_a_long_file_takes_little_time_and_is_bounded() -> None:
    text = "id;value\n" + "a;1\n" * 100_001
    with pytest.raises(MisfitError) as caught:
        read_csv("a.csv", text, ";")
    assert caught.value.code == "file-too-large"


@pytest.mark.parametrize("shown", ["#N/A", "#REF!", "#DIV/0!", "#DEEL/0!", "#NAME?", "NaN", "-inf"])
def test_errors_that_a_spreadsheet_wrote_are_no_words(shown: str, tmp_path: Path) -> None:
    _, (problem,) = read_list(tmp_path, f"id;value\nleden;{shown}\n")
    assert (problem.code, str(problem.at)) == ("error-cell", f"{LIST}:2:7")


@pytest.mark.parametrize("shown", ["\u0661\u0662", "\uff11\uff12"])
def test_digits_of_other_scripts_are_told(shown: str, tmp_path: Path) -> None:
    _, (problem,) = read_list(tmp_path, f"id;value\nleden;{shown}\n")
    assert problem.code == "bad-figure"


def test_words_with_a_hash_are_words(tmp_path: Path) -> None:
    report, problems = read_list(tmp_path, "id;value\nleden;#samen\n")
    assert problems == ()
    assert report.facts["leden"].value == "#samen"
