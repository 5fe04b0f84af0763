"""What content, structure and links must agree on, in any tagged file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from report.errors import Severity
from report.finish.preflight.contract import Found, Rule, Subject

_PAGED = re.compile(r"page (\d+)(?::| )\s*")


def faults(*codes: str) -> Callable[[Subject], Iterator[Found]]:
    """The faults with any of these codes, each with its page."""

    def find(subject: Subject) -> Iterator[Found]:
        for code, message in subject.faults:
            if code in codes:
                paged = _PAGED.match(message)
                yield (int(paged[1]), message[paged.end() :], None) if paged else (0, message, None)

    return find


def _alternatives(subject: Subject) -> Iterator[Found]:
    """Alternative texts that say nothing: a file's name, a single word such as 'image'."""
    for element in (element for top in subject.tops for element in top.walk() if element.role == "Figure"):
        alt = element.text("/Alt").strip()
        mark = next(element.marks(), None)
        page = subject.pages.get(mark[0], 0) if mark else 0
        if re.search(r"\.(png|jpe?g|svg|tiff?|pdf|gif|webp)$", alt, re.IGNORECASE):
            yield page, f"a figure is described by the name of a file: “{alt}”", mark
        elif alt.lower() in {"image", "figure", "picture", "photo", "logo", "chart", "afbeelding", "foto", "beeld"}:
            yield page, f"a figure is described as “{alt}” alone", mark


def _descriptions(subject: Subject) -> Iterator[Found]:
    """Links whose words do not say where they lead."""
    vague = {"here", "click here", "link", "more", "read more", "hier", "klik hier", "meer", "lees meer"}
    for number, (_, page) in enumerate(subject.facts.pages(), 1):
        for reference in subject.facts.array(page.get("/Annots")):
            annotation = subject.facts.dictionary(reference)
            said = str(annotation.get("/Contents", ""))[2:].strip()
            if annotation.get("/Subtype") == "/Link" and said.lower().rstrip(".…") in vague:
                yield number, f"a link is described as “{said}”", None


UA, ISO = "ISO 14289-1", "ISO 32000-1"
TAG_RULES = {
    "tagged": Rule(
        "the file is tagged",
        f"{UA}, 6.2 and 7.1",
        faults("not-marked", "no-structure"),
        standards=("ua1", "ua2", "2a", "3a"),
    ),
    "content-tagged": Rule("all content is tagged or an artifact", f"{UA}, 7.1", faults("untagged-content")),
    "marks-sound": Rule(
        "marked content begins, ends and nests as it should",
        f"{ISO}, 14.6",
        faults("mark-nested", "mark-crosses", "marks-unbalanced", "text-unbalanced", "state-unbalanced", "mark-empty"),
    ),
    "marks-once": Rule(
        "each mark is used once, by one element",
        f"{ISO}, 14.7.4",
        faults("mark-twice", "held-twice", "content-lost", "content-missing"),
    ),
    "parent-tree": Rule(
        "the parent tree leads to the elements that hold the content",
        f"{ISO}, 14.7.4.4",
        faults("parent-tree", "parent", "element-twice"),
    ),
    "no-empty-element": Rule("no element is empty", f"{UA}, 7.1", faults("empty-element"), Severity.WARNING),
    "standard-types": Rule("tags are standard ones, or mapped to them", f"{UA}, 7.1", faults("unknown-tag")),
    "headings": Rule("heading levels do not skip", f"{UA}, 7.4.2", faults("heading-skip")),
    "table-headers": Rule("header cells say what they head", f"{UA}, 7.5", faults("header-scope")),
    "notes": Rule("notes have IDs of their own", f"{UA}, 7.9", faults("note-id", "id-twice")),
    "alternatives": Rule("figures have alternative text", f"{UA}, 7.3", faults("figure-alt")),
    "alternatives-telling": Rule(
        "alternative texts tell what is seen", "WCAG 2.2, 1.1.1", _alternatives, Severity.WARNING
    ),
    "links": Rule("links are tagged, described and printed", f"{UA}, 7.18.5", faults(
        "link-untagged", "link-description", "link-print"
    )),
    "links-telling": Rule("links say where they lead", "WCAG 2.2, 2.4.4", _descriptions, Severity.WARNING),
    "tab-order": Rule("the tab order follows the structure", f"{UA}, 7.18.3", faults("tab-order")),
}  # fmt: skip
