"""The thresholds and labels of the rules of colour in a workbook: read, refused by their cells, written, saved into it."""

import hashlib

import openpyxl
import pytest

from npfdesk.plan.document import new_document
from npfdesk.plan.structure_edits import set_settings
from npfdesk.workbook.plan_reader import read_workbook
from npfdesk.workbook.standard.plan_workbook import save_standard
from npfdesk.workbook.writing.amendments import amendments
from npfdesk.workbook.writing.patch import save_into_workbook
from tests.workbook.books import write
from tests.workbook.writing.test_patch import AUTHOR


def book(path, *settings):
    return write(
        path,
        规划=[["项", "值"], ["名称", "甲"], ["全市", "市"], ["基期", 2020], ["目标年", 2025], *settings],
        目标=[["地区", "指标", "基期值", "目标值"], ["市", "产值", 100, 200]],
    )


def settled(path):
    reading = read_workbook(path)
    assert not [one for one in reading.problems if one.severity == "error"]
    return reading.plan.status_settings


def test_settings_are_read_in_both_languages(tmp_path):
    rows = [
        ["速度阈值", "90%；50%；10%"], ["outcome thresholds", "0.9; 0.5; 0"], ["时序进度阈值", "1、0.9、0.7"],
        ["蓝色名称", "按期"], ["pace red label", "掉队"],
    ]  # fmt: skip
    assert settled(book(tmp_path / "a.xlsx", *rows)).texts == {
        "pace thresholds": "0.9; 0.5; 0.1",
        "outcome thresholds": "0.9; 0.5; 0",
        "schedule thresholds": "1; 0.9; 0.7",
        "blue label": "按期",
        "pace red label": "掉队",
    }
    rows = [
        ["规划评估阈值", "1.1；0.9"],
        ["规划评估滞后于预期名称", "落后"],
        ["evaluation fast label", "超前"],
        ["状态规则", "规划评估"],
    ]
    path = book(tmp_path / "b.xlsx", *rows)
    assert settled(path).texts == {
        "evaluation thresholds": "1.1; 0.9",
        "evaluation fast label": "超前",
        "evaluation behind label": "落后",
    }
    plan = read_workbook(path).plan
    assert plan.status_rule == "evaluation"
    assert save_standard(plan, tmp_path / "c.xlsx") is None
    assert settled(tmp_path / "c.xlsx") == plan.status_settings
    assert read_workbook(tmp_path / "c.xlsx").plan.status_rule == "evaluation"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["速度阈值", "0.5; 0.9; 0"], "status_thresholds_order"),
        (["进度阈值", "高; 中; 低"], "status_thresholds_figure"),
        (["结果阈值", 0.9], "status_thresholds_count"),
        (["schedule thresholds", "1.2; 0.9; 0"], "status_thresholds_range"),
        (["蓝色名称", "进度偏慢"], "status_label_twice"),
        (["规划评估阈值", "0.9; 1.1"], "evaluation_thresholds_order"),
        (["规划评估阈值", 1.05], "evaluation_thresholds_count"),
        (["规划评估快于预期名称", "基本符合预期"], "evaluation_label_twice"),
        (["red label", "一二三四五六七八九十一二三四五六七八"], "status_label_unfit"),
    ],
)
def test_what_is_none_is_told_by_its_cell_and_the_rule_stands_as_published(tmp_path, row, code):
    reading = read_workbook(book(tmp_path / "a.xlsx", row))
    (told,) = [one for one in reading.problems if one.severity == "error"]
    assert (told.code, told.sheet, told.cell) == (code, "规划", "B6")
    assert reading.plan.status_settings.texts == {}


def test_of_two_colours_with_one_label_the_later_goes_without(tmp_path):
    reading = read_workbook(book(tmp_path / "a.xlsx", ["蓝色名称", "好"], ["黄色名称", "好"]))
    assert [(one.code, one.cell) for one in reading.problems if one.severity == "error"] == [
        ("status_label_twice", "B7")
    ]
    assert reading.plan.status_settings.texts == {"blue label": "好"}


def test_a_plan_is_written_with_them_and_reads_back(tmp_path):
    plan = read_workbook(book(tmp_path / "a.xlsx", ["速度阈值", "0.9; 0.5; 0"], ["红色名称", "掉队"])).plan
    assert save_standard(plan, tmp_path / "b.xlsx") is None
    assert settled(tmp_path / "b.xlsx") == plan.status_settings


def test_an_amendment_goes_into_the_workbooks_own_rows(tmp_path):
    path = book(tmp_path / "a.xlsx", ["速度阈值", "0.9; 0.5; 0"], ["红色名称", "掉队"])
    document = new_document(read_workbook(path).plan)
    texts = {"pace thresholds": "0.8; 0.5; 0.1", "red label": "", "schedule blue label": "按期"}
    document = set_settings(document, texts).apply(document)
    found = amendments(path, document, "zh")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert save_into_workbook(path, found.edits, AUTHOR, "zh", added=found.added, opened_as=digest) is None
    assert settled(path) == document.plan.status_settings
    rows = [row[:2] for row in openpyxl.load_workbook(path)["规划"].iter_rows(values_only=True)]
    assert ("速度阈值", "0.8; 0.5; 0.1") in rows
    assert ("时序进度蓝色名称", "按期") in rows
    assert not amendments(path, new_document(read_workbook(path).plan), "zh").edits
