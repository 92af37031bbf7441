"""Reading a workbook: from a path to a plan, and everything that is wrong with it; two readings compared cell by cell."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal

import numpy as np
from openpyxl.utils import column_index_from_string

from npfdesk.plan.file_names import shown_path
from npfdesk.plan.method_description import ByYear
from npfdesk.plan.model import Plan
from npfdesk.plan.names import fold
from npfdesk.plan.problems import Problem, Severity, error, warning
from npfdesk.plan.reference_series import unknown_references
from npfdesk.plan.scenarios import Scenario
from npfdesk.plan.series import ALL_INDUSTRIES, ANY, SeriesKey
from npfdesk.plan.series_of_structure import complete_series
from npfdesk.workbook.accounting import NO_LEDGER, Account, Ledger, figure_places
from npfdesk.workbook.files.cell_grid import NO_CELLS, Grid, GridCell, GridSheet
from npfdesk.workbook.files.limits import Progress
from npfdesk.workbook.files.passwords import NO_PASSWORD, Password
from npfdesk.workbook.files.sandbox import read_grid
from npfdesk.workbook.files.unseen_cells import place_name
from npfdesk.workbook.published.assembly import assembled
from npfdesk.workbook.published.corrections import NO_CORRECTIONS, Corrections
from npfdesk.workbook.published.ledger import in_order, ledger_of
from npfdesk.workbook.published.recogniser import recognise
from npfdesk.workbook.published.recognition import FoundTable, Recognition, Role
from npfdesk.workbook.standard.beside_published import beside, seed, settings_years
from npfdesk.workbook.standard.checks_sheet import read_checks
from npfdesk.workbook.standard.closed_targets_sheet import read_closed_targets
from npfdesk.workbook.standard.commitments_sheet import read_commitments
from npfdesk.workbook.standard.figure_ledger import OTHER_SHEETS, account_sheets, unread_sheets
from npfdesk.workbook.standard.figures import Figures, read_figures, report_missing_bases
from npfdesk.workbook.standard.negotiation_sheet import read_proposals
from npfdesk.workbook.standard.scenario_sheets import ScenarioSheets, read_scenario_sheets
from npfdesk.workbook.standard.scoring_sheet import read_scoring
from npfdesk.workbook.standard.share_groups_sheet import read_share_groups
from npfdesk.workbook.standard.sheet_columns import COMMITMENTS, SHEET_OF
from npfdesk.workbook.standard.sheet_tables import CELL_FAULTS, SHEET_ORDER, Workbook, read_sheets
from npfdesk.workbook.standard.structure import Structure, close_names, close_structure, read_structure
from npfdesk.workbook.standard.text_tables import named_by_heads
from npfdesk.workbook.standard.vintages_sheet import read_vintages

Status = Literal["ok", "warnings", "errors", "refused"]

NO_TARGETS: Final = error(
    "no_targets",
    "“{text}”里没有“目标”表（Targets），也没有识别出规划公布的指标表或分县市表，无从读出规划。现有工作表：{sheets}。"
    "请用“模板”建一份，或把目标放进“目标”表。",
    "“{text}” has no sheet Targets (目标), and no table as plans publish them was recognised, so there is no plan to read. Its "
    "sheets: {sheets}. Start from the template, or enter the targets in a sheet Targets.",
)
NOTHING_SOUND: Final = error(
    "nothing_sound",
    "“目标”表中没有一行可以读入，规划没有打开。请先改正上面各处。",
    "No row of the sheet Targets could be read, so the plan was not opened. Correct the places above first.",
)
NO_ROWS: Final = error(
    "no_rows",
    "“目标”表只有表头，没有一行目标，“数据”表也没有数据，规划没有打开。请至少填写一行。",
    "The sheet Targets has only headers, and there are no data either, so the plan was not opened. Enter at least one row.",
)
NO_TARGET_YET: Final = warning(
    "no_target_yet",
    "还没有目标：这里只有数据。请在窗口中设定目标，或在“目标”表（Targets）中填写。",
    "There is no target yet, only data. Enter one in the window, or enter it in the sheet Targets.",
)

PLAN_BEGUN: Final = warning(
    "plan_begun",
    "规划刚刚开始写：还没有数据，也没有目标。请在窗口的表格中加地区、指标、数据和目标，或填写本工作簿各表。",
    "The plan has just been started: there are no data and no targets yet. Add regions, indicators, data and targets in the "
    "window's tables, or fill in the sheets of this workbook.",
)


@dataclass(frozen=True, eq=False)
class Reading:
    """What came of reading a file: the plan (None where it was refused), the problems in the order of the sheets.

    `form` is how the plan was laid out: "canonical", the standard format, or "published"; `ignored` the sheets that are none of ours, kept
    and passed over; `recognition` what was recognised in tables as plans publish them; `grid` the cells as read; `ledger` what became of each. `asides`
    are what is wrong with the list of commitments, which is no part of the contract and makes no plan unsound.
    """

    file: Path
    plan: Plan | None
    problems: tuple[Problem, ...]
    form: str = "canonical"
    ignored: tuple[str, ...] = ()
    recognition: Recognition | None = None
    grid: Grid = NO_CELLS
    asides: tuple[Problem, ...] = ()
    ledger: Ledger = NO_LEDGER

    @property
    def status(self) -> Status:
        """Refused without a plan; errors or warnings by the gravest problem; else ok."""
        if self.plan is None:
            return "refused"
        severities = {problem.severity for problem in self.problems}
        if Severity.ERROR in severities:
            return "errors"
        return "warnings" if severities else "ok"


def read_workbook(
    path: Path,
    corrections: Corrections = NO_CORRECTIONS,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    password: Password = NO_PASSWORD,
) -> Reading:
    """Read a workbook. Whatever is wrong with it is told in the Reading; nothing of the user's is raised.

    `corrections` are those that somebody made to what was recognised in this workbook before. `progress` is told
    the cells read, and of how many (0 while they are being counted); it may be called from another thread. Reading
    stops soon after `cancelled` says so, and is then refused as cancelled.
    """
    path = Path(path)
    grid = read_grid(path, progress=progress, cancelled=cancelled, password=password)
    if isinstance(grid, Problem):
        return Reading(path, None, (grid,))
    grid = named_by_heads(grid)
    return replace(read_plan(path, grid, corrections), grid=grid)


def read_plan(path: Path, grid: Grid, corrections: Corrections = NO_CORRECTIONS) -> Reading:
    """The plan that a workbook's cells give, in the standard format or as plans publish it; the path only names it."""
    reading = _read_plan(path, grid, corrections)
    if reading.plan is not None:
        reading = replace(reading, problems=reading.problems + unknown_references(reading.plan))
    return _with_commitments(reading, grid)


