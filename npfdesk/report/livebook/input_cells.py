"""Input cells that a user may change: observed figures and assumptions, to which the paths refer."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from npfdesk.engine.projection.inputs import OwnedAssumption
from npfdesk.engine.targets.measured_figures import printed_growths
from npfdesk.plan.cell_words import LOCKED
from npfdesk.plan.method_description import ByYear
from npfdesk.plan.numbers import plain
from npfdesk.plan.problems import Wording
from npfdesk.plan.series import ALL_INDUSTRIES, ANY, AssumptionKey, SeriesKey
from npfdesk.plan.share_group_checks import sound_groups
from npfdesk.report.livebook.live_workbook import HEAD, TOP, Book, Sheet
from npfdesk.report.material import Material

_DATA: Final = Wording("数据", "Data")
_DATA_NOTE: Final = Wording(
    "现状值。可改数字；路径、目标与缺口随之重算。哪一年是最后一个现状年在导出时已定。",
    "Actuals. The figures may be changed; paths, targets and shortfalls follow. The last year with an actual in each series "
    "was fixed at export.",
)
_GROWTHS: Final = Wording("公布的年度增速", "Annual growth as published")
_ASSUMPTIONS: Final = Wording("假设", "Assumptions")
_SHARE_GROUP: Final = Wording("比重组：{name}", "Share group: {name}")
_ASSUMPTION_NOTE: Final = Wording(
    "黄底可改：参数、拐点年、逐年值。一行可管多个序列；右侧“生效”是每年实际采用的增长率或增量。方法本身、逐年值填在哪几年在导出时已定。",
    "Cells with a yellow background may be changed: parameter, midpoint, figures by year. One row may apply to many series; “"
    "in force” to the right is the growth or step used in each year. The method itself, and which years are given, were fixed "
    "at export.",
)
_IN_FORCE: Final = Wording("{year} 生效", "{year} in force")
_ALL_REGIONS: Final = Wording("全部地区", "all regions")
_ALL_INDUSTRIES: Final = Wording("全部", "all")
_TOTAL: Final = Wording("总计", "total")
LABELS: Final = {
    "region": Wording("地区", "Region"),
    "industry": Wording("产业", "Industry"),
    "indicator": Wording("指标", "Indicator"),
    "code": Wording("代码", "Code"),
    "unit": Wording("单位", "Unit"),
    "source": Wording("出处", "Source"),
    "scenario": Wording("情景", "Scenario"),
    "method": Wording("方法", "Method"),
    "value": Wording("参数", "Parameter"),
    "midpoint": Wording("拐点年", "Midpoint"),
    "low": Wording("下限", "Low"),
    "high": Wording("上限", "High"),
    "note": Wording("备注", "Note"),
}
_DATA_YEARS: Final = 6
_FIRST_FIGURE: Final = 11
_VALUE, _MIDPOINT = 6, 7


@dataclass(frozen=True)
class DataSheet:
    """The sheet of observed figures, a row for each series in the plan's order, and below them the growths printed.

    `growths` are the rows (from 0) of the printed growths of series.
    """

    sheet: Sheet
    years: int
    growths: Mapping[SeriesKey, int]

    def growth(self, series: SeriesKey, column: int) -> str:
        """The printed growth of a series in a year, in %."""
        return self.sheet.ref(self.growths[series], _DATA_YEARS + column, fixed=False)

    def cell(self, row: int, column: int) -> str:
        """The figure of a series in a year (column on the year axis)."""
        return self.sheet.ref(TOP + row, _DATA_YEARS + column, fixed=False)

    def row(self, row: int) -> str:
        """All figures of a series."""
        return self.sheet.range(TOP + row, _DATA_YEARS, _DATA_YEARS + self.years - 1)

    @property
    def year_row(self) -> str:
        """The years above them."""
        return self.sheet.range(HEAD, _DATA_YEARS, _DATA_YEARS + self.years - 1)


@dataclass(frozen=True)
class AssumptionSheet:
    """The sheet of assumptions, a row for each one that answers for a series of the scenarios chosen."""

    sheet: Sheet
    rows: Mapping[tuple[str, AssumptionKey], int]
    first: int
    years: int

    def place(self, owned: OwnedAssumption) -> int:
        """The row (from 0) of an assumption."""
        return self.rows[owned.scenario, owned.key]

    def value(self, owned: OwnedAssumption) -> str:
        """The cell of its parameter."""
        return self.sheet.ref(self.place(owned), _VALUE)

    def midpoint(self, owned: OwnedAssumption) -> str:
        """The cell of its midpoint."""
        return self.sheet.ref(self.place(owned), _MIDPOINT)

    def given(self, owned: OwnedAssumption, column: int) -> str:
        """The cell of its figure for a year (column on the year axis)."""
        return self.sheet.ref(self.place(owned), _FIRST_FIGURE + column - self.first)

    def in_force(self, owned: OwnedAssumption, column: int) -> str:
        """The cell of the growth or step that a year takes."""
        return self.sheet.ref(self.place(owned), _FIRST_FIGURE + self.years + column - self.first)


def label_cells(sheet: Sheet, material: Material, row: int, series_row: int) -> None:
    """Region, industry and indicator of a series in the first three columns."""
    series = material.plan.series[series_row]
    sheet.text(row, 0, material.region(series))
    sheet.text(row, 1, material.industry(series))
    sheet.text(row, 2, material.indicator(series))
    sheet.leave_out(row, series)


def open_data(book: Book) -> DataSheet:
    """The sheet of observed figures, empty until it is filled."""
    plan = book.material.plan
    printed = dict.fromkeys(key.series for key in plan.progress if key.growth and key.period.is_year)
    top = TOP + len(plan.series) + 2
    growths = {series: top + place for place, series in enumerate(one for one in printed if one in plan.row)}
    return DataSheet(book.sheet(book.material.words(_DATA), "#2F6FDE"), len(plan.years), growths)


def fill_data(place: DataSheet, material: Material) -> None:
    """Write the observed figures."""
    plan, sheet = material.plan, place.sheet
    words = material.words
    sheet.title(words(_DATA), words(_DATA_NOTE))
    years = [int(year) for year in plan.years]
    labels = [words(LABELS[key]) for key in ("region", "industry", "indicator", "code", "unit", "source")]
    sheet.head([*labels, *years])
    for row, series in enumerate(plan.series):
        indicator = plan.indicator_by_code[series.indicator]
        label_cells(sheet, material, TOP + row, row)
        sheet.text(TOP + row, 3, indicator.code)
        sheet.text(TOP + row, 4, material.unit(indicator))
        sheet.text(TOP + row, 5, plan.series_sources[row])
        style = sheet.book.entry(indicator.decimals)
        for column in range(len(years)):
            sheet.number(TOP + row, _DATA_YEARS + column, float(plan.observed[row, column]), style)
    if place.growths:
        sheet.text(TOP + len(plan.series) + 1, 0, words(_GROWTHS), bold=True)
    for series, at in place.growths.items():
        label_cells(sheet, material, at, plan.row[series])
        sheet.text(at, 4, "%")
        for column, growth in enumerate(printed_growths(plan, series).tolist()):
            sheet.number(at, _DATA_YEARS + column, growth, sheet.book.entry(1))
    sheet.page.set_column(0, 1, 12)
    sheet.page.set_column(2, 2, 30)
    sheet.page.set_column(3, 5, 12)
    sheet.page.set_column(_DATA_YEARS, _DATA_YEARS + len(years) - 1, 10)
    sheet.page.autofilter(HEAD, 0, TOP + max(len(plan.series) - 1, 0), 5)
    sheet.print_setup(_DATA_YEARS + len(years), 3)


def open_assumptions(book: Book) -> AssumptionSheet:
    """The sheet of assumptions, empty until it is filled; its rows are laid out here."""
    material = book.material
    results = material.results
    last = results.last
    rows: dict[tuple[str, AssumptionKey], int] = {}
    first = len(material.plan.years) - 1
    for scenario in results.scenarios:
        if scenario not in {one.id for one in material.scenarios}:
            continue
        inputs = results.scenarios[scenario].inputs
        for owner in np.unique(inputs.owner[inputs.owner >= 0]):
            owned = inputs.rows[int(owner)]
            rows.setdefault((owned.scenario, owned.key), TOP + len(rows))
        answered = inputs.owner >= 0
        if answered.any():
            first = min(first, int(last[answered].min()) + 1)
    sheet = book.sheet(material.words(_ASSUMPTIONS), "#C99A00")
    return AssumptionSheet(sheet, rows, first, len(material.plan.years) - first)


def fill_assumptions(place: AssumptionSheet, material: Material) -> None:
    """Write the assumptions, and for growth and step what is in force in each year."""
    sheet, words, plan = place.sheet, material.words, material.plan
    years = [int(year) for year in plan.years[place.first :]]
    sheet.title(words(_ASSUMPTIONS), words(_ASSUMPTION_NOTE))
    labels = ("scenario", "region", "industry", "indicator", "unit", "method", "value", "midpoint", "low", "high", "note")  # fmt: skip
    sheet.head([words(LABELS[key]) for key in labels])
    sheet.head(years, _FIRST_FIGURE)
    sheet.head([words(_IN_FORCE, year=year) for year in years], _FIRST_FIGURE + len(years))
    written: set[int] = set()
    for scenario in material.scenarios:
        for owned in material.results.scenarios[scenario.id].inputs.rows:
            at = place.rows.get((owned.scenario, owned.key))
            if at is not None and at not in written:
                written.add(at)
                _assumption(place, material, at, owned, years)
    _share_groups(place, material)
    last = _FIRST_FIGURE + 2 * len(years) - 1
    sheet.hide_missing(TOP, _FIRST_FIGURE + len(years), TOP + len(place.rows) - 1, last)
    sheet.page.set_column(0, 2, 11)
    sheet.page.set_column(3, 3, 28)
    sheet.page.set_column(4, 9, 9)
    sheet.page.set_column(10, 10, 26)
    sheet.page.set_column(_FIRST_FIGURE, last, 9)
    sheet.print_setup(last + 1, 4)


def _share_groups(place: AssumptionSheet, material: Material) -> None:
    """Below the assumptions: the shares that add up, of which an assumption of one moved the others."""
    plan, at = material.plan, TOP + len(place.rows) + 1
    for group in sound_groups(plan):
        names = (
            material.name(plan.indicator_by_code[code])
            + (material.words(LOCKED) if code in group.locked else "")
            for code in group.members
        )
        place.sheet.text(at, 0, material.words(_SHARE_GROUP, name=material.name(group)))
        place.sheet.text(at, 3, f"{' + '.join(names)} = {plain(group.total)}%")
        at += 1


def _assumption(
    place: AssumptionSheet, material: Material, at: int, owned: OwnedAssumption, years: list[int]
) -> None:
    sheet, plan = place.sheet, material.plan
    assumption, key = owned.assumption, owned.key
    indicator = plan.indicator_by_code[key.indicator]
    scenario = next(
        one for result in material.results.scenarios.values() for one in result.inputs.chain if one.id == owned.scenario
    )  # fmt: skip
    region, industry = plan.region_by_code.get(key.region), plan.industry_by_code.get(key.industry)
    method = assumption.method.about
    unit = "" if method.follows_targets else method.shown_unit(material.unit(indicator), material.language)
    sheet.text(at, 0, material.name(scenario))
    everywhere = key.region == ANY
    sheet.text(
        at, 1, material.words(_ALL_REGIONS) if everywhere else material.name(region) if region else key.region
    )
    whole = material.words(_TOTAL) if key.industry == ALL_INDUSTRIES else key.industry
    named = material.name(industry) if industry else whole
    sheet.text(at, 2, material.words(_ALL_INDUSTRIES) if key.industry == ANY else named)
    sheet.text(at, 3, material.name(indicator))
    sheet.text(at, 4, unit)
    sheet.text(at, 5, material.words(method.words))
    entry = sheet.book.entry()
    for column, figure in enumerate(
        (assumption.value, assumption.midpoint, assumption.low, assumption.high), start=_VALUE
    ):
        sheet.number(at, column, figure, entry)
    sheet.text(at, 10, assumption.note)
    # one that holds everywhere holds in the root, which is always in
    sheet.leave_out(at, SeriesKey(plan.root if everywhere else key.region, "", key.indicator))
    given = dict(assumption.by_year)
    moving = method.by_year is ByYear.OVERRIDES
    for offset, year in enumerate(years):
        sheet.number(at, _FIRST_FIGURE + offset, given.get(year), entry)
        if moving:
            value = given.get(year, math.nan if assumption.value is None else assumption.value)
            year_cell = sheet.here(at, _FIRST_FIGURE + offset)
            parameter = f"$G{at + 1}"
            sheet.formula(
                at,
                _FIRST_FIGURE + len(years) + offset,
                f"IF(ISNUMBER({year_cell}),{year_cell},IF(ISNUMBER({parameter}),{parameter},NA()))",
                sheet.book.format(align="right", num_format="General", font_color="#57606A"),
                value,
            )
