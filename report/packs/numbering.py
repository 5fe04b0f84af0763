"""Papers in order → the page numbers of the pack; those of a late paper stand between numbers that were issued."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NUMBER = re.compile(r"([0-9]+)([a-z]*)\Z")
_UNSAFE = re.compile(r"[^\w.-]+|_{2,}")
_DEVICES = re.compile(r"(?i:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?\Z")
LONGEST_NAME = 80


def running(first: int, count: int) -> tuple[str, ...]:
    """So many numbers from `first` on."""
    return tuple(str(number) for number in range(first, first + count))


def inserted(after: str, count: int, taken: Iterable[str]) -> tuple[str, ...]:
    """So many numbers that come after an issued one and before the next: 12a, 12b, none of those taken already."""
    match = _NUMBER.match(after)
    base = match[1] if match else "0"
    used = [_rank(found[2]) for found in (_NUMBER.match(one) for one in taken) if found and found[1] == base]
    first = max(used, default=0) + 1
    return tuple(f"{base}{_letters(rank)}" for rank in range(first, first + count))


def sorted_key(label: str) -> tuple[int, int, str]:
    """Sorts page numbers as they lie on the table: 12, 12a, 12b, 13."""
    match = _NUMBER.match(label)
    return (int(match[1]), _rank(match[2]), "") if match else (-1, 0, label)


def _letters(rank: int) -> str:
    """1 → a, 26 → z, 27 → aa, as spreadsheets number columns."""
    letters = ""
    while rank:
        rank, rest = divmod(rank - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _rank(letters: str) -> int:
    rank = 0
    for letter in letters:
        rank = rank * 26 + ord(letter) - ord("a") + 1
    return rank


def told(labels: tuple[str, ...]) -> str:
    """First and last of some page numbers, as people write them."""
    if not labels:
        return ""
    return labels[0] if len(labels) == 1 else f"{labels[0]}–{labels[-1]}"


def runs_of(labels: Iterable[str], most: int = 12) -> str:
    """Page numbers with runs drawn together, `14–20, 22`; at most so many runs."""
    runs: list[list[str]] = []
    for label in labels:
        if runs and label.isdecimal() and runs[-1][-1].isdecimal() and int(label) == int(runs[-1][-1]) + 1:
            runs[-1].append(label)
        else:
            runs.append([label])
    shown = [told(tuple(run)) for run in runs[:most]]
    return ", ".join([*shown, "\u2026"] if len(runs) > most else shown)


def safe_name(*parts: str) -> str:
    """A file name of these parts that every system takes: letters without accents, digits, dots and hyphens, an
    underscore between the parts."""
    import unicodedata

    cleaned: list[str] = []
    for part in parts:
        plain = unicodedata.normalize("NFKD", part.translate(_SPELT)).encode("ascii", "ignore").decode()
        kept = _UNSAFE.sub("-", plain.replace("_", "-"))
        cleaned.append(re.sub(r"-{2,}", "-", kept).strip("-."))
    name = "_".join(part for part in cleaned if part)[:LONGEST_NAME].rstrip("-._") or "paper"
    return f"{name}-" if _DEVICES.match(name) else name


_SPELT = str.maketrans({"ß": "ss", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "œ": "oe", "Œ": "OE", "ł": "l", "Ł": "L"})


def paper_name(item: str, place: int, title: str, version: str) -> str:
    """The file name of a paper, without ending: `06a_Jaarverslag-2021_v0.7`."""
    match = re.match(r"([0-9]+)(.*)", item)
    number = f"{int(match[1]):02d}{match[2]}" if match else item
    return safe_name(number + _letters(place + 1), title, f"v{version}" if version else "")
