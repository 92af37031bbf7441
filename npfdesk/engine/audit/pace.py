"""The pace that a target requires, compared with its direction, its past, other regions and later targets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from npfdesk.engine.audit.finding import Finding
from npfdesk.engine.audit.printed_figures import (
    EDGE,
    BoolArray,
    FloatArray,
    IntArray,
    PrintedFigures,
    YearTargets,
)
from npfdesk.engine.projection.paths import last_observed
from npfdesk.engine.targets.gaps import required_growth
from npfdesk.plan.measure_words import pace_unit
from npfdesk.plan.names import fold
from npfdesk.plan.numbers import format_figure
from npfdesk.plan.problems import note, warning
from npfdesk.plan.targets import TargetKind

AGAINST_DIRECTION: Final = warning(
    "target_against_direction",
    "{what}：{year}年目标{target}，基期{base}，与指标方向（{way}）相反，差{difference}。",
    "{what}: the target of {target} for {year} lies {difference} from the base of {base}, against the indicator's "
    "direction ({way_en}).",
)
ALREADY_MET: Final = note(
    "target_already_met",
    "{what}：{year}年目标“{text}”在基期（{base}）已经达到，还有{difference}的余地。",
    "{what}: the target “{text}” for {year} is already met in the base year ({base}), with {difference} to spare.",
)
STRETCH_SHORT: Final = warning(
    "stretch_short_of_target",
    "{what}：{year}年力争值{stretch}没有超过目标{target}。",
    "{what}: the stretch figure of {stretch} for {year} does not go beyond the target of {target}.",
)
LATER_TARGET_FALLS_BACK: Final = warning(
    "later_target_falls_back",
    "{what}：{year}年目标{target}比{earlier_year}年目标{earlier}倒退{difference}。",
    "{what}: the target of {target} for {year} falls back by {difference} from the {earlier} for {earlier_year}.",
)
TURNS_AROUND: Final = note(
    "target_turns_around",
    "{what}：{first}—{last}年年均{past}，而到{year}年须年均{required}，与过去的走势相反。",
    "{what}: {past_en} a year from {first} to {last}, but {required_en} a year is required to {year}: the reverse of the past "
    "trend.",
)
FASTER_THAN_PAST: Final = note(
    "faster_than_own_past",
    "{what}：到{year}年须年均{required}，而{first}—{last}年年均{past}。",
    "{what}: {required_en} a year is required to {year}, against {past_en} a year from {first} to {last}.",
)
OUTLIER: Final = note(
    "growth_unlike_other_regions",
    "{what}：到{year}年须年均{required}，{count}个同级地区的中位数为{median}，稳健离差 z = {z}。",
    "{what}: {required_en} a year is required to {year}; the median of {count} regions at the same level is {median_en}, a "
    "robust deviation of z = {z}.",
)

SHORTEST_PAST: Final = 3
"""Years that a past must span before a target is held against it: one bad year is no past."""
STEEPER_BY: Final = 5.0
"""Percentage points of growth a year that a target must ask for beyond the past before that is told."""
STEEPER_TIMES: Final = 2.0
"""And how many times the past's growth: 6 % to 11 % is ambition, 2.8 % to 9 % is a question."""
STEEPER_TIMES_IN_POINTS: Final = 3.0
"""How many times the past's yearly points a ratio or index must be asked for."""
STEEPER_SHARE_IN_POINTS: Final = 0.05
"""And by which share of the last figure a year, so that tenths of a point are no finding."""
FEWEST_REGIONS: Final = 5
"""Sister regions below which a median says nothing."""
OUTLYING: Final = 3.5
"""The modified z-score beyond which Iglewicz and Hoaglin (1993) call a figure an outlier."""
NORMAL: Final = 0.6745
"""The median absolute deviation of a normal distribution of standard deviation 1."""
LEAST_SPREAD: Final = 1.0
"""Percentage points of growth that regions are taken to differ by at least."""
LEAST_SPREAD_IN_POINTS: Final = 0.01
"""The same for a ratio or index, as a share of the median base a year."""
TURNING: Final = 1.0
"""% a year that past and target must each move by, in opposite ways, before that is told."""
TURNING_IN_POINTS: Final = 0.01
"""The same for a ratio or index, as a share of the last figure a year."""
STEADY: Final = 2 / 3
"""The share of the past's yearly moves that must go its way: a past that goes up and down has none."""
LEAST_COUNT: Final = 10.0
"""A count below this grows by leaps: from one pilot to three is 25 % a year and no question."""
_KEPT: Final = ("保持", "稳定", "控制", "维持", "不低于现", "maintain", "keep", "stable")


