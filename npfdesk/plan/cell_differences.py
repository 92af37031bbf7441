"""Differences between two states of the work, cell by cell: which cells differ, how many, and their texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from npfdesk.plan.grains import WHOLE, Cell, CellContext, Row
from npfdesk.plan.model import Plan
from npfdesk.plan.parts import AREAS, PART_OF_AREA, PARTS
from npfdesk.plan.problems import Language, Wording, clauses
from npfdesk.plan.spoken_names import NOTHING, side
from npfdesk.plan.work import Work

_CELL_NAMES: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "name": Wording("名称", "name"),
        "parent": Wording("上级", "parent"),
        "description": Wording("说明", "description"),
        "colour": Wording("颜色", "colour"),
        "english": Wording("英文", "English"),
        "adopted": Wording("定稿日期", "adopted on"),
        "packages": Wording("假设包", "packages"),
        "path": Wording("方法和参数", "method and value"),
        "range": Wording("上下限", "range"),
        "note": Wording("备注", "note"),
    }
)
_NOTHING: Final = Wording("没有改动", "nothing changed")


@dataclass(frozen=True)
class Difference:
    """One cell with different values in two states; None where one of them does not have the cell."""

    cell: Cell
    before: Any
    after: Any


def rows_of_work(work: Work) -> dict[Row, Any]:
    """All rows of a work. An amendment that removes something is (None,), which differs from no row."""
    return dict(found for part in PARTS for found in part.grain.rows(part.of(work)))


def work_of_rows(found: Mapping[Row, Any]) -> Work:
    """A work assembled from its rows, in their order. The inverse of `rows_of_work`."""
    own: dict[str, dict[Row, Any]] = {part.key: {} for part in PARTS}
    for row, value in found.items():
        own[PART_OF_AREA[row.area].key][row] = value
    return Work(**{part.key: part.grain.assembled(own[part.key]) for part in PARTS})


def work_with_rows(work: Work, wanted: Callable[[Row, Any], bool]) -> Work:
    """The work with only the wanted rows."""
    return work_of_rows({row: value for row, value in rows_of_work(work).items() if wanted(row, value)})


def cells_of_row(row: Row, value: Any) -> dict[str, Any]:
    """A row's cells by name; a row without cells is one single cell."""
    form = AREAS[row.area].cells
    return form.taken_apart(value) if form is not None else {WHOLE: value}


def row_of_cells(row: Row, cells: Mapping[str, Any]) -> Any:
    """The row of its cells, years in their order; cells that are None are not there. The inverse of `cells_of_row`."""
    form = AREAS[row.area].cells
    return form.composed(cells) if form is not None else cells[WHOLE]


def comparable_by_cell(row: Row, *values: Any) -> bool:
    """Whether these values of a row can be compared cell by cell: all exist and have the same method."""
    form = AREAS[row.area].cells
    return form is not None and all(value is not None for value in values) and form.alike(values)


def row_differences(row: Row, before: Any, after: Any) -> tuple[Difference, ...]:
    """The cells of one row that differ; the whole row as one cell where it was added, removed or got another method."""
    if before == after:
        return ()
    if not comparable_by_cell(row, before, after):
        return (Difference(Cell(row, WHOLE), before, after),)
    old, new = cells_of_row(row, before), cells_of_row(row, after)
    return tuple(
        Difference(Cell(row, part), old.get(part), new.get(part))
        for part in {**old, **new}
        if old.get(part) != new.get(part)
    )


def differences(before: Work | None, after: Work) -> tuple[Difference, ...]:
    """All cells that differ between two states, in the order of the later one; None: there was no earlier state."""
    old, new = rows_of_work(before) if before is not None else {}, rows_of_work(after)
    return tuple(
        difference
        for row in {**new, **old}
        for difference in row_differences(row, old.get(row), new.get(row))
    )


def counts(found: tuple[Difference, ...]) -> Mapping[str, int]:
    """How many cells of each area differ."""
    return MappingProxyType(dict(Counter(one.cell.row.area for one in found)))


def counts_text(found: Mapping[str, int], language: Language) -> str:
    """The number of differences in each area, as text."""
    texts = [
        area.counted.text(language, {"count": found[area.code]})
        for area in AREAS.values()
        if found.get(area.code)
    ]
    return clauses(texts, language, comma=True) or _NOTHING.text(language, {})


def cell_text(plan: Plan, cell: Cell, language: Language) -> str:
    """The name of a cell without its scenario: area, place, indicator, year."""
    row, part = cell
    area = AREAS[row.area]
    texts = area.place_names(CellContext(plan, {}, language), row.key)
    if part != WHOLE:
        words = _CELL_NAMES.get(part)
        texts.append(words.text(language, {}) if words is not None else part)
    return " · ".join((area.name.text(language, {}), *texts))


def scenario_text(cell: Cell, names: Mapping[str, str]) -> str:
    """The name of a cell's scenario; "" for an amendment of the plan."""
    return names.get(cell.row.scenario, cell.row.scenario)


def value_text(plan: Plan, cell: Cell, value: Any, names: Mapping[str, str], language: Language) -> str:
    """A cell's value as text; 无, none for a cell that does not exist or says nothing."""
    if value is None:
        return NOTHING.text(language, {})
    return side(AREAS[cell.row.area].value_text(CellContext(plan, names, language), cell, value), language)
