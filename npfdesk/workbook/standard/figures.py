"""Targets and observed figures: the sheets Targets and Data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from npfdesk.plan.kinds import RollUp
from npfdesk.plan.names import fold, is_blank
from npfdesk.plan.numbers import parse_figure, parse_year, plain
from npfdesk.plan.periods import Period
from npfdesk.plan.problems import Problem, error, warning
from npfdesk.plan.series import ALL_INDUSTRIES, ANY, ProgressKey, SeriesKey, TargetKey
from npfdesk.plan.target_text import parse_base, parse_stretch, parse_target
from npfdesk.plan.targets import (
    GROWTH_WITHOUT_BASE,
    NEEDS_BASE,
    Measure,
    PlanTarget,
    TargetKind,
    TargetText,
)
from npfdesk.workbook.accounting import Observation
from npfdesk.workbook.standard.period_heads import PeriodHead, PeriodMeasure, figure_of, measure_of
from npfdesk.workbook.standard.sheet_columns import TOTAL
from npfdesk.workbook.standard.sheet_tables import Cell, Row, Table, Workbook
from npfdesk.workbook.standard.structure import Settings, Structure

DUPLICATE_TARGET: Final = error(
    "duplicate_target",
    "“{what}”{year}年的目标已在 {first} 给出。只用先前的一行；请删去或合并。",
    "The target of “{what}” for {year} is already given in {first}. Only the first row is used; delete or merge this one.",
)
DUPLICATE_SERIES: Final = error(
    "duplicate_series",
    "“{what}”的数据已在 {first} 给出。只用先前的一行；请删去或合并。",
    "The data of “{what}” are already given in {first}. Only the first row is used; delete or merge this one.",
)
NO_YEARS: Final = error(
    "no_years",
    "工作表“{text}”没有年份列。请加上如 2016 或 2016年 的表头。",
    "The sheet “{text}” has no year columns. Add headers such as 2016.",
)
YEARS_DIFFER: Final = warning(
    "years_differ",
    "“规划”表没有{what}，各目标行所写不一：{found}。采用 {chosen}。",
    "The sheet Plan has no {what_en}, and the rows of targets differ: {found}. {chosen} is used.",
)
NO_BASE_YEAR: Final = error(
    "no_base_year",
    "不知道{what}。请在“规划”表中填写。",
    "The {what_en} is not known. Enter it in the sheet Plan.",
)
FIGURES_DIFFER: Final = warning(
    "figures_differ",
    "{year} 的值在 {first} 是 {earlier}，这里是“{text}”。采用前者；请核对。",
    "The figure for {year} is {earlier} in {first} and “{text}” here. The first is used; check both.",
)
NOT_A_MEASURE: Final = error(
    "not_a_measure",
    "“{text}”不是口径，这一行没有读入。可写：累计、当期、同比、当期同比。",
    "“{text}” is not a measure; the row was not read. Accepted: to date, period, growth, period growth.",
)
PLAN_YEARS: Final = 5
"""How many years a plan has where nothing says it; five-year plans end in the years that five divides: 2025, 2030."""
BASE_YEAR_ASSUMED: Final = warning(
    "base_year_assumed",
    "没有写明基期；目标年 {target_year} 是五年规划的末年，按前一个五年的末年 {base_year} 作基期。若不是，请在“规划”表中填写基期。",
    "No base year is given; as {target_year} is the last year of a five-year plan, {base_year}, five years before, is used. If "
    "that is not right, enter the base year in the sheet Plan.",
)
HORIZON_TOO_EARLY: Final = warning(
    "horizon_too_early",
    "展望年 {horizon} 早于 {latest} 年的目标或数据，已延至 {latest} 年。",
    "The horizon {horizon} is before a target or figure for {latest}; it was extended to {latest}.",
)
TARGET_BEFORE_BASE: Final = warning(
    "target_before_base",
    "目标年 {year} 不晚于基期 {base_year}，无从计算所需增速。请核对两个年份。",
    "The target year {year} is not after the base year {base_year}, so the required growth cannot be computed. Check both "
    "years.",
)


TARGET_COLUMNS: Final = ("base", "base year", "target", "target year", "stretch")
"""The columns of a target's row whose figures are the target's."""


@dataclass
class Figures:
    """The content of Targets, Data and Progress: targets by key, observed figures by series and year, series in order of reading."""

    base_year: int
    target_year: int
    horizon: int
    years_known: bool
    targets: dict[TargetKey, PlanTarget] = field(default_factory=dict)
    observed: dict[tuple[SeriesKey, int], float] = field(default_factory=dict)
    sources: dict[SeriesKey, str] = field(default_factory=dict)
    progress: dict[ProgressKey, float] = field(default_factory=dict)
    first_column: int = 0
    """The first year that the sheet Data has a column for, 0 where it has none."""
    places: dict[tuple[SeriesKey, int] | ProgressKey, Cell] = field(default_factory=dict)
    """The cells of the observed figures and of the figures of parts of a year."""

    @property
    def series(self) -> Iterable[SeriesKey]:
        """Every series that has a row."""
        return self.sources

    def observe(self, series: SeriesKey, year: int, figure: float, cell: Cell) -> None:
        """Enter an observed figure where none of that year stands."""
        if (series, year) not in self.observed:
            self.observed[series, year] = figure
            self.places[series, year] = cell

    def observations(self) -> Iterator[Observation]:
        """The observed figures that this workbook's cells state, with their places."""
        whole = {year: Period(year) for _, year in self.observed}
        for key, cell in self.places.items():
            if isinstance(key, ProgressKey):
                figure = self.progress[key]
                yield Observation(key.series, key.period, figure, cell.sheet, cell.place, key.growth)
            else:
                yield Observation(key[0], whole[key[1]], self.observed[key], cell.sheet, cell.place)


