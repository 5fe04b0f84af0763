"""What a press would object to in a layout: silent on a sound one, and every planted fault is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from report.errors import Severity
from report.model.brand import Ink
from report.model.placed import Drawing, Panel, PlacedImage, PlacedPage, Placement, Rule, Strokes, Tint
from report.model.profile import Sheetwork
from report.paint.extents import bounds
from report.paint.prepress import prepress
from tests.conformance.specimen import HEIGHT, SCREEN, WIDTH, Specimen
from tests.paint.test_press import INKS, PRESS, PRINT

MM = 72 / 25.4
BLEED = 8.5
BRAND = replace(
    PRESS,
    inks={
        **INKS,
        "heavy": Ink("heavy", (0.1, 0.1, 0.1), (0.9, 0.9, 0.9, 0.9)),
        "dark": Ink("dark", (0.6, 0.1, 0.1), (0.2, 0.98, 0.9, 0.12)),
        "rich": Ink("rich", (0.0, 0.0, 0.0), (0.5, 0.4, 0.4, 1.0)),
        "all": Ink("all", (0.0, 0.0, 0.0), (0.1, 0.1, 0.1, 0.1), "All"),
        "twin": Ink("twin", (0.0, 0.0, 0.0), (0.1, 0.1, 0.1, 0.1), "PANTONE 116 C"),
    },
)
Make = Callable[[Specimen], None]


def told(folder: Path, make: Make, pages: int = 4) -> list[tuple[str, Severity]]:
    """Codes of what is told of a layout of so many pages, the first of them made."""
    specimen = Specimen(folder)
    specimen.page("1")
    make(specimen)
    for number in range(2, pages + 1):
        specimen.page(str(number))
    layout = replace(specimen.layout(), bleed=BLEED)
    return [(problem.code, problem.severity) for problem in prepress(layout, BRAND, PRINT)]


def text(ink: str, size: float, x: float = 100, y: float = 200, family: str = "Source Serif 4") -> Make:
    return lambda made: made.place(
        made.line([made.words("Woord", None, ink=ink, size=size, family=family)], x, y), x, y
    )


def item(thing: object, x: float, y: float) -> Make:
    return lambda made: made.place(thing, x, y)  # type: ignore[arg-type]


def both(*makers: Make) -> Make:
    def make(specimen: Specimen) -> None:
        for one in makers:
            one(specimen)

    return make


def path(left: float, top: float, right: float, foot: float) -> str:
    x0, y0, x1, y1 = (f"{side * 100:.0f}" for side in (left, top, right, foot))
    return f"{x0} {y0} m {x1} {y0} l {x1} {y1} l {x0} {y1} l h"


WHOLE = Panel(WIDTH + 2 * BLEED, HEIGHT + 2 * BLEED, "deep")
HATCH = Drawing(WIDTH, HEIGHT, (Strokes("deep", path(50, 50, 90, 90), 1.0),))  # a frame as large as the page
SOUND: dict[str, Make] = {
    "text": text("ink", 9.6),
    "a field with its bleed": item(WHOLE, -BLEED, -BLEED),
    "a field inside": item(Panel(100, 100, "deep"), 50, 50),
    "a drawing that does not reach its frame": item(HATCH, 0, 0),
    "bare paper": item(Panel(WIDTH, HEIGHT, "paper"), 0, 0),
    "black text on a ground": both(item(Panel(100, 100, "deep"), 80, 150), text("ink", 9.6)),
    "black text on a heavy ground that a panel hides": both(
        item(Panel(200, 200, "dark"), 80, 100), item(Panel(190, 190, "k70"), 85, 105), text("ink", 9.6)
    ),
    "white text of 12 pt": both(item(Panel(100, 100, "deep"), 80, 150), text("paper", 12)),
    "white text on grey": both(item(Panel(100, 100, "k70"), 80, 150), text("paper", 9)),
    "a quarter of a point": item(Rule(100, 0.25, "ink"), 100, 100),
}


@pytest.mark.parametrize("what", SOUND)
def test_what_is_sound_is_not_told(what: str, tmp_path: Path) -> None:
    assert told(tmp_path, SOUND[what]) == []


ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
PLANTED: dict[str, tuple[Make, str, Severity]] = {
    "an ink without a build": (item(Panel(50, 50, "odd"), 50, 50), "no-build", WARNING),
    "a heavy ink": (item(Panel(50, 50, "heavy"), 50, 50), "too-much-ink", ERROR),
    "text over a heavy ground": (
        both(item(Panel(200, 200, "dark"), 80, 100), text("ink", 9.6)), "too-much-ink", ERROR,
    ),
    "text over a heavy mark": (
        both(item(Drawing(300, 300, (Tint("dark", path(0, 0, 300, 300)),)), 50, 50), text("ink", 9.6)),
        "too-much-ink", ERROR,
    ),
    "a hairline": (item(Rule(100, 0.2, "ink"), 100, 100), "hairline", WARNING),
    "a hairline in a drawing": (
        item(Drawing(50, 50, (Strokes("ink", path(1, 1, 9, 9), 0.1),)), 100, 100), "hairline", WARNING,
    ),
    "text near the trim": (text("ink", 9.6, x=4.9 * MM), "safe-zone", WARNING),
    "text near the foot": (text("ink", 9.6, y=HEIGHT - 10), "safe-zone", WARNING),
    "a field that ends at the trim": (item(Panel(100, 100, "deep"), 0, 100), "no-bleed", WARNING),
    "a field that ends in the bleed": (item(Panel(100, 100, "deep"), -4, 100), "no-bleed", WARNING),
    "an image that ends at the trim": (item(PlacedImage("x.png", WIDTH, 100), 0, 100), "no-bleed", WARNING),
    "a drawing that ends at the trim": (
        item(Drawing(WIDTH, 90, (Tint("deep", path(0, 0, WIDTH, 90)),)), 0, 100), "no-bleed", WARNING,
    ),
    "an inserted page": (item(PlacedPage("x.pdf", 0, WIDTH, HEIGHT), 0, 0), "insert-bleed", NOTE),
    "small white text": (both(item(Panel(100, 100, "deep"), 80, 150), text("paper", 9.6)), "white-text", WARNING),
    "small white text on a mark": (
        both(item(Drawing(300, 300, (Tint("deep", path(0, 0, 300, 300)),)), 50, 50), text("paper", 9.6)),
        "white-text", WARNING,
    ),
    "small white text on an image": (
        both(item(PlacedImage("x.png", 200, 200), 80, 100), text("paper", 9.6)), "white-text", WARNING,
    ),
    "text in rich black": (text("rich", 14), "rich-black", WARNING),
    "a line in rich black": (item(Rule(100, 1, "rich"), 100, 100), "rich-black", WARNING),
    "a small area in rich black": (item(Panel(20, 20, "rich"), 100, 100), "rich-black", WARNING),
    "a spot colour on all plates": (item(Panel(50, 50, "all"), 50, 50), "bad-spot", ERROR),
    "a spot colour in two builds": (
        both(item(Panel(50, 50, "gold"), 50, 50), item(Panel(50, 50, "twin"), 50, 50)), "spot-twice", ERROR,
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", PLANTED)
def test_what_is_planted_is_told(what: str, tmp_path: Path) -> None:
    make, code, severity = PLANTED[what]
    assert set(told(tmp_path, make)) == {(code, severity)}


def test_a_logo_stays_inside_the_safe_zone(tmp_path: Path) -> None:
    specimen = Specimen(tmp_path)
    specimen.page("1")
    specimen.placements[-1].append(Placement(PlacedImage("x.png", 40, 40), 10, 300, part="logo"))
    work = Sheetwork(multiple=1)
    (problem,) = prepress(replace(specimen.layout(), bleed=BLEED), BRAND, replace(PRINT, sheetwork=work))
    assert (problem.code, "logo" in problem.message) == ("safe-zone", True)


def test_digits_on_tabs_are_exempt_and_listed(tmp_path: Path) -> None:
    def tabbed(part: str, size: float) -> list[str]:
        specimen = Specimen(tmp_path)
        for page in ("1", "2"):
            specimen.page(page)
            specimen.place(Panel(40, 60, "deep"), WIDTH - 30, 100)
            run = specimen.words("3", None, ink="paper", size=size, family="Bricolage Grotesque")
            face = f"{run.face.split('|')[0]}|wght=650"
            line = specimen.line([replace(run, face=face)], WIDTH - 10, 120)
            specimen.placements[-1][-1] = Placement(line, WIDTH - 10, 120, part=part)
        layout = replace(specimen.layout(), bleed=BLEED)
        work = replace(PRINT, sheetwork=Sheetwork(multiple=1))
        return [f"{problem.code}: {problem.message}" for problem in prepress(layout, BRAND, work)]

    (note,) = tabbed("tab", 9.4)
    assert note.startswith("press-exempt")
    assert note.endswith("(pages 1, 2)")
    assert {told.split(":")[0] for told in tabbed("tab", 8.9)} == {"white-text"}
    assert {told.split(":")[0] for told in tabbed("", 9.4)} == {"white-text", "safe-zone"}


@pytest.mark.parametrize(("pages", "codes"), [(4, []), (8, []), (5, ["page-count"]), (30, ["page-count"])])
def test_sheets_fold_into_a_multiple_of_four(pages: int, codes: list[str], tmp_path: Path) -> None:
    assert [code for code, _ in told(tmp_path, text("ink", 9.6), pages)] == codes


def test_an_excerpt_and_the_screen_are_let_be(tmp_path: Path) -> None:
    specimen = Specimen(tmp_path)
    specimen.page("1")
    PLANTED["a heavy ink"][0](specimen)
    specimen.page("2")
    layout = replace(specimen.layout(), bleed=BLEED)
    assert prepress(layout, BRAND, SCREEN) == ()
    assert prepress(layout, BRAND, PRINT, (1,)) == ()
    assert [problem.code for problem in prepress(layout, BRAND, PRINT, (0,))] == ["too-much-ink"]


def test_bounds_are_those_of_the_ink() -> None:
    assert bounds(Placement(Rule(100, 2, "ink"), 10, 20)) == (10, 19, 110, 21)
    marks = (Tint("deep", "100 200 300 400 re"), Strokes("deep", path(5, 5, 9, 9), 2.0))
    assert bounds(Placement(Drawing(50, 50, marks), 10, 20)) == pytest.approx((11, 22, 20, 30))
    clipped = Tint("deep", path(0, 0, 40, 40), clips=(path(10, 10, 20, 20),))
    assert bounds(Placement(Drawing(50, 50, (clipped,)), 0, 0)) == pytest.approx((10, 10, 20, 20))
