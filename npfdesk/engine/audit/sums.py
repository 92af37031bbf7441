"""Sums: children's targets and past figures compared with the parent's, and weighted means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from npfdesk.engine.audit.finding import Finding, Place
from npfdesk.engine.audit.printed_figures import (
    EDGE,
    FINEST_PLACES,
    WHOLE_HALF,
    BoolArray,
    FloatArray,
    IntArray,
    PrintedFigures,
    YearTargets,
    name_list,
    percent,
    places_of,
    scalings,
    swaps,
)
from npfdesk.engine.projection.rollups import RollUpStage
from npfdesk.plan.problems import ProblemKind, note, warning
from npfdesk.plan.rounding import rounded
from npfdesk.plan.spoken_names import name_wording

CHILDREN_DO_NOT_SUM: Final = warning(
    "children_do_not_sum",
    "{what}：{year}年目标为{total}，{count}个下级地区的目标合计{sum}，相差{difference}（占目标的{share}）。",
    "{what}: the target for {year} is {total}, the targets of its {count:region below adds|regions below add} up to {sum}, a difference of "
    "{difference} ({share} of the target).",
)
CHILDREN_BOUNDS_DO_NOT_REACH: Final = note(
    "children_bounds_do_not_reach",
    "{what}：{year}年目标为{total}，{count}个下级地区的目标按“以上”“以下”的界限合计{sum}，相差{difference}（占目标的{share}）：各地都刚好完成时，合计并不符合目标。",
    "{what}: the target for {year} is {total}; the bounds of its {count:region below adds|regions below add} up to {sum}, a difference of "
    "{difference} ({share} of the target): if each only just meets its own target, the sum does not meet this one.",
)
CHILDREN_NOT_ALL_COVERED: Final = note(
    "children_not_all_covered",
    "{what}：{year}年目标为{total}，{of}个下级地区只有{covered}个有目标（合计{sum}），缺：{names}。",
    "{what}: the target for {year} is {total}; only {covered} of its {of} regions below have a target ({sum} in all). Missing: "
    "{names_en}.",
)
ROLLUP_NOT_ALL_COVERED: Final = note(
    "rollup_not_all_covered",
    "{what}：没有自己的数值，由下级汇总，但{of}个下级地区只有{covered}个有数据，缺：{names}。汇总值偏小。",
    "{what}: it has no figure of its own and is rolled up, but only {covered} of its {of} regions below have data. Missing: "
    "{names_en}. The roll-up is too low.",
)
PART_EXCEEDS_TOTAL: Final = warning(
    "children_exceed_parent",
    "{what}：{year}年目标为{total}，仅{covered}个下级地区（共{of}个）的目标就合计{sum}，超出{difference}（占目标的{share}）。",
    "{what}: the target for {year} is {total}, yet {covered} of its {of} regions below alone add up to {sum}, {difference} "
    "above it ({share} of the target).",
)
OBSERVED_DO_NOT_SUM: Final = warning(
    "observed_do_not_sum",
    "{what}：{year}年数值为{total}，{count}个下级地区合计{sum}，相差{difference}（占{share}）。",
    "{what}: the figure of {year} is {total}, its {count:region below adds|regions below add} up to {sum}, a difference of {difference} ({share} "
    "of it).",
)
SUM_SLIP: Final = warning(
    "slip_mends_sum",
    "{what}：{year}年为{total}，下级合计{sum}；若{suspect}的{written}应为{mended}（数字写颠倒或多写、少写了位），合计就正好相符。",
    "{what}: {total} in {year}, its regions below add up to {sum}; if {suspect} were {mended} instead of {written} (digits "
    "swapped, or one too many or too few), the sum would agree exactly.",
)
MEAN_OUTSIDE_CHILDREN: Final = warning(
    "mean_outside_children",
    "{what}：{year}年目标为{total}，但{count}个下级地区的目标都在{lowest}至{highest}之间，加权平均不可能达到。",
    "{what}: the target for {year} is {total}, but the targets of its {count:region|regions} below all lie between {lowest} and "
    "{highest}: no weighted mean of them reaches it.",
)
MEAN_DIFFERS: Final = warning(
    "weighted_mean_differs",
    "{what}：{year}年目标为{total}，{count}个下级地区按{weight}加权平均为{sum}，相差{difference}。",
    "{what}: the target for {year} is {total}, the mean of its {count:region|regions} below weighted by {weight} is {sum}, a "
    "difference of {difference}.",
)

MEAN_SLACK: Final = 0.005
"""The share by which a weighted mean of targets may miss: the weights are rounded too."""

LARGEST_FAMILY_FOR_SLIPS: Final = 200
"""With more children than this a slip that mends the sum is too easily found by chance."""


def children_sums(printed: PrintedFigures) -> Iterator[Finding]:
    """Children's targets against the parent's, for every indicator that sums up.

    With T the parent's target, t the children's and h half a unit of the last place printed, every target is the
    interval that its words allow: [t - h, t + h], open above for 以上, open below for 以下, the bounds for 左右 and
    ranges. Warning where [Σ low, Σ high] and [T low, T high] do not meet. Note where they meet only because a
    bound is open: Σ of the bounds themselves misses T. Where a child has no target, only an excess can be told:
    warning where Σ low > T high, else a note of who is missing.
    """
    for targets in (*printed.year_targets, *printed.year_sums):
        for stage in _sum_stages(printed):
            yield from _sums_of_targets(printed, targets, stage)


def observed_sums(printed: PrintedFigures) -> Iterator[Finding]:
    """Children's past figures against the parent's: |Σ x - X| > Σ h + H, where every child has a figure.

    h is half a unit of the finest place that the children's figures of that year have, H that of the parent's; whole
    counts are exact. Of several years the one that misses by the largest share is told.
    """
    first = int(printed.plan.years[0])
    half = printed.observed_half
    for stage in _sum_stages(printed):
        every = range(len(printed.observed))
        families = np.stack([stage.covered(column) for column in every])
        complete = families == np.stack([stage.family(column) for column in every])
        there = np.stack([stage.there(column) for column in every])
        figures = printed.observed[:, stage.members]
        total = printed.observed[:, stage.parents]
        summed = np.add.reduceat(np.where(there, figures, 0.0), stage.starts, axis=-1)
        edge = EDGE * np.maximum(np.abs(summed), np.abs(total))
        with np.errstate(invalid="ignore"):
            asked = np.isfinite(summed) & np.isfinite(total) & complete & (np.abs(summed - total) > edge)
        share, slack = np.zeros(total.shape), edge
        for column in np.flatnonzero(asked.any(axis=1)).tolist():
            # one county that needs a decimal shows that all are printed to it
            own, family = np.where(there[column], half[column, stage.members], 0.0), families[column]
            each = np.where(np.isfinite(figures[column]) & there[column], own, np.inf)
            slack[column] += np.minimum.reduceat(each, stage.starts) * family + half[column, stage.parents]
            # 1.2万 among figures in single units is as coarse as it is
            slack[column] += np.add.reduceat(np.where(own > WHOLE_HALF, own, 0.0), stage.starts)
            missed = np.abs(summed[column] - total[column])
            told = asked[column] & (missed > slack[column])
            share[column, told] = missed[told] / np.maximum(np.abs(total[column, told]), slack[column, told])
        for parent in np.flatnonzero(share.max(axis=0) > 0):
            column = int(share[:, parent].argmax())
            row, members = int(stage.parents[parent]), _members(stage, int(parent), column)
            # a printed base stands in the observed figures and has its cell beside the target
            targets = next((one for one in printed.year_targets if one.position[row] >= 0), None)
            yield _missed(
                printed, OBSERVED_DO_NOT_SUM, row, members, first + column,
                float(total[column, parent]), float(summed[column, parent]), len(members), targets,
            )  # fmt: skip
            yield from _slip(
                printed,
                row,
                members,
                first + column,
                printed.observed[column],
                float(slack[column, parent]),
                targets,
            )


def rolled_up_in_part(printed: PrintedFigures) -> Iterator[Finding]:
    """A region without a figure of its own whose roll-up covers only some of its children (covered < children)."""
    covered = next(iter(printed.results.scenarios.values())).covered
    for stage in _sum_stages(printed):
        column = _column(printed, printed.plan.target_year)
        of = stage.family(column)
        for parent in np.flatnonzero(stage.covered(column) < of):
            row, members = int(stage.parents[parent]), _members(stage, int(parent), column)
            own = np.isfinite(printed.observed[:, row]).any()
            has_target = any(np.isfinite(targets.figure[row]) for targets in printed.year_targets)
            known = np.isfinite(printed.observed[:, members]).any()
            if own or has_target or not known:
                continue
            yield printed.finding(
                ROLLUP_NOT_ALL_COVERED,
                row,
                0,
                {"covered": float(covered[row, 0]), "of": float(covered[row, 1])},
                {
                    "covered": len(members),
                    "of": int(of[parent]),
                    **_missing(printed, row, members, printed.plan.target_year),
                },
                [printed.place(row), *(printed.place(int(member)) for member in members)],
            )


def weighted_means(printed: PrintedFigures) -> Iterator[Finding]:
    """Children's targets against the parent's, for every indicator that is a weighted mean.

    Where every child has a target: warning where the parent's interval lies outside [min low, max high] of the
    children's, and, where every weight has a target of that year too, where Σ(w t) / Σ w misses the parent's
    interval by more than the children's rounding and 0.5 % of itself.
    """
    for targets in printed.year_targets:
        for whole in printed.frame.stages:
            for stage in whole.rollups:
                if stage.weights is not None:
                    yield from _means(printed, targets, stage, stage.weights)


def _sum_stages(printed: PrintedFigures) -> Iterator[RollUpStage]:
    for stage in printed.frame.stages:
        for rollup in stage.rollups:
            if rollup.weights is None and printed.additive[rollup.parents].any():
                yield rollup


def _members(stage: RollUpStage, parent: int, column: int) -> IntArray:
    """The rows of a parent's children that are in force in a year (its column)."""
    end = stage.starts[parent + 1] if parent + 1 < len(stage.starts) else len(stage.members)
    own = slice(stage.starts[parent], end)
    return stage.members[own][stage.there(column)[own]]


