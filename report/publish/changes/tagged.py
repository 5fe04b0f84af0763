"""A PDF that this program made → the state of the report, as its tags tell it."""

from __future__ import annotations

from pathlib import Path

from report.errors import Problem, Realm, ReportError
from report.publish.changes.states import State


def read_tags(path: Path) -> State:
    """The state in a PDF without a manifest."""
    hint = "name the manifest that was written with it, or the project"
    raise ReportError([Problem("no-manifest", f"{path.name} has no manifest beside it", hint=hint, realm=Realm.SETUP)])
