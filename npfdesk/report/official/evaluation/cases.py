"""The case of a target in an evaluation, and the words in which a planner tells it; several wordings where many have it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from npfdesk.plan.evaluations import Grade
from npfdesk.plan.problems import Wording
from npfdesk.plan.statuses import Status
from npfdesk.plan.targets import Basis, Measure, TargetKind
from npfdesk.report.official.evaluation.evaluated import EvaluatedTarget
from npfdesk.report.sentences.figures import nought


class Case(StrEnum):
    """How a target stands, as far as words differ."""

    NO_FIGURE = "no_figure"
    """No actual of the year: counted, never said."""
    UNGRADED = "ungraded"
    EARLY = "early"
    KEPT_UNDER = "kept_under"
    KEPT_OVER = "kept_over"
    KEPT_INSIDE = "kept_inside"
    DONE = "done"
    DONE_OVER = "done_over"
    NEARLY_DONE = "nearly_done"
    MISSED = "missed"
    FAST = "fast"
    ON_ABOVE = "on_above"
    ON_EVEN = "on_even"
    ON_BELOW = "on_below"
    LITTLE = "little"
    MUCH = "much"
    AWAY = "away"
    STAGE_OPEN = "stage_open"
    """Not even at an earlier target."""
    LIMIT_PASSED = "limit_passed"
    FLOOR_BROKEN = "floor_broken"
    RANGE_LEFT = "range_left"
    SUM_DONE = "sum_done"
    SUM_MET = "sum_met"
    SUM_MISSED = "sum_missed"
    SUM_AHEAD = "sum_ahead"
    SUM_EVEN = "sum_even"
    SUM_BEHIND = "sum_behind"
    SPENT_UNDER = "spent_under"
    SPENT_OVER = "spent_over"
    SPENT_KEPT = "spent_kept"
    SPENT_PASSED = "spent_passed"
    MEAN_ABOVE = "mean_above"
    MEAN_EVEN = "mean_even"
    MEAN_BELOW = "mean_below"
    MEAN_INSIDE = "mean_inside"
    TOTAL_AHEAD = "total_ahead"
    TOTAL_BEHIND = "total_behind"
    RANK_REACHED = "rank_reached"
    RANK_SHORT = "rank_short"
    RELATION_KEPT = "relation_kept"
    RELATION_CLOSING = "relation_closing"
    """Not there yet, and on the way."""
    RELATION_BROKEN = "relation_broken"
    WORDS_KEPT = "words_kept"
    WORDS_BROKEN = "words_broken"


POINTS_SHOWN: Final = 1
"""The decimals at which shares and leads are told."""

WORDINGS: Final[Mapping[Case, tuple[Wording, ...]]] = MappingProxyType(
    {
        Case.UNGRADED: (
            Wording(
                "{what}为{observed}，没有可比的基期或数值目标，不评定等级。",
                "{what} stood at {observed}; without a comparable base or a figure to reach it has no grade.",
            ),
        ),
        Case.EARLY: (
            Wording(
                "{what}{moved}{change}，提前{left}年实现{aim}的规划目标{over}。",
                "{what} {moved}{change}, meeting the target of {aim} {left:year|years} early{over}.",
            ),
            Wording(
                "{what}{moved}{change}，已达到{due}年{aim}的目标{over}，比规划提前{left}年。",
                "{what} {moved}{change}: the target of {aim} for {due} has been met{over}, {left:year|years} ahead of time.",
            ),
        ),
        Case.KEPT_UNDER: (
            Wording(
                "{what}{moved}{change}，继续控制在{limit}以内。",
                "{what} {moved}{change}, still within the limit of {limit}.",
            ),
        ),
        Case.KEPT_OVER: (
            Wording(
                "{what}{moved}{change}，保持在{limit}以上。",
                "{what} {moved}{change}, still at or above the {limit} required.",
            ),
        ),
        Case.KEPT_INSIDE: (
            Wording(
                "{what}{moved}{change}，保持在{aim}的目标区间。",
                "{what} {moved}{change}, inside the target range of {aim}.",
            ),
        ),
        Case.DONE: (
            Wording(
                "{what}{moved}{change}，完成{due}年{aim}的目标。",
                "{what} {moved}{change}, meeting the {due} target of {aim}.",
            ),
            Wording(
                "{what}{moved}{change}，按时实现{due}年{aim}的目标。",
                "{what} {moved}{change}; the target of {aim} for {due} has been met on time.",
            ),
        ),
        Case.DONE_OVER: (
            Wording(
                "{what}{moved}{change}，超额完成{due}年{aim}的目标{over}。",
                "{what} {moved}{change}, more than meeting the {due} target of {aim}{over}.",
            ),
            Wording(
                "{what}{moved}{change}，好于{due}年{aim}的目标{over}。",
                "{what} {moved}{change}, better than the {aim} set for {due}{over}.",
            ),
        ),
        Case.NEARLY_DONE: (
            Wording(
                "{what}{moved}{change}，与{due}年{aim}的目标仅差{short}，基本完成。",
                "{what} {moved}{change}, only {short} from the {due} target of {aim}, which is all but met.",
            ),
        ),
        Case.MISSED: (
            Wording(
                "{what}{moved}{change}，未能完成{due}年{aim}的目标，差{short}。",
                "{what} {moved}{change} and missed the {due} target of {aim} by {short}.",
            ),
            Wording(
                "{what}{moved}{change}，与{due}年{aim}的目标相差{short}，目标未实现。",
                "{what} {moved}{change}, {short} from the target of {aim} for {due}, which was not met.",
            ),
        ),
        Case.FAST: (
            Wording(
                "{what}{moved}{change}，完成规划期任务的{way}，快于时序进度{lead}。",
                "{what} {moved}{change}; {way} of the planned change has been made, {lead} ahead of schedule.",
            ),
            Wording(
                "{what}{moved}{change}；规划期任务已完成{way}，比时序进度快{lead}。",
                "{what} {moved}{change}, {lead} ahead of schedule, with {way} of the planned change made.",
            ),
            Wording(
                "{what}{moved}{change}，进度达到{way}，超前时序进度{lead}。",
                "{what} {moved}{change}: {way} of the planned change, {lead} more than the schedule asks.",
            ),
        ),
        Case.ON_ABOVE: (
            Wording(
                "{what}{moved}{change}，完成规划期任务的{way}，略快于时序进度（{lead}）。",
                "{what} {moved}{change}; {way} of the planned change has been made, slightly ahead of schedule (by {lead}).",
            ),
            Wording(
                "{what}{moved}{change}，规划期任务完成{way}，较时序进度略高{lead}，总体符合预期。",
                "{what} {moved}{change}, with {way} of the planned change made, {lead} over schedule and as expected on the whole.",
            ),
        ),
        Case.ON_EVEN: (
            Wording(
                "{what}{moved}{change}，完成规划期任务的{way}，与时序进度同步。",
                "{what} {moved}{change}; {way} of the planned change has been made, on schedule.",
            ),
        ),
        Case.ON_BELOW: (
            Wording(
                "{what}{moved}{change}，完成规划期任务的{way}，略低于时序进度（{lag}），仍处于预期范围。",
                "{what} {moved}{change}; {way} of the planned change has been made, {lag} below schedule but within expectations.",
            ),
            Wording(
                "{what}{moved}{change}，规划期任务完成{way}，与时序进度基本相当，仅低{lag}。",
                "{what} {moved}{change}, close to schedule: {way} of the planned change has been made, only {lag} less than was due.",
            ),
        ),
        Case.LITTLE: (
            Wording(
                "{what}{moved}{change}，完成规划期任务的{way}，慢于时序进度{lag}{milestone}。",
                "{what} {moved}{change}; {way} of the planned change has been made, {lag} behind schedule{milestone}.",
            ),
            Wording(
                "{what}{moved}{change}，规划期任务完成{way}，比时序进度低{lag}{milestone}。",
                "{what} {moved}{change}, with {way} of the planned change made, {lag} less than the schedule asks{milestone}.",
            ),
        ),
        Case.MUCH: (
            Wording(
                "{what}{moved}{change}，仅完成规划期任务的{way}，滞后时序进度{lag}{milestone}，实现目标难度较大。",
                "{what} {moved}{change}; only {way} of the planned change has been made, {lag} behind schedule{milestone}, so the "
                "target will be hard to reach.",
            ),
            Wording(
                "{what}{moved}{change}，规划期任务只完成{way}，明显落后于时序进度，低{lag}{milestone}。",
                "{what} {moved}{change}, well behind: {way} of the planned change has been made, {lag} less than was "
                "due{milestone}.",
            ),
        ),
        Case.AWAY: (
            Wording(
                "{what}由{begun}年的{base}{turned}{observed}，与规划目标方向相反，距{aim}的目标差{short}。",
                "{what} {turned} {observed} from {base} in {begun}, away from the target of {aim} and {short} from it.",
            ),
            Wording(
                "{what}不进反退，由{begun}年的{base}{turned}{observed}，与{aim}的目标相差{short}。",
                "{what} moved the wrong way: it {turned} {observed} from {base} in {begun}, {short} from the target of {aim}.",
            ),
        ),
        Case.STAGE_OPEN: (
            Wording(
                "{what}{moved}，尚未达到{begun}年的目标（{base}），距{due}年{aim}的目标差{short}。",
                "{what} {moved}, still not at the {begun} target of {base} and {short} from the target of {aim} for {due}.",
            ),
        ),
        Case.LIMIT_PASSED: (
            Wording(
                "{what}{moved}{change}，突破{limit}的上限，超出{short}。",
                "{what} {moved}{change}, {short} over the limit of {limit}.",
            ),
        ),
        Case.FLOOR_BROKEN: (
            Wording(
                "{what}{moved}{change}，低于{limit}的要求，差{short}。",
                "{what} {moved}{change}, {short} under the {limit} required.",
            ),
        ),
        Case.RANGE_LEFT: (
            Wording(
                "{what}{moved}{change}，已偏离{aim}的目标区间。",
                "{what} {moved}{change}, outside the target range of {aim}.",
            ),
        ),
        Case.SUM_DONE: (
            Wording(
                "{what}{span}{total}{observed}，已提前实现规划期累计{aim}的目标。",
                "{what} came to {observed}{total} in {span}, so the target of {aim} for the whole period has been met early.",
            ),
        ),
        Case.SUM_MET: (
            Wording(
                "{what}{span}{total}{observed}，实现累计{aim}的目标{over}。",
                "{what} came to {observed}{total} in {span}, meeting the target of {aim}{over}.",
            ),
        ),
        Case.SUM_MISSED: (
            Wording(
                "{what}{span}{total}{observed}，未能实现累计{aim}的目标，差{short}。",
                "{what} came to {observed}{total} in {span} and missed the target of {aim} by {short}.",
            ),
        ),
        Case.SUM_AHEAD: (
            Wording(
                "{what}{span}{total}{observed}，为规划期累计目标{aim}的{way}，快于时序进度{lead}。",
                "{what} came to {observed}{total} in {span}, which is {way} of the {aim} planned for the whole period and {lead} "
                "ahead of schedule.",
            ),
            Wording(
                "{span}{what}{total}{observed}，占规划期总任务{aim}的{way}，超时序进度{lead}。",
                "In {span} {what} came to {observed}{total}; {way} of the {aim} planned for the whole period is done, {lead} ahead of "
                "schedule.",
            ),
        ),
        Case.SUM_EVEN: (
            Wording(
                "{what}{span}{total}{observed}，为规划期累计目标{aim}的{way}，与时序进度同步。",
                "{what} came to {observed}{total} in {span}, which is {way} of the {aim} planned for the whole period and exactly on "
                "schedule.",
            ),
        ),
        Case.SUM_BEHIND: (
            Wording(
                "{what}{span}{total}{observed}，为规划期累计目标{aim}的{way}，慢于时序进度{lag}。",
                "{what} came to {observed}{total} in {span}, which is {way} of the {aim} planned for the whole period and {lag} "
                "behind schedule.",
            ),
            Wording(
                "{span}{what}{total}{observed}，占规划期总任务{aim}的{way}，比时序进度低{lag}。",
                "In {span} {what} came to {observed}{total}; {way} of the {aim} planned for the whole period is done, {lag} less than was "
                "due.",
            ),
        ),
        Case.SPENT_UNDER: (
            Wording(
                "{what}{span}{spent}{observed}，占规划期控制总量{limit}的{way}，低于时序进度{lag}，总量可控。",
                "{what} came to {observed}{spent} in {span}, or {way} of the {limit} allowed for the whole period, {lag} below an even "
                "pace.",
            ),
        ),
        Case.SPENT_OVER: (
            Wording(
                "{what}{span}{spent}{observed}，占规划期控制总量{limit}的{way}，超出时序进度{lead}，后续空间收窄。",
                "{what} came to {observed}{spent} in {span}, or {way} of the {limit} allowed for the whole period, {lead} above an even "
                "pace, which narrows what is left.",
            ),
        ),
        Case.SPENT_KEPT: (
            Wording(
                "{what}{span}{spent}{observed}，控制在规划期总量{limit}以内。",
                "{what} came to {observed}{spent} in {span}, within the {limit} allowed for the whole period.",
            ),
        ),
        Case.SPENT_PASSED: (
            Wording(
                "{what}{span}{spent}{observed}，突破规划期控制总量{limit}，超出{short}。",
                "{what} came to {observed}{spent} in {span}, {short} over the {limit} allowed for the whole period.",
            ),
        ),
        Case.MEAN_ABOVE: (
            Wording(
                "{what}{span}{grown}{mean}，比年均{aim}的目标高{over}。",
                "{what} {grown} {mean} in {span}, {over} above the target of {aim} a year.",
            ),
        ),
        Case.MEAN_EVEN: (
            Wording(
                "{what}{span}{grown}{mean}，与年均{aim}的目标持平。",
                "{what} {grown} {mean} in {span}, in line with the target of {aim} a year.",
            ),
        ),
        Case.MEAN_BELOW: (
            Wording(
                "{what}{span}{grown}{mean}，比年均{aim}的目标低{over}。",
                "{what} {grown} {mean} in {span}, {over} below the target of {aim} a year.",
            ),
        ),
        Case.MEAN_INSIDE: (
            Wording(
                "{what}{span}{grown}{mean}，与年均{aim}的目标相符。",
                "{what} {grown} {mean} in {span}, in keeping with the target of {aim} a year.",
            ),
        ),
        Case.TOTAL_AHEAD: (
            Wording(
                "{what}{span}累计增长{observed}，完成累计增长{aim}目标的{way}，不慢于时序进度。",
                "{what} grew {observed} in all in {span}, {way} of the way to the target of {aim} and not behind schedule.",
            ),
        ),
        Case.TOTAL_BEHIND: (
            Wording(
                "{what}{span}累计增长{observed}，完成累计增长{aim}目标的{way}，慢于时序进度{lag}。",
                "{what} grew {observed} in all in {span}, {way} of the way to the target of {aim} and {lag} behind schedule.",
            ),
        ),
        Case.RANK_REACHED: (
            Wording(
                "{what}位居第{rank}位，实现“{words}”的目标。",
                "{what} ranked {rank}, in keeping with “{words}”.",
            ),
        ),
        Case.RANK_SHORT: (
            Wording(
                "{what}位居第{rank}位，距“{words}”的目标还差{short}位。",
                "{what} ranked {rank}, {short:place|places} short of “{words}”.",
            ),
        ),
        Case.RELATION_KEPT: (
            Wording(
                "{what}{compared}，对照水平为{reference}，符合“{words}”的要求。",
                "{what} {compared} against {reference} for its benchmark, in keeping with “{words}”.",
            ),
        ),
        Case.RELATION_CLOSING: (
            Wording(
                "{what}{compared}，对照水平为{reference}，距“{words}”的要求仍有差距，但追赶进度不慢于预期。",
                "{what} {compared} against {reference} for its benchmark: not yet “{words}”, but catching up no slower than "
                "expected.",
            ),
        ),
        Case.RELATION_BROKEN: (
            Wording(
                "{what}{compared}，对照水平为{reference}，未达到“{words}”的要求。",
                "{what} {compared} against {reference} for its benchmark, which falls short of “{words}”.",
            ),
        ),
        Case.WORDS_KEPT: (
            Wording(
                "{what}{moved}{change}，符合“{words}”的要求。",
                "{what} {moved}{change}, in keeping with “{words}”.",
            ),
        ),
        Case.WORDS_BROKEN: (
            Wording(
                "{what}{moved}{change}，未达到“{words}”的要求。",
                "{what} {moved}{change}, which falls short of “{words}”.",
            ),
        ),
    }
)
"""The wordings of each case that is said; all of a case have the same fields."""

PLAIN: Final[Mapping[Grade, Wording]] = MappingProxyType(
    {
        Grade.AHEAD: Wording(
            "{what}{moved}{change}，已达到规划目标。",
            "{what} {moved}{change}, and the target has been met already.",
        ),
        Grade.FAST: Wording(
            "{what}{moved}{change}，快于规划预期{beyond}。",
            "{what} {moved}{change}, faster than planned{beyond}.",
        ),
        Grade.ON: Wording(
            "{what}{moved}{change}，符合规划预期{beyond}。", "{what} {moved}{change}, as planned{beyond}."
        ),
        Grade.BEHIND: Wording(
            "{what}{moved}{change}，慢于规划预期{milestone}。",
            "{what} {moved}{change}, slower than planned{milestone}.",
        ),
    }
)
"""What is said where a case's own wording lacks a figure."""


