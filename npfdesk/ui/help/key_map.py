"""The keyboard map, made from the current menu actions, searchable by their names in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from npfdesk.plan.names import fold
from npfdesk.ui.help.name_search import match_score_all, words
from npfdesk.ui.look.language import tr
from npfdesk.ui.look.mnemonics import bare
from npfdesk.ui.views.registry import VIEWS
from npfdesk.ui.window.main_window import MainWindow

_NATIVE = QKeySequence.SequenceFormat.NativeText


@dataclass(frozen=True, eq=False)
class Command:
    """An action: its menu, its text, its English source, the question that it answers in both languages, its shortcuts.

    The source and the questions are "" where there are none.
    """

    menu: str
    text: str
    source: str
    question: str
    english_question: str
    keys: tuple[str, ...]
    action: QAction


def commands(window: MainWindow) -> tuple[Command, ...]:
    """Every visible action of the menu bar, in menu order."""
    sources = {id(action): source for action, source in window.menus.actions}
    questions = {id(action): question for action, question in window.menus.questions.items()}
    sources |= {id(action): VIEWS[name].title for name, action in window.views.actions_by_name.items()}
    sources |= {id(action): "Copy or save the path chart" for action in window.path_export.actions}
    return tuple(
        Command(
            menu,
            bare(action.text()),
            sources.get(id(action), ""),
            tr("Menus", questions[id(action)]) if id(action) in questions else "",
            questions.get(id(action), ""),
            tuple(key.toString(_NATIVE) for key in action.shortcuts()),
            action,
        )
        for menu, action in _walk(window.menuBar().actions(), "")
    )


def _walk(actions: list[QAction], above: str) -> Iterator[tuple[str, QAction]]:
    for action in actions:
        if action.isSeparator() or not action.isVisible():
            continue
        # with action.menu(), PySide6 before 6.10 deletes the menu together with the action's wrapper
        menu = cast("QMenu | None", QMenu.menuInAction(action))
        if menu is not None:
            # fill menus that are normally filled when they open
            menu.aboutToShow.emit()
            name = bare(menu.title())
            yield from _walk(menu.actions(), f"{above} › {name}" if above else name)
            menu.aboutToHide.emit()
        elif action.text():
            yield above, action


_MOST = 2
_BUTTONS = QDialogButtonBox.StandardButton


class KeyMap(QDialog):
    """Lists every action with a shortcut, by menu; a search box filters by words or keys, Return runs the action."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.main_window = window
        self.resize(620, 600)
        self.search_box, self.tree, self.more = QLineEdit(), QTreeWidget(), QLabel()
        self.search_box.setClearButtonEnabled(True)
        self.search_box.textChanged.connect(self.fill)
        self.search_box.returnPressed.connect(self.tree.setFocus)
        self.tree.setColumnCount(2)
        self.tree.setRootIsDecorated(False)
        self.tree.setItemsExpandable(False)
        self.tree.setUniformRowHeights(True)
        self.tree.itemActivated.connect(self._do)
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.more.setTextFormat(Qt.TextFormat.PlainText)
        self.more.setProperty("role", "note")
        self.more.setWordWrap(True)
        self.buttons = QDialogButtonBox(_BUTTONS.Close)
        self.copying = self.buttons.addButton("", QDialogButtonBox.ButtonRole.ActionRole)
        self.copying.setAutoDefault(False)
        self.buttons.button(_BUTTONS.Close).setAutoDefault(False)
        self.copying.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.as_text()))
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        for widget in (self.search_box, self.tree, self.more, self.buttons):
            layout.addWidget(widget)
        self.lines: list[tuple[QTreeWidgetItem, Command]] = []

    def showEvent(self, event: QShowEvent) -> None:
        """Update the keys when the dialog is shown."""
        super().showEvent(event)
        self.retranslate()
        self.search_box.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Update the texts when the language changes."""
        if event.type() == QEvent.Type.LanguageChange and self.isVisible():
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Update all texts."""
        self.setWindowTitle(tr("Help", "Keyboard shortcuts"))
        self.search_box.setPlaceholderText(tr("Help", "An action or a key"))
        self.search_box.setAccessibleName(tr("Help", "Search the keyboard shortcuts"))
        self.tree.setAccessibleName(tr("Help", "Keyboard shortcuts"))
        self.tree.setHeaderLabels([tr("Help", "Action"), tr("Help", "Key")])
        self.more.setText(
            tr("Help", "Keys inside tables, charts and lists are in the help under “Keyboard” (F1).")
        )
        self.copying.setText(tr("Help", "Copy"))
        self.buttons.button(_BUTTONS.Close).setText(tr("Help", "Close"))
        self.fill()

    def fill(self, *_: object) -> None:
        """List the actions that have a shortcut and match the search."""
        wanted = words(self.search_box.text())
        self.tree.clear()
        self.lines = []
        heads: dict[str, QTreeWidgetItem] = {}
        for command in commands(self.main_window):
            keys = "   ".join(command.keys[:_MOST])
            said = (command.text, command.source, command.question, command.english_question, command.menu)
            names = [fold(text) for text in (*said, *command.keys)]
            if not keys or (wanted and not match_score_all(names, wanted, letters=False)):
                continue
            if command.menu not in heads:
                heads[command.menu] = head = QTreeWidgetItem(self.tree, [command.menu, ""])
                head.setFlags(Qt.ItemFlag.ItemIsEnabled)
                font = head.font(0)
                font.setBold(True)
                head.setFont(0, font)
            line = QTreeWidgetItem(heads[command.menu], [command.text, keys])
            self.lines.append((line, command))
        self.tree.expandAll()
        if self.lines:
            self.tree.setCurrentItem(self.lines[0][0])

    def as_text(self) -> str:
        """The map as tab-separated lines: menu, action, keys."""
        return "\n".join(
            "\t".join((command.menu, command.text, "   ".join(command.keys[:_MOST])))
            for _, command in self.lines
        )

    def _do(self, item: QTreeWidgetItem) -> None:
        for line, command in self.lines:
            if line is item:
                self.accept()
                command.action.trigger()
                return
