"""The top bar: the active scenario and the compared ones, the year, the status rule, undo and redo."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSpacerItem,
    QToolButton,
    QWidget,
)

from npfdesk.plan.edits import Label
from npfdesk.plan.status_rules import Rule
from npfdesk.session import Change
from npfdesk.ui.look.choices import find_by_name
from npfdesk.ui.look.colours import LIGHT, appearance, scenario_colour, theme
from npfdesk.ui.look.elided_label import ElidedLabel
from npfdesk.ui.look.language import language, named, tr
from npfdesk.ui.look.marks import SWATCH_SIDE, swatch
from npfdesk.ui.window.packages_dialog import sum_of_names
from npfdesk.ui.window.shown_scenarios import IN_THE_BAR, CompareBar
from npfdesk.ui.workspace import Workspace

_RULES = (
    (Rule.PACE, "Colour: pace"),
    (Rule.OUTCOME, "Colour: outcome"),
    (Rule.SCHEDULE, "Colour: schedule"),
    (Rule.EVALUATION, "Colour: evaluation"),
)
_ROOM_FOR_STEPS = 150
"""Pixels for the labels of undo and redo; with less room, the compared scenarios go into a menu."""
_FEWEST_FOR_STEPS = 110
"""With less room than this for them, the button of the theme goes, which the menu View has too."""
_SPACING = 6


class TopBar(QWidget):
    """The choices that hold for the whole window."""

    language_wanted = Signal()
    theme_wanted = Signal()
    present_wanted = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.plan_name = ElidedLabel()
        self.plan_name.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.plan_name.setProperty("role", "note")
        self.scenario, self.year, self.rule = QComboBox(), QComboBox(), QComboBox()
        find_by_name(self.scenario)
        self.scenario.setMinimumWidth(120)
        self.scenario.setMaximumWidth(200)
        self.scenario.setIconSize(QSize(SWATCH_SIDE, SWATCH_SIDE))
        self._known: object = None
        self._room = 0
        self._bare: tuple[int, int] = (0, 0)
        self._verbs = ("", "")
        self._labelled: list[tuple[Label | None, int] | None] = [None, None]
        self.above = QLabel()
        self.above.setTextFormat(Qt.TextFormat.PlainText)
        self.above.setProperty("role", "note")
        self.compare = CompareBar(workspace)
        self.undo, self.redo = QToolButton(), QToolButton()
        self.speech, self.theme, self.present = QToolButton(), QToolButton(), QToolButton()
        layout = self.row = QHBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(_SPACING)
        for group in (
            (self.scenario, self.above, self.compare),
            (self.year, self.rule),
            (self.undo, self.redo),
        ):
            for widget in group:
                layout.addWidget(widget)
            layout.addSpacing(8)
        # the name of the plan is as wide as its words, while there is room: it stays where it is when undo says others
        layout.addItem(QSpacerItem(0, 0, QSizePolicy.Policy.Expanding))
        layout.addWidget(self.plan_name, 1)
        for button in (self.speech, self.theme, self.present):
            button.setProperty("quiet", True)
            layout.addWidget(button)
        self.scenario.activated.connect(lambda place: workspace.activate(self.scenario.itemData(place)))
        self.year.activated.connect(lambda place: workspace.set_view(year=self.year.itemData(place)))
        self.rule.activated.connect(lambda place: workspace.set_view(rule=_RULES[place][0]))
        self.undo.clicked.connect(workspace.undo)
        self.redo.clicked.connect(workspace.redo)
        self.speech.clicked.connect(self.language_wanted)
        self.theme.clicked.connect(self.theme_wanted)
        self.present.clicked.connect(self.present_wanted)
        workspace.opened.connect(self.refresh)
        workspace.changed.connect(self._changed)
        workspace.view_changed.connect(self.refresh)
        appearance.changed.connect(self.refresh)
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Update the texts when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            # parts hear of it only afterwards, and the labels of undo and redo get what room they leave
            self.compare.retranslate()
            self.refresh()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the labels of undo and redo to the new width."""
        super().resizeEvent(event)
        self._name_steps()

    def _changed(self, change: Change) -> None:
        """An edit of figures alters nothing here but what can be undone."""
        if change.structure & IN_THE_BAR:
            self.refresh()
        elif self._label_steps():
            self.row.activate()

    def refresh(self, *_: object) -> None:
        """Update everything from the workspace."""
        document, plan = self.workspace.document, self.workspace.plan
        self._fill_scenarios()
        # what this one inherits from
        bases = [document.scenarios[one] for one in document.scenario.bases if one in document.scenarios]
        self.above.setText(f"⟵ {sum_of_names(bases)}" if bases else "")
        self.above.setToolTip(tr("TopBar", "What this scenario does not set is inherited from here"))
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
            (self.year, tr("TopBar", "Year of the shortfalls and colours")),
            (self.rule, tr("TopBar", "Status rule")),
        ):
            box.setToolTip(tip)
            box.setAccessibleName(tip)
        self.plan_name.setText(plan.title)
        self.plan_name.setMaximumWidth(self.plan_name.whole_width)
        self.speech.setText("English" if language() == "zh" else "中文")
        self.present.setToolTip(tr("TopBar", "One chart on the whole screen, in large type (F5)"))
        # named after what it switches to, like the language button
        self.theme.setText(tr("TopBar", "Dark") if theme() is LIGHT else tr("TopBar", "Light"))
        # at last: the steps get what room the others leave
        self._name_steps()

    def _fill_scenarios(self) -> None:
        document = self.workspace.document
        scenarios = document.scenarios.values()
        # an edit changes none of these, and there may be thousands
        hues = document.hues
        known = ([(one.id, named(one), hues[one.id]) for one in scenarios], theme())
        if known != self._known:
            self._known = known
            colours = [scenario_colour(hues[one.id]).name() for one in scenarios]
            entries = [(named(one), one.id, colour) for one, colour in zip(scenarios, colours, strict=True)]
            _fill(self.scenario, entries, -1)
        with QSignalBlocker(self.scenario):
            self.scenario.setCurrentIndex(list(document.scenarios).index(document.active))

    def _name_steps(self) -> None:
        """Find what room there is, and show in undo and redo what they do."""
        for part in (self.scenario, self.above, self.compare, self.year, self.rule):
            part.updateGeometry()
        self._verbs = (f"↶ {tr('TopBar', 'Undo')}", f"↷ {tr('TopBar', 'Redo')}")
        for button, verb in zip((self.undo, self.redo), self._verbs, strict=True):
            _say(button, verb)
        words = tr("TopBar", "Present ▸")
        self.present.setText(words)
        self.present.setAccessibleName(words)
        self._give_way()
        self._labelled = [None, None]
        self._bare = (self.undo.sizeHint().width(), self.redo.sizeHint().width())
        self._room = self.width() - self.row.sizeHint().width()
        self._label_steps()
        # no frame is to show other words in the places of those before
        self.row.activate()

    def _label_steps(self) -> bool:
        """Show in undo and redo which step they act on, as far as there is room; whether that is another than before."""
        history, room, another = self.workspace.session.history, self._room, False
        labels = (history.undo_label, history.redo_label)
        for at, (button, label) in enumerate(zip((self.undo, self.redo), labels, strict=True)):
            # redo gets what undo leaves; a third is reserved for it where it has a label
            share = room if labels[1] is None or button is self.redo else room * 2 // 3
            # a bare verb takes the same room, whatever there is
            shown = label, share if label is not None else 0
            if self._labelled[at] != shown:
                self._labelled[at] = shown
                another |= _name(button, self._verbs[at], label, share)
            room -= button.minimumWidth() - self._bare[at]
        return another

    def _give_way(self) -> None:
        """Where words have no room: the compared go into a menu, then what the menus and the list of scenarios say too.

        What the bar chooses and presents keeps its words.
        """
        inherits = bool(self.above.text())
        optional = (
            (self.theme, True, _FEWEST_FOR_STEPS),
            (self.speech, True, 0),
            (self.above, inherits, 0),
            (self.redo, True, 0),
            (self.undo, True, 0),
        )
        saved = self.compare.saved_by_menu
        whole = self.row.sizeHint().width() + saved * self.compare.in_menu
        whole += sum(_width(part) for part, wanted, _ in optional if wanted and part.isHidden())
        room = self.width() - whole
        in_menu = room < _ROOM_FOR_STEPS and saved > 0
        self.compare.set_in_menu(in_menu)
        room += saved * in_menu
        for part, wanted, least in optional:
            gone = wanted and room < least
            room += _width(part) * gone
            if part.isHidden() is not (gone or not wanted):
                part.setVisible(wanted and not gone)


