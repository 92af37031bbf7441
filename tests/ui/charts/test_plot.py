"""A chart put together: one road for every view's lines, labels and marks, and the same items from edit to edit."""

import ast
import itertools
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

import npfdesk.ui
from npfdesk.ui.charts.axes import figures_width
from npfdesk.ui.charts.items import Mark
from npfdesk.ui.charts.plot import Band, Chart, Fill, Line, LinePlot, names_room
from npfdesk.ui.charts.setting import SCREEN

YEARS = np.arange(2020.0, 2031.0)
RED, BLUE = QColor("#B3261E"), QColor("#2F6FDE")
WHOLE = QRectF(0, 0, 400, 240)


def chart(slope=1.0, **beside):
    lines = (
        Line("one", YEARS, 10 + slope * (YEARS - 2020), RED, strong=True),
        Line("two", YEARS, YEARS - 2000, BLUE),
    )
    return Chart(lines, "unit", upright=2020.0, year=2025, **beside)


def put(plot, shown, **how):
    plot.put(shown, shown.frame(WHOLE, names_room([line.name for line in shown.lines], 120)), **how)


def test_an_edit_moves_the_items_that_there_are(qapp):
    plot = LinePlot()
    put(plot, chart())
    curves, items = list(plot.curves), [plot.axes, *plot.over]
    put(plot, chart(2.0))
    assert plot.curves == curves
    assert [plot.axes, *plot.over] == items
    np.testing.assert_array_equal(plot.curves[1].figures, 10 + 2 * (YEARS - 2020))
    put(plot, Chart(chart().lines[:1], "unit"))
    assert [one.visible for one in plot.curves] == [True, False]


def test_labels_stand_apart_at_the_ends_the_strong_one_in_strong_type(qapp):
    plot = LinePlot()
    shown = Chart(tuple(Line(name, YEARS, YEARS, RED, strong=name == "b") for name in "abc"))
    put(plot, shown)
    labels = plot.ends.placed
    assert [one.text for one in labels] == ["a", "b", "c"]
    assert [one.strong for one in labels] == [False, True, False]
    for one, other in itertools.pairwise(labels):
        assert not one.rect.adjusted(0, 0.01, 0, -0.01).intersects(other.rect)


def test_what_is_said_of_marks_stays_while_figures_move(qapp):
    plot = LinePlot()
    marks = (Mark(2025, 20.0, "≥ 20"),)
    first = chart(marks=marks)
    frame = first.frame(WHOLE, 60)
    plot.put(first, frame)
    notes = plot.marks.notes
    plot.put(chart(1.1, marks=marks), frame)
    assert plot.marks.notes is notes
    plot.put(chart(1.1, marks=(Mark(2025, 20.0, "≥ 21"),)), frame)
    assert plot.marks.notes[0].text == "≥ 21"


def test_the_pointer_meets_every_line_and_no_mere_name(qapp):
    plot = LinePlot()
    shown = chart()
    lines = (*shown.lines, Line("name", YEARS, YEARS, RED, style=Qt.PenStyle.NoPen))
    put(plot, Chart(lines, "unit"), pointed=2023.0)
    assert len(plot.pointer.met) == 2


def test_the_axis_holds_whole_bands_and_the_base_year(qapp):
    shown = Chart(
        (Line("", YEARS[2:], np.full(9, 0.25), RED),),
        upright=2020.0,
        bands=(Band(0, 0.1, "c"), Band(0.1, 0.2, "b"), Band(0.2, 0.3, "a")),
    )
    frame = shown.frame(WHOLE, 10)
    assert frame.ticks.values == (0.2, 0.3)
    assert frame.years[0] == 2020


