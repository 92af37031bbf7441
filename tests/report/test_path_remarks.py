"""Paths that are none are told in every form of report. Synthetic."""

import io
import zipfile

import pandas as pd
import pytest

from npfdesk.report.projection_table import csv_report
from npfdesk.report.slides_report import slides_report
from npfdesk.report.word_paper import word_report
from npfdesk.report.workbook_report import workbook_report
from tests.plans import Assumption, Indicator, Method, Region, RollUp, plan, scenario
from tests.report.materials import material


def made(method):
    """A city of two counties, one with a single year of data."""
    data = {("甲", "", "x"): {2019: 90.0, 2020: 100.0}, ("乙", "", "x"): {2020: 50.0}, ("市", "", "x"): {}}
    assumed = {("*", "*", "x"): Assumption(Method.GROWTH, 5.0), ("乙", "*", "x"): method}
    return material(
        plan(
            data,
            regions=[
                Region("市", "云城"),
                Region("甲", "甲县", parent="市"),
                Region("乙", "乙县", parent="市"),
            ],
            indicators=[Indicator("x", "产值", rollup=RollUp.SUM)],
            scenarios=[scenario("惯性", assumptions=assumed)],
        )
    )


def texts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "".join(parts.read(name).decode("utf-8") for name in parts.namelist() if name.endswith(".xml"))


@pytest.mark.parametrize("report", [workbook_report, word_report, slides_report])
def test_a_report_tells_which_path_is_none_and_which_sum_it_leaves_empty(report):
    said = texts(report(made(Assumption(Method.TREND))))
    assert "趋势至少需要两个有现状值的年份" in said
    assert "下级“乙县”" in said
    assert "无法推算或不可能的路径" not in texts(report(made(Assumption(Method.GROWTH, 3.0))))


def test_the_table_tells_it_in_a_column_of_its_own():
    table = pd.read_csv(io.BytesIO(csv_report(made(Assumption(Method.TREND)))), keep_default_na=False)
    said = table[table["year"] == 2030].set_index("region")["remark"]
    assert "趋势至少需要" in said["乙县"]
    assert "乙县" in said["云城"]
    assert said["甲县"] == ""
    none = table[(table["region"] == "乙县") & (table["year"] > 2020)]
    assert (none["value"] == "").all()
    assert not (none["origin"] == "projected").any()
    assert "remark" not in pd.read_csv(io.BytesIO(csv_report(made(Assumption(Method.HOLD))))).columns
