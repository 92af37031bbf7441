"""The verb collect and its table: the JSON of the contract, exit codes, refusals, and the folder that it leaves."""

import datetime
import json

import pandas as pd
import pytest

import npfdesk
from npfdesk.cli import main
from npfdesk.plan.collection import CollectBy
from npfdesk.workbook.collecting.collection_index import read_index
from npfdesk.workbook.collecting.hidden_sheet import read_form
from npfdesk.workbook.files.contents import read_file
from tests.frames.asked import COUNTY, SAMPLE
from tests.workbook.books import write

INDICATORS = [
    ["名称", "代码", "单位", "类型", "牵头单位"],
    ["产值", "output", "亿元", "总量", "统计局"],
    ["企业数", "firms", "家", "数量", None],
]
REGIONS = [["名称", "上级"], ["市", None], ["甲", "市"], ["乙", "市"]]
DATA = [
    ["地区", "指标", 2020, 2024],
    ["甲", "产值", 100, 180],
    ["乙", "产值", 200, None],
    ["甲", "企业数", 20, 30],
]
TARGETS = [["地区", "指标", "目标值", "目标年"], ["甲", "产值", "190以上", 2025], ["市", "产值", 500, 2025]]


@pytest.fixture
def book(tmp_path):
    return write(tmp_path / "a.xlsx", 地区=REGIONS, 指标=INDICATORS, 数据=DATA, 目标=TARGETS)


@pytest.fixture
def call(capsys, monkeypatch):
    """A verb within this process: exit code, standard output, standard error."""
    monkeypatch.setattr("npfdesk.cli._speak_utf8", lambda: None)

    def run(*arguments):
        code = main([str(one) for one in ("collect", *arguments)])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def test_the_json_is_that_of_the_contract(book, tmp_path, call):
    folder = tmp_path / "下发" / "第一轮"
    code, out, err = call(
        book,
        "--to",
        folder,
        "--year",
        "2025",
        "--due",
        "2099-02-01",
        "--round",
        "1",
        "--json",
        "--language",
        "zh",
    )
    told = json.loads(out)
    assert code == 0
    assert list(told) == ["collection", "by", "year", "round", "due", "folder", "index", "units", "problems"]
    assert {name: told[name] for name in ("by", "year", "round", "due", "index")} == {
        "by": "region",
        "year": 2025,
        "round": 1,
        "due": "2099-02-01",
        "index": "收集目录.xlsx",
    }
    assert told["folder"] == str(folder)
    assert told["units"] == [
        {"unit": "甲", "file": "甲2025年填报表（第1轮）.xlsx", "figures": 2, "proposals": 1},
        {"unit": "乙", "file": "乙2025年填报表（第1轮）.xlsx", "figures": 1, "proposals": 0},
    ]
    assert told["problems"] == []
    assert str(folder) in err
    assert sorted(one.name for one in folder.iterdir()) == sorted(
        [told["index"], *(one["file"] for one in told["units"])]
    )
    index = read_index(folder / told["index"])
    assert (index.key, index.by, index.due) == (told["collection"], CollectBy.REGION, "2099-02-01")
    form = read_form(read_file(folder / told["units"][0]["file"]), "甲.xlsx")
    assert form.identity.collection == told["collection"]
    assert form.identity.sound


def test_the_text_names_every_unit_and_its_file(book, tmp_path, call):
    code, out, _ = call(book, "--to", tmp_path / "c", "--year", "2025", "--language", "en")
    assert code == 0
    assert out.startswith("2025, 2 units: 3 figures, 0 proposed targets.\n")
    assert "甲 2025 form.xlsx" in out
    assert "乙 2025 form.xlsx" in out


def test_departments_are_asked_and_what_nobody_leads_is_told(book, tmp_path, call):
    code, out, err = call(
        book, "--to", tmp_path / "c", "--by", "owner", "--year", "2025", "--json", "--language", "zh"
    )
    told = json.loads(out)
    assert code == 0
    assert [(one["unit"], one["figures"]) for one in told["units"]] == [("统计局", 2)]
    (problem,) = told["problems"]
    assert list(problem) == ["severity", "code", "sheet", "cell", "text", "message"]
    assert problem["code"] == "series_without_owner"
    assert "甲 企业数" in problem["message"]
    assert "甲 企业数" in err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--year", "1990"), "1990 is not among the plan's years"),
        (("--year", "2025", "--due", "下周"), "“下周” is not a date"),
        (("--year", "2025", "--round", "-1"), "is no round"),
    ],
)
def test_what_cannot_be_collected_is_refused_and_nothing_is_written(book, tmp_path, call, arguments, code):
    folder = tmp_path / "c"
    exit_code, out, err = call(book, "--to", folder, *arguments, "--language", "en")
    assert (exit_code, out) == (2, "")
    assert code in err
    assert not folder.exists()


def test_a_folder_with_an_earlier_issue_is_left_as_it_is(book, tmp_path, call):
    folder = tmp_path / "c"
    assert call(book, "--to", folder, "--year", "2025", "--language", "zh")[0] == 0
    before = {one.name: one.read_bytes() for one in folder.iterdir()}
    # the same forms in the other language, whose names are others: the index tells that a collection lies there
    for spoken in ("zh", "en"):
        code, _, err = call(book, "--to", folder, "--year", "2025", "--language", spoken)
        assert code == 2
        assert "收集目录.xlsx" in err
    assert {one.name: one.read_bytes() for one in folder.iterdir()} == before


def test_without_owners_it_is_refused_by_owner(tmp_path, call):
    code, _, err = call(SAMPLE, "--to", tmp_path / "c", "--by", "owner", "--language", "zh")
    assert code == 2
    assert "没有一项指标或目标写明牵头单位" in err
    assert not (tmp_path / "c").exists()


def test_the_table_says_the_same(tmp_path):
    table = npfdesk.collect(npfdesk.read(COUNTY), tmp_path / "c", by="owner", year=2025, language="en")
    assert list(table.columns) == ["unit", "file", "figures", "proposals"]
    assert set(table["proposals"]) == {0}
    assert table.attrs["index"] == "Collection index.xlsx"
    assert table.attrs["folder"] == str(tmp_path / "c")
    assert all((tmp_path / "c" / name).is_file() for name in table["file"])
    # nobody says of which year: the last one that is over, within the plan's years
    usual = npfdesk.collect(npfdesk.read(COUNTY), tmp_path / "d")
    assert usual.attrs["year"] == min(datetime.date.today().year - 1, 2030)
    with pytest.raises(npfdesk.Refused) as caught:
        npfdesk.collect(npfdesk.read(COUNTY), tmp_path / "e", by="county")
    assert caught.value.problem.code == "no_such_choice"


def test_a_due_day_that_is_over_is_told(book, tmp_path):
    table = npfdesk.collect(npfdesk.read(book), tmp_path / "c", year=2025, due="2020年1月2日")
    assert table.attrs["due"] == "2020-01-02"
    assert [one["code"] for one in table.attrs["remarks"]] == ["collect_due_past"]
    assert isinstance(table, pd.DataFrame)
