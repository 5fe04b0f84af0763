"""Links of an article → numbers behind their words, blocks in the side margin, rows where a page has no side margin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from report.errors import Location, Problem, Severity
from report.layout.addresses import broken, printed_address, readable, shortened
from report.layout.galley import Matter, Progress, Slug, Wide
from report.layout.lines import to_grid
from report.layout.markup import LinkMark, NumberedLink, Stick, mark_up, mark_words, plain
from report.layout.qr import qr_code
from report.layout.room import ComposingRoom, ListedLink
from report.model.brand import ChapterInks
from report.model.content import Emphasis, Language, Link, NoteReference, Span, Strong, Words
from report.model.placed import Destination, Drawing, LinkSpot, Placement, TextLine
from report.model.structure import Attributes, Element
from report.typography.text import Breaking

PITCH = 13  # lines from one block's number to the next one's, at least (SPEC, Links)
ADDRESS_LINES = 4  # of an address in the side margin (SPEC, Decisions: link block)
CODE_BELOW, ADDRESS_BELOW = 1.5, 1.0  # units from the name to the code, and from the code to the address
CAPITALS = 0.7  # of a size: how high capitals stand, near enough to align a code with them
KERNING = 0.25  # pt by which a line may be wider than its characters
LEAST_WORDS = 60.0  # pt beside a code, else it is left out
WHOLE_WORDS = Breaking(tolerance=100_000.0, hyphen_penalty=10_000.0)


class Group(Struct, frozen=True):
    """What a link is counted in: an article, or a section's introduction."""

    title: str
    anchor: str


class ArticleLinks:
    """The links of one group, numbered in reading order; the same target twice has one number.

    `aside` says that their blocks stand beside the text that cites them; else who composes the page places them."""

    def __init__(self, room: ComposingRoom, group: Group, inks: ChapterInks, *, aside: bool = True) -> None:
        self.room, self.group, self.inks, self.aside = room, group, inks, aside
        self.links: dict[str, NumberedLink] = {}
        self._taken = 0

    def cite(self, link: Link, language: str) -> tuple[NumberedLink, bool] | None:
        """The link's number, and whether it is new; None for one that needs none: it stays within the report, or its
        words are all that its block would say."""
        if link.target.startswith("#"):
            return None
        known = self.links.get(link.target)
        if known is not None:
            return known, False
        words, printed = plain(link.spans, self.room), printed_address(link)
        told = readable(printed)
        if told != printed and self.room.library.stack(self.room.role("address"))[0].covers(told):
            printed = told
        named = _bare(words) != _bare(printed)
        if not named and link.target.startswith(("mailto:", "tel:")):
            return None
        made = self.links[link.target] = self._numbered(link, language, words, printed, named=named)
        return made, True

    def _numbered(self, link: Link, language: str, words: str, printed: str, *, named: bool) -> NumberedLink:
        room, number = self.room, len(self.links) + 1
        name = None
        if named:
            spans = without_notes(link.spans)
            spans = (Language(spans, language, link.at),) if language else spans
            name = mark_up(spans, room, Stick("caption-strong", self.inks), tag="Note")
            name = replace(name, stretches=tuple(replace(part, ink="ink", hyphenate=True) for part in name.stretches))
        mark = LinkMark(link.target, link.description or f"{words} ({link.target})", room.object_leaf())
        block = room.ledger.book(link, f"the link “{words}”", link.at)
        label = mark_words(str(number), room, "label", link.at, tag="Lbl", ink=self.inks.deep)
        identifier = f"{self.group.anchor}.link.{number}"
        address = room.leaf("Link")
        made = NumberedLink(
            number, link, printed, identifier, block, self.group.title, self.group.anchor, label, name, mark, address,
            self.inks.deep,
        )  # fmt: skip
        room.numbered[block] = made
        room.note_setters[block] = partial(_row_or_nothing, room, made)
        return made

    def fresh(self) -> tuple[NumberedLink, ...]:
        """The links that were numbered since the last time this was asked."""
        found = tuple(self.links.values())[self._taken :]
        self._taken = len(self.links)
        return found


def relabelled(room: ComposingRoom, link: NumberedLink) -> NumberedLink:
    """The same link with leaves of its own, for the list at the end."""
    label = mark_words(str(link.number), room, "label", link.span.at, tag="Lbl", ink=link.ink)
    name = None
    if link.name is not None:
        words = "".join(part.text for part in link.name.stretches)
        name = mark_words(words, room, "caption-strong", link.span.at, tag="LBody", ink="ink")
    mark = replace(link.mark, leaf=room.object_leaf())
    return replace(link, label=label, name=name, mark=mark, address=room.leaf("Link"))


