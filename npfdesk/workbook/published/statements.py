"""Statements of a table's rows: region, indicator, unit and figures, with the roles of all cells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from npfdesk.plan.model import Duty
from npfdesk.plan.names import is_blank
from npfdesk.plan.problems import Wording
from npfdesk.workbook.canonical import closed_lists
from npfdesk.workbook.published.corrections import Corrections, Fix
from npfdesk.workbook.published.drafts import Column, TableDraft
from npfdesk.workbook.published.merged_cells import cell_name
from npfdesk.workbook.published.printed_names import name_and_unit, plain_name, tidy, unit_of
from npfdesk.workbook.published.recognition import (
    FIGURE_ROLES,
    CellRole,
    Remark,
    Role,
    StatedFigure,
    Statement,
)
from npfdesk.workbook.published.table_rows import Line

NAMELESS: Final = Wording(
    "这一行没有名称，也不是上一行的力争目标，没有读入。",
    "The row has no name and is no stretch target of the row above; it was not taken.",
)
GROUP_ROW: Final = Wording("分组标题：{text}", "The heading of a group: {text}")
NUMBERING: Final = Wording("列号行，略过。", "A row that numbers the columns.")
PASSED_BY_USER: Final = Wording("按您的指示略过。", "Passed over as you asked.")
JOINT: Final = Wording(
    "“{text}”是合并单元格，其所跨各行都按这一数值读入。",
    "“{text}” stands in a merged cell; every row that it spans was given it.",
)
_SILENT: Final = frozenset({str(Role.IGNORED), str(Role.NOTE), str(Role.TITLE)})
SUMMED: Final = re.compile(r"[\[［【〔]\s*([^\[\]［］【】〔〕]+?)\s*[\]］】〕]")
"""A figure in square brackets, as plans print the sum of all years."""
SUM_OF_YEARS: Final = Wording(
    "“{text}”在方括号内，按各年累计数读入：有基期值的，加在基期值之上；没有的，即其本身。",
    "“{text}” in square brackets was taken as the sum of all years: added to the base, or itself where there is none.",
)
_NO_FIX: Final = Fix()


@dataclass
class TakenStatements:
    """The statements and roles taken from all tables so far."""

    statements: list[Statement] = field(default_factory=list)
    cells: dict[tuple[str, str], CellRole] = field(default_factory=dict)
    skipped: list[Remark] = field(default_factory=list)
    guesses: list[Remark] = field(default_factory=list)


@dataclass
class _LastNames:
    """The meaning of blank cells: the last content of the column."""

    region: str = ""
    industry: str = ""
    indicator: tuple[str, str] = ("", "")
    group: str = ""
    heading: str = ""
    duty: Duty | None = None
    rows: list[int] = field(default_factory=list)


class TableReader:
    """Reads the rows of one table whose columns have their roles."""

    def __init__(
        self, draft: TableDraft, index: int, corrections: Corrections, taken: TakenStatements
    ) -> None:
        self.draft, self.index, self.taken = draft, index, taken
        self.sheet = draft.view.sheet.name
        self.fixes: Mapping[str, Fix] = {
            place: fix for (sheet, place), fix in corrections.cells.items() if sheet == self.sheet
        }
        self.passed = {row for sheet, row in corrections.rows if sheet == self.sheet}
        self.above = _LastNames()
        self.joint: set[tuple[int, int]] = set()
        self.stem = ("", "")

    def read(self, lines: list[Line]) -> None:
        """Take every row."""
        self._heads()
        for line in lines:
            if line.row in self.passed:
                self._pass(line.row, "row_passed", PASSED_BY_USER)
            elif (said := self._correction_of(line.row)) is not None:
                (self._group if said is Role.GROUP else self._stretch)(line.row)
            elif line.sort == "numbering":
                self._pass(line.row, "numbering_row", NUMBERING)
            elif line.sort == "nameless":
                self._pass(line.row, "nameless_row", NAMELESS)
            elif line.sort == "group":
                self._group(line.row)
            elif line.sort == "stretch":
                self._stretch(line.row)
            else:
                self._data(line.row)

    def _correction_of(self, row: int) -> Role | None:
        """The user's correction of a row: the heading of a group, or the stretch targets of the row above."""
        groups = {one.number for one in self.draft.having(Role.GROUP)}
        targets = {one.number for one in self.draft.having(Role.TARGET)}
        for column in self._line(row):
            role = self._fix(row, column).role
            if role == Role.GROUP and column not in groups:
                return Role.GROUP
            if role == Role.STRETCH and column in targets and not self._named(row):
                return Role.STRETCH
        return None

    def _named(self, row: int) -> bool:
        return any(self._text(row, one) for one in self.draft.having(Role.REGION, Role.INDICATOR))

    def _fix(self, row: int, column: int) -> Fix:
        return self.fixes.get(cell_name((row, column)), _NO_FIX)

    def _text(self, row: int, column: Column | None) -> str:
        """What a column shows in a row, corrected."""
        if column is None:
            return ""
        fix = self._fix(row, column.number)
        if fix.role in _SILENT:
            return ""
        return fix.name or self.draft.view.text(row, column.number)

    def _mark(self, row: int, column: int, role: Role, means: str = "") -> None:
        if column in self.draft.view.line(row):
            self.taken.cells[self.sheet, cell_name((row, column))] = CellRole(role, means, self.index)

    def _pass(self, row: int, code: str, why: Wording, role: Role = Role.IGNORED) -> None:
        line = self._line(row)
        for column in line:
            self._mark(row, column, role)
        first = min(line)
        self.taken.skipped.append(
            Remark(code, why, self.sheet, cell_name((row, first)), " ".join(line.values())[:200])
        )

    def _line(self, row: int) -> dict[int, str]:
        return {
            column: text
            for column, text in self.draft.view.line(row).items()
            if self.draft.left <= column <= self.draft.right
        }

    def _heads(self) -> None:
        for row in range(self.draft.first, self.draft.last + 1):
            for column in self.draft.columns:
                if column.number not in self.draft.view.line(row):
                    continue
                role, means = Role.HEADER, str(column.role or Role.IGNORED)
                if column.role in FIGURE_ROLES:
                    role, means = Role.YEAR_HEADER, f"{column.role} {column.year or ''}".strip()
                    own = column.texts and self.draft.view.text(row, column.number) == column.texts[-1]
                    if (column.label and own and len(column.texts) > 1) or (
                        column.label and len(column.texts) == 1
                    ):
                        role, means = Role.INDICATOR, column.label
                self._mark(row, column.number, role, means)

    def _group(self, row: int) -> None:
        ((column, text), *_) = self._line(row).items()
        self.above.heading = plain_name(text)
        self.above.group = ""
        self._mark(row, column, Role.GROUP, self.above.heading)
        self.taken.skipped.append(
            Remark("group_row", GROUP_ROW, self.sheet, cell_name((row, column)), tidy(text))
        )

    def _stretch(self, row: int) -> None:
        """A row whose target begins with 力争: the stretch target of the row above."""
        before = [
            index
            for index in range(len(self.taken.statements))
            if self.taken.statements[index].table == self.index and index in self.above.rows
        ]
        added = False
        for column in self.draft.having(Role.TARGET, Role.STRETCH):
            text = self._text(row, column)
            told = self._fix(row, column.number).role == Role.STRETCH
            if column.number not in self.draft.view.line(row) or not (
                told or text.startswith(("力争", "争取"))
            ):
                continue
            figure = self._figure(row, column, Role.STRETCH)
            for index in before:
                stated = self.taken.statements[index]
                owns = any(one.role is Role.TARGET and one.year == column.year for one in stated.figures)
                if owns and (not column.label or stated.indicator == column.label):
                    self.taken.statements[index] = replace(stated, figures=(*stated.figures, figure))
                    added = True
            self._mark(row, column.number, Role.STRETCH, text)
        if not added:
            self._pass(row, "nameless_row", NAMELESS)

    def _figure(self, row: int, column: Column, role: Role) -> StatedFigure:
        view = self.draft.view
        place = view.origin(row, column.number) or (row, column.number)
        return StatedFigure(
            role,
            column.year,
            self._text(row, column),
            cell_name(place),
            view.cell(row, column.number).kind,
        )

    def _data(self, row: int) -> None:
        draft = self.draft
        region = self._name(row, Role.REGION)
        industry = self._name(row, Role.INDUSTRY)
        group, duty = self._group_of(row), self._duty_of(row)
        remark = "；".join(self._text(row, one) for one in draft.having(Role.REMARK) if self._text(row, one))
        source = next((self._text(row, one) for one in draft.having(Role.SOURCE) if self._text(row, one)), "")
        if region is None or industry is None:
            self._pass(row, "nameless_row", NAMELESS)
            return
        self.above.rows = []
        named = draft.having(Role.INDICATOR)
        sets: dict[tuple[str, str], list[Column]] = {}
        name_cell = cell_name((row, draft.left))
        if named:
            name = self._indicator(row, named[0])
            if len(named) > 1:
                name = self._detailed(row, name, named)
            if not name[0]:
                self._pass(row, "nameless_row", NAMELESS)
                return
            name_cell = cell_name(
                (row, named[-1].number if named[-1].number in self._line(row) else named[0].number)
            )
            sets[name] = draft.having(*FIGURE_ROLES)
        else:
            keys = draft.having(Role.REGION, Role.INDUSTRY)
            name_cell = cell_name((row, keys[0].number))
            for column in draft.having(*FIGURE_ROLES):
                if column.label:
                    sets.setdefault((column.label, ""), []).append(column)
        for (name_text, unit), columns in sets.items():
            found = unit or next((one.unit for one in columns if one.unit), "") or draft.unit
            self.above.rows.append(len(self.taken.statements))
            self.taken.statements.append(
                Statement(
                    self.index, self.sheet, name_cell, region, industry, name_text, found,
                    self._figures(row, columns), group, duty, source, remark,
                )
            )  # fmt: skip
        for column in draft.columns:
            if (self.sheet, cell_name((row, column.number))) not in self.taken.cells:
                self._mark(row, column.number, column.role or Role.IGNORED, self._text(row, column))

    def _name(self, row: int, role: Role) -> str | None:
        """The region or industry of a row; a blank repeats the one above; None where there is none yet."""
        columns = self.draft.having(role)
        if not columns:
            return ""
        text = self._text(row, columns[0])
        name = "" if is_blank(text) else plain_name(text)
        kept = "region" if role is Role.REGION else "industry"
        if name:
            setattr(self.above, kept, name)
            self._mark(row, columns[0].number, role, name)
        elif self.draft.having(Role.INDICATOR):
            name = getattr(self.above, kept)
        return name or None

    def _indicator(self, row: int, column: Column) -> tuple[str, str]:
        text = self._text(row, column)
        name, unit = ("", "") if is_blank(text) else name_and_unit(text)
        if not name and self.draft.having(Role.REGION):
            name, unit = self.above.indicator
        for unit_column in self.draft.having(Role.UNIT):
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
        view, (first, second) = self.draft.view, columns[:2]
        if name[0]:
            self.stem = name
        own = view.origin(row, second.number)
        if own is None or own == view.origin(row, first.number):
            return name
        detail, unit = name_and_unit(self._text(row, second))
        self._mark(row, second.number, Role.INDICATOR, detail)
        stem, stem_unit = self.stem
        return "·".join(part for part in (stem, detail) if part), unit or name[1] or stem_unit

    def _group_of(self, row: int) -> str:
        columns = self.draft.having(Role.GROUP)
        text = self._text(row, columns[0]) if columns else ""
        if text and not is_blank(text):
            self.above.group = plain_name(text)
        return self.above.group or self.above.heading

    def _duty_of(self, row: int) -> Duty | None:
        columns = self.draft.having(Role.DUTY)
        text = self._text(row, columns[0]) if columns else ""
        if text:
            found = closed_lists.read_word(text, closed_lists.DUTY_WORDS)
            # 预期性指标 says no more than 预期性
            self.above.duty = found or closed_lists.read_word(
                text.replace("指标", ""), closed_lists.DUTY_WORDS
            )
        return self.above.duty

    def _figures(self, row: int, columns: list[Column]) -> tuple[StatedFigure, ...]:
        view = self.draft.view
        targets = {view.origin(row, one.number) for one in columns if one.role is Role.TARGET} - {None}
        figures = []
        for column in columns:
            role = column.role
            if role not in FIGURE_ROLES or role is None:
                continue
            fix = self._fix(row, column.number)
            if fix.role in {str(one) for one in FIGURE_ROLES}:
                role = Role(fix.role)
            place = view.origin(row, column.number)
            figure = self._figure(row, column, role)
            if role is not Role.TARGET and place in targets:
                # 完成省下达任务 over both columns is a target, and no base
                figure = replace(figure, text="", cell=cell_name((row, column.number)))
            if place is not None and place[0] != row and place not in self.joint and figure.text:
                self.joint.add(place)
                self.taken.guesses.append(
                    Remark("joint_figure", JOINT, self.sheet, cell_name(place), figure.text)
                )
            if role is Role.TARGET and SUMMED.fullmatch(figure.text):
                self.taken.guesses.append(
                    Remark("sum_of_years", SUM_OF_YEARS, self.sheet, figure.cell, figure.text)
                )
            figures.append(figure)
            self._mark(row, column.number, role, figure.text)
        return tuple(figures)