def _sums_of_targets(printed: PrintedFigures, targets: YearTargets, stage: RollUpStage) -> Iterator[Finding]:
    total = targets.figure[stage.parents]
    figure = targets.figure[stage.members]
    column = _column(printed, targets.year)
    has = np.isfinite(figure) & stage.there(column)
    count = np.add.reduceat(has.astype(np.int64), stage.starts)
    asked = np.isfinite(total) & (count > 0)
    if not asked.any():
        return
    low, high, bound_low, bound_high, summed = (
        np.add.reduceat(np.where(has, one, 0.0), stage.starts)
        for one in (
            targets.low[stage.members],
            targets.high[stage.members],
            *_bounds(targets, stage.members),
            figure,
        )
    )
    slack = EDGE * np.maximum(1.0, np.maximum(np.abs(summed), np.abs(total)))
    parent_low, parent_high = targets.low[stage.parents] - slack, targets.high[stage.parents] + slack
    children = stage.family(column)
    complete = count == children
    apart = complete & asked & ((high < parent_low) | (low > parent_high))
    unreached = complete & asked & ~apart & ((bound_high < parent_low) | (bound_low > parent_high))
    partly = asked & ~complete
    for parent in np.flatnonzero(apart | unreached | partly):
        row, members = int(stage.parents[parent]), _members(stage, int(parent), column)
        there = members[np.isfinite(targets.figure[members])]
        amounts = (float(total[parent]), float(summed[parent]))
        if partly[parent]:
            positive = bool((targets.low[there] >= 0).all())
            exceeds = positive and bool(low[parent] > parent_high[parent])
            yield _covering(printed, targets, row, members, there, int(children[parent]), exceeds, *amounts)
            continue
        kind = CHILDREN_DO_NOT_SUM if apart[parent] else CHILDREN_BOUNDS_DO_NOT_REACH
        yield _missed(printed, kind, row, there, targets.year, *amounts, len(there), targets)
        exact = not (
            targets.floor[there].any() or targets.cap[there].any() or targets.floor[row] or targets.cap[row]
        )
        if apart[parent] and exact:
            yield from _slip(
                printed, row, there, targets.year, targets.figure, float(targets.half[there].sum()), targets
            )


