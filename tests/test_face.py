"""The Python face: what a script relies on, column by column; its help page, its docstrings and the README's lines."""

import contextlib
import copy
import inspect
import json
import math
import os
import pickle
import re
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

import npfdesk
from npfdesk.cli import main
from npfdesk.locations import resources_folder, sample_workbook
from tests.test_floors import ROOT
from tests.verbs.test_analysing import DATA, INDICATORS, REGIONS
from tests.workbook.books import TARGETS, write

SAMPLE = str(sample_workbook())
FUNCTIONS = [name for name in npfdesk.__all__ if inspect.isfunction(getattr(npfdesk, name))]
ASKED = {
    "project": (),
    "seek": ("惯性", "永康市", "output"),
    "allocate": ("output",),
    "uncertainty": ("惯性", 100),
    "index": (["output", "tax_per_mu"],),
    "disparity": ("output",),
    "forecast": ("金华市", "gdp"),
}


@pytest.fixture(scope="module")
def plan():
    return npfdesk.read(SAMPLE)


@pytest.fixture(scope="module")
def tables(plan):
    return {name: getattr(npfdesk, name)(plan, *asked) for name, asked in ASKED.items()}


def said(capsys, *arguments):
    """What a verb says in JSON."""
    assert main([*arguments, "--language", "en"]) == 0
    return json.loads(capsys.readouterr().out)


def same(figures, told):
    """To the last bit: no figure in the one is null in the other."""
    assert [None if pd.isna(one) else one for one in figures] == list(told)


def test_the_functions_are_those_of_the_verbs():
    assert set(FUNCTIONS) == {"read", *ASKED}


@pytest.mark.parametrize("name", ASKED)
def test_every_table_is_tidy(tables, name):
    table = tables[name]
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


def test_a_projection_is_that_of_the_verb(plan, tables, capsys):
    rows = said(capsys, "project", SAMPLE, "--format", "json")
    table = tables["project"]
    assert list(table.columns) == list(rows[0])
    assert len(table) == len(rows) == 3 * 68 * 17
    for name in table.columns:
        same(table[name], [row[name] for row in rows])
    one = npfdesk.project(plan, scenario="攻坚")
    assert set(one["scenario"]) == {"攻坚"}
    pd.testing.assert_frame_equal(one, table[table["scenario"] == "攻坚"].reset_index(drop=True))
    wide = one[one["code"] == "output"].pivot(index=["region", "industry"], columns="year", values="value")
    assert wide.loc[("金华市", ""), 2020] == 4453


def test_a_parameter_sought_is_that_of_the_verb(plan, tables, capsys):
    asked = ("--scenario", "惯性", "--region", "永康市", "--indicator", "output")
    told = said(capsys, "seek", SAMPLE, *asked, "--json")
    (row,) = tables["seek"].to_dict("records")
    assert {name: row[name] for name in told} == told
    # the plan's own figures: 799.7 → 1200 in five years
    assert row["value"] == pytest.approx(((1200 / 799.7) ** 0.2 - 1) * 100)
    assert (row["unit"], row["year"], tables["seek"].attrs["units"]["value"]) == ("亿元", 2025, "% a year")
    (stepped,) = npfdesk.seek(plan, "惯性", "永康市", "output", by="step", within=(0, "10亿元"))["reached"]
    assert not stepped


def test_a_series_without_a_parameter_of_its_own_is_an_answer_with_a_remark(plan):
    table = npfdesk.seek(plan, "惯性", "金华市", "va_share")
    (row,) = table.to_dict("records")
    assert (row["reached"], np.isnan(row["value"]), np.isfinite(row["projected"])) == (False, True, True)
    (told,) = table.attrs["remarks"]
    assert (told["code"], told["severity"]) == ("seek_computed", "error")
    assert "公式" in told["zh"]


def test_shares_are_those_of_the_verb_and_figures_may_be_words(plan, tables, capsys):
    told = said(capsys, "allocate", SAMPLE, "--indicator", "output", "--json")
    table = tables["allocate"]
    for name in ("region", "base", "target", "value", "growth", "held"):
        same(table[name], [one[name] for one in told["shares"]])
    assert [table.attrs[name] for name in ("total", "rule", "sum")] == [
        told["total"],
        told["rule"],
        told["sum"],
    ]
    bound = npfdesk.allocate(
        plan, "output", total="0.8万", hold={"yongkang": "1200亿元"}, cap={"义乌市": 900}
    )
    by = bound.set_index("region")
    assert math.fsum(bound["value"]) == bound.attrs["sum"] == 8000
    assert (by.at["永康市", "value"], by.at["永康市", "held"], by.at["义乌市", "bound"]) == (
        1200,
        True,
        "cap",
    )
    left = npfdesk.allocate(plan, "firms", rule="capacity", weight="tax_per_mu")
    assert left.loc[left["value"].isna(), "region"].tolist() == ["开发区"]
    assert left.attrs["remarks"][0]["code"] == "allocation_left_out"
    assert isinstance(npfdesk.allocate(plan, "output", rule="catch-up").attrs["factor"], float)


