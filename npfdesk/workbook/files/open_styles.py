"""The styles of an OpenDocument workbook, as far as they bear on what is seen: struck, raised, hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from npfdesk.workbook.files.cell_counts import Watched
from npfdesk.workbook.files.text_runs import USUAL, Level, Look
from npfdesk.workbook.files.zip_parts import Parts

_NAMES: Final = "urn:oasis:names:tc:opendocument:xmlns"
TABLE: Final = f"{_NAMES}:table:1.0 "
"""The namespace of tables, as a parser puts it before a name; so the others."""
OFFICE: Final = f"{_NAMES}:office:1.0 "
TEXT: Final = f"{_NAMES}:text:1.0 "
STYLE: Final = f"{_NAMES}:style:1.0 "
_NOTHING: Final = re.compile(r"0{1,9}(?:\.0{0,9})?[a-z]{0,3}")
_SIZES: Final = (
    (f"{STYLE}table-row-properties", "row-height"),
    (f"{STYLE}table-column-properties", "column-width"),
)
# styles that rest on one another: no sound workbook has more
_DEEPEST: Final = 20

_Name = tuple[str, str]


@dataclass
class _OpenStyle:
    """A style as written: the style that it rests on, and what it says itself (None for nothing)."""

    parent: str = ""
    level: Level | None = None
    struck: bool | None = None


@dataclass
class OpenStyles:
    """A workbook's styles by family and name."""

    styles: dict[_Name, _OpenStyle] = field(default_factory=dict)
    hidden: set[_Name] = field(default_factory=set)

    def hides(self, family: str, name: str) -> bool:
        """Whether a style hides its sheet, row or column."""
        return (family, name) in self.hidden

    def look(self, family: str, name: str) -> Look:
        """How the letters of a style look; those of an unknown one as usual."""
        level: Level | None = None
        struck: bool | None = None
        for _ in range(_DEEPEST):
            style = self.styles.get((family, name))
            if style is None:
                break
            level = style.level if level is None else level
            struck = style.struck if struck is None else struck
            name = style.parent
        return Look(level or Level.LINE, struck or False) if level or struck else USUAL


class StyleReader(Watched):
    """A parser that notes the styles of a part."""

    def __init__(self, parts: Parts, styles: OpenStyles) -> None:
        super().__init__(parts)
        self.styles = styles
        self._now: _Name = ("", "")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        super().start(name, attributes)
        if not name.startswith(STYLE):
            return
        if name == f"{STYLE}style":
            self._now = (attributes.get(f"{STYLE}family", ""), attributes.get(f"{STYLE}name", ""))
            parent = attributes.get(f"{STYLE}parent-style-name", "")
            self.styles.styles[self._now] = _OpenStyle(parent)
        elif name == f"{STYLE}text-properties" and self._now in self.styles.styles:
            style = self.styles.styles[self._now]
            style.level, style.struck = _level(attributes), _struck(attributes)
        elif _hides(name, attributes):
            self.styles.hidden.add(self._now)


def _hides(name: str, attributes: dict[str, str]) -> bool:
    """Whether properties hide a sheet, or give a row or column no size."""
    if name == f"{STYLE}table-properties":
        return attributes.get(f"{TABLE}display") == "false"
    return any(name == kind and _NOTHING.fullmatch(attributes.get(STYLE + size, "")) for kind, size in _SIZES)


def _level(attributes: dict[str, str]) -> Level | None:
    """Where letters stand: "super 58%", "sub 58%", or by how much of their height ("33% 58%", "-33% 58%")."""
    words = attributes.get(f"{STYLE}text-position", "").split()
    if not words:
        return None
    if words[0] in ("super", "sub"):
        return Level.RAISED if words[0] == "super" else Level.LOWERED
    if not words[0].strip("-+0.%"):
        return Level.LINE
    return Level.LOWERED if words[0].startswith("-") else Level.RAISED


def _struck(attributes: dict[str, str]) -> bool | None:
    for one in ("text-line-through-type", "text-line-through-style"):
        if said := attributes.get(STYLE + one):
            return said != "none"
    return None
