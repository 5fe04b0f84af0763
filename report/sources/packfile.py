"""Turns PACK.yaml and the Markdown papers it names into the pack's agenda, its brand, and reports to be set."""

from __future__ import annotations

import os
import re
from pathlib import Path

from msgspec import Struct

from report.errors import Location, Problem, Realm, ReportError, Severity, in_reading_order
from report.model.pack import ItemEntry, PackFile, PaperEntry, RecipientEntry, paper_number
from report.model.report import ArticleSection, LoadedSection, Report, ReportFile
from report.sources.brand import house_brand, read_brand
from report.sources.profiles import built_in
from report.sources.project import CONFIG, Project
from report.sources.prose import read_prose
from report.sources.reading import Reader
from report.sources.wording import LANGUAGE
from report.sources.yamlfile import parse

MOST_ITEMS, MOST_PAPERS, MOST_RECIPIENTS = 200, 500, 200
PASSWORD_LIMIT = 1024  # bytes; AES-256 of PDF 2.0 takes 127
_NUMBER = re.compile(r"[0-9A-Za-z]{1,4}(?:\.[0-9A-Za-z]{1,3}){0,2}\Z")


class Pack(Struct, frozen=True):
    """A pack as read: `root` is the folder that its files are relative to; `dressed` is an empty report in the brand,
    for the pack's own pages; `brand_root` is where the brand's fonts and logos are."""

    root: Path
    file: PackFile
    brand_root: Path
    dressed: Report
    problems: tuple[Problem, ...]


def read_pack(path: Path) -> Pack:
    """Read a pack file, or the PACK.yaml of a folder. Raises ReportError with all its problems when one is an error."""
    path = path / "PACK.yaml" if path.is_dir() else path
    project = Project(path.parent)
    name = path.name
    text = project.text(name, None, Realm.SETUP) if path.is_file() else None
    if not path.is_file():
        message, hint = f"There is no pack file {path}.", "docs/packs.md shows how to write one."
        project.problem("no-pack", message, None, hint, realm=Realm.SETUP)
    node = parse(project, name, text, Realm.SETUP) if text is not None else None
    if node is None:
        if not project.problems:
            project.problem("yaml-syntax", f"{name} is empty.", Location(name), realm=Realm.SETUP)
        raise ReportError(project.problems)
    file = Reader(project, Realm.SETUP).read(node, PackFile, name)
    _stop(project)
    file = _numbered(file)
    _check(project, file)
    brand_root, dressed = _dressed(project, file)
    _stop(project)
    return Pack(project.root, file, brand_root, dressed, in_reading_order(project.problems))


def _stop(project: Project) -> None:
    if any(problem.severity is Severity.ERROR for problem in project.problems):
        raise ReportError(project.problems)


def _numbered(file: PackFile) -> PackFile:
    """The file with numbers for the items that have none."""
    items = tuple(
        item if item.number else _changed(item, number=str(place)) for place, item in enumerate(file.items, start=1)
    )
    values = {name: getattr(file, name) for name in vars(file)}
    return PackFile(**(values | {"items": items}))


def _changed(item: ItemEntry, **changes: str) -> ItemEntry:
    return ItemEntry(**({name: getattr(item, name) for name in vars(item)} | changes))


def _check(project: Project, file: PackFile) -> None:
    def wrong(code: str, message: str, at: Location, hint: str = "") -> None:
        project.problem(code, message, at, hint, realm=Realm.SETUP)

    start = file.items[0].at if file.items else Location("PACK.yaml")
    if not file.items:
        wrong("no-items", "The agenda has no items.", start, "Begin with: items: [{title: Opening}].")
    if not LANGUAGE.match(file.language):
        wrong("bad-language", f"“{file.language}” is not a language tag.", start, "Write nl, nl-NL, en or en-GB.")
    papers = [paper for item in file.items for paper in item.papers]
    for what, count, most in (("items", len(file.items), MOST_ITEMS), ("papers", len(papers), MOST_PAPERS),
                              ("recipients", len(file.recipients), MOST_RECIPIENTS)):  # fmt: skip
        if count > most:
            wrong("pack-too-large", f"The pack has {count} {what}; {most} at most.", start, "Divide it.")
    seen: dict[str, Location] = {}
    for item in file.items:
        if not _NUMBER.match(item.number):
            wrong("bad-number", f"“{item.number}” is not the number of an item.", item.at, "Write 4, 4a or 4.1.")
        if item.number in seen:
            wrong("number-twice", f"Another item has the number {item.number}: {seen[item.number]}.", item.at)
        seen[item.number] = item.at
        for paper in item.papers:
            _check_paper(project, paper)
    numbers = set(seen) | {paper_number(item.number, k) for item in file.items for k in range(len(item.papers))}
    names: set[str] = set()
    for recipient in file.recipients:
        _check_recipient(project, recipient, numbers, names)


