"""What charts are made of, made once and moved by `put`: lines and the bands between them, dots, marks, labels."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise, zip_longest

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from npfdesk.ui.charts.axes import LEFT, MIDDLE, Frame
from npfdesk.ui.charts.labels import EndLabel, Placed, place_beside
from npfdesk.ui.charts.setting import SCREEN, Setting, Typeface
from npfdesk.ui.look.colours import blended
from npfdesk.ui.look.marks import paint_mark
from npfdesk.ui.look.repainting import Piece

FloatArray = NDArray[np.float64]
STRONG, USUAL, THIN = 2.4, 1.4, 1.2
"""How wide a line is: the one that matters, those beside it, and what only leads or compares (pixels)."""
GHOST, FAINT = 0.38, 0.45
"""How strongly what was before, and what is only beside it, stand off the paper."""
_NOTHING = np.empty(0)
_PALE = 0.6
_LONG = 200
_LONE = 0.4
_BROKEN = frozenset((Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine))
_PART = 4
"""Of so many points in a row a line is painted anew in one rectangle: of all, as it rises or falls, it fills little."""
_LONGEST = 120.0
_GLYPHS = 4.0
"""How far over the box of its words a letter may reach (pixels)."""
_STAGE = 3.4
"""Half the height of the diamond of a stage, beside 5.5 of a target (pixels)."""


class Curve:
    """Lines between the points that have figures; where one has none the line breaks, and a lone one is a dot.

    `places` and `figures` (point,) are those it was last moved to. Its path is made in pixels when it is asked for, and
    lines of greater `depth` lie over others. `smooth`, `opacity` and its pen say how it is stroked; `cut`, whether only as far as the area
    of its frame.
    """

    def __init__(self, depth: float = 0.0) -> None:
        self.depth = depth
        self.cut = True
        self.places, self.figures = _NOTHING, _NOTHING
        # what it was last given, whether it shows these or, where they have no figures, nothing
        self._given: tuple[FloatArray, FloatArray] = _NOTHING, _NOTHING
        self.pen = QPen()
        self.within = QRectF()
        self.plane = QTransform()
        self._way: tuple[QPainterPath, tuple[QPointF, ...]] | None = None
        self._dots: list[tuple[float, float] | None] | None = None
        self.filled: QColor | None = None
        self._smooth, self._opacity = True, 1.0
        self._version = 0
        self._piece: Piece | None = None

    @property
    def visible(self) -> bool:
        """Whether it has figures."""
        return len(self.figures) > 0

    @property
    def smooth(self) -> bool:
        """Whether it is stroked in shades."""
        return self._smooth

    @smooth.setter
    def smooth(self, smooth: bool) -> None:
        self._smooth, self._piece = smooth, None

    @property
    def opacity(self) -> float:
        """How strongly it is seen, 0 to 1."""
        return self._opacity

    @opacity.setter
    def opacity(self, opacity: float) -> None:
        self._opacity, self._piece = opacity, None

    def put(self, places: FloatArray, figures: FloatArray | None) -> bool:
        """Move the curve; whether it was elsewhere before. One without figures is not seen at all."""
        if figures is None:
            places = figures = _NOTHING
        elif figures is self._given[1] and places is self._given[0]:
            return False
        self._given = places, figures
        if not np.isfinite(figures).any():
            places = figures = _NOTHING
        # bit by bit, so that no figure is the same as no figure
        if self.figures.tobytes() == figures.tobytes() and self.places.tobytes() == places.tobytes():
            return False
        self.places, self.figures = places, figures
        self._show()
        return True

    def put_band(self, places: FloatArray, low: FloatArray, high: FloatArray) -> bool:
        """Fill what lies between two lines, where both have figures."""
        there = np.isfinite(low) & np.isfinite(high)
        across = places[there]
        return self.put(
            np.concatenate([across, across[::-1]]), np.concatenate([high[there], low[there][::-1]])
        )

    def lay(self, frame: Frame) -> None:
        """Stand in another frame."""
        # the lowest figures lie on the hairline at the lower edge
        within, plane = frame.area.adjusted(0, 0, 0.5, 0.5), frame.plane
        if self.plane != plane or self.within != within:
            self.plane, self.within = plane, within
            self._show()

    def _show(self) -> None:
        self._way = self._dots = self._piece = None
        self._version += 1

    @property
    def shown(self) -> QPainterPath:
        """Its path (pixels)."""
        return self._paths()[0]

    @property
    def spots(self) -> tuple[QPointF, ...]:
        """Its points whose neighbours have no figures (pixels)."""
        if len(self.figures) > _LONG:
            return self._paths()[1]
        dots = [None, *self._points(), None]
        beside = zip(dots, dots[1:], dots[2:], strict=False)
        lone = [dot for then, dot, after in beside if dot is not None and then is None is after]
        return tuple(QPointF(*dot) for dot in lone) if lone else ()

    def _paths(self) -> tuple[QPainterPath, tuple[QPointF, ...]]:
        # made only when asked for: a broken line is stroked by its points
        if self._way is None:
            path, lone = path_of(self.places, self.figures)
            self._way = self.plane.map(path), tuple(map(self.plane.map, lone))
        return self._way

    def dress(self, colour: QColor, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> None:
        """Put on a pen, unless it is the same one."""
        pen = self.pen
        if (pen.color(), pen.widthF(), pen.style()) != (colour, width, style):
            self.pen = pg.mkPen(colour, width=width, style=style, cosmetic=False)
            self._version += 1
            self._piece = None

    @property
    def colour(self) -> QColor:
        """The colour of its pen."""
        return self.pen.color()

    @property
    def piece(self) -> Piece:
        """What is seen of it."""
        if self._piece is None:
            seen = self.visible and bool(self._opacity)
            place, parts = self._places() if seen else (QRectF(), ())
            looks = (self._version, self._smooth, self._opacity)
            self._piece = Piece(looks, place, self.paint, parts)
        return self._piece

    def _places(self) -> tuple[QRectF, Sequence[QRectF]]:
        """Where it is seen, and where some years of it after the other; none of one that is filled, or of very many points."""
        # the ends of dashes and of lines are square, the joints of lines blunt
        reach, spots = self.pen.widthF() + _LONE, self.spots
        if self.filled is not None or spots or len(self.figures) > _LONG:
            # united only then: Qt leaves out of a union what has no size
            line = around(self.shown.controlPointRect(), reach)
            place = united((line, *(around(QRectF(one, one), reach) for one in spots)))
            return (place & self.within if self.cut else place), ()
        points = [point for point in self._points() if point is not None]
        if not points:
            return QRectF(), ()
        across, down = zip(*points, strict=True)
        parts = []
        # each begins with the point that the one before it ends with
        for first in range(0, len(across) - 1, _PART):
            right, low = across[first : first + _PART + 1], down[first : first + _PART + 1]
            left, top = min(right) - reach, min(low) - reach
            part = QRectF(left, top, max(right) + reach - left, max(low) + reach - top)
            parts.append(part & self.within if self.cut else part)
        return united(parts), parts

    def _points(self) -> list[tuple[float, float] | None]:
        """Where its points are (pixels); None where there is no figure."""
        if self._dots is None:
            right, down = self.plane.m11(), self.plane.m22()
            left, top = self.plane.m31(), self.plane.m32()
            # a place or a figure that is none makes the sum none, which equals nothing
            self._dots = [
                (right * place + left, down * figure + top) if place + figure == place + figure else None
                for place, figure in zip(self.places.tolist(), self.figures.tolist(), strict=True)
            ]
        return self._dots

    def paint(self, painter: QPainter) -> None:
        """Stroke what is seen of it."""
        if self.visible and self._opacity:
            painter.save()
            if self.cut:
                painter.setClipRect(self.within, Qt.ClipOperation.IntersectClip)
            painter.setOpacity(self._opacity)
            self.stroke(painter)
            painter.restore()

    def stroke(self, painter: QPainter) -> None:
        """Stroke all of the line with a painter that counts in pixels."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, self._smooth)
        if self.filled is not None:
            painter.fillPath(self.shown, self.filled)
            return
        pen = self.pen
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if pen.style() in _BROKEN and len(self.figures) <= _LONG:
            self._stroke_broken(painter)
        else:
            painter.setPen(pen)
            painter.drawPath(self.shown)
        spots = self.spots
        if spots and pen.style() is not Qt.PenStyle.NoPen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(pen.color())
            for spot in spots:
                painter.drawEllipse(spot, pen.widthF() + _LONE, pen.widthF() + _LONE)

    def _stroke_broken(self, painter: QPainter) -> None:
        """Stroke a dashed or dotted line stretch by stretch: Qt does it in a quarter of the time of a path."""
        pen = QPen(self.pen)
        width, along = pen.widthF(), 0.0
        for before, point in pairwise(self._points()):
            if before is None or point is None:
                along = 0.0
                continue
            # the dashes go on where those of the stretch before ended
            pen.setDashOffset(along / width)
            painter.setPen(pen)
            painter.drawLine(QLineF(*before, *point))
            along += math.dist(before, point)


