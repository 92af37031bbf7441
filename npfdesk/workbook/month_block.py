"""The values of a month's bulletin as it was read: its month, every figure with what became of it, columns and names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from npfdesk.plan.model import Plan
from npfdesk.plan.periods import Period
from npfdesk.plan.problems import Problem, error, note
from npfdesk.plan.series import ProgressKey
from npfdesk.workbook.accounting import figure_cells
from npfdesk.workbook.files.cell_grid import Grid
from npfdesk.workbook.files.separated_text import read_text
from npfdesk.workbook.month_memory import ColumnPlace, PrintedKey
from npfdesk.workbook.month_names import PrintedName
from npfdesk.workbook.published.recognition import Role
from npfdesk.workbook.standard.period_heads import PeriodMeasure

EMPTY_BLOCK: Final = error(
    "month_empty_block",
    "没有可读的表格：内容是空的，或里面没有数字。请在 Excel、Word 或邮件中选中整张表（含表头）复制，再粘贴到这里。",
    "There is no table to read: the content is empty or has no figures. Select the whole table with its headers in Excel, Word "
    "or the e-mail, copy it, and paste it here.",
)
UNKNOWN_NAME: Final = error(
    "month_unknown_name",
    "规划里没有“{text}”。请在“名称”页指定它是什么，或略过。",
    "The plan has no “{text}”. Choose what it is under Names, or leave it out.",
)
OTHER_UNIT: Final = error(
    "month_other_unit",
    "单位“{found}”不能换算为规划的“{unit}”。请核对单位，或在“名称”页改指标。",
    "The unit “{found}” cannot be converted to the plan's “{unit}”. Check the unit, or choose another indicator under Names.",
)
POINTS: Final = error(
    "month_points",
    "“{indicator}”是比率或指数，这里的增减不是同比增速，没有读入。请略过，或指明该列是什么。",
    "“{indicator}” is a ratio or an index: this change is not a growth on the year before and was not read. Leave it out, or "
    "choose what the column is.",
)
NO_GROWTH: Final = error(
    "month_no_growth",
    "“{text}”不是增速。可写：5.6、-3.2、5.6%、增长5.6%、下降3.2%、持平。",
    "“{text}” is not a growth. Accepted: 5.6, -3.2, 5.6%.",
)
OTHER_YEAR: Final = error(
    "month_other_year",
    "“{text}”注明是 {year} 年的数，与所在的时期不同，没有读入。请核对。",
    "“{text}” is marked as a figure for {year}, which differs from its period; it was not read. Check it.",
)
A_TARGET: Final = error(
    "month_target",
    "“{text}”是目标，不是月度数据，没有读入。请略过这一列，或在“列”页指明它是什么。",
    "“{text}” is a target, not a monthly figure; it was not read. Leave the column out, or choose what it is under Columns.",
)
RATE_ALONE: Final = error(
    "month_rate_alone",
    "规划里“{indicator}”只记增速，这一列是总量，没有读入。请略过这一列，或把名称指定为总量指标。",
    "The plan keeps only the growth of “{indicator}”, and this column is an amount; it was not read. Leave the column out, or "
    "choose an amount indicator under Names.",
)
CONVERTED: Final = note("month_converted", "由{found}换算为{unit}", "converted from {found} to {unit}")
UNIT_ASSUMED: Final = note(
    "month_unit_assumed",
    "没有写单位的按{unit}读入。",
    "Figures without a unit were read in {unit}.",
)
GROWTH_BY_UNIT: Final = note(
    "month_growth_by_unit",
    "单位是 %，按同比增速读入",
    "the unit is %, so it was read as growth on the year before",
)
CITY_ASSUMED: Final = note(
    "month_city_assumed",
    "表中没有写地区，按{region}读入。",
    "The table names no region; it was read as {region}.",
)
ALIKE: Final = note("month_alike", "“{text}”按“{name}”读入", "“{text}” was read as “{name}”")
MEASURE_GUESSED: Final = note(
    "month_measure_guessed",
    "没有写明累计还是当月的列按{words}读入，请在“列”页核对。",
    "Columns that do not say whether they are to date or of the month were read as {words_en}; check them under Columns.",
)


class MonthSource(StrEnum):
    """Where the month of a block was found."""

    BLOCK = "block"
    """Its heads, title or sheet's name say it."""
    YEAR_GUESSED = "year guessed"
    """It says the month and no year."""
    FILE = "file"
    """The file's name says it."""
    GUESSED = "guessed"
    """Nothing says it: the month after the plan's latest."""
    SAID = "said"
    """Somebody said it."""

    @property
    def certain(self) -> bool:
        """Whether nothing about it is a guess."""
        return self in (MonthSource.BLOCK, MonthSource.SAID)


