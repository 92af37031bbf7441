"""Small plans made by hand, so that a test says all that it rests on."""

from dataclasses import replace
from types import MappingProxyType

import numpy as np

from npfdesk.plan.document import new_document
from npfdesk.plan.expressions import Expression, parse_expression
from npfdesk.plan.kinds import Direction, Kind, RollUp
from npfdesk.plan.methods import Method
from npfdesk.plan.model import Indicator, Industry, LeverEffect, Plan
from npfdesk.plan.problems import Problem
from npfdesk.plan.records import SavedWork
from npfdesk.plan.regions import Region
from npfdesk.plan.scenarios import Assumption, LeverIntensities, Scenario, by_id
from npfdesk.plan.series import AssumptionKey, LeverIntensityKey, SeriesKey, TargetKey
from npfdesk.plan.target_text import parse_target
from npfdesk.plan.targets import PlanTarget
from npfdesk.plan.work import Work


def formula(text: str) -> Expression:
    parsed = parse_expression(text)
    assert not isinstance(parsed, Problem), parsed
    return parsed


def target(series, text, *, year=2025, base_year=2020, unit="", stretch=None, kind=None):
    parsed = parse_target(text, unit=unit, indicator_kind=kind)
    assert not isinstance(parsed, Problem), parsed.message("en")
    return PlanTarget(SeriesKey(*series), year, text, parsed, stretch=stretch, base_year=base_year)


def scenario(name="基准", parent=None, assumptions=None, intensities=None, targets=None, packages=()):
    return Scenario(
        name,
        name,
        parent,
        assumptions=MappingProxyType(
            {AssumptionKey(*key): value for key, value in (assumptions or {}).items()}
        ),
        intensities=MappingProxyType(
            {
                LeverIntensityKey(*key): LeverIntensities(tuple(value.items()))
                for key, value in (intensities or {}).items()
            }
        ),
        targets=MappingProxyType({TargetKey(one.series, one.year): one for one in (targets or ())}),
        packages=tuple(packages),
    )


def plan(
    data,
    *,
    first=2016,
    horizon=2030,
    indicators=None,
    regions=None,
    industries=(),
    targets=(),
    levers=(),
    multipliers=None,
    scenarios=(),
    synergy=0.0,
    base_year=2020,
):
    """A plan out of {(region, industry, indicator): {year: figure}}; what is not named is made up plainly."""
    series = tuple(SeriesKey(*key) for key in data)
    if indicators is None:
        indicators = [
            Indicator(code, code, rollup=RollUp.SUM) for code in dict.fromkeys(key[2] for key in data)
        ]
    if regions is None:
        regions = [Region(code, code) for code in dict.fromkeys(key[0] for key in data)]
    years = np.arange(first, horizon + 1, dtype=np.int64)
    observed = np.full((len(years), len(series)), np.nan)
    for column, figures in enumerate(data.values()):
        for year, figure in figures.items():
            observed[year - first, column] = figure
    observed.setflags(write=False)
    return Plan(
        title="手工规划",
        city=regions[0].code,
        base_year=base_year,
        target_year=2025,
        horizon=horizon,
        regions=tuple(regions),
        industries=tuple(industries),
        indicators=tuple(indicators),
        series=series,
        series_sources=("",) * len(series),
        years=years,
        observed=observed.T,
        targets=MappingProxyType({one.key: one for one in targets}),
        levers=tuple(levers),
        multipliers=MappingProxyType(multipliers or {}),
        scenarios=tuple(scenarios),
        synergy=synergy,
    )


def document(*arguments, **named):
    return new_document(plan(*arguments, **named))


def saved_as(scenarios, active, **parts):
    """Saved work of these scenarios, with these parts beside them."""
    return SavedWork(Work(by_id(scenarios), **parts), active)


def with_parts(work, **parts):
    """Saved work with other parts."""
    return replace(work, work=replace(work.work, **parts))


__all__ = [
    "Assumption",
    "Direction",
    "Indicator",
    "Industry",
    "Kind",
    "LeverEffect",
    "Method",
    "Region",
    "RollUp",
    "document",
    "formula",
    "plan",
    "saved_as",
    "scenario",
    "target",
]
