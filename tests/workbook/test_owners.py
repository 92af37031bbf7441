"""Owners and due dates in a workbook: read in every form, written back without a loss, and told in JSON."""

import hashlib
import json
from dataclasses import replace
from types import MappingProxyType

import pytest
from openpyxl import load_workbook

from npfdesk.cli import main
from npfdesk.plan.commitments import Standing, commitments_by_key
from npfdesk.plan.document import new_document
from npfdesk.plan.edit_labels import set_standing, set_targets
from npfdesk.plan.owners import owner_of
from npfdesk.plan.scenarios import Scenario
from npfdesk.workbook.plan_reader import read_workbook
from npfdesk.workbook.standard.plan_workbook import save_standard
from npfdesk.workbook.standard.template import write_template
from npfdesk.workbook.writing.amendments import amendments
from npfdesk.workbook.writing.patch import save_into_workbook
from tests.workbook.books import BOOK, TARGETS, codes, write
from tests.workbook.published.grids import read
from tests.workbook.writing.test_patch import AUTHOR

INDICATORS = [
    [*BOOK["指标"][0], "牵头单位"],
    [*BOOK["指标"][1], "经信局"],
    *([*row, None] for row in BOOK["指标"][2:]),
]
OWNED = [[*TARGETS[0], "责任单位"], [*TARGETS[1], None], [*TARGETS[2], "县政府"]]
PROMISED = [["事项", "目标值", "目标年", "责任单位", "期限"], ["建园区", "3", 2025, "发改局", "2024年6月底"]]


@pytest.fixture
def book(tmp_path):
    return write(tmp_path / "规划.xlsx", 指标=INDICATORS, 目标=OWNED, 承诺=PROMISED)


def owners(plan):
    return {key.series.region: owner_of(plan, one) for key, one in plan.targets.items()}


def saved(path, document):
    found = amendments(path, document, "zh")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert save_into_workbook(path, found.edits, AUTHOR, "zh", added=found.added, opened_as=digest) is None
    return read_workbook(path).plan


def test_owners_are_read(book):
    reading = read_workbook(book)
    assert codes(reading) == []
    assert owners(reading.plan) == {"市": "经信局", "县": "县政府"}
    (promised,) = reading.plan.commitments
    assert (promised.owner, promised.due, promised.due_day.isoformat()) == (
        "发改局",
        "2024年6月底",
        "2024-06-30",
    )


def test_other_heads_of_the_column_are_known(tmp_path):
    path = write(
        tmp_path / "规划.xlsx", 目标=[[*TARGETS[0], "牵头部门"], *([*row, "甲局"] for row in TARGETS[1:])]
    )
    assert set(owners(read_workbook(path).plan).values()) == {"甲局"}


def test_a_due_date_that_is_none_is_told_and_kept(tmp_path):
    path = write(tmp_path / "规划.xlsx", 承诺=[PROMISED[0], [*PROMISED[1][:4], "尽快"]])
    reading = read_workbook(path)
    assert [(one.code, one.sheet, one.cell) for one in reading.asides] == [("due_unread", "承诺", "E2")]
    assert reading.plan.commitments[0].due == "尽快"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_saved_in_the_standard_format_they_read_the_same(book, tmp_path, language):
    plan = read_workbook(book).plan
    stated = next(iter(plan.targets.values()))
    own = replace(stated, owner="统计局")
    plan = replace(plan, scenarios=(Scenario("甲", "甲", targets=MappingProxyType({own.key: own})),))
    path = tmp_path / "另存.xlsx"
    assert save_standard(plan, path, language) is None
    again = read_workbook(path).plan
    assert again.indicators == plan.indicators
    assert owners(again) == owners(plan)
    assert [one.owner for one in again.scenarios[0].targets.values()] == ["统计局"]
    assert again.commitments[0].due == "2024年6月底"


