"""Links: numbers in the text, blocks in the side margin, rows on openers, the list at the end, QR codes that read."""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from report.errors import Location, Severity
from report.layout.addresses import broken, printed_address, readable, shortened
from report.layout.qr import LEAST_MODULE, MM, QUIET, SIDE, bars, qr_code
from report.model.content import Link, Words
from report.model.placed import Drawing, Layout, LinkSpot, Page, Placement, TextLine
from report.model.structure import Element, Leaf
from report.paint.painting import paint
from report.typography.library import FontLibrary
from tests.layout.manuscript import Manuscript, composed, paragraphs, prose
from tests.layout.proof import superiors_of, texts_of

UNIT = 4.5 * MM
LONG = "https://www.example.org/" + "/".join(f"deel-{n}-van-een-lang-adres" for n in range(8)) + "/slot.pdf"
AT = Location("a.md", 1, 1)


def link(number: int, words: str = "") -> str:
    return f"[{words or f'Bron {number}'}](https://example.org/bron/{number})"


def words_of(placement: Placement) -> str:
    item = placement.item
    return "".join(run.text for run in item.runs) if isinstance(item, TextLine) else ""


def codes(page: Page) -> list[Placement]:
    """The QR codes of a page: drawings as wide as they are high."""
    return [p for p in page.placements if isinstance(p.item, Drawing) and 50 < p.item.width < 72]


def blocks(page: Page) -> list[tuple[str, Placement]]:
    """The numbers of the blocks of a page, from the top."""
    found = []
    for placement in page.placements:
        item = placement.item
        if isinstance(item, TextLine) and placement.portion is not None and words_of(placement).isdigit():
            found.append((words_of(placement), placement))
    return sorted(found, key=lambda one: (one[1].x, one[1].y))


def numbers(layout: Layout) -> list[str]:
    """The superiors of the text, in reading order."""
    texts = texts_of(layout)
    order = [kid.number for e in layout.structure.walk() for kid in e.kids if isinstance(kid, Leaf)]
    return [texts[leaf] for leaf in order if leaf in superiors_of(layout)]


def notes(layout: Layout) -> list[Element]:
    return [element for element in layout.structure.walk() if element.tag == "Note"]


# ---------------------------------------------------------------- numbers


def test_links_are_numbered_in_each_article_and_a_target_has_one_number(manuscript: Manuscript) -> None:
    first = f"Zie {link(1)} en {link(2)}, en weer {link(1, 'de eerste bron')}."
    layout = composed(manuscript, f"{prose(3)}\n\n{first}\n\n## Tweede\n\nZie {link(7)}. {prose(4)}\n")
    assert numbers(layout) == ["1", "2", "1", "1"]
    assert [number for number, _ in blocks(layout.pages[0])] == ["1", "2", "1"]


def test_notes_have_letters_and_links_numbers(manuscript: Manuscript) -> None:
    layout = composed(manuscript, f"Eerst een noot.[^a] Dan {link(1)}.\n\n{prose(3)}\n\n[^a]: Met {link(2)}.\n")
    assert numbers(layout) == ["a", "1", "2"]
    assert [number for number, _ in blocks(layout.pages[0])] == ["1", "2"]


def test_what_says_its_address_itself_has_no_number(manuscript: Manuscript) -> None:
    body = (
        "Mail [info@example.org](mailto:info@example.org), bel [+31 50 1](tel:+31501) of zie [Kop](#kop).\n\n"
        "Zie <https://example.org/x> en [mail](mailto:a@example.org).\n\n### Kop {#kop}\n\nTekst.\n"
    )
    layout = composed(manuscript, body)
    assert numbers(layout) == ["1", "2"]
    lines = [words_of(p) for p in layout.pages[0].placements]
    assert lines.count("example.org/x") == 1  # the address alone: it would be its own name
    assert "a@example.org" in lines


def test_a_number_is_a_superior_of_the_face_and_never_begins_a_line(manuscript: Manuscript) -> None:
    body = "\n\n".join(f"{prose(2, n)} {link(n, f'Wat gebeurt er in wijk {n}?')} {prose(1, n)}" for n in range(9))
    manuscript.section("article", body, headline="Proef")
    layout = manuscript.layout()
    found = superiors_of(layout)
    for page in layout.pages:
        for placement in page.placements:
            runs = placement.item.runs if isinstance(placement.item, TextLine) else ()
            for index, run in enumerate(runs):
                if run.leaf in found:
                    assert index > 0
                    assert (run.rise, run.size) == (0.0, runs[index - 1].size)


def test_a_number_leads_to_its_block_and_the_block_to_the_address(manuscript: Manuscript) -> None:
    layout = composed(manuscript, f"{prose(4)} {link(1)}. {prose(4)}\n")
    spots = [p.item for p in layout.pages[0].placements if isinstance(p.item, LinkSpot)]
    assert [spot.target for spot in spots].count("https://example.org/bron/1") == 2
    (note,) = notes(layout)
    assert f"#{note.attributes.id}" in [spot.target for spot in spots]


