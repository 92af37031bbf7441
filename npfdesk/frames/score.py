"""The points of a contest as a table: a row for each region and rule, with what the next place costs beside it."""

from __future__ import annotations

import math
from typing import Any, Final

import pandas as pd

from npfdesk.engine.next_place import Hindrance, NextPlace, next_place
from npfdesk.engine.scoring import (
    Contest,
    Unscored,
    contest,
    contest_parents,
    known_rules,
    latest_period,
    stated_months,
)
from npfdesk.frames.lookup import find_region, find_scenario
from npfdesk.frames.opened_plan import PlanWorkbook
from npfdesk.frames.refusal import Refused
from npfdesk.frames.tables import tidy
from npfdesk.plan.model import Plan
from npfdesk.plan.periods import Period, read_period
from npfdesk.plan.problems import Problem, error, warning
from npfdesk.plan.scoring import ScoringMethod

COLUMNS: Final = (
    "scenario",
    "period",
    "region",
    "place",
    "total",
    "scored",
    "rule",
    "indicator",
    "code",
    "unit",
    "method",
    "sort",
    "worth",
    "figure",
    "asked",
    "reached",
    "points",
    "projected",
    "why",
)

NO_RULES: Final = error(
    "no_scoring_rules",
    "规划没有计分办法。请在“计分”表中填写指标、分值和计分办法。",
    "The plan has no scoring rules. Enter indicators, points and rules in the sheet Scoring.",
)
NO_CONTEST: Final = error(
    "no_contest",
    "“{text}”没有两个以上的下级地区可比。可选上级：{known}。",
    "“{text}” has fewer than two regions below it to compare. Available: {known}.",
)
PERIOD_UNREAD: Final = error(
    "no_score_period",
    "“{text}”不是月份。请写 2026-03。",
    "“{text}” is not a month. Write it as 2026-03.",
)
PERIOD_TWICE: Final = error(
    "score_period_twice",
    "年份和月份只能写一个。",
    "Give a year or a month, not both.",
)
UNSCORED_RULES: Final = warning(
    "unscored",
    "{region}：{rules} 未计分（{why}），总分只含其余各项。",
    "{region}: not scored by {rules} ({why_en}); the total covers only the other rules.",
)
PROJECTED: Final = warning(
    "scored_by_projection",
    "“{text}”按推算值计分，尚无实绩。",
    "“{text}” is scored by projected figures; there are no actuals yet.",
)


def score(
    plan: PlanWorkbook,
    year: int | None = None,
    through: str | None = None,
    region: str | None = None,
    scenario: str | None = None,
) -> pd.DataFrame:
    """The points, totals and places; the face tells the rest."""
    values = plan.plan
    chosen = find_scenario(plan.document, scenario)
    if not known_rules(values):
        raise Refused(Problem(NO_RULES))
    period = _period(plan, year, through)
    parent, asked = _contestants(values, region)
    found = contest(plan.results, chosen.id, period, parent)
    about = [asked] if asked else [one.code for one in found.regions]
    nexts = [one for one in (next_place(values, found, code) for code in about) if one is not None]
    rows = [
        _row(values, found, rule, at) | {"scenario": chosen.name, "period": period.key}
        for at in found.order.tolist()
        for rule in range(len(found.rules))
    ]
    units = {
        "figure": "column unit",
        **dict.fromkeys(("asked", "reached"), "as the target measures"),
        **dict.fromkeys(("total", "worth", "points"), "points"),
    }
    return tidy(
        rows,
        COLUMNS,
        units,
        _remarks(found),
        parent=values.region_by_code[parent].name,
        full=found.full,
        next=[_told(values, one) for one in nexts],
    )


def _period(plan: PlanWorkbook, year: int | None, through: str | None) -> Period:
    if year is not None and through is not None:
        raise Refused(Problem(PERIOD_TWICE))
    if through is not None:
        read = read_period(through)
        if read is None or not read.year or read.is_year:
            raise Refused(Problem(PERIOD_UNREAD, text=through))
        return read.to_date
    if year is not None:
        return Period(year)
    return latest_period(plan.results, stated_months(plan.plan))


