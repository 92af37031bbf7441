"""Which columns of a block name the rows: regions, indicators, industries, periods."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from npfdesk.workbook.published.cell_sorts import KEYS, Sort
from npfdesk.workbook.published.columns import (
    FIGURE_SORTS,
    SAMPLE,
    Column,
    Table,
    bare_period,
    is_region_name,
    may_hold_figures,
    most,
    own_labels,
    says_figures,
)
from npfdesk.workbook.published.printed_names import (
    are_items,
    has_chinese,
    is_foreign,
    is_goal_number,
    names_industry,
)
from npfdesk.workbook.published.recognition import Reason, Role


def name_columns(table: Table, known_regions: frozenset[str]) -> None:
    """Give the columns that name the rows their roles, by their heads and by what is in them."""
    _translations(table)
    _english_twins(table)
    _targets_named(table)
    _goal_numbers(table)
    _areas(table)
    _lower_regions(table)
    _periods_down(table)
    named = table.having(Role.REGION, Role.INDICATOR, Role.INDUSTRY)
    if not named:
        column = _unnamed(table)
        if column is not None:
            column.role, column.weak, column.reason, column.confidence = (
                Role.INDICATOR,
                True,
                Reason.CONTENT,
                0.6,
            )
            column.heads = []
    _beside_units(table)
    _owners_of_rows(table)
    _settle(table, known_regions)
    _one_indicator(table)


def _beside_units(table: Table) -> None:
    """Where units stand beside regions the rows name what they are of: in the column of words that no head explains."""
    if (
        not table.having(Role.UNIT)
        or not table.having(Role.REGION)
        or table.having(Role.INDICATOR, Role.INDUSTRY)
    ):
        return
    figures = [one for one in table.columns if may_hold_figures(one)]
    if any(own_labels(one) for one in figures):
        return
    words = [
        one for one in table.columns if one.role in (None, Role.GROUP) and one.texts and one.mostly(Sort.TEXT)
    ]
    if words:
        column = max(words, key=lambda one: len(set(one.sample)))
        column.role, column.reason, column.confidence, column.heads = Role.INDICATOR, Reason.CONTENT, 0.7, []


def _owners_of_rows(table: Table) -> None:
    """Where a long table repeats its indicators the words on their left, under a head that nothing explains, say of whom they are."""
    if table.having(Role.REGION, Role.INDUSTRY, Role.PERIOD, Role.GROUP):
        return
    named = table.having(Role.INDICATOR)
    if len(named) != 1 or len(set(named[0].sample)) == len(named[0].sample):
        return
    words = [
        one
        for one in table.columns
        if one.role is None and one.number < named[0].number and one.texts and one.mostly(Sort.TEXT)
    ]
    if len(words) == 1 and len(words[0].sample) == len(named[0].sample):
        pairs = set(zip(words[0].sample, named[0].sample, strict=True))
        if len(pairs) > len(set(named[0].sample)):
            words[0].role, words[0].reason, words[0].confidence = Role.REGION, Reason.CONTENT, 0.6
            words[0].heads = []


def _goal_numbers(table: Table) -> None:
    """The columns Goal and Target of a long table with values of its own (17, 17.10) number what its rows speak of."""
    if table.having(Role.VALUE) and table.having(Role.PERIOD) and table.having(Role.INDICATOR):
        for column in table.having(Role.TARGET):
            if column.period is None and column.sample and all(map(is_goal_number, column.sample)):
                column.role, column.explicit, column.reason = Role.NUMBER, False, Reason.CONTENT


def _translations(table: Table) -> None:
    """A column that says in English what the Chinese one on its left says (城市, City) is no name of its own."""
    for left, right in pairwise(table.columns):
        if left.role in (None, *KEYS) and right.role in (None, left.role, *KEYS) and _translates(left, right):
            if left.role is None and right.role is not None:
                left.role, left.weak, left.reason = right.role, right.weak, right.reason
            right.role, right.reason, right.heads = Role.NOTE, Reason.CONTENT, []


def _translates(left: Column, right: Column) -> bool:
    names, others = left.sample, right.sample
    if len(names) < _FEWEST_TRANSLATED or not (left.mostly(Sort.TEXT) and right.mostly(Sort.TEXT)):
        return False
    return (
        5 * len(others) >= 3 * len(names)
        and 5 * sum(map(has_chinese, names)) >= 4 * len(names)
        and 5 * sum(map(has_chinese, others)) <= len(others)
        and 5 * len(set(others)) >= 3 * len(set(names))
    )


_FEWEST_TRANSLATED: Final = 3


def _lower_regions(table: Table) -> None:
    """A column of words without a head on the right of the regions' own, before the figures, holds smaller regions."""
    if table.having(Role.INDICATOR, Role.INDUSTRY):
        return
    for left, right in pairwise(table.columns):
        bare = right.role is None and not right.texts and right.mostly(Sort.TEXT)
        if bare and left.role is Role.REGION and len(set(right.sample)) > len(set(left.sample)):
            right.role, right.reason, right.confidence = Role.REGION, Reason.CONTENT, 0.7