def test_what_bands_are_called_stands_before_the_axis_where_no_line_strikes_it_through(qapp):
    bands = (Band(0, 10, "poor"), Band(10, 20, "good"))
    shown = Chart((Line("", YEARS, YEARS - 2015, RED),), bands=bands)
    plain = Chart(shown.lines)
    frame = shown.frame(WHOLE, 10)
    assert frame.area.left() > plain.frame(WHOLE, 10).area.left() + SCREEN.typeface().width("good")
    # in a narrow chart the lines keep the room, and the bands are told apart by their figures
    narrow = QRectF(0, 0, 90, 240)
    room = figures_width(shown.frame(narrow, 10).ticks)
    assert shown.frame(narrow, 10).area.left() == pytest.approx(room)


def test_the_axis_goes_no_further_than_a_figure_can(qapp):
    shares = np.linspace(0, 1, 11)
    free = Chart((Line("", YEARS, shares, RED),))
    bounded = Chart(free.lines, most=1.0)
    assert free.ticks(200).high > 1
    assert bounded.ticks(200).high == 1
    assert bounded.ticks(200).texts[-1] == "1.0"
    # a figure that breaks the bound is shown all the same
    broken = Chart((Line("", YEARS, shares * 1.3, RED),), most=1.0)
    assert broken.ticks(200).high >= 1.3


def test_a_crest_has_its_name_over_its_highest_figure_and_none_at_its_end(qapp):
    plot = LinePlot()
    hills = [np.exp(-((YEARS - middle) ** 2)) for middle in (2023, 2027)]
    lines = [Line(name, YEARS, one, RED, crest=True) for name, one in zip("ab", hills, strict=True)]
    shown = Chart(tuple(lines), years=False)
    put(plot, shown)
    assert plot.ends.placed == []
    first, second = plot.marks.notes
    assert (first.text, second.text) == ("a", "b")
    assert not first.rect.intersects(second.rect)
    for note, middle in ((first, 2023.0), (second, 2027.0)):
        top = plot.frame.point(middle, 1.0)
        assert abs(note.rect.center().x() - top.x()) < 40
        assert abs(note.rect.center().y() - top.y()) < 40


def test_nothing_to_draw_is_empty_and_still_has_axes(qapp):
    shown = Chart((Line("", YEARS, np.full(11, np.nan), RED),))
    assert shown.empty
    plot = LinePlot()
    put(plot, shown)
    image = QImage(400, 240, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    plot.paint(painter)
    painter.end()
    assert plot.frame.years == (2020, 2030)


def test_in_a_file_of_lines_every_line_is_a_line_with_its_width(qapp):
    plot = LinePlot()
    put(plot, chart(fills=(Fill(YEARS, YEARS - 2010, YEARS - 2005, QColor("#EEEEEE")),)))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    device = QSvgGenerator()
    device.setOutputDevice(buffer)
    device.setSize(QSize(400, 240))
    painter = QPainter(device)
    plot.paint(painter)
    painter.end()
    text = bytes(buffer.data().data()).decode()
    assert "<image" not in text
    # a pen that no plane stretches is lost in programs that do not know it
    assert "non-scaling-stroke" not in text
    assert 'stroke="#b3261e"' in text
    assert 'fill="#eeeeee"' in text


ALLOWED = {
    "charts/items.py": "the kit's own",
    "views/outline_canvas.py": "borders on a map",
    "look/marks.py": "marks of status",
    "tables/selected_range.py": "the frame around chosen cells",
}


@pytest.mark.parametrize("call", ["drawPolyline", "drawPath"])
def test_one_painter_strokes_the_lines_of_all_charts(call):
    root = Path(npfdesk.ui.__file__).parent
    strokes = {
        str(file.relative_to(root).as_posix())
        for file in root.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == call
    }
    assert strokes <= set(ALLOWED)


def test_a_figure_at_the_end_of_a_line_is_whole_where_its_name_has_no_room(qapp):
    plot = LinePlot()
    name = "a long name of a line that has no room"
    chart_shown = Chart((Line(f"{name} 8,000.0", YEARS, YEARS - 2015, RED, figure="8,000.0"),))
    plot.put(chart_shown, chart_shown.frame(QRectF(0, 0, 300, 200), 70))
    (label,) = plot.ends.placed
    assert label.text.endswith("8,000.0")
    assert name not in label.text
