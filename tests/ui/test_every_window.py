"""The walk over every window shows all of them."""

from tests.ui.every_window import own_widgets, walk

LEFT_OUT: dict[str, str] = {}
"""Widgets that no walk shows, each with the reason."""


def test_the_walk_shows_every_widget_of_the_program(bare):
    taken = walk(bare, lambda name, widget: None)
    bases = {base for kind in taken.seen for base in kind.__mro__[1:]}
    missing = {kind.__qualname__ for kind in own_widgets() - taken.seen - bases} - set(LEFT_OUT)
    assert missing == set()
    assert set(LEFT_OUT) <= {kind.__qualname__ for kind in own_widgets()}
