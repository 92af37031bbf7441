"""Pictures of saved views, made beside the window: what it shows stays as it is."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from npfdesk.plan.saved_views import PATHS, SavedView
from npfdesk.session import Session
from npfdesk.ui.charts.chart import Chart
from npfdesk.ui.charts.paths import PathChart
from npfdesk.ui.meeting.scene import choose, hold, look, view_name
from npfdesk.ui.views.registry import VIEWS
from npfdesk.ui.views.sheet import image, sheet_of
from npfdesk.ui.views.taking import Taker
from npfdesk.ui.views.view import View
from npfdesk.ui.workspace import Workspace

SIZE = QSize(960, 480)


class Darkroom:
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
        sheet = Taker(self.workspace, lambda: widget, lambda: view_name(saved.view), widget).sheet()
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
