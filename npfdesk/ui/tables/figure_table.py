"""The view that edits like a spreadsheet: type, Enter, Tab, blocks to and from Excel, fill, delete."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QMenu, QStyledItemDelegate, QTableView, QWidget

from npfdesk.ui.look.colours import theme
from npfdesk.ui.look.language import tr
from npfdesk.ui.look.style import pixels
from npfdesk.ui.region_highlight import RegionHighlight
from npfdesk.ui.tables.cell_delegate import FigureDelegate
from npfdesk.ui.tables.cell_drag import CellDrag
from npfdesk.ui.tables.clipboard_blocks import copied, filled, pasted, plain
from npfdesk.ui.tables.column_head import HiddenColumns, TableHead
from npfdesk.ui.tables.columns import Column
from npfdesk.ui.tables.current_cell import CurrentCell, summary
from npfdesk.ui.tables.figure_model import Cell, FigureModel, Index
from npfdesk.ui.tables.frozen_columns import FrozenNames

ROW_HEIGHT = 28
HEAD_HEIGHT = 30
_RESETS = {"parent": "Reset to parent", "workbook": "Reset to workbook", "saved": "Reset to last saved"}
_KEYS = Qt.Key
_KEEPS = (
    QStyledItemDelegate.EndEditHint.SubmitModelCache,
    QStyledItemDelegate.EndEditHint.EditNextItem,
    QStyledItemDelegate.EndEditHint.EditPreviousItem,
)


class FigureTable(QTableView):
    """A table of figures.

    `counted` carries the sum, mean and count of what is chosen, as a text; `note_wanted` says that a note is
    to be written on the current cell.
    """

    counted = Signal(str)
    note_wanted = Signal()
    # Qt tells of a selection while it is still being made
    _counting: QTimer | None = None

    def __init__(self, model: FigureModel, parent: QWidget | None = None) -> None:
        self._counting: QTimer | None = None
        super().__init__(parent)
        self.figures = model
        self._widths: tuple[int, ...] = ()
        self._restoring = False
        self._refusing = False
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setModel(model)
        self.standing = CurrentCell(model)
        self.hidden = HiddenColumns(model, self)
        self.head = TableHead(model, self.hidden, self)
        self.setHorizontalHeader(self.head)
        self.scrubber = CellDrag(model, self)
        self.viewport().setMouseTracking(True)
        self.frozen = FrozenNames(self, model, self.hidden)
        self.frozen.share_selection(self.selectionModel())
        for view in (self, self.frozen):
            RegionHighlight(view, model.workspace, lambda index: model.region_of(index.row()))
        delegate = FigureDelegate(model, self)
        delegate.spread.connect(self._spread_from)
        self.setItemDelegate(delegate)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(pixels(ROW_HEIGHT))
        self.horizontalHeader().setFixedHeight(pixels(HEAD_HEIGHT))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        model.modelAboutToBeReset.connect(self._keep_place)
        model.modelReset.connect(self._find_place)
        model.refused.connect(self._note_refusal)
        model.sought.connect(self._seek)
        self.frozen.customContextMenuRequested.connect(
            lambda place: self.menu().popup(self.frozen.viewport().mapToGlobal(place))
        )
        self.hidden.changed.connect(self._size)
        self._counting = counting = QTimer(self)
        counting.setSingleShot(True)
        counting.setInterval(0)
        counting.timeout.connect(self.count)
        model.dataChanged.connect(self._recount)
        model.modelReset.connect(self._recount)
        self._size()

    def changeEvent(self, event: QEvent) -> None:
        """Speak the language in force."""
        if event.type() == QEvent.Type.LanguageChange:
            self.figures.retranslate()
            self._widths = ()
            self._size()
        super().changeEvent(event)

    # where one is

    def _size(self) -> None:
        """Columns as wide as what they hold; those that a person has dragged stay until the columns change."""
        widths = tuple(map(self._width, self.figures.columns))
        if widths != self._widths:
            self._widths = widths
            for at, width in enumerate(widths):
                self.setColumnWidth(at, width)
        for at, column in enumerate(self.figures.columns):
            self.setColumnHidden(at, column.name in self.hidden)
        self.frozen.place()

    def _width(self, column: Column) -> int:
        """As wide as the longest of the texts that a column is fitted to; else as it says."""
        if column.fitting is None:
            return pixels(column.width)
        texts = sorted(column.fitting(), key=len)[-20:]
        measure = self.fontMetrics().horizontalAdvance
        fitted = 26 + max(map(measure, (column.title(), *texts)))
        return max(pixels(column.narrowest), min(pixels(column.widest), fitted))

    def _keep_place(self) -> None:
        self.standing.keep(self.selectionModel())

    def _find_place(self) -> None:
        """After a reset the same cells are chosen and the same is the current one, wherever they have gone."""
        self._size()
        self._restoring = True
        found = self.standing.find(self.selectionModel())
        self._restoring = False
        if found:
            self.scrollTo(self.currentIndex())
        self.frozen.place()

    def _seek(self) -> None:
        """Go to the series looked at, so that the next key writes in no other; to none where no row shows it."""
        figures, at = self.figures, self.currentIndex()
        wanted = figures.workspace.selection.series
        here = figures.series_of(at.row()) if at.isValid() else None
        if here == wanted or not (at.isValid() or self.standing.left):
            return
        row = figures.row_of_series(wanted)
        self._restoring = True
        if row is not None:
            self.setCurrentIndex(figures.index(row, self.standing.column(self.selectionModel())))
        elif here is not None:
            self.standing.leave(self.selectionModel())
        self._restoring = False

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a cell into sight, beside the frozen names and not under them."""
        bar = self.horizontalScrollBar()
        before = bar.value()
        super().scrollTo(index, hint)
        if not before and not bar.value():
            # Qt asks for this too while the table is still being made
            return
        if index.column() < self.frozen.columns and before:
            bar.setValue(before)
        elif bar.value():
            hidden = self.frozen.breadth() - self.visualRect(index).left()
            if index.column() >= self.frozen.columns and hidden > 0:
                bar.setValue(bar.value() - hidden)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Frozen names keep to the height."""
        super().resizeEvent(event)
        self.frozen.place()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """The window looks at the series that a person goes to in the table."""
        super().currentChanged(current, previous)
        if current.isValid() and current.row() != previous.row() and self.hasFocus() and not self._restoring:
            self.figures.look_at(current.row())

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """What is chosen is counted once no more is chosen in the same breath."""
        super().selectionChanged(selected, deselected)
        self._recount()

    def _recount(self, *_: object) -> None:
        # Qt tells of a selection while the table is still being made
        if self._counting is not None and self.isVisible():
            self._counting.start()

    def count(self) -> None:
        """Say what the chosen cells come to."""
        self.counted.emit(summary(self.figures, self.selectionModel().selection()).text())

    # dragging a figure

    def _on_handle(self, index: QModelIndex, place: QPoint) -> bool:
        current = index.isValid() and index == self.currentIndex()
        return current and self.scrubber.on_handle(self.visualRect(index), place)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """On the handle of the current figure, or anywhere on one with Alt, a press takes hold of it."""
        place = event.position().toPoint()
        index = self.indexAt(place)
        held = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier) or self._on_handle(index, place)
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and held:
            self.setFocus()
            self.selectionModel().setCurrentIndex(index, self.selectionModel().SelectionFlag.ClearAndSelect)
            if self.scrubber.begin(index, event.position().x()):
                return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The figure held follows the pointer, with Alt ten times as fine."""
        if self.scrubber.active:
            fine = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            self.scrubber.move(event.position().x(), fine)
            return
        place = event.position().toPoint()
        index = self.indexAt(place)
        held = self._on_handle(index, place)
        sideways = held and self.figures.columns[index.column()].grip(index.row()) is not None
        self.viewport().setCursor(Qt.CursorShape.SizeHorCursor if sideways else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of the figure held."""
        if self.scrubber.active:
            self.scrubber.end()
            return
        super().mouseReleaseEvent(event)

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys as in a spreadsheet."""
        key, held = event.key(), event.modifiers()
        if key == _KEYS.Key_Escape and self.scrubber.active:
            self.scrubber.cancel()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.copy()
            self.fall_back()
        elif key in (_KEYS.Key_Delete, _KEYS.Key_Backspace):
            self.fall_back()
        elif key == _KEYS.Key_D and held == Qt.KeyboardModifier.ControlModifier:
            self.fill(down=True)
        elif key == _KEYS.Key_R and held == Qt.KeyboardModifier.ControlModifier:
            self.fill(down=False)
        elif key in (_KEYS.Key_Return, _KEYS.Key_Enter) and held & Qt.KeyboardModifier.ControlModifier:
            self.spread(self.plain((self.currentIndex().row(), self.currentIndex().column())))
        elif key == _KEYS.Key_F2 and held == Qt.KeyboardModifier.ShiftModifier:
            self.note_wanted.emit()
        elif key == _KEYS.Key_Down and held == Qt.KeyboardModifier.AltModifier:
            self.head.drop(max(self.currentIndex().column(), 0))
        elif key in (_KEYS.Key_Return, _KEYS.Key_Enter) and self.state() != self.State.EditingState:
            self._step(-1 if held & Qt.KeyboardModifier.ShiftModifier else 1, 0)
        else:
            super().keyPressEvent(event)

    def commitData(self, editor: QWidget) -> None:
        """Hand over what was typed, and remember whether it was refused."""
        self._refusing = False
        super().commitData(editor)

    def _spread_from(self, editor: QLineEdit) -> None:
        # the rows may be told anew while the line is open, so it is closed only where the text was taken
        if self.spread(editor.text()):
            super().closeEditor(editor, QStyledItemDelegate.EndEditHint.RevertModelCache)
        else:
            self._mark_refused(editor)

    def _note_refusal(self, text: str) -> None:
        self._refusing = bool(text)

    def closeEditor(self, editor: QWidget, hint: QStyledItemDelegate.EndEditHint) -> None:
        """Return goes down, Tab right; a text that was refused stays where it was typed."""
        if self._refusing and hint in _KEEPS:
            self._refusing = False
            self._mark_refused(editor)
            return
        if hint == QStyledItemDelegate.EndEditHint.RevertModelCache:
            self.figures.refused.emit("")
        super().closeEditor(editor, QStyledItemDelegate.EndEditHint.NoHint)
        steps = dict(zip(_KEEPS, ((1, 0), (0, 1), (0, -1)), strict=True))
        if hint in steps:
            self._step(*steps[hint])

    @staticmethod
    def _mark_refused(editor: QWidget) -> None:
        editor.setStyleSheet(f"border: 2px solid {theme().statuses[-1]};")
        editor.setFocus()
        if isinstance(editor, QLineEdit):
            editor.selectAll()

    def _step(self, rows: int, columns: int) -> None:
        at = self.currentIndex()
        column = at.column() + columns
        while columns and self.isColumnHidden(column) and 0 <= column < self.figures.columnCount():
            column += columns
        following = self.figures.index(at.row() + rows, column)
        if following.isValid():
            self.setCurrentIndex(following)

    # blocks

    def cells(self) -> list[Cell]:
        """The cells chosen, row by row."""
        return sorted((index.row(), index.column()) for index in self.selectedIndexes())

    def plain(self, cell: Cell) -> str:
        """A cell as Excel takes it."""
        return plain(self.figures, cell)

    def copy(self) -> None:
        """The block around the chosen cells, as Excel takes it."""
        text = copied(self.figures, self.cells())
        if text:
            QGuiApplication.clipboard().setText(text)

    def paste(self) -> None:
        """A block from Excel, from the first chosen cell on, as one step; refused whole where it does not fit."""
        typed = pasted(self.figures, self.cells(), QGuiApplication.clipboard().text())
        if isinstance(typed, str):
            self.figures.refuse(typed)
        elif typed:
            self.figures.enter(typed)

    def fill(self, down: bool) -> None:
        """The first row (or column) of the chosen block into the others, as one step."""
        typed = filled(self.figures, self.cells(), down)
        if typed:
            self.figures.enter(typed)

    def spread(self, text: str) -> bool:
        """One text into every chosen cell that takes an entry, as one step (Ctrl+Enter)."""
        columns = self.figures.columns
        return self.figures.enter([(row, at, text) for row, at in self.cells() if columns[at].editable])

    def fall_back(self) -> None:
        """Delete: assumptions and levels fall back to the parent, data are taken away; one step."""
        self.figures.clear(self.cells())

    # in words

    def menu(self) -> QMenu:
        """What can be done with the chosen cells; what does not apply is grey."""
        return cell_menu(self)

    def _menu(self, place: QPoint) -> None:
        self.menu().popup(self.viewport().mapToGlobal(place))


def cell_menu(table: FigureTable) -> QMenu:
    """The menu of a table's chosen cells; what does not apply is grey."""
    figures, cells = table.figures, table.cells()
    menu = QMenu(table)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    open_cells = any(figures.columns[at].editable for _, at in cells)
    tall, wide = len({row for row, _ in cells}) > 1, len({column for _, column in cells}) > 1
    menu.addAction(tr("Tables", "Copy"), QKeySequence("Ctrl+C"), table.copy).setEnabled(bool(cells))
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
    at = table.currentIndex()
    noted = at.isValid() and figures.columns[at.column()].note_key(at.row()) is not None
    noting = menu.addAction(tr("Tables", "Note…"), QKeySequence("Shift+F2"), table.note_wanted.emit)
    noting.setEnabled(noted)
    menu.addSeparator()
    for to in figures.origins:
        action = menu.addAction(tr("Tables", _RESETS[to]), partial(figures.reset, cells, to))
        action.setEnabled(bool(cells) and figures.resetting(cells, to) is not None)
    return menu
