"""Positions in a negotiation: read from their words, and locked where the target is settled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np

from npfdesk.plan.model import Plan
from npfdesk.plan.names import is_blank, says_nothing
from npfdesk.plan.negotiation import Proposal, ProposalKey, Proposals, same_position, settled_targets
from npfdesk.plan.problems import Problem, error
from npfdesk.plan.series import SeriesKey, TargetKey
from npfdesk.plan.series_words import series_problem
from npfdesk.plan.target_text import parse_target
from npfdesk.plan.targets import (
    LEVEL_MEASURES,
    NEEDS_BASE,
    Measure,
    PlanTarget,
    TargetText,
    resolve_target,
    stated_figures,
)

PROPOSAL_SETTLED: Final = error(
    "proposal_settled",
    "“{text}”{year}年目标已商定为“{agreed}”，不再接受其他意见，没有改动。请先重新协商。",
    "The target of “{text}” for {year} is settled at “{agreed}”; nothing was changed. Open it again before another proposal or "
    "reply.",
)
PROPOSAL_UNSTATED: Final = error(
    "proposal_unstated",
    "这一行没有写目标值，没有读入。请填写所提的目标，如 3000以上。",
    "The row has no target and was not read. Enter the target proposed, such as at least 3000.",
)


PROPOSAL_OTHER_YEAR: Final = error(
    "proposal_other_year",
    "“{text}”写的是 {stated} 年，而这里协商的是 {year} 年的目标，没有读入。请去掉括号里的年份，或另作一行。",
    "“{text}” names {stated}, and the target negotiated here is that of {year}; it was not read. Leave out the year in brackets, "
    "or give it a row of its own.",
)


def read_words(plan: Plan, series: SeriesKey, text: str) -> TargetText | Problem:
    """What a position's words ask for; a Problem where they are none of a target, or say nothing.

    KeyError for an indicator that the plan does not have.
    """
    if is_blank(text) or says_nothing(text):
        return Problem(PROPOSAL_UNSTATED, text=text)
    indicator = plan.indicator_by_code[series.indicator]
    return parse_target(text, unit=indicator.unit, name=indicator.name, indicator_kind=indicator.kind)


def stated_target(plan: Plan, target: TargetKey, proposal: Proposal, parsed: TargetText) -> PlanTarget:
    """A position as a target of the plan: it counts from the base of the target in its place, or from the plan's.

    What stands beside that target (its base, its owner) stays.
    """
    there = plan.targets.get(target)
    text = proposal.text.strip()
    if there is not None:
        return replace(
            there, text=text, parsed=parsed, stretch=None, stretch_text="", beside=(), source=proposal.source
        )
    return PlanTarget(
        target.series, target.year, text, parsed, base_year=plan.base_year, source=proposal.source
    )


def position(
    plan: Plan, target: TargetKey, text: str, reason: str = "", since: str = "", source: str = ""
) -> Proposal | Problem:
    """A position by its words, with their figure in the indicator's unit (None: words without one, or without their base).

    `since` is an ISO day. A Problem as ``read_words``; KeyError for an indicator that the plan does not have.
    """
    parsed = read_words(plan, target.series, text)
    if isinstance(parsed, Problem):
        return parsed
    if parsed.year is not None and parsed.year != target.year:
        return Problem(PROPOSAL_OTHER_YEAR, text=text, arguments={"stated": parsed.year, "year": target.year})
    figure = figure_of(plan, target, parsed)
    if isinstance(figure, Problem):
        if figure.code != NEEDS_BASE.code:
            return figure
        figure = None
    return Proposal(text.strip(), figure, reason.strip(), since, source.strip())


def figure_of(plan: Plan, target: TargetKey, parsed: TargetText) -> float | Problem | None:
    """The figure that words come to, in the indicator's unit, with the observed base: a level, a total of a sum.

    A range comes to its middle; None for words alone, for a place, and for a growth without a base. A Problem where other
    words need a base and there is none, or come to no usable figure.
    """
    there = plan.targets.get(target)
    year = there.base_year if there is not None and there.base_year else plan.base_year
    if parsed.measure is Measure.SUM:
        return stated_figures(parsed, base_year=year, target_year=target.year).value
    if parsed.measure not in LEVEL_MEASURES:
        return None
    base = plan.observed_figure(target.series, year)
    if base is None and parsed.how == "increase" and _has_figures(plan, target.series):
        # only what has no figures at all begins at 0
        return None
    made = resolve_target(
        parsed,
        base=base,
        base_year=year,
        target_year=target.year,
        about_tolerance=plan.about_tolerance,
    )
    return made if isinstance(made, Problem) else made.value


def _has_figures(plan: Plan, series: SeriesKey) -> bool:
    row = plan.row.get(series)
    return row is not None and bool(np.isfinite(plan.observed[row]).any())


def locked_problem(plan: Plan, values: Proposals) -> Problem | None:
    """Why positions cannot be set: a target is settled, and more is asked than that it be opened again; None: they can."""
    agreed = settled_targets(plan.proposals)
    for key, one in values.items():
        if key.target in agreed and not _leaves_or_opens(plan.proposals, key, one):
            held = plan.proposals[agreed[key.target]]
            return series_problem(PROPOSAL_SETTLED, plan, key.series, year=key.year, agreed=held.text)
    return None


def _leaves_or_opens(there: Mapping[ProposalKey, Proposal], key: ProposalKey, one: Proposal | None) -> bool:
    before = there.get(key)
    if before is None or one is None:
        return before is one
    return same_position(before, one) or (
        before.settled and same_position(replace(before, settled=False), one)
    )
