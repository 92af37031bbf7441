"""Errors of unit and magnitude: 万 for 亿, one digit too many, a fraction for a percentage, a part above its whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from npfdesk.engine.audit.finding import Finding
from npfdesk.engine.audit.printed_figures import EDGE, BoolArray, FloatArray, IntArray, PrintedFigures
from npfdesk.engine.projection.impossible import beyond_whole
from npfdesk.plan.numbers import format_figure
from npfdesk.plan.problems import warning

TARGET_MAGNITUDE: Final = warning(
    "target_magnitude",
    "{what}：{year}年目标{target}是基期{base}的{times}倍，疑为单位（万、亿）或小数点有误。",
    "{what}: the target of {target} for {year} is {times} times the base of {base}: its unit (万, 亿) or decimal point looks "
    "wrong.",
)
FRACTION_FOR_PERCENT: Final = warning(
    "fraction_for_percent",
    "{what}：{year}年为{fraction}，{other_year}年为{percentage}，相差约一百倍：疑把百分数写成了小数（或相反）。",
    "{what}: {fraction} in {year} and {percentage} in {other_year}, about a hundred times apart: one of them looks like a "
    "fraction written as a percentage, or the reverse.",
)
DATA_MAGNITUDE: Final = warning(
    "data_magnitude",
    "{what}：{year}年为{value}，{other_year}年为{other}，相差{times}倍，疑为单位或小数点有误。",
    "{what}: {value} in {year} after {other} in {other_year}, {times} times: the unit or decimal point looks wrong.",
)
ABOVE_WHOLE: Final = warning(
    "share_above_whole",
    "{what}：{year}年为{value}，份额应在0至100%之间。",
    "{what}: {value} in {year}; a share should lie between 0 and 100%.",
)
PART_ABOVE_WHOLE: Final = warning(
    "part_above_whole",
    "{what}：{year}年为{value}，超过{whole}的{total}。",
    "{what}: {value} in {year}, above the {total} of {whole}.",
)

MAGNITUDE: Final = 100.0
"""How many times a target may be its base, or a year's figure the one before: a hundredfold is no growth."""
LEAST_COUNT: Final = 10.0
"""A count below this may grow a hundredfold: from one pilot to a hundred."""
HUNDREDFOLD: Final = (40.0, 250.0)
"""How many times a percentage may be a fraction of the same figure some years apart."""
FRACTION: Final = 1.0
"""A figure up to this may be a fraction written where percentages stand."""


def times_of(figures: FloatArray, others: FloatArray) -> FloatArray:
    """How many times others figures are, of any shape; NaN where either is not above 0."""
    with np.errstate(invalid="ignore", divide="ignore"):
        times: FloatArray = np.where((figures > 0) & (others > 0), figures / others, np.nan)
    return times


def amounts_apart(
    figures: FloatArray, others: FloatArray, points: BoolArray, counted: BoolArray, times: float = MAGNITUDE
) -> BoolArray:
    """Where amounts are so many times others, or that part of them; a count from 10 up only."""
    ratio = times_of(figures, others)
    with np.errstate(invalid="ignore"):
        far = (ratio >= times) | (ratio <= 1 / times)
        large = np.maximum(others, figures) >= LEAST_COUNT * MAGNITUDE
    apart: BoolArray = far & ~points & (~counted | large)
    return apart


def fractions_for_percents(figures: FloatArray, others: FloatArray) -> BoolArray:
    """Where of two figures one looks like the fraction of what the other has in per cent."""
    ratio = times_of(figures, others)
    with np.errstate(invalid="ignore"):
        up = np.maximum(ratio, 1 / ratio)
        found: BoolArray = (np.minimum(others, figures) <= FRACTION) & (up >= HUNDREDFOLD[0])
        found &= up <= HUNDREDFOLD[1]
    return found


def target_magnitudes(printed: PrintedFigures) -> Iterator[Finding]:
    """An amount's target against its base: T / b >= 100 or <= 1/100, both positive; a count from a base of 10 up.

    A figure in % of at most 1 beside one 40 to 250 times as large is told as a fraction for a percentage.
    """
    frame = printed.frame
    percent_unit = np.array([one.unit == "%" for one in printed.plan.indicators], dtype=np.bool_)[
        frame.indicator_of
    ]
    growth, counted = printed.growing, printed.counted
    for targets in printed.year_targets:
        ratio = times_of(targets.figure, targets.base)
        amounts = amounts_apart(targets.figure, targets.base, frame.points, counted)
        fractions = fractions_for_percents(targets.figure, targets.base)
        fractions &= percent_unit & frame.points & ~growth
        for row in np.flatnonzero(amounts | fractions).tolist():
            base, target = float(targets.base[row]), float(targets.figure[row])
            figures = {"base": base, "target": target, "times": float(ratio[row])}
            first, place = int(targets.base_year[row]), [printed.place(row, targets)]
            if amounts[row]:
                words: dict[str, object] = {
                    "base": printed.shown(base, row),
                    "target": printed.shown(target, row),
                }
                words["times"] = format_figure(float(ratio[row]), 0 if ratio[row] >= 1 else 5)
                yield printed.finding(TARGET_MAGNITUDE, row, targets.year, figures, words, place)
                continue
            year, other = (targets.year, first) if target < base else (first, targets.year)
            yield printed.finding(
                FRACTION_FOR_PERCENT,
                row,
                targets.year,
                figures,
                {
                    "year": year,
                    "other_year": other,
                    "fraction": printed.shown(min(base, target), row),
                    "percentage": printed.shown(max(base, target), row),
                },
                place,
            )


