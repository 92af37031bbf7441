"""The user's work as edits of the workbook's cells: amended figures and targets, scenarios with their entries."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from npfdesk.plan.document import Document
from npfdesk.plan.problems import Language, Problem, error
from npfdesk.workbook.canonical.commitments_sheet import COMMITMENTS
from npfdesk.workbook.canonical.sheet_columns import OPTIONAL_SHEETS, SHEETS
from npfdesk.workbook.canonical.sheet_tables import read_sheets
from npfdesk.workbook.canonical.structure import read_structure
from npfdesk.workbook.files.file_types import refusal, unreadable
from npfdesk.workbook.plan_reader import read_workbook
from npfdesk.workbook.writing.cell_texts import WritingContext
from npfdesk.workbook.writing.patch import AddedSheet, CellEdit, not_writable
from npfdesk.workbook.writing.plan_edits import (
    check_edits,
    effect_edits,
    figure_edits,
    insertion_edits,
    share_group_edits,
    standing_edits,
    target_edits,
)
from npfdesk.workbook.writing.progress_edits import progress_edits
from npfdesk.workbook.writing.scenario_edits import scenario_edits
from npfdesk.workbook.writing.status_rule_edits import status_rule_edits
from npfdesk.workbook.writing.write_targets import sheet_places

NOT_CANONICAL: Final = error(
    "not_canonical",
    "“{text}”是照公布的表格读入的，没有可写回的地方。请先另存为规范形式的工作簿，再保存到它里面。",
    "“{text}” was read from tables as published, which have no places to write to. Save it in the canonical form first, "
    "then save into that.",
)
_FORMS: Final = {form.key: form for form in (*SHEETS, *OPTIONAL_SHEETS, COMMITMENTS)}


def _not_writable(path: Path) -> Problem | None:
    refused = refusal(path)
    if refused is not None:
        return refused
    try:
        return not_writable(path.name, path.read_bytes())
    except OSError as problem:
        return unreadable(path.name, problem)


@dataclass(frozen=True)
class Amendments:
    """Edits of cells, sheets to be made, and what could not be written (told as warnings)."""

    edits: tuple[CellEdit, ...]
    added: tuple[AddedSheet, ...]
    left_out: tuple[Problem, ...]


def amendments(path: Path, document: Document, language: Language) -> Amendments | Problem:
    """What the document says otherwise than the workbook at `path`, which its plan was read from.

    Observed figures go to the sheet Data, targets and effects of levers to the cells that they were read from, what
    frameworks added to the levers, multipliers and sources, scenarios with their assumptions, targets and lever levels
    to theirs, figures of parts of a year to theirs or to the sheet Progress, how commitments stand, own checks, share
    groups and the settings of the rules of colour to their rows; rows and years that are missing are added below and to
    the right.
    What the workbook says already is not written. A Problem where it cannot be read.
    """
    unwritable = _not_writable(path)
    if unwritable is not None:
        return unwritable
    reading = read_workbook(path)
    if reading.plan is None:
        return reading.problems[0]
    if reading.form != "canonical":
        return Problem(NOT_CANONICAL, text=path.name)
    book = read_sheets(reading.grid)
    places = {
        key: sheet_places(form, reading.grid, language, book.tables.get(key)) for key, form in _FORMS.items()
    }
    writing = WritingContext(document, reading.plan, book, read_structure(book, []), places, language)
    for lay in (
        figure_edits,
        progress_edits,
        target_edits,
        effect_edits,
        insertion_edits,
        scenario_edits,
        standing_edits,
        check_edits,
        share_group_edits,
        status_rule_edits,
    ):
        lay(writing)
    edits = tuple(edit for grid in places.values() for edit in grid.edits)
    added = tuple(sheet for sheet in (grid.added() for grid in places.values()) if sheet is not None)
    return Amendments(edits, added, tuple(writing.left_out))
