"""The verbs index, disparity and forecast, as a person calls them."""

import json

import numpy as np
import pytest

from npfdesk.cli import main
from npfdesk.locations import sample_workbook
from tests.workbook.books import write

SAMPLE = str(sample_workbook())
REGIONS = [
    ["名称", "代码", "上级", "角色"],
    ["市", None, None, None],
    ["甲", "a", "市", "大县"],
    ["乙", "b", "市", "大县"],
    ["丙", "c", "市", "山区"],
    ["丁", "d", "市", "山区"],
]
INDICATORS = [
    ["名称", "代码", "单位", "类型", "方向", "公式"],
    ["产值", "output", "亿元", "总量", None, None],
    ["能耗", "energy", "吨", "比率", "负向", None],
    ["常数", "flat", "家", "数量", None, None],
    ["每家", "each", None, "比率", None, "output / flat"],
]
# synthetic figures; 丁 has no energy, 丙 no output in 2019
DATA = [
    ["地区", "产业", "指标", 2018, 2019, 2020],
    ["甲", None, "产值", 1, 1, 1],
    ["乙", None, "产值", 2, 2, 2],
    ["丙", None, "产值", 5, None, 5],
    ["丁", None, "产值", 8, 8, 8],
    ["甲", None, "能耗", None, None, 30],
    ["乙", None, "能耗", None, None, 10],
    ["丙", None, "能耗", None, None, 20],
    *[[name, None, "常数", 4, 4, 4] for name in "甲乙丙丁"],
]
TARGETS = [
    ["地区", "产业", "指标", "目标值", "目标年"],
    ["甲", None, "产值", 4, 2025],
    ["乙", None, "产值", 4, 2025],
    ["丙", None, "产值", "8以上", 2025],
]
LEVELS = [["情景", "上级"], ["平", None], ["高", None]]
ASSUMED = [["情景", "地区", "指标", "方法", "参数"], ["高", "甲", "产值", "增量", 1]]


@pytest.fixture
def book(tmp_path):
    return str(
        write(
            tmp_path / "规划.xlsx",
            地区=REGIONS,
            指标=INDICATORS,
            数据=DATA,
            目标=TARGETS,
            情景=LEVELS,
            假设=ASSUMED,
        )
    )


@pytest.fixture
def run(capsys, monkeypatch):
    monkeypatch.setattr("npfdesk.cli._speak_utf8", lambda: None)

    def call(*arguments, language="zh"):
        code = main([*arguments, "--language", language])
        return code, *capsys.readouterr()

    return call


def answer(run, *arguments):
    code, out, err = run(*arguments, "--json")
    assert code == 0, err
    return json.loads(out)


def test_index_in_json(run, book):
    made = answer(run, "index", book, "--indicators", "output,energy,flat")
    assert list(made) == ["year", "weights", "entropy", "scores", "left_out"]
    assert made["year"] == 2020
    # over the three complete regions output is 0, 0.25, 1 and energy 0, 1, 0.5: worked in test_composite_index
    assert made["entropy"] == {
        "output": pytest.approx(0.4554859, abs=1e-7),
        "energy": pytest.approx(0.5793802, abs=1e-7),
        "flat": 1,
    }
    weights = made["weights"]
    assert weights["flat"] == 0
    assert weights["output"] == pytest.approx(0.5641857, abs=1e-6)
    by = {row["region"]: row for row in made["scores"]}
    assert list(by) == ["甲", "乙", "丙"]
    assert list(by["甲"]) == ["region", "score", "topsis", "rank", "obstacles"]
    assert by["乙"]["score"] == pytest.approx(0.25 * weights["output"] + weights["energy"])
    assert {name: row["rank"] for name, row in by.items()} == {"甲": 3, "乙": 2, "丙": 1}
    assert by["乙"]["obstacles"] == {"output": pytest.approx(1), "energy": 0, "flat": 0}
    # vector-normalised: output 1 2 5 over sqrt 30, energy 30 10 20 over sqrt 1400, less being better
    value = np.array([[1, 2, 5] / np.sqrt(30), [30, 10, 20] / np.sqrt(1400)]).T
    value = value * [weights["output"], weights["energy"]]
    best, worst = value[[2, 1], [0, 1]], value[[0, 0], [0, 1]]
    far, near = (np.sqrt(((value - end) ** 2).sum(axis=1)) for end in (best, worst))
    assert [row["topsis"] for row in made["scores"]] == pytest.approx(near / (far + near))
    assert made["left_out"] == [{"region": "丁", "missing": ["energy"]}]


