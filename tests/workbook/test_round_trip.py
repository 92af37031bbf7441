"""What the writer of the standard format puts down, the reader gives back, in both languages."""

import string

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from npfdesk.plan.kinds import Direction, Duty, Kind, RollUp
from npfdesk.plan.methods import Method
from npfdesk.plan.problems import Problem
from npfdesk.plan.series import AssumptionKey, LeverIntensityKey, SeriesKey
from npfdesk.plan.target_text import parse_target
from npfdesk.workbook.plan_reader import read_workbook
from npfdesk.workbook.standard import closed_lists
from npfdesk.workbook.standard.sheet_layout import write_standard

YEARS = (2017, 2018, 2020)
FUTURE = (2021, 2023)
FIGURES = st.floats(0.01, 1e7).map(lambda one: float(f"{one:.6g}"))
NAMES = st.text(string.ascii_letters + "甲乙丙丁戊己庚辛（）、·", min_size=1, max_size=6).map("名".__add__)
TARGETS = [
    "8000",
    "7000以上",
    "不超过30",
    "35左右",
    "新增500",
    "1-2",
    "翻一番",
    "年均增长8%",
    "—",
    "完成省下达任务",
    "〔520〕",
    "五年累计520以上",
    "高于全省平均",
    "保持稳定",
    "保持全省前三",
    "1500左右，年均增长6.5%左右",
    "8000*",
]


def wordings(kind):
    """Those that a cell of an indicator of that kind may say."""
    return [one for one in TARGETS if not isinstance(parse_target(one, indicator_kind=kind), Problem)]


def maybe(strategy):
    return st.one_of(st.none(), strategy)


@st.composite
def books(draw):
    """Rows of every sheet by column key, codes for names so that what is expected can be said plainly."""
    regions = [f"r{n}" for n in range(draw(st.integers(1, 4)))]
    industries = [f"x{n}" for n in range(draw(st.integers(0, 2)))]
    indicators = [f"i{n}" for n in range(draw(st.integers(1, 3)))]
    named = draw(st.lists(NAMES, min_size=10, max_size=10, unique_by=str.casefold))
    names = dict(zip([*regions, *industries, *indicators], named, strict=False))
    series = draw(
        st.lists(
            st.tuples(
                st.sampled_from(regions), st.sampled_from(["", *industries]), st.sampled_from(indicators)
            ),
            min_size=1,
            max_size=6,
            unique=True,
        )
    )
    kinds = [draw(st.sampled_from(Kind)) for _ in indicators]
    scenarios = ["甲", "乙"]
    reaches = st.tuples(
        st.sampled_from(["*", *regions]),
        st.sampled_from(["*", "总计", *industries]),
        st.sampled_from(indicators),
    )
    assumed = draw(st.lists(st.tuples(st.sampled_from(scenarios), reaches), max_size=5, unique=True))
    return {
        "names": names,
        "Regions": [
            {"name": names[one], "code": one, "parent": names[regions[0]] if one != regions[0] else None, "role": "大县"}
            for one in regions
        ],
        "Industries": [{"name": names[one], "code": one, "type": "新兴"} for one in industries],
        "Indicators": [
            {
                "name": names[one],
                "code": one,
                "kind": kind,
                "direction": draw(st.sampled_from(Direction)),
                "duty": draw(st.sampled_from(Duty)),
                "rollup": draw(st.sampled_from([RollUp.SUM, RollUp.NONE])),
                "decimals": draw(st.integers(0, 6)),
            }
            for one, kind in zip(indicators, kinds, strict=True)
        ],
        "Targets": [
            {"region": region, "industry": industry, "indicator": names[indicator], "base": draw(maybe(FIGURES)),
             "target": draw(st.sampled_from(wordings(kinds[indicators.index(indicator)]))), "stretch": draw(maybe(FIGURES)), "note": draw(maybe(NAMES))}
            for region, industry, indicator in series
        ],
        "Data": [
            {"region": names[region], "industry": names.get(industry), "indicator": indicator, "source": draw(maybe(NAMES)),
             **{str(year): draw(maybe(FIGURES)) for year in YEARS}}
            for region, industry, indicator in series
        ],
        "Scenarios": [{"name": "甲", "colour": "#2f6fde"}, {"name": "乙", "parent": "甲", "description": "说明"}],
        "Assumptions": [
            {"scenario": scenario, "region": region, "industry": industry, "indicator": indicator,
             "method": draw(st.sampled_from([Method.GROWTH, Method.STEP, Method.VALUES])),
             "value": draw(FIGURES), "2021": draw(FIGURES), "2023": draw(maybe(FIGURES))}
            for scenario, (region, industry, indicator) in assumed
        ],
        "Levers": [{"lever": "抓手", "dimension": "技术", "indicator": indicators[0], "effect": draw(FIGURES), "lag": draw(st.integers(0, 4))}],
        "Lever levels": [{"scenario": "乙", "lever": "抓手", "region": draw(st.sampled_from(regions)), "2021": draw(st.integers(0, 100))}],
        "Multipliers": [{"role or type": "大县", "dimension": "技术", "multiplier": draw(FIGURES)}],
    }  # fmt: skip


