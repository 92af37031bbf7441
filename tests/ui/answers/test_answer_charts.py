"""The pictures of answers are read like every other chart: a hairline and every figure, by pointer and by keys."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from npfdesk.ui.analyses.plane_lines import LinesPicture
from npfdesk.ui.answers.answer_charts import Fan, FanPicture
from npfdesk.ui.charts.plot import Line

YEARS = np.arange(2020.0, 2026.0)
RED = QColor("#B3261E")


@pytest.fixture
def lines(qtbot):
    picture = LinesPicture(lambda value: f"{value:.1f}")
    qtbot.addWidget(picture)
    picture.resize(560, 300)
    picture.show()
    picture.put([Line("one", YEARS, YEARS - 2000, RED), Line("two", YEARS[:3], YEARS[:3], RED)], "unit")
    return picture


def test_the_pointer_reads_a_year_and_takes_its_reading_along(lines, qtbot):
    frame = lines.frame()
    qtbot.mouseMove(lines, QPoint(round(frame.x(2022)) + 3, round(frame.area.center().y())))
    assert lines.pointed == 2022
    assert lines.readout.text().splitlines() == ["2022", "one  22.0", "two  2022.0"]
    lines.grab()
    assert len(lines.plot.pointer.met) == 2
    QApplication.sendEvent(lines, QEvent(QEvent.Type.Leave))
    assert lines.pointed is None
    assert not lines.readout.isVisible()


def test_the_arrows_read_the_years_and_escape_ends_it(lines, qtbot):
    for key, year in (
        (Qt.Key.Key_Right, 2020),
        (Qt.Key.Key_Right, 2021),
        (Qt.Key.Key_Left, 2020),
        (Qt.Key.Key_Left, 2020),
    ):
        qtbot.keyClick(lines, key)
        assert lines.pointed == year
    assert "one  20.0" in lines.accessibleDescription()
    qtbot.keyClick(lines, Qt.Key.Key_Escape)
    assert lines.pointed is None


def test_another_answer_is_not_read_where_the_last_one_was(lines):
    lines.point_at(2023.0)
    lines.put([Line("three", YEARS, YEARS, RED)])
    assert lines.pointed is None
    lines.put([])
    assert lines.frame() is None
    assert not lines.grab().isNull()


def test_where_no_years_are_counted_the_nearest_figures_are_read(lines):
    lines.put([Line("curve", np.array([0.0, 0.5, 1.0]), np.array([0.0, 0.2, 1.0]), RED)], years=False)
    said = lines.said(lines.frame().point(0.45, 0.5)).splitlines()
    assert said[1] == "curve  0.2"
    assert lines.said(lines.frame().point(3.0, 0.5)) == ""


def test_of_many_lines_those_that_fit_are_shown_and_all_are_told(lines):
    lines.put([Line(f"region {number}", YEARS, YEARS, RED) for number in range(60)])
    lines.point_at(2021.0)
    assert lines.readout.height() < lines.height()
    assert len(lines.readout.text().splitlines()) == 61


def test_a_fan_is_read_by_its_path_and_percentiles(qtbot):
    picture = FanPicture(lambda value: f"{value:.0f}")
    qtbot.addWidget(picture)
    picture.resize(560, 300)
    spread = np.array([[80.0], [90.0], [100.0], [110.0], [120.0]]) + np.arange(3.0)
    picture.put(Fan((2020, 2021, 2022), spread, np.array([99.0, 101.0, 103.0]), 2020, RED, "unit"))
    told = [(one.name, one.figure) for one in picture.readings(2021.0)]
    assert told == [
        ("Path", "101"),
        ("5%", "81"),
        ("25%", "91"),
        ("50%", "101"),
        ("75%", "111"),
        ("95%", "121"),
    ]
    assert not picture.grab().isNull()
    names = [one.text for one in picture.plot.ends.placed]
    assert names == ["95%  122", "75%  112", "50%  102", "25%  92", "5%  82"]
    assert picture.table()[1][:2] == ["2020", "99"]
