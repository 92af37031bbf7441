"""Highlights the region of the row under the pointer in every view, and the rows of a region hovered elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView

from npfdesk.ui.look.colours import LIT, blended, theme
from npfdesk.ui.workspace import Workspace


def highlight_colour() -> QColor:
    """The background of a row whose region is hovered."""
    return blended(QColor(theme().secondary), QColor(theme().paper), LIT)


class RegionHighlight(QObject):
    """Connects an item view to the hovered region; `region_at` gives the region of an index ("" for none).

    Nothing is computed again: the visible part of the view is repainted.
    """

    def __init__(
        self, view: QAbstractItemView, workspace: Workspace, region_at: Callable[[QModelIndex], str]
    ) -> None:
        super().__init__(view)
        self.view, self.workspace = view, workspace
        view.viewport().setMouseTracking(True)
        view.viewport().installEventFilter(self)
        view.entered.connect(lambda index: workspace.hover_region(region_at(index)))
        view.viewportEntered.connect(lambda: workspace.hover_region(""))
        workspace.region_hovered.connect(self._repaint)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Clear the hovered region when the pointer leaves the view."""
        if event.type() == QEvent.Type.Leave:
            self.workspace.hover_region("")
        return False

    def _repaint(self, _: str) -> None:
        if self.view.isVisible():
            self.view.viewport().update()
