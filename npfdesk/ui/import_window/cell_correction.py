"""The panel of what is marked: what it was taken for and why, its role, name, unit and period."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from npfdesk.plan.periods import read_period
from npfdesk.ui.charts.captions import Note
from npfdesk.ui.import_window.marked_cells import Marked, fields_given
from npfdesk.ui.import_window.role_choices import GROUPS, Choice, group_words
from npfdesk.ui.look.language import tr
from npfdesk.workbook.published.corrections import Fix
from npfdesk.workbook.published.recognition import CellRole, Role

_NAMED = (Role.REGION, Role.INDUSTRY, Role.INDICATOR)
CHOICE = Qt.ItemDataRole.UserRole


class CellCorrection(QWidget):
    """Shows what is marked; `chosen` carries a Choice, `corrected` the Corrections of a name, unit or period."""

    chosen = Signal(object)
    corrected = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.marked: Marked | None = None
        self.head, self.said = QLabel(), Note()
        self.head.setTextFormat(Qt.TextFormat.PlainText)
        self.head.setWordWrap(True)
        self.role, self.name, self.unit, self.period = QComboBox(), QLineEdit(), QLineEdit(), QLineEdit()
        self.role.setMaxVisibleItems(40)
        self.role.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.take, self.leave_out, self.table = QPushButton(), QPushButton(), QPushButton()
        self.problem = Note()
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 8)
        page.setSpacing(8)
        form = QFormLayout()
        form.setVerticalSpacing(8)
        form.setHorizontalSpacing(12)
        page.addWidget(self.head)
        page.addWidget(self.said)
        page.addLayout(form)
        self.labels = [QLabel() for _ in range(4)]
        for label, field in zip(self.labels, (self.role, self.name, self.unit, self.period), strict=True):
            label.setBuddy(field)
            form.addRow(label, field)
        line = QHBoxLayout()
        line.setSpacing(8)
        for button in (self.take, self.table, self.leave_out):
            button.setAutoDefault(False)
            line.addWidget(button)
        line.addStretch(1)
        page.addLayout(line)
        page.addWidget(self.problem)
        page.addStretch(1)
        self.take.clicked.connect(self._correct)
        for one in (self.name, self.unit, self.period):
            one.returnPressed.connect(self._correct)
        self.role.activated.connect(self._choose)
        self.retranslate()
        self.look_at(None, "", None, "")

    def retranslate(self) -> None:
        """Update all texts for the current language."""
        sources = ("It is", "Name", "Unit", "Year or period")
        for label, source in zip(self.labels, sources, strict=True):
            label.setText(tr("ImportWindow", source))
        for field, source in zip((self.role, self.name, self.unit, self.period), sources, strict=True):
            field.setAccessibleName(tr("ImportWindow", source))
        self.period.setPlaceholderText(tr("ImportWindow", "2025, or Q1 2026"))
        chosen = self.role.currentIndex()
        with QSignalBlocker(self.role):
            self.role.setModel(_choices_model(self.role))
            self.role.setCurrentIndex(max(chosen, 0))
        self.take.setText(tr("ImportWindow", "Correct"))
        self.table.setText(tr("ImportWindow", "This block is a table"))
        self.leave_out.setText(tr("ImportWindow", "Skip"))

    def look_at(self, marked: Marked | None, text: str, found: CellRole | None, said: str) -> None:
        """Show what is marked: the text of its first cell, what was recognised there, and that in words."""
        self.marked = marked
        self.problem.write("")
        shown = " ".join(text.split())
        name = marked.name if marked is not None else ""
        single = marked is not None and bool(marked.single)
        if not name:
            self.head.setText(tr("ImportWindow", "Select cells to say what they are."))
        else:
            self.head.setText(f"{name}  “{shown[:120]}”" if shown and single else name)
        self.said.write(said if single else "")
        self.show_role(found.role if found is not None else None)
        self.name.setText(found.means if single and found is not None and found.role in _NAMED else "")
        self.unit.clear()
        self.period.clear()
        if single and found is not None and read_period(found.means) is not None:
            self.period.setText(found.means)
        for widget in (self.role, self.unit, self.period, self.take, self.leave_out, self.table):
            widget.setEnabled(bool(name))
        self.name.setEnabled(marked is not None and marked.nameable)
        self._before = self._fields()

    def show_role(self, role: Role | None) -> None:
        """Show a role as the chosen one."""
        with QSignalBlocker(self.role):
            self.role.setCurrentIndex(0)
            for place in range(self.role.count()):
                choice = self.role.itemData(place, CHOICE)
                if choice is not None and choice.what is role:
                    self.role.setCurrentIndex(place)

    def _fields(self) -> tuple[str, str, str]:
        return self.name.text().strip(), self.unit.text().strip(), self.period.text().strip()

    def _choose(self, place: int) -> None:
        choice = self.role.itemData(place, CHOICE)
        if choice is not None and self.marked is not None:
            self.chosen.emit(choice)

    def _correct(self) -> None:
        """Emit the fields that were changed as a correction."""
        if self.marked is None or not self.marked.blocks:
            return
        (name, unit, period), before = self._fields(), self._before
        fix = Fix(
            name=name if name != before[0] else "",
            unit=unit if unit != before[1] else None,
            period=period if period != before[2] else "",
        )
        if fix.period and read_period(fix.period) is None:
            self.problem.write(
                tr(
                    "ImportWindow",
                    "“{text}” is not a year, quarter or month. Accepted: 2025, 2026Q1, Mar 2026.",
                ).format(text=period)
            )
            return
        if fix != Fix():
            self.corrected.emit(fields_given(self.marked, fix))


def _choices_model(parent: QWidget) -> QStandardItemModel:
    """The choices under their groups' names, which cannot be chosen; the first entry is none."""
    model = QStandardItemModel(parent)
    model.appendRow(QStandardItem("—"))
    for title, choices in GROUPS:
        head = QStandardItem(group_words(title))
        head.setFlags(Qt.ItemFlag.NoItemFlags)
        model.appendRow(head)
        for choice in choices:
            model.appendRow(_entry(choice))
    return model


def _entry(choice: Choice) -> QStandardItem:
    item = QStandardItem(f"    {choice.words}" + (f"  ({choice.key})" if choice.key else ""))
    item.setData(choice, CHOICE)
    item.setData(choice.words, Qt.ItemDataRole.AccessibleTextRole)
    return item
