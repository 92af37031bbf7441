"""The roles of a block's columns: by their heads, and where these say too little, by the cells below."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from npfdesk.plan.names import fold
from npfdesk.plan.periods import Period
from npfdesk.workbook.canonical import closed_lists
from npfdesk.workbook.files.cell_grid import CellKind, Place
from npfdesk.workbook.published.blocks import Block, CellSorts, Sort
from npfdesk.workbook.published.headers import HeaderText, HeadMeasure, read_header
from npfdesk.workbook.published.printed_names import (
    are_items,
    has_chinese,
    is_foreign,
    is_goal_number,
    is_total,
    is_unit_text,
    looks_like_region,
    name_and_unit,
    names_industry,
    plain_name,
    region_stem,
    unit_of,
)
from npfdesk.workbook.published.recognition import Reason, Role

KEYS: Final = (Role.REGION, Role.INDICATOR, Role.INDUSTRY, Role.PERIOD)
_SAMPLE: Final = 60
_FIGURE_SORTS: Final = frozenset({Sort.FIGURE, Sort.YEAR, Sort.WORDS, Sort.BLANK})


@dataclass
class Column:
    """A column of a block: its heads from the top, and what they and its cells say of it.

    `role` is that of its cells, VALUE for figures of which nothing says whether they are bases, actual figures or
    targets. `of` is the column that a growth belongs to (0: none). `period` is None where none is named.
    """

    number: int
    heads: list[HeaderText] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    place: Place | None = None
    role: Role | None = None
    reason: Reason = Reason.HEAD
    confidence: float = 0.9
    period: Period | None = None
    measure: HeadMeasure | None = None
    unit: str = ""
    label: str = ""
    region: str = ""
    industry: str = ""
    weak: bool = False
    explicit: bool = False
    vision: bool = False
    ordinal: int = 0
    span: tuple[int, int] | None = None
    fiscal: bool = False
    whole_year: bool = False
    running: bool = False
    earlier: bool = False
    falls: bool = False
    of: int = 0
    unreadable: Place | None = None
    sorts: dict[Sort, int] = field(default_factory=dict)
    sample: list[str] = field(default_factory=list)

    @property
    def heads_figures(self) -> bool:
        """Whether figures are below."""
        return self.role in FIGURES

    def mostly(self, *sorts: Sort) -> bool:
        """Whether more than half of its cells are of these sorts."""
        return 2 * sum(self.sorts.get(sort, 0) for sort in sorts) > sum(self.sorts.values())


GROWTHS: Final = frozenset(
    {HeadMeasure.MEAN_GROWTH, HeadMeasure.YEAR_GROWTH, HeadMeasure.TOTAL_GROWTH, HeadMeasure.MEAN_OR_SUM}
)
"""What heads say of columns of growths."""
FIGURES: Final = frozenset({Role.BASE, Role.OBSERVED, Role.TARGET, Role.STRETCH, Role.VALUE, Role.GROWTH})


@dataclass
class Table:
    """A block with the roles of its columns; `units` are those that its unit line or title gives."""

    block: Block
    columns: list[Column]
    units: tuple[str, ...] = ()
    form: str = "indicators"
    indicator: str = ""
    region: str = ""
    period: Period | None = None
    title_texts: list[str] = field(default_factory=list)
    known: bool = True

    def having(self, *roles: Role) -> list[Column]:
        """Its columns of these roles, from the left."""
        return [one for one in self.columns if one.role in roles]

    @property
    def regions(self) -> list[Column]:
        """Its columns of regions, from the greater to the smaller: 县, 市, 省 printed in this order are turned round."""
        found = self.having(Role.REGION)
        kinds = [len(set(one.sample)) for one in found]
        full = len({len(one.sample) for one in found}) == 1
        if len(found) > 1 and full and kinds[0] > kinds[-1]:
            return [one for _, one in sorted(zip(kinds, found, strict=True), key=lambda pair: pair[0])]
        return found

    @property
    def figures(self) -> list[Column]:
        """Its columns of figures, from the left."""
        return [one for one in self.columns if one.heads_figures]


def table_of(block: Block, sorts: CellSorts, known_regions: frozenset[str]) -> Table:
    """The roles of a block's columns. `known_regions` are stems of names that other tables use for regions.

    `known` of the result is False where no role could be given to what the block holds.
    """
    columns = _columns(block, sorts)
    table = Table(block, columns)
    _by_heads(table)
    _words_over_figures(table)
    _by_content(table)
    _name_columns(table, known_regions)
    _figure_columns(table)
    _shares_reached(table)
    _labels(table, known_regions)
    _growths(table)
    _form(table)
    return table


def _columns(block: Block, sorts: CellSorts) -> list[Column]:
    columns = [Column(number) for number in range(block.left, block.right + 1)]
    data = block.data()[:_SAMPLE]
    for column in columns:
        for row in data:
            if column.number in block.view.line(row):
                sort = sorts.of(row, column.number)
                column.sorts[sort] = column.sorts.get(sort, 0) + 1
                column.sample.append(block.view.line(row)[column.number])
    labels = _level_labels(block, columns[0])
    for row in block.heads:
        if _translates_head(block, row):
            continue
        texts = _level(block, row, columns)
        units = _is_unit_row(block, row, sorts)
        for column, text in zip(columns, texts, strict=True):
            if not text:
                continue
            place = block.view.origin(row, column.number)
            if place is not None and block.view.sheet.cells[place].kind in (
                CellKind.FORMULA,
                CellKind.ERROR,
                CellKind.BROKEN,
            ):
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


def _is_unit_row(block: Block, row: int, sorts: CellSorts) -> bool:
    said = sorts.row(row, block.left, block.right)
    line = block.view.line(row)
    if len(said) > 2 and block.left in said and read_header(line[block.left]).key is Role.UNIT:
        return not any(
            sort in (Sort.KEY, Sort.PERIOD) for column, sort in said.items() if column > block.left
        )
    units = sum(
        sort is Sort.UNIT or is_unit_text(block.view.line(row)[column].strip("()（）[]【】"))
        for column, sort in said.items()
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
        if column.role in FIGURES and any(head.key is not None for head in column.heads):
            keyed = [head.key for head in column.heads if head.key is not None]
            if keyed[-1] is Role.DERIVED:
                column.role, column.explicit = Role.DERIVED, False
    _split_corner(table)


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
        for cut in range(1, len(text)):
            one, two = read_header(text[:cut]).key, read_header(text[cut:]).key
            if one in KEYS and two in KEYS and one is not two:
                first.role, first.weak, first.heads = two, True, []
                return


def _words_over_figures(table: Table) -> None:
    """A word for a column of names over figures names these: 乡镇（个）, Industry beside Services; above names it says nothing."""
    for column in table.columns[1:]:
        counted = column.sorts.get(Sort.FIGURE, 0) and column.mostly(Sort.FIGURE, Sort.YEAR, Sort.BLANK)
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


_NAMES: Final = (Role.REGION, Role.INDICATOR, Role.INDUSTRY, Role.AREA)


def _by_content(table: Table) -> None:
    """Roles that the cells show: duties, units, numbers, periods."""
    holding = (one.number for one in table.columns if _may_hold_figures(one) and not _is_numbering(one))
    first = min(holding, default=table.columns[-1].number + 1)
    for column in table.columns:
        texts = column.sample
        if column.role in _PLACES and column.number != table.block.left and _holds_figures(column):
            # a column 开发区 of figures is that region's own
            column.role, column.heads = None, [HeaderText(label=plain_name(column.texts[-1]))]
            continue
        if _groups_goals(table, column):
            column.role, column.explicit, column.reason = Role.GROUP, False, Reason.CONTENT
        if not texts or (column.role in FIGURES and column.explicit):
            continue
        if (
            column.role is Role.INDICATOR
            and len(table.having(Role.INDICATOR)) > 1
            and all(map(is_unit_text, texts))
        ):
            column.role, column.reason = Role.UNIT, Reason.CONTENT
            continue
        if column.number != table.block.left and not _says_figures(column) and all(map(_says_phase, texts)):
            column.role, column.reason = Role.PHASE, Reason.CONTENT
            continue
        duties = sum(closed_lists.read_word(text, closed_lists.DUTY_WORDS) is not None for text in texts)
        if duties * 2 > len(texts):
            column.role, column.reason = Role.DUTY, Reason.CONTENT
        elif column.role is Role.UNIT and _most(texts, looks_like_region) and not _most(texts, is_unit_text):
            column.role, column.reason = Role.REGION, Reason.CONTENT
        elif _holds_what_it_cannot(column):
            column.role = None
        elif column.role is None and not _says_figures(column):
            if _most(texts, is_unit_text) and not column.label:
                column.role, column.reason = Role.UNIT, Reason.CONTENT
            elif column.number < first and _is_numbering(column):
                column.role, column.reason = Role.NUMBER, Reason.CONTENT


def _holds_what_it_cannot(column: Column) -> bool:
    """Whether figures stand where the head speaks of a duty, or of a year."""
    if column.role is Role.DUTY:
        return column.mostly(*_FIGURE_SORTS)
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


def _may_hold_figures(column: Column) -> bool:
    return _says_figures(column) or (column.role is None and column.mostly(*_FIGURE_SORTS))


def _says_figures(column: Column) -> bool:
    return column.role in FIGURES or (
        column.role is None
        and (column.period is not None or column.measure is not None or bool(column.ordinal))
    )


def _is_numbering(column: Column) -> bool:
    texts = [text.strip("()（）.、") for text in column.sample]
    if any(head.label or head.unit for head in column.heads):
        return False
    numbers = [text for text in texts if text.isdecimal() and len(text) <= 3]
    return len(numbers) == len(texts) and [int(text) for text in numbers] == sorted(
        {int(text) for text in numbers}
    )


def _most(texts: Sequence[str], holds: Callable[[str], bool]) -> bool:
    return sum(map(holds, texts)) * 2 > len(texts)


# the columns of names


def _name_columns(table: Table, known_regions: frozenset[str]) -> None:
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
        if column is not None and column.role is None:
            column.role, column.weak, column.reason, column.confidence = (
                Role.INDICATOR,
                True,
                Reason.CONTENT,
                0.6,
            )
            column.heads = []
    _settle(table, known_regions)
    _one_indicator(table)


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
        if column.sorts and not column.mostly(Sort.PERIOD, Sort.YEAR):
            column.role = None
    if table.having(Role.PERIOD):
        return
    for column in table.columns:
        if column.role in _HEADED_WRONGLY and column.mostly(Sort.PERIOD, Sort.YEAR):
            others = [
                one for one in table.columns if one.number > column.number and one.mostly(*_FIGURE_SORTS)
            ]
            years = column.mostly(Sort.PERIOD) or _steady(column.sample)
            if others and years and not _says_figures(column) and not _counts(column):
                column.role, column.reason = Role.PERIOD, Reason.CONTENT
            return
        if column.role is None and column.mostly(*_FIGURE_SORTS):
            return


_HEADED_WRONGLY: Final = frozenset({None, Role.REGION, Role.INDICATOR, Role.INDUSTRY, Role.NUMBER, Role.UNIT})


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
    steps = {later - earlier for earlier, later in itertools.pairwise(years)}
    return named and bool(years) and (len(years) < 3 or len(steps) > 1)


def _unnamed(table: Table) -> Column | None:
    """The column of names where no head says so: the last one left of the figures that holds words."""
    if table.having(Role.PERIOD) and any(_may_hold_figures(one) for one in table.columns):
        first_text = [one for one in table.columns if one.role is None and one.mostly(Sort.TEXT)]
        return first_text[0] if first_text else None
    first = min(
        (one.number for one in table.columns if _may_hold_figures(one)), default=table.columns[-1].number + 1
    )
    found = [
        one
        for one in table.columns
        if one.number < first
        and one.role in (None, Role.GROUP)
        and one.sorts
        and not one.mostly(*_FIGURE_SORTS)
    ]
    bare = [one for one in found if one.role is None]
    if bare:
        return bare[-1]
    if found:
        found[-1].role = None
        return found[-1]
    return None


def is_region_name(text: str, known_regions: frozenset[str]) -> bool:
    """Whether a name is a region's: by its ending, as a word for the total, or because another table has it so."""
    return looks_like_region(text) or region_stem(text)[0] in known_regions


