"""The levers that parameters move, as data: what each intensity adds to each series, coordination and spillover with it."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.levers import dimension_response
from npfdesk.engine.projection.results import Results
from npfdesk.plan.series import LeverIntensityKey
from npfdesk.report.leader_page.page_figures import Data

BoolArray = NDArray[np.bool_]


class LiveLevers:
    """The gains of a scenario's levers where some of its intensities move; nothing where none does."""

    def __init__(self, results: Results, scenario: str, moved: frozenset[LeverIntensityKey]) -> None:
        self.results, self.frame = results, results.frame
        self.inputs = results.scenarios[scenario].inputs
        self.moved_rows = frozenset(
            place
            for place, row in enumerate(self.inputs.intensity_rows)
            if row.scenario == scenario and row.key in moved
        )

    @cached_property
    def reached(self) -> BoolArray:
        """The series to whose growth levers add anything, where any of their intensities moves (series,)."""
        reached = np.zeros(len(self.frame.region_of), dtype=np.bool_)
        if self.moved_rows:
            for effect in self.frame.plan.levers:
                number = self.frame.indicator_index.get(effect.indicator)
                if number is not None:
                    reached[self.frame.rows_of_indicator[number]] = True
        return reached

    def data(self) -> Data:
        """`intensities` by year, `gains` of each series, `synergy` with the dimensions of each cell, `spillover`."""
        if not self.moved_rows:
            return {"intensities": [], "gains": []}
        frame, plan = self.frame, self.frame.plan
        effects: dict[int, list[list[float]]] = {row: [] for row in np.flatnonzero(self.reached).tolist()}
        position = {lever: index for index, lever in enumerate(self.inputs.levers)}
        for effect in plan.levers:
            number = frame.indicator_index.get(effect.indicator)
            if number is None:
                continue
            rows = frame.rows_of_indicator[number]
            weight = effect.effect * dimension_response(frame, rows, effect.dimension, plan.multipliers)
            owner = self.inputs.intensity_owner[position[effect.lever], frame.cell_of[rows]]
            for row, one, by in zip(rows.tolist(), owner.tolist(), weight.tolist(), strict=True):
                if one >= 0:
                    effects[row].append([one, effect.lag, by])
        made: Data = {
            "intensities": [list(row.intensities.by_year) for row in self.inputs.intensity_rows],
            "gains": [
                {"row": row, "effects": found, "cell": int(frame.cell_of[row])}
                for row, found in effects.items()
            ],
        }
        if plan.synergy:
            made["synergy"] = plan.synergy
            made["dimensions"] = self._dimensions()
        if self.inputs.spilling is not None:
            made["spillover"] = self._spillover()
        return made

    def _dimensions(self) -> list[list[list[int]]]:
        """Of each cell the intensities (-1: none) of each dimension's levers."""
        named = self.frame.plan.dimension_of_lever
        dimensions = [name for name in dict.fromkeys(named.values()) if name]
        places = [
            [index for index, lever in enumerate(self.inputs.levers) if named[lever] == dimension]
            for dimension in dimensions
        ]
        owner = self.inputs.intensity_owner
        return [
            [[int(owner[index, cell]) for index in some] for some in places]
            for cell in range(len(self.frame.cells))
        ]

    def _spillover(self) -> Data:
        spilling = self.inputs.spilling
        assert spilling is not None
        frame, levered = self.frame, {effect.indicator for effect in self.frame.plan.levers}
        found = []
        for code, number in frame.indicator_index.items():
            table = frame.lookup[number]
            for row in frame.rows_of_indicator[number].tolist() if code in levered else ():
                region, slot = int(frame.region_of[row]), int(frame.industry_of[row])
                givers = [
                    [int(table[other, slot]), float(spilling.weights[region, other])]
                    for other in np.flatnonzero(spilling.weights[region]).tolist()
                    if table[other, slot] >= 0
                ]
                if givers:
                    found.append({"row": row, "from": givers})
        passed = spilling.spillover
        return {"share": passed.share, "lag": passed.lag, "received": found}