def _bounds(targets: YearTargets, members: IntArray) -> tuple[FloatArray, FloatArray]:
    """What a child promises at least and at most if it just meets its target: a bound stands for itself."""
    figure, half = targets.figure[members], targets.half[members]
    low = np.where(targets.cap[members], figure - half, targets.low[members])
    return low, np.where(targets.floor[members], figure + half, targets.high[members])


def _covering(
    printed: PrintedFigures, targets: YearTargets, row: int, members: IntArray, there: IntArray, children: int, exceeds: bool,
    total: float, summed: float,
) -> Finding:  # fmt: skip
    figures = {
        "total": total,
        "sum": summed,
        "difference": total - summed,
        "covered": len(there),
        "of": children,
    }
    words = {
        "total": printed.shown(total, row),
        "sum": printed.shown(summed, row),
        "difference": printed.difference(summed - total, row),
        "share": percent(100 * (summed - total) / total) if total else "—",
        "covered": len(there),
        "of": children,
        **_missing(printed, row, there, targets.year),
    }
    kind = PART_EXCEEDS_TOTAL if exceeds else CHILDREN_NOT_ALL_COVERED
    places = [printed.place(row, targets), *(printed.place(int(member), targets) for member in members)]
    return printed.finding(kind, row, targets.year, figures, words, places)


def _column(printed: PrintedFigures, year: int) -> int:
    """The column of a year, of one off the axis the nearest."""
    years = printed.plan.years
    return int(np.clip(year - years[0], 0, len(years) - 1))


def _missing(printed: PrintedFigures, row: int, there: IntArray, year: int) -> dict[str, str]:
    frame = printed.frame
    with_figure = {int(frame.region_of[member]) for member in there}
    children = frame.children_in(int(frame.region_of[row]), year)
    return name_list(
        name_wording(printed.plan.regions[int(child)]) for child in children if int(child) not in with_figure
    )


