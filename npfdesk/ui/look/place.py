"""A place for a part of the window that may say something else at every edit: the window is not laid out anew for it.

Qt tells every change of a text to all that lies around it, up to the main window, which then lays out its bars and panels.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget


class Place(QWidget):
    """Holds a part that takes whatever width it is given; what is around it hears only of another height."""

    def __init__(self, part: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.part = part
        part.setParent(self)
        self.setSizePolicy(part.sizePolicy())
        self._height = -1

    def sizeHint(self) -> QSize:
        """That of the part."""
        return self.part.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As high as the part has to be; its width gives way."""
        return QSize(self.part.minimumWidth(), self.part.minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        """The part has changed: pass it on where that alters its height."""
        if event.type() == QEvent.Type.LayoutRequest and self.part.sizeHint().height() != self._height:
            self._height = self.part.sizeHint().height()
            self.updateGeometry()
        return bool(super().event(event))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the part all of it."""
        super().resizeEvent(event)
        self.part.setGeometry(self.rect())
