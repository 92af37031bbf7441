"""What the columns of figures of a block hold: which base, which target, which growth of which figure."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from npfdesk.plan.names import fold, says_nothing
from npfdesk.plan.periods import Period
from npfdesk.plan.problems import Problem
from npfdesk.plan.target_text import parse_base
from npfdesk.workbook.published.cell_sorts import KEYS, Sort
from npfdesk.workbook.published.columns import (
    FIGURE_SORTS,
    GROWTHS,
    Column,
    Table,
    is_region_name,
    months_down,
    own_labels,
    says_figures,
)
from npfdesk.workbook.published.headers import HeaderText, HeadMeasure
from npfdesk.workbook.published.printed_names import (
    is_foreign,
    is_total,
    looks_like_region,
    names_industry,
    plain_name,
    split_unit,
)
from npfdesk.workbook.published.recognition import FIGURE_ROLES, Role


def figure_columns(table: Table) -> None:
    """Columns that hold figures and have no other role; a 数值 column is one beside a column of periods."""
    keys = table.having(*KEYS)
    for column in table.columns:
        figures = column.mostly(*FIGURE_SORTS) or Sort.FIGURE in column.sorts
        if column.role is None and (says_figures(column) or (keys and figures)):
            column.role = Role.VALUE
    _headless(table)
    _floors(table)
    _ends_of_years(table)
    _estimates(table)
    _judged_in_words(table)
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


def _estimates(table: Table) -> None:
    """2025E before 2030F or a worded target, or next to 2024A, is the estimate that the plan begins from, and no target."""
    targets = [
        (one.period.year, one)
        for one in table.having(Role.TARGET, Role.STRETCH)
        if one.explicit and one.period
    ]
    actual = {one.period.year for one in table.having(Role.OBSERVED) if one.period is not None}
    for year, column in targets:
        later = [(then, one) for then, one in targets if then > year]
        worded = any(not _is_estimate(one) for _, one in later)
        next_to_actual = year - 1 in actual and any(then > year + 1 for then, _ in later)
        if _is_estimate(column) and (worded or next_to_actual):
            column.role = Role.OBSERVED


def _is_estimate(column: Column) -> bool:
    return bool(column.texts) and _ESTIMATED.search(column.texts[-1]) is not None


_ESTIMATED: Final = re.compile(r"(?:19|20|21)\d\d\s?[(（]?[eEＥ][)）]?$")


def _judged_in_words(table: Table) -> None:
    """完成情况 over words alone (基本完成, 超额完成) judges what other columns state."""
    for column in table.having(Role.OBSERVED):
        said = [text for text in column.sample if not says_nothing(text)]
        if said and not any(map(str.isdigit, "".join(said))):
            column.role, column.explicit = Role.DERIVED, False


def hopes_alone(table: Table) -> None:
    """力争 over the only column of an indicator's targets heads these."""
    others = table.having(Role.TARGET, Role.VALUE)
    for column in table.having(Role.STRETCH):
        beside = [
            one
            for one in others
            if (one.label, one.region, one.industry) == (column.label, column.region, column.industry)
            and (one.role is Role.TARGET or column.period is None or one.period in (None, column.period))
        ]
        if not beside and column.period is not None and column.measure is None:
            column.role = Role.TARGET


def net_changes(table: Table) -> None:
    """净增 or 下降（%） beside a base and a target follows from them, where it is their difference in every row."""
    dated = [one for one in table.figures if one.period is not None and one.measure is None]
    for column in table.columns:
        if column.role not in (Role.VALUE, None) or column.period is not None or not column.texts:
            continue
        if not _NET.fullmatch(split_unit(column.texts[-1])[0]) or len(dated) < 2:
            continue
        prefix = column.texts[:-1]
        pair = [one for one in dated if one.texts[: len(prefix)] == prefix and one.number < column.number][
            -2:
        ]
        if len(pair) == 2 and _differs_by(table, pair[0], pair[1], column):
            column.role = Role.DERIVED


_NET: Final = re.compile(
    r"(?:五年|规划期)?(?:净增长?|净增加?|增量|增加|增减|新增|下降|降低|减少|提高|提升|变化|变动)(?:量|数|额|值|幅度?|率)?"
)