def against_direction(printed: PrintedFigures) -> Iterator[Finding]:
    """A target worse than its base: s (T - b) < 0 beyond the rounding of both, s = 1 for 正向 and -1 for 负向.

    Of a range or 左右 the better end counts. Warning; only a note where the words are a bound on the safe side
    (90以上 from a base of 95): it is met from the start. Nothing where the words say to keep a level (保持, 稳定,
    控制), for a cap on what is better higher (不超过), for growth rates, which may slow, and where the name says
    that less may be better (能耗, 排放, 失业 …) while the direction is 正向, as a blank one is.
    """
    falling, known = printed.better < 0, (printed.better != 0) & ~printed.growing
    for targets in printed.year_targets:
        best = np.where(falling, targets.low, targets.high)
        bound = targets.floor | targets.cap
        best = np.where(bound, targets.figure + np.where(falling, -1, 1) * targets.half, best)
        worse = np.where(falling, best - targets.base, targets.base - best)
        with np.errstate(invalid="ignore"):
            told = worse > targets.base_half + EDGE * np.maximum(1.0, np.abs(targets.base))
        told &= known & ~(targets.cap & ~falling) & ~(targets.floor & falling)
        for row in np.flatnonzero(told):
            stated = printed.table.statements[int(targets.position[row])]
            if any(word in fold(stated.text) for word in _KEPT) or stated.parsed.how == "change":
                continue
            base, target = float(targets.base[row]), float(targets.figure[row])
            yield printed.finding(
                ALREADY_MET if bound[row] else AGAINST_DIRECTION,
                int(row),
                targets.year,
                {"base": base, "target": target, "difference": target - base},
                {
                    "base": printed.shown(base, int(row)),
                    "target": printed.shown(target, int(row)),
                    "text": stated.text,
                    "difference": printed.difference(abs(target - base), int(row)),
                    "way": "负向" if falling[row] else "正向",
                    "way_en": "less is better" if falling[row] else "more is better",
                },
                [printed.place(int(row), targets)],
            )


def stretches(printed: PrintedFigures) -> Iterator[Finding]:
    """A 力争 figure that does not go beyond its target: s (stretch - T) <= 0."""
    table = printed.table
    with np.errstate(invalid="ignore"):
        short = table.sign * (table.stretch - table.figure) <= 0
    # where less may be better and the direction was left blank, only the words of a bound say which way is further
    bound = np.array(
        [one.parsed.kind in (TargetKind.AT_LEAST, TargetKind.AT_MOST) for one in table.statements]
    )
    short &= (printed.better[table.row] != 0) | bound.astype(np.bool_)
    stand_of = {targets.year: targets for targets in printed.year_targets}
    for place in np.flatnonzero(short):
        row, stretch, target = int(table.row[place]), float(table.stretch[place]), float(table.figure[place])
        yield printed.finding(
            STRETCH_SHORT,
            row,
            int(table.year[place]),
            {"stretch": stretch, "target": target},
            {"stretch": printed.shown(stretch, row), "target": printed.shown(target, row)},
            [printed.place(row, stand_of[int(table.year[place])])],
        )


def later_targets(printed: PrintedFigures) -> Iterator[Finding]:
    """A target of a later year worse than one of an earlier: s (T later - T earlier) < 0 beyond both roundings."""
    falling, known = printed.better < 0, (printed.better != 0) & ~printed.growing
    for earlier, later in zip(printed.year_targets, printed.year_targets[1:], strict=False):
        worse = np.where(falling, later.low - earlier.high, earlier.low - later.high)
        with np.errstate(invalid="ignore"):
            told = (worse > 0) & known
        for row in np.flatnonzero(told).tolist():
            figures = {"target": float(later.figure[row]), "earlier": float(earlier.figure[row])}
            words = {name: printed.shown(value, row) for name, value in figures.items()}
            difference = figures["target"] - figures["earlier"]
            yield printed.finding(
                LATER_TARGET_FALLS_BACK,
                row,
                later.year,
                {**figures, "difference": difference},
                {
                    **words,
                    "earlier_year": earlier.year,
                    "difference": printed.difference(abs(difference), row),
                },
                [printed.place(row, later), printed.place(row, earlier)],
            )


