"""Keeping what the window shows as a saved view, showing one again, and pictures of saved views made beside the window."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from npfdesk.engine.targets.status import Rule
from npfdesk.plan.saved_views import PATHS, Range, SavedView
from npfdesk.session import Session
from npfdesk.ui.charts.chart import Chart
from npfdesk.ui.charts.path_plot import PathPlot
from npfdesk.ui.charts.paths import PathChart
from npfdesk.ui.look.language import named, tr
from npfdesk.ui.views.registry import VIEWS
from npfdesk.ui.views.view import View
from npfdesk.ui.views.view_export import ViewExport
from npfdesk.ui.views.view_sheet import image, sheet_of
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


SIZE = QSize(960, 480)


class SavedViewPictures:
    """Shows saved views to nobody; one workspace of its own upon the figures that the window has."""

    def __init__(self, workspace: Workspace, size: QSize = SIZE) -> None:
        session = workspace.session
        self.workspace = Workspace(
            Session(session.opened, session.document, session.minutes, session.results)
        )
        self.size = size
        self.shown: dict[str, Chart] = {}

    def show(self, saved: SavedView) -> Chart:
        """The chart of a saved view, laid out and drawn."""
        look(self.workspace, saved)
        name = saved.view if saved.view in VIEWS else PATHS
        widget = self.shown.get(name)
        if widget is None:
            made = PathChart(self.workspace) if name == PATHS else VIEWS[name].load(self.workspace)
            widget = self.shown[name] = made
            widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
            widget.resize(self.size)
            widget.show()
        if isinstance(widget, PathChart):
            hold(widget, saved)
        else:
            choose(widget, saved.choices)
        # nobody waits for the event that would lay it out after its words are written
        if (layout := widget.layout()) is not None:
            layout.activate()
        return widget

    def preview(self, saved: SavedView) -> QImage:
        """A saved view as it stands on a screen."""
        return image(sheet_of(self.show(saved), ""))

    def picture(self, saved: SavedView) -> QImage:
        """A saved view as a picture, all of it, without its own title."""
        widget = self.show(saved)
        sheet = ViewExport(self.workspace, lambda: widget, lambda: view_name(saved.view), widget).sheet()
        return image(replace(sheet, title="", subtitle=""))

    def close(self) -> None:
        """Away with the charts."""
        for widget in self.shown.values():
            widget.close()
            if isinstance(widget, View):
                widget.controls.deleteLater()
            widget.deleteLater()
        self.shown.clear()
        self.workspace.deleteLater()
