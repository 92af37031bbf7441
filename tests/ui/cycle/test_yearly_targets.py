"""Yearly targets in the window: rules, holds, the table of regions by years, entering them, and stages on the path chart."""

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QLineEdit

from npfdesk.engine.answers.yearly_table import YearlyTable
from npfdesk.engine.answers.yearly_targets import YearlyTargets
from npfdesk.engine.targets.required_pace import main_target
from npfdesk.engine.yearly import SplitRule
from npfdesk.plan.edit_labels import set_targets
from npfdesk.plan.series import SeriesKey, TargetKey
from npfdesk.plan.yearly_targets import is_stage
from npfdesk.ui.look.language import set_language
from tests.yearly_workbook import SHEETS, written

GDP = SeriesKey("city", "", "gdp")


@pytest.fixture
def opened(bare, qtbot, tmp_path):
    bare.workbook_opening.open_now(written(tmp_path / "a.xlsx"))
    with qtbot.waitActive(bare.window):
        bare.window.show()
        bare.window.activateWindow()
    return bare


@pytest.fixture
def workspace(opened):
    opened.window.workspace.select(*GDP)
    return opened.window.workspace


@pytest.fixture
def dialog(opened, workspace):
    return opened.answers.ask("yearly")


def choose(dialog, rule):
    dialog.rule.setCurrentIndex(list(SplitRule).index(rule))
    dialog.rule.activated.emit(dialog.rule.currentIndex())


def over(dialog, place):
    dialog.scope.setCurrentIndex(place)
    dialog.scope.activated.emit(place)


def cell(dialog, row, column):
    return dialog.rows.index(row, column)


def shown(dialog, row):
    return [cell(dialog, row, at).data() for at in range(2, dialog.rows.columnCount())]


def typed(dialog, qtbot, row, column, text):
    dialog.table.setCurrentIndex(cell(dialog, row, column))
    dialog.table.edit(cell(dialog, row, column))
    # that of the cell before goes when the loop turns
    editor = dialog.table.findChildren(QLineEdit)[-1]
    before = editor.text()
    editor.setText(text)
    with qtbot.waitSignal(dialog.rows.entered):
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    return before


def delete(dialog, qtbot, row, column):
    dialog.table.setCurrentIndex(cell(dialog, row, column))
    dialog.table.selectionModel().select(
        cell(dialog, row, column), QItemSelectionModel.SelectionFlag.ClearAndSelect
    )
    qtbot.keyClick(dialog.table, Qt.Key.Key_Delete)


def test_it_stands_in_the_menu_of_the_cycle(opened):
    menu = next(
        one for one in opened.window.menuBar().actions() if one.text().replace("&", "") == "Plan cycle"
    )
    assert "Yearly targets…" in [one.text() for one in menu.menu().actions()]


def test_one_series_by_every_rule(dialog):
    # 100 to 161.051: 10 % a year, of which 95 to 100 is 5.3 %
    assert shown(dialog, 0) == ["! 110.0", "! 121.0", "! 133.1", "! 146.4", "! 161.1", "10.00%"]
    assert "100.0 亿元 in 2025" in dialog.headline.text()
    assert "out of reach at any past pace" in dialog.notes.text()
    choose(dialog, SplitRule.STEP)
    assert shown(dialog, 0)[:2] == ["! 112.2", "! 124.4"]
    assert dialog.factor.isHidden()
    choose(dialog, SplitRule.BACK)
    assert dialog.factor.isVisible()
    dialog.factor.setText("2")
    dialog.factor.editingFinished.emit()
    # a thirty-first of 61.051, 2.0, then as much again and one more
    assert shown(dialog, 0)[0] == "! 102.0"
    dialog.factor.setText("much")
    dialog.factor.editingFinished.emit()
    assert dialog.answer is None
    assert not dialog.apply_button.isEnabled()
    dialog.factor.setText("2")
    choose(dialog, SplitRule.PATH)
    assert isinstance(dialog.answer, YearlyTargets)
    assert dialog.picture.lines is not None


