"""The parts of sheets when rows are put into one: its rows, and every place and formula in it and in the other sheets.

Source: ECMA-376 part 1, 18.3 (worksheets).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from openpyxl.formula.tokenizer import TokenizerError
from openpyxl.formula.translate import Translator, TranslatorError
from openpyxl.utils.cell import coordinate_from_string
from openpyxl.utils.exceptions import CellCoordinatesException

from npfdesk.workbook.writing.part_elements import (
    PartElement,
    Splice,
    elements,
    spliced,
    tag_with,
    text_with,
)
from npfdesk.workbook.writing.reference_shifts import NotInsertable, Reason, ReferenceShift, spans
from npfdesk.workbook.writing.sheet_part import MAIN

_RULES: Final = frozenset({"formula", "formula1", "formula2"})
_BOXES: Final = frozenset({"conditionalFormatting", "dataValidation", "sparkline"})
"""Elements whose formulas hold for ranges that they tell, in an attribute or in an element of Excel's later years."""
_WIDENED: Final = frozenset(
    {"dataValidation", "conditionalFormatting", "autoFilter", "protectedRange", "ignoredError"}
)
"""Elements whose ranges take the new rows in where they end with the block."""
_PLACED: Final = MappingProxyType(
    {
        "dimension": ("ref",),
        "sheetView": ("topLeftCell",),
        "pane": ("topLeftCell",),
        "selection": ("activeCell", "sqref"),
        "mergeCell": ("ref",),
        "hyperlink": ("ref",),
        "dataValidation": ("sqref",),
        "conditionalFormatting": ("sqref",),
        "autoFilter": ("ref",),
        "sortState": ("ref",),
        "sortCondition": ("ref",),
        "protectedRange": ("sqref",),
        "ignoredError": ("sqref",),
        "scenarios": ("sqref",),
        "inputCells": ("r",),
        "cellWatch": ("r",),
        "cellSmartTags": ("r",),
    }
)
"""The attributes of a sheet's elements that say where something is."""
_CONTROLS: Final = frozenset({"oleObject", "control"})
_ROW_LOOK: Final = (
    "spans",
    "s",
    "customFormat",
    "ht",
    "customHeight",
    "outlineLevel",
    "thickTop",
    "thickBot",
)
"""What a new row has from the row above; one that is hidden shows."""
_MOST_FORMULAS: Final = 100_000
"""Formulas that may change in one sheet."""


def shifted_sheet(content: bytes, sheet: str, shift: ReferenceShift) -> bytes:
    """The part of a sheet after the rows were put in: its own rows and places where it is the one, else its formulas.

    NotInsertable where something in it cannot be moved.
    """
    own = sheet.casefold() == shift.insertion.sheet.casefold()
    if not own and not _may_name(content, shift):
        return content
    last = shift.insertion.block.last

    def keep(name: str, attributes: Mapping[str, str], row: int) -> bool:
        if name in ("row", "c"):
            return own and row >= last
        return name in _KEPT or (own and (name in _PLACED or name in _CONTROLS or name == "brk"))

    found = elements(content, keep)
    splices = list(_formulas(content, found, sheet, shift, own))
    splices += _rules(content, found, sheet, shift, own)
    splices += _places(content, found, shift, own)
    if own:
        splices += _rows(content, found, shift)
    return spliced(content, splices)


_KEPT: Final = _RULES | _BOXES | {"f", "sqref", "hyperlink", "cfvo"}


def _may_name(content: bytes, shift: ReferenceShift) -> bool:
    """Whether a part may name the sheet; letters may be written by their numbers."""
    name = max(shift.insertion.sheet.replace("&", " ").replace("'", " ").split(), key=len)
    return b"&#" in content or name.casefold() in content.decode("utf-8", "replace").casefold()


def _formulas(
    content: bytes, found: list[PartElement], sheet: str, shift: ReferenceShift, own: bool
) -> Iterator[Splice | None]:
    """The formulas of cells; those that a shared one made stand by themselves where any of them changes."""
    shared: dict[str, list[PartElement]] = {}
    changed = 0
    for one in found:
        if one.name != "f" or one.space != MAIN:
            continue
        if not one.cell:
            raise NotInsertable(Reason.PART, f"{sheet}!{one.row}")
        kind, place = one.attributes.get("t", ""), f"{sheet}!{one.cell}"
        if kind == "shared":
            shared.setdefault(one.attributes.get("si", ""), []).append(one)
            continue
        if own and kind in ("array", "dataTable"):
            if shift.torn(one.attributes.get("ref", one.cell)):
                raise NotInsertable(Reason.ARRAY, place)
            told = {name: one.attributes[name] for name in ("ref", "r1", "r2") if one.attributes.get(name)}
            yield tag_with(
                content,
                one,
                {name: shift.ranges(text, widen=False, place=place) for name, text in told.items()},
            )
        if own and one.row == shift.insertion.block.last:
            shift.tell_sum_above(one.text, place)
        if one.text:
            splice = text_with(one, shift.formula(one.text, sheet, place))
            changed += splice is not None
            yield splice
    for group in shared.values():
        made = _unshared(content, group, sheet, shift, own)
        changed += len(made)
        yield from made
    if changed > _MOST_FORMULAS:
        raise NotInsertable(Reason.TOO_MANY, sheet)


