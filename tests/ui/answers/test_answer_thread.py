"""Answers worked out in a thread: the newest question wins, figures are the engine's, nothing outlives the window."""

import itertools
import math
from threading import Event

import numpy as np
import pytest
from PySide6.QtCore import Qt

from npfdesk.engine.answers.alternatives import Outcome
from npfdesk.engine.answers.scenario_comparison import compare
from npfdesk.engine.ensembles.workers import Workers
from npfdesk.engine.uncertainty.sensitivity import tornado
from npfdesk.plan.edit_labels import set_assumptions
from npfdesk.plan.methods import Method
from npfdesk.plan.problems import Problem
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey, SeriesKey
from npfdesk.plan.statuses import Status
from npfdesk.ui.answers.answer_charts import SpanPicture
from npfdesk.ui.answers.scenario_grid import figures_of
from npfdesk.ui.charts.spans import Span
from npfdesk.ui.look import language
from npfdesk.ui.look.mnemonics import bare

OUTPUT = SeriesKey("jinhua", "", "output")
GENERAL = AssumptionKey("*", "*", "output")


@pytest.fixture
def workspace(desk):
    desk.window.workspace.activate("攻坚")
    desk.window.workspace.select(*OUTPUT)
    return desk.window.workspace


def ask(desk, qtbot, name):
    dialog = desk.answers.ask(name)
    if getattr(dialog, "answer", None) is None:
        with qtbot.waitSignal(dialog.answered, timeout=30_000):
            pass
    return dialog


def again(dialog, qtbot, change):
    with qtbot.waitSignal(dialog.answered, timeout=30_000):
        change()


def test_the_fan_holds_the_drawn_percentiles_and_the_chance_of_the_target(desk, workspace, qtbot):
    dialog = ask(desk, qtbot, "futures")
    fan, drawn = dialog.picture.fan, dialog.answer
    row = workspace.plan.row[OUTPUT]
    first = fan.years[0] - int(workspace.plan.years[0])
    np.testing.assert_array_equal(fan.percentiles, drawn.percentiles[:, row, first:])
    assert fan.observed_until == 2020
    (mark,) = fan.marks
    assert mark[:2] == (2025, 8000.0)
    assert workspace.futures is drawn
    assert "2025" in dialog.picture.said(dialog.picture.frame().point(2025, 6000))
    assert not dialog.picture.grab().isNull()


def test_an_edit_draws_anew_and_old_chances_are_dropped(desk, workspace, qtbot):
    dialog = ask(desk, qtbot, "futures")
    before = dialog.picture.fan.path[-1]
    edit = {GENERAL: Assumption(Method.GROWTH, 12.0, low=11.0, high=13.0)}
    again(
        dialog,
        qtbot,
        lambda: workspace.apply(set_assumptions(workspace.document, workspace.document.active, edit)),
    )
    assert dialog.picture.fan.path[-1] > before
    assert workspace.futures is dialog.answer


@pytest.mark.parametrize(
    ("field", "text"), [("draws", "0"), ("draws", "many"), ("seed", "1.5"), ("correlation", "2")]
)
def test_settings_that_cannot_be_are_refused_in_words(desk, workspace, qtbot, field, text):
    dialog = ask(desk, qtbot, "futures")
    getattr(dialog, field).setText(text)
    dialog.refresh()
    assert dialog.answer is None
    assert "Draws are a whole number" in dialog.notes.text()


def test_the_tornado_is_the_engines(desk, workspace, qtbot):
    dialog = ask(desk, qtbot, "tornado")
    expected = tornado(workspace.session.results, "攻坚", Outcome(OUTPUT, 2025))
    assert [(bar.low, bar.high) for bar in dialog.answer.bars] == [
        (bar.low, bar.high) for bar in expected.bars
    ]
    spans = dialog.picture.spans
    assert spans[0].name.startswith("all regions")
    assert spans[0].middle == expected.base
    again(dialog, qtbot, lambda: (dialog.step.setText("1"), dialog.refresh()))
    assert dialog.answer.bars[0].high_input - dialog.answer.bars[0].input == pytest.approx(1)


@pytest.mark.parametrize("kind", range(4))
def test_the_steps_of_a_waterfall_sum_to_the_change(desk, workspace, qtbot, kind):
    dialog = ask(desk, qtbot, "waterfall")
    again(dialog, qtbot, lambda: (dialog.kind.setCurrentIndex(kind), dialog.refresh()))
    answer = dialog.answer
    total = math.fsum(step.amount for step in answer.steps)
    assert answer.start + total == pytest.approx(answer.end)
    spans = dialog.picture.spans
    assert spans[0].stop == answer.start
    assert spans[-1].stop == answer.end
    # each begins where the one before ended
    for before, after in itertools.pairwise(spans[1:-1]):
        assert after.start == pytest.approx(before.stop)


