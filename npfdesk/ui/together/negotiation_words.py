"""The words of a negotiation: what the window and its picture say of counties, sums and steps."""

from __future__ import annotations

import math
from typing import Final

from npfdesk.engine.answers.goal_seek import Seek
from npfdesk.engine.negotiation.carrying import Burden
from npfdesk.engine.negotiation.rounds import CountyPositions, Fit, Negotiation, Stand, Together, Turn
from npfdesk.plan.gap_words import gap_text
from npfdesk.plan.kinds import RollUp
from npfdesk.plan.measure_words import pace_unit
from npfdesk.plan.model import Indicator, Plan
from npfdesk.plan.negotiation import Side
from npfdesk.plan.numbers import difference_unit, format_figure, plain
from npfdesk.plan.problems import Problem, clauses, joined
from npfdesk.plan.statuses import Status
from npfdesk.ui.look.language import language, named, tr, unit_of

_PACES: Final = 1
"""The decimals of paces."""
_MOST_NAMED: Final = 3


def pace_text(indicator: Indicator, pace: float, *, rate: bool = False) -> str:
    """A pace a year with its unit: 5.2%, 0.4 percentage points; of a growth rate the figure itself."""
    unit = indicator.unit if rate else pace_unit(indicator, language())
    return format_figure(pace, max(_PACES, indicator.decimals if rate else _PACES), unit)


def pace_range_text(indicator: Indicator, one: CountyPositions) -> str:
    """The slowest and the fastest pace of a county's past; — where it is too short."""
    low, high = pace_edges(one)
    if not (math.isfinite(low) and math.isfinite(high)):
        return "—"
    unit = indicator.unit if one.carry.rate else pace_unit(indicator, language())
    return f"{format_figure(low, _PACES)} – {format_figure(high, _PACES, unit)}"


def pace_edges(one: CountyPositions) -> tuple[float, float]:
    """From which pace to which a county's past goes: of a growth rate its figures."""
    if one.carry.rate:
        return one.carry.low, one.carry.high
    return one.carry.past.from_pace, one.carry.past.to_pace


def reach_text(indicator: Indicator, one: CountyPositions) -> str:
    """What a county's past comes to by the year: from – to."""
    if not one.carry.told:
        return "—"
    low, high = (format_figure(figure, indicator.decimals) for figure in (one.carry.low, one.carry.high))
    return low if low == high else f"{low} – {high}"


def stand_text(stand: Stand | None, indicator: Indicator) -> str:
    """A position in its words, with the figure that they come to where they do not say it."""
    if stand is None:
        return ""
    words = stand.proposal.text
    if not math.isfinite(stand.figure) or stand.bounds.low != stand.bounds.high:
        return words
    shown = format_figure(stand.figure, indicator.decimals)
    alike = (plain(stand.figure), shown, format_figure(stand.figure, 0))
    if any(one in words for one in alike):
        return words
    return f"{words}（{shown}）" if language() == "zh" else f"{words} ({shown})"


def turn_text(one: CountyPositions) -> str:
    """Whose turn it is, in words."""
    return {
        Turn.NOBODY: tr("Negotiation", "no proposal yet"),
        Turn.REPLY: tr("Negotiation", "to be replied to"),
        Turn.PROPOSAL: tr("Negotiation", "to propose again"),
        Turn.SETTLED: tr("Negotiation", "settled"),
    }[one.turn]


def burden_status(one: Burden) -> Status | None:
    """The colour of what is asked: within the county's past, or beyond it."""
    if one.within is None:
        return None
    return Status.BLUE if one.within else Status.ORANGE


def apart_text(indicator: Indicator, gap: float) -> str:
    """How far the last words of both sides are apart: above 0 the city asks for more."""
    if not math.isfinite(gap):
        return "—"
    if gap == 0:
        return tr("Negotiation", "agreed")
    return format_figure(gap, indicator.decimals, signed=True)


def together_text(one: Together, indicator: Indicator) -> str:
    """What one side's last positions add up to, held against the city's target."""
    if not one.counted:
        return ""
    figure = format_figure(one.figure, indicator.decimals, unit_of(indicator))
    source = "proposals together {figure}" if one.side is Side.PROPOSAL else "replies together {figure}"
    said = tr("Negotiation", source).format(figure=figure)
    if one.without:
        source = "from {count} of {all} regions"
        every = one.counted + len(one.without)
        parts = [said, tr("Negotiation", source).format(count=one.counted, all=every)]
        left = one.target.low - one.figure
        if indicator.rollup is RollUp.SUM and math.isfinite(left) and left > 0:
            shown = format_figure(left, indicator.decimals, unit_of(indicator))
            parts.append(tr("Negotiation", "{figure} left for the others").format(figure=shown))
        return clauses(parts, language(), comma=True)
    if one.fit is Fit.UNKNOWN:
        return said
    unit = difference_unit(unit_of(indicator), language())
    parts = [said, gap_text(one.missing, indicator.decimals, unit, language())]
    if one.fit is Fit.OPEN:
        parts.append(tr("Negotiation", "not assured: the words leave it open"))
    return clauses(parts, language(), comma=True)


