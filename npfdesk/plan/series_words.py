"""A series in words: the names of its region, of its industry where it has one, and of its indicator."""

from __future__ import annotations

from npfdesk.plan.model import Plan
from npfdesk.plan.problems import Language, Problem, ProblemKind, Wording
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.spoken_names import Named, name_in, name_wording, problem_about


def spoken_series(plan: Plan, series: SeriesKey, language: Language, between: str = " ") -> str:
    """A series in a language; what the plan does not have is left out."""
    return between.join(name_in(one, language) for one in _named(plan, series))


def series_wording(plan: Plan, series: SeriesKey) -> Wording:
    """A series in both languages; what the plan does not have is left out."""
    return name_wording(*_named(plan, series))


def series_problem(kind: ProblemKind, plan: Plan, series: SeriesKey, **arguments: object) -> Problem:
    """A problem about a series, which its {text} names in the language that it is read in."""
    return problem_about(kind, *_named(plan, series), **arguments)


def _named(plan: Plan, series: SeriesKey) -> list[Named]:
    things = (
        plan.region_by_code.get(series.region),
        plan.industry_by_code.get(series.industry),
        plan.indicator_by_code.get(series.indicator),
    )
    return [one for one in things if one is not None]
