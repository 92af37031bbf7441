"""A chart's line is as strong on a screen of many dots to a pixel as on any other."""

import numpy as np
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from npfdesk.ui.charts.axes import FigureTicks, Frame
from npfdesk.ui.charts.items import Curve


@pytest.mark.parametrize("ratio", [1, 2, 3])
def test_a_line_has_its_width_in_pixels_whatever_the_dots(qapp, ratio):
    curve = Curve(1.0)
    whole = QRectF(0, 0, 100, 100)
    curve.lay(Frame(whole, whole, 0.0, 1.0, FigureTicks(0.0, 1.0, (), ())))
    curve.dress(QColor("black"), 4.0)
    curve.put(np.array([0.0, 1.0]), np.array([0.5, 0.5]))
    image = QImage(100 * ratio, 100 * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    # a plane stretched to the surface, as a chart's is
    painter.scale(100, 100)
    curve.paint(painter)
    painter.end()
    dark = sum(image.pixelColor(50 * ratio, y).lightness() < 128 for y in range(image.height()))
    assert dark == 4 * ratio
