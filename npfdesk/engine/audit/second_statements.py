"""Two statements of one target held against each other: 1500左右，年均增长6.5%左右."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import numpy as np

from npfdesk.engine.audit.finding import Finding, Place
from npfdesk.engine.audit.printed_figures import EDGE, PrintedFigures, YearTargets, decimals, percent, swaps
from npfdesk.engine.projection.target_figures import MEASURES
from npfdesk.plan.problems import Problem, warning
from npfdesk.plan.rounding import rounded_text
from npfdesk.plan.targets import Basis, Measure, PlanTarget, Target, TargetKind, resolve_target

STATEMENTS_DIFFER: Final = warning(
    "statements_differ",
    "{what}：{year}年目标“{text}”与“{second}”不一致：从基期值 {base} 推算，后者为 {comes_to}，前者为 {target}。",
    "{what}: the target for {year} reads “{text}” and “{second}”, which do not agree: from a base of {base} the second "
    "comes to {comes_to}, the first is {target}.",
)


PRINTED_TRANSPOSED: Final = warning(
    "printed_transposed",
    "{what}：{year}年目标印为{target}，按同处所写的“{second}”推算为{comes_to}，疑为相邻两位数字写颠倒（应为{mended}）。",
    "{what}: the target for {year} is printed as {target}, but “{second}” beside it comes to {comes_to}: two neighbouring "
    "digits look swapped ({mended}).",
)
TOTALS_DIFFER: Final = warning(
    "totals_differ",
    "{what}：{year}年目标“{text}”与“{second}”不一致：折算成同一口径，前者为 {target}，后者为 {comes_to}。",
    "{what}: the target for {year} reads “{text}” and “{second}”, which do not agree: as one measure the first is "
    "{target}, the second {comes_to}.",
)

LEAST_DIGITS: Final = 4
"""The printed digits from which two swapped ones are more than a chance."""


def second_statements(printed: PrintedFigures) -> Iterator[Finding]:
    """What stands beside a target against it: a growth that does not come to its level, another level, sum or growth.

    Beyond the rounding of both: the rate may be anything that rounds to what is printed, at least and at most leave a
    side open, and about is within its tolerance. Where two neighbouring digits of the level swapped make the two
    agree, that is what is told. Sums are held against sums, growths without a level against growths as
    (1 + g)^n. Silent where the base or a figure is missing.
    """
    table = printed.table
    targets_of = {targets.year: targets for targets in printed.year_targets}
    for place in np.flatnonzero(table.second).tolist():
        row, targets = int(table.row[place]), targets_of[int(table.year[place])]
        first = int(targets.position[row])
        if first < 0:
            continue
        stated, second = table.statements[first], table.statements[place]
        if np.isfinite(targets.figure[row]):
            yield from _levels(printed, targets, row, stated, second)
        elif table.measure[first] == table.measure[place]:
            yield from _totals(printed, targets, row, first, place)


def _levels(
    printed: PrintedFigures, targets: YearTargets, row: int, stated: PlanTarget, second: PlanTarget
) -> Iterator[Finding]:
    ends = _allowed(printed, targets, row, second)
    if ends is None:
        return
    low, high = ends
    slack = EDGE * abs(float(targets.figure[row]))
    if low <= float(targets.high[row]) + slack and high >= float(targets.low[row]) - slack:
        return
    reached = _level(printed, targets, row, second, 0.0)
    if reached is None or reached.value is None:
        return
    target = float(targets.figure[row])
    figures = {"target": target, "computed": reached.value, "base": float(targets.base[row])}
    words = {
        "text": stated.text,
        "second": second.text,
        "base": printed.shown(figures["base"], row),
        "comes_to": printed.shown(reached.value, row),
        "target": printed.shown(target, row),
    }
    places = [
        printed.place(row, targets),
        *([Place(second.sheet, second.cell, second.series)] if second.cell != stated.cell else []),
    ]
    yield printed.finding(STATEMENTS_DIFFER, row, targets.year, figures, words, places)
    places_printed = decimals(stated.text)
    long_enough = len(rounded_text(abs(target), places_printed).replace(".", "")) >= LEAST_DIGITS
    mended = [one for one in swaps(target, places_printed) if low - slack <= one <= high + slack]
    bounded = bool(np.isfinite(low) and np.isfinite(high))
    if stated.parsed.how == "figure" and len(mended) == 1 and long_enough and bounded:
        yield printed.finding(
            PRINTED_TRANSPOSED,
            row,
            targets.year,
            {**figures, "mended": mended[0]},
            {**words, "mended": printed.shown(mended[0], row)},
            places,
        )


def _allowed(
    printed: PrintedFigures, targets: YearTargets, row: int, second: PlanTarget
) -> tuple[float, float] | None:
    """All levels that the second statement's words allow, from the lowest to the highest; None where it has none."""
    base, base_half = float(targets.base[row]), float(targets.base_half[row])
    growing = second.parsed.how not in ("figure", "increase", "change")
    if growing and not np.isfinite(base):
        return None
    half = 0.5 * 10.0 ** -decimals(second.text)
    if not growing:
        figure = second.parsed.figure if second.parsed.figure is not None else second.parsed.low
        half = printed.printed_half(second.text, figure or 0.0, row)
    ends: list[float] = []
    for shift in (-half, half):
        target = _level(printed, targets, row, second, shift)
        if target is None or target.value is None:
            return None
        below = -np.inf if target.kind is TargetKind.AT_MOST else target.low
        above = np.inf if target.kind is TargetKind.AT_LEAST else target.high
        ends += [target.value if below is None else below, target.value if above is None else above]
    if not growing:
        # an increase counts from the base, which is rounded too
        slack = 0.0 if second.parsed.how == "figure" or not np.isfinite(base) else base_half
        return min(ends) - slack, max(ends) + slack
    finite = [abs(one) for one in ends if np.isfinite(one)]
    # the base is rounded too, and grows as it does
    slack = base_half * max([1.0, *(one / abs(base) for one in finite)]) if base else base_half
    return min(ends) - slack, max(ends) + slack


