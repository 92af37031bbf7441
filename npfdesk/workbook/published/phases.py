"""Periods and phases of figures: whether they are bases, observed figures or targets, and of which year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from openpyxl.utils import get_column_letter

from npfdesk.plan.names import says_nothing
from npfdesk.plan.periods import Period
from npfdesk.plan.problems import Problem, warning
from npfdesk.plan.target_text import parse_base, parse_target
from npfdesk.plan.targets import Measure, TargetKind, TargetText
from npfdesk.workbook.files.unseen_cells import block_name
from npfdesk.workbook.indicator_guesses import is_amount
from npfdesk.workbook.published.columns import GROWTHS, Column, Table, months_down
from npfdesk.workbook.published.headers import (
    HeadMeasure,
    half_width_title,
)
from npfdesk.workbook.published.plan_periods import (
    LEVELS,
    SPANNING,
    counts_from_base,
    has_titled_targets,
    stated_period,
)
from npfdesk.workbook.published.recognition import Role, StatedFigure, Statement

PAST_SPAN: Final = warning(
    "past_span",
    "列“{text}”是以往各年的累计数或年均增长，不是本规划的目标，也不是某一年的数值，没有读入。如需要，请在“数据”表中按年填写。",
    "The column “{text}” is a cumulative figure or mean growth over past years, neither a target of this plan nor a figure of "
    "one year; it was not read. If needed, enter it year by year in the sheet Data.",
)
NO_PERIOD: Final = warning(
    "no_period",
    "列“{text}”没有写明年份，标题和工作表名也没有，数字没有读入。请在表头写明年份，或在导入窗口中指明。",
    "The column “{text}” states no year, nor does the title or the sheet name; its figures were not read. State the year in "
    "the header, or choose it in the import window.",
)
PART_OF_YEAR: Final = warning(
    "part_of_year_target",
    "列“{text}”是一年中一部分时间的目标，规划只设年度目标，没有读入。年度内的安排可在窗口中按全年目标分解。",
    "The column “{text}” has targets for part of a year; a plan has only yearly targets, so they were not read. The window can "
    "divide a yearly target over the months.",
)
UNWORDED_YEAR: Final = warning(
    "unworded_year",
    "列“{text}”没有写明是实际数还是目标，旁边的列写明了目标，暂作为该年的目标读入。请在表头注明“实际”或“目标”，或在导入窗口中指明。",
    "The column “{text}” does not say whether its figures are actuals or targets, while a column beside it says target; they "
    "are read as targets of that year for now. Write “actual” or “target” in the header, or choose it in the import window.",
)
_QUALIFIED: Final = frozenset(
    {TargetKind.AT_LEAST, TargetKind.AT_MOST, TargetKind.ABOUT, TargetKind.ASSIGNED}
)
_DATED_BY_PLAN: Final = frozenset({Role.BASE, Role.TARGET, Role.STRETCH})
_OBSERVED: Final = frozenset({Role.OBSERVED, Role.GROWTH, Role.VALUE})


LONG_RANGE_YEAR: Final = 2035
"""The year of the national long-range objectives, which plans print after their own."""


@dataclass(frozen=True)
class Years:
    """The plan's base year and target year (0: not known), and whether a title only says so."""

    base: int = 0
    target: int = 0
    by_title: bool = False


@dataclass(frozen=True)
class _Context:
    """What is known of a table before its figures are looked at."""

    plan: bool
    last_actual: int
    first_target: int
    period: Period | None
    year: int
    titled_targets: bool
    based: bool = False
    beside: tuple[int, frozenset[str]] = (0, frozenset())
    """The year of which a titled table's targets are, and the names of which a column says that it holds them."""


