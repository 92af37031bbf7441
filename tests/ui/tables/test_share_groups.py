"""Share groups in the window: typing, pasting, dragging, locking, the dialog. Figures are synthetic."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from npfdesk.plan.kinds import Kind
from npfdesk.plan.methods import Method
from npfdesk.plan.model import Indicator
from npfdesk.plan.regions import Region
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey, SeriesKey, TargetKey
from npfdesk.plan.share_groups import ShareGroup
from npfdesk.ui.tables.columns import ROLE
from npfdesk.ui.tables.figure_table import cell_menu
from npfdesk.ui.tables.share_groups import ShareGroupsDialog
from npfdesk.ui.window.status_line import StatusLine
from tests.plans import plan, scenario, target

KEYS = Qt.Key
SECTORS = ShareGroup("三次产业结构", ("p", "s", "t"))
SHARES = [
    Indicator(code, name, english, unit="%", kind=Kind.RATIO, decimals=1)
    for code, name, english in (
        ("p", "一产占比", "Primary"),
        ("s", "二产占比", "Secondary"),
        ("t", "三产占比", "Tertiary"),
        ("u", "城镇化率", "Urban"),
    )
]
FIRST = (10.0, 40.0, 50.0)


def series(code):
    return SeriesKey("a", "", code)


@pytest.fixture
def make(make_desk):
    def made(*groups):
        data = {tuple(series(code)): {2020: one} for code, one in zip("pstu", (*FIRST, 61.0), strict=True)}
        stated = [
            target(series(code), text, unit="%", kind=Kind.RATIO)
            for code, text in (("p", "8左右"), ("s", "40.0"), ("t", "52以上"))
        ]
        shares = plan(
            data,
            indicators=SHARES,
            regions=[Region("a", "示例市", "Example")],
            targets=stated,
            scenarios=[scenario("基准")],
        )
        return make_desk(shares.with_share_groups(groups or (SECTORS,)))

    return made


def shares(desk, year=2020):
    return tuple(float(desk.observed(series(code), year)) for code in "pst")


def row(table, code):
    return table.figures.row_of_series(series(code))


def shown(table, at):
    return table.grab(table.visualRect(at).translated(0, table.horizontalHeader().height())).toImage()


def test_a_figure_typed_into_the_data_is_one_step_and_is_told(make, qtbot):
    desk = make()
    line = StatusLine(desk.workspace)
    qtbot.addWidget(line)
    table = desk.panel.data
    desk.stand(table, row(table, "p"), 2020)
    desk.type(table, "12")
    assert shares(desk) == (12.0, 39.1, 48.9)
    assert line.message_label.text().startswith("Adjusted: Secondary 40 → 39.1; Tertiary 50 → 48.9")
    assert table.figures.index(row(table, "t"), desk.column(table, 2020)).data() == "48.9"
    assert len(desk.workspace.session.history.done) == 1
    desk.workspace.undo()
    assert shares(desk) == FIRST
    assert "Adjusted" not in line.message_label.text()


def test_a_locked_share_stays_and_what_leaves_no_room_is_refused_in_the_line(make):
    desk = make(ShareGroup("组", ("p", "s", "t"), ("t",)))
    table = desk.panel.data
    desk.stand(table, row(table, "p"), 2020)
    desk.type(table, "12")
    assert shares(desk) == (12.0, 38.0, 50.0)
    desk.stand(table, row(table, "p"), 2020)
    desk.type(table, "60")
    assert shares(desk) == (12.0, 38.0, 50.0)
    assert "the figures entered and locked in the share group “组” come to 110" in desk.panel.lines[2].text()


def test_a_pasted_block_is_kept_also_where_a_figure_is_as_it_was(make):
    desk = make()
    table = desk.panel.data
    first = row(table, "p")
    assert [row(table, code) for code in "pst"] == [first, first + 1, first + 2]
    desk.stand(table, first, 2020)
    # the 40 stands there already
    desk.paste(table, "9\n40")
    assert shares(desk) == (9.0, 40.0, 51.0)
    desk.choose(table, [first], [2020])
    desk.paste(table, "9\n41\n52")
    assert shares(desk) == (9.0, 41.0, 52.0)
    assert len(desk.workspace.session.history.done) == 2


def test_a_target_typed_makes_the_others_give_way_in_their_words(make):
    desk = make()
    table = desk.panel.targets
    desk.stand(table, row(table, "p"), "target")
    desk.type(table, "7.0")
    stated = desk.workspace.plan.targets
    assert [stated[TargetKey(series(code), 2025)].text for code in "pst"] == ["7.0", "40.4", "52.6以上"]
    assert table.figures.index(row(table, "t"), desk.column(table, "target")).data() == "52.6以上"


def test_a_step_and_a_figure_of_a_year_typed_into_the_assumptions(make):
    desk = make()
    table = desk.panel.assumptions
    desk.stand(table, row(table, "p"), "method")
    desk.workspace.apply(_assumed(desk, Assumption(Method.STEP, 0.0)))
    desk.stand(table, row(table, "p"), "value")
    desk.type(table, "-0.2")
    given = desk.document.scenario.assumptions
    assert given[AssumptionKey("a", "", "s")] == Assumption(Method.STEP, 0.09)
    assert given[AssumptionKey("a", "", "t")] == Assumption(Method.STEP, 0.11)
    assert _sums(desk) == pytest.approx(100)
    desk.stand(table, row(table, "p"), 2025)
    desk.type(table, "-1")
    assert desk.document.scenario.assumptions[AssumptionKey("a", "", "s")].method is Method.VALUES
    assert _sums(desk) == pytest.approx(100)


def _assumed(desk, one):
    from npfdesk.plan.edit_labels import set_assumptions

    return set_assumptions(desk.document, desk.document.active, {AssumptionKey("a", "", "p"): one})


def _sums(desk):
    values, made = desk.workspace.result.values, desk.workspace.plan
    rows = [made.row[series(code)] for code in "pst"]
    return np.asarray(values[rows][:, made.column(2020) :].sum(axis=0))


def test_a_lock_is_shown_told_and_turned_in_the_menu(make):
    desk = make()
    table = desk.panel.data
    at = desk.stand(table, row(table, "s"), "indicator")
    assert "Share group “三次产业结构”, together 100%: Primary, Secondary and Tertiary." in at.data(
        ROLE.ToolTipRole
    )
    plain = shown(table, at)
    width = table.columnWidth(at.column())
    (action,) = (one for one in cell_menu(table).actions() if "share group" in one.text())
    assert action.text() == "Lock Secondary in its share group"
    action.trigger()
    assert desk.workspace.plan.share_groups[0].locked == ("s",)
    assert desk.undo_label == "锁定 二产占比（比重组“三次产业结构”）"
    at = desk.stand(table, row(table, "s"), "indicator")
    assert table.figures.locked(at.row())
    assert "Locked" in at.data(ROLE.ToolTipRole)
    assert table.columnWidth(at.column()) >= width
    assert shown(table, at) != plain
    (action,) = (one for one in cell_menu(table).actions() if "share group" in one.text())
    assert action.text() == "Unlock Secondary in its share group"
    action.trigger()
    assert desk.workspace.plan.share_groups == (SECTORS,)
    desk.stand(table, row(table, "u"), "indicator")
    assert not any("share group" in one.text() for one in cell_menu(table).actions())


# the dialog


@pytest.fixture
def ask(make, qtbot):
    def asked(*groups):
        desk = make(*groups)
        dialog = ShareGroupsDialog(desk.workspace)
        qtbot.addWidget(dialog)
        with qtbot.waitActive(dialog):
            dialog.show()
            dialog.activateWindow()
        return desk, dialog

    return asked


def tick(qtbot, dialog, line, column):
    """Turn a box with the space bar."""
    dialog.members.setFocus()
    dialog.members.setCurrentCell(line, column)
    qtbot.keyClick(dialog.members, KEYS.Key_Space)


def test_the_dialog_shows_the_group_and_its_sums(ask):
    _, dialog = ask()
    assert [dialog.list.item(at).text() for at in range(dialog.list.count())] == ["三次产业结构"]
    checked = [one[0].checkState() is Qt.CheckState.Checked for one in dialog.cells]
    assert checked == [True, True, True, False]
    assert dialog.sums.text() == "Sum in Example: actual 2020: 100.0%  ·  targets 2025: 100.0%"


def test_a_lock_and_a_member_are_stated_as_one_step(ask, qtbot):
    desk, dialog = ask()
    tick(qtbot, dialog, 1, 1)
    tick(qtbot, dialog, 3, 0)
    assert "actual 2020: 161.0% (not 100)" in dialog.sums.text()
    assert "targets 2025: missing values" in dialog.sums.text()
    tick(qtbot, dialog, 3, 0)
    # who locks a share that is no member makes it one
    tick(qtbot, dialog, 3, 1)
    dialog.submit()
    assert desk.workspace.plan.share_groups == (ShareGroup("三次产业结构", ("p", "s", "t", "u"), ("s", "u")),)
    assert len(desk.workspace.session.history.done) == 1


def test_a_new_group_is_named_and_one_that_cannot_be_is_not_stated(ask, qtbot):
    desk, dialog = ask(ShareGroup("一", ("p", "s")))
    qtbot.mouseClick(dialog.new_button, Qt.MouseButton.LeftButton)
    assert dialog.name.hasFocus()
    assert not dialog.accept_button.isEnabled()
    QGuiApplication.clipboard().setText("城乡")
    qtbot.keyClick(dialog.name, KEYS.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert dialog.list.item(1).text() == "城乡"
    tick(qtbot, dialog, 3, 0)
    assert "fewer than two members" in dialog.problem.text()
    tick(qtbot, dialog, 0, 0)
    assert "is already in the share group “一”" in dialog.problem.text()
    dialog.submit()
    assert desk.document.work.share_groups == {}
    tick(qtbot, dialog, 0, 0)
    tick(qtbot, dialog, 2, 0)
    dialog.list.setCurrentRow(0)
    qtbot.mouseClick(dialog.delete_button, Qt.MouseButton.LeftButton)
    assert dialog.name.text() == "城乡"
    dialog.submit()
    assert desk.workspace.plan.share_groups == (ShareGroup("城乡", ("u", "t")),)
    desk.workspace.undo()
    assert desk.workspace.plan.share_groups == (ShareGroup("一", ("p", "s")),)


def test_the_panel_opens_the_dialog_which_changes_nothing_by_itself(make):
    desk = make()
    desk.panel.define_share_groups()
    dialog = desk.panel.findChild(ShareGroupsDialog)
    assert dialog.isVisible()
    dialog.submit()
    assert desk.workspace.session.history.done == ()
