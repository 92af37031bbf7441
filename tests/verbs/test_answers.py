"""The verbs seek and allocate, to the letter of the contract: figures, exit codes, names, languages."""

import json

import pytest

from npfdesk.cli import main
from npfdesk.locations import sample_workbook
from tests.workbook.books import write

SAMPLE = str(sample_workbook())
SEEK_KEYS = [
    "scenario", "region", "industry", "indicator", "by", "reached", "value", "before", "projected", "target", "low",
    "high",
]  # fmt: skip
YONGKANG = ("--scenario", "惯性", "--region", "永康市", "--indicator", "output")


@pytest.fixture
def call(capsys, monkeypatch):
    """A verb within this process: exit code, standard output, standard error."""
    monkeypatch.setattr("npfdesk.cli._speak_utf8", lambda: None)

    def run(*arguments):
        code = main([str(one) for one in arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def test_seek_in_json_has_the_fields_of_the_contract(call):
    code, out, err = call("seek", SAMPLE, *YONGKANG, "--by", "growth", "--json")
    answer = json.loads(out)
    assert (code, err) == (0, "")
    assert list(answer) == SEEK_KEYS
    # the plan's own figures: 799.7 → 1200 in five years
    assert answer["value"] == pytest.approx(((1200 / 799.7) ** 0.2 - 1) * 100, rel=1e-10)
    assert answer | {"value": None, "projected": None} == {
        "scenario": "惯性", "region": "永康市", "industry": "", "indicator": "规上工业总产值", "by": "growth",
        "reached": True, "value": None, "before": 5.5, "projected": None, "target": 1200.0, "low": -90.0, "high": 1000.0,
    }  # fmt: skip
    assert answer["projected"] == pytest.approx(1200.0)


@pytest.mark.parametrize(
    ("region", "indicator"),
    [
        ("yongkang", "output"),
        ("Yongkang", "规上工业总产值"),
        ("ＹＯＮＧＫＡＮＧ", "output above  designated size"),
    ],
)
def test_names_codes_and_english_are_the_same(call, region, indicator):
    code, out, _ = call(
        "seek",
        SAMPLE,
        "--scenario",
        "惯性",
        "--region",
        region,
        "--indicator",
        indicator,
        "--industry",
        "总计",
        "--json",
    )
    assert code == 0
    assert json.loads(out)["by"] == "growth"


def test_the_parameter_follows_the_series_where_none_is_named(call):
    where = ("--scenario", "惯性", "--region", "金华市", "--indicator")
    assert json.loads(call("seek", SAMPLE, *where, "va_per_mu", "--json")[1])["by"] == "step"
    assert json.loads(call("seek", SAMPLE, *where, "patents", "--json")[1])["by"] == "step"
    stepped = json.loads(call("seek", SAMPLE, *where, "patents", "--by", "增量", "--json")[1])
    assert stepped["value"] == pytest.approx((5.5 - 3.5) / 5)
    assert (
        json.loads(call("seek", SAMPLE, *where, "patents", "--by", "增长率", "--json")[1])["by"] == "growth"
    )


def test_seek_by_a_lever_and_out_of_reach(call):
    lever = ("--by", "产才资数要素支撑", "--json")
    code, out, _ = call(
        "seek", SAMPLE, "--scenario", "攻坚", "--region", "Wuyi", "--indicator", "firms", *lever
    )
    answer = json.loads(out)
    assert (code, answer["reached"], answer["value"], answer["by"]) == (3, False, 100.0, "产才资数要素支撑")
    assert (answer["low"], answer["high"]) == (0.0, 100.0)
    code, out, _ = call("seek", SAMPLE, *YONGKANG, "--within", "-5", "８%", "--json")
    answer = json.loads(out)
    assert (code, answer["value"], answer["low"], answer["high"]) == (3, 8.0, -5.0, 8.0)
    assert answer["projected"] == pytest.approx(799.7 * 1.08**5)


@pytest.mark.parametrize(("language", "words"), [("zh", "永康市"), ("en", "Yongkang")])
def test_seek_in_words(call, language, words):
    code, out, _ = call("seek", SAMPLE, *YONGKANG, "--language", language)
    assert code == 0
    assert words in out
    assert "8.4553%" in out
    code, out, _ = call("seek", SAMPLE, *YONGKANG, "--within", "0", "5", "--language", language)
    assert code == 3
    assert ("达不到" if language == "zh" else "Not reachable") in out
    city = ("--scenario", "规划", "--region", "金华市", "--indicator", "output", "--by", "growth")
    code, out, _ = call("seek", SAMPLE, *city, "--language", language)
    # 12.43 % over its own 6.03 %, and it is met already
    assert ("2.06 倍" if language == "zh" else "2.06 times") in out
    assert ("已达到" if language == "zh" else "meets the target") in out


def test_a_formula_has_no_growth_and_says_so(call):
    city = ("--scenario", "惯性", "--region", "金华市", "--indicator", "va_share", "--language", "en")
    code, out, err = call("seek", SAMPLE, *city, "--json")
    answer = json.loads(out)
    assert (code, answer["reached"], answer["value"], answer["target"]) == (3, False, None, 34.3)
    assert answer["projected"] > 0
    assert "Seek an indicator that the formula uses" in err
    code, out, _ = call("seek", SAMPLE, *city)
    assert (code, out) == (3, "")


@pytest.mark.parametrize(
    "arguments",
    [
        ("--scenario", "梦想", "--region", "永康市", "--indicator", "output"),
        ("--scenario", "惯性", "--region", "杭州市", "--indicator", "output"),
        ("--scenario", "惯性", "--region", "永康市", "--indicator", "快乐"),
        ("--scenario", "惯性", "--region", "永康市", "--indicator", "output", "--industry", "烟草"),
        ("--scenario", "惯性", "--region", "永康市", "--indicator", "patents"),
        ("--scenario", "惯性", "--region", "永康市", "--indicator", "output", "--by", "魔法"),
        ("--scenario", "惯性", "--region", "永康市", "--indicator", "output", "--within", "一", "5"),
        ("--scenario", "惯性", "--region", "永康市", "--indicator", "output", "--within", "5", "多"),
        ("--scenario", "惯性", "--region", "永康市", "--indicator", "output", "--within", "9", "5"),
        ("--scenario", "惯性", "--region", "金华市", "--indicator", "co2_cut"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(call, arguments):
    code, out, err = call("seek", SAMPLE, *arguments, "--language", "en", "--json")
    assert (code, out) == (2, "")
    assert err.startswith("[error]")


def test_refused_workbooks_and_errors_in_them(call, tmp_path):
    missing = tmp_path / "无.xlsx"
    assert call("seek", missing, *YONGKANG)[0] == 2
    assert call("allocate", missing, "--indicator", "output")[0] == 2
    book = write(
        tmp_path / "a.xlsx",
        情景=[["情景"], ["基准"]],
        假设=[["情景", "指标", "方法", "参数"], ["基准", "产值", "增长率", 5], ["没有", "产值", "增长率", 5]],
    )
    code, out, err = call(
        "seek", book, "--scenario", "基准", "--region", "县", "--indicator", "产值", "--json"
    )
    # what is sound is answered, what is wrong is told
    assert (code, json.loads(out)["reached"]) == (0, True)
    assert "没有" in err


def test_allocate_in_json_has_the_fields_of_the_contract(call):
    code, out, err = call("allocate", SAMPLE, "--indicator", "output", "--json")
    report = json.loads(out)
    assert (code, err) == (0, "")
    assert list(report) == ["indicator", "total", "rule", "sum", "shares"]
    assert (report["indicator"], report["total"], report["rule"], report["sum"]) == (
        "规上工业总产值",
        8000.0,
        "base",
        8000.0,
    )
    assert len(report["shares"]) == 10
    first = report["shares"][0]
    assert list(first) == ["region", "base", "target", "value", "growth", "held"]
    # 8000·208.3/4453
    assert first["value"] == pytest.approx(8000 * 208.3 / sum(one["base"] for one in report["shares"]))
    assert (first["region"], first["base"], first["target"], first["held"]) == ("婺城区", 208.3, 400.0, False)


@pytest.mark.parametrize("rule", ["base", "target", "increment", "catch-up", "capacity"])
def test_allocate_sums_exactly_in_whole_firms(call, rule):
    code, out, _ = call(
        "allocate", SAMPLE, "--indicator", "firms", "--rule", rule, "--weight", "output", "--total", "7,001家",
        "--hold", "永康市=1300", "--floor", "panan＝300", "--cap", "Yiwu=700", "--json",
    )  # fmt: skip
    report = json.loads(out)
    values = {one["region"]: one["value"] for one in report["shares"]}
    assert (code, report["rule"], report["sum"], sum(values.values())) == (0, rule, 7001.0, 7001.0)
    assert all(value == int(value) for value in values.values())
    assert values["永康市"] == 1300
    assert values["磐安县"] >= 300
    assert values["义乌市"] <= 700
    assert [one["region"] for one in report["shares"] if one["held"]] == ["永康市"]


@pytest.mark.parametrize(("language", "word"), [("zh", "固定"), ("en", "held")])
def test_allocate_in_words(call, language, word):
    code, out, err = call(
        "allocate", SAMPLE, "--indicator", "output", "--hold", "永康市=1万", "--total", "2万", "--cap", "yiwu=900",
        "--language", language,
    )  # fmt: skip
    assert (code, err) == (0, "")
    assert word in out
    assert "10,000.0 亿元" in out
    assert len(out.splitlines()) == 12


def test_allocate_remarks_on_what_looks_odd(call, tmp_path):
    assert (
        "factor −0.0005"
        in call("allocate", SAMPLE, "--indicator", "output", "--rule", "catch-up", "--language", "en")[2]
    )
    low = ("--indicator", "output", "--rule", "catch-up", "--total", "4000", "--language", "en")
    assert "disparity widens" in call("allocate", SAMPLE, *low)[2]
    # 开发区 has no base for the tax per mu, so it cannot weigh
    code, out, err = call(
        "allocate", SAMPLE, "--indicator", "firms", "--rule", "capacity", "--weight", "tax_per_mu", "--json"
    )
    report = json.loads(out)
    assert code == 0
    assert [one["region"] for one in report["shares"] if one["value"] is None] == ["开发区"]
    assert "Left out: Development Zone" in err or "开发区" in err
    assert report["sum"] == 7000.0


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--indicator", "快乐"), 2),
        (("--indicator", "output", "--total", "很多"), 2),
        (("--indicator", "output", "--rule", "capacity"), 2),
        (("--indicator", "output", "--rule", "capacity", "--weight", "快乐"), 2),
        (("--indicator", "output", "--hold", "永康市"), 2),
        (("--indicator", "output", "--hold", "杭州市=1"), 2),
        (("--indicator", "output", "--hold", "金华市=1"), 2),
        (("--indicator", "output", "--hold", "永康市=多"), 2),
        (("--indicator", "output", "--cap", "永康市=1", "--cap", "yongkang=2"), 2),
        (("--indicator", "output", "--floor", "永康市=9000"), 3),
        (("--indicator", "output", "--hold", "永康市=9000"), 3),
        (("--indicator", "output", "--hold", "永康市=5", "--cap", "永康市=4"), 3),
        (("--indicator", "tax_per_mu", "--total", "100"), 3),
        (("--indicator", "firms", "--total", "7000.5"), 3),
        (("--indicator", "exports", "--total", "100"), 3),
    ],
)
def test_what_cannot_be_allocated_is_told(call, arguments, expected):
    code, out, err = call("allocate", SAMPLE, *arguments, "--language", "en", "--json")
    assert (code, out) == (expected, "")
    assert err.startswith("[error]")


def test_a_plan_without_a_root_cannot_be_split(call, tmp_path, monkeypatch):
    from dataclasses import replace

    from npfdesk.verbs import allocate

    opened = allocate.open_plan

    def rootless(file, language):
        read = opened(file, language)
        return replace(read, document=replace(read.document, plan=replace(read.plan, city="")))

    monkeypatch.setattr(allocate, "open_plan", rootless)
    assert call("allocate", SAMPLE, "--indicator", "output")[0] == 2
