"""The data table: observed figures by year; an edit amends the plan, for all scenarios."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any

import numpy as np

from npfdesk.plan.edits import Edit, SetObservations
from npfdesk.plan.labels import set_observations
from npfdesk.plan.names import says_nothing
from npfdesk.plan.numbers import format_figure, parse_entry, plain
from npfdesk.plan.problems import Problem
from npfdesk.plan.series import SeriesKey
from npfdesk.ui.language import tr
from npfdesk.ui.tables.model import NAMES, ROLE, Field, FigureModel, Typed, owned_ground, quiet, strong


class DataModel(FigureModel):
    """Rows are the series' places in the plan."""

    origins = ("workbook",)

    def make_fields(self) -> tuple[Field, ...]:
        """Names, every year, and the source."""
        years = [int(year) for year in self.plan.years]
        return (
            *NAMES,
            *(Field("", "", 74, year, True, True) for year in years),
            Field("source", "Source", 220),
        )

    def make_rows(self) -> list[Any]:
        """Every series, the selected one first."""
        return self.ordered_series(np.arange(len(self.plan.series)))

    def series_of(self, row: int) -> SeriesKey | None:
        """The series of a row."""
        return self.plan.series[self.rows[row]]

    def _figure(self, row: int, year: int) -> float:
        return float(self.plan.observed[self.rows[row], self.plan.column(year)])

    def text(self, row: int, field: Field) -> str:
        """What a cell shows."""
        key = self.plan.series[self.rows[row]]
        name = self.name_cell(key.region, key.industry, key.indicator, field)
        if name is not None:
            return name
        if field.key == "source":
            return self.plan.series_sources[self.rows[row]]
        figure = self._figure(row, field.year)
        decimals = self.plan.indicator_by_code[key.indicator].decimals
        return format_figure(figure, decimals) if np.isfinite(figure) else ""

    def plain_text(self, row: int, field: Field) -> str:
        """A cell as Excel takes it."""
        return plain(self._figure(row, field.year)) if field.year else self.text(row, field)

    def look(self, row: int, field: Field, role: int) -> Any:
        """What amends the workbook is tinted and says what the workbook has; the base year stands out."""
        if not field.year:
            return quiet() if role == ROLE.ForegroundRole and field.key in ("unit", "source") else None
        key = (self.plan.series[self.rows[row]], field.year)
        amended = key in self.workspace.document.observations
        if role == ROLE.BackgroundRole and amended:
            return owned_ground()
        if role == ROLE.FontRole and (amended or field.year == self.plan.base_year):
            return strong()
        if role == ROLE.ToolTipRole and amended:
            original = self._workbook(*key)
            return html.escape(
                f"{tr('Tables', 'Workbook')}: {plain(original) or '—'} → {plain(self._figure(row, field.year)) or '—'}"
            )
        return None

    def _workbook(self, series: SeriesKey, year: int) -> float:
        original = self.workspace.session.opened.plan
        return float(original.observed[original.row[series], original.column(year)])

    def edit(self, typed: Sequence[Typed]) -> Edit | Problem | None:
        """Typed figures as one amendment of the plan; an empty text takes the figure away."""
        values: dict[tuple[SeriesKey, int], float | None] = {}
        for row, column, text in typed:
            series, year = self.plan.series[self.rows[row]], self.fields[column].year
            figure: float | Problem | None = None
            if not says_nothing(text):
                figure = parse_entry(text, self.plan.indicator_by_code[series.indicator].unit)
            if isinstance(figure, Problem):
                return figure
            before = self._figure(row, year)
            if figure != (before if np.isfinite(before) else None):
                values[series, year] = figure
        return set_observations(self.workspace.document, values) if values else None

    def resetting(self, cells: Sequence[tuple[int, int]], to: str) -> SetObservations | None:
        """Figures set back to the workbook's."""
        values: dict[tuple[SeriesKey, int], float | None] = {}
        for row, column in cells:
            key = (self.plan.series[self.rows[row]], self.fields[column].year)
            if key in self.workspace.document.observations:
                figure = self._workbook(*key)
                values[key] = figure if np.isfinite(figure) else None
        return set_observations(self.workspace.document, values) if values else None
