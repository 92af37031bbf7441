"""Growths against the levels that they are the growth of, and yearly targets of a flow against their sum."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import numpy as np

from npfdesk.engine.audit.finding import Finding
from npfdesk.engine.audit.indicator_names import canonical, same_whole
from npfdesk.engine.audit.printed_figures import (
    EDGE,
    FloatArray,
    PrintedFigures,
    YearTargets,
    decimals,
    grain,
    percent,
)
from npfdesk.engine.projection.target_figures import MEASURES
from npfdesk.plan.kinds import Kind
from npfdesk.plan.numbers import format_figure, unit_factor
from npfdesk.plan.problems import note, warning
from npfdesk.plan.targets import Basis, Measure, TargetKind

GROWTH_DIFFERS: Final = warning(
    "growth_differs_from_levels",
    "{what}：到{year}年的增速目标为年均{stated}，而“{level}”由{base}到{target}，年均{implied}，相差{difference}个百分点。",
    "{what}: its target to {year} is {stated} a year, but “{level}” goes from {base} to {target}, {implied} a year: "
    "{difference} points apart.",
)
REAL_GROWTH_DIFFERS: Final = note(
    "growth_differs_from_values",
    "{what}：到{year}年的增速目标为年均{stated}，而“{level}”由{base}到{target}，年均{implied}，相差{difference}个百分点。若增速按可比价计算，请说明隐含的价格变动。",
    "{what}: its target to {year} is {stated} a year, but “{level}” goes from {base} to {target}, {implied} a year: "
    "{difference} points apart. If the growth is at constant prices, state the implied change in prices.",
)
OBSERVED_GROWTH_DIFFERS: Final = warning(
    "observed_growth_differs",
    "{what}：{year}年增速为{stated}，而“{level}”由上年的{base}到{target}，增长{implied}，相差{difference}个百分点。",
    "{what}: {stated} in {year}, but “{level}” went from {base} the year before to {target}, {implied}: {difference} "
    "percentage points apart.",
)
YEARLY_TARGETS_DO_NOT_SUM: Final = warning(
    "yearly_targets_do_not_sum",
    "{what}：到{year}年的累计目标为{total}，{first}—{year}年各年合计{sum}，相差{difference}。",
    "{what}: its cumulative target to {year} is {total}, the targets for {first} to {year} add up to {sum}, a difference of "
    "{difference}.",
)
YEARLY_TARGETS_EXCEED: Final = warning(
    "yearly_targets_exceed_sum",
    "{what}：到{year}年的累计目标为{total}，仅{count}年就合计{sum}，超出{difference}。",
    "{what}: its cumulative target to {year} is {total}, yet {count:year alone adds|years alone add} up to {sum}, {difference} "
    "above it.",
)

PRICES: Final = 1.0
"""Points a year that values may grow faster or slower than a growth at constant prices before it is told."""
PAST_PRICES: Final = 10.0
"""The same for a single past year, whose prices can move by more."""
_GROWTH: Final = re.compile(
    r"(?:年均|年度|同比)?(?:实际)?(?:增速|增长率|增长速度|增幅|增长)(?:\([^()]*\))?$|(?:annual)?growth(?:rate)?(?:of)?$"
)
_OF: Final = re.compile(r"^(?:annual)?(?:growthof|growthin)|^年均")
_GDP: Final = frozenset(
    {"gdp", "地区生产总值", "生产总值", "国内生产总值", "本地生产总值", "地区生产总值(gdp)"}
)


def growth_indicators(printed: PrintedFigures) -> Iterator[Finding]:
    """A growth by its name (规上工业增加值增速) against the levels of the same indicator (规上工业增加值).

    The growth asked for a year against (T / b)^(1 / n) - 1 of the levels, with all that words and rounding allow.
    Warning beyond that; of values in money, which grow by prices too while such growths are mostly at constant ones, a
    note beyond one point. Past years: the printed growth, and that published for the series itself, against
    x / x before - 1; of money beyond ten points.
    """
    levels = _by_name(printed)
    for place, indicator in enumerate(printed.plan.indicators):
        stem = _stem(indicator.name) if indicator.kind.moves_in_points else None
        level = levels.get(stem) if stem is not None else None
        if level is None:
            continue
        tables = printed.frame.lookup[place], printed.frame.lookup[level]
        both = (tables[0] >= 0) & (tables[1] >= 0)
        for row, other in zip(tables[0][both].tolist(), tables[1][both].tolist(), strict=True):
            for targets in printed.year_targets:
                yield from _asked(printed, targets, row, other)
            yield from _past(printed, row, other, printed.observed[:, row], printed.observed_half[:, row])
    yield from _published(printed)


def yearly_sums(printed: PrintedFigures) -> Iterator[Finding]:
    """The yearly targets of a flow, and what is known of other years, against the sum that a target states.

    With the intervals of their words: warning where [Σ low, Σ high] and the sum's do not meet and every year after the
    base has a figure; where some have none, warning where Σ low of the others is above the sum already.
    """
    table = printed.table
    by_year = {targets.year: targets for targets in printed.year_targets}
    summed = np.flatnonzero(table.measure == MEASURES.index(Measure.SUM))
    first = int(printed.plan.years[0]) if len(printed.plan.years) else 0
    for place in summed.tolist():
        row, due, since = int(table.row[place]), int(table.year[place]), int(table.base_year[place])
        total = float(table.reach[place])
        ends: list[tuple[float, float, float]] = []
        for year in range(since + 1, due + 1):
            targets = by_year.get(year)
            if targets is not None and np.isfinite(targets.figure[row]):
                ends.append((float(targets.low[row]), float(targets.figure[row]), float(targets.high[row])))
            elif 0 <= year - first < len(printed.observed) and np.isfinite(
                figure := float(printed.observed[year - first, row])
            ):
                half = float(printed.observed_half[year - first, row])
                ends.append((figure - half, figure, figure + half))
        stated = [year for year in range(since + 1, due + 1) if year in by_year]
        # what is only observed is a part of the way and contradicts nothing
        if (
            not np.isfinite(total)
            or not ends
            or not any(np.isfinite(by_year[year].figure[row]) for year in stated)
        ):
            continue
        yield from _against_sum(printed, place, row, since, ends)


def _against_sum(
    printed: PrintedFigures, place: int, row: int, since: int, ends: list[tuple[float, float, float]]
) -> Iterator[Finding]:
    table = printed.table
    total, due = float(table.reach[place]), int(table.year[place])
    kind = table.statements[place].parsed.kind
    half = float(printed.halves[place])
    inside = bool(table.inside[place])
    low = (
        -np.inf if kind is TargetKind.AT_MOST else (float(table.reach_low[place]) if inside else total) - half
    )
    high = (
        np.inf
        if kind is TargetKind.AT_LEAST
        else (float(table.reach_high[place]) if inside else total) + half
    )
    least, summed, most = (sum(one) for one in zip(*ends, strict=True))
    slack = EDGE * max(1.0, abs(total), abs(summed))
    every = len(ends) == due - since
    apart = every and (most < low - slack or least > high + slack)
    exceeds = not every and least > high + slack and all(one[0] >= 0 for one in ends)
    if not apart and not exceeds:
        return
    targets = next(one for one in printed.year_targets if one.year == due)
    figures = {"total": total, "sum": summed, "difference": summed - total, "count": float(len(ends))}
    words = {
        "total": printed.shown(total, row),
        "sum": printed.shown(summed, row),
        "difference": printed.difference(summed - total, row),
        "first": since + 1,
        "count": len(ends),
    }
    years = range(since + 1, due + 1)
    places = [printed.place(row, one) for one in printed.year_targets if one.year in years]
    yield printed.finding(
        YEARLY_TARGETS_DO_NOT_SUM if apart else YEARLY_TARGETS_EXCEED,
        row,
        due,
        figures,
        words,
        [printed.place(row, targets), *places],
    )


def _by_name(printed: PrintedFigures) -> dict[str, int]:
    """The indicators with levels by their canonical names; 地区生产总值 is GDP."""
    found: dict[str, int] = {}
    for place, indicator in enumerate(printed.plan.indicators):
        if not indicator.kind.moves_in_points:
            found.setdefault(same_whole(canonical(indicator.name)), place)
    return found


def _stem(name: str) -> str | None:
    """The name of what a growth is of; None of a name that is no growth's."""
    plain = canonical(name)
    stem = _OF.sub("", _GROWTH.sub("", plain))
    return same_whole(stem) if stem and stem != plain else None


