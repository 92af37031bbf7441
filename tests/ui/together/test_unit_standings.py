"""How units stand: whatever comes from one, it has one standing, and nobody who was asked is left out."""

import pytest
from PySide6.QtGui import QImage

from npfdesk.engine.collecting.gathering import CellState, Gathered, WeighedCell, WeighedReturn
from npfdesk.plan.collection import AskedCell, AskedFor, Unit
from npfdesk.plan.returns import FigureCount, Return, ReturnedCell, ReturnState
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.statuses import Status
from npfdesk.ui.together.standing_marks import LOOKS, standing_icon
from npfdesk.ui.together.unit_standings import Standing, counts_of, unit_standings

NORTH, SOUTH, EAST = (Unit(code, code.title()) for code in ("north", "south", "east"))
ASKED = AskedCell(AskedFor.FIGURE, SeriesKey("north", "", "gdp"), 2025)
STATES = ReturnState


def back(file, unit, state, *cells, also=(), stands_for="", beyond=0):
    """A return of a unit in a state, with cells in these states."""
    made = tuple(
        WeighedCell(unit or Unit("", ""), ReturnedCell(ASKED, "1", 1.0, "", "S", "A1"), None, one)
        for one in cells
    )
    source = Return(file, None, count=FigureCount(beyond=beyond))
    return WeighedReturn(source, unit, state, made, also, stands_for)


def standings(*returns, holding=None):
    gathered = Gathered(returns, (NORTH, SOUTH), ())
    return unit_standings(gathered, lambda unit: unit.name, holding or {})


def test_who_was_asked_stands_first_in_the_plans_order_then_who_was_not_and_what_is_nobodys():
    found = standings(
        back("e.xlsx", EAST, STATES.REFUSED),
        back("?.xlsx", None, STATES.REFUSED),
        back("s.xlsx", SOUTH, STATES.TAKEN),
    )
    assert [one.name for one in found] == ["North", "South", "East", "?.xlsx"]
    assert [one.standing for one in found] == [
        Standing.MISSING,
        Standing.RECEIVED,
        Standing.REFUSED,
        Standing.REFUSED,
    ]
    assert sum(counts_of(found).values()) == 4


def test_a_late_return_stands_as_any_other_and_is_late():
    cells = (CellState.NEW, CellState.SAME, CellState.BLANK, CellState.TOLD)
    one = standings(back("n.xlsx", NORTH, STATES.LATE, *cells, also=(STATES.PART,), beyond=2))[0]
    assert (one.standing, one.late) == (Standing.PART, True)
    assert (one.landed, one.told, one.blank, one.asked, one.beyond) == (2, 1, 1, 4, 2)
    assert not standings(back("n.xlsx", NORTH, STATES.TAKEN, CellState.NEW))[0].late


def test_the_return_that_holds_speaks_for_its_unit():
    older = back("1.xlsx", NORTH, STATES.DOUBLE, CellState.TOLD, also=(STATES.PART,), stands_for="2.xlsx")
    newer = back("2.xlsx", NORTH, STATES.TAKEN, CellState.NEW)
    for order in ((older, newer), (newer, older)):
        one = standings(*order)[0]
        assert one.standing is Standing.RECEIVED
        assert [each.source.file for each in one.returns] == ["2.xlsx", "1.xlsx"]


def test_two_that_differ_stand_double_until_one_is_said_to_hold():
    pair = [
        back(file, NORTH, STATES.DOUBLE, CellState.TOLD, also=(STATES.PART,)) for file in ("1.xlsx", "2.xlsx")
    ]
    assert standings(*pair)[0].standing is Standing.DOUBLE
    said = standings(*pair, holding={"north": "2.xlsx"})[0]
    assert said.standing is Standing.PART
    assert said.returns[0].source.file == "2.xlsx"


@pytest.mark.parametrize("apart", [STATES.OTHER_ROUND, STATES.REFUSED])
def test_what_is_none_of_this_collection_speaks_only_where_nothing_else_does(apart):
    odd = back("odd.xlsx", NORTH, apart, CellState.TOLD)
    assert standings(odd)[0].standing is (
        Standing.OTHER_ROUND if apart is STATES.OTHER_ROUND else Standing.REFUSED
    )
    assert standings(odd, back("n.xlsx", NORTH, STATES.EMPTY, CellState.BLANK))[0].standing is Standing.EMPTY


def test_every_standing_has_a_look_of_its_own(qapp):
    assert set(LOOKS) == set(Standing)
    assert len({look.words() for look in LOOKS.values()}) == len(Standing)
    # not by colour alone: no two are drawn alike
    assert len({look.draw for look in LOOKS.values()}) == len(Standing)
    shapes = set()
    for one in Standing:
        drawn = standing_icon(one).pixmap(18, 14).toImage()
        shapes.add(bytes(drawn.convertToFormat(QImage.Format.Format_Alpha8).bits()))
    assert len(shapes) == len(Standing)
    assert LOOKS[Standing.MISSING].colour is Status.GREY
