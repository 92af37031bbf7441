"""Whatever a plan consists of goes back into its workbook and reads back as the same plan."""

import hashlib
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from openpyxl import load_workbook

from npfdesk.locations import sample_folder
from npfdesk.plan.cell_differences import cell_text, value_text
from npfdesk.plan.document import new_document
from npfdesk.plan.edits import Label, SetChecks, SetObservations, SetProgress, SetTargets
from npfdesk.plan.exchange import Exchange, pack, unpack
from npfdesk.plan.kinds import Kind
from npfdesk.plan.merge import merge
from npfdesk.plan.model import Indicator
from npfdesk.plan.own_checks import OwnCheck
from npfdesk.plan.parts import PARTS
from npfdesk.plan.periods import Period
from npfdesk.plan.records import decode, encode, saved_work
from npfdesk.plan.regions import Region
from npfdesk.plan.restore import restore
from npfdesk.plan.series import ObservationKey, ProgressKey, SeriesKey
from npfdesk.plan.structure_dependents import what_depends_on
from npfdesk.plan.structure_edits import (
    add_thing,
    add_things,
    change_thing,
    move_thing,
    new_code,
    remove_things,
    rename_thing,
    set_settings,
    set_years,
)
from npfdesk.plan.target_text import parse_target
from npfdesk.plan.targets import Measure, TargetKind
from npfdesk.session import LoadedWorkbook, Session
from npfdesk.workbook.plan_reader import read_workbook
from npfdesk.workbook.standard.plan_workbook import save_standard
from npfdesk.workbook.writing.amendments import amendments
from npfdesk.workbook.writing.patch import save_into_workbook
from tests.structure_steps import LABEL, edited, small_document, targets_set
from tests.workbook.books import write
from tests.workbook.writing.test_patch import AUTHOR


def said(plan):
    """What a plan says, in a form in which two plans can be compared."""
    figures = {
        (key, int(year)): float(value)
        for key, line in zip(plan.series, plan.observed, strict=True)
        for year, value in zip(plan.years, line, strict=True)
        if np.isfinite(value)
    }
    return {
        "settings": (plan.title, plan.city, plan.base_year, plan.target_year, plan.horizon),
        "years": plan.years.tolist(),
        "regions": plan.regions,
        "industries": plan.industries,
        "indicators": plan.indicators,
        "sources": plan.sources,
        "levers": sorted(plan.levers, key=str),
        "commitments": sorted((one.region, one.item, one.year, one.owner, one.text, one.state) for one in plan.commitments),
        "checks": sorted((one.name, one.expression, one.region) for one in plan.checks),
        "progress": dict(plan.progress),
        "vintages": dict(plan.vintages),
        "proposals": dict(plan.proposals),
        "closed": plan.closed_targets,
        "scoring": plan.scoring,
        "figures": figures,
        "targets": {key: (one.text, one.stretch, one.base_year, one.owner) for key, one in plan.targets.items() if not one.parsed.asks_nothing},
    }  # fmt: skip


def written(path, document, language="zh"):
    """Save a document into its workbook; the plan that it reads as, and what was found to write."""
    found = amendments(path, document, language)
    assert not hasattr(found, "kind"), found.message("zh")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert (
        save_into_workbook(path, found.edits, AUTHOR, language, added=found.added, opened_as=digest) is None
    )
    return read_workbook(path), found


def opened(path, plan, language="zh"):
    assert save_standard(plan, path, language) is None
    reading = read_workbook(path)
    assert reading.plan is not None, [one.message("zh") for one in reading.problems]
    return reading


@settings(max_examples=40, deadline=None)
@given(states=edited())
def test_saved_into_its_workbook_a_plan_reads_back_as_it_is(tmp_path_factory, states):
    path = tmp_path_factory.mktemp("plan") / "a.xlsx"
    start = opened(path, states[0].plan).plan
    document = restore(start, saved_work(states[-1])).document
    reading, found = written(path, document)
    assert found.left_out == ()
    assert said(reading.plan) == said(document.plan), [one.message("zh") for one in reading.problems]
    after = restore(reading.plan, saved_work(document)).document
    for part in PARTS:
        if part.outstanding is not None:
            assert not part.of(after.work), part.key
    again = amendments(path, after, "zh")
    assert (again.edits, again.added) == ((), ())


