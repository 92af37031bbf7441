"""Texts and table rows of a framework: levers, multipliers, effects beside the data, moved paths."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from npfdesk.engine.analyses.index_study import IndexProposal
from npfdesk.engine.analyses.lever_estimates import FittedEffects
from npfdesk.engine.edits.consequence import Movement
from npfdesk.plan.document import Document
from npfdesk.plan.frameworks import ILLUSTRATIVE, Framework, FrameworkFit, FrameworkLever
from npfdesk.plan.lever_amendments import StatedEffect, stated_effect
from npfdesk.plan.model import LeverEffect, Plan
from npfdesk.plan.numbers import format_figure, parse_entry, plain
from npfdesk.plan.problems import Problem, joined
from npfdesk.plan.rounding import rounded
from npfdesk.plan.series_words import spoken_series
from npfdesk.plan.spoken_names import side
from npfdesk.ui.answers.answer_table import Entry, Head
from npfdesk.ui.look.language import language, named, tr, unit_of


def lever_heads() -> list[Head]:
    """The columns of a framework's levers."""
    return [
        Head(lambda: tr("Analyses", "Lever"), 170, figures=False),
        Head(lambda: tr("Analyses", "Dimension"), 110, figures=False),
        Head(lambda: tr("Analyses", "Indicator"), 190, figures=False),
        Head(lambda: tr("Analyses", "Effect"), 70),
        Head(lambda: tr("Analyses", "Lag"), 60),
        Head(lambda: tr("Analyses", "Basis"), 170, figures=False),
        Head(lambda: tr("Analyses", "Wording of the source"), 420, figures=False),
    ]


def lever_lines(framework: Framework, beside: FrameworkFit, plan: Plan) -> list[list[Entry]]:
    """A row for each effect with a place in the plan; a faint one for a lever without any."""
    rests = ILLUSTRATIVE.text(language(), {})
    lines = []
    for lever in framework.levers:
        name = lever.name.text(language(), {})
        dimension = framework.dimensions[lever.dimension].text(language(), {})
        words = _lever_text(lever)
        own = beside.effects[lever.name.zh]
        for effect in own:
            indicator = plan.indicator_by_code.get(effect.indicator)
            lines.append(
                [
                    Entry(name),
                    Entry(dimension),
                    Entry(named(indicator) if indicator is not None else effect.indicator),
                    Entry(plain(effect.effect), strong=True),
                    Entry(str(effect.lag)),
                    Entry(rests, faint=True),
                    Entry(words, faint=True),
                ]
            )
        if not own:
            lines.append(
                [Entry(name, faint=True), Entry(dimension, faint=True), *(Entry("—") for _ in range(3)),
                 Entry(), Entry(words, faint=True)]
            )  # fmt: skip
    return lines


def _lever_text(lever: FrameworkLever) -> str:
    """The source's text on a lever in one line, with the ids of its facts."""
    words = " ".join(lever.text.text(language(), {}).split())
    return f"{words} [{joined(lever.facts, language())}]".strip() if lever.facts else words


def multiplier_heads() -> list[Head]:
    """The columns of a framework's multipliers."""
    return [
        Head(lambda: tr("Analyses", "Role or type"), 170, figures=False),
        Head(lambda: tr("Analyses", "Dimension"), 150, figures=False),
        Head(lambda: tr("Analyses", "Multiplier"), 90),
        Head(lambda: tr("Analyses", "Basis"), 180, figures=False),
        Head(lambda: tr("Analyses", "Reason"), 320, figures=False),
    ]


def multiplier_lines(framework: Framework, beside: FrameworkFit) -> list[list[Entry]]:
    """A row for each multiplier, faint where nothing in the plan has the role or type."""
    rests = ILLUSTRATIVE.text(language(), {})
    return [
        [
            Entry(one.name, faint=one.name in beside.strangers),
            Entry(framework.dimensions[one.dimension].text(language(), {})),
            Entry(plain(one.multiplier)),
            Entry(rests, faint=True),
            Entry(one.note.text(language(), {}), faint=True),
        ]
        for one in framework.multipliers
    ]


