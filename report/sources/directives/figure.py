"""Turns `::: figure assets/images/x.jpg {alt="…"}` into an image with its caption."""

from __future__ import annotations

from report.model.content import Figure
from report.sources.attributes import Attribute
from report.sources.directives.contract import Directive, Fence


def _build(fence: Fence) -> Figure:
    caption = fence.paragraph()
    alt, decorative = fence.words("alt"), fence.flag("decorative")
    if alt and decorative:
        hint = "Keep alt if the image tells something, decorative if it does not."
        fence.problem("bad-attribute", "An image with alt text is not decorative.", hint, fence.place("decorative"))
    if fence.argument:
        fence.file.project.image(fence.argument, fence.argument_at)
    return Figure(fence.argument, alt, fence.words("credit"), caption, decorative, fence.at, fence.flag("wide"))


DIRECTIVE = Directive(
    _build,
    "An image; the body is its caption.",
    argument="file",
    attributes={
        "alt": Attribute("words", "What the image shows, for those who cannot see it."),
        "credit": Attribute("words", "Who made it."),
        "decorative": Attribute("flag", "The image tells nothing, so it needs no alt text."),
        "wide": Attribute("flag", "It stands across all text columns."),
    },
)
