"""The charts of the guide as one report: every example of docs/figures.md, on pages with and without tables below."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

PAGE = (Path(__file__).parents[2] / "docs" / "figures.md").read_text("utf-8")
CHAPTER = PAGE.partition("\n## Charts\n")[2].partition("\n## ")[0]
MAP = (
    '{"type": "FeatureCollection", "features": ['
    '{"type": "Feature", "properties": {"name": "Noord"}, "geometry": {"type": "Polygon", "coordinates":'
    " [[[6, 53], [7, 53.1], [7, 53.6], [6.2, 53.5], [6, 53]]]}},"
    '{"type": "Feature", "properties": {"name": "Zuid"}, "geometry": {"type": "MultiPolygon", "coordinates":'
    " [[[[6, 53], [7, 53.1], [7, 52.5], [6.2, 52.6], [6, 53]]]]}}]}"
)
SETTINGS = """organisation: Proef
title: Alle soorten
slug: soorten
language: nl
period: 2021
figures: [figures/grafieken.yaml]
sections:
  - {kind: cover}
  - {kind: contents}
  - {kind: article, source: content/grafieken.md}
  - {kind: data, title: Cijfers bij de grafieken}
"""


def examples() -> list[dict[str, Any]]:
    """Every chart that the guide shows, in its order."""
    whole = [
        yaml.safe_load(text)["charts"][0] for text in re.findall(r"```yaml\n(kind: charts\n.*?)```", CHAPTER, re.S)
    ]
    return whole + [yaml.safe_load(text) for text in re.findall(r"```yaml\n(id: .*?)```", CHAPTER, re.S)]


def gallery(folder: Path) -> Path:
    """A project with all of them, every second one wide, every third one with its table in the appendix."""
    charts = [{**chart, **({"table": "appendix"} if index % 3 == 2 else {})} for index, chart in enumerate(examples())]
    places = "".join(
        f"::: chart {chart['id']}{' {wide=yes}' if index % 2 else ''}\n:::\n\n" for index, chart in enumerate(charts)
    )
    (code,) = re.findall(r"```python\n(def draw.*?)```", CHAPTER, re.S)
    files = {
        "config/report.yaml": SETTINGS,
        "config/figures/grafieken.yaml": yaml.safe_dump({"kind": "charts", "charts": charts}, allow_unicode=True),
        "config/content/grafieken.md": f"---\nlabel: Grafieken\nheadline: Alle soorten\n---\nInleiding.\n\n{places}",
        "config/charts/wheel.py": code,
        "assets/kaart.geojson": MAP,
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder
