"""How the window looked last: its language, theme and size of type, which the first painted frame has already."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from PySide6.QtWidgets import QApplication

from npfdesk.plan.problems import LANGUAGES, Language
from npfdesk.store.library import Library
from npfdesk.ui.look import language, style
from npfdesk.ui.look.colours import THEMES, Theme

SYSTEM: Final = "system"
SIZES: Final = (90, 100, 110, 125, 150)
LOOKS: Final[Mapping[str, tuple[Any, ...]]] = MappingProxyType(
    {"language": ("zh", "en"), "theme": (SYSTEM, *THEMES), "type": SIZES}
)
"""The choices of each preference about the look. The first theme is the default."""


def saved_language(library: Library | None) -> Language:
    """The saved language; the system's where none is saved."""
    value = library.setting("language") if library is not None else None
    return value if value in LANGUAGES else language.system_language()


def apply_saved_look(application: QApplication, library: Library | None) -> None:
    """Apply the saved theme and font size, before the window is created."""
    style.apply_theme(application, theme_of(saved_choice(library, "theme", LOOKS["theme"], SYSTEM)))
    style.set_font_size(application, saved_choice(library, "type", SIZES, 100))


def theme_of(choice: str) -> Theme:
    """The theme of that name; the system's theme for any other name."""
    return THEMES.get(choice) or style.system_theme()


def saved_choice(library: Library | None, key: str, choices: tuple[Any, ...], otherwise: Any) -> Any:
    """A preference as the library keeps it, where that is one of its choices; `otherwise` for any other value."""
    value = library.setting(key) if library is not None else None
    # the library may have been written by another version, or by hand
    return value if value in choices and not isinstance(value, bool) else otherwise
