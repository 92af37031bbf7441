"""An adopted scenario in the window: its seal in tree and chart, every refusal in words, and the lift on purpose."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from npfdesk.report.minutes_table import lines_of
from npfdesk.ui.look import language

DAY = "2026-03-05"


def test_an_adopted_scenario_from_seal_to_lift(desk, qtbot, monkeypatch):
    workspace, window = desk.window.workspace, desk.window
    tree, chart = window.scenarios, window.paths
    told = []
    workspace.notice.connect(told.append)
    entries = {source: action for action, source in window.menus.actions}
    workspace.activate("规划")
    monkeypatch.setattr(tree, "ask_day", lambda _: "5 March")
    entries["Mark as adopted…"].trigger()
    assert told.pop() == "“5 March” is no day. Write it as year-month-day: 2026-03-05."
    monkeypatch.setattr(tree, "ask_day", lambda _: DAY)
    entries["Mark as adopted…"].trigger()
    assert workspace.document.scenario.adopted == DAY
    assert "· Adopted 2026-03-05" in tree.items["规划"].text(0)
    assert "Duplicate" in tree.items["惯性"].toolTip(0)
    assert (chart.seal.isVisible(), chart.seal.text()) == (True, "Adopted 2026-03-05")
    assert "2026-03-05" in chart.seal.toolTip()
    assert "(adopted 2026-03-05)" in window.path_export.signed().origin
    language.set_language("zh")
    QApplication.processEvents()
    assert chart.seal.text() == "定稿 2026-03-05"
    assert tree.items["规划"].text(0) == "规划 · 定稿 2026-03-05"
    # typed into the table: nothing changes, and the line below the table says how to go on
    before, panel = workspace.document, window.panel
    table = panel.tables[0]
    panel.setCurrentIndex(0)
    table.setFocus()
    column = next(at for at, one in enumerate(table.figures.columns) if one.year == 2023)
    table.setCurrentIndex(table.figures.index(2, column))
    qtbot.keyClick(table, Qt.Key.Key_9)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    QApplication.processEvents()
    assert workspace.document is before
    refusal = panel.lines[0].text()
    assert all(word in refusal for word in ("规划", DAY, "复制", "解除定稿"))
    # renamed and deleted by the tree
    tree.rename("别名")
    tree.delete()
    assert workspace.document is before
    assert len(told) == 2
    assert all("解除定稿" in one and "复制" in one for one in told)
    # an industry without a figure has no chart, and no seal on it
    workspace.select(industry="")
    # a copy goes on without the seal, with all that the original assumes
    tree.duplicate()
    copy = workspace.document.scenario
    assert (copy.adopted, copy.assumptions) == ("", before.scenarios["规划"].assumptions)
    assert chart.seal.isHidden()
    # lifted on purpose only, taken back like any edit, and in the minutes
    workspace.activate("规划")
    monkeypatch.setattr(tree, "ask_whether_to_lift", lambda *_: False)
    entries["Lift the adoption…"].trigger()
    assert workspace.document.scenario.adopted == DAY
    monkeypatch.setattr(tree, "ask_whether_to_lift", lambda *_: True)
    entries["Lift the adoption…"].trigger()
    assert workspace.document.scenario.adopted == ""
    said = [line.done for line in lines_of(workspace.session.minutes, workspace.plan, "zh")]
    assert said[0] == "“规划”定稿（2026-03-05）"
    assert said[-1] == "解除“规划”的定稿（2026-03-05）"
    workspace.undo()
    assert workspace.document.scenario.adopted == DAY
    assert chart.seal.text() == "定稿 2026-03-05"
    assert chart.seal.isVisible()
