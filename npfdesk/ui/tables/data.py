"""The data table: observed figures by year; an edit amends the plan, for all scenarios."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from npfdesk.engine.past import Past, entered_pace
from npfdesk.plan.edits import Edit
from npfdesk.plan.grips import Grip, grip_of_figure
from npfdesk.plan.labels import set_observations
from npfdesk.plan.model import Plan
from npfdesk.plan.names import says_nothing
from npfdesk.plan.notes import About, NoteKey
from npfdesk.plan.numbers import format_figure, parse_entry, plain
from npfdesk.plan.problems import Problem
from npfdesk.plan.series import SeriesKey
from npfdesk.ui.language import tr
from npfdesk.ui.tables.columns import NAMES, ROLE, Field, owned_ground, quiet, strong, tip
from npfdesk.ui.tables.detail import origin_in_words
from npfdesk.ui.tables.model import Cell, FigureModel, FloatArray, IntArray, Refusal, Typed


class DataModel(FigureModel):
    """Rows are the series' places in the plan."""

    origins = ("workbook", "saved")
    deleting = "Delete (no figure)"

    def make_fields(self) -> tuple[Field, ...]:
        """Names, every year, and the source."""
        years = [int(year) for year in self.plan.years]
        return (
            *NAMES,
            *(Field("", "", 82, year, True, True) for year in years),
            Field("source", "Source", 220),
        )

    def make_rows(self) -> IntArray:
        """Every series, the selected one first."""
        return self.ordered_series(np.arange(len(self.plan.series)))

    def head(self, field: Field) -> str:
        """The base year says that it is the base."""
        if field.year and field.year == self.plan.base_year:
            return f"{field.year} {tr('Tables', 'base')}"
        return super().head(field)

    def told(self, field: Field) -> str:
        """What an edit here reaches."""
        if not field.year:
            return ""
        return tr("Tables", "Observed figures are the plan's own: an edit amends the plan for all scenarios.")

    def _series(self, row: int) -> SeriesKey:
        return self.plan.series[int(self.places[row])]

    def _figure(self, row: int, year: int) -> float:
        return float(self.plan.observed[self.places[row], self.plan.column(year)])

    def text(self, row: int, field: Field) -> str:
        """What a cell shows."""
        key = self._series(row)
        name = self.name_cell(*key, field)
        if name is not None:
            return name
        if field.key == "source":
            return self.plan.series_sources[int(self.places[row])]
        figure = self._figure(row, field.year)
        return (
            format_figure(figure, self.plan.indicator_by_code[key.indicator].decimals)
            if np.isfinite(figure)
            else ""
        )

    def figure(self, row: int, field: Field) -> float:
        """The observed figure."""
        return self._figure(row, field.year) if field.year else float("nan")

    def column_figures(self, rows: IntArray, field: Field) -> FloatArray:
        """The observed figures of a year (row,)."""
        if not field.year:
            return np.full(len(rows), np.nan)
        return np.asarray(self.plan.observed[self.places[rows], self.plan.column(field.year)])

    def origin(self, row: int, field: Field) -> str:
        """Observed, and by which source; where nothing was, how the scenario comes to the figure."""
        place = int(self.places[row])
        if not field.year:
            return self.plan.series_sources[place]
        if np.isfinite(self._figure(row, field.year)):
            parts = [tr("Tables", "observed"), self._amended(row, field), self.plan.series_sources[place]]
            return "\n".join(part for part in parts if part)
        return origin_in_words(self, place, field.year)

    def grip(self, row: int, field: Field) -> Grip | None:
        """Observed figures."""
        indicator = self.plan.indicator_by_code[self._series(row).indicator]
        return grip_of_figure(self._figure(row, field.year), indicator) if field.year else None

    def note_key(self, row: int, field: Field) -> NoteKey | None:
        """Every observed figure; the plan's own."""
        return NoteKey(About.OBSERVED, "", *self._series(row), "", field.year) if field.year else None

    def entered_pace(self, row: int, field: Field) -> tuple[float, Past] | None:
        """The pace at which a figure was reached, against what the others tell."""
        workspace = self.workspace
        return entered_pace(
            workspace.session.results, workspace.document.active, int(self.places[row]), field.year
        )

    def plain_text(self, row: int, field: Field) -> str:
        """A cell as Excel takes it."""
        return plain(self._figure(row, field.year)) if field.year else self.text(row, field)

    def deviates(self, row: int, field: Field) -> bool:
        """Whether a figure amends the workbook's."""
        key = (self._series(row), field.year)
        if not field.year or key not in self.workspace.document.observations:
            return False
        original, figure = _of(self.workspace.session.opened.plan, *key), self._figure(row, field.year)
        return original != figure and not (np.isnan(original) and np.isnan(figure))

    def look(self, row: int, field: Field, role: int) -> Any:
        """What amends the workbook is tinted and says what the workbook has; the base year stands out."""
        if not field.year:
            if role == ROLE.ToolTipRole:
                return tip(self.text(row, field))
            calm = role == ROLE.ForegroundRole and field.key in ("industry", "unit", "source")
            return quiet() if calm else None
        if role == ROLE.FontRole:
            return strong() if field.year == self.plan.base_year or self.deviates(row, field) else None
        if role not in (ROLE.BackgroundRole, ROLE.ToolTipRole) or not self.deviates(row, field):
            return None
        if role == ROLE.BackgroundRole:
            return owned_ground()
        return tip(self._amended(row, field))

    def _amended(self, row: int, field: Field) -> str:
        """What the workbook has where it is amended; "" where it is not."""
        if not self.deviates(row, field):
            return ""
        decimals = self.plan.indicator_by_code[self._series(row).indicator].decimals
        original = _of(self.workspace.session.opened.plan, self._series(row), field.year)
        now = self._figure(row, field.year)
        said = f"{format_figure(original, decimals)} → {format_figure(now, decimals)}"
        return f"{tr('Tables', 'Workbook')}: {said}"

    def edit(self, typed: Sequence[Typed]) -> Edit | Refusal | None:
        """Typed figures as one amendment of the plan; an empty text takes the figure away."""
        values: dict[tuple[SeriesKey, int], float | None] = {}
        refused = []
        for row, column, text in typed:
            series, year = self._series(row), self.fields[column].year
            figure: float | Problem | None = None
            if not says_nothing(text):
                figure = parse_entry(text, self.plan.indicator_by_code[series.indicator].unit)
            if isinstance(figure, Problem):
                refused.append((row, column, figure))
            else:
                values[series, year] = figure
        return Refusal(tuple(refused)) if refused else self._set(values)

    def _set(self, values: dict[tuple[SeriesKey, int], float | None]) -> Edit | None:
        changed = {key: value for key, value in values.items() if plain(value) != plain(_of(self.plan, *key))}
        return set_observations(self.workspace.document, changed) if changed else None

    def resetting(self, cells: Sequence[Cell], to: str) -> Edit | None:
        """Figures set back to the workbook's or the last saved ones."""
        session = self.workspace.session
        origin = session.opened.plan if to == "workbook" else session.saved.plan
        keys = [(self._series(row), self.fields[column].year) for row, column in cells]
        figures = {key: _of(origin, *key) for key in keys if key[1]}
        return self._set({key: None if np.isnan(one) else one for key, one in figures.items()})


def _of(plan: Plan, series: SeriesKey, year: int) -> float:
    return float(plan.observed[plan.row[series], plan.column(year)])
