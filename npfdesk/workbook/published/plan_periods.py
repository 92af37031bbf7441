"""Of which plan a table is: the years that titles and heads name, and whether the table is a plan's at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from npfdesk.plan.periods import Period
from npfdesk.workbook.published.columns import Table
from npfdesk.workbook.published.headers import (
    HeadMeasure,
    half_width_title,
    period_of_title,
    plan_years,
    span_in,
)
from npfdesk.workbook.published.recognition import Role

_PLAN_WORDS: Final = re.compile(
    r"规划|目标|(?<![近去前])五年(?!来|间)|计划|十[一二三四五六七八]五|任务|分解|远景|\bplans?\b|\btargets?\b|\bgoals?\b|objective|pledge|roadmap|strateg(?:y|ies|ic)\b|战略|ke hoach|muc tieu",
    re.IGNORECASE,
)
_DATA_WORDS: Final = re.compile(
    r"实绩|实际|完成情况|以来|回顾|历年|主要年份|统计|年鉴|公报|运行|数据库|快报|监测|actuals?|statistic|yearbook|progress report",
    re.IGNORECASE,
)
_RELEASED: Final = re.compile(
    r"\b(?:updated?|releas\w{0,3}|publi(?:shed|cation)|download\w{0,3}|accessed|retrieved|revis(?:ed|ion)|printed|issued)\b"
    r"|(?:更新|发布|下载|制表|打印|查询|访问)(?:于|时间|日期|[:：])",
    re.IGNORECASE,
)
_DEVELOPMENT: Final = re.compile(r"发展|附件|附表|专栏|主要指标|development|headline")
TARGET_WORDS: Final = re.compile(
    r"目标|任务|计划|分解|\btargets?\b|\bgoals?\b|pledge|ke hoach|muc tieu", re.IGNORECASE
)
LEVELS: Final = frozenset({Role.BASE, Role.OBSERVED})
SPANNING: Final = frozenset(
    {HeadMeasure.MEAN_GROWTH, HeadMeasure.TOTAL_GROWTH, HeadMeasure.SUM, HeadMeasure.MEAN_OR_SUM}
)


def plan_period(text: str) -> tuple[int, int] | None:
    """Base and target year of the plan that a title names: “十四五” is 2020 to 2025, 规划（2021—2025年） too; else None.

    A span of years is a plan's only beside 规划, 目标, 五年 or plan.
    """
    named = plan_years(text)
    if named is not None:
        return named
    return _span_of_plan(text) if _PLAN_WORDS.search(half_width_title(text)) else None


def _span_of_plan(text: str) -> tuple[int, int] | None:
    span = span_in(text)
    if span is None:
        return None
    first, last = span
    # a plan for 2021–2025 counts from 2020, one that says 2020–2025 does so, too
    return (first - 1 if (last - first) % 5 == 4 else first), last


def belongs_to_plan(table: Table) -> bool:
    """Whether a table is a plan's: it has targets or duties, or its titles or its sheet's name speak of a plan."""
    if any(one.explicit and one.role in (Role.TARGET, Role.STRETCH) for one in table.columns):
        return True
    if table.having(Role.DUTY) or counts_from_base(table):
        return True
    if any(one.measure is None and any(map(plan_years, one.texts)) for one in table.figures):
        return True  # “十五五”末
    said = _said(table)
    if any(_DATA_WORDS.search(text) for text in said):
        return False
    return any(_PLAN_WORDS.search(text) for text in said) or _is_five_years(table, said)


def _said(table: Table) -> list[str]:
    """What the titles of a table and the name of its sheet say."""
    return [half_width_title(text) for text in (*table.title_texts, table.block.view.sheet.name)]


def counts_from_base(table: Table) -> bool:
    """Whether years without a word follow a column that says that it is the base: Baseline (2025), 2030, 2035."""
    bases = [
        one.period.year
        for one in table.having(Role.BASE)
        if one.explicit and one.period is not None and one.period.year
    ]
    years = [
        one.period.year
        for one in table.having(Role.VALUE)
        if one.period and (one.period.is_year or one.period.first == one.period.last)
    ]
    return bool(bases and years) and max(years) > max(bases)


def plans_of(tables: Sequence[Table]) -> list[bool]:
    """Whether each table belongs to a plan; also where its last year is one for which another table states targets."""
    plans = [belongs_to_plan(table) for table in tables]
    worded = {
        one.period.year
        for table in tables
        for one in table.columns
        if one.explicit and one.role is Role.TARGET and one.period is not None and one.period.year
    }
    for index, table in enumerate(tables):
        years = [one.period.year for one in table.figures if one.period is not None and one.period.is_year]
        if (
            not plans[index]
            and years
            and max(years) in worded
            and not any(_DATA_WORDS.search(text) for text in _said(table))
        ):
            plans[index] = True
    for index, table in enumerate(tables):
        plans[index] = plans[index] or any(
            plans[at] and _goes_on(other, table) for at, other in enumerate(tables[:index])
        )
    return plans


def _goes_on(before: Table, table: Table) -> bool:
    """Whether a table has the very heads of one before it on its sheet, and no title that dates it or calls it data.

    二、创新驱动 over the same 2020年 and 2025年 is of the plan that the first title names.
    """
    same_sheet = before.block.view.sheet is table.block.view.sheet
    if not same_sheet or table.period is not None or any(map(_DATA_WORDS.search, _said(table))):
        return False
    heads = [one.texts for one in table.figures]
    return bool(heads) and heads == [one.texts for one in before.figures]


def _is_five_years(table: Table, titles: Sequence[str]) -> bool:
    """Whether a table without a title, or of development, has two years that are a five-year plan's ends (2020, 2025)."""
    years = sorted(
        {
            one.period.year
            for one in table.figures
            if one.period is not None and one.period.is_year and one.period.year
        }
    )
    ends = len(years) == 2 and years[1] - years[0] == 5 and years[0] % 5 == 0
    return ends and (not table.title_texts or any(_DEVELOPMENT.search(text) for text in titles))


def stated_period(tables: Sequence[Table], plans: Sequence[bool]) -> tuple[int, int] | None:
    """Base and target year that most titles of plans name, else those of a head; of equals the latest; None for none."""
    found: Counter[tuple[int, int]] = Counter()
    for table, plan in zip(tables, plans, strict=True):
        explicit = any(one.explicit and one.role is Role.TARGET for one in table.columns)
        for text in (*table.title_texts, table.block.view.sheet.name):
            period = plan_period(text) or (_span_of_plan(text) if explicit else None)
            if period is not None and plan:
                found[period] += 1
                break
    if not found:
        # “十五五”年均增长 over a column names the plan's years as a title does
        spans = [
            one.span
            for table in tables
            for one in table.columns
            if one.span is not None
            and (
                one.role not in LEVELS
                if one.measure in SPANNING
                else one.explicit and one.role is Role.TARGET
            )
        ]
        last = max(spans, default=None)
        if last is None:
            return None
        # 2025—2030年均增速 counts from 2025
        return (last[0] if (last[1] - last[0]) % 5 == 0 else last[0] - 1), last[1]
    most = max(found.values())
    return max(period for period, times in found.items() if times == most)


def title_period(texts: Iterable[str]) -> Period | None:
    """The period that titles name, the nearest to the table first; None for none."""
    for text in texts:
        found = None if _RELEASED.search(text[:200]) else period_of_title(text)
        if found is not None:
            return found
    return None


def has_titled_targets(table: Table) -> bool:
    """Whether a title says that a table holds targets."""
    return any(TARGET_WORDS.search(half_width_title(text)) for text in table.title_texts)
