"""The findings: what the workbook and the plan say wrongly, as rows."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from npfdesk.plan.numbers import NOT_A_NUMBER
from npfdesk.plan.problems import Problem
from npfdesk.plan.series import SeriesKey
from npfdesk.ui import language
from tests.plans import plan


def test_problems_and_findings_are_listed_with_their_place(make_desk, sample_reading):
    problem = Problem(NOT_A_NUMBER, "Data", "F7", "<b>x</b>")
    desk = make_desk(sample_reading.plan, (problem,))
    model = desk.panel.findings.findings
    assert model.rowCount() == 16
    assert model.texts(0)[:4] == ("✕ not read", "Data", "F7", "<b>x</b>")
    assert model.texts(1)[0] == "◔ to check"
    assert model.texts(15)[:3] == ("◑ to explain", "目标", "F16")
    assert desk.panel.tabText(4) == "Findings (16)"
    language.set_language("zh")
    assert model.texts(0)[0] == "✕ 未读入"


def test_an_amendment_is_audited_at_once(desk):
    model = desk.panel.findings.findings
    before = model.rowCount()
    data = desk.panel.data
    data.figures.enter([(0, desk.column(data, 2020), "900")])
    assert model.rowCount() > before
    assert desk.panel.tabText(4).endswith(f"({model.rowCount()})")
    desk.workspace.undo()
    assert model.rowCount() == before


def test_rows_are_copied_whole_and_lead_to_their_series(desk, qtbot):
    desk.panel.setCurrentIndex(4)
    table = desk.panel.findings
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert copied.count("\t") == 4
    assert "33.04" in copied
    table.activated.emit(table.model().index(0, 0))
    series = desk.workspace.selection.series
    assert series == SeriesKey(desk.workspace.plan.city, "", series.indicator)
    assert desk.workspace.plan.indicator_by_code[series.indicator].formula is not None


def test_a_plan_without_fault_says_so(make_desk):
    desk = make_desk(plan({("a", "", "x"): {2020: 1.0}}))
    assert desk.panel.findings.findings.texts(0)[4] == "Nothing to report: what was read adds up."
    assert desk.panel.tabText(4) == "Findings"
