"""The papers that PACK.yaml names → PDFs to be bound: opened, or built of a project, or set of a Markdown text."""

from __future__ import annotations

import hashlib
import io
import tempfile
from collections.abc import Iterable
from pathlib import Path

import pikepdf
from msgspec import Struct
from pikepdf import Dictionary

from report.errors import Location, Problem, Realm, ReportError, Severity
from report.model.pack import ItemEntry, PaperEntry, paper_number
from report.packs.opening import Opened, open_paper
from report.sources.packfile import Pack, password_of, set_text

BLOCK = 1 << 20


class Paper(Struct):
    """A paper before it is bound. `number` is its own, `listed` that of its place in the pack file: they differ in a
    supplement. `name` is what its file is called; `made` holds the bytes of one that was built."""

    item: str
    place: int
    number: str
    listed: str
    title: str
    entry: PaperEntry
    name: str
    sha256: str
    pages: int
    tagged: bool
    path: Path | None
    made: bytes
    problems: tuple[Problem, ...]
    password: str = ""

    def open(self) -> pikepdf.Pdf:
        """The paper's PDF, opened anew: binding uses it up."""
        if self.path is None:
            return pikepdf.open(io.BytesIO(self.made))
        return pikepdf.open(self.path, password=self.password, suppress_warnings=True)

    def content(self) -> bytes:
        """The file as it came."""
        return self.made if self.path is None else self.path.read_bytes()


def gather_papers(pack: Pack) -> tuple[list[Paper], tuple[Problem, ...]]:
    """Every paper of the agenda. Raises ReportError with all that cannot be bound."""
    papers: list[Paper] = []
    problems: list[Problem] = []
    for item in pack.file.items:
        for place, entry in enumerate(item.papers):
            try:
                paper = _paper(pack, item, place, entry)
            except ReportError as stop:
                problems += [_placed(problem, entry) for problem in stop.problems]
                continue
            papers.append(paper)
            problems += paper.problems
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise ReportError(problems)
    return papers, tuple(problems)


def _placed(problem: Problem, entry: PaperEntry) -> Problem:
    """A problem of a project among the papers, with the project's name before the file's."""
    if not entry.report or entry.report == "." or problem.at is None:
        return problem
    at = problem.at
    return Problem(
        problem.code, problem.message, Location(f"{entry.report.rstrip('/')}/{at.file}", at.line, at.column, at.cell),
        problem.hint, problem.severity, problem.realm,
    )  # fmt: skip


def _paper(pack: Pack, item: ItemEntry, place: int, entry: PaperEntry) -> Paper:
    number = paper_number(item.number, place)
    path, made, password = None, b"", ""
    problems: tuple[Problem, ...] = ()
    if entry.file:
        path, name = pack.root / entry.file, entry.file
        if entry.password:
            given = password_of(pack.root, entry.password, entry.at)
            if isinstance(given, Problem):
                raise ReportError([given])
            password = given
        opened = open_paper(path, entry.at, password)
        if not isinstance(opened, Opened):
            raise ReportError(opened)
        pdf, problems = opened.pdf, opened.problems
        digest = _digest(path)
    else:
        name = entry.report or entry.text
        made, problems = _built(pack, entry) if entry.report else _set(pack, entry)
        pdf, digest = pikepdf.open(io.BytesIO(made)), hashlib.sha256(made).hexdigest()
    with pdf:
        title = entry.title or _title(pdf) or Path(name).stem
        return Paper(
            item.number,
            place,
            number,
            number, title, entry, name, digest, len(pdf.pages), is_tagged(pdf), path, made,
            problems, password,
        )  # fmt: skip


def is_tagged(pdf: pikepdf.Pdf) -> bool:
    """Whether a file says that it is tagged, and has a structure."""
    root = pdf.Root.get("/StructTreeRoot")
    marked = pdf.Root.get("/MarkInfo")
    told = isinstance(marked, Dictionary) and bool(marked.get("/Marked", False))
    return told and isinstance(root, Dictionary) and "/K" in root


def _title(pdf: pikepdf.Pdf) -> str:
    try:
        return " ".join(str(pdf.docinfo.get("/Title", "")).split())[:200]
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError):
        return ""


def _digest(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            found.update(block)
    return found.hexdigest()


def _built(pack: Pack, entry: PaperEntry) -> tuple[bytes, tuple[Problem, ...]]:
    """A report project's PDF, built into a folder that is gone afterwards."""
    from report.publish import build

    with tempfile.TemporaryDirectory(prefix="pack-") as folder:
        result = build(
            pack.root / entry.report,
            profiles=[entry.profile],
            out=Path(folder),
            pages=entry.pages,
            language=entry.language,
            stamped=False,  # the pack stamps all papers itself
        )
        return result.outputs[0].path.read_bytes(), tuple(_of_the_paper(result.problems))


def _set(pack: Pack, entry: PaperEntry) -> tuple[bytes, tuple[Problem, ...]]:
    """A Markdown text as a PDF in the brand."""
    from report.checks import check
    from report.layout import compose
    from report.publish.editions import Composed, edition, impress
    from report.publish.profiles import information
    from report.typography.library import FontLibrary

    title = entry.title or Path(entry.text).stem
    report = set_text(pack, entry, title)
    found = check(report).problems
    if any(problem.severity is Severity.ERROR for problem in found):
        raise ReportError(found)
    library = FontLibrary(pack.brand_root, report.brand.fonts)
    layout = compose(report, library)
    composed = Composed(pack.root, report, layout, library, information(report.settings))
    made = edition(impress(composed, report.profiles["screen"], None), "paper.pdf")
    return made.pdf, tuple(_of_the_paper((*report.problems, *layout.problems)))


def _of_the_paper(problems: Iterable[Problem]) -> Iterable[Problem]:
    """What a paper's own build warned of; notes and thin pages are no matter of the pack."""
    return (problem for problem in problems if problem.severity is Severity.WARNING and problem.realm is Realm.CONTENT
            and problem.code != "thin-page")  # fmt: skip
