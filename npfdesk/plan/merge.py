"""Merge: two users' edits of one common base, cell by cell. A conflict is a value that the user decides on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from npfdesk.plan.adoption import adopted_contents
from npfdesk.plan.cell_differences import (
    cells_of_row,
    comparable_by_cell,
    row_of_cells,
    rows_of_work,
    work_of_rows,
)
from npfdesk.plan.grains import WHOLE, Cell, Row
from npfdesk.plan.inheritance import inherits_itself, with_bases, without_scenario
from npfdesk.plan.records import SavedWork
from npfdesk.plan.scenario_rows import SCENARIO, scenario_rows
from npfdesk.plan.scenarios import Scenario, by_id
from npfdesk.plan.work import Work


@dataclass(frozen=True)
class Entry:
    """One cell that theirs would change: its value in the base, in mine and in theirs (None: not there).

    `conflict`: both changed it, and differently. `theirs_taken`: which of the two is in the merged work.
    """

    cell: Cell
    base: Any
    mine: Any
    theirs: Any
    conflict: bool
    theirs_taken: bool


@dataclass(frozen=True, eq=False)
class Merge:
    """The merged work, and every cell in which theirs would change mine.

    `renamed` are the names that scenarios new in theirs were given, since their own were in use (old, new).
    """

    saved: SavedWork
    entries: tuple[Entry, ...]
    renamed: tuple[tuple[str, str], ...] = ()

    @property
    def work(self) -> Work:
        """The merged work by itself."""
        return self.saved.work

    @property
    def conflicts(self) -> tuple[Entry, ...]:
        """The cells that both changed, differently."""
        return tuple(entry for entry in self.entries if entry.conflict)

    @property
    def changes(self) -> tuple[Entry, ...]:
        """The cells that only theirs changed."""
        return tuple(entry for entry in self.entries if not entry.conflict)


@dataclass
class _CellMerger:
    """Merges single cells and rows, and collects the entries."""

    choices: Mapping[Cell, bool]
    entries: list[Entry] = field(default_factory=list)

    def takes_theirs(self, cell: Cell, base: Any, mine: Any, theirs: Any, conflict: bool) -> bool:
        taken = self.choices.get(cell, not conflict)
        self.entries.append(Entry(cell, base, mine, theirs, conflict, taken))
        return taken

    def cell(self, cell: Cell, base: Any, mine: Any, theirs: Any) -> Any:
        """A cell of three: what changed on one side only is taken, a conflict stays mine unless theirs is chosen."""
        if theirs in (mine, base):
            return mine
        conflict = mine != base
        return theirs if self.takes_theirs(cell, base, mine, theirs, conflict) else mine

    def row(self, row: Row, base: Any, mine: Any, theirs: Any) -> Any:
        """A row of three, by its cells where all that is there is of one method, else as a whole."""
        if theirs in (mine, base):
            return mine
        known = (mine, theirs) if base is None else (base, mine, theirs)
        if not comparable_by_cell(row, *known):
            return self.cell(Cell(row, WHOLE), base, mine, theirs)
        ours, others = cells_of_row(row, mine), cells_of_row(row, theirs)
        old = cells_of_row(row, base) if base is not None else {}
        return row_of_cells(
            row,
            {
                part: self.cell(Cell(row, part), old.get(part), ours.get(part), others.get(part))
                for part in {**ours, **others, **old}
            },
        )


def merge(
    base: SavedWork | None,
    mine: SavedWork,
    theirs: SavedWork,
    choices: Mapping[Cell, bool] = MappingProxyType({}),
) -> Merge:
    """Merge theirs into mine; both started from `base` (None: no common base, so every difference is a conflict).

    `choices` says of cells whether theirs is taken (True) or mine stays; without one theirs is taken where only
    theirs changed a cell, and mine stays in a conflict. Figures are compared exactly. The active scenario and
    the workbook's own are mine's.
    """
    then = base.work.scenarios if base is not None else by_id(())
    ours, others = mine.work.scenarios, theirs.work.scenarios
    old, own, new = (
        rows_of_work(base.work) if base is not None else {},
        rows_of_work(mine.work),
        rows_of_work(theirs.work),
    )
    hand = _CellMerger(choices)
    merged: dict[Row, Any] = {}
    both = ours.keys() & others.keys()
    for name in {**ours, **others}:
        one = _whole_scenario(hand, name, then, ours, others)
        if one is not None:
            merged.update(scenario_rows(one))
    if not merged and not both:
        # the last scenario is never removed
        hand.entries = [replace(entry, theirs_taken=False) for entry in hand.entries]
        for one in ours.values():
            merged.update(scenario_rows(one))
    for row in {**own, **new, **old}:
        if row.scenario in both or not row.scenario:
            value = hand.row(row, old.get(row), own.get(row), new.get(row))
            if value is not None:
                merged[row] = value
    work = work_of_rows(merged)
    order = (name for name in {**ours, **others} if name in work.scenarios)
    settled, kept = _settled({name: work.scenarios[name] for name in order}, ours, others)
    kept |= _without_strange_adoptions(settled, ours, others)
    scenarios, renamed = _with_unique_names(settled)
    active = mine.active if mine.active in scenarios else next(iter(scenarios))
    entries = (replace(one, theirs_taken=False) if one.cell in kept else one for one in hand.entries)
    saved = replace(mine, work=replace(work, scenarios=scenarios), active=active)
    return Merge(saved, tuple(entries), renamed)


def _whole_scenario(
    hand: _CellMerger,
    name: str,
    then: Mapping[str, Scenario],
    ours: Mapping[str, Scenario],
    others: Mapping[str, Scenario],
) -> Scenario | None:
    """A scenario that only one side has and that stays; None where it is removed, or where both sides have it."""
    base, mine, theirs = then.get(name), ours.get(name), others.get(name)
    if mine is not None and theirs is not None:
        return None
    merged: Scenario | None = hand.cell(Cell(Row(SCENARIO.code, name, ()), WHOLE), base, mine, theirs)
    return merged


def _settled(
    scenarios: dict[str, Scenario], ours: Mapping[str, Scenario], others: Mapping[str, Scenario]
) -> tuple[dict[str, Scenario], set[Cell]]:
    """The scenarios with existing bases and without circles, and the cells where mine had to stay for this."""
    known = {**ours, **others}
    there = scenarios.keys()
    every = _with_what_went(scenarios, known)
    kept: set[str] = set()
    # mine has no circle, so with mine's bases there is none; one that goes back may close another that is looked at again
    while name := next(
        (one for one in every if one in ours and one not in kept and inherits_itself(every, one)), ""
    ):
        mine = ours[name]
        every = _with_what_went({**every, name: with_bases(every[name], mine.parent, mine.packages)}, known)
        kept.add(name)
    for name in list(every):
        # except where a work already had a circle when it was read
        if inherits_itself(every, name):
            every[name] = with_bases(every[name], None, ())
    for name in [one for one in every if one not in there]:
        every = without_scenario(every, name)
    cells = {Cell(Row(SCENARIO.code, name, ()), part) for name in kept for part in ("parent", "packages")}
    return every, cells


def _with_what_went(scenarios: Mapping[str, Scenario], known: Mapping[str, Scenario]) -> dict[str, Scenario]:
    """Scenarios with all that they inherit from and that is removed, behind them; bases that nobody has are left out."""
    found = dict(scenarios)
    waiting = list(found)
    while waiting:
        one = found[waiting.pop()]
        for base in one.bases:
            if base not in found and base in known:
                found[base] = known[base]
                waiting.append(base)
        parent = one.parent if one.parent in found else None
        if not all(base in found for base in one.bases):
            found[one.id] = with_bases(one, parent, (base for base in one.packages if base in found))
    return found


def _without_strange_adoptions(
    scenarios: dict[str, Scenario], ours: Mapping[str, Scenario], others: Mapping[str, Scenario]
) -> set[Cell]:
    """Lift the adoption of each scenario that is not what was adopted on the side whose day it has; the cells of that."""
    lifted: set[Cell] = set()
    for name, one in scenarios.items():
        if not one.adopted:
            continue
        held = adopted_contents(scenarios, name)
        mine, theirs = (
            side[name].adopted
            if name in side and not inherits_itself(side, name) and adopted_contents(side, name) == held
            else ""
            for side in (ours, others)
        )
        if one.adopted not in (mine, theirs):
            scenarios[name] = replace(one, adopted=mine)
            lifted.add(Cell(Row(SCENARIO.code, name, ()), "adopted"))
    return lifted


def _with_unique_names(
    scenarios: Mapping[str, Scenario],
) -> tuple[Mapping[str, Scenario], tuple[tuple[str, str], ...]]:
    """The scenarios with unique names; the first one keeps its name, and mine come before theirs."""
    used: set[str] = set()
    found: list[Scenario] = []
    renamed: list[tuple[str, str]] = []
    for one in scenarios.values():
        base_name, number = one.name.strip() or one.id, 2
        free = base_name
        while free in used:
            free, number = f"{base_name} {number}", number + 1
        used.add(free)
        if free != one.name:
            renamed.append((one.name, free))
        found.append(replace(one, name=free))
    return by_id(found), tuple(renamed)


def sibling_edits(saved: SavedWork, mine: str, theirs: str) -> tuple[SavedWork, SavedWork]:
    """Two children of one parent as edits of it, for `merge`; KeyError for an unknown scenario.

    Returns the common base (without own entries), then theirs as if it were written in mine. An entry that
    neither has is the parent's; a row with different values in both is a conflict; the other scenario stays.
    """
    ours, others = saved.work.scenarios[mine], saved.work.scenarios[theirs]
    brought = replace(
        ours, assumptions=others.assumptions, intensities=others.intensities, targets=others.targets
    )
    empty = replace(ours, assumptions=_NONE, intensities=_NONE, targets=_NONE)
    return SavedWork(Work(by_id((empty,))), mine), SavedWork(Work(by_id((brought,))), mine)


_NONE: Mapping[Any, Any] = MappingProxyType({})
