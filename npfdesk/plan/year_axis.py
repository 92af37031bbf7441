"""The years of a plan: whether it has the one that somebody asks about."""

from __future__ import annotations

from typing import Final

from npfdesk.plan.model import Plan
from npfdesk.plan.problems import Problem, error

YEAR_OUTSIDE: Final = error(
    "year_outside",
    "规划的年份为 {first}—{last}，没有 {text} 年。",
    "The plan's years are {first} to {last}; {text} is not one of them.",
)


def year_outside(plan: Plan, year: int) -> Problem | None:
    """The problem of a year that the plan does not have; None where it has it."""
    first, last = int(plan.years[0]), int(plan.years[-1])
    if first <= year <= last:
        return None
    return Problem(YEAR_OUTSIDE, text=str(year), arguments={"first": first, "last": last})
