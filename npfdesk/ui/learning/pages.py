"""The pages of the help: our own Markdown, in two languages, in sections that can be searched."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from npfdesk.locations import resources_folder
from npfdesk.plan.names import fold
from npfdesk.ui.learning.matching import words

NAMES: Final = (
    "start",
    "workbook",
    "published",
    "methods",
    "status",
    "audit",
    "answers",
    "analyses",
    "meeting",
    "reports",
    "python",
    "keyboard",
    "keeping",
    "npfs",
)
"""The pages in the order in which they are offered; each is resources/help/NAME.LANGUAGE.md."""
_HEAD = re.compile(r"^(#{1,3}) (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Section:
    """A part of a page under one heading: its place among the page's headings, its words folded."""

    place: int
    heading: str
    folded: str


@dataclass(frozen=True)
class Page:
    """A page: its name, its title (the first heading) and its text as Markdown, and its sections."""

    name: str
    title: str
    text: str
    sections: tuple[Section, ...]


@cache
def page(name: str, language: str) -> Page:
    """A page in a language. FileNotFoundError for one that there is not."""
    text = (resources_folder() / "help" / f"{name}.{language}.md").read_text(encoding="utf-8")
    heads = list(_HEAD.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    sections = tuple(
        Section(place, plain(head.group(2)), fold(plain(text[head.start() : end])))
        for place, (head, end) in enumerate(zip(heads, ends, strict=True))
    )
    return Page(name, sections[0].heading, text, sections)


def plain(text: str) -> str:
    """Markdown without its marks, as far as a search minds them."""
    return re.sub(r"\\(?=[*_|[\]])|[`*|]|\]\([^)]*\)|\[", "", text)


def found(query: str, language: str) -> list[tuple[Page, Section]]:
    """The sections that hold every word; those whose heading holds them first, else in the order of the pages."""
    wanted = words(query)
    if not wanted:
        return []
    hits = [
        (one, section)
        for one in (page(name, language) for name in NAMES)
        for section in one.sections
        if all(word in section.folded for word in wanted)
    ]
    return sorted(hits, key=lambda hit: not all(word in fold(hit[1].heading) for word in wanted))
