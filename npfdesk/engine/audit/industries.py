"""Single industries compared with all of them together, and industry targets without any figure to start from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from npfdesk.engine.audit.finding import Finding
from npfdesk.engine.audit.printed_figures import (
    EDGE,
    IntArray,
    PrintedFigures,
    YearTargets,
    name_list,
    percent,
)
from npfdesk.plan.problems import note, warning

INDUSTRIES_COVER_PART: Final = note(
    "industries_do_not_sum",
    "{what}：{year}年目标为{total}，{count}个产业的目标合计{sum}{hoped}，占{share}，其余{difference}没有分到产业。有目标的产业：{names}。",
    "{what}: the target for {year} is {total}, {count:industry has a target|industries have targets}, {sum}{hoped_en} in all, "
    "{share} of it; {difference} is not assigned to any industry. With a target: {names_en}.",
)
INDUSTRIES_EXCEED: Final = warning(
    "industries_exceed_total",
    "{what}：{year}年目标为{total}，{count}个产业的目标合计{sum}{hoped}，超出{difference}（占{share}）。有目标的产业：{names}。",
    "{what}: the target for {year} is {total}, {count:industry has a target|industries have targets}, {sum}{hoped_en} in all, "
    "{difference} above it ({share} of it). With a target: {names_en}.",
)
INDUSTRY_WITHOUT_BASE: Final = note(
    "industry_without_base",
    "{what}：{count}个产业有{year}年目标（合计{sum}{hoped}），但没有基期值，无从推算所需增速：{names}。",
    "{what}: {count:industry has a target|industries have targets} for {year} ({sum}{hoped_en} in all) but no base, so the "
    "required growth is not known: {names_en}.",
)


def industry_sums(printed: PrintedFigures) -> Iterator[Finding]:
    """Industries' targets against the total of the same region, for every indicator that sums up.

    With the intervals of the sums of children: warning where Σ low > T high (more is laid on industries than
    there is), note where Σ high < T low (the rest is laid on none). A 以上 counts as its bound, so that the part
    not laid on any industry is told. An industry with industries below it is the total of those.
    """
    for targets in _with_hopes(printed):
        for region, indicator, total, parts in _families(printed, targets):
            row = int(printed.frame.lookup[indicator][region, total])
            if row < 0 or not np.isfinite(targets.figure[row]):
                continue
            yield from _sum(printed, targets, row, parts)


def industry_bases(printed: PrintedFigures) -> Iterator[Finding]:
    """Industry targets whose series has no figure up to the base year, one finding a region and indicator.

    An increase (新增500) and a growth rate (8 %) count from nothing and need no base; an assigned target has no
    figure and asks for none.
    """
    for targets in _with_hopes(printed):
        lacking = np.isfinite(targets.figure) & ~np.isfinite(targets.base) & (printed.frame.industry_of > 0)
        lacking &= ~printed.growing
        families: dict[tuple[int, int], list[int]] = {}
        for row in np.flatnonzero(lacking):
            if printed.table.statements[int(targets.position[row])].parsed.how == "increase":
                continue
            key = (int(printed.frame.region_of[row]), int(printed.frame.indicator_of[row]))
            families.setdefault(key, []).append(int(row))
        for rows in families.values():
            summed = float(targets.figure[rows].sum())
            series = printed.plan.series[rows[0]]._replace(industry="")
            yield printed.finding(
                INDUSTRY_WITHOUT_BASE,
                series,
                targets.year,
                {"count": len(rows), "sum": summed},
                {
                    "count": len(rows),
                    "sum": printed.shown(summed, rows[0]),
                    **_hoped(printed, targets, rows),
                    **name_list(map(printed.subject, rows)),
                },
                [printed.place(row, targets) for row in rows],
            )


def _with_hopes(printed: PrintedFigures) -> Iterator[YearTargets]:
    """The targets of each year, with an industry's 力争 as its figure where none stands beside it."""
    for targets in printed.year_targets:
        alone = (targets.position >= 0) & ~np.isfinite(targets.figure) & (printed.frame.industry_of > 0)
        stretch = printed.table.stretch[targets.position]
        hoped = alone & np.isfinite(stretch)
        yield replace(
            targets,
            figure=np.where(hoped, stretch, targets.figure),
            # more hoped for than there is to reach is no contradiction
            low=np.where(hoped, 0.0, targets.low),
            high=np.where(hoped, np.inf, targets.high),
            half=np.where(hoped, 0.0, targets.half),
            floor=targets.floor | hoped,
        )


def _hoped(printed: PrintedFigures, targets: YearTargets, rows: Sequence[int]) -> dict[str, str]:
    """That figures of 力争 are among those summed up, in both languages; "" where none is."""
    any_hoped = bool(np.isnan(printed.table.figure[targets.position[list(rows)]]).any())
    return (
        {"hoped": "，含力争", "hoped_en": ", stretches among them"}
        if any_hoped
        else {"hoped": "", "hoped_en": ""}
    )


def _families(printed: PrintedFigures, targets: YearTargets) -> Iterator[tuple[int, int, int, IntArray]]:
    """(region, indicator, slot of the total, rows of the industries right below it that have a target)."""
    frame, plan = printed.frame, printed.plan
    above = np.array(
        [0, *(frame.slot_index.get(industry.parent, 0) for industry in plan.industries)], dtype=np.int64
    )
    there = np.flatnonzero(np.isfinite(targets.figure) & (frame.industry_of > 0) & printed.additive)
    families: dict[tuple[int, int, int], list[int]] = {}
    for row in there:
        slot = int(above[frame.industry_of[row]])
        families.setdefault((int(frame.region_of[row]), int(frame.indicator_of[row]), slot), []).append(
            int(row)
        )
    for (region, indicator, slot), rows in families.items():
        yield region, indicator, slot, np.array(rows, dtype=np.int64)


def _sum(printed: PrintedFigures, targets: YearTargets, row: int, parts: IntArray) -> Iterator[Finding]:
    total, summed = float(targets.figure[row]), float(targets.figure[parts].sum())
    slack = EDGE * max(1.0, abs(total), abs(summed))
    low = float(targets.low[parts].sum())
    high = float(
        np.where(targets.floor[parts], (targets.figure + targets.half)[parts], targets.high[parts]).sum()
    )
    exceeds = bool((targets.low[parts] >= 0).all()) and low > targets.high[row] + slack
    short = high < targets.low[row] - slack
    if not exceeds and not short:
        return
    difference = summed - total
    share = 100 * (difference if exceeds else summed) / total if total else float("nan")
    with_base = int(np.isfinite(targets.base[parts]).sum())
    yield printed.finding(
        INDUSTRIES_EXCEED if exceeds else INDUSTRIES_COVER_PART,
        row,
        targets.year,
        {
            "total": total,
            "sum": summed,
            "difference": difference,
            "share": share,
            "count": len(parts),
            "with_base": with_base,
        },
        {
            "total": printed.shown(total, row),
            "sum": printed.shown(summed, row),
            "difference": printed.difference(abs(difference), row),
            "share": percent(share),
            "count": len(parts),
            **_hoped(printed, targets, parts.tolist()),
            **name_list(printed.subject(int(part)) for part in parts),
        },
        [printed.place(row, targets), *(printed.place(int(part), targets) for part in parts)],
    )
