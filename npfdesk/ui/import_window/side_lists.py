"""The lists beside the sheet: problems that lead to their cells, corrections that can be taken back, names taken for one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from npfdesk.plan.problems import Problem
from npfdesk.ui.charts.captions import Note
from npfdesk.ui.look.language import language, tr
from npfdesk.workbook.published.correction_words import correction_words
from npfdesk.workbook.published.corrections import Corrections, Said, listed
from npfdesk.workbook.published.recognition import Match

_MOST = 300
"""So many problems are listed; settling some brings up the others."""
HELD = Qt.ItemDataRole.UserRole


class ProblemList(QWidget):
    """The problems in the order of the sheets; `wanted` carries the Problem whose cells are to be shown."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list, self.more = _list(), Note()
        _stack(self, self.list, self.more)
        self.list.itemActivated.connect(self._want)
        self.list.itemClicked.connect(self._want)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """List problems."""
        self.list.setAccessibleName(tr("ImportWindow", "Problems"))
        with QSignalBlocker(self.list):
            self.list.clear()
            for problem in problems[:_MOST]:
                place = " ".join(part for part in (problem.sheet, problem.cell) if part)
                said = problem.message(language())
                item = QListWidgetItem(f"{place} · {said}" if place and place not in said else said)
                item.setData(HELD, problem)
                self.list.addItem(item)
        rest = len(problems) - _MOST
        if rest > 0:
            self.more.write(tr("ImportWindow", "And {count} more.").format(count=rest))
        else:
            self.more.write("" if problems else tr("ImportWindow", "No problems."))

    def _want(self, item: QListWidgetItem) -> None:
        self.wanted.emit(item.data(HELD))


class CorrectionList(QWidget):
    """What was corrected, one line each; `taken_back` carries the Said that is to hold no more."""

    taken_back = Signal(object)
    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list, self.none = _Deleting(), Note()
        _dress(self.list)
        self.back = QPushButton()
        self.back.setAutoDefault(False)
        line = QHBoxLayout()
        line.addWidget(self.back)
        line.addStretch(1)
        _stack(self, self.list, self.none).addLayout(line)
        self.back.clicked.connect(self._take_back)
        self.list.deleted.connect(self._take_back)
        self.list.itemClicked.connect(lambda item: self.wanted.emit(item.data(HELD)))
        self.list.itemSelectionChanged.connect(lambda: self.back.setEnabled(bool(self.list.selectedItems())))

    def show_corrections(self, corrections: Corrections) -> None:
        """List corrections."""
        self.list.setAccessibleName(tr("ImportWindow", "Corrections"))
        self.back.setText(tr("ImportWindow", "Undo this correction"))
        said = listed(corrections)
        with QSignalBlocker(self.list):
            self.list.clear()
            for one in said:
                item = QListWidgetItem(correction_words(one, corrections, language()))
                item.setData(HELD, one)
                self.list.addItem(item)
        self.back.setEnabled(False)
        self.none.write("" if said else tr("ImportWindow", "No corrections yet."))

    def _take_back(self) -> None:
        for item in self.list.selectedItems():
            said: Said = item.data(HELD)
            self.taken_back.emit(said)


class _Deleting(QListWidget):
    """A list whose Delete key asks for its chosen entry to go."""

    deleted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete or Backspace asks; everything else is the list's."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.deleted.emit()
        else:
            super().keyPressEvent(event)


def show_matches(matches: QListWidget, found: Sequence[Match]) -> None:
    """List the names that are taken for one, each ticked while it holds."""
    matches.setAccessibleName(tr("ImportWindow", "Treated as one"))
    with QSignalBlocker(matches):
        matches.clear()
        for match in found:
            item = QListWidgetItem(f"{match.other} → {match.name}\n{match.reason(language())}")
            item.setData(HELD, match.key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if match.holds else Qt.CheckState.Unchecked)
            matches.addItem(item)


def _list() -> QListWidget:
    found = QListWidget()
    _dress(found)
    return found


def _dress(found: QListWidget) -> None:
    found.setWordWrap(True)
    # lines are broken at the width that there is, never wider
    found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    found.setResizeMode(QListWidget.ResizeMode.Adjust)
    found.setSpacing(2)


def _stack(page: QWidget, shown: QListWidget, note: Note) -> QVBoxLayout:
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 4, 0, 0)
    layout.setSpacing(4)
    layout.addWidget(note)
    layout.addWidget(shown, 1)
    return layout
