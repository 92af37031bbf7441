"""Texts of several runs: what stands on the line is the text; raised or lowered marks and struck letters stand apart.

What belongs to a unit or a formula stays in the text (km², CO2, kg per m², 1st); a power of ten is given with raised figures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

_METRE: Final = re.compile(r"(?:^|[^A-Za-z])(?:[kcdhnmNµμ]?m|in|ft|yd|mi)$")
_METRE_IN_CHINESE: Final = ("米", "公里", "千米")
_UNIT_LETTER: Final = re.compile(r"[A-Za-zµμΩ]$")
_TEN: Final = re.compile(r"(?:^|[^0-9.,])10$")
_POWER: Final = re.compile(r"[-−–]?[0-9]{1,3}")
_NEGATIVE_POWER: Final = re.compile(r"[-−–][0-9]{1,2}")
_ORDINALS: Final = frozenset({"st", "nd", "rd", "th"})
_RAISED_FIGURES: Final = str.maketrans(
    "0123456789-\u2212\u2013",
    "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u207b\u207b\u207b",
)
# letters looked at before a mark: more than any unit has
_LOOK_BACK: Final = 12


class Level(IntEnum):
    """Where letters stand: on the line, above it or below it."""

    LINE = 0
    RAISED = 1
    LOWERED = 2


@dataclass(frozen=True, slots=True)
class Look:
    """How a font shows letters, as far as it matters here."""

    level: Level = Level.LINE
    struck: bool = False


USUAL: Final = Look()
"""Letters on the line that are not struck through."""
LEVELS: Final = {"superscript": Level.RAISED, "subscript": Level.LOWERED}
"""The levels as .xlsx names them."""


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one look; None is that of the cell they stand in."""

    text: str
    look: Look | None = None


@dataclass(frozen=True, slots=True)
class SeenText:
    """A text as it is seen: what stands on the line, the marks raised or lowered beside it, what is struck through."""

    text: str
    raised: str = ""
    struck: str = ""


def is_of_one_look(runs: Sequence[Run]) -> bool:
    """Whether runs say no more than their letters, in a cell whose own font is usual."""
    return all(run.look is None or run.look == USUAL for run in runs)


def seen(runs: Sequence[Run], cell: Look = USUAL) -> SeenText:
    """The runs as they are seen in a cell whose own font looks so.

    Struck letters are taken out, then marks; a text that is all raised or all lowered stands as it is.
    """
    looked = [(run.text, cell if run.look is None else run.look) for run in runs]
    struck = "".join(text for text, look in looked if look.struck)
    left = [(text, look.level) for text, look in looked if not look.struck]
    whole = "".join(text for text, _ in left)
    if not any(level is Level.LINE and text.strip() for text, level in left):
        return SeenText(whole.strip() if struck else whole, "", struck)
    kept, raised = "", ""
    for (text, level), after in zip(left, _line_after(left), strict=True):
        if level is Level.LINE or not text.strip():
            kept += text
            continue
        found = _belonging(kept[-_LOOK_BACK:], text.strip(), level, after)
        if found:
            kept += found
        else:
            raised += text
    return SeenText(kept.strip() if struck or raised else kept, raised.strip(), struck)


def _line_after(runs: Sequence[tuple[str, Level]]) -> list[str]:
    """For each run the next one that stands on the line and says something, "" where none follows."""
    found: list[str] = []
    after = ""
    for text, level in reversed(runs):
        found.append(after)
        if level is Level.LINE and text.strip():
            after = text
    return found[::-1]


def _belonging(end: str, mark: str, level: Level, after: str) -> str:
    """What a raised or lowered run is in the text where it belongs to what stands before it; "" for a mark."""
    if level is Level.LOWERED:
        return mark if _UNIT_LETTER.search(end) else ""
    squared = mark in ("2", "3") and (_METRE.search(end) or end.endswith(_METRE_IN_CHINESE))
    powered = _NEGATIVE_POWER.fullmatch(mark) and _UNIT_LETTER.search(end)
    ordinal = mark.casefold() in _ORDINALS and end[-1:].isdigit()
    if squared or powered or ordinal:
        return mark
    times = end[:-2].rstrip()[-1:] in ("×", "x", "X", "*", "·")
    if _POWER.fullmatch(mark) and _TEN.search(end) and (times or after.lstrip()[:1].isalpha()):
        return mark.translate(_RAISED_FIGURES)
    return ""
