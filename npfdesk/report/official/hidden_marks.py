"""Hidden bookmarks: what in a document the program wrote, told apart by keys that stay the same on new data.

Word shows no bookmark whose name begins with an underscore, and takes names of up to 40 letters, digits and underscores.
"""

from __future__ import annotations

import hashlib
from enum import StrEnum
from typing import Any, Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

_OURS: Final = "_npf_"
LONGEST_NAME: Final = 40


class Marked(StrEnum):
    """What a mark stands around; its value is a part of the mark's name."""

    SENTENCE = "s"
    PARAGRAPH = "p"
    HEADING = "h"
    TABLE = "t"
    LINE = "l"
    """A line of its own: the title, a table's title and note, whoever signs, the day."""


def mark_name(kind: Marked, key: str) -> str:
    """The name of the mark around what has that key; the same key has the same name in every document."""
    return f"{_OURS}{kind.value}_{hashlib.sha256(key.encode()).hexdigest()[:24]}"


def kind_of_mark(name: str) -> Marked | None:
    """What a bookmark stands around; None for one that is not the program's."""
    kind = name.removeprefix(_OURS).partition("_")[0] if name.startswith(_OURS) else ""
    return next((one for one in Marked if one.value == kind), None)


class Marks:
    """Makes marks whose numbers differ, as each document needs them."""

    def __init__(self, first: int = 1) -> None:
        self._next = first

    def pair(self, kind: Marked, key: str) -> tuple[Any, Any]:
        """The two elements to be set before and behind what is marked."""
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for one in (start, end):
            one.set(qn("w:id"), str(self._next))
        start.set(qn("w:name"), mark_name(kind, key))
        self._next += 1
        return start, end


def renumber(body: Any) -> None:
    """Give every bookmark of a document a number of its own, where parts of another were put in; halves are taken out."""
    known: dict[str, str] = {}
    for one in list(body.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
        number = one.get(qn("w:id"), "")
        if one.tag == qn("w:bookmarkStart"):
            known[number] = str(len(known) + 1)
        elif number not in known:
            one.getparent().remove(one)
            continue
        one.set(qn("w:id"), known[number])
