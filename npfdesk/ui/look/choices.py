"""Lists to choose from, whose entries letters find by how they are said: closed, open, and behind a line that is typed in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit

from npfdesk.plan.names import fold
from npfdesk.plan.pinyin import Said, said

_TAKES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_Index = QModelIndex | QPersistentModelIndex


class NamedItems(QStandardItemModel):
    """The entries of a list, found by the beginning of their text, or of how it is said (yk: 永康)."""

    def match(
        self,
        start: _Index,
        role: int,
        value: Any,
        hits: int = 1,
        flags: Qt.MatchFlag = Qt.MatchFlag.MatchStartsWith,
    ) -> list[QModelIndex]:
        """What Qt finds; where letters begin no text, the entries from `start` on, around the end, that are said so."""
        found = super().match(start, role, value, hits, flags)
        # kinds of matching are numbers, of which 2 is the beginning of a text; a list asks so for what is typed
        kind = flags & Qt.MatchFlag.MatchTypeMask
        if found or kind != Qt.MatchFlag.MatchStartsWith or not isinstance(value, str):
            return found
        count, typed = self.rowCount(), fold(value)
        rows = [(start.row() + step) % count for step in range(count)]
        heard = (row for row in rows if said(typed, fold(self.index(row, 0).data(role)), 1) >= Said.BEGINNING)
        return [self.index(row, start.column()) for row in islice(heard, hits if hits > 0 else None)]


class NameCompleter(QCompleter):
    """Completes what is typed in a line from texts: in the line where one begins so, else from a list of those said so.

    Enter or Tab takes the first of the list where none was chosen. `texts` are asked for with every letter.
    """

    def __init__(self, texts: Callable[[], Iterable[str]], line: QLineEdit) -> None:
        super().__init__(line)
        self._texts, self._offered = texts, QStringListModel(self)
        self.setModel(self._offered)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        # a line tells what was typed before it asks to complete it
        line.textEdited.connect(self._offer)

    def _offer(self, typed: str) -> None:
        texts, wanted = list(dict.fromkeys(self._texts())), fold(typed)
        heard: dict[str, Said] = {}
        if not any(one.casefold().startswith(typed.casefold()) for one in texts):
            heard = {one: said(wanted, fold(one)) for one in texts}
        found = sorted((one for one in texts if heard.get(one)), key=lambda one: -heard[one])
        # in the line itself, as Excel completes: what is offered stands selected behind what was typed
        modes = QCompleter.CompletionMode
        self._offered.setStringList(found or texts)
        self.setCompletionMode(modes.UnfilteredPopupCompletion if found else modes.InlineCompletion)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter or Tab without a choice takes the first of the list."""
        # the list is asked for only where there is one: Qt makes it when it is asked
        popup = self.completionMode() == QCompleter.CompletionMode.UnfilteredPopupCompletion
        if popup and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            shown = self.popup()
            assert shown is not None
            if event.key() in _TAKES and shown.isVisible() and not shown.currentIndex().isValid():
                shown.setCurrentIndex(self.completionModel().index(0, 0))
        return super().eventFilter(watched, event)


def find_by_name(box: QComboBox) -> None:
    """Let the entries of an empty list be found by name: as they are written, and as they are said."""
    box.setModel(NamedItems(box))


def open_choices() -> QComboBox:
    """An empty list in which anything else can be typed; its entries complete what is typed."""
    box = QComboBox()
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    line = box.lineEdit()
    assert line is not None
    line.setCompleter(NameCompleter(lambda: [box.itemText(row) for row in range(box.count())], line))
    return box