def test_a_cell_is_held_by_typing_and_let_go_by_delete(dialog, qtbot):
    choose(dialog, SplitRule.STEP)
    before = typed(dialog, qtbot, 0, 4, "115.04")
    assert before == "136.6"
    assert shown(dialog, 0)[2] == "• 115.0"
    assert dialog.holds == {("city", 2028): 115.0}
    assert dialog.answer.impossible.tolist() == [False, False, False, True, True]
    assert "2029–2030: 20.00% a year needed" in dialog.notes.text()
    assert "• fixed" in dialog.notes.text()
    assert typed(dialog, qtbot, 0, 4, "x115") == "115.0"
    assert dialog.holds == {("city", 2028): 115.0}
    delete(dialog, qtbot, 0, 4)
    assert dialog.holds == {}
    assert shown(dialog, 0)[2] == "! 136.6"
    # looked at, not changed
    typed(dialog, qtbot, 0, 4, "136.6")
    assert dialog.holds == {}
    # the last is the target itself
    assert not cell(dialog, 0, 6).flags() & Qt.ItemFlag.ItemIsEditable


def test_holds_of_another_indicator_are_forgotten(dialog, workspace, qtbot):
    typed(dialog, qtbot, 0, 3, "115")
    workspace.select(indicator="share")
    assert dialog.holds == {}
    assert shown(dialog, 0) == ["51.0", "52.0", "53.0", "54.0", "55.0", "1.00"]
    assert "moves in points" in dialog.notes.text()


def test_what_cannot_be_divided_is_told(dialog, workspace):
    workspace.select(indicator="grain")
    assert dialog.answer is None
    assert dialog.rows.columnCount() == 0
    assert "has no figure that can be divided" in dialog.notes.text()
    workspace.select(indicator="loss")
    assert "Choose “equal steps” instead" in dialog.notes.text()
    choose(dialog, SplitRule.STEP)
    assert shown(dialog, 0)[-2] == "20.0"
    assert dialog.edit() is not None


def test_indicator_and_region_are_those_of_the_window(dialog, workspace):
    dialog.indicator.setCurrentIndex(dialog.indicator.findData("firms"))
    dialog.indicator.activated.emit(dialog.indicator.currentIndex())
    dialog.region.setCurrentIndex(dialog.region.findData("west"))
    dialog.region.activated.emit(dialog.region.currentIndex())
    assert tuple(workspace.selection.series) == ("west", "", "firms")
    assert not dialog.scope.isEnabled()
    assert shown(dialog, 0)[-2] == "43"


def test_taking_them_is_one_step_and_they_are_small_marks_on_the_chart(dialog, opened, workspace, qtbot):
    choose(dialog, SplitRule.STEP)
    before = workspace.plan.targets
    qtbot.mouseClick(dialog.apply_button, Qt.MouseButton.LeftButton)
    written_now = {key.year: one for key, one in workspace.plan.targets.items() if key.series == GDP}
    assert {year: one.text for year, one in written_now.items()} == {
        2026: "112.2",
        2027: "124.4",
        2028: "136.6",
        2029: "148.8",
        2030: "161.051",
    }
    assert [is_stage(written_now[year]) for year in sorted(written_now)] == [True] * 4 + [False]
    assert not dialog.apply_button.isEnabled()
    results = workspace.session.results
    table = workspace.result.targets
    assert table.year[main_target(results, workspace.document.active, GDP)] == 2030
    chart = opened.window.paths
    assert [(one.year, one.stage) for one in chart.plot.drawing.lines.marks] == [
        (2026, True),
        (2027, True),
        (2028, True),
        (2029, True),
        (2030, False),
    ]
    marks = chart.plot.parts.marks.marks
    assert [one.small for one in marks] == [True] * 4 + [False]
    assert [one.text for one in marks][:4] == [""] * 4
    assert marks[-1].text
    workspace.undo()
    assert workspace.plan.targets == before


def test_a_lone_stage_keeps_its_words(opened, workspace, dialog, qtbot):
    dialog.apply_button.click()
    for year in (2026, 2027, 2029):
        key = TargetKey(GDP, year)
        workspace.apply(set_targets(workspace.document, {key: None}), None)
    marks = opened.window.paths.plot.parts.marks.marks
    assert [(one.place, one.small, bool(one.text)) for one in marks] == [
        (2028, True, True),
        (2030, False, True),
    ]


