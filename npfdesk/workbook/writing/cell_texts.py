"""The texts of cells written into a workbook: names, rows and labels, in its language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from npfdesk.plan.document import Document
from npfdesk.plan.model import Plan
from npfdesk.plan.numbers import parse_figure, plain
from npfdesk.plan.problems import Language, Problem, warning
from npfdesk.plan.series import ALL_INDUSTRIES, ANY, AssumptionKey, LeverIntensityKey, SeriesKey
from npfdesk.plan.targets import PlanTarget
from npfdesk.workbook.standard import closed_lists
from npfdesk.workbook.standard.near_names import near_setting
from npfdesk.workbook.standard.sheet_layout import CellValue
from npfdesk.workbook.standard.sheet_tables import Row, Workbook
from npfdesk.workbook.standard.structure import Structure
from npfdesk.workbook.writing.patch import CellEdit
from npfdesk.workbook.writing.write_targets import Field, SheetPlaces, row_of

ORPHANS_LEFT_OUT: Final = warning(
    "orphans_left_out",
    "“{text}”中有 {count} 项说的是工作簿里没有的地区、产业、指标、抓手或承诺，没有写入；它们仍保存在情景库中。",
    "{count:entry|entries} of “{text}” {count:~refers|refer} to regions, industries, indicators, levers or commitments that "
    "the workbook does not have, and {count:~was|were} not written; {count:~it stays|they stay} in the scenario library.",
)


@dataclass(frozen=True)
class WritingContext:
    """What is written: the document, the plan as the workbook reads now, its rows and the places in its sheets.

    `left_out` collects what could not be written, `printed` the edits of cells of tables as published.
    """

    document: Document
    as_read: Plan
    book: Workbook
    structure: Structure
    places: Mapping[str, SheetPlaces]
    language: Language
    left_out: list[Problem] = field(default_factory=list)
    printed: list[CellEdit] = field(default_factory=list)

    @property
    def plan(self) -> Plan:
        """The plan with its amendments."""
        return self.document.plan

    def rows(self, key: str) -> tuple[Row, ...]:
        """The rows of a sheet, none where there is no such sheet."""
        return self.book.tables[key].rows if key in self.book.tables else ()

    def setting_rows(self) -> Mapping[str, int]:
        """The row of each setting of the sheet Plan by its key, under any name that is read; the first where it stands twice."""
        found: dict[str, int] = {}
        for row in self.rows("Plan"):
            text = row.text("key")
            key = closed_lists.setting_key(text) or near_setting(text, closed_lists.SETTING_OF)
            if key is not None:
                found.setdefault(key, row.number)
        return found

    def change_target(self, old: PlanTarget, fields: Mapping[Field, CellValue], label: str) -> None:
        """Change cells of the row that states a target; of a table as published only the cell with its words."""
        places = self.places["Targets"]
        if places.sheet is not None and places.sheet.name == old.sheet:
            places.change(row_of(old.cell), fields, label)
        elif "target" in fields:
            words = fields["target"]
            figure = parse_figure(words) if isinstance(words, str) else None
            value = figure if isinstance(figure, float) and plain(figure) == words else words
            self.printed.append(CellEdit(old.sheet, old.cell, value, old.text, label))

    def knows(self, key: SeriesKey | AssumptionKey | LeverIntensityKey) -> bool:
        """Whether the plan has everything that a key names: a row about anything else would not be read."""
        known = (
            key.lever in self.plan.dimension_of_lever
            if isinstance(key, LeverIntensityKey)
            else key.indicator in self.plan.indicator_by_code
        )
        return (
            known
            and (key.region == ANY or key.region in self.plan.region_by_code)
            and (key.industry in (ANY, ALL_INDUSTRIES) or key.industry in self.plan.industry_by_code)
        )

    def report_orphans(self, whose: str, count: int) -> None:
        """That so many entries name what the workbook does not have."""
        if count:
            self.left_out.append(Problem(ORPHANS_LEFT_OUT, text=whose, arguments={"count": count}))

    def series_fields(self, series: SeriesKey) -> dict[Field, CellValue]:
        """The cells that name a series."""
        region, industry, indicator = self._names(series)
        return {"region": region, "industry": industry or None, "indicator": indicator}

    def reach_fields(self, key: AssumptionKey | LeverIntensityKey) -> dict[Field, CellValue]:
        """The cells that say whom a row reaches."""
        region = self.plan.region_by_code.get(key.region)
        industry = self.plan.industry_by_code.get(key.industry)
        total = "总计" if self.language == "zh" else "total"
        whole = total if key.industry == ALL_INDUSTRIES else None
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
