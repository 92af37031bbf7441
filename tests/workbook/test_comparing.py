"""Two readings of one workbook, compared cell by cell."""

from hypothesis import given
from hypothesis import strategies as st

from npfdesk.workbook.files.cell_grid import Grid, GridCell, GridSheet
from npfdesk.workbook.plan_reader import CellDifference, differences


def grid(**sheets):
    return Grid(
        tuple(
            GridSheet(name, {place: GridCell(text) for place, text in cells.items()})
            for name, cells in sheets.items()
        )
    )


def test_a_cell_that_was_changed_filled_or_emptied_is_named_by_its_place():
    before = grid(数据={(1, 1): "地区", (2, 28): "5", (3, 1): "去"})
    after = grid(数据={(1, 1): "地区", (2, 28): "6", (4, 2): "来"})
    assert differences(before, after) == (
        CellDifference("数据", "AB2", "5", "6"),
        CellDifference("数据", "A3", "去", ""),
        CellDifference("数据", "B4", "", "来"),
    )


def test_a_sheet_that_is_new_or_gone_differs_in_all_it_has():
    found = differences(grid(a={(1, 1): "x"}), grid(b={(1, 1): "x"}))
    assert found == (CellDifference("b", "A1", "", "x"), CellDifference("a", "A1", "x", ""))


cells = st.dictionaries(
    st.tuples(st.integers(1, 4), st.integers(1, 4)), st.text(min_size=1, max_size=2), max_size=8
)


@given(cells, cells)
def test_laying_the_differences_on_the_old_gives_the_new(old, new):
    laid = dict(old)
    for one in differences(grid(s=old), grid(s=new)):
        place = (int(one.cell[1:]), ord(one.cell[0]) - 64)
        if one.after:
            laid[place] = one.after
        else:
            del laid[place]
        assert old.get(place, "") == one.before
    assert laid == new