def test_a_sum_and_a_mean_growth(dialog, opened, workspace):
    workspace.select(indicator="jobs")
    choose(dialog, SplitRule.STEP)
    assert (
        shown(dialog, 0) == ["! 14.0", "14.0", "14.0", "14.0", "14.0", "70.0"]
        or "14.0" in shown(dialog, 0)[1]
    )
    assert "70.0 万人 cumulative to 2030" in dialog.headline.text()
    dialog.apply_button.click()
    written_now = {
        key.year: one.text for key, one in workspace.plan.targets.items() if key.series.indicator == "jobs"
    }
    assert written_now == {2026: "14", 2027: "14", 2028: "14", 2029: "14", 2030: "〔70〕"}
    workspace.select(indicator="pace")
    choose(dialog, SplitRule.GROWTH)
    assert shown(dialog, 0)[-1] == "6.00%"
    dialog.apply_button.click()
    stage = workspace.plan.targets[TargetKey(SeriesKey("city", "", "pace"), 2028)]
    assert (stage.text, stage.base_year) == ("6", 2027)
    # on an axis of growths they are marks, no words that cross the lines
    lines = opened.window.paths.plot.drawing.lines
    assert [(one.year, one.figure, one.stage) for one in lines.marks] == [
        *((year, 6.0, True) for year in range(2026, 2030)),
        (2030, 6.0, False),
    ]
    assert lines.words == ()


def test_the_table_of_regions_by_years(dialog, workspace, qtbot):
    workspace.select(indicator="firms")
    over(dialog, 1)
    choose(dialog, SplitRule.STEP)
    assert isinstance(dialog.answer, YearlyTable)
    assert dialog.answer.balanced
    names = [cell(dialog, row, 0).data() for row in range(dialog.rows.rowCount())]
    assert names == ["Yunling", "East", "West", "Sum of the regions"]
    assert shown(dialog, 3)[:5] == ["101", "102", "103", "103", "103"]
    assert shown(dialog, 1)[:5] == ["60"] * 5
    # the other gives way, so that the year still adds up
    typed(dialog, qtbot, 2, 2, "44")
    assert shown(dialog, 2)[0].endswith("44")
    assert (shown(dialog, 1)[0], shown(dialog, 3)[0]) == ("57", "101")
    typed(dialog, qtbot, 1, 2, "60")
    assert not dialog.answer.balanced
    assert "2026 cannot add up" in dialog.notes.text()
    delete(dialog, qtbot, 1, 2)
    delete(dialog, qtbot, 2, 2)
    qtbot.mouseClick(dialog.apply_button, Qt.MouseButton.LeftButton)
    stages = [key for key, one in workspace.plan.targets.items() if is_stage(one)]
    assert len(stages) == 12
    workspace.undo()
    assert not any(is_stage(one) for one in workspace.plan.targets.values())


def test_a_table_that_lacks_targets_or_regions(dialog, workspace):
    over(dialog, 1)
    assert "West" not in dialog.notes.text()
    assert dialog.rows.rowCount() >= 2
    workspace.select(indicator="grain")
    assert dialog.answer is None
    assert "no table" in dialog.notes.text()
    workspace.select(region="east")
    assert not dialog.scope.isEnabled()
    assert dialog.scope.currentIndex() == 0


def test_the_picture_is_read_by_year_and_as_a_table(dialog, qtbot):
    picture = dialog.picture
    readings = picture.readings(2027.0)
    assert [one.name for one in readings] == ["惯性", "yearly targets"]
    assert picture.table()[0] == ["Year", "actual", "惯性", "yearly targets"]
    picture.point_at(2027.0)
    picture.put(None)
    assert picture.readings(2027.0) == []
    assert picture.table() == [["Year"]]


def test_in_chinese(dialog, workspace):
    set_language("zh")
    dialog.refresh()
    assert dialog.windowTitle() == "分年目标"
    assert "2030年" in dialog.headline.text()
    assert "键入数值即固定" in dialog.notes.text()
    workspace.select(indicator="share")
    assert cell(dialog, 1, 0).data() == "比上年 (个百分点)"


def test_stages_of_a_target_after_the_plans_are_small_too(bare, tmp_path):
    settings = [*SHEETS["规划"][:4], ["目标年", 2027], ["展望年", 2032]]
    targets = [
        ["地区", "指标", "目标值", "目标年", "备注"],
        ["云岭市", "gdp", "112", 2027, ""],
        *(["云岭市", "gdp", str(100 + 6 * (year - 2025)), year, "分年目标"] for year in range(2028, 2032)),
        ["云岭市", "gdp", "142", 2032, ""],
    ]
    bare.workbook_opening.open_now(written(tmp_path / "b.xlsx", 规划=settings, 目标=targets))
    bare.window.show()
    bare.window.workspace.select(*GDP)
    marks = bare.window.paths.plot.drawing.lines.marks
    assert [(one.year, one.stage) for one in marks] == [
        (2027, False),
        *((year, True) for year in range(2028, 2032)),
        (2032, False),
    ]
