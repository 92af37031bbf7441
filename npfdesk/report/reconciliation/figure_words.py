"""What the figures of findings between plans are called, in the order in which a table has them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from npfdesk.plan.problems import Wording

FIGURE_WORDS: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "above": Wording("上级数值", "Figure above"),
        "target": Wording("上级目标", "Target above"),
        "below": Wording("本级数值", "Figure here"),
        "low": Wording("下级合计下限", "Sum below, low"),
        "high": Wording("下级合计上限", "Sum below, high"),
        "gap": Wording("差额", "Difference"),
    }
)
