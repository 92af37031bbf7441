"""The board of states: a tile for each unit, told apart by shape, colour and words; choosing one shows its cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from npfdesk.plan.file_names import shown_path
from npfdesk.plan.problems import clauses
from npfdesk.ui.look.colours import appearance, status_text, status_tint, theme
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.look.naming import speak
from npfdesk.ui.look.style import note_pixels, pixels
from npfdesk.ui.together.standing_marks import LOOKS, SIDE, paint_standing
from npfdesk.ui.together.unit_standings import Standing, UnitStanding

ROLE = Qt.ItemDataRole
Index = QModelIndex | QPersistentModelIndex
_WIDTH: Final = 148
_HEIGHT: Final = 46
GAP: Final = 6
"""The room between tiles [px]."""
_EDGE: Final = 8
_MOST_ROWS: Final = 3
"""So many rows of tiles are shown before the board scrolls."""


def standing_words(one: UnitStanding) -> str:
    """How a unit stands: its standing, and how much of what was asked has landed."""
    said = [LOOKS[one.standing].words()]
    if one.standing in (Standing.RECEIVED, Standing.PART):
        said[0] = f"{said[0]} {one.landed}/{one.asked}"
    if one.late:
        said.append(tr("Together", "late"))
    if one.told + one.beyond and one.standing is Standing.PART:
        said.append(tr("Together", "{count} not taken").format(count=one.told + one.beyond))
    return clauses(said, language(), comma=True)


class UnitTiles(QAbstractListModel):
    """The units of the board, in their order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.standings: tuple[UnitStanding, ...] = ()

    def set_standings(self, standings: Sequence[UnitStanding]) -> None:
        """Show other units; where they are the same ones, what is chosen stays."""
        after = tuple(standings)
        if [one.key for one in after] == [one.key for one in self.standings]:
            self.standings = after
            if after:
                self.dataChanged.emit(self.index(0), self.index(len(after) - 1))
            return
        self.beginResetModel()
        self.standings = after
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """The number of units."""
        return 0 if parent.isValid() else len(self.standings)

    def data(self, index: Index, role: int = ROLE.DisplayRole) -> Any:
        """The name of a unit; how it stands in the tip and for a screen reader."""
        if not index.isValid():
            return None
        one = self.standings[index.row()]
        if role == ROLE.DisplayRole:
            return shown_path(one.name)
        if role in (ROLE.AccessibleTextRole, ROLE.ToolTipRole):
            files = clauses((shown_path(back.source.file) for back in one.returns), language())
            told = f"{shown_path(one.name)}{'：' if language() == 'zh' else ': '}{standing_words(one)}"
            return f"{told}\n{files}" if files and role == ROLE.ToolTipRole else told
        return None


class _TileDelegate(QStyledItemDelegate):
    """Paints a tile: the mark, the name, and how it stands below."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one tile."""
        model = index.model()
        if not isinstance(model, UnitTiles):
            return
        one = model.standings[index.row()]
        look, rect = LOOKS[one.standing], option.rect.adjusted(GAP // 2, GAP // 2, -(GAP // 2), -(GAP // 2))
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        keyed = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(theme().chosen) if chosen else status_tint(look.colour)
        if one.standing is Standing.MISSING and not chosen:
            ground = QColor(theme().paper)
        edge = QColor(theme().accent if chosen or keyed else theme().hairline)
        pen = QPen(edge, 2.0 if chosen or keyed else 1.0)
        if one.standing is Standing.MISSING and not (chosen or keyed):
            pen = QPen(QColor(theme().border), 1.0, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 4, 4)
        side, edge_room = pixels(SIDE), pixels(_EDGE)
        half = rect.height() // 2
        paint_standing(
            painter,
            one.standing,
            QRectF(rect.left() + edge_room, rect.top() + (half - side) / 2 + 3, side, side),
        )
        left = rect.left() + edge_room + side + 6
        room = rect.right() - left - edge_room
        plain = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        name = QFont(option.font)
        name.setWeight(QFont.Weight.DemiBold)
        painter.setFont(name)
        painter.setPen(QColor(theme().ink))
        self._line(painter, QRect(left, rect.top() + 3, room, half), plain, shown_path(one.name))
        small = QFont(option.font)
        small.setPixelSize(note_pixels())
        painter.setFont(small)
        painter.setPen(status_text(look.colour) if not chosen else QColor(theme().ink))
        whole = QRect(rect.left() + edge_room, rect.top() + half, rect.width() - 2 * edge_room, half - 3)
        self._line(painter, whole, plain, standing_words(one))
        painter.restore()

    def _line(self, painter: QPainter, place: QRect, side: Qt.AlignmentFlag, text: str) -> None:
        fitted = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, side, fitted)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Every tile is as large as the others."""
        view = self.parent()
        return view.gridSize() if isinstance(view, QListView) else QSize(pixels(_WIDTH), pixels(_HEIGHT))


class UnitBoard(QListView):
    """The tiles of all units, in rows; `chosen` carries the key of the unit that is looked at ("" for all)."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiles = UnitTiles(self)
        self.setModel(self.tiles)
        self.setItemDelegate(_TileDelegate(self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit(self.chosen_key))
        speak(
            self,
            lambda: tr("Together", "Units"),
            lambda: tr("Together", "Arrows choose the unit whose cells are listed below; Esc shows all."),
        )
        appearance.changed.connect(self._fit)
        self._fit()

    @property
    def chosen_key(self) -> str:
        """The key of the unit that is looked at; "" where all are."""
        rows = self.selectionModel().selectedIndexes()
        return self.tiles.standings[rows[0].row()].key if rows else ""

    def show_standings(self, standings: Sequence[UnitStanding]) -> None:
        """Show these units; the one that was chosen stays chosen where it is still there."""
        before = self.chosen_key
        self.tiles.set_standings(standings)
        self.choose(before)
        self._fit()

    def choose(self, key: str) -> None:
        """Look at a unit; "" looks at all."""
        if key == self.chosen_key:
            return
        place = next((at for at, one in enumerate(self.tiles.standings) if one.key == key), -1)
        if place < 0:
            self.clearSelection()
        else:
            self.setCurrentIndex(self.tiles.index(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc looks at all units again, before it closes anything."""
        if event.key() == Qt.Key.Key_Escape and self.chosen_key:
            self.choose("")
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many rows as the width asks for."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Say it in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.viewport().update()

    def _fit(self) -> None:
        """Tiles that fill the width, and the height of their rows, up to three of them."""
        bar = self.verticalScrollBar().sizeHint().width()
        across, rows = self._set_out(self.width())
        scrolls = rows > _MOST_ROWS
        if scrolls:
            across, rows = self._set_out(self.width() - bar)
        # Qt keeps the room of a bar that may come, unless it is told that none does
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOn if scrolls else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if policy != self.verticalScrollBarPolicy():
            self.setVerticalScrollBarPolicy(policy)
        # and counts that of one that is there twice
        grid = QSize((self.width() - (2 * bar if scrolls else 0)) // across, pixels(_HEIGHT) + GAP)
        if grid != self.gridSize():
            self.setGridSize(grid)
        height = min(max(rows, 1), _MOST_ROWS) * (pixels(_HEIGHT) + GAP) + GAP // 2
        if height != self.maximumHeight() or height != self.minimumHeight():
            self.setFixedHeight(height)

    def _set_out(self, room: int) -> tuple[int, int]:
        """How many tiles stand side by side in so many pixels, and in how many rows."""
        across = max(1, room // (pixels(_WIDTH) + GAP))
        return across, -(-len(self.tiles.standings) // across)
