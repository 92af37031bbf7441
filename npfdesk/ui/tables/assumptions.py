"""The assumptions table: for each series what answers for it, and the general rows that reach many."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

import numpy as np

from npfdesk.engine.paces import Pace, pace_of
from npfdesk.engine.past import Past, past_of
from npfdesk.engine.results import ScenarioResult
from npfdesk.plan.edits import Edit
from npfdesk.plan.grips import Grip
from npfdesk.plan.inheritance import answering_assumption
from npfdesk.plan.labels import set_assumptions
from npfdesk.plan.method_description import Additive
from npfdesk.plan.methods import METHODS
from npfdesk.plan.notes import About, NoteKey
from npfdesk.plan.numbers import format_figure, plain
from npfdesk.plan.problems import Problem
from npfdesk.plan.scenarios import Assumption, Scenario, lineage
from npfdesk.plan.series import ANY, AssumptionKey
from npfdesk.session import Change
from npfdesk.ui.language import language, tr
from npfdesk.ui.tables.columns import NAMES, ROLE, ChoicesRole, Field, owned_ground, quiet, strong, tip
from npfdesk.ui.tables.entries import (
    CROSSED,
    PARAMETERS,
    EntryRefused,
    entered,
    grip_of_parameter,
    told_figure,
    without,
)
from npfdesk.ui.tables.model import Cell, FigureModel, IntArray, Refusal, Typed

_NAMING = ("region", "industry", "indicator", "unit")
_ASKED = ("required", "multiple")
_TOLD = (*_NAMING, *_ASKED, "from")
Answer = tuple[str, AssumptionKey, Assumption]


class AssumptionModel(FigureModel):
    """Rows are series and general keys; a cell edited is this scenario's own from then on.

    A row's place below 0 is a general one's: -1 the first of `general`, -2 the second, and so on.
    """

    origins = ("parent", "workbook", "saved")
    _paced: tuple[object, ...] = ()
    _paces: dict[int, tuple[Pace, ScenarioResult | None]]

    def make_fields(self) -> tuple[Field, ...]:
        """Names, method, parameters, a column for each year to come, where it comes from, and the note."""
        years = range(self.plan.base_year + 1, int(self.plan.years[-1]) + 1)
        return (
            *NAMES,
            Field("method", "Method", 84, editable=True),
            Field("value", "Parameter", 84, figures=True, editable=True),
            Field("midpoint", "Midpoint", 72, figures=True, editable=True),
            Field("low", "Low", 64, figures=True, editable=True),
            Field("high", "High", 64, figures=True, editable=True),
            Field("required", "Required", 84, figures=True),
            Field("multiple", "× past", 64, figures=True),
            Field("from", "From", 150),
            *(Field("", "", 68, year, True, True) for year in years),
            Field("note", "Note", 260, editable=True),
        )

    def make_rows(self) -> IntArray:
        """The selected series, the general rows of its indicator, then the rest."""
        frame, chosen = self.workspace.session.results.frame, self.workspace.selection
        series = self.ordered_series(np.flatnonzero(~frame.formula_row))
        self.general = tuple(self._general())
        self._answers = self._general_answers()
        near = [-1 - at for at, key in enumerate(self.general) if key.indicator == chosen.indicator]
        far = [-1 - at for at, key in enumerate(self.general) if key.indicator != chosen.indicator]
        first = 1 if len(series) and self.plan.series[series[0]] == chosen.series else 0
        parts = (series[:first], np.array(near), series[first:], np.array(far))
        return np.concatenate(parts).astype(np.int64)

    def _general(self) -> dict[AssumptionKey, None]:
        chosen = self.workspace.selection

        def wanted(key: AssumptionKey) -> bool:
            if self.only == "region":
                return key.region in (ANY, chosen.region)
            return self.only != "indicator" or key.indicator == chosen.indicator

        return {
            key: None
            for scenario in self._chain()
            for key in scenario.assumptions
            if key.specificity < 2 and wanted(key)
        }

    def _chain(self) -> tuple[Scenario, ...]:
        return lineage(self.workspace.document.scenarios, self.workspace.document.active)

    def restructured(self, change: Change) -> bool:
        """New or removed general rows ask for a new order."""
        return super().restructured(change) or set(self._general()) != set(self.general)

    def touched_rows(self, change: Change) -> IntArray:
        """Series by the change's mask; a general row where its own answer is another."""
        self._answers, before = self._general_answers(), self._answers
        moved = [-1 - at for at, key in enumerate(self.general) if self._answers[key] != before.get(key)]
        return np.flatnonzero(change.touched[self.places] & (self.places >= 0) | np.isin(self.places, moved))

    def _general_answers(self) -> dict[AssumptionKey, Answer | None]:
        document = self.workspace.document
        return {key: answering_assumption(document.scenarios, document.active, key) for key in self.general}

    def identity(self, row: int) -> Hashable:
        """A series' place, or a general key."""
        place = int(self.places[row])
        return place if place >= 0 else self.general[-1 - place]

    def key_of(self, row: int) -> AssumptionKey:
        """The key that an edit of the row sets."""
        place = int(self.places[row])
        return AssumptionKey(*self.plan.series[place]) if place >= 0 else self.general[-1 - place]

    def answer(self, row: int) -> Answer | None:
        """Which scenario's which row answers for this one; None where nothing is assumed."""
        place = int(self.places[row])
        if place >= 0:
            return self.workspace.result.inputs.winner(place)
        document = self.workspace.document
        return answering_assumption(document.scenarios, document.active, self.key_of(row))

    def _below(self, key: AssumptionKey) -> Assumption | None:
        document = self.workspace.document
        found = answering_assumption(document.scenarios, document.active, key, below=True)
        return found[2] if found is not None else None

    def owned(self, row: int) -> bool:
        """Whether the row is this scenario's own."""
        return self.key_of(row) in self.workspace.document.scenario.assumptions

    def text(self, row: int, field: Field) -> str:
        """What a cell shows."""
        key = self.key_of(row)
        name = self.name_cell(*key, field)
        if name is not None:
            return name
        answer = self.answer(row)
        if field.key in _ASKED:
            return self._asked(row, field)
        if answer is None:
            held = {"from": tr("Tables", "no assumption: held"), "method": "—"}
            return held.get(field.key, "")
        if field.key == "method":
            return answer[2].method.about.words.text(language(), {})
        if field.key == "from":
            return self._from(answer[0], answer[1], row)
        if field.key == "note":
            return answer[2].note
        indicator = self.plan.indicator_by_code[key.indicator]
        return told_figure(answer[2], field.key, field.year, indicator, tr("Tables", "years"))

    def pace(self, row: int) -> Pace | None:
        """What the target of a row's series asks for beside its past; None for a general row."""
        place = int(self.places[row])
        if place < 0:
            return None
        results, result = self.workspace.session.results, self.workspace.result
        # asked for by every cell of a row and every painting; of an observed series it rests on these two alone
        resting = (results.observed, result.targets)
        if any(one is not other for one, other in zip(self._paced, resting, strict=False)) or not self._paced:
            self._paced, self._paces = resting, {}
        kept = self._paces.get(place)
        if kept is None or kept[1] not in (None, result):
            seen = bool(np.isfinite(results.observed[:, place]).any())
            kept = self._paces[place] = (
                pace_of(results, result.scenario, place),
                None if seen else result,
            )
        return kept[0]

    def _asked(self, row: int, field: Field) -> str:
        pace = self.pace(row)
        if pace is None:
            return ""
        if field.key == "multiple":
            return f"× {format_figure(pace.multiple, 1)}" if np.isfinite(pace.multiple) else ""
        indicator = self.plan.indicator_by_code[self.key_of(row).indicator]
        unit = tr("Tables", "points") if indicator.kind.moves_in_points else "%"
        return format_figure(pace.required, 2, unit) if np.isfinite(pace.required) else ""

    def told(self, field: Field) -> str:
        """What the columns beside the parameters mean."""
        return {
            "required": tr(
                "Tables",
                "The pace that the target asks for from the last observed figure on, levers not counted.",
            ),
            "multiple": tr("Tables", "How many times the series' own past pace that is."),
        }.get(field.key, "")

    def figure(self, row: int, field: Field) -> float:
        """A parameter; NaN where there is none."""
        if field.key in _ASKED:
            pace = self.pace(row)
            return float("nan") if pace is None else getattr(pace, field.key)
        answer = self.answer(row) if field.figures else None
        figure = _figure(answer[2], field) if answer is not None else None
        return float("nan") if figure is None else figure

    def origin(self, row: int, field: Field) -> str:
        """The scenario and the row that answer, with their method."""
        answer = self.answer(row)
        method = answer[2].method.about.words.text(language(), {}) if answer is not None else ""
        first, *rest = self._told(row).split("\n")
        return "\n".join((" · ".join(part for part in (first, method) if part), *rest))

    def grip(self, row: int, field: Field) -> Grip | None:
        """The parameters that the method reads; what has none yet begins at the growth or step of nothing."""
        if not field.editable or field.key in ("method", "note"):
            return None
        answer, indicator = self.answer(row), self.plan.indicator_by_code[self.key_of(row).indicator]
        return grip_of_parameter(answer[2] if answer is not None else None, field.key, field.year, indicator)

    def paced(self, row: int, field: Field) -> bool:
        """Growth and step, and what a target asks for beside them."""
        answer = self.answer(row)
        named_pace = field.key in ("value", "low", "high", *_ASKED) or bool(field.year)
        return named_pace and (answer is None or answer[2].method.about.paced)

    def note_key(self, row: int, field: Field) -> NoteKey | None:
        """Every cell of an assumption; the active scenario's."""
        if not field.editable or field.key == "note":
            return None
        return NoteKey(
            About.ASSUMPTION, self.workspace.document.active, *self.key_of(row), field.key, field.year
        )

    def entered_pace(self, row: int, field: Field) -> tuple[float, Past] | None:
        """The growth or step of a series, of all years or of one."""
        place, answer = int(self.places[row]), self.answer(row)
        method = answer[2].method.about if answer is not None else None
        if place < 0 or method is None or method.value is None or not method.value.paced:
            return None
        if not (field.key == "value" or field.year):
            return None
        past = past_of(self.workspace.session.results, self.workspace.document.active, place)
        # a step of an amount is no growth rate, in which its past is told
        points = self.plan.indicator_by_code[self.key_of(row).indicator].kind.moves_in_points
        alike = points == (method.additive is Additive.ALWAYS)
        return (self.figure(row, field), past) if alike else None

    def plain_text(self, row: int, field: Field) -> str:
        """A cell as its editor and Excel take it."""
        if field.key in _TOLD:
            return self.text(row, field)
        answer = self.answer(row)
        if answer is None:
            return ""
        if field.key == "method":
            return self.text(row, field)
        return answer[2].note if field.key == "note" else plain(_figure(answer[2], field))

    def _from(self, scenario: str, key: AssumptionKey, row: int) -> str:
        name = self.workspace.document.scenarios[scenario].name
        if key == self.key_of(row):
            return name
        reach = [self.name_cell(*key, NAMES[0]) or ""]
        if key.industry not in (ANY, ""):
            reach.append(self.name_cell(*key, NAMES[1]) or "")
        return f"{name} · {' '.join(reach)}"

    def look(self, row: int, field: Field, role: int) -> Any:
        """Owned cells are tinted and strong, inherited ones grey; the tooltip says from where."""
        if role == ChoicesRole:
            names = [one.words.text(language(), {}) for one in METHODS.values()]
            return names if field.key == "method" else None
        if field.key in _NAMING:
            if role == ROLE.ToolTipRole:
                return tip(self.text(row, field))
            return quiet() if role == ROLE.ForegroundRole and field.key in ("industry", "unit") else None
        if field.key in _ASKED:
            return quiet() if role == ROLE.ForegroundRole else None
        if role == ROLE.ToolTipRole:
            return tip(self._told(row))
        owned = self.owned(row)
        if role == ROLE.BackgroundRole:
            return owned_ground() if owned else None
        if role == ROLE.FontRole:
            return strong() if owned and field.key != "from" else None
        if role == ROLE.ForegroundRole:
            return None if owned and field.key != "from" else quiet()
        return None

    def _stated(self, row: int) -> tuple[bool, Assumption | None]:
        """Whether the workbook has this scenario, and what it says of the row."""
        original = self.workspace.document.workbook_scenario(self.workspace.document.active)
        return original is not None, original.assumptions.get(self.key_of(row)) if original else None

    def deviates(self, row: int, field: Field) -> bool:
        """Whether this scenario's own row says something else here than in the workbook."""
        if field.key in _TOLD:
            return False
        own = self.workspace.document.scenario.assumptions.get(self.key_of(row))
        known, stated = self._stated(row)
        if not known or own is stated or own == stated:
            return False
        if own is None or stated is None:
            return field.key in ("method", "value")
        if field.key == "method":
            return own.method is not stated.method
        return (
            own.note != stated.note if field.key == "note" else _figure(own, field) != _figure(stated, field)
        )

    def _told(self, row: int) -> str:
        answer = self.answer(row)
        if answer is None:
            return tr(
                "Tables", "No assumption: the series is held at its last figure. Type a parameter to set one."
            )
        if self.owned(row):
            lines = [tr("Tables", "Set in this scenario")]
        else:
            origin = self._from(answer[0], answer[1], row)
            lines = [tr("Tables", "Inherited from {origin}").format(origin=origin)]
        known, stated = self._stated(row)
        own = self.workspace.document.scenario.assumptions.get(self.key_of(row))
        if known and own != stated:
            indicator = self.plan.indicator_by_code[self.key_of(row).indicator]
            said = tr("Tables", "nothing of its own")
            if stated is not None:
                figure = told_figure(stated, "value", 0, indicator, tr("Tables", "years"))
                said = f"{stated.method.about.words.text(language(), {})} {figure}".strip()
            lines.append(f"{tr('Tables', 'Workbook')}: {said}")
        return "\n".join([*lines, answer[2].note]).rstrip()

    def edit(self, typed: Sequence[Typed]) -> Edit | Refusal | None:
        """Typed cells as one edit of this scenario's own assumptions."""
        values: dict[AssumptionKey, Assumption | None] = {}
        last: dict[AssumptionKey, Typed] = {}
        refused = []
        for row, column, text in typed:
            key = self.key_of(row)
            last[key] = (row, column, text)
            if key in values:
                before = values[key] or self._below(key)
            else:
                answer = self.answer(row)
                before = answer[2] if answer is not None else None
            place = int(self.places[row])
            series = place if place >= 0 else None
            results, active = self.workspace.session.results, self.workspace.document.active
            field = self.fields[column]
            try:
                values[key] = entered(
                    results, active, series, key.indicator, before, field.key, field.year, text
                )
            except EntryRefused as refusal:
                refused.append((row, column, refusal.problem))
        for key, after in values.items():
            if (
                after is not None
                and after.low is not None
                and after.high is not None
                and after.low > after.high
            ):
                row, column, _ = last[key]
                told = f"{plain(after.low)} > {plain(after.high)}"
                refused.append((row, column, Problem(CROSSED, text=told)))
        return Refusal(tuple(refused)) if refused else self._set(values)

    def _set(self, values: dict[AssumptionKey, Assumption | None]) -> Edit | None:
        own = self.workspace.document.scenario.assumptions
        changed = {key: value for key, value in values.items() if own.get(key) != value}
        active = self.workspace.document.active
        return set_assumptions(self.workspace.document, active, changed) if changed else None

    def clearing(self, cells: Sequence[Cell]) -> Edit | Refusal | None:
        """The method or the parameter falls back to the parent with the whole row, any other cell by itself."""
        values: dict[AssumptionKey, Assumption | None] = {}
        own = self.workspace.document.scenario.assumptions
        for row, column in cells:
            key, field = self.key_of(row), self.fields[column]
            before = values[key] if key in values else own.get(key)
            if before is None:
                continue
            below = self._below(key)
            if field.key in ("method", "value"):
                values[key] = None
                continue
            after = without(before, below, field.key, field.year)
            values[key] = None if after == below else after
        return self._set(values)

    def resetting(self, cells: Sequence[Cell], to: str) -> Edit | None:
        """Rows set back to the parent's, the workbook's or the last saved state of this scenario."""
        active = self.workspace.document.active
        keys = dict.fromkeys(self.key_of(row) for row, _ in sorted(cells))
        if to == "parent":
            return self._set(dict.fromkeys(keys))
        saved = self.workspace.session.saved.scenarios.get(active)
        origin = self.workspace.document.workbook_scenario(active) if to == "workbook" else saved
        if origin is None:
            return None
        return self._set({key: origin.assumptions.get(key) for key in keys})


def _figure(assumption: Assumption, field: Field) -> float | None:
    if field.year:
        return dict(assumption.by_year).get(field.year)
    return getattr(assumption, field.key) if field.key in PARAMETERS else None
