"""A fill-in workbook as it comes back: each asked cell found by its row's key, everything else in it accounted for.

A row is known by the key in its hidden column, so that rows may be moved and sorted, and by the names that it shows, so that
one pasted over another is seen. Columns are known by their heads. What a cell shows beyond that is the form's own where it
stands as the form was issued, and told where it does not.
"""

from __future__ import annotations

import datetime
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

from openpyxl.utils import coordinate_to_tuple

from npfdesk.plan import return_problems as kinds
from npfdesk.plan.collection import AskedFor, CollectBy
from npfdesk.plan.due_dates import last_day
from npfdesk.plan.model import Plan
from npfdesk.plan.names import fold, says_nothing
from npfdesk.plan.numbers import (
    DecimalHabit,
    brief_figure,
    decimal_habit,
    half_place,
    half_width,
    parse_figure,
    split_figure,
    unit_factor,
    written_scale,
)
from npfdesk.plan.problems import LANGUAGES, Problem, ProblemKind, Wording, joined
from npfdesk.plan.returns import FigureCount, Return, ReturnedCell
from npfdesk.plan.series_words import series_wording
from npfdesk.plan.spoken_names import unit_in
from npfdesk.workbook.accounting import figure_cells
from npfdesk.workbook.collecting import form_words
from npfdesk.workbook.collecting.collection_index import INDEX_UNSOUND
from npfdesk.workbook.collecting.hidden_sheet import (
    SHEET,
    Form,
    FormCell,
    FormColumn,
    FormField,
    Index,
    ProposalColumn,
    heads_of,
    printed_mark,
    read_form,
    read_index_rows,
)
from npfdesk.workbook.files import limits
from npfdesk.workbook.files.cell_grid import CellKind, Grid, GridCell, GridSheet, Place
from npfdesk.workbook.files.file_problems import CANCELLED, HIDDEN_COLUMNS, STALE_RESULTS
from npfdesk.workbook.files.file_types import FileKind, kind_of
from npfdesk.workbook.files.sandbox import read_grid
from npfdesk.workbook.files.unseen_cells import MOST_NAMED, ToldCell, place_name, told_cells
from npfdesk.workbook.published.assembly import FAULT_KINDS