def test_percentiles_are_those_of_the_verb(tables, capsys):
    told = said(capsys, "uncertainty", SAMPLE, "--scenario", "惯性", "--draws", "100", "--json")
    table = tables["uncertainty"]
    for place, one in enumerate(told["series"]):
        part = table.iloc[place * 17 : (place + 1) * 17]
        assert part["year"].tolist() == one["years"]
        for name in ("p5", "p25", "p50", "p75", "p95"):
            same(part[name], one[name])
        same(part["chance"], [one["chance"]] * 17)
    assert table["target_year"].dropna().unique().tolist() == [2025]
    assert (table.attrs["draws"], table.attrs["seed"]) == (100, 1)


def test_an_index_is_that_of_the_verb(tables, capsys):
    told = said(capsys, "index", SAMPLE, "--indicators", "output,tax_per_mu", "--json")
    table = tables["index"]
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


def test_measures_of_disparity_are_those_of_the_verb(plan, capsys):
    told = said(capsys, "disparity", SAMPLE, "--indicator", "output", "--of", "target", "--json")
    table = npfdesk.disparity(plan, "output", of="target")
    same(table["year"], told.pop("years"))
    assert table["of"].tolist() == ["path"] * (len(table) - 1) + ["target"]
    for name, figures in told.items():
        same(table[name], figures)
    nothing = npfdesk.disparity(plan, "gdp")
    assert (len(nothing), nothing["year"].dtype, nothing["cv"].dtype) == (0, "int64", "float64")
    assert nothing.attrs["remarks"][0]["code"] == "no_figures"


def test_a_forecast_is_that_of_the_verb(tables, capsys):
    told = said(capsys, "forecast", SAMPLE, "--region", "金华市", "--indicator", "gdp", "--json")
    table = tables["forecast"]
    ahead = table[table["origin"] == "forecast"]
    same(ahead["year"], told["years"])
    same(ahead["value"], told["values"])
    past = table[table["origin"] == "observed"]
    same(past["value"], told["diagnostics"]["past"])
    same(past["fitted"], told["diagnostics"]["fitted"])
    assert table.attrs["mape"] == told["diagnostics"]["mape"]
    assert table.attrs["remarks"][0]["code"] == "forecast_not_trusted"


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        (lambda plan: npfdesk.project(plan, scenario="梦想"), "unknown_scenario_asked"),
        (lambda plan: npfdesk.seek(plan, "惯性", "火星", "output"), "not_there"),
        (lambda plan: npfdesk.seek(plan, "惯性", "永康市", "gdp"), "no_series"),
        (lambda plan: npfdesk.seek(plan, "惯性", "金华市", "gdp"), "seek_no_target"),
        (lambda plan: npfdesk.seek(plan, "惯性", "永康市", "output", within=(5, 1)), "seek_bad_bounds"),
        (
            lambda plan: npfdesk.allocate(plan, "output", hold={"永康市": 9000}),
            "allocation_total_out_of_bounds",
        ),
        (lambda plan: npfdesk.allocate(plan, "output", cap={"永康市": 1, "yongkang": 2}), "said_twice"),
        (lambda plan: npfdesk.allocate(plan, "output", cap={"金华市": 1}), "not_a_child"),
        (lambda plan: npfdesk.allocate(plan, "output", rule="fair"), "no_such_choice"),
        (lambda plan: npfdesk.uncertainty(plan, "惯性", draws=0), "draws_out_of_range"),
        (lambda plan: npfdesk.uncertainty(plan, "惯性", 10, correlation=float("nan")), "draws_out_of_range"),
        (lambda plan: npfdesk.index(plan, []), "no_indicators"),
        (lambda plan: npfdesk.index(plan, ["output"], year=1900), "year_outside"),
        (lambda plan: npfdesk.disparity(plan, "无"), "not_there"),
        (lambda plan: npfdesk.forecast(plan, "金华市", "output", "holt"), "forecast_too_few_points"),
        (lambda plan: npfdesk.forecast(plan, "金华市", "gdp", "stars"), "no_such_choice"),
        (lambda _: npfdesk.read("无此.xlsx"), "no_file"),
    ],
)
def test_a_users_mistake_is_one_exception_with_what_to_do(plan, ask, code):
    with pytest.raises(npfdesk.Refused) as caught:
        ask(plan)
    problem = caught.value.problem
    assert problem.code == code
    for spoken in ("zh", "en"):
        assert problem.message(spoken)
        assert problem.message(spoken) in str(caught.value)


