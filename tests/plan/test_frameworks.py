"""The sources' frameworks: all files are read, what they insert, what is told, kept and undone."""

import re
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest

from npfdesk.engine.projection.update import compute, update
from npfdesk.locations import resources_folder
from npfdesk.plan.document import new_document
from npfdesk.plan.edits import EditRefused
from npfdesk.plan.frameworks import (
    ILLUSTRATIVE,
    Framework,
    fit_framework,
    frameworks,
    insert_framework,
    read_framework,
)
from npfdesk.plan.problems import Problem
from npfdesk.plan.records import decode, encode, saved_work
from npfdesk.plan.restore import restore
from npfdesk.session import LoadedWorkbook, Session, Structure
from tests import plans

FOLDER = resources_folder() / "frameworks"


@pytest.fixture
def all_of_them():
    return {one.id: one for one in frameworks(FOLDER)}


@pytest.fixture
def small():
    """One region, two indicators, one of them by its Chinese name; synthetic figures."""
    return plans.plan(
        {("市", "", "output"): {2020: 100.0}, ("市", "", "增加值"): {2020: 20.0}},
        indicators=[
            plans.Indicator("output", "规上工业总产值"),
            plans.Indicator("增加值", "规上工业 增加值"),
        ],
        scenarios=[
            plans.scenario(assumptions={("*", "*", "output"): plans.Assumption(plans.Method.GROWTH, 5.0)})
        ],
    )


def test_every_file_is_read(all_of_them):
    assert list(all_of_them) == [
        "fusion_flow_synergy",
        "penetration_restructuring_cocreation",
        "innovations_reproduction",
        "tracks_coverage",
    ]
    for one in all_of_them.values():
        assert isinstance(one, Framework)
        assert one.text.zh
        assert one.text.en
        assert one.source.document
        assert one.levers
        assert {lever.dimension for lever in one.levers} <= set(one.dimensions)
        assert one.open_points
        assert (FOLDER / "GUIDE.md").is_file()


def test_the_figures_are_named_by_the_facts_they_come_from(all_of_them):
    named = [fact for one in all_of_them.values() for lever in one.levers for fact in lever.facts]
    assert len(named) > 15
    assert all(re.fullmatch(r"F00[0-4]\.[0-9]{3}", fact) for fact in named)


def test_every_framework_finds_its_indicators_in_the_sample(all_of_them, sample_plan):
    for one in all_of_them.values():
        found = fit_framework(one, sample_plan, "zh")
        assert found.lacking == ()
        assert found.idle_levers == ()
        assert found.insertion.levers
        assert {effect.note for effect in found.insertion.levers} == {ILLUSTRATIVE.zh}
        assert set(found.index) == set(one.dimensions)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_samples_own_levers_stand(all_of_them, sample_plan, language):
    edit = insert_framework(all_of_them["fusion_flow_synergy"], sample_plan, language)
    after = edit.apply(new_document(sample_plan))
    # the sample is that framework already
    assert after.plan.levers == sample_plan.levers
    assert after.plan.multipliers == sample_plan.multipliers
    assert after.plan.sources == sample_plan.sources


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_plan_in_english_keeps_its_own_names(all_of_them, small, language):
    framework = all_of_them["fusion_flow_synergy"]
    stated = plans.LeverEffect("ai-driven SMART manufacturing", "Technology integration", "output", 3.0)
    found = fit_framework(framework, replace(small, levers=(stated,)), language)
    first, second = framework.levers[:2]
    assert {(one.lever, one.dimension) for one in found.effects[first.name.zh]} == {
        ("ai-driven SMART manufacturing", "Technology integration")
    }
    assert {(one.lever, one.dimension) for one in found.effects[second.name.zh]} == {
        ("绿色技术赋能低碳转型", "Technology integration")
    }
    assert ("山区县", "Technology integration") in found.insertion.multipliers
    assert ("山区县", "政策协同") in found.insertion.multipliers


