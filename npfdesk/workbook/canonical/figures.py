"""Targets and observed figures: the sheets Targets and Data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from npfdesk.plan.model import Indicator, RollUp
from npfdesk.plan.names import fold, is_blank
from npfdesk.plan.numbers import parse_figure, parse_year
from npfdesk.plan.problems import Problem, error, warning
from npfdesk.plan.series import ANY, WHOLE_ECONOMY, SeriesKey, TargetKey
from npfdesk.plan.target_text import parse_base, parse_stretch, parse_target
from npfdesk.plan.targets import GROWTH_WITHOUT_BASE, NEEDS_BASE, Measure, PlanTarget, TargetKind
from npfdesk.workbook.canonical.sheet_columns import TOTAL
from npfdesk.workbook.canonical.sheet_tables import Cell, Row, Table
from npfdesk.workbook.canonical.structure import Settings, Structure

DUPLICATE_TARGET: Final = error(
    "duplicate_target",
    "“{what}”{year}年的目标已在 {first} 给出。只用先前的一行；请删去或合并。",
    "The target of “{what}” for {year} stands already in {first}. The first row is used; remove or merge this one.",
)
DUPLICATE_SERIES: Final = error(
    "duplicate_series",
    "“{what}”的数据已在 {first} 给出。只用先前的一行；请删去或合并。",
    "The data of “{what}” stand already in {first}. The first row is used; remove or merge this one.",
)
NO_YEARS: Final = error(
    "no_years",
    "工作表“{text}”没有年份列。请加上如 2016 或 2016年 的表头。",
    "The sheet “{text}” has no year columns. Add headers such as 2016.",
)
YEARS_DIFFER: Final = warning(
    "years_differ",
    "“规划”表没有{what}，各目标行所写不一：{found}。采用 {chosen}。",
    "The sheet Plan names no {what_en} and the targets differ: {found}. {chosen} is used.",
)
NO_BASE_YEAR: Final = error(
    "no_base_year",
    "不知道{what}。请在“规划”表中填写。",
    "The {what_en} is not known. Enter it in the sheet Plan.",
)
HORIZON_TOO_EARLY: Final = warning(
    "horizon_too_early",
    "展望年 {horizon} 早于 {latest} 年的目标或数据，已延至 {latest} 年。",
    "The horizon {horizon} lies before a target or figure of {latest}; it was moved to {latest}.",
)
TARGET_BEFORE_BASE: Final = warning(
    "target_before_base",
    "目标年 {year} 不晚于基期 {base_year}，无从计算所需增速。请核对两个年份。",
    "The target year {year} is not after the base year {base_year}, so no required growth follows. Check both.",
)


@dataclass
class Figures:
    """The content of Targets and Data: targets by key, observed figures by series and year, series in order of reading."""

    base_year: int
    target_year: int
    horizon: int
    years_known: bool
    targets: dict[TargetKey, PlanTarget] = field(default_factory=dict)
    observed: dict[tuple[SeriesKey, int], float] = field(default_factory=dict)
    sources: dict[SeriesKey, str] = field(default_factory=dict)

    @property
    def series(self) -> Iterable[SeriesKey]:
        """Every series that has a row."""
        return self.sources


def series_of(row: Row, structure: Structure, problems: list[Problem]) -> SeriesKey | None:
    """The series that a row names; None, with a problem for each name that is not known."""
    region = structure.regions.code_of(row["region"], problems)
    indicator = structure.indicators.code_of(row["indicator"], problems)
    industry: str | None = WHOLE_ECONOMY
    if not is_whole_economy(row["industry"]):
        industry = structure.industries.code_of(row["industry"], problems)
    if region is None or indicator is None or industry is None:
        return None
    return SeriesKey(region, industry, indicator)


def is_whole_economy(cell: Cell) -> bool:
    """Whether an industry cell of a series means the whole economy: empty or *, or named so."""
    return is_blank(cell.text) or fold(cell.text) in {ANY, *TOTAL}


def series_text(series: SeriesKey, structure: Structure) -> str:
    """A series' name as text."""
    # the whole economy has no name among the industries
    parts = (
        structure.regions.names[series.region],
        structure.industries.names.get(series.industry),
        structure.indicators.names[series.indicator],
    )
    return " ".join(part for part in parts if part)


