"""The settings dialog: the preferences for all workbooks, searchable, applied at once."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, cast

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from npfdesk.engine.ensembles.workers import Workers
from npfdesk.locations import user_data_folder
from npfdesk.plan.names import fold
from npfdesk.plan.numbers import format_figure
from npfdesk.plan.pinyin import holds
from npfdesk.plan.problems import Count
from npfdesk.report.forms import DOCUMENT, SLIDES
from npfdesk.ui.files.chosen_files import chosen_path
from npfdesk.ui.help.name_search import words
from npfdesk.ui.look.elided_label import ElidedLabel
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.look.mnemonics import bare
from npfdesk.ui.window.main_window import MainWindow
from npfdesk.ui.window.preferences import CHOICES, CLUSTER, OFFICIAL_TEMPLATE, TEMPLATES, Preferences


class TemplateChoice(QWidget):
    """Chooses the template of one report form: `form` is its key among the templates, `endings` those that it takes."""

    def __init__(self, preferences: Preferences, form: str, endings: tuple[str, ...]) -> None:
        super().__init__()
        self.preferences, self.form, self.endings = preferences, form, endings
        self.name = ElidedLabel()
        self.choosing, self.without = QPushButton(), QPushButton()
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button, does in ((self.choosing, self.choose), (self.without, self.clear)):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, does=does: does())
            buttons.addWidget(button, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.name)
        layout.addLayout(buttons)
        self.setFocusProxy(self.choosing)

    def retranslate(self) -> None:
        """Update the texts and the template's name."""
        kept = self.preferences.template(self.form)
        self.name.setText(kept.name if kept is not None else tr("Help", "None"))
        # a paragraph of our own, so that nothing in the path is read as markup
        self.choosing.setToolTip(f"<p>{html.escape(str(kept))}</p>" if kept is not None else "")
        self.choosing.setText(tr("Help", "Choose…"))
        self.without.setText(tr("Help", "Remove"))
        self.without.setEnabled(kept is not None)

    def choose(self) -> None:
        """Ask for a template and save its path."""
        kept = self.preferences.template(self.form)
        kinds = " ".join(f"*{ending}" for ending in self.endings)
        title = tr("Help", "Choose a template")
        file, _ = QFileDialog.getOpenFileName(self, title, str(kept or ""), kinds)
        if file:
            self.preferences.keep(TEMPLATES[self.form], str(chosen_path(file)))

    def clear(self) -> None:
        """Use no template from now on."""
        self.preferences.keep(TEMPLATES[self.form], "")