def _width(part: QWidget) -> int:
    """The pixels that a part takes in the bar, with the space beside it."""
    return part.sizeHint().width() + _SPACING


def _name(button: QToolButton, verb: str, label: Label | None, room: int) -> bool:
    """Set a button's text to its verb and a label, elided to the room there is; whether it is another than before."""
    text = label.text(language()) if label is not None else ""
    metrics = button.fontMetrics()
    short = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, max(0, room - metrics.averageCharWidth()))
    another = _say(button, f"{verb} {short}".rstrip().replace("&", "&&"))
    button.setEnabled(label is not None)
    # a paragraph of our own, so that nothing in a label is read as markup
    button.setToolTip(f"<p>{html.escape(f'{verb} {text}')}</p>" if text else "")
    button.setAccessibleName(f"{verb[2:]} {text}".strip())
    return another


def _say(button: QToolButton, text: str) -> bool:
    """Set a button's text, and its size to that: words of the same width lay out no window anew. Whether it is another."""
    another = text != button.text()
    if another:
        button.setText(text)
    # of another language or theme, even the same words may take another size
    button.setFixedSize(button.sizeHint())
    return another


def _fill(box: QComboBox, entries: Sequence[tuple[str, object, str]], at: int) -> None:
    """Fill a combo box with entries (text, value, colour of the icon), unless it already holds them."""
    with QSignalBlocker(box):
        if box.property("entries") != repr(entries):
            box.setProperty("entries", repr(entries))
            box.clear()
            for text, value, colour in entries:
                box.addItem(swatch(QColor(colour)) if colour else QIcon(), text, value)
        box.setCurrentIndex(at)
