"""The directives of `:::`, by name. A new one is a file in this folder and a line here."""

from __future__ import annotations

from report.sources.directives import callout, chart, figure, lead, margin, number, organisation, quote, table
from report.sources.directives.contract import Directive

DIRECTIVES: dict[str, Directive] = {
    "callout": callout.DIRECTIVE,
    "chart": chart.DIRECTIVE,
    "figure": figure.DIRECTIVE,
    "lead": lead.DIRECTIVE,
    "margin": margin.DIRECTIVE,
    "number": number.DIRECTIVE,
    "organisation": organisation.DIRECTIVE,
    "quote": quote.DIRECTIVE,
    "table": table.DIRECTIVE,
}
