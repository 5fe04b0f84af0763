"""PACK.yaml → the pack's files: the pack itself or a supplement to it, a copy for each recipient, and the manifest."""

from __future__ import annotations

import io
import secrets
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import pikepdf
from msgspec import Struct

from report.errors import Problem, Realm, ReportError, Severity
from report.layout.messages import catalogue
from report.layout.packs import compose_front
from report.model.pack import PackPlan, RecipientEntry
from report.model.profile import DocumentInformation
from report.packs.assembling import Assembled, Assembler
from report.packs.images import Shrunk, fit_size
from report.packs.manifest import pack_manifest, read_issue
from report.packs.numbering import paper_name, runs_of, safe_name
from report.packs.papers import Paper, gather_papers
from report.packs.plan import Issue, Matches, Numbered, match_issued, number_pack, number_supplement, plan_of
from report.packs.spool import Spool
from report.publish.outputs import write_all
from report.publish.profiles import information
from report.sources.packfile import Pack, password_of, read_pack
from report.typography.library import FontLibrary

SETTLING = 4  # times that the agenda is set, at most, until its own pages are as many as was thought


class PackFileMade(Struct, frozen=True):
    """A file of the pack on disk."""

    path: Path
    pages: int
    size: int
    copy_for: str = ""
    encrypted: bool = False


class PackResult(Struct, frozen=True):
    """What was written, and every warning."""

    files: tuple[PackFileMade, ...]
    manifest: Path
    problems: tuple[Problem, ...]
    separate: tuple[Path, ...] = ()


class Prepared(Struct, frozen=True):
    """A pack that is read, its papers at hand, its pages numbered."""

    pack: Pack
    papers: list[Paper]
    numbered: Numbered
    title: str
    stamp: DocumentInformation
    problems: tuple[Problem, ...]
    issue: Issue | None = None

    def plan(self, recipient: RecipientEntry | None = None) -> PackPlan:
        """What the pack's own pages show, for one recipient or for all."""
        word = catalogue(self.pack.file.language).gettext
        return plan_of(self.pack.file, self.title, self.papers, self.numbered, word, recipient,
                       supplement=self.issue is not None)  # fmt: skip


def prepare(path: Path, *, require_tagged: bool = False, issue: Issue | None = None) -> Prepared:
    """Read a pack and number its pages. Raises ReportError with everything that is wrong."""
    pack = read_pack(path)
    papers, problems = gather_papers(pack)
    untagged = [untagged_paper(paper, refused=require_tagged) for paper in papers if not paper.tagged]
    problems = (*pack.problems, *problems, *untagged)
    if require_tagged and untagged:
        raise ReportError(problems)
    word = catalogue(pack.file.language).gettext
    title = pack.file.meeting or f"{word('Meeting pack')} {pack.file.body}"
    if issue is not None:
        title = f"{word('Supplement')} {issue.supplements + 1}: {title[0].lower()}{title[1:]}"
    matches = match_issued(papers, issue) if issue is not None else None
    library = FontLibrary(pack.brand_root, pack.dressed.brand.fonts)
    front = 2
    for _ in range(SETTLING):
        numbered = _numbered(pack, papers, issue, matches, front)
        plan = plan_of(pack.file, title, papers, numbered, word, supplement=issue is not None)
        needed = compose_front(pack.dressed, library, plan, dividers=False).front
        if needed == front:
            break
        front = needed
    if issue is not None and not numbered.changes:
        hint = "name the manifest of the pack that was issued, and put the late paper in the pack file"
        message = "There is nothing new: the papers are those of the issued pack."
        raise ReportError([Problem("no-changes", message, hint=hint, realm=Realm.SETUP)])
    return Prepared(pack, papers, numbered, title, _information(pack, title), problems, issue)


def _numbered(
    pack: Pack, papers: Sequence[Paper], issue: Issue | None, matches: Matches | None, front: int
) -> Numbered:
    if issue is not None and matches is not None:
        return number_supplement(papers, issue, matches, front)
    return number_pack(pack.file, papers, front, dividers=pack.file.dividers)


def _information(pack: Pack, title: str) -> DocumentInformation:
    from msgspec.structs import replace

    file = pack.file
    subject = ", ".join(part for part in (file.body, file.date.isoformat(), file.place) if part)
    return replace(information(pack.dressed.settings), title=f"{title} {file.number}".strip(), subject=subject)


def untagged_paper(paper: Paper, *, refused: bool) -> Problem:
    """A paper whose author did not tag it."""
    hint = "ask for a tagged PDF; the pack holds its words page by page, without headings and tables"
    return Problem(
        "paper-untagged", f"{Path(paper.name).name} is not tagged by its author", paper.entry.at, hint,
        Severity.ERROR if refused else Severity.WARNING,
    )  # fmt: skip


