"""The language of the window: English sources, Chinese from Qt Linguist files, switchable at run time."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal

from npfdesk.locations import resources_folder
from npfdesk.plan.problems import Language
from npfdesk.plan.spoken_names import Measured, Named, name_in, unit_in

_MENUS: Final = ("Menus", "Views", "Window")
_KEYS: Final = "QShortcut"
"""Where Qt names the keys, which stand in Latin letters on Chinese keyboards too."""


class LinguistTranslator(QTranslator):
    """Reads Qt Linguist's .ts files directly, so that nothing has to be compiled; Qt's own words are as Qt ships them.

    Where a file says one of Qt's words otherwise, the file stands.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.entries: dict[tuple[str, str], str] = {}
        self._qts = QTranslator()
        self._qts.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        self.sources: dict[str, str] = {}
        """The English source of each Chinese text; of several that of menus, else the first."""
        menus: dict[str, str] = {}
        for file in sorted(folder.glob("*.ts")):
            for context in ElementTree.parse(file).getroot().iter("context"):
                name = context.findtext("name", "")
                for message in context.iter("message"):
                    translation = message.find("translation")
                    if translation is not None and translation.get("type") is None and translation.text:
                        source = message.findtext("source", "")
                        self.entries[name, source] = translation.text
                        if name in _MENUS:
                            menus.setdefault(translation.text, source)
                        self.sources.setdefault(translation.text, source)
        self.sources |= menus

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """The Chinese text of a source; None where there is none, so that Qt shows the source."""
        own = self.entries.get((context, source))
        if own is not None or not context.startswith("Q") or context == _KEYS:
            return own
        return self._qts.translate(context, source, disambiguation, n) or None

    def isEmpty(self) -> bool:
        """Whether it has no entries; Qt skips an empty translator."""
        return not self.entries


class _Speech(QObject):
    """Emits `changed` when the language is another, before any widget retranslates itself."""

    changed = Signal()


speech: Final = _Speech()
_state: dict[str, object] = {"language": "en", "translator": None}
_said: Final[dict[tuple[str, str], str]] = {}
"""What Qt said of a context and a source in the language in force: it asks a translator in Python each time."""


def system_language() -> Language:
    """Chinese where the system language is Chinese, else English."""
    return "zh" if QLocale.system().language() == QLocale.Language.Chinese else "en"


def language() -> Language:
    """The current language."""
    return "zh" if _state["language"] == "zh" else "en"


def set_language(chosen: Language) -> None:
    """Set the language; every widget receives a LanguageChange event."""
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
    _said.clear()
    # widgets hear of it with the next events, and are dressed for it by then
    speech.changed.emit()


def named(item: Named) -> str:
    """The name of a region, industry, indicator or scenario in the current language."""
    return name_in(item, language())


def unit_of(indicator: Measured) -> str:
    """The unit of an indicator in the current language."""
    return unit_in(indicator, language())


def tr(context: str, source: str) -> str:
    """The translation of a source text into the current language."""
    said = _said.get((context, source))
    if said is None:
        said = _said[context, source] = QCoreApplication.translate(context, source)
    return said


def source_of(text: str) -> str:
    """The English source of a text that is shown, or of its first word; the text itself where nobody translated it."""
    translator = _state["translator"]
    if not isinstance(translator, LinguistTranslator):
        return text
    return translator.sources.get(text) or translator.sources.get(text.partition(" ")[0], text)
