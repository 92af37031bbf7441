"""The columns of a table as somebody corrected them: by their heads, by their letters, or by all of their cells."""

from __future__ import annotations

from npfdesk.workbook.published.cell_sorts import KEYS, Sort
from npfdesk.workbook.published.columns import Column, Table, set_form
from npfdesk.workbook.published.corrections import Fix
from npfdesk.workbook.published.printed_names import looks_like_region, name_and_unit, plain_name
from npfdesk.workbook.published.recognition import FIGURE_ROLES, Reason, Role
from npfdesk.workbook.published.sheet_corrections import ROLES, SheetCorrections, period_of

_NAMES = (Role.REGION, Role.INDUSTRY, Role.INDICATOR)


def fix_columns(table: Table, said: SheetCorrections) -> None:
    """Apply what somebody said to a table's columns; a part of a column holds for it where it covers all of its cells.

    A head over figures that is said to be a region, an industry or an indicator names what the figures are of.
    """
    if table.block.stated and not table.known:
        _complete(table)
    fixes = _by_column(table, said)
    heads = _by_head(table, said)
    if not fixes and not heads:
        return
    for one in table.columns:
        if one.number in fixes:
            _fix(table, one, fixes[one.number])
        if one.number in heads:
            role, text, fix = heads[one.number]
            if role in _NAMES and _holds_figures(one):
                _name_figures(one, role, fix.name or text)
                _fix(table, one, Fix(unit=fix.unit, year=fix.year, period=fix.period))
            else:
                _fix(table, one, fix)
    set_form(table)


def _complete(table: Table) -> None:
    """In a table that somebody marked the first column of words names the rows, and columns of figures hold figures."""
    if not table.having(*KEYS):
        for column in table.columns:
            if column.sorts and not column.mostly(Sort.FIGURE, Sort.YEAR, Sort.BLANK):
                regions = sum(map(looks_like_region, column.sample)) * 2 > len(column.sample)
                column.role = Role.REGION if regions else Role.INDICATOR
                column.weak, column.reason, column.confidence = True, Reason.CONTENT, 0.5
                break
    for column in table.columns:
        if column.role is None and column.mostly(Sort.FIGURE, Sort.YEAR, Sort.BLANK):
            column.role, column.reason, column.confidence = Role.VALUE, Reason.CONTENT, 0.5
    set_form(table)


def _by_column(table: Table, said: SheetCorrections) -> dict[int, Fix]:
    found: dict[int, Fix] = {}
    block = table.block
    for part in said.columns:
        if not block.left <= part.column <= block.right:
            continue
        rows = [row for row in block.data() if part.column in block.view.line(row)] or block.data()
        if all(part.first <= row <= part.last for row in rows):
            found[part.column] = found.get(part.column, Fix()) | part.fix
    return found


def _by_head(table: Table, said: SheetCorrections) -> dict[int, tuple[Role | None, str, Fix]]:
    """By column what is said of its head: the role, the head's text, and the fix."""
    found: dict[int, tuple[Role | None, str, Fix]] = {}
    block = table.block
    for row in block.heads:
        line_role = said.row_roles.get(row)
        for column in block.line(row):
            fix = said.cells.get((row, column), Fix())
            if not fix.role and line_role in _NAMES and _holds_figures(table.columns[column - block.left]):
                fix = Fix(str(line_role)) | fix
            fix = fix | _dates_of_line(said, row)
            if fix == Fix():
                continue
            left, right = block.view.span(row, column)
            role = Role(fix.role) if fix.role in ROLES else None
            for one in range(left, right + 1):
                found[one] = role, block.line(row)[column], fix
    return found


def _dates_of_line(said: SheetCorrections, row: int) -> Fix:
    line = said.lines.get(row)
    return Fix() if line is None else Fix(unit=line.unit, year=line.year, period=line.period)


def _holds_figures(column: Column) -> bool:
    return column.heads_figures or (
        bool(column.sample)
        and sum(any(map(str.isdigit, text)) for text in column.sample) * 2 > len(column.sample)
    )


def _name_figures(column: Column, role: Role, text: str) -> None:
    """What a head over figures names, as somebody said."""
    if column.role not in FIGURE_ROLES:
        column.role, column.explicit = Role.VALUE, False
    column.unreadable, column.reason, column.confidence = None, Reason.USER, 1.0
    name, unit = name_and_unit(text)
    if role is Role.REGION:
        column.region, column.label = plain_name(text), "" if column.label == name else column.label
    elif role is Role.INDUSTRY:
        column.industry, column.label = plain_name(text), "" if column.label == name else column.label
    else:
        column.label, column.unit, column.region = name, unit or column.unit, ""


def _fix(table: Table, column: Column, fix: Fix) -> None:
    if fix.role in ROLES:
        column.role, column.explicit, column.measure = Role(fix.role), True, None
        column.unreadable, column.reason, column.confidence = None, Reason.USER, 1.0
        if column.role is Role.VALUE:
            column.explicit = False
        if column.role not in FIGURE_ROLES:
            column.label = ""
        elif not column.label and column.texts and not table.having(Role.INDICATOR):
            column.label = next((head.label for head in reversed(column.heads) if head.label), "")
        if column.role is Role.INDICATOR:
            _only_indicator(table, column)
    if fix.name:
        column.label, column.region = fix.name, ""
    if (period := period_of(fix)) is not None:
        column.period = period
    if fix.unit is not None:
        column.unit = fix.unit


def _only_indicator(table: Table, column: Column) -> None:
    """Of the columns of indicators the one that somebody named counts; one that was only supposed to be it groups the rows."""
    for one in table.having(Role.INDICATOR):
        if one is not column and one.reason is not Reason.USER:
            one.role = Role.GROUP
