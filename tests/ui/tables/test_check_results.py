"""The check results: what the workbook and the plan say wrongly, as rows."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from npfdesk.plan.numbers import NOT_A_NUMBER
from npfdesk.plan.problems import Problem
from npfdesk.plan.records import decode, encode, saved_work
from npfdesk.plan.restore import restore
from npfdesk.plan.series import SeriesKey
from npfdesk.ui.look import language
from tests.plans import plan


def test_problems_and_findings_are_listed_with_their_place(make_desk, sample_reading):
    problem = Problem(NOT_A_NUMBER, "Data", "F7", "<b>x</b>")
    desk = make_desk(sample_reading.plan, (problem,))
    model = desk.panel.check_results.results
    assert model.rowCount() == 18
    assert model.texts(0)[:4] == ("✕ not read", "Data", "F7", "<b>x</b>")
    assert model.texts(1)[0] == "◔ to check"
    assert model.texts(17)[:3] == ("◑ to explain", "目标", "F16")
    assert desk.panel.tabText(5) == "Checks (18)"
    language.set_language("zh")
    assert model.texts(0)[0] == "✕ 未读入"


def test_an_amendment_is_audited_at_once(desk):
    model = desk.panel.check_results.results
    before = model.rowCount()
    data = desk.panel.data
    data.figures.enter([(0, desk.column(data, 2020), "900")])
    assert model.rowCount() > before
    assert desk.panel.tabText(5).endswith(f"({model.rowCount()})")
    desk.workspace.undo()
    assert model.rowCount() == before


def test_rows_are_copied_whole_and_lead_to_their_series(desk, qtbot):
    desk.panel.setCurrentIndex(5)
    table = desk.panel.check_results
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert copied.count("\t") == 5
    assert "33.04" in copied
    table.activated.emit(table.model().index(0, 0))
    series = desk.workspace.selection.series
    assert series == SeriesKey(desk.workspace.plan.city, "", series.indicator)
    assert desk.workspace.plan.indicator_by_code[series.indicator].formula is not None


def test_a_plan_without_fault_says_so(make_desk):
    desk = make_desk(plan({("a", "", "x"): {2020: 1.0}}))
    assert (
        desk.panel.check_results.results.texts(0)[4] == "No problems: everything that was read is consistent."
    )
    assert desk.panel.tabText(5) == "Checks"


def test_a_finding_is_marked_as_known_with_a_reason_that_is_kept_and_taken_back(desk, qtbot):
    table = desk.panel.check_results
    model = table.results
    desk.panel.setCurrentIndex(5)
    everything = model.open_count
    finding = next(row for row in range(model.rowCount()) if model.reason(row) is None)
    identity = model.found[finding].identity
    table.setCurrentIndex(model.index(finding, 5))
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = table.findChild(QLineEdit)
    qtbot.keyClicks(editor, "as printed")
    with qtbot.waitSignal(desk.workspace.changed):
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert desk.workspace.document.work.known == {identity: "as printed"}
    assert model.open_count == everything - 1
    assert model.texts(finding)[0] == "– known"
    assert model.texts(finding)[5] == "as printed"
    assert desk.workspace.session.unsaved
    assert desk.workspace.session.history.undo_label.text("en") == "check marked as known: as printed"
    kept = decode(encode(saved_work(desk.workspace.document)))
    assert restore(desk.workspace.session.opened.plan, kept).document.work.known == {identity: "as printed"}
    desk.workspace.undo()
    assert model.open_count == everything


def test_what_was_wrong_with_the_file_cannot_be_marked_as_known(make_desk, sample_reading):
    desk = make_desk(sample_reading.plan, (Problem(NOT_A_NUMBER, "Data", "F7", "x"),))
    model = desk.panel.check_results.results
    assert not model.flags(model.index(0, 5)) & Qt.ItemFlag.ItemIsEditable
    assert not model.setData(model.index(0, 5), "why")
