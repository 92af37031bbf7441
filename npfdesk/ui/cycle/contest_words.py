"""What the view of a contest says: its message, the lines of the table, the rules, and what the next place costs."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import Final

import numpy as np

from npfdesk.engine.next_place import Hindrance, NextPlace, Way
from npfdesk.engine.scoring import Contest, Unscored
from npfdesk.plan.gap_words import signed_change
from npfdesk.plan.model import Indicator, Plan
from npfdesk.plan.numbers import format_figure, plain, trimmed
from npfdesk.plan.periods import Period
from npfdesk.plan.problems import clauses, joined
from npfdesk.plan.scoring import ScoreSort, ScoringMethod, ScoringRule
from npfdesk.plan.series import SeriesKey
from npfdesk.ui.look.language import language, named, tr, unit_of

DIGITS: Final = 2
"""The decimals of points."""
_NONE: Final = "—"


@dataclass(frozen=True)
class PointsCell:
    """The points of a region by a rule: its text, the share of the rule's points (0 to 1), whether they are projected."""

    text: str
    share: float
    projected: bool
    tip: str
    series: SeriesKey


@dataclass(frozen=True)
class ContestLine:
    """A region in the order of places; `change` is how many places it has risen since the period before (None: not known)."""

    region: str
    name: str
    place: str
    change: int | None
    total: str
    cells: tuple[PointsCell, ...]


@dataclass(frozen=True)
class WayLine:
    """What one indicator would have to come to: texts of its columns; `chosen` marks the cheapest, `open` a way at all."""

    texts: tuple[str, ...]
    chosen: bool
    open: bool
    series: SeriesKey


def period_words(period: Period) -> str:
    """A year, or the months of one up to the last: 2026年, 2026年1-3月; 2026, Jan-Mar 2026."""
    return period.words(language() == "zh")


def points_text(points: float) -> str:
    """Points with their decimals, — where there are none."""
    return format_figure(points, DIGITS) if math.isfinite(points) else _NONE


def change_text(change: int | None) -> str:
    """▲2, ▼1, – for the same place, nothing where the place before is not known."""
    if change is None:
        return ""
    return "–" if change == 0 else f"{'▲' if change > 0 else '▼'}{abs(change)}"


def contest_lines(plan: Plan, contest: Contest, before: Contest | None) -> tuple[ContestLine, ...]:
    """The regions from the first place to the last."""
    names = [named(one) for one in contest.regions]
    industries = [one.industry for one in contest.rules]
    lines = []
    for at in contest.order.tolist():
        region = contest.regions[at]
        place, then = float(contest.places[at]), math.nan
        if before is not None and region.code in before.region_place:
            then = float(before.places[before.region_place[region.code]])
        known = math.isfinite(place) and math.isfinite(then)
        cells = tuple(
            PointsCell(
                points_text(float(contest.points[rule, at])),
                _share(contest.rules[rule], float(contest.points[rule, at])),
                bool(contest.figures.projected[rule, at]),
                cell_tip(plan, contest, rule, at),
                SeriesKey(region.code, industries[rule], contest.rules[rule].indicator),
            )
            for rule in range(len(contest.rules))
        )
        lines.append(
            ContestLine(
                region.code,
                names[at],
                plain(place) if math.isfinite(place) else _NONE,
                round(then - place) if known else None,
                points_text(float(contest.total[at])),
                cells,
            )
        )
    return tuple(lines)


def _share(rule: ScoringRule, points: float) -> float:
    if not math.isfinite(points) or not rule.points > 0:
        return 0.0
    return min(abs(points) / rule.points, 1.0)


