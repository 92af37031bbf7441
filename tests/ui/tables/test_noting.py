"""Notes on cells as a person writes them, and the question that an entry outside its own past asks."""

import pytest
from PySide6.QtCore import Qt

from npfdesk.plan.edit_labels import set_assumptions, set_notes
from npfdesk.plan.methods import Method
from npfdesk.plan.notes import CellNote, NoteKey, NoteSubject
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey
from npfdesk.ui.look import language
from npfdesk.ui.tables.cell_notes import signature, with_note
from npfdesk.ui.tables.columns import ROLE

KEYS = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


def stand_on(desk, table, series, key):
    row = table.figures.row_of_series(series)
    return desk.stand(table, row - desk.place(table, 0), key)


@pytest.fixture
def known(desk):
    """The desk on a series with a past of many years."""
    plan = desk.workspace.plan
    observed = {
        series: sum(one == one for one in plan.observed[row]) for row, series in enumerate(plan.series)
    }
    frame = desk.workspace.session.results.frame
    series = max(
        (
            one
            for one in plan.series
            if not frame.formula_row[plan.row[one]] and not frame.points[plan.row[one]]
        ),
        key=observed.get,
    )
    assert observed[series] > 3
    desk.workspace.select(*series)
    desk.series = series
    growth = {AssumptionKey(*series): Assumption(Method.GROWTH, 5.0)}
    desk.workspace.apply(set_assumptions(desk.document, "攻坚", growth))
    return desk


def test_shift_f2_writes_a_note_and_takes_it_away(desk):
    table, line = desk.panel.data, desk.panel.note_line
    series = desk.workspace.selection.series
    index = stand_on(desk, table, series, 2020)
    desk.press(table, KEYS.Key_F2, SHIFT)
    assert line.isVisible()
    assert line.line.hasFocus()
    desk.qtbot.keyClicks(line.line, "from the <b>annex</b>")
    desk.qtbot.keyClick(line.line, KEYS.Key_Return)
    key = NoteKey(NoteSubject.OBSERVED, "", *series, "", 2020)
    note = desk.document.work.notes[key]
    assert note.text == "from the <b>annex</b>"
    assert note.at
    assert not note.outside
    assert not line.isVisible()
    assert table.hasFocus()
    told = index.data(ROLE.ToolTipRole)
    assert "&lt;b&gt;annex&lt;/b&gt;" in told
    assert desk.workspace.session.unsaved
    desk.press(table, KEYS.Key_F2, SHIFT)
    assert line.line.text() == note.text
    line.line.clear()
    desk.qtbot.keyClick(line.line, KEYS.Key_Return)
    assert key not in desk.document.work.notes
    desk.workspace.undo()
    assert desk.document.work.notes[key] == note


def test_escape_keeps_nothing_and_words_take_no_note(desk):
    table, line = desk.panel.assumptions, desk.panel.note_line
    desk.stand(table, 0, "region")
    desk.press(table, KEYS.Key_F2, SHIFT)
    assert not line.isVisible()
    desk.stand(table, 0, "value")
    desk.press(table, KEYS.Key_F2, SHIFT)
    desk.qtbot.keyClicks(line.line, "never mind")
    desk.qtbot.keyClick(line.line, KEYS.Key_Escape)
    assert not line.isVisible()
    assert desk.document.work.notes == {}


def test_an_entry_outside_its_own_past_asks_for_a_reason_and_takes_no_keys(known):
    table, line = known.panel.assumptions, known.panel.note_line
    stand_on(known, table, known.series, "value")
    editor = known.type(table, "45")
    assert line.isVisible()
    assert not line.line.hasFocus()
    assert "45.0% a year lies outside the series' own past" in line.question_label.text()
    known.press(table, KEYS.Key_F2, SHIFT)
    assert line.line.hasFocus()
    known.qtbot.keyClicks(line.line, "two works start")
    known.qtbot.mouseClick(line.keep, Qt.MouseButton.LeftButton)
    key = NoteKey(NoteSubject.ASSUMPTION, "攻坚", *known.series, "value")
    assert known.document.work.notes[key].outside
    assert known.document.work.notes[key].text == "two works start"
    assert editor is not None


def test_an_entry_within_its_past_asks_nothing_and_ends_the_question(known):
    table, line = known.panel.assumptions, known.panel.note_line
    from npfdesk.engine.edits.past_pace import past_of

    past = past_of(known.workspace.session.results, "攻坚", known.workspace.plan.row[known.series])
    stand_on(known, table, known.series, "value")
    known.type(table, "60")
    assert line.isVisible()
    stand_on(known, table, known.series, "value")
    known.type(table, f"{(past.low + past.high) / 2:.2f}")
    assert not line.isVisible()


def test_one_reason_for_a_whole_paste(known):
    table, line = known.panel.assumptions, known.panel.note_line
    row = table.figures.row_of_series(known.series)
    years = [2027, 2028, 2029]
    known.choose(table, [row - known.place(table, 0)], years)
    table.selectionModel().setCurrentIndex(
        table.figures.index(row, known.column(table, 2027)), table.selectionModel().SelectionFlag.NoUpdate
    )
    editor = known.type(table, "70", end=None)
    known.qtbot.keyClick(editor, KEYS.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "this cell and 2 more" in line.question_label.text()
    line.focus_line()
    known.qtbot.keyClicks(line.line, "a reason")
    known.qtbot.keyClick(line.line, KEYS.Key_Return)
    assert {key.year for key in known.document.work.notes} == set(years)


def test_observed_figures_and_targets_ask_too(known):
    line = known.panel.note_line
    data = known.panel.data
    plan = known.workspace.plan
    seen = [
        int(year)
        for year, one in zip(plan.years, plan.observed[plan.row[known.series]], strict=True)
        if one == one
    ]
    stand_on(known, data, known.series, seen[1])
    known.type(data, "1")
    assert line.isVisible()
    known.workspace.undo()
    known.panel.setCurrentIndex(1)
    assert not line.isVisible()
    targets = known.panel.targets
    row = targets.figures.row_of_series(known.series)
    if row is not None:
        known.stand(targets, row, "target")
        known.type(targets, "999999")
        assert line.isVisible()


def test_a_note_of_the_parent_is_seen_in_the_child(desk):
    table = desk.panel.assumptions
    key = table.figures.key_of(0)
    note = CellNote("parent's", "刘", "2026-11-21T08:00:00+00:00")
    desk.workspace.apply(set_notes({NoteKey(NoteSubject.ASSUMPTION, "惯性", *key, "value"): note}))
    field = table.figures.columns[desk.column(table, "value")]
    assert table.figures.note(0, field) == note
    own = CellNote("own")
    desk.workspace.apply(set_notes({NoteKey(NoteSubject.ASSUMPTION, "攻坚", *key, "value"): own}))
    assert table.figures.note(0, field) == own


def test_another_language_ends_the_question(known):
    table, line = known.panel.assumptions, known.panel.note_line
    stand_on(known, table, known.series, "value")
    known.type(table, "45")
    language.set_language("zh")
    known.qtbot.waitUntil(lambda: not line.isVisible())


def test_a_note_in_words():
    assert signature(CellNote("x")) == ""
    assert signature(CellNote("x", "刘", "never")) == "刘 · never"
    assert with_note(None, "n") == "n"
    assert with_note("a", "n") == "a\n\nn"
    assert "&lt;i&gt;" in with_note(with_note("<i>", "n"), "m")