def _settle(table: Table, known_regions: frozenset[str]) -> None:
    """Whether a column with an ambiguous head (名称, 项目, none) names regions or indicators."""
    if any(one.role in (Role.REGION, Role.INDUSTRY) and not one.weak for one in table.columns):
        return
    labelled = [one for one in table.columns if one.sorts and (one.role is None or one.heads_figures)]
    labels = [label for one in labelled for label in _own_labels(one)]
    unnamed = [one for one in labelled if one.period is not None and not _own_labels(one)]
    # 项目 over 2022年 2021年 构成: most figures are of what the rows name
    beside = len(unnamed) < sum(bool(_own_labels(one)) for one in labelled)
    regions_across = bool(labels) and _most(labels, lambda label: is_region_name(label, known_regions))
    for key in table.having(Role.INDICATOR, Role.REGION):
        names = [text for text in key.sample if text]
        regions = bool(names) and _most(names, lambda name: is_region_name(name, known_regions))
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
    if _most(names, names_industry):
        return Role.INDUSTRY
    return Role.INDICATOR if are_items(names) else Role.REGION


def _own_labels(column: Column) -> list[str]:
    return [head.label for head in column.heads if head.label]


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
    holding = [one for one in named if one.sample and not one.mostly(*_FIGURE_SORTS)]
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
    for row in table.block.data()[:_SAMPLE]:
        own, other = view.origin(row, key.number), view.origin(row, stem.number)
        if other is not None and other[0] == row and (own is None or own == other):
            return True
    return False


