"""`npfdesk project` and `check` against the contract's words, over plans that nobody has seen (all synthetic)."""

import csv
import io
import json
import math
from pathlib import Path
from typing import Any

import pytest

from npfdesk.cli import main
from tests.contract.judged import judged, outcome, pace, schedule
from tests.contract.oracle import Oracle
from tests.contract.workbooks import invented, written

COLUMNS = [
    "scenario", "region", "industry", "indicator", "code", "unit", "year", "value", "origin", "rollup", "target",
    "milestone", "gap", "attainment", "required", "status", "cumulative",
]  # fmt: skip


def close(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)


def asked(capsys: pytest.CaptureFixture[str], *arguments: object) -> Any:
    assert main([str(one) for one in arguments]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("seed", range(6))
def test_every_figure_is_what_the_contract_says(
    seed: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = invented(seed)
    path = written(plan, tmp_path / "云城.xlsx", seed)
    rows = asked(capsys, "project", path, "--format", "json")
    assert all(list(row) == COLUMNS for row in rows)
    found = {(r["scenario"], r["region"], r["industry"], r["indicator"], r["year"]): r for r in rows}
    assert len(found) == len(rows)
    expected = 0
    for scenario in plan["scenarios"]:
        oracle = Oracle(plan, scenario["name"])
        for series in oracle.all_series():
            for year in oracle.years:
                row = found[(scenario["name"], *series, year)]
                figures = {
                    "value": oracle.value(series, year),
                    "rollup": oracle.rollup(series, year),
                    **judged(oracle, series, year),
                }
                off = {key: (row[key], one) for key, one in figures.items() if not close(row[key], one)}
                assert not off, (series, year, off)
                assert row["origin"] == oracle.origin(series, year), (series, year)
                assert row["status"] == pace(oracle, series, year), (series, year)
                expected += 1
    assert expected == len(rows)


@pytest.mark.parametrize("seed", range(6, 12))
def test_what_check_says_of_every_target(
    seed: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = invented(seed)
    said = asked(capsys, "check", written(plan, tmp_path / "plan.xlsx", seed), "--json")
    # a sheet of somebody's own with figures is told, and nothing else
    # and rows whose method has nothing to continue by, with what their paths run into
    pathless = {"target_without_figure", "trend_too_short", "rollup_empty", "share_past_whole"}
    told = {(one["code"], one["sheet"]) for one in said["problems"] if one["code"] not in pathless}
    assert (said["form"], told - {("unread_sheet", "随便"), ("unread_sheet", "Scratch")}) == (
        "canonical",
        set(),
    )
    counts = said["plan"]
    for name in ("regions", "industries", "indicators", "targets", "scenarios"):
        assert counts[name] == len(plan[name])
    assert counts["series"] == len(Oracle(plan, "基准").all_series())
    assert counts["names"]["regions"] == [row["name"] for row in plan["regions"]]
    for target, cell in zip(plan["targets"], said["targets"], strict=True):
        assert [cell[key] for key in ("region", "industry", "indicator", "target_year")] == [
            target["region"], target["industry"], target["indicator"], target["year"]
        ]  # fmt: skip
        measure = target.get("measure", "level")
        if measure == "level":
            assert cell["kind"] == target["kind"]
            assert close(cell["level"], target["figure"]), (target, cell)
        else:
            assert (cell["measure"], cell["level"]) == (measure, None), (target, cell)
        if measure == "level" and cell["measure"] == "growth":
            # the figures of a growth are in %, as it is worded
            assert f"{cell['value']:g}%" in target["text"]
        else:
            for key, figure in (("value", "figure"), ("low", "low"), ("high", "high")):
                assert close(cell[key], target[figure]), (target, cell)
        assert cell["text"] == target["text"].strip()


def test_csv_has_the_columns_and_figures_of_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(invented(20), tmp_path / "plan.xlsx", 20)
    rows = asked(capsys, "project", path, "--format", "json", "--scenario", "冲刺")
    assert main(["project", str(path), "--scenario", "冲刺"]) == 0
    table = list(csv.DictReader(io.StringIO(capsys.readouterr().out.removeprefix("\ufeff"))))
    assert [list(line) for line in table] == [COLUMNS] * len(rows)
    for line, row in zip(table, rows, strict=True):
        for column, text in line.items():
            figure = row[column]
            assert text == ("" if figure is None else str(figure))


@pytest.mark.parametrize(("rule", "colour"), [("outcome", outcome), ("schedule", schedule)])
@pytest.mark.parametrize("seed", [30, 31])
def test_the_other_two_rules(
    seed: int, rule: str, colour: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = {**invented(seed), "rule": rule}
    rows = asked(capsys, "project", written(plan, tmp_path / "plan.xlsx", seed), "--format", "json")
    oracles = {row["name"]: Oracle(plan, row["name"]) for row in plan["scenarios"]}
    for row in rows:
        series = (row["region"], row["industry"], row["indicator"])
        assert row["status"] == colour(oracles[row["scenario"]], series, row["year"]), row
