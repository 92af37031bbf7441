"""Assumption rows that continue nothing: told by their cell, so that no series under them passes for a projection."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np

from npfdesk.plan.kinds import Kind
from npfdesk.plan.methods import RATE_METHODS, Method, trend
from npfdesk.plan.problems import Problem, ProblemKind, error, warning
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import ANY, AssumptionKey, SeriesKey, TargetKey
from npfdesk.plan.targets import Measure, PlanTarget, Target, resolve_target, stated_figures
from npfdesk.workbook.standard.figures import Figures, series_text
from npfdesk.workbook.standard.sheet_tables import Row
from npfdesk.workbook.standard.structure import Structure

NOT_FOR_RATES: Final = error(
    "method_not_for_rate",
    f"“{{indicator}}”是增速，不能用“{{text}}”推算，按最后一个现状值保持不变。请改用{RATE_METHODS.zh}。",
    f"“{{indicator}}” is a growth rate, which “{{text}}” cannot project: it is held at the last actual. Choose {RATE_METHODS.en}.",
)
TARGET_WITHOUT_FIGURE: Final = warning(
    "target_without_figure",
    "方法为“按目标”，但“{series}”没有目标数值（这样的序列共 {count} 个），路径没有数值。请填写目标或改用其他方法。",
    "The method is “target”, but “{series}” has no target figure ({count} such series), so the path has no figures. Enter a "
    "target or choose another method.",
)
TARGET_BEFORE_BASE: Final = warning(
    "target_before_base",
    "方法为“按目标”，但“{series}”的目标年 {year} 不晚于基期 {base_year}（这样的序列共 {count} 个），数值保持不变。请改正年份。",
    "The method is “target”, but the target year {year} of “{series}” is not after its base year {base_year} ({count} such "
    "series), so the figure is held. Correct the years.",
)
TREND_TOO_SHORT: Final = warning(
    "trend_too_short",
    "方法为“趋势”，但“{series}”没有两个可用的有现状值的年份（总量须为正数；这样的序列共 {count} 个），路径没有数值。请补充数据或改用其他方法。",
    "The method is “trend”, but “{series}” does not have two usable years with actuals (above zero for amounts; {count} such "
    "series), so the path has no figures. Add data or choose another method.",
)


_PATHLESS: Final = frozenset(
    {
        *(one.code for one in (NOT_FOR_RATES, TARGET_WITHOUT_FIGURE, TARGET_BEFORE_BASE, TREND_TOO_SHORT)),
        *(one.about.impossible.problem.code for one in Method if one.about.impossible is not None),
        "years_without_parameter",
    }
)
_SAID_OF_PATHS: Final = _PATHLESS | {"no_target_ahead", "no_year_ahead", "years_missing"}


def not_yet_told(said: Iterable[Problem], known: Iterable[Problem]) -> tuple[Problem, ...]:
    """Of what is said of paths, by the rows of assumptions, what no problem of a row says already."""
    rows = {(one.sheet, _line(one)) for one in known if one.code in _PATHLESS}
    return tuple(
        one
        for one in said
        if not (one.cell and one.code in _SAID_OF_PATHS and (one.sheet, _line(one)) in rows)
    )


def _line(problem: Problem) -> str:
    return problem.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def report_rows_without_path(
    found: Mapping[str, Mapping[AssumptionKey, Assumption]],
    rows: Mapping[tuple[str, AssumptionKey], Row],
    targets: Mapping[str, Mapping[TargetKey, PlanTarget]],
    figures: Figures,
    structure: Structure,
    problems: list[Problem],
) -> None:
    """Report each row whose method cannot continue the series that it applies to.

    A growth rate under a method for amounts, a `target` without a figure or with a year that is not after its base, a
    `trend` of fewer than two years. A row that names no region reaches the series that its method can continue, and is
    told only where there is none at all. `targets` are each scenario's, with those that it inherits.
    """
    observed: dict[SeriesKey, dict[int, float]] = {}
    for (series, year), figure in figures.observed.items():
        observed.setdefault(series, {})[year] = figure
    seen: dict[str, list[SeriesKey]] = {}
    for series in figures.series:
        if series in observed:
            seen.setdefault(series.indicator, []).append(series)
    plain = _by_series(figures.targets)
    for scenario, assumptions in found.items():
        own = targets.get(scenario)
        stated = _by_series({**figures.targets, **own}) if own else plain
        for key, assumption in assumptions.items():
            row, indicator = rows[scenario, key], structure.indicator(key.indicator)
            if indicator.kind is Kind.RATE and not assumption.method.about.for_rates:
                problems.append(row["method"].problem(NOT_FOR_RATES, indicator=indicator.name))
                continue
            decided = [one for one in seen.get(key.indicator, ()) if decides(key, one, assumptions)]
            off = [
                (series, *said)
                for series in decided
                if (
                    said := _without_path(
                        assumption, observed[series], stated.get(series, []), figures, indicator.kind
                    )
                )
            ]
            if off and (key.region != ANY or len(off) == len(decided)):
                series, kind, told = off[0]
                named = {"series": series_text(series, structure), "count": len(off), **told}
                problems.append(row["method"].problem(kind, **named))


def _by_series(targets: Mapping[TargetKey, PlanTarget]) -> dict[SeriesKey, list[PlanTarget]]:
    stated: dict[SeriesKey, list[PlanTarget]] = {}
    for target in targets.values():
        stated.setdefault(target.series, []).append(target)
    return stated


def decides(key: AssumptionKey, series: SeriesKey, assumptions: Mapping[AssumptionKey, Assumption]) -> bool:
    """Whether this one of a scenario's own rows applies to a series."""
    region, industry, indicator = series
    # a key is equal to its plain tuple: none is made for each question
    for one in (
        (region, industry, indicator),
        (region, ANY, indicator),
        (ANY, industry, indicator),
        (ANY, ANY, indicator),
    ):
        if one in assumptions:
            return key == one
    return False


