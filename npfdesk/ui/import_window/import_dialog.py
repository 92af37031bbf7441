"""The import window: the sheets with the recognised roles in colour; every role is corrected by hand, every figure accounted for."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

from openpyxl.utils import range_boundaries
from PySide6.QtCore import QEvent, QPoint, QSignalBlocker, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPolygon,
    QShortcut,
)
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTabBar,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from npfdesk.plan.file_names import shown_path
from npfdesk.plan.numbers import parse_year
from npfdesk.plan.problems import Count, Problem, Severity
from npfdesk.plan.statuses import Status
from npfdesk.report.forms import overwrites_plan
from npfdesk.ui.charts.captions import Caption, Note
from npfdesk.ui.descriptions import Place
from npfdesk.ui.files.destination import ask_where
from npfdesk.ui.help.help_window import help_on
from npfdesk.ui.import_window.cell_correction import CellCorrection
from npfdesk.ui.import_window.marked_cells import marked_tables, role_given
from npfdesk.ui.import_window.recognised_sheet import SheetModel, SheetView, role_tint, told_tint
from npfdesk.ui.import_window.review import Review
from npfdesk.ui.import_window.role_choices import Choice
from npfdesk.ui.import_window.role_menu import RoleMenu
from npfdesk.ui.import_window.side_lists import HELD, CorrectionList, ProblemList, show_matches
from npfdesk.ui.look.colours import appearance, status_colour
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.look.mnemonics import bare
from npfdesk.ui.look.naming import divider, speak
from npfdesk.ui.look.style import pixels
from npfdesk.ui.window.banner import Banner
from npfdesk.workbook.accounting import Account, CellPlace
from npfdesk.workbook.files.cell_grid import GridSheet
from npfdesk.workbook.plan_reader import Reading
from npfdesk.workbook.published.corrections import NO_CORRECTIONS, Corrections, Said, without
from npfdesk.workbook.published.recognition import Recognition, Role
from npfdesk.workbook.published.recognition_report import recognition_lines, role_name
from npfdesk.workbook.published.shape import RememberedRoles
from npfdesk.workbook.standard.plan_workbook import save_standard

_KEY = (
    Role.REGION,
    Role.INDUSTRY,
    Role.INDICATOR,
    Role.UNIT,
    Role.PERIOD,
    Role.BASE,
    Role.TARGET,
    Role.STRETCH,
    Role.DUTY,
)
_USUAL = (1240, 700)
_PANEL = 300
"""The height of the panel of what is marked, in pixels at 100 %."""


class ImportWindow(QDialog):
    """Shows a Reading of published tables; after acceptance, `reading` is the corrected one.

    `like` are the roles given in another workbook of the same shape; a bar offers them.
    """

    def __init__(
        self, reading: Reading, parent: QWidget | None = None, like: RememberedRoles | None = None
    ) -> None:
        super().__init__(parent)
        if reading.recognition is None:
            raise ValueError("nothing was recognised in that reading")
        self.reading = reading
        self.review = Review(reading, reading.recognition, self)
        self.resize(*_USUAL)
        self.heading, self.message = Caption("title"), Note()
        self.banner = Banner()
        self.counts = QLabel()
        self.counts.setTextFormat(Qt.TextFormat.PlainText)
        self.before_told, self.next_told = QPushButton(), QPushButton()
        self.sheets = QTabBar()
        self.sheets.setExpanding(False)
        self.sheets.setDrawBase(False)
        self.model = SheetModel(self)
        self.view = SheetView(self.model)
        self.roles = RoleMenu(self.view, self._sheet_is_read)
        self.sheet_note = Note()
        self.correction = CellCorrection()
        self.problems, self.corrected = ProblemList(), CorrectionList()
        self.matches = QListWidget()
        self.matches.setWordWrap(True)
        self.notes = QPlainTextEdit()
        self.notes.setReadOnly(True)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setUsesScrollButtons(True)
        for page in (self.problems, self.corrected, self.matches, self.notes):
            self.tabs.addTab(page, "")
        self.title_field, self.city_field = QLineEdit(), QLineEdit()
        self.base_field, self.target_field = QLineEdit(), QLineEdit()
        self.field_labels = [QLabel() for _ in range(4)]
        self.key = _Key()
        self.back, self.again, self.afresh = QPushButton(), QPushButton(), QPushButton()
        self.buttons = QDialogButtonBox()
        self.take = self.buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self.cancel_button = self.buttons.addButton("", QDialogButtonBox.ButtonRole.RejectRole)
        self.save = self.buttons.addButton("", QDialogButtonBox.ButtonRole.ActionRole)
        self._lay_out()
        self._order_keys()
        help_on(self, Place("published"))
        self._connect()
        self._places = {sheet.name: place for place, sheet in enumerate(self.review.grid.sheets)}
        with QSignalBlocker(self.sheets):
            for name in self._places:
                self.sheets.addTab(name.replace("&", "&&"))
        self.sheets.setCurrentIndex(self._first_sheet())
        if like is not None:
            self._offer(like)
        self.refresh()
        self.view.setFocus()

    @property
    def recognition(self) -> Recognition:
        """What is recognised, as far as it has been reckoned."""
        return self.review.recognition

    def _first_sheet(self) -> int:
        """The sheet of the first table; without one the first sheet that has a cell and is shown."""
        found = [table.sheet for table in self.recognition.tables]
        if found:
            return self._places[found[0]]
        sheets = self.review.grid.sheets
        return next((place for place, one in enumerate(sheets) if one.cells and not one.hidden), 0)

    def _fields(self) -> tuple[QLineEdit, ...]:
        return self.title_field, self.city_field, self.base_field, self.target_field

    def _connect(self) -> None:
        self.review.changed.connect(self.refresh)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.save.clicked.connect(self.save_standard)
        self.back.clicked.connect(self.undo)
        self.again.clicked.connect(self.redo)
        self.afresh.clicked.connect(self.discard_corrections)
        self.next_told.clicked.connect(lambda: self.go_to_told(forward=True))
        self.before_told.clicked.connect(lambda: self.go_to_told(forward=False))
        self.sheets.currentChanged.connect(self._turned)
        self.view.marked_anew.connect(self._show_marked)
        self.roles.chosen.connect(self.give_role)
        self.roles.sheet_read.connect(self._set_sheet_read)
        self.correction.chosen.connect(self.give_role)
        self.correction.corrected.connect(self.correct)
        self.correction.leave_out.clicked.connect(lambda: self.give_role(Choice(Role.IGNORED)))
        self.correction.table.clicked.connect(self.mark_table)
        self.problems.wanted.connect(self._go_to_problem)
        self.corrected.taken_back.connect(self._take_back)
        self.corrected.wanted.connect(self._go_to_correction)
        self.matches.itemChanged.connect(self._set_match)
        for field in self._fields():
            field.editingFinished.connect(self._apply_fields)
        for keys, act in (
            (QKeySequence.StandardKey.Redo, self.redo),
            ("Ctrl+Y", self.redo),
            ("F8", lambda: self.go_to_told(forward=True)),
            ("Shift+F8", lambda: self.go_to_told(forward=False)),
            ("Ctrl+PgDown", lambda: self._turn_sheet(1)),
            ("Ctrl+PgUp", lambda: self._turn_sheet(-1)),
        ):
            sequence = QKeySequence(keys)
            if sequence not in (one.key() for one in self.findChildren(QShortcut)):
                QShortcut(sequence, self, act)

    def _lay_out(self) -> None:
        left = QWidget()
        page = QVBoxLayout(left)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(4)
        page.addWidget(self.key)
        page.addWidget(self.sheet_note)
        page.addWidget(self.view, 1)
        page.addWidget(self.sheets)
        split = divider(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self._side())
        split.setStretchFactor(0, 1)
        split.setSizes([self.width() - 490, 450])
        split.setChildrenCollapsible(False)
        line = QHBoxLayout()
        line.setSpacing(8)
        for label, field, width in zip(self.field_labels, self._fields(), (300, 120, 64, 64), strict=True):
            field.setFixedWidth(width)
            label.setBuddy(field)
            line.addWidget(label)
            line.addWidget(field)
        line.addStretch(1)
        told = QHBoxLayout()
        told.setSpacing(8)
        told.addWidget(self.counts)
        for button in (self.next_told, self.before_told):
            button.setAutoDefault(False)
            told.addWidget(button)
        told.addStretch(1)
        for button in (self.back, self.again, self.afresh):
            button.setAutoDefault(False)
            told.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(8)
        layout.addWidget(self.heading)
        layout.addWidget(self.message)
        layout.addWidget(self.banner)
        layout.addLayout(line)
        layout.addLayout(told)
        layout.addWidget(split, 1)
        layout.addWidget(self.buttons)

    def _side(self) -> QWidget:
        """The panel of what is marked over the lists; the border between them can be moved."""
        right = QWidget()
        side = QVBoxLayout(right)
        side.setContentsMargins(16, 0, 0, 0)
        panel = QScrollArea()
        speak(panel, lambda: tr("Names", "The marked cells, which can be scrolled"))
        panel.setFrameShape(QFrame.Shape.NoFrame)
        panel.setWidgetResizable(True)
        panel.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        panel.setWidget(self.correction)
        parts = divider(Qt.Orientation.Vertical)
        parts.addWidget(panel)
        parts.addWidget(self.tabs)
        parts.setChildrenCollapsible(False)
        parts.setStretchFactor(1, 1)
        parts.setSizes([pixels(_PANEL), max(self.height() - pixels(_PANEL), 1)])
        side.addWidget(parts)
        for shown in (self.problems.list, self.corrected.list, self.matches, self.notes):
            shown.setMinimumHeight(40)
        return right

    def _order_keys(self) -> None:
        """The Tab key goes as one reads: the plan, the figures, the sheet, what is marked, the lists, the answers."""
        correction = self.correction
        order = (
            *self._fields(), self.next_told, self.before_told, self.back, self.again, self.afresh, self.view, self.sheets,
            correction.role, correction.name, correction.unit, correction.period, correction.take, correction.table,
            correction.leave_out, self.tabs, self.problems.list, self.corrected.list, self.corrected.back, self.matches, self.notes,
            self.take, self.save, self.cancel_button,
        )  # fmt: skip
        for one, after in pairwise(order):
            QWidget.setTabOrder(one, after)

    def _offer(self, like: RememberedRoles) -> None:
        """Offer the roles of another workbook of the same shape; nobody has to answer."""
        self.banner.show_message(
            lambda: tr("ImportWindow", "Same layout as “{file}”. Use the roles given there?").format(
                file=like.file
            ),
            (lambda: tr("ImportWindow", "Use them"), lambda: self.correct(like.corrections)),
            (lambda: tr("ImportWindow", "Don't use them"), lambda: None),
            about="like",
        )

    # corrections

    def correct(self, corrections: Corrections) -> None:
        """Add corrections as one step."""
        self.review.add(corrections)

    def give_role(self, choice: Choice) -> None:
        """Give what is marked a role, or make it a table."""
        marked = self.view.marked()
        if not marked.blocks:
            return
        if isinstance(choice.what, Role):
            self.correct(role_given(marked, choice.what))
        else:
            self.mark_table()

    def mark_table(self) -> None:
        """Make each marked block a table; its first rows are its head."""
        tables = marked_tables(self.view.marked())
        if tables.tables:
            self.correct(tables)
        else:
            self.correction.problem.write(
                tr("ImportWindow", "Select the table with its header rows, at least two rows.")
            )

    def undo(self) -> None:
        """Undo the last step."""
        self.review.undo()

    def redo(self) -> None:
        """Take an undone step again."""
        self.review.redo()

    def discard_corrections(self) -> None:
        """Discard all corrections."""
        self.review.discard()

    def _take_back(self, said: Said) -> None:
        self.review.put(without(self.review.corrections, said))

    def _set_match(self, item: QListWidgetItem) -> None:
        key = item.data(HELD)
        holds = item.checkState() is Qt.CheckState.Checked
        self.correct(Corrections(matches=MappingProxyType({key: holds})))

    def _sheet(self) -> GridSheet:
        return self.review.grid.sheets[max(self.sheets.currentIndex(), 0)]

    def _sheet_is_read(self) -> bool:
        sheet = self._sheet()
        return self.review.corrections.sheets.get(sheet.name, not sheet.hidden)

    def _set_sheet_read(self, read: bool) -> None:
        self.correct(Corrections(sheets=MappingProxyType({self._sheet().name: read})))

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

    # going to cells

    def told_cells(self) -> list[CellPlace]:
        """The cells whose figures are still to settle, in the order of the sheets and rows."""
        found = [key for key, one in self.review.reading.ledger.cells.items() if one is Account.TOLD]
        return sorted(found, key=lambda one: (self._places[one[0]], one[1]))

    def go_to_told(self, *, forward: bool) -> None:
        """Go to the next cell whose figure is to settle, or the one before; after the last comes the first."""
        told = self.told_cells()
        if not told:
            return
        index = self.view.currentIndex()
        here = (self.sheets.currentIndex(), (index.row() + 1, index.column() + 1))
        places = [(self._places[sheet], place) for sheet, place in told]
        if forward:
            found = next((at for at, one in enumerate(places) if one > here), 0)
        else:
            found = next((at for at in reversed(range(len(places))) if places[at] < here), len(places) - 1)
        self._go_to(*told[found])

    def _go_to(self, sheet: str, place: tuple[int, int]) -> None:
        if sheet in self._places:
            self.sheets.setCurrentIndex(self._places[sheet])
            self.view.go_to(*place)
            self.view.setFocus()

    def _go_to_problem(self, problem: Problem) -> None:
        if problem.sheet and problem.cell:
            left, top, *_ = range_boundaries(problem.cell)
            self._go_to(problem.sheet, (top or 1, left or 1))

    def _go_to_correction(self, said: Said) -> None:
        name, key = said
        if not isinstance(key, tuple):
            return
        sheet, *where = key
        if name in ("cells", "columns", "lines"):
            left, top, *_ = range_boundaries(where[0] if name != "lines" else f"A{where[0]}")
            place = top or 1, left or 1
        else:
            place = where[0], where[1] if name in ("areas", "tables") else 1
        focus = self.focusWidget()
        self._go_to(sheet, place)
        if focus is not None:
            # the list keeps the keys: what was pointed at may be taken back
            focus.setFocus()

    def _turned(self) -> None:
        """Show the sheet that was turned to, in which nothing is marked yet."""
        self._show_sheet()
        self._show_marked()

    def _turn_sheet(self, by: int) -> None:
        self.sheets.setCurrentIndex((self.sheets.currentIndex() + by) % max(self.sheets.count(), 1))

    # what is shown

    def refresh(self) -> None:
        """Update everything from the review."""
        now, reading = self.recognition, self.review.reading
        self.setWindowTitle(tr("ImportWindow", "Recognised tables"))
        self.heading.write(
            f"{tr('ImportWindow', 'Recognised tables')} · {shown_path(self.reading.file.name)}".replace(
                "\n", " "
            )
        )
        self._show_counts()
        sources = ("Plan", "City", "Base year", "Target year")
        for label, source in zip(self.field_labels, sources, strict=True):
            label.setText(tr("ImportWindow", source))
        self._show_plan()
        self._show_buttons()
        show_matches(self.matches, now.matches)
        self.problems.show_problems(reading.problems)
        self.corrected.show_corrections(self.review.corrections)
        self.notes.setPlainText("\n".join(line.strip() for line in recognition_lines(now, language())[1:]))
        self.notes.setAccessibleName(tr("ImportWindow", "Notes"))
        counted = (
            (tr("ImportWindow", "Problems"), len(reading.problems)),
            (tr("ImportWindow", "Corrections"), self.corrected.list.count()),
            (tr("ImportWindow", "Treated as one"), len(now.matches)),
        )
        for place, (words, count) in enumerate(counted):
            self.tabs.setTabText(place, f"{words} ({count})")
        self.tabs.setTabText(len(counted), tr("ImportWindow", "Notes"))
        self.model.set_review(now, reading.ledger, reading.problems)
        self._count_on_tabs()
        self._show_sheet()
        self._show_marked()

    def _count_on_tabs(self) -> None:
        """Each sheet's tab says how many of its figures are still to settle."""
        told = Counter(
            sheet for (sheet, _), one in self.review.reading.ledger.cells.items() if one is Account.TOLD
        )
        for place, sheet in enumerate(self.review.grid.sheets):
            count = f" ({told[sheet.name]:,})" if told[sheet.name] else ""
            self.sheets.setTabText(place, sheet.name.replace("&", "&&") + count)

    def _show_counts(self) -> None:
        now, reading = self.recognition, self.review.reading
        plan = reading.plan
        said = tr(
            "ImportWindow",
            "{tables:table|tables} · {indicators:indicator|indicators} · {regions:region|regions} · {targets:target|targets} · {errors:error|errors}",
        ).format(
            tables=Count(len(now.tables)),
            indicators=Count(len(now.indicators)),
            regions=Count(len(now.regions)),
            targets=Count(len(plan.targets) if plan is not None else 0),
            errors=Count(sum(problem.severity is Severity.ERROR for problem in reading.problems)),
        )
        if self.review.busy:
            hint = tr("ImportWindow", "Recognising again …")
        elif plan is None:
            hint = tr(
                "ImportWindow",
                "No plan could be read yet: select a table with its header rows and say what its columns are.",
            )
        elif not plan.targets:
            hint = tr(
                "ImportWindow", "No targets were found: it opens as data, and targets can be set afterwards."
            )
        else:
            hint = tr("ImportWindow", "Select cells, rows or columns and say what they are, by menu or key.")
        self.message.write(tr("ImportWindow", "{counts}. {hint}").format(counts=said, hint=hint))
        counts = reading.ledger.counts
        self.counts.setText(
            tr(
                "ImportWindow", "Figures {figures}: read {taken} · explained {explained} · to settle {told}"
            ).format(
                figures=f"{counts.figures:,}",
                taken=f"{counts.taken:,}",
                explained=f"{counts.explained:,}",
                told=f"{counts.told:,}",
            )
        )
        self.counts.setAccessibleName(self.counts.text())
        self.next_told.setText(tr("ImportWindow", "Next figure to settle (F8)"))
        self.before_told.setText(tr("ImportWindow", "Previous (Shift+F8)"))
        for button in (self.next_told, self.before_told):
            button.setVisible(bool(counts.told))

    def _show_buttons(self) -> None:
        sound = self.review.reading.plan is not None and not self.review.busy
        data_only = self.review.reading.plan is not None and not self.review.reading.plan.targets
        self.back.setText(tr("ImportWindow", "Undo"))
        self.back.setToolTip("Ctrl+Z")
        self.back.setEnabled(self.review.can_undo)
        self.again.setText(tr("ImportWindow", "Redo"))
        self.again.setToolTip("Ctrl+Y")
        self.again.setEnabled(self.review.can_redo)
        self.afresh.setText(tr("ImportWindow", "Restore the proposal"))
        self.afresh.setEnabled(self.review.corrections != NO_CORRECTIONS)
        self.take.setText(
            tr("ImportWindow", "Open the data") if data_only else tr("ImportWindow", "Open the plan")
        )
        self.take.setEnabled(sound)
        self.take.setDefault(sound)
        self.cancel_button.setText(tr("ImportWindow", "Cancel"))
        self.save.setText(tr("ImportWindow", "Save in the standard format…"))
        self.save.setEnabled(sound)

    def _show_plan(self) -> None:
        now = self.recognition
        texts = (now.title, now.city, str(now.base_year or ""), str(now.target_year or ""))
        for field, text in zip(self._fields(), texts, strict=True):
            field.setText(text)

    def _show_sheet(self, *_: object) -> None:
        sheet = self._sheet()
        self.model.show_sheet(sheet)
        self.view.setAccessibleName(sheet.name)
        self.sheet_note.write(self._note_on(sheet))

    def _note_on(self, sheet: GridSheet) -> str:
        """What has to be said of a sheet in which no table was recognised."""
        if sheet.name in self.review.passed:
            return tr("ImportWindow", "This sheet is in the standard format and is read as it is.")
        if not sheet.cells:
            return tr("ImportWindow", "This sheet is empty.")
        if not self._sheet_is_read():
            return tr(
                "ImportWindow", "This sheet is not read. To read it, choose “Read this sheet” in its menu."
            )
        if any(table.sheet == sheet.name for table in self.recognition.tables):
            return ""
        return tr(
            "ImportWindow",
            "No table was recognised in this sheet. Select one with its header rows and press K (“This block is a table”).",
        )

    def _show_marked(self, *_: object) -> None:
        marked = self.view.marked()
        if not marked.blocks:
            self.correction.look_at(None, "", None, "")
            return
        top, left, *_rest = marked.blocks[0]
        index = self.model.index(top - 1, left - 1)
        found = self.model.role_of(index)
        shown = self.model.shown_role(index)
        if found is not None and shown is not None:
            found = replace(found, role=shown)
        text = str(self.model.data(index) or "")
        self.correction.look_at(marked, text, found, self.model.said_of(index, brief=True))

    def changeEvent(self, event: QEvent) -> None:
        """Update the texts when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self.correction.retranslate()
            self.roles.retranslate()
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

    def done(self, result: int) -> None:
        """Close; what is being reckoned is forgotten."""
        self.review.stop()
        super().done(result)

    def accept(self) -> None:
        """Accept the corrected plan."""
        if self.review.reading.plan is not None and not self.review.busy:
            self.reading = self.review.reading
            super().accept()

    def save_standard(self) -> None:
        """Ask for a file and write the plan as a standard workbook."""
        if self.review.reading.plan is None:
            return
        name = f"{self.reading.file.stem}-npfdesk.xlsx"
        path = ask_where(
            self, bare(self.save.text()), name, ["*.xlsx"], self.reading.file, self._show_problem
        )
        if path is not None:
            self.write_standard(path)

    def write_standard(self, path: Path) -> None:
        """Write the standard workbook to a file, never over the source; shows the outcome."""
        plan = self.review.reading.plan
        if plan is None:
            return
        problem = overwrites_plan(path, self.reading.file) or save_standard(plan, path, language())
        if problem is not None:
            self._show_problem(problem)
        else:
            self.message.write(tr("ImportWindow", "Saved: {file}").format(file=path))

    def _show_problem(self, problem: Problem) -> None:
        self.message.write(problem.message(language()))


class _Key(QWidget):
    """The key: the colour of each role."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        appearance.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(pixels(22))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a swatch and a word for each role."""
        painter = QPainter(self)
        painter.translate(0, (self.height() - 22) // 2)
        left = 0
        for role in _KEY:
            words = role_name(role, language())
            width = painter.fontMetrics().horizontalAdvance(words)
            if left + width + 30 > self.width():
                break
            painter.setPen(self.palette().mid().color())
            painter.setBrush(role_tint(role))
            painter.drawRect(left, 5, 12, 12)
            painter.setPen(self.palette().windowText().color())
            painter.drawText(left + 18, -8, width + 4, 38, Qt.AlignmentFlag.AlignVCenter, words)
            left += width + 36
        words = tr("ImportWindow", "to settle")
        if left + painter.fontMetrics().horizontalAdvance(words) + 30 <= self.width():
            red = status_colour(Status.RED)
            painter.setPen(self.palette().mid().color())
            painter.setBrush(told_tint())
            painter.drawRect(left, 5, 12, 12)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(red)
            painter.drawPolygon(QPolygon([QPoint(left + 13, 5), QPoint(left + 5, 5), QPoint(left + 13, 13)]))
            painter.setPen(self.palette().windowText().color())
            painter.drawText(left + 18, -8, self.width(), 38, Qt.AlignmentFlag.AlignVCenter, words)
