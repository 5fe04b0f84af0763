"""Turns a report project into next year's: comparatives moved up, figures emptied, texts marked, links listed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from report.errors import Location, Problem, Realm, ReportError
from report.model.report import Report
from report.publish.manifest import FORMAT, as_json, statements_as_data
from report.publish.readings import read_all
from report.sources.project import CONFIG, Project
from report.sources.yearturn import Turned, links_in, turned_figures, turned_settings, turned_text, years_in

TO_DO = "to-do.md"
PRIOR = "prior"
SETTINGS = f"{CONFIG}/report."
LIKELY_TEXT = 4_000_000  # bytes; larger ones are no texts of ours


class RolledForward(Struct, frozen=True):
    """What was made: the new project's files by name, how many figures were emptied, texts marked, links listed."""

    files: tuple[str, ...]
    figures: int
    texts: int
    links: int


def roll_forward(root: Path, target: Path) -> RolledForward:
    """Make next year's project of the one in `root`, in the new or empty folder `target`. Raises ReportError when the
    project has errors or the folder cannot be used; nothing is then left behind."""
    _refuse(root, target)
    making = _Making(root, [reading.report for reading in read_all(root)])
    contents = making.contents()
    made = not target.exists()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".rollforward-", dir=target.parent) as scratch:
            for name, content in contents.items():
                path = Path(scratch) / name
                path.parent.mkdir(parents=True, exist_ok=True)
                if isinstance(content, Path):
                    shutil.copyfile(content, path)
                else:
                    path.write_bytes(content)
            target.mkdir(exist_ok=True)
            for entry in sorted(Path(scratch).iterdir()):
                entry.replace(target / entry.name)
    except OSError as fault:
        if made and target.is_dir():
            shutil.rmtree(target, ignore_errors=True)
        reason = fault.strerror or str(fault)
        raise _refused(
            "folder-unwritable", f"{target} cannot be written: {reason}.", "Choose another folder."
        ) from fault
    return RolledForward(tuple(contents), len(making.emptied), len(making.marked), len(making.links))


class _Making:
    """Gathers the new project's files and what is to be done in them."""

    def __init__(self, root: Path, reports: Sequence[Report]) -> None:
        self.root, self.report = root.resolve(), reports[0]
        self.year = self.report.settings.period
        self._read = {source.name for report in reports for source in report.sources}
        self._settings = {name for name in self._read if name.startswith(SETTINGS)}
        self._cells = frozenset(
            f"{statement.id}.{row.id}.{column.id}"
            for report in reports
            for statement in report.statements.values()
            for row in statement.rows
            for column in statement.columns
        )
        self._brands = {f"{CONFIG}/{report.settings.brand}" for report in reports}
        self.project = Project(root)
        self.emptied: list[tuple[Location, str, str]] = []
        self.charts: list[tuple[Location, str]] = []
        self.untouched: list[Location] = []
        self.marked: list[str] = []
        self.links: list[tuple[str, int, str]] = []
        self.years: list[tuple[str, int]] = []
        self.tables: list[str] = []

    def contents(self) -> dict[str, bytes | Path]:
        """The files of the new project, by name: bytes where they differ, else the file to copy."""
        prior = f"{PRIOR}/{self.report.settings.slug}.json"
        found: dict[str, bytes | Path] = {}
        for name, path in self._files():
            found[name] = self._turned(name, path, prior)
        if self.report.statements:
            published = {"manifest": FORMAT, "statements": statements_as_data(self.report)}
            found[f"{CONFIG}/{prior}"] = as_json(published)
        found[TO_DO] = self._to_do().encode("utf-8")
        return found

    def _files(self) -> Iterator[tuple[str, Path]]:
        for folder in (CONFIG, "assets"):
            for path in sorted((self.root / folder).rglob("*")):
                name = path.relative_to(self.root)
                hidden = any(part.startswith((".", "~$")) for part in name.parts)
                if path.is_file() and not hidden and path.resolve().is_relative_to(self.root):
                    yield name.as_posix(), path

    def _turned(self, name: str, path: Path, prior: str) -> bytes | Path:
        suffix = path.suffix.lower()
        if name in self._settings:
            return self._kept(turned_settings(self.project, name, self._text(path), self.year), name)
        if suffix == ".md" and name in self._read:
            text = turned_text(self._text(path), f"Taken over from {self.report.settings.title}.")
            self.marked.append(name)
            self.links += [(name, line, address) for line, address in links_in(text)]
            self.years += [(name, line) for line in years_in(text, self.year)]
            return text.encode("utf-8")
        if suffix in (".yaml", ".yml") and name in self._read - self._brands:
            statement = next((s for s in self.report.statements.values() if s.at.file == name), None)
            turned = turned_figures(self.project, name, self._text(path), self.year, statement, prior, self._cells)
            return self._kept(turned, name if statement is None and not turned.charts else "")
        if suffix in (".csv", ".tsv", ".xlsx", ".xlsm") and name in self._read:
            self.tables.append(name)
        return path

    def _text(self, path: Path) -> str:
        with path.open("rb") as file:
            data = file.read(LIKELY_TEXT)
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")

    def _kept(self, turned: Turned, searched: str) -> bytes:
        """A file's bytes, with what is to be done in it booked. `searched` is its name, if years in it count."""
        self.emptied += turned.emptied
        self.charts += turned.charts
        self.years += [(searched, line) for line in years_in(turned.text, self.year) if searched]
        self.untouched += turned.untouched
        return turned.text.encode("utf-8")

    def _to_do(self) -> str:
        """The list of what is left to do, as Markdown."""
        parts = {
            "Figures to fill in (last year's in brackets)": [
                f"{at} ({old}) {of}".rstrip() for at, old, of in self.emptied
            ],
            "Tables to replace": self.tables,
            "Charts to review: what their titles say, and figures of their own": [
                f"{at} {title}".rstrip() for at, title in self.charts
            ],
            "Values that were left as they are": [str(at) for at in self.untouched],
            "Texts to review; take the line `review` away when done": self.marked,
            f"Lines that name {self.year}": [f"{name}:{line}" for name, line in self.years],
            "Links to check": [f"{name}:{line} {address}" for name, line, address in self.links],
            "Warnings that were waived last year": [
                f"{waiver.code}: {waiver.reason}" for waiver in self.report.settings.waivers
            ],
        }
        lines = [f"# To do for {self.year + 1}", ""]
        for title, entries in parts.items():
            if entries:
                lines += [f"## {title}", "", *(f"- [ ] {entry}" for entry in entries), ""]
        return "\n".join(lines)


def _refuse(root: Path, target: Path) -> None:
    inside = target.resolve()
    for folder in (CONFIG, "assets"):
        if inside.is_relative_to(root.resolve() / folder):
            raise _refused(
                "folder-in-project", f"{target} is inside the project's {folder}/.", "Choose another folder."
            )
    if target.exists() and not target.is_dir():
        raise _refused("not-a-folder", f"{target} is a file.", "Name a new or an empty folder.")
    if target.exists() and any(not entry.name.startswith(".") for entry in target.iterdir()):
        raise _refused(
            "folder-in-use", f"{target} is not empty; nothing was changed.", "Name a new or an empty folder."
        )


def _refused(code: str, message: str, hint: str) -> ReportError:
    return ReportError([Problem(code, message, None, hint, realm=Realm.SETUP)])
