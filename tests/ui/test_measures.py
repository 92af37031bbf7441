"""Sums, growths, ranks, relations and intentions in the window: charts, tables, gaps, the line of the last edit."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from npfdesk.plan.methods import Method
from npfdesk.plan.series import AssumptionKey, SeriesKey, TargetKey
from npfdesk.ui.charts.gap_rows import gap_rows, told
from npfdesk.ui.look import language
from npfdesk.ui.tables.columns import ChoicesRole
from npfdesk.ui.tables.new_target import NewTarget
from npfdesk.ui.views.chart_sheets import path_rows, path_sheet
from npfdesk.ui.views.overview import Overview
from npfdesk.ui.views.tiles import TileMap
from tests.ui.measures import measures_workbook

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
KEYS = Qt.Key


@pytest.fixture
def window(bare, qtbot, tmp_path):
    bare.workbook_opening.open_now(measures_workbook(tmp_path))
    with qtbot.waitActive(bare.window):
        bare.window.resize(1366, 768)
        bare.window.show()
        bare.window.activateWindow()
    bare.window.workspace.activate("惯性")
    return bare.window


def speak_chinese():
    language.set_language("zh")
    QApplication.processEvents()


def look(window, indicator, region="county"):
    window.workspace.select(region=region, industry="", indicator=indicator)
    QApplication.processEvents()
    return window.paths


def drag(qtbot, plot, to):
    at = plot.handle.point.toPoint()
    qtbot.mousePress(plot.viewport(), LEFT, NONE, at)
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(to),
        QPointF(plot.viewport().mapToGlobal(to)),
        Qt.MouseButton.NoButton,
        LEFT,
        NONE,
    )
    QApplication.sendEvent(plot.viewport(), event)
    QApplication.processEvents()
    qtbot.mouseRelease(plot.viewport(), LEFT, NONE, to)


def type_over(qtbot, table, row, key, text):
    at = next(at for at, one in enumerate(table.figures.columns) if one.key == key)
    table.setFocus()
    table.setCurrentIndex(table.figures.index(row, at))
    qtbot.keyClick(table, KEYS.Key_F2)
    editor = QApplication.focusWidget()
    editor.setText(text)
    qtbot.keyClick(editor, KEYS.Key_Return)
    QApplication.processEvents()


def rows_of(window, indicator):
    model = window.panel.targets.figures
    return [row for row in range(model.rowCount()) if model.statement(row).series.indicator == indicator]


def cell(window, row, key):
    model = window.panel.targets.figures
    at = next(at for at, one in enumerate(model.columns) if one.key == key)
    return model.index(row, at).data()


# the path chart


def test_a_sum_is_a_cumulative_line_over_its_yearly_bars(window):
    chart = look(window, "jobs")
    years, observed = chart.observed.places, chart.observed.figures
    np.testing.assert_allclose(observed[years == 2025], [0.0])
    np.testing.assert_allclose(observed[years == 2027], [0.97])
    years, path = chart.target_path.places, chart.target_path.figures
    np.testing.assert_allclose(path[(years >= 2025) & (years <= 2030)], [0, 0.5, 1, 1.5, 2, 2.5])
    projected = chart.projected.figures
    np.testing.assert_allclose(projected[years == 2030], [0.97 + 0.49 * (1.02 + 1.02**2 + 1.02**3)])
    # after its year it is no sum any more
    assert np.isnan(projected[years > 2030]).all()
    (mark,) = chart.lines.marks
    assert mark.text(2) == "〔2.5〕"
    assert chart.yearly.isVisible()
    np.testing.assert_allclose(chart.yearly.bars.figures[:6], [0.43, 0.44, 0.46, 0.47, 0.48, 0.49])
    assert chart.yearly.bars.needed == pytest.approx(0.51)
    assert chart.standing.text() == "first 2 years 0.97 万人 in all, the remaining 3 need 0.51 万人 a year"
    speak_chinese()
    assert chart.standing.text() == "前两年累计 0.97 万人，后三年需 0.51 万人/年"
    assert "2026–2030年累计" in chart.subtitle.text()
    assert "逐年 · 万人" in chart.yearly.text()


def test_what_is_pointed_at_has_the_sum_and_the_year(window):
    chart = look(window, "jobs")
    said = chart.read(2027).split("\n")
    assert "in the year itself  0.49 万人" in said
    assert "sum so far  0.97 万人" in said
    assert any("〔2.5〕" in line for line in chart.read(2030).split("\n"))
    pace = look(window, "pace")
    assert "mean growth so far  5.7%" in pace.read(2027).split("\n")


def test_the_axes_hold_still_while_a_sum_is_pulled_by_its_end(window, qtbot):
    chart = look(window, "jobs")
    plot, scale = chart.plot, chart.yearly.scale
    ticks = plot.ticks
    to = QPoint(plot.handle.point.toPoint().x(), round(float(plot.frame.y(2.7))))
    drag(qtbot, plot, to)
    own = window.workspace.document.scenario.assumptions[AssumptionKey("county", "", "jobs")]
    assert own.method is Method.GROWTH
    pixel = (ticks.high - ticks.low) / plot.area.height()
    assert chart.lines.standing.so_far[chart.lines.years == 2030][0] == pytest.approx(2.7, abs=pixel + 0.01)
    assert plot.ticks == ticks
    assert chart.yearly.scale[0] == scale[0]
    assert len(window.workspace.session.history.done) == 1


def test_a_rate_stands_against_the_mean_and_what_is_needed(window):
    chart = look(window, "pace")
    assert not chart.yearly.isVisible()
    years, needed = chart.plot.needed.places, chart.plot.needed.figures
    left = (years >= 2028) & (years <= 2030)
    np.testing.assert_allclose(needed[left], chart.lines.standing.needed)
    assert np.isnan(needed[~left]).all()
    assert chart.lines.marks[-1].text(1) == "年均增长6%左右"
    speak_chinese()
    assert chart.standing.text() == "前两年年均 5.7%，后三年需 6.0%"


def test_a_level_with_a_growth_has_the_yearly_rates_below_and_both_marks(window):
    chart = look(window, "gdp")
    assert [mark.said for mark in chart.lines.marks] == ["", "年均增长6.5%左右"]
    assert chart.lines.marks[1].figure == pytest.approx(1040 * 1.065**5)
    bars = chart.yearly.bars
    assert bars.figures[1] == pytest.approx(100 * (931.0 / 880.4 - 1))
    assert bars.aim == pytest.approx(6.5)
    # the dashed way is the first statement's
    assert chart.lines.milestones[-1] == pytest.approx(1500 * 0.98)


@pytest.mark.parametrize(
    ("indicator", "words"), [("rank", "保持全省前三"), ("income", "高于全省平均"), ("jobless", "保持稳定")]
)
def test_what_has_no_figure_stands_by_its_words_without_a_diamond(window, indicator, words):
    chart = look(window, indicator)
    assert chart.lines.marks == ()
    (mark,) = chart.plot.parts.marks.marks
    assert (mark.text, mark.bare, mark.place) == (words, True, 2030)
    assert chart.standing.isHidden()
    assert words in chart.read(2030)


def test_another_series_takes_the_panel_away(window):
    look(window, "jobs")
    chart = look(window, "research")
    assert chart.yearly.isHidden()
    assert chart.yearly.text() == ""
    assert chart.standing.isHidden()


def test_the_page_has_the_panel_and_the_yearly_amounts(window):
    chart = look(window, "jobs")
    sheet = path_sheet(chart)
    assert sheet.whole.height() > chart.plot.viewport().height()
    assert chart.standing.text() in sheet.note
    rows = path_rows(chart)
    assert rows[0][-1] == "In the year"
    row = next(row for row in rows if row[0] == "2027")
    assert (row[1], row[-1]) == ("0.97", "0.49")


# tables


def test_each_row_says_its_measure_and_counts_in_it(window):
    window.panel.setCurrentIndex(1)
    speak_chinese()
    (jobs, *_), (pace,), (rank,) = (rows_of(window, one) for one in ("jobs", "pace", "rank"))
    assert [cell(window, row, "measure") for row in (jobs, pace, rank)] == ["累计", "年均增速", "位次"]
    assert cell(window, pace, "gap").endswith("个百分点")
    assert cell(window, rank, "value") == "3"
    # the base is the figure of the base year, which an entry amends
    assert cell(window, jobs, "base") == "0.47"
    assert cell(window, jobs, "required") == "0.51 万人/年"


def test_a_second_statement_is_a_row_that_is_edited_by_itself(window, qtbot):
    window.panel.setCurrentIndex(1)
    look(window, "gdp")
    table, key = window.panel.targets, TargetKey(SeriesKey("county", "", "gdp"), 2030)
    first, second = rows_of(window, "gdp")
    assert cell(window, first, "target") == "1500左右，年均增长6.5%左右"
    assert cell(window, second, "target") == "└ 年均增长6.5%左右"
    type_over(qtbot, table, second, "target", "年均增长7%")
    assert window.workspace.plan.targets[key].text == "1500左右，年均增长7%"
    assert cell(window, second, "target") == "└ 年均增长7%"
    type_over(qtbot, table, second, "stretch", "8")
    assert "no stretch of its own" in window.panel.lines[1].text()
    type_over(qtbot, table, second, "target", "1600，年均增长7%")
    assert "one statement" in window.panel.lines[1].text()
    assert window.workspace.plan.targets[key].text == "1500左右，年均增长7%"
    # another base year is that of the whole target
    table.setCurrentIndex(table.figures.index(second, table.figures.columns.index(
        next(one for one in table.figures.columns if one.key == "target"))))  # fmt: skip
    qtbot.keyClick(table, KEYS.Key_Delete)
    QApplication.processEvents()
    assert window.workspace.plan.targets[key].text == "1500左右"
    assert len(rows_of(window, "gdp")) == 1
    window.workspace.undo()
    assert len(rows_of(window, "gdp")) == 2


def test_the_detail_of_a_target_says_what_was_understood_and_how_it_stands(window):
    window.panel.setCurrentIndex(1)
    look(window, "jobs")
    table = window.panel.targets
    at = next(at for at, one in enumerate(table.figures.columns) if one.key == "target")
    table.setCurrentIndex(table.figures.index(rows_of(window, "jobs")[0], at))
    QApplication.processEvents()
    said = window.panel.detail.shown.text
    assert "2.50 万人 over 2026–2030" in said
    assert "the remaining 3 need 0.51 万人 a year" in said
    assert "% a year (×" not in said


def test_the_methods_of_a_rate_are_offered_and_others_refused(window, qtbot):
    window.panel.setCurrentIndex(0)
    look(window, "pace")
    model = window.panel.assumptions.figures
    at = next(at for at, one in enumerate(model.columns) if one.key == "method")
    row = model.row_of_series(SeriesKey("county", "", "pace"))
    assert set(model.index(row, at).data(ChoicesRole)) == {"hold", "step", "values", "target"}
    assert not model.enter([(row, at, "growth")])
    assert "cannot be continued" in window.panel.lines[0].text()
    assert model.enter([(row, at, "step")])
    look(window, "jobs")
    row = model.row_of_series(SeriesKey("county", "", "jobs"))
    assert len(model.index(row, at).data(ChoicesRole)) == len(Method)


def test_a_new_target_says_what_was_understood_while_it_is_typed(window, qtbot):
    look(window, "research")
    form = NewTarget(window.workspace, window)
    qtbot.addWidget(form)
    form.show()
    form.indicator.setCurrentIndex(form.indicator.findData("gdp"))
    form.year.setText("2028")
    form.words.setText("年均增长6%")
    assert "growth a year: 6.0% a year, about 1,238.7 亿元 in 2028" in form.remark.text()
    for words in ("〔30〕", "高于全省平均", "保持稳定", "保持全省前三"):
        form.words.setText(words)
        assert form.remark.text().count("\n") == 1, words
    form.words.setText("什么")
    assert "\n" not in form.remark.text()


# gaps and what is told of them


def test_a_sum_and_a_level_share_no_scale_of_bars(window):
    look(window, "jobs")
    shown = gap_rows(window.workspace, by_region=True)
    bars = {bar.region: bar for bar in shown.bars}
    assert shown.apart
    assert bars["west"].apart
    assert bars["west"].length == 0
    assert "万人" in bars["west"].figure
    assert bars["east"].length > 0
    assert bars["east"].figure.endswith("short")
    assert "sum" in shown.unit
    window.gaps.by_region.click()
    assert "Without a bar" in window.gaps.note.text()


def test_by_indicator_each_figure_has_its_own_unit(window):
    look(window, "jobs")
    speak_chinese()
    bars = {bar.indicator: bar for bar in gap_rows(window.workspace, by_region=False).bars}
    assert bars["pace"].apart
    assert bars["pace"].figure == "缺 0.6 个百分点"
    assert bars["rank"].figure == "位次 达到"
    assert bars["jobless"].figure == "保持稳定"
    # judged against the figure that the words count from the nearer edge: the middle of the range is 2.8
    assert bars["research"].figure.startswith("缺 0.14 个百分点")
    tip = told(window.workspace, bars["pace"].position)
    assert "缺口: 缺 0.6 个百分点" in tip


def test_the_overview_shows_what_is_judged(window):
    look(window, "jobs")
    overview = Overview(window.workspace)
    overview.refresh()
    lines = {line.series.indicator: line for line in overview.list.every}
    assert overview.list.figures(lines["jobs"])[0] == "2.50"
    assert "%" in overview.list.aim(lines["pace"])
    assert overview.list.figures(lines["rank"])[0] == "3"
    np.testing.assert_allclose(lines["jobs"].figures[5], 0.97)
    overview.deleteLater()


def test_regions_that_are_judged_alike_show_it_on_the_map(window, qtbot):
    look(window, "jobs")
    tiles = TileMap(window.workspace)
    qtbot.addWidget(tiles)
    tiles.refresh()
    # a level among sums: the figures of the year
    assert tiles.map.tiles["east"].figure == pytest.approx(0.23 * 1.02**3)
    window.panel.targets.figures.enter(
        [(next(row for row in rows_of(window, "jobs") if window.panel.targets.figures.statement(row).series.region == "west"),
          next(at for at, one in enumerate(window.panel.targets.figures.columns) if one.key == "target"), "〔1.3〕")]
    )  # fmt: skip
    tiles.refresh()
    assert tiles.map.tiles["east"].figure == pytest.approx(0.46 + 0.23 * (1.02 + 1.02**2 + 1.02**3))


def test_the_line_of_the_last_edit_counts_the_sum(window):
    look(window, "jobs")
    model = window.panel.assumptions.figures
    at = next(at for at, one in enumerate(model.columns) if one.key == "value")
    model.enter([(model.row_of_series(SeriesKey("county", "", "jobs")), at, "-20")])
    text = window.status_line.message_label.text()
    assert "sum" in text
    assert "万人 short" in text
