"""The board's edition: status on every page, a cover note before the report, everyone who signs behind it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from report.layout.compositor import compose_report
from report.layout.marks import Marking, marking, put_watermark, watermark_ink
from report.layout.room import ComposingRoom
from report.layout.sheet import Sheet, roman
from report.layout.watermark import watermark
from report.model.colour import READABLE
from report.model.placed import Drawing, Layout, Page, Panel, Placement, Strokes, TextLine
from report.model.report import Report
from report.model.structure import STATUS, Element
from report.sources import load
from report.typography.library import FontLibrary
from tests.publish.boards import BOARD, board_project

MM = 72 / 25.4


def read(folder: Path, status: str = "concept", board: str = BOARD) -> Report:
    return load(board_project(folder, status=status, board=board))


def composed(report: Report, *, marked: bool = True, stamped: bool = True) -> Layout:
    library = FontLibrary(Path(report.root), report.brand.fonts)
    return compose_report(report, library, marked=marked, stamped=stamped)


def lines(page: Page) -> list[Placement]:
    return [one for one in page.placements if isinstance(one.item, TextLine)]


def text(placement: Placement) -> str:
    assert isinstance(placement.item, TextLine)
    return "".join(run.text for run in placement.item.runs)


def all_text(page: Page) -> str:
    return "\n".join(text(one) for one in lines(page))


def where(page: Page) -> list[tuple[str, float, float]]:
    """What of the sources stands where, as far as it is text."""
    return [(text(one), one.x, one.y) for one in lines(page) if one.portion is not None]


def status_line(page: Page) -> Placement:
    (found,) = [
        one for one in lines(page) if isinstance(one.item, TextLine) and any(r.leaf == STATUS for r in one.item.runs)
    ]
    return found


def watermarks(page: Page) -> list[Drawing]:
    return [
        one.item
        for one in page.placements
        if isinstance(one.item, Drawing) and (one.item.width, one.item.height) == (page.width, page.height)
    ]


def test_the_reports_own_pages_are_those_of_the_other_editions(tmp_path: Path) -> None:
    report = read(tmp_path)
    plain, board = composed(report, marked=False), composed(report)
    assert board.problems == plain.problems == ()
    own = [page for page in board.pages if not page.section.startswith(".")]
    assert [page.folio for page in own] == [page.folio for page in plain.pages]
    for page, other in zip(own, plain.pages, strict=True):
        assert where(page) == where(other)
    assert [page.folio for page in board.pages if page not in own] == ["i", "ii"]
    assert board.pages[0].kind == "cover-note"
    assert board.pages[-1].kind == "signatures"
    assert [mark.title for mark in board.outline] == ["Oplegger", *(m.title for m in plain.outline), "Ondertekening"]


@pytest.mark.parametrize(
    ("status", "word"), [("concept", "Concept"), ("for-approval", "Ter goedkeuring"), ("final", "Definitief")]
)
def test_every_page_says_status_version_date_and_hash(tmp_path: Path, status: str, word: str) -> None:
    report = read(tmp_path, status)
    layout = composed(report)
    for page in layout.pages:
        said = text(status_line(page)).replace("\u00a0", " ").split("\u2003")
        assert said == [f"{word} 0.3", "7 april 2022", report.code]
        wanted = status != "final" and page.kind not in ("cover", "opener", "photo", "colophon")
        assert bool(watermarks(page)) is wanted
    note = layout.structure.kids[0]
    assert isinstance(note, Element)
    assert len([element for element in note.walk() if element.tag == "TD"]) == 8
    assert all_text(layout.pages[0]).splitlines().count(word) == 1


def test_the_hash_is_of_the_content(tmp_path: Path) -> None:
    report = read(tmp_path)
    assert re.fullmatch("[0-9a-f]{8}", report.code)
    assert report.content_hash.startswith(report.code)
    assert replace(report, sources=tuple(reversed(report.sources))).code == report.code
    assert replace(report, sources=report.sources[1:]).code != report.code


def test_full_pages_have_paper_cut_in_for_the_status(tmp_path: Path) -> None:
    layout = composed(read(tmp_path))
    full = [page for page in layout.pages if page.kind in ("cover", "opener", "colophon")]
    assert full
    for page in full:
        line = status_line(page)
        assert isinstance(line.item, TextLine)
        index = page.placements.index(line)
        notch = page.placements[index - 1]
        assert isinstance(notch.item, Panel)
        assert notch.item.fill == "paper"
        assert notch.y < 0 < line.y < notch.y + notch.item.height
        assert notch.x < line.x < line.x + line.item.width < notch.x + notch.item.width


def test_heads_make_room_for_the_status(tmp_path: Path) -> None:
    layout = composed(read(tmp_path))
    for page in layout.pages:
        status = status_line(page)
        assert isinstance(status.item, TextLine)
        for other in lines(page):
            if other is not status and abs(other.y - status.y) < 5:
                assert isinstance(other.item, TextLine)
                assert other.x >= status.x + status.item.width or other.x + other.item.width <= status.x


def test_the_stamp_names_meeting_and_item_and_leaves_text_clear(tmp_path: Path) -> None:
    report = read(tmp_path)
    for page in composed(report).pages:
        (stamp,) = [
            one for one in page.placements
            if isinstance(one.item, Panel) and one.item.fill == "ink" and one.y > page.height - 50
        ]  # fmt: skip
        assert isinstance(stamp.item, Panel)
        assert stamp.y + stamp.item.height > page.height
        inside = [text(one).replace("\u00a0", " ") for one in lines(page) if one.y > stamp.y and one.x >= stamp.x]
        assert inside[-2:] == ["14 april 2022", "agendapunt 4.2"]
        assert len(inside) == 2
    assert "agendapunt" not in all_text(composed(report, stamped=False).pages[4])
    without = read(tmp_path / "zonder", board=BOARD.replace('  item: "4.2"\n', ""))
    assert "14\u00a0april\u00a02022" not in all_text(composed(without).pages[4])


def test_the_cover_note_says_what_is_asked_and_by_whom(tmp_path: Path) -> None:
    page = composed(read(tmp_path)).pages[0]
    words = " ".join(all_text(page).replace("\u00a0", " ").split())
    for part in ("Oplegger", "Raad van Toezicht 14 april 2022", "4.2", "de directeur", "Gevraagd besluit",
                 "Wij vragen u het verslag goed te keuren.", "Eerste alinea van de samenvatting, over twee regels.",
                 "Tweede alinea."):  # fmt: skip
        assert part in words


def test_a_report_without_a_board_has_a_note_and_nobody_who_signs(tmp_path: Path) -> None:
    layout = composed(read(tmp_path, board=""))
    assert layout.pages[0].kind == "cover-note"
    assert layout.pages[-1].kind != "signatures"
    assert {problem.code for problem in layout.problems} == {"no-date", "no-version"}
    assert "Concept" in all_text(layout.pages[0])


def test_a_decision_that_fills_more_than_the_page_is_refused(tmp_path: Path) -> None:
    long = BOARD.replace("Wij vragen u het verslag goed te keuren.", "Wij vragen u alles goed te keuren. " * 60)
    assert "decision-too-long" in {problem.code for problem in composed(read(tmp_path, board=long)).problems}


def test_a_long_summary_goes_on_overleaf(tmp_path: Path) -> None:
    long = BOARD.replace("    Tweede alinea.\n", "    " + "Nog een zin in de samenvatting. " * 300 + "\n")
    layout = composed(read(tmp_path, board=long))
    assert layout.problems == ()
    assert [page.folio for page in layout.pages if page.kind == "cover-note"][:2] == ["i", "ii"]


@pytest.mark.parametrize("count", [1, 2, 9, 40])
def test_everyone_signs_by_role(tmp_path: Path, count: int) -> None:
    signers = "".join(f"    - {{role: lid {n}, name: Lid nummer {n}}}\n" for n in range(count))
    head, _, _ = BOARD.partition("  supervisors:")
    layout = composed(read(tmp_path, board=f"{head}  supervisors:\n{signers}"))
    assert layout.problems == ()
    pages = [page for page in layout.pages if page.kind == "signatures"]
    words = "\n".join(all_text(page) for page in pages)
    for n in range(count):
        assert f"Lid nummer {n}\nlid {n}" in words
    signatures = layout.structure.kids[-1]
    assert isinstance(signatures, Element)
    items = [element for element in signatures.walk() if element.tag == "LI"]
    assert len(items) == count + 1
    for page in pages:
        assert max(one.y for one in lines(page) if one.x < page.width and "lid" in text(one)) < page.height - 45


def test_the_day_of_approval_stands_where_it_is_signed_when_final(tmp_path: Path) -> None:
    approved = BOARD.replace("  by:", "  approved: 2022-04-14\n  by:")
    final = composed(read(tmp_path / "a", "final", approved)).pages[-1]
    assert "Goedgekeurd op 14 april 2022." in all_text(final).replace("\u00a0", " ")
    concept = composed(read(tmp_path / "b", "concept", approved)).pages[-1]
    assert "Nog niet goedgekeurd: de status is concept." in all_text(concept)


# ---------------------------------------------------------------- watermark


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> ComposingRoom:
    report = read(tmp_path_factory.mktemp("room"))
    return ComposingRoom(report, FontLibrary(Path(report.root), report.brand.fonts))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="ABCDEFGHIJKLMNOPRSTUVWZ ", min_size=1, max_size=60).filter(lambda word: word.strip() != ""))
def test_a_watermark_fits_the_page_whatever_its_length(room: ComposingRoom, word: str) -> None:
    grid = room.grid
    drawing = watermark(word, room, grid, "k15").item
    assert isinstance(drawing, Drawing)
    (hatch,) = drawing.marks
    assert isinstance(hatch, Strokes)
    numbers = [int(number) for number in re.findall(r"-?\d+", hatch.clips[0])]
    if not numbers:
        assert not word.strip()
        return
    x, y = numbers[0::2], numbers[1::2]
    assert min(y) >= (297 - 249) / 2 * MM * 100 - 200
    assert max(y) <= (297 + 249) / 2 * MM * 100 + 200
    assert min(x) > 0
    assert max(x) < grid.width * 100
    assert max(x) - min(x) <= 168 * 1.3 * 100


def test_text_over_the_watermark_stays_readable(room: ComposingRoom) -> None:
    brand = room.brand
    ink = watermark_ink(brand)
    texts = (
        {role.ink for role in brand.roles.values()} | {inks.deep for inks in brand.chapters.values()} | {"ink", "k70"}
    )
    assert all(brand.contrast(text, ink) >= READABLE for text in texts if brand.contrast(text, "paper") >= READABLE)
    assert brand.contrast(ink, "paper") > 1.1
    grey = replace(brand.inks["k70"], rgb=(0.46, 0.46, 0.46))  # 4.54 on paper
    weak = replace(brand, inks={**brand.inks, "k70": grey})
    assert watermark_ink(weak) == "k6"


@pytest.mark.parametrize(("fill", "again"), [("gold", True), ("ink", False), ("water-deep", False)])
def test_a_light_field_shows_the_watermark_again_and_a_dark_one_keeps_its_text_clear(
    room: ComposingRoom, fill: str, again: bool
) -> None:
    sheet = Sheet(room.grid, "about", 4)
    words = room.line("woorden", "text")
    sheet.put(words, 50.0, 50.0)
    sheet.put(Panel(room.grid.width, 200.0, fill), 0.0, 0.0)
    put_watermark(sheet, room, Marking("Concept", "1", "", "", watermark="Concept"))
    shown = [one.item for one in sheet.placements if isinstance(one.item, Drawing)]
    assert isinstance(sheet.placements[0].item, Drawing)
    assert len(shown) == 1 + again
    if again:
        (hatch,) = shown[1].marks
        assert hatch.clips[-1] == f"0 0 {room.grid.width * 100:.0f} 20000 re"
        assert isinstance(sheet.placements[-1].item, Drawing)


def test_roman_numerals() -> None:
    assert [roman(number) for number in (1, 4, 9, 14, 40, 99)] == ["i", "iv", "ix", "xiv", "xl", "xcix"]


def test_marking_in_english(tmp_path: Path) -> None:
    report = load(board_project(tmp_path, status="for-approval", language="en"))
    said = marking(ComposingRoom(report, FontLibrary(Path(report.root), report.brand.fonts)), stamped=True)
    assert (said.status, said.item, said.named) == ("For approval", "item 4.2", "For approval 0.3")