def spoken(rows, language):
    """The rows with the words of closed lists in that language."""
    lists = {"kind": closed_lists.KIND_WORDS, "direction": closed_lists.DIRECTION_WORDS, "duty": closed_lists.DUTY_WORDS,
             "rollup": closed_lists.ROLLUP_WORDS, "method": closed_lists.METHOD_WORDS}  # fmt: skip
    return {
        sheet: [
            {
                key: (lists[key][value][0] if language == "zh" else value.value) if key in lists else value
                for key, value in row.items()
            }
            for row in lines
        ]
        for sheet, lines in rows.items()
        if sheet != "names"
    }


@pytest.mark.parametrize("language", ["zh", "en"])
@settings(max_examples=30)
@given(rows=books())
def test_a_plan_written_is_read_back(tmp_path_factory, language, rows):
    path = tmp_path_factory.mktemp("plan") / "a.xlsx"
    settings_of = [("title", "试验"), ("city", rows["Regions"][0]["name"]), ("base year", 2020), ("target year", 2025), ("horizon", 2030)]  # fmt: skip
    stated = spoken(rows, language) | {"Plan": [{"key": key, "value": value} for key, value in settings_of]}
    years = {"Data": YEARS, "Assumptions": FUTURE, "Lever levels": FUTURE}
    write_standard(path, stated, years, language)
    reading = read_workbook(path)
    plan = reading.plan
    # what the drawn series lack, told by cell: a figure for 翻一番 and 年均增长8%, a province for 高于全省平均, a figure of
    # the target or two past years for a path, a method for growth rates
    needless = {"target_needs_base", "growth_without_base", "reference_unknown"}
    needless |= {"method_not_for_rate", "target_without_figure", "target_before_base", "trend_too_short"}
    assert {one.code for one in reading.problems} <= needless, [one.message("zh") for one in reading.problems]
    assert (plan.title, plan.base_year, plan.target_year, plan.horizon) == ("试验", 2020, 2025, 2030)
    for found, row in zip(plan.regions, rows["Regions"], strict=True):
        assert (found.code, found.name, found.role) == (row["code"], row["name"], row["role"])
        assert found.parent == ("" if row["parent"] is None else plan.city)
    assert [(one.code, one.name, one.type) for one in plan.industries] == [
        (row["code"], row["name"], row["type"]) for row in rows["Industries"]
    ]
    for found, row in zip(plan.indicators, rows["Indicators"], strict=True):
        assert {key: getattr(found, key) for key in row} == row
    codes = {name: code for code, name in rows["names"].items()}
    printed = {}
    for row, given_row in zip(rows["Data"], rows["Targets"], strict=True):
        key = SeriesKey(given_row["region"], given_row["industry"], row["indicator"])
        target = plan.targets[key, 2025]
        kinds = {row["code"]: row["kind"] for row in rows["Indicators"]}
        assert target.parsed == parse_target(given_row["target"], indicator_kind=kinds[key.indicator])
        assert (target.base_printed, target.stretch) == (given_row["base"], given_row["stretch"])
        assert target.note == (given_row["note"] or "")
        assert plan.series_sources[plan.row[key]] == (row["source"] or "")
        printed[key] = given_row["base"]
        for year in YEARS:
            expected = row[str(year)]
            if expected is None and year == 2020:
                expected = printed[key]
            held = plan.observed[plan.row[key], plan.column(year)] if year >= plan.years[0] else np.nan
            assert (np.isnan(held) and expected is None) or held == expected
    assert codes.keys() >= {row["name"] for row in rows["Regions"]}
    scenarios = {one.name: one for one in plan.scenarios}
    assert (scenarios["甲"].colour, scenarios["乙"].parent, scenarios["乙"].description) == ("#2f6fde", "甲", "说明")  # fmt: skip
    for row in rows["Assumptions"]:
        industry = {"总计": ""}.get(row["industry"], row["industry"])
        kept = scenarios[row["scenario"]].assumptions[
            AssumptionKey(row["region"], industry, row["indicator"])
        ]
        assert (kept.method, kept.value) == (row["method"], row["value"])
        assert dict(kept.by_year) == {year: row[str(year)] for year in FUTURE if row[str(year)] is not None}
    assert sum(len(one.assumptions) for one in plan.scenarios) == len(rows["Assumptions"])
    (effect,) = plan.levers
    assert (effect.effect, effect.lag) == (rows["Levers"][0]["effect"], rows["Levers"][0]["lag"])
    level = rows["Lever levels"][0]
    assert scenarios["乙"].intensities[LeverIntensityKey("抓手", level["region"], "*")].by_year == (
        (2021, level["2021"]),
    )
    assert plan.multipliers == {("大县", "技术"): rows["Multipliers"][0]["multiplier"]}


def test_words_stay_words(tmp_path):
    path = tmp_path / "a.xlsx"
    rows = {
        "Plan": [{"key": "title", "value": "=1+1"}],
        "Targets": [
            {
                "region": "=cmd()",
                "indicator": "#N/A",
                "base": 1,
                "base year": 2020,
                "target": 2,
                "target year": 2025,
            }
        ],
    }
    write_standard(path, rows, {}, "zh")
    reading = read_workbook(path)
    assert reading.problems == ()
    # sheets that have only headers are as good as none
    assert reading.plan.title == "=1+1"
    assert reading.plan.series == (("=cmd()", "", "#N/A"),)
