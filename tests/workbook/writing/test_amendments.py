"""What was worked on goes back into the workbook, and reads back as what it was."""

import hashlib
import io
import zipfile
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from npfdesk.engine.projection.update import compute
from npfdesk.locations import resources_folder, sample_workbook
from npfdesk.plan.commitments import (
    CommitmentKey,
    Standing,
    State,
    commitments_by_key,
    commitments_with_standings,
)
from npfdesk.plan.document import new_document
from npfdesk.plan.edit_labels import (
    scenario_added,
    set_assumptions,
    set_effect,
    set_intensities,
    set_observations,
    set_standing,
    set_targets,
)
from npfdesk.plan.edits import AddScenario, ChangeScenario
from npfdesk.plan.frameworks import ILLUSTRATIVE, InsertFramework, frameworks, insert_framework
from npfdesk.plan.lever_amendments import Insertion, StatedEffect, effect_key, stated_effect
from npfdesk.plan.methods import Method
from npfdesk.plan.model import LeverEffect, Source
from npfdesk.plan.records import saved_work
from npfdesk.plan.restore import restore
from npfdesk.plan.scenarios import Assumption, LeverIntensities, Scenario
from npfdesk.plan.series import AssumptionKey, LeverIntensityKey, SeriesKey, TargetKey
from npfdesk.plan.target_text import parse_target
from npfdesk.workbook.plan_reader import read_workbook
from npfdesk.workbook.writing.amendments import Amendments, amendments
from npfdesk.workbook.writing.patch import save_into_workbook
from tests.plans import target
from tests.workbook.books import TARGETS, write
from tests.workbook.writing.test_patch import AUTHOR


def saved(path, document, language="zh"):
    found = amendments(path, document, language)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert (
        save_into_workbook(path, found.edits, AUTHOR, language, added=found.added, opened_as=digest) is None
    )
    reading = read_workbook(path)
    assert reading.status in ("ok", "warnings"), [one.message("zh") for one in reading.problems]
    return reading.plan, found


@pytest.fixture
def sample(tmp_path):
    path = tmp_path / "规划.xlsx"
    path.write_bytes(sample_workbook().read_bytes())
    return path


def reloaded(path, document):
    """The document upon the workbook that it was saved into, as the desk goes on with it."""
    return restore(read_workbook(path).plan, saved_work(document)).document


def saved_twice(path, document, language="zh"):
    """Save, go on upon what was written, and see that there is nothing left to say."""
    plan, found = saved(path, document, language)
    after = reloaded(path, document)
    assert amendments(path, after, language) == Amendments((), (), found.left_out)
    assert restore(plan, saved_work(document)).differences == ()
    return after, found


def with_scenario(document, scenario):
    return document.with_scenarios(MappingProxyType({**document.scenarios, scenario.id: scenario}))


def test_nothing_worked_on_is_nothing_to_write(sample):
    before = sample.read_bytes()
    plan, found = saved(sample, new_document(read_workbook(sample).plan))
    assert (found.edits, found.added, found.left_out) == ((), (), ())
    with zipfile.ZipFile(io.BytesIO(before)) as one, zipfile.ZipFile(sample) as other:
        assert {name: one.read(name) for name in one.namelist()} == {
            name: other.read(name) for name in other.namelist()
        }
    assert plan.title.startswith("金华市")


def test_amended_figures_go_to_their_cells_new_years_and_new_rows(sample):
    plan = read_workbook(sample).plan
    document = new_document(plan)
    known, unknown = (
        SeriesKey("jinhua", "", "output"),
        next(
            key
            for row, key in enumerate(plan.series)
            if np.isnan(plan.observed[row]).all() and plan.indicator_by_code[key.indicator].formula is None
        ),
    )
    figures = {(known, 2019): 4100.5, (known, 2022): 4900.0, (unknown, 2020): 7.25}
    document = replace(
        document,
        plan=plan.with_observations((*key, one) for key, one in figures.items()),
        work=replace(document.work, observations=MappingProxyType(figures)),
    )
    again, _ = saved(sample, document)
    for (series, year), figure in figures.items():
        assert again.observed[again.row[series], again.column(year)] == figure
    same = [key for key in plan.series if key not in (known, unknown)]
    for key in same:
        for year in plan.years:
            one, other = (
                plan.observed[plan.row[key], plan.column(year)],
                again.observed[again.row[key], again.column(year)],
            )
            assert one == other or (np.isnan(one) and np.isnan(other))
    log = load_workbook(sample)["修改记录"]
    said = [[cell.value for cell in row] for row in log.iter_rows(min_row=2)]
    assert ["4199.93", 4100.5, "金华市 规上工业总产值 2019"] in [row[3:6] for row in said]