def _english_twins(table: Table) -> None:
    """Of two columns of units or names the English one repeats the other: 单位 and Unit."""
    for role in (Role.INDICATOR, Role.REGION, Role.UNIT):
        columns = table.having(role)
        chinese = any(has_chinese(text) for one in columns for text in one.sample)
        for column in columns:
            foreign = any(map(is_foreign, column.sample)) and not any(map(has_chinese, column.sample))
            if chinese and foreign:
                column.role, column.reason = Role.IGNORED, Reason.CONTENT


def _targets_named(table: Table) -> None:
    """A column headed Target beside one of target values names the indicators."""
    if table.having(Role.INDICATOR):
        return
    named = [one for one in table.having(Role.TARGET) if one.sorts and one.mostly(Sort.TEXT)]
    if named and any(one.mostly(Sort.FIGURE) for one in table.having(Role.TARGET)):
        column = named[0]
        column.role, column.explicit, column.reason = Role.INDICATOR, False, Reason.CONTENT


def _areas(table: Table) -> None:
    """A column of areas is the regions' own where there is no other."""
    if not table.having(Role.REGION):
        for column in table.having(Role.AREA):
            column.role = Role.REGION


def _periods_down(table: Table) -> None:
    """A column of years or months beside figures."""
    for column in table.having(Role.PERIOD):
        months = bool(column.sample) and (
            all(map(_MONTH.fullmatch, column.sample))
            or all(bare_period(column, text) for text in column.sample)
        )
        if column.sorts and not column.mostly(Sort.PERIOD, Sort.YEAR) and not months:
            column.role = None
    if table.having(Role.PERIOD):
        return
    for column in table.columns:
        if column.role in _HEADED_WRONGLY and column.mostly(Sort.PERIOD, Sort.YEAR):
            others = [
                one for one in table.columns if one.number > column.number and one.mostly(*FIGURE_SORTS)
            ]
            years = column.mostly(Sort.PERIOD) or _steady(column.sample)
            if others and years and not says_figures(column) and not _counts(column):
                column.role, column.reason = Role.PERIOD, Reason.CONTENT
            return
        if column.role is None and column.mostly(*FIGURE_SORTS):
            return


_HEADED_WRONGLY: Final = frozenset(
    {None, Role.REGION, Role.INDICATOR, Role.INDUSTRY, Role.NUMBER, Role.UNIT, Role.SOURCE, Role.REMARK}
)
_MONTH: Final = re.compile(r"(?:19|20|21)\d\d(?:0[1-9]|1[0-2])")


def _steady(texts: Sequence[str]) -> bool:
    """Whether years follow each other up or down, once each."""
    return (
        len(texts) > 1
        and len(set(texts)) == len(texts)
        and (list(texts) == sorted(texts) or list(texts) == sorted(texts, reverse=True))
    )


def _counts(column: Column) -> bool:
    """Whether what reads as years is a quantity by its head: one with a unit, or a name over numbers of unequal steps."""
    if any(head.unit and head.unit != "年" for head in column.heads):
        return True
    named = column.role is None and any(head.label for head in column.heads)
    years = [int(text) for text in column.sample if text.isdecimal()]
    steps = {later - earlier for earlier, later in pairwise(years)}
    return named and bool(years) and (len(years) < 3 or len(steps) > 1)


