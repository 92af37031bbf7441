"""What is said under a path chart, or in its place where there is no path."""

from __future__ import annotations

import numpy as np

from npfdesk.engine.projection.remarks import levers_reach, remarks
from npfdesk.engine.projection.scenario_paths import Origin
from npfdesk.engine.targets.yardstick_paths import why_not_judged
from npfdesk.plan.formula_words import formula_text
from npfdesk.plan.model import Indicator
from npfdesk.ui.charts.path_lines import PathLines
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.workspace import Workspace


def nothing_to_show(what: str, where: str, *, known: bool) -> str:
    """Why there is no path, and what to do; `known`: the plan has the series, without figures."""
    if known:
        text = tr(
            "PathChart",
            "No figures for {what} in {where} yet. Enter an actual in Data or a base in Targets.",
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
    said = [one.text(language()) for one in remarks(results, active, row)]
    for position in result.targets.of_row(row):
        reason = why_not_judged(results, active, position, workspace.year)
        said += [] if reason is None else [reason.message(language())]
    if indicator.formula is not None:
        said.append(
            tr("PathChart", "Formula: {text}.").format(
                text=formula_text(results.plan, indicator.formula.root, language())
            )
        )
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
