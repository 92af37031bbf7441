"""Two statements of one target held against each other: 1500左右，年均增长6.5%左右."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import numpy as np

from npfdesk.engine.audit.finding import Finding
from npfdesk.engine.audit.printed_figures import EDGE, PrintedFigures, YearTargets, decimals
from npfdesk.plan.problems import Problem, warning
from npfdesk.plan.targets import PlanTarget, SecondStatement, Target, TargetKind, resolve_target

STATEMENTS_DIFFER: Final = warning(
    "statements_differ",
    "{what}：{year}年目标“{text}”与“{second}”不一致：从基期值 {base} 推算，后者为 {comes_to}，前者为 {target}。",
    "{what}: the target for {year} reads “{text}” and “{second}”, which do not agree: from a base of {base} the second "
    "comes to {comes_to}, the first is {target}.",
)


def second_statements(printed: PrintedFigures) -> Iterator[Finding]:
    """A growth beside a level that it does not come to from the base, beyond the rounding of both.

    The rate may be anything that rounds to what is printed, at least and at most leave a side open, and about is
    within its tolerance. Silent where the base or the level has no figure.
    """
    for targets in printed.year_targets:
        for row in np.flatnonzero(np.isfinite(targets.figure) & np.isfinite(targets.base)).tolist():
            stated = printed.statement(targets, row)
            for second in stated.seconds if stated is not None else ():
                if stated is not None and second.parsed.how in ("growth", "compound"):
                    yield from _compared(printed, targets, row, stated, second)


def _compared(
    printed: PrintedFigures, targets: YearTargets, row: int, stated: PlanTarget, second: SecondStatement
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
    figures = {
        "target": float(targets.figure[row]),
        "computed": reached.value,
        "base": float(targets.base[row]),
    }
    words = {
        "text": stated.text,
        "second": second.text,
        "base": printed.shown(figures["base"], row),
        "comes_to": printed.shown(reached.value, row),
        "target": printed.shown(figures["target"], row),
    }
    yield printed.finding(STATEMENTS_DIFFER, row, targets.year, figures, words, [printed.place(row, targets)])


def _allowed(
    printed: PrintedFigures, targets: YearTargets, row: int, second: SecondStatement
) -> tuple[float, float] | None:
    """All levels that the growth's words allow, from the lowest to the highest; None where it comes to none."""
    half = 0.5 * 10.0 ** -decimals(second.text)
    ends: list[float] = []
    for shift in (-half, half):
        target = _level(printed, targets, row, second, shift)
        if target is None or target.value is None:
            return None
        below = -np.inf if target.kind is TargetKind.AT_MOST else target.low
        above = np.inf if target.kind is TargetKind.AT_LEAST else target.high
        ends += [target.value if below is None else below, target.value if above is None else above]
    base, base_half = float(targets.base[row]), float(targets.base_half[row])
    finite = [abs(one) for one in ends if np.isfinite(one)]
    # the base is rounded too, and grows as it does
    slack = base_half * max([1.0, *(one / abs(base) for one in finite)]) if base else base_half
    return min(ends) - slack, max(ends) + slack


def _level(
    printed: PrintedFigures, targets: YearTargets, row: int, second: SecondStatement, shift: float
) -> Target | None:
    """What the growth, moved by some points, comes to from the base."""
    parsed = second.parsed

    def moved(figure: float | None) -> float | None:
        return None if figure is None else figure + shift

    target = resolve_target(
        replace(parsed, figure=moved(parsed.figure), low=moved(parsed.low), high=moved(parsed.high)),
        base=float(targets.base[row]),
        base_year=int(targets.base_year[row]),
        target_year=targets.year,
        about_tolerance=printed.plan.about_tolerance,
    )
    return None if isinstance(target, Problem) else target
