"""Turns PDFs that are inserted as they are into what layout needs to know of them, and into forms on their pages."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pikepdf
from msgspec import Struct
from msgspec.structs import replace

from report.errors import Problem, ReportError
from report.finish.grafting import Graft, bare, book, graft, prepare, well_tagged
from report.finish.meanings import Meaning
from report.model.report import InsertedPaper, InsertSection, LoadedSection, Report
from report.model.strictness import warnings_as
from report.paint import Insertion

MOST_BYTES = 100_000_000
MOST_PAGES = 200
DEEPEST = 12  # forms in forms

_MARKS = frozenset({"BMC", "BDC", "EMC", "MP", "DP"})
_FILES = {"/FontFile", "/FontFile2", "/FontFile3"}
_BROKEN = (pikepdf.PdfError, OSError, ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError)
SAVE_AS = "Save it anew as PDF/A, with all fonts embedded."


class Misfit(Struct, frozen=True):
    """Why a file cannot be inserted, and what to do."""

    code: str
    message: str
    hint: str


def inspected(root: Path, report: Report) -> tuple[Report, tuple[Problem, ...]]:
    """The report with its inserted files looked into, and what is wrong with them."""
    problems: list[Problem] = []
    sections = tuple(_inspected(root, loaded, problems) for loaded in report.sections)
    return replace(report, sections=sections), tuple(problems)


def _inspected(root: Path, loaded: LoadedSection, problems: list[Problem]) -> LoadedSection:
    section = loaded.section
    if not isinstance(section, InsertSection) or loaded.insert is None:
        return loaded
    found = look_into(root / section.file)
    if isinstance(found, Misfit):
        message = f"{section.file} {found.message}."
        problems.append(Problem(found.code, message, loaded.insert.at, found.hint))
        return replace(loaded, insert=None)
    pages, tagged = found
    if not tagged and not section.alt.strip():
        hint = "Say in `alt` what the pages hold; set their text as an article too if readers need all of it."
        problems.append(
            Problem(
                "missing-alt",
                f"{section.file} has neither tags that can be kept nor alternative text.",
                loaded.at,
                hint,
            )
        )
    return replace(loaded, insert=InsertedPaper(section.file, pages, tagged, loaded.insert.at))


def look_into(path: Path) -> tuple[tuple[tuple[float, float], ...], bool] | Misfit:
    """The size in pt of each page as it is seen, and whether the file is tagged; or why it cannot be inserted."""
    try:
        if path.stat().st_size > MOST_BYTES:
            return Misfit("insert-too-large", f"is larger than {MOST_BYTES // 1_000_000} MB", "Save it smaller.")
        data = path.read_bytes()
        with warnings_as("error"), pikepdf.open(io.BytesIO(data), suppress_warnings=True) as paper:
            return _looked_into(paper, data)
    except pikepdf.PasswordError:
        return Misfit("insert-encrypted", "asks for a password", "Insert a copy without one.")
    except (*_BROKEN, Warning):
        return Misfit("insert-damaged", "is no PDF that can be read", "Save it anew, or ask for it again.")


def _looked_into(paper: pikepdf.Pdf, data: bytes) -> tuple[tuple[tuple[float, float], ...], bool] | Misfit:
    if paper.is_encrypted:
        return Misfit("insert-encrypted", "is protected", "Insert a copy without protection.")
    if not 0 < len(paper.pages) <= MOST_PAGES:
        return Misfit("insert-too-large", f"has {len(paper.pages)} pages", f"Insert 1 to {MOST_PAGES} pages.")
    forms = [_form(page) for page in paper.pages]
    if paper.get_warnings():
        return Misfit("insert-damaged", "is damaged", "Save it anew, or ask for it again.")
    for number, form in enumerate(forms, start=1):
        for fault in _faults(form, 0):
            return Misfit("insert-unfit", f"cannot be part of a PDF/A: page {number} {fault}", SAVE_AS)
    sizes = tuple(_size(form) for form in forms)
    return sizes, well_tagged(paper, data)


def place(pdf: pikepdf.Pdf, insertions: Sequence[Insertion], colour: str, stack: ExitStack) -> None:
    """Put the pages of inserted files where painting has left room for them, each as a form XObject: what it shows is
    as it was. A well tagged file keeps its structure, below the element that stands for it. Of others the marks are
    taken out, for each page is part of one figure, and their annotations become part of the page. `colour` is that of
    the output intent. The files stay open until `stack` is closed: saving reads them."""
    by_file: dict[Path, list[Insertion]] = {}
    for insertion in insertions:
        by_file.setdefault(insertion.file, []).append(insertion)
    grafts: dict[Path, Graft] = {}
    meaning = Meaning(pdf, colour)
    for number, (file, pages) in enumerate(by_file.items(), start=1):
        try:
            made = _insert(pdf, file, pages, f"insert{number}-", meaning, stack)
        except _BROKEN as fault:
            message = f"{file.name} could not be inserted: {fault}"
            hint = "Save it anew, or ask for it again."
            raise ReportError([Problem("insert-damaged", message, hint=hint)]) from fault
        if pages[0].tagged:
            grafts[file] = made
    if grafts:
        book(pdf, grafts)


def _insert(
    pdf: pikepdf.Pdf, file: Path, pages: Sequence[Insertion], key: str, meaning: Meaning, stack: ExitStack
) -> Graft:
    """Put the pages of one file where they belong."""
    tagged = pages[0].tagged
    paper = stack.enter_context(_opened(file, flat=not tagged))
    made = Graft(key)
    for insertion in pages:
        form = pdf.copy_foreign(_form(paper.pages[insertion.page], marked=tagged))
        form["/Matrix"] = pikepdf.Array(_fitted(form, insertion.width, insertion.height))
        meaning.give(form)
        page = pdf.pages[insertion.sheet].obj
        page["/Resources"] = _with_form(page.get("/Resources", {}), insertion.name, form)
        made.forms[insertion.page] = (form, page)
    if tagged:
        _keep_structure(pdf, paper, made, pages)
    return made


def _keep_structure(pdf: pikepdf.Pdf, paper: pikepdf.Pdf, made: Graft, pages: Sequence[Insertion]) -> None:
    """Put a file's elements in the place of the figure that stands for them."""
    entries = pdf.Root.StructTreeRoot.ParentTree.Nums
    holder = entries[2 * pages[0].sheet + 1][0]
    for insertion in pages:
        others = [one if one.objgen != holder.objgen else None for one in entries[2 * insertion.sheet + 1]]
        while others and others[-1] is None:
            others.pop()
        entries[2 * insertion.sheet + 1] = pdf.make_indirect(pikepdf.Array(others))
        page = pdf.pages[insertion.sheet]
        page.obj["/Contents"] = pdf.make_stream(bare(page))
    tops = [pdf.copy_foreign(element) for element in prepare(paper, {insertion.page for insertion in pages})]
    graft(pdf, holder, tops, made)


