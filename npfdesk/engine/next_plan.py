"""The next plan: begun from a plan whose last year has figures, with that plan's targets closed.

Carried over are the observed figures, the tree, industries, indicators with their formulas and owners, levers and
multipliers, sources, share groups, checks, scoring, vintages, the figures of months, the settings of status, and the
scenarios by their names. What scenarios assume for the years of the old plan, and targets of their own, stay behind and
are counted in the report, as do commitments that fall due by the new base year and positions in the negotiation of targets
that end with the old plan. Targets that are due later than the new
base year run on as targets of the new plan and keep the base year that they counted from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.recorded_figures import RECORDED, recorded_results
from npfdesk.engine.projection.results import Results
from npfdesk.engine.target_drafts import DraftFigures, draft_figures, drafted_target
from npfdesk.engine.targets.closing import closed_targets
from npfdesk.plan.closed_targets import ClosedTarget
from npfdesk.plan.document import Document
from npfdesk.plan.drafts import Draft
from npfdesk.plan.expressions import parse_expression, with_base_year, with_base_year_written
from npfdesk.plan.model import Indicator, Plan
from npfdesk.plan.new_plan import PLAN_YEARS
from npfdesk.plan.numbers import plain
from npfdesk.plan.own_checks import OwnCheck
from npfdesk.plan.problems import Language, Problem, error
from npfdesk.plan.scenarios import Scenario
from npfdesk.plan.series import SeriesKey, TargetKey
from npfdesk.plan.spoken_names import problem_about
from npfdesk.plan.structure import with_years
from npfdesk.plan.targets import PlanTarget, TargetKind, TargetText

BoolArray = NDArray[np.bool_]

NEXT_BASE_YEAR: Final = error(
    "next_plan_base_year",
    "新基期 {year} 要晚于本规划的基期 {base_year}，且在本规划的年份（至 {last} 年）之内。请改正新基期。",
    "The new base year {year} must be later than this plan's base year {base_year} and within its years (to {last}). "
    "Correct the new base year.",
)
NEXT_YEARS_IN_ORDER: Final = error(
    "next_plan_years",
    "年份要依次为：新基期 {base_year}、新目标年 {target_year}、展望年 {horizon}；目标年晚于基期，展望年不早于目标年。请改正。",
    "The years must be in order: base year {base_year}, target year {target_year}, horizon {horizon}; the target year after "
    "the base year, the horizon not before the target year. Correct them.",
)
FORMULA_WITH_YEAR_TOO_LONG: Final = error(
    "next_plan_formula",
    "“{text}”的公式写上旧基期 {year} 后过长，没有编制下期规划。请先把它拆成几个指标。",
    "The formula of “{text}” becomes too long with the old base year {year} in it, so the next plan was not drawn up. Split it "
    "into several indicators first.",
)
LATEST_YEAR: Final = 2200

_SPAN: Final = re.compile(
    r"(?P<first>(?:19|20|21)\d{2})(?P<between>\s?年?\s?[-–—－―~～至到]+\s?)(?P<last>(?:19|20|21)\d{2})"
)
_NUMERALS: Final = "零一二三四五六七八九十"
_ORDINAL: Final = re.compile(r"(?P<before>第?)十(?P<unit>[一二三四五六七八九]?)(?P<behind>个?五)")


@dataclass(frozen=True)
class NextPlan:
    """What a next plan is to be: its years, by what its targets are drafted, and its title ("": the old one's, renewed)."""

    base_year: int
    target_year: int
    horizon: int
    draft: Draft = Draft.NONE
    title: str = ""


@dataclass(frozen=True)
class CarriedCounts:
    """How much of the old plan is in the new one; `data` are observed figures."""

    regions: int
    industries: int
    indicators: int
    data: int


@dataclass(frozen=True)
class LeftBehind:
    """What of the old plan is not in the new one, in rows: it stays in the old workbook."""

    assumptions: int
    lever_levels: int
    scenario_targets: int
    commitments: int
    positions: int


@dataclass(frozen=True)
class CountedFrom:
    """A formula, or a check, that now names the base year that its base(x) has meant all along."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class NextPlanReport:
    """What became of the old plan.

    `without_base` are the series that have no figure in the new base year and wait for one; `closed` the targets of the
    plan that ends, with their verdicts (those closed before it not among them), `running` the targets that run on,
    `drafted` and `undrafted` the new targets with a draft, and those that wait for a figure; `formulas` what was written
    anew.
    """

    carried: CarriedCounts
    left: LeftBehind
    without_base: tuple[SeriesKey, ...]
    closed: tuple[ClosedTarget, ...]
    running: tuple[TargetKey, ...]
    drafted: tuple[TargetKey, ...]
    undrafted: tuple[TargetKey, ...]
    formulas: tuple[CountedFrom, ...]


@dataclass(frozen=True, eq=False)
class BegunPlan:
    """A next plan and the report on how it was begun."""

    plan: Plan
    report: NextPlanReport


def usual_next(plan: Plan) -> NextPlan:
    """The years of the plan after this one: as many as this one has, from its target year on; its outlook stays where later."""
    base, target = plan.target_year, 2 * plan.target_year - plan.base_year
    if target <= base:
        target = base + PLAN_YEARS
    return NextPlan(base, target, max(plan.horizon, target))


def last_year_with_figures(plan: Plan) -> int:
    """The last year in which any series of the plan's own regions has a figure; its base year where none has."""
    own = np.array([not plan.region_by_code[key.region].benchmark for key in plan.series], dtype=np.bool_)
    seen = np.flatnonzero(np.isfinite(plan.observed[own]).any(axis=0)) if own.any() else np.empty(0, int)
    return int(plan.years[seen[-1]]) if len(seen) else plan.base_year


def begin_next_plan(
    document: Document, asked: NextPlan, language: Language = "zh", results: Results | None = None
) -> BegunPlan | Problem:
    """The plan after a document's, with the old targets closed by what has happened; a Problem where the years are no plan's.

    The document stays as it is. `language` is that of the notes that mark drafts; `results` are those of
    ``recorded_results`` of its plan, where they are at hand (None: computed).
    """
    plan = document.plan
    wrong = _wrong_years(plan, asked)
    if wrong is not None:
        return wrong
    pinned = _with_old_base(plan, asked)
    if isinstance(pinned, Problem):
        return pinned
    indicators, checks, formulas = pinned
    results = recorded_results(plan) if results is None else results
    closed = closed_targets(results, asked.base_year)
    running = {key: _running(plan, one) for key, one in plan.targets.items() if key.year > asked.base_year}
    new, drafted, undrafted = _new_targets(results, asked, running, language)
    scenarios = tuple(_name_only(one, document.scenarios) for one in document.scenarios.values())
    commitments = tuple(one for one in plan.commitments if one.year > asked.base_year)
    proposals = {key: one for key, one in plan.proposals.items() if key.target in running}
    made = replace(
        plan,
        title=asked.title or next_title(plan, asked.base_year, asked.target_year),
        base_year=asked.base_year,
        target_year=asked.target_year,
        horizon=asked.horizon,
        indicators=indicators,
        checks=checks,
        targets=MappingProxyType({**new, **running}),
        closed_targets=(*plan.closed_targets, *closed),
        scenarios=scenarios,
        commitments=commitments,
        proposals=MappingProxyType(proposals),
    )
    made = with_years(made, reached=(asked.target_year, asked.horizon))
    report = NextPlanReport(
        carried=CarriedCounts(
            len(made.regions),
            len(made.industries),
            len(made.indicators),
            int(np.isfinite(made.observed).sum()),
        ),
        left=_left_behind(
            document.scenarios.values(),
            len(plan.commitments) - len(commitments),
            len(plan.proposals) - len(proposals),
        ),
        without_base=without_base(results, asked.base_year),
        closed=closed,
        running=tuple(running),
        drafted=drafted,
        undrafted=undrafted,
        formulas=formulas,
    )
    return BegunPlan(made, report)


def without_base(results: Results, year: int) -> tuple[SeriesKey, ...]:
    """The series that are in use and have no figure in a year, in the plan's order; `results` are ``recorded_results``.

    In use is what has any figure or a target. A roll-up that nobody observes waits for its children, and a formula for
    what it reads, which are named instead of it.
    """
    plan, frame = results.plan, results.frame
    projection = results.scenarios[RECORDED].projection
    column = year - int(plan.years[0])
    observed: BoolArray = np.asarray(np.isfinite(results.observed).any(axis=0))
    told = {key.series for key in plan.targets}
    asked = observed | np.array([key in told for key in plan.series], dtype=np.bool_)
    absent = frame.absent(np.arange(len(plan.series)))[column]
    fillable = observed | (projection.covered[:, 0] == 0) | frame.formula_row
    missing: BoolArray = np.logical_and.reduce(
        [asked, np.isnan(projection.values[column]), ~absent, fillable]
    )
    for row in np.flatnonzero(missing & frame.formula_row).tolist():
        key = plan.series[row]
        formula = plan.indicator_by_code[key.indicator].formula
        assert formula is not None
        inputs = [plan.row.get(key._replace(indicator=code)) for code in formula.codes]
        missing[row] = observed[row] and not any(one is not None and missing[one] for one in inputs)
    return tuple(plan.series[row] for row in np.flatnonzero(missing).tolist())


def next_title(plan: Plan, base_year: int, target_year: int) -> str:
    """The title of the plan after this one: its period in the old title's words, or behind it.

    2021—2025年 becomes 2026—2030年, and where the new plan is the next five-year one 十四五 becomes 十五五.
    """
    old_period, period = (plan.base_year + 1, plan.target_year), (base_year + 1, target_year)

    def renewed(found: re.Match[str]) -> str:
        if (int(found["first"]), int(found["last"])) != old_period:
            return found[0]
        return f"{period[0]}{found['between']}{period[1]}"

    title = _SPAN.sub(renewed, plan.title)
    follows = period[0] == old_period[1] + 1 and all(
        last - first == PLAN_YEARS - 1 and last % PLAN_YEARS == 0 for first, last in (old_period, period)
    )
    if follows:
        title = _ORDINAL.sub(_next_ordinal, title)
    return title if title != plan.title else f"{plan.title}（{period[0]}—{period[1]}）".strip()


def _next_ordinal(found: re.Match[str]) -> str:
    unit = _NUMERALS.index(found["unit"]) + 1 if found["unit"] else 1
    if unit > 9:
        return f"{found['before']}二十{found['behind']}"
    return f"{found['before']}十{_NUMERALS[unit]}{found['behind']}"


def _wrong_years(plan: Plan, asked: NextPlan) -> Problem | None:
    last = int(plan.years[-1])
    if not plan.base_year < asked.base_year <= last:
        said = {"year": asked.base_year, "base_year": plan.base_year, "last": last}
        return Problem(NEXT_BASE_YEAR, text=str(asked.base_year), arguments=said)
    if not asked.base_year < asked.target_year <= asked.horizon <= LATEST_YEAR:
        said = {"base_year": asked.base_year, "target_year": asked.target_year, "horizon": asked.horizon}
        return Problem(NEXT_YEARS_IN_ORDER, text=str(asked.target_year), arguments=said)
    return None


Pinned = tuple[tuple[Indicator, ...], tuple[OwnCheck, ...], tuple[CountedFrom, ...]]


def _with_old_base(plan: Plan, asked: NextPlan) -> Pinned | Problem:
    """Indicators and checks whose base(x) names the base year that it means in the plan that ends."""
    told: list[CountedFrom] = []
    indicators: list[Indicator] = []
    for one in plan.indicators:
        if one.formula is not None:
            made = with_base_year(one.formula, plan.base_year)
            if isinstance(made, Problem):
                return problem_about(FORMULA_WITH_YEAR_TOO_LONG, one, year=plan.base_year)
            if made.text != one.formula.text:
                told.append(CountedFrom(one.name, one.formula.text, made.text))
                indicators.append(replace(one, formula=made))
                continue
        indicators.append(one)
    checks: list[OwnCheck] = []
    for check in plan.checks:
        text = with_base_year_written(check.expression, plan.base_year)
        if text != check.expression:
            if isinstance(parse_expression(text), Problem) and not isinstance(
                parse_expression(check.expression), Problem
            ):
                return Problem(
                    FORMULA_WITH_YEAR_TOO_LONG, text=check.name, arguments={"year": plan.base_year}
                )
            told.append(CountedFrom(check.name, check.expression, text))
        checks.append(check if text == check.expression else replace(check, expression=text))
    same = all(one is other for one, other in zip(indicators, plan.indicators, strict=True))
    return plan.indicators if same else tuple(indicators), tuple(checks), tuple(told)


def _running(plan: Plan, one: PlanTarget) -> PlanTarget:
    """A target that runs on, with the base year that it has counted from."""
    return one if one.base_year else replace(one, base_year=plan.base_year)


def _name_only(one: Scenario, scenarios: Mapping[str, Scenario]) -> Scenario:
    """A scenario's name, place, description and colour; a workbook knows it by its name."""
    parent = scenarios.get(one.parent or "")
    return Scenario(
        one.name,
        one.name,
        parent.name if parent is not None else None,
        one.description,
        one.colour,
        english=one.english,
        packages=tuple(scenarios[base].name for base in one.packages if base in scenarios),
    )


def _left_behind(scenarios: Iterable[Scenario], commitments: int, positions: int) -> LeftBehind:
    every = tuple(scenarios)
    return LeftBehind(
        sum(len(one.assumptions) for one in every),
        sum(len(one.intensities) for one in every),
        sum(len(one.targets) for one in every),
        commitments,
        positions,
    )


def _new_targets(
    results: Results, asked: NextPlan, running: Mapping[TargetKey, PlanTarget], language: Language
) -> tuple[dict[TargetKey, PlanTarget], tuple[TargetKey, ...], tuple[TargetKey, ...]]:
    """A row for each key indicator of the plan that ends: with a draft, or without a figure, in the old plan's order."""
    plan = results.plan
    figures: DraftFigures | None = None
    if asked.draft is not Draft.NONE:
        figures = draft_figures(results, asked.base_year, asked.target_year, asked.draft)
    found: dict[TargetKey, PlanTarget] = {}
    drafted: list[TargetKey] = []
    undrafted: list[TargetKey] = []
    for old in _key_targets(plan, asked.base_year).values():
        key = TargetKey(old.series, asked.target_year)
        region = plan.region_by_code[old.series.region]
        if key in running or not region.in_force(asked.target_year):
            continue
        made = None
        if figures is not None:
            years = asked.base_year, asked.target_year
            made = drafted_target(plan, old, figures, years, asked.draft, language)
        (undrafted if made is None else drafted).append(key)
        found[key] = _with_base(plan, made or _empty(old, asked))
    return found, tuple(drafted), tuple(undrafted)


def _key_targets(plan: Plan, until: int) -> dict[SeriesKey, PlanTarget]:
    """The target of each series that is due in the old target year, else the latest up to a year, in the plan's order."""
    found: dict[SeriesKey, PlanTarget] = {}
    for key, one in plan.targets.items():
        if key.year > until:
            continue
        there = found.get(key.series)
        if there is None or (
            there.year != plan.target_year and (key.year > there.year or key.year == plan.target_year)
        ):
            found[key.series] = one
    return found


def _empty(old: PlanTarget, asked: NextPlan) -> PlanTarget:
    """A target that waits for its figure: its owner stands there."""
    blank = "—"
    return PlanTarget(
        series=old.series,
        year=asked.target_year,
        text=blank,
        parsed=TargetText(TargetKind.NONE, blank),
        base_year=asked.base_year,
        owner=old.owner,
    )


def _with_base(plan: Plan, one: PlanTarget) -> PlanTarget:
    """A target with the observed figure of its base year beside it; none where nobody observes it."""
    figure = float(plan.observed[plan.row[one.series], plan.column(one.base_year)])
    if not np.isfinite(figure) or plan.indicator_by_code[one.series.indicator].formula is not None:
        return one
    return replace(one, base_printed=figure, base_text=plain(figure))