def series_of(row: Row, structure: Structure, problems: list[Problem]) -> SeriesKey | None:
    """The series that a row names; None, with a problem for each name that is not known."""
    region = structure.regions.code_of(row["region"], problems)
    indicator = structure.indicators.code_of(row["indicator"], problems)
    industry: str | None = ALL_INDUSTRIES
    if not is_all_industries(row["industry"]):
        industry = structure.industries.code_of(row["industry"], problems)
    if region is None or indicator is None or industry is None:
        return None
    return SeriesKey(region, industry, indicator)


def is_all_industries(cell: Cell) -> bool:
    """Whether an industry cell of a series means all industries: empty or *, or named so."""
    return is_blank(cell.text) or fold(cell.text) in {ANY, *TOTAL}


def series_text(series: SeriesKey, structure: Structure) -> str:
    """A series' name as text."""
    # all industries together have no name among them
    parts = (
        structure.regions.names[series.region],
        structure.industries.names.get(series.industry),
        structure.indicators.names[series.indicator],
    )
    return " ".join(part for part in parts if part)


def read_figures(
    book: Workbook, structure: Structure, problems: list[Problem], given: Figures | None = None
) -> Figures:
    """Read Targets, Data and Progress after fixing the plan's years. A base becomes an observed figure where Data has none.

    `given` are figures read before from elsewhere, with the years that hold where the sheet Plan names none.
    """
    targets, data = book.tables.get("Targets"), book.tables.get("Data")
    rows = targets.rows if targets is not None else ()
    if given is None:
        figures = _with_years(targets, data, structure.settings, problems)
    else:
        figures = given
        figures.base_year = structure.settings.base_year or figures.base_year
        figures.target_year = structure.settings.target_year or figures.target_year
    places: dict[object, str] = {}
    if data is not None:
        if not data.years and not data.heads.periods and data.rows:
            problems.append(Problem(NO_YEARS, data.name, text=data.name))
        figures.first_column = min(data.years, default=0)
        _read_data(data, figures, structure, places, problems)
    if "Progress" in book.tables:
        _read_data(book.tables["Progress"], figures, structure, {}, problems)
    for row in rows:
        _read_target(row, figures, structure, places, problems)
    latest = max(
        [figures.target_year, *(key.year for key in figures.targets), *(year for _, year in figures.observed)]
    )
    figures.horizon = structure.settings.horizon or max(latest, figures.horizon)
    cell = structure.settings.horizon_cell
    if cell is not None and figures.horizon < latest:
        problems.append(cell.problem(HORIZON_TOO_EARLY, horizon=figures.horizon, latest=latest))
        figures.horizon = latest
    return figures


def _counts_from_base(stated: PlanTarget) -> bool:
    parsed = stated.parsed
    if parsed.how in ("growth", "compound"):
        return True
    return (
        parsed.how in ("multiple", "change", "step", "increase")
        and parsed.measure is Measure.LEVEL
        and parsed.since is None
    )


