"""The evaluation of a plan in a year: the grade of every target by actuals, what is expected of it, and what decides.

R is the pace that ``engine.targets.status`` gives the rule pace, of figures that rest on observed ones alone: achieved
over required from the base, compound for amounts, in points for ratios and indices, in amounts for sums. The grades are
those of China's mid-term evaluations, 提前实现, 快于预期, 基本符合预期 and 滞后于预期.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.results import Results
from npfdesk.engine.projection.target_figures import MEASURES, TargetTable
from npfdesk.engine.targets import gaps
from npfdesk.engine.targets.judgement import Judgement, judge, reached
from npfdesk.engine.targets.measured_figures import growth_targets
from npfdesk.engine.targets.status import EDGE, pace_ratio, value_at_pace
from npfdesk.plan.evaluations import Grade, KeptEvaluation, KeptGrade
from npfdesk.plan.kinds import Duty, RollUp
from npfdesk.plan.owners import owner_of
from npfdesk.plan.problems import LANGUAGES, Language, Problem, Wording, clauses, error, note
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.status_rules import LABELLED_GRADES, GradeSteps, Rule, StatusSettings
from npfdesk.plan.statuses import Status
from npfdesk.plan.targets import LEVEL_MEASURES, Measure
from npfdesk.plan.year_axis import year_outside

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

GRADES: Final = tuple(Grade)
"""The grades in the order of their codes, the best first, `none` last."""
DECIDING_SHARE: Final = 0.8
"""The share of a shortfall that the few that decide make up together."""

NOTHING_DUE: Final = note(
    "nothing_to_evaluate",
    "没有 {year} 年及以后到期的目标，无可评估。",
    "No target is due in {year} or later, so there is nothing to evaluate.",
)
NOTHING_KNOWN: Final = error(
    "nothing_known_in_year",
    "{text} 年没有任何目标的现状值，无从评估{latest}。请先在“数据”中填入 {text} 年的现状值，或改评估已有数据的年份。",
    "No target has an actual for {text}, so there is nothing to evaluate{latest}. Enter the actuals for {text} first, or "
    "evaluate a year that has some.",
)
NOTHING_GRADED: Final = error(
    "nothing_graded_in_year",
    "{text} 年有现状值的目标都评不出等级：基期之后还没有过一年，或者没有基期值、没有数值目标。请改评估基期之后的年份，或补上基期值。",
    "None of the targets with an actual for {text} can be graded: no year has gone since the base, or there is no base or no figure "
    "to reach. Evaluate a year after the base, or enter the bases.",
)
_LATEST: Final = Wording("；最近的现状值是 {year} 年的", "; the latest actual is for {year}")

_COUNTED: Final = Wording("{count} 项目标：{parts}", "{count:target|targets}: {parts}")
_MISSING: Final = Wording("缺数 {count}", "missing value {count}")
_CODE: Final = {grade: code for code, grade in enumerate(GRADES)}


@dataclass(frozen=True, eq=False)
class Evaluation:
    """The targets evaluated in a year under a scenario; arrays (target,), binding targets first, then in the plan's order.

    `positions` are their places in the scenario's TargetTable. In the unit of what a target measures (of a sum what has
    come together since the base, of a rate the mean growth a year, of a rank the place): `base`, `target`, `observed` in
    the year, `expected` what the scenario comes to in the target's own year. `way` and `time` are the shares of way and
    time gone (1 is all), `pace` is R, `grade` codes of GRADES, `status` the colours by the rule evaluation. `reaches` is
    1 where the expected figure meets the target, 0 where it does not, -1 where there is nothing to tell it by. NaN is no
    figure; R is minus infinity where the base was past the target and the figure has fallen behind it.
    """

    year: int
    scenario: str
    steps: GradeSteps
    positions: IntArray
    base: FloatArray
    target: FloatArray
    observed: FloatArray
    way: FloatArray
    time: FloatArray
    pace: FloatArray
    grade: NDArray[np.int8]
    status: NDArray[np.uint8]
    expected: FloatArray
    reaches: NDArray[np.int8]
    judgement: Judgement

    def counts(self, among: BoolArray | None = None) -> Mapping[Grade, int]:
        """How many targets have each grade; `among` (target,) counts some of them alone."""
        grades = self.grade if among is None else self.grade[among]
        found = np.bincount(grades, minlength=len(GRADES))
        return MappingProxyType({grade: int(found[code]) for code, grade in enumerate(GRADES)})

    def figures(self, places: IntArray) -> FloatArray:
        """All that is told of the targets at some places, (place, what)."""
        told = (
            self.base,
            self.target,
            self.observed,
            self.way,
            self.time,
            self.pace,
            self.grade,
            self.status,
            self.expected,
            self.reaches,
        )
        return np.array([one[places] for one in told], dtype=np.float64).T

    def graded(self, place: int) -> Grade:
        """The grade of the target at a place."""
        return GRADES[int(self.grade[place])]


def evaluate(
    results: Results,
    scenario: str,
    year: int,
    judgement: Judgement | None = None,
    positions: IntArray | None = None,
) -> Evaluation:
    """Evaluate a scenario's targets in a year of the plan's own regions (see `evaluated_targets` for which).

    `judgement` is theirs of that year by the rule evaluation, where it is known; `positions` are some of `evaluation_order`
    alone, in that order.
    """
    plan, table = results.plan, results.scenarios[scenario].targets
    if judgement is None:
        judgement = judge(results, scenario, year, Rule.EVALUATION)
    at = evaluation_order(results, scenario, year) if positions is None else positions
    standing, actual = judgement.standing.of(at), judgement.actual[at]
    pace = np.where(actual, pace_ratio(standing), np.nan)
    ahead = standing.sign * (standing.target - standing.base) > 0
    if standing.spent is not None:
        # of a sum that may not be passed the way is what may be spent
        ahead |= standing.spent
    with np.errstate(divide="ignore", invalid="ignore"):
        time = np.where(standing.total > 0, standing.elapsed / standing.total, np.nan)
    way = np.where(actual & ahead, judgement.progress[at], np.nan)
    steps = plan.status_settings.grades
    expected = reached(results, scenario, at)
    return Evaluation(
        year=year,
        scenario=scenario,
        steps=steps,
        positions=at,
        base=judgement.base[at],
        target=judgement.target[at],
        observed=np.where(actual, judgement.value[at], np.nan),
        way=way,
        time=time,
        pace=pace,
        grade=_grades(table, judgement, at, pace, _grown(results, scenario, at), steps),
        status=judgement.status[at],
        expected=expected.value,
        reaches=_reaches(results, scenario, at, expected.value, expected.met),
        judgement=judgement,
    )


def expected_again(results: Results, before: Evaluation, places: IntArray) -> Evaluation:
    """The evaluation that `evaluate` gives, from one of an earlier state, where since then nothing but projected paths has moved.

    `places` are those of the targets whose series moved, which all have to be levels of their years: what rests on actuals
    alone no projection moves, so only what is expected of them is found anew. Plan, TargetTable and actuals must be those of the
    earlier state.
    """
    at = before.positions[places]
    found = reached(results, before.scenario, at)
    expected, reaches = before.expected.copy(), before.reaches.copy()
    expected[places] = found.value
    reaches[places] = _reaches(results, before.scenario, at, found.value, found.met)
    return replace(before, expected=expected, reaches=reaches)


def not_evaluated(results: Results, scenario: str, year: int) -> Problem | None:
    """Why a year cannot be evaluated: no year of the plan, nothing due from it on, no actual in it or none that has a grade; None where it can."""
    outside = year_outside(results.plan, year)
    if outside is not None:
        return outside
    positions = evaluated_targets(results, scenario, year)
    if not len(positions):
        return Problem(NOTHING_DUE, arguments={"year": str(year)})
    found = evaluate(results, scenario, year)
    if (found.grade != _CODE[Grade.NONE]).any():
        return None
    if np.isfinite(found.observed).any():
        return Problem(NOTHING_GRADED, text=str(year))
    known = (latest_actual(results, scenario, int(one), year) for one in positions)
    latest = max((one for one in known if one is not None), default=None)
    told = {spoken: _LATEST.text(spoken, {"year": latest}) if latest else "" for spoken in LANGUAGES}
    return Problem(NOTHING_KNOWN, text=str(year), arguments={"latest": Wording(told["zh"], told["en"])})


def evaluation_order(results: Results, scenario: str, year: int) -> IntArray:
    """The positions of the targets that an evaluation in a year asks about, binding targets first, then in the plan's order."""
    at = evaluated_targets(results, scenario, year)
    binding = binding_targets(results, results.scenarios[scenario].targets)[at]
    order: IntArray = at[np.argsort(~binding, kind="stable")]
    return order


