"""The tables of the plan's structure under a person's hands: typed, pasted, renamed, moved, removed, undone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from npfdesk.plan.document import blank_plan
from npfdesk.plan.kinds import Kind, RollUp

KEYS = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def empty(make_desk):
    """A desk on a plan without anything."""
    desk = make_desk(blank_plan(2025, 2030))
    desk.panel.show_structure("regions")
    return desk


def table(desk, kind):
    desk.panel.show_structure(kind)
    return desk.panel.structure.table_of(kind)


def go(desk, shown, row, key):
    index = shown.figures.index(row, desk.column(shown, key))
    shown.setFocus()
    # a key held in an event before would turn the choice of the same cell off again
    shown.selectionModel().setCurrentIndex(index, shown.selectionModel().SelectionFlag.ClearAndSelect)


def names(desk, kind):
    return [one.name for one in getattr(desk.workspace.plan, kind)]


def line(desk):
    return desk.panel.lines[-1].text()


def test_names_typed_one_below_the_other_become_regions_below_the_first(empty):
    shown = table(empty, "regions")
    assert "first" in shown.figures.columns[0].text(0)
    for name in ("City", "North", "South"):
        empty.type(shown, name)
    assert names(empty, "regions") == ["City", "North", "South"]
    assert [one.parent for one in empty.workspace.plan.regions] == ["", "City", "City"]
    assert shown.currentIndex().row() == 3
    empty.workspace.undo()
    assert names(empty, "regions") == ["City", "North"]


def test_tab_goes_along_the_row_that_was_typed(empty):
    shown = table(empty, "indicators")
    empty.type(shown, "Firms", KEYS.Key_Tab)
    assert (shown.currentIndex().row(), shown.currentIndex().column()) == (0, 1)
    go(empty, shown, 0, "unit")
    empty.type(shown, "persons")
    made = empty.workspace.plan.indicators[0]
    assert (made.unit, made.kind, made.rollup) == ("persons", Kind.COUNT, RollUp.SUM)


def test_return_goes_below_the_cell_where_tab_was_first_pressed(empty):
    shown = table(empty, "indicators")
    for name, unit in (("Firms", "persons"), ("Output", "yuan")):
        empty.type(shown, name, KEYS.Key_Tab)
        empty.qtbot.keyClick(shown, KEYS.Key_Tab)
        assert empty.column(shown, "unit") == shown.currentIndex().column()
        empty.type(shown, unit)
        assert shown.currentIndex().column() == 0
    made = empty.workspace.plan.indicators
    assert [(one.name, one.unit) for one in made] == [("Firms", "persons"), ("Output", "yuan")]
    # a cell that was gone to otherwise is followed by the one below it
    go(empty, shown, 0, "unit")
    empty.type(shown, "people")
    assert (shown.currentIndex().row(), shown.currentIndex().column()) == (1, empty.column(shown, "unit"))


def test_a_block_from_a_workbook_adds_its_rows_in_one_step(empty):
    shown = table(empty, "indicators")
    go(empty, shown, 0, "name")
    block = "\n".join(
        (
            "名称\t单位\t类型\t方向\t属性\t公式",
            "工业增加值\t亿元\t总量\t正向\t预期性\t",
            "地区生产总值\t亿元\tlevel\tup\texpected\t",
            "工业占比\t%\t比率\t正向\t约束性\t工业增加值 / 地区生产总值 * 100",
        )
    )
    empty.paste(shown, block)
    assert line(empty) == ""
    assert names(empty, "indicators") == ["工业增加值", "地区生产总值", "工业占比"]
    share = empty.workspace.plan.indicators[2]
    assert share.formula.codes == {"工业增加值", "地区生产总值"}
    assert shown.figures.rowCount() == 4
    empty.workspace.undo()
    assert not empty.workspace.plan.indicators


def test_a_region_moves_and_changes_its_level(empty):
    shown = table(empty, "regions")
    go(empty, shown, 0, "name")
    empty.paste(shown, "City\nNorth\nSouth\n")
    assert names(empty, "regions") == ["City", "North", "South"]
    go(empty, shown, 2, "name")
    empty.press(shown, KEYS.Key_Up, ALT)
    assert list(shown.figures.things) == ["City", "South", "North"]
    assert shown.currentIndex().row() == 1
    empty.press(shown, KEYS.Key_Down, ALT)
    assert list(shown.figures.things) == ["City", "North", "South"]
    empty.press(shown, KEYS.Key_Right, ALT)
    assert empty.workspace.plan.region_by_code["South"].parent == "North"
    empty.press(shown, KEYS.Key_Left, ALT)
    assert empty.workspace.plan.region_by_code["South"].parent == "City"


def test_a_row_that_moves_takes_its_cell_with_it(empty):
    shown = table(empty, "regions")
    go(empty, shown, 0, "name")
    empty.paste(shown, "City\nNorth\nSouth\nProvince\n")
    go(empty, shown, 3, "benchmark")
    empty.paste(shown, "yes")
    assert empty.workspace.plan.region_by_code["Province"].benchmark
    go(empty, shown, 4, "name")
    # the new one lies below the city, before the yardstick, and Tab goes along it
    empty.type(shown, "East", KEYS.Key_Tab)
    assert list(shown.figures.things) == ["City", "North", "South", "East", "Province"]
    assert shown.figures.identity(shown.currentIndex().row()) == "East"
    go(empty, shown, 1, "parent")
    empty.type(shown, "South", KEYS.Key_Tab)
    assert list(shown.figures.things) == ["City", "South", "North", "East", "Province"]
    assert shown.figures.identity(shown.currentIndex().row()) == "North"


def test_removing_tells_what_falls_with_it(desk):
    shown = table(desk, "regions")
    row = shown.figures.row_of("yongkang")
    go(desk, shown, row, "name")
    desk.press(shown, KEYS.Key_Delete, CTRL)
    question = shown.removal_question
    assert any("targets" in text for text in question.dependents)
    desk.qtbot.mouseClick(question.remove, Qt.MouseButton.LeftButton)
    assert "yongkang" not in desk.workspace.plan.region_by_code
    desk.workspace.undo()
    assert "yongkang" in desk.workspace.plan.region_by_code


def test_what_others_read_is_not_removed(empty):
    shown = table(empty, "indicators")
    go(empty, shown, 0, "name")
    empty.paste(shown, "name\tformula\na\t\nb\ta * 2")
    assert line(empty) == ""
    go(empty, shown, 0, "name")
    empty.press(shown, KEYS.Key_Delete, CTRL)
    question = shown.removal_question
    assert question.hindrance is not None
    assert not question.remove.isEnabled()
    question.reject()


def test_a_rename_and_what_is_refused(desk):
    shown = table(desk, "regions")
    row = shown.figures.row_of("yongkang")
    go(desk, shown, row, "name")
    desk.type(shown, "Yongkang City")
    assert desk.workspace.plan.region_by_code["yongkang"].name == "Yongkang City"
    go(desk, shown, row, "parent")
    editor = desk.type(shown, "Nowhere")
    assert "Nowhere" in line(desk)
    desk.qtbot.keyClick(editor, KEYS.Key_Escape)
    QApplication.processEvents()
    assert line(desk) == ""


def test_a_formula_is_checked_while_it_is_typed(empty):
    shown = table(empty, "indicators")
    go(empty, shown, 0, "name")
    empty.paste(shown, "name\noutput\npeople\nper head")
    go(empty, shown, 2, "formula")
    empty.qtbot.keyClick(shown, "o")
    editor = QApplication.focusWidget()
    empty.qtbot.keyClicks(editor, "utput / xyz")
    assert "xyz" in line(empty)
    for _ in range(3):
        empty.qtbot.keyClick(editor, KEYS.Key_Backspace)
    empty.qtbot.keyClicks(editor, "people")
    assert line(empty) == ""
    empty.qtbot.keyClick(editor, KEYS.Key_Return)
    QApplication.processEvents()
    assert empty.workspace.plan.indicators[2].formula.text == "output / people"


def test_the_choices_are_reached_by_keys(empty):
    page = empty.panel.structure
    page.buttons["regions"].setFocus()
    empty.qtbot.keyClick(page.buttons["regions"], KEYS.Key_Right)
    assert page.table is page.table_of("industries")
    empty.qtbot.keyClick(page.buttons["industries"], KEYS.Key_Down)
    assert page.table.hasFocus()


def test_a_table_is_made_when_somebody_looks_and_no_other_with_it(desk):
    panel = desk.panel
    assert panel.structure.tables == ()
    panel.search("义乌")
    panel.show_structure("indicators")
    assert [one.accessibleName() for one in panel.structure.tables] == ["Indicators"]
    assert panel.structure.table.figures.arrangement.search == "义乌"
    panel.show_structure("regions")
    assert [one.accessibleName() for one in panel.structure.tables] == ["Regions", "Indicators"]
