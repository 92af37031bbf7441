"""Groups of shares that add up to 100 %: 一产、二产、三产占比. Where one is typed, the free others give way in proportion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from math import floor
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from npfdesk.plan.kinds import Kind
from npfdesk.plan.names import fold
from npfdesk.plan.numbers import plain
from npfdesk.plan.problems import Problem, error

if TYPE_CHECKING:
    from npfdesk.plan.model import Indicator, Plan

WHOLE: Final = 100.0
"""What shares in % add up to."""

GROUP_UNNAMED: Final = error(
    "share_group_unnamed",
    "比重组没有名称，没有采用。请写名称，如 三次产业结构。",
    "The share group has no name and was not taken. Name it, such as: structure by sector.",
)
GROUP_NAME_IN_USE: Final = error(
    "share_group_name_in_use",
    "已有名为“{text}”的比重组，没有采用。请换一个名称。",
    "There is a share group “{text}” already; this one was not taken. Choose another name.",
)
GROUP_TOO_SMALL: Final = error(
    "share_group_too_small",
    "比重组“{text}”的成员不足两个，整组没有采用。请至少列两个以 % 计的比重指标。",
    "The share group “{text}” has fewer than two members, and none of it was taken. List two shares in % at least.",
)
GROUP_TOTAL: Final = error(
    "share_group_total",
    "比重组“{text}”的合计应为大于 0 的数，整组没有采用。请改正，或留空表示 100。",
    "The total of the share group “{text}” must be above 0, and none of it was taken. Correct it, or leave it empty for 100.",
)
MEMBER_UNKNOWN: Final = error(
    "share_member_unknown",
    "比重组“{group}”的成员“{text}”不是规划的指标，整组没有采用。请改为指标的名称或代码。",
    "“{text}”, a member of the share group “{group}”, is no indicator of the plan, and none of the group was taken. "
    "Use an indicator's name or code.",
)
MEMBER_TWICE: Final = error(
    "share_member_twice",
    "“{text}”已在比重组“{other}”中，一个指标只能属于一组，比重组“{group}”没有采用。请从其中一组删去。",
    "“{text}” is in the share group “{other}” already and can be in one only; the group “{group}” was not taken. Remove "
    "it from one of them.",
)
MEMBER_NOT_PERCENT: Final = error(
    "share_member_not_percent",
    "“{text}”不是以 % 计的比率指标（单位“{unit}”），不能列入比重组“{group}”，整组没有采用。请只列单位为 %、类型为比率的指标。",
    "“{text}” is no ratio in % (its unit is “{unit}”) and cannot be in the share group “{group}”; none of the group was "
    "taken. List only indicators of kind ratio in %.",
)
SHARES_EXCEED: Final = error(
    "shares_exceed_total",
    "{where}{year}年：比重组“{group}”中录入的和锁定的已合计 {held}，超过 {total}，其余各项无法再减，没有写入。请改小，或解除锁定。",
    "{where}{year}: what is typed and locked in the share group “{group}” comes to {held}, above {total}; the others cannot "
    "give way, and nothing was entered. Type less, or unlock a member.",
)
SHARES_HELD: Final = error(
    "shares_all_locked",
    "{where}{year}年：比重组“{group}”其余各项都已锁定，合计将为 {held} 而不是 {total}，没有写入。请解除一项锁定，或一并改各项。",
    "{where}{year}: all others of the share group “{group}” are locked, and the sum would be {held} instead of {total}; "
    "nothing was entered. Unlock a member, or change several together.",
)


@dataclass(frozen=True)
class ShareGroup:
    """Shares in % of one whole: they add up to `total` in each region, industry and year.

    `members` are the codes of two indicators or more, in the order in which they are listed; `locked` are those of them
    that stay where another is typed. `sheet` and `cell` are where its first row stands, which makes no other group of it.
    """

    name: str
    members: tuple[str, ...]
    locked: tuple[str, ...] = ()
    total: float = WHOLE
    sheet: str = field(default="", compare=False)
    cell: str = field(default="", compare=False)


ShareGroups = Mapping[str, "ShareGroup | None"]
"""Amended groups by their names; None where one of the workbook's is taken away."""


