"""The tree model of the outline: regions, industries and indicators with the status marks of their targets."""

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

from npfdesk.engine.projection.frame import IntArray
from npfdesk.plan.model import Indicator, Industry
from npfdesk.plan.names import fold
from npfdesk.plan.regions import Region
from npfdesk.plan.spoken_names import group_in
from npfdesk.plan.statuses import WORST_FIRST, Status
from npfdesk.session import Change, Structure
from npfdesk.ui.look.colours import appearance, theme
from npfdesk.ui.look.language import language, named, tr
from npfdesk.ui.look.marks import no_icon, status_icon
from npfdesk.ui.region_highlight import highlight_colour
from npfdesk.ui.workspace import Selection, Workspace

ROLE = Qt.ItemDataRole
KINDS: Final = ("region", "industry", "indicator")
GROUPINGS: Final = ("category", "owner")
"""By what the indicators are grouped; the first is the default."""


@dataclass(eq=False)
class Node:
    """A row of the outline: its kind ("section", "region", "industry", "group", "indicator") and its code.

    `search_text` holds every name that a search may find it by, folded.
    """

    kind: str
    code: str
    parent: Node | None = None
    place: int = 0
    children: list[Node] = field(default_factory=list)
    status: Status | None = None
    search_text: str = ""

    def add(self, kind: str, code: str) -> Node:
        """Add a child."""
        child = Node(kind, code, self, len(self.children))
        self.children.append(child)
        return child


