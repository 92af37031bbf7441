"""The targets table: base, target, projection and status; an edit amends the plan."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QObject
from PySide6.QtGui import QColor

from npfdesk.engine.edits.past_pace import entered_pace
from npfdesk.engine.targets.judged_units import JudgedUnit
from npfdesk.engine.targets.judgement import Judgement
from npfdesk.engine.targets.understood import understood
from npfdesk.plan.drafts import draft_of, without_draft
from npfdesk.plan.edit_labels import combined_edit, set_observations, set_targets
from npfdesk.plan.edits import Edit
from npfdesk.plan.grips import Grip, grip_of_figure, grip_of_words
from npfdesk.plan.measure_words import MEASURE_WORDS, pace_unit
from npfdesk.plan.model import Indicator, Plan
from npfdesk.plan.notes import NoteKey, NoteSubject
from npfdesk.plan.numbers import NOT_A_YEAR, format_figure, plain
from npfdesk.plan.owners import known_owners
from npfdesk.plan.problems import Problem, Wording, error
from npfdesk.plan.second_statements import with_second
from npfdesk.plan.series import SeriesKey, TargetKey
from npfdesk.plan.spoken_names import side
from npfdesk.plan.statuses import Status
from npfdesk.plan.target_text import parse_base, parse_stretch, parse_target
from npfdesk.plan.targets import Measure, PlanTarget, TargetText
from npfdesk.session import Change, Structure
from npfdesk.ui.charts.gap_rows import of_owner
from npfdesk.ui.look.colours import status_text, status_tint
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.tables.columns import (
    Column,
    EnteredPace,
    EntryRefused,
    TypedFigure,
    owned_ground,
    quiet,
    strong,
    tip,
)
from npfdesk.ui.tables.detail import origin_text
from npfdesk.ui.tables.entries import typed_level
from npfdesk.ui.tables.figure_model import Cell, FigureModel, IntArray, Refusal, RestsOn
from npfdesk.ui.tables.pasted_rows import pasted_targets
from npfdesk.ui.workspace import Workspace

ADDING_KEYS = "Ctrl+Shift+T"
"""The shortcut for a new target."""
BASE_COMPUTED = error(
    "base_computed",
    "该指标由公式计算，基期值不能直接写入“{text}”。请修改公式所用的数据。",
    "The indicator is computed by a formula, so “{text}” cannot be its base. Amend the data that it is computed from.",
)

STRETCH_OF_FIRST = error(
    "stretch_of_first",
    "这一行是同一目标的另一条，没有自己的力争值，“{text}”没有写入。请写在该目标的第一行。",
    "This row is another statement of the same target and has no stretch of its own; “{text}” was not entered. Write it in "
    "the target's first row.",
)

_MEASURED = 200
"""How many rows decide the width of a column."""


@dataclass(frozen=True, eq=False)
class TargetColumn(Column):
    """A column of targets: `words` reads its text in a statement, `base` marks the column of the base."""

    words: Callable[[PlanTarget], str] | None = None
    base: bool = False


class TargetModel(FigureModel):
    """Rows are targets of the active scenario: `positions` (row,) in its table of targets.

    An entry amends the plan, or the scenario's own target.
    """

    origins = ("workbook", "saved")
    deleting = "Delete"
    adding = "Add a target…"
    adding_keys = ADDING_KEYS
    columns: tuple[TargetColumn, ...]
    _targets: dict[TargetKey, PlanTarget | None]
    _bases: dict[tuple[SeriesKey, int], float | None]
    _of_all_owners: int

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(workspace, parent)
        workspace.futures_changed.connect(self._show_chances)
        workspace.view_changed.connect(self._narrow)

    def make_columns(self) -> tuple[TargetColumn, ...]:
        """Names, base and target as written, and the status of the target."""
        region, industry, indicator, unit = self.name_columns(
            lambda row: self.statement(row).series.region,
            lambda row: self.statement(row).series.industry,
            lambda row: self.statement(row).series.indicator,
            self._source,
        )
        names = (region, industry, indicator, replace(unit, tooltip=lambda _: None))
        return (
            self._status_column(),
            *(TargetColumn(**vars(one)) for one in names),
            self._base_column(),
            self._statement_column(
                "base year", "Base year", 72, lambda one: str(one.base_year), lambda one: float(one.base_year)
            ),
            self._worded_column("target", "Target as written", 130, lambda one: one.text),
            self._measure_column(),
            self._worded_column("stretch", "Stretch", 84, lambda one: one.stretch_text),
            self._judged_column("figure", "Target", 84, lambda judged: judged.target, self._source),
            self._statement_column(
                "year", "Year", 60, lambda one: str(one.year), lambda one: float(one.year)
            ),
            self._judged_column("value", "Projected", 90, lambda judged: judged.value, self._projected),
            self._judged_column(
                "gap",
                "Shortfall",
                84,
                lambda judged: judged.gap,
                self._projected,
                lambda unit: unit.difference,
            ),
            self._share_column(
                "attainment",
                "Progress to target",
                124,
                lambda row: self._of(row, lambda judged: judged.progress),
                1,
            ),
            self._required_column(),
            self._share_column(
                "chance",
                "Chance of meeting the target",
                176,
                lambda row: self._chance(int(self.positions[row])),
                0,
                lambda: tr(
                    "Tables",
                    "The share of random draws that meet the target; computed under What-if ▸ Uncertainty….",
                ),
            ),
            self._duty_column(),
            self._owner_column(),
            self._statement_column("source", "Source", 160, lambda one: one.source),
            self._statement_column("note", "Note", 200, lambda one: one.note),
        )

    # the columns

    def _status_column(self) -> TargetColumn:
        def text(row: int) -> str:
            judgement, position = self._judged(row)
            mark = self._labelled(Status(judgement.status[position]))
            return f"{mark} ≠" if judgement.disagree[position] else mark

        def ink(row: int) -> QColor:
            return status_text(self.status(row))

        def ground(row: int) -> QColor | None:
            status = self.status(row)
            return status_tint(status) if status is not Status.GREY else None

        def hint(row: int) -> str | None:
            judgement, position = self._judged(row)
            return tip(self._rules(row)) if judgement.disagree[position] else None

        return TargetColumn(
            "status",
            "Status",
            112,
            text=text,
            ranked=True,
            figure=lambda row: self._of(row, lambda judged: judged.status),
            foreground=ink,
            background=ground,
            tooltip=hint,
            origin=self._projected,
            frozen=True,
            fitting=lambda: [f"{self._labelled(one)} ≠" for one in Status],
            narrowest=112,
            widest=160,
        )

    def _labelled(self, status: Status) -> str:
        label = self.plan.status_settings.label(self.workspace.rule, status)
        return f"{status.about.mark} {label.text(language(), {})}"

    def _base_column(self) -> TargetColumn:
        def figure(row: int) -> float:
            if self._unit(row).own and self._unit(row).paced:
                return self._of(row, lambda judged: judged.base)
            # a sum begins at nought, a growth at no figure; what can be amended is the figure of the base year
            place, year = int(self.places[row]), self.statement(row).base_year
            known = self.plan.years == year
            values = self.workspace.result.values[place][known]
            return float(values[0]) if len(values) else math.nan

        def enter(row: int, text: str) -> None:
            before = self._before(row)
            base = parse_base(text, self._indicator(row).unit)
            if isinstance(base, Problem):
                raise EntryRefused(base)
            if self.workspace.session.results.frame.formula_row[int(self.places[row])]:
                raise EntryRefused(Problem(BASE_COMPUTED, text=text))
            year = base.year or before.base_year
            if not int(self.plan.years[0]) <= year <= int(self.plan.years[-1]):
                raise EntryRefused(Problem(NOT_A_YEAR, text=str(year)))
            self._bases[before.series, year] = base.value
            if year != before.base_year:
                self._targets[before.key] = replace(before, base_year=year)

        def pace(row: int) -> EnteredPace | None:
            year = self.statement(row).base_year
            if year < int(self.plan.years[0]):
                return None
            results, active = self.workspace.session.results, self.workspace.document.active
            return entered_pace(results, active, int(self.places[row]), year)

        def grip(row: int) -> Grip | None:
            indicator = self._indicator(row)
            return grip_of_figure(figure(row), indicator) if indicator.formula is None else None

        def note_key(row: int) -> NoteKey:
            statement = self.statement(row)
            return NoteKey(NoteSubject.OBSERVED, "", *statement.series, "", statement.base_year)

        def origin(row: int) -> str:
            return "\n".join(part for part in (self._base_origin(row), self._source(row)) if part)

        return TargetColumn(
            "base",
            "Base",
            84,
            text=lambda row: format_figure(figure(row), self._indicator(row).decimals),
            plain=lambda row: plain(figure(row)),
            figures=True,
            figure=figure,
            enter=enter,
            typed_figure=self._typed_level,
            head_tip=lambda: tr(
                "Tables", "The value of the base year. An edit changes the plan's data for all scenarios."
            ),
            background=lambda row: owned_ground() if self._base_amended(row) else None,
            tooltip=lambda row: tip(self._base_origin(row)),
            deviates=self._base_amended,
            origin=origin,
            grip=grip,
            note_key=note_key,
            entered_pace=pace,
            base=True,
        )

    def _typed_level(self, row: int) -> TypedFigure:
        return typed_level(self._indicator(row).unit, self.plan.observed[int(self.places[row])])

    def _worded_column(
        self, key: str, source: str, width: int, words: Callable[[PlanTarget], str]
    ) -> TargetColumn:
        """The column of a target's text, or of its stretch target's."""
        target = key == "target"

        def stretch_text(row: int) -> str:
            stretch_words = words(self.statement(row))
            # if this cell is empty, the text of the target may name it
            hoped = float(self.workspace.result.targets.stretch[int(self.positions[row])])
            if stretch_words or not math.isfinite(hoped):
                return stretch_words
            return format_figure(hoped, self._indicator(row).decimals)

        def target_text(row: int) -> str:
            statement = self.statement(row)
            # a hollow diamond as in the path chart: nobody has set it yet
            said = f"◇ {statement.text}" if draft_of(statement.note) is not None else statement.text
            return said if self.second(row) is None else f"└ {said}"

        def stretch_figure(row: int) -> float:
            return float(self.workspace.result.targets.stretch[int(self.positions[row])])

        def pace(row: int) -> EnteredPace | None:
            if not target or not self._unit(row).own or self._unit(row).measure is Measure.QUALITATIVE:
                return None
            return self._of(row, lambda judged: judged.required), self.paces.past(int(self.places[row]))

        def note_key(row: int) -> NoteKey | None:
            if self.second(row) is not None:
                return None
            statement = self.statement(row)
            scenario = self.workspace.document.active if self.owned(row) else ""
            return NoteKey(NoteSubject.TARGET, scenario, *statement.series, key, statement.year)

        def deviates(row: int) -> bool:
            return self._words_deviate(row, words, target)

        def tooltip_text(row: int) -> str:
            return self._words_origin(row, words, deviates(row))

        return TargetColumn(
            key,
            source,
            width,
            text=target_text if target else stretch_text,
            fitting=self._texts(target_text) if target else None,
            narrowest=width,
            widest=230,
            plain=lambda row: words(self.statement(row)),
            figures=True,
            figure=(lambda row: self._of(row, lambda judged: judged.target)) if target else stretch_figure,
            enter=self._enter_words if target else self._enter_stretch,
            typed_figure=lambda row: replace(self._typed_level(row), worded=True),
            head_tip=lambda: tr("Tables", "Wording of the plan: an edit changes the plan for all scenarios."),
            foreground=lambda row: (
                quiet() if target and draft_of(self.statement(row).note) is not None else None
            ),
            background=lambda row: owned_ground() if self.owned(row) or deviates(row) else None,
            font=lambda _: strong() if target else None,
            tooltip=lambda row: tip(tooltip_text(row)),
            deviates=deviates,
            origin=lambda row: "\n".join(
                part
                for part in (self._meaning(row) if target else "", tooltip_text(row), self._source(row))
                if part
            ),
            grip=lambda row: grip_of_words(words(self.statement(row)), self._indicator(row)),
            note_key=note_key,
            entered_pace=pace,
            words=words,
        )

    def _meaning(self, row: int) -> str:
        """What was understood of a row's words."""
        statement = self.statement(row)
        one = replace(statement, parsed=replace(statement.parsed, beside=()), beside=())
        return "" if statement.parsed.asks_nothing else understood(self.plan, one, language())

    def _texts(self, text: Callable[[int], str]) -> Callable[[], list[str]]:
        """The texts of a column's first rows, which decide its width."""
        return lambda: [text(row) for row in range(min(len(self.positions), _MEASURED))]

    def _enter_words(self, row: int, text: str) -> None:
        """Enter a target's text, or that of what is stated beside it."""
        before, indicator, second = self._before(row), self._indicator(row), self.second(row)

        def read(words: str) -> TargetText | Problem:
            return parse_target(
                words, unit=indicator.unit, name=indicator.name, indicator_kind=indicator.kind
            )

        if second is not None:
            after = with_second(before, second, text, read)
            if isinstance(after, Problem):
                raise EntryRefused(after)
            self._targets[before.key] = after
            return
        parsed = read(text)
        if isinstance(parsed, Problem):
            raise EntryRefused(parsed)
        # what somebody sets is a draft no more
        note = without_draft(before.note)
        self._targets[before.key] = replace(before, parsed=parsed, text=text.strip(), note=note)

    def _enter_stretch(self, row: int, text: str) -> None:
        before = self._before(row)
        if self.second(row) is not None:
            raise EntryRefused(Problem(STRETCH_OF_FIRST, text=text))
        stretch = parse_stretch(text, self._indicator(row).unit)
        if isinstance(stretch, Problem):
            raise EntryRefused(stretch)
        stretch_words = text.strip() if stretch is not None else ""
        self._targets[before.key] = replace(before, stretch=stretch, stretch_text=stretch_words)

    def _words_deviate(self, row: int, words: Callable[[PlanTarget], str], target: bool) -> bool:
        """Whether a statement's words differ from the workbook's."""
        stated = self.workspace.session.opened.plan.targets.get(self.statement(row).key)
        second = self.second(row)
        if second is None:
            return (words(stated) if stated is not None else "") != words(self.statement(row))
        texts = [one.text for one in stated.seconds] if target and stated is not None else []
        return target and texts[second : second + 1] != [self.statement(row).text]

    def _measure_column(self) -> TargetColumn:
        """The column of what a target's figure is of."""
        return TargetColumn(
            "measure",
            "Measure",
            76,
            text=lambda row: self._unit(row).words.text(language(), {}),
            head_tip=lambda: tr(
                "Tables",
                "What the target's figure measures; shortfall and progress are counted on the same basis.",
            ),
            foreground=quiet,
            steady=True,
            origin=self._source,
            fitting=lambda: [one.text(language(), {}) for one in MEASURE_WORDS.values()],
            narrowest=64,
            widest=120,
        )

    def _judged_column(
        self,
        key: str,
        source: str,
        width: int,
        of: Callable[[Judgement], np.ndarray],
        origin: Callable[[int], str],
        counted: Callable[[JudgedUnit], Wording] = lambda unit: unit.unit,
    ) -> TargetColumn:
        def text(row: int) -> str:
            unit = self._unit(row)
            behind = counted(unit).text(language(), {})
            # the unit of the indicator stands in a column of its own
            return format_figure(
                self._of(row, of), unit.decimals, "" if behind == self._indicator(row).unit else behind
            )

        return TargetColumn(
            key,
            source,
            width,
            text=text,
            fitting=self._texts(text),
            narrowest=width,
            widest=160,
            figures=True,
            figure=lambda row: self._of(row, of),
            origin=origin,
        )

    def _share_column(
        self,
        key: str,
        source: str,
        width: int,
        share: Callable[[int], float],
        places: int,
        meaning: Callable[[], str] | None = None,
    ) -> TargetColumn:
        """The column of a share in %."""

        def text(row: int) -> str:
            found = share(row)
            drawn = meaning is None or math.isfinite(found)
            return format_figure(found * 100, places, "%") if drawn else ""

        return TargetColumn(
            key,
            source,
            width,
            text=text,
            figures=True,
            figure=lambda row: share(row) * 100,
            head_tip=meaning,
            origin=self._projected,
        )

    def _required_column(self) -> TargetColumn:
        def figure(row: int) -> float:
            return self._of(row, lambda judged: judged.required)

        def text(row: int) -> str:
            unit = self._unit(row)
            if not unit.paced:
                return unit.need(figure(row), language())
            return format_figure(figure(row), 2, pace_unit(self._indicator(row), language()))

        return TargetColumn(
            "required",
            "Required growth",
            104,
            text=text,
            figures=True,
            figure=figure,
            origin=self._source,
            paced=lambda _: True,
        )

    def _duty_column(self) -> TargetColumn:
        def text(row: int) -> str:
            return tr("Tables", "binding" if self._indicator(row).duty.value == "binding" else "expected")

        return TargetColumn("duty", "Duty", 70, text=text, foreground=quiet, steady=True, origin=self._source)

    def _owner_column(self) -> TargetColumn:
        def leading(row: int) -> str:
            return self._indicator(row).owner

        def owner(row: int) -> str:
            return self.statement(row).owner or leading(row)

        def enter(row: int, text: str) -> None:
            before, said = self._before(row), " ".join(text.split())
            self._targets[before.key] = replace(before, owner="" if said == leading(row) else said)

        def deviates(row: int) -> bool:
            stated = self.workspace.session.opened.plan.targets.get(self.statement(row).key)
            return (stated.owner if stated is not None else "") != self.statement(row).owner

        def hint(row: int) -> str | None:
            statement = self.statement(row)
            stated = self.workspace.session.opened.plan.targets.get(statement.key)
            lines = [owner(row)]
            if leading(row) and not statement.owner:
                lines.append(tr("Tables", "The owner of the indicator; a target may have one of its own."))
            elif leading(row):
                lines.append(
                    tr("Tables", "The indicator's owner is {owner}.").replace("{owner}", leading(row))
                )
            if deviates(row):
                lines.append(
                    f"{tr('Tables', 'Workbook')}: {(stated.owner if stated is not None else '') or '—'}"
                )
            return tip("\n".join(line for line in lines if line))

        return TargetColumn(
            "owner",
            "Owner",
            130,
            text=owner,
            enter=enter,
            completions=lambda: known_owners(self.plan),
            head_tip=lambda: tr(
                "Tables", "The department that answers for the target. Empty: that of its indicator."
            ),
            foreground=lambda row: None if self.statement(row).owner else quiet(),
            background=lambda row: owned_ground() if deviates(row) else None,
            tooltip=hint,
            deviates=deviates,
            steady=True,
            origin=self._source,
        )

    def _statement_column(
        self,
        key: str,
        source: str,
        width: int,
        text: Callable[[PlanTarget], str],
        figure: Callable[[PlanTarget], float] | None = None,
    ) -> TargetColumn:
        """A column of a statement's other fields: years as figures, texts with the whole text as tooltip."""
        hint = (lambda _: None) if figure is not None else (lambda row: tip(text(self.statement(row))))
        return TargetColumn(
            key,
            source,
            width,
            text=lambda row: text(self.statement(row)),
            figures=figure is not None,
            figure=lambda row: figure(self.statement(row)) if figure is not None else math.nan,
            foreground=quiet,
            steady=True,
            tooltip=hint,
            origin=self._source,
        )

    # the rows

    def rests_on(self, row: int) -> RestsOn:
        """Steady: the statement, whose it is, and what its figure is counted in. The others: how the target is judged."""
        return RestsOn((self.statement(row), self.owned(row), self._unit(row)), object())

    def rows_pasted(self, text: str) -> Edit | Problem | None:
        """A block with the heads of the sheet Targets brings new series with it."""
        return pasted_targets(self.workspace, self.columns, text)

    def make_rows(self) -> IntArray:
        """Every target, those of the selected series first."""
        table = self.workspace.result.targets
        self.keys, self._beside = table.keys, table.second
        series = self.ordered_series(np.unique(table.row))
        rank = np.full(len(self.plan.series), -1, dtype=np.int64)
        rank[series] = np.arange(len(series))
        shown = np.flatnonzero(rank[table.row] >= 0)
        self.owner, self._of_all_owners = self.workspace.owner, len(shown)
        shown = shown[of_owner(self.workspace, shown)]
        self.positions = shown[np.lexsort((table.year[shown], rank[table.row[shown]]))]
        return table.row[self.positions]

    def count_all(self) -> int:
        """The targets of all owners."""
        return self._of_all_owners

    def _narrow(self) -> None:
        """Show the targets of another owner."""
        if self.workspace.owner != self.owner:
            self.rebuild()

    def reorder(self, order: IntArray) -> None:
        """Reorder the positions with the rows."""
        super().reorder(order)
        self.positions = self.positions[order]

    def restructured(self, change: Change) -> bool:
        """A different set of targets requires new rows."""
        keys = self.workspace.result.targets.keys
        moved = bool(self.owner) and bool(change.structure & Structure.TARGETS)
        return super().restructured(change) or moved or (keys is not self.keys and keys != self.keys)

    def touched_rows(self, change: Change) -> IntArray:
        """The targets of touched series; all where a target changed."""
        if change.structure & Structure.TARGETS:
            return np.arange(len(self.places))
        return super().touched_rows(change)

    def identity(self, row: int) -> Hashable:
        """The key of the target; of what is stated beside it, with its place there."""
        key, second = self.keys[int(self.positions[row])], self.second(row)
        return key if second is None else (key, second)

    def statement(self, row: int) -> PlanTarget:
        """The statement of a row, by the plan or by the scenario itself."""
        return self.workspace.result.targets.statements[int(self.positions[row])]

    def target_position(self, row: int) -> int | None:
        """The place of a row's target in the scenario's table of targets."""
        return int(self.positions[row])

    def second(self, row: int) -> int | None:
        """The place of a row among the statements beside the first of its series and year; None: it is the first."""
        position = first = int(self.positions[row])
        # of the rows as they were made: an edit is followed by other rows
        while self._beside[first]:
            first -= 1
        return position - first - 1 if position > first else None

    def whole(self, row: int) -> PlanTarget:
        """The target of a row with all its statements, as the plan or the scenario has it."""
        key = self.statement(row).key
        return next(
            stated[key] for stated in reversed(self.workspace.result.targets.stated_in) if key in stated
        )

    def owned(self, row: int) -> bool:
        """Whether the scenario's own target replaces the plan's."""
        return bool(self.workspace.result.targets.own[int(self.positions[row])])

    def status(self, row: int) -> Status:
        """The status of the target in its year."""
        judgement, position = self._judged(row)
        return Status(judgement.status[position])

    def _judged(self, row: int) -> tuple[Judgement, int]:
        position = int(self.positions[row])
        year = int(self.workspace.result.targets.year[position])
        return self.workspace.judgement(year=min(year, int(self.plan.years[-1]))), position

    def _of(self, row: int, part: Callable[[Judgement], np.ndarray]) -> float:
        judgement, position = self._judged(row)
        return float(part(judgement)[position])

    def _indicator(self, row: int) -> Indicator:
        return self.plan.indicator_by_code[self.statement(row).series.indicator]

    def _unit(self, row: int) -> JudgedUnit:
        return self.workspace.judged_unit(int(self.positions[row]))

    def _source(self, row: int) -> str:
        return self.statement(row).source

    def _projected(self, row: int) -> str:
        """How the projected figure is computed."""
        year = min(self.statement(row).year, int(self.plan.years[-1]))
        return origin_text(self, int(self.places[row]), year)

    def _chance(self, position: int) -> float:
        """The share of futures that meet a target; NaN unless they are drawn for the current scenario."""
        futures = self.workspace.futures
        drawn = futures is not None and futures.scenario == self.workspace.document.active
        return float(futures.chance[position]) if futures is not None and drawn else float("nan")

    def _show_chances(self) -> None:
        """Update all chances: they are drawn together, and dropped with the next edit."""
        if self.watched and len(self.places):
            at = next(at for at, column in enumerate(self.columns) if column.key == "chance")
            self.dataChanged.emit(self.index(0, at), self.index(len(self.places) - 1, at))

    # what is amended

    def _base_amended(self, row: int) -> bool:
        statement, original = self.statement(row), self.workspace.session.opened.plan
        amended = (statement.series, statement.base_year) in self.workspace.document.work.observations
        before, now = observed_base_of(original, statement), observed_base_of(self.plan, statement)
        return amended and plain(before) != plain(now)

    def _base_origin(self, row: int) -> str:
        """The base as printed, and the workbook's where it is amended."""
        statement, original = self.statement(row), self.workspace.session.opened.plan
        lines = []
        if statement.base_text:
            lines.append(tr("Tables", "As printed: {text}").format(text=statement.base_text))
        if self._base_amended(row):
            before, now = observed_base_of(original, statement), observed_base_of(self.plan, statement)
            lines.append(
                f"{tr('Tables', 'Workbook')}: {side(plain(before), language())} → {side(plain(now), language())}"
            )
        return "\n".join(lines)

    def _words_origin(self, row: int, words: Callable[[PlanTarget], str], amended: bool) -> str:
        """The plan's text beside a scenario's own, the workbook's beside an amendment, and the note."""
        statement = self.statement(row)
        lines = []
        if self.owned(row):
            plans = self.plan.targets.get(statement.key)
            text = words(plans) or "—" if plans is not None else "—"
            lines.append(tr("Tables", "A scenario's own target; the plan's is {text}.").format(text=text))
        elif amended:
            stated = self.workspace.session.opened.plan.targets.get(statement.key)
            old = words(stated) if stated is not None else ""
            lines.append(
                f"{tr('Tables', 'Workbook')}: {side(old, language())} → {side(words(statement), language())}"
            )
        return "\n".join([*lines, statement.note]).strip()

    def _rules(self, row: int) -> str:
        judgement, position = self._judged(row)
        names = (
            tr("Tables", "pace"),
            tr("Tables", "outcome"),
            tr("Tables", "schedule"),
            tr("Tables", "evaluation"),
        )
        statuses = (
            f"{name} {Status(status).about.mark}"
            for name, status in zip(names, judgement.statuses[:, position], strict=True)
        )
        return f"{tr('Tables', 'The rules disagree')}: {' · '.join(statuses)}"

    # the edit

    def _before(self, row: int) -> PlanTarget:
        """A statement with the cells typed so far in this edit."""
        return self._targets.get(self.statement(row).key) or self.whole(row)

    def begin(self) -> None:
        """Begin an edit."""
        self._targets, self._bases = {}, {}

    def finish(self) -> Edit | None:
        """The typed targets and stretch targets as one amendment; a base is an observation of its year."""
        return self._together(self._targets, self._bases)

    def _together(
        self,
        targets: Mapping[TargetKey, PlanTarget | None],
        bases: Mapping[tuple[SeriesKey, int], float | None],
    ) -> Edit | None:
        """One step with the amendments of data, of the plan's statements, and the scenario's own targets."""
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
        return combined_edit(*edits) if edits else None

    def clearing(self, cells: Sequence[Cell]) -> Edit | Refusal | None:
        """Delete: a scenario's own target falls back to the plan's; the plan's own text is removed.

        A target that was added here goes with its row; its base is data and stays.
        """
        own = self.workspace.document.scenario.targets
        stated = self.workspace.session.opened.plan.targets
        gone: dict[TargetKey, PlanTarget | None] = {}
        for row, at in cells:
            key, column = self.statement(row).key, self.columns[at]
            if self.second(row) is not None:
                continue
            falls = key in own and column.words is not None
            goes = key not in own and key not in stated and column.key == "target"
            if falls or goes:
                gone[key] = None
        rest = [
            (row, at, "")
            for row, at in cells
            if self.statement(row).key not in gone
            and (
                self.statement(row).key not in own
                or self.second(row) is not None
                or self.columns[at].key == "owner"
            )
        ]
        edit = self.edit(rest)
        if not gone or isinstance(edit, Refusal):
            return edit
        return self._together({**self._targets, **gone}, self._bases)

    def resetting(self, cells: Sequence[Cell], to: str) -> Edit | None:
        """The edit that resets statements and bases to the workbook's or the last saved ones."""
        session = self.workspace.session
        origin = session.opened.plan if to == "workbook" else session.saved.plan
        targets: dict[TargetKey, PlanTarget | None] = {}
        bases: dict[tuple[SeriesKey, int], float | None] = {}
        for row, at in cells:
            statement, column = self.statement(row), self.columns[at]
            if column.base:
                figure = observed_base_of(origin, statement)
                bases[statement.series, statement.base_year] = None if np.isnan(figure) else figure
            stated = origin.targets.get(statement.key)
            # a target that was added here has no other state to go back to than none
            changed = not self.owned(row) and stated != self.whole(row)
            if column.words is not None and changed:
                targets[statement.key] = stated
            elif column.key == "owner" and stated is not None and stated.owner != statement.owner:
                now = targets.get(statement.key) or self.whole(row)
                targets[statement.key] = replace(now, owner=stated.owner)
        return self._together(targets, bases)


def observed_base_of(plan: Plan, statement: PlanTarget) -> float:
    """The observed figure of a target's base year, in the indicator's unit; NaN where there is none."""
    try:
        return float(plan.observed[plan.row[statement.series], plan.column(statement.base_year)])
    except KeyError:
        return float("nan")