def binding_targets(results: Results, table: TargetTable) -> BoolArray:
    """Whether each target's indicator is binding (target,)."""
    duty = np.array([one.duty is Duty.BINDING for one in results.plan.indicators], dtype=np.bool_)
    binding: BoolArray = duty[results.frame.indicator_of[table.row]]
    return binding


def evaluated_targets(results: Results, scenario: str, year: int) -> IntArray:
    """The positions of the targets that an evaluation in a year asks about, in the plan's order of regions and indicators.

    Of each series of the plan's own regions those of the plan's target year, or, where it has none in it, of the
    first of its target years from the evaluation's on: earlier ones are stages of the same way. A stage that is due in the year
    itself is evaluated beside them. What was due before, targets that ask for nothing, and regions that are not in force
    are left out; every statement of a cell counts.
    """
    plan, frame, table = results.plan, results.frame, results.scenarios[scenario].targets
    asked = (table.year >= year) & (table.base_year <= year) & frame.own[table.row]
    asked &= np.isfinite(table.reach) | ~table.asks_nothing
    column = year - int(plan.years[0])
    if frame.in_force is not None and 0 <= column < len(frame.in_force):
        asked &= frame.in_force[column, frame.region_of[table.row]]
    rank = np.where(table.year == plan.target_year, np.iinfo(np.int64).min, table.year)
    first = np.full(len(frame.region_of), np.iinfo(np.int64).max)
    np.minimum.at(first, table.row[asked], rank[asked])
    chosen = np.flatnonzero(asked & ((rank == first[table.row]) | (table.year == year)))
    rows = table.row[chosen]
    keys = (table.second[chosen], table.year[chosen], frame.industry_of[rows], frame.indicator_of[rows])
    order: IntArray = chosen[np.lexsort((*keys, frame.region_of[rows]))]
    return order


