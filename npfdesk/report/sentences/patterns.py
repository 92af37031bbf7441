"""How sentences are made: wordings with named fields, clauses inside sentences, and the keys of both.

A number comes into a text by a field only, so that each number of a report is in its register.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from string import Formatter
from types import MappingProxyType
from typing import Final

from npfdesk.plan.problems import Language, Wording, clauses, joined
from npfdesk.plan.series import SeriesKey
from npfdesk.report.sentences.sentence import NO_EVIDENCE, Evidence, SaidFigure, Sentence

_MARK_LENGTH: Final = 12
_BLANKS: Final = re.compile(r" ?和 ?")


@dataclass(frozen=True)
class Clause:
    """A part of a sentence with the figures in it, by name."""

    text: str
    figures: tuple[tuple[str, SaidFigure], ...] = field(default=())


SILENCE: Final = Clause("")
"""A clause that is left out of its sentence."""

Part = SaidFigure | Clause | None
"""What fills a field; None where there is nothing to fill it with."""


def clause(wording: Wording, language: Language, **parts: Part) -> Clause | None:
    """A clause of a wording and what fills its fields; None where a field of it has nothing to fill it with.

    Parts that the wording does not name are left out. The figures of a clause inside it stand behind its own.
    """
    names = _names(wording)
    filled = {name: parts[name] for name in names}
    if any(one is None for one in filled.values()):
        return None
    figures: list[tuple[str, SaidFigure]] = []
    texts: dict[str, str] = {}
    for name, part in filled.items():
        if isinstance(part, SaidFigure):
            texts[name] = part.said
            figures.append((name, part))
        elif isinstance(part, Clause):
            texts[name] = part.text
            figures += part.figures
    return Clause(wording.text(language, texts), tuple(figures))


def either(*parts: Clause | None) -> Clause | None:
    """The first clause that there is."""
    return next((one for one in parts if one is not None), None)


def optional(part: Clause | None) -> Clause:
    """A clause, or silence where there is none."""
    return part if part is not None else SILENCE


def variant(wordings: Sequence[Wording], turn: int) -> Wording:
    """One of several wordings of the same case: `turn` counts what the report speaks of, so that neighbours differ."""
    return wordings[turn % len(wordings)]


def listed(parts: Iterable[SaidFigure], language: Language, most: int = 0) -> Clause:
    """A list of names, or of figures, as the language joins it; with `most` the first ones and how many there are."""
    every = list(parts)
    shown = every[:most] if most and len(every) > most else every
    text = joined((one.said for one in every), language, most)
    if language == "zh":
        # official texts set no blank beside what is no Chinese letter
        text = _BLANKS.sub("和", text)
    figures = [(f"item{at}", one) for at, one in enumerate(shown, 1)]
    if len(shown) < len(every):
        more = len(every) if language == "zh" else len(every) - len(shown)
        figures.append(("more", SaidFigure(str(more), float(more))))
    return Clause(text, tuple(figures))


def chained(parts: Iterable[Clause | None], language: Language, *, comma: bool = True) -> Clause | None:
    """Clauses in a row, those that there are: 甲，乙; None of none."""
    there = [one for one in parts if one is not None and one.text]
    if not there:
        return None
    figures = tuple(figure for one in there for figure in one.figures)
    return Clause(clauses((one.text for one in there), language, comma=comma), figures)


def sentence(
    key: str, said: Clause | None, evidence: Evidence = NO_EVIDENCE, *, assumed: bool = False
) -> tuple[Sentence, ...]:
    """The sentence that a clause makes, or none; names of figures that come twice get a number behind them."""
    if said is None or not said.text:
        return ()
    figures: dict[str, SaidFigure] = {}
    for name, figure in said.figures:
        if figures.get(name) == figure:
            continue
        figures[_free(name, figures)] = figure
    return (Sentence(key, said.text, MappingProxyType(figures), evidence, assumed),)


def _free(name: str, taken: dict[str, SaidFigure]) -> str:
    found, number = name, 2
    while found in taken:
        found, number = f"{name}{number}", number + 1
    return found


def sentence_key(pattern: str, series: SeriesKey | None = None, year: int | None = None, nth: int = 0) -> str:
    """The key of a sentence: its pattern's name and a mark of what it is about; it fits as the end of a bookmark's name.

    Letters, digits and _ alone, 40 at most with a prefix of a few letters.
    """
    if series is None:
        return pattern if year is None else f"{pattern}_{year}"
    about = "\x1f".join((*series, "" if year is None else str(year), str(nth)))
    return f"{pattern}_{hashlib.sha256(about.encode()).hexdigest()[:_MARK_LENGTH]}"


@lru_cache(maxsize=4096)
def _names(wording: Wording) -> tuple[str, ...]:
    """The fields of a wording, in the order of its Chinese."""
    found = (name for _, name, _, _ in Formatter().parse(wording.zh) if name)
    return tuple(dict.fromkeys(found))
