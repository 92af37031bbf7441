"""Industries against the whole economy, and industry targets that nothing is known of to begin from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from npfdesk.engine.audit.finding import Finding
from npfdesk.engine.audit.printed_figures import EDGE, IntArray, Ledger, Stand, listed, percent
from npfdesk.plan.problems import note, warning

INDUSTRIES_COVER_PART: Final = note(
    "industries_do_not_sum",
    "{what}：{year}年目标为{total}，{count}个产业的目标合计{sum}，占{share}，其余{difference}没有分到产业。有目标的产业：{names}。",
    "{what}: the target for {year} is {total}, the targets of {count} industries come to {sum}, {share} of it; "
    "{difference} is not laid on any industry. With a target: {names_en}.",
)
INDUSTRIES_EXCEED: Final = warning(
    "industries_exceed_total",
    "{what}：{year}年目标为{total}，{count}个产业的目标合计{sum}，超出{difference}（占{share}）。有目标的产业：{names}。",
    "{what}: the target for {year} is {total}, the targets of {count} industries come to {sum}, {difference} above it "
    "({share} of it). With a target: {names_en}.",
)
INDUSTRY_WITHOUT_BASE: Final = note(
    "industry_without_base",
    "{what}：{count}个产业有{year}年目标（合计{sum}），但没有基期值，无从推算所需增速：{names}。",
    "{what}: {count} industries have a target for {year} (together {sum}) but no base, so no required growth follows: "
    "{names_en}.",
)


def industry_sums(ledger: Ledger) -> Iterator[Finding]:
    """Industries' targets against the total of the same region, for every indicator that sums up.

    With the intervals of the sums of children: warning where Σ low > T high (more is laid on industries than
    there is), note where Σ high < T low (the rest is laid on none). A 以上 counts as its bound, so that the part
    not laid on any industry is told. An industry with industries below it is the total of those.
    """
    for stand in ledger.stands:
        for region, indicator, total, parts in _families(ledger, stand):
            row = int(ledger.frame.lookup[indicator][region, total])
            if row < 0 or not np.isfinite(stand.figure[row]):
                continue
            yield from _sum(ledger, stand, row, parts)


def industry_bases(ledger: Ledger) -> Iterator[Finding]:
    """Industry targets whose series has no figure up to the base year, one finding a region and indicator.

    An increase (新增500) and a growth rate (8 %) count from nothing and need no base; an assigned target has no
    figure and asks for none.
    """
    for stand in ledger.stands:
        lacking = np.isfinite(stand.figure) & ~np.isfinite(stand.base) & (ledger.frame.industry_of > 0)
        lacking &= ~ledger.growing
        families: dict[tuple[int, int], list[int]] = {}
        for row in np.flatnonzero(lacking):
            if ledger.table.statements[int(stand.position[row])].parsed.how == "increase":
                continue
            key = (int(ledger.frame.region_of[row]), int(ledger.frame.indicator_of[row]))
            families.setdefault(key, []).append(int(row))
        for rows in families.values():
            summed = float(stand.figure[rows].sum())
            series = ledger.plan.series[rows[0]]._replace(industry="")
            yield ledger.finding(
                INDUSTRY_WITHOUT_BASE,
                series,
                stand.year,
                {"count": len(rows), "sum": summed},
                {
                    "count": len(rows),
                    "sum": ledger.shown(summed, rows[0]),
                    **listed(map(ledger.subject, rows)),
                },
                [ledger.place(row, stand) for row in rows],
            )


def _families(ledger: Ledger, stand: Stand) -> Iterator[tuple[int, int, int, IntArray]]:
    """(region, indicator, slot of the total, rows of the industries right below it that have a target)."""
    frame, plan = ledger.frame, ledger.plan
    above = np.array(
        [0, *(frame.slot_index.get(industry.parent, 0) for industry in plan.industries)], dtype=np.int64
    )
    there = np.flatnonzero(np.isfinite(stand.figure) & (frame.industry_of > 0) & ledger.additive)
    families: dict[tuple[int, int, int], list[int]] = {}
    for row in there:
        slot = int(above[frame.industry_of[row]])
        families.setdefault((int(frame.region_of[row]), int(frame.indicator_of[row]), slot), []).append(
            int(row)
        )
    for (region, indicator, slot), rows in families.items():
        yield region, indicator, slot, np.array(rows, dtype=np.int64)


def _sum(ledger: Ledger, stand: Stand, row: int, parts: IntArray) -> Iterator[Finding]:
    total, summed = float(stand.figure[row]), float(stand.figure[parts].sum())
    slack = EDGE * max(1.0, abs(total), abs(summed))
    low = float(stand.low[parts].sum())
    high = float(np.where(stand.floor[parts], (stand.figure + stand.half)[parts], stand.high[parts]).sum())
    exceeds = bool((stand.low[parts] >= 0).all()) and low > stand.high[row] + slack
    short = high < stand.low[row] - slack
    if not exceeds and not short:
        return
    difference = summed - total
    share = 100 * (difference if exceeds else summed) / total if total else float("nan")
    with_base = int(np.isfinite(stand.base[parts]).sum())
    yield ledger.finding(
        INDUSTRIES_EXCEED if exceeds else INDUSTRIES_COVER_PART,
        row,
        stand.year,
        {
            "total": total,
            "sum": summed,
            "difference": difference,
            "share": share,
            "count": len(parts),
            "with_base": with_base,
        },
        {
            "total": ledger.shown(total, row),
            "sum": ledger.shown(summed, row),
            "difference": ledger.shown(abs(difference), row),
            "share": percent(share),
            "count": len(parts),
            **listed(ledger.subject(int(part)) for part in parts),
        },
        [ledger.place(row, stand), *(ledger.place(int(part), stand) for part in parts)],
    )
