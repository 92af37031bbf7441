"""The command line, as a person calls it: in a process of its own, without Qt."""

import csv
import io
import json
import os
import subprocess
import sys

import pandas as pd
import pytest

from npfdesk.__main__ import main as start
from npfdesk.cli import main, system_language
from npfdesk.locations import sample_workbook
from npfdesk.report.projection_table import COLUMNS, as_csv
from npfdesk.verbs.project import as_json
from tests.workbook.books import TARGETS, write

SAMPLE = str(sample_workbook())


def call(*arguments, language="en"):
    block = "import sys; sys.modules['PySide6'] = None; sys.modules['pyqtgraph'] = None; "
    run = "from npfdesk.cli import main; sys.exit(main(sys.argv[1:]))"
    return subprocess.run(
        [sys.executable, "-c", block + run, *arguments, "--language", language],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONIOENCODING": ""},
    )


def test_check_tells_what_was_recognised_in_json():
    done = call("check", SAMPLE, "--json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert (report["status"], report["form"]) == ("warnings", "canonical")
    plan = report["plan"]
    assert (plan["city"], plan["base_year"], plan["target_year"], plan["horizon"]) == (
        "金华市",
        2020,
        2025,
        2030,
    )
    assert (plan["regions"], plan["industries"], plan["indicators"], plan["targets"]) == (11, 9, 30, 62)
    assert plan["names"]["scenarios"] == ["惯性", "规划", "攻坚"]
    assert len(report["targets"]) == 62
    first = report["targets"][0]
    assert first == {
        "region": "金华市", "industry": "", "indicator": "工业增加值占GDP比重", "base": 33.1, "base_year": 2020,
        "kind": "about", "value": 35.0, "low": 34.3, "high": 35.7, "stretch": None, "target_year": 2025,
        "text": "35左右", "sheet": "目标", "cell": "F2", "measure": "level", "basis": None, "level": 35.0, "reference": None,
        "owner": "",
    }  # fmt: skip
    assert report["accounting"] == {"figures": 657, "taken": 367, "explained": 290, "told": 0}
    assert report["audit"][0]["code"] == "base_differs_from_formula"
    assert set(report["audit"][0]) == {
        "severity",
        "code",
        "region",
        "industry",
        "indicator",
        "message",
        "figures",
    }


def test_check_exits_by_what_it_found(tmp_path):
    bad = write(tmp_path / "a.xlsx", 目标=[*TARGETS, ["不在", None, "产值", 1, 2020, 2, 2025]])
    done = call("check", str(bad), "--json")
    assert done.returncode == 1
    (problem,) = json.loads(done.stdout)["problems"]
    assert problem["severity"] == "error"
    assert (problem["code"], problem["sheet"], problem["cell"], problem["text"]) == (
        "unknown_region",
        "目标",
        "A4",
        "不在",
    )
    refused = call("check", str(tmp_path / "无.xlsx"), "--json")
    assert refused.returncode == 2
    report = json.loads(refused.stdout)
    assert (report["status"], report["plan"], report["targets"]) == ("refused", None, [])


@pytest.mark.parametrize(("language", "word"), [("zh", "提醒"), ("en", "warnings")])
def test_check_speaks_the_users_language(language, word):
    assert word in call("check", SAMPLE, language=language).stdout


def test_project_gives_a_row_for_each_scenario_series_and_year():
    done = call("project", SAMPLE, "--format", "json")
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)
    assert len(rows) == 3 * 68 * 17
    by = {(row["scenario"], row["region"], row["industry"], row["code"], row["year"]): row for row in rows}
    city = by["惯性", "金华市", "", "output", 2025]
    assert city["value"] == pytest.approx(4453 * 1.055**5)
    assert (city["origin"], city["target"], city["unit"]) == ("projected", 8000.0, "亿元")
    assert city["gap"] == pytest.approx(8000 - city["value"])
    assert city["attainment"] == pytest.approx((city["value"] - 4453) / (8000 - 4453))
    assert city["required"] == pytest.approx(((8000 / 4453) ** 0.2 - 1) * 100)
    assert city["rollup"] == pytest.approx(city["value"])
    assert city["status"] == "orange"
    assert by["规划", "金华市", "", "output", 2025]["status"] == "blue"
    assert by["惯性", "金华市", "", "va_share", 2020]["origin"] == "formula"
    assert by["惯性", "金华市", "", "patents", 2025]["origin"] == "held"
    assert by["惯性", "金华市", "", "co2_cut", 2025]["value"] is None
    assert by["惯性", "金华市", "", "co2_cut", 2025]["status"] == "grey"


