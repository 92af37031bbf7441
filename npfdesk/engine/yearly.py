"""Five years to years: the rules by which what a target asks for is divided among its years; arrays are (year,).

Of a level the steps of the years add up to the way from the last figure to the target, of a sum the amounts of the years
to the sum, of a rate the product of the years' growths to the growth that is left. NaN is no figure. Where a figure has
so many decimals (a count none) all are whole in the last of them by largest remainder; ties go to the earlier year.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from npfdesk.engine.answers.division import ImpossibleDivision, PartBounds, divide
from npfdesk.engine.rounded_figures import rounded_all
from npfdesk.plan.problems import Wording

FloatArray = NDArray[np.float64]

USUAL_FACTOR: Final = 1.2
"""By how much each yearly step differs from the one before where a target is loaded to its front or its back."""
_WHOLE: Final = 1e-6
_LEAST_FACTOR: Final = 1e-9


class SplitRule(StrEnum):
    """By which rule a target is divided among its years."""

    GROWTH = "growth"
    STEP = "step"
    PATH = "path"
    FRONT = "front"
    BACK = "back"


class Obstacle(StrEnum):
    """Why a rule cannot divide: what it needs that is not there."""

    NOT_POSITIVE = "not_positive"
    """A growth rule needs figures above zero at both ends."""
    NO_FIRST = "no_first"
    """A rule that moves on from the last figure needs one."""
    NO_PATH = "no_path"
    """The scenario's path has a year without a figure, or does not move."""
    HELD = "held"
    """The years that are held leave none to take up the rest."""
    EXCEEDED = "exceeded"
    """What is held, or was asked for before, comes to more than the whole."""
    UNREACHABLE = "unreachable"
    """No figures of this form come to the target."""


@dataclass(frozen=True)
class RuleDescription:
    """A rule: its name, what it does, whether it takes a factor and follows the scenario's path.

    `ratio` gives what each yearly step is of the one before, from the factor.
    """

    rule: SplitRule
    words: Wording
    told: Wording
    ratio: Callable[[float], float]
    factored: bool = False
    grows: bool = False
    follows: bool = False


def _even(factor: float) -> float:
    return 1.0


RULES: Final[Mapping[SplitRule, RuleDescription]] = MappingProxyType(
    {
        one.rule: one
        for one in (
            RuleDescription(
                SplitRule.GROWTH,
                Wording("每年同速增长", "equal growth"),
                Wording(
                    "每年增长率相同；比率、指数按百分点（或点）计，与“每年同量”一致。",
                    "The same growth every year; a ratio or an index moves in points, which is the same as equal steps.",
                ),
                _even,
                grows=True,
            ),
            RuleDescription(
                SplitRule.STEP,
                Wording("每年同量", "equal steps"),
                Wording(
                    "每年增量相同；累计目标为每年等额。",
                    "The same step every year; a cumulative target is divided into equal amounts.",
                ),
                _even,
            ),
            RuleDescription(
                SplitRule.PATH,
                Wording("按情景路径", "along the scenario's path"),
                Wording(
                    "按所选情景推算路径的各年增量等比缩放，起点不动，终点等于目标。",
                    "The yearly steps of the scenario's path are scaled by one factor, so that it starts at the base and ends "
                    "at the target.",
                ),
                _even,
                follows=True,
            ),
            RuleDescription(
                SplitRule.FRONT,
                Wording("前快后慢", "front-loaded"),
                Wording(
                    "每年增量是上一年的 1/F：前几年多做。",
                    "Each year's step is 1/F of the one before: more is done in the first years.",
                ),
                lambda factor: 1.0 / factor,
                factored=True,
            ),
            RuleDescription(
                SplitRule.BACK,
                Wording("前慢后快", "back-loaded"),
                Wording(
                    "每年增量是上一年的 F 倍：后几年多做。",
                    "Each year's step is F times the one before: more is done in the last years.",
                ),
                lambda factor: factor,
                factored=True,
            ),
        )
    }
)
"""All rules, in the order in which they are offered."""


