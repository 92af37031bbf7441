"""What an indicator is: its kind, the better direction, its duty, and how it rolls up."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from npfdesk.plan.problems import Wording


class Kind(StrEnum):
    """The kind of figure an indicator is.

    A flow is an amount of each year that adds up over months and years (new jobs, investment); a rate is the growth on
    the year before, in %, of something whose level is not published.
    """

    LEVEL = "level"
    COUNT = "count"
    RATIO = "ratio"
    INDEX = "index"
    FLOW = "flow"
    RATE = "rate"

    @property
    def moves_in_points(self) -> bool:
        """Whether the figure changes by points a year (ratio, index, rate) rather than by rates (level, count, flow)."""
        return self in (Kind.RATIO, Kind.INDEX, Kind.RATE)

    @property
    def in_percent(self) -> bool:
        """Whether the figure itself is a share or a growth in %, whatever else the unit says."""
        return self in (Kind.RATIO, Kind.RATE)

    @property
    def whole(self) -> bool:
        """Whether the figure is counted in whole units."""
        return self is Kind.COUNT


class Direction(StrEnum):
    """Whether more or less of an indicator is better."""

    UP = "up"
    DOWN = "down"


class Duty(StrEnum):
    """Whether a target is binding or expected."""

    EXPECTED = "expected"
    BINDING = "binding"

    @property
    def words(self) -> Wording:
        """The duty in words, as a cell or before 目标."""
        return _DUTIES[self]


_DUTIES: Final[Mapping[Duty, Wording]] = MappingProxyType(
    {Duty.EXPECTED: Wording("预期性", "expected"), Duty.BINDING: Wording("约束性", "binding")}
)


class RollUp(StrEnum):
    """How a region's figure is computed from its children's figures."""

    SUM = "sum"
    MEAN = "mean"
    NONE = "none"
