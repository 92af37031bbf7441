"""Commitments, levers, own checks and settings under a person's hands; years added to the table of data."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from npfdesk.plan.commitments import PromiseKind, State
from npfdesk.plan.kinds import Kind
from npfdesk.plan.problems import Severity
from npfdesk.plan.series import SeriesKey
from tests import plans
from tests.ui.tables.test_structure_things import go, line, table

KEYS = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
CITY = SeriesKey("city", "", "output")


def small():
    """Synthetic figures."""
    made = plans.plan(
        {CITY: {2024: 90.0, 2025: 100.0}},
        regions=[plans.Region("city", "City"), plans.Region("north", "North", parent="city")],
        indicators=[
            plans.Indicator("output", "Output", unit="亿元"),
            plans.Indicator("share", "Share", unit="%", kind=Kind.RATIO),
        ],
        base_year=2025,
    )
    return replace(made, target_year=2030)


@pytest.fixture
def written(make_desk):
    return make_desk(small())


def leave(desk, editor):
    desk.qtbot.keyClick(editor, KEYS.Key_Escape)
    QApplication.processEvents()


def test_a_commitment_is_typed_changed_and_removed(written):
    shown = table(written, "commitments")
    go(written, shown, 0, "item")
    written.type(shown, "Bridge")
    made = written.workspace.plan.commitments
    assert [(one.item, one.region, one.year) for one in made] == [
        ("Bridge", "city", written.workspace.plan.target_year)
    ]
    go(written, shown, 0, "target")
    written.type(shown, "3")
    go(written, shown, 0, "owner")
    written.type(shown, "Roads")
    go(written, shown, 0, "due")
    editor = written.type(shown, "soon")
    assert "soon" in line(written)
    leave(written, editor)
    go(written, shown, 0, "target year")
    written.type(shown, "2028")
    (one,) = written.workspace.plan.commitments
    assert (one.text, one.year, one.promise) == ("3", 2028, PromiseKind.REACH)
    assert next(iter(shown.figures.things.values())).owner == "Roads"
    go(written, shown, 0, "item")
    written.press(shown, KEYS.Key_Delete, CTRL)
    written.qtbot.mouseClick(shown.removal_question.remove, Qt.MouseButton.LeftButton)
    assert not written.workspace.plan.commitments
    written.workspace.undo()
    assert len(written.workspace.plan.commitments) == 1


def test_a_block_of_commitments_is_one_step(written):
    shown = table(written, "commitments")
    go(written, shown, 0, "item")
    written.paste(
        shown,
        "事项\t目标值\t单位\t地区\t状态\n修桥\t新增3\t座\tNorth\t推进中\n修路\t累计10\tkm\tCity\tdone\n",
    )
    assert line(written) == ""
    made = written.workspace.plan.commitments
    assert [(one.item, one.region, one.state) for one in made] == [
        ("修桥", "north", State.UNDER_WAY),
        ("修路", "city", State.DONE),
    ]
    written.workspace.undo()
    assert not written.workspace.plan.commitments
    go(written, shown, 0, "item")
    written.paste(shown, "item\tregion\nx\tNowhere\n")
    assert "Nowhere" in line(written)


def test_a_lever_stays_in_its_row_until_it_is_whole(written):
    shown = table(written, "levers")
    go(written, shown, 0, "lever")
    written.type(shown, "Robots", KEYS.Key_Tab)
    assert not written.workspace.plan.levers
    assert shown.figures.columns[0].text(0) == "Robots"
    go(written, shown, 0, "indicator")
    written.type(shown, "Output")
    go(written, shown, 0, "effect")
    written.type(shown, "1.5")
    (made,) = written.workspace.plan.levers
    assert (made.lever, made.indicator, made.effect, made.lag) == ("Robots", "output", 1.5, 0)
    go(written, shown, 0, "lag")
    written.type(shown, "2")
    assert [one.lag for one in written.workspace.plan.levers] == [2]
    go(written, shown, 0, "lever")
    written.type(shown, "Machines")
    assert [(one.lever, one.lag) for one in written.workspace.plan.levers] == [("Machines", 2)]
    for _ in range(3):
        written.workspace.undo()
    assert not written.workspace.plan.levers


def test_the_last_effect_of_a_lever_tells_its_intensities(desk):
    shown = table(desk, "levers")
    keys = list(shown.figures.things)
    lever = keys[0].lever
    own = [at for at, key in enumerate(keys) if key.lever == lever]
    go(desk, shown, own[0], "lever")
    shown.clearSelection()
    for at in own:
        shown.selectionModel().select(shown.figures.index(at, 0), shown.selectionModel().SelectionFlag.Select)
    desk.press(shown, KEYS.Key_Delete, CTRL)
    desk.qtbot.mouseClick(shown.removal_question.remove, Qt.MouseButton.LeftButton)
    assert lever not in desk.workspace.plan.dimension_of_lever
    assert not [
        key for one in desk.document.scenarios.values() for key in one.intensities if key.lever == lever
    ]
    desk.workspace.undo()
    assert lever in desk.workspace.plan.dimension_of_lever


def test_an_own_check_is_checked_while_it_is_typed(written):
    shown = table(written, "checks")
    go(written, shown, 0, "expression")
    written.qtbot.keyClick(shown, "O")
    editor = QApplication.focusWidget()
    written.qtbot.keyClicks(editor, "utput <= Nothing")
    assert "Nothing" in line(written)
    for _ in range(len("Nothing")):
        written.qtbot.keyClick(editor, KEYS.Key_Backspace)
    written.qtbot.keyClicks(editor, "200")
    assert line(written) == ""
    written.qtbot.keyClick(editor, KEYS.Key_Return)
    QApplication.processEvents()
    (made,) = written.workspace.plan.checks
    assert (made.name, made.expression, made.severity) == ("Output <= 200", "Output <= 200", Severity.WARNING)
    go(written, shown, 0, "check")
    written.type(shown, "Bound")
    assert [one.name for one in written.workspace.plan.checks] == ["Bound"]
    go(written, shown, 0, "check")
    written.press(shown, KEYS.Key_Delete, CTRL)
    written.qtbot.mouseClick(shown.removal_question.remove, Qt.MouseButton.LeftButton)
    assert not written.workspace.plan.checks


def test_settings_are_typed_in_place(written):
    shown = table(written, "settings")
    rows = list(shown.figures.keys)
    go(written, shown, rows.index("title"), "value")
    written.type(shown, "A plan")
    go(written, shown, rows.index("horizon"), "value")
    written.type(shown, "2040")
    plan = written.workspace.plan
    assert (plan.title, plan.horizon, int(plan.years[-1])) == ("A plan", 2040, 2040)
    go(written, shown, rows.index("base year"), "value")
    editor = written.type(shown, "2045")
    assert line(written)
    leave(written, editor)
    go(written, shown, rows.index("city"), "value")
    written.type(shown, "North")
    assert written.workspace.plan.city == "north"
    assert shown.figures.columns[1].text(rows.index("city")) == "North"


def test_a_year_is_added_in_the_menu_of_the_data(written):
    written.panel.setCurrentIndex(written.panel.tables.index(written.panel.data))
    first, last = (int(written.workspace.plan.years[at]) for at in (0, -1))
    menu = written.panel.data.menu()
    wanted = {one.text(): one for one in menu.actions()}
    wanted[f"Add a year before {first}"].trigger()
    wanted[f"Add a year after {last}"].trigger()
    years = written.workspace.plan.years
    assert (int(years[0]), int(years[-1])) == (first - 1, last + 1)
    menu.close()