# ---------------------------------------------------------------- blocks


def test_blocks_stand_from_the_first_line_down_thirteen_lines_apart(manuscript: Manuscript) -> None:
    layout = composed(manuscript, f"{prose(9)}\n\nZie {link(1)}, {link(2)} en {link(3)}.\n\n{prose(9)}\n")
    page = layout.pages[0]
    lines = [p for p in page.placements if isinstance(p.item, TextLine) and p.portion and p.portion.measure]
    text = min(p.y for p in lines if isinstance(p.item, TextLine) and p.item.runs[0].size == 9.6)
    tops = [placement.y for _, placement in blocks(page)]
    assert tops[0] == pytest.approx(text)
    assert [b - a for a, b in pairwise(tops)] == pytest.approx([13 * UNIT] * 2)


def test_the_block_follows_the_paragraph_in_the_tree_and_its_code_is_an_artifact(manuscript: Manuscript) -> None:
    layout = composed(manuscript, f"{prose(4)}\n\nZie {link(1)}.\n\n{prose(6)}\n")
    (section,) = [kid for kid in layout.structure.kids if isinstance(kid, Element)]
    assert [kid.tag for kid in section.kids if isinstance(kid, Element)] == ["H1", "P", "P", "Note", "P"]
    (code,) = codes(layout.pages[0])
    assert isinstance(code.item, Drawing)
    assert code.item.leaf == -1


def test_links_of_headlines_leads_lists_tables_and_margin_notes_have_blocks(manuscript: Manuscript) -> None:
    body = (
        f"{prose(3)}\n\n## Een kop met {link(1)}\n\n::: lead\nLood met {link(2)}.\n:::\n\nTekst.\n\n"
        f"- punt met {link(3)}\n\n| Naam | Bron |\n|---|---|\n| a | {link(4)} |\n\n"
        f"::: callout {{wide=yes}}\nIn een kader {link(5)}.\n:::\n\nTekst.\n\n::: margin\nZie {link(6)}.\n:::\n\n"
        f"{paragraphs(12)}\n"
    )
    manuscript.section("article", body, headline="Proef")
    layout = manuscript.layout()
    assert not [problem for problem in layout.problems if problem.severity is Severity.ERROR]
    assert numbers(layout) == ["1", "2", "3", "4", "5", "6"]
    assert sum(len(blocks(page)) for page in layout.pages) == 6


def boxes(page: Page) -> list[tuple[float, float]]:
    """What each thing in the side margin takes, from top to foot, in pt; blocks by spots, notes by lines."""
    left = page.width - 22.5 * MM - 24.5 * MM
    spots = [p for p in page.placements if isinstance(p.item, LinkSpot) and p.x > left - 1 and p.item.width > 60]
    found = [(p.y, p.y + p.item.height) for p in spots if isinstance(p.item, LinkSpot)]
    noted = [p for p in page.placements if p.x > left - 1 and p.portion and p.portion.measure]
    return sorted(found + [(p.y - 8.0, p.y + 3.0) for p in noted])


@pytest.mark.parametrize("order", ["note first", "link first"])
def test_notes_and_blocks_never_meet(manuscript: Manuscript, order: str) -> None:
    note = f"Bij de noot. {prose(2)}\n\n::: margin\nNoot: {prose(3)}\n:::\n"
    linked = f"Zie {link(1)} en {link(2)}."
    parts = [note, linked] if order == "note first" else [linked, prose(9), note]
    layout = composed(manuscript, "\n\n".join([*parts, paragraphs(3)]))
    found = boxes(layout.pages[0])
    assert len(found) > 3
    assert all(a[1] <= b[0] + 0.5 for a, b in pairwise(found))


def test_a_second_article_begins_its_blocks_at_its_own_first_line(manuscript: Manuscript) -> None:
    layout = composed(manuscript, f"{paragraphs(4)}\n\nZie {link(1)}.\n\n## Tweede\n\nZie {link(2)}. {prose(9)}\n")
    second = next(p for p in layout.pages[0].placements if words_of(p).startswith("Zie Bron 2"))
    assert blocks(layout.pages[0])[1][1].y == pytest.approx(second.y)


# ---------------------------------------------------------------- addresses


def test_a_short_address_is_printed_and_the_whole_one_stays_live(manuscript: Manuscript) -> None:
    layout = composed(manuscript, f"{prose(3)}\n\n[Rapport]({LONG}){{short=example.org/kort}}. {prose(3)}\n")
    lines = [words_of(p) for p in layout.pages[0].placements]
    assert "example.org/kort" in lines
    assert len(layout.pages) == 1
    targets = {p.item.target for p in layout.pages[0].placements if isinstance(p.item, LinkSpot)}
    assert LONG in targets