class OutlineModel(QAbstractItemModel):
    """The tree model of what can be selected."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.root = Node("root", "")
        self.lines: dict[tuple[str, str], Node] = {}
        self.grouping = GROUPINGS[0]
        self.chosen = workspace.selection
        self._in_order: dict[str, list[Node | None]] = {}
        """The rows of each kind in the order of the results' axes; None for a code that has no row."""
        self._places: dict[str, IntArray] = {}
        """The place among WORST_FIRST that each of these rows shows; its length for no status."""
        self._judged = np.empty(0, dtype=np.uint8)
        """The status of each target, (target,), that the rows show."""
        workspace.opened.connect(self.rebuild)
        workspace.selected.connect(self._select)
        workspace.changed.connect(self._changed)
        workspace.view_changed.connect(self.refresh_statuses)
        appearance.changed.connect(self.retranslate)
        self.rebuild()

    def rebuild(self, *_: object) -> None:
        """Build the tree for the current plan."""
        self.beginResetModel()
        plan = self.workspace.plan
        self.root = Node("root", "")
        self.lines = {}
        regions = self.root.add("section", "Regions")
        waiting: dict[str, list[str]] = {}
        for region in plan.own_regions:
            waiting.setdefault(region.parent, []).append(region.code)
        self._add_regions(regions, "", waiting)
        if plan.benchmarks:
            benchmarks = self.root.add("section", "Benchmarks")
            for region in plan.benchmarks:
                self.lines["region", region.code] = benchmarks.add("region", region.code)
        if plan.industries:
            industries = self.root.add("section", "Industries")
            self.lines["industry", ""] = industries.add("industry", "")
            for industry in plan.industries:
                self.lines["industry", industry.code] = industries.add("industry", industry.code)
        indicators = self.root.add("section", "Indicators")
        groups: dict[str, Node] = {}
        by_owner = self.grouping == "owner" and any(one.owner for one in plan.indicators)
        # what nobody leads comes last, under a head of its own
        in_order = sorted(plan.indicators, key=lambda one: not one.owner) if by_owner else plan.indicators
        for indicator in in_order:
            above, group = indicators, indicator.owner if by_owner else indicator.group
            if group or by_owner:
                if group not in groups:
                    groups[group] = indicators.add("group", group)
                above = groups[group]
            self.lines["indicator", indicator.code] = above.add("indicator", indicator.code)
        for line in self.lines.values():
            line.search_text = self._search_text(line)
        self.chosen = self.workspace.selection
        codes = {
            "region": [region.code for region in plan.regions],
            "industry": ["", *(industry.code for industry in plan.industries)],
            "indicator": [indicator.code for indicator in plan.indicators],
        }
        self._in_order = {kind: [self.lines.get((kind, code)) for code in of] for kind, of in codes.items()}
        self._places = {kind: np.full(len(of), len(WORST_FIRST)) for kind, of in codes.items()}
        self._update_statuses()
        self.endResetModel()

    def group_by(self, grouping: str) -> None:
        """Group the indicators by "category" or "owner"."""
        if grouping != self.grouping:
            self.grouping = grouping
            self.rebuild()

    def _add_regions(self, above: Node, parent: str, waiting: dict[str, list[str]]) -> None:
        for code in waiting.get(parent, ()):
            line = above.add("region", code)
            self.lines["region", code] = line
            self._add_regions(line, code, waiting)

    def _changed(self, change: Change) -> None:
        if change.structure & Structure.PLAN:
            self.rebuild()
            return
        again = None if change.structure & Structure.ACTIVE else self.workspace.judged_again(change)
        if again is not None:
            status = self.workspace.judgement().status
            before, self._judged = self._judged, status
            if np.array_equal(status[again], before[again]):
                # no target has turned
                return
        self.refresh_statuses()

    def refresh_statuses(self, *_: object) -> None:
        """Update the status of every row and repaint the changed ones."""
        self._emit_changed(self._update_statuses())

    def _select(self, chosen: Selection) -> None:
        before, self.chosen = self.chosen, chosen
        keys = {(kind, getattr(of, kind)) for kind in KINDS for of in (before, chosen)}
        self._emit_changed(self.lines[key] for key in keys if key in self.lines)

    def _emit_changed(self, lines: Iterable[Node]) -> None:
        """Emit `dataChanged` for these rows, once for each parent, from the first to the last."""
        spans: dict[int, tuple[Node, Node]] = {}
        for line in lines:
            first, last = spans.get(id(line.parent), (line, line))
            spans[id(line.parent)] = (
                line if line.place < first.place else first,
                line if line.place > last.place else last,
            )
        for first, last in spans.values():
            self.dataChanged.emit(self.index_of(first), self.index_of(last))

    def retranslate(self) -> None:
        """Repaint every row in the current language."""
        waiting = [self.root]
        while waiting:
            line = waiting.pop()
            if line.children:
                first, last = line.children[0], line.children[-1]
                self.dataChanged.emit(self.index_of(first), self.index_of(last))
                waiting.extend(line.children)

    def _update_statuses(self) -> list[Node]:
        """Set the status of every row; return the rows whose status changed."""
        judgement = self.workspace.judgement()
        self._judged = judgement.status
        table, frame = self.workspace.result.targets, self.workspace.session.results.frame
        turned: list[Node] = []
        for kind, of in (
            ("region", frame.region_of),
            ("industry", frame.industry_of),
            ("indicator", frame.indicator_of),
        ):
            lines, before = self._in_order[kind], self._places[kind]
            seen = np.zeros((len(lines), len(Status)), dtype=np.bool_)
            # a yardstick's targets show at its own row only
            counted = np.full(len(table.row), True) if kind == "region" else frame.own[table.row]
            seen[of[table.row[counted]], judgement.status[counted]] = True
            # of several statuses the worst is shown
            in_order = seen[:, list(WORST_FIRST)]
            places = np.where(in_order.any(axis=1), in_order.argmax(axis=1), len(WORST_FIRST))
            self._places[kind] = places
            for at in np.flatnonzero(places != before).tolist():
                line, place = lines[at], places[at]
                if line is not None:
                    line.status = WORST_FIRST[place] if place < len(WORST_FIRST) else None
                    turned.append(line)
        return turned

    def index_of(self, line: Node) -> QModelIndex:
        """The index of a row."""
        return QModelIndex() if line is self.root else self.createIndex(line.place, 0, line)

    def node(self, index: QModelIndex | QPersistentModelIndex) -> Node:
        """The row at an index; the root for an invalid index."""
        return index.internalPointer() if index.isValid() else self.root

    def index(
        self, row: int, column: int, parent: QModelIndex | QPersistentModelIndex = QModelIndex()
    ) -> QModelIndex:
        """The index of a child."""
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
        """The parent of a row; without an index, the QObject parent."""
        if index is None:
            return super().parent()
        above = self.node(index).parent
        return (
            QModelIndex() if above is None or above is self.root else self.createIndex(above.place, 0, above)
        )

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        """The number of children."""
        return len(self.node(parent).children)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        """One column."""
        return 1

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Sections and groups cannot be selected."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.node(index).kind in ("section", "group"):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def name(self, line: Node) -> str:
        """The name of a row."""
        if line.kind == "section":
            return tr("Outline", line.code)
        if line.kind == "group":
            return self._group(line.code) or tr("Outline", "No owner yet")
        if line.kind == "industry" and not line.code:
            return tr("Outline", "All industries")
        return named(self._by_code(line.kind)[line.code])

    def _group(self, name: str) -> str:
        """A group of indicators by its English where the workbook gives it and English is spoken."""
        if self.grouping == "owner":
            return name
        return group_in(self.workspace.plan.indicators, name, language())

    def _by_code(self, kind: str) -> Mapping[str, Region | Industry | Indicator]:
        plan = self.workspace.plan
        of: dict[str, Mapping[str, Region | Industry | Indicator]] = {
            "region": plan.region_by_code,
            "industry": plan.industry_by_code,
            "indicator": plan.indicator_by_code,
        }
        return of[kind]

    def _search_text(self, line: Node) -> str:
        item = self._by_code(line.kind).get(line.code)
        if item is None:
            return fold(self.name(line))
        names = (item.name, item.english, line.code, item.owner if isinstance(item, Indicator) else "")
        return "\n".join(map(fold, names))

    def is_chosen(self, line: Node) -> bool:
        """Whether the row is part of the window's selection."""
        return line.kind in KINDS and getattr(self.chosen, line.kind) == line.code

    def is_highlighted(self, line: Node) -> bool:
        """Whether the row is the hovered region."""
        return line.kind == "region" and line.code == self.workspace.hovered_region

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = ROLE.DisplayRole) -> Any:
        """The data of a row for a role."""
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
        if role == ROLE.BackgroundRole and self.is_highlighted(line):
            return highlight_colour()
        if role == ROLE.FontRole and (line.kind == "section" or self.is_chosen(line)):
            font = QFont()
            font.setWeight(QFont.Weight.DemiBold)
            return font
        return None
