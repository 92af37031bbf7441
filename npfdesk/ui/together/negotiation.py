"""Rounds of negotiation: counties by rounds, what each can carry, settled ones locked, the rest allocated."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QItemSelectionModel, QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from npfdesk.engine.answers.allocation import RULE_NAMES, Allocation, AllocationRule
from npfdesk.engine.negotiation.carrying import Interval, burden, seek_within_past
from npfdesk.engine.negotiation.rounds import (
    CountyPositions,
    Negotiation,
    negotiated_years,
    negotiation,
    usual_negotiated_year,
)
from npfdesk.engine.negotiation.steps import (
    Bounding,
    allocate_rest,
    allocation_as_replies,
    open_again,
    position_as_target,
    printed_shares,
    settle,
    settled_as_targets,
)
from npfdesk.plan.due_dates import last_day
from npfdesk.plan.edit_labels import set_proposals
from npfdesk.plan.edits import Edit, EditRefused
from npfdesk.plan.kinds import RollUp
from npfdesk.plan.measure_words import pace_unit
from npfdesk.plan.model import Indicator
from npfdesk.plan.names import is_blank
from npfdesk.plan.negotiation import Proposal, ProposalKey, Side
from npfdesk.plan.numbers import format_figure
from npfdesk.plan.positions import position
from npfdesk.plan.problems import Problem
from npfdesk.plan.series import SeriesKey, TargetKey
from npfdesk.ui.answers.answer_dialog import AnswerDialog, FigureField
from npfdesk.ui.answers.answer_table import ROLE, Entry, Head, Index, Rows, RowsTable
from npfdesk.ui.charts.captions import Note
from npfdesk.ui.look.choices import find_by_name
from npfdesk.ui.look.language import language, named, tr, unit_of
from npfdesk.ui.look.mnemonics import say
from npfdesk.ui.look.style import pixels
from npfdesk.ui.look.wrapped_line import WrappedLine
from npfdesk.ui.tables.figure_table import ROW_HEIGHT
from npfdesk.ui.tables.new_target import choice_of, fill_choice
from npfdesk.ui.together.carrying_picture import CarriedPace, CarryingPicture
from npfdesk.ui.together.negotiation_words import (
    apart_text,
    burden_status,
    carry_sentence,
    negotiation_headline,
    pace_edges,
    pace_range_text,
    pace_text,
    reach_text,
    seek_sentence,
    stand_text,
    turn_text,
)
from npfdesk.ui.workspace import Workspace, refusal_text

_BAR: Final = 16
"""The room that a scroll bar takes below a table, in pixels."""
_FIRST: Final = 2
"""The columns before those of the rounds: the region and its last figure."""
AGREED: Final = "■"
"""The mark of a settled position."""
WORDS, REASON, SINCE, SOURCE = 1, 2, 3, 4
"""The columns of one county's positions."""


class PositionRows(Rows):
    """Rows whose typed cells are edited as the words alone, without the figure that they come to."""

    def __init__(self, heads: tuple[Head, ...] = ()) -> None:
        super().__init__(heads)
        self.words: Mapping[tuple[int, int], str] = {}

    def data(self, index: Index, role: int = ROLE.DisplayRole) -> object:
        """The data of a cell for a role."""
        if role == ROLE.EditRole and index.isValid():
            return self.words.get((index.row(), index.column()), self.entry(index).text)
        return super().data(index, role)


class PositionTable(RowsTable):
    """The table view of positions: Delete and Backspace take the chosen ones away."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty the chosen cells; other keys are the table's."""
        if event.key() not in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            super().keyPressEvent(event)
            return
        for index in self.selectedIndexes():
            if self.rows.entry(index).typed and self.rows.entry(index).text:
                self.rows.entered.emit(index.row(), index.column(), "")