def effect_heads() -> list[Head]:
    """The columns of the plan's effects beside the data; figure, note and source can be edited."""
    return [
        Head(lambda: tr("Analyses", "Indicator"), 180, figures=False),
        Head(lambda: tr("Analyses", "Lever"), 170, figures=False),
        Head(lambda: tr("Analyses", "Stated effect"), 110),
        Head(lambda: tr("Analyses", "Basis"), 190, figures=False),
        Head(lambda: tr("Analyses", "Source"), 130, figures=False),
        Head(lambda: tr("Analyses", "From data"), 80),
        Head(lambda: tr("Analyses", "95% interval"), 130),
        Head(lambda: tr("Analyses", "Conclusion"), 520, figures=False),
    ]


EFFECT, NOTE, SOURCE = 2, 3, 4
"""The editable columns of ``effect_heads``."""


@dataclass(frozen=True)
class EffectRow:
    """An effect of the plan and its estimate: (effect, low, high, observations, R²), or why there is none."""

    stated: LeverEffect
    found: tuple[float, float, float, int, float] | Problem


def effect_rows(plan: Plan, found: Mapping[str, FittedEffects | Problem]) -> list[EffectRow]:
    """The plan's effects by indicator, each with its estimate."""
    rows = []
    for code, made in found.items():
        for place, one in enumerate(one for one in plan.levers if one.indicator == code):
            if isinstance(made, Problem):
                rows.append(EffectRow(one, made))
                continue
            figures = (float(made.effects[place]), float(made.low[place]), float(made.high[place]))
            rows.append(EffectRow(one, (*figures, made.observations, made.r_squared)))
    return rows


def effect_lines(plan: Plan, rows: Sequence[EffectRow], frameworks: Sequence[Framework]) -> list[list[Entry]]:
    """A row for each effect, or the reason without an estimate; levers of frameworks have the framework's names."""
    spoken = {lever.name.zh: lever.name.text(language(), {}) for one in frameworks for lever in one.levers}
    return [
        [
            Entry(named(plan.indicator_by_code[row.stated.indicator])),
            Entry(spoken.get(row.stated.lever, row.stated.lever)),
            Entry(plain(row.stated.effect), typed=True),
            Entry(row.stated.note, typed=True),
            Entry(row.stated.source, typed=True),
            *_from_data(row),
        ]
        for row in rows
    ]


def _from_data(row: EffectRow) -> list[Entry]:
    if isinstance(row.found, Problem):
        return [Entry("—"), Entry("—"), Entry(row.found.message(language()), faint=True)]
    effect, low, high, observations, squared = row.found
    finding = tr("Analyses", "observations {count}, R² {r}").format(
        count=observations, r=format_figure(squared, 2)
    )
    if low <= 0 <= high:
        finding += tr("Analyses", "; the interval includes 0")
    elif not low <= row.stated.effect <= high:
        finding += tr("Analyses", "; the stated effect lies outside")
    return [
        Entry(format_figure(effect, 3), strong=True),
        Entry(f"{format_figure(low, 3)} – {format_figure(high, 3)}"),
        Entry(finding),
    ]


def typed_effect(row: EffectRow, column: int, text: str) -> StatedEffect | Problem | None:
    """The effect after a cell is typed; None for an emptied figure: as it was stated before."""
    effect, text = stated_effect(row.stated), text.strip()
    if column == NOTE:
        return replace(effect, note=text)
    if column == SOURCE:
        return replace(effect, source=text)
    if not text:
        return None
    figure = parse_entry(text, "")
    return figure if isinstance(figure, Problem) else replace(effect, effect=figure)


def fitted_effect(row: EffectRow) -> StatedEffect | None:
    """The estimated effect, with its interval in the note; None where there is none."""
    if isinstance(row.found, Problem):
        return None
    effect, low, high, observations, _ = row.found
    note = tr("Analyses", "estimated from data: 95% interval {low} to {high}, observations: {count}").format(
        low=format_figure(low, 3), high=format_figure(high, 3), count=observations
    )
    return replace(stated_effect(row.stated), effect=rounded(effect, 3), note=note)


