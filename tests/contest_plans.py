"""The worked example of a contest, as the help shows it: four made-up counties, eight rules, every point by hand."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import numpy as np

from npfdesk.plan.kinds import Direction, Kind, RollUp
from npfdesk.plan.model import Indicator, Plan
from npfdesk.plan.periods import Period
from npfdesk.plan.regions import Region
from npfdesk.plan.scoring import ScoreSort, ScoringMethod, ScoringRule
from npfdesk.plan.series import ProgressKey, SeriesKey
from tests import plans

COUNTIES = ("甲", "乙", "丙", "丁")
NO = float("nan")
UP, DOWN = Direction.UP, Direction.DOWN

INDICATORS = (
    Indicator("gdp", "地区生产总值", "GDP", unit="亿元", decimals=1),
    Indicator("inv", "固定资产投资", "Fixed investment", unit="亿元", kind=Kind.FLOW, decimals=1),
    Indicator("pm", "细颗粒物浓度", "PM2.5", unit="微克/立方米", direction=DOWN, decimals=0),
    Indicator("energy", "单位能耗", "Energy intensity", unit="吨/万元", direction=DOWN, decimals=3),
    Indicator("jobs", "新增就业", "New jobs", unit="人", kind=Kind.FLOW, decimals=0),
    Indicator("tax", "税收收入", "Tax revenue", unit="亿元", decimals=1),
    Indicator("firms", "引进企业", "Firms brought in", unit="家", kind=Kind.COUNT, decimals=0),
    Indicator("harm", "安全事故", "Accidents", unit="起", kind=Kind.COUNT, direction=DOWN, decimals=0),
)
RULES = (
    ScoringRule("经济总量", "gdp", 30),
    ScoringRule("投资", "inv", 20, cap=24),
    ScoringRule("空气质量", "pm", 15, ScoringMethod.ALL_OR_NOTHING),
    ScoringRule("节能", "energy", 10),
    ScoringRule("就业", "jobs", 15, ScoringMethod.PLACE, step=3),
    ScoringRule("税收", "tax", 10, ScoringMethod.LAST_YEAR),
    ScoringRule("招商加分", "firms", 5, ScoringMethod.ALL_OR_NOTHING, sort=ScoreSort.BONUS),
    ScoringRule("安全扣分", "harm", 6, cap=4, sort=ScoreSort.DEDUCTION),
)
FIGURES = {
    "gdp": (210, 95, 60, 40),
    "inv": (60, 50, 70, 40),
    "pm": (36, 35, 30, NO),
    "energy": (0.4, 0.5, 0.625, 0.8),
    "jobs": (100, 120, 100, 80),
    "tax": (42, 30, 40, -5),
    "firms": (12, 9, 10, 0),
    "harm": (2, 3, 8, 0),
}
BEFORE = {
    "gdp": (200, 90, 60, 40),
    "inv": (50, 50, 50, 50),
    "pm": (38, 36, 32, 30),
    "energy": (0.5, 0.5, 0.5, 0.5),
    "jobs": (80, 100, 125, 100),
    "tax": (40, 40, 40, 40),
    "firms": (10, 10, 10, 10),
    "harm": (2, 2, 2, 2),
}
TARGETS = {
    "gdp": ("200", "100", "80", ""),
    "inv": ("50",) * 4,
    "pm": ("不超过35",) * 4,
    "energy": ("0.5以下",) * 4,
    "firms": ("10以上",) * 4,
    "harm": ("不超过2",) * 4,
}
POINTS = {
    "经济总量": (30, 28.5, 22.5, NO),
    "投资": (24, 20, 24, 16),
    "空气质量": (0, 15, 15, NO),
    "节能": (10, 10, 8, 6.25),
    "就业": (12, 15, 12, 6),
    "税收": (10, 7.5, 10, 0),
    "招商加分": (5, 0, 5, 0),
    "安全扣分": (0, -2, -4, 0),
}
TOTALS = (91, 94, 92.5, 28.25)
PLACES = (3, 1, 2, 4)


def contest_plan(rules=RULES, figures=FIGURES, before=BEFORE, targets=TARGETS, counties=COUNTIES) -> Plan:
    """The city 市 with its counties: figures of 2026 and 2025, targets of 2026."""
    codes = [one.code for one in INDICATORS if one.code in figures]
    data = {}
    for at, county in enumerate(counties):
        for code in codes:
            stated = {2025: before[code][at], 2026: figures[code][at]}
            data[county, "", code] = {year: figure for year, figure in stated.items() if figure == figure}
    stated = [
        plans.target((county, "", code), text, year=2026, base_year=2025, unit=_unit(code))
        for code, texts in targets.items()
        for county, text in zip(counties, texts, strict=True)
        if text
    ]
    indicators = [replace(one, rollup=RollUp.NONE) for one in INDICATORS if one.code in figures]
    regions = [Region("市", "市"), *(Region(one, one, parent="市") for one in counties)]
    made = plans.plan(
        data, first=2024, horizon=2030, indicators=indicators, regions=regions, targets=stated, base_year=2025
    )
    return made.with_scoring(tuple(rules))


def _unit(code: str) -> str:
    return next(one.unit for one in INDICATORS if one.code == code)


def monthly_plan(rules, figures, targets, **indicator) -> Plan:
    """Counties with figures of periods: {county: {Period: figure}} of one indicator `x`, growths under (Period, True)."""
    made = plans.plan(
        {(county, "", "x"): {2025: 100.0} for county in figures},
        first=2024,
        horizon=2030,
        indicators=[Indicator("x", "指标", **indicator)],
        regions=[Region("市", "市"), *(Region(one, one, parent="市") for one in figures)],
        targets=[
            plans.target((county, "", "x"), text, year=2026, base_year=2025, kind=indicator.get("kind"))
            for county, text in targets.items()
        ],
        base_year=2025,
    )
    progress = {}
    for county, stated in figures.items():
        for key, figure in stated.items():
            period, growth = key if isinstance(key, tuple) else (key, False)
            progress[ProgressKey(SeriesKey(county, "", "x"), period, growth)] = float(figure)
    return made.with_scoring(tuple(rules)).with_progress(MappingProxyType(progress))


def to_date(year: int, month: int) -> Period:
    """The months of a year up to one."""
    return Period(year, 1, month)


def points(*figures):
    """Points as an array, to compare with."""
    return np.array(figures, dtype=float)