@settings(max_examples=40, deadline=None)
@given(states=edited())
def test_written_in_the_standard_form_a_plan_reads_back_as_it_is(tmp_path_factory, states):
    path = tmp_path_factory.mktemp("plan") / "a.xlsx"
    plan = states[-1].plan
    assert said(opened(path, plan).plan) == said(plan)


@settings(max_examples=60, deadline=None)
@given(states=edited(most=8))
def test_the_work_is_saved_and_gives_the_same_plan_again(states):
    document = states[-1]
    saved = saved_work(document)
    assert decode(encode(saved)) == saved
    restored = restore(document.workbook_plan, decode(encode(saved)))
    assert said(restored.document.plan) == said(document.plan)
    assert not restored.orphans
    # what a colleague did on the same workbook comes over whole where nothing was done here
    carried = unpack(pack(Exchange(saved, None)), "a.npfs")
    assert carried.work.work == saved.work
    base = saved_work(states[0])
    merged = merge(base, base, carried.work)
    assert not merged.conflicts
    assert said(restore(document.workbook_plan, merged.saved).document.plan) == said(document.plan)


def test_the_small_plan_reads_back(tmp_path):
    plan = small_document().plan
    reading = opened(tmp_path / "a.xlsx", plan)
    assert said(reading.plan) == said(plan)
    assert new_document(plan).plan is plan


NAMESAKES = {
    "地区": [
        ["名称", "代码", "上级"],
        ["省", None, None],
        ["石家庄市", None, "省"],
        ["邢台市", None, "省"],
        ["桥西区", None, "石家庄市"],
        ["桥西区", None, "邢台市"],
        ["街道", None, "邢台市/桥西区"],
    ],
    "规划": [["项", "值"], ["全市", "省"], ["基期", 2020], ["目标年", 2025]],
    "目标": [
        ["地区", "指标", "基期值", "目标值"],
        ["石家庄市/桥西区", "产值", 10, 20],
        ["桥西区（邢台市）", "产值", 30, 40],
        ["街道", "产值", 3, 4],
    ],
}


def test_two_districts_of_one_name_are_read_by_their_places(tmp_path):
    reading = read_workbook(write(tmp_path / "a.xlsx", **NAMESAKES))
    assert reading.status == "ok", [one.message("zh") for one in reading.problems]
    plan = reading.plan
    places = {plan.region_names[one.code]: one for one in plan.regions}
    assert [*places] == ["省", "石家庄市", "邢台市", "石家庄市/桥西区", "邢台市/桥西区", "街道"]
    assert places["街道"].parent == places["邢台市/桥西区"].code
    targets = {plan.region_names[key.series.region]: one.parsed.figure for key, one in plan.targets.items()}
    assert targets == {"石家庄市/桥西区": 20, "邢台市/桥西区": 40, "街道": 4}


def test_a_name_that_two_have_is_told_with_both_places(tmp_path):
    rows = [*NAMESAKES["目标"], ["桥西区", "产值", 1, 2]]
    reading = read_workbook(write(tmp_path / "a.xlsx", **NAMESAKES | {"目标": rows}))
    (problem,) = reading.problems
    assert (problem.code, problem.cell) == ("ambiguous_name", "A5")
    assert "石家庄市/桥西区和邢台市/桥西区" in problem.message("zh")
    assert len(reading.plan.targets) == 3


