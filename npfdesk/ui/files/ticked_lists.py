"""Lists to tick what a report has: scenarios, indicators, a tree of regions, and sections whose order can be changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
)

from npfdesk.plan.names import fold
from npfdesk.plan.pinyin import holds
from npfdesk.ui.look.language import tr

_CODE: Final = Qt.ItemDataRole.UserRole
_FOUND_BY: Final = Qt.ItemDataRole.UserRole + 1
_TICKED, _OPEN = Qt.CheckState.Checked, Qt.CheckState.Unchecked
_USUAL: Final = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_STEPS: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


@dataclass(frozen=True)
class Entry:
    """What can be ticked: its code, how it is called, its other names to be found by, the code of what it stands below ("": of nothing)."""

    code: str
    text: str
    others: tuple[str, ...] = ()
    above: str = ""

    @property
    def found_by(self) -> str:
        """All its names, folded."""
        return fold(" ".join((self.text, *self.others)))


class TickedList(QListWidget):
    """Entries with ticks, which Space and a click set; `ticked` when any is another."""

    ticked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._filling = False
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformItemSizes(True)
        self.itemChanged.connect(lambda _: self._tell())

    def _tell(self) -> None:
        if not self._filling:
            self.ticked.emit()

    def fill(self, entries: Iterable[Entry], chosen: Sequence[str] | None) -> None:
        """Show other entries, those chosen ticked (None: all)."""
        self._filling = True
        self.clear()
        for one in entries:
            item = QListWidgetItem(one.text)
            item.setData(_CODE, one.code)
            item.setData(_FOUND_BY, one.found_by)
            item.setFlags(self.flags_of_items())
            item.setCheckState(_TICKED if chosen is None or one.code in chosen else _OPEN)
            self.addItem(item)
        self._filling = False
        if self.count():
            self.setCurrentRow(0)

    def flags_of_items(self) -> Qt.ItemFlag:
        """What can be done with an entry."""
        return _USUAL | Qt.ItemFlag.ItemIsUserCheckable

    def codes(self) -> tuple[str, ...]:
        """Every entry by its code, in the order shown."""
        return tuple(str(one.data(_CODE)) for one in self._items())

    def chosen(self) -> tuple[str, ...]:
        """The codes of the ticked entries, in the order shown."""
        return tuple(str(one.data(_CODE)) for one in self._items() if one.checkState() == _TICKED)

    def tick_all(self, ticked: bool) -> None:
        """Tick every entry that is shown, or none of them."""
        self._filling = True
        for one in self._items():
            if not one.isHidden():
                one.setCheckState(_TICKED if ticked else _OPEN)
        self._filling = False
        self._tell()

    def show_found(self, typed: str) -> None:
        """Show only the entries that hold what is typed, as it stands or in pinyin."""
        wanted = fold(typed)
        for one in self._items():
            one.setHidden(not holds(str(one.data(_FOUND_BY)), wanted))

    def _items(self) -> Iterator[QListWidgetItem]:
        return (self.item(row) for row in range(self.count()))


class SectionList(TickedList):
    """Sections with ticks in the order that the report has them; dragging, or Alt+Up and Alt+Down, moves one."""

    def __init__(self) -> None:
        super().__init__()
        self.ordered = True
        self.model().rowsMoved.connect(lambda *_: self._tell())

    def set_ordered(self, ordered: bool) -> None:
        """Let the entries be moved, or stay in their usual order."""
        self.ordered = ordered
        modes = QAbstractItemView.DragDropMode
        self.setDragDropMode(modes.InternalMove if ordered else modes.NoDragDrop)

    def flags_of_items(self) -> Qt.ItemFlag:
        """An entry can be dragged between others."""
        return super().flags_of_items() | Qt.ItemFlag.ItemIsDragEnabled

    def move_entry(self, by: int) -> None:
        """Move the current entry up (−1) or down (1)."""
        row = self.currentRow()
        to = row + by
        if not self.ordered or row < 0 or not 0 <= to < self.count():
            return
        self.model().moveRow(QModelIndex(), row, QModelIndex(), to + (by > 0))
        self.setCurrentRow(to)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with an arrow moves the entry."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self.move_entry(step)
        else:
            super().keyPressEvent(event)


class RegionTree(QTreeWidget):
    """The regions as they stand below each other; each is ticked for itself, Ctrl+Space ticks with all below. The root is always in."""

    ticked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._filling = False
        self.setHeaderHidden(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformRowHeights(True)
        self.itemChanged.connect(lambda *_: self._tell())

    def _tell(self) -> None:
        if not self._filling:
            self.ticked.emit()

    def fill(self, entries: Iterable[Entry], root: str, chosen: Sequence[str] | None) -> None:
        """Show other regions, those chosen ticked (None: all)."""
        self._filling = True
        self.clear()
        made: dict[str, QTreeWidgetItem] = {}
        for one in entries:
            item = made[one.code] = QTreeWidgetItem([one.text])
            item.setData(0, _CODE, one.code)
            item.setData(0, _FOUND_BY, one.found_by)
            if one.code == root:
                item.setFlags(_USUAL)
            else:
                item.setFlags(_USUAL | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(0, _TICKED if chosen is None or one.code in chosen else _OPEN)
            above = made.get(one.above)
            if above is not None:
                above.addChild(item)
            else:
                self.addTopLevelItem(item)
        self.expandAll()
        self._filling = False
        first = self.topLevelItem(0)
        if first is not None:
            self.setCurrentItem(first)

    def codes(self) -> tuple[str, ...]:
        """The regions that can be ticked, by their codes."""
        return tuple(str(one.data(0, _CODE)) for one in self._tickable())

    def chosen(self) -> tuple[str, ...]:
        """The codes of the ticked regions, in the order shown."""
        return tuple(str(one.data(0, _CODE)) for one in self._tickable() if one.checkState(0) == _TICKED)

    def tick_all(self, ticked: bool) -> None:
        """Tick every region, or none."""
        self._tick(self._tickable(), ticked)

    def show_found(self, typed: str) -> None:
        """Show only the regions that hold what is typed, and those above them."""
        wanted = fold(typed)
        for one in reversed(list(self._items())):
            below = any(not child.isHidden() for child in _children(one))
            one.setHidden(not below and not holds(str(one.data(0, _FOUND_BY)), wanted))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Space ticks a region with all below it, or takes their ticks away."""
        item = self.currentItem()
        if (
            item is None
            or event.key() != Qt.Key.Key_Space
            or event.modifiers() != Qt.KeyboardModifier.ControlModifier
        ):
            super().keyPressEvent(event)
            return
        branch = [one for one in _branch(item) if one.flags() & Qt.ItemFlag.ItemIsUserCheckable]
        self._tick(branch, any(one.checkState(0) != _TICKED for one in branch))

    def _tick(self, items: Iterable[QTreeWidgetItem], ticked: bool) -> None:
        self._filling = True
        for one in items:
            if not one.isHidden():
                one.setCheckState(0, _TICKED if ticked else _OPEN)
        self._filling = False
        self._tell()

    def _tickable(self) -> list[QTreeWidgetItem]:
        return [one for one in self._items() if one.flags() & Qt.ItemFlag.ItemIsUserCheckable]

    def _items(self) -> Iterator[QTreeWidgetItem]:
        iterator = QTreeWidgetItemIterator(self)
        while (item := iterator.value()) is not None:
            yield item
            iterator += 1


def _children(item: QTreeWidgetItem) -> Iterator[QTreeWidgetItem]:
    for row in range(item.childCount()):
        child = item.child(row)
        if child is not None:
            yield child


def _branch(item: QTreeWidgetItem) -> Iterator[QTreeWidgetItem]:
    yield item
    for child in _children(item):
        yield from _branch(child)


def counted(name: str, chosen: int, every: int) -> str:
    """The title of a list, with how many of its entries are ticked where some are not: 指标 5/16."""
    if chosen == every:
        return name
    return tr("Exports", "{name} {chosen}/{every}").format(name=name, chosen=chosen, every=every)
