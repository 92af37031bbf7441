"""The user's work as edits of the workbook's cells: amended figures and targets, scenarios with their entries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from npfdesk.plan.document import Document
from npfdesk.plan.names import fold
from npfdesk.plan.problems import Language, Problem, error, warning
from npfdesk.workbook.files.file_types import refusal, unreadable
from npfdesk.workbook.files.replacement import other_names
from npfdesk.workbook.files.unseen_cells import place_name
from npfdesk.workbook.plan_reader import Reading, read_workbook
from npfdesk.workbook.published.corrections import NO_CORRECTIONS, Corrections
from npfdesk.workbook.standard.beside_published import beside
from npfdesk.workbook.standard.sheet_columns import COMMITMENTS, LOG_SHEET, OPTIONAL_SHEETS, SHEET_OF, SHEETS
from npfdesk.workbook.standard.sheet_tables import read_sheets
from npfdesk.workbook.standard.structure import read_structure
from npfdesk.workbook.writing.cell_texts import WritingContext
from npfdesk.workbook.writing.cycle_edits import (
    closed_target_edits,
    proposal_edits,
    scoring_edits,
    vintage_edits,
)
from npfdesk.workbook.writing.patch import (
    LOG_NOT_ADDED,
    AddedSheet,
    CellEdit,
    has_no_room_for_log,
    not_writable,
    outdated,
)
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
from npfdesk.workbook.writing.read_back import NOT_ALL_SAVED, lost, told
from npfdesk.workbook.writing.row_places import NO_ROWS, record_test, row_places
from npfdesk.workbook.writing.scenario_edits import scenario_edits
from npfdesk.workbook.writing.sheet_part import NotPatchable
from npfdesk.workbook.writing.status_rule_edits import status_rule_edits
from npfdesk.workbook.writing.structure_rows import structure_edits
from npfdesk.workbook.writing.write_targets import sheet_places

NOT_STANDARD: Final = error(
    "not_canonical",
    "“{text}”是照公布的表格读入的，没有写 {what} 的地方；没有写入，文件未动。请先“另存为标准格式的工作簿”，再写回到它里面。",
    "“{text}” was read from tables as published, which have no place for {what}; nothing was written and the file is "
    "unchanged. Save the plan as a workbook in the standard format first, then update that workbook.",
)
RESULTS_OUTDATED: Final = warning(
    "results_outdated",
    "有 {count} 个公式单元格的结果取自这些单元格（{cells}）。旧结果会一并去掉，以免当作事实；在 Excel 中打开会自动计算，保存后再读入。"
    "图表和数据透视表在 Excel 中打开时更新。",
    "{count:formula cell takes its result|formula cells take their results} from these cells ({cells}). The old results are "
    "removed, so that they are not mistaken for facts; Excel recalculates them when it opens the workbook: save it there, then "
    "read it again. Charts and pivot tables are refreshed when opened in Excel.",
)
_MOST_NAMED: Final = 8
_READ_BACK: Final = (
    *("settings", "regions", "industries", "indicators"),
    *("sources", "commitments", "levers", "order"),
    *("vintages", "scoring", "proposals"),
)
"""The parts of the work that are read back before they are called saved: the plan's structure and its cycle."""
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
    """Edits of cells, sheets to be made, what could not be written, and how rows are put in (both told as warnings)."""

    edits: tuple[CellEdit, ...]
    added: tuple[AddedSheet, ...]
    left_out: tuple[Problem, ...]
    rows: tuple[Problem, ...] = ()