def read_return(
    path: Path,
    plan: Plan,
    *,
    progress: limits.Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Return:
    """A return, of any kind of workbook that the reader takes; what cannot be read says so in its problems."""
    found = read_returned(path, plan, progress=progress, cancelled=cancelled)
    return found if isinstance(found, Return) else Return(path.name, None, saved=_saved(path))


def read_returned(
    path: Path,
    plan: Plan,
    *,
    progress: limits.Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Return | Index:
    """What a file among returns is: the index of their collection, or a return (what is none too, with its problems)."""
    grid = read_grid(path, progress=progress, cancelled=cancelled)
    if isinstance(grid, Problem):
        return Return(path.name, None, saved=_saved(path), problems=(grid,))
    index = read_index_rows(grid, path.name)
    if isinstance(index, Index):
        return index
    form = read_form(grid, path.name)
    if not isinstance(form, Form):
        return _no_return(path, grid, form or index)
    made = return_of(grid, form, path.name, plan, _saved(path))
    if _is_unprotected(path, {one.place.sheet for one in form.cells}):
        removed = Problem(kinds.PROTECTION_REMOVED, text=path.name)
        made = replace(made, problems=(removed, *made.problems))
    return made


def return_of(grid: Grid, form: Form, file: str, plan: Plan, saved: str = "") -> Return:
    """The return that a workbook's cells make, by its hidden sheet; no content raises an exception.

    Of one whose hidden sheet is not sound nothing is read but whose it says that it is.
    """
    if not form.identity.sound:
        visible = sum(1 for sheet in grid.sheets if not _is_hidden_sheet(sheet) for _ in figure_cells(sheet))
        every = sum(1 for sheet in grid.sheets for _ in figure_cells(sheet))
        count = FigureCount(every, every - visible, 0, visible)
        return Return(file, form.identity, saved=saved, count=count)
    return _Reading(grid, form, file, plan, saved).made()


def _no_return(path: Path, grid: Grid, problem: Problem | None) -> Return:
    every = sum(1 for sheet in grid.sheets for _ in figure_cells(sheet))
    told = () if problem is None else (problem,)
    return Return(path.name, None, saved=_saved(path), problems=told, count=FigureCount(every, beyond=every))


def _saved(path: Path) -> str:
    """The ISO day and time of a file; "" where the system does not say."""
    try:
        moment = datetime.datetime.fromtimestamp(path.stat().st_mtime)
    except (OSError, ValueError, OverflowError):
        return ""
    return moment.isoformat(timespec="seconds")


def _is_hidden_sheet(sheet: GridSheet) -> bool:
    first = sheet.cells.get((1, 1))
    return first is not None and first.text == SHEET


_OTHER_SHEETS: Final = 2
_PROTECTED: Final = re.compile(rb'<(?:\w{1,20}:)?sheetProtection\b[^<>]*\ssheet="(?:1|true)"')


def _is_unprotected(path: Path, asked: set[str]) -> bool:
    """Whether an .xlsx has fewer protected sheets than it was issued with: those asked on, the covering one, the hidden one."""
    try:
        content = path.read_bytes()
        if kind_of(path.name, content) is not FileKind.EXCEL:
            return False
        with zipfile.ZipFile(path) as archive:
            parts = [one for one in archive.infolist() if one.filename.startswith("xl/worksheets/sheet")]
            protected = sum(
                _PROTECTED.search(archive.read(one)) is not None
                for one in parts
                if one.file_size <= limits.SMALL_INFLATED
            )
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError):
        return False
    return protected < len(asked) + _OTHER_SHEETS


@dataclass(frozen=True)
class _Columns:
    """The columns of a sheet on which something is asked: those that it has now, by those that the form was issued with."""

    entry: int
    note: int
    check: int
    now: Mapping[int, int]
    """The column that stands now, by the one that was issued."""

    def issued(self, column: int) -> int:
        """The column that was issued for one that stands now; 0 for one that is new."""
        return next((then for then, now in self.now.items() if now == column), 0)


@dataclass(frozen=True)
class _KeyedRow:
    """A row of a sheet with the key of something asked."""

    sheet: GridSheet
    row: int
    form: FormCell


_FIGURE_COLUMNS: Final = (FormColumn.ENTRY, FormColumn.NOTE, FormColumn.CHECK)
_PROPOSAL_COLUMNS: Final = (ProposalColumn.ENTRY, ProposalColumn.REASON, ProposalColumn.CHECK)
_NAMES: Final = (FormColumn.REGION, FormColumn.INDUSTRY, FormColumn.INDICATOR, FormColumn.UNIT)


class _Reading:
    def __init__(self, grid: Grid, form: Form, file: str, plan: Plan, saved: str) -> None:
        self.grid, self.form, self.file, self.plan, self.saved = grid, form, file, plan, saved
        self.sheets = {sheet.name: sheet for sheet in grid.sheets}
        self.rows: dict[str, list[_KeyedRow]] = {}
        self.key_columns: dict[str, int] = {}
        self.columns: dict[str, _Columns | None] = {}
        self.keyed: dict[tuple[str, int], _KeyedRow] = {}
        self.entered: set[tuple[str, Place]] = set()
        self.notes: set[tuple[str, Place]] = set()
        self.fields: set[tuple[str, Place]] = set()
        self.problems: list[Problem] = []
        self.habit = DecimalHabit.POINT

    def made(self) -> Return:
        """The return."""
        self._find_rows()
        self._find_columns()
        self.habit = decimal_habit(self._typed())
        cells = tuple(self._cell(one) for one in self.form.cells)
        filled_by = self._field(FormField.FILLED_BY)
        filled_on, edition = self._filled_on(), self._edition()
        self._field(FormField.PHONE)
        self.problems.extend(self._of_the_file())
        count = self._account()
        return Return(
            self.file,
            self.form.identity,
            cells,
            filled_by,
            filled_on,
            edition,
            self.saved,
            tuple(self.problems),
            count,
        )

    # where things stand

    def _find_rows(self) -> None:
        known = {one.key: one for one in self.form.cells}
        for sheet in self.grid.sheets:
            if _is_hidden_sheet(sheet):
                continue
            found = [(place, cell.text) for place, cell in sheet.cells.items() if cell.text in known]
            if not found:
                continue
            # a key in a remark is none: keys stand in one column
            column = Counter(place[1] for place, _ in found).most_common(1)[0][0]
            self.key_columns[sheet.name] = column
            for (row, at), key in found:
                if at == column:
                    keyed = _KeyedRow(sheet, row, known[key])
                    self.rows.setdefault(key, []).append(keyed)
                    self.keyed[sheet.name, row] = keyed

    def _find_columns(self) -> None:
        for name in self.key_columns:
            rows = [one for (sheet, _), one in self.keyed.items() if sheet == name]
            issued = Counter(one.form.place.sheet for one in rows).most_common(1)[0][0]
            proposals = any(one.form.asked.asked_for is AskedFor.PROPOSAL for one in rows)
            self.columns[name] = self._columns(self.sheets[name], issued, proposals)

    def _columns(self, sheet: GridSheet, issued: str, proposals: bool) -> _Columns | None:
        """The columns of a sheet by their heads; None where that of the figures cannot be found."""
        row, marks = heads_of(issued), self.form.printed
        last = len(ProposalColumn if proposals else FormColumn)
        now: dict[int, int] = {}
        twice: set[int] = set()
        for (at, column), cell in sheet.cells.items():
            if (sheet.name, at) in self.keyed:
                continue
            for then in range(1, last + 1):
                if printed_mark(cell.text, row, then) in marks and now.setdefault(then, column) != column:
                    twice.add(then)
        entry, note, check = _PROPOSAL_COLUMNS if proposals else _FIGURE_COLUMNS
        if entry not in now or entry in twice:
            return None
        return _Columns(now[entry], now.get(note, 0), now.get(check, 0), MappingProxyType(now))

    def _typed(self) -> Iterator[str]:
        """The figures that are texts."""
        for (name, row), keyed in self.keyed.items():
            columns = self.columns[name]
            cell = keyed.sheet.cells.get((row, columns.entry)) if columns is not None else None
            if cell is not None and cell.kind is CellKind.TEXT:
                yield cell.text

    # what was asked

    def _cell(self, form: FormCell) -> ReturnedCell:
        found = self.rows.get(form.key, [])
        gone = ReturnedCell(form.asked, "", None, "", form.place.sheet, form.place.cell)
        if not found:
            return replace(gone, problems=(self._problem(kinds.ROW_GONE, form, "", "", ""),))
        first = found[0]
        columns = self.columns[first.sheet.name]
        if len(found) > 1:
            places = [f"{one.sheet.name}!{one.row}" for one in found]
            words: dict[str, object] = {
                "count": len(found),
                "cells": Wording(joined(places, "zh"), joined(places, "en")),
            }
            at = first.sheet.name, place_name(first.row, columns.entry if columns else 1)
            return replace(
                gone,
                sheet=at[0],
                cell=at[1],
                problems=(self._problem(kinds.ROW_TWICE, form, at[0], at[1], "", **words),),
            )
        if columns is None:
            at = first.sheet.name, place_name(first.row, self.key_columns[first.sheet.name])
            problem = self._problem(kinds.COLUMN_GONE, form, *at, "")
            return replace(gone, sheet=at[0], cell=at[1], problems=(problem,))
        return self._found(form, first, columns)

    def _found(self, form: FormCell, keyed: _KeyedRow, columns: _Columns) -> ReturnedCell:
        sheet, place = keyed.sheet, (keyed.row, columns.entry)
        self.entered.add((sheet.name, place))
        note = sheet.cells.get((keyed.row, columns.note)) if columns.note else None
        if note is not None and not _is_figure(note):
            self.notes.add((sheet.name, (keyed.row, columns.note)))
        cell = sheet.cells.get(place)
        at = sheet.name, place_name(*place)
        text = "" if cell is None else cell.text
        said = note.text.strip() if note is not None else ""
        made = ReturnedCell(form.asked, text.strip(), None, said, *at)
        if cell is None or (says_nothing(text) and cell.kind is CellKind.TEXT):
            return made
        problems: list[Problem] = []
        other = self._other_row(form, keyed, columns)
        if other:
            problems.append(self._problem(kinds.OTHER_ROW, form, *at, text, found=other))
        elif cell.kind in FAULT_KINDS:
            problems.append(Problem(FAULT_KINDS[cell.kind], *at, text))
        elif form.asked.asked_for is AskedFor.FIGURE:
            made = self._figure(form, made, cell, problems)
        problems.extend(self._name_changed(form, at, text))
        return replace(made, problems=tuple(problems))

    def _problem(
        self, kind: ProblemKind, form: FormCell, sheet: str, cell: str, text: str, **words: object
    ) -> Problem:
        arguments = {"what": self._what(form), "year": form.asked.year, **words}
        return Problem(kind, sheet, cell, text, MappingProxyType(arguments))

    def _what(self, form: FormCell) -> Wording:
        """The series that was asked for, in the plan's words, else as the form had it."""
        said = series_wording(self.plan, form.asked.series)
        own = " ".join(filter(None, (form.region_name, form.industry_name, form.indicator_name)))
        return said if said.zh else Wording(own, own)

    def _other_row(self, form: FormCell, keyed: _KeyedRow, columns: _Columns) -> str:
        """What a row shows where it does not show what was asked in it; "" where it does."""
        shown = []
        differs = False
        for then in _NAMES:
            column = columns.now.get(int(then))
            cell = keyed.sheet.cells.get((keyed.row, column)) if column else None
            text = "" if cell is None else cell.text
            shown.append(text)
            name = {
                FormColumn.REGION: form.region_name,
                FormColumn.INDUSTRY: form.industry_name,
                FormColumn.INDICATOR: form.indicator_name,
            }.get(then)
            if then is FormColumn.INDICATOR and column is None:
                differs = True
            if name is not None and column:
                differs |= fold(text) != fold(name)
            elif text:
                differs |= printed_mark(text, form.key, then) not in self.form.printed
        return (" ".join(filter(None, shown)) or "—") if differs else ""

    def _figure(
        self, form: FormCell, made: ReturnedCell, cell: GridCell, problems: list[Problem]
    ) -> ReturnedCell:
        habit = DecimalHabit.POINT if cell.kind is CellKind.NUMBER else self.habit
        value = parse_figure(cell.text, form.unit, habit)
        if isinstance(value, Problem):
            problems.append(value.at(made.sheet, made.cell))
            return made
        rounding = half_place(cell.text) * written_scale(cell.text, value)
        written = split_figure(half_width(cell.text))
        unit = form.unit
        indicator = self.plan.indicator_by_code.get(form.asked.series.indicator)
        converted = written is not None and unit_factor(written.unit, unit) != 1
        if indicator is not None and fold(indicator.unit) != fold(unit):
            factor = unit_factor(unit, indicator.unit) if unit and indicator.unit else None
            if factor is None:
                words = {"found": unit or "—", "unit": indicator.unit or "—"}
                at = made.sheet, made.cell
                problems.append(self._problem(kinds.UNIT_SINCE, form, *at, made.text, **words))
                return made
            value = value * factor.numerator / factor.denominator
            rounding = rounding * factor.numerator / factor.denominator
            unit, converted = indicator.unit, converted or factor != 1
        if converted:
            shown = Wording(*(brief_figure(value),) * 2)
            named = unit if indicator is None else Wording(unit_in(indicator, "zh"), unit_in(indicator, "en"))
            at = made.sheet, made.cell
            problems.append(self._problem(kinds.CONVERTED, form, *at, made.text, value=shown, unit=named))
        return replace(made, value=value, rounding=rounding)

    def _name_changed(self, form: FormCell, at: tuple[str, str], text: str) -> Iterator[Problem]:
        """That a code is now another's name: of another plan, or renamed since."""
        plan, series, identity = self.plan, form.asked.series, self.form.identity
        region = plan.region_by_code.get(series.region)
        industry = plan.industry_by_code.get(series.industry)
        indicator = plan.indicator_by_code.get(series.indicator)
        place = form.region_name or (identity.unit.name if identity.by is CollectBy.REGION else "")
        own = plan.region_names.get(series.region, "")
        for shown, now, also in (
            (form.indicator_name, indicator, ""),
            (form.industry_name, industry, ""),
            (place, region, own),
        ):
            if (
                shown
                and now is not None
                and fold(shown) not in (fold(now.name), fold(now.english), fold(also))
            ):
                yield self._problem(kinds.NAME_CHANGED, form, *at, text, found=shown)
                return

    # what it says of itself

    def _field(self, which: FormField) -> str:
        place = self.form.fields.get(which)
        if place is None:
            return ""
        sheet = self.sheets.get(place.sheet) or self._covering_sheet()
        if sheet is None:
            return ""
        at = coordinate_to_tuple(place.cell)
        self.fields.add((sheet.name, at))
        cell = sheet.cells.get(at)
        return "" if cell is None else cell.text.strip()

    def _covering_sheet(self) -> GridSheet | None:
        """The covering sheet where it was renamed: the first one on which nothing is asked."""
        others = (one for one in self.grid.sheets if one.name not in self.key_columns)
        return next((one for one in others if not _is_hidden_sheet(one)), None)

    def _filled_on(self) -> str:
        text = self._field(FormField.FILLED_ON)
        if says_nothing(text):
            return ""
        day = last_day(text)
        if day is None:
            self._tell_field(FormField.FILLED_ON, kinds.DAY_UNREAD, text)
        return "" if day is None else day.isoformat()

    def _edition(self) -> int:
        text = self._field(FormField.EDITION)
        if says_nothing(text):
            return 1
        figure = parse_figure(half_width(text).removeprefix("第").removesuffix("版").removesuffix("次"))
        if isinstance(figure, Problem) or not figure.is_integer() or not 1 <= figure < 1000:
            self._tell_field(FormField.EDITION, kinds.EDITION_UNREAD, text)
            return 1
        return int(figure)

    def _tell_field(self, which: FormField, kind: ProblemKind, text: str) -> None:
        place = self.form.fields[which]
        self.problems.append(Problem(kind, place.sheet, place.cell, text))

    # everything else

    def _of_the_file(self) -> Iterator[Problem]:
        """What the reader tells, but for what every form has: a hidden column of keys, formulas that check."""
        asked = {(name, columns.entry) for name, columns in self.columns.items() if columns is not None}
        for problem in self.grid.warnings:
            if problem.kind is HIDDEN_COLUMNS and problem.sheet in self.key_columns:
                hidden = self.sheets[problem.sheet].hidden_columns
                if not any((problem.sheet, column) in asked for column in hidden):
                    continue
            if problem.kind is STALE_RESULTS:
                continue
            yield problem

    def _account(self) -> FigureCount:
        """Every cell that shows a figure: the form's own, entered where something was asked, or told."""
        figures = printed = entered = beyond = 0
        for sheet in self.grid.sheets:
            strange: list[ToldCell] = []
            ours = _is_hidden_sheet(sheet)
            for place in figure_cells(sheet):
                figures += 1
                if ours or self._is_printed(sheet, place):
                    printed += 1
                elif (sheet.name, place) in self.entered:
                    entered += 1
                else:
                    strange.append(ToldCell(place, sheet.cells[place].text))
            beyond += len(strange)
            what = ("不是所要的数，没有采用", "not asked for and not taken")
            self.problems.extend(told_cells(kinds.FIGURE_BEYOND, sheet.name, strange, what, MOST_NAMED))
        return FigureCount(figures, printed, entered, beyond)

    def _is_printed(self, sheet: GridSheet, place: Place) -> bool:
        """Whether a cell shows what the form was issued with, or is a note or a field."""
        at = sheet.name, place
        if at in self.entered:
            return False
        if at in self.notes or at in self.fields:
            return True
        cell, marks = sheet.cells[place], self.form.printed
        keyed = self.keyed.get((sheet.name, place[0]))
        if keyed is None:
            # a number by itself is none of a title's
            own = cell.kind is CellKind.FORMULA or not _is_figure(cell)
            return own and printed_mark(cell.text) in marks
        columns = self.columns[sheet.name]
        if place[1] == self.key_columns[sheet.name]:
            return True
        if columns is None:
            return any(
                printed_mark(cell.text, keyed.form.key, then) in marks
                for then in range(1, len(ProposalColumn))
            )
        if place[1] == columns.check:
            # what it says follows from the entry
            return cell.kind in (CellKind.FORMULA, CellKind.ERROR) or not _is_figure(cell)
        then = columns.issued(place[1])
        return bool(then) and printed_mark(cell.text, keyed.form.key, then) in marks


def _is_figure(cell: GridCell) -> bool:
    """Whether a cell is a figure by itself, and no words with digits in them."""
    if cell.kind is not CellKind.TEXT:
        return True
    return not isinstance(parse_figure(cell.text), Problem)


@dataclass(frozen=True)
class ReadReturns:
    """Returns in the order of their files, the indexes that were among them or beside them, and what is wrong with these."""

    returns: tuple[Return, ...]
    indexes: tuple[Index, ...] = ()
    problems: tuple[Problem, ...] = ()


Progress = Callable[[int, int], None]
"""Told while returns are read: how many are, of how many."""


def read_returns(
    paths: Sequence[Path],
    plan: Plan,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ReadReturns | Problem:
    """Read a heap of returns: files, and all within folders. The indexes of collections beside them are found, too.

    A Problem where there is none, and where it was cancelled.
    """
    files = returned_files(paths)
    beside = _indexes_beside(files)
    returns: list[Return] = []
    indexes: list[Index] = []
    problems: list[Problem] = []
    every = (*files, *beside)
    for done, path in enumerate(every):
        if cancelled is not None and cancelled():
            return Problem(CANCELLED, text=path.name)
        if progress is not None:
            progress(done, len(every))
        found = read_returned(path, plan, cancelled=cancelled)
        if isinstance(found, Return):
            # what lies beside the returns under an index's name, and is none, is nobody's return
            returns.extend((found,) if path not in beside else ())
        elif found.sound:
            indexes.append(found)
        else:
            problems.append(Problem(INDEX_UNSOUND, text=path.name))
    if progress is not None:
        progress(len(every), len(every))
    if not returns and not indexes:
        return problems[0] if problems else Problem(kinds.NO_RETURNS, text=paths[0].name if paths else "")
    return ReadReturns(tuple(returns), tuple(indexes), tuple(problems))


def returned_files(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The files that paths name: themselves, and of a folder all within it but what programs leave there, by name."""
    found: dict[Path, None] = {}
    for path in paths:
        inside: Iterable[Path] = sorted(path.rglob("*")) if path.is_dir() else (path,)
        for one in inside:
            if one.is_dir() or (one is not path and _is_left_by_a_program(one.name)):
                continue
            found.setdefault(one)
    return tuple(found)


def _is_left_by_a_program(name: str) -> bool:
    return name.startswith((".", "~$")) or name.casefold() in ("thumbs.db", "desktop.ini")


def _indexes_beside(files: Sequence[Path]) -> tuple[Path, ...]:
    """The indexes in the folders of files, by their usual names, that are not among the files."""
    names = [form_words.INDEX_FILES.text(language, {}) for language in LANGUAGES]
    folders = dict.fromkeys(one.parent for one in files)
    places = (folder / name for folder in folders for name in names)
    return tuple(one for one in places if one not in files and one.is_file())
