"""The verb `gather`: its JSON, its exit codes, and the copy of the workbook that it writes."""

import json
import shutil

import pytest

import npfdesk
from npfdesk.cli import main
from npfdesk.workbook.plan_reader import read_workbook
from tests.returns import YEAR, begun, city, figure, filled

KEYS = {"returns", "missing", "cells", "problems"}


@pytest.fixture
def sent(tmp_path):
    """A plan of four counties whose returns came back: the plan, the folder of returns, the names of files by unit."""
    opened, folder, files = begun(tmp_path, city(4, known={("c02", "gdp"): 140.0}))
    for at in range(4):
        filled(folder / files[f"c{at:02d}"], at)
    return opened, folder, files


def _run(capsys, *words):
    code = main([str(word) for word in words])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_all_taken_is_0_and_the_copy_reads_back(sent, tmp_path, capsys):
    opened, folder, _ = sent
    new, before = tmp_path / "新.xlsx", opened.file.read_bytes()
    code, out, _ = _run(capsys, "gather", opened.file, folder, "-o", new, "--json", "--language", "zh")
    answer = json.loads(out)
    assert code == 0
    assert set(answer) == KEYS
    assert answer["missing"] == []
    assert {frozenset(one) for one in answer["returns"]} == {
        frozenset(("file", "unit", "status", "taken", "changed", "told"))
    }
    assert [(one["unit"], one["status"], one["taken"], one["changed"], one["told"]) for one in answer["returns"]] == [
        ("第00县", "taken", 6, 0, 0), ("第01县", "taken", 6, 0, 0), ("第02县", "taken", 6, 1, 0), ("第03县", "taken", 6, 0, 0),
    ]  # fmt: skip
    changed = next(one for one in answer["cells"] if one["was"] is not None)
    assert {name: changed[name] for name in ("unit", "was", "is", "year", "region", "indicator", "state")} == {
        "unit": "第02县", "was": 140.0, "is": figure("gdp", 2, YEAR), "year": 2025, "region": "第02县",
        "indicator": "地区生产总值", "state": "changed",
    }  # fmt: skip
    assert opened.file.read_bytes() == before
    code, out, _ = _run(capsys, "check", new, "--json")
    data = {(one["region"], one["indicator"], one["period"]): one["value"] for one in json.loads(out)["data"]}
    assert data["第03县", "规上工业企业数", "2025"] == figure("firms", 3, YEAR)
    assert data["第02县", "地区生产总值", "2025"] == figure("gdp", 2, YEAR)
    vintages = {
        (key.series.region, key.since): one.figure
        for key, one in read_workbook(new).plan.vintages.items()
        if key.series.indicator == "gdp" and key.series.region == "c02"
    }
    assert vintages == {("c02", ""): 140.0, ("c02", "2026-01-20"): figure("gdp", 2, YEAR)}


def test_some_told_is_1_and_the_rest_is_written(sent, tmp_path, capsys):
    opened, folder, files = sent
    filled(folder / files["c01"], 1, gdp=figure("gdp", 1, YEAR) * 10000)
    new = tmp_path / "新.xlsx"
    code, out, _ = _run(capsys, "gather", opened.file, folder / files["c01"], "-o", new, "--json")
    answer = json.loads(out)
    assert code == 1
    assert answer["missing"] == ["第00县", "第02县", "第03县"]
    assert [(one["status"], one["taken"], one["told"]) for one in answer["returns"]] == [("part", 5, 1)]
    (problem,) = [one for one in answer["problems"] if one["severity"] == "error"]
    assert (problem["code"], problem["sheet"], problem["cell"]) == ("return_unit_slip", "填报表", "J5")
    plan = npfdesk.read(new).plan
    row = {key.indicator: at for key, at in plan.row.items() if key.region == "c01"}
    column = plan.column(YEAR)
    assert plan.observed[row["firms"], column] == figure("firms", 1, YEAR)
    assert str(plan.observed[row["gdp"], column]) == "nan"


def test_words_for_people_name_who_is_missing_and_what_changed(sent, capsys):
    opened, folder, files = sent
    (folder / files["c03"]).unlink()
    code, out, _ = _run(capsys, "gather", opened.file, folder, "--language", "en")
    assert code == 0
    assert "Missing: 第03县" in out
    assert "第02县 地区生产总值 2025 140 亿元 → 146.3 亿元" in out


def test_nothing_usable_is_2_and_nothing_is_written(sent, tmp_path, capsys):
    opened, _, _ = sent
    new = tmp_path / "新.xlsx"
    stranger = tmp_path / "别的.xlsx"
    shutil.copy(opened.file, stranger)
    code, out, _ = _run(capsys, "gather", opened.file, stranger, "-o", new, "--json")
    assert code == 2
    assert [one["status"] for one in json.loads(out)["returns"]] == ["refused"]
    assert not new.exists()
    (tmp_path / "空").mkdir()
    assert _run(capsys, "gather", opened.file, tmp_path / "空", "-o", new)[0] == 2
    assert not new.exists()


def test_the_plan_itself_is_never_overwritten(sent, capsys):
    opened, folder, _ = sent
    before = opened.file.read_bytes()
    code, _, said = _run(capsys, "gather", opened.file, folder, "-o", opened.file, "--language", "en")
    assert code == 2
    assert "own workbook" in said
    assert opened.file.read_bytes() == before


def test_without_an_index_what_was_asked_is_worked_out_anew(sent, capsys):
    opened, folder, _ = sent
    (folder / "收集目录.xlsx").unlink()
    code, out, _ = _run(capsys, "gather", opened.file, folder, "--json")
    assert code == 0
    assert sum(one["taken"] for one in json.loads(out)["returns"]) == 24


def test_a_table_as_published_becomes_a_workbook_of_the_standard_format(tmp_path, capsys):
    from npfdesk.verbs.questions import REFUSED

    assert REFUSED == 2
    path = tmp_path / "规划.csv"
    rows = ["地区,指标,单位,2020年,2024年,2025年目标"]
    rows += [f"第{at}县,地区生产总值,亿元,{100 + at},{120 + at},{130 + at}" for at in range(3)]
    path.write_text("\n".join(rows), encoding="utf-8")
    plan = npfdesk.read(path).plan
    from tests.forms import issued

    _, written = issued(plan, tmp_path / "收集", year=2024)
    name = next(iter(written.files.values()))
    from tests.returns import Filled

    form = Filled(tmp_path / "收集" / name)
    for code in form.cells:
        form.enter(code, 125.5)
    form.save()
    new = tmp_path / "新.xlsx"
    code, _, said = _run(capsys, "gather", path, tmp_path / "收集" / name, "-o", new, "--language", "en")
    assert code == 0
    assert "standard format" in said
    observed = npfdesk.read(new).plan.observed
    assert 125.5 in observed


def test_the_face_has_a_row_for_each_cell_that_was_filled_in(sent, tmp_path):
    opened, folder, files = sent
    (folder / files["c03"]).unlink()
    table = npfdesk.gather(opened, [folder], tmp_path / "新")
    assert len(table) == 18
    assert set(table["state"]) == {"new", "changed"}
    assert table.attrs["missing"] == ["第03县"]
    assert [one["status"] for one in table.attrs["returns"]] == ["taken"] * 3
    assert (tmp_path / "新.xlsx").exists()
    with pytest.raises(npfdesk.Refused):
        npfdesk.gather(opened, [tmp_path / "没有"], opened.file)