def test_targets_go_to_the_cells_that_they_were_read_from(sample):
    plan = read_workbook(sample).plan
    document = new_document(plan)
    key = TargetKey(SeriesKey("jinhua", "", "output"), 2025)
    gone = TargetKey(SeriesKey("jinhua", "", "va"), 2025)
    new = target(("jinhua", "", "output"), "1.2万", year=2030, unit="亿元")
    stated = replace(
        plan.targets[key],
        text="9000以上",
        parsed=parse_target("9000以上", unit="亿元"),
        stretch=9500.0,
        stretch_text="力争9500以上",
    )
    document = replace(
        document,
        work=replace(document.work, targets=MappingProxyType({key: stated, gone: None, new.key: new})),
    )
    again, _ = saved(sample, document)
    assert (again.targets[key].text, again.targets[key].stretch) == ("9000以上", 9500.0)
    assert again.targets[gone].text == ""
    assert again.targets[new.key].text == "1.2万"
    assert len(again.targets) == len(plan.targets) + 1


def test_scenarios_with_what_they_assume_read_back_the_same(sample):
    plan = read_workbook(sample).plan
    document = new_document(plan)
    drive = document.scenarios["惯性"]
    output, va = AssumptionKey("*", "*", "output"), AssumptionKey("*", "*", "va")
    drive = drive.with_assumptions(
        {
            output: Assumption(
                Method.STEP, 120.5, low=100.0, high=150.0, by_year=((2023, 90.0), (2027, 80.0)), note="改"
            ),
            va: None,
            AssumptionKey("yiwu", "", "output"): Assumption(Method.LOGISTIC, 2000.0, midpoint=2026.0),
        }
    )
    push = document.scenarios["攻坚"]
    first = next(iter(push.intensities))
    push = push.with_intensities(
        {
            first: LeverIntensities(((2021, 25.0), (2026, 100.0))),
            list(push.intensities)[1]: None,
            LeverIntensityKey(first.lever, "yiwu", ""): LeverIntensities(((2022, 50.0),)),
        }
    )
    fresh = Scenario(
        "内部编号", "稳健 情景", "惯性", "新加的", "#112233", MappingProxyType({va: Assumption(Method.HOLD)})
    )
    for one in (drive, push, fresh):
        document = with_scenario(document, one)
    again, found = saved(sample, document)
    there = {one.name: one for one in again.scenarios}
    assert there["惯性"].assumptions == drive.assumptions
    assert there["攻坚"].intensities == push.intensities
    assert (there["稳健 情景"].parent, there["稳健 情景"].description) == ("惯性", "新加的")
    assert there["稳健 情景"].assumptions == fresh.assumptions
    assert there["规划"] == document.scenarios["规划"]
    assert found.left_out == ()
    # saved once more there is nothing left to say
    assert amendments(sample, new_document(again), "zh").edits == ()


def test_a_scenario_renamed_or_deleted(sample):
    plan = read_workbook(sample).plan
    document = new_document(plan)
    renamed = replace(document.scenarios["攻坚"], name="冲刺")
    kept = {name: one for name, one in document.scenarios.items() if name != "规划"}
    document = document.with_scenarios(MappingProxyType({**kept, "攻坚": renamed}))
    again, _ = saved(sample, document)
    there = {one.name: one for one in again.scenarios}
    assert list(there) == ["惯性", "冲刺"]
    assert there["冲刺"].intensities == renamed.intensities


def test_sheets_that_are_missing_are_made(tmp_path):
    path = write(tmp_path / "a.xlsx")
    plan = read_workbook(path).plan
    document = new_document(plan)
    series = SeriesKey("县", "", "output")
    only = next(iter(document.scenarios.values()))
    only = only.with_assumptions(
        {AssumptionKey("*", "*", "output"): Assumption(Method.GROWTH, 4.0, by_year=((2023, 5.0),))}
    )
    own = target(("县", "", "output"), "90", unit="亿元")
    only = only.with_targets({own.key: own})
    amended = replace(document.work, observations=MappingProxyType({(series, 2019): 38.0}))
    document = with_scenario(replace(document, work=amended), only)
    again, found = saved(path, document)
    assert again.observed[again.row[series], again.column(2019)] == 38.0
    (one,) = again.scenarios
    assert one.assumptions == only.assumptions
    assert [stated.text for stated in one.targets.values()] == ["90"]
    assert found.left_out == ()
    names = load_workbook(path).sheetnames
    assert names[-5:] == ["数据", "情景", "假设", "情景目标", "修改记录"]


