"""What was bound → the manifest of a pack, and a manifest → the issue that a supplement belongs to."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from report.errors import Problem, Realm, ReportError
from report.model.pack import PackFile
from report.packs.assembling import Assembled
from report.packs.papers import Paper
from report.packs.plan import Issue, Issued, Numbered
from report.publish.manifest import as_json, problems_as_data

KIND = "pack"
MOST_BYTES = 20_000_000


def pack_manifest(
    file: PackFile,
    papers: Sequence[Paper],
    numbered: Numbered,
    made: Assembled,
    files: Sequence[Mapping[str, Any]],
    problems: Sequence[Problem],
    issue: Issue | None = None,
) -> bytes:
    """The manifest, as JSON: every paper with its hash and its pages, every file that was made, every warning."""
    content = {
        "kind": KIND,
        "organisation": file.organisation,
        "body": file.body,
        "date": file.date.isoformat(),
        "number": file.number,
        "supplements": issue.supplements + 1 if issue else 0,
        "last-page": numbered.total,
        "front": list(numbered.front),
        "issued-front": list(issue.front if issue else numbered.front),
        "retired": list(retired_labels(numbered, issue)),
        "dividers": dict(numbered.dividers),
        "papers": [_paper(paper, numbered, made) for paper in papers],
        "changes": [
            {"change": one.kind, "paper": one.number, "title": one.title, "pages": one.pages, "after": one.after}
            for one in numbered.changes
        ],
        "conforms-to": list(made.claims),
        "pages-made-smaller": made.scaled,
        "pages-without-readable-text": list(made.unread),
        "files": list(files),
        "problems": problems_as_data(problems),
    }
    return as_json(content)


def retired_labels(numbered: Numbered, issue: Issue | None) -> tuple[str, ...]:
    """Page numbers that were issued and whose papers are gone: they are never given again."""
    if issue is None:
        return ()
    used = {label for labels in numbered.papers.values() for label in labels}
    issued = [*issue.retired, *(label for paper in issue.papers for label in paper.labels)]
    return tuple(label for label in issued if label not in used)


def _paper(paper: Paper, numbered: Numbered, made: Assembled) -> dict[str, Any]:
    bound = made.bound.get(paper.number)
    told: dict[str, Any] = {
        "number": paper.number,
        "item": paper.item,
        "title": paper.title,
        "version": paper.entry.version,
        "file": paper.name,
        "sha256": paper.sha256,
        "pages": paper.pages,
        "labels": list(numbered.papers[paper.number]),
        "tagged-by-author": paper.tagged,
        "in-this-file": bound is not None,
    }
    if bound is not None:
        told["own-labels"] = list(bound.labels)
        told["links-without-place"] = sorted(set(bound.lost))
        told["actions-taken-out"] = sorted(set(bound.stopped))
    return told


def read_issue(path: Path) -> Issue:
    """The issue that a manifest tells of. Raises ReportError when it is no manifest of a pack."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ValueError("it is too large")
        content = json.loads(path.read_text("utf-8"))
        if content["kind"] != KIND:
            raise ValueError("it is of another kind")
        papers = tuple(
            Issued(str(one["number"]), str(one["title"]), str(one["sha256"]), str(one["version"]),
                   tuple(str(label) for label in one["labels"]))
            for one in content["papers"]
        )  # fmt: skip
        front, retired = (tuple(str(label) for label in content[key]) for key in ("issued-front", "retired"))
        return Issue(papers, int(content["last-page"]), front, int(content["supplements"]), retired)
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as fault:
        why = f": {fault.strerror}" if isinstance(fault, OSError) else ""
        message = f"{path.name} is no manifest of a pack{why}"
        hint = "name the .json file that was made together with the pack that was issued"
        raise ReportError([Problem("no-issue", message, hint=hint, realm=Realm.SETUP)]) from fault
