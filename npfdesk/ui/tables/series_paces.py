"""The past of series and the pace that their targets require, kept for the tables and the bar above them."""

from __future__ import annotations

import numpy as np

from npfdesk.engine.edits.past_pace import PastPaces, past_of
from npfdesk.engine.projection.results import Results, ScenarioResult
from npfdesk.engine.targets.required_pace import Pace, pace_of
from npfdesk.ui.workspace import Workspace


class SeriesPaces:
    """Of the active scenario, by the place of a series in the plan.

    Those of a series that somebody observes rest on the observed figures and the scenario's targets alone, whatever is
    assumed; those of any other also on its path, and what a sum, a growth or a place requires on others' too. They are
    kept as long as that is the same.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._resting: tuple[object, object] = (None, None)
        self._pasts: dict[int, tuple[PastPaces, ScenarioResult | None]] = {}
        self._paces: dict[int, tuple[Pace, ScenarioResult | None]] = {}

    def past(self, place: int) -> PastPaces:
        """The range of a series' past paces."""
        results, result = self._now()
        kept = self._pasts.get(place)
        if kept is None or kept[1] not in (None, result):
            past = past_of(results, result.scenario, place)
            kept = self._pasts[place] = past, None if _is_observed(results, place) else result
        return kept[0]

    def pace(self, place: int) -> Pace:
        """The pace that a series' main target requires, beside its past."""
        results, result = self._now()
        kept = self._paces.get(place)
        if kept is None or kept[1] not in (None, result):
            pace = pace_of(results, result.scenario, place)
            alone = _is_observed(results, place) and pace.position not in result.targets.measured
            kept = self._paces[place] = pace, None if alone else result
        return kept[0]

    def _now(self) -> tuple[Results, ScenarioResult]:
        session = self.workspace.session
        results = session.results
        result = results.scenarios[session.document.active]
        if self._resting[0] is not results.observed or self._resting[1] is not result.targets:
            self._resting, self._pasts, self._paces = (results.observed, result.targets), {}, {}
        return results, result


def _is_observed(results: Results, place: int) -> bool:
    seen = bool(np.isfinite(results.observed[:, place]).any())
    return seen and not results.frame.formula_row[place]
