"""A curve of few points that is moved by every edit: pyqtgraph's, without what it works out for millions of points."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QWidget

FloatArray = NDArray[np.float64]
_NOTHING = np.empty(0)


class Curve(pg.PlotCurveItem):
    """Lines between the points that have figures; where one has none the line breaks.

    `frame` is the part of the plane in view: the curve never asks how far its figures reach.
    """

    def __init__(self, depth: float) -> None:
        super().__init__(connect="finite", antialias=True)
        self.frame = QRectF()
        self.way = QPainterPath()
        self.setZValue(depth)
        self.setVisible(False)

    def put(self, years: FloatArray, figures: FloatArray | None) -> bool:
        """Move the curve; whether it was elsewhere before. One without figures is not seen at all."""
        if figures is None or not np.isfinite(figures).any():
            years = figures = _NOTHING
        x, y = self.xData, self.yData
        # bit by bit, so that no figure is the same as no figure
        if y is not None and y.tobytes() == figures.tobytes() and x.tobytes() == years.tobytes():
            return False
        self.setData(years, figures)
        self.way = path_of(years, figures)
        self.setVisible(len(figures) > 0)
        return True

    def dress(self, colour: QColor, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> None:
        """Put on a pen, unless it is the same one."""
        pen = self.opts["pen"]
        if not isinstance(pen, QPen) or (pen.color(), pen.widthF(), pen.style()) != (colour, width, style):
            self.setPen(pg.mkPen(colour, width=width, style=style))

    def boundingRect(self) -> QRectF:
        """What is in view."""
        return self.frame

    def paint(self, painter: QPainter, option: object, widget: QWidget | None = None) -> None:
        """Stroke the line."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, bool(self.opts["antialias"]))
        pen, device = self.opts["pen"], painter.device()
        if isinstance(device, QImage | QPixmap):
            # a pen of pixels is not scaled with a picture: on paper the line would be a hair
            pen = QPen(pen)
            pen.setWidthF(pen.widthF() * device.devicePixelRatioF())
        painter.setPen(pen)
        painter.drawPath(self.way)


class Curves(dict[str, Curve]):
    """Curves by their ids, made when one is asked for and taken away when it is not asked for again."""

    def __init__(self, box: pg.ViewBox, made: Callable[[], Curve]) -> None:
        super().__init__()
        self.box, self.made = box, made

    def put(
        self,
        years: FloatArray,
        lines: Mapping[str, tuple[FloatArray, QColor]],
        width: float = 1.0,
        style: Qt.PenStyle = Qt.PenStyle.SolidLine,
    ) -> None:
        """Show just these lines: figures (year,) and colour by id."""
        for name in set(self) - set(lines):
            self.box.removeItem(self.pop(name))
        for name, (figures, colour) in lines.items():
            if name not in self:
                self[name] = self.made()
            self[name].dress(colour, width, style)
            self[name].put(years, figures)


def path_of(years: FloatArray, figures: FloatArray) -> QPainterPath:
    """The path through the points that have figures."""
    path = QPainterPath()
    drawing = False
    for year, figure in zip(years.tolist(), figures.tolist(), strict=True):
        if math.isnan(figure):
            drawing = False
        elif drawing:
            path.lineTo(year, figure)
        else:
            path.moveTo(QPointF(year, figure))
            drawing = True
    return path
