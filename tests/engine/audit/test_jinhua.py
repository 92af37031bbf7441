"""The audit of the Jinhua plan (14th five-year plan of Jinhua's industry, draft for comment; Table 1 and Annex 1)."""

from dataclasses import replace

import numpy as np
import pytest

from npfdesk.engine.audit import audit
from npfdesk.engine.projection.update import compute
from npfdesk.plan.document import new_document
from npfdesk.plan.series import SeriesKey
from tests.engine.audit.cases import only


@pytest.fixture
def findings(sample_plan):
    return audit(compute(new_document(sample_plan)))


@pytest.fixture
def bare(sample_plan):
    """The plan as it is published: without a formula anywhere."""
    indicators = tuple(replace(one, formula=None) for one in sample_plan.indicators)
    return audit(compute(new_document(replace(sample_plan, indicators=indicators, scenarios=()))))


def test_it_finds_what_does_not_add_up_and_nothing_else(findings):
    assert [(one.code, one.series.region, one.series.indicator) for one in findings] == [
        ("base_differs_from_formula", "jinhua", "va_share"),
        ("children_do_not_sum", "jinhua", "firms"),
        ("target_differs_from_formula", "jinhua", "new_firms_wuyi_panan"),
        ("share_rises_part_lags", "jinhua", "va_share_wuyi_panan"),
        ("output_per_firm_falls", "lanxi", "output"),
        ("implied_tax_growth", "jinhua", "tax_per_mu"),
        ("expected_target_split", "jinhua", "output"),
        ("part_lags_whole", "wuyi", "output"),
        ("implied_land", "jinhua", "va_per_mu"),
        ("industries_do_not_sum", "jinhua", "output"),
        ("industry_without_base", "jinhua", "output"),
        ("industry_without_base", "jinhua", "digital_revenue"),
        ("faster_than_own_past", "jinhua", "firms"),
        ("target_turns_around", "jinhua", "va_share"),
        ("binding_without_figure", "jinhua", "co2_cut"),
        ("binding_without_figure", "jinhua", "water_use"),
        ("binding_without_figure", "jinhua", "solid_waste"),
    ]


def test_the_firms_of_the_counties_are_400_short(findings):
    # 300+400+500+800+1000+800+1300+800+500+200 = 6,600 against 7000以上; -400 / 7000 = -5.714 %
    one = only(findings, "children_do_not_sum")
    assert one.figures == {
        "total": 7000.0, "sum": 6600.0, "difference": -400.0, "share": pytest.approx(-5.7142857), "count": 10.0,
    }  # fmt: skip
    assert (one.sheet, one.cell) == ("目标", "F7")
    assert len(one.places) == 11
    assert one.places[0].series == SeriesKey("jinhua", "", "firms")
    assert one.message("zh").startswith(
        "金华市 规上工业企业数：2025年目标为7,000 家，10个下级地区的目标合计6,600 家"
    )


def test_the_new_firms_of_wuyi_and_panan_are_308_of_500(findings, bare):
    # (800 - 563) + (200 - 129) = 237 + 71 = 308
    one = only(findings, "target_differs_from_formula")
    assert one.figures == {"target": 500.0, "computed": 308.0, "difference": -192.0}
    assert {place.series.region for place in one.places} == {"jinhua", "wuyi", "panan"}
    assert only(bare, "regions_contradict_increase").figures == one.figures


def test_lanxi_grows_in_firms_faster_than_in_output(findings):
    # 664.3 / 488 = 1.36127; 1000 / 800 = 1.25; -8.17 %
    one = only(findings, "output_per_firm_falls")
    assert one.figures["base"] == pytest.approx(664.3 / 488)
    assert one.figures["target"] == pytest.approx(1.25)
    assert one.figures["change"] == pytest.approx(-8.174, abs=1e-3)


def test_wuyi_grows_slower_than_the_city_whose_share_it_is_to_raise(findings, bare):
    # (900 / 527.2)^(1/5) - 1 = 11.289 %; (8000 / 4453)^(1/5) - 1 = 12.431 %; with Pan'an (1100 / 619.2)^(1/5) - 1
    one = only(findings, "part_lags_whole")
    assert one.figures["part_growth"] == pytest.approx(11.289, abs=1e-3)
    assert one.figures["whole_growth"] == pytest.approx(12.431, abs=1e-3)
    both = only(findings, "share_rises_part_lags")
    assert both.figures["part_growth"] == pytest.approx(12.179, abs=1e-3)
    assert both.figures["share_target"] == pytest.approx(100 * 1100 / 8000)
    assert only(bare, "share_rises_part_lags").figures == both.figures


def test_the_industries_come_to_5500_of_8000_and_have_no_base(findings):
    one = only(findings, "industries_do_not_sum")
    assert (one.figures["sum"], one.figures["total"], one.figures["with_base"]) == (5500.0, 8000.0, 0.0)
    assert one.figures["share"] == pytest.approx(68.75)
    without = [each for each in findings if each.code == "industry_without_base"]
    assert [each.figures["count"] for each in without] == [6.0, 2.0]


def test_tax_is_implied_to_grow_by_18_5_percent_a_year(findings):
    # 920.6 / 76.3 × 12.5 = 150.819; 1760 / 150 × 30 = 352; (352 / 150.819)^(1/5) - 1 = 18.472 %
    one = only(findings, "implied_tax_growth")
    assert one.figures["base_tax"] == pytest.approx(920.6 / 76.3 * 12.5)
    assert one.figures["target_tax"] == pytest.approx(352.0)
    assert one.figures["growth"] == pytest.approx(18.472, abs=1e-3)
    assert "18.5%" in one.message("zh")


def test_it_is_silent_where_the_plan_adds_up(findings, bare):
    spoken = {(one.code, one.series) for one in (*findings, *bare)}
    # counties' output sums to 8,000 and their bases to 4,453; five counties reach 1,000
    assert ("children_do_not_sum", SeriesKey("jinhua", "", "output")) not in spoken
    assert not [code for code, _ in spoken if code == "observed_do_not_sum"]
    assert not [series for _, series in spoken if series.indicator == "large_counties"]


def test_every_finding_can_be_shown_marked_and_said(findings):
    assert len({one.identity for one in findings}) == len(findings)
    for one in findings:
        assert one.places
        assert one.figures
        assert all(np.isfinite(value) for value in one.figures.values())
        assert one.message("zh") != one.message("en")
        assert "{" not in one.message("zh") + one.message("en")


def test_an_identity_outlives_other_figures(sample_plan, findings):
    amended = sample_plan.with_observations([(("lanxi", "", "output"), 2020, 670.0)])
    again = only(audit(compute(new_document(amended))), "output_per_firm_falls")
    before = only(findings, "output_per_firm_falls")
    assert again.identity == before.identity
    assert again.figures != before.figures


def test_a_scenario_with_targets_of_its_own_does_not_change_the_audit_of_the_plan(sample_plan, findings):
    document = new_document(sample_plan)
    first = next(iter(document.scenarios.values()))
    key = next(key for key in sample_plan.targets if key.series == SeriesKey("jinhua", "", "firms"))
    own = replace(
        sample_plan.targets[key], text="6600", parsed=replace(sample_plan.targets[key].parsed, figure=6600.0)
    )
    changed = document.with_scenarios({**document.scenarios, first.id: first.with_targets({key: own})})
    assert audit(compute(changed)) == findings
