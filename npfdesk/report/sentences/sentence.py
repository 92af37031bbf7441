"""What a sentence of a report is: its text, the figures in it, and what these rest on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from npfdesk.plan.series import SeriesKey


@dataclass(frozen=True)
class Evidence:
    """What a sentence rests on: series, years and the scenario's id ("": observed figures alone).

    `targets` are the years of the targets that it speaks of.
    """

    series: tuple[SeriesKey, ...] = ()
    years: tuple[int, ...] = ()
    scenario: str = ""
    targets: tuple[int, ...] = ()


NO_EVIDENCE: Final = Evidence()
"""Of a sentence that states a rule or a name alone."""


@dataclass(frozen=True)
class SaidFigure:
    """A figure as a sentence shows it, and its full value.

    A name or a date has no value. NaN is never one: what cannot be computed is not said.
    """

    said: str
    value: float | None = None


@dataclass(frozen=True)
class Sentence:
    """A sentence bound to its figures.

    `key` tells it from all others of the report and stays the same on new data (pattern and what it is about, not its
    figures); `figures` are its fields by their names in the pattern; `assumed` says that it speaks of assumptions.
    """

    key: str
    text: str
    figures: Mapping[str, SaidFigure] = field(default_factory=lambda: MappingProxyType({}))
    evidence: Evidence = NO_EVIDENCE
    assumed: bool = False