# the columns of figures


def _figure_columns(table: Table) -> None:
    """Columns that hold figures and have no other role; a 数值 column is one beside a column of periods."""
    keys = table.having(*KEYS)
    for column in table.columns:
        if column.role is Role.VALUE:
            continue
        if column.role is None and (_says_figures(column) or (keys and column.mostly(*_FIGURE_SORTS))):
            column.role = Role.VALUE
        elif column.role is None and column.sorts.get(Sort.FIGURE):
            column.role = Role.VALUE if keys else None
    _headless(table)
    _ends_of_years(table)
    if not table.having(Role.TARGET_YEAR):
        return
    said = any(one.explicit for one in table.having(Role.TARGET))
    for column in table.having(Role.VALUE):
        if column.period is None:
            # beside the target itself: a budget's kind, a first year
            column.role, column.explicit = (Role.IGNORED, False) if said else (Role.TARGET, True)


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
    """Columns without a head: several of figures say nothing apart, one on the left of the names numbers the rows."""
    bare = [one for one in table.having(Role.VALUE) if not one.texts and one.period is None]
    names = [one.number for one in table.having(Role.REGION, Role.INDICATOR, Role.INDUSTRY)]
    headed = any(one.texts for one in table.figures)
    for column in bare:
        if headed and names and column.number < max(names):
            column.role, column.confidence = Role.NUMBER, 0.5
        elif len(bare) > 1:
            column.role, column.confidence = Role.IGNORED, 0.5


