"""Names of indicators beside each other: which are equal, and which are so near that somebody has to say."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from npfdesk.plan.names import fold
from npfdesk.plan.numbers import is_unit

_BRACKET: Final = re.compile(r"[(\[【]([^()\[\]【】]{0,20})[)\]】]$")
_NUMBERS: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?|[一二三四五六七八九十]")
_ADDED: Final = (
    "全省", "全市", "全县", "全区", "本省", "本市", "本县", "本区", "全社会", "年末", "年度", "当年", "全年", "期末", "总量", "总数", "总额",
    "数量", "总值", "total", "annual", "the",
)  # fmt: skip
"""Words that a name may have besides another without meaning something else."""
_ALIKE: Final = 0.85
_LEAST_LETTERS: Final = 4
_LEAST_SHARE: Final = 0.6
_LONGEST: Final = 40


@lru_cache(maxsize=1 << 14)
def bare_name(name: str) -> str:
    """The normal form of an indicator's name, without a unit in brackets behind it."""
    said = fold(name)
    found = _BRACKET.search(said)
    if found is not None and found.start() and is_unit(found[1]):
        return said[: found.start()]
    return said


@lru_cache(maxsize=1 << 14)
def _without_added(name: str) -> str:
    for word in _ADDED:
        name = name.replace(word, "", 1) if len(name) > len(word) + 1 else name
    return name


def names_near(one: str, other: str) -> bool:
    """Whether two bare names may be one: but for words that add nothing, one short for the other, or misspelt (Latin).

    Names with other numbers in them (PM2.5 and PM10, 第一 and 第二产业) never are.
    """
    if max(len(one), len(other)) > _LONGEST or _numbers(one) != _numbers(other):
        return False
    first, second = _without_added(one), _without_added(other)
    if first == second:
        return True
    if first.isascii() and second.isascii():
        longest = max(len(first), len(second))
        return longest >= _LEAST_LETTERS and difflib.SequenceMatcher(None, first, second).ratio() >= _ALIKE
    short, long = sorted((first, second), key=len)
    if len(short) < _LEAST_LETTERS or len(short) < _LEAST_SHARE * len(long):
        return False
    letters = iter(long)
    return all(letter in letters for letter in short)


@lru_cache(maxsize=1 << 14)
def _numbers(name: str) -> tuple[str, ...]:
    return tuple(_NUMBERS.findall(name))


class NearNames:
    """Bare names in blocks, so that near ones are found without holding each against each."""

    def __init__(self, names: Iterable[str]) -> None:
        self._blocks: dict[tuple[str, ...], dict[str, set[str]]] = {}
        for name in dict.fromkeys(names):
            block = self._blocks.setdefault(_numbers(name), {})
            for letter in set(_without_added(name)):
                block.setdefault(letter, set()).add(name)

    def near(self, name: str) -> Iterator[str]:
        """The names near one, in their alphabetical order."""
        block = self._blocks.get(_numbers(name), {})
        letters = sorted(set(_without_added(name)), key=lambda letter: (len(block.get(letter, ())), letter))
        # of two near names at least six tenths of the letters are common, so one of the rarest half is
        rarest = letters[: max(1, len(letters) // 2 + 1)]
        held = set().union(*(block.get(letter, set()) for letter in rarest))
        return (one for one in sorted(held) if names_near(name, one))
