"""Statements of a table's rows: region, indicator, unit, period and figures, with the roles of all cells."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from npfdesk.plan.kinds import Duty
from npfdesk.plan.names import says_nothing
from npfdesk.plan.periods import Period, find_period
from npfdesk.plan.problems import Problem, Wording, warning
from npfdesk.plan.targets import Measure
from npfdesk.workbook.files.cell_grid import FAULTS
from npfdesk.workbook.files.unseen_cells import block_name
from npfdesk.workbook.published.blocks import BlockRow, RowSort
from npfdesk.workbook.published.cell_sorts import parse_year_text
from npfdesk.workbook.published.columns import Column, Table, bare_period
from npfdesk.workbook.published.corrections import Fix
from npfdesk.workbook.published.headers import HeadMeasure, read_header
from npfdesk.workbook.published.merged_cells import cell_name
from npfdesk.workbook.published.printed_names import (
    is_total,
    name_and_unit,
    plain_name,
    says_unit,
    tidy,
    unit_of,
)
from npfdesk.workbook.published.recognition import (
    FIGURE_ROLES,
    CellRole,
    Reason,
    Remark,
    Role,
    StatedFigure,
    Statement,
)
from npfdesk.workbook.published.row_headings import is_growth_row
from npfdesk.workbook.published.sheet_corrections import NO_FIX, ROLES, SheetCorrections, period_of
from npfdesk.workbook.published.subtotals import Subtotal, find_subtotals, is_whole_of
from npfdesk.workbook.standard import closed_lists

NAMELESS: Final = warning(
    "nameless_row",
    "这一行有数字而没有名称，也不是上一行的力争目标，没有读入。请补上名称，或在导入窗口中指明这一行是什么。",
    "The row has figures but no name, and is not a stretch target of the row above; it was not read. Enter its name, or choose "
    "in the import window what it is.",
)
NAME_UNREADABLE: Final = warning(
    "name_unreadable",
    "名称“{text}”是错误值或没有结果的公式，这一行没有读入。请在 Excel 中改正或重新计算后保存。",
    "The name “{text}” is an error or a formula without a result; the row was not read. Correct it in Excel, or recalculate "
    "and save.",
)
PERIOD_UNREADABLE: Final = warning(
    "period_unreadable",
    "“{text}”不是可以识别的年份、季度或月份，这一行没有读入。可写 2024、2024年一季度、2024-03。",
    "“{text}” is not a year, quarter or month; the row was not read. Accepted: 2024, 2024Q1, 2024-03.",
)
SUBTOTAL_DIFFERS: Final = warning(
    "subtotal_differs",
    "“{text}”一行写作小计，但与其所含各行之和不符，没有读入。请核对；若它是一个地区，请在导入窗口中指明。",
    "The row “{text}” is marked as a subtotal but does not agree with the sum of its rows; it was not read. Check it, or if it "
    "is a region, choose so in the import window.",
)
GROUP_ROW: Final = Wording("分组标题：{text}", "Group heading: {text}")
NUMBERING: Final = Wording("列号行，略过。", "Row of column numbers, left out.")
HEAD_AGAIN: Final = Wording("表头重复，略过。", "Repeated header, left out.")
NOTE_ROW: Final = Wording("表中的说明，略过。", "Note within the table, left out.")
PASSED_BY_USER: Final = Wording("按您的指示略过。", "Left out as you chose.")
SUBTOTAL: Final = Wording(
    "“{text}”是其下各行的小计，不作为地区读入。",
    "“{text}” is the subtotal of the rows below; it was not read as a region.",
)
PART: Final = Wording(
    "“{text}”是上一行的一部分，不作为地区读入。",
    "“{text}” is part of the row above; it was not read as a region.",
)
EMPTY_NAME: Final = Wording(
    "没有名称的一行（透视表的空白项），略过。",
    "Row without a name (the blank item of a pivot table), left out.",
)
JOINT: Final = Wording(
    "“{text}”是合并单元格，其所跨各行都按这一数值读入。",
    "“{text}” is in a merged cell; every row that it spans was read with this figure.",
)
_SILENT: Final = frozenset(
    {str(Role.IGNORED), str(Role.NOTE), str(Role.TITLE), str(Role.SUBTOTAL), str(Role.DERIVED)}
)
_FIGURE_WORDS: Final = frozenset(map(str, FIGURE_ROLES))
_PIVOT_BLANK: Final = frozenset({"(空白)", "（空白）", "(blank)", "空白"})
_BLANK_ITEM: Final = "—"
_HOPED: Final = ("力争", "争取")
_MEASURES: Final = {
    HeadMeasure.MEAN_GROWTH: (Measure.GROWTH, True),
    HeadMeasure.YEAR_GROWTH: (Measure.GROWTH, True),
    HeadMeasure.TOTAL_GROWTH: (Measure.GROWTH, False),
    HeadMeasure.SUM: (Measure.SUM, False),
}


@dataclass
class TakenStatements:
    """What is taken from all tables so far: statements, roles of cells, remarks, and problems that are told."""

    statements: list[Statement] = field(default_factory=list)
    cells: dict[tuple[str, str], CellRole] = field(default_factory=dict)
    skipped: list[Remark] = field(default_factory=list)
    guesses: list[Remark] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass
class _Above:
    """What blank cells repeat: the last content of each column of names."""

    region: str = ""
    upper: str = ""
    area: str = ""
    industry: str = ""
    indicator: tuple[str, str] = ("", "")
    group: str = ""
    heading: str = ""
    heading_year: int = 0
    duty: Duty | None = None
    owner: str = ""
    year: int = 0
    named_region: str = ""
    named_industry: str = ""
    named_indicator: tuple[str, str] = ("", "")
    stem: str = ""
    statements: list[int] = field(default_factory=list)


@dataclass
class _RowNames:
    region: str
    above: str
    area: str
    industry: str
    period: Period | None


@lru_cache(maxsize=4096)
def _cell_role(role: Role, means: str, table: int, why: Reason, confidence: float) -> CellRole:
    """One value for all cells of a role and a meaning: a large table has few of them."""
    return CellRole(role, means, table, why, confidence)


class TableReader:
    """Reads the rows of one table whose columns have their roles."""

    def __init__(self, table: Table, index: int, said: SheetCorrections, taken: TakenStatements) -> None:
        self.table, self.index, self.taken = table, index, taken
        self.view = table.block.view
        self.sheet = self.view.sheet.name
        self.said = said
        self.above = _Above()
        self.regions = table.regions
        self.joint: set[tuple[int, int]] = set()
        self.stem = ("", "")
        self.subtotals: dict[int, Subtotal] = {}
        self.grown = False

    def read(self) -> None:
        """Take every row."""
        self._heads()
        self._find_subtotals()
        for line in self.table.block.rows:
            self._row(line)

    def _row(self, line: BlockRow) -> None:
        said, sort = self.said.row_roles.get(line.row), line.sort
        if said in (Role.REGION, Role.INDUSTRY, Role.VALUE):
            sort = RowSort.DATA
        if self.said.passes(line.row):
            self._pass(line.row, "row_passed", PASSED_BY_USER)
        elif sort is RowSort.HEAD_AGAIN or said is Role.HEADER:
            self._pass(line.row, "head_again", HEAD_AGAIN, Role.HEADER)
        elif sort is RowSort.NUMBERING:
            self._pass(line.row, "numbering_row", NUMBERING, Role.NUMBER)
        elif (named := self._names_following(line.row, said)) is not None:
            self._heading(line.row, named)
        elif line.row in self.table.headings and said is None:
            self._heading_above(line.row, self.table.headings[line.row])
        elif sort is RowSort.GROUP or said is Role.GROUP or self._says_group(line.row):
            self._group(line.row)
        elif sort is RowSort.NOTE or said in (Role.NOTE, Role.TITLE):
            self._pass(line.row, "note", NOTE_ROW, Role.NOTE)
        elif said is Role.SUBTOTAL:
            self._pass(line.row, "subtotal_row", SUBTOTAL, Role.SUBTOTAL)
        elif self._hopes(line.row):
            self._stretch(line.row)
        else:
            self._data(line.row)

    def _names_following(self, row: int, said: Role | None) -> Role | None:
        """The role of a row that somebody says names the region or industry of the rows below; None for any other row."""
        line = self._line(row)
        own = self._fix(row, next(iter(line))).role if len(line) == 1 else ""
        named = (one for one in (Role.REGION, Role.INDUSTRY) if said is one or own == one)
        return next((one for one in named if not self.table.having(one)), None)

    def _heading(self, row: int, role: Role) -> None:
        column, text = next(iter(self._line(row).items()))
        name = plain_name(self._fix(row, column).name or text)
        if role is Role.REGION:
            self.above.named_region = name
        else:
            self.above.named_industry = name
        for one in self._line(row):
            self._mark(row, one, role, name if one == column else "", Reason.USER, 1.0)

    def _heading_above(self, row: int, role: Role) -> None:
        """A line that names the indicator or the region of the rows below it, or the first part of their names."""
        (column, text), *_ = self._line(row).items()
        name, unit = name_and_unit(self._fix(row, column).name or text)
        if role is Role.INDICATOR:
            self.above.named_indicator = name, unit
        elif role is Role.REGION:
            self.above.named_region = name
        else:
            self.above.stem = name
        self._mark(row, column, role, name, Reason.PLACE, 0.8)

    def _says_group(self, row: int) -> bool:
        groups = {one.number for one in self.table.having(Role.GROUP)}
        return any(
            self._fix(row, column).role == Role.GROUP and column not in groups for column in self._line(row)
        )

    def _hopes(self, row: int) -> bool:
        """Whether a row without a name only carries stretch targets of the row above."""
        line = self._line(row)
        if any(
            column.number in line for column in self.table.having(Role.REGION, Role.INDICATOR, Role.INDUSTRY)
        ):
            return False
        figures = self.table.having(Role.TARGET, Role.STRETCH, Role.VALUE)
        return any(
            line.get(one.number, "").startswith(_HOPED) or self._fix(row, one.number).role == Role.STRETCH
            for one in figures
            if one.number in line
        )

    # cells

    def _fix(self, row: int, column: int) -> Fix:
        return self.said.fix(row, column)

    def _text(self, row: int, column: Column | None) -> str:
        """What a column shows in a row, corrected."""
        if column is None:
            return ""
        fix = self._fix(row, column.number)
        if fix.role in _SILENT:
            return ""
        return fix.name or self.view.text(row, column.number)

    def _own(self, row: int, column: Column) -> str:
        """What a column's own cell in a row says, or a block's that begins in this row."""
        place = self.view.origin(row, column.number)
        shown = place is not None and place[0] == row
        return self._text(row, column) if shown or self._fix(row, column.number).name else ""

    def _mark(
        self, row: int, column: int, role: Role, means: str = "", why: Reason = Reason.HEAD, sure: float = 0.9
    ) -> None:
        if column in self.view.line(row):
            place = cell_name((row, column))
            fix = self._fix(row, column)
            if fix.role:
                why, sure = Reason.USER, 1.0
                role = Role(fix.role) if fix.role in ROLES else role
            self.taken.cells[self.sheet, place] = _cell_role(role, means, self.index, why, sure)

    def _range(self, row: int) -> str:
        line = self._line(row)
        return block_name((row, min(line), row, max(line)))

    def _line(self, row: int) -> dict[int, str]:
        return self.table.block.line(row)

    def _pass(self, row: int, code: str, why: Wording, role: Role = Role.IGNORED) -> None:
        line = self._line(row)
        for column in line:
            self._mark(row, column, role, why=Reason.PLACE)
        first = min(line)
        text = " ".join(line.values())[:200] if code != "subtotal_row" else line[first]
        self.taken.skipped.append(Remark(code, why, self.sheet, cell_name((row, first)), text))

    def _nameless(self, row: int) -> None:
        self._tell(row, Problem(NAMELESS, text=" ".join(self._line(row).values())[:60]))

    def _tell(self, row: int, problem: Problem) -> None:
        """Leaves out a row with a problem that names all of it."""
        for column in self._line(row):
            self._mark(row, column, Role.IGNORED, why=Reason.PLACE, sure=0.5)
        self.taken.problems.append(problem.at(self.sheet, self._range(row)))

    # heads, groups, stretches

    def _heads(self) -> None:
        block = self.table.block
        for row in block.heads:
            line = block.line(row)
            for column in self.table.columns:
                if column.number not in line:
                    continue
                role, means = Role.HEADER, str(column.role or Role.IGNORED)
                if column.heads_figures:
                    period = column.period.key if column.period is not None and column.period.year else ""
                    role, means = Role.YEAR_HEADER, f"{column.role} {period}".strip()
                    own = bool(column.texts) and line[column.number] == column.texts[-1]
                    if column.label and (own or len(column.texts) == 1):
                        role, means = Role.INDICATOR, column.label
                    elif column.region and own:
                        role, means = Role.REGION, column.region
                self._mark(row, column.number, role, means, Reason.WORD, column.confidence)

    def _group(self, row: int) -> None:
        (column, text), *rest = self._line(row).items()
        head = read_header(text)
        dated = head.period is not None and head.period.year and not head.label
        self.above.heading_year = head.period.year if head.period is not None and dated else 0
        self.above.heading = "" if dated or says_unit(text) else plain_name(text)
        self.above.group = ""
        self._mark(row, column, Role.GROUP, self.above.heading, Reason.PLACE)
        for other, _ in rest:
            self._mark(row, other, Role.GROUP, "", Reason.PLACE)
        self.taken.skipped.append(
            Remark("group_row", GROUP_ROW, self.sheet, cell_name((row, column)), tidy(text))
        )

    def _stretch(self, row: int) -> None:
        """A row whose target begins with 力争: the stretch target of the row above."""
        added = False
        for column in self.table.having(Role.TARGET, Role.STRETCH, Role.VALUE):
            text = self._text(row, column)
            told = self._fix(row, column.number).role == Role.STRETCH
            if column.number not in self.view.line(row) or not (told or text.startswith(_HOPED)):
                continue
            figure = self._figure(row, column, Role.STRETCH, None)
            for index in self.above.statements:
                stated = self.taken.statements[index]
                owns = any(
                    one.cell and one.period == figure.period
                    for one in stated.figures
                    if one.role is not Role.STRETCH
                )
                if owns and (not column.label or stated.indicator == column.label):
                    self.taken.statements[index] = replace(stated, figures=(*stated.figures, figure))
                    added = True
            self._mark(row, column.number, Role.STRETCH, text)
        if not added:
            self._nameless(row)

    # rows of figures

    def _data(self, row: int) -> None:
        if (fault := self._unreadable_name(row)) is not None:
            self._tell(row, Problem(NAME_UNREADABLE, text=fault))
            return
        if row in self.subtotals:
            self._subtotal(row)
            return
        names = self._names(row)
        if names is None:
            return
        sets, name_cell = self._sets(row)
        if not sets:
            return
        self._carry(row)
        self.above.statements = []
        remark = "；".join(filter(None, (self._text(row, one) for one in self.table.having(Role.REMARK))))
        source = next((text for one in self.table.having(Role.SOURCE) if (text := self._text(row, one))), "")
        target_year, base_year = self._year(row, Role.TARGET_YEAR), self._year(row, Role.BASE_YEAR)
        for (name, unit, region, industry), columns in sets.items():
            found = unit or next((one.unit for one in columns if one.unit and one.measure is None), "")
            # 累计完成 under 收入（亿元） is in its unit, growths are not
            found = found or next(
                (one.unit for one in columns if one.running and one.unit not in ("", "%")), ""
            )
            given = (self.said.figure_fix(row, one.number).unit for one in columns)
            found = next((unit_of(said) for said in given if said is not None), found)
            figures = self._figures(row, columns, names.period, target_year)
            if self.grown:
                figures = tuple(map(_as_growth, figures))
            self.above.statements.append(len(self.taken.statements))
            self.taken.statements.append(
                Statement(
                    self.index, self.sheet, name_cell, region or names.region, industry or names.industry, name, found,
                    figures, self.above.group or self.above.heading, self.above.duty, source, remark,
                    names.above if not region else "", names.area, self.above.owner, base_year,
                )
            )  # fmt: skip
        for column in self.table.columns:
            if (self.sheet, cell_name((row, column.number))) not in self.taken.cells:
                self._mark(
                    row,
                    column.number,
                    column.role or Role.OUTSIDE,
                    self._text(row, column),
                    column.reason,
                    column.confidence,
                )

    def _unreadable_name(self, row: int) -> str | None:
        """The text of a name that is an error, or a formula without a result; None where there is none."""
        for column in self.table.having(Role.REGION, Role.INDICATOR, Role.INDUSTRY, Role.PERIOD):
            place = self.view.origin(row, column.number)
            if place is not None and place[0] == row and self.view.cell(row, column.number).kind in FAULTS:
                return self._text(row, column)
        return None

    def _names(self, row: int) -> _RowNames | None:
        """Region, industry and period of a row; None where it has none and is told or passed over."""
        region, above, area = self.above.named_region, "", ""
        columns = self.regions
        if columns:
            region, above = self._region(row, columns)
            if region == _BLANK_ITEM:
                self._pass(row, "empty_name", EMPTY_NAME, Role.SUBTOTAL)
                return None
            if not region:
                self._nameless(row)
                return None
        for column in self.table.having(Role.AREA):
            self.above.area = plain_name(self._text(row, column)) or self.above.area
            area = self.above.area
        industry = self.above.named_industry
        if industries := self.table.having(Role.INDUSTRY):
            text = self._own(row, industries[0])
            name = "" if says_nothing(text) else plain_name(text)
            self.above.industry = industry = name or (
                self.above.industry if self.table.having(Role.INDICATOR) else ""
            )
            if not industry:
                self._nameless(row)
                return None
        period = self._period(row)
        if isinstance(period, Problem):
            self._tell(row, period)
            return None
        return _RowNames(region, above, area if not is_total(region) else "", industry, period)

    def _region(self, row: int, columns: list[Column]) -> tuple[str, str]:
        """A row's region and the one it is under; blanks repeat what is above where the table also names indicators."""
        last = columns[-1]
        own = self._own(row, last)
        if not own and len(columns) == 1:
            own = self._total_before(row, last)
        if own.strip() in _PIVOT_BLANK:
            return _BLANK_ITEM, ""
        name = "" if says_nothing(own) else plain_name(own)
        upper = ""
        if len(columns) > 1:
            text = self._own(row, columns[-2])
            said = "" if says_nothing(text) else plain_name(text)
            if said and (not name or name == said):
                self.above.upper, self.above.region = said, said
                return said, ""
            self.above.upper = said or self.above.upper
            upper = self.above.upper
            if name and is_whole_of(name, upper):
                self._mark(row, last.number, Role.REGION, upper)
                self.above.region = upper
                return upper, ""
        if name:
            self.above.region = name
            self._mark(row, last.number, Role.REGION, name)
            return name, upper
        repeats = self.table.having(Role.INDICATOR, Role.PERIOD)
        return (self.above.region if repeats else ""), upper

    def _total_before(self, row: int, column: Column) -> str:
        """The word for the whole that stands in the column of numbers, where a row's own name is blank: 总计 over both."""
        before = [one for one in self.table.having(Role.NUMBER) if one.number < column.number]
        return next((text for one in before if is_total(text := self._own(row, one))), "")

    def _period(self, row: int) -> Period | Problem | None:
        columns = self.table.having(Role.PERIOD)
        said = self.said.lines.get(row, NO_FIX)
        for column in columns:
            said = self._fix(row, column.number) | said
        if (stated := period_of(said)) is not None:
            return stated
        if not columns:
            return None
        period: Period | None = None
        for column in columns:
            text = self._text(row, column)
            if says_nothing(text):
                continue
            text = bare_period(column, text) or text
            found = find_period(text, fiscal=any(one.fiscal for one in columns))
            if found is None and not read_header(text).whole_year:
                return Problem(PERIOD_UNREADABLE, text=text[:60])
            # 全年 below months is the year itself
            named = found.period if found is not None else Period(0)
            # a column of years beside one of months
            period = (
                named
                if period is None
                else Period(
                    period.year or named.year,
                    *((named.first, named.last) if not named.is_year else (period.first, period.last)),
                )
            )
        if period is None:
            return Problem(PERIOD_UNREADABLE, text="")
        if period.year:
            self.above.year = period.year
        elif self.above.year:
            period = Period(self.above.year, period.first, period.last)
        return period

    def _year(self, row: int, role: Role) -> int:
        years = (parse_year_text(self._text(row, one)) for one in self.table.having(role))
        return next((year for year in years if year), 0)

    def _sets(self, row: int) -> tuple[dict[tuple[str, str, str, str], list[Column]], str]:
        """The columns of figures of each series that a row states, and the place of its name."""
        sets: dict[tuple[str, str, str, str], list[Column]] = {}
        named = self.table.having(Role.INDICATOR)
        figures = [one for one in self.table.columns if one.heads_figures or self._is_figure(row, one)]
        if named:
            above = self.above.indicator
            name = self._indicator(row, named[0])
            self.grown = bool(above[0]) and is_growth_row(self._text(row, named[-1]), name[1])
            if self.grown:
                self.above.indicator = name = above
            elif self.above.stem and name[0]:
                name = f"{self.above.stem}·{name[0]}", name[1]
            if len(named) > 1:
                name = self._detailed(row, name, named)
            if not name[0]:
                self._nameless(row)
                return {}, ""
            place = named[-1].number if named[-1].number in self._line(row) else named[0].number
            for column in figures:
                sets.setdefault((*name, column.region, column.industry), []).append(column)
            return sets, cell_name((row, place))
        keys = self.table.having(Role.REGION, Role.INDUSTRY, Role.PERIOD)
        unit = next(
            (unit_of(text) for one in self.table.having(Role.UNIT) if (text := self._text(row, one))), ""
        )
        for column in figures:
            label, own = self.above.named_indicator
            label = label or column.label or self.table.indicator
            if label:
                sets.setdefault((label, unit or own, column.region, column.industry), []).append(column)
        return sets, cell_name((row, keys[0].number))

    def _is_figure(self, row: int, column: Column) -> bool:
        """Whether somebody says that a cell holds a figure, in a column that holds none."""
        return self._fix(row, column.number).role in _FIGURE_WORDS and column.number in self.view.line(row)

    def _indicator(self, row: int, column: Column) -> tuple[str, str]:
        text = self._text(row, column)
        name, unit = ("", "") if says_nothing(text) else name_and_unit(text)
        if not name and (self.table.having(Role.REGION, Role.PERIOD)):
            name, unit = self.above.indicator
        for unit_column in self.table.having(Role.UNIT):
            said = self._text(row, unit_column)
            unit = unit_of(said) or unit
        fix = self._fix(row, column.number)
        if fix.unit is not None:
            unit = fix.unit
        self.above.indicator = name, unit
        self._mark(row, column.number, Role.INDICATOR, name)
        return name, unit

    def _detailed(self, row: int, name: tuple[str, str], columns: list[Column]) -> tuple[str, str]:
        """The name with the detail in the next column: 主要污染物排放·氨氮, where the stem is printed once above."""
        first, second = columns[:2]
        if name[0]:
            self.stem = name
        own = self.view.origin(row, second.number)
        if own is None or own == self.view.origin(row, first.number):
            return name
        detail, unit = name_and_unit(self._text(row, second))
        self._mark(row, second.number, Role.INDICATOR, detail)
        stem, stem_unit = self.stem
        return "·".join(part for part in (stem, detail) if part), unit or name[1] or stem_unit

    def _carry(self, row: int) -> None:
        """Group, duty and owner of a row; blanks repeat what is above."""
        for column in self.table.having(Role.GROUP)[:1]:
            text = self._text(row, column)
            if text and not says_nothing(text):
                self.above.group = plain_name(text)
        for column in self.table.having(Role.DUTY)[:1]:
            if text := self._text(row, column):
                found = closed_lists.read_word(text, closed_lists.DUTY_WORDS)
                # 预期性指标 says no more than 预期性
                self.above.duty = found or closed_lists.read_word(
                    text.replace("指标", ""), closed_lists.DUTY_WORDS
                )
        for column in self.table.having(Role.OWNER)[:1]:
            self.above.owner = self._text(row, column)

    # figures

    def _figures(
        self, row: int, columns: list[Column], period: Period | None, target_year: int
    ) -> tuple[StatedFigure, ...]:
        targets = {self.view.origin(row, one.number) for one in columns if one.role is Role.TARGET} - {None}
        # 实际 and 目标 stand in a column of their own, or beside the year: 2026年（目标）
        said = [read_header(self._text(row, one)).phase for one in self.table.having(Role.PHASE, Role.PERIOD)]
        phase = next((one for one in said if one is not None), None)
        figures = []
        for column in columns:
            role, fix = column.role, self.said.figure_fix(row, column.number)
            if fix.role in _FIGURE_WORDS:
                role = Role(fix.role)
            if role not in FIGURE_ROLES or role is None:
                continue
            place = self.view.origin(row, column.number)
            figure = self._figure(row, column, role, period)
            if phase is not None and role is Role.VALUE:
                figure = replace(figure, role=phase, explicit=True)
            if (stated := period_of(fix)) is not None:
                figure = replace(figure, period=stated)
            elif target_year and role in (Role.TARGET, Role.STRETCH) and not figure.period.year:
                figure = replace(figure, period=Period(target_year))
            if fix.role in _FIGURE_WORDS:
                figure = replace(figure, explicit=role is not Role.VALUE)
            elif fix.role in ROLES:
                figure = replace(figure, text="")
            if role is not Role.TARGET and place in targets:
                # 完成省下达任务 over both columns is a target, and no base
                figure = replace(figure, text="", cell=cell_name((row, column.number)))
            if place is not None and place[0] != row and place not in self.joint and figure.text:
                self.joint.add(place)
                self.taken.guesses.append(Remark("joint_figure", JOINT, self.sheet, figure.cell, figure.text))
            figures.append(figure)
            if place is not None and place[0] == row:
                self._mark(
                    row,
                    column.number,
                    role,
                    figure.period.key if figure.period.year else "",
                    column.reason,
                    column.confidence,
                )
        return tuple(figures)

    def _figure(self, row: int, column: Column, role: Role, period: Period | None) -> StatedFigure:
        place = self.view.origin(row, column.number) or (row, column.number)
        named = column.period or Period(0)
        if period is not None:
            if column.period is None:
                named = period
            elif not column.period.year:
                named = Period(period.year, column.period.first, column.period.last)
            elif column.period.is_year and not period.is_year and period.year in (0, column.period.year):
                # months down, years across
                named = Period(column.period.year, period.first, period.last)
        if not named.year and self.above.heading_year:
            named = Period(self.above.heading_year, named.first, named.last)
        measure, annual = (
            (None, False) if column.measure is None else _MEASURES.get(column.measure, (None, False))
        )
        cell = self.view.cell(row, column.number)
        return StatedFigure(
            role, named, self._text(row, column), cell_name(place), cell.kind, measure, annual,
            column.explicit, column.number, column.falls, cell.places,
        )  # fmt: skip

    # subtotals

    def _find_subtotals(self) -> None:
        columns = self.table.having(Role.REGION)
        if not columns:
            return
        said = self.said.row_roles
        rows = [
            one.row
            for one in self.table.block.rows
            if one.sort is RowSort.DATA
            and said.get(one.row) not in (Role.REGION, Role.VALUE)
            and not any(self._fix(one.row, column.number).role == Role.REGION for column in columns)
        ]
        names = {
            row: tidy(
                self._own(row, columns[-1])
                or (self._own(row, columns[0]) if len(columns) > 1 else self._total_before(row, columns[0]))
            )
            for row in rows
        }
        regions = self.regions
        uppers = {row: self._text(row, regions[-2]) for row in rows} if len(regions) > 1 else {}
        self.subtotals = find_subtotals(self.table, names, uppers)

    def _subtotal(self, row: int) -> None:
        what = self.subtotals[row]
        line = self._line(row)
        name = line[min(line)]
        if what is Subtotal.DIFFERS:
            self._tell(row, Problem(SUBTOTAL_DIFFERS, text=name))
            return
        why = PART if what is Subtotal.PART else SUBTOTAL
        self._pass(row, "subtotal_row", why, Role.SUBTOTAL)


def _as_growth(figure: StatedFigure) -> StatedFigure:
    """A figure of a row of growths."""
    role = Role.GROWTH if figure.role in (Role.BASE, Role.OBSERVED) else figure.role
    return replace(figure, role=role, measure=Measure.GROWTH, annual=True)