def amendments(
    path: Path, document: Document, language: Language, corrections: Corrections = NO_CORRECTIONS
) -> Amendments | Problem:
    """What the document says otherwise than the workbook at `path`, which its plan was read from.

    Observed figures go to the sheet Data, targets and effects of levers to the cells that they were read from, what
    frameworks added to the levers, multipliers and sources, scenarios with their assumptions, targets and lever intensities
    to theirs, figures of parts of a year to theirs or to the sheet Progress, how commitments stand, own checks, share
    groups, vintages, rules of scoring, positions in negotiation and the settings of the rules of colour to their rows, and what the plan consists of to the sheets that list
    it; rows that are missing are put in behind a sheet's records, or below everything where that cannot be done without
    harm, years to the right. What the workbook says already is not written.

    Beside tables as published the sheets of the standard format take what these cannot say; `corrections` are those that
    were made to what was recognised. A Problem where it cannot be read, or where a published workbook has no place for
    something; of a standard one that is told in `left_out`.
    """
    unwritable = _not_writable(path)
    if unwritable is not None:
        return unwritable
    reading = read_workbook(path, corrections)
    if reading.plan is None:
        return reading.problems[0]
    book = read_sheets(reading.grid)
    if reading.form != "canonical":
        seen = {table.sheet for table in reading.recognition.tables} if reading.recognition else frozenset()
        book = beside(book, seen)
    structure = read_structure(book, [])
    places = {
        key: sheet_places(
            form, reading.grid, language, book.tables.get(key), record_test(reading.plan, structure, form)
        )
        for key, form in _FORMS.items()
    }
    writing = WritingContext(document, reading.plan, book, structure, places, language)
    for lay in (
        structure_edits,
        figure_edits,
        progress_edits,
        target_edits,
        effect_edits,
        insertion_edits,
        scenario_edits,
        standing_edits,
        check_edits,
        share_group_edits,
        vintage_edits,
        scoring_edits,
        proposal_edits,
        closed_target_edits,
        status_rule_edits,
    ):
        lay(writing)
    wanted = [one.insertion for one in places.values() if one.insertion is not None]
    rows = row_places(path.read_bytes(), wanted) if wanted else NO_ROWS
    edits = tuple(
        edit
        for grid in places.values()
        for edit in grid.placed(grid.sheet is not None and grid.sheet.name in rows.inserted)
    )
    added = tuple(sheet for sheet in (grid.added() for grid in places.values()) if sheet is not None)
    published = reading.form != "canonical"
    if published:
        refused = _without_place(path, reading, writing, edits, added)
        if refused is not None:
            return refused
        edits = (*edits, *writing.printed)
    if edits or added:
        writing.left_out.extend(_told_before(path, edits, added, language))
    if not published and not any(getattr(document.work, key) for key in _READ_BACK):
        return Amendments(edits, added, tuple(writing.left_out), rows.told)
    names = lost(path, edits, added, document, language, corrections)
    if isinstance(names, Problem):
        return names
    if names and published:
        return Problem(NOT_STANDARD, text=path.name, arguments={"what": told(names, language)})
    if names:
        what = {"what": told(names, language)}
        writing.left_out.append(Problem(NOT_ALL_SAVED, text=path.name, arguments=what))
    return Amendments(edits, added, tuple(writing.left_out), rows.told)


def _told_before(
    path: Path, edits: tuple[CellEdit, ...], added: tuple[AddedSheet, ...], language: Language
) -> Iterator[Problem]:
    """What a save of these edits does beside them: other names of the file, the log, results of formulas.

    What cannot be patched at all is refused when it is saved.
    """
    linked, content = other_names(path), path.read_bytes()
    if linked is not None:
        yield linked
    if has_no_room_for_log(content, language):
        yield Problem(LOG_NOT_ADDED, text=path.name, arguments={"what": LOG_SHEET.text(language, {})})
    found = outdated(content, edits, added)
    if isinstance(found, NotPatchable):
        return
    names = [f"{sheet}!{place_name(*place)}" for sheet, places in found.items() for place in sorted(places)]
    if names:
        shown = (*names[:_MOST_NAMED], "…") if len(names) > _MOST_NAMED else tuple(names)
        yield Problem(RESULTS_OUTDATED, text=path.name, arguments={"count": len(names), "cells": shown})


def _without_place(
    path: Path,
    reading: Reading,
    writing: WritingContext,
    edits: tuple[CellEdit, ...],
    added: tuple[AddedSheet, ...],
) -> Problem | None:
    """Why a workbook of published tables cannot take these: targets have a sheet of their own, or a table has its name."""
    if not edits and not added:
        return None
    taken = {fold(sheet.name) for sheet in reading.grid.sheets}
    clash = [one.name for one in added if fold(one.name) in taken]
    targets = [SHEET_OF["targets"].title(writing.language)] if writing.places["Targets"].rows else []
    written = {edit.sheet for edit in edits} - writing.book.names
    strange = [name for name in sorted(written) if fold(name) not in COMMITMENTS.spellings]
    what = [*targets, *clash, *strange]
    return Problem(NOT_STANDARD, text=path.name, arguments={"what": tuple(what)}) if what else None
