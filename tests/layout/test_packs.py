"""A pack's own pages: every item and paper stands on the agenda once, with its page, inside the text area."""

from __future__ import annotations

import datetime
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.errors import Location, ReportError
from report.layout.packs import FrontPages, compose_front, compose_stamps
from report.layout.packs.cover import widths
from report.model.pack import Change, ItemEntry, ItemKind, PackFile, PackPlan, PlannedItem, PlannedPaper, StampText
from report.model.placed import Layout, LinkSpot, Page, TextLine
from report.model.report import Report
from report.sources.packfile import read_pack
from report.typography.library import FontLibrary

KINDS: tuple[ItemKind, ...] = ("decide", "discuss", "note")
AT = Location("PACK.yaml", 4, 3)


@pytest.fixture(scope="module")
def dressed(tmp_path_factory: pytest.TempPathFactory) -> Report:
    path = tmp_path_factory.mktemp("pack") / "PACK.yaml"
    path.write_text("organisation: O\nbody: B\ndate: 2026-05-01\nitems: [{title: A}]\n", "utf-8")
    return read_pack(path).dressed


def plan(items: int, papers: int, *, changes: int = 0, title: str = "Vergaderbundel Raad") -> PackPlan:
    file = PackFile(
        organisation="Stichting", body="Raad", date=datetime.date(2026, 5, 1), number="2026-2", place="Zaal",
        present="Allen", items=(ItemEntry(title="A"),),
    )  # fmt: skip
    planned = []
    page = 3
    for item in range(1, items + 1):
        own = []
        for paper in range(1, papers + 1):
            number = f"{item}.{paper}"
            name = f"Stuk {number} {'over de begroting ' * (paper % 4)}".strip()
            own.append(PlannedPaper(number, name, f"paper-{number}", str(page), 5))
            page += 5
        first = own[0].page if own else ""
        speaker = "de voorzitter" if item % 2 else ""
        named = (str(item), f"Onderwerp {item}x", KINDS[item % 3], f"item-{item}", first, AT)
        planned.append(PlannedItem(*named, f"{10 + item % 12}.00", speaker, tuple(own)))
    told = tuple(Change("added", f"1.{one}", f"Laat stuk {one}", "2", f"12{one}", "12") for one in range(changes))
    return PackPlan(file, title, tuple(planned), page - 1, told, bool(changes))


def composed(dressed: Report, of: PackPlan, *, dividers: bool = False) -> FrontPages:
    return compose_front(dressed, FontLibrary(Path(dressed.root), dressed.brand.fonts), of, dividers=dividers)


def lines(page: Page) -> list[tuple[str, float, float, float]]:
    """Each line's text, left edge, right edge and baseline."""
    return [("".join(run.text for run in one.item.runs).strip(), one.x, one.x + one.item.width, one.y)
            for one in page.placements if isinstance(one.item, TextLine)]  # fmt: skip


def agenda(layout: Layout, first: int, last: int) -> list[tuple[str, float, float, float]]:
    return [line for page in layout.pages[first:last] for line in lines(page)]


@pytest.mark.parametrize(("items", "papers"), [(1, 0), (7, 2), (30, 1), (2, 70), (12, 9)])
def test_every_item_and_paper_is_on_the_agenda_once(items: int, papers: int, dressed: Report) -> None:
    of = plan(items, papers)
    made = composed(dressed, of)
    words = [text for text, *_ in agenda(made.layout, 1, made.front)]
    grid = dressed.brand.grid
    for item in of.items:
        assert words.count(item.title) == 1
        for paper in item.papers:
            assert len([text for text in words if text.startswith(f"{paper.number} ")]) == 1
            assert paper.page in words
    for page in made.layout.pages[1 : made.front]:
        for text, left, right, y in lines(page):
            assert left >= grid.left(page.verso) - 0.01, text
            assert right <= page.width - (grid.inner if page.verso else grid.outer) + 0.01, text
            assert y <= grid.line(grid.last_line) + 0.01, text
    assert made.front == 1 + len(made.layout.pages[1:])


def test_rows_of_an_agenda_do_not_touch(dressed: Report) -> None:
    made = composed(dressed, plan(12, 9))
    for page in made.layout.pages[1:]:
        column = sorted(y for text, left, _, y in lines(page) if text.startswith("Onderwerp") or (text[:1].isdigit()
                        and "Stuk" in text))  # fmt: skip
        assert all(after - before > 12 for before, after in pairwise(column))


def test_every_row_is_a_link(dressed: Report) -> None:
    of = plan(4, 2)
    made = composed(dressed, of)
    targets = [one.item.target for page in made.layout.pages for one in page.placements
               if isinstance(one.item, LinkSpot)]  # fmt: skip
    wanted = [anchor for item in of.items for anchor in (item.anchor, *(paper.anchor for paper in item.papers))]
    assert sorted(targets) == sorted(f"#{anchor}" for anchor in wanted)


def test_a_divider_for_each_item_with_papers(dressed: Report) -> None:
    made = composed(dressed, plan(3, 2), dividers=True)
    assert made.divided == ("1", "2", "3")
    assert len(made.layout.pages) == made.front + 3
    for number, page in zip(made.divided, made.layout.pages[made.front :], strict=True):
        words = [text for text, *_ in lines(page)]
        assert number in words
        assert f"Onderwerp {number}x" in words


def test_a_long_change_sheet_goes_on_overleaf(dressed: Report) -> None:
    made = composed(dressed, plan(2, 1, changes=80))
    words = [text for page in made.layout.pages for text, *_ in lines(page)]
    assert [sum(text.startswith(f"Laat stuk {one},") for text in words) for one in range(80)] == [1] * 80
    assert words.count("Komt na") >= 3


def test_a_title_that_fits_nowhere_is_told_in_words(dressed: Report) -> None:
    with pytest.raises(ReportError) as stop:
        composed(dressed, plan(1, 0, title="Vergaderbundelalgemeneledenvergaderingenzovoortenzoverder"))
    (problem,) = stop.value.problems
    assert problem.code == "headline-too-wide"
    assert problem.at == AT


@given(st.lists(st.integers(0, 900), min_size=1, max_size=60), st.floats(100, 500))
def test_parcels_fill_the_strip(pages: list[int], whole: float) -> None:
    found = widths(pages, whole)
    assert sum(found) == pytest.approx(whole)
    least = min(14.0, whole / len(pages))
    assert min(found) >= least - 1e-6
    for one, other in pairwise(sorted(zip(pages, found, strict=True))):
        assert one[0] == other[0] or one[1] <= other[1] + 1e-6


@pytest.mark.parametrize("meeting", ["RvT 14 april 2022", "Algemene ledenvergadering van de vereniging 14 april 2022"])
@pytest.mark.parametrize("copy", ["", "Exemplaar 3: mevrouw dr. A. van der Meer-van den Heuvel tot Oosterbeek"])
def test_words_of_a_stamp_stay_within_it(meeting: str, copy: str, dressed: Report) -> None:
    library = FontLibrary(Path(dressed.root), dressed.brand.fonts)
    stamp = StampText(meeting, "12.10a", "1204ab / 2000", copy)
    (page,) = compose_stamps(dressed, library, [stamp]).pages
    width = dressed.brand.grid.span(5)
    shown = lines(page)
    assert all(left >= 8 and right <= width - 8 for _, left, right, _ in shown)
    upper = sorted((left, right) for _, left, right, y in shown if y == shown[0][3])
    assert all(one[1] + 5 <= other[0] for one, other in pairwise(upper))
    assert {"12.10a", "1204ab / 2000"} <= {text for text, *_ in shown}
