"""A workbook that was saved into opens in a real office program, with what was written and what was there."""

import datetime
import io
import re
import shutil
import subprocess
import zipfile

import pytest
import xlsxwriter
from openpyxl import load_workbook

from npfdesk.plan.document import new_document
from npfdesk.plan.edit_labels import scenario_added, set_assumptions, set_observations, set_targets
from npfdesk.plan.edits import AddScenario
from npfdesk.plan.methods import Method
from npfdesk.plan.scenarios import Assumption, Scenario
from npfdesk.plan.series import AssumptionKey, SeriesKey
from npfdesk.workbook.plan_reader import read_workbook
from npfdesk.workbook.writing.amendments import amendments
from npfdesk.workbook.writing.patch import Author, save_into_workbook
from tests.plans import target
from tests.workbook.books import BOOK
from tests.workbook.writing.test_patch import PNG

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
# told to compute on opening, as Excel does by itself where the file asks for it
RECKON = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>"""
AUTHOR = Author("规划科 王", "NPF Desk", datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC))


def an_offices(path):
    """The little plan as an office keeps it: with a chart, a picture, a remark, a list and sums; figures are synthetic."""
    book = xlsxwriter.Workbook(path)
    bold = book.add_format({"bold": True})
    for name, rows in BOOK.items():
        page = book.add_worksheet(name)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row, bold if number == 0 else None)
    data = book.add_worksheet("数据")
    data.write_row(0, 0, ["地区", "指标", 2019, 2020], bold)
    data.write_row(1, 0, ["市", "产值", 90, 100])
    data.write_row(2, 0, ["县", "产值", 35, 40])
    data.write_comment("C2", "初步数")
    data.data_validation("B2:B9", {"validate": "list", "source": ["产值", "企业数"]})
    data.insert_image("F2", "a.png", {"image_data": io.BytesIO(PNG)})
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=数据!$C$2:$D$2"})
    data.insert_chart("F6", chart)
    sums = book.add_worksheet("合计")
    sums.write_formula("A1", "=SUM(数据!C2:C3)", None, 125)
    book.close()
    return path


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not on this machine")
def test_libreoffice_opens_what_was_saved_and_finds_the_new_figures(tmp_path):
    path = an_offices(tmp_path / "规划.xlsx")
    document = new_document(read_workbook(path).plan)
    series = SeriesKey("市", "", "output")
    own = target(series, "300以上", unit="亿元")
    grown = {AssumptionKey("*", "*", "output"): Assumption(Method.GROWTH, 6.5)}
    document = set_observations(document, {(series, 2019): 95.5, (series, 2021): 88.0}).apply(document)
    document = AddScenario(Scenario("新", "攻坚"), scenario_added("攻坚", "")).apply(document)
    document = set_assumptions(document, "新", grown).apply(document)
    document = set_targets(document, {own.key: own}, "新").apply(document)
    found = amendments(path, document, "zh")
    assert save_into_workbook(path, found.edits, AUTHOR, "zh", added=found.added) is None
    profile = tmp_path / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(RECKON, encoding="utf-8")
    subprocess.run(
        [OFFICE, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"), str(path)],
        check=True,
        capture_output=True,
        timeout=300,
    )  # fmt: skip
    again = tmp_path / "out" / path.name
    book = load_workbook(again, data_only=True)
    assert [cell.value for cell in book["数据"][2]] == ["市", "产值", 95.5, 100, 88]
    # what is a sum of an edited cell comes to another figure
    assert book["合计"]["A1"].value == 130.5
    assert book["数据"]["C2"].comment.text.strip() == "初步数"
    assert "产值,企业数" in str(book["数据"].data_validations.dataValidation[0].formula1)
    assert "攻坚" in {row[0].value for row in book["情景"].iter_rows()}
    assert [cell.value for cell in book["情景目标"][2]][:6] == ["攻坚", "市", None, "产值", "300以上", 2025]
    assert {"数据", "情景", "情景目标"} <= {row[1].value for row in book["修改记录"].iter_rows()}
    with zipfile.ZipFile(again) as parts:
        names = " ".join(parts.namelist())
    assert "xl/charts/chart" in names
    assert "xl/media/image" in names
    # and what the office program made of it is still the same plan
    ours, theirs = read_workbook(path), read_workbook(again)
    # the sums beside it are figures that no sheet of a plan has; ours has none of them, their old results are gone
    assert [(one.code, one.sheet) for one in theirs.problems] == [("unread_sheet", "合计")]
    assert [one.code for one in ours.problems] == ["unread_sheet"]
    with zipfile.ZipFile(path) as parts:
        sums = next(text for text in map(parts.read, parts.namelist()) if b"<f>" in text and b"SUM" in text)
    assert re.search(rb"</f>\s*<v>", sums) is None
    assert {one.name: (one.assumptions, len(one.targets)) for one in theirs.plan.scenarios} == {
        one.name: (one.assumptions, len(one.targets)) for one in ours.plan.scenarios
    }
