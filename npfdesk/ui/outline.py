"""The outline: regions, industries and indicators with the marks of their targets, and a search box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLineEdit, QTreeView, QVBoxLayout, QWidget

from npfdesk.engine.status import Status
from npfdesk.plan.names import fold
from npfdesk.session import Change, Structure
from npfdesk.ui.colours import MARKS, appearance, status_colour, theme
from npfdesk.ui.language import named, tr
from npfdesk.ui.workspace import Selection, Workspace

ROLE = Qt.ItemDataRole
NameRole = int(ROLE.UserRole) + 1
# the colour that tells most of several: the worst there is; grey only where there is nothing else
_WORST = (Status.RED, Status.ORANGE, Status.YELLOW, Status.BLUE)


@dataclass(eq=False)
class Node:
    """A line of the outline: what it is ("section", "region", "industry", "group", "indicator") and its code."""

    kind: str
    code: str
    parent: Node | None = None
    place: int = 0
    children: list[Node] = field(default_factory=list)
    status: Status | None = None

    def add(self, kind: str, code: str) -> Node:
        """A line below this one."""
        child = Node(kind, code, self, len(self.children))
        self.children.append(child)
        return child


class OutlineModel(QAbstractItemModel):
    """The tree of what can be looked at."""

    def __init__(self, workspace: Workspace, parent: object = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.root = Node("root", "")
        self.lines: dict[tuple[str, str], Node] = {}
        workspace.opened.connect(self.rebuild)
        workspace.changed.connect(self._changed)
        workspace.viewed.connect(self.mark)
        appearance.changed.connect(self.mark)
        self.rebuild()

    def rebuild(self, *_: object) -> None:
        """The lines of the plan that is open."""
        self.beginResetModel()
        plan = self.workspace.plan
        self.root = Node("root", "")
        self.lines = {}
        regions = self.root.add("section", "Regions")
        waiting: dict[str, list[str]] = {}
        for region in plan.regions:
            waiting.setdefault(region.parent, []).append(region.code)
        self._grow(regions, "", waiting)
        if plan.industries:
            industries = self.root.add("section", "Industries")
            self.lines["industry", ""] = industries.add("industry", "")
            for industry in plan.industries:
                self.lines["industry", industry.code] = industries.add("industry", industry.code)
        indicators = self.root.add("section", "Indicators")
        groups: dict[str, Node] = {}
        for indicator in plan.indicators:
            above = indicators
            if indicator.group:
                if indicator.group not in groups:
                    groups[indicator.group] = indicators.add("group", indicator.group)
                above = groups[indicator.group]
            self.lines["indicator", indicator.code] = above.add("indicator", indicator.code)
        self._judge()
        self.endResetModel()

    def _grow(self, above: Node, parent: str, waiting: dict[str, list[str]]) -> None:
        for code in waiting.get(parent, ()):
            line = above.add("region", code)
            self.lines["region", code] = line
            self._grow(line, code, waiting)

    def _changed(self, change: Change) -> None:
        if change.structure & Structure.PLAN:
            self.rebuild()
        else:
            self.mark()

    def mark(self, *_: object) -> None:
        """Judge every line anew, and show what has changed."""
        before = {key: line.status for key, line in self.lines.items()}
        self._judge()
        for key, line in self.lines.items():
            if line.status is not before[key]:
                index = self.index_of(line)
                self.dataChanged.emit(index, index)

    def rename(self) -> None:
        """Every line in the language in force."""
        waiting = [self.root]
        while waiting:
            line = waiting.pop()
            if line.children:
                first, last = line.children[0], line.children[-1]
                self.dataChanged.emit(self.index_of(first), self.index_of(last))
                waiting.extend(line.children)

    def _judge(self) -> None:
        judgement = self.workspace.judgement()
        table, frame = self.workspace.result.targets, self.workspace.session.results.frame
        plan = self.workspace.plan
        for kind, of, codes in (
            ("region", frame.region_of, [region.code for region in plan.regions]),
            ("industry", frame.industry_of, ["", *(industry.code for industry in plan.industries)]),
            ("indicator", frame.indicator_of, [indicator.code for indicator in plan.indicators]),
        ):
            seen = np.zeros((len(codes), len(Status)), dtype=np.bool_)
            seen[of[table.row], judgement.status] = True
            for place, code in enumerate(codes):
                line = self.lines.get((kind, code))
                if line is not None:
                    line.status = _telling(seen[place])

    def index_of(self, line: Node) -> QModelIndex:
        """The place of a line."""
        return QModelIndex() if line is self.root else self.createIndex(line.place, 0, line)

    def node(self, index: QModelIndex | QPersistentModelIndex) -> Node:
        """The line at a place; the root for none."""
        return index.internalPointer() if index.isValid() else self.root

    def index(
        self, row: int, column: int, parent: QModelIndex | QPersistentModelIndex = QModelIndex()
    ) -> QModelIndex:
        """The place of a line below another."""
        above = self.node(parent)
        if not 0 <= row < len(above.children) or column != 0:
            return QModelIndex()
        return self.createIndex(row, column, above.children[row])

    def parent(self, index: QModelIndex | QPersistentModelIndex) -> QModelIndex:
        """The line above."""
        above = self.node(index).parent
        return (
            QModelIndex() if above is None or above is self.root else self.createIndex(above.place, 0, above)
        )

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        """How many lines are below."""
        return len(self.node(parent).children)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        """One."""
        return 1

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Sections and groups are heads, not choices."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.node(index).kind in ("section", "group"):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def name(self, line: Node) -> str:
        """What a line is called."""
        plan = self.workspace.plan
        if line.kind == "section":
            return tr("Outline", line.code)
        if line.kind == "group":
            return line.code
        if line.kind == "industry" and not line.code:
            return tr("Outline", "Whole economy")
        of = {
            "region": plan.region_by_code,
            "industry": plan.industry_by_code,
            "indicator": plan.indicator_by_code,
        }
        return named(of[line.kind][line.code])

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = ROLE.DisplayRole) -> Any:
        """A line in one of its roles."""
        if not index.isValid():
            return None
        line = self.node(index)
        if role == ROLE.DisplayRole:
            mark = MARKS[line.status] if line.status is not None else " "
            return self.name(line) if line.kind in ("section", "group") else f"{mark}  {self.name(line)}"
        if role == ROLE.ForegroundRole:
            if line.kind in ("section", "group"):
                return (
                    status_colour(Status.GREY)
                    if theme().name == "dark"
                    else status_colour(Status.GREY).darker(140)
                )
            return status_colour(line.status) if line.status in _WORST[:3] else None
        if role == ROLE.FontRole and line.kind == "section":
            font = QFont()
            font.setWeight(QFont.Weight.DemiBold)
            return font
        if role == NameRole:
            return f"{fold(self.name(line))} {fold(line.code)}"
        return None


def _telling(seen: Sequence[bool]) -> Status | None:
    worst = next((status for status in _WORST if seen[status]), None)
    return worst if worst is not None else Status.GREY if seen[Status.GREY] else None


class _Search(QSortFilterProxyModel):
    """Lines whose name or code holds what is searched, with the heads above them."""

    def __init__(self, model: OutlineModel, parent: object = None) -> None:
        super().__init__(parent)
        self.setRecursiveFilteringEnabled(True)
        self.wanted = ""
        self.setSourceModel(model)

    def search(self, text: str) -> None:
        """Show only what holds a text."""
        self.beginFilterChange()
        self.wanted = fold(text)
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, row: int, parent: QModelIndex | QPersistentModelIndex) -> bool:
        """Whether a line holds what is searched."""
        return not self.wanted or self.wanted in self.sourceModel().index(row, 0, parent).data(NameRole)


class Outline(QWidget):
    """The outline with its search box."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.model = OutlineModel(workspace, self)
        self.shown = _Search(self.model, self)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._search)
        self.tree = QTreeView()
        self.tree.setModel(self.shown)
        self.tree.setHeaderHidden(True)
        self.tree.setIndentation(14)
        self.tree.setUniformRowHeights(True)
        self.tree.setExpandsOnDoubleClick(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 4, 8)
        layout.setSpacing(8)
        layout.addWidget(self.search)
        layout.addWidget(self.tree, 1)
        self.tree.selectionModel().currentChanged.connect(self._chosen)
        self.model.modelReset.connect(self._open_up)
        workspace.selected.connect(self._show)
        self._open_up()
        self.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Speak the language in force."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.model.rename()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """The search box's hint."""
        self.search.setPlaceholderText(tr("Outline", "Search regions, industries, indicators"))

    def _open_up(self) -> None:
        if len(self.workspace.plan.regions) <= 300:
            self.tree.expandAll()
        else:
            self.tree.expandToDepth(0)

    def _search(self, text: str) -> None:
        self.shown.search(text)
        if text:
            self.tree.expandAll()

    def _chosen(self, index: QModelIndex) -> None:
        line = self.model.node(self.shown.mapToSource(index))
        if line.kind in ("region", "industry", "indicator"):
            self.workspace.select(**{line.kind: line.code})

    def _show(self, chosen: Selection) -> None:
        """Show what another view has chosen, unless this one already stands on a part of it."""
        current = self.model.node(self.shown.mapToSource(self.tree.currentIndex()))
        if getattr(chosen, current.kind, None) == current.code and current.kind != "root":
            return
        line = self.model.lines.get(("region", chosen.region))
        if line is not None:
            self.tree.setCurrentIndex(self.shown.mapFromSource(self.model.index_of(line)))
