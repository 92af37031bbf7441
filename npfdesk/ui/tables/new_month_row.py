"""The form that picks a series of the plan for a new row of the months table."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from npfdesk.plan.problems import Problem
from npfdesk.plan.series import ALL_INDUSTRIES, SeriesKey
from npfdesk.plan.spoken_names import series_name
from npfdesk.ui.charts.captions import Note
from npfdesk.ui.look.language import language, named, tr
from npfdesk.ui.tables.months import MonthRow
from npfdesk.ui.tables.new_target import NO_SUCH_SERIES, choice_of, fill_choice, region_choices
from npfdesk.ui.workspace import Workspace

_SOURCES = ("Region", "Industry", "Indicator", "Measure")


class NewMonthRow(QDialog):
    """Asks for a series of the plan and what the row is of; `chosen` carries the MonthRow after the form has closed."""

    chosen = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.region, self.industry, self.indicator, self.measure = (choice_of() for _ in range(4))
        self.combos = (self.region, self.industry, self.indicator, self.measure)
        self.problem = Note()
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.add_button = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.labels = [QLabel() for _ in _SOURCES]
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(16)
        self.form.setVerticalSpacing(8)
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for label, combo in zip(self.labels, self.combos, strict=True):
            self.form.addRow(label, combo)
            label.setBuddy(combo)
        self.form.setRowVisible(1, bool(workspace.plan.industries))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(self.form)
        layout.addWidget(self.problem)
        layout.addWidget(self.buttons)
        self.setMinimumWidth(420)
        self.retranslate(SeriesKey(*workspace.selection.series))
        for combo in self.combos:
            combo.currentIndexChanged.connect(self._look)
        self.buttons.accepted.connect(self.submit)
        self.buttons.rejected.connect(self.reject)
        workspace.opened.connect(self.reject)

    def changeEvent(self, event: QEvent) -> None:
        """Update the texts when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate(self.row.series)
        super().changeEvent(event)

    def retranslate(self, series: SeriesKey) -> None:
        """Update all texts for the current language; `series` is the one that is chosen afterwards."""
        plan, growth = self.workspace.plan, self.measure.currentIndex() == 1
        self.setWindowTitle(tr("Tables", "Add a series"))
        for label, combo, source in zip(self.labels, self.combos, _SOURCES, strict=True):
            label.setText(tr("Tables", source))
            combo.setAccessibleName(tr("Tables", source))
        whole = (tr("Tables", "all industries"), ALL_INDUSTRIES)
        fill_choice(self.region, region_choices(plan), series.region)
        industries = [whole, *((named(one), one.code) for one in plan.industries)]
        fill_choice(self.industry, industries, series.industry)
        fill_choice(self.indicator, [(named(one), one.code) for one in plan.indicators], series.indicator)
        measures = [(tr("Tables", "figures"), ""), (tr("Tables", "growth on the year before (%)"), "growth")]
        fill_choice(self.measure, measures, "growth" if growth else "")
        self.add_button.setText(tr("Tables", "Add"))
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(tr("Tables", "Cancel"))
        self._look()

    @property
    def row(self) -> MonthRow:
        """The chosen row (the plan may not have its series)."""
        region, industry, indicator, measure = (str(combo.currentData() or "") for combo in self.combos)
        return MonthRow(SeriesKey(region, industry, indicator), bool(measure))

    def _look(self, *_: object) -> None:
        """Say where the plan has no such series."""
        plan, series = self.workspace.plan, self.row.series
        missing = series not in plan.row
        text = (
            Problem(NO_SUCH_SERIES, text=series_name(plan, series, language())).message(language())
            if missing
            else ""
        )
        self.problem.write(text)
        self.add_button.setEnabled(not missing)

    def submit(self) -> None:
        """Close, and tell the row."""
        row = self.row
        if row.series in self.workspace.plan.row:
            self.accept()
            self.chosen.emit(row)
