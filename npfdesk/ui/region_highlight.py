"""Rows that light their region in every view while the pointer is on them, and are lit where another view points."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView

from npfdesk.ui.look.colours import blended, theme
from npfdesk.ui.workspace import Workspace

_STRENGTH = 0.1


def lit_ground() -> QColor:
    """The quiet ground of a row whose region is pointed at."""
    return blended(QColor(theme().secondary), QColor(theme().paper), _STRENGTH)


class RegionHighlight(QObject):
    """Joins a list, tree or table to the window's pointing; `region_at` says whose row an index is ("" for none).

    Nothing is worked out anew: what is in sight is painted once more.
    """

    def __init__(
        self, view: QAbstractItemView, workspace: Workspace, region_at: Callable[[QModelIndex], str]
    ) -> None:
        super().__init__(view)
        self.view, self.workspace = view, workspace
        view.viewport().setMouseTracking(True)
        view.viewport().installEventFilter(self)
        view.entered.connect(lambda index: workspace.point(region_at(index)))
        view.viewportEntered.connect(lambda: workspace.point(""))
        workspace.pointed.connect(self._repaint)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Nothing is pointed at once the pointer has left."""
        if event.type() == QEvent.Type.Leave:
            self.workspace.point("")
        return False

    def _repaint(self, _: str) -> None:
        if self.view.isVisible():
            self.view.viewport().update()
