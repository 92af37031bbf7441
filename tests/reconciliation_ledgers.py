"""A ledger written by hand: a province, a city, two counties and the city's last plan; all figures are synthetic (合成数据，非真实数据)."""

from dataclasses import replace
from types import MappingProxyType

from npfdesk.engine.reconciliation.ledger import (
    Difference,
    DoubtfulPair,
    FilePlace,
    HeldPlan,
    MatchedIndicator,
    ReconciliationLedger,
)
from npfdesk.plan.kinds import Kind, RollUp
from npfdesk.plan.model import Indicator, Plan
from npfdesk.plan.problems import Wording, note, warning
from npfdesk.plan.regions import Region
from tests import plans

PROVINCE, CITY, NORTH, SOUTH, LAST = range(5)
SUM = warning(
    "sum_of_children",
    "{indicator}{year}年：{children}的目标合计至少 {low}{unit}，低于{parent}的 {target}{unit}，差 {difference}{unit}。",
    "{indicator}, {year}: the targets of {children} come to {low} {unit}, below the {target} {unit} of {parent} by {difference} {unit}.",
)
BELOW = warning(
    "target_below_assigned",
    "{indicator}{year}年：下达 {above}{unit}，本级定为 {below}{unit}，低 {difference}{unit}。",
    "{indicator}, {year}: {above} {unit} assigned, {below} {unit} set, {difference} {unit} less.",
)
BASE = warning(
    "base_differs",
    "{indicator}{year}年基期值：上级规划为 {above}{unit}，本级规划为 {below}{unit}，相差 {difference}{unit}。",
    "{indicator}, base of {year}: {above} {unit} in the plan above, {below} {unit} here, {difference} {unit} apart.",
)
WORDS = note(
    "text_differs",
    "{indicator}：上级规划为约束性，本级规划为预期性。",
    "{indicator}: binding in the plan above, expected here.",
)
MISSING = note(
    "missing_below",
    "{indicator}：上级规划有此项，本级规划未列。",
    "{indicator}: in the plan above, not in this one.",
)
SETTLES_SUM = Wording(
    "请{children}合计提高 {difference}{unit}，或由{parent}说明差额由谁承担。",
    "Raise the sum of {children} by {difference} {unit}, or let {parent} say who carries the difference.",
)
SETTLES = Wording(
    "请按上级规划调整本级目标，或报请上级同意。",
    "Set the target to the one above, or have the plan above agree.",
)
SETTLES_BASE = Wording(
    "请以统计部门核定数为准，统一两份规划的基期值。",
    "Take the figure that the statistics office confirms into both plans.",
)
SETTLES_WORDS = Wording("请与上级规划属性一致。", "Give it the duty that it has in the plan above.")
SETTLES_MISSING = Wording("请补列，或说明不列的理由。", "Add it, or say why it is left out.")
INDICATORS = (
    Indicator(
        "gdp", "地区生产总值", "GDP", unit="亿元", rollup=RollUp.SUM, decimals=1, english_unit="100 m yuan"
    ),
    Indicator("rd", "研发经费投入强度", "R&D intensity", unit="%", kind=Kind.RATIO, decimals=2),
    Indicator(
        "grain",
        "粮食产量",
        "Grain output",
        unit="万吨",
        rollup=RollUp.SUM,
        decimals=1,
        english_unit="10 000 t",
    ),
    Indicator("energy", "单位GDP能耗降低", "Energy intensity cut", unit="%", kind=Kind.RATIO, decimals=1),
)


def held(file, title, region, depth, stated, *, above=None, before=None, codes=None, years=(2025, 2030)):
    """A plan whose own region has these targets: {indicator code: (text, cell)}."""
    city = region
    indicators = [one for one in INDICATORS if one.code in (codes or stated)]
    base, due = years
    data = {(city, "", one.code): {base: 100.0} for one in indicators}
    units = {one.code: one for one in INDICATORS}
    targets = [
        replace(
            plans.target(
                (city, "", code), text, year=due, base_year=base, unit=units[code].unit, kind=units[code].kind
            ),
            sheet="目标",
            cell=cell,
        )
        for code, (text, cell) in stated.items()
    ]
    made: Plan = plans.plan(
        data,
        first=base - 4,
        horizon=due,
        indicators=indicators,
        regions=[Region(city, region)],
        targets=targets,
        base_year=base,
    )
    made = replace(made, title=title, target_year=due)
    return HeldPlan(file, title, made, region, depth, above, before)


