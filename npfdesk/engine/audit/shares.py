"""Shares compared with their parts: printed shares that part and whole contradict, shares that regions must raise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from npfdesk.engine.audit.finding import Finding
from npfdesk.engine.audit.indicator_names import (
    WHOLE_REGION,
    Share,
    canonical,
    leading_regions,
    measured,
    share,
)
from npfdesk.engine.audit.printed_figures import EDGE, PrintedFigures, YearTargets, name_list, percent
from npfdesk.plan.numbers import format_figure, unit_factor
from npfdesk.plan.problems import Wording, note, warning
from npfdesk.plan.spoken_names import names_wording

SHARE_DIFFERS: Final = warning(
    "implied_share_differs",
    "{what}：{year}年为{stated}，而{part}（{part_value}）除以{whole}（{whole_value}）得{implied}，相差{difference}。",
    "{what}: {stated} in {year}, but {part} ({part_value}) over {whole} ({whole_value}) is {implied}, a difference of "
    "{difference}.",
)
SHARE_RISES_PART_LAGS: Final = warning(
    "share_rises_part_lags",
    "{what}：要由{base}升至{year}年的{target}，但按{measure}，{names}合计年均{part_growth}，低于整体的{whole_growth}，份额由{share_base}降至{share_target}。",
    "{what}: it is to rise from {base} to {target} in {year}, but by {measure} {names_en} together grow {part_growth} a "
    "year, below the {whole_growth} of the whole: their share falls from {share_base} to {share_target}.",
)
PART_LAGS_WHOLE: Final = note(
    "part_lags_whole",
    "{what}：到{year}年年均{part_growth}，低于{whole}的{whole_growth}，而“{share}”要求其份额上升（{base}→{target}）。",
    "{what}: {part_growth} a year to {year}, below the {whole_growth} of {whole}, while “{share}” requires its share to rise "
    "({base} → {target}).",
)

STAND_INS: Final = ("output", "value_added", "revenue", "tax")
"""Measures of the same scope that stand in where the regions have no figures of the share's own, best first."""


def stated_shares(printed: PrintedFigures) -> Iterator[Finding]:
    """A share by its name (工业增加值占GDP比重) against part ÷ whole, where the plan has both and no formula for it.

    With the intervals that the words and the rounding allow, warning where [p low / w high, p high / w low] and
    [s low, s high] do not meet; for the bases, their rounding alone. Where the share is to rise while the part
    grows slower than the whole, that is what is told.
    """
    by_name = _by_name(printed)
    for place, indicator in enumerate(printed.plan.indicators):
        named = share(indicator.name)
        if named is None or indicator.formula is not None or indicator.unit != "%":
            continue
        part = by_name.get(named.part)
        whole = by_name.get(named.whole, by_name.get(named.whole + _measure_word(named.part)))
        if part is None or whole is None or place in (part, whole):
            continue
        factor = unit_factor(printed.plan.indicators[part].unit, printed.plan.indicators[whole].unit)
        if factor is None:
            continue
        tables = printed.frame.lookup[place], printed.frame.lookup[part], printed.frame.lookup[whole]
        there = (tables[0] >= 0) & (tables[1] >= 0) & (tables[2] >= 0)
        for targets in printed.year_targets:
            for row, one, other in zip(*(table[there].tolist() for table in tables), strict=True):
                yield from _stated(printed, targets, row, one, other, 100 * float(factor))


def regional_shares(printed: PrintedFigures) -> Iterator[Finding]:
    """A share of regions in the whole (武义、磐安…占全市比重) that is to rise, against those regions' own targets.

    With P = Σ of the regions' figures and W the whole's, of the share's own measure or, where the regions have
    none, of output (value added, revenue, tax) of the same scope: warning where (P target / P base)^(1/n) is
    below (W target / W base)^(1/n) beyond the rounding; note for each of the regions that grows slower by
    itself. Of the share's own measure 100 P / W is held against the printed share too.
    """
    by_name = _by_name(printed)
    for place, indicator in enumerate(printed.plan.indicators):
        named = share(indicator.name)
        if named is None or indicator.formula is not None or indicator.unit != "%":
            continue
        for targets in printed.year_targets:
            for row in printed.frame.rows_of_indicator[place].tolist():
                if np.isfinite(targets.figure[row]):
                    yield from _regional(printed, targets, row, named, by_name)