def resolve(
    tables: Sequence[Table],
    plans: Sequence[bool],
    statements: list[Statement],
    base_year: int = 0,
    target_year: int = 0,
) -> tuple[Years, list[Problem]]:
    """Gives every figure of the statements its role and period; the plan's years, and what could not be resolved.

    `plans` says which tables belong to a plan; the given years are those that somebody stated. A year is a target's where words say so, or where it is later than
    every year with actual figures and the table belongs to a plan.
    """
    period = stated_period(tables, plans)
    if base_year or target_year:
        given = base_year or (period[0] if period else 0), target_year or (period[1] if period else 0)
        period = given if all(given) else (given[0] or given[1] - 5, given[1] or given[0] + 5)
    problems: list[Problem] = []
    by_table: dict[int, list[Statement]] = {}
    for stated_row in statements:
        by_table.setdefault(stated_row.table, []).append(stated_row)
    contexts = [
        _context(table, plan, period, by_table.get(index, []))
        for index, (table, plan) in enumerate(zip(tables, plans, strict=True))
    ]
    # in place: of a large workbook two copies are many
    for index, stated in enumerate(statements):
        figures = _resolved(stated, tables[stated.table], contexts[stated.table], period)
        statements[index] = replace(stated, figures=figures)
    for index, (table, context) in enumerate(zip(tables, contexts, strict=True)):
        if not any(_dated_by_rows(one) for one in by_table.get(index, [])):
            problems.extend(_unresolved(table, context, period))
    by_table.clear()
    problems.extend(_without_undated(statements, tables))
    for table, context in zip(tables, contexts, strict=True):
        problems.extend(_unworded(table, context, period))
    for index, stated in enumerate(statements):
        figures = _growths_of_levels(stated)
        if figures is not stated.figures:
            statements[index] = replace(stated, figures=figures)
    years = _years(statements, period, base_year, target_year)
    for index, stated in enumerate(statements):
        figures = _with_base(stated.figures, years, period)
        if figures is not stated.figures:
            statements[index] = replace(stated, figures=figures)
    return years, problems


def _dated_by_rows(stated: Statement) -> bool:
    """Whether every figure of a statement has a year, by its head or by a heading above its row."""
    return bool(stated.figures) and all(one.period.year for one in stated.figures)


def _without_undated(statements: list[Statement], tables: Sequence[Table]) -> Iterable[Problem]:
    """Takes figures of months and quarters of no year out of the statements; a problem for each of their columns."""
    found: dict[tuple[int, str], list[str]] = {}
    for place, stated in enumerate(statements):
        undated = [one for one in stated.figures if _is_undated(one)]
        if not undated:
            continue
        for figure in undated:
            letter = figure.cell.rstrip("0123456789")
            found.setdefault((stated.table, letter), []).append(figure.cell)
        figures = tuple(
            replace(one, role=Role.IGNORED, text="") if one in undated else one for one in stated.figures
        )
        statements[place] = replace(stated, figures=figures)
    problems = []
    for (index, letter), cells in found.items():
        column = next(one for one in tables[index].columns if get_column_letter(one.number) == letter)
        cell = cells[0] if len(cells) == 1 else f"{cells[0]}:{cells[-1]}"
        problems.append(
            Problem(NO_PERIOD, tables[index].block.view.sheet.name, cell, " ".join(column.texts) or letter)
        )
    return problems


def _is_undated(figure: StatedFigure) -> bool:
    """Whether a figure is observed in a month or a quarter of which no year is known."""
    return (
        not figure.period.year
        and not figure.period.is_year
        and figure.role in _OBSERVED
        and not says_nothing(figure.text)
    )


def _growths_of_levels(stated: Statement) -> tuple[StatedFigure, ...]:
    """Targets in % of an amount whose observed figures are growths are growths, too: 5.5%左右 beside 2025年增长 5.2."""
    grown = any(one.role is Role.GROWTH or one.measure is Measure.GROWTH for one in stated.figures)
    level = any(one.measure is None and one.role in LEVELS for one in stated.figures)
    # 6%左右 of an amount whose growth is printed beside it is one, too
    compared = level and not any(one.role is Role.GROWTH for one in stated.figures)
    if not grown or compared or (level and not stated.unit):
        return stated.figures
    if not is_amount(stated.indicator, stated.unit):
        return stated.figures
    return tuple(
        replace(one, measure=Measure.GROWTH, annual=True)
        if one.role is Role.TARGET and one.measure is None and "%" in half_width_title(one.text)
        else one
        for one in stated.figures
    )