def _check_paper(project: Project, paper: PaperEntry) -> None:
    given = [key for key in ("file", "report", "text") if getattr(paper, key)]
    if len(given) != 1:
        what = " and ".join(given) or "nothing"
        hint = "Give one of file (a PDF), report (a project's folder) or text (Markdown)."
        project.problem("paper-source", f"A paper is one thing, and this one names {what}.", paper.at, hint,
                        realm=Realm.SETUP)  # fmt: skip
    elif paper.file or paper.text:
        project.find(paper.file or paper.text, paper.at)
    elif not _inside(project.root, paper.report):
        project.problem("file-outside", f"{paper.report} is no folder inside that of the pack.", paper.at,
                        "Report projects stand below the pack's folder; . is that folder itself.",
                        realm=Realm.SETUP)  # fmt: skip
    if (paper.pages or paper.language) and not paper.report:
        project.problem("paper-pages", "Only a report project has `pages` and `language`.", paper.at,
                        "Leave them away: a PDF is bound whole.", realm=Realm.SETUP)  # fmt: skip
    if paper.password:
        _check_password(project, paper.password, paper.at)


def _check_recipient(project: Project, recipient: RecipientEntry, numbers: set[str], names: set[str]) -> None:
    def wrong(code: str, message: str, hint: str = "") -> None:
        project.problem(code, message, recipient.at, hint, realm=Realm.SETUP)

    if not recipient.name.strip():
        wrong("bad-recipient", "A recipient has no name.", "The name stands on each page of the copy.")
    if recipient.name in names:
        wrong("recipient-twice", f"{recipient.name} is named twice.", "Each recipient gets one copy.")
    names.add(recipient.name)
    for number in recipient.without:
        if number not in numbers:
            wrong("unknown-item", f"The agenda has no item or paper {number}.", "Write numbers in quotes: '4.2'.")
    if recipient.password:
        _check_password(project, recipient.password, recipient.at)


def _check_password(project: Project, written: str, at: Location) -> None:
    """A password stands nowhere in the pack file: what is written there is printed and kept."""
    kind, _, name = written.partition(":")
    if kind not in ("env", "file") or not name:
        message = "A password does not stand in the pack file itself."
        hint = "Write env:NAME for a variable of the environment, or file:NAME for a file that holds it alone."
        project.problem("password-written", message, at, hint, realm=Realm.SETUP)


def password_of(root: Path, written: str, at: Location) -> str | Problem:
    """The password that `env:NAME` or `file:NAME` stands for; a problem that never tells it."""
    kind, _, name = written.partition(":")
    if kind == "env":
        value = os.environ.get(name, "")
        if not value:
            hint = "set it before making the pack"
            return Problem("no-password", f"the environment has no {name}", at, hint, realm=Realm.SETUP)
        return value
    project = Project(root)
    data = project.data(name, at, PASSWORD_LIMIT, Realm.SETUP)
    if data is None:
        return project.problems[0]
    text = project.decoded(name, data, realm=Realm.SETUP)
    if text is None:
        return project.problems[0]
    value = text.strip("\n")
    if not value or "\n" in value:
        hint = "put the password in it, on one line, and nothing else"
        return Problem("no-password", f"{name} holds no password of one line", at, hint, realm=Realm.SETUP)
    return value


def _inside(root: Path, name: str) -> bool:
    folder = root / name
    try:
        return folder.is_dir() and folder.resolve().is_relative_to(root)
    except (OSError, ValueError):
        return False


def _dressed(pack: Project, file: PackFile) -> tuple[Path, Report]:
    """The brand's folder, and an empty report in the brand with the pack's own words."""
    if file.brand and not _inside(pack.root, file.brand):
        at = file.items[0].at if file.items else None
        message, hint = f"{file.brand} is no folder inside that of the pack.", "Name the folder of a report project."
        pack.problem("file-outside", message, at, hint, realm=Realm.SETUP)
    project = Project(pack.root / file.brand if file.brand else pack.root)
    name = f"{CONFIG}/brand.yaml"
    present = (project.root / name).exists()
    brand = read_brand(project, name, None) if present or file.brand else house_brand(project)
    pack.problems += project.problems
    settings = ReportFile(
        organisation=file.organisation, title=file.meeting or file.body, slug="pack", language=file.language,
        period=file.date.year, sections=(), date=file.date,
    )  # fmt: skip
    profiles = {"screen": built_in("screen")}
    return project.root, Report(str(project.root), settings, brand, (), {}, (), profiles=profiles)


def set_text(pack: Pack, paper: PaperEntry, title: str) -> Report:
    """The report of one section that a Markdown paper is. Raises ReportError for what is wrong with the text."""
    project = Project(pack.root)
    prose = read_prose(project, paper.text, "article", paper.at)
    problems = in_reading_order(project.problems)
    if prose is None or any(problem.severity is Severity.ERROR for problem in problems):
        raise ReportError(problems)
    own = pack.dressed.settings
    settings = ReportFile(
        organisation=own.organisation, title=title, slug="paper", language=own.language, period=own.period,
        sections=(), date=own.date,
    )  # fmt: skip
    section = LoadedSection(ArticleSection(kind="article", source=paper.text), "text", Location(paper.text), prose)
    return Report(
        str(project.root), settings, pack.dressed.brand, (section,), {}, project.sources, problems,
        project.images, pack.dressed.profiles,
    )  # fmt: skip
