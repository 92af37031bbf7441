"""Targets and the regions below: what is not passed down, and what is split although it is no duty."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from npfdesk.engine.audit.finding import Finding
from npfdesk.engine.audit.printed_figures import PrintedFigures, YearTargets, name_list
from npfdesk.plan.kinds import Duty
from npfdesk.plan.problems import note
from npfdesk.plan.yearly_targets import is_stage

BINDING_NOT_PASSED_DOWN: Final = note(
    "target_not_passed_down",
    "{what}：约束性指标，{year}年目标为“{text}”，{count}个下级地区都有这项指标，却都没有目标。约束性指标须分解落实。",
    "{what}: a binding indicator with the target “{text}” for {year}; {count:region below has|regions below have} figures for "
    "it and none has a target. Binding targets must be assigned to those responsible.",
)
EXPECTED_NOT_PASSED_DOWN: Final = note(
    "targets_stay_above",
    "{what}等{count}项{year}年目标没有分到下级地区，而下级地区有数据：{names}。预期性指标主要靠市场主体实现，不必分解；如要各地分担，请补目标。",
    "{what}: {count:target|targets} for {year} not assigned to the regions below, which have figures: {names_en}. Expected "
    "targets rely on the market and need not be assigned; where regions are to share them, add their targets.",
)
EXPECTED_SPLIT: Final = note(
    "expected_target_split",
    "{what}等{count}项预期性指标的{year}年目标分解到了下级地区：{names}。预期性指标是导向，不作分解考核；如要分解，请说明理由。",
    "{what}: the targets for {year} of {count:expected indicator|expected indicators} are assigned to the regions below: "
    "{names_en}. Expected targets give a direction and are not assigned for assessment; where they are, state why.",
)


def not_passed_down(printed: PrintedFigures) -> Iterator[Finding]:
    """A target of a region none of whose children has one of the same year, though children have the series.

    A child has the series where the plan has a figure of it. Of binding indicators one note each; of expected ones, which
    need not be split, one note a year and region that names them all.
    """
    for targets in printed.year_targets:
        gathered: dict[int, list[int]] = {}
        for row, children in _families(printed, targets):
            if _any_target(printed, children):
                continue
            indicator = printed.indicator(row)
            if indicator.duty is Duty.BINDING:
                stated = printed.statement(targets, row)
                yield printed.finding(
                    BINDING_NOT_PASSED_DOWN,
                    row,
                    targets.year,
                    {"target": float(targets.figure[row]), "count": float(len(children))},
                    {"text": stated.text if stated is not None else "", "count": len(children)},
                    [printed.place(row, targets), *(printed.place(child) for child in children)],
                )
            else:
                gathered.setdefault(int(printed.frame.region_of[row]), []).append(row)
        for rows in gathered.values():
            yield _all_of(printed, targets, rows, expected=True)


def expected_targets_split(printed: PrintedFigures) -> Iterator[Finding]:
    """Expected indicators whose targets are split among the regions below, in a plan that has binding ones too.

    Only what sums up is split; one note a year and region. A plan that states no duty at all says nothing of it.
    """
    if not any(one.duty is Duty.BINDING for one in printed.plan.indicators):
        return
    for targets in printed.year_targets:
        gathered: dict[int, list[int]] = {}
        for row, children in _families(printed, targets):
            split = np.isfinite(targets.figure[children]).sum() == len(children) > 1
            if split and printed.additive[row] and printed.indicator(row).duty is Duty.EXPECTED:
                gathered.setdefault(int(printed.frame.region_of[row]), []).append(row)
        for rows in gathered.values():
            yield _all_of(printed, targets, rows, expected=False)


def _families(printed: PrintedFigures, targets: YearTargets) -> Iterator[tuple[int, list[int]]]:
    """Series of all industries with a target, and the children's series that have figures or targets; no yearly stages."""
    frame = printed.frame
    seen = np.array(np.isfinite(printed.observed).any(axis=0), dtype=np.bool_, ndmin=1)
    seen[printed.table.row] = True
    for row in np.flatnonzero(np.isfinite(targets.figure) & (frame.industry_of == 0)).tolist():
        table = frame.lookup[int(frame.indicator_of[row])]
        rows = table[frame.children_in(int(frame.region_of[row]), targets.year), 0]
        rows = rows[rows >= 0]
        children: list[int] = rows[seen[rows]].tolist()
        # what was split off a later target is told with that one
        if children and not any(_is_stage(printed, targets, one) for one in (row, *children)):
            yield row, children


def _is_stage(printed: PrintedFigures, targets: YearTargets, row: int) -> bool:
    stated = printed.statement(targets, row)
    return stated is not None and is_stage(stated)


def _any_target(printed: PrintedFigures, rows: list[int]) -> bool:
    return bool(np.isin(printed.table.row, rows).any())


def _all_of(printed: PrintedFigures, targets: YearTargets, rows: list[int], *, expected: bool) -> Finding:
    return printed.finding(
        EXPECTED_NOT_PASSED_DOWN if expected else EXPECTED_SPLIT,
        rows[0],
        targets.year,
        {"count": float(len(rows))},
        {"count": len(rows), **name_list(printed.measure(row) for row in rows)},
        [printed.place(row, targets) for row in rows],
    )