def test_a_plan_with_errors_is_read_as_far_as_it_is_sound(tmp_path):
    bad = write(tmp_path / "a.xlsx", 目标=[*TARGETS, ["不在", None, "产值", 1, 2020, 2, 2025]])
    plan = npfdesk.read(bad)
    assert plan.status == "errors"
    assert [(one.code, one.sheet, one.cell) for one in plan.problems] == [("unknown_region", "目标", "A4")]
    assert len(npfdesk.project(plan))
    with pytest.raises(npfdesk.Refused, match="Targets") as caught:
        npfdesk.read(write(tmp_path / "b.xlsx", 目标=None, 说明=[["无"]]))
    assert caught.value.problems[-1].code == "no_targets"


def test_a_missing_figure_is_nan_and_never_nought(tmp_path):
    targets = [["地区", "指标", "目标值", "目标年"], ["甲", "产值", 4, 2025]]
    plan = npfdesk.read(write(tmp_path / "a.xlsx", 地区=REGIONS, 指标=INDICATORS, 数据=DATA, 目标=targets))
    table = npfdesk.project(plan)
    row = table[(table["region"] == "丙") & (table["code"] == "output") & (table["year"] == 2019)]
    assert row["value"].isna().all()
    assert not (table["value"] == 0).any()


def test_what_a_refusal_needs():
    with pytest.raises(ValueError, match="reason"):
        npfdesk.Refused()


def test_everything_works_where_qt_cannot_be_loaded():
    calls = "\n".join(f"assert len(npfdesk.{name}(plan, *{asked!r}))" for name, asked in ASKED.items())
    code = (
        "import sys\n"
        "sys.modules.update(dict.fromkeys(('PySide6', 'shiboken6', 'pyqtgraph')))\n"
        f"import npfdesk\nplan = npfdesk.read({SAMPLE!r})\n{calls}"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def signature(name):
    """A function of the face as it is called: names and defaults."""
    parameters = inspect.signature(getattr(npfdesk, name)).parameters.values()
    bare = [one.replace(annotation=inspect.Parameter.empty) for one in parameters]
    return f"npfdesk.{name}{inspect.Signature(bare)}"


@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_the_help_names_every_function_as_it_is_called_and_every_column(tables, spoken):
    page = (resources_folder() / "help" / f"python.{spoken}.md").read_text(encoding="utf-8")
    parts = dict(re.findall(r"^### `(.+)`\n((?:(?!^#).*\n?)*)", page, re.MULTILINE))
    assert list(parts) == [signature(name) for name in ("read", *ASKED)]
    for name, table in tables.items():
        told = parts[signature(name)].split(":" if spoken == "en" else "列：")[-1]
        assert re.findall(r"`(\w+)`", told) == list(table.columns), name
    assert "npfdesk.Refused" in page


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_docstring_tells_columns_arguments_units_missing_values_and_refusals(tables, name):
    text = inspect.getdoc(getattr(npfdesk, name))
    assert "Raises Refused" in text
    if name in tables:
        for told in ("Columns:", "Units:", "NaN"):
            assert told in text
        words = set(re.findall(r"`(\w+)`", text))
        assert set(tables[name].columns) <= words | {"of"}, set(tables[name].columns) - words


def snippet(file):
    """The lines of Python in a page."""
    return re.search(r"```python\n(.*?)```", file.read_text(encoding="utf-8"), re.DOTALL).group(1)


def test_the_readmes_lines_run_on_the_sample():
    names = {}
    with contextlib.chdir(ROOT):
        exec(snippet(ROOT / "README.md"), names)
    assert names["growth"] == pytest.approx(8.46, abs=0.005)
    assert names["shares"].sum() == pytest.approx(8500)
    assert names["shares"]["永康市"] == 1200
    assert (names["short"]["gap"] > 0).all()
    assert len(names["short"])


@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_the_helps_lines_run_on_the_sample(tmp_path, spoken):
    (tmp_path / "plan.xlsx").write_bytes(sample_workbook().read_bytes())
    names = {}
    with contextlib.chdir(tmp_path):
        exec(snippet(resources_folder() / "help" / f"python.{spoken}.md"), names)
        assert len(names["late"]) == len(pd.read_excel("late.xlsx", engine="openpyxl"))
        assert os.path.getsize("late.xlsx")


def test_the_version_is_where_scripts_and_the_build_look_for_it():
    from npfdesk import version

    assert npfdesk.__version__ == version.__version__
    build = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert 'path = "npfdesk/version.py"' in build
