"""The recognition of published tables, as values: roles of cells, statements, matches, remarks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

from openpyxl.utils import coordinate_to_tuple

from npfdesk.plan.kinds import Duty
from npfdesk.plan.model import Indicator
from npfdesk.plan.names import fold
from npfdesk.plan.numbers import DecimalHabit
from npfdesk.plan.periods import Period
from npfdesk.plan.problems import Language, Problem, Wording
from npfdesk.plan.regions import Region
from npfdesk.plan.targets import Measure
from npfdesk.workbook.files.cell_grid import Block, CellKind, Grid, Place
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
    VALUE = "value"
    """A figure whose period stands in its row (a long table) or in the title."""
    GROWTH = "growth"
    """A growth on the year before, in %, of what stands beside it."""
    PERIOD = "period"
    """The year, quarter or month of a row."""
    PHASE = "phase"
    """Whether the figure of a row is a base, an actual one or a target."""
    BASE_YEAR = "base year"
    TARGET_YEAR = "target year"
    AREA = "area"
    """A group of regions (片区) that is none itself."""
    DUTY = "duty"
    OWNER = "owner"
    GROUP = "group"
    NUMBER = "number"
    SOURCE = "source"
    REMARK = "remark"
    """A row's remark, kept with its target."""
    HEADER = "header"
    YEAR_HEADER = "year header"
    TITLE = "title"
    NOTE = "note"
    SUBTOTAL = "subtotal"
    """The sum of some rows; it follows from them."""
    DERIVED = "derived"
    """A figure that follows from others: a completion rate, a difference, a place in a ranking."""
    IGNORED = "ignored"
    """Left out because somebody said so, or because a problem tells why it was not taken."""
    OUTSIDE = "outside"
    """In no table that was recognised."""


FIGURE_ROLES = frozenset({Role.BASE, Role.OBSERVED, Role.TARGET, Role.STRETCH, Role.VALUE, Role.GROWTH})
"""The roles of columns that hold figures."""

NO_PERIOD = Period(0)
"""The period of what names none."""
TableForm = Literal["indicators", "counties", "industries"]
MatchKind = Literal["region", "indicator"]


class Reason(StrEnum):
    """By what a cell's role was found."""

    WORD = "word"
    """Its own words say so."""
    HEAD = "head"
    """The head of its column or row says so."""
    CONTENT = "content"
    """What stands below or beside it says so."""
    PLACE = "place"
    """Where it stands says so."""
    TITLE = "title"
    """The title of the table says so."""
    USER = "user"
    """Somebody said so."""


@dataclass(frozen=True, slots=True)
class CellRole:
    """A cell's role, the value taken from it (a name without its unit, a year), and its table (-1: in none).

    `why` says by what the role was found and `confidence`, 0 to 1, how far it can be relied on (1: somebody said so).
    """

    role: Role
    means: str = ""
    table: int = -1
    why: Reason | None = None
    confidence: float = 0.9


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
    """A column of a table: its role; for figures the period (year 0: not known), and what its header names.

    `label` is the indicator (a county table's), `region` the region (where regions lie across), `unit` its unit;
    `explicit` says that the header itself tells whether these are bases, actual figures or targets.
    """

    column: int
    role: Role
    period: Period = NO_PERIOD
    label: str = ""
    unit: str = ""
    explicit: bool = True
    region: str = ""

    @property
    def year(self) -> int:
        """The year of its period; 0 where it is not known."""
        return self.period.year


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


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A figure as printed: its role, its period (year 0: not known), what its cell says and where that cell is.

    `measure` says what its column is of where the head says so (a growth, a sum; None: a figure of the indicator),
    `annual` whether a growth is a mean a year. `explicit` is whether its head says base, actual or target; `column`
    is that whose head rules it; `falls` whether that says that a growth is printed as the size of a fall. `places` are the
    decimals that its cell's number format shows, -1 where it says none.
    """

    role: Role
    period: Period
    text: str
    cell: str
    kind: CellKind = CellKind.TEXT
    measure: Measure | None = None
    annual: bool = False
    explicit: bool = False
    column: int = 0
    falls: bool = False
    places: int = -1

    @property
    def year(self) -> int:
        """The year of its period; 0 where it is not known."""
        return self.period.year


@dataclass(frozen=True, slots=True)
class Statement:
    """What a table says of one series: names as printed ("" = the city, all industries), figures with places.

    `cell` is where the statement's name stands. `duty` is None where none is printed. `above` is the region that the
    table puts the region under ("": none), `area` the group of regions it stands in. `base_year` is 0 where the row
    names none.
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
    above: str = ""
    area: str = ""
    owner: str = ""
    base_year: int = 0


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


