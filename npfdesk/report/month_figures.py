"""Figures of parts of a year in reports: their lines, a table of their own, and a sheet of the workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from npfdesk.engine.tracking import WithinYear, within_year
from npfdesk.plan.model import Plan
from npfdesk.plan.periods import Period
from npfdesk.plan.problems import Wording
from npfdesk.plan.series import SeriesKey
from npfdesk.report.livebook.live_workbook import HEAD, TOP, Book
from npfdesk.report.material import Material
from npfdesk.report.sections import MONTHS_TITLE

COLUMNS: Final = ("region", "industry", "indicator", "code", "unit", "period", "measure", "value")
MEASURES: Final = ("to date", "period", "growth", "period growth")
MONTHS_NOTE: Final = Wording(
    "年内各期的数：累计为自一月起；存量为期末；同比为 %。缺的月份留空，不作推算。",
    "Figures within the year: to date from January on; a stock at the end of the period; growth on the year before in %. "
    "Missing months stay empty and are not projected.",
)
MONTH_HEADS: Final = (
    Wording("地区", "Region"),
    Wording("产业", "Industry"),
    Wording("指标", "Indicator"),
    Wording("口径", "Measure"),
    Wording("单位", "Unit"),
)
_MEASURE_WORDS: Final[Mapping[str, Wording]] = {
    "to date": Wording("累计", "to date"),
    "period": Wording("当期", "period"),
    "growth": Wording("同比", "growth"),
    "period growth": Wording("当期同比", "period growth"),
}
_AT_END: Final = Wording("期末", "at the end")


@dataclass(frozen=True)
class MonthLine:
    """A series with what its figures are of, and the figures by period."""

    series: SeriesKey
    measure: str
    figures: Mapping[Period, float]


def measure_code(period: Period, growth: bool) -> str:
    """What a figure is of (MEASURES); a period that begins with the year is the running total."""
    return MEASURES[(0 if period.first == 1 else 1) + (2 if growth else 0)]


def chosen_months(material: Material) -> list[MonthLine]:
    """Those of the series chosen for the report."""
    return [line for line in month_lines(material.plan) if material.takes(line.series)]


def month_lines(plan: Plan) -> list[MonthLine]:
    """The figures by series, in the plan's order, and measure."""
    found: dict[tuple[SeriesKey, str], dict[Period, float]] = {}
    for (series, period, growth), value in plan.progress.items():
        found.setdefault((series, measure_code(period, growth)), {})[period] = value
    last = len(plan.series)
    ordered = sorted(found, key=lambda one: (plan.row.get(one[0], last), MEASURES.index(one[1])))
    return [MonthLine(*one, dict(sorted(found[one].items()))) for one in ordered]


def months_table(plan: Plan, lines: Sequence[MonthLine]) -> pd.DataFrame:
    """COLUMNS, a row for each figure of some lines: `period` as in JSON (2026-03, 2026Q1, 2026-01..02), `measure` of MEASURES."""
    rows = []
    for line in lines:
        indicator = plan.indicator_by_code[line.series.indicator]
        industry = plan.industry_by_code.get(line.series.industry)
        named = (
            plan.region_by_code[line.series.region].name,
            industry.name if industry is not None else "",
            indicator.name,
            indicator.code,
            "%" if "growth" in line.measure else indicator.unit,
        )
        rows += [(*named, period.key, line.measure, value) for period, value in line.figures.items()]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def month_names(material: Material, line: MonthLine) -> tuple[str, str, str, str, str]:
    """Region, industry, indicator, measure and unit of a line, in the report's language."""
    indicator = material.plan.indicator_by_code[line.series.indicator]
    stock = within_year(indicator) is WithinYear.LATEST and "growth" not in line.measure
    return (
        material.region(line.series),
        material.industry(line.series),
        material.indicator(line.series),
        material.words(_AT_END if stock else _MEASURE_WORDS[line.measure]),
        "%" if "growth" in line.measure else material.unit(indicator),
    )


def month_decimals(material: Material, line: MonthLine) -> int:
    """How many decimals its figures are shown with."""
    decimals = material.plan.indicator_by_code[line.series.indicator].decimals
    return max(1, decimals) if "growth" in line.measure else decimals


def fill_months(book: Book) -> None:
    """The sheet of months, where the plan has any: a row for each series and measure, a column for each period."""
    material = book.material
    lines = chosen_months(material)
    if not lines:
        return
    sheet = book.sheet(material.words(MONTHS_TITLE), "#2F6FDE")
    sheet.title(material.words(MONTHS_TITLE), material.words(MONTHS_NOTE))
    periods = sorted({period for line in lines for period in line.figures})
    chinese = material.language == "zh"
    sheet.head([*map(material.words, MONTH_HEADS), *(period.words(chinese) for period in periods)], row=HEAD)
    for row, line in enumerate(lines, start=TOP):
        for column, text in enumerate(month_names(material, line)):
            sheet.text(row, column, text)
        style = book.figure(month_decimals(material, line))
        for column, period in enumerate(periods, start=len(MONTH_HEADS)):
            sheet.number(row, column, line.figures.get(period), style)
    sheet.page.set_column(0, 1, 12)
    sheet.page.set_column(2, 2, 30)
    sheet.page.set_column(3, 4, 10)
    sheet.page.set_column(5, 4 + len(periods), 12)
    sheet.print_setup(len(MONTH_HEADS) + len(periods), len(MONTH_HEADS))
