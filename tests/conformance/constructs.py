"""One small document per construct, to be validated and read back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace
from PIL import Image
from reportlab.graphics.shapes import Circle, Drawing, String
from reportlab.lib.colors import Color
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from report.model.brand import FontFile
from report.model.placed import Layout, Panel, PlacedFlowable, PlacedImage, Rule
from report.model.structure import Attributes, Element
from report.typography.library import FontLibrary
from tests.conformance.fonts import postscript_font, static_font
from tests.conformance.specimen import WHOLE, Specimen


def headings(specimen: Specimen) -> Layout:
    specimen.page("")
    kids = [
        specimen.heading("H1", "Jaarverslag 2021", 80, "top"),
        specimen.heading("H2", "Wie wij zijn (en niet)", 120, "wie"),
        specimen.heading("H3", "Onze mensen", 150, "mensen", size=14),
        specimen.text("Lead", "Een lead in één regel.", 180, size=15),
    ]
    specimen.page("2")
    kids.append(specimen.heading("H2", "Cijfers", 80, "één"))
    specimen.line([specimen.words("Jaarverslag – 2", None)], 60, 40, None)
    return specimen.layout(Element("Sect", tuple(kids)))


def lists(specimen: Specimen) -> Layout:
    specimen.page("1")
    items = []
    for index, text in enumerate(("wonen", "zorg", "bereikbaarheid")):
        label, body = specimen.leaf("Lbl"), specimen.leaf("P")
        specimen.line([specimen.words("• ", label), specimen.words(text, body)], 60, 100 + 13 * index)
        inner = (Element("Lbl", (label,)), Element("LBody", (Element("P", (body,)),)))
        items.append(Element("LI", inner))
    return specimen.layout(Element("L", tuple(items), Attributes(numbering="Disc")))


def tables(specimen: Specimen) -> Layout:
    specimen.page("1")
    specimen.place(Rule(300, 0.5, "ink"), 60, 105)

    def cell(tag: str, text: str, x: float, y: float, attributes: Attributes) -> Element:
        leaf = specimen.leaf(tag)
        if text:
            specimen.line([specimen.words(text, leaf, family="Source Sans 3")], x, y)
        return Element(tag, (leaf,), attributes)

    column = Attributes(scope="Column")
    head = Element(
        "TR",
        (
            cell("TH", "Post", 60, 100, Attributes(scope="Column", id="post", row_span=2)),
            cell("TH", "Jaar", 200, 100, Attributes(scope="Column", id="jaar", column_span=2)),
        ),
    )
    years = Element("TR", (cell("TH", "2021", 200, 113, column), cell("TH", "2020", 300, 113, column)))
    rows = [
        Element(
            "TR",
            (
                cell("TH", "Baten", 60, 130, Attributes(scope="Row", id="baten")),
                cell("TD", "1.234", 200, 130, Attributes(headers=("jaar", "baten"))),
                cell("TD", "", 300, 130, Attributes()),
            ),
        ),
        Element(
            "TR",
            (
                cell("TH", "Lasten", 60, 143, Attributes(scope="Row")),
                cell("TD", "662-", 200, 143, Attributes(column_span=2)),
            ),
        ),
    ]
    caption = specimen.text("Caption", "Baten en lasten", 80)
    body = (caption, Element("THead", (head, years)), Element("TBody", tuple(rows)))
    return specimen.layout(Element("Table", body, Attributes(summary="Baten en lasten van twee jaren")))


def links(specimen: Specimen) -> Layout:
    specimen.page("1")
    before, link, after = specimen.leaf("P"), specimen.leaf("Link"), specimen.leaf("P")
    number = specimen.link_leaf()
    first = specimen.line(
        [specimen.words("Lees er ", before), specimen.words("alles over ", link, underline=True)], 60, 100
    )
    specimen.spot(60 + first.runs[1].x, 100, first.runs[1].width, "https://example.org/één?a=(b)&c", number)
    second = specimen.line(
        [specimen.words("op het web", link, underline=True), specimen.words(" of niet.", after)], 60, 113
    )
    specimen.spot(60, 113, second.runs[0].width, "https://example.org/één?a=(b)&c", number)
    one = Element("P", (before, Element("Link", (link, number), Attributes(alt="Alles (op het web)")), after))
    inside, place = specimen.leaf("Link"), specimen.link_leaf()
    third = specimen.line([specimen.words("Zie de volgende ", inside, ink="deep")], 60, 800)
    specimen.spot(60, 800, third.width, "#volgende", place)
    specimen.page("2")
    fourth = specimen.line([specimen.words("bladzijde.", inside, ink="deep")], 60, 80)
    specimen.spot(60, 80, fourth.width, "#volgende", place)
    heading = specimen.heading("H1", "Volgende", 140, "volgende")
    return specimen.layout(one, Element("P", (Element("Link", (inside, place)),)), heading)


def notes(specimen: Specimen) -> Layout:
    specimen.page("1")
    text, reference = specimen.leaf("P"), specimen.leaf("Reference")
    runs = [specimen.words("Zo is het", text), specimen.words("a", reference, size=6, rise=3)]
    specimen.line(runs, 60, 100)
    kids = [Element("P", (text, Element("Reference", (reference,))))]
    for index, letter in enumerate("ab"):
        label, body = specimen.leaf("Lbl"), specimen.leaf("Note")
        specimen.line([specimen.words(f"{letter} ", label), specimen.words("Een noot.", body)], 60, 780 + index * 13)
        kids.append(Element("Note", (Element("Lbl", (label,)), body), Attributes(id="noot-a" if index == 0 else "")))
    return specimen.layout(*kids)


def figures(specimen: Specimen) -> Layout:
    Image.linear_gradient("L").convert("RGB").save(specimen.root / "photo.jpg")
    transparent = Image.new("RGBA", (40, 40), (255, 0, 0, 128))
    transparent.save(specimen.root / "logo.png")
    specimen.page("1")
    photo, logo = specimen.leaf("Figure"), specimen.leaf("Figure")
    specimen.place(PlacedImage("photo.jpg", 200, 100, leaf=photo.number), 60, 100)
    specimen.place(PlacedImage("logo.png", 40, 40, leaf=logo.number), 300, 100)
    specimen.place(PlacedImage("photo.jpg", 20, 20), 400, 100)
    bars = specimen.leaf("Figure")
    for index in range(3):
        specimen.place(Panel(20, 10 + 10 * index, "deep", "ink", 0.5, bars.number), 60 + 30 * index, 300)
    caption = specimen.text("Caption", "Bijschrift", 240)
    return specimen.layout(
        Element("Figure", (photo,), Attributes(alt="Een verloop van zwart naar wit", box=True)),
        caption,
        Element("Figure", (logo,), Attributes(alt="Logo", box=True)),
        Element("Figure", (bars,), Attributes(alt="Drie staven", box=True)),
    )


def split_paragraph(specimen: Specimen) -> Layout:
    specimen.page("1")
    leaf = specimen.leaf("P")
    specimen.line(
        [specimen.words("Deze alinea begint op de ene blad", leaf), specimen.words("-", leaf, actual="\u00ad")], 60, 790
    )
    specimen.line([specimen.words("Onderaan 1", None)], 60, 820, None)
    specimen.page("2")
    specimen.line([specimen.words("zijde en eindigt op de andere.", leaf)], 60, 60)
    specimen.place(Rule(100, 0.5, "ink"), 60, 70)
    specimen.line([specimen.words("Na de lijn gaat zij door.", leaf)], 60, 83)
    return specimen.layout(Element("P", (leaf,)))


def inline(specimen: Specimen) -> Layout:
    specimen.page("1")
    plain, short, foreign = specimen.leaf("P"), specimen.leaf("Span"), specimen.leaf("Span")
    strong = specimen.leaf("Strong")
    runs = [specimen.words("De ", plain), specimen.words("RvT", short), specimen.words(" Mobility ", foreign)]
    specimen.line([*runs, specimen.words("sterk", strong, family="Source Sans 3")], 60, 100)
    kids = (
        plain,
        Element("Span", (short,), Attributes(expansion="Raad van Toezicht")),
        Element("Span", (foreign,), Attributes(language="en")),
        Element("Strong", (strong,)),
    )
    quote = Element("PullQuote", (specimen.text("P", "Een citaat", 140, size=20),))
    return specimen.layout(Element("P", kids), quote)


def artifacts(specimen: Specimen) -> Layout:
    specimen.page("")
    specimen.place(Panel(595, 842, "pale"), 0, 0)
    specimen.page("2")
    specimen.line([specimen.words("Kop boven de bladzijde", None)], 60, 40, None)
    return specimen.layout(specimen.text("P", "Inhoud", 100))


def flowable(specimen: Specimen) -> Layout:
    pdfmetrics.registerFont(TTFont("Specimen", str(static_font(specimen.root))))
    drawing = Drawing(100, 50)
    drawing.add(Circle(25, 25, 20, fillColor=Color(1, 0, 0, alpha=0.5)))
    drawing.add(String(50, 20, "rond", fontName="Specimen"))
    specimen.page("1")
    leaf = specimen.leaf("Figure")
    specimen.place(PlacedFlowable(drawing, 100, 50, leaf.number), 60, 100, WHOLE)
    specimen.place(PlacedFlowable(drawing, 100, 50), 260, 100, WHOLE)
    return specimen.layout(Element("Figure", (leaf,), Attributes(alt="Een cirkel", box=True)))


def postscript(specimen: Specimen) -> Layout:
    postscript_font(specimen.root)
    specimen.library = FontLibrary(specimen.root, {"Boxes": FontFile("Boxes", ("Boxes.otf",))})
    specimen.page("1")
    leaf = specimen.leaf("P")
    specimen.line([specimen.words("abc cab", leaf, family="Boxes")], 60, 100)
    return specimen.layout(Element("P", (leaf,)))


def recoded(specimen: Specimen) -> Layout:
    """A hyphen made by breaking: a glyph under a code of its own, which reads as a soft hyphen."""
    specimen.page("1")
    leaf = specimen.leaf("P")
    run = specimen.words("afge-", leaf)
    face = specimen.library.by_key(run.face)
    hyphen = face.shape("-", (), "nl").glyphs[0][0]
    code = face.code(hyphen, "\u00ad")
    specimen.glyphs[run.face][code] = "\u00ad"
    operand = run.glyphs.replace(f"<{hyphen:04X}>", f"<{code:04X}>")
    specimen.texts[-1] = "afge\u00ad"
    specimen.line([replace(run, glyphs=operand, text="afge\u00ad")], 60, 100)
    specimen.line([specimen.words("broken – of niet", leaf)], 60, 113)
    return specimen.layout(Element("P", (leaf,)))


CONSTRUCTS: dict[str, Callable[[Specimen], Layout]] = {
    made.__name__: made
    for made in (
        headings,
        lists,
        tables,
        links,
        notes,
        figures,
        split_paragraph,
        inline,
        artifacts,
        flowable,
        postscript,
        recoded,
    )
}


def everything(folder: Path) -> dict[str, tuple[Specimen, Layout]]:
    """All constructs, each with its specimen."""
    made = {}
    for name, construct in CONSTRUCTS.items():
        specimen = Specimen(folder)
        made[name] = (specimen, construct(specimen))
    return made
