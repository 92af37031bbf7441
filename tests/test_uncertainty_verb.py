"""The verb `uncertainty`, as cli.md words it."""

import json
import math
import sys

import pytest
from openpyxl import Workbook

from npfdesk.cli import main
from npfdesk.locations import sample_workbook
from tests.test_cli import call

SAMPLE = str(sample_workbook())


def write(path, sheets):
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)


@pytest.fixture
def book(tmp_path):
    """A synthetic plan of two regions: a's growth has a range, b's has not."""
    path = tmp_path / "plan.xlsx"
    write(
        path,
        {
            "Plan": [
                ["key", "value"],
                ["city", "City"],
                ["base year", 2020],
                ["target year", 2025],
                ["horizon", 2026],
            ],
            "Regions": [["name", "parent"], ["City", None], ["A", "City"], ["B", "City"]],
            "Indicators": [["name", "unit", "kind"], ["Output", "亿元", "level"], ["Share", "%", "ratio"]],
            "Targets": [
                ["region", "indicator", "base", "target"],
                ["City", "Output", 200, "260以上"],
                ["A", "Output", 100, "126以上"],
                ["B", "Output", 100, "126以上"],
                ["A", "Share", 30, "完成省下达任务"],
            ],
            "Data": [["region", "indicator", 2020], ["B", "Share", None]],
            "Scenarios": [["name"], ["S"], ["Empty"]],
            "Assumptions": [
                ["scenario", "region", "indicator", "method", "value", "low", "high"],
                ["S", "A", "Output", "growth", 5, 2, 8],
                ["S", "B", "Output", "growth", 5, None, None],
                ["S", "A", "Share", "hold", None, 1, 2],
            ],
        },
    )
    return str(path)


def strict(text):
    def refuse(constant):
        raise AssertionError(constant)

    return json.loads(text, parse_constant=refuse)


def test_json_has_the_form_of_the_contract(book, capsys):
    assert main(["uncertainty", book, "--scenario", "S", "--draws", "2000", "--seed", "9", "--json"]) == 0
    told = capsys.readouterr()
    answer = strict(told.out)
    assert list(answer) == ["scenario", "draws", "seed", "series"]
    assert (answer["scenario"], answer["draws"], answer["seed"]) == ("S", 2000, 9)
    series = {(one["region"], one["indicator"]): one for one in answer["series"]}
    assert list(answer["series"][0]) == [
        "region", "industry", "indicator", "years", "p5", "p25", "p50", "p75", "p95", "chance",
    ]  # fmt: skip
    a, b = series["A", "Output"], series["B", "Output"]
    assert a["years"] == list(range(2020, 2027))
    assert a["p5"][0] == a["p95"][0] == 100
    # triangular 2, 5, 8: the 5 % point is 2 + sqrt(0.05 x 6 x 3) = 2.9487; 100 x 1.029487^5 = 115.6389
    assert a["p5"][5] == pytest.approx(115.64, abs=0.4)
    assert a["p50"][5] == pytest.approx(100 * 1.05**5, abs=0.3)
    assert b["p5"] == b["p25"] == b["p50"] == b["p75"] == b["p95"]
    assert b["p50"][5] == pytest.approx(127.628, abs=0.001)
    assert b["chance"] == 1.0
    # 126 = 100 (1 + g)^5 at g = 4.7294: P(below) = 2.7294^2 / (6 x 3) = 0.41386
    assert a["chance"] == pytest.approx(1 - 0.41386, abs=0.03)
    assert series["A", "Share"]["chance"] is None
    assert series["B", "Share"]["chance"] is None
    assert series["B", "Share"]["p50"] == [None] * 7
    assert "A · Share" in told.err


def test_the_same_seed_gives_the_same_answer_and_another_another(book, capsys):
    def run(*more):
        assert main(["uncertainty", book, "--scenario", "s", "--json", *more]) == 0
        return strict(capsys.readouterr().out)

    plain = run()
    assert (plain["draws"], plain["seed"]) == (10_000, 1)
    assert run("--seed", "1") == plain
    assert run("--seed", "2")["series"] != plain["series"]
    normal = run("--shape", "normal", "--sampling", "sobol", "--correlation", "0.5")
    place = next(at for at, one in enumerate(normal["series"]) if one["region"] == "A")
    # low and high are 5 and 95 % of the normal: 100 x 1.02^5 and 100 x 1.08^5
    assert normal["series"][place]["p5"][5] == pytest.approx(100 * 1.02**5, abs=0.1)
    assert normal["series"][place]["p95"][5] == pytest.approx(100 * 1.08**5, abs=0.1)


