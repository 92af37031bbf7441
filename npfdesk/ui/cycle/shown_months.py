"""The months of the workspace's plan: which one is looked at, and where the year stands at it; one for all views."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from npfdesk.engine.projection.results import ScenarioResult
from npfdesk.engine.tracking import MonthKeys
from npfdesk.engine.year_standing import (
    PlanMonths,
    YearStanding,
    known_throughs,
    plan_months,
    year_standing,
)
from npfdesk.plan.model import Plan
from npfdesk.plan.periods import Period
from npfdesk.plan.series import SeriesKey
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.workspace import Workspace

IntArray = NDArray[np.int64]


class ShownMonths(QObject):
    """Standings are kept until the plan, its targets or the month change; nothing is reckoned before it is asked for.

    changed    another month is looked at
    """

    changed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._chosen: Period | None = None
        self._months: PlanMonths | None = None
        self._offered: tuple[MonthKeys, tuple[Period, ...]] | None = None
        self._kept: tuple[PlanMonths, ScenarioResult, Period, YearStanding] | None = None
        self._rows: tuple[PlanMonths, Plan, IntArray] | None = None

    @staticmethod
    def of(workspace: Workspace) -> ShownMonths:
        """The one of a workspace."""
        found = workspace.findChild(ShownMonths)
        return found if isinstance(found, ShownMonths) else ShownMonths(workspace)

    def months(self) -> PlanMonths:
        """The plan's figures of parts of a year."""
        self._months = plan_months(self._workspace.plan, self._months)
        return self._months

    def through(self) -> Period | None:
        """The months looked at: those chosen while the plan has such, else up to the latest; None where it has none."""
        offered = self.offered()
        if self._chosen is not None and self._chosen in offered:
            return self._chosen
        return offered[0] if offered else None

    def offered(self) -> tuple[Period, ...]:
        """The months that can be looked at, the latest first."""
        keys = self.months().keys
        if self._offered is None or self._offered[0] is not keys:
            self._offered = (keys, known_throughs(self.months()))
        return self._offered[1]

    def choose(self, through: Period) -> None:
        """Look at another month."""
        if through != self._chosen:
            self._chosen = through
            self.changed.emit()

    def standing(self, through: Period | None = None) -> YearStanding | None:
        """Where the year stands at the month looked at, or at another; None where the plan has no months."""
        months, result = self.months(), self._workspace.result
        through = through or self.through()
        if through is None:
            return None
        kept = self._kept
        if kept is None or kept[0] is not months or kept[1] is not result or kept[2] != through:
            results = self._workspace.session.results
            made = year_standing(months, results, self._workspace.document.active, through)
            self._kept = kept = (months, result, through, made)
        return kept[3]

    def rows_of(self, plan_rows: IntArray) -> IntArray:
        """The rows of a standing of some rows of the plan, -1 where a series has no months."""
        months, plan = self.months(), self._workspace.plan
        if self._rows is None or self._rows[0] is not months or len(self._rows[2]) != len(plan.series):
            found = np.full(len(plan.series), -1, dtype=np.int64)
            known = np.flatnonzero(months.rows >= 0)
            found[months.rows[known]] = known
            self._rows = (months, plan, found)
        return self._rows[2][plan_rows]

    def row_of(self, series: SeriesKey) -> int:
        """The row of a series in a standing, -1 where it has no months."""
        row = self._workspace.plan.row.get(series, -1)
        return int(self.rows_of(np.array([row]))[0]) if row >= 0 else -1


def period_words(period: Period) -> str:
    """The months to date in words: 2026年1-3月, Jan-Mar 2026; a whole year by its months, too."""
    if language() == "zh":
        return f"{period.year}年{period.months(True)}"
    return f"{period.months(False)} {period.year}"


class MonthPicker(QComboBox):
    """Chooses the month looked at, among those that the plan has; the same in every view."""

    def __init__(self, shown: ShownMonths, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = shown
        self._offered: tuple[Period, ...] = ()
        self._spoken = ""
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        # a month is never cut: what stands beside it gives way
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.activated.connect(self._choose)

    def offer(self) -> None:
        """Offer the months that the plan has now."""
        self.setToolTip(tr("MonthPicker", "The month looked at"))
        self.setAccessibleName(self.toolTip())
        offered = self._shown.offered()
        if offered != self._offered or language() != self._spoken:
            self._offered, self._spoken = offered, language()
            self.clear()
            # short: the line above a view has little room
            self.addItems([f"{one.year}-{one.last:02d}" for one in offered])
        through = self._shown.through()
        self.setCurrentIndex(offered.index(through) if through in offered else -1)
        self.setVisible(bool(offered))

    def _choose(self, place: int) -> None:
        self._shown.choose(self._offered[place])