def test_two_scenarios_are_told_apart_and_the_differences_sum(desk, workspace, qtbot):
    dialog = ask(desk, qtbot, "compare")
    assert dialog.other.currentText() == "惯性"
    expected = compare(workspace.session.results, "惯性", "攻坚", Outcome(OUTPUT, 2025))
    answer = dialog.answer
    assert math.fsum(one.amount for one in answer.differences) == pytest.approx(answer.after - answer.before)
    assert answer.after == expected.after
    assert len(dialog.rows.rows) == len(expected.differences)
    assert dialog.cells.rowCount() > 0


def test_monitoring_shows_the_worst_first_and_leads_to_its_series(desk, workspace, qtbot):
    workspace.set_view(year=2023)
    dialog = ask(desk, qtbot, "monitor")
    statuses = [row[5].status for row in dialog.rows.rows]
    order = [Status.RED, Status.ORANGE, Status.YELLOW, Status.BLUE, Status.GREY]
    assert [order.index(one) for one in statuses] == sorted(order.index(one) for one in statuses)
    dialog.table.activated.emit(dialog.rows.index(0, 0))
    position = dialog._order[0]
    series = workspace.plan.series[int(workspace.result.targets.row[position])]
    assert workspace.selection.series == series


def test_the_grid_is_every_pair_and_marks_where_the_target_is_met(desk, workspace, qtbot):
    dialog = ask(desk, qtbot, "grid")
    dialog.texts[0].setText("5, 12")
    again(dialog, qtbot, lambda: (dialog.texts[1].setText("0..100/50"), dialog.refresh()))
    assert dialog.answer.tables[0].shape == (2, 3)
    assert [head.words() for head in dialog.rows.heads[1:]] == ["0", "50", "100"]
    statuses = [[entry.status for entry in row[1:]] for row in dialog.rows.rows]
    met = dialog.answer.tables[0] >= 8000
    assert [[one is Status.BLUE for one in row] for row in statuses] == met.tolist()
    assert met.any()
    assert not met.all()
    assert not dialog.picture.grab().isNull()
    assert dialog.picture.said(dialog.picture.rect().center().toPointF())
    # a cell's figure is that of its middle: between the middles the line runs where the target is just met
    across, upward = dialog.picture.met.places, dialog.picture.met.figures
    assert np.isfinite(across).sum() >= 2
    for column, row in zip(across.tolist(), upward.tolist(), strict=True):
        if math.isfinite(column):
            down = [np.interp(row - 0.5, range(2), figures) for figures in dialog.answer.tables[0].T]
            assert np.interp(column - 0.5, range(3), down) == pytest.approx(8000)
    frame = dialog.picture.frame()
    first = dialog.picture.said(frame.point(0.5, 0.5)).splitlines()
    assert first[0].endswith(" 5")
    assert first[1].endswith(" 0")
    assert dialog.picture.said(frame.area.topLeft() - point(5, 5)) == ""


def test_figures_that_are_none_are_refused_where_they_are_typed(desk, workspace, qtbot):
    dialog = ask(desk, qtbot, "grid")
    dialog.texts[0].clear()
    qtbot.keyClicks(dialog.texts[0], "6 to 8")
    qtbot.keyClick(dialog.texts[0], Qt.Key.Key_Return)
    assert dialog.answer is None
    assert "not a set of figures" in dialog.notes.text()


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("6, 7, 7.5", (6, 7, 7.5)),
        ("８，９、10；11", (8, 9, 10, 11)),
        ("6..8/0.5", (6, 6.5, 7, 7.5, 8)),
        ("0..0.3/0.1", (0, 0.1, 0.2, 0.3)),
        ("7, 6, 7", (6, 7)),
    ],
)
def test_sets_of_figures_as_people_write_them(text, figures):
    assert figures_of(text) == figures


@pytest.mark.parametrize("text", ["", "6", "a, b", "8..6/1", "0..100/0.1", "0..5/0", "0..5/-1"])
def test_what_is_no_set_of_figures(text):
    assert isinstance(figures_of(text), Problem)


def test_a_closed_answer_works_nothing_out(desk, workspace, qtbot):
    dialog = ask(desk, qtbot, "tornado")
    dialog.close()
    answer = dialog.answer
    workspace.select(region="yiwu")
    assert dialog._thread is None
    assert dialog.answer is answer


def test_our_own_mistake_reaches_the_crash_dialog_and_the_answer_goes_on(desk, workspace, qtbot, monkeypatch):
    dialog = ask(desk, qtbot, "tornado")
    monkeypatch.setattr("npfdesk.ui.answers.sensitivity.tornado", lambda *_: 1 / 0)
    with qtbot.capture_exceptions() as caught:
        dialog.refresh()
        qtbot.waitUntil(lambda: caught != [], timeout=10_000)
    assert caught[0][0] is ZeroDivisionError
    monkeypatch.undo()
    again(dialog, qtbot, dialog.refresh)
    assert dialog.answer is not None


