"""Turns a Markdown source with front matter into prose: introduction, articles, notes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from msgspec.structs import replace

from report.errors import Location, Realm, Severity
from report.model.content import (
    Article,
    Block,
    Footnote,
    Lead,
    Paragraph,
    Picture,
    Prose,
    Signatory,
    Signature,
    Span,
    Subhead,
)
from report.model.keyed import described
from report.sources.blocks import ArticleHeading, BlockReader
from report.sources.entry import entry
from report.sources.markdown import block_tokens
from report.sources.project import Project
from report.sources.reading import Reader, keys_of
from report.sources.scalars import FileName
from report.sources.spans import TextFile, text_spans
from report.sources.yamlfile import Entries, Entry, parse

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_FENCE = "---"


@entry
class ImageEntry:
    """The image of a chapter's opener."""

    at: Location
    file: FileName = described("Image file, relative to the project.")
    alt: str = described("What the image shows, for those who cannot see it.", default="")
    credit: str = described("Who made it.", default="")
    focus: tuple[float, float] = described("The point to keep in view: [0.5, 0.5] is the middle.", default=(0.5, 0.5))


@entry
class SignatoryEntry:
    """Who signs a letter."""

    at: Location
    name: str = described("Name of who signs.", default="")
    role: str = described("In which role.", default="")
    signature: FileName = described("The signature: an SVG, or an image, relative to the project.", default=FileName())


@entry
class FrontMatter:
    """What stands between the two `---` lines of a Markdown source."""

    label: str = described("Short name of the section, in running heads and contents.", default="")
    headline: str = described("The section's headline.", default="")
    signed: str | SignatoryEntry | tuple[SignatoryEntry, ...] = described("Who signs the letter.", default="")
    quote: str = described("The pull quote.", default="")
    quote_source: str = described("Who said it.", default="")
    caption: str = described("What a chapter's opener shows: one sentence at its foot.", default="")
    image: ImageEntry | None = described("Image of the opener, the portrait of a letter, the photo.", default=None)
    pages: int | None = described("The pages that the text before the first ## may take.", default=None)
    thin: bool = described("Whether its pages may be hardly filled.", default=False)
    review: str = described("What is still to be done with this text; warned of until it is taken away.", default="")


# which sections use a key of the front matter, and which cannot do without it
FRONT_MATTER: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "label": (frozenset({"chapter", "letter", "about", "article", "notes", "kpis", "statement", "colophon"}),
              frozenset({"chapter"})),
    "headline": (frozenset({"chapter", "letter", "about", "article", "notes", "kpis", "statement", "colophon"}),
                 frozenset({"chapter", "letter", "about", "article", "notes"})),
    "signed": (frozenset({"letter"}), frozenset()),
    "quote": (frozenset({"about"}), frozenset()),
    "quote-source": (frozenset({"about"}), frozenset()),
    "caption": (frozenset({"chapter"}), frozenset()),
    "image": (frozenset({"chapter", "letter", "photo"}), frozenset({"photo"})),
    "pages": (frozenset({"about", "article"}), frozenset()),
    "thin": (frozenset({"about", "article", "chapter", "letter"}), frozenset()),
    "review": (frozenset({"chapter", "letter", "about", "article", "notes", "photo", "kpis", "statement", "colophon"}),
               frozenset()),
}  # fmt: skip