_OPENING = {"(": "(", "（": "(", "[": "[", "［": "[", "〔": "〔", "【": "【"}
_CLOSING = {"(": ")", "[": "]", "〔": "〕", "【": "】"}
_WIDE_CLOSING = {"(": "）", "[": "］", "〔": "〕", "【": "】"}


@dataclass(frozen=True)
class Recognition:
    """Everything recognised in a workbook's cells, with the corrections applied.

    `cells` are by sheet and place ("C5"), every cell that says something. `statements` hold names as printed;
    `region_names` and `indicator_names` give each folded name the one that it is read as. `indicators` and
    `regions` (the city first, yardsticks last) are the plan's. `skipped` are rows and columns passed over, `guesses` what was
    concluded and is not printed, `problems` what is told of figures that were not taken. `region_codes` are by the folded
    names of the region above ("" for none) and of the region. Sheets in `passed` were not looked at.
    `settings` are the base and target year of a sheet Plan beside the tables.
    `mark_years` are the years that notes give for marks, by sheet and mark, `bracket_measures` what they say of figures in
    brackets (（ ）内为五年累计数), by sheet and opening bracket; `habit` is that of commas and points. A year that is not
    known is 0.
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
    regions: tuple[Region, ...] = ()
    industries: tuple[str, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    region_names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    indicator_names: Mapping[tuple[str, str], str] = field(default_factory=lambda: MappingProxyType({}))
    region_codes: Mapping[tuple[str, str], str] = field(default_factory=lambda: MappingProxyType({}))
    problems: tuple[Problem, ...] = ()
    passed: frozenset[str] = frozenset()
    settings: tuple[int, int] = (0, 0)
    mark_years: Mapping[tuple[str, str], int] = field(default_factory=lambda: MappingProxyType({}))
    bracket_measures: Mapping[tuple[str, str], Measure] = field(default_factory=lambda: MappingProxyType({}))
    habit: DecimalHabit = DecimalHabit.POINT

    @property
    def found(self) -> bool:
        """Whether it contains a plan, or data to write one from: a table that states a figure."""
        return any(figure.text for one in self.statements for figure in one.figures)

    @property
    def states_targets(self) -> bool:
        """Whether a table states a target."""
        return any(figure.role is Role.TARGET for one in self.statements for figure in one.figures)

    def indicator_name(self, stated: Statement) -> str:
        """The name of the indicator that a statement speaks of, as the plan has it."""
        return self.indicator_names[fold(stated.indicator), fold(stated.unit)]

    def year_of_mark(self, stated: Statement, mark: str) -> int:
        """The year that a note of the statement's sheet gives for a mark of a figure (带*的为2019年数据); 0 for none."""
        return next(
            (
                year
                for (sheet, sign), year in self.mark_years.items()
                if sheet == stated.sheet and sign in mark
            ),
            0,
        )

    def in_brackets(self, sheet: str, text: str) -> tuple[str, Measure] | None:
        """What stands in the brackets of a cell and what a note of the sheet says that it is; None for any other cell."""
        shown = text.strip()
        measure = self.bracket_measures.get((sheet, _OPENING.get(shown[:1], "")))
        if measure is None:
            return None
        inside, closing, behind = shown[1:].partition(_CLOSING[_OPENING[shown[:1]]])
        if not closing:
            inside, closing, behind = shown[1:].partition(_WIDE_CLOSING[_OPENING[shown[:1]]])
        if not closing or not inside.strip() or any(map(str.isdigit, behind)):
            return None
        return inside.strip() + behind, measure

    def place(self, cell: str) -> Place:
        """The row and column of a cell by its name."""
        return coordinate_to_tuple(cell)

    def region_of(self, stated: Statement) -> str:
        """The code of the region that a statement speaks of; the root's where it names none."""
        if not stated.region:
            return self.city
        name = self.region_names.get(fold(stated.region), stated.region)
        above = self.region_names.get(fold(stated.above), stated.above)
        above = "" if fold(above) == fold(self.city) else above
        return self.region_codes.get((fold(above), fold(name))) or self.region_codes.get(
            ("", fold(name)), name
        )