def negotiation_headline(talks: Negotiation, plan: Plan) -> str:
    """The sentence that leads: the target, the sums of both sides, how many are settled, who stands apart."""
    indicator = plan.indicator_by_code[talks.series.indicator]
    whole = f"{named(plan.region_by_code[talks.series.region])} {named(indicator)} {talks.year}"
    aim = talks.target.text if talks.target is not None else ""
    unit = unit_of(indicator) if aim[-1:].isdigit() else ""
    aimed = tr("Negotiation", "target {target}").format(target=f"{aim} {unit}".strip()) if aim else ""
    parts = [aimed or tr("Negotiation", "no target yet")]
    parts += [
        text
        for side in (talks.offered, talks.answered)
        if side is not None and (text := together_text(side, indicator))
    ]
    settled = tr("Negotiation", "settled {count} of {all}")
    if talks.rounds:
        parts.append(settled.format(count=len(talks.settled), all=len(talks.counties)))
    if talks.apart:
        names = joined((_apart_name(one, plan, indicator) for one in talks.apart), language(), _MOST_NAMED)
        parts.append(tr("Negotiation", "apart: {regions}").format(regions=names))
    colon = "：" if language() == "zh" else ": "
    return f"{whole}{colon}{clauses(parts, language())}"


def _apart_name(one: CountyPositions, plan: Plan, indicator: Indicator) -> str:
    return f"{named(plan.region_by_code[one.region])} {apart_text(indicator, one.gap)}"


def carry_sentence(one: CountyPositions, plan: Plan, year: int) -> str:
    """What a county can carry and what is asked of it, as a sentence; what is not known is said to be so."""
    indicator = plan.indicator_by_code[one.series.indicator]
    unit = unit_of(indicator)
    parts = []
    if one.carry.told:
        source = "its own past, {paces} a year, comes to {reach} by {year}"
        parts.append(
            tr("Negotiation", source).format(
                paces=pace_range_text(indicator, one),
                reach=f"{reach_text(indicator, one)} {unit}".strip(),
                year=year,
            )
        )
    else:
        parts.append(tr("Negotiation", "its past is too short to say what it can carry"))
    burden = one.burden
    if math.isfinite(burden.figure):
        needs = pace_text(indicator, burden.required, rate=one.carry.rate)
        source = (
            "{figure} asked needs {pace} a year" if one.is_asked else "{figure} proposed needs {pace} a year"
        )
        parts.append(
            tr("Negotiation", source).format(
                figure=format_figure(burden.figure, indicator.decimals, unit), pace=needs
            )
        )
    if burden.within is True:
        parts.append(tr("Negotiation", "which its past has reached"))
    elif burden.within is False:
        difference = format_figure(burden.beyond, indicator.decimals, difference_unit(unit, language()))
        parts.append(tr("Negotiation", "{figure} beyond its fastest pace so far").format(figure=difference))
    if math.isfinite(burden.part) and burden.part > 0:
        share = format_figure(burden.part * 100.0, 0, "%")
        parts.append(tr("Negotiation", "at its mean pace {share} of the way").format(share=share))
    stop = "。" if language() == "zh" else "."
    return f"{clauses(parts, language())}{stop}"


def seek_sentence(found: Seek | Problem, plan: Plan, scenario: str) -> str:
    """Which parameter would reach what is asked, sought within the county's own past."""
    if isinstance(found, Problem):
        return found.message(language())
    indicator = plan.indicator_by_code[found.series.indicator]
    words = found.parameter.words
    name = words.text(language(), {}) if words is not None else found.parameter.name
    value = format_figure(found.value, 2, found.parameter.unit(unit_of(indicator), language()))
    projected = format_figure(found.projected, indicator.decimals, unit_of(indicator))
    source = (
        "In “{scenario}”, {name} of {value} reaches it."
        if found.reached
        else "In “{scenario}”, the best of its past, {name} of {value}, comes to {projected}."
    )
    return tr("Negotiation", source).format(scenario=scenario, name=name, value=value, projected=projected)
