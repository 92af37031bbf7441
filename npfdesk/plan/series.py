"""Which figures are meant: keys of series, targets, assumptions and lever levels, always by code."""

from __future__ import annotations

from typing import Final, NamedTuple

ANY: Final = "*"
"""In an assumption's or lever level's key: every region, or every industry and the whole economy."""

WHOLE_ECONOMY: Final = ""
"""The industry code of a series that covers the whole economy."""


class SeriesKey(NamedTuple):
    """One line of figures over the years: region code, industry code ("" = the whole economy), indicator code."""

    region: str
    industry: str
    indicator: str


class ObservationKey(NamedTuple):
    """An observed figure: its series and its year."""

    series: SeriesKey
    year: int


class TargetKey(NamedTuple):
    """A target: the series that it binds and the year by which."""

    series: SeriesKey
    year: int


class AssumptionKey(NamedTuple):
    """Whom an assumption reaches: region code or ANY, industry code, WHOLE_ECONOMY or ANY, and an indicator code."""

    region: str
    industry: str
    indicator: str

    @property
    def specificity(self) -> int:
        """0 where neither region nor industry is named, 1 where one is, 2 where both are."""
        return (self.region != ANY) + (self.industry != ANY)


class LeverLevelKey(NamedTuple):
    """Whom a lever's intensity reaches: the lever's name, region code or ANY, industry code, WHOLE_ECONOMY or ANY."""

    lever: str
    region: str
    industry: str

    @property
    def specificity(self) -> int:
        """0 where neither region nor industry is named, 1 where one is, 2 where both are."""
        return (self.region != ANY) + (self.industry != ANY)
