"""Packages in the window: ticked and ordered in one dialog, shown in the tree, one step of undo, refused with words."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from npfdesk.plan.scenarios import Scenario, by_id
from npfdesk.ui.look import language
from npfdesk.ui.window.packages_dialog import PackagesDialog


def listed(dialog):
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


def test_packages_are_ticked_ordered_shown_and_taken_back(desk, qtbot, monkeypatch):
    workspace, tree = desk.window.workspace, desk.window.scenarios
    entries = {source: action for action, source in desk.window.menus.actions}
    told = []
    workspace.notice.connect(told.append)
    for name in ("绿色包", "数字包"):
        workspace.activate("规划")
        tree.new_from(name)
    green, digital = (
        tree.workspace.document.scenarios[one].id for one in list(workspace.document.scenarios)[-2:]
    )
    workspace.activate("攻坚")
    parent = workspace.document.scenario.parent
    asked = []

    def drive(dialog):
        """Tick both with the space bar, and put 绿色包 below 数字包 with Alt+Down."""
        asked.append(dialog)
        dialog.show()
        dialog.activateWindow()
        QApplication.processEvents()
        places = {
            dialog.list.item(row).data(Qt.ItemDataRole.UserRole): row for row in range(dialog.list.count())
        }
        dialog.list.setFocus()
        for one in (green, digital):
            dialog.list.setCurrentRow(places[one])
            QTest.keyClick(dialog.list, Qt.Key.Key_Space)
        asked.append((listed(dialog), dialog.packages, dialog.order.text()))
        dialog.list.setCurrentRow(places[green])
        QTest.keyClick(dialog.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        asked.append((dialog.packages, dialog.order.text(), dialog.list.currentItem().text()))
        # Enter takes it from the list, whose rows are ticked and not typed in
        QTest.keyClick(dialog.list, Qt.Key.Key_Return)
        return QDialog.DialogCode(dialog.result())

    monkeypatch.setattr(PackagesDialog, "exec", drive)
    entries["Packages…"].trigger()
    _, (names, first, order), (second, after, current) = asked
    assert workspace.document.scenarios[parent].name not in names
    assert (first, second, current) == ((green, digital), (digital, green), "绿色包")
    assert "绿色包 + 数字包 + " in order
    assert "数字包 + 绿色包 + " in after
    assert workspace.document.scenario.packages == (digital, green)
    assert tree.items["攻坚"].text(0).endswith(" + 数字包 + 绿色包")
    assert "数字包 + 绿色包" in tree.items["攻坚"].toolTip(0)
    assert "数字包 + 绿色包" in desk.window.top.above.text()
    # a copy has them too; what inherits from it cannot be its package, and a circle is refused with words
    tree.duplicate()
    assert workspace.document.scenario.packages == (digital, green)
    workspace.undo()
    workspace.activate(green)
    dialog = PackagesDialog(workspace.document, green, tree)
    qtbot.addWidget(dialog)
    (heir,) = (
        dialog.list.item(row)
        for row in range(dialog.list.count())
        if dialog.list.item(row).data(Qt.ItemDataRole.UserRole) == "攻坚"
    )
    assert not heir.flags() & Qt.ItemFlag.ItemIsEnabled
    before = workspace.document
    assert not tree.lay_packages(("攻坚",))
    assert "choose another scenario" in told.pop()
    language.set_language("zh")
    QApplication.processEvents()
    assert not tree.lay_packages(("攻坚",))
    assert "请先在“" in told.pop()
    assert workspace.document is before
    # one step takes the packages away again
    workspace.activate("攻坚")
    workspace.undo()
    assert workspace.document.scenario.packages == ()
    assert "+" not in tree.items["攻坚"].text(0)
    # an adopted scenario is not even asked about
    tree.adopt("2026-03-05")
    assert not tree.lay_packages()
    assert "定稿" in told.pop()


def test_drag_changes_the_order_and_keeps_the_ticks(qtbot, desk):
    """As Qt moves a row that is dropped: the model is told, the ticks go along."""
    document = desk.window.workspace.document
    scenarios = (
        Scenario("a", "a", packages=("b", "c")),
        Scenario("b", "b"),
        Scenario("c", "c"),
        Scenario("d", "d", "a"),
    )
    dialog = PackagesDialog(document.with_scenarios(by_id(scenarios), "a"), "a", desk.window)
    qtbot.addWidget(dialog)
    model = dialog.list.model()
    assert model.moveRow(dialog.list.rootIndex(), 0, dialog.list.rootIndex(), 2)
    assert dialog.packages == ("c", "b")
    assert dialog.order.text().endswith("c + b + a")
    assert listed(dialog)[-1].startswith("d (")
    dialog.reject()
