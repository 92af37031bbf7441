"""The status (four colours) of a target by each of the published rules, at the thresholds of the plan.

Every function takes arrays (target,). `base`, `target` and `value` are in the
indicator's unit; `sign` is 1 where more is better and -1 where less is; `elapsed` and `total` are years from the
base to the year judged and to the target; `met` says where the figure already satisfies the target. Grey where
there is no figure to judge by, unless the target is met.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.plan.status_rules import Rule, StatusSettings, Thresholds
from npfdesk.plan.statuses import Status

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
StatusArray = NDArray[np.uint8]

EDGE: Final = 1e-9
"""The tolerance at a threshold: rounding in the last bits must not change a colour."""


@dataclass(frozen=True, eq=False)
class Standing:
    """The inputs of the rules, all (target,), NaN where there is no figure.

    `value` in the year judged, `final` in the target's year, `milestone` of the year judged; `met` and
    `finally_met` whether value and final satisfy the target; `points` whether the indicator moves in points; `spent` what
    is a sum of which less is better and that may come to the target at most (None: nothing is).
    """

    base: FloatArray
    target: FloatArray
    value: FloatArray
    final: FloatArray
    milestone: FloatArray
    elapsed: FloatArray
    total: FloatArray
    sign: FloatArray
    points: BoolArray
    met: BoolArray
    finally_met: BoolArray
    spent: BoolArray | None = None

    def of(self, positions: IntArray) -> Standing:
        """The same of some targets alone."""
        own: dict[str, Any] = {one.name: getattr(self, one.name) for one in fields(self)}
        return replace(self, **{name: array[positions] for name, array in own.items() if array is not None})


@dataclass(frozen=True, eq=False)
class Paces:
    """What a year has brought on average since the base, and what each needs from there to the target, (target,).

    `compound` marks compound annual rates, as shares (0.057); all else moves by an amount, or by points, a year. NaN where
    there is none.
    """

    achieved: FloatArray
    required: FloatArray
    compound: BoolArray


def paces(standing: Standing) -> Paces:
    """The achieved and the required pace from the base (target,), by which `pace_ratio` judges.

    Compound annual rates, (value / base)^(1 / elapsed) - 1 and (target / base)^(1 / total) - 1; points a year for ratio
    and index and where a figure is not positive.
    """
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        return _paces(standing)


def _paces(standing: Standing) -> Paces:
    """As `paces`, where the caller lets divisions by nothing pass."""
    base, target, value = standing.base, standing.target, standing.value
    compound = ~standing.points & (base > 0) & (target > 0) & (value > 0)
    # a negative ratio has no real power: those rows are in points anyway
    ratios = np.where(compound, value / base, np.nan), np.where(compound, target / base, np.nan)
    elapsed, total = standing.elapsed, standing.total
    achieved = np.where(compound, ratios[0] ** (1.0 / elapsed) - 1.0, (value - base) / elapsed)
    required = np.where(compound, ratios[1] ** (1.0 / total) - 1.0, (target - base) / total)
    return Paces(achieved, required, compound)


def pace_ratio(standing: Standing) -> FloatArray:
    """The achieved pace over the required pace from the base (target,), signed so that more is better (see `paces`).

    Of a sum that may not be passed it is what may be spent a year over what is. NaN in the base year and without figures;
    minus infinity where the base was already past the target and the figure has fallen behind it.

    Source: Open SDG's progress calculation (Statistics Canada), after Eurostat's method.
    """
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        found = _paces(standing)
        achieved, required = found.achieved, found.required
        forward = standing.sign * required > 0
        ratio: FloatArray = np.where(forward, achieved / required, -np.inf)
        if standing.spent is not None:
            ratio = np.where(standing.spent, np.where(achieved > 0, required / achieved, np.inf), ratio)
    known = np.isfinite(achieved) & np.isfinite(required) & (standing.elapsed > 0) & (standing.total > 0)
    return np.where(known, ratio, np.nan)


def value_at_pace(standing: Standing, ratio: float) -> FloatArray:
    """The figure at which the achieved pace is that share of the required one (target,): the inverse of ``pace_ratio``.

    b (1 + R ((T / b)^(1 / total) - 1))^elapsed, or b + R (T - b) elapsed / total for what moves in points and where a
    figure is not positive; of what may be spent b + (T - b) elapsed / (R total). NaN where the target does not lie ahead
    of the base.
    """
    base, target, elapsed, total = standing.base, standing.target, standing.elapsed, standing.total
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        compound = ~standing.points & (base > 0) & (target > 0) & (standing.value > 0)
        yearly = np.where(compound, target / base, np.nan) ** (1.0 / total) - 1.0
        straight = base + ratio * (target - base) * elapsed / total
        figure = np.where(compound, base * (1.0 + ratio * yearly) ** elapsed, straight)
        if standing.spent is not None:
            figure = np.where(standing.spent, base + (target - base) * elapsed / (ratio * total), figure)
    ahead = standing.sign * (target - base) > 0
    if standing.spent is not None:
        ahead = ahead | standing.spent
    ahead &= (elapsed > 0) & (total > 0)
    return np.where(ahead & np.isfinite(figure), figure, np.nan)


def outcome_share(standing: Standing) -> FloatArray:
    """The share of the way from base to target gone by the target's year (target,); NaN where there is no way.

    Source: the UN's Progress Chart. Where the target lies at or behind the base and is not met, minus infinity.
    """
    way = standing.sign * (standing.target - standing.base)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        share = np.where(way > 0, standing.sign * (standing.final - standing.base) / way, -np.inf)
    return np.where(np.isfinite(way) & np.isfinite(standing.final), share, np.nan)


def schedule_share(standing: Standing) -> FloatArray:
    """1 less the share of the way from base to the year's milestone that is still missing (target,).

    1 at or past the milestone; minus infinity where it is behind and the milestone is the base itself.
    """
    short = standing.sign * (standing.milestone - standing.value)
    way = np.abs(standing.milestone - standing.base)
    slack = EDGE * np.maximum(1.0, np.abs(standing.milestone))
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        share = np.where(short <= slack, 1.0, 1.0 - short / way)
    return np.where(np.isfinite(short), share, np.nan)


def graded(rule: Rule, standing: Standing, thresholds: Thresholds) -> StatusArray:
    """The colours by a rule (target,) at these thresholds: blue also where the target is met; grey without a score."""
    graded_by = SCORES[rule]
    return _coloured(graded_by.score(standing), graded_by.met(standing), thresholds.figures)


def graded_by_all(rules: Sequence[Rule], standing: Standing, settled: StatusSettings) -> StatusArray:
    """The colours by some rules (rule, target), each at the plan's thresholds, as `graded` has them."""
    by = [SCORES[one] for one in rules]
    score = np.array([one.score(standing) for one in by])
    met = np.array([one.met(standing) for one in by])
    return _coloured(score, met, _steps(tuple(rules), settled))


