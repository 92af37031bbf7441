"""A surface paints the parts that say something else, and all of it where they stand elsewhere."""

import pytest
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from npfdesk.ui.charts.repainting import Parts, Repainting

HIGH = 20


class Lines(QWidget):
    """A text a line, and what was painted of it."""

    def __init__(self):
        super().__init__()
        self.repainting = Repainting(self)
        self.ground, self.texts = "", ["a", "b", "c", "d"]
        self.drawn, self.painted = [], []

    def place(self, line):
        return QRectF(0, line * HIGH, self.width(), HIGH)

    def renew(self):
        self.repainting.renew(Parts(self.ground, tuple(self.texts), self.place))

    def paintEvent(self, event):
        self.repainting.begin(event)
        self.painted.append(event.region().boundingRect())
        painter = QPainter(self)
        drawn = [line for line in range(len(self.texts)) if self.repainting.wants(self.place(line))]
        for line in drawn:
            painter.drawText(self.place(line), self.texts[line])
        self.drawn.append(drawn)
        painter.end()
        self.repainting.end()


@pytest.fixture
def lines(qtbot, turn):
    widget = Lines()
    qtbot.addWidget(widget)
    widget.resize(100, 4 * HIGH)
    widget.show()
    qtbot.waitExposed(widget)
    widget.renew()
    turn()
    widget.drawn.clear()
    widget.painted.clear()
    return widget


def test_one_line_that_differs_is_painted_alone(lines, turn):
    lines.texts[2] = "other"
    lines.renew()
    turn()
    assert lines.drawn == [[2]]
    assert lines.painted == [QRect(0, 2 * HIGH, 100, HIGH)]


def test_what_is_the_same_is_not_painted(lines, turn):
    lines.renew()
    turn()
    assert lines.drawn == []


@pytest.mark.parametrize("change", ["ground", "fewer", "forgotten", "unknown"])
def test_where_parts_stand_elsewhere_all_is_painted(lines, turn, change):
    if change == "ground":
        lines.ground = "another"
    elif change == "fewer":
        lines.texts.pop()
    elif change == "forgotten":
        lines.repainting.forget()
    if change == "unknown":
        lines.repainting.renew(None)
    else:
        lines.renew()
    turn()
    assert lines.painted == [lines.rect()]
    assert lines.drawn == [list(range(len(lines.texts)))]


def test_two_edits_before_a_frame_are_both_painted(lines, turn):
    for line in (0, 3):
        lines.texts[line] = "other"
        lines.renew()
    turn()
    assert lines.drawn == [[0, 3]]


def test_drawn_elsewhere_it_is_drawn_whole(lines):
    assert all(lines.repainting.wants(lines.place(line)) for line in range(4))
    assert lines.repainting.within(QRectF(0, 0, 9, 9)) == QRectF(0, 0, 9, 9)
