"""The words around a chart: plain text only, shortened where there is no room, whole in the tip; whence figures come."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolTip, QWidget

from npfdesk.plan.model import Plan
from npfdesk.plan.problems import clauses
from npfdesk.plan.statuses import Status
from npfdesk.ui.look.language import language, tr

IntArray = NDArray[np.int64]
_MOST_SOURCES, _MOST_LOOKED_AT = 2, 200
_SIGN = re.compile(f"([≥≤{''.join(status.about.mark for status in Status)}]) ")
"""A sign or mark and the space after it: no line ends between it and what it speaks of."""


class Caption(QLabel):
    """A line of text that never asks for more room than there is; `role` is title or note."""

    def __init__(self, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def write(self, text: str) -> None:
        """Show a text; the same one again costs nothing."""
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text)

    @property
    def shown(self) -> str:
        """The text as far as it fits."""
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())

    def minimumSizeHint(self) -> QSize:
        """One line, however narrow."""
        return QSize(0, super().minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        """The whole text in a tip, where it is shortened."""
        if (
            isinstance(event, QHelpEvent)
            and event.type() == QEvent.Type.ToolTip
            and self.shown != self.text()
        ):
            QToolTip.showText(event.globalPos(), plain_tip(self.text()), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text as far as it fits."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        place = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.contentsRect(), place, self.shown)


class WholeCaption(Caption):
    """A caption whose figures are never cut: it is broken into lines where it is too long for one."""

    def __init__(self, role: str, parent: QWidget | None = None) -> None:
        super().__init__(role, parent)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def shown(self) -> str:
        """The text, which is whole."""
        return self.text()

    def paintEvent(self, event: QPaintEvent) -> None:
        """All lines."""
        QLabel.paintEvent(self, event)


class Note(QLabel):
    """Lines under a chart or in the middle of an empty one, broken where they are too long."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "note")
        self.setWordWrap(True)
        self._given: str | None = None

    def write(self, text: str) -> None:
        """Show a text; the same one again costs nothing, none takes no room."""
        if text != self._given:
            self._given = text
            self.setText(_SIGN.sub("\\1\N{NO-BREAK SPACE}", text))
        if bool(text) == self.isHidden():
            self.setVisible(bool(text))


def plain_tip(text: str) -> str:
    """A tip that shows a text as it is: Qt guesses whether tips are markup, so this one is, and says nothing of it."""
    return f"<qt>{html.escape(text)}</qt>".replace("\n", "<br>") if text else ""


def source_line(plan: Plan, rows: Sequence[int] | IntArray) -> str:
    """Where the figures of some series come from; beyond two sources the others are counted."""
    found: dict[str, None] = {}
    for row in rows[:_MOST_LOOKED_AT]:
        source = plan.series_sources[row]
        indicator = plan.indicator_by_code.get(plan.series[row].indicator)
        source = source or (indicator.source if indicator is not None else "")
        if source:
            found[source] = None
    if not found:
        return ""
    named_first = clauses(list(found)[:_MOST_SOURCES], language())
    said = f"{tr('Views', 'source')} {named_first}"
    if len(found) > _MOST_SOURCES:
        said += " " + tr("Views", "and {count} more").format(count=len(found) - _MOST_SOURCES)
    return said


def fit_height(window: QWidget) -> None:
    """Give the broken lines of a small window their height; Qt asks a window's labels for one line only."""
    layout = window.layout()
    if layout is not None:
        width = max(window.width(), window.minimumWidth())
        window.resize(width, max(layout.totalHeightForWidth(width), layout.minimumSize().height()))
