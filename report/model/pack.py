"""What a board pack is: PACK.yaml after validation, and the pack with the pages of its papers counted."""

from __future__ import annotations

import datetime
from typing import Literal

from msgspec import Struct

from report.errors import Location
from report.model.keyed import described, keyed

PACK_YAML = Location("PACK.yaml")
ItemKind = Literal["decide", "discuss", "note"]
PASSWORD = "Where its password stands: env:NAME (a variable of the environment) or file:NAME (a file beside PACK.yaml)."


@keyed
class PaperEntry:
    """A paper of an agenda item: a PDF, a report project, or a Markdown text. Just one of the three."""

    title: str = described("Its title in the agenda and in the outline; the file's own when left out.", default="")
    file: str = described("A PDF, relative to the pack's folder.", default="")
    report: str = described("The folder of a report project, relative to the pack's folder.", default="")
    text: str = described("A Markdown file, set in the brand, relative to the pack's folder.", default="")
    profile: str = described("Which edition of a report project: screen or board.", default="screen")
    language: str = described("Which language of a report project that pairs several.", default="")
    pages: str = described("Only these pages of a report project: 3-5,8.", default="")
    version: str = described("Its version, as the agenda shows it: '0.7'.", default="")
    password: str = described(f"Of an encrypted PDF. {PASSWORD}", default="")
    at: Location = PACK_YAML


@keyed
class ItemEntry:
    """An item of the agenda."""

    number: str = described("Its number in the agenda: '4'. Papers are 4.1, 4.2.", default="")
    title: str = described("What it is about.")
    kind: ItemKind = described("decide, discuss or note.", default="note")
    speaker: str = described("Who introduces it.", default="")
    time: str = described("When it begins, as it is to be printed: '16.35'.", default="")
    papers: tuple[PaperEntry, ...] = described("Its papers, in order.", default=())
    at: Location = PACK_YAML


@keyed
class RecipientEntry:
    """Someone who gets a copy of their own."""

    name: str = described("Stands on each page of the copy.")
    without: tuple[str, ...] = described("Items ('4') and papers ('4.2') that this copy does not hold.", default=())
    password: str = described(f"Encrypts the copy. {PASSWORD}", default="")
    at: Location = PACK_YAML


@keyed
class PackFile:
    """PACK.yaml: a meeting, its agenda and its papers."""

    organisation: str = described("Name of the organisation.")
    body: str = described("Who meets: Raad van Toezicht.")
    date: datetime.date = described("The day of the meeting: 2022-04-14.")
    meeting: str = described("What the pack is called on its cover; the language's own word when left out.", default="")
    short: str = described("A short name of the body, for the stamp on each page: RvT.", default="")
    number: str = described("The pack's own number: 2022-2.", default="")
    time: str = described("From when to when, as it is to be printed: '16.00 tot 18.30 uur'.", default="")
    place: str = described("Where the meeting is.", default="")
    present: str = described("Who are expected.", default="")
    remark: str = described("A sentence on the cover about the pack.", default="")
    marking: str = described("Who may read it, on the cover: Vertrouwelijk.", default="")
    language: str = described("Language of the pack as a BCP 47 tag: nl, en.", default="nl")
    brand: str = described(
        "The folder of the report project whose brand dresses the pack; the pack's own folder when left out.",
        default="",
    )
    dividers: bool = described("Whether each item with papers begins with a page of its own.", default=False)
    items: tuple[ItemEntry, ...] = described("The agenda, in order.")
    recipients: tuple[RecipientEntry, ...] = described("Who get copies of their own.", default=())


class PlannedPaper(Struct, frozen=True):
    """A paper as the agenda shows it. `page` is what is printed on its first page, `anchor` names that page; `marks`
    are words on how it stands (not tagged by its author, replaced), in the pack's language; one that is `here` is in
    this file, others are in the pack that was issued."""

    number: str
    title: str
    anchor: str
    page: str
    pages: int
    version: str = ""
    marks: tuple[str, ...] = ()
    here: bool = True


class PlannedItem(Struct, frozen=True):
    """An item as cover, agenda and divider show it; `page` is that of its first page, empty when it has none."""

    number: str
    title: str
    kind: ItemKind
    anchor: str
    page: str
    at: Location
    time: str = ""
    speaker: str = ""
    papers: tuple[PlannedPaper, ...] = ()
    here: bool = True

    @property
    def pages(self) -> int:
        """How many pages its papers have."""
        return sum(paper.pages for paper in self.papers)


class Change(Struct, frozen=True):
    """A line of a supplement's change sheet: what happened to a paper, and where it goes."""

    kind: Literal["added", "replaced", "withdrawn"]
    number: str
    title: str
    version: str
    pages: str
    after: str


class PackPlan(Struct, frozen=True):
    """What the pack's own pages show. `total` is the last number printed; `changes` make it a supplement."""

    file: PackFile
    title: str
    items: tuple[PlannedItem, ...]
    total: int
    changes: tuple[Change, ...] = ()
    supplement: bool = False


class StampText(Struct, frozen=True):
    """What the stamp on one page says: the meeting, the item or paper, the page of the pack, and whose copy it is."""

    meeting: str
    paper: str
    page: str
    copy: str = ""
    right: bool = True


def paper_number(item: str, index: int) -> str:
    """The number of an item's paper, counted from 0: 4.1."""
    return f"{item}.{index + 1}"
