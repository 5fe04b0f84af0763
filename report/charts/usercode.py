"""A Python function of the user's → a drawn stage; what goes wrong in it becomes a fault with its file and line."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from types import ModuleType

from report.charts.data import ChartData
from report.charts.stage import Stage
from report.errors import Location
from report.model.charts import Code


class FaultyCodeError(Exception):
    """The user's code cannot be run, or failed."""

    def __init__(self, message: str, at: Location, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.at, self.hint = message, at, hint


def called(code: Code, data: ChartData, stage: Stage) -> None:
    """Run the module's text and call its function with data and stage. Only for projects that the user trusts: the
    code may do whatever the user may. Raises FaultyCodeError, whatever the code does."""
    try:
        _function(code)(data, stage)
    except FaultyCodeError:
        raise
    except (Exception, SystemExit) as fault:
        raise _fault(code, fault) from fault
    if not stage.is_open:
        message = f"{code.function} draws nothing: it does not call stage.open"
        raise FaultyCodeError(message, Location(code.file), "call stage.open(height), then draw on stage.axes")


def _function(code: Code) -> Callable[[ChartData, Stage], object]:
    module = ModuleType(code.file)
    exec(compile(code.text, code.file, "exec", dont_inherit=True), module.__dict__)
    function = getattr(module, code.function, None)
    if not callable(function):
        message = f"{code.file} has no function {code.function}"
        raise FaultyCodeError(message, Location(code.file), "name it as module:function")
    found: Callable[[ChartData, Stage], object] = function
    return found


def _fault(code: Code, fault: BaseException) -> FaultyCodeError:
    """Where in the user's file it went wrong: the innermost line of that file."""
    told = f"{type(fault).__name__}: {fault}".rstrip(": ")
    if isinstance(fault, SyntaxError) and fault.filename == code.file:
        at = Location(code.file, fault.lineno or 1, fault.offset or 1)
        return FaultyCodeError(f"the code of the chart is no Python: {fault.msg}", at)
    lines = [frame.lineno for frame in traceback.extract_tb(fault.__traceback__) if frame.filename == code.file]
    return FaultyCodeError(f"the code of the chart failed with {told}", Location(code.file, (lines or [1])[-1] or 1, 1))
