"""What looks as it did is not painted again: pieces that stay, a chart that stays, and the lines that lie still."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QRegion, QTransform
from PySide6.QtWidgets import QApplication, QWidget

from npfdesk.plan.edit_labels import set_assumptions
from npfdesk.plan.methods import Method
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey
from npfdesk.ui.charts.underlay import Underlay
from npfdesk.ui.look.repainting import Parts, Piece, Repainting


class Watch(QObject):
    """What a widget was asked to paint since it was last read."""

    def __init__(self, widget):
        super().__init__(widget)
        self.region = QRegion()
        widget.installEventFilter(self)

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            self.region |= event.region()
        return False

    def read(self):
        for _ in range(3):
            QApplication.processEvents()
        region, self.region = self.region, QRegion()
        return region


def filled(name, *place):
    rect = QRectF(*place)
    return Piece(name, rect, lambda painter: painter.fillRect(rect, QColor(name)))


@pytest.fixture
def widget(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(200, 200)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_only_pieces_that_differ_are_painted_where_they_were_and_where_they_are(widget):
    repainting, watch = Repainting(widget), Watch(widget)

    def show(*pieces):
        repainting.renew(Parts.of_pieces(pieces))

    watch.read()
    red, blue = filled("red", 10, 10, 20, 20), filled("blue", 100, 10, 20, 20)
    show(red, blue)
    assert watch.read().boundingRect() == widget.rect()
    show(filled("red", 10, 10, 20, 20), blue)
    assert watch.read().isEmpty()
    show(red, filled("blue", 100, 150, 20, 20))
    painted = watch.read()
    assert not painted.intersects(red.area)
    assert painted.contains(QRect(100, 10, 20, 20))
    assert painted.contains(QRect(100, 150, 20, 20))
    show(red)
    assert watch.read().contains(QRect(100, 150, 20, 20))
    repainting.forget()
    show(red)
    assert watch.read().boundingRect() == widget.rect()


def cells(said):
    """Twenty cells, five to a row, each 40 pixels wide and high."""
    return Parts("ground", said, lambda number: QRectF(number % 5 * 40, number // 5 * 40, 40, 40))


def test_what_is_followed_paints_the_part_that_says_something_else_and_is_remembered(widget):
    repainting, watch = Repainting(widget), Watch(widget)
    watch.read()
    assert not repainting.follow({3: "one"})
    repainting.renew(cells(["none"] * 20))
    watch.read()
    assert repainting.follow({3: "one", 4: "none"})
    assert watch.read() == QRegion(120, 0, 40, 40)
    # back to what was shown before the part was followed
    repainting.renew(cells(["none"] * 20))
    assert watch.read() == QRegion(120, 0, 40, 40)
    repainting.forget()
    assert not repainting.follow({3: "one"})


def test_many_parts_side_by_side_are_painted_as_one_and_few_far_apart_are_not(widget):
    repainting, watch = Repainting(widget), Watch(widget)
    repainting.renew(cells(["none"] * 20))
    watch.read()
    repainting.follow(dict.fromkeys(range(0, 20, 19), "corners"))
    assert watch.read() == QRegion(0, 0, 40, 40) | QRegion(160, 120, 40, 40)
    repainting.follow(dict.fromkeys([0, 1, 2, 3, 5, 6, 7, 10, 13], "block"))
    assert watch.read() == QRegion(0, 0, 160, 120)


def test_what_lies_under_all_that_moves_is_painted_once(widget):
    """Paper once, and a line that stays is painted no more from the second picture on."""
    painted = []

    def piece(name, looks):
        return Piece((name, looks), QRectF(0, 0, 50, 50), lambda painter: painted.append(name))

    def paper(painter):
        painted.append("paper")
        painter.fillRect(widget.rect(), Qt.GlobalColor.white)

    under, picture = Underlay(paper), widget.grab()

    def paint(*pieces):
        painted.clear()
        painter = QPainter(picture)
        under.paint(widget, painter, QRegion(widget.rect()), pieces, len(pieces) - 1)
        painter.end()
        return painted[:]

    still, mark = piece("still", 0), piece("mark", 0)
    assert paint(still, piece("moved", 0), mark) == ["paper", "still", "moved", "mark"]
    assert paint(still, piece("moved", 1), mark) == ["still", "moved", "mark"]
    assert paint(still, piece("moved", 2), mark) == ["moved", "mark"]
    # what lies lower moves: it is painted, and all that lies over it
    assert paint(piece("still", 1), piece("moved", 2), mark) == ["still", "moved", "mark"]
    under.forget()
    assert paint(still, piece("moved", 2), mark)[0] == "paper"


def test_a_chart_paints_what_an_edit_moved_and_nothing_where_it_moved_nothing(desk):
    window, workspace = desk.window, desk.window.workspace
    chart, plan = window.paths, workspace.plan
    watch = Watch(chart.plot.viewport())
    watch.read()
    shown = workspace.selection.series
    other = next(
        one for one in plan.series if one.indicator != shown.indicator and one.region != shown.region
    )

    def edit(series, growth):
        key = AssumptionKey(*series)
        workspace.apply(
            set_assumptions(
                workspace.document, workspace.document.active, {key: Assumption(Method.GROWTH, growth)}
            )
        )
        return watch.read()

    # the first edit shows what is told of edits, which takes room
    edit(other, 3.0)
    assert edit(other, 3.1).isEmpty()
    edit(shown, 3.3)
    before = chart.projected.figures.copy()
    painted = edit(shown, 3.4)
    assert not np.array_equal(before, chart.projected.figures, equal_nan=True)
    assert painted.contains(chart.projected.piece.area & chart.plot.viewport().rect())
    assert painted.boundingRect() != chart.plot.viewport().rect()
    # drawn again as it is
    chart.replay(None)
    assert watch.read().isEmpty()


class Surface:
    """A view of a size (pixels), of which each pixel is `ratio` dots wide."""

    def __init__(self, ratio):
        self.ratio = ratio

    def size(self):
        return QSize(101, 67)

    def devicePixelRatioF(self):
        return self.ratio

    def paper(self):
        made = QPixmap(self.size() * self.ratio)
        made.setDevicePixelRatio(self.ratio)
        made.fill(Qt.GlobalColor.magenta)
        return made


def ring(name, x, y):
    """A smooth ring, and where it lies."""
    place = QRectF(x, y, 20.3, 14.7)

    def paint(painter):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(name), 2.4))
        painter.drawEllipse(place)

    return Piece((name, x, y), place.adjusted(-2, -2, 2, 2), paint)


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 1.75, 2.0])
def test_what_is_painted_bit_by_bit_is_the_picture_painted_whole_whatever_the_dots(qapp, ratio):
    """Rings that lie over each other, of which some move; only what is exposed reaches the screen, in whole dots."""
    surface = Surface(ratio)

    def paper(painter):
        painter.fillRect(QRect(QPoint(), surface.size()), Qt.GlobalColor.white)

    under, screen = Underlay(paper), surface.paper()
    shown = [ring("red", 5, 5), ring("green", 15.4, 9), ring("blue", 60, 30), ring("black", 20, 12)]
    exposed = QRegion(QRect(QPoint(), surface.size()))
    for turn in range(8):
        painter = QPainter(screen)
        if turn:
            # the screen takes every dot that an exposed pixel touches
            dots = QTransform.fromScale(1 / ratio, 1 / ratio)
            clip = QPainterPath()
            clip.setFillRule(Qt.FillRule.WindingFill)
            for one in exposed:
                edges = QRectF(
                    one.x() * ratio, one.y() * ratio, one.width() * ratio, one.height() * ratio
                ).toAlignedRect()
                clip.addRect(dots.mapRect(QRectF(edges)))
            painter.setClipPath(clip)
        under.paint(surface, painter, exposed, shown, 3)
        painter.end()
        whole = surface.paper()
        painter = QPainter(whole)
        Underlay(paper).paint(surface, painter, QRegion(QRect(QPoint(), surface.size())), shown, 3)
        painter.end()
        assert screen.toImage() == whole.toImage(), turn
        place = turn % 4
        moved = ring(["red", "green", "blue", "black"][place], 7.7 * turn + place, 4.3 * turn)
        exposed = QRegion(shown[place].area) | QRegion(moved.area)
        exposed &= QRect(QPoint(), surface.size())
        shown[place] = moved