def _with_form(given: Any, name: str, form: pikepdf.Object) -> pikepdf.Dictionary:
    """A page's own resources: those that it shares with others, and the form."""
    resources, forms = pikepdf.Dictionary(), pikepdf.Dictionary()
    for key, value in given.items():
        resources[key] = value
    for key, value in resources.get("/XObject", {}).items():
        forms[key] = value
    forms[f"/{name}"] = form
    resources["/XObject"] = forms
    return resources


def _opened(path: Path, *, flat: bool) -> pikepdf.Pdf:
    """A file; `flat` with what its annotations show (a signature, a stamp) drawn on its pages."""
    paper = pikepdf.open(io.BytesIO(path.read_bytes()), suppress_warnings=True)
    if not flat:
        return paper
    if "/AcroForm" in paper.Root:
        paper.generate_appearance_streams()
    paper.flatten_annotations("print")
    return paper


def _form(page: pikepdf.Page, *, marked: bool = False) -> pikepdf.Object:
    """A page as a form, without fonts that show nothing and what only editors need; with its marks if `marked`."""
    form = page.as_form_xobject()
    dropped = frozenset() if marked else _MARKS
    content = [entry for entry in pikepdf.parse_content_stream(form) if str(entry.operator) not in dropped]
    shown = _fonts_shown(content)
    kept = [entry for entry in content if str(entry.operator) != "Tf" or str(entry.operands[0]) in shown]
    form.write(pikepdf.unparse_content_stream(kept))
    resources = pikepdf.Dictionary()
    for key, value in form.get("/Resources", {}).items():
        resources[key] = value
    fonts = pikepdf.Dictionary()
    for name, font in resources.get("/Font", {}).items():
        if name in shown:
            fonts[name] = font
    resources["/Font"] = fonts
    form["/Resources"] = resources
    for key in ("/StructParents", "/StructParent", "/PieceInfo", "/LastModified", "/Metadata", "/OC"):
        if key in form:
            del form[key]
    return form