def test_districts_of_one_name_survive_saving_drafts_exchange_and_merge(tmp_path):
    path = write(tmp_path / "a.xlsx", **NAMESAKES)
    document = new_document(read_workbook(path).plan)
    (theirs,) = [one.code for one in document.plan.regions if one.parent == "邢台市"]
    series = SeriesKey(theirs, "", "output")
    document = SetObservations({ObservationKey(series, 2024): 33.0}, LABEL).apply(document)
    document = add_thing(
        document, Region(new_code(document, "regions", "桥西区"), "桥西区", parent="省")
    ).apply(document)
    assert decode(encode(saved_work(document))) == saved_work(document)
    carried = unpack(pack(Exchange(saved_work(document), None)), "a.npfs")
    merged = merge(None, saved_work(new_document(document.workbook_plan)), carried.work)
    assert not merged.conflicts
    reading, _ = written(path, restore(document.workbook_plan, merged.saved).document)
    assert said(reading.plan) == said(document.plan)
    assert reading.plan.observed[reading.plan.row[series], reading.plan.column(2024)] == 33.0


def test_a_second_district_of_a_name_makes_the_rows_of_the_first_say_where_it_is(tmp_path):
    path = write(tmp_path / "a.xlsx")
    document = new_document(read_workbook(path).plan)
    document = add_things(document, [Region("乡", "乡", parent="市"), Region("乙", "县", parent="乡")]).apply(
        document
    )
    reading, found = written(path, document)
    assert [edit.value for edit in found.edits if edit.sheet == "目标"] == ["市/县"]
    assert said(reading.plan) == said(document.plan)


def test_what_is_removed_is_emptied_and_everything_beside_it_stays(tmp_path):
    path = tmp_path / "a.xlsx"
    book = load_workbook(write(path))
    book["地区"]["F3"] = "隔壁的备注"
    book["目标"]["J2"] = "=D2*2"
    book.save(path)
    document = new_document(read_workbook(path).plan)
    document = remove_things(document, "regions", ["县"]).apply(document)
    reading, found = written(path, document)
    assert "县" not in reading.plan.region_by_code
    assert {edit.value for edit in found.edits} == {None}
    after = load_workbook(path)
    assert [after["地区"].cell(3, column).value for column in range(1, 5)] == [None] * 4
    assert after["地区"]["F3"].value == "隔壁的备注"
    assert after["目标"]["J2"].value == "=D2*2"
    assert after["目标"].max_row == 3


def test_a_renamed_indicator_keeps_its_code_and_every_row_follows(tmp_path):
    path = write(tmp_path / "a.xlsx")
    document = new_document(read_workbook(path).plan)
    document = rename_thing(document, "indicators", "output", "工业产值").apply(document)
    reading, found = written(path, document)
    assert {("指标", "工业产值"), ("目标", "工业产值")} <= {(edit.sheet, edit.value) for edit in found.edits}
    assert said(reading.plan) == said(document.plan)


def test_another_order_goes_into_a_column_of_its_own(tmp_path):
    path = write(tmp_path / "a.xlsx")
    document = new_document(read_workbook(path).plan)
    document = move_thing(document, "indicators", "firms", "output").apply(document)
    reading, found = written(path, document)
    assert [(edit.cell, edit.value) for edit in found.edits] == [
        ("I1", "次序"),
        ("I2", 2),
        ("I3", 1),
        ("I4", 3),
    ]
    assert [one.code for one in reading.plan.indicators] == ["firms", "output", "per_firm"]
    assert reading.status == "ok"


def test_a_yearly_head_is_added_and_taken_away_with_the_first_year(tmp_path):
    path = write(tmp_path / "a.xlsx", 数据=[["地区", "指标", 2019, 2020], ["市", "产值", 90, 100]])
    document = new_document(read_workbook(path).plan)
    document = set_years(document, first=2016).apply(document)
    reading, found = written(path, document)
    assert [edit.value for edit in found.edits] == [2016]
    assert int(reading.plan.years[0]) == 2016
    document = set_years(new_document(reading.plan), first=2019).apply(new_document(reading.plan))
    reading, found = written(path, document)
    assert [edit.value for edit in found.edits] == [None]
    assert int(reading.plan.years[0]) == 2019