def cell_tip(plan: Plan, contest: Contest, rule: int, at: int) -> str:
    """The exact figures behind a cell: what was reached, what is asked, the points, or why there are none."""
    stated, figures = contest.rules[rule], contest.figures
    indicator = plan.indicator_by_code[stated.indicator]
    unit = "%" if figures.grown[rule, 0] else unit_of(indicator)

    def said(figure: float, of: str = unit) -> str:
        return format_figure(figure, indicator.decimals, of) if math.isfinite(figure) else _NONE

    lines = [f"{named(contest.regions[at])} · {stated.name}"]
    lines.append(f"{named(indicator)}: {said(float(figures.figure[rule, at]))}")
    if stated.method in (ScoringMethod.ALL_OR_NOTHING, ScoringMethod.PROPORTIONAL):
        of = "%" if math.isfinite(figures.span[rule, at]) else unit
        due = tr("Contest", "milestone") if figures.due[rule, at] else tr("Contest", "target")
        lines.append(f"{due}: {said(float(figures.aim[rule, at]), of)}")
        if of != unit:
            lines.append(f"{tr('Contest', 'growth')}: {said(float(figures.reached[rule, at]), of)}")
    elif stated.method is ScoringMethod.LAST_YEAR:
        lines.append(f"{tr('Contest', 'year before')}: {said(float(figures.before[rule, at]))}")
    else:
        place = float(contest.place[rule, at])
        lines.append(f"{tr('Contest', 'rank')}: {plain(place) if math.isfinite(place) else _NONE}")
    points = float(contest.points[rule, at])
    if math.isfinite(points):
        lines.append(f"{tr('Contest', 'points')}: {points_text(points)} / {plain(stated.points)}")
        if figures.projected[rule, at]:
            lines.append(tr("Contest", "projected, not reported yet"))
    else:
        lines.append(Unscored(int(contest.why[rule, at])).words.text(language(), {}))
    return "\n".join(lines)


def headline(contest: Contest) -> str:
    """The message: who leads with how many points, and how far the next is behind."""
    when = period_words(contest.period)
    known = [at for at in contest.order.tolist() if math.isfinite(contest.total[at])]
    if not known:
        return tr("Contest", "{when}: no region has points").replace("{when}", when)
    first = [at for at in known if contest.places[at] == 1]
    rest = [at for at in known if contest.places[at] > 1]
    told = {
        "when": when,
        "who": joined((named(contest.regions[at]) for at in first), language()),
        "points": points_text(float(contest.total[first[0]])),
        "full": plain(contest.full),
    }
    if not rest:
        text = tr("Contest", "{when}: {who} first with {points} of {full} points")
    else:
        text = tr("Contest", "{when}: {who} first with {points} of {full} points, {next} {behind} behind")
        told["next"] = named(contest.regions[rest[0]])
        told["behind"] = points_text(float(contest.total[first[0]] - contest.total[rest[0]]))
    for name, value in told.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def rule_text(plan: Plan, rule: ScoringRule, contestants: int) -> str:
    """A rule in words: 投资 20 分：固定资产投资，按比例，上限 24."""
    indicator = plan.indicator_by_code[rule.indicator]
    industry = plan.industry_by_code.get(rule.industry)
    what = named(indicator) if industry is None else f"{named(indicator)} · {named(industry)}"
    parts = [what, rule.method.words.text(language(), {})]
    if rule.method is ScoringMethod.PLACE:
        step = rule.points / max(contestants, 1) if rule.step is None else rule.step
        parts.append(tr("Contest", "{step} less per place").replace("{step}", trimmed(step, 4)))
    if rule.cap is not None:
        parts.append(tr("Contest", "cap {cap}").replace("{cap}", plain(rule.cap)))
    if rule.sort is not ScoreSort.SCORE:
        parts.append(rule.sort.words.text(language(), {}))
    text = tr("Contest", "{name} {points} points: {parts}")
    told = {
        "name": rule.name,
        "points": plain(rule.points),
        "parts": clauses(parts, language(), comma=True),
    }
    for name, value in told.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def rule_lines(plan: Plan, contest: Contest) -> tuple[str, ...]:
    """The rules, a line each."""
    return tuple(rule_text(plan, one, len(contest.regions)) for one in contest.rules)