@lru_cache(maxsize=8)
def _steps(rules: tuple[Rule, ...], settled: StatusSettings) -> FloatArray:
    """The thresholds of blue, yellow and orange by some rules, (3, rule, 1)."""
    found = np.array([settled.of(one).figures for one in rules]).T[:, :, np.newaxis]
    found.setflags(write=False)
    return found


def _coloured(score: FloatArray, met: BoolArray, steps: FloatArray | Sequence[float]) -> StatusArray:
    status = np.full(score.shape, _RED)
    # the first that holds decides, so it is entered last
    for step, colour in zip(reversed(steps), (_ORANGE, _YELLOW, _BLUE), strict=True):
        status[score >= step - EDGE] = colour
    status[np.isnan(score)] = _GREY
    status[met] = _BLUE
    return status


_BLUE, _YELLOW, _ORANGE, _RED, _GREY = (
    np.uint8(one) for one in (Status.BLUE, Status.YELLOW, Status.ORANGE, Status.RED, Status.GREY)
)


@dataclass(frozen=True)
class Score:
    """What a rule holds against its thresholds, and when it is blue whatever the score."""

    score: Callable[[Standing], FloatArray]
    met: Callable[[Standing], BoolArray]


SCORES: Final[Mapping[Rule, Score]] = MappingProxyType(
    {
        Rule.PACE: Score(pace_ratio, lambda standing: standing.met),
        Rule.OUTCOME: Score(outcome_share, lambda standing: standing.finally_met),
        Rule.SCHEDULE: Score(schedule_share, lambda standing: standing.met),
        # of observed figures alone: who asks says which these are
        Rule.EVALUATION: Score(pace_ratio, lambda standing: standing.met),
    }
)
"""The scores of the rules, in the order in which these are shown."""
