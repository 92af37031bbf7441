"""A plain text label that elides its text where there is no room."""

from __future__ import annotations

import html

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

FEWEST = 5
"""The fewest characters to show, with the ellipsis; a shorter text is hidden."""


class ElidedLabel(QLabel):
    """Shows as much of its text as fits; an elided text is complete in the tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._met: set[str] = set()
        self._highest = 0
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
    def whole_width(self) -> int:
        """The pixels that all of the text takes, with the margins."""
        margins = self.contentsMargins()
        # a pixel more than the sum of the letters, which need not be whole
        return self.fontMetrics().horizontalAdvance(self.text()) + margins.left() + margins.right() + 1

    @property
    def highest(self) -> int:
        """The height of the highest text so far (pixels): one of characters met before cannot be higher, and is not measured."""
        new = set(self.text()) - self._met
        if new or not self._highest:
            self._met |= new
            self._highest = max(self._highest, super().sizeHint().height())
        return self._highest

    def changeEvent(self, event: QEvent) -> None:
        """In another font or look, everything is measured anew."""
        self._met.clear()
        self._highest = 0
        super().changeEvent(event)

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