def _with_commitments(reading: Reading, grid: Grid) -> Reading:
    """A reading with the list of commitments that stands beside its plan."""
    if reading.plan is None or not any(
        name in COMMITMENTS.spellings for name in map(_sheet_name, grid.sheets)
    ):
        return reading
    found, asides = read_commitments(grid, reading.plan)
    # the sheet is ours where it has anything to say
    ignored = tuple(name for name in reading.ignored if not found or fold(name) not in COMMITMENTS.spellings)
    return replace(reading, plan=replace(reading.plan, commitments=found), asides=asides, ignored=ignored)


def _sheet_name(sheet: GridSheet) -> str:
    return fold(sheet.name)


def _read_plan(path: Path, grid: Grid, corrections: Corrections) -> Reading:
    book = read_sheets(grid)
    if not book.states("Targets"):
        sheets = beside(book)
        recognition = recognise(grid, corrections, _passed(grid, sheets), settings_years(sheets))
        published = read_published(path, recognition)
        if published is not None and _is_published(grid, published):
            return published
        if "Targets" not in book.tables and not book.states("Data"):
            return _unrecognised(_refused(path, grid, book), recognition)
    return _read_standard(path, grid, book)


def _read_standard(path: Path, grid: Grid, book: Workbook) -> Reading:
    """The plan of a workbook whose sheets of the standard format state its targets, or data for a plan yet to be written."""
    problems = [*grid.warnings, *book.problems]
    others = [sheet for sheet in grid.sheets if sheet.name in book.ignored]
    problems.extend(unread_sheets(sheet for sheet in others if _sheet_name(sheet) not in OTHER_SHEETS))
    structure = read_structure(book, problems)
    figures = read_figures(book, structure, problems)
    close_names(structure, problems)
    rest = read_scenario_sheets(book, structure, figures, problems)
    close_structure(structure, problems)
    own = (stated for one in rest.scenarios for stated in one.targets.values())
    report_missing_bases((*figures.targets.values(), *own), figures, structure, problems)
    begun = not figures.sources and _is_begun(book, structure)
    plan = _plan(shown_path(path.stem), structure, figures, rest) if figures.sources or begun else None
    if plan is not None:
        plan = read_share_groups(book, read_checks(book, plan, problems), problems)
        plan = _with_cycle(plan, book, structure, problems)
    if plan is None:
        told = any(problem.severity is Severity.ERROR for problem in problems)
        sheet = next((book.tables[key].name for key in ("Targets", "Data") if key in book.tables), "")
        problems.append(Problem(NOTHING_SOUND if told else NO_ROWS, sheet))
    elif not book.states("Targets"):
        problems.append(Problem(PLAN_BEGUN if begun else NO_TARGET_YET))
    cells = account_sheets(grid.sheets, book, problems)
    ledger = Ledger(MappingProxyType(cells), tuple(figures.observations()), MappingProxyType(rest.places))
    return Reading(path, plan, _in_order(problems, book), ignored=book.ignored, ledger=ledger)


