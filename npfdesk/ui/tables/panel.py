"""The tables under the charts: Assumptions, Targets, Data, Months, Levers, Findings, Structure."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from npfdesk.plan.edit_labels import add_target, set_notes
from npfdesk.plan.owners import target_owners
from npfdesk.plan.series import AssumptionKey, SeriesKey, TargetKey
from npfdesk.plan.statuses import Status
from npfdesk.plan.targets import PlanTarget
from npfdesk.session import Change, Structure
from npfdesk.ui.cycle.correction_line import CorrectionLine
from npfdesk.ui.descriptions import Place
from npfdesk.ui.first_step import first_step
from npfdesk.ui.look.colours import appearance, status_text
from npfdesk.ui.look.language import tr
from npfdesk.ui.tables.arrangement import PLAIN
from npfdesk.ui.tables.assumptions import AssumptionModel
from npfdesk.ui.tables.cell_notes import new_note
from npfdesk.ui.tables.check_results import CheckResultModel, CheckResultTable
from npfdesk.ui.tables.data import DataModel
from npfdesk.ui.tables.detail_bar import DetailBar
from npfdesk.ui.tables.entry_row import EntryTable, FigureEntryModel, TargetEntryModel
from npfdesk.ui.tables.figure_model import (
    Cell,
    FigureModel,
)
from npfdesk.ui.tables.figure_table import FigureTable
from npfdesk.ui.tables.levers import LeverModel
from npfdesk.ui.tables.month_bar import MonthBar
from npfdesk.ui.tables.months import MonthModel, MonthRow
from npfdesk.ui.tables.new_month_row import NewMonthRow
from npfdesk.ui.tables.new_target import NewTarget
from npfdesk.ui.tables.note_line import NoteLine
from npfdesk.ui.tables.note_questions import Question, note_question, question
from npfdesk.ui.tables.replace_bar import ReplaceBar
from npfdesk.ui.tables.structure_page import STRUCTURE_KEYS, StructurePage
from npfdesk.ui.tables.structure_table import StructureTable
from npfdesk.ui.tables.table_bar import TableBar
from npfdesk.ui.tables.targets import TargetModel
from npfdesk.ui.workspace import Workspace

_NOTHING_OPEN = "Nothing is open. Open a workbook (Ctrl+O), or a sample from the menu File."
_HIDDEN = "No rows match. Clear the search beside the tables' names, or the column filters."


class EmptyNotice(QLabel):
    """A text in the middle of an empty table; `empty_text` is shown where the plan itself has no rows.

    Where rows can be added, a button below it does so.
    """

    def __init__(self, table: FigureTable, empty_text: str) -> None:
        super().__init__(table.viewport())
        self.button = QPushButton(table.viewport())
        self.button.setAutoDefault(True)
        self.button.clicked.connect(lambda: table.row_wanted.emit())
        self.table, self.empty_text = table, empty_text
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "note")
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        figures = table.figures
        for signal in (figures.modelReset, figures.rowsInserted, figures.rowsRemoved, figures.layoutChanged):
            signal.connect(self.update_text)
        table.viewport().installEventFilter(self)
        self.update_text()

    def changeEvent(self, event: QEvent) -> None:
        """Update the texts when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self.update_text()
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Resize with the table's viewport."""
        if event.type() == QEvent.Type.Resize:
            self._fill()
        return False

    def _fill(self) -> None:
        area = self.table.viewport().rect().adjusted(24, 0, -24, 0)
        self.setGeometry(area)
        if self.button.isHidden():
            return
        self.button.adjustSize()
        text, button = self.heightForWidth(area.width()), self.button.size()
        top = max((area.height() - text - _UNDER_TEXT - button.height()) // 2, 0)
        self.setGeometry(area.left(), top, area.width(), text)
        left = area.left() + (area.width() - button.width()) // 2
        self.button.move(left, top + text + _UNDER_TEXT)

    def update_text(self, *_: object) -> None:
        """Show the text for an empty table; else hide."""
        figures = self.table.figures
        source = _HIDDEN if figures.all_rows else self.empty_text if figures.plan.regions else _NOTHING_OPEN
        self.setText(first_step(figures.plan) or tr("Tables", source))
        self.setVisible(figures.rowCount() == 0)
        self.button.setText(tr("Tables", figures.adding) if figures.adding else "")
        self.button.setVisible(bool(figures.adding and figures.plan.series) and not figures.all_rows)
        self._fill()


_UNDER_TEXT = 8
_TABS = ("Assumptions", "Targets", "Data", "Months", "Levers")
_FILTERED = 4
_TARGET_WORDS = Place("workbook", 4)
"""The help on what a target may say."""
_EMPTY_TEXTS = (
    "The plan has no series to make assumptions for. Enter figures in Data or Targets.",
    "The plan has no targets. Add one here, or enter them in the sheet Targets of the workbook.",
    "The plan has no figures. Enter them in the sheet Data of the workbook.",
    "The plan has no series for monthly figures yet. Enter figures in Data or Targets first.",
    "The plan has no levers. They are entered in the sheets Levers and Lever levels of the workbook; the template shows how.",
)


def _note() -> QLabel:
    label = QLabel()
    label.setProperty("role", "note")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setWordWrap(True)
    label.setContentsMargins(12, 4, 12, 4)
    return label


class TablePanel(QTabWidget):
    """The six tables, and those of the plan's structure in one tab. A refused entry is explained in a line under the table.

    `counted` carries the sum, mean and count of the selection in the front table.
    """

    counted = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        # each table is made on its page: Qt dresses a table anew when it moves
        pages = [self._new_page() for _ in _TABS]
        self.assumptions = FigureTable(AssumptionModel(workspace, self), pages[0])
        self.targets = FigureTable(TargetModel(workspace, self), pages[1])
        self.data = FigureTable(DataModel(workspace, self), pages[2])
        self.month_rows = MonthModel(workspace, self)
        self.months = FigureTable(self.month_rows, pages[3])
        self.month_bar = MonthBar(self.month_rows)
        self.month_head = QHBoxLayout()
        self.month_head.addWidget(self.month_bar)
        self.target_entry = EntryTable(TargetEntryModel(workspace, self), pages[1])
        self.data_entry = EntryTable(FigureEntryModel(workspace, self), pages[2])
        self.lever_rows = LeverModel(workspace, self)
        self.levers = FigureTable(self.lever_rows, pages[4])
        self.tables = (self.assumptions, self.targets, self.data, self.months, self.levers)
        self.illustrations = _note()
        self.pages: list[QVBoxLayout] = []
        self._refused: list[QLabel] = []
        self.lines = [self._add(table, page) for table, page in zip(self.tables, pages, strict=True)]
        self.empty_notices = [
            EmptyNotice(table, text) for table, text in zip(self.tables, _EMPTY_TEXTS, strict=True)
        ]
        self.check_results = CheckResultTable(CheckResultModel(workspace, self))
        self.addTab(self.check_results, "")
        for keys, by in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            turning = QShortcut(QKeySequence(keys), self)
            turning.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            turning.activated.connect(lambda by=by: self.turn(by))
        self.check_results.results.modelReset.connect(self._count)
        self.check_results.results.dataChanged.connect(self._count)
        self.structure = StructurePage(workspace, self)
        self._add_structure()
        self.table_bar = TableBar()
        self.only = self.table_bar.only
        self.replace_bar, self.detail, self.note_line = ReplaceBar(self), DetailBar(self), NoteLine(self)
        self.correction_line = CorrectionLine(workspace, self)
        self.note_line.answered.connect(self._keep_note)
        self.note_line.closed.connect(lambda: self.table.setFocus() if self.table is not None else None)
        self.setCornerWidget(self.table_bar)
        self.new_target: NewTarget | None = None
        self.new_month_row: NewMonthRow | None = None
        self._connect()
        self._colour()
        self.retranslate()

    def _connect(self) -> None:
        # in the tab order before the tables, which use Tab themselves
        beside = self.detail.benchmark_button, self.detail.slider
        for before, after in itertools.pairwise((self.tabBar(), *self.table_bar.controls, *beside)):
            self.setTabOrder(before, after)
        self.table_bar.filtered.connect(self.filter)
        self.table_bar.searched.connect(self.search)
        self.table_bar.all_rows_wanted.connect(self.show_all_rows)
        self.table_bar.columns_wanted.connect(self._columns)
        self.table_bar.owner_chosen.connect(self.show_owner)
        self.table_bar.row_wanted.connect(self.add_row)
        self.targets.row_wanted.connect(self.add_target)
        self.months.row_wanted.connect(self.add_month_row)
        self.currentChanged.connect(self._table_changed)
        self._show_detail_bar(self.table)
        self.structure.turned.connect(lambda: self._table_changed(self.currentIndex()))
        for table in self.tables:
            table.figures.entered.connect(
                lambda cells, figures=table.figures: self._ask_for_reason(figures, cells)
            )
            table.cell_drag.ended.connect(
                lambda row, column, figures=table.figures: self._ask_for_reason(figures, [(row, column)])
            )
            table.note_wanted.connect(self.write_note)
            table.precedents_wanted.connect(partial(self._ask_precedents, table))
            table.selectionModel().currentChanged.connect(self.detail.moved)
            table.figures.modelReset.connect(partial(self._rows_changed, table))
        workspace = self.workspace
        workspace.opened.connect(self.retranslate)
        workspace.changed.connect(self._follow_edit)
        workspace.view_changed.connect(self.detail.refresh)
        workspace.view_changed.connect(self._offer_owners)
        appearance.changed.connect(self._colour)

    def _ask_precedents(self, table: FigureTable) -> None:
        """Ask what feeds the series of the current cell, and what it feeds."""
        table.figures.look_at(table.currentIndex().row())
        self.detail.answer_wanted.emit("precedents")

    def _new_page(self) -> QWidget:
        page = QWidget(self)
        self.addTab(page, "")
        return page

    def _add(self, table: FigureTable, page: QWidget) -> QLabel:
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        if table is self.months:
            layout.addLayout(self.month_head)
        layout.addWidget(table, 1)
        self.pages.append(layout)
        line = _note()
        below = {self.targets: self.target_entry, self.data: self.data_entry}.get(table)
        if below is not None:
            self._add_entry(layout, table, below, line)
        line.hide()
        layout.addWidget(line)
        if table is self.levers:
            layout.addWidget(self.illustrations)
        self._follow(table, line)
        return line

    def _add_entry(self, layout: QVBoxLayout, table: FigureTable, below: EntryTable, line: QLabel) -> None:
        """The row for new ones below a table: Down goes into it from the last row, Up out of it."""
        layout.addWidget(below)
        below.figures.refused.connect(lambda text: self._refuse(line, text))

        def enter() -> None:
            below.setFocus()
            if not below.currentIndex().isValid():
                below.setCurrentIndex(below.figures.index(0, 0))

        table.left_below.connect(enter)
        below.left_above.connect(table.setFocus)

    def _add_structure(self) -> None:
        line = _note()
        line.hide()
        self.structure.layout_below.addWidget(line)
        self.lines.append(line)
        self.structure.made.connect(partial(self._follow_structure, line))
        self.addTab(self.structure, "")

    def _follow_structure(self, line: QLabel, table: StructureTable) -> None:
        """Let a new table of the structure show what the others show."""
        self._follow(table, line)
        table.selectionModel().currentChanged.connect(self.detail.moved)
        table.figures.modelReset.connect(partial(self._rows_changed, table))
        searched = self.table_bar.search.text().strip()
        if searched:
            table.figures.arrange(replace(table.figures.arrangement, search=searched))

    @property
    def every_table(self) -> tuple[FigureTable, ...]:
        """The tables of figures, and those of the structure that somebody has looked at."""
        return (*self.tables, *self.structure.tables)

    def _follow(self, table: FigureTable, line: QLabel) -> None:
        """Show in a line under a table why an entry was refused, and what its selection comes to."""
        table.counted.connect(lambda text: self.counted.emit(text) if table is self.table else None)
        table.figures.modelReset.connect(self._shown)
        table.figures.refused.connect(lambda text: self._refuse(line, text))

    def _table_changed(self, page: int) -> None:
        table = self.table
        self.cornerWidget().setVisible(table is not None)
        self.table_bar.offer_filters(page < _FILTERED)
        self._offer_owners()
        self._offer_adding()
        self.replace_bar.hide()
        self.note_line.show_question(None)
        self._show_detail_bar(table)
        if table is None:
            self.check_results.results.refresh()
            self.counted.emit("")
        else:
            table.count()
            self._shown()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the table bar beside the tabs."""
        self._fit_bar()
        super().resizeEvent(event)

    def _fit_bar(self) -> None:
        self.table_bar.fit_width(self.width() - self.tabBar().sizeHint().width())

    def _show_detail_bar(self, table: FigureTable | None) -> None:
        """Show the detail bar above the front table."""
        if table is not None:
            # a low panel has no room for a line of its own
            head: QBoxLayout = self._page()
            structure = self.currentWidget() is self.structure
            if table is self.months or structure:
                head = self.month_head if table is self.months else self.structure.head
            if structure:
                head.insertWidget(1, self.detail, 2, Qt.AlignmentFlag.AlignTop)
            else:
                head.insertWidget(0, self.detail, 1 if table is self.months else 0)
            self.detail.show()
        self.detail.follow(table)

    @property
    def table(self) -> FigureTable | None:
        """The front table of figures; None where the check results are in front."""
        if self.currentWidget() is self.structure:
            return self.structure.table
        page = self.currentIndex()
        return self.tables[page] if 0 <= page < len(self.tables) else None

    def _rows_changed(self, table: FigureTable) -> None:
        """Update the details of the current cell; another table's rows may not have followed the plan yet."""
        if table is self.table:
            self.detail.refresh()

    def _page(self) -> QVBoxLayout:
        """The layout of the front page."""
        if self.currentWidget() is self.structure:
            return self.structure.layout_below
        return self.pages[self.currentIndex()]

    def turn(self, by: int) -> None:
        """Bring the next (1) or the last table (−1) to the front, as Excel does with sheets, and go into it."""
        structure = self.structure
        places: list[tuple[QWidget | None, str]] = [(self.widget(page), "") for page in range(self.count())]
        at = places.index((structure, ""))
        places[at : at + 1] = [(structure, kind) for kind in STRUCTURE_KEYS]
        front = self.currentWidget()
        kind = structure.kind if front is structure else ""
        page, kind = places[(places.index((front, kind)) + by) % len(places)]
        if kind:
            self.show_structure(kind)
            return
        if page is not None:
            self.setCurrentWidget(page)
        table = self.table
        known = table is not None and table.currentIndex().isValid() and bool(table.cells())
        (table if table is not None else self.check_results).setFocus()
        if table is not None and not known and table.figures.rowCount():
            table.go_to(table.figures.first_row(), 0)

    def show_structure(self, kind: str) -> None:
        """Bring a table of the plan's structure to the front, and go into it."""
        # chosen before it is shown: the page makes the table that it shows
        self.structure.show_kind(kind)
        self.setCurrentWidget(self.structure)
        self.structure.enter_table()

    def filter(self, only: str) -> None:
        """Show all series, or those of the selected region or indicator."""
        for table in self.tables[:_FILTERED]:
            table.figures.filter(only)
        self.table_bar.check_filter(only)

    def search(self, text: str) -> None:
        """In all tables, show the rows whose names contain every word of a text."""
        for table in self.every_table:
            table.figures.arrange(replace(table.figures.arrangement, search=text.strip()))
        if self.table_bar.search.text().strip() != text.strip():
            self.table_bar.search.setText(text)

    def show_all_rows(self) -> None:
        """Clear search and filters; the sorting stays."""
        for table in self.every_table:
            wanted = table.figures.arrangement
            table.figures.arrange(PLAIN.sorted_by(wanted.column, wanted.descending))
        self.table_bar.search.clear()
        if self.workspace.owner:
            self.workspace.set_view(owner="")

    def show_owner(self, owner: str) -> None:
        """Show the targets of one owner alone, in the table, the overview and the gaps; "" for all."""
        self.workspace.set_view(owner=owner)
        self.setCurrentIndex(self.tables.index(self.targets))

    def _follow_edit(self, change: Change) -> None:
        self.detail.follow_edit(change)
        self._clear_refusals()
        self._place_correction_line()
        if change.structure is Structure.NONE:
            return
        if change.structure & (Structure.TARGETS | Structure.PLAN):
            self._offer_owners()
        if change.structure & Structure.SHARE_GROUPS:
            # a lock takes room beside a name
            for table in (*self.every_table, self.target_entry, self.data_entry):
                table.fit_columns()

    def _offer_owners(self) -> None:
        """Offer the owners beside the table of targets."""
        front = self.table is self.targets
        self.table_bar.offer_owners(
            target_owners(self.workspace.plan) if front else (), self.workspace.owner if front else ""
        )
        self._fit_bar()

    def _shown(self) -> None:
        if self.table is not None:
            self.table_bar.show_row_count(self.table.figures.rowCount(), self.table.figures.all_rows)

    def _columns(self, menu: QMenu) -> None:
        if self.table is not None:
            self.table.hidden.fill(menu)

    def _offer_adding(self) -> None:
        table = self.table
        offered = table is not None and bool(self.workspace.plan.series)
        self.table_bar.offer_adding(table.figures.adding if table is not None and offered else "")
        self._fit_bar()

    def add_row(self) -> None:
        """Add a row to the front table."""
        self.add_month_row() if self.table is self.months else self.add_target()

    # a new row of months

    def add_month_row(self) -> None:
        """Ask for a series of the plan whose months are to be entered, and go to its row."""
        if not self.workspace.plan.series:
            self.workspace.notice.emit(tr("Tables", _NOTHING_OPEN))
            return
        form = self.new_month_row = NewMonthRow(self.workspace, self)
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form.finished.connect(self._forget_month_form)
        form.chosen.connect(self._go_to_months)
        form.open()

    def _forget_month_form(self, _: int) -> None:
        self.new_month_row = None

    def _go_to_months(self, wanted: MonthRow) -> None:
        """Show the row of a series, and go to its first month."""
        self.workspace.select(*wanted.series)
        self.setCurrentIndex(self.tables.index(self.months))
        figures = self.month_rows
        row = figures.open_row(wanted)
        if row is None:
            self.filter("all")
            self.show_all_rows()
            row = figures.row_of(wanted)
        if row is not None:
            column = next(at for at, one in enumerate(figures.columns) if one.figures)
            self.months.setFocus()
            self.months.setCurrentIndex(figures.index(row, column))

    # a new target

    def add_target(self) -> None:
        """Ask for a target of the selected series, or of another, and add it to the plan."""
        if not self.workspace.plan.series:
            self.workspace.notice.emit(tr("Tables", _NOTHING_OPEN))
            return
        from npfdesk.ui.help.help_window import help_on

        form = self.new_target = NewTarget(self.workspace, self)
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        help_on(form, _TARGET_WORDS)
        form.finished.connect(self._forget_form)
        form.stated.connect(self._take_target)
        form.already.connect(self._go_to_existing)
        form.open()

    def _forget_form(self, _: int) -> None:
        self.new_target = None

    def define_share_groups(self) -> None:
        """Ask which shares add up, and which of them stay where another is changed."""
        if not self.workspace.plan.series:
            self.workspace.notice.emit(tr("Tables", _NOTHING_OPEN))
            return
        from npfdesk.ui.tables.share_groups import ShareGroupsDialog

        dialog = ShareGroupsDialog(self.workspace, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _take_target(self, stated: PlanTarget) -> None:
        if not self.workspace.offer(add_target(self.workspace.document, stated), self):
            return
        cell = self._go_to_target(stated.key)
        if cell is not None:
            # as after any other entry that lies outside the series' own past
            self._ask_for_reason(self.targets.figures, [cell])

    def _go_to_existing(self, key: TargetKey) -> None:
        self._go_to_target(key)
        self.workspace.notice.emit(
            tr(
                "Tables",
                "Nothing was added: the series already has a target for {year}. Change it in its row.",
            ).format(year=key.year)
        )

    def _go_to_target(self, key: TargetKey) -> Cell | None:
        """Show the row of a target and go to its words; search and filters that hide it are cleared."""
        self.workspace.select(*key.series)
        table, figures = self.targets, self.targets.figures
        self.setCurrentIndex(self.tables.index(table))
        if figures.row_of(key) is None:
            self.filter("all")
            self.show_all_rows()
        row = figures.row_of(key)
        if row is None:
            return None
        column = next(at for at, one in enumerate(figures.columns) if one.key == "target")
        table.setFocus()
        table.setCurrentIndex(figures.index(row, column))
        return row, column

    def find_and_replace(self) -> None:
        """Open find and replace under the front table."""
        if self.table is not None:
            self._page().addWidget(self.replace_bar)
            self.replace_bar.begin(self.table)

    def _ask_for_reason(self, figures: FigureModel, cells: list[Cell]) -> None:
        """Ask for the reason of an entry outside the series' own past; the question need not be answered."""
        if self.table is not None and self.table.figures is figures:
            self._show_question(question(figures, cells))

    def _place_correction_line(self) -> None:
        """Below the table in front, where the line has something to tell."""
        if self.correction_line.corrected and self.table is not None:
            self._page().addWidget(self.correction_line)
            self.correction_line.show()

    def ask_for_reason(self, key: AssumptionKey) -> None:
        """Ask the same about an assumption that was set elsewhere in the window."""
        figures = self.assumptions.figures
        row = figures.row_of_series(SeriesKey(*key))
        column = next(at for at, column in enumerate(figures.columns) if column.key == "value")
        if row is not None and self.table is not None:
            self._show_question(question(figures, [(row, column)]))

    def _show_question(self, asked: Question | None) -> None:
        self._page().addWidget(self.note_line)
        self.note_line.show_question(asked)

    def write_note(self) -> None:
        """Edit the open note; else the note on the current cell."""
        table = self.table
        if table is None:
            return
        if self.note_line.question is None:
            at = table.currentIndex()
            self._show_question(note_question(table.figures, at.row(), at.column()) if at.isValid() else None)
        if self.note_line.question is not None:
            self.note_line.focus_line()

    def _keep_note(self, asked: Question, text: str) -> None:
        note = new_note(text, asked.outside) if text else None
        self.workspace.apply(set_notes(dict.fromkeys(asked.keys, note)), self)

    def hidden_columns(self) -> dict[str, list[str]]:
        """The hidden columns of each table, for the layout."""
        return {name: sorted(table.hidden.names) for name, table in zip(_TABS, self.tables, strict=True)}

    def hide_columns(self, names: Mapping[str, Iterable[str]]) -> None:
        """Hide exactly the columns of a layout."""
        for name, table in zip(_TABS, self.tables, strict=True):
            hidden = names.get(name, ())
            # a layout comes from a file
            table.hidden.hide_only(str(one) for one in hidden) if isinstance(hidden, list | tuple) else None

    def _refuse(self, line: QLabel, text: str) -> None:
        line.setText(text)
        line.setVisible(bool(text))
        if text:
            self._refused.append(line)

    def _colour(self) -> None:
        for line in self.lines:
            line.setStyleSheet(f"color: {status_text(Status.RED).name()};")

    def _clear_refusals(self) -> None:
        for line in self._refused:
            self._refuse(line, "")
        self._refused.clear()

    def changeEvent(self, event: QEvent) -> None:
        """Update the texts when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._clear_refusals()
            self.check_results.results.retranslate()
            self.retranslate()
        super().changeEvent(event)

    def _count(self, *_: object) -> None:
        count = self.check_results.results.open_count
        self.setTabText(
            len(_TABS), f"{tr('Tables', 'Checks')} ({count})" if count else tr("Tables", "Checks")
        )

    def retranslate(self, *_: object) -> None:
        """Update the tab titles, the filters, and the statement on the levers."""
        for page, text in enumerate(_TABS):
            self.setTabText(page, tr("Tables", text))
            self.tables[page].setAccessibleName(tr("Tables", text))
        self.check_results.setAccessibleName(tr("Tables", "Checks"))
        self.setTabText(self.indexOf(self.structure), tr("Tables", "Structure"))
        self.target_entry.setAccessibleName(tr("Tables", "New targets"))
        self.data_entry.setAccessibleName(tr("Tables", "New figures"))
        self.tabBar().setAccessibleName(tr("Tables", "Tables of the plan"))
        self._count()
        self.table_bar.retranslate()
        self._offer_owners()
        self._offer_adding()
        notes = self.lever_rows.notes()
        statement = tr("Tables", "Effects as stated in the plan: {notes}").replace("{notes}", notes)
        self.illustrations.setText(statement)
        self.illustrations.setVisible(bool(notes))
