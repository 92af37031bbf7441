"""Carrying what a person wrote from one document into another: text with its letters, pictures, links, styles and lists."""

from __future__ import annotations

import copy
import io
from typing import Any, Final

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

_LEFT: Final = frozenset(
    map(
        qn,
        (
            "w:del", "w:moveFrom", "w:rPrChange", "w:pPrChange", "w:tblPrChange", "w:trPrChange", "w:tcPrChange",
            "w:tblGridChange", "w:proofErr", "w:bookmarkStart", "w:bookmarkEnd", "w:commentRangeStart", "w:commentRangeEnd",
            "w:commentReference", "w:lastRenderedPageBreak", "w:moveFromRangeStart", "w:moveFromRangeEnd",
            "w:moveToRangeStart", "w:moveToRangeEnd", "w:permStart", "w:permEnd",
        ),
    )
)  # fmt: skip
"""What is not carried and says nothing: refused text, marks of proofing, of the old file's own bookmarks and comments."""
_UNWRAPPED: Final = frozenset(map(qn, ("w:ins", "w:moveTo", "w:smartTag")))
_LOST: Final = frozenset(map(qn, ("w:footnoteReference", "w:endnoteReference", "w:sectPr", "w:object")))
"""What stands in parts of the old file that are not carried over; it is told."""
_RELATED: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


class Carrier:
    """Copies parts of `old` for `new`; `lost` counts what could not come along."""

    def __init__(self, old: Any, new: Any) -> None:
        self._old, self._new = old, new
        self._lists: dict[str, str] = {}
        self.lost = 0

    def copied(self, element: Any) -> Any:
        """A copy that may stand in the new document."""
        made = copy.deepcopy(element)
        self._accept(made)
        for one in list(made.iter()):
            if isinstance(one.tag, str):
                self._relate(one)
        for tag in ("w:pStyle", "w:rStyle", "w:tblStyle"):
            for one in made.iter(qn(tag)):
                self._bring_style(one.get(qn("w:val"), ""))
        for one in list(made.iter(qn("w:numId"))):
            self._bring_list(one)
        return made

    def _accept(self, made: Any) -> None:
        for one in list(made.iter()):
            parent = one.getparent()
            if parent is None or not isinstance(one.tag, str):
                continue
            if one.tag in _LOST:
                self.lost += 1
            if one.tag in _LEFT or one.tag in _LOST:
                parent.remove(one)
            elif one.tag in _UNWRAPPED:
                for inner in list(one):
                    one.addprevious(inner)
                parent.remove(one)

    def _relate(self, one: Any) -> None:
        """Have what refers to a part refer to the same in the new document; what cannot is taken out and counted."""
        for attribute in [key for key in one.attrib if key.startswith(_RELATED)]:
            related = self._old.part.rels.get(one.get(attribute))
            if related is None:
                continue
            if related.is_external and related.reltype == RELATIONSHIP_TYPE.HYPERLINK:
                one.set(
                    attribute, self._new.part.relate_to(related.target_ref, related.reltype, is_external=True)
                )
            elif not related.is_external and related.reltype == RELATIONSHIP_TYPE.IMAGE:
                number, _ = self._new.part.get_or_add_image(io.BytesIO(related.target_part.blob))
                one.set(attribute, number)
            else:
                self.lost += 1
                shown = _drawn_by(one)
                if shown.getparent() is not None:
                    shown.getparent().remove(shown)
                return

    def _bring_style(self, key: str) -> None:
        """A style that the person made comes along, with those that it is based on."""
        styles = self._new.styles.element
        if not key or styles.get_by_id(key) is not None:
            return
        found = self._old.styles.element.get_by_id(key)
        if found is None:
            return
        made = copy.deepcopy(found)
        for one in list(made.iter(qn("w:numPr"))):
            one.getparent().remove(one)
        styles.append(made)
        for tag in ("w:basedOn", "w:next", "w:link"):
            other = made.find(qn(tag))
            if other is not None:
                self._bring_style(other.get(qn("w:val"), ""))

    def _bring_list(self, one: Any) -> None:
        """A numbered or bulleted list comes along under a number of its own."""
        number = one.get(qn("w:val"), "")
        if number not in self._lists:
            self._lists[number] = self._list_brought(number)
        if self._lists[number]:
            one.set(qn("w:val"), self._lists[number])
        else:
            one.getparent().getparent().remove(one.getparent())

    def _list_brought(self, number: str) -> str:
        if number == "0":
            return number
        if not all(_has_lists(one) for one in (self._new, self._old)):
            return ""
        ours, theirs = (one.part.numbering_part.element for one in (self._new, self._old))
        num = next((one for one in theirs.iterfind(qn("w:num")) if one.get(qn("w:numId")) == number), None)
        kind = None if num is None else num.find(qn("w:abstractNumId"))
        abstract = (
            None
            if kind is None
            else next(
                (
                    one
                    for one in theirs.iterfind(qn("w:abstractNum"))
                    if one.get(qn("w:abstractNumId")) == kind.get(qn("w:val"))
                ),
                None,
            )
        )
        if num is None or abstract is None:
            return ""
        if abstract.find(f"{qn('w:lvl')}/{qn('w:pStyle')}") is not None:
            # the list of the headings, which the new document has, too
            return number
        taken = [
            int(one.get(qn(name)))
            for tag, name in (("w:num", "w:numId"), ("w:abstractNum", "w:abstractNumId"))
            for one in ours.iterfind(qn(tag))
        ]
        free = str(max(taken, default=0) + 1)
        made, counted = copy.deepcopy(abstract), copy.deepcopy(num)
        for mark in list(made.iterfind(qn("w:nsid"))):
            made.remove(mark)
        made.set(qn("w:abstractNumId"), free)
        counted.set(qn("w:numId"), free)
        counted.find(qn("w:abstractNumId")).set(qn("w:val"), free)
        # every abstract list stands before the lists
        ours.insert(0, made)
        ours.append(counted)
        return free


def _has_lists(document: Any) -> bool:
    return any(one.reltype == RELATIONSHIP_TYPE.NUMBERING for one in document.part.rels.values())


def _drawn_by(one: Any) -> Any:
    """The whole drawing that an element belongs to, or the element."""
    found = one
    while found.getparent() is not None:
        if found.tag in {qn("w:drawing"), qn("w:pict"), qn("w:object")}:
            return found
        found = found.getparent()
    return one
