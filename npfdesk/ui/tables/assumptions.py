"""The assumptions table: for each series what answers for it, and the general rows that reach many."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from npfdesk.plan.edits import Edit
from npfdesk.plan.labels import METHOD_NAMES, set_assumptions
from npfdesk.plan.names import says_nothing
from npfdesk.plan.numbers import parse_entry, plain
from npfdesk.plan.problems import Problem
from npfdesk.plan.scenarios import Assumption, Method, lineage
from npfdesk.plan.series import ANY, AssumptionKey, SeriesKey
from npfdesk.session import Change, Structure
from npfdesk.ui.language import language, tr
from npfdesk.ui.tables.model import (
    NAMES,
    ROLE,
    ChoicesRole,
    Field,
    FigureModel,
    Typed,
    owned_ground,
    quiet,
    strong,
)
from npfdesk.ui.tables.seeding import seeded
from npfdesk.workbook.words import METHOD_WORDS, UNKNOWN_WORD, accepted, read_word

_PARAMETERS = ("value", "midpoint", "low", "high")


class AssumptionModel(FigureModel):
    """Rows are series (their place in the plan) and general keys; a cell edited is this scenario's own from then on."""

    only = "all"
    origins = ("workbook", "saved")

    def make_fields(self) -> tuple[Field, ...]:
        """Names, method, parameters, a column for each year to come, note, and where it comes from."""
        years = range(self.plan.base_year + 1, int(self.plan.years[-1]) + 1)
        return (
            *NAMES,
            Field("method", "Method", 92, editable=True),
            Field("value", "Parameter", 84, figures=True, editable=True),
            Field("midpoint", "Midpoint", 76, figures=True, editable=True),
            Field("low", "Low", 60, figures=True, editable=True),
            Field("high", "High", 60, figures=True, editable=True),
            *(Field("", "", 62, year, True, True) for year in years),
            Field("from", "From", 150),
            Field("note", "Note", 260, editable=True),
        )

    def make_rows(self) -> list[Any]:
        """The selected series, the general rows of its indicator, then the rest."""
        frame, chosen = self.workspace.session.results.frame, self.workspace.selection
        rows = np.flatnonzero(~frame.formula_row)
        if self.only == "region":
            rows = rows[frame.region_of[rows] == frame.region_index.get(chosen.region, -1)]
        elif self.only == "indicator":
            rows = rows[frame.indicator_of[rows] == frame.indicator_index.get(chosen.indicator, -1)]
        series = self.ordered_series(rows)
        general = dict.fromkeys(
            key
            for scenario in self._chain()
            for key in scenario.assumptions
            if key.specificity < 2 and self._wanted(key)
        )
        near = [key for key in general if key.indicator == chosen.indicator]
        far = [key for key in general if key.indicator != chosen.indicator]
        own = [row for row in series[:1] if self.plan.series[row] == chosen.series]
        return [*own, *near, *series[len(own) :], *far]

    def _wanted(self, key: AssumptionKey) -> bool:
        chosen = self.workspace.selection
        if self.only == "region":
            return key.region in (ANY, chosen.region)
        return self.only != "indicator" or key.indicator == chosen.indicator

    def _chain(self) -> tuple[Any, ...]:
        return lineage(self.workspace.document.scenarios, self.workspace.document.active)

    def restructured(self, change: Change) -> bool:
        """New or removed general rows ask for a new order."""
        if super().restructured(change):
            return True
        now = {
            key
            for scenario in self._chain()
            for key in scenario.assumptions
            if key.specificity < 2 and self._wanted(key)
        }
        return now != {row for row in self.rows if isinstance(row, AssumptionKey)}

    def series_of(self, row: int) -> SeriesKey | None:
        """The series of a row; None for a general one."""
        at = self.rows[row]
        return self.plan.series[at] if isinstance(at, int) else None

    def key_of(self, row: int) -> AssumptionKey:
        """The key that an edit of the row sets."""
        at = self.rows[row]
        return AssumptionKey(*self.plan.series[at]) if isinstance(at, int) else at

    def answer(self, row: int) -> tuple[str, AssumptionKey, Assumption] | None:
        """Which scenario's which row answers for this one; None where nothing is assumed."""
        at = self.rows[row]
        if isinstance(at, int):
            return self.workspace.result.inputs.winner(at)
        owner = next((one for one in reversed(self._chain()) if at in one.assumptions), None)
        return (owner.id, at, owner.assumptions[at]) if owner is not None else None

    def owned(self, row: int) -> bool:
        """Whether the row is this scenario's own."""
        return self.key_of(row) in self.workspace.document.scenario.assumptions

    def text(self, row: int, field: Field) -> str:
        """What a cell shows."""
        name = self.name_cell(*self.key_of(row), field)
        if name is not None:
            return name
        answer = self.answer(row)
        if answer is None:
            return (
                tr("Tables", "no assumption: held")
                if field.key == "from"
                else "—"
                if field.key == "method"
                else ""
            )
        scenario, key, assumption = answer
        if field.key == "method":
            return METHOD_NAMES[assumption.method].text(language(), {})
        if field.key == "from":
            return self._from(scenario, key, row)
        return self.plain_text(row, field)

    def plain_text(self, row: int, field: Field) -> str:
        """A cell as its editor and Excel take it."""
        answer = self.answer(row)
        if field.key in ("region", "industry", "indicator", "unit", "method", "from"):
            return self.text(row, field) if answer is not None or field.key not in ("method", "from") else ""
        if answer is None:
            return ""
        assumption = answer[2]
        if field.year:
            return plain(dict(assumption.by_year).get(field.year))
        if field.key in _PARAMETERS:
            return plain(getattr(assumption, field.key))
        return assumption.note

    def _from(self, scenario: str, key: AssumptionKey, row: int) -> str:
        name = self.workspace.document.scenarios[scenario].name
        if key == self.key_of(row):
            return name
        reach = [tr("Tables", "all regions") if key.region == ANY else self.name_cell(*key, NAMES[0]) or ""]
        if key.industry not in (ANY, ""):
            reach.append(self.name_cell(*key, NAMES[1]) or "")
        return f"{name} · {' '.join(reach)}"

    def look(self, row: int, field: Field, role: int) -> Any:
        """Owned cells are tinted and strong, inherited ones grey; the tooltip says from where."""
        if role == ChoicesRole:
            if field.key == "method":
                return [name.text(language(), {}) for name in METHOD_NAMES.values()]
            return None
        named_only = field.key in ("region", "industry", "indicator", "unit")
        owned = self.owned(row)
        if role == ROLE.BackgroundRole:
            return owned_ground() if owned and not named_only else None
        if role == ROLE.FontRole:
            return strong() if owned and not named_only else None
        if role == ROLE.ForegroundRole:
            return None if owned or field.key in ("region", "indicator") else quiet()
        if role == ROLE.ToolTipRole and not named_only:
            return html.escape(self._told(row))
        return None

    def _told(self, row: int) -> str:
        answer = self.answer(row)
        if answer is None:
            return tr(
                "Tables", "No assumption: the series is held at its last figure. Type a parameter to set one."
            )
        origin = self._from(answer[0], answer[1], row)
        said = (
            tr("Tables", "Set in this scenario")
            if self.owned(row)
            else f"{tr('Tables', 'Inherited from')} {origin}"
        )
        original = self.workspace.document.workbook_scenario(self.workspace.document.active)
        stated = original.assumptions.get(self.key_of(row)) if original is not None else None
        if stated is not None and stated != answer[2]:
            said += f"\n{tr('Tables', 'Workbook')}: {METHOD_NAMES[stated.method].text(language(), {})} {plain(stated.value)}"
        return f"{said}\n{answer[2].note}".rstrip()

    def edit(self, typed: Sequence[Typed]) -> Edit | Problem | None:
        """Typed cells as one edit of this scenario's own assumptions."""
        values: dict[AssumptionKey, Assumption | None] = {}
        for row, column, text in typed:
            key, field = self.key_of(row), self.fields[column]
            answer = self.answer(row)
            before = values.get(key) or (answer[2] if answer is not None else None)
            after = self._typed(row, key, before, field, text)
            if isinstance(after, Problem):
                return after
            values[key] = after
        own = self.workspace.document.scenario.assumptions
        changed = {key: value for key, value in values.items() if own.get(key) != value}
        return (
            set_assumptions(self.workspace.document, self.workspace.document.active, changed)
            if changed
            else None
        )

    def _typed(
        self, row: int, key: AssumptionKey, before: Assumption | None, field: Field, text: str
    ) -> Assumption | Problem:
        results, active = self.workspace.session.results, self.workspace.document.active
        at = self.rows[row]
        indicator = self.plan.indicator_by_code[key.indicator]
        usual = Method.STEP if indicator.kind.moves_in_points else Method.GROWTH
        if field.key == "method":
            method = read_word(text, METHOD_WORDS) or next(
                (one for one, name in METHOD_NAMES.items() if text in (name.zh, name.en)), None
            )
            if method is None:
                arguments = {"what": "方法", "what_en": "method", "accepted": accepted(METHOD_WORDS)}
                return Problem(UNKNOWN_WORD, text=text, arguments=arguments)
            return seeded(results, active, at if isinstance(at, int) else None, method, before)
        assumption = before or Assumption(usual)
        if field.key == "note":
            return replace(assumption, note=text.strip())
        figure: float | Problem | None = None
        if not says_nothing(text):
            figure = parse_entry(text, _unit(assumption.method, field, indicator.unit))
        if isinstance(figure, Problem):
            return figure
        if field.year:
            years = {**dict(assumption.by_year), field.year: figure}
            figures = tuple((year, one) for year, one in sorted(years.items()) if one is not None)
            return replace(assumption, by_year=figures)
        return replace(assumption, **{field.key: figure})

    def clearing(self, cells: Sequence[tuple[int, int]]) -> Edit | Problem | None:
        """A year's cell loses its override; any other falls back to the parent whole."""
        values: dict[AssumptionKey, Assumption | None] = {}
        own = self.workspace.document.scenario.assumptions
        for row, column in cells:
            key, field = self.key_of(row), self.fields[column]
            if key not in own or (key in values and values[key] is None):
                continue
            if field.year:
                before = values.get(key) or own[key]
                values[key] = replace(
                    before, by_year=tuple(one for one in before.by_year if one[0] != field.year)
                )
            else:
                values[key] = None
        return (
            set_assumptions(self.workspace.document, self.workspace.document.active, values)
            if values
            else None
        )

    def resetting(self, cells: Sequence[tuple[int, int]], to: str) -> Edit | None:
        """Rows set back to the workbook's or the last saved state of this scenario."""
        rows = sorted({row for row, _ in cells})
        active = self.workspace.document.active
        origin = (
            self.workspace.document.workbook_scenario(active)
            if to == "workbook"
            else self.workspace.session.saved.scenarios.get(active)
        )
        values = {
            self.key_of(row): origin.assumptions.get(self.key_of(row)) if origin else None for row in rows
        }
        own = self.workspace.document.scenario.assumptions
        changed = {key: value for key, value in values.items() if own.get(key) != value}
        return set_assumptions(self.workspace.document, active, changed) if changed else None

    def touched_rows(self, change: Change) -> list[int]:
        """Series by the change's mask; general rows always, there being few."""
        return (
            [row for row, at in enumerate(self.rows) if not isinstance(at, int) or change.touched[at]]
            if not change.structure & Structure.PLAN
            else list(range(len(self.rows)))
        )


def _unit(method: Method, field: Field, unit: str) -> str:
    if field.key == "midpoint" or method is Method.TREND:
        return "年"
    return "%" if method is Method.GROWTH else unit