class NegotiationDialog(AnswerDialog):
    """The rounds on the selected indicator's targets over the regions below the plan's, and what follows from them."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.resize(1240, 800)
        self.talks: Negotiation | None = None
        self.answer: Allocation | None = None
        self.columns: tuple[tuple[int, Side], ...] = ()
        self.region = ""
        self.refused = ""
        self._years: tuple[int, ...] = ()
        self.indicator, self.whole, self.year = choice_of(), choice_of(), QComboBox()
        self.indicator.setMinimumContentsLength(30)
        self.pair("Indicator", self.indicator, self.whole, self.year)
        self.indicator.activated.connect(self._choose)
        self.whole.activated.connect(lambda _: self.refresh())
        self.year.activated.connect(lambda _: self.refresh())
        self._make_allocation()
        self._make_steps()
        self.rows, self.positions = PositionRows(), PositionRows()
        self.table, self.detail = PositionTable(self.rows), PositionTable(self.positions)
        self.about, self.key, self.told = Note(), Note(), Note()
        self.picture = CarryingPicture()
        self._set_parts()
        self.rows.entered.connect(self._typed_in_table)
        self.positions.entered.connect(self._typed_in_detail)
        self.table.selectionModel().currentChanged.connect(self._look_at)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._offer_steps())
        self.picture.chosen.connect(self.show_region)
        workspace.opened.connect(self._forget)

    def _make_allocation(self) -> None:
        """The line that asks how the rest is allocated; shown while it is."""
        self.rule, self.bounding, self.weight = QComboBox(), QComboBox(), QComboBox()
        self.total = FigureField(width=110)
        find_by_name(self.weight)
        self.rule.addItems([""] * len(AllocationRule))
        self.bounding.addItems([""] * len(Bounding))
        self.bounding_label, self.total_label = QLabel(), QLabel()
        self.bounding_label.setBuddy(self.bounding)
        self.total_label.setBuddy(self.total)
        self.pair(
            "Rule", self.rule, self.weight, self.bounding_label, self.bounding, self.total_label, self.total
        )
        self.rule_line = self.rule.parentWidget() or self.rule
        for box in (self.rule, self.bounding, self.weight):
            box.activated.connect(lambda _: self.refresh())
        self.total.editingFinished.connect(self.refresh)

    def _make_steps(self) -> None:
        self.settle_proposal, self.settle_reply = QPushButton(), QPushButton()
        self.open_button, self.allocate_button = QPushButton(), QPushButton()
        self.allocate_button.setCheckable(True)
        self.steps = QWidget()
        line = WrappedLine(self.steps)
        for button in (self.settle_proposal, self.settle_reply, self.open_button, self.allocate_button):
            button.setAutoDefault(False)
            line.addWidget(button)
        self.settle_proposal.clicked.connect(lambda: self.settle(Side.PROPOSAL))
        self.settle_reply.clicked.connect(lambda: self.settle(Side.REPLY))
        self.open_button.clicked.connect(self.open_again)
        self.allocate_button.toggled.connect(lambda _: self.refresh())

    def _set_parts(self) -> None:
        """The table of counties; below it one county's positions beside the picture of all."""
        county, beside = QWidget(), QWidget()
        left, right = QVBoxLayout(county), QVBoxLayout(beside)
        for column in (left, right):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(4)
        left.addWidget(self.about)
        left.addWidget(self.detail, 1)
        right.addWidget(self.key)
        right.addWidget(self.picture, 1)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(county)
        self.split.addWidget(beside)
        self.split.setStretchFactor(0, 3)
        self.split.setStretchFactor(1, 2)
        self.table.setMinimumHeight(170)
        self.detail.setMinimumHeight(120)
        self.body.addWidget(self.steps)
        self.body.addWidget(self.told)
        self.body.addWidget(self.table, 3)
        self.body.addWidget(self.split, 2)

    # what is asked

    def words(self, source: str) -> str:
        """The label of a field in the current language."""
        return tr("Negotiation", source)

    @property
    def allocating(self) -> bool:
        """Whether the rest is being allocated."""
        return self.allocate_button.isChecked()

    def apply_text(self) -> str:
        """The text of the apply button: targets from what is settled, or replies from the allocation."""
        if not self.allocating or self.talks is None:
            return tr("Negotiation", "Set as targets")
        number = self.talks.next_round(Side.REPLY)
        return tr("Negotiation", "Write as replies of round {round}").format(round=number)

    @property
    def series(self) -> SeriesKey:
        """The series of the whole: the selected indicator and industry, of the region chosen."""
        chosen = self.workspace.selection
        return SeriesKey(str(self.whole.currentData() or ""), chosen.industry, chosen.indicator)

    def _choose(self, *_: object) -> None:
        self.workspace.select(indicator=str(self.indicator.currentData() or ""))

    def _forget(self) -> None:
        self.region, self.refused = "", ""
        self.allocate_button.setChecked(False)
        self.total.clear()

    def _fill(self) -> None:
        plan, chosen = self.workspace.plan, self.workspace.selection
        fill_choice(self.indicator, [(named(one), one.code) for one in plan.indicators], chosen.indicator)
        wholes = [one for one in plan.own_regions if plan.children_of(one.code)]
        kept = str(self.whole.currentData() or "") or plan.root
        fill_choice(self.whole, [(named(one), one.code) for one in wholes], kept)
        self.whole.setVisible(len(wholes) > 1)
        series = self.series
        below = {one.code for one in plan.children_of(series.region)} | {series.region}
        years = {plan.target_year, *negotiated_years(plan, series)}
        years |= {
            key.year
            for key in plan.targets
            if key.series[1:] == series[1:] and key.series.region in below and key.year > plan.base_year
        }
        before = (
            self._years[self.year.currentIndex()] if 0 <= self.year.currentIndex() < len(self._years) else 0
        )
        self._years = tuple(sorted(years))
        year = before if before in years else usual_negotiated_year(plan, series)
        with QSignalBlocker(self.year):
            self.year.clear()
            self.year.addItems([str(one) for one in self._years])
            self.year.setCurrentIndex(self._years.index(year) if year in years else 0)
        self._fill_allocation()

    def _fill_allocation(self) -> None:
        plan = self.workspace.plan
        for place, rule in enumerate(AllocationRule):
            self.rule.setItemText(place, RULE_NAMES[rule].text(language(), {}))
        for place, bounding in enumerate(Bounding):
            self.bounding.setItemText(place, bounding.words.text(language(), {}))
        kept = str(self.weight.currentData() or "")
        fill_choice(self.weight, [(named(one), one.code) for one in plan.indicators], kept)
        self.weight.setVisible(self.chosen_rule is AllocationRule.CAPACITY)
        say(self.bounding_label, tr("Negotiation", "Proposals"))
        say(self.total_label, tr("Negotiation", "Total"))
        self.form.setRowVisible(self.rule_line, self.allocating)

    @property
    def chosen_rule(self) -> AllocationRule:
        """The rule by which the rest is allocated."""
        return list(AllocationRule)[max(self.rule.currentIndex(), 0)]

    @property
    def chosen_year(self) -> int:
        """The year whose targets are negotiated."""
        return self._years[max(self.year.currentIndex(), 0)]

    # what is shown

    def ask(self) -> None:
        """The rounds of the indicator and year chosen."""
        self._fill()
        self._say_steps()
        self.split.setAccessibleName(tr("Negotiation", "One region beside all"))
        self.talks = self.answer = None
        plan, series = self.workspace.plan, self.series
        indicator = plan.indicator_by_code.get(series.indicator)
        if indicator is None or series.region not in plan.region_by_code:
            self._empty(tr("Negotiation", "Choose an indicator that the regions below have."))
            return
        results, active = self.workspace.session.results, self.workspace.document.active
        talks = negotiation(results, active, series, self.chosen_year)
        if not talks.counties:
            self._empty(
                tr(
                    "Negotiation",
                    "No region below has this indicator. Choose another one, or enter the regions' figures "
                    "or targets first.",
                )
            )
            return
        self.talks = talks
        note = self._allocate(talks, indicator) if self.allocating else ""
        self._show(talks, indicator)
        self.headline.setText(negotiation_headline(talks, plan))
        # what was refused, and what to do first, stand above the table
        told = self.refused or note or ("" if talks.rounds else self._beginning())
        self.told.write(told)
        self.told.setVisible(bool(told))
        self.notes.write(
            tr(
                "Negotiation",
                "Type a proposal or a reply into its cell; Delete takes it away. A settled target is locked until it is "
                "opened again.",
            )
        )
        self._offer_steps()

    def _empty(self, text: str) -> None:
        self.columns = ()
        self.rows.set_heads(())
        self.positions.set_heads(())
        self.picture.put((), "", "")
        self.about.write("")
        self.told.hide()
        self.refuse(text)
        self._offer_steps()

    @staticmethod
    def _beginning() -> str:
        """What to do where nobody has proposed anything."""
        return tr(
            "Negotiation",
            "No proposals yet. Type a region's proposal into its cell, such as 3000 or at least 3000; or ask for proposals "
            "by “Send out forms…” and take them in by “Take in returns…”.",
        )

    def _allocate(self, talks: Negotiation, indicator: Indicator) -> str:
        """Allocate the rest; what is to be said of it."""
        total = self.total.figure
        self.total.unit = indicator.unit
        if isinstance(total, Problem):
            return total.message(language())
        weight = str(self.weight.currentData() or "") if self.chosen_rule is AllocationRule.CAPACITY else None
        bounding = list(Bounding)[max(self.bounding.currentIndex(), 0)]
        results, active = self.workspace.session.results, self.workspace.document.active
        found = allocate_rest(results, active, talks, self.chosen_rule, bounding, total, weight)
        if isinstance(found, Problem):
            return found.message(language())
        self.answer = found
        if not self.total.text().strip():
            self.total.setPlaceholderText(format_figure(found.total, indicator.decimals))
        return tr(
            "Negotiation",
            "Settled targets are held; the rest of {total} is split by the rule. Nothing is written until it is "
            "applied.",
        ).format(total=format_figure(found.total, indicator.decimals, unit_of(indicator)))

    def _shown_rounds(self, talks: Negotiation) -> tuple[tuple[int, Side], ...]:
        """The rounds there are, and the one that is due."""
        due = max(talks.next_round(Side.PROPOSAL), *(talks.rounds or (1,)))
        return tuple((number, side) for number in range(1, due + 1) for side in Side)

    def _show(self, talks: Negotiation, indicator: Indicator) -> None:
        self.columns = self._shown_rounds(talks)
        self._set_heads(talks, indicator)
        shares = printed_shares(self.workspace.plan, self.answer) if self.answer is not None else {}
        self.rows.words = {
            (row, _FIRST + place): stand.proposal.text
            for row, one in enumerate(talks.counties)
            for place, key in enumerate(self.columns)
            if (stand := one.stands.get(key)) is not None
        }
        lines = [self._line(one, indicator, shares) for one in talks.counties]
        if talks.offered is not None and indicator.rollup is RollUp.SUM:
            lines.append(self._sum_line(talks, indicator, shares))
        self.rows.set_rows(lines)
        self.rows.retranslate()
        # as high as its rows: what is free belongs to the county below
        high = self.table.horizontalHeader().height() + len(lines) * pixels(ROW_HEIGHT)
        self.table.setMaximumHeight(high + 2 * self.table.frameWidth() + pixels(_BAR))
        self.table.setAccessibleName(self.title())
        self._show_picture(talks, indicator)
        regions = [one.region for one in talks.counties]
        self.show_region(self.region if self.region in regions else regions[0])

    def _set_heads(self, talks: Negotiation, indicator: Indicator) -> None:
        sides = {
            Side.PROPOSAL: tr("Negotiation", "Proposal {round}"),
            Side.REPLY: tr("Negotiation", "Reply {round}"),
        }
        words = [
            tr("Negotiation", "Region"),
            tr("Negotiation", "Last actual"),
            *(sides[side].format(round=number) for number, side in self.columns),
            *([tr("Negotiation", "Allocation")] if self.allocating else []),
            tr("Negotiation", "Apart by"),
            tr("Negotiation", "Needs a year"),
            tr("Negotiation", "Own past a year"),
            *([] if self.allocating else [tr("Negotiation", "Past comes to {year}").format(year=talks.year)]),
            tr("Negotiation", "State"),
            tr("Negotiation", "Plan's target"),
        ]
        if [head.words() for head in self.rows.heads] == words:
            return
        left = {0, len(words) - 2}
        self.rows.set_heads(
            [
                Head(_said(text), 104 if place else 120, figures=place not in left)
                for place, text in enumerate(words)
            ]
        )

    def _line(self, one: CountyPositions, indicator: Indicator, shares: Mapping[str, float]) -> list[Entry]:
        plan, settled, carry = self.workspace.plan, one.settled, one.carry
        last = format_figure(carry.last, indicator.decimals)
        if carry.last_year:
            last += f"（{carry.last_year}）" if language() == "zh" else f" ({carry.last_year})"
        load = one.burden
        share = []
        if self.allocating:
            figure = shares.get(one.region, math.nan)
            share.append(
                Entry(
                    format_figure(figure, indicator.decimals),
                    strong=settled is None,
                    faint=settled is not None,
                )
            )
            if settled is None and math.isfinite(figure) and self.talks is not None:
                load = burden(carry, Interval(figure, figure), self.talks.year, self.talks.measure, indicator)
        apart = "—" if settled is not None else apart_text(indicator, one.gap)
        target = one.target.text if one.target is not None else "—"
        return [
            Entry(named(plan.region_by_code[one.region]), strong=True),
            Entry(last, faint=True),
            *(self._position(one, key, indicator) for key in self.columns),
            *share,
            Entry(apart, late=one.stands_apart and one.gap > 0, faint=not one.stands_apart),
            Entry(pace_text(indicator, load.required, rate=carry.rate), status=burden_status(load)),
            Entry(pace_range_text(indicator, one), faint=True),
            *([] if self.allocating else [Entry(reach_text(indicator, one), faint=True)]),
            Entry(turn_text(one), strong=settled is not None, faint=settled is None),
            Entry(target, late=one.target_differs, faint=not one.target_differs),
        ]

    @staticmethod
    def _position(one: CountyPositions, key: tuple[int, Side], indicator: Indicator) -> Entry:
        """The cell of a round and a side: the settled position is marked, the others beside it are history."""
        stand, settled = one.stands.get(key), one.settled
        text = stand_text(stand, indicator)
        if stand is not None and stand is settled:
            return Entry(f"{AGREED} {text}", typed=True, strong=True)
        return Entry(text, typed=True, faint=settled is not None)

    def _sum_line(self, talks: Negotiation, indicator: Indicator, shares: Mapping[str, float]) -> list[Entry]:
        """What each column adds up to, with of how many where not all have a figure."""

        def added(figures: list[float], *, of_all: bool = True) -> str:
            known = [figure for figure in figures if math.isfinite(figure)]
            if not known:
                return ""
            text = format_figure(math.fsum(known), indicator.decimals)
            return (
                text if len(known) == len(figures) or not of_all else f"{text} ({len(known)}/{len(figures)})"
            )

        columns = [
            added([stand.figure if (stand := one.stands.get(key)) is not None else math.nan for one in talks.counties])
            for key in self.columns
        ]  # fmt: skip
        share = [added(list(shares.values()), of_all=False)] if self.allocating else []
        whole = talks.target.text if talks.target is not None else "—"
        return [
            Entry(tr("Negotiation", "Sum"), faint=True),
            Entry(""),
            *(Entry(text, faint=True) for text in (*columns, *share)),
            *(Entry("") for _ in range(4 if self.allocating else 5)),
            Entry(whole, faint=True),
        ]

    def _show_picture(self, talks: Negotiation, indicator: Indicator) -> None:
        plan = self.workspace.plan
        paces = []
        for one in talks.counties:
            low, high = pace_edges(one)
            rate = one.carry.rate
            proposed = math.nan
            offered = one.proposed if one.settled is None else None
            if offered is not None and offered.measure is talks.measure:
                proposed = burden(one.carry, offered.bounds, talks.year, talks.measure, indicator).required
            name = named(plan.region_by_code[one.region])
            paces.append(
                CarriedPace(
                    one.region,
                    name,
                    low,
                    one.carry.usual if rate else one.carry.past.pace,
                    high,
                    proposed,
                    one.burden.required if one.is_asked else math.nan,
                    one.burden.within,
                    one.settled is not None,
                    f"{name}: {carry_sentence(one, plan, talks.year)}",
                )
            )
        unit = (
            indicator.unit
            if any(one.carry.rate for one in talks.counties)
            else pace_unit(indicator, language())
        )
        self.picture.empty = tr("Negotiation", "The past of these regions is too short to compare.")
        self.picture.put(paces, tr("Negotiation", "{unit} a year").format(unit=unit).strip(), self.region)
        self.picture.setAccessibleName(tr("Negotiation", "What the regions can carry"))
        self.key.write(
            tr(
                "Negotiation",
                "grey: own past   ◇ proposed   ◆ asked, within the past or beyond it   ■ settled",
            )
        )

    # one county

    def show_region(self, region: str) -> None:
        """Look at a county: its row, its positions, its sentence."""
        if self.talks is None:
            return
        regions = [one.region for one in self.talks.counties]
        if region not in regions:
            return
        self.region = region
        row = regions.index(region)
        current = self.table.currentIndex()
        if current.row() != row:
            column = max(current.column(), 0)
            with QSignalBlocker(self.table.selectionModel()):
                self.table.selectionModel().setCurrentIndex(
                    self.rows.index(row, column), QItemSelectionModel.SelectionFlag.ClearAndSelect
                )
            self.table.viewport().update()
        self.picture.region = region
        self.picture.update()
        self._show_county(self.talks.counties[row])
        self._offer_steps()

    def _look_at(self, index: Index, _: Index) -> None:
        if self.talks is not None and 0 <= index.row() < len(self.talks.counties):
            region = self.talks.counties[index.row()].region
            if region != self.region:
                self.show_region(region)

    def _show_county(self, one: CountyPositions) -> None:
        plan, talks = self.workspace.plan, self.talks
        if talks is None:
            return
        heads = (
            Head(_said(named(plan.region_by_code[one.region])), 120, figures=False),
            Head(_said(tr("Negotiation", "Target")), 110, figures=False),
            Head(_said(tr("Negotiation", "Reason")), 260, figures=False),
            Head(_said(tr("Negotiation", "Date")), 96, figures=False),
            Head(_said(tr("Negotiation", "Source")), 150, figures=False),
        )
        if [head.words() for head in self.positions.heads] != [head.words() for head in heads]:
            self.positions.set_heads(heads)
        names = {
            Side.PROPOSAL: tr("Negotiation", "Proposal {round}"),
            Side.REPLY: tr("Negotiation", "Reply {round}"),
        }
        self.positions.set_rows(
            [
                [
                    Entry(names[side].format(round=number), strong=stand is one.settled),
                    Entry(stand.proposal.text, typed=True, strong=stand is one.settled),
                    Entry(stand.proposal.reason, typed=True),
                    Entry(stand.proposal.since, typed=True),
                    Entry(stand.proposal.source, typed=True),
                ]
                for (number, side), stand in one.stands.items()
            ]
        )
        self.detail.setAccessibleName(
            tr("Negotiation", "Positions of {region}").format(region=named(plan.region_by_code[one.region]))
        )
        name = named(plan.region_by_code[one.region])
        colon = "：" if language() == "zh" else ": "
        self.about.write(f"{name}{colon}{carry_sentence(one, plan, talks.year)}{self._sought(one)}")

    def _sought(self, one: CountyPositions) -> str:
        """Which parameter would reach what is asked, within the county's own past; "" where nothing is asked."""
        stand = one.settled or one.replied
        document, results = self.workspace.document, self.workspace.session.results
        asked = one.target
        if stand is not None and self.talks is not None:
            made = position_as_target(
                self.workspace.plan, TargetKey(one.series, self.talks.year), stand.proposal
            )
            asked = None if isinstance(made, Problem) else made
        if asked is None or not math.isfinite(one.burden.figure) or not one.carry.told:
            return ""
        found = seek_within_past(document, results, document.active, asked)
        if isinstance(found, Problem):
            return ""
        end = "" if language() == "zh" else " "
        return f"{end}{seek_sentence(found, self.workspace.plan, named(document.scenario))}"

    # what is typed

    def _typed_in_table(self, row: int, column: int, text: str) -> None:
        talks = self.talks
        place = column - _FIRST
        if talks is None or row >= len(talks.counties) or not 0 <= place < len(self.columns):
            return
        one = talks.counties[row]
        key = ProposalKey(one.series, talks.year, *self.columns[place])
        self._restate(key, text)

    def _typed_in_detail(self, row: int, column: int, text: str) -> None:
        talks = self.talks
        if talks is None:
            return
        one = next(each for each in talks.counties if each.region == self.region)
        keys = list(one.stands)
        if row >= len(keys):
            return
        key = ProposalKey(one.series, talks.year, *keys[row])
        before = self.workspace.plan.proposals[key]
        text = text.strip()
        if column == WORDS:
            self._restate(key, text)
        elif column == REASON:
            self._take({key: replace(before, reason=text)})
        elif column == SOURCE:
            self._take({key: replace(before, source=text)})
        elif column == SINCE:
            day = last_day(text)
            if day is None and not is_blank(text):
                said = tr("Negotiation", "“{text}” is not a date. Write it as 2026-03-21, or leave it empty.")
                self._tell(said.replace("{text}", text))
                return
            self._take({key: replace(before, since="" if day is None else str(day))})

    def _restate(self, key: ProposalKey, text: str) -> None:
        """A position's words become others; empty ones take it away."""
        plan, text = self.workspace.plan, text.strip().removeprefix(AGREED).strip()
        before = plan.proposals.get(key)
        if text == (before.text if before is not None else ""):
            return
        if not text:
            self._take({key: None})
            return
        made = position(plan, key.target, text)
        if isinstance(made, Problem):
            self._tell(made.message(language()))
            return
        if before is None:
            self._take({key: replace(made, since=self.workspace.today())})
        else:
            self._take({key: replace(before, text=made.text, figure=made.figure)})

    def _take(self, values: dict[ProposalKey, Proposal | None]) -> None:
        if all(self.workspace.plan.proposals.get(key) == one for key, one in values.items()):
            return
        self._do(set_proposals(self.workspace.document, values))

    def _do(self, edit: Edit | Problem | None) -> None:
        """Apply a step, or say why it cannot be done."""
        self.refused = ""
        if edit is None:
            return
        if isinstance(edit, Problem):
            self._tell(edit.message(language()))
            return
        try:
            self.workspace.apply(edit, self)
        except EditRefused as refused:
            self._tell(refusal_text(refused))

    def _tell(self, text: str) -> None:
        # what was refused stays until the next attempt
        self.refused = text
        self.refresh()

    # steps

    def chosen_regions(self) -> list[str]:
        """The counties whose rows are chosen; the one looked at where none is."""
        if self.talks is None:
            return []
        counties = self.talks.counties
        rows = sorted({index.row() for index in self.table.selectedIndexes() if index.row() < len(counties)})
        return [counties[row].region for row in rows] or ([self.region] if self.region else [])

    def settle(self, side: Side) -> None:
        """Settle the chosen counties at the last position of a side."""
        if self.talks is not None:
            self._do(settle(self.workspace.document, self.talks, self.chosen_regions(), side))

    def open_again(self) -> None:
        """Open the chosen counties' settled targets again."""
        if self.talks is not None:
            self._do(open_again(self.workspace.document, self.talks, self.chosen_regions()))

    def _say_steps(self) -> None:
        say(self.settle_proposal, tr("Negotiation", "Settle at the proposal"))
        say(self.settle_reply, tr("Negotiation", "Settle at the reply"))
        say(self.open_button, tr("Negotiation", "Open again"))
        say(self.allocate_button, tr("Negotiation", "Allocate the rest…"))

    def _offer_steps(self) -> None:
        chosen = set(self.chosen_regions())
        counties = (
            [one for one in self.talks.counties if one.region in chosen] if self.talks is not None else []
        )
        left = [one for one in counties if one.settled is None]
        self.settle_proposal.setEnabled(any(one.proposed is not None for one in left))
        self.settle_reply.setEnabled(any(one.replied is not None for one in left))
        self.open_button.setEnabled(any(one.settled is not None for one in counties))
        self.allocate_button.setEnabled(self.talks is not None)

    def edit(self) -> Edit | None:
        """What is settled as the plan's targets; while the rest is allocated, its result as the city's replies."""
        talks = self.talks
        if talks is None:
            return None
        document = self.workspace.document
        if not self.allocating:
            made = settled_as_targets(document, talks)
            return None if isinstance(made, Problem) else made
        if self.answer is None:
            return None
        reason = RULE_NAMES[self.answer.rule].text(language(), {})
        return allocation_as_replies(document, talks, self.answer, reason, self.workspace.today())

    def apply(self) -> None:
        """Apply it as one step; an allocation that is written is no longer being made."""
        edit, allocating = self.edit(), self.allocating
        if edit is None:
            return
        self.refused = ""
        super().apply()
        if allocating:
            self.total.clear()
            self.allocate_button.setChecked(False)


def _said(text: str) -> Callable[[], str]:
    return lambda: text