def test_a_target_means_in_another_kind_what_its_words_say(tmp_path):
    rows = [["地区", "指标", "基期值", "目标值"], ["市", "增长", 5, "6"]]
    path = write(
        tmp_path / "a.xlsx", 指标=[["名称", "代码", "单位", "类型"], ["增长", "g", "%", "比率"]], 目标=rows
    )
    document = new_document(read_workbook(path).plan)
    document = change_thing(
        document, "g", replace(document.plan.indicator_by_code["g"], kind=Kind.RATE)
    ).apply(document)
    (stated,) = document.plan.targets.values()
    assert stated.parsed.measure is Measure.GROWTH
    reading, _ = written(path, document)
    assert next(iter(reading.plan.targets.values())).parsed == stated.parsed


@pytest.fixture(params=["county_as_published", "jinhua_as_published"])
def printed(tmp_path, request):
    path = tmp_path / f"{request.param}.xlsx"
    path.write_bytes((sample_folder() / path.name).read_bytes())
    return path


def test_sheets_beside_published_tables_take_what_these_cannot_say(printed):
    document = new_document(read_workbook(printed).plan)
    plan = document.plan
    first = plan.indicators[0]
    for edit in (
        lambda one: add_thing(one, Region("新区", "新区", parent=plan.city)),
        lambda one: change_thing(one, first.code, replace(first, owner="发改局", decimals=3)),
        lambda one: add_thing(one, Indicator("新指标", "新指标", unit="亿元", decimals=2)),
        lambda one: SetObservations(
            {ObservationKey(SeriesKey("新区", "", "新指标"), plan.base_year): 7.5}, LABEL
        ),
        lambda one: set_settings(one, {"horizon": "2040"}),
    ):
        document = edit(document).apply(document)
    reading, found = written(printed, document)
    assert (reading.form, found.left_out) == ("published", ())
    now = said(reading.plan)
    assert {key for key in now if now[key] != said(document.plan)[key]} == set()


def test_a_county_is_renamed_beside_the_table_that_names_it(tmp_path):
    path = tmp_path / "jinhua_as_published.xlsx"
    path.write_bytes((sample_folder() / path.name).read_bytes())
    document = new_document(read_workbook(path).plan)
    document = rename_thing(document, "regions", "磐安县", "新名县").apply(document)
    reading, _ = written(path, document)
    assert reading.plan.region_by_code["磐安县"].name == "新名县"
    assert said(reading.plan)["regions"] == said(document.plan)["regions"]


def test_a_name_that_only_the_printed_table_has_is_not_renamed_without_a_word(tmp_path):
    path = tmp_path / "county_as_published.xlsx"
    path.write_bytes((sample_folder() / path.name).read_bytes())
    document = new_document(read_workbook(path).plan)
    town = document.plan.own_regions[-1]
    found = amendments(path, rename_thing(document, "regions", town.code, "新名乡").apply(document), "zh")
    assert (found.code, f"“{town.name}”的改名" in found.message("zh")) == ("not_canonical", True)


@pytest.mark.parametrize("remove", ["regions", "indicators"])
def test_what_a_published_table_still_says_is_refused_in_words(printed, remove):
    document = new_document(read_workbook(printed).plan)
    codes = {
        key.series.region if remove == "regions" else key.series.indicator for key in document.plan.targets
    }
    gone = next(one for one in getattr(document.plan, remove)[::-1] if one.code in codes)
    after = remove_things(document, remove, [gone.code]).apply(document)
    found = amendments(printed, after, "zh")
    assert found.code == "not_canonical"
    assert gone.name in found.message("zh")
    assert "标准格式" in found.message("zh")


def test_other_words_of_a_printed_target_go_into_its_cell_and_a_new_target_is_refused(printed):
    document = new_document(read_workbook(printed).plan)
    key, old = next(
        (key, one)
        for key, one in document.plan.targets.items()
        if one.parsed.kind is TargetKind.EXACT
        and one.parsed.measure is Measure.LEVEL
        and not one.seconds
        and one.text.isdecimal()
        # a figure that two tables print says what the other does
        and key.series.indicator != "规上工业总产值"
    )
    indicator = document.plan.indicator_by_code[key.series.indicator]
    text = str(int(old.text) + 1)
    parsed = parse_target(text, unit=indicator.unit, name=indicator.name, indicator_kind=indicator.kind)
    changed = SetTargets({key: replace(old, text=text, parsed=parsed)}, LABEL).apply(document)
    found = amendments(printed, changed, "zh")
    assert [(edit.sheet, edit.cell) for edit in found.edits if edit.before == old.text] == [
        (old.sheet, old.cell)
    ]
    new = replace(old, year=old.year + 3, text=text, parsed=parsed)
    refused = amendments(printed, SetTargets({new.key: new}, LABEL).apply(document), "zh")
    assert (refused.code, "目标" in refused.message("zh")) == ("not_canonical", True)


