"""The view that edits like a spreadsheet: type, Enter, Tab, blocks to and from Excel, fill, delete."""

from __future__ import annotations

import csv
import io

from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from npfdesk.ui.language import tr
from npfdesk.ui.tables.model import ChoicesRole, FigureModel, PlainRole, Typed

ROW_HEIGHT = 26


class CellDelegate(QStyledItemDelegate):
    """A line to type in; a closed list where the cell has one."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex) -> QWidget:
        """The editor of a cell."""
        choices = index.data(ChoicesRole)
        if not choices:
            return super().createEditor(parent, option, index)
        box = QComboBox(parent)
        box.addItems(choices)
        box.setCurrentText(index.data(Qt.ItemDataRole.EditRole))

        def take(_: int) -> None:
            self.commitData.emit(box)
            self.closeEditor.emit(box)

        box.activated.connect(take)
        return box

    def setModelData(self, editor: QWidget, model: object, index: QModelIndex) -> None:
        """What was typed goes to the model as text; text left as it was is no edit."""
        text = editor.currentText() if isinstance(editor, QComboBox) else editor.text()
        if text != index.data(Qt.ItemDataRole.EditRole):
            model.setData(index, text)


class FigureTable(QTableView):
    """A table of figures."""

    def __init__(self, model: FigureModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures = model
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setShowGrid(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setFixedHeight(28)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        self._widths: tuple[int, ...] = ()
        model.modelReset.connect(self._size)
        self._size()

    def changeEvent(self, event: QEvent) -> None:
        """Speak the language in force."""
        if event.type() == QEvent.Type.LanguageChange:
            self.figures.retranslate()
        super().changeEvent(event)

    def _size(self) -> None:
        widths = tuple(field.width for field in self.figures.fields)
        # widths that a person has dragged stay until the columns themselves change
        if widths != self._widths:
            self._widths = widths
            for column, width in enumerate(widths):
                self.setColumnWidth(column, width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys as in a spreadsheet."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.copy()
            self.fall_back()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.fall_back()
        elif event.key() == Qt.Key.Key_D and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.fill(down=True)
        elif event.key() == Qt.Key.Key_R and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.fill(down=False)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.state() != self.State.EditingState:
            self._step(1, 0)
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QStyledItemDelegate.EndEditHint) -> None:
        """After Return the cell below is next, as in a spreadsheet."""
        super().closeEditor(editor, hint)
        if hint == QStyledItemDelegate.EndEditHint.SubmitModelCache:
            self._step(1, 0)

    def _step(self, rows: int, columns: int) -> None:
        at = self.currentIndex()
        following = self.figures.index(at.row() + rows, at.column() + columns)
        if following.isValid():
            self.setCurrentIndex(following)

    def cells(self) -> list[tuple[int, int]]:
        """The cells chosen, row by row."""
        return sorted((index.row(), index.column()) for index in self.selectedIndexes())

    def copy(self) -> None:
        """The block around the chosen cells, as Excel takes it."""
        cells = set(self.cells())
        if not cells:
            return
        rows, columns = sorted({row for row, _ in cells}), sorted({column for _, column in cells})
        text = io.StringIO()
        writer = csv.writer(text, delimiter="\t", lineterminator="\n")
        for row in rows:
            writer.writerow(
                self.figures.index(row, column).data(PlainRole) or "" if (row, column) in cells else ""
                for column in columns
            )
        QGuiApplication.clipboard().setText(text.getvalue())

    def paste(self) -> None:
        """A block from Excel, from the first chosen cell on, as one step; one value fills all chosen cells."""
        block = list(csv.reader(io.StringIO(QGuiApplication.clipboard().text()), delimiter="\t"))
        cells = self.cells()
        if not block or not cells:
            return
        if len(block) == 1 and len(block[0]) == 1:
            self._enter([(row, column, block[0][0]) for row, column in cells])
            return
        first_row, first_column = cells[0]
        columns = list(range(first_column, first_column + max(map(len, block))))
        by_year = self._by_year(block)
        if by_year is not None:
            block, columns = by_year
        self._enter(
            [
                (first_row + down, column, text)
                for down, line in enumerate(block)
                for column, text in zip(columns, line, strict=False)
                if first_row + down < self.figures.rowCount() and 0 <= column < self.figures.columnCount()
            ]
        )

    def _by_year(self, block: list[list[str]]) -> tuple[list[list[str]], list[int]] | None:
        """A block whose first line is years goes under the columns of those years."""
        columns = {str(field.year): place for place, field in enumerate(self.figures.fields) if field.year}
        heads = [text.strip().removesuffix("年") for text in block[0]]
        if len(block) < 2 or len(heads) < 2 or not all(head in columns for head in heads):
            return None
        return block[1:], [columns[head] for head in heads]

    def _enter(self, typed: list[Typed]) -> None:
        if typed:
            self.figures.enter(typed)

    def fill(self, down: bool) -> None:
        """The first row (or column) of the chosen block into the others, as one step."""
        cells = set(self.cells())
        typed = []
        for row, column in sorted(cells):
            line = [cell for cell in cells if (cell[1] == column if down else cell[0] == row)]
            source = min(line)
            if source != (row, column):
                typed.append((row, column, self.figures.index(*source).data(PlainRole) or ""))
        self._enter(typed)

    def fall_back(self) -> None:
        """Delete: assumptions and levels fall back to the parent, data are taken away; one step."""
        self.figures.clear(self.cells())

    def _menu(self, place: object) -> None:
        menu = QMenu(self)
        menu.addAction(tr("Tables", "Copy"), QKeySequence("Ctrl+C"), self.copy)
        menu.addAction(tr("Tables", "Paste"), QKeySequence("Ctrl+V"), self.paste)
        menu.addSeparator()
        menu.addAction(tr("Tables", "Fill down"), QKeySequence("Ctrl+D"), lambda: self.fill(down=True))
        menu.addAction(tr("Tables", "Fill right"), QKeySequence("Ctrl+R"), lambda: self.fill(down=False))
        menu.addSeparator()
        menu.addAction(tr("Tables", "Delete (fall back to the parent)"), QKeySequence("Del"), self.fall_back)
        for to in self.figures.origins:
            text = (
                tr("Tables", "Reset to workbook") if to == "workbook" else tr("Tables", "Reset to last saved")
            )
            menu.addAction(text, lambda to=to: self.figures.reset(self.cells(), to))
        menu.exec(self.viewport().mapToGlobal(place))
