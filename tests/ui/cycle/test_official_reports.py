"""From the evaluation and the yearly targets to their reports: by the mouse, read back, and made anew over a hand's changes."""

import pytest
from docx import Document
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from npfdesk.plan.series import SeriesKey
from npfdesk.ui.look import mnemonics
from tests.yearly_workbook import SHEETS, written

LEFT = Qt.MouseButton.LeftButton
DATA = [
    ["地区", "指标", 2024, 2025, 2026],
    ["云岭市", "gdp", 95, 100, 108],
    ["东县", "gdp", 49, 50, 52],
    ["云岭市", "share", 49, 50, 51.5],
    ["云岭市", "firms", 98, 100, 101],
]


@pytest.fixture
def opened(bare, qtbot, tmp_path):
    """The window on a plan with a year of actuals behind its base (synthetic)."""
    bare.workbook_opening.open_now(written(tmp_path / "plan.xlsx", **{**SHEETS, "数据": DATA}))
    with qtbot.waitActive(bare.window):
        bare.window.show()
        bare.window.activateWindow()
    bare.window.workspace.select(*SeriesKey("city", "", "gdp"))
    return bare


def exported(opened, qtbot):
    """What the dialog that stands open is about, and the text of the file that it writes."""
    dialog = opened.exporter.dialog
    request, path = dialog.request, dialog.path
    QTest.mouseClick(dialog.export_button, LEFT)
    qtbot.waitUntil(lambda: opened.exporter.dialog is None and opened.exporter.job is None, timeout=60_000)
    assert str(path) in opened.window.banner.message_text, opened.window.banner.message_text
    return request, path, [one.text for one in Document(path).paragraphs]


def click(box, text):
    """Click a button of a question."""
    box.show()
    QTest.mouseClick(next(one for one in box.buttons() if mnemonics.bare(one.text()) == text), LEFT)


def test_an_evaluation_becomes_a_report_and_so_do_yearly_targets(opened, qtbot, monkeypatch):
    opened.window.views.actions_by_name["Evaluation"].trigger()
    view = opened.window.views.view()
    assert view.shown.year == 2026
    QTest.mouseClick(view.report_button, LEFT)
    request, path, text = exported(opened, qtbot)
    scenario = opened.window.workspace.document.active
    assert (request.kind, request.year, request.scenarios) == ("evaluation", 2026, None)
    assert path.name == "plan-Evaluation report-2026.docx"
    whole = "\n".join(text)
    assert "108.0" in whole
    # the yearly targets begin with the year after the last actual
    yearly = opened.answers.ask("yearly")
    yearly.workspace.select(*SeriesKey("city", "", "share"))
    QTest.mouseClick(yearly.report_button, LEFT)
    assert opened.exporter.dialog.scenarios.chosen() == (scenario,)
    request, path, text = exported(opened, qtbot)
    assert (request.kind, request.year) == ("yearly", 2027)
    said = next(one for one in text if "Services came to 51.5%" in one)
    assert "0.5 percentage points above the 51.0% due by then" in said
    # a sentence changed by hand stays, and the banner says so
    document = Document(path)
    run = next(run for one in document.paragraphs for run in one.runs if "Services came to 51.5%" in run.text)
    run.text = "Services did well, at 51.5%."
    document.save(path)
    QTest.mouseClick(yearly.report_button, LEFT)
    monkeypatch.setattr(QMessageBox, "exec", lambda box: click(box, "Replace"))
    _, _, text = exported(opened, qtbot)
    assert any("Services did well" in one for one in text)
    assert "1 text changed by hand" in opened.window.banner.message_text
    # as known on an earlier day there is no report: it would have other figures
    view.known.setText("2026-06-30")
    view.known.editingFinished.emit()
    assert not view.report_button.isEnabled()
