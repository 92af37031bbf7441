"""What an indicator is: its kind, the better direction, its duty, and how it rolls up."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """The kind of figure an indicator is: level, count, ratio or index."""

    LEVEL = "level"
    COUNT = "count"
    RATIO = "ratio"
    INDEX = "index"

    @property
    def moves_in_points(self) -> bool:
        """Whether the figure changes by points a year (ratio, index) rather than by rates (level, count)."""
        return self in (Kind.RATIO, Kind.INDEX)

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


class RollUp(StrEnum):
    """How a region's figure is computed from its children's figures."""

    SUM = "sum"
    MEAN = "mean"
    NONE = "none"
