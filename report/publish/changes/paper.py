"""A comparison → an accessible PDF in the brand: figures in a table, texts before and after, pages side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from decimal import Decimal
from difflib import SequenceMatcher
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from report.errors import Location, ReportError
from report.finish.inserts import Misfit, look_into
from report.finish.telling import labels_of
from report.layout.messages import catalogue
from report.model.content import (
    Article,
    Block,
    Cell,
    LineBreak,
    Paragraph,
    Prose,
    Span,
    Strong,
    Subhead,
    Table,
    TableRow,
    Words,
)
from report.model.facsimile import Facsimile, Facsimiles
from report.model.report import ArticleSection, LoadedSection, Report, ReportFile, Status
from report.publish import Output, render
from report.publish.changes.comparison import ArticleChange, Comparison, FigureChange, TextChange
from report.publish.changes.states import State
from report.publish.editions import Composed, compose, edition, impress
from report.publish.outputs import write_all
from report.typography.numbers import format_fact

UNDATED = 2000  # the period of a state that says none: the file must have a date
MOST_PAGES = 60  # pairs of pages that are shown
STATUS_WORDS = {Status.CONCEPT: "Concept", Status.FOR_APPROVAL: "For approval", Status.FINAL: "Final"}


def write_paper(comparison: Comparison, out: Path) -> Output:
    """Write the PDF. Raises ReportError as a build does."""
    pdf, pages = paper(comparison)
    write_all({out: pdf})
    return Output("screen", out, pages, len(pdf), sha256(pdf).hexdigest())


def paper(comparison: Comparison) -> tuple[bytes, int]:
    """The PDF and how many pages it has. Raises ReportError for what cannot be set."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="report-")))
        views = {name: _views(state, folder / f"{name}.pdf") for name, state in
                 (("old", comparison.old), ("new", comparison.new))}  # fmt: skip
        report = _Writer(comparison, views).report(_dress(comparison))
        composed: Composed = compose(Path(report.root), report)
        impression = impress(composed, report.profiles["screen"], None)
        made = edition(impression, "changes.pdf")
    return made.pdf, made.pages


def _dress(comparison: Comparison) -> Report:
    """A report with the brand and the profiles of the new state's project, else the old one's, else the built-in
    ones."""
    from report.sources import examine

    for state in (comparison.new, comparison.old):
        if state.project is not None:
            found = examine(state.project).report
            if found is not None:
                return found
    return _plain(comparison.new)


def _plain(state: State) -> Report:
    """A report of no project, in the house style."""
    from report.sources.brand import house_brand
    from report.sources.profiles import read_profiles
    from report.sources.project import Project

    with TemporaryDirectory(prefix="report-") as folder:
        project = Project(Path(folder))
        brand, profiles = house_brand(project), read_profiles(project)
    settings = ReportFile(
        organisation=state.organisation or state.title, title=state.title, slug="changes", language=state.language,
        period=state.period or UNDATED, sections=(),
    )  # fmt: skip
    return Report(folder, settings, brand, (), {}, (), profiles=profiles)


def _views(state: State, file: Path) -> Mapping[str, Facsimile]:
    """The state's pages by folio, as far as there are any that can be shown; a project's are painted for it."""
    pdf = state.pdf
    if pdf is None and state.project is not None:
        try:
            file.write_bytes(render(state.project, language=state.language))
        except ReportError:
            return {}
        pdf = file
    found = look_into(pdf) if pdf is not None else None
    if pdf is None or found is None or isinstance(found, Misfit):
        return {}
    sizes, _ = found
    path = str(pdf.resolve())
    return {label: Facsimile(path, index, *sizes[index], "", "") for index, label in enumerate(labels_of(pdf))}