def report_missing_bases(
    stated_targets: Iterable[PlanTarget], figures: Figures, structure: Structure, problems: list[Problem]
) -> None:
    """Report targets that count from a base (翻一番, 增长15%) where the base year has no figure, observed, computed or summed up.

    An error where nothing is left of the target without it; a growth is one all the same, so that is a warning. An increase
    of what has no figures at all begins at 0.
    """
    counting = [
        stated
        for stated in stated_targets
        if _counts_from_base(stated) and structure.indicator(stated.series.indicator).formula is None
    ]
    if not counting:
        return
    known: dict[SeriesKey, set[int]] = {}
    for series, year in figures.observed:
        known.setdefault(series, set()).add(year)
        if structure.indicator(series.indicator).rollup is not RollUp.NONE:
            for region in structure.ancestors(series.region):
                known.setdefault(SeriesKey(region, series.industry, series.indicator), set()).add(year)
    for stated in counting:
        how, years = stated.parsed.how, known.get(stated.series, set())
        if (stated.base_year or figures.base_year) not in years and (how != "increase" or years):
            kind = GROWTH_WITHOUT_BASE if how in ("growth", "compound") else NEEDS_BASE
            problems.append(Problem(kind, stated.sheet, stated.cell, stated.text))


def _with_years(
    targets: Table | None, data: Table | None, settings: Settings, problems: list[Problem]
) -> Figures:
    """Figures without content, with the plan's years: from the sheet Plan, else from most rows, else from the data."""
    rows = targets.rows if targets is not None else ()
    named = targets.heads.head_years if targets is not None else {}
    base_year = settings.base_year or _most_common(rows, "base year", ("基期", "base year"), problems)
    base_year = base_year or named.get("base", 0)
    latest = 0
    if data is not None:
        latest = max(
            [0, *(year for row in data.rows for year, cell in row.years.items() if not is_blank(cell.text))]
        )
    target_year = settings.target_year or _most_common(
        rows, "target year", ("目标年", "target year"), problems
    )
    target_year = target_year or named.get("target", 0)
    base_year = base_year or latest
    if not base_year and target_year and target_year % PLAN_YEARS == 0:
        base_year = target_year - PLAN_YEARS
        problems.append(
            Problem(BASE_YEAR_ASSUMED, arguments={"base_year": base_year, "target_year": target_year})
        )
    if not rows and base_year and not target_year:
        target_year = base_year + PLAN_YEARS
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
    """The rows of a sheet of series: figures of years are observed, those of parts of a year and growths are progress."""
    for row in table.rows:
        series = series_of(row, structure, problems)
        named = structure.indicators.find(row.text("indicator"))
        measure = read_measure(row, problems) if table.form.to_date else PeriodMeasure.UNSAID
        if (
            named is None
            or measure is None
            or (
                series
                and is_duplicate(
                    (series, measure), series_text(series, structure), row["indicator"], places, problems
                )
            )
        ):
            continue
        indicator = structure.measured_in(row, named, problems)
        if indicator is None:
            continue
        unit = indicator.unit
        if series is not None:
            # a target without a source of its own does not silence that of the figures
            figures.sources[series] = figures.sources.get(series) or row.text("source")
        if not row.periods and measure is PeriodMeasure.UNSAID:
            _read_years(row, row.years.items(), series, unit, figures, problems)
        else:
            _read_periods(row, table, measure, series, unit, figures, problems)


def _read_years(
    row: Row,
    years: Iterable[tuple[int, Cell]],
    series: SeriesKey | None,
    unit: str,
    figures: Figures,
    problems: list[Problem],
) -> None:
    observed, places, taken = figures.observed, figures.places, row.taken
    for year, cell in years:
        if is_blank(cell.text):
            continue
        figure = parse_figure(cell.text, unit)
        if isinstance(figure, Problem):
            problems.append(figure.at(cell.sheet, cell.place))
        elif series is not None:
            key = series, year
            if not _stands(key, observed.get(key), figure, cell, year, figures, problems):
                continue
            observed[key] = figure
            places[key] = cell
            taken.add(cell.place)


def _stands(
    key: tuple[SeriesKey, int] | ProgressKey,
    earlier: float | None,
    figure: float,
    cell: Cell,
    year: int | str,
    figures: Figures,
    problems: list[Problem],
) -> bool:
    """Whether a figure may take the place of an earlier one (None: there is none): one that says otherwise is told."""
    first = figures.places.get(key)
    if earlier is None or earlier == figure or first is None:
        # a figure of a published table gives way to the sheet Data, as a base beside a target does
        return True
    arguments = {"year": year, "earlier": plain(earlier), "first": f"{first.sheet}!{first.place}"}
    problems.append(cell.problem(FIGURES_DIFFER, **arguments))
    return False