def read_prose(project: Project, name: str, kind: str, at: Location | None) -> Prose | None:
    """The prose of a Markdown source for a section of a kind; None when the file could not be read."""
    text = project.text(name, at)
    if text is None:
        return None
    front, first = _split(project, name, text)
    lines = text.split("\n")
    body = lines[first - 1 :]
    file = TextFile(project, name, body, first)
    _characters(file)
    matter, entries = _front_matter(project, name, front, kind)
    if matter.review:
        hint = "Review the text, then take the line `review` away."
        at_review, message = entries["review"].at, f"This text is still to be reviewed: {matter.review}"
        project.problem("to-review", message, at_review, hint, severity=Severity.WARNING)
    reader = BlockReader(file)
    flow = reader.flow(block_tokens("\n".join(body)))
    introduction, articles = _articles(file, flow, kind)
    if kind == "photo" and reader.footnotes:
        hint = "Say it in the caption."
        file.problem("note-in-note", "A photo page has no room for notes.", reader.footnotes[0].at, hint)
    if matter.pages is not None and matter.pages < 1:
        project.problem("bad-value", f"A text cannot take {matter.pages} pages.", entries["pages"].at, "pages: 1")
    headline = _spans(file, matter.headline, entries, "headline")
    return Prose(
        source=name,
        label=matter.label,
        headline=headline,
        introduction=introduction,
        articles=articles,
        footnotes=tuple(_unique_notes(file, reader.footnotes)),
        signed=_signatories(project, matter, entries),
        quote=_spans(file, matter.quote, entries, "quote"),
        quote_source=matter.quote_source,
        caption=_spans(file, matter.caption, entries, "caption"),
        image=_picture(project, matter.image),
        at=headline[0].at if headline else Location(name, 1, 1),
        pages=matter.pages,
        thin=matter.thin,
    )


def _split(project: Project, name: str, text: str) -> tuple[str | None, int]:
    """The front matter, and the line (from 1) that the Markdown begins on."""
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        return None, 1
    for index, line in enumerate(lines[1:], start=1):
        if line.rstrip() == _FENCE:
            return "\n".join(lines[1:index]), index + 2
    hint = "Put a line of three hyphens after its last key."
    project.problem("front-matter", "The front matter is never closed.", Location(name, 1, 1), hint)
    return None, len(lines) + 1


def _characters(file: TextFile) -> None:
    for index, line in enumerate(file.lines):
        for match in _CONTROL.finditer(line):
            shown = f"The control character U+{ord(match[0]):04X} may not stand in text."
            file.problem("control-character", shown, file.at(index, match.start()), "Delete it and type the text anew.")


def _front_matter(project: Project, name: str, front: str | None, kind: str) -> tuple[FrontMatter, dict[str, Entry]]:
    node = parse(project, name, front, Realm.CONTENT, first_line=2) if front is not None else None
    reader = Reader(project, Realm.CONTENT)
    if node is None:
        node = Entries({}, Location(name, 1, 1))
        if front is not None and any(problem.at and problem.at.file == name for problem in project.problems):
            return FrontMatter(), {}
    matter = reader.read(node, FrontMatter, "the front matter")
    entries = node.entries if isinstance(node, Entries) else {}
    for key in keys_of(FrontMatter):
        users, needers = FRONT_MATTER[key.written]
        entry = entries.get(key.written)
        if entry is not None and kind not in users:
            hint = f"Only sections of kind {', '.join(sorted(users))} use it."
            reader.problem("unused-key", f"“{key.written}” is not used in a {kind} section.", entry.at, hint)
        elif kind in needers and not getattr(matter, key.field) and (entry is None or _is_empty(entry)):
            at = entry.at if entry else Location(name, 1, 1)
            hint = f"Put `{key.written}: …` between two lines of --- at the top of the file."
            reader.problem("missing-key", f"This {kind} has no {key.written}.", at, hint)
    return matter, entries


def _is_empty(entry: Entry) -> bool:
    return not getattr(entry.value, "text", "x").strip()


def _spans(file: TextFile, text: str, entries: dict[str, Entry], key: str) -> tuple[Span, ...]:
    if not text:
        return ()
    value = entries[key].value
    quoted = not getattr(value, "plain", True)
    at = replace(value.at, column=value.at.column + quoted)
    return text_spans(file, " ".join(text.split("\n")), at)


def _picture(project: Project, image: ImageEntry | None) -> Picture | None:
    if image is None or not image.file or not project.image(image.file, image.file.at):
        return None
    if not all(0 <= part <= 1 for part in image.focus):
        hint = "[0, 0] is the top left, [1, 1] the bottom right."
        project.problem("bad-focus", "The focus lies outside the image.", image.at, hint)
    return Picture(str(image.file), image.alt, image.credit, image.focus, image.at)


