"""Rows within a table that name what the rows below them are of, and rows that hold the growths of the row above."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from npfdesk.workbook.published.blocks import RowSort
from npfdesk.workbook.published.columns import Table, own_labels
from npfdesk.workbook.published.headers import HeadMeasure, read_header
from npfdesk.workbook.published.printed_names import (
    is_total,
    looks_like_region,
    name_and_unit,
    plain_name,
    says_unit,
)
from npfdesk.workbook.published.recognition import Role

_PASSED: Final = frozenset({RowSort.NOTE, RowSort.NUMBERING, RowSort.HEAD_AGAIN})
_SUBTOTAL: Final = re.compile(r"小计|合计|汇总|sub-?total", re.IGNORECASE)
_RATES: Final = ("", "%", "％")


def row_headings(table: Table) -> dict[int, Role]:
    """Lines of one text that name the indicator, or the region, of the rows below them, where these repeat their names.

    粮食产量（万吨） above the counties and 蔬菜产量（万吨） above the same counties once more are indicators; 甲山区 above
    indicators is a region; any other word above indicators is the first part of their names (GROUP).
    """
    regions, indicators = table.having(Role.REGION), table.having(Role.INDICATOR)
    if bool(regions) == bool(indicators) or table.having(Role.PERIOD, Role.INDUSTRY):
        return {}
    if regions and any(map(own_labels, table.figures)):
        return {}
    sections = _sections(table, (regions or indicators)[-1].number)
    if regions and not table.indicator and len(sections) == 2 and not sections[0][1]:
        row = sections[1][0]
        if name_and_unit(_text(table, row))[1] and not looks_like_region(_text(table, row)):
            return {row: Role.INDICATOR}  # the one line right below the head of a table without a title
    named = [names for _, names in sections if names]
    if len(named) < 2 or not any(
        2 * len(one & two) > min(len(one), len(two)) for one, two in pairwise(named)
    ):
        return {}
    rows = {row: _text(table, row) for row, _ in sections if row}
    if regions:
        return {} if any(map(looks_like_region, rows.values())) else dict.fromkeys(rows, Role.INDICATOR)
    places = all(map(looks_like_region, rows.values()))
    return dict.fromkeys(rows, Role.REGION if places else Role.GROUP)


def _text(table: Table, row: int) -> str:
    return next(iter(table.block.line(row).values()))


def _sections(table: Table, column: int) -> list[tuple[int, set[str]]]:
    """The headings (0: none) with the names below each."""
    found: list[tuple[int, set[str]]] = [(0, set())]
    for line in table.block.rows:
        cells = table.block.line(line.row)
        if line.sort in _PASSED or not cells:
            continue
        text = next(iter(cells.values()))
        if len(cells) > 1:
            name = plain_name(table.block.view.text(line.row, column))
            if not is_total(name) and not _SUBTOTAL.search(name):
                found[-1][1].add(name)
        elif line.sort in (RowSort.GROUP, RowSort.DATA) and not says_unit(text) and not _is_dated(text):
            found.append((line.row, set()))
    return found


def _is_dated(text: str) -> bool:
    head = read_header(text)
    return head.period is not None and not head.label


def is_growth_row(text: str, unit: str) -> bool:
    """Whether a row's name says that it holds the growths of the row above: 增长速度（%）, 比上年增长."""
    name, own = name_and_unit(text)
    if (own or unit) not in _RATES:
        return False
    head = read_header(name)
    return head.measure is HeadMeasure.YEAR_GROWTH and not head.label and head.period is None
