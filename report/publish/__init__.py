"""A report project becomes its outputs: load, check, compose, paint, finish, write; nothing is written unless all of it
succeeds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from report.errors import Problem, ReportError, Severity
from report.publish.collector import without_collector

if TYPE_CHECKING:
    from report.layout.survey import ArticleSurvey
    from report.model.report import Report
    from report.model.statements import Casting
    from report.publish.additions import Flowables
    from report.publish.manifest import Edition
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
    """What a build wrote. `manifest` is None for an excerpt; `problems` are the warnings and notes that did not
    stop it."""

    outputs: tuple[Output, ...]
    manifest: Path | None
    problems: tuple[Problem, ...]
    waived: tuple[Waived, ...]
    exports: tuple[Path, ...] = ()


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


def check(root: Path, *, strict: bool = False, layout: bool = False, prior: Path | None = None) -> CheckResult:
    """Read a project and check it, with `layout` composed too, and its comparatives against `prior`, the project or
    the manifest of last year; never raises ReportError."""
    from report.publish.verdict import exit_code_of

    try:
        report, castings, found = examined(root, prior=prior, whole=False)
    except ReportError as stop:
        return CheckResult(stop.problems, (), (), stop.problems, exit_code_of(stop.problems))
    surveys: tuple[ArticleSurvey, ...] = ()
    if not layout:
        found = (*found, *missing_glyphs(root, report))
    elif not any(problem.severity is Severity.ERROR for problem in found):
        surveys, misfits = surveyed(root, report)
        found = (*found, *misfits)
    verdict = judged(found, report, strict=strict)
    return CheckResult(verdict.problems, castings, verdict.waived, verdict.stopping, verdict.exit_code, surveys)


@without_collector()
def build(
    root: Path,
    *,
    profiles: Sequence[str] = ("screen",),
    out: Path | None = None,
    pages: str = "",
    strict: bool = False,
    exports: Sequence[str] = (),
    progress: Progress = silent,
) -> BuildResult:
    """Build a project's PDFs and its manifest into `out` (`dist/` in the project when None).

    `pages` (`3-5,8`, as printed on the pages) makes an excerpt: a file of its own, without a manifest. `exports` are
    formats (`xlsx`, `csv`) in which every figure of the report is written too, as `<slug>-figures.xlsx`. Raises
    ReportError with every problem found; whatever was in `out` is then untouched.
    """
    from report.publish.editions import compose, edition, impress
    from report.publish.excerpt import chosen, excerpt_suffix, page_range
    from report.publish.manifest import manifest
    from report.publish.outputs import write_all
    from report.publish.profiles import known

    names, ranges = known(profiles), page_range(pages) if pages else ()
    progress("reading")
    report, castings, found = examined(root)
    passed(judged(found, report, strict=strict))
    progress("composing")
    composed = compose(root, report)
    verdict = passed(judged((*found, *composed.layout.problems), report, strict=strict))
    sheets = chosen(ranges, composed.layout.pages) if ranges else None
    stamp = composed.information.stamp
    impressions = []
    for profile in (report.profiles[name] for name in names):
        progress(f"painting {profile.name}")
        impressions.append(impress(composed, profile, sheets))
    del composed  # its lines are painted, and finishing needs the room
    progress("finishing")
    ending = f"{excerpt_suffix(ranges)}.pdf"
    editions = [edition(made, f"{report.settings.slug}-{made.profile.name}{ending}") for made in impressions]
    folder = out if out is not None else root / "dist"
    contents = {folder / made.file: made.pdf for made in editions}
    record = None
    if sheets is None:
        record = folder / f"{report.settings.slug}.json"
        contents[record] = manifest(report, editions, verdict, castings, stamp)
    tables = []
    if exports:
        from report.publish.export import EXPORTS

        tables = [folder / f"{report.settings.slug}-figures.{name}" for name in exports]
        contents |= {table: EXPORTS[name](report) for table, name in zip(tables, exports, strict=True)}
    progress("writing")
    write_all(contents)
    return BuildResult(tuple(on_disk(folder, editions)), record, verdict.problems, verdict.waived, tuple(tables))


@without_collector()
def motif_sheet(root: Path, *, seeds: int, out: Path | None = None) -> Output:
    """Contact sheets of the motif under so many seeds, as a PDF: `out`, else `dist/<slug>-motif.pdf` in the project.
    Raises ReportError as `build` does."""
    from report.layout.seedsheet import compose_seeds, seeds_of
    from report.publish.editions import Composed, edition, impress
    from report.publish.outputs import write_all
    from report.publish.profiles import information
    from report.typography.library import FontLibrary

    report, _, _ = examined(root)
    library = FontLibrary(root, report.brand.fonts)
    layout = compose_seeds(report, library, seeds_of(report, seeds))
    file = out if out is not None else root / "dist" / f"{report.settings.slug}-motif.pdf"
    composed = Composed(root, report, layout, library, information(report.settings))
    made = edition(impress(composed, report.profiles["screen"], None), file.name)
    write_all({file: made.pdf})
    (output,) = on_disk(file.parent, [made])
    return output


@without_collector()
def render(root: Path, *, profile: str = "screen", flowables: Flowables | None = None) -> bytes:
    """A project's PDF in memory, with these flowables added. Raises ReportError as `build` does; nothing is
    written."""
    from report.publish.additions import with_flowables
    from report.publish.editions import compose, edition, impress
    from report.publish.profiles import known

    (wanted,) = known([profile])
    report, _, found = examined(root)
    report = with_flowables(report, flowables) if flowables else report
    passed(judged(found, report, strict=False))
    composed = compose(root, report)
    passed(judged((*found, *composed.layout.problems), report, strict=False))
    impression = impress(composed, report.profiles[wanted], None)
    del composed
    return edition(impression, f"{report.settings.slug}.pdf").pdf


def examined(
    root: Path, *, prior: Path | None = None, whole: bool = True
) -> tuple[Report, tuple[Casting, ...], tuple[Problem, ...]]:
    """The report as read, its castings, and every problem of reading and checking, so that one run tells all. Raises
    ReportError when nothing could be read, or with `whole` when reading found any error."""
    from report.checks import check as check_report
    from report.sources import examine

    read = examine(root)
    if read.report is None:
        raise ReportError(read.problems)
    report = read.report
    if prior is not None:
        from report.sources.prior import with_prior

        report = with_prior(report, prior)
    found = check_report(report)
    problems = (*read.problems, *found.problems)
    if whole and any(problem.severity is Severity.ERROR for problem in read.problems):
        raise ReportError(problems)
    return report, found.castings, problems


def surveyed(root: Path, report: Report) -> tuple[tuple[ArticleSurvey, ...], tuple[Problem, ...]]:
    """What the composed report looks like, and every problem of its layout: text that does not fit is in both."""
    from report.layout.compositor import compose_report
    from report.layout.survey import survey
    from report.publish.editions import KEPT
    from report.typography.library import FontLibrary

    try:
        composed = compose_report(report, FontLibrary(root, report.brand.fonts), root / KEPT)
    except ReportError as stop:
        return (), stop.problems
    return survey(composed, report), composed.problems


def missing_glyphs(root: Path, report: Report) -> tuple[Problem, ...]:
    """The characters that the fonts of the brand have not, and the fonts that are not there."""
    from report.typography.coverage import missing_characters
    from report.typography.library import FontLibrary

    return missing_characters(report, FontLibrary(root, report.brand.fonts))


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
