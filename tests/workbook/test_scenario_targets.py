"""Targets of a scenario itself: read by their cells, written and read back as the same."""

from dataclasses import replace
from types import MappingProxyType

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from npfdesk.engine.projection.update import compute
from npfdesk.plan.document import new_document
from npfdesk.plan.edit_labels import set_targets
from npfdesk.plan.records import saved_work
from npfdesk.plan.restore import restore
from npfdesk.plan.series import SeriesKey, TargetKey
from npfdesk.workbook.plan_reader import read_workbook
from npfdesk.workbook.standard.plan_workbook import save_standard
from npfdesk.workbook.writing.amendments import amendments
from tests.plans import target
from tests.workbook.books import write
from tests.workbook.writing.test_amendments import saved_twice

HEAD = ["情景", "地区", "产业", "指标", "目标值", "目标年", "力争值", "备注"]
SCENARIOS = [["情景", "上级"], ["惯性", None], ["攻坚", "惯性"]]
OUTPUT = SeriesKey("市", "", "output")


def book(path, *rows, **more):
    return write(path, 情景=SCENARIOS, 情景目标=[HEAD, *rows], **more)


def own(plan, name):
    return next(one for one in plan.scenarios if one.name == name).targets


def test_a_scenario_has_targets_of_its_own_and_the_plans_stay_beside_them(tmp_path):
    reading = read_workbook(
        book(
            tmp_path / "a.xlsx",
            ["攻坚", "市", None, "产值", "300以上", None, "力争320以上", "更高"],
            ["攻坚", "县", None, "output", "翻一番", 2028, None, None],
        )
    )
    assert (reading.problems, reading.ignored) == ((), ())
    stated = own(reading.plan, "攻坚")
    first, second = stated[TargetKey(OUTPUT, 2025)], stated[TargetKey(SeriesKey("县", "", "output"), 2028)]
    assert (first.text, first.stretch, first.note, first.sheet, first.cell) == (
        "300以上",
        320.0,
        "更高",
        "情景目标",
        "E2",
    )
    # its base is the one beside the plan's own target
    assert (first.base_printed, first.base_year) == (100.0, 2020)
    assert (second.base_printed, second.base_year) == (None, 2020)
    assert reading.plan.targets[TargetKey(OUTPUT, 2025)].text == "200以上"
    table = compute(new_document(reading.plan)).scenarios["攻坚"].targets
    figures = {
        key: (float(table.figure[place]), bool(table.own[place])) for key, place in table.of_series.items()
    }
    assert figures[TargetKey(OUTPUT, 2025)] == (300.0, True)
    assert figures[TargetKey(SeriesKey("县", "", "output"), 2028)] == (80.0, True)
    assert figures[TargetKey(SeriesKey("县", "", "output"), 2025)] == (80.0, False)


def test_what_is_wrong_is_told_by_its_cell_and_the_rest_stands(tmp_path):
    reading = read_workbook(
        book(
            tmp_path / "a.xlsx",
            ["没有", "市", None, "产值", 300, None, None, None],
            ["攻坚", "火星", None, "产值", 300, None, None, None],
            ["攻坚", "市", "酿酒", "产值", 300, None, None, None],
            ["攻坚", "市", None, "幸福", 300, None, None, None],
            ["攻坚", "市", None, "产值", "尽快", None, "很多", None],
            ["攻坚", "市", None, "产值", 310, "明年", None, None],
            ["攻坚", "市", None, "产值", 320, 2019, None, None],
            ["攻坚", "市", None, "企业数", "翻一番", None, None, None],
            ["攻坚", "市", None, "产值", 330, None, None, "留下的"],
            ["攻坚", "市", None, "产值", 340, 2025, None, None],
            [None, "市", None, "产值", 350, None, None, None],
            地区=[["名称", "上级"], ["市", None], ["县", "市"]],
            产业=[["名称"], ["制造"]],
        )
    )
    told = [(one.code, one.cell) for one in reading.problems if one.sheet == "情景目标"]
    assert told == [
        ("unknown_scenario", "A2"),
        ("unknown_region", "B3"),
        ("unknown_industry", "C4"),
        ("unknown_indicator", "D5"),
        ("not_a_target", "E6"),
        ("not_a_target", "G6"),
        ("not_a_year", "F7"),
        ("target_before_base", "F8"),
        ("target_needs_base", "E9"),
        ("duplicate_target", "E11"),
        ("not_named", "A12"),
    ]
    kept = own(reading.plan, "攻坚")
    assert {(key.series.indicator, key.year): one.text for key, one in kept.items()} == {
        ("output", 2019): "320",
        ("firms", 2025): "翻一番",
        ("output", 2025): "330",
    }


def test_one_of_a_series_without_any_figure_brings_it_to_the_plan_and_changes_no_formula(tmp_path):
    path = book(
        tmp_path / "a.xlsx",
        ["攻坚", "县", None, "企业数", 500, None, None, None],
        ["攻坚", "县", None, "户均产值", 2, None, None, None],
    )
    plan = read_workbook(path).plan
    assert SeriesKey("县", "", "firms") in plan.series
    # the formula's rule is the plan's own: computed everywhere, since no row of it says where
    assert {key.region for key in plan.series if key.indicator == "per_firm"} == {"市", "县"}


