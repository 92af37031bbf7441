"""How each unit stands in a round of collecting: one standing for each, whatever came from it, and how many stand so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from npfdesk.engine.collecting.gathering import CellState, Gathered, WeighedReturn
from npfdesk.plan.collection import Unit
from npfdesk.plan.returns import UNUSABLE, ReturnState


class Standing(StrEnum):
    """How a unit stands, from what is done to what is not."""

    RECEIVED = "received"
    """Everything that it filled in has landed."""
    PART = "part"
    """Some cells landed, others are told."""
    EMPTY = "empty"
    """It sent the form back as it came."""
    DOUBLE = "double"
    """It sent two that differ, and nobody has said which one holds."""
    OTHER_ROUND = "other round"
    """What it sent is of another collection, round or plan."""
    REFUSED = "refused"
    """What it sent is no return, or cannot be read."""
    MISSING = "missing"
    """Nothing came."""


_OF_RETURNS: Final = {
    ReturnState.TAKEN: Standing.RECEIVED,
    ReturnState.LATE: Standing.RECEIVED,
    ReturnState.PART: Standing.PART,
    ReturnState.EMPTY: Standing.EMPTY,
    ReturnState.DOUBLE: Standing.DOUBLE,
    ReturnState.OTHER_ROUND: Standing.OTHER_ROUND,
    ReturnState.REFUSED: Standing.REFUSED,
}
NOTHING_SAID: Final[Mapping[str, str]] = MappingProxyType({})
"""Nobody has said which of two returns holds."""
_UNDONE: Final = (Standing.REFUSED, Standing.OTHER_ROUND, Standing.DOUBLE)
"""What a return says of its unit only where no other one of the unit counts."""


@dataclass(frozen=True)
class UnitStanding:
    """A unit (None: a file that nobody can say whose it is) with what came from it, the return that counts first.

    `landed`, `told` and `blank` count the cells of the return that counts, `asked` all of its cells; `beyond` its figures
    where nothing was asked.
    """

    unit: Unit | None
    name: str
    standing: Standing
    late: bool = False
    returns: tuple[WeighedReturn, ...] = ()
    landed: int = 0
    told: int = 0
    blank: int = 0
    beyond: int = 0

    @property
    def asked(self) -> int:
        """How many cells its form asks for."""
        return self.landed + self.told + self.blank

    @property
    def key(self) -> str:
        """What tells it from every other one on the board."""
        return self.unit.code if self.unit is not None else f"\0{self.name}"


def states_of(weighed: WeighedReturn) -> tuple[ReturnState, ...]:
    """Every state that holds for a return, its first one first."""
    return weighed.state, *weighed.also


def is_usable(weighed: WeighedReturn) -> bool:
    """Whether its cells are told one by one, and can hold: it is of this collection and can be read."""
    return UNUSABLE.isdisjoint(states_of(weighed))


def is_superseded(weighed: WeighedReturn) -> bool:
    """Whether another return of the unit counts instead."""
    return ReturnState.DOUBLE in states_of(weighed) and bool(weighed.stands_for)


def unit_standings(
    gathered: Gathered, words: Callable[[Unit], str], holding: Mapping[str, str] = NOTHING_SAID
) -> tuple[UnitStanding, ...]:
    """Every unit that was asked, in the plan's order, then what came from others and from nobody that is known.

    `words` names a unit, `holding` says by the code of a unit which of its files holds.
    """
    of_unit: dict[str, list[WeighedReturn]] = {}
    units = {one.code: one for one in gathered.asked}
    unknown: list[WeighedReturn] = []
    for one in gathered.returns:
        if one.unit is None:
            unknown.append(one)
            continue
        of_unit.setdefault(one.unit.code, []).append(one)
        units.setdefault(one.unit.code, one.unit)
    found = [
        _standing(unit, words(unit), of_unit.get(code, []), holding.get(code, ""))
        for code, unit in units.items()
    ]
    return (*found, *(_standing(None, one.source.file, [one], "") for one in unknown))


def counts_of(standings: Iterable[UnitStanding]) -> dict[Standing, int]:
    """How many stand so, for every standing in its order."""
    counts = dict.fromkeys(Standing, 0)
    for one in standings:
        counts[one.standing] += 1
    return counts


def _standing(unit: Unit | None, name: str, returns: list[WeighedReturn], holds: str) -> UnitStanding:
    if not returns:
        return UnitStanding(unit, name, Standing.MISSING)
    ranked = sorted(returns, key=lambda one: _rank(one, holds))
    counting = ranked[0]
    states = [cell.state for cell in counting.cells]
    told, blank = states.count(CellState.TOLD), states.count(CellState.BLANK)
    standing = _of_return(counting)
    if standing is Standing.DOUBLE and counting.source.file == holds:
        standing = _of_return(counting, but=ReturnState.DOUBLE)
    return UnitStanding(
        unit,
        name,
        standing,
        ReturnState.LATE in states_of(counting),
        tuple(ranked),
        len(states) - told - blank,
        told,
        blank,
        counting.source.count.beyond,
    )


def _of_return(weighed: WeighedReturn, but: ReturnState = ReturnState.LATE) -> Standing:
    states = [one for one in states_of(weighed) if one not in (ReturnState.LATE, but)]
    return _OF_RETURNS[states[0]] if states else Standing.RECEIVED


def _rank(weighed: WeighedReturn, holds: str) -> int:
    """What counts for its unit comes first; what stands for nothing last, in the order in which they came."""
    if holds and weighed.source.file == holds:
        return -1
    if is_superseded(weighed):
        return len(_UNDONE) + 1
    standing = _of_return(weighed)
    return len(_UNDONE) - _UNDONE.index(standing) if standing in _UNDONE else 0