def _context(
    table: Table, plan: bool, period: tuple[int, int] | None, statements: Sequence[Statement]
) -> _Context:
    actual = [one.period.year for one in table.columns if one.explicit and one.role in LEVELS and one.period]
    targets = [
        one.period.year
        for one in table.columns
        if one.explicit and one.role is Role.TARGET and one.period and one.period.year and not one.vision
    ]
    stated = [one for stated in statements for one in stated.figures]
    years = sorted(
        {
            one.period.year
            for one in stated
            if one.period.year and one.period.is_year and one.role is Role.VALUE and one.measure is None
        }
    )
    last_actual = max([*actual, *_reached(table, targets)], default=0)
    first_target = _first_target(table, plan, period, years, last_actual, min(targets, default=0))
    titled = table.period
    year = titled.year if titled is not None else 0
    if not year:
        named = [
            one.period.year
            for one in table.columns
            if one.period is not None and one.period.year and one.period.is_year
        ]
        year = max(named, default=0)
    # beside one column of the title's own year the others are of it, too
    own = Period(year) if titled is not None and titled.is_year else None
    dated = any(one.period not in (None, own) or one.ordinal for one in table.figures) or bool(
        table.having(Role.PERIOD)
    )
    promised = plan and has_titled_targets(table)
    said = promised or (titled is not None and titled.is_year and any(map(_worded_column, table.figures)))
    based = plan and counts_from_base(table)
    if based and not first_target:
        first_target = last_actual + 1
    counted = any(one.ordinal and one.role is Role.VALUE and one.measure is None for one in table.figures)
    if plan and counted and not first_target:
        first_target = (period[0] if period is not None else last_actual) + 1  # Year 1 of the plan
    beside = max(targets, default=0) if promised else 0
    worded = frozenset(one.label for one in table.having(Role.TARGET) if one.explicit)
    return _Context(
        plan, last_actual, first_target, titled, year, said and not dated, based, (beside, worded)
    )


_REACHED: Final = re.compile(r"进度|完成|达标|实现|progress|achiev", re.IGNORECASE)


def _reached(table: Table, targets: Sequence[int]) -> list[int]:
    """Bare years before the worded target beside a column that says how much of it was reached (2024年进度): actual ones."""
    if not targets or not any(
        one.role is Role.DERIVED and _REACHED.search(" ".join(one.texts)) for one in table.columns
    ):
        return []
    return [
        one.period.year
        for one in table.having(Role.VALUE)
        if one.period is not None and one.period.is_year and 0 < one.period.year < min(targets)
    ]


def _first_target(
    table: Table, plan: bool, period: tuple[int, int] | None, years: list[int], last_actual: int, worded: int
) -> int:
    """The first year that is a target's without saying so; 0 where none is."""
    if not years or not plan:
        return _first_qualified(table, years)
    if period is not None and years[-1] > period[0]:
        if worded and _past_run(years, period[0], worded):
            return worded
        return max(period[0], last_actual) + 1
    if last_actual and worded and _past_run(years, last_actual, worded):
        return worded
    if last_actual and years[-1] > last_actual:
        return last_actual + 1
    if not worded and any(map(_undated_target, table.columns)):
        return 0  # 2025年 beside 目标 is what the target is compared with
    if worded:
        return worded + 1 if years[-1] > worded else 0
    if len(years) > 1:
        # before the year of the long-range objectives stands the plan's own
        return years[-2] if years[-1] == LONG_RANGE_YEAR and len(years) > 2 else years[-1]
    later = any(
        one.measure in GROWTHS and one.period is not None and one.period.year > years[0]
        for one in table.figures
    )
    # one year alone in a plan's table is what is planned, unless a title's period or a growth to a later year says otherwise
    if later:
        return 0
    return years[0] if period is None or years[0] > period[0] else 0


def _undated_target(column: Column) -> bool:
    """Whether a head says 目标 and leaves the year to the title."""
    undated = column.period is None or (column.period.is_year and not column.period.year)
    return (
        undated and column.explicit and column.role is Role.TARGET and not (column.measure or column.ordinal)
    )


def _past_run(years: list[int], base: int, worded: int) -> bool:
    """Whether bare years run from the base on, year by year, and end before the year ahead of the worded target."""
    run = years == list(range(years[0], years[-1] + 1))
    return run and len(years) > 1 and years[0] <= base + 1 < years[-1] < worded - 1


def _first_qualified(table: Table, years: list[int]) -> int:
    """The first year whose cells are worded as targets (以上, 左右, 力争), the years before it being past ones."""
    for year in years[1:] or years:
        if any(
            _worded_column(one) for one in table.figures if one.period is not None and one.period.year == year
        ):
            return year
    return 0


