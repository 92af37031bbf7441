"""The base of the answers: fields, headline, answer, notes, apply button; in a dock or a window of its own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from npfdesk.plan.edits import Edit, EditRefused
from npfdesk.plan.numbers import parse_entry
from npfdesk.plan.problems import Problem
from npfdesk.plan.series_words import spoken_series
from npfdesk.store.library import Library
from npfdesk.ui.answers.answer_charts import Picture
from npfdesk.ui.charts.captions import Caption, Note
from npfdesk.ui.descriptions import Description
from npfdesk.ui.look.dialog_keys import ENTER, by_place, order_by_place
from npfdesk.ui.look.focus_ring import focus_by_key
from npfdesk.ui.look.language import language, named, tr
from npfdesk.ui.look.mnemonics import letter_window, say
from npfdesk.ui.look.naming import name_by_label
from npfdesk.ui.look.style import TITLE_PIXELS, pixels
from npfdesk.ui.look.wrapped_line import WrappedLine
from npfdesk.ui.mistakes import Containment
from npfdesk.ui.views.view_export import ViewExport
from npfdesk.ui.workspace import Workspace, refusal_text

NARROW = 640
"""Pixels below which what stands side by side stands one above the other."""
_NARROWEST = 120
"""Pixels to which a field may shrink."""
_LONG_LABEL = 0.3
"""The part of the width from which on a label stands above its field in a narrow dock."""
_LEAST_WIDTH, _BETWEEN = 240, 12
"""The least width of an answer, and the room between buttons, in pixels."""
_SIDES = 48
"""Pixels beside a label in a narrow dock, its scroll bar's among them."""
_LOW, _HIGH = 110, 220
"""Pixels that a list and any other part keep where parts stand one above the other."""
_ITS_KEYS = (
    QKeySequence.StandardKey.Copy,
    QKeySequence.StandardKey.Cut,
    QKeySequence.StandardKey.Paste,
    QKeySequence.StandardKey.SelectAll,
)
"""Keys that belong to the answer while it has them, not to the window around it."""


