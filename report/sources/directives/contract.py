"""What a directive is: the words after `:::`, its attributes and its body, on their way to a block."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Literal

from msgspec import Struct, field

from report.errors import Location
from report.model.content import Block, Paragraph, Span
from report.sources.attributes import BRACES, Attribute, Given, checked, parse_attributes
from report.sources.spans import TextFile, text_spans

_NAME = re.compile(r"(?P<name>[A-Za-z][A-Za-z0-9-]*)[ \t]*")


class Directive(Struct, frozen=True):
    """How a directive is written and what it becomes. `argument` says what may stand between its name and its
    attributes: nothing, words with spans, or a file of the project. `build` books problems and may give None."""

    build: Callable[[Fence], Block | None]
    description: str
    argument: Literal["none", "words", "file"] = "none"
    attributes: Mapping[str, Attribute] = field(default_factory=dict)


class Fence(Struct):
    """A directive as written. `at` is its place, `argument_at` that of its argument."""

    file: TextFile
    name: str
    argument: str
    argument_at: Location
    attributes: Mapping[str, Given]
    rest_at: Location
    braces: int
    at: Location
    blocks: tuple[Block, ...] = ()

    @classmethod
    def opened(cls, file: TextFile, rest: str, rest_at: Location, at: Location) -> Fence | None:
        """The fence that `rest`, the line after the colons, opens; None when no directive bears its name."""
        from report.sources.directives import DIRECTIVES
        from report.sources.reading import did_you_mean

        match = _NAME.match(rest)
        name = match["name"] if match else ""
        if match is None or name not in DIRECTIVES:
            message = f"There is no directive “{name}”." if name else f"“{rest}” names no directive."
            file.problem("unknown-directive", message, rest_at, did_you_mean(name, list(DIRECTIVES)))
            return None
        directive = DIRECTIVES[name]
        ends = [one for one in BRACES.finditer(rest, match.end()) if one.end() == len(rest)]
        if ends and ends[0].start() and rest[ends[0].start() - 1] in "]{":
            ends = []
        braces = ends[0].start() if ends else len(rest)
        argument = rest[match.end() : braces].rstrip()
        given, fault = parse_attributes(ends[0]["inner"] if ends else "")
        found, faults = checked(given, directive.attributes, f"::: {name}")
        for one in [*faults, *([fault] if fault else [])]:
            file.problem(one.code, one.message, _along(rest_at, braces + one.offset), one.hint)
        fence = cls(file, name, argument, _along(rest_at, match.end()), found, rest_at, braces, at)
        fence._argument_fits(directive)
        return fence

    def _argument_fits(self, directive: Directive) -> None:
        if directive.argument == "none" and self.argument:
            hint = "Put it on a line of its own below."
            self.problem("bad-argument", f"“{self.argument}” may not stand behind ::: {self.name}.", hint)
        elif directive.argument == "file" and not self.argument:
            hint = f"Write ::: {self.name} assets/images/x.jpg"
            self.problem("missing-argument", f"::: {self.name} names no file.", hint)

    def problem(self, code: str, message: str, hint: str = "", at: Location | None = None) -> None:
        """Book a problem of this directive."""
        self.file.problem(code, message, at or self.at, hint)

    def argument_spans(self) -> tuple[Span, ...]:
        """The argument as spans."""
        return text_spans(self.file, self.argument, self.argument_at) if self.argument else ()

    def place(self, key: str) -> Location:
        """Where the value of an attribute stands."""
        return _along(self.rest_at, self.braces + self.attributes[key].offset)

    def words(self, key: str) -> str:
        """An attribute's words; empty when it was not given."""
        return self.attributes[key].value if key in self.attributes else ""

    def spans(self, key: str) -> tuple[Span, ...]:
        """An attribute's words as spans."""
        return text_spans(self.file, self.attributes[key].value, self.place(key)) if key in self.attributes else ()

    def flag(self, key: str) -> bool:
        """Whether an attribute says yes."""
        return self.words(key) == "yes"

    def whole(self, key: str) -> int:
        """An attribute's number; 0 when it was not given."""
        return int(self.words(key) or 0)

    def paragraph(self) -> tuple[Span, ...]:
        """The body's only paragraph; more than one, or another block, is a problem."""
        spans: tuple[Span, ...] = ()
        for index, block in enumerate(self.blocks):
            if index or not isinstance(block, Paragraph):
                hint = "Close the directive before it."
                self.problem("bad-body", f"::: {self.name} holds one paragraph.", hint, block.at)
                break
            spans = block.spans
        return spans


def _along(at: Location, columns: int) -> Location:
    return Location(at.file, at.line, at.column + columns)
