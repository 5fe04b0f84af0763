"""Tag trees of finished files as text that people can read and compare, with what each element holds, as it is read."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf

from report.finish.facts import Facts, text_of
from report.finish.preflight.content import show
from report.finish.preflight.shown import Mark
from report.finish.preflight.tagged import Tagged, tagged

TEXTS = {"/Alt": "alt", "/ActualText": "actual", "/E": "expansion", "/Lang": "language", "/T": "title", "/ID": "id"}
LONGEST = 120  # of a text; of longer ones the middle is left out


class Tree:
    """A finished file, read."""

    def __init__(self, pdf: bytes) -> None:
        self.words: dict[Mark, list[str]] = {}
        self.pages: dict[str, int] = {}
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            for number, page in enumerate(opened.pages, 1):
                reference = "{} {} R".format(*page.obj.objgen)
                self.pages[reference] = number
                for words in show(page, reference).words:
                    if words.mark is not None:
                        self.words.setdefault(words.mark, []).append(words.text)
        with Facts(pdf) as facts:
            self.facts = facts
            (self.top,) = tagged(facts)
            self.targets = {
                str(link): self._target(link) for _, page in facts.pages() for link in facts.array(page.get("/Annots"))
            }

    def _target(self, reference: str) -> str:
        annotation = self.facts.dictionary(reference)
        if "/Dest" in annotation:
            return f"#{text_of(annotation['/Dest'])}"
        return text_of(self.facts.dictionary(annotation.get("/A")).get("/URI"))

    def told(self) -> str:
        """The whole tree, a line for each element and for each piece of content."""
        return "".join(f"{line}\n" for line in self._lines(self.top, 0))

    def _lines(self, element: Tagged, page: int) -> Iterator[str]:
        pad = "  " * element.depth
        yield f"{pad}{element.tag}{''.join(self._attributes(element))}"
        for kid in element.kids:
            if isinstance(kid, Tagged):
                yield from self._lines(kid, page)
            elif isinstance(kid, tuple):
                here = self.pages.get(kid[0], 0)
                where = f"p{here} " if here else ""
                yield f"{pad}  {where}“{_short(''.join(self.words.get(kid, ())))}”"
            else:
                yield f"{pad}  → {self.targets.get(kid, '?')}"

    def _attributes(self, element: Tagged) -> Iterator[str]:
        if element.role != element.tag:
            yield f" ({element.role})"
        for key, name in TEXTS.items():
            if element.text(key):
                yield f" {name}={_short(element.text(key))!r}"
        for owner in self.facts.array(element.entries.get("/A")):
            for key, value in sorted(self.facts.dictionary(owner).items()):
                if key == "/BBox":
                    yield " boxed"
                elif key not in ("/O", "/Placement"):
                    shown = " ".join(text_of(one) for one in value) if isinstance(value, list) else str(value)
                    yield f" {key[1:]}={shown.removeprefix('u:').removeprefix('/')}"

    def text(self, element: Tagged, without: frozenset[str] = frozenset()) -> str:
        """All text in an element as it is read, but for elements of these roles."""
        parts = []
        for kid in element.kids:
            if isinstance(kid, Tagged):
                parts += [self.text(kid, without)] if kid.role not in without else []
            elif isinstance(kid, tuple):
                parts.append("".join(self.words.get(kid, ())))
        return "".join(parts).replace("\u00ad", "")


def _short(text: str) -> str:
    text = text.replace("\u00ad", "·")
    return text if len(text) <= LONGEST else f"{text[: LONGEST // 2]} … {text[-LONGEST // 2 :]}"
