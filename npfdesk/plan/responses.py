"""Rules of response: what is to be done where a target falls behind, as rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from npfdesk.plan.series import ANY

Colour = Literal["yellow", "orange", "red"]
COLOURS: Final[tuple[Colour, ...]] = ("yellow", "orange", "red")
"""The colours that can set a response off, from the mildest to the worst."""


@dataclass(frozen=True)
class ResponseRule:
    """If targets of `indicator` are `colour` or worse `years` years running, raise `lever` to `intensity` %.

    `indicator` is a code, `region` and `industry` codes or ANY. The lever is raised from the year after, in the
    region of the target and all regions below it; it is never lowered. ValueError where a figure is out of its range.
    """

    indicator: str
    lever: str
    intensity: float
    colour: Colour = "orange"
    years: int = 2
    region: str = ANY
    industry: str = ANY

    def __post_init__(self) -> None:
        if self.years < 1 or not 0.0 <= self.intensity <= 100.0 or self.colour not in COLOURS:
            raise ValueError(f"at least one year, 0 to 100 %, one of {COLOURS}: {self}")