def own_past(printed: PrintedFigures) -> Iterator[Finding]:
    """The growth that a target requires against that of the region's own past.

    past = (v last / v first)^(1 / n) - 1 over the observed years, required = (T / v last)^(1 / m) - 1, both in % a
    year and turned so that more is better. Note where required > 2 past and required > past + 5 points, and the
    past spans three years at least; of a past that the target turns around, that is told. A ratio or index is told in points a year: required > 3 |past| and
    required - past > 5 % of the last figure.
    """
    frame, years = printed.frame, printed.plan.years
    turned = {(one.series, one.year) for one in turned_around(printed)}
    observed = printed.observed
    finite = np.isfinite(observed)
    first = np.where(finite.any(axis=0), finite.argmax(axis=0), -1)
    last = last_observed(observed) if len(frame.region_of) else np.empty(0, dtype=np.int64)
    columns = np.arange(len(frame.region_of))
    begin, end = observed[first, columns], observed[last, columns]
    span = (last - first).astype(np.float64)
    past = required_growth(begin, end, span, frame.points)
    for targets in printed.year_targets:
        ahead = (targets.year - (last + int(years[0]))).astype(np.float64)
        required = required_growth(end, targets.figure, ahead, frame.points)
        sign = _sign(printed, targets)
        need, had = sign * required, sign * past
        with np.errstate(invalid="ignore"):
            steep = (need > STEEPER_TIMES * had) & (need > had + STEEPER_BY)
            steep_points = (need > STEEPER_TIMES_IN_POINTS * np.abs(had)) & (
                need - had > STEEPER_SHARE_IN_POINTS * np.abs(end)
            )
            told = np.where(frame.points, steep_points, steep) & (span >= SHORTEST_PAST) & (need > 0)
        told &= (printed.better != 0) & ~printed.growing & ~(printed.counted & (end < LEAST_COUNT))
        for row in np.flatnonzero(told).tolist():
            if (printed.plan.series[row], targets.year) in turned:
                continue
            years_told = {"first": int(years[first[row]]), "last": int(years[last[row]])}
            yield printed.finding(
                FASTER_THAN_PAST,
                row,
                targets.year,
                {
                    "required": float(required[row]),
                    "past": float(past[row]),
                    "target": float(targets.figure[row]),
                    "last": float(end[row]),
                    "first": float(begin[row]),
                },
                {
                    **_rate(printed, "required", required[row], row),
                    **_rate(printed, "past", past[row], row),
                    **years_told,
                },
                [printed.place(row, targets)],
            )


def turned_around(printed: PrintedFigures) -> Iterator[Finding]:
    """A target that goes against the way of the past, also of what a formula computes of it.

    past and required as in `own_past`, over what is known (observed, computed, rolled up) up to the target's base; the
    past spans three years at least and two thirds of its yearly moves go its way. Note where they have opposite signs
    and both exceed 1 % a year (1 % of the last figure a year for a ratio or index). Growth rates may turn; what is
    worse than the base is told as that.
    """
    frame, years = printed.frame, printed.plan.years
    if not len(frame.region_of) or not len(years):
        return
    columns = np.arange(len(frame.region_of))
    for targets in printed.year_targets:
        # of years behind every base nothing counts
        counted = years[: max(1, int((years <= targets.base_year.max()).sum()))]
        known = np.where(counted[:, None] <= targets.base_year, printed.known[: len(counted)], np.nan)
        finite = np.isfinite(known)
        first = np.where(finite.any(axis=0), finite.argmax(axis=0), 0)
        last = np.where(finite.any(axis=0), len(counted) - 1 - finite[::-1].argmax(axis=0), 0)
        begin, end = known[first, columns], known[last, columns]
        span = (last - first).astype(np.float64)
        past = required_growth(begin, end, span, frame.points)
        ahead = (targets.year - years[last]).astype(np.float64)
        required = required_growth(end, targets.figure, ahead, frame.points)
        moves = np.sign(np.diff(known, axis=0))
        with np.errstate(invalid="ignore", divide="ignore"):
            alike = (moves == np.sign(past)).sum(axis=0) / np.isfinite(moves).sum(axis=0)
            least = np.where(frame.points, TURNING_IN_POINTS * np.abs(end), TURNING)
            told = (
                (np.sign(past) * np.sign(required) < 0)
                & (np.abs(past) >= least)
                & (np.abs(required) >= least)
            )
            told &= (span >= SHORTEST_PAST) & (alike >= STEADY)
            # to fall back where more is better is told as that
            told &= ~(printed.better * (targets.figure - targets.base) < 0)
        told &= ~printed.growing & ~(printed.counted & (end < LEAST_COUNT))
        for row in np.flatnonzero(told).tolist():
            yield printed.finding(
                TURNS_AROUND,
                row,
                targets.year,
                {
                    "past": float(past[row]),
                    "required": float(required[row]),
                    "last": float(end[row]),
                    "target": float(targets.figure[row]),
                },
                {
                    **_rate(printed, "required", required[row], row),
                    **_rate(printed, "past", past[row], row),
                    "first": int(years[first[row]]),
                    "last": int(years[last[row]]),
                },
                [printed.place(row, targets)],
            )


