"""Preflight: inspect a workbook's zip and parts and count its cells in a stream before the XML is read."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import Final

from npfdesk.plan.problems import Problem
from npfdesk.workbook.files import limits
from npfdesk.workbook.files.cell_counts import MAIN, STRICT, SheetCount, Watched, count_sheet, count_strings
from npfdesk.workbook.files.empty_cells import EmptyCellLook
from npfdesk.workbook.files.file_problems import (
    DAMAGED,
    NO_SHEETS,
    NOT_A_WORKBOOK,
    SAME_SHEET_NAME,
    SHEET_MISSING,
    SHEET_UNLISTED,
)
from npfdesk.workbook.files.zip_parts import Parts

_MOST_TOLD, _LONGEST_TOLD = 6, 31
"""How many missing sheets are named, and with how many letters: as long as Excel lets a name be."""
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships Relationship"
_SHEETS_FOLDER: Final = "xl/worksheets/"
_TRUE: Final = ("1", "true", "on")
_FALSE: Final = ("0", "false", "off")


@dataclass(frozen=True)
class ListedSheet:
    """A sheet of cells as the workbook lists it, the part that holds it, and what was counted there."""

    name: str
    part: str
    hidden: bool = False
    count: SheetCount = field(default_factory=SheetCount)


@dataclass(frozen=True)
class Preflight:
    """What was found: the sheets in their order, the parts of texts and formats ("" for none), the warnings.

    `is_stale` says that whoever saved the file did not calculate its formulas, and asks that it be done on opening.
    """

    sheets: tuple[ListedSheet, ...]
    strings_part: str = ""
    styles_part: str = ""
    from_1904: bool = False
    warnings: tuple[Problem, ...] = ()
    is_stale: bool = False

    @property
    def cells(self) -> int:
        """The cells counted in all sheets, formulas without a value included."""
        return sum(sheet.count.cells + len(sheet.count.unsaved) for sheet in self.sheets)


class _Listing(Watched):
    """The root, the settings and the sheets of a workbook part."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self.root = ""
        self.from_1904 = self.is_stale = False
        self.sheets: list[tuple[str, str, bool]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        super().start(name, attributes)
        self.root = self.root or name
        if name == f"{MAIN} workbookPr":
            self.from_1904 = attributes.get("date1904", "").lower() in _TRUE
        elif name == f"{MAIN} calcPr":
            asked = ("fullCalcOnLoad", "forceFullCalc")
            self.is_stale = any(attributes.get(one, "").lower() in _TRUE for one in asked) or (
                attributes.get("calcCompleted", "1").lower() in _FALSE
            )
        elif name == f"{MAIN} sheet":
            state = attributes.get("state", "visible")
            if len(self.sheets) == limits.SHEETS:
                raise self.parts.too_large("工作表", "sheets", limits.SHEETS)
            self.sheets.append(
                (attributes.get("name", ""), attributes.get(f"{_OFFICE} id", ""), state != "visible")
            )


class _Relations(Watched):
    """The relations of a part: kind and target by id."""

    def __init__(self, parts: Parts, folder: str) -> None:
        super().__init__(parts)
        self.folder = folder
        self.found: dict[str, tuple[str, str]] = {}
        self.passed_over: set[str] = set()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        super().start(name, attributes)
        if name == _PACKAGE and attributes.get("TargetMode", "Internal") == "Internal":
            kind = attributes.get("Type", "").rpartition("/")[2]
            target = posixpath.normpath(posixpath.join("/", self.folder, attributes.get("Target", "")))
            self.found.setdefault(attributes.get("Id", ""), (kind, target.lstrip("/")))

    def of_kind(self, kind: str) -> str:
        """The target of the first relation of a kind, "" for none."""
        return next((target for one, target in self.found.values() if one == kind), "")


def _relations(parts: Parts, part: str) -> _Relations:
    folder, name = posixpath.split(part)
    listed = _Relations(parts, folder)
    own = posixpath.join(folder, "_rels", f"{name}.rels")
    if own in parts:
        parts.walk(own, listed.parser)
    return listed


def preflight(parts: Parts, progress: limits.Progress | None = None) -> Preflight:
    """Look a workbook over. Every part is inflated once, under the limits; raises FileRefused with the reason."""
    warnings: list[Problem] = []
    book_part = _relations(parts, "").of_kind("officeDocument") or "xl/workbook.xml"
    if book_part not in parts:
        raise parts.refused(DAMAGED, reason=f"{book_part}?")
    book = _Listing(parts)
    parts.walk(book_part, book.parser)
    if book.root.startswith(STRICT):
        parts.strict = True
        book = _Listing(parts)
        parts.walk(book_part, book.parser)
    if book.root != f"{MAIN} workbook":
        raise parts.refused(NOT_A_WORKBOOK)
    relations = _relations(parts, book_part)
    listed, missing = _listed(parts, book, relations, warnings)
    if not listed:
        if missing:
            named = tuple(problem.text[:_LONGEST_TOLD] for problem in warnings[:_MOST_TOLD])
            raise parts.refused(DAMAGED, reason=named)
        raise parts.refused(NO_SHEETS)
    strings = _present(parts, relations.of_kind("sharedStrings"))
    styles = _present(parts, relations.of_kind("styles"))
    if strings:
        count_strings(parts, strings)
    if styles:
        parts.walk(styles, Watched(parts).parser)
    _look_over_cells(parts, [sheet.part for sheet in listed])
    sheets = []
    before = 0
    for sheet in listed:
        counted = count_sheet(parts, sheet.part, before, progress)
        before += counted.cells + len(counted.unsaved)
        sheets.append(ListedSheet(sheet.name, sheet.part, sheet.hidden, counted))
    _inspect_other_parts(
        parts,
        {book_part, strings, styles, *(sheet.part for sheet in listed)},
        relations.passed_over,
        warnings,
    )
    return Preflight(tuple(sheets), strings, styles, book.from_1904, tuple(warnings), book.is_stale)


def _look_over_cells(parts: Parts, sheets: list[str]) -> None:
    """A file of millions of cells is refused by the ends of its cells, in a tenth of the time of counting them.

    Where thousands are empty they are left out from here on.
    """
    ends = 0
    empty: list[str] = []
    inflated = parts.inflated
    for part in sheets:
        look = EmptyCellLook()
        for block in parts.blocks(part):
            look.take(block)
            if ends + look.ends > 2 * limits.CELLS:
                raise parts.too_large("单元格", "cells", limits.CELLS)
        ends += look.ends
        if look.may_leave_out:
            empty.append(part)
    for part in empty:
        parts.leave_out_empty_cells(part)
    parts.inflated = inflated


def _present(parts: Parts, part: str) -> str:
    return part if part and part in parts else ""


def _listed(
    parts: Parts, book: _Listing, relations: _Relations, warnings: list[Problem]
) -> tuple[list[ListedSheet], bool]:
    """The sheets of cells that are there, and whether any is listed that is not."""
    listed: list[ListedSheet] = []
    names: set[str] = set()
    missing = False
    for name, relation, hidden in book.sheets:
        kind, part = relations.found.get(relation, ("worksheet", ""))
        if kind != "worksheet":
            # charts, dialogs and macro sheets have no cells of a plan
            continue
        if part not in parts:
            missing = True
            warnings.append(Problem(SHEET_MISSING, name, "", name))
        elif name.casefold() in names:
            relations.passed_over.add(part)
            warnings.append(Problem(SAME_SHEET_NAME, name, "", name))
        else:
            names.add(name.casefold())
            listed.append(ListedSheet(name, part, hidden))
    return listed, missing


def _inspect_other_parts(
    parts: Parts, known: set[str], passed_over: set[str], warnings: list[Problem]
) -> None:
    walked = {part.casefold() for part in known}
    for part in parts.names():
        folded = part.casefold()
        if folded in walked or folded.endswith("/"):
            continue
        parts.inspect(part)
        listed = part in passed_over
        if folded.startswith(_SHEETS_FOLDER) and folded.endswith(".xml") and not listed:
            warnings.append(Problem(SHEET_UNLISTED, text=part))
