"""Collecting figures by file: who is asked for what, in which round, and by when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from npfdesk.plan.problems import Problem
from npfdesk.plan.series import SeriesKey


class CollectBy(StrEnum):
    """To whom the fill-in workbooks go."""

    REGION = "region"
    OWNER = "owner"


class AskedFor(StrEnum):
    """What a cell of a fill-in workbook is asked for."""

    FIGURE = "figure"
    """The observed figure of a year."""
    PROPOSAL = "proposal"
    """The target that the unit proposes for a year, in a round of negotiation."""


class AskedCell(NamedTuple):
    """One thing asked: a figure, or a proposed target, of a series in a year."""

    asked_for: AskedFor
    series: SeriesKey
    year: int


@dataclass(frozen=True)
class Unit:
    """Who is asked: a region by its code, or a department, whose code is its name."""

    code: str
    name: str


@dataclass(frozen=True)
class Request:
    """What one unit is asked for, in the order of its sheet; no cell is asked of two units."""

    unit: Unit
    cells: tuple[AskedCell, ...]


@dataclass(frozen=True)
class Collection:
    """One round of collecting, as its index keeps it; each fill-in workbook carries its own part.

    `key` tells it from every other one. `year` is the year of the figures asked, `round` the round of negotiation (0:
    figures alone). `issued` and `due` are ISO days, `due` "" where none was set. `requests` are in the plan's order.
    """

    key: str
    plan_title: str
    by: CollectBy
    year: int
    round: int
    issued: str
    due: str
    requests: tuple[Request, ...]


class Question(StrEnum):
    """How a figure is asked for, by the kind of its indicator."""

    YEAR_TOTAL = "year_total"
    """The total of January to December."""
    YEAR_END = "year_end"
    """What there is on the last day of the year."""
    SHARE = "share"
    """A percentage."""
    GROWTH = "growth"
    """The growth on the year before, in %."""
    OF_THE_YEAR = "of_the_year"
    """Any other figure, as it is published for the year."""


@dataclass(frozen=True)
class FigureBeside:
    """What stands beside a figure asked for, in the indicator's unit; None: there is none.

    `before` is the last figure before the asked year, that of `before_year`, and `known` what is known of the asked year
    already. Outside `low` and `high`, the plausible range of its past, a figure is far from it; outside `least` and `most` it can
    hardly be.
    """

    question: Question
    before: float | None = None
    before_year: int = 0
    known: float | None = None
    low: float | None = None
    high: float | None = None
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True)
class ProposalBeside:
    """What stands beside a proposal asked for.

    `target` is the plan's in its words, `base` the figure of `base_year` in the indicator's unit (None: none), `pace` the
    past pace between `first_year` and `last_year`, % a year or points a year (None: none). `reply` and `reply_reason` are
    what came down last ("": nothing yet), in round `reply_round`.
    """

    target: str
    base: float | None = None
    base_year: int = 0
    pace: float | None = None
    first_year: int = 0
    last_year: int = 0
    reply: str = ""
    reply_reason: str = ""
    reply_round: int = 0


Beside = Mapping[AskedCell, FigureBeside | ProposalBeside]
"""What stands beside each cell that a collection asks for."""


@dataclass(frozen=True, eq=False)
class BegunCollection:
    """A collection that is about to be issued: what stands beside each cell, and what is asked of nobody, told."""

    collection: Collection
    beside: Beside
    problems: tuple[Problem, ...] = ()
