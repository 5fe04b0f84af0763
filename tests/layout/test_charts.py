"""Charts on pages: their words, alternative and table in the structure, the source in the side margin, the appendix."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from report.errors import Severity
from report.layout.compositor import compose_report
from report.model.placed import Layout, TextLine
from report.model.structure import Element
from report.sources import load
from report.typography.library import FontLibrary
from tests.layout.manuscript import Manuscript, prose

CHART = {
    "id": "baten",
    "kind": "bar",
    "title": "De baten stegen tot {{ leden }}",
    "caption": "In euro’s",
    "source": "rekening",
    "series": [{"id": "nu", "label": "2021"}],
    "rows": [{"label": "Provincie", "values": ["leden"]}, {"label": "Opdrachten", "values": [40]}],
}


def laid(
    folder: Path, chart: dict[str, object], *, wide: bool = False, kind: str = "article", data: bool = False
) -> Layout:
    manuscript = Manuscript(folder)
    body = f"{prose(2)}\n\n::: chart baten {{wide={'yes' if wide else 'no'}}}\n:::\n\n{prose(3)}\n"
    manuscript.section(kind, body, headline="Kop", label="Kop")
    if data:
        manuscript.bare("data", title="Cijfers bij de grafieken")
    file = {"kind": "charts", "charts": [{**CHART, **chart}]}
    manuscript.write("config/figures/grafieken.yaml", yaml.safe_dump(file, allow_unicode=True))
    manuscript.finished()
    settings = folder / "config/report.yaml"
    settings.write_text(settings.read_text("utf-8").replace("feiten.yaml]", "feiten.yaml, figures/grafieken.yaml]"))
    report = load(folder)
    return compose_report(report, FontLibrary(folder, report.brand.fonts))


def elements(root: Element, tag: str) -> Iterator[Element]:
    if root.tag == tag:
        yield root
    for kid in root.kids:
        if isinstance(kid, Element):
            yield from elements(kid, tag)


def lines(layout: Layout, page: int = 0) -> list[tuple[str, float, float]]:
    """The text lines of a page with their x and y."""
    return [
        ("".join(run.text for run in p.item.runs), p.x, p.y)
        for p in layout.pages[page].placements
        if isinstance(p.item, TextLine)
    ]


@pytest.mark.parametrize("wide", [False, True])
def test_a_chart_has_caption_alternative_and_table(tmp_path: Path, wide: bool) -> None:
    layout = laid(tmp_path, {}, wide=wide)
    assert [problem for problem in layout.problems if problem.severity is Severity.ERROR] == []
    (figure,) = elements(layout.structure, "Figure")
    assert [kid.tag for kid in figure.kids if isinstance(kid, Element)] == ["Caption"]
    assert figure.attributes.alt == "Staafdiagram: De baten stegen tot 6.900. Provincie: 6.900. Opdrachten: 40."
    (table,) = elements(layout.structure, "Table")
    assert len(list(elements(table, "TR"))) == 3
    assert len(list(elements(table, "TH"))) == 3


def test_an_alternative_of_the_authors_own_replaces_ours(tmp_path: Path) -> None:
    (figure,) = elements(laid(tmp_path, {"alt": "Twee staven."}).structure, "Figure")
    assert figure.attributes.alt == "Twee staven."


def test_the_source_stands_in_the_side_margin_level_with_the_title(tmp_path: Path) -> None:
    found = lines(laid(tmp_path, {}))
    title = next(line for line in found if line[0].startswith("De baten"))
    source = next(line for line in found if line[0].startswith("Bron:"))
    assert source[1] > title[1] + 400
    assert source[2] == pytest.approx(title[2])


def test_words_of_a_chart_are_text(tmp_path: Path) -> None:
    texts = [text for text, *_ in lines(laid(tmp_path, {}, wide=True))]
    assert {"Provincie", "Opdrachten", "6.900", "40"} <= set(texts)


def test_figures_in_the_appendix_are_linked_to(tmp_path: Path) -> None:
    layout = laid(tmp_path, {"table": "appendix"}, data=True)
    assert layout.problems == ()
    (entry,) = [mark for mark in layout.outline if mark.title == "Cijfers bij de grafieken"]
    assert entry.level == 1
    assert "Cijfers bij de grafieken" in {text for text, *_ in lines(layout, 1)}
    assert list(elements(layout.structure, "Table"))
    assert any("Tabel:" in text or "Cijfers" in text for text, *_ in lines(layout))
    (figure,) = elements(layout.structure, "Figure")
    assert [element.tag for element in elements(layout.structure, "Link")] == ["Link"]
    assert figure.attributes.alt.startswith("Staafdiagram")


def test_a_chart_without_room_stops_the_build(tmp_path: Path) -> None:
    rows = [{"label": str(number), "values": [number]} for number in range(200)]
    layout = laid(tmp_path, {"kind": "column", "rows": rows, "table": "appendix"}, data=True)
    (problem,) = layout.problems
    assert (problem.code, problem.severity) == ("no-room", Severity.ERROR)
    assert problem.at
    assert problem.at.file == "config/figures/grafieken.yaml"


def test_a_label_cut_short_is_a_warning(tmp_path: Path) -> None:
    rows = [{"label": "Onverbreekbaarlangewoordenzondereinde" * 2, "values": [1]}, {"label": "b", "values": [2]}]
    (problem,) = [problem for problem in laid(tmp_path, {"rows": rows}).problems if problem.code == "label-too-long"]
    assert problem.severity is Severity.WARNING