def read_figures(
    targets: Table, data: Table | None, structure: Structure, problems: list[Problem]
) -> Figures:
    """Read Targets and Data after fixing the plan's years. A base becomes an observed figure where Data has none."""
    figures = _with_years(targets.rows, data, structure.settings, problems)
    places: dict[object, str] = {}
    if data is not None:
        _read_data(data, figures, structure, places, problems)
    for row in targets.rows:
        _read_target(row, figures, structure, places, problems)
    latest = max(
        [figures.target_year, *(key.year for key in figures.targets), *(year for _, year in figures.observed)]
    )
    figures.horizon = structure.settings.horizon or latest
    cell = structure.settings.horizon_cell
    if cell is not None and figures.horizon < latest:
        problems.append(cell.problem(HORIZON_TOO_EARLY, horizon=figures.horizon, latest=latest))
        figures.horizon = latest
    return figures


def report_missing_bases(
    stated_targets: Iterable[PlanTarget], figures: Figures, structure: Structure, problems: list[Problem]
) -> None:
    """Report targets that count from a base (翻一番, 增长15%) where no base is observed, computed or summed up.

    An error where nothing is left of the target without it; a growth is one all the same, so that is a warning.
    """
    begun: dict[SeriesKey, int] = {}
    for series, year in figures.observed:
        begun[series] = min(year, begun.get(series, year))
        if structure.indicator(series.indicator).rollup is not RollUp.NONE:
            for region in structure.ancestors(series.region):
                above = series._replace(region=region)
                begun[above] = min(year, begun.get(above, year))
    for stated in stated_targets:
        grows = stated.parsed.how in ("growth", "compound")
        counts = grows or (
            stated.parsed.how in ("multiple", "change", "step")
            and stated.parsed.measure is Measure.LEVEL
            and stated.parsed.since is None
        )
        if not counts or structure.indicator(stated.series.indicator).formula is not None:
            continue
        first = begun.get(stated.series)
        if first is None or first > stated.base_year:
            kind = GROWTH_WITHOUT_BASE if grows else NEEDS_BASE
            problems.append(Problem(kind, stated.sheet, stated.cell, stated.text))


def _with_years(
    rows: tuple[Row, ...], data: Table | None, settings: Settings, problems: list[Problem]
) -> Figures:
    """Figures without content, with the plan's years: from the sheet Plan, else from most rows, else from the data."""
    base_year = settings.base_year or _most_common(rows, "base year", ("基期", "base year"), problems)
    if not base_year and data is not None:
        told = (year for row in data.rows for year, cell in row.years.items() if not is_blank(cell.text))
        base_year = max([0, *told])
    target_year = settings.target_year or _most_common(
        rows, "target year", ("目标年", "target year"), problems
    )
    for year, what, what_en in ((base_year, "基期", "base year"), (target_year, "目标年", "target year")):
        if not year:
            problems.append(Problem(NO_BASE_YEAR, arguments={"what": what, "what_en": what_en}))
    known = bool(base_year and target_year)
    # without any year the plan must still open, to show everything else
    base_year = base_year or target_year or 2020
    target_year = target_year or base_year
    return Figures(base_year, target_year, target_year, known)


def _most_common(rows: tuple[Row, ...], key: str, what: tuple[str, str], problems: list[Problem]) -> int:
    found: Counter[int] = Counter()
    for row in rows:
        year = parse_year(row.text(key))
        if isinstance(year, int):
            found[year] += 1
    if not found:
        return 0
    chosen = max(found, key=found.__getitem__)
    if len(found) > 1:
        arguments = {"what": what[0], "what_en": what[1], "found": tuple(sorted(found)), "chosen": chosen}
        problems.append(Problem(YEARS_DIFFER, rows[0].sheet, arguments=arguments))
    return chosen


def read_year(cell: Cell, usual: int, problems: list[Problem]) -> int | None:
    """The year in a cell, the default where it is empty; None, and a problem, where it is not a year."""
    if is_blank(cell.text):
        return usual
    year = parse_year(cell.text)
    if isinstance(year, Problem):
        problems.append(year.at(cell.sheet, cell.place))
        return None
    return year


