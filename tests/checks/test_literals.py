"""Figures typed into texts: facts are noted, what is nearly a fact is warned of, others are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from report.checks import check
from report.errors import Problem, Severity
from report.sources import load
from tests.sources.projects import BASE, places, write

WORK = "config/content/werk.md"
FACTS = """\
kind: facts
facts:
  - {id: panel.leden, value: 6900, label: Leden van het Groninger Panel, unit: leden, period: 2021}
  - {id: sessies.deelnemers, value: 373, label: Deelnemers aan de kennissessies, unit: deelnemers, period: 2021}
  - {id: gezinnen.begeleid, value: 500, label: Gezinnen die begeleid worden, unit: gezinnen, period: 2021}
  - {id: medewerkers, value: 45, label: Medewerkers, unit: medewerkers, period: 2021}
  - {id: respons, value: 77.46, label: Respons van het panel, unit: procent, period: 2021}
  - {id: zorgen, value: 27, label: Inwoners die de leefbaarheid zien achteruitgaan, unit: "%", period: 2021}
  - {id: projecten.friesland, value: 3, label: Projecten in Friesland, unit: projecten, period: 2021}
  - {id: website.cmo, value: 34417, label: Bezoekers website CMO STAMM, unit: bezoekers, period: 2021}
"""
BILL = """\
kind: statement
id: rekening
title: Rekening
columns:
  - {id: "2021", label: "2021", kind: actual, period: 2021}
  - {id: "2020", label: "2020", kind: prior, period: 2020}
rows:
  - {id: baten, role: line, label: Totaal baten, values: [3309040, 3225169]}
  - {id: drenthe, role: line, label: Provincie Drenthe, values: [1069428, 866908]}
  - {id: overig, role: line, label: Overige baten, values: [-662, -28807]}