def _worded_column(column: Column) -> bool:
    return column.measure is None and any(_worded_as_target(text) for text in column.sample)


def _worded_as_target(text: str) -> bool:
    if text.startswith("力争"):
        return True
    parsed = (
        None if says_nothing(text) or (text[-1:].isdigit() and text[:1].isdigit()) else parse_target(text)
    )
    return isinstance(parsed, TargetText) and parsed.kind in _QUALIFIED


def _resolved(
    stated: Statement, table: Table, context: _Context, period: tuple[int, int] | None
) -> tuple[StatedFigure, ...]:
    first = table.block.left
    found = []
    for figure in stated.figures:
        column = table.columns[figure.column - first] if figure.column else None
        one = _one(figure, column, context, period, stated.base_year)
        if column is not None and column.measure is HeadMeasure.MEAN_OR_SUM and one.role is Role.TARGET:
            one = _mean_or_sum(one, column, stated)
        elif _sums_over_span(one, column):
            one = replace(one, measure=Measure.SUM)
        found.append(one)
    return tuple(found)


def _sums_over_span(figure: StatedFigure, column: Column | None) -> bool:
    """Whether a cell below 2026—2030年 says that it adds these years up."""
    spans = column is not None and column.span is not None and column.measure is None
    return spans and figure.role is Role.TARGET and _ADDED.match(figure.text) is not None


_ADDED: Final = re.compile(r"(?:[五5]年)?累计(?!增长|下降|降低|减少|提高)")


def _mean_or_sum(figure: StatedFigure, column: Column, stated: Statement) -> StatedFigure:
    """What a bare figure of an amount is in a column 年均/累计: a growth a year, unless the amount is what adds up."""
    said = half_width_title(figure.text).strip()
    if _OWN_SUM.match(said) and any(_states_level(one, figure) for one in stated.figures):
        return replace(figure, measure=Measure.SUM)  # beside the year's own target it is a second statement
    amount = is_amount(stated.indicator, stated.unit) or stated.unit.endswith("元")
    if (
        stated.unit
        and stated.unit not in _RATES
        and any(_states_level(one, figure) for one in stated.figures)
    ):
        amount = True
    bracketed = any(
        text[:1] in "〔[［【" for text in column.sample
    )  # sums are, and bare figures then are none
    adds_up = _ADDS_UP.search(stated.indicator) is not None and column.unit != "%" and not bracketed
    big = stated.unit not in _RATES and _FOUR_DIGITS.match(said) is not None
    if big or (adds_up and _BARE.match(said) and _reaches_base(figure, stated)):
        return replace(figure, measure=Measure.SUM)
    if not amount or adds_up or not _BARE.match(said):
        return figure
    return replace(figure, measure=Measure.GROWTH, annual=True)


def _reaches_base(figure: StatedFigure, stated: Statement) -> bool:
    """Whether a sum over years is no less than one year's own figure."""
    own = parse_base(re.sub(r"[^\d.]", "", figure.text))
    year = next(
        (one.text for one in stated.figures if one.role in (Role.BASE, Role.OBSERVED, Role.VALUE)), ""
    )
    base = parse_base(year, stated.unit)
    if isinstance(own, Problem) or isinstance(base, Problem) or own.value is None or base.value is None:
        return False
    return own.value >= base.value


_FOUR_DIGITS: Final = re.compile(r"[≥≤><=]{0,2}\s?\d[\d,]{3,12}(?!\d)")


def _states_level(other: StatedFigure, figure: StatedFigure) -> bool:
    """Whether another figure of the row is the target itself."""
    return (
        other.cell != figure.cell
        and other.role in (Role.TARGET, Role.VALUE)
        and other.measure is None
        and not says_nothing(other.text)
    )


_RATES: Final = frozenset({"%", "‰", "百分点", "个百分点"})
_OWN_SUM: Final = re.compile(r"[〔\[【]\s?[^〔〕\[\]【】]{1,20}[〕\]】](?:以上|以下|以内|左右)?$")
_ADDS_UP: Final = re.compile(r"新增|新建|建设|开工|投资|改造|累计|完成|new ", re.IGNORECASE)
_BARE: Final = re.compile(r"[≥≤><=]{0,2}\s?\d{1,3}(?:\.\d{1,3})?\s?%?(?:以上|以下|以内|左右)?$")


