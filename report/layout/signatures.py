"""Who signs a letter → signature, name and role below each other, on the grid."""

from __future__ import annotations

from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from report.layout.galley import Progress, Slug, keep_together
from report.layout.markup import Copy, mark_words
from report.layout.room import ComposingRoom
from report.layout.vectors import draw_vector, fitted, pen_ink
from report.model.content import Signatory
from report.model.placed import Drawing, PlacedImage, Placement
from report.model.structure import ARTIFACT, Attributes, Element
from report.typography.text import Breaking

WIDEST, HIGHEST = 44 * 72 / 25.4, 15 * 72 / 25.4  # pt (SPEC, Pages: letter)
ABOVE = 2  # lines below the text, or below another signature


class _Signed(Struct, frozen=True):
    """One who signs: the leaf of the signature, and the copies of name and role."""

    signatory: Signatory
    leaf: int
    words: tuple[Copy, ...]


class Signatures(Struct, frozen=True):
    """Matter: all who sign, each kept whole."""

    room: ComposingRoom
    signed: tuple[_Signed, ...]
    elements: tuple[Element, ...]

    def cast(self, measure: float, progress: Progress) -> list[Slug]:
        """All who sign below each other."""
        left = [one for one in self.signed if not progress.get(self.room.ledger.number(one.signatory))]
        return keep_together([slug for one in left for slug in self._slugs(one, measure)])

    def rows(self, measure: float, columns: int) -> list[list[list[Slug]]]:
        """The slugs of each who signs, side by side in rows of so many columns of this measure (pt); one who signs
        alone has the last column."""
        each = [self._slugs(one, measure) for one in self.signed]
        rows = [each[index : index + columns] for index in range(0, len(each), columns)]
        return [[*([[]] * (columns - 1)), *each]] if len(each) == 1 else rows

    def _slugs(self, one: _Signed, measure: float) -> list[Slug]:
        room, unit = self.room, self.room.grid.unit
        slugs: list[Slug] = []
        picture = _picture(one, min(WIDEST, measure))
        if picture is not None:
            height = ceil(round(picture.height / unit, 6)) * unit
            slugs.append(Slug(height, (Placement(picture, 0.0, height - picture.height),)))
        for copy in one.words:
            above = unit if len(slugs) == 1 and picture is not None else 0.0
            for index, line in enumerate(room.lines(copy.stretches, measure, Breaking())):
                slugs.append(Slug(unit, (Placement(line, 0.0, unit),), before=0.0 if index else above))
        first = slugs[0].placements[0]
        placed = Placement(first.item, first.x, first.y, room.whole(one.signatory))
        slugs[0] = replace(slugs[0], placements=(placed,), before=ABOVE * unit)
        return slugs


def mark_signatures(signatories: tuple[Signatory, ...], room: ComposingRoom) -> Signatures:
    """Mark up who signs: a name as label with the role as note below it; a role alone takes the name's place."""
    signed: list[_Signed] = []
    elements: list[Element] = []
    for signatory in signatories:
        leaf = ARTIFACT
        if signatory.signature is not None:
            figure = room.leaf("Figure")
            leaf = figure.number
            alt = f"{room.word('Signature')}: {signatory.name or signatory.role}"
            elements.append(Element("Figure", (figure,), Attributes(alt=alt, box=True)))
        texts = [text for text in (signatory.name, signatory.role) if text]
        words = [mark_words(texts[0], room, "label", signatory.at, ink="ink")]
        words += [mark_words(text, room, "note", signatory.at, ink="k70") for text in texts[1:]]
        elements += [Element("P", copy.kids) for copy in words]
        signed.append(_Signed(signatory, leaf, tuple(words)))
    return Signatures(room, tuple(signed), tuple(elements))


def _picture(one: _Signed, widest: float) -> Drawing | PlacedImage | None:
    """The signature at its size: as large as its box allows."""
    signature = one.signatory.signature
    if signature is None:
        return None
    if signature.vector is not None:
        return draw_vector(signature.vector, fitted(signature.vector, widest, HIGHEST), pen_ink, one.leaf)
    scale = min(widest / signature.width, HIGHEST / signature.height)
    return PlacedImage(signature.file, signature.width * scale, signature.height * scale, leaf=one.leaf)
