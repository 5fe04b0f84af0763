"""Random documents for validators: every kind of block and of span, in each other as deep as they may lie."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.layout.manuscript import prose
from tests.layout.strategies import STARTS, Draft, block

SPANS = (
    "*nadruk*", "**kracht met *nadruk* erin**", "`code`", "[een plek](https://example.org/een/lang/adres)",
    "[some English words]{lang=en}", '[RvT]{abbr="Raad van Toezicht"}', "{{ leden }}",
    "[*een* **mix**](https://example.org 'Omschrijving')", "één – “twee”", "[mot *français*]{lang=fr}",
)  # fmt: skip


@st.composite
def soup(draw: st.DrawFn, draft: Draft) -> str:
    """A paragraph of few words and many kinds of spans."""
    parts = [draw(st.sampled_from(SPANS)) for _ in range(draw(st.integers(2, 7)))]
    if draw(st.integers(0, 2)) == 0:
        parts.append("woord" + draft.cite(draw(st.integers(1, 3)), draw(STARTS)))
    return "Van " + " en ".join(parts) + f" tot {prose(1, draw(STARTS))}"


@st.composite
def deep_list(draw: st.DrawFn, draft: Draft, depth: int = 0) -> str:
    """A list with lists in its items, three levels at most."""
    mark = draw(st.sampled_from(["- ", "1. ", "3. "]))
    pad = " " * len(mark)
    lines = []
    for _ in range(draw(st.integers(1, 3))):
        lines.append(mark + draw(soup(draft)))
        if draw(st.booleans()):
            lines += ["", pad + prose(1, draw(STARTS)), ""]
        if depth < 2 and draw(st.booleans()):
            lines += [pad + line if line else "" for line in draw(deep_list(draft, depth + 1)).split("\n")]
    return "\n".join(lines)


@st.composite
def spanned(draw: st.DrawFn, draft: Draft) -> str:
    """A table with cells over columns and over rows, with row headers, and with spans in its cells."""
    columns = draw(st.integers(2, 4))
    rows = ["| " + " | ".join(f"Kop {n}" for n in range(columns)) + " |", "|" + "---|" * columns]
    for number in range(draw(st.integers(2, 14))):
        cells = [draw(st.sampled_from(["12", "-4,5", "", prose(1, number), draw(st.sampled_from(SPANS[:6]))]))]
        for _ in range(columns - 1):
            cells.append(draw(st.sampled_from(["7", "<", "1.250", "", "woord"])))
        if number > 2 and "<" not in rows[-1] and draw(st.integers(0, 3)) == 0:
            cells = ["^", *("9" if one == "<" else one for one in cells[1:])]
        rows.append("| " + " | ".join(cells) + " |")
    if draw(st.integers(0, 3)) == 0:
        rows[-1] = rows[-1][:-2] + draft.cite(1, draw(STARTS)) + " |"
    keys = draw(st.sampled_from(["", "header-columns=1", 'header-columns=1 caption="Een tabel" source="Bron"']))
    return f"::: table {{{keys}}}\n" + "\n".join(rows) + "\n:::" if keys else "\n".join(rows)


@st.composite
def nest(draw: st.DrawFn, draft: Draft) -> str:
    """A callout or a quotation that holds other blocks."""
    inside = [draw(st.one_of(soup(draft), deep_list(draft))) for _ in range(draw(st.integers(1, 3)))]
    if draw(st.booleans()):
        return "> " + "\n\n".join(inside[:1]).split("\n\n")[0].replace("\n", "\n> ")
    opening = draw(st.sampled_from(["callout", "callout Een *kader*", "callout {wide=yes}"]))
    return f"::: {opening}\n" + "\n\n".join(inside) + "\n:::"


@st.composite
def document(draw: st.DrawFn) -> tuple[str, str]:
    """A kind of section and its text."""
    kind = draw(st.sampled_from(["article", "chapter", "article", "letter", "about"]))
    draft = Draft()
    makers = (soup, deep_list, spanned, nest, block)
    for _ in range(draw(st.integers(1, 5))):
        draft.blocks.append(draw(draw(st.sampled_from(makers))(draft)))
    for number in range(draw(st.integers(0, 2)) if kind in ("article", "chapter") else 0):
        draft.blocks.append(f"## Artikel {number + 1}")
        if draw(st.booleans()):
            draft.blocks.append(f"::: lead\n{prose(1, draw(STARTS))}\n:::")
        for _ in range(draw(st.integers(1, 3))):
            draft.blocks.append(draw(draw(st.sampled_from(makers))(draft)))
        if draw(st.booleans()):
            draft.blocks.append(f"### {prose(1, draw(STARTS))}\n\n{draw(soup(draft))}")
    return kind, draft.text