def _unshared(
    content: bytes, group: list[PartElement], sheet: str, shift: ReferenceShift, own: bool
) -> list[Splice]:
    master = next((one for one in group if one.text), None)
    if master is None:
        raise NotInsertable(Reason.FORMULA, f"{sheet}!{group[0].cell}")
    if not own and not shift.names_ours(master.text):
        return []
    texts: list[tuple[PartElement, str]] = []
    differs = False
    for one in group:
        place = f"{sheet}!{one.cell}"
        try:
            said = Translator(f"={master.text}", master.cell).translate_formula(one.cell)[1:]
        except (TranslatorError, TokenizerError, CellCoordinatesException, ValueError, IndexError) as problem:
            raise NotInsertable(Reason.FORMULA, place) from problem
        text = shift.formula(said, sheet, place)
        differs = differs or text != said or (own and one.row > shift.insertion.block.last)
        texts.append((one, text))
    if not differs:
        return []
    splices: list[Splice] = []
    for one, text in texts:
        name = content[one.start + 1 : one.tag_end].split(b"f", 1)[0].decode("ascii") + "f"
        written = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        splices.append((one.start, one.end, f"<{name}>{written}</{name}>".encode()))
    return splices


def _rules(
    content: bytes, found: list[PartElement], sheet: str, shift: ReferenceShift, own: bool
) -> Iterator[Splice | None]:
    """The formulas of conditional formats, of validations and of small charts in cells, with the ranges of later years."""
    boxes = [one for one in found if one.name in _BOXES]
    later = [one for one in found if one.name == "sqref"]
    at = 0
    box: PartElement | None = None
    for one in found:
        while at < len(boxes) and boxes[at].start <= one.start:
            box, at = boxes[at], at + 1
        around = box if box is not None and one.start < box.end else None
        ranges = ""
        if around is not None:
            inside = (it.text for it in later if around.start < it.start < around.end)
            ranges = around.attributes.get("sqref") or next(inside, "")
        # a reference without $ is meant from the first cell of the ranges
        fixed = own and next((top <= shift.insertion.block.last for top, _ in spans(ranges)), False)
        place = f"{sheet}!{ranges.split()[0]}" if ranges else sheet
        if (one.name in _RULES and one.space == MAIN) or (one.name == "f" and one.space != MAIN):
            yield text_with(one, shift.rule(one.text, sheet, place, fixed=fixed))
        elif one.name == "cfvo" and one.attributes.get("val"):
            value = one.attributes["val"]
            yield tag_with(content, one, {"val": shift.rule(value, sheet, place, fixed=fixed)})
        elif one.name == "sqref" and own and around is not None:
            yield text_with(one, shift.ranges(one.text, widen=around.name != "sparkline", place=place))


def _places(
    content: bytes, found: list[PartElement], shift: ReferenceShift, own: bool
) -> Iterator[Splice | None]:
    """Where things are that the sheet's own part places, and where links lead."""
    last, count = shift.insertion.block.last, shift.insertion.count
    for one in found:
        said: dict[str, str] = {}
        if own and one.name in _CONTROLS and shift.moves:
            raise NotInsertable(Reason.CONTROLS)
        if own and one.name == "mergeCell" and shift.torn(one.attributes.get("ref", "")):
            raise NotInsertable(Reason.MERGED, one.attributes["ref"])
        if own and one.name == "brk" and one.inside == "rowBreaks":
            number = one.attributes.get("id", "")
            if number.isdecimal() and int(number) >= last:
                said["id"] = str(int(number) + count)
        if own:
            for name in _PLACED.get(one.name, ()):
                if one.attributes.get(name):
                    said[name] = shift.ranges(one.attributes[name], widen=one.name in _WIDENED)
        if one.name == "hyperlink" and one.attributes.get("location"):
            said["location"] = shifted_link(one.attributes["location"], own, shift)
        yield tag_with(content, one, said)


def shifted_link(text: str, own: bool, shift: ReferenceShift) -> str:
    """Where a link inside the workbook leads (Data!B12, B12, a name), as it has to be from now on."""
    name, mark, rest = text.rpartition("!")
    bare = name[1:-1].replace("''", "'") if name.startswith("'") else name
    ours = bare.casefold() == shift.insertion.sheet.casefold() if mark else own
    if not ours or not [*spans(rest)]:
        return text
    try:
        return f"{name}{mark}{shift.ranges(rest, widen=False)}"
    except NotInsertable:
        # a name with a digit in it
        return text


def _rows(content: bytes, found: list[PartElement], shift: ReferenceShift) -> Iterator[Splice | None]:
    """The rows below with their cells moved down, and the new ones, which look as the one above them."""
    block, count = shift.insertion.block, shift.insertion.count
    rows = [one for one in found if one.name == "row" and one.space == MAIN]
    numbers = [one.row for one in rows]
    if any("r" not in one.attributes for one in rows) or numbers != sorted(set(numbers)):
        raise NotInsertable(Reason.PART, "row")
    for one in found:
        if one.space != MAIN or one.row <= block.last:
            continue
        if one.name == "row":
            yield tag_with(content, one, {"r": str(one.row + count)})
        elif one.name == "c" and one.attributes.get("r"):
            column, _ = coordinate_from_string(one.attributes["r"])
            yield tag_with(content, one, {"r": f"{column}{one.row + count}"})
    above = next((one for one in rows if one.row == block.last), None)
    if above is None or block.first > block.last:
        return
    prefix = content[above.start + 1 : above.tag_end].split(b"row", 1)[0].decode("ascii")
    look = "".join(f' {name}="{above.attributes[name]}"' for name in _ROW_LOOK if name in above.attributes)
    cells = [
        (coordinate_from_string(one.attributes["r"])[0], one.attributes["s"])
        for one in found
        if one.name == "c"
        and one.row == block.last
        and one.attributes.get("r")
        and one.attributes.get("s", "").isdecimal()
    ]
    made = []
    for number in range(block.last + 1, block.last + count + 1):
        written = "".join(f'<{prefix}c r="{column}{number}" s="{style}"/>' for column, style in cells)
        made.append(f'<{prefix}row r="{number}"{look}>{written}</{prefix}row>')
    yield above.end, above.end, "".join(made).encode()
