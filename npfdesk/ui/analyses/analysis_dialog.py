"""The base of the analysis dialogs: fields above, a tab for each side of the answer, method cards at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from npfdesk.engine.analyses.method_cards import METHOD_CARDS
from npfdesk.ui.answers.answer_thread import ThreadedAnswerDialog
from npfdesk.ui.look.choices import find_by_name
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.look.naming import divider, speak
from npfdesk.ui.workspace import Workspace


class Cards(QScrollArea):
    """Shows the cards of the methods in use: formula, convention, source."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(180)
        self._shown: object = None
        speak(self, lambda: tr("Names", "Methods in use, with their formulas and sources"))

    def show_cards(self, names: Sequence[str]) -> None:
        """Show the cards of these methods; showing the same ones again does nothing."""
        wanted = tuple(dict.fromkeys(names)), language()
        if wanted == self._shown:
            return
        self._shown = wanted
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(12, 8, 4, 8)
        layout.setSpacing(2)
        for name in wanted[0]:
            card = METHOD_CARDS[name]
            for wording, role in (
                (card.title, "title"),
                (card.formula, ""),
                (card.convention, "note"),
                (card.source, "note"),
            ):
                text = wording.text(language(), {})
                if text != "—":
                    layout.addWidget(_words(text, role))
            layout.addSpacing(12)
        layout.addStretch(1)
        self.setWidget(page)

    def texts(self) -> list[str]:
        """All shown texts."""
        page = self.widget()
        return [label.text() for label in page.findChildren(QLabel)] if page is not None else []


def _words(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    if role:
        label.setProperty("role", role)
    return label


class AnalysisDialog(ThreadedAnswerDialog):
    """An analysis with tabs and method cards; updated after every edit."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.resize(1280, 740)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.cards = Cards()
        self.split = divider(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(1)
        self.split.addWidget(self.tabs)
        self.split.addWidget(self.cards)
        self.split.setStretchFactor(0, 1)
        self.split.setSizes([860, 260])
        self.body.addWidget(self.split, 1)
        self._sides: list[str] = []
        self.tabs.currentChanged.connect(self._side_changed)

    def side(self, source: str, widget: QWidget) -> None:
        """Add a tab with its name."""
        self._sides.append(source)
        self.tabs.addTab(widget, "")

    def shown_side(self) -> str:
        """The English name of the visible tab."""
        return self._sides[self.tabs.currentIndex()] if self._sides else ""

    def words(self, source: str) -> str:
        """The label of a field."""
        return tr("Analyses", source)

    def methods(self) -> Sequence[str]:
        """The methods in use, by their names in METHOD_CARDS."""
        return ()

    def page_texts(self) -> tuple[str, str, str]:
        """The texts of the answer, with the visible side in the title."""
        title, subtitle, note = super().page_texts()
        side = self.tabs.tabText(self.tabs.currentIndex())
        return " · ".join(part for part in (title, side) if part), subtitle, note

    def fill(self) -> None:
        """Fill the visible side; the others are filled when they are shown."""

    def refresh(self) -> None:
        """Update all texts and figures."""
        for place, source in enumerate(self._sides):
            self.tabs.setTabText(place, tr("Analyses", source))
        super().refresh()
        self.cards.show_cards(self.methods())

    def _side_changed(self, _: int) -> None:
        if self.isVisible():
            self.fill()
            self.cards.show_cards(self.methods())


class RememberedAnalysisDialog(AnalysisDialog):
    """An analysis whose choices are saved for each workbook; `choices_changed` carries them as JSON values."""

    choices_changed = Signal(object)

    def choices(self) -> dict[str, Any]:
        """The current choices."""
        raise NotImplementedError

    def recall(self, kept: object) -> None:
        """Restore saved choices (None: there are none); invalid ones are replaced by the defaults."""
        raise NotImplementedError

    def chosen(self) -> None:
        """Save the changed choices and compute again."""
        self.choices_changed.emit(self.choices())
        self.refresh()


class Choice(QComboBox):
    """A combo box of values, whose texts can be replaced for another language."""

    def __init__(self, width: int = 200, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(width)
        find_by_name(self)
        self.values: tuple[object, ...] = ()

    def offer(self, values: Sequence[object], texts: Sequence[str], usual: object = None) -> None:
        """Set the values with their texts; the current value stays if it still exists."""
        chosen = self.chosen if self.values else usual
        if tuple(values) == self.values and [self.itemText(one) for one in range(self.count())] == list(
            texts
        ):
            return
        self.blockSignals(True)
        self.values = tuple(values)
        self.clear()
        self.addItems(list(texts))
        if chosen in self.values:
            self.setCurrentIndex(self.values.index(chosen))
        elif usual in self.values:
            self.setCurrentIndex(self.values.index(usual))
        self.blockSignals(False)

    @property
    def chosen(self) -> object:
        """The current value; None where the box is empty."""
        return self.values[self.currentIndex()] if 0 <= self.currentIndex() < len(self.values) else None

    def choose(self, value: object) -> None:
        """Make a value the current one."""
        self.setCurrentIndex(self.values.index(value))
