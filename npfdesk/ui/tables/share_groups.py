"""The dialog of share groups: which shares in % add up, and which of them stay where another is changed."""

from __future__ import annotations

import math
from dataclasses import replace

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from npfdesk.plan.edit_labels import set_share_groups
from npfdesk.plan.model import Indicator
from npfdesk.plan.numbers import format_figure, plain
from npfdesk.plan.problems import Problem
from npfdesk.plan.rounding import rounded
from npfdesk.plan.series import SeriesKey, TargetKey
from npfdesk.plan.share_group_checks import is_computed, refused_group
from npfdesk.plan.share_groups import ShareGroup, with_lock
from npfdesk.plan.shares_of_wholes import in_per_cent
from npfdesk.ui.charts.captions import Note
from npfdesk.ui.look.language import language, named, tr
from npfdesk.ui.tables.cell_delegate import LineDelegate
from npfdesk.ui.workspace import Workspace

_MEMBER, _LOCKED, _ACTUAL, _TARGET = range(4)
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class ShareGroupsDialog(QDialog):
    """Groups are drafted here, and stated together as one step of undo when the dialog is accepted."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.drafts: list[ShareGroup] = list(workspace.plan.share_groups)
        self.shares = [one for one in workspace.plan.indicators if in_per_cent(one)]
        self.list = QListWidget()
        self.list.setFixedWidth(190)
        self.new_button, self.delete_button = QPushButton(), QPushButton()
        self.list_label, self.name_label = QLabel(), QLabel()
        self.name = QLineEdit()
        self.name_label.setBuddy(self.name)
        self.members = QTableWidget(len(self.shares), 4)
        self.cells = [[QTableWidgetItem() for _ in range(4)] for _ in self.shares]
        self.sums, self.explanation, self.problem = Note(), Note(), Note()
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.accept_button = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._set_up_table()
        self._lay_out()
        self._fill_list()
        self.retranslate()
        self.list.currentRowChanged.connect(self._show_group)
        self.new_button.clicked.connect(self.add_group)
        self.delete_button.clicked.connect(self.delete_group)
        self.name.textEdited.connect(self._rename)
        self.members.itemChanged.connect(self._checked)
        self.buttons.accepted.connect(self.submit)
        self.buttons.rejected.connect(self.reject)
        workspace.opened.connect(self.reject)
        self.list.setCurrentRow(0 if self.drafts else -1)
        self._show_group()

    def _set_up_table(self) -> None:
        table = self.members
        table.setItemDelegate(LineDelegate(table))
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        head = table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(_MEMBER, QHeaderView.ResizeMode.Stretch)
        head.setHighlightSections(False)
        for row, items in enumerate(self.cells):
            for column, item in enumerate(items):
                checked = column in (_MEMBER, _LOCKED)
                item.setFlags(
                    Qt.ItemFlag.ItemIsEnabled
                    | Qt.ItemFlag.ItemIsSelectable
                    | (Qt.ItemFlag.ItemIsUserCheckable if checked else Qt.ItemFlag.NoItemFlags)
                )
                if checked:
                    item.setCheckState(_UNCHECKED)
                else:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                table.setItem(row, column, item)

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.new_button)
        below.addWidget(self.delete_button)
        left = QVBoxLayout()
        left.setSpacing(8)
        for part in (self.list_label, self.list):
            left.addWidget(part)
        left.addLayout(below)
        named_row = QHBoxLayout()
        named_row.setSpacing(8)
        named_row.addWidget(self.name_label)
        named_row.addWidget(self.name, 1)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addLayout(named_row)
        right.addWidget(self.members, 1)
        right.addWidget(self.sums)
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addLayout(left)
        both.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self.explanation)
        layout.addLayout(both, 1)
        layout.addWidget(self.problem)
        layout.addWidget(self.buttons)
        self.resize(820, 520)

    def changeEvent(self, event: QEvent) -> None:
        """Update the texts when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self._show_group()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Update all texts that do not depend on the group."""
        plan = self.workspace.plan
        self.setWindowTitle(tr("Tables", "Share groups"))
        self.explanation.write(
            tr(
                "Tables",
                "The shares of a group add up to 100% in each region, industry and year. When one is changed, the others adjust in proportion; locked ones stay.",
            )
        )
        self.list_label.setText(tr("Tables", "Groups"))
        self.list.setAccessibleName(tr("Tables", "Groups"))
        self.new_button.setText(tr("Tables", "New group"))
        self.delete_button.setText(tr("Tables", "Delete"))
        self.name_label.setText(tr("Tables", "Name"))
        self.members.setAccessibleName(tr("Tables", "Members"))
        self.members.setHorizontalHeaderLabels(
            [
                tr("Tables", "Members"),
                tr("Tables", "Locked"),
                tr("Tables", "{year} actual").format(year=plan.base_year),
                tr("Tables", "{year} target").format(year=plan.target_year),
            ]
        )
        for column in (_MEMBER, _LOCKED):
            head = self.members.horizontalHeaderItem(column)
            if head is not None:
                head.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.accept_button.setText(tr("Tables", "OK"))
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(tr("Tables", "Cancel"))

    # the drafts

    @property
    def place(self) -> int:
        """The place of the chosen group among the drafts, -1 where there is none."""
        return self.list.currentRow() if self.drafts else -1

    def add_group(self) -> None:
        """Begin a group without members, to be named."""
        taken = {one.name for one in self.drafts}
        stem, number = tr("Tables", "New group"), 1
        while (name := stem if number == 1 else f"{stem} {number}") in taken:
            number += 1
        self.drafts.append(ShareGroup(name, ()))
        self._fill_list()
        self.list.setCurrentRow(len(self.drafts) - 1)
        self.name.setFocus()
        self.name.selectAll()

    def delete_group(self) -> None:
        """Take the chosen group away; its figures stay."""
        if self.place >= 0:
            at = self.place
            del self.drafts[at]
            self._fill_list()
            self.list.setCurrentRow(min(at, len(self.drafts) - 1))
            self._show_group()

    def _fill_list(self) -> None:
        blocked = self.list.blockSignals(True)
        self.list.clear()
        self.list.addItems([one.name for one in self.drafts])
        self.list.blockSignals(blocked)

    def _rename(self, text: str) -> None:
        if self.place >= 0:
            self.drafts[self.place] = replace(self.drafts[self.place], name=text.strip())
            self.list.item(self.place).setText(text.strip())
            self._look()

    def _checked(self, item: QTableWidgetItem) -> None:
        if self.place < 0:
            return
        group, code = self.drafts[self.place], self.shares[item.row()].code
        wanted = item.checkState() == _CHECKED
        if item.column() == _MEMBER:
            members = tuple(one for one in group.members if one != code) + ((code,) if wanted else ())
            group = with_lock(replace(group, members=members), code, locked=code in group.locked)
        elif item.column() == _LOCKED:
            members = group.members if code in group.members or not wanted else (*group.members, code)
            group = with_lock(replace(group, members=members), code, wanted)
        self.drafts[self.place] = group
        self._show_group()

    # what is shown

    def _show_group(self, *_: object) -> None:
        there = self.place >= 0
        group = self.drafts[self.place] if there else ShareGroup("", ())
        for part in (self.name, self.members, self.delete_button):
            part.setEnabled(there)
        if self.name.text().strip() != group.name:
            self.name.setText(group.name)
        blocked = self.members.blockSignals(True)
        for row, indicator in enumerate(self.shares):
            items = self.cells[row]
            items[_MEMBER].setText(named(indicator))
            items[_MEMBER].setCheckState(_CHECKED if indicator.code in group.members else _UNCHECKED)
            items[_LOCKED].setCheckState(_CHECKED if indicator.code in group.locked else _UNCHECKED)
            for column, figure in ((_ACTUAL, self._actual(indicator)), (_TARGET, self._target(indicator))):
                items[column].setText(
                    format_figure(figure, indicator.decimals) if math.isfinite(figure) else "—"
                )
        self.members.blockSignals(blocked)
        self._look()

    def _look(self) -> None:
        """Show the sums of the chosen group, and why the drafts cannot be stated yet."""
        group = self.drafts[self.place] if self.place >= 0 else None
        self.sums.write(self._sums_text(group) if group is not None else "")
        refused = self.refused()
        self.problem.write(refused.message(language()) if refused is not None else "")
        self.accept_button.setEnabled(refused is None)

    def refused(self) -> Problem | None:
        """Why the drafts cannot be stated; None where they can."""
        for at, group in enumerate(self.drafts):
            problem = refused_group(self.workspace.plan, group, self.drafts[:at])
            if problem is not None:
                return problem
        return None

    def _sums_text(self, group: ShareGroup) -> str:
        plan = self.workspace.plan
        members = [one for one in self.shares if one.code in group.members]
        if not members:
            return tr("Tables", "Tick the shares that belong to the group.")
        where = plan.region_by_code.get(self._region())
        texts = []
        for source, figures in (
            (
                tr("Tables", "actual {year}: {sum}").replace("{year}", str(plan.base_year)),
                map(self._actual, members),
            ),
            (
                tr("Tables", "targets {year}: {sum}").replace("{year}", str(plan.target_year)),
                map(self._target, members),
            ),
        ):
            total = math.fsum(figures)
            places = max(one.decimals for one in members)
            said = (
                format_figure(total, places, "%") if math.isfinite(total) else tr("Tables", "missing values")
            )
            off = math.isfinite(total) and rounded(total - group.total, places) != 0
            mark = tr("Tables", " (not {total})").format(total=plain(group.total)) if off else ""
            texts.append(source.replace("{sum}", said + mark))
        text = tr("Tables", "Sum in {region}: {sums}").format(
            region=named(where) if where is not None else "", sums="  ·  ".join(texts)
        )
        known = all(code in plan.indicator_by_code for code in group.members)
        if known and is_computed(plan, group):
            text += "\n" + tr("Tables", "A member is computed by a formula, so the group is only checked.")
        return text

    def _region(self) -> str:
        return self.workspace.selection.region or self.workspace.plan.root

    def _actual(self, indicator: Indicator) -> float:
        plan, row = self.workspace.plan, self._row(indicator)
        known = row is not None and int(plan.years[0]) <= plan.base_year
        return float(self.workspace.result.values[row, plan.column(plan.base_year)]) if known else math.nan

    def _target(self, indicator: Indicator) -> float:
        table, plan = self.workspace.result.targets, self.workspace.plan
        key = TargetKey(SeriesKey(self._region(), "", indicator.code), plan.target_year)
        position = table.of_series.get(key)
        return float(table.figure[position]) if position is not None else math.nan

    def _row(self, indicator: Indicator) -> int | None:
        return self.workspace.plan.row.get(SeriesKey(self._region(), "", indicator.code))

    def submit(self) -> None:
        """State the drafts as one step of undo, and close."""
        if self.refused() is not None:
            return
        before = {one.name: one for one in self.workspace.plan.share_groups}
        after = {one.name: one for one in self.drafts}
        values: dict[str, ShareGroup | None] = {name: None for name in before if name not in after}
        values |= {name: group for name, group in after.items() if before.get(name) != group}
        self.accept()
        if values:
            self.workspace.apply(set_share_groups(self.workspace.document, values), self)
