"""Gap, attainment, required growth, milestone and the three rules, from the contract's words."""

import math
from dataclasses import dataclass
from typing import Any

from tests.contract.oracle import (
    Oracle,
    Series,
    linear,
    mean_to_date,
    nearer_edge,
    on_the_way,
    sum_to_date,
)

COLUMNS = ("target", "milestone", "gap", "attainment", "required", "cumulative")


def goodness(indicator: dict[str, Any]) -> float:
    return -1.0 if indicator.get("direction") == "down" else 1.0


@dataclass
class Way:
    """One target in one year: what is shown of it, and the way that the rules of status look at."""

    goal: dict[str, Any]
    sign: float
    shown: float | None
    begun: float | None
    milestone: float | None
    base: float | None
    value: float | None
    final: float | None
    end: float
    due_now: float | None
    straight: bool

    @property
    def missing(self) -> bool:
        return self.base is None or self.value is None


def way(oracle: Oracle, series: Series, year: int) -> Way | None:
    """The way of a series' target; None where there is none in that year."""
    goal = oracle.targets.get(series)
    since = oracle.plan["base"]
    if goal is None or goal["figure"] is None or year < since:
        return None
    indicator, due = oracle.indicators[series[2]], goal["year"]
    sign, measure = goodness(indicator), goal.get("measure", "level")
    if measure == "sum":
        so_far, end = sum_to_date(oracle, series, year), nearer_edge(goal, 0.0)
        milestone = end * min(1.0, (year - since) / (due - since))
        return Way(
            goal,
            sign,
            so_far,
            0.0,
            milestone,
            0.0,
            so_far,
            sum_to_date(oracle, series, due),
            end,
            milestone,
            True,
        )
    if measure == "growth":
        end = nearer_edge(goal, 0.0)
        mean = mean_to_date(oracle, series, year)

        def index(when: int) -> float | None:
            found = mean_to_date(oracle, series, when)
            return None if found is None else (1 + found / 100) ** (when - since)

        total = (1 + end / 100) ** (due - since)
        now = 1.0 if year == since else index(year)
        owed = (1 + end / 100) ** (min(year, due) - since)
        milestone = None if year == since else end
        return Way(goal, sign, mean, 0.0, milestone, 1.0, now, index(due), total, owed, False)
    base, value = oracle.value(series, since), oracle.value(series, year)
    end, straight = nearer_edge(goal, base), linear(indicator)
    milestone = None if base is None else on_the_way(base, since, end, due, straight, year)
    final = oracle.value(series, due)
    return Way(goal, sign, value, base, milestone, base, value, final, end, milestone, straight)


def required(oracle: Oracle, series: Series, one: Way) -> float | None:
    """What each year left needs, from the last observed one."""
    base_year, due = oracle.plan["base"], one.goal["year"]
    last = max(list(oracle.observed.get(series, {})) or [base_year])
    measure = one.goal.get("measure", "level")
    if measure != "level":
        last = max(last, base_year)
    span = due - last
    if span <= 0:
        return None
    if measure == "sum":
        reached = sum_to_date(oracle, series, last)
        return None if reached is None else (one.end - reached) / span
    if measure == "growth":
        grown = 1.0
        for year in range(base_year + 1, last + 1):
            figure = oracle.value(series, year)
            assert figure is not None
            grown *= 1 + figure / 100
        return ((one.end / grown) ** (1 / span) - 1) * 100
    start = oracle.value(series, last)
    if start is None:
        return None
    return (one.end - start) / span if one.straight else ((one.end / start) ** (1 / span) - 1) * 100


def judged(oracle: Oracle, series: Series, year: int) -> dict[str, Any]:
    """The columns beside a value, COLUMNS (None: none)."""
    out: dict[str, Any] = dict.fromkeys(COLUMNS)
    one = way(oracle, series, year)
    if one is None:
        return out
    figure = one.goal["figure"]
    out |= {"target": figure, "milestone": one.milestone, "required": required(oracle, series, one)}
    if one.goal.get("measure", "level") != "level":
        out["cumulative"] = one.shown
    if one.shown is not None:
        out["gap"] = (figure - one.shown) * one.sign
    if one.value is not None and one.base is not None and one.end != one.base:
        out["attainment"] = (one.value - one.base) / (one.end - one.base)
    return out


