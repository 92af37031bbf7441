"""Where the workbook places regions on the schematic map: read, faulty, written back."""

import pytest

from npfdesk.workbook.plan_reader import read_workbook
from npfdesk.workbook.standard.plan_workbook import save_standard
from tests.workbook.books import TARGETS, write

HEAD = ["名称", "上级", "地图列", "地图行"]


def read(path, *rows, head=HEAD):
    return read_workbook(write(path, 目标=TARGETS, 地区=[head, ["市", None, None, None], *rows]))


def test_columns_and_rows_are_read_and_written_back(tmp_path):
    found = read(tmp_path / "a.xlsx", ["甲", "市", 3, "２"], ["乙", "市", "1", 1], ["丙", "市", None, "—"])
    places = {one.name: one.place for one in found.plan.regions}
    assert places == {"市": None, "甲": (3, 2), "乙": (1, 1), "丙": None}
    for language in ("zh", "en"):
        save_standard(found.plan, tmp_path / "b.xlsx", language)
        again = read_workbook(tmp_path / "b.xlsx")
        assert {one.name: one.place for one in again.plan.regions} == places


def test_english_heads(tmp_path):
    head = ["name", "parent", "Map Column", "map row"]
    found = read(tmp_path / "a.xlsx", ["甲", "市", 2, 5], head=head)
    assert found.plan.region_by_code["甲"].place == (2, 5)


@pytest.mark.parametrize(
    ("column", "row", "cell"),
    [
        (0, 1, "C3"),
        (1.5, 1, "C3"),
        ("左", 1, "C3"),
        (1, 201, "D3"),
        (1, None, "D3"),
        (None, 2, "C3"),
        (-1, 1, "C3"),
    ],
)
def test_what_is_no_place_is_told_by_its_cell_and_the_region_stands(tmp_path, column, row, cell):
    found = read(tmp_path / "a.xlsx", ["甲", "市", column, row])
    told = [one for one in found.problems if one.code == "bad_map_place"]
    assert [(one.sheet, one.cell, str(one.severity)) for one in told] == [("地区", cell, "warning")]
    assert found.plan.region_by_code["甲"].place is None


def test_a_place_is_taken_once(tmp_path):
    found = read(tmp_path / "a.xlsx", ["甲", "市", 1, 1], ["乙", "市", 1, 1])
    (told,) = [one for one in found.problems if one.code == "map_place_taken"]
    assert (told.cell, "地区!C3" in told.message("zh")) == ("C4", True)
    assert [one.place for one in found.plan.regions] == [None, (1, 1), None]
