"""The verb roll and its table: the JSON of the contract, exit codes, refusals, and the sample plans rolled."""

import json

import numpy as np
import pytest

import npfdesk
from npfdesk.cli import main
from npfdesk.engine.projection.recorded_figures import RECORDED, recorded_results
from npfdesk.locations import sample_workbook
from npfdesk.plan.series import SeriesKey, TargetKey
from npfdesk.workbook.plan_reader import read_workbook
from npfdesk.workbook.standard.plan_workbook import save_standard
from tests.test_floors import ROOT
from tests.workbook.books import write

SETTINGS = [["项", "值"], ["名称", "某市规划2021—2025年"], ["全市", "市"], ["基期", 2020], ["目标年", 2025]]
REGIONS = [["名称", "上级"], ["市", None], ["甲", "市"], ["乙", "市"]]
INDICATORS = [
    ["名称", "代码", "单位", "类型"],
    ["产值", "output", "亿元", "总量"],
    ["占比", "share", "%", "比率"],
]
DATA = [
    ["地区", "指标", 2020, 2025],
    ["市", "产值", 300, 363],
    ["甲", "产值", 100, 180],
    ["乙", "产值", 200, None],
    ["市", "占比", 50, 61.5],
]
TARGETS = [
    ["地区", "指标", "目标值", "目标年", "责任单位"],
    ["市", "产值", "350以上", 2025, "发改局"],
    ["甲", "产值", 190, 2025, None],
    ["乙", "产值", 240, 2025, None],
    ["市", "占比", "60以上，力争65以上", 2025, None],
    ["市", "占比", 80, 2035, None],
]


@pytest.fixture
def book(tmp_path):
    sheets = {"规划": SETTINGS, "地区": REGIONS, "指标": INDICATORS, "数据": DATA, "目标": TARGETS}
    return str(write(tmp_path / "a.xlsx", **sheets))