def _without_path(
    assumption: Assumption,
    seen: Mapping[int, float],
    targets: list[PlanTarget],
    figures: Figures,
    kind: Kind,
) -> tuple[ProblemKind, dict[str, object]] | None:
    """Why a method gives a series no path, with what is told of it; None where it gives one."""
    about = assumption.method.about
    if about.follows_targets:
        named = [one for one in targets if _has_figure(one, seen, figures, kind)]
        if not named:
            return TARGET_WITHOUT_FIGURE, {}
        early = [one for one in named if one.year <= (one.base_year or figures.base_year)]
        if len(early) == len(named):
            last = max(early, key=lambda one: one.year)
            return TARGET_BEFORE_BASE, {
                "year": last.year,
                "base_year": last.base_year or figures.base_year,
            }
        return None
    if about.reads_past:
        years = range(min(seen), max(seen) + 1)
        past = np.array([[seen.get(year, np.nan)] for year in years])
        count = np.array([np.nan if assumption.value is None else assumption.value])
        if not np.isfinite(trend(past, count, np.array([kind.moves_in_points]))).all():
            return TREND_TOO_SHORT, {}
    return None


def _has_figure(target: PlanTarget, seen: Mapping[int, float], figures: Figures, kind: Kind) -> bool:
    """Whether a target names a figure that a path can head for: a level, a sum, or the growth of a rate."""
    base_year = target.base_year or figures.base_year
    for one in (target.parsed, *(second.parsed for second in target.seconds)):
        if one.measure is Measure.SUM or (one.measure is Measure.GROWTH and kind is Kind.RATE):
            if stated_figures(one, base_year=base_year, target_year=target.year).value is not None:
                return True
            continue
        base = seen.get(base_year)
        if base is None and one.how == "increase" and seen:
            # only what has no figures at all begins at 0
            continue
        reached = resolve_target(
            one,
            base=base,
            base_year=base_year,
            target_year=target.year,
        )
        if isinstance(reached, Target) and reached.value is not None:
            return True
    return False
