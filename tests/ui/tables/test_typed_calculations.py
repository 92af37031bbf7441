"""What is calculated when it is typed, what is asked about, and what a refused key says."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from npfdesk.plan.series import AssumptionKey, SeriesKey
from tests.ui.mouse import double_click

KEYS = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
YONGKANG = SeriesKey("yongkang", "", "output")
OWN = AssumptionKey(*YONGKANG)


def test_calculations_are_carried_out_with_a_preview_and_unfinished_ones_stay_open(desk):
    table, line = desk.panel.assumptions, desk.panel.lines[0]
    hint = table.range_keys.hint
    desk.stand(table, 0, "value")
    editor = desk.type(table, "=8*1.05", end=None)
    assert (hint.isVisible(), hint.text()) == (True, "= 8.4%")
    # the whole of it is seen, beyond the cell where it is longer, whatever the rows scroll
    for typed in ("=8*1.05", "=8*1.05+0.25-0.25"):
        editor.setText(typed)
        assert editor.width() > editor.fontMetrics().horizontalAdvance(typed)
        assert table.viewport().rect().contains(editor.geometry())
    assert editor.width() > table.visualRect(table.currentIndex()).width()
    editor.setText("=8*1.05")
    desk.qtbot.keyClick(editor, KEYS.Key_Return)
    QApplication.processEvents()
    assert desk.document.scenario.assumptions[OWN].value == 8.4
    assert not hint.isVisible()
    for typed, preview, value in (
        ("+0.6", "8.4 + 0.6 = 9%", 9.0),
        ("*1.1", "9 × 1.1 = 9.9%", 9.9),
        ("/3", "9.9 ÷ 3 = 3.3%", 3.3),
        ("=x*(1+10%)", "= 3.63%", 3.63),
        ("-3%", "", -3.0),
        ("-2", "", -2.0),
    ):
        desk.stand(table, 0, "value")
        editor = desk.type(table, typed, end=None)
        assert hint.text() == preview, typed
        desk.qtbot.keyClick(editor, KEYS.Key_Return)
        QApplication.processEvents()
        assert desk.document.scenario.assumptions[OWN].value == value, typed
    before = desk.document
    desk.stand(table, 0, "value")
    editor = desk.type(table, "=8*")
    assert desk.document is before
    assert "“=8*” cannot be calculated" in line.text()
    assert (editor.isVisible(), editor.text()) == (True, "=8*")
    desk.qtbot.keyClick(editor, KEYS.Key_Escape)
    assert not line.isVisible()
    # a figure of the plan's own unit: 3% less, half as much again on each of the selected ones, the cell beside
    table, first = desk.panel.data, desk.column(desk.panel.data, 2014)
    model = table.figures
    assert model.enter([(0, first, "1000"), (1, first, "2000")])
    desk.stand(table, 0, 2014)
    desk.type(table, "-3%")
    assert desk.observed(model.series_of(0), 2014) == 970
    desk.choose(table, [0, 1], [2014])
    table.selectionModel().setCurrentIndex(
        model.index(0, first), table.selectionModel().SelectionFlag.NoUpdate
    )
    editor = desk.type(table, "*1.5", end=None)
    desk.qtbot.keyClick(editor, KEYS.Key_Return, CONTROL)
    QApplication.processEvents()
    assert [desk.observed(model.series_of(row), 2014) for row in (0, 1)] == [1455, 3000]
    table.go_to(0, first + 1)
    desk.type(table, "=left+5")
    assert desk.observed(model.series_of(0), 2015) == 1460


def test_an_absurd_entry_is_asked_about_and_entered_when_it_is_meant(desk):
    table, line = desk.panel.assumptions, desk.panel.lines[0]
    before = desk.document
    # in the last row that is seen, the words beneath take its place, and not its sight
    table.go_to(table.rowAt(table.viewport().height() - table.rowHeight(0)), desk.column(table, "value"))
    editor = desk.type(table, "2000000000")
    QApplication.processEvents()
    assert line.isVisible()
    assert editor.isVisible()
    assert table.viewport().rect().contains(editor.geometry())
    desk.qtbot.keyClick(editor, KEYS.Key_Escape)
    desk.stand(table, 0, "value")
    editor = desk.type(table, "1000000000")
    assert desk.document is before
    assert "more than 100% a year" in line.text()
    assert editor.isVisible()
    # another figure is typed over it, not confirmed by its Enter
    desk.qtbot.keyClicks(editor, "999")
    desk.qtbot.keyClick(editor, KEYS.Key_Return)
    QApplication.processEvents()
    assert desk.document is before
    desk.qtbot.keyClick(editor, KEYS.Key_Return)
    QApplication.processEvents()
    assert desk.document.scenario.assumptions[OWN].value == 999
    # a slip of units in the data, pasted
    table = desk.panel.data
    first = desk.column(table, 2020)
    desk.stand(table, 0, 2020)
    known = table.figures.columns[first].figure(0)
    before = desk.document
    desk.paste(table, str(known * 10_000))
    assert desk.document is before
    assert "more than 1,000 times the known figures" in desk.panel.lines[2].text()
    desk.paste(table, str(known * 10_000))
    assert desk.observed(YONGKANG, 2020) == known * 10_000


def test_a_refused_key_says_why_until_one_goes_on(desk):
    table, line, before = desk.panel.assumptions, desk.panel.lines[0], desk.document
    desk.stand(table, 0, "indicator")
    for key, held in (
        (KEYS.Key_8, Qt.KeyboardModifier.NoModifier),
        (KEYS.Key_F2, Qt.KeyboardModifier.NoModifier),
    ):
        desk.press(table, key, held)
        assert "“Indicator” says what the row is" in line.text()
        assert line.isVisible()
        desk.press(table, KEYS.Key_Right)
        assert not line.isVisible()
        desk.stand(table, 0, "indicator")
    desk.stand(table, 0, "required")
    desk.press(table, KEYS.Key_Delete)
    assert "“Required growth” is computed" in line.text()
    desk.press(table, KEYS.Key_Down)
    place = table.visualRect(table.currentIndex()).center()
    double_click(table.viewport(), place)
    assert "“Required growth” is computed" in line.text()
    assert desk.document is before
