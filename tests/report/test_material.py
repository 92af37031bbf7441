"""What every report is made of: the scenarios asked for, the moment, the colours, and the region it is about."""

import datetime
import hashlib

import pytest

from npfdesk.plan.status_rules import Rule
from npfdesk.plan.statuses import Status
from npfdesk.report.material import Provenance, chosen_scenarios, moment_now, provenance_of, root_region
from npfdesk.report.standings import county_targets, key_targets, standings, status_counts
from tests.plans import Indicator, Region, plan, scenario, target
from tests.report.materials import material


def test_the_moment_is_now_unless_it_is_given(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert moment_now() == datetime.datetime(2023, 11, 14, 22, 13, 20, tzinfo=datetime.UTC)
    for other in ("", "soon", "-1", "9" * 30, "１７０"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", other)
        assert moment_now().year >= 2024


def test_the_workbook_is_named_by_its_bytes(tmp_path):
    file = tmp_path / "规划.xlsx"
    file.write_bytes(b"abc")
    told = provenance_of(file)
    assert (told.workbook, told.digest, told.revision) == (
        "规划.xlsx",
        hashlib.sha256(b"abc").hexdigest(),
        "",
    )
    assert told.stamp.endswith("UTC")


def test_a_line_says_where_figures_come_from_and_leaves_out_what_is_not_known():
    moment = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
    told = Provenance("规划.xlsx", "ab" * 32, moment, "7", "1.0", unsaved=True)
    assert told.line("手工规划", "zh", ["惯性", "攻坚"], Rule.PACE.about.words) == (
        f"手工规划 · 工作簿 规划.xlsx · SHA-256 {'ab' * 32} · 修订 7 之后，未保存 · 情景 惯性和攻坚 · NPF Desk 1.0 · 规则 速度"
    )
    short = "手工规划 · 惯性 · 规划.xlsx abababab · after revision 7, unsaved · NPF Desk 1.0 · 2026-01-02"
    assert told.short_line("手工规划", "en", ["惯性"]) == short
    bare = Provenance("", "", moment, version="1.0")
    assert bare.line("手工规划", "en") == "手工规划 · the workbook's own scenarios · NPF Desk 1.0"


def test_scenarios_are_named_as_people_type_them():
    tree = tuple(scenario(name) for name in ("惯性", "Plan A", "攻坚"))
    assert chosen_scenarios(tree, ()) == (tree, None)
    assert chosen_scenarios(tree, ("攻坚", "plan　a")) == ((tree[1], tree[2]), None)
    assert chosen_scenarios(tree, ("惯性", "梦想")) == ((), "梦想")


def test_a_scenarios_own_colour_or_the_hue_of_its_place(sample_plan):
    made = material(sample_plan)
    assert [made.colour(one) for one in made.scenarios] == ["#8A8F98", "#2F6FDE", "#D9822B"]
    plain = material(plan({("市", "", "x"): {2020: 1}}, scenarios=[scenario("甲"), scenario("乙")]))
    assert [plain.colour(one) for one in plain.scenarios] == ["#7A4FB5", "#0F8B8D"]


def test_targets_stand_each_in_its_own_year(sample_plan):
    made = material(sample_plan)
    rows = standings(made, made.scenarios[0])
    assert len(rows) == 62
    city = next(
        one
        for one in rows
        if one.indicator.code == "output" and one.series.region == root_region(sample_plan)
    )
    # 8000 − 4453 × 1.055^5
    assert city.gap == pytest.approx(8000 - 4453 * 1.055**5)
    assert sum(status_counts(rows).values()) == 62
    assert status_counts(rows)[Status.GREY] > 0
    assert [one.indicator.code for one in key_targets(made, made.scenarios[0])][:2] == ["va_share", "output"]
    counties = county_targets(made, made.scenarios[0])
    assert len(counties["output"]) > 2
    assert city.figure(float("nan")) == "–"
    assert city.figure(8000.0) == "8,000.0"


def test_without_a_named_city_the_top_region_stands_for_it():
    regions = [Region("省", "省"), Region("市", "市", parent="省"), Region("县", "县", parent="省")]
    made = plan(
        {("省", "", "x"): {2020: 1}, ("市", "", "x"): {2020: 1}, ("县", "", "x"): {2020: 2}},
        indicators=[Indicator("x", "X")],
        regions=regions,
        targets=[target(("市", "", "x"), "3", year=2030), target(("县", "", "x"), "3", year=2030)],
    )
    assert root_region(made) == "省"
    found = county_targets(material(made), material(made).scenarios[0])
    assert [one.year for one in found["x"]] == [2030, 2030]
