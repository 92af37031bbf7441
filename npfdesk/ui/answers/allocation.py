"""Allocation: a total divided among the regions below the selected one: rule, held shares, floors, caps."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QWidget

from npfdesk.engine.answers.allocation import RULE_NAMES, Allocation, AllocationRule, Bounds, Share, allocate
from npfdesk.engine.negotiation.rounds import negotiation
from npfdesk.engine.negotiation.steps import Bounding, allocation_bounds
from npfdesk.engine.targets.required_pace import main_target
from npfdesk.plan.answer_edits import shares_as_targets
from npfdesk.plan.edits import Edit
from npfdesk.plan.measure_words import pace_unit
from npfdesk.plan.model import Indicator
from npfdesk.plan.numbers import format_figure, parse_entry, plain
from npfdesk.plan.problems import Problem, joined
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.statuses import Status
from npfdesk.ui.answers.answer_dialog import AnswerDialog, FigureField
from npfdesk.ui.answers.answer_table import Entry, Head, Rows, RowsTable
from npfdesk.ui.look.choices import find_by_name
from npfdesk.ui.look.language import language, named, tr, unit_of
from npfdesk.ui.look.mnemonics import say
from npfdesk.ui.workspace import Workspace

_HOLD, _FLOOR, _CAP = 1, 2, 3


class AllocateDialog(AnswerDialog):
    """Divides the total of the selected region, or of the city, among the regions below it."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.resize(1080, 620)
        self.answer: Allocation | None = None
        self.rule, self.weight = QComboBox(), QComboBox()
        find_by_name(self.weight)
        self.rule.addItems([""] * len(AllocationRule))
        for box in (self.rule, self.weight):
            box.setFixedWidth(360)
        self.total = FigureField(width=140)
        self.field("Rule", self.rule)
        self.field("Weighted by", self.weight)
        self.field("Total", self.total)
        self.settled, self.proposals = QCheckBox(), QComboBox()
        self.settled.setChecked(True)
        self.proposals.addItems([""] * len(Bounding))
        self.proposals_label = QLabel()
        self.proposals_label.setBuddy(self.proposals)
        self.pair("Negotiation", self.settled, self.proposals_label, self.proposals)
        self.negotiated_line = self.settled.parentWidget() or self.settled
        self.offered: dict[int, Mapping[str, float]] = {}
        self.given: dict[int, dict[str, float]] = {_HOLD: {}, _FLOOR: {}, _CAP: {}}
        self._series: SeriesKey | None = None
        self._weights: tuple[str, ...] = ()
        self.rows = Rows(
            (
                Head(lambda: tr("Answers", "Region"), 150, figures=False),
                Head(lambda: tr("Answers", "Fixed"), 90),
                Head(lambda: tr("Answers", "Floor"), 90),
                Head(lambda: tr("Answers", "Cap"), 90),
                Head(lambda: tr("Answers", "Base"), 100),
                Head(lambda: tr("Answers", "Present target"), 110),
                Head(lambda: tr("Answers", "New target"), 110),
                Head(lambda: tr("Answers", "Change"), 90),
                Head(lambda: tr("Answers", "Annual growth"), 100),
                Head(lambda: tr("Answers", "Past growth"), 90),
            )
        )
        self.table = RowsTable(self.rows)
        self.body.addWidget(self.table, 1)
        self.rows.entered.connect(self._entered)
        self.rule.activated.connect(self.refresh)
        self.weight.activated.connect(self.refresh)
        self.total.editingFinished.connect(self.refresh)
        self.settled.toggled.connect(lambda _: self.refresh())
        self.proposals.activated.connect(self.refresh)

    def apply_text(self) -> str:
        """The text of the apply button."""
        return tr("Answers", "Apply as the scenario's targets")

    def divided(self) -> SeriesKey:
        """The divided series: the selected one if regions lie below it, else the city's."""
        plan, chosen = self.workspace.plan, self.workspace.selection
        region = chosen.region if plan.children_of(chosen.region) else plan.city
        return SeriesKey(region, chosen.industry, chosen.indicator)

    def _fill(self) -> None:
        for place, rule in enumerate(AllocationRule):
            self.rule.setItemText(place, RULE_NAMES[rule].text(language(), {}))
        plan = self.workspace.plan
        codes = tuple(one.code for one in plan.indicators)
        names = [named(one) for one in plan.indicators]
        if codes != self._weights or [self.weight.itemText(i) for i in range(self.weight.count())] != names:
            place = max(self.weight.currentIndex(), 0) if codes == self._weights else 0
            self._weights = codes
            self.weight.clear()
            self.weight.addItems(names)
            self.weight.setCurrentIndex(place)

    def _offer(self, series: SeriesKey) -> Problem | None:
        """What the negotiation of the total's year offers: settled figures to hold, last proposals as floors or caps.

        What is typed comes before what is offered. A Problem where what is settled cannot be held.
        """
        workspace, plan = self.workspace, self.workspace.plan
        self.offered = {}
        talked = any(
            key.series[1:] == series[1:] and plan.region_by_code[key.series.region].parent == series.region
            for key in plan.proposals
        )
        self.form.setRowVisible(self.negotiated_line, talked)
        if not talked:
            return None
        self.settled.setText(tr("Answers", "Hold what is settled"))
        say(self.proposals_label, tr("Answers", "Last proposals"))
        for place, bounding in enumerate(Bounding):
            self.proposals.setItemText(place, bounding.words.text(language(), {}))
        results, active = workspace.session.results, workspace.document.active
        main = main_target(results, active, series)
        year = plan.target_year if main is None else int(results.scenarios[active].targets.year[main])
        talks = negotiation(results, active, series, year)
        bounding = list(Bounding)[max(self.proposals.currentIndex(), 0)]
        bounds = allocation_bounds(plan, talks, bounding)
        if isinstance(bounds, Problem):
            return bounds if self.settled.isChecked() else None
        holds = bounds.holds if self.settled.isChecked() else {}
        self.offered = {_HOLD: holds, _FLOOR: bounds.floors, _CAP: bounds.caps}
        return None

    def _bounds(self, side: int) -> dict[str, float]:
        """The figures of a column: what was typed, else what the negotiation offers."""
        typed = {code for column in self.given.values() for code in column}
        offered = {code: figure for code, figure in self.offered.get(side, {}).items() if code not in typed}
        return {**offered, **self.given[side]}

    def ask(self) -> None:
        """Divide the total."""
        self._fill()
        self.answer = None
        series, workspace = self.divided(), self.workspace
        if series != self._series:
            # held shares of another series do not apply to this one
            self._series = series
            self.total.clear()
            for side in self.given.values():
                side.clear()
        rule = list(AllocationRule)[max(self.rule.currentIndex(), 0)]
        weighed = rule is AllocationRule.CAPACITY
        self.form.setRowVisible(self.weight, weighed)
        indicator = workspace.plan.indicator_by_code.get(series.indicator)
        if indicator is None or series.region not in workspace.plan.region_by_code:
            self.rows.set_rows(())
            self.form.setRowVisible(self.negotiated_line, False)
            self.refuse(tr("Answers", "Choose an indicator whose regions add up to a total."))
            return
        wrong = self._offer(series)
        if wrong is not None:
            self.rows.set_rows(())
            self.refuse(wrong)
            return
        self.total.unit = indicator.unit
        total = self.total.figure
        if isinstance(total, Problem):
            self.refuse(total)
            return
        answer = allocate(
            workspace.session.results,
            workspace.document.active,
            series,
            rule,
            total,
            self._weights[self.weight.currentIndex()] if weighed else None,
            Bounds(*(MappingProxyType(self._bounds(side)) for side in (_HOLD, _FLOOR, _CAP))),
        )
        if isinstance(answer, Problem):
            self.refuse(answer)
            self.rows.set_rows([[*row[:6]] for row in self.rows.rows])
            return
        self.answer = answer
        self._show(answer, indicator)

    def _show(self, answer: Allocation, indicator: Indicator) -> None:
        plan = self.workspace.plan
        if not self.total.text().strip():
            self.total.setPlaceholderText(format_figure(answer.total, indicator.decimals, unit_of(indicator)))
        self.headline.setText(
            f"{named(plan.region_by_code[answer.series.region])} {named(indicator)} {answer.year}: "
            f"{format_figure(answer.sum, indicator.decimals, unit_of(indicator))}"
        )
        self.rows.set_rows([self._row(share, indicator) for share in answer.shares])
        notes = [
            tr("Answers", "Type a figure under Fixed, Floor or Cap; the rest is divided again by the rule.")
        ]
        if answer.left_out:
            left = joined((named(plan.region_by_code[code]) for code in answer.left_out), language())
            source = "Left out because a figure that the rule needs is missing: {regions}."
            notes.append(tr("Answers", source).format(regions=left))
        self.notes.write(" ".join(notes))

    def _row(self, share: Share, indicator: Indicator) -> list[Entry]:
        plan = self.workspace.plan

        def shown(value: float, decimals: int | None = None, unit: str = "") -> str:
            places = indicator.decimals if decimals is None else decimals
            return format_figure(value, places, unit) if math.isfinite(value) else "—"

        def typed(side: int) -> Entry:
            figure = self._bounds(side).get(share.region)
            own = share.region in self.given[side]
            text = "" if figure is None else plain(figure) if own else shown(figure)
            return Entry(text, typed=True, strong=own, faint=not own)

        change = share.value - share.target
        unit = pace_unit(indicator, language())
        binding = {"floor": tr("Answers", "floor"), "cap": tr("Answers", "cap")}.get(share.bound, "")
        return [
            Entry(named(plan.region_by_code[share.region]), strong=True),
            typed(_HOLD),
            typed(_FLOOR),
            typed(_CAP),
            Entry(shown(share.base), faint=True),
            Entry(shown(share.target), faint=True),
            Entry(f"{shown(share.value)} {binding}".rstrip(), strong=not share.held, faint=share.held),
            Entry(f"+{shown(change)}" if change > 0 else shown(change), faint=True),
            Entry(shown(share.growth, 2, unit), status=self._status(share)),
            Entry(shown(share.past, 2, unit), faint=True),
        ]

    @staticmethod
    def _status(share: Share) -> Status | None:
        """The status of the required growth against the region's own past, by the thresholds of pace."""
        if not math.isfinite(share.growth) or not math.isfinite(share.past):
            return None
        if share.growth <= 0 or share.past / share.growth >= 0.95:
            return Status.BLUE
        pace = share.past / share.growth
        return Status.YELLOW if pace >= 0.6 else Status.ORANGE if pace >= 0 else Status.RED

    def _entered(self, row: int, column: int, text: str) -> None:
        answer = self.answer
        codes = [share.region for share in answer.shares] if answer is not None else self._codes()
        indicator = self.workspace.plan.indicator_by_code[self.divided().indicator]
        code = codes[row]
        if text.strip() == self.rows.rows[row][column].text:
            # looked at, not changed: what is offered stays an offer
            return
        if not text.strip():
            self.given[column].pop(code, None)
        else:
            figure = parse_entry(text, indicator.unit)
            if isinstance(figure, Problem):
                self.notes.write(figure.message(language()))
                return
            self.given[column][code] = figure
        self.refresh()

    def _codes(self) -> list[str]:
        plan, series = self.workspace.plan, self.divided()
        return [
            region.code
            for region in plan.children_of(series.region, plan.target_year)
            if series._replace(region=region.code) in plan.row
        ]

    def edit(self) -> Edit | None:
        """The edit that sets the shares as the scenario's own targets, with the total if another was typed."""
        answer = self.answer
        if answer is None:
            return None
        shares = {share.region: share.value for share in answer.shares if math.isfinite(share.value)}
        rule = RULE_NAMES[answer.rule]
        typed = answer.total if self.total.text().strip() else None
        return shares_as_targets(
            self.workspace.document,
            self.workspace.document.active,
            answer.series,
            answer.year,
            shares,
            rule,
            typed,
            answer.measure,
        )
