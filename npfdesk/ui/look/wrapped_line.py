"""A layout that sets widgets side by side and goes on in the next line where the room ends."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

_UNBOUNDED = 16_777_215
"""Qt's greatest size, which stands for none."""


class WrappedLine(QLayout):
    """Widgets in lines, from the left, `gap` pixels apart; one that is wider than the room is made narrower."""

    def __init__(self, parent: QWidget | None = None, gap: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Add an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """The number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at a place; None where there is none."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove the item at a place; None where there is none."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """None: what is left over stays empty."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines at a width."""
        margins = self.contentsMargins()
        inside = QRect(0, 0, width - margins.left() - margins.right(), 0)
        return self._placed(inside, moving=False) + margins.top() + margins.bottom()

    def setGeometry(self, room: QRect) -> None:
        """Place the widgets."""
        super().setGeometry(room)
        self._placed(room.marginsRemoved(self.contentsMargins()), moving=True)

    def sizeHint(self) -> QSize:
        """The size in one line."""
        hints = [_wish(item) for item in self._shown()]
        width = sum(hint.width() for hint in hints) + self.gap * max(0, len(hints) - 1)
        return self._with_margins(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        """The size of the widest of the least sizes."""
        least = [item.minimumSize() for item in self._shown()]
        return self._with_margins(
            max((one.width() for one in least), default=0), max((one.height() for one in least), default=0)
        )

    def _with_margins(self, width: int, height: int) -> QSize:
        margins = self.contentsMargins()
        return QSize(width + margins.left() + margins.right(), height + margins.top() + margins.bottom())

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _placed(self, room: QRect, moving: bool) -> int:
        """The height of all lines in a room; `moving` sets the widgets there."""
        x, y, height = room.x(), room.y(), 0
        line: list[tuple[QLayoutItem, QPoint, QSize]] = []

        def set_down() -> None:
            for item, at, size in line:
                if moving:
                    # on one middle line, as a form sets a label beside its field
                    item.setGeometry(QRect(at + QPoint(0, (height - size.height()) // 2), size))
            line.clear()

        for item in self._shown():
            wish = _wish(item)
            if wish.width() <= room.width():
                size = wish
            else:
                size = QSize(max(room.width(), item.minimumSize().width()), wish.height())
                if item.hasHeightForWidth():
                    size.setHeight(item.heightForWidth(size.width()))
            if x > room.x() and x + size.width() > room.x() + room.width():
                set_down()
                x, y, height = room.x(), y + height + self.gap, 0
            height = max(height, size.height())
            line.append((item, QPoint(x, y), size))
            x += size.width() + self.gap
        set_down()
        return y + height - room.y()


def _wish(item: QLayoutItem) -> QSize:
    """The size that an item likes best: as wide as it may be, where it has a most."""
    wish, most = item.sizeHint(), item.maximumSize().width()
    return QSize(most, wish.height()) if most < _UNBOUNDED else wish
