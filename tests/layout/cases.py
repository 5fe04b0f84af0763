"""The reports whose proofs are kept: one function a case, named as its file in golden/."""

from __future__ import annotations

from collections.abc import Callable

from tests.finish.papers import paper, sound
from tests.layout.ingredients import CHARTS, KPI_FORMS, KPIS, SIGNATURE, SPANS, TABLE, kpis, rows, statement
from tests.layout.manuscript import Manuscript, paragraphs, prose


def blocks(m: Manuscript) -> None:
    m.image("huis.png", 400, 300)
    m.section(
        "article",
        f"""{prose(3)}

{SPANS}
### Tussenkop
{prose(2, 3)}

#### Kleine tussenkop {{#verder}}
- {prose(1, 4)}
- {prose(2, 5)}

  {prose(1, 7)}

3. {prose(1, 8)}
4. {prose(1, 9)}

> {prose(2, 10)}

---

::: quote {{source="Een bewoner" pull=yes}}
{prose(1, 16)}
:::

::: callout Een *kader*
{prose(2, 12)}

- {prose(1, 6)}
:::

::: number {{{{ leden }}}}
leden van het panel
:::

::: table {{caption="Wat wij telden" source="Eigen telling" header-columns=1}}
{TABLE}| Groningen | 12 | < |
| Drenthe | 3 | 4 |
| ^ | 5 | |
:::

::: figure assets/images/huis.png {{alt="Een huis" credit="Een fotograaf"}}
{prose(1, 8)}
:::

::: figure assets/images/huis.png {{decorative=yes credit="Wijzelf"}}
:::

```
regel een
    regel twee
```

{prose(2, 14)}
""",
        label="Blokken",
        headline="Alle soorten blokken",
    )


def pages(m: Manuscript) -> None:
    m.bare("cover", subtitle="Samen verder", **{"document-type": "Jaarverslag"})
    m.bare("contents")
    m.section("letter", paragraphs(3, 3), label="Voorwoord", headline="Een goed jaar", signed="Directeur-bestuurder")
    m.section(
        "about", paragraphs(2), label="Over ons", headline="Wie wij zijn", quote="“Wij tellen mee.”", quote_source="Ons"
    )
    m.section("article", paragraphs(2), label="Toelichting", headline="Bij de cijfers")
    for number, colour in enumerate(("samphire", "water"), start=1):
        articles = (
            f"## Eerste artikel van {number}\n\n{paragraphs(2)}\n\n## Tweede artikel van {number}\n\n{prose(9)}\n"
        )
        m.section(
            "chapter", f"{prose(3)}\n\n{articles}", label=f"Thema {number}", headline="Meer dan geld", colour=colour
        )
    m.figures(
        "kpis", kpis(4, 2), "---\nlabel: Cijfers\nheadline: Het jaar in cijfers\n---\nEen lead[^a].\n\n[^a]: Noot.\n"
    )
    m.figures("statement", statement(5, 2), "---\nheadline: Baten en lasten\n---\nEen lead.\n")
    m.section("colophon", f"{prose(4)}\n\n### Vormgeving\n{prose(2)}\n", headline="Colofon")


def notes(m: Manuscript) -> None:
    m.section(
        "article",
        f"""Tweemaal[^a] dezelfde noot[^a] in een alinea.

Nog eens[^a], en een andere[^b] in dezelfde kolom. {prose(4)}

### Tussenkop met noot[^c]
{prose(12, 3)}

{TABLE}| Groningen[^d] | 12 | |

- Een punt met noot[^e]

## Een artikel
::: lead
Een lead met een noot[^f].
:::

{prose(6)}

::: callout Kader[^g]
{prose(2)}
:::

[^a]: {prose(2, 6)}
[^b]: {prose(1, 2)}
[^c]: {prose(1, 3)}
[^d]: {prose(2, 7)}
[^e]: {prose(1, 9)}
[^f]: {prose(1, 10)}
[^g]: {prose(2, 11)}
""",
        label="Noten",
        headline="Noten aan de voet",
    )


def lists(m: Manuscript) -> None:
    items = "".join(f"- {prose(3, n)}\n  1. {prose(1, n)}\n     - {prose(2, n + 1)}\n" for n in range(9))
    m.section("article", items, label="Lijsten", headline="Lijsten in lijsten")


def asides(m: Manuscript) -> None:
    m.section(
        "article",
        f"""Tekst.

{prose(6)}

::: margin
{prose(1, 3)}
:::

Kort.

::: margin
{prose(1, 5)}
:::

Begrip
: {prose(2, 4)}

Tweede *begrip*
: {prose(1, 6)}
: {prose(1, 8)}

9. {prose(1)}
10. {prose(1, 2)}
    1. {prose(1, 1)}
       1. {prose(1, 9)}

```
een regel die niet in de kolom past en dus twee keer verder gaat, ver voorbij de rand
kort
```

{prose(12, 3)}[^lang] {prose(60, 2)}

[^lang]: {prose(60, 5)}
""",
        label="Terzijde",
        headline="In de marge en aan de voet",
    )