def _with_cycle(plan: Plan, book: Workbook, structure: Structure, problems: list[Problem]) -> Plan:
    """A plan with the sheets of its cycle: what was published when, what came before it, what its indicators are worth, what is negotiated."""
    return replace(
        plan,
        vintages=MappingProxyType(read_vintages(book, plan, structure, problems)),
        closed_targets=read_closed_targets(book, plan, structure, problems),
        scoring=read_scoring(book, plan, structure, problems),
        proposals=MappingProxyType(read_proposals(book, plan, structure, problems)),
    )


def _is_begun(book: Workbook, structure: Structure) -> bool:
    """Whether the sheet Plan names the plan's region and years, and the sheets Targets and Data wait for their first rows."""
    settings = structure.settings
    named = bool(structure.city) and settings.base_year is not None and settings.target_year is not None
    waiting = all(key in book.tables and not book.states(key) for key in ("Targets", "Data"))
    return named and waiting and not book.states("Progress")


def _refused(path: Path, grid: Grid, book: Workbook) -> Reading:
    problems = [*grid.warnings, *book.problems]
    if not any(problem.code == "missing_columns" for problem in problems):
        named = (*book.ignored, *(table.name for table in book.tables.values()))
        problems.append(Problem(NO_TARGETS, text=path.name, arguments={"sheets": named}))
    ledger = Ledger(MappingProxyType(dict.fromkeys(figure_places(grid), Account.TOLD)))
    return Reading(path, None, tuple(problems), ignored=book.ignored, ledger=ledger)


def _unrecognised(refused: Reading, recognition: Recognition) -> Reading:
    """A workbook of which no plan came out, with what was found in it, to be looked at."""
    ledger, loose = ledger_of(recognition, assembled(recognition))
    cells = dict(refused.ledger.cells) | dict(ledger.cells)
    problems = in_order(recognition.grid, (*refused.problems, *recognition.problems, *loose))
    return replace(
        refused,
        form="published",
        recognition=recognition,
        problems=problems,
        ledger=Ledger(MappingProxyType(cells)),
    )


def review(path: Path, recognition: Recognition) -> Reading:
    """What a recognition comes to, corrected or as proposed, with the account of every figure; without a plan where nothing states one."""
    return replace(_with_commitments(_published(path, recognition), recognition.grid), grid=recognition.grid)


def read_published(path: Path, recognition: Recognition) -> Reading | None:
    """The plan that a recognition comes to; None where nothing in it states a figure.

    Sheets of the standard format beside the published tables are laid over it.
    """
    reading = _published(path, recognition)
    return reading if reading.plan is not None else None