def _grown(results: Results, scenario: str, at: IntArray) -> BoolArray:
    of_growths = growth_targets(results, scenario)
    grown: BoolArray = np.isin(at, list(of_growths)) if of_growths else np.zeros(len(at), dtype=np.bool_)
    return grown


def _of(table: TargetTable, at: IntArray, measure: Measure) -> BoolArray:
    of: BoolArray = table.measure[at] == MEASURES.index(measure)
    return of


def _grades(
    table: TargetTable,
    judgement: Judgement,
    at: IntArray,
    pace: FloatArray,
    grown: BoolArray,
    steps: GradeSteps,
) -> NDArray[np.int8]:
    """The grades (target,), codes of GRADES; `grown` are those whose way is one of growths.

    Before the target's year what is met is met early; a mean growth is only where the whole growth has come together
    already. In its own year what is met is as expected at least. Directions in words have no pace: as expected or behind.
    """
    actual = judgement.actual[at]
    met = judgement.standing.met[at] & actual
    early = judgement.standing.elapsed[at] < judgement.standing.total[at]
    words = _of(table, at, Measure.QUALITATIVE)
    # a mean can still fall
    whole = ~grown | (judgement.progress[at] >= 1.0 - EDGE)
    judged = actual & (judgement.standing.elapsed[at] > 0)
    known = judged & (met | ~np.isnan(pace))
    passed = judgement.passed[at]
    grade = np.full(len(at), _CODE[Grade.BEHIND], dtype=np.int8)
    # the later the weightier
    for where, one in (
        ((pace >= steps.on - EDGE) | met, Grade.ON),
        (pace >= steps.fast - EDGE, Grade.FAST),
        (met & early & whole, Grade.AHEAD),
        (passed, Grade.BEHIND),
        (~known, Grade.NONE),
        (words & judged, Grade.BEHIND),
        (words & (judgement.status[at] == Status.BLUE), Grade.ON),
        (words & (judgement.status[at] == Status.GREY), Grade.NONE),
    ):
        grade[where] = _CODE[one]
    return grade