def _missed(
    printed: PrintedFigures, kind: ProblemKind, row: int, members: IntArray, year: int, total: float, summed: float,
    count: int, targets: YearTargets | None,
) -> Finding:  # fmt: skip
    difference = summed - total
    share = 100 * difference / total if total else float("nan")
    figures = {"total": total, "sum": summed, "difference": difference, "share": share, "count": count}
    words = {
        "total": printed.shown(total, row),
        "sum": printed.shown(summed, row),
        "difference": printed.difference(difference, row),
        "share": percent(share),
        "count": count,
    }
    places = [printed.place(row, targets), *(printed.place(int(member), targets) for member in members)]
    return printed.finding(kind, row, year, figures, words, places)


def _slip(
    printed: PrintedFigures,
    row: int,
    members: IntArray,
    year: int,
    figures: FloatArray,
    slack: float,
    targets: YearTargets | None,
) -> Iterator[Finding]:
    """The one figure of a family, if there is one alone, whose mending by a slip of the pen makes the sum exact."""
    everyone = [row, *members.tolist()]
    if len(members) > LARGEST_FAMILY_FOR_SLIPS:
        return
    total, summed = float(figures[row]), float(figures[members].sum())
    places = int(places_of(figures[members]).max())
    # rounding may not be as large as what the slip explains
    slack = max(min(slack, 0.05 * abs(summed - total)), EDGE * max(abs(summed), abs(total)))
    found: set[tuple[int, float]] = set()
    for one in everyone:
        figure = float(figures[one])
        wanted = figure + (summed - total if one == row else total - summed)
        candidates = (*swaps(figure, places), *scalings(figure)) if figure else ()
        found.update(
            (one, rounded(other, FINEST_PLACES)) for other in candidates if abs(other - wanted) <= slack
        )
    if len(found) != 1:
        return
    ((suspect, mended),) = found
    words = {
        "total": printed.shown(total, row),
        "sum": printed.shown(summed, row),
        "suspect": printed.region(suspect),
        "written": printed.shown(float(figures[suspect]), row),
        "mended": printed.shown(mended, row),
    }
    arithmetic = {"total": total, "sum": summed, "written": float(figures[suspect]), "mended": mended}
    starts: list[Place] = [printed.place(suspect, targets), printed.place(row, targets)]
    yield printed.finding(SUM_SLIP, suspect, year, arithmetic, words, starts)


def _means(
    printed: PrintedFigures, targets: YearTargets, stage: RollUpStage, weights: IntArray
) -> Iterator[Finding]:
    total = targets.figure[stage.parents]
    figure, column = targets.figure[stage.members], _column(printed, targets.year)
    has = np.isfinite(figure) & stage.there(column)
    count = np.add.reduceat(has.astype(np.int64), stage.starts)
    asked: BoolArray = np.isfinite(total) & (count > 0) & (count == stage.family(column))
    for parent in np.flatnonzero(asked):
        row, members = int(stage.parents[parent]), _members(stage, int(parent), column)
        lowest, highest = float(targets.low[members].min()), float(targets.high[members].max())
        places = [printed.place(row, targets), *(printed.place(int(member), targets) for member in members)]
        words: dict[str, object] = {"total": printed.shown(float(total[parent]), row), "count": len(members)}
        if targets.high[row] < lowest or targets.low[row] > highest:
            ends = float(targets.figure[members].min()), float(targets.figure[members].max())
            yield printed.finding(
                MEAN_OUTSIDE_CHILDREN,
                row,
                targets.year,
                {"total": float(total[parent]), "lowest": ends[0], "highest": ends[1]},
                {**words, "lowest": printed.shown(ends[0], row), "highest": printed.shown(ends[1], row)},
                places,
            )
            continue
        end = stage.starts[parent + 1] if parent + 1 < len(stage.starts) else len(stage.members)
        whole = slice(stage.starts[parent], end)
        own = weights[whole][stage.there(column)[whole]]
        weight = np.where(own >= 0, targets.figure[np.maximum(own, 0)], np.nan)
        if not np.isfinite(weight).all() or weight.sum() <= 0 or (weight < 0).any():
            continue
        low, mean, high = (
            float((weight * one).sum() / weight.sum()) for one in (targets.low[members], targets.figure[members], targets.high[members])
        )  # fmt: skip
        slack = MEAN_SLACK * abs(mean)
        if high + slack < targets.low[row] or low - slack > targets.high[row]:
            weighing = printed.measure(int(own[0]))
            yield printed.finding(
                MEAN_DIFFERS,
                row,
                targets.year,
                {"total": float(total[parent]), "mean": mean, "difference": mean - float(total[parent])},
                {
                    **words,
                    "weight": weighing,
                    "sum": printed.shown(mean, row),
                    "difference": printed.difference(mean - float(total[parent]), row),
                },
                places,
            )
