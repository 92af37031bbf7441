"""A plain text label that elides its text where there is no room, and a place in which it may say anything."""

from __future__ import annotations

import html

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

FEWEST = 5
"""The fewest characters to show, with the ellipsis; a shorter text is hidden."""


class ElidedLabel(QLabel):
    """Shows as much of its text as fits; an elided text is complete in the tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        """Show another text; all of the label is painted anew, since a letter may reach over the edge of its contents."""
        if text != self.text():
            super().setText(text)
            self.update()

    def minimumSizeHint(self) -> QSize:
        """It may shrink to nothing."""
        return QSize(0, super().minimumSizeHint().height())

    @property
    def shown(self) -> str:
        """The elided text."""
        width = self.contentsRect().width()
        cut = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, width)
        return cut if cut == self.text() or len(cut) >= FEWEST else ""

    def event(self, event: QEvent) -> bool:
        """Create the tooltip when it is needed: only then is it known whether the text is elided."""
        if event.type() == QEvent.Type.ToolTip:
            cut = self.shown != self.text()
            # wrapped in a paragraph, so that nothing in the text is read as markup
            self.setToolTip(f"<p>{html.escape(self.text())}</p>" if cut else "")
        return bool(super().event(event))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the elided text."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), self.alignment() | Qt.AlignmentFlag.AlignVCenter, self.shown)


class LabelPlace(QWidget):
    """Holds an elided label, which may say another text of the same height there without its window being laid out anew."""

    def __init__(self, label: ElidedLabel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = label
        label.setParent(self)
        self.setSizePolicy(label.sizePolicy())
        self._height = -1

    def sizeHint(self) -> QSize:
        """That of the label."""
        return self.label.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """That of the label."""
        return self.label.minimumSizeHint()

    def event(self, event: QEvent) -> bool:
        """The label has another text: what is around it hears of that only where it has another height, too."""
        if event.type() == QEvent.Type.LayoutRequest and self.label.sizeHint().height() != self._height:
            self._height = self.label.sizeHint().height()
            self.updateGeometry()
        return bool(super().event(event))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the label all of it."""
        super().resizeEvent(event)
        self.label.setGeometry(self.rect())
