"""The kinds of official report: each with its title, the year that it is about by itself, and the room that composes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from npfdesk.engine.evaluation import not_evaluated
from npfdesk.engine.next_plan import last_year_with_figures
from npfdesk.engine.projection.results import Results
from npfdesk.plan.problems import Problem
from npfdesk.report.material import Material
from npfdesk.report.official.chapters import OfficialReport
from npfdesk.report.requests import EVALUATION, YEARLY, ReportKind

Compose = Callable[[Material, int, str], OfficialReport | Problem]
"""Composes a report of a year under a scenario (its id); a Problem where there is nothing to report."""


@dataclass(frozen=True)
class OfficialKind:
    """A kind; `years_on` is how many years after the last one with actuals its own year is."""

    about: ReportKind
    years_on: int
    load: Callable[[], Compose]

    def year(self, results: Results, scenario: str) -> int:
        """The year that such a report is about where none is asked for: by the last one with actuals of the plan's targets."""
        plan = results.plan
        last = next(
            (
                int(year)
                for year in reversed(plan.years)
                if year <= plan.target_year and not_evaluated(results, scenario, int(year)) is None
            ),
            last_year_with_figures(plan),
        )
        return last + self.years_on


def _evaluation() -> Compose:
    from npfdesk.report.official.evaluation_report import evaluation_report

    return evaluation_report


def _yearly() -> Compose:
    from npfdesk.report.official.yearly_report import yearly_report

    return yearly_report


OFFICIAL: Final = MappingProxyType(
    {
        one.about.key: one
        for one in (OfficialKind(EVALUATION, 0, _evaluation), OfficialKind(YEARLY, 1, _yearly))
    }
)
"""The kinds by their keys, in the order in which they are offered."""