def long_table(m: Manuscript) -> None:
    body = f'{prose(3)}\n\n::: table {{caption="Een lange tabel" source="Eigen telling"}}\n{TABLE}{rows(110)}:::\n'
    m.section("article", body, label="Tabel", headline="Over twee bladzijden")


def wide(m: Manuscript) -> None:
    m.image("panorama.png", 900, 300)
    m.section(
        "article",
        f"""{prose(18)}

::: table {{wide=yes caption="Over beide kolommen"}}
{TABLE}{rows(4)}:::

{prose(8)}

::: figure assets/images/panorama.png {{alt="Een panorama" wide=yes}}
{prose(1)}
:::

{prose(8)}

::: callout Breed {{wide=yes}}
{prose(4)}
:::

{prose(2)}
""",
        label="Breed",
        headline="Over de volle breedte",
    )


def tall_callout(m: Manuscript) -> None:
    m.section(
        "article",
        f"{prose(2)}\n\n::: callout Een hoog kader\n{paragraphs(16)}\n:::\n",
        label="Hoog",
        headline="Te hoog",
    )


def headlines(m: Manuscript) -> None:
    for headline in (
        "Kort",
        "Wonen en werken in het Noorden van Nederland",
        "Burgerkracht en Overheidsparticipatie",
        "Samenwerkings&shy;overeenkomsten met instellingen",
    ):
        m.section("chapter", f"{prose(2)}\n\n## {headline}\n\n{prose(2)}\n", label="Koppen", headline=f"'{headline}'")


def long_contents(m: Manuscript) -> None:
    m.bare("contents", title="Wat erin staat")
    for chapter in range(7):
        articles = "".join(
            f"## Artikel {chapter}.{n} met een kop van meer dan een regel\n\nTekst.\n\n" for n in range(6)
        )
        m.section("chapter", f"Inleiding.\n\n{articles}", label=f"Thema {chapter + 1}", headline="Een thema")
    m.section("article", "Tekst.\n", label="Bijlage", headline="Bijlage")


def long_statement(m: Manuscript) -> None:
    m.figures("statement", statement(40, 4))


def statement_forms(m: Manuscript) -> None:
    """With a waterfall whose result is enlarged and notes; with variances; on its side."""
    years = ("actual", "prior")
    body = """  - {id: h1, role: heading, label: Baten}
  - {id: a, role: line, label: Subsidies, note: "1", values: [1200500, 1150000]}
  - {id: b, role: line, label: Overige baten, level: 1, values: [-662, 28000]}
  - {id: t, role: subtotal, name: Totaal baten, formula: a + b}
  - {id: h2, role: heading, label: Lasten}
  - {id: c, role: line, label: Personeel, values: [1160000, 1150000]}
  - {id: u, role: subtotal, name: Totaal lasten, formula: c}
  - {id: r, role: result, label: Resultaat, formula: t - u}
  - {id: x, role: appropriation, label: Naar de reserve, values: [-39838, -28000]}
  - {id: z, role: total, label: Na bestemming, formula: r + x}
"""
    heads = [f'  - {{id: k{n}, label: "{2021 - n}", kind: {kind}}}\n' for n, kind in enumerate(years)]
    variances = [f"  - {{id: {kind}, label: Verschil, kind: {kind}}}\n" for kind in ("variance", "variance-percent")]
    places = "".join(f"  - {{id: k{n}, label: Gemeente {n}, kind: actual}}\n" for n in range(6))
    wide = "  - {id: a, role: line, label: Subsidies, values: [1000, 2500.5, 0, -40, null, 12]}\n"
    thousands = "style: {negatives: parentheses, scale: thousands, currency: €}\n"
    for name, style, columns, content in (
        ("een", "", "".join(heads), body),
        ("twee", thousands, "".join(heads + variances), body),
        ("drie", "style: {currency: €, currency-placement: first-and-last}\n", places, wide),
    ):
        m.figures(
            "statement", f"kind: statement\nid: {name}\ntitle: Rekening\n{style}columns:\n{columns}rows:\n{content}"
        )
    m.section("notes", "## De subsidies\n\nVan de provincie.\n", headline="Toelichting")


def long_kpis(m: Manuscript) -> None:
    m.figures("kpis", kpis(12, 3))


def kpi_forms(m: Manuscript) -> None:
    """Every form of key figures: tiers, changes, targets, marks, signs, people, the field."""
    m.figures("kpis", KPIS.format(id="vormen", groups=KPI_FORMS))


def long_letter(m: Manuscript) -> None:
    m.section("letter", paragraphs(24), headline="Een lange brief", signed="Voorzitter van de Raad van Toezicht")


def articles(m: Manuscript) -> None:
    m.section(
        "article",
        f"## Over twee bladzijden\n{paragraphs(16)}\n\n## Op een veld\n::: lead\n{prose(1)}\n:::\n\n{prose(9)}\n\n"
        f"## Nog een\n{prose(6)}\n\n## Weer bovenaan\n{paragraphs(3)}\n",
        label="Artikelen",
        headline="Artikelen onder elkaar",
    )


