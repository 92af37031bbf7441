"""A line of plain text that gives way to a narrow window: what does not fit ends in an ellipsis."""

from __future__ import annotations

import html

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

FEWEST = 5
"""Characters, the ellipsis with them; fewer say nothing and are not shown."""


class ElidedLabel(QLabel):
    """Shows as much of its text as there is room for; the whole of it is in the tooltip when it was cut."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        """As narrow as may be."""
        return QSize(0, super().minimumSizeHint().height())

    @property
    def shown(self) -> str:
        """The text as far as there is room."""
        width = self.contentsRect().width()
        cut = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, width)
        return cut if cut == self.text() or len(cut) >= FEWEST else ""

    def event(self, event: QEvent) -> bool:
        """The tooltip is made when it is asked for: only then is known whether anything was cut."""
        if event.type() == QEvent.Type.ToolTip:
            cut = self.shown != self.text()
            # a paragraph of our own, so that nothing in the text is read as markup
            self.setToolTip(f"<p>{html.escape(self.text())}</p>" if cut else "")
        return bool(super().event(event))

    def paintEvent(self, event: QPaintEvent) -> None:
        """One line, cut where there is no room."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), self.alignment() | Qt.AlignmentFlag.AlignVCenter, self.shown)
