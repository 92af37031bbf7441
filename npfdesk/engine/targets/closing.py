"""The closing of a plan's targets: what was reached in their years, and the verdict, by what has happened alone."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.recorded_figures import RECORDED
from npfdesk.engine.projection.results import Results
from npfdesk.engine.projection.target_figures import MEASURES, TargetTable, base_figures
from npfdesk.engine.targets import gaps
from npfdesk.engine.targets.judgement import reached
from npfdesk.engine.targets.measured_figures import measured_figures
from npfdesk.plan.closed_targets import ClosedTarget, Verdict
from npfdesk.plan.closed_words import STRETCH_WORD
from npfdesk.plan.numbers import plain
from npfdesk.plan.target_writing import target_as_text, target_cell
from npfdesk.plan.targets import Measure, PlanTarget, TargetKind, TargetText

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class _Verdicts:
    """What targets were held against, what they came to, whether they met it and by how much, all (target,)."""

    figure: FloatArray
    value: FloatArray
    met: BoolArray
    over: FloatArray
    judged: BoolArray


def closable(results: Results, until: int) -> IntArray:
    """The positions, in the plan's order, of the targets that are due up to a year and ask for something."""
    table = results.scenarios[RECORDED].targets
    return np.array(
        [
            position
            for position in np.flatnonzero(table.year <= until).tolist()
            if not _asks_nothing(table.statements[position])
        ],
        dtype=np.int64,
    )


def closed_targets(results: Results, until: int) -> tuple[ClosedTarget, ...]:
    """The targets that are due up to a year, each with what was reached in its own year and a verdict.

    `results` are those of ``recorded_results``: a figure that is only projected or held is none. Levels, growths, sums,
    places and relations are held against their figures as the judgement of the window holds them (a range or an about
    inside its bounds, an upper bound from below), words of a direction against the base. `over` is the distance to the
    figure, positive on its better side; of a range or an about that to the nearer bound, positive inside. A stretch is
    closed behind its target as 力争 with a verdict of its own, each statement of a cell by itself.
    """
    positions = closable(results, until)
    table = results.scenarios[RECORDED].targets
    base = _bases(results, positions)
    first, hoped = (_verdicts(results, positions, base, stretch=stretch) for stretch in (False, True))
    found: list[ClosedTarget] = []
    for place, position in enumerate(positions.tolist()):
        statement = table.statements[position]
        one = ClosedTarget(
            series=statement.series,
            year=int(table.year[position]),
            # as a cell of its own says it, whatever head it stood under
            text=_own_text(results, statement),
            base=_figure(base[place]),
            base_year=int(table.base_year[position]),
            source=statement.source,
        )
        if not _only_hopes(statement.parsed):
            found.append(_with_verdict(one, first, place))
        text = _stretch_text(results, statement)
        if text and np.isfinite(table.reach_stretch[position]):
            found.append(_with_verdict(replace(one, text=text), hoped, place))
        elif _only_hopes(statement.parsed):
            found.append(one)
    return tuple(found)


def _asks_nothing(statement: PlanTarget) -> bool:
    return statement.parsed.asks_nothing and statement.stretch is None


def _only_hopes(parsed: TargetText) -> bool:
    """Whether a cell has a stretch alone: 力争3.5以上."""
    return parsed.kind is TargetKind.NONE and parsed.measure is Measure.LEVEL and not parsed.has_figure


def _own_text(results: Results, statement: PlanTarget) -> str:
    """A statement in its own words, without those that stand in the same cell: they are closed by themselves."""
    indicator = results.plan.indicator_by_code[statement.series.indicator]
    if statement.parsed.beside:
        return target_as_text(replace(statement.parsed, beside=(), mark=""), indicator.unit)
    return target_cell(statement, indicator)


def _stretch_text(results: Results, statement: PlanTarget) -> str:
    """The stretch beside a target as a cell of its own would say it; "" where there is none."""
    if statement.stretch is not None:
        words = statement.stretch_text.strip()
        return (
            words if words.startswith(STRETCH_WORD) else f"{STRETCH_WORD}{words or plain(statement.stretch)}"
        )
    if statement.parsed.stretch is None:
        return ""
    if _only_hopes(statement.parsed) and statement.text.startswith(STRETCH_WORD):
        return statement.text
    unit = results.plan.indicator_by_code[statement.series.indicator].unit
    alone = replace(
        statement.parsed, kind=TargetKind.NONE, figure=None, low=None, high=None, beside=(), mark="", text=""
    )
    text = target_as_text(alone, unit)
    return text if text.startswith(STRETCH_WORD) else f"{STRETCH_WORD}{plain(statement.parsed.stretch)}"


