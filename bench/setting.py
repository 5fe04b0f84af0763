"""The same paragraphs, broken into lines by us, by Typst and by LuaLaTeX, judged by one yardstick.

Run it in an environment that holds this project, its test requirements, `typst` and `pypdfium2`; LuaLaTeX takes part
where it is installed (Debian: texlive-luatex texlive-latex-base texlive-lang-european texlive-lang-english):

    python -m bench.setting [--measures 150,200,250,300,350,400] [--only "ours;typst"]

Every typesetter gets one static instance of the same face at the same size, hyphenation on, and no protrusion or
expansion. Only the texts of the lines are taken from what it makes; their natural widths are then measured with one
font, so that all are judged alike. The Dutch is the sample report's, the English stands in texts/english.txt.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from statistics import fmean

ROOT = Path(__file__).resolve().parents[1]
SIZE = 10.0
FAMILY = "Bench Serif"
MEASURES = (150, 200, 250, 300, 350, 400)
PATTERNS = {"nl": "nl", "en": "en-US"}  # those that all three have
HYPHENS = "\u00ad\u2010-\x02\ufffe"
SHORT = 0.15  # of the measure: a shorter last line is counted
LOOSE = 1.5  # times its natural width: a wider word space is counted
_UNFAIR = re.compile(
    "[]{}[<>|&\u00ad]|[a-z][A-Z]"
)  # names with capitals inside: whether they divide is a matter of taste
Lines = list[str]
Job = tuple[str, bool, int]  # language, ragged, measure in pt


@dataclass
class Tally:
    """What is counted over all paragraphs of one job; slack in fractions of the measure."""

    lines: int = 0
    slacks: list[float] = field(default_factory=list)
    largest: list[float] = field(default_factory=list)
    spaces: list[float] = field(default_factory=list)
    widest: list[float] = field(default_factory=list)
    hyphens: int = 0
    ladders: int = 0
    short: int = 0
    tall: int = 0
    stacks: int = 0
    rivers: int = 0
    overfull: int = 0

    def add(self, other: Tally) -> None:
        for name in vars(self):
            setattr(self, name, getattr(self, name) + getattr(other, name))


def paragraphs(language: str, most: int = 20) -> list[str]:
    """Twenty paragraphs of at least forty words."""
    if language == "en":
        return (ROOT / "bench/texts/english.txt").read_text(encoding="utf-8").split("\n\n")[:most]
    found: list[str] = []
    for path in sorted((ROOT / "config/content").glob("*.md")):
        for block in path.read_text(encoding="utf-8").split("\n\n"):
            text = " ".join(block.split())
            text = re.sub(r"\[([^\]]*)\]\([^)]*\)(?:\{[^}]*\})?|\[\^[^\]]*\]|[*_]", lambda m: m.group(1) or "", text)
            if re.match("[A-Z“‘]", text) and len(text.split()) >= 40 and not _UNFAIR.search(text):
                found.append(text)
    step = max(1, len(found) // most)
    return found[::step][:most]


def static_font(folder: Path) -> Path:
    """One instance of the serif face, as a plain TrueType file under a name of its own."""
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    from report.typography.library import FontLibrary

    source = FontLibrary(folder, {}).face("Source Serif 4", (("opsz", 10.0), ("wght", 400.0))).program.path
    font = instantiateVariableFont(TTFont(source), {"opsz": 10.0, "wght": 400.0})
    for record in font["name"].names:
        if record.nameID in (1, 4, 16):
            record.string = FAMILY
        elif record.nameID == 6:
            record.string = FAMILY.replace(" ", "")
    path = folder / "BenchSerif.ttf"
    font.save(path)
    return path


# ------------------------------------------------------------ the typesetters


def ours_after_two(font: Path, jobs: Sequence[Job]) -> dict[Job, list[Lines]]:
    """With two letters after a hyphen at least, as Typst has it, instead of three."""
    return ours(font, jobs, 2)


def ours(font: Path, jobs: Sequence[Job], after: int = 3) -> dict[Job, list[Lines]]:
    from report.model.brand import FontFile
    from report.typography.library import FontLibrary
    from report.typography.text import Breaking, Styled, Typesetter

    library = FontLibrary(font.parent, {FAMILY: FontFile(FAMILY, (font.name,))})
    face = library.face(FAMILY)
    made: dict[Job, list[Lines]] = {}
    for language, ragged, measure in jobs:
        patterns = PATTERNS[language]
        typesetter = Typesetter(library, patterns, (), (2, after))
        made[language, ragged, measure] = [
            ["".join(run.text for run in line.runs) for line in typesetter.paragraph(
                [Styled(text, (face,), SIZE, language=patterns, hyphenate=True)], measure, Breaking(ragged=ragged))]
            for text in paragraphs(language)
        ]  # fmt: skip
    return made


def typst(font: Path, jobs: Sequence[Job]) -> dict[Job, list[Lines]]:
    import typst as compiler

    made: dict[Job, list[Lines]] = {}
    for language, ragged, measure in jobs:
        head = (
            f"#set page(width: {measure + 40}pt, height: 1200pt, margin: 20pt)\n"
            f'#set text(font: "{FAMILY}", size: {SIZE}pt, lang: "{language}"'
            + (', region: "us"' if language == "en" else "")
            + f", hyphenate: true, fallback: false)\n"
            f'#set par(justify: {str(not ragged).lower()}, linebreaks: "optimized")\n#set smartquote(enabled: false)\n'
        )
        body = "\n#pagebreak()\n".join(
            f"#text({json.dumps(text, ensure_ascii=False)})" for text in paragraphs(language)
        )
        source = font.parent / "job.typ"
        source.write_text(head + body, encoding="utf-8")
        target = font.parent / "typst.pdf"
        compiler.compile(str(source), output=str(target), font_paths=[str(font.parent)])
        made[language, ragged, measure] = pdf_lines(target)
    return made


def lualatex(font: Path, jobs: Sequence[Job]) -> dict[Job, list[Lines]]:
    """LaTeX's own parameters, and an emergency stretch of 1 em. Ragged text as the
    package ragged2e sets it: a rag of 2 em, fixed word spaces."""
    made: dict[Job, list[Lines]] = {}
    for language, ragged, measure in jobs:
        name = {"nl": "dutch", "en": "american"}[language]
        rag = "\\rightskip=0pt plus 2em\\fontdimen3\\font=0pt\\fontdimen4\\font=0pt" if ragged else ""
        body = "\n\\par\\newpage\n".join(re.sub(r"([%&#$_])", r"\\\1", text) for text in paragraphs(language))
        source = font.parent / "job.tex"
        source.write_text(
            "\\documentclass{article}\\usepackage[" + name + "]{babel}\n"
            f"\\paperwidth={measure + 40}bp\\paperheight=1200bp\\pagewidth=\\paperwidth\\pageheight=\\paperheight\n"
            f"\\hoffset=-1in\\voffset=-1in\\oddsidemargin=20bp\\topmargin=20bp\\headheight=0pt\\headsep=0pt\n"
            f"\\textwidth={measure}bp\\hsize={measure}bp\\textheight=1100bp\\parindent=0pt\\pagestyle{{empty}}\n"
            f"\\begin{{document}}\n\\font\\body={{[{font.name}]:mode=node;script=latn;language=dflt;+kern;+liga;}}"
            f" at {SIZE}bp\n\\body"
            f"\\lefthyphenmin=2 \\righthyphenmin=3 \\emergencystretch=1em {rag}\n{body}\n\\end{{document}}\n",
            encoding="utf-8",
        )
        done = subprocess.run(
            ["lualatex", "-interaction=batchmode", "job.tex"], cwd=font.parent, capture_output=True, check=False
        )
        if done.returncode and not (font.parent / "job.pdf").is_file():
            raise RuntimeError((font.parent / "job.log").read_text(errors="replace")[-2000:])
        made[language, ragged, measure] = pdf_lines(font.parent / "job.pdf")
    return made


def pdf_lines(path: Path) -> list[Lines]:
    """The lines of each page: characters that share a baseline, from left to right."""
    import ctypes

    import pypdfium2
    import pypdfium2.raw as raw

    pages: list[Lines] = []
    document = pypdfium2.PdfDocument(path)
    for page in document:
        text = page.get_textpage()
        rows: dict[int, list[tuple[float, str]]] = {}
        x, y = ctypes.c_double(), ctypes.c_double()
        for k in range(text.count_chars()):
            character = chr(raw.FPDFText_GetUnicode(text, k))
            if character in "\r\n" or not raw.FPDFText_GetCharOrigin(text, k, x, y):
                continue
            rows.setdefault(round(y.value), []).append((x.value, character))
        pages.append(["".join(c for _, c in rows[key]) for key in sorted(rows, reverse=True)])
    document.close()
    return pages


# ------------------------------------------------------------ the yardstick


def judge(source: str, lines: Lines, measure: float, ragged: bool, width: Callable[[str], float]) -> Tally:
    """Count what a paragraph's lines are worth: `ladders` are pairs of hyphens below each other, `tall` ones three or
    more. A hyphen at a line's end that the source lacks was put in."""
    from report.layout.rivers import rivers as found_rivers

    tally = Tally(lines=len(lines))
    shown, divided = align(source, lines)
    space = width(" ")
    for k, line in enumerate(shown):
        slack = measure - width(line)
        tally.overfull += slack < -0.05 - (0 if ragged else line.count(" ") * space * 0.34)
        if k < len(shown) - 1:
            tally.slacks.append(max(slack, 0.0) / measure)
            tally.spaces.append(1 + slack / (line.count(" ") * space) if line.count(" ") else 1.0)
            tally.hyphens += divided[k]
            tally.ladders += divided[k] and divided[k + 1]
    tally.tall = sum(here and not before and all(divided[k : k + 3]) and len(divided) > k + 2
                     for k, (before, here) in enumerate(zip([False, *divided], divided, strict=False)))  # fmt: skip
    tally.rivers = len(found_rivers(middles(shown, measure, ragged, width), space / 2))
    tally.largest.append(max(tally.slacks, default=0.0))
    tally.widest.append(max(tally.spaces, default=1.0))
    tally.short += len(shown) > 1 and width(shown[-1]) < SHORT * measure
    ends = [line.split()[-1] for line in shown]
    begins = [line.split()[0] for line in shown]
    tally.stacks += sum(a == b and not hyphen for (a, b), hyphen in zip(pairwise(ends), divided, strict=False))
    tally.stacks += sum(a == b for a, b in pairwise(begins))
    return tally


