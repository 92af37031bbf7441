"""The plan's own checks, run over every region, industry and year that has the figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import Final

import numpy as np

from npfdesk.engine.audit.finding import Finding, Place
from npfdesk.engine.audit.printed_figures import EDGE, BoolArray, FloatArray, IntArray, PrintedFigures
from npfdesk.engine.projection.formulas import evaluate
from npfdesk.engine.projection.rollups import roll_up
from npfdesk.engine.projection.target_figures import MEASURES
from npfdesk.plan.check_formulas import read_check
from npfdesk.plan.expressions import (
    COMPARISONS,
    OVER_CHILDREN,
    At,
    Call,
    Code,
    Expression,
    Node,
    Operation,
    children_of,
    walk,
)
from npfdesk.plan.formula_words import check_wording
from npfdesk.plan.numbers import format_figure
from npfdesk.plan.own_checks import OwnCheck
from npfdesk.plan.problems import Problem, ProblemKind, Severity, joined, note, warning
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.spoken_names import name_wording
from npfdesk.plan.targets import Measure

OWN_CHECK: Final = warning(
    "own_check",
    "{place}：{year}年不满足核查规则“{check}”（{expression}）：{sides}{more}。{message}",
    "{place}: the check “{check}” ({expression}) does not hold in {year}: {sides_en}{more_en}. {message}",
)
OWN_CHECK_UNREADABLE: Final = warning(
    "own_check_unreadable",
    "核查规则“{check}”没有核查：{why}",
    "The check “{check}” was not run: {why_en}",
)
OWN_CHECK_IDLE: Final = note(
    "own_check_without_figures",
    "核查规则“{check}”（{expression}）没有可查的数值：没有一个地区和年份齐备它所用的全部指标。",
    "The check “{check}” ({expression}) has no figures to check: no region and year has all the indicators that it uses.",
)
_OF_SEVERITY: Final[Mapping[Severity, ProblemKind]] = MappingProxyType(
    {severity: replace(OWN_CHECK, severity=severity) for severity in Severity}
)


def own_checks(printed: PrintedFigures) -> Iterator[Finding]:
    """The checks that the plan states itself, in each region, industry and year with all figures that they read.

    Past figures as known, and in the years of targets the targets (of a growth rate its mean a year); what a formula
    gives of them is computed. left ? right, told beyond the rounding of the machine; an expression without a comparison
    holds where it is not 0. One finding a region and industry, with the last year that fails; of what only names other
    regions, one in all.
    """
    ground = _Ground(printed)
    for check in printed.plan.checks:
        expression = read_check(check, printed.plan)
        if isinstance(expression, Problem):
            yield _unreadable(printed, check, expression)
        else:
            yield from _run(ground, check, expression)


class _Ground:
    """The figures and the pairs of region and industry that checks are run over."""

    def __init__(self, printed: PrintedFigures) -> None:
        self.printed = printed

    @cached_property
    def figures(self) -> FloatArray:
        """What is observed, the targets in their years, and formulas and roll-ups of both (year, series)."""
        printed = self.printed
        values = np.array(printed.observed)
        table, first = printed.table, int(printed.plan.years[0])
        rate = (table.measure == MEASURES.index(Measure.GROWTH)) & printed.frame.rate[table.row]
        figure = np.where(rate, table.reach, table.figure)
        column = table.year - first
        stated = np.flatnonzero(np.isfinite(figure) & (column >= 0) & (column < len(values)) & ~table.second)
        values[column[stated], table.row[stated]] = figure[stated]
        for stage in printed.frame.stages:
            if stage.indicator is not None and stage.indicator.formula is not None and len(stage.rows):
                computed = evaluate(
                    stage.indicator.formula, printed.frame.context, values, stage.regions, stage.industries
                )
                own = values[:, stage.rows]
                values[:, stage.rows] = np.where(np.isfinite(own), own, computed)
            for rollup in stage.rollups:
                # a region with a figure of its own is not rolled up
                alone = ~np.isfinite(values[:, rollup.parents]).any(axis=0)
                summed = roll_up(rollup, values)
                values[:, rollup.parents[alone]] = summed[:, alone]
        return values

    def pairs(self, check: OwnCheck, expression: Expression) -> tuple[IntArray, IntArray]:
        """The regions and industry slots that a check is run over, (pair,)."""
        frame, plan = self.printed.frame, self.printed.plan
        none = np.empty(0, dtype=np.int64)
        if not plan.regions:
            return none, none
        if check.region:
            regions = np.array([frame.region_index[check.region]], dtype=np.int64)
        elif not reads_own_region(expression.root):
            regions = np.array([frame.region_index.get(plan.city, 0)], dtype=np.int64)
        else:
            regions = np.array(
                [place for place, one in enumerate(plan.regions) if not one.benchmark], dtype=np.int64
            )
        slots = np.arange(len(frame.slot_index), dtype=np.int64)
        return np.repeat(regions, len(slots)), np.tile(slots, len(regions))


def reads_own_region(node: Node) -> bool:
    """Whether an expression reads a figure of the region that it is computed for, or of the regions below it."""
    if isinstance(node, Code) or (isinstance(node, Call) and node.function in OVER_CHILDREN):
        return True
    return not isinstance(node, At) and any(reads_own_region(part) for part in children_of(node))


@dataclass(frozen=True, eq=False)
class _Outcome:
    """Both sides of a check and where it fails, (year, pair)."""

    left: FloatArray
    right: FloatArray
    known: BoolArray
    fails: BoolArray


def _outcome(ground: _Ground, expression: Expression, regions: IntArray, slots: IntArray) -> _Outcome:
    context = ground.printed.frame.context
    root = expression.root

    def side(node: Node) -> FloatArray:
        return evaluate(Expression(expression.text, node), context, ground.figures, regions, slots)

    compared = isinstance(root, Operation) and root.operator in COMPARISONS
    if not (isinstance(root, Operation) and compared):
        value = side(root)
        return _Outcome(value, np.full_like(value, np.nan), np.isfinite(value), value == 0)
    left, right = side(root.left), side(root.right)
    known = np.isfinite(left) & np.isfinite(right)
    slack = EDGE * np.maximum(1.0, np.maximum(np.abs(left), np.abs(right)))
    with np.errstate(invalid="ignore"):
        holds = {
            "<": left < right - slack,
            "<=": left <= right + slack,
            ">": left > right + slack,
            ">=": left >= right - slack,
            "==": np.abs(left - right) <= slack,
            "!=": np.abs(left - right) > slack,
        }[root.operator]
    return _Outcome(left, right, known, known & ~holds)


def _run(ground: _Ground, check: OwnCheck, expression: Expression) -> Iterator[Finding]:
    printed = ground.printed
    regions, slots = ground.pairs(check, expression)
    outcome = _outcome(ground, expression, regions, slots)
    years = printed.plan.years
    asked = (years == check.year) if check.year else np.ones(len(years), dtype=np.bool_)
    known, fails = outcome.known & asked[:, None], outcome.fails & asked[:, None]
    # a figure that only names numbers or other regions is the same in every industry
    if not any(isinstance(node, Code) for node in walk(expression.root)) and known.shape[1] > 1:
        known[:, 1:] = fails[:, 1:] = False
    if not known.any():
        yield _finding(printed, OWN_CHECK_IDLE, check, _series(printed, check, expression, -1, 0), {}, {})
        return
    for pair in np.flatnonzero(fails.any(axis=0)).tolist():
        columns = np.flatnonzero(fails[:, pair])
        column = int(columns[-1])
        region, slot = int(regions[pair]), int(slots[pair])
        yield _broken(
            printed, check, expression, (region, slot), int(years[column]),
            tuple(int(years[one]) for one in columns[:-1]),
            (float(outcome.left[column, pair]), float(outcome.right[column, pair])),
        )  # fmt: skip


def _broken(
    printed: PrintedFigures,
    check: OwnCheck,
    expression: Expression,
    pair: tuple[int, int],
    year: int,
    others: tuple[int, ...],
    sides: tuple[float, float],
) -> Finding:
    left, right = sides
    figures = {"left": left, "right": right, "difference": left - right, "years": float(len(others) + 1)}
    shown = [format_figure(one, _places(sides)) if np.isfinite(one) else "" for one in sides]
    both = bool(shown[1])
    words = {
        "sides": f"左边为{shown[0]}，右边为{shown[1]}" if both else f"算得{shown[0]}",
        "sides_en": f"left {shown[0]}, right {shown[1]}" if both else f"it comes to {shown[0]}",
        "more": f"（{joined(map(str, others), 'zh')}年也不满足）" if others else "",
        "more_en": f" (nor in {joined(map(str, others), 'en')})" if others else "",
    }
    series = _series(printed, check, expression, *pair)
    return _finding(printed, _OF_SEVERITY[check.severity], check, series, figures, words, pair, year)


def _places(sides: tuple[float, float]) -> int:
    """Enough decimal places to tell the two sides apart, two at least and six at most."""
    difference = abs(sides[0] - sides[1])
    if not np.isfinite(difference) or difference == 0:
        return 2
    return int(min(6, max(2, 1 - np.floor(np.log10(difference)))))


def _finding(
    printed: PrintedFigures,
    kind: ProblemKind,
    check: OwnCheck,
    series: SeriesKey,
    figures: Mapping[str, float],
    words: Mapping[str, object],
    pair: tuple[int, int] = (-1, 0),
    year: int = 0,
) -> Finding:
    plan = printed.plan
    region, slot = pair
    place = name_wording(
        plan.regions[region] if region >= 0 else None, plan.industries[slot - 1] if slot else None
    )
    told = {
        "check": check.name,
        "expression": check_wording(plan, check),
        "message": check.message,
        "place": place,
        **words,
    }
    places = [*_cells(printed, check, pair, year), Place(check.sheet, check.cell, series)]
    made = printed.finding(kind, series, year, figures, told, places)
    return replace(made, subject=check.name)


def _cells(printed: PrintedFigures, check: OwnCheck, pair: tuple[int, int], year: int) -> Iterator[Place]:
    """The cells of the targets that a check reads in that region, industry and year."""
    expression = read_check(check, printed.plan)
    targets = next((one for one in printed.year_targets if one.year == year), None)
    if isinstance(expression, Problem) or pair[0] < 0:
        return
    for code in _codes(expression):
        row = int(printed.frame.lookup[printed.frame.indicator_index[code]][pair])
        if row >= 0:
            yield printed.place(row, targets)


def _codes(expression: Expression) -> list[str]:
    """The indicators that an expression reads, in the order in which it names them."""
    return list(dict.fromkeys(node.code for node in walk(expression.root) if isinstance(node, Code)))


def _series(
    printed: PrintedFigures, check: OwnCheck, expression: Expression, region: int, slot: int
) -> SeriesKey:
    """The series that a check is told of: the first that it reads there."""
    plan, frame = printed.plan, printed.frame
    codes = _codes(expression)
    industry = plan.industries[slot - 1].code if slot else ""
    place = plan.regions[region].code if region >= 0 else check.region or plan.city
    for code in codes:
        if region >= 0 and frame.lookup[frame.indicator_index[code]][region, slot] >= 0:
            return SeriesKey(place, industry, code)
    return SeriesKey(place, industry, codes[0] if codes else "")


def _unreadable(printed: PrintedFigures, check: OwnCheck, problem: Problem) -> Finding:
    root = printed.plan.city
    first = printed.plan.indicators[0].code if printed.plan.indicators else ""
    series = SeriesKey(root, "", first)
    words = {"check": check.name, "why": problem.message("zh"), "why_en": problem.message("en")}
    made = printed.finding(
        OWN_CHECK_UNREADABLE, series, 0, {}, words, [Place(check.sheet, check.cell, series)]
    )
    return replace(made, subject=check.name)
