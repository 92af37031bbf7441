"""Charts on paper: the kit's, in inks and type of their own whatever the window's, as lines and letters."""

import math

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from npfdesk.report.path_charts import Line, PathChart
from npfdesk.ui.charts.setting import forget_fonts
from npfdesk.ui.look import style
from npfdesk.ui.look.colours import DARK, LIGHT, set_theme
from npfdesk.ui.printing.paper_charts import draw_paths

YEARS = list(range(2018, 2031))
# synthetic
CHART = PathChart(
    "Output",
    "unit, target 2025",
    YEARS,
    (
        Line("steady", [math.nan] * 2 + [100.0 + 5 * place for place in range(11)], "#7A4FB5"),
        Line("observed", [95.0, 98.0, 100.0] + [math.nan] * 10, "#1F2328", 20, named=False),
    ),
    2020,
    2025,
    140.0,
    "≥ 140",
)


def drawing(chart=CHART):
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(QSize(2400, 1600))
    painter = QPainter(generator)
    draw_paths(painter, QRectF(0, 0, 2300, 1500), chart)
    painter.end()
    return bytes(buffer.data().data()).decode()


def picture():
    image = QImage(575, 375, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.scale(0.25, 0.25)
    draw_paths(painter, QRectF(0, 0, 2300, 1500), CHART)
    painter.end()
    return image


def test_the_window_does_not_change_the_paper(as_before):
    set_theme(LIGHT)
    light = picture()
    set_theme(DARK)
    style.set_font_size(as_before, 150)
    forget_fonts()
    assert picture() == light


def test_lines_and_letters_and_no_picture(qapp):
    text = drawing()
    assert "<image" not in text
    for said in ("Output", "unit, target 2025", "steady", "≥ 140", "2020", "2025", "2030"):
        assert said in text
    # what was observed has no name of its own, and no year before the first figure is written
    assert "observed" not in text
    assert "#7a4fb5" in text


def test_a_target_alone_or_what_leads_to_it_has_no_axes_and_its_name_stands(qapp):
    none = [math.nan] * len(YEARS)
    empty = Line("steady", none, "#7A4FB5")
    guide = Line("even pace", [float(place) for place in range(len(YEARS))], "#57606A", 8, guide=True)
    for lines in ((empty,), (empty, guide)):
        alone = PathChart("Output", "unit", YEARS, lines, 2020, 2025, 8.0, "8%")
        assert alone.axes is None
        assert "2030" not in drawing(alone)
        assert "Output" in drawing(alone)
    known = Line("observed", [7.5, *none[1:]], "#1F2328", 20, named=False)
    beside = PathChart("Output", "unit", YEARS, (empty, known), 2020, 2025, 8.0, "8%")
    assert beside.axes is not None
    assert "8%" in drawing(beside)
