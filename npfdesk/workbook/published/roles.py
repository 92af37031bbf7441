"""The roles of a block's columns: by their heads, and where these say too little, by the cells below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from npfdesk.plan.periods import Period
from npfdesk.workbook.published.blocks import Block
from npfdesk.workbook.published.cell_sorts import CellSorts, Sort, corner_of
from npfdesk.workbook.published.columns import (
    FIGURE_SORTS,
    SAMPLE,
    Column,
    Table,
    may_hold_figures,
    most,
    says_figures,
    set_form,
)
from npfdesk.workbook.published.figure_columns import (
    figure_columns,
    growths,
    hopes_alone,
    name_figures,
    net_changes,
    running_totals,
    shares_reached,
    sums_of_years,
)
from npfdesk.workbook.published.headers import HeaderText, read_header
from npfdesk.workbook.published.name_columns import name_columns
from npfdesk.workbook.published.printed_names import (
    has_chinese,
    is_foreign,
    is_unit_text,
    looks_like_region,
    name_and_unit,
    plain_name,
    unit_of,
)
from npfdesk.workbook.published.recognition import FIGURE_ROLES, Reason, Role
from npfdesk.workbook.standard import closed_lists


def table_of(block: Block, sorts: CellSorts, known_regions: frozenset[str]) -> Table:
    """The roles of a block's columns. `known_regions` are stems of names that other tables use for regions.

    `known` of the result is False where no role could be given to what the block holds.
    """
    columns = _columns(block, sorts)
    table = Table(block, columns)
    _by_heads(table)
    _words_over_figures(table)
    _by_content(table)
    name_columns(table, known_regions)
    figure_columns(table)
    shares_reached(table)
    net_changes(table)
    name_figures(table, known_regions)
    hopes_alone(table)
    running_totals(table)
    sums_of_years(table)
    growths(table)
    set_form(table)
    return table


def _columns(block: Block, sorts: CellSorts) -> list[Column]:
    columns = [Column(number) for number in range(block.left, block.right + 1)]
    data = block.data()[:SAMPLE]
    for column in columns:
        for row in data:
            if column.number in block.view.line(row):
                sort = sorts.of(row, column.number)
                column.sorts[sort] = column.sorts.get(sort, 0) + 1
                column.sample.append(block.view.line(row)[column.number])
    labels = _level_labels(block, columns[0])
    for row in block.heads:
        if _translates_head(block, row) or (labels and _is_aside(block, row)):
            continue
        texts = _level(block, row, columns)
        units = _is_unit_row(block, row, sorts)
        for column, text in zip(columns, texts, strict=True):
            if not text:
                continue
            place = block.view.origin(row, column.number)
            if place is not None and sorts.of(*place) is Sort.UNREADABLE:
                column.unreadable = place
                continue
            if column.texts and place == column.place:
                continue
            if column.number == block.left and labels == {row: Role.UNIT}:
                continue  # the word before a row of units heads no names
            column.place = place or column.place
            column.texts.append(text)
            column.heads.append(_head(text, units, labels.get(row), column.number == block.left))
    return columns


def _translates_head(block: Block, row: int) -> bool:
    """Whether a head row says in English what the Chinese row above it says, cell by cell."""
    index = block.heads.index(row)
    if not index:
        return False
    above, line = block.line(block.heads[index - 1]), block.line(row)
    return len(line) > 1 and all(
        column in above
        and has_chinese(above[column])
        and is_foreign(text)
        and (column == block.left or not is_unit_text(text.strip("()（）[]【】")))
        and not read_header(above[column]).heads_figures
        for column, text in line.items()
    )


def _head(text: str, units: bool, label: Role | None, first: bool) -> HeaderText:
    head = read_header(text)
    if units and not first:
        return (
            HeaderText(unit=unit_of(text))
            if label is Role.UNIT or is_unit_text(text.strip("()（）[]【】"))
            else head
        )
    if label is not None and not first and not head.says:
        if label is Role.UNIT:
            return HeaderText(unit=unit_of(text))
        return HeaderText(label=head.label or text, unit=head.unit)
    return head


def _level(block: Block, row: int, columns: Sequence[Column]) -> list[str]:
    """What a head row says over each column: merged heads over all they span, others over blanks to their right."""
    view = block.view
    texts = [view.text(row, column.number) for column in columns]
    merged = any(view.span(row, column)[0] != view.span(row, column)[1] for column in view.line(row))
    if merged or row == block.heads[-1] or len(block.heads) < 2:
        return texts
    below = block.heads[block.heads.index(row) + 1]
    carried, filled = "", []
    for column, text in zip(columns, texts, strict=True):
        if text:
            carried = "" if read_header(text).key is not None else text
        own_below = column.number in view.line(below)
        filled.append(text or (carried if own_below and column.number > block.left else ""))
    return filled


def _level_labels(block: Block, first: Column) -> dict[int, Role]:
    """The words in the first column that say what each head row holds: 指标, 地区, 单位 over rows of months."""
    found: dict[int, Role] = {}
    for row in block.heads:
        text = block.view.line(row).get(block.left, "")
        key = read_header(text).key if text else None
        if key in (Role.INDICATOR, Role.REGION, Role.UNIT, Role.INDUSTRY) and len(block.line(row)) > 1:
            found[row] = key
    named = first.mostly(Sort.TEXT)  # names stand below, of which the last word of the corner speaks
    if not named and len(found) > 1 and len(set(found.values())) == len(found):
        return found
    return {row: key for row, key in found.items() if key is Role.UNIT and row != block.heads[0]}


_ASIDE: Final = re.compile(
    r"频[率度]|(?:数据|资料)?来源|(?:最近|最新)?更新(?:时间|日期)?|(?:起始|开始|结束)(?:时间|日期)|时间区间|(?:指标|序列)?(?:id|编码|代码)|备注|说明|状态"
    r"|frequency|(?:data )?source|(?:last )?updated?|(?:series )?(?:id|code)|status|notes?",
    re.IGNORECASE,
)


def _is_aside(block: Block, row: int) -> bool:
    """Whether a row among those that name the columns says how often or from where they come, and names nothing."""
    return _ASIDE.fullmatch(block.view.line(row).get(block.left, "").rstrip(":：")) is not None


def _is_unit_row(block: Block, row: int, sorts: CellSorts) -> bool:
    said = sorts.row(row, block.left, block.right)
    line = block.view.line(row)
    if len(said) > 2 and block.left in said and read_header(line[block.left]).key is Role.UNIT:
        return not any(
            sort in (Sort.KEY, Sort.PERIOD) for column, sort in said.items() if column > block.left
        )
    units = sum(
        sort is Sort.UNIT or is_unit_text(line[column].strip("()（）[]【】")) for column, sort in said.items()
    )
    return units > 0 and units >= len(said) - 1


def _by_heads(table: Table) -> None:
    """What the heads say: the last of them has the last word, names are joined from the top."""
    for column in table.columns:
        for head in column.heads:
            if head.key is not None:
                column.role, column.weak = head.key, head.weak
            elif head.phase is not None:
                column.role, column.explicit = head.phase, True
            column.period = _within(column.period, head.period)
            column.measure = head.measure or column.measure
            column.unit = head.unit or column.unit
            column.vision |= head.vision
            column.ordinal = head.ordinal or column.ordinal
            column.span = head.span or column.span
            column.fiscal |= head.fiscal
            column.whole_year |= head.whole_year
            column.running |= head.running
            column.earlier |= head.earlier
            column.falls |= head.falls
        keyed = [head.key for head in column.heads if head.key is not None]
        if column.role in FIGURE_ROLES and keyed[-1:] == [Role.DERIVED]:
            column.role, column.explicit = Role.DERIVED, False
        _base_in_columns(column)
    _january_firsts(table)
    _split_corner(table)


def _base_in_columns(column: Column) -> None:
    """Value and Year below Baseline: the base and its year."""
    keys = [head.key for head in column.heads if head.key is not None]
    phases = [head.phase for head in column.heads[:-1] if head.phase in _YEARS_OF]
    if not (keys and phases) or column.heads[-1].key is None:
        return
    if keys[-1] is Role.VALUE:
        column.role, column.explicit = phases[-1], True
    elif keys[-1] is Role.PERIOD:
        column.role, column.explicit = _YEARS_OF[phases[-1]], False


_YEARS_OF: Final = {Role.BASE: Role.BASE_YEAR, Role.TARGET: Role.TARGET_YEAR}
_JANUARY_FIRST: Final = re.compile(r"(?:19|20|21)\d\d-0?1-0?1")


def _january_firsts(table: Table) -> None:
    """Dates that are all the first of January of different years head columns of these years."""
    dated = [one for one in table.columns if one.period is not None]
    years = {one.period.year for one in dated if one.period is not None}
    if len(dated) < 2 or len(years) < len(dated):
        return
    if all(any(map(_JANUARY_FIRST.fullmatch, one.texts)) for one in dated):
        for column in dated:
            column.period = column.period and Period(column.period.year)


def _within(upper: Period | None, lower: Period | None) -> Period | None:
    """The period of a head below another: 1月 below 2023年 is 2023-01, and so is 2023年 below 1月."""
    if upper is None or lower is None:
        return lower or upper
    if upper.year and not lower.year:
        return upper if lower.is_year else Period(upper.year, lower.first, lower.last)
    if lower.is_year and not upper.is_year and upper.year in (0, lower.year):
        return Period(lower.year, upper.first, upper.last)
    return lower


def _split_corner(table: Table) -> None:
    """A corner with two words, 指标 above and 地区 below, says nothing that the cells do not say better."""
    first = table.columns[0]
    for head, text in zip(first.heads, first.texts, strict=True):
        if head.says or not text:
            continue
        if (below := corner_of(text)) is not None:
            first.role, first.weak, first.heads = below, True, []
            return


def _words_over_figures(table: Table) -> None:
    """A word for a column of names over figures names these: 乡镇（个）, Industry beside Services; above names it says nothing."""
    for column in table.columns[1:]:
        counted = column.sorts.get(Sort.FIGURE, 0) and column.mostly(Sort.FIGURE, Sort.YEAR, Sort.BLANK)
        if _counts_things(table, column):
            heads = [head for head in column.heads[:-1] if head.label]
            column.role, column.heads = None, [*heads, HeaderText(label="Number" if heads else "")]
            continue
        if column.role not in _NAMES or not counted:
            continue
        heads = [head for head in column.heads[:-1] if head.key not in _NAMES]
        last, text = column.heads[-1], column.texts[-1]
        if last.key is Role.INDICATOR or not (
            heads or table.columns[0].mostly(Sort.TEXT, Sort.PERIOD, Sort.YEAR)
        ):
            continue
        if last.key in _NAMES:
            last = HeaderText(label=name_and_unit(text)[0], unit=last.unit)
        column.role, column.heads = None, [*heads, last]


def _counts_things(table: Table, column: Column) -> bool:
    """Whether Number over figures right of the names is how many there are, and numbers no rows."""
    if column.role is not Role.NUMBER or not column.mostly(Sort.FIGURE, Sort.YEAR):
        return False
    named = any(one.mostly(Sort.TEXT) for one in table.columns if one.number < column.number)
    counting = [text for text in column.sample if text.isdecimal()]
    steady = len(counting) == len(column.sample) and counting == [
        str(index) for index in range(1, len(counting) + 1)
    ]
    return named and not steady and column.texts[-1].casefold() in ("number", "numbers")


_NAMES: Final = (Role.REGION, Role.INDICATOR, Role.INDUSTRY, Role.AREA)


def _by_content(table: Table) -> None:
    """Roles that the cells show: duties, units, numbers, periods."""
    holding = (one.number for one in table.columns if may_hold_figures(one) and not _is_numbering(one))
    first = min(holding, default=table.columns[-1].number + 1)
    for column in table.columns:
        texts = column.sample
        if column.role in _PLACES and column.number != table.block.left and _holds_figures(column):
            # a column 开发区 of figures is that region's own
            column.role, column.heads = None, [HeaderText(label=plain_name(column.texts[-1]))]
            continue
        if _groups_goals(table, column):
            column.role, column.explicit, column.reason = Role.GROUP, False, Reason.CONTENT
        if (role := _beside_figures(table, column)) is not None:
            column.role, column.explicit, column.heads, column.reason = role, False, [], Reason.CONTENT
            continue
        if not texts or (column.role in FIGURE_ROLES and column.explicit):
            continue
        if (
            column.role is Role.INDICATOR
            and len(table.having(Role.INDICATOR)) > 1
            and all(map(is_unit_text, texts))
        ):
            column.role, column.reason = Role.UNIT, Reason.CONTENT
            continue
        if column.number != table.block.left and not says_figures(column) and all(map(_says_phase, texts)):
            column.role, column.reason = Role.PHASE, Reason.CONTENT
            continue
        duties = sum(closed_lists.read_word(text, closed_lists.DUTY_WORDS) is not None for text in texts)
        if duties * 2 > len(texts):
            column.role, column.reason = Role.DUTY, Reason.CONTENT
        elif column.role is Role.UNIT and most(texts, looks_like_region) and not most(texts, is_unit_text):
            column.role, column.reason = Role.REGION, Reason.CONTENT
        elif _holds_what_it_cannot(column):
            column.role = None
        elif column.role is None and not says_figures(column):
            if most(texts, is_unit_text):
                column.role, column.reason = Role.UNIT, Reason.CONTENT
            elif column.number < first and _is_numbering(column):
                column.role, column.reason = Role.NUMBER, Reason.CONTENT


def _beside_figures(table: Table, column: Column) -> Role | None:
    """What a column headed like bases or targets is where it only speaks of others: 基期 beside 现状值, 现状值/目标值."""
    if column.role not in FIGURE_ROLES or column.period is not None or not column.sample:
        return None
    if all(map(_says_phase, column.sample)):
        return Role.PHASE
    others = len(table.having(Role.BASE)) > 1
    return Role.BASE_YEAR if column.role is Role.BASE and others and column.mostly(Sort.YEAR) else None


def _holds_what_it_cannot(column: Column) -> bool:
    """Whether figures stand where the head speaks of a duty, or of a year."""
    if column.role is Role.DUTY:
        return column.mostly(*FIGURE_SORTS)
    if column.role in (Role.REGION, Role.AREA, Role.INDUSTRY, Role.OWNER):
        # area (hectares) over the last column is what all the figures are in
        return column.mostly(Sort.FIGURE) and 2 * sum("." in text for text in column.sample) > len(
            column.sample
        )
    return column.role in (Role.BASE_YEAR, Role.TARGET_YEAR) and column.mostly(Sort.FIGURE)


_PLACES: Final = frozenset({Role.REGION, Role.AREA})


def _holds_figures(column: Column) -> bool:
    return bool(column.texts) and column.mostly(Sort.FIGURE, Sort.YEAR)


def _groups_goals(table: Table, column: Column) -> bool:
    """Whether a column headed 目标 or Goal names what the indicators on its right are for, and holds no figure."""
    if column.role is not Role.TARGET or column.period is not None or not column.sample:
        return False
    right = any(one.number > column.number for one in table.having(Role.INDICATOR))
    return right and not any(letter.isdigit() for text in column.sample for letter in text)


def _says_phase(text: str) -> bool:
    """Whether a cell says of its row's figure that it is a base, an actual one or a target, and nothing else."""
    head = read_header(text)
    return head.phase is not None and head.period is None and not head.label


def _is_numbering(column: Column) -> bool:
    texts = [text.strip("()（）.、") for text in column.sample]
    if any(head.label or head.unit for head in column.heads):
        return False
    numbers = [text for text in texts if text.isdecimal() and len(text) <= 3]
    return len(numbers) == len(texts) and [int(text) for text in numbers] == sorted(
        {int(text) for text in numbers}
    )
