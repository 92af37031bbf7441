"""The verb reconcile and its table: the JSON of the contract, exit codes, answers that are remembered, refusals."""

import json
import zipfile
from pathlib import Path

import pytest

import npfdesk
from npfdesk.cli import main
from tests.reconciled_plans import CITY, EAST, NORTH, PROVINCE, SOUND, WEST, changed, written

NEAR = (NORTH, "主要指标", "规模以上工业企业数（家）", "指标", "规上工业企业数（家）")
SHORT = (WEST, "目标", ("西县", "gdp"), "目标值", "130以上")


@pytest.fixture
def call(capsys, monkeypatch, tmp_path):
    """A verb within this process, with a folder of its own for what is remembered: exit code, output, messages."""
    monkeypatch.setattr("npfdesk.cli._speak_utf8", lambda: None)
    monkeypatch.setenv("NPFDESK_HOME", str(tmp_path / "home"))

    def run(*arguments):
        code = main([str(one) for one in arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def test_a_sound_set_agrees(call, tmp_path):
    paths = written(tmp_path)
    code, out, err = call("reconcile", *paths, "--json")
    answer = json.loads(out)
    assert code == 0
    assert err == ""
    assert set(answer) == {"plans", "matches", "findings", "doubtful", "problems"}
    assert [(Path(one["file"]).name, one["level"]) for one in answer["plans"][:2]] == [
        (PROVINCE, 0),
        (CITY, 1),
    ]
    assert all(set(one) == {"file", "level", "title"} for one in answer["plans"])
    gdp = next(one for one in answer["matches"] if one["indicator"] == "地区生产总值")
    assert len(gdp["files"]) == 6
    assert set(gdp["files"]) == {str(one) for one in paths}
    assert answer["findings"] == answer["doubtful"] == answer["problems"] == []
    code, out, _ = call("reconcile", *reversed(paths), "--language", "en")
    assert code == 0
    assert "6 plans, 10 indicators matched, 0 differences." in out


def test_a_difference_has_its_figures_and_the_cells_of_both_files(call, tmp_path):
    paths = written(tmp_path, changed(SHORT))
    code, out, _ = call("reconcile", *paths, "--json", "--language", "zh")
    assert code == 1
    (finding,) = json.loads(out)["findings"]
    assert {"code", "severity", "indicator", "region", "message", "figures", "places"} <= set(finding)
    assert finding["code"] == "sum_of_children"
    assert finding["figures"] == {"target": 420, "sum": 410, "difference": -10, "count": 3}
    assert [(Path(one["file"]).name, one["sheet"], one["cell"]) for one in finding["places"]] == [
        (CITY, "目标", "E2"),
        (EAST, "目标", "E2"),
        (WEST, "目标", "E2"),
        (NORTH, "主要指标", "D3"),
    ]
    code, out, _ = call("reconcile", *paths, "--language", "zh")
    assert code == 1
    assert "相差10 亿元" in out
    assert "西县.xlsx!目标!E2" in out
    assert "处理：" in out


def test_an_answer_is_remembered_for_later_calls_and_for_python(call, tmp_path):
    paths = written(tmp_path, changed(NEAR))
    code, out, _ = call("reconcile", *paths, "--json")
    (pair,) = json.loads(out)["doubtful"]
    assert code == 1
    assert pair["answer"] is None
    assert pair["indicators"] == ["规模以上工业企业数", "规上工业企业数"]
    code, out, err = call("reconcile", *paths, "--same", "规上工业企业数=firms", "--json", "--language", "zh")
    assert code == 0
    assert "记住了 1 条答复" in err
    assert json.loads(out)["doubtful"][0]["answer"] == "same"
    assert call("reconcile", *paths)[0] == 0
    table = npfdesk.reconcile(*paths)
    assert len(table) == 0
    assert table.attrs["doubtful"][0]["answer"] == "same"
    # what is said later counts
    assert call("reconcile", *paths, "--different", "firms=规上工业企业数")[0] == 1
    assert list(npfdesk.reconcile(*paths)["code"]) == ["missing_below"]


def test_an_answer_joins_what_nobody_asked_of(call, tmp_path):
    paths = written(tmp_path, changed((NORTH, "主要指标", "森林覆盖率（%）", "指标", "绿化比例（%）")))
    code, out, _ = call("reconcile", *paths, "--json")
    assert code == 1
    assert json.loads(out)["doubtful"] == []
    assert call("reconcile", *paths, "--same", "绿化比例=森林覆盖率")[0] == 0


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--same", "规上工业企业数"], "“规上工业企业数” does not name two indicators"),
        (["--same", "=firms"], "“=firms” does not name two indicators"),
        (["--same", "火星=firms"], "“火星” is no indicator of these plans"),
        (["--different", "firms=规模以上工业企业数"], "one indicator as it is"),
    ],
)
def test_what_names_no_pair_is_refused(call, tmp_path, options, told):
    paths = written(tmp_path, only=(PROVINCE, CITY))
    code, out, err = call("reconcile", *paths, *options, "--language", "en")
    assert code == 2
    assert out == ""
    assert told in err


