"""Figures of parts of a year: the sheet Progress and such columns among the data."""

import openpyxl
import pytest

from npfdesk.plan.document import new_document
from npfdesk.plan.edit_labels import set_observations
from npfdesk.plan.periods import Period
from npfdesk.plan.series import ProgressKey, SeriesKey
from npfdesk.workbook.plan_reader import read_workbook
from npfdesk.workbook.standard.plan_workbook import save_standard
from npfdesk.workbook.writing.amendments import amendments
from tests.workbook.books import codes, write

CITY, COUNTY = SeriesKey("市", "", "output"), SeriesKey("县", "", "output")


def read(tmp_path, **sheets):
    reading = read_workbook(write(tmp_path / "a.xlsx", **sheets))
    return reading, dict(reading.plan.progress)


def test_periods_among_the_data_are_what_they_say(tmp_path):
    head = [
        "地区",
        "指标",
        2019,
        "2020年（快报）",
        "2021年1-2月",
        "2021年一季度",
        "2021Q2",
        "2021-03",
        "2021年3月同比%",
    ]
    reading, progress = read(tmp_path, 数据=[head, ["市", "产值", 90, 100, 15, 24, 26, 9, 6.5]])
    assert codes(reading) == []
    assert progress == {
        ProgressKey(CITY, Period(2021, 1, 2)): 15,
        ProgressKey(CITY, Period(2021, 1, 3)): 24,
        ProgressKey(CITY, Period(2021, 4, 6)): 26,
        ProgressKey(CITY, Period(2021, 3, 3)): 9,
        ProgressKey(CITY, Period(2021, 3, 3), True): 6.5,
    }
    plan = reading.plan
    assert plan.observed[plan.row[CITY], plan.column(2020)] == 100
    places = {(one.period.key, one.growth): (one.sheet, one.cell) for one in reading.ledger.observations}
    assert places["2021-01..02", False] == ("数据", "E2")
    assert places["2021-03", True] == ("数据", "I2")


def test_progress_is_to_date_unless_its_row_says_otherwise(tmp_path):
    rows = [
        ["地区", "指标", "口径", "2021-03", "2021Q2", 2020],
        ["市", "产值", None, 24, 50, 100],
        ["市", "产值", "当期", 9, 26, None],
        ["市", "产值", "同比", 6, 5, 4],
        ["县", "产值", "当期同比", 3, None, None],
    ]
    reading, progress = read(tmp_path, 进度=rows)
    assert codes(reading) == []
    assert progress == {
        ProgressKey(CITY, Period(2021, 1, 3)): 24,
        ProgressKey(CITY, Period(2021, 1, 6)): 50,
        ProgressKey(CITY, Period(2021, 3, 3)): 9,
        ProgressKey(CITY, Period(2021, 4, 6)): 26,
        ProgressKey(CITY, Period(2021, 1, 3), True): 6,
        ProgressKey(CITY, Period(2021, 1, 6), True): 5,
        ProgressKey(CITY, Period(2020), True): 4,
        ProgressKey(COUNTY, Period(2021, 3, 3), True): 3,
    }


def test_a_second_row_of_heads_says_the_measure(tmp_path):
    path = write(
        tmp_path / "a.xlsx",
        进度=[
            ["地区", "指标", "2021-03", None, "2021-04"],
            [None, None, "累计", "同比", "当期"],
            ["市", "产值", 24, 6, 8],
        ],
    )
    book = openpyxl.load_workbook(path)
    book["进度"].merge_cells("C1:D1")
    book.save(path)
    reading = read_workbook(path)
    assert codes(reading) == []
    assert dict(reading.plan.progress) == {
        ProgressKey(CITY, Period(2021, 1, 3)): 24,
        ProgressKey(CITY, Period(2021, 1, 3), True): 6,
        ProgressKey(CITY, Period(2021, 4, 4)): 8,
    }


@pytest.mark.parametrize(
    ("rows", "code", "cell"),
    [
        ([["地区", "指标", "口径", "2021-03"], ["市", "产值", "总量", 24]], "not_a_measure", "C2"),
        ([["地区", "指标", "2021-03"], ["市", "产值", "多"]], "not_a_number", "C2"),
        ([["地区", "指标", "2021-03"], ["市", "产值", 1], ["市", "产值", 2]], "duplicate_series", "B3"),
        ([["地区", "指标", "2021-03", "2021年1-3月"], ["市", "产值", 1, 2]], "figures_differ", "D2"),
        ([["地区", "指标", 2019, "一季度"], ["市", "产值", 1, 2]], "unread_column", "D1:D2"),
    ],
)
def test_what_is_wrong_in_progress_is_told_by_its_cell(tmp_path, rows, code, cell):
    reading, _ = read(tmp_path, 进度=rows)
    assert [(one.code, one.sheet, one.cell) for one in reading.problems] == [(code, "进度", cell)]
    assert reading.ledger.counts.told >= 1 or code == "not_a_number"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_progress_and_yardsticks_are_written_and_read_back(tmp_path, language):
    regions = [["名称", "上级", "对标"], ["市"], ["县", "市"], ["省", None, "是"]]
    rows = [
        ["地区", "指标", "口径", "2021年1月", "2021-03", "2021Q2", "2021年4-5月", 2020],
        ["市", "产值", None, 8, 24, 50, 40, 100],
        ["市", "产值", "当期", None, 9, 26, 17, None],
        ["市", "产值", "同比", 3, 6, 5, 4, 2],
        ["省", "产值", "当期同比", 3, 1, 7, None, None],
    ]
    reading, progress = read(tmp_path, 进度=rows, 地区=regions)
    assert codes(reading) == []
    assert save_standard(reading.plan, tmp_path / "b.xlsx", language) is None
    again = read_workbook(tmp_path / "b.xlsx")
    assert codes(again) == []
    assert dict(again.plan.progress) == progress
    assert again.plan.regions == reading.plan.regions
    assert [region.benchmark for region in again.plan.regions] == [False, False, True]


def test_saving_figures_keeps_progress_and_finds_years_under_their_words(tmp_path):
    head = ["地区", "指标", "2019年实际", "2021年1-2月"]
    path = write(tmp_path / "a.xlsx", 历史数据=[head, ["市", "产值", 90, 15]])
    reading = read_workbook(path)
    assert codes(reading) == ["near_sheet"]
    document = new_document(reading.plan)
    document = set_observations(document, {(CITY, 2019): 95.0}).apply(document)
    found = amendments(path, document, "zh")
    assert [(edit.sheet, edit.cell, edit.value) for edit in found.edits] == [("历史数据", "C2", 95.0)]
    assert "数据" not in {sheet.name for sheet in found.added}
    assert dict(document.plan.progress) == dict(reading.plan.progress)
