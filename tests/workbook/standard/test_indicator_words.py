"""Kinds, directions, roll-ups and decimals that no column states: guessed from name, unit and words, and told once."""

import pytest

from npfdesk.workbook.plan_reader import read_workbook
from tests.workbook.books import codes, write

HEAD = ["地区", "指标", "基期值", "目标值"]


def read(tmp_path, unit, *rows, name="指标甲", columns=(), said=(), data=None):
    """A workbook of one indicator with its unit, its targets' (base, target) and other columns of its row."""
    indicators = [["名称", "单位", *columns], [name, unit, *said]]
    targets = [HEAD, *(["市", name, *row] for row in rows)]
    return read_workbook(write(tmp_path / "a.xlsx", 指标=indicators, 目标=targets, 地区=None, 数据=data))


@pytest.mark.parametrize(
    ("name", "unit", "base", "target", "kind", "rollup", "told"),
    [
        ("地区生产总值", "亿元", 100, "150", "level", "sum", []),
        ("企业数", "家", 100, "150", "count", "sum", []),
        ("城镇化率", "%", 60.1, "65.2", "ratio", "none", []),
        ("人均生产总值", "万元/人", 6.1, "8.2", "level", "none", []),
        ("居民人均可支配收入", "元", 30000, "45000", "level", "none", []),
        ("规上工业增加值增速", "%", 5.1, "6左右", "rate", "none", ["kind_guessed"]),
        ("城镇新增就业", "万人", 1.1, "〔5〕", "flow", "sum", ["kind_guessed"]),
        ("培训", "万人次", None, "五年累计20", "flow", "sum", ["kind_guessed"]),
        ("营商环境指数", None, 80, "90", "index", "none", ["kind_guessed"]),
    ],
)
def test_the_kind_and_what_follows_from_it(tmp_path, name, unit, base, target, kind, rollup, told):
    reading = read(tmp_path, unit, [base, target], name=name)
    (found,) = reading.plan.indicators
    assert (str(found.kind), str(found.rollup)) == (kind, rollup)
    assert [one for one in codes(reading) if one.endswith("_guessed")] == told


@pytest.mark.parametrize(
    ("name", "rows", "direction"),
    [
        ("甲", [[10, "20"]], "up"),
        ("甲", [[20, "10"]], "down"),
        ("甲", [[20, "10"], [10, "20"]], "up"),
        # an increase is no level below the base
        ("甲", [[200, "新增60"]], "up"),
        ("甲", [[200, "+60"]], "up"),
        ("甲", [[20, "不超过30"]], "down"),
        ("甲", [[20, "10以上"]], "up"),
        ("城镇调查失业率", [[5, "5.5"]], "down"),
        ("能耗降幅", [[15, "13"]], "up"),
    ],
)
def test_the_direction(tmp_path, name, rows, direction):
    reading = read(tmp_path, "万吨", *[[*row] for row in rows[:1]], name=name)
    if len(rows) == 2:
        targets = [HEAD, ["市", name, *rows[0]], ["县", name, *rows[1]]]
        reading = read_workbook(
            write(tmp_path / "b.xlsx", 指标=[["名称", "单位"], [name, "万吨"]], 目标=targets)
        )
    assert str(reading.plan.indicators[0].direction) == direction
    assert ("direction_guessed" in codes(reading)) is (direction == "down")


def test_a_guess_is_told_once_at_the_indicators_name(tmp_path):
    rows = [HEAD, ["市", "失业率", 5, "5以下"], ["县", "失业率", 6, "5以下"]]
    reading = read_workbook(write(tmp_path / "a.xlsx", 指标=[["名称", "单位"], ["失业率", "%"]], 目标=rows))
    (one,) = [problem for problem in reading.problems if problem.code == "direction_guessed"]
    assert (one.sheet, one.cell, one.severity) == ("指标", "A2", "warning")
    assert "失业率" in one.message("zh")
    assert "失业率" in one.message("en")


def test_what_a_column_states_stands(tmp_path):
    columns, said = ("类型", "方向", "汇总", "小数位"), ("总量", "正向", "合计", 3)
    reading = read(tmp_path, "%", [20, "10"], name="失业率", columns=columns, said=said)
    (found,) = reading.plan.indicators
    assert (str(found.kind), str(found.direction), str(found.rollup), found.decimals) == (
        "level",
        "up",
        "sum",
        3,
    )
    assert not [one for one in codes(reading) if one.endswith("_guessed")]


def test_an_indicator_that_only_the_targets_name_is_guessed_too(tmp_path):
    rows = [
        ["地区", "指标", "单位", "基期值", "目标值"],
        ["市", "GDP增速", "%", 5, "6"],
        ["市", "失业率", "%", 5, "5.5"],
    ]
    reading = read_workbook(write(tmp_path / "a.xlsx", 指标=None, 目标=rows))
    assert [str(one.kind) for one in reading.plan.indicators] == ["rate", "ratio"]
    assert [(one.code, one.sheet, one.cell) for one in reading.problems] == [
        ("kind_guessed", "目标", "B2"),
        ("direction_guessed", "目标", "B3"),
    ]


@pytest.mark.parametrize(
    ("base", "target", "decimals"),
    [("60.12", "65", 2), (60, "65", 0), ("0.40", "0.5", 2), (None, "8.1以上", 1)],
)
def test_decimals_are_those_that_are_printed(tmp_path, base, target, decimals):
    assert read(tmp_path, "亿元", [base, target]).plan.indicators[0].decimals == decimals
