"""The verb evaluate and its table, on a small workbook."""

import json

import pytest

import npfdesk
from npfdesk.cli import main
from npfdesk.verbs.evaluate import FIELDS
from tests.workbook.books import write

PLAN = [["项", "值"], ["名称", "示例"], ["基期", 2025], ["目标年", 2030], ["规划评估阈值", "1.1; 0.9"]]
REGIONS = [["名称", "上级"], ["市", None]]
INDICATORS = [
    ["名称", "代码", "单位", "类型", "属性", "方向", "英文", "牵头单位"],
    ["产值", "output", "亿元", "总量", "预期性", "正向", "Output", "发改"],
    ["占比", "share", "%", "比率", "约束性", "正向", "Share", ""],
    ["就业", "jobs", "万人", "流量", "预期性", "正向", "Jobs", ""],
]
TARGETS = [
    ["地区", "指标", "目标值", "目标年"],
    ["市", "产值", "150以上", 2030],
    ["市", "占比", "60", 2030],
    ["市", "就业", "〔10〕", 2030],
]
DATA = [
    ["地区", "指标", 2025, 2026, 2027],
    ["市", "产值", 100, 104, 112],
    ["市", "占比", 50, 54, None],
    ["市", "就业", 2, 2, 2.1],
]


@pytest.fixture
def book(tmp_path):
    return str(write(tmp_path / "a.xlsx", 规划=PLAN, 地区=REGIONS, 指标=INDICATORS, 目标=TARGETS, 数据=DATA))


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
    code, out, err = call("evaluate", book, "--year", "2027", "--json", "--language", "zh")
    answer = json.loads(out)
    assert code == 1
    assert list(answer) == ["year", "scenario", "thresholds", "counts", "targets"]
    assert answer["thresholds"] == {"fast": 1.1, "on": 0.9}
    assert answer["counts"] == {"ahead": 0, "fast": 0, "on": 1, "behind": 1, "none": 1}
    share, output, jobs = answer["targets"]
    assert list(output) == list(FIELDS)
    assert (share["duty"], share["grade"], share["observed"], share["pace"]) == (
        "binding",
        "none",
        None,
        None,
    )
    # (1.12 ^ 1/2 - 1) / (1.5 ^ 1/5 - 1) = 5.8301 / 8.4472
    assert output["pace"] == pytest.approx(0.690185, abs=1e-5)
    assert (output["grade"], output["owner"], output["text"], output["duty"]) == (
        "behind",
        "发改",
        "150以上",
        "expected",
    )
    assert (output["base"], output["observed"], output["target"]) == (100, 112, 150)
    assert output["way"] == pytest.approx(0.24)
    assert output["time"] == pytest.approx(0.4)
    assert output["will_reach"] is False
    # 4.1 of the 4 that are due of 10
    assert jobs["grade"] == "on"
    assert jobs["observed"] == pytest.approx(4.1)
    assert jobs["pace"] == pytest.approx(1.025)
    assert "1 个目标2027年没有现状值" in err
    assert "2026" in err


def test_in_words_of_both_languages_with_the_thresholds(call, book):
    code, out, _ = call("evaluate", book, "--year", "2027", "--language", "zh")
    assert code == 1
    assert "3 项目标：提前实现 0，快于预期 0，基本符合预期 1，滞后于预期 1，缺数 1" in out
    assert "R ≥ 1.1" in out
    _, out, _ = call("evaluate", book, "--year", "2027", "--language", "en")
    assert "Output" in out
    assert "as expected" in out


def test_none_behind_is_zero_and_a_mistake_is_refused(call, book):
    assert call("evaluate", book, "--year", "2026", "--known", "2025-12-31", "--language", "en")[0] == 0
    for wrong in (
        ("--year", "1900"),
        ("--year", "2027", "--known", "spring"),
        ("--year", "2027", "--scenario", "x"),
    ):
        code, out, err = call("evaluate", book, *wrong, "--language", "en")
        assert (code, out) == (2, "")
        assert err.startswith("[error]")


def test_as_known_on_a_day_the_later_years_are_not_known(book):
    plan = npfdesk.read(book)
    now, then = npfdesk.evaluate(plan, 2027), npfdesk.evaluate(plan, 2027, known="2027-06-30")
    assert now.attrs["counts"]["none"] == 1
    assert then.attrs["counts"]["none"] == 3
    assert then.attrs["scenario"] == now.attrs["scenario"]
    assert now["will_reach"].dtype == "boolean"
    assert list(now["due"]) == [2030, 2030, 2030]
