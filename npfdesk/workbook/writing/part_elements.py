"""A part's elements with their places in its bytes, so that some can change and every other byte stays."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat
from xml.sax.saxutils import escape

from npfdesk.workbook.writing.reference_shifts import NotInsertable, Reason
from npfdesk.workbook.writing.sheet_part import MAIN

_TAG: Final = re.compile(rb"""<[^"'>]*(?:"[^"]*"[^"'>]*|'[^']*'[^"'>]*)*>""")
_OTHER_ENCODING: Final = re.compile(rb"<\?xml[^>]*encoding=[\"'](?!utf-8|us-ascii)", re.IGNORECASE)

Splice = tuple[int, int, bytes]
"""From where to where other bytes stand, and these."""


@dataclass
class PartElement:
    """An element: its name without its prefix and its namespace, its attributes, its text, and where it stands.

    `inside` is the name of the element around it, `row` and `cell` the numbers of the last row and cell begun before it
    in a sheet's part.
    """

    name: str
    space: str
    attributes: dict[str, str]
    inside: str
    start: int
    tag_end: int
    closing: int = -1
    end: int = -1
    text: str = ""
    row: int = 0
    cell: str = ""
    around: tuple[str, ...] = field(default=(), repr=False)


def elements(content: bytes, keep: Callable[[str, Mapping[str, str], int], bool]) -> list[PartElement]:
    """The elements of a part that are asked for by name, attributes and the row of a sheet in which they stand.

    They stand in the order in which they begin. NotInsertable where it is no XML in UTF-8.
    """
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or _OTHER_ENCODING.match(content):
        raise NotInsertable(Reason.PART, "encoding")
    found: list[PartElement] = []
    open_elements: list[PartElement | None] = []
    names: list[str] = []
    row, cell = 0, ""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal row, cell
        space, _, local = name.rpartition(" ")
        if local == "row" and "r" in attributes and attributes["r"].isdecimal():
            row = int(attributes["r"])
        elif local == "c":
            cell = attributes.get("r", "")
        made = None
        if keep(local, attributes, row):
            at = parser.CurrentByteIndex
            tag = _TAG.match(content, at)
            if tag is None:
                raise NotInsertable(Reason.PART, local)
            inside = names[-1] if names else ""
            made = PartElement(local, space, attributes, inside, at, tag.end(), row=row, cell=cell)
            made.around = tuple(names)
            found.append(made)
        open_elements.append(made)
        names.append(local)

    def text(said: str) -> None:
        if open_elements and open_elements[-1] is not None:
            open_elements[-1].text += said

    def end(_: str) -> None:
        names.pop()
        made = open_elements.pop()
        if made is not None:
            if content[made.tag_end - 2 : made.tag_end] == b"/>":
                made.closing = made.end = made.tag_end
            else:
                made.closing = parser.CurrentByteIndex
                made.end = content.index(b">", made.closing) + 1

    def refused(*_: object) -> None:
        raise NotInsertable(Reason.PART, "DOCTYPE")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refused
    try:
        parser.Parse(content, True)
    except expat.ExpatError as problem:
        raise NotInsertable(Reason.PART, str(problem)) from problem
    return found


def content_places(content: bytes) -> set[tuple[int, str]]:
    """The rows and column letters of the cells of a sheet's part that hold something ("" where it does not name them)."""
    found: set[tuple[int, str]] = set()
    row, letters = 0, ""
    line, cell = f"{MAIN} row", f"{MAIN} c"
    held = frozenset(f"{MAIN} {one}" for one in ("v", "f", "is"))

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal row, letters
        if name in held:
            found.add((row, letters))
        elif name == cell:
            letters = attributes.get("r", "").rstrip("0123456789")
        elif name == line:
            row = int(attributes["r"]) if attributes.get("r", "").isdecimal() else row + 1

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    try:
        parser.Parse(content, True)
    except expat.ExpatError as problem:
        raise NotInsertable(Reason.PART, str(problem)) from problem
    return found


def tag_with(content: bytes, element: PartElement, said: Mapping[str, str]) -> Splice | None:
    """The element's tag with other values of attributes that it has; None where they say that already."""
    new = {name: value for name, value in said.items() if element.attributes.get(name, value) != value}
    if not new:
        return None
    tag = content[element.start : element.tag_end]
    for name, value in new.items():
        written = escape(value, {'"': "&quot;", "'": "&apos;"}).encode()
        pattern = rb"(\s%s\s*=\s*)(?:\"[^\"]*\"|'[^']*')" % re.escape(name.encode())
        tag = re.sub(pattern, lambda one, written=written: one[1] + b'"' + written + b'"', tag, count=1)  # type: ignore[misc]
    return element.start, element.tag_end, tag


def text_with(element: PartElement, text: str) -> Splice | None:
    """The element's text in other words; None where it says that already."""
    return None if text == element.text else (element.tag_end, element.closing, escape(text).encode())


def spliced(content: bytes, splices: Sequence[Splice | None]) -> bytes:
    """The content with its splices."""
    parts: list[bytes] = []
    at = 0
    for start, end, written in sorted(one for one in splices if one is not None):
        if start < at:
            raise NotInsertable(Reason.PART, "overlap")
        parts += [content[at:start], written]
        at = end
    return b"".join([*parts, content[at:]])
