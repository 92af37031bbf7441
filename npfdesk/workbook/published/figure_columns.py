"""What the columns of figures of a block hold: which base, which target, which growth of which figure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from npfdesk.plan.names import fold
from npfdesk.plan.periods import Period
from npfdesk.workbook.published.cell_sorts import Sort
from npfdesk.workbook.published.columns import (
    FIGURE_SORTS,
    FIGURES,
    GROWTHS,
    KEYS,
    Column,
    Table,
    is_region_name,
    months_down,
    own_labels,
    says_figures,
)
from npfdesk.workbook.published.headers import HeaderText, HeadMeasure
from npfdesk.workbook.published.printed_names import is_foreign, is_total, looks_like_region, plain_name
from npfdesk.workbook.published.recognition import Role


def figure_columns(table: Table) -> None:
    """Columns that hold figures and have no other role; a 数值 column is one beside a column of periods."""
    keys = table.having(*KEYS)
    for column in table.columns:
        if column.role is Role.VALUE:
            continue
        if column.role is None and (says_figures(column) or (keys and column.mostly(*FIGURE_SORTS))):
            column.role = Role.VALUE
        elif column.role is None and column.sorts.get(Sort.FIGURE):
            column.role = Role.VALUE if keys else None
    _headless(table)
    _floors(table)
    _ends_of_years(table)
    if not table.having(Role.TARGET_YEAR):
        return
    said = any(one.explicit for one in table.having(Role.TARGET))
    for column in table.having(Role.VALUE):
        if column.period is None:
            # beside the target itself: a budget's kind, a first year
            column.role, column.explicit = (Role.IGNORED, False) if said else (Role.TARGET, True)


_FLOOR: Final = re.compile(r"底线|保底|必成|确保|基本目标")


def _floors(table: Table) -> None:
    """底线目标 beside 预期目标 of the same year is a bound below the target, and not the target itself."""
    targets = [one for one in table.having(Role.TARGET) if one.explicit and one.measure is None]
    for column in [one for one in targets if one.texts and _FLOOR.search(one.texts[-1])]:
        for other in targets:
            alike = own_labels(other) == own_labels(column) and other.period == column.period
            if alike and other is not column and not _FLOOR.search("".join(other.texts)):
                column.role, column.explicit, column.confidence = Role.IGNORED, False, 0.5


def _ends_of_years(table: Table) -> None:
    """2021年末 before a column that says that it is the target is what was reached at the end of that year."""
    targets = [
        one.period.year for one in table.having(Role.TARGET) if one.explicit and one.period is not None
    ]
    for column in table.having(Role.VALUE):
        ends = any(text.rstrip("数值").endswith(("末", "底")) for text in column.texts)
        if ends and targets and column.period is not None and 0 < column.period.year < min(targets):
            column.role, column.explicit = Role.OBSERVED, True


def _headless(table: Table) -> None:
    """Columns without a head: several of figures say nothing apart, one on the left of the names numbers the rows.

    In a block that somebody marked they wait for their names.
    """
    bare = [one for one in table.having(Role.VALUE) if not one.texts and one.period is None]
    names = [one.number for one in table.having(Role.REGION, Role.INDICATOR, Role.INDUSTRY)]
    headed = any(one.texts for one in table.figures)
    for column in bare:
        if headed and names and column.number < max(names):
            column.role, column.confidence = Role.NUMBER, 0.5
        elif len(bare) > 1 and not table.block.stated:
            column.role, column.confidence = Role.IGNORED, 0.5


def shares_reached(table: Table) -> None:
    """占比 beside 目标 and 完成 of one indicator is the share of the target that was reached, and follows from them."""
    for column in table.having(Role.VALUE):
        if column.period is not None or len(column.texts) < 2 or not _SHARE.match(column.texts[-1]):
            continue
        beside = {one.role for one in table.figures if one.explicit and one.texts[:1] == column.texts[:1]}
        if {Role.TARGET, Role.OBSERVED} <= beside:
            column.role = Role.DERIVED


_SHARE: Final = re.compile(r"(?:占比|比例|比重|占|完成比)")


def name_figures(table: Table, known_regions: frozenset[str]) -> None:
    """The names in the heads of figures: regions, industries, or indicators (two heads joined where one is not enough)."""
    _pass_pivot_totals(table)
    figures = [one for one in table.columns if one.role in FIGURES or one.role is Role.DERIVED]
    named = [one for one in figures if own_labels(one)]
    _running_totals(table, named)
    has_indicator = bool(table.having(Role.INDICATOR))
    _split_series(table, named)
    for column in named:
        for label in own_labels(column):
            if is_region_name(label, known_regions):
                column.region = plain_name(label)
    regions = [one for one in named if one.region]
    across = bool(regions) and not table.having(Role.REGION) and 2 * len(regions) >= len(named)
    across = across or _spread_by_title(table, named)
    if not across:
        for column in named:
            column.region = ""
    for column in named:
        labels = [
            label for label in own_labels(column) if plain_name(label) != column.region or not column.region
        ]
        column.label = labels[-1] if labels else ""
    # beside regions under nothing else, names that do not end like one are regions too
    if across and all(not one.label for one in named if one.region):
        for column in named:
            if not column.region:
                column.region, column.label = column.label, ""
    if across and has_indicator:
        for column in named:
            column.region = column.region or column.label
            column.label = ""
    elif has_indicator:
        _labels_beside_indicators(table, named)
    else:
        _join_labels(named)
        _share_label(table, named)


def _share_label(table: Table, named: Sequence[Column]) -> None:
    """2030年目标（亿元） beside 2025年GDP（亿元） is of the one indicator that the heads name, where no title names another."""
    if not named or table.block.titles:
        return
    labels = {one.label for one in named}
    units = {one.unit for one in named}
    first = named[0]
    dated = all(one.period is not None or one.explicit for one in named) and first.measure is None
    if len(labels) != 1 or len(units) != 1 or not dated or not first.unit:
        return
    for column in table.figures:
        alike = column.unit == first.unit and column.measure is None and not column.region
        if not column.label and alike and (column.period is not None or column.explicit):
            column.label = first.label


def _pass_pivot_totals(table: Table) -> None:
    """总计 under 列标签 adds up the other columns of a pivot table."""
    for column in table.columns:
        words = {fold(text) for text in column.texts}
        if words & {"列标签", "columnlabels"} and is_total(column.texts[-1]):
            column.role, column.heads = Role.DERIVED, [replace(head, label="") for head in column.heads]


_RUNNING: Final = re.compile(r"(?<=..)[_（(\-]?(?:本年|年初至今|年初以来)?累计(?:值|数|额|完成)?[)）]?$")


def _running_totals(table: Table, named: Sequence[Column]) -> None:
    """一般公共预算收入累计 beside months counts from the start of the year."""
    for column in named if months_down(table) else ():
        head = next(one for one in reversed(column.heads) if one.label)
        plain = _RUNNING.sub("", head.label)
        if plain != head.label:
            column.heads[column.heads.index(head)] = replace(head, label=plain)
            column.running = True


def _split_series(table: Table, named: list[Column]) -> None:
    """The head of a data bank's series, 用电量:云岭市, is an indicator's and a region's."""
    if table.having(Role.INDICATOR, Role.REGION):
        return
    for column in named:
        head = next(one for one in reversed(column.heads) if one.label)
        name, colon, region = head.label.replace("：", ":").rpartition(":")
        if colon and name and looks_like_region(name) and not looks_like_region(region):
            name, region = region, name  # 云岭市:用电量
        if colon and name and looks_like_region(region) and not looks_like_region(name):
            others = [one for one in column.heads if one is not head]
            column.heads = [*others, replace(head, label=name), HeaderText(label=region)]


