"""What a section's composer is given and gives back, and what most of them do first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from report.layout.blocks import mark_blocks
from report.layout.blocks.paragraph import mark_lead
from report.layout.blocks.setting import BlockSetting, CopyMatter
from report.layout.columns import NOTE_RULE
from report.layout.galley import Matter, cast_all, elements_of, stack, stack_height
from report.layout.links import ArticleLinks, Group
from report.layout.markup import OUTSIDE_CHAPTERS, NoteMark, Stick, plain
from report.layout.pour import NotesSetter, recast
from report.layout.room import ComposingRoom
from report.layout.sheet import ChapterMark, Press, Sheet
from report.model.brand import ChapterInks
from report.model.content import Block, Lead, Paragraph, Prose, Span, Subhead
from report.model.placed import Bookmark, Rule
from report.model.report import LoadedSection
from report.model.structure import Element

LONGEST_LEAD = 60  # words: a longer first paragraph is plain text (SPEC, Decisions: opener)
TEXT_COLUMNS = 10  # of the text above a page's figures


class ContentsEntry(Struct, frozen=True):
    """A line of the contents: level 1 is a section, level 2 an article. `number` is a chapter's.

    `headline` is printed where a section before it has the same title; what `may_merge` may be left out there."""

    title: str
    destination: str
    page: int
    level: int
    number: int = 0
    ink: str = "ink"
    headline: str = ""
    may_merge: bool = False


class Sewn(Struct, frozen=True):
    """A composed section: its element, its bookmarks and its lines of the contents. `finish` is called when all
    pages are known."""

    element: Element
    bookmarks: tuple[Bookmark, ...] = ()
    entries: tuple[ContentsEntry, ...] = ()
    finish: Callable[[Sequence[ContentsEntry]], Element] | None = None


class SectionSetting(Struct, frozen=True):
    """A section on its way to pages. `outline` lists (title, level, number, ink) of every section and article of the
    report, known before layout: the contents reserve their pages by it."""

    room: ComposingRoom
    press: Press
    loaded: LoadedSection
    chapter: ChapterMark | None
    outline: tuple[ContentsEntry, ...]
    links: ArticleLinks | None = None

    def numbered(self, spans: Sequence[Span], anchor: str, *, aside: bool = True) -> SectionSetting:
        """The same setting for an article of this headline, whose links are numbered from 1. `aside` says that their
        blocks stand beside the text that cites them."""
        group = Group(plain(spans, self.room), anchor)
        return replace(self, links=ArticleLinks(self.room, group, self.inks, aside=aside))

    @property
    def prose(self) -> Prose:
        """The section's Markdown source; kinds that need one always have it."""
        if self.loaded.prose is None:
            raise LookupError(f"the section at {self.loaded.at} has no text")
        return self.loaded.prose

    @property
    def inks(self) -> ChapterInks:
        return self.chapter.inks if self.chapter else OUTSIDE_CHAPTERS

    def stick(self, *, introduction: bool = False) -> Stick:
        """How this section's text is set. In an introduction `###` is the level right below the headline."""
        notes = note_marks(self.loaded.prose, self.loaded.anchor)
        return Stick("text", self.inks, notes, subhead_level=2 if introduction else 3, links=self.links)


def note_marks(prose: Prose | None, anchor: str) -> dict[str, NoteMark]:
    """A letter for each footnote of a source, in the order of the notes."""
    notes = prose.footnotes if prose else ()
    return {
        note.name: NoteMark(note, note_letter(index), f"{anchor}-note-{index + 1}") for index, note in enumerate(notes)
    }


def note_letter(index: int) -> str:
    """a … z, aa, ab … for 0, 1, …"""
    letter = chr(ord("a") + index % 26)
    return letter if index < 26 else note_letter(index // 26 - 1) + letter


def lead_and_rest(blocks: Sequence[Block], room: ComposingRoom) -> tuple[Lead | None, Sequence[Block]]:
    """The paragraph that opens a text, when it is marked as lead or at most 60 words long, and what follows."""
    if not blocks:
        return None, ()
    first = blocks[0]
    if isinstance(first, Lead):
        return first, blocks[1:]
    if isinstance(first, Paragraph) and len(plain(first.spans, room).split()) <= LONGEST_LEAD:
        lead = Lead(first.spans, first.at)
        room.ledger.rename(first, lead)
        return lead, blocks[1:]
    return None, blocks


def mark_all(
    blocks: Sequence[Block], setting: SectionSetting, *, introduction: bool = False, after: Block | None = None
) -> list[Matter]:
    """Matter for a section's blocks, `after` being what stands right above the first of them."""
    return mark_blocks(blocks, setting.room, setting.stick(introduction=introduction), after)


def mark_opening(lead: Lead, setting: SectionSetting) -> CopyMatter:
    """Matter for a text's lead."""
    return mark_lead(lead, BlockSetting(setting.room, setting.stick(introduction=True), None, mark_blocks))


def notes_of(lead: CopyMatter | None) -> NotesSetter | None:
    """The notes that a lead cites, for the columns below it; None when there are none."""
    return lead.notes.set_all if lead is not None and lead.notes.elements else None


def flattened(setting: SectionSetting) -> tuple[Block, ...]:
    """All blocks of a section's text where its page has no articles of their own: their headlines become subheads."""
    prose = setting.loaded.prose
    if prose is None:
        return ()
    blocks: list[Block] = [*prose.introduction]
    for article in prose.articles:
        head = Subhead(article.headline, 3, article.anchor, article.at)
        setting.room.ledger.rename(article, head)
        blocks += [head, *article.blocks]
    return tuple(blocks)


def put_text(setting: SectionSetting, sheet: Sheet, line: float) -> tuple[list[Element], float]:
    """The text above a page's figures, over ten columns from this line on; returns the line of its foot.

    A first paragraph short enough is the lead. Notes stand right below the text."""
    room, grid = setting.room, setting.room.grid
    prose = setting.loaded.prose
    if prose is not None:
        setting = setting.numbered(prose.headline, setting.loaded.anchor)
    first, rest = lead_and_rest(flattened(setting), room)
    opening = [mark_opening(first, setting)] if first is not None else []
    matters = [*opening, *mark_all(rest, setting, introduction=True, after=first)]
    slugs = cast_all(matters, grid.span(TEXT_COLUMNS), {})
    if not slugs:
        return [], line
    sheet.add(stack(slugs, sheet.column_x(1), grid.line(line) - slugs[0].height))
    foot = line + (stack_height(slugs) - slugs[0].height) / grid.unit
    notes = [note for slug in slugs for note in (*slug.notes, *recast(room, slug.aside, grid.span(TEXT_COLUMNS), {}))]
    cited = dict.fromkeys(link for slug in slugs for link in slug.links)
    notes += [row for block in cited for row in room.note_setters[block](grid.span(TEXT_COLUMNS), {})]
    if notes:
        x, top = sheet.column_x(1), grid.line(foot + 1)
        sheet.put(Rule(grid.span(2), NOTE_RULE, "ink"), x, top - grid.unit * 0.25)
        sheet.add(stack(notes, x, top))
        foot += 1 + stack_height(notes) / grid.unit
    return list(elements_of(matters)), foot
