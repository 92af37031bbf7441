"""Projected paths as a table, a row for each scenario, series and year; and that table as CSV."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from npfdesk.engine.projection.results import Results, ScenarioResult
from npfdesk.engine.projection.scenario_paths import Origin
from npfdesk.engine.projection.target_figures import MEASURES, TargetTable
from npfdesk.engine.targets.judgement import judge
from npfdesk.plan.scenarios import Scenario
from npfdesk.plan.spreadsheet_text import without_formula
from npfdesk.plan.status_rules import Rule
from npfdesk.plan.statuses import Status
from npfdesk.plan.targets import Measure
from npfdesk.report.markings import state_of, watermark_words
from npfdesk.report.material import PROGRAM, Material
from npfdesk.report.month_figures import chosen_months, months_table
from npfdesk.report.path_remarks import remark_column
from npfdesk.report.sections import MONTHS
from npfdesk.report.standings import standings

COLUMNS: Final = (
    "scenario",
    "region",
    "industry",
    "indicator",
    "code",
    "unit",
    "year",
    "value",
    "origin",
    "rollup",
    "target",
    "milestone",
    "gap",
    "attainment",
    "required",
    "status",
    "cumulative",
)
UNITS: Final = {
    "value": "column unit",
    "rollup": "column unit",
    "cumulative": "column unit",
    "target": "column unit",
    "milestone": "column unit",
    "gap": "column unit; percentage points where that is %",
    "attainment": "1",
    "required": "% a year; points a year for a ratio or an index; the unit a year for a sum",
}
"""The unit of each column of figures; "column unit" is the one that the column `unit` names in the same row.

