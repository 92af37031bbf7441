"""A made plan whose targets are of every measure: sums, growths, ranges, places, relations, directions (synthetic figures)."""

from dataclasses import replace
from types import MappingProxyType

from npfdesk.plan.kinds import Direction, Kind, RollUp
from npfdesk.plan.methods import Method
from npfdesk.plan.model import Indicator, LeverEffect
from npfdesk.plan.periods import Period
from npfdesk.plan.problems import Problem
from npfdesk.plan.regions import Region
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import ProgressKey, SeriesKey
from npfdesk.plan.target_text import parse_target
from npfdesk.plan.targets import PlanTarget
from tests.plans import plan, scenario

JOBS = Indicator("jobs", "城镇新增就业", unit="万人", kind=Kind.FLOW, rollup=RollUp.SUM)
SPENT = Indicator(
    "spent", "财政支出", unit="亿元", kind=Kind.FLOW, direction=Direction.DOWN, rollup=RollUp.SUM
)
PACE = Indicator("pace", "规上工业增加值增速", unit="%", kind=Kind.RATE)
GDP = Indicator("gdp", "地区生产总值", unit="亿元", rollup=RollUp.SUM)
INCOME = Indicator("income", "居民人均可支配收入", unit="元", rollup=RollUp.NONE, decimals=0)
SHARE = Indicator("share", "服务业增加值占比", unit="%", kind=Kind.RATIO)
ENERGY = Indicator("energy", "能源消费总量", unit="万吨标准煤", direction=Direction.DOWN, rollup=RollUp.SUM)
SALES = Indicator("sales", "社会消费品零售总额", unit="亿元", rollup=RollUp.SUM)
INDICATORS = (JOBS, SPENT, PACE, GDP, INCOME, SHARE, ENERGY, SALES)


def stated(indicator, text, *, region="市", year=2030, base_year=2025):
    """A target as a reader takes it from a cell."""
    parsed = parse_target(text, unit=indicator.unit, name=indicator.name, indicator_kind=indicator.kind)
    assert not isinstance(parsed, Problem), (text, parsed.message("en"))
    return PlanTarget(SeriesKey(region, "", indicator.code), year, text, parsed, base_year=base_year)


def every_measure():
    """A plan with targets of every measure, under every method."""
    regions = (
        Region("市", "市"),
        *(Region(code, code, parent="市") for code in ("甲", "乙", "丙")),
        Region("省", "全省", benchmark=True),
    )
    data = {
        ("市", "jobs"): {2025: 0.5, 2026: 0.6, 2027: 0.61},
        ("甲", "jobs"): {2025: 0.2, 2026: 0.22},
        ("乙", "jobs"): {},
        ("市", "spent"): {2025: 100.0, 2026: 108.0},
        ("市", "pace"): {2024: 5.0, 2025: 6.3, 2026: 6.1, 2027: 5.9},
        ("甲", "pace"): {2025: 7.0, 2026: -4.0},
        ("省", "pace"): {2025: 5.5, 2026: 5.8, 2027: 5.0},
        ("市", "gdp"): {2024: 950.0, 2025: 1000.0, 2026: 1052.0},
        ("甲", "gdp"): {2025: 300.0, 2026: 330.0},
        ("乙", "gdp"): {2025: 310.0, 2026: 320.0},
        ("丙", "gdp"): {2025: 390.0, 2026: 402.0},
        ("省", "gdp"): {2025: 9000.0, 2026: 9400.0},
        ("市", "income"): {2025: 40000.0, 2026: 42100.0},
        ("市", "share"): {2025: 50.0, 2026: 51.0},
        ("省", "share"): {2025: 52.0, 2026: 52.5},
        ("市", "energy"): {2025: 500.0, 2026: 495.0},
        ("甲", "energy"): {2025: 120.0, 2026: 126.0},
        ("市", "sales"): {},
    }
    targets = (
        stated(JOBS, "〔3.2〕"),
        stated(JOBS, "年均新增0.6以上", year=2028),
        stated(JOBS, "累计1.0-1.2", region="甲"),
        stated(JOBS, "五年累计0.9左右", region="乙"),
        stated(SPENT, "五年累计不超过600"),
        stated(PACE, "年均6.5%左右"),
        stated(PACE, "5%", region="甲"),
        stated(GDP, "1500左右，年均增长8%左右"),
        stated(GDP, "保持全市前二", region="甲"),
        stated(GDP, "高于全省平均水平", region="乙"),
        stated(GDP, "400-410", region="丙", year=2027),
        stated(INCOME, "与经济增长同步"),
        stated(INCOME, "增长15%以上", year=2028),
        stated(SHARE, "不低于全省平均水平"),
        stated(SHARE, "52左右", year=2027),
        stated(ENERGY, "持续下降"),
        stated(ENERGY, "保持稳定", region="甲"),
        stated(SALES, "年均增长5%"),
        stated(SALES, "累计增长20%以上", year=2028),
    )
    every = {("*", "*", one.code) for one in INDICATORS}
    hold = scenario(
        "惯性",
        assumptions={
            ("*", "*", "jobs"): Assumption(Method.GROWTH, 2.0),
            ("*", "*", "spent"): Assumption(Method.STEP, 1.0),
            ("*", "*", "pace"): Assumption(Method.STEP, -0.2, by_year=((2028, 0.5),)),
            ("*", "*", "gdp"): Assumption(Method.GROWTH, 6.0),
            ("省", "*", "gdp"): Assumption(Method.TREND),
            ("*", "*", "income"): Assumption(Method.GROWTH, 5.5),
            ("*", "*", "share"): Assumption(Method.STEP, 0.6),
            ("*", "*", "energy"): Assumption(Method.GROWTH, -0.4),
            ("甲", "*", "energy"): Assumption(Method.GROWTH, 3.0),
        },
    )
    goal = scenario("规划", assumptions={key: Assumption(Method.TARGET) for key in every})
    push = scenario(
        "攻坚",
        "惯性",
        assumptions={
            ("*", "*", "pace"): Assumption(Method.VALUES, by_year=((2028, 8.0), (2030, 9.0))),
            ("乙", "*", "jobs"): Assumption(Method.VALUES, by_year=((2026, 0.1), (2030, 0.3))),
            ("甲", "*", "gdp"): Assumption(Method.LOGISTIC, 700.0, midpoint=2028),
        },
        intensities={("招工", "*", "*"): {2026: 50.0, 2030: 100.0}, ("技改", "*", "*"): {2026: 80.0}},
        targets=[stated(JOBS, "〔4〕"), stated(PACE, "8%以上")],
    )
    made = plan(
        {(region, "", code): figures for (region, code), figures in data.items()},
        first=2023,
        horizon=2032,
        indicators=INDICATORS,
        regions=regions,
        targets=targets,
        levers=(
            LeverEffect("招工", "要素", "jobs", 1.5),
            LeverEffect("技改", "技术", "pace", 0.4, lag=1),
            LeverEffect("技改", "技术", "gdp", 0.5),
        ),
        scenarios=[hold, goal, push],
        base_year=2025,
    )
    growths = {2026: 6.0, 2027: 4.0}
    key = SeriesKey("市", "", "sales")
    printed = {ProgressKey(key, Period(year), growth=True): figure for year, figure in growths.items()}
    return replace(made, target_year=2030, progress=MappingProxyType(printed))
