"""What a board is asked and who signs: the group `board` of report.yaml after validation."""

from __future__ import annotations

import datetime

from report.errors import Location
from report.model.keyed import described, keyed

REPORT_YAML = Location("config/report.yaml")


@keyed
class Signer:
    """One who signs the report for the board."""

    role: str = described("Role of who signs: voorzitter, penningmeester, lid.")
    name: str = described("Name of who signs; only the role is printed when left out.", default="")
    at: Location = REPORT_YAML


@keyed
class Board:
    """What stands on the cover note, the stamp and the page for signatures of the board's edition."""

    body: str = described("The board that meets: Raad van Toezicht.", default="")
    meeting: datetime.date | None = described("Date of the meeting, 2022-04-14.", default=None)
    item: str = described("Number of the agenda item, '4.2': stamped on every page.", default="")
    decision: str = described("The decision that is asked; may quote facts.", default="")
    summary: str = described(
        "Summary for the cover note, its paragraphs parted by empty lines; may quote facts.", default=""
    )
    by: str = described("Who brings the report in: name or role.", default="")
    approved: datetime.date | None = described("Date of approval, on the page for signatures when final.", default=None)
    directors: tuple[Signer, ...] = described("The directors who sign.", default=())
    supervisors: tuple[Signer, ...] = described("The supervisors who sign.", default=())
    at: Location = REPORT_YAML
