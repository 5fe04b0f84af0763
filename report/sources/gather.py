"""Turns the sources that report.yaml names into the Report: sections in order, facts, anchors."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from msgspec.structs import replace

from report.errors import Location, Problem, Realm, Severity, in_reading_order
from report.model.brand import Brand
from report.model.charts import Chart
from report.model.content import Article, Prose, Subhead
from report.model.figures import Fact
from report.model.report import (
    ChapterSection,
    DataSection,
    InsertedPaper,
    InsertSection,
    KpiSection,
    LoadedSection,
    Report,
    StatementSection,
)
from report.model.statements import Statement
from report.sources.brand import house_brand, read_brand
from report.sources.figures import Figures, gathered, read_figures
from report.sources.kpis import filled_in
from report.sources.notes import with_notes
from report.sources.profiles import read_profiles
from report.sources.project import CONFIG, Project
from report.sources.prose import read_prose, slug
from report.sources.reading import did_you_mean
from report.sources.settings import PlacedSection, Settings, read_settings
from report.sources.spans import plain_text


def gather(project: Project) -> Report | None:
    """The report of a project, as far as it can be read; the project knows the problems."""
    settings = read_settings(project)
    if settings is None:
        return None
    gatherer = _Gatherer(project, settings)
    brand = _brand(project, settings)
    sections = with_notes(project, _anchored([gatherer.section(placed) for placed in settings.sections]))
    for placed in settings.sections:
        section = placed.section
        if isinstance(section, ChapterSection) and section.colour and section.colour not in brand.chapters:
            hint = did_you_mean(section.colour, list(brand.chapters))
            gatherer.setup("unknown-colour", f"The brand has no chapter colour {section.colour}.",
                           placed.places["colour"], hint)  # fmt: skip
    figures = gatherer.all_figures()
    facts = gathered(project, figures)
    sections = _filled_in(project, sections, facts, complete=not gatherer.unread())
    profiles = read_profiles(project)
    if not project.paired:  # else another language may name them
        gatherer.note_unused()
    return Report(
        root=str(project.root),
        settings=settings.file,
        brand=brand,
        sections=sections,
        facts=facts,
        sources=project.sources,
        problems=in_reading_order(project.problems),
        images=project.images,
        profiles=profiles,
        unread=gatherer.unread(),
        statements=_statements(figures.values()),
        charts=_charts(project, figures.values()),
    )


def _statements(files: Iterable[Figures]) -> dict[str, Statement]:
    """The statements by id; two of the same id are a problem of their facts."""
    found: dict[str, Statement] = {}
    for figures in files:
        if figures.statement:
            found.setdefault(figures.statement.id, figures.statement)
    return found


def _charts(project: Project, files: Iterable[Figures]) -> dict[str, Chart]:
    """The charts by id; the same id twice is a problem."""
    found: dict[str, Chart] = {}
    for chart in (chart for figures in files for chart in figures.charts):
        first = found.setdefault(chart.id, chart)
        if first is not chart:
            message = f"There is another chart {chart.id}; it stands at {first.at}."
            project.problem("duplicate-chart", message, chart.at, "Give one of them another id.")
    return found


def _filled_in(
    project: Project, sections: tuple[LoadedSection, ...], facts: Mapping[str, Fact], *, complete: bool
) -> tuple[LoadedSection, ...]:
    """The sections with the facts that the tiles of their key figures quote."""
    return tuple(
        replace(one, kpis=filled_in(project, one.kpis, facts, complete=complete)) if one.kpis else one
        for one in sections
    )


def _brand(project: Project, settings: Settings) -> Brand:
    """The brand that report.yaml names; without a name, brand.yaml if there is one, else the house style."""
    name, at = f"{CONFIG}/{settings.file.brand}", settings.places.get("brand")
    if at is None and not (project.root / name).exists():
        return house_brand(project)
    return read_brand(project, name, at)


class _Gatherer:
    def __init__(self, project: Project, settings: Settings) -> None:
        self._project = project
        self._settings = settings
        self._figures: dict[str, Figures | None] = {}
        self._texts: dict[str, Location] = {}

    def setup(self, code: str, message: str, at: Location, hint: str = "") -> None:
        """Book a problem of report.yaml."""
        self._project.problem(code, message, at, hint, realm=Realm.SETUP)

    def section(self, placed: PlacedSection) -> LoadedSection:
        """A section with its sources read."""
        section = placed.section
        figures: Figures | None = None
        prose: Prose | None = None
        if isinstance(section, KpiSection | StatementSection):
            figures = self._figures_of(section.source, placed.places.get("source", placed.at))
            self._is_kind(section, figures, placed)
            if section.text:
                prose = self._prose(section.text, section.kind, placed.places["text"])
        else:
            source = getattr(section, "source", "")
            if source:
                prose = self._prose(source, section.kind, placed.places.get("source", placed.at))
        return LoadedSection(
            section,
            "",
            placed.at,
            prose,
            figures.kpis if figures else None,
            figures.statement if figures else None,
            self._insert(placed),
        )

    def _insert(self, placed: PlacedSection) -> InsertedPaper | None:
        """The PDF that a section inserts, not yet looked into."""
        section = placed.section
        if not isinstance(section, InsertSection) or not section.file:
            return None
        at = placed.places.get("file", placed.at)
        return InsertedPaper(section.file, (), False, at) if self._project.asset(section.file, at) else None

    def all_figures(self) -> dict[str, Figures]:
        """The figures of all files that report.yaml names, each read once."""
        for name, at in zip(self._settings.file.figures, self._settings.figures_at, strict=False):
            self._figures_of(name, at)
        return {name: figures for name, figures in self._figures.items() if figures is not None}

    def unread(self) -> tuple[str, ...]:
        """The figures files that could not be read."""
        return tuple(f"{CONFIG}/{name}" for name, figures in self._figures.items() if figures is None)

    def note_unused(self) -> None:
        """Note the texts and figures files that report.yaml does not name; not while it is itself in error."""
        if any(p.realm is Realm.SETUP and p.severity is Severity.ERROR for p in self._project.problems):
            return
        named = {str(PurePosixPath(CONFIG, name)) for name in (*self._texts, *self._figures)}
        named |= {source.name for source in self._project.sources}
        self._project.problems += unused_files(self._project.root, named)

    def _figures_of(self, source: str, at: Location) -> Figures | None:
        if not source:
            return None
        if source not in self._figures:
            self._figures[source] = self._with_prior(read_figures(self._project, f"{CONFIG}/{source}", at))
        return self._figures[source]

    def _with_prior(self, figures: Figures | None) -> Figures | None:
        """The figures with what was published last year, where a statement names it."""
        statement = figures.statement if figures else None
        if figures is None or statement is None or statement.prior is None:
            return figures
        at = statement.prior.at

        def read(name: str) -> Statement | None:
            other = read_figures(self._project, name, at)
            if other and other.statement is None:
                self._project.problem("wrong-figures", f"{name} is no figures file of kind statement.", at)
            return other.statement if other else None

        from report.sources.prior import resolved

        return dataclasses.replace(figures, statement=resolved(self._project, statement, read))

    def _is_kind(self, section: KpiSection | StatementSection, figures: Figures | None, placed: PlacedSection) -> None:
        if figures and not (figures.kpis if section.kind == "kpis" else figures.statement):
            at = placed.places.get("source", placed.at)
            hint = f"Name a figures file that begins with `kind: {section.kind}`."
            self.setup("wrong-figures", f"{section.source} is no figures file of kind {section.kind}.", at, hint)

    def _prose(self, source: str, kind: str, at: Location) -> Prose | None:
        if source in self._texts:
            first = self._texts[source]
            message = f"{source} is already the source of the section on line {first.line}."
            self.setup("source-twice", message, at, "Every text stands in the report once.")
            return None
        self._texts[source] = at
        return read_prose(self._project, f"{CONFIG}/{source}", kind, at)


def unused_files(root: Path, named: Collection[str]) -> Iterator[Problem]:
    """Notes of the texts and figures files in a project that are not among those named."""
    endings = (("content", "*.md"), ("figures", "*.y*ml"), ("figures", "*.csv"), ("figures", "*.xls*"))
    for folder, ending in endings:
        for path in sorted((root / CONFIG / folder).rglob(ending)):
            name = path.relative_to(root).as_posix()
            if name not in named and not path.name.startswith((".", "~$")) and path.is_file():
                hint = "Name it in report.yaml, or take it away."
                message = f"report.yaml does not name {name}, so nothing of it is in the report."
                yield Problem("unused-file", message, Location(name), hint, Severity.NOTE)


def _anchored(sections: list[LoadedSection]) -> Iterator[LoadedSection]:
    """The sections with anchors: the author's own first, the others made from headlines, unique in report order."""
    taken = {anchor for section in sections if section.prose for anchor in _own(section.prose)}

    def fresh(wish: str) -> str:
        wish = wish or "section"
        anchor, number = wish, 2
        while anchor in taken:
            anchor, number = f"{wish}-{number}", number + 1
        taken.add(anchor)
        return anchor

    for section in sections:
        anchor = fresh(slug(_name(section)))
        prose = section.prose
        if prose is not None:
            articles = tuple(_article(article, fresh) for article in prose.articles)
            prose = replace(prose, articles=articles)
        yield replace(section, anchor=anchor, prose=prose)


def _own(prose: Prose) -> Iterator[str]:
    for article in prose.articles:
        if article.anchor:
            yield article.anchor
    for blocks in (prose.introduction, *(article.blocks for article in prose.articles)):
        for block in blocks:
            if isinstance(block, Subhead) and block.anchor:
                yield block.anchor


def _article(article: Article, fresh: Callable[[str], str]) -> Article:
    return article if article.anchor else replace(article, anchor=fresh(slug(plain_text(article.headline))))


def _name(section: LoadedSection) -> str:
    """What a section is called, for its anchor."""
    if section.prose and (section.prose.label or section.prose.headline):
        return section.prose.label or plain_text(section.prose.headline)
    if section.kpis:
        return section.kpis.title
    if section.statement:
        return section.statement.title
    if isinstance(section.section, InsertSection | DataSection):
        return section.section.title
    return section.section.kind
