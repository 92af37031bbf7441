"""The work as rows and cells: what differs between two states of it, how much of what, and all of it in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from npfdesk.plan.grains import WHOLE, Cell, Row, Telling
from npfdesk.plan.model import Plan
from npfdesk.plan.parts import AREAS, PART_OF_AREA, PARTS
from npfdesk.plan.problems import Language, Wording
from npfdesk.plan.work import Work

_CELL_NAMES: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "name": Wording("名称", "name"),
        "parent": Wording("上级", "parent"),
        "description": Wording("说明", "description"),
        "colour": Wording("颜色", "colour"),
        "path": Wording("方法和参数", "method and value"),
        "range": Wording("上下限", "range"),
        "note": Wording("备注", "note"),
    }
)
_NOT_THERE: Final = Wording("无", "none")
_NOTHING: Final = Wording("没有改动", "nothing changed")


@dataclass(frozen=True)
class Difference:
    """One cell that two states say differently; None for a cell that one of them does not have."""

    cell: Cell
    before: Any
    after: Any


def rows(work: Work) -> dict[Row, Any]:
    """Every row of a work; an amendment that takes something away is (None,), so that it differs from none."""
    return dict(found for part in PARTS for found in part.grain.rows(part.of(work)))


def gathered(found: Mapping[Row, Any]) -> Work:
    """A work out of its rows, in their order. The inverse of `rows`."""
    own: dict[str, dict[Row, Any]] = {part.key: {} for part in PARTS}
    for row, value in found.items():
        own[PART_OF_AREA[row.area].key][row] = value
    return Work(**{part.key: part.grain.gathered(own[part.key]) for part in PARTS})


def selected(work: Work, wanted: Callable[[Row, Any], bool]) -> Work:
    """The work with those of its rows that are wanted."""
    return gathered({row: value for row, value in rows(work).items() if wanted(row, value)})


def parts(row: Row, value: Any) -> dict[str, Any]:
    """A row's cells by their names; a row that has none is one cell as a whole."""
    form = AREAS[row.area].cells
    return form.taken_apart(value) if form is not None else {WHOLE: value}


def composed(row: Row, cells: Mapping[str, Any]) -> Any:
    """The row of its cells, years in their order; cells that are None are not there. The inverse of `parts`."""
    form = AREAS[row.area].cells
    return form.composed(cells) if form is not None else cells[WHOLE]


def finely(row: Row, *values: Any) -> bool:
    """Whether these values of a row can be laid side by side cell by cell: all there, and of one method."""
    form = AREAS[row.area].cells
    return form is not None and all(value is not None for value in values) and form.alike(values)


def row_differences(row: Row, before: Any, after: Any) -> tuple[Difference, ...]:
    """The cells of one row that differ; the whole row as one where it came, went or changed its method."""
    if before == after:
        return ()
    if not finely(row, before, after):
        return (Difference(Cell(row, WHOLE), before, after),)
    old, new = parts(row, before), parts(row, after)
    return tuple(
        Difference(Cell(row, part), old.get(part), new.get(part))
        for part in {**old, **new}
        if old.get(part) != new.get(part)
    )


def differences(before: Work | None, after: Work) -> tuple[Difference, ...]:
    """Every cell that differs between two states, in the order of the later one; None: nothing was there before."""
    old, new = rows(before) if before is not None else {}, rows(after)
    return tuple(
        difference
        for row in {**new, **old}
        for difference in row_differences(row, old.get(row), new.get(row))
    )


def counts(found: tuple[Difference, ...]) -> Mapping[str, int]:
    """How many cells of each area differ."""
    return MappingProxyType(dict(Counter(one.cell.row.area for one in found)))


def counts_text(found: Mapping[str, int], language: Language) -> str:
    """How much of what differs, in words."""
    told = [
        area.counted.text(language, {"count": found[area.code]})
        for area in AREAS.values()
        if found.get(area.code)
    ]
    return ("，" if language == "zh" else ", ").join(told) or _NOTHING.text(language, {})


def cell_text(plan: Plan, cell: Cell, language: Language) -> str:
    """Which cell is meant, without its scenario: area, place, indicator, year."""
    row, part = cell
    area = AREAS[row.area]
    told = area.where(Telling(plan, {}, language), row.key)
    if part != WHOLE:
        words = _CELL_NAMES.get(part)
        told.append(words.text(language, {}) if words is not None else part)
    return " · ".join((area.name.text(language, {}), *told))


def scenario_text(cell: Cell, names: Mapping[str, str]) -> str:
    """The name of a cell's scenario; "" for an amendment of the plan."""
    return names.get(cell.row.scenario, cell.row.scenario)


def value_text(plan: Plan, cell: Cell, value: Any, names: Mapping[str, str], language: Language) -> str:
    """What a cell says; a word for one that is not there."""
    if value is None:
        return _NOT_THERE.text(language, {})
    return AREAS[cell.row.area].said(Telling(plan, names, language), cell, value)