def make_pack(
    path: Path,
    *,
    out: Path | None = None,
    require_tagged: bool = False,
    supplement_to: Path | None = None,
    most_bytes: int = 0,
    separate: bool = False,
) -> PackResult:
    """Make a pack, or a supplement to the one of a manifest, and a copy for each recipient, into `out` (`dist/` beside
    the pack file when None). `most_bytes` bounds each file's size, at the cost of its images. With `separate` each
    paper is also written as a file of its own. Raises ReportError; what was in `out` is then untouched."""
    issue = read_issue(supplement_to) if supplement_to is not None else None
    prepared = prepare(path, require_tagged=require_tagged, issue=issue)
    folder = out if out is not None else prepared.pack.root / "dist"
    base = base_name(prepared)
    with Spool() as spool:
        edition = _make_copies(prepared, folder, base, spool, most_bytes)
        problems = (*prepared.problems, *edition.problems)
        extra = _separate(prepared, folder, spool) if separate else ()
        manifest = folder / f"{base}.json"
        told = pack_manifest(
            prepared.pack.file, prepared.papers, prepared.numbered, edition.whole, edition.records, problems, issue
        )
        spool.put(manifest, told)
        write_all(spool)
    return PackResult(edition.files, manifest, problems, extra)


class _Edition(Struct, frozen=True):
    """The files of a pack: what the manifest tells of each, the pack for all, and what was found in making them."""

    files: tuple[PackFileMade, ...]
    records: tuple[dict[str, Any], ...]
    whole: Assembled
    problems: tuple[Problem, ...]


def _make_copies(prepared: Prepared, folder: Path, base: str, spool: Spool, most_bytes: int) -> _Edition:
    """The pack for all and the copy of each recipient, one after the other, into the spool."""
    passwords = _passwords(prepared.pack)
    whole = assembled(prepared)
    problems = [*unread_pages(whole), *dropped(whole, prepared.papers)]
    files: list[PackFileMade] = []
    records: list[dict[str, Any]] = []
    for copy, recipient in enumerate((None, *prepared.pack.file.recipients)):
        made = assembled(prepared, recipient, copy) if recipient else whole
        name = f"{base}_{safe_name(f'copy-{copy:02d}', recipient.name)}" if recipient else base
        shrunk = fit_size(made.pdf, most_bytes) if most_bytes else Shrunk()
        pages = len(made.pdf.pages)
        pdf = saved(made.pdf, passwords.get(recipient.name, "") if recipient else "")
        if most_bytes and len(pdf) > most_bytes:
            problems.append(too_large(name, len(pdf), most_bytes, prepared, shrunk))
        target = folder / f"{name}.pdf"
        spool.put(target, pdf)
        encrypted = bool(recipient and recipient.password)
        files.append(PackFileMade(target, pages, len(pdf), recipient.name if recipient else "", encrypted))
        records.append(_record(files[-1], recipient, copy, pdf, shrunk))
    return _Edition(tuple(files), tuple(records), whole, tuple(problems))


def base_name(prepared: Prepared) -> str:
    """What the pack's files are called: day, body, number, and which supplement."""
    file = prepared.pack.file
    late = f"supplement-{prepared.issue.supplements + 1}" if prepared.issue else ""
    return safe_name(file.date.isoformat(), file.short or file.body, file.number, late)


def assembled(prepared: Prepared, recipient: RecipientEntry | None = None, copy: int = 0) -> Assembled:
    """The pack in memory, for one recipient or for all."""
    plan = prepared.plan(recipient)
    return Assembler(prepared.pack, plan, prepared.numbered, prepared.stamp, recipient, copy).assemble(prepared.papers)


def saved(pdf: pikepdf.Pdf, password: str = "") -> bytes:
    """The bytes of a pack, encrypted with AES-256 where there is a password; assistive technology may read it still."""
    target = io.BytesIO()
    pdf.remove_unreferenced_resources()
    encryption: pikepdf.Encryption | bool = False
    if password:
        allowed = pikepdf.Permissions(
            accessibility=True, extract=True, modify_annotation=False, modify_assembly=False, modify_form=False,
            modify_other=False, print_lowres=True, print_highres=True,
        )  # fmt: skip
        encryption = pikepdf.Encryption(user=password, owner=secrets.token_urlsafe(24), R=6, allow=allowed)
    pdf.save(
        target,
        min_version="1.7",
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        recompress_flate=False,
        deterministic_id=not password,
        encryption=encryption,
        fix_metadata_version=False,
    )
    return target.getvalue()


