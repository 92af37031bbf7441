"""A waterfall in words and bars: what each step is called, from which figure to which it goes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtGui import QColor

from npfdesk.engine.answers.attribution import Part, Step, Waterfall
from npfdesk.plan.gap_words import signed_change
from npfdesk.plan.model import Plan
from npfdesk.plan.numbers import format_figure
from npfdesk.plan.problems import Language, joined
from npfdesk.plan.statuses import Status
from npfdesk.ui.charts.spans import Span, Spans, longest
from npfdesk.ui.look.colours import status_colour, theme
from npfdesk.ui.look.language import language, named, tr, unit_of


@dataclass(frozen=True, eq=False)
class Steps:
    """What the bars of a waterfall are called and what regions they stand for, in the language `spoken`; the `longest` names.

    `about` are the years and the steps' parts and codes.
    """

    plan: Plan
    spoken: Language
    about: tuple[object, ...]
    names: tuple[str, ...]
    regions: tuple[str, ...]
    longest: tuple[str, ...]


def steps_of(
    plan: Plan,
    answer: Waterfall,
    steps: Sequence[Step],
    chain: Sequence[str] = (),
    before: Steps | None = None,
) -> Steps:
    """The steps of a waterfall by name, its two ends among them; those of `before` where nothing else is asked."""
    about = (
        answer.from_year,
        answer.to_year,
        [step.code for step in steps],
        [step.part for step in steps],
        tuple(chain),
    )
    if before is not None and before.plan is plan and (before.spoken, before.about) == (language(), about):
        return before
    names = [str(answer.from_year), *(step_name(plan, step, chain) for step in steps), str(answer.to_year)]
    regions = ["", *(step.code if step.part is Part.REGION else "" for step in steps), ""]
    return Steps(plan, language(), about, tuple(names), tuple(regions), tuple(longest(names)))


def told_steps(answer: Waterfall) -> tuple[Step, ...]:
    """The steps that are told: a remainder of nothing is not."""
    steps = answer.steps
    return steps[:-1] if steps and steps[-1].part is Part.REST and steps[-1].amount == 0 else steps


def step_spans(
    plan: Plan, answer: Waterfall, chain: Sequence[str] = (), called: Steps | None = None
) -> Spans:
    """The bars of a waterfall: both ends from zero, every step from where the last one ended.

    `chain` are the codes of the indicators that factors are quotients of; `called` what its steps are called, where that is known.
    """
    indicator = plan.indicator_by_code[answer.series.indicator]
    decimals, unit, spoken = indicator.decimals, unit_of(indicator), language()
    steps = told_steps(answer)
    found = called or steps_of(plan, answer, steps, chain)
    names, regions = found.names, found.regions
    amounts = np.array([one.amount for one in steps], dtype=np.float64)
    # what has no figure leaves the level where it is
    levels = np.add.accumulate(np.concatenate([[answer.start], np.where(np.isfinite(amounts), amounts, 0.0)]))
    starts = np.concatenate([[min(0.0, answer.start)], levels[:-1], [min(0.0, answer.end)]])
    stops = np.concatenate([[answer.start], levels[:-1] + amounts, [answer.end]])

    def figure(value: float) -> str:
        return format_figure(value, decimals) if math.isfinite(value) else "—"

    def made(place: int) -> Span:
        start, stop, name = float(starts[place]), float(stops[place]), names[place]
        if place in (0, len(names) - 1):
            return Span(name, start, stop, figure(stop), QColor(theme().ink))
        step = steps[place - 1]
        error = f" ± {figure(step.error)}" if step.error > 0 else ""
        colour = status_colour(Status.BLUE if step.amount >= 0 else Status.ORANGE)
        text = f"{signed_change(step.amount, decimals, unit, spoken, brief=True)}{error}"
        return Span(name, start, stop, text, colour, region=regions[place])

    return Spans(starts, stops, names, regions, made, found.longest)


def step_name(plan: Plan, step: Step, chain: Sequence[str] = ()) -> str:
    """What a step is called."""
    if step.part is Part.MOMENTUM:
        return tr("Answers", "without levers")
    if step.part is Part.SPILLOVER:
        return tr("Answers", "spillover from other regions")
    if step.part is Part.REST:
        return tr("Answers", "remainder")
    if step.part is Part.FACTOR:
        place = list(chain).index(step.code) if step.code in chain else 0
        name = named(plan.indicator_by_code[step.code])
        return name if place == 0 else f"{name} ÷ {named(plan.indicator_by_code[chain[place - 1]])}"
    return part_name(plan, step.part, step.code)


def part_name(plan: Plan, part: Part, code: str) -> str:
    """What a region, an industry or a lever is called."""
    if part is Part.LEVER:
        return code
    found = plan.region_by_code.get(code) or plan.industry_by_code.get(code)
    return named(found) if found is not None else code


def waterfall_notes(plan: Plan, part: Part, answer: Waterfall) -> str:
    """What has to be said of a waterfall: what is missing in it, and by what rule it was taken apart."""
    notes = []
    if answer.missing:
        names = joined((part_name(plan, part, code) for code in answer.missing), language())
        notes.append(tr("Answers", "Missing values, counted in the remainder: {names}.").format(names=names))
    if part is Part.LEVER:
        notes.append(
            tr(
                "Answers",
                "Shapley shares: the order of the levers makes no difference. Effects are as the "
                "plan states them.",
            )
        )
    if part is Part.FACTOR:
        notes.append(tr("Answers", "Logarithmic mean Divisia index (LMDI): the steps sum exactly."))
    return " ".join(notes)
