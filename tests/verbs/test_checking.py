"""The verb `check`: what became of the figures, and the lists of what a workbook holds."""

import json

import pytest
from openpyxl import load_workbook

from npfdesk.cli import main
from npfdesk.locations import sample_workbook, sample_workbooks
from tests.workbook.books import BOOK, write

REGIONS = [["名称", "代码", "上级", "对标"], ["市"], ["县", "x", "市"], ["省", None, None, "是"]]
DATA = [
    ["地区", "指标", 2019, 2020, "2021年1-2月", "2021年1-2月同比"],
    ["市", "产值", 90, 100, 15, 6.5],
    ["x", "产值", 35, None, None, None],
]


@pytest.fixture
def check(capsys, monkeypatch):
    monkeypatch.setattr("npfdesk.cli._speak_utf8", lambda: None)

    def run(path):
        code = main(["check", str(path), "--json", "--language", "en"])
        return code, json.loads(capsys.readouterr().out)

    return run


def test_the_lists_say_what_the_workbook_holds(check, tmp_path):
    code, said = check(write(tmp_path / "a.xlsx", 地区=REGIONS, 数据=DATA))
    assert (code, said["problems"]) == (0, [])
    assert said["regions"] == [
        {"name": "市", "code": "市", "parent": "", "benchmark": False},
        {"name": "县", "code": "x", "parent": "市", "benchmark": False},
        {"name": "省", "code": "省", "parent": "", "benchmark": True},
    ]
    assert said["indicators"][0] == {
        "name": "产值",
        "code": "output",
        "unit": "亿元",
        "kind": "level",
        "direction": "up",
        "decimals": 1,
        "owner": "",
    }
    found = {(one["region"], one["period"], one["measure"]): one for one in said["data"]}
    assert found["市", "2021-01..02", "level"] == {
        "region": "市",
        "industry": "",
        "indicator": "产值",
        "period": "2021-01..02",
        "value": 15,
        "measure": "level",
        "sheet": "数据",
        "cell": "E2",
    }
    assert found["市", "2021-01..02", "growth"]["value"] == 6.5
    # a base beside a target is an observation of its year, unless the data give it
    assert (found["县", "2020", "level"]["sheet"], found["县", "2020", "level"]["value"]) == ("目标", 40)
    assert found["市", "2020", "level"]["sheet"] == "数据"


def test_the_counts_add_up_for_every_workbook(check, tmp_path):
    unread = write(tmp_path / "a.xlsx", 测算=[["甲", 1], ["乙", 2]])
    bare = write(tmp_path / "b.xlsx", **dict.fromkeys(BOOK), 随便=[["甲", 1]])
    for path in (*sample_workbooks(), unread, bare):
        _, said = check(path)
        counts = said["accounting"]
        assert counts["figures"] == counts["taken"] + counts["explained"] + counts["told"]
        assert counts["told"] == 0 or said["status"] != "ok"
    assert check(unread)[1]["accounting"]["told"] == 2
    assert check(bare)[1]["accounting"] == {"figures": 1, "taken": 0, "explained": 0, "told": 1}


def test_the_text_and_the_report_print_the_counts(capsys, monkeypatch, tmp_path):
    monkeypatch.setattr("npfdesk.cli._speak_utf8", lambda: None)
    assert main(["check", str(sample_workbook()), "--language", "zh"]) == 0
    assert "表上 657 个数字：读入 367" in capsys.readouterr().out
    out = tmp_path / "报告.xlsx"
    assert main(["report", str(sample_workbook()), "-o", str(out), "--language", "zh"]) == 0
    said = [cell.value for sheet in load_workbook(out) for row in sheet.iter_rows() for cell in row]
    assert any(isinstance(one, str) and "共 657 个数字" in one for one in said)


def test_a_plan_without_targets_passes_through_every_verb(capsys, monkeypatch, tmp_path):
    monkeypatch.setattr("npfdesk.cli._speak_utf8", lambda: None)
    path = str(write(tmp_path / "a.xlsx", 地区=REGIONS, 数据=DATA, 目标=None))
    codes = {
        name: main([name, path, *map(str, options)])
        for name, options in {
            "check": (),
            "project": ("--format", "json"),
            "disparity": ("--indicator", "output", "--json"),
            "index": ("--indicators", "output", "--json"),
            "allocate": ("--indicator", "output", "--total", 200, "--json"),
            "report": ("-o", tmp_path / "r.xlsx"),
        }.items()
    }
    capsys.readouterr()
    assert codes["check"] == codes["project"] == codes["report"] == 0
    assert set(codes.values()) <= {0, 2, 3}


def test_checks_of_the_plans_own_are_run(check, tmp_path):
    checks = [
        ["核查项", "表达式", "级别", "说明"],
        ["产值", "产值 <= 150", "错误", "太大"],
        ["户", "firms >= 0"],
    ]
    code, said = check(write(tmp_path / "a.xlsx", 核查规则=checks))
    (own,) = [one for one in said["audit"] if one["code"] == "own_check"]
    assert (code, said["status"], own["severity"]) == (1, "errors", "error")
    assert (own["region"], own["indicator"], own["figures"]["left"], own["figures"]["right"]) == (
        "市",
        "产值",
        200,
        150,
    )
    assert "太大" in own["message"]
    assert [one["code"] for one in said["audit"] if one["code"].startswith("own_check_")] == [
        "own_check_without_figures"
    ]
    checks[1][2] = "警告"
    code, said = check(write(tmp_path / "b.xlsx", 核查规则=checks))
    assert (code, said["status"]) == (0, "warnings")


def test_an_unknown_code_of_a_check_is_told_by_its_cell(check, tmp_path):
    code, said = check(write(tmp_path / "a.xlsx", 核查规则=[["核查项", "表达式"], ["甲", "profit > 0"]]))
    (problem,) = said["problems"]
    assert (code, problem["code"], problem["sheet"], problem["cell"]) == (
        1,
        "check_unknown_code",
        "核查规则",
        "B2",
    )
