"""What each standard demands of the file, and who provides it: the one table, and which of them agree."""

from __future__ import annotations

from report.errors import Problem, Realm, ReportError
from report.finish.standards.access import UA1, UA2
from report.finish.standards.archive import A2A, A3A, A4, A4F
from report.finish.standards.contract import EARLIER_FLOORS, Demand, Identification, Standard
from report.finish.standards.press import PRESS_TERMS, X4
from report.model.profile import Profile

__all__ = [
    "EARLIER_FLOORS",
    "PRESS_TERMS",
    "STANDARDS",
    "Demand",
    "Identification",
    "Standard",
    "agreed",
    "standards_of",
    "version_of",
]

STANDARDS = {"ua1": UA1, "ua2": UA2, "2a": A2A, "3a": A3A, "a4": A4, "a4f": A4F, "x4": X4}


def standards_of(names: tuple[str, ...]) -> tuple[Standard, ...]:
    """The standards a profile names. Raises ReportError for one that finishing does not know."""
    unknown = [name for name in names if name not in STANDARDS]
    if unknown:
        hint = f"known: {', '.join(STANDARDS)}"
        raise ReportError(
            Problem("unknown-standard", f"there is no standard '{name}'", hint=hint, realm=Realm.SETUP)
            for name in unknown
        )
    return tuple(STANDARDS[name] for name in names)


def version_of(standards: tuple[Standard, ...]) -> str:
    """The version of PDF that all of them allow, the newest if several; without any standard that of most readers."""
    common = [v for v in ("1.6", "1.7", "2.0") if all(v in standard.versions for standard in standards)]
    return common[-1] if standards and common else "1.7"


def agreed(profile: Profile, *, attached: bool) -> tuple[Standard, ...]:
    """The profile's standards, when one file can keep to all of them, `attached` with other files inside. Raises
    ReportError with every reason why it cannot."""
    standards = standards_of(profile.standards)
    reasons = [*_conflicts(standards), *(reason for one in standards for reason in _unmet(one, profile))]
    if attached:
        reasons += _unattached(standards)
    if reasons:
        hint = "ua1,2a is usual for the screen, ua2,a4 its twin of PDF 2.0; ua1,3a and ua2,a4f hold attachments"
        raise ReportError(Problem("standards-conflict", reason, hint=hint, realm=Realm.SETUP) for reason in reasons)
    return standards


def _conflicts(standards: tuple[Standard, ...]) -> list[str]:
    """What two standards want that one file cannot be."""
    reasons = []
    for place, one in enumerate(standards):
        for other in standards[:place]:
            if one.family == other.family:
                reasons.append(f"a file can keep to {other.title} or to {one.title}, not to both")
            elif not set(one.versions) & set(other.versions):
                reasons.append(
                    f"{other.title} is of PDF {other.versions[-1]} and {one.title} of PDF {one.versions[-1]}: "
                    "one file cannot be both"
                )
    return reasons


def _unmet(standard: Standard, profile: Profile) -> list[str]:
    """What a standard wants of the pages that the profile does not make."""
    reasons = []
    if standard.colour and standard.colour != profile.colour:
        reasons.append(f"{standard.title} wants colours in {standard.colour.upper()}; profile {profile.name} has none")
    if standard.bled and not profile.bled:
        reasons.append(f"{standard.title} wants pages with a bleed; profile {profile.name} has none")
    if not standard.links and profile.links:
        reasons.append(f"{standard.title} allows no links on the pages; profile {profile.name} has them")
    return reasons


def _unattached(standards: tuple[Standard, ...]) -> list[str]:
    refusing = [one for one in standards if one.family != "accessibility" and not one.attachments]
    if refusing:
        return [f"{one.title} allows no attached files of data" for one in refusing]
    if not any(one.attachments for one in standards):
        return ["attached files want an archive's standard that allows them: 3a or a4f"]
    return []
