"""The heatmap: counties by indicators, each cell the colour and the mark of its target's status."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QResizeEvent

from npfdesk.engine.projection.target_figures import TargetTable
from npfdesk.plan.model import Plan
from npfdesk.plan.numbers import plain
from npfdesk.plan.problems import Language
from npfdesk.plan.statuses import Status
from npfdesk.session import Change
from npfdesk.ui.charts.captions import source_line
from npfdesk.ui.charts.gaps import status_rule_text
from npfdesk.ui.look.language import language, named, tr
from npfdesk.ui.views.heat_canvas import Heat, HeatCanvas
from npfdesk.ui.views.heat_cells import NO_CELLS, HeatCells, heat_cells
from npfdesk.ui.views.view import Page, View, subject, titled
from npfdesk.ui.views.view_sheet import Rows
from npfdesk.ui.workspace import Workspace

IntArray = NDArray[np.int64]


class HeatView(View):
    """A view of cells of light or colour."""

    heat: HeatCanvas

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is written into cells depends on their width, and the note on what is written."""
        wide = self.heat.wide
        super().resizeEvent(event)
        if self.heat.wide != wide:
            self.look()


class Heatmap(HeatView):
    """Where a plan stands at a glance; a click on a cell looks at its series."""

    def __init__(self, workspace: Workspace) -> None:
        self.heat = HeatCanvas(workspace)
        super().__init__(workspace, self.heat)
        self.down, self.across = self.choice(2)
        workspace.futures_changed.connect(self.look)
        self._kept: tuple[TargetTable | None, int, str, HeatCells] = (None, 0, "", NO_CELLS)
        self._named: tuple[Plan, HeatCells, Language, tuple[str, ...], tuple[str, ...]] | None = None

    def _cells(self) -> HeatCells:
        """The cells; an edit of an assumption leaves them where they are."""
        workspace, table = self.workspace, self.workspace.result.targets
        kept, year, industry, cells = self._kept
        same = kept is not None and kept.row is table.row and kept.statements is table.statements
        if not same or (year, industry) != (workspace.year, workspace.selection.industry):
            cells = heat_cells(workspace)
        self._kept = (table, workspace.year, workspace.selection.industry, cells)
        return cells

    def refresh(self) -> Page:
        """The cells of the industry looked at, in the year and by the rule chosen."""
        workspace, plan = self.workspace, self.workspace.plan
        self.down.setText(tr("Heatmap", "Regions down"))
        self.across.setText(tr("Heatmap", "Regions across"))
        cells = self._cells()
        self.heat.show_heat(self._heat(cells))
        title = titled(
            tr("Heatmap", "Status of targets"), subject(workspace) or tr("Heatmap", "all industries")
        )
        if not cells.regions:
            empty = (
                tr("Heatmap", "There are no targets here. Enter one in Targets, or choose another industry.")
                if plan.regions
                else tr("Heatmap", "Nothing is open. Open a workbook to see the status of its targets.")
            )
            return Page(title, empty=empty)
        told = (
            tr("Heatmap", "Beside each mark: progress to target, %.")
            if workspace.futures is None
            else tr("Heatmap", "Beside each mark: chance of meeting the target, %, from random draws.")
        )
        return Page(
            title,
            titled(workspace.year, named(workspace.document.scenario), source_line(plan, cells.rows)),
            f"{status_rule_text(workspace)} {told}" if self.heat.wide else status_rule_text(workspace),
            rows=cells.rows,
        )

    def follow(self, change: Change, again: IntArray) -> None:
        """The lights of the targets that stand otherwise."""
        self.heat.show_again(self._heat(self._cells()), again)

    def _heat(self, cells: HeatCells) -> Heat:
        judgement = self.workspace.judgement()
        return Heat(
            cells,
            *self._names(cells),
            judgement.status,
            judgement.progress if self.workspace.futures is None else self.workspace.futures.chance,
            self.across.isChecked(),
        )

    def _names(self, cells: HeatCells) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The names of regions and of indicators; kept while cells, plan and language are the same."""
        plan, kept = self.workspace.plan, self._named
        if kept is None or kept[0] is not plan or kept[1] is not cells or kept[2] != language():
            regions = tuple(named(plan.region_by_code[code]) for code in cells.regions)
            indicators = tuple(named(plan.indicator_by_code[code]) for code in cells.indicators)
            self._named = kept = (plan, cells, language(), regions, indicators)
        return kept[3], kept[4]

    def table(self) -> Rows:
        """Every cell in a row of its own: what, where, figures, status."""
        workspace, plan, cells = self.workspace, self.workspace.plan, self._cells()
        targets, judgement = workspace.result.targets, workspace.judgement()
        rows = [
            [
                tr("Heatmap", "Region"),
                tr("Heatmap", "Indicator"),
                tr("Heatmap", "Unit"),
                str(workspace.year),
                tr("Heatmap", "Target"),
                tr("Heatmap", "Target year"),
                tr("Heatmap", "Shortfall"),
                tr("Heatmap", "Progress to target, %"),
                tr("Heatmap", "Status"),
            ]
        ]
        for region, members in enumerate(cells.position):
            for indicator, position in enumerate(members):
                if position < 0:
                    continue
                series = cells.series(region, indicator)
                told = plan.indicator_by_code[series.indicator]
                rows.append(
                    [
                        named(plan.region_by_code[series.region]),
                        named(told),
                        workspace.judged_unit(int(position)).unit.text(language(), {}),
                        plain(judgement.value[position]),
                        targets.statements[position].wording,
                        str(targets.year[position]),
                        plain(judgement.gap[position]),
                        plain(judgement.progress[position] * 100),
                        status_word(workspace, Status(judgement.status[position])),
                    ]
                )
        return rows


def status_word(workspace: Workspace, status: Status) -> str:
    """A status as a word: the plan's own label by the chosen rule, or its colour."""
    return workspace.plan.status_settings.short(workspace.rule, status).text(language(), {})
