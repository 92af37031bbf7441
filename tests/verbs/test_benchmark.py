"""The verb benchmark and its table, on a small workbook with yardsticks."""

import json

import pytest

import npfdesk
from npfdesk.cli import main
from npfdesk.verbs.benchmark import FIELDS
from tests.benchmark_workbook import SHEETS, written


@pytest.fixture
def book(tmp_path):
    return str(written(tmp_path / "a.xlsx"))


@pytest.fixture
def call(capsys, monkeypatch):
    """A verb within this process: exit code, standard output, standard error."""
    monkeypatch.setattr("npfdesk.cli._speak_utf8", lambda: None)

    def run(*arguments):
        code = main([str(one) for one in arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def test_in_json_by_hand(call, book):
    code, out, _ = call(
        "benchmark",
        book,
        "--region",
        "云岭市",
        "--indicator",
        "share",
        "--against",
        "全省",
        "--growth",
        "0.4",
        "--json",
    )
    answer = json.loads(out)
    assert code == 0
    assert list(answer) == list(FIELDS)
    # 51 + 5 · 0.4 = 53, one point more, from 50 in five years; the scenario steps 0.6
    assert answer["relation"] == "stated"
    assert (answer["year"], answer["against_region"]) == (2030, "全省")
    assert answer["level"] == pytest.approx(53.0)
    assert answer["needed"] == pytest.approx(54.0)
    assert answer["required"] == pytest.approx(0.8)
    assert answer["present"] == pytest.approx(53.0)
    assert answer["gap"] == pytest.approx(1.0)
    assert answer["matched"] == pytest.approx(0.2)


def test_in_words_of_both_languages(call, book):
    asked = ("benchmark", book, "--region", "云岭市", "--indicator", "income", "--growth", "6")
    code, out, _ = call(*asked, "--language", "zh")
    assert code == 0
    assert "若地区生产总值年均增长 6.00" in out
    assert "53,529" in out
    code, out, _ = call(*asked, "--language", "en")
    assert "If 地区生产总值 grows by 6.00" in out


def test_another_city_and_another_relation(call, book):
    code, out, _ = call(
        "benchmark",
        book,
        "--region",
        "city",
        "--indicator",
        "share",
        "--against",
        "临江市",
        "--relation",
        "level",
        "--json",
    )
    answer = json.loads(out)
    assert code == 0
    # its own past: (53.5 - 52) / 3 = 0.5 a year
    assert answer["growth"] == pytest.approx(0.5)
    assert answer["needed"] == pytest.approx(56.0)
    assert answer["text"] == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ("--region", "火星", "--indicator", "share"),
        ("--region", "云岭市", "--indicator", "share", "--against", "西县"),
        ("--region", "云岭市", "--indicator", "share", "--against", "临江市", "--relation", "stated"),
        ("--region", "云岭市", "--indicator", "share", "--growth", "多"),
    ],
)
def test_what_has_no_sense_is_refused(call, book, arguments):
    code, out, err = call("benchmark", book, *arguments)
    assert (code, out) == (2, "")
    assert err


def test_a_fall_of_all_is_no_pace(call, book):
    code, _, _ = call("benchmark", book, "--region", "云岭市", "--indicator", "income", "--growth=-150")
    assert code == 3


def test_words_that_name_no_series_are_told_by_their_cell(tmp_path, call):
    rows = [*SHEETS["目标"], ("东县", "服务业增加值占比", "", "高于全国平均", 2030)]
    plan = npfdesk.read(written(tmp_path / "b.xlsx", 目标=rows))
    assert [(one.code, one.cell) for one in plan.problems] == [("reference_unknown", "D8")]


def test_a_yardstick_is_counted_nowhere(book):
    plan = npfdesk.read(book)
    assert plan.status == "ok", plan.problems
    split = npfdesk.allocate(plan, "gdp", total=260)
    assert list(split["region"]) == ["东县", "西县"]
    paths = npfdesk.project(plan)
    of = paths[(paths["code"] == "gdp") & (paths["year"] == 2026)].set_index("region")["value"]
    # the row for all regions does not reach the province
    assert of["全省"] == 9000
    assert of["东县"] == pytest.approx(120 * 1.06)
