"""A month's bulletin read against a plan: every figure of the block is taken, left out, explained or told.

The block is recognised as bulletins are published; what its columns and names mean is looked up in the plan, and may be
said by somebody (`MonthChoices`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from openpyxl.utils import get_column_letter

from npfdesk.plan.kinds import Kind
from npfdesk.plan.model import Indicator, Plan
from npfdesk.plan.names import fold, says_nothing
from npfdesk.plan.numbers import (
    DecimalHabit,
    half_place,
    half_width,
    parse_figure,
    unit_factor,
    written_scale,
)
from npfdesk.plan.periods import Period, find_period
from npfdesk.plan.problems import Problem
from npfdesk.plan.series import ALL_INDUSTRIES, ProgressKey, SeriesKey
from npfdesk.plan.target_text import growth_beside, parse_base
from npfdesk.plan.targets import Measure
from npfdesk.workbook.accounting import figure_cells
from npfdesk.workbook.files.cell_grid import FAULTS, CellKind, Grid, GridSheet, Place
from npfdesk.workbook.month_block import (
    A_TARGET,
    ALIKE,
    CITY_ASSUMED,
    CONVERTED,
    GROWTH_BY_UNIT,
    MEASURE_GUESSED,
    NO_GROWTH,
    OTHER_UNIT,
    OTHER_YEAR,
    POINTS,
    RATE_ALONE,
    UNIT_ASSUMED,
    UNKNOWN_NAME,
    CellState,
    MonthCell,
    MonthColumn,
    MonthReading,
    MonthSource,
    next_month,
)
from npfdesk.workbook.month_memory import NO_CHOICES, ColumnPlace, MonthChoices, PrintedKey, layout_of
from npfdesk.workbook.month_names import HowMatched, PlanNames, PrintedName
from npfdesk.workbook.published.assembly import FAULT_KINDS
from npfdesk.workbook.published.corrections import NO_CORRECTIONS, Corrections, Fix, boundaries
from npfdesk.workbook.published.ledger import EXPLAINED, UNTAKEN
from npfdesk.workbook.published.merged_cells import SheetView, cell_name
from npfdesk.workbook.published.recogniser import recognise
from npfdesk.workbook.published.recognition import (
    FIGURE_ROLES,
    CellRole,
    FoundTable,
    Recognition,
    Role,
    StatedFigure,
    Statement,
)
from npfdesk.workbook.standard.period_heads import PeriodMeasure, measure_among, measure_of


def layouts_of(grid: Grid) -> tuple[str, ...]:
    """The layouts of a block's tables, by which what was said of one is found again."""
    return tuple(dict.fromkeys(filter(None, (_layout(grid, table) for table in recognise(grid).tables))))


def read_month(
    grid: Grid,
    plan: Plan,
    choices: MonthChoices = NO_CHOICES,
    month: Period | None = None,
    file: str = "",
    expected: Period | None = None,
) -> MonthReading:
    """Read a block against a plan; no content raises an exception.

    `choices` are what was said of its columns and names. `month` (a single month) is what somebody says that it is of, where
    the block itself does not; `file` the name of its file, which may name it; `expected` is the month that is guessed where
    nothing says it (None: `next_month`).
    """
    return _Reader(grid, plan, choices, month, file, expected or next_month(plan)).reading()


_LEVELS: Final = FIGURE_ROLES - {Role.TARGET, Role.STRETCH}
_NOT_FIGURES: Final = frozenset(
    {
        Role.REGION, Role.INDUSTRY, Role.INDICATOR, Role.UNIT, Role.DUTY, Role.OWNER, Role.GROUP, Role.NUMBER, Role.SOURCE,
        Role.REMARK, Role.AREA, Role.PERIOD, Role.PHASE, Role.BASE_YEAR, Role.TARGET_YEAR,
    }
)  # fmt: skip
_WORDED: Final = frozenset(
    {
        Role.UNIT, Role.GROUP, Role.OWNER, Role.DUTY, Role.SOURCE, Role.REMARK, Role.INDICATOR, Role.REGION, Role.INDUSTRY, Role.AREA,
    }
)  # fmt: skip
_GROWTH_WORDS: Final = re.compile(
    r"(?:同比|比上年|较上年)?(?P<word>增长|上升|提高|增加|下降|降低|减少|回落|↑|↓|[-+−])?\s?(?P<figure>\d[\d.,]*)\s?(?:%|个百分点)?"
)
_FALLING: Final = frozenset({"下降", "降低", "减少", "回落", "↓", "-", "−"})
_LAST_YEAR: Final = re.compile(
    r"(?:上年|去年)(?:同期|同月)|same period|year earlier|a year ago", re.IGNORECASE
)
_POINTS: Final = re.compile(r"百分点|个点|\bpoints?\b|\bpp\b", re.IGNORECASE)