def _reaches(
    results: Results, scenario: str, at: IntArray, expected: FloatArray, met: BoolArray
) -> NDArray[np.int8]:
    table = results.scenarios[scenario].targets
    colours = np.full(len(at), int(Status.GREY))
    words = _of(table, at, Measure.QUALITATIVE)
    if words.any():
        for year in np.unique(table.year[at[words]]).tolist():
            due = words & (table.year[at] == year)
            colours[due] = judge(results, scenario, year, Rule.PACE).status[at[due]]
    told = np.isfinite(expected) & np.where(words, colours != Status.GREY, True)
    told &= words | np.isfinite(table.reach[at]) | met | _of(table, at, Measure.RELATIVE)
    told_as: NDArray[np.int8] = np.where(told, met, -1).astype(np.int8)
    return told_as


def counts_told(counts: Mapping[Grade, int], settings: StatusSettings, language: Language) -> str:
    """The sentence that leads an evaluation: how many targets there are, and how many have each grade."""
    said = (
        (settings.grade_label(grade), count) for grade, count in counts.items() if grade is not Grade.NONE
    )
    parts = [f"{label.text(language, {})} {count}" for label, count in said]
    if counts[Grade.NONE]:
        parts.append(_MISSING.text(language, {"count": counts[Grade.NONE]}))
    told = {"count": sum(counts.values()), "parts": clauses(parts, language, comma=True)}
    return _COUNTED.text(language, told)


@dataclass(frozen=True, eq=False)
class Lagging:
    """The parts of a target that are behind: the same indicator's targets of the regions right below, the worst first.

    Arrays (part,): `places` in the Evaluation, `shortfall` what is missing of the milestone of the year, in the unit of
    the target, `share` of the shortfalls of all parts behind together (NaN where they do not add up: a mean, a ratio);
    `deciding` how many of them, from the first on, make up at least DECIDING_SHARE of it (0: nothing adds up).
    """

    place: int
    places: IntArray
    shortfall: FloatArray
    share: FloatArray
    deciding: int


def lagging_parts(results: Results, evaluation: Evaluation, place: int) -> Lagging:
    """Which regions below lag in the target at a place of an evaluation, and how much of the shortfall is theirs.

    A part lags where it is short of its own milestone of the year; amounts of a target that is a sum of its parts add up,
    all others are told without a share, the slowest first.
    """
    plan, frame = results.plan, results.frame
    table, judgement = results.scenarios[evaluation.scenario].targets, evaluation.judgement
    position = int(evaluation.positions[place])
    row = int(table.row[position])
    rows = table.row[evaluation.positions]
    children = frame.children_in(int(frame.region_of[row]), evaluation.year)
    parts = np.isin(frame.region_of[rows], children) & (frame.indicator_of[rows] == frame.indicator_of[row])
    parts &= frame.industry_of[rows] == frame.industry_of[row]
    parts &= table.year[evaluation.positions] == table.year[position]
    parts &= table.measure[evaluation.positions] == table.measure[position]
    places = np.flatnonzero(parts & ~table.second[evaluation.positions])
    at = evaluation.positions[places]
    short = gaps.gap(evaluation.observed[places], judgement.milestone[at], table.sign[at])
    behind = np.isfinite(short) & (short > EDGE * np.maximum(1.0, np.abs(judgement.milestone[at])))
    places, short = places[behind], short[behind]
    indicator = plan.indicators[int(frame.indicator_of[row])]
    measure = MEASURES[int(table.measure[position])]
    adds = indicator.rollup is RollUp.SUM and (
        measure is Measure.SUM or (measure in LEVEL_MEASURES and np.isfinite(table.figure[position]))
    )
    if not adds:
        order = np.argsort(evaluation.pace[places], kind="stable")
        return Lagging(place, places[order], short[order], np.full(len(places), np.nan), 0)
    order = np.argsort(-short, kind="stable")
    places, short = places[order], short[order]
    share = short / short.sum() if len(short) else short
    deciding = int(np.searchsorted(np.cumsum(share), DECIDING_SHARE - EDGE) + 1) if len(short) else 0
    return Lagging(place, places, short, share, min(deciding, len(short)))


