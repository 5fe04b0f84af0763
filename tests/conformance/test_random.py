"""Random documents conform: any blocks and spans in each other, cut off after four pages, so that texts end anywhere.

A wider run, whose finds are kept as texts in `found/`: WIDER=2000 python build.py test tests/conformance/test_random.py
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from msgspec.structs import replace

from report.errors import ReportError
from report.finish import conclude
from report.finish.verify import verify
from report.layout.compositor import compose_report
from report.publish.editions import Composed, impress
from report.publish.profiles import information
from report.typography.library import FontLibrary
from tests.conformance.nesting import document
from tests.conformance.verapdf import VeraPdf
from tests.layout.manuscript import Manuscript
from tests.layout.test_properties import FRONT

FOUND = Path(__file__).parent / "found"
EXAMPLES = int(os.environ.get("WIDER", "200"))
PAGES = 4
TWINS = (("ua1", "2a"), ("ua2", "a4"))


class Press:
    """Makes files of texts, with one set of fonts."""

    def __init__(self, root: Path) -> None:
        self.manuscript = Manuscript(root)
        for name, size in {"breed.png": (300, 100), "hoog.png": (100, 180), "vierkant.png": (100, 100)}.items():
            self.manuscript.image(name, *size)
        self.library: FontLibrary | None = None
        self.count = 0

    def files(self, kind: str, text: str) -> dict[tuple[str, ...], bytes]:
        """The first pages of a text as a file of one version of PDF, every fifth also of the other."""
        self.manuscript.sections.clear()
        self.manuscript.bare("contents")
        self.manuscript.section(kind, text, **FRONT[kind])
        report = self.manuscript.report()
        self.library = self.library or FontLibrary(self.manuscript.root, report.brand.fonts)
        layout = compose_report(report, self.library)
        made = Composed(self.manuscript.root, report, layout, self.library, information(report.settings))
        sheets = tuple(range(min(PAGES, len(layout.pages))))
        self.count += 1
        wanted = TWINS if self.count % 5 == 1 else TWINS[:1]
        profiles = {names: replace(report.profiles["screen"], standards=names) for names in wanted}
        return {names: conclude(impress(made, profile, sheets).draft) for names, profile in profiles.items()}


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Press:
    return Press(tmp_path_factory.mktemp("random"))


def faults(press: Press, verapdf: VeraPdf, kind: str, text: str) -> list[str]:
    """What validators object to."""
    found = []
    for standards, pdf in press.files(kind, text).items():
        found += [str(problem) for problem in verify(pdf)]
        for name in standards:
            found += [f"{name} {one}" for one in verapdf.broken(pdf, name, press.manuscript.root)]
    return found


@settings(
    derandomize="WIDER" not in os.environ,
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(made=document())
def test_random_documents_conform(press: Press, verapdf: VeraPdf, made: tuple[str, str]) -> None:
    try:
        found = faults(press, verapdf, *made)
    except ReportError as stop:
        raise AssertionError(f"{stop}\n{made[1]}") from None
    assert found == [], made[1]


@pytest.mark.parametrize("case", sorted(path.name for path in FOUND.glob("*.md")))
def test_what_a_wider_run_found_conforms(case: str, press: Press, verapdf: VeraPdf) -> None:
    kind = case.partition("-")[0]
    press.count = 0  # both versions of PDF
    assert faults(press, verapdf, kind, (FOUND / case).read_text("utf-8")) == []
