"""A heap of returns held against what was asked and what is known, and the one step that takes them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from npfdesk.plan.collection import Unit
from npfdesk.plan.problems import Problem
from npfdesk.plan.returns import Return, ReturnedCell, ReturnState


class CellState(StrEnum):
    """A returned cell beside what is known."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    BLANK = "blank"
    TOLD = "told"
    """It is not taken; its problems say why."""


@dataclass(frozen=True)
class WeighedCell:
    """A returned cell with what is known there now (None: nothing) and what is odd about it.

    `low` and `high` are the plausible range that its past tells (None: too short a past to say). `problems` with an error
    keep it from being taken; warnings only ask.
    """

    unit: Unit
    returned: ReturnedCell
    known: float | None
    state: CellState
    low: float | None = None
    high: float | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def can_be_taken(self) -> bool:
        """Whether taking the return would write it."""
        return self.state in (CellState.NEW, CellState.CHANGED)


@dataclass(frozen=True)
class WeighedReturn:
    """A return with its state and its cells; `unit` None where nobody can say whose it is.

    `also` are further states that hold beside the first (late and in part). `stands_for` is the file that counts instead
    of a double.
    """

    source: Return
    unit: Unit | None
    state: ReturnState
    cells: tuple[WeighedCell, ...] = ()
    also: tuple[ReturnState, ...] = ()
    stands_for: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Gathered:
    """A heap of returns, in the order given; `missing` units sent none. `problems` are contradictions between returns."""

    returns: tuple[WeighedReturn, ...]
    asked: tuple[Unit, ...]
    missing: tuple[Unit, ...]
    problems: tuple[Problem, ...] = ()
