"""Keeping what the window shows as a saved view, and showing a saved view again."""

from __future__ import annotations

from npfdesk.engine.status import Rule
from npfdesk.plan.saved_views import PATHS, Range, SavedView
from npfdesk.ui.charts.chart import Chart
from npfdesk.ui.charts.path_plot import PathPlot
from npfdesk.ui.charts.paths import PathChart
from npfdesk.ui.language import named, tr
from npfdesk.ui.views.registry import VIEWS
from npfdesk.ui.workspace import Workspace


def captured(
    workspace: Workspace, name: str, view: Chart | None, paths: PathChart, identity: str
) -> SavedView:
    """What is shown now: the path chart (`name` is PATHS) or the view of that name, with all it rests on."""
    document = workspace.document
    return SavedView(
        id=identity,
        view=name,
        series=workspace.selection.series,
        year=workspace.year,
        rule=str(workspace.rule),
        scenario=document.active,
        compared=workspace.compared,
        choices=choices(view) if view is not None else (),
        range=shown_range(paths.plot) if name == PATHS else None,
        title=title_of(workspace, name, view, paths),
    )


def title_of(workspace: Workspace, name: str, view: Chart | None, paths: PathChart) -> str:
    """What the chart calls itself; where it says nothing, its name and what is looked at."""
    shown = paths if name == PATHS else view
    text = shown.title.text() if shown is not None else ""
    return text or " · ".join(part for part in (view_name(name), subject(workspace)) if part)


def subject(workspace: Workspace) -> str:
    """The series looked at, in words."""
    plan, chosen = workspace.plan, workspace.selection
    parts = (
        plan.indicator_by_code.get(chosen.indicator),
        plan.region_by_code.get(chosen.region),
        plan.industry_by_code.get(chosen.industry),
    )
    return " · ".join(named(one) for one in parts if one is not None)


def view_name(name: str) -> str:
    """A view's name in the language in force."""
    return tr("Meeting", "Paths") if name == PATHS else VIEWS[name].words if name in VIEWS else name


def shown_range(plot: PathPlot) -> Range | None:
    """The years and figures that a path chart shows; None where there is no chart."""
    if plot.drawing is None:
        return None
    # the figures, not the axis: an axis set by an axis would grow by a step each time
    low, high = plot.drawing.extent()
    if plot.held is not None:
        low, high = min(low, plot.held[2]), max(high, plot.held[3])
    return Range(plot.years[0], plot.years[1], low, high)


def hold(chart: PathChart, saved: SavedView) -> None:
    """Have a path chart show the years and figures that were kept; more where the figures have left them."""
    span = saved.range
    chart.plot.hold((span.first_year, span.last_year, span.low, span.high) if span is not None else None)


def choices(view: Chart) -> tuple[int, ...]:
    """Which of a view's buttons are down, by their places."""
    return tuple(place for place, button in enumerate(view.choice_buttons()) if button.isChecked())


def choose(view: Chart, wanted: tuple[int, ...]) -> None:
    """Press the buttons that were down; places that a view of this version has not are passed over."""
    for place, button in enumerate(view.choice_buttons()):
        if place in wanted and not button.isChecked():
            button.click()


def look(workspace: Workspace, saved: SavedView) -> tuple[str, ...]:
    """Look at what a saved view looks at; what there is no longer (a series, a scenario), as texts."""
    missing: list[str] = []
    document, plan = workspace.document, workspace.plan
    if saved.scenario in document.scenarios:
        workspace.activate(saved.scenario)
    else:
        missing.append(saved.scenario)
    gone = [name for name in saved.compared if name not in document.scenarios]
    missing += gone
    if saved.series in plan.row or saved.view in VIEWS:
        workspace.select(*saved.series)
    if saved.series not in plan.row:
        missing.append(" · ".join(part for part in saved.series if part))
    years = {int(year) for year in plan.years}
    workspace.view(
        year=saved.year if saved.year in years else None,
        rule=Rule(saved.rule) if saved.rule in list(Rule) else None,
        compared=tuple(name for name in saved.compared if name in document.scenarios),
    )
    return tuple(missing)