def _published(path: Path, recognition: Recognition) -> Reading:
    made = assembled(recognition)
    plan = made.plan
    ledger, loose = ledger_of(recognition, made)
    grid = recognition.grid
    if plan is None:
        told = in_order(grid, [*grid.warnings, *made.problems, *loose])
        return Reading(path, None, told, "published", recognition=recognition, ledger=ledger)
    seen = {table.sheet for table in recognition.tables}
    book = beside(read_sheets(grid), seen)
    found = [*grid.warnings, *made.problems, *loose]
    if book.tables:
        plan, ledger = _with_sheets(path, plan, book, (recognition, ledger), found)
    plan = plan if plan.title else replace(plan, title=shown_path(path.stem))
    if not plan.targets:
        found.append(Problem(NO_TARGET_YET))
    ignored = tuple(
        sheet.name for sheet in grid.sheets if sheet.name not in seen and sheet.name not in book.names
    )
    return Reading(path, plan, in_order(grid, found), "published", ignored, recognition, ledger=ledger)


def _with_sheets(
    path: Path, plan: Plan, book: Workbook, printed: tuple[Recognition, Ledger], problems: list[Problem]
) -> tuple[Plan, Ledger]:
    """A published plan with the standard sheets beside it, and the ledger of both."""
    recognition, ledger = printed
    told = list(book.problems)
    structure = read_structure(book, told)
    given = seed(structure, plan, told)
    figures = read_figures(book, structure, told, given.figures)
    close_names(structure, told)
    rest = read_scenario_sheets(book, structure, figures, told)
    close_structure(structure, told)
    own = (stated for one in rest.scenarios for stated in one.targets.values())
    report_missing_bases(own, figures, structure, told)
    made = read_checks(book, _plan(plan.title or shown_path(path.stem), structure, figures, rest), told)
    made = _with_cycle(read_share_groups(book, made, told), book, structure, told)
    own_sheets = [sheet for sheet in recognition.grid.sheets if sheet.name in recognition.passed]
    cells = {**ledger.cells, **account_sheets(own_sheets, book, told)}
    laid_over = tuple(figures.observations())
    again = {(one.series, one.period, one.growth) for one in laid_over}
    named = (replace(one, series=given.series(one.series)) for one in ledger.observations)
    kept = (one for one in named if (one.series, one.period, one.growth) not in again)
    problems.extend(_in_order(told, book))
    return made, Ledger(MappingProxyType(cells), (*kept, *laid_over), MappingProxyType(rest.places))


def _passed(grid: Grid, sheets: Workbook) -> frozenset[str]:
    """The sheets that no published table is looked for in: these of the standard format, and lists of commitments."""
    others = {sheet.name for sheet in grid.sheets if _sheet_name(sheet) in OTHER_SHEETS}
    return sheets.names | others


def _is_published(grid: Grid, reading: Reading) -> bool:
    """A sheet that is named Targets and lacks columns is published only where its headers name years, or years in each row."""
    named = {
        sheet.name
        for sheet in grid.sheets
        if (form := SHEET_OF.get(fold(sheet.name))) and form.key == "Targets"
    }
    recognition = reading.recognition
    if not named or recognition is None:
        return True
    own = [table.columns for table in recognition.tables if table.sheet in named]
    return any(
        any(column.year and column.explicit for column in columns)
        or len({column.year for column in columns if column.year}) > 1
        for columns in own
    ) or any(_is_register(table) for table in recognition.tables if table.sheet in named)


def _is_register(table: FoundTable) -> bool:
    """Whether the rows of a table name region, indicator, target and its year, under whatever heads."""
    roles = {column.role for column in table.columns}
    return {Role.REGION, Role.INDICATOR, Role.TARGET, Role.TARGET_YEAR} <= roles


def _in_order(problems: list[Problem], book: Workbook) -> tuple[Problem, ...]:
    order = {table.name: SHEET_ORDER[key] for key, table in book.tables.items()}

    def place(problem: Problem) -> tuple[int, int, int]:
        match = re.match(r"([A-Z]{1,3})(\d+)", problem.cell)
        column, row = (column_index_from_string(match[1]), int(match[2])) if match else (0, 0)
        return order.get(problem.sheet, -1 if not problem.sheet else len(order)), row, column

    faults = {
        (problem.sheet, problem.cell)
        for problem in book.problems
        if problem.cell and problem.kind in CELL_FAULTS
    }
    # what cannot be made of a cell in fault is its fault's doing, and told with it
    told = [
        problem
        for problem in problems
        if problem.kind in CELL_FAULTS or (problem.sheet, problem.cell) not in faults
    ]
    return tuple(sorted(told, key=place))


