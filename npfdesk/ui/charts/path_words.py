"""What a path chart says in words: what is no forecast, rolled up or an illustration, and why there is nothing."""

from __future__ import annotations

import numpy as np

from npfdesk.engine.projection import Origin
from npfdesk.engine.remarks import levers_reach, remarks
from npfdesk.plan.model import Indicator
from npfdesk.ui.charts.path_lines import PathLines
from npfdesk.ui.language import language, tr
from npfdesk.ui.workspace import Workspace


def nothing_to_show(what: str, where: str, *, known: bool) -> str:
    """Why there is no path, and what to do; `known`: the plan has the series, without figures."""
    if known:
        text = tr(
            "PathChart",
            "No figures for {what} in {where} yet. Enter an observed figure in Data or a base in Targets.",
        )
    elif what and where:
        text = tr(
            "PathChart",
            "There is no series {what} for {where} in this plan. Choose another region or indicator.",
        )
    else:
        text = tr(
            "PathChart",
            "There is no series to show. Open a workbook, or choose a region and an indicator.",
        )
    return text.format(what=what, where=where)


def statements(workspace: Workspace, row: int, indicator: Indicator, lines: PathLines | None) -> list[str]:
    """What must be said under the chart of a series."""
    results, active = workspace.session.results, workspace.document.active
    result = results.scenarios[active]
    said = [one.wording.text(language(), {}) for one in remarks(results, active, row)]
    if indicator.formula is not None:
        said.append(tr("PathChart", "Formula: {text}.").format(text=indicator.formula.text))
    covered, children = (int(count) for count in result.covered[row])
    if children and (result.origin[row] == Origin.ROLLED_UP).any():
        text = tr("PathChart", "Rolled up from {covered} of {children} below it.")
        said.append(text.format(covered=covered, children=children))
    elif lines is not None and np.isfinite(lines.rollup).any():
        text = tr("PathChart", "Dotted: rolled up from {covered} of {children} below it.")
        said.append(text.format(covered=covered, children=children))
    if levers_reach(results, active, row):
        said.append(illustrations())
    return said


def illustrations() -> str:
    """What stands wherever effects of levers are in the figures."""
    return tr("PathChart", "Effects of levers are illustrations, not estimates.")
