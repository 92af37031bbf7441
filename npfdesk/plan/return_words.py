"""How returns stand, in words: for the board of states, the command line and the help."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

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