def geometric(count: int, ratio: float) -> FloatArray:
    """A geometric row, its greatest member 1 (place,): 1, q, q^2 … where q is at most 1, else … q^-2, q^-1, 1."""
    if ratio <= 1.0:
        return np.asarray(ratio ** np.arange(count, dtype=np.float64))
    return np.asarray((1.0 / ratio) ** np.arange(count - 1, -1, -1, dtype=np.float64))


def in_last_place(figure: float, decimals: int) -> int | None:
    """A figure counted in units of its last decimal place; None where it has more decimals than that."""
    scaled = float(figure * 10.0**decimals)
    if not math.isfinite(scaled) or abs(scaled - round(scaled)) > _WHOLE * max(1.0, abs(scaled) * 1e-9):
        return None
    return round(scaled)


def level_steps(
    rule: SplitRule,
    ends: tuple[float, float],
    years: int,
    *,
    points: bool,
    factor: float = USUAL_FACTOR,
    path: FloatArray | None = None,
) -> FloatArray | Obstacle:
    """Weights of the yearly steps from one figure to another (year,), each step's share of the way being its weight's.

    growth: x^k - x^(k-1), x = (T / v)^(1 / n), for amounts; alike in points. step: alike. path: the steps of `path`
    (year,), which begins with the figure of the first end. front, back: a geometric row of ratio 1/F or F.
    """
    about = RULES[rule]
    if about.grows and not points:
        start, end = ends
        if not (start > 0 and end > 0):
            return Obstacle.NOT_POSITIVE
        powers = (end / start) ** (np.arange(years + 1, dtype=np.float64) / years)
        return np.asarray(np.diff(powers))
    if about.follows:
        if path is None or len(path) != years + 1 or not np.isfinite(path).all():
            return Obstacle.NO_PATH
        steps = np.diff(path)
        moved = float(path[-1] - path[0])
        if abs(moved) <= 1e-12 * max(1.0, float(np.abs(path).max())) and ends[0] != ends[1]:
            return Obstacle.NO_PATH
        return np.asarray(steps)
    return geometric(years, about.ratio(factor))


def level_way(
    rule: SplitRule,
    ends: tuple[float, float],
    years: int,
    *,
    points: bool,
    factor: float = USUAL_FACTOR,
    path: FloatArray | None = None,
    decimals: int | None = None,
) -> FloatArray | Obstacle:
    """The figures of the years after a figure up to another one (year,), the last exactly that one.

    See ``level_steps``. With `decimals` each is whole in its last place (a base that is not is rounded first); where
    the end has more decimals the years before it are rounded and the end stays as it is.
    """
    start, end = ends
    weights = level_steps(rule, ends, years, points=points, factor=factor, path=path)
    if isinstance(weights, Obstacle):
        return weights
    whole = math.fsum(weights)
    if start == end or whole == 0:
        values = np.full(years, start)
    elif RULES[rule].grows and not points:
        values = start * (end / start) ** (np.arange(1, years + 1, dtype=np.float64) / years)
    else:
        values = start + (end - start) * np.cumsum(weights) / whole
    values[-1] = end
    if decimals is not None:
        values = _in_places(values, start, end, decimals)
    return values


def _in_places(values: FloatArray, start: float, end: float, decimals: int) -> FloatArray:
    last = in_last_place(end, decimals)
    if last is None:
        rounded = rounded_all(values, decimals)
        rounded[-1] = end
        return np.asarray(rounded)
    first = round(start * 10**decimals)
    steps = np.diff(np.concatenate([[start], values])) * 10**decimals
    counted = shares_of(float(last - first), steps, np.full(len(steps), np.nan), decimals=0)
    if isinstance(counted, Obstacle):
        # steps that cancel each other: rounded one by one, they end where they should
        rounded = rounded_all(values, decimals)
        rounded[-1] = end
        return np.asarray(rounded)
    return np.asarray((first + np.cumsum(counted)) / 10**decimals)


