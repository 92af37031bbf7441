"""How the columns of a table share its width, and the tables of answers that do."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFontMetrics

from npfdesk.ui.answers.answer_table import Entry, Head, Rows, RowsTable
from npfdesk.ui.look.column_widths import ColumnWidth, shared, whole_columns

asked = st.builds(ColumnWidth, st.integers(0, 300), st.integers(0, 900), st.integers(0, 300))


@given(st.lists(asked, min_size=1, max_size=12), st.integers(0, 2000))
def test_no_column_falls_below_its_least_and_free_room_goes_to_what_is_not_whole(columns, room):
    widths = shared(columns, room)
    assert all(width >= one.least for width, one in zip(widths, columns, strict=True))
    assert sum(widths) <= max(room, sum(one.least for one in columns))
    whole = [max(one.least, one.whole) for one in columns]
    if sum(whole) <= room:
        assert all(width >= least for width, least in zip(widths, whole, strict=True))
    elif sum(one.least for one in columns) <= room:
        # what is left is less than one pixel for each column
        assert room - sum(widths) < len(columns)


def test_what_lacks_least_is_whole_first():
    columns = [ColumnWidth(50, 60, 50), ColumnWidth(50, 400, 50)]
    assert shared(columns, 200) == [60, 140]


@given(st.lists(st.integers(20, 300), min_size=2, max_size=12), st.integers(200, 900), st.integers(0, 400))
def test_no_column_is_cut_at_the_edge_of_a_table_that_scrolls(widths, room, wished):
    found = whole_columns(widths, [wished, *widths[1:]], room, [0])
    assert all(after == before for after, before in zip(found[1:], widths[1:], strict=True))
    edges = [sum(found[:at]) for at in range(1, len(found) + 1)]
    if sum(widths) > room >= widths[0]:
        assert room in edges
    else:
        # nothing scrolls, or the first one alone is too wide
        assert found == widths


def test_the_beginning_of_a_long_text_stays_in_sight_where_the_table_would_be_empty_else():
    assert whole_columns([100, 600], [100, 600], 400, [0], words={0, 1}) == [100, 600]
    assert whole_columns([320, 600], [100, 600], 400, [0], words={0, 1}) == [400, 600]


def test_an_answers_figures_are_whole_and_its_names_take_the_room_there_is(qtbot):
    name = "规上工业企业研发经费支出占营业收入比重（全市口径）"
    table = RowsTable(
        Rows([Head(lambda: "Indicator", 60, figures=False), Head(lambda: "Value", 40), Head(str)])
    )
    qtbot.addWidget(table)
    table.rows.set_rows([[Entry(name), Entry("1,234,567.89")]])
    table.resize(900, 200)
    table.show()
    measure = QFontMetrics(table.font()).horizontalAdvance
    assert table.columnWidth(0) > measure(name)
    assert table.columnWidth(1) > measure("1,234,567.89")
    # a longer figure widens its column, a narrow window takes from the name alone
    table.rows.set_rows([[Entry(name), Entry("1,234,567,890,123.45")]])
    assert table.columnWidth(1) > measure("1,234,567,890,123.45")
    table.resize(260, 200)
    assert table.columnWidth(1) > measure("1,234,567,890,123.45")
    assert table.columnWidth(0) < measure(name)


def test_a_width_that_the_user_set_stays(qtbot):
    table = RowsTable(Rows([Head(lambda: "Indicator", 60, figures=False), Head(lambda: "Value", 40)]))
    qtbot.addWidget(table)
    table.rows.set_rows([[Entry("甲"), Entry("1")]])
    table.resize(600, 200)
    table.show()
    table.horizontalHeader().resizeSection(0, 333)
    table.resize(700, 200)
    assert table.columnWidth(0) == 333
