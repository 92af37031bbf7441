"""Scenarios side by side: the session's figures, and what they differ by."""

import numpy as np
from PySide6.QtCore import QPointF, Qt

from npfdesk.plan.edit_labels import scenario_renamed
from npfdesk.plan.edits import ChangeScenario
from npfdesk.plan.series import SeriesKey

OUTPUT = SeriesKey("jinhua", "", "output")


def year_place(canvas, year):
    """A year's row in the table, in the viewport."""
    number = canvas.comparing.years.index(year)
    top = canvas.chart_height() + 24 + (number + 0.5) * 20
    return QPointF(120, top - canvas.offset.y())


def test_figures_and_differences_are_the_sessions(person):
    view = person.look_at("Scenarios")
    workspace = person.workspace
    results = workspace.session.results.scenarios
    row, column = workspace.plan.row[OUTPUT], workspace.plan.column(2025)
    assert [one.name for one in view.compared] == ["惯性", "规划", "攻坚"]
    for one in view.compared:
        assert one.figures[column] == results[one.name].values[row, column]
        assert one.difference[column] == one.figures[column] - results["惯性"].values[row, column]
    heads = [column.head for column in view.sheets.comparing.columns]
    assert heads == ["惯性", "规划", "±", "攻坚", "±", "target path"]
    texts = [one.texts[column] for one in view.sheets.comparing.columns]
    assert texts[:3] == ["5,819.9", "8,000.0", "+2,180.1"]


def test_the_table_comes_out_by_year(person):
    view = person.look_at("Scenarios")
    head, *rows = view.table()
    assert head == ["Year", "惯性", "规划", "规划 ±", "攻坚", "攻坚 ±"]
    last = next(row for row in rows if row[0] == "2025")
    assert float(last[2]) - float(last[1]) == float(last[3])


def test_an_edit_moves_lines_and_table(person):
    view = person.look_at("Scenarios")
    column = person.workspace.plan.column(2025)
    before = view.compared[1].difference[column]
    person.grow("jinhua", 7.5)
    assert view.compared[1].difference[column] < before
    row = person.workspace.plan.row[OUTPUT]
    assert np.isclose(view.compared[0].figures[column], person.workspace.result.values[row, column])
    assert view.sheets.comparing.panel.marks[0].figure == 8000.0


def test_the_axis_holds_still_under_edits(person):
    view = person.look_at("Scenarios")
    ticks = view.sheets.plotted().ticks
    # far above the others, then back: the axis widens once and stays
    for growth, alike in ((6.0, True), (7.5, True), (30.0, False)):
        person.grow("jinhua", growth)
        assert (view.sheets.plotted().ticks == ticks) is alike
    wide = view.sheets.plotted().ticks
    person.grow("jinhua", 6.0)
    assert view.sheets.plotted().ticks == wide
    # another series has its own
    person.workspace.select(region="yongkang")
    person.workspace.select(region="jinhua")
    assert view.sheets.plotted().ticks == ticks


def test_whoever_is_compared_and_edited_is_chosen_in_the_bar(person):
    view = person.look_at("Scenarios")
    person.window.scenarios.items["规划"].setCheckState(0, Qt.CheckState.Unchecked)
    assert [one.name for one in view.compared] == ["惯性", "攻坚"]
    person.workspace.activate("攻坚")
    assert view.compared[0].name == "攻坚"
    person.workspace.set_view(compared=())
    assert "Tick scenarios" in view.note.text()


def test_the_pointer_reads_a_year_in_lines_and_table(person):
    view = person.look_at("Scenarios")
    canvas = view.sheets
    plotted = canvas.plotted()
    person.point(canvas, QPointF(plotted.x(2023), plotted.area.center().y()))
    assert canvas.pointed == 2023
    assert canvas.readout.isVisible()
    assert canvas.readout.text().splitlines()[0] == "2023"
    assert "规划  6,328.7" in canvas.readout.text()
    person.point(canvas, year_place(canvas, 2021))
    assert canvas.pointed == 2021
    assert not canvas.readout.isVisible()


def test_a_click_and_the_arrows_look_at_a_year(person):
    view = person.look_at("Scenarios")
    canvas = view.sheets
    person.click(canvas, year_place(canvas, 2022))
    assert person.workspace.year == 2022
    plotted = canvas.plotted()
    person.click(canvas, QPointF(plotted.x(2024), plotted.area.center().y()))
    assert person.workspace.year == 2024
    person.press(canvas, Qt.Key.Key_Down)
    person.press(canvas, Qt.Key.Key_Right)
    assert person.workspace.year == 2026
    for _ in range(9):
        person.press(canvas, Qt.Key.Key_Down)
    assert person.workspace.year == 2030
    assert person.window.top.year.currentText() == "2030"
    person.press(canvas, Qt.Key.Key_Up)
    assert person.workspace.year == 2029
    assert year_place(canvas, 2029).y() < canvas.viewport().height()


def test_a_series_without_figures_says_what_to_do(person):
    view = person.look_at("Scenarios")
    person.workspace.select(region="panan", indicator="gdp")
    assert "Choose another region or indicator" in view.empty.text()
    person.press(view.sheets, Qt.Key.Key_Down)
    assert view.table() == [["Year"]]


def test_a_long_name_is_cut_in_the_head_and_told_whole(person):
    view = person.look_at("Scenarios")
    workspace = person.workspace
    before = view.sheets.content(view.sheets.seen()).width()
    name = "攻坚情景（先进制造业集群与数字经济协同推进、按二〇二〇年可比价格）" * 3
    active = workspace.document.scenario
    workspace.apply(ChangeScenario(active.id, scenario_renamed(active.name, name), name=name))
    after = view.sheets.content(view.sheets.seen()).width()
    assert after < before + 100
    head = QPointF(70, view.sheets.chart_height() + 4)
    assert view.sheets.tip_at(head) == name


def test_a_tip_tells_whose_figure_lies_there(person):
    canvas = person.look_at("Scenarios").sheets
    assert canvas.tip_at(QPointF(120, 5)) == ""
    place = year_place(canvas, 2025)
    assert canvas.tip_at(QPointF(70, place.y())) == "惯性\n2025: 5,819.9 亿元"