class Curves(dict[str, Curve]):
    """Curves by their ids, made when one is asked for and taken away when it is not asked for again."""

    def __init__(self, made: Callable[[], Curve], gone: Callable[[Curve], None]) -> None:
        super().__init__()
        self.made, self.gone = made, gone

    def put(
        self,
        places: FloatArray,
        lines: Mapping[str, tuple[FloatArray, QColor]],
        width: float = 1.0,
        style: Qt.PenStyle = Qt.PenStyle.SolidLine,
    ) -> None:
        """Show just these lines: figures (place,) and colour by id."""
        for name in set(self) - set(lines):
            self.gone(self.pop(name))
        for name, (figures, colour) in lines.items():
            if name not in self:
                self[name] = self.made()
            self[name].dress(colour, width, style)
            self[name].put(places, figures)


def path_of(places: FloatArray, figures: FloatArray) -> tuple[QPainterPath, tuple[QPointF, ...]]:
    """The path through the points that have figures, and those whose neighbours have none."""
    if len(figures) > _LONG:
        known = np.isfinite(figures) & np.isfinite(places)
        beside = np.pad(known, 1)
        lone = np.flatnonzero(known & ~beside[:-2] & ~beside[2:])
        path = pg.arrayToQPath(places, np.where(known, figures, np.nan), connect="finite")
        return path, tuple(QPointF(float(places[one]), float(figures[one])) for one in lone)
    path, alone = QPainterPath(), []
    run = 0
    begun = QPointF()
    for place, figure in zip(places.tolist(), figures.tolist(), strict=True):
        # a place or a figure that is none makes the sum none
        if math.isnan(place + figure):
            if run == 1:
                alone.append(begun)
            run = 0
        elif run:
            path.lineTo(place, figure)
            run += 1
        else:
            begun = QPointF(place, figure)
            path.moveTo(begun)
            run = 1
    if run == 1:
        alone.append(begun)
    return path, tuple(alone)


