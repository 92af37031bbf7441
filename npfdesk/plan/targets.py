"""Targets as values: what the words of a target cell come to, once a base is known."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

from npfdesk.plan.problems import Problem, error

NEEDS_BASE: Final = error(
    "target_needs_base",
    "“{text}”要从基期值推算，但该序列没有基期值。请填写基期值，或直接写目标数值。",
    "“{text}” counts from a base, but this series has none. Enter the base, or write the target's figure.",
)

How = Literal["figure", "increase", "growth", "compound", "multiple"]


class TargetKind(StrEnum):
    """How a target's figure is meant."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"
    RANGE = "range"
    ASSIGNED = "assigned"
    NONE = "none"


@dataclass(frozen=True)
class TargetText:
    """What a target cell says before the base is known.

    `figure` is read by `how`: the figure itself, an increase over the base, a total growth in %, a compound
    annual growth in %, or a multiple of the base. `low` and `high` are a range's; `stretch` is the figure of
    力争; `year` the year in brackets behind it.
    """

    kind: TargetKind
    text: str
    how: How = "figure"
    figure: float | None = None
    low: float | None = None
    high: float | None = None
    stretch: float | None = None
    year: int | None = None


@dataclass(frozen=True)
class Target:
    """A target in figures, in the indicator's unit.

    `value` is the figure to reach: a range's is its middle; None where there is none (none, assigned). `low`
    and `high` are the bounds inside which it is met: the figure itself for at least and at most, 2 % (or the
    plan's own tolerance) either way for about; both None for exact.
    """

    kind: TargetKind
    value: float | None
    low: float | None
    high: float | None
    stretch: float | None
    text: str


def resolve_target(
    parsed: TargetText,
    *,
    base: float | None,
    base_year: int,
    target_year: int,
    about_tolerance: float = 0.02,
) -> Target | Problem:
    """The figures of a target whose base is known (None: it has none; an increase then counts from 0).

    growth: base (1 + g / 100); compound: base (1 + g / 100)^(target year - base year). A Problem where the
    words need a base and there is none.
    """
    if parsed.kind in (TargetKind.NONE, TargetKind.ASSIGNED):
        return Target(parsed.kind, None, None, None, parsed.stretch, parsed.text)
    if parsed.kind is TargetKind.RANGE and parsed.low is not None and parsed.high is not None:
        middle = (parsed.low + parsed.high) / 2
        return Target(parsed.kind, middle, parsed.low, parsed.high, parsed.stretch, parsed.text)
    figure = parsed.figure if parsed.figure is not None else 0.0
    if parsed.how == "increase":
        figure += base or 0.0
    elif parsed.how != "figure":
        if base is None:
            return Problem(NEEDS_BASE, text=parsed.text)
        if parsed.how == "multiple":
            figure = base * figure
        else:
            years = target_year - base_year if parsed.how == "compound" else 1
            figure = base * (1 + figure / 100) ** years
    slack = about_tolerance * abs(figure)
    low, high = {
        TargetKind.AT_LEAST: (figure, None),
        TargetKind.AT_MOST: (None, figure),
        TargetKind.ABOUT: (figure - slack, figure + slack),
    }.get(parsed.kind, (None, None))
    return Target(parsed.kind, figure, low, high, parsed.stretch, parsed.text)