Target, milestone and gap are of what the target measures: of a growth without a level % (the gap percentage points), of a
rank the place. A gap is positive while something is missing.
"""

WORD_COLUMNS: Final = ("target_text", "measure")
"""The columns of the report behind those of the projection: the target as worded, and what its figures are of."""

OWNER_COLUMN: Final = "owner"
"""The column behind those, where any target has an owner: who answers for the target."""

STATE_COLUMN, WATERMARK_COLUMN = "state", "watermark"
"""The last columns: the state of the row's scenario in words where the seal is wanted, and the watermark's words where there is one."""

ORIGIN_COLUMNS: Final = ("plan", "workbook", "workbook_sha256", "revision", "rule", "program")
"""The columns behind those: where each figure comes from."""

_ORIGINS: Final = np.array([one.code for one in Origin], dtype=object)
_STATUSES: Final = np.array([one.code for one in Status], dtype=object)
_JUDGED: Final = {
    "target": "target", "milestone": "milestone", "gap": "gap", "attainment": "progress", "required": "required",
}  # fmt: skip
"""The columns of a judgement with its fields."""


def projection_table(results: Results, scenarios: Sequence[Scenario], rule: Rule) -> pd.DataFrame:
    """COLUMNS for the scenarios in their order, series by series in the plan's order, the years within.

    NaN where there is no figure. A year is judged against the series' next target, or the last one after
    it; from the base year of that target on. `cumulative` is the sum so far of a flow under a sum and the mean growth to
    date of a rate under a growth. ``attrs["units"]`` are UNITS, ``attrs["rule"]`` is that of the status.
    """
    plan = results.plan
    count = len(plan.years)
    indicators = [plan.indicator_by_code[series.indicator] for series in plan.series]
    industries = [plan.industry_by_code.get(series.industry) for series in plan.series]
    named = {
        "region": [plan.region_by_code[series.region].name for series in plan.series],
        "industry": [industry.name if industry is not None else "" for industry in industries],
        "indicator": [indicator.name for indicator in indicators],
        "code": [indicator.code for indicator in indicators],
        "unit": [indicator.unit for indicator in indicators],
    }
    repeated = {name: np.repeat(np.array(words, dtype=object), count) for name, words in named.items()}
    years = np.tile(plan.years, len(plan.series))
    tables = [
        pd.DataFrame(
            {
                "scenario": np.full(len(years), scenario.name, dtype=object),
                **repeated,
                "year": years,
                **_figures(results, results.scenarios[scenario.id], rule),
            },
            columns=COLUMNS,
        )
        for scenario in scenarios
    ]
    table = pd.concat(tables, ignore_index=True)
    table.attrs.update(units=dict(UNITS), rule=str(rule))
    return table


def as_csv(table: pd.DataFrame, line_end: str) -> str:
    """A table as CSV, empty where there is no figure; text that a spreadsheet would run as a formula is defused."""
    safe = table.copy()
    for name in safe.columns[[not pd.api.types.is_numeric_dtype(kind) for kind in safe.dtypes]]:
        safe[name] = safe[name].map({text: without_formula(text) for text in safe[name].unique()})
    return str(safe.to_csv(index=False, lineterminator=line_end))


def csv_report(material: Material, template: bytes | None = None) -> bytes:
    """A row for each scenario, series and year: the columns of `project`, the target's words, what is wrong with paths (where any is), provenance.

    Figures of parts of a year follow below, with their period and measure in two more columns. UTF-8 with its mark, by which Excel knows it. Empty where there is no figure. Without a timestamp: the same input
    gives the same bytes.
    """
    told = material.provenance
    origin = (
        material.plan.title,
        told.workbook,
        told.digest,
        told.state(material.language),
        str(material.rule),
        f"{PROGRAM} {told.version}",
    )
    table = projection_table(material.results, material.scenarios, material.rule)
    table = table.assign(
        **_worded(material),
        **remark_column(material),
        **dict(zip(ORIGIN_COLUMNS, origin, strict=True)),
        **_marked(material),
    )
    table = _chosen(table, material)
    if material.content.takes_section(MONTHS):
        table = _with_months(table, material, origin)
    return as_csv(table, "\r\n").encode("utf-8-sig")


def _marked(material: Material) -> dict[str, NDArray[np.generic] | str]:
    """The columns of the seal and of the watermark, those that are wanted."""
    found: dict[str, NDArray[np.generic] | str] = {}
    if material.marking.seal:
        states = np.array([state_of(material, one) for one in material.scenarios], dtype=object)
        found[STATE_COLUMN] = np.repeat(states, len(material.plan.series) * len(material.plan.years))
    if words := watermark_words(material):
        found[WATERMARK_COLUMN] = words
    return found


def _chosen(table: pd.DataFrame, material: Material) -> pd.DataFrame:
    """The rows of the series chosen for the report."""
    if not material.content.narrowed:
        return table
    plan = material.plan
    taken = np.repeat([material.takes(series) for series in plan.series], len(plan.years))
    return table[np.tile(taken, len(material.scenarios))]


def _with_months(table: pd.DataFrame, material: Material, origin: Sequence[str]) -> pd.DataFrame:
    """The table with the figures of parts of a year below, of no scenario; two more columns say period and measure.

    As it is where the plan has none.
    """
    months = months_table(material.plan, chosen_months(material))
    if months.empty:
        return table
    months = months.rename(columns={"measure": "period_measure"})
    months = months.assign(year=months["period"].str[:4].astype(int), origin=Origin.OBSERVED.code)
    months = months.assign(**dict(zip(ORIGIN_COLUMNS, origin, strict=True)))
    if watermark := watermark_words(material):
        months[WATERMARK_COLUMN] = watermark
    table = table.assign(period=table["year"].astype(str), period_measure="")
    both = pd.concat([table, months.reindex(columns=table.columns)], ignore_index=True)
    words = [name for name in both.columns if not pd.api.types.is_numeric_dtype(both[name].dtype)]
    return both.fillna(dict.fromkeys(words, ""))


def _worded(material: Material) -> dict[str, NDArray[np.generic]]:
    """What the target of each row says and measures and, where any has an owner, who answers for it; "" for none."""
    texts: list[NDArray[np.generic]] = []
    measures: list[NDArray[np.generic]] = []
    owners: list[NDArray[np.generic]] = []
    for scenario in material.scenarios:
        result = material.results.scenarios[scenario.id]
        # by their places among all targets, the first for none: those of yardsticks have no standing
        words = np.full((3, len(result.targets.keys) + 1), "", dtype=object)
        for row in standings(material, scenario):
            words[:, row.position + 1] = row.text, row.measure_words(material.language), row.owner
        place = _judged_targets(result, material.plan.years) + 1
        for kept, said in zip((texts, measures, owners), words, strict=True):
            kept.append(said[place].ravel())
    found = dict(zip(WORD_COLUMNS, (np.concatenate(texts), np.concatenate(measures)), strict=True))
    return {**found, OWNER_COLUMN: np.concatenate(owners)} if material.names_owners else found


def _figures(results: Results, result: ScenarioResult, rule: Rule) -> dict[str, NDArray[np.generic]]:
    """The columns of figures and of words about them, (series x year,)."""
    judged = [judge(results, result.scenario, int(year), rule) for year in results.plan.years]
    place = _judged_targets(result, results.plan.years)
    row, column = np.nonzero(place >= 0)
    position = place[row, column]
    gathered = _judged_targets(result, results.plan.years, _gathering(results, result.targets))
    to_date = np.full(place.shape, np.nan)
    rows, columns = np.nonzero(gathered >= 0)
    to_date[rows, columns] = np.stack([one.value for one in judged])[columns, gathered[rows, columns]]
    figures: dict[str, NDArray[np.generic]] = {
        "value": _finite(result.values),
        "origin": _ORIGINS[result.origin].ravel(),
        "rollup": _finite(result.rollup),
        "cumulative": _finite(to_date),
    }
    for name, field in _JUDGED.items():
        of_year = np.stack([getattr(one, field) for one in judged])
        filled = np.full(place.shape, np.nan)
        filled[row, column] = of_year[column, position]
        figures[name] = _finite(filled)
    colour = np.full(place.shape, int(Status.GREY))
    colour[row, column] = np.stack([one.status for one in judged])[column, position]
    figures["status"] = _STATUSES[colour].ravel()
    return figures


def _gathering(results: Results, targets: TargetTable) -> NDArray[np.bool_]:
    """The targets whose figure comes together over the years (target,): sums, and growths of rates."""
    growth = (targets.measure == MEASURES.index(Measure.GROWTH)) & results.frame.rate[targets.row]
    gathering: NDArray[np.bool_] = growth | (targets.measure == MEASURES.index(Measure.SUM))
    return gathering


def _judged_targets(
    result: ScenarioResult, years: NDArray[np.int64], among: NDArray[np.bool_] | None = None
) -> NDArray[np.int64]:
    """The place of the target that each year is judged against, (series, year); -1 where there is none.

    `among` (target,) names those that count, by default all.
    """
    targets = result.targets
    place = np.full((len(result.values), len(years)), -1)
    for row in np.unique(targets.row if among is None else targets.row[among]):
        positions = np.array([one for one in targets.of_row(int(row)) if among is None or among[one]])
        ahead = targets.year[positions][:, None] >= years[None, :]
        chosen = positions[np.where(ahead.any(axis=0), ahead.argmax(axis=0), len(positions) - 1)]
        place[row] = np.where(years >= targets.base_year[chosen], chosen, -1)
    return place


def _finite(figures: NDArray[np.float64]) -> NDArray[np.float64]:
    """Figures in one line, NaN for what is past what a number can hold."""
    return np.where(np.isfinite(figures), figures, np.nan).ravel()
