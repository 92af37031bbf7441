"""What an evaluation shows of each target and of what decides it, in words and figures: no painting."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.evaluation import (
    Deciding,
    Evaluation,
    GradeKey,
    Lagging,
    grade_of,
    kept_status,
)
from npfdesk.engine.projection.results import Results
from npfdesk.engine.targets.judged_units import JudgedUnit, judged_unit
from npfdesk.plan.evaluations import Grade, KeptEvaluation, KeptGrade
from npfdesk.plan.kinds import Duty
from npfdesk.plan.model import Plan
from npfdesk.plan.numbers import format_figure
from npfdesk.plan.problems import joined
from npfdesk.plan.series import SeriesKey, TargetKey
from npfdesk.plan.spoken_names import side
from npfdesk.plan.status_rules import StatusSettings
from npfdesk.plan.statuses import Status
from npfdesk.ui.look.language import language, named, tr

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
MOST_TURNING = 5
"""How many of the targets that are cheapest to turn are named."""


@dataclass(frozen=True)
class GradeLine:
    """One target: its words as drawn, and the shares of its bar (NaN: none).

    `figures` the way of its figure, `aim` what is asked by when, `expected` the figure that is expected by then, `turned` the grade
    that it has now where that is another than the kept one.
    """

    series: SeriesKey
    name: str
    binding: bool
    figures: str
    aim: str
    way: float
    time: float
    shares: tuple[str, str]
    grade: Grade
    label: str
    status: Status
    pace: str
    expected: str
    reaches: bool | None
    turned: str = ""

    @cached_property
    def drawn(self) -> tuple[object, ...]:
        """All of it that is painted."""
        bar = tuple(one if math.isfinite(one) else None for one in (self.way, self.time))
        words = (self.name, self.figures, self.aim, self.shares, self.label, self.pace, self.expected)
        return self.series, bar, words, self.grade, self.status, self.reaches, self.turned

    @property
    def outlook(self) -> str:
        """What is expected by then in words; "" where there is no figure."""
        return (
            tr("Evaluation", "expected {figure}").replace("{figure}", self.expected) if self.expected else ""
        )


@dataclass(frozen=True)
class DecidingLine:
    """A line below the targets: a `head`, or what is said of a target or a part; `share` draws a bar behind it (0: none)."""

    text: str
    figure: str = ""
    series: SeriesKey | None = None
    head: bool = False
    share: float = 0.0


class GradeLines:
    """The targets of an evaluation, live or kept, each worded when it is first looked at."""

    def __init__(self, count: int, series: Sequence[SeriesKey], make: Callable[[int], GradeLine]) -> None:
        self.count, self.series, self._make = count, series, make
        self._made: dict[int, GradeLine] = {}

    def keep(self, before: GradeLines, same: BoolArray) -> None:
        """Take over those lines of others that say the `same` (place,) as these do."""
        self._made = {place: line for place, line in before._made.items() if same[place]}

    def __getitem__(self, place: int) -> GradeLine:
        """The line at a place."""
        found = self._made.get(place)
        if found is None:
            found = self._made[place] = self._make(place)
        return found


def no_lines() -> GradeLines:
    """Nothing to show."""

    def none(place: int) -> GradeLine:
        raise IndexError(place)

    return GradeLines(0, (), none)


@dataclass(frozen=True, eq=False)
class LiveLines:
    """The lines of an evaluation, and what they were worded of: `about` what, the figures (place, what) in `figures`."""

    lines: GradeLines
    about: tuple[object, ...]
    figures: FloatArray

    @classmethod
    def of(
        cls, results: Results, evaluation: Evaluation, places: IntArray, whole: bool, before: LiveLines | None
    ) -> LiveLines:
        """As ``live_lines``; those that say what they said `before` are not worded again."""
        table, positions = results.scenarios[evaluation.scenario].targets, evaluation.positions[places]
        figures = evaluation.figures(places)
        about = (results.plan, table, evaluation.year, whole, language(), positions.tobytes())
        made = cls(live_lines(results, evaluation, places, whole), about, figures)
        if before is not None and before.about == about:
            same = (figures == before.figures) | (np.isnan(figures) & np.isnan(before.figures))
            made.lines.keep(before.lines, same.all(axis=1))
        return made


def live_lines(results: Results, evaluation: Evaluation, places: IntArray, whole: bool) -> GradeLines:
    """The targets at some places of an evaluation; `whole` says that those of all regions are shown, and named so."""
    table = results.scenarios[evaluation.scenario].targets
    positions = evaluation.positions[places]
    settings = results.plan.status_settings

    def made(at: int) -> GradeLine:
        place = int(places[at])
        unit = judged_unit(results, evaluation.scenario, int(positions[at]))
        status = Status(int(evaluation.status[place]))
        return _line(results.plan, grade_of(results, evaluation, place), unit, status, settings, whole)

    return GradeLines(len(places), [table.keys[position].series for position in positions], made)


def kept_lines(
    results: Results,
    scenario: str,
    kept: Sequence[KeptGrade],
    settings: StatusSettings,
    now: Mapping[GradeKey, Grade],
    whole: bool,
) -> GradeLines:
    """The targets of a kept evaluation, by its own `settings`, with the grades that they have `now` where these differ."""
    table = results.scenarios[scenario].targets

    def made(at: int) -> GradeLine:
        one = kept[at]
        position = table.of_series.get(TargetKey(one.series, one.due))
        unit = judged_unit(results, scenario, position) if position is not None else None
        grade = now.get((one.series, one.due, one.text))
        turned = ""
        if grade is not one.grade:
            word = (
                results.plan.status_settings.grade_label(grade).text(language(), {})
                if grade is not None
                else tr("Evaluation", "no longer evaluated")
            )
            turned = tr("Evaluation", "now: {grade}").replace("{grade}", word)
        return _line(results.plan, one, unit, kept_status(one), settings, whole, turned)

    return GradeLines(len(kept), [one.series for one in kept], made)


def _line(
    plan: Plan,
    one: KeptGrade,
    unit: JudgedUnit | None,
    status: Status,
    settings: StatusSettings,
    whole: bool,
    turned: str = "",
) -> GradeLine:
    figures = f"{_figure(one.base, unit)} → {side(_figure(one.observed, unit, with_units=True), language())}"
    if one.base is None:
        figures = _figure(one.observed, unit, with_units=True)
    if unit is not None and not unit.own and figures != "—":
        figures = f"{unit.words.text(language(), {})} {figures}"
    aim = tr("Evaluation", "target {year}: {words}")
    aim = aim.replace("{year}", str(one.due)).replace("{words}", one.text)
    if one.duty is Duty.BINDING:
        aim = f"{tr('Evaluation', 'binding')} · {aim}"
    return GradeLine(
        series=one.series,
        name=series_name(plan, one.series, whole),
        binding=one.duty is Duty.BINDING,
        figures=figures,
        aim=aim,
        way=math.nan if one.way is None else one.way,
        time=math.nan if one.time is None else one.time,
        shares=(share_text(one.way), share_text(one.time)),
        grade=one.grade,
        label=settings.grade_label(one.grade).text(language(), {}),
        status=status,
        pace="" if one.pace is None else f"R {format_figure(one.pace, 3)}",
        expected="" if one.expected is None else _figure(one.expected, unit, with_units=True),
        reaches=one.will_reach,
        turned=turned,
    )


def series_name(plan: Plan, series: SeriesKey, region: bool) -> str:
    """A series' indicator and industry, and its region before them where that is asked for; its codes where it is gone."""
    place, what = plan.region_by_code.get(series.region), plan.indicator_by_code.get(series.indicator)
    parts = [named(what) if what is not None else series.indicator]
    industry = plan.industry_by_code.get(series.industry)
    if series.industry:
        parts.append(named(industry) if industry is not None else series.industry)
    if region:
        parts.insert(0, named(place) if place is not None else series.region)
    return " · ".join(parts)


