"""Edits, their labels, and history."""

from dataclasses import fields, replace
from itertools import count
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.plan.chart_notes import ChartNote, Sign
from npfdesk.plan.document import effective_target
from npfdesk.plan.edit_labels import (
    duplicate_scenario,
    scenario_added,
    scenario_duplicated,
    scenario_recoloured,
    scenario_removed,
    scenario_renamed,
    set_assumptions,
    set_intensities,
    set_observations,
    set_targets,
)
from npfdesk.plan.edits import (
    AddScenario,
    ChangeScenario,
    Edit,
    EditRefused,
    Label,
    RemoveScenario,
    SetAssumptions,
    SetResponses,
)
from npfdesk.plan.history import History
from npfdesk.plan.methods import Method
from npfdesk.plan.notes import CellNote, NoteKey, NoteSubject
from npfdesk.plan.problems import Wording
from npfdesk.plan.scenarios import Assumption, LeverIntensities, ResponseRule, Scenario, descendants
from npfdesk.plan.series import AssumptionKey, LeverIntensityKey, SeriesKey, TargetKey
from npfdesk.plan.series_words import series_wording, spoken_series
from tests.plans import Indicator, Industry, Region, document, scenario, target

OWN = AssumptionKey("永康", "", "output")
GENERAL = AssumptionKey("*", "*", "output")


@pytest.fixture
def opened():
    return document(
        {("永康", "", "output"): {2020: 100.0}, ("永康", "芯", "output"): {2020: 1.0}},
        indicators=[Indicator("output", "规上工业总产值", unit="亿元")],
        regions=[Region("永康", "永康市")],
        industries=[Industry("芯", "芯光电")],
        targets=[target(("永康", "", "output"), "200")],
        scenarios=[
            scenario("惯性", assumptions={GENERAL: Assumption(Method.GROWTH, 5.5)}),
            scenario("攻坚", "惯性", assumptions={OWN: Assumption(Method.GROWTH, 8.5)}),
            scenario("再攻", "攻坚"),
        ],
    )


def said(edit):
    return edit.label.text("zh"), edit.label.text("en")


def test_one_cell_says_from_what_to_what(opened):
    edit = set_assumptions(opened, "攻坚", {OWN: Assumption(Method.GROWTH, 9.2)})
    assert said(edit)[0] == "永康市 规上工业总产值 8.5 → 9.2%"
    year = set_assumptions(opened, "攻坚", {OWN: Assumption(Method.GROWTH, 8.5, by_year=((2022, 3.0),))})
    assert said(year) == ("永康市 规上工业总产值 2022 无 → 3%", "永康市 规上工业总产值 2022 none → 3%")


def test_other_forms_of_assumption_edits(opened):
    new = set_assumptions(
        opened, "惯性", {AssumptionKey("永康", "芯", "output"): Assumption(Method.STEP, 2.0)}
    )
    assert said(new)[0] == "永康市 芯光电 规上工业总产值 增量 2 亿元"
    assert said(set_assumptions(opened, "攻坚", {OWN: None}))[1] == "永康市 规上工业总产值 back to the parent"
    general = set_assumptions(opened, "惯性", {GENERAL: Assumption(Method.GROWTH, 6.0)})
    assert said(general) == ("全部地区 规上工业总产值 5.5 → 6%", "all regions 规上工业总产值 5.5 → 6%")
    assert said(set_assumptions(opened, "攻坚", {OWN: None, GENERAL: None}))[0] == "规上工业总产值 2 个假设"
    noted = set_assumptions(opened, "攻坚", {OWN: Assumption(Method.GROWTH, 8.5, note="因为")})
    assert said(noted)[0] == "永康市 规上工业总产值 备注"