SERIES = [(region, "", indicator) for region in ("市", "县") for indicator in ("output", "firms")]
STATED = st.builds(
    lambda series, text, year, stretch, note: replace(
        target(series, text, year=year, stretch=stretch),
        stretch_text="" if stretch is None else f"力争{stretch:g}以上",
        note=note,
    ),
    st.sampled_from(SERIES),
    st.sampled_from(
        [
            "8000",
            "7,000以上",
            "不超过30",
            "35左右",
            "新增500",
            "1-2",
            "翻一番",
            "年均增长8%",
            "1.2万",
            "完成省下达任务",
            "—",
            "12.5",
        ]
    ),
    st.sampled_from([2024, 2025, 2030]),
    st.sampled_from([None, 320.0]),
    st.sampled_from(["", "更高", "=1+1"]),
)
MANY = st.dictionaries(
    st.sampled_from(["惯性", "攻坚"]), st.lists(STATED, max_size=5, unique_by=lambda one: one.key)
)


def said(plan):
    """The own targets of every scenario, wherever they stand."""
    return {
        (one.name, key): (stated.parsed, stated.stretch, stated.base_year, stated.note)
        for one in plan.scenarios
        for key, stated in one.targets.items()
    }


def cells(scenarios):
    """Where each of them stands."""
    return {(one.name, key): stated.cell for one in scenarios for key, stated in one.targets.items()}


@settings(max_examples=15)
@given(first=MANY, then=MANY)
def test_what_scenarios_set_out_to_reach_goes_into_the_workbook_and_comes_back(tmp_path_factory, first, then):
    """Entered here and saved, read, kept in the standard format and read again; then edited and saved once more."""
    folder = tmp_path_factory.mktemp("plan")
    data = [["地区", "指标", 2019, 2020], ["市", "企业数", 9, 10], ["县", "企业数", 3, 4]]
    path = write(folder / "a.xlsx", 情景=SCENARIOS, 数据=data)
    document = new_document(read_workbook(path).plan)
    for stated in (first, then):
        for name in ("惯性", "攻坚"):
            gone = dict.fromkeys(document.scenarios[name].targets)
            entered = {one.key: one for one in stated.get(name, ())}
            document = set_targets(document, {**gone, **entered}, name).apply(document)
        before = document
        document, _ = saved_twice(path, document)
        plan = read_workbook(path).plan
        assert said(plan) == said(replace(before.plan, scenarios=tuple(before.scenarios.values())))
        assert cells(plan.scenarios) == cells(document.scenarios.values())
        save_standard(plan, folder / "again.xlsx", "en")
        again = read_workbook(folder / "again.xlsx").plan
        assert said(again) == said(plan)
        ours, theirs = compute(before), compute(new_document(again))
        for name, one in ours.scenarios.items():
            np.testing.assert_array_equal(one.projection.values, theirs.scenarios[name].projection.values)


def test_one_that_only_the_workbook_changed_comes_from_it(tmp_path):
    path = book(tmp_path / "a.xlsx", ["攻坚", "市", None, "产值", 300, None, None, None])
    document = new_document(read_workbook(path).plan)
    book(
        path,
        ["攻坚", "市", None, "产值", 310, None, None, None],
        ["攻坚", "县", None, "产值", 90, None, None, None],
    )
    after = restore(read_workbook(path).plan, saved_work(document))
    assert {key.series.region: one.text for key, one in after.document.scenarios["攻坚"].targets.items()} == {
        "市": "310",
        "县": "90",
    }
    mine = target(OUTPUT, "305", unit="亿元")
    edited = set_targets(document, {mine.key: mine}, "攻坚").apply(document)
    both = restore(read_workbook(path).plan, saved_work(edited))
    assert [one.message("zh") for one in both.differences] == [
        "情景“攻坚”的“市 · output · 2025”在工作簿和情景库中都改过，且不一致。保留情景库的内容。"
    ]
    assert both.document.scenarios["攻坚"].targets[mine.key].text == "305"


def test_a_scenario_that_is_gone_takes_its_targets_along(tmp_path):
    path = book(tmp_path / "a.xlsx", ["攻坚", "市", None, "产值", 300, None, None, None])
    document = new_document(read_workbook(path).plan)
    kept = MappingProxyType({"惯性": document.scenarios["惯性"]})
    edits = amendments(path, document.with_scenarios(kept, "惯性"), "zh").edits
    assert {edit.cell for edit in edits if edit.sheet == "情景目标"} == {"A2", "B2", "D2", "E2"}


def test_a_base_year_that_only_the_desk_knows_stays_with_it(tmp_path):
    path = book(tmp_path / "a.xlsx")
    document = new_document(read_workbook(path).plan)
    mine = target(OUTPUT, "翻一番", base_year=2021, unit="亿元")
    document = set_targets(document, {mine.key: mine}, "攻坚").apply(document)
    after, _ = saved_twice(path, document)
    kept = after.scenarios["攻坚"].targets[mine.key]
    assert (kept.base_year, kept.sheet, kept.cell) == (2021, "情景目标", "E2")
