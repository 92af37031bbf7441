"""The Python face: what a script relies on, column by column; its help page with its examples, its docstrings."""

import contextlib
import inspect
import os
import re
import shutil
import subprocess
import sys

import pandas as pd
import pytest

import npfdesk
from npfdesk.locations import resources_folder, sample_workbook
from tests.frames.asked import ASKED, NEW_FOLDER, county, file_of, sample, table_of
from tests.test_floors import ROOT
from tests.verbs.test_analysing import DATA, INDICATORS, REGIONS
from tests.workbook.books import TARGETS, write

FUNCTIONS = [name for name in npfdesk.__all__ if inspect.isfunction(getattr(npfdesk, name))]


def test_the_functions_are_those_of_the_verbs():
    assert set(FUNCTIONS) == {"read", *ASKED}


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
        (lambda plan: npfdesk.score(plan), "no_scoring_rules"),
        (lambda _: npfdesk.score(county(), through="春天"), "no_score_period"),
        (lambda _: npfdesk.score(county(), 2026, "2026-03"), "score_period_twice"),
        (lambda _: npfdesk.score(county(), region="示例省"), "no_contest"),
        (lambda _: npfdesk.track(county(), "spring"), "not_a_month"),
        (lambda _: npfdesk.track(county(), "2029-03"), "no_months"),
        (lambda plan: npfdesk.track(plan, "2021-03"), "no_months"),
        (lambda _: npfdesk.read("无此.xlsx"), "no_file"),
    ],
)
def test_a_users_mistake_is_one_exception_with_what_to_do(ask, code):
    with pytest.raises(npfdesk.Refused) as caught:
        ask(sample())
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


def test_everything_works_where_qt_cannot_be_loaded():
    calls = "\n".join(
        f"assert len(npfdesk.{name}(npfdesk.read({file_of(name)!r}), *{asked!r}))"
        for name, asked in ASKED.items()
    )
    shutil.rmtree(NEW_FOLDER, ignore_errors=True)
    code = (
        "import sys\n"
        "sys.modules.update(dict.fromkeys(('PySide6', 'shiboken6', 'pyqtgraph')))\n"
        f"import npfdesk\n{calls}"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def signature(name):
    """A function of the face as it is called: names and defaults."""
    parameters = inspect.signature(getattr(npfdesk, name)).parameters.values()
    bare = [one.replace(annotation=inspect.Parameter.empty) for one in parameters]
    return f"npfdesk.{name}{inspect.Signature(bare)}"


@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_the_help_names_every_function_as_it_is_called_and_every_column(spoken):
    page = (resources_folder() / "help" / f"python.{spoken}.md").read_text(encoding="utf-8")
    parts = dict(re.findall(r"^### `(.+)`\n((?:(?!^#).*\n?)*)", page, re.MULTILINE))
    assert list(parts) == [signature(name) for name in ("read", *ASKED)]
    for name in ASKED:
        table = table_of(name)
        told = parts[signature(name)].split(":" if spoken == "en" else "列：")[-1]
        assert re.findall(r"`(\w+)`", told) == list(table.columns), name
    assert "npfdesk.Refused" in page


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_docstring_tells_columns_arguments_units_missing_values_and_refusals(name):
    text = inspect.getdoc(getattr(npfdesk, name))
    assert "Raises Refused" in text
    if name in ASKED:
        for told in ("Columns:", "Units:", "NaN"):
            assert told in text
        words = set(re.findall(r"`(\w+)`", text))
        assert set(table_of(name).columns) <= words | {"of"}, set(table_of(name).columns) - words


def snippet(file, which=0):
    """Lines of Python in a page."""
    return re.findall(r"```python\n(.*?)```", file.read_text(encoding="utf-8"), re.DOTALL)[which]


@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_the_helps_further_examples_run_on_the_sample(spoken):
    names = {"npfdesk": npfdesk}
    with contextlib.chdir(ROOT):
        exec(snippet(resources_folder() / "help" / f"python.{spoken}.md", 1), names)
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
