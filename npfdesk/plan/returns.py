"""Returns: fill-in workbooks as they come back, before they are held against what was asked and what is known."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from npfdesk.plan.collection import AskedCell, CollectBy, Unit
from npfdesk.plan.problems import Problem


@dataclass(frozen=True)
class ReturnIdentity:
    """What a return says of itself in its hidden sheet: of which collection it is, and for whom it was made.

    `version` is that of the form, by which it is read; `sound` whether the hidden sheet is as it was written (its check
    sum holds).
    """

    version: int
    collection: str
    plan_title: str
    by: CollectBy
    year: int
    round: int
    unit: Unit
    issued: str
    due: str
    sound: bool = True


@dataclass(frozen=True)
class ReturnedCell:
    """What stands where something was asked: `text` as written ("" blank), `value` in the indicator's unit.

    `value` is None for a blank, for what is no figure, and for a proposal in words alone. `rounding` is half of its last
    printed place. `note` is the note field (of a proposal: the reason). `problems` say what is wrong with the cell itself;
    a cell with an error among them is told and never taken.
    """

    asked: AskedCell
    text: str
    value: float | None
    note: str
    sheet: str
    cell: str
    rounding: float = 0.0
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class FigureCount:
    """What became of every cell of a return that shows a figure: figures = printed + entered + beyond.

    `printed` stand as the form was issued (or are of its fields and notes), `entered` stand where something was asked, and
    `beyond` stand where nothing was: each of these is told. Of a file that is no return all are beyond.
    """

    figures: int = 0
    printed: int = 0
    entered: int = 0
    beyond: int = 0


NO_FIGURES = FigureCount()
"""The count where nothing could be read."""


@dataclass(frozen=True)
class Return:
    """A return as read: `file` its name, `identity` None where it has none that can be read.

    `cells` are those that were asked of it, in its order, the blank ones too. `filled_by`, `filled_on` (ISO, "" unknown)
    and `edition` (1, 2, … of the same unit) are what its covering sheet says; `saved` is the ISO day and time of the file.
    `problems` are of the file as a whole and of figures that stand where nothing was asked. `count` accounts for every cell
    that shows a figure.
    """

    file: str
    identity: ReturnIdentity | None
    cells: tuple[ReturnedCell, ...] = ()
    filled_by: str = ""
    filled_on: str = ""
    edition: int = 1
    saved: str = ""
    problems: tuple[Problem, ...] = ()
    count: FigureCount = NO_FIGURES


class ReturnState(StrEnum):
    """How a return stands in its round, as the board of states and `gather --json` name it."""

    TAKEN = "taken"
    """All of its cells landed."""
    PART = "part"
    """Some landed, some were told."""
    LATE = "late"
    """It came after the day it was due; its cells are weighed like any other's."""
    EMPTY = "empty"
    """Nothing was filled in."""
    DOUBLE = "double"
    """Another return of the same unit stands for it, or the two differ and nobody has said which one holds."""
    OTHER_ROUND = "other_round"
    """It is of another collection, round or plan."""
    REFUSED = "refused"
    """It is no return, or cannot be read."""


UNUSABLE: Final = frozenset({ReturnState.OTHER_ROUND, ReturnState.REFUSED})
"""The states of returns of which nothing is held against what is known."""