def test_amended_owners_and_due_dates_go_to_their_cells(book):
    document = new_document(read_workbook(book).plan)
    city, county = document.plan.targets.values()
    changed = {city.key: replace(city, owner="统计局"), county.key: replace(county, owner="")}
    document = set_targets(document, changed).apply(document)
    key = next(iter(commitments_by_key(document.plan.commitments)))
    document = set_standing(key, Standing(due="2025-01-31")).apply(document)
    plan = saved(book, document)
    assert owners(plan) == {"市": "统计局", "县": "经信局"}
    assert plan.commitments[0].due == "2025-01-31"
    cells = load_workbook(book)["目标"]
    assert [cells.cell(row, 9).value for row in (1, 2, 3)] == ["责任单位", "统计局", None]


def test_a_column_that_the_sheet_lacks_is_headed(tmp_path):
    path = write(tmp_path / "规划.xlsx")
    document = new_document(read_workbook(path).plan)
    city = next(iter(document.plan.targets.values()))
    document = set_targets(document, {city.key: replace(city, owner="统计局")}).apply(document)
    assert owners(saved(path, document)) == {"市": "统计局", "县": ""}
    assert load_workbook(path)["目标"].cell(1, 9).value == "责任单位"


def test_a_printed_table_gives_its_indicators_their_owners():
    table = [
        ["表1 金山市“十五五”规划主要指标"],
        ["序号", "指标", "2025年", "2030年目标", "属性", "牵头单位"],
        [1, "规上工业总产值（亿元）", 400, 800, "预期性", "市经信局"],
        [2, "规上工业企业数（家）", 4556, "7000以上", "预期性", ""],
    ]
    plan = read(table).plan
    assert [one.owner for one in plan.indicators] == ["市经信局", ""]
    assert [one.owner for one in plan.targets.values()] == ["", ""]
    assert [owner_of(plan, one) for one in plan.targets.values()] == ["市经信局", ""]


def test_a_county_answers_for_its_own_row():
    table = [
        ["附件1 金山市各县（市、区）规上工业总产值（亿元）目标分解"],
        ["地区", "2025年", "2030年目标", "责任单位"],
        ["金山市", 400, 800, "市经信局"],
        ["东区", 100, 300, "东区管委会"],
    ]
    plan = read(table).plan
    assert {key.series.region: owner_of(plan, one) for key, one in plan.targets.items()} == {
        "金山市": "市经信局", "东区": "东区管委会",
    }  # fmt: skip


def test_check_tells_them(book, capsys):
    assert main(["check", str(book), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["owner"] for one in told["targets"]] == ["经信局", "县政府"]
    assert [one["owner"] for one in told["indicators"]] == ["经信局", "", ""]


@pytest.mark.parametrize(
    ("language", "noted"),
    [
        (
            "zh",
            {
                ("指标", "牵头单位"): "牵头的部门", ("目标", "责任单位"): "空则为该指标的牵头单位", ("情景目标", "责任单位"): "空则为该指标的牵头单位",
                ("承诺", "责任单位"): "谁负责", ("承诺", "期限"): "2027年6月底", ("进度", "口径"): "累计（默认）", ("地区", "对标"): "不汇总",
            },
        ),
        (
            "en",
            {
                ("Indicators", "owner"): "leads", ("Targets", "owner"): "that of the indicator", ("Scenario targets", "owner"): "that of the indicator",
                ("Commitments", "owner"): "is responsible", ("Commitments", "due"): "2027Q2", ("Progress", "measure"): "to date (default)", ("Regions", "benchmark"): "never rolled up",
            },
        ),
    ],
)  # fmt: skip
def test_heads_of_the_template_say_what_may_stand_below(tmp_path, language, noted):
    path = tmp_path / "模板.xlsx"
    assert write_template(path, language) is None
    book = load_workbook(path)
    for (sheet, title), said in noted.items():
        heads = {cell.value: cell for cell in book[sheet][1]}
        assert heads[title].comment is not None, (sheet, title)
        assert said in heads[title].comment.text
    # and the example rows make use of them
    plan = read_workbook(path).plan
    assert {owner_of(plan, one) for one in plan.targets.values()} == (
        {"示例单位", "示例县"} if language == "zh" else {"Example office", "Example county"}
    )
    assert [one.due for one in plan.commitments] == ["2027年6月底" if language == "zh" else "2027-06-30"]
    assert plan.progress
    assert plan.benchmarks
