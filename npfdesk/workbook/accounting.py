"""The ledger of a reading: every cell that shows a figure is taken, explained or told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from npfdesk.plan.periods import Period
from npfdesk.plan.series import AssumptionKey, ObservationKey, SeriesKey
from npfdesk.workbook.files.cell_grid import Grid, GridSheet, Place, shows_figure

CellPlace = tuple[str, Place]
"""A sheet's name and the row and column of a cell."""


class Account(StrEnum):
    """What became of a cell that shows a figure."""

    TAKEN = "taken"
    """It is in the plan: a target, base, observation or parameter."""
    EXPLAINED = "explained"
    """It is no figure of the plan, and why is known: a sum, a number of a row, a title, a note, left out on request."""
    TOLD = "told"
    """A problem names it."""


@dataclass(frozen=True, slots=True)
class Observation:
    """An observed figure with its place; `growth` says that it is the growth on the year before, in %."""

    series: SeriesKey
    period: Period
    value: float
    sheet: str
    cell: str
    growth: bool = False


@dataclass(frozen=True)
class Accounting:
    """The counts of a ledger; figures = taken + explained + told."""

    figures: int = 0
    taken: int = 0
    explained: int = 0
    told: int = 0


NO_FIGURES = Accounting()
"""The counts where no workbook was read."""


@dataclass(frozen=True, eq=False)
class Ledger:
    """Every cell of a workbook that shows a figure, with what became of it, and the observed figures taken.

    `assumptions` has the sheet and cell of each row of assumptions taken, by its scenario and key.
    """

    cells: Mapping[CellPlace, Account] = field(default_factory=lambda: MappingProxyType({}))
    observations: tuple[Observation, ...] = ()
    assumptions: Mapping[tuple[str, AssumptionKey], tuple[str, str]] = field(
        default_factory=lambda: MappingProxyType({})
    )

    @property
    def observed_cells(self) -> Mapping[ObservationKey, tuple[str, str]]:
        """The sheet and cell of each observed figure of a whole year."""
        return MappingProxyType(
            {
                ObservationKey(one.series, one.period.year): (one.sheet, one.cell)
                for one in self.observations
                if one.period.is_year and not one.growth
            }
        )

    @property
    def counts(self) -> Accounting:
        """How many cells show a figure, and how many of them are taken, explained, told."""
        found = dict.fromkeys(Account, 0)
        for account in self.cells.values():
            found[account] += 1
        return Accounting(
            len(self.cells), found[Account.TAKEN], found[Account.EXPLAINED], found[Account.TOLD]
        )


NO_LEDGER = Ledger()


def figure_cells(sheet: GridSheet) -> Iterator[Place]:
    """The places of a sheet that show a figure."""
    return (place for place, cell in sheet.cells.items() if shows_figure(cell))


def figure_places(grid: Grid) -> Iterator[CellPlace]:
    """The places of a workbook that show a figure, sheet by sheet."""
    for sheet in grid.sheets:
        for place in figure_cells(sheet):
            yield sheet.name, place
