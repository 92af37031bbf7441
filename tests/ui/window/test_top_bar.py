"""The bar: ticks of what is compared, what is inherited, undo by name, and room for all of it."""

import pytest
from PySide6.QtCore import QPoint, Qt

from npfdesk.plan.edit_labels import set_assumptions
from npfdesk.plan.methods import Method
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey
from npfdesk.ui.look import language

KEY = AssumptionKey("yongkang", "", "output")


@pytest.fixture
def top(desk):
    return desk.window.top


def click(qtbot, tick):
    qtbot.mouseClick(tick, Qt.MouseButton.LeftButton, pos=QPoint(6, tick.height() // 2))


def test_a_tick_in_the_bar_draws_a_scenario(desk, top, qtbot):
    paths = desk.window.paths
    assert set(top.compare.ticks) == {"规划", "攻坚"} == set(paths.others)
    click(qtbot, top.compare.ticks["规划"])
    assert set(paths.others) == {"攻坚"}
    assert desk.window.scenarios.items["规划"].checkState(0) is Qt.CheckState.Unchecked
    click(qtbot, top.compare.ticks["规划"])
    assert set(paths.others) == {"规划", "攻坚"}


def ticked(desk):
    return {
        name
        for name, item in desk.window.scenarios.items.items()
        if item.checkState(0) is Qt.CheckState.Checked
    }


def test_choosing_another_scenario_changes_no_tick_and_a_deletion_undone_brings_its_tick_back(
    desk, top, qtbot
):
    window, workspace, tree = desk.window, desk.window.workspace, desk.window.scenarios
    click(qtbot, top.compare.ticks["规划"])
    assert ticked(desk) == {"惯性", "攻坚"}

    def choose(name):
        place = tree.tree.visualItemRect(tree.items[name]).center()
        qtbot.mouseClick(tree.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert workspace.document.active == name

    for name, others in (("攻坚", {"惯性"}), ("规划", {"惯性", "攻坚"}), ("惯性", {"攻坚"})):
        choose(name)
        assert ticked(desk) == {"惯性", "攻坚"}
        assert set(window.paths.others) == others
        assert {one for one, box in top.compare.ticks.items() if box.isChecked()} == others
    # one that is deleted comes back as it was, ticked or not, and is not ticked anew when it is made again
    for name in ("攻坚", "规划"):
        choose(name)
        assert tree.delete()
        assert ticked(desk) <= {"惯性", "攻坚"} - {name}
        workspace.undo()
        assert ticked(desk) == {"惯性", "攻坚"}
    # the child of one that was not ticked shows with its parent
    choose("规划")
    assert tree.new_from("加码")
    child = workspace.document.active
    assert ticked(desk) == {"惯性", "攻坚", "规划", child}
    assert set(window.paths.others) == {"惯性", "攻坚", "规划"}
    choose("规划")
    assert set(window.paths.others) == {"惯性", "攻坚", child}
    box = tree.items[child]
    box.setCheckState(0, Qt.CheckState.Unchecked)
    workspace.undo()
    workspace.redo()
    assert child not in ticked(desk)
    # what the next start shows
    desk.autosave.save_window_state()
    kept = desk.workbook_opening.library.setting("last")["compared"]
    assert set(kept) == {"惯性", "攻坚", "规划"}


def test_many_scenarios_are_in_a_menu(desk, top):
    tree = desk.window.scenarios
    tree.new_from("甲 & 乙")
    assert not top.compare.ticks
    assert top.compare.more.isVisible()
    assert top.compare.more.text().startswith("Compare")
    top.compare.entries["规划"].setChecked(False)
    assert "规划" not in desk.window.workspace.compared
    desk.window.workspace.undo()
    assert set(top.compare.ticks) == {"规划", "攻坚"}


def test_what_is_inherited_is_said(desk, top):
    assert not top.above.isVisible()
    desk.window.workspace.activate("攻坚")
    assert top.above.text() == "⟵ 惯性"
    assert top.above.isVisible()


def test_undo_is_named_and_an_ampersand_is_no_key(desk, top, qtbot):
    workspace = desk.window.workspace
    desk.window.resize(1920, 1080)
    desk.window.scenarios.rename("R&D <b>")
    assert "R&&D" in top.undo.text()
    assert "&lt;b&gt;" in top.undo.toolTip()
    qtbot.mouseClick(top.undo, Qt.MouseButton.LeftButton)
    assert workspace.document.scenario.name == "惯性"
    assert "R&&D" in top.redo.text()
    qtbot.mouseClick(top.redo, Qt.MouseButton.LeftButton)
    assert workspace.document.scenario.name == "R&D <b>"


@pytest.mark.parametrize("spoken", ["zh", "en"])
@pytest.mark.parametrize("width", [1366, 1920])
def test_nothing_in_the_bar_is_cut_or_covered(desk, top, turn, spoken, width):
    language.set_language(spoken)
    window = desk.window
    window.resize(width, 768 if width == 1366 else 1080)
    workspace = window.workspace
    for figure in (9.1, 9.2):
        change = {KEY: Assumption(Method.GROWTH, figure)}
        workspace.apply(set_assumptions(workspace.document, workspace.document.active, change))
    workspace.undo()
    workspace.activate("攻坚")
    turn()
    widgets = [top.scenario, top.above, top.compare, top.year, top.rule, top.undo, top.redo, top.speech]
    widgets.append(top.theme)
    edge = 0
    # what the menus say too may give way to the words of the others
    for widget in (one for one in widgets if one.isVisible()):
        assert widget.width() >= widget.minimumSizeHint().width()
        assert widget.x() >= edge
        edge = widget.x() + widget.width()
    assert edge <= top.width()
    assert ("撤销 永康" if spoken == "zh" else "Undo Yong") in top.undo.text()
    assert window.width() == width
    language.set_language("en")