class _Reader:
    def __init__(
        self, grid: Grid, plan: Plan, choices: MonthChoices, month: Period | None, file: str, expected: Period
    ) -> None:
        self.plan, self.choices = plan, choices
        self.names = PlanNames(plan, choices)
        self.month, self.source = expected, MonthSource.GUESSED
        first = recognise(grid)
        self._find_month(first, month, file)
        self.original = {sheet.name: sheet.name for sheet in grid.sheets}
        self.grid = grid if self.source is MonthSource.BLOCK else self._dated(grid)
        self.recognition = first
        corrections = self._corrections(first)
        if self.grid is not grid or corrections != NO_CORRECTIONS:
            self.recognition = recognise(self.grid, corrections)
        self.sheets = {sheet.name: sheet for sheet in self.grid.sheets}
        self.views = {name: SheetView(sheet) for name, sheet in self.sheets.items()}
        self.columns: dict[tuple[int, int], MonthColumn] = {}
        self.cells: dict[tuple[str, str], list[MonthCell]] = {}
        self.printed: dict[PrintedKey, PrintedName] = {}
        self.counts: Counter[PrintedKey] = Counter()
        self.came: dict[tuple[int, int], set[tuple[PeriodMeasure, bool]]] = {}
        self.layouts: dict[str, set[PrintedKey]] = {}
        self.layout_by_table: list[str] = []

    # the month

    def _find_month(self, found: Recognition, said: Period | None, file: str) -> None:
        periods = [
            figure.period
            for stated in found.statements
            for figure in stated.figures
            if not figure.period.is_year
        ]
        periods += [one.period for table in found.tables for one in table.columns if not one.period.is_year]
        titles = [text for table in found.tables for text in (*table.titles, table.sheet)]
        named = [one.period for text in titles if (one := find_period(text)) is not None]
        periods += [one for one in named if not one.is_year]
        dated = [one for one in periods if one.year]
        undated = [one.last for one in periods if not one.year]
        years = {one.year for one in named if one.is_year}
        years |= {one.year for stated in found.statements for one in stated.figures if one.year}
        if dated:
            year, last = max((one.year, one.last) for one in dated)
            self.month, self.source = Period(year, last, last), MonthSource.BLOCK
            return
        if said is not None:
            self.month, self.source = said, MonthSource.SAID
            return
        by_file = find_period(file.rpartition(".")[0] or file)
        if undated:
            last = max(undated)
            expected = self.month
            year = max(years) if years else expected.year + (last < expected.last)
            self.month = Period(year, last, last)
            self.source = MonthSource.BLOCK if years else MonthSource.YEAR_GUESSED
            if by_file is not None and by_file.period.year and not years:
                self.month = Period(by_file.period.year, last, last)
                self.source = MonthSource.FILE
        elif by_file is not None and not by_file.period.is_year:
            last = by_file.period.last
            year = by_file.period.year or (max(years) if years else self.month.year)
            self.month, self.source = Period(year, last, last), MonthSource.FILE

    def _dated(self, grid: Grid) -> Grid:
        """The block with its month for the name of its sheets, which dates what names no period itself."""
        sheets = []
        for place, sheet in enumerate(grid.sheets):
            named = f"{self.month.year}年1-{self.month.last}月" + (f" ({place + 1})" if place else "")
            self.original[named] = sheet.name
            sheets.append(replace(sheet, name=named))
        return replace(grid, sheets=tuple(sheets))

    def _corrections(self, found: Recognition) -> Corrections:
        """What was said of columns that recognition makes nothing of, as corrections to it."""
        fixes = {}
        names = {old.name: new for old, new in zip(found.grid.sheets, self.grid.sheets, strict=True)}
        for table in found.tables:
            layout, left = _layout(found.grid, table), table.block[1]
            for one in table.columns:
                said = self.choices.column(ColumnPlace(layout, one.column - left))
                letter = get_column_letter(one.column)
                rows = f"{letter}{table.header[1] + 1}:{letter}{table.block[2]}"
                key = names[table.sheet].name, rows
                if said is not None and one.role not in _LEVELS:
                    fixes[key] = Fix(role=str(Role.VALUE))
                elif one.role is Role.PERIOD and _says_measures(names[table.sheet], table, one.column):
                    # 口径 in a column of its own: read for each row, and no period
                    fixes[key] = Fix(role=str(Role.REMARK))
        return replace(NO_CORRECTIONS, columns=MappingProxyType(fixes)) if fixes else NO_CORRECTIONS

    # columns

    def _read_columns(self) -> None:
        for index, table in enumerate(self.recognition.tables):
            layout = layout_of(_heads(self.views[table.sheet], table))
            self.layout_by_table.append(layout)
            view, left = self.views[table.sheet], table.block[1]
            growing = {
                figure.column
                for stated in self.recognition.statements
                if stated.table == index
                for figure in stated.figures
                if figure.measure is Measure.GROWTH
            }
            before: dict[str, PeriodMeasure] = {}
            found: list[MonthColumn] = []
            for one in table.columns:
                texts = [
                    text
                    for row in range(table.header[1] + 1, table.block[2] + 1)
                    if (text := view.text(row, one.column)) and any(map(str.isdigit, text))
                ]
                place = ColumnPlace(layout, one.column - left)
                told = place in self.choices.left_out or place in self.choices.columns
                # a column of words that holds figures can be said to be one of them
                words = one.role in _NOT_FIGURES and not any(_loose(one.role, text) for text in texts)
                if not told and (words or one.role is Role.DERIVED):
                    continue
                if not texts and one.role not in FIGURE_ROLES and not told:
                    continue
                head = _head(view, table, one.column)
                named = find_period(_without(head, one.label))
                own = named.period if named is not None else None
                measure, guessed = self._measure(
                    head=_without(head, one.label),
                    own=own,
                    growth=one.column in growing,
                    before=before.get(one.label, PeriodMeasure.UNSAID),
                )
                if not told:
                    before[one.label] = measure
                said = self.choices.column(place)
                column = MonthColumn(
                    place,
                    self.original[table.sheet],
                    get_column_letter(one.column),
                    head,
                    texts[0] if texts else "",
                    None if place in self.choices.left_out else said or measure,
                    told,
                    guessed and not told,
                    own,
                    len(texts),
                )
                found.append(column)
                self.columns[index, one.column] = column
            # beside a column to date a single month is surely alone
            sure = any(one.measure is PeriodMeasure.TO_DATE and not one.guessed for one in found)
            for number, column in [(at[1], one) for at, one in self.columns.items() if at[0] == index]:
                if sure and column.guessed and column.measure is PeriodMeasure.PERIOD:
                    self.columns[index, number] = replace(column, guessed=False)
            if layout:
                self.layouts.setdefault(layout, set())

    def _measure(
        self, *, head: str, own: Period | None, growth: bool, before: PeriodMeasure
    ) -> tuple[PeriodMeasure, bool]:
        """What a column holds by its head, by recognition and by the column before it; whether that is a guess."""
        words, _ = measure_among(head)
        alone = own is not None and not own.is_year and own.first > 1
        if words is PeriodMeasure.GROWTH or (growth and not words):
            # a growth is of what stands before it: 本月 同比 累计 同比
            of_period = before in (PeriodMeasure.PERIOD, PeriodMeasure.PERIOD_GROWTH)
            to_date = "累计" in head or (own is not None and own.first == 1 and own.last > 1)
            if (alone or of_period) and not to_date:
                return PeriodMeasure.PERIOD_GROWTH, False
            return PeriodMeasure.GROWTH, False
        if words:
            return words, False
        if before and _LAST_YEAR.search(head):
            return before, False  # beside this year's figure, and of the same
        if own is not None and not own.is_year:
            return (PeriodMeasure.PERIOD, True) if alone else (PeriodMeasure.TO_DATE, False)
        # a title of several months (1-3月) dates what names no period; one of a single month leaves it open
        return PeriodMeasure.UNSAID, False

    # figures

    def reading(self) -> MonthReading:
        """The whole reading."""
        self._read_columns()
        for stated in self.recognition.statements:
            self._state(stated)
        for sheet in self.grid.sheets:
            self._account(sheet)
        counted = [replace(one, figures=self.counts[key]) for key, one in self.printed.items()]
        order = {sheet.name: at for at, sheet in enumerate(self.grid.sheets)}

        def place(item: tuple[tuple[str, str], list[MonthCell]]) -> tuple[int, int, int]:
            (sheet, cell), _ = item
            row, column = self.recognition.place(cell)
            return order[sheet], row, column

        cells = [one for _, found in sorted(self.cells.items(), key=place) for one in found]
        return MonthReading(
            self.month,
            self.source,
            tuple(cells),
            tuple(self._settled(at, one) for at, one in self.columns.items()),
            tuple(one for one in counted if one.figures),
            MappingProxyType({layout: frozenset(keys) for layout, keys in self.layouts.items()}),
            self.grid.warnings,
        )

    def _settled(self, at: tuple[int, int], column: MonthColumn) -> MonthColumn:
        """A column whose head says nothing, with what all its figures came to."""
        came = self.came.get(at, set())
        if column.measure is not PeriodMeasure.UNSAID or len(came) != 1:
            return column
        ((measure, guessed),) = came
        return replace(column, measure=measure, guessed=guessed)

    def _state(self, stated: Statement) -> None:
        sheet = self.sheets[stated.sheet]
        names: tuple[PrintedName, PrintedName, PrintedName] | None = None
        for figure in stated.figures:
            place = self.recognition.place(figure.cell)
            cell = sheet.cells.get(place)
            if cell is None or (stated.sheet, figure.cell) in self.cells:
                continue
            if says_nothing(cell.text) and cell.kind not in FAULTS:
                continue
            if names is None:
                names = self._names(stated)
            self.counts.update({PrintedKey(one.what, fold(one.text)) for one in names})
            self._figure(stated, figure, names, cell.text, cell.kind)

    def _names(self, stated: Statement) -> tuple[PrintedName, PrintedName, PrintedName]:
        found = (
            self.names.region(stated.region),
            self.names.industry(stated.industry),
            self.names.indicator(stated.indicator, stated.unit),
        )
        kept = self.layouts.get(self.layout_by_table[stated.table])
        for one in found:
            key = PrintedKey(one.what, fold(one.text))
            if one.what != "industry" or one.text:
                # two units of one name may come to two indicators: what is not understood is shown
                if key not in self.printed or not one.understood:
                    self.printed[key] = one
                if kept is not None:
                    kept.add(key)
        return found

    def _figure(
        self,
        stated: Statement,
        figure: StatedFigure,
        names: tuple[PrintedName, PrintedName, PrintedName],
        text: str,
        kind: CellKind,
    ) -> None:
        region, _, name = names
        made = MonthCell(
            self.original[stated.sheet],
            figure.cell,
            text,
            CellState.READ,
            stated.region,
            stated.industry,
            stated.indicator,
        )
        column = self.columns.get((stated.table, figure.column))
        if (column is not None and column.measure is None) or any(
            one.how is HowMatched.LEFT_OUT for one in names
        ):
            self._put(stated.sheet, replace(made, state=CellState.LEFT_OUT))
            return
        if kind in FAULT_KINDS:
            self._tell(stated.sheet, made, Problem(FAULT_KINDS[kind], text=text))
            return
        unknown = next((one for one in names if not one.understood), None)
        if unknown is not None:
            self._tell(stated.sheet, made, Problem(UNKNOWN_NAME, text=unknown.text))
            return
        said = column is not None and column.said
        if figure.role in (Role.TARGET, Role.STRETCH) and not said:
            self._tell(stated.sheet, made, Problem(A_TARGET, text=text))
            return
        indicator = self.plan.indicator_by_code[name.code]
        told = self._assumed(stated, region, name, indicator)
        measure, guessed = self._measure_of(stated, figure, column, name)
        self.came.setdefault((stated.table, figure.column), set()).add((measure, guessed))
        unit = "%" if measure.is_growth else stated.unit
        amount = not indicator.kind.moves_in_points and not _in_percent(indicator)
        if not measure.is_growth and stated.unit == "%" and amount:
            measure = PeriodMeasure.PERIOD_GROWTH if measure is PeriodMeasure.PERIOD else PeriodMeasure.GROWTH
            unit = "%"
            told.append(Problem(GROWTH_BY_UNIT))
        period = self._period(figure, column, measure)
        if guessed and not period.is_year:
            shown = (period.words(True), period.words(False))
            told.append(Problem(MEASURE_GUESSED, arguments={"words": shown[0], "words_en": shown[1]}))
        series = SeriesKey(region.code, names[1].code or ALL_INDUSTRIES, name.code)
        if measure.is_growth:
            self._growth(stated, figure, replace(made, told=tuple(told)), (series, period, indicator))
            return
        level, beside = (text, None) if unit == "%" else growth_beside(text)
        self._level(stated, replace(made, told=tuple(told)), level, (series, period, indicator))
        if beside is not None:
            key = ProgressKey(series, period, True)
            grown = replace(made, key=key, value=beside, rounding=half_place(text.rpartition("增")[2]))
            self._put(stated.sheet, grown)

    def _assumed(
        self, stated: Statement, region: PrintedName, name: PrintedName, indicator: Indicator
    ) -> list[Problem]:
        """What is told of names that were not the plan's very own."""
        told = []
        place = self.plan.region_by_code[region.code]
        if region.how is HowMatched.ASSUMED and len(self.plan.regions) > 1:
            told.append(Problem(CITY_ASSUMED, arguments={"region": place.name}))
        for one, item in ((region, place), (name, indicator)):
            if one.how is HowMatched.ALIKE:
                told.append(Problem(ALIKE, text=one.text, arguments={"name": item.name}))
        return told

    def _measure_of(
        self, stated: Statement, figure: StatedFigure, column: MonthColumn | None, name: PrintedName
    ) -> tuple[PeriodMeasure, bool]:
        """What a figure is of, by its column, the words of its row and of its name; whether that is a guess."""
        row = self._row_measure(stated, figure) or name.measure
        own = column.measure if column is not None and column.measure else PeriodMeasure.UNSAID
        guessed = column is not None and column.guessed
        if column is not None and column.said:
            return own, False
        if own is PeriodMeasure.UNSAID and figure.measure is Measure.GROWTH:
            own = PeriodMeasure.GROWTH
        if row is PeriodMeasure.UNSAID:
            if own is PeriodMeasure.UNSAID:
                # as the sheet Progress takes it, and told where the title names a single month
                single = not figure.period.is_year and figure.period.first > 1
                return PeriodMeasure.TO_DATE, single or self._single_by_field(figure)
            return own, guessed
        if own is PeriodMeasure.UNSAID:
            return row, False
        if guessed and not own.is_growth:
            return row, row.is_growth
        if row.is_growth and not own.is_growth:
            # a name or row of growth under a column of this month, or to date
            alone = own is PeriodMeasure.PERIOD or row is PeriodMeasure.PERIOD_GROWTH
            return (PeriodMeasure.PERIOD_GROWTH if alone else PeriodMeasure.GROWTH), guessed
        if own is PeriodMeasure.GROWTH and row is PeriodMeasure.PERIOD:
            return PeriodMeasure.PERIOD_GROWTH, False
        return own, guessed

    def _single_by_field(self, figure: StatedFigure) -> bool:
        """Whether only the month that was guessed or said dates a figure, so that nothing tells to date from the month alone."""
        return self.source is not MonthSource.BLOCK and self.month.last > 1 and figure.period.first == 1

    def _row_measure(self, stated: Statement, figure: StatedFigure) -> PeriodMeasure:
        """What the row of a figure says of it in a column of its own (口径: 累计)."""
        table = self.recognition.tables[stated.table]
        row, _ = self.recognition.place(figure.cell)
        view = self.views[stated.sheet]
        first = min((one for at, one in self.columns if at == stated.table), default=figure.column)
        for column in range(table.block[1], first):
            text = view.text(row, column)
            measure = measure_of(text) if text else None
            if measure:
                return measure
        return PeriodMeasure.UNSAID

    def _period(self, figure: StatedFigure, column: MonthColumn | None, measure: PeriodMeasure) -> Period:
        own, found = (column.own if column is not None else None), figure.period
        year = (own.year if own is not None else 0) or found.year or self.month.year
        if own is not None and not own.is_year:
            first, last = own.first, own.last
        elif not found.is_year:
            first, last = found.first, found.last
        elif own is not None and own.year != self.month.year and not measure.is_growth:
            return Period(own.year)
        else:
            first, last = 1, self.month.last
        if measure in (PeriodMeasure.TO_DATE, PeriodMeasure.GROWTH):
            return Period(year, 1, last)
        # 本月 below a title of 1-3月 is its last month
        return Period(year, last if first == 1 else first, last)

    def _level(
        self, stated: Statement, made: MonthCell, text: str, of: tuple[SeriesKey, Period, Indicator]
    ) -> None:
        series, period, indicator = of
        unit = stated.unit or indicator.unit
        if indicator.kind is Kind.RATE and stated.unit not in ("", "%"):
            self._tell(stated.sheet, made, Problem(RATE_ALONE, arguments={"indicator": indicator.name}))
            return
        factor = unit_factor(unit, indicator.unit)
        if factor is None:
            arguments = {"found": unit, "unit": indicator.unit or "—"}
            self._tell(stated.sheet, made, Problem(OTHER_UNIT, text=made.text, arguments=arguments))
            return
        read = parse_base(text, unit, habit=self._habit(stated.sheet, made.cell))
        if isinstance(read, Problem):
            self._tell(stated.sheet, made, read)
            return
        if read.value is None:
            return
        if read.year and read.year != period.year:
            self._tell(stated.sheet, made, Problem(OTHER_YEAR, text=text, arguments={"year": read.year}))
            return
        value = read.value * factor.numerator / factor.denominator
        told = list(made.told)
        if not stated.unit and indicator.unit and not _in_percent(indicator):
            told.append(Problem(UNIT_ASSUMED, arguments={"unit": indicator.unit}))
        elif factor != 1:
            told.append(Problem(CONVERTED, arguments={"found": unit, "unit": indicator.unit}))
        key = ProgressKey(series, period)
        rounding = half_place(text) * written_scale(text, value)
        self._put(stated.sheet, replace(made, key=key, value=value, rounding=rounding, told=tuple(told)))

    def _growth(
        self,
        stated: Statement,
        figure: StatedFigure,
        made: MonthCell,
        of: tuple[SeriesKey, Period, Indicator],
    ) -> None:
        series, period, indicator = of
        column = self.columns.get((stated.table, figure.column))
        head = column.head if column is not None else ""
        rate = indicator.kind is Kind.RATE
        if not rate and (indicator.kind.moves_in_points or _POINTS.search(head) or _POINTS.search(made.text)):
            self._tell(stated.sheet, made, Problem(POINTS, arguments={"indicator": indicator.name}))
            return
        value = _read_growth(made.text, self._habit(stated.sheet, made.cell))
        if value is None:
            self._tell(stated.sheet, made, Problem(NO_GROWTH, text=made.text))
            return
        key = ProgressKey(series, period, not rate)
        value = -value if figure.falls else value
        self._put(stated.sheet, replace(made, key=key, value=value, rounding=half_place(made.text)))

    def _habit(self, sheet: str, cell: str) -> DecimalHabit:
        kind = self.sheets[sheet].cells[self.recognition.place(cell)].kind
        return DecimalHabit.POINT if kind is CellKind.NUMBER else self.recognition.habit

    def _put(self, sheet: str, made: MonthCell) -> None:
        self.cells.setdefault((sheet, made.cell), []).append(made)

    def _tell(self, sheet: str, made: MonthCell, problem: Problem) -> None:
        self._put(sheet, replace(made, state=CellState.NOT_UNDERSTOOD, told=(problem,)))

    # the rest

    def _account(self, sheet: GridSheet) -> None:
        """Figures that no statement took: explained by their role, left out with their column, or told."""
        told = _Told(self.recognition.problems, sheet.name)
        for place in figure_cells(sheet):
            name = cell_name(place)
            if (sheet.name, name) in self.cells:
                continue
            cell = sheet.cells[place]
            made = MonthCell(self.original[sheet.name], name, cell.text, CellState.EXPLAINED)
            role = self.recognition.cells.get((sheet.name, name))
            if self._left_out(role, place):
                self._put(sheet.name, replace(made, state=CellState.LEFT_OUT))
                continue
            problem = told.of(place)
            sound = problem is None and cell.kind not in FAULTS
            if role is not None and role.role in EXPLAINED and sound and not _loose(role.role, cell.text):
                self._put(sheet.name, replace(made, role=role.role))
                continue
            if problem is None:
                fault = FAULT_KINDS.get(cell.kind) if cell.kind is not CellKind.DATE else None
                problem = Problem(fault or UNTAKEN, text=cell.text[:80])
            self._tell(sheet.name, made, problem)

    def _left_out(self, role: CellRole | None, place: Place) -> bool:
        """Whether a figure stands in a column that is left out."""
        if role is None or role.table < 0:
            return False
        column = self.columns.get((role.table, place[1]))
        table = self.recognition.tables[role.table]
        return column is not None and column.measure is None and place[0] > table.header[1]


