"""The years in which regions are in force: read, faulty, written as a new workbook and into the user's own."""

import pytest

from npfdesk.plan.boundary_changes import BoundaryChange, BoundaryKind, BoundaryStep, boundary_step
from npfdesk.plan.document import new_document
from npfdesk.plan.regions import Region
from npfdesk.workbook.plan_reader import read_workbook
from npfdesk.workbook.standard.plan_workbook import save_standard
from tests.workbook.books import TARGETS, write
from tests.workbook.writing.test_structure_rows import opened, said, written

HEAD = ["名称", "上级", "起始年", "截止年"]


def read(path, *rows, head=HEAD):
    return read_workbook(write(path, 目标=TARGETS, 地区=[head, ["市", None, None, None], *rows]))


def test_years_are_read_and_written_back(tmp_path):
    found = read(
        tmp_path / "a.xlsx", ["县", "市", None, "2023年"], ["新", "市", 2024, None], ["丙", "市", "—", ""]
    )
    years = {one.name: (one.since, one.until) for one in found.plan.regions}
    assert years == {"市": (None, None), "县": (None, 2023), "新": (2024, None), "丙": (None, None)}
    for language in ("zh", "en"):
        save_standard(found.plan, tmp_path / "b.xlsx", language)
        again = read_workbook(tmp_path / "b.xlsx")
        assert {one.name: (one.since, one.until) for one in again.plan.regions} == years


def test_english_heads(tmp_path):
    found = read(tmp_path / "a.xlsx", ["县", "市", 2021, 2028], head=["name", "parent", "Since", "until"])
    one = found.plan.region_by_code["县"]
    assert (one.since, one.until) == (2021, 2028)


@pytest.mark.parametrize(
    ("since", "until", "cells", "code", "kept"),
    [
        ("早", None, ["C3"], "bad_region_year", (None, None)),
        (2021, "二零", ["D3"], "bad_region_year", (2021, None)),
        (24, None, ["C3"], "bad_region_year", (None, None)),
        (2025, 2024, ["C3", "D3"], "region_years_turned", (None, None)),
    ],
)
def test_what_is_no_year_is_told_by_its_cell_and_the_region_stands(tmp_path, since, until, cells, code, kept):
    found = read(tmp_path / "a.xlsx", ["县", "市", since, until])
    told = [one for one in found.problems if one.code == code]
    assert [(one.sheet, one.cell) for one in told] == [("地区", cell) for cell in cells]
    assert "{" not in told[0].message("zh") + told[0].message("en")
    one = found.plan.region_by_code["县"]
    assert (one.since, one.until) == kept


def test_a_merge_goes_into_the_users_own_workbook(tmp_path):
    head = ["地区", "指标", "2019", "2020"]
    path = write(
        tmp_path / "a.xlsx",
        地区=[["名称", "上级"], ["市", None], ["县", "市"], ["乙", "市"]],
        目标=[*TARGETS, ["乙", None, "产值", 30, 2020, 60, 2025, None]],
        数据=[head, ["县", "产值", 38, 40], ["乙", "产值", 28, 30]],
    )
    begun = new_document(read_workbook(path).plan)
    made = boundary_step(
        begun, BoundaryChange(BoundaryKind.MERGE, 2021, ("县", "乙"), (Region("新", "新县"),), restated=True)
    )
    assert isinstance(made, BoundaryStep)
    after = made.edit().apply(begun)
    reading, _ = written(path, after)
    assert not [one for one in reading.problems if str(one.severity) == "error"]
    again = reading.plan
    assert {one.name: (one.since, one.until) for one in again.regions} == {
        "市": (None, None),
        "县": (None, 2020),
        "乙": (None, 2020),
        "新县": (2021, None),
    }
    targets = {
        again.region_by_code[key.series.region].name: one.text
        for key, one in again.targets.items()
        if one.text
    }
    assert targets == {"市": "200以上", "新县": "140（县、乙合计）"}
    new = next(one.code for one in again.regions if one.name == "新县")
    row = next(row for row, key in enumerate(again.series) if key.region == new and key.indicator == "output")
    assert again.observed[row, again.column(2019)] == 66.0
    assert opened(tmp_path / "c.xlsx", after.plan).plan is not None
    assert said(again)["years"] == said(after.plan)["years"]
