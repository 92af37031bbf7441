"""The table view, edited like a spreadsheet: typing, Enter, Tab, blocks to and from Excel, fill, delete."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QGuiApplication,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QMenu, QStyledItemDelegate, QWidget

from npfdesk.plan.calculations import Calculation
from npfdesk.plan.numbers import brief_figure
from npfdesk.ui.look.colours import theme
from npfdesk.ui.look.column_widths import whole_columns
from npfdesk.ui.look.language import tr
from npfdesk.ui.look.style import pixels
from npfdesk.ui.region_highlight import RegionHighlight
from npfdesk.ui.tables.board_entry import add_board_action
from npfdesk.ui.tables.cell_delegate import FigureDelegate
from npfdesk.ui.tables.cell_drag import CellDrag
from npfdesk.ui.tables.cell_view import CellView, ChangedLook
from npfdesk.ui.tables.clipboard_blocks import copied, filled, is_headed, pasted, plain
from npfdesk.ui.tables.column_head import HiddenColumns, TableHead
from npfdesk.ui.tables.columns import Column, strong
from npfdesk.ui.tables.current_cell import CurrentCell, summary
from npfdesk.ui.tables.figure_model import Cell, FigureModel, Index
from npfdesk.ui.tables.frozen_columns import FrozenNames
from npfdesk.ui.tables.range_keys import RangeKeys
from npfdesk.ui.tables.share_marks import lock_action
from npfdesk.ui.tables.text_grid import WORD_TABLE_KEYS, chosen_grid, copy_for_word

ROW_HEIGHT = 28
_HEAD_ROOM, _CELL_ROOM = 18, 18
"""What a head and a cell need beside their text."""
_FAR, _NAMES = 0.25, 0.45
"""Where years run further out of sight than the first share of the room, names keep the second."""
HEAD_HEIGHT = 30
_RESETS = {"parent": "Reset to parent", "workbook": "Reset to workbook", "saved": "Reset to last saved"}
_KEYS = Qt.Key
_KEEPS = (
    QStyledItemDelegate.EndEditHint.SubmitModelCache,
    QStyledItemDelegate.EndEditHint.EditNextItem,
    QStyledItemDelegate.EndEditHint.EditPreviousItem,
)


class FigureTable(CellView):
    """A table of figures.

    `counted` carries the sum, mean and count of the selection as text; `note_wanted` asks for a note on the
    current cell, `row_wanted` for a new row; `left_below` tells that Down was pressed in the last row.
    """

    counted = Signal(str)
    note_wanted = Signal()
    row_wanted = Signal()
    left_below = Signal()
    bulletin_pasted = Signal(str)
    precedents_wanted = Signal()
    # Qt reports selections while the constructor still runs
    _counting: QTimer | None = None
    _range: RangeKeys | None = None
    _frozen: FrozenNames | None = None
    _told_shut = False

    def __init__(self, model: FigureModel, parent: QWidget | None = None) -> None:
        self._counting: QTimer | None = None
        super().__init__(model, parent)
        self._widths: tuple[int, ...] = ()
        self._natural: tuple[int, ...] = ()
        self._restoring = False
        self._refusing = self._staying = False
        self._tabbed: tuple[int, Cell] | None = None
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        model.watched = False
        self.hidden = HiddenColumns(model, self)
        self.head = TableHead(model, self.hidden, self)
        # before the model, which the header that it replaces would lay out for nothing
        self.setHorizontalHeader(self.head)
        self.setModel(model)
        self.current_cell = CurrentCell(model)
        self.cell_drag = CellDrag(model, self)
        self.viewport().setMouseTracking(True)
        self.range_keys = self._range = RangeKeys(self, model)
        self._answer_pointer(self)
        delegate = FigureDelegate(model, self)
        delegate.fill_selection.connect(self._fill_from_editor)
        delegate.typing.connect(self._preview)
        self.setItemDelegate(delegate)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self._set_looks()
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        model.modelAboutToBeReset.connect(self._keep_place)
        model.modelReset.connect(self._find_place)
        model.refused.connect(self._note_refusal)
        model.selected_elsewhere.connect(self._go_to_selected_series)
        self.horizontalScrollBar().valueChanged.connect(self._scrolled_sideways)
        self.hidden.changed.connect(self.fit_columns)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._widen_in_sight())
        self._counting = counting = QTimer(self)
        counting.setSingleShot(True)
        counting.setInterval(0)
        counting.timeout.connect(self.count)
        model.modelReset.connect(self._recount)
        self.fit_columns()

    @property
    def frozen(self) -> FrozenNames:
        """The names that stay beside the figures, made when the table is first scrolled sideways: most never are."""
        if self._frozen is None:
            frozen = self._frozen = FrozenNames(self, self.figures, self.hidden)
            frozen.share_selection(self.selectionModel())
            # a view that is reset selects nothing: places are found again after the last of them
            self.figures.modelReset.disconnect(self._find_place)
            self.figures.modelReset.connect(self._find_place)
            frozen.customContextMenuRequested.connect(
                lambda place: self.menu().popup(frozen.viewport().mapToGlobal(place))
            )
            self._answer_pointer(frozen)
            self.range_keys.also_on(frozen)
        return self._frozen

    def _answer_pointer(self, view: CellView) -> None:
        # a click chooses also where the cell is the current one already
        figures = self.figures
        view.clicked.connect(lambda index: figures.look_at(index.row()))
        RegionHighlight(view, figures.workspace, lambda index: figures.region_of(index.row()))

    def _scrolled_sideways(self, value: int) -> None:
        if value or self._frozen is not None:
            self.frozen.scrolled(value)

    def _place_frozen(self) -> None:
        if self._frozen is not None or self.horizontalScrollBar().value():
            self.frozen.place()

    def _set_looks(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(pixels(ROW_HEIGHT))
        self.horizontalHeader().setFixedHeight(pixels(HEAD_HEIGHT))

    def changeEvent(self, event: QEvent) -> None:
        """Update the texts when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self.figures.retranslate()
            self._widths = ()
            self.fit_columns()
        super().changeEvent(event)

    # where one is

    def fit_columns(self) -> None:
        """Fit the columns to their content; columns that the user resized stay until the columns change."""
        self._natural = tuple(map(self._width, self.figures.columns))
        self._give_widths()
        for at, column in enumerate(self.figures.columns):
            self.setColumnHidden(at, column.name in self.hidden)
        self._widen_in_sight()
        self._place_frozen()

    def _give_widths(self) -> None:
        """Give the columns their widths; where the years have no room beside the names, the names give way."""
        columns, widths = self.figures.columns, list(self._natural)
        last = max((at for at, one in enumerate(columns) if one.year), default=-1)
        shown = [at for at in range(last + 1) if columns[at].name not in self.hidden]
        room = self.viewport().width()
        over = sum(widths[at] for at in shown) - room if self.isVisible() else 0
        names = [at for at in shown if columns[at].fitting is not None]
        least = {at: max(pixels(columns[at].narrowest), self._head_width(columns[at])) for at in names}
        if over - sum(max(widths[at] - least[at], 0) for at in names) > room * _FAR:
            # years that run far out of sight are not brought in by names that nobody can read
            over = sum(widths[at] for at in names) - round(room * _NAMES)
        for at in reversed(names):
            given = min(max(over, 0), max(widths[at] - least[at], 0))
            widths[at] -= given
            over -= given
        if names and self.isVisible() and sum(widths[at] for at in shown) > room:
            parts = [widths[at] for at in shown]
            wished = [self._natural[at] for at in shown]
            parts = whole_columns(parts, wished, room, [shown.index(at) for at in names])
            for at, width in zip(shown, parts, strict=True):
                widths[at] = width
        widths = self._spread(widths)
        if len(widths) != len(self._widths):
            self._widths = (-1,) * len(widths)
        for at, (width, before) in enumerate(zip(widths, self._widths, strict=True)):
            # what somebody made wider or narrower stays
            if width != before:
                self.setColumnWidth(at, width)
        self._widths = tuple(widths)

    def _spread(self, widths: list[int]) -> list[int]:
        """The widths of the columns where there is room to spare: years and figures need no more."""
        return widths

    def _widen_in_sight(self) -> None:
        """Give the figures in sight the room that they need."""
        if self.isVisible():
            columns = self.columns_shown()
            rows = [self.looks_of(row, columns) for row in self.rows_in_sight()]
            self.looks_changed([cell for looks in rows for cell in zip(columns, looks, strict=True)])

    def looks_changed(self, cells: Sequence[ChangedLook]) -> None:
        """Give figures that show something else the room that they need."""
        columns, wider = self.figures.columns, list(self._natural)
        needed, measured = 0, None
        for at, look in cells:
            if columns[at].figures and columns[at].fitting is None:
                if look is not measured:
                    needed, measured = self.advance(look) + _CELL_ROOM, look
                # most fit into what they have at least
                if needed > wider[at] and needed > self.columnWidth(at):
                    wider[at] = needed
        if wider != list(self._natural):
            self._natural = tuple(wider)
            self._give_widths()

    def _head_width(self, column: Column) -> int:
        title = column.title() + self.figures.arrangement.mark(column.name)
        return self.head.fontMetrics().horizontalAdvance(title) + _HEAD_ROOM

    def _width(self, column: Column) -> int:
        """The width for the longest fitting text of a column; else its fixed width, and room for its head and figures."""
        head = self._head_width(column)
        if column.fitting is None:
            measure = QFontMetrics(strong()).horizontalAdvance
            longest = max(map(measure, column.longest()), default=0) if column.longest is not None else 0
            return max(pixels(column.width), head, longest + _CELL_ROOM)
        texts = sorted(column.fitting(), key=len)[-20:]
        measure = self.fontMetrics().horizontalAdvance
        fitted = 26 + max(map(measure, (column.title(), *texts)))
        return max(pixels(column.narrowest), min(pixels(column.widest), fitted))

    def _keep_place(self) -> None:
        self.current_cell.keep(self.selectionModel())

    def _find_place(self) -> None:
        """After a reset, restore the current cell and the selection, wherever they moved."""
        self.range_keys.cancel()
        self.fit_columns()
        self._restoring = True
        found = self.current_cell.find(self.selectionModel())
        self._restoring = False
        if found:
            self.scrollTo(self.currentIndex())
        self._place_frozen()
        self.range_keys.follow()

    def _go_to_selected_series(self) -> None:
        """Go to the selected series, so that the next key edits no other; no current cell where no row shows it."""
        figures, at = self.figures, self.currentIndex()
        wanted = figures.workspace.selection.series
        here = figures.series_of(at.row()) if at.isValid() else None
        if here == wanted or not (at.isValid() or self.current_cell.left):
            return
        row = figures.row_of_series(wanted)
        self._restoring = True
        if row is not None:
            self.setCurrentIndex(figures.index(row, self.current_cell.column(self.selectionModel())))
        elif here is not None:
            self.current_cell.leave(self.selectionModel())
        self._restoring = False

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Scroll to a cell, not under the frozen names."""
        bar = self.horizontalScrollBar()
        before = bar.value()
        super().scrollTo(index, hint)
        if not before and not bar.value():
            # Qt also calls this while the constructor still runs
            return
        if index.column() < self.frozen.columns and before:
            bar.setValue(before)
        elif bar.value():
            hidden = self.frozen.total_width() - self.visualRect(index).left()
            if index.column() >= self.frozen.columns and hidden > 0:
                bar.setValue(bar.value() - hidden)

    def showEvent(self, event: QShowEvent) -> None:
        """Show what has changed in the meantime."""
        super().showEvent(event)
        self.figures.watched = True
        self.forget()
        if self._frozen is not None:
            self._frozen.forget()
        self._widen_in_sight()

    def hideEvent(self, event: QHideEvent) -> None:
        """What changes from now on is asked for when the table is shown again; a window that is minimised is not hidden."""
        super().hideEvent(event)
        self.figures.watched = self.isVisible()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Resize the frozen names too."""
        super().resizeEvent(event)
        self._give_widths()
        self._widen_in_sight()
        self._place_frozen()
        at = self.currentIndex()
        if (
            at.isValid()
            and self.viewport().height() < self.visualRect(at).bottom() < event.oldSize().height()
        ):
            # a line came under the table or over it: the cell that has the keys stays in sight
            self.scrollTo(at)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Enter the table at the selected series, not at its very first cell."""
        if not self.currentIndex().isValid() and self.figures.rowCount():
            first = self.figures.index(self.figures.first_row(), 0)
            self.selectionModel().setCurrentIndex(first, self.selectionModel().SelectionFlag.NoUpdate)
        super().focusInEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Select the series of the new current cell in the window; not where Enter after an entry only goes on to it."""
        super().currentChanged(current, previous)
        if self._told_shut:
            self._told_shut = False
            self.figures.refused.emit("")
        if self._restoring or self._staying or not self.hasFocus():
            return
        if current.isValid() and current.row() != previous.row():
            self.figures.look_at(current.row())

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Count the selection after the last of several changes."""
        super().selectionChanged(selected, deselected)
        if self._range is not None:
            self._range.follow()
        self._recount()

    def _recount(self, *_: object) -> None:
        # Qt reports selections while the constructor still runs
        if self._counting is not None and self.isVisible():
            self._counting.start()

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Show what has changed, and count it where it is a part of what is selected."""
        super().dataChanged(first, last, roles)
        # a single cell has no sum
        if self.several:
            self._recount()

    def count(self) -> None:
        """Emit the summary of the selection."""
        self.counted.emit(summary(self.figures, self.selectionModel().selection()).text())

    # dragging a figure

    def _on_handle(self, index: QModelIndex, place: QPoint) -> bool:
        current = index.isValid() and index == self.currentIndex()
        return current and self.cell_drag.on_handle(self.visualRect(index), place)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Start a drag on the handle of the range or of the current figure, or on any figure with Alt."""
        if event.button() == Qt.MouseButton.LeftButton and self.range_keys.press(event):
            return
        place = event.position().toPoint()
        index = self.indexAt(place)
        held = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier) or self._on_handle(index, place)
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and held:
            self.setFocus()
            self.selectionModel().setCurrentIndex(index, self.selectionModel().SelectionFlag.ClearAndSelect)
            if self.cell_drag.begin(index, event.position().x()):
                return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the dragged figure with the pointer; with Alt in steps of a tenth."""
        if self.cell_drag.active:
            fine = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            self.cell_drag.move(event.position().x(), fine)
            return
        if self.range_keys.move(event):
            return
        place = event.position().toPoint()
        if not event.buttons() and self.range_keys.is_on_handle(place):
            self.viewport().setCursor(Qt.CursorShape.CrossCursor)
            return
        index = self.indexAt(place)
        held = self._on_handle(index, place)
        sideways = held and self.figures.columns[index.column()].grip(index.row()) is not None
        self.viewport().setCursor(Qt.CursorShape.SizeHorCursor if sideways else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the drag."""
        if self.cell_drag.active:
            self.cell_drag.end()
            return
        if event.button() == Qt.MouseButton.LeftButton and self.range_keys.release(event):
            return
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Fill down on the handle of the range; edit a cell anywhere else."""
        if event.button() != Qt.MouseButton.LeftButton or not self.range_keys.fill_beside(event):
            super().mouseDoubleClickEvent(event)
            index = self.indexAt(event.position().toPoint())
            if index.isValid() and self.figures.why_shut(index.column()):
                self._tell_shut(index.column())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells, and the frame round the selected ones."""
        super().paintEvent(event)
        self.range_keys.paint(event.region())

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle the keys of a spreadsheet."""
        key, held = event.key(), event.modifiers()
        if key == _KEYS.Key_Escape and self.cell_drag.active:
            self.cell_drag.cancel()
        elif (
            (key == _KEYS.Key_Escape and self.range_keys.cancel())
            or self.range_keys.take(event)
            or self._take_block_key(event)
        ):
            event.accept()
        elif key in (_KEYS.Key_Return, _KEYS.Key_Enter) and held & Qt.KeyboardModifier.ControlModifier:
            self.fill_selection(self.plain((self.currentIndex().row(), self.currentIndex().column())))
        elif key == _KEYS.Key_F2 and held == Qt.KeyboardModifier.ShiftModifier:
            self.note_wanted.emit()
        elif key == _KEYS.Key_Down and held == Qt.KeyboardModifier.AltModifier:
            self.head.open_menu(max(self.currentIndex().column(), 0))
        elif key == _KEYS.Key_Down and not held and self.currentIndex().row() >= self.figures.rowCount() - 1:
            self.left_below.emit()
        elif key in (_KEYS.Key_Return, _KEYS.Key_Enter) and self.state() != self.State.EditingState:
            self._step(-1 if held & Qt.KeyboardModifier.ShiftModifier else 1, 0)
        elif self._types(event) and self.figures.why_shut(self.currentIndex().column()):
            self._tell_shut(self.currentIndex().column())
        else:
            super().keyPressEvent(event)

    def _take_block_key(self, event: QKeyEvent) -> bool:
        """Take a key that copies, pastes, fills or deletes the selected cells; whether it was one."""
        key, control = event.key(), event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.cut()
        elif key in (_KEYS.Key_Delete, _KEYS.Key_Backspace):
            self.fall_back()
        elif control and key in (_KEYS.Key_D, _KEYS.Key_R):
            self.fill(down=key == _KEYS.Key_D)
        else:
            return False
        return True

    def _types(self, event: QKeyEvent) -> bool:
        """Whether a key would begin an entry into the current cell."""
        commands = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        if not self.currentIndex().isValid() or event.modifiers() & commands:
            return False
        return event.key() == _KEYS.Key_F2 or (bool(event.text()) and event.text().isprintable())

    def _tell_shut(self, column: int) -> None:
        """Say why nothing can be entered into a column, until the current cell changes."""
        self.figures.refuse(self.figures.why_shut(column))
        self._told_shut = True

    def commitData(self, editor: QWidget) -> None:
        """Commit the typed text, and remember whether it was refused."""
        self._refusing = False
        super().commitData(editor)

    def _fill_from_editor(self, editor: QLineEdit) -> None:
        # the rows may be updated while the editor is open, so it is closed only where the text was accepted
        if self.fill_selection(editor.text()):
            super().closeEditor(editor, QStyledItemDelegate.EndEditHint.RevertModelCache)
        else:
            self._mark_refused(editor)

    def _preview(self, editor: QWidget, text: str) -> None:
        """Say at the cell what a calculation comes to while it is typed; of an unfinished one nothing."""
        at = self.currentIndex()
        found = self.figures.calculation(at.row(), at.column(), text) if at.isValid() else None
        said = ""
        if isinstance(found, Calculation):
            about = self.figures.columns[at.column()].typed_figure(at.row())
            figure = brief_figure(found.value, about.unit if about is not None else "")
            said = f"{found.said} = {figure}".lstrip()
        self.range_keys.hint.say(said, editor.geometry())

    def _note_refusal(self, text: str) -> None:
        self._refusing = bool(text)

    def closeEditor(self, editor: QWidget, hint: QStyledItemDelegate.EndEditHint) -> None:
        """Return moves down, Tab right; a refused text stays in its editor."""
        if self._refusing and hint in _KEEPS:
            self._refusing = False
            self._mark_refused(editor)
            return
        self.range_keys.hint.say("", editor.geometry())
        if hint == QStyledItemDelegate.EndEditHint.RevertModelCache:
            self.figures.refused.emit("")
        super().closeEditor(editor, QStyledItemDelegate.EndEditHint.NoHint)
        steps = dict(zip(_KEEPS, ((1, 0), (0, 1), (0, -1)), strict=True))
        if hint in steps:
            # the window goes on showing what was edited
            self._staying = True
            self._step(*steps[hint])
            self._staying = False

    @staticmethod
    def _mark_refused(editor: QWidget) -> None:
        editor.setStyleSheet(f"border: 2px solid {theme().status_marks[-1]};")
        editor.setFocus()
        if isinstance(editor, QLineEdit):
            editor.selectAll()

    def _step(self, rows: int, columns: int) -> None:
        at = self.currentIndex()
        # as in Excel, Return after cells that were filled by Tab goes below the first of them
        begun = self._begun(at)
        column = at.column() + columns if columns else begun
        while columns and self.isColumnHidden(column) and 0 <= column < self.figures.columnCount():
            column += columns
        following = self.figures.index(at.row() + rows, column)
        if following.isValid():
            self.go_to(following.row(), following.column())
            self._tabbed = (begun, (following.row(), following.column())) if columns > 0 else None

    def _begun(self, at: Index) -> int:
        """The column in which Tab was first pressed on the way to a cell, else the cell's own."""
        if self._tabbed is not None and self._tabbed[1] == (at.row(), at.column()):
            return self._tabbed[0]
        return at.column()

    def moveCursor(self, action: CellView.CursorAction, held: Qt.KeyboardModifier) -> QModelIndex:
        """Where a key moves the current cell; Tab without an editor is remembered as one within it is."""
        at = self.currentIndex()
        following = super().moveCursor(action, held)
        if action == self.CursorAction.MoveNext:
            same_row = following.row() == at.row()
            self._tabbed = (self._begun(at), (following.row(), following.column())) if same_row else None
        return following

    def go_to(self, row: int, column: int) -> None:
        """Make a cell the current one and the only one selected, whatever keys are held."""
        selection = self.selectionModel()
        index = self.figures.index(row, column)
        selection.setCurrentIndex(index, selection.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    # blocks

    def cells(self) -> list[Cell]:
        """The selected cells, row by row."""
        return sorted((index.row(), index.column()) for index in self.selectedIndexes())

    def plain(self, cell: Cell) -> str:
        """The text of a cell for Excel."""
        return plain(self.figures, cell)

    def copy(self) -> None:
        """Copy the block around the selected cells."""
        text = copied(self.figures, self.cells())
        if text:
            QGuiApplication.clipboard().setText(text)

    def copy_for_word(self) -> None:
        """Copy what is selected, with its names and units, as a table for Word; all of it where one cell is."""
        copy_for_word(chosen_grid(self))

    def paste(self) -> None:
        """Paste a block from Excel from the first selected cell on, as one step; refused whole if it does not fit."""
        text = QGuiApplication.clipboard().text()
        if self.figures.take_rows(text):
            return
        typed = pasted(self.figures, self.cells(), text)
        if isinstance(typed, str):
            self.figures.refuse(typed)
            taken = False
        else:
            taken = bool(typed) and self.figures.enter(typed)
        if not taken and self.figures.reads_bulletins and is_headed(text):
            self.bulletin_pasted.emit(text)

    def fill(self, down: bool) -> None:
        """Copy the first row (or column) of the selected block into the others, as one step."""
        cells = self.cells()
        typed = filled(self.figures, cells, down)
        if typed:
            self.figures.enter(typed, beside=cells)

    def fill_selection(self, text: str) -> bool:
        """Enter one text into every selected cell that can be edited, as one step (Ctrl+Enter); each calculates with its own."""
        columns = self.figures.columns
        return self.figures.enter_typed([(row, at, text) for row, at in self.cells() if columns[at].editable])

    def fall_back(self) -> None:
        """Delete: assumptions and levels fall back to the parent, figures are removed; one step."""
        cells = self.cells()
        if cells and not any(self.figures.columns[at].editable for _, at in cells):
            self._tell_shut(cells[0][1])
        else:
            self.figures.clear(cells)

    def cut(self) -> None:
        """Copy the selected cells and delete them."""
        self.copy()
        self.fall_back()

    # in words

    def menu(self) -> QMenu:
        """The menu of the selected cells; what does not apply is disabled."""
        return cell_menu(self)

    def _menu(self, place: QPoint) -> None:
        self.menu().popup(self.viewport().mapToGlobal(place))


def cell_menu(table: FigureTable) -> QMenu:
    """The menu of a table's selected cells; what does not apply is disabled."""
    figures, cells = table.figures, table.cells()
    menu = QMenu(table)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    open_cells = any(figures.columns[at].editable for _, at in cells)
    if figures.adding:
        menu.addAction(tr("Tables", figures.adding), QKeySequence(figures.adding_keys), table.row_wanted.emit)
        menu.addSeparator()
    tall, wide = len({row for row, _ in cells}) > 1, len({column for _, column in cells}) > 1
    menu.addAction(tr("Tables", "Copy"), QKeySequence("Ctrl+C"), table.copy).setEnabled(bool(cells))
    word = menu.addAction(
        tr("Tables", "Copy as a table for Word"), QKeySequence(WORD_TABLE_KEYS), table.copy_for_word
    )
    word.setEnabled(figures.rowCount() > 0)
    menu.addAction(tr("Tables", "Paste"), QKeySequence("Ctrl+V"), table.paste).setEnabled(open_cells)
    menu.addSeparator()
    for text, keys, down, applies in (
        ("Fill down", "Ctrl+D", True, tall),
        ("Fill right", "Ctrl+R", False, wide),
    ):
        fill = menu.addAction(tr("Tables", text), QKeySequence(keys), partial(table.fill, down))
        fill.setEnabled(open_cells and applies)
    menu.addSeparator()
    menu.addAction(tr("Tables", figures.deleting), QKeySequence("Del"), table.fall_back).setEnabled(
        open_cells
    )
    menu.addSeparator()
    for text, act in figures.commands():
        menu.addAction(text, act)
    menu.addSeparator()
    at = table.currentIndex()
    with_typed_note = at.isValid() and figures.columns[at.column()].note_key(at.row()) is not None
    noting = menu.addAction(tr("Tables", "Note…"), QKeySequence("Shift+F2"), table.note_wanted.emit)
    noting.setEnabled(with_typed_note)
    series = figures.series_of(at.row()) if at.isValid() else None
    tracing = tr("Menus", "Precedents and dependents…")
    traced = menu.addAction(tracing, QKeySequence("Ctrl+["), table.precedents_wanted.emit)
    traced.setEnabled(series is not None)
    locking = lock_action(figures.workspace, series.indicator) if series is not None else None
    if locking is not None:
        menu.addAction(*locking)
    add_board_action(
        menu, figures.workspace, figures.board_key(at.row(), at.column()) if at.isValid() else None
    )
    menu.addSeparator()
    for to in figures.origins:
        action = menu.addAction(tr("Tables", _RESETS[to]), partial(figures.reset, cells, to))
        action.setEnabled(bool(cells) and figures.resetting(cells, to) is not None)
    return menu
