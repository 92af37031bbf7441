"""The months table under a person's hands: typed, pasted, filled, undone; totals and months; a new row."""

from dataclasses import replace
from types import MappingProxyType

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from npfdesk.plan.kinds import Kind
from npfdesk.plan.model import Industry
from npfdesk.plan.periods import Period
from npfdesk.plan.series import ProgressKey, SeriesKey
from npfdesk.session import LoadedWorkbook, Session
from npfdesk.ui.look.language import set_language
from npfdesk.ui.tables.months import NEW, MonthRow
from tests import plans

KEYS = Qt.Key
CITY, COUNTY, LOANS, SPEED = (
    SeriesKey("市", "", "output"),
    SeriesKey("县", "", "output"),
    SeriesKey("市", "", "loans"),
    SeriesKey("市", "", "speed"),
)


def key(first, last, growth=False, series=CITY, year=2026):
    return ProgressKey(series, Period(year, first, last), growth)


def small():
    """Synthetic figures."""
    made = plans.plan(
        {CITY: {2024: 90.0, 2025: 100.0}, COUNTY: {2025: 40.0}, LOANS: {2025: 500.0}, SPEED: {}},
        regions=[plans.Region("市", "市", "City"), plans.Region("县", "县", "County", parent="市")],
        indicators=[
            plans.Indicator("output", "规上工业总产值", "Industrial output", unit="亿元"),
            plans.Indicator("loans", "贷款余额", "Loans outstanding", unit="亿元"),
            plans.Indicator("speed", "工业增速", "Industrial growth", unit="%", kind=Kind.RATE),
        ],
        base_year=2025,
    )
    stated = {key(1, 2): 15.0, key(1, 3): 24.0, key(1, 3, True): 6.5, key(1, 3, year=2025): 22.0}
    return made.with_progress(MappingProxyType(stated))


@pytest.fixture
def months(make_desk):
    desk = make_desk(small())
    desk.workspace.select(*CITY)
    desk.panel.setCurrentIndex(desk.panel.tables.index(desk.panel.months))
    return desk


def texts(desk, row):
    return [column.text(row) for column in desk.panel.months.figures.columns]


def stated(desk):
    return dict(desk.workspace.plan.progress)


def test_the_latest_year_is_shown_with_what_follows(months):
    figures = months.panel.months.figures
    assert figures.year == 2026
    assert [figures.headerData(at, Qt.Orientation.Horizontal) for at in range(5, 8)] == [
        "Jan",
        "Jan-Feb",
        "Jan-Mar",
    ]
    assert texts(months, 0)[:8] == ["City", "", "Industrial output", "to date", "亿元", "", "15.0", "24.0"]
    assert texts(months, 1)[3:8] == ["growth to date", "%", "", "", "6.5"]
    months.qtbot.mouseClick(months.panel.month_bar.displays[1], Qt.MouseButton.LeftButton)
    # January was never told, so February alone is not known either; March is 24 - 15
    assert texts(months, 0)[3:9] == ["period", "亿元", "", "", "9.0", ""]
    head = [column.title() for column in figures.columns]
    assert head[-4:] == ["Q1", "Q2", "Q3", "Q4"]
    assert texts(months, 0)[head.index("Q1")] == "24.0"
    months.qtbot.mouseClick(months.panel.month_bar.before, Qt.MouseButton.LeftButton)
    assert figures.year == 2025
    assert months.panel.month_bar.year.currentText() == "2025"
    assert texts(months, 0)[head.index("Q1")] == "22.0"


def test_a_figure_is_typed_owned_and_undone(months):
    table = months.panel.months
    months.stand(table, 0, "1-4")
    months.type(table, "33.5", KEYS.Key_Tab)
    assert stated(months)[key(1, 4)] == 33.5
    assert table.currentIndex().column() == months.column(table, "1-5")
    column = table.figures.columns[months.column(table, "1-4")]
    assert column.deviates(0)
    assert column.background(0) is not None
    assert "none → 33.5" in column.tooltip(0)
    assert months.undo_label == "市 规上工业总产值 2026年1-4月 无 → 33.5 亿元"
    months.stand(table, 1, "1-4")
    months.type(table, "7")
    assert stated(months)[key(1, 4, True)] == 7
    months.workspace.undo()
    months.workspace.undo()
    assert stated(months) == dict(small().progress)
    assert not column.deviates(0)


