"""NPF Desk: a planning office argues with its own numbers. This is its Python face.

``plan = npfdesk.read("plan.xlsx")`` reads a workbook; the other functions answer with tidy tables of pandas, from the
same computation as the window and the command line:

    >>> import npfdesk
    >>> plan = npfdesk.read("sample_data/jinhua_14fyp.xlsx")
    >>> paths = npfdesk.project(plan, scenario="规划")

In every table a row is one observation, the index is plain numbers, and columns are named as in the JSON of the verbs.
NaN (NA in columns of whole numbers) is "no figure", never 0. ``table.attrs["units"]`` names the unit of each column of
figures ("column unit": the one that the column `unit` names in the same row); percentages are as they read, 33.1 is
33.1 %. ``table.attrs["remarks"]`` lists what must be known beside the figures, each with a `code`, and in words `zh`
and `en`. Names, codes and English names of the workbook may be given alike, without regard to case or width.

What the user got wrong raises one exception, `Refused`, with the program's problems in it. Nothing is loaded before it
is asked for: ``import npfdesk`` opens neither pandas nor numpy, and nothing here opens Qt.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from os import PathLike
from typing import TYPE_CHECKING

from npfdesk.frames.refusal import Refused
from npfdesk.version import __version__

if TYPE_CHECKING:
    from pandas import DataFrame

    from npfdesk.frames.lookup import Figure
    from npfdesk.frames.opened_plan import PlanWorkbook
    from npfdesk.plan.problems import Language

__all__ = [
    "Refused",
    "__version__",
    "allocate",
    "annual",
    "benchmark",
    "collect",
    "disparity",
    "evaluate",
    "forecast",
    "gather",
    "index",
    "project",
    "read",
    "reconcile",
    "roll",
    "score",
    "seek",
    "track",
    "uncertainty",
]


def read(path: str | PathLike[str], password: str = "") -> PlanWorkbook:
    """Read the plan of a workbook (.xlsx, .xlsm, .xls, .ods or .csv), in the standard format or as plans publish them.

    `password` opens an encrypted workbook (.xlsx, .xls); it is not kept.

    Returns what the other functions are asked about. Its `scenarios` are the scenarios' names, `status` is "ok",
    "warnings" or "errors", `problems` says cell by cell what is wrong: with errors the sound part is there all the same.

    Raises Refused where no plan can be read; it carries all problems that were found.
    """
    from npfdesk.frames import opened_plan

    return opened_plan.read(path, password)


def project(plan: PlanWorkbook, scenario: str | None = None) -> DataFrame:
    """Projected paths: a row for each scenario, series and year; all scenarios where none is named.

    Columns: `scenario`, `region`, `industry` ("" is all industries), `indicator`, `code` and `unit` of the
    indicator, `year`, `value`, `origin` (observed, projected, held, rolled-up, formula), `rollup` (what the children
    come to), `target`, `milestone`, `gap` (positive while something is missing, negative where it is over), `attainment`
    (the share of the way from base to target), `required` (growth still needed), `status` (blue, yellow, orange, red,
    grey), `cumulative` (the sum so far of a flow under a sum, the mean growth to date of a rate).

    Units: those of the indicator; `attainment` is a share (1 is all of the way), `required` % a year, or points a year
    for a ratio or an index, or an amount a year of a sum. Target, milestone and gap are of what the target measures: %
    of a growth without a level (its gap, as that of a share, percentage points), a place of a rank. ``attrs["rule"]`` is the rule of `status`: pace (Open SDG / Statistics Canada, after
    Eurostat), outcome (UN Progress Chart) or schedule. NaN: no figure, no target, or a year before the target's base.

    Raises Refused for a scenario that there is not.
    """
    from npfdesk.frames import projection

    return projection.project(plan, scenario)


def seek(
    plan: PlanWorkbook,
    scenario: str,
    region: str,
    indicator: str,
    industry: str | None = None,
    by: str | None = None,
    within: tuple[Figure, Figure] | None = None,
) -> DataFrame:
    """The one parameter that brings a series to its target, found with the engine itself: a table of one row.

    `by` is "growth", "step" or a lever's name; by default growth or step, as the series moves by now. `within` are the
    bounds of what is sought; by default growth -90 to 1000, a lever 0 to 100, a step ten times the way.

    Columns: `scenario`, `region`, `industry`, `indicator`, `code`, `unit`, `year` of the target, `by`, `reached`,
    `value` (what reaches the target, or comes closest within the bounds), `before` (what it is now), `projected` (the
    figure at `value`), `present` (the figure as things are), `target`, `low` and `high` (the bounds), `past` (the
    series' own pace over all observed years), `multiple` (`value` over `past`).

    Units: `value`, `before`, `low` and `high` in % a year, units a year or % of a lever's full intensity; `past` in %
    a year, or points a year for a ratio or an index; the figures in the indicator's unit. NaN: no such figure. Where a
    series has no parameter of its own (it is rolled up, a formula, or never observed) `reached` is False, `value` NaN,
    and a remark says why.

    Raises Refused for a name that there is not, a series without a target, bounds that cannot be used.
    """
    from npfdesk.frames import seek as seeking

    return seeking.seek(plan, scenario, region, indicator, industry, by, within)


def benchmark(
    plan: PlanWorkbook,
    region: str,
    indicator: str,
    against: str | None = None,
    growth: Figure | None = None,
    scenario: str | None = None,
    industry: str | None = None,
    relation: str | None = None,
) -> DataFrame:
    """What a series needs if its yardstick grows by so much a year: a table of one row.

    `against` is a benchmark region, a region above, or the indicator that the relative target names; by default what the
    target names, else the first benchmark region. `growth` is the yardstick's in % a year (points a year for a ratio or
    an index); by default the scenario's, else that of its past. `relation` is "stated" (as the target says), "level"
    (reach its level) or "share" (keep today's ratio, or difference in points); by default the first that applies.

    Columns: `scenario`, `region`, `industry`, `indicator`, `code`, `unit`, `against_region`, `against_indicator`,
    `relation`, `text` (the target's words), `year`, `growth`, `level` (what the yardstick comes to), `needed` (the figure
    that holds the relation), `required` (the pace from the last observed figure to it), `present` (the scenario's
    figure), `gap` (what is missing of `needed`; negative where it is over), `matched` (the yardstick's pace that the scenario could still match).

    Units: `level` in the yardstick's unit, `needed` and `present` in the indicator's (of a growth indicator its mean a
    year since the base), `gap` too, between percentages in percentage points; the paces % a year or points a year. NaN: no such figure.

    Raises Refused for a name that there is not, a series without a yardstick, a relation that does not apply.
    """
    from npfdesk.frames import benchmark as beside

    return beside.benchmark(plan, region, indicator, against, growth, scenario, industry, relation)


def allocate(
    plan: PlanWorkbook,
    indicator: str,
    total: Figure | None = None,
    rule: str = "base",
    weight: str | None = None,
    hold: Mapping[str, Figure] | None = None,
    floor: Mapping[str, Figure] | None = None,
    cap: Mapping[str, Figure] | None = None,
) -> DataFrame:
    """A total split over the root's children, the sum exact: a row for each of them.

    `total` is by default the root's own target. `rule`, with b the bases, t the present targets, X the total: "base"
    X b / sum b; "target" X t / sum t; "increment" b + (X - sum b) (t - b) / sum(t - b); "catch-up" every log-distance
    to the highest base shrinks by one factor; "capacity" b + (X - sum b) w / sum w, with w the indicator `weight`.
    `hold`, `floor` and `cap` map regions to figures and bind first. Counts are split by largest remainder.

    Columns: `region`, `indicator`, `code`, `unit`, `year` of the target, `base`, `target` (the present one), `value`
    (the share), `growth` (what it implies from the base), `past` (the region's own pace), `held`, `bound` ("floor",
    "cap" or ""). ``attrs`` has `total`, `sum`, `rule` and `factor` (of the distances, under catch-up; else None).

    Units: the indicator's; `growth` and `past` % a year, or points a year for a ratio or an index. NaN: no such figure;
    a `value` of NaN is a region that the rule cannot place, which a remark names.

    Raises Refused for a name that there is not, an indicator that does not add up, a split that is not possible.
    """
    from npfdesk.frames import allocation

    sides = ((side or {}).items() for side in (hold, floor, cap))
    return allocation.allocate(plan, indicator, total, rule, weight, *sides)


def annual(
    plan: PlanWorkbook,
    indicator: str,
    region: str | None = None,
    scenario: str | None = None,
    rule: str = "growth",
    factor: Figure = 1.2,
    industry: str | None = None,
) -> DataFrame:
    """The target of a series as yearly targets, from the year after its last observed one: a row for each year.

    `rule`: "growth" every year's growth the same (points a year for a ratio or an index), "step" every year's step,
    "path" the steps of the scenario's path scaled to end at the target, "front" and "back" steps that form a geometric row
    of ratio 1/`factor` or `factor`. A sum is shared among the years left, of a rate the years' growths come to its mean. The
    region is by default the plan's own, the scenario the first.

    Columns: `scenario`, `region`, `industry`, `indicator`, `code`, `unit`, `year`, `value`, `growth` (on the year before),
    `needed` (the pace that the year needs at least: its own, or that of all years left), `plausible` (the fastest that the
    series or a sister region ever had), `impossible` (needed is beyond plausible). ``attrs`` has `rule`, `factor`,
    `measure` ("level", "sum", "growth"), `base`, `base_year`, `target`, `target_year` and `done` (of a sum what the years gone
    have given; else None).

    Units: `value` the indicator's (of a rate %), the paces % a year, or points a year for a ratio or an index. NaN: no such
    figure.

    Raises Refused for a name that there is not, a series without a target that can be divided, a factor not above 0.
    """
    from npfdesk.frames import annual as annual_of

    return annual_of.annual(plan, indicator, region, scenario, rule, factor, industry)


def evaluate(
    plan: PlanWorkbook, year: int, scenario: str | None = None, known: str | None = None
) -> DataFrame:
    """The grade of every target in a year, and what is expected by its target year: a row for each, binding first.

    Graded by figures that rest on observed ones of that year alone (`known`, an ISO day: as they were known on it). With R
    the achieved pace over the required one from the base: "ahead" met before its year, "fast" R >= 1.05, "on" R >= 0.95,
    "behind" below, "none" no figure; the two thresholds are settings of the plan. Of each series the target of the plan's
    target year is evaluated (else its first from then on), and a stage that is due in the year itself.

    Columns: `scenario`, `year`, `region`, `industry`, `indicator`, `code`, `unit` of the figures, `duty`, `owner`, `due`
    (the target's year), `base`, `target`, `text` (its words), `observed`, `way` and `time` (the shares of way and time
    gone), `pace` (R), `grade`, `expected` (what the scenario, by default the first, comes to in the target's year),
    `will_reach` (whether that meets the target). ``attrs`` has `scenario`, `thresholds` and `counts`.

    Units: base, target, observed and expected as the target measures (of a sum since the base, of a growth rate the mean %
    a year, a place); shares and R are pure numbers. NaN or NA: no figure, or no way to be gone.

    Raises Refused for a scenario that there is not, a year outside the plan, a day that is none.
    """
    from npfdesk.frames import evaluation

    return evaluation.evaluate_plan(plan, year, scenario, known)


def uncertainty(
    plan: PlanWorkbook,
    scenario: str,
    draws: int = 10_000,
    seed: int = 1,
    shape: str = "triangular",
    sampling: str = "antithetic",
    correlation: float = 0.0,
    workers: int | None = None,
    cluster: str = "",
) -> DataFrame:
    """What many draws of a scenario's parameters come to: a row for each series and year.

    One draw takes one value for the whole path of every assumption with a range: `shape` "triangular" over (low, value,
    high), or "normal" with low and high its 5 and 95 %. `sampling` is "antithetic" or "sobol" (Joe and Kuo 2008),
    `correlation` (0 to 1) that between regions. The same seed gives the same table, to the last bit, whoever works:
    `workers` at a time (None: every core; a cluster elsewhere uses all of its own), and with `cluster` the Dask cluster at
    that address, or "local" for one of its own on this machine (from a script only under ``if __name__ == "__main__"``);
    Dask comes with ``npfdesk[cluster]``.

    Columns: `scenario`, `region`, `industry`, `indicator`, `code`, `unit`, `year`, the percentiles `p5`, `p25`, `p50`,
    `p75`, `p95`, `drawn` (whether draws reach the series), `target_year` and `chance`: the share of draws that meets
    the target of that year, the same in all rows of the series. ``attrs["robustness"]`` is the share of draws in which
    every target is on track (None: none can be judged).

    Units: percentiles in the indicator's unit; `chance` a share (1 is all draws). NaN or NA: no figure, no target.

    Raises Refused for a scenario that there is not, draws or a correlation out of range, too many parameters for sobol,
    workers that cannot be had or are lost.
    """
    from npfdesk.engine.ensembles.workers import Workers
    from npfdesk.frames import uncertainty as draws_of

    chosen = Workers(workers, cluster)
    return draws_of.uncertainty(plan, scenario, draws, seed, shape, sampling, correlation, workers=chosen)


def index(
    plan: PlanWorkbook,
    indicators: Iterable[str],
    scenario: str | None = None,
    year: int | None = None,
    weights: str = "entropy",
) -> DataFrame:
    """A composite index of the root's children in one year: a row for each region and indicator.

    Figures are scaled by min-max over the regions that have them all, the better end 1, and weighed by their entropy
    or equally: `weights` is "entropy" or "equal". The scenario is by default the first, the year the base year.

    Columns: `scenario`, `year`, `region`, `indicator`, `code`, `unit`, `value`, `scaled`; of the indicator `weight` and
    `entropy`; of the two `obstacle` (the indicator's share in what the region lacks of the best); of the region `score`
    (the sum of weight times scaled), `topsis` (closeness on vector-normalised figures, Hwang and Yoon 1981) and `rank`
    (1 the highest score), the same in all its rows.

    Units: `value` in the indicator's; the rest are shares or places. NaN or NA: no figure; a region that lacks one of
    the figures has no score, is never filled in, and a remark names it.

    Raises Refused for a name that there is not, no indicator, a year outside the plan, no regions to compare.
    """
    from npfdesk.frames import index as index_of

    return index_of.index(plan, indicators, scenario, year, weights)


def disparity(plan: PlanWorkbook, indicator: str, scenario: str | None = None, of: str = "path") -> DataFrame:
    """How unequal the root's children are in an indicator: a row for each year in which any of them has a figure.

    Each region is one unit; groups are the regions' roles. `of` "target" adds the targets of the target year as one
    more row. The scenario is by default the first.

    Columns: `scenario`, `indicator`, `code`, `year`, `of` ("path" or "target"), `cv` (the population's coefficient of
    variation), `gini`, `theil` (Theil's T 1967) with `theil_between` and `theil_within` (Shorrocks 1980), and Gini's
    parts `dagum_within`, `dagum_between`, `dagum_overlap` (Dagum 1997).

    Units: none, all measures are pure numbers. NaN: not defined for these figures (a mean that is not above 0; a
    negative figure, for Gini and Theil). A region without a figure in a year is left out of it, and a remark says so.

    Raises Refused for a name that there is not, no regions to compare.
    """
    from npfdesk.frames import disparity as disparity_of

    return disparity_of.disparity(plan, indicator, scenario, of)


def forecast(plan: PlanWorkbook, region: str, indicator: str, method: str = "cagr") -> DataFrame:
    """A series continued out of its own past, up to the horizon: a row for each year, the past first.

    `method` is "cagr" (compound annual growth), "linear", "logistic", "holt" (damped trend, Gardner and McKenzie 1985)
    or "gm11" (grey model, Deng 1982). A forecast is the past carried on; it is no projection of the plan.

    Columns: `region`, `indicator`, `code`, `unit`, `method`, `year`, `value`, `origin` ("observed" or "forecast"),
    `fitted` (what the method makes of the past). ``attrs`` has the fit's `mape` (%) and `rmse`, the method's own
    `diagnostics`, and `back_test` (errors one year ahead, `mase` over those of repeating the last figure; None: not tested) and `trusted`:
    tested, off by 20 % at most on average, better than repeating the last figure, and nothing else against it.

    Units: the indicator's. NaN: `fitted` in the years ahead.

    Raises Refused for a name that there is not, a region without that series, a past that does not carry the method.
    """
    from npfdesk.frames import forecast as forecast_of

    return forecast_of.forecast(plan, region, indicator, method)


def roll(
    plan: PlanWorkbook,
    output: str | PathLike[str],
    base: int,
    target: int,
    horizon: int | None = None,
    draft: str = "none",
    language: Language = "zh",
) -> DataFrame:
    """Begin the plan after this one and write its workbook: a row for each old target, with its verdict.

    `output` is the new workbook (.xlsx), never the old one; `base` and `target` are the new plan's years, `horizon` is by
    default the old one's, at least the target year. `draft` drafts the new targets: "none" (they wait for a figure), "trend"
    (the pace between a series' first and last figure), "pace" (that of the last plan) or "growth" (the whole at its pace,
    the regions below at one growth, so that they add up). `language`, "zh" or "en", is that of the workbook.

    Columns: `region`, `industry`, `indicator`, `code`, `unit` of the figures, `year` of the target, its `text`, `base`,
    `base_year`, `target` (what was to be reached), `reached`, `verdict` (met, missed, none) and `over` (by how much it was
    met; below 0, missed). A stretch stands in a row of its own behind its target, as 力争. ``attrs["drafted"]`` counts the
    drafts.

    Units: that of the row; of a growth without a level %, of a rank the place, and `over` of a percentage in points. NaN:
    no figure, then the verdict is none. A remark names each series that has no figure in the new base year.

    Raises Refused for years that are no plan's, a file that is the old plan's own, another kind, or cannot be written.
    """
    from npfdesk.frames import next_plan

    return next_plan.roll(plan, output, base, target, horizon, draft, language)


def collect(
    plan: PlanWorkbook,
    folder: str | PathLike[str],
    by: str = "region",
    year: int | None = None,
    due: str = "",
    in_round: int = 0,
    language: Language = "zh",
) -> DataFrame:
    """Write a fill-in workbook for each county or department into a folder, with an index: a row for each of them.

    `by` is "region" (each region below the root, for its own figures) or "owner" (each department, for the indicators and
    targets it leads, in all regions). Asked are the figures of `year`, by default the last one that is over, of every series
    with any figure or a target, but not what formulas give or what only adds up from below. `due` is a day such as
    "2026-02-01", "" for none. From `in_round` 1 on proposals for the targets of the plan's target year are asked for too.
    `language`, "zh" or "en", is that of the forms. The folder is made where there is none; all is written or nothing.

    Columns: `unit`, `file` (its name in the folder), `figures` and `proposals` (how many are asked). ``attrs`` has
    `collection` (its key), `by`, `year`, `round`, `due`, `folder` and `index` (the name of the index's file).

    Units: `figures` and `proposals` are counts; there is no NaN. A remark names the series that have no owner, which are
    asked of nobody.

    Raises Refused where there is nobody to ask or nothing to ask for, for a year outside the plan, what is no day or round,
    and a folder that cannot be written or holds such files already.
    """
    from npfdesk.frames import collection

    return collection.collect(plan, folder, by, year, due, in_round, language)


def gather(
    plan: PlanWorkbook,
    returns: Iterable[str | PathLike[str]],
    output: str | PathLike[str] | None = None,
    language: Language = "zh",
) -> DataFrame:
    """Take returns of fill-in workbooks in: a row for each cell that was filled in, in the order of the files.

    `returns` are files or folders; the index of their collection is looked for among them and beside them, else what was
    asked is worked out anew from the plan. `output` is a copy of the plan's workbook with all that may be taken (never the
    workbook itself); `language`, "zh" or "en", is that of the words in it.

    Columns: `file`, `sender` (the region or department), `region`, `industry`, `indicator`, `code`, `unit` of the figures,
    `year`, `asked` (figure or proposal), `state` (new, changed, same, told), `text` as written, `was` (what is known),
    `value`, `low` and `high` (what its past makes plausible), `sheet`, `cell`, `note`. ``attrs["returns"]`` has for each file
    its `unit`, `status` (taken, part, late, empty, double, other_round, refused) and the counts `taken`, `changed`, `same`,
    `blank` and `told`; ``attrs["missing"]`` the names of who sent none.

    Units: the indicator's. NaN: no figure, or words alone. A remark tells everything that was not taken, figures that stand
    where nothing was asked among it, and what contradicts what.

    Raises Refused where there are no returns, and for an output that is the workbook itself or cannot be written.
    """
    from npfdesk.frames import gather as gathering

    return gathering.gather_returns(plan, returns, output, language)


def score(
    plan: PlanWorkbook,
    year: int | None = None,
    through: str | None = None,
    region: str | None = None,
    scenario: str | None = None,
) -> DataFrame:
    """The points of a contest by the plan's scoring rules: a row for each region, the first place first, and rule.

    Of `year`, or of the months of a year up to `through` ("2026-03"); by default of the latest that has figures. `region`
    is the one whose parts compete (by default the root), or a contestant. The scenario is by default the first.

    Columns: `scenario`, `period`; of the region `region`, `place`, `total` and `scored` (how many rules gave points); of
    the rule `rule`, `indicator`, `code`, `unit`, `method`, `sort` ("score", "bonus", "deduction") and `worth` (its points);
    of both `figure`, `asked` (the target, or the year before), `reached` (what is held against it), `points` (below 0 of a
    deduction), `projected` (nobody has reported the figure yet) and `why` there are none ("scored" where there are).
    ``attrs`` has `parent`, `full` (the full score) and `next`: what the next place costs the regions (or the one named),
    with the figure that each indicator alone would need, the cheapest first.

    Units: points; figures in those of the column `unit`, a growth in %. NaN or NA: no figure, no points, never 0; a remark
    names the rules without points.

    Raises Refused for a plan without rules or without regions to compete, a name that there is not, what is no month.
    """
    from npfdesk.frames import score as scoring

    return scoring.score(plan, year, through, region, scenario)


def reconcile(
    *plans: PlanWorkbook | str | PathLike[str],
    same: Iterable[tuple[str, str]] = (),
    different: Iterable[tuple[str, str]] = (),
) -> DataFrame:
    """Plans of several levels held against each other: a row for each difference, in the order in which they are told.

    `plans`, as read or by their paths, are those of a province, its cities, their counties, and of the periods before: two at
    least. Who is above whom
    follows from the region trees. `same` and `different` answer for pairs of indicators, by name or code, whether they are
    one; that is remembered for every later call, on the command line and in the window too.

    Columns: `code` (sum_of_children, base_differs, target_below_assigned, unit_differs, year_differs, direction_differs,
    duty_differs, missing_below, growth_differs, text_differs), `severity` (warning, note), `region`, `indicator`, `unit`,
    the file and cell of the higher plan `above`, `above_sheet`, `above_cell` and of the lower `below`, `below_sheet`,
    `below_cell` (of a sum all files, and the first one's cell), `difference`, the message `zh` and `en`, and what would
    settle it, `settles_zh` and `settles_en`. ``attrs`` has `plans` (with the level of each, 0 the highest), `matches` and
    `doubtful`, the pairs that are to be answered: until then they count as different.

    Units: `difference` in the unit that the column `unit` names (of growths % a year), lower less higher. NaN: the
    difference is none of two figures. Figures are compared in one unit and within the rounding of both; what could not be
    placed is a remark.

    Raises Refused for fewer than two plans, one given twice or unreadable, an indicator that no plan has.
    """
    from npfdesk.frames import reconciliation

    return reconciliation.reconcile(plans, same, different)


def track(plan: PlanWorkbook, through: str, scenario: str | None = None) -> DataFrame:
    """Where the year stands at the month `through` ("2026-05"): a row for each series with figures of parts of a year.

    What adds up, and a stock, is held against the share of the year usually reached by that month in its own past years
    (at least two; else straight by months, a stock by its way from the end of last year); shares, indices and growths
    against the target itself. The scenario, whose targets stand, is by default the first.

    Columns: `region`, `industry`, `indicator`, `code`, `unit`, `year`, `month` (the last one with a figure), `target` (of
    the year; where `target_year` is later, this year's milestone), `target_year`, `to_date`, `growth` (on the same months
    of last year), `task_share`, `time_share`, `usual_low`, `usual_middle`, `usual_high`, `profile_years`, `full_low`,
    `full_middle`, `full_high` (to date over the usual shares), the test of that range on the own past: `tested` (in how
    many years), `mean_off`, `worst_off`, `inside` (how often the truth lay in it), then `left` (target - to date),
    `left_growth` (what the months left need on those of last year), `weight` (the share of the year gone that it rests on,
    of what is tracked by growth) and `light` ("green", "yellow", "red", "grey"). ``attrs["through"]`` is the month.

    Units: figures in that of the column `unit` (% of what is tracked by growth), growths and errors in %, the rest
    shares (1 is all). NaN or NA: no such figure; a missing month is never filled in, and a remark names the series whose
    last month before it was taken.

    Raises Refused for what is no month, a plan without months of that year, a scenario that there is not.
    """
    from npfdesk.frames import track as tracking

    return tracking.track(plan, through, scenario)
