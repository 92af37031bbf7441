"""The tree of what feeds a figure and what it feeds, walked by keys in the window."""

from PySide6.QtCore import Qt

from npfdesk.plan.edit_labels import set_assumptions
from npfdesk.plan.methods import Method
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey, SeriesKey

KEYS = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
YONGKANG = SeriesKey("yongkang", "", "output")


def lines(item):
    return [tuple(item.child(at).text(column) for column in range(3)) for at in range(item.childCount())]


def test_a_figure_is_traced_both_ways_and_the_window_follows(desk, qtbot):
    window, workspace = desk.window, desk.window.workspace
    workspace.select(*YONGKANG)
    table = window.panel.assumptions
    table.setFocus()
    table.go_to(table.figures.row_of_series(YONGKANG), 0)
    traced = next(one for one in table.menu().actions() if one.text() == "Precedents and dependents…")
    assert traced.isEnabled()
    qtbot.keyClick(table, KEYS.Key_BracketLeft, CONTROL)
    dialog = desk.answers.open["precedents"]
    assert dialog.isVisible()
    assert dialog.headline.text().startswith("Yongkang · ")
    assert "2025: 1,045.2" in dialog.headline.text()
    tree = dialog.tree
    # the figures are in sight in the dock beside the charts
    assert tree.columnViewportPosition(1) + tree.columnWidth(1) < tree.viewport().width()
    feeds, fed = tree.topLevelItem(0), tree.topLevelItem(1)
    (start, assumption) = lines(feeds)
    assert start[0].endswith(" 2020")
    assert assumption[:2] == ("growth", "5.5%")
    assert assumption[2].startswith("rule row · all regions · all industries")
    formulas = [at for at, one in enumerate(lines(fed)) if one[2] == "its formula reads this"]
    assert formulas
    # down into what it feeds: the window looks at each
    tree.setFocus()
    qtbot.keyClick(tree, KEYS.Key_End)
    tree.setCurrentItem(fed)
    for _ in range(formulas[0] + 1):
        qtbot.keyClick(tree, KEYS.Key_Down)
    at = workspace.selection.series
    assert at != YONGKANG
    assert at.region == "jinhua"
    assert dialog.root == YONGKANG
    # begun anew there, and back
    qtbot.keyClick(tree, KEYS.Key_Return)
    assert dialog.root == at
    assert "read by the formula" in [one[2] for one in lines(tree.topLevelItem(0))]
    qtbot.keyClick(tree, KEYS.Key_Backspace)
    assert dialog.root == YONGKANG
    # an edit is seen at once, and what was open stays so
    key = AssumptionKey(*YONGKANG)
    workspace.apply(
        set_assumptions(workspace.document, workspace.document.active, {key: Assumption(Method.GROWTH, 8.0)})
    )
    assert lines(tree.topLevelItem(0))[1][1] == "8.0%"
    assert lines(tree.topLevelItem(0))[1][2].startswith("own row · Yongkang")
    # another series chosen in the window begins anew
    workspace.select("yiwu", "", "output")
    assert dialog.root == SeriesKey("yiwu", "", "output")
    assert dialog.headline.text().startswith("Yiwu")
