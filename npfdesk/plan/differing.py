"""What differs between two states of saved work, cell by cell, and how much of what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from npfdesk.plan.cells import WHOLE, Area, Cell, Row, finely, parts, rows
from npfdesk.plan.problems import Language, Wording
from npfdesk.plan.records import SavedWork

COUNTED: Final[Mapping[Area, Wording]] = MappingProxyType(
    {
        Area.SCENARIO: Wording("情景 {count} 处", "{count} of scenarios"),
        Area.ASSUMPTION: Wording("假设 {count} 处", "{count} of assumptions"),
        Area.LEVEL: Wording("抓手 {count} 处", "{count} of levers"),
        Area.TARGET: Wording("情景目标 {count} 处", "{count} of scenarios' targets"),
        Area.OBSERVATION: Wording("数据修订 {count} 处", "{count} of observed figures"),
        Area.PLAN_TARGET: Wording("规划目标 {count} 处", "{count} of the plan's targets"),
        Area.KNOWN: Wording("已知发现 {count} 处", "{count} of known findings"),
        Area.INSERTION: Wording("框架 {count} 处", "{count} of frameworks"),
        Area.RESPONSES: Wording("响应规则 {count} 处", "{count} of response rules"),
        Area.VIEW: Wording("故事板 {count} 处", "{count} of the storyboard"),
        Area.NOTE: Wording("批注 {count} 处", "{count} of notes"),
        Area.SPILLOVER: Wording("区域溢出 {count} 处", "{count} of spillover"),
        Area.STANDING: Wording("承诺 {count} 处", "{count} of commitments"),
        Area.EFFECT: Wording("抓手效应 {count} 处", "{count} of levers' effects"),
    }
)
_NONE: Final = Wording("没有改动", "nothing changed")


@dataclass(frozen=True)
class Difference:
    """One cell that two states say differently; None for a cell that one of them does not have."""

    cell: Cell
    before: Any
    after: Any


def row_differences(row: Row, before: Any, after: Any) -> tuple[Difference, ...]:
    """The cells of one row that differ; the whole row as one where it came, went or changed its method."""
    if before == after:
        return ()
    if not finely(row, before, after):
        return (Difference(Cell(row, WHOLE), before, after),)
    old, new = parts(row, before), parts(row, after)
    return tuple(
        Difference(Cell(row, part), old.get(part), new.get(part))
        for part in {**old, **new}
        if old.get(part) != new.get(part)
    )


def differences(before: SavedWork | None, after: SavedWork) -> tuple[Difference, ...]:
    """Every cell that differs between two states, in the order of the later one; None: nothing was there before."""
    old, new = rows(before) if before is not None else {}, rows(after)
    return tuple(
        difference
        for row in {**new, **old}
        for difference in row_differences(row, old.get(row), new.get(row))
    )


def counts(found: tuple[Difference, ...]) -> Mapping[str, int]:
    """How many cells of each area differ."""
    return MappingProxyType(dict(Counter(str(one.cell.row.area) for one in found)))


def counts_text(found: Mapping[str, int], language: Language) -> str:
    """How much of what differs, in words."""
    told = [
        words.text(language, {"count": found[str(area)]})
        for area, words in COUNTED.items()
        if found.get(str(area))
    ]
    return ("，" if language == "zh" else ", ").join(told) or _NONE.text(language, {})
