"""The view of a contest (考核赛马): points by rule, totals, places and what they were, and what the next place costs."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QComboBox

from npfdesk.engine.next_place import NextPlace, next_place
from npfdesk.engine.scoring import (
    Contest,
    contest,
    contest_parents,
    known_rules,
    latest_period,
    period_before,
)
from npfdesk.engine.tracking import MONTHS
from npfdesk.plan.numbers import plain
from npfdesk.plan.periods import Period
from npfdesk.ui.charts.captions import source_line
from npfdesk.ui.cycle.contest_canvas import NOTHING, ContestCanvas, ContestSheet
from npfdesk.ui.cycle.contest_words import (
    change_text,
    contest_lines,
    contest_note,
    headline,
    next_title,
    period_words,
    rule_lines,
    way_heads,
    way_lines,
)
from npfdesk.ui.cycle.shown_months import ShownMonths
from npfdesk.ui.look.choices import find_by_name
from npfdesk.ui.look.language import language, named, tr
from npfdesk.ui.views.view import Page, View, titled
from npfdesk.ui.views.view_sheet import Rows
from npfdesk.ui.workspace import Workspace


class ContestView(View):
    """The children of one region by place; of the region looked at, what the next place costs."""

    def __init__(self, workspace: Workspace) -> None:
        self.surface = ContestCanvas(workspace)
        self.contest: Contest | None = None
        self.next: NextPlace | None = None
        self.periods, self.parents = QComboBox(), QComboBox()
        find_by_name(self.parents)
        self._chosen: Period | None = None
        self._above = ""
        self._offered: tuple[object, ...] = ()
        self._periods: tuple[Period, ...] = ()
        self._shown = ShownMonths.of(workspace)
        super().__init__(workspace, self.surface)
        for box in (self.parents, self.periods):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            self._controls.addWidget(box)
        self.periods.activated.connect(self._choose_period)
        self.parents.activated.connect(self._choose_parent)

    # what is looked at

    def _choose_period(self, place: int) -> None:
        self.choose(self._periods[place])

    def choose(self, period: Period) -> None:
        """Look at a year, or at the months of one."""
        self._chosen = period
        self.look()

    def _choose_parent(self, place: int) -> None:
        self._above = str(self.parents.itemData(place))
        self.look()

    def _parent(self) -> str:
        """The region whose children compete: the one chosen, else the root, else the first that has such."""
        parents = [one.code for one in contest_parents(self.workspace.plan)]
        for wanted in (self._above, self.workspace.plan.root):
            if wanted in parents:
                return wanted
        return parents[0] if parents else ""

    def offered_periods(self) -> tuple[Period, ...]:
        """The years with figures or targets, the latest first, and the months that are stated, behind their year."""
        plan = self.workspace.plan
        months = self._months()
        years = {int(one) for one in plan.years} | {one.year for one in months}
        offered: list[Period] = []
        for year in sorted(years, reverse=True):
            offered.append(Period(year))
            offered.extend(one for one in months if one.year == year)
        return tuple(offered)

    def _months(self) -> list[Period]:
        # December is the year itself
        return [one for one in self._shown.offered() if one.last < MONTHS]

    def period(self) -> Period:
        """The period looked at: the one chosen, else the latest that has figures."""
        if self._chosen is not None and self._chosen in self._periods:
            return self._chosen
        return latest_period(self.workspace.session.results, self._months())

    def _offer(self) -> None:
        plan, parents = self.workspace.plan, contest_parents(self.workspace.plan)
        self._periods = self.offered_periods()
        names = tuple((one.code, named(one)) for one in parents)
        if (self._periods, names, language()) != self._offered:
            self._offered = (self._periods, names, language())
            self.periods.clear()
            self.periods.addItems(
                [str(one.year) if one.is_year else f"{one.year}-{one.last:02d}" for one in self._periods]
            )
            self.parents.clear()
            for code, name in names:
                self.parents.addItem(name, code)
        self.periods.setToolTip(tr("Contest", "The year, or the months to date, that is scored"))
        self.periods.setAccessibleName(self.periods.toolTip())
        self.parents.setToolTip(tr("Contest", "The region whose areas compete"))
        self.parents.setAccessibleName(self.parents.toolTip())
        period = self.period()
        self.periods.setCurrentIndex(self._periods.index(period) if period in self._periods else -1)
        self.periods.setVisible(bool(plan.scoring))
        self.parents.setCurrentIndex(self.parents.findData(self._parent()))
        self.parents.setVisible(bool(plan.scoring) and len(names) > 1)

    # what is shown

    def refresh(self) -> Page:
        """Points and places of the period, and the next place of the region looked at."""
        workspace, plan = self.workspace, self.workspace.plan
        self.contest, self.next, self.surface.table = None, None, NOTHING
        if len(plan.years):
            self._offer()
        title = tr("Contest", "Contest")
        if not plan.regions:
            return Page(title, empty=tr("Contest", "Nothing is open. Open a workbook to see its contest."))
        above = self._parent()
        if not above:
            text = tr(
                "Contest",
                "There are no two regions with the same parent to compete. Enter their parent in the "
                "tab Structure, Regions.",
            )
            return Page(title, empty=text)
        if not known_rules(plan):
            text = tr(
                "Contest",
                "There are no scoring rules yet. Type or paste them in the tab Structure, Scoring "
                "rules, or into the workbook's sheet Scoring: an indicator, its points and how they "
                "are given.",
            )
            return Page(title, empty=text)
        period = self.period()
        found = self._reckoned(period, above)
        before = period_before(period)
        self.contest = found
        self.next = next_place(plan, found, workspace.selection.region)
        earlier = self._reckoned(before, above) if before is not None else None
        self.surface.table = ContestSheet(
            tuple(f"{one.name} {plain(one.points)}" for one in found.rules),
            contest_lines(plan, found, earlier),
            next_title(plan, self.next) if self.next is not None else "",
            way_heads(),
            way_lines(plan, self.next) if self.next is not None else (),
            rule_lines(plan, found),
        )
        rows = found.figures.rows[found.figures.rows >= 0].astype(np.int64)
        return Page(
            headline(found),
            titled(
                named(plan.region_by_code[above]),
                named(workspace.document.scenario),
                tr("Contest", "▲▼ since {before}").replace("{before}", period_words(before))
                if before is not None
                else "",
                source_line(plan, rows),
            ),
            ("" if language() == "zh" else " ").join(
                one for one in (contest_note(found), self._about_next()) if one
            ),
            rows=rows,
        )

    def _about_next(self) -> str:
        if self.next is None:
            return tr("Contest", "Choose a region to see what it takes to move up one rank.")
        if not self.next.ways:
            return ""
        return tr(
            "Contest",
            "Times a usual year: the change needed over the indicator's usual yearly change, the "
            "median of all regions here.",
        )

    def _reckoned(self, period: Period, above: str) -> Contest:
        workspace = self.workspace
        months = None if period.is_year else self._shown.months().so_far
        return contest(workspace.session.results, workspace.document.active, period, above, months)

    def table(self) -> Rows:
        """A row a region in the order of places, then what the next place costs."""
        shown = self.surface.table
        head = [tr("Contest", "Rank"), tr("Contest", "Change of rank"), tr("Contest", "Region")]
        head += [tr("Contest", "Total"), *shown.heads]
        rows = [head]
        rows.extend(
            [line.place, change_text(line.change), line.name, line.total, *(cell.text for cell in line.cells)]
            for line in shown.lines
        )
        if shown.title:
            rows.append([shown.title])
        if shown.ways:
            rows.extend([list(shown.way_heads), *(list(one.texts) for one in shown.ways)])
        rows.extend([one] for one in shown.rules)
        return rows