@settings(max_examples=25, deadline=None)
@given(states=edited())
def test_every_step_is_taken_back_to_the_identical_plan(states):
    session = Session(LoadedWorkbook(states[0].workbook_plan))
    start = session.document
    for before, after in pairwise(states):
        session.apply(_To(after, before))
    for _ in states[1:]:
        session.undo()
    assert session.document is start


@dataclass(frozen=True)
class _To:
    """An edit to a state that was reached before."""

    after: object
    before: object
    label: Label = LABEL
    drag: str = ""

    def apply(self, document):
        return self.after


def test_two_offices_that_say_different_things_of_one_region_are_asked_in_words():
    document = small_document()
    mine = rename_thing(document, "regions", "b", "乙区").apply(document)
    theirs = remove_things(document, "regions", ["b"]).apply(document)
    merged = merge(*map(saved_work, (document, mine, theirs)))
    (conflict,) = [one for one in merged.conflicts if one.cell.row.area == "region"]
    names = cell_text(document.plan, conflict.cell, "zh")
    assert names == "地区 · 乙县"
    assert value_text(document.plan, conflict.cell, conflict.mine, {}, "zh").startswith("乙区")
    assert value_text(document.plan, conflict.cell, conflict.theirs, {}, "zh") == "删去"


def test_months_and_checks_fall_with_what_they_are_of_and_are_told_before():
    document = small_document()
    document = SetProgress({ProgressKey(SeriesKey("b", "", "pop"), Period(2026, 1, 6)): 21.0}, LABEL).apply(
        document
    )
    checks = {
        "乙县": OwnCheck("乙县", "人口数 >= 0", region="b"),
        "比": OwnCheck("比", '产出值 >= at("乙县", 产出值)'),
    }
    document = SetChecks(checks, document.workbook_plan, LABEL).apply(document)
    sorts = {one.sort: one for one in what_depends_on(document, "regions", "b")}
    assert (sorts["progress"].count, sorts["checks"].names) == (2, ("乙县", "比"))
    assert sorts["owners"].names == ("财政局",)
    after = remove_things(document, "regions", ["b"]).apply(document)
    assert [one.name for one in after.plan.checks] == ["大小"]
    assert (dict(after.work.progress), dict(after.plan.progress)) == ({}, {})


def test_a_check_follows_the_names_that_it_reads():
    document = small_document()
    checks = {"比": OwnCheck("比", '产出值 >= at("乙县", 产出值) + gdp')}
    document = SetChecks(checks, document.workbook_plan, LABEL).apply(document)
    document = rename_thing(document, "indicators", "gdp", "总产出").apply(document)
    document = rename_thing(document, "regions", "b", "乙区").apply(document)
    assert {one.name: one.expression for one in document.plan.checks} == {
        "大小": "总产出 >= 0",
        "比": '总产出 >= at("乙区", 总产出) + gdp',
    }
    # a name that is no word of a formula gives way to the code
    document = rename_thing(document, "indicators", "gdp", "产出（亿元）").apply(document)
    assert next(iter(document.plan.checks)).expression == "gdp >= 0"


def test_a_benchmark_that_targets_are_held_against_is_told_before_it_goes():
    document = small_document()
    document = targets_set(document, SeriesKey("b", "", "gdp"), 2030, "高于全省平均").apply(document)
    sorts = {one.sort: one for one in what_depends_on(document, "regions", "省")}
    assert (sorts["references"].count, sorts["references"].falls) == (1, False)
