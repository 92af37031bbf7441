"""Chinese names found by how they are said: 永康 by yongkang, yongk or yk, 长兴 and 重庆 by each reading of 长 and 重."""

from __future__ import annotations

import os
import re
from enum import IntEnum
from functools import lru_cache
from typing import Final

_SHORTEST: Final = 2
"""A single letter begins too much of what is read to be a search."""
_CHINESE: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_TYPED: Final = re.compile(r"[0-9']*[a-zü][a-z0-9ü']*")
_DOUBLE: Final = ("zh", "ch", "sh")
_LONGEST: Final = 200
_IN_NAMES: Final = {"乐": ("lao",)}
"""Readings that only the book of phrases knows, by the place that is said so: 乐亭 is Laoting."""


class Said(IntEnum):
    """How a name is said by what was typed: not at all, somewhere in it, from its beginning, or the whole name."""

    NOWHERE = 0
    INSIDE = 1
    BEGINNING = 2
    WHOLE = 3


def said(typed: str, name: str, shortest: int = _SHORTEST) -> Said:
    """How a folded text says a folded name in pinyin.

    Each character is typed by any of its readings without tones (ü as v or u), by the reading's first letter (zh, ch, sh
    too), or as itself; the last one by any beginning of its reading. Signs between syllables (') are passed over. Fewer
    than `shortest` letters, and a name without Chinese characters, say nothing. Long texts are read in their first 200 characters.
    """
    # what is typed in Chinese costs nothing, and loads nothing
    if len(typed) < shortest or _TYPED.fullmatch(typed) is None or _CHINESE.search(name) is None:
        return Said.NOWHERE
    word = typed.replace("'", "").replace("ü", "v")
    ways = _ways(name[:_LONGEST])
    for begin, here in enumerate(ways):
        if any(way[0] == word[0] for way in here) and (ends := _ends(word, ways, begin)):
            return Said.INSIDE if begin else Said.WHOLE if len(name) in ends else Said.BEGINNING
    return Said.NOWHERE


def holds(name: str, typed: str) -> bool:
    """Whether a folded name contains a folded text, as it stands or in pinyin."""
    return typed in name or bool(said(typed, name))


def _ends(word: str, ways: tuple[tuple[str, ...], ...], begin: int) -> set[int]:
    """Behind which characters of the name the word can end when it begins at one; none where it does not fit."""
    ends: set[int] = set()
    # where in the word the next character can begin, and whether a Chinese one came before
    reached = {(0, False)}
    for at in range(begin, len(ways)):
        chinese = len(ways[at]) > 1
        further: set[tuple[int, bool]] = set()
        for place, before in reached:
            for way in ways[at]:
                if word.startswith(way, place):
                    further.add((place + len(way), before or chinese))
                elif chinese and way.startswith(word[place:]):
                    ends.add(at + 1)
        if (len(word), True) in further:
            ends.add(at + 1)
        reached = {one for one in further if one[0] < len(word)}
        if not reached:
            break
    return ends


@lru_cache(maxsize=1 << 14)
def _ways(name: str) -> tuple[tuple[str, ...], ...]:
    """For each character the ways to type it: itself where it is not Chinese, else its readings and their first letters."""
    return tuple(_ways_of(letter) if _CHINESE.match(letter) else (letter,) for letter in name)


@lru_cache(maxsize=1 << 14)
def _ways_of(letter: str) -> tuple[str, ...]:
    # readings of single characters only: the book of phrases takes three times as long to load
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, pinyin

    found: dict[str, None] = {}
    known = pinyin(letter, style=Style.NORMAL, heteronym=True, errors="ignore")
    for readings in (*known, _IN_NAMES.get(letter, ())):
        for reading in readings:
            doubles = (double for double in _DOUBLE if reading.startswith(double))
            found |= dict.fromkeys((reading, reading.replace("v", "u"), reading[:1], *doubles))
    # 啊 and the like are said by one letter, which is a reading still
    return (*found, *found)