def around(rect: QRectF, reach: float) -> QRectF:
    """A rectangle, larger by so many pixels on every side."""
    return rect.adjusted(-reach, -reach, reach, reach)


def united(rects: Iterable[QRectF]) -> QRectF:
    """The smallest rectangle around others; an empty one around none."""
    whole = QRectF()
    for one in rects:
        whole |= one
    return whole


class _Over:
    """What is painted over the lines, in pixels of the whole chart."""

    def __init__(self) -> None:
        self.setting = SCREEN
        self._version = 0
        self._pieces: tuple[Piece, ...] | None = None

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What is painted, in an order that stays while figures move."""
        if self._pieces is None:
            self._version += 1
            self._pieces = tuple(self._made())
        return self._pieces

    def _made(self) -> Iterator[Piece]:
        yield Piece(self._version, self._place(), self.paint)

    def _place(self) -> QRectF:
        """All that it paints lies within it (pixels)."""
        raise NotImplementedError

    def lay(self, setting: Setting = SCREEN) -> None:
        """Be set as the chart is."""
        self.setting = setting
        self._pieces = None

    def paint(self, painter: QPainter) -> None:
        """Paint all of it."""
        raise NotImplementedError


@dataclass(frozen=True, eq=False)
class DotGroup:
    """Dots (point, 2) in pixels that look alike; `edge` parts them from what lies under them (None: nothing does)."""

    points: FloatArray
    radius: float
    colour: QColor
    edge: QColor | None = None

    @property
    def place(self) -> QRectF:
        """All of them lie within it (pixels)."""
        if not len(self.points):
            return QRectF()
        across, down = zip(*self.points.tolist(), strict=True)
        corners = QPointF(min(across), min(down)), QPointF(max(across), max(down))
        return around(QRectF(*corners), self.radius + 1)


class Dots(_Over):
    """Dots: what was observed, who ranks where, how regions lie around their mean."""

    def __init__(self) -> None:
        super().__init__()
        self.groups: tuple[DotGroup, ...] = ()
        # by its group, which never changes
        self._piece_of: dict[DotGroup, Piece] = {}

    def put(self, groups: Sequence[DotGroup]) -> None:
        """Other dots; the last lie uppermost."""
        self.groups = tuple(groups)
        self._pieces = None

    def _made(self) -> Iterator[Piece]:
        # a piece for each group: of those that stay nothing is painted
        before, self._piece_of = self._piece_of, {}
        for group in self.groups:
            piece = before.get(group) or Piece(group, group.place, partial(self._paint_group, group))
            self._piece_of[group] = piece
            yield piece

    def paint(self, painter: QPainter) -> None:
        """Paint them."""
        for group in self.groups:
            self._paint_group(group, painter)

    @staticmethod
    def _paint_group(group: DotGroup, painter: QPainter) -> None:
        # each by itself: one path of a hundred is slower
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(Qt.PenStyle.NoPen) if group.edge is None else QPen(group.edge, 1))
        painter.setBrush(group.colour)
        radius = group.radius
        for x, y in group.points.tolist():
            painter.drawEllipse(QPointF(x, y), radius, radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)


@dataclass(frozen=True)
class Mark:
    """A diamond at a figure with its words ("": another mark says them).

    `hollow`: what is hoped for; `small`: a stage; `bare`: words alone; `pale`: of a plan that is over (`hollow`: not met); `drafted`: a draft that nobody has set yet.
    """

    place: float
    figure: float
    text: str
    hollow: bool = False
    bare: bool = False
    small: bool = False
    pale: bool = False
    drafted: bool = False


class Marks(_Over):
    """Targets: their diamonds, and their words where they cross fewest lines; names that stand over lines too."""

    def __init__(self) -> None:
        super().__init__()
        self.marks: tuple[Mark, ...] = ()
        self.notes: list[Placed] = []
        self.points: list[QPointF] = []

    def put(
        self,
        marks: Sequence[Mark],
        frame: Frame,
        lines: Sequence[FloatArray],
        names: Sequence[EndLabel] = (),
    ) -> None:
        """Set them in a frame; `lines` are polylines (point, 2) in pixels that words keep clear of.

        `names` stand near their points as words at marks do, in their colours.
        """
        self.marks = tuple(one for one in marks if frame.holds(one.place))
        self._pieces = None
        if not self.marks and not names:
            self.points, self.notes = [], []
            return
        self.points = [frame.point(one.place, one.figure) for one in self.marks]
        typeface, ink = self.setting.typeface(), self.setting.inks.ink
        corner = QPointF(7, 7) * self.setting.magnification
        taken = [QRectF(point - corner, point + corner) for point in self.points]
        self.notes = []
        said = [
            (mark.text, self.setting.inks.quiet if mark.pale or mark.drafted else ink, point)
            for mark, point in zip(self.marks, self.points, strict=True)
            if mark.text
        ]
        said += [(name.text, name.colour, name.end) for name in names]
        for text, colour, point in said:
            size = (typeface.width(text) + 4, typeface.line)
            others = [rect for rect in taken if not rect.contains(point)]
            rect = place_beside(point, size, frame.area, others, lines)
            taken.append(rect)
            self.notes.append(Placed(text, colour, rect))

    def _place(self) -> QRectF:
        reach = 7.0 * self.setting.magnification
        diamonds = (around(QRectF(point, point), reach) for point in self.points)
        return united((*diamonds, *(around(note.rect, _GLYPHS) for note in self.notes)))

    def paint(self, painter: QPainter) -> None:
        """Diamonds, then words over a veil of paper."""
        if not self.notes and not self.marks:
            return
        ink, paper, quiet = self.setting.inks.ink, self.setting.inks.paper, self.setting.inks.quiet
        pale = blended(quiet, paper, _PALE)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # what is hoped for lies under what is asked for
        for mark, point in reversed(list(zip(self.marks, self.points, strict=True))):
            if mark.bare:
                continue
            size = (_STAGE if mark.small else 5.0 if mark.hollow else 5.5) * self.setting.magnification
            if mark.drafted:
                # a draft is drawn in dashes until somebody sets it
                painter.setPen(QPen(quiet, 1.3, Qt.PenStyle.DotLine))
                painter.setBrush(paper)
            else:
                line = pale if mark.pale else ink
                painter.setPen(QPen(line if mark.hollow else paper, 1.3))
                painter.setBrush(paper if mark.hollow else pale if mark.pale else ink)
            corners = ((0, -size), (size, 0), (0, size), (-size, 0))
            painter.drawPolygon(QPolygonF([point + QPointF(*one) for one in corners]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setFont(self.setting.typeface().font)
        for note in self.notes:
            painter.fillRect(note.rect, self.setting.inks.veil)
            painter.setPen(note.colour)
            painter.drawText(note.rect, MIDDLE, note.text)


class EndLabels(_Over):
    """What lines are called, at their ends; a hairline leads to one that was moved clear of another."""

    def __init__(self) -> None:
        super().__init__()
        self.placed: list[Placed] = []
        self._kept: list[tuple[Placed, Piece]] = []

    def put(self, placed: Sequence[Placed]) -> None:
        """Other labels, each shortened to its room."""
        faces = self.setting.typeface(), self.setting.typeface(strong=True)
        self.placed = [self._shortened(one, faces[one.strong]) for one in placed]
        self._pieces = None

    def lay(self, setting: Setting = SCREEN) -> None:
        """Be set as the chart is."""
        super().lay(setting)
        self._kept = []

    def _made(self) -> Iterator[Piece]:
        # a label each; those that stand where they stood keep theirs
        kept = [
            then if then is not None and then[0] == label else (label, self._piece(label))
            for label, then in zip_longest(self.placed, self._kept[: len(self.placed)])
        ]
        self._kept = kept
        return (piece for _, piece in kept)

    def _piece(self, label: Placed) -> Piece:
        """A label with the hairline that leads to it."""
        place = around(label.rect, _GLYPHS)
        if label.end is not None:
            place |= around(QRectF(label.end, label.end), 1)
        return Piece(label.looks, place, partial(self._paint_label, label))

    @staticmethod
    def _shortened(label: Placed, typeface: Typeface) -> Placed:
        room = label.rect.width() - (0 if label.status is None else MARK_ROOM)
        if typeface.width(label.text) <= room:
            return label
        metrics, kept = typeface.metrics, label.figure if label.text.endswith(label.figure) else ""
        name = label.text.removesuffix(kept).rstrip() if kept else label.text
        room = max(room - (typeface.width(f" {kept}") if kept else 0.0), 10.0)
        if kept:
            # the name gives way, the figure never
            shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
            return replace(label, text=f"{shown} {kept}" if len(shown) > 1 else kept)
        shown = metrics.elidedText(label.text, Qt.TextElideMode.ElideMiddle, room)
        if len(shown) < 2:
            # where there is no room for both ends the beginning says more than nothing
            shown = metrics.elidedText(label.text, Qt.TextElideMode.ElideRight, room)
        return replace(label, text=shown)

    def paint(self, painter: QPainter) -> None:
        """Leading hairlines, marks, words."""
        for label in self.placed:
            self._paint_label(label, painter)

    def _paint_label(self, label: Placed, painter: QPainter) -> None:
        setting, rect = self.setting, label.rect
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if label.end is not None:
            start = QPointF(label.end.x() + 3, label.end.y())
            stop = QPointF(rect.left() - 3, rect.center().y())
            away = stop.x() - start.x()
            # one that ended long ago would be led to by what looks like another line
            if (abs(start.y() - stop.y()) > 3 or away > 16) and away < _LONGEST * setting.magnification:
                pale = blended(label.colour, setting.inks.paper, 0.5)
                painter.setPen(QPen(pale, setting.hairline))
                painter.drawLine(start, stop)
        if label.status is not None:
            paint_mark(painter, label.status, QPointF(rect.left() + 6, rect.center().y()), 10)
            rect = rect.adjusted(MARK_ROOM, 0, 0, 0)
        painter.setFont(setting.typeface(label.strong).font)
        painter.setPen(setting.text(label.colour))
        painter.drawText(rect, LEFT, label.text)


MARK_ROOM = 16.0
"""How much of a label its status' mark takes (pixels)."""


