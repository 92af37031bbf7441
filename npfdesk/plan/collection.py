"""Collecting figures by file: who is asked for what, in which round, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

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
