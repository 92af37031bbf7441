"""The bar above a table, its slider, figures dragged in their cells, and what targets ask for beside the past."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from npfdesk.engine.uncertainty.chances import uncertainty
from npfdesk.engine.uncertainty.monte_carlo import Settings
from npfdesk.plan.assumption_parts import Part
from npfdesk.plan.grips import grip_of_amount, grip_of_rate, grip_of_words
from npfdesk.plan.methods import Method
from npfdesk.plan.rounding import rounded_text
from npfdesk.plan.series import AssumptionKey, SeriesKey
from npfdesk.ui.tables.entries import grip_of_parameter
from npfdesk.ui.tables.gauge import Gauge
from tests.engine.whole_paces import paces
from tests.plans import Assumption, Indicator, Kind, document, formula, scenario, target

LEFT = Qt.MouseButton.LeftButton
ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier
KEYS = Qt.Key
YONGKANG = SeriesKey("yongkang", "", "output")


def steps(desk):
    return len(desk.workspace.session.history.done)


def value(desk):
    return desk.document.scenario.assumptions[AssumptionKey(*YONGKANG)].value


def drag(desk, table, index, pixels, held=NONE, start=None):
    """Press, move in small moves, let go."""
    viewport, rect = table.viewport(), table.visualRect(index)
    at = start or QPoint(rect.left() + 4, rect.center().y())
    desk.qtbot.mousePress(viewport, LEFT, held, at)
    for moved in np.linspace(0, pixels, 6)[1:]:
        send_move(viewport, at + QPoint(round(moved), 0), held)
    desk.qtbot.mouseRelease(viewport, LEFT, held, at + QPoint(pixels, 0))


def send_move(widget, place, held=NONE):
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QApplication

    there = QPointF(place)
    event = QMouseEvent(
        QEvent.Type.MouseMove, there, QPointF(widget.mapToGlobal(place)), Qt.MouseButton.NoButton, LEFT, held
    )
    QApplication.sendEvent(widget, event)


def test_required_and_times_past_stand_beside_every_assumption(desk):
    table = desk.panel.assumptions
    whole = paces(desk.workspace.session.results, "攻坚")
    required, multiple = (table.figures.columns[desk.column(table, key)] for key in ("required", "multiple"))
    seen = 0
    for row in range(table.figures.rowCount()):
        place = int(table.figures.places[row])
        if place < 0:
            assert required.text(row) == ""
            continue
        np.testing.assert_equal(required.figure(row), whole.required[place])
        np.testing.assert_equal(multiple.figure(row), whole.multiple[place])
        seen += np.isfinite(whole.multiple[place])
    assert seen
    # 799.7 to 1,200 in five years: (1200 / 799.7)^(1/5) - 1 = 8.455 % a year
    assert required.text(table.figures.row_of_series(YONGKANG)) == "8.46%"


def test_required_follows_the_base(desk):
    table = desk.panel.assumptions
    required = table.figures.columns[desk.column(table, "required")]
    data = desk.panel.data
    desk.stand(data, 0, 2020)
    desk.type(data, "1000")
    # (1200 / 1000)^(1/5) - 1 = 3.714 %
    row = table.figures.row_of_series(YONGKANG)
    assert required.text(row) == "3.71%"


def test_chances_come_with_the_draws_and_go_with_the_next_edit(desk, qtbot):
    table = desk.panel.targets
    desk.panel.setCurrentWidget(table.parentWidget())
    chance = table.figures.columns[desk.column(table, "chance")]
    assert chance.text(0) == ""
    drawn = uncertainty(desk.workspace.session.results, "攻坚", Settings(draws=200))
    with qtbot.waitSignal(table.figures.dataChanged):
        desk.workspace.futures = drawn
    told = [chance.text(row) for row in range(table.figures.rowCount())]
    position = int(table.figures.positions[0])
    assert told[0] == f"{rounded_text(drawn.chance[position] * 100, 0)}%"
    desk.workspace.activate("惯性")
    assert {chance.text(row) for row in range(table.figures.rowCount())} == {""}


def test_the_bar_says_where_a_parameter_comes_from_and_what_is_required(desk):
    table, bar = desk.panel.assumptions, desk.panel.detail
    desk.stand(table, 0, "value")
    assert bar.name.text().startswith("Yongkang")
    assert bar.text.text().startswith("Inherited from 惯性 · all regions")
    assert "Required 8.46% a year" in bar.text.text()
    desk.type(table, "7", end=KEYS.Key_Tab)
    desk.stand(table, 0, "value")
    assert bar.text.text().startswith("Set in this scenario · growth")
    assert bar.slider.gauge.value == 7
    assert bar.slider.gauge.required == pytest.approx(8.455, abs=0.001)


def test_the_bar_follows_the_table_in_front_and_the_language(desk):
    from npfdesk.ui.look import language

    bar = desk.panel.detail
    desk.stand(desk.panel.levers, 0, 2027)
    assert bar.table is desk.panel.levers
    assert bar.slider.gauge.grip.high == 100
    assert bar.isVisible()
    desk.stand(desk.panel.data, 0, 2020)
    assert "actual" in bar.text.text()
    language.set_language("zh")
    desk.qtbot.waitUntil(lambda: "现状值" in bar.text.text())
    desk.panel.setCurrentIndex(len(desk.panel.tables))
    assert not bar.isVisible()


def test_a_formula_is_shown_in_names_with_its_figures(make_desk):
    doc = document(
        {("甲", "", "a"): {2020: 8.0}, ("甲", "", "b"): {2020: 2.0}, ("甲", "", "r"): {}},
        indicators=[
            Indicator("a", "产值", unit="亿元"),
            Indicator("b", "面积", unit="亩"),
            Indicator("r", "亩均", unit="亿元/亩", formula=formula("-(a - prev(a)) / (b + 1) * 2")),
        ],
        targets=[target(("甲", "", "r"), "5")],
        scenarios=[scenario()],
    )
    desk = make_desk(doc.plan)
    table = desk.panel.targets
    desk.stand(table, 0, "value")
    said = desk.panel.detail.text.text()
    assert "= −(产值 − 产值 the year before) ÷ (面积 + 1) × 2" in said
    assert "产值 8.0 亿元" in said
    assert "面积 2.0 亩" in said


def test_dragging_the_handle_is_one_step_and_alt_is_fine(desk):
    table = desk.panel.assumptions
    index = desk.stand(table, 0, "value")
    before = steps(desk)
    # 5.5 %, a tenth of a point to the pixel
    drag(desk, table, index, 20)
    assert value(desk) == pytest.approx(7.5)
    assert steps(desk) == before + 1
    # fine: a hundredth
    drag(desk, table, table.figures.index(table.figures.first_row(), index.column()), 30, ALT)
    assert value(desk) == pytest.approx(7.8)
    assert steps(desk) == before + 2
    desk.workspace.undo()
    assert value(desk) == pytest.approx(7.5)
    desk.workspace.undo()
    assert AssumptionKey(*YONGKANG) not in desk.document.scenario.assumptions


def test_alt_takes_hold_anywhere_on_a_figure_and_a_plain_press_chooses(desk):
    table = desk.panel.assumptions
    desk.stand(table, 0, "region")
    index = table.figures.index(table.figures.first_row(), desk.column(table, "value"))
    centre = table.visualRect(index).center()
    before = steps(desk)
    drag(desk, table, index, 10, start=centre)
    assert steps(desk) == before
    drag(desk, table, index, 10, ALT, start=centre)
    assert steps(desk) == before + 1
    # words cannot be dragged
    method = table.figures.index(table.figures.first_row(), desk.column(table, "method"))
    drag(desk, table, method, 10, ALT)
    assert steps(desk) == before + 1


def test_escape_puts_back_what_was_there(desk):
    table = desk.panel.assumptions
    index = desk.stand(table, 0, "value")
    before = steps(desk)
    rect = table.visualRect(index)
    at = QPoint(rect.left() + 4, rect.center().y())
    desk.qtbot.mousePress(table.viewport(), LEFT, NONE, at)
    send_move(table.viewport(), at + QPoint(15, 0))
    desk.qtbot.waitUntil(lambda: steps(desk) == before + 1)
    desk.press(table, KEYS.Key_Escape)
    assert steps(desk) == before
    assert AssumptionKey(*YONGKANG) not in desk.document.scenario.assumptions
    desk.qtbot.mouseRelease(table.viewport(), LEFT, NONE, at)
    assert steps(desk) == before


def test_levers_are_dragged_within_their_bounds(desk):
    table = desk.panel.levers
    index = desk.stand(table, 0, 2027)
    drag(desk, table, index, 900)
    assert dict(desk.document.scenario.intensities[table.figures.keys[0]].by_year)[2027] == 100


def test_the_slider_is_dragged_in_one_step_and_moved_by_keys_in_another(desk):
    table, slider = desk.panel.assumptions, desk.panel.detail.slider
    desk.stand(table, 0, "value")
    before = steps(desk)
    at = QPoint(round(slider.place(5.5)), slider.height() // 2)
    desk.qtbot.mousePress(slider, LEFT, NONE, at)
    low, high = slider.low, slider.high
    to = round(slider.place(9.0))
    for x in np.linspace(at.x(), to, 5)[1:]:
        send_move(slider, QPoint(round(x), at.y()))
    assert (slider.low, slider.high) == (low, high)
    desk.qtbot.mouseRelease(slider, LEFT, NONE, QPoint(to, at.y()))
    assert value(desk) == pytest.approx(9.0, abs=(high - low) / 200)
    assert steps(desk) == before + 1
    slider.setFocus()
    now = value(desk)
    for _ in range(3):
        desk.qtbot.keyClick(slider, KEYS.Key_Right)
    desk.qtbot.keyClick(slider, KEYS.Key_Left, ALT)
    assert value(desk) == pytest.approx(now + 0.29)
    assert steps(desk) == before + 2
    # a press beside the knob brings the figure there
    desk.qtbot.mouseClick(slider, LEFT, NONE, QPoint(round(slider.place(6.0)), at.y()))
    assert value(desk) == pytest.approx(6.0, abs=(slider.high - slider.low) / 100)
    assert steps(desk) == before + 3


def test_what_each_method_lets_be_dragged():
    amount, ratio = Indicator("x", "x"), Indicator("y", "y", kind=Kind.RATIO)
    grow = Assumption(Method.GROWTH, 8.0, by_year=((2022, 9.0),))
    assert grip_of_parameter(grow, Part("value"), amount) == grip_of_rate(8.0)
    assert grip_of_parameter(grow, Part("years", 2022), amount) == grip_of_rate(9.0)
    assert grip_of_parameter(grow, Part("years", 2023), amount) == grip_of_rate(8.0)
    assert grip_of_parameter(grow, Part("midpoint"), amount) is None
    assert grip_of_parameter(Assumption(Method.STEP, 0.5), Part("value"), ratio).step == 0.01
    assert grip_of_parameter(Assumption(Method.TREND, 5.0), Part("value"), amount).low == 2
    assert grip_of_parameter(Assumption(Method.TREND), Part("value"), amount) is None
    assert grip_of_parameter(Assumption(Method.LOGISTIC, 900.0, 2026.0), Part("midpoint"), amount).places == 0
    assert grip_of_parameter(Assumption(Method.LOGISTIC, 900.0, 2026.0), Part("value"), amount).step == 1
    assert grip_of_parameter(Assumption(Method.LOGISTIC, 900.0, 2026.0), Part("years", 2022), amount) is None
    assert grip_of_parameter(Assumption(Method.HOLD), Part("value"), amount) == grip_of_rate(0.0)
    assert grip_of_parameter(None, Part("low"), amount) is None
    assert (
        grip_of_parameter(
            Assumption(Method.VALUES, by_year=((2022, 50.0),)), Part("years", 2022), amount
        ).value
        == 50
    )
    assert grip_of_words("1200", amount).value == 1200
    assert grip_of_words("9%左右", amount) is None
    assert grip_of_amount(677.0, 0, whole=True).text(680.4) == "680"
    assert grip_of_amount(0.0, 1).step == 1


def test_the_track_holds_everything_that_is_marked():
    low, high = Gauge(5.0, grip_of_rate(5.0), 3.0, 9.0, 12.0).range()
    assert low < 3
    assert high > 12
    assert Gauge(float("nan"), None).range()[0] < Gauge(float("nan"), None).range()[1]
    level = Gauge(50.0, grip_of_rate(50.0)).range()
    assert level[0] < 50 < level[1]
