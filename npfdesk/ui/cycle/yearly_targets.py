"""Yearly targets: a target of some years divided among them, one series or a whole table, cells held by typing."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QLabel, QPushButton, QWidget

from npfdesk.engine.answers.yearly_table import YearlyTable, yearly_table
from npfdesk.engine.answers.yearly_targets import (
    REPLACES,
    TOO_FAST,
    YearlyTargets,
    measured_total,
    yearly_targets,
)
from npfdesk.engine.targets.gaps import required_growth
from npfdesk.engine.yearly import RULES, USUAL_FACTOR, SplitRule
from npfdesk.plan.edits import Edit
from npfdesk.plan.model import Indicator
from npfdesk.plan.numbers import format_figure, format_percentage, parse_entry, plain
from npfdesk.plan.problems import Problem, Severity
from npfdesk.plan.rounding import rounded
from npfdesk.plan.series import SeriesKey, TargetKey
from npfdesk.plan.targets import Measure, PlanTarget
from npfdesk.plan.yearly_targets import set_yearly_targets, stage_of
from npfdesk.report.requests import YEARLY, ReportRequest
from npfdesk.ui.answers.answer_charts import LinesPicture
from npfdesk.ui.answers.answer_dialog import AnswerDialog, FigureField
from npfdesk.ui.answers.answer_table import ROLE, Entry, Head, Index, Rows, RowsTable
from npfdesk.ui.charts.items import STRONG, USUAL, Mark
from npfdesk.ui.charts.plot import Chart, Line
from npfdesk.ui.look.colours import scenario_colour, theme
from npfdesk.ui.look.language import language, named, tr, unit_of
from npfdesk.ui.look.mnemonics import say
from npfdesk.ui.tables.new_target import choice_of, fill_choice, region_choices
from npfdesk.ui.workspace import Workspace

FloatArray = NDArray[np.float64]
_HELD, _BEYOND, _STATED = "•", "!", "◇"
"""Marks before a figure: held by a person, beyond any pace of the past, stated by the plan itself."""
_MARKS = f"{_HELD}{_BEYOND}{_STATED} "
_NAME, _FIGURE, _WIDER = 200, 92, 24
_FIRST = 2
"""The columns before those of the years: the name and the base."""


class YearlyRows(Rows):
    """The grid: a cell is edited as its figure alone, without the marks before it."""

    def data(self, index: Index, role: int = ROLE.DisplayRole) -> object:
        """The data of a cell for a role."""
        if role == ROLE.EditRole and index.isValid():
            return self.entry(index).text.lstrip(_MARKS)
        return super().data(index, role)


class YearlyGrid(RowsTable):
    """The table view of the grid: Delete and Backspace let what is held go."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Free the chosen cells; other keys are the table's."""
        if event.key() not in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            super().keyPressEvent(event)
            return
        for index in self.selectedIndexes():
            if self.rows.entry(index).typed:
                self.rows.entered.emit(index.row(), index.column(), "")


@dataclass(frozen=True, eq=False)
class Lines:
    """What the picture shows over the years (year,): what was observed, the scenario's path, the yearly targets."""

    years: FloatArray
    observed: FloatArray
    projected: FloatArray
    yearly: FloatArray
    names: tuple[str, str, str]
    colour: QColor
    unit: str
    base_year: int
    year: int


