"""Synthetic plans of any size, for measuring; everything in them is marked as synthetic."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import Final

import numpy as np

from npfdesk.plan.kinds import Kind, RollUp
from npfdesk.plan.methods import Method
from npfdesk.plan.model import Indicator, LeverEffect, Plan, Source
from npfdesk.plan.problems import Problem
from npfdesk.plan.regions import Region
from npfdesk.plan.scenarios import Assumption, LeverIntensities, Scenario
from npfdesk.plan.series import ALL_INDUSTRIES, ANY, AssumptionKey, LeverIntensityKey, SeriesKey
from npfdesk.plan.targets import PlanTarget, TargetKind, TargetText
from npfdesk.workbook.standard.sheet_layout import CellValue, write_standard

SYNTHETIC: Final = "合成数据，非真实数据 synthetic, not real"
FIRST_YEAR: Final = 2015
BASE_YEAR: Final = 2020
TARGET_YEAR: Final = 2025
HORIZON: Final = 2030
_KINDS: Final = (Kind.LEVEL, Kind.LEVEL, Kind.COUNT, Kind.RATIO)


def synthetic_plan(regions: int, indicators: int, seed: int = 1) -> Plan:
    """A plan with `regions` counties under one root, six years of data, a target each, and three scenarios.

    The same numbers for the same seed. Levels and counts sum up to the root; ratios do not.
    """
    draw = np.random.default_rng(seed)
    places = (
        Region("root", "合成市", "Synthetic"),
        *(Region(f"r{n}", f"合成县{n}", "", "root") for n in range(1, regions + 1)),
    )
    kinds = [_KINDS[n % len(_KINDS)] for n in range(indicators)]
    measures = tuple(
        Indicator(
            f"i{n}",
            f"合成指标{n}",
            unit={Kind.RATIO: "%", Kind.COUNT: "家"}.get(kind, "亿元"),
            kind=kind,
            rollup=RollUp.NONE if kind is Kind.RATIO else RollUp.SUM,
            decimals=0 if kind is Kind.COUNT else 1,
            source=SYNTHETIC,
        )
        for n, kind in enumerate(kinds)
    )
    series = tuple(
        SeriesKey(place.code, ALL_INDUSTRIES, measure.code) for place in places for measure in measures
    )
    years = np.arange(FIRST_YEAR, HORIZON + 1, dtype=np.int64)
    observed = np.full((len(years), len(series)), np.nan)
    data = BASE_YEAR - FIRST_YEAR + 1
    growth = draw.normal(1.06, 0.02, (data, len(series)))
    # three decimals, as published figures have, survive a workbook exactly
    observed[:data] = np.round(draw.uniform(50, 500, len(series)) * np.cumprod(growth, axis=0), 3)
    figures = np.round(observed[data - 1] * draw.uniform(1.1, 1.8, len(series)), 1)
    targets = {}
    for key, figure in zip(series, figures.tolist(), strict=True):
        stated = PlanTarget(
            key,
            TARGET_YEAR,
            f"{figure}以上",
            TargetText(TargetKind.AT_LEAST, f"{figure}以上", "figure", figure),
            base_year=BASE_YEAR,
            source=SYNTHETIC,
        )
        targets[stated.key] = stated
    for array in (years, observed):
        array.setflags(write=False)
    return Plan(
        title=f"合成规划 {regions} × {indicators}（{SYNTHETIC}）",
        city="root",
        base_year=BASE_YEAR,
        target_year=TARGET_YEAR,
        horizon=HORIZON,
        regions=places,
        industries=(),
        indicators=measures,
        series=series,
        series_sources=(SYNTHETIC,) * len(series),
        years=years,
        observed=observed.T,
        targets=MappingProxyType(targets),
        levers=(LeverEffect("合成抓手", "技术融合", "i0", 1.0, 1, SYNTHETIC, SYNTHETIC),),
        sources=(Source("合成", SYNTHETIC),),
        scenarios=_scenarios(measures, draw),
    )


def _scenarios(measures: tuple[Indicator, ...], draw: np.random.Generator) -> tuple[Scenario, ...]:
    growth = {
        AssumptionKey(ANY, ANY, measure.code): Assumption(
            Method.STEP if measure.kind.moves_in_points else Method.GROWTH,
            round(float(draw.uniform(2, 8)), 1),
            note=SYNTHETIC,
        )
        for measure in measures
    }
    planned = {key: Assumption(Method.TARGET, note=SYNTHETIC) for key in growth}
    intensities = {LeverIntensityKey("合成抓手", ANY, ANY): LeverIntensities(((2021, 20.0), (2025, 100.0)))}
    return (
        Scenario("惯性", "惯性", None, SYNTHETIC, "#8a8f98", MappingProxyType(growth)),
        Scenario("规划", "规划", "惯性", SYNTHETIC, "#2f6fde", MappingProxyType(planned)),
        Scenario("攻坚", "攻坚", "惯性", SYNTHETIC, "#7a4fb5", intensities=MappingProxyType(intensities)),
    )


def write_synthetic(path: Path, regions: int, indicators: int, seed: int = 1) -> Problem | None:
    """The same plan as a workbook of the standard format. A Problem where the file cannot be written."""
    plan = synthetic_plan(regions, indicators, seed)
    years = [int(year) for year in plan.years if year <= BASE_YEAR]
    columns = [plan.column(year) for year in years]
    rows: dict[str, list[dict[str, CellValue]]] = {
        "Plan": [
            {"key": "title", "value": plan.title},
            {"key": "city", "value": plan.regions[0].name},
            {"key": "base year", "value": BASE_YEAR},
            {"key": "target year", "value": TARGET_YEAR},
            {"key": "horizon", "value": HORIZON},
        ],
        "Indicators": [
            {
                "name": one.name,
                "code": one.code,
                "unit": one.unit,
                "kind": one.kind.value,
                "rollup": one.rollup.value,
                "decimals": one.decimals,
                "source": SYNTHETIC,
            }
            for one in plan.indicators
        ],
        "Regions": [
            {"name": one.name, "code": one.code, "parent": one.parent or None} for one in plan.regions
        ],
        "Targets": [
            {
                "region": key.series.region,
                "indicator": key.series.indicator,
                "target": stated.text,
                "source": SYNTHETIC,
            }
            for key, stated in plan.targets.items()
        ],
        "Data": [
            {
                "region": key.region,
                "indicator": key.indicator,
                "source": SYNTHETIC,
                **{
                    str(year): float(plan.observed[row, column])
                    for year, column in zip(years, columns, strict=True)
                },
            }
            for row, key in enumerate(plan.series)
        ],
        "Scenarios": [
            {"name": one.name, "parent": one.parent, "description": SYNTHETIC, "colour": one.colour}
            for one in plan.scenarios
        ],
        "Assumptions": [
            {
                "scenario": one.name,
                "indicator": key.indicator,
                "method": row.method.value,
                "value": row.value,
                "note": SYNTHETIC,
            }
            for one in plan.scenarios
            for key, row in one.assumptions.items()
        ],
        "Levers": [
            {
                "lever": one.lever,
                "dimension": one.dimension,
                "indicator": one.indicator,
                "effect": one.effect,
                "lag": one.lag,
                "note": SYNTHETIC,
            }
            for one in plan.levers
        ],
        "Lever levels": [{"scenario": "攻坚", "lever": "合成抓手", "2021": 20, "2025": 100}],
        "Sources": [{"id": "合成", "document": SYNTHETIC}],
    }
    intensities = [2021, 2025]
    return write_standard(
        path,
        rows,
        {"Data": years, "Assumptions": intensities, "Lever levels": intensities},
        "en",
        frozenset({"Levers", "Multipliers"}),
    )