def _one(
    figure: StatedFigure,
    column: Column | None,
    context: _Context,
    period: tuple[int, int] | None,
    base_year: int,
) -> StatedFigure:
    dated = _dated(figure, column, context, period, base_year)
    if column is not None and _is_part_of_year(column):
        return replace(figure, period=dated, role=Role.IGNORED, text="")
    if column is not None and column.measure in SPANNING and figure.role is not Role.STRETCH:
        return _over_a_span(replace(figure, period=dated), column, context, period)
    role = figure.role
    year, worded = context.beside
    of_it = dated.is_year and dated.year == year > 0 and figure.measure is None
    also = of_it and column is not None and bool(column.label) and column.label not in worded
    if role is Role.VALUE and (context.titled_targets or also):
        role = Role.TARGET
    elif role is Role.VALUE or (role is Role.GROWTH and not figure.explicit):
        role = _phase(dated, figure.measure, context)
    if role is figure.role and dated == figure.period:
        return figure
    return replace(figure, role=role, period=dated)


def _dated(
    figure: StatedFigure,
    column: Column | None,
    context: _Context,
    period: tuple[int, int] | None,
    base_year: int,
) -> Period:
    """The period of a figure; where its head names none, the title's, or the plan's year for a base or a target."""
    named = _named(figure.period, column, context)
    role = figure.role
    if context.titled_targets and role is Role.VALUE and not named.year:
        role = Role.TARGET
    if column is not None and column.ordinal and (period is not None or context.last_actual):
        return Period((period[0] if period is not None else context.last_actual) + column.ordinal)
    if named.year:
        # the base of Mar 2018 is that of 2018
        return Period(named.year) if role in (Role.BASE, Role.TARGET, Role.STRETCH) else named
    if not named.is_year:
        return Period(context.year, named.first, named.last)
    titled = context.period
    if role in (Role.TARGET, Role.STRETCH) or (column is not None and column.whole_year):
        # a month beside a plan's title is that of the paper
        if titled is not None and (period is None or (titled.is_year and titled.year > period[0])):
            return Period(titled.year)
        return Period(period[1]) if period is not None else named
    if role is Role.BASE:
        return Period(base_year or (period[0] if period is not None else 0))
    if column is not None and column.measure in SPANNING and (titled is None or titled.is_year or period):
        return Period(period[1]) if period is not None else named
    if titled is not None:
        to_date = (HeadMeasure.SUM, HeadMeasure.TOTAL_GROWTH)
        running = column is not None and (column.running or column.measure in to_date)
        return titled.to_date if running else titled
    if role is Role.OBSERVED and period is not None:
        return Period(period[0])
    return named


def _named(named: Period, column: Column | None, context: _Context) -> Period:
    """The period that a figure's head and row name: a running total from the year's start, 上年 a year before the title's."""
    if column is not None and column.running and not named.is_year:
        named = named.to_date
    if context.based and named.year > context.last_actual and named.first == named.last and not named.is_year:
        named = Period(named.year)  # Dec 2026 after Baseline (Dec 2022)
    if column is None or not column.earlier or named.year or context.period is None:
        return named
    months = context.period if named.is_year else named
    months = months.to_date if column.running else months  # 去年同期累计
    return Period(context.period.year - 1, months.first, months.last)


def _over_a_span(
    figure: StatedFigure, column: Column, context: _Context, period: tuple[int, int] | None
) -> StatedFigure:
    """A mean growth or a sum: the plan's target, or that of years past (IGNORED)."""
    if column.measure is HeadMeasure.SUM and not figure.period.is_year:
        return replace(figure, role=Role.OBSERVED, measure=None)
    if column.measure is HeadMeasure.TOTAL_GROWTH and _is_of_months(context):
        # 累计增长 beside 累计 in a bulletin of months is the growth of these on those of the year before
        return replace(figure, role=Role.GROWTH, period=figure.period.to_date, annual=True)
    if column.measure is HeadMeasure.TOTAL_GROWTH and not figure.period.is_year:
        # 累计增速 of a bulletin is that of the year so far
        return replace(figure, role=Role.GROWTH, measure=Measure.GROWTH, annual=True)
    if _is_past(column, period) or figure.role in LEVELS or not (context.plan or figure.role is Role.TARGET):
        return replace(figure, role=Role.IGNORED, text="")
    return replace(figure, role=Role.TARGET)


