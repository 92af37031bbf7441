"""The dialog of the status rules: thresholds and labels typed, counted at once, applied to the plan as one step."""

import pytest
from PySide6.QtCore import Qt

from npfdesk.plan.status_rules import COLOURING, PUBLISHED, Rule
from npfdesk.plan.statuses import LEGEND, Status


@pytest.fixture
def dialog(desk, qtbot):
    with qtbot.waitExposed(desk.window):
        return desk.answers.ask("rules_of_colours")


def write(qtbot, field, text):
    field.setFocus()
    field.selectAll()
    if text.isascii():
        qtbot.keyClicks(field, text)
    else:
        # as pasted: the keyboard of the test knows no Chinese
        field.insert(text)
        field.textEdited.emit(field.text())


def counted(dialog, rule):
    return [dialog.counts[rule, status].text() for status in LEGEND]


def test_it_shows_what_is_published_and_counts_every_target(desk, dialog):
    assert [dialog.steps[Rule.PACE, one].text() for one in LEGEND[:3]] == ["0.95", "0.6", "0"]
    assert [dialog.steps[Rule.SCHEDULE, one].text() for one in LEGEND[:3]] == ["1", "0.95", "0.8"]
    assert dialog.names[Rule.PACE, Status.BLUE].placeholderText() == "on track"
    judged = desk.window.workspace.judgement()
    for rule in COLOURING:
        assert sum(map(int, counted(dialog, rule))) == len(judged.status)
    assert dialog.headline.text() == "No target changes colour."
    assert not dialog.apply_button.isEnabled()


def test_a_threshold_is_counted_then_put_into_the_plan_and_taken_back(desk, dialog, qtbot):
    workspace = desk.window.workspace
    before = workspace.document
    colours = list(workspace.judgement().status)
    write(qtbot, dialog.steps[Rule.PACE, Status.BLUE], "3")
    write(qtbot, dialog.steps[Rule.PACE, Status.YELLOW], "2.5")
    write(qtbot, dialog.steps[Rule.PACE, Status.ORANGE], "2")
    assert workspace.document is before
    assert "pace" in dialog.headline.text()
    assert any("→" in text for text in counted(dialog, Rule.PACE))
    assert not any("→" in text for text in counted(dialog, Rule.OUTCOME))
    qtbot.mouseClick(dialog.apply_button, Qt.MouseButton.LeftButton)
    assert workspace.plan.status_settings.of(Rule.PACE).figures == (3.0, 2.5, 2.0)
    assert list(workspace.judgement().status) != colours
    assert not dialog.apply_button.isEnabled()
    workspace.undo()
    assert workspace.plan.status_settings == PUBLISHED
    assert list(workspace.judgement().status) == colours
    assert dialog.steps[Rule.PACE, Status.BLUE].text() == "0.95"


def test_a_label_stands_in_the_table_and_under_the_charts(desk, dialog, qtbot):
    workspace = desk.window.workspace
    for rule in COLOURING:
        write(qtbot, dialog.names[rule, Status.GREY], "未定")
    write(qtbot, dialog.names[Rule.PACE, Status.BLUE], "fast")
    qtbot.mouseClick(dialog.apply_button, Qt.MouseButton.LeftButton)
    # one word for all rules is one setting
    assert workspace.plan.status_settings.texts == {"grey label": "未定", "pace blue label": "fast"}
    assert "● fast ≥ 0.95" in desk.window.views.gaps.note.text().replace("\u00a0", " ")
    table = desk.window.panel.targets.model()
    shown = {
        table.index(row, column).data()
        for row in range(table.rowCount())
        for column in range(table.columnCount())
    }
    assert any("fast" in str(text) for text in shown)


def test_what_cannot_be_is_told_and_not_applied(dialog, qtbot):
    write(qtbot, dialog.steps[Rule.OUTCOME, Status.YELLOW], "2")
    assert "outcome" in dialog.notes.text()
    assert not dialog.apply_button.isEnabled()
    write(qtbot, dialog.steps[Rule.OUTCOME, Status.YELLOW], "")
    dialog.steps[Rule.OUTCOME, Status.YELLOW].clear()
    dialog._edited()
    assert "three numbers" in dialog.notes.text()
    write(qtbot, dialog.names[Rule.PACE, Status.RED], "on track")
    qtbot.mouseClick(dialog.reset_button, Qt.MouseButton.LeftButton)
    assert not dialog.notes.text()
    assert dialog.headline.text() == "No target changes colour."
    write(qtbot, dialog.names[Rule.PACE, Status.RED], "on track")
    assert "on track" in dialog.notes.text()
    assert dialog.edit() is None
