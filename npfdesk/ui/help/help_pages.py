"""The help pages: Markdown in two languages, split into sections for the search."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from npfdesk.locations import resources_folder
from npfdesk.plan.names import fold
from npfdesk.plan.pinyin import holds
from npfdesk.ui.help.name_search import words

_HEAD = re.compile(r"^(#{1,3}) (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Section:
    """A section of a page: the number of its heading on the page, the heading, its folded text."""

    place: int
    heading: str
    folded: str


@dataclass(frozen=True)
class Page:
    """A page: its name, title (the first heading), Markdown text and sections."""

    name: str
    title: str
    text: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class HelpPage:
    """An entry of the list of pages; its files are resources/help/KEY.LANGUAGE.md."""

    key: str

    def load(self, language: str) -> Page:
        """The page in a language; cached."""
        return _read(self.key, language)

    def title(self, language: str) -> str:
        """The title in a language."""
        return self.load(language).title


@cache
def _read(name: str, language: str) -> Page:
    text = (resources_folder() / "help" / f"{name}.{language}.md").read_text(encoding="utf-8")
    heads = list(_HEAD.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    sections = tuple(
        Section(place, plain(head.group(2)), fold(plain(text[head.start() : end])))
        for place, (head, end) in enumerate(zip(heads, ends, strict=True))
    )
    return Page(name, sections[0].heading, text, sections)


PAGES: Final[Mapping[str, HelpPage]] = MappingProxyType(
    {
        one.key: one
        for one in (
            HelpPage("start"),
            HelpPage("tutorial"),
            HelpPage("excel"),
            HelpPage("workbook"),
            HelpPage("published"),
            HelpPage("methods"),
            HelpPage("status"),
            HelpPage("views"),
            HelpPage("audit"),
            HelpPage("answers"),
            HelpPage("cycle"),
            HelpPage("together"),
            HelpPage("analyses"),
            HelpPage("commitments"),
            HelpPage("meeting"),
            HelpPage("reports"),
            HelpPage("commands"),
            HelpPage("python"),
            HelpPage("keyboard"),
            HelpPage("keeping"),
            HelpPage("administration"),
            HelpPage("troubleshooting"),
            HelpPage("glossary"),
            HelpPage("npfs"),
        )
    }
)
"""The pages by their keys, in the order of the list."""


def plain(text: str) -> str:
    """Markdown as plain text, as far as a search needs it."""
    return re.sub(r"\\(?=[*_|[\]])|[`*|]|\]\([^()]*\)|!?\[", "", text)


def found(query: str, language: str) -> list[tuple[Page, Section]]:
    """The sections that contain every word, in pinyin where it stands in the heading; those with all in the heading first."""
    wanted = words(query)
    if not wanted:
        return []
    hits = [
        (one, section)
        for one in (listed.load(language) for listed in PAGES.values())
        for section in one.sections
        if all(word in section.folded or holds(fold(section.heading), word) for word in wanted)
    ]
    return sorted(hits, key=lambda hit: not all(holds(fold(hit[1].heading), word) for word in wanted))
