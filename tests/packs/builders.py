"""Small PDFs as many programs make them, sound and with faults, and folders with a PACK.yaml that names them."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Encryption, Name, Permissions, String
from PIL import Image
from reportlab.pdfgen import canvas

A4 = (595.28, 841.89)
HEAD = "organisation: Stichting Voorbeeld\nbody: Bestuur\ndate: 2026-05-01\nlanguage: nl\n"


def plain(pages: int = 2, text: str = "Bladzijde", size: tuple[float, float] = A4) -> bytes:
    """Untagged pages with a line of text, an outline, and a link from each page to the next."""
    target = io.BytesIO()
    made = canvas.Canvas(target, pagesize=size, invariant=1)
    made.setTitle(text)
    for number in range(1, pages + 1):
        made.bookmarkPage(f"p{number}")
        made.addOutlineEntry(f"{text} {number}", f"p{number}")
        made.drawString(20, size[1] - 90, f"{text} {number}")
        made.linkRect("", f"p{number % pages + 1}", (20, size[1] - 95, 120, size[1] - 75))
        made.showPage()
    made.save()
    return target.getvalue()


def changed(change: Callable[[pikepdf.Pdf], None], pages: int = 2) -> bytes:
    """Plain pages that something was done to."""
    with pikepdf.open(io.BytesIO(plain(pages))) as pdf:
        change(pdf)
        return saved(pdf)


def saved(pdf: pikepdf.Pdf, encryption: Encryption | bool = False, *, linear: bool = False) -> bytes:
    target = io.BytesIO()
    pdf.save(target, static_id=not encryption, encryption=encryption, linearize=linear)
    return target.getvalue()


def encrypted(user: str) -> bytes:
    """With this password to open it; none at all is asked for where it is empty."""
    with pikepdf.open(io.BytesIO(plain())) as pdf:
        return saved(pdf, Encryption(user=user, owner="eigenaar", R=6, allow=Permissions(extract=False)))


def linear() -> bytes:
    with pikepdf.open(io.BytesIO(plain())) as pdf:
        return saved(pdf, linear=True)


def turned() -> bytes:
    def turn(pdf: pikepdf.Pdf) -> None:
        for number, page in enumerate(pdf.pages, start=1):
            page.rotate(90 * number, relative=False)

    return changed(turn, 4)


def attached(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["a.txt"] = pikepdf.AttachedFileSpec(
        pdf, b"hallo", description="", filename="a.txt", mime_type="text/plain", creation_date="", mod_date=""
    )


def portfolio(pdf: pikepdf.Pdf) -> None:
    attached(pdf)
    pdf.Root.Collection = Dictionary(View=Name.D)


def signed(pdf: pikepdf.Pdf) -> None:
    value = Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), Contents=String(b"x" * 20))
    field = pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=String("sig"), V=value, F=4,
                   Rect=Array([300, 700, 400, 750]), P=pdf.pages[0].obj)
    )  # fmt: skip
    pdf.pages[0].obj.Annots = Array([field])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=3)


def form() -> bytes:
    target = io.BytesIO()
    made = canvas.Canvas(target, pagesize=A4, invariant=1)
    made.drawString(72, 750, "Formulier")
    made.acroForm.textfield(name="naam", value="Jansen", x=72, y=700, width=200)
    made.acroForm.checkbox(name="ja", checked=True, x=72, y=650)
    made.save()
    return target.getvalue()


def xfa() -> bytes:
    with pikepdf.open(io.BytesIO(form())) as pdf:
        pdf.Root.AcroForm.XFA = String("x")
        pdf.Root.NeedsRendering = True
        return saved(pdf)


def scripted(pdf: pikepdf.Pdf) -> None:
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    pdf.Root.OpenAction = script
    pdf.pages[0].obj.AA = Dictionary(O=script)


def launching(pdf: pikepdf.Pdf) -> None:
    """A link that starts a program, after one that is sound."""
    pdf.pages[0].obj.Annots[0].A = Dictionary(S=Name.Launch, F=String("calc.exe"))
    del pdf.pages[0].obj.Annots[0]["/Dest"]


def sized(side: float) -> Callable[[pikepdf.Pdf], None]:
    def size(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].mediabox = Array([0, 0, side, side])

    return size


def content(data: bytes) -> Callable[[pikepdf.Pdf], None]:
    def write(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Contents = pdf.make_stream(data)

    return write


def endless(pdf: pikepdf.Pdf) -> None:
    """A page tree that holds itself."""
    pdf.Root.Pages.Kids.append(pdf.Root.Pages)


def scan() -> bytes:
    target = io.BytesIO()
    Image.effect_noise((620, 877), 60).convert("RGB").save(target, "PDF", resolution=75)
    return target.getvalue()


def photo(side: int = 1600) -> bytes:
    """A page with a photo of many pixels, drawn small, and white around it."""
    picture = io.BytesIO()
    Image.effect_noise((side, side), 90).convert("RGB").save(picture, "PNG")
    picture.seek(0)
    target = io.BytesIO()
    made = canvas.Canvas(target, pagesize=A4, invariant=1)
    from reportlab.lib.utils import ImageReader

    made.drawImage(ImageReader(picture), 100, 300, 300, 300)
    made.save()
    return target.getvalue()


def pack_folder(
    folder: Path, papers: Mapping[str, bytes], extra: str = "", *, keys: Mapping[str, str] | None = None
) -> Path:
    """A folder with these papers, an item for each, and the pack file, whose path is returned."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [HEAD, extra, "items:\n"]
    for name, data in papers.items():
        (folder / name).write_bytes(data)
        more = (keys or {}).get(name, "")
        lines.append(f"  - {{title: Punt {name[:-4]}, papers: [{{file: {name}, title: {name[:-4]}{more}}}]}}\n")
    path = folder / "PACK.yaml"
    path.write_text("".join(lines), "utf-8")
    return path
