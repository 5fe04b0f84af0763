"""Turns `::: figure assets/images/x.jpg {alt="…"}` into an image with its caption."""

from __future__ import annotations

from report.model.content import Figure
from report.sources.attributes import Attribute
from report.sources.directives.contract import Directive, Fence

MOST_FIELDS = 6


def _build(fence: Fence) -> Figure:
    caption = fence.paragraph()
    alt, decorative = fence.words("alt"), fence.flag("decorative")
    if alt and decorative:
        hint = "Keep alt if the image tells something, decorative if it does not."
        fence.problem("bad-attribute", "An image with alt text is not decorative.", hint, fence.place("decorative"))
    if fence.argument:
        fence.file.project.image(fence.argument, fence.argument_at)
    fields = fence.whole("fields")
    if fields > MOST_FIELDS or ("fields" in fence.attributes and not fields):
        hint = f"Write a number from 1 to {MOST_FIELDS}."
        fence.problem("bad-attribute", f"An image cannot be {fields} fields high.", hint, fence.place("fields"))
    return Figure(
        fence.argument,
        alt,
        fence.words("credit"),
        caption,
        decorative,
        fence.at,
        fence.flag("wide"),
        fields,
        _point(fence.words("focus")),
    )


def _point(written: str) -> tuple[float, float]:
    """The point to keep in view; the middle when none is given."""
    if not written:
        return 0.5, 0.5
    across, _, down = written.partition(",")
    return float(across), float(down)


DIRECTIVE = Directive(
    _build,
    "An image; the body is its caption.",
    argument="file",
    attributes={
        "alt": Attribute("words", "What the image shows, for those who cannot see it."),
        "credit": Attribute("words", "Who made it."),
        "decorative": Attribute("flag", "The image tells nothing, so it needs no alt text."),
        "wide": Attribute("flag", "It stands across all text columns."),
        "fields": Attribute("whole", "How many fields of the page it is high; it is cut off to fit."),
        "focus": Attribute("point", "The point to keep in view when it is cut off: 0.5,0.5 is the middle."),
    },
)
