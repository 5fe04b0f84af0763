"""A report project becomes its outputs: load, check, compose, paint, finish, write; nothing is written unless all of it
succeeds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import replace

from report.errors import Problem, Realm, ReportError, Severity
from report.publish.collector import without_collector

if TYPE_CHECKING:
    from report.layout.survey import ArticleSurvey
    from report.model.report import Report
    from report.model.statements import Casting
    from report.publish.additions import Flowables
    from report.publish.excerpt import Wanted
    from report.publish.manifest import Edition
    from report.publish.readings import Reading
    from report.publish.verdict import Verdict, Waived

Progress = Callable[[str], None]


class Output(Struct, frozen=True):
    """A PDF on disk."""

    profile: str
    path: Path
    pages: int
    size: int
    sha256: str


class BuildResult(Struct, frozen=True):
    """What a build wrote. `manifests` are one for each language, none for an excerpt; `problems` are the warnings and
    notes that did not stop it, `statements` the pages that say what each PDF conforms to."""

    outputs: tuple[Output, ...]
    manifests: tuple[Path, ...]
    problems: tuple[Problem, ...]
    waived: tuple[Waived, ...]
    exports: tuple[Path, ...] = ()
    statements: tuple[Path, ...] = ()


class CheckResult(Struct, frozen=True):
    """All that can be known before layout, or with it. `stopping` are the problems that a build would stop at;
    `surveys` is what the layout looks like, when it was asked for and could be made."""

    problems: tuple[Problem, ...]
    castings: tuple[Casting, ...]
    waived: tuple[Waived, ...]
    stopping: tuple[Problem, ...]
    exit_code: int
    surveys: tuple[ArticleSurvey, ...] = ()


def silent(stage: str) -> None:
    """Progress that nobody watches."""


def check(
    root: Path,
    *,
    strict: bool = False,
    layout: bool = False,
    prior: Path | None = None,
    language: str = "",
    allow_code: bool = False,
) -> CheckResult:
    """Read a project and check it in all its languages or in one, with `layout` composed too, and its comparatives
    against `prior`, the project or the manifest of last year; never raises ReportError."""
    from report.publish.readings import read_all
    from report.publish.verdict import exit_code_of, together

    try:
        readings = read_all(root, language, prior=prior, whole=False, allow_code=allow_code)
    except ReportError as stop:
        return CheckResult(stop.problems, (), (), stop.problems, exit_code_of(stop.problems))
    surveys: list[ArticleSurvey] = []
    verdicts: list[Verdict] = []
    for reading in readings:
        report, found = reading.report, reading.problems
        if not layout:
            found = (*found, *missing_glyphs(root, report))
        elif not any(problem.severity is Severity.ERROR for problem in found):
            surveyed_here, misfits = surveyed(root, report)
            surveys += surveyed_here
            found = (*found, *misfits)
        verdicts.append(judged(found, report, strict=strict))
    verdict = together(verdicts)
    castings = tuple(dict.fromkeys(casting for reading in readings for casting in reading.castings))
    return CheckResult(verdict.problems, castings, verdict.waived, verdict.stopping, verdict.exit_code, tuple(surveys))


class _Made(Struct, frozen=True):
    """One language's files before they are written: the editions, and manifest and tables by their paths."""

    editions: list[Edition]
    records: dict[Path, bytes]
    tables: dict[Path, bytes]
    verdict: Verdict
    proofs: dict[Path, bytes] = field(default_factory=dict)
    statements: dict[Path, bytes] = field(default_factory=dict)


