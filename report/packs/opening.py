"""A paper's file → an opened PDF that can be bound, or a problem that names the file and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pikepdf
from msgspec import Struct
from pikepdf import Array, Dictionary, Name, Object, Pdf

from report.errors import Location, Problem, Severity

MOST_BYTES = 500_000_000
MOST_PAGES = 5_000
LARGEST_SIDE = 14_400.0  # pt: what readers can show (ISO 32000-1, annex C)


class Opened(Struct, frozen=True):
    """A paper ready to be bound, and what a secretary should know about it."""

    pdf: Pdf
    problems: tuple[Problem, ...]


def open_paper(path: Path, at: Location, password: str = "") -> Opened | tuple[Problem, ...]:
    """Open a paper; `at` is where the pack file names it, `password` opens an encrypted one. Problems alone mean that
    it cannot be bound."""
    name = path.name
    try:
        if path.stat().st_size > MOST_BYTES:
            return (_refused("paper-too-large", f"{name} is larger than {MOST_BYTES // 1_000_000} MB", at,
                             "ask for a smaller file"),)  # fmt: skip
        pdf = pikepdf.open(path, password=password, attempt_recovery=True, suppress_warnings=True)
    except pikepdf.PasswordError:
        hint = "give its password in the pack file: password: env:NAME, or file:NAME"
        if password:
            hint = "the password that the pack file points to does not open it"
        return (_refused("paper-encrypted", f"{name} is encrypted", at, hint),)
    except pikepdf.PdfError as fault:
        hint = "open it in a viewer and print it to a new PDF, or ask for it again"
        return (_refused("paper-damaged", f"{name} is damaged or no PDF: {_first(fault)}", at, hint),)
    except OSError as fault:
        message = f"{name} cannot be read: {fault.strerror or fault}"
        return (_refused("paper-unreadable", message, at, "look at its name and its rights"),)
    refusal = _refusal(pdf, name, at)
    if refusal is not None:
        pdf.close()
        return (refusal,)
    return Opened(pdf, tuple(_warnings(pdf, name, at)))


def _refusal(pdf: Pdf, name: str, at: Location) -> Problem | None:
    try:
        count = len(pdf.pages)
    except (pikepdf.PdfError, ValueError, RecursionError) as fault:
        return _refused("paper-damaged", f"{name} is damaged: {_first(fault)}", at, "ask for it again")
    if "/Collection" in pdf.Root:
        hint = "take the files out of it and name each as a paper"
        return _refused("paper-portfolio", f"{name} is a portfolio: its papers are files inside it", at, hint)
    if count == 0:
        return _refused("paper-empty", f"{name} has no pages", at, "ask for it again")
    if count > MOST_PAGES:
        return _refused("paper-too-long", f"{name} has {count} pages; {MOST_PAGES} at most", at, "divide it")
    for number, page in enumerate(pdf.pages, 1):
        try:
            left, bottom, right, top = (float(side) for side in page.mediabox)
        except (TypeError, ValueError, pikepdf.PdfError):
            return _refused("paper-damaged", f"page {number} of {name} has no size", at, "print it to a new PDF")
        if not 0 < abs(right - left) <= LARGEST_SIDE or not 0 < abs(top - bottom) <= LARGEST_SIDE:
            return _refused("paper-page-size", f"page {number} of {name} has an impossible size", at, "export it anew")
    form = pdf.Root.get("/AcroForm")
    dynamic = bool(pdf.Root.get("/NeedsRendering", False))
    if isinstance(form, Dictionary) and "/XFA" in form and (dynamic or not len(form.get("/Fields", Array()))):
        hint = "print it to a new PDF from the program that fills it in"
        return _refused("paper-xfa", f"{name} is an XFA form: what it shows is not in its pages", at, hint)
    return None


def _warnings(pdf: Pdf, name: str, at: Location) -> list[Problem]:
    problems: list[Problem] = []

    def warn(code: str, message: str, hint: str) -> None:
        problems.append(Problem(code, message, at, hint, Severity.WARNING))

    if pdf.is_encrypted:
        warn("paper-was-encrypted", f"{name} is encrypted; in the pack it is not", "encrypt the copies of the pack")
    if _signed(pdf):
        warn("paper-signed", f"{name} is signed; its signature is no longer valid in a pack", "keep the original too")
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, Dictionary) and len(form.get("/Fields", Array())):
        warn("paper-form", f"{name} is a form; in the pack its fields are as they are filled in", "check its pages")
    if pdf.get_warnings():
        warn("paper-repaired", f"{name} is damaged and was repaired; pages may be missing from it", "check its pages")
    if _runs(pdf):
        warn("paper-scripts", f"{name} holds scripts or other actions; in the pack nothing runs", "check its pages")
    names = pdf.Root.get("/Names")
    if isinstance(names, Dictionary) and "/EmbeddedFiles" in names:
        warn("paper-attachments", f"{name} carries files; they are not in the pack", "name them as papers of their own")
    return problems


def _runs(pdf: Pdf) -> bool:
    """Whether something in the file acts by itself when it is opened."""
    opened, names = pdf.Root.get("/OpenAction"), pdf.Root.get("/Names")
    if isinstance(opened, Dictionary) and opened.get("/S") != Name.GoTo:
        return True
    return "/AA" in pdf.Root or (isinstance(names, Dictionary) and "/JavaScript" in names)


def _signed(pdf: Pdf) -> bool:
    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, Dictionary):
        return False
    if int(form.get("/SigFlags", 0)) & 1:
        return True
    return any(_is_signature(field) for field in form.get("/Fields", Array()))


def _is_signature(field: Object) -> bool:
    return isinstance(field, Dictionary) and field.get("/FT") == Name.Sig and "/V" in field


def _refused(code: str, message: str, at: Location, hint: str) -> Problem:
    return Problem(code, message, at, hint)


def _first(fault: Exception) -> str:
    """The first line of what a library says, without the path that it begins with."""
    text = str(fault).splitlines()[0] if str(fault) else type(fault).__name__
    return text.rsplit(": ", 1)[-1]
