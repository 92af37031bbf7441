"""Sheets of the standard format beside published tables: what these state is entered first, the sheets are read on top."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from math import isfinite
from types import MappingProxyType
from typing import Final

from npfdesk.plan.model import Indicator, Plan
from npfdesk.plan.names import fold, is_blank
from npfdesk.plan.numbers import unit_factor
from npfdesk.plan.periods import find_period
from npfdesk.plan.problems import Problem, warning
from npfdesk.plan.series import SeriesKey
from npfdesk.workbook.published.printed_names import is_total
from npfdesk.workbook.standard.figures import Figures
from npfdesk.workbook.standard.registers import Register
from npfdesk.workbook.standard.sheet_tables import Row, Table, Workbook
from npfdesk.workbook.standard.structure import Structure, read_settings

OTHER_UNIT: Final = warning(
    "unit_beside_published",
    "“{indicator}”在公布的表中以“{printed}”为单位，这里写“{text}”。采用前者；请统一。",
    "The published table gives “{indicator}” in “{printed}”, and here it is “{text}”. The first is used; make them agree.",
)
_SAID: Final = (
    "english",
    "group",
    "english group",
    "unit",
    "english unit",
    "kind",
    "direction",
    "duty",
    "rollup",
    "decimals",
    "source",
    "owner",
)
"""What a row of Indicators may say; where it does not the published table's word stands."""


@dataclass(frozen=True)
class Seeded:
    """The figures of a published plan under the sheets' codes, and the sheets' code of each of its names."""

    figures: Figures
    regions: Mapping[str, str]
    industries: Mapping[str, str]
    indicators: Mapping[str, str]

    def series(self, key: SeriesKey) -> SeriesKey:
        """A series of the published plan under the sheets' codes."""
        return SeriesKey(
            self.regions.get(key.region, key.region),
            self.industries.get(key.industry, key.industry),
            self.indicators.get(key.indicator, key.indicator),
        )


def beside(book: Workbook, seen: Collection[str] = frozenset()) -> Workbook:
    """The tables of a workbook without targets that are of the standard format, with their problems.

    A published table may have a sheet of one of our names: a table with years among the heads that are none of its
    own, or one of data without any year, is none. Nor is a sheet that was `seen` as a published table.
    """
    tables = {
        key: table
        for key, table in book.tables.items()
        if table.name not in seen and not _is_published(table)
    }
    names = {table.name for table in tables.values()}
    problems = tuple(problem for problem in book.problems if problem.sheet in names)
    return Workbook(MappingProxyType(tables), problems, book.ignored)


def settings_years(book: Workbook) -> tuple[int, int]:
    """The base and target year that the sheet Plan of a workbook gives; 0 for none."""
    settings = read_settings(book.tables.get("Plan"), [])
    return settings.base_year or 0, settings.target_year or 0


def _is_published(table: Table) -> bool:
    series = table.form.periods and not (table.heads.years or table.heads.periods)
    return series or any(find_period(head) is not None for head in table.foreign)


def seed(structure: Structure, plan: Plan, problems: list[Problem]) -> Seeded:
    """Enter a published plan's regions, industries and indicators where the sheets do not name them, and its figures.

    What a sheet says of a region or an indicator stands over what was concluded from the tables.
    """
    city = structure.settings.city
    region_codes: dict[str, str] = {}
    for one in plan.regions:
        # tables that say no more than the whole are of the city that the settings name
        whole = city is not None and one.code == plan.city and is_total(one.name)
        named = structure.regions.find(city.text) if whole and city is not None else None
        region_codes[one.code] = named or _entered(structure.regions, one.code, one.name)
    root = region_codes.get(plan.city, "")
    # a root that the settings name takes the place of the one that the tables seemed to have
    chosen = (structure.regions.find(city.text) if city is not None else None) or root
    # a sheet that gives no region a parent leaves the tree to the tables
    has_tree = any(one.parent for one in structure.region_rows.values())
    for one in plan.regions:
        code, parent = region_codes[one.code], region_codes.get(one.parent, "")
        if chosen != root:
            parent = "" if code == chosen else chosen if parent in ("", root) else parent
        stated = structure.region_rows.get(code)
        if stated is None:
            name = structure.regions.names.get(code, one.name) if code == root else one.name
            stated = replace(one, code=code, name=name, parent="" if one.benchmark else parent)
        elif not has_tree and not stated.benchmark:
            stated = replace(stated, parent=parent)
        structure.region_rows[code] = stated
    structure.city = chosen
    industry_codes = {one.code: _entered(structure.industries, one.code, one.name) for one in plan.industries}
    for industry in plan.industries:
        code = industry_codes[industry.code]
        parent = industry_codes.get(industry.parent, "")
        structure.industry_rows.setdefault(code, replace(industry, code=code, parent=parent))
    indicator_codes = {
        one.code: _entered(structure.indicators, one.code, one.name) for one in plan.indicators
    }
    for indicator in plan.indicators:
        code = indicator_codes[indicator.code]
        row = structure.indicator_lines.get(code)
        printed = replace(indicator, code=code)
        if row is not None:
            printed = _overridden(printed, structure.indicator_rows[code], row, problems)
        structure.indicator_rows[code] = printed
        # what the table's own words gave is told where it was recognised
        structure.guesses.pop(code, None)
    figures = Figures(plan.base_year, plan.target_year, plan.horizon, True)
    seeded = Seeded(figures, region_codes, industry_codes, indicator_codes)
    _enter_figures(seeded.series, plan, figures)
    return seeded


def _enter_figures(named: Callable[[SeriesKey], SeriesKey], plan: Plan, figures: Figures) -> None:
    stated = {key.series for key in plan.targets}
    for key, line, source in zip(plan.series, plan.observed, plan.series_sources, strict=True):
        seen = [
            (year, float(value))
            for year, value in zip(plan.years.tolist(), line, strict=True)
            if isfinite(value)
        ]
        # what only sums up its children's has no row
        if seen or source or key in stated:
            figures.sources[named(key)] = source
        figures.observed.update(((named(key), year), value) for year, value in seen)
    for target in plan.targets.values():
        moved = replace(target, series=named(target.series))
        figures.targets[moved.key] = moved
    for progress, value in plan.progress.items():
        figures.progress[progress._replace(series=named(progress.series))] = value


def _entered(register: Register, code: str, name: str) -> str:
    """The sheets' code of a thing of the published plan, entered where they do not name it."""
    found = register.find(code) or register.find(name)
    if found is None:
        register.add(code, name)
        found = code
    return found


def _overridden(printed: Indicator, stated: Indicator, row: Row, problems: list[Problem]) -> Indicator:
    """An indicator of a published table with what its row in the sheet says of it."""
    said = {
        name.replace(" ", "_"): getattr(stated, name.replace(" ", "_"))
        for name in _SAID
        if not is_blank(row.text(name))
    }
    if "kind" in said:
        said["rollup"] = stated.rollup
    unit = said.get("unit")
    if unit and printed.unit and fold(unit) != fold(printed.unit) and unit_factor(unit, printed.unit) != 1:
        problems.append(row["unit"].problem(OTHER_UNIT, indicator=stated.name, printed=printed.unit))
        del said["unit"]
    return replace(printed, name=stated.name, **said)