def test_what_is_no_figure_is_refused_where_it_was_typed(months):
    table = months.panel.months
    months.stand(table, 0, "1-4")
    editor = months.type(table, "abc")
    assert not months.panel.lines[3].isHidden()
    assert stated(months) == dict(small().progress)
    months.qtbot.keyClick(editor, KEYS.Key_Escape)


def test_a_month_typed_alone_gives_the_total(months):
    table = months.panel.months
    table.figures.show_running(False)
    months.stand(table, 0, "4-4")
    months.type(table, "9.5")
    assert stated(months)[key(4, 4)] == 9.5
    table.figures.show_running(True)
    at = months.column(table, "1-4")
    assert table.figures.columns[at].text(0) == "33.5"
    # it follows, so it is grey and no text of its own
    assert table.figures.columns[at].plain_text(0) == ""
    assert table.figures.columns[at].foreground(0) is not None


def test_delete_takes_away_and_reset_brings_back(months):
    table = months.panel.months
    months.choose(table, [0, 1], ["1-2", "1-3"])
    months.press(table, KEYS.Key_Delete)
    assert stated(months) == {key(1, 3, year=2025): 22.0}
    # the rows stay where figures of them are left or were typed
    row = table.figures.row_of(MonthRow(CITY, False))
    assert table.figures.columns[months.column(table, "1-3")].deviates(row)
    table.figures.reset([(row, months.column(table, "1-3"))], "workbook")
    assert stated(months)[key(1, 3)] == 24


def test_the_whole_year_is_the_observed_figure(months):
    table = months.panel.months
    table.figures.show_year(2025)
    at = months.column(table, "1-12")
    assert table.figures.columns[at].text(0) == "100.0"
    months.stand(table, 0, "1-12")
    months.type(table, "101")
    assert months.observed(CITY, 2025) == 101
    assert not any(one.period.is_year for one in stated(months))
    assert table.figures.columns[at].deviates(0)


def test_a_year_outside_the_plan_takes_no_whole_year(make_desk):
    plan = small().with_progress(MappingProxyType({key(1, 3, year=2035): 1.0}))
    desk = make_desk(plan)
    table = desk.panel.months
    assert table.figures.year == 2035
    desk.stand(table, 0, "1-12")
    desk.type(table, "5")
    assert "2035" in desk.panel.lines[3].text()


def test_a_figure_in_the_empty_row_is_of_the_series_looked_at(months):
    table = months.panel.months
    months.workspace.select(*COUNTY)
    last = table.figures.rowCount() - 1
    assert texts(months, last)[:5] == ["County", "", "Industrial output", "to date", "亿元"]
    months.stand(table, last, "1-1")
    months.type(table, "4", KEYS.Key_Tab)
    assert stated(months)[key(1, 1, series=COUNTY)] == 4
    # the cursor goes on in the row that it has become
    at = table.currentIndex()
    assert table.figures.identity(at.row()) == MonthRow(COUNTY, False)
    assert at.column() == months.column(table, "1-2")
    months.type(table, "8.5")
    assert stated(months)[key(1, 2, series=COUNTY)] == 8.5
    assert table.figures.identity(table.figures.rowCount() - 1) == NEW


def test_a_name_typed_into_the_empty_row_opens_its_row(months):
    table = months.panel.months
    last = table.figures.rowCount() - 1
    months.stand(table, last, "indicator")
    months.type(table, "loans", KEYS.Key_Tab)
    row = table.figures.row_of(MonthRow(LOANS, False))
    assert row is not None
    assert table.currentIndex().row() == row
    assert texts(months, row)[3] == "at the end"
    months.stand(table, row, "1-3")
    months.type(table, "510")
    assert stated(months)[key(1, 3, series=LOANS)] == 510
    # one figure at the end of March, however it is looked at
    table.figures.show_running(False)
    # the window shows what was edited, and that comes first when rows are made anew
    row = table.figures.row_of(MonthRow(LOANS, False))
    assert table.figures.columns[months.column(table, "3-3")].text(row) == "510.0"
    months.stand(table, row, "3-3")
    months.type(table, "512")
    assert stated(months)[key(1, 3, series=LOANS)] == 512
    assert key(3, 3, series=LOANS) not in stated(months)


