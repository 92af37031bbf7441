"""The verb track and its table, on a small workbook of two counties by month."""

import json

import pandas as pd
import pytest

import npfdesk
from npfdesk.cli import main
from tests.benchmark_workbook import written

SHEETS = {
    "规划": [("项", "值"), ("名称", "云岭市规划（示例）"), ("全市", "云岭市"), ("基期", 2025), ("目标年", 2030), ("展望年", 2030)],
    "指标": [
        ("名称", "代码", "单位", "类型", "小数位"),
        ("固定资产投资", "invest", "亿元", "流量", 1),
        ("规上工业增加值增速", "pace", "%", "增速", 1),
    ],
    "地区": [("名称", "代码", "上级", "对标"), ("云岭市", "city", "", ""), ("东县", "east", "云岭市", ""), ("全省", "province", "", "是")],
    "目标": [
        ("地区", "指标", "基期值", "目标值", "目标年"),
        ("东县", "固定资产投资", "150", "200", 2026),
        ("东县", "规上工业增加值增速", "", "6", 2026),
    ],
    "数据": [("地区", "指标", 2023, 2024, 2025), ("东县", "固定资产投资", 100, 120, 150), ("全省", "固定资产投资", 900, 950, 990)],
    "进度": [
        ("地区", "指标", "2023年1-6月", "2024年1-6月", "2025年1-6月", "2026年1-6月"),
        ("东县", "固定资产投资", 40, 54, 75, 84),
        ("全省", "固定资产投资", 400, 420, 450, 470),
        ("东县", "规上工业增加值增速", "", "", "", 5),
    ],
    "情景": [("情景",), ("基准",)],
    "假设": [("情景", "地区", "指标", "方法", "参数"), ("基准", "", "固定资产投资", "增长率", 6)],
}  # fmt: skip


@pytest.fixture
def book(tmp_path):
    return str(written(tmp_path / "a.xlsx", **SHEETS))


@pytest.fixture
def call(capsys, monkeypatch):
    """A verb within this process: exit code, standard output, standard error."""
    monkeypatch.setattr("npfdesk.cli._speak_utf8", lambda: None)

    def run(*arguments):
        code = main([str(one) for one in arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def test_in_json_by_hand(call, book):
    code, out, err = call("track", book, "--through", "2026-07", "--json", "--language", "en")
    answer = json.loads(out)
    assert code == 1
    assert list(answer) == ["through", "series"]
    assert answer["through"] == "2026-07"
    # the yardstick is not tracked
    invest, pace = answer["series"]
    assert list(invest) == [
        "region", "industry", "indicator", "year", "target", "to_date", "task_share", "time_share", "profile_years",
        "full_year", "left", "left_growth", "light",
    ]  # fmt: skip
    assert (invest["region"], invest["industry"], invest["indicator"]) == ("东县", "", "固定资产投资")
    assert (invest["year"], invest["target"], invest["to_date"], invest["left"]) == (2026, 200, 84, 116)
    assert (invest["task_share"], invest["time_share"]) == pytest.approx((0.42, 0.5))
    assert invest["profile_years"] == [2023, 2024, 2025]
    assert invest["full_year"] == pytest.approx({"low": 168, "middle": 84 / 0.45, "high": 210})
    assert invest["left_growth"] == pytest.approx((116 / 75 - 1) * 100)
    assert (invest["light"], pace["light"]) == ("red", "red")
    assert pace["task_share"] is None
    assert pace["full_year"] == {"low": None, "middle": None, "high": None}
    assert pace["left_growth"] == pytest.approx(7)
    # June stands for July, and it is said
    assert "have a missing value for 2026-07" in err
    assert "weighted by the number of months" in err


def test_in_words_of_both_languages(call, book):
    code, out, _ = call("track", book, "--through", "2026年6月", "--language", "zh")
    assert code == 1
    for told in (
        "低于时序进度 2",
        "东县 固定资产投资 (亿元)",
        "40.0%–50.0%",
        "168.0–210.0",
        "17.6%",
        "+54.7%",
        "全年推算",
    ):
        assert told in out, told
    code, out, _ = call("track", book, "--through", "2026-06", "--language", "en")
    assert "behind schedule 2" in out


def test_all_green_is_nought_and_a_past_month_has_nothing_to_judge(call, book):
    code, out, _ = call("track", book, "--through", "2025-06", "--json")
    assert code == 0
    assert {one["light"] for one in json.loads(out)["series"]} == {"grey"}


@pytest.mark.parametrize("through", ["2031-05", "spring", "五月", "2026-05"])
def test_what_cannot_be_tracked_is_refused(call, book, through):
    code, out, err = call("track", book, "--through", through, "--language", "en")
    assert (code, out) == (2, "")
    assert "not a month" in err or "no monthly data" in err


def test_the_table_tells_the_test_on_the_past(book):
    table = npfdesk.track(npfdesk.read(book), "2026-06")
    invest, pace = table.to_dict("records")
    assert (invest["tested"], invest["inside"]) == (1, 0)
    assert invest["mean_off"] == pytest.approx((75 / 0.425 / 150 - 1) * 100)
    assert (invest["usual_low"], invest["usual_middle"], invest["usual_high"]) == pytest.approx(
        (0.4, 0.45, 0.5)
    )
    assert invest["growth"] == pytest.approx(12)
    assert (pace["unit"], pace["weight"], pace["tested"]) == ("%", 0.5, 0)
    assert pd.isna(pace["mean_off"])
    assert table.attrs["through"] == "2026-06"
    with pytest.raises(npfdesk.Refused):
        npfdesk.track(npfdesk.read(book), "2026-06", scenario="梦想")


def test_what_is_not_tracked_and_what_goes_by_months_is_told(call, tmp_path):
    sheets = {name: list(rows) for name, rows in SHEETS.items()}
    sheets["指标"].append(("高新技术企业数", "firms", "家", "数量", 0))
    sheets["目标"] += [
        ("云岭市", "固定资产投资", "300", "400", 2026),
        ("东县", "高新技术企业数", "", "120", 2026),
    ]
    sheets["数据"].append(("东县", "高新技术企业数", "", "", 100))
    sheets["进度"].append(("东县", "高新技术企业数", "", "", "", 112))
    _, _, told = call(
        "track", written(tmp_path / "b.xlsx", **sheets), "--through", "2026-06", "--language", "en"
    )
    assert "1 series has a target for 2026 but no monthly data, and is left out: 云岭市 固定资产投资" in told
    # a stock without a past goes straight from the end of last year
    assert "so the share is spread evenly over the months: 东县 高新技术企业数" in told
