"""The tables of targets on paper: value, target, gap and grade, every scenario beside the others."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from npfdesk.plan.gap_words import SHORTFALL
from npfdesk.plan.problems import Wording
from npfdesk.plan.scenarios import Scenario
from npfdesk.plan.statuses import Status
from npfdesk.report.material import OWNER_HEAD, Material
from npfdesk.report.paper import Cell, Column
from npfdesk.report.path_charts import SECONDARY
from npfdesk.report.standings import TargetStanding

Standings = Mapping[str, tuple[TargetStanding, ...]]
"""Standings by scenario id."""

_BESIDE: Final = 3
"""How many scenarios stand beside each other; more of them make a further table."""
_HEADS: Final = {
    "region": Wording("地区", "Region"),
    "indicator": Wording("指标", "Indicator"),
    "unit": Wording("单位", "Unit"),
    "base": Wording("基期值", "Base"),
    "text": Wording("目标", "Target"),
    "text_of": Wording("{year}年目标", "Target {year}"),
    "year": Wording("目标年", "Year"),
    "value": Wording("推算值", "Projected"),
    "gap": SHORTFALL,
    "required": Wording("每年所需", "Required a year"),
    "status": Wording("状态", "Status"),
}
SCENARIO_CELLS: Final = Wording(
    "各情景一列：目标年的推算值和状态，下行为缺口（缺多少或超多少）。",
    "A column for each scenario: the figure projected for the target's year and its status, below it how much is short or over.",
)
_CELL: Final = Wording("{figure} {mark} {status}\n{gap}", "{figure} {mark} {status}\n{gap}")
_ONLY_STATUS: Final = Wording("{figure} {mark} {status}", "{figure} {mark} {status}")
_NO_GAP: Final = Wording("{figure} {mark}", "{figure} {mark}")


@dataclass(frozen=True)
class TargetTable:
    """A table of targets: its columns and its rows."""

    columns: list[Column]
    rows: list[list[str | Cell]]


def target_tables(
    material: Material, rows: Sequence[TargetStanding], standings: Standings
) -> Iterator[TargetTable]:
    """Targets, a line each: base, target, and every scenario's figure, status and gap."""
    yield from _tables(material, rows, standings, base=True)


def shortfall_tables(
    material: Material, rows: Sequence[TargetStanding], standings: Standings
) -> Iterator[TargetTable]:
    """The same by region, with what each year left needs in place of the base."""
    yield from _tables(material, rows, standings, base=False)


def missed_targets(material: Material, standings: Standings) -> list[TargetStanding]:
    """The targets missed in any scenario, a row of the first each: the gravest first, then those with the longest way left."""
    worst: dict[object, TargetStanding] = {}
    first: dict[object, TargetStanding] = {}
    for scenario in material.scenarios:
        for row in standings[scenario.id]:
            first.setdefault(row.key, row)
            if row.missed and (row.key not in worst or _grave(row) < _grave(worst[row.key])):
                worst[row.key] = row
    return [first[row.key] for row in sorted(worst.values(), key=_grave)]


def _grave(row: TargetStanding) -> tuple[int, float]:
    return -int(row.status), row.progress if math.isfinite(row.progress) else 0.0


def _tables(
    material: Material, rows: Sequence[TargetStanding], standings: Standings, *, base: bool
) -> Iterator[TargetTable]:
    by = {name: {one.key: one for one in every} for name, every in standings.items()}
    for begin in range(0, len(material.scenarios), _BESIDE):
        beside = material.scenarios[begin : begin + _BESIDE]
        alone = len(material.scenarios) == 1
        columns = _columns(material, rows, beside, base=base, alone=alone)
        lines = []
        for row in rows:
            line = _fixed(material, row, one_year=_one_year(rows) is not None, base=base)
            for scenario in beside:
                one = by[scenario.id].get(row.key)
                line += _apart(material, one) if alone else [standing_cell(material, one)]
            lines.append(line)
        yield TargetTable(columns, lines)


def _one_year(rows: Sequence[TargetStanding]) -> int | None:
    years = {row.year for row in rows}
    return years.pop() if len(years) == 1 else None


def _columns(
    material: Material,
    rows: Sequence[TargetStanding],
    beside: Sequence[Scenario],
    *,
    base: bool,
    alone: bool,
) -> list[Column]:
    words = material.words
    year = _one_year(rows)
    columns = [] if base else [Column(words(_HEADS["region"]), 1.4)]
    columns += [Column(words(_HEADS["indicator"]), 3.0 if base else 2.5), Column(words(_HEADS["unit"]), 0.95)]
    if base:
        columns.append(Column(words(_HEADS["base"]), 1.0, "right"))
    columns.append(
        Column(words(_HEADS["text"] if year is None else _HEADS["text_of"], year=year or 0), 1.35, "right")
    )
    if year is None:
        columns.append(Column(words(_HEADS["year"]), 0.8, "right"))
    if not base:
        columns.append(Column(words(_HEADS["required"]), 1.4, "right"))
    if material.names_owners:
        columns.append(Column(words(OWNER_HEAD), 1.5))
    if alone:
        columns += [
            Column(words(_HEADS["value"]), 1.3, "right"),
            Column(words(_HEADS["gap"]), 1.5, "right"),
            Column(words(_HEADS["status"]), 1.3),
        ]
    else:
        columns += [Column(material.name(one), 2.5, "right") for one in beside]
    return columns


def _fixed(material: Material, row: TargetStanding, *, one_year: bool, base: bool) -> list[str | Cell]:
    """The cells that are the same in every scenario."""
    names = (material.industry(row.series), material.indicator(row.series))
    line: list[str | Cell] = [] if base else [material.region(row.series)]
    line += [" ".join(part for part in names if part), Cell(row.unit_text(material.language), SECONDARY)]
    if base:
        line.append(row.figure(row.base))
    line.append(row.text or "–")
    if not one_year:
        line.append(str(row.year))
    if not base:
        line.append(row.needed(material.language))
    if material.names_owners:
        line.append(row.owner or "–")
    return line


def _apart(material: Material, one: TargetStanding | None) -> list[str | Cell]:
    """Figure, gap and status of the only scenario."""
    if one is None:
        return ["–", "–", "–"]
    return [
        one.figure(one.value),
        one.gap_text(material.language),
        Cell(
            material.words(_NO_GAP, figure=one.status.about.mark, mark=material.label(one.status)),
            SECONDARY if one.status is Status.GREY else one.status.about.light,
        ),
    ]


def standing_cell(material: Material, one: TargetStanding | None) -> Cell:
    """A scenario's figure, status and gap in one cell; a target in words alone keeps its mark."""
    if one is None or (one.status is Status.GREY and not math.isfinite(one.value)):
        return Cell("–", SECONDARY)
    mark, colour = one.status.about.mark, one.status.about.light
    if one.status is Status.GREY:
        return Cell(material.words(_NO_GAP, figure=one.figure(one.value), mark=mark), SECONDARY)
    if not math.isfinite(one.gap):
        figure = one.figure(one.value) if math.isfinite(one.value) else ""
        said = material.words(_ONLY_STATUS, figure=figure, mark=mark, status=material.label(one.status))
        return Cell(said.strip(), colour)
    return Cell(
        material.words(
            _CELL,
            figure=one.figure(one.value),
            mark=mark,
            status=material.label(one.status),
            gap=one.gap_text(material.language),
        ),
        colour,
    )