class YearlyPicture(LinesPicture[Lines]):
    """The yearly targets as stages between what was observed and the target, beside the scenario's path."""

    def __init__(self, figure: Callable[[float], str], parent: QWidget | None = None) -> None:
        super().__init__(figure, parent)
        self.setMinimumHeight(150)

    def drawn(self, lines: Lines) -> Chart:
        """Solid what was observed, in its colour the scenario's path, dashed the stages with their diamonds."""
        ink, quiet = QColor(theme().ink), QColor(theme().secondary)

        marks = tuple(
            Mark(float(year), float(figure), "", small=year != lines.year)
            for year, figure in zip(lines.years, lines.yearly, strict=True)
            if math.isfinite(figure) and year > lines.base_year
        )
        observed, projected, yearly = lines.names
        ahead, ahead_figure = self.ended(projected, lines.projected)
        stages, stages_figure = self.ended(yearly, lines.yearly)
        return Chart(
            (
                Line(ahead, lines.years, lines.projected, lines.colour, USUAL, figure=ahead_figure),
                Line(
                    stages,
                    lines.years,
                    lines.yearly,
                    quiet,
                    USUAL,
                    Qt.PenStyle.DashLine,
                    figure=stages_figure,
                ),
                Line("", lines.years, lines.observed, ink, STRONG, strong=True),
            ),
            lines.unit,
            upright=float(lines.base_year),
            upright_text=f"{observed} {lines.base_year}",
            year=lines.year,
            marks=marks,
        )

    def told(self, lines: Lines) -> Sequence[tuple[str, FloatArray, QColor | None]]:
        """What was observed, the scenario's path, the yearly targets."""
        every = (lines.observed, lines.projected, lines.yearly)
        colours = (QColor(theme().ink), lines.colour, QColor(theme().secondary))
        return list(zip(lines.names, every, colours, strict=True))


