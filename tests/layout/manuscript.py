"""Report projects for tests, written file by file and composed; shared by the tests of layout and of the docs."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from report.finish.inserts import inspected
from report.layout.compositor import compose_report
from report.model.placed import Layout
from report.model.report import Report
from report.sources import load
from report.typography.library import FontLibrary

HEAD = """organisation: Stichting Proef
title: "{title}"
slug: proef
language: {language}
period: 2021
figures: [{figures}]
sections:
"""
FACTS = "kind: facts\nfacts:\n  - {id: leden, value: 6900, label: Leden}\n"

# Twenty-five sentences of plain Dutch of unequal lengths; `prose(n, start)` takes n of them, round and round.
SENTENCES = (
    "De provincie telt ruim vijfhonderdduizend inwoners.",
    "Zij wonen in dorpen en in steden, en zij hebben samen veel te vertellen.",
    "Wie vraagt, krijgt antwoord.",
    "In het voorjaar spraken wij met bewoners over hun buurt, hun werk en hun gezondheid.",
    "De uitkomsten staan in een rapport dat vrij te lezen is.",
    "Gemeenten gebruiken de cijfers bij hun plannen voor de komende jaren.",
    "Dat gaat niet vanzelf.",
    "Het onderzoek vergelijkt de antwoorden met die van eerdere jaren en zoekt naar verklaringen voor verschillen.",
    "Vrijwilligers houden het dorpshuis open.",
    "Een deel van de jongeren verhuist na de opleiding naar het westen van het land.",
    "Ouderen blijven langer zelfstandig wonen, ook als de zorg verder weg is.",
    "Het vertrouwen in de buren is groot.",
    "Burgerinitiatieven nemen taken over die vroeger bij de overheid lagen.",
    "Soms lukt dat goed, soms ontbreekt het aan geld of aan mensen.",
    "Daarom vragen wij ook naar wat er misging.",
    "De vragenlijst is met de deelnemers zelf gemaakt.",
    "Zo blijft de taal begrijpelijk voor iedereen.",
    "Aan het eind van het jaar is alles opnieuw geteld.",
    "De verschillen tussen de gemeenten zijn kleiner geworden.",
    "Waar ze groter werden, is de oorzaak meestal bekend.",
    "Het panel groeide met enkele honderden leden.",
    "Een nieuw lid vult eerst een korte lijst in.",
    "Daarna volgt vier keer per jaar een uitnodiging.",
    "Meedoen is altijd vrijwillig.",
    "Wie stopt, hoeft niet te zeggen waarom.",
)


def prose(sentences: int, start: int = 0) -> str:
    """So many sentences, from this one on."""
    return " ".join(SENTENCES[(start + index) % len(SENTENCES)] for index in range(sentences))


def paragraphs(count: int, sentences: int = 5) -> str:
    """So many paragraphs, each of other sentences."""
    return "\n\n".join(prose(sentences, index * 3) for index in range(count))


@dataclass(slots=True)
class Manuscript:
    """A report project in the making. `sections` are the lines of report.yaml, in the order of the pages."""

    root: Path
    language: str = "nl"
    title: str = "Jaarverslag 2021"
    sections: list[str] = field(default_factory=list)
    charts: str = ""  # a figures file of kind charts

    def section(self, kind: str, body: str = "", **keys: str) -> None:
        """A section with a Markdown source of its own: front matter from the keys, then the body."""
        name = f"content/{len(self.sections) + 1}-{kind}.md"
        colour = f", colour: {keys.pop('colour', 'water')}" if kind == "chapter" else ""
        self.sections.append(f"{{kind: {kind}, source: {name}{colour}}}")
        front = "".join(f"{key.replace('_', '-')}: {value}\n" for key, value in keys.items())
        self.write(f"config/{name}", f"---\n{front}---\n{body}")

    def bare(self, kind: str, **keys: str) -> None:
        """A section without a source."""
        self.sections.append(f"{{kind: {kind}{''.join(f', {key}: {value}' for key, value in keys.items())}}}")

    def figures(self, kind: str, content: str, text: str = "") -> None:
        """A KPI or statement section with its figures file and, if given, the text above the figures."""
        name = f"figures/{len(self.sections) + 1}-{kind}.yaml"
        self.write(f"config/{name}", content)
        above = ""
        if text:
            above = f", text: content/{len(self.sections) + 1}-{kind}.md"
            self.write(f"config/content/{len(self.sections) + 1}-{kind}.md", text)
        self.sections.append(f"{{kind: {kind}, source: {name}{above}}}")

    def image(self, name: str, width: int, height: int) -> None:
        """A grey image of so many pixels."""
        path = self.root / "assets" / "images" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("L", (width, height), 128).save(path)

    def write(self, name: str, content: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8", newline="\n")

    def finished(self) -> Path:
        """The project's folder, with all its files in place."""
        lines = "".join(f"  - {section}\n" for section in self.sections)
        figures = "figures/feiten.yaml"
        if self.charts:
            self.write("config/figures/grafieken.yaml", self.charts)
            figures += ", figures/grafieken.yaml"
        self.write("config/report.yaml", HEAD.format(language=self.language, title=self.title, figures=figures) + lines)
        self.write("config/figures/feiten.yaml", FACTS)
        return self.root

    def report(self) -> Report:
        """The project, read."""
        return load(self.finished())

    def layout(self) -> Layout:
        """The project, composed; problems of every severity are in the layout."""
        report, misfits = inspected(self.root, self.report())
        assert not misfits
        return compose_report(report, FontLibrary(self.root, report.brand.fonts))


def composed(manuscript: Manuscript, body: str) -> Layout:
    """A text on article pages, composed without a problem."""
    manuscript.section("article", body, headline="Proef")
    layout = manuscript.layout()
    assert not layout.problems
    return layout