def openers(m: Manuscript) -> None:
    m.image("veld.png", 600, 400)
    image = '{file: assets/images/veld.png, alt: "Een veld", focus: [0.2, 0.5]}'
    m.section(
        "chapter", f"{prose(3)}\n\n## Artikel\n\n{prose(30)}\n", label="Met beeld", headline="Een veld", image=image
    )
    m.section(
        "chapter", f"{paragraphs(16)}\n\n## Artikel\n\n{prose(4)}\n", label="Lang", headline="Een lange inleiding"
    )
    m.section(
        "chapter",
        f"{prose(3)}\n\n## Beeld eerst\n\n::: figure assets/images/veld.png {{decorative=yes}}\n:::\n\n{prose(3)}\n",
        label="Beeld",
        headline="Een artikel dat met een beeld begint, onder een kop van drie regels",
    )


def plan(m: Manuscript) -> None:
    """Recto starts, blank pages, a photo page, signatures beside each other, an organisation, images in fields."""
    m.image("land.png", 2600, 3600)
    m.write("assets/images/hand.svg", SIGNATURE)
    signed = "[{name: Ada Bos, role: Voorzitter, signature: assets/images/hand.svg}, {role: Directeur}]"
    image = "{file: assets/images/land.png, alt: Het land, credit: Jan de Boer, focus: [0.2, 0.8]}"
    m.section("letter", f"{prose(2)}\n\n{paragraphs(3)}", headline="Samen", signed=signed, image=image)
    m.section("photo", "Het land in het [voorjaar](https://example.org).", image=image)
    chart = "::: organisation\n- Stichting\n  - Bureau Noord\n    - Panel\n  - Bureau Zuid\n:::\n\n"
    figure = "assets/images/land.png {alt=Land fields=2 focus=0.5,0.3 credit=Jan"
    body = f"{prose(1)}\n\n{chart}{paragraphs(1)}\n\n::: figure {figure} wide=yes}}\nHet land.\n:::\n"
    m.section("article", f"{body}\n::: figure {figure}}}\n:::\n", headline="Bijlage", label=prose(3))
    m.section("colophon", "Tekst.\n")
    m.sections[1] = m.sections[1].replace("}", ", start: recto}")
    m.sections[3] = m.sections[3].replace("}", ", start: back}")


def links(m: Manuscript) -> None:
    """Rows on an opener, blocks beside notes in the margin, numbers in headline and lead, what has no room, addresses
    that are long or short."""
    m.bare("contents")
    far = "https://example.org/" + "/".join(f"deel-{n}-van-een-lang-adres" for n in range(6))
    one, two = "[een](https://example.org/1)", "[twee](https://example.org/2)"
    body = f"Kort lood met {one}.\n\n{prose(2)} Zie {two}.\n\n## Eerst\n\n{prose(3)} Zie {one}.\n\n"
    body += f"## Dan {two}\n\n::: lead\nLood met {one}.\n:::\n\n{prose(4)}\n\n::: margin\nNoot met {two}, "
    body += f"[lang]({far}) en [kort]({far}/x){{short=example.org/x}}.\n:::\n\n{prose(6)}[^n]\n\n"
    body += f"[^n]: Noot met [drie](https://example.org/3), [vier](https://example.org/4) en {one}.\n"
    m.section("chapter", body, label="Werk", headline="Werk")
    m.section("colophon", f"Van {one}.\n")


def inserts(m: Manuscript) -> None:
    """Another program's PDF between pages of ours: as large as they are, and on its side."""
    m.bare("contents")
    path = m.root / "assets"
    path.mkdir(parents=True, exist_ok=True)
    (path / "staand.pdf").write_bytes(paper(sound, pages=2))
    (path / "liggend.pdf").write_bytes(paper(sound, size=(841.89, 595.28)))
    for name in ("staand", "liggend"):
        m.bare("insert", file=f"assets/{name}.pdf", title=f"Verklaring {name}", alt="De verklaring van de accountant.")
    m.section("colophon", "Tekst.\n")


def charts(m: Manuscript) -> None:
    m.charts = CHARTS
    inside = ":::: callout\nKader.\n\n::: chart leden\n:::\n::::\n"
    body = f"{prose(3)}\n\n::: chart baten {{wide=yes}}\n:::\n\n{paragraphs(2)}\n\n{inside}"
    m.section("article", body, headline="Beeld")
    m.bare("data", title="Cijfers bij de grafieken")


CASES: dict[str, Callable[[Manuscript], None]] = {
    case.__name__: case
    for case in (
        *(blocks, pages, notes, asides, lists, long_table, wide, tall_callout, headlines),
        *(
            long_contents,
            long_statement,
            statement_forms,
            kpi_forms,
            long_kpis,
            long_letter,
            articles,
            openers,
            plan,
            links,
        ),
        *(inserts, charts),
    )
}