def _unnamed(table: Table) -> Column | None:
    """The column of names where no head says so: the last one left of the figures that holds words."""
    if table.having(Role.PERIOD) and any(may_hold_figures(one) for one in table.columns):
        first_text = [one for one in table.columns if one.role is None and one.mostly(Sort.TEXT)]
        return first_text[0] if first_text else None
    first = min(
        (one.number for one in table.columns if may_hold_figures(one)), default=table.columns[-1].number + 1
    )
    found = [
        one
        for one in table.columns
        if one.number < first
        and one.role in (None, Role.GROUP)
        and one.sorts
        and not one.mostly(*FIGURE_SORTS)
    ]
    bare = [one for one in found if one.role is None]
    return next(reversed(bare or found), None)


def _settle(table: Table, known_regions: frozenset[str]) -> None:
    """Whether a column with an ambiguous head (名称, 项目, none) names regions or indicators."""
    if any(one.role in (Role.REGION, Role.INDUSTRY) and not one.weak for one in table.columns):
        return
    labelled = [one for one in table.columns if one.sorts and (one.role is None or one.heads_figures)]
    labels = [label for one in labelled for label in own_labels(one)]
    unnamed = [one for one in labelled if one.period is not None and not own_labels(one)]
    # 项目 over 2022年 2021年 构成: most figures are of what the rows name
    beside = len(unnamed) < sum(bool(own_labels(one)) for one in labelled)
    regions_across = most(labels, lambda label: is_region_name(label, known_regions))
    for key in table.having(Role.INDICATOR, Role.REGION):
        names = key.sample
        regions = most(names, lambda name: is_region_name(name, known_regions))
        if key.role is Role.INDICATOR and regions and (key.weak or labels) and not regions_across:
            key.role, key.reason = Role.REGION, Reason.CONTENT
        elif (
            key.role is Role.INDICATOR
            and key.weak
            and beside
            and not regions_across
            and not table.having(Role.PERIOD)
        ):
            role = _unsaid_role(names)
            key.role, key.reason, key.confidence = role, Reason.CONTENT, 0.7
        elif key.role is Role.REGION and key.weak and not regions and (not labels or regions_across):
            key.role, key.reason = Role.INDICATOR, Reason.CONTENT


def _unsaid_role(names: Sequence[str]) -> Role:
    """What names beside named figures are where no head says so: regions, but industries, and items of a balance."""
    if most(names, names_industry):
        return Role.INDUSTRY
    return Role.INDICATOR if are_items(names) else Role.REGION


def _one_indicator(table: Table) -> None:
    """Of several columns of indicators the last that holds words names them; the others number or group."""
    named = table.having(Role.INDICATOR)
    for one in table.columns:
        beside = [two for two in named if two.number == one.number - 1]
        bare = one.role is None and not one.texts and one.mostly(Sort.TEXT)
        if bare and beside and not table.having(Role.REGION):
            named.append(one)
    if len(named) < 2:
        return
    holding = [one for one in named if one.sample and not one.mostly(*FIGURE_SORTS)]
    key = holding[-1] if holding else named[-1]
    for one in named:
        if one is key:
            continue
        if one.sample and _is_numbering_texts(one):
            one.role = Role.NUMBER
        elif one not in holding:
            one.role = None
        elif not (one is holding[-2] and _details(table, one, key)):
            one.role = Role.GROUP
    key.role = Role.INDICATOR


def _is_numbering_texts(column: Column) -> bool:
    return all(text.strip("()（）.、").isdecimal() and len(text) <= 5 for text in column.sample)


def _details(table: Table, stem: Column, key: Column) -> bool:
    """Whether a column only distinguishes some rows that the column before it names."""
    view = table.block.view
    for row in table.block.data()[:SAMPLE]:
        own, other = view.origin(row, key.number), view.origin(row, stem.number)
        if other is not None and other[0] == row and (own is None or own == other):
            return True
    return False