"""


def found(folder: Path, body: str, report: str = "") -> tuple[Problem, ...]:
    files: dict[str, str | bytes | None] = {
        WORK: f"---\nlabel: Werk\nheadline: Werk\n---\n{body}\n",
        "config/figures/feiten.yaml": FACTS,
        "config/figures/rekening.yaml": BILL,
        "config/report.yaml": BASE["config/report.yaml"] + report,
    }
    return check(load(write(folder, files))).problems


# the text, what is told at which column of line 5, and a piece of the message or hint
TOLD = [
    ("Het panel telt 6.900 leden.", "literal-fact", 16, "{{ panel.leden }}"),
    ("Er zijn 373 deelnemers geweest.", "literal-fact", 9, "{{ sessies.deelnemers }}"),
    ("Wij begeleiden 500 gezinnen.", "literal-fact", 16, "{{ gezinnen.begeleid }}"),
    ("Er werken 45 medewerkers.", "literal-fact", 11, "{{ medewerkers }}"),
    ("De baten waren € 3.309.040.", "literal-fact", 16, "{{ rekening.baten.2021 | euro }}"),
    ("De website had **34.417** bezoekers.", "literal-fact", 18, "{{ website.cmo }}"),
    ("De respons van het panel was 77,46%.", "literal-fact", 30, "{{ respons | percent(2) }}"),
    ("De respons van het panel was 77%.", "literal-fact", 30, "{{ respons | percent }}"),
    ("De totale baten waren € 3,3 miljoen.", "literal-fact", 23, "euro-millions(1) }}"),
    ("De baten waren in 2020 € 3.225.169.", "literal-fact", 24, "rekening.baten.2020"),
    ("In Friesland waren 3 projecten.", "literal-fact", 20, "{{ projecten.friesland }}"),
    # two digits exchanged, one other, one missing, one too many
    ("Het panel telt 9.600 leden.", "stale-figure", 16, "two digits are exchanged"),
    ("De website had 34.471 bezoekers.", "stale-figure", 16, "two digits are exchanged"),
    ("De website had 34.427 bezoekers.", "stale-figure", 16, "one digit differs"),
    ("De website had 3.417 bezoekers.", "stale-figure", 16, "one digit is missing"),
    ("De website had 344.117 bezoekers.", "stale-figure", 16, "one digit too many"),
    ("De totale baten waren € 3.309.400.", "stale-figure", 23, "3309040 at config/figures/rekening.yaml:8:"),
    ("Aan de kennissessies deden 337 deelnemers mee.", "stale-figure", 28, "373"),
    ("De leefbaarheid gaat achteruit, zien 26% van de inwoners.", "stale-figure", 38, "27"),
    # last year's, or rounded another way
    ("De totale baten waren € 3.225.169.", "stale-figure", 23, "that of 2021 is 3309040"),
    ("De totale baten waren in 2021 € 3.225.169.", "stale-figure", 31, "that of 2021 is 3309040"),
    ("De totale baten waren € 3,4 miljoen.", "stale-figure", 23, "rounded another way"),
    ("De totale baten waren in 2021 € 3,2 miljoen.", "stale-figure", 31, "that of 2021 is 3309040"),
    ("De totale baten waren in 2020 € 3,2 miljoen.", "literal-fact", 31, "rekening.baten.2020"),
    # as another language writes it
    ("De totale baten waren € 3,309,040.", "literal-fact", 23, "rekening.baten.2021"),
    ("De totale baten waren € 3'390'040.", "stale-figure", 23, "two digits are exchanged"),
    ("De respons van het panel was 77.46%.", "literal-fact", 30, "{{ respons | percent(2) }}"),
    ("De respons van het panel was 78%.", "stale-figure", 30, "rounded another way"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "column", "words"), TOLD, ids=[row[0] for row in TOLD])
def test_what_is_told(text: str, code: str, column: int, words: str, tmp_path: Path) -> None:
    (problem,) = found(tmp_path, text)
    assert (problem.code, str(problem.at)) == (code, f"{WORK}:5:{column}")
    assert words in problem.message + problem.hint
    assert problem.severity is (Severity.NOTE if code == "literal-fact" else Severity.WARNING)


LEFT_ALONE = [
    "Op 11 juni 2021 was het 45 graden.", "In 2020-2022 en in 2021.", "Zie pagina 45 en tabel 373.",
    "Blz. 27 en p. 45.",
    "Tussen 5 en 35 kilometer.", "De 21e editie.", "C4Youth en PO 20.01.", "Bel 050-1234567 of 06 12345678.",
    "Op 3 mei begon het, op 27 mei was het klaar.", "Inwoners van 18 jaar en ouder.", "Er zijn 500 kilometer fietspad.",
    "Ruim 3.000 mensen kwamen.", "Een op de zes, 27 van de 45.", "De wet uit 1998 geldt.", "Het is 27 graden.",
    "Drenthe droeg ruim € 200.000 meer bij, opdrachten brachten bijna € 110.000 minder op.", "Dat is 45%.",
    "Het panel telt {{ panel.leden }} leden.", "De code `6900` en het adres <https://example.org/6900>.",
    "Het panel telt [9.600]{ignore=\"uit 2019\"} leden.", "Bijna € 3,4 miljoen aan totale baten.",
    "Om 10.30 uur, versie 6.9.0.", "Om 77.46 uur.", "Kamer 373.", "Het kostte € 45.",
]  # fmt: skip


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_is_left_alone(text: str, tmp_path: Path) -> None:
    assert found(tmp_path, text) == ()


def test_places_are_right_on_later_lines_and_in_tables(tmp_path: Path) -> None:
    body = (
        "Eerste regel met *nadruk*\nen een tweede: de website\nhad \\* 34.471 bezoekers.\n\n"
        "| Wat | 2021 |\n| --- | ---: |\n| Bezoekers website | 34.471 |\n| Anders | 34.471 |\n\n"
        "::: number 337\ndeelnemers aan de kennissessies\n:::\n\n- > Voetnoot[^a]\n\n"
        "[^a]: Het panel telt 9.600 leden.\n"
    )
    problems = found(tmp_path, body)
    assert {problem.code for problem in problems} == {"stale-figure"}
    assert [place for _, place in places(problems)] == [
        f"{WORK}:{place}" for place in ("7:8", "11:23", "14:12", "20:22")
    ]


def test_figures_can_be_left_alone_in_report_yaml(tmp_path: Path) -> None:
    text = "Het panel telt 9.600 leden."
    report = 'unchecked:\n  - {figure: "9.600", reason: telling van 2019, file: content/%s.md}\n'
    assert found(tmp_path / "a", text, report % "werk") == ()
    assert [problem.code for problem in found(tmp_path / "b", text, report % "ander")] == ["stale-figure"]
    assert found(tmp_path / "c", text, report.replace(", file: content/%s.md", "")) == ()


def test_every_slip_in_every_figure_of_a_statement_is_caught(tmp_path: Path) -> None:
    """Each digit of three figures changed in turn, and each pair exchanged."""
    lines = []
    for label, digits in (("totale baten", "3309040"), ("bijdrage van de provincie Drenthe", "1069428")):
        for index in range(len(digits)):
            wrong = digits[:index] + str((int(digits[index]) + 3) % 10) + digits[index + 1 :]
            lines.append((label, wrong))
            if index and digits[index] != digits[index - 1]:
                lines.append((label, digits[: index - 1] + digits[index] + digits[index - 1] + digits[index + 1 :]))
    lines = [(label, wrong) for label, wrong in lines if wrong[0] != "0"]
    body = "\n\n".join(f"De {label} was € {int(wrong):,}.".replace(",", ".") for label, wrong in lines)
    problems = found(tmp_path, body)
    assert [problem.code for problem in problems] == ["stale-figure"] * len(lines)
    assert [problem.at and problem.at.line for problem in problems] == [5 + 2 * index for index in range(len(lines))]


def test_english_reports_have_their_own_notation(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {
        "config/report.yaml": BASE["config/report.yaml"].replace("language: nl", "language: en"),
        WORK: "---\nlabel: Work\nheadline: Work\n---\nThe website had 34,471 visitors. The panel: 6,900 members.\n",
        "config/figures/feiten.yaml": """\
kind: facts
facts:
  - {id: panel, value: 6900, label: Members of the panel, unit: members}
  - {id: web, value: 34417, label: Visitors of the website, unit: visitors}
""",
    }
    problems = check(load(write(tmp_path, files))).problems
    assert places(problems) == [("stale-figure", f"{WORK}:5:17"), ("literal-fact", f"{WORK}:5:45")]
