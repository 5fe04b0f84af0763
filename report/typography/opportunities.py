"""Turns a word into the places where a line may end inside it without a hyphen being added."""

from __future__ import annotations

import re

SPACE_RUN = re.compile("([ \t\n\r\v\f\x85\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000\u2028\u2029]+)")
"""Spaces a line may end at. U+00A0, U+202F and U+2007 are not among them: they belong to the word they join."""

FIXED_SPACES = frozenset("\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000")
"""Those among them that neither stretch nor merge with their neighbours."""

FORCED = "\u2028"
SOFT_HYPHEN = "\u00ad"
ZERO_WIDTH_SPACE = "\u200b"

_OPENING = "([{«‹“‘„‚¿¡"
_CLOSERS = frozenset(")]}»›”’!?;:,.%‰…°")
_CLOSING = re.compile(f"[{re.escape(''.join(sorted(_CLOSERS)))}]+(?![^\\W_])")
_DASH = re.compile(
    f"(?<=[\\w)\\]»”’%])[-\u2010](?=[^\\W\\d_]{{2}})|(?<=[\\w)\\]»”’])[–—](?=[\\w{re.escape(_OPENING)}])"
)
_SLASH = re.compile("(?<=[^\\W\\d_])/(?=[^\\W\\d_])")
_ADDRESS_STOP = re.compile("(?:://|(?<!www)[/.\\-?&=_@])(?=[^/.\\-?&=_@\\s])")
_CANDIDATES = frozenset("-\u2010–—/.@" + ZERO_WIDTH_SPACE)


def closes(word: str) -> bool:
    """Whether a word is closing punctuation, which may not begin a line; ’s and ’t are words."""
    return word[:1] in _CLOSERS and _CLOSING.match(word) is not None


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
    after slashes between letters; in addresses after slashes, dots and hyphens; at zero-width spaces.
    Two characters at least stay before and after. The word holds no soft hyphens."""
    if _CANDIDATES.isdisjoint(word):
        return ()
    free = {k for k, character in enumerate(word, 1) if character == ZERO_WIDTH_SPACE and 1 < k < len(word)}
    if is_address(word):
        found = {match.end() for match in _ADDRESS_STOP.finditer(word)}
    else:
        found = {match.end() for pattern in (_DASH, _SLASH) for match in pattern.finditer(word)}
    begin = len(word) - len(word.lstrip(_OPENING))
    return tuple(sorted(free.union(k for k in found if k - begin > 2 and len(word) - k >= 2)))