def case_of(one: EvaluatedTarget) -> Case:
    """The case of a target; only figures that the evaluation has decide."""
    if not math.isfinite(one.observed):
        return Case.NO_FIGURE
    if one.grade is Grade.NONE:
        return Case.UNGRADED
    if one.measure is Measure.RELATIVE and not one.met:
        return Case.RELATION_BROKEN if one.grade is Grade.BEHIND else Case.RELATION_CLOSING
    if one.measure in _BY_MEASURE:
        kept, broken = _BY_MEASURE[one.measure]
        return broken if one.grade is Grade.BEHIND else kept
    if one.growth or one.yearly_growth:
        return _grown(one)
    return _summed(one) if one.measure is Measure.SUM else _level(one)


_BY_MEASURE: Final[Mapping[Measure, tuple[Case, Case]]] = MappingProxyType(
    {
        Measure.QUALITATIVE: (Case.WORDS_KEPT, Case.WORDS_BROKEN),
        Measure.RELATIVE: (Case.RELATION_KEPT, Case.RELATION_KEPT),
        Measure.RANK: (Case.RANK_REACHED, Case.RANK_SHORT),
    }
)


def mean_growth(one: EvaluatedTarget) -> tuple[float, float]:
    """The mean growth a year so far and the one aimed at, in %."""
    if one.yearly_growth and one.parsed.figure is not None:
        return one.achieved if one.compound else math.nan, one.parsed.figure
    return one.observed, one.target