def test_what_the_plan_lacks_is_told(all_of_them, small):
    found = fit_framework(all_of_them["penetration_restructuring_cocreation"], small, "en")
    assert [(one.lever, one.dimension, one.indicator) for one in found.insertion.levers] == [
        ("智能工厂与5G全连接工厂", "技术渗透", "output"),
        ("工业互联网平台联接", "组织重构", "增加值"),
    ]
    assert found.insertion.levers[0].source == "安徽十大新兴产业:4.2"
    assert found.insertion.levers[0].note == "illustrative, not estimated"
    assert found.idle_levers == ("Proof-of-concept centres and researchers in firms",)
    assert "每万人高价值发明专利数" in found.lacking
    assert "合肥型" in found.strangers
    assert found.index == {}


def test_inserting_moves_no_path_until_a_lever_has_an_intensity(all_of_them, small):
    session = Session(LoadedWorkbook(small))
    before = session.results.scenarios["基准"].values.copy()
    edit = insert_framework(all_of_them["tracks_coverage"], small, "zh")
    change = session.apply(edit)
    assert Structure.PLAN in change.structure
    assert session.unsaved
    assert "十链万企" in edit.label.text("zh")
    np.testing.assert_array_equal(session.results.scenarios["基准"].values, before)
    scenario = plans.scenario(intensities={("443细分赛道培育", "*", "*"): {2021: 100.0}})
    raised = session.document.scenarios["基准"].with_intensities(scenario.intensities)
    document = session.document.with_scenarios(MappingProxyType({"基准": raised}))
    # 5 % and, a year after 2021, one point more
    values = update(session.results, document).scenarios["基准"].values[0]
    column = small.column(2022)
    assert values[column] / values[column - 1] == pytest.approx(1.06)
    with pytest.raises(EditRefused):
        session.apply(edit)
    session.undo()
    assert session.document.plan.levers == ()
    assert session.document.work.inserted == ()


def test_what_was_inserted_is_kept(all_of_them, small):
    document = insert_framework(all_of_them["tracks_coverage"], small, "zh").apply(new_document(small))
    work = decode(encode(saved_work(document)))
    assert work.work.inserted[0].levers == document.work.inserted[0].levers
    assert work.work.inserted[0].multipliers == document.work.inserted[0].multipliers
    restored = restore(small, work).document
    assert restored.plan.levers == document.plan.levers
    assert restored.plan.multipliers == document.plan.multipliers
    assert restored.work.inserted == work.work.inserted
    compute(restored)
    # work saved before there were frameworks
    old = encode(saved_work(new_document(small))).replace(',"inserted":[]', "")
    assert decode(old).work.inserted == ()


def test_a_workbook_that_lost_an_indicator_still_opens(all_of_them, small):
    document = insert_framework(all_of_them["tracks_coverage"], small, "zh").apply(new_document(small))
    poorer = plans.plan({("市", "", "output"): {2020: 100.0}})
    restored = restore(poorer, saved_work(document)).document
    assert {one.indicator for one in restored.plan.levers} == {"output"}
    compute(restored)


GOOD = """
id = "own"
title = "自拟"
english = "own"
text = "文"
text_english = "text"
[source]
id = "甲"
document = "乙"
[[dimensions]]
name = "维"
english = "dimension"
[[levers]]
name = "链"
english = "chain"
dimension = "维"
effects = [{ indicator = ["output"], effect = 1 }]
"""


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('id = "own"', "id = ", "line 2"),
        ('english = "own"', "", "english"),
        ('dimension = "维"', 'dimension = "无"', "no dimension"),
        ("effect = 1", "effect = nan", "not a figure"),
        ("effect = 1", 'effect = "1"', "not a figure"),
        ("effect = 1", "effect = true", "not a figure"),
        ("[[dimensions]]", "[dimensions]", "TypeError"),
        ("effects =", "[[levers]]\nname = '链'\nenglish = 'x'\ndimension = '维'\nx =", "two levers"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path, old, new, reason):
    file = tmp_path / "own.toml"
    file.write_text(GOOD, encoding="utf-8")
    assert isinstance(read_framework(file), Framework)
    assert old in GOOD
    file.write_text(GOOD.replace(old, new), encoding="utf-8")
    (found,) = frameworks(tmp_path)
    assert isinstance(found, Problem)
    assert reason in found.message("en")
    assert "own.toml" in found.message("zh")


def test_no_file_and_no_text(tmp_path):
    assert read_framework(tmp_path / "无.toml").code == "framework_unreadable"
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe")
    assert read_framework(tmp_path / "bytes.toml").code == "framework_unreadable"