def _fonts_shown(content: Iterable[Any]) -> set[str]:
    """The resource names of the fonts that text is shown in."""
    shown: set[str] = set()
    font, saved = "", []
    for entry in content:
        operator = str(entry.operator)
        if operator == "Tf":
            font = str(entry.operands[0])
        elif operator in ("Tj", "TJ", "'", '"'):
            shown.add(font)
        elif operator == "q":
            saved.append(font)
        elif operator == "Q" and saved:
            font = saved.pop()
    return shown


def _corners(form: pikepdf.Object) -> tuple[list[float], float, float, float, float]:
    """A form's matrix, and the box that it fills: left, bottom, right, top."""
    matrix = [float(entry) for entry in form.get("/Matrix", [1, 0, 0, 1, 0, 0])]
    left, bottom, right, top = (float(entry) for entry in form.BBox)
    a, b, c, d, e, f = matrix
    points = [(a * x + c * y + e, b * x + d * y + f) for x in (left, right) for y in (bottom, top)]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return matrix, min(xs), min(ys), max(xs), max(ys)


def _size(form: pikepdf.Object) -> tuple[float, float]:
    _, left, bottom, right, top = _corners(form)
    if right - left < 1 or top - bottom < 1:
        raise ValueError("a page without an area")
    return right - left, top - bottom


def _fitted(form: pikepdf.Object, width: float, height: float) -> list[float]:
    """The form's matrix followed by a scale and a move that make it fill this box (pt) from its origin."""
    (a, b, c, d, e, f), left, bottom, right, top = _corners(form)
    across, up = width / (right - left), height / (top - bottom)
    scaled = (a * across, b * up, c * across, d * up, (e - left) * across, (f - bottom) * up)
    return [round(entry, 9) for entry in scaled]


def _faults(form: Any, depth: int) -> Iterator[str]:
    """What of a page no conforming file may hold, as the rest of a sentence."""
    resources = form.get("/Resources", {})
    for font in resources.get("/Font", {}).values():
        yield from _font_faults(font)
    for inner in resources.get("/XObject", {}).values():
        if inner.get("/Subtype") == pikepdf.Name.Form and depth < DEEPEST:
            yield from _faults(inner, depth + 1)


def _font_faults(font: Any) -> Iterator[str]:
    name = str(font.get("/BaseFont", "/without a name"))[1:]
    descendants = font.get("/DescendantFonts")
    bearer = descendants[0] if descendants is not None else font
    if font.get("/Subtype") == pikepdf.Name.Type3:
        return
    if not _FILES & set(bearer.get("/FontDescriptor", {}).keys()):
        yield f"has the font {name}, which is not embedded"
    elif "/ToUnicode" not in font:
        yield f"has the font {name}, which does not say what its glyphs read as"