def middles(shown: Lines, measure: float, ragged: bool, width: Callable[[str], float]) -> list[list[float]]:
    """Where the middles of each line's word spaces stand, in pt."""
    found: list[list[float]] = []
    for k, line in enumerate(shown):
        count = line.count(" ")
        full = not ragged and k < len(shown) - 1 and count
        space = width(" ") + ((measure - width(line)) / count if full else 0.0)
        x, spaces = 0.0, []
        for word in line.split(" ")[:-1]:
            x += width(word) + space
            spaces.append(x - space / 2)
        found.append(spaces)
    return found


def align(source: str, lines: Lines) -> tuple[list[str], list[bool]]:
    """The source cut into its lines, with the hyphens that were put in, and which lines end in such a one. Spaces do
    not count: not every PDF has them."""
    shown: list[str] = []
    divided: list[bool] = []
    place = 0
    for line in lines:
        letters = "".join(line.split())
        bare = letters[:-1] if letters[-1:] in HYPHENS else letters
        start = place
        for _ in bare:
            while source[place].isspace():
                place += 1
            place += 1
        added = bare != letters
        if added and source[place : place + 1] in ("-", "\u2010"):
            added, place = False, place + 1
        divided.append(added)
        shown.append(source[start:place].strip() + "-" * added)
    if source[place:].strip():
        raise ValueError(f"lines do not add up to their paragraph: {source[place:][:60]!r} in {lines}")
    return shown, divided