def _passwords(pack: Pack) -> dict[str, str]:
    """The recipients' passwords by name. Raises ReportError for those that are not to be had."""
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for recipient in pack.file.recipients:
        if not recipient.password:
            continue
        given = password_of(pack.root, recipient.password, recipient.at)
        if isinstance(given, Problem):
            problems.append(given)
        elif len(given.encode()) > MOST_PASSWORD:
            message = f"the password of {recipient.name} is longer than {MOST_PASSWORD} bytes"
            problems.append(Problem("bad-password", message, recipient.at, "choose a shorter one", realm=Realm.SETUP))
        else:
            found[recipient.name] = given
    if problems:
        raise ReportError(problems)
    return found


MOST_PASSWORD = 127  # bytes (ISO 32000-2, 7.6.4.3.3)


def _record(
    file: PackFileMade, recipient: RecipientEntry | None, copy: int, pdf: bytes, shrunk: Shrunk
) -> dict[str, Any]:
    """What the manifest tells of a file. The hash of an encrypted one would change with each making."""
    told: dict[str, Any] = {"file": file.path.name, "pages": file.pages}
    if recipient is not None:
        told |= {"copy": copy, "name": recipient.name, "without": list(recipient.without),
                 "encrypted": file.encrypted}  # fmt: skip
    if not file.encrypted:
        told |= {"bytes": file.size, "sha256": sha256(pdf).hexdigest()}
    if shrunk.images:
        told |= {"images-recompressed": shrunk.images, "resolution": shrunk.resolution, "quality": shrunk.quality}
    return told


def unread_pages(made: Assembled) -> list[Problem]:
    """Pages that hold nothing to be read, such as scans."""
    if not made.unread:
        return []
    message = f"no text can be read on page {runs_of(made.unread)}"
    hint = "ask for the paper as it was written instead of as a scan, or have its text recognised"
    return [Problem("pages-unread", message, hint=hint, severity=Severity.WARNING)]


def dropped(made: Assembled, papers: Sequence[Paper]) -> list[Problem]:
    """What papers held that does not work in any pack: actions that run something, links to places that are not."""
    problems: list[Problem] = []
    for paper in papers:
        bound = made.bound.get(paper.number)
        if bound is None:
            continue
        name = Path(paper.name).name
        if bound.stopped:
            kinds = ", ".join(sorted(set(bound.stopped)))
            message, hint = f"{name} holds actions that do not work in a pack: {kinds}", "its pages are complete"
            problems.append(Problem("paper-actions", message, paper.entry.at, hint, Severity.WARNING))
        if bound.lost:
            message = f"{len(bound.lost)} links of {name} lead nowhere, as they do in the file itself"
            problems.append(Problem("paper-links", message, paper.entry.at, "the manifest names them", Severity.NOTE))
    return problems


def too_large(name: str, size: int, most: int, prepared: Prepared, shrunk: Shrunk) -> Problem:
    """A file that stays too large with its images at the lowest quality that is allowed; the heaviest papers."""
    weights = sorted(((len(paper.content()), paper) for paper in prepared.papers), key=lambda one: -one[0])[:5]
    heaviest = ", ".join(f"{paper.number} {Path(paper.name).name} ({size / 1e6:.1f} MB)" for size, paper in weights)
    message = f"{name}.pdf has {size / 1e6:.1f} MB, more than {most / 1e6:g} MB, with images at {shrunk.resolution} ppi"
    return Problem("pack-too-heavy", message, hint=f"the heaviest papers: {heaviest}", severity=Severity.WARNING)


def _separate(prepared: Prepared, folder: Path, spool: Spool) -> tuple[Path, ...]:
    """Each paper as it came, under a name that every system takes."""
    named: list[Path] = []
    for paper in prepared.papers:
        name = paper_name(paper.item, paper.place, paper.title, paper.entry.version)
        while folder / "papers" / f"{name}.pdf" in named:  # items 6 and 06
            name += "-"
        named.append(folder / "papers" / f"{name}.pdf")
        spool.put(named[-1], paper.content())
    return tuple(named)


def render_pack(path: Path, *, recipient: str = "", require_tagged: bool = False) -> bytes:
    """A pack in memory, or the copy of one recipient; nothing is written. Raises ReportError as `make_pack` does."""
    prepared = prepare(path, require_tagged=require_tagged)
    if not recipient:
        return saved(assembled(prepared).pdf)
    recipients = prepared.pack.file.recipients
    found = next(((place, one) for place, one in enumerate(recipients, start=1) if one.name == recipient), None)
    if found is None:
        hint = f"known: {', '.join(one.name for one in recipients)}" if recipients else "the pack file names none"
        message = f"there is no recipient {recipient}"
        raise ReportError([Problem("unknown-recipient", message, hint=hint, realm=Realm.SETUP)])
    password = _passwords(prepared.pack).get(recipient, "")
    return saved(assembled(prepared, found[1], found[0]).pdf, password)