def _grown(one: EvaluatedTarget) -> Case:
    if one.parsed.basis is Basis.TOTAL:
        return Case.TOTAL_AHEAD if one.lead >= 0 or one.met else Case.TOTAL_BEHIND
    mean, aim = mean_growth(one)
    near = _ranged(one) and one.grade is not Grade.BEHIND
    if near and (one.met or mean <= aim):
        return Case.MEAN_INSIDE
    if nought(mean - aim, one.unit.decimals):
        return Case.MEAN_EVEN
    return Case.MEAN_ABOVE if mean > aim else Case.MEAN_BELOW


def _summed(one: EvaluatedTarget) -> Case:
    if one.sign < 0:
        # before the last year a sum is not met yet, however little is spent
        if one.gap > 0 and not nought(one.gap, one.unit.decimals):
            return Case.SPENT_PASSED
        return Case.SPENT_KEPT if one.arrived else Case.SPENT_OVER if one.lead > 0 else Case.SPENT_UNDER
    if one.arrived:
        return Case.SUM_MET if one.met else Case.SUM_MISSED
    if one.met:
        return Case.SUM_DONE
    if nought(one.lead, POINTS_SHOWN):
        return Case.SUM_EVEN
    return Case.SUM_AHEAD if one.lead > 0 else Case.SUM_BEHIND