def test_a_shortened_address_stands_whole_in_the_list_at_the_end(manuscript: Manuscript) -> None:
    manuscript.bare("contents")
    manuscript.section("article", f"{prose(3)}\n\nZie [Rapport]({LONG}). {prose(3)}\n", headline="Proef")
    manuscript.section("colophon", "Wie dit maakte.\n", headline="Colofon")
    layout = manuscript.layout()
    assert not layout.problems
    assert [page.kind for page in layout.pages] == ["contents", "article", "article", "colophon"]
    listed = layout.pages[2]
    printed = "".join(words_of(p) for p in listed.placements if isinstance(p.item, TextLine) and p.x > 60)
    assert LONG.removeprefix("https://") in printed
    assert not codes(listed)  # it stands beside the text
    assert len(codes(layout.pages[1])) == 1
    assert "Koppelingen 3" in "".join(words_of(p) for p in layout.pages[0].placements)
    assert [mark.title for mark in layout.outline] == ["Inhoud", "Proef", "Koppelingen", "Colofon"]


def test_without_a_list_the_contents_have_no_row_for_it(manuscript: Manuscript) -> None:
    manuscript.bare("contents")
    manuscript.section("article", f"{prose(3)}\n\nZie {link(1)}. {prose(3)}\n", headline="Proef")
    layout = manuscript.layout()
    assert not layout.problems
    assert len(layout.pages) == 2
    assert "Koppelingen" not in "".join(words_of(p) for p in layout.pages[0].placements)


def test_blocks_without_room_stand_in_the_list_with_their_codes(manuscript: Manuscript) -> None:
    many = ", ".join(link(n) for n in range(1, 8))
    layout = composed(manuscript, f"{prose(4)}\n\nZie {many}.\n\n{prose(6)}\n")
    assert [number for number, _ in blocks(layout.pages[0])] == ["1", "2", "3"]
    assert [number for number, _ in blocks(layout.pages[1])] == ["4", "5", "6", "7"]
    assert len(codes(layout.pages[1])) == 4
    assert len(notes(layout)) == 3
    items = [element for element in layout.structure.walk() if element.tag == "LI"]
    assert len(items) == 4


def test_an_address_too_long_for_any_code_is_told(manuscript: Manuscript) -> None:
    far = f"https://e.org/{'a1' * 300}"
    manuscript.section("article", f"{prose(3)}\n\n[Ver weg]({far}). {prose(3)}\n", headline="Proef")
    problems = manuscript.layout().problems
    assert {(p.code, p.severity) for p in problems} == {("link-too-long", Severity.WARNING)}


def width(text: str) -> float:
    return 3.5 * len(text)


ADDRESSES = st.text(st.sampled_from("abcdefgh0123/.-_?&=%"), min_size=1, max_size=160)


@given(ADDRESSES, st.integers(12, 90))
def test_broken_addresses_lose_nothing_and_fit(address: str, measure: int) -> None:
    lines = broken(address, width, measure)
    assert "".join(lines) == address
    assert all(lines)
    assert all(width(line) <= measure for line in lines)


@given(ADDRESSES.filter(lambda address: len(address) > 30), st.integers(20, 60), st.integers(2, 4))
@settings(max_examples=60)
def test_shortened_addresses_keep_both_ends_and_fit(address: str, measure: int, most: int) -> None:
    if len(broken(address, width, measure)) <= most:
        return
    short = shortened(address, width, measure, most)
    head, ellipsis, tail = short.partition("…")
    assert ellipsis
    assert address.startswith(head)
    assert address.endswith(tail)
    assert len(broken(short, width, measure)) <= most


@pytest.mark.parametrize(
    ("address", "read"),
    [
        ("xn--mnster-3ya.example/stra%C3%9Fe?q=%C3%A4", "münster.example/straße?q=ä"),
        ("example.org/adviesraad/%20", "example.org/adviesraad/%20"),
        ("example.org/a%2Fb%E2%80%8Bc%FF", "example.org/a%2Fb%E2%80%8Bc%FF"),
        ("xn--9.example", "xn--9.example"),
    ],
)
def test_letters_beyond_ascii_are_printed_as_letters(address: str, read: str) -> None:
    assert readable(address) == read


@pytest.mark.parametrize(
    ("target", "short", "printed"),
    [
        ("https://example.org/", "", "example.org"),
        ("https://example.org/a/", "", "example.org/a/"),
        ("http://example.org/a", "", "http://example.org/a"),
        ("mailto:a@example.org", "", "a@example.org"),
        ("https://example.org/very/long", "https://exm.pl/x", "exm.pl/x"),
    ],
)
def test_what_is_printed_of_an_address(target: str, short: str, printed: str) -> None:
    assert printed_address(Link((Words("x", AT),), target, "", AT, short)) == printed