def _plan(title: str, structure: Structure, figures: Figures, sheets: ScenarioSheets) -> Plan:
    regions = tuple(structure.region_rows.values())
    industries = tuple(structure.industry_rows.values())
    indicators = tuple(structure.indicator_rows.values())
    series = _series(structure, figures, sheets.scenarios)
    # a year that the sheet Data has a column for is one of the plan's, though nothing stands in it yet
    begun = figures.first_column or figures.base_year
    bases = [target.base_year for target in figures.targets.values()]
    begins = structure.settings.first_year or begun
    first = min([begins, begun, figures.base_year, *bases, *(year for _, year in figures.observed)])
    years = np.arange(first, figures.horizon + 1, dtype=np.int64)
    # laid out year by year, as the engine goes through it
    observed = np.full((len(years), len(series)), np.nan)
    row = {key: index for index, key in enumerate(series)}
    for (key, year), figure in figures.observed.items():
        observed[year - first, row[key]] = figure
    for array in (years, observed):
        array.setflags(write=False)
    return Plan(
        title=structure.settings.title or title,
        city=structure.city,
        base_year=figures.base_year,
        target_year=figures.target_year,
        horizon=figures.horizon,
        regions=regions,
        industries=industries,
        indicators=indicators,
        series=series,
        series_sources=tuple(figures.sources.get(key, "") for key in series),
        years=years,
        observed=observed.T,
        targets=MappingProxyType(figures.targets),
        levers=sheets.levers,
        multipliers=MappingProxyType(sheets.multipliers),
        sources=structure.sources,
        scenarios=sheets.scenarios,
        synergy=structure.settings.synergy,
        about_tolerance=structure.settings.about_tolerance,
        status_rule=structure.settings.status_rule,
        status_settings=structure.settings.status_settings,
        progress=MappingProxyType(figures.progress),
    )


def _series(structure: Structure, figures: Figures, scenarios: tuple[Scenario, ...]) -> tuple[SeriesKey, ...]:
    """Every series of the plan, in its order.

    Those with rows, those whose figures an assumption gives year by year and those of scenarios' targets, with what
    follows from them.
    """
    found: set[SeriesKey] = set()
    stated = {(key.region, key.indicator) for key in figures.series}
    for scenario in scenarios:
        found.update(key.series for key in scenario.targets)
        for key, assumption in scenario.assumptions.items():
            if assumption.method.about.by_year is ByYear.PATH and key.region != ANY:
                if key.industry != ANY:
                    found.add(SeriesKey(key.region, key.industry, key.indicator))
                elif (key.region, key.indicator) not in stated:
                    found.add(SeriesKey(key.region, ALL_INDUSTRIES, key.indicator))
    return complete_series(
        set(figures.series), structure.region_rows, structure.industry_rows, structure.indicator_rows, found
    )


_NOTHING = GridCell("")


@dataclass(frozen=True)
class CellDifference:
    """A cell that says something else: its sheet and place, the text before and after ("" for an empty cell)."""

    sheet: str
    cell: str
    before: str
    after: str


def differences(before: Grid, after: Grid) -> tuple[CellDifference, ...]:
    """What differs, sheet by sheet in the order of the later workbook (sheets that went come last), row by row.

    Sheets are the same by name; a sheet that is new or gone differs in every cell that it has.
    """
    then = {sheet.name: sheet for sheet in before.sheets}
    now = {sheet.name: sheet for sheet in after.sheets}
    found: list[CellDifference] = []
    for name in dict.fromkeys((*now, *then)):
        old, new = then.get(name, GridSheet(name)).cells, now.get(name, GridSheet(name)).cells
        found.extend(
            CellDifference(
                name, place_name(*place), old.get(place, _NOTHING).text, new.get(place, _NOTHING).text
            )
            for place in sorted(old.keys() | new.keys())
            if old.get(place, _NOTHING).text != new.get(place, _NOTHING).text
        )
    return tuple(found)