def shares_of(
    total: float, weights: FloatArray, fixed: FloatArray, *, decimals: int | None = None
) -> FloatArray | Obstacle:
    """A sum shared by weights (year,), what is fixed (NaN: free) standing as it is; exact to the last bit, or place."""
    counted = None
    if decimals is not None:
        places = [in_last_place(float(one), decimals) for one in (total, *fixed[np.isfinite(fixed)])]
        counted = None if None in places else places[0]
    nothing, none = np.zeros(len(weights)), np.full(len(weights), np.inf)
    scale = 10**decimals if counted is not None and decimals is not None else 1
    division = divide(
        "target",
        counted is not None,
        total if counted is None else float(counted),
        nothing,
        weights,
        nothing,
        PartBounds(-none, none, fixed if counted is None else np.round(fixed * scale).astype(np.float64)),
    )
    if isinstance(division, ImpossibleDivision):
        return Obstacle.HELD if np.isfinite(fixed).all() else Obstacle.NO_PATH
    return np.asarray(division.values / scale)


def sum_way(
    rule: SplitRule,
    total: float,
    last: float,
    offsets: FloatArray,
    fixed: FloatArray,
    *,
    factor: float = USUAL_FACTOR,
    path: FloatArray | None = None,
    decimals: int | None = None,
    gone: FloatArray | None = None,
) -> FloatArray | Obstacle:
    """The amounts of the years that add up to a sum (year,); the steps of a sum's way are the amounts.

    growth: last x^k with the one x for which they add up, k the `offsets` in years from the last amount. step: alike.
    path: as the amounts of `path` (year,) are to each other. front, back: a geometric row of ratio 1/F or F. `fixed`
    amounts (NaN: free) stand, the others share the rest. What is `gone` before (year,) counts towards the sum.
    """
    free, gone = np.isnan(fixed), np.empty(0) if gone is None else gone
    rest = math.fsum([total, *(-gone), *(-fixed[~free])])
    if not free.any():
        return fixed.copy() if abs(rest) <= 1e-9 * max(1.0, abs(total)) else Obstacle.HELD
    if total > 0 and rest < 0:
        # amounts below nothing would add up, and mean nothing
        return Obstacle.EXCEEDED
    about = RULES[rule]
    if about.grows:
        if not math.isfinite(last):
            return Obstacle.NO_FIRST
        if not last > 0 or not rest > 0:
            return Obstacle.NOT_POSITIVE
        weights = _growth_to(rest / last, offsets[free]) ** offsets
    elif about.follows:
        if path is None or not np.isfinite(path[free]).all() or math.fsum(path[free]) == 0:
            return Obstacle.NO_PATH
        weights = np.where(np.isfinite(path), path, 0.0)
    else:
        weights = geometric(len(fixed), about.ratio(factor))
    weights = np.where(free, weights, 0.0)
    if decimals is not None and any(in_last_place(float(one), decimals) is None for one in gone):
        return shares_of(math.fsum([total, *(-gone)]), weights, fixed, decimals=decimals)
    shared = shares_of(
        total,
        np.concatenate([np.zeros(len(gone)), weights]),
        np.concatenate([gone, fixed]),
        decimals=decimals,
    )
    return shared if isinstance(shared, Obstacle) else shared[len(gone) :]


def _growth_to(wanted: float, offsets: FloatArray) -> float:
    """The x above 0 for which the sum of x^k over the offsets k >= 1 is as wanted, a figure above 0."""

    def excess(logarithm: float) -> float:
        powers = logarithm * offsets
        top = float(powers.max())
        return top + math.log(float(np.exp(powers - top).sum())) - math.log(wanted)

    bound = 1.0
    while excess(bound) < 0 or excess(-bound) > 0:
        bound *= 2.0
    return math.exp(float(brentq(excess, -bound, bound, xtol=1e-15, rtol=8.9e-16, maxiter=300)))