def _shares_reached(table: Table) -> None:
    """占比 beside 目标 and 完成 of one indicator is the share of the target that was reached, and follows from them."""
    for column in table.having(Role.VALUE):
        if column.period is not None or len(column.texts) < 2 or not _SHARE.match(column.texts[-1]):
            continue
        beside = {one.role for one in table.figures if one.explicit and one.texts[:1] == column.texts[:1]}
        if {Role.TARGET, Role.OBSERVED} <= beside:
            column.role = Role.DERIVED


_SHARE: Final = re.compile(r"(?:占比|比例|比重|占|完成比)")


def _labels(table: Table, known_regions: frozenset[str]) -> None:
    """The names in the heads of figures: regions, industries, or indicators (two heads joined where one is not enough)."""
    figures = [one for one in table.columns if one.role in FIGURES or one.role is Role.DERIVED]
    named = [one for one in figures if _own_labels(one)]
    if not named:
        return
    has_indicator = bool(table.having(Role.INDICATOR))
    _split_series(table, named)
    for column in named:
        for label in _own_labels(column):
            if is_region_name(label, known_regions):
                column.region = plain_name(label)
    regions = [one for one in named if one.region]
    across = bool(regions) and not table.having(Role.REGION) and 2 * len(regions) >= len(named)
    if not across:
        for column in named:
            column.region = ""
    for column in named:
        labels = [
            label for label in _own_labels(column) if plain_name(label) != column.region or not column.region
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


def _split_series(table: Table, named: list[Column]) -> None:
    """The head of a data bank's series, 用电量:云岭市, is an indicator's and a region's."""
    if table.having(Role.INDICATOR, Role.REGION):
        return
    for column in named:
        head = next(one for one in reversed(column.heads) if one.label)
        name, colon, region = head.label.replace("：", ":").rpartition(":")
        if colon and name and looks_like_region(region) and not looks_like_region(name):
            others = [one for one in column.heads if one is not head]
            column.heads = [*others, replace(head, label=name), HeaderText(label=region)]


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
    return [label for label in _own_labels(column) if not column.region or plain_name(label) != column.region]


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


def _growths(table: Table) -> None:
    """A growth without a name of its own belongs to the figures on its left, and a growth in % of an amount likewise."""
    figures = table.figures
    for index, column in enumerate(figures):
        if column.measure is None and column.unit in _RATES and _amount_beside(column, figures[:index]):
            column.measure = HeadMeasure.YEAR_GROWTH
        if column.measure not in GROWTHS:
            continue
        left = _grown(column, figures[:index])
        if left is not None:
            column.of = left.number
            column.label = column.label or left.label
            if column.measure is HeadMeasure.YEAR_GROWTH:
                column.period = column.period or left.period
                if not column.explicit and left.role in (Role.BASE, Role.OBSERVED, Role.TARGET):
                    column.role, column.explicit = left.role, left.explicit
        if column.measure is HeadMeasure.YEAR_GROWTH and column.role in (Role.BASE, Role.OBSERVED):
            column.role = Role.GROWTH


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


def _form(table: Table) -> None:
    if table.having(Role.REGION):
        table.form = "counties"
    elif table.having(Role.INDUSTRY) and not table.having(Role.INDICATOR):
        table.form = "industries"
    table.known = bool(table.figures) and bool(table.having(*KEYS))


def is_whole(text: str) -> bool:
    """Whether a name in a head is the whole: 全市, 合计."""
    return is_total(text)
