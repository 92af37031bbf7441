"""The frame that figures lie in, and the axes around it."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF

from npfdesk.report.chart_axes import FigureTicks, figure_ticks
from npfdesk.ui.charts.axes import Frame, framed, heights, intervals, years_below

TICKS = figure_ticks(0, 100)


@pytest.fixture
def frame(qapp):
    return framed(QRectF(10, 20, 400, 200), (2019.65, 2030.15), TICKS, 80)


def test_everything_has_its_room(frame):
    area = frame.area
    assert area.left() > 10
    assert area.right() == pytest.approx(410 - 80)
    assert 20 < area.top() < area.bottom() < 220
    assert frame.years == (2020, 2030)


def test_places_and_figures_go_to_pixels_and_back(frame):
    assert frame.x(2030.15) == pytest.approx(frame.area.right())
    assert frame.y(TICKS.low) == pytest.approx(frame.area.bottom())
    assert frame.place_at(frame.x(2025.0)) == pytest.approx(2025)
    np.testing.assert_allclose(frame.y(np.array([0.0, 50.0])), [frame.y(0.0), frame.y(50.0)])
    point = frame.plane.map(QPointF(2025.0, 50.0))
    assert (point.x(), point.y()) == pytest.approx((frame.x(2025.0), frame.y(50.0)))


def test_ranks_are_counted_from_the_top():
    area = QRectF(0, 0, 100, 100)
    frame = Frame(area, area, 0.0, 1.0, FigureTicks(10.5, 0.5, (), ()))
    assert frame.y(1.0) < frame.y(10.0)
    assert frame.view == QRectF(0, 0.5, 1, 10)
    assert frame.plane.map(QPointF(0, 1)).y() == pytest.approx(frame.y(1.0))


def test_the_year_nearest_to_a_pixel_is_read_beside_the_area_none(frame):
    assert frame.year_at(frame.x(2024.4)) == 2024
    assert frame.year_at(frame.area.right() + 4) == 2030
    assert frame.year_at(frame.area.right() + 40) is None
    assert frame.holds(2030)
    assert not frame.holds(2031)


def test_a_small_chart_keeps_more_of_its_height_for_figures_and_few_steps(qapp):
    dense, wide = heights(90, dense=True, below=False), heights(90)
    assert dense.height() > wide.height()
    assert 3 <= intervals(57, dense=True) <= 5
    assert 2 <= intervals(57) <= 6


def test_years_are_written_as_they_fit_the_ones_looked_at_in_ink(frame):
    written = {one.place: one for one in years_below(frame, (2025,), (2020,))}
    assert written[2025].strong
    assert not written[2030].strong
    assert 2020 in written