@pytest.fixture
def call(capsys, monkeypatch):
    """A verb within this process: exit code, standard output, standard error."""
    monkeypatch.setattr("npfdesk.cli._speak_utf8", lambda: None)

    def run(*arguments):
        code = main([str(one) for one in arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def test_in_json_as_the_contract_has_it(call, book, tmp_path):
    new = tmp_path / "b.xlsx"
    code, out, err = call(
        "roll", book, "-o", new, "--base", 2025, "--target", 2030, "--draft", "pace", "--json"
    )
    assert code == 1
    assert json.loads(out) == {
        "carried": {"regions": 3, "industries": 0, "indicators": 2, "data": 7},
        "without_base": [{"region": "乙", "industry": "", "indicator": "产值"}],
        "closed": [
            {
                "region": "市",
                "industry": "",
                "indicator": "产值",
                "target": 350.0,
                "reached": 363.0,
                "verdict": "met",
            },
            {
                "region": "甲",
                "industry": "",
                "indicator": "产值",
                "target": 190.0,
                "reached": 180.0,
                "verdict": "missed",
            },
            {
                "region": "乙",
                "industry": "",
                "indicator": "产值",
                "target": 240.0,
                "reached": None,
                "verdict": "none",
            },
            {
                "region": "市",
                "industry": "",
                "indicator": "占比",
                "target": 60.0,
                "reached": 61.5,
                "verdict": "met",
            },
        ],
        # the county without a base waits
        "drafted": 3,
    }
    assert "b.xlsx" in err
    plan = read_workbook(new).plan
    assert (plan.title, plan.base_year, plan.target_year) == ("某市规划2026—2030年", 2025, 2030)
    assert [(key.year, one.text) for key, one in plan.targets.items()] == [
        (2030, "439以上"),
        (2030, "324"),
        (2030, "—"),
        (2030, "73以上"),
        (2035, "80"),
    ]
    assert len(plan.closed_targets) == 5


def test_in_words_of_both_languages(call, book, tmp_path):
    asked = ("roll", book, "-o", tmp_path / "b.xlsx", "--base", 2025, "--target", 2030)
    code, out, _ = call("--language", "zh", *asked)
    assert code == 1
    assert "上期目标 4 项：达标 2，未达标 1，缺数 1。" in out
    assert "市 产值 2025年：目标 350以上，实绩 363 亿元，达标，超 13 亿元" in out
    assert "力争目标 1 项另计" in out
    assert "待补 2025 年数值：乙 产值" in out
    assert "新目标：草案 0，待填 4。" in out
    _, out, _ = call("--language", "en", *asked)
    assert "4 closed targets: 2 met, 1 missed, 1 with a missing value." in out


def test_refusals_write_nothing(call, book, tmp_path):
    new = tmp_path / "b.xlsx"
    for output, base, target in ((new, 2020, 2025), (book, 2025, 2030), (tmp_path / "b.xls", 2025, 2030)):
        code, out, err = call("roll", book, "-o", output, "--base", base, "--target", target)
        assert (code, out) == (2, "")
        assert "[error]" in err
    assert not new.exists()
    assert call("roll", tmp_path / "none.xlsx", "-o", new, "--base", 2025, "--target", 2030)[0] == 2
    assert read_workbook(book).plan.base_year == 2020


def test_the_face_gives_the_old_targets_as_a_table(book, tmp_path):
    table = npfdesk.roll(npfdesk.read(book), tmp_path / "b.xlsx", 2025, 2030, draft="pace", language="en")
    assert table["verdict"].tolist() == ["met", "missed", "none", "met", "missed"]
    assert table["over"].tolist()[:2] == [13, -10]
    assert table["unit"].tolist() == ["亿元", "亿元", "亿元", "%", "%"]
    assert table.attrs["drafted"] == 3
    assert [one["code"] for one in table.attrs["remarks"]] == ["roll_base_missing"]
    notes = {one.note for one in read_workbook(tmp_path / "b.xlsx").plan.targets.values()}
    assert "draft: pace of the last plan" in notes
    with pytest.raises(npfdesk.Refused):
        npfdesk.roll(npfdesk.read(book), tmp_path / "b.xlsx", 2025, 2025)
    with pytest.raises(npfdesk.Refused):
        npfdesk.roll(npfdesk.read(book), tmp_path / "b.xlsx", 2025, 2030, draft="hope")


@pytest.mark.parametrize(
    ("sample", "base"),
    [(sample_workbook(), 2025), (ROOT / "sample_data" / "county_15fyp.xlsx", 2030)],
    ids=["jinhua", "county"],
)
@pytest.mark.parametrize("draft", ["none", "growth"])
def test_the_samples_rolled(call, tmp_path, sample, base, draft):
    old = read_workbook(sample).plan
    new = tmp_path / "b.xlsx"
    code, out, _ = call(
        "roll", sample, "-o", new, "--base", base, "--target", base + 5, "--draft", draft, "--json"
    )
    told = json.loads(out)
    # no figure of the target year has come in yet, and none is made up
    assert code == 1
    assert {one["verdict"] for one in told["closed"]} == {"none"}
    assert told["drafted"] == 0
    reading = read_workbook(new)
    assert reading.status != "errors"
    plan = reading.plan
    assert (plan.base_year, plan.target_year) == (base, base + 5)
    assert set(plan.series) == set(old.series)
    # nothing of the old plan is judged again
    assert all(key.year > base for key in plan.targets)
    then, now = (recorded_results(one) for one in (old, plan))
    for year in range(int(old.years[0]), base + 1):
        before = then.scenarios[RECORDED].values[:, old.column(year)]
        after = now.scenarios[RECORDED].values[[plan.row[key] for key in old.series], plan.column(year)]
        np.testing.assert_allclose(after, before, rtol=1e-12)


def test_a_sample_whose_last_year_is_known_is_closed_and_drafted(call, tmp_path):
    old = read_workbook(ROOT / "sample_data" / "county_15fyp.xlsx").plan
    gdp = SeriesKey("county", "", "gdp")
    path = old.with_observations([(gdp, year, 300 * 1.06 ** (year - 2025)) for year in range(2026, 2031)])
    assert save_standard(path, tmp_path / "a.xlsx") is None
    new = tmp_path / "b.xlsx"
    asked = ("roll", tmp_path / "a.xlsx", "-o", new, "--base", 2030, "--target", 2035, "--draft", "pace")
    call("--language", "zh", *asked)
    plan = read_workbook(new).plan
    closed = {(one.year, one.text): one.verdict.value for one in plan.closed_targets if one.series == gdp}
    # those of the plan before the old one stay as they were closed
    assert {key: closed.pop(key) for key in list(closed) if key[0] == 2025} == {
        (2025, "290以上"): "met",
        (2025, "年均增长6%以上"): "met",
    }
    # 300 · 1.06^5 = 401.5, within 2 % of 400, and its stages one by one: 318.0, 337.08, 357.30, 378.7
    assert closed == {
        (2030, "400左右"): "met",
        (2030, "年均增长6%左右"): "met",
        (2026, "318"): "met",
        (2027, "337.1"): "missed",
        (2028, "357.3"): "met",
        (2029, "378.7"): "met",
    }
    target = plan.targets[TargetKey(gdp, 2035)]
    assert (target.text, target.note) == ("537.3左右", "草案：按上期速度")