def test_a_cell_shown_in_per_cent_takes_a_share(tmp_path):
    path = write(
        tmp_path / "a.xlsx",
        目标=[*TARGETS, ["市", None, "占比", 0.3, 2020, "40", 2025, None]],
        指标=[
            ["名称", "代码", "单位", "类型"],
            ["产值", "output", "亿元", "总量"],
            ["占比", "share", "%", "比率"],
        ],
        数据=[["地区", "指标", 2019, 2020], ["市", "占比", 0.25, 0.3]],
    )
    book = load_workbook(path)
    for cell in ("C2", "D2"):
        book["数据"][cell].number_format = "0.0%"
    book["目标"]["D4"].number_format = "0%"
    book.save(path)
    plan = read_workbook(path).plan
    series = SeriesKey("市", "", "share")
    assert plan.observed[plan.row[series], plan.column(2019)] == 25.0
    amended = MappingProxyType({(series, 2019): 26.5, (series, 2020): None})
    document = replace(new_document(plan), work=replace(new_document(plan).work, observations=amended))
    again, _ = saved(path, document)
    assert again.observed[again.row[series], again.column(2019)] == pytest.approx(26.5)
    assert load_workbook(path)["数据"]["C2"].value == pytest.approx(0.265)
    assert load_workbook(path)["数据"]["D2"].value is None


def test_in_a_format_with_words_or_a_scale_a_figure_is_written_as_it_is_to_be_seen(tmp_path):
    path = write(tmp_path / "a.xlsx", 数据=[["地区", "指标", 2018, 2019], ["市", "产值", 800_000, 900]])
    book = load_workbook(path)
    book["数据"]["C2"].number_format = "#,##0,"
    book["数据"]["D2"].number_format = '0"亿元"'
    book.save(path)
    plan = read_workbook(path).plan
    series = SeriesKey("市", "", "output")
    row = plan.row[series]
    assert [plan.observed[row, plan.column(year)] for year in (2018, 2019)] == [800, 900]
    amended = MappingProxyType({(series, 2018): 810.0, (series, 2019): 950.0})
    document = replace(new_document(plan), work=replace(new_document(plan).work, observations=amended))
    again, _ = saved(path, document)
    # the figure 810 would be seen as 1 there
    assert [again.observed[again.row[series], again.column(year)] for year in (2018, 2019)] == [810, 950]


def test_what_is_no_workbook_is_told(tmp_path):
    document = new_document(read_workbook(sample_workbook()).plan)
    assert amendments(tmp_path / "无.xlsx", document, "zh").code == "no_file"
    bare = write(tmp_path / "b.xlsx", 目标=None)
    assert amendments(bare, document, "zh").code == "no_targets"


def test_what_was_written_is_no_amendment_any_more(sample):
    """Saved twice, the second save finds nothing to write, whatever was amended, taken away or entered anew."""
    document = new_document(read_workbook(sample).plan)
    plan, series = document.plan, SeriesKey("jinhua", "", "output")
    bare = next(
        key
        for row, key in enumerate(plan.series)
        if np.isnan(plan.observed[row]).all() and plan.indicator_by_code[key.indicator].formula is None
    )
    printed = next(
        one
        for one in plan.targets.values()
        if one.base_printed is not None and one.series != series and one.parsed.how == "figure"
    )
    document = set_observations(
        document,
        {
            (series, 2019): 4100.5,
            (series, 2018): None,
            (bare, 2020): 7.25,
            (printed.series, printed.base_year): None,
        },
    ).apply(document)
    mine, gone = TargetKey(series, 2025), TargetKey(SeriesKey("jinhua", "", "va"), 2025)
    new = target(series, "1.2万", year=2030, unit="亿元")
    words = replace(plan.targets[mine], text="9,000", parsed=parse_target("9,000", unit="亿元"))
    document = set_targets(document, {mine: words, gone: None, new.key: new}).apply(document)
    after, _ = saved_twice(sample, document)
    assert (after.work.observations, after.work.targets) == ({}, {})
    assert after.plan.targets[mine].parsed.figure == 9000
    row = after.plan.row[printed.series]
    assert np.isnan(after.plan.observed[row, after.plan.column(printed.base_year)])