def plans_held(folder=""):
    """The five plans; their files lie in a folder."""
    return (
        held(
            f"{folder}云岭省纲要.xlsx",
            "云岭省“十五五”规划纲要（合成）",
            "云岭省",
            0,
            {
                "gdp": ("8500左右", "D5"),
                "rd": ("≥3.2", "D6"),
                "grain": ("≥120", "D7"),
                "energy": ("〔14〕", "D8"),
            },
        ),
        held(
            f"{folder}青川市纲要.xlsx",
            "青川市“十五五”规划纲要（合成）",
            "青川市",
            1,
            {
                "gdp": ("3000左右", "E4"),
                "rd": ("2.9", "E5"),
                "grain": ("40", "E6"),
                "energy": ("〔14〕", "E7"),
            },
            above=PROVINCE,
            before=LAST,
        ),
        held(
            f"{folder}北山县规划.xlsx",
            "北山县“十五五”规划纲要（合成）",
            "北山县",
            2,
            {"gdp": ("1300", "C3"), "rd": ("2.6左右", "C4"), "energy": ("〔14〕", "C5")},
            above=CITY,
        ),
        held(
            f"{folder}南江县规划.xlsx",
            "南江县“十五五”规划纲要（合成）",
            "南江县",
            2,
            {"gdp": ("1500-1600", "C3"), "grain": ("18", "C4"), "energy": ("〔14〕", "C5")},
            above=CITY,
        ),
        held(
            f"{folder}青川市上期.xlsx",
            "青川市“十四五”规划纲要（合成）",
            "青川市",
            1,
            {"gdp": ("2200", "E4")},
            years=(2020, 2025),
        ),
    )


def _difference(kind, settles, indicator, region, between, places, figures=None, unit="", **words):
    told = {
        "indicator": Wording(indicator, next(one.english for one in INDICATORS if one.name == indicator)),
        "year": 2030,
        "unit": Wording(unit, unit),
        **words,
        **(figures or {}),
    }
    return Difference(
        kind,
        settles,
        indicator,
        region,
        between,
        tuple(FilePlace(*one) for one in places),
        MappingProxyType(figures or {}),
        MappingProxyType(told),
        unit,
    )


def ledger(folder="", *, doubtful=True):
    """Six findings, one indicator that agrees, one pair that is doubtful and one that was settled."""
    five = plans_held(folder)
    file = [one.file for one in five]
    matches = tuple(
        MatchedIndicator(
            one.name,
            one.unit,
            MappingProxyType(
                {
                    place: one.code
                    for place, held in enumerate(five)
                    if one.code in held.plan.indicator_by_code
                }
            ),
        )
        for one in INDICATORS
    )
    findings = (
        _difference(
            SUM,
            SETTLES_SUM,
            "地区生产总值",
            "青川市",
            (CITY, NORTH, SOUTH),
            ((file[CITY], "目标", "E4"), (file[NORTH], "目标", "C3"), (file[SOUTH], "目标", "C3")),
            {"target": 3000.0, "sum": 2900.0, "difference": 100.0, "count": 2.0},
            "亿元",
            low=2800.0,
            children=("北山县", "南江县"),
            parent="青川市",
        ),
        _difference(
            BELOW,
            SETTLES,
            "研发经费投入强度",
            "青川市",
            (PROVINCE, CITY),
            ((file[PROVINCE], "目标", "D6"), (file[CITY], "目标", "E5")),
            {"above": 3.2, "below": 2.9, "difference": 0.3},
            "%",
        ),
        _difference(
            BASE,
            SETTLES_BASE,
            "地区生产总值",
            "青川市",
            (PROVINCE, CITY),
            ((file[PROVINCE], "数据", "F12"), (file[CITY], "数据", "F4")),
            {"above": 2180.4, "below": 2195.0, "difference": 14.6},
            "亿元",
        ),
        _difference(
            BASE,
            SETTLES_BASE,
            "地区生产总值",
            "青川市",
            (LAST, CITY),
            ((file[LAST], "数据", "G4"), (file[CITY], "数据", "F4")),
            {"above": 2190.0, "below": 2195.0, "difference": 5.0},
            "亿元",
        ),
        _difference(
            WORDS,
            SETTLES_WORDS,
            "粮食产量",
            "南江县",
            (CITY, SOUTH),
            ((file[CITY], "目标", "E6"), (file[SOUTH], "目标", "C4")),
        ),
        _difference(
            MISSING,
            SETTLES_MISSING,
            "粮食产量",
            "北山县",
            (CITY, NORTH),
            ((file[CITY], "目标", "E6"), (file[NORTH], "", "")),
        ),
    )
    pairs = (
        DoubtfulPair(
            "pair-1",
            (PROVINCE, CITY),
            ("rd", "rdx"),
            ("研发经费投入强度", "=全社会R&D投入占比"),
            ("%", "%"),
            Wording(
                "单位相同，名称部分相同，代码不同。",
                "The unit is the same, the names are alike in part, the codes differ.",
            ),
        ),
        DoubtfulPair(
            "pair-2",
            (CITY, SOUTH),
            ("grain", "grain2"),
            ("粮食产量", "粮食总产"),
            ("万吨", "吨"),
            Wording("名称相近，单位相差一万倍。", "The names are alike, the units differ by 10 000."),
        ),
    )
    return ReconciliationLedger(five, matches, pairs if doubtful else (), findings)
