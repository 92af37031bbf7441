"""The wall of commitments: a column for each state; cards are moved by dragging or with Ctrl and an arrow key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from npfdesk.plan.commitments import STATE_NAMES, Commitment, CommitmentKey, State
from npfdesk.ui.charts.captions import plain_tip
from npfdesk.ui.look.language import language
from npfdesk.ui.look.style import pixels

_KEY = Qt.ItemDataRole.UserRole
STATES = tuple(State)
_CARD, _EMPTY, _LEAST = 140, 56, 150
"""The least width of a column with cards and of one without, and the least height, in pixels."""


class WallColumn(QListWidget):
    """The cards of one state; `dropped` carries the card that was dropped here."""

    dropped = Signal(object)

    def __init__(self, state: State, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stands = state
        self.setObjectName("wallColumn")
        self.setMinimumWidth(pixels(_EMPTY))
        self.setMinimumHeight(pixels(_LEAST))
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        # cards take the lines that the column's new width gives them
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setSpacing(3)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def chosen(self) -> CommitmentKey | None:
        """The key of the selected card."""
        item = self.currentItem()
        key: CommitmentKey | None = item.data(_KEY) if item is not None else None
        return key

    def show_cards(self, cards: Sequence[tuple[CommitmentKey, str, str]]) -> None:
        """Show cards: key, text, tip."""
        kept = self.chosen
        self.clear()
        # all states are in sight in a narrow dock, too: those without cards give way
        self.setMinimumWidth(pixels(_CARD if cards else _EMPTY))
        for key, text, tip in cards:
            item = QListWidgetItem(text)
            item.setData(_KEY, key)
            item.setToolTip(plain_tip(tip))
            self.addItem(item)
            if key == kept:
                self.setCurrentItem(item)

    def dropEvent(self, event: QDropEvent) -> None:
        """Emit `dropped`; the dialog then updates the wall."""
        source = event.source()
        if isinstance(source, WallColumn) and source is not self and source.chosen is not None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.dropped.emit(source.chosen)
        else:
            event.ignore()


class Wall(QScrollArea):
    """Four columns, which share the room and scroll where it is too narrow for cards; `moved` carries a commitment's key and the state it was moved to."""

    moved = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        board = QWidget()
        self.setWidget(board)
        layout = QHBoxLayout(board)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        self.columns: dict[State, WallColumn] = {}
        self.heads: dict[State, QLabel] = {}
        for state in STATES:
            one = QVBoxLayout()
            head = QLabel()
            head.setTextFormat(Qt.TextFormat.PlainText)
            column = WallColumn(state)
            column.dropped.connect(lambda key, state=state: self.moved.emit(key, state))
            column.installEventFilter(self)
            one.addWidget(head)
            one.addWidget(column, 1)
            layout.addLayout(one, 1)
            self.columns[state], self.heads[state] = column, head

    def show_cards(
        self, cards: Mapping[CommitmentKey, Commitment], texts: Mapping[CommitmentKey, tuple[str, str]]
    ) -> None:
        """Show all cards; `texts` are each card's text and tooltip."""
        for state in STATES:
            own = [(key, *texts[key]) for key, one in cards.items() if one.state is state]
            name = STATE_NAMES[state].text(language(), {})
            self.heads[state].setText(f"{name}  {len(own)}")
            self.columns[state].setAccessibleName(name)
            self.columns[state].show_cards(own)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl and an arrow key move the selected card, and the focus with it."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None or not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        if not isinstance(watched, WallColumn) or watched.chosen is None:
            return False
        place = STATES.index(watched.stands) + step
        if 0 <= place < len(STATES):
            key, state = watched.chosen, STATES[place]
            self.moved.emit(key, state)
            column = self.columns[state]
            for line in range(column.count()):
                if column.item(line).data(_KEY) == key:
                    column.setCurrentRow(line)
            column.setFocus()
        return True