def test_a_figure_that_the_workbook_says_already_is_not_written(sample):
    document = new_document(read_workbook(sample).plan)
    series = SeriesKey("jinhua", "", "output")
    said = float(document.plan.observed[document.plan.row[series], document.plan.column(2019)])
    document = set_observations(document, {(series, 2019): said, (series, 2017): 1.5}).apply(document)
    assert [edit.label for edit in amendments(sample, document, "zh").edits] == ["金华市 规上工业总产值 2017"]


def test_scenarios_made_and_renamed_here_are_the_workbooks_once_they_are_in_it(sample):
    """A name given here to what the workbook has under another, and that name to a new one: nobody takes another's."""
    document = new_document(read_workbook(sample).plan)
    document = ChangeScenario("惯性", scenario_added("", ""), name="旧势头").apply(document)
    key = AssumptionKey("*", "*", "output")
    fresh = Scenario("内部编号", "惯性", "惯性", assumptions=MappingProxyType({key: Assumption(Method.HOLD)}))
    document = AddScenario(fresh, scenario_added("惯性", "旧势头")).apply(document)
    after, _ = saved_twice(sample, document)
    names = {one.id: (one.name, one.parent, one.assumptions) for one in document.scenarios.values()}
    assert {one.id: (one.name, one.parent, one.assumptions) for one in after.scenarios.values()} == names
    assert after.workbook_scenario("内部编号").name == "惯性"
    # what is edited from now on goes to the rows that are there
    later = set_assumptions(after, "内部编号", {key: Assumption(Method.STEP, 3.0)}).apply(after)
    assert {edit.sheet for edit in amendments(sample, later, "zh").edits} == {"假设"}
    again, _ = saved_twice(sample, later)
    assert again.scenarios["内部编号"].assumptions[key].value == 3.0
    assert len(again.scenarios) == len(names)


def small_plan(path):
    """A workbook of a city with a county, without any sheet of levers, multipliers or sources."""
    return read_workbook(write(path)).plan


EFFECTS = st.floats(-2, 2, allow_subnormal=False).map(lambda one: float(f"{one:.6g}"))
DIMENSIONS = {"抓手甲": "技术", "抓手乙": "政策"}
INSERTIONS = st.builds(
    Insertion,
    st.just("框架"),
    st.lists(
        st.builds(
            LeverEffect,
            lever=st.sampled_from(["抓手甲", "抓手乙"]),
            dimension=st.just(""),
            indicator=st.sampled_from(["output", "firms", "没有的指标"]),
            effect=EFFECTS,
            lag=st.integers(0, 3),
            note=st.just(ILLUSTRATIVE.zh),
            source=st.sampled_from(["", "文献:第三节"]),
        ),
        min_size=1,
        max_size=6,
    ).map(lambda levers: tuple(replace(one, dimension=DIMENSIONS[one.lever]) for one in levers)),
    st.dictionaries(
        st.tuples(st.sampled_from(["大县", "没有的角色"]), st.sampled_from(["技术", "政策"])), EFFECTS
    ),
    st.sampled_from([(), (Source("文献", "某文", "第三节", "2025", "https://a.b"),)]),
)


@settings(max_examples=12)
@given(insertion=INSERTIONS, level=st.integers(0, 100))
def test_what_a_framework_added_computes_the_same_once_it_is_in_the_workbook(
    tmp_path_factory, insertion, level
):
    path = tmp_path_factory.mktemp("plan") / "a.xlsx"
    document = new_document(small_plan(path))
    document = InsertFramework(insertion, scenario_added("", "")).apply(document)
    grown = {
        AssumptionKey("*", "*", "output"): Assumption(Method.GROWTH, 4.0),
        AssumptionKey("*", "*", "firms"): Assumption(Method.STEP, 3.0),
    }
    levels = {
        LeverIntensityKey(one, "*", "*"): LeverIntensities(((2021, float(level)),))
        for one in document.plan.dimension_of_lever
    }
    document = set_assumptions(document, document.active, grown).apply(document)
    document = set_intensities(document, document.active, levels).apply(document)
    again, _ = saved(path, document)
    after = reloaded(path, document)
    ours = compute(document).scenarios[document.active].projection.values
    for one in (new_document(again), after):
        theirs = compute(one).scenarios[one.active].projection.values
        np.testing.assert_allclose(theirs, ours, rtol=1e-12)
    known = [one for one in insertion.levers if one.indicator != "没有的指标"]
    assert {one.lever for one in after.plan.levers} == {one.lever for one in known}
    assert after.plan.levers[: len(again.levers)] == again.levers
    assert after.plan.multipliers == insertion.multipliers
    # what could not be written is still here; the rest is the workbook's now, and nothing is said twice
    assert bool(after.work.inserted) == (len(known) < len(insertion.levers))
    assert (amendments(path, after, "zh").edits, amendments(path, after, "zh").added) == ((), ())