def _is_of_months(context: _Context) -> bool:
    """Whether a table is a bulletin of some months, by its title."""
    return not context.plan and context.period is not None and not context.period.is_year


def _is_part_of_year(column: Column) -> bool:
    """Whether a column holds targets of some months of a year (一季度目标), which are no targets of the year."""
    part = (
        column.period is not None
        and not column.period.is_year
        and (column.period.first != column.period.last or not column.period.year)
    )
    return (
        part
        and not column.whole_year
        and column.measure is None
        and column.explicit
        and column.role in (Role.TARGET, Role.STRETCH)
    )


def _is_past(column: Column, period: tuple[int, int] | None) -> bool:
    """Whether a column of sums or mean growths is one of years before the plan."""
    if column.role in (Role.TARGET, Role.STRETCH):
        return False
    if column.role in LEVELS:
        return True
    return column.span is not None and period is not None and column.span[1] <= period[0]


def _phase(period: Period, measure: Measure | None, context: _Context) -> Role:
    """Whether an unworded figure of a period is a target, an observed growth or an observed figure."""
    year = period.year
    target = (
        period.is_year
        and context.first_target
        and year >= context.first_target
        and year > context.last_actual
    )
    if target:
        return Role.TARGET
    return Role.GROWTH if measure is Measure.GROWTH else Role.OBSERVED


def _unresolved(table: Table, context: _Context, period: tuple[int, int] | None) -> Iterable[Problem]:
    """Columns of which no figure could be taken: those of past spans, and those without a year."""
    rows = table.block.data()
    if not rows:
        return
    for column in table.figures:
        if _is_part_of_year(column):
            yield Problem(
                PART_OF_YEAR,
                table.block.view.sheet.name,
                column_cells(column.number, rows),
                " ".join(column.texts),
            )
            continue
        spans = column.measure in SPANNING
        if column.running and months_down(table):
            continue
        past = (
            spans
            and not _is_of_months(context)
            and (_is_past(column, period) or (not context.plan and column.role is not Role.TARGET))
        )
        down = table.having(Role.PERIOD, Role.TARGET_YEAR)
        dateless = (
            column.period is None and not column.ordinal and context.period is None and not down and column.role in (Role.VALUE, Role.OBSERVED)
            and not context.titled_targets and not (column.role is Role.OBSERVED and period is not None) and not spans and not column.of
        )  # fmt: skip
        if (past and not (column.period is not None and not column.period.is_year)) or dateless:
            kind = PAST_SPAN if past else NO_PERIOD
            yield Problem(
                kind,
                table.block.view.sheet.name,
                column_cells(column.number, rows),
                " ".join(column.texts) or get_column_letter(column.number),
            )


def _unworded(table: Table, context: _Context, period: tuple[int, int] | None) -> Iterable[Problem]:
    """Bare years before a worded target, read as targets, where no base or actual year tells what they are."""
    worded = [one for one in table.columns if one.explicit and one.role is Role.TARGET and not one.vision]
    bare = [
        one
        for one in table.having(Role.VALUE)
        if one.period is not None and one.period.is_year and one.period.year
    ]
    years = [one.period.year for one in bare if one.period is not None]
    last = max((one.period.year for one in worded if one.period is not None), default=0)
    based = max(
        (one.period.year for one in table.having(Role.BASE) if one.explicit and one.period is not None),
        default=0,
    )
    if (
        context.last_actual > based
        or not context.first_target
        or (period is None and not based)
        or not years
        or min(years) <= (period[0] if period is not None else based)
    ):
        return
    rows = table.block.data()
    for column, year in zip(bare, years, strict=True):
        if context.first_target <= year < last and column.measure is None and rows:
            yield Problem(
                UNWORDED_YEAR,
                table.block.view.sheet.name,
                column_cells(column.number, rows),
                " ".join(column.texts),
            )


def column_cells(column: int, rows: Sequence[int]) -> str:
    """The cells of a column from the first to the last of some rows: D4:D9."""
    return block_name((rows[0], column, rows[-1], column))


