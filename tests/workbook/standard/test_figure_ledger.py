"""Every figure of a workbook in the standard format is taken, explained or told; nothing is dropped in silence."""

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.cell import range_boundaries

from npfdesk.locations import sample_workbook
from npfdesk.workbook.accounting import Account, figure_places
from npfdesk.workbook.files.cell_grid import CellKind, Grid, GridCell, GridSheet
from npfdesk.workbook.plan_reader import read_plan, read_workbook
from npfdesk.workbook.standard.template import write_template
from tests.workbook.books import BOOK, TARGETS, write

DATA = [["地区", "产业", "指标", 2019, 2020], ["市", None, "产值", 90, 100], ["县", None, "产值", 35, 41]]
SCENARIOS = [["情景", "上级"], ["惯性"], ["攻坚", "惯性"]]
ASSUMED = [["情景", "地区", "产业", "指标", "方法", "参数", "下限", "上限", 2026], ["惯性", None, None, "产值", "增长率", 5, 4, 6, 7]]  # fmt: skip


def account(reading, sheet, cell):
    left, top, _, _ = range_boundaries(cell)
    return reading.ledger.cells[sheet, (top, left)]


def assert_whole(reading, grid=None):
    """What holds of every reading: each figure has an account, and one that is told has a problem that names it."""
    ledger = reading.ledger
    assert set(ledger.cells) == set(figure_places(grid or reading.grid))
    counts = ledger.counts
    assert counts.figures == counts.taken + counts.explained + counts.told
    told = [place for place, one in ledger.cells.items() if one is Account.TOLD]
    named = {problem.sheet for problem in reading.problems}
    assert not told or reading.status != "ok"
    if reading.status != "refused":
        assert {sheet for sheet, _ in told} <= named


def test_the_sample_and_the_templates_leave_nothing_told(tmp_path):
    for language in ("zh", "en"):
        write_template(tmp_path / f"{language}.xlsx", language)
    for path in (sample_workbook(), tmp_path / "zh.xlsx", tmp_path / "en.xlsx"):
        reading = read_workbook(path)
        assert_whole(reading)
        assert (reading.status, reading.ledger.counts.told) == ("ok", 0)
        assert reading.ledger.counts.taken > reading.ledger.counts.figures / 2


def test_what_is_taken_can_be_pointed_at_from_the_plan():
    reading = read_workbook(sample_workbook())
    plan = reading.plan
    seen = {}
    for one in reading.ledger.observations:
        assert plan.observed[plan.row[one.series], plan.column(one.period.year)] == one.value
        assert account(reading, one.sheet, one.cell) is Account.TAKEN
        seen[one.sheet, one.cell] = one.value
    assert len(seen) == len(reading.ledger.observations)
    for stated in plan.targets.values():
        figures = any(map(str.isdigit, stated.text))
        assert not figures or account(reading, stated.sheet, stated.cell) is Account.TAKEN


@pytest.mark.parametrize(
    ("sheets", "cells", "code"),
    [
        ({"数据": [[*DATA[0], "排名"], [*DATA[1], 3], [*DATA[2], 4]]}, ("数据", "F2", "F3"), "unread_column"),
        ({"数据": [[*DATA[0], "2025年预计"], [*DATA[1], 3]]}, ("数据", "F1", "F2"), "unread_column"),
        ({"数据": [[*DATA[0], None], [*DATA[1], 3]]}, ("数据", "F2"), "unread_column"),
        ({"数据": [[*DATA[0], 2019], [*DATA[1], 3]]}, ("数据", "F2"), "duplicate_column"),
        ({"数据": [*DATA, ["别处", None, "产值", 1, 2]]}, ("数据", "D4", "E4"), "unknown_region"),
        ({"数据": [*DATA, ["县", None, "产值", 1, 2]]}, ("数据", "D4", "E4"), "duplicate_series"),
        ({"数据": [*DATA[:2], ["县", None, "产值", "#REF!", 2]]}, ("数据", "D3"), "error_cell"),
        ({"数据": [[2026, "年数据"], *DATA]}, ("数据", "A1"), "unread_above"),
        ({"目标": [*TARGETS, ["县", None, "企业数", 1, 2020, "8亿元", 2025]]}, ("目标", "F4"), "unit_mismatch"),
        ({"目标": [*TARGETS, ["县", None, "产值", 1, 2020, 8, 2025]]}, ("目标", "D4", "F4"), "duplicate_target"),
        ({"规划": [*BOOK["规划"], ["人口", 705]]}, ("规划", "B7"), "unknown_setting"),
        ({"指标": [*BOOK["指标"], ["产值", None, None, None, None, None, None, 3]]}, ("指标", "H5"), "duplicate_name"),
        ({"情景": SCENARIOS, "假设": [*ASSUMED, ["惯性", None, None, "per_firm", "增长率", 5]]}, ("假设", "F3"), "formula_assumed"),
        ({"情景": SCENARIOS, "假设": [ASSUMED[0], ["惯性", None, None, "产值", "增长率", 5, 6, 4]]}, ("假设", "G2", "H2"), "low_above_high"),
        ({"测算": [["合计", 1], ["甲", 2]]}, ("测算", "B1", "B2"), "unread_sheet"),
        ({"数据": DATA, "Data": DATA}, ("Data", "D2", "E3"), "duplicate_sheet"),
        ({"数据": [["地区", 2019], ["市", 5]]}, ("数据", "B2"), "missing_columns"),
    ],
)  # fmt: skip
def test_what_is_not_taken_is_told_by_a_problem(tmp_path, sheets, cells, code):
    reading = read_workbook(write(tmp_path / "a.xlsx", **sheets))
    assert_whole(reading)
    sheet, *places = cells
    for place in places:
        if (sheet, range_boundaries(place)[1::-1]) in reading.ledger.cells:
            assert account(reading, sheet, place) is Account.TOLD, place
    assert code in {problem.code for problem in reading.problems if problem.sheet == sheet}
    assert reading.status in ("warnings", "errors")


