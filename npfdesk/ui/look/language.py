"""The language of the window: English sources, Chinese from Qt Linguist files, switchable while running."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol
from xml.etree import ElementTree

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from npfdesk.locations import resources_folder
from npfdesk.plan.problems import Language


class Named(Protocol):
    """Whatever has a name and may have an English one."""

    @property
    def name(self) -> str:
        """The name in the plan's own language."""


class LinguistTranslator(QTranslator):
    """Reads Qt Linguist's files (.ts) themselves, so that nothing has to be compiled before the program runs."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.entries: dict[tuple[str, str], str] = {}
        for file in sorted(folder.glob("*.ts")):
            for context in ElementTree.parse(file).getroot().iter("context"):
                name = context.findtext("name", "")
                for message in context.iter("message"):
                    translation = message.find("translation")
                    if translation is not None and translation.get("type") is None and translation.text:
                        self.entries[name, message.findtext("source", "")] = translation.text

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """The Chinese of a source; None where there is none, so that Qt goes on asking and shows the source."""
        return self.entries.get((context, source))

    def isEmpty(self) -> bool:
        """Whether there is nothing in it; Qt passes over an empty translator."""
        return not self.entries


_state: dict[str, object] = {"language": "en", "translator": None}


def system_language() -> Language:
    """Chinese where the system is Chinese."""
    return "zh" if QLocale.system().language() == QLocale.Language.Chinese else "en"


def language() -> Language:
    """The language in force."""
    return "zh" if _state["language"] == "zh" else "en"


def set_language(chosen: Language) -> None:
    """Put a language in force; every widget is sent a LanguageChange."""
    application = QCoreApplication.instance()
    if application is None:
        raise RuntimeError("the language is set on an application")
    if chosen == _state["language"] and (chosen == "en") == (_state["translator"] is None):
        return
    _state["language"] = chosen
    before = _state.pop("translator", None)
    _state["translator"] = None
    if isinstance(before, QTranslator):
        application.removeTranslator(before)
    if chosen == "zh":
        translator = LinguistTranslator(resources_folder() / "translations" / "zh")
        _state["translator"] = translator
        application.installTranslator(translator)


def named(item: Named) -> str:
    """A region's, industry's, indicator's or scenario's name in the language in force."""
    english = getattr(item, "english", "")
    return english if language() == "en" and english else item.name


def tr(context: str, source: str) -> str:
    """A source in the language in force."""
    return QCoreApplication.translate(context, source)