_BY_PLACES: Final = re.compile(
    r"[各分](?:设区|县|区(?!域)|市|州|旗|镇|乡|街道|地区|省|国|城市)"
    r"|\bby (?:district|county|region|state|province|city|municipality|local authority|authority|council|ward|country)",
    re.IGNORECASE,
)
_LONGEST_PLACE: Final = 24


def _spread_by_title(table: Table, named: Sequence[Column]) -> bool:
    """Whether names over figures are regions because the title speaks of 各县 or “by district” and no column names any."""
    if table.having(Role.REGION, Role.INDUSTRY) or not table.having(Role.INDICATOR, Role.PERIOD):
        return False
    if len(named) < 2 or not any(_BY_PLACES.search(text[:200]) for _, text in table.block.titles):
        return False
    return all(
        not one.unit and one.measure is None and one.period is None and _may_be_place(own_labels(one))
        for one in named
    )


def _may_be_place(labels: Sequence[str]) -> bool:
    return (
        len(labels) == 1
        and len(labels[0]) <= (_LONGEST_PLACE if is_foreign(labels[0]) else _LONGEST_PLACE // 3)
        and not labels[0].endswith(_INDUSTRIAL)
        and not any(map(str.isdigit, labels[0]))
    )


_INDUSTRIAL: Final = ("业", "产业", "industry", "industries", "sector")


def _labels_beside_indicators(table: Table, named: list[Column]) -> None:
    """Names over figures whose rows name the indicators: industries where they are such, else none of the table's."""
    industries = [one for one in named if one.label.endswith(_INDUSTRIAL)]
    for column in named:
        if column in industries and 2 * len(industries) > len(named) and not table.having(Role.INDUSTRY):
            column.industry, column.label = column.label, ""
        elif column.explicit and column.period is not None and not column.heads[-1].label:
            column.label = ""  # a title over the column's own year and phase
        else:
            column.role, column.confidence = Role.IGNORED, 0.5


def _names_of_figures(column: Column) -> list[str]:
    """The names in a column's heads but that of its region."""
    return [label for label in own_labels(column) if not column.region or plain_name(label) != column.region]


def _join_labels(named: list[Column]) -> None:
    """Joins the heads of columns where the lower name alone stands for several: 人数 under 出生 and under 死亡."""
    seen: dict[tuple[str, Period | None, Role | None, HeadMeasure | None], list[Column]] = {}
    for column in named:
        seen.setdefault((fold(column.label), column.period, column.role, column.measure), []).append(column)
    for columns in seen.values():
        uppers = {tuple(_names_of_figures(one)[:-1]) for one in columns}
        if len(columns) < 2 or len(uppers) < 2:
            continue
        for column in columns:
            labels = list(dict.fromkeys(_names_of_figures(column)))
            joined = ""
            for label in labels:
                gap = " " if is_foreign(joined) and is_foreign(label) else ""
                joined = label if joined in label else f"{joined}{gap}{label}"
            column.label = joined


def growths(table: Table) -> None:
    """A growth without a name of its own belongs to the figures on its left, and a growth in % of an amount likewise."""
    figures = table.figures
    for index, column in enumerate(figures):
        if column.measure is None and column.unit in _RATES and _amount_beside(column, figures[:index]):
            column.measure = HeadMeasure.YEAR_GROWTH
        if column.measure is None and column.unit in _RATES and _growths_alone(column, figures):
            column.measure = HeadMeasure.YEAR_GROWTH
        if column.measure not in GROWTHS:
            continue
        left = _grown(column, figures[:index])
        if column.measure is HeadMeasure.TOTAL_GROWTH and _is_running(left) and not column.explicit:
            column.measure = HeadMeasure.YEAR_GROWTH  # 累计增速 beside 1-10月累计
        if left is not None:
            column.of = left.number
            column.label = column.label or left.label
            if column.measure is HeadMeasure.YEAR_GROWTH:
                column.period = column.period or left.period
                if not column.explicit and left.role in (Role.BASE, Role.OBSERVED, Role.TARGET):
                    column.role, column.explicit = left.role, left.explicit
        if column.measure is HeadMeasure.YEAR_GROWTH and column.role in (Role.BASE, Role.OBSERVED):
            column.role = Role.GROWTH


def _is_running(left: Column | None) -> bool:
    """Whether a column holds totals of the months of a year so far."""
    return left is not None and left.period is not None and left.running and not left.period.is_year


def _growths_alone(column: Column, figures: Sequence[Column]) -> bool:
    """Whether targets in % stand beside growths on the year before and no figure that grows: these are growths."""
    beside = [
        one
        for one in figures
        if one is not column and one.label == column.label and one.region == column.region
    ]
    return (
        column.role is Role.TARGET
        and bool(column.label)
        and any(one.measure is HeadMeasure.YEAR_GROWTH for one in beside)
        and not any(one.measure is None or one.running for one in beside if one.role is not Role.TARGET)
    )


def _grown(column: Column, before: Sequence[Column]) -> Column | None:
    """The column whose figures a growth is of: of the run of the same name on its left the latest year."""
    run: list[Column] = []
    for left in reversed(before):
        fitting = left.region == column.region and left.industry == column.industry
        named = fold(left.label) == fold(column.label) or not column.label
        if left.measure is not None or not (fitting and named):
            if run:
                break
            continue
        if run and fold(left.label) != fold(run[0].label):
            break
        run.append(left)
    years = [one.period.year for one in run if one.period is not None]
    # of 2025年 2024年 2023年 the first; beside 2025年 and 2026年 in their order the nearest
    falling = len(years) == len(run) > 1 and years == sorted(set(years))
    return (run[-1] if falling else run[0]) if run else None


_RATES: Final = frozenset({"%", "‰", "％"})


def _amount_beside(column: Column, left: Sequence[Column]) -> bool:
    """Whether a column in % stands beside one of the same name in another unit: its figures are growths."""
    return bool(column.label) and any(
        one.label == column.label
        and one.region == column.region
        and one.unit
        and one.unit not in _RATES
        and one.measure is None
        for one in left
    )