def contest_note(contest: Contest) -> str:
    """What must be known beside the points: what is missing, what is projected, what is a milestone."""
    said: list[str] = []
    missing = contest.why[contest.why != Unscored.SCORED]
    if len(missing):
        counted = Counter(missing.tolist())
        words = (
            f"{Unscored(code).words.text(language(), {})} {count}" for code, count in sorted(counted.items())
        )
        kinds = clauses(words, language(), comma=True)
        text = tr("Contest", "—: no points ({kinds}); the total covers the other rules only.")
        said.append(text.replace("{kinds}", kinds))
    projected = int((contest.figures.projected & np.isfinite(contest.points)).sum())
    if projected:
        text = tr("Contest", "Grey: scores based on projected figures, not reported yet: {count}.")
        said.append(text.replace("{count}", str(projected)))
    by_target = np.array(
        [[one.method in (ScoringMethod.ALL_OR_NOTHING, ScoringMethod.PROPORTIONAL)] for one in contest.rules]
    )
    if (contest.figures.due & by_target).any():
        text = tr(
            "Contest", "Where {year} has no target of its own, the milestone of the next target counts."
        )
        said.append(text.replace("{year}", str(contest.period.year)))
    if not contest.period.is_year:
        said.append(tr("Contest", "Figures to date are compared with the target of the whole year."))
    return ("" if language() == "zh" else " ").join(said)


# the next place


def next_title(plan: Plan, found: NextPlace) -> str:
    """What is missing to the next place, of the first its lead."""
    told = {
        "who": named(plan.region_by_code[found.region]),
        "place": str(found.place),
        "goal": str(found.goal),
    }
    if not found.ahead:
        text = tr("Contest", "{who} is first, {lead} points ahead")
        told["lead"] = points_text(-found.missing)
        if math.isnan(found.missing):
            text = tr("Contest", "{who} is first")
    else:
        text = tr("Contest", "{who} (rank {place}) is {missing} points short of rank {goal}, {ahead}")
        told["ahead"] = joined((named(plan.region_by_code[code]) for code in found.ahead), language())
        told["missing"] = points_text(found.missing)
    cheapest = found.cheapest
    if cheapest is not None:
        text += tr("Contest", "; the cheapest way is {what}")
        told["what"] = named(plan.indicator_by_code[cheapest.indicator])
    elif found.ahead:
        text += tr("Contest", "; no indicator alone is enough")
    for name, value in told.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def way_heads() -> tuple[str, ...]:
    """The heads of the ways' columns."""
    return (
        tr("Contest", "By this indicator alone"),
        tr("Contest", "Now"),
        tr("Contest", "Needed"),
        tr("Contest", "Change"),
        tr("Contest", "Change, %"),
        tr("Contest", "Points"),
        tr("Contest", "Times a usual year"),
    )


def way_lines(plan: Plan, found: NextPlace) -> tuple[WayLine, ...]:
    """The ways, the cheapest first."""
    cheapest = found.cheapest
    return tuple(_way_line(plan, found.region, one, one is cheapest) for one in found.by_effort)


def _way_line(plan: Plan, region: str, way: Way, chosen: bool) -> WayLine:
    indicator = plan.indicator_by_code[way.indicator]
    industry = plan.industry_by_code.get(way.industry)
    name = named(indicator) if industry is None else f"{named(indicator)} · {named(industry)}"
    unit = "%" if way.grown else unit_of(indicator)
    now = format_figure(way.figure, indicator.decimals, unit) if math.isfinite(way.figure) else _NONE
    series = SeriesKey(region, way.industry, way.indicator)
    if way.hindrance is not Hindrance.NONE:
        return WayLine((name, now, way.words.text(language(), {}), "", "", "", ""), False, False, series)
    needed = printed(way, indicator)
    texts = (
        name,
        now,
        format_figure(needed, indicator.decimals, unit),
        signed_change(needed - way.figure, indicator.decimals, unit, language(), brief=True),
        f"{_signed(way.relative, 1)}%" if math.isfinite(way.relative) else _NONE,
        _signed(way.points, DIGITS),
        format_figure(way.effort, DIGITS) if math.isfinite(way.effort) else _NONE,
    )
    return WayLine(texts, chosen, True, series)


def printed(way: Way, indicator: Indicator) -> float:
    """The needed figure with the indicator's decimals, rounded on so that the printed one takes the place, too."""
    scale = 10.0**indicator.decimals
    sign = 1.0 if way.rise > 0 else -1.0
    return sign * math.ceil(sign * way.needed * scale - 1e-6) / scale


def _signed(figure: float, decimals: int) -> str:
    text = format_figure(abs(figure), decimals)
    return f"+{text}" if figure >= 0 else f"−{text}"