class AnswerDialog(QWidget):
    """An answer that is updated after every edit and selection; it stands in a dock, or in a window beside the plan's.

    In a narrow dock its fields wrap, its parts stand one above the other, and what is higher than the room scrolls; the
    buttons stay in sight. `left` says that it was closed.

    Its title and the question below it are those of the `entry` that opened it. A subclass puts its fields into `form` and its answer into `body`, computes in `ask` and
    returns the edit that applies the answer from `edit` (None: nothing to apply).
    """

    not_made: bool = False
    entry: Description | None = None
    """The description of what it answers; None where none of a registry opened it."""
    left = Signal()
    tabs_by_place: bool = True
    """Whether Tab goes by place; else as the parts were made, the buttons last."""
    docked: bool = False
    """Whether it stands in a dock, whose title says what it answers."""
    in_sight: bool = True
    """Whether it can be seen; a tab behind another cannot, and nothing is computed there."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Dialog)
        self.workspace = workspace
        self.resize(760, 520)
        self.heading, self.asked, self.subject = Caption("title"), Caption("subtitle"), Caption("note")
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(16)
        self.form.setVerticalSpacing(8)
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.labels: list[tuple[QLabel, str]] = []
        self.headline = QLabel()
        self.headline.setTextFormat(Qt.TextFormat.PlainText)
        self.headline.setWordWrap(True)
        self.headline.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        font = self.headline.font()
        font.setPixelSize(pixels(TITLE_PIXELS + 3))
        self.headline.setFont(font)
        self.headline.setStyleSheet(f"font-size: {pixels(TITLE_PIXELS + 3)}px;")
        self.body = QVBoxLayout()
        self.notes = Note()
        self.notes.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._told_in_place = False
        self.room, self.content = QScrollArea(), QWidget()
        self.buttons = QDialogButtonBox()
        self.apply_button = QPushButton()
        self.close_button = QPushButton()
        self.buttons.addButton(self.apply_button, QDialogButtonBox.ButtonRole.ActionRole)
        self.buttons.addButton(self.close_button, QDialogButtonBox.ButtonRole.RejectRole)
        for button in (self.apply_button, self.close_button):
            # in a window that is no QDialog a button takes Enter only so
            button.setAutoDefault(True)
        self.apply_button.clicked.connect(self.apply)
        self.close_button.clicked.connect(self.close)
        self._set_out()
        self._across: list[QSplitter] | None = None
        self._tabs_set = False
        self.containment = Containment(self, self.title, free=self.buttons.sizeHint().height() + 24)
        self.picture_exports: list[ViewExport] = []
        for signal in (workspace.changed, workspace.opened, workspace.selected, workspace.view_changed):
            signal.connect(self._refresh_if_visible)

    def _set_out(self) -> None:
        """What scrolls above, the buttons below."""
        self.room.setFrameShape(QFrame.Shape.NoFrame)
        self.room.setWidgetResizable(True)
        self.room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # where parts go on below the buttons' line, a hairline says so
        self.edge = QFrame()
        self.edge.setObjectName("edge")
        self.edge.setFixedHeight(1)
        kept = self.edge.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.edge.setSizePolicy(kept)
        self.edge.hide()
        self.room.verticalScrollBar().rangeChanged.connect(lambda _, most: self.edge.setVisible(most > 0))
        self.column = QVBoxLayout(self.content)
        self.column.setContentsMargins(20, 16, 20, 12)
        self.column.setSpacing(12)
        top = QVBoxLayout()
        top.setSpacing(4)
        for caption in (self.heading, self.asked, self.subject):
            top.addWidget(caption)
        self.column.addLayout(top)
        self.column.addLayout(self.form)
        self.column.addWidget(self.headline)
        self.column.addLayout(self.body, 1)
        self.column.addWidget(self.notes)
        self.room.setWidget(self.content)
        self.foot = QVBoxLayout()
        self.foot.setContentsMargins(20, 4, 20, 16)
        self.foot.addWidget(self.buttons)
        # the buttons stand below each other rather than keep a dock wide
        self.buttons.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(_LEAST_WIDTH)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.setSpacing(0)
        around.addWidget(self.room, 1)
        around.addWidget(self.edge)
        around.addLayout(self.foot)
        letter_window(self)

    # what a subclass defines

    def title(self) -> str:
        """What it answers, as the menu names it."""
        return self.entry.name if self.entry is not None else ""

    def ask(self) -> None:
        """Compute the answer and show it."""
        raise NotImplementedError

    def edit(self) -> Edit | None:
        """The edit that applies the answer; None where there is nothing to apply."""
        return None

    def can_apply(self) -> bool:
        """Whether there is an answer to apply."""
        return self.edit() is not None

    def apply_text(self) -> str:
        """The text of the apply button."""
        return tr("Answers", "Apply")

    # what all share

    def words(self, source: str) -> str:
        """The label of a field in the current language."""
        return tr("Answers", source)

    def field(self, source: str, widget: QWidget) -> None:
        """Add a field with a label."""
        label = QLabel()
        label.setBuddy(widget)
        _loosen(widget)
        self.labels.append((label, source))
        self.form.addRow(label, widget)

    def pair(self, source: str, *widgets: QWidget) -> None:
        """Add fields side by side with one label."""
        line = QWidget()
        # the letter of the label leads to the first of them
        line.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        line.setFocusProxy(widgets[0])
        layout = WrappedLine(line)
        for widget in widgets:
            _loosen(widget)
            layout.addWidget(widget)
        self.field(source, line)

    def series_text(self) -> str:
        """The name of the selected series."""
        return spoken_series(self.workspace.plan, self.workspace.selection.series, language(), " · ")

    def refuse(self, why: Problem | str) -> None:
        """Show why there is no answer, and what to do, where the answer would stand and as large as its text."""
        self.headline.setText("")
        self.notes.write(why.message(language()) if isinstance(why, Problem) else why)
        self._place_notes(refused=True)

    def _place_notes(self, *, refused: bool) -> None:
        """Put what is told in the place of the answer where there is none, else below it."""
        if refused == self._told_in_place:
            return
        self._told_in_place = refused
        self.headline.setVisible(not refused)
        self.column.removeWidget(self.notes)
        self.column.insertWidget(self.column.indexOf(self.headline) + 1 if refused else -1, self.notes)
        self.notes.setProperty("role", None if refused else "note")
        self.notes.style().unpolish(self.notes)
        self.notes.style().polish(self.notes)

    def page_texts(self) -> tuple[str, str, str]:
        """Title, subtitle and note of an exported page with the answer's picture."""
        note = " ".join(text for text in (self.headline.text(), self.notes.text()) if text)
        return self.heading.text(), self.subject.text(), note

    def _make_exportable(self, picture: Picture) -> ViewExport:
        """Let a picture be copied and saved like the views, by the context menu."""
        picture.words = self.page_texts
        if not picture.accessibleName():
            picture.setAccessibleName(self.title())
        taker = ViewExport(self.workspace, lambda: picture, self.title, picture, with_keys=False)
        taker.offer_on(picture)
        return taker

    def apply(self) -> None:
        """Apply the answer as one undo step."""
        edit = self.edit()
        if edit is None:
            return
        try:
            self.workspace.apply(edit, self)
        except EditRefused as refused:
            self.notes.write(refusal_text(refused))

    def refresh(self) -> None:
        """Update all texts and figures."""
        self.setWindowTitle(self.title())
        self.heading.write(self.title())
        self.heading.setVisible(not self.docked)
        asked = self.entry.asked if self.entry is not None else ""
        self.asked.write(asked)
        self.asked.setVisible(bool(asked))
        for label, source in self.labels:
            say(label, self.words(source))
            name_by_label(label, label.buddy())
        say(self.apply_button, self.apply_text())
        say(self.close_button, tr("Answers", "Close"))
        self.subject.write(f"{named(self.workspace.document.scenario)} · {self.series_text()}")
        self._place_notes(refused=False)
        self.ask()
        self.apply_button.setEnabled(self.can_apply())
        self._fit_width()

    def _refresh_if_visible(self, *_: object) -> None:
        if self.isVisible() and self.in_sight:
            self.contain(self.refresh)

    def set_in_sight(self, in_sight: bool) -> None:
        """Say whether it can be seen; it is updated when it comes into sight again."""
        came = in_sight and not self.in_sight
        self.in_sight = in_sight
        if came:
            self._refresh_if_visible()

    def take_keys(self) -> None:
        """Give the keys to the first field, or to whatever takes them first."""
        for one in by_place(self):
            if one.isVisible() and one.isEnabled() and one.focusProxy() is None:
                focus_by_key(one)
                return

    def contain(self, work: Callable[[], object]) -> None:
        """Do what shows the answer; a mistake of the program is told in its place, and nothing can be applied."""
        if not self.containment.run(work):
            self.apply_button.setEnabled(False)

    def showEvent(self, event: QShowEvent) -> None:
        """Update when shown; nothing is computed while hidden."""
        super().showEvent(event)
        self.in_sight = True
        if not self.picture_exports:
            self.picture_exports = [self._make_exportable(picture) for picture in self.findChildren(Picture)]
        # a form of data in a window of its own has set its own order
        if self.tabs_by_place and self.docked and not self._tabs_set:
            self._tabs_set = True
            order_by_place(self)
        self.contain(self.refresh)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set what stands side by side one above the other where there is no room for it."""
        super().resizeEvent(event)
        if self._across is None:
            self._across = [
                one
                for one in self.content.findChildren(QSplitter)
                if one.orientation() is Qt.Orientation.Horizontal
            ]
        self._fit_width()

    def _fit_width(self) -> None:
        """Labels, parts and buttons as the width and their words ask."""
        narrow = self.width() < NARROW
        words = (label.fontMetrics().horizontalAdvance(label.text()) for label, _ in self.labels)
        longest = max(words, default=0)
        policies = QFormLayout.RowWrapPolicy
        above = narrow and longest > self.width() * _LONG_LABEL
        self.form.setRowWrapPolicy(policies.WrapAllRows if above else policies.WrapLongRows)
        for label, _ in self.labels:
            # Qt gives a label that may be broken too little height: only one that is too long for a line is broken
            label.setWordWrap(
                above and label.fontMetrics().horizontalAdvance(label.text()) > self.width() - _SIDES
            )
        for split in self._across or ():
            if narrow is not (split.orientation() is Qt.Orientation.Vertical):
                _turn(split, narrow)
        self._fit_buttons()
        side = 12 if narrow else 20
        self.column.setContentsMargins(side, 8 if narrow else 16, side, 12)
        self.foot.setContentsMargins(side, 4, side, side)

    def _fit_buttons(self) -> None:
        """Buttons side by side, or below each other where their words need more room."""
        shown = [button.sizeHint().width() for button in self.buttons.buttons() if not button.isHidden()]
        wanted = sum(shown) + _BETWEEN * len(shown)
        room = self.width() - 2 * _BETWEEN
        self.buttons.setOrientation(Qt.Orientation.Horizontal if wanted <= room else Qt.Orientation.Vertical)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say that it was closed; its dock goes with it."""
        super().closeEvent(event)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter takes the answer; Esc closes a window of its own, in a dock it is the dock's."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Escape and not held and not self.docked:
            self.close()
        elif event.key() in ENTER and held == Qt.KeyboardModifier.ControlModifier:
            self.apply_button.click()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Copying and pasting are the answer's while it has the keys."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and any(event.matches(key) for key in _ITS_KEYS)
        ):
            event.accept()
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Update the texts when the language changes."""
        if event.type() == QEvent.Type.LanguageChange and self.isVisible():
            self.contain(self.refresh)
        super().changeEvent(event)


def _turn(split: QSplitter, narrow: bool) -> None:
    """Set the parts of a splitter one above the other, tables and charts with the most room; or side by side again."""
    split.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)
    parts = [part for place in range(split.count()) if (part := split.widget(place)) is not None]
    for part in parts:
        if narrow and part.minimumHeight() == 0:
            part.setMinimumHeight(_LOW if isinstance(part, QListWidget) else _HIGH)
    if narrow:
        split.setSizes([part.minimumHeight() for part in parts])


def _loosen(widget: QWidget) -> None:
    """Let a wide field be narrower where a dock is, and a choice as wide as what it offers."""
    if isinstance(widget, QComboBox):
        widget.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    if widget.minimumWidth() > _NARROWEST:
        widget.setMaximumWidth(max(widget.maximumWidth(), widget.minimumWidth()))
        widget.setMinimumWidth(_NARROWEST)


class AnswerNotMade(AnswerDialog):
    """Stands in the place of an answer that could not be made."""

    not_made = True

    def __init__(self, workspace: Workspace, mistake: Exception, parent: QWidget) -> None:
        self._mistake = mistake
        super().__init__(workspace, parent)

    def ask(self) -> None:
        """Say again that there is no answer."""
        raise self._mistake


class KeepingDialog(AnswerDialog):
    """An answer that keeps what it was told in the library; None where there is none to keep it in."""

    library: Library | None = None


class FigureField(QLineEdit):
    """A line edit for a figure as people write it; `figure` is None where empty, a Problem where it is no figure."""

    def __init__(self, unit: str = "", width: int = 96, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.unit = unit
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFixedWidth(width)

    @property
    def figure(self) -> float | Problem | None:
        """The figure of the field."""
        text = self.text().strip()
        return parse_entry(text, self.unit) if text else None


def figure_or_none(field: FigureField) -> float | None:
    """A field's figure; None where there is none or it cannot be read."""
    figure = field.figure
    return None if isinstance(figure, Problem) else figure
