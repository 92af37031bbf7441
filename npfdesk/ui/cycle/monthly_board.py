"""The monthly board: the light and the task progress of every series at a month, by county or by owner."""

from __future__ import annotations

import numpy as np

from npfdesk.engine.year_standing import NEAR, YearStanding, light_counts
from npfdesk.plan.lights import ORDER, Light
from npfdesk.plan.numbers import format_share, trimmed
from npfdesk.plan.problems import clauses
from npfdesk.ui.charts.captions import source_line
from npfdesk.ui.cycle.board_cells import BoardCells
from npfdesk.ui.cycle.shown_months import MonthPicker, ShownMonths, period_words
from npfdesk.ui.cycle.standing_words import StandingWords, light_words
from npfdesk.ui.look.language import language, named, tr
from npfdesk.ui.views.heat_canvas import Heat, HeatCanvas
from npfdesk.ui.views.heat_cells import NO_CELLS, HeatCells
from npfdesk.ui.views.heatmap import HeatView
from npfdesk.ui.views.view import Page, subject, titled
from npfdesk.ui.views.view_sheet import Rows
from npfdesk.ui.workspace import Workspace

_LEGEND = (Light.GREEN, Light.YELLOW, Light.RED, Light.GREY)


class BoardCanvas(HeatCanvas):
    """Cells of the months, each with its light and how much of the year's task is done."""

    def figures_of(self, position: int) -> str:
        """How the year of a cell stands, in full."""
        shown = ShownMonths.of(self.workspace)
        standing = shown.standing()
        if standing is None:
            return ""
        words = StandingWords(self.workspace, shown.months(), standing, position)
        return "\n".join(words.lines())


class MonthlyBoard(HeatView):
    """A click on a cell looks at its series; the month is chosen above and is that of all views."""

    def __init__(self, workspace: Workspace) -> None:
        self.heat = BoardCanvas(workspace)
        super().__init__(workspace, self.heat)
        self.shown = ShownMonths.of(workspace)
        self.cells = BoardCells(workspace)
        self.picker = MonthPicker(self.shown)
        self._controls.addWidget(self.picker)
        self.by_county, self.by_owner = self.choice(2)
        self.shown.changed.connect(self.look)

    def refresh(self) -> Page:
        """The cells of the industry looked at, at the month chosen."""
        workspace, plan = self.workspace, self.workspace.plan
        self.by_county.setText(tr("MonthlyBoard", "Regions"))
        self.by_owner.setText(tr("MonthlyBoard", "Owners"))
        self.picker.offer()
        standing, months = self.shown.standing(), self.shown.months()
        title = tr("MonthlyBoard", "Monthly board")
        cells = NO_CELLS
        owners: tuple[str, ...] = ()
        if standing is not None:
            if self.by_owner.isChecked():
                cells, owners = self.cells.by_owner(months, standing)
            else:
                cells = self.cells.by_region(months)
        if standing is None or not cells.regions:
            self.heat.show_heat(Heat(NO_CELLS, (), (), np.empty(0, dtype=np.uint8), np.empty(0), False))
            return Page(titled(title, subject(workspace)), empty=self._nothing(), rows=cells.rows)
        self.heat.show_heat(self._heat(cells, owners, standing))
        lights = standing.lights[cells.position[cells.position >= 0]]
        counts = light_counts(lights)
        said = (f"{one.about.colour.text(language(), {})} {counts[one]}" for one in _LEGEND if counts[one])
        told = clauses(said, language(), comma=True)
        sentence = tr("MonthlyBoard", "{period}: {told} of {count} series")
        for name, value in (
            ("period", period_words(standing.through)),
            ("count", str(len(lights))),
            ("told", told),
        ):
            sentence = sentence.replace(f"{{{name}}}", value)
        return Page(
            sentence,
            titled(
                title, named(workspace.document.scenario), subject(workspace), source_line(plan, cells.rows)
            ),
            self._note(standing.month[cells.position[cells.position >= 0]], standing.through.last),
            rows=cells.rows,
        )

    def _nothing(self) -> str:
        if not self.workspace.plan.regions:
            return tr("MonthlyBoard", "Nothing is open. Open a workbook to see its months.")
        return tr(
            "MonthlyBoard",
            "There are no months here. Type them into the table Months below, or into the workbook's sheet Progress.",
        )

    def _note(self, months: np.ndarray, last: int) -> str:
        said = tr(
            "MonthlyBoard",
            "● task progress is at least the usual progress by then, ◑ it is up to {near} of that "
            "short, ◔ further short, – not assessable. Stocks without past months: progress from the "
            "end of last year; ratios and growth rates: against the target itself.",
        ).replace("{near}", format_share(NEAR, 0))
        if self.heat.wide:
            said += " " + tr("MonthlyBoard", "Beside a mark: task progress, %.")
        earlier, none = int(((months > 0) & (months < last)).sum()), int((months == 0).sum())
        if earlier:
            text = tr("MonthlyBoard", "With a latest figure from an earlier month: {count}.")
            said += " " + text.replace("{count}", str(earlier))
        if none:
            said += " " + tr("MonthlyBoard", "Without a figure this year: {count}.").replace(
                "{count}", str(none)
            )
        return said

    def _heat(self, cells: HeatCells, owners: tuple[str, ...], standing: YearStanding) -> Heat:
        plan = self.workspace.plan
        names = tuple(named(plan.indicator_by_code[code]) for code in cells.indicators)
        if owners:
            nobody = tr("MonthlyBoard", "no owner named")
            # where there is little room it is the department that is cut
            names = tuple(titled(name, owner or nobody) for owner, name in zip(owners, names, strict=True))
        return Heat(
            cells,
            tuple(named(plan.region_by_code[code]) for code in cells.regions),
            names,
            standing.lights.astype(np.uint8),
            standing.task_share,
            bool(owners),
            ORDER,
        )

    def table(self) -> Rows:
        """Every cell in a row of its own: what, where, by when, figures, light."""
        heads = (
            "Region", "Indicator", "Owner", "Unit", "Period", "To date", "Year's target", "Task progress, %",
            "Time progress, %", "Usual progress by then, %", "Full year, low", "Full year, high", "Still "
                                                                                           "needed", "Growth "
                                                                                                   "still "
                                                                                                   "needed, "
                                                                                                   "%",
            "Status",
        )  # fmt: skip
        rows = [[tr("MonthlyBoard", head) for head in heads]]
        standing, months = self.shown.standing(), self.shown.months()
        if standing is None:
            return rows
        cells, owners = self.cells.by_owner(months, standing)
        for line, owner in enumerate(owners):
            for place in np.flatnonzero(cells.position[:, line] >= 0).tolist():
                row = int(cells.position[place, line])
                words = StandingWords(self.workspace, months, standing, row)
                rows.append(
                    [
                        named(self.workspace.plan.region_by_code[cells.regions[place]]),
                        named(words.indicator),
                        owner,
                        words.unit,
                        words.period(),
                        *(
                            _plain(figure[row], times)
                            for figure, times in (
                                (standing.to_date, 1),
                                (standing.target, 1),
                                (standing.task_share, 100),
                                (standing.time_share, 100),
                                (standing.usual.middle, 100),
                                (standing.full_low, 1),
                                (standing.full_high, 1),
                                (standing.left, 1),
                                (standing.left_growth, 1),
                            )
                        ),
                        light_words(words.light),
                    ]
                )
        return rows


def _plain(figure: float, times: float) -> str:
    return trimmed(float(figure) * times, 6)
