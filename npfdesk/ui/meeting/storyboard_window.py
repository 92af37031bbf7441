"""The storyboard window: saved views to rename, annotate, sort by dragging, show and export as slides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from npfdesk.plan.edits import Edit
from npfdesk.plan.saved_views import PATHS, SavedView
from npfdesk.plan.storyboard import change_view, order_views, remove_view
from npfdesk.session import Change
from npfdesk.ui.charts.captions import Note
from npfdesk.ui.look.choices import find_by_name
from npfdesk.ui.look.language import named, tr
from npfdesk.ui.look.mnemonics import say
from npfdesk.ui.meeting.presentation import MOVED, moved_words
from npfdesk.ui.meeting.view_capture import view_name, written_sentences
from npfdesk.ui.meeting.view_sentences import ViewSentence, shown_sentence
from npfdesk.ui.views.registry import VIEWS
from npfdesk.ui.workspace import Workspace

_ID = Qt.ItemDataRole.UserRole
_REST = 300
"""The sentences of the views are written after so many milliseconds without an edit."""


class StoryboardDialog(QDialog):
    """The views at the left in order, title, view and speaker note of the selected one at the right.

    `keep_wanted` asks to save the current view, in place of a view (its id) or as a new one (""); `shown` and
    `present_wanted` carry the view to show or to start with; `slides_wanted` asks for the slides.
    """

    keep_wanted = Signal(str)
    shown = Signal(object)
    present_wanted = Signal(object)
    slides_wanted = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.setModal(False)
        self.resize(860, 520)
        self.list = QListWidget()
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.list.setSpacing(2)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        # else its second line is cut off
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.model().rowsMoved.connect(self._apply_dragged_order)
        self.list.currentItemChanged.connect(lambda *_: self._write_fields())
        self.list.itemActivated.connect(lambda _: self.show_chosen())
        right = self._fields()
        self.keep, self.again, self.look, self.delete = (QPushButton() for _ in range(4))
        self.slides, self.present, self.close_button = (QPushButton() for _ in range(3))
        one, all_of_them = QHBoxLayout(), QHBoxLayout()
        for line, buttons in (
            (one, (self.keep, self.again, self.look, self.delete)),
            (all_of_them, (self.slides, self.present, self.close_button)),
        ):
            for button in buttons:
                button.setAutoDefault(False)
                line.addWidget(button)
        foot = QHBoxLayout()
        foot.addLayout(one)
        foot.addStretch(1)
        foot.addLayout(all_of_them)
        across = QHBoxLayout()
        across.setSpacing(20)
        across.addWidget(self.list, 5)
        across.addLayout(right, 6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(across, 1)
        layout.addLayout(foot)
        self._connect_actions()
        workspace.changed.connect(self._changed)
        workspace.opened.connect(self._opened)

    def _fields(self) -> QVBoxLayout:
        """What is written about the chosen view."""
        self.title, self.view, self.note = QLineEdit(), QComboBox(), QPlainTextEdit()
        find_by_name(self.view)
        self.message, self.moved = QPlainTextEdit(), Note()
        for text in (self.note, self.message):
            text.setTabChangesFocus(True)
        # a sentence takes three lines at most, the note takes what is left
        self.message.setMaximumHeight(3 * self.message.fontMetrics().lineSpacing() + 16)
        self.message.textChanged.connect(self._update_message)
        self._written: dict[str, ViewSentence] = {}
        self._asked: tuple[SavedView, tuple[str, ...]] | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self.write_sentences)
        self.title.editingFinished.connect(self._rename)
        self.view.activated.connect(self._change_view)
        self.note.textChanged.connect(self._update_note)
        self.labels = [QLabel() for _ in range(4)]
        self.hint = Note()
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setVerticalSpacing(6)
        fields = (self.title, self.message, self.view, self.note)
        for label, field in zip(self.labels, fields, strict=True):
            label.setBuddy(field)
            form.addRow(label, field)
            if field is self.message:
                form.addRow(self.moved)
        right = QVBoxLayout()
        right.addLayout(form, 1)
        right.addWidget(self.hint)
        return right

    def _connect_actions(self) -> None:
        self.keep.clicked.connect(lambda: self.keep_wanted.emit(""))
        self.again.clicked.connect(lambda: self.keep_wanted.emit(self.chosen_id))
        self.look.clicked.connect(self.show_chosen)
        self.delete.clicked.connect(self.remove)
        self.slides.clicked.connect(self.slides_wanted)
        self.present.clicked.connect(lambda: self.present_wanted.emit(self.chosen))
        self.close_button.clicked.connect(self.reject)
        keys: tuple[tuple[str, QWidget, Callable[[], object]], ...] = (
            ("Alt+Up", self, lambda: self.move_chosen(-1)),
            ("Alt+Down", self, lambda: self.move_chosen(1)),
            ("Delete", self.list, self.remove),
            ("F2", self.list, self._begin_renaming),
            ("Ctrl+B", self, lambda: self.keep_wanted.emit("")),
        )
        for key, place, does in keys:
            shortcut = QShortcut(QKeySequence(key), place)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(does)

    def _begin_renaming(self) -> None:
        self.title.setFocus()
        self.title.selectAll()

    @property
    def chosen_id(self) -> str:
        """The id of the selected view, "" for none."""
        item = self.list.currentItem()
        return str(item.data(_ID)) if item is not None else ""

    @property
    def chosen(self) -> SavedView | None:
        """The selected view."""
        views = self.workspace.document.work.storyboard
        return next((one for one in views if one.id == self.chosen_id), None)

    def choose(self, view: str) -> None:
        """Select a view by its id."""
        for row in range(self.list.count()):
            if self.list.item(row).data(_ID) == view:
                self.list.setCurrentRow(row)

    def show_chosen(self) -> None:
        """Show the selected view in the window."""
        if self.chosen is not None:
            self.shown.emit(self.chosen)

    def remove(self) -> None:
        """Delete the selected view; undo restores it."""
        if self.chosen is not None:
            self._apply(remove_view(self.workspace.document, self.chosen_id))

    def move_chosen(self, step: int) -> None:
        """Move the selected view up or down."""
        order, place = self._order(), self.list.currentRow()
        if place >= 0 and 0 <= place + step < len(order):
            order.insert(place + step, order.pop(place))
            self._apply(order_views(self.workspace.document, order))

    def _order(self) -> list[str]:
        return [str(self.list.item(row).data(_ID)) for row in range(self.list.count())]

    def _apply_dragged_order(self, *_: object) -> None:
        order = self._order()
        if order != [one.id for one in self.workspace.document.work.storyboard]:
            self._apply(order_views(self.workspace.document, order))

    def _rename(self) -> None:
        chosen, title = self.chosen, self.title.text().strip()
        if chosen is not None and title and title != chosen.title:
            self._apply(change_view(self.workspace.document, replace(chosen, title=title)))

    def _change_view(self, place: int) -> None:
        chosen, name = self.chosen, str(self.view.itemData(place))
        if chosen is not None and name != chosen.view:
            changed = replace(chosen, view=name, choices=(), range=None)
            self._apply(change_view(self.workspace.document, changed))

    def _update_message(self) -> None:
        chosen, typed = self.chosen, self.message.toPlainText()
        # without a sentence of one's own the view says what the figures say
        message = typed if typed.strip() else ""
        if chosen is None or message == chosen.message:
            return
        figures = self._figures_of(chosen) if message else ()
        changed = replace(chosen, message=message, message_figures=figures)
        self._apply(change_view(self.workspace.document, changed, f"message {chosen.id}"))

    def _figures_of(self, saved: SavedView) -> tuple[str, ...]:
        """The figures of a view's sentence: a key that is typed moves none, so they are remembered while it is written."""
        asked = self._asked
        if asked is None or asked[0] != saved.unworded:
            (written,) = written_sentences(self.workspace, (saved,))
            asked = self._asked = saved.unworded, written.figures
        return asked[1]

    def _update_note(self) -> None:
        chosen, note = self.chosen, self.note.toPlainText()
        if chosen is not None and note != chosen.note:
            # continuous typing is one undo step
            edit = change_view(self.workspace.document, replace(chosen, note=note), f"note {chosen.id}")
            self._apply(edit)

    def _apply(self, edit: Edit) -> None:
        self.workspace.apply(edit, self)

    def refresh(self) -> None:
        """Update all texts; the selection stays."""
        self.setWindowTitle(tr("Meeting", "Storyboard"))
        for label, text in zip(
            self.labels,
            (
                tr("Meeting", "Title"),
                tr("Meeting", "Message"),
                tr("Meeting", "View"),
                tr("Meeting", "Speaker note"),
            ),
            strict=True,
        ):
            say(label, text)
        for button, text in (
            (self.keep, tr("Meeting", "Keep this view")),
            (self.again, tr("Meeting", "Replace with the current view")),
            (self.look, tr("Meeting", "Show")),
            (self.delete, tr("Meeting", "Delete")),
            (self.slides, tr("Meeting", "Export as slides…")),
            (self.present, tr("Meeting", "Present ▸")),
            (self.close_button, tr("Meeting", "Close")),
        ):
            say(button, text)
        self.keep.setToolTip(tr("Meeting", "Adds the current view after the chosen one (Ctrl+B)."))
        self.again.setToolTip(tr("Meeting", "Replaces the chosen view with the current one."))
        self.list.setAccessibleName(tr("Meeting", "Storyboard"))
        self._write_list()
        self._write_fields()
        self.write_sentences()

    def write_sentences(self) -> None:
        """What the figures say on each view; a view whose own sentence stands over other figures is marked."""
        self._rest.stop()
        views = self.workspace.document.work.storyboard
        self._written = {
            saved.id: one for saved, one in zip(views, written_sentences(self.workspace, views), strict=True)
        }
        self._write_list()
        self._write_moved()

    def _write_moved(self) -> None:
        """What the chosen view says, and whether its figures have moved."""
        chosen = self.chosen
        written = self._written.get(chosen.id) if chosen is not None else None
        self.message.setPlaceholderText(written.text if written is not None else "")
        moved = written is not None and shown_sentence(chosen, written).moved
        self.moved.write(moved_words(written) if moved and written is not None else "")

    def _write_list(self) -> None:
        views, chosen = self.workspace.document.work.storyboard, self.chosen_id
        if self._order() != [one.id for one in views]:
            with QSignalBlocker(self.list):
                row = self.list.currentRow()
                self.list.clear()
                for one in views:
                    item = QListWidgetItem()
                    item.setData(_ID, one.id)
                    self.list.addItem(item)
                self.list.setCurrentRow(min(max(row, 0), len(views) - 1))
            self.choose(chosen)
        for number, one in enumerate(views):
            written = self._written.get(one.id)
            mark = f"{MOVED} " if written is not None and shown_sentence(one, written).moved else ""
            text = f"{number + 1}  {mark}{one.title}\n     {self._subtitle(one)}"
            if self.list.item(number).text() != text:
                self.list.item(number).setText(text)
        text = tr("Meeting", "No views kept yet. Show what you want to present and press Ctrl+B.")
        self.hint.write("" if views else text)

    def _subtitle(self, view: SavedView) -> str:
        scenario = self.workspace.document.scenarios.get(view.scenario)
        name = named(scenario) if scenario is not None else view.scenario
        return f"{view_name(view.view)} · {name} · {view.year}"

    def _write_fields(self) -> None:
        chosen = self.chosen
        own = (self.title, self.message, self.view, self.note, self.again, self.look, self.delete)
        for widget in own:
            widget.setEnabled(chosen is not None)
        for button in (self.slides, self.present):
            button.setEnabled(bool(self.workspace.document.work.storyboard))
        with QSignalBlocker(self.title), QSignalBlocker(self.view), QSignalBlocker(self.note):
            names = (PATHS, *VIEWS)
            texts = [view_name(name) for name in names]
            if texts != [self.view.itemText(place) for place in range(self.view.count())]:
                self.view.clear()
                for name, text in zip(names, texts, strict=True):
                    self.view.addItem(text, name)
            said = (chosen.title, chosen.note, chosen.message) if chosen is not None else ("", "", "")
            title, note, message = said
            if self.message.toPlainText() != message:
                with QSignalBlocker(self.message):
                    self.message.setPlainText(message)
            if self.title.text() != title:
                self.title.setText(title)
            if self.note.toPlainText() != note:
                self.note.setPlainText(note)
            self.view.setCurrentIndex(self.view.findData(chosen.view) if chosen is not None else -1)
        self._write_moved()

    def _changed(self, change: Change) -> None:
        if change.origin is not self:
            # what this window does moves no figure
            self._asked = None
        self._refresh_if_visible()

    def _opened(self, _: object) -> None:
        self._asked = None
        self._refresh_if_visible()

    def _refresh_if_visible(self) -> None:
        if self.isVisible():
            self._write_list()
            self._write_fields()
            # an edit does not wait for what is said of all views
            self._rest.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is written while hidden."""
        self._rest.stop()
        super().hideEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Update when shown; nothing is updated while hidden."""
        super().showEvent(event)
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Update the texts when the language changes."""
        if event.type() == QEvent.Type.LanguageChange and self.isVisible():
            self.refresh()
        super().changeEvent(event)
