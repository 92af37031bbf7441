"""Figures of yardsticks: how far a reference series is known, why a relation has none, lines beside a series' path."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.results import Origin, Results, ScenarioResult
from npfdesk.plan.problems import Problem, warning
from npfdesk.plan.reference_series import REFERENCE_UNKNOWN, reference_of
from npfdesk.plan.regions import Region
from npfdesk.plan.series_words import series_wording
from npfdesk.plan.spoken_names import name_wording
from npfdesk.plan.targets import Measure

FloatArray = NDArray[np.float64]

REFERENCE_WITHOUT_FIGURE: Final = warning(
    "reference_without_figure",
    "“{text}”的对标序列“{reference}”{year}年没有数值，无法评价。请在“数据”表填写，或在“假设”表给出其增速，或用“对标测算”。",
    "“{reference}”, which “{text}” is compared with, has a missing value in {year}, so the target is not assessable. Enter it "
    "in Data, give it a growth in Assumptions, or use “Benchmark growth”.",
)
_ALIKE: Final = 3.0
"""Up to how many times the larger one two lines share an axis; beyond it a yardstick is drawn by its pace."""


def known_path(result: ScenarioResult, row: int) -> FloatArray:
    """A reference's figures (year,); NaN where it would only be held because nothing is assumed, which is no figure of it."""
    return np.where(unassumed(result, row), np.nan, result.projection.values[:, row])


def unassumed(result: ScenarioResult, row: int) -> NDArray[np.bool_]:
    """The years in which a series is only held because nothing is assumed for it (year,)."""
    held: NDArray[np.bool_] = (result.projection.origin[:, row] == Origin.HELD) & (
        result.inputs.owner[row] < 0
    )
    return held


def why_not_judged(results: Results, scenario: str, position: int, year: int) -> Problem | None:
    """Why a relative target has no figure to be judged by in a year; None where it has, and of other targets."""
    result, plan = results.scenarios[scenario], results.plan
    table = result.targets
    parsed, series = table.statements[position].parsed, table.keys[position].series
    if parsed.measure is not Measure.RELATIVE:
        return None
    found = reference_of(plan, series, parsed)
    if found is None:
        told: dict[str, object] = {"indicator": name_wording(plan.indicator_by_code[series.indicator])}
        return Problem(REFERENCE_UNKNOWN, text=parsed.text, arguments=told)
    column = (found.year or year) - int(plan.years[0])
    path = known_path(result, plan.row[found.series])
    if 0 <= column < len(path) and np.isfinite(path[column]):
        return None
    told = {"reference": series_wording(results.plan, found.series), "year": str(found.year or year)}
    return Problem(REFERENCE_WITHOUT_FIGURE, text=parsed.text, arguments=told)


@dataclass(frozen=True, eq=False)
class YardstickLine:
    """A yardstick beside a series (year,): `figures` its own, `drawn` where its line stands on the series' axis.

    Where its size is another (a province beside a county) `paced` is True, and `drawn` is the series' own figure of the
    base year moved by the yardstick's growth. NaN past the last year that it is known in.
    """

    region: Region
    figures: FloatArray
    drawn: FloatArray
    paced: bool


def yardstick_lines(results: Results, scenario: str, row: int) -> tuple[YardstickLine, ...]:
    """The yardsticks that have the same industry and indicator as a series, in the plan's order; none beside themselves."""
    plan, result = results.plan, results.scenarios[scenario]
    series = plan.series[row]
    found = []
    for region in plan.benchmarks:
        other = plan.row.get(series._replace(region=region.code))
        if other is None or other == row:
            continue
        figures = known_path(result, other)
        if not np.isfinite(figures).any():
            continue
        own = result.projection.values[:, row]
        drawn, paced = _drawn(
            own, figures, plan.base_year - int(plan.years[0]), bool(results.frame.points[row])
        )
        if np.isfinite(drawn).any():
            found.append(YardstickLine(region, figures, drawn, paced))
    return tuple(found)


def _drawn(own: FloatArray, other: FloatArray, base: int, points: bool) -> tuple[FloatArray, bool]:
    both = np.flatnonzero(np.isfinite(own) & np.isfinite(other))
    if points or not len(both):
        return other, False
    # the base year where both are known, else the year nearest to it
    at = int(both[np.argmin(np.abs(both - base))])
    low, high = sorted((abs(own[at]), abs(other[at])))
    if high <= _ALIKE * low:
        return other, False
    if own[at] <= 0 or other[at] <= 0:
        return np.full(len(other), np.nan), True
    return other / other[at] * own[at], True