class Pointer(_Over):
    """The hairline under the pointer, and a dot where it meets each line."""

    def __init__(self) -> None:
        super().__init__()
        self.across = math.nan
        self.top, self.bottom = 0.0, 0.0
        self.met: tuple[tuple[QPointF, QColor], ...] = ()

    def put(self, frame: Frame, place: float | None, met: Sequence[tuple[float, QColor]] = ()) -> None:
        """Stand at a place, with the figure and the colour of each line there; None: nowhere."""
        if place is None and math.isnan(self.across):
            return
        self._pieces = None
        if place is None or not frame.holds(place):
            self.across, self.met = math.nan, ()
            return
        self.across, self.top, self.bottom = (
            self.setting.crisp(frame.x(place)),
            frame.area.top(),
            frame.area.bottom(),
        )
        self.met = tuple(
            (frame.point(place, figure), colour) for figure, colour in met if math.isfinite(figure)
        )

    def _place(self) -> QRectF:
        if math.isnan(self.across):
            return QRectF()
        reach = 4.0 * math.sqrt(self.setting.magnification) + 2
        line = QRectF(self.across, self.top, 0, self.bottom - self.top)
        return united(
            around(QRectF(one, one), reach)
            for one in (line.topLeft(), line.bottomLeft(), *(point for point, _ in self.met))
        )

    def paint(self, painter: QPainter) -> None:
        """Paint them."""
        if math.isnan(self.across):
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inks = self.setting.inks
        painter.setPen(QPen(inks.quiet, 1))
        painter.drawLine(QPointF(self.across, self.top), QPointF(self.across, self.bottom))
        painter.setPen(QPen(inks.paper, 1.5))
        radius = 4.0 * math.sqrt(self.setting.magnification)
        for point, colour in self.met:
            painter.setBrush(colour)
            painter.drawEllipse(point, radius, radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)
