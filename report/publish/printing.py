"""A profile for presses → as it is printed this time: its condition and marks, and the files that it makes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from report.errors import Problem, Realm, ReportError, Severity
from report.model.profile import MARKS, Profile
from report.sources.conditions import built_in_condition, built_in_conditions, wants_file
from report.sources.profiles import in_condition

if TYPE_CHECKING:
    from report.model.placed import Layout, Page
    from report.publish.editions import Composed, Impression
    from report.publish.manifest import Edition
    from report.publish.readings import Reading


COVER = "-cover"  # what the name of its file adds


def as_printed(profile: Profile, condition: str, marks: bool) -> Profile:
    """The profile in another printing condition, when one is named, and with all marks around its pages, when they are
    asked for. Other profiles stay as they are. Raises ReportError for a condition that the project cannot be printed
    in."""
    if profile.condition is None:
        return profile
    if marks:
        profile = replace(profile, sheetwork=replace(profile.sheetwork, marks=MARKS))
    if not condition or (profile.condition is not None and condition == profile.condition.name):
        return profile
    known = built_in_conditions()
    found = profile.conditions.get(condition)
    if found is None and condition in known:
        found = built_in_condition(condition)
    if found is None:
        hint = f"known: {', '.join(sorted({*profile.conditions, *known}))}"
        raise ReportError([_unfit("unknown-condition", f"there is no printing condition '{condition}'", hint)])
    if not found.file:
        message = f"the printing condition {condition} needs its ICC profile"
        raise ReportError([_unfit("missing-output-profile", message, f"{wants_file(condition)} (profiles/print.yaml)")])
    return replace(profile, **in_condition(profile, found), variant=f"-{condition}")


def _unfit(code: str, message: str, hint: str) -> Problem:
    return Problem(code, message, hint=hint, realm=Realm.SETUP)


def to_be_printed(reading: Reading, names: Sequence[str], condition: str, *, marks: bool, proof: bool) -> Reading:
    """The reading with its profile for presses as it is wanted. Raises ReportError for what cannot be, and when that
    profile is not built."""
    if "print" not in names:
        raise ReportError([no_press("condition" if condition else "marks" if marks else "proof")])
    if proof:
        from report.publish.proofs import proof_possible

        proof_possible()
    profiles = {name: as_printed(profile, condition, marks) for name, profile in reading.report.profiles.items()}
    return replace(reading, report=replace(reading.report, profiles=profiles))


def proofs_of(made: Edition, one: Impression) -> dict[str, bytes]:
    """The soft proofs of a file for a press, by name; none of any other."""
    from report.publish.proofs import proofs

    return proofs(made.pdf, made.profile, one.folios, one.bleed)


def coverages(proofs: Iterable[Path]) -> list[Path]:
    """Of the files of a proof, the one that stands for all."""
    return [path for path in proofs if path.name == "coverage.json"]


def no_press(option: str) -> Problem:
    """An option that is for presses is given without their profile."""
    return _unfit("print-only", f"--{option} is for the print profile", f"build --profile print --{option}")


def filling(page: Page) -> bool:
    """Whether a page is there only so that the next one, or the last, falls where it should."""
    return page.kind == "blank" and not page.section


def shown(layout: Layout, profile: Profile, sheets: Sequence[int] | None) -> Sequence[int] | None:
    """The pages to paint: on a screen, those that only print needs are left out."""
    if profile.blanks:
        return sheets
    wanted = range(len(layout.pages)) if sheets is None else sheets
    kept = tuple(index for index in wanted if not filling(layout.pages[index]))
    return kept if kept and len(kept) < len(wanted) else sheets


def objections(composed: Composed, profiles: Iterable[Profile], sheets: Sequence[int] | None) -> list[Problem]:
    """What a press would object to, before anything is painted."""
    presses = [profile for profile in profiles if profile.press]
    if not presses:
        return []
    from report.paint.prepress import prepress

    brand = composed.report.brand
    return [problem for profile in presses for problem in prepress(composed.layout, brand, profile, sheets)]


def impressed(composed: Composed, profile: Profile, sheets: Sequence[int] | None) -> list[Impression]:
    """Paint one profile: one file, or with a separate cover two. Raises ReportError as painting does."""
    from report.publish.editions import impress

    layout, work = composed.layout, profile.sheetwork
    if not profile.press or work.cover == "self" or sheets is not None:
        return [impress(composed, profile, sheets)]
    from report.layout.covers import LEAST, cover, inner_pages, spine

    count = len(layout.pages)
    if count < LEAST:
        message = f"a separate cover wants {LEAST} pages at least; the report has {count}"
        raise ReportError([_unfit("no-cover", message, "leave the cover in the file: cover: self")])
    body = impress(composed, profile, sheets, painted=inner_pages(layout))
    bound = replace(composed, layout=cover(layout, work.caliper, composed.report.brand.voice))
    case = replace(impress(bound, profile, None, part=COVER), part=COVER)
    moved = [page.folio or str(index) for index, page in enumerate(layout.pages, 1)]
    places = ", ".join((*moved[:2], *moved[-2:-1]))
    note = Problem(
        "cover-file",
        f"Pages {places} and {moved[-1]} are in the file of the cover; its spine is "
        f"{spine(layout, work.caliper):.1f} mm ({(count - 4) // 2} leaves of {work.caliper:g} mm).",
        severity=Severity.NOTE,
        realm=Realm.SETUP,
    )
    return [replace(body, problems=(*body.problems, note)), case]
