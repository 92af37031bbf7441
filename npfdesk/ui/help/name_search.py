"""Search by name: folded, by words in any order, in pinyin, by letters in order; fast enough for a nation's series."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.frame import Frame
from npfdesk.plan.model import Plan
from npfdesk.plan.names import fold
from npfdesk.plan.pinyin import Said, said
from npfdesk.plan.series import SeriesKey

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
WHOLE, BEGINNING, PART, LETTERS = 4.0, 3.0, 2.0, 1.0
"""Match scores: the name equals the word, begins with it, contains it, or has its letters in their order."""
_SAID: Final = {Said.WHOLE: 2.9, Said.BEGINNING: 1.9, Said.INSIDE: 1.5}
"""Match scores of a name that is said in pinyin, each below that of a name with the letters themselves."""
_LONGEST: Final = 80
_SHORTEST_LATIN, _SHORTEST_LETTERS = 3, 2
_NEAR = 0.05


def words(query: str) -> tuple[str, ...]:
    """The typed text as folded words, split at spaces and middle dots."""
    parted = (fold(part) for part in query[:_LONGEST].replace("·", " ").replace("›", " ").split())
    return tuple(part for part in parted if part)


def match_score(names: Iterable[str], word: str, letters: bool = True) -> float:
    """The best match score of several folded names for a folded word, as it stands or in pinyin; 0 where none matches."""
    best = 0.0
    for name in names:
        if word in name:
            best = max(best, WHOLE if name == word else BEGINNING if name.startswith(word) else PART)
        elif (heard := said(word, name)) is not Said.NOWHERE:
            best = max(best, _SAID[heard])
        elif not best and letters and len(word) >= _SHORTEST_LETTERS and _holds_letters(name, word):
            best = LETTERS
    return best


def match_score_all(names: Sequence[str], wanted: Sequence[str], letters: bool = True) -> float:
    """The mean match score of names over all words; 0 where one does not match, or there are none."""
    found = [match_score(names, word, letters) for word in wanted]
    return sum(found) / len(found) if found and all(found) else 0.0


def _holds_letters(name: str, word: str) -> bool:
    rest = iter(name)
    return all(letter in rest for letter in word)


class SeriesIndex:
    """All series of a plan, indexed by the names of region, industry and indicator.

    The names are folded once and stored apart: a word is compared with each name, not with each series, so that
    56,860 series cost no more than their 3,000 names.
    """

    def __init__(self, plan: Plan, frame: Frame) -> None:
        self.series = plan.series
        self.plan = plan
        self._of: tuple[IntArray, ...] = (frame.region_of, frame.industry_of, frame.indicator_of)
        self._names: tuple[list[tuple[str, ...]], ...] = (
            [_variants(one.name, one.english, one.code) for one in plan.regions],
            [("",), *(_variants(one.name, one.english, one.code) for one in plan.industries)],
            [_variants(one.name, one.english, one.code) for one in plan.indicators],
        )
        self._all = "\n".join(
            dict.fromkeys(text for kind in self._names for names in kind for text in names if text)
        )
        self._whole = self._of[1] == 0

    def parts(self, query: str) -> tuple[str, ...]:
        """The searched words; a word that no name contains is split where names end ("永康产值" is 永康 and 产值)."""
        found: list[str] = []
        for word in words(query):
            found.extend((word,) if word in self._all else self._cut(word))
        return tuple(dict.fromkeys(found))

    def _cut(self, word: str) -> tuple[str, ...]:
        pieces: list[str] = []
        at = 0
        while at < len(word):
            end = next((end for end in range(len(word), at, -1) if word[at:end] in self._all), None)
            if end is None:
                return (word,)
            pieces.append(word[at:end])
            at = end
        # single Latin letters match everywhere; such a word is matched by its letters instead
        least = min((len(piece) for piece in pieces if piece.isascii()), default=_SHORTEST_LATIN)
        longest = max((len(piece) for piece in pieces), default=0)
        return tuple(pieces) if least >= _SHORTEST_LATIN and longest > 1 else (word,)

    def find(self, query: str, limit: int, near: SeriesKey | None = None) -> list[tuple[float, int]]:
        """The best series as (score, row), best first; among equals, those near the selected series come first."""
        wanted = self.parts(query)
        if not wanted or not len(self.series):
            return []
        total = np.zeros(len(self.series))
        met = np.ones(len(self.series), dtype=np.bool_)
        for word in wanted:
            best = np.zeros(len(self.series))
            for of, names in zip(self._of, self._names, strict=True):
                np.maximum(best, self._scores(names, word)[of], out=best)
            met &= best > 0
            total += best
        total = total / len(wanted) + _NEAR * self._whole + self._nearness(near)
        rows = np.flatnonzero(met)
        if len(rows) > limit:
            # equal scores keep the plan's order
            rows = np.sort(rows[np.argsort(-total[rows], kind="stable")[:limit]])
        ordered = rows[np.argsort(-total[rows], kind="stable")]
        return [(float(total[row]), int(row)) for row in ordered]

    def _scores(self, names: list[tuple[str, ...]], word: str) -> FloatArray:
        return np.fromiter(
            (match_score(variants, word) for variants in names), dtype=np.float64, count=len(names)
        )

    def _nearness(self, near: SeriesKey | None) -> FloatArray:
        found = np.zeros(len(self.series))
        row = self.plan.row.get(near) if near is not None else None
        if row is not None:
            for of in (self._of[0], self._of[2]):
                found += 0.5 * _NEAR * (of == of[row])
        return found


def _variants(*names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(folded for folded in map(fold, names) if folded))
