"""A view made larger as it is: laid out in fewer pixels and painted in more, letters and all."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QGraphicsProxyWidget, QGraphicsScene, QGraphicsView, QWidget

from npfdesk.ui.colours import appearance, theme


class Enlarged(QGraphicsView):
    """Holds one widget at a time, `factor` times as large; it is pointed at and painted anew like any other."""

    def __init__(self, factor: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setScene(QGraphicsScene(self))
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.held: dict[QWidget, QGraphicsProxyWidget] = {}
        self.shown: QWidget | None = None
        self.enlarge(factor)
        appearance.changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """The theme in force."""
        self.setBackgroundBrush(QColor(theme().paper))

    def enlarge(self, factor: float) -> None:
        """Another size from now on."""
        self.factor = factor
        self.resetTransform()
        self.scale(factor, factor)
        self._measure()

    def hold(self, widget: QWidget) -> None:
        """Show a widget, in place of the one before, which is kept."""
        if widget not in self.held:
            self.held[widget] = self.scene().addWidget(widget)
        self.shown = widget
        self._measure()
        for other, proxy in self.held.items():
            proxy.setVisible(other is widget)

    def _measure(self) -> None:
        if self.shown is None:
            return
        room = self.viewport().rect()
        width, height = room.width() / self.factor, room.height() / self.factor
        self.setSceneRect(0, 0, width, height)
        # a widget that asks for more than there is would be cut
        self.shown.setMinimumSize(0, 0)
        self.held[self.shown].setGeometry(self.sceneRect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The widget fills it."""
        super().resizeEvent(event)
        self._measure()