@without_collector()
def build(
    root: Path,
    *,
    profiles: Sequence[str] = ("screen",),
    out: Path | None = None,
    pages: str = "",
    sections: str = "",
    status: str = "",
    stamped: bool = True,
    strict: bool = False,
    exports: Sequence[str] = (),
    language: str = "",
    grid: bool = False,
    allow_code: bool = False,
    condition: str = "",
    marks: bool = False,
    proof: bool = False,
    standards: Sequence[str] = (),
    attach: bool = False,
    progress: Progress = silent,
) -> BuildResult:
    """Build a project's PDFs and manifests, in all its languages or in one, into `out` (`dist/` in the project when
    None).

    `pages` (`3-5,8`, as printed on the pages) and `sections` (`kpis,statement`: kinds, anchors or titles) make an
    excerpt: a file of its own, without a manifest. `status` stands in for that of report.yaml; the
    board's edition is `stamped` with its item of the agenda. `exports` are
    formats (`xlsx`, `csv`) in which every figure of the report is written too, as `<slug>-figures.xlsx`. With
    `grid` the pages show their grid, in `<slug>-screen-grid.pdf` alone. `allow_code` lets Python files of the project
    draw its charts: only for projects that you trust. The print profile is made for another printing `condition`, with
    `marks` around its pages, and with a `proof` of them as images. `standards` (`ua2`, `a4`) stand in for those of the
    profiles, in files of other names; with `attach` the files of figures are put into the PDFs. Raises ReportError
    with every problem found; whatever was in `out` is then untouched.
    """
    from report.publish.conforming import to_conform
    from report.publish.excerpt import wanted as wanted_pages
    from report.publish.outputs import write_all
    from report.publish.printing import coverages, to_be_printed
    from report.publish.profiles import known
    from report.publish.readings import in_status, read_all
    from report.publish.verdict import together

    names, excerpt = known(profiles), wanted_pages(pages, sections)
    if grid and names != ("screen",):
        raise ReportError([grid_of_print()])
    folder = out if out is not None else root / "dist"
    progress("reading")
    readings = read_all(root, language, allow_code=allow_code)
    readings = [in_status(one, status) for one in readings]
    if condition or marks or proof:
        readings = [to_be_printed(one, names, condition, marks=marks, proof=proof) for one in readings]
    readings = [to_conform(one, names, standards, attach=attach) for one in readings]
    verdict = passed(together([judged(one.problems, one.report, strict=strict) for one in readings]))
    made: list[_Made] = []
    stops: list[Problem] = []
    for reading in readings:
        try:
            made.append(_make(root, reading, names, excerpt, folder, exports, strict, progress, grid, proof, stamped))
        except ReportError as stop:
            stops += stop.problems
    if stops:
        raise ReportError([*verdict.problems, *stops])
    progress("writing")
    contents: dict[Path, bytes] = {}
    for one in made:
        contents |= {folder / edition.file: edition.pdf for edition in one.editions}
        contents |= one.records | one.tables | one.proofs | one.statements
    write_all(contents)
    verdict = together([one.verdict for one in made])
    return BuildResult(
        tuple(output for one in made for output in on_disk(folder, one.editions)),
        tuple(path for one in made for path in one.records),
        verdict.problems,
        verdict.waived,
        tuple(path for one in made for path in (*one.tables, *coverages(one.proofs))),
        tuple(path for one in made for path in one.statements if path.suffix == ".md"),
    )


def _make(
    root: Path,
    reading: Reading,
    profiles: Sequence[str],
    excerpt: Wanted,
    folder: Path,
    exports: Sequence[str],
    strict: bool,
    progress: Progress,
    grid: bool,
    proof: bool,
    stamped: bool,
) -> _Made:
    """One language's files. Raises ReportError with every problem of its layout."""
    from report.publish.conformance import statement
    from report.publish.editions import by_layout, compose, edition
    from report.publish.manifest import manifest
    from report.publish.printing import impressed, objections, proofs_of
    from report.publish.record import page_records

    report, slug = reading.report, reading.report.settings.slug
    impressions, problems = [], [*reading.problems]
    shown: list[dict[str, Any]] = []
    for marked, alike in by_layout(report.profiles[name] for name in profiles):
        progress("composing")
        composed = compose(root, report, marked=marked, stamped=stamped)
        sheets = excerpt.sheets(composed.layout, report.sections) if excerpt else None
        problems += [*composed.layout.problems, *objections(composed, alike, sheets)]
        verdict = passed(judged(tuple(dict.fromkeys(problems)), report, strict=strict))
        if grid:
            from report.layout.gridlines import with_grid

            composed = replace(composed, layout=with_grid(composed.layout, report.brand.grid))
        stamp = composed.information.stamp
        shown = shown or page_records(composed.layout)
        for profile in alike:
            progress(f"painting {profile.name}")
            impressions += impressed(composed, profile, sheets)
        del composed  # its lines are painted, and finishing needs the room
    problems += [problem for impression in impressions for problem in impression.problems]
    verdict = passed(judged(tuple(dict.fromkeys(problems)), report, strict=strict))
    progress("finishing")
    ending = f"{'-grid' if grid else ''}{excerpt.suffix}.pdf"
    editions = [edition(impression, f"{slug}-{impression.name}{ending}") for impression in impressions]
    statements: dict[Path, bytes] = {}
    for made, one in zip(editions, impressions, strict=True) if not grid else ():
        statements |= {folder / name: content for name, content in statement(made, one.record).items()}
    records = {}
    if not excerpt and not grid and not any(report.profiles[name].twin for name in profiles):
        records[folder / f"{slug}.json"] = manifest(report, editions, verdict, reading.castings, stamp, shown)
    tables: dict[Path, bytes] = {}
    if exports:
        from report.publish.export import EXPORTS

        tables = {folder / f"{slug}-figures.{name}": EXPORTS[name](report) for name in exports}
    proofs: dict[Path, bytes] = {}
    if proof:
        progress("proofing")
        proofs = {
            folder / made.file.removesuffix(".pdf") / name: content
            for made, one in zip(editions, impressions, strict=True)
            for name, content in proofs_of(made, one).items()
        }
    return _Made(editions, records, tables, verdict, proofs, statements)


