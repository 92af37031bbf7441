"""The rows of the targets table: what each asks for, what is projected, and how it stands."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import numpy as np

from npfdesk.engine.judging import Judgement
from npfdesk.engine.past import Past, entered_pace, past_of
from npfdesk.plan.grips import Grip, grip_of_figure, grip_of_words
from npfdesk.plan.model import Plan, PlanTarget
from npfdesk.plan.notes import About, NoteKey
from npfdesk.plan.numbers import format_figure, plain
from npfdesk.plan.statuses import Status
from npfdesk.session import Change, Structure
from npfdesk.ui.colours import readable, status_colour, status_tint
from npfdesk.ui.language import language, tr
from npfdesk.ui.tables.columns import NAMES, ROLE, Field, owned_ground, quiet, strong, tip
from npfdesk.ui.tables.detail import origin_in_words
from npfdesk.ui.tables.model import FigureModel, IntArray
from npfdesk.ui.workspace import Workspace

_CALM = ("industry", "unit", "source", "note", "duty", "base year", "year")
_LONG = ("region", "industry", "indicator", "source", "note")
WORDED = ("target", "stretch")
_JUDGED = {
    "status": "status",
    "base": "base",
    "target": "target",
    "figure": "target",
    "value": "value",
    "gap": "gap",
    "attainment": "attainment",
    "required": "required",
}


class TargetRows(FigureModel):
    """Rows are targets of the active scenario: `positions` (row,) in its table of targets."""

    origins = ("workbook", "saved")
    deleting = "Delete"

    def __init__(self, workspace: Workspace, parent: object = None) -> None:
        super().__init__(workspace, parent)
        workspace.drawn.connect(self._show_chances)

    def make_fields(self) -> tuple[Field, ...]:
        """Names, base and target as written, and how the target stands."""
        return (
            Field("status", "Status", 112, ranked=True),
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
            Field("chance", "Chance", 72, figures=True),
            Field("duty", "Duty", 70),
            Field("source", "Source", 160),
            Field("note", "Note", 200),
        )

    def make_rows(self) -> IntArray:
        """Every target, the selected series' first."""
        table = self.workspace.result.targets
        self.keys = table.keys
        series = self.ordered_series(np.unique(table.row))
        rank = np.full(len(self.plan.series), -1, dtype=np.int64)
        rank[series] = np.arange(len(series))
        shown = np.flatnonzero(rank[table.row] >= 0)
        self.positions = shown[np.lexsort((table.year[shown], rank[table.row[shown]]))]
        return table.row[self.positions]

    def reorder(self, order: IntArray) -> None:
        """The places in the table of targets go with their rows."""
        super().reorder(order)
        self.positions = self.positions[order]

    def restructured(self, change: Change) -> bool:
        """Another set of targets asks for other rows."""
        keys = self.workspace.result.targets.keys
        return super().restructured(change) or (keys is not self.keys and keys != self.keys)

    def touched_rows(self, change: Change) -> IntArray:
        """Targets of touched series; all of them where a target changed."""
        if change.structure & Structure.TARGETS:
            return np.arange(len(self.places))
        return super().touched_rows(change)

    def identity(self, row: int) -> Hashable:
        """The target's key."""
        return self.keys[int(self.positions[row])]

    def told(self, field: Field) -> str:
        """What an edit here reaches, and what a column means."""
        if field.key == "base":
            return tr(
                "Tables", "The figure of the base year. An edit amends the plan's data for all scenarios."
            )
        if field.key == "chance":
            return tr(
                "Tables", "The share of drawn futures that meets the target; ask “How sure is that?” for it."
            )
        if field.key in WORDED:
            return tr("Tables", "The plan's own words: an edit amends the plan for all scenarios.")
        return ""

    def statement(self, row: int) -> PlanTarget:
        """What the plan, or the scenario itself, says of a row."""
        return self.workspace.result.targets.statements[int(self.positions[row])]

    def owned(self, row: int) -> bool:
        """Whether a scenario's own target stands here in place of the plan's."""
        return bool(self.workspace.result.targets.own[int(self.positions[row])])

    def _judged(self, row: int) -> tuple[Judgement, int]:
        position = int(self.positions[row])
        year = int(self.workspace.result.targets.year[position])
        return self.workspace.judgement(year=min(year, int(self.plan.years[-1]))), position

    def status(self, row: int) -> Status:
        """How the target stands in its year."""
        judgement, position = self._judged(row)
        return Status(judgement.status[position])

    def text(self, row: int, field: Field) -> str:
        """What a cell shows."""
        statement = self.statement(row)
        name = self.name_cell(*statement.series, field)
        if name is not None:
            return name
        indicator = self.plan.indicator_by_code[statement.series.indicator]
        judgement, position = self._judged(row)
        if field.key == "status":
            status = Status(judgement.status[position])
            mark = f"{status.about.mark} {status.about.words.text(language(), {})}"
            return f"{mark} ≠" if judgement.disagree[position] else mark
        if field.key == "base":
            return format_figure(float(judgement.base[position]), indicator.decimals)
        if field.key == "figure":
            return format_figure(float(judgement.target[position]), indicator.decimals)
        if field.key in ("value", "gap"):
            return format_figure(float(getattr(judgement, field.key)[position]), indicator.decimals)
        if field.key == "attainment":
            return format_figure(float(judgement.attainment[position]) * 100, 1, "%")
        if field.key == "chance":
            chance = self._chance(position)
            return format_figure(chance * 100, 0, "%") if np.isfinite(chance) else ""
        if field.key == "required":
            points = indicator.kind.moves_in_points
            unit = tr("Tables", "points") if points else "%"
            return format_figure(float(judgement.required[position]), 2, unit)
        if field.key == "stretch" and not statement.stretch_text:
            # named in the words of the target itself
            hoped = float(self.workspace.result.targets.stretch[position])
            return format_figure(hoped, indicator.decimals) if np.isfinite(hoped) else ""
        if field.key == "duty":
            return tr("Tables", "binding" if indicator.duty.value == "binding" else "expected")
        return self.plain_text(row, field)

    def _chance(self, position: int) -> float:
        """The share of futures that meets a target; NaN until they are drawn for the scenario as it is."""
        futures = self.workspace.futures
        drawn = futures is not None and futures.scenario == self.workspace.document.active
        return float(futures.chance[position]) if futures is not None and drawn else float("nan")

    def _show_chances(self) -> None:
        """Chances are drawn for all targets at once, and gone for all with the next edit."""
        if len(self.places):
            at = next(at for at, field in enumerate(self.fields) if field.key == "chance")
            self.dataChanged.emit(self.index(0, at), self.index(len(self.places) - 1, at))

    def figure(self, row: int, field: Field) -> float:
        """The figure of a cell; a status by how far off it is."""
        judgement, position = self._judged(row)
        if field.key == "chance":
            return self._chance(position) * 100
        if field.key in _JUDGED:
            # shown in %
            times = 100.0 if field.key == "attainment" else 1.0
            return times * float(getattr(judgement, _JUDGED[field.key])[position])
        table, statement = self.workspace.result.targets, self.statement(row)
        told = {"base year": statement.base_year, "year": statement.year, "stretch": table.stretch[position]}
        return float(told.get(field.key, float("nan")))

    def origin(self, row: int, field: Field) -> str:
        """The plan's or the scenario's words, the base as printed, or how the projection comes to its figure."""
        statement = self.statement(row)
        if field.key in ("value", "gap", "attainment", "status", "chance"):
            year = min(statement.year, int(self.plan.years[-1]))
            return origin_in_words(self, int(self.places[row]), year)
        told = self._told(row, field) if field.key == "base" or field.key in WORDED else ""
        return "\n".join(part for part in (told, statement.source) if part)

    def grip(self, row: int, field: Field) -> Grip | None:
        """Bases that are observed, and targets whose words are a number and no more."""
        statement = self.statement(row)
        indicator = self.plan.indicator_by_code[statement.series.indicator]
        if field.key == "base" and indicator.formula is None:
            return grip_of_figure(self.figure(row, field), indicator)
        return grip_of_words(_words(statement, field), indicator) if field.key in WORDED else None

    def paced(self, row: int, field: Field) -> bool:
        """What the target asks for."""
        return field.key == "required"

    def note_key(self, row: int, field: Field) -> NoteKey | None:
        """The words of a target, the plan's or the scenario's own; a base is an observed figure."""
        statement = self.statement(row)
        if field.key == "base":
            return NoteKey(About.OBSERVED, "", *statement.series, "", statement.base_year)
        if field.key not in WORDED:
            return None
        scenario = self.workspace.document.active if self.owned(row) else ""
        return NoteKey(About.TARGET, scenario, *statement.series, field.key, statement.year)

    def entered_pace(self, row: int, field: Field) -> tuple[float, Past] | None:
        """What a target asks for; the pace at which a base was reached."""
        results, active = self.workspace.session.results, self.workspace.document.active
        place, statement = int(self.places[row]), self.statement(row)
        if field.key == "base" and statement.base_year >= int(self.plan.years[0]):
            return entered_pace(results, active, place, statement.base_year)
        if field.key == "target":
            judgement, position = self._judged(row)
            return float(judgement.required[position]), past_of(results, active, place)
        return None

    def plain_text(self, row: int, field: Field) -> str:
        """A cell as its editor takes it."""
        statement = self.statement(row)
        if field.key == "base":
            judgement, position = self._judged(row)
            return plain(float(judgement.base[position]))
        told = {
            "base year": str(statement.base_year),
            "target": statement.text,
            "stretch": statement.stretch_text,
            "year": str(statement.year),
            "source": statement.source,
            "note": statement.note,
        }
        return told[field.key] if field.key in told else self.text(row, field)

    def deviates(self, row: int, field: Field) -> bool:
        """Whether the plan's words, or the base, are amended."""
        if field.key == "base":
            statement, original = self.statement(row), self.workspace.session.opened.plan
            amended = (statement.series, statement.base_year) in self.workspace.document.observations
            return amended and plain(observed_base_of(original, statement)) != plain(
                observed_base_of(self.plan, statement)
            )
        if field.key not in WORDED:
            return False
        stated = self.workspace.session.opened.plan.targets.get(self.statement(row).key)
        return stated is None or _words(stated, field) != _words(self.statement(row), field)

    def look(self, row: int, field: Field, role: int) -> Any:
        """Status by tint and mark; a scenario's own words and what amends the workbook are tinted."""
        if field.key == "status":
            status = self.status(row)
            if role == ROLE.ForegroundRole:
                return readable(status_colour(status), status_tint(status))
            if role == ROLE.BackgroundRole and status is not Status.GREY:
                return status_tint(status)
            if role == ROLE.ToolTipRole and self._judged(row)[0].disagree[int(self.positions[row])]:
                return tip(self._rules(row))
            return None
        if field.key == "base" or field.key in WORDED:
            if role == ROLE.BackgroundRole:
                owned = field.key in WORDED and self.owned(row)
                return owned_ground() if owned or self.deviates(row, field) else None
            if role == ROLE.FontRole:
                return strong() if field.key == "target" else None
            if role == ROLE.ToolTipRole:
                return tip(self._told(row, field))
        if role == ROLE.ToolTipRole and field.key in _LONG:
            return tip(self.text(row, field))
        return quiet() if role == ROLE.ForegroundRole and field.key in _CALM else None

    def _told(self, row: int, field: Field) -> str:
        statement = self.statement(row)
        original = self.workspace.session.opened.plan
        lines = []
        if field.key == "base":
            if statement.base_text:
                lines.append(tr("Tables", "Printed: {text}").format(text=statement.base_text))
            if self.deviates(row, field):
                before, now = observed_base_of(original, statement), observed_base_of(self.plan, statement)
                lines.append(f"{tr('Tables', 'Workbook')}: {plain(before) or '—'} → {plain(now) or '—'}")
            return "\n".join(lines)
        if self.owned(row):
            plans = self.plan.targets.get(statement.key)
            lines.append(
                tr("Tables", "A scenario's own target; the plan's is {text}.").format(
                    text=_words(plans, field) or "—" if plans is not None else "—"
                )
            )
        elif self.deviates(row, field):
            stated = original.targets.get(statement.key)
            old = _words(stated, field) if stated is not None else ""
            lines.append(f"{tr('Tables', 'Workbook')}: {old or '—'} → {_words(statement, field) or '—'}")
        return "\n".join([*lines, statement.note]).strip()

    def _rules(self, row: int) -> str:
        judgement, position = self._judged(row)
        names = (tr("Tables", "pace"), tr("Tables", "outcome"), tr("Tables", "schedule"))
        said = (
            f"{name} {Status(status).about.mark}"
            for name, status in zip(names, judgement.statuses[:, position], strict=True)
        )
        return f"{tr('Tables', 'The rules disagree')}: {' · '.join(said)}"


def _words(statement: PlanTarget, field: Field) -> str:
    return statement.text if field.key == "target" else statement.stretch_text


def observed_base_of(plan: Plan, statement: PlanTarget) -> float:
    """The observed figure of a target's base year, in the indicator's unit; NaN where there is none."""
    try:
        return float(plan.observed[plan.row[statement.series], plan.column(statement.base_year)])
    except KeyError:
        return float("nan")