def test_project_writes_csv_with_the_same_columns(tmp_path):
    out = tmp_path / "路径.csv"
    done = call("project", SAMPLE, "--scenario", "攻坚", "-o", str(out))
    assert done.returncode == 0, done.stderr
    text = out.read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 68 * 17
    assert {row["scenario"] for row in rows} == {"攻坚"}
    assert list(rows[0])[:7] == ["scenario", "region", "industry", "indicator", "code", "unit", "year"]


def test_project_names_the_scenarios_that_there_are():
    done = call("project", SAMPLE, "--scenario", "梦想", language="zh")
    assert done.returncode == 2
    assert "攻坚" in done.stderr


def test_project_of_a_plan_with_errors_gives_what_is_sound(tmp_path):
    bad = write(tmp_path / "a.xlsx", 目标=[*TARGETS, ["不在", None, "产值", 1, 2020, 2, 2025]])
    done = call("project", str(bad))
    assert done.returncode == 1
    assert "不在" in done.stderr
    assert done.stdout.count("\n") > 10


def test_text_that_a_spreadsheet_would_run_is_defused(tmp_path):
    targets = [TARGETS[0], ["=1+1", None, "产值", 1, 2020, 2, 2025]]
    bad = write(tmp_path / "a.xlsx", 地区=[["名称"], ["市"], ["'=1+1"]], 目标=targets)
    done = call("project", str(bad))
    for line in csv.reader(io.StringIO(done.stdout)):
        assert not any(cell.startswith(("=", "@")) for cell in line)


def test_what_was_written_is_named_as_it_reads_whatever_bytes_its_name_has(tmp_path, inside):
    out = tmp_path / os.fsdecode("空表.xlsx".encode("gbk"))
    try:
        out.touch()
        out.unlink()
    except OSError:
        pytest.skip("this disk takes names in UTF-8 only")
    code, _, said = inside("template", "-o", str(out))
    assert (code, "空表.xlsx" in said) == (0, True)


def test_template_is_written_and_checks(tmp_path):
    out = tmp_path / "新.xlsx"
    assert call("template", "-o", str(out)).returncode == 0
    assert call("check", str(out)).returncode == 0
    assert call("template", "-o", str(tmp_path / "没有" / "新.xlsx")).returncode == 2


def test_no_output_takes_the_place_of_a_plan(tmp_path, inside):
    plan, link = tmp_path / "规划.xlsx", tmp_path / "链.csv"
    plan.write_bytes(sample_workbook().read_bytes())
    link.symlink_to(plan)
    for form in ("csv", "json"):
        for out in (plan, link):
            code, _, said = inside("project", str(plan), "--format", form, "-o", str(out), "--language", "zh")
            assert (code, "不会覆盖" in said) == (2, True)
    code, _, said = inside("template", "-o", str(plan), "--language", "zh")
    assert (code, "已经存在" in said, "移开" in said) == (2, True, True)
    assert plan.read_bytes() == sample_workbook().read_bytes()


def test_a_table_that_is_open_elsewhere_is_not_written(tmp_path, inside):
    out = tmp_path / "x.csv"
    out.write_bytes(b"before")
    (tmp_path / ".~lock.x.csv#").write_bytes(b"")
    code, _, said = inside("project", SAMPLE, "-o", str(out), "--language", "en")
    assert (code, ".~lock.x.csv#" in said) == (2, True)
    assert out.read_bytes() == b"before"


