"""Notes on charts: a policy, an event or an arrow with a text, at a year and a figure of a series, kept with its scenario."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from npfdesk.plan.problems import Language, Wording, clauses
from npfdesk.plan.series import SeriesKey


class Sign(StrEnum):
    """The sign by which a note stands on a chart."""

    POLICY = "policy"
    EVENT = "event"
    ARROW = "arrow"

    @property
    def words(self) -> Wording:
        """The sign in words."""
        return SIGN_WORDS[self]


SIGN_WORDS: Final[Mapping[Sign, Wording]] = MappingProxyType(
    {
        Sign.POLICY: Wording("政策", "policy"),
        Sign.EVENT: Wording("事件", "event"),
        Sign.ARROW: Wording("箭头", "arrow"),
    }
)
_SPOKEN: Final = Wording("{year}年{sign}：{text}", "{year} {sign}: {text}")
_POINTED: Final = Wording("{year}年：{text}", "{year}: {text}")


@dataclass(frozen=True)
class ChartNote:
    """One note: the scenario (by id) and series that it is of, its year, the figure it stands at (in the chart's unit)."""

    scenario: str
    series: SeriesKey
    year: int
    figure: float
    sign: Sign
    text: str

    def spoken(self, language: Language) -> str:
        """The note in words: 2023年政策：技改补助."""
        wording = _POINTED if self.sign is Sign.ARROW else _SPOKEN
        told = {"year": self.year, "sign": self.sign.words, "text": self.text}
        return wording.text(language, told)


ChartNotes = Mapping[str, ChartNote]
"""Notes by their ids."""


def notes_of(notes: ChartNotes, scenarios: Iterable[str], series: SeriesKey) -> dict[str, ChartNote]:
    """The notes on a series in these scenarios, by their ids, in the order of their years."""
    wanted = set(scenarios)
    found = [(name, one) for name, one in notes.items() if one.series == series and one.scenario in wanted]
    return dict(sorted(found, key=lambda entry: entry[1].year))


def spoken_notes(notes: Iterable[ChartNote], language: Language) -> str:
    """Notes in words, in a row; each text once, though several scenarios have it."""
    return clauses(dict.fromkeys(one.spoken(language) for one in notes), language)
