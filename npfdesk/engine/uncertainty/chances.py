"""Uncertainty of a plan: percentiles of every path, chances of meeting targets, the share of futures on track."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.ensembles.ensemble import Ensemble, Progress, run
from npfdesk.engine.ensembles.workers import EVERY_CORE, Workers
from npfdesk.engine.projection.results import Results
from npfdesk.engine.projection.target_figures import MEASURES, TargetTable
from npfdesk.engine.targets.judgement import judge, reached
from npfdesk.engine.uncertainty.drawn_parameters import Reach, reach
from npfdesk.engine.uncertainty.monte_carlo import DrawRequest, Settings, draw_request
from npfdesk.engine.uncertainty.request_answers import PERCENTILES, RequestAnswer, answer_piece
from npfdesk.plan.reference_series import reference_of
from npfdesk.plan.statuses import Status
from npfdesk.plan.targets import Measure

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

_KEPT: Final = 100_000_000
"""Bytes of the draws that one request keeps until their percentiles are known."""
_FIGURE: Final = 8


@dataclass(frozen=True, eq=False)
class Uncertainty:
    """The uncertainty of a scenario from its draws; all arrays are read-only, NaN where there is no figure.

    `percentiles` (percentile, series, year) in the order of PERCENTILES, over the draws that have a figure
    there; where nothing varies they are the path. `drawn` (series,) marks the series that draws reach.
    `chance` (target,) is the share of draws that meets the target in its year (of a sum what has come together since the
    base, of a growth of a rate its mean), NaN of words alone, and of a place or a relation whose series is drawn; `on_track` (target,) the share
    in which it is blue then by the rule of `settings`; NaN where there is nothing to judge by. `robustness` is
    the share of draws in which every target that can be judged is on track (NaN: there is none).
    """

    scenario: str
    settings: Settings
    percentiles: FloatArray
    drawn: BoolArray
    chance: FloatArray
    on_track: FloatArray
    robustness: float


def uncertainty(
    results: Results,
    scenario: str,
    settings: Settings | None = None,
    progress: Progress | None = None,
    workers: Workers = EVERY_CORE,
) -> Uncertainty | None:
    """Draw the futures of a scenario; None where `progress` cancelled it.

    Series that no range reaches are not drawn. The others are drawn in requests that keep at most some 100 MB
    each; the same figures for the same settings to the last bit, whoever works and however many. ValueError where Sobol
    numbers are asked for more parameters than they are known for (``npfdesk.engine.uncertainty.sampling.SOBOL_LIMIT``),
    WorkersFailed where the workers cannot be had or are lost.
    """
    settings = settings or Settings()
    reached = reach(results, scenario)
    requests = list(draw_requests(results, scenario, reached, settings))
    ensemble = Ensemble(answer_piece, None, requests, [float(settings.draws)] * len(requests))
    answers = run(ensemble, workers, progress)
    if answers is None:
        return None
    return _assembled(results, scenario, settings, reached, list(zip(requests, answers, strict=True)))


def draw_requests(
    results: Results, scenario: str, reached: Reach, settings: Settings
) -> Iterator[DrawRequest]:
    """The requests for all series that depend on draws, each small enough to keep its draws in memory."""
    room = max(1, _KEPT // (len(results.plan.years) * settings.draws * _FIGURE))
    # series of one indicator read much the same, so they stand together, and those that read nothing else by themselves
    none = np.empty(0, dtype=np.int64)
    varying = np.concatenate(
        [none, *(rows[reached.varies[rows]] for rows in results.frame.rows_of_indicator)]
    )
    alone = reached.by_itself[varying]
    for rows in (varying[alone], varying[~alone]):
        for begin in range(0, len(rows), room):
            yield draw_request(results, scenario, reached, rows[begin : begin + room], settings)


def _assembled(
    results: Results,
    scenario: str,
    settings: Settings,
    reached: Reach,
    answers: Sequence[tuple[DrawRequest, RequestAnswer]],
) -> Uncertainty:
    result = results.scenarios[scenario]
    shape = (len(PERCENTILES), *result.values.shape)
    figures = np.broadcast_to(result.values, shape).copy()
    chance, on_track = _settled_chances(results, scenario, settings)
    together = np.ones(settings.draws, dtype=np.bool_)
    drawn_targets = reached.varies[result.targets.row]
    moving = _against_drawn(results, result.targets, reached.varies)
    chance[moving] = on_track[moving] = np.nan
    together &= not (on_track[~drawn_targets] == 0.0).any()
    for request, found in answers:
        figures[:, request.series, request.first_year :] = found.percentiles.transpose(0, 2, 1)
        there = found.judged > 0
        positions = request.targets.positions
        chance[positions] = np.where(there, found.met / settings.draws, np.nan)
        on_track[positions] = np.where(there, found.on_track / settings.draws, np.nan)
        together &= found.all_on_track
    for array in (figures, chance, on_track):
        array.setflags(write=False)
    return Uncertainty(
        scenario=scenario,
        settings=settings,
        percentiles=figures,
        drawn=reached.varies,
        chance=chance,
        on_track=on_track,
        robustness=float(together.mean()) if np.isfinite(on_track).any() else float("nan"),
    )


def _against_drawn(results: Results, table: TargetTable, varies: BoolArray) -> BoolArray:
    """The places and relations that hold a series against others which draws reach (target,)."""
    found = np.zeros(len(table.row), dtype=np.bool_)
    for position in table.measured.tolist():
        series = table.keys[position].series
        rows = np.array([], dtype=np.int64)
        if table.measure[position] == MEASURES.index(Measure.RANK):
            rows = results.frame.rows_of_indicator[results.frame.indicator_index[series.indicator]]
        elif table.measure[position] == MEASURES.index(Measure.RELATIVE):
            named = reference_of(results.plan, series, table.statements[position].parsed)
            rows = np.array([results.plan.row[named.series]] if named is not None else [], dtype=np.int64)
        found[position] = varies[rows].any()
    return found


def _settled_chances(results: Results, scenario: str, settings: Settings) -> tuple[FloatArray, FloatArray]:
    """1 or 0 for each target (target,) as the path itself stands in the target's year; NaN: not to be judged."""
    table = results.scenarios[scenario].targets
    chance, on_track = np.full(len(table.row), np.nan), np.full(len(table.row), np.nan)
    for year in np.unique(table.year).tolist():
        judgement = judge(results, scenario, year, settings.rule.coloured)
        # words alone have no figure to be held against
        there = (table.year == year) & np.isfinite(judgement.value) & np.isfinite(judgement.target)
        # a yardstick's own targets are not the plan's
        there &= results.frame.own[table.row]
        positions = np.flatnonzero(there)
        chance[there] = reached(results, scenario, positions).met
        on_track[there] = judgement.status[there] == Status.BLUE
    return chance, on_track
