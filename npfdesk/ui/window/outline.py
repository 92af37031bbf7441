"""The outline at the left of the window: regions, industries and indicators, with a search box above."""

from __future__ import annotations

from typing import Final

import PySide6
from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QTreeView, QVBoxLayout, QWidget

from npfdesk.plan.names import fold
from npfdesk.plan.pinyin import holds
from npfdesk.ui.look.language import tr
from npfdesk.ui.look.marks import SIDE
from npfdesk.ui.region_highlight import RegionHighlight
from npfdesk.ui.window.outline_model import GROUPINGS, KINDS, OutlineModel
from npfdesk.ui.workspace import Selection, Workspace

_TELLS_WHAT_CHANGED: Final = PySide6.__version_info__ >= (6, 10)
"""Whether a filter can report which rows it changes; Qt 6.9, which the frozen program uses, cannot."""
FULLY_OPEN = 300
"""Up to this many regions, the whole tree is expanded when a plan is opened."""


class _Search(QSortFilterProxyModel):
    """Keeps the rows whose name (as it stands or in pinyin) or code contains the searched text, with their parents."""

    def __init__(self, model: OutlineModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setRecursiveFilteringEnabled(True)
        self.wanted = ""
        self.lines = model
        self.setSourceModel(model)

    def search(self, text: str) -> None:
        """Filter by a text."""
        if _TELLS_WHAT_CHANGED:
            self.beginFilterChange()
            self.wanted = fold(text)
            self.endFilterChange(QSortFilterProxyModel.Direction.Rows)
        else:
            # the older Qt filters every row again
            self.wanted = fold(text)
            self.invalidateRowsFilter()

    def filterAcceptsRow(self, row: int, parent: QModelIndex | QPersistentModelIndex) -> bool:
        """Whether a row contains the searched text."""
        return not self.wanted or holds(self.lines.node(parent).children[row].search_text, self.wanted)


class Outline(QWidget):
    """The outline with its search box. A click or the arrow keys change the window's selection; a search does not.

    `grouping_chosen` carries by what the indicators are to be grouped ("category", "owner").
    """

    grouping_chosen = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.model = OutlineModel(workspace, self)
        self.shown = _Search(self.model, self)
        self.kind = KINDS[0]
        self.searching = False
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self._choose_first_match)
        self.empty_label = QLabel()
        self.empty_label.setTextFormat(Qt.TextFormat.PlainText)
        self.empty_label.setWordWrap(True)
        self.empty_label.setProperty("role", "note")
        self.empty_label.setContentsMargins(4, 0, 4, 0)
        self.empty_label.hide()
        self.tree = QTreeView()
        self.tree.setModel(self.shown)
        self.tree.setHeaderHidden(True)
        self.tree.setIndentation(14)
        self.tree.setIconSize(QSize(SIDE, SIDE))
        self.tree.setUniformRowHeights(True)
        self.tree.setExpandsOnDoubleClick(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 4, 8)
        layout.setSpacing(8)
        self.grouping = QToolButton()
        self.grouping.setProperty("quiet", True)
        self.grouping.setCheckable(True)
        self.grouping.clicked.connect(
            lambda by_owner: self.grouping_chosen.emit(GROUPINGS[1] if by_owner else GROUPINGS[0])
        )
        above = QHBoxLayout()
        above.setSpacing(4)
        above.addWidget(self.search, 1)
        above.addWidget(self.grouping)
        layout.addLayout(above)
        layout.addWidget(self.empty_label)
        layout.addWidget(self.tree, 1)
        self.tree.selectionModel().currentChanged.connect(self._chosen)
        RegionHighlight(self.tree, workspace, self._region_at)
        self.model.modelReset.connect(self._expand)
        self.model.modelReset.connect(self._offer_grouping)
        workspace.selected.connect(self._show)
        self._expand()
        self.retranslate()
        self._offer_grouping()

    def group_by(self, grouping: str) -> None:
        """Group the indicators by "category" or "owner"."""
        self.model.group_by(grouping)
        self.grouping.setChecked(grouping == GROUPINGS[1])

    def _offer_grouping(self) -> None:
        """Show the switch only where an indicator has an owner."""
        self.grouping.setVisible(any(one.owner for one in self.workspace.plan.indicators))

    def changeEvent(self, event: QEvent) -> None:
        """Update the texts when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.model.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Update the placeholder of the search box and the text for an empty result."""
        self.search.setPlaceholderText(tr("Outline", "Search regions, industries, indicators"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.tree.setAccessibleName(tr("Outline", "Selected series"))
        self.grouping.setText(tr("Outline", "By owner"))
        self.grouping.setToolTip(tr("Outline", "Group the indicators by the department that leads them"))
        self.empty_label.setText(tr("Outline", "No match. Press Esc to show everything again."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc clears the search."""
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
        else:
            super().keyPressEvent(event)

    def _region_at(self, index: QModelIndex) -> str:
        line = self.model.node(self.shown.mapToSource(index))
        return line.code if line.kind == "region" else ""

    def _expand(self) -> None:
        if len(self.workspace.plan.regions) <= FULLY_OPEN:
            self.tree.expandAll()
        else:
            self.tree.expandToDepth(0)
        self._show(self.workspace.selection)

    def _search(self, text: str) -> None:
        # hiding the current row makes a neighbour current, which nobody selected
        self.searching = True
        self.shown.search(text)
        if text:
            self.tree.expandAll()
            self.tree.selectionModel().clear()
            self._show(self.workspace.selection)
        self.searching = False
        self.empty_label.setVisible(bool(text) and self.shown.rowCount() == 0)
        if not text:
            self._expand()

    def _choose_first_match(self) -> None:
        """Select the first row that matches the search itself."""
        index = self.shown.index(0, 0)
        while index.isValid():
            line = self.model.node(self.shown.mapToSource(index))
            if self.shown.wanted and holds(line.search_text, self.shown.wanted):
                self.tree.setCurrentIndex(index)
                return
            index = self.tree.indexBelow(index)

    def _chosen(self, index: QModelIndex) -> None:
        line = self.model.node(self.shown.mapToSource(index))
        if not self.searching and line.kind in KINDS:
            self.kind = line.kind
            self.workspace.select(**{line.kind: line.code})

    def _show(self, chosen: Selection) -> None:
        """Make the selection the current row, of the kind that was last selected here."""
        line = self.model.lines.get((self.kind, getattr(chosen, self.kind)))
        if line is None:
            return
        index = self.shown.mapFromSource(self.model.index_of(line))
        if index.isValid() and index != self.tree.currentIndex():
            self.tree.setCurrentIndex(index)
