"""What is marked in a sheet, and the corrections that what is said of it comes to."""

import pytest

from npfdesk.ui.import_window.marked_cells import Marked, fields_given, marked_tables, role_given
from npfdesk.workbook.published.corrections import Corrections, Fix
from npfdesk.workbook.published.recognition import Role
from tests.workbook.published.grids import sheet

SHEET = sheet(
    [["说明"], ["指标", "2020年", "2025年"], ["产值", 10, 20], ["人口", 1, 2], [], ["注", 3]],
    merged=[(1, 1, 1, 3)],
)


def marked(*blocks):
    return Marked(SHEET, blocks, 8, 4)


@pytest.mark.parametrize(
    ("block", "name", "single"),
    [
        ((3, 2, 3, 2), "B3", "B3"),
        ((1, 1, 1, 3), "A1", "A1"),
        ((3, 2, 4, 3), "B3:C4", ""),
        ((1, 2, 8, 3), "B:C", ""),
        ((3, 1, 4, 4), "3:4", ""),
    ],
)
def test_it_is_named_as_excel_names_it(block, name, single):
    assert (marked(block).name, marked(block).single) == (name, single)


@pytest.mark.parametrize(
    ("block", "role", "expected"),
    [
        ((3, 2, 3, 2), Role.TARGET, Corrections(cells={("表", "B3"): Fix(role="target")})),
        ((3, 2, 3, 2), Role.IGNORED, Corrections(cells={("表", "B3"): Fix(role="ignored")})),
        ((3, 2, 4, 3), Role.IGNORED, Corrections(areas=frozenset({("表", 3, 2, 4, 3)}))),
        ((3, 2, 4, 2), Role.TARGET, Corrections(columns={("表", "B3:B4"): Fix(role="target")})),
        ((1, 2, 8, 2), Role.TARGET, Corrections(columns={("表", "B"): Fix(role="target")})),
        ((3, 1, 3, 4), Role.IGNORED, Corrections(rows=frozenset({("表", 3)}))),
        ((3, 1, 4, 4), Role.SUBTOTAL, Corrections(row_roles={("表", 3): "subtotal", ("表", 4): "subtotal"})),
        ((3, 1, 3, 4), Role.TARGET, Corrections(lines={("表", "3"): Fix(role="target")})),
        ((2, 2, 2, 3), Role.HEADER, Corrections(headers=frozenset({("表", 2, 2)}))),
        ((2, 2, 2, 4), Role.REGION, Corrections(cells=dict.fromkeys((("表", "B2"), ("表", "C2")), Fix(role="region")))),
        ((1, 1, 1, 3), Role.TITLE, Corrections(row_roles={("表", 1): "title"})),
        ((6, 2, 6, 2), Role.NOTE, Corrections(cells={("表", "B6"): Fix(role="note")})),
        ((3, 1, 3, 4), Role.UNIT, Corrections(cells=dict.fromkeys((("表", one) for one in ("A3", "B3", "C3")), Fix(role="unit")))),
    ],
)  # fmt: skip
def test_a_role_is_given_to_a_cell_a_column_a_row_or_a_block(block, role, expected):
    assert role_given(marked(block), role) == expected


def test_several_blocks_are_given_a_role_in_one_act():
    said = role_given(marked((3, 2, 3, 2), (4, 3, 4, 3)), Role.TARGET)
    assert set(said.cells) == {("表", "B3"), ("表", "C4")}


def test_a_unit_and_a_period_hold_for_what_is_marked():
    assert fields_given(marked((1, 2, 8, 2)), Fix(unit="亿元")).columns == {("表", "B"): Fix(unit="亿元")}
    assert fields_given(marked((3, 1, 3, 4)), Fix(period="2025")).lines == {("表", "3"): Fix(period="2025")}
    assert fields_given(marked((3, 2, 4, 2)), Fix(unit="%")).columns == {("表", "B3:B4"): Fix(unit="%")}


def test_a_table_is_the_marked_block_or_what_adjoins_one_cell():
    assert marked_tables(marked((2, 1, 8, 4))).tables == {("表", 2, 1, 6, 3)}
    assert marked_tables(marked((3, 2, 3, 2))).tables == {("表", 1, 1, 4, 3)}
    assert marked_tables(marked((6, 4, 6, 4))).tables == frozenset()
