"""The columns of a block and the table that they make, with what their cells show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from npfdesk.plan.names import fold
from npfdesk.plan.periods import Period, find_period
from npfdesk.workbook.files.cell_grid import Place
from npfdesk.workbook.published.blocks import Block
from npfdesk.workbook.published.cell_sorts import KEYS, Sort
from npfdesk.workbook.published.headers import HeaderText, HeadMeasure
from npfdesk.workbook.published.printed_names import looks_like_region, region_stem
from npfdesk.workbook.published.recognition import FIGURE_ROLES, Reason, Role

SAMPLE: Final = 60


FIGURE_SORTS: Final = frozenset({Sort.FIGURE, Sort.YEAR, Sort.WORDS, Sort.BLANK})


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
        return self.role in FIGURE_ROLES

    def mostly(self, *sorts: Sort) -> bool:
        """Whether more than half of its cells are of these sorts."""
        return 2 * sum(self.sorts.get(sort, 0) for sort in sorts) > sum(self.sorts.values())


_PARTS_OF_YEAR: Final = {
    "月": (12, "月"),
    "月份": (12, "月"),
    "month": (12, "月"),
    "季度": (4, "季度"),
    "季": (4, "季度"),
    "quarter": (4, "季度"),
}


def bare_period(column: Column, text: str) -> str:
    """The month or quarter that a bare number says below 月 or 季度: 3 is 3月; "" where it says none."""
    most_of_them, word = _PARTS_OF_YEAR.get(fold(column.texts[-1]) if column.texts else "", (0, ""))
    return f"{text}{word}" if text.isdecimal() and len(text) <= 2 and 1 <= int(text) <= most_of_them else ""


GROWTHS: Final = frozenset(
    {HeadMeasure.MEAN_GROWTH, HeadMeasure.YEAR_GROWTH, HeadMeasure.TOTAL_GROWTH, HeadMeasure.MEAN_OR_SUM}
)
"""What heads say of columns of growths."""


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
    headings: dict[int, Role] = field(default_factory=dict)
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


def may_hold_figures(column: Column) -> bool:
    """Whether figures may be below: a head says so, or no head says otherwise and the cells are."""
    return says_figures(column) or (column.role is None and column.mostly(*FIGURE_SORTS))


def says_figures(column: Column) -> bool:
    """Whether a head says that figures are below."""
    return column.role in FIGURE_ROLES or (
        column.role is None
        and (column.period is not None or column.measure is not None or bool(column.ordinal))
    )


def months_down(table: Table) -> bool:
    """Whether rows are months or quarters, of which 累计 is the running total."""
    return any(
        (found := find_period(bare_period(one, text) or text)) is not None and not found.period.is_year
        for one in table.having(Role.PERIOD)
        for text in one.sample[:3]
    )


def most(texts: Sequence[str], holds: Callable[[str], bool]) -> bool:
    """Whether something holds of more than half of the texts."""
    return sum(map(holds, texts)) * 2 > len(texts)


def is_region_name(text: str, known_regions: frozenset[str]) -> bool:
    """Whether a name is a region's: by its ending, as a word for the total, or because another table has it so."""
    return looks_like_region(text) or region_stem(text)[0] in known_regions


def own_labels(column: Column) -> list[str]:
    """The names in a column's heads."""
    return [head.label for head in column.heads if head.label]


def set_form(table: Table) -> None:
    """Enter which form a table has by the columns that name its rows, and whether it can be read at all."""
    if table.having(Role.REGION):
        table.form = "counties"
    elif table.having(Role.INDUSTRY) and not table.having(Role.INDICATOR):
        table.form = "industries"
    else:
        table.form = "indicators"
    table.known = bool(table.figures) and bool(table.having(*KEYS))