def test_an_effect_as_amended_here_goes_to_its_row_and_is_no_amendment_any_more(sample):
    plan = read_workbook(sample).plan
    first = plan.levers[0]
    key, said = effect_key(first), StatedEffect(first.effect + 0.25, "依据本地测算", first.source)
    document = set_effect(new_document(plan), plan, key, said).apply(new_document(plan))
    again, found = saved(sample, document)
    assert {edit.sheet for edit in found.edits} == {"抓手"}
    assert len(found.edits) == 2
    assert stated_effect(again.levers[0]) == said
    assert again.levers[1:] == plan.levers[1:]
    restored = restore(again, saved_work(document)).document
    assert not restored.work.effects
    assert amendments(sample, restored, "zh").edits == ()


def test_an_amended_effect_of_a_framework_goes_into_the_row_that_is_added(sample):
    plan = read_workbook(sample).plan
    framework = frameworks(resources_folder() / "frameworks")[1]
    document = insert_framework(framework, plan, "zh").apply(new_document(plan))
    one = document.plan.levers[-1]
    said = StatedEffect(one.effect + 1, "评估报告", "某出处")
    document = set_effect(document, plan, effect_key(one), said).apply(document)
    again, _ = saved(sample, document)
    assert stated_effect(next(made for made in again.levers if effect_key(made) == effect_key(one))) == said
    assert not restore(again, saved_work(document)).document.work.effects


def test_a_shipped_framework_goes_into_the_sheets_of_the_sample_with_its_note(sample):
    plan = read_workbook(sample).plan
    framework = frameworks(resources_folder() / "frameworks")[1]
    document = insert_framework(framework, plan, "zh").apply(new_document(plan))
    lever = document.plan.levers[-1].lever
    key = LeverIntensityKey(lever, "*", "*")
    document = set_intensities(document, "攻坚", {key: LeverIntensities(((2021, 100.0),))}).apply(document)
    after, found = saved_twice(sample, document)
    assert {edit.sheet for edit in found.edits} == {"抓手", "异质系数", "抓手强度"}
    assert all(ILLUSTRATIVE.zh in edit.label for edit in found.edits if edit.sheet in ("抓手", "异质系数"))
    assert after.plan.levers == document.plan.levers
    assert after.work.inserted == ()
    assert after.plan.sources == document.plan.sources


def test_levels_of_a_lever_that_was_taken_out_are_not_written_and_told(sample):
    document = new_document(read_workbook(sample).plan)
    key = LeverIntensityKey("没有的抓手", "*", "*")
    document = set_intensities(document, "攻坚", {key: LeverIntensities(((2021, 100.0),))}).apply(document)
    after, found = saved_twice(sample, document)
    assert found.edits == ()
    assert [(one.code, one.text, one.arguments["count"]) for one in found.left_out] == [
        ("orphans_left_out", "攻坚", 1)
    ]
    assert key in after.scenarios["攻坚"].intensities


@pytest.mark.parametrize("language", ["zh", "en"])
def test_how_commitments_stand_goes_to_their_rows(sample, language):
    plan = read_workbook(sample).plan
    first, second, *_ = commitments_by_key(plan.commitments)
    gone = CommitmentKey("jinhua", "不再有的事项", 2025)
    document = new_document(plan)
    for key, said in (
        (first, Standing(owner="经信局", state=State.LATE, evidence="=名单")),
        (second, Standing(state=plan.commitments[1].state, milestone="")),
        (gone, Standing(state=State.DONE)),
    ):
        document = set_standing(key, said).apply(document)
    after, found = saved_twice(sample, document, language)
    stood = commitments_with_standings(document.plan.commitments, document.work.standings)
    places = ("owner", "state", "evidence", "milestone")
    written = commitments_by_key(after.plan.commitments)
    for key, one in stood.items():
        assert [getattr(written[key], name) for name in places] == [getattr(one, name) for name in places]
    # what could not be written is told and kept, the rest is the workbook's
    assert after.work.standings == {gone: Standing(state=State.DONE)}
    assert [(one.code, one.arguments["count"]) for one in found.left_out] == [("orphans_left_out", 1)]
    assert {edit.label for edit in found.edits} == {first.item}
    log = load_workbook(sample)["修改记录" if language == "zh" else "Change log"]
    assert {"经信局", "=名单", "滞后" if language == "zh" else "late"} <= {
        cell.value for row in log.iter_rows(min_row=2) for cell in row
    }
