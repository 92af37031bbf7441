"""Rows put into a sheet of a user's workbook behind the last of its block, with all that refers to what they move.

Source: ECMA-376 part 1, 18.5 (tables), 18.7 (comments), 18.10 (pivot tables), 20.5 (drawings), 21.2 (charts); part 4, 19
(the shapes of comments).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection
from typing import Final

from openpyxl.utils import column_index_from_string

from npfdesk.workbook.files.cell_grid import MOST_ROWS
from npfdesk.workbook.writing.book_parts import BookParts
from npfdesk.workbook.writing.part_elements import (
    PartElement,
    Splice,
    content_places,
    elements,
    spliced,
    tag_with,
    text_with,
)
from npfdesk.workbook.writing.reference_shifts import (
    Formulas,
    NotInsertable,
    Reason,
    ReferenceShift,
    RowInsertion,
    columns_of,
    spans,
)
from npfdesk.workbook.writing.shifted_sheets import shifted_link, shifted_sheet

_ROOT: Final = re.compile(rb"<(?:\w+:)?([A-Za-z]\w*)[\s>/]")
_REFERENCES: Final = frozenset({"f", "sqref"})
_LINKS: Final = frozenset({"fmlaLink", "fmlaRange", "fmlaTxbx", "fmlaGroup"})
_ANCHORS: Final = frozenset({"twoCellAnchor", "oneCellAnchor"})
_SHAPES: Final = frozenset({"ClientData", "Anchor", "Row", "FmlaLink", "FmlaRange", "FmlaTxbx", "FmlaGroup"})


def insert_rows(book: BookParts, insertion: RowInsertion) -> Formulas:
    """Put empty rows into a sheet; what became of the formulas that span its block.

    NotInsertable where something cannot be moved; then the book's parts are as they were.
    """
    before = dict(book.changed)
    try:
        return _inserted(book, insertion)
    except NotInsertable:
        book.changed.clear()
        book.changed.update(before)
        raise


def _inserted(book: BookParts, insertion: RowInsertion) -> Formulas:
    own = book.sheets[insertion.sheet]
    content = _now(book, own)
    places = content_places(content)
    last = insertion.block.last
    moves = any(row > last for row, _ in places)
    _check(book, insertion, places, moves)
    shift = ReferenceShift(insertion, moves)
    for name, part in book.sheets.items():
        _put(book, part, shifted_sheet(_now(book, part), name, shift))
    _put(book, book.book, _names(_now(book, book.book), shift))
    related = _related(book, own)
    for part in [*book.parts]:
        if book.changed.get(part, book.parts[part]) is None or part in book.sheets.values():
            continue
        if part.endswith(".xml"):
            _put(book, part, _part(_now(book, part), part in related, shift))
        elif part.endswith(".vml"):
            _put(book, part, _shapes(_now(book, part), part in related, shift))
        elif part.endswith(".rels"):
            _put(book, part, _targets(_now(book, part), shift))
    if moves:
        book.drop_chain()
    shift.found.moved = moves
    return shift.found


def _now(book: BookParts, part: str) -> bytes:
    content = book.changed.get(part, book.parts.get(part))
    if content is None:
        raise NotInsertable(Reason.PART, part)
    return content


def _put(book: BookParts, part: str, content: bytes) -> None:
    if content != _now(book, part):
        book.changed[part] = content


def _check(
    book: BookParts, insertion: RowInsertion, places: Collection[tuple[int, str]], moves: bool
) -> None:
    """NotInsertable where the workbook as a whole, or what stands beside the block, cannot bear it."""
    block = insertion.block
    if max((row for row, _ in places), default=0) + insertion.count > MOST_ROWS:
        raise NotInsertable(Reason.FULL)
    names = {name.lower() for name in book.parts}
    if any(name.startswith("xl/revisions/") for name in names):
        raise NotInsertable(Reason.SHARED_BOOK)
    if moves and any(name.endswith("vbaproject.bin") or "macrosheets/" in name for name in names):
        raise NotInsertable(Reason.MACROS)
    beside: set[int] = set()
    for row, letters in places:
        if (
            row in (block.last, block.last + 1)
            and letters
            and not block.overlaps(*[column_index_from_string(letters)] * 2)
        ):
            beside.add(row)
    if len(beside) > 1:
        raise NotInsertable(Reason.BESIDE, f"{block.last}–{block.last + 1}")


def _names(content: bytes, shift: ReferenceShift) -> bytes:
    splices: list[Splice | None] = []
    for one in elements(content, lambda name, _, __: name == "definedName"):
        if not shift.names_ours(one.text):
            continue
        name = one.attributes.get("name", "")
        if shift.has_relative_rows(one.text):
            raise NotInsertable(Reason.NAME, name)
        place = "" if name.startswith("_xlnm.") else name
        splices.append(text_with(one, shift.formula(one.text, None, place)))
    return spliced(content, splices)


def _related(book: BookParts, own: str) -> frozenset[str]:
    """The parts that belong to the sheet: its tables, remarks, drawings."""
    folder, name = posixpath.split(own)
    place = posixpath.join(folder, "_rels", f"{name}.rels")
    if place not in book.parts:
        return frozenset()
    found = elements(_now(book, place), lambda name, _, __: name == "Relationship")
    return frozenset(
        target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        for target in (
            one.attributes.get("Target", "")
            for one in found
            if one.attributes.get("TargetMode") != "External"
        )
    )


def _part(content: bytes, own: bool, shift: ReferenceShift) -> bytes:
    """Any other part: what it is its first element tells."""
    root = _ROOT.search(content[:4096])
    kind = root[1].decode("ascii") if root is not None else ""
    if kind == "wsDr":
        return _drawing(content, own, shift)
    if kind == "chartSpace":
        found = elements(content, lambda name, _, __: name in _REFERENCES)
        return spliced(content, [text_with(one, shift.formula(one.text, None, "")) for one in found])
    if kind == "pivotCacheDefinition":
        return _pivot_source(content, shift)
    if kind == "table":
        return _table(content, own, shift)
    if kind == "formControlPr":
        found = elements(content, lambda _, attributes, __: not _LINKS.isdisjoint(attributes))
        sheet = shift.insertion.sheet if own else None
        return spliced(
            content,
            [
                tag_with(
                    content,
                    one,
                    {
                        name: shift.formula(text, sheet, "")
                        for name, text in one.attributes.items()
                        if name in _LINKS
                    },
                )
                for one in found
            ],
        )
    if own and kind in ("comments", "ThreadedComments"):
        found = elements(content, lambda name, _, __: name in ("comment", "threadedComment"))
        return spliced(content, [_moved(content, one, shift) for one in found])
    if own and kind == "pivotTableDefinition":
        found = elements(content, lambda name, _, __: name == "location")
        if any(shift.torn(one.attributes.get("ref", "")) for one in found):
            raise NotInsertable(Reason.PIVOT)
        return spliced(content, [_moved(content, one, shift) for one in found])
    if own and kind == "singleXmlCells" and shift.moves:
        raise NotInsertable(Reason.CONTROLS)
    return content


def _moved(content: bytes, one: PartElement, shift: ReferenceShift, widen: bool = False) -> Splice | None:
    told = one.attributes.get("ref", "")
    return tag_with(content, one, {"ref": shift.ranges(told, widen=widen)}) if told else None


def _table(content: bytes, own: bool, shift: ReferenceShift) -> bytes:
    sheet = shift.insertion.sheet
    placed = ("table", "autoFilter", "sortState", "sortCondition")
    texts = ("calculatedColumnFormula", "totalsRowFormula")
    splices: list[Splice | None] = []
    for one in elements(content, lambda name, _, __: name in placed or name in texts):
        if one.name in texts:
            splices.append(text_with(one, shift.formula(one.text, sheet if own else None, "")))
        elif own:
            if one.name == "table":
                _check_table(one, shift)
            splices.append(_moved(content, one, shift, widen=one.name in ("table", "autoFilter")))
    return spliced(content, splices)


def _check_table(one: PartElement, shift: ReferenceShift) -> None:
    """NotInsertable where a table is another block's, and the rows would tear it, or ends with its totals in the block."""
    told, block = one.attributes.get("ref", ""), shift.insertion.block
    left, right = columns_of(told)
    apart = not block.overlaps(left, right)
    last = next((bottom for _, bottom in spans(told)), 0)
    name = one.attributes.get("displayName", told)
    if apart and shift.torn(told):
        raise NotInsertable(Reason.BESIDE, name)
    if last == block.last and (apart or one.attributes.get("totalsRowCount", "0") != "0"):
        raise NotInsertable(Reason.TABLE, name)


