"""Which groups of shares a plan can have, and a plan with amended ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from npfdesk.plan.model import Plan
from npfdesk.plan.names import fold
from npfdesk.plan.problems import Problem, error
from npfdesk.plan.share_groups import ShareGroup
from npfdesk.plan.shares_of_wholes import in_per_cent
from npfdesk.plan.spoken_names import name_wording, problem_about
from npfdesk.plan.structure import changed_by_name, outstanding_changes

GROUP_UNNAMED: Final = error(
    "share_group_unnamed",
    "比重组没有名称，没有采用。请写名称，如 三次产业结构。",
    "The share group has no name and was not used. Enter a name, such as: structure by sector.",
)
GROUP_NAME_IN_USE: Final = error(
    "share_group_name_in_use",
    "已有名为“{text}”的比重组，没有采用。请换一个名称。",
    "There is already a share group “{text}”; this one was not used. Choose another name.",
)
GROUP_TOO_SMALL: Final = error(
    "share_group_too_small",
    "比重组“{text}”的成员不足两个，整组没有采用。请至少列两个以 % 计的比重指标。",
    "The share group “{text}” has fewer than two members, so the whole group was not used. List at least two shares in %.",
)
GROUP_TOTAL: Final = error(
    "share_group_total",
    "比重组“{text}”的合计应为大于 0 的数，整组没有采用。请改正，或留空表示 100。",
    "The total of the share group “{text}” must be a number above 0, so the whole group was not used. Correct it, or leave it "
    "empty for 100.",
)
MEMBER_UNKNOWN: Final = error(
    "share_member_unknown",
    "比重组“{group}”的成员“{text}”不是规划的指标，整组没有采用。请改为指标的名称或代码。",
    "“{text}”, a member of the share group “{group}”, is not an indicator of the plan, so the whole group was not used. Use an "
    "indicator's name or code.",
)
MEMBER_TWICE: Final = error(
    "share_member_twice",
    "“{text}”已在比重组“{other}”中，一个指标只能属于一组，比重组“{group}”没有采用。请从其中一组删去。",
    "“{text}” is already in the share group “{other}”, and an indicator can be in one group only; the group “{group}” was not "
    "used. Remove it from one of them.",
)
MEMBER_NOT_PERCENT: Final = error(
    "share_member_not_percent",
    "“{text}”不是以 % 计的比率指标（单位“{unit}”），不能列入比重组“{group}”，整组没有采用。请只列单位为 %、类型为比率的指标。",
    "“{text}” is not a ratio in % (its unit is “{unit}”) and cannot be in the share group “{group}”; the whole group was not "
    "used. List only indicators of kind ratio with the unit %.",
)

ShareGroups = Mapping[str, "ShareGroup | None"]
"""Amended groups by their names; None where one of the workbook's is taken away."""


def refused_group(plan: Plan, group: ShareGroup, others: Iterable[ShareGroup]) -> Problem | None:
    """Why a group cannot stand beside the others of a plan; None where it can."""
    others = tuple(others)
    if not group.name.strip():
        return Problem(GROUP_UNNAMED)
    if fold(group.name) in {fold(one.name) for one in others}:
        return Problem(GROUP_NAME_IN_USE, text=group.name)
    if not 0 < group.total < float("inf"):
        return Problem(GROUP_TOTAL, text=group.name)
    for code in group.members:
        refused = refused_member(plan, group.name, code, others)
        if refused is not None:
            return refused
    return Problem(GROUP_TOO_SMALL, text=group.name) if len(set(group.members)) < 2 else None


def refused_member(plan: Plan, name: str, code: str, others: Iterable[ShareGroup]) -> Problem | None:
    """Why an indicator cannot be in a group of that name beside the other groups; None where it can."""
    indicator = plan.indicator_by_code.get(code)
    if indicator is None:
        return Problem(MEMBER_UNKNOWN, text=code, arguments={"group": name})
    if not in_per_cent(indicator):
        return problem_about(MEMBER_NOT_PERCENT, indicator, group=name, unit=indicator.unit)
    other = next((one for one in others if code in one.members), None)
    if other is not None:
        return problem_about(MEMBER_TWICE, indicator, group=name, other=name_wording(other))
    return None


def sound_groups(plan: Plan) -> tuple[ShareGroup, ...]:
    """The plan's groups of which every member is an indicator in % of the plan, in no other group before."""
    found: list[ShareGroup] = []
    for group in plan.share_groups:
        if refused_group(plan, group, found) is None:
            found.append(group)
    return tuple(found)


def is_computed(plan: Plan, group: ShareGroup) -> bool:
    """Whether a member follows from a formula (part / whole): such a group is checked, and no edit rebalances it."""
    return any(plan.indicator_by_code[code].formula is not None for code in group.members)


def group_of(plan: Plan, indicator: str) -> ShareGroup | None:
    """The sound group that an indicator is in; None where it is in none."""
    if not any(indicator in group.members for group in plan.share_groups):
        return None
    return next((group for group in sound_groups(plan) if indicator in group.members), None)


def outstanding_share_groups(plan: Plan, amended: ShareGroups) -> ShareGroups:
    """The amended groups that the plan does not state itself."""
    return outstanding_changes({one.name: one for one in plan.share_groups}, amended)


def with_share_groups(plan: Plan, amended: ShareGroups) -> Plan:
    """The plan with the amended groups: each in the place of the one of its name, new ones behind."""
    return plan.with_share_groups(changed_by_name(plan.share_groups, amended)) if amended else plan
