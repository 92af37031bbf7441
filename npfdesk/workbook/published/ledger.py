"""The ledger of published tables: every cell that shows a figure is taken, explained or told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from openpyxl.utils import range_boundaries

from npfdesk.plan.problems import Problem, warning
from npfdesk.workbook.accounting import Account, CellPlace, Ledger, figure_cells
from npfdesk.workbook.files.cell_grid import FAULTS, Grid, GridSheet, Place
from npfdesk.workbook.files.unseen_cells import block_around, block_name
from npfdesk.workbook.published.assembly import Assembled
from npfdesk.workbook.published.merged_cells import cell_name
from npfdesk.workbook.published.recognition import CellRole, Reason, Recognition, Role

UNREAD: Final = warning(
    "unread_figures",
    "{count} 个数字不在任何已识别的表中，没有读入。请在导入窗口中指明这一块是什么，或略过。",
    "{count:figure is|figures are} in no recognised table and {count:~was|were} not read. Choose in the import window what "
    "this area is, or leave it out.",
)
UNTAKEN: Final = warning(
    "untaken_figure",
    "“{text}”没有读入：它所在的列或行没有识别出用途。请在导入窗口中指明，或略过。",
    "“{text}” was not read: the role of its row or column was not recognised. Choose it in the import window, or leave it out.",
)
EXPLAINED: Final = frozenset(
    {
        Role.REGION, Role.INDUSTRY, Role.INDICATOR, Role.UNIT, Role.DUTY, Role.OWNER, Role.GROUP, Role.NUMBER, Role.SOURCE,
        Role.REMARK, Role.HEADER, Role.YEAR_HEADER, Role.TITLE, Role.NOTE, Role.SUBTOTAL, Role.DERIVED, Role.AREA, Role.PERIOD, Role.PHASE,
    }
)  # fmt: skip
"""Roles of cells that hold no figure of the plan, and say why."""
_PARAMETERS: Final = frozenset({Role.BASE_YEAR, Role.TARGET_YEAR})
_TALL: Final = 64
"""A problem that names more rows than this is looked at for every cell, others by their rows."""


def ledger_of(recognition: Recognition, made: Assembled) -> tuple[Ledger, tuple[Problem, ...]]:
    """The ledger of the sheets that were looked at, and a problem for every figure that nothing else explains or tells."""
    told = _told_places(made.problems)
    accounts: dict[CellPlace, Account] = {}
    problems: list[Problem] = []
    for sheet in recognition.grid.sheets:
        if sheet.name in recognition.passed:
            continue
        own = told.get(sheet.name, _NOTHING_TOLD)
        loose: list[Place] = []
        for place in figure_cells(sheet):
            account = _account(sheet, place, recognition, made, own)
            if account is None:
                loose.append(place)
                account = Account.TOLD
            accounts[sheet.name, place] = account
        problems.extend(_loose(sheet, loose, recognition))
    return Ledger(MappingProxyType(accounts), made.observations), tuple(problems)


def _account(
    sheet: GridSheet,
    place: Place,
    recognition: Recognition,
    made: Assembled,
    told: _Told,
) -> Account | None:
    """What became of a cell; None where nothing says so."""
    name = cell_name(place)
    known = made.accounts.get((sheet.name, name))
    if known is not None:
        return known
    role = recognition.cells.get((sheet.name, name))
    if role is not None and role.why is Reason.USER and _by_role(role) is Account.EXPLAINED:
        # somebody said so: that is the last word
        return Account.EXPLAINED
    if told.names(place):
        return Account.TOLD
    if role is None or sheet.cells[place].kind in FAULTS:
        return None
    return _by_role(role)


def _by_role(role: CellRole) -> Account | None:
    if role.role in EXPLAINED:
        return Account.EXPLAINED
    if role.role in _PARAMETERS:
        return Account.TAKEN
    if role.role is Role.IGNORED and role.why in (Reason.USER, Reason.PLACE):
        return Account.EXPLAINED
    return None


class _Told:
    """The cells of a sheet that problems name, found by their row."""

    def __init__(self) -> None:
        self.rows: dict[int, list[tuple[int, int]]] = {}
        self.tall: list[tuple[int, int, int, int]] = []

    def add(self, cells: str) -> None:
        """Take in cells as Excel names them."""
        found = range_boundaries(cells)
        left, top, right, bottom = found[0] or 1, found[1] or 1, found[2] or 1 << 20, found[3] or 1 << 22
        if bottom - top > _TALL:
            self.tall.append((left, top, right, bottom))
            return
        for row in range(top, bottom + 1):
            self.rows.setdefault(row, []).append((left, right))

    def names(self, place: Place) -> bool:
        """Whether a problem names a cell."""
        row, column = place
        return any(left <= column <= right for left, right in self.rows.get(row, ())) or any(
            left <= column <= right and top <= row <= bottom for left, top, right, bottom in self.tall
        )


_NOTHING_TOLD: Final = _Told()


def _told_places(problems: Iterable[Problem]) -> Mapping[str, _Told]:
    """The cells that problems name, by sheet."""
    found: dict[str, _Told] = {}
    for problem in problems:
        if problem.sheet and problem.cell:
            found.setdefault(problem.sheet, _Told()).add(problem.cell)
    return found


def in_order(grid: Grid, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems in the order of the sheets and, within one, of the rows; those without a place come first."""
    order = {sheet.name: index for index, sheet in enumerate(grid.sheets)}

    def place(problem: Problem) -> tuple[int, int, int]:
        if not problem.sheet:
            return -1, 0, 0
        left, top, *_ = range_boundaries(problem.cell) if problem.cell else (0, 0)
        return order.get(problem.sheet, len(order)), top or 0, left or 0

    return tuple(sorted(problems, key=place))


def _loose(sheet: GridSheet, places: list[Place], recognition: Recognition) -> Iterable[Problem]:
    """Problems for figures that nothing tells: one for each cell of a table, one for each area outside of tables."""
    outside = []
    for place in places:
        role = recognition.cells.get((sheet.name, cell_name(place)))
        if role is not None and role.role not in (Role.OUTSIDE, Role.IGNORED):
            yield Problem(UNTAKEN, sheet.name, cell_name(place), sheet.cells[place].text[:80])
        else:
            outside.append(place)
    for area in _areas(outside):
        where, text = block_name(block_around(area)), sheet.cells[area[0]].text[:80]
        yield Problem(UNREAD, sheet.name, where, text, {"count": len(area)})


def _areas(places: Sequence[Place]) -> list[list[Place]]:
    """Places in areas: runs of rows without a gap of more than one row."""
    found: list[list[Place]] = []
    for place in sorted(places):
        if found and place[0] - found[-1][-1][0] <= 2:
            found[-1].append(place)
        else:
            found.append([place])
    return found
