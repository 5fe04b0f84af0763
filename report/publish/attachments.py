"""The files that a report's figures were read from → attachments of its PDF."""

from __future__ import annotations

from pathlib import Path

from report.errors import Problem, Realm, ReportError
from report.finish.attaching import Attachment
from report.model.report import Report

FOLDER = "config/figures/"
MEDIA = {
    ".yaml": "application/yaml",
    ".csv": "text/csv",
    ".json": "application/json",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def figure_files(root: Path, report: Report) -> tuple[Attachment, ...]:
    """The sources of the figures, as they are. Raises ReportError when there are none: standards that allow attached
    files want one at least."""
    names = [source.name for source in report.sources if source.name.startswith(FOLDER)]
    kept = [name for name in names if Path(name).suffix.lower() in MEDIA]
    if not kept:
        hint = f"put figures into {FOLDER}, or leave --attach away"
        raise ReportError([Problem("no-attachments", "there are no figures to attach", hint=hint, realm=Realm.SETUP)])
    return tuple(
        Attachment(
            name.removeprefix(FOLDER),
            (root / name).read_bytes(),
            MEDIA[Path(name).suffix.lower()],
            f"Figures of the report: {name}",
        )
        for name in dict.fromkeys(kept)
    )