@dataclass(frozen=True, eq=False)
class Deciding:
    """The few that decide an evaluation.

    `turning` (target,) are the places of the targets behind, those first that lack least of the way to be as expected;
    `needed` what each lacks in its own unit (NaN where its way is one of growths) and `needed_share` as a share of its
    way. `parts` are the laggards of each target behind that is a sum of its parts.
    """

    turning: IntArray
    needed: FloatArray
    needed_share: FloatArray
    parts: tuple[Lagging, ...]


def deciding(results: Results, evaluation: Evaluation, among: BoolArray | None = None) -> Deciding:
    """What decides an evaluation (of all targets, or `among` some): the cheapest to turn, and the parts that hold others back.

    To be as expected a target needs the figure at which R is the lowest of that grade; what it lacks is that figure less
    the observed one. Of each sum behind, the fewest parts are told that make up DECIDING_SHARE of their shortfalls.
    """
    at = evaluation.positions
    standing = evaluation.judgement.standing.of(at)
    behind = behind_targets(evaluation, among)
    wanted = value_at_pace(standing, evaluation.steps.on)
    lack = np.maximum(standing.sign * (wanted - standing.value), 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = lack / np.abs(standing.target - standing.base)
    places = np.flatnonzero(behind & np.isfinite(share))
    places = places[np.argsort(share[places], kind="stable")]
    grown = _grown(results, evaluation.scenario, at)
    parts = (
        lagging_parts(results, evaluation, place) for place in held_back(results, evaluation, behind).tolist()
    )
    return Deciding(
        turning=places,
        needed=np.where(grown, np.nan, lack)[places],
        needed_share=share[places],
        parts=tuple(one for one in parts if one.deciding),
    )


def behind_targets(evaluation: Evaluation, among: BoolArray | None = None) -> BoolArray:
    """Which targets of an evaluation (target,) are behind; `among` some alone."""
    behind: BoolArray = evaluation.grade == _CODE[Grade.BEHIND]
    return behind if among is None else behind & among


def held_back(results: Results, evaluation: Evaluation, behind: BoolArray) -> IntArray:
    """The places of the targets behind whose regions have others below them, that may hold them back."""
    places = np.flatnonzero(behind)
    rows = results.scenarios[evaluation.scenario].targets.row[evaluation.positions[places]]
    regions, children = results.frame.region_of[rows], results.frame.children
    parents = np.array([len(children[one]) > 0 for one in regions.tolist()], dtype=np.bool_)
    return places[parents]


def grade_of(results: Results, evaluation: Evaluation, place: int) -> KeptGrade:
    """The target at a place of an evaluation as it is graded, in plain values; None where there is no figure."""
    plan, table = results.plan, results.scenarios[evaluation.scenario].targets
    position = int(evaluation.positions[place])
    key, statement = table.keys[position], table.statements[position]

    def figure(values: FloatArray) -> float | None:
        return float(values[place]) if np.isfinite(values[place]) else None

    return KeptGrade(
        series=key.series,
        due=key.year,
        duty=plan.indicator_by_code[key.series.indicator].duty,
        owner=owner_of(plan, statement),
        text=statement.text,
        grade=evaluation.graded(place),
        base=figure(evaluation.base),
        target=figure(evaluation.target),
        observed=figure(evaluation.observed),
        way=figure(evaluation.way),
        time=figure(evaluation.time),
        pace=figure(evaluation.pace),
        expected=figure(evaluation.expected),
        will_reach=bool(evaluation.reaches[place]) if evaluation.reaches[place] >= 0 else None,
    )


def kept_evaluation(
    results: Results, evaluation: Evaluation, name: str, scenario_name: str, taken: str, known: str = ""
) -> KeptEvaluation:
    """An evaluation as a state to keep: its grades, with the thresholds and labels of the plan as they are now.

    `taken` is the day on which it is kept and `known` the day as of which figures were taken ("": all), ISO 8601. A label is
    "" where the plan has none of its own.
    """
    settings: StatusSettings = results.plan.status_settings
    return KeptEvaluation(
        name=name,
        year=evaluation.year,
        scenario=scenario_name,
        taken=taken,
        known=known,
        thresholds=evaluation.steps.figures,
        labels=tuple(settings.own_grade_label(grade) for grade in LABELLED_GRADES),
        grades=tuple(grade_of(results, evaluation, place) for place in range(len(evaluation.positions))),
    )


def kept_settings(kept: KeptEvaluation) -> StatusSettings:
    """The thresholds and labels that a kept evaluation was made by."""
    labels = zip(LABELLED_GRADES, kept.labels, strict=False)
    return StatusSettings(
        grades=GradeSteps(*kept.thresholds),
        grade_labels=tuple((grade, label) for grade, label in labels if label),
    )


def kept_counts(grades: Iterable[KeptGrade]) -> Mapping[Grade, int]:
    """How many of some kept targets have each grade."""
    counted = Counter(one.grade for one in grades)
    return MappingProxyType({grade: counted[grade] for grade in GRADES})


def kept_status(kept: KeptGrade) -> Status:
    """The colour of a kept grade: blue where it is as expected or better, else that of its pace as published."""
    if kept.grade in (Grade.NONE, Grade.BEHIND):
        if kept.grade is Grade.NONE:
            return Status.GREY
        _, yellow, orange = Rule.PACE.about.published.figures
        pace = kept.pace if kept.pace is not None else -np.inf
        return Status.YELLOW if pace >= yellow else Status.ORANGE if pace >= orange else Status.RED
    return Status.BLUE


GradeKey = tuple[SeriesKey, int, str]
"""What tells a target from all others in kept evaluations: its series, its year and its words."""


@dataclass(frozen=True)
class Turned:
    """A target whose grade differs between a kept evaluation and another; None: it is not evaluated there."""

    key: GradeKey
    before: Grade | None
    after: Grade | None


def turned_grades(before: KeptEvaluation, after: KeptEvaluation) -> tuple[Turned, ...]:
    """The targets whose grade differs, in the order of `after`, then those that it no longer has.

    A target is the same where series, year and words are; one that was worded anew is gone and new.
    """
    then, now = grades_by_target(before.grades), grades_by_target(after.grades)
    keys = (*now, *(key for key in then if key not in now))
    return tuple(
        Turned(key, then.get(key), now.get(key)) for key in keys if then.get(key) is not now.get(key)
    )


def grades_by_target(grades: Iterable[KeptGrade]) -> Mapping[GradeKey, Grade]:
    """Grades by what tells their targets apart."""
    return {(one.series, one.due, one.text): one.grade for one in grades}


def live_grades(results: Results, evaluation: Evaluation) -> Mapping[GradeKey, Grade]:
    """The grades of an evaluation by what tells its targets apart."""
    table = results.scenarios[evaluation.scenario].targets
    keys, statements = table.keys, table.statements
    return {
        (*keys[position], statements[position].text): GRADES[code]
        for position, code in zip(evaluation.positions.tolist(), evaluation.grade.tolist(), strict=True)
    }


def latest_actual(results: Results, scenario: str, position: int, year: int) -> int | None:
    """The latest year before another in which a target's series has a figure that rests on observed ones; None: none."""
    table = results.scenarios[scenario].targets
    known = results.actual.known[:, int(table.row[position])] & (results.plan.years < year)
    found = np.flatnonzero(known)
    return int(results.plan.years[found[-1]]) if len(found) else None
