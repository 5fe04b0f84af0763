"""Random report texts for property tests: every kind of block, of random lengths, in a random order."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st

from tests.layout.manuscript import prose

STARTS = st.integers(0, 24)


@dataclass(slots=True)
class Draft:
    """A text in the making; numbers the notes that its blocks cite."""

    blocks: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def cite(self, sentences: int, start: int) -> str:
        """A citation of a new note of so many sentences."""
        name = f"n{len(self.notes) + 1}"
        self.notes.append(f"[^{name}]: {prose(sentences, start)}")
        return f"[^{name}]"

    @property
    def text(self) -> str:
        return "\n\n".join([*self.blocks, *self.notes]) + "\n"


@st.composite
def paragraph(draw: st.DrawFn, draft: Draft) -> str:
    words = prose(draw(st.integers(1, 14)), draw(STARTS))
    if draw(st.integers(0, 4)) == 0:
        note = draft.cite(draw(st.sampled_from([1, 1, 2, 3, 4, 40])), draw(STARTS))
        words = words.replace(" ", f"{note} ", 1) + (note if draw(st.booleans()) else "")
    if draw(st.integers(0, 4)) == 0:
        words += " [Hier staat](https://example.org/een/lang/adres) **het *hele* rapport**."
    if draw(st.integers(0, 9)) == 0:
        words += draw(st.sampled_from([f" {'wyzwyz' * 12}.", f" `{'a8f5f1' * 14}`", f" {'ja' * 30}**{'nee' * 20}**"]))
    return words


@st.composite
def listing(draw: st.DrawFn, draft: Draft) -> str:
    mark = draw(st.sampled_from(["- ", "1. "]))
    items = []
    for _ in range(draw(st.integers(1, 5))):
        items.append(mark + draw(paragraph(draft)))
        pad = " " * len(mark)
        items += [f"{pad}- {prose(draw(st.integers(1, 3)), draw(STARTS))}" for _ in range(draw(st.integers(0, 2)))]
    return "\n".join(items)


@st.composite
def boxed(draw: st.DrawFn, draft: Draft) -> str:
    opening = draw(
        st.sampled_from(
            [
                "callout",
                "callout Een kader",
                "callout {wide=yes}",
                "quote",
                'quote {source="Bron" keep=yes}',
                "number 6.900",
            ]
        )
    )
    inside = [draw(paragraph(draft)) for _ in range(draw(st.integers(1, 3)))]
    if opening.startswith("callout") and draw(st.booleans()):
        inside.append(draw(listing(draft)))
    return f"::: {opening}\n" + "\n\n".join(inside) + "\n:::"


@st.composite
def table(draw: st.DrawFn, draft: Draft) -> str:
    columns = draw(st.integers(1, 4))
    rows = ["| " + " | ".join(f"Kolom {n}" for n in range(columns)) + " |", "|" + "---|" * columns]
    for _ in range(draw(st.integers(1, 40))):
        rows.append("| " + " | ".join(prose(1, draw(STARTS))[:30] for _ in range(columns)) + " |")
    if draw(st.integers(0, 2)) == 0:
        rows[-1] = rows[-1][:-2] + draft.cite(1, draw(STARTS)) + " |"
    if draw(st.integers(0, 4)) == 0:
        rows.insert(2, "| " + " | ".join([prose(draw(st.integers(40, 90))), *["12,5"] * (columns - 1)]) + " |")
    body = "\n".join(rows)
    if draw(st.booleans()):
        attributes = draw(
            st.sampled_from(
                ['caption="Een tabel"', 'caption="Een tabel" source="Bron" decimal=1', "wide=yes", "keep=yes"]
            )
        )
        return f"::: table {{{attributes}}}\n{body}\n:::"
    return body


@st.composite
def figure(draw: st.DrawFn) -> str:
    file = draw(st.sampled_from(["breed.png", "hoog.png", "vierkant.png"]))
    attributes = draw(st.sampled_from(["alt=Beeld", "alt=Beeld credit=Wij", "decorative=yes", "alt=Beeld wide=yes"]))
    return f"::: figure assets/images/{file} {{{attributes}}}\n{prose(draw(st.integers(0, 2)), draw(STARTS))}\n:::"


@st.composite
def block(draw: st.DrawFn, draft: Draft) -> str:
    kind = draw(st.integers(0, 13))
    if kind == 12:
        return f"{draw(paragraph(draft))}\n\n::: margin\nZie ook het jaarplan.\n:::"
    if kind == 13:
        return "\n\n".join(f"Begrip {n + 1}\n: {draw(paragraph(draft))}" for n in range(draw(st.integers(1, 4))))
    if kind < 5:
        return draw(paragraph(draft))
    if kind == 5:
        return f"### {prose(1, draw(STARTS))}\n\n{draw(paragraph(draft))}"
    if kind == 6:
        return draw(listing(draft))
    if kind == 7:
        return draw(boxed(draft))
    if kind == 8:
        return draw(table(draft))
    if kind == 9:
        return draw(figure())
    if kind == 10:
        return "```\n" + "\n".join(["regel een", "    ingesprongen regel"] * draw(st.integers(1, 8))) + "\n```"
    return f"---\n\n{draw(paragraph(draft))}"


@st.composite
def text(draw: st.DrawFn, *, articles: bool = True) -> str:
    """An introduction and perhaps articles, with the notes they cite at the end."""
    draft = Draft()
    for _ in range(draw(st.integers(1, 6))):
        draft.blocks.append(draw(block(draft)))
    for number in range(draw(st.integers(0, 3)) if articles else 0):
        draft.blocks.append(f"## Artikel {number + 1}")
        if draw(st.booleans()):
            note = draft.cite(1, 0) if draw(st.booleans()) else ""
            draft.blocks.append(f"::: lead\n{prose(draw(st.integers(1, 4)), draw(STARTS))}{note}\n:::")
        for _ in range(draw(st.integers(1, 5))):
            draft.blocks.append(draw(block(draft)))
    return draft.text


@st.composite
def sections(draw: st.DrawFn) -> list[tuple[str, str]]:
    """One or two sections: kind and text."""
    kinds = draw(
        st.lists(st.sampled_from(["chapter", "article", "letter", "about", "colophon"]), min_size=1, max_size=2)
    )
    return [(kind, draw(text(articles=kind != "colophon"))) for kind in kinds]