def test_a_long_answer_is_stopped_said_so_and_computed_again(desk, workspace, qtbot, monkeypatch):
    dialog = ask(desk, qtbot, "futures")
    kept = dialog.answer
    dialog.patience.setInterval(0)
    told = Event()

    def endless(results, scenario, settings, progress, workers):
        while progress(0.25):
            told.wait(0.005)

    monkeypatch.setattr("npfdesk.ui.answers.chances.uncertainty", endless)
    dialog.seed.setText("2")
    dialog.refresh()
    qtbot.waitUntil(dialog.stop_button.isVisible, timeout=10_000)
    qtbot.waitUntil(lambda: dialog.progress.value() == 250, timeout=10_000)
    assert bare(dialog.stop_button.text()) == "Stop"
    qtbot.mouseClick(dialog.stop_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.notes.text().startswith("Stopped before the end"), timeout=10_000)
    assert (dialog.answer, dialog.progress.isVisible()) == (None, False)
    # the picture does not ask for a series where there is one
    assert dialog.picture.empty.startswith("Stopped before the end")
    assert bare(dialog.again_button.text()) == "Compute again"
    monkeypatch.undo()
    dialog.seed.setText("1")
    again(dialog, qtbot, lambda: qtbot.mouseClick(dialog.again_button, Qt.MouseButton.LeftButton))
    np.testing.assert_array_equal(dialog.answer.percentiles, kept.percentiles)
    assert dialog.picture.empty.startswith("Nothing to show")
    assert not dialog.stop_button.isVisible()
    assert not dialog.again_button.isVisible()


def test_a_cluster_that_is_none_is_told_where_the_answer_would_stand(desk, workspace, qtbot):
    dialog = ask(desk, qtbot, "futures")
    workspace.workers = Workers(cluster="10.0.0.5")
    dialog.seed.setText("2")
    dialog.refresh()
    qtbot.waitUntil(lambda: "is no address of a cluster" in dialog.notes.text(), timeout=10_000)
    assert dialog.answer is None
    workspace.workers = Workers(1)
    again(dialog, qtbot, lambda: qtbot.mouseClick(dialog.again_button, Qt.MouseButton.LeftButton))
    assert dialog.answer.settings.seed == 2


def test_answers_speak_the_language_in_force_and_are_drawn_in_both(desk, workspace, qtbot):
    names = ("futures", "tornado", "waterfall", "compare", "monitor", "grid")
    dialogs = [ask(desk, qtbot, name) for name in names]
    language.set_language("zh")
    titles = [
        "不确定性",
        "影响因素排序",
        "变化成因",
        "情景差异",
        "监测",
        "双因素测算",
    ]
    qtbot.waitUntil(lambda: [dialog.windowTitle() for dialog in dialogs] == titles)


def test_a_bar_without_figures_is_a_dash_and_no_bars_say_what_to_do(qtbot):
    picture = SpanPicture()
    qtbot.addWidget(picture)
    picture.empty = "Choose"
    assert not picture.grab().isNull()
    picture.put([Span("a", math.nan, 1, "", black()), Span("b", 0, 1, "1", black())])
    assert not picture.grab().isNull()
    assert picture.said(picture.rect().topLeft().toPointF() + point(0, 8)).startswith("a")
    assert picture.said(picture.rect().bottomLeft().toPointF()) == ""


def black():
    from PySide6.QtGui import QColor

    return QColor("black")


def point(x, y):
    from PySide6.QtCore import QPointF

    return QPointF(x, y)


def test_the_planners_worksheet_is_held_against_the_grid_and_its_slip_is_marked(bare, qtbot):
    from PySide6.QtGui import QGuiApplication

    from npfdesk.locations import sample_workbooks

    bare.workbook_opening.open_now(sample_workbooks()[2])
    bare.window.show()
    workspace = bare.window.workspace
    workspace.select("jinhua", "", "gdp")
    dialog = bare.answers.ask("grid")
    dialog.texts[0].setText("6, 7, 7.5")
    gdp = next(place for place in range(dialog.boxes[0].count()) if "GDP" in dialog.boxes[0].itemText(place))
    dialog.boxes[0].setCurrentIndex(gdp)
    dialog.boxes[1].setCurrentIndex(1 - gdp)
    again(dialog, qtbot, lambda: (dialog.texts[1].setText("8, 9"), dialog.refresh()))
    # facts F002.315 to F002.325, as printed: 6483.180 stands for 6843.180
    QGuiApplication.clipboard().setText("6468.305\t6468.305\n6843.180\t6483.180\n\t\n")
    qtbot.mouseClick(dialog.apply_button, Qt.MouseButton.LeftButton)
    assert [(one.printed, one.computed) for one in dialog.slips] == [("6483.180", "6843.180")]
    assert dialog.rows.rows[1][2].status is Status.RED
    assert "Copied figures 4, equal to the last digit 3" in dialog.notes.text()
    QGuiApplication.clipboard().setText("1\t2\t3")
    qtbot.mouseClick(dialog.apply_button, Qt.MouseButton.LeftButton)
    assert "not 3 × 2" in dialog.notes.text()
