"""A small city with figures within the year, for the tests of a new month; all figures are synthetic."""

from types import MappingProxyType

from npfdesk.plan.kinds import Kind, RollUp
from npfdesk.plan.periods import Period
from npfdesk.plan.series import ProgressKey, SeriesKey
from tests import plans

CITY, NORTH, SOUTH = "city", "north", "south"


def key(indicator, first, last, growth=False, *, region=CITY, year=2026):
    return ProgressKey(SeriesKey(region, "", indicator), Period(year, first, last), growth)


def plan(progress=None):
    """云岭市 with two counties; figures of the city up to February 2026, and of the first months of 2025."""
    regions = [
        plans.Region(CITY, "云岭市", "Yunling"),
        plans.Region(NORTH, "北山县", "Beishan", parent=CITY),
        plans.Region(SOUTH, "南江区", "Nanjiang", parent=CITY),
    ]
    indicators = [
        plans.Indicator("gdp", "地区生产总值", "GDP", unit="亿元", rollup=RollUp.SUM),
        plans.Indicator("ind", "规上工业增加值", "Value added of industry", unit="亿元", rollup=RollUp.SUM),
        plans.Indicator("fai", "固定资产投资", unit="亿元", kind=Kind.FLOW),
        plans.Indicator("loans", "贷款余额", unit="亿元"),
        plans.Indicator("jobless", "城镇调查失业率", unit="%", kind=Kind.RATIO),
        plans.Indicator("pace", "服务业增加值增速", unit="%", kind=Kind.RATE),
    ]
    data = {
        (region, "", one): {2025: 1000.0}
        for region in (CITY, NORTH, SOUTH)
        for one in ("gdp", "ind", "fai", "loans")
    }
    data |= {(CITY, "", "jobless"): {2025: 5.3}, (CITY, "", "pace"): {2025: 6.0}}
    made = plans.plan(data, regions=regions, indicators=indicators, base_year=2025)
    stands = {
        key("ind", 1, 2): 190.2,
        key("fai", 1, 2): 80.0,
        key("loans", 1, 2): 500.0,
        key("ind", 1, 3, year=2025): 271.0,
        key("gdp", 1, 3, year=2025): 1150.0,
    }
    return made.with_progress(MappingProxyType(stands if progress is None else progress))
