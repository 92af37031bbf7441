"""Gap, attainment, required growth, milestone and the three rules, from the contract's words."""

from typing import Any

from tests.contract.oracle import Oracle, Series, on_the_way


def goodness(indicator: dict[str, Any]) -> float:
    return -1.0 if indicator.get("direction") == "down" else 1.0


def judged(oracle: Oracle, series: Series, year: int) -> dict[str, Any]:
    """The columns beside a value: `target`, `milestone`, `gap`, `attainment`, `required` (None: none)."""
    none = {"target": None, "milestone": None, "gap": None, "attainment": None, "required": None}
    goal = oracle.targets.get(series)
    if goal is None or goal["figure"] is None or year < oracle.plan["base"]:
        return none
    indicator = oracle.indicators[series[2]]
    linear = indicator["kind"] in ("ratio", "index")
    base_year, due, figure = oracle.plan["base"], goal["year"], goal["figure"]
    base, value = oracle.value(series, base_year), oracle.value(series, year)
    seen = list(oracle.observed.get(series, {})) or [base_year]
    last = max(seen)
    start = oracle.value(series, last)
    out = dict(none, target=figure)
    if base is not None:
        out["milestone"] = on_the_way(base, base_year, figure, due, linear, year)
    if value is not None:
        out["gap"] = (figure - value) * goodness(indicator)
        if base is not None and figure != base:
            out["attainment"] = (value - base) / (figure - base)
    if start is not None and due > last:
        span = due - last
        out["required"] = (figure - start) / span if linear else ((figure / start) ** (1 / span) - 1) * 100
    return out


def met(goal: dict[str, Any], value: float, sign: float) -> bool:
    if goal["kind"] in ("about", "range"):
        return bool(goal["low"] <= value <= goal["high"])
    if goal["kind"] == "at_most":
        return bool(value <= goal["figure"])
    if goal["kind"] == "at_least":
        return bool(value >= goal["figure"])
    return bool((value - goal["figure"]) * sign >= -1e-9 * abs(goal["figure"]))


def pace(oracle: Oracle, series: Series, year: int) -> str:
    """The default rule's colour in `year` (after the base year)."""
    goal = oracle.targets.get(series)
    indicator = oracle.indicators[series[2]]
    base_year = oracle.plan["base"]
    if goal is None or goal["figure"] is None or year <= base_year:
        return "grey"
    base, value = oracle.value(series, base_year), oracle.value(series, year)
    if base is None or value is None:
        return "grey"
    if met(goal, value, goodness(indicator)):
        return "blue"
    span, whole = year - base_year, goal["year"] - base_year
    if indicator["kind"] in ("ratio", "index"):
        ratio = ((value - base) / span) / ((goal["figure"] - base) / whole)
    else:
        ratio = ((value / base) ** (1 / span) - 1) / ((goal["figure"] / base) ** (1 / whole) - 1)
    if ratio >= 0.95:
        return "blue"
    return "yellow" if ratio >= 0.6 else "orange" if ratio >= 0 else "red"


def outcome(oracle: Oracle, series: Series, year: int) -> str:
    """The share of the way that the path will have gone by the target year."""
    goal = oracle.targets.get(series)
    if goal is None or goal["figure"] is None or year < oracle.plan["base"]:
        return "grey"
    base, final = oracle.value(series, oracle.plan["base"]), oracle.value(series, goal["year"])
    if base is None or final is None:
        return "grey"
    if met(goal, final, goodness(oracle.indicators[series[2]])):
        return "blue"
    share = (final - base) / (goal["figure"] - base)
    return "blue" if share >= 0.95 else "yellow" if share >= 0.5 else "orange" if share >= 0.1 else "red"


def schedule(oracle: Oracle, series: Series, year: int) -> str:
    """The value against this year's milestone, short by a share of the way from the base to it."""
    columns = judged(oracle, series, year)
    goal, milestone = oracle.targets.get(series), columns["milestone"]
    base, value = oracle.value(series, oracle.plan["base"]), oracle.value(series, year)
    if goal is None or milestone is None or base is None or value is None:
        return "grey"
    sign = goodness(oracle.indicators[series[2]])
    if met(goal, value, sign) or (value - milestone) * sign >= -1e-9 * abs(milestone):
        return "blue"
    short = (milestone - value) * sign / abs(milestone - base)
    return "yellow" if short <= 0.05 + 1e-12 else "orange" if short <= 0.2 + 1e-12 else "red"
