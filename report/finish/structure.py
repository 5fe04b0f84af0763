"""Turns the grown tree into structure elements, parent tree, role map and ID tree (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Sequence

from report.finish.addition import Addition
from report.finish.node import Annotation, Box, Node
from report.finish.roles import OURS, standard
from report.finish.syntax import name, number, reference, string_order, text_string
from report.finish.ties import Ties
from report.model.structure import Attributes, MarkedContent

OWNERS = {"Table": "Table", "TH": "Table", "TD": "Table", "L": "List"}


class StructureWriter:
    """Writes elements as objects; remembers who holds which marked content and which annotation."""

    def __init__(
        self, addition: Addition, pages: Sequence[int], mcids: Sequence[int], ties: Ties | None = None
    ) -> None:
        """`ties` are what PDF 2.0 wants between elements; without them the structure is that of PDF 1.7."""
        self.addition = addition
        self.pages = pages
        self.ties = ties
        self.top = 0  # the Document element
        self.holders = [[0] * count for count in mcids]  # by sheet and mcid the element that holds it
        self.annotations: dict[int, int] = {}  # by link the object number of its annotation
        self.link_holders: dict[int, int] = {}
        self.ids: dict[str, int] = {}
        self.tags: set[str] = set()

    def write(self, root: Node) -> int:
        """Write the whole tree; returns the object number of the structure tree root."""
        self._learn_ids(root)
        tree_root = self.addition.reserve()
        document = self.top = self._element(root, tree_root)
        entries = [f"/Type/StructTreeRoot/K {reference(document)}", f"/ParentTree {reference(self._parent_tree())}"]
        entries.append(f"/ParentTreeNextKey {len(self.pages) + len(self.annotations)}")
        roles = {tag: standard(tag) for tag in sorted(self.tags) if tag in OURS}
        if self.ties is not None:
            entries.append(self.ties.written(self.addition, self.tags))
        elif roles:
            entries.append(f"/RoleMap <<{''.join(name(tag) + name(role) for tag, role in roles.items())}>>")
        if self.ids:
            ordered = sorted(self.ids.items(), key=lambda item: string_order(item[0]))
            names = " ".join(f"{text_string(key)} {reference(holder)}" for key, holder in ordered)
            entries.append(f"/IDTree <</Names [{names}]>>")
        self.addition.put(tree_root, f"<<{''.join(entries)}>>")
        return tree_root

    def _learn_ids(self, node: Node) -> None:
        if node.attributes.id:
            self.ids[node.attributes.id] = 0
        for kid in node.kids:
            if type(kid) is Node:
                self._learn_ids(kid)

    def _element(self, node: Node, parent: int) -> int:
        own = self.addition.reserve()
        self.tags.add(node.tag)
        ties = self.ties
        tag = name(node.tag) if ties is None else ties.named(node, own, parent)
        source = f"<</S{tag}/P {parent} 0 R"
        if node.kids:
            source += self._kids(node, own)
        attributes = node.attributes
        if attributes.id:
            self.ids[attributes.id] = own
        if node.box or attributes != _NOTHING or node.tag == "L":
            source += self._texts(attributes) + self._attribute_objects(node.tag, attributes, node.box)
        if ties is not None and ties.waits(node):
            ties.waiting[own] = source
        else:
            self.addition.put(own, source + ">>")
        return own

    def _kids(self, node: Node, own: int) -> str:
        """The entries Pg and K: pieces on the first page by number, others with their page."""
        sheet = next((kid.sheet for kid in node.kids if type(kid) is MarkedContent), -1)
        parts = []
        for kid in node.kids:
            if type(kid) is MarkedContent:
                self.holders[kid.sheet][kid.mcid] = own
                if kid.sheet == sheet:
                    parts.append(str(kid.mcid))
                else:
                    parts.append(f"<</Type/MCR/Pg {self.pages[kid.sheet]} 0 R/MCID {kid.mcid}>>")
            elif type(kid) is Node:
                parts.append(f"{self._element(kid, own)} 0 R")
            elif type(kid) is Annotation:
                number_of_it = self.annotations[kid.index] = self.addition.reserve()
                self.link_holders[kid.index] = own
                parts.append(f"<</Type/OBJR/Pg {self.pages[kid.sheet]} 0 R/Obj {number_of_it} 0 R>>")
        page = f"/Pg {self.pages[sheet]} 0 R" if sheet >= 0 else ""
        return f"{page}/K {parts[0]}" if len(parts) == 1 else f"{page}/K[{' '.join(parts)}]"

    def _texts(self, attributes: Attributes) -> str:
        texts = {
            "Alt": attributes.alt,
            "ActualText": attributes.actual,
            "E": attributes.expansion,
            "Lang": attributes.language,
            "T": attributes.title,
            "ID": attributes.id,
        }
        return "".join(f"/{key}{text_string(text)}" for key, text in texts.items() if text)

    def _attribute_objects(self, tag: str, attributes: Attributes, box: Box | None) -> str:
        objects = []
        owned = _table(attributes, self.ids) if OWNERS.get(standard(tag)) == "Table" else self._list(tag, attributes)
        if owned:
            objects.append(f"<</O/{OWNERS.get(standard(tag), 'List')}{owned}>>")
        if box:
            sides = " ".join(number(side) for side in box)
            objects.append(f"<</O/Layout/Placement/Block/BBox[{sides}]>>")
        if not objects:
            return ""
        return f"/A {objects[0]}" if len(objects) == 1 else f"/A[{''.join(objects)}]"

    def _list(self, tag: str, attributes: Attributes) -> str:
        """How a list is numbered; that of terms with what they mean has a name in PDF 2.0 only."""
        numbering = attributes.numbering or ("Description" if self.ties is not None and tag == "L" else "")
        return f"/ListNumbering{name(numbering)}" if numbering else ""

    def _parent_tree(self) -> int:
        """By page an array of holders, by annotation its holder (14.7.4.4)."""
        entries = []
        for key, holders in enumerate(self.holders):
            array = self.addition.add(f"[{' '.join(f'{holder} 0 R' for holder in holders)}]")
            entries.append(f"{key} {array} 0 R")
        for key, index in enumerate(self.annotations, len(self.pages)):
            entries.append(f"{key} {self.link_holders[index]} 0 R")
        return self.addition.add(f"<</Nums[{' '.join(entries)}]>>")


_NOTHING = Attributes()


def _table(attributes: Attributes, ids: dict[str, int]) -> str:
    source = f"/Scope/{attributes.scope}" if attributes.scope else ""
    if attributes.column_span > 1:
        source += f"/ColSpan {attributes.column_span}"
    if attributes.row_span > 1:
        source += f"/RowSpan {attributes.row_span}"
    headers = [text_string(header) for header in attributes.headers if header in ids]
    if headers:
        source += f"/Headers[{' '.join(headers)}]"
    return source + (f"/Summary{text_string(attributes.summary)}" if attributes.summary else "")