def _signatories(project: Project, matter: FrontMatter, entries: dict[str, Entry]) -> tuple[Signatory, ...]:
    """Who signs; a text is one who signs with a role only."""
    signed = matter.signed
    if isinstance(signed, str):
        return (Signatory("", signed, None, entries["signed"].value.at),) if signed else ()
    found = signed if isinstance(signed, tuple) else (signed,)
    for one in found:
        misread = any(problem.at == one.at for problem in project.problems)
        if not one.name and not one.role and not misread:
            hint = "Give its `name`, its `role`, or both."
            project.problem("missing-key", "This signature is nobody’s.", one.at, hint)
    return tuple(Signatory(one.name, one.role, _signature(project, one.signature), one.at) for one in found)


def _signature(project: Project, file: FileName) -> Signature | None:
    """The image of a signature; None when there is none, or none that can be used, which is then a problem."""
    if not file:
        return None
    if file.lower().endswith(".svg"):
        from report.sources.vectors import read_vector

        vector = read_vector(project, file, file.at)
        return Signature(str(file), vector.width, vector.height, vector) if vector else None
    return Signature(str(file), *project.images[file]) if project.image(file, file.at) else None


def _articles(
    file: TextFile, flow: Sequence[Block | ArticleHeading], kind: str
) -> tuple[tuple[Block, ...], tuple[Article, ...]]:
    introduction: list[Block] = []
    articles: list[tuple[ArticleHeading, list[Block]]] = []
    for block in flow:
        if isinstance(block, ArticleHeading):
            articles.append((block, []))
        else:
            (articles[-1][1] if articles else introduction).append(block)
    for blocks in (introduction, *(blocks for _, blocks in articles)):
        _order(file, blocks)
    if kind == "colophon" and articles:
        hint = "Use ### for its parts."
        file.problem("article-in-colophon", "A colophon has no articles.", articles[0][0].at, hint)
    if kind == "photo":
        _is_caption(file, [*introduction, *(heading for heading, _ in articles)])
    return tuple(introduction), tuple(
        Article(heading.spans, heading.anchor, tuple(blocks), heading.pages, heading.at, heading.thin)
        for heading, blocks in articles
    )


def _is_caption(file: TextFile, blocks: Sequence[Block | ArticleHeading]) -> None:
    """A photo page holds nothing but the caption of its photo."""
    wrong = blocks[1:] if blocks and isinstance(blocks[0], Paragraph) else blocks
    if wrong:
        hint = "Put other text in a section of its own."
        file.problem("bad-body", "A photo page holds one paragraph, its caption.", wrong[0].at, hint)


def _order(file: TextFile, blocks: Sequence[Block]) -> None:
    """Heading levels do not skip; a lead comes first."""
    level = 2
    for index, block in enumerate(blocks):
        if isinstance(block, Subhead):
            if block.level > max(level, 2) + 1:
                hint = f"Use {'#' * (level + 1)}: levels may not skip, for readers who hear the page."
                file.problem("heading-level", f"{'#' * block.level} follows {'#' * level}.", block.at, hint)
            level = block.level
        elif isinstance(block, Lead) and index:
            hint = "Move it right below the headline."
            file.problem("lead-not-first", "A lead opens an article; here it follows other text.", block.at, hint)


def _unique_notes(file: TextFile, notes: Sequence[Footnote]) -> list[Footnote]:
    seen: dict[str, Footnote] = {}
    for note in notes:
        if note.name in seen:
            message = f"The note {note.name} is defined twice; the first is on line {seen[note.name].at.line}."
            file.problem("duplicate-note", message, note.at, "Give one of them another name.")
        seen.setdefault(note.name, note)
    return list(seen.values())


def slug(text: str) -> str:
    """A text as an anchor: ASCII letters, digits and hyphens."""
    decomposed = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("æ", "ae").replace("ø", "o"))
    letters = "".join(char for char in decomposed if not unicodedata.combining(char)).lower()
    return re.sub(r"[^a-z0-9]+", "-", re.sub("[’'\u00ad]", "", letters)).strip("-")
