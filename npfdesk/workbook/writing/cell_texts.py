"""The texts of cells written into a workbook: names, rows and labels, in its language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from npfdesk.plan.document import Document
from npfdesk.plan.model import Plan
from npfdesk.plan.problems import Language, Problem, warning
from npfdesk.plan.series import ANY, WHOLE_ECONOMY, AssumptionKey, LeverLevelKey, SeriesKey
from npfdesk.workbook.canonical.sheet_layout import CellValue
from npfdesk.workbook.canonical.sheet_tables import Row, Workbook
from npfdesk.workbook.canonical.structure import Structure
from npfdesk.workbook.writing.write_targets import Field, SheetPlaces

ORPHANS_LEFT_OUT: Final = warning(
    "orphans_left_out",
    "“{text}”中有 {count} 项说的是工作簿里没有的地区、产业、指标、抓手或承诺，没有写入；它们仍保存在情景库中。",
    "{count} entries of “{text}” are of regions, industries, indicators, levers or commitments that the workbook does not "
    "have, and were not written; they stay in the scenario library.",
)


@dataclass(frozen=True)
class WritingContext:
    """What is written: the document, the plan as the workbook reads now, its rows and the places in its sheets.

    `left_out` collects what could not be written.
    """

    document: Document
    as_read: Plan
    book: Workbook
    structure: Structure
    places: Mapping[str, SheetPlaces]
    language: Language
    left_out: list[Problem] = field(default_factory=list)

    @property
    def plan(self) -> Plan:
        """The plan with its amendments."""
        return self.document.plan

    def rows(self, key: str) -> tuple[Row, ...]:
        """The rows of a sheet, none where there is no such sheet."""
        return self.book.tables[key].rows if key in self.book.tables else ()

    def knows(self, key: SeriesKey | AssumptionKey | LeverLevelKey) -> bool:
        """Whether the plan has everything that a key names: a row about anything else would not be read."""
        known = (
            key.lever in self.plan.dimension_of_lever
            if isinstance(key, LeverLevelKey)
            else key.indicator in self.plan.indicator_by_code
        )
        return (
            known
            and (key.region == ANY or key.region in self.plan.region_by_code)
            and (key.industry in (ANY, WHOLE_ECONOMY) or key.industry in self.plan.industry_by_code)
        )

    def report_orphans(self, whose: str, count: int) -> None:
        """That so many entries name what the workbook does not have."""
        if count:
            self.left_out.append(Problem(ORPHANS_LEFT_OUT, text=whose, arguments={"count": count}))

    def series_fields(self, series: SeriesKey) -> dict[Field, CellValue]:
        """The cells that name a series."""
        region, industry, indicator = self._names(series)
        return {"region": region, "industry": industry or None, "indicator": indicator}

    def reach_fields(self, key: AssumptionKey | LeverLevelKey) -> dict[Field, CellValue]:
        """The cells that say whom a row reaches."""
        region = self.plan.region_by_code.get(key.region)
        industry = self.plan.industry_by_code.get(key.industry)
        total = "总计" if self.language == "zh" else "total"
        whole = total if key.industry == WHOLE_ECONOMY else None
        fields: dict[Field, CellValue] = {
            "region": None if region is None else self.plan.region_names[region.code],
            "industry": whole if industry is None else industry.name,
        }
        if isinstance(key, AssumptionKey):
            indicator = self.plan.indicator_by_code.get(key.indicator)
            fields["indicator"] = key.indicator if indicator is None else indicator.name
        return fields

    def _names(self, key: SeriesKey | AssumptionKey) -> tuple[str, str, str]:
        region = self.plan.region_by_code.get(key.region)
        industry = self.plan.industry_by_code.get(key.industry)
        indicator = self.plan.indicator_by_code.get(key.indicator)
        return (
            self.plan.region_names[region.code]
            if region is not None
            else ""
            if key.region == ANY
            else key.region,
            industry.name if industry is not None else "",
            indicator.name if indicator is not None else key.indicator,
        )

    def label(self, key: SeriesKey | AssumptionKey) -> str:
        """A series or an assumption in words."""
        return " ".join(part for part in self._names(key) if part)