def is_duplicate(
    key: object, what: str, cell: Cell, places: dict[object, str], problems: list[Problem], year: int = 0
) -> bool:
    """Whether an earlier row has the same key; this adds a problem. `places` are the places of the first rows."""
    first = places.get(key)
    if first is None:
        places[key] = f"{cell.sheet}!{cell.place}"
        return False
    problems.append(
        cell.problem(DUPLICATE_TARGET if year else DUPLICATE_SERIES, what=what, first=first, year=year)
    )
    return True


def _read_data(
    table: Table, figures: Figures, structure: Structure, places: dict[object, str], problems: list[Problem]
) -> None:
    if not table.years and table.rows:
        problems.append(Problem(NO_YEARS, table.name, text=table.name))
    for row in table.rows:
        series = series_of(row, structure, problems)
        named = structure.indicators.find(row.text("indicator"))
        if named is None or (
            series
            and is_duplicate(series, series_text(series, structure), row["indicator"], places, problems)
        ):
            continue
        unit = structure.indicator(named).unit
        if series is not None:
            figures.sources[series] = row.text("source")
        for year, cell in row.years.items():
            if is_blank(cell.text):
                continue
            figure = parse_figure(cell.text, unit)
            if isinstance(figure, Problem):
                problems.append(figure.at(cell.sheet, cell.place))
            elif series is not None:
                figures.observed[series, year] = figure


def _read_target(
    row: Row, figures: Figures, structure: Structure, places: dict[object, str], problems: list[Problem]
) -> None:
    series = series_of(row, structure, problems)
    named = structure.indicators.find(row.text("indicator"))
    if named is None:
        return
    target = read_target(row, series, structure.indicator(named), figures, problems)
    if series is None or target is None:
        return
    if is_duplicate(target.key, series_text(series, structure), row["target"], places, problems, target.year):
        return
    figures.sources.setdefault(series, target.source)
    figures.targets[target.key] = target
    if target.base_printed is not None:
        figures.observed.setdefault((series, target.base_year), target.base_printed)


def read_target(
    row: Row, series: SeriesKey | None, indicator: Indicator, figures: Figures, problems: list[Problem]
) -> PlanTarget | None:
    """The target of a row; None where it cannot be read or its series is unknown. Problems of its cells are added anyway."""
    base_cell, cell, stretch_cell = row["base"], row["target"], row["stretch"]
    base = parse_base(base_cell.text, indicator.unit)
    parsed = parse_target(cell.text, unit=indicator.unit, name=indicator.name)
    stretch = parse_stretch(stretch_cell.text, indicator.unit)
    for made, place in ((base, base_cell), (parsed, cell), (stretch, stretch_cell)):
        if isinstance(made, Problem):
            problems.append(made.at(place.sheet, place.place))
    base_year = read_year(row["base year"], figures.base_year, problems)
    target_year = read_year(row["target year"], figures.target_year, problems)
    if series is None:
        return None
    if base_year is None or target_year is None:
        # a figure in a guessed year would be worse than no figure
        figures.sources.setdefault(series, row.text("source"))
        return None
    if isinstance(stretch, Problem):
        stretch = None
    printed = None if isinstance(base, Problem) else base.value
    if not isinstance(base, Problem) and base.year is not None:
        base_year = base.year
    if isinstance(parsed, Problem):
        # the base beside an unreadable target is sound, and so is the series
        figures.sources.setdefault(series, row.text("source"))
        if printed is not None:
            figures.observed.setdefault((series, base_year), printed)
        return None
    target_year = parsed.year or target_year
    if (
        figures.years_known
        and target_year <= base_year
        and parsed.kind not in (TargetKind.NONE, TargetKind.ASSIGNED)
    ):
        place = row["target year"] if row.text("target year") else cell
        problems.append(place.problem(TARGET_BEFORE_BASE, year=target_year, base_year=base_year))
    return PlanTarget(
        series=series,
        year=target_year,
        text=cell.text.strip(),
        parsed=parsed,
        stretch=stretch,
        stretch_text=stretch_cell.text.strip(),
        base_printed=printed,
        base_text=base_cell.text.strip(),
        base_year=base_year,
        source=row.text("source"),
        note=row.text("note"),
        sheet=row.sheet,
        cell=cell.place,
    )
