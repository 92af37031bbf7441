"""Whatever cells say and however they are merged, recognition ends without an exception and gives every cell a role."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from npfdesk.engine.projection.update import compute
from npfdesk.plan.document import new_document
from npfdesk.workbook.files.cell_grid import CellKind, Grid, GridCell, GridSheet
from npfdesk.workbook.plan_reader import read_plan
from npfdesk.workbook.published.recogniser import recognise
from npfdesk.workbook.published.recognition_report import recognition_json, recognition_lines
from tests.workbook.published.grids import plan_of

WORDS = st.one_of(
    st.sampled_from(
        [
            "指标", "二级指标", "一级指标", "序号", "地区", "县（市、区）", "单位", "2020年", "2025年目标", "2020年现状数据", "目标值",
            "年均增速", "属性", "约束性", "产业", "备注", "金华市", "金华", "婺城区", "全市", "合计", "规上工业总产值（亿元）", "企业（家）",
            "注：略", "单位：亿元", "力争3.5以上", "完成省下达任务", "7000以上", "35左右", "[13.5]", "—", "91.83（2019）", "表1 金华市规划",
            "一、经济", "（", "）", "（）", "8%", "1.2万", "翻一番", "增长-200%", "1e308亿",
        ]
    ),
    st.integers(0, 9999).map(str),
    st.text(max_size=5),
)  # fmt: skip
CELLS = st.dictionaries(
    st.tuples(st.integers(1, 9), st.integers(1, 7)),
    st.builds(GridCell, WORDS, st.sampled_from(CellKind)),
    max_size=40,
)
BLOCKS = st.tuples(st.integers(1, 9), st.integers(1, 7), st.integers(0, 4), st.integers(0, 4)).map(
    lambda one: (one[0], one[1], one[0] + one[2], one[1] + one[3])
)
SHEETS = st.tuples(CELLS, st.lists(BLOCKS, max_size=4))


@given(st.lists(SHEETS, min_size=1, max_size=2))
def test_nothing_breaks_the_recognition(sheets):
    grid = Grid(
        tuple(GridSheet(f"表{at}", cells, tuple(merged)) for at, (cells, merged) in enumerate(sheets))
    )
    found = recognise(grid)
    said = {
        (sheet.name, at)
        for sheet in grid.sheets
        for at, cell in sheet.cells.items()
        if cell.text.split() != []
    }
    assert len(found.cells) <= len(said)
    assert recognition_lines(found, "zh")
    assert recognition_json(found, "en")
    plan, problems = plan_of(found)
    assert all(one.message("zh") and one.message("en") for one in problems)
    assert (plan is not None) == found.found
    if plan is not None:
        compute(new_document(plan))


def test_every_kind_of_faulty_cell_is_told_where_it_stands():
    rows = {
        (1, 1): "指标",
        (1, 2): "2020年",
        (1, 3): "2025年目标",
        (2, 1): "产值（亿元）",
        (3, 1): "企业（家）",
    }
    cells = {place: GridCell(text) for place, text in rows.items()}
    cells[2, 2] = GridCell("#REF!", CellKind.ERROR)
    cells[2, 3] = GridCell("=A1", CellKind.FORMULA)
    cells[3, 2] = GridCell("2024-01-02", CellKind.DATE)
    cells[3, 3] = GridCell("5", CellKind.NUMBER)
    reading = read_plan(Path("a.xlsx"), Grid((GridSheet("表", cells),)))
    assert [(one.code, one.cell) for one in reading.problems] == [
        ("error_cell", "B2"),
        ("formula_without_value", "C2"),
        ("date_in_cell", "B3"),
    ]
    assert reading.status == "errors"


def test_a_sheet_without_an_end_and_one_of_headers_stay_quick():
    far = {(1, 1): "指标", (1, 2): "2020年", (1, 16384): "2025年目标", (1048576, 16384): "5"}
    merged = ((1, 1, 1048576, 16384), (2, 1, 1048576, 1))
    heads = {(r, c): "指标" if c % 2 else "2025年目标" for r in range(1, 301) for c in range(1, 21)}
    sheets = [
        GridSheet(name, {at: GridCell(text) for at, text in cells.items()}, merged)
        for name, cells in (("远", far), ("头", heads))
    ]
    assert not recognise(Grid(tuple(sheets))).found
