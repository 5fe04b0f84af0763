"""Turns a finished file into problems: what a validator or a screen reader would object to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from report.errors import Problem, Realm
from report.finish.content import read_marks
from report.finish.facts import Dictionary, Facts, text_of
from report.finish.namespaces import OF_PDF2, PDF2, PDF17, older
from report.finish.roles import CELLS, HEADINGS, STANDARD

MOST_PER_KIND = 20  # more of the same helps nobody
MOST_MAPPED = 8  # from one tag to the next, until a standard one

CHANNELS = {3: "/DeviceRGB", 4: "/DeviceCMYK"}

Fault = tuple[str, str]
Placed = dict[tuple[str, int], str]  # page and MCID → element


def verify(pdf: bytes) -> tuple[Problem, ...]:
    """Check a file against itself: marked content, structure tree and parent tree agree, nothing is untagged or
    empty, fonts are embedded and readable, links are tagged and described, the file says what it is."""
    return examine(pdf)[0]


def examine(pdf: bytes) -> tuple[tuple[Problem, ...], dict[str, int]]:
    """What `verify` finds, and how much of each kind it has looked at."""
    with Facts(pdf) as facts:
        examination = _Examination(facts)
        faults = list(examination.faults())
        counts = examination.counts()
    problems = []
    seen: dict[str, int] = {}
    for code, message in dict.fromkeys(faults):
        seen[code] = seen.get(code, 0) + 1
        if seen[code] <= MOST_PER_KIND:
            problems.append(Problem(code, message, realm=Realm.OUTPUT))
    return tuple(problems), counts


def faults_of(facts: Facts) -> list[Fault]:
    """Everything that is wrong with a file: a code, and what it is; most begin with the page."""
    return list(_Examination(facts).faults())


def _bearer(piece: Dictionary, page: str) -> str:
    """What a piece of content stands on: a form, the page that it names, or that of its element."""
    return str(piece.get("/Stm") or piece.get("/Pg") or page)


def role_of(facts: Facts, roles: Dictionary, element: Dictionary) -> str:
    """The standard type of PDF 1.7 that an element stands for: by the role map, or by the namespace that it names;
    empty when there is none."""
    tag = str(element.get("/S", "/"))[1:]
    if "/NS" not in element:
        for _ in range(MOST_MAPPED):
            if "/" + tag not in roles:
                break
            tag = str(roles["/" + tag])[1:]
        return tag
    space = facts.dictionary(element["/NS"])
    for _ in range(MOST_MAPPED):
        address = text_of(space.get("/NS"))
        if address in (PDF2, PDF17):
            known = tag in OF_PDF2 if address == PDF2 else tag in STANDARD
            return older(tag) if known else ""
        mapped = facts.array(facts.dictionary(space.get("/RoleMapNS")).get("/" + tag))
        if not mapped:
            return ""
        tag = str(mapped[0])[1:]
        if len(mapped) < 2:
            return older(tag)
        space = facts.dictionary(mapped[1])
    return ""


class _Examination:
    """One look at a file."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.pages = facts.pages()
        self.forms: list[tuple[int, str, Dictionary]] = []  # those with marks of their own: page number, reference
        self.tree = facts.dictionary(facts.catalog.get("/StructTreeRoot"))
        self.content: dict[str, dict[int, int]] = {}
        self.holders: Placed = {}
        self.annotation_holders: dict[str, str] = {}
        self.ids: set[str] = set()
        self.level = 0
        self.roles: dict[str, int] = {}

    def faults(self) -> Iterator[Fault]:
        yield from self._document()
        for number, (reference, page) in enumerate(self.pages, 1):
            yield from self._page(number, reference, page)
        yield from self._structure()
        yield from self._agreement()
        yield from self._annotations()
        yield from self._fonts()
        yield from self._colours()

    # ------------------------------------------------------------ what the file says of itself

    def _document(self) -> Iterator[Fault]:
        catalog = self.facts.catalog
        if not text_of(catalog.get("/Lang")):
            yield "language", "the document does not say its language"
        if not self.facts.dictionary(catalog.get("/MarkInfo")).get("/Marked"):
            yield "not-marked", "the document does not say that it is tagged"
        if not self.facts.dictionary(catalog.get("/ViewerPreferences")).get("/DisplayDocTitle"):
            yield "title-hidden", "the window would show the file's name, not its title"
        untitled = self.facts.information or b"<dc:title>" not in self._metadata()  # PDF 2.0 may have no Info
        if untitled and not text_of(self.facts.information.get("/Title")):
            yield "title", "the document has no title"
        if not self.facts.dictionary(catalog.get("/Metadata")):
            yield "metadata", "the document has no XMP metadata"
        if not self.facts.array(catalog.get("/OutputIntents")):
            yield "output-intent", "the document does not say what its colours mean"
        if "/OpenAction" in catalog or "/JavaScript" in self.facts.dictionary(catalog.get("/Names")):
            yield "action", "the document acts on opening"
        if not self.tree:
            yield "no-structure", "the document has no structure tree"

    def _page(self, number: int, reference: str, page: Dictionary) -> Iterator[Fault]:
        if page.get("/Tabs") != "/S":
            yield "tab-order", f"page {number} does not tab through its structure"
        content = self.facts.content(page)
        for name, form in self.facts.dictionary(self.facts.dictionary(page.get("/Resources")).get("/XObject")).items():
            if "/StructParents" in self.facts.dictionary(form):  # its marks count, not those around it
                content = content.replace(f"{name} Do".encode(), b"")
                self.forms.append((number, str(form), self.facts.dictionary(form)))
                yield from self._marks(number, str(form), self.facts.stream(str(form)))
        yield from self._marks(number, reference, content)

    def _marks(self, number: int, reference: str, content: bytes) -> Iterator[Fault]:
        marks = read_marks(content)
        self.content[reference] = marks.painted
        for code, message in marks.faults:
            yield code, f"page {number}: {message}"

    # ------------------------------------------------------------ the structure tree

    def _structure(self) -> Iterator[Fault]:
        roles = self.facts.dictionary(self.tree.get("/RoleMap"))
        root = self.facts.catalog.get("/StructTreeRoot")
        waiting = [(kid, root, "") for kid in reversed(self.facts.array(self.tree.get("/K")))]
        met: set[str] = set()
        while waiting:
            reference, parent, page = waiting.pop()
            if str(reference) in met:
                yield "element-twice", f"the tree holds the element {reference} more than once"
                continue
            met.add(str(reference) if isinstance(reference, str) else f"direct {id(reference)}")
            element = self.facts.dictionary(reference)
            tag = str(element.get("/S", ""))[1:]
            role = role_of(self.facts, roles, element)
            page = element.get("/Pg", page)
            below, empty = [], True
            for kid in self.facts.array(element.get("/K")):
                empty = False
                found = self._kid(kid, reference, page)
                if isinstance(found, tuple):
                    yield found
                elif found:
                    below.append((kid, reference, page))
            waiting.extend(reversed(below))
            if element.get("/P") != parent:
                yield "parent", f"an element {tag} does not name its parent"
            yield from self._element(tag, role, element, empty)

    def _metadata(self) -> bytes:
        return self.facts.stream(str(self.facts.catalog.get("/Metadata")))

    def _kid(self, kid: Any, holder: str, page: str) -> Fault | bool:
        """Book a piece of content; True for an element, a fault for a piece held twice."""
        entry = kid if isinstance(kid, int) else self.facts.dictionary(kid)
        if isinstance(entry, dict) and entry.get("/Type") == "/OBJR":
            self.annotation_holders[str(entry.get("/Obj"))] = holder
            return False
        if isinstance(entry, dict) and entry.get("/Type") != "/MCR":
            return True
        mcid, on = (entry, page) if isinstance(entry, int) else (entry.get("/MCID", -1), _bearer(entry, page))
        if (on, mcid) in self.holders:
            return "held-twice", f"page {self._number(on)}: two elements hold tagged content {mcid}"
        self.holders[on, mcid] = holder
        return False

    def counts(self) -> dict[str, int]:
        """How much was looked at, by kind."""
        roles = self.roles
        return {
            "pages": len(self.pages),
            "elements": sum(roles.values()),
            "marks": sum(len(painted) for painted in self.content.values()),
            "headings": sum(roles.get(role, 0) for role in HEADINGS),
            "figures": roles.get("Figure", 0) + roles.get("Formula", 0),
            "tables": roles.get("Table", 0),
            "lists": roles.get("L", 0),
            "notes": roles.get("Note", 0),
            "links": len(self.annotation_holders),
            "fonts": len(self._fonts_in_use()),
        }

    def _element(self, tag: str, role: str, element: Dictionary, empty: bool) -> Iterator[Fault]:
        self.roles[role] = self.roles.get(role, 0) + 1
        if role not in STANDARD:
            yield "unknown-tag", f"the tag {tag} is mapped to no standard type"
        if empty and role not in CELLS:
            yield "empty-element", f"an element {tag} holds nothing"
        if role in ("Figure", "Formula") and not (text_of(element.get("/Alt")) or text_of(element.get("/ActualText"))):
            yield "figure-alt", f"a {tag} has no alternative text"
        if role == "TH" and not any("/Scope" in a or "/Headers" in a for a in self._attributes(element)):
            yield "header-scope", "a header cell does not say what it heads"
        identifier = element.get("/ID")
        if role == "Note" and not identifier:
            yield "note-id", "a note has no ID"
        if identifier:
            if identifier in self.ids:
                yield "id-twice", f"two elements have the ID {text_of(identifier)}"
            self.ids.add(identifier)
        if role in HEADINGS:
            if HEADINGS[role] > self.level + 1:
                yield "heading-skip", f"a heading {role} follows on level {self.level}"
            self.level = HEADINGS[role]

    def _attributes(self, element: Dictionary) -> list[Dictionary]:
        return [self.facts.dictionary(entry) for entry in self.facts.array(element.get("/A"))]

    # ------------------------------------------------------------ content, tree and parent tree

    def _agreement(self) -> Iterator[Fault]:
        parents = self.facts.number_tree(self.tree.get("/ParentTree"))
        bearers = [(number, reference, page) for number, (reference, page) in enumerate(self.pages, 1)]
        for number, reference, bearer in (*bearers, *self.forms):
            mcids = self.content[reference]
            listed = self.facts.array(parents.get(bearer.get("/StructParents", -1)))
            for mcid in mcids:
                holder = self.holders.get((reference, mcid))
                if holder is None:
                    yield "content-lost", f"page {number}: no element holds tagged content {mcid}"
                elif mcid >= len(listed) or listed[mcid] != holder:
                    yield "parent-tree", f"page {number}: the parent tree does not lead from {mcid} to its element"
        for on, mcid in self.holders:
            if mcid not in self.content.get(on, {}):
                yield "content-missing", f"page {self._number(on)}: an element holds content {mcid}, which is not there"
        for reference, holder in self.annotation_holders.items():
            key = self.facts.dictionary(reference).get("/StructParent", -1)
            if parents.get(key) != holder:
                yield "parent-tree", "the parent tree does not lead from a link to its element"

    def _number(self, reference: str) -> int:
        return next((number for number, (page, _) in enumerate(self.pages, 1) if page == reference), 0)

    # ------------------------------------------------------------ annotations and fonts

    def _annotations(self) -> Iterator[Fault]:
        for number, (_, page) in enumerate(self.pages, 1):
            for reference in self.facts.array(page.get("/Annots")):
                annotation = self.facts.dictionary(reference)
                kind = str(annotation.get("/Subtype", "/annotation"))[1:]
                if str(reference) not in self.annotation_holders:
                    yield "link-untagged", f"page {number}: a {kind} is in no element"
                if not text_of(annotation.get("/Contents")):
                    yield "link-description", f"page {number}: a {kind} has no description"
                flags = annotation.get("/F", 0)
                if not (isinstance(flags, int) and flags & 4):
                    yield "link-print", f"page {number}: a {kind} does not print"

    def _fonts(self) -> Iterator[Fault]:
        for font in self._fonts_in_use():
            name = str(font.get("/BaseFont", "/without a name"))[1:]
            descendants = self.facts.array(font.get("/DescendantFonts")) or [font]
            descriptor = self.facts.dictionary(self.facts.dictionary(descendants[0]).get("/FontDescriptor"))
            if not descriptor.keys() & {"/FontFile", "/FontFile2", "/FontFile3"}:
                yield "font-not-embedded", f"the font {name} is not embedded"
            if "/ToUnicode" not in font:
                yield "font-not-readable", f"the font {name} does not say what its glyphs read as"

    def _fonts_in_use(self) -> list[Dictionary]:
        """The fonts that pages, forms and patterns name among their resources."""
        resources = [self.facts.dictionary(owner.get("/Resources")) for owner in self.facts.everything()]
        named = {str(reference): reference for entry in resources for reference in self._entries(entry.get("/Font"))}
        return [self.facts.dictionary(reference) for reference in named.values()]

    def _entries(self, thing: Any) -> list[Any]:
        return list(self.facts.dictionary(thing).values())

    def _colours(self) -> Iterator[Fault]:
        intents = self.facts.array(self.facts.catalog.get("/OutputIntents"))
        profiles = [self.facts.dictionary(self.facts.dictionary(entry).get("/DestOutputProfile")) for entry in intents]
        meant = {CHANNELS.get(profile.get("/N", 0), "") for profile in profiles}
        for thing in self.facts.everything():
            space = self.facts.value(thing.get("/ColorSpace"))
            if thing.get("/Subtype") == "/Image" and space in ("/DeviceRGB", "/DeviceCMYK") and space not in meant:
                yield "colour-space", f"an image in {str(space)[1:]} has no output intent that says what it means"
