"""Which rows of a table of regions sum up other rows of it, or are a part of one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from itertools import takewhile
from typing import Final

from npfdesk.plan.names import says_nothing
from npfdesk.plan.problems import Problem
from npfdesk.plan.target_text import parse_base
from npfdesk.workbook.published.columns import Column, Table
from npfdesk.workbook.published.printed_names import is_total, looks_like_region, plain_name

_SUBTOTAL_WORDS: Final = re.compile(
    r"小计|汇总$|sub-?total|(?:街道|乡镇|镇街|镇|乡|园区|市区|城区|县域|县区|区县|各[县区镇乡]|片|板块|开发区|其[他它]|^[县区])(?:合计|共计|总计)$",
    re.IGNORECASE,
)
_PARTS: Final = re.compile(r"(?:板块|片区|[东西南北中部丘平山原海城郊区]片|组团|城市群|都市圈|区域)$")
_MAY_BE_PARTS: Final = re.compile(
    r"(?:经济区|地区|(?<![东南西北])城区)$|^(?:市辖区|市区|辖区|辖县|县域)$|\b(?:area|zone|(?:sub-?)?region|cluster)$",
    re.IGNORECASE,
)
_OF_WHICH: Final = re.compile(r"(?:其中|of which)", re.IGNORECASE)


class Subtotal(Enum):
    """What a row is that is no region of its own."""

    SUM = "sum"
    DIFFERS = "differs"
    """It says that it sums up others and does not."""
    PART = "part"


def find_subtotals(table: Table, names: Mapping[int, str], uppers: Mapping[int, str]) -> dict[int, Subtotal]:
    """Rows of regions that sum up other rows: by their word, or by a word like 板块 where their figures are the sum.

    By row what its own name says, and what the column of the region above says where there is one.
    """
    rows = list(names)
    found: dict[int, Subtotal] = {}
    wholes = _wholes(names, uppers)
    marked = [
        row
        for row in rows
        if _SUBTOTAL_WORDS.search(names[row]) and not is_total(names[row]) and row not in wholes
    ]
    parts = [row for row in rows if _OF_WHICH.match(names[row])]
    maybe = [row for row in rows if _PARTS.search(names[row]) and row not in marked]
    perhaps = [row for row in rows if _MAY_BE_PARTS.search(names[row]) and row not in (*marked, *maybe)]
    ends = {*marked, *maybe, *wholes, *(row for row in rows if is_total(names[row]))}
    plain = [row for row in rows if row not in ends and row not in parts]
    for row in (*marked, *maybe):
        sums = _is_sum(table, row, rows, ends | set(parts))
        if row in marked:
            found[row] = Subtotal.SUM if sums is not False else Subtotal.DIFFERS
        elif plain:
            # beside counties a 板块 is none, whether or not it is their sum
            found[row] = Subtotal.SUM if sums else Subtotal.DIFFERS
    if 2 * sum(looks_like_region(names[row]) for row in plain) > len(plain):
        # 珠三角 among cities, their sum
        perhaps += [row for row in plain if not looks_like_region(names[row])]
    # 市区合计 between the districts and the counties
    perhaps += [row for row in plain[1:-1] if names[row].endswith(("合计", "总计")) and row not in perhaps]
    stops = ends.union(parts, perhaps)
    for row in perhaps if len(plain) > 1 else ():
        if _is_sum(table, row, rows, stops):
            found[row] = Subtotal.SUM
    for row in parts:
        found[row] = Subtotal.PART
    return found


def _wholes(names: Mapping[int, str], uppers: Mapping[int, str]) -> set[int]:
    """The rows that are the region of the column before: 小计 beside or below a city's name."""
    found, upper = set(), ""
    for row, text in uppers.items():
        said = plain_name(text)
        upper = upper if says_nothing(said) else said
        if is_whole_of(plain_name(names[row]), upper):
            found.add(row)
    return found


def _is_sum(table: Table, row: int, rows: list[int], ends: set[int]) -> bool | None:
    """Whether a row is the sum of the rows after it or before it, up to the next subtotal; None: nothing to add."""
    index = rows.index(row)
    after, before = (
        list(takewhile(lambda one: one not in ends, some))
        for some in (rows[index + 1 :], reversed(rows[:index]))
    )
    verdicts = [_adds_up(table, row, some) for some in (after, before) if some]
    if not verdicts or all(one is None for one in verdicts):
        return None
    return any(verdicts)


def _adds_up(table: Table, row: int, parts: list[int]) -> bool | None:
    """Whether a row is the sum of some others in every column with figures; None: in no column is there anything to add."""
    agrees: bool | None = None
    for column in table.figures:
        whole = _value(table, row, column)
        values = [_value(table, one, column) for one in parts]
        if whole is None or any(value is None for value in values) or column.unit in ("%", "‰"):
            continue
        total = sum(value for value in values if value is not None)
        if abs(total - whole) > max(0.005 * abs(whole), 0.06 * len(parts)):
            return False
        agrees = True
    return agrees


def _value(table: Table, row: int, column: Column) -> float | None:
    read = parse_base(table.block.view.text(row, column.number))
    return None if isinstance(read, Problem) else read.value


def is_whole_of(name: str, upper: str) -> bool:
    """Whether a row below a city in a column of its own is the city itself: 全市, 小计."""
    whole = is_total(name) or name in _WHOLE_WORDS
    return whole and looks_like_region(upper) and not is_total(upper) and not _MAY_BE_PART.search(upper)


_WHOLE_WORDS: Final = frozenset({"小计", "合计", "市级合计", "市小计", "本级合计"})
_MAY_BE_PART: Final = re.compile(r"(?:片|经济|地|城)区$")
