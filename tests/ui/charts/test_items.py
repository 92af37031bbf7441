"""What charts are made of: lines as strong on every screen, breaks, bands, dots, marks and labels where they belong."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from npfdesk.plan.chart_notes import ChartNote, Sign
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.statuses import Status
from npfdesk.report.chart_axes import FigureTicks
from npfdesk.ui.charts.axes import Frame, chart_metrics
from npfdesk.ui.charts.items import Curve, Curves, DotGroup, Dots, EndLabels, Mark, Marks, Pointer, path_of
from npfdesk.ui.charts.labels import Placed
from npfdesk.ui.charts.note_signs import NoteSigns
from npfdesk.ui.charts.setting import SCREEN

WHOLE = QRectF(0, 0, 100, 100)
FRAME = Frame(WHOLE, WHOLE, 0.0, 1.0, FigureTicks(0.0, 1.0, (), ()))
INK = QColor("black")


def painted(*items, ratio=1):
    image = QImage(100 * ratio, 100 * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    for item in items:
        item.stroke(painter) if isinstance(item, Curve) else item.paint(painter)
    painter.end()
    return image


def dark(image, x, y):
    return image.pixelColor(x, y).lightness() < 128


def line(places, figures, width=4.0):
    curve = Curve()
    curve.lay(FRAME)
    curve.dress(INK, width)
    curve.put(np.array(places), np.array(figures))
    return curve


@pytest.mark.parametrize("ratio", [1, 2, 3])
def test_a_line_has_its_width_in_pixels_whatever_the_dots(qapp, ratio):
    image = painted(line([0.0, 1.0], [0.5, 0.5]), ratio=ratio)
    assert sum(dark(image, 50 * ratio, y) for y in range(image.height())) == 4 * ratio


def test_a_line_breaks_where_there_is_no_figure_and_a_lone_one_is_a_dot(qapp):
    image = painted(line([0.0, 0.2, 0.5, 0.8, 1.0], [0.5, np.nan, 0.5, np.nan, 0.5]))
    assert dark(image, 50, 50)
    assert not dark(image, 35, 50)
    path, lone = path_of(np.arange(4.0), np.array([1.0, 2.0, np.nan, 4.0]))
    assert path.elementCount() == 3
    assert lone == (QPointF(3, 4),)


def test_long_lines_break_alike(qapp):
    places = np.arange(500.0)
    figures = np.sin(places)
    figures[[3, 5, 250]] = np.nan
    path, lone = path_of(places, figures)
    assert lone == (QPointF(4, figures[4]),)
    assert path.boundingRect().width() == 499


def lightness(image):
    """How light each pixel is, 0 to 255 (row, column)."""
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4)
    return rows[:, : image.width(), :3].mean(axis=2)


STYLES = [Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("gone", [[], [3], [0, 1], [6, 12], [1, 3]])
def test_a_line_is_painted_within_the_areas_that_it_names_and_these_are_small(qapp, style, gone):
    figures = np.linspace(0.05, 0.95, 14) ** 2
    figures[gone] = np.nan
    curve = line(np.linspace(0.0, 1.0, 14), figures, width=2.4)
    curve.dress(INK, 2.4, style)
    named = np.zeros((100, 100), dtype=bool)
    for area in curve.piece.areas:
        named[max(area.top(), 0) : area.bottom() + 1, max(area.left(), 0) : area.right() + 1] = True
    assert not (lightness(painted(curve)) < 255)[~named].any()
    # a lone point has no line that could be parted
    whole = curve.piece.area & WHOLE.toRect()
    assert curve.spots or named.sum() < 0.7 * whole.width() * whole.height()


@pytest.mark.parametrize("style", STYLES[1:])
def test_broken_lines_are_broken_where_qt_breaks_their_path(qapp, style):
    figures = 0.1 + 0.8 * np.sin(np.linspace(0.0, 2.6, 9)) ** 2
    figures[5] = np.nan
    curve = line(np.linspace(0.0, 1.0, 9), figures)
    curve.dress(INK, 1.4, style)
    stroked = lightness(painted(curve))
    image = QImage(100, 100, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(curve.pen)
    painter.drawPath(curve.shown)
    painter.end()
    apart = np.abs(stroked - lightness(image))
    # only where two years meet a dash bends otherwise
    assert (apart > 64).sum() <= 0.02 * (lightness(image) < 255).sum()
    assert apart.mean() < 0.3


@pytest.mark.parametrize(("style", "made"), [(Qt.PenStyle.SolidLine, 1), (Qt.PenStyle.DotLine, 0)])
def test_a_path_is_made_only_for_a_line_that_is_stroked_by_it(qapp, monkeypatch, style, made):
    paths = []
    real = path_of
    monkeypatch.setattr("npfdesk.ui.charts.items.path_of", lambda *given: paths.append(given) or real(*given))
    curve = line([0.0, 0.5, 1.0], [0.2, 0.4, 0.3])
    curve.dress(INK, 1.4, style)
    curve.put(np.array([0.0, 0.5, 1.0]), np.array([0.3, 0.5, 0.4]))
    assert not curve.piece.area.isEmpty()
    assert not paths
    painted(curve)
    painted(curve)
    assert len(paths) == made


def test_a_curve_that_is_where_it_was_is_not_moved(qapp):
    curve = line([0.0, 1.0], [0.2, np.nan])
    assert not curve.put(np.array([0.0, 1.0]), np.array([0.2, np.nan]))
    assert curve.put(np.array([0.0, 1.0]), np.array([0.2, 0.3]))
    assert curve.put(np.array([0.0, 1.0]), None)
    assert not curve.visible


def test_another_frame_moves_the_same_line(qapp):
    curve = line([0.0, 1.0], [0.5, 0.5])
    curve.lay(Frame(WHOLE, QRectF(0, 0, 100, 40), 0.0, 1.0, FRAME.ticks))
    image = painted(curve)
    assert dark(image, 50, 20)
    assert not dark(image, 50, 50)


def test_a_band_is_filled_between_its_lines_only(qapp):
    band = Curve()
    band.lay(FRAME)
    band.filled = INK
    band.put_band(np.array([0.0, 0.5, 1.0]), np.array([0.2, 0.2, np.nan]), np.array([0.4, 0.4, 0.4]))
    image = painted(band)
    assert dark(image, 25, 70)
    assert not dark(image, 25, 50)
    assert not dark(image, 75, 70)


def test_curves_are_made_once_and_go_when_not_asked_for(qapp):
    gone = []
    curves = Curves(Curve, gone.append)
    years = np.arange(2.0)
    curves.put(years, {"a": (years, INK), "b": (years, INK)})
    kept = curves["a"]
    curves.put(years, {"a": (years + 1, INK)})
    assert curves["a"] is kept
    assert list(curves) == ["a"]
    assert len(gone) == 1


def test_dots_that_overlap_have_no_hole(qapp):
    dots = Dots()
    dots.put([DotGroup(np.array([[48.0, 50.0], [52.0, 50.0]]), 6.0, INK)])
    assert dark(painted(dots), 50, 50)


def test_words_of_marks_keep_clear_of_lines_and_of_marks_out_of_sight_nothing_is_said(qapp):
    marks = Marks()
    marks.lay()
    across = np.array([[0.0, 38.0], [100.0, 38.0]])
    marks.put([Mark(0.5, 0.5, "8"), Mark(3.0, 0.5, "9")], FRAME, [across])
    (note,) = marks.notes
    assert note.text == "8"
    assert not note.rect.top() < 38 < note.rect.bottom()
    image = painted(marks)
    assert dark(image, 50, 50)


def test_a_name_is_cut_to_its_room_and_a_status_stands_before_it(qapp):
    ends = EndLabels()
    room = chart_metrics().horizontalAdvance("a long name")
    ends.put([Placed("a long name", INK, QRectF(0, 40, room + 1, 16), status=Status.RED)])
    assert "…" in ends.placed[0].text
    ends.put([Placed("a long name", INK, QRectF(0, 40, room + 1, 16))])
    assert ends.placed[0].text == "a long name"


@pytest.mark.parametrize(("end", "led"), [(80.0, True), (-80.0, False)])
def test_a_hairline_leads_to_a_name_that_was_moved_unless_the_line_ended_long_ago(qapp, end, led):
    ends = EndLabels()
    ends.put([Placed("n", INK, QRectF(95, 20, 5, 16), QPointF(end, 70))])
    image = painted(ends)
    assert any(image.pixelColor(x, y).lightness() < 250 for x in range(60, 91) for y in range(100)) is led


def test_the_pointer_stands_in_its_year_or_nowhere(qapp):
    pointer = Pointer()
    pointer.lay()
    pointer.put(FRAME, 0.5, [(0.5, INK), (np.nan, INK)])
    assert len(pointer.met) == 1
    assert painted(pointer).pixelColor(50, 90).lightness() < 200
    pointer.put(FRAME, 2.0)
    assert painted(pointer) == painted()


def test_notes_are_painted_within_the_area_that_they_name(qapp):
    """The sign at the point and the line to it too, which lie away from the words."""
    signs = NoteSigns()
    note = ChartNote("基准", SeriesKey("市", "", "gdp"), 1, 0.2, Sign.POLICY, "字")
    signs.put({"one": note}, FRAME, SCREEN)
    image, area = painted(signs), signs.piece.area
    lit = np.argwhere(lightness(image) < 255)
    assert len(lit)
    assert all(area.contains(int(x), int(y)) for y, x in lit)