class _Writer:
    """Writes the changes as the text of a report."""

    def __init__(self, comparison: Comparison, views: Mapping[str, Mapping[str, Facsimile]]) -> None:
        self.comparison, self.views = comparison, views
        self.language = comparison.new.language
        self.word = catalogue(self.language).gettext
        self.at = Location(comparison.new.name)

    def report(self, dress: Report) -> Report:
        """The changes as a report in this dress."""
        new = self.comparison.new
        title = f"{new.title}: {self.word('What changed').lower()}"
        settings = ReportFile(
            organisation=dress.settings.organisation, title=title, slug="changes", language=self.language,
            period=dress.settings.period, sections=(), date=dress.settings.date,
        )  # fmt: skip
        section = ArticleSection(kind="article", source="")
        loaded = LoadedSection(section, "changes", self.at, self.prose())
        return Report(dress.root, settings, dress.brand, (loaded,), {}, (), profiles=dress.profiles)

    def prose(self) -> Prose:
        """A lead with both states, then figures, texts and pages."""
        lead: list[Span] = [Words(f"{self.word('Was')}: {self._state(self.comparison.old)}", self.at)]
        lead += [LineBreak(self.at), Words(f"{self.word('Is')}: {self._state(self.comparison.new)}", self.at)]
        articles = [
            self._article("figures", "Figures", list(self._figures()) or self._none("No figures changed.")),
            self._article("texts", "Text", list(self._texts()) or self._none("No text changed.")),
            self._article("pages", "Pages", list(self._pages()) or self._none("No pages changed.")),
        ]
        headline = self._words(self.word("What changed"))
        introduction = (Paragraph(tuple(lead), self.at),)
        return Prose(
            source=self.at.file, label=self.comparison.new.title, headline=headline, introduction=introduction,
            articles=tuple(articles), footnotes=(), signed=(), quote=(), quote_source="", image=None, at=self.at,
            thin=True,
        )  # fmt: skip

    def _state(self, state: State) -> str:
        known = [status.value for status in Status]
        status = self.word(STATUS_WORDS[Status(state.status)]) if state.status in known else state.status
        told = " ".join(part for part in (status.lower(), state.version) if part)
        return f"{told} ({state.code[:8]})" if state.code else told or state.name

    def _article(self, anchor: str, title: str, blocks: Sequence[Block]) -> Article:
        return Article(self._words(self.word(title)), f"changes-{anchor}", tuple(blocks), None, self.at, thin=True)

    def _words(self, text: str) -> tuple[Span, ...]:
        return (Words(text, self.at),)

    def _none(self, english: str) -> list[Block]:
        return [Paragraph(self._words(self.word(english)), self.at)]

    # ------------------------------------------------------------ figures

    def _figures(self) -> Iterator[Block]:
        if not self.comparison.figures:
            return
        heads = [self.word(word) for word in ("Figure", "Was", "Is", "Difference")]
        head = TableRow(tuple((n, Cell(self._words(w), "column", 1, 1, self.at)) for n, w in enumerate(heads)), self.at)
        body = tuple(self._row(one) for one in self.comparison.figures)
        yield Table((head,), body, ("left", "right", "right", "right"), (), (), self.at, wide=True)

    def _row(self, one: FigureChange) -> TableRow:
        label = ", ".join(part for part in (one.label, one.period) if part)
        texts = (label, self._value(one.was, "new"), self._value(one.now, "gone"), self._difference(one.difference))
        cells = (Cell(self._words(text), "" if n else "row", 1, 1, self.at) for n, text in enumerate(texts))
        return TableRow(tuple(enumerate(cells)), self.at)

    def _value(self, value: str, absent: str) -> str:
        if not value:
            return self.word(absent)
        try:
            return format_fact(Decimal(value), "", self.language)
        except ArithmeticError:
            return value

    def _difference(self, difference: Decimal | None) -> str:
        if difference is None:
            return "–"
        return f"{'+' if difference > 0 else ''}{format_fact(difference, '', self.language)}"

    # ------------------------------------------------------------ texts

    def _texts(self) -> Iterator[Block]:
        for number, article in enumerate(self.comparison.texts):
            kind = f" ({self.word(article.kind)})" if article.kind != "changed" else ""
            yield Subhead(self._words(f"{article.title}{kind}"), 3, f"changes-text-{number}", self.at)
            yield from self._changes(article)

    def _changes(self, article: ArticleChange) -> Iterator[Block]:
        if article.was_titled:
            yield Paragraph(self._words(f"{self.word('Was: ')}{article.was_titled}"), self.at)
        for change in article.changes:
            yield from self._change(change)

    def _change(self, change: TextChange) -> Iterator[Block]:
        """Both paragraphs, what differs in them strong; one alone is called new or gone."""
        if change.was and change.now:
            was, now = _marked(change.was, change.now)
            for word, parts in (("Was: ", was), ("Is: ", now)):
                spans = [Words(self.word(word), self.at), *(self._part(*part) for part in parts)]
                yield Paragraph(tuple(spans), self.at)
        else:
            word = self.word("New: " if change.now else "Gone: ")
            yield Paragraph((Strong(self._words(word), self.at), *self._words(change.now or change.was)), self.at)

    def _part(self, text: str, changed: bool) -> Span:
        words = Words(text, self.at)
        return Strong((words,), self.at) if changed else words

    # ------------------------------------------------------------ pages

    def _pages(self) -> Iterator[Block]:
        changes = self.comparison.pages[:MOST_PAGES]
        shown = [self._pair(one.was, one.now) for one in changes]
        if any(any(pair) for pair in shown):
            yield Paragraph(self._words(self.word("Left: as it was. Right: as it is.")), self.at)
        for change, pair in zip(changes, shown, strict=True):
            if any(pair):
                yield Facsimiles(pair, self.at)
            else:
                told = [f"{self.word('Was')}: {change.was}" if change.was else ""]
                told += [f"{self.word('Is')}: {change.now}" if change.now else ""]
                yield Paragraph(self._words(", ".join(part for part in told if part)), self.at)

    def _pair(self, was: str, now: str) -> tuple[Facsimile | None, Facsimile | None]:
        return (
            self._view("old", was, self.word("Page {number} as it was")),
            self._view("new", now, self.word("Page {number} as it is")),
        )

    def _view(self, state: str, folio: str, said: str) -> Facsimile | None:
        view = self.views[state].get(folio) if folio else None
        if view is None:
            return None
        words = said.format(number=folio)
        return Facsimile(view.file, view.page, view.width, view.height, words, words)


def _marked(was: str, now: str) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
    """Both texts in parts, with whether each part differs."""
    before, after = was.split(), now.split()
    old: list[tuple[str, bool]] = []
    new: list[tuple[str, bool]] = []
    for step, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        for parts, words in ((old, before[a:b]), (new, after[c:d])):
            if words:
                parts.append((" ".join(words), step != "equal"))
    return _spaced(old), _spaced(new)


def _spaced(parts: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """The parts with a space after each but the last."""
    return [(f"{text} ", changed) for text, changed in parts[:-1]] + parts[-1:]