def spread(values: Sequence[float]) -> float:
    """Root mean square: of slacks, how far the lines stand from a straight edge."""
    return (fmean(value * value for value in values)) ** 0.5 if values else 0.0


def deviation(values: Sequence[float]) -> float:
    mean = fmean(values) if values else 0.0
    return spread([value - mean for value in values])


def row(name: str, tally: Tally, ragged: bool) -> str:
    hundred = 100.0 / max(tally.lines, 1)
    if ragged:
        shape = (
            f"{100 * deviation(tally.slacks):.2f}",
            f"{100 * fmean(tally.largest):.1f}",
            f"{100 * max(tally.largest):.1f}",
        )
    else:
        loose = sum(space > LOOSE for space in tally.spaces)
        shape = (f"{deviation(tally.spaces):.3f}", f"{loose * hundred:.2f}", f"{max(tally.widest):.2f}")
    counts = (tally.lines, f"{tally.hyphens * hundred:.1f}", tally.ladders, tally.tall, tally.short, tally.stacks,
              tally.rivers, tally.overfull)  # fmt: skip
    return "| " + " | ".join(map(str, (name, *shape, *counts))) + " |"


RAGGED_HEAD = "| | slack: deviation, % | largest, mean % | largest, % "
JUSTIFIED_HEAD = "| | word space: deviation | loose, per 100 lines | widest, times "
COUNTS_HEAD = "| lines | hyphens per 100 lines | pairs | ladders | short last lines | stacks | rivers | overfull |"
TYPESETTERS = {"ours": ours, "ours, two after": ours_after_two, "typst": typst, "lualatex": lualatex}


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--measures", default=",".join(map(str, MEASURES)), help="in pt")
    arguments.add_argument("--only", default="ours;ours, two after;typst;lualatex", help="separated by ;")
    arguments.add_argument("--each", action="store_true", help="a table for each measure too")
    chosen = arguments.parse_args()
    measures = [int(measure) for measure in chosen.measures.split(",")]
    jobs = [
        (language, ragged, measure) for language in ("nl", "en") for ragged in (True, False) for measure in measures
    ]
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory() as name:
        font = static_font(Path(name))
        made: dict[str, dict[Job, list[Lines]]] = {}
        for typesetter in chosen.only.split(";"):
            if typesetter == "lualatex" and not shutil.which("lualatex"):
                print("LuaLaTeX is not installed here.", file=sys.stderr)
                continue
            made[typesetter] = TYPESETTERS[typesetter](font, jobs)
        report(made, measures, yardstick(font), chosen.each)
    return 0


