"""Small plans for the audit, as rows of a targets sheet. All figures are synthetic unless a test names their source."""

from dataclasses import replace
from types import MappingProxyType

import numpy as np

from npfdesk.engine.audit import audit
from npfdesk.engine.projection.update import compute
from npfdesk.plan.document import new_document
from npfdesk.plan.kinds import Direction, Duty, Kind, RollUp
from npfdesk.plan.model import Indicator, Industry, Plan
from npfdesk.plan.numbers import parse_figure
from npfdesk.plan.regions import Region
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.target_text import parse_target
from npfdesk.plan.targets import PlanTarget
from tests.plans import formula

CITY = Region("city", "合成市")
NAMES = ("东川县", "西岭县", "南浦县", "北原县", "中陵县", "上河县", "下河县")


def counties(count):
    """A city and so many counties: codes a, b, c …"""
    return [CITY, *(Region("abcdefg"[n], NAMES[n], parent="city") for n in range(count))]


def indicator(code, name=None, **named):
    """An indicator; levels and counts sum up unless it is said otherwise, as in a workbook."""
    kind = named.get("kind", Kind.LEVEL)
    named.setdefault("rollup", RollUp.NONE if kind.moves_in_points else RollUp.SUM)
    named.setdefault("unit", {Kind.COUNT: "家", Kind.RATIO: "%", Kind.RATE: "%"}.get(kind, "亿元"))
    if isinstance(named.get("formula"), str):
        named["formula"] = formula(named["formula"])
    return Indicator(code, name or code, **named)


def row(region, code, base, text, *, industry="", year=2025, base_year=2020, stretch=None):
    """One row of a targets sheet: (region, indicator, base as printed, target as written)."""
    return {
        "series": SeriesKey(region, industry, code), "base": base, "text": text, "year": year,
        "base_year": base_year, "stretch": stretch,
    }  # fmt: skip


def plan_of(rows, indicators, *, regions=None, industries=(), data=None, first=2015, city="city", years=None):
    """A plan of those rows; `data` {(region, industry, indicator): {year: figure}} stands over printed bases."""
    known = {one.code: one for one in indicators}
    observed = {}
    targets = {}
    series = {}
    for key, figures in (data or {}).items():
        series[SeriesKey(*key)] = None
        observed.update({(SeriesKey(*key), year): figure for year, figure in figures.items()})
    for number, one in enumerate(rows, start=2):
        key, unit = one["series"], known[one["series"].indicator].unit
        series[key] = None
        base = None if one["base"] in (None, "—") else parse_figure(str(one["base"]), unit)
        if base is not None and one["base_year"] >= first:
            observed.setdefault((key, one["base_year"]), base)
        parsed = parse_target(
            str(one["text"]),
            unit=unit,
            name=known[key.indicator].name,
            indicator_kind=known[key.indicator].kind,
        )
        stated = PlanTarget(
            key, one["year"], str(one["text"]), parsed, stretch=one["stretch"], base_printed=base,
            base_text="" if base is None else str(one["base"]), base_year=one["base_year"], sheet="目标",
            cell=f"F{number}",
        )  # fmt: skip
        targets[stated.key] = stated
    years = np.arange(first, 2036, dtype=np.int64) if years is None else years
    array = np.full((len(years), len(series)), np.nan)
    column = {key: place for place, key in enumerate(series)}
    for (key, year), figure in observed.items():
        array[year - int(years[0]), column[key]] = figure
    array.setflags(write=False)
    return Plan(
        title="合成规划 synthetic", city=city, base_year=2020, target_year=2025, horizon=2035,
        regions=tuple(regions or counties(3)), industries=tuple(industries), indicators=tuple(indicators),
        series=tuple(series), series_sources=("",) * len(series), years=years, observed=array.T,
        targets=MappingProxyType(targets),
    )  # fmt: skip


def found(rows, indicators, **named):
    """All findings of a plan of those rows."""
    return audit(compute(new_document(plan_of(rows, indicators, **named))))


def codes(rows, indicators, **named):
    """The codes of the findings."""
    return [one.code for one in found(rows, indicators, **named)]


def only(findings, code):
    """The one finding of that code."""
    (one,) = [finding for finding in findings if finding.code == code]
    return one


def audit_of(plan, **changed):
    """All findings of a plan with some of its parts replaced."""
    return audit(compute(new_document(replace(plan, **changed))))


__all__ = [
    "CITY",
    "Direction",
    "Duty",
    "Industry",
    "Kind",
    "Region",
    "RollUp",
    "audit_of",
    "codes",
    "counties",
    "found",
    "indicator",
    "only",
    "plan_of",
    "row",
]
