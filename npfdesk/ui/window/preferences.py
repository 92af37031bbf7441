"""The user's preferences for all workbooks: language, theme, font size, status rule, automatic saving, grouping."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from npfdesk.engine.ensembles.workers import Workers
from npfdesk.plan.status_rules import Rule
from npfdesk.store.library import Library
from npfdesk.ui.look import language, style
from npfdesk.ui.window.main_window import MainWindow
from npfdesk.ui.window.outline_model import GROUPINGS
from npfdesk.ui.window.saved_look import LOOKS, SYSTEM, saved_choice, theme_of

OF_THE_PLAN: Final = "plan"
MINUTES: Final = (0, 5, 10, 30)
"""The intervals of automatic saving in minutes; 0: save only when asked."""
WORKERS: Final = (0, 1, 2, 4, 8, 16)
"""How many parts of a large computation go on at a time; 0: one for each core."""
CHOICES: Final[Mapping[str, tuple[Any, ...]]] = MappingProxyType(
    {
        **LOOKS,
        "rule": (OF_THE_PLAN, *map(str, Rule)),
        "autosave": MINUTES,
        "grouping": GROUPINGS,
        "workers": WORKERS,
    }
)
"""The choices of each preference. The first is the default, except for language and font size."""

CLUSTER: Final = "cluster"
"""The preference that holds a cluster's address ("" for none: this machine's own cores)."""
OFFICIAL_TEMPLATE: Final = "official"
"""What official reports, whose template has fields, are called among the forms that have templates."""
TEMPLATES: Final[Mapping[str, str]] = MappingProxyType(
    {".pptx": "slides_template", ".docx": "document_template", OFFICIAL_TEMPLATE: "official_template"}
)
"""The preference that holds the path of the office's template ("" for none), by the file extension of the report, or OFFICIAL_TEMPLATE."""


def _saved_text(library: Library | None, key: str) -> str:
    value = library.setting(key) if library is not None else None
    return value if isinstance(value, str) else ""


class Preferences(QObject):
    """The current preferences; `choose` applies and saves one, `changed` carries its key."""

    changed = Signal(str)

    def __init__(self, window: MainWindow, library: Library | None) -> None:
        super().__init__(window)
        self.window, self.library = window, library
        self.values: dict[str, Any] = {
            "theme": saved_choice(library, "theme", CHOICES["theme"], SYSTEM),
            "type": style.font_size(),
            "rule": saved_choice(library, "rule", CHOICES["rule"], OF_THE_PLAN),
            "autosave": saved_choice(library, "autosave", CHOICES["autosave"], 0),
            "grouping": saved_choice(library, "grouping", CHOICES["grouping"], GROUPINGS[0]),
            "workers": saved_choice(library, "workers", CHOICES["workers"], WORKERS[0]),
            **{key: _saved_text(library, key) for key in (*TEMPLATES.values(), CLUSTER)},
        }
        self._apply_workers()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system_theme)
        window.workspace.opened.connect(lambda _: self._apply_rule())
        window.outline.group_by(self.values["grouping"])
        window.outline.grouping_chosen.connect(lambda chosen: self.choose("grouping", chosen))

    def value(self, key: str) -> Any:
        """The value of a preference."""
        return language.language() if key == "language" else self.values[key]

    def template(self, form: str) -> Path | None:
        """The office's template for a report form (by file extension, or OFFICIAL_TEMPLATE); None where there is none."""
        kept = self.values[TEMPLATES[form]] if form in TEMPLATES else ""
        return Path(kept) if kept else None

    def keep(self, key: str, value: Any) -> None:
        """Save a preference that is already applied."""
        if key != "language":
            self.values[key] = value
        if key in ("workers", CLUSTER):
            self._apply_workers()
        if self.library is not None and not self.library.read_only:
            self.library.keep_settings({key: value})
        self.changed.emit(key)

    def choose(self, key: str, value: Any) -> None:
        """Apply a preference and save it; raises ValueError for an unknown choice."""
        if value not in CHOICES[key]:
            raise ValueError(f"{key} cannot be {value!r}")
        if key == "language":
            language.set_language(value)
        elif key == "theme":
            style.apply_theme(_application(), theme_of(value))
        elif key == "type":
            style.set_font_size(_application(), value)
        elif key == "grouping":
            self.window.outline.group_by(value)
        self.keep(key, value)
        if key == "rule":
            self._apply_rule()

    def _follow_system_theme(self, *_: object) -> None:
        """Follow the system's theme where that was chosen."""
        if self.values["theme"] == SYSTEM:
            style.apply_theme(_application(), style.system_theme())

    def _apply_workers(self) -> None:
        self.window.workspace.workers = Workers(self.values["workers"] or None, self.values[CLUSTER])

    def _apply_rule(self) -> None:
        chosen, workspace = self.values["rule"], self.window.workspace
        rule = Rule(workspace.plan.status_rule if chosen == OF_THE_PLAN else chosen)
        if rule is not workspace.rule:
            workspace.set_view(rule=rule)


def _application() -> QApplication:
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        raise RuntimeError("there is no application to dress")
    return application
