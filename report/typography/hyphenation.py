"""Turns a word into the places where it may be divided with a hyphen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path

from report.typography.opportunities import is_address

LEAST_BEFORE = 2
LEAST_AFTER = 3

_LETTERS = re.compile("[^\\W\\d_]+")
_AROUND = "([“‘„.,;:!?)]”’"
_DIGIT = re.compile("\\d")
_DIGITS = "0123456789"
_PLAIN_VOWELS = dict(zip("äëïöüÄËÏÖÜ", "aeiouAEIOU", strict=True))
_VOWELS = frozenset("aeiouyáéíóúàèâêîôûäëïöü")
_LONG_VOWELS = frozenset(("aa", "ee", "oo", "uu"))
_REGIONS = {"en": "en_GB", "nl": "nl_NL", "de": "de_DE", "fr": "fr", "es": "es", "it": "it_IT", "pt": "pt_PT"}


class Hyphenator:
    """Divides the words of one language by its patterns (pyphen's dictionaries, Liang's method) and a list of
    exceptions such as `pro-vin-cie`. A language without patterns divides no word but the exceptions. So many letters
    at least stay before a hyphen, and after it; the exceptions are divided as they are written. No word of fewer
    letters than `shortest` is divided."""

    def __init__(
        self,
        language: str,
        exceptions: Sequence[str] = (),
        before: int = LEAST_BEFORE,
        after: int = LEAST_AFTER,
    ) -> None:
        self.language = language
        self._before, self._after = max(before, 1), max(after, 1)
        self._dutch = language.lower().partition("-")[0] == "nl"
        self._exceptions = {entry.replace("-", "").lower(): _marks(entry) for entry in exceptions}
        self.shortest = min([self._before + self._after, *map(len, self._exceptions)])
        self._known: dict[str, tuple[int, ...]] = {}
        self._divided: dict[str, tuple[int, ...]] = {}

    @cached_property
    def _patterns(self) -> Patterns | None:
        path = _dictionary(self.language)
        return _read_patterns(path) if path else None

    def points(self, word: str) -> tuple[int, ...]:
        """Offsets at which a hyphen may be put in. Words with digits, addresses, and words with capitals inside stay
        whole."""
        points = self._known.get(word)
        if points is None:
            points = self._known[word] = self._find(word)
        return points

    def forget(self) -> None:
        """Let go of the words found so far; the patterns stay."""
        self._known.clear()
        self._divided.clear()

    def respelled(self, word: str, offset: int) -> str:
        """The letter that the second half begins with when the word is divided here, where it is another than in the
        word undivided: in Dutch the trema after a vowel goes (geïsoleerd, ge-isoleerd). Empty otherwise."""
        if not self._dutch or not 0 < offset < len(word) or word[offset - 1].lower() not in _VOWELS:
            return ""
        return _PLAIN_VOWELS.get(word[offset], "")

    def _find(self, word: str) -> tuple[int, ...]:
        if len(word) < self.shortest:
            return ()
        letters = word.strip(_AROUND)
        if letters.isalpha():
            excepted = self._exceptions.get(letters.lower())
            start = word.index(letters)
            inner = excepted if excepted is not None else self._divide(letters)
            return tuple([start + point for point in inner]) if start else inner
        if is_address(word) or _DIGIT.search(word):
            return ()
        points: list[int] = []
        for match in _LETTERS.finditer(word):
            letters = match.group()
            excepted = self._exceptions.get(letters.lower())
            inner = excepted if excepted is not None else self._divide(letters)
            points += [match.start() + point for point in inner]
        return tuple(points)

    def _divide(self, letters: str) -> tuple[int, ...]:
        if len(letters) < self._before + self._after or not letters[1:].islower() or self._patterns is None:
            return ()
        lower = letters.lower()
        if len(lower) != len(letters):
            return ()
        known = self._divided.get(lower)
        if known is None:
            last = len(lower) - self._after
            found = [k for k in self._patterns.points(lower) if self._before <= k <= last]
            known = tuple([k for k in found if not (self._dutch and _shortened(lower, k))])
            self._divided[lower] = known
        return known


def _shortened(word: str, k: int) -> bool:
    """Whether Dutch may write the first half with one vowel less when the word is divided here (auto-tje). Such
    places are not offered: only the sense tells autootje from bootje."""
    return word.startswith("tje", k) and word[k - 2 : k] in _LONG_VOWELS


def _marks(entry: str) -> tuple[int, ...]:
    places, offset = [], 0
    for part in entry.split("-")[:-1]:
        offset += len(part)
        places.append(offset)
    return tuple(places)


class Patterns:
    """Liang's patterns of one language. A pattern's digits are read only when its letters are met in a word."""

    def __init__(self, entries: Sequence[str], letters: Sequence[str]) -> None:
        self._written: dict[str, str] = dict(zip(letters, entries, strict=True))
        self._values: dict[str, tuple[tuple[int, int], ...]] = {}
        self._longest = max(map(len, letters), default=0)

    def points(self, word: str) -> list[int]:
        """Offsets where the patterns divide a word in small letters."""
        dotted = f".{word}."
        length = len(dotted)
        levels = [0] * (length + 1)
        written, known = self._written, self._values
        found = [
            (start, letters)
            for size in range(1, min(self._longest, length) + 1)
            for start in range(length - size + 1)
            if (letters := dotted[start : start + size]) in written
        ]
        for start, letters in found:
            for offset, value in known[letters] if letters in known else self._read(letters):
                if value > levels[start + offset]:
                    levels[start + offset] = value
        return [place - 1 for place, level in enumerate(levels) if level & 1 and 1 < place < length - 1]

    def _read(self, letters: str) -> tuple[tuple[int, int], ...]:
        """The digits of a pattern, each with the number of letters before it."""
        values: list[tuple[int, int]] = []
        offset = 0
        for character in self._written[letters]:
            if character in _DIGITS:
                values.append((offset, int(character)))
            else:
                offset += 1
        self._values[letters] = found = tuple(values)
        return found


@cache
def _read_patterns(path: Path) -> Patterns:
    """A dictionary's patterns. Its comments, settings and replacements hold signs or capitals and so match no word."""
    content = path.read_bytes()
    head, _, body = (content.replace(b"\r", b"") if b"\r" in content else content).partition(b"\n")
    encoding = head.decode("ascii").strip()
    bare = body.translate(None, _DIGITS.encode("ascii"))
    return Patterns(body.decode(encoding).split("\n"), bare.decode(encoding).split("\n"))


def _dictionary(language: str) -> Path | None:
    """The dictionary of a language: of its region, else of its usual region. Found without importing pyphen."""
    spec = find_spec("pyphen")
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = Path(spec.submodule_search_locations[0], "dictionaries")
    parts = language.replace("_", "-").split("-")
    primary, region = parts[0].lower(), parts[-1].upper()
    for name in (f"{primary}_{region}", _REGIONS.get(primary, primary)):
        path = folder / f"hyph_{name}.dic"
        if re.fullmatch("[A-Za-z_]+", name) and path.is_file():
            return path
    return None
