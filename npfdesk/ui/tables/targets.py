"""The targets table: what each asks for, what is projected, and how it stands; an edit amends the plan."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from npfdesk.engine.judging import Judgement
from npfdesk.engine.status import Status
from npfdesk.plan.edits import Edit
from npfdesk.plan.labels import set_observations, set_targets
from npfdesk.plan.model import PlanTarget
from npfdesk.plan.numbers import format_figure
from npfdesk.plan.problems import Problem, error
from npfdesk.plan.series import SeriesKey, TargetKey
from npfdesk.plan.target_text import parse_base, parse_stretch, parse_target
from npfdesk.session import Change, Structure
from npfdesk.ui.colours import MARKS, status_colour, status_tint
from npfdesk.ui.language import tr
from npfdesk.ui.tables.model import NAMES, ROLE, Field, FigureModel, Typed, owned_ground, quiet, strong

_ONE_AT_A_TIME = error(
    "bases_and_targets_together",
    "基期值是观测数据，目标是规划内容，请分两次粘贴。",
    "Bases are observed figures and targets are the plan's words: paste them one after the other.",
)
_STATUS_NAMES = {
    Status.GREY: "no figure",
    Status.BLUE: "on track",
    Status.YELLOW: "near",
    Status.ORANGE: "far",
    Status.RED: "backwards",
}


class TargetModel(FigureModel):
    """Rows are positions in the active scenario's table of targets."""

    def make_fields(self) -> tuple[Field, ...]:
        """Names, base and target as written, and how the target stands."""
        return (
            Field("status", "Status", 92),
            *NAMES,
            Field("base", "Base", 84, figures=True, editable=True),
            Field("base year", "Base year", 72, figures=True),
            Field("target", "Target as written", 130, figures=True, editable=True),
            Field("stretch", "Stretch", 84, figures=True, editable=True),
            Field("figure", "Target", 84, figures=True),
            Field("year", "Year", 60, figures=True),
            Field("value", "Projected", 90, figures=True),
            Field("gap", "Gap", 84, figures=True),
            Field("attainment", "Way gone", 80, figures=True),
            Field("required", "Required", 104, figures=True),
            Field("duty", "Duty", 70),
            Field("source", "Source", 160),
            Field("note", "Note", 200),
        )

    def make_rows(self) -> list[Any]:
        """Every target, the selected series' first."""
        table = self.workspace.result.targets
        order = {row: place for place, row in enumerate(self.ordered_series(np.unique(table.row)))}
        return sorted(
            range(len(table.keys)),
            key=lambda position: (order[int(table.row[position])], table.year[position]),
        )

    def restructured(self, change: Change) -> bool:
        """Another set of targets asks for other rows."""
        return super().restructured(change) or len(self.rows) != len(self.workspace.result.targets.keys)

    def series_of(self, row: int) -> SeriesKey | None:
        """The series of a target."""
        return self._statement(row).series

    def touched_rows(self, change: Change) -> list[int]:
        """Targets of touched series; all of them where a target changed."""
        if change.structure & Structure.TARGETS:
            return list(range(len(self.rows)))
        table = self.workspace.result.targets
        return np.flatnonzero(change.touched[table.row[np.array(self.rows, dtype=np.int64)]]).tolist()

    def _statement(self, row: int) -> PlanTarget:
        return self.workspace.result.targets.statements[self.rows[row]]

    def _judged(self, row: int) -> tuple[Judgement, int]:
        year = int(self.workspace.result.targets.year[self.rows[row]])
        last = int(self.plan.years[-1])
        return self.workspace.judgement(year=min(year, last)), self.rows[row]

    def status(self, row: int) -> Status:
        """How the target stands in its year."""
        judgement, position = self._judged(row)
        return Status(judgement.status[position])

    def text(self, row: int, field: Field) -> str:
        """What a cell shows."""
        statement = self._statement(row)
        name = self.name_cell(*statement.series, field)
        if name is not None:
            return name
        indicator = self.plan.indicator_by_code[statement.series.indicator]
        judgement, position = self._judged(row)
        if field.key == "status":
            status = Status(judgement.status[position])
            mark = f"{MARKS[status]} {tr('Tables', _STATUS_NAMES[status])}"
            return f"{mark} ≠" if judgement.disagree[position] else mark
        if field.key == "figure":
            return format_figure(float(judgement.target[position]), indicator.decimals)
        if field.key in ("value", "gap"):
            return format_figure(float(getattr(judgement, field.key)[position]), indicator.decimals)
        if field.key == "attainment":
            return format_figure(float(judgement.attainment[position]) * 100, 1, "%")
        if field.key == "required":
            points = indicator.kind.moves_in_points
            unit = tr("Tables", "points") if points else "%"
            return format_figure(float(judgement.required[position]), 2, unit)
        if field.key == "duty":
            return tr("Tables", "binding" if indicator.duty.value == "binding" else "expected")
        return self.plain_text(row, field)

    def plain_text(self, row: int, field: Field) -> str:
        """A cell as its editor takes it."""
        statement = self._statement(row)
        told = {
            "base": statement.base_text,
            "base year": str(statement.base_year),
            "target": statement.text,
            "stretch": statement.stretch_text,
            "year": str(statement.year),
            "source": statement.source,
            "note": statement.note,
        }
        return told[field.key] if field.key in told else self.text(row, field)

    def look(self, row: int, field: Field, role: int) -> Any:
        """Status by tint and mark; what amends the workbook tinted; assigned targets say so."""
        statement = self._statement(row)
        amended = statement.key in self.workspace.document.targets or bool(
            self.workspace.result.targets.own[self.rows[row]]
        )
        if field.key == "status":
            if role == ROLE.ForegroundRole:
                return status_colour(self.status(row))
            if role == ROLE.BackgroundRole and self.status(row) is not Status.GREY:
                return status_tint(self.status(row))
            if role == ROLE.ToolTipRole and self._judged(row)[0].disagree[self.rows[row]]:
                return html.escape(self._rules(row))
            return None
        if field.key in ("base", "target", "stretch"):
            if role == ROLE.BackgroundRole and amended and field.key != "base":
                return owned_ground()
            if role == ROLE.FontRole and field.key == "target":
                return strong()
            if role == ROLE.ToolTipRole:
                return html.escape(tr("Tables", "The plan's own: an edit amends the plan for all scenarios."))
        if role == ROLE.ForegroundRole and field.key in (
            "unit",
            "source",
            "note",
            "duty",
            "base year",
            "year",
        ):
            return quiet()
        return None

    def _rules(self, row: int) -> str:
        judgement, position = self._judged(row)
        names = (tr("Tables", "pace"), tr("Tables", "outcome"), tr("Tables", "schedule"))
        said = (
            f"{name} {MARKS[Status(status)]}"
            for name, status in zip(names, judgement.statuses[:, position], strict=True)
        )
        return f"{tr('Tables', 'The rules disagree')}: {' · '.join(said)}"

    def edit(self, typed: Sequence[Typed]) -> Edit | Problem | None:
        """Typed targets and stretches as one amendment; a base is an observation of its year."""
        targets: dict[TargetKey, PlanTarget | None] = {}
        bases: dict[tuple[SeriesKey, int], float | None] = {}
        for row, column, text in typed:
            statement = self._statement(row)
            field = self.fields[column]
            indicator = self.plan.indicator_by_code[statement.series.indicator]
            if field.key == "base":
                base = parse_base(text, indicator.unit)
                if isinstance(base, Problem):
                    return base
                bases[statement.series, base.year or statement.base_year] = base.value
                continue
            before = targets.get(statement.key) or statement
            after = _amended(before, field.key, text, indicator.unit, indicator.name)
            if isinstance(after, Problem):
                return after
            targets[statement.key] = after
        if bases and not targets:
            return set_observations(self.workspace.document, bases)
        if targets and not bases:
            return set_targets(self.workspace.document, targets)
        return Problem(_ONE_AT_A_TIME) if targets else None


def _amended(statement: PlanTarget, key: str, text: str, unit: str, name: str) -> PlanTarget | Problem:
    if key == "stretch":
        stretch = parse_stretch(text, unit)
        return (
            stretch
            if isinstance(stretch, Problem)
            else replace(statement, stretch=stretch, stretch_text=text.strip())
        )
    parsed = parse_target(text, unit=unit, name=name)
    return parsed if isinstance(parsed, Problem) else replace(statement, parsed=parsed, text=text.strip())
