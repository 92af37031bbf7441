"""The line above the months table: which year it shows, and whether totals to date or single months."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSignalBlocker
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QToolButton, QWidget

from npfdesk.ui.look.language import tr
from npfdesk.ui.tables.months import MonthModel

_DISPLAYS = ("Totals to date", "Single months")


class MonthBar(QWidget):
    """The year switch and the switch of display of a months table."""

    def __init__(self, months: MonthModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.months = months
        self.before, self.year, self.after = _button("‹"), QComboBox(), _button("›")
        self.year.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.displays = [_button(""), _button("")]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 2, 12, 2)
        layout.setSpacing(2)
        for widget in (self.before, self.year, self.after):
            layout.addWidget(widget)
        layout.addSpacing(12)
        group = QButtonGroup(self)
        for running, button in zip((True, False), self.displays, strict=True):
            button.setCheckable(True)
            group.addButton(button)
            layout.addWidget(button)
            button.clicked.connect(lambda _=False, running=running: months.show_running(running))
        self.before.clicked.connect(lambda: self._step(-1))
        self.after.clicked.connect(lambda: self._step(1))
        self.year.activated.connect(lambda place: months.show_year(int(self.year.itemData(place))))
        months.shown.connect(self.refresh)
        months.modelReset.connect(self.refresh)
        self.retranslate()

    def _step(self, by: int) -> None:
        place = self.year.currentIndex() + by
        if 0 <= place < self.year.count():
            self.months.show_year(int(self.year.itemData(place)))

    def refresh(self) -> None:
        """Show the state of the table."""
        years = self.months.years()
        with QSignalBlocker(self.year):
            if tuple(self.year.itemData(place) for place in range(self.year.count())) != years:
                self.year.clear()
                for year in years:
                    self.year.addItem(str(year), year)
            self.year.setCurrentIndex(self.year.findData(self.months.year))
        place = self.year.currentIndex()
        self.before.setEnabled(place > 0)
        self.after.setEnabled(0 <= place < len(years) - 1)
        for running, button in zip((True, False), self.displays, strict=True):
            button.setChecked(running == self.months.running)

    def changeEvent(self, event: QEvent) -> None:
        """Update the texts when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Update all texts for the current language."""
        for button, source in zip(self.displays, _DISPLAYS, strict=True):
            button.setText(tr("Tables", source))
        for widget, source in (
            (self.before, "The year before"),
            (self.after, "The year after"),
            (self.year, "Year shown"),
        ):
            widget.setAccessibleName(tr("Tables", source))
            widget.setToolTip(tr("Tables", source))
        for button in self.displays:
            button.setToolTip(
                tr("Tables", "Grey figures are derived from others; a missing month stays empty.")
            )
        self.refresh()


def _button(text: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setProperty("quiet", True)
    return button