def _level(
    printed: PrintedFigures, targets: YearTargets, row: int, second: PlanTarget, shift: float
) -> Target | None:
    """What the second statement, its figures moved by `shift`, comes to from the base."""
    parsed = second.parsed

    def moved(figure: float | None) -> float | None:
        return None if figure is None else figure + shift

    base = float(targets.base[row])
    target = resolve_target(
        replace(parsed, figure=moved(parsed.figure), low=moved(parsed.low), high=moved(parsed.high)),
        base=base if np.isfinite(base) else None,
        base_year=int(targets.base_year[row]),
        target_year=targets.year,
        about_tolerance=printed.plan.about_tolerance,
    )
    return None if isinstance(target, Problem) else target


def _totals(
    printed: PrintedFigures, targets: YearTargets, row: int, first: int, second: int
) -> Iterator[Finding]:
    """Two sums, or two growths without a level, of one series."""
    table = printed.table
    ends = [
        _total_bounds(printed, place, targets.year - int(targets.base_year[row])) for place in (first, second)
    ]
    (low, _, high), (other_low, _, other_high) = ends
    slack = EDGE * max(1.0, abs(ends[0][1]))
    if not (low > other_high + slack or high < other_low - slack):
        return
    stated, beside = table.statements[first], table.statements[second]
    figures = {"target": ends[0][1], "computed": ends[1][1]}
    growing = table.measure[first] == MEASURES.index(Measure.GROWTH)
    words = {name: percent(one) if growing else printed.shown(one, row) for name, one in figures.items()}
    yield printed.finding(
        TOTALS_DIFFER,
        row,
        targets.year,
        figures,
        {
            "text": stated.text,
            "second": beside.text,
            "target": words["target"],
            "comes_to": words["computed"],
        },
        [printed.place(row, targets), Place(beside.sheet, beside.cell, beside.series)],
    )


def _total_bounds(printed: PrintedFigures, place: int, span: int) -> tuple[float, float, float]:
    """The least, stated and most total of a sum, or of a growth over all years in %; NaN where there is none."""
    table = printed.table
    stated = table.statements[place]
    parsed, reach = stated.parsed, float(table.reach[place])
    half = 0.5 * 10.0 ** -decimals(stated.text)
    if table.measure[place] == MEASURES.index(Measure.SUM):
        # 年均新增10 stands for ten times the years, and so does its rounding
        half *= span if parsed.how == "step" else 1
    inside = bool(table.inside[place])
    ends = [
        (float(table.reach_low[place]) if inside else reach) - half,
        reach,
        (float(table.reach_high[place]) if inside else reach) + half,
    ]
    if table.measure[place] == MEASURES.index(Measure.GROWTH) and parsed.basis is not Basis.TOTAL:
        ends = [100 * (max(0.0, 1 + one / 100) ** max(span, 1) - 1) for one in ends]
    if parsed.kind is TargetKind.AT_LEAST:
        ends[2] = np.inf
    if parsed.kind is TargetKind.AT_MOST:
        ends[0] = -np.inf
    return ends[0], ends[1], ends[2]
