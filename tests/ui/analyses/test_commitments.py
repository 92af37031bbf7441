"""Commitments in the window: the plan's own list, moved and typed as edits that are undone and kept."""

from datetime import datetime
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt

from npfdesk.plan.commitments import DueFilter, State
from npfdesk.plan.records import decode, encode, saved_work
from npfdesk.plan.restore import restore
from npfdesk.ui.look import language


@pytest.fixture
def clock(monkeypatch):
    """Today is the 1 July 2025, until the test says otherwise."""
    days = [datetime(2025, 7, 1, 9, 0)]
    monkeypatch.setattr("npfdesk.ui.analyses.commitments.moment_now", lambda: days[-1])
    return days


@pytest.fixture
def dialog(clock, ask):
    return ask("commitments")


def cell(dialog, row, column):
    return dialog.rows.rows[row][column].text


def test_the_plans_own_list_stands_on_the_wall(dialog):
    assert len(dialog.shown) == 32
    assert dialog.wall.columns[State.NOT_BEGUN].count() == 32
    assert dialog.headline.text() == "Commitments 32: done 0, late 0, under way 0; overdue on 2025-07-01: 0"
    assert [entry.text for entry in dialog.counts.rows.rows[0]] == ["Jinhua", "32", "–", "–", "–", "32"]


def test_a_card_is_moved_by_the_keyboard_as_one_step(dialog, workspace, qtbot):
    column = dialog.wall.columns[State.NOT_BEGUN]
    column.setCurrentRow(2)
    key = column.chosen
    qtbot.keyClick(column, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    under_way = dialog.wall.columns[State.UNDER_WAY]
    assert under_way.chosen == key
    assert workspace.document.work.standings[key].state is State.UNDER_WAY
    assert key.item in workspace.session.history.undo_label.text("en")
    # the first column has nothing to its left
    qtbot.keyClick(under_way, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert dict(workspace.document.work.standings) == {}, "what the workbook says is not said again"
    qtbot.keyClick(column, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    workspace.undo()
    assert workspace.document.work.standings[key].state is State.UNDER_WAY
    workspace.undo()
    assert dict(workspace.document.work.standings) == {}


def test_a_card_let_go_on_another_column_is_moved(dialog, workspace):
    source, there = dialog.wall.columns[State.NOT_BEGUN], dialog.wall.columns[State.DONE]
    source.setCurrentRow(0)
    key = source.chosen
    done = []
    event = SimpleNamespace(
        source=lambda: source,
        setDropAction=done.append,
        accept=lambda: done.append("accepted"),
        ignore=lambda: done.append("ignored"),
    )
    source.dropEvent(event)
    assert done == ["ignored"]
    there.dropEvent(event)
    assert done[-1] == "accepted"
    assert workspace.document.work.standings[key].state is State.DONE
    assert "done 1" in dialog.headline.text()


def test_owner_milestone_state_and_evidence_are_typed_and_kept(dialog, workspace, type_into):
    dialog.tabs.setCurrentIndex(1)
    for column, text in ((5, "经信局"), (6, "每季通报"), (7, "2026年6月底"), (8, "滞后"), (9, "名单在案")):
        type_into(dialog.table, 1, column, text)
    assert [cell(dialog, 1, column) for column in range(5, 10)] == [
        "经信局", "每季通报", "2026年6月底", "late", "名单在案",
    ]  # fmt: skip
    assert workspace.session.unsaved
    kept = restore(workspace.session.opened.plan, decode(encode(saved_work(workspace.document)))).document
    assert kept.work.standings == workspace.document.work.standings
    type_into(dialog.table, 1, 8, "maybe")
    assert "not a state" in dialog.notes.text()
    assert cell(dialog, 1, 8) == "late"
    type_into(dialog.table, 1, 7, "soon")
    assert "no day or period" in dialog.notes.text()
    assert cell(dialog, 1, 7) == "2026年6月底"


def test_what_is_due_is_filtered_by_the_clock_of_today(dialog, clock, type_into):
    dialog.tabs.setCurrentIndex(1)
    for row, text in ((0, "2025年6月底"), (1, "2025-09-28"), (2, "2025-09-30"), (3, "2026Q1"), (4, "长期")):
        type_into(dialog.table, row, 7, text)
    assert "overdue on 2025-07-01: 1" in dialog.headline.text()
    items = [one.item for one in dialog.shown.values()]
    shown = {}
    for wanted in DueFilter:
        dialog.due.choose(wanted)
        dialog.due.activated.emit(dialog.due.currentIndex())
        shown[wanted] = [one.item for one in dialog.shown.values()]
    assert shown[DueFilter.ANY] == items
    assert shown[DueFilter.OVERDUE] == items[:1]
    # 90 days from the 1 July reach the 29 September
    assert shown[DueFilter.SOON] == items[1:2]
    # without a date of their own they fall due at the end of their year, 2025
    assert shown[DueFilter.THIS_YEAR] == [*items[:3], *items[5:]]
    clock.append(datetime(2026, 4, 1))
    dialog.due.choose(DueFilter.OVERDUE)
    dialog.refresh()
    assert len(dialog.shown) == len(items) - 1
    # what is done is late no more
    type_into(dialog.table, 0, 8, "done")
    assert len(dialog.shown) == len(items) - 2


def test_only_one_owners_commitments_are_shown(dialog, type_into):
    dialog.tabs.setCurrentIndex(1)
    type_into(dialog.table, 3, 5, "县招商局")
    wanted = tuple(dialog.shown.values())[3]
    dialog.owner.choose("县招商局")
    dialog.owner.activated.emit(dialog.owner.currentIndex())
    assert list(dialog.shown.values()) == [wanted]


def test_no_figure_moves(dialog, workspace, type_into):
    dialog.tabs.setCurrentIndex(1)
    before = workspace.result.projection
    type_into(dialog.table, 0, 5, "局")
    assert workspace.result.projection is before
    assert not workspace.last.touched.any()


def test_a_plan_without_any_says_how_to_have_some(dialog, workspace, desk, tmp_path):
    from npfdesk.locations import sample_workbooks

    desk.workbook_opening.open_now(sample_workbooks()[1])
    assert dialog.shown == {}
    assert "Add a sheet" in dialog.notes.text()


def test_it_speaks_chinese(dialog, qtbot):
    language.set_language("zh")
    qtbot.waitUntil(lambda: dialog.wall.heads[State.DONE].text() == "已完成  0")
    assert dialog.tabs.tabText(0) == "看板"
