"""The bar above everything: the scenario edited, the year and rule looked at, undo and redo by name."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QToolButton, QWidget

from npfdesk.engine.status import Rule
from npfdesk.plan.edits import Label
from npfdesk.ui.colours import scenario_colour
from npfdesk.ui.language import language, tr
from npfdesk.ui.scenarios import swatch
from npfdesk.ui.workspace import Workspace

_RULES = (
    (Rule.PACE, "Colours: pace"),
    (Rule.OUTCOME, "Colours: outcome"),
    (Rule.SCHEDULE, "Colours: schedule"),
)


class TopBar(QWidget):
    """Everything that the whole window turns on."""

    language_wanted = Signal()
    theme_wanted = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.plan_name = QLabel()
        self.plan_name.setTextFormat(Qt.TextFormat.PlainText)
        self.plan_name.setProperty("role", "note")
        self.scenario, self.year, self.rule = QComboBox(), QComboBox(), QComboBox()
        self.scenario.setMinimumWidth(150)
        self.undo, self.redo = QToolButton(), QToolButton()
        self.speech, self.theme = QToolButton(), QToolButton()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(8)
        for widget in (self.scenario, self.year, self.rule, self.undo, self.redo):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(self.plan_name)
        for button in (self.speech, self.theme):
            button.setProperty("quiet", True)
            layout.addWidget(button)
        self.scenario.activated.connect(lambda place: workspace.activate(self.scenario.itemData(place)))
        self.year.activated.connect(lambda place: workspace.view(year=self.year.itemData(place)))
        self.rule.activated.connect(lambda place: workspace.view(rule=_RULES[place][0]))
        self.undo.clicked.connect(workspace.undo)
        self.redo.clicked.connect(workspace.redo)
        self.speech.clicked.connect(self.language_wanted)
        self.theme.clicked.connect(self.theme_wanted)
        workspace.opened.connect(self.refresh)
        workspace.changed.connect(self.refresh)
        workspace.viewed.connect(self.refresh)
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Speak the language in force."""
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()
        super().changeEvent(event)

    def refresh(self, *_: object) -> None:
        """Everything as the workspace has it."""
        document = self.workspace.document
        with QSignalBlocker(self.scenario):
            self.scenario.clear()
            for place, scenario in enumerate(document.scenarios.values()):
                self.scenario.addItem(
                    swatch(scenario_colour(scenario.colour, place)), scenario.name, scenario.id
                )
            self.scenario.setCurrentIndex(list(document.scenarios).index(document.active))
        years = [int(year) for year in document.plan.years if year >= document.plan.base_year]
        with QSignalBlocker(self.year):
            self.year.clear()
            for year in years:
                self.year.addItem(str(year), year)
            self.year.setCurrentIndex(
                years.index(self.workspace.year) if self.workspace.year in years else -1
            )
        with QSignalBlocker(self.rule):
            self.rule.clear()
            self.rule.addItems([tr("TopBar", source) for _, source in _RULES])
            self.rule.setCurrentIndex([rule for rule, _ in _RULES].index(self.workspace.rule))
        for box, tip in (
            (self.scenario, tr("TopBar", "The scenario being edited")),
            (self.year, tr("TopBar", "The year that gaps and colours are of")),
            (self.rule, tr("TopBar", "The rule by which colours are given")),
        ):
            box.setToolTip(tip)
            box.setAccessibleName(tip)
        history = self.workspace.session.history
        self._name(self.undo, "↶", tr("TopBar", "Undo"), history.undo_label)
        self._name(self.redo, "↷", tr("TopBar", "Redo"), history.redo_label)
        metrics = QFontMetrics(self.plan_name.font())
        title = document.plan.title
        self.plan_name.setText(metrics.elidedText(title, Qt.TextElideMode.ElideRight, 260))
        self.plan_name.setAccessibleDescription(title)
        self.speech.setText("English" if language() == "zh" else "中文")
        self.theme.setText(tr("TopBar", "Light / dark"))

    def _name(self, button: QToolButton, sign: str, verb: str, label: Label | None) -> None:
        text = label.text(language()) if label is not None else ""
        metrics = QFontMetrics(button.font())
        button.setText(f"{sign} {verb} {metrics.elidedText(text, Qt.TextElideMode.ElideRight, 190)}".rstrip())
        button.setEnabled(label is not None)
        button.setAccessibleName(f"{verb} {text}".strip())
