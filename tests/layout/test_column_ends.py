"""Where columns end, tried at every height: text of growing length pushes the same blocks past the foot of a column."""

from __future__ import annotations

import pytest

from tests.layout.manuscript import prose
from tests.layout.test_properties import Composer, heading_at_foot, lonely_lines, overflow

CASES = {
    "subheads": "\n\n".join(f"### Tussenkop {n}\n\n{prose(2 + n % 3, n)}" for n in range(24)),
    "a tall image below a subhead": (
        f"### Tussenkop\n\n::: figure assets/images/hoog.png {{alt=Beeld}}\n{prose(1)}\n:::\n\n{prose(3)}"
    ),
    "two tall images": (
        f"::: figure assets/images/hoog.png {{alt=Beeld}}\n{prose(2)}\n:::\n\n"
        "::: figure assets/images/hoog.png {alt=Beeld}\n:::\n"
    ),
    "a box": f"::: callout Een kader\n{prose(8)}\n\n- {prose(3)}\n- {prose(2)}\n:::\n\n{prose(5)}",
    "a box taller than a column": "::: callout Kader\n" + "\n\n".join(prose(6, n) for n in range(9)) + "\n:::\n",
    "a table": "### Tabel\n\n| a | b |\n|---|---|\n" + "| een | twee |\n" * 40,
    "paragraphs with notes": (
        "\n\n".join(f"{prose(4, n)}[^{n}]" for n in range(12))
        + "\n\n"
        + "\n\n".join(f"[^{n}]: {prose(2)}" for n in range(12))
    ),
}


@pytest.fixture(scope="module")
def composer(tmp_path_factory: pytest.TempPathFactory) -> Composer:
    return Composer(tmp_path_factory.mktemp("report"))


@pytest.mark.parametrize("kind", ["article", "about"])  # with columns of 44 and of 23 lines
@pytest.mark.parametrize("case", CASES)
def test_no_column_ends_badly(composer: Composer, case: str, kind: str) -> None:
    for length in range(0, 30, 4):
        before = "\n\n".join(prose(1, n) for n in range(length))
        composed = composer.compose([(kind, f"{before}\n\n{CASES[case]}\n")])
        assert not composed.layout.problems
        assert not lonely_lines(composed)
        for column in composed.columns:
            assert not list(overflow(column))
            assert heading_at_foot(column, composed.layout) is None


def test_an_image_that_fits_no_longer_goes_to_the_next_column_with_its_subhead(composer: Composer) -> None:
    composed = composer.compose([("article", f"{prose(20)}\n\n{CASES['a tall image below a subhead']}\n")])
    heading = next(entry.block for entry in composed.layout.ledger if entry.name == "the subhead")
    figure = next(entry.block for entry in composed.layout.ledger if entry.name == "the figure")
    where = {
        placement.portion.block: number
        for number, column in enumerate(composed.columns)
        for slug in column.slugs
        for placement in slug.placements
        if placement.portion is not None
    }
    assert where[heading] == where[figure]
