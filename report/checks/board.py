"""Turns what the board's edition lacks into problems: a report is final, and nobody knows since when."""

from __future__ import annotations

from collections.abc import Iterator

from report.errors import Problem, Realm, Severity
from report.model.report import Report, Status

OF_STATUS = ("no-approval", "approved-too-early")  # codes of what depends on the status


def check_board(report: Report) -> Iterator[Problem]:
    """A final report that is signed says when it was approved; one that is not final has no such day yet."""
    board, status = report.settings.board, report.settings.status
    if board is None:
        return
    if status is Status.FINAL and board.approved is None and (board.directors or board.supervisors):
        message = "The report is final and is signed, but does not say when it was approved."
        hint = "Give the day under board: approved: 2022-04-14."
        yield Problem("no-approval", message, board.at, hint, Severity.WARNING, Realm.SETUP)
    if status is not Status.FINAL and board.approved is not None:
        message = f"The report was approved, but its status is {status.value}."
        hint = "Make the status final, or take the day of approval away."
        yield Problem("approved-too-early", message, board.at, hint, Severity.WARNING, Realm.SETUP)