def _loose(role: Role, text: str) -> bool:
    """Whether a bare figure stands where only words explain anything: a number in the column of units."""
    return role in _WORDED and not isinstance(parse_figure(text), Problem)


class _Told:
    """The problems of a sheet, by the cells that they name."""

    def __init__(self, problems: Iterable[Problem], sheet: str) -> None:
        self.areas = list(_areas(problems, sheet))

    def of(self, place: Place) -> Problem | None:
        """The problem that names a cell; None where none does."""
        row, column = place
        return next(
            (
                problem
                for (left, top, right, bottom), problem in self.areas
                if left <= column <= right and top <= row <= bottom
            ),
            None,
        )


def _areas(problems: Iterable[Problem], sheet: str) -> Iterator[tuple[tuple[int, int, int, int], Problem]]:
    for problem in problems:
        found = boundaries(problem.cell) if problem.sheet == sheet and problem.cell else None
        if found is not None:
            left, top, right, bottom = found
            yield (left or 1, top or 1, right or 1 << 20, bottom or 1 << 22), problem


def _head_rows(view: SheetView, table: FoundTable) -> list[int]:
    """The rows of a table's head; a row of nothing but dashes below them is one of figures that are not out yet."""
    first, last = table.header
    columns = range(table.block[1], table.block[3] + 1)
    return [
        row
        for row in range(first, last + 1)
        if row == first or not any((text := view.text(row, at)) and says_nothing(text) for at in columns)
    ]


