"""What a file says of itself: language, title, metadata, what it claims to conform to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report.errors import Severity
from report.finish.facts import text_of
from report.finish.preflight.contract import Found, Rule, Subject
from report.finish.preflight.rules_tags import faults
from report.finish.standards import STANDARDS

SAME = {"/Title": "dc:title", "/Author": "dc:creator", "/Subject": "dc:description", "/Keywords": "pdf:Keywords"}


def packet_of(subject: Subject) -> str:
    """The XMP packet as text; empty when there is none."""
    return subject.facts.stream(str(subject.facts.catalog.get("/Metadata"))).decode("utf-8", "replace")


def claimed(packet: str) -> tuple[str, ...]:
    """The standards that a packet says the file keeps to, of those that this program knows."""
    found = []
    for name, standard in STANDARDS.items():
        claim = standard.identification
        said = [_property(packet, f"{claim.prefix}:{key}") == value for key, value in claim.properties]
        silent = name != "a4" or not _property(packet, "pdfaid:conformance")
        if all(said) and silent:
            found.append(name)
    return tuple(found)


def _property(packet: str, name: str) -> str:
    """A property's text, whether an element or an attribute says it; of a list its items."""
    element = re.search(rf"<{name}(?:\s[^>]*)?>(.*?)</{name}>", packet, re.DOTALL)
    if element:
        items = re.findall(r"<rdf:li[^>]*>(.*?)</rdf:li>", element[1], re.DOTALL)
        text = "; ".join(items) if items else element[1]
    else:
        attribute = re.search(rf'\s{name}="([^"]*)"', packet)
        text = attribute[1] if attribute else ""
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(entity, sign)
    return text.strip()


def _claims(subject: Subject) -> Iterator[Found]:
    said = claimed(packet_of(subject))
    for name in subject.standards:
        if name not in said:
            yield 0, f"the metadata do not say that the file is {STANDARDS[name].title}", None


def _version(subject: Subject) -> Iterator[Found]:
    for name in subject.standards:
        standard = STANDARDS[name]
        if subject.opened.pdf_version not in standard.versions and subject.opened.pdf_version > standard.versions[-1]:
            yield (
                0,
                f"the file is of PDF {subject.opened.pdf_version}; {standard.title} is of {standard.versions[-1]}",
                None,
            )
        elif standard.versions == ("2.0",) and subject.opened.pdf_version != "2.0":
            yield 0, f"the file is of PDF {subject.opened.pdf_version}; {standard.title} is of 2.0", None


def _equal(subject: Subject) -> Iterator[Found]:
    packet = packet_of(subject)
    for key, name in SAME.items():
        info, said = text_of(subject.facts.information.get(key)), _property(packet, name)
        if info and said and info != said:
            yield 0, f"Info and metadata differ in {name}: “{info}” and “{said}”", None
        elif info and not said:
            yield 0, f"the metadata lack {name}, which Info has", None


def _encrypted(subject: Subject) -> Iterator[Found]:
    if subject.opened.is_encrypted:
        yield 0, "the file is encrypted; assistive technology and archives may not read it", None


def _damaged(subject: Subject) -> Iterator[Found]:
    for warning in dict.fromkeys(str(one) for one in subject.opened.get_warnings()):
        yield 0, f"the file is damaged: {warning[:200]}", None
    for page, why in subject.unread.items():
        yield page, f"the page could not be read: {why[:200]}", None


def _outline(subject: Subject) -> Iterator[Found]:
    if len(subject.opened.pages) > LONG and "/Outlines" not in subject.facts.catalog:
        yield 0, f"the file has {len(subject.opened.pages)} pages and no bookmarks", None


LONG = 20  # pages: from there on readers need bookmarks
FILE_RULES = {
    "readable": Rule("the file can be read", "ISO 32000-1, 7", _damaged),
    "open": Rule("the file is not encrypted", "ISO 19005-2, 6.1.3", _encrypted),
    "claims": Rule("the metadata name the standards", "ISO 14289-1, 5; ISO 19005-2, 6.6.4", _claims),
    "version": Rule("the version of PDF is that of the standards", "ISO 19005-2, 6.1.2", _version),
    "metadata": Rule("there are XMP metadata", "ISO 19005-2, 6.6.2", faults("metadata")),
    "metadata-equal": Rule("metadata and Info are equal", "ISO 19005-1, 6.7.3", _equal),
    "language": Rule("the file says its language", "ISO 14289-1, 7.2", faults("language")),
    "title": Rule("the file has a title, and shows it", "ISO 14289-1, 7.1", faults("title", "title-hidden")),
    "no-action": Rule("the file does nothing on its own", "ISO 19005-2, 6.5", faults("action")),
    "output-intent": Rule(
        "the file says what its colours mean",
        "ISO 19005-2, 6.2.3",
        faults("output-intent"),
        standards=("2a", "3a", "a4", "a4f", "x4"),
    ),
    "bookmarks": Rule("a long file has bookmarks", "WCAG 2.2, 2.4.5", _outline, Severity.WARNING),
}