class YearlyDialog(AnswerDialog):
    """The selected series' target as yearly targets, or those of the regions below its region as a table."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.resize(1000, 700)
        self.answer: YearlyTargets | YearlyTable | None = None
        self.holds: dict[tuple[str, int], float] = {}
        self._of: tuple[object, ...] = ()
        self._years: tuple[int, ...] = ()
        self._codes: tuple[str, ...] = ()
        self.indicator, self.region, self.scope = choice_of(), choice_of(), QComboBox()
        self.rule, self.factor, self.about = QComboBox(), FigureField(width=72), QLabel()
        self.factor_label = QLabel()
        self.factor.setText(plain(USUAL_FACTOR))
        self.rule.addItems([""] * len(SplitRule))
        self.scope.addItems(["", ""])
        self.rule.setMinimumWidth(190)
        self.indicator.setMinimumContentsLength(30)
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.about.setWordWrap(True)
        self.pair("Scope", self.indicator, self.region, self.scope)
        self.pair("Rule", self.rule, self.factor_label, self.factor)
        self.form.addRow("", self.about)
        self.report_button = QPushButton()
        self.report_button.setAutoDefault(True)
        self.report_button.clicked.connect(self.ask_report)
        self.buttons.addButton(self.report_button, QDialogButtonBox.ButtonRole.ActionRole)
        self.rows = YearlyRows(())
        self.table = YearlyGrid(self.rows)
        self.picture = YearlyPicture(self._figure)
        self.body.addWidget(self.table, 3)
        self.body.addWidget(self.picture, 2)
        self.picture.setMinimumHeight(140)
        self.rows.entered.connect(self._entered)
        for box in (self.rule, self.scope):
            box.activated.connect(self.refresh)
        self.indicator.activated.connect(self._choose)
        self.region.activated.connect(self._choose)
        self.factor.editingFinished.connect(self.refresh)
        workspace.opened.connect(self.holds.clear)

    def words(self, source: str) -> str:
        """The label of a field in the current language."""
        return tr("Yearly", source)

    def apply_text(self) -> str:
        """The text of the apply button."""
        return tr("Yearly", "Apply as yearly targets")

    def refresh(self) -> None:
        """Update all texts and figures."""
        say(self.report_button, tr("Yearly", "Write the report…"))
        self.report_button.setToolTip(
            tr("Yearly", "The yearly-plan report of the first of these years, as a Word document")
        )
        super().refresh()
        self.report_button.setEnabled(self.answer is not None)

    def ask_report(self) -> None:
        """Ask for the yearly-plan report of the first year shown, under the scenario shown."""
        if self.answer is not None and len(self.answer.years):
            year, scenario = int(self.answer.years[0]), self.workspace.document.active
            self.workspace.report_asked.emit(ReportRequest(YEARLY.key, year=year, scenarios=(scenario,)))

    @property
    def chosen_rule(self) -> SplitRule:
        """The rule by which targets are divided."""
        return list(SplitRule)[max(self.rule.currentIndex(), 0)]

    @property
    def whole_table(self) -> bool:
        """Whether the regions below are divided too."""
        return self.scope.currentIndex() == 1

    @property
    def series(self) -> SeriesKey:
        """The selected series."""
        return SeriesKey(*self.workspace.selection.series)

    def _choose(self, *_: object) -> None:
        self.workspace.select(
            region=str(self.region.currentData() or ""), indicator=str(self.indicator.currentData() or "")
        )

    def _fill(self) -> None:
        plan, chosen = self.workspace.plan, self.workspace.selection
        fill_choice(self.indicator, [(named(one), one.code) for one in plan.indicators], chosen.indicator)
        fill_choice(self.region, region_choices(plan), chosen.region)
        for place, rule in enumerate(SplitRule):
            self.rule.setItemText(place, RULES[rule].words.text(language(), {}))
        below = bool(plan.children_of(chosen.region, plan.target_year))
        with QSignalBlocker(self.scope):
            self.scope.setItemText(0, tr("Yearly", "this region"))
            self.scope.setItemText(1, tr("Yearly", "the regions below it × years"))
            if not below:
                self.scope.setCurrentIndex(0)
        self.scope.setEnabled(below)
        about = RULES[self.chosen_rule]
        self.about.setText(about.told.text(language(), {}))
        self.about.setStyleSheet(f"color: {theme().secondary};")
        self.factor_label.setText(tr("Yearly", "Factor F"))
        self.factor.setVisible(about.factored)
        self.factor_label.setVisible(about.factored)

    def ask(self) -> None:
        """Divide the target, or the table."""
        workspace, series = self.workspace, self.series
        if series[1:] != self._of:
            # what was held of another indicator does not apply to this one
            self._of = series[1:]
            self.holds.clear()
        self._fill()
        self.answer = None
        factor = self.factor.figure
        if isinstance(factor, Problem):
            self._refuse(factor)
            return
        indicator = workspace.plan.indicator_by_code.get(series.indicator)
        if indicator is None or series.region not in workspace.plan.region_by_code:
            self._empty(tr("Yearly", "Choose an indicator and a region."))
            return
        asked = (
            workspace.session.results,
            workspace.document.active,
            series,
            self.chosen_rule,
            USUAL_FACTOR if factor is None else factor,
        )
        # a table of regions has the room, with the picture of the whole below it as a strip
        self.picture.setMaximumHeight(150 if self.whole_table else 16777215)
        if self.whole_table:
            table = yearly_table(*asked, self.holds, indicator.decimals)
            if isinstance(table, Problem):
                self._refuse(table)
                return
            self.answer = table
            self._show_table(table, indicator)
            return
        own = {year: figure for (region, year), figure in self.holds.items() if region == series.region}
        one = yearly_targets(*asked, own, indicator.decimals)
        if isinstance(one, Problem):
            self._refuse(one)
            return
        self.answer = one
        self._show_one(one, indicator)

    def _refuse(self, problem: Problem) -> None:
        """Why there is no answer; holds stay in sight where they are the reason."""
        self.picture.put(None)
        if not self.holds:
            self.rows.set_heads(())
            self._codes, self._years = (), ()
        released = tr("Yearly", "Delete releases a fixed cell.")
        self.refuse(f"{problem.message(language())} {released}" if self.holds else problem)

    def _empty(self, text: str) -> None:
        self.rows.set_heads(())
        self.picture.put(None)
        self.refuse(text)

    # what is shown

    @property
    def _indicator(self) -> Indicator | None:
        return self.workspace.plan.indicator_by_code.get(self.workspace.selection.indicator)

    def _figure(self, value: float) -> str:
        indicator = self._indicator
        return format_figure(value, indicator.decimals if indicator is not None else 0)

    def _pace(self, value: float, one: YearlyTargets) -> str:
        """A pace: % a year; points, whose rows and columns say so, without a unit."""
        if one.points:
            return format_figure(value, 2)
        return format_percentage(value, 2)

    def _called(self, source: str, one: YearlyTargets) -> str:
        """What a row or column of paces is called, with what they are in where that is no rate."""
        words = tr("Yearly", source)
        if not one.points:
            return words
        unit = one.measure is Measure.GROWTH or self._in_percent()
        return f"{words} ({tr('Yearly', 'percentage points')})" if unit else words

    def _in_percent(self) -> bool:
        indicator = self._indicator
        return indicator is not None and indicator.unit == "%"

    def _set_heads(self, base_year: int, years: tuple[int, ...], last: str) -> None:
        words = [tr("Yearly", "Region") if self.whole_table else "", str(base_year), *map(str, years), last]
        if [head.words() for head in self.rows.heads] == words:
            return
        self.rows.set_heads(
            [
                Head(
                    _said(text),
                    _NAME if place == 0 else _FIGURE + _WIDER * (place == len(words) - 1),
                    figures=place > 0,
                )
                for place, text in enumerate(words)
            ]
        )

    def _in_all(self, one: YearlyTargets) -> tuple[str, str]:
        """What the years come to, with its head: the pace a year, the sum, the mean."""
        if one.measure is Measure.SUM:
            total = measured_total(self.workspace.session.results, one)
            return tr("Yearly", "Cumulative"), self._figure(total)
        if one.measure is Measure.GROWTH:
            mean = measured_total(self.workspace.session.results, one)
            return tr("Yearly", "Annual average"), format_percentage(mean, 2)
        base, target, count = (np.array([figure]) for figure in (one.base, one.target, float(len(one.years))))
        pace = float(required_growth(base, target, count, np.array([one.points]))[0])
        return self._called("Annual average", one), self._pace(pace, one)

    def _cells(self, one: YearlyTargets, years: NDArray[np.int64]) -> list[Entry]:
        """The yearly targets of a series as cells, the last of a level fixed by its target."""
        cells = []
        for year in years.tolist():
            found = np.flatnonzero(one.years == year)
            if not len(found):
                cells.append(Entry("—", faint=True))
                continue
            at = int(found[0])
            end = year == one.target_year and one.measure is Measure.LEVEL
            held, beyond = bool(one.held[at]), bool(one.impossible[at])
            marks = (_HELD if held else _STATED if one.stated[at] and not end else "") + (
                _BEYOND if beyond else ""
            )
            text = f"{marks} {self._figure(float(one.values[at]))}".strip()
            cells.append(Entry(text, strong=held or end, late=beyond, typed=not end))
        return cells

    def _show_one(self, one: YearlyTargets, indicator: Indicator) -> None:
        years = tuple(one.years.tolist())
        self._codes, self._years = (one.series.region,), years
        head, total = self._in_all(one)
        self._set_heads(one.base_year, years, head)
        lines = [
            [
                Entry(tr("Yearly", "Yearly target"), strong=True),
                Entry(self._figure(one.base), faint=True),
                *self._cells(one, one.years),
                Entry(total, faint=True),
            ]
        ]
        for name, figures in (
            (self._called("Change on the year before", one), one.growth),
            (self._called("Growth needed", one), one.needed),
            (self._called("Fastest growth so far", one), one.plausible),
        ):
            lines.append(
                [
                    Entry(name, faint=True),
                    Entry(""),
                    *(
                        Entry(
                            self._pace(float(figure), one),
                            faint=True,
                            late=bool(one.impossible[at]) and figures is one.needed,
                        )
                        for at, figure in enumerate(figures)
                    ),
                    Entry(""),
                ]
            )
        self.rows.set_rows(lines)
        self.headline.setText(self._headline(one, indicator))
        self.notes.write(self._hint(one.notes, bool(one.held.any()), bool(one.impossible.any())))
        self._draw(one, indicator)

    def _headline(self, one: YearlyTargets, indicator: Indicator) -> str:
        region = named(self.workspace.plan.region_by_code[one.series.region])
        name = f"{region} {named(indicator)}"
        unit = "%" if one.measure is Measure.GROWTH else unit_of(indicator)
        target = format_figure(one.target, indicator.decimals, unit)
        if one.measure is Measure.SUM:
            done = format_figure(one.done, indicator.decimals, unit)
            return tr("Yearly", "{name}: {target} cumulative to {year}, {done} so far").format(
                name=name, target=target, year=one.target_year, done=done
            )
        if one.measure is Measure.GROWTH:
            return tr("Yearly", "{name}: {target} a year on average to {year}").format(
                name=name, target=target, year=one.target_year
            )
        base = format_figure(one.base, indicator.decimals, unit)
        return tr("Yearly", "{name}: {base} in {base_year}, {target} in {year}").format(
            name=name, base=base, base_year=one.base_year, target=target, year=one.target_year
        )

    def _show_table(self, table: YearlyTable, indicator: Indicator) -> None:
        plan, whole = self.workspace.plan, table.whole
        years = tuple(table.years.tolist())
        divided = [one for _, one in table.rows if isinstance(one, YearlyTargets)]
        sample = whole if isinstance(whole, YearlyTargets) else divided[0] if divided else None
        if sample is None:
            self._refuse(whole if isinstance(whole, Problem) else table.problems[0])
            return
        self._codes = (table.series.region, *(code for code, _ in table.rows))
        self._years = years
        self._set_heads(years[0] - 1, years, self._in_all(sample)[0])
        lines = [
            self._line(code, one, table.years, strong=place == 0)
            for place, (code, one) in enumerate([(table.series.region, whole), *table.rows])
        ]
        if np.isfinite(table.sums).any():
            apart = self._apart(table)
            lines.append(
                [
                    Entry(tr("Yearly", "Sum of the regions"), faint=True),
                    Entry(""),
                    *(
                        Entry(self._figure(float(figure)), faint=True, late=bool(apart[at]))
                        for at, figure in enumerate(table.sums)
                    ),
                    Entry(""),
                ]
            )
        self.rows.set_rows(lines)
        self.headline.setText(
            self._headline(whole, indicator)
            if isinstance(whole, YearlyTargets)
            else f"{named(plan.region_by_code[table.series.region])} {named(indicator)}"
        )
        notes = [*table.problems]
        if isinstance(whole, Problem):
            notes.append(whole)
        for one in (whole, *(one for _, one in table.rows)):
            if isinstance(one, YearlyTargets):
                notes += [note for note in one.notes if note.kind in (TOO_FAST, REPLACES)]
        every = [one for one in (whole, *divided) if isinstance(one, YearlyTargets)]
        held, beyond = (
            any(bool(getattr(one, part).any()) for one in every) for part in ("held", "impossible")
        )
        self.notes.write(self._hint(tuple(dict.fromkeys(notes))[:3], held, beyond))
        self._draw(sample, indicator)

    def _apart(self, table: YearlyTable) -> NDArray[np.bool_]:
        whole = table.whole
        apart = np.zeros(len(table.years), dtype=np.bool_)
        if isinstance(whole, YearlyTargets) and not table.balanced:
            for at, year in enumerate(table.years.tolist()):
                found = np.flatnonzero(whole.years == year)
                if len(found) and math.isfinite(table.sums[at]):
                    apart[at] = abs(table.sums[at] - whole.values[found[0]]) > 1e-6 * max(
                        1.0, abs(table.sums[at])
                    )
        return apart

    def _line(
        self, code: str, one: YearlyTargets | Problem, years: NDArray[np.int64], *, strong: bool
    ) -> list[Entry]:
        name = named(self.workspace.plan.region_by_code[code])
        if isinstance(one, Problem):
            return [Entry(name, strong=strong), *(Entry("—", faint=True) for _ in range(len(years) + 2))]
        base = one.base
        found = np.flatnonzero(one.years == years[0] - 1)
        if len(found):
            base = float(one.values[found[0]])
        return [
            Entry(name, strong=strong),
            Entry(self._figure(base), faint=True),
            *self._cells(one, years),
            Entry(self._in_all(one)[1], faint=True),
        ]

    def _hint(self, notes: tuple[Problem, ...], held: bool, beyond: bool) -> str:
        # once they are taken nothing is left to replace
        notes = tuple(note for note in notes if note.kind is not REPLACES or self.edit() is not None)
        said = [
            note.message(language())
            for note in sorted(notes, key=lambda one: one.severity is not Severity.ERROR)
        ]
        legend = [tr("Yearly", "Type a figure to fix a cell, Delete releases it; the rest is divided again.")]
        if held:
            legend.append("   " + tr("Yearly", "{mark} fixed").format(mark=_HELD))
        if beyond:
            legend.append("   " + tr("Yearly", "{mark} faster than ever before").format(mark=_BEYOND))
        return ("" if language() == "zh" else " ").join(said + legend)

    def _draw(self, one: YearlyTargets, indicator: Indicator) -> None:
        workspace, plan = self.workspace, self.workspace.plan
        row = plan.row[one.series]
        result = workspace.result
        years = plan.years.astype(np.float64)
        last = plan.column(one.base_year) if one.base_year in plan.years else -1
        columns = np.arange(len(years))
        values = result.values[row]
        yearly = np.full(len(years), np.nan)
        inside = np.isin(one.years, plan.years)
        at = one.years[inside] - int(plan.years[0])
        yearly[at] = one.values[inside]
        if last >= 0 and one.measure is Measure.LEVEL:
            yearly[last] = one.base
        scenario = workspace.document.scenario
        self.picture.put(
            Lines(
                years,
                np.where(columns <= last, values, np.nan),
                np.where((columns >= last) & (years <= one.target_year), values, np.nan),
                yearly,
                (tr("Yearly", "actual"), named(scenario), tr("Yearly", "yearly targets")),
                scenario_colour(workspace.document.hues[scenario.id]),
                "%" if one.measure is Measure.GROWTH else unit_of(indicator),
                one.base_year,
                one.target_year,
            )
        )

    # what is typed and taken

    def _entered(self, row: int, column: int, text: str) -> None:
        place = column - _FIRST
        if row >= len(self._codes) or not 0 <= place < len(self._years):
            return
        key = self._codes[row], self._years[place]
        shown = self.rows.rows[row][column].text.lstrip(_MARKS)
        if not text.strip():
            self.holds.pop(key, None)
        elif text.strip() == shown and key not in self.holds:
            # looked at, not changed
            return
        else:
            indicator = self._indicator
            figure = parse_entry(text, indicator.unit if indicator is not None else "")
            if isinstance(figure, Problem):
                self.notes.write(figure.message(language()))
                return
            # what is held is what is shown and entered, to the last place
            self.holds[key] = rounded(figure, indicator.decimals) if indicator is not None else figure
        self.refresh()

    def edit(self) -> Edit | None:
        """The edit that writes the yearly targets as rows of Targets, in one step."""
        answer = self.answer
        if answer is None:
            return None
        every = (
            [answer]
            if isinstance(answer, YearlyTargets)
            else [answer.whole, *(one for _, one in answer.rows)]
        )
        document = self.workspace.document
        stages: dict[TargetKey, PlanTarget] = {}
        finals: dict[SeriesKey, TargetKey] = {}
        for one in every:
            if isinstance(one, Problem):
                continue
            finals[one.series] = one.final
            stages.update(self._stages(one))
        if not stages:
            return None
        words = RULES[self.chosen_rule].words
        return set_yearly_targets(document, document.active, stages, finals, words)

    def _stages(self, one: YearlyTargets) -> dict[TargetKey, PlanTarget]:
        """The yearly targets of the years before the last, which has the target itself; what the plan states stays."""
        indicator = self.workspace.plan.indicator_by_code[one.series.indicator]
        table = self.workspace.result.targets
        found = {}
        for at, year in enumerate(one.years.tolist()):
            if year == one.target_year or (one.stated[at] and not one.held[at]):
                continue
            key = TargetKey(one.series, year)
            place = table.of_series.get(key)
            found[key] = stage_of(
                key,
                rounded(float(one.values[at]), indicator.decimals),
                unit_of(indicator),
                one.statement,
                yearly_growth=one.measure is Measure.GROWTH,
                before=None if place is None else table.statements[place],
            )
        return found


def _said(text: str) -> Callable[[], str]:
    return lambda: text
