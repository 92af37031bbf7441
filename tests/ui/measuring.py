"""What a reader of the window meets: the names, the texts with their colours and sizes, measured as they are painted."""

from __future__ import annotations

from contextlib import contextmanager
from functools import lru_cache
from typing import NamedTuple
from unittest.mock import patch

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QAccessible, QColor, QFontInfo, QImage, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QDockWidget,
    QGraphicsView,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QProgressBar,
    QScrollBar,
    QSplitter,
    QStatusBar,
    QTabBar,
    QTextEdit,
    QWidget,
)

from npfdesk.ui.look.colours import contrast
from npfdesk.ui.tables.cell_delegate import FigureDelegate

CONTROLS = (
    QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QComboBox, QDockWidget, QGraphicsView,
    QLineEdit, QMenu, QPlainTextEdit, QProgressBar, QSplitter, QStatusBar, QTabBar, QTextEdit,
)  # fmt: skip
"""Classes of widgets of which a screen reader speaks by a name."""
SHARP = 2
"""Pixels for one: at one alone a stroke is thinner than a pixel and never shows its colour."""


def controls(widget: QWidget) -> list[QWidget]:
    """What of a widget is seen and worked with, or read out as a thing of its own; parts of a control are not."""
    return [
        one
        for one in (widget, *widget.findChildren(QWidget))
        if one.isVisible() and (isinstance(one, CONTROLS) or one.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if not _is_part(one)
    ]


def told_texts(widget: QWidget) -> list[str]:
    """All that a widget says: its texts, tips and names, the entries of its menus, the title of its window."""
    found = []
    for one in (widget, *widget.findChildren(QWidget)):
        if not one.isVisible():
            continue
        found += [text for text, _ in _shown(one)]
        found += [one.toolTip(), one.statusTip(), one.accessibleName(), one.accessibleDescription()]
        found += [action.text() for action in one.actions()]
    return [text for text in (*found, widget.windowTitle()) if text.strip()]


def _is_part(one: QWidget) -> bool:
    """Whether a widget is a part of a control that speaks for it, or Qt's own."""
    inside = one.parentWidget()
    if isinstance(one, QScrollBar | QHeaderView) or one.objectName().startswith("qt_"):
        return True
    if isinstance(inside, QComboBox | QAbstractSpinBox | QTabBar | QHeaderView):
        return True
    if type(one).__name__ in ("QComboBoxListView", "QTableCornerButton"):
        return True
    if one.metaObject().className() in (
        "QTableCornerButton",
        "QDockWidgetTitleButton",
        "QComboBoxPrivateContainer",
    ):
        return one.metaObject().className() != "QDockWidgetTitleButton"
    return one.focusProxy() is not None and not isinstance(one, CONTROLS)


def name_of(one: QWidget) -> str:
    """The name that a screen reader says; a choice says its value there, so that its own name is asked for."""
    spoken = QAccessible.queryAccessibleInterface(one)
    if one.accessibleName():
        return one.accessibleName()
    for other, relation in spoken.relations(QAccessible.RelationFlag.AllRelations):
        if relation & QAccessible.RelationFlag.Label and other.text(QAccessible.Text.Name):
            return other.text(QAccessible.Text.Name)
    if isinstance(one, QComboBox | QLineEdit | QAbstractSpinBox | QPlainTextEdit | QTextEdit):
        return ""
    return spoken.text(QAccessible.Text.Name)


class Painted(NamedTuple):
    """A text as it was painted: what, in what size (pixels), with what contrast, by which widget."""

    text: str
    size: float
    ratio: float
    colour: str
    ground: str
    by: str
    faint: bool


def _mode(pixels: np.ndarray) -> tuple[int, int, int]:
    """The commonest colour of an area [height, width, 4] (blue, green, red, alpha)."""
    flat = pixels.reshape(-1, 4).astype(np.uint32)
    packed = flat[:, 2] << 16 | flat[:, 1] << 8 | flat[:, 0]
    values, counts = np.unique(packed, return_counts=True)
    at = int(values[counts.argmax()])
    return at >> 16, at >> 8 & 255, at & 255


def _ink(pixels: np.ndarray, ground: QColor) -> QColor:
    """The colour of an area that stands off its ground most, and is no single speck."""
    flat = pixels.reshape(-1, 4).astype(np.uint32)
    packed = flat[:, 2] << 16 | flat[:, 1] << 8 | flat[:, 0]
    values, counts = np.unique(packed, return_counts=True)
    seen = values[counts >= 3].tolist()
    return QColor(max(seen, key=lambda one: _contrast(one, ground.rgb()), default=ground.rgb()))


@lru_cache(maxsize=100_000)
def _contrast(colour: int, ground: int) -> float:
    """The contrast of two colours as numbers: a window has few, and asks for each a thousand times."""
    return contrast(QColor(colour), QColor(ground))


class Picture:
    """A widget rendered, with every text that Python painted on it."""

    def __init__(self, widget: QWidget) -> None:
        self.widget = widget
        self.image = QImage(widget.size() * SHARP, QImage.Format.Format_RGB32)
        self.image.setDevicePixelRatio(SHARP)
        self.image.fill(Qt.GlobalColor.white)
        self.painted: list[Painted] = []
        if not widget.size().isEmpty():
            with self._listening():
                widget.render(self.image)

    def pixels(self, area: QRect) -> np.ndarray:
        """The pixels [height, width, 4] of an area of the widget."""
        whole = np.frombuffer(self.image.constBits(), np.uint8).reshape(
            self.image.height(), self.image.bytesPerLine() // 4, 4
        )
        left, top = max(area.left() * SHARP, 0), max(area.top() * SHARP, 0)
        return whole[
            top : (area.bottom() + 1) * SHARP, left : min((area.right() + 1) * SHARP, self.image.width())
        ]

    @contextmanager
    def _listening(self):
        draw = QPainter.drawText

        def heard(painter: QPainter, *given):
            text = next((one for one in reversed(given) if isinstance(one, str)), "")
            if text.strip() and painter.opacity() > 0:
                self._note(painter, given, text)
            return draw(painter, *given)

        with patch.object(QPainter, "drawText", heard):
            yield

    def _note(self, painter: QPainter, given: tuple, text: str) -> None:
        metrics = painter.fontMetrics()
        first = given[0]
        if isinstance(first, QRect | QRectF):
            flags = given[1] if len(given) > 1 and not isinstance(given[1], str) else 0
            area = QRectF(painter.boundingRect(QRectF(first), int(getattr(flags, "value", flags) or 0), text))
        elif isinstance(first, QPoint | QPointF):
            area = QRectF(metrics.boundingRect(text)).translated(QPointF(first))
        elif len(given) == 3:
            area = QRectF(metrics.boundingRect(text)).translated(QPointF(given[0], given[1]))
        else:
            area = QRectF(*[float(one) for one in given[:4]])
        device = painter.deviceTransform()
        size = (
            QFontInfo(painter.font()).pixelSize()
            * abs(device.m22() or device.m12())
            / painter.device().devicePixelRatioF()
        )
        if not isinstance(painter.device(), QWidget):
            # a picture that is kept and shown later
            self.painted.append(Painted(text, size, 21.0, "", "", type(painter.device()).__name__, False))
            return
        on = device.mapRect(area).toAlignedRect()
        within = _clip(painter.device(), self.widget)
        sight = QRect(within.topLeft() * SHARP, within.size() * SHARP)
        if on.intersected(sight).height() < 0.75 * on.height():
            # as of a row of which a pixel is in sight: what lies beyond is not its ground
            return
        whole = np.frombuffer(self.image.constBits(), np.uint8).reshape(
            self.image.height(), self.image.bytesPerLine() // 4, 4
        )
        pixels = whole[max(on.top(), 0) : on.bottom() + 1, max(on.left(), 0) : on.right() + 1]
        if not pixels.size:
            return
        ground, colour = QColor(*_mode(pixels)), painter.pen().color()
        share = colour.alphaF() * painter.opacity()
        seen = QColor(
            *(
                round(share * a + (1 - share) * b)
                for a, b in zip(colour.getRgb()[:3], ground.getRgb()[:3], strict=True)
            )
        )
        by = type(painter.device()).__name__
        self.painted.append(
            Painted(text, size, contrast(seen, ground), seen.name(), ground.name(), by, False)
        )

    def texts(self) -> list[Painted]:
        """What Qt's own widgets show: labels, buttons, fields, tabs, cells of lists."""
        found = []
        for one in (self.widget, *self.widget.findChildren(QWidget)):
            if not one.isVisible():
                continue
            for text, area in _shown(one):
                if not text.strip():
                    continue
                place = (
                    area.translated(one.mapTo(self.widget, QPoint(0, 0))) if one is not self.widget else area
                )
                clip = _clip(one, self.widget)
                high, place = place.height(), place.intersected(clip)
                if place.width() < 6 or place.height() < max(8, 0.75 * high):
                    continue
                pixels = self.pixels(place)
                if not pixels.size:
                    continue
                ground = QColor(*_mode(pixels))
                ink = _ink(pixels, ground)
                if contrast(ink, ground) < 1.05:
                    # something lies over it
                    continue
                size = QFontInfo(one.font()).pixelSize()
                found.append(
                    Painted(
                        text,
                        size,
                        contrast(ink, ground),
                        ink.name(),
                        ground.name(),
                        type(one).__name__,
                        not one.isEnabled(),
                    )
                )
        return found


def _clip(one: QWidget, top: QWidget) -> QRect:
    area = one.rect()
    while one is not top and one.parentWidget() is not None:
        area = area.translated(one.pos())
        one = one.parentWidget()
        area = area.intersected(one.rect())
    return area


def _shown(one: QWidget) -> list[tuple[str, QRect]]:
    if isinstance(one, QLabel):
        return [(one.text(), one.contentsRect())]
    if isinstance(one, QAbstractButton):
        return [(one.text(), one.rect().adjusted(3, 3, -3, -3))]
    if isinstance(one, QComboBox):
        return [(one.currentText(), one.rect().adjusted(4, 4, -22, -4))]
    if isinstance(one, QLineEdit):
        return [(one.text() or one.placeholderText(), one.rect().adjusted(4, 4, -4, -4))]
    if isinstance(one, QTabBar):
        return [
            (one.tabText(at), one.tabRect(at).adjusted(3, 3, -3, -4))
            for at in range(one.count())
            if one.isTabVisible(at)
        ]
    if isinstance(one, QTextEdit | QPlainTextEdit):
        return [(one.toPlainText(), one.viewport().geometry())]
    if isinstance(one, QHeaderView):
        model = one.model()
        if model is None or one.isHidden():
            return []
        across = one.orientation() == Qt.Orientation.Horizontal
        found = []
        for at in range(one.count()):
            if one.isSectionHidden(at):
                continue
            text = str(model.headerData(at, one.orientation()) or "")
            left, size = one.sectionViewportPosition(at), one.sectionSize(at)
            area = QRect(left, 0, size, one.height()) if across else QRect(0, left, one.width(), size)
            found.append((text, area.adjusted(2, 2, -2, -3)))
        return found
    if isinstance(one.parentWidget(), QAbstractItemView) and one is one.parentWidget().viewport():
        return _cells(one.parentWidget())
    return []


def _cells(view: QAbstractItemView) -> list[tuple[str, QRect]]:
    """The cells of a list, table or tree that are seen; figures that Python paints were heard."""
    if isinstance(view.itemDelegate(), FigureDelegate) or view.model() is None:
        return []
    found, seen = [], set()
    for top in range(8, view.viewport().height(), 8):
        for left in range(4, view.viewport().width(), 24):
            index = view.indexAt(QPoint(left, top))
            if index.isValid() and (index.row(), index.column(), index.internalId()) not in seen:
                seen.add((index.row(), index.column(), index.internalId()))
                text = str(index.data() or "")
                found.append((text, view.visualRect(index).adjusted(3, 2, -3, -3)))
    return found
