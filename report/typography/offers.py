"""A font file → what it offers: axes, instances, features, the languages it can set, and whether it may be embedded."""

from __future__ import annotations

import unicodedata
from collections import Counter
from pathlib import Path

from msgspec import Struct

from report.errors import Problem
from report.typography.faces import FontProgram
from report.typography.library import open_font

EMBEDDING = {  # OS/2 fsType, lowest set bit of the first four
    0: "may be embedded and installed",
    2: "may not be embedded",
    4: "may be embedded to view and print",
    8: "may be embedded to edit",
}
BITMAP_ONLY, NO_SUBSETS = 0x0200, 0x0100

# The letters of a language beyond the plain 26, and its quotation marks.
LANGUAGES = {
    "nl": "áéíóúàèëïöüĳ‘’“”",
    "en": "‘’“”",
    "fy": "âêôûúëïö‘’“”",
    "de": "äöüßẞ„“‚‘",
    "fr": "àâæçéèêëîïôœùûüÿ«»’",
    "es": "áéíñóúü¡¿«»",
    "it": "àèéìòù«»",
    "pt": "áâãàçéêíóôõú“”",
    "da": "æøåé»«",
    "nb": "æøåéòô«»",
    "sv": "åäöé””",
    "fi": "åäöšž””",
    "is": "áðéíóúýþæö„“",
    "pl": "ąćęłńóśźż„”",
    "cs": "áčďéěíňóřšťúůýž„“",
    "sk": "áäčďéíĺľňóôŕšťúýž„“",
    "hu": "áéíóöőúüű„”",
    "ro": "ăâîșț„”",
    "tr": "çğıöşüİ“”",
    "et": "äõöüšž„“",
    "lv": "āčēģīķļņšūž„“",
    "lt": "ąčęėįšųūž„“",
    "hr": "čćđšž„”",
    "vi": "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя«»",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя«»",
    "el": "αβγδεζηθικλμνξοπρστυφχψωάέήίόύώϊϋΐΰς«»",
}
PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,;:!?()-–"
OTHER_ALPHABETS = ("ru", "uk", "el")


class Axis(Struct, frozen=True):
    """A variable axis: its tag and name, its range and where it stands when nothing is asked."""

    tag: str
    name: str
    least: float
    usual: float
    most: float


class Instance(Struct, frozen=True):
    """A place on the axes that the maker has named."""

    name: str
    axes: dict[str, float]


class FontOffer(Struct, frozen=True):
    """What one font file offers. `scripts` counts its characters by script, most first; `languages` are those whose
    letters it has, of the ones this program knows."""

    file: str
    family: str
    style: str
    outlines: str
    weight: int
    italic: bool
    glyphs: int
    axes: tuple[Axis, ...]
    instances: tuple[Instance, ...]
    features: tuple[str, ...]
    scripts: dict[str, int]
    languages: tuple[str, ...]
    embedding: str
    embeds: bool


def offer(path: Path, name: str) -> FontOffer | Problem:
    """What a font file offers, under this name; or why it cannot be used."""
    opened = open_font(path.stem, path, restricted=True)
    if isinstance(opened, Problem):
        return opened
    face = opened.hb_face
    infos = face.axis_infos
    axes = tuple(
        Axis(info.tag, _name(opened, info.name_id) or info.tag, info.min_value, info.default_value, info.max_value)
        for info in infos
    )
    instances = tuple(
        Instance(
            _name(opened, one.subfamily_name_id),
            {info.tag: round(value, 2) for info, value in zip(infos, one.design_coords, strict=True)},
        )
        for one in face.named_instances
    )
    return FontOffer(
        name,
        _name(opened, 16) or _name(opened, 1) or path.stem,
        _name(opened, 17) or _name(opened, 2) or "Regular",
        "PostScript" if opened.is_cff else "TrueType",
        opened.weight,
        opened.is_italic,
        face.glyph_count,
        axes,
        instances,
        tuple(sorted(opened.features)),
        _scripts(opened),
        tuple(language for language in LANGUAGES if _sets(opened, language)),
        _embedding(opened.embedding),
        opened.embedding & 0x000F != 2 and not opened.embedding & BITMAP_ONLY,
    )


def _name(program: FontProgram, number: int) -> str:
    return str(program.hb_face.get_name(number) or "").strip()


def _scripts(program: FontProgram) -> dict[str, int]:
    """How many letters the font has of each script, by the first word of their Unicode names."""
    counts: Counter[str] = Counter()
    for code in program.hb_face.unicodes:
        character = chr(code)
        if unicodedata.category(character).startswith("L"):
            counts[unicodedata.name(character, "OTHER").split()[0].split("-")[0].capitalize()] += 1
    return {script: count for script, count in sorted(counts.items(), key=lambda one: (-one[1], one[0])) if count > 4}


def _sets(program: FontProgram, language: str) -> bool:
    letters = LANGUAGES[language]
    letters += "".join(letter.upper() for letter in letters if len(letter.upper()) == 1)
    wanted = set(letters) if language in OTHER_ALPHABETS else {*letters, *PLAIN}
    return all(program.characters.issuperset(unicodedata.normalize("NFKC", letter)) for letter in wanted)


def _embedding(kind: int) -> str:
    said = EMBEDDING.get(kind & 0x000F & -(kind & 0x000F), EMBEDDING[0])
    said += ", only as bitmaps" if kind & BITMAP_ONLY else ""
    return said + (", only whole" if kind & NO_SUBSETS else "")
