"""Words beside a mark: inside, clear of other words first and of lines second, in the order of the places tried."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as some
from PySide6.QtCore import QPointF, QRectF

from npfdesk.ui.charts.labels import crosses, place_beside

INSIDE = QRectF(0, 0, 400, 300)
SIZE = (60.0, 16.0)
FAR = some.floats(20, 280)


def lines_of(heights):
    return [np.column_stack([np.linspace(0, 400, len(line)), line]) for line in heights]


def cost_of(rect, taken, lines):
    over = sum(other.intersects(rect) for other in taken)
    return 100 * over + 10 * sum(crosses(line, rect) for line in lines)


@settings(max_examples=200)
@given(
    FAR,
    FAR,
    some.lists(some.tuples(FAR, FAR), max_size=4),
    some.lists(some.lists(FAR, min_size=2, max_size=6), max_size=4),
)
def test_no_place_nearby_is_freer(x, y, others, heights):
    mark, lines = QPointF(x, y), lines_of(heights)
    taken = [QRectF(left, top, 50, 14) for left, top in others]
    found = place_beside(mark, SIZE, INSIDE, taken, lines)
    assert INSIDE.contains(found)
    width, height = SIZE
    # straight above and below are always tried
    near = [QRectF(x - width / 2, top, width, height) for top in (y - 9 - height, y + 9)]
    free = [cost_of(rect, taken, lines) for rect in near if INSIDE.contains(rect)]
    assert all(cost_of(found, taken, lines) <= cost for cost in free)


def test_a_free_place_above_is_taken_and_a_line_there_turns_it_below():
    mark = QPointF(200, 150)
    above = place_beside(mark, SIZE, INSIDE, (), ())
    assert above == QRectF(170, 125, *SIZE)
    line = np.array([[0.0, 133.0], [400.0, 133.0]])
    moved = place_beside(mark, SIZE, INSIDE, (), [line])
    assert not crosses(line, moved)
    taken = place_beside(mark, SIZE, INSIDE, [above], ())
    assert not taken.intersects(above)
