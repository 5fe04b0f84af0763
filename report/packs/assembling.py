"""A pack's plan and its papers → one PDF: bound in order, numbered and stamped, with its outline, labels and claims."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pikepdf
from msgspec import Struct
from pikepdf import Array, Dictionary, Name, Object, OutlineItem, String

from report.errors import Problem, ReportError
from report.layout.packs import STAMP_HEIGHT, STAMP_WIDTH, compose_front, compose_stamps
from report.model.pack import PackPlan, PlannedItem, RecipientEntry, StampText
from report.model.profile import DocumentInformation
from report.packs.binding import Binder, Bound
from report.packs.claims import Claims, claims_of, describe, identifications
from report.packs.following import BROKEN
from report.packs.forms import lock_fields
from report.packs.geometry import Matrix
from report.packs.ink import InkReader
from report.packs.inked import PageInk
from report.packs.margins import Spot, find_spot
from report.packs.papers import Paper
from report.packs.plan import Numbered
from report.packs.scaling import scale_pages
from report.packs.stamping import balance, put_stamp, seal, stamp_forms
from report.packs.untagged import Reading, tag_pages
from report.paint import paint
from report.publish.editions import Composed, edition, impress
from report.sources.packfile import Pack
from report.typography.library import FontLibrary

FRONT = "front"


class Page(Struct):
    """A page of the pack: itself, its number, what its stamp says it belongs to, and where the stamp goes."""

    page: Object
    label: str
    paper: str
    spot: Spot


class Assembled(Struct, frozen=True):
    """A pack in memory, not yet saved. `bound` tells of each paper by number; `scaled` counts pages that were made
    smaller for their stamp; `unread` are pages, by number, whose words could not be read; `claims` what it conforms
    to."""

    pdf: pikepdf.Pdf
    bound: dict[str, Bound]
    scaled: int
    unread: tuple[str, ...]
    claims: tuple[str, ...]


class Assembler:
    """One pack in the making."""

    def __init__(self, pack: Pack, plan: PackPlan, numbered: Numbered, information: DocumentInformation,
                 recipient: RecipientEntry | None = None, copy: int = 0) -> None:  # fmt: skip
        self.pack, self.plan, self.numbered, self.information = pack, plan, numbered, information
        self.recipient, self.copy = recipient, copy
        self.library = FontLibrary(pack.brand_root, pack.dressed.brand.fonts)
        self.grid = pack.dressed.brand.grid
        self.stamp = (self.grid.span(STAMP_WIDTH), STAMP_HEIGHT * self.grid.unit)
        self.binder = Binder()
        self.front: list[Page] = []
        self.dividers: dict[str, Page] = {}
        self.papers: dict[str, list[Page]] = {}
        self.bound: dict[str, Bound] = {}
        self.claims: list[Claims] = []
        self.unread: list[str] = []
        self.scaled = 0
        self.intents: Object | None = None
        self.sections: dict[str, Object] = {}

    def assemble(self, papers: Sequence[Paper]) -> Assembled:
        """Bind, number and stamp."""
        self._bind_front()
        shown = {paper.number for item in self.plan.items for paper in item.papers} & self.numbered.bound
        for paper in papers:
            if paper.number in shown:
                try:
                    self._bind(paper)
                except BROKEN as fault:
                    raise ReportError([unfit(paper, fault)]) from fault
        pages = self._ordered()
        self._point()
        self._stamp(pages)
        found = identifications(self.claims, encrypted=bool(self.recipient and self.recipient.password))
        pdf = self.binder.close(self._outline(), self.plan.file.language)
        self._label([page.label for page in pages])
        describe(pdf, self.information, found, self.intents if self._one_intent() else None)
        names = tuple(f"{one.prefix} {' '.join(value for _, value in one.properties)}" for one in found)
        return Assembled(pdf, self.bound, self.scaled, tuple(self.unread), names)

    def _one_intent(self) -> bool:
        return len({claims.intent for claims in self.claims}) == 1

    # ------------------------------------------------------------ binding

    def _bind_front(self) -> None:
        """The pack's own pages; the part of each divider goes before the papers of its item."""
        dressed = self.pack.dressed
        front = compose_front(dressed, self.library, self.plan, dividers=bool(self.numbered.dividers))
        composed = Composed(self.pack.brand_root, dressed, front.layout, self.library, self.information)
        made = edition(impress(composed, dressed.profiles["screen"], None), "front.pdf")
        pdf = pikepdf.open(io.BytesIO(made.pdf))
        self.claims.append(claims_of(pdf))
        labels = [*self.numbered.front, *(self.numbered.dividers[number] for number in front.divided)]
        spots, _ = self._spots(pdf, labels)
        bound = self.binder.add(FRONT, self.plan.title, pdf)
        intents = pdf.Root.get("/OutputIntents")
        self.intents = None if intents is None else self.binder.pack.copy_foreign(pdf.make_indirect(intents))
        pages = [self.binder.pack.pages[bound.first + index].obj for index in range(bound.count)]
        made_pages = [Page(page, label, "", spot) for page, label, spot in zip(pages, labels, spots, strict=True)]
        self.front = made_pages[: front.front]
        self.dividers = dict(zip(front.divided, made_pages[front.front :], strict=True))
        if bound.element is not None:
            parts = self.binder.structure.split(bound.element, len(front.divided))
            self.sections = dict(zip(front.divided, parts, strict=True))

    def _bind(self, paper: Paper) -> None:
        pdf = paper.open()
        self.claims.append(claims_of(pdf))
        lock_fields(pdf)
        labels = self.numbered.papers[paper.number]
        spots, inks = self._spots(pdf, labels)
        title = f"{paper.number} {paper.title}"
        if paper.item in self.sections:
            self.binder.structure.place(self.sections.pop(paper.item))
        bound = self.binder.add(f"p{paper.number}", title, pdf)
        pages = [self.binder.pack.pages[bound.first + index].obj for index in range(bound.count)]
        if not bound.tagged:
            readings = [self._reading(ink, title, label) for ink, label in zip(inks, labels, strict=True)]
            tag_pages(self.binder.pack, pages, self.binder.structure, title, readings)
        self.bound[paper.number] = bound
        self.papers[paper.number] = [
            Page(page, label, paper.number, spot) for page, label, spot in zip(pages, labels, spots, strict=True)
        ]

    def _reading(self, ink: PageInk, title: str, label: str) -> Reading:
        if ink.readable:
            return Reading(ink.text, marked=ink.marked)
        if ink.blank:
            return Reading("", marked=ink.marked, blank=True)
        self.unread.append(label)
        return Reading("", f"{title}, {self._word('page')} {label}: {self._word('a page without readable text')}",
                       marked=ink.marked)  # fmt: skip

    def _spots(self, pdf: pikepdf.Pdf, labels: Sequence[str]) -> tuple[list[Spot], list[PageInk]]:
        """Where the stamps go; pages without a free margin are made smaller."""
        reader, spots, inks = InkReader(), [], []
        shrinks: dict[int, Matrix] = {}
        for index, (page, label) in enumerate(zip(pdf.pages, labels, strict=True)):
            seal(page)
            ink = reader.read(page)
            spot = find_spot(page, ink.boxes, self.stamp, self.grid.outer, right=is_recto(label, index))
            balance(pdf, page, ink)
            if spot.shrink is not None:
                shrinks[index] = spot.shrink
            spots.append(spot)
            ink.blank = not ink.boxes and not ink.fragments
            ink.boxes.clear()
            inks.append(ink)
        scale_pages(pdf, shrinks)
        self.scaled += len(shrinks)
        return spots, inks

    # ------------------------------------------------------------ what stands on the pages

    def _ordered(self) -> list[Page]:
        pages = [*self.front]
        for item in self.plan.items:
            if item.number in self.dividers:
                pages.append(self.dividers[item.number])
            for paper in item.papers:
                pages += self.papers.get(paper.number, [])
        self.binder.order([page.page for page in pages])
        return pages

    def _point(self) -> None:
        """Let the agenda's links lead to the pages that they name."""
        agenda = self.front[-1].page
        for item in self.plan.items:
            first = self._first(item)
            self.binder.name_place(FRONT, item.anchor, first.page if first else agenda)
            for paper in item.papers:
                bound = self.papers.get(paper.number)
                self.binder.name_place(FRONT, paper.anchor, bound[0].page if bound else agenda)

    def _first(self, item: PlannedItem) -> Page | None:
        if item.number in self.dividers:
            return self.dividers[item.number]
        return next((self.papers[paper.number][0] for paper in item.papers if paper.number in self.papers), None)

    def _stamp(self, pages: Sequence[Page]) -> None:
        file = self.plan.file
        meeting = f"{file.short or file.body} {self._date()}".strip()
        whose = ""
        if self.recipient is not None:
            whose = f"{self._word('Copy')} {self.copy}: {self.recipient.name}"
        total = str(self.numbered.total)
        texts = [StampText(meeting, page.paper or self._own(page), f"{page.label} / {total}", whose) for page in pages]
        layout = compose_stamps(self.pack.dressed, self.library, texts)
        dressed = self.pack.dressed
        painted = paint(layout, dressed.brand, dressed.profiles["screen"], self.library, self.pack.brand_root, None)
        with pikepdf.open(io.BytesIO(painted.pdf)) as stamps:
            forms = stamp_forms(stamps, *self.stamp)
            owned = [self.binder.pack.copy_foreign(stamps.make_indirect(form)) for form in forms]
        for page, form in zip(pages, owned, strict=True):
            put_stamp(self.binder.pack, page.page, form, page.spot.matrix)

    def _own(self, page: Page) -> str:
        """What the stamp calls a page of the pack itself."""
        for number, divider in self.dividers.items():
            if divider is page:
                return number
        name = "Supplement" if self.plan.supplement else "Pack"
        return self._word(name).lower() if page is self.front[0] else self._word("Agenda").lower()

    def _date(self) -> str:
        from report.typography.dates import format_date

        return format_date(self.plan.file.date.isoformat(), self.plan.file.language)

    def _word(self, english: str) -> str:
        from report.layout.messages import catalogue

        return catalogue(self.plan.file.language).gettext(english)

    # ------------------------------------------------------------ outline and labels

    def _outline(self) -> list[OutlineItem]:
        """Items, their papers, and below each the paper's own."""
        entries = [_entry(self._word("Agenda"), self.front[min(1, len(self.front) - 1)].page)]
        for item in self.plan.items:
            first = self._first(item)
            entry = _entry(f"{item.number} {item.title}", first.page if first else self.front[-1].page)
            for paper in item.papers:
                if paper.number not in self.papers:
                    continue
                below = _entry(f"{paper.number} {paper.title}", self.papers[paper.number][0].page)
                below.is_closed = True
                below.children = list(self.bound[paper.number].outline)
                entry.children.append(below)
            entries.append(entry)
        return entries

    def _label(self, labels: Sequence[str]) -> None:
        """Page labels: runs of plain numbers, others one by one (ISO 32000-1, 12.4.2)."""
        entries: list[object] = []
        expected = ""
        for index, label in enumerate(labels):
            if label != expected or not label.isdecimal():
                if label.isdecimal():
                    entries += [index, Dictionary(S=Name.D, St=int(label))]
                else:
                    entries += [index, Dictionary(P=String(label))]
            expected = str(int(label) + 1) if label.isdecimal() else ""
        self.binder.pack.Root.PageLabels = Dictionary(Nums=Array(entries))


def unfit(paper: Paper, fault: Exception) -> Problem:
    """A paper whose insides contradict themselves."""
    message = f"{Path(paper.name).name} is damaged inside: {str(fault).splitlines()[0] if str(fault) else 'unreadable'}"
    hint = "open it in a viewer and print it to a new PDF, or ask for it again"
    return Problem("paper-damaged", message, paper.entry.at, hint)


def is_recto(label: str, index: int) -> bool:
    """Whether a page lies at the right: those with odd numbers do; others by their place."""
    return int(label) % 2 == 1 if label.isdecimal() else index % 2 == 0


def _entry(title: str, page: Object) -> OutlineItem:
    return OutlineItem(title, Array([page, Name.Fit]))