def test_who_computes_changes_no_digit_and_who_cannot_is_told(book, capsys, monkeypatch):
    def run(*more):
        code = main(
            ["uncertainty", book, "--scenario", "S", "--draws", "1500", "--json", "--language", "en", *more]
        )
        return code, capsys.readouterr()

    code, alone = run("--workers", "1")
    assert code == 0
    assert run("--workers", "3")[1].out == alone.out == run()[1].out
    for more, told in (
        (("--workers", "0"), "number of workers"),
        (("--cluster", "plan.xlsx"), "“plan.xlsx” is no address of a cluster"),
    ):
        code, said = run(*more)
        assert (code, said.out) == (2, "")
        assert told in said.err
    monkeypatch.setitem(sys.modules, "distributed", None)
    code, said = run("--cluster")
    assert (code, said.out) == (2, "")
    assert 'pip install "npfdesk[cluster]"' in said.err


def test_a_table_for_people_and_a_word_where_nothing_varies(book, capsys):
    assert main(["uncertainty", book, "--scenario", "Empty", "--draws", "10", "--language", "en"]) == 0
    told = capsys.readouterr()
    assert "every path is certain" in told.err
    assert "City\t\tOutput\t2025\t200\t200\t200\t200\t200\t0.0%" in told.out
    assert main(["uncertainty", book, "--scenario", "S", "--draws", "10", "--language", "zh"]) == 0
    assert "达标概率" in capsys.readouterr().out


@pytest.mark.parametrize(
    "more",
    [
        ("--scenario", "nobody"),
        ("--scenario", "S", "--draws", "0"),
        ("--scenario", "S", "--draws", "1000001"),
        ("--scenario", "S", "--seed=-1"),
        ("--scenario", "S", "--correlation", "1.1"),
        ("--scenario", "S", "--correlation", "nan"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_reason(book, capsys, more):
    assert main(["uncertainty", book, *more, "--language", "en"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "S and Empty" in told.err or "between" in told.err


def test_a_file_that_cannot_be_read_is_refused(tmp_path, capsys):
    assert main(["uncertainty", str(tmp_path / "none.xlsx"), "--scenario", "S"]) == 2
    assert capsys.readouterr().out == ""


def test_errors_in_the_content_are_told_and_the_sound_part_is_drawn(tmp_path, capsys):
    path = tmp_path / "plan.xlsx"
    write(
        path,
        {
            "Targets": [
                ["region", "indicator", "base", "target"],
                ["A", "x", 100, "120"],
                ["A", "y", 100, "what"],
            ],
            "Scenarios": [["name"], ["S"]],
            "Assumptions": [
                ["scenario", "indicator", "method", "value", "low", "high"],
                ["S", "x", "growth", 5, 4, 6],
            ],
        },
    )
    assert (
        main(["uncertainty", str(path), "--scenario", "S", "--draws", "100", "--json", "--language", "en"])
        == 0
    )
    told = capsys.readouterr()
    assert "[error]" in told.err
    assert all(math.isfinite(one["p50"][-1]) for one in strict(told.out)["series"] if one["indicator"] == "x")


def test_the_verb_runs_in_a_process_without_qt():
    done = call("uncertainty", SAMPLE, "--scenario", "惯性", "--draws", "500", "--json")
    assert done.returncode == 0, done.stderr
    answer = strict(done.stdout)
    assert len(answer["series"]) == 68
    assert done.stderr == ""


def test_more_parameters_than_sobol_knows_are_refused(book, capsys, monkeypatch):
    monkeypatch.setattr("npfdesk.frames.uncertainty.SOBOL_LIMIT", 0)
    assert main(["uncertainty", book, "--scenario", "S", "--sampling", "sobol", "--language", "en"]) == 2
    assert "antithetic" in capsys.readouterr().err


def test_on_a_terminal_it_tells_how_far_it_is(book, capsys, monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert main(["uncertainty", book, "--scenario", "S", "--draws", "100", "--json"]) == 0
    told = capsys.readouterr()
    assert "%" in told.err
    assert told.err.endswith("\r     \r")
    strict(told.out)