def _read_periods(
    row: Row,
    table: Table,
    measure: PeriodMeasure,
    series: SeriesKey | None,
    unit: str,
    figures: Figures,
    problems: list[Problem],
) -> None:
    """The figures of a row with parts of a year among its columns, or of growths."""
    years: list[tuple[int, Cell]] = []
    for period, growth, cell in stated_periods(row, measure, table.form.to_date):
        if period.is_year and not growth:
            years.append((period.year, cell))
            continue
        if is_blank(cell.text):
            continue
        figure = parse_figure(cell.text, "%" if growth else unit)
        if isinstance(figure, Problem):
            problems.append(figure.at(cell.sheet, cell.place))
        elif series is not None:
            key = ProgressKey(series, period, growth)
            if not _stands(key, figures.progress.get(key), figure, cell, period.key, figures, problems):
                continue
            figures.progress[key] = figure
            figures.places.setdefault(key, cell)
            row.taken.add(cell.place)
    _read_years(row, years, series, unit, figures, problems)


def stated_periods(row: Row, measure: PeriodMeasure, to_date: bool) -> Iterator[tuple[Period, bool, Cell]]:
    """What each cell of a row with figures is of: its period, and whether it is a growth."""
    heads = [(PeriodHead(Period(year)), cell) for year, cell in row.years.items()]
    for head, cell in (*heads, *row.periods.items()):
        yield *figure_of(head, measure, to_date), cell


def read_measure(row: Row, problems: list[Problem]) -> PeriodMeasure | None:
    """Which figure a row of Progress has; None, and a problem, where its cell says something else."""
    cell = row["measure"]
    if is_blank(cell.text):
        return PeriodMeasure.UNSAID
    measure = measure_of(cell.text)
    if measure is None:
        problems.append(cell.problem(NOT_A_MEASURE))
    return measure


def _read_target(
    row: Row, figures: Figures, structure: Structure, places: dict[object, str], problems: list[Problem]
) -> None:
    target = read_target(row, structure, figures, problems)
    if target is None:
        return
    series = target.series
    if is_duplicate(target.key, series_text(series, structure), row["target"], places, problems, target.year):
        return
    figures.sources.setdefault(series, target.source)
    figures.targets[target.key] = target
    row.take(*TARGET_COLUMNS)
    if target.base_printed is not None:
        figures.observe(series, target.base_year, target.base_printed, row["base"])


def read_target(
    row: Row, structure: Structure, figures: Figures, problems: list[Problem]
) -> PlanTarget | None:
    """The target of a row; None where it cannot be read or its series is unknown. Problems of its cells are added anyway."""
    series = series_of(row, structure, problems)
    named = structure.indicators.find(row.text("indicator"))
    indicator = structure.measured_in(row, named, problems) if named is not None else None
    if indicator is None:
        return None
    base_cell, cell, stretch_cell = row["base"], row["target"], row["stretch"]
    base = parse_base(base_cell.text, indicator.unit)
    parsed = parse_target(cell.text, unit=indicator.unit, name=indicator.name, indicator_kind=indicator.kind)
    stretch = parse_stretch(stretch_cell.text, indicator.unit)
    for made, place in ((base, base_cell), (parsed, cell), (stretch, stretch_cell)):
        if isinstance(made, Problem):
            problems.append(made.at(place.sheet, place.place))
    heads = row.head_years
    base_year = read_year(row["base year"], heads.get("base", figures.base_year), problems)
    target_year = read_year(row["target year"], heads.get("target", figures.target_year), problems)
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
    if isinstance(parsed, Problem) and cell.fault:
        # not calculated yet, or an error: the target is there, and has no figure
        parsed = TargetText(TargetKind.NONE, cell.text)
    if isinstance(parsed, Problem):
        # the base beside an unreadable target is sound, and so is the series
        figures.sources.setdefault(series, row.text("source"))
        if printed is not None:
            figures.observe(series, base_year, printed, base_cell)
            row.take("base", "base year")
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
        owner=row.text("owner"),
        sheet=row.sheet,
        cell=cell.place,
    )
