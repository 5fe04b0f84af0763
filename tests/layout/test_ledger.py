"""The ledger: planted faults are told by the place of their source."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from report.errors import Location, Problem, ReportError
from report.layout import compose
from report.layout.blocks import SETTERS
from report.layout.blocks.setting import BlockSetting
from report.layout.galley import Matter, Progress, Slug
from report.layout.ledger import Ledger
from report.layout.lines import letters, remainder
from report.layout.sections import note_letter
from report.model import content
from report.model.placed import Page, Placement, Portion, Rule
from report.model.structure import Element
from report.typography.library import FontLibrary
from report.typography.text import Styled
from tests.layout.manuscript import Manuscript, prose

AT = Location("config/content/a.md", 12, 1)


def pages(*portions: Portion) -> list[Page]:
    placements = [Placement(Rule(1.0, 1.0, "ink"), 0.0, 0.0, portion) for portion in portions]
    return [Page("article", "1", False, 100.0, 100.0, (placement,)) for placement in placements]


def audit(*portions: Portion) -> list[Problem]:
    ledger = Ledger()
    ledger.book(object(), "the paragraph", AT)
    return ledger.audit(pages(*portions))


@pytest.mark.parametrize(
    ("portions", "said"),
    [
        ((), "is on no page"),
        (((0, 5, 10),), "is not on the pages as a whole"),
        (((0, 5, 10), (6, 10, 10)), "with a gap"),
        (((0, 5, 10), (4, 10, 10)), "more than once"),
        (((0, 10, 10), (0, 10, 10)), "more than once"),
        (((0, 5, 10), (5, 9, 9)), "more than once"),
    ],
)
def test_faults_are_told(portions: tuple[tuple[int, int, int], ...], said: str) -> None:
    (problem,) = audit(*(Portion(0, *part) for part in portions))
    assert said in problem.message
    assert (problem.code, problem.at) == ("not-placed", AT)


def test_portions_that_tile_a_block_are_no_fault_in_any_order() -> None:
    assert not audit(Portion(0, 5, 10, 10), Portion(0, 0, 5, 10))


def test_nodes_are_known_by_identity() -> None:
    ledger, one, other = Ledger(), content.ThematicBreak(AT), content.ThematicBreak(AT)
    assert (ledger.book(one, "a", AT), ledger.book(other, "b", AT)) == (0, 1)
    stand_in = object()
    ledger.rename(other, stand_in)
    assert (ledger.number(one), ledger.number(stand_in)) == (0, 1)
    with pytest.raises(ValueError, match="already"):
        ledger.book(one, "a", AT)
    with pytest.raises(KeyError):
        ledger.number(object())


class Faulty:
    """Matter whose slugs went through a fault."""

    def __init__(self, matter: Matter, fault: Callable[[list[Slug]], list[Slug]]) -> None:
        self.matter, self.fault = matter, fault

    @property
    def elements(self) -> tuple[Element, ...]:
        return self.matter.elements

    def cast(self, measure: float, progress: Progress) -> list[Slug]:
        return self.fault(self.matter.cast(measure, progress))


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (lambda slugs: [], "is on no page"),
        (lambda slugs: [*slugs, *slugs], "more than once"),
        (lambda slugs: [*slugs[:2], *slugs[3:]], "with a gap"),
        (lambda slugs: slugs[:-1], "not on the pages as a whole"),
    ],
)
def test_a_block_that_layout_loses_stops_the_report(
    fault: Callable[[list[Slug]], list[Slug]], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proper = SETTERS[content.Paragraph]

    def mark(block: content.Paragraph, setting: BlockSetting) -> Matter:
        matter = proper(block, setting)
        return Faulty(matter, fault) if block.at.line == 7 else matter

    monkeypatch.setitem(SETTERS, content.Paragraph, mark)
    manuscript = Manuscript(tmp_path)
    manuscript.section("article", f"{prose(4)}\n\n{prose(8)}\n\n{prose(4)}\n", label="Vrij", headline="Kop")
    report = manuscript.report()
    with pytest.raises(ReportError) as caught:
        compose(report, FontLibrary(tmp_path, report.brand.fonts))
    (problem,) = caught.value.problems
    assert problem.code == "not-placed"
    assert said in problem.message
    assert str(problem.at) == "config/content/1-article.md:7:1"


def test_note_letters() -> None:
    assert [note_letter(index) for index in (0, 25, 26, 27, 51, 52, 701, 702)] == [
        *("a", "z", "aa", "ab", "az", "ba", "zz", "aaa")
    ]


def test_letters_leave_out_white_space_and_soft_hyphens() -> None:
    assert letters("een\u00ad twee\u00a0\u2028!") == 8


def test_what_remains_of_stretches() -> None:
    first = Styled("een twee ", (), 9.6)
    second = replace(first, text=" drie\u00advier")
    assert remainder([first, second], 0) == (first, second)
    assert [s.text for s in remainder([first, second], 3)] == ["twee ", " drie\u00advier"]
    assert [s.text for s in remainder([first, second], 4)] == ["wee ", " drie\u00advier"]
    assert [s.text for s in remainder([first, second], 7)] == ["drie\u00advier"]
    assert [s.text for s in remainder([first, second], 11)] == ["vier"], "the hyphen is behind us"
    assert remainder([first, second], 15) == ()
