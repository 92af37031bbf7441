"""Whatever a plan says, the audit answers: finite figures, words in both languages, places. Figures are synthetic."""

import json
import math

from hypothesis import given, settings
from hypothesis import strategies as st

from npfdesk.engine.audit import audit
from npfdesk.engine.projection.update import compute
from npfdesk.plan.document import new_document
from tests.engine.audit.cases import Direction, Duty, Industry, Kind, RollUp, found, indicator, plan_of, row

INDICATORS = [
    indicator("o", "规上工业总产值"),
    indicator("v", "规上工业增加值", unit="万元"),
    indicator("n", "规上工业企业数", kind=Kind.COUNT),
    indicator("p", "规上工业全员劳动生产率", kind=Kind.RATIO, unit="万元/人"),
    indicator("m", "规上工业亩均增加值", kind=Kind.RATIO, unit="万元/亩"),
    indicator("t", "规上工业亩均税收", kind=Kind.RATIO, unit="万元/亩"),
    indicator("s", "东川、西岭规上工业增加值占全市比重", kind=Kind.RATIO),
    indicator("q", "规上工业增加值占规上工业总产值比重", kind=Kind.RATIO),
    indicator("w", "达标比率", kind=Kind.RATIO, rollup=RollUp.MEAN, weight="n", duty=Duty.BINDING),
    indicator("i", "东川、西岭新增规上工业企业数", kind=Kind.COUNT),
    indicator("c", "千亿级工业大县数量", kind=Kind.COUNT),
    indicator("f", "户均产值", kind=Kind.RATIO, unit="亿元/家", formula="o / n", direction=Direction.DOWN),
    indicator("g", "大县", kind=Kind.COUNT, formula="count(o >= 1000)"),
]
INDUSTRIES = [Industry("k", "纺织"), Industry("l", "芯片", parent="k")]
AMOUNTS = st.one_of(
    st.sampled_from(["0", "—", "-5", "1", "0.5", "1000", "1e15", "0.000001"]),
    st.decimals(-1000, 100000, places=2, allow_nan=False).map(str),
)
TEXTS = st.one_of(
    AMOUNTS,
    AMOUNTS.filter(lambda text: text != "—").map(lambda text: text + "以上"),
    st.sampled_from(
        [
            "不超过30",
            "35左右",
            "3-4",
            "完成省下达任务",
            "+50",
            "翻一番",
            "年均增长8%",
            "增长15%",
            "3以上，力争2以上",
        ]
    ),
)
ROWS = st.dictionaries(
    st.tuples(
        st.sampled_from(["city", "a", "b", "c"]),
        st.sampled_from([one.code for one in INDICATORS]),
        st.sampled_from(["", "k", "l"]),
        st.sampled_from([2025, 2030]),
    ),
    st.tuples(AMOUNTS, TEXTS),
    max_size=40,
)


def sheet(drawn):
    return [
        row(region, code, base, text, industry=industry, year=year)
        for (region, code, industry, year), (base, text) in drawn.items()
    ]


@settings(max_examples=150, deadline=None)
@given(ROWS)
def test_any_plan_is_audited(drawn):
    findings = found(sheet(drawn), INDICATORS, industries=INDUSTRIES)
    assert len({one.identity for one in findings}) == len(findings)
    for one in findings:
        assert one.figures
        assert all(math.isfinite(value) for value in one.figures.values())
        json.dumps(dict(one.figures), allow_nan=False)
        for language in ("zh", "en"):
            assert "{" not in one.message(language)
        assert all(place.series.indicator for place in one.places)


def test_the_audit_does_not_depend_on_the_order_of_rows():
    rows = [row(region, "o", "10.0", text) for region, text in zip(["city", "a", "b", "c"], ["100", "20", "30", "40"], strict=True)]  # fmt: skip
    one = audit(compute(new_document(plan_of(rows, INDICATORS))))
    other = audit(compute(new_document(plan_of(rows[::-1], INDICATORS))))
    assert {each.identity for each in one} == {each.identity for each in other}
    assert {each.message("zh") for each in one} == {each.message("zh") for each in other}


def test_a_plan_of_nothing_is_silent():
    assert found([], [indicator("x", "产值")]) == ()
