"""A place for a part of the window that may say something else at every edit: the window is not laid out anew for it.

Qt tells every change of a text to all that lies around it, up to the main window, which then lays out its bars and panels.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from npfdesk.ui.look.elided_label import ElidedLabel


class Place(QWidget):
    """Holds a part that takes whatever width it is given; what is around it hears only of another height."""

    def __init__(self, part: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.part = part
        part.setParent(self)
        self.setSizePolicy(part.sizePolicy())
        self._height = -1

    def _height_of_part(self) -> int:
        # a line of text is measured only where it may be higher: that takes longer than all the rest of its edit
        return self.part.highest if isinstance(self.part, ElidedLabel) else self.part.sizeHint().height()

    def sizeHint(self) -> QSize:
        """That of the part; a line of text is as high as the highest that it has said."""
        return QSize(self.part.sizeHint().width(), self._height_of_part())

    def minimumSizeHint(self) -> QSize:
        """As high as the part has to be; its width gives way."""
        return QSize(self.part.minimumWidth(), self.part.minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        """The part has changed: pass it on where that alters its height."""
        if event.type() == QEvent.Type.LayoutRequest:
            height = self._height_of_part()
            if height != self._height:
                self._height = height
                self.updateGeometry()
        return bool(super().event(event))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the part all of it."""
        super().resizeEvent(event)
        self.part.setGeometry(self.rect())
