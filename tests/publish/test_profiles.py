"""What a PDF says of itself, and when it says it was made."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from report.errors import ReportError
from report.model.profile import PROFILES
from report.model.report import ReportFile
from report.publish.profiles import information, known


def settings(**more: object) -> ReportFile:
    known = {"organisation": "Stichting", "title": "Verslag", "slug": "v", "language": "nl", "period": 2021}
    return ReportFile(**{**known, "sections": (), **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "environment", "stamp"),
    [
        (settings(), {}, datetime(2021, 12, 31, tzinfo=UTC)),
        (settings(date=date(2022, 6, 30)), {}, datetime(2022, 6, 30, tzinfo=UTC)),
        (settings(date=date(2022, 6, 30)), {"SOURCE_DATE_EPOCH": "86400"}, datetime(1970, 1, 2, tzinfo=UTC)),
        (settings(), {"SOURCE_DATE_EPOCH": ""}, datetime(2021, 12, 31, tzinfo=UTC)),
    ],
)
def test_the_clock_is_never_asked(given: ReportFile, environment: dict[str, str], stamp: datetime) -> None:
    assert information(given, environment).stamp == stamp


@pytest.mark.parametrize("value", ["yesterday", "1.5", "9" * 30])
def test_a_wrong_epoch_is_told(value: str) -> None:
    with pytest.raises(ReportError, match="SOURCE_DATE_EPOCH"):
        information(settings(), {"SOURCE_DATE_EPOCH": value})


def test_the_organisation_signs_where_no_author_does() -> None:
    assert information(settings(), {}).author == "Stichting"
    assert information(settings(author="A. Schrijver"), {}).author == "A. Schrijver"


def test_profiles_come_once_and_unknown_ones_with_a_suggestion() -> None:
    assert known(["screen", "screen"]) == ("screen",)
    with pytest.raises(ReportError) as stop:
        known(["screan", "fax"])
    everything = f"known profiles: {', '.join(PROFILES)}"
    assert [problem.hint for problem in stop.value.problems] == [everything, "did you mean 'screen'?"]
