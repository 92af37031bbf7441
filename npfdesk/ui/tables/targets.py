"""The targets table: what each asks for, what is projected, and how it stands; an edit amends the plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from npfdesk.plan.edits import Edit
from npfdesk.plan.labels import set_observations, set_targets, together
from npfdesk.plan.numbers import NOT_A_YEAR, plain
from npfdesk.plan.problems import Problem, error
from npfdesk.plan.series import SeriesKey, TargetKey
from npfdesk.plan.target_text import parse_base, parse_stretch, parse_target
from npfdesk.plan.targets import PlanTarget
from npfdesk.ui.tables.model import Cell, Refusal, Typed
from npfdesk.ui.tables.target_rows import WORDED, TargetRows, observed_base_of

BASE_COMPUTED = error(
    "base_computed",
    "该指标由公式计算，基期值不能直接写入“{text}”。请修改公式所用的数据。",
    "The indicator is computed by a formula, so “{text}” cannot be its base. Amend the data that it is computed from.",
)


class TargetModel(TargetRows):
    """Rows are targets of the active scenario; what is typed amends the plan, or the scenario's own target."""

    def edit(self, typed: Sequence[Typed]) -> Edit | Refusal | None:
        """Typed targets and stretches as one amendment; a base is an observation of its year."""
        targets: dict[TargetKey, PlanTarget] = {}
        bases: dict[tuple[SeriesKey, int], float | None] = {}
        refused = []
        for row, column, text in typed:
            statement = self.statement(row)
            before = targets.get(statement.key, statement)
            after = self._entered(before, self.fields[column].key, text, int(self.places[row]), bases)
            if isinstance(after, Problem):
                refused.append((row, column, after))
            elif after is not before:
                targets[statement.key] = after
        return Refusal(tuple(refused)) if refused else self._together(targets, bases)

    def _entered(
        self,
        before: PlanTarget,
        key: str,
        text: str,
        place: int,
        bases: dict[tuple[SeriesKey, int], float | None],
    ) -> PlanTarget | Problem:
        indicator = self.plan.indicator_by_code[before.series.indicator]
        if key == "stretch":
            stretch = parse_stretch(text, indicator.unit)
            if isinstance(stretch, Problem):
                return stretch
            return replace(before, stretch=stretch, stretch_text=text.strip() if stretch is not None else "")
        if key == "target":
            parsed = parse_target(text, unit=indicator.unit, name=indicator.name)
            return (
                parsed if isinstance(parsed, Problem) else replace(before, parsed=parsed, text=text.strip())
            )
        base = parse_base(text, indicator.unit)
        if isinstance(base, Problem):
            return base
        if self.workspace.session.results.frame.formula_row[place]:
            return Problem(BASE_COMPUTED, text=text)
        year = base.year or before.base_year
        if not int(self.plan.years[0]) <= year <= int(self.plan.years[-1]):
            return Problem(NOT_A_YEAR, text=str(year))
        bases[before.series, year] = base.value
        return before if year == before.base_year else replace(before, base_year=year)

    def _together(
        self,
        targets: Mapping[TargetKey, PlanTarget | None],
        bases: Mapping[tuple[SeriesKey, int], float | None],
    ) -> Edit | None:
        """One step of the amendments of data, those of the plan's words, and the scenario's own targets."""
        document, table = self.workspace.document, self.workspace.result.targets
        own = {key: one for key, one in targets.items() if table.own[table.of_series[key]]}
        plans = {key: one for key, one in targets.items() if key not in own}
        bases = {
            (series, year): figure
            for (series, year), figure in bases.items()
            if plain(figure)
            != plain(float(self.plan.observed[self.plan.row[series], self.plan.column(year)]))
        }
        edits: list[Edit] = []
        if bases:
            edits.append(set_observations(document, bases))
        if plans:
            edits.append(set_targets(document, plans))
        if own:
            edits.append(set_targets(document, own, document.active))
        return together(*edits) if edits else None

    def clearing(self, cells: Sequence[Cell]) -> Edit | Refusal | None:
        """A scenario's own target falls back to the plan's; of the plan's own the words are taken away."""
        own = self.workspace.document.scenario.targets
        fallen = {self.statement(row).key: None for row, column in cells if self._falls(row, column)}
        rest = [(row, column, "") for row, column in cells if self.statement(row).key not in own]
        if rest and not fallen:
            return self.edit(rest)
        return self._together(fallen, {}) if fallen else None

    def _falls(self, row: int, column: int) -> bool:
        own = self.workspace.document.scenario.targets
        return self.statement(row).key in own and self.fields[column].key in WORDED

    def resetting(self, cells: Sequence[Cell], to: str) -> Edit | None:
        """The plan's words, and bases, set back to the workbook's or the last saved ones."""
        session = self.workspace.session
        origin = session.opened.plan if to == "workbook" else session.saved.plan
        targets: dict[TargetKey, PlanTarget | None] = {}
        bases: dict[tuple[SeriesKey, int], float | None] = {}
        for row, column in cells:
            statement, field = self.statement(row), self.fields[column]
            if field.key == "base":
                figure = observed_base_of(origin, statement)
                bases[statement.series, statement.base_year] = None if np.isnan(figure) else figure
            stated = origin.targets.get(statement.key)
            changed = stated is not None and not self.owned(row) and stated != statement
            if field.key in WORDED and changed:
                targets[statement.key] = stated
        return self._together(targets, bases)
