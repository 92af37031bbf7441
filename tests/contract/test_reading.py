"""What a stranger's workbook may say of regions, industries, codes and kinds (all figures synthetic)."""

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from npfdesk.cli import main

PLAN: list[list[Any]] = [["项", "值"], ["全市", "甲市"], ["基期", 2020], ["目标年", 2025]]
HEAD = ["地区", "产业", "指标", "基期值", "目标值"]


@pytest.fixture
def checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    def check(**sheets: list[list[Any]]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        book = Workbook()
        book.remove(book.active)
        for name, rows in sheets.items():
            page = book.create_sheet(name)
            for row in rows:
                page.append(row)
        book.save(tmp_path / "a.xlsx")
        main(["check", str(tmp_path / "a.xlsx"), "--json"])
        said = json.loads(capsys.readouterr().out)
        main(["project", str(tmp_path / "a.xlsx"), "--format", "json"])
        return said, json.loads(capsys.readouterr().out)

    return check


@pytest.mark.parametrize("listed", [True, False])
def test_any_industry_of_a_target_is_the_whole_economy_and_never_an_industry_named_so(checked, listed):
    industries = {"产业": [["名称"], ["汽车"]]} if listed else {}
    targets = [HEAD, ["乙区", "*", "产值", 1, 2], ["丙县", "总计", "产值", 3, 4], ["甲市", "", "产值", 5, 6]]
    said, _ = checked(规划=PLAN, 目标=[*targets, ["丁县", "＊", "产值", 7, 8]], **industries)
    assert said["problems"] == []
    assert [one["industry"] for one in said["targets"]] == [""] * 4
    assert said["plan"]["industries"] == int(listed)


def test_any_region_is_no_region_of_a_target(checked):
    said, _ = checked(规划=PLAN, 目标=[HEAD, ["*", "", "产值", 1, 2], ["乙区", "", "产值", 1, 2]])
    assert [(one["code"], one["cell"]) for one in said["problems"]] == [("unknown_region", "A2")]
    assert "*" not in said["plan"]["names"]["regions"]


def test_a_dash_in_the_code_column_is_no_code(checked):
    regions = [["名称", "代码", "上级"], ["甲市", "—", None], ["乙区", "—", "甲市"], ["丙县", "-", "甲市"]]
    targets = [HEAD, ["乙区", "", "产值", 1, 2], ["丙县", "", "产值", 3, 4]]
    said, rows = checked(规划=PLAN, 地区=regions, 目标=targets)
    assert said["problems"] == []
    assert {(row["region"], row["value"]) for row in rows} == {("甲市", 4.0), ("乙区", 1.0), ("丙县", 3.0)}


def test_a_percentage_without_a_kind_is_a_ratio_and_does_not_sum(checked):
    indicators = [["名称", "代码", "单位", "类型"], ["率", "lv", "％", None], ["额", "e", "亿元", None]]
    indicators.append(["比", "b", "%", "总量"])
    each = [[region, "", code, 10, 20] for region in ("乙区", "丙县") for code in ("lv", "e", "b")]
    _, rows = checked(规划=PLAN, 指标=indicators, 目标=[HEAD, *each])
    city = {row["code"]: row["value"] for row in rows if row["region"] == "甲市" and row["year"] == 2025}
    assert city == {"e": 20.0, "b": 20.0}
    (middle,) = [row for row in rows if (row["region"], row["code"], row["year"]) == ("乙区", "lv", 2023)]
    # a ratio's milestones are linear: 10 + 10 x 3 / 5
    assert middle["milestone"] == pytest.approx(16)


@pytest.mark.parametrize(
    ("title", "city"),
    [
        ("云城市县（市、区）发展目标表", "云城市"),
        ("附表2 云城市区县发展目标", "云城市"),
        ("云城市区域协调发展规划", "云城市"),
        ("徐州市县（市、区）目标", "徐州市"),
        ("延边州县市目标", "延边州"),
        ("云城市“十四五”规划", "云城市"),
        ("云城区发展目标", "云城区"),
    ],
)
def test_what_lies_below_a_city_is_no_part_of_its_name(title, city, checked):
    top = ["地区", "2020年现状数据", None, "2025年发展目标", None]
    table = [[title], top, [None, *["产值（亿元）", "企业（家）"] * 2]]
    # the city's row is not the sum of the others, and its name alone says that it is the city
    rows = [
        [city, 4453, 3200, 8000, 5000],
        ["东县", 1500, 1000, 2600, 1700],
        ["西县", 953.5, 700, 1800, 1100],
    ]
    said, lines = checked(Sheet1=[*table, *rows])
    assert said["form"] == "published"
    assert (said["plan"]["city"], said["plan"]["regions"]) == (city, 3)
    values = {
        row["region"]: row["value"] for row in lines if row["year"] == 2020 and row["indicator"] == "产值"
    }
    assert values == {city: 4453.0, "东县": 1500.0, "西县": 953.5}


def test_every_cell_in_error_is_told_whatever_else_its_row_has_wrong(checked):
    regions = [["名称", "上级"], ["甲市", None], ["乙区", "甲市"]]
    indicators = [["名称", "单位"], ["产值", "亿元"]]
    said, _ = checked(
        规划=PLAN,
        地区=regions,
        指标=indicators,
        目标=[
            [*HEAD, "目标年"],
            ["乙区", "", "产值", 1, 2, 2025],
            ["不在", "", "产值", "约莫", "尽力而为", "明年"],
            ["乙区", "", "产值", "约莫", "尽力而为", "明年"],
        ],
        数据=[["地区", "指标", 2019, 2020], ["不在", "产值", "很多", 5]],
        情景=[["情景"], ["基准"]],
        假设=[["情景", "地区", "指标", "方法", "参数"], ["别的", "不在", "产值", "增长率", "很快"]],
    )
    assert [(one["sheet"], one["cell"]) for one in said["problems"]] == [
        *[("目标", cell) for cell in ("A3", "D3", "E3", "F3", "D4", "E4", "F4")],
        *[("数据", cell) for cell in ("A2", "C2")],
        *[("假设", cell) for cell in ("A2", "B2", "E2")],
    ]