def test_a_figure_is_typed_for_a_series_that_has_no_year_in_the_plan(months):
    strange = SeriesKey(COUNTY.region, "", LOANS.indicator)
    assert strange not in months.workspace.plan.row
    figures = months.panel.months.figures
    row, march = figures.open_row(MonthRow(strange, False)), months.column(months.panel.months, "1-3")
    assert figures.calculation(row, march, "=400*1.25") is not None
    assert figures.enter_typed([(row, march, "=400*1.25")])
    assert stated(months)[key(1, 3, series=strange)] == 500


def test_names_that_mean_nothing_or_too_much_are_refused(months):
    table, figures = months.panel.months, months.panel.months.figures
    last = figures.rowCount() - 1
    at = {name: months.column(table, name) for name in ("region", "industry", "indicator", "measure", "1-1")}
    assert not figures.enter([(last, at["indicator"], "industrial")])
    assert "Industrial output" in months.panel.lines[3].text()
    assert not figures.enter([(last, at["indicator"], "exports")])
    assert not figures.enter([(last, at["measure"], "much")])
    assert not figures.enter([(last, at["region"], "县"), (last, at["indicator"], "loans")])
    assert not figures.enter([(0, at["indicator"], "loans")])
    assert not figures.enter([(0, at["measure"], "growth")])
    assert figures.row_of(MonthRow(SeriesKey("县", "", "loans"), False)) is None
    assert not figures.flags(figures.index(0, at["region"])) & Qt.ItemFlag.ItemIsEditable
    assert figures.flags(figures.index(figures.rowCount() - 1, at["region"])) & Qt.ItemFlag.ItemIsEditable
    # a region and a measure first, then the indicator
    last = figures.rowCount() - 1
    assert figures.enter([(last, at["region"], "县"), (last, at["measure"], "同比")])
    assert texts(months, last)[0] == "County"
    assert figures.enter([(last, at["indicator"], "产值")])
    assert figures.row_of(MonthRow(COUNTY, True)) is not None


def test_a_figure_without_a_series_is_refused(months):
    figures = months.panel.months.figures
    last = figures.rowCount() - 1
    # the city's output has its row already
    assert texts(months, last)[2] == ""
    assert not figures.enter([(last, months.column(months.panel.months, "1-1"), "4")])


def test_a_block_with_heads_and_names_finds_its_rows_and_year(months):
    table = months.panel.months
    months.stand(table, 0, "1-1")
    months.paste(
        table,
        "地区\t指标\t口径\t2025年1-2月\t2025年1-3月\n县\t规上工业总产值\t累计\t5\t8\n市\t规上工业总产值\t同比\t4\t4.5\n"
        "市\t规上工业总产值\t累计\t13\t22.5\n",
    )
    assert table.figures.year == 2025
    found = stated(months)
    assert found[key(1, 2, series=COUNTY, year=2025)] == 5
    assert found[key(1, 3, True, year=2025)] == 4.5
    assert found[key(1, 3, year=2025)] == 22.5
    months.workspace.undo()
    assert stated(months) == dict(small().progress)


def test_a_block_of_names_that_are_not_there_is_refused_whole(months):
    table = months.panel.months
    months.stand(table, 0, "1-1")
    months.paste(table, "\t1月\t1-2月\n出口\t1\t2\n")
    assert "出口" in months.panel.lines[3].text()
    months.paste(table, "\t\t1月\t1-2月\n县\t贷款余额\t1\t2\n")
    assert stated(months) == dict(small().progress)


