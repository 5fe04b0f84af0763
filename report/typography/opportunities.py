"""Turns a word into the places where a line may end inside it without a hyphen being added.

The rules are those of Unicode Standard Annex 14 where they serve Dutch and English, and stricter where a reader would
stumble: “-1”, “e-mail”, “COVID-19”, “1/2” and “12:30” stay whole. Ideographs and kana follow the annex with the
Japanese rules of what may not begin or end a line (JIS X 4051).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right

SPACE_RUN = re.compile("([ \t\n\r\v\f\x85\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000\u2028\u2029]+)")
"""Spaces a line may end at. U+00A0, U+202F and U+2007 are not among them: they belong to the word they join."""

FIXED_SPACES = frozenset("\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000")
"""Those among them that neither stretch nor merge with their neighbours."""

RIGHT_TO_LEFT = frozenset(("R", "AL", "AN"))
"""Unicode's bidirectional classes of Hebrew and Arabic letters and figures."""

FORCED = "\u2028"
SOFT_HYPHEN = "\u00ad"
ZERO_WIDTH_SPACE = "\u200b"

_OPENING = "([{«‹“‘„‚¿¡"
_CLOSERS = frozenset(")]}»›”’!?;:,.%‰…°")
_CLOSING = re.compile(f"[{re.escape(''.join(sorted(_CLOSERS)))}]+(?![^\\W_])")
_ONLY_OPENING = re.compile(f"[{re.escape(_OPENING)}]+\\Z")
_DASH = re.compile(
    f"(?<=[\\w)\\]»”’%])[-\u2010](?=[^\\W\\d_]{{2}})|(?<=[\\w)\\]»”’])[–—](?=[\\w{re.escape(_OPENING)}])"
)
_SLASH = re.compile("(?<=[^\\W\\d_])/(?=[^\\W\\d_])")
_ELLIPSIS = re.compile("(?<=[^\\W\\d_])(?:…|\\.{3})(?=[^\\W\\d_]{2})")
_ADDRESS_STOP = re.compile("(?:://|(?<!www)[/.\\-?&=_@])(?=[^/.\\-?&=_@\\s])")
_CANDIDATES = frozenset("-\u2010–—/.@…" + ZERO_WIDTH_SPACE)

# Ideographs, kana, Hangul syllables, their full-width punctuation, and emoji: where each range begins and ends. A
# regular expression of them takes 3 ms to compile.
_WIDE = (
    *(0x2E80, 0x3130, 0x3190, 0x4DC0, 0x4E00, 0xA4D0, 0xAC00, 0xD7A4, 0xF900, 0xFB00, 0xFE30, 0xFE50),
    *(0xFF01, 0xFF61, 0x1F000, 0x1FB00, 0x20000, 0x3FFFE),
)
_NOT_FIRST = frozenset(
    "、。，．・：；？！‼⁇⁈⁉」』）］｝】〕〉》〗〙〟々〻ヽヾゝゞー゛゜ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ％℃〜"
)
_NOT_LAST = frozenset("「『（［｛【〔〈《〖〘〝￥＄￡")
_JOINED = frozenset("\u200d\u2060\ufeff\u00a0\u202f\u2007")


def runs_backward(word: str) -> bool:
    """Whether a word has letters or figures that run from right to left."""
    return not word.isascii() and any(unicodedata.bidirectional(character) in RIGHT_TO_LEFT for character in word)


def closes(word: str) -> bool:
    """Whether a word is closing punctuation, which may not begin a line; ’s and ’t are words."""
    first = word[:1]
    return (first in _CLOSERS and _CLOSING.match(word) is not None) or first in _NOT_FIRST


def opens(word: str) -> bool:
    """Whether a word is opening punctuation alone, which may not end a line."""
    return word[-1:] in _NOT_LAST or (word[-1:] in _OPENING and _ONLY_OPENING.match(word) is not None)


def is_address(word: str) -> bool:
    """Whether a word is a web or mail address: with a scheme, beginning with www., or naming a host before its first
    slash or after its @."""
    if "." not in word:
        return "://" in word
    bare = word.lstrip(_OPENING)
    if "://" in bare or bare[:4].lower() == "www.":
        return True
    user, at, place = bare.partition("@")
    if at:
        return bool(user) and _is_host(place.rstrip(".,;:!?)]”’"))
    host, slash, _ = bare.partition("/")
    return bool(slash) and _is_host(host)


def _is_host(name: str) -> bool:
    site, _, domain = name.rpartition(".")
    return bool(site) and len(domain) > 1 and domain.isalpha()


def opportunities(word: str) -> tuple[int, ...]:
    """Offsets where a line may end: after hyphens between words (not in “-1”, “COVID-19” or “e-mail”), after dashes,
    after an ellipsis and after slashes between letters; in addresses after slashes, dots and hyphens; at zero-width
    spaces; between ideographs. Two characters at least stay before and after, but for ideographs. The word holds no
    soft hyphens."""
    wide = not word.isascii() and any(map(_is_wide, word))
    if not wide and _CANDIDATES.isdisjoint(word):
        return ()
    free = {k for k, character in enumerate(word, 1) if character == ZERO_WIDTH_SPACE and 1 < k < len(word)}
    if is_address(word):
        found = {match.end() for match in _ADDRESS_STOP.finditer(word)}
    else:
        found = {match.end() for pattern in (_DASH, _SLASH, _ELLIPSIS) for match in pattern.finditer(word)}
    begin = len(word) - len(word.lstrip(_OPENING + "’'"))
    free.update(k for k in found if k - begin > 2 and len(word) - k >= 2)
    if wide:
        free.update(_between_ideographs(word))
    return tuple(sorted(free))


def _between_ideographs(word: str) -> list[int]:
    """Offsets beside an ideograph, kana or emoji, but where a closing sign would begin the next line, an opening one
    end this line, or a sequence of joined characters, marks or flag letters be cut."""
    places: list[int] = []
    for k in range(1, len(word)):
        before, after = word[k - 1], word[k]
        if not (_is_wide(before) or _is_wide(after)) or before in _JOINED or after in _JOINED:
            continue
        if after in _NOT_FIRST or after in _CLOSERS or after == "‥" or before in _NOT_LAST or before in _OPENING:
            continue
        if unicodedata.category(after).startswith("M") or "\U0001f3fb" <= after <= "\U0001f3ff":
            continue
        if _is_flag(before) and _is_flag(after) and _flags_before(word, k) % 2:
            continue
        places.append(k)
    return places


def _is_wide(character: str) -> bool:
    return bisect_right(_WIDE, ord(character)) % 2 == 1


def _is_flag(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _flags_before(word: str, k: int) -> int:
    """How many flag letters stand side by side before an offset; they make flags in pairs."""
    start = k
    while start and _is_flag(word[start - 1]):
        start -= 1
    return k - start
