"""A manifest, a project or a PDF of ours → the state of the report that it holds."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from report.errors import Problem, Realm, ReportError

MOST_BYTES = 100_000_000  # of a manifest
MOST_PDF = 1_000_000_000


class Quantity(Struct, frozen=True):
    """A figure: its value as a number where it is one, as it is written, and what it is called."""

    value: str
    label: str = ""
    unit: str = ""
    period: str = ""

    @property
    def number(self) -> Decimal | None:
        try:
            found = Decimal(self.value)
        except InvalidOperation:
            return None
        return found if found.is_finite() else None


class Text(Struct, frozen=True):
    """An article, or what stands before the first one of a section."""

    id: str
    title: str
    paragraphs: tuple[str, ...]


class PageMark(Struct, frozen=True):
    """A page: its folio and what tells it from any other."""

    folio: str
    hash: str


class State(Struct, frozen=True):
    """One state of a report. `pdf` is a file with its pages, `project` the folder that it was read from, if known."""

    name: str
    title: str
    language: str
    version: str
    status: str
    code: str
    figures: Mapping[str, Quantity]
    texts: tuple[Text, ...]
    pages: tuple[PageMark, ...]
    pdf: Path | None = None
    project: Path | None = None
    organisation: str = ""
    period: int = 0
    tagged: bool = False  # read from the tags of a PDF, which know no ids


def state_of(path: Path, language: str = "") -> State:
    """The state at this path. Raises ReportError for what holds none, in the user's words."""
    if path.is_dir():
        return _of_project(path, language)
    if not path.is_file():
        raise _refused("no-state", f"there is no '{path}'", "name a project's folder, a manifest or a PDF")
    if path.suffix.lower() == ".pdf":
        return _of_pdf(path)
    return _of_manifest(path, _read(path))


def states_of(old: Path, new: Path, language: str = "") -> tuple[State, State]:
    """Both states, told in the same way: where one is known by its tags alone, so is the other. Raises ReportError."""
    states = (state_of(old, language), state_of(new, language))
    if states[0].tagged == states[1].tagged:
        return states
    first, second = (state if state.tagged else _by_tags(state) for state in states)
    return first, second


def _by_tags(state: State) -> State:
    """A state as its PDF tells it; a project's is made for it."""
    from report.publish import render
    from report.publish.changes.tagged import read_tags

    if state.pdf is not None:
        return read_tags(state.pdf, state.name)
    if state.project is None:
        raise _refused("no-pdf", f"the PDF of {state.name} is not beside it", "name the PDF, or the project")
    with TemporaryDirectory(prefix="report-") as folder:
        file = Path(folder) / "report.pdf"
        file.write_bytes(render(state.project, language=state.language))
        return replace(read_tags(file, state.name), pdf=None, project=state.project)


def _of_project(path: Path, language: str) -> State:
    """The project as it stands, composed but not painted."""
    from report.publish.editions import compose
    from report.publish.readings import read, wanted
    from report.publish.record import article_records, fact_records, page_records

    reading = read(path, wanted(path, language)[0])
    if not reading.sound:
        raise ReportError(reading.problems)
    report = reading.report
    settings = report.settings
    data = {
        "report": {
            "title": settings.title,
            "language": settings.language,
            "version": settings.version,
            "status": settings.status.value,
            "content": report.content_hash,
            "organisation": settings.organisation,
            "period": settings.period,
        },
        "facts": fact_records(report),
        "articles": article_records(report),
        "pages": page_records(compose(path, report).layout),
    }
    return _state(path.resolve().name, data, None, path)


def _of_pdf(path: Path) -> State:
    """A PDF by the manifest that stands beside it, which holds its hash; else by what its tags say."""
    if path.stat().st_size > MOST_PDF:
        raise _refused("state-too-large", f"{path.name} is larger than {MOST_PDF // 1_000_000} MB", "name its manifest")
    digest = sha256(path.read_bytes()).hexdigest()
    for beside in sorted(path.parent.glob("*.json")):
        data = _manifest_in(beside)
        made = data.get("profiles") if data else None
        described = made.values() if isinstance(made, dict) else ()
        if data and digest in [one.get("sha256") for one in described if isinstance(one, dict)]:
            return _of_manifest(beside, data, path)
    from report.publish.changes.tagged import read_tags

    return read_tags(path)


def _read(path: Path) -> dict[str, Any]:
    data = _manifest_in(path)
    if data is None:
        hint = "name a project's folder, a PDF, or the manifest that stands beside a PDF"
        raise _refused("bad-manifest", f"{path.name} is no manifest of a report", hint)
    return data


def _manifest_in(path: Path) -> dict[str, Any] | None:
    """The manifest in a file; None where it holds something else, or more than any manifest does."""
    try:
        data = json.loads(path.read_text("utf-8")) if path.stat().st_size <= MOST_BYTES else None
    except (ValueError, RecursionError, OSError):
        return None
    is_one = isinstance(data, dict) and "manifest" in data and isinstance(data.get("report"), dict)
    return data if is_one else None


def _of_manifest(path: Path, data: dict[str, Any], pdf: Path | None = None) -> State:
    if not {"facts", "articles", "pages"} <= data.keys():
        hint = "build the report anew with this version, or compare with the project"
        raise _refused("old-manifest", f"{path.name} does not hold the report's texts and figures", hint)
    project = path.resolve().parent.parent
    return _state(path.name, data, pdf or next(_pdfs(path, data), None), project if _is_project(project) else None)


def _pdfs(path: Path, data: Mapping[str, Any]) -> Iterator[Path]:
    """The PDFs beside a manifest that are those it describes, the screen's first."""
    made = data.get("profiles")
    profiles = made if isinstance(made, dict) else {}
    for name in sorted(profiles, key=lambda name: (name != "screen", name)):
        described = profiles[name]
        file = path.parent / Path(str(described.get("file", ""))).name if isinstance(described, dict) else path
        if file.is_file() and file != path and sha256(file.read_bytes()).hexdigest() == described.get("sha256"):
            yield file


def _is_project(folder: Path) -> bool:
    return (folder / "config" / "report.yaml").is_file()


def _state(name: str, data: Mapping[str, Any], pdf: Path | None, project: Path | None) -> State:
    """The state in these data. Raises ReportError where they are of another form."""
    try:
        told = data["report"]
        return State(
            name=name,
            title=str(told["title"]),
            language=str(told["language"]),
            version=str(told.get("version", "")),
            status=str(told.get("status", "")),
            code=str(told.get("content", "")),
            figures={
                str(key): Quantity(str(one["value"]), str(one["label"]), str(one["unit"]), str(one["period"]))
                for key, one in data["facts"].items()
            },
            texts=tuple(
                Text(str(one["id"]), str(one["title"]), tuple(str(part) for part in one["paragraphs"]))
                for one in data["articles"]
            ),
            pages=tuple(PageMark(str(one["folio"]), str(one["hash"])) for one in data["pages"]),
            pdf=pdf,
            project=project,
            organisation=str(told.get("organisation", "")),
            period=int(told.get("period", 0)),
        )
    except (KeyError, TypeError, AttributeError, ValueError):
        hint = "build the report anew, or compare with the project"
        raise _refused("bad-manifest", f"{name} is no manifest of a report as this program writes them", hint) from None


def _refused(code: str, message: str, hint: str) -> ReportError:
    return ReportError([Problem(code, message, hint=hint, realm=Realm.SETUP)])
