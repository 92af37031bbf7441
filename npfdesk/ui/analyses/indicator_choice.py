"""The choice of an index's indicators, their dimensions, and their weights where they are typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from npfdesk.plan.kinds import Direction
from npfdesk.plan.model import Plan
from npfdesk.plan.numbers import parse_entry, plain
from npfdesk.plan.problems import Problem
from npfdesk.plan.spoken_names import group_in
from npfdesk.ui.look.language import language, named, tr
from npfdesk.ui.look.naming import columns_told, speak

NAME, DIMENSION, WEIGHT = range(3)
_CODE = Qt.ItemDataRole.UserRole


class _ReadOnly(QStyledItemDelegate):
    """Makes the column of names read-only."""

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        """Return no editor, as Qt does for a read-only cell."""
        return cast("QWidget", None)


class IndicatorTree(QTreeWidget):
    """A row for each indicator: check box, dimension and weight (typed); `chosen` is emitted on every change."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setColumnCount(3)
        speak(self, lambda: tr("Names", "Indicators"), lambda: columns_told(self))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.EditKeyPressed | triggers.DoubleClicked)
        self.setItemDelegateForColumn(NAME, _ReadOnly(self))
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(DIMENSION, QHeaderView.ResizeMode.Interactive)
        self.setColumnWidth(DIMENSION, 96)
        self.setColumnWidth(WEIGHT, 64)
        self.setMinimumWidth(220)
        self.weights: dict[str, float] = {}
        self.dimension_of: dict[str, str] = {}
        self.ticked: dict[str, bool] = {}
        self._plan: Plan | None = None
        self._spoken = ""
        self.itemChanged.connect(self._typed)

    def show_plan(self, plan: Plan, usual: Mapping[str, tuple[str, ...]]) -> None:
        """Show the indicators of a plan; `usual` is checked where the plan changed."""
        codes = [one.code for one in plan.indicators]
        fresh = self._plan is None or codes != [one.code for one in self._plan.indicators]
        if fresh:
            self.dimension_of = {one.code: one.group or "" for one in plan.indicators}
            self.ticked = dict.fromkeys(codes, False)
            self._take(usual)
        if fresh or self._spoken != language():
            self._plan, self._spoken = plan, language()
            self._fill()

    def choose(self, dimensions: Mapping[str, tuple[str, ...]]) -> None:
        """Check exactly these indicators, in these dimensions."""
        self.set_chosen(dimensions)
        self.chosen.emit()

    def set_chosen(self, dimensions: Mapping[str, tuple[str, ...]]) -> None:
        """The same without emitting `chosen`."""
        self.ticked = dict.fromkeys(self.ticked, False)
        self._take(dimensions)
        self._fill()

    def _take(self, dimensions: Mapping[str, tuple[str, ...]]) -> None:
        for dimension, members in dimensions.items():
            for code in members:
                if code in self.ticked:
                    self.ticked[code], self.dimension_of[code] = True, dimension

    def dimensions(self) -> dict[str, tuple[str, ...]]:
        """The checked indicators by dimension, in the plan's order."""
        found: dict[str, tuple[str, ...]] = {}
        for code, ticked in self.ticked.items():
            if ticked:
                found[self.dimension_of[code]] = (*found.get(self.dimension_of[code], ()), code)
        return found

    def show_weights(self, typed: bool) -> None:
        """Show the weights only where they are typed."""
        self.setColumnHidden(WEIGHT, not typed)

    def _fill(self) -> None:
        plan = self._plan
        if plan is None:
            return
        self.setHeaderLabels(
            [tr("Analyses", "Indicator"), tr("Analyses", "Dimension"), tr("Analyses", "Weight")]
        )
        self.blockSignals(True)
        self.clear()
        for one in plan.indicators:
            item = QTreeWidgetItem(self)
            arrow = " ↓" if one.direction is Direction.DOWN else ""
            item.setText(NAME, named(one) + arrow)
            item.setData(NAME, _CODE, one.code)
            item.setCheckState(
                NAME, Qt.CheckState.Checked if self.ticked[one.code] else Qt.CheckState.Unchecked
            )
            item.setText(DIMENSION, group_in(plan.indicators, self.dimension_of[one.code], language()))
            item.setText(WEIGHT, plain(self.weights.get(one.code)))
            item.setTextAlignment(WEIGHT, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsSelectable
                | Qt.ItemFlag.ItemIsUserCheckable
                | Qt.ItemFlag.ItemIsEditable
            )
        self.blockSignals(False)

    def _typed(self, item: QTreeWidgetItem, column: int) -> None:
        code = item.data(NAME, _CODE)
        if column == NAME:
            self.ticked[code] = item.checkState(NAME) is Qt.CheckState.Checked
        elif column == DIMENSION:
            typed, known = (
                item.text(DIMENSION).strip(),
                self._plan.indicators if self._plan is not None else (),
            )
            # what reads as a group of the plan is that group
            own = (one.group for one in known if typed == group_in(known, one.group, language()))
            self.dimension_of[code] = next(own, typed)
        else:
            text = item.text(WEIGHT).strip()
            figure = parse_entry(text, "") if text else None
            if isinstance(figure, Problem):
                # a text that is no figure is reset
                self.blockSignals(True)
                item.setText(WEIGHT, plain(self.weights.get(code)))
                self.blockSignals(False)
                return
            if figure is None:
                self.weights.pop(code, None)
            else:
                self.weights[code] = figure
        self.chosen.emit()