def test_index_equal_weights_by_name_in_another_year_and_scenario(run, book):
    made = answer(
        run,
        "index",
        book,
        "--indicators",
        "产值，energy",
        "--weights",
        "equal",
        "--year",
        "2025",
        "--scenario",
        "高",
    )
    assert (made["year"], made["weights"]) == (2025, {"output": 0.5, "energy": 0.5})
    by = {row["region"]: row["score"] for row in made["scores"]}
    # 甲 steps from 1 to 6: output 6, 2, 5 is 1, 0, 0.75
    assert by == {"甲": pytest.approx(0.5), "乙": pytest.approx(0.5), "丙": pytest.approx(0.625)}
    assert [row["rank"] for row in made["scores"]] == [2, 2, 1]


def test_index_where_nothing_differs_and_where_nobody_is_complete(run, book):
    code, out, err = run("index", book, "--indicators", "flat", "--json")
    assert code == 0
    assert "熵权均为 0" in err
    made = json.loads(out)
    assert made["weights"] == {"flat": 0}
    assert made["scores"][0] == {
        "region": "甲", "score": 0, "topsis": None, "rank": 1, "obstacles": {"flat": 0},
    }  # fmt: skip
    made = answer(run, "index", book, "--indicators", "output,energy", "--year", "2018")
    assert made["weights"] == {"output": None, "energy": None}
    assert (made["scores"], len(made["left_out"])) == ([], 4)


def test_index_of_the_sample(run):
    made = answer(run, "index", SAMPLE, "--indicators", "output,firms,tax_per_mu")
    assert made["left_out"] == [{"region": "开发区", "missing": ["tax_per_mu"]}]
    assert sum(made["weights"].values()) == pytest.approx(1)
    assert [row["region"] for row in made["scores"] if row["rank"] == 1] == ["永康市"]


@pytest.mark.parametrize(("language", "word"), [("zh", "综合指数"), ("en", "Composite index")])
def test_index_in_words(run, book, language, word):
    code, out, err = run("index", book, "--indicators", "output,energy", language=language)
    assert code == 0
    assert out.startswith(word)
    assert "丁" in err
    assert out.index("丙") < out.index("乙") < out.index("甲")
    _, out, _ = run("index", book, "--indicators", "flat", language=language)
    assert "—" in out


def test_disparity_in_json(run, book):
    made = answer(run, "disparity", book, "--indicator", "output", "--of", "target")
    assert list(made) == [
        "years", "cv", "gini", "theil", "theil_between", "theil_within",
        "dagum_within", "dagum_between", "dagum_overlap",
    ]  # fmt: skip
    assert made["years"] == [*range(2018, 2031), 2025]
    assert {len(column) for column in made.values()} == {14}
    # 1, 2, 5, 8: mean 4, deviations 9 + 4 + 1 + 16 = 30 over 4
    assert made["cv"][2] == pytest.approx(np.sqrt(7.5) / 4)
    # pairs 1 4 7 3 6 3 = 24: 48 / (2 x 16 x 4)
    assert made["gini"][2] == pytest.approx(0.375)
    # targets 4, 4, 8; 大县 has mean 4, 山区 8, whole 16/3
    assert made["theil_within"][-1] == pytest.approx(0)
    assert made["theil_between"][-1] == pytest.approx(0.5 * np.log(0.75) + 0.5 * np.log(1.5))


def test_disparity_along_a_scenario(run, book):
    held = answer(run, "disparity", book, "--indicator", "产值")
    raised = answer(run, "disparity", book, "--indicator", "产值", "--scenario", "高")
    assert held["gini"][0] == pytest.approx(held["gini"][-1])
    assert raised["gini"][-1] != pytest.approx(held["gini"][-1])


def test_the_plans_own_targets_narrow_the_gaps(run):
    made = answer(run, "disparity", SAMPLE, "--indicator", "output", "--of", "target")
    by_year = dict(zip(made["years"], made["theil"], strict=True))
    assert by_year[2020] == pytest.approx(0.146156, abs=5e-7)
    assert (made["years"][-1], made["theil"][-1]) == (2025, pytest.approx(0.137767, abs=5e-7))


def test_disparity_in_words_and_of_nothing(run, book):
    code, out, err = run("disparity", book, "--indicator", "output", "--of", "target")
    assert code == 0
    assert "2025（目标）" in out
    # every measure to three places
    lines = [line.split("\t") for line in out.splitlines()[3:]]
    assert lines
    assert all(len(cell.partition(".")[2]) == 3 or cell == "—" for line in lines for cell in line[1:])
    assert "丁 在 2025（目标） 缺数" in err
    code, out, err = run("disparity", SAMPLE, "--indicator", "gdp", "--json", language="en")
    assert code == 0
    assert json.loads(out)["years"] == []
    assert "GDP" in err