def _pivot_source(content: bytes, shift: ReferenceShift) -> bytes:
    splices: list[Splice | None] = []
    for one in elements(content, lambda name, _, __: name in ("worksheetSource", "rangeSet")):
        sheet, told = one.attributes.get("sheet", ""), one.attributes.get("ref", "")
        if told and sheet.casefold() == shift.insertion.sheet.casefold() and "id" not in _bare(one):
            splices.append(tag_with(content, one, {"ref": shift.formula(told, sheet, "")}))
    return spliced(content, splices)


def _bare(one: PartElement) -> frozenset[str]:
    """The names of an element's attributes without what their prefixes mean; r:id is another workbook's."""
    return frozenset(name.rpartition(" ")[2] for name in one.attributes)


def _drawing(content: bytes, own: bool, shift: ReferenceShift) -> bytes:
    last, count = shift.insertion.block.last, shift.insertion.count
    sheet = shift.insertion.sheet if own else None

    def keep(name: str, attributes: object, _: int) -> bool:
        return name in _ANCHORS or name in ("row", "sp")

    splices: list[Splice | None] = []
    anchor: PartElement | None = None
    begins = 0
    for one in elements(content, keep):
        if one.name in _ANCHORS:
            anchor = one
        elif one.name == "sp" and one.attributes.get("textlink"):
            splices.append(
                tag_with(content, one, {"textlink": shift.formula(one.attributes["textlink"], sheet, "")})
            )
        elif one.name == "row" and own and anchor is not None and one.inside in ("from", "to"):
            row = int(one.text)
            if one.inside == "from":
                begins = row
            stretched = anchor.attributes.get("editAs", "twoCell") == "twoCell"
            # rows are counted from 0 here; what begins above goes on to its end unless it keeps its size
            moved = row >= last and (one.inside == "from" or begins >= last or stretched)
            splices.append(text_with(one, str(row + count)) if moved else None)
    return spliced(content, splices)


