"""How returns stand, in words: for the board of states, the command line and the help."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from npfdesk.plan.collection import Unit
from npfdesk.plan.model import Plan
from npfdesk.plan.problems import Wording
from npfdesk.plan.returns import ReturnState

STATE_WORDS: Final[Mapping[ReturnState, Wording]] = MappingProxyType(
    {
        ReturnState.TAKEN: Wording("已收齐", "complete"),
        ReturnState.PART: Wording("部分待处理", "partly told"),
        ReturnState.LATE: Wording("迟报", "late"),
        ReturnState.EMPTY: Wording("未填", "empty"),
        ReturnState.DOUBLE: Wording("重复", "double"),
        ReturnState.OTHER_ROUND: Wording("非本次", "of another collection"),
        ReturnState.REFUSED: Wording("不能用", "refused"),
    }
)
"""The states of a return."""


def unit_wording(plan: Plan, unit: Unit) -> Wording:
    """The name of who was asked: of a region as it is spoken in each language, else as it is."""
    region = plan.region_by_code.get(unit.code)
    if region is None:
        return Wording(unit.name, unit.name)
    return Wording(unit.name, region.english or unit.name)
