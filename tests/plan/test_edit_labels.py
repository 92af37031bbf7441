"""What an edit is called: names as the language has them and as they stand, braces among them."""

from dataclasses import replace

import pytest

from npfdesk.plan.document import new_document
from npfdesk.plan.edit_labels import combined_edit, set_assumptions
from npfdesk.plan.methods import Method
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey
from npfdesk.plan.structure_edits import change_thing, remove_things


@pytest.fixture
def document(sample_reading):
    """The sample, one of its counties with braces in its names."""
    plan = sample_reading.plan
    regions = tuple(
        replace(one, name="永{1}康", english="Yong{1}kang") if one.code == "yongkang" else one
        for one in plan.regions
    )
    return new_document(replace(plan, regions=regions))


def label_of(edit):
    return edit.label.text("zh"), edit.label.text("en")


def edit_of(document, figure, region="yongkang"):
    key = AssumptionKey(region, "", "output")
    return set_assumptions(document, document.active, {key: Assumption(Method.GROWTH, figure)})


def test_names_with_braces_stand_as_they_are_in_every_label(document):
    yongkang = document.plan.region_by_code["yongkang"]
    one = edit_of(document, 9.0)
    for edit in (
        one,
        combined_edit(one, edit_of(document, 9.0, "yiwu")),
        change_thing(document, "yongkang", replace(yongkang, role="核心")),
        change_thing(document, "yongkang", replace(yongkang, name="永康")),
        remove_things(document, "regions", ["yongkang"]),
    ):
        zh, en = label_of(edit)
        assert "永{1}康" in zh
        assert "Yong{1}kang" in en or "永康" in zh


def test_structure_is_named_in_english_where_it_has_english(document):
    yiwu = document.plan.region_by_code["yiwu"]
    assert label_of(change_thing(document, "yiwu", replace(yiwu, role="核心"))) == (
        "修改地区“义乌市”",
        "Change the region “Yiwu”",
    )
    zh, en = label_of(remove_things(document, "regions", ["yiwu"]))
    assert "义乌市" in zh
    assert "Yiwu" in en
    assert "义乌市" not in en


def test_another_english_name_is_a_change_and_no_renaming(document):
    yiwu = document.plan.region_by_code["yiwu"]
    zh, en = label_of(change_thing(document, "yiwu", replace(yiwu, english="Yiwu City")))
    assert (zh, en) == ("修改地区“义乌市”", "Change the region “Yiwu City”")