def framework_text(framework: Framework) -> str:
    """A framework's text, source, dimensions and open points."""
    spoken = language()
    source = framework.source
    parts = [framework.text.text(spoken, {}), ""]
    words = " ".join(part for part in (source.document, source.section, source.date, source.url) if part)
    parts.append(tr("Analyses", "Source: {source}").format(source=words))
    parts.append(
        tr("Analyses", "Dimensions: {names}").format(
            names=joined((one.text(spoken, {}) for one in framework.dimensions.values()), spoken)
        )
    )
    if framework.open_points:
        parts += ["", tr("Analyses", "In the source, but not in this file:")]
        parts += [f"· {one.text(spoken, {})}" for one in framework.open_points]
    return "\n".join(parts)


def notes(beside: FrameworkFit, unreadable: Sequence[Problem]) -> list[str]:
    """Notes on a framework in this plan: its basis, and what the plan has no place for."""
    texts = [tr("Analyses", "Every effect and multiplier is an assumption: illustrative, not estimated.")]
    for names, text in (
        (beside.lacking, tr("Analyses", "The plan has no {names}: these effects are left out.")),
        (beside.idle_levers, tr("Analyses", "Left without any effect: {names}.")),
        (beside.strangers, tr("Analyses", "No region or industry of the plan has the role or type {names}.")),
    ):
        if names:
            texts.append(text.format(names=joined(names, language())))
    return texts + [problem.message(language()) for problem in unreadable]


def sample_index(plan: Plan, sample: IndexProposal) -> str:
    """How many regions have all figures of the sample index, and what is used where few have them."""

    def names(codes: Iterable[str]) -> str:
        return joined((named(plan.indicator_by_code[code]) for code in codes), language())

    text = tr("Analyses", "Sample index: {count} of {regions} regions have every figure of {year}.").format(
        count=sample.whole, regions=sample.regions, year=plan.base_year
    )
    if not sample.lacking:
        return text
    lacking = tr("Analyses", "Too few regions have {names}.").format(names=names(sample.lacking))
    if not sample.dimensions:
        return " ".join((text, lacking, tr("Analyses", "No indicator is left to rank them by.")))
    kept = names(code for members in sample.dimensions.values() for code in members)
    rest = tr(
        "Analyses",
        "The remaining indicators are used, {names}: {count} of {regions} regions have every figure.",
    ).format(names=kept, count=sample.complete, regions=sample.regions)
    return " ".join((text, lacking, rest))


def movement_text(document: Document, moves: Sequence[Movement], inserted: bool) -> str:
    """The paths that inserting (or removing) a framework moves, and how far; or that none moves."""
    if not moves:
        return (
            tr("Analyses", "Removing it changes no path.")
            if inserted
            else tr("Analyses", "Adding it changes no path.")
        )
    head = (
        tr("Analyses", "Removing it changes paths:")
        if inserted
        else tr("Analyses", "Adding it changes paths:")
    )
    texts = [head, *(_movement(document, one) for one in moves)]
    if document.plan.synergy:
        texts.append(
            tr(
                "Analyses",
                "The plan has a synergy of {synergy}: the degree of coordination covers every "
                "dimension that has levers, and is 0 where one of them has no intensity.",
            ).format(synergy=plain(document.plan.synergy))
        )
    return "\n".join(texts)


def _movement(document: Document, one: Movement) -> str:
    plan = document.plan
    indicator = plan.indicator_by_code[one.series.indicator]
    text = tr(
        "Analyses", "· {scenario}: paths {paths}; largest change {series}, {year}: {before} → {after}"
    ).format(
        scenario=named(document.scenarios[one.scenario]),
        paths=one.paths,
        series=spoken_series(plan, one.series, language(), " · "),
        year=one.year,
        before=side(format_figure(one.before, indicator.decimals), language()),
        after=side(format_figure(one.after, indicator.decimals, unit_of(indicator)), language()),
    )
    if math.isfinite(one.share):
        text += tr("Analyses", " ({share}%)").format(share=format_figure(one.share * 100, 2, signed=True))
    return text