def test_what_stands_beside_a_mistake_is_still_taken(tmp_path):
    rows = [*TARGETS, ["县", None, "企业数", 30, 2020, "尽快1", 2025]]
    reading = read_workbook(write(tmp_path / "a.xlsx", 目标=rows))
    assert account(reading, "目标", "D4") is Account.TAKEN
    assert account(reading, "目标", "F4") is Account.TOLD
    assert ("县", "", "firms") in {one.series for one in reading.ledger.observations}


def test_words_with_digits_are_explained(tmp_path):
    rows = [[*TARGETS[0], "备注", "文号"], [*TARGETS[1], "见2021年第3号文", "浙政发〔2021〕3号"], TARGETS[2]]
    notes = [["2026年3月的会议纪要"], ["第1条"]]
    reading = read_workbook(write(tmp_path / "a.xlsx", 目标=rows, 纪要=notes))
    assert_whole(reading)
    assert (reading.status, reading.ledger.counts.told) == ("ok", 0)
    assert account(reading, "目标", "I2") is account(reading, "纪要", "A1") is Account.EXPLAINED


def test_a_hidden_sheet_is_read_and_told_once(tmp_path):
    path = write(tmp_path / "a.xlsx", 数据=DATA)
    book = openpyxl.load_workbook(path)
    book["数据"].sheet_state = "hidden"
    book["数据"].row_dimensions[2].hidden = True
    book.save(path)
    reading = read_workbook(path)
    assert [(one.code, one.sheet) for one in reading.problems] == [("hidden_sheet", "数据")]
    assert account(reading, "数据", "D2") is Account.TAKEN


def test_hidden_columns_with_figures_are_told_by_their_letters(tmp_path):
    path = write(tmp_path / "a.xlsx", 数据=DATA)
    book = openpyxl.load_workbook(path)
    book["数据"].column_dimensions["E"].hidden = True
    book.save(path)
    (problem,) = read_workbook(path).problems
    assert (problem.code, problem.cell) == ("hidden_columns", "E:E")


CELLS = st.one_of(
    st.none(),
    st.sampled_from(
        [
            "市",
            "县",
            "产值",
            "企业数",
            "8000以上",
            "—",
            "#REF!",
            "2019年",
            "2026年1-2月",
            "累计",
            "5%",
            "1-2",
            "力争3以上",
        ]
    ),
    st.integers(-5, 3000),
    st.text("数a9年%（）2-", max_size=6),
)
PLACES = st.tuples(st.sampled_from([*BOOK, "数据", "进度", "其他"]), st.integers(1, 5), st.integers(1, 9))


def grid_of(changes):
    start = {**BOOK, "数据": DATA, "进度": [["地区", "指标", "口径", "2021-03"], ["市", "产值", "累计", 30]]}
    cells = {
        name: {
            (row, column): value for row, line in enumerate(rows, 1) for column, value in enumerate(line, 1)
        }
        for name, rows in start.items()
    }
    for (name, row, column), value in changes.items():
        cells.setdefault(name, {})[row, column] = value
    kinds = {True: CellKind.NUMBER, False: CellKind.TEXT}
    return Grid(
        tuple(
            GridSheet(
                name,
                {
                    place: GridCell(
                        str(value), CellKind.ERROR if value == "#REF!" else kinds[isinstance(value, int)]
                    )
                    for place, value in sorted(found.items())
                    if value is not None and str(value)
                },
            )
            for name, found in cells.items()
        )
    )


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(PLACES, CELLS, max_size=6))
def test_no_figure_gets_lost_whatever_the_cells_say(tmp_path_factory, changes):
    grid = grid_of(changes)
    reading = read_plan(tmp_path_factory.getbasetemp() / "a.xlsx", grid)
    assert_whole(reading, grid)
    for one in reading.ledger.observations:
        left, top, _, _ = range_boundaries(one.cell)
        sheet = next(sheet for sheet in grid.sheets if sheet.name == one.sheet)
        assert any(map(str.isdigit, sheet.cells[top, left].text))
