"""The words for when an outcome is: a year, or the years over which a sum or a mean growth has come together."""

from __future__ import annotations

from npfdesk.engine.answers.alternatives import Gathered, Outcome
from npfdesk.plan.targets import Measure
from npfdesk.ui.look.language import tr


def outcome_years(outcome: Outcome) -> str:
    """2030, or what has gathered since the base: 2026–2030, sum."""
    if outcome.gathered is Gathered.YEAR:
        return str(outcome.year)
    words = (
        tr("Answers", "{first}–{year}, cumulative")
        if outcome.gathered is Gathered.SUM
        else tr("Answers", "{first}–{year}, annual average")
    )
    return words.format(first=outcome.since + 1, year=outcome.year)


def judged_years(measure: Measure, year: int, levelled: bool) -> str:
    """The year of a target, with what its figure is of where that is no level."""
    if levelled or measure is Measure.LEVEL:
        return str(year)
    words = {
        Measure.SUM: tr("Answers", "Cumulative to {year}"),
        Measure.GROWTH: tr("Answers", "Growth to {year}"),
        Measure.RANK: tr("Answers", "Rank in {year}"),
    }.get(measure, "{year}")
    return words.format(year=year)
