"""The sheet Share groups (比重组): shares in % that add up, a row for each member."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from npfdesk.plan.model import Plan
from npfdesk.plan.names import fold, is_blank
from npfdesk.plan.numbers import parse_figure
from npfdesk.plan.problems import Language, Problem, error
from npfdesk.plan.share_group_checks import (
    GROUP_TOTAL,
    GROUP_UNNAMED,
    MEMBER_UNKNOWN,
    refused_group,
    refused_member,
)
from npfdesk.plan.share_groups import WHOLE, ShareGroup
from npfdesk.workbook.standard import closed_lists
from npfdesk.workbook.standard.registers import DUPLICATE_NAME
from npfdesk.workbook.standard.sheet_columns import SHARE_GROUPS
from npfdesk.workbook.standard.sheet_layout import CellValue
from npfdesk.workbook.standard.sheet_tables import Row, Table, Workbook

MEMBER_UNSTATED: Final = error(
    "share_member_unstated",
    "这一行没有写比重组“{group}”的成员，整组没有采用。请填写指标的名称或代码，或删去这一行。",
    "The row has no member for the share group “{group}”, so the whole group was not used. Enter an indicator's name or code, "
    "or delete the row.",
)
NOT_LOCKED_OR_FREE: Final = error(
    "share_lock_unread",
    "“{text}”无法识别：锁定写 是，不锁定则留空。按不锁定处理。",
    "“{text}” is not clear: write yes for a locked share, otherwise leave it empty. It is treated as not locked.",
)


@dataclass
class _Stated:
    """A group while its rows are read: its first row, its members with their rows, and whether it is sound so far."""

    first: Row
    members: dict[str, Row] = field(default_factory=dict)
    locked: list[str] = field(default_factory=list)
    total: float = WHOLE
    sound: bool = True


def read_share_groups(book: Workbook, plan: Plan, problems: list[Problem]) -> Plan:
    """The plan with the groups of shares that its workbook states.

    A row without a name is of the group above it. A group with a member that cannot be one is not taken at all, because
    the rest of it does not add up; every such cell is told.
    """
    table = book.tables.get(SHARE_GROUPS.key)
    return plan.with_share_groups(_groups(table, plan, problems)) if table is not None else plan


def group_rows(rows: tuple[Row, ...]) -> Mapping[str, Mapping[str, Row]]:
    """The rows of each group by its name and the words for its members, as the sheet says them."""
    found: dict[str, dict[str, Row]] = {}
    name = ""
    for row in rows:
        name = row.text("name") or name
        found.setdefault(name, {}).setdefault(row.text("member"), row)
    return found


def indicator_code(plan: Plan, text: str) -> str | None:
    """The code of an indicator by its code, name or English name; None for an unknown one."""
    if text in plan.indicator_by_code:
        return text
    wanted = fold(text)
    return next(
        (
            one.code
            for one in plan.indicators
            if wanted in (fold(one.code), fold(one.name), fold(one.english))
        ),
        None,
    )


def _groups(table: Table, plan: Plan, problems: list[Problem]) -> tuple[ShareGroup, ...]:
    stated: dict[str, _Stated] = {}
    taken: list[ShareGroup] = []
    name = ""
    for row in table.rows:
        name = row.text("name") or name
        if is_blank(name):
            problems.append(row["name"].problem(GROUP_UNNAMED))
            continue
        _member(row, stated.setdefault(name, _Stated(row)), name, plan, problems)
    for group_name, one in stated.items():
        _refuse_others(group_name, one, plan, taken, problems)
        if not one.sound:
            continue
        place = one.first["name"].place if one.first.text("name") else one.first["member"].place
        group = ShareGroup(
            group_name,
            tuple(one.members),
            tuple(one.locked),
            one.total,
            one.first.sheet,
            place,
            one.first.text("english"),
        )
        refused = refused_group(plan, group, taken)
        if refused is not None:
            problems.append(refused.at(group.sheet, group.cell))
            continue
        taken.append(group)
    return tuple(taken)


def _member(row: Row, group: _Stated, name: str, plan: Plan, problems: list[Problem]) -> None:
    _total(row, group, name, problems)
    said = row["member"]
    if is_blank(row.text("member")):
        problems.append(said.problem(MEMBER_UNSTATED, group=name))
        group.sound = False
        return
    code = indicator_code(plan, row.text("member"))
    if code is None:
        problems.append(said.problem(MEMBER_UNKNOWN, group=name))
        group.sound = False
        return
    if code in group.members:
        first = f"{row.sheet}!{group.members[code]['member'].place}"
        problems.append(said.problem(DUPLICATE_NAME, first=first))
        return
    group.members[code] = row
    text = fold(row.text("locked"))
    if text in closed_lists.YES or text in _LOCKED:
        group.locked.append(code)
    elif not is_blank(text) and text not in closed_lists.NO:
        problems.append(row["locked"].problem(NOT_LOCKED_OR_FREE))


_LOCKED: Final = frozenset({"锁定", "locked"})


def _total(row: Row, group: _Stated, name: str, problems: list[Problem]) -> None:
    if is_blank(row.text("total")):
        return
    total = parse_figure(row.text("total"), "%")
    if isinstance(total, Problem) or not 0 < total < math.inf:
        problems.append(replace(row["total"].problem(GROUP_TOTAL), text=name))
        group.sound = False
        return
    group.total = total
    row.take("total")


def _refuse_others(
    name: str, group: _Stated, plan: Plan, taken: list[ShareGroup], problems: list[Problem]
) -> None:
    """Tell every member that the group cannot have, by its cell."""
    for code, row in group.members.items():
        refused = refused_member(plan, name, code, taken)
        if refused is not None:
            problems.append(refused.at(row.sheet, row["member"].place))
            group.sound = False


def share_group_cells(group: ShareGroup, plan: Plan, language: Language) -> list[dict[str, CellValue]]:
    """The cells of a group's rows, one for each member; None for what it does not say."""
    yes = "是" if language == "zh" else "yes"
    rows: list[dict[str, CellValue]] = []
    for at, code in enumerate(group.members):
        indicator = plan.indicator_by_code.get(code)
        own_total = group.total if at == 0 and group.total != WHOLE else None
        rows.append(
            {
                "name": group.name,
                "english": group.english if at == 0 and group.english else None,
                "member": indicator.name if indicator is not None else code,
                "locked": yes if code in group.locked else None,
                "total": own_total,
            }
        )
    return rows