def _shapes(content: bytes, own: bool, shift: ReferenceShift) -> bytes:
    """The shapes of remarks and of old controls."""
    if not own and not shift.names_ours(content.decode("utf-8", "replace")):
        return content
    last, count = shift.insertion.block.last, shift.insertion.count
    sheet = shift.insertion.sheet if own else None
    found = elements(content, lambda name, _, __: name in _SHAPES)
    splices: list[Splice | None] = []
    for data in (one for one in found if one.name == "ClientData"):
        inside = [one for one in found if data.start < one.start < data.end]
        row = next((int(one.text) for one in inside if one.name == "Row"), None)
        for one in inside:
            if one.name.startswith("Fmla"):
                splices.append(text_with(one, shift.formula(one.text, sheet, "")))
            elif own and one.name == "Row":
                splices.append(text_with(one, str(row + count)) if row is not None and row >= last else None)
            elif own and one.name == "Anchor":
                splices.append(_anchor(one, row, last, count))
    return spliced(content, splices)


def _anchor(one: PartElement, row: int | None, last: int, count: int) -> Splice | None:
    numbers = [part.strip() for part in one.text.split(",")]
    if len(numbers) != 8 or not all(part.lstrip("-").isdecimal() for part in numbers):
        raise NotInsertable(Reason.PART, "Anchor")
    if (row if row is not None else int(numbers[2])) < last:
        return None
    numbers[2], numbers[6] = str(int(numbers[2]) + count), str(int(numbers[6]) + count)
    return text_with(one, ", ".join(numbers))


def _targets(content: bytes, shift: ReferenceShift) -> bytes:
    """Links of pictures and shapes that lead into the sheet."""
    if b'"#' not in content and b"'#" not in content:
        return content
    found = elements(content, lambda name, attributes, _: name == "Relationship")
    return spliced(
        content,
        [
            tag_with(content, one, {"Target": "#" + shifted_link(one.attributes["Target"][1:], False, shift)})
            for one in found
            if one.attributes.get("Target", "").startswith("#")
        ],
    )