def data_magnitudes(printed: PrintedFigures) -> Iterator[Finding]:
    """A year's figure of an amount against the last one before it: a hundred times or a hundredth, both positive."""
    frame = printed.frame
    counted = printed.counted
    before = np.full(len(frame.region_of), np.nan)
    year_before = np.zeros(len(frame.region_of), dtype=np.int64)
    for year, figures in zip(printed.plan.years.tolist(), printed.observed, strict=True):
        there = np.isfinite(figures)
        ratio = times_of(figures, before)
        far = amounts_apart(figures, before, frame.points, counted)
        for row in np.flatnonzero(far).tolist():
            value, other = float(figures[row]), float(before[row])
            yield printed.finding(
                DATA_MAGNITUDE,
                row,
                year,
                {"value": value, "before": other, "times": float(ratio[row])},
                {
                    "value": printed.shown(value, row),
                    "other": printed.shown(other, row),
                    "other_year": int(year_before[row]),
                    "times": format_figure(float(ratio[row]), 0 if ratio[row] >= 1 else 5),
                },
                [printed.place(row)],
            )
        before = np.where(there, figures, before)
        year_before[there] = year


def shares_above_whole(printed: PrintedFigures) -> Iterator[Finding]:
    """A share by its name (占…比重, 覆盖率 …) in % above 100 or below 0 in base, target, stretch or any past year.

    Of several past years the last one is told.
    """
    plan = printed.plan
    named = printed.frame.shares
    for targets in printed.year_targets:
        at = targets.position
        stretch = (
            np.where(at >= 0, printed.table.stretch[np.maximum(at, 0)], np.nan)
            if at.size and len(printed.table.stretch)
            else targets.base
        )
        beyond = np.where(np.isfinite(stretch) & beyond_whole(stretch), stretch, targets.figure)
        for figures, year in ((targets.base, 0), (beyond, targets.year)):
            above = np.flatnonzero(named & beyond_whole(figures) & (targets.position >= 0))
            for row in above.tolist():
                yield printed.finding(
                    ABOVE_WHOLE,
                    row,
                    year or int(targets.base_year[row]),
                    {"value": float(figures[row])},
                    {"value": printed.shown(float(figures[row]), row)},
                    [printed.place(row, targets)],
                )
    past = named & beyond_whole(printed.observed)
    for row in np.flatnonzero(past.any(axis=0)).tolist():
        column = int(np.flatnonzero(past[:, row])[-1])
        value = float(printed.observed[column, row])
        yield printed.finding(
            ABOVE_WHOLE,
            row,
            int(plan.years[column]),
            {"value": value},
            {"value": printed.shown(value, row)},
            [printed.place(row)],
        )


def parts_above_whole(printed: PrintedFigures) -> Iterator[Finding]:
    """A past figure of a region above its parent's, or of an industry above the total's, where both sum up.

    x - h > X + H in the same year, x and X not negative. Where every child has a figure the sum is told instead.
    """
    plan = printed.plan
    for rows, wholes in (_children_and_parents(printed), _industries_and_totals(printed)):
        chosen = printed.additive[rows]
        part, whole = rows[chosen], wholes[chosen]
        if not len(part):
            continue
        figures, totals = printed.observed[:, part], printed.observed[:, whole]
        with np.errstate(invalid="ignore"):
            least, most = figures - printed.observed_half[:, part], totals + printed.observed_half[:, whole]
            above = (least > most * (1 + EDGE)) & (totals >= 0)
        for at in np.flatnonzero(above.any(axis=0)).tolist():
            column = int(np.flatnonzero(above[:, at])[-1])
            row, total = int(part[at]), int(whole[at])
            yield printed.finding(
                PART_ABOVE_WHOLE,
                row,
                int(plan.years[column]),
                {"value": float(figures[column, at]), "total": float(totals[column, at])},
                {
                    "value": printed.shown(float(figures[column, at]), row),
                    "total": printed.shown(float(totals[column, at]), total),
                    "whole": printed.subject(total),
                },
                [printed.place(row), printed.place(total)],
            )


def _children_and_parents(printed: PrintedFigures) -> tuple[IntArray, IntArray]:
    """Rows of children of which a sister has no figures at all, beside their parents' rows."""
    rows: list[IntArray] = [np.empty(0, dtype=np.int64)]
    wholes: list[IntArray] = [np.empty(0, dtype=np.int64)]
    seen = np.isfinite(printed.observed.max(axis=0, initial=-np.inf, where=np.isfinite(printed.observed)))
    for stage in printed.frame.stages:
        for rollup in stage.rollups:
            counted = np.add.reduceat(seen[rollup.members].astype(np.int64), rollup.starts)
            partly = np.repeat(np.less(counted, rollup.children), rollup.sizes)
            rows.append(rollup.members[partly])
            wholes.append(np.repeat(rollup.parents, rollup.sizes)[partly])
    return np.concatenate(rows), np.concatenate(wholes)


def _industries_and_totals(printed: PrintedFigures) -> tuple[IntArray, IntArray]:
    frame = printed.frame
    rows = np.flatnonzero(frame.industry_of > 0)
    totals = np.array(
        [frame.lookup[frame.indicator_of[row]][frame.region_of[row], 0] for row in rows], dtype=np.int64
    )
    return rows[totals >= 0], totals[totals >= 0]
