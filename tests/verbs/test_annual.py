"""The verb annual and its table, on a small workbook with a target of each kind."""

import json

import pytest

import npfdesk
from npfdesk.cli import main
from npfdesk.verbs.annual import FIELDS
from tests.yearly_workbook import written


@pytest.fixture
def book(tmp_path):
    return str(written(tmp_path / "a.xlsx"))


@pytest.fixture
def call(capsys, monkeypatch, book):
    """The verb within this process: exit code, standard output, standard error."""
    monkeypatch.setattr("npfdesk.cli._speak_utf8", lambda: None)

    def run(*arguments):
        code = main(["annual", book, *map(str, arguments)])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def test_in_json_by_hand(call):
    code, out, _ = call("--indicator", "gdp", "--json")
    answer = json.loads(out)
    assert code == 0
    assert list(answer) == list(FIELDS)
    assert (answer["indicator"], answer["region"], answer["rule"]) == ("地区生产总值", "云岭市", "growth")
    assert (answer["base"], answer["target"]) == (100, 161.051)
    assert answer["years"] == [2026, 2027, 2028, 2029, 2030]
    assert answer["values"] == pytest.approx([110, 121, 133.1, 146.41, 161.051])
    assert answer["values"][-1] == 161.051
    assert answer["growth"] == pytest.approx([10] * 5)


@pytest.mark.parametrize(
    ("indicator", "rule", "values"),
    [
        ("firms", "step", [101, 102, 103, 103, 103]),
        ("jobs", "step", [14] * 5),
        ("share", "growth", [51, 52, 53, 54, 55]),
        ("pace", "growth", [6] * 5),
        ("loss", "step", [1.6, 6.2, 10.8, 15.4, 20]),
    ],
)
def test_every_kind(call, indicator, rule, values):
    code, out, _ = call("--indicator", indicator, "--rule", rule, "--json")
    assert code == 0
    assert json.loads(out)["values"] == pytest.approx(values)


def test_a_factor_and_a_region(call):
    code, out, _ = call(
        "--indicator", "gdp", "--region", "East", "--rule", "front", "--factor", "2", "--json"
    )
    answer = json.loads(out)
    assert code == 0
    assert answer["region"] == "东县"
    # 16 : 8 : 4 : 2 : 1 of 10
    assert answer["values"] == pytest.approx([50 + 10 * part / 31 for part in (16, 24, 28, 30, 31)])


def test_in_words_of_both_languages(call):
    code, out, _ = call("--indicator", "gdp", "--rule", "back", "--language", "zh")
    assert code == 0
    assert "2025年 100.0 亿元 → 2030年 161.1 亿元 · 前慢后快（F = 1.2）" in out
    assert "超出以往最快" in out
    code, out, _ = call("--indicator", "jobs", "--language", "en")
    assert code == 0
    assert "70.0 万人 in all to 2030, 0.0 万人 done" in out
    code, out, _ = call("--indicator", "pace", "--language", "en")
    assert "6.00% a year on average" in out
    code, out, _ = call("--indicator", "share", "--language", "en")
    assert "moves in points" in out


def test_what_cannot_be_divided_is_told_by_the_exit_code(call):
    assert call("--indicator", "grain")[0] == 3
    code, out, err = call("--indicator", "loss", "--language", "en")
    assert (code, out) == (3, "")
    assert "Choose “equal steps” instead" in err
    # the path of the firms is held, and has no shape
    assert call("--indicator", "firms", "--rule", "path")[0] == 3
    assert call("--indicator", "jobs", "--region", "东县")[0] == 2
    assert call("--indicator", "nothing")[0] == 2
    assert call("--indicator", "gdp", "--rule", "front", "--factor", "0")[0] == 2
    assert call("--indicator", "gdp", "--rule", "front", "--factor", "much")[0] == 2
    assert call("--indicator", "gdp", "--scenario", "none")[0] == 2


def test_as_a_table(book):
    plan = npfdesk.read(book)
    table = npfdesk.annual(plan, "gdp", rule="step")
    assert table["value"].tolist() == pytest.approx([100 + 61.051 * part / 5 for part in range(1, 6)])
    # 95 to 100 is 5.26 %, the fastest there was
    assert table["plausible"].tolist() == pytest.approx([100 * 5 / 95] * 5)
    assert table["impossible"].all()
    assert table.attrs["base"] == 100
    assert table.attrs["done"] is None
    assert table.attrs["units"]["value"] == "亿元"
    assert [one["code"] for one in table.attrs["remarks"]] == ["yearly_too_fast"]
    rates = npfdesk.annual(plan, "pace")
    assert rates.attrs["measure"] == "growth"
    assert rates.attrs["units"]["value"] == "%"
    with pytest.raises(npfdesk.Refused):
        npfdesk.annual(plan, "gdp", rule="none")