def _asked(printed: PrintedFigures, targets: YearTargets, row: int, level: int) -> Iterator[Finding]:
    table, place = printed.table, int(targets.position[row])
    if place < 0 or not np.isfinite(targets.figure[level]) or not targets.base[level] > 0:
        return
    stated = table.statements[place]
    years = targets.year - int(targets.base_year[level])
    rate = float(table.reach[place]) if printed.frame.rate[row] else float(targets.figure[row])
    if years <= 0 or not np.isfinite(rate) or stated.parsed.measure not in (Measure.GROWTH, Measure.LEVEL):
        return
    half = 0.5 * 10.0 ** -decimals(stated.text)
    inside = bool(table.inside[place])
    low, high = (float(table.reach_low[place]), float(table.reach_high[place])) if inside else (rate, rate)
    low, high = low - half, high + half
    if stated.parsed.basis is Basis.TOTAL:
        low, rate, high = (_annual(1 + one / 100, years) for one in (low, rate, high))
    low = -np.inf if stated.parsed.kind is TargetKind.AT_MOST else low
    high = np.inf if stated.parsed.kind is TargetKind.AT_LEAST else high
    base, base_half = float(targets.base[level]), float(targets.base_half[level])
    slowest = _annual(float(targets.low[level]) / (base + base_half), years)
    fastest = _annual(float(targets.high[level]) / max(base - base_half, EDGE), years)
    money = _in_money(printed, level)
    slack = PRICES if money else EDGE
    if slowest <= high + slack and fastest >= low - slack:
        return
    implied = _annual(float(targets.figure[level]) / base, years)
    yield printed.finding(
        REAL_GROWTH_DIFFERS if money else GROWTH_DIFFERS,
        row,
        targets.year,
        {
            "stated": rate,
            "implied": implied,
            "difference": implied - rate,
            "base": base,
            "target": float(targets.figure[level]),
        },
        _words(printed, level, rate, implied, base, float(targets.figure[level])),
        [printed.place(row, targets), printed.place(level, targets)],
    )