# ---------------------------------------------------------------- openers


def test_links_of_an_introduction_stand_in_rows_below_it(manuscript: Manuscript) -> None:
    body = f"Kort lood.\n\n{prose(3)} Zie {link(1)} en {link(2)}.\n\n## Eerst\n\n{prose(6)}\n"
    manuscript.section("chapter", body, label="Werk", headline="Werk")
    layout = manuscript.layout()
    assert not layout.problems
    page = layout.pages[0]
    introduction = max(p.y for p in page.placements if p.portion and p.portion.measure and p.x < 200)
    rows = blocks(page)
    assert [number for number, _ in rows] == ["1", "2"]
    assert rows[0][1].y == pytest.approx(introduction + 2 * UNIT)
    assert len(codes(page)) == 2
    assert all(code.x < 60 for code in codes(page))


def test_rows_go_to_the_next_column_or_lose_their_codes_before_they_go_to_the_list(manuscript: Manuscript) -> None:
    def opener(sentences: int) -> tuple[Page, int]:
        own = Manuscript(manuscript.root / str(sentences))
        body = f"Kort lood.\n\nZie {link(1)}. {prose(sentences)}\n\n## Eerst\n\n{prose(6)}\n"
        own.section("chapter", body, label="Werk", headline="Werk")
        layout = own.layout()
        assert not layout.problems
        return layout.pages[0], len(layout.pages)

    places = {sentences: opener(sentences) for sentences in (6, 9)}
    assert [round(code.x) for code in codes(places[6][0])] == [51]
    assert [code.x > 200 for code in codes(places[9][0])] == [True]


def test_a_link_of_the_first_article_stands_at_the_foot_of_its_column(manuscript: Manuscript) -> None:
    body = f"Kort lood.\n\n## Eerst\n\n{prose(4)} Zie {link(1)}.\n"
    manuscript.section("chapter", body, label="Werk", headline="Werk")
    layout = manuscript.layout()
    assert not layout.problems
    (code,) = codes(layout.pages[0])
    assert code.x > 200
    assert code.y > 50 * UNIT


# ---------------------------------------------------------------- codes


@pytest.mark.parametrize("length", [20, 60, 120, 190, 400])
def test_codes_read_as_their_address_and_have_modules_wide_enough(length: int) -> None:
    address = ("https://example.org/" + "abc-def/" * 60)[:length]
    drawing = qr_code(address, 24.5 * MM)
    assert drawing is not None
    (tint,) = drawing.marks
    rows = [tuple(map(int, bar.split()[:4])) for bar in tint.path.split(" re")[:-1]]
    size = round(drawing.width * 100 / min(height for *_, height in rows))
    assert drawing.width >= SIDE - 1e-6
    assert drawing.width / size >= LEAST_MODULE * 0.98
    side = int(drawing.width * 8)
    margin = QUIET * side // size
    image = Image.new("L", (side + 2 * margin, side + 2 * margin), 255)
    for left, top, wide, high in rows:
        box = [round(value * 8 / 100) + margin for value in (left, top, left + wide, top + high)]
        image.paste(0, (box[0], box[1], box[2], box[3]))
    (read,) = zxingcpp.read_barcodes(image)
    assert read.text == address


def test_bars_cover_the_dark_modules_and_no_other() -> None:
    assert bars((bytearray([1, 1, 0]), bytearray([0, 0, 0]), bytearray([1, 0, 1])), 1.0) == (
        "0 0 200 100 re 0 200 100 100 re 200 200 100 100 re"
    )


def test_every_link_of_the_sample_has_a_code_that_reads(
    sample: Callable[[], tuple[bytes, Layout]],
) -> None:
    pdf, layout = sample()
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    read: list[str] = []
    for index, page in enumerate(layout.pages):
        if codes(page):
            image = document[index].render(scale=300 / 72).to_pil()
            read += [code.text for code in zxingcpp.read_barcodes(image)]
    cited = [
        spot.target
        for page in layout.pages
        for spot in {p.item.number: p.item for p in page.placements if isinstance(p.item, LinkSpot)}.values()
        if not spot.target.startswith("#")
    ]
    assert len(read) == 23
    assert len(set(read)) == 21
    assert set(read) == set(cited)


@pytest.fixture
def sample() -> Callable[[], tuple[bytes, Layout]]:
    root = Path(__file__).parents[2]

    def made() -> tuple[bytes, Layout]:
        from report.layout import compose
        from report.sources import load

        report = load(root)
        library = FontLibrary(root, report.brand.fonts)
        layout = compose(report, library)
        painted = paint(layout, report.brand, report.profiles["screen"], library, root)
        return painted.pdf, layout

    return made