def rate_way(
    rule: SplitRule,
    grown: float,
    last: float,
    years: int,
    fixed: FloatArray,
    *,
    factor: float = USUAL_FACTOR,
    path: FloatArray | None = None,
    decimals: int | None = None,
) -> FloatArray | Obstacle:
    """The growths of the years (year,), in %, with prod(1 + r / 100) = `grown`.

    growth: alike. step, front, back: last + d c, c the running sums of equal or geometric steps, d the one number for which
    the product is met. path: the growths of `path` (year,), each 1 + r times one factor. `fixed` growths (NaN: free) stand.
    With `decimals` all but the last free one are rounded, which takes what is left.
    """
    free = np.isnan(fixed)
    standing = float(np.prod(1.0 + fixed[~free] / 100.0))
    rest = grown / standing if standing > 0 else math.nan
    if not (math.isfinite(rest) and rest > 0):
        return Obstacle.UNREACHABLE
    if not free.any():
        return fixed.copy() if abs(rest - 1.0) <= 1e-9 else Obstacle.HELD
    count, about = int(free.sum()), RULES[rule]
    if about.grows:
        found = np.full(count, (rest ** (1.0 / count) - 1.0) * 100.0)
    elif about.follows:
        if path is None or not np.isfinite(path[free]).all() or not (path[free] > -100.0).all():
            return Obstacle.NO_PATH
        factors = 1.0 + path[free] / 100.0
        scale = (rest / float(np.prod(factors))) ** (1.0 / count)
        found = (factors * scale - 1.0) * 100.0
    else:
        if not math.isfinite(last):
            return Obstacle.NO_FIRST
        steps = np.cumsum(geometric(years, about.ratio(factor)))[free]
        stepped = _step_to(rest, last, steps)
        if stepped is None:
            return Obstacle.UNREACHABLE
        found = stepped
    values = fixed.copy()
    values[free] = found if decimals is None else rounded_all(found, decimals)
    # what rounding left goes to the last free year
    place = int(np.flatnonzero(free)[-1])
    others = np.delete(values, place)
    before = float(np.prod(1.0 + others / 100.0))
    if not 0.0 < before < math.inf:
        # a year at -100 % leaves nothing that could grow, and past what a number can hold nothing is left to the last
        return Obstacle.UNREACHABLE
    values[place] = (grown / before - 1.0) * 100.0
    return values


def _step_to(grown: float, last: float, steps: FloatArray) -> FloatArray | None:
    start = 1.0 + last / 100.0

    def factors(step: float) -> FloatArray:
        return np.asarray(start + step * steps)

    def excess(step: float) -> float:
        return float(np.log(factors(step)).sum()) - math.log(grown)

    # every factor stays above nothing: the bound on the step by the largest of the running sums
    low = (_LEAST_FACTOR - start) / float(steps.max())
    if start <= 0:
        low = (_LEAST_FACTOR - start) / float(steps.min())
    high = max(abs(low), 1.0)
    while excess(high) < 0:
        high *= 2.0
    low += 1e-12 * max(1.0, abs(low))
    if not excess(low) <= 0:
        return None
    step = float(brentq(excess, low, high, xtol=1e-16, rtol=8.9e-16, maxiter=300))
    return np.asarray((factors(step) - 1.0) * 100.0)


def growths(values: FloatArray, before: float, *, points: bool) -> FloatArray:
    """What each year moves by (year,): % on the year before, or points; NaN where a rate would need positive figures."""
    earlier = np.concatenate([[before], values[:-1]])
    if points:
        return np.asarray(values - earlier)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where((earlier > 0) & (values > 0), values / earlier - 1.0, np.nan) * 100.0)


def segments(stations: Sequence[tuple[int, float]], since: int) -> list[tuple[int, int, float]]:
    """The ways between fixed figures: (last year of the one before, its own year, its figure), by year."""
    found, begun = [], since
    for year, figure in sorted(stations):
        found.append((begun, year, figure))
        begun = year
    return found
