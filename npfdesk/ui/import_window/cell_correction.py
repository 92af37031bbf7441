"""Correction of one cell: its role, name, unit and year."""

from __future__ import annotations

import re
from types import MappingProxyType

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLabel, QLineEdit, QPushButton, QWidget

from npfdesk.plan.numbers import parse_year
from npfdesk.plan.problems import Problem
from npfdesk.ui.charts.captions import Note
from npfdesk.ui.look.language import language, tr
from npfdesk.workbook.published.corrections import Corrections, Fix
from npfdesk.workbook.published.recognition import CellRole, Role
from npfdesk.workbook.published.recognition_report import role_name

CHOICES = (
    Role.REGION,
    Role.INDUSTRY,
    Role.INDICATOR,
    Role.UNIT,
    Role.BASE,
    Role.OBSERVED,
    Role.TARGET,
    Role.STRETCH,
    Role.DUTY,
    Role.GROUP,
    Role.SOURCE,
    Role.REMARK,
    Role.IGNORED,
)
"""The roles that a cell or column can be given by hand."""


class CellCorrection(QWidget):
    """Edits the role of the clicked cell; `corrected` carries Corrections."""

    corrected = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = self.place = ""
        self.head = QLabel()
        self.head.setTextFormat(self.head.textFormat().PlainText)
        self.head.setWordWrap(True)
        self.role, self.name, self.unit, self.year = QComboBox(), QLineEdit(), QLineEdit(), QLineEdit()
        self.whole = QCheckBox()
        self.take, self.pass_row = QPushButton(), QPushButton()
        self.problem = Note()
        self.form = QFormLayout(self)
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.setVerticalSpacing(8)
        self.form.addRow(self.head)
        self.labels = [QLabel() for _ in range(4)]
        for label, field in zip(self.labels, (self.role, self.name, self.unit, self.year), strict=True):
            self.form.addRow(label, field)
        self.form.addRow(self.whole)
        self.form.addRow(self.take)
        self.form.addRow(self.pass_row)
        self.form.addRow(self.problem)
        self.take.clicked.connect(self._correct)
        self.pass_row.clicked.connect(self._pass)
        self.role.activated.connect(self._correct)
        self.retranslate()
        self.look_at("", "", "", None)

    def retranslate(self) -> None:
        """Update all texts for the current language."""
        sources = ("It is", "Name", "Unit", "Year")
        for label, source in zip(self.labels, sources, strict=True):
            label.setText(tr("ImportWindow", source))
        chosen = self.role.currentIndex()
        with QSignalBlocker(self.role):
            self.role.clear()
            self.role.addItem("—")
            self.role.addItems([role_name(role, language()) for role in CHOICES])
            self.role.setCurrentIndex(max(chosen, 0))
        self.whole.setText(tr("ImportWindow", "the whole column"))
        self.take.setText(tr("ImportWindow", "Put it right"))
        self.pass_row.setText(tr("ImportWindow", "Pass over this row"))

    def look_at(self, sheet: str, place: str, text: str, found: CellRole | None) -> None:
        """Show another cell, and what was recognised in it."""
        self.sheet, self.place = sheet, place
        self.problem.write("")
        shown = text.replace("\n", " ")
        self.head.setText(
            f"{place}  “{shown}”"
            if place and shown
            else place or tr("ImportWindow", "Click a cell to put it right.")
        )
        role = CHOICES.index(found.role) + 1 if found is not None and found.role in CHOICES else 0
        with QSignalBlocker(self.role):
            self.role.setCurrentIndex(role)
        self.name.setText(
            found.means
            if found is not None and found.role in (Role.REGION, Role.INDUSTRY, Role.INDICATOR)
            else ""
        )
        self.unit.clear()
        year = (
            found.means if found is not None and found.role in (Role.BASE, Role.TARGET, Role.OBSERVED) else ""
        )
        self.year.setText(year if re.fullmatch(r"\d{4}", year) else "")
        for widget in (self.role, self.name, self.unit, self.year, self.whole, self.take, self.pass_row):
            widget.setEnabled(bool(place))

    def _correct(self) -> None:
        """Emit the fields as a correction."""
        if not self.place:
            return
        year = 0
        if self.year.text().strip():
            read = parse_year(self.year.text())
            if isinstance(read, Problem):
                self.problem.write(read.message(language()))
                return
            year = read
        chosen = self.role.currentIndex()
        fix = Fix(
            role=str(CHOICES[chosen - 1]) if chosen > 0 else "",
            name=self.name.text().strip(),
            unit=self.unit.text().strip() or None,
            year=year,
        )
        if self.whole.isChecked():
            letters = re.sub(r"\d", "", self.place)
            # a column can only be renamed in its header
            held = Fix(role=fix.role, unit=fix.unit, year=fix.year)
            self.corrected.emit(Corrections(columns=MappingProxyType({(self.sheet, letters): held})))
        else:
            self.corrected.emit(Corrections(cells=MappingProxyType({(self.sheet, self.place): fix})))

    def _pass(self) -> None:
        row = int(re.sub(r"\D", "", self.place))
        self.corrected.emit(Corrections(rows=frozenset({(self.sheet, row)})))
