"""The import window: the sheet with the recognised roles in colour; a click corrects each cell."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import QEvent, QModelIndex, QSignalBlocker, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QTabBar,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from npfdesk.plan.numbers import parse_year
from npfdesk.plan.problems import Problem, Severity
from npfdesk.report.forms import overwrites_plan
from npfdesk.ui.charts.captions import Caption, Note
from npfdesk.ui.descriptions import Place
from npfdesk.ui.files.destination import ask_where
from npfdesk.ui.help.help_window import help_on
from npfdesk.ui.import_window.cell_correction import CellCorrection
from npfdesk.ui.import_window.recognised_sheet import HUES, SheetModel, SheetView, role_tint
from npfdesk.ui.look.language import language, tr
from npfdesk.workbook.canonical.plan_workbook import save_canonical
from npfdesk.workbook.plan_reader import Reading, read_published
from npfdesk.workbook.published.assembly import plan_of
from npfdesk.workbook.published.corrections import NO_CORRECTIONS, Corrections
from npfdesk.workbook.published.recogniser import apply, recognise
from npfdesk.workbook.published.recognition import Match, Recognition, Role
from npfdesk.workbook.published.recognition_report import recognition_lines, role_name

_KEY = (Role.REGION, Role.INDICATOR, Role.UNIT, Role.BASE, Role.TARGET, Role.STRETCH, Role.DUTY, Role.IGNORED)


class ImportWindow(QDialog):
    """Shows a Reading of published tables; after acceptance, `reading` is the corrected one."""

    def __init__(self, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if reading.recognition is None:
            raise ValueError("nothing was recognised in that reading")
        self.reading = reading
        self.recognition: Recognition = reading.recognition
        self.undone: list[Recognition] = []
        self.resize(1240, 700)
        self.heading, self.message = Caption("title"), Note()
        self.sheets = QTabBar()
        self.sheets.setExpanding(False)
        self.sheets.setDrawBase(False)
        self.model = SheetModel(self)
        self.view = SheetView(self.model)
        self.correction = CellCorrection()
        self.matches = QListWidget()
        self.matches.setWordWrap(True)
        self.notes = QPlainTextEdit()
        self.notes.setReadOnly(True)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for page in (self.matches, self.notes):
            self.tabs.addTab(page, "")
        self.title_field, self.city_field = QLineEdit(), QLineEdit()
        self.base_field, self.target_field = QLineEdit(), QLineEdit()
        self.field_labels = [QLabel() for _ in range(4)]
        self.key = _Key()
        self.back, self.afresh = QPushButton(), QPushButton()
        self.buttons = QDialogButtonBox()
        self.take = self.buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self.cancel_button = self.buttons.addButton("", QDialogButtonBox.ButtonRole.RejectRole)
        self.save = self.buttons.addButton("", QDialogButtonBox.ButtonRole.ActionRole)
        self._lay_out()
        help_on(self, Place("published"))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.save.clicked.connect(self.save_canonical)
        self.back.clicked.connect(self.undo)
        self.afresh.clicked.connect(self.discard_corrections)
        self.sheets.currentChanged.connect(self._show_sheet)
        self.view.pointed.connect(self._show_cell)
        self.correction.corrected.connect(self.correct)
        self.matches.itemChanged.connect(self._set_match)
        for field in self._fields():
            field.editingFinished.connect(self._apply_fields)
        with QSignalBlocker(self.sheets):
            for sheet in self.recognition.grid.sheets:
                self.sheets.addTab(sheet.name.replace("&", "&&"))
        found = [table.sheet for table in self.recognition.tables]
        names = [sheet.name for sheet in self.recognition.grid.sheets]
        self.sheets.setCurrentIndex(names.index(found[0]) if found else 0)
        self.refresh()
        self._show_sheet()

    def _fields(self) -> tuple[QLineEdit, ...]:
        return self.title_field, self.city_field, self.base_field, self.target_field

    def _lay_out(self) -> None:
        left = QWidget()
        page = QVBoxLayout(left)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(4)
        page.addWidget(self.key)
        page.addWidget(self.view, 1)
        page.addWidget(self.sheets)
        right = QWidget()
        side = QVBoxLayout(right)
        side.setContentsMargins(16, 0, 0, 0)
        side.setSpacing(12)
        side.addWidget(self.correction)
        turns = QHBoxLayout()
        turns.addWidget(self.back)
        turns.addWidget(self.afresh)
        turns.addStretch(1)
        side.addLayout(turns)
        side.addWidget(self.tabs, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([820, 380])
        split.setChildrenCollapsible(False)
        line = QHBoxLayout()
        line.setSpacing(8)
        for label, field, width in zip(self.field_labels, self._fields(), (300, 120, 64, 64), strict=True):
            field.setFixedWidth(width)
            label.setBuddy(field)
            line.addWidget(label)
            line.addWidget(field)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(self.heading)
        layout.addWidget(self.message)
        layout.addLayout(line)
        layout.addWidget(split, 1)
        layout.addWidget(self.buttons)

    # corrections

    def correct(self, corrections: Corrections) -> None:
        """Add a correction."""
        self.undone.append(self.recognition)
        self.recognition = apply(self.recognition, corrections)
        self.refresh()

    def undo(self) -> None:
        """Undo the last correction."""
        if self.undone:
            self.recognition = self.undone.pop()
            self.refresh()

    def discard_corrections(self) -> None:
        """Discard all corrections."""
        self.undone.append(self.recognition)
        self.recognition = recognise(self.recognition.grid, NO_CORRECTIONS)
        self.refresh()

    def _set_match(self, item: QListWidgetItem) -> None:
        key = item.data(Qt.ItemDataRole.UserRole)
        holds = item.checkState() is Qt.CheckState.Checked
        self.correct(Corrections(matches=MappingProxyType({key: holds})))

    def _apply_fields(self) -> None:
        """Apply the typed title, city and years; a text that is no year is reset."""
        now = self.recognition
        years = [parse_year(field.text()) for field in (self.base_field, self.target_field)]
        base, target = (0 if isinstance(year, Problem) else year for year in years)
        typed = Corrections(
            title=self.title_field.text().strip() if self.title_field.text().strip() != now.title else "",
            city=self.city_field.text().strip() if self.city_field.text().strip() != now.city else "",
            base_year=base if base != now.base_year else 0,
            target_year=target if target != now.target_year else 0,
        )
        if typed != NO_CORRECTIONS:
            self.correct(typed)
        else:
            # what is being typed for a cell stays
            self._show_plan()

    # what is shown

    def refresh(self) -> None:
        """Update everything from the recognition."""
        now = self.recognition
        self.setWindowTitle(tr("ImportWindow", "What was recognised"))
        self.heading.write(
            f"{tr('ImportWindow', 'What was recognised')} · {self.reading.file.name}".replace("\n", " ")
        )
        plan, problems = plan_of(now)
        counted = tr(
            "ImportWindow",
            "{tables} tables · {indicators} indicators · {regions} regions · {targets} targets · {errors} errors",
        ).format(
            tables=len(now.tables),
            indicators=len(now.indicators),
            regions=len(now.regions),
            targets=len(plan.targets) if plan is not None else 0,
            errors=sum(problem.severity is Severity.ERROR for problem in problems),
        )
        hint = tr("ImportWindow", "Point at a cell to see what it was taken for; click it to put it right.")
        self.message.write(f"{counted}. {hint}")
        sources = ("Plan", "City", "Base year", "Target year")
        for label, source in zip(self.field_labels, sources, strict=True):
            label.setText(tr("ImportWindow", source))
        self._show_plan()
        self.back.setText(tr("ImportWindow", "Take back"))
        self.back.setEnabled(bool(self.undone))
        self.afresh.setText(tr("ImportWindow", "As proposed"))
        self.take.setText(tr("ImportWindow", "Open the plan"))
        self.take.setEnabled(plan is not None)
        self.cancel_button.setText(tr("ImportWindow", "Cancel"))
        self.save.setText(tr("ImportWindow", "Save in the canonical form…"))
        self.save.setEnabled(plan is not None)
        self._list_matches()
        lines = recognition_lines(now, language())
        self.notes.setPlainText(
            "\n".join([*(problem.message(language()) for problem in problems), *lines[1:]])
        )
        self.tabs.setTabText(0, f"{tr('ImportWindow', 'Taken for one')} ({len(now.matches)})")
        self.tabs.setTabText(1, tr("ImportWindow", "Passed over and concluded"))
        self._show_sheet()
        self._show_cell(self.view.currentIndex())

    def _show_plan(self) -> None:
        now = self.recognition
        texts = (now.title, now.city, str(now.base_year or ""), str(now.target_year or ""))
        for field, text in zip(self._fields(), texts, strict=True):
            field.setText(text)

    def _list_matches(self) -> None:
        with QSignalBlocker(self.matches):
            self.matches.clear()
            for match in self.recognition.matches:
                item = QListWidgetItem(_match_words(match))
                item.setData(Qt.ItemDataRole.UserRole, match.key)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Checked if match.holds else Qt.CheckState.Unchecked)
                self.matches.addItem(item)

    def _show_sheet(self, *_: object) -> None:
        place = max(self.sheets.currentIndex(), 0)
        sheets = self.recognition.grid.sheets
        if place < len(sheets):
            self.model.show_sheet(self.recognition, sheets[place])

    def _show_cell(self, index: QModelIndex) -> None:
        model = self.model
        if not index.isValid():
            self.correction.look_at("", "", "", None)
            return
        text = str(model.data(index) or "")
        self.correction.look_at(model.sheet.name, model.place(index), text, model.role_of(index))

    def changeEvent(self, event: QEvent) -> None:
        """Update the texts when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self.correction.retranslate()
            self.key.update()
            self.refresh()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle undo and copy; Return in a field presses no button."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText("\n".join(recognition_lines(self.recognition, language())))
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    # the result

    def accept(self) -> None:
        """Accept the corrected plan."""
        reading = read_published(self.reading.file, self.recognition)
        if reading is not None:
            self.reading = reading
            super().accept()

    def save_canonical(self) -> None:
        """Ask for a file and write the plan as a canonical workbook."""
        plan, _ = plan_of(self.recognition)
        if plan is None:
            return
        name = f"{self.reading.file.stem}-npfdesk.xlsx"
        path = ask_where(self, self.save.text(), name, ["*.xlsx"], self.reading.file, self._show_problem)
        if path is not None:
            self.write_canonical(path)

    def write_canonical(self, path: Path) -> None:
        """Write the canonical workbook to a file, never over the source; shows the outcome."""
        plan, _ = plan_of(self.recognition)
        if plan is None:
            return
        problem = overwrites_plan(path, self.reading.file) or save_canonical(plan, path, language())
        if problem is not None:
            self._show_problem(problem)
        else:
            self.message.write(tr("ImportWindow", "Written: {file}").format(file=path))

    def _show_problem(self, problem: Problem) -> None:
        self.message.write(problem.message(language()))


def _match_words(match: Match) -> str:
    return f"{match.other} → {match.name}\n{match.reason(language())}"


class _Key(QWidget):
    """The key: the colour of each role."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(22)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a swatch and a word for each role."""
        painter = QPainter(self)
        left = 0
        for role in _KEY:
            words = role_name(role, language())
            width = painter.fontMetrics().horizontalAdvance(words)
            if left + width + 30 > self.width():
                break
            painter.setPen(self.palette().mid().color())
            painter.setBrush(role_tint(role) if role in HUES else self.palette().base())
            painter.drawRect(left, 5, 12, 12)
            painter.setPen(self.palette().windowText().color())
            painter.drawText(left + 18, 0, width + 4, 22, Qt.AlignmentFlag.AlignVCenter, words)
            left += width + 36
