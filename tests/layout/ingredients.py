"""What the specimens of the layout tests are made of: spans, tables, statements, key figures, a signature."""

from __future__ import annotations

SPANS = """Woorden met *nadruk*, **kracht** en `code`, een
[verwijzing](https://example.org/een/lang/adres "Een voorbeeld"), een [plek verderop](#verder),
[some English words]{lang=en}, de [RvT]{abbr="Raad van Toezicht"} en {{ leden }} leden,\\
na een harde afbreking nog [een **link** met nadruk](https://example.org).
"""
TABLE = "| Naam | Getal | Deel |\n|---|---:|:-:|\n"
STATEMENT = """kind: statement
id: rekening
title: Exploitatierekening
unit-caption: In euro’s
note: {note}
source: Jaarrekening
style: {{negatives: trailing-minus, zero: dash}}
columns:
{columns}
rows:
{rows}
"""
KPIS = "kind: kpis\nid: {id}\ntitle: Het jaar in cijfers\nperiod: 2021\nsource: Eigen telling\ngroups:\n{groups}"


def rows(count: int, *, start: int = 0) -> str:
    """Rows of a pipe table of three columns."""
    return "".join(f"| Rij {start + n + 1} | {n * 1250} | {n} |\n" for n in range(count))


def statement(lines: int, columns: int, *, note: str = "Door afronding kunnen totalen 1 afwijken.") -> str:
    """A statement of so many lines between its heading and its total."""
    kinds = ("actual", "budget", "prior", "prior")[:columns]
    heads = "\n".join(
        f'  - {{id: k{n}, label: "{2021 - n}", kind: {kind}, period: {2021 - n}}}' for n, kind in enumerate(kinds)
    )

    def values(amount: int) -> str:
        return ", ".join(str(amount - n * 1000) for n in range(columns))

    body = ["  - {id: kop, role: heading, label: Baten}"]
    body += [f"  - {{id: r{n}, role: line, label: Post {n}, values: [{values(n * 500)}]}}" for n in range(lines)]
    body += [
        f"  - {{id: som, role: subtotal, name: Totaal baten, values: [{values(90000)}]}}",
        "  - {id: wit, role: spacer}",
        f"  - {{id: resultaat, role: result, label: Resultaat, values: [{values(2500)}]}}",
        f"  - {{id: naar, role: appropriation, label: Naar de reserve, values: [{values(-2500)}]}}",
        f"  - {{id: slot, role: total, label: Na bestemming, values: [{', '.join(['0'] * columns)}]}}",
    ]
    return STATEMENT.format(note=note, columns=heads, rows="\n".join(body))


def kpis(groups: int, tiles: int) -> str:
    """A sheet of so many groups of so many key figures."""
    lines = []
    for group in range(groups):
        note = "    note: Op 31 december geteld.\n" if group == 0 else ""
        values = "".join(
            f"      - {{id: v{tile}, value: {1234 * (tile + 1)}, label: Bezoekers van soort {tile}, unit: bezoekers}}\n"
            for tile in range(tiles)
        )
        lines.append(f"  - id: g{group}\n    label: Groep {group}\n{note}    values:\n{values}")
    return KPIS.format(id="cijfers", groups="".join(lines))


SIGNATURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 80"><rect width="200" height="80" fill="#fff"/>'
    '<path d="M10 60C30-20 40 90 60 40S90 0 100 50q20 20 40 0" fill="none" stroke="#123" stroke-width="3"/></svg>'
)

CHARTS = """kind: charts
charts:
  - id: baten
    kind: bar
    title: De leden zijn met {{ leden }}
    caption: In aantallen
    source: administratie
    table: appendix
    series: [{id: nu, label: "2021"}, {id: toen, label: "2020", role: comparison}]
    rows: [{label: Leden, values: [leden, 6100]}, {label: Raad, values: [900, 950], highlight: true}]
  - id: leden
    kind: column
    title: Het panel groeit
    source: administratie
    series: [{id: nu, label: Leden}]
    rows: [{label: "2020", values: [6100]}, {label: "2021", values: [6900]}]
"""


KPI_FORMS = """\
  - id: site
    label: Bezoekers website
    icon: browser
    values:
      - {id: a, value: 34417, label: Hoofdsite, unit: bezoekers, previous: 33000, previous-period: 2020}
      - {id: b, value: 31219, label: Onderzoek, unit: bezoekers, own: true, target: 30000, higher-is-better: true}
  - id: tevreden
    label: Tevredenheid
    values:
      - {id: a, value: 77.5, label: is tevreden, unit: procent, format: percent, previous: 79, previous-period: 2020,
         higher-is-better: true}
      - {id: b, value: 4, label: klaagde, unit: procent, format: percent, period: 2019, source: Enquête}
  - id: brieven
    label: Abonnees
    note: Geteld in de laatste week.
    values:
      - {id: a, value: 8903, label: Nieuwsbrief, unit: abonnees}
      - {id: b, value: 2499, label: Veranstaltungsbenachrichtigungen, unit: abonnees, own: true}
  - id: media
    label: Media
    values:
      - {id: a, value: 21, label: berichten}
  - id: dagen
    label: Dagen
    icon: calendar
    pictogram: true
    each: 2
    values:
      - {id: a, value: 24, label: open dagen}
  - id: mensen
    label: Organisatie
    form: people
    values:
      - {id: a, value: 20, label: medewerkers}
      - {id: b, value: 5, label: stagiairs}
  - id: projecten
    label: Projecten
    note: Elk vierkant is één project.
    values:
      - {id: a, value: 21, label: Drenthe, unit: projecten}
      - {id: b, value: 14, label: Groningen, unit: projecten}
      - {id: c, value: 3, label: Friesland, unit: projecten}
      - {id: d, value: 1, label: Landelijk, unit: projecten}
"""