def across_regions(printed: PrintedFigures) -> Iterator[Finding]:
    """The growth that a target requires against that of its sister regions (children of one parent).

    z = 0.6745 (g - median) / MAD, the modified z-score of Iglewicz and Hoaglin (1993), g the growth from base to
    target; the MAD counts as one point at least (1 % of the median base for a ratio or index). Note where
    |z| > 3.5 and five regions at least have a growth. All industries together and single ones each among themselves.
    """
    frame, count = printed.frame, len(printed.frame.region_of)
    parent = np.array(
        [frame.region_index.get(one.parent, -1) for one in printed.plan.regions], dtype=np.int64
    )
    above = parent[frame.region_of] if count else np.empty(0, dtype=np.int64)
    slots = len(frame.slot_index)
    family = (above * slots + frame.industry_of) * len(printed.plan.indicators) + frame.indicator_of
    for targets in printed.year_targets:
        growth = growth_asked(targets, frame.points)
        small = printed.counted & (targets.base < LEAST_COUNT)
        rows = np.flatnonzero(np.isfinite(growth) & (above >= 0) & ~small)
        if len(rows) < FEWEST_REGIONS:
            continue
        _, group = np.unique(family[rows], return_inverse=True)
        group = group.reshape(-1)
        size = np.bincount(group)[group]
        median = _median_of(growth[rows], group)
        spread = _median_of(np.abs(growth[rows] - median), group)
        least = np.where(
            frame.points[rows],
            LEAST_SPREAD_IN_POINTS * _median_of(np.abs(targets.base[rows]), group),
            LEAST_SPREAD,
        )
        spread = np.maximum(spread, least)
        with np.errstate(invalid="ignore", divide="ignore"):
            z = NORMAL * (growth[rows] - median) / spread
        for at in np.flatnonzero((np.abs(z) > OUTLYING) & (size >= FEWEST_REGIONS)).tolist():
            row = int(rows[at])
            sisters = rows[group == group[at]]
            yield printed.finding(
                OUTLIER,
                row,
                targets.year,
                {
                    "required": float(growth[row]),
                    "median": float(median[at]),
                    "deviation": float(spread[at]),
                    "z": float(z[at]),
                    "count": len(sisters),
                },
                {
                    **_rate(printed, "required", growth[row], row),
                    **_rate(printed, "median", median[at], row),
                    "z": format_figure(float(z[at]), 1),
                    "count": len(sisters),
                },
                [printed.place(row, targets)],
            )


def growth_asked(targets: YearTargets, points: BoolArray) -> FloatArray:
    """The growth from base to target, in % a year (points a year for ratio and index) (series,)."""
    return required_growth(
        targets.base, targets.figure, (targets.year - targets.base_year).astype(np.float64), points
    )


def _sign(printed: PrintedFigures, targets: YearTargets) -> FloatArray:
    sign = np.ones(len(printed.frame.region_of))
    there = targets.position >= 0
    sign[there] = printed.table.sign[targets.position[there]]
    return sign


def _rate(printed: PrintedFigures, name: str, rate: float, row: int) -> dict[str, str]:
    """A rate in words for both languages: % a year, or points and units a year."""
    indicator, places = printed.indicator(row), 2 if printed.frame.points[row] else 1
    zh, en = pace_unit(indicator, "zh"), pace_unit(indicator, "en")
    return {
        name: format_figure(float(rate), places, zh),
        f"{name}_en": format_figure(float(rate), places, en),
    }


def _median_of(figures: FloatArray, group: IntArray) -> FloatArray:
    """Each figure's group's median (figure,); groups are 0, 1, 2 … and none of them is empty."""
    order = np.lexsort((figures, group))
    size = np.bincount(group)
    start = np.cumsum(size) - size
    sorted_figures = figures[order]
    middle = (sorted_figures[start + (size - 1) // 2] + sorted_figures[start + size // 2]) / 2
    result: FloatArray = middle[group]
    return result
