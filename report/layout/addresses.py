"""Addresses as they are printed: without what nobody types, in lines that end at signs, shortened in the middle."""

from __future__ import annotations

import re
from collections.abc import Callable

from report.model.content import Link

SCHEMES = ("https://", "mailto:", "tel:")  # not printed: everyone types on without them
BREAKS = "/.-_?&=#…"  # an address may end a line behind one of these
SNAP = 12  # characters that may go so that a shortened address breaks off at one of them
_PUNYCODE = re.compile(r"xn--[a-z0-9-]+")
_ESCAPED = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")


def printed_address(link: Link) -> str:
    """What is printed of a link's target: the short address where the author gives one; no scheme that everyone can
    do without, no slash behind a bare host."""
    address = link.short or link.target
    for scheme in SCHEMES:
        if address.lower().startswith(scheme):
            address = address[len(scheme) :]
    return address[:-1] if address.count("/") == 1 and address.endswith("/") else address


def readable(address: str) -> str:
    """An address with its letters beyond ASCII as letters, as browsers show them and take them."""
    if "xn--" in address:
        address = _PUNYCODE.sub(lambda label: _decoded(label[0].encode(), "idna") or label[0], address)
    if "%" in address:
        address = _ESCAPED.sub(lambda run: _decoded(bytes.fromhex(run[0].replace("%", "")), "utf-8") or run[0], address)
    return address


def _decoded(code: bytes, encoding: str) -> str:
    """Letters and digits of a code, nothing when it stands for anything else."""
    try:
        text = code.decode(encoding)
    except UnicodeError:
        return ""
    return text if text.replace("-", "").isalnum() else ""


def broken(address: str, width: Callable[[str], float], measure: float) -> list[str]:
    """An address in lines of at most this measure (pt), each as long as can be, broken behind slashes, dots and
    hyphens; within a word that is wider than the measure."""
    words: list[str] = [""]
    for sign, after in zip(address, (*address[1:], ""), strict=True):
        words[-1] += sign
        if sign in BREAKS and after and after not in BREAKS:
            words.append("")
    lines: list[str] = [""]
    for word in words:
        if lines[-1] and width(lines[-1] + word) <= measure:
            lines[-1] += word
            continue
        while width(word) > measure and len(word) > 1:
            cut = 1
            while cut + 1 < len(word) and width(word[: cut + 1]) <= measure:
                cut += 1
            lines.append(word[:cut])
            word = word[cut:]
        lines.append(word)
    return lines[1:] if not lines[0] else lines


def shortened(address: str, width: Callable[[str], float], measure: float, most: int) -> str:
    """An address with an ellipsis in its middle, as long as can be in so many lines; it breaks off behind a slash, dot
    or hyphen where one is near."""
    least, top = 2, len(address) - 1
    while least < top:
        kept = (least + top + 1) // 2
        if len(broken(_without_middle(address, kept), width, measure)) <= most:
            least = kept
        else:
            top = kept - 1
    return _without_middle(address, least)


def _without_middle(address: str, kept: int) -> str:
    stop, start = (kept + 1) // 2, len(address) - kept // 2
    for index in range(stop, max(stop - SNAP, 1), -1):
        if address[index - 1] in BREAKS:
            stop = index
            break
    for index in range(start, min(start + SNAP, len(address) - 1)):
        if address[index - 1] in BREAKS:
            start = index
            break
    return f"{address[:stop]}…{address[start:]}"
