"""Every table of the face is tidy, and says to the last bit what the verb of its name says in JSON."""

import copy
import json
import math
import pickle

import numpy as np
import pandas as pd
import pytest

import npfdesk
from npfdesk.cli import main
from npfdesk.frames.tables import tidy
from npfdesk.plan.problems import Problem, warning
from tests.frames.asked import ASKED, SAMPLE, sample, table_of


def said(capsys, *arguments):
    """What a verb says in JSON."""
    assert main([*arguments, "--language", "en"]) == 0
    return json.loads(capsys.readouterr().out)


def same(figures, told):
    """To the last bit: no figure in the one is null in the other."""
    assert [None if pd.isna(one) else one for one in figures] == list(told)


@pytest.mark.parametrize("name", ASKED)
def test_every_table_is_tidy(name):
    table = table_of(name)
    assert type(table) is pd.DataFrame
    assert list(table.index) == list(range(len(table)))
    assert table.columns.is_unique
    figures = [one for one in table.columns if pd.api.types.is_float_dtype(table[one].dtype)]
    assert set(figures) <= set(table.attrs["units"])
    assert not np.isinf(table[figures].to_numpy()).any()
    # copies, files and concatenations carry what is known about a table
    assert copy.deepcopy(table.attrs) == table.attrs == table.head(1).attrs
    json.dumps(table.attrs, allow_nan=False)
    assert pickle.loads(pickle.dumps(table)).attrs == table.attrs


def test_a_projection_is_that_of_the_verb(capsys):
    rows = said(capsys, "project", SAMPLE, "--format", "json")
    table = table_of("project")
    assert list(table.columns) == list(rows[0])
    assert len(table) == len(rows) == 3 * 68 * 17
    for name in table.columns:
        same(table[name], [row[name] for row in rows])
    one = npfdesk.project(sample(), scenario="攻坚")
    assert set(one["scenario"]) == {"攻坚"}
    pd.testing.assert_frame_equal(one, table[table["scenario"] == "攻坚"].reset_index(drop=True))
    wide = one[one["code"] == "output"].pivot(index=["region", "industry"], columns="year", values="value")
    assert wide.loc[("金华市", ""), 2020] == 4453


def test_a_parameter_sought_is_that_of_the_verb(capsys):
    asked = ("--scenario", "惯性", "--region", "永康市", "--indicator", "output")
    told = said(capsys, "seek", SAMPLE, *asked, "--json")
    (row,) = table_of("seek").to_dict("records")
    assert {name: row[name] for name in told} == told
    # the plan's own figures: 799.7 → 1200 in five years
    assert row["value"] == pytest.approx(((1200 / 799.7) ** 0.2 - 1) * 100)
    assert (row["unit"], row["year"], table_of("seek").attrs["units"]["value"]) == ("亿元", 2025, "% a year")
    (stepped,) = npfdesk.seek(sample(), "惯性", "永康市", "output", by="step", within=(0, "10亿元"))[
        "reached"
    ]
    assert not stepped


def test_a_series_without_a_parameter_of_its_own_is_an_answer_with_a_remark():
    table = npfdesk.seek(sample(), "惯性", "金华市", "va_share")
    (row,) = table.to_dict("records")
    assert (row["reached"], np.isnan(row["value"]), np.isfinite(row["projected"])) == (False, True, True)
    (told,) = table.attrs["remarks"]
    assert (told["code"], told["severity"]) == ("seek_computed", "error")
    assert "公式" in told["zh"]


def test_shares_are_those_of_the_verb_and_figures_may_be_words(capsys):
    told = said(capsys, "allocate", SAMPLE, "--indicator", "output", "--json")
    table = table_of("allocate")
    for name in ("region", "base", "target", "value", "growth", "held"):
        same(table[name], [one[name] for one in told["shares"]])
    assert [table.attrs[name] for name in ("total", "rule", "sum")] == [
        told["total"],
        told["rule"],
        told["sum"],
    ]
    bound = npfdesk.allocate(
        sample(), "output", total="0.8万", hold={"yongkang": "1200亿元"}, cap={"义乌市": 900}
    )
    by = bound.set_index("region")
    assert math.fsum(bound["value"]) == bound.attrs["sum"] == 8000
    assert (by.at["永康市", "value"], by.at["永康市", "held"], by.at["义乌市", "bound"]) == (
        1200,
        True,
        "cap",
    )
    left = npfdesk.allocate(sample(), "firms", rule="capacity", weight="tax_per_mu")
    assert left.loc[left["value"].isna(), "region"].tolist() == ["开发区"]
    assert left.attrs["remarks"][0]["code"] == "allocation_left_out"
    assert isinstance(npfdesk.allocate(sample(), "output", rule="catch-up").attrs["factor"], float)


