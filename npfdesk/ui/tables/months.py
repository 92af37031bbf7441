"""The months table: a row for each series and what its figures are of, the months of one year across."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple, TypeVar

import numpy as np
from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont

from npfdesk.engine.new_month import YEAR_OUTSIDE, has_year, is_whole, kept_key, stated_figure
from npfdesk.engine.tracking import (
    MONTHS,
    MonthKeys,
    WithinYear,
    YearSoFar,
    month_keys,
    of_span,
    within_year,
    year_so_far,
)
from npfdesk.plan.edit_labels import combined_edit, set_observations, set_progress
from npfdesk.plan.edits import Edit
from npfdesk.plan.model import Indicator, Industry, Plan
from npfdesk.plan.names import fold, is_blank
from npfdesk.plan.numbers import format_figure, parse_entry, plain
from npfdesk.plan.periods import Period, read_period
from npfdesk.plan.problems import Problem, error
from npfdesk.plan.regions import Region
from npfdesk.plan.rounding import rounded
from npfdesk.plan.series import ALL_INDUSTRIES, ProgressKey, SeriesKey
from npfdesk.plan.series_words import spoken_series
from npfdesk.plan.spoken_names import name_wording, names_wording, side
from npfdesk.session import Change, Structure
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.tables.clipboard_blocks import is_bare_number
from npfdesk.ui.tables.columns import Column, EntryRefused, TypedFigure, owned_ground, quiet, strong, tip
from npfdesk.ui.tables.entries import NOTHING_KNOWN, typed_level
from npfdesk.ui.tables.figure_model import NOT_EDITABLE, Cell, FigureModel, Index, IntArray
from npfdesk.ui.tables.new_target import NO_SUCH_SERIES
from npfdesk.ui.workspace import Selection, Workspace
from npfdesk.workbook.standard.period_heads import measure_of

NO_SUCH_NAME: Final = error(
    "no_such_name",
    "规划里没有“{text}”。可写：{names}。",
    "The plan has no “{text}”. It can say: {names}.",
)
SEVERAL_NAMES: Final = error(
    "several_names",
    "“{text}”可以是：{names}。请写全名。",
    "“{text}” may be {names}. Write the whole name.",
)
NO_SUCH_MEASURE: Final = error(
    "no_such_measure",
    "“{text}”不是口径。可写：累计（当期）、同比。",
    "“{text}” is no measure. It can say: to date (period), growth.",
)
NO_SERIES_YET: Final = error(
    "month_without_series",
    "还没有选指标，“{text}”没有写入。请先在这一行写指标的名称。",
    "The row has no indicator yet; “{text}” was not entered. Type the name of an indicator into it first.",
)
_QUARTERS: Final = tuple(Period(0, first, first + 2) for first in (1, 4, 7, 10))
_CHINESE_QUARTERS: Final = ("一季度", "二季度", "三季度", "四季度")
_MOST_NAMED: Final = 6

Item = TypeVar("Item", Region, Industry, Indicator)


class MonthRow(NamedTuple):
    """A row: its series, and whether its figures are growths on the year before."""

    series: SeriesKey
    growth: bool


NEW: Final = "new"
"""The identity of the empty row at the end."""


class MonthModel(FigureModel):
    """Rows are series with figures within a year, those opened here, and an empty one at the end.

    `year` is the year shown; `running` whether its figures are totals to date or those of single months and quarters.
    `shown` is emitted when either changes.
    """

    shown = Signal()
    origins = ("workbook", "saved")
    deleting = "Delete (leave the value missing)"
    adding = "Add a series…"
    finds_rows = True
    reads_bulletins = True
    year = 0
    running = True
    rows: tuple[MonthRow | None, ...] = ()
    _begun: dict[ProgressKey, float | None]

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        self._opened: tuple[MonthRow, ...] = ()
        self._pending: dict[str, str] = {}
        self._became: MonthRow | None = None
        self._all: tuple[MonthRow, ...] = ()
        self._so_far: tuple[Plan, YearSoFar] | None = None
        self._keys: MonthKeys | None = None
        self._asked = SeriesKey(*workspace.selection.series)
        workspace.opened.connect(self._forget)
        super().__init__(workspace, parent)

    def _forget(self, *_: object) -> None:
        """Another workbook: its own latest year, and no rows opened for the one before."""
        self._opened, self._pending, self.year = (), {}, 0
        self._asked = SeriesKey(*self.workspace.selection.series)

    def _selected(self, selection: Selection) -> None:
        # going through the rows of this table asks for no other series in the empty one
        if not self._leading:
            self._asked = SeriesKey(*selection.series)
        super()._selected(selection)

    # year and display

    def years(self) -> tuple[int, ...]:
        """The years that can be shown: the plan's, and those of its figures within a year."""
        found = {int(year) for year in self.plan.years} | {key.period.year for key in self.plan.progress}
        return tuple(sorted(found))

    def show_year(self, year: int) -> None:
        """Show another year."""
        if year != self.year:
            self.year = year
            self.rebuild()
            self.shown.emit()

    def show_running(self, running: bool) -> None:
        """Show totals to date, or the figures of single months and quarters."""
        if running != self.running:
            self.running = running
            self.rebuild()
            self.shown.emit()

    def _usual_year(self) -> int:
        years = [key.period.year for key in self.plan.progress if not key.period.is_year]
        years = years or [key.period.year for key in self.plan.progress]
        return max(years) if years else min(self.plan.base_year + 1, int(self.plan.years[-1]))

    # rows

    def make_rows(self) -> IntArray:
        """Series with figures of any year, then those opened here, the selected one first; an empty row at the end."""
        plan = self.plan
        if not len(plan.years):
            self.rows = self._all = ()
            return np.empty(0, dtype=np.int64)
        found = dict.fromkeys(MonthRow(key.series, key.growth) for key in plan.progress)
        found.update(dict.fromkeys(self._opened))
        self._all = tuple(found)
        by_place: dict[int, list[MonthRow]] = {}
        for row in sorted(found, key=lambda one: one.growth):
            by_place.setdefault(plan.row.get(row.series, -1), []).append(row)
        known = np.array(sorted(place for place in by_place if place >= 0), dtype=np.int64)
        order = [int(place) for place in self.ordered_series(known)] if len(known) else []
        if self.only == "all":
            order += [place for place in by_place if place < 0]
        rows = [(place, row) for place in order for row in by_place[place]]
        self.rows = (*(row for _, row in rows), *((None,) if plan.series else ()))
        places = [place for place, _ in rows] + [-1] * (len(self.rows) - len(rows))
        return np.array(places, dtype=np.int64)

    def reorder(self, order: IntArray) -> None:
        """Show these rows in this order; the empty one stays last."""
        places = order.tolist()
        last = len(self.rows) - 1
        if self.rows and self.rows[last] is None:
            order = np.array([*(place for place in places if place != last), last], dtype=np.int64)
        self.rows = tuple(self.rows[place] for place in order.tolist())
        super().reorder(order)

    def rebuild(self, *_: object) -> None:
        """Build rows and columns again."""
        self._so_far = None
        if not self.year and len(self.plan.years):
            self.year = self._usual_year()
            self.shown.emit()
        super().rebuild()

    def identity(self, row: int) -> Hashable:
        """The series and measure of a row."""
        return self.rows[row] or NEW

    def row_of(self, identity: Hashable) -> int | None:
        """The row of an identity; None where it is not shown."""
        return next((row for row in range(len(self.rows)) if self.identity(row) == identity), None)

    def row_of_series(self, series: SeriesKey) -> int | None:
        """The first row of a series."""
        return next((at for at, row in enumerate(self.rows) if row and row.series == series), None)

    def series_of(self, row: int) -> SeriesKey | None:
        """The series of a row, where the plan has it."""
        shown = self.rows[row]
        return shown.series if shown is not None and shown.series in self.plan.row else None

    def open_row(self, row: MonthRow) -> int | None:
        """Show a row although it has no figure yet; its place, None where a filter hides it."""
        if row not in self._all:
            self._opened = (*self._opened, row)
            self.rebuild()
        return self.row_of(row)

    def _take_in(self) -> None:
        """Make the empty row the one that was typed into it, with another empty one below: no row moves."""
        row, self._became = self._became, None
        if row is None:
            return
        if row not in self._opened:
            self._opened = (*self._opened, row)
        if row in self.rows or not self.rows or self.rows[-1] is not None:
            self.rebuild()
            return
        last = len(self.rows) - 1
        self._so_far = None
        self._all = tuple(dict.fromkeys((*self._all, row)))
        self.rows = (*self.rows[:-1], row)
        self.places = np.append(self.places[:-1], self.plan.row.get(row.series, -1))
        self.beginInsertRows(QModelIndex(), last + 1, last + 1)
        self.rows = (*self.rows, None)
        self.places = np.append(self.places, -1)
        self.all_rows += 1
        self.endInsertRows()
        self.dataChanged.emit(self.index(last, 0), self.index(last, len(self.columns) - 1))

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Names are typed into the empty row only."""
        flags = super().flags(index)
        naming = index.isValid() and self.columns[index.column()].key in _NAMES
        if naming and self.rows[index.row()] is not None:
            flags &= ~Qt.ItemFlag.ItemIsEditable
        return flags

    def _suggested(self) -> MonthRow | None:
        """What the empty row would become: what was typed into it, else the series that was selected last elsewhere, where it has no row."""
        chosen = self._asked
        growth = bool(self._pending.get("measure"))
        series = SeriesKey(
            self._pending.get("region", chosen.region),
            self._pending.get("industry", chosen.industry),
            self._pending.get("indicator", chosen.indicator),
        )
        row = MonthRow(series, growth)
        return row if series in self.plan.row and row not in self._all else None

    # columns

    def make_columns(self) -> tuple[Column, ...]:
        """Names, what the figures are of, and the months (and quarters) of the year."""
        region, industry, indicator, unit = self.name_columns(
            lambda row: self._named(row).region,
            lambda row: self._named(row).industry,
            lambda row: self._named(row).indicator,
            self._source,
        )
        plan = self.plan
        measure = Column(
            "measure",
            "Measure",
            88,
            text=self._measure,
            plain=self._measure,
            enter=self._enter_measure,
            clear=lambda _: None,
            origin=self._source,
            foreground=quiet,
            head_tip=lambda: tr("Tables", _MEASURE_TIP),
            naming=True,
            frozen=True,
            fitting=lambda: [tr("Tables", word) for word in _MEASURES],
            narrowest=64,
            widest=140,
        )
        return (
            self._naming(region, plan.regions),
            self._naming(industry, plan.industries),
            self._naming(indicator, plan.indicators),
            measure,
            replace(unit, text=self._unit, steady=False),
            *(self._period(first, last) for first, last in self._spans()),
        )

    def _spans(self) -> list[tuple[int, int]]:
        """The parts of the year with a column: totals to date, or months, quarters and whatever else is stated."""
        if self.running:
            return [(1, last) for last in range(1, MONTHS + 1)]
        usual = [(month, month) for month in range(1, MONTHS + 1)] + [
            (one.first, one.last) for one in _QUARTERS
        ]
        stated = {
            (key.period.first, key.period.last)
            for key in self.plan.progress
            if key.period.year == self.year and key.period.first > 1
        }
        return usual + sorted(stated - set(usual))

    def _naming(self, column: Column, items: Sequence[Item]) -> Column:
        key = column.key

        def enter(row: int, text: str) -> None:
            if self.rows[row] is not None:
                raise EntryRefused(Problem(NOT_EDITABLE, text=text))
            if is_blank(text):
                self._pending.pop(key, None)
                return
            whole = key == "industry" and fold(text) in WHOLE_WORDS
            self._pending[key] = ALL_INDUSTRIES if whole else item_named(items, text).code
            if key == "indicator":
                self._open_pending()

        def clear(row: int) -> None:
            if self.rows[row] is None:
                self._pending.pop(key, None)

        def shade(row: int) -> QColor | None:
            return quiet() if self.rows[row] is None else column.foreground(row)

        return replace(
            column,
            enter=enter,
            clear=clear,
            foreground=shade,
            steady=False,
            tooltip=lambda row: (
                tip(tr("Tables", _NEW_ROW)) if self.rows[row] is None else column.tooltip(row)
            ),
        )

    def _enter_measure(self, row: int, text: str) -> None:
        if self.rows[row] is not None:
            raise EntryRefused(Problem(NOT_EDITABLE, text=text))
        measure = measure_of(text)
        if measure is None:
            raise EntryRefused(Problem(NO_SUCH_MEASURE, text=text))
        self._pending["measure"] = "growth" if measure.is_growth else ""
        if "indicator" in self._pending:
            self._open_pending()

    def _open_pending(self) -> None:
        """Open the row of the names typed into the empty row; EntryRefused where the plan has no such series."""
        chosen = self._asked
        names = {"region": chosen.region, "industry": ALL_INDUSTRIES, **self._pending}
        series = SeriesKey(names["region"], names["industry"], names["indicator"])
        if series not in self.plan.row:
            self._pending.pop("indicator", None)
            raise EntryRefused(Problem(NO_SUCH_SERIES, text=spoken_series(self.plan, series, language())))
        self._became = MonthRow(series, bool(self._pending.get("measure")))
        self._pending = {}

    def _period(self, first: int, last: int) -> Column:
        span = Period(0, first, last)

        def text(row: int) -> str:
            return self._figure_text(row, self._figure(row, first, last))

        def ground(row: int) -> QColor | None:
            return owned_ground() if self._amends(row, first, last) else None

        def font(row: int) -> QFont | None:
            return strong() if self._amends(row, first, last) else None

        def shade(row: int) -> QColor | None:
            return None if self._stated(row, first, last) is not None else quiet()

        def origin(row: int) -> str:
            parts = (self._where_from(row, first, last), self._amended(row, first, last), self._source(row))
            return "\n".join(part for part in parts if part)

        def enter(row: int, typed: str) -> None:
            shown = self.rows[row] or self._suggested()
            if shown is None:
                raise EntryRefused(Problem(NO_SERIES_YET, text=typed))
            unit = "%" if shown.growth else self._indicator(shown).unit
            figure = None if is_blank(typed) else parse_entry(typed, unit)
            if isinstance(figure, Problem):
                raise EntryRefused(figure)
            key = self._key(shown, first, last)
            if is_whole(key) and not self._has_year(key):
                years = {"first": int(self.plan.years[0]), "last": int(self.plan.years[-1])}
                raise EntryRefused(Problem(YEAR_OUTSIDE, text=str(self.year), arguments=years))
            self._begun[key] = figure
            if self.rows[row] is None:
                self._became, self._pending = shown, {}

        def typed_figure(row: int) -> TypedFigure | None:
            shown = self.rows[row]
            if shown is None:
                return None
            if shown.growth:
                return TypedFigure("%")
            place = int(self.places[row])
            known = self.plan.observed[place] if place >= 0 else NOTHING_KNOWN
            return typed_level(self._indicator(shown).unit, known)

        return Column(
            f"{first}-{last}",
            "",
            78,
            text=text,
            plain=lambda row: plain(self._stated(row, first, last)),
            figures=True,
            figure=lambda row: self._figure(row, first, last),
            enter=enter,
            typed_figure=typed_figure,
            head=lambda: self._head(span),
            head_tip=lambda: self._head_tip(first, last),
            background=ground,
            font=font,
            foreground=shade,
            tooltip=lambda row: tip(origin(row)) if self._amends(row, first, last) else None,
            deviates=lambda row: self._amends(row, first, last),
            origin=origin,
        )

    def _head(self, span: Period) -> str:
        chinese = language() == "zh"
        if not self.running and span in _QUARTERS:
            place = _QUARTERS.index(span)
            return _CHINESE_QUARTERS[place] if chinese else f"Q{place + 1}"
        return span.months(chinese)

    def _head_tip(self, first: int, last: int) -> str:
        if self.running and (first, last) == (1, MONTHS):
            return tr("Tables", "The whole year: the same figure as in the table Data.")
        if self.running:
            return tr("Tables", "The running total from January on; of a stock the latest figure.")
        return tr("Tables", "The figure of these months alone.")

    # cells

    def _named(self, row: int) -> SeriesKey:
        """The names in a row's cells: its series, in the empty row what it would become."""
        shown = self.rows[row]
        if shown is not None:
            return shown.series
        suggested = self._suggested()
        if suggested is not None:
            return suggested.series
        chosen = self._asked
        return SeriesKey(
            self._pending.get("region", chosen.region), self._pending.get("industry", ALL_INDUSTRIES), ""
        )

    def _unit(self, row: int) -> str:
        shown = self.rows[row] or self._suggested()
        if shown is None:
            return ""
        return "%" if shown.growth else self.unit_of(shown.series.indicator)

    def _measure(self, row: int) -> str:
        shown = self.rows[row] or self._suggested()
        if shown is None:
            return ""
        if shown.growth:
            return tr("Tables", "growth to date" if self.running else "growth")
        if within_year(self._indicator(shown)) is WithinYear.LATEST:
            return tr("Tables", "at the end")
        return tr("Tables", "to date" if self.running else "period")

    def _indicator(self, row: MonthRow) -> Indicator:
        return self.plan.indicator_by_code[row.series.indicator]

    def _source(self, row: int) -> str:
        place = int(self.places[row])
        return self.plan.series_sources[place] if place >= 0 else ""

    def _key(self, row: MonthRow, first: int, last: int) -> ProgressKey:
        """Which figure a cell shows and takes; a stock at the end of a month is one figure, however it was stated."""
        return kept_key(self.plan, ProgressKey(row.series, Period(self.year, first, last), row.growth))

    def _has_year(self, key: ProgressKey) -> bool:
        return key.series in self.plan.row and has_year(self.plan, key.period.year)

    def _stated(self, row: int, first: int, last: int) -> float | None:
        """The figure that is stated for a cell itself; None where there is none."""
        shown = self.rows[row]
        return stated_figure(self.plan, self._key(shown, first, last)) if shown is not None else None

    def _figure(self, row: int, first: int, last: int) -> float:
        """The figure of a cell, stated or following from others; NaN where there is none."""
        shown = self.rows[row]
        if shown is None:
            return math.nan
        stated = stated_figure(self.plan, self._key(shown, first, last))
        if stated is not None:
            return stated
        kind = within_year(self._indicator(shown))
        if shown.growth or kind is WithinYear.AS_PUBLISHED:
            return math.nan
        found = self._year_so_far()
        to_date = found.to_date[found.row(shown.series), found.year(self.year)]
        return float(to_date[last - 1] if kind is WithinYear.LATEST else of_span(to_date, first, last))

    def _year_so_far(self) -> YearSoFar:
        if self._so_far is None or self._so_far[0] is not self.plan:
            series = tuple(dict.fromkeys(row.series for row in self._all))
            self._keys = month_keys(self.plan.progress, self._keys)
            self._so_far = self.plan, year_so_far(self.plan, series, self._keys)
        return self._so_far[1]

    def _figure_text(self, row: int, figure: float) -> str:
        shown = self.rows[row]
        if shown is None or not math.isfinite(figure):
            return ""
        return format_figure(
            figure, max(1, _places(figure)) if shown.growth else self._indicator(shown).decimals
        )

    def _where_from(self, row: int, first: int, last: int) -> str:
        if self.rows[row] is None:
            return tr("Tables", _NEW_ROW)
        if self._stated(row, first, last) is not None:
            return tr("Tables", "actual")
        if math.isfinite(self._figure(row, first, last)):
            return tr("Tables", "Derived from other months of the year; type a figure to set it directly.")
        return tr("Tables", "Missing value; missing months are not estimated.")

    def _amends(self, row: int, first: int, last: int) -> bool:
        """Whether a cell's figure is another than the workbook's."""
        shown = self.rows[row]
        if shown is None:
            return False
        key, work = self._key(shown, first, last), self.workspace.document.work
        if key not in work.progress and (key.series, key.period.year) not in work.observations:
            return False
        return stated_figure(self.workspace.session.opened.plan, key) != stated_figure(self.plan, key)

    def _amended(self, row: int, first: int, last: int) -> str:
        shown = self.rows[row]
        if shown is None or not self._amends(row, first, last):
            return ""
        key = self._key(shown, first, last)
        then, now = (stated_figure(plan, key) for plan in (self.workspace.session.opened.plan, self.plan))
        texts = [
            side(self._figure_text(row, math.nan if one is None else one), language()) for one in (then, now)
        ]
        return f"{tr('Tables', 'Workbook')}: {' → '.join(texts)}"

    # edits

    def begin(self) -> None:
        """Begin an edit."""
        self._begun = {}
        self._became = None

    def finish(self) -> Edit | None:
        """The typed figures as one amendment of the plan; a row that was named is opened."""
        edit = self._set(self._begun)
        if edit is None:
            self._take_in()
        return edit

    def _set(self, values: Mapping[ProgressKey, float | None]) -> Edit | None:
        changed = {
            key: value
            for key, value in values.items()
            if plain(value) != plain(stated_figure(self.plan, key))
        }
        within = {key: value for key, value in changed.items() if not is_whole(key)}
        whole = {(key.series, key.period.year): value for key, value in changed.items() if is_whole(key)}
        document, edits = self.workspace.document, list[Edit]()
        if within:
            edits.append(set_progress(document, within))
        if whole:
            edits.append(set_observations(document, whole))
        return combined_edit(*edits) if edits else None

    def resetting(self, cells: Sequence[Cell], to: str) -> Edit | None:
        """The edit that resets figures to the workbook's or the last saved ones."""
        session = self.workspace.session
        origin = session.opened.plan if to == "workbook" else session.saved.plan
        keys = []
        for row, at in cells:
            shown, column = self.rows[row], self.columns[at]
            if shown is not None and column.figures:
                first, last = map(int, column.key.split("-"))
                keys.append(self._key(shown, first, last))
        return self._set({key: stated_figure(origin, key) for key in keys})

    # blocks

    def heads_pasted(self, texts: Iterable[str]) -> None:
        """Show the year that all heads of a pasted block name."""
        # a bare number is a figure, whatever year it reads like
        worded = (text for text in texts if not is_bare_number(text))
        found = (read_period(text) for text in worded)
        years = {one.year for one in found if one is not None and one.year}
        if len(years) == 1 and years <= set(self.years()):
            self.show_year(years.pop())

    def column_of_head(self, text: str) -> int | None:
        """The column of a head of a pasted block: 3月, 1-3月, 2026-03, 2026年一季度; None for any other."""
        period = read_period(text)
        if period is None or (period.is_year and not period.year) or period.year not in (0, self.year):
            return None
        name = f"1-{period.last}" if self.running else f"{period.first}-{period.last}"
        return next((at for at, column in enumerate(self.columns) if column.key == name), None)

    def rows_of_block(self, first: int, names: Sequence[Sequence[str]]) -> list[int] | str:
        """The rows that a block's names mean, opened where they are not there; a message where one is not known."""
        if not any(text.strip() for words in names for text in words):
            return list(range(first, first + len(names)))
        meant = [self._meant(words) for words in names]
        for one in meant:
            if isinstance(one, str):
                return one
        wanted = [one for one in meant if isinstance(one, MonthRow)]
        self._opened = (*self._opened, *(one for one in dict.fromkeys(wanted) if one not in self._all))
        self.rebuild()
        places = [self.row_of(one) for one in wanted]
        if None in places:
            return tr(
                "Tables",
                "A row of the copied block is hidden by a search or filter. Nothing was pasted; show the row and paste again.",
            )
        return [place for place in places if place is not None]

    def _meant(self, words: Sequence[str]) -> MonthRow | str:
        """The row that the words before a line of figures name; a message where they name none."""
        plan, chosen = self.plan, self._asked
        found: dict[str, str] = {}
        growth = False
        for text in filter(None, map(str.strip, words)):
            measure = measure_of(text)
            if measure is not None:
                growth = measure.is_growth
                continue
            names = (("region", plan.regions), ("industry", plan.industries), ("indicator", plan.indicators))
            for key, items in names:
                same = [one.code for one in items if fold(text) in _spellings(one)]
                if len(same) == 1 and key not in found:
                    found[key] = same[0]
                    break
            else:
                if (
                    fold(text) not in WHOLE_WORDS
                    and not any(text == one.unit for one in plan.indicators)
                    and text != "%"
                ):
                    return tr("Tables", "The plan has no “{text}”. Nothing was pasted.").replace(
                        "{text}", text
                    )
        series = SeriesKey(
            found.get("region", chosen.region),
            found.get("industry", ALL_INDUSTRIES),
            found.get("indicator", chosen.indicator),
        )
        if series not in plan.row:
            return Problem(NO_SUCH_SERIES, text=spoken_series(plan, series, language())).message(language())
        return MonthRow(series, growth)

    # following the session

    def restructured(self, change: Change) -> bool:
        """Whether rows are others than before."""
        if super().restructured(change):
            self._became = None
            return True
        if change.structure is Structure.NONE or not change.structure & Structure.PROGRESS:
            return False
        self._take_in()
        self._keys = keys = month_keys(change.document.plan.progress, self._keys)
        series, growth = keys.fields[:, 0], keys.fields[:, 4]
        # of a province's 120,000 figures each series is looked at once
        found = {
            MonthRow(keys.series[code // 2], bool(code % 2))
            for code in np.unique(2 * series + growth).tolist()
        }
        heads = {column.key for column in self.columns if column.figures}
        spans = {f"{first}-{last}" for first, last in self._spans()}
        return found | set(self._opened) != set(self._all) or spans != heads

    def touched_rows(self, change: Change) -> IntArray:
        """All rows where months changed: totals and months follow from each other."""
        if change.structure & Structure.PROGRESS:
            return np.arange(len(self.rows))
        return super().touched_rows(change)


_NAMES: Final = frozenset({"region", "industry", "indicator", "measure"})
WHOLE_WORDS: Final = frozenset(
    fold(text) for text in ("全部产业", "全部经济", "总计", "all industries", "all", "*")
)
_NEW_ROW: Final = "Type an indicator's name here, or a figure for the selected series."
_MEASURES: Final = ("growth to date", "growth", "at the end", "to date", "period")
_MEASURE_TIP: Final = "Amounts add up over the months, stocks are at the end of a month, shares and growth rates as published to date."


def _spellings(item: Region | Industry | Indicator) -> frozenset[str]:
    return frozenset(fold(text) for text in (item.name, item.english, item.code) if text)


def item_named(items: Sequence[Item], text: str) -> Item:
    """The item of that name, or the only one whose name has the text in it; EntryRefused for none and for several."""
    wanted = fold(text)
    exact = [one for one in items if wanted in _spellings(one)]
    near = exact or [one for one in items if any(wanted in name for name in _spellings(one))]
    if len(near) == 1:
        return near[0]
    names = names_wording(map(name_wording, near or items), _MOST_NAMED, choice=True)
    raise EntryRefused(
        Problem(SEVERAL_NAMES if near else NO_SUCH_NAME, text=text, arguments={"names": names})
    )


def _places(figure: float) -> int:
    return next((places for places in (1, 2) if abs(rounded(figure, places) - figure) < 1e-9), 2)
