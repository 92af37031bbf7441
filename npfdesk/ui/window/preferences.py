"""What a person has chosen for every workbook: language, theme, size of type, rule of colours, saving by itself."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from npfdesk.engine.targets.status import Rule
from npfdesk.store.library import Library
from npfdesk.ui.look import language, style
from npfdesk.ui.look.colours import THEMES, Theme
from npfdesk.ui.window.main_window import MainWindow

SYSTEM: Final = "system"
OF_THE_PLAN: Final = "plan"
MINUTES: Final = (0, 5, 10, 30)
"""After how many minutes scenarios are saved by themselves; 0: only when asked."""
SIZES: Final = (90, 100, 110, 125, 150)
CHOICES: Final[Mapping[str, tuple[Any, ...]]] = MappingProxyType(
    {
        "language": ("zh", "en"),
        "theme": (SYSTEM, *THEMES),
        "type": SIZES,
        "rule": (OF_THE_PLAN, *map(str, Rule)),
        "autosave": MINUTES,
    }
)
"""What each preference may be; the first but for the language and the type is what stands before anything is chosen."""

TEMPLATES: Final[Mapping[str, str]] = MappingProxyType(
    {".pptx": "slides_template", ".docx": "document_template"}
)
"""The preference that says where the office's template for a form is ("" for none), by the form's ending."""


def dress_as_kept(application: QApplication, library: Library | None) -> None:
    """The theme and the size of type that were chosen, before the window is made."""
    style.dress(application, theme_of(_kept(library, "theme", SYSTEM)))
    style.resize_type(application, _kept(library, "type", 100))


def theme_of(choice: str) -> Theme:
    """The theme of that name; the system's for any other."""
    return THEMES.get(choice) or style.system_theme()


def _kept(library: Library | None, key: str, otherwise: Any) -> Any:
    value = library.setting(key) if library is not None else None
    # a library may have been written by another version, or by hand
    return value if value in CHOICES[key] and not isinstance(value, bool) else otherwise


def _kept_place(library: Library | None, key: str) -> str:
    value = library.setting(key) if library is not None else None
    return value if isinstance(value, str) else ""


class Preferences(QObject):
    """The preferences as they are; `choose` puts one in force and keeps it, `changed` says which."""

    changed = Signal(str)

    def __init__(self, window: MainWindow, library: Library | None) -> None:
        super().__init__(window)
        self.window, self.library = window, library
        self.values: dict[str, Any] = {
            "theme": _kept(library, "theme", SYSTEM),
            "type": style.type_size(),
            "rule": _kept(library, "rule", OF_THE_PLAN),
            "autosave": _kept(library, "autosave", 0),
            **{key: _kept_place(library, key) for key in TEMPLATES.values()},
        }
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow)
        window.workspace.opened.connect(lambda _: self._rule())

    def value(self, key: str) -> Any:
        """A preference."""
        return language.language() if key == "language" else self.values[key]

    def template(self, form: str) -> Path | None:
        """The office's template for a form (by its ending); None where none is kept, or the form takes none."""
        kept = self.values[TEMPLATES[form]] if form in TEMPLATES else ""
        return Path(kept) if kept else None

    def keep(self, key: str, value: Any) -> None:
        """Remember a preference that is in force already."""
        if key != "language":
            self.values[key] = value
        if self.library is not None and not self.library.read_only:
            # a habit that cannot be kept keeps nobody from working
            with contextlib.suppress(sqlite3.Error):
                self.library.set_setting(key, value)
        self.changed.emit(key)

    def choose(self, key: str, value: Any) -> None:
        """Put a preference in force at once, and keep it; ValueError for a choice that there is not."""
        if value not in CHOICES[key]:
            raise ValueError(f"{key} cannot be {value!r}")
        if key == "language":
            language.set_language(value)
        elif key == "theme":
            style.dress(_application(), theme_of(value))
        elif key == "type":
            style.resize_type(_application(), value)
        self.keep(key, value)
        if key == "rule":
            self._rule()

    def _follow(self, *_: object) -> None:
        """The system has gone dark or light, and the window goes with it where that was chosen."""
        if self.values["theme"] == SYSTEM:
            style.dress(_application(), style.system_theme())

    def _rule(self) -> None:
        chosen, workspace = self.values["rule"], self.window.workspace
        rule = Rule(workspace.plan.status_rule if chosen == OF_THE_PLAN else chosen)
        if rule is not workspace.rule:
            workspace.view(rule=rule)


def _application() -> QApplication:
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        raise RuntimeError("there is no application to dress")
    return application