def _contestants(plan: Plan, region: str | None) -> tuple[str, str]:
    """The region whose children compete, and the one of them whose next place is asked for ("": all)."""
    parents = [one.code for one in contest_parents(plan)]
    if region is None:
        parent, asked = plan.root, ""
    else:
        found = find_region(plan, region)
        parent, asked = (found.code, "") if found.code in parents else (found.parent, found.code)
    if parent not in parents:
        known = tuple(plan.region_names[one] for one in parents) or "—"
        name = region or (plan.region_names[plan.root] if plan.root else "")
        raise Refused(Problem(NO_CONTEST, text=name, arguments={"known": known}))
    return parent, asked


def _row(plan: Plan, found: Contest, rule: int, at: int) -> dict[str, Any]:
    stated, figures = found.rules[rule], found.figures
    indicator = plan.indicator_by_code[stated.indicator]
    place = found.places[at]
    by_target = stated.method in (ScoringMethod.ALL_OR_NOTHING, ScoringMethod.PROPORTIONAL)
    last_year = stated.method is ScoringMethod.LAST_YEAR
    return {
        "region": found.regions[at].name,
        "place": int(place) if math.isfinite(place) else pd.NA,
        "total": found.total[at],
        "scored": int(found.scored[at]),
        "rule": stated.name,
        "indicator": indicator.name,
        "code": indicator.code,
        "unit": "%" if figures.grown[rule, 0] else indicator.unit,
        "method": str(stated.method),
        "sort": str(stated.sort),
        "worth": stated.points,
        "figure": figures.figure[rule, at],
        "asked": figures.aim[rule, at] if by_target else figures.before[rule, at] if last_year else math.nan,
        "reached": figures.reached[rule, at] if by_target else figures.figure[rule, at],
        "points": found.points[rule, at],
        "projected": bool(figures.projected[rule, at]),
        "why": Unscored(int(found.why[rule, at])).name.lower(),
    }


def _remarks(found: Contest) -> list[Problem]:
    remarks = []
    for at, region in enumerate(found.regions):
        for why in sorted(set(found.why[:, at].tolist()) - {Unscored.SCORED}):
            rules = tuple(one.name for rule, one in enumerate(found.rules) if found.why[rule, at] == why)
            words = Unscored(why).words
            told = {"region": region.name, "rules": rules, "why": words.zh, "why_en": words.en}
            remarks.append(Problem(UNSCORED_RULES, arguments=told))
    remarks.extend(
        Problem(PROJECTED, text=one.name)
        for rule, one in enumerate(found.rules)
        if found.figures.projected[rule].any()
    )
    return remarks


def _told(plan: Plan, found: NextPlace) -> dict[str, Any]:
    """What the next place costs, in plain values; None where there is no such figure."""
    names = plan.region_by_code
    return {
        "region": names[found.region].name,
        "place": found.place,
        "total": found.total,
        "goal": found.goal,
        "ahead": [names[code].name for code in found.ahead],
        "missing": _known(found.missing),
        "ways": [
            {
                "indicator": plan.indicator_by_code[one.indicator].name,
                "industry": _industry(plan, one.industry),
                "unit": "%" if one.grown else plan.indicator_by_code[one.indicator].unit,
                "figure": _known(one.figure),
                "needed": _known(one.needed),
                "change": _known(one.rise),
                "relative": _known(one.relative),
                "effort": _known(one.effort),
                "points": _known(one.points),
                "possible": one.hindrance is Hindrance.NONE,
            }
            for one in found.by_effort
        ],
    }


def _industry(plan: Plan, code: str) -> str:
    return plan.industry_by_code[code].name if code else ""


def _known(figure: float) -> float | None:
    return float(figure) if math.isfinite(figure) else None