def test_a_block_without_heads_goes_where_the_cursor_is(months):
    table = months.panel.months
    months.stand(table, 0, "1-4")
    months.paste(table, "33\t42\n7\t7.5\n")
    assert (stated(months)[key(1, 5)], stated(months)[key(1, 4, True)]) == (42, 7)
    # figures that read like years turn no page
    months.choose(table, [0], ["1-4"])
    months.paste(table, "2025\t2030\n7\t7.5\n")
    assert table.figures.year == 2026
    assert stated(months)[key(1, 4)] == 2025
    months.choose(table, [0], ["1-4", "1-5", "1-6"])
    months.press(table, KEYS.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert stated(months)[key(1, 6)] == 2025
    table.copy()
    assert QApplication.clipboard().text() == "2025\t2025\t2025\n"


def test_one_month_with_its_head_is_pasted_by_name(months):
    table = months.panel.months
    table.figures.show_running(False)
    months.stand(table, 0, "1-1")
    months.paste(table, "指标\t4月\n规上工业总产值\t9\n")
    assert stated(months)[key(4, 4)] == 9


def test_a_series_is_picked_from_the_plan(months):
    table = months.panel.months
    months.panel.table_bar.adding.click()
    form = months.panel.new_month_row
    assert form is not None
    form.indicator.setCurrentIndex(form.indicator.findData("loans"))
    form.region.setCurrentIndex(form.region.findData("县"))
    assert not form.add_button.isEnabled()
    form.region.setCurrentIndex(form.region.findData("市"))
    form.measure.setCurrentIndex(1)
    set_language("zh")
    QApplication.processEvents()
    assert form.windowTitle() == "增加序列"
    assert form.row == MonthRow(LOANS, True)
    set_language("en")
    months.qtbot.mouseClick(
        form.buttons.button(QDialogButtonBox.StandardButton.Ok), Qt.MouseButton.LeftButton
    )
    at = table.currentIndex()
    assert table.figures.identity(at.row()) == MonthRow(LOANS, True)
    months.panel.activateWindow()
    months.stand(table, at.row(), "1-1")
    months.qtbot.waitUntil(table.hasFocus)
    months.type(table, "3")
    assert stated(months)[key(1, 1, True, LOANS)] == 3


def test_filter_search_and_sort_keep_the_rows(months):
    table, figures = months.panel.months, months.panel.months.figures
    figures.enter([(figures.rowCount() - 1, months.column(table, "indicator"), "loans")])
    months.panel.search("output")
    assert [figures.identity(row) for row in range(figures.rowCount())] == [
        MonthRow(CITY, False), MonthRow(CITY, True), NEW,
    ]  # fmt: skip
    months.panel.show_all_rows()
    months.panel.filter("indicator")
    assert figures.row_of(MonthRow(LOANS, False)) is None
    months.panel.filter("all")
    table.head.sort(figures.columns[months.column(table, "1-3")], descending=True)
    assert figures.identity(0) == MonthRow(CITY, False)
    assert figures.identity(figures.rowCount() - 1) == NEW


def test_odd_parts_of_a_year_have_columns_of_their_own(make_desk):
    stated_ = {key(4, 5): 18.0, key(7, 12): 55.0, key(3, 3): 8.0}
    desk = make_desk(small().with_progress(MappingProxyType({**small().progress, **stated_})))
    figures = desk.panel.months.figures
    figures.show_running(False)
    heads = [column.title() for column in figures.columns]
    assert heads[-2:] == ["Apr-May", "Jul-Dec"]
    row = figures.row_of(MonthRow(CITY, False))
    assert figures.columns[-2].text(row) == "18.0"


def test_another_workbook_begins_anew(months):
    figures = months.panel.months.figures
    figures.enter([(figures.rowCount() - 1, months.column(months.panel.months, "indicator"), "loans")])
    other = small().with_progress(MappingProxyType({key(1, 3, year=2027): 1.0}))
    months.workspace.open(Session(LoadedWorkbook(replace(other, industries=(Industry("a", "甲"),)))))
    assert figures.year == 2027
    assert figures.row_of(MonthRow(LOANS, False)) is None
    months.panel.month_bar.year.activated.emit(0)
    assert figures.year == figures.years()[0]
