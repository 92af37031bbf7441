"""Amended figures of parts of a year as edits of cells: where the workbook states them, else in the sheet Progress."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from npfdesk.plan.cell_words import GROWTH
from npfdesk.plan.own_amendments import outstanding_progress
from npfdesk.plan.periods import Period
from npfdesk.plan.series import ProgressKey, SeriesKey
from npfdesk.workbook.standard.figures import read_measure, series_of, stated_periods
from npfdesk.workbook.standard.period_heads import PeriodHead, PeriodMeasure, figure_of, measure_for
from npfdesk.workbook.standard.sheet_columns import PROGRESS
from npfdesk.workbook.standard.sheet_layout import CellValue
from npfdesk.workbook.standard.sheet_tables import Cell
from npfdesk.workbook.writing.cell_texts import WritingContext
from npfdesk.workbook.writing.write_targets import Field, SheetPlaces, row_of


@dataclass
class _Stated:
    """Where the workbook states figures: the cells of each, by the key of their sheet, and the rows of Progress."""

    cells: dict[ProgressKey, list[tuple[str, Cell, Field]]] = field(default_factory=lambda: defaultdict(list))
    rows: dict[SeriesKey, list[tuple[int, PeriodMeasure]]] = field(default_factory=lambda: defaultdict(list))


def progress_edits(writing: WritingContext) -> None:
    """Amended figures go to every cell that states them, else to a row and column of Progress, made where missing."""
    amended = outstanding_progress(writing.as_read, writing.document.work.progress)
    if not amended:
        return
    stated = _stated(writing)
    writing.report_orphans(writing.plan.title, sum(not writing.knows(key.series) for key in amended))
    below: dict[tuple[SeriesKey, PeriodMeasure], dict[Field, CellValue]] = {}
    for key, value in amended.items():
        if not writing.knows(key.series):
            continue
        label = _label(writing, key)
        if key in stated.cells:
            for sheet, cell, head in stated.cells[key]:
                writing.places[sheet].change(row_of(cell.place), {head: value}, label)
        elif value is not None:
            found = _place(writing.places[PROGRESS.key], stated.rows.get(key.series, []), key)
            if found is not None:
                row, head = found
                writing.places[PROGRESS.key].change(row, {head: value}, label)
            else:
                measure = measure_for(key.period, key.growth)
                head = _new_head(writing.places[PROGRESS.key], key.period, measure)
                below.setdefault((key.series, measure), {})[head] = value
    for (series, measure), figures in below.items():
        named = {**writing.series_fields(series), "measure": measure.words(writing.language)}
        label = f"{writing.label(series)} {measure.words(writing.language)}"
        writing.places[PROGRESS.key].append({**named, **figures}, label)


def year_cells(writing: WritingContext) -> dict[tuple[SeriesKey, int], tuple[int, Field]]:
    """The row and column of each figure of a whole year that the sheet Progress states."""
    found: dict[tuple[SeriesKey, int], tuple[int, Field]] = {}
    for series, number, period, growth, _, head in _figures(writing, PROGRESS.key):
        if period.is_year and not growth:
            found.setdefault((series, period.year), (number, head))
    return found


def _stated(writing: WritingContext) -> _Stated:
    stated = _Stated()
    for sheet in ("Data", PROGRESS.key):
        for series, _, period, growth, cell, head in _figures(writing, sheet):
            if growth or not period.is_year:
                stated.cells[ProgressKey(series, period, growth)].append((sheet, cell, head))
    for series, number, measure in _rows(writing, PROGRESS.key):
        stated.rows[series].append((number, measure))
    return stated


def _rows(writing: WritingContext, sheet: str) -> Iterator[tuple[SeriesKey, int, PeriodMeasure]]:
    """The rows of a sheet of series that the reader takes: the first of each series and measure."""
    table = writing.book.tables.get(sheet)
    seen: set[tuple[SeriesKey, PeriodMeasure]] = set()
    for row in table.rows if table is not None else ():
        series = series_of(row, writing.structure, [])
        measure = read_measure(row, []) if table is not None and table.form.to_date else PeriodMeasure.UNSAID
        if series is not None and measure is not None and (series, measure) not in seen:
            seen.add((series, measure))
            yield series, row.number, measure


def _figures(
    writing: WritingContext, sheet: str
) -> Iterator[tuple[SeriesKey, int, Period, bool, Cell, Field]]:
    table = writing.book.tables.get(sheet)
    if table is None:
        return
    taken = {number: (series, measure) for series, number, measure in _rows(writing, sheet)}
    for row in table.rows:
        if row.number not in taken:
            continue
        series, measure = taken[row.number]
        heads: dict[str, Field] = {cell.place: year for year, cell in row.years.items()}
        heads.update({cell.place: head for head, cell in row.periods.items()})
        for period, growth, cell in stated_periods(row, measure, table.form.to_date):
            yield series, row.number, period, growth, cell, heads[cell.place]


def _place(
    places: SheetPlaces, rows: list[tuple[int, PeriodMeasure]], key: ProgressKey
) -> tuple[int, Field] | None:
    """The row and the column, there or new, in which a figure reads back as what it is; None: no row can hold it."""
    wanted = (key.period, key.growth)
    for row, measure in rows:
        for name in places.columns:
            head = PeriodHead(Period(name)) if isinstance(name, int) else name
            if isinstance(head, PeriodHead) and figure_of(head, measure, PROGRESS.to_date) == wanted:
                return row, name
    for row, measure in rows:
        head = _new_head(places, key.period, measure or measure_for(*wanted))
        for one in (head, head._replace(measure=measure_for(*wanted))):
            if one not in places.columns and figure_of(one, measure, PROGRESS.to_date) == wanted:
                if one.measure and not any(
                    isinstance(name, PeriodHead) and name.measure for name in places.columns
                ):
                    # a sheet whose rows say what they are of keeps to that
                    continue
                return row, one
    return None


def _new_head(places: SheetPlaces, period: Period, measure: PeriodMeasure) -> PeriodHead:
    """The head of a new column: a month, where all heads of the sheet are months, else the period as it is."""
    heads = [name.period for name in places.columns if isinstance(name, PeriodHead)]
    running = measure in (PeriodMeasure.TO_DATE, PeriodMeasure.GROWTH)
    if heads and running and all(one.first == one.last for one in heads):
        return PeriodHead(Period(period.year, period.last, period.last))
    return PeriodHead(period)


def _label(writing: WritingContext, key: ProgressKey) -> str:
    said = GROWTH.text(writing.language, {}) if key.growth else ""
    words = (writing.label(key.series), key.period.words(writing.language == "zh"), said)
    return " ".join(part for part in words if part)
