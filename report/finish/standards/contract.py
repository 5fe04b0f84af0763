"""What a standard is to finishing: the claim it wants in the metadata, its demands, and what a file of it may hold."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Family = Literal["accessibility", "archive", "press"]


class Identification(Struct, frozen=True):
    """How a file claims to conform, in XMP. `schema` names it where PDF/A needs the namespace described."""

    prefix: str
    namespace: str
    properties: tuple[tuple[str, str], ...]
    schema: str = ""
    kind: str = "Integer"


class Demand(Struct, frozen=True):
    """One demand. `provider` is a pass of finishing, or the floor that sees to it earlier on."""

    clause: str
    what: str
    provider: str


class Standard(Struct, frozen=True):
    """A file keeps to one standard of each family at most. `versions` are those of PDF that the standard allows, the
    one to be used last. `colour` and `bled` are what the pages must be where the standard asks for it; `links` says
    whether there may be any on the pages, `attachments` whether other files may be inside, `information` whether there
    is an Info dictionary."""

    title: str
    family: Family
    versions: tuple[str, ...]
    identification: Identification
    demands: tuple[Demand, ...]
    colour: str = ""
    bled: bool = False
    links: bool = True
    attachments: bool = False
    information: bool = True


OLD = ("1.6", "1.7")
"""The versions of PDF that ISO 32000-1 describes and that standards built on it allow."""

EARLIER_FLOORS = ("paint", "layout", "typography", "save")
"""What provides for demands besides the passes of finishing."""