class ClusterField(QLineEdit):
    """The address of the cluster that large computations go to; what is no address is refused in words and not kept."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__(preferences.value(CLUSTER))
        self.preferences = preferences
        self.setClearButtonEnabled(True)
        self.editingFinished.connect(self.keep)

    @property
    def refusal(self) -> str:
        """Why the text is no address; "" where it is one, or none is given."""
        problem = Workers(cluster=self.text().strip()).problem
        return problem.message(language()) if problem is not None else ""

    def keep(self) -> None:
        """Save the address, where it is one."""
        address = self.text().strip()
        if not self.refusal and address != self.preferences.value(CLUSTER):
            self.preferences.keep(CLUSTER, address)

    def retranslate(self) -> None:
        """Update the text that stands for no address."""
        self.setPlaceholderText(tr("Help", "This machine"))


_CONTROL = 190
_CHOICES = {
    "zh": "中文",
    "en": "English",
    "system": "Follow the system",
    "light": "Light",
    "dark": "Dark",
    "contrast": "High contrast",
    "plan": "As set in the plan",
    "pace": "Pace",
    "outcome": "Outcome",
    "schedule": "Schedule",
    "evaluation": "Evaluation",
}
_ROWS = (
    ("language", "Language", "For the window and all messages. Names appear as the plan gives them."),
    (
        "theme",
        "Theme",
        "“Follow the system” switches between light and dark with it; high contrast is white on black.",
    ),
    ("type", "Type size", "Everything in the window, charts included. Exported files keep their own size."),
    ("rule", "Status rule", "Used when a workbook is opened; the bar at the top changes it for the session."),
    (
        "autosave",
        "Autosave",
        "Drafts are saved within five seconds of every edit in any case; this also saves the scenarios.",
    ),
    (
        "workers",
        "Cores for large computations",
        "Draws and tables of two inputs are computed in parts, so many at a time; a cluster elsewhere uses all of its own "
        "workers. The figures are the same.",
    ),
)
_CLUSTER = (
    "Cluster for large computations",
    "A Dask scheduler's address, such as tcp://10.0.0.5:8786, or local for a cluster on this machine. Empty: this "
    "machine's cores.",
)
_TEMPLATES = (
    (
        SLIDES.ending,
        SLIDES.templates,
        "Office template for slides",
        "Reports and storyboards exported as slides use its masters and fonts (.pptx, .potx).",
    ),
    (
        DOCUMENT.ending,
        DOCUMENT.templates,
        "Office template for documents",
        "Reports exported as Word documents use its styles, page and header (.docx, .dotx).",
    ),
    (
        OFFICIAL_TEMPLATE,
        DOCUMENT.templates,
        "Office template for official reports",
        "Evaluation and yearly-plan reports fill its fields; without one they have the official layout (.docx, .dotx).",
    ),
)


@dataclass(frozen=True, eq=False)
class Row:
    """A setting: the English sources of its texts, its widgets, and its key."""

    title_source: str
    about_source: str
    line: QWidget
    title: QLabel
    about: QLabel
    control: QWidget
    key: str = ""


class Settings(QDialog):
    """Rows of a name, an explanation and a control; the search box keeps the rows that contain every word."""

    def __init__(self, window: MainWindow, preferences: Preferences) -> None:
        super().__init__(window)
        self.main_window, self.preferences = window, preferences
        self.resize(660, 640)
        self.search_box, self.empty_label = QLineEdit(), _label("note")
        self.search_box.setClearButtonEnabled(True)
        self.search_box.textChanged.connect(self.seek)
        inside = QWidget()
        self.lines = QVBoxLayout(inside)
        self.lines.setContentsMargins(0, 0, 8, 0)
        self.lines.setSpacing(0)
        self.rows: list[Row] = []
        for key, title, about in _ROWS:
            box = QComboBox()
            box.activated.connect(lambda place, key=key, box=box: self._choose(key, box.itemData(place)))
            self._add(title, about, box, key)
        self.cluster = ClusterField(preferences)
        self._add(*_CLUSTER, self.cluster)
        # what is wrong with an address stands below its name, until it is put right
        self.cluster.editingFinished.connect(self.retranslate)
        self.templates: list[TemplateChoice] = []
        for form, endings, title, about in _TEMPLATES:
            choice = TemplateChoice(preferences, form, endings)
            self.templates.append(choice)
            self._add(title, about, choice)
        self.tolerance = _label("")
        self.tolerance.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._add(
            "Tolerance of “about”",
            "Set by the plan: the key “about tolerance” in its sheet Plan.",
            self.tolerance,
        )
        self.reset, self.folder = QPushButton(), QPushButton()
        self.reset.clicked.connect(lambda: window.restore_layout(window.first_layout))
        self.folder.clicked.connect(_open_folder)
        self._add("Layout", "Saved layouts are in the View menu; this puts all panels back.", self.reset)
        self._add("Data and log folders", "", self.folder)
        self.lines.addStretch(1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.close_button = QPushButton()
        self.close_button.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 12, 16)
        layout.setSpacing(8)
        layout.addWidget(self.search_box)
        layout.addWidget(self.empty_label)
        layout.addWidget(area, 1)
        layout.addLayout(foot)
        for button in (self.reset, self.folder, self.close_button):
            button.setAutoDefault(False)
        preferences.changed.connect(lambda _: self.retranslate() if self.isVisible() else None)
        window.workspace.opened.connect(lambda _: self.retranslate() if self.isVisible() else None)

    def _add(self, title: str, about: str, control: QWidget, key: str = "") -> None:
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 10, 0, 10)
        across.setSpacing(16)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        named, explained = _label(""), _label("note")
        named.setBuddy(control)
        texts.addWidget(named)
        texts.addWidget(explained)
        texts.addStretch(1)
        across.addLayout(texts, 1)
        control.setFixedWidth(_CONTROL)
        across.addWidget(control, 0, Qt.AlignmentFlag.AlignTop)
        self.lines.addWidget(line)
        self.rows.append(Row(title, about, line, named, explained, control, key))

    def box(self, key: str) -> QComboBox:
        """The combo box of a preference."""
        return cast("QComboBox", next(row.control for row in self.rows if row.key == key))

    def showEvent(self, event: QShowEvent) -> None:
        """Update everything when the dialog is shown."""
        super().showEvent(event)
        self.retranslate()
        self.search_box.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Update the texts when the language changes."""
        if event.type() == QEvent.Type.LanguageChange and self.isVisible():
            self.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc clears the search first."""
        if event.key() == Qt.Key.Key_Escape and self.search_box.text():
            self.search_box.clear()
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Update all texts and choices."""
        self.setWindowTitle(tr("Help", "Settings"))
        self.search_box.setPlaceholderText(tr("Help", "Search the settings"))
        self.search_box.setAccessibleName(self.search_box.placeholderText())
        self.empty_label.setText(tr("Help", "No settings match. Press Esc to show all of them."))
        for row in self.rows:
            row.title.setText(tr("Help", row.title_source))
            about = tr("Help", row.about_source) if row.about_source else str(user_data_folder())
            row.about.setText(self.cluster.refusal or about if row.control is self.cluster else about)
            row.control.setAccessibleName(bare(row.title.text()))
            row.control.setAccessibleDescription(row.about.text())
            if row.key:
                self._fill(self.box(row.key), row.key)
        for choice in self.templates:
            choice.retranslate()
        self.cluster.retranslate()
        share = format_figure(self.main_window.workspace.plan.about_tolerance * 100, 1, "%")
        self.tolerance.setText(f"± {share}")
        self.reset.setText(tr("Help", "Reset the layout"))
        self.folder.setText(tr("Help", "Open the folder"))
        self.close_button.setText(tr("Help", "Close"))
        self.seek(self.search_box.text())

    def _fill(self, box: QComboBox, key: str) -> None:
        with QSignalBlocker(box):
            box.clear()
            for choice in CHOICES[key]:
                box.addItem(choice_text(key, choice), choice)
            box.setCurrentIndex(CHOICES[key].index(self.preferences.value(key)))

    def _choose(self, key: str, value: Any) -> None:
        if value != self.preferences.value(key):
            self.preferences.choose(key, value)

    def seek(self, text: str) -> None:
        """Keep the rows that contain every word in name, explanation or choices."""
        wanted = words(text)
        found = False
        for row in self.rows:
            names = [row.title_source, row.about_source, row.title.text(), row.about.text()]
            if row.key:
                names.extend(_both(row.key, CHOICES[row.key]))
            folded = [fold(name) for name in names]
            met = all(any(holds(name, word) for name in folded) for word in wanted)
            row.line.setVisible(met)
            found = found or met
        self.empty_label.setVisible(not found)


def choice_text(key: str, choice: Any) -> str:
    """The text of a choice."""
    if key == "type":
        return f"{choice}%"
    if key == "autosave":
        every = tr("Help", "every {count:minute|minutes}").format(count=Count(choice))
        return every if choice else tr("Help", "Only when asked")
    if key == "workers":
        return f"{choice}" if choice else tr("Help", "Every core")
    return choice_name(choice)


def choice_name(choice: str) -> str:
    """The name of a choice; languages are shown in their own name."""
    source = _CHOICES[choice]
    return source if choice in ("zh", "en") else tr("Help", source)


def _both(key: str, choices: Iterable[Any]) -> list[str]:
    return [text for choice in choices for text in (choice_text(key, choice), _CHOICES.get(choice, ""))]


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if role:
        label.setProperty("role", role)
    return label


def _open_folder() -> None:
    opened: Callable[[QUrl], bool] = QDesktopServices.openUrl
    opened(QUrl.fromLocalFile(str(user_data_folder())))
