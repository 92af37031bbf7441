"""Plans for official reports: both samples with made-up actuals after their base years, and what a report reads like."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from npfdesk.engine.projection.update import compute
from npfdesk.frames.opened_plan import read
from npfdesk.locations import sample_workbook
from npfdesk.plan.document import Document, new_document
from npfdesk.plan.model import Plan
from npfdesk.plan.series import SeriesKey
from npfdesk.report.official.chapters import Heading, OfficialReport, Paragraph, Table

COUNTY = Path(__file__).resolve().parents[2] / "sample_data" / "county_15fyp.xlsx"

# made up for tests, after the synthetic county's base year; no place has these figures
AFTER_2025 = {
    ("county", "gdp"): (317.2, 336.9, 356.4),
    ("county", "industry_growth"): (6.1, 6.4, 6.2),
    ("county", "investment"): (122.0, 128.9, 134.6),
    ("county", "revenue"): (21.0, 22.1, 23.4),
    ("county", "rd"): (2.71, 2.88, 3.04),
    ("county", "hightech_firms"): (131, 141, 150),
    ("county", "new_jobs"): (0.48, 0.47, 0.5),
    ("county", "unemployment"): (4.9, 5.0, 5.1),
    ("county", "income"): (48300, 50700, 53300),
    ("county", "good_air"): (94.6, 94.1, 93.9),
    ("county", "grain"): (12.3, 12.4, 12.4),
    ("town_a", "investment"): (55.1, 58.3, 61.0),
    ("town_b", "investment"): (34.2, 36.1, 37.4),
    ("town_c", "investment"): (20.7, 21.9, 23.0),
    ("town_a", "revenue"): (9.5, 10.0, 10.7),
    ("town_b", "revenue"): (5.9, 6.2, 6.5),
    ("town_c", "revenue"): (3.5, 3.7, 3.8),
    ("township_d", "revenue"): (2.1, 2.2, 2.4),
    ("town_a", "hightech_firms"): (67, 74, 82),
    ("town_b", "hightech_firms"): (35, 37, 38),
    ("town_c", "hightech_firms"): (19, 19, 19),
    ("township_d", "hightech_firms"): (10, 11, 11),
    ("province", "income"): (49500, 51800, 54100),
}


def with_actuals(plan: Plan, figures: dict[tuple[str, str], tuple[float, ...]], first: int) -> Plan:
    """A plan with made-up actuals from a year on, by region and indicator code."""
    told = [
        (SeriesKey(region, "", indicator), first + at, float(one))
        for (region, indicator), row in figures.items()
        for at, one in enumerate(row)
    ]
    return plan.with_observations(told)


@cache
def county() -> Document:
    """The synthetic county with actuals to 2028."""
    document = read(COUNTY).document
    return replace(document, plan=with_actuals(document.plan, AFTER_2025, 2026))


@cache
def jinhua() -> Document:
    """Jinhua with actuals of 2021 to 2023 that nobody published: on the way of its plan, each by a share of its own."""
    document = read(sample_workbook()).document
    plan = document.plan
    paths = compute(document).scenarios["规划"].projection.values
    shares = (1.02, 0.97, 1.0, 0.9, 1.06, 0.6, 0.99, 1.1, 0.85, 1.0)
    base, told = plan.column(plan.base_year), []
    for row, series in enumerate(plan.series):
        if plan.indicator_by_code[series.indicator].formula is not None or series.industry:
            continue
        start = paths[base, row]
        for year in (2021, 2022, 2023):
            figure = start + (paths[plan.column(year), row] - start) * shares[row % len(shares)]
            if np.isfinite(figure):
                told.append((series, year, float(np.round(figure, 2))))
    return replace(document, plan=plan.with_observations(told))


def as_document(plan: Plan) -> Document:
    """A plan with its own scenarios."""
    return new_document(plan)


def told(report: OfficialReport, between: str = "") -> str:
    """A report as plain text, to be read."""
    lines = [report.title, report.subtitle, ""]
    for chapter in report.chapters:
        lines.append(f"== {chapter.title}")
        for block in chapter.blocks:
            if isinstance(block, Paragraph):
                lines.append(between.join(one.text for one in block.sentences))
            elif isinstance(block, Heading):
                lines.append(f"-- {block.text}")
            elif isinstance(block, Table):
                lines.append(f"[{block.title}]")
                lines.append(" | ".join(column.head for column in block.columns))
                lines += [" | ".join(row) for row in block.rows]
                lines.append(block.note)
    lines.append(report.dated)
    return "\n".join(lines)