def test_percentiles_are_those_of_the_verb(capsys):
    told = said(capsys, "uncertainty", SAMPLE, "--scenario", "惯性", "--draws", "100", "--json")
    table = table_of("uncertainty")
    for place, one in enumerate(told["series"]):
        part = table.iloc[place * 17 : (place + 1) * 17]
        assert part["year"].tolist() == one["years"]
        for name in ("p5", "p25", "p50", "p75", "p95"):
            same(part[name], one[name])
        same(part["chance"], [one["chance"]] * 17)
    assert table["target_year"].dropna().unique().tolist() == [2025]
    assert (table.attrs["draws"], table.attrs["seed"]) == (100, 1)


def test_an_index_is_that_of_the_verb(capsys):
    told = said(capsys, "index", SAMPLE, "--indicators", "output,tax_per_mu", "--json")
    table = table_of("index")
    assert len(table) == 10 * 2
    for code, part in table.groupby("code"):
        there = part[part["rank"].notna()]
        assert there["weight"].unique().tolist() == [told["weights"][code]]
        for name in ("region", "score", "topsis", "rank"):
            same(there[name], [one[name] for one in told["scores"]])
        same(there["obstacle"], [one["obstacles"][code] for one in told["scores"]])
    out = table[table["rank"].isna()]
    assert out["region"].unique().tolist() == ["开发区"]
    assert out["score"].isna().all()
    assert [one["code"] for one in table.attrs["remarks"]] == ["region_left_out"]


def test_measures_of_disparity_are_those_of_the_verb(capsys):
    told = said(capsys, "disparity", SAMPLE, "--indicator", "output", "--of", "target", "--json")
    table = npfdesk.disparity(sample(), "output", of="target")
    same(table["year"], told.pop("years"))
    assert table["of"].tolist() == ["path"] * (len(table) - 1) + ["target"]
    for name, figures in told.items():
        same(table[name], figures)
    nothing = npfdesk.disparity(sample(), "gdp")
    assert (len(nothing), nothing["year"].dtype, nothing["cv"].dtype) == (0, "int64", "float64")
    assert nothing.attrs["remarks"][0]["code"] == "no_figures"


def test_a_forecast_is_that_of_the_verb(capsys):
    told = said(capsys, "forecast", SAMPLE, "--region", "金华市", "--indicator", "gdp", "--json")
    table = table_of("forecast")
    ahead = table[table["origin"] == "forecast"]
    same(ahead["year"], told["years"])
    same(ahead["value"], told["values"])
    past = table[table["origin"] == "observed"]
    same(past["value"], told["diagnostics"]["past"])
    same(past["fitted"], told["diagnostics"]["fitted"])
    assert table.attrs["mape"] == told["diagnostics"]["mape"]
    assert table.attrs["remarks"][0]["code"] == "forecast_not_trusted"


def test_what_is_past_a_number_is_no_figure_and_remarks_are_plain():
    odd = warning("odd", "怪：{text}", "odd: {text}")
    made = tidy(
        [{"b": np.inf, "a": 1}, {"a": 2, "b": -np.inf}],
        ("a", "b"),
        {"b": "%"},
        [Problem(odd, "目标", "A1", "=1")],
        rule="pace",
    )
    assert (list(made.columns), made["a"].tolist(), made["b"].isna().all()) == (["a", "b"], [1, 2], True)
    assert made.attrs == {
        "units": {"b": "%"},
        "remarks": [
            {
                "severity": "warning",
                "code": "odd",
                "sheet": "目标",
                "cell": "A1",
                "text": "=1",
                "zh": "怪：=1",
                "en": "odd: =1",
            }
        ],
        "rule": "pace",
    }
