"""The overview: where a region's targets stand in one sentence, then each of them, the furthest behind first."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from npfdesk.plan.numbers import plain
from npfdesk.plan.owners import owner_of
from npfdesk.session import Change
from npfdesk.ui.charts.captions import source_line
from npfdesk.ui.charts.gaps import status_rule_text
from npfdesk.ui.look.language import language, named, tr
from npfdesk.ui.views.heatmap import status_word
from npfdesk.ui.views.overview_canvas import OverviewCanvas
from npfdesk.ui.views.overview_rows import overview_rows, overview_rows_again
from npfdesk.ui.views.view import Page, View, titled
from npfdesk.ui.views.view_sheet import Rows
from npfdesk.ui.workspace import Workspace

IntArray = NDArray[np.int64]


class Overview(View):
    """One line a target of the region looked at."""

    def __init__(self, workspace: Workspace) -> None:
        self.list = OverviewCanvas(workspace)
        super().__init__(workspace, self.list)

    def refresh(self) -> Page:
        """The targets of the region looked at, in the year and by the rule chosen."""
        workspace, plan = self.workspace, self.workspace.plan
        lines = overview_rows(workspace)
        self.list.show_lines(lines)
        region = plan.region_by_code.get(workspace.selection.region)
        where = named(region) if region is not None else ""
        title = titled(tr("Overview", "Overview"), where, workspace.owner)
        if not lines and workspace.owner:
            told = tr(
                "Overview", "{owner} answers for no target of {where}. Choose another region, or all owners."
            )
            return Page(title, empty=told.replace("{owner}", workspace.owner).replace("{where}", where))
        if not lines:
            empty = (
                tr(
                    "Overview", "{where} has no targets. Enter one in Targets, or choose another region."
                ).format(where=where)
                if where and plan.regions
                else tr("Overview", "Nothing is open. Open a workbook to see its targets.")
            )
            return Page(title, empty=empty)
        rows = np.array([plan.row[line.series] for line in lines], dtype=np.int64)
        told = tr(
            "Overview",
            "Binding first, then the furthest behind; without a figure last. Growth needed: of each year left.",
        )
        return Page(
            title,
            titled(workspace.year, named(workspace.document.scenario), source_line(plan, rows)),
            f"{told} {status_rule_text(workspace)}",
            rows=rows,
        )

    def follow(self, change: Change, again: IntArray) -> None:
        """The lines that have moved; all of it where their order has."""
        before = self.list.every
        lines = overview_rows_again(self.workspace, before, again)
        if [(line.position, line.place) for line in lines] == [
            (line.position, line.place) for line in before
        ]:
            self.list.show_again(lines)
        else:
            self._show()

    def table(self) -> Rows:
        """A row a target, in the order shown."""
        workspace = self.workspace
        judgement, targets = workspace.judgement(), workspace.result.targets
        head = [
            tr("Overview", "Indicator"),
            tr("Overview", "Duty"),
            tr("Overview", "Unit"),
            str(workspace.year),
            tr("Overview", "Target"),
            tr("Overview", "Target year"),
            tr("Overview", "Shortfall"),
            tr("Overview", "Status"),
        ]
        owners = [owner_of(workspace.plan, targets.statements[line.position]) for line in self.list.every]
        owned = any(owners)
        if owned:
            head.append(tr("Overview", "Owner"))
        return [
            head,
            *(
                [
                    self.list.name(line),
                    tr("Overview", "binding") if line.binding else tr("Overview", "expected"),
                    workspace.judged_unit(line.position).unit.text(language(), {}),
                    plain(judgement.value[line.position]),
                    targets.statements[line.position].wording,
                    str(targets.year[line.position]),
                    plain(judgement.gap[line.position]),
                    status_word(workspace, line.status),
                    *([owner] if owned else []),
                ]
                for line, owner in zip(self.list.every, owners, strict=True)
            ),
        ]
