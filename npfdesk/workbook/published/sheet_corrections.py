"""What somebody said of one sheet, by place: of its cells, columns, rows and areas; what it explains."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from npfdesk.plan.periods import Period, read_period
from npfdesk.plan.problems import Problem
from npfdesk.workbook.files.cell_grid import GridSheet, Place, shows_figure
from npfdesk.workbook.published.corrections import LAST_ROW, Corrections, Fix, boundaries
from npfdesk.workbook.published.merged_cells import cell_name
from npfdesk.workbook.published.recognition import CellRole, Reason, Role

NO_FIX: Final = Fix()
ROLES: Final = frozenset(map(str, Role))
_EXPLAINING: Final = frozenset(
    {
        Role.IGNORED, Role.NOTE, Role.TITLE, Role.HEADER, Role.SUBTOTAL, Role.DERIVED, Role.GROUP, Role.NUMBER, Role.SOURCE,
        Role.REMARK, Role.OWNER, Role.DUTY, Role.UNIT,
    }
)  # fmt: skip
"""Roles that say of a cell that it holds no figure of the plan, wherever it stands."""
_UNSETTLED: Final = frozenset({Role.OUTSIDE, Role.IGNORED, Role.NOTE})
"""Roles of cells that nothing was taken from, over which the word for a row or column counts."""


@dataclass(frozen=True)
class FixedPart:
    """A fix to the rows first to last of a column, both in."""

    column: int
    first: int
    last: int
    fix: Fix


class SheetCorrections:
    """The corrections of one sheet by place; text that names no place is passed over."""

    def __init__(self, corrections: Corrections, sheet: str) -> None:
        self.cells: dict[Place, Fix] = {}
        self.columns: list[FixedPart] = []
        self.lines: dict[int, Fix] = {}
        for (name, place), fix in corrections.cells.items():
            if name == sheet and (found := boundaries(place)) is not None and None not in found:
                self.cells[found[1] or 1, found[0] or 1] = fix
        for (name, place), fix in corrections.columns.items():
            if (
                name == sheet
                and (found := boundaries(place)) is not None
                and found[0]
                and found[0] == found[2]
            ):
                self.columns.append(FixedPart(found[0], found[1] or 1, found[3] or LAST_ROW, fix))
        for (name, place), fix in corrections.lines.items():
            if name == sheet and place.isdecimal() and len(place) < 8:
                self.lines[int(place)] = fix
        self.passed = {row for name, row in corrections.rows if name == sheet}
        self.row_roles = {
            row: Role(role)
            for (name, row), role in corrections.row_roles.items()
            if name == sheet and role in ROLES
        }
        self.heads = sorted(rows for name, *rows in corrections.headers if name == sheet)
        self.areas = [tuple(area) for name, *area in corrections.areas if name == sheet]
        self.tables = sorted(tuple(area) for name, *area in corrections.tables if name == sheet)
        self.silent = not (self.cells or self.columns or self.lines)
        self._parts: dict[int, list[FixedPart]] = {}
        for part in self.columns:
            if part.last < LAST_ROW:
                self._parts.setdefault(part.column, []).append(part)

    def fix(self, row: int, column: int) -> Fix:
        """What is said of a cell, by itself or as part of a column that was marked."""
        if self.silent:
            return NO_FIX
        found = NO_FIX
        for part in self._parts.get(column, ()):
            if part.first <= row <= part.last:
                found = found | Fix(part.fix.role, "", part.fix.unit, part.fix.year, part.fix.period)
        own = self.cells.get((row, column))
        return found if own is None else found | own

    def figure_fix(self, row: int, column: int) -> Fix:
        """What is said of a figure, with what is said of its row."""
        own = self.fix(row, column)
        line = self.lines.get(row)
        return own if line is None else Fix(line.role, "", line.unit, line.year, line.period) | own

    def heads_row(self, row: int) -> bool:
        """Whether somebody marked a row as part of a head."""
        return (
            any(first <= row <= last for first, last in self.heads) or self.row_roles.get(row) is Role.HEADER
        )

    def passes(self, row: int) -> bool:
        """Whether a row is passed over."""
        said = self.row_roles.get(row)
        return (row in self.passed or said is Role.IGNORED) and not self.heads_row(row)

    def left_out(self, cells: Iterable[Place]) -> frozenset[Place]:
        """The cells in areas that are left out; a cell of which something else was said is not."""
        if not self.areas:
            return frozenset()
        return frozenset(
            (row, column)
            for row, column in cells
            if self.cells.get((row, column), NO_FIX).role in ("", Role.IGNORED)
            and any(
                top <= row <= bottom and left <= column <= right for top, left, bottom, right in self.areas
            )
        )

    def explained(self, place: Place, now: CellRole | None) -> Role | None:
        """The role by which what somebody said explains a cell, given its present one; None where nothing does."""
        row, column = place
        own = self.fix(row, column).role
        if own:
            return Role(own) if own in ROLES and Role(own) in _EXPLAINING else None
        if now is not None and now.role not in _UNSETTLED:
            return None
        said = Role.IGNORED if self.passes(row) else self.row_roles.get(row)
        if said is None and any(first <= row <= last for first, last in self.heads):
            said = Role.HEADER
        for part in self.columns:
            if part.column == column and part.last == LAST_ROW and said is None and part.fix.role in ROLES:
                said = Role(part.fix.role)
        return said if said in _EXPLAINING else None


def period_of(fix: Fix) -> Period | None:
    """The period that a fix gives; None where it gives none."""
    if fix.period and (read := read_period(fix.period)) is not None:
        return read
    return Period(fix.year) if fix.year else None


def explain(sheet: GridSheet, said: SheetCorrections, cells: dict[tuple[str, str], CellRole]) -> None:
    """Gives the cells of a sheet the roles by which somebody explained them."""
    if said.silent and not (said.passed or said.row_roles or said.heads):
        return
    for place in sheet.cells:
        key = sheet.name, cell_name(place)
        role = said.explained(place, cells.get(key))
        if role is not None:
            means = cells[key].means if key in cells else ""
            cells[key] = CellRole(role, means, -1, Reason.USER, 1.0)


def still_told(
    problems: Iterable[Problem], sheets: Mapping[str, GridSheet], cells: Mapping[tuple[str, str], CellRole]
) -> list[Problem]:
    """The problems without those all of whose figures somebody has explained."""
    by_user = {key for key, one in cells.items() if one.why is Reason.USER and one.role in _EXPLAINING}
    if not by_user:
        return list(problems)
    marked = {sheet for sheet, _ in by_user}

    def settled(problem: Problem) -> bool:
        bounds = boundaries(problem.cell) if problem.cell and problem.sheet in marked else None
        if bounds is None or problem.sheet not in sheets:
            return False
        held = sheets[problem.sheet].cells
        left, top, right, bottom = (
            bounds[0] or 1,
            bounds[1] or 1,
            bounds[2] or 1 << 20,
            bounds[3] or LAST_ROW,
        )
        inside: Iterable[Place]
        if (right - left + 1) * (bottom - top + 1) <= len(held):
            inside = ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
        else:
            inside = (
                (row, column) for row, column in held if top <= row <= bottom and left <= column <= right
            )
        figures = [place for place in inside if place in held and shows_figure(held[place])]
        return bool(figures) and all((problem.sheet, cell_name(place)) in by_user for place in figures)

    return [problem for problem in problems if not settled(problem)]