def _differs_by(table: Table, first: Column, last: Column, change: Column) -> bool:
    seen = 0
    for row in table.block.data():
        if says_nothing(table.block.view.text(row, change.number)):
            continue
        before, after, by = (_figure_in(table, row, one) for one in (first, last, change))
        if before is None or after is None or by is None:
            return False
        change_in_percent = abs(after / before - 1) * 100 if before else 0.0
        if all(abs(one - abs(by)) > 0.051 for one in (abs(after - before), change_in_percent)):
            return False
        seen += 1
    return seen > 0


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
    figures = [one for one in table.columns if one.role in FIGURE_ROLES or one.role is Role.DERIVED]
    named = [one for one in figures if own_labels(one)]
    _running_names(table, named)
    has_indicator = bool(table.having(Role.INDICATOR))
    _split_series(table, named)
    for column in named:
        for label in own_labels(column):
            if is_region_name(label, known_regions):
                column.region = plain_name(label)
    regions = [one for one in named if one.region]
    across = bool(regions) and not table.having(Role.REGION) and 2 * len(regions) >= len(named)
    across = across or _spread_by_title(table, named) or _spread_over_periods(table, named)
    if has_indicator:
        across = _spread_over_places(table, named) or across or _repeats_periods(table, named)
    for column in named:
        column.region = column.region if across else ""
        labels = _names_of_figures(column)
        column.label = labels[-1] if labels else ""
    # beside regions under nothing else, names that do not end like one are regions too
    if across and (has_indicator or all(not one.label for one in named if one.region)):
        for column in named:
            if has_indicator or not column.region:
                column.region, column.label = column.region or column.label, ""
    if across and has_indicator:
        return
    if has_indicator:
        _labels_beside_indicators(table, named)
    else:
        _join_labels(named)
        _share_label(table, named)
        _of_which(figures)


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


_OF_WHICH: Final = re.compile(r"(?:其中|#|of which)[:：]?\s*", re.IGNORECASE)
_SHORT_PART: Final = 4


def _of_which(figures: Sequence[Column]) -> None:
    """其中：工业 right of 全社会用电量 is a part of that, in its unit."""
    whole: Column | None = None
    for column in figures:
        if not column.label or not column.texts or not _OF_WHICH.match(column.texts[-1]):
            whole = column
        elif (
            whole is not None
            and whole.label
            and not column.unit
            and column.measure is None
            and len(column.label) <= _SHORT_PART * (4 if is_foreign(column.label) else 1)
        ):
            column.label, column.unit = f"{whole.label}·{column.label}", whole.unit


_RUNNING: Final = re.compile(r"(?<=..)[_（(\-]?(?:本年|年初至今|年初以来)?累计(?:值|数|额|完成)?[)）]?$")


def _running_names(table: Table, named: Sequence[Column]) -> None:
    """一般公共预算收入累计 beside months counts from the start of the year."""
    for column in named if months_down(table) else ():
        head = next(one for one in reversed(column.heads) if one.label)
        plain = _RUNNING.sub("", head.label)
        if plain != head.label:
            column.heads[column.heads.index(head)] = replace(head, label=plain)
            column.running = True


def _spread_over_places(table: Table, named: list[Column]) -> bool:
    """Names below 各县（市、区）目标 are places whatever they end with, and 市目标 beside them is the whole's."""
    spread = [one for one in named if any(map(_OF_PLACES.search, one.texts[:-1]))]
    if len(spread) < 2 or table.having(Role.REGION):
        return False
    for column in named:
        label = own_labels(column)[-1]
        if column in spread:
            column.region = plain_name(label)
        elif label in _WHOLE_LABELS:
            column.region = f"全{label}"
            column.heads = [replace(one, label=column.region) if one.label else one for one in column.heads]
    return True


_OF_PLACES: Final = re.compile(r"[各分](?:设区)?(?:县|区|市|乡|镇|地|州|旗|街道|园区)")
_WHOLE_LABELS: Final = frozenset("省市州县区")


def _repeats_periods(table: Table, named: list[Column]) -> bool:
    """Whether names over the rows' indicators each head the same years, one of them the whole's: places without 市 or 县."""
    if not named or table.having(Role.REGION, Role.INDUSTRY) or len(named) < len(table.figures):
        return False
    below: dict[str, list[tuple[Period | None, Role | None]]] = {}
    for column in named:
        if len(own_labels(column)) != 1 or (column.period is None and not column.explicit):
            return False
        below.setdefault(own_labels(column)[0], []).append((column.period, column.role))
    first = next(iter(below.values()))
    whole = any(is_total(label) or looks_like_region(label) for label in below)
    same = all(one == first for one in below.values()) and len(first) == len(set(first)) > 1
    return len(below) > 1 and whole and same and not any(map(names_industry, below))


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


