"""The frame clock: of what is asked for between two paintings only the newest is done, and the last is always done."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QWidget

from npfdesk.ui.frame_clock import FrameClock


class Screen(QWidget):
    """Notes what was done to it and what it showed, in that order."""

    def __init__(self):
        super().__init__()
        self.figure, self.log = 0, []

    def put(self, figure):
        self.figure = figure
        self.log.append(("done", figure))
        self.update()

    def paintEvent(self, event):
        self.log.append(("painted", self.figure))

    @property
    def done(self):
        return [figure for what, figure in self.log if what == "done"]


@pytest.fixture
def screen(qtbot):
    made = Screen()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.repaint()
    return made


@given(steps=st.lists(st.sampled_from(["ask", "turn", "let go"]), max_size=12))
def test_whatever_comes_the_last_that_was_asked_for_is_done(qapp, screen, steps):
    clock, asked = FrameClock(), 0
    screen.put(0)
    screen.log = []
    for step in steps:
        if step == "ask":
            asked += 1
            clock.ask(lambda figure=asked: screen.put(figure))
        elif step == "turn":
            qapp.processEvents()
        else:
            clock.flush()
            assert screen.figure == asked
    qapp.processEvents()
    assert not clock.waiting
    assert screen.figure == asked
    assert sorted(set(screen.done)) == screen.done


def test_a_held_key_asks_for_the_next_figure_when_the_last_one_is_on_the_screen(qapp, screen):
    clock = FrameClock()

    def wish(figure):
        screen.put(figure)
        # as by a key that is held: two more come before anything is painted
        if figure < 9:
            clock.ask(lambda: wish(figure + 1))
            clock.ask(lambda: wish(figure + 2))

    screen.log = []
    clock.ask(lambda: wish(1))
    for _ in range(20):
        qapp.processEvents()
    assert screen.log == [(what, figure) for figure in (1, 3, 5, 7, 9) for what in ("done", "painted")]


def test_what_is_dropped_is_not_done(qapp, screen):
    clock = FrameClock()
    clock.ask(lambda: screen.put(7))
    clock.drop()
    qapp.processEvents()
    clock.flush()
    assert screen.done == []
