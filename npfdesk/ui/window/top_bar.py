"""The bar above everything: the scenario edited and those beside it, the year and rule, undo and redo by name."""

from __future__ import annotations

import html

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QToolButton, QWidget

from npfdesk.engine.targets.status import Rule
from npfdesk.plan.edits import Label
from npfdesk.ui.look.colours import LIGHT, appearance, scenario_colour, theme
from npfdesk.ui.look.elided_label import ElidedLabel
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.look.marks import SWATCH_SIDE, swatch
from npfdesk.ui.window.shown_scenarios import CompareBar
from npfdesk.ui.workspace import Workspace

_RULES = (
    (Rule.PACE, "Colours: pace"),
    (Rule.OUTCOME, "Colours: outcome"),
    (Rule.SCHEDULE, "Colours: schedule"),
)
_ROOM_FOR_STEPS = 180
"""Pixels for the names of what undo and redo do; where there are fewer, the bar says less elsewhere."""


class TopBar(QWidget):
    """Everything that the whole window turns on."""

    language_wanted = Signal()
    theme_wanted = Signal()
    present_wanted = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.plan_name = ElidedLabel()
        self.plan_name.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.plan_name.setProperty("role", "note")
        self.scenario, self.year, self.rule = QComboBox(), QComboBox(), QComboBox()
        self.scenario.setMinimumWidth(120)
        self.scenario.setMaximumWidth(200)
        self.scenario.setIconSize(QSize(SWATCH_SIDE, SWATCH_SIDE))
        self.above = QLabel()
        self.above.setTextFormat(Qt.TextFormat.PlainText)
        self.above.setProperty("role", "note")
        self.compare = CompareBar(workspace)
        self.undo, self.redo = QToolButton(), QToolButton()
        self.speech, self.theme, self.present = QToolButton(), QToolButton(), QToolButton()
        layout = self.row = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(6)
        for group in (
            (self.scenario, self.above, self.compare),
            (self.year, self.rule),
            (self.undo, self.redo),
        ):
            for widget in group:
                layout.addWidget(widget)
            layout.addSpacing(8)
        layout.addWidget(self.plan_name, 1)
        for button in (self.speech, self.theme, self.present):
            button.setProperty("quiet", True)
            layout.addWidget(button)
        self.scenario.activated.connect(lambda place: workspace.activate(self.scenario.itemData(place)))
        self.year.activated.connect(lambda place: workspace.view(year=self.year.itemData(place)))
        self.rule.activated.connect(lambda place: workspace.view(rule=_RULES[place][0]))
        self.undo.clicked.connect(workspace.undo)
        self.redo.clicked.connect(workspace.redo)
        self.speech.clicked.connect(self.language_wanted)
        self.theme.clicked.connect(self.theme_wanted)
        self.present.clicked.connect(self.present_wanted)
        workspace.opened.connect(self.refresh)
        workspace.changed.connect(self.refresh)
        workspace.viewed.connect(self.refresh)
        appearance.changed.connect(self.refresh)
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Speak the language in force."""
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More of what undo takes back where there is room."""
        super().resizeEvent(event)
        self._name_steps()

    def refresh(self, *_: object) -> None:
        """Everything as the workspace has it."""
        document, plan = self.workspace.document, self.workspace.plan
        scenarios = list(document.scenarios.values())
        colours = [scenario_colour(one.colour, place) for place, one in enumerate(scenarios)]
        _fill(
            self.scenario,
            [(one.name, one.id, colour.name()) for one, colour in zip(scenarios, colours, strict=True)],
            list(document.scenarios).index(document.active),
        )
        parent = document.scenarios.get(document.scenario.parent or "")
        # what this one inherits from
        self.above.setText(f"⟵ {parent.name}" if parent is not None else "")
        self.above.setVisible(parent is not None)
        self.above.setToolTip(tr("TopBar", "Inherits from this scenario what it does not say itself"))
        years = [int(year) for year in plan.years if year >= plan.base_year]
        at = years.index(self.workspace.year) if self.workspace.year in years else -1
        _fill(self.year, [(str(year), year, "") for year in years], at)
        _fill(
            self.rule,
            [(tr("TopBar", source), rule, "") for rule, source in _RULES],
            [rule for rule, _ in _RULES].index(self.workspace.rule),
        )
        for box, tip in (
            (self.scenario, tr("TopBar", "The scenario being edited")),
            (self.year, tr("TopBar", "The year that gaps and colours are of")),
            (self.rule, tr("TopBar", "The rule by which colours are given")),
        ):
            box.setToolTip(tip)
            box.setAccessibleName(tip)
        self._name_steps()
        self.plan_name.setText(plan.title)
        self.speech.setText("English" if language() == "zh" else "中文")
        self.present.setToolTip(tr("TopBar", "One chart over the whole screen, in large type (F5)"))
        # like the language beside it, named after where it leads
        self.theme.setText(tr("TopBar", "Dark") if theme() is LIGHT else tr("TopBar", "Light"))

    def _name_steps(self) -> None:
        """Name undo and redo by what they do, as far as the bar has room."""
        history = self.workspace.session.history
        steps = (
            (self.undo, f"↶ {tr('TopBar', 'Undo')}", history.undo_label),
            (self.redo, f"↷ {tr('TopBar', 'Redo')}", history.redo_label),
        )
        for button, verb, _ in steps:
            button.setText(verb)
        words = tr("TopBar", "Present ▸")
        self.present.setText(words)
        self.present.setAccessibleName(words)
        if self.width() - self.row.sizeHint().width() < _ROOM_FOR_STEPS:
            # what undo takes back is worth more than a word that the menu and the tip say too
            self.present.setText("▸")
        room = self.width() - self.row.sizeHint().width()
        for button, verb, label in steps:
            # what undo leaves over is redo's; a third is kept for it where it has something to say
            share = room if history.redo_label is None or button is self.redo else room * 2 // 3
            room -= _name(button, verb, label, share)


def _name(button: QToolButton, verb: str, label: Label | None, room: int) -> int:
    """Put a label behind a button's verb, cut in its middle to the room there is; the pixels it took."""
    text = label.text(language()) if label is not None else ""
    metrics = button.fontMetrics()
    short = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, max(0, room - metrics.averageCharWidth()))
    bare = button.sizeHint().width()
    button.setText(f"{verb} {short}".rstrip().replace("&", "&&"))
    button.setEnabled(label is not None)
    # a paragraph of our own, so that nothing in a label is read as markup
    button.setToolTip(f"<p>{html.escape(f'{verb} {text}')}</p>" if text else "")
    button.setAccessibleName(f"{verb[2:]} {text}".strip())
    return button.sizeHint().width() - bare


def _fill(box: QComboBox, entries: list[tuple[str, object, str]], at: int) -> None:
    """Put entries (text, value, colour of the square before it) into a box, where they are not there already."""
    with QSignalBlocker(box):
        if box.property("entries") != repr(entries):
            box.setProperty("entries", repr(entries))
            box.clear()
            for text, value, colour in entries:
                box.addItem(swatch(QColor(colour)) if colour else QIcon(), text, value)
        box.setCurrentIndex(at)
