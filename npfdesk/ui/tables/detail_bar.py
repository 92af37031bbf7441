"""The detail bar above a table: the current cell in full, with its slider."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from npfdesk.session import Change
from npfdesk.ui.look.colours import appearance
from npfdesk.ui.look.elided_label import ElidedLabel
from npfdesk.ui.look.language import tr
from npfdesk.ui.look.place import Place
from npfdesk.ui.look.style import pixels
from npfdesk.ui.tables.columns import tip
from npfdesk.ui.tables.detail import Detail, detail, may_differ
from npfdesk.ui.tables.figure_table import FigureTable
from npfdesk.ui.tables.gauge import GaugeSlider


class DetailBar(QWidget):
    """Shows the current cell of the front table, and follows every edit; `answer_wanted` carries the key of a question."""

    answer_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table: FigureTable | None = None
        self.shown: Detail | None = None
        self.name, self.text = ElidedLabel(), ElidedLabel()
        self.text.setProperty("role", "note")
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.slider = GaugeSlider()
        words = QVBoxLayout()
        words.setSpacing(0)
        self._below = Place(self.text)
        words.addWidget(Place(self.name))
        words.addWidget(self._below)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 3, 12, 3)
        layout.addLayout(words, 1)
        self.benchmark_button = QToolButton()
        self.benchmark_button.setAutoRaise(True)
        self.benchmark_button.hide()
        self.benchmark_button.clicked.connect(lambda: self.answer_wanted.emit("benchmark"))
        layout.addWidget(self.benchmark_button)
        layout.addWidget(self.slider)
        self.slider.dragged.connect(self._enter_figure)
        self.slider.released.connect(self._end_drag)
        appearance.changed.connect(self.slider.update)
        appearance.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(pixels(42))

    def follow(self, table: FigureTable | None) -> None:
        """Follow the current cell of this table."""
        self.table = table
        self.slider.forget_drag()
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Update the texts when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()
        super().changeEvent(event)

    def moved(self, *_: object) -> None:
        """Show another cell."""
        self.slider.forget_drag()
        self.refresh()

    def follow_edit(self, change: Change) -> None:
        """Show what an edit alters of the details of the current cell."""
        table = self.table
        row = table.currentIndex().row() if table is not None else -1
        if table is None or not 0 <= row < table.figures.rowCount() or may_differ(table.figures, row, change):
            self._show(None if change.structure else self.shown)

    def refresh(self, *_: object) -> None:
        """Show the details of the current cell; skipped while hidden."""
        self._show(None)

    def _show(self, before: Detail | None) -> None:
        """`before` are the details of the same cell before an edit of figures alone; None for any other."""
        if not self.isVisible():
            return
        table = self.table
        index = table.currentIndex() if table is not None else None
        if table is None or index is None or not index.isValid() or index.row() >= table.figures.rowCount():
            self.shown = None
            self.name.setText("")
            self.text.setText(tr("Tables", "Choose a cell to see where its value comes from."))
            self._below.show()
            self.slider.show_gauge(None)
            self.benchmark_button.hide()
            return
        column = table.figures.columns[index.column()]
        shown = self.shown = detail(table.figures, index.row(), column, before)
        if before is None or shown.gauge != before.gauge:
            self.slider.show_gauge(shown.gauge)
        if before is None:
            self.name.setText(shown.name)
            self.benchmark_button.setText(tr("Tables", "Benchmark growth…"))
            self.benchmark_button.setToolTip(
                tr("Tables", "The growth this series needs if its benchmark grows faster")
            )
            self.benchmark_button.setVisible(shown.has_benchmark)
            self.slider.setAccessibleName(shown.name)
        if before is None or shown.parts != before.parts:
            text = shown.text
            self.text.setText(text)
            # alone, the name stands in the middle of the line, level with what is beside it
            self._below.setVisible(bool(text))
            self.slider.setToolTip(tip(text) or "")
            self.slider.setAccessibleDescription(text)

    def showEvent(self, event: QShowEvent) -> None:
        """Update when shown."""
        super().showEvent(event)
        self.refresh()

    def _enter_figure(self, value: float, drag: str) -> None:
        table, gauge = self.table, self.slider.gauge
        if table is None or gauge is None or gauge.grip is None:
            return
        at = table.currentIndex()
        table.figures.enter([(at.row(), at.column(), gauge.grip.text(value))], drag)

    def _end_drag(self) -> None:
        if self.table is not None:
            at = self.table.currentIndex()
            self.table.cell_drag.ended.emit(at.row(), at.column())