def _by_name(printed: PrintedFigures) -> dict[str, int]:
    names: dict[str, int] = {}
    for place, indicator in enumerate(printed.plan.indicators):
        names.setdefault(canonical(indicator.name), place)
    return names


def _measure_word(part: str) -> str:
    """增加值 of 高新技术产业增加值: what a whole named without it is measured in too."""
    found = measured(part)
    return part.removeprefix(found.scope) if found is not None and part.startswith(found.scope) else ""


def _stated(
    printed: PrintedFigures, targets: YearTargets, row: int, part: int, whole: int, by: float
) -> Iterator[Finding]:
    places = [printed.place(one, targets) for one in (row, part, whole)]
    for year in (int(targets.base_year[row]), targets.year):
        target = year == targets.year
        figures = targets.figure if target else targets.base
        low, high = (
            (targets.low, targets.high)
            if target
            else (targets.base - targets.base_half, targets.base + targets.base_half)
        )
        if not target and len({int(targets.base_year[one]) for one in (row, part, whole)}) > 1:
            continue
        if not np.isfinite(figures[[row, part, whole]]).all() or figures[part] < 0 or figures[whole] <= 0:
            continue
        lowest = by * max(float(low[part]), 0.0) / float(high[whole])
        highest = by * float(high[part]) / float(low[whole]) if low[whole] > 0 else float("inf")
        slack = EDGE * max(1.0, abs(float(figures[row])))
        if lowest <= high[row] + slack and highest >= low[row] - slack:
            continue
        implied, stated = by * float(figures[part] / figures[whole]), float(figures[row])
        words = {
            "part": printed.measure(part),
            "whole": printed.measure(whole),
            "part_value": printed.shown(float(figures[part]), part),
            "whole_value": printed.shown(float(figures[whole]), whole),
            "stated": printed.shown(stated, row),
            "implied": printed.shown(implied, row),
            "difference": printed.difference(implied - stated, row),
        }
        arithmetic = {
            "stated": stated,
            "implied": implied,
            "difference": implied - stated,
            "part": float(figures[part]),
            "whole": float(figures[whole]),
        }
        yield printed.finding(SHARE_DIFFERS, row, year, arithmetic, words, places)


def _regional(
    printed: PrintedFigures, targets: YearTargets, row: int, named: Share, by_name: dict[str, int]
) -> Iterator[Finding]:
    frame, plan = printed.frame, printed.plan
    region = int(frame.region_of[row])
    below = [plan.regions[int(child)] for child in frame.children_in(region, targets.year)]
    parts, measure = leading_regions(named.part, below)
    own = plan.regions[region]
    whole_measure = WHOLE_REGION.sub("", named.whole)
    if whole_measure == named.whole:
        found, whole_measure = leading_regions(named.whole, [own])
        if not found:
            return
    if not parts or len(parts) == len(below):
        return
    slot = int(frame.industry_of[row])
    wanted = measure or whole_measure
    exact = by_name.get(wanted)
    scope = found_measure.scope if (found_measure := measured(wanted)) is not None else None
    candidates = [exact] if exact is not None else []
    if scope is not None:
        candidates += [
            place
            for stand_in in STAND_INS
            for name, place in by_name.items()
            if (other := measured(name)) is not None
            and (other.scope, other.measure, other.per) == (scope, stand_in, "")
        ]
    for place in candidates:
        table = frame.lookup[place]
        rows = [int(table[frame.region_index[part.code], slot]) for part in parts]
        whole = int(table[region, slot])
        everyone = [whole, *rows]
        if min(everyone) < 0 or not np.isfinite(targets.figure[everyone] + targets.base[everyone]).all():
            continue
        if (targets.base[everyone] <= 0).any() or len(set(targets.base_year[everyone].tolist())) > 1:
            continue
        yield from _raising(printed, targets, row, rows, whole, place == exact)
        return


