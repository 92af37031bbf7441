"""Lists to choose from, whose entries letters find by how they are said: in a closed list and in an open one."""

from __future__ import annotations

from itertools import islice
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox

from npfdesk.plan.names import fold
from npfdesk.plan.pinyin import Said, said

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


def find_by_name(box: QComboBox) -> None:
    """Let the entries of an empty list be found by name: as they are written, and as they are said."""
    box.setModel(NamedItems(box))