@without_collector()
def motif_sheet(root: Path, *, seeds: int, out: Path | None = None) -> Output:
    """Contact sheets of the motif under so many seeds, as a PDF: `out`, else `dist/<slug>-motif.pdf` in the project.
    Raises ReportError as `build` does."""
    from report.layout.seedsheet import compose_seeds, seeds_of
    from report.publish.editions import Composed, edition, impress
    from report.publish.outputs import write_all
    from report.publish.profiles import information
    from report.typography.library import FontLibrary

    report = whole(root).report
    library = FontLibrary(root, report.brand.fonts)
    layout = compose_seeds(report, library, seeds_of(report, seeds))
    file = out if out is not None else root / "dist" / f"{report.settings.slug}-motif.pdf"
    composed = Composed(root, report, layout, library, information(report.settings))
    made = edition(impress(composed, report.profiles["screen"], None), file.name)
    write_all({file: made.pdf})
    (output,) = on_disk(file.parent, [made])
    return output


@without_collector()
def render(
    root: Path,
    *,
    profile: str = "screen",
    flowables: Flowables | None = None,
    language: str = "",
    pages: str = "",
    sections: str = "",
    status: str = "",
    stamped: bool = True,
) -> bytes:
    """A project's PDF in memory, in its first language or in this one, with these flowables added; or an excerpt, or in
    another status, as in `build`. Only the board's edition is `stamped`, with its item of the agenda: a pack has a
    stamp of its own. Raises ReportError as `build` does; nothing is written."""
    from report.publish.additions import with_flowables
    from report.publish.editions import compose, edition, impress
    from report.publish.excerpt import wanted as wanted_pages
    from report.publish.profiles import known
    from report.publish.readings import in_status

    (wanted,), excerpt = known([profile]), wanted_pages(pages, sections)
    reading = in_status(whole(root, language), status)
    report = with_flowables(reading.report, flowables) if flowables else reading.report
    passed(judged(reading.problems, report, strict=False))
    composed = compose(root, report, marked=report.profiles[wanted].marked, stamped=stamped)
    passed(judged((*reading.problems, *composed.layout.problems), report, strict=False))
    sheets = excerpt.sheets(composed.layout, report.sections) if excerpt else None
    impression = impress(composed, report.profiles[wanted], sheets)
    del composed
    return edition(impression, f"{report.settings.slug}.pdf").pdf


def whole(root: Path, language: str = "") -> Reading:
    """A project in its first language, or in this one. Raises ReportError when reading found any error."""
    from report.publish.readings import read, wanted

    reading = read(root, wanted(root, language)[0])
    if not reading.sound:
        raise ReportError(reading.problems)
    return reading


def surveyed(root: Path, report: Report) -> tuple[tuple[ArticleSurvey, ...], tuple[Problem, ...]]:
    """What the composed report looks like, and every problem of its layout: text that does not fit is in both."""
    from report.layout.compositor import compose_report
    from report.layout.survey import survey
    from report.publish.editions import KEPT
    from report.typography.library import FontLibrary

    try:
        library = FontLibrary(root, report.brand.fonts)
        composed = compose_report(report, library, root / KEPT)
    except ReportError as stop:
        return (), stop.problems
    return survey(composed, report, library.by_key), composed.problems


def missing_glyphs(root: Path, report: Report) -> tuple[Problem, ...]:
    """The characters that the fonts of the brand have not, and the fonts that are not there."""
    from report.typography.coverage import missing_characters
    from report.typography.library import FontLibrary

    return missing_characters(report, FontLibrary(root, report.brand.fonts))


def grid_of_print() -> Problem:
    """The grid is asked for with another profile than the screen's."""
    hint = "leave --profile away: the grid is drawn over the screen edition, with trim and bleed"
    return Problem("grid-profile", "only the screen profile shows the grid", hint=hint, realm=Realm.SETUP)


def judged(problems: Sequence[Problem], report: Report, *, strict: bool) -> Verdict:
    """What these problems mean for this report."""
    from report.publish.verdict import judge

    return judge(problems, report.settings, strict=strict)


def passed(verdict: Verdict) -> Verdict:
    """The verdict itself when nothing in it stops. Raises ReportError with everything else that was found too."""
    if verdict.stopping:
        raise ReportError(verdict.problems)
    return verdict


def on_disk(folder: Path, editions: Sequence[Edition]) -> Iterator[Output]:
    """What the editions are called now that they are files."""
    for made in editions:
        yield Output(made.profile.name, folder / made.file, made.pages, len(made.pdf), sha256(made.pdf).hexdigest())
