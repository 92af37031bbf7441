"""Cells whose text no file can hold: _xD800_ in a workbook, control characters. Each is cleaned, and told by its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from npfdesk.plan.problems import Problem
from npfdesk.plan.sound_text import MARK, is_sound, sound_text
from npfdesk.workbook.files.cell_grid import Grid, GridCell, GridSheet, Place
from npfdesk.workbook.files.file_problems import UNSOUND_TEXT
from npfdesk.workbook.files.unseen_cells import ToldCell, told_cells

_WHAT: Final = ("有文件存不下的字符", "of characters that no file can hold")


def sound_grid(grid: Grid) -> Grid:
    """A grid in which every text is sound, with a warning for each cell in which a mark took a character's place."""
    told: list[Problem] = []
    sheets = tuple(_sound_sheet(sheet, told) for sheet in grid.sheets)
    if all(one is was for one, was in zip(sheets, grid.sheets, strict=True)):
        return grid
    return replace(grid, sheets=sheets, warnings=(*grid.warnings, *told))


def _sound_sheet(sheet: GridSheet, told: list[Problem]) -> GridSheet:
    name = sound_text(sheet.name)
    cells, covered = _changed(sheet.cells), _changed(sheet.covered)
    if not cells and not covered and name == sheet.name:
        return sheet
    marked = [
        ToldCell(place, cell.text, {"mark": MARK})
        for place, cell in (*cells.items(), *covered.items())
        if MARK in cell.text + cell.raised + cell.struck
    ]
    told.extend(told_cells(UNSOUND_TEXT, name, marked, _WHAT))
    return replace(sheet, name=name, cells={**sheet.cells, **cells}, covered={**sheet.covered, **covered})


def _changed(cells: Mapping[Place, GridCell]) -> dict[Place, GridCell]:
    return {
        place: GridCell(sound_text(cell.text), cell.kind, sound_text(cell.raised), sound_text(cell.struck))
        for place, cell in cells.items()
        if not (cell.text.isprintable() and not cell.raised and not cell.struck)
        and not (is_sound(cell.text) and is_sound(cell.raised) and is_sound(cell.struck))
    }
