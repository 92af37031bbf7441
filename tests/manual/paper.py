"""The manual on paper: one PDF a language, set by Typst, with bookmarks, a table of contents and tags for screen readers."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import typst
from markdown_it.tree import SyntaxTreeNode

from npfdesk.locations import resources_folder
from tests.manual.pages import Chapter, Language, link_target, picture_name
from tests.manual.web import Sizes
from tests.manual.words import CONTENTS, MANUAL, PROGRAM

_TYPE_AREA: Final = 481.0
"""The width of the text, in points: A4 less its margins."""
_TALLEST: Final = 400.0
_PIXEL: Final = 0.62
"""Points of a picture's pixel: the window's letters come out a little smaller than the text."""
_BREAKS: Final = "/_.,;:=()|\\"
"""Signs after which a long code may go on in the next line."""
_LONG: Final = 24
_INLINE: Final = {"strong": "strong", "em": "emph"}


class NotSet(Exception):
    """The PDF could not be set as it is meant to be."""


def write_paper(
    target: Path,
    spoken: Language,
    shown: Sequence[Chapter],
    sizes: Sizes,
    folder: Path,
    edition: str,
    day: datetime.date,
) -> None:
    """Write the PDF. The pictures are in `folder`/pictures."""
    source = folder / f"manual-{spoken}.typ"
    source.write_text(paper_source(spoken, shown, sizes, edition, day), encoding="utf-8")
    midnight = datetime.datetime.combine(day, datetime.time(), datetime.UTC)
    # the same fonts on every machine: the program's own, and those that Typst brings
    content, warnings = typst.compile_with_warnings(
        str(source),
        format="pdf",
        root=str(folder),
        font_paths=[str(resources_folder() / "fonts")],
        ignore_system_fonts=True,
        # tagged, so that screen readers read it too
        pdf_standards="ua-1",
        timestamp=int(midnight.timestamp()),
    )
    if warnings:
        raise NotSet("; ".join(one.message for one in warnings))
    target.write_bytes(content)


def paper_source(
    spoken: Language, shown: Sequence[Chapter], sizes: Sizes, edition: str, day: datetime.date
) -> str:
    """The whole manual in Typst's language."""
    cover = f"/pictures/{spoken}/window.png"
    head = (
        "#show: manual.with("
        f"title: {_string(MANUAL.text(spoken, {}))}, program: {_string(PROGRAM)}, edition: {_string(edition)}, "
        f"contents: {_string(CONTENTS.text(spoken, {}))}, lang: {_string(spoken)}, "
        f"region: {_string('cn') if spoken == 'zh' else 'none'}, "
        f"date: datetime(year: {day.year}, month: {day.month}, day: {day.day}), "
        f"cover: {_string(cover) if 'window' in sizes else 'none'}, cover-alt: {_string(PROGRAM)})\n"
    )
    parts = [Path(__file__).with_name("paper.typ").read_text(encoding="utf-8"), head]
    for one in shown:
        setter = _Setter(one, spoken, sizes)
        parts += [setter.block(node) for node in one.blocks]
    return "\n".join(parts)


def _string(text: str) -> str:
    """A string of Typst's, which marks nothing up."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


class _Setter:
    """Writes the blocks of one chapter in Typst's language."""

    def __init__(self, one: Chapter, spoken: Language, sizes: Sizes) -> None:
        self.chapter, self.spoken, self.sizes = one, spoken, sizes
        self.headings = one.set_headings()

    def block(self, node: SyntaxTreeNode) -> str:
        """A block, as content."""
        if node.type == "heading":
            head = next(self.headings)
            name = f"{self.chapter.key}-{head.anchor}"
            return f"#heading(level: {head.rank})[{self.words(node)}] #label({_string(name)})\n"
        if node.type == "paragraph":
            image = node.children[0].children[0] if picture_name(node) is not None else None
            return self._picture(image) if image is not None else f"#par[{self.words(node)}]\n"
        if node.type == "inline":
            return self.words(node)
        if node.type in ("bullet_list", "ordered_list"):
            made = "list" if node.type == "bullet_list" else "enum"
            items = ", ".join(f"[{self._inside(item)}]" for item in node.children)
            return f"#{made}({items})\n"
        if node.type in ("fence", "code_block"):
            return f"#raw(block: true, {_string(node.content.rstrip())})\n"
        if node.type == "blockquote":
            return f"#quote(block: true)[{self._inside(node)}]\n"
        if node.type == "hr":
            return "#line(length: 100%, stroke: 0.5pt + hairline)\n"
        if node.type == "table":
            return self._table(node)
        raise NotSet(f"{self.chapter.key}: {node.type}")

    def _inside(self, node: SyntaxTreeNode) -> str:
        if len(node.children) == 1 and node.children[0].type == "paragraph":
            return self.words(node.children[0])
        return "\n".join(self.block(child) for child in node.children)

    def _picture(self, image: SyntaxTreeNode) -> str:
        name = picture_name(image) or ""
        width, height = self.sizes[name]
        points = min(width * _PIXEL, _TYPE_AREA, _TALLEST * width / height)
        return f"#picture({_string(f'/pictures/{self.spoken}/{name}.png')}, {points:.1f}pt, {_string(image.content)})\n"

    def _table(self, node: SyntaxTreeNode) -> str:
        rows = [row for part in node.children for row in part.children]
        lines = ["".join(f"[{self.words(cell)}], " for cell in row.children) for row in rows]
        columns = ", ".join(["auto"] * len(rows[0].children))
        return f"#table(columns: ({columns},), table.header({lines[0]}), {''.join(lines[1:])})\n"

    def words(self, node: SyntaxTreeNode) -> str:
        """The words of a block, as content."""
        return "".join(self._word(child) for child in node.children)

    def _word(self, node: SyntaxTreeNode) -> str:
        if node.type == "inline":
            return self.words(node)
        if node.type == "text":
            return f"#{_string(node.content)};" if node.content else ""
        if node.type == "code_inline":
            return f"#raw({_string(_breakable(node.content))});"
        if node.type == "softbreak":
            return " "
        if node.type == "hardbreak":
            return "#linebreak();"
        if node.type == "link":
            page, anchor = link_target(node)
            name = f"{page}-{anchor or 's0'}"
            return f"#link(label({_string(name)}))[{self.words(node)}];"
        return f"#{_INLINE[node.type]}[{self.words(node)}];"


def _breakable(code: str) -> str:
    """A code whose longest word may go on in the next line after its signs; shorter ones can be copied as they are."""
    if max(map(len, code.split()), default=0) <= _LONG:
        return code
    return "".join(f"{sign}\u200b" if sign in _BREAKS else sign for sign in code)
