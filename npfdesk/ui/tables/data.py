"""The data table: observed figures by year; an edit amends the plan for all scenarios."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtGui import QColor, QFont

from npfdesk.engine.edits.past_pace import entered_pace
from npfdesk.plan.edit_labels import set_observations
from npfdesk.plan.edits import Edit
from npfdesk.plan.grips import Grip, grip_of_figure
from npfdesk.plan.model import Indicator, Plan
from npfdesk.plan.names import is_blank
from npfdesk.plan.notes import NoteKey, NoteSubject
from npfdesk.plan.numbers import format_figure, parse_entry, plain
from npfdesk.plan.problems import Problem
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.spoken_names import side
from npfdesk.plan.structure_edits import set_years
from npfdesk.ui.cycle.vintage_words import history_text
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.tables.columns import (
    Column,
    EnteredPace,
    EntryRefused,
    FloatArray,
    IntArray,
    owned_ground,
    quiet,
    strong,
    tip,
)
from npfdesk.ui.tables.detail import origin_text
from npfdesk.ui.tables.entries import typed_level
from npfdesk.ui.tables.figure_model import Cell, FigureModel, RestsOn
from npfdesk.ui.tables.pasted_rows import pasted_data


class DataModel(FigureModel):
    """Rows are places of series in the plan."""

    origins = ("workbook", "saved")
    deleting = "Delete (leave the value missing)"
    _begun: dict[tuple[SeriesKey, int], float | None]

    def make_columns(self) -> tuple[Column, ...]:
        """Names, every year, and the source."""
        return (
            *self.name_columns(
                lambda row: self._series(row).region,
                lambda row: self._series(row).industry,
                lambda row: self._series(row).indicator,
                self._source,
            ),
            *(self._year(int(year)) for year in self.plan.years),
            Column(
                "source",
                "Source",
                220,
                text=self._source,
                origin=self._source,
                tooltip=lambda row: tip(self._source(row)),
                foreground=quiet,
                steady=True,
            ),
        )

    def _year(self, year: int) -> Column:
        def text(row: int) -> str:
            figure = self._figure(row, year)
            return format_figure(figure, self._indicator(row).decimals) if np.isfinite(figure) else ""

        def figures(rows: IntArray) -> FloatArray:
            return np.asarray(self.plan.observed[self.places[rows], self.plan.column(year)])

        def head() -> str:
            return f"{year} {tr('Tables', 'base')}" if year == self.plan.base_year else str(year)

        def ground(row: int) -> QColor | None:
            return owned_ground() if self._amends(row, year) else None

        def font(row: int) -> QFont | None:
            return strong() if year == self.plan.base_year or self._amends(row, year) else None

        def origin(row: int) -> str:
            if not np.isfinite(self._figure(row, year)):
                return origin_text(self, int(self.places[row]), year)
            parts = (
                tr("Tables", "actual"),
                self._amended(row, year),
                self._history(row, year),
                self._source(row),
            )
            return "\n".join(part for part in parts if part)

        def grip(row: int) -> Grip | None:
            return grip_of_figure(self._figure(row, year), self._indicator(row))

        def note_key(row: int) -> NoteKey:
            return NoteKey(NoteSubject.OBSERVED, "", *self._series(row), "", year)

        def pace(row: int) -> EnteredPace:
            results, active = self.workspace.session.results, self.workspace.document.active
            return entered_pace(results, active, int(self.places[row]), year)

        def enter(row: int, text: str) -> None:
            figure = None if is_blank(text) else parse_entry(text, self._indicator(row).unit)
            if isinstance(figure, Problem):
                raise EntryRefused(figure)
            self._begun[self._series(row), year] = figure

        return Column(
            "",
            "",
            82,
            year,
            text=text,
            plain=lambda row: plain(self._figure(row, year)),
            figures=True,
            figure=lambda row: self._figure(row, year),
            figures_of=figures,
            longest=lambda: self._longest(year),
            enter=enter,
            typed_figure=lambda row: typed_level(
                self._indicator(row).unit, self.plan.observed[int(self.places[row])]
            ),
            head=head,
            head_tip=lambda: tr(
                "Tables", "Actual figures belong to the plan: an edit changes the plan for all scenarios."
            ),
            background=ground,
            font=font,
            tooltip=lambda row: tip(
                "\n".join(part for part in (self._history(row, year), self._amended(row, year)) if part)
            ),
            deviates=lambda row: self._amends(row, year),
            origin=origin,
            grip=grip,
            note_key=note_key,
            entered_pace=pace,
        )

    def _longest(self, year: int) -> list[str]:
        """Of the figures of a year that with the most digits before the point, with the most decimals of any indicator."""
        known = np.abs(self.plan.observed[:, self.plan.column(year)])
        known = known[np.isfinite(known)]
        most = max((one.decimals for one in self.plan.indicators), default=0)
        return [format_figure(-float(known.max()), most)] if len(known) else []

    def make_rows(self) -> IntArray:
        """Every series, the selected one first."""
        return self.ordered_series(np.arange(len(self.plan.series)))

    def rests_on(self, row: int) -> RestsOn:
        """Nothing but the plan, which is a part of the setting."""
        return RestsOn(None, None)

    def rows_pasted(self, text: str) -> Edit | Problem | None:
        """A block with the heads of the sheet Data brings new series with it."""
        return pasted_data(self.workspace, self.columns, text)

    def _series(self, row: int) -> SeriesKey:
        return self.plan.series[int(self.places[row])]

    def _indicator(self, row: int) -> Indicator:
        return self.plan.indicator_by_code[self._series(row).indicator]

    def _source(self, row: int) -> str:
        return self.plan.series_sources[int(self.places[row])]

    def _figure(self, row: int, year: int) -> float:
        return float(self.plan.observed[self.places[row], self.plan.column(year)])

    def _amends(self, row: int, year: int) -> bool:
        """Whether a figure amends that of the workbook."""
        key = (self._series(row), year)
        if key not in self.workspace.document.work.observations:
            return False
        original, figure = _of(self.workspace.session.opened.plan, *key), self._figure(row, year)
        return original != figure and not (np.isnan(original) and np.isnan(figure))

    def _amended(self, row: int, year: int) -> str:
        """The workbook's figure of an amended cell as text; "" for others."""
        if not self._amends(row, year):
            return ""
        decimals = self._indicator(row).decimals
        original = _of(self.workspace.session.opened.plan, self._series(row), year)
        now = self._figure(row, year)
        then, after = (side(format_figure(one, decimals), language()) for one in (original, now))
        text = f"{then} → {after}"
        return f"{tr('Tables', 'Workbook')}: {text}"

    def _history(self, row: int, year: int) -> str:
        """What the figure was at each publication; "" without any vintage."""
        return history_text(self.plan, self._series(row), year) if self.plan.vintages else ""

    def commands(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """A year more at either end."""
        first, last = int(self.plan.years[0]), int(self.plan.years[-1])
        return (
            (
                tr("Tables", "Add a year before {year}").format(year=first),
                lambda: self._apply(set_years(self.workspace.document, first=first - 1)),
            ),
            (
                tr("Tables", "Add a year after {year}").format(year=last),
                lambda: self._apply(set_years(self.workspace.document, horizon=last + 1)),
            ),
        )

    def begin(self) -> None:
        """Begin an edit."""
        self._begun = {}

    def finish(self) -> Edit | None:
        """The typed figures as one amendment of the plan; an empty text removes the figure."""
        return self._set(self._begun)

    def _set(self, values: dict[tuple[SeriesKey, int], float | None]) -> Edit | None:
        changed = {key: value for key, value in values.items() if plain(value) != plain(_of(self.plan, *key))}
        return set_observations(self.workspace.document, changed) if changed else None

    def resetting(self, cells: Sequence[Cell], to: str) -> Edit | None:
        """The edit that resets figures to the workbook's or the last saved ones."""
        session = self.workspace.session
        origin = session.opened.plan if to == "workbook" else session.saved.plan
        keys = [(self._series(row), self.columns[column].year) for row, column in cells]
        figures = {key: _of(origin, *key) for key in keys if key[1]}
        return self._set({key: None if np.isnan(one) else one for key, one in figures.items()})


def _of(plan: Plan, series: SeriesKey, year: int) -> float:
    """The observed figure of a plan, NaN also where it has no such series or year."""
    try:
        return float(plan.observed[plan.row[series], plan.column(year)])
    except KeyError:
        return float("nan")
