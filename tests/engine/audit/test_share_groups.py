"""Groups of shares in the audit: observed, targets, paths. Figures are synthetic."""

from dataclasses import replace

import pytest

from npfdesk.engine.audit import audit
from npfdesk.engine.projection.update import compute
from npfdesk.plan.document import new_document
from npfdesk.plan.methods import Method
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.share_groups import ShareGroup
from tests.engine.audit.cases import CITY, Kind, Region, counties, indicator, plan_of, row
from tests.plans import scenario

SECTORS = ShareGroup("三次产业结构", ("p", "s", "t"), sheet="比重组", cell="A2")
SHARES = [
    indicator(code, name, kind=Kind.RATIO)
    for code, name in (("p", "一产占比"), ("s", "二产占比"), ("t", "三产占比"))
]


def told(rows, *groups, indicators=SHARES, scenarios=(), **named):
    plan = plan_of(rows, indicators, **named).with_share_groups(groups or (SECTORS,))
    plan = replace(plan, scenarios=tuple(scenarios))
    return [one for one in audit(compute(new_document(plan))) if one.code.startswith("share")]


def structure(*targets, base=("10.0", "40.0", "50.0"), region="city"):
    return [row(region, code, first, text) for code, first, text in zip("pst", base, targets, strict=True)]


@pytest.mark.parametrize(
    ("base", "targets", "expected"),
    [
        (("10.0", "40.0", "50.0"), ("8.0", "41.0", "51.0"), []),
        # three halves of a tenth of a point each
        (("10.1", "40.0", "50.0"), ("8.1", "41.0", "51.0"), []),
        (("10.2", "40.0", "50.0"), ("8.0", "41.0", "51.0"), [("shares_do_not_add_up", 2020)]),
        (("10.0", "40.0", "50.0"), ("8.0", "41.0", "51.2"), [("share_targets_do_not_add_up", 2025)]),
        # bounds: at least 8 and 41 and 50 may add up to 100, at least 52 may not; at most 50 may not either
        (("10.0", "40.0", "50.0"), ("8.0以上", "41.0", "50.0"), []),
        (("10.0", "40.0", "50.0"), ("8.0以上", "41.0", "52.0"), [("share_targets_do_not_add_up", 2025)]),
        (("10.0", "40.0", "50.0"), ("8.0以下", "41.0", "50.0"), [("share_targets_do_not_add_up", 2025)]),
        (("10.0", "40.0", "50.0"), ("8.0", "41.0", "持续提高"), []),
        (("10.0", "—", "50.0"), ("8.0", "41.0", "51.0"), []),
    ],
)
def test_what_adds_up_is_silent(base, targets, expected):
    assert [(one.code, one.year) for one in told(structure(*targets, base=base))] == expected


def test_the_sum_and_its_parts_are_told_with_their_cells():
    (one,) = told(structure("8.0", "41.0", "52.0"))
    assert one.figures == {"sum": 101.0, "total": 100.0, "difference": 1.0, "years": 1.0}
    assert one.message("zh") == (
        "合成市：2025年“三次产业结构”各项目标合计 101.0，不是 100：一产占比 8.0、二产占比 41.0 和三产占比 52.0。"
    )
    assert "the targets of “三次产业结构” for 2025 add up to 101.0, not 100" in one.message("en")
    assert [place.cell for place in one.places] == ["F2", "F3", "F4", "A2"]


def test_the_last_of_several_years_is_told():
    data = {
        ("city", "", code): {2017: a, 2018: b, 2020: c}
        for code, a, b, c in (("p", 11.0, 12.0, 10.0), ("s", 42.5, 41.0, 41.5), ("t", 50.0, 47.0, 50.0))
    }
    (one,) = told([], data=data)
    assert (one.code, one.year, one.figures["sum"]) == ("shares_do_not_add_up", 2020, 101.5)
    assert one.message("zh").endswith("（2017年也不合）。")
    assert one.message("en").endswith("(nor do they in 2017).")


def test_each_region_is_checked_by_itself():
    rows = [*structure("8.0", "41.0", "52.0"), *structure("8.0", "41.0", "53.0", region="a")]
    assert [one.series.region for one in told(rows, regions=counties(1))] == ["city", "a"]
    rows = structure("8.0", "41.0", "53.0", region="省")
    assert len(told(rows, regions=[CITY, Region("省", "全省", benchmark=True)])) == 1


PATH = {("city", "", "p"): Assumption(Method.STEP, -0.1)}


def test_paths_that_drift_apart_are_told_once_for_scenarios_with_the_same_sums():
    found = told(
        structure("9.5", "40.0", "50.5"),
        scenarios=[scenario("甲", assumptions=PATH), scenario("乙", "甲"), scenario("静")],
    )
    (one,) = found
    # 15 years of a tenth less: 98.5; two of them are no more than the rounding
    assert (one.code, one.year, one.figures["sum"]) == ("share_paths_do_not_add_up", 2035, 98.5)
    assert one.figures["years"] == 14
    assert "情景“甲”“乙”中“三次产业结构”的推算值 2035年合计 98.5" in one.message("zh")
    assert "2022、2023、2024…2034" in one.message("zh")


def test_paths_that_are_kept_together_are_silent():
    rows = {**PATH, ("city", "", "t"): Assumption(Method.STEP, 0.1)}
    assert told(structure("9.5", "40.0", "50.5"), scenarios=[scenario("甲", assumptions=rows)]) == []


def test_a_computed_group_is_checked_as_well():
    computed = [indicator("p", "一产占比", kind=Kind.RATIO, formula="103 - s - t"), *SHARES[1:]]
    data = {("city", "", "s"): {2020: 40.0}, ("city", "", "t"): {2020: 50.0}}
    found = told([row("city", "p", "—", "9.0")], indicators=computed, data=data)
    assert ("shares_do_not_add_up", 2020) in [(one.code, one.year) for one in found]


def test_a_group_that_cannot_be_one_is_told():
    (one,) = told(structure("8.0", "41.0", "52.0"), ShareGroup("失", ("p", "无")))
    assert one.code == "share_group_unusable"
    assert "“无”不是规划的指标" in one.message("zh")