def test_files_that_cannot_be_read_are_all_told_and_nothing_is_compared(call, tmp_path):
    (city,) = written(tmp_path, only=(CITY,))
    (tmp_path / "坏.xlsx").write_text("no workbook")
    code, out, err = call("reconcile", city, tmp_path / "无.xlsx", tmp_path / "坏.xlsx", "--language", "zh")
    assert code == 2
    assert out == ""
    assert err.count("读不出规划") == 2
    assert "无.xlsx" in err
    assert "坏.xlsx" in err


def test_one_plan_or_one_twice_is_refused(call, tmp_path):
    (city,) = written(tmp_path, only=(CITY,))
    assert call("reconcile", city)[0] == 2
    code, _, err = call("reconcile", city, f"{tmp_path}/./{CITY}", "--language", "en")
    assert code == 2
    assert "given twice" in err


def test_a_plan_of_nowhere_is_told_and_is_no_agreement(call, tmp_path):
    elsewhere = {
        sheet: [["外县" if cell == "东县" else cell for cell in row] for row in rows]
        for sheet, rows in SOUND[EAST].items()
    }
    paths = written(tmp_path, {CITY: SOUND[CITY], EAST: elsewhere})
    code, out, err = call("reconcile", *paths, "--json", "--language", "zh")
    assert code == 1
    answer = json.loads(out)
    assert answer["findings"] == []
    assert [one["code"] for one in answer["problems"]] == ["plan_not_placed"] * 2
    assert "外县" in err


def test_the_table_has_a_row_for_each_difference(call, tmp_path):
    paths = written(tmp_path, changed(SHORT, (WEST, "指标", "森林覆盖率", "属性", "预期性")))
    table = npfdesk.reconcile(*(npfdesk.read(one) for one in paths))
    assert list(table["code"]) == ["duty_differs", "sum_of_children"]
    assert list(table["above_cell"]) == ["E10", "E2"]
    assert table["difference"].isna().tolist() == [True, False]
    assert table["difference"][1] == -10
    assert {one["level"] for one in table.attrs["plans"]} == {0, 1, 2}


@pytest.mark.parametrize("ending", [".xlsx", ".docx"])
def test_the_opinion_sheet_is_written_beside_the_answer(call, tmp_path, ending):
    paths = written(tmp_path, changed(SHORT))
    sheet = tmp_path / f"意见{ending}"
    code, out, err = call("reconcile", *paths, "--json", "-o", sheet, "--language", "zh")
    assert code == 1
    assert len(json.loads(out)["findings"]) == 1
    assert zipfile.is_zipfile(sheet)
    assert sheet.name in err


def test_an_opinion_sheet_never_takes_the_place_of_a_plan_or_of_another_form(call, tmp_path):
    paths = written(tmp_path)
    before = paths[0].read_bytes()
    code, out, _ = call("reconcile", *paths, "-o", paths[0])
    assert (code, out) == (2, "")
    assert paths[0].read_bytes() == before
    code, _, err = call("reconcile", *paths, "-o", tmp_path / "a.pdf", "--language", "en")
    assert code == 2
    assert ".docx" in err
    assert not (tmp_path / "a.pdf").exists()
