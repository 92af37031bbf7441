"""No rule dies on an odd plan, and one that did would cost itself alone. Figures are synthetic."""

from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import npfdesk.engine.audit as room
from npfdesk.engine.audit import RULES, audit
from npfdesk.engine.audit.printed_figures import PrintedFigures
from npfdesk.engine.projection.update import compute
from npfdesk.plan.document import blank_plan, new_document
from npfdesk.plan.own_checks import OwnCheck
from npfdesk.plan.periods import Period
from npfdesk.plan.problems import Problem
from npfdesk.plan.series import ProgressKey, SeriesKey
from npfdesk.plan.target_text import parse_target
from tests.engine.audit.cases import (  # fmt: skip
    CITY,
    Direction,
    Duty,
    Industry,
    Kind,
    Region,
    RollUp,
    audit_of,
    codes,
    indicator,
    plan_of,
    row,
)

INDICATORS = [
    indicator("o", "规上工业总产值"),
    indicator("og", "规上工业总产值增速", kind=Kind.RATE),
    indicator("n", "规上工业企业数", kind=Kind.COUNT),
    indicator("f", "城镇新增就业", kind=Kind.FLOW, unit="人"),
    indicator("s", "二产占比", kind=Kind.RATIO, duty=Duty.BINDING),
    indicator("g", "地区生产总值", direction=Direction.DOWN),
    indicator("w", "达标率", kind=Kind.RATIO, rollup=RollUp.MEAN, weight="n"),
    indicator("d", "户均产值", kind=Kind.RATIO, unit="亿元/家", formula="o / n + prev(o) - base(g)"),
    indicator("c", "大县", kind=Kind.COUNT, formula="count(o >= 1000)"),
    indicator("x", "综合指数", kind=Kind.INDEX, unit=""),
]
TREES = [
    [CITY],
    [
        CITY,
        Region("a", "东川县", parent="city"),
        Region("b", "西岭县", parent="city"),
        Region("p", "全省", benchmark=True),
    ],
    [Region("a", "东川县"), Region("b", "西岭县")],
    [Region("a", "东川县", parent="b"), Region("b", "西岭县", parent="city"), CITY],
    [Region("p", "全省", benchmark=True)],
]
TEXTS = st.sampled_from(
    [
        "0", "-5", "1e15", "8000", "0.40", "7000以上", "不超过30", "35左右", "3-4", "完成省下达任务", "+50", "翻一番",
        "年均增长8%", "增长15%", "下降120%", "—", "〔520〕", "五年累计520", "年均新增10", "保持稳定", "持续下降", "高于全省平均",
        "保持全省前三", "1500左右，年均增长6.5%左右", "年均增长5%，力争6%", "〔500〕，年均新增90", "6%-7%",
    ]
)  # fmt: skip
BASES = st.sampled_from([None, "—", "0", "-3", "1000", "0.000001", "1e15", "4556"])
YEARS = st.sampled_from([1990, 2020, 2021, 2025, 2030, 2035, 2099])


@st.composite
def odd_plans(draw):
    regions = draw(st.sampled_from(TREES))
    codes_ = [one.code for one in regions]
    cells = draw(
        st.dictionaries(
            st.tuples(st.sampled_from(codes_), st.sampled_from([one.code for one in INDICATORS]), st.sampled_from(["", "k"]), YEARS),
            st.tuples(BASES, TEXTS, st.sampled_from([1985, 2015, 2020, 2025, 2099])),
            max_size=25,
        )
    )  # fmt: skip
    rows = [
        row(region, code, base, text, industry=industry, year=year, base_year=base_year)
        for (region, code, industry, year), (base, text, base_year) in cells.items()
    ]
    rows = [one for one in rows if not isinstance(parsed(one), Problem)]
    first, last = draw(st.sampled_from([(2020, 2035), (2015, 2025), (2024, 2024), (2019, 2021)]))
    data = {
        (region, "", code): {
            year: draw(st.sampled_from([0.0, -1.0, 5.0, 101.0, 1e15, 33.333333333]))
            for year in range(first, min(first + 4, last + 1))
        }
        for region, code in draw(
            st.lists(st.tuples(st.sampled_from(codes_), st.sampled_from(["o", "og", "n", "s", "f"])), max_size=4, unique=True)
        )
    }  # fmt: skip
    return {
        "rows": rows,
        "regions": regions,
        "data": data,
        "first": first,
        "city": draw(st.sampled_from(["", regions[0].code])),
        "years": np.arange(first, last + 1, dtype=np.int64),
    }


def parsed(one):
    """A row's target as read for its indicator."""
    (found,) = [each for each in INDICATORS if each.code == one["series"].indicator]
    return parse_target(one["text"], unit=found.unit, name=found.name, indicator_kind=found.kind)


def built(drawn):
    """The plan; a base outside its years is none."""
    given_ = dict(drawn)
    rows = given_.pop("rows")
    last = int(given_["years"][-1])
    for one in rows:
        if not given_["first"] <= one["base_year"] <= last:
            one["base"] = None
    return plan_of(rows, INDICATORS, industries=[Industry("k", "纺织")], **given_)


@settings(max_examples=150, deadline=None)
@given(odd_plans())
def test_every_rule_answers_for_odd_plans(drawn):
    checks = (OwnCheck("甲", "o >= g"), OwnCheck("乙", "sum(o) <= o"))
    results = compute(new_document(built(drawn).with_checks(checks)))
    printed = PrintedFigures(results)
    for rule in RULES:
        for finding in rule(printed):
            assert all(np.isfinite(list(finding.figures.values())))
            for language in ("zh", "en"):
                assert "{" not in finding.message(language)


def test_an_empty_plan_and_an_empty_tree():
    assert audit(compute(new_document(blank_plan()))) == ()
    assert codes([], [indicator("x", "能耗", duty=Duty.BINDING)], regions=[Region("p", "全省", benchmark=True)], city="") == ["binding_without_target"]  # fmt: skip


def test_targets_outside_the_plans_years():
    years = np.arange(2015, 2026, dtype=np.int64)
    rows = [row("city", "o", "100", "200", year=year) for year in (1990, 2025, 2035)]
    assert "rule_failed" not in codes(rows, INDICATORS, years=years)


def test_growths_of_unknown_series_are_passed_over():
    plan = plan_of([row("city", "o", "100", "200")], INDICATORS)
    key = ProgressKey(SeriesKey("nowhere", "", "o"), Period(2020, 1, 12), growth=True)
    assert "rule_failed" not in [one.code for one in audit_of(plan, progress=MappingProxyType({key: 5.0}))]


def test_a_rule_that_fails_is_a_finding_and_the_rest_stands(monkeypatch, caplog):
    def broken(printed):
        yield from ()
        raise KeyError("的确是机密的一句话")

    rows = [row("city", "o", "1000", "900"), *(row(one, "o", "300", "300") for one in "abc")]
    whole = codes(rows, INDICATORS)
    assert whole
    monkeypatch.setattr(room, "RULES", (RULES[0], broken, *RULES[1:]))
    told = audit(compute(new_document(plan_of(rows, INDICATORS))))
    assert sorted(one.code for one in told) == sorted([*whole, "rule_failed"])
    (one,) = [one for one in told if one.code == "rule_failed"]
    for language in ("zh", "en"):
        assert "broken" in one.message(language)
    assert "机密" not in caplog.text


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_name_of_its_own(rule):
    assert [one.__name__ for one in RULES].count(rule.__name__) == 1
