"""Keys of series, observed figures, targets, assumptions and lever intensities. They consist of codes."""

from __future__ import annotations

from typing import Final, NamedTuple

from npfdesk.plan.periods import Period

ANY: Final = "*"
"""In the key of an assumption or of lever intensities: every region, or every industry and all of them together."""

ALL_INDUSTRIES: Final = ""
"""The industry code of a series for all industries."""


class SeriesKey(NamedTuple):
    """A time series: region code, industry code ("" = all industries), indicator code."""

    region: str
    industry: str
    indicator: str


class ObservationKey(NamedTuple):
    """An observed figure: its series and its year."""

    series: SeriesKey
    year: int


class ProgressKey(NamedTuple):
    """A figure of a period: its series, its period, and whether it is the growth on the year before, in %."""

    series: SeriesKey
    period: Period
    growth: bool = False


class TargetKey(NamedTuple):
    """A target: its series and its year."""

    series: SeriesKey
    year: int


class AssumptionKey(NamedTuple):
    """The series an assumption applies to: region code or ANY, industry code, ALL_INDUSTRIES or ANY, indicator code."""

    region: str
    industry: str
    indicator: str

    @property
    def specificity(self) -> int:
        """The number of its members, region and industry, that are not ANY: 0, 1 or 2."""
        return (self.region != ANY) + (self.industry != ANY)


class LeverIntensityKey(NamedTuple):
    """Where a lever's intensity applies: the lever's name, region code or ANY, industry code, ALL_INDUSTRIES or ANY."""

    lever: str
    region: str
    industry: str

    @property
    def specificity(self) -> int:
        """The number of its members, region and industry, that are not ANY: 0, 1 or 2."""
        return (self.region != ANY) + (self.industry != ANY)