def share_text(share: float | None) -> str:
    """A share as %; — where there is none."""
    return "—" if share is None or not math.isfinite(share) else format_figure(share * 100, 1, "%")


def _figure(value: float | None, unit: JudgedUnit | None, *, with_units: bool = False) -> str:
    if value is None:
        return "—"
    return unit.figure(value, language(), with_units) if unit is not None else format_figure(value, 2)


def deciding_lines(results: Results, evaluation: Evaluation, found: Deciding) -> list[DecidingLine]:
    """The few that decide: the targets that lack least, and the parts that make up most of what a sum lacks."""
    plan, lines = results.plan, []
    table = results.scenarios[evaluation.scenario].targets
    if len(found.turning):
        grade = plan.status_settings.grade_label(Grade.ON).text(language(), {})
        head = tr("Evaluation", "Closest to “{grade}”").replace("{grade}", grade)
        lines.append(DecidingLine(head, tr("Evaluation", "shortfall · of the whole change"), head=True))
    for at, place in enumerate(found.turning[:MOST_TURNING].tolist()):
        position = int(evaluation.positions[place])
        needed, share = float(found.needed[at]), share_text(float(found.needed_share[at]))
        unit = judged_unit(results, evaluation.scenario, position)
        amount = unit.gap(needed, language()) if math.isfinite(needed) else ""
        series = table.keys[position].series
        whole = series.region != plan.root
        lines.append(
            DecidingLine(
                series_name(plan, series, whole), " · ".join(x for x in (amount, share) if x), series
            )
        )
    if found.parts:
        head = tr("Evaluation", "The fewest regions that make up 80% of the shortfall")
        lines.append(DecidingLine(head, tr("Evaluation", "share"), head=True))
    lines += [_parts(results, evaluation, one) for one in found.parts]
    return lines


