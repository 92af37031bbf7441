"""The plan's own checks over regions, industries and years. Figures are synthetic."""

import pytest

from npfdesk.engine.audit import audit
from npfdesk.engine.projection.update import compute
from npfdesk.plan.document import new_document
from npfdesk.plan.own_checks import OwnCheck
from npfdesk.plan.problems import Severity
from tests.engine.audit.cases import CITY, Industry, Kind, Region, indicator, plan_of, row

SHARES = [
    indicator(code, name, kind=Kind.RATIO)
    for code, name in (("p", "一产占比"), ("s", "二产占比"), ("t", "三产占比"))
]
X, V = indicator("x", "产值"), indicator("v", "增加值")
RATES = [indicator(code, name, kind=Kind.RATE) for code, name in (("i", "工业增速"), ("g", "GDP增速"))]


def told(check, rows, indicators, **named):
    """What the audit tells of own checks: (code, region, industry, year, figures)."""
    plan = plan_of(rows, indicators, **named).with_checks((check,))
    return [one for one in audit(compute(new_document(plan))) if one.code.startswith("own_check")]


def structure(*targets, base=("10", "40", "50")):
    return [row("city", code, first, text) for code, first, text in zip("pst", base, targets, strict=True)]


@pytest.mark.parametrize(
    ("targets", "base", "year"),
    [
        (("8.0", "41.0", "51.0"), ("10", "40", "50"), None),
        (("8.0", "41.0", "51.1"), ("10", "40", "50"), None),
        (("8.0", "41.0", "51.2"), ("10", "40", "50"), 2025),
        (("8.0", "41.0", "51.0"), ("10", "40", "51"), 2020),
    ],
)
def test_shares_add_up_within_what_the_check_allows(targets, base, year):
    found = told(
        OwnCheck("结构", "abs(一产占比 + 二产占比 + 三产占比 - 100) <= 0.1"),
        structure(*targets, base=base),
        SHARES,
    )
    assert [one.year for one in found] == ([] if year is None else [year])


def test_both_sides_and_the_message_are_told():
    check = OwnCheck("结构", "p + s + t = 100", Severity.ERROR, "三次产业之和须为100。")
    (one,) = told(check, structure("8.0", "41.0", "52.0", base=("10", "40", "51")), SHARES)
    assert (one.code, one.severity, one.year) == ("own_check", Severity.ERROR, 2025)
    assert one.figures == {"left": 101, "right": 100, "difference": 1, "years": 2}
    assert "三次产业之和须为100。" in one.message("zh")
    assert "2020" in one.message("zh")
    assert [place.cell for place in one.places][:3] == ["F2", "F3", "F4"]


def test_floats_that_add_up_are_equal():
    assert told(OwnCheck("结构", "p + s + t = 100"), structure("5.1", "45.2", "49.7"), SHARES) == []


def test_each_region_and_industry_is_looked_at():
    rows = [row(region, code, base, "90", industry=industry) for region, industry, code, base in (
        ("city", "", "x", "50"), ("city", "", "v", "60"), ("a", "", "x", "50"), ("a", "", "v", "40"),
        ("a", "k", "x", "5"), ("a", "k", "v", "6"), ("b", "", "x", "5"),
    )]  # fmt: skip
    found = told(OwnCheck("增加值不超过产值", "v <= x"), rows, [X, V], industries=[Industry("k", "纺织")])
    assert [(one.series.region, one.series.industry, one.year) for one in found] == [
        ("city", "", 2020),
        ("a", "k", 2020),
    ]
    assert len({one.identity for one in found}) == 2
    assert "纺织" in found[1].message("zh")
    only = told(OwnCheck("甲", "v <= x", region="a"), rows, [X, V], industries=[Industry("k", "纺织")])
    assert [one.series.region for one in only] == ["a"]


def test_one_year_alone():
    rows = [row("city", "x", "50", "90"), row("city", "v", "60", "80")]
    assert told(OwnCheck("甲", "v <= x", year=2025), rows, [X, V]) == []
    assert [one.year for one in told(OwnCheck("甲", "v <= x", year=2020), rows, [X, V])] == [2020]


def test_growth_rates_stand_for_their_mean_a_year():
    rows = [row("city", "i", "6", "5.5"), row("city", "g", "5", "6")]
    (one,) = told(OwnCheck("工业快于GDP", "工业增速 >= GDP增速"), rows, RATES)
    assert (one.year, one.figures["left"], one.figures["right"]) == (2025, 5.5, 6)


def test_what_reads_only_another_region_is_told_once():
    regions = [CITY, Region("a", "东川县", parent="city"), Region("pro", "全省", benchmark=True)]
    rows = [row("city", "x", "50", "90"), row("pro", "x", "50", "90"), row("a", "x", "50", "90")]
    assert len(told(OwnCheck("甲", "at('全省', x) > 100"), rows, [X], regions=regions)) == 1
    assert len(told(OwnCheck("甲", "x > at('全省', x)"), rows, [X], regions=regions)) == 2


def test_formulas_and_children_are_computed():
    density = indicator("d", "产值率", kind=Kind.RATIO, unit="", formula="v / x")
    rows = [row("city", "x", "50", "100"), row("city", "v", "40", "90"), row("city", "d", None, "—")]
    (one,) = told(OwnCheck("甲", "d <= 0.85"), rows, [X, V, density])
    assert one.figures["left"] == pytest.approx(0.9)
    children = [row("city", "x", "50", "90"), row("a", "x", "20", "40"), row("b", "x", "30", "40")]
    regions = [CITY, Region("a", "东川县", parent="city"), Region("b", "西岭县", parent="city")]
    (one,) = told(OwnCheck("甲", "sum(x) = x"), children, [X], regions=regions)
    assert (one.series.region, one.year, one.figures["left"]) == ("city", 2025, 80)


def test_without_a_comparison_it_holds_where_it_is_not_nought():
    rows = [row("city", "x", "50", "90")]
    assert told(OwnCheck("甲", "x - 1"), rows, [X]) == []
    (one,) = told(OwnCheck("甲", "(x > 60) + (x < 10)"), rows, [X])
    assert (one.year, one.figures["left"]) == (2020, 0)


def test_what_cannot_be_run_or_has_nothing_to_look_at_is_told():
    rows = [row("city", "x", "50", "90")]
    (one,) = told(OwnCheck("甲", "x > y"), rows, [X])
    assert (one.code, "y" in one.message("zh")) == ("own_check_unreadable", True)
    (one,) = told(OwnCheck("甲", "x > v"), rows, [X, V])
    assert (one.code, one.severity) == ("own_check_without_figures", Severity.NOTE)
    (one,) = told(OwnCheck("甲", "x > 0", year=1990), rows, [X])
    assert one.code == "own_check_without_figures"


def test_two_checks_of_one_series_are_two_findings():
    plan = plan_of([row("city", "x", "50", "90")], [X]).with_checks(
        (OwnCheck("甲", "x < 10"), OwnCheck("乙", "x < 20"))
    )
    found = [one for one in audit(compute(new_document(plan))) if one.code == "own_check"]
    assert len({one.identity for one in found}) == 2