def test_forecast_in_json(run):
    made = answer(run, "forecast", SAMPLE, "--region", "金华市", "--indicator", "gdp")
    assert list(made) == ["years", "values", "diagnostics"]
    assert made["years"] == list(range(2021, 2031))
    rate = (4707 / 3705.2) ** 0.25
    assert made["values"] == pytest.approx([4707 * rate**step for step in range(1, 11)])
    told = made["diagnostics"]
    assert (told["method"], told["points"], told["trusted"], told["back_test"]) == ("cagr", 5, False, None)
    assert told["remarks"][0]["code"] == "forecast_not_trusted"
    for method in ("linear", "logistic", "holt", "gm11"):
        made = answer(run, "forecast", SAMPLE, "--region", "jinhua", "--indicator", "GDP", "--method", method)
        assert len(made["values"]) == 10


def test_a_formulas_past_is_what_follows_from_observed_figures(run):
    made = answer(run, "forecast", SAMPLE, "--region", "金华市", "--indicator", "va_share")
    assert made["diagnostics"]["past"][0] == pytest.approx(1366.11 / 3705.2 * 100)
    assert made["diagnostics"]["past_years"] == [2016, 2017, 2018, 2019, 2020]


def test_forecast_with_a_back_test(run, tmp_path):
    # synthetic figures: a straight line of nine years
    data = [["地区", "指标", *range(2012, 2021)], ["县", "产值", *range(10, 19)]]
    targets = [["地区", "指标", "目标值", "目标年"], ["县", "产值", 30, 2025]]
    book = str(write(tmp_path / "a.xlsx", 数据=data, 目标=targets))
    wanted = ("forecast", book, "--region", "县", "--indicator", "output", "--method")
    code, out, err = run(*wanted, "linear")
    assert (code, err) == (0, "")
    assert "回测（4 次一年期预测）MAPE 0.00%" in out
    assert "2021\t19.0 亿元" in out
    assert answer(run, *wanted, "gm11")["diagnostics"]["back_test"]["forecasts"] == 4
    _, out, _ = run(*wanted, "gm11", language="en")
    assert "bounds of level ratios\t0.8187 and 1.2214" in out
    # a logistic curve has no ceiling in a straight line, or one far off: said or refused, never made up
    code, _, err = run(*wanted, "logistic", language="en")
    assert code == 0 or "no ceiling" in err


def test_forecast_refused_with_the_reason(run):
    wanted = ("forecast", SAMPLE, "--region", "金华市", "--indicator", "output", "--method", "holt")
    code, out, err = run(*wanted, "--json")
    assert code == 2
    made = json.loads(out)
    assert (made["years"], made["values"]) == ([], [])
    assert made["diagnostics"]["refused"] == "forecast_too_few_points"
    assert "连续 5 年" in err
    code, out, _ = run(*wanted)
    assert (code, out) == (2, "")


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("index", "--indicators", "无此"), "无此"),
        (("index", "--indicators", " , "), "--indicators"),
        (("index", "--indicators", "output", "--scenario", "梦想"), "高"),
        (("index", "--indicators", "output", "--year", "1999"), "2018"),
        (("disparity", "--indicator", "无此"), "无此"),
        (("disparity", "--indicator", "output", "--scenario", "梦想"), "高"),
        (("forecast", "--region", "无此", "--indicator", "output"), "丙"),
        (("forecast", "--region", "甲", "--indicator", "无此"), "产值"),
        (("forecast", "--region", "丁", "--indicator", "energy"), "能耗"),
    ],
)
def test_what_the_workbook_lacks_is_said(run, book, arguments, word):
    verb, *rest = arguments
    code, out, err = run(verb, book, *rest, "--json")
    assert (code, out) == (2, "")
    assert word in err


def test_a_plan_of_one_region_has_nothing_to_compare(run, tmp_path):
    alone = [["地区", "指标", "基期值", "目标值", "目标年"], ["市", "产值", 1, 2, 2025]]
    book = str(write(tmp_path / "a.xlsx", 地区=[["名称"], ["市"]], 目标=alone))
    for verb in (("index", "--indicators"), ("disparity", "--indicator")):
        code, _, err = run(verb[0], book, verb[1], "output", language="en")
        assert code == 2
        assert "below its root" in err


def test_errors_in_the_content_and_no_file(run, tmp_path):
    targets = [*TARGETS, ["不在", None, "产值", 2, 2025]]
    bad = str(write(tmp_path / "a.xlsx", 地区=REGIONS, 指标=INDICATORS, 数据=DATA, 目标=targets))
    calls = (
        ("index", "--indicators", "output"),
        ("disparity", "--indicator", "output"),
        ("forecast", "--region", "甲", "--indicator", "output"),
    )
    for verb, *rest in calls:
        code, out, err = run(verb, bad, *rest, "--json")
        assert code == 1
        assert json.loads(out)
        assert "目标!A5" in err
        code, out, _ = run(verb, str(tmp_path / "无.xlsx"), *rest, "--json")
        assert (code, out) == (2, "")
