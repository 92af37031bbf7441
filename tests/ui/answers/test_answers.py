"""Answers in the window: asked by menu, shown before they are taken, taken as one step."""

import math

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from npfdesk.locations import sample_workbook
from npfdesk.ui.look import language


def year_of(workspace, region, indicator, year):
    plan = workspace.plan
    return workspace.result.values[plan.row[region, "", indicator], plan.column(year)]


@pytest.fixture
def desk(desk):
    desk.window.workspace.activate("攻坚")
    return desk


def ask(desk, qtbot, name):
    with qtbot.waitExposed(desk.window):
        return desk.answers.ask(name)


def target(workspace, region, indicator="output"):
    table = workspace.result.targets
    (position,) = table.of_row(workspace.plan.row[region, "", indicator])
    return float(table.figure[position]), bool(table.own[position])


def test_what_reaches_the_target_is_shown_then_put_into_the_scenario_and_taken_back(desk, qtbot):
    workspace = desk.window.workspace
    workspace.select(region="yiwu", industry="", indicator="output")
    dialog = ask(desk, qtbot, "seek")
    before = workspace.document
    assert dialog.answer.reached
    assert workspace.document is before
    assert "1,500.0" in dialog.detail.text()
    qtbot.mouseClick(dialog.apply_button, Qt.MouseButton.LeftButton)
    assert year_of(workspace, "yiwu", "output", 2025) == pytest.approx(1500, rel=1e-9)
    workspace.undo()
    assert workspace.document.scenarios is before.scenarios


def test_bounds_that_do_not_reach_say_the_best_that_they_allow(desk, qtbot):
    workspace = desk.window.workspace
    workspace.select(region="yiwu", industry="", indicator="output")
    dialog = ask(desk, qtbot, "seek")
    for field, figure in ((dialog.low, "0"), (dialog.high, "５")):
        field.setFocus()
        # as pasted: the keyboard of the test knows no full-width digits
        field.insert(figure)
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert not dialog.answer.reached
    assert dialog.answer.value == pytest.approx(5)
    assert dialog.headline.text().startswith("Not reachable within 0.00% to 5.00%")


def test_an_answer_follows_the_selection_and_says_why_there_is_none(desk, qtbot):
    workspace = desk.window.workspace
    workspace.select(region="yiwu", industry="", indicator="output")
    dialog = ask(desk, qtbot, "seek")
    assert dialog.apply_button.isEnabled()
    workspace.select(region="jinhua", indicator="va_share")
    assert dialog.answer is None
    assert not dialog.apply_button.isEnabled()
    assert "computed by" in dialog.notes.text()
    # in the place of the answer and as large as its text, not as a note below
    assert dialog.column.indexOf(dialog.notes) == dialog.column.indexOf(dialog.headline) + 1
    assert dialog.notes.font().pixelSize() == dialog.apply_button.font().pixelSize()


def test_a_hold_is_typed_and_the_rest_is_split_again_with_the_sum_exact(desk, qtbot):
    workspace = desk.window.workspace
    workspace.select(region="jinhua", industry="", indicator="output")
    dialog = ask(desk, qtbot, "allocate")
    regions = [share.region for share in dialog.answer.shares]
    row = regions.index("yiwu")
    table = dialog.table
    table.setCurrentIndex(dialog.rows.index(row, 1))
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = table.findChild(QLineEdit)
    qtbot.keyClicks(editor, "1,600")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.answer is not None and dialog.answer.shares[row].held)
    assert dialog.answer.shares[row].value == 1600
    assert math.fsum(share.value for share in dialog.answer.shares) == 8000
    plan_target = workspace.plan.targets
    qtbot.mouseClick(dialog.apply_button, Qt.MouseButton.LeftButton)
    assert target(workspace, "yiwu") == (1600, True)
    assert workspace.plan.targets is plan_target
    workspace.undo()
    assert target(workspace, "yiwu") == (1500, False)


def test_a_total_that_bounds_do_not_allow_is_refused_in_words_and_nothing_can_be_taken(desk, qtbot):
    workspace = desk.window.workspace
    workspace.select(region="jinhua", industry="", indicator="output")
    dialog = ask(desk, qtbot, "allocate")
    for row in range(len(dialog.answer.shares)):
        dialog.given[3][dialog.answer.shares[row].region] = 1.0
    dialog.refresh()
    assert dialog.answer is None
    assert not dialog.apply_button.isEnabled()
    assert "is not possible" in dialog.notes.text()


def test_an_answer_speaks_the_language_in_force(desk, qtbot):
    desk.window.workspace.select(region="yiwu", industry="", indicator="output")
    dialog = ask(desk, qtbot, "seek")
    assert dialog.windowTitle() == "Required growth"
    language.set_language("zh")
    qtbot.waitUntil(lambda: dialog.windowTitle() == "反推所需增速")
    assert dialog.by.itemText(0) == "年增长率"


def settled(dialog, qtbot):
    qtbot.waitUntil(lambda: getattr(dialog, "_thread", None) is None, timeout=30_000)
    return dialog


def refused(dialog):
    """Whether it says why there is no answer, in the place of the answer."""
    beside = dialog.column.indexOf(dialog.notes) == dialog.column.indexOf(dialog.headline) + 1
    return beside and bool(dialog.notes.text()) and not dialog.headline.text()


QUESTIONS = ("waterfall", "grid", "cheapest", "disparity", "benchmark", "spillover")


def test_questions_open_with_an_answer_where_there_is_one_and_else_say_why_in_its_place(desk, qtbot):
    workspace = desk.window.workspace
    # nothing acts in this scenario, and the city is below nobody
    workspace.activate("惯性")
    workspace.select(region="jinhua", industry="", indicator="output")
    dialogs = {name: settled(ask(desk, qtbot, name), qtbot) for name in QUESTIONS}
    for name, dialog in dialogs.items():
        assert dialog.headline.text(), name
        assert not refused(dialog), name
    # the two inputs both move the figure
    table = dialogs["grid"].answer.tables[0]
    assert (table[:, 0] != table[0, 0]).any()
    assert (table[0] != table[0, 0]).any()
    # a place that receives, in the first scenario in which levers act
    assert "攻坚" in dialogs["spillover"].headline.text()
    assert "received 0.000" not in dialogs["spillover"].headline.text()
    # a figure that goes by its trend alone is moved by nothing
    workspace.select(region="jinhua", industry="", indicator="va_share")
    assert refused(settled(ask(desk, qtbot, "grid"), qtbot))
    # a plan without levers
    desk.workbook_opening.open_now(sample_workbook().with_name("county_15fyp.xlsx"))
    workspace.select(region="county", industry="", indicator="revenue")
    for name in QUESTIONS:
        dialog = settled(ask(desk, qtbot, name), qtbot)
        assert refused(dialog) is (name in ("cheapest", "spillover")), name
        assert refused(dialog) or dialog.headline.text(), name
