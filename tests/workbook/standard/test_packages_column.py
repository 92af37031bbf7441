"""Packages in the sheet Scenarios: names in one cell, in their order, read, told and written."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from npfdesk.plan.document import new_document
from npfdesk.plan.edit_labels import scenario_renamed, set_packages
from npfdesk.plan.edits import ChangeScenario
from npfdesk.workbook.plan_reader import read_workbook
from npfdesk.workbook.standard.name_lists import cell_of_names, names_in_cell
from npfdesk.workbook.standard.plan_workbook import save_standard
from tests.workbook.books import write
from tests.workbook.writing.test_amendments import saved

HEAD = ["情景", "上级", "假设包"]
NAMES = ["惯性", "绿色包", "数字包", "攻坚"]


def read(path, *rows, head=HEAD):
    found = read_workbook(write(path / "a.xlsx", 情景=[head, *rows]))
    return {one.id: one for one in found.plan.scenarios}, [
        one for one in found.problems if one.sheet == "情景"
    ]


@pytest.mark.parametrize(
    "cell", ["绿色包；数字包", "绿色包; 数字包", "绿色包、数字包", "绿色包\n数字包", " 绿色包 ；数字包；"]
)
def test_packages_are_read_in_their_order(tmp_path, cell):
    rows = [["惯性"], ["绿色包"], ["数字包"], ["攻坚", "惯性", cell]]
    found, told = read(tmp_path, *rows)
    assert (found["攻坚"].parent, found["攻坚"].packages, told) == ("惯性", ("绿色包", "数字包"), [])
    found, told = read(tmp_path, *rows, head=["scenario", "parent", "Packages"])
    assert (found["攻坚"].packages, told) == (("绿色包", "数字包"), [])


def test_what_a_cell_names_wrongly_is_told_and_the_rest_is_read(tmp_path):
    found, told = read(tmp_path, ["惯性"], ["绿色包"], ["攻坚", "惯性", "绿色报；绿色包；惯性；绿色包"])
    assert found["攻坚"].packages == ("绿色包",)
    assert [(one.code, one.cell) for one in told] == [
        ("unknown_package", "C4"),
        ("repeated_package", "C4"),
        ("repeated_package", "C4"),
    ]
    assert "“绿色报”" in told[0].message("zh")
    assert "是否为“绿色包”" in told[0].message("zh")
    assert found["惯性"].packages == ()
    assert read(tmp_path, ["甲", None, "—"])[1] == []


def test_circles_through_packages_are_told_and_every_one_is_opened(tmp_path):
    found, told = read(tmp_path, ["甲", None, "乙"], ["乙", "甲"])
    assert [(one.code, one.cell) for one in told] == [("scenario_circle", "C2")]
    assert not any(one.bases for one in found.values())
    # two circles with one scenario in both; what stands outside is kept
    found, told = read(tmp_path, ["甲", "丁", "乙；丙"], ["乙", "甲"], ["丙", None, "甲"], ["丁"])
    assert [one.code for one in told] == ["scenario_circle", "scenario_circle"]
    assert {name: one.bases for name, one in found.items()} == {"甲": ("丁",), "乙": (), "丙": (), "丁": ()}
    found, told = read(tmp_path, ["甲", None, "甲"])
    assert ([one.code for one in told], found["甲"].packages) == (["scenario_circle"], ())


@given(st.lists(st.text("甲乙；;、,，", min_size=1, max_size=4).map(str.strip).filter(lambda one: one.strip("；;、,，")), unique=True, max_size=4))  # fmt: skip
def test_one_name_of_separators_is_read_back(names):
    for name in names:
        assert names_in_cell(cell_of_names([name], names.__contains__), names.__contains__) == [name]


def test_a_separator_in_a_name_separates_nothing():
    known = ["强链；补链", "绿色、数字", "绿色"]
    listed = ["绿色", "强链；补链", "绿色、数字"]
    assert names_in_cell(cell_of_names(listed, known.__contains__), known.__contains__) == listed


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_plan_with_packages_is_written_and_read_back(tmp_path, language):
    found, _ = read(tmp_path, ["惯性"], ["强链；补链"], ["数字包"], ["攻坚", "惯性", "数字包；强链；补链"])
    plan = read_workbook(tmp_path / "a.xlsx").plan
    save_standard(plan, tmp_path / "b.xlsx", language)
    again = read_workbook(tmp_path / "b.xlsx")
    assert {one.id: one.bases for one in again.plan.scenarios} == {
        one.id: one.bases for one in found.values()
    }
    assert again.plan.scenarios[-1].packages == ("数字包", "强链；补链")


def test_packages_go_back_into_the_workbook_and_nothing_else_is_touched(tmp_path):
    """Into the column that is there, and into one that is made."""
    rows = [["惯性"], ["绿色包"], ["数字包"], ["攻坚", "惯性", "绿色包"]]
    for place, (head, width) in enumerate(((HEAD, 3), (HEAD[:2], 2))):
        path = write(tmp_path / f"{place}.xlsx", 情景=[head, *(row[:width] for row in rows)])
        document = new_document(read_workbook(path).plan)
        document = set_packages(document, "攻坚", ("数字包", "绿色包")).apply(document)
        again, found = saved(path, document)
        assert {one.name: one.packages for one in again.scenarios}["攻坚"] == ("数字包", "绿色包")
        assert {edit.sheet for edit in found.edits} == {"情景"}
        sheet = load_workbook(path)["情景"]
        assert [sheet.cell(1, 3).value, sheet.cell(5, 3).value] == ["假设包", "数字包；绿色包"]
        assert [sheet.cell(row, 3).value for row in (2, 3, 4)] == [None] * 3
        # a package that gets another name is named by it; without any the cell is emptied
        document = new_document(again)
        renamed = ChangeScenario("绿色包", scenario_renamed("", ""), name="低碳包").apply(document)
        again, _ = saved(path, renamed)
        assert {one.name: one.packages for one in again.scenarios}["攻坚"] == ("数字包", "低碳包")
        document = new_document(again)
        again, _ = saved(path, set_packages(document, "攻坚", ()).apply(document))
        assert not any(one.packages for one in again.scenarios)
        assert load_workbook(path)["情景"].cell(5, 3).value is None


def test_without_packages_the_column_is_not_written(tmp_path):
    plan = read_workbook(write(tmp_path / "a.xlsx", 情景=[HEAD[:2], ["惯性"], ["攻坚", "惯性"]])).plan
    save_standard(plan, tmp_path / "b.xlsx", "zh")
    assert "假设包" not in [cell.value for cell in load_workbook(tmp_path / "b.xlsx")["情景"][1]]
    assert replace(plan.scenarios[1], packages=()) == plan.scenarios[1]
