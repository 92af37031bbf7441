"""What stands around a figure without being part of it: footnote signs, 预计 in a bracket, other brackets."""

from __future__ import annotations

import re
from typing import Final

from npfdesk.plan.numbers import is_unit

# signs that point at a note below the table; a digit in a ring or raised is never part of the figure before it
_SIGNS: Final = frozenset(
    "*※★☆▲△◆◇●○■□#†‡§①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳\u2776\u2777\u2778\u2779\u277a\u277b\u277c\u277d\u277e\u277f\u2474\u2475\u2476\u2477\u2478\u2479\u247a\u247b\u247c\u247d\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"
)
_RAISED: Final = frozenset("\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079")
_ESTIMATED: Final = re.compile(
    r"\((?:[0-9]{4}年?)?(?P<word>预计数?|预计完成|预测数?|预估数?|估计数?|估算数?|快报数?|快报|初步数?|初步核算数?|初核数?|修订数?|调整数?|测算数?"
    r"|统计数?|核定数?|estimated|estimate|est\.?|provisional|preliminary|revised|forecast|prov\.?|[eprf])\)$",
    re.IGNORECASE,
)
_BRACKET: Final = re.compile(r"\((?P<said>[^()]{1,60})\)$")


def without_marks(words: str) -> tuple[str, str]:
    """A half-width text without its footnote signs and without 预计 in a bracket behind it, and these as one text.

    A sign before a digit stays, as does a raised one behind a letter: 3*4 is not 34, and km² is a unit.
    """
    estimate = ""
    if match := _ESTIMATED.search(words):
        words, estimate = words[: match.start()], match.group()
    if not _SIGNS.intersection(words):
        return words, estimate
    kept: list[str] = []
    signs: list[str] = []
    for place, letter in enumerate(words):
        following = words[place + 1 : place + 2]
        before = kept[-1] if kept else ""
        stays = (
            letter not in _SIGNS
            or (following.isdigit() and following not in _SIGNS)
            or (letter in _RAISED and not (before.isdigit() or before in "%上下内右)"))
        )
        (kept if stays else signs).append(letter)
    return "".join(kept), "".join(signs) + estimate


def split_bracket(words: str) -> tuple[str, str]:
    """A half-width text and what its last round bracket says; "" where it has none, or where all of it is one."""
    match = _BRACKET.search(words)
    if match is None or match.start() == 0:
        return words, ""
    return words[: match.start()], match.group("said")


def is_remark(said: str) -> bool:
    """Whether a bracket's words are a remark beside the figure: neither a figure of their own nor a unit."""
    return bool(said) and not said[0].isdigit() and said[0] not in "-−–+.<>≤≥~" and not is_unit(said)
