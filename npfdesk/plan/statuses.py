"""The statuses of a target: four colours and grey. Each has its words, mark and inks here and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from types import MappingProxyType
from typing import Final

from npfdesk.plan.problems import Severity, Wording


class Status(IntEnum):
    """The four colours, and grey where there is no figure to judge by."""

    GREY = 0
    BLUE = 1
    YELLOW = 2
    ORANGE = 3
    RED = 4

    @property
    def code(self) -> str:
        """The colour's word, as JSON and saved work write it."""
        return self.name.lower()

    @property
    def about(self) -> StatusDescription:
        """The status's description."""
        return STATUSES[self]


class Shape(StrEnum):
    """The shape in which a mark is drawn."""

    LINE = "line"
    DISC = "disc"
    CROSS = "cross"


@dataclass(frozen=True)
class StatusDescription:
    """The words and the look of a status.

    `words` say how the target stands, `colour` names its colour. `mark` is the glyph that tells it in grey print
    and without colour vision, drawn as a `shape`, a disc filled by so many degrees from the top. `light`, `dark`
    and `contrast` are its inks by theme; reports print in the light one.
    """

    words: Wording
    colour: Wording
    mark: str
    shape: Shape
    filled: int
    light: str
    dark: str
    contrast: str

    @property
    def coloured(self) -> Wording:
        """Its colour as a word on its own: 蓝色."""
        return Wording(f"{self.colour.zh}色", self.colour.en)


STATUSES: Final[Mapping[Status, StatusDescription]] = MappingProxyType(
    {
        Status.GREY: StatusDescription(
            Wording("无法评价", "not assessable"), Wording("灰", "grey"), "–", Shape.LINE, 0,
            light="#9AA3AD", dark="#8B949E", contrast="#B8C0C8",
        ),
        Status.BLUE: StatusDescription(
            Wording("符合预期", "on track"), Wording("蓝", "blue"), "●", Shape.DISC, 360,
            light="#2F6FDE", dark="#5B8FEA", contrast="#5CA8FF",
        ),
        Status.YELLOW: StatusDescription(
            Wording("进度偏慢", "slightly behind"), Wording("黄", "yellow"), "◑", Shape.DISC, 180,
            light="#C99A00", dark="#D9AE2B", contrast="#FFE14D",
        ),
        Status.ORANGE: StatusDescription(
            Wording("进度滞后", "well behind"), Wording("橙", "orange"), "◔", Shape.DISC, 90,
            light="#D9652B", dark="#EE8A4C", contrast="#FF9F45",
        ),
        Status.RED: StatusDescription(
            Wording("逆向变化", "moving away"), Wording("红", "red"), "✕", Shape.CROSS, 0,
            light="#B3261E", dark="#E0524E", contrast="#FF6B6B",
        ),
    }
)  # fmt: skip

LEGEND: Final = (Status.BLUE, Status.YELLOW, Status.ORANGE, Status.RED, Status.GREY)
"""The statuses as every legend and count names them."""

WORST_FIRST: Final = (Status.RED, Status.ORANGE, Status.YELLOW, Status.BLUE, Status.GREY)
"""The statuses by urgency; grey comes last."""
SEVERITY_STATUS: Final[Mapping[Severity, Status]] = MappingProxyType(
    {Severity.ERROR: Status.RED, Severity.WARNING: Status.ORANGE, Severity.NOTE: Status.YELLOW}
)
"""The status by whose mark and colour a finding of each severity is told."""
