"""The chosen files as a tree of levels, each with its state; a plan that stands wrong is put under another by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from npfdesk.engine.reconciliation.ledger import HeldPlan
from npfdesk.plan.file_names import shown_path
from npfdesk.plan.problems import Problem
from npfdesk.plan.statuses import Status
from npfdesk.report.reconciliation.opinion_lines import region_in
from npfdesk.ui.analyses.analysis_dialog import Choice
from npfdesk.ui.charts.captions import Note, plain_tip
from npfdesk.ui.look.colours import status_text, theme
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.look.naming import speak
from npfdesk.ui.look.style import pixels

BY_REGIONS: Final = ""
"""Where a plan stands is found by its region."""
HIGHEST: Final = "*"
"""The plan stands below no other; no file has such a name."""
_KEY: Final = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class ChosenPlan:
    """A file in the list: its key (the file as shown), whether it is the open plan, its plan once held, why it was refused."""

    key: str
    own: bool
    held: HeldPlan | None
    refused: tuple[Problem, ...] = ()


class HeldPlans(QWidget):
    """The list of files; `placed` carries a file's key and what it was put under, `removed` the key of one taken out."""

    add_wanted = Signal()
    removed = Signal(str)
    placed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chosen: tuple[ChosenPlan, ...] = ()
        self.under: Mapping[str, str] = {}
        self.heading = QLabel()
        self.heading.setProperty("role", "title")
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setIndentation(pixels(16))
        self.tree.setUniformRowHeights(False)
        self.tree.setMinimumWidth(pixels(200))
        self.tree.currentItemChanged.connect(lambda *_: self._tell())
        self.tree.installEventFilter(self)
        self.below_label, self.below = QLabel(), Choice(150)
        self.below.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.below.setMinimumWidth(pixels(100))
        self.below.setMaximumWidth(16777215)
        self.below_label.setBuddy(self.below)
        self.below.activated.connect(self._place)
        self.told = Note()
        self.add_button, self.remove_button = QPushButton(), QPushButton()
        for button in (self.add_button, self.remove_button):
            button.setAutoDefault(False)
        self.add_button.clicked.connect(self.add_wanted)
        self.remove_button.clicked.connect(self._remove)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.remove_button)
        buttons.addStretch(1)
        placing = QHBoxLayout()
        placing.setSpacing(8)
        placing.addWidget(self.below_label)
        placing.addWidget(self.below, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.heading)
        layout.addLayout(buttons)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self.told)
        layout.addLayout(placing)
        speak(self.tree, lambda: tr("Reconciliation", "Plans held, by level"))
        speak(self.below, lambda: tr("Reconciliation", "Stands below"))

    def take(self, chosen: Sequence[ChosenPlan], plans: Sequence[HeldPlan], under: Mapping[str, str]) -> None:
        """Show the files: those that are held as a tree, then those that are not."""
        kept = self.key()
        self.chosen, self.under = tuple(chosen), under
        self.tree.clear()
        items: dict[int, QTreeWidgetItem] = {}
        of_file = {one.key: one for one in chosen if one.held is not None}
        for place, held in enumerate(plans):
            one = of_file.get(held.file)
            if one is None:
                continue
            above = items.get(held.above if held.above is not None else -1)
            item = items[place] = QTreeWidgetItem(above or self.tree)
            self._dress(item, one)
        for one in chosen:
            if one.held is None:
                self._dress(QTreeWidgetItem(self.tree), one)
        self.tree.expandAll()
        self.look_at(kept)
        self.refresh()

    def look_at(self, key: str) -> None:
        """Make the file with a key the current one; the first where there is none."""
        found = self._item(key) or self.tree.topLevelItem(0)
        if found is not None:
            self.tree.setCurrentItem(found)

    def key(self) -> str:
        """The key of the file looked at; "" for none."""
        item = self.tree.currentItem()
        return str(item.data(0, _KEY)) if item is not None else ""

    def one(self) -> ChosenPlan | None:
        """The file looked at."""
        key = self.key()
        return next((one for one in self.chosen if one.key == key), None)

    def _item(self, key: str) -> QTreeWidgetItem | None:
        waiting = [self.tree.topLevelItem(at) for at in range(self.tree.topLevelItemCount())]
        while waiting:
            item = waiting.pop()
            if item is None:
                continue
            if item.data(0, _KEY) == key:
                return item
            waiting += [item.child(at) for at in range(item.childCount())]
        return None

    def _below(self, item: QTreeWidgetItem | None) -> set[str]:
        """The keys of a plan and of all below it: it can stand under none of them."""
        if item is None:
            return set()
        return {str(item.data(0, _KEY))}.union(
            *(self._below(item.child(at)) for at in range(item.childCount()))
        )

    def _dress(self, item: QTreeWidgetItem, one: ChosenPlan) -> None:
        item.setData(0, _KEY, one.key)
        item.setText(0, self._words(one))
        item.setToolTip(0, plain_tip("\n".join(self._whole(one))))
        if one.own:
            font = item.font(0)
            font.setBold(True)
            item.setFont(0, font)
        if one.refused:
            item.setForeground(0, status_text(Status.RED))
        elif one.held is None:
            item.setForeground(0, QColor(theme().secondary))

    def _words(self, one: ChosenPlan) -> str:
        name = Path(one.key).name
        if one.held is None:
            return f"{Status.RED.about.mark} {name}" if one.refused else name
        held = one.held
        years = f"{held.plan.base_year}–{held.plan.target_year}"
        return f"{region_in(held, language()) or name} · {years}"

    def _whole(self, one: ChosenPlan) -> list[str]:
        """Everything about a file, for its tip and the line below the tree."""
        own = [tr("Reconciliation", "the open plan")] if one.own else []
        title = [one.held.title] if one.held is not None else []
        refused = [problem.message(language()) for problem in one.refused[:3]]
        return [*own, *title, shown_path(Path(one.key).name), *refused]

    def refresh(self) -> None:
        """The words in the language in force."""
        self.heading.setText(tr("Reconciliation", "Plans"))
        self.add_button.setText(tr("Reconciliation", "Add files…"))
        self.remove_button.setText(tr("Reconciliation", "Remove"))
        self.below_label.setText(tr("Reconciliation", "Stands below"))
        for one in self.chosen:
            item = self._item(one.key)
            if item is not None:
                self._dress(item, one)
        self._tell()

    def _tell(self) -> None:
        one = self.one()
        self.told.write("\n".join(self._whole(one)) if one is not None else "")
        self.remove_button.setEnabled(one is not None and not one.own)
        self.below.setEnabled(one is not None and one.held is not None)
        below = self._below(self.tree.currentItem())
        others = [other for other in self.chosen if other.held is not None and other.key not in below]
        found = tr("Reconciliation", "as the regions say")
        self.below.offer(
            (BY_REGIONS, HIGHEST, *(other.key for other in others)),
            (found, tr("Reconciliation", "no other plan"), *(self._words(other) for other in others)),
            BY_REGIONS,
        )
        at = self.under.get(one.key, BY_REGIONS) if one is not None else BY_REGIONS
        if at in self.below.values:
            self.below.choose(at)

    def _place(self, _: int) -> None:
        one = self.one()
        if one is not None:
            self.placed.emit(one.key, str(self.below.chosen))

    def _remove(self) -> None:
        one = self.one()
        if one is not None and not one.own:
            self.removed.emit(one.key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Delete takes the file looked at out of the list."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
        ):
            self._remove()
            return True
        return super().eventFilter(watched, event)
