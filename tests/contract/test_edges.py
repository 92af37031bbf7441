"""Workbooks and calls that nobody would make on purpose: never a traceback, always a word in the right stream."""

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from npfdesk.cli import main

TARGETS: list[list[Any]] = [
    ["region", "industry", "indicator", "base", "base year", "target", "target year"],
    ["City", None, "GDP", 500, 2020, 900, 2025],
    ["A", None, "GDP", 300, 2020, 450, 2025],
]
REGIONS: list[list[Any]] = [["name", "parent"], ["City", None], ["A", "City"], ["B", "City"]]


def book(path: Path, **sheets: list[list[Any]]) -> Path:
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        page = made.create_sheet(name)
        for row in rows:
            page.append(row)
    made.save(path)
    return path


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]):
    def called(*arguments: object) -> tuple[int, str, str]:
        try:
            code = main([str(one) for one in arguments])
        except SystemExit as left:
            code = int(left.code or 0)
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        assert "Warning:" not in err
        return code, out, err

    return called


def test_a_refusal_is_told_on_standard_error_too(call, tmp_path):
    code, out, err = call("check", tmp_path / "none.xlsx", "--json", "--language", "en")
    assert (code, json.loads(out)["status"]) == (2, "refused")
    assert "none.xlsx" in err
    code, out, err = call("check", tmp_path / "none.xlsx", "--language", "zh")
    assert (code, "none.xlsx" in err) == (2, True)
    assert "[error]" not in out


def test_a_template_is_an_excel_workbook_or_nothing(call, tmp_path):
    code, _, err = call("template", "-o", tmp_path / "t.csv", "--language", "zh")
    assert (code, ".xlsx" in err) == (2, True)
    assert not (tmp_path / "t.csv").exists()


def test_the_language_may_stand_before_the_verb(call, tmp_path):
    assert "找不到" in call("--language", "zh", "project", tmp_path / "none.xlsx")[2]
    assert "There is no file" in call("--language", "en", "project", tmp_path / "none.xlsx")[2]


def test_a_target_without_a_figure_has_no_milestone(call, tmp_path):
    path = book(tmp_path / "a.xlsx", Targets=[*TARGETS, ["B", None, "GDP", 9, 2020, "完成省下达任务", 2025]])
    rows = json.loads(call("project", path, "--format", "json")[1])
    lines = [row for row in rows if row["region"] == "B"]
    assert lines
    assert all(row["milestone"] is None and row["target"] is None for row in lines)


def test_figures_past_what_a_number_holds_are_none_and_nobody_is_warned(call, tmp_path):
    path = book(
        tmp_path / "a.xlsx",
        Regions=REGIONS,
        Indicators=[["name", "code", "kind", "rollup"], ["GDP", "gdp", "level", "sum"]],
        Targets=[TARGETS[0], TARGETS[2], ["B", None, "GDP", 1e308, 2020, "9e307", 2025]],
        Scenarios=[["name"], ["S"]],
        Assumptions=[["scenario", "indicator", "method", "value"], ["S", "GDP", "growth", 1e308]],
    )
    code, out, _ = call("project", path, "--format", "json")
    rows = {(row["region"], row["year"]): row for row in json.loads(out, parse_constant=pytest.fail)}
    assert code == 0
    assert rows["A", 2025]["value"] is None
    assert rows["City", 2025]["value"] is None
    assert call("check", path)[0] == 0


def test_no_negative_zero_is_written(call, tmp_path):
    path = book(
        tmp_path / "a.xlsx",
        Indicators=[["name", "code", "kind", "direction"], ["排放", "co2", "level", "down"]],
        Targets=[TARGETS[0], ["City", None, "排放", 100, 2020, 80, 2025]],
    )
    rows = json.loads(call("project", path, "--format", "json")[1])
    assert not [row for row in rows if "-0.0" in (str(row["gap"]), str(row["attainment"]))]


def test_an_s_curve_that_cannot_be_is_an_error_at_its_ceiling(call, tmp_path):
    # A stands at 300 in 2020, so no curve below 200 nor one with half of 1000 in 2020 passes through it
    path = book(
        tmp_path / "a.xlsx",
        Regions=REGIONS,
        Targets=[*TARGETS, ["B", None, "GDP", 100, 2020, 150, 2025]],
        Scenarios=[["name", "parent"], ["S", None], ["T", "S"], ["U", "S"]],
        Assumptions=[
            ["scenario", "region", "indicator", "method", "value", "midpoint"],
            ["S", None, "GDP", "logistic", 200, 2023],
            ["S", "City", "GDP", "growth", 5, None],
            ["T", "A", "GDP", "logistic", 1000, 2020],
            ["U", "A", "GDP", "logistic", 1000, 2024],
        ],
    )
    code, out, _ = call("check", path, "--json", "--language", "en")
    problems = json.loads(out)["problems"]
    assert [(one["severity"], one["code"], one["sheet"], one["cell"], one["text"]) for one in problems] == [
        ("error", "logistic_impossible", "Assumptions", "E2", "200"),
        ("error", "logistic_impossible", "Assumptions", "E4", "1000"),
    ]
    assert "“A GDP” (300 in 2020; 1 such series)" in problems[0]["message"]
    assert code == 1
    rows = json.loads(call("project", path, "--format", "json", "--scenario", "S")[1])
    figures = {row["region"]: row["value"] for row in rows if row["year"] == 2023}
    # 200 / (1 + e^(-k (2023 - 2023))) = 100: half of the ceiling in the midpoint year
    assert (figures["A"], figures["B"]) == (None, pytest.approx(100))