def _heads(view: SheetView, table: FoundTable) -> list[tuple[int, int, str]]:
    left = table.block[1]
    return [
        (at, column - left, view.text(row, column))
        for at, row in enumerate(_head_rows(view, table))
        for column in range(left, table.block[3] + 1)
    ]


def _layout(grid: Grid, table: FoundTable) -> str:
    sheet = next(one for one in grid.sheets if one.name == table.sheet)
    return layout_of(_heads(SheetView(sheet), table))


def _head(view: SheetView, table: FoundTable, column: int) -> str:
    """The words over a column, from top to bottom; a blank beside a head above the last line goes on with it."""
    rows = _head_rows(view, table)
    texts: list[str] = []
    for row in rows:
        text, at = view.text(row, column), column
        while not text and row < rows[-1] and at > table.block[1]:
            at -= 1
            text = view.text(row, at)
        if text and text not in texts:
            texts.append(text)
    return " ".join(texts)


def _says_measures(sheet: GridSheet, table: FoundTable, column: int) -> bool:
    """Whether a column says of each row which figure stands in it (累计, 同比) and nothing else."""
    rows = range(table.header[1] + 1, table.block[2] + 1)
    texts = [cell.text for row in rows if (cell := sheet.cells.get((row, column))) is not None]
    return bool(texts) and all(measure_of(text) for text in texts)


def _without(head: str, label: str) -> str:
    """A head without the name of its indicator, whose words say nothing of the period."""
    return head.replace(label, " ") if label else head


def _in_percent(indicator: Indicator) -> bool:
    return indicator.kind.in_percent or indicator.unit == "%"


def _read_growth(text: str, habit: DecimalHabit) -> float | None:
    """A growth in %: 5.6, -3.2, 5.6%, 增长5.6%, 下降3.2%, 持平; None for anything else."""
    said = half_width(text).strip().replace(" ", "")
    if said in ("持平", "与上年持平", "同比持平"):
        return 0.0
    match = _GROWTH_WORDS.fullmatch(said)
    if match is None:
        return None
    read = parse_figure(match["figure"], "", habit)
    if isinstance(read, Problem):
        return None
    return -read if match["word"] in _FALLING else read