def test_labels_of_levers_data_and_targets(opened):
    key = LeverIntensityKey("人工智能", "*", "*")
    edit = set_intensities(opened, "攻坚", {key: LeverIntensities(((2021, 20.0),))})
    assert said(edit)[0] == "全部地区 人工智能 2021 无 → 20%"
    after = edit.apply(opened)
    assert said(set_intensities(after, "攻坚", {key: None}))[0] == "全部地区 人工智能 回到上级"
    assert (
        said(set_intensities(after, "攻坚", {key: LeverIntensities(((2022, 1.0), (2023, 2.0)))}))[0]
        == "全部地区 人工智能 强度"
    )
    assert said(set_intensities(after, "攻坚", {}))[0] == "0 个抓手强度"
    series = SeriesKey("永康", "", "output")
    assert (
        said(set_observations(opened, {(series, 2020): 105.0}))[0]
        == "永康市 规上工业总产值 2020 100 → 105 亿元"
    )
    assert (
        said(set_observations(opened, {(series, 2020): 1.0, (series, 2021): 2.0}))[0]
        == "永康市 规上工业总产值 修订 2 个数据"
    )
    changed = target(series, "300以上")
    assert (
        said(set_targets(opened, {changed.key: changed}))[0] == "永康市 规上工业总产值 2025目标 200 → 300以上"
    )
    assert said(set_targets(opened, {TargetKey(series, 2025): None}))[1].endswith("200 → none")
    assert (
        said(set_targets(opened, {changed.key: changed, TargetKey(series, 2030): None}))[0]
        == "永康市 规上工业总产值 2 个目标"
    )


def test_scenarios_are_added_changed_and_removed(opened):
    new = AddScenario(Scenario("id", "新", "攻坚"), scenario_added("新", "攻坚"))
    after = new.apply(opened)
    assert (after.active, after.scenarios["id"].parent) == ("id", "攻坚")
    renamed = ChangeScenario("id", scenario_renamed("新", "更新"), name="更新", colour="#123456").apply(after)
    assert (renamed.scenarios["id"].name, renamed.scenarios["id"].colour) == ("更新", "#123456")
    moved = ChangeScenario("id", scenario_renamed("", ""), parent="惯性", keep_parent=False).apply(after)
    assert moved.scenarios["id"].parent == "惯性"
    removed = RemoveScenario("id", scenario_removed("新")).apply(after)
    assert list(removed.scenarios) == ["惯性", "攻坚", "再攻"]
    assert removed.active == "攻坚"
    assert descendants(opened.scenarios, "惯性") == ("攻坚", "再攻")
    for label in (scenario_duplicated("甲"), scenario_recoloured("甲")):
        assert "甲" in label.text("zh")


@pytest.mark.parametrize(
    "edit",
    [
        AddScenario(Scenario("惯性", "别名"), scenario_added("", "")),
        AddScenario(Scenario("id", "惯性 "), scenario_added("", "")),
        AddScenario(Scenario("id", "新", "没有"), scenario_added("", "")),
        ChangeScenario("攻坚", scenario_renamed("", ""), name="惯性"),
        ChangeScenario("攻坚", scenario_renamed("", ""), name="  "),
        ChangeScenario("惯性", scenario_renamed("", ""), parent="再攻", keep_parent=False),
        ChangeScenario("惯性", scenario_renamed("", ""), parent="没有", keep_parent=False),
    ],
)
def test_what_the_tree_cannot_take_is_refused(opened, edit):
    assert isinstance(edit, Edit)
    with pytest.raises(EditRefused):
        edit.apply(opened)


def test_the_last_scenario_stays(opened):
    for name in ("再攻", "攻坚"):
        opened = RemoveScenario(name, scenario_removed(name)).apply(opened)
    with pytest.raises(EditRefused):
        RemoveScenario("惯性", scenario_removed("惯性")).apply(opened)
    assert "攻坚" in {one.id for one in opened.plan.scenarios}
    assert opened.workbook_scenario("攻坚") is None


def test_a_drag_is_one_step_of_undo(opened):
    history, now = History(), opened
    for figure in (6.0, 7.0, 8.0):
        edit = set_assumptions(now, "攻坚", {OWN: Assumption(Method.GROWTH, figure)}, drag="拖动一")
        after = edit.apply(now)
        history, now = history.push(edit, now, after), after
    assert len(history.done) == 1
    assert history.undo_label.text("zh").endswith("→ 8%")
    history, back = history.undo()
    assert back is opened
    assert history.redo_label is not None
    history, again = history.redo()
    assert again is now
    assert history.redo_label is None


