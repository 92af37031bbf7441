"""What can be looked at, as a tree: regions, industries and indicators with the marks of their targets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, overload

import numpy as np
from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QColor, QFont

from npfdesk.plan.model import Indicator, Industry, Region
from npfdesk.plan.names import fold
from npfdesk.plan.statuses import WORST_FIRST, Status
from npfdesk.session import Change, Structure
from npfdesk.ui.look.colours import appearance, theme
from npfdesk.ui.look.language import named, tr
from npfdesk.ui.look.marks import no_icon, status_icon
from npfdesk.ui.region_highlight import lit_ground
from npfdesk.ui.workspace import Selection, Workspace

ROLE = Qt.ItemDataRole
KINDS: Final = ("region", "industry", "indicator")


@dataclass(eq=False)
class Node:
    """A line of the outline: what it is ("section", "region", "industry", "group", "indicator") and its code.

    `sought` is every name that a search may find it by, folded.
    """

    kind: str
    code: str
    parent: Node | None = None
    place: int = 0
    children: list[Node] = field(default_factory=list)
    status: Status | None = None
    sought: str = ""

    def add(self, kind: str, code: str) -> Node:
        """A line below this one."""
        child = Node(kind, code, self, len(self.children))
        self.children.append(child)
        return child


class OutlineModel(QAbstractItemModel):
    """The tree of what can be looked at."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.root = Node("root", "")
        self.lines: dict[tuple[str, str], Node] = {}
        self.chosen = workspace.selection
        workspace.opened.connect(self.rebuild)
        workspace.selected.connect(self._select)
        workspace.changed.connect(self._changed)
        workspace.viewed.connect(self.mark)
        appearance.changed.connect(self.rename)
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
        for line in self.lines.values():
            line.sought = self._sought(line)
        self.chosen = self.workspace.selection
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
        self._show(self._judge())

    def _select(self, chosen: Selection) -> None:
        before, self.chosen = self.chosen, chosen
        keys = {(kind, getattr(of, kind)) for kind in KINDS for of in (before, chosen)}
        self._show(self.lines[key] for key in keys if key in self.lines)

    def _show(self, lines: Iterable[Node]) -> None:
        """Say that lines look different; of many under one head, from the first to the last."""
        spans: dict[int, tuple[Node, Node]] = {}
        for line in lines:
            first, last = spans.get(id(line.parent), (line, line))
            spans[id(line.parent)] = (
                line if line.place < first.place else first,
                line if line.place > last.place else last,
            )
        for first, last in spans.values():
            self.dataChanged.emit(self.index_of(first), self.index_of(last))

    def rename(self) -> None:
        """Every line in the language in force."""
        waiting = [self.root]
        while waiting:
            line = waiting.pop()
            if line.children:
                first, last = line.children[0], line.children[-1]
                self.dataChanged.emit(self.index_of(first), self.index_of(last))
                waiting.extend(line.children)

    def _judge(self) -> list[Node]:
        """Give every line its status; the lines whose status is another one now."""
        judgement = self.workspace.judgement()
        table, frame = self.workspace.result.targets, self.workspace.session.results.frame
        plan = self.workspace.plan
        turned: list[Node] = []
        for kind, of, codes in (
            ("region", frame.region_of, [region.code for region in plan.regions]),
            ("industry", frame.industry_of, ["", *(industry.code for industry in plan.industries)]),
            ("indicator", frame.indicator_of, [indicator.code for indicator in plan.indicators]),
        ):
            seen = np.zeros((len(codes), len(Status)), dtype=np.bool_)
            seen[of[table.row], judgement.status] = True
            # of several the worst tells most
            in_order = seen[:, list(WORST_FIRST)]
            places = np.where(in_order.any(axis=1), in_order.argmax(axis=1), len(WORST_FIRST)).tolist()
            for code, place in zip(codes, places, strict=True):
                status = WORST_FIRST[place] if place < len(WORST_FIRST) else None
                line = self.lines.get((kind, code))
                if line is not None and line.status is not status:
                    line.status = status
                    turned.append(line)
        return turned

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

    @overload
    def parent(self) -> QObject | None: ...
    @overload
    def parent(self, index: QModelIndex | QPersistentModelIndex) -> QModelIndex: ...

    def parent(
        self, index: QModelIndex | QPersistentModelIndex | None = None
    ) -> QModelIndex | QObject | None:
        """The line above; without a line, what Qt owns the model by."""
        if index is None:
            return super().parent()
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
        if line.kind == "section":
            return tr("Outline", line.code)
        if line.kind == "group":
            return line.code
        if line.kind == "industry" and not line.code:
            return tr("Outline", "Whole economy")
        return named(self._by_code(line.kind)[line.code])

    def _by_code(self, kind: str) -> Mapping[str, Region | Industry | Indicator]:
        plan = self.workspace.plan
        of: dict[str, Mapping[str, Region | Industry | Indicator]] = {
            "region": plan.region_by_code,
            "industry": plan.industry_by_code,
            "indicator": plan.indicator_by_code,
        }
        return of[kind]

    def _sought(self, line: Node) -> str:
        item = self._by_code(line.kind).get(line.code)
        return (
            fold(self.name(line))
            if item is None
            else "\n".join((fold(item.name), fold(item.english), fold(line.code)))
        )

    def is_chosen(self, line: Node) -> bool:
        """Whether the window looks at this line's region, industry or indicator."""
        return line.kind in KINDS and getattr(self.chosen, line.kind) == line.code

    def is_lit(self, line: Node) -> bool:
        """Whether a line is the region that is pointed at."""
        return line.kind == "region" and line.code == self.workspace.pointed_region

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = ROLE.DisplayRole) -> Any:
        """A line in one of its roles."""
        if not index.isValid():
            return None
        line = self.node(index)
        head = line.kind not in KINDS
        if role == ROLE.DisplayRole:
            return self.name(line)
        if role == ROLE.DecorationRole and not head:
            return status_icon(line.status) if line.status is not None else no_icon()
        if role == ROLE.AccessibleTextRole and line.status is not None:
            return f"{line.status.about.mark} {self.name(line)}"
        if role == ROLE.ForegroundRole and head:
            return QColor(theme().secondary)
        if role == ROLE.BackgroundRole and self.is_chosen(line):
            return QColor(theme().chosen)
        if role == ROLE.BackgroundRole and self.is_lit(line):
            return lit_ground()
        if role == ROLE.FontRole and (line.kind == "section" or self.is_chosen(line)):
            font = QFont()
            font.setWeight(QFont.Weight.DemiBold)
            return font
        return None
