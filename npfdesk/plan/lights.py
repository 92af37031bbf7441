"""The lights of a year under way: green, yellow, red, and grey where there is nothing to judge by."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from npfdesk.plan.problems import Wording
from npfdesk.plan.statuses import Shape, Status, StatusDescription


class Light(StrEnum):
    """How a series stands within the year; in JSON by its colour's word."""

    GREY = "grey"
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"

    @property
    def about(self) -> StatusDescription:
        """The light's description."""
        return LIGHTS[self]


ORDER: Final = tuple(Light)
"""The lights in the order of their codes in arrays."""
WORST_FIRST: Final = (Light.RED, Light.YELLOW, Light.GREEN, Light.GREY)
"""The lights by urgency; grey comes last."""

LIGHTS: Final[Mapping[Light, StatusDescription]] = MappingProxyType(
    {
        Light.GREY: Status.GREY.about,
        Light.GREEN: StatusDescription(
            Wording("达到时序进度", "on schedule"), Wording("绿", "green"), Status.BLUE.about.mark, Shape.DISC, 360,
            light="#2E7D4F", dark="#4FA971", contrast="#5CE08C",
        ),
        Light.YELLOW: StatusDescription(
            Wording("略低于时序进度", "slightly behind schedule"), Wording("黄", "yellow"), Status.YELLOW.about.mark, Shape.DISC, 180,
            light="#C99A00", dark="#D9AE2B", contrast="#FFE14D",
        ),
        Light.RED: StatusDescription(
            Wording("低于时序进度", "behind schedule"), Wording("红", "red"), Status.ORANGE.about.mark, Shape.DISC, 90,
            light="#B3261E", dark="#E0524E", contrast="#FF6B6B",
        ),
    }
)  # fmt: skip