def _years(
    statements: Sequence[Statement], period: tuple[int, int] | None, base_year: int, target_year: int
) -> Years:
    figures = [
        one for stated in statements for one in stated.figures if one.text and not says_nothing(one.text)
    ]
    bases = Counter(one.year for one in figures if one.role is Role.BASE and one.year) or Counter(
        one.year for stated in statements for one in stated.figures if one.role is Role.BASE and one.year
    )
    targets = Counter(one.year for one in figures if one.role is Role.TARGET and one.year) or Counter(
        one.year for stated in statements for one in stated.figures if one.role is Role.TARGET and one.year
    )
    observed = Counter(
        one.year for one in figures if one.role is Role.OBSERVED and one.year and one.period.is_year
    )
    titled = None if observed and not targets else period
    reached = max((one.year for one in figures if one.role is Role.OBSERVED and one.explicit), default=0)
    ahead = Counter({year: times for year, times in targets.items() if year > reached}) or targets
    target = target_year or (titled[1] if titled else _usual(ahead, last=False))
    observed = observed or Counter(
        one.year
        for stated in statements
        for one in stated.figures
        if one.role is Role.OBSERVED and one.year and one.period.is_year
    )
    before = Counter({year: times for year, times in observed.items() if not target or year < target})
    base = base_year or (titled[0] if titled else _usual(bases, last=True) or max(before, default=0))
    if (
        not base
        and target
        and (
            all(one.measure is Measure.GROWTH for one in figures if one.role is Role.TARGET)
            or any(one.role is Role.GROWTH and one.year == target - 1 for one in figures)
            or (period is None and len(targets) == 1 and target % 5)
            or (period is None and any(_is_within(one, target) for one in figures))
            or (period is None and reached == target and set(targets) == {target})
        )
    ):
        base = target - 1  # a yearly plan, and the growth of one year, count from the year before
    if not base and not target:
        base = max((one.year for one in figures if one.role in (Role.OBSERVED, Role.GROWTH)), default=0)
        base -= bool(base)  # of a year that is not over the year before is the base
    if not target and base and not targets:
        target = base + 5
    by_title = titled is not None and not (base_year or target_year) and not (bases and targets)
    return Years(base, target, by_title)


def _is_within(figure: StatedFigure, year: int) -> bool:
    """Whether a figure was observed in a part of a year."""
    return (
        figure.role in _OBSERVED
        and figure.period.year == year
        and not figure.period.is_year
        and not says_nothing(figure.text)
    )


def _usual(found: Counter[int], last: bool) -> int:
    """The year that most figures have; of equals the latest base, the earliest target."""
    if not found:
        return 0
    most = max(found.values())
    years = sorted(year for year, times in found.items() if times == most)
    run = next((at for at, year in enumerate(years) if year != years[0] + at), len(years))
    if not last and (run >= _YEARS_OF_A_PLAN - 1 or 2 < run == len(years)):
        return years[run - 1]  # 2026, 2027 … 2030: yearly targets up to the plan's own
    return max(years) if last else min(years)


_YEARS_OF_A_PLAN: Final = 5


def _with_base(
    figures: tuple[StatedFigure, ...], years: Years, period: tuple[int, int] | None
) -> tuple[StatedFigure, ...]:
    """The figures of one series with one base: the stated one, else the last observed one before the plan's targets."""
    if any(not one.year and one.role in _DATED_BY_PLAN for one in figures):
        figures = tuple(
            replace(one, period=Period(years.base if one.role is Role.BASE else years.target))
            if not one.year and one.role in _DATED_BY_PLAN
            else one
            for one in figures
        )
    bases = [one.year for one in figures if one.role is Role.BASE]
    if bases:
        latest = max(bases)
        return tuple(
            replace(one, role=Role.OBSERVED) if one.role is Role.BASE and one.year < latest else one
            for one in figures
        )
    targets = [one.year for one in figures if one.role is Role.TARGET]
    if not targets:
        return figures
    limit = period[0] if period is not None else max(years.base, min(targets) - 1)
    past = [
        one.year
        for one in figures
        if one.role is Role.OBSERVED
        and one.period.is_year
        and one.year <= limit
        and not says_nothing(one.text)
    ]
    base = max(past, default=0)
    return tuple(
        replace(one, role=Role.BASE)
        if one.role is Role.OBSERVED and one.period.is_year and one.year == base
        else one
        for one in figures
    )
