"""The manual as plain HTML: a page for each page of the help, a table of contents, one style sheet, no script."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Final

from markdown_it.tree import SyntaxTreeNode

from npfdesk.plan.problems import Wording
from tests.manual.pages import (
    Chapter,
    Heading,
    Language,
    link_target,
    picture_name,
    plain_text,
)
from tests.manual.words import BACK, CONTENTS, MANUAL, NEXT, OTHER, PROGRAM, SAME_AS_PDF, pdf_name

STYLE: Final = "manual.css"
_PLAIN: Final[Mapping[str, str]] = {
    "paragraph": "p",
    "bullet_list": "ul",
    "ordered_list": "ol",
    "list_item": "li",
    "blockquote": "blockquote",
    "strong": "strong",
    "em": "em",
    "thead": "thead",
    "tbody": "tbody",
    "tr": "tr",
}
Sizes = Mapping[str, tuple[int, int]]
"""The pictures' widths and heights in the window's pixels, by their names."""


def write_site(
    folder: Path,
    books: Mapping[Language, Sequence[Chapter]],
    sizes: Mapping[Language, Sizes],
    editions: Mapping[Language, str],
) -> None:
    """Write the whole site: a folder for each language and the first page that leads to them."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(Path(__file__).with_name(STYLE), folder / STYLE)
    for spoken, shown in books.items():
        into = folder / spoken
        into.mkdir(exist_ok=True)
        (into / "index.html").write_text(_contents(spoken, shown, editions[spoken]), encoding="utf-8")
        for place, one in enumerate(shown):
            page = _page(spoken, shown, place, sizes[spoken])
            (into / f"{one.key}.html").write_text(page, encoding="utf-8")
    (folder / "index.html").write_text(_entrance(editions), encoding="utf-8")


def _document(spoken: Language, title: str, body: str, style: str) -> str:
    lang = "zh-CN" if spoken == "zh" else "en"
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{escape(title)}</title>\n<link rel="stylesheet" href="{style}">\n</head>\n<body>\n{body}</body>\n</html>\n'
    )


def _entrance(editions: Mapping[Language, str]) -> str:
    lines = "".join(
        f'<p lang="{spoken}"><a href="{spoken}/index.html" hreflang="{spoken}">{escape(_say(MANUAL, spoken))}</a>'
        f" · {escape(edition)}</p>\n"
        for spoken, edition in editions.items()
    )
    return _document("zh", PROGRAM, f"<main>\n<h1>{PROGRAM}</h1>\n{lines}</main>\n", STYLE)


def _contents(spoken: Language, shown: Sequence[Chapter], edition: str) -> str:
    entries = []
    for one in shown:
        sections = "".join(
            f'<li><a href="{one.key}.html#{head.anchor}">{escape(head.text)}</a></li>\n'
            for head in one.sections
        )
        below = f"<ul>\n{sections}</ul>\n" if sections else ""
        entries.append(f'<li><a href="{one.key}.html">{escape(one.title)}</a>\n{below}</li>\n')
    other: Language = "en" if spoken == "zh" else "zh"
    head = _bar(
        spoken, other, "index", [f'<a href="../{pdf_name(spoken)}">{escape(_say(SAME_AS_PDF, spoken))}</a>']
    )
    title = f"{PROGRAM} {_say(MANUAL, spoken)}"
    body = (
        f"{head}<main>\n<h1>{escape(title)}</h1>\n<p>{escape(edition)}</p>\n"
        f'<nav aria-label="{escape(_say(CONTENTS, spoken))}">\n<ol class="contents">\n{"".join(entries)}</ol>\n</nav>\n</main>\n'
    )
    return _document(spoken, title, body, f"../{STYLE}")


def _page(spoken: Language, shown: Sequence[Chapter], place: int, sizes: Sizes) -> str:
    one = shown[place]
    other: Language = "en" if spoken == "zh" else "zh"
    around = []
    if place:
        around.append(_turn(shown[place - 1], "prev", _say(BACK, spoken)))
    if place + 1 < len(shown):
        around.append(_turn(shown[place + 1], "next", _say(NEXT, spoken)))
    contents = f'<a href="index.html">{escape(_say(CONTENTS, spoken))}</a>'
    head = _bar(spoken, other, one.key, [contents, *around])
    text = "".join(
        _block(block, headings, spoken, sizes) for headings in [one.set_headings()] for block in one.blocks
    )
    foot = f'<footer>\n<nav aria-label="{escape(_say(NEXT, spoken))}">{" ".join(around)}</nav>\n</footer>\n'
    title = f"{one.title} — {PROGRAM}"
    listed = _sections(one, spoken)
    first, _, rest = text.partition("</h1>\n")
    return _document(
        spoken, title, f"{head}<main>\n{first}</h1>\n{listed}{rest}</main>\n{foot}", f"../{STYLE}"
    )


