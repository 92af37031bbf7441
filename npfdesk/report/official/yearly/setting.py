"""What all chapters of the yearly-plan report share: the rows of the year, names, and figures as its sentences say them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from npfdesk.plan.drafts import draft_wording
from npfdesk.plan.gap_words import narrow
from npfdesk.plan.kinds import Kind
from npfdesk.plan.numbers import difference_unit, format_figure, format_percentage, trimmed
from npfdesk.plan.owners import owner_of
from npfdesk.plan.problems import Language, Wording
from npfdesk.plan.rounding import rounded
from npfdesk.plan.scenarios import Scenario
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.series_words import spoken_series
from npfdesk.plan.spoken_names import unit_in
from npfdesk.plan.targets import Measure
from npfdesk.report.material import Material
from npfdesk.report.official.yearly.rows import Origin, YearFigures, YearRow
from npfdesk.report.sentences import Evidence, SaidFigure
from npfdesk.report.sentences.figures import amount, name, percent, year

NOTHING: Final = "—"
"""What stands in a cell without a figure."""
_POINTS: Final = Wording("点", "points")


@dataclass(frozen=True, eq=False)
class YearMaterial:
    """The material of a year: `before` is the last year with actuals before it, `rows` the root's targets of all industries."""

    material: Material
    scenario: Scenario
    figures: YearFigures
    year: int
    before: int
    rows: tuple[YearRow, ...]

    @property
    def language(self) -> Language:
        """The report's language."""
        return self.material.language

    @cached_property
    def root(self) -> SaidFigure | None:
        """The name of the region that the report is about."""
        region = self.material.plan.region_by_code.get(self.material.plan.root)
        return name(self.material.name(region)) if region is not None else None

    @property
    def year_said(self) -> SaidFigure:
        """The plan's year."""
        return year(self.year)

    @property
    def before_said(self) -> SaidFigure:
        """The last year with actuals before it."""
        return year(self.before)

    def words(self, wording: Wording, **arguments: object) -> str:
        """A wording in the report's language."""
        return self.material.words(wording, **arguments)

    def evidence(
        self,
        rows: Iterable[YearRow],
        years: Iterable[int],
        targets: Iterable[int] = (),
        *,
        observed: bool = False,
    ) -> Evidence:
        """What a sentence about some rows rests on; of `observed` figures alone no scenario."""
        series = tuple(dict.fromkeys(one.series for one in rows))
        return Evidence(
            series,
            tuple(sorted(set(years))),
            "" if observed else self.scenario.id,
            tuple(sorted(set(targets))),
        )

    # names

    def indicator(self, row: YearRow) -> SaidFigure | None:
        """The indicator's name, after its industry's."""
        industry = self.material.industry(row.series)
        said = self.material.indicator(row.series)
        if not industry:
            return name(said)
        return name(f"{industry}{said}" if self.language == "zh" else f"{industry}: {said}")

    def region(self, row: YearRow) -> SaidFigure | None:
        """The region's name."""
        return name(self.material.region(row.series))

    def spoken(self, series: SeriesKey) -> str:
        """A series in words."""
        return spoken_series(self.material.plan, series, self.language)

    def asked_words(self, row: YearRow) -> SaidFigure | None:
        """The target in the plan's own words."""
        return name(draft_wording(row.statement, self.language))

    def owner(self, row: YearRow) -> str:
        """The department that answers for a target; "" for none."""
        return owner_of(self.material.plan, row.statement)

    def unit(self, row: YearRow) -> str:
        """The unit of a row's figures."""
        if row.measure is Measure.GROWTH:
            return "%"
        return unit_in(row.indicator, self.language)

    # figures

    def figure(self, row: YearRow, value: float) -> SaidFigure | None:
        """A figure of a row with its unit."""
        return amount(value, row.decimals, self.unit(row), self.language)

    def target(self, row: YearRow, value: float) -> SaidFigure | None:
        """A figure that the plan states, without zeros at its end; what is derived as its decimals show it."""
        if row.origin not in (Origin.STATED, Origin.HELD) or not math.isfinite(value):
            return self.figure(row, value)
        decimals = len(trimmed(value, max(row.decimals, 2)).partition(".")[2])
        return amount(value, decimals, self.unit(row), self.language)

    def movement(self, row: YearRow, value: float) -> SaidFigure | None:
        """What a figure moves by, without its sign: % of amounts, points of what moves in points."""
        if not row.points:
            return percent(abs(value)) if math.isfinite(value) else None
        return amount(abs(value), row.decimals, self.point_unit(row), self.language)

    def point_unit(self, row: YearRow) -> str:
        """The unit of a difference of two figures of a row."""
        return self.difference_unit(row) or (self.words(_POINTS) if row.indicator.kind is Kind.INDEX else "")

    def difference_unit(self, row: YearRow) -> str:
        """The unit of a difference: percentage points between percentages."""
        return difference_unit(self.unit(row), self.language)

    def difference(self, row: YearRow, value: float) -> SaidFigure | None:
        """A difference of two figures of a row, without its sign."""
        return amount(abs(value), row.decimals, self.difference_unit(row), self.language)

    def still(self, row: YearRow, value: float) -> bool:
        """Whether a movement shows as none."""
        return rounded(value, row.decimals if row.points else 1) == 0

    # cells

    def cell(self, row: YearRow, value: float) -> str:
        """A figure in a table, whose column says its unit."""
        return (
            format_figure(value, row.decimals, grouping=self.language == "en")
            if math.isfinite(value)
            else NOTHING
        )

    def movement_cell(self, row: YearRow, value: float) -> str:
        """A movement in a table, with its sign and, of points, its unit."""
        if not math.isfinite(value):
            return NOTHING
        if not row.points:
            return format_percentage(value, signed=True)
        unit = narrow(self.point_unit(row))
        figure = format_figure(value, row.decimals, signed=True)
        return f"{figure}{unit}" if self.language == "zh" else f"{figure} {unit}".rstrip()
