"""The roles of a table's columns, from their headers and, where these say too little, from the cells below."""

from __future__ import annotations

import re
from collections.abc import Callable

from npfdesk.plan.names import fold, is_blank
from npfdesk.workbook.canonical import closed_lists
from npfdesk.workbook.published.drafts import KEYS, Column, TableDraft, is_figure_text
from npfdesk.workbook.published.printed_names import is_unit_text, looks_like_region
from npfdesk.workbook.published.recognition import Role


def assign_roles(draft: TableDraft) -> bool:
    """Give the columns their roles by headers and content; returns whether it is a table at all."""
    _by_content(draft)
    figures = [one for one in draft.columns if one.heads_figures]
    keys = draft.having(*KEYS)
    labelled = [one for one in draft.columns if one.role is None and not one.growth and one.label]
    if not figures and not (draft.having(Role.REGION) and labelled):
        return False
    if not keys:
        key = _key_by_content(draft, figures)
        if key is None:
            return False
        keys = [key]
    _classify_name_column(draft, keys, figures)
    _one_indicator(draft)
    _labels(draft)
    if draft.having(Role.REGION):
        draft.form = "counties"
    elif draft.having(Role.INDUSTRY):
        draft.form = "industries"
    elif not draft.having(Role.INDICATOR):
        return False
    return True


def _sample(draft: TableDraft, column: int) -> list[str]:
    return [text for line in draft.sample if (text := line.get(column, ""))]


def _by_content(draft: TableDraft) -> None:
    """Give roles by content to columns with a useless header: duties, units, numbers, groups."""
    first = min((one.number for one in draft.columns if one.heads_figures), default=draft.right + 1)
    for column in draft.columns:
        texts = _sample(draft, column.number)
        if not texts or column.heads_figures or column.growth:
            continue
        duties = sum(closed_lists.read_word(text, closed_lists.DUTY_WORDS) is not None for text in texts)
        if duties * 2 > len(texts):
            column.role = Role.DUTY
        elif (
            column.role is Role.UNIT
            and _mostly(texts, looks_like_region)
            and not _mostly(texts, is_unit_text)
        ):
            column.role = Role.REGION
        elif column.role is None and not column.label:
            if _mostly(texts, is_unit_text):
                column.role = Role.UNIT
            elif column.number < first and all(
                re.fullmatch(r"[(（]?\d{1,3}[)）.、]?", text) for text in texts
            ):
                column.role = Role.NUMBER


def _mostly(texts: list[str], holds: Callable[[str], bool]) -> bool:
    return sum(map(holds, texts)) * 2 > len(texts)


def _key_by_content(draft: TableDraft, figures: list[Column]) -> Column | None:
    """The column of names where no header says so: the last column left of the figures that holds words."""
    first = min((one.number for one in figures), default=draft.right + 1)
    found = [
        one
        for one in draft.columns
        if one.number < first
        and (
            one.role is None
            or (one.role is Role.GROUP and not any(two.role is None for two in draft.columns))
        )
        and (texts := _sample(draft, one.number))
        and not _mostly(texts, is_figure_text)
    ]
    if not found:
        return None
    key = found[-1]
    key.role, key.weak, key.label = Role.INDICATOR, True, ""
    return key


def _classify_name_column(draft: TableDraft, keys: list[Column], figures: list[Column]) -> None:
    """Decide whether a column with an ambiguous head (名称, 项目, none) names regions or indicators.

    Where the heads of the figures name indicators, the rows are regions.
    """
    if any(one.role in (Role.REGION, Role.INDUSTRY) and not one.weak for one in keys):
        return
    labels = {fold(one.label) for one in figures if one.label}
    for key in keys:
        names = [text for text in _sample(draft, key.number) if not is_blank(text)]
        regions = bool(names) and _mostly(names, looks_like_region)
        if (key.role is Role.INDICATOR and key.weak and (regions or labels)) or (
            key.role is Role.INDICATOR and regions and labels
        ):
            key.role = Role.REGION
        elif key.role is Role.REGION and key.weak and not regions and not labels:
            key.role = Role.INDICATOR


def _one_indicator(draft: TableDraft) -> None:
    """Of several columns headed as indicators the last that holds words names them; the others number or group.

    Where the last is blank in some rows, as under 主要污染物排放 with 化学需氧量 and 氨氮 beside it, both name them.
    """
    named = _headed_as_indicators(draft)
    if len(named) < 2:
        return
    holding = [
        one for one in named if (texts := _sample(draft, one.number)) and not _mostly(texts, is_figure_text)
    ]
    key = holding[-1] if holding else named[-1]
    for one in named:
        if one is key:
            continue
        texts = _sample(draft, one.number)
        numbers = bool(texts) and all(re.fullmatch(r"[(（]?\d{1,3}[)）.、]?", text) for text in texts)
        if numbers:
            one.role = Role.NUMBER
        elif one not in holding:
            one.role = None
        elif not (one is holding[-2] and _details(draft, one, key)):
            one.role = Role.GROUP
    key.role = Role.INDICATOR


def _headed_as_indicators(draft: TableDraft) -> list[Column]:
    """The columns under an indicator's head, with one right of it that has no head of its own and holds words."""
    named = draft.having(Role.INDICATOR)
    for one in draft.columns:
        beside = [two for two in named if two.number == one.number - 1]
        bare = one.role is None and not one.texts and not one.year
        if bare and beside and _sample(draft, one.number) and not draft.having(Role.REGION):
            named.append(one)
    return named


def _details(draft: TableDraft, stem: Column, key: Column) -> bool:
    """Whether a column only distinguishes some rows that the column before it names."""
    for row in draft.below[: len(draft.sample)]:
        own, other = draft.view.origin(row, key.number), draft.view.origin(row, stem.number)
        if other is not None and other[0] == row and (own is None or own == other):
            return any(draft.view.line(row).get(one.number) for one in draft.columns if one.heads_figures)
    return False


def _labels(draft: TableDraft) -> None:
    """The indicators that the heads of figures name: two heads joined where the lower alone stands for several."""
    if draft.having(Role.INDICATOR):
        for column in draft.columns:
            if column.heads_figures:
                column.label = ""
        return
    seen: dict[tuple[str, int, Role | None], list[Column]] = {}
    for column in draft.columns:
        if column.heads_figures and column.label:
            seen.setdefault((fold(column.label), column.year, column.role), []).append(column)
    for columns in seen.values():
        if len(columns) > 1:
            for column in columns:
                parts = [said.label for said in column.path if said.label]
                column.label = "".join(dict.fromkeys(parts))
