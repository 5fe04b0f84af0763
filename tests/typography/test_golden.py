"""A few paragraphs, line by line with their widths, against golden/paragraphs.txt. When setting changes on purpose,
read the difference, and write the text that the failing test prints into that file."""

from __future__ import annotations

from pathlib import Path

from report.typography.faces import Face
from report.typography.library import FontLibrary
from report.typography.text import Breaking, Styled, Typesetter

DUTCH = (
    "In 2021 vroegen we ruim zesduizend inwoners van de provincie Groningen hoe zij de gevolgen van de "
    "coronamaatregelen ervaren. Zij vertelden over hun werk, hun gezondheid, de mensen om hen heen en het vertrouwen "
    "dat zij hebben in de overheid. De samenwerkingsverbanden met gemeenten, woningcorporaties en zorgorganisaties "
    "maakten het mogelijk om de uitkomsten snel terug te geven aan de beleidsmakers die daarom hadden gevraagd. Dat "
    "leverde sociaal-economische inzichten op die we in de komende jaren verder uitwerken."
)
ENGLISH = (
    "The programme brought together representatives of municipalities, housing associations and neighbourhood "
    "organisations; their responsibilities differ, but the circumstances of the inhabitants do not."
)


def test_paragraphs(library: FontLibrary, serif: Face, italic: Face, sans: Face) -> None:
    typesetter = Typesetter(library, "nl", ["co-ronamaatregelen"])
    column = 192.76
    link = "https://www.sociaalplanbureaugroningen.nl/brede-welvaart/coronamonitor-2021.pdf"
    mixed = [
        Styled("Zie de ", (serif,), 9.6, hyphenate=True),
        Styled("coronamonitor", (italic, sans), 9.6, hyphenate=True),
        Styled(" op ", (serif,), 9.6, hyphenate=True),
        Styled(link, (sans,), 9.6, underline=True),
        Styled(", met €\u00a0122.324 aan bij\u00addragen en 77,5% respons –\u2028of bel het panel.", (serif,), 9.6),
    ]
    parts = {
        "text": typesetter.paragraph([Styled(DUTCH, (serif,), 9.6, hyphenate=True)], column),
        "indented": typesetter.paragraph(
            [Styled(DUTCH, (serif,), 9.6, hyphenate=True)], column, Breaking(first_indent=12.76)
        ),
        "without hyphens": typesetter.paragraph([Styled(DUTCH, (serif,), 15.0)], 306.0),
        "english": typesetter.paragraph([Styled(ENGLISH, (serif,), 9.6, language="en", hyphenate=True)], 130.0),
        "justified": typesetter.paragraph(
            [Styled(DUTCH, (serif,), 9.6, hyphenate=True)], 240.0, Breaking(ragged=False)
        ),
        "mixed": typesetter.paragraph(mixed, 130.0),
    }
    found = "".join(
        f"== {name}\n"
        + "".join(
            f"{line.width:7.2f} {'|'.join(run.text for run in line.runs).replace(chr(173), '¬')}|\n" for line in lines
        )
        for name, lines in parts.items()
    )
    golden = Path(__file__).with_name("golden") / "paragraphs.txt"
    assert found == golden.read_text(encoding="utf-8"), found