def met(goal: dict[str, Any], value: float | None, sign: float) -> bool:
    if value is None:
        return False
    slack = 1e-9 * max(1.0, abs(value))
    if goal["kind"] in ("about", "range"):
        return bool(goal["low"] - slack <= value <= goal["high"] + slack)
    if goal["kind"] == "at_most":
        return bool(value <= goal["figure"] + slack)
    if goal["kind"] == "at_least":
        return bool(value >= goal["figure"] - slack)
    return bool((value - goal["figure"]) * sign >= -slack)


def past_the_far_side(one: Way) -> bool:
    """Beyond a range or an about on the side away from the base, or on either where that lies inside."""
    if one.goal["kind"] not in ("about", "range") or one.shown is None or one.begun is None:
        return False
    slack = 1e-9 * max(1.0, abs(one.shown))
    above, below = one.shown > one.goal["high"] + slack, one.shown < one.goal["low"] - slack
    if one.begun < one.goal["low"]:
        return bool(above)
    return bool(below) if one.begun > one.goal["high"] else bool(above or below)


def cannot_be(oracle: Oracle, series: Series, year: int) -> bool:
    """A projected share past its whole, or a mean of such."""
    value = oracle.value(series, year)
    if series[2] != "城镇化率" or value is None or oracle.origin(series, year) == "observed":
        return False
    if not -1e-9 <= value <= 100 * (1 + 1e-9):
        return True
    if oracle.has_own(series):
        return False
    children = [(child, series[1], series[2]) for child in oracle.covered(series)]
    return any(cannot_be(oracle, child, year) for child in children)


def at_best(one: Way, colour: str, false: bool) -> str:
    return "yellow" if colour == "blue" and (past_the_far_side(one) or false) else colour


def pace(oracle: Oracle, series: Series, year: int) -> str:
    """The default rule's colour in `year` (after the base year)."""
    one = way(oracle, series, year)
    if one is None or one.missing or year <= oracle.plan["base"]:
        return "grey"
    assert one.base is not None
    assert one.value is not None
    false = cannot_be(oracle, series, year)
    if met(one.goal, one.shown, one.sign):
        return at_best(one, "blue", false)
    span, whole = year - oracle.plan["base"], one.goal["year"] - oracle.plan["base"]
    if one.straight:
        ratio = ((one.value - one.base) / span) / ((one.end - one.base) / whole)
    else:
        ratio = ((one.value / one.base) ** (1 / span) - 1) / ((one.end / one.base) ** (1 / whole) - 1)
    colour = "blue" if ratio >= 0.95 else "yellow" if ratio >= 0.6 else "orange" if ratio >= 0 else "red"
    return at_best(one, colour, false)


def outcome(oracle: Oracle, series: Series, year: int) -> str:
    """The share of the way that the path will have gone by the target year."""
    one = way(oracle, series, year)
    if one is None or one.base is None or one.final is None:
        return "grey"
    ending = way(oracle, series, one.goal["year"])
    assert ending is not None
    false = cannot_be(oracle, series, one.goal["year"])
    if met(one.goal, ending.shown, one.sign):
        return at_best(ending, "blue", false)
    share = (one.final - one.base) / (one.end - one.base)
    colour = "blue" if share >= 0.95 else "yellow" if share >= 0.5 else "orange" if share >= 0.1 else "red"
    return at_best(ending, colour, false)


def schedule(oracle: Oracle, series: Series, year: int) -> str:
    """The value against this year's milestone, short by a share of the way from the base to it."""
    one = way(oracle, series, year)
    if one is None or one.due_now is None or one.missing:
        return "grey"
    assert one.base is not None
    assert one.value is not None
    false = cannot_be(oracle, series, year)
    if met(one.goal, one.shown, one.sign):
        return at_best(one, "blue", false)
    if (one.value - one.due_now) * one.sign >= -1e-9 * max(1.0, abs(one.due_now)):
        return at_best(one, "blue", false)
    short = (one.due_now - one.value) * one.sign / abs(one.due_now - one.base)
    if not math.isfinite(short):
        return "grey"
    return "yellow" if short <= 0.05 + 1e-12 else "orange" if short <= 0.2 + 1e-12 else "red"