def test_history_is_bounded(opened):
    history, now = History(limit=3), opened
    for figure in range(5):
        edit = SetAssumptions("攻坚", {OWN: Assumption(Method.GROWTH, float(figure))}, scenario_removed(""))
        after = edit.apply(now)
        history, now = history.push(edit, now, after), after
    assert len(history.done) == 3


RULE = ResponseRule("output", "技改", 50.0)
FULL = Scenario(
    "攻坚",
    "攻坚",
    "惯性",
    "一句话",
    "#112233",
    MappingProxyType({OWN: Assumption(Method.GROWTH, 8.5)}),
    MappingProxyType({LeverIntensityKey("技改", "*", "*"): LeverIntensities(((2022, 50.0),))}),
    MappingProxyType({(one := target(("永康", "", "output"), "300")).key: one}),
    (RULE,),
    "Stretch",
    "2026-03-05",
    ("包",),
)
OF_ONE = {"id": "copy1", "name": "攻坚 副本", "colour": "", "english": "", "adopted": ""}


@given(st.sets(st.sampled_from([one.name for one in fields(Scenario) if one.name not in ("id", "name")])))
def test_a_copy_holds_all_but_what_is_of_one_scenario_alone(stated):
    empty = Scenario("攻坚", "攻坚")
    for one in fields(Scenario)[2:]:
        assert getattr(FULL, one.name) != getattr(empty, one.name)
    original = replace(empty, **{name: getattr(FULL, name) for name in stated})
    copy = original.copied("copy1", "攻坚 副本")
    for one in fields(Scenario):
        wanted = OF_ONE.get(one.name, getattr(original, one.name))
        assert getattr(copy, one.name) == wanted


def test_a_duplicate_has_the_rules_and_the_notes_of_its_original(opened):
    key = NoteKey(NoteSubject.ASSUMPTION, "攻坚", "永康", "", "output", "value")
    chart = ChartNote("攻坚", SeriesKey("永康", "", "output"), 2022, 100.0, Sign.POLICY, "技改补助")
    others = ChartNote("惯性", SeriesKey("永康", "", "output"), 2022, 100.0, Sign.EVENT, "大项目")
    note = CellNote("为何", "张", "2026-03-05T08:00:00")
    opened = SetResponses("攻坚", (RULE,), Label(Wording("改", "edit"))).apply(opened)
    opened = replace(
        opened,
        work=replace(opened.work, notes={key: note}, chart_notes={"a": chart, "b": others}),
    )
    ids = (f"copy{number}" for number in count(1))
    edit = duplicate_scenario(opened, "攻坚", "攻坚 副本", lambda: next(ids))
    after = edit.apply(opened)
    assert after.active == "copy1"
    assert after.scenario.responses == (RULE,)
    assert after.work.notes == {key: note, key._replace(scenario="copy1"): note}
    assert after.work.chart_notes == {"a": chart, "b": others, "copy2": replace(chart, scenario="copy1")}
    assert said(edit) == ("复制情景“攻坚”", "Duplicate scenario “攻坚”")


def test_the_target_in_force_is_the_scenarios_own_the_nearest_else_the_plans(opened):
    plans, key = target(("永康", "", "output"), "200"), target(("永康", "", "output"), "200").key
    near, far = (target(("永康", "", "output"), text) for text in ("300", "250"))
    changed = set_targets(set_targets(opened, {key: far}, "惯性").apply(opened), {key: near}, "再攻")
    after = changed.apply(set_targets(opened, {key: far}, "惯性").apply(opened))
    assert [effective_target(after, one, key) for one in (None, "惯性", "攻坚", "再攻")] == [
        plans,
        far,
        far,
        near,
    ]
    assert effective_target(after, "再攻", key._replace(year=2030)) is None


def test_a_series_in_words(opened):
    plan, series = opened.plan, SeriesKey("永康", "芯", "output")
    assert spoken_series(plan, series, "zh") == "永康市 芯光电 规上工业总产值"
    assert spoken_series(plan, SeriesKey("永康", "", "output"), "zh", " · ") == "永康市 · 规上工业总产值"
    assert spoken_series(plan, SeriesKey("", "", "nothing"), "zh") == ""
    assert series_wording(plan, series).en == "永康市 芯光电 规上工业总产值"