def _past(
    printed: PrintedFigures, row: int, level: int, rates: FloatArray, halves: FloatArray
) -> Iterator[Finding]:
    """The past year whose growth misses that of the levels by most, where any does."""
    figures, half = printed.observed[:, level], printed.observed_half[:, level]
    if len(figures) < 2:
        return
    before, now = figures[:-1], figures[1:]
    with np.errstate(invalid="ignore", divide="ignore"):
        grown = np.where(before > 0, 100 * (now / before - 1), np.nan)
        open_by = 100 * (half[1:] + half[:-1] * np.abs(now / before)) / np.where(before > 0, before, np.nan)
        missed = np.abs(rates[1:] - grown)
        slack = halves[1:] + open_by + (PAST_PRICES if _in_money(printed, level) else 0.0)
        told = missed > slack * (1 + EDGE) + EDGE
    if not told.any():
        return
    at = int(np.where(told, np.nan_to_num(missed), -1.0).argmax())
    stated, implied = float(rates[1:][at]), float(grown[at])
    yield printed.finding(
        OBSERVED_GROWTH_DIFFERS,
        row,
        int(printed.plan.years[at + 1]),
        {"stated": stated, "implied": implied, "difference": implied - stated},
        _words(printed, level, stated, implied, float(before[at]), float(now[at])),
        [printed.place(row), printed.place(level)],
    )


def _published(printed: PrintedFigures) -> Iterator[Finding]:
    """Growths on the year before that are published beside the levels of one series."""
    plan = printed.plan
    found: dict[int, FloatArray] = {}
    for key, value in plan.progress.items():
        if not key.growth or not key.period.is_year or key.series not in plan.row:
            continue
        column = key.period.year - int(plan.years[0])
        if (
            0 <= column < len(plan.years)
            and plan.indicator_by_code[key.series.indicator].kind is not Kind.RATE
        ):
            rates = found.setdefault(plan.row[key.series], np.full(len(plan.years), np.nan))
            rates[column] = value
    for row, rates in found.items():
        if not printed.frame.points[row]:
            yield from _past(printed, row, row, rates, grain(rates))


def _words(
    printed: PrintedFigures, level: int, stated: float, implied: float, base: float, target: float
) -> dict[str, object]:
    return {
        "level": printed.measure(level),
        "stated": percent(stated),
        "implied": percent(implied),
        "difference": format_figure(abs(implied - stated), 1),
        "base": printed.shown(base, level),
        "target": printed.shown(target, level),
    }


def _in_money(printed: PrintedFigures, row: int) -> bool:
    unit = printed.indicator(row).unit
    return bool(unit) and unit_factor("元", unit.partition("/")[0]) is not None


def _annual(factor: float, years: int) -> float:
    """The growth a year in % that makes this factor; -100 of one that is not above 0."""
    if np.isinf(factor):
        return float(factor) if factor > 0 else -100.0
    return float(100 * (max(factor, 0.0) ** (1 / years) - 1))
