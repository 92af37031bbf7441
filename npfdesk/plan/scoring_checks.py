"""What a rule of scoring must not be: told as a Problem before it is stated."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

from npfdesk.plan.model import Plan
from npfdesk.plan.names import fold, is_blank
from npfdesk.plan.problems import Problem, error
from npfdesk.plan.scoring import ScoringRule

RULE_INDICATOR: Final = error(
    "scoring_rule_indicator",
    "计分项“{text}”没有指标，没有写入。请填写规划中指标的名称或代码。",
    "The scoring rule “{text}” has no indicator of the plan and was not entered. Enter an indicator's name or code.",
)
RULE_INDUSTRY: Final = error(
    "scoring_rule_industry",
    "计分项“{text}”的产业不在规划中，没有写入。请改正，或留空表示全部产业。",
    "The industry of the scoring rule “{text}” is not in the plan; it was not entered. Correct it, or leave it empty for all "
    "industries.",
)
RULE_POINTS: Final = error(
    "scoring_rule_points",
    "计分项“{text}”的分值应大于 0，没有写入。扣分项也写正数，类别选扣分。",
    "The points of the scoring rule “{text}” must be above 0; it was not entered. Write a positive number for a deduction too, "
    "and choose the sort “deduction”.",
)
RULE_CAP: Final = error(
    "scoring_rule_cap",
    "计分项“{text}”的上限和名次差不能小于 0，没有写入。请改正，或留空。",
    "The cap and the step of the scoring rule “{text}” cannot be below 0; it was not entered. Correct them, or leave them empty.",
)
RULE_NAME_IN_USE: Final = error(
    "scoring_rule_name_in_use",
    "已有名为“{text}”的计分项，没有写入。请换一个名称。",
    "There is already a scoring rule “{text}”; this one was not entered. Choose another name.",
)


def refused_rule(plan: Plan, rule: ScoringRule, others: Iterable[str] = ()) -> Problem | None:
    """Why a rule cannot stand beside others of these names; None where it can."""
    if rule.indicator not in plan.indicator_by_code:
        return Problem(RULE_INDICATOR, text=rule.name)
    if rule.industry and rule.industry not in plan.industry_by_code:
        return Problem(RULE_INDUSTRY, text=rule.name)
    if not 0 < rule.points < math.inf:
        return Problem(RULE_POINTS, text=rule.name)
    if any(one is not None and not 0 <= one < math.inf for one in (rule.cap, rule.step)):
        return Problem(RULE_CAP, text=rule.name)
    if not is_blank(rule.name) and fold(rule.name) in {fold(one) for one in others}:
        return Problem(RULE_NAME_IN_USE, text=rule.name)
    return None
