"""What every analysis looks like: fields above, a table or picture for each of its sides, the methods beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from npfdesk.engine.analyses.method_cards import METHOD_CARDS
from npfdesk.ui.answers.answer_thread import ThreadedAnswerDialog
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.workspace import Workspace


class Cards(QScrollArea):
    """The formula, the convention and the source of the methods in use."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(180)
        self._shown: object = None

    def put(self, names: Sequence[str]) -> None:
        """Show the cards of these methods; the same ones again cost nothing."""
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
        """Every text shown."""
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
    """An analysis with sides in tabs and its methods at the right; worked out anew with every edit."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.resize(1280, 740)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.cards = Cards()
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(1)
        self.split.addWidget(self.tabs)
        self.split.addWidget(self.cards)
        self.split.setStretchFactor(0, 1)
        self.split.setSizes([860, 260])
        self.body.addWidget(self.split, 1)
        self._sides: list[str] = []
        self.tabs.currentChanged.connect(self._turned)

    def side(self, source: str, widget: QWidget) -> None:
        """A tab with its name."""
        self._sides.append(source)
        self.tabs.addTab(widget, "")

    def shown_side(self) -> str:
        """The name (in English) of the tab that is seen."""
        return self._sides[self.tabs.currentIndex()] if self._sides else ""

    def words(self, source: str) -> str:
        """A field's name."""
        return tr("Analyses", source)

    def methods(self) -> Sequence[str]:
        """The methods in use, as METHOD_CARDS names them."""
        return ()

    def page_words(self) -> tuple[str, str, str]:
        """The same, with the side that is seen in the title."""
        title, subtitle, note = super().page_words()
        side = self.tabs.tabText(self.tabs.currentIndex())
        return " · ".join(part for part in (title, side) if part), subtitle, note

    def fill(self) -> None:
        """Fill the side that is seen; the others wait until they are turned to."""

    def refresh(self) -> None:
        """Every word and figure anew."""
        for place, source in enumerate(self._sides):
            self.tabs.setTabText(place, tr("Analyses", source))
        super().refresh()
        self.cards.put(self.methods())

    def _turned(self, _: int) -> None:
        if self.isVisible():
            self.fill()
            self.cards.put(self.methods())


class RememberedAnalysisDialog(AnalysisDialog):
    """An analysis whose choices are kept with the workbook: `chose` carries them as JSON can say them."""

    chose = Signal(object)

    def choices(self) -> dict[str, Any]:
        """What is chosen now."""
        raise NotImplementedError

    def recall(self, kept: object) -> None:
        """Choose what was kept (None: nothing was); the usual where it is broken or of another form."""
        raise NotImplementedError

    def chosen(self) -> None:
        """Something was chosen: it is kept, and all is worked out anew."""
        self.chose.emit(self.choices())
        self.refresh()


class Choice(QComboBox):
    """A choice among values whose words are said anew in another language."""

    def __init__(self, width: int = 200, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(width)
        self.values: tuple[object, ...] = ()

    def offer(self, values: Sequence[object], texts: Sequence[str], usual: object = None) -> None:
        """Offer values with their words; what was chosen stays where it is still there."""
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
        """The value that is chosen; None where nothing is offered."""
        return self.values[self.currentIndex()] if 0 <= self.currentIndex() < len(self.values) else None

    def choose(self, value: object) -> None:
        """Choose a value that is offered."""
        self.setCurrentIndex(self.values.index(value))
