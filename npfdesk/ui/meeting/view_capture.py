"""Saved views: capture what the window shows, show it again, and render pictures outside the window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from npfdesk.plan.saved_views import PATHS, Range, SavedView
from npfdesk.plan.status_rules import Rule
from npfdesk.session import Session
from npfdesk.ui.charts.chart import Chart
from npfdesk.ui.charts.path_plot import PathPlot
from npfdesk.ui.charts.paths import PathChart
from npfdesk.ui.look.language import named, tr
from npfdesk.ui.meeting.view_sentences import ViewSentence, view_sentence
from npfdesk.ui.views.registry import VIEWS
from npfdesk.ui.views.view import View
from npfdesk.ui.views.view_export import ViewExport
from npfdesk.ui.views.view_sheet import image, sheet_of
from npfdesk.ui.workspace import Workspace


def captured(
    workspace: Workspace, name: str, view: Chart | None, paths: PathChart, identity: str
) -> SavedView:
    """The current path chart (`name` is PATHS) or view as a saved view, with everything needed to show it again."""
    document = workspace.document
    return SavedView(
        id=identity,
        view=name,
        series=workspace.selection.series,
        year=workspace.year,
        rule=str(workspace.rule),
        scenario=document.active,
        compared=workspace.compared,
        choices=choices(paths) if name == PATHS else choices(view) if view is not None else (),
        range=shown_range(paths.plot) if name == PATHS else None,
        title=title_of(workspace, name, view, paths),
    )


def title_of(workspace: Workspace, name: str, view: Chart | None, paths: PathChart) -> str:
    """The title of the chart; without one, its name and the selected series."""
    shown = paths if name == PATHS else view
    text = shown.title.text() if shown is not None else ""
    return text or " · ".join(part for part in (view_name(name), subject(workspace)) if part)


def subject(workspace: Workspace) -> str:
    """The name of the selected series."""
    plan, chosen = workspace.plan, workspace.selection
    parts = (
        plan.indicator_by_code.get(chosen.indicator),
        plan.region_by_code.get(chosen.region),
        plan.industry_by_code.get(chosen.industry),
    )
    return " · ".join(named(one) for one in parts if one is not None)


def view_name(name: str) -> str:
    """The name of a view in the current language."""
    return tr("Meeting", "Paths") if name == PATHS else VIEWS[name].words if name in VIEWS else name


def shown_range(plot: PathPlot) -> Range | None:
    """The range of years and figures that a path chart shows; None where it is empty."""
    if plot.drawing is None:
        return None
    # the extent of the figures, not of the axis: the axis would grow by a step each time
    low, high = plot.drawing.extent
    if plot.held is not None:
        low, high = min(low, plot.held[2]), max(high, plot.held[3])
    return Range(plot.years[0], plot.years[1], low, high)


def hold(chart: PathChart, saved: SavedView) -> None:
    """Restore the saved range of a path chart; it grows where figures lie outside."""
    span = saved.range
    chart.plot.hold((span.first_year, span.last_year, span.low, span.high) if span is not None else None)


def choices(view: Chart) -> tuple[int, ...]:
    """The positions of a view's checked buttons."""
    return tuple(place for place, button in enumerate(view.choice_buttons()) if button.isChecked())


def choose(view: Chart, wanted: tuple[int, ...]) -> None:
    """Check the buttons that were checked; ignore positions that this version does not have."""
    for place, button in enumerate(view.choice_buttons()):
        if place in wanted and not button.isChecked():
            button.click()


def look(workspace: Workspace, saved: SavedView) -> tuple[str, ...]:
    """Select what a saved view selects; returns the names of missing series and scenarios."""
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
    workspace.set_view(
        year=saved.year if saved.year in years else None,
        rule=Rule(saved.rule) if saved.rule in list(Rule) else None,
        compared=tuple(name for name in saved.compared if name in document.scenarios),
        # a view kept before yardsticks were drawn shows none
        benchmarks=bool(saved.choices) if saved.view == PATHS else None,
        # nor is a page one owner's alone
        owner="",
    )
    return tuple(missing)


def written_sentences(workspace: Workspace, views: Sequence[SavedView]) -> tuple[ViewSentence, ...]:
    """What the figures say on each of these saved views, whatever the window looks at meanwhile."""
    session = workspace.session
    apart = Workspace(Session(session.opened, session.document, session.minutes, session.results))
    found = []
    for saved in views:
        look(apart, saved)
        found.append(view_sentence(apart, saved.view, saved.choices))
    apart.deleteLater()
    return tuple(found)


SIZE = QSize(960, 480)


class SavedViewPictures:
    """Renders saved views off screen, in a workspace of its own with the window's results."""

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
            made = PathChart(self.workspace) if name == PATHS else VIEWS[name].made(self.workspace)
            widget = self.shown[name] = made
            widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
            widget.resize(self.size)
            widget.show()
        if isinstance(widget, PathChart):
            hold(widget, saved)
        else:
            choose(widget, saved.choices)
        # activate the layout now: no event loop runs that would do it
        if (layout := widget.layout()) is not None:
            layout.activate()
        return widget

    def preview(self, saved: SavedView) -> QImage:
        """An image of a saved view as on the screen."""
        return image(sheet_of(self.show(saved), ""))

    def picture(self, saved: SavedView) -> QImage:
        """An image of a whole saved view, without its own title."""
        widget = self.show(saved)
        sheet = ViewExport(self.workspace, lambda: widget, lambda: view_name(saved.view), widget).sheet()
        return image(replace(sheet, title="", subtitle=""))

    def close(self) -> None:
        """Delete the charts."""
        for widget in self.shown.values():
            widget.close()
            if isinstance(widget, View):
                widget.controls.deleteLater()
            widget.deleteLater()
        self.shown.clear()
        self.workspace.deleteLater()