def _level(one: EvaluatedTarget) -> Case:
    if one.passed:
        return Case.RANGE_LEFT
    if one.held:
        return _held(one)
    if one.arrived:
        return _arrived(one)
    if one.grade is Grade.AHEAD:
        return Case.EARLY
    if one.grade is Grade.FAST:
        return Case.FAST
    if one.grade is Grade.ON:
        even = nought(one.lead, POINTS_SHOWN)
        return Case.ON_EVEN if even else Case.ON_ABOVE if one.lead > 0 else Case.ON_BELOW
    if one.status is Status.RED:
        return Case.STAGE_OPEN if one.follows else Case.AWAY
    return Case.MUCH if one.status is Status.ORANGE else Case.LITTLE


def _held(one: EvaluatedTarget) -> Case:
    """What was met from the beginning and is to be kept."""
    if _ranged(one):
        return Case.KEPT_INSIDE if one.met else Case.RANGE_LEFT
    if one.sign < 0:
        return Case.KEPT_UNDER if one.met else Case.LIMIT_PASSED
    return Case.KEPT_OVER if one.met else Case.FLOOR_BROKEN


def _arrived(one: EvaluatedTarget) -> Case:
    """What is due in the year itself."""
    if one.met:
        over = not nought(one.gap, one.unit.decimals) and not _ranged(one)
        return Case.DONE_OVER if over else Case.DONE
    return Case.MISSED if one.grade is Grade.BEHIND else Case.NEARLY_DONE


def _ranged(one: EvaluatedTarget) -> bool:
    return one.kind in (TargetKind.ABOUT, TargetKind.RANGE)
