"""Annual-report publisher: a project folder becomes a paginated, tagged and branded PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from report.publish.additions import Flowables

__version__ = "0.1.0"


def build(
    project: str | Path,
    profile: str = "screen",
    flowables: Flowables | None = None,
    language: str = "",
    *,
    pages: str = "",
    sections: str = "",
    status: str = "",
) -> bytes:
    """Build a report project and return its PDF; nothing is written. Raises report.errors.ReportError.

    Of a project that pairs languages it is the report in `language`, or in the first. `pages` (`3-5,8`) and `sections`
    (`kpis,statement`) make an excerpt; `status` stands in for that of report.yaml. Threads may build at the same time.

    `flowables` adds ReportLab Flowables, each with its alternative text, to the end of the section or article that has
    the anchor: `{"work": [(flowable, "what it shows")]}`. Their fonts must be embedded (TTFont)."""
    from pathlib import Path

    from report.publish import render

    return render(
        Path(project),
        profile=profile,
        flowables=flowables,
        language=language,
        pages=pages,
        sections=sections,
        status=status,
    )


def pack(pack_file: str | Path, recipient: str = "", *, require_tagged: bool = False) -> bytes:
    """Make a meeting pack of a PACK.yaml and return its PDF; nothing is written. Raises report.errors.ReportError.

    With `recipient`, the name of one in the pack file, it is that copy: without what they do not get, with their name
    on each page, encrypted where the pack file says so. `require_tagged` refuses papers that their authors did not
    tag."""
    from importlib import import_module
    from pathlib import Path

    # By name: floors below ask this module for the version, and must not seem to ask the highest floor for anything.
    made: bytes = import_module("report.packs").render_pack(
        Path(pack_file), recipient=recipient, require_tagged=require_tagged
    )
    return made