def _verdicts(results: Results, positions: IntArray, base: FloatArray, *, stretch: bool) -> _Verdicts:
    table: TargetTable = results.scenarios[RECORDED].targets
    found = reached(results, RECORDED, positions, stretch=stretch)
    value, target = found.value.copy(), found.target.copy()
    column = table.year[positions] - int(results.plan.years[0])
    absent = results.frame.absent(table.row[positions])
    on_axis = (column >= 0) & (column < len(absent))
    gone = on_axis & absent[np.clip(column, 0, len(absent) - 1), np.arange(len(positions))]
    value[gone] = np.nan
    low, high = table.reach_low[positions], table.reach_high[positions]
    with np.errstate(invalid="ignore"):
        over = table.sign[positions] * (value - target) + 0.0
        if not stretch:
            over = np.where(table.inside[positions], np.minimum(value - low, high - value), over)
    _tell_growths(table, positions, base, (value, target, over))
    # a reference that is not known in the target's year is none of an earlier one
    relative = table.measure[positions] == MEASURES.index(Measure.RELATIVE)
    target[relative & ~np.isfinite(value)] = np.nan
    wordy = table.measure[positions] == MEASURES.index(Measure.QUALITATIVE)
    # what counts from a base has no figure to be held against without one
    counted = np.isin(positions, table.relative) & np.isfinite(table.figure[positions])
    based = ~counted | np.isfinite(base)
    judged = based & np.isfinite(value) & (np.isfinite(target) | (wordy & _has_direction(results, positions)))
    return _Verdicts(np.where(wordy, np.nan, target), value, found.met, np.where(wordy, np.nan, over), judged)


def _tell_growths(
    table: TargetTable, positions: IntArray, base: FloatArray, told: tuple[FloatArray, FloatArray, FloatArray]
) -> None:
    """Tell growths that came to a level as the growths they ask for, in % a year or in all, in place.

    `told` are what was reached, the figure and by how much (target,). The verdict is that of the level. NaN for what was
    reached where a figure is not positive.
    """
    value, target, over = told
    how = [table.statements[one].parsed.how for one in positions.tolist()]
    grown = np.isin(how, ("growth", "compound")) & np.isfinite(table.figure[positions])
    span = table.year[positions] - table.base_year[positions]
    years = np.where(np.array(how) == "compound", span, 1).astype(np.float64)
    inside = table.inside[positions] & np.isfinite(over) & (target == table.figure[positions])
    rates = np.zeros(len(positions), dtype=np.bool_)
    came_to, asked, low, high = (
        gaps.required_growth(base, level, years, rates)
        for level in (value, target, table.low[positions], table.high[positions])
    )
    apart = np.where(
        inside, np.minimum(came_to - low, high - came_to), table.sign[positions] * (came_to - asked)
    )
    for figures, as_growths in zip(told, (came_to, asked, apart), strict=True):
        figures[grown] = as_growths[grown]


def _has_direction(results: Results, positions: IntArray) -> BoolArray:
    """Whether a target in words alone is judged in its year, (target,)."""
    table = results.scenarios[RECORDED].targets
    judged = np.zeros(len(positions), dtype=np.bool_)
    places = np.flatnonzero(np.isin(positions, table.measured))
    if len(places):
        verdict = measured_figures(results, RECORDED, positions[places]).verdict
        column = table.year[positions[places]] - int(results.plan.years[0])
        inside = (column >= 0) & (column < len(verdict))
        told = verdict[np.clip(column, 0, len(verdict) - 1), np.arange(len(places))] >= 0
        judged[places] = inside & told
    return judged


def _bases(results: Results, positions: IntArray) -> FloatArray:
    """The figures that targets count from, in their own unit; NaN of a sum and of a growth without a level."""
    table = results.scenarios[RECORDED].targets
    first = int(results.plan.years[0])
    base = base_figures(results.actual.values, table.row[positions], table.base_year[positions], first)
    places = np.flatnonzero(np.isin(positions, table.measured))
    if len(places):
        base[places] = measured_figures(results, RECORDED, positions[places]).base
        summed = table.measure[positions[places]] == MEASURES.index(Measure.SUM)
        base[places[summed]] = np.nan
    return base


def _with_verdict(one: ClosedTarget, verdicts: _Verdicts, place: int) -> ClosedTarget:
    one = replace(one, figure=_figure(verdicts.figure[place]), reached=_figure(verdicts.value[place]))
    if not verdicts.judged[place]:
        return one
    verdict = Verdict.MET if verdicts.met[place] else Verdict.MISSED
    return replace(one, verdict=verdict, over=_figure(verdicts.over[place]))


def _figure(value: float | None) -> float | None:
    # the last bits of a power, or of 12.3 - 12, are no figure
    return None if value is None or not np.isfinite(value) else float(f"{value:.12g}")