def yardstick(font: Path) -> Callable[[str], float]:
    from report.model.brand import FontFile
    from report.typography.library import FontLibrary

    face = FontLibrary(font.parent, {FAMILY: FontFile(FAMILY, (font.name,))}).face(FAMILY)
    return lambda text: sum(
        face.shape(word, ("kern", "liga"), "nl").width for word in re.split("( )", text) if word
    ) * SIZE / face.units_per_em  # fmt: skip


def report(
    made: dict[str, dict[Job, list[Lines]]],
    measures: Sequence[int],
    width: Callable[[str], float],
    each: bool,
) -> None:
    for language in ("nl", "en"):
        texts = paragraphs(language)
        for ragged in (True, False):
            print(f"\n{language}, {'ragged' if ragged else 'justified'}, {len(texts)} paragraphs\n")
            print((RAGGED_HEAD if ragged else JUSTIFIED_HEAD) + COUNTS_HEAD)
            print("| --- " * 12 + "|")
            for name, results in made.items():
                total = Tally()
                for measure in measures:
                    at = Tally()
                    for text, lines in zip(texts, results[language, ragged, measure], strict=True):
                        at.add(judge(text, lines, measure, ragged, width))
                    if each:
                        print(row(f"{name}, {measure} pt", at, ragged))
                    total.add(at)
                print(row(name, total, ragged))


if __name__ == "__main__":
    raise SystemExit(main())