def _parts(results: Results, evaluation: Evaluation, one: Lagging) -> DecidingLine:
    plan, table = results.plan, results.scenarios[evaluation.scenario].targets
    position = int(evaluation.positions[one.place])
    whole = table.keys[position].series
    places = one.places[: one.deciding].tolist()
    names = [
        plan.region_by_code[table.keys[int(evaluation.positions[place])].series.region] for place in places
    ]
    said = joined(map(named, names), language())
    text = tr("Evaluation", "{what}: {regions}")
    text = text.replace("{what}", series_name(plan, whole, whole.region != plan.root))
    share = share_text(float(one.share[: one.deciding].sum()))
    return DecidingLine(text.replace("{regions}", said), share, whole)


def lagging_lines(results: Results, evaluation: Evaluation, one: Lagging) -> list[DecidingLine]:
    """Which regions lag in a target, each with what it is short of by the year and its share of all that is."""
    plan, table = results.plan, results.scenarios[evaluation.scenario].targets
    position = int(evaluation.positions[one.place])
    whole = table.keys[position].series
    head = tr("Evaluation", "Behind in {what}").replace("{what}", series_name(plan, whole, False))
    added = bool(one.deciding)
    heads = (
        tr("Evaluation", "against the milestone of {year} · share")
        if added
        else tr("Evaluation", "against the milestone of {year}")
    )
    lines = [DecidingLine(head, heads.replace("{year}", str(evaluation.year)), head=True)]
    for place, short, share in zip(one.places.tolist(), one.shortfall, one.share, strict=True):
        at = int(evaluation.positions[place])
        unit = judged_unit(results, evaluation.scenario, at)
        series = table.keys[at].series
        figure = unit.gap(float(short), language())
        if added:
            figure = f"{figure} · {share_text(float(share))}"
        lines.append(
            DecidingLine(
                named(plan.region_by_code[series.region]),
                figure,
                series,
                share=float(share) if added else 0.0,
            )
        )
    return lines


def default_name(kept: Mapping[str, KeptEvaluation], year: int) -> str:
    """A name for an evaluation to be kept: its year, and a number where that is taken."""
    name = tr("Evaluation", "Evaluation {year}").replace("{year}", str(year))
    number = 2
    found = name
    while found in kept:
        found = f"{name} ({number})"
        number += 1
    return found