def _bar(spoken: Language, other: Language, page: str, links: Sequence[str]) -> str:
    # the other language says its own name
    change = (
        f'<a href="../{other}/{page}.html" lang="{other}" hreflang="{other}">{escape(_say(OTHER, other))}</a>'
    )
    return f'<header>\n<nav aria-label="{PROGRAM}">{" ".join([*links, change])}</nav>\n</header>\n'


def _turn(one: Chapter, direction: str, words: str) -> str:
    return f'<a href="{one.key}.html" rel="{direction}">{escape(words)}{escape(one.title)}</a>'


def _sections(one: Chapter, spoken: Language) -> str:
    """What is on the page, where that is more than is seen at once."""
    if len(one.sections) < 4:
        return ""
    lines = "".join(f'<li><a href="#{head.anchor}">{escape(head.text)}</a></li>\n' for head in one.sections)
    return f'<nav class="here" aria-label="{escape(_say(CONTENTS, spoken))}">\n<ul>\n{lines}</ul>\n</nav>\n'


def _say(wording: Wording, spoken: Language) -> str:
    return wording.text(spoken, {})


# blocks and words


def _block(node: SyntaxTreeNode, headings: Iterator[Heading], spoken: Language, sizes: Sizes) -> str:
    if node.type == "heading":
        head = next(headings)
        return f'<h{head.rank} id="{head.anchor}">{_inline(node, spoken, sizes)}</h{head.rank}>\n'
    if node.type == "paragraph" and picture_name(node) is not None:
        return _figure(node.children[0].children[0], spoken, sizes)
    if (
        node.type == "paragraph"
        and node.parent is not None
        and node.parent.type == "list_item"
        and node.hidden
    ):
        return _inline(node, spoken, sizes)
    if node.type in ("fence", "code_block"):
        return f'<pre tabindex="0"><code>{escape(node.content)}</code></pre>\n'
    if node.type == "hr":
        return "<hr>\n"
    if node.type == "inline":
        return _inline(node, spoken, sizes)
    inside = "".join(_block(child, headings, spoken, sizes) for child in node.children)
    if node.type == "table":
        # wide tables scroll by themselves, also by the keyboard
        return f'<div class="wide" role="region" tabindex="0" aria-label="{escape(_head(node))}"><table>\n{inside}</table></div>\n'
    if node.type in ("th", "td"):
        scope = ' scope="col"' if node.type == "th" else ""
        return f"<{node.type}{scope}>{inside}</{node.type}>"
    tag = _PLAIN[node.type]
    return f"<{tag}>{inside}</{tag}>\n"


def _head(table: SyntaxTreeNode) -> str:
    return " · ".join(plain_text(cell) for cell in table.children[0].children[0].children)


def _figure(image: SyntaxTreeNode, spoken: Language, sizes: Sizes) -> str:
    name, told = picture_name(image) or "", escape(image.content, quote=True)
    width, height = sizes[name]
    return (
        f'<figure><img src="../pictures/{spoken}/{name}.png" alt="{told}" width="{width}" height="{height}" loading="lazy">'
        f'<figcaption aria-hidden="true">{told}</figcaption></figure>\n'
    )


def _inline(node: SyntaxTreeNode, spoken: Language, sizes: Sizes) -> str:
    return "".join(_words(child, spoken, sizes) for child in node.children)


def _words(node: SyntaxTreeNode, spoken: Language, sizes: Sizes) -> str:
    if node.type == "text":
        return escape(node.content, quote=False)
    if node.type == "code_inline":
        return f"<code>{escape(node.content, quote=False)}</code>"
    if node.type == "softbreak":
        return "\n"
    if node.type == "hardbreak":
        return "<br>\n"
    inside = _inline(node, spoken, sizes)
    if node.type == "link":
        page, anchor = link_target(node)
        return f'<a href="{page}.html{"#" + anchor if anchor else ""}">{inside}</a>'
    if node.type == "image":
        raise ValueError(f"{node.attrs['src']} stands in a line of text; a picture is a paragraph of its own")
    if node.type == "inline":
        return inside
    tag = _PLAIN[node.type]
    return f"<{tag}>{inside}</{tag}>"