def test_a_closed_pipe_is_no_mistake():
    run = "from npfdesk.cli import main; import sys; sys.exit(main(sys.argv[1:]))"
    with subprocess.Popen(
        [sys.executable, "-c", run, "project", SAMPLE], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdout.read(100)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


@pytest.fixture
def inside(capsys, monkeypatch):
    """The same calls within this process."""
    monkeypatch.setattr("npfdesk.cli._speak_utf8", lambda: None)

    def run(*arguments):
        code = main(list(arguments))
        out, err = capsys.readouterr()
        return code, out, err

    return run


def test_the_same_within_one_process(inside, tmp_path):
    code, out, _ = inside("check", SAMPLE, "--language", "zh")
    assert code == 0
    assert "地区 11" in out
    code, out, _ = inside("check", SAMPLE, "--json")
    assert (code, json.loads(out)["plan"]["series"]) == (0, 68)
    bad = write(tmp_path / "a.xlsx", 目标=[*TARGETS, ["不在", None, "产值", 1, 2020, 2, 2025]])
    code, out, _ = inside("check", str(bad), "--language", "en")
    assert code == 1
    assert "目标!A4" in out
    code, out, _ = inside("check", str(tmp_path / "无.xlsx"))
    assert code == 2
    code, out, err = inside("project", str(bad), "--format", "json")
    assert code == 1
    assert json.loads(out)
    assert "[error] 目标!A4" in err
    assert inside("project", str(tmp_path / "无.xlsx"))[0] == 2
    assert inside("project", SAMPLE, "--scenario", "没有")[0] == 2
    assert inside("project", SAMPLE, "--scenario", "规划", "-o", str(tmp_path / "没有" / "x.csv"))[0] == 2
    out_file = tmp_path / "x.csv"
    assert inside("project", SAMPLE, "--scenario", "规划", "-o", str(out_file))[0] == 0
    assert out_file.stat().st_size > 10000
    assert inside("template", "-o", str(tmp_path / "t.xlsx"), "--language", "en")[0] == 0
    assert inside("template", "-o", str(tmp_path / "没有" / "t.xlsx"))[0] == 2


@pytest.mark.parametrize("text", ["=HYPERLINK()", "＝1+1", "  =1+1", "\n=1+1", "\t1", "＠A1", "+1", "-1"])
def test_text_cells_are_defused(text):
    table = pd.DataFrame([dict.fromkeys(COLUMNS) | {"region": text, "value": -1.5}])
    (row,) = csv.DictReader(io.StringIO(as_csv(table, "\n"), newline=""))
    assert (row["region"], row["value"], row["unit"]) == (f"'{text}", "-1.5", "")
    assert json.loads(as_json(table.assign(value=float("nan"))))[0]["value"] is None
    with pytest.raises(ValueError, match="JSON"):
        as_json(table.assign(value=float("inf")))


@pytest.mark.parametrize(("name", "spoken"), [("zh_CN.UTF-8", "zh"), ("en_US.UTF-8", "en"), ("de_DE", "en")])
def test_the_systems_language(monkeypatch, name, spoken):
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("LANG", name)
    assert system_language() == spoken


def test_without_a_verb_the_window_opens(monkeypatch):
    opened = []
    monkeypatch.setitem(
        sys.modules,
        "npfdesk.start",
        type("Start", (), {"main": staticmethod(lambda given: opened.append(given) or 0)}),
    )
    assert start(["规划.xlsx"]) == 0
    assert opened == [["规划.xlsx"]]
    assert start([]) == 0
    assert opened[1:] == [[]]


def test_without_a_window_a_verb_must_be_given(capsys):
    for given in (["规划.xlsx"], []):
        with pytest.raises(SystemExit) as left:
            main(given)
        assert left.value.code == 2
        assert "forecast" in capsys.readouterr().err