def without_notes(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans without citations of footnotes, which stand in the text only."""
    kept: list[Span] = []
    for span in spans:
        if isinstance(span, Emphasis | Strong):
            kept.append(type(span)(without_notes(span.spans), span.at))
        elif isinstance(span, Language):
            kept.append(Language(without_notes(span.spans), span.tag, span.at))
        elif not isinstance(span, NoteReference):
            kept.append(span)
    return tuple(kept) or (Words("", Location("")),)


def _bare(text: str) -> str:
    return "".join(text.split()).lower().removeprefix("http://").removeprefix("https://").removesuffix("/")


def link_element(link: NumberedLink) -> Element:
    """The number, the name and the address as a note that the citation points to."""
    address = Element("Link", (link.address, link.mark.leaf))
    name = link.name.kids if link.name is not None else ()
    return Element("Note", (Element("Lbl", link.label.kids), *name, address), Attributes(id=link.identifier))


# ---------------------------------------------------------------- blocks and rows


def margin_block(room: ComposingRoom, link: NumberedLink, width: float) -> tuple[Slug, bool]:
    """A link's block for the side margin: number, name, QR code, address; its number stands on the first line. Also
    whether the address stands in it whole."""
    unit, step = room.grid.unit, room.role("address").leading
    y = unit
    placements = [Placement(room.typesetter.line(link.label.stretches), 0.0, y, room.whole(link.span))]
    for index, line in enumerate(_name(room, link, width)):
        y += step if index else unit
        placements.append(Placement(line, 0.0, y))
    code = _code(room, link, width)
    if code is not None:
        y += CODE_BELOW * unit
        placements.append(Placement(code, 0.0, y))
        y += code.height
    lines, whole = _address(room, link, width, ADDRESS_LINES)
    for index, line in enumerate(lines):
        y += step if index or code is None else ADDRESS_BELOW * unit
        placements.append(Placement(line, 0.0, y))
    return _slug(room, link, placements, width, y), whole


def link_row(
    room: ComposingRoom, link: NumberedLink, measure: float, *, code: bool = True, counted: bool = True
) -> Slug:
    """A link as a row: its QR code if wanted and if there is room, number and name beside it, the address below. One
    that is not `counted` stands elsewhere too."""
    grid, unit = room.grid, room.grid.unit
    drawing = _code(room, link, grid.span(grid.margin_columns)) if code else None
    placements: list[Placement] = []
    x = foot = 0.0
    if drawing is not None:
        beside = max(grid.span(2), drawing.width) + grid.gutter
        if measure - beside - unit < LEAST_WORDS:
            drawing = None
        else:
            x, top = beside, unit - room.role("label").size * CAPITALS
            placements.append(Placement(drawing, 0.0, top))
            foot = top + drawing.height
    step = room.role("address").leading
    number = room.typesetter.line(link.label.stretches)
    placements.insert(0, Placement(number, x, unit, room.whole(link.span) if counted else None))
    y, inner = unit - step, measure - x - unit
    address, _ = _address(room, link, inner, 0)
    for line in (*_name(room, link, inner), *address):
        y += step
        placements.append(Placement(line, x + unit, y))
    return _slug(room, link, placements, measure, max(foot, y), counted=counted)


def _slug(
    room: ComposingRoom,
    link: NumberedLink,
    placements: Sequence[Placement],
    width: float,
    foot: float,
    *,
    counted: bool = True,
) -> Slug:
    """The placements as one band of whole lines, all of it live."""
    height = ceil(round((foot + room.grid.unit * 0.25) / room.grid.unit, 6)) * room.grid.unit
    spot = LinkSpot(width, foot, link.mark.target, link.mark.description, link.mark.leaf.number)
    place = (Placement(Destination(link.identifier), 0.0, 0.0),) if counted else ()
    return Slug(height, (*place, *placements, Placement(spot, 0.0, room.grid.unit * 0.25)))


def _row_or_nothing(
    room: ComposingRoom, link: NumberedLink, measure: float, progress: Mapping[int, int]
) -> tuple[Slug, ...]:
    return () if progress.get(link.block) else (link_row(room, link, measure),)


def _name(room: ComposingRoom, link: NumberedLink, measure: float) -> tuple[TextLine, ...]:
    """The name's lines; a word is divided only where it is wider than the measure."""
    if link.name is None:
        return ()
    return room.going_on(room.lines(link.name.stretches, measure, WHOLE_WORDS), link.name.stretches)


def _code(room: ComposingRoom, link: NumberedLink, widest: float) -> Drawing | None:
    """The QR code of the full address, or of the short one where the full one is too long for any code here."""
    for target in dict.fromkeys((link.span.target, link.span.short)):
        if target not in room.codes:
            room.codes[target] = qr_code(target, widest) if target else None
        found = room.codes[target]
        if found is not None:
            return found
    message = f"the address of “{link.printed[:40]}…” is too long for a QR code that fits the side margin"
    hint = "give a short address behind the link: {short=example.org/report}"
    room.problems.append(Problem("link-too-long", message, link.span.at, hint, Severity.WARNING))
    return None


def _address(room: ComposingRoom, link: NumberedLink, measure: float, most: int) -> tuple[list[TextLine], bool]:
    """The address in lines, and whether it is whole."""
    role = room.role("address")

    def set_part(text: str) -> TextLine:
        styled = room.styled(
            text, role, link.address.number, ink=link.ink, underline=True, at=link.span.at, language="zxx"
        )
        return room.typesetter.line([styled])

    widths = room.signs

    def width(text: str) -> float:
        for sign in text:
            if sign not in widths:
                widths[sign] = room.typesetter.width([room.styled(sign, role, at=link.span.at)])
        return sum([widths[sign] for sign in text])

    measure -= KERNING
    parts = broken(link.printed, width, measure)
    whole = not most or len(parts) <= most
    if not whole:
        parts = broken(shortened(link.printed, width, measure, most), width, measure)
    return [set_part(part) for part in parts], whole


# ---------------------------------------------------------------- beside the text


class Linked(Struct, frozen=True):
    """Matter with the notes of its links behind it in the structure. `above` are links of what stands above it, a
    headline or a lead, whose blocks it brings. Without matter it only brings those."""

    room: ComposingRoom
    matter: Matter | None
    links: tuple[NumberedLink, ...]
    above: tuple[NumberedLink, ...] = ()

    @property
    def keep(self) -> bool:
        """Whether it is a heading, which leads on to what follows."""
        return bool(getattr(self.matter, "keep", False))

    @property
    def elements(self) -> tuple[Element, ...]:
        """Those of links whose blocks found no room are in the list at the end."""
        own = self.matter.elements if self.matter is not None else ()
        listed = {entry.link.block for entry in self.room.listed if entry.stands}
        above, below = (
            tuple(link_element(link) for link in links if link.block not in listed)
            for links in (self.above, self.links)
        )
        return (*above, *own, *below)

    def cast(self, measure: float, progress: Progress) -> list[Slug]:
        slugs = self.matter.cast(measure, progress) if self.matter is not None else []
        above = tuple(link.block for link in self.above if not progress.get(link.block))
        if above:
            slugs = slugs or [Slug(0.0, ())]
            slugs[0] = replace(slugs[0], links=(*above, *slugs[0].links))
        return slugs


def with_links(
    matter: Matter, links: tuple[NumberedLink, ...], above: tuple[NumberedLink, ...], room: ComposingRoom
) -> Matter:
    """The matter with the notes of its links; wide matter stays wide."""
    if not links and not above:
        return matter
    if isinstance(matter, Wide):
        return Wide(Linked(room, matter.matter, links, above))
    return Linked(room, matter, links, above)


class LinkRows(Struct, frozen=True):
    """Links as rows below a text that has no side margin."""

    room: ComposingRoom
    links: tuple[NumberedLink, ...]
    code: bool

    @property
    def elements(self) -> tuple[Element, ...]:
        return tuple(link_element(link) for link in self.links)

    def cast(self, measure: float, progress: Progress) -> list[Slug]:
        left = [link for link in self.links if not progress.get(link.block)]
        slugs = [link_row(self.room, link, measure, code=self.code) for link in left]
        return to_grid(slugs, self.room.grid.unit)


def list_link(room: ComposingRoom, link: NumberedLink, *, stands: bool) -> None:
    """Put a link in the list at the end: `stands` when it has no block elsewhere, else for its full address."""
    room.listed.append(ListedLink(link, stands))
