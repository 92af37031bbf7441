"""The view that edits like a spreadsheet: type, Enter, Tab, blocks to and from Excel, fill, delete."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QMenu, QStyledItemDelegate, QTableView, QWidget

from npfdesk.ui.colours import theme
from npfdesk.ui.language import named, tr
from npfdesk.ui.style import pixels
from npfdesk.ui.tables.blocks import agrees, by_year, read_block, tiled, write_block
from npfdesk.ui.tables.cells import FigureDelegate
from npfdesk.ui.tables.columns import PlainRole
from npfdesk.ui.tables.model import Cell, FigureModel, Typed

ROW_HEIGHT = 28
HEAD_HEIGHT = 30
_WIDEST = {"region": 140, "industry": 120, "indicator": 210}
_KEYS = Qt.Key
_KEEPS = (
    QStyledItemDelegate.EndEditHint.SubmitModelCache,
    QStyledItemDelegate.EndEditHint.EditNextItem,
    QStyledItemDelegate.EndEditHint.EditPreviousItem,
)


class FigureTable(QTableView):
    """A table of figures."""

    def __init__(self, model: FigureModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures = model
        self._widths: tuple[int, ...] = ()
        self._kept: tuple[Hashable, str, int] | None = None
        self._restoring = False
        self._refusing = False
        self.setModel(model)
        self.setItemDelegate(FigureDelegate(model, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
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
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setFixedHeight(pixels(HEAD_HEIGHT))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        model.modelAboutToBeReset.connect(self._keep_place)
        model.modelReset.connect(self._find_place)
        model.refused.connect(self._note_refusal)
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
        widths = tuple(self._fitting(field.key) or pixels(field.width) for field in self.figures.fields)
        if widths != self._widths:
            self._widths = widths
            for column, width in enumerate(widths):
                self.setColumnWidth(column, width)

    def _fitting(self, key: str) -> int:
        plan = self.figures.plan
        items = {"region": plan.regions, "industry": plan.industries, "indicator": plan.indicators}.get(key)
        if items is None:
            return 0
        names = sorted(map(named, items), key=len)[-20:]
        measure = self.fontMetrics().horizontalAdvance
        return min(pixels(_WIDEST[key]), 26 + max([measure(self.figures.head_of(key)), *map(measure, names)]))

    def _keep_place(self) -> None:
        at = self.currentIndex()
        self._kept = None
        if at.isValid() and at.row() < self.figures.rowCount():
            field = self.figures.fields[at.column()]
            self._kept = (self.figures.identity(at.row()), f"{field.key}{field.year}", at.column())

    def _find_place(self) -> None:
        """After a reset the same cell is the current one, wherever its row has gone."""
        self._size()
        if self._kept is None:
            return
        identity, name, _ = self._kept
        columns = [place for place, one in enumerate(self.figures.fields) if f"{one.key}{one.year}" == name]
        row = self.figures.row_of(identity)
        if row is not None and columns:
            self._restoring = True
            self.selectionModel().setCurrentIndex(
                self.figures.index(row, columns[0]), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
            self._restoring = False
            self.scrollTo(self.currentIndex())

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        """The window looks at the series that a person goes to in the table."""
        super().currentChanged(current, previous)
        if current.isValid() and current.row() != previous.row() and self.hasFocus() and not self._restoring:
            self.figures.look_at(current.row())

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys as in a spreadsheet."""
        key, held = event.key(), event.modifiers()
        if event.matches(QKeySequence.StandardKey.Copy):
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
        elif key in (_KEYS.Key_Return, _KEYS.Key_Enter) and self.state() != self.State.EditingState:
            self._step(-1 if held & Qt.KeyboardModifier.ShiftModifier else 1, 0)
        else:
            super().keyPressEvent(event)

    def commitData(self, editor: QWidget) -> None:
        """Hand over what was typed, and remember whether it was refused."""
        self._refusing = False
        super().commitData(editor)

    def _note_refusal(self, text: str) -> None:
        self._refusing = bool(text)

    def closeEditor(self, editor: QWidget, hint: QStyledItemDelegate.EndEditHint) -> None:
        """Return goes down, Tab right; a text that was refused stays where it was typed."""
        if self._refusing and hint in _KEEPS:
            self._refusing = False
            editor.setStyleSheet(f"border: 2px solid {theme().statuses[-1]};")
            editor.setFocus()
            if isinstance(editor, QLineEdit):
                editor.selectAll()
            return
        if hint == QStyledItemDelegate.EndEditHint.RevertModelCache:
            self.figures.refused.emit("")
        super().closeEditor(editor, QStyledItemDelegate.EndEditHint.NoHint)
        steps = dict(zip(_KEEPS, ((1, 0), (0, 1), (0, -1)), strict=True))
        if hint in steps:
            self._step(*steps[hint])

    def _step(self, rows: int, columns: int) -> None:
        at = self.currentIndex()
        following = self.figures.index(at.row() + rows, at.column() + columns)
        if following.isValid():
            self.setCurrentIndex(following)

    # blocks

    def cells(self) -> list[Cell]:
        """The cells chosen, row by row."""
        return sorted((index.row(), index.column()) for index in self.selectedIndexes())

    def _plain(self, cell: Cell) -> str:
        return self.figures.index(*cell).data(PlainRole) or ""

    def copy(self) -> None:
        """The block around the chosen cells, as Excel takes it."""
        cells = set(self.cells())
        rows, columns = sorted({row for row, _ in cells}), sorted({column for _, column in cells})
        block = [
            [self._plain((row, column)) if (row, column) in cells else "" for column in columns]
            for row in rows
        ]
        if block:
            QGuiApplication.clipboard().setText(write_block(block))

    def paste(self) -> None:
        """A block from Excel, from the first chosen cell on, as one step; refused whole where it does not fit.

        One value fills all chosen cells, a block a chosen area that holds it several times over. Under years
        of its own a block goes to the columns of those years.
        """
        cells = self.cells()
        try:
            block = read_block(QGuiApplication.clipboard().text())
        except ValueError:
            self.figures.refuse(tr("Tables", "What was copied is no block of cells. Nothing was pasted."))
            return
        if not block or not cells:
            return
        if len(block) == 1 and len(block[0]) == 1:
            self.figures.enter([(row, column, block[0][0]) for row, column in cells])
            return
        years = {field.year: place for place, field in enumerate(self.figures.fields) if field.year}
        headed = by_year(block, years)
        rows, columns = {row for row, _ in cells}, {column for _, column in cells}
        first = min(rows)
        if headed is not None:
            wrong = self._misplaced(first, headed.names)
            places, block = list(headed.columns), headed.figures
        else:
            area = (max(rows) - first + 1, max(columns) - min(columns) + 1)
            block = tiled(block, *area)
            wrong, places = "", list(range(min(columns), min(columns) + len(block[0])))
        if first + len(block) > self.figures.rowCount() or places[-1] >= self.figures.columnCount():
            wrong = wrong or tr(
                "Tables", "The block does not fit below and beside this cell. Nothing was pasted."
            )
        if wrong:
            self.figures.refuse(wrong)
            return
        typed: list[Typed] = [
            (first + down, column, text)
            for down, line in enumerate(block)
            for column, text in zip(places, line, strict=True)
        ]
        self.figures.enter(typed)

    def _misplaced(self, first: int, names: tuple[tuple[str, ...], ...]) -> str:
        """What is wrong where the words before the figures name another row than they would land on."""
        naming = [place for place, field in enumerate(self.figures.fields) if not field.editable]
        for down, words in enumerate(names):
            row = first + down
            said = [self._plain((row, column)) for column in naming] if row < self.figures.rowCount() else []
            if said and not agrees(words, said):
                return tr(
                    "Tables", "The block says “{block}” where the table has “{table}”. Nothing was pasted."
                ).format(block=" ".join(words).strip(), table=" ".join(text for text in said[:3] if text))
        return ""

    def fill(self, down: bool) -> None:
        """The first row (or column) of the chosen block into the others, as one step."""
        firsts: dict[int, Cell] = {}
        typed: list[Typed] = []
        for row, column in self.cells():
            source = firsts.setdefault(column if down else row, (row, column))
            if source != (row, column):
                typed.append((row, column, self._plain(source)))
        if typed:
            self.figures.enter(typed)

    def fall_back(self) -> None:
        """Delete: assumptions and levels fall back to the parent, data are taken away; one step."""
        self.figures.clear(self.cells())

    # in words

    def menu(self) -> QMenu:
        """What can be done with the chosen cells; what does not apply is grey."""
        figures, cells = self.figures, self.cells()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        open_cells = any(figures.editable(row, figures.fields[column]) for row, column in cells)
        tall, wide = len({row for row, _ in cells}) > 1, len({column for _, column in cells}) > 1
        for text, keys, does, applies in (
            ("Copy", "Ctrl+C", self.copy, bool(cells)),
            ("Paste", "Ctrl+V", self.paste, open_cells),
            ("", "", None, False),
            ("Fill down", "Ctrl+D", lambda: self.fill(down=True), open_cells and tall),
            ("Fill right", "Ctrl+R", lambda: self.fill(down=False), open_cells and wide),
            ("", "", None, False),
            (figures.deleting, "Del", self.fall_back, open_cells),
        ):
            if not text:
                menu.addSeparator()
                continue
            menu.addAction(tr("Tables", text), QKeySequence(keys), does).setEnabled(applies)
        resets = {
            "parent": "Reset to parent",
            "workbook": "Reset to workbook",
            "saved": "Reset to last saved",
        }
        for to in figures.origins:
            action = menu.addAction(tr("Tables", resets[to]), lambda to=to: figures.reset(cells, to))
            action.setEnabled(bool(cells) and figures.resetting(cells, to) is not None)
        return menu

    def _menu(self, place: QPoint) -> None:
        self.menu().popup(self.viewport().mapToGlobal(place))
