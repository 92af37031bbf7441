"""The recognition of published tables, as values: roles of cells, statements, matches, remarks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

from npfdesk.plan.model import Duty, Indicator
from npfdesk.plan.names import fold
from npfdesk.plan.problems import Language, Wording
from npfdesk.workbook.accounting import NO_LEDGER, Ledger
from npfdesk.workbook.files.cell_grid import Block, CellKind, Grid
from npfdesk.workbook.published.corrections import Corrections


class Role(StrEnum):
    """The role of a cell or of a table's column."""

    REGION = "region"
    INDUSTRY = "industry"
    INDICATOR = "indicator"
    UNIT = "unit"
    BASE = "base"
    OBSERVED = "observed"
    """A figure of a past year other than the base year."""
    TARGET = "target"
    STRETCH = "stretch"
    DUTY = "duty"
    GROUP = "group"
    NUMBER = "number"
    SOURCE = "source"
    REMARK = "remark"
    """A row's remark, kept with its target."""
    HEADER = "header"
    YEAR_HEADER = "year header"
    TITLE = "title"
    NOTE = "note"
    IGNORED = "ignored"


FIGURE_ROLES = frozenset({Role.BASE, Role.OBSERVED, Role.TARGET, Role.STRETCH})
"""The roles of columns that hold figures."""

TableForm = Literal["indicators", "counties", "industries"]
MatchKind = Literal["region", "indicator"]


@dataclass(frozen=True)
class CellRole:
    """A cell's role, the value taken from it (a name without its unit, a year), and its table (-1: in none)."""

    role: Role
    means: str = ""
    table: int = -1


@dataclass(frozen=True)
class Remark:
    """A remark on a place that is no problem: something ignored, or guessed, with the reason."""

    code: str
    wording: Wording
    sheet: str = ""
    cell: str = ""
    text: str = ""
    arguments: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}), hash=False)

    def message(self, language: Language) -> str:
        """What is said, in that language."""
        return self.wording.text(language, {"text": self.text, **self.arguments})


@dataclass(frozen=True)
class TableColumn:
    """A column of a table: its role; for figures the year (0: not known), and what its header names.

    `label` is the indicator (a county table's), `unit` its unit; `explicit` says that the header itself tells
    whether these are bases or targets.
    """

    column: int
    role: Role
    year: int = 0
    label: str = ""
    unit: str = ""
    explicit: bool = True


@dataclass(frozen=True)
class FoundTable:
    """A table: its sheet, form and block of cells, the rows of its header, its columns and the titles above it."""

    sheet: str
    form: TableForm
    block: Block
    header: tuple[int, int]
    columns: tuple[TableColumn, ...]
    titles: tuple[str, ...] = ()
    unit: str = ""

    def column_of(self, role: Role) -> TableColumn | None:
        """The first column of that role."""
        return next((one for one in self.columns if one.role is role), None)


@dataclass(frozen=True)
class StatedFigure:
    """A figure as printed: its role, its year (0: not known), what its cell says and where that cell is."""

    role: Role
    year: int
    text: str
    cell: str
    kind: CellKind = CellKind.TEXT


@dataclass(frozen=True)
class Statement:
    """What a table says of one series: names as printed ("" = the city, the whole economy), figures with places.

    `cell` is where the statement's name stands. `duty` is None where none is printed.
    """

    table: int
    sheet: str
    cell: str
    region: str
    industry: str
    indicator: str
    unit: str
    figures: tuple[StatedFigure, ...]
    group: str = ""
    duty: Duty | None = None
    source: str = ""
    remark: str = ""


@dataclass(frozen=True)
class Match:
    """Two names that are read as one thing: a proposal with its reason, in force unless the user refuses it.

    `name` is the one that stays and `other` the one that is read as it; `confirmed` is None as long as nobody has
    said anything.
    """

    what: MatchKind
    name: str
    other: str
    why: Wording
    arguments: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    confirmed: bool | None = None

    @property
    def key(self) -> str:
        """The key for corrections; it does not depend on blanks and widths in the names."""
        return f"{self.what}:{fold(self.other)}={fold(self.name)}"

    @property
    def holds(self) -> bool:
        """Whether the two names are read as one: True unless the user has refused."""
        return self.confirmed is not False

    def reason(self, language: Language) -> str:
        """The reason for the proposal."""
        return self.why.text(language, self.arguments)


@dataclass(frozen=True)
class Recognition:
    """Everything recognised in a workbook's cells, with the corrections applied.

    `cells` are by sheet and place ("C5"), every cell that says something. `statements` hold names as printed;
    `region_names` and `indicator_names` give each folded name the one that it is read as. `indicators` and
    `regions` (the city first) are the plan's. `skipped` are rows and columns passed over, `guesses` what was
    concluded and is not printed. A year that is not known is 0. `ledger` says what became of each cell with a figure.
    """

    grid: Grid
    corrections: Corrections
    tables: tuple[FoundTable, ...] = ()
    cells: Mapping[tuple[str, str], CellRole] = field(default_factory=lambda: MappingProxyType({}))
    statements: tuple[Statement, ...] = ()
    matches: tuple[Match, ...] = ()
    skipped: tuple[Remark, ...] = ()
    guesses: tuple[Remark, ...] = ()
    title: str = ""
    city: str = ""
    base_year: int = 0
    target_year: int = 0
    regions: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    region_names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    indicator_names: Mapping[tuple[str, str], str] = field(default_factory=lambda: MappingProxyType({}))
    ledger: Ledger = NO_LEDGER

    @property
    def found(self) -> bool:
        """Whether it contains a plan: a table that states a target."""
        return any(figure.role is Role.TARGET for one in self.statements for figure in one.figures)
