"""The tab of the plan's structure: a row of choices above the table of what is chosen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from npfdesk.ui.look.language import tr
from npfdesk.ui.look.wrapped_line import WrappedLine
from npfdesk.ui.tables.scoring_rules import ScoringModel
from npfdesk.ui.tables.structure_model import StructureModel
from npfdesk.ui.tables.structure_rows import CommitmentModel, EffectModel, OwnCheckModel, SettingModel
from npfdesk.ui.tables.structure_table import StructureTable
from npfdesk.ui.tables.structure_things import IndicatorModel, IndustryModel, RegionModel, SourceModel
from npfdesk.ui.workspace import Workspace

_CHOICES: tuple[tuple[str, str, type[StructureModel]], ...] = (
    ("regions", "Regions", RegionModel),
    ("industries", "Industries", IndustryModel),
    ("indicators", "Indicators", IndicatorModel),
    ("sources", "Sources", SourceModel),
    ("commitments", "Commitments", CommitmentModel),
    ("levers", "Levers", EffectModel),
    ("settings", "Settings", SettingModel),
    ("checks", "Own checks", OwnCheckModel),
    ("scoring", "Scoring rules", ScoringModel),
)
"""The tables by key and name, in their order."""
STRUCTURE_KEYS = tuple(key for key, *_ in _CHOICES)


class StructurePage(QWidget):
    """The tables of the structure, one in front, each made when it is first wanted.

    `made` carries a table that was made, `turned` is emitted when another comes to the front.
    """

    turned = Signal()
    made = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.stack = QStackedWidget(self)
        self._made: dict[str, StructureTable] = {}
        self.kind = STRUCTURE_KEYS[0]
        self.buttons: dict[str, QToolButton] = {}
        self.head = QHBoxLayout()
        self.head.setContentsMargins(0, 0, 0, 0)
        bar = self.bar = QWidget(self)
        line = WrappedLine(bar, gap=2)
        # level with the words of the current cell beside them
        line.setContentsMargins(12, 6, 12, 6)
        group = QButtonGroup(self)
        for key, _, _ in _CHOICES:
            button = self.buttons[key] = QToolButton(bar)
            button.setCheckable(True)
            button.setProperty("quiet", True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(lambda _=False, key=key: self.show_kind(key))
            button.installEventFilter(self)
            group.addButton(button)
            line.addWidget(button)
        self.head.addWidget(bar)
        self.layout_below = QVBoxLayout(self)
        self.layout_below.setContentsMargins(0, 0, 0, 0)
        self.layout_below.setSpacing(0)
        self.layout_below.addLayout(self.head)
        self.layout_below.addWidget(self.stack, 1)
        self.buttons[self.kind].setChecked(True)
        self.retranslate()

    @property
    def tables(self) -> tuple[StructureTable, ...]:
        """The tables made so far, in their order."""
        return tuple(self._made[key] for key in STRUCTURE_KEYS if key in self._made)

    @property
    def table(self) -> StructureTable:
        """The table in front."""
        return self.table_of(self.kind)

    def table_of(self, key: str) -> StructureTable:
        """A table by its key, made at the first call."""
        known = self._made.get(key)
        if known is not None:
            return known
        name, model = next((name, model) for other, name, model in _CHOICES if other == key)
        table = self._made[key] = StructureTable(model(self.workspace, self), self.stack)
        table.setAccessibleName(tr("Tables", name))
        self.stack.addWidget(table)
        self.made.emit(table)
        return table

    def show_kind(self, key: str) -> None:
        """Bring a table to the front by its key."""
        self.kind = key
        self.buttons[key].setChecked(True)
        self.stack.setCurrentWidget(self.table_of(key))
        self.turned.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Make the table in front, where this is the first time that anybody looks."""
        self.stack.setCurrentWidget(self.table)
        super().showEvent(event)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Left and Right go along the choices, Down into the table."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            keys = list(self.buttons)
            at = next((place for place, key in enumerate(keys) if self.buttons[key] is watched), None)
            steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
            if at is not None and event.key() in steps:
                key = keys[(at + steps[Qt.Key(event.key())]) % len(keys)]
                self.show_kind(key)
                self.buttons[key].setFocus()
                return True
            if at is not None and event.key() == Qt.Key.Key_Down:
                self.enter_table()
                return True
        return False

    def enter_table(self) -> None:
        """Go into the table in front: to its current cell, else to the name of its empty row."""
        table = self.table
        # the focus makes a cell current without selecting it
        known = table.currentIndex().isValid() and bool(table.cells())
        table.setFocus()
        if not known and table.figures.rowCount():
            rows = table.rows
            first = 0 if rows.grows else next(at for at, one in enumerate(rows.columns) if one.editable)
            table.go_to(rows.rowCount() - 1 if rows.grows else 0, first)

    def changeEvent(self, event: QEvent) -> None:
        """Update the texts when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Update the names of the tables."""
        for key, source, _ in _CHOICES:
            text = tr("Tables", source)
            self.buttons[key].setText(text)
            if key in self._made:
                self._made[key].setAccessibleName(text)