def is_share(indicator: Indicator) -> bool:
    """Whether an indicator can be in a group: a ratio in %."""
    return indicator.kind is Kind.RATIO and fold(indicator.unit) == "%"


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
    if not is_share(indicator):
        words = {"group": name, "unit": indicator.unit}
        return Problem(MEMBER_NOT_PERCENT, text=indicator.name, arguments=words)
    other = next((one for one in others if code in one.members), None)
    if other is not None:
        words = {"group": name, "other": other.name}
        return Problem(MEMBER_TWICE, text=indicator.name, arguments=words)
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


def with_lock(group: ShareGroup, member: str, locked: bool) -> ShareGroup:
    """The group with a member locked or not, the locked in the order of the members."""
    wanted = {*group.locked, member} if locked else set(group.locked) - {member}
    return replace(group, locked=tuple(code for code in group.members if code in wanted))


def without_members(group: ShareGroup, gone: Iterable[str]) -> ShareGroup | None:
    """The group without some indicators; None where fewer than two are left."""
    out = frozenset(gone)
    members = tuple(code for code in group.members if code not in out)
    if len(members) < 2:
        return None
    return replace(group, members=members, locked=tuple(code for code in group.locked if code not in out))


def outstanding_share_groups(plan: Plan, amended: ShareGroups) -> ShareGroups:
    """The amended groups that the plan does not state itself."""
    stated = {one.name: one for one in plan.share_groups}
    return MappingProxyType({name: group for name, group in amended.items() if stated.get(name) != group})


def with_share_groups(plan: Plan, amended: ShareGroups) -> Plan:
    """The plan with the amended groups: each in the place of the one of its name, new ones behind."""
    if not amended:
        return plan
    groups = {one.name: one for one in plan.share_groups}
    for name, group in amended.items():
        if group is None:
            groups.pop(name, None)
        else:
            old = groups.get(name)
            groups[name] = group if old is None else replace(group, sheet=old.sheet, cell=old.cell)
    return plan.with_share_groups(tuple(groups.values()))


# how the others give way


def rebalanced(
    figures: Sequence[float], held: Sequence[bool], total: float, places: int
) -> tuple[float, ...] | None:
    """Shares with the free ones scaled so that all add up to a total, to `places` decimals.

    `figures` (member,) in %; `held` marks those that stay: typed or locked. A free one becomes r w / Σw, with r what
    the held ones (as printed to `places`) leave of the total and w the free ones' figures, rounded by largest remainder
    (ties: the larger figure, then the order); free ones that are all 0 share equally. None where the held ones leave
    less than 0, or where all are held and their sum is another. A free figure below 0 counts as 0.
    """
    unit = Fraction(1, 10**places)
    rest = _units(total, unit) - sum(
        _units(one, unit) for one, stays in zip(figures, held, strict=True) if stays
    )
    free = [at for at, stays in enumerate(held) if not stays]
    if rest < 0 or (not free and rest != 0):
        return None
    weights = [max(exact(figures[at]), Fraction(0)) for at in free]
    if not any(weights):
        weights = [Fraction(1)] * len(free)
    whole = sum(weights, Fraction(0))
    wanted = [rest * unit * one / whole for one in weights]
    result = list(figures)
    for at, share in zip(free, rounded_to_sum(wanted, places), strict=True):
        result[at] = share
    return tuple(result)


def rounded_to_sum(wanted: Sequence[Fraction], places: int) -> tuple[float, ...]:
    """Figures rounded to `places` decimals by largest remainder, so that their sum is that of the wanted ones.

    Ties go to the larger figure, then to the first. A sum that is not itself to `places` decimals is rounded.
    """
    unit = Fraction(1, 10**places)
    scaled = [one / unit for one in wanted]
    lower = [floor(one) for one in scaled]
    missing = round(sum(scaled, Fraction(0))) - sum(lower)
    order = sorted(range(len(scaled)), key=lambda at: (lower[at] - scaled[at], -scaled[at], at))
    for at in order[:missing]:
        lower[at] += 1
    return tuple(float(one * unit) for one in lower)


def exact(figure: float) -> Fraction:
    """A figure as it is written: 0.1 is a tenth."""
    return Fraction(Decimal(repr(float(figure))))


def _units(figure: float, unit: Fraction) -> int:
    return round(exact(figure) / unit)


def in_words(figure: float) -> str:
    """A share or a sum of shares as it is told, without the rounding of the machine."""
    return plain(round(figure, 6) + 0.0)