def _spread_over_periods(table: Table, named: Sequence[Column]) -> bool:
    """Whether names over figures are regions because each stands over the same years and the rows name the indicators."""
    if table.having(Role.REGION, Role.INDUSTRY) or not table.having(Role.INDICATOR):
        return False
    periods: dict[str, list[Period | None]] = {}
    for one in named:
        labels = own_labels(one)
        if one.unit or one.measure is not None or not _may_be_place(labels):
            return False
        periods.setdefault(labels[0], []).append(one.period)
    spans = list(periods.values())
    return (
        len(spans) > 1
        and None not in spans[0]
        and len(spans[0]) > 1
        and all(one == spans[0] for one in spans)
    )


def _may_be_place(labels: Sequence[str]) -> bool:
    return (
        len(labels) == 1
        and len(labels[0]) <= (_LONGEST_PLACE if is_foreign(labels[0]) else _LONGEST_PLACE // 3)
        and not labels[0].endswith(_INDUSTRIAL)
        and not any(map(str.isdigit, labels[0]))
    )


_INDUSTRIAL: Final = ("业", "industry", "industries", "sector")


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


def _parts_of_totals(named: Sequence[Column]) -> None:
    """合计, 城镇 and 乡村 below 常住人口 are that itself and its parts."""
    for column in named:
        labels = _names_of_figures(column)
        if len(labels) < 2 or not is_total(labels[-1]) or column.label != labels[-1]:
            continue
        upper = labels[-2]
        for one in named:
            own = _names_of_figures(one)
            if len(own) < 2 or own[-2] != upper or one.label != own[-1]:
                continue
            gap = " " if is_foreign(upper) and is_foreign(own[-1]) else ""
            joined = own[-1] if upper in own[-1] else f"{upper}{gap}{own[-1]}"
            one.label = upper if is_total(own[-1]) else joined


def _join_labels(named: list[Column]) -> None:
    """Joins the heads of columns where the lower name alone stands for several: 人数 under 出生 and under 死亡."""
    _parts_of_totals(named)
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


def sums_of_years(table: Table) -> None:
    """合计 beside yearly figures that it adds up follows from them."""
    years = [
        one for one in table.figures if one.period is not None and one.period.is_year and not one.measure
    ]
    for column in table.columns:
        said = column.texts[-1] if column.texts else ""
        if column.period is not None or len(years) <= _COMPARED or not _TOTAL.fullmatch(said):
            continue
        if any(_adds_up(table, column, some) for some in (years, years[1:])):
            column.role, column.measure, column.explicit = Role.DERIVED, None, False


_TOTAL: Final = re.compile(r"(?:五年)?(?:合计|总计|累计|小计)(?:数)?|total|sum", re.IGNORECASE)


def _adds_up(table: Table, column: Column, years: Sequence[Column]) -> bool:
    """Whether the figures of a column are the sums of those of some others, in every row that has them all."""
    rows = _read_rows(table, (*years, column))
    return bool(rows) and all(
        abs(sum(parts) - whole) <= _ROUNDED * len(parts) * max(1, abs(whole) / 100) for *parts, whole in rows
    )


def _read_rows(table: Table, columns: Sequence[Column]) -> list[list[float]]:
    """The figures of some columns in each of the first rows that has one in all of them."""
    lines = [table.block.view.line(row) for row in table.block.data()[:_MOST_COMPARED]]
    read = ([parse_base(line.get(one.number, "")) for one in columns] for line in lines)
    rows = (
        [one.value for one in row if not isinstance(one, Problem) and one.value is not None] for row in read
    )
    return [row for row in rows if len(row) == len(columns)]


def growths(table: Table) -> None:
    """A growth without a name of its own belongs to the figures on its left, and a growth in % of an amount likewise."""
    figures = table.figures
    for index, column in enumerate(figures):
        if (
            column.measure is None
            and column.unit in _RATES
            and (_amount_beside(column, figures[:index]) or _growths_alone(column, figures))
        ):
            column.measure = HeadMeasure.YEAR_GROWTH
        if column.measure not in GROWTHS:
            continue
        left = _grown(column, figures[:index])
        if column.measure is HeadMeasure.YEAR_GROWTH and _of_total(column, figures[:index]):
            column.running = True
        if column.measure is HeadMeasure.TOTAL_GROWTH and _is_running(left) and not column.explicit:
            column.measure = HeadMeasure.YEAR_GROWTH  # 累计增速 beside 1-10月累计
        if left is not None and _is_difference(table, column, left):
            column.role, column.measure, column.explicit = Role.DERIVED, None, False
            continue
        if left is not None:
            _as_it_adds_up(table, column, [one for one in figures[:index] if _alike(one, left)])
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


def _of_total(column: Column, before: Sequence[Column]) -> bool:
    """Whether a growth without months of its own stands beside 累计, as in 当月, 同比, 累计, 同比 under a month's title."""
    left = next((one for one in reversed(before) if one.measure not in GROWTHS), None)
    if left is None or left.measure is not HeadMeasure.SUM or column.period is not None:
        return False
    same = (left.region, left.industry) == (column.region, column.industry)
    return same and left.running and left.period is None and column.label in ("", left.label)


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


def _alike(one: Column, other: Column) -> bool:
    """Whether two columns hold figures of the same series, each of a year."""
    named = (one.label, one.region, one.industry) == (other.label, other.region, other.industry)
    return named and one.measure is None and one.period is not None and one.period.is_year


def _as_it_adds_up(table: Table, column: Column, dated: Sequence[Column]) -> None:
    """Which years a growth without years lies between, and whether it is one a year or over all, where the figures say so."""
    if column.period is not None or column.measure not in (HeadMeasure.MEAN_GROWTH, HeadMeasure.YEAR_GROWTH):
        return
    rows = [row for row in table.block.data() if _figure_in(table, row, column) is not None]
    read = {one.number: [_figure_in(table, row, one) for row in rows] for one in (*dated, column)}
    fitting = {
        (last.period, annual)
        for first, last in itertools.combinations(dated, 2)
        for annual in (True, False)
        if _fits(read, first, last, column, annual)
    }
    if len(fitting) != 1:
        return
    ((period, annual),) = fitting
    if column.measure is HeadMeasure.MEAN_GROWTH and annual:
        column.period = period
    elif column.measure is HeadMeasure.YEAR_GROWTH:
        column.measure = HeadMeasure.MEAN_GROWTH if annual else HeadMeasure.TOTAL_GROWTH
        column.period = period


_Read = Mapping[int, Sequence[float | None]]


def _fits(read: _Read, first: Column, last: Column, column: Column, annual: bool) -> bool:
    if first.period is None or last.period is None or last.period.year - first.period.year < 2:
        return False
    years = last.period.year - first.period.year if annual else 1
    return _grows_by(zip(*(read[one.number] for one in (first, last, column)), strict=True), years)


def _grows_by(rows: Iterable[tuple[float | None, ...]], years: int) -> bool:
    """Whether a growth a year takes one figure to another over some years, in every row that has all three."""
    seen = 0
    for before, after, growth in rows:
        if before is None or after is None or growth is None:
            continue
        if before <= 0 or after <= 0 or abs(((after / before) ** (1 / years) - 1) * 100 - growth) > 0.3:
            return False
        seen += 1
    return seen > 0


def _figure_in(table: Table, row: int, column: Column) -> float | None:
    read = parse_base(table.block.view.text(row, column.number).rstrip("%％"))
    return None if isinstance(read, Problem) else read.value


def running_totals(table: Table) -> None:
    """累计 after the months of a year is what they come to so far."""
    for column in table.figures:
        if column.measure is not HeadMeasure.SUM or column.period is not None or column.explicit:
            continue
        parts = [
            one.period
            for one in table.figures
            if one.number < column.number and one.period is not None and not one.period.is_year
        ]
        if parts and (column.label, column.region) in {
            (one.label, one.region) for one in table.figures if one.period
        }:
            column.period = Period(max(one.year for one in parts), 1, max(one.last for one in parts))
            column.measure, column.role, column.explicit = None, Role.OBSERVED, True


def _is_difference(table: Table, column: Column, left: Column) -> bool:
    """Whether 增减 without % is how far the year lies from another on its left or right: 31.9, 31.0, 0.9."""
    if column.unit or column.measure is not HeadMeasure.YEAR_GROWTH or "%" in "".join(column.texts):
        return False
    for other in table.figures:
        beside = other is not left and other.period is not None and other.measure is None
        if not beside or other.label != left.label or other.region != left.region:
            continue
        apart = _read_rows(table, (left, other, column))
        if apart and all(
            abs(abs(one - two) - abs(off)) <= _ROUNDED * max(1, abs(off)) for one, two, off in apart
        ):
            return True
    return False


_MOST_COMPARED: Final = 40
_COMPARED: Final = 3
_ROUNDED: Final = 0.006


def _grown(column: Column, before: Sequence[Column]) -> Column | None:
    """The column whose figures a growth is of: of the run of the same name on its left the latest year."""
    run: list[Column] = []
    if any(one.measure is None and one.unit not in _RATES and one.period is not None for one in before):
        # beside an amount the growth is of it, and not of a share that stands between them
        before = [one for one in before if one.unit not in _RATES or one.period is not None or one.measure]
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
