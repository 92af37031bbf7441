"""A plan written and rewritten: what it consists of, added, renamed, moved and removed."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest

from npfdesk.plan.amended_plan import amended_plan
from npfdesk.plan.commitments import Commitment, CommitmentKey, PromiseKind, commitments_by_key, parse_promise
from npfdesk.plan.document import Document, blank_plan, new_document
from npfdesk.plan.edits import EditRefused, Label, SetObservations, SetScoring, SetTargets, SetVintages
from npfdesk.plan.expressions import Expression, parse_expression
from npfdesk.plan.kinds import Kind, RollUp
from npfdesk.plan.merge import merge
from npfdesk.plan.model import Indicator, Industry, LeverEffect, Source
from npfdesk.plan.problems import Problem, Wording
from npfdesk.plan.records import SavedWork, decode, encode, saved_work
from npfdesk.plan.regions import Region
from npfdesk.plan.restore import restore
from npfdesk.plan.scoring import ScoringRule
from npfdesk.plan.series import ANY, AssumptionKey, ObservationKey, SeriesKey, TargetKey
from npfdesk.plan.structure_checks import check_formula, formula_completions
from npfdesk.plan.structure_dependents import what_depends_on
from npfdesk.plan.structure_edits import (
    add_commitment,
    add_thing,
    add_things,
    change_thing,
    move_thing,
    new_code,
    refusal,
    remove_commitments,
    remove_lever,
    remove_things,
    rename_lever,
    rename_thing,
    set_commitments,
    set_lever_rows,
    set_settings,
    set_things,
    set_years,
)
from npfdesk.plan.target_text import parse_target
from npfdesk.plan.targets import PlanTarget, TargetText
from npfdesk.plan.vintages import Vintage, VintageKey
from npfdesk.session import LoadedWorkbook, Session, Structure
from tests.structure_steps import commitment, small_document

LABEL = Label(Wording("试", "test"))
GDP = SeriesKey("城", "", "gdp")


def formula(text: str) -> Expression:
    parsed = parse_expression(text)
    assert isinstance(parsed, Expression)
    return parsed


def target(series: SeriesKey, year: int, text: str) -> PlanTarget:
    parsed = parse_target(text)
    assert isinstance(parsed, TargetText)
    return PlanTarget(series, year, text, parsed, base_year=2025)


def applied(document: Document, *edits) -> Document:
    for edit in edits:
        document = edit.apply(document)
    return document


def written() -> Document:
    """A plan of a city with two counties, three indicators and one formula, written from nothing."""
    document = new_document(blank_plan(2025, 2030))
    things = (
        Region("城", "城"),
        Region("甲", "甲县", parent="城"),
        Region("乙", "乙县", parent="城"),
        Industry("制造", "制造业"),
        Indicator("gdp", "生产总值", unit="亿元", rollup=RollUp.SUM),
        Indicator("pop", "人口", unit="万人", rollup=RollUp.SUM),
        Indicator("per", "人均", unit="万元", formula=formula("gdp / pop")),
    )
    document = applied(
        document,
        add_things(document, things),
        set_settings(document, {"title": "某市规划", "city": "城"}),
    )
    figures = {
        (SeriesKey("甲", "", "gdp"), 2024): 90.0,
        (SeriesKey("甲", "", "gdp"), 2025): 100.0,
        (SeriesKey("乙", "", "gdp"), 2025): 50.0,
        (SeriesKey("甲", "", "pop"), 2025): 20.0,
    }
    goal = target(GDP, 2030, "200以上")
    return applied(document, SetObservations(figures, LABEL), SetTargets({goal.key: goal}, LABEL))


def same_plan(one, other) -> bool:
    return (
        (one.title, one.city, one.base_year, one.target_year, one.horizon)
        == (other.title, other.city, other.base_year, other.target_year, other.horizon)
        and one.regions == other.regions
        and one.industries == other.industries
        and one.indicators == other.indicators
        and one.sources == other.sources
        and one.commitments == other.commitments
        and one.levers == other.levers
        and one.series == other.series
        and one.targets == other.targets
        and one.years.tolist() == other.years.tolist()
        and np.array_equal(one.observed, other.observed, equal_nan=True)
    )


def test_a_plan_is_written_from_nothing():
    plan = written().plan
    assert [region.name for region in plan.regions] == ["城", "甲县", "乙县"]
    assert plan.title == "某市规划"
    assert plan.years.tolist() == list(range(2024, 2031))
    assert plan.observed[plan.row[SeriesKey("甲", "", "gdp")], plan.column(2024)] == 90.0
    # the city has the row that its counties roll up to, and the formula stands in every region
    assert GDP in plan.row
    assert SeriesKey("乙", "", "per") in plan.row


def test_the_work_gives_the_same_plan_again():
    document = written()
    text = encode(saved_work(document))
    restored = restore(document.workbook_plan, decode(text))
    assert same_plan(restored.document.plan, document.plan)
    assert not restored.orphans


def test_a_series_and_a_year_go_when_what_made_them_is_taken_back():
    document = written()
    series = SeriesKey("乙", "制造", "gdp")
    more = applied(document, SetObservations({(series, 2019): 4.0}, LABEL))
    assert more.plan.years[0] == 2019
    assert {series, SeriesKey("城", "制造", "gdp")} <= more.plan.row.keys()
    less = applied(more, SetObservations({(series, 2019): None}, LABEL))
    assert same_plan(less.plan, document.plan)


def test_a_target_past_the_horizon_moves_it_and_back():
    document = written()
    goal = target(GDP, 2035, "300以上")
    more = applied(document, SetTargets({goal.key: goal}, LABEL))
    assert (more.plan.horizon, more.plan.years[-1]) == (2035, 2035)
    less = applied(more, SetTargets({goal.key: None}, LABEL))
    assert same_plan(less.plan, document.plan)


def test_a_renamed_thing_keeps_its_code_and_its_figures():
    document = applied(written(), rename_thing(written(), "regions", "甲", "甲区"))
    assert document.plan.region_by_code["甲"].name == "甲区"
    assert SeriesKey("甲", "", "gdp") in document.plan.row


def test_a_formula_follows_the_new_name_of_the_region_that_it_names():
    document = written()
    share = Indicator("share", "占比", unit="%", formula=formula('gdp / at("甲县", gdp) * 100'))
    document = applied(document, add_thing(document, share))
    document = applied(document, rename_thing(document, "regions", "甲", "甲区"))
    assert document.plan.indicator_by_code["share"].formula.text == 'gdp / at("甲区", gdp) * 100'
    assert document.plan.indicator_by_code["share"].formula.regions == {"甲"}


def test_moving_gives_another_order_and_another_parent():
    document = written()
    moved = applied(document, move_thing(document, "regions", "乙", before="甲"))
    assert [one.code for one in moved.plan.regions] == ["城", "乙", "甲"]
    below = applied(moved, move_thing(moved, "regions", "乙", before="", parent="甲"))
    assert below.plan.region_by_code["乙"].parent == "甲"
    assert [one.code for one in below.plan.regions] == ["城", "甲", "乙"]


def test_what_falls_is_told_and_falls():
    document = written()
    scenario = document.scenario.with_assumptions({})
    told = {one.sort: one.count for one in what_depends_on(document, "regions", "甲")}
    assert told == {"figures": 3}
    told = what_depends_on(document, "indicators", "gdp")
    assert {one.sort: one.count for one in told} == {"targets": 1, "figures": 3, "formulas": 1}
    assert "生产总值" in told[0].text("zh")
    after = applied(document, remove_things(document, "regions", ["甲"]))
    assert "甲" not in after.plan.region_by_code
    assert not any(key.series.region == "甲" for key in after.work.observations)
    assert not any(series.region == "甲" for series in after.plan.series)
    assert scenario is not None


def test_children_fall_with_their_parent():
    document = written()
    document = applied(document, add_thing(document, Region("镇", "镇", parent="甲")))
    assert what_depends_on(document, "regions", "甲")[0].names == (Wording("镇", "镇"),)
    after = applied(document, remove_things(document, "regions", ["甲"]))
    assert [one.code for one in after.plan.regions] == ["城", "乙"]


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda d: add_thing(d, Region("丙", "甲县", parent="城")), "structure_name_in_use"),
        (lambda d: add_thing(d, Region("丙", " ", parent="城")), "structure_name_needed"),
        (lambda d: add_thing(d, Region("丙", "丙县", parent="没有")), "structure_parent_unknown"),
        (lambda d: move_thing(d, "regions", "城", parent="甲"), "structure_parent_circle"),
        (lambda d: remove_things(d, "regions", ["城"]), "structure_city_stays"),
        (lambda d: remove_things(d, "indicators", ["pop"]), "structure_code_read"),
        (lambda d: add_thing(d, Indicator("x", "新", formula=formula("y + 1"))), "structure_formula_unknown"),
        (
            lambda d: add_thing(d, Indicator("x", "新", formula=formula('at("丁", gdp)'))),
            "structure_formula_region",
        ),
        (lambda d: add_thing(d, Indicator("x", "新", rollup=RollUp.MEAN)), "structure_weight_needed"),
        (lambda d: add_thing(d, Indicator("x", "新", decimals=9)), "structure_decimals"),
        (
            lambda d: change_thing(
                d, "gdp", replace(d.plan.indicator_by_code["gdp"], formula=formula("per * 2"))
            ),
            "structure_formula_circle",
        ),
        (lambda d: set_years(d, base=2031), "structure_years"),
        (lambda d: set_years(d, first=2025), "structure_years_have_figures"),
        (lambda d: set_settings(d, {"title": ""}), "structure_title"),
        (lambda d: set_settings(d, {"city": "没有"}), "structure_city_unknown"),
        (lambda d: set_lever_rows(d, [LeverEffect("抓", "技", "没有", 1.0)]), "structure_not_in_plan"),
        (lambda d: set_lever_rows(d, [LeverEffect("抓", "技", "gdp", 1.0, -1)]), "structure_figure"),
        (
            lambda d: add_thing(d, Region("丙", "丙县", parent="城", since=2027, until=2026)),
            "structure_region_years",
        ),
        (
            lambda d: add_thing(d, Region("省", "省", parent="城", benchmark=True)),
            "structure_yardstick_in_tree",
        ),
        (lambda d: add_thing(d, Source("", "文件")), "structure_name_needed"),
    ],
)
def test_what_is_unsound_is_refused_with_its_reason(make, code):
    document = written()
    edit = make(document)
    problem = refusal(document, edit)
    assert problem is not None
    assert problem.code == code
    assert problem.message("zh")
    assert problem.message("en")
    with pytest.raises(EditRefused) as refused:
        edit.apply(document)
    assert refused.value.problem == problem


def test_two_regions_of_one_name_stand_under_two_parents():
    document = written()
    document = applied(
        document,
        add_thing(document, Region("桥西区", "桥西区", parent="甲")),
        add_thing(document, Region("桥西区 2", "桥西区", parent="乙")),
    )
    assert document.plan.region_names["桥西区"] == "甲县/桥西区"
    assert document.plan.region_names["桥西区 2"] == "乙县/桥西区"
    assert document.plan.region_names["甲"] == "甲县"


def test_a_removed_things_code_is_not_given_again():
    document = written()
    own = document.plan
    document = new_document(own)
    after = applied(document, remove_things(document, "regions", ["甲"]))
    assert new_code(after, "regions", "甲县") == "甲县 2"
    assert new_code(after, "regions", "丙县") == "丙县"


def test_a_formula_is_checked_as_it_is_typed():
    document = written()
    assert isinstance(check_formula(document, "", "gdp / pop"), Expression)
    for code, text, kind in (
        ("", "gdp /", "formula_syntax"),
        ("", "gdp + zzz", "structure_formula_unknown"),
        ("", 'at("丁", gdp)', "structure_formula_region"),
        ("gdp", "per * 2", "structure_formula_circle"),
        ("gdp", "gdp * 2", "structure_formula_circle"),
    ):
        problem = check_formula(document, code, text)
        assert isinstance(problem, Problem)
        assert problem.code == kind


def test_codes_are_completed_by_code_and_by_name():
    document = written()
    assert formula_completions(document, "p")[:2] == (("pop", "人口"), ("per", "人均"))
    assert ("gdp", "生产总值") in formula_completions(document, "总值")
    assert ("prev", "") in formula_completions(document, "pr")


def test_years_are_set():
    document = applied(written(), set_years(written(), first=2016, horizon=2035))
    assert (document.plan.years[0], document.plan.years[-1], document.plan.horizon) == (2016, 2035, 2035)


def test_commitments_and_levers_and_sources():
    document = written()
    promised = parse_promise("新增10", "家")
    assert not isinstance(promised, Problem)
    one = Commitment("办事", "新增10", promised[0], promised[1], "家", "甲", 2030)
    document = applied(document, add_commitment(document, one), add_commitment(document, one))
    document = applied(document, add_commitment(document, one))
    assert len(document.plan.commitments) == 2
    assert promised[0] is PromiseKind.NEW
    document = applied(document, remove_commitments(document, [CommitmentKey("甲", "办事", 2030)]))
    assert len(document.plan.commitments) == 1
    document = applied(document, set_lever_rows(document, [LeverEffect("抓", "技术", "gdp", 1.5, 1)]))
    document = applied(document, rename_lever(document, "抓", "新抓"))
    assert list(document.plan.dimension_of_lever) == ["新抓"]
    assert applied(document, remove_lever(document, "新抓")).plan.levers == ()
    document = applied(document, add_thing(document, Source("纲要", "某市纲要")))
    assert document.plan.sources == (Source("纲要", "某市纲要"),)
    document = applied(document, add_thing(document, Indicator("r", "率", kind=Kind.RATIO)))
    assert same_plan(amended_plan(document.workbook_plan, document.work), document.plan)


def test_typing_back_what_the_workbook_says_is_no_amendment():
    document = new_document(written().plan)
    there = applied(document, rename_thing(document, "regions", "甲", "甲区"))
    assert there.work.regions
    assert not applied(there, rename_thing(there, "regions", "甲", "甲县")).work.regions


def test_two_peoples_structures_are_merged():
    document = new_document(written().plan)
    mine = applied(document, add_thing(document, Region("丙", "丙县", parent="城")))
    theirs = applied(
        document,
        add_thing(document, Indicator("jobs", "就业", kind=Kind.COUNT)),
        rename_thing(document, "regions", "乙", "乙区"),
    )
    base, ours, others = (SavedWork(one.work, one.active) for one in (document, mine, theirs))
    merged = merge(base, ours, others)
    assert not merged.conflicts
    plan = restore(document.workbook_plan, merged.saved).document.plan
    assert [one.name for one in plan.regions] == ["城", "甲县", "乙区", "丙县"]
    assert "jobs" in plan.indicator_by_code


def test_the_session_shows_another_structure_and_takes_it_back():
    document = written()
    session = Session(LoadedWorkbook(document.plan))
    change = session.apply(add_thing(session.document, Region("丙", "丙县", parent="城")))
    assert change.structure & Structure.PLAN
    assert len(change.touched) == len(session.document.plan.series)
    key = ObservationKey(SeriesKey("丙", "", "gdp"), 2025)
    change = session.apply(SetObservations({key: 10.0}, LABEL))
    assert change.structure & Structure.PLAN
    assert change.before is None
    assert len(change.touched) == len(session.results.observed.T)
    session.undo()
    session.undo()
    assert session.document.plan is document.plan
    session.redo()
    assert "丙" in session.document.plan.region_by_code


def test_scenarios_lose_what_is_of_a_removed_region():
    from npfdesk.plan.edits import SetAssumptions
    from npfdesk.plan.methods import Method
    from npfdesk.plan.scenarios import Assumption

    document = written()
    given = {
        AssumptionKey("甲", ANY, "gdp"): Assumption(Method.GROWTH, 6.0),
        AssumptionKey(ANY, ANY, "gdp"): Assumption(Method.GROWTH, 5.0),
    }
    document = applied(document, SetAssumptions(document.active, given, LABEL))
    assert what_depends_on(document, "regions", "甲")[-1].sort == "assumptions"
    after = applied(document, remove_things(document, "regions", ["甲"]))
    assert list(after.scenario.assumptions) == [AssumptionKey(ANY, ANY, "gdp")]
    assert isinstance(after.work.targets, MappingProxyType)
    assert TargetKey(GDP, 2030) in after.work.targets


def test_several_things_are_set_in_one_step():
    document = small_document()
    county = replace(document.plan.region_by_code["a"], name="东县")
    district = Region("新", "新区", parent="城")
    edit = set_things(document, "regions", {"a": county, "新": district})
    assert edit.label.text("zh") == "修改 2 行"
    after = edit.apply(document)
    assert [after.plan.region_by_code[code].name for code in ("a", "新")] == ["东县", "新区"]
    fresh = set_things(document, "regions", {"新": district, "另": Region("另", "另区", parent="城")})
    assert fresh.label.text("en") == "Add 2 rows"
    # one alone is changed or added as such
    assert set_things(document, "regions", {"新": district}).label.text("zh") == "新增地区“新区”"
    assert set_things(document, "regions", {"a": county}).regions == {"a": county}


def test_formulas_follow_regions_that_are_renamed_together():
    document = small_document()
    share = Indicator(
        "share", "占全省比重", unit="%", formula=formula('at("甲县", gdp) / at("乙县", gdp) * 100')
    )
    document = add_thing(document, share).apply(document)
    renamed = {
        code: replace(document.plan.region_by_code[code], name=name)
        for code, name in (("a", "东县"), ("b", "西县"))
    }
    edit = set_things(document, "regions", renamed)
    after = edit.apply(document)
    said = after.plan.indicator_by_code["share"].formula
    assert said is not None
    assert refusal(document, edit) is None
    assert said.regions == {"a", "b"}


def test_several_commitments_are_set_in_one_step():
    document = small_document()
    ((key, road),) = commitments_by_key(document.plan.commitments).items()
    school = commitment("建校", "")
    edit = set_commitments(document, {key: replace(road, owner="住建局")}, [school, school])
    assert edit.label.text("zh") == "设置 3 项承诺"
    after = edit.apply(document).plan.commitments
    assert [(one.item, one.region, one.owner) for one in after] == [
        ("新建园区", "a", "住建局"), ("建校", "城", "发改局"), ("建校", "城", "发改局"),
    ]  # fmt: skip
    # the two of one item, region and year are told apart by a number
    assert [one.number for one in edit.commitments] == [0, 0, 1]
    alone = set_commitments(document, {}, [school])
    assert alone.label.text("zh") == "新增承诺“建校”"
    moved = set_commitments(document, {key: replace(road, item="扩建园区")})
    assert moved.label.text("zh") == "修改承诺“新建园区”".replace("新建", "扩建")
    assert [one.item for one in moved.apply(document).plan.commitments] == ["扩建园区"]
    assert moved.commitments[key] is None


def test_a_refused_edit_says_why():
    document = small_document()
    problem = refusal(document, rename_thing(document, "regions", "a", ""))
    assert problem is not None


def test_an_order_forgets_what_is_removed():
    document = small_document()
    moved = move_thing(document, "regions", "b", before="a").apply(document)
    assert moved.work.order
    after = remove_things(moved, "regions", ["b"]).apply(moved)
    assert all("b" not in codes for codes in after.work.order.values())
    assert "b" not in after.plan.region_by_code


def test_vintages_closed_targets_and_rules_fall_with_what_they_are_of():
    document = small_document()
    told = {one.sort: one.text("zh") for one in what_depends_on(document, "indicators", "gdp")}
    assert told["vintages"] == "历次公布 1 条"
    assert told["closed_targets"].startswith("上期目标 2 项：甲县 产出值")
    assert told["scoring"] == "计分项 1 项：产出"
    told = {one.sort: one.count for one in what_depends_on(document, "industries", "制造")}
    assert (told["closed_targets"], "vintages" in told) == (1, False)
    own = VintageKey(SeriesKey("b", "", "gdp"), 2025, "")
    document = SetVintages({own: Vintage(49.0)}, LABEL).apply(document)
    document = SetScoring({"制造业": ScoringRule("制造业", "gdp", 5.0, industry="制造")}, LABEL).apply(
        document
    )
    after = remove_things(document, "regions", ["b"]).apply(document)
    assert [key.series.region for key in after.plan.vintages] == ["a"]
    assert [one.series.region for one in after.plan.closed_targets] == ["a"]
    assert after.work.vintages == {}
    after = remove_things(document, "industries", ["制造"]).apply(document)
    assert [one.name for one in after.plan.scoring] == ["产出"]
    assert after.work.scoring == {}
    # what undo brings back is whole
    assert document.plan.scoring[-1].name == "制造业"