def _raising(
    printed: PrintedFigures, targets: YearTargets, row: int, rows: list[int], whole: int, own_measure: bool
) -> Iterator[Finding]:
    years = targets.year - int(targets.base_year[whole])
    if years <= 0:
        return
    begin, end = float(targets.base[rows].sum()), float(targets.figure[rows].sum())
    first, last = float(targets.base[whole]), float(targets.figure[whole])
    shares = 100 * begin / first, 100 * end / last
    rises = targets.low[row] > targets.base[row] + targets.base_half[row]
    stated_base, stated = float(targets.base[row]), float(targets.figure[row])
    measure = printed.measure(whole)
    growth = _growth(begin, end, years)
    whole_growth = _growth(first, last, years)
    slack = _slack(targets, [whole], years) + _slack(targets, rows, years)
    lags = growth < whole_growth - slack
    places = [printed.place(one, targets) for one in (row, *rows, whole)]
    common = {
        "measure": measure,
        "base": printed.shown(stated_base, row),
        "target": printed.shown(stated, row),
        "whole_growth": percent(whole_growth),
    }
    if rises and lags:
        yield printed.finding(
            SHARE_RISES_PART_LAGS,
            row,
            targets.year,
            {
                "base": stated_base,
                "target": stated,
                "part_growth": growth,
                "whole_growth": whole_growth,
                "share_base": shares[0],
                "share_target": shares[1],
            },
            {
                **common,
                "part_growth": percent(growth),
                "share_base": _fine_share(shares[0]),
                "share_target": _fine_share(shares[1]),
                **name_list(printed.region(one) for one in rows),
            },
            places,
        )
    elif own_measure:
        yield from _regional_share_differs(printed, targets, row, rows, whole)
    for one in rows if rises else ():
        own = _growth(float(targets.base[one]), float(targets.figure[one]), years)
        if own < whole_growth - _slack(targets, [whole], years) - _slack(targets, [one], years):
            yield printed.finding(
                PART_LAGS_WHOLE,
                one,
                targets.year,
                {"part_growth": own, "whole_growth": whole_growth, "base": stated_base, "target": stated},
                {
                    **common,
                    "part_growth": percent(own),
                    "whole": printed.region(whole),
                    "share": printed.measure(row),
                },
                [printed.place(other, targets) for other in (one, whole, row)],
            )


def _regional_share_differs(
    printed: PrintedFigures, targets: YearTargets, row: int, rows: list[int], whole: int
) -> Iterator[Finding]:
    low, high = float(targets.low[rows].sum()), float(targets.high[rows].sum())
    lowest = 100 * max(low, 0.0) / float(targets.high[whole])
    highest = 100 * high / float(targets.low[whole]) if targets.low[whole] > 0 else float("inf")
    if lowest <= targets.high[row] + EDGE and highest >= targets.low[row] - EDGE:
        return
    summed, total, stated = (
        float(targets.figure[rows].sum()), float(targets.figure[whole]), float(targets.figure[row])
    )  # fmt: skip
    implied = 100 * summed / total
    parts, measure = names_wording([printed.region(one) for one in rows], 12), printed.measure(whole)
    yield printed.finding(
        SHARE_DIFFERS,
        row,
        targets.year,
        {
            "stated": stated,
            "implied": implied,
            "difference": implied - stated,
            "part": summed,
            "whole": total,
        },
        {
            "part": Wording(f"{parts.zh} {measure.zh}", f"{parts.en} {measure.en}"),
            "whole": printed.what(whole),
            "part_value": printed.shown(summed, whole),
            "whole_value": printed.shown(total, whole),
            "stated": printed.shown(stated, row),
            "implied": printed.shown(implied, row),
            "difference": printed.difference(implied - stated, row),
        },
        [printed.place(one, targets) for one in (row, *rows, whole)],
    )


def _growth(begin: float, end: float, years: int) -> float:
    """Compound growth in % a year; -100 where nothing is left."""
    return float(100 * ((max(end, 0.0) / begin) ** (1 / years) - 1))


def _slack(targets: YearTargets, rows: list[int], years: int) -> float:
    """The points of growth a year that the rounding of base and target leaves open."""
    target, base = targets.figure[rows].sum(), targets.base[rows].sum()
    if target <= 0 or base <= 0:
        return 0.0
    return float(100 * (targets.half[rows].sum() / target + targets.base_half[rows].sum() / base) / years)


def _fine_share(figure: float) -> str:
    return format_figure(figure, 2, "%")
