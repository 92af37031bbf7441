"""Where plans say different figures of one series and year, beyond what both have rounded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, NamedTuple

from npfdesk.engine.audit.printed_figures import EDGE
from npfdesk.engine.reconciliation.stated import ObservedFigures, rounding

SLIPS: Final = tuple(10.0**power for power in (3, -3, 4, -4, 8, -8))
"""What a unit mistaken comes to: 千, 万, 亿, up and down."""
_SLIP_SLACK: Final = 1e-3
"""The share by which a figure of another unit may miss: it is rounded in that unit."""

Factors = Callable[[int, int], Fraction | None]
"""What turns the figures of a plan's row into the unit of the match; None: they do not convert."""


class YearFigure(NamedTuple):
    """A figure of a year in the unit of the match: its plan, the plan's row, the figure and half its last place."""

    place: int
    row: int
    figure: float
    half: float


@dataclass(frozen=True)
class Deviation:
    """A plan's figure that is not what others have: `others` are those that agree among themselves, the highest first.

    `years` are all years in which it differs, `year` the one told: the plan's base year or the latest. `scale` is what
    the figure must be multiplied by to agree, where that is a unit mistaken (1.0: none).
    """

    place: int
    row: int
    year: int
    figure: float
    half: float
    others: tuple[YearFigure, ...]
    years: tuple[int, ...]
    scale: float = 1.0


def agree(one: YearFigure, other: YearFigure) -> bool:
    """Whether two figures are one within the rounding of both."""
    slack = rounding(one.half, other.half) + EDGE * max(1.0, abs(one.figure), abs(other.figure))
    return abs(one.figure - other.figure) <= slack


def slip(figure: float, other: float) -> float:
    """What a figure must be multiplied by to be the other, where that is a unit mistaken; 1.0 otherwise."""
    if not figure or not other:
        return 1.0
    for scale in SLIPS:
        if abs(figure * scale - other) <= _SLIP_SLACK * abs(other):
            return scale
    return 1.0


def deviations(
    series: Iterable[Mapping[int, int]], observed: Sequence[ObservedFigures], factors: Factors
) -> Iterator[Deviation]:
    """The deviations of each series, given by its row in each plan; one for each plan that differs.

    What most plans have stands against what differs from it; of two plans the higher one's.
    """
    for rows in series:
        if len(rows) > 1:
            yield from _of_series(rows, observed, factors)


def _of_series(
    rows: Mapping[int, int], observed: Sequence[ObservedFigures], factors: Factors
) -> Iterator[Deviation]:
    years: dict[int, list[YearFigure]] = {}
    for place in sorted(rows):
        row = rows[place]
        factor = factors(place, row)
        if factor is None:
            continue
        over, under = factor.numerator, factor.denominator
        for year, figure, half in observed[place].by_year(row):
            years.setdefault(year, []).append(
                YearFigure(place, row, figure * over / under, half * over / under)
            )
    found: dict[int, list[tuple[int, YearFigure, tuple[YearFigure, ...]]]] = {}
    for year, figures in sorted(years.items()):
        if len(figures) < 2 or all(agree(figures[0], one) for one in figures[1:]):
            continue
        reference = max(figures, key=lambda one: sum(agree(one, other) for other in figures))
        others = tuple(one for one in figures if agree(reference, one))
        for one in figures:
            if one not in others:
                found.setdefault(one.place, []).append((year, one, others))
    for place, told in found.items():
        base = observed[place].plan.base_year
        year, one, others = next((each for each in told if each[0] == base), told[-1])
        yield Deviation(
            place,
            one.row,
            year,
            one.figure,
            one.half,
            others,
            tuple(each[0] for each in told),
            slip(one.figure, others[0].figure),
        )