class CellState(StrEnum):
    """What became of a figure of the block."""

    READ = "read"
    """It is a figure of the plan's, to be weighed against what stands."""
    LEFT_OUT = "left out"
    """Somebody said that its column or name is not taken."""
    EXPLAINED = "explained"
    """It is no figure: a title, a head, the number of a row, a sum of rows."""
    NOT_UNDERSTOOD = "not understood"
    """A problem tells why."""


@dataclass(frozen=True)
class MonthCell:
    """A figure of the block: where it stands, what it says, and which figure of the plan it is.

    `key` and `value` (in the plan's unit) are those of a figure that was read; `rounding` is half of its last printed place,
    in the plan's unit. `region`, `industry` and `indicator` are names as printed. `told` says why it was not read, or what was
    assumed. `role` is that of a figure that is explained.
    """

    sheet: str
    cell: str
    text: str
    state: CellState
    region: str = ""
    industry: str = ""
    indicator: str = ""
    key: ProgressKey | None = None
    value: float = 0.0
    rounding: float = 0.0
    told: tuple[Problem, ...] = ()
    role: Role | None = None


@dataclass(frozen=True)
class MonthColumn:
    """A column of figures: its place, letter and head, a figure of it, and what it holds (`measure`; None: left out).

    `said` is whether somebody said so, `guessed` whether nothing in the block does. `growth` tells that its figures are
    recognised as growths. `own` is the period that its head names.
    """

    place: ColumnPlace
    sheet: str
    letter: str
    head: str
    sample: str
    measure: PeriodMeasure | None
    said: bool = False
    guessed: bool = False
    own: Period | None = None
    figures: int = 0


@dataclass(frozen=True, eq=False)
class MonthReading:
    """What a block comes to: its month, every figure, its columns of figures and the names it prints.

    `layouts` are those of its tables with the names that each prints, to keep what was said. `problems` are those of the file.
    """

    month: Period
    source: MonthSource
    cells: tuple[MonthCell, ...] = ()
    columns: tuple[MonthColumn, ...] = ()
    names: tuple[PrintedName, ...] = ()
    layouts: Mapping[str, frozenset[PrintedKey]] = field(default_factory=lambda: MappingProxyType({}))
    problems: tuple[Problem, ...] = ()

    def count(self, state: CellState) -> int:
        """How many figures are in a state."""
        return sum(one.state is state for one in self.cells)


def next_month(plan: Plan) -> Period:
    """The month after the latest that the plan has a figure for; the first of the year after the base without one."""
    known = [(key.period.year, key.period.last) for key in plan.progress if not key.period.is_year]
    if not known:
        return Period(plan.base_year + 1, 1, 1)
    year, month = max(known)
    return Period(year + 1, 1, 1) if month == 12 else Period(year, month + 1, month + 1)


def pasted_grid(text: str) -> Grid | Problem:
    """The cells of a pasted block (tab-separated, as Excel, Word and mail programs copy); a Problem for an empty one."""
    if not text.strip():
        return Problem(EMPTY_BLOCK)
    # only tabs separate what was copied: a comma may stand in a figure
    grid = read_text(BLOCK_NAME, f"sep=\t\n{text}".encode())
    if isinstance(grid, Problem):
        return grid
    if not any(True for sheet in grid.sheets for _ in figure_cells(sheet)):
        return Problem(EMPTY_BLOCK)
    return grid


BLOCK_NAME: Final = "block"
"""The sheet of a pasted block."""


def unsettled(names: Sequence[PrintedName]) -> tuple[PrintedName, ...]:
    """The names that are still to be assigned or left out."""
    return tuple(one for one in names if not one.understood)
