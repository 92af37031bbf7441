"""The board of key parameters for a meeting: which cells of the tables stand on it, and which charts below them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from npfdesk.plan.notes import NoteKey, NoteSubject
from npfdesk.plan.series import AssumptionKey, LeverIntensityKey, SeriesKey

MOST_PARAMETERS: Final = 8
FEWEST_CHARTS, MOST_CHARTS = 2, 6
"""How many stand on it at once: what a room can follow."""


class BoardTable(StrEnum):
    """The table that a parameter is from."""

    ASSUMPTION = "assumption"
    TARGET = "target"
    OBSERVED = "observed"
    LEVER = "lever"


class ParameterKey(NamedTuple):
    """A cell of a table, in whichever scenario is edited.

    `region` and `industry` may be ANY; `what` is an indicator's code, or a lever's name. `part` names the figure of an
    assumption ("value", "midpoint", "low", "high"; "" for a year's); `year` is 0 where it has none.
    """

    table: BoardTable
    region: str
    industry: str
    what: str
    part: str = ""
    year: int = 0

    @property
    def series(self) -> SeriesKey:
        """The series that it is of (the plan may not have it)."""
        return SeriesKey(self.region, self.industry, self.what)

    @property
    def assumption(self) -> AssumptionKey:
        """The assumption that it is of."""
        return AssumptionKey(self.region, self.industry, self.what)

    @property
    def intensity(self) -> LeverIntensityKey:
        """The lever's intensity that it is of."""
        return LeverIntensityKey(self.what, self.region, self.industry)


@dataclass(frozen=True)
class Board:
    """The parameters, and the series whose paths its charts show (the plan may not have them), each in their order."""

    parameters: tuple[ParameterKey, ...] = ()
    charts: tuple[SeriesKey, ...] = ()


EMPTY: Final = Board()
_ASSUMED: Final = frozenset({"value", "midpoint", "low", "high", ""})


def key_of_note(key: NoteKey | None) -> ParameterKey | None:
    """The parameter in the cell of a note; None where the cell holds no figure that can be moved."""
    if key is None:
        return None
    place = key.region, key.industry, key.indicator
    if key.about is NoteSubject.ASSUMPTION and key.part in _ASSUMED and (key.part or key.year):
        return ParameterKey(BoardTable.ASSUMPTION, *place, key.part, key.year)
    if key.about is NoteSubject.TARGET and key.part == "target":
        return ParameterKey(BoardTable.TARGET, *place, "", key.year)
    if key.about is NoteSubject.OBSERVED and key.year:
        return ParameterKey(BoardTable.OBSERVED, *place, "", key.year)
    return None
