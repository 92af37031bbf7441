"""The help pages as the manual sets them: parsed once, for HTML and for paper alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from npfdesk.ui.help.help_pages import PAGES

Language = Literal["zh", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")
PICTURE: Final = "picture:"
"""What the address of a picture begins with in a help page; its name in `tests.manual.pictures.PICTURES` follows."""
_MARKDOWN: Final = MarkdownIt("commonmark", {"html": False}).enable("table")
_LISTED: Final = 3
"""Headings down to this level are places of the help; those below are parts of a section."""


@dataclass(frozen=True)
class Heading:
    """A heading: its level (1 to 6) in the help, its text, and the anchor that both languages share.

    It is set at `rank`, which skips no level: a part of a section that has no subsections is one of them.
    """

    level: int
    rank: int
    text: str
    anchor: str


@dataclass(frozen=True, eq=False)
class Chapter:
    """A page of the help in one language: its key, its blocks, and its headings in order."""

    key: str
    blocks: Sequence[SyntaxTreeNode]
    headings: tuple[Heading, ...]

    @property
    def title(self) -> str:
        """The first heading."""
        return self.headings[0].text

    @property
    def sections(self) -> tuple[Heading, ...]:
        """The headings of the second level."""
        return tuple(one for one in self.headings if one.level == 2)

    def set_headings(self) -> Iterator[Heading]:
        """The headings, for whoever sets the blocks in their order."""
        return iter(self.headings)


def chapter(key: str, text: str) -> Chapter:
    """A page out of its Markdown."""
    root = SyntaxTreeNode(_MARKDOWN.parse(text))
    headings: list[Heading] = []
    place = part = rank = 0
    for node in root.walk():
        if node.type != "heading":
            continue
        level = int(node.tag[1:])
        if level <= _LISTED:
            anchor, place, part = f"s{place}", place + 1, 0
        else:
            # numbered, since a heading reads differently in the other language
            part += 1
            anchor = f"s{max(place - 1, 0)}-{part}"
        rank = min(level, rank + 1)
        headings.append(Heading(level, rank, plain_text(node), anchor))
    return Chapter(key, root.children, tuple(headings))


def chapters(spoken: Language) -> tuple[Chapter, ...]:
    """Every page of the help, in the order of its list."""
    return tuple(chapter(key, page.load(spoken).text) for key, page in PAGES.items())


def plain_text(node: SyntaxTreeNode) -> str:
    """The words of a node without marks."""
    if node.type in ("text", "code_inline"):
        return node.content
    if node.type in ("softbreak", "hardbreak"):
        return " "
    return "".join(plain_text(child) for child in node.children)


def picture_name(node: SyntaxTreeNode) -> str | None:
    """The name of the picture that a block or an image shows; None where it is none."""
    if node.type == "paragraph":
        images = node.children[0].children
        return picture_name(images[0]) if len(images) == 1 else None
    if node.type != "image":
        return None
    address = str(node.attrs["src"])
    return address.removeprefix(PICTURE) if address.startswith(PICTURE) else None


def pictures_of(shown: Sequence[Chapter]) -> tuple[str, ...]:
    """The names of the pictures that these pages show, each once, in order; ValueError where an image is none of them."""
    names: dict[str, None] = {}
    for one in shown:
        for block in one.blocks:
            for node in block.walk():
                if node.type == "image":
                    name = picture_name(node)
                    if name is None:
                        raise ValueError(f"{one.key}: {node.attrs['src']} is no picture of the program")
                    names[name] = None
    return tuple(names)


def link_target(node: SyntaxTreeNode) -> tuple[str, str]:
    """The page and the anchor ("" for its top) that a link leads to; ValueError where it leads out of the help."""
    page, _, anchor = str(node.attrs["href"]).partition("#")
    key = page.removesuffix(".md")
    if key not in PAGES or not page.endswith(".md"):
        raise ValueError(f"{node.attrs['href']} is no page of the help")
    return key, anchor
