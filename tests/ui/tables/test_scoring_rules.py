"""The table of scoring rules under a person's hands: pasted, typed, refused, removed, undone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from npfdesk.plan.scoring import ScoreSort, ScoringMethod, ScoringRule
from tests.contest_plans import contest_plan
from tests.ui.tables.test_structure_things import go, line, table

KEYS = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def written(make_desk):
    return make_desk(contest_plan(rules=()))


def rules(desk):
    return {one.name: one for one in desk.workspace.plan.scoring}


def test_rules_are_pasted_with_the_heads_of_the_sheet_as_one_step(written):
    shown = table(written, "scoring")
    assert "No scoring rules yet" in shown.figures.columns[0].text(0)
    go(written, shown, 0, "name")
    written.paste(
        shown,
        "项目\t指标\t分值\t计分办法\t上限\t名次差\t类别\n"
        "经济\t地区生产总值\t30\t按比例\t33\t\t\n"
        "就业\tjobs\t15\t按名次\t\t3\t\n"
        "\t安全事故\t6\t达标得分\t4\t\t扣分\n",
    )
    assert list(rules(written)) == ["经济", "就业", "安全事故"]
    assert rules(written)["经济"] == ScoringRule("经济", "gdp", 30, cap=33)
    assert rules(written)["就业"].method is ScoringMethod.PLACE
    assert rules(written)["安全事故"].sort is ScoreSort.DEDUCTION
    written.workspace.undo()
    assert not rules(written)


def test_a_rule_is_typed_cell_by_cell_changed_renamed_and_removed(written):
    shown = table(written, "scoring")
    go(written, shown, 0, "name")
    written.type(shown, "Output")
    assert not rules(written)
    go(written, shown, 0, "indicator")
    written.type(shown, "gdp")
    assert not rules(written)
    go(written, shown, 0, "points")
    written.type(shown, "30")
    assert rules(written) == {"Output": ScoringRule("Output", "gdp", 30)}
    go(written, shown, 0, "cap")
    written.type(shown, "33")
    assert rules(written)["Output"].cap == 33
    go(written, shown, 0, "rule")
    written.paste(shown, "place")
    assert rules(written)["Output"].method is ScoringMethod.PLACE
    go(written, shown, 0, "name")
    written.type(shown, "Size")
    assert list(rules(written)) == ["Size"]
    go(written, shown, 0, "name")
    written.press(shown, KEYS.Key_Delete, CTRL)
    written.qtbot.mouseClick(shown.removal_question.remove, Qt.MouseButton.LeftButton)
    assert not rules(written)
    written.workspace.undo()
    assert list(rules(written)) == ["Size"]


def test_what_cannot_stand_is_told_and_not_entered(written):
    shown = table(written, "scoring")
    go(written, shown, 0, "name")
    written.paste(shown, "name\tindicator\tpoints\nOutput\tgdp\t30\nJobs\tjobs\t10")
    go(written, shown, 0, "points")
    editor = written.type(shown, "0")
    assert "above 0" in line(written)
    written.qtbot.keyClick(editor, KEYS.Key_Escape)
    QApplication.processEvents()
    go(written, shown, 1, "name")
    editor = written.type(shown, "Output")
    assert "already" in line(written)
    written.qtbot.keyClick(editor, KEYS.Key_Escape)
    QApplication.processEvents()
    assert [one.points for one in rules(written).values()] == [30, 10]
