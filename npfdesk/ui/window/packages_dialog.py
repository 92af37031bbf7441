"""Packages of a scenario: ticked among the others, and put in their order by drag, buttons or keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from npfdesk.plan.document import Document
from npfdesk.plan.inheritance import with_bases
from npfdesk.plan.scenarios import Scenario, descendants, lineage
from npfdesk.ui.charts.captions import Note
from npfdesk.ui.look.language import named, tr
from npfdesk.ui.look.naming import speak

_ID = int(Qt.ItemDataRole.UserRole)


def sum_of_names(scenarios: Iterable[Scenario]) -> str:
    """Scenarios as one is laid over the other: 攻坚 + 绿色包 + 数字包."""
    return " + ".join(named(one) for one in scenarios)


def order_told(scenarios: Mapping[str, Scenario], scenario: str) -> str:
    """All that a scenario inherits from, and itself, from weak to strong."""
    line = sum_of_names(lineage(scenarios, scenario))
    return tr("Packages", "From weak to strong: {order}").format(order=line)


class PackagesDialog(QDialog):
    """The other scenarios, those that are packages first and in their order; further down is stronger.

    The parent is not among them, and what inherits from this one cannot be ticked.
    """

    def __init__(self, document: Document, scenario: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document, self.scenario = document, document.scenarios[scenario]
        self.resize(440, 440)
        title = tr("Packages", "Packages of “{name}”").format(name=named(self.scenario))
        self.setWindowTitle(title)
        self.hint = Note()
        self.hint.write(
            tr(
                "Packages",
                "Ticked scenarios are laid over the parent from top to bottom: the lower one holds. Drag them, or press "
                "Alt+Up and Alt+Down.",
            )
        )
        self.list = QListWidget()
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.list.setSpacing(2)
        speak(self.list, lambda: tr("Packages", "Packages, the weakest first"))
        self.up, self.down = QPushButton(tr("Packages", "Move up")), QPushButton(tr("Packages", "Move down"))
        self.order = QLabel()
        self.order.setTextFormat(Qt.TextFormat.PlainText)
        self.order.setWordWrap(True)
        self.buttons = QDialogButtonBox()
        self.apply_button = self.buttons.addButton(
            tr("Packages", "Apply"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        moving = QHBoxLayout()
        for button, step in ((self.up, -1), (self.down, 1)):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, step=step: self.move_current(step))
            moving.addWidget(button)
        moving.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self.hint)
        layout.addWidget(self.list, 1)
        layout.addLayout(moving)
        layout.addWidget(self.order)
        layout.addWidget(self.buttons)
        for key, step in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=step: self.move_current(step))
        self._fill()
        self.list.itemChanged.connect(self._tell)
        self.list.currentRowChanged.connect(self._tell)
        self.list.model().rowsMoved.connect(self._tell)
        self._tell()

    @property
    def packages(self) -> tuple[str, ...]:
        """The ids of the ticked scenarios, the weakest first."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return tuple(item.data(_ID) for item in items if item.checkState() is Qt.CheckState.Checked)

    def move_current(self, step: int) -> None:
        """Move the current scenario up or down by a place, with its tick."""
        row = self.list.currentRow()
        if row >= 0 and 0 <= row + step < self.list.count():
            item = self.list.takeItem(row)
            self.list.insertItem(row + step, item)
            self.list.setCurrentRow(row + step)
            self._tell()

    def _fill(self) -> None:
        own, scenarios = self.scenario, self.document.scenarios
        heirs = set(descendants(scenarios, own.id))
        others = (one for one in scenarios if one not in (own.id, own.parent, *own.packages))
        # what cannot be ticked comes last
        for name in (*own.packages, *sorted(others, key=heirs.__contains__)):
            text = named(scenarios[name])
            if name in heirs:
                text = tr("Packages", "{name} (inherits from this one)").format(name=text)
            item = QListWidgetItem(text, self.list)
            item.setData(_ID, name)
            flags = Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable
            if name not in heirs:
                flags |= Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsDragEnabled
            item.setFlags(flags)
            ticked = name in own.packages
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.list.setCurrentRow(0)

    def _tell(self, *_: object) -> None:
        """What comes before what, with the choice as it stands."""
        row, own = self.list.currentRow(), with_bases(self.scenario, self.scenario.parent, self.packages)
        self.order.setText(order_told({**self.document.scenarios, own.id: own}, own.id))
        self.up.setEnabled(row > 0)
        self.down.setEnabled(0 <= row < self.list.count() - 1)
