"""Contradictory wordings: a target worded twice, bounds against directions, binding indicators without a figure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from npfdesk.engine.audit.finding import Finding, Place
from npfdesk.engine.audit.indicator_names import canonical
from npfdesk.engine.audit.printed_figures import EDGE, PrintedFigures, YearTargets, name_list
from npfdesk.engine.projection.target_figures import MEASURES
from npfdesk.plan.kinds import Direction, Duty
from npfdesk.plan.problems import note, warning
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.targets import WORDLESS_MEASURES, Intention, Measure, PlanTarget, TargetKind

SAME_TARGET_OTHER_WORDS: Final = warning(
    "same_target_other_words",
    "{what}：{year}年目标写作“{text}”，同一指标“{other}”写作“{other_text}”，两处口径不一。",
    "{what}: the target for {year} reads “{text}”, the same indicator as “{other}” reads “{other_text}”: the two do not agree.",
)
BOUND_AGAINST_DIRECTION: Final = warning(
    "bound_against_direction",
    "{what}：指标方向为负向（越低越好），{year}年目标却写作“{text}”（至少）。",
    "{what}: lower is better for this indicator, yet its target for {year} reads “{text}” (at least).",
)
WORDS_AGAINST_DIRECTION: Final = warning(
    "words_against_direction",
    "{what}：指标方向为{way}，{year}年目标却写作“{text}”。",
    "{what}: {way_en} for this indicator, yet its target for {year} reads “{text}”.",
)
SISTERS_OPPOSED: Final = warning(
    "bounds_opposed",
    "{what}：{year}年目标写作“{text}”，而同级{count}个地区都是相反的界限：{names}。",
    "{what}: the target for {year} reads “{text}”, while {count:region|regions} at the same level have the opposite bound: "
    "{names_en}.",
)
OPPOSED_AT_LEAST: Final = 3
"""Sister regions with one bound beside which a single opposite one is told."""


def same_targets(printed: PrintedFigures) -> Iterator[Finding]:
    """One indicator under two names (规上工业企业数, 规模以上工业企业数量) with targets that differ for one region and year.

    The names are one when 规模以上 is read as 规上, 数量 as 数 and brackets are left out, and the units agree. Told
    where the words' kind (以上, 左右, exact) differs or the figures do beyond the rounding. The same series twice is
    told when the workbook is read.
    """
    twins: dict[tuple[str, str], list[int]] = {}
    for place, indicator in enumerate(printed.plan.indicators):
        twins.setdefault((canonical(indicator.name), indicator.unit), []).append(place)
    for places in twins.values():
        for other in places[1:]:
            tables = printed.frame.lookup[places[0]], printed.frame.lookup[other]
            both = (tables[0] >= 0) & (tables[1] >= 0)
            for row, twin in zip(tables[0][both].tolist(), tables[1][both].tolist(), strict=True):
                for targets in printed.year_targets:
                    yield from _twins(printed, targets, row, twin)


def bounds_against_direction(printed: PrintedFigures) -> Iterator[Finding]:
    """A target of at least for an indicator of which less is better.

    The other way round, at most where more is better, is not told: the direction may have been left blank.
    """
    down = np.array([one.direction is Direction.DOWN for one in printed.plan.indicators], dtype=np.bool_)
    for targets in printed.year_targets:
        for row in np.flatnonzero(targets.floor & down[printed.frame.indicator_of]).tolist():
            text = printed.table.statements[int(targets.position[row])].text
            figures = {"target": float(targets.figure[row]), "base": float(targets.base[row])}
            yield printed.finding(
                BOUND_AGAINST_DIRECTION,
                row,
                targets.year,
                figures,
                {"text": text},
                [printed.place(row, targets)],
            )


def words_against_direction(printed: PrintedFigures) -> Iterator[Finding]:
    """Words that point against the indicator's direction (持续下降 where more is better), and falls without a level.

    A target in words alone whose way is not the indicator's; a growth below 0 without a level, or a growth rate below 0,
    where more is better. What keeps a level or is to be settled later points nowhere, and neither does a direction that
    may have been left blank.
    """
    table = printed.table
    for place in table.measured.tolist():
        row, stated = int(table.row[place]), table.statements[place]
        better, intention = float(printed.better[row]), stated.parsed.intention
        if better == 0 or table.second[place]:
            continue
        way = {Intention.UP: 1.0, Intention.DOWN: -1.0}.get(intention, 0.0) if intention is not None else 0.0
        reach = float(table.reach[place])
        if (
            table.measure[place] == MEASURES.index(Measure.GROWTH)
            and stated.parsed.kind is not TargetKind.AT_LEAST
        ):
            way = -1.0 if better > 0 and reach < 0 else 0.0
        if way * better >= 0:
            continue
        yield printed.finding(
            WORDS_AGAINST_DIRECTION,
            row,
            int(table.year[place]),
            {"target": reach, "direction": better},
            {
                "text": stated.text,
                "way": "正向（越高越好）" if better > 0 else "负向（越低越好）",
                "way_en": "more is better" if better > 0 else "less is better",
            },
            [Place(stated.sheet, stated.cell, stated.series)],
        )


def opposed_bounds(printed: PrintedFigures) -> Iterator[Finding]:
    """A single 以上 among sister regions that all say 以下, three at least, or the other way round."""
    frame = printed.frame
    parent = np.array(
        [frame.region_index.get(one.parent, -1) for one in printed.plan.regions], dtype=np.int64
    )
    for targets in printed.year_targets:
        rows = np.flatnonzero(targets.floor | targets.cap)
        families: dict[tuple[int, int, int], list[int]] = {}
        for row in rows[parent[frame.region_of[rows]] >= 0].tolist() if len(rows) else ():
            key = (
                int(parent[frame.region_of[row]]), int(frame.industry_of[row]), int(frame.indicator_of[row])
            )  # fmt: skip
            families.setdefault(key, []).append(row)
        for family in families.values():
            floors = [row for row in family if targets.floor[row]]
            caps = [row for row in family if targets.cap[row]]
            few, many = (floors, caps) if len(floors) < len(caps) else (caps, floors)
            if len(few) != 1 or len(many) < OPPOSED_AT_LEAST:
                continue
            text = printed.table.statements[int(targets.position[few[0]])].text
            yield printed.finding(
                SISTERS_OPPOSED,
                few[0],
                targets.year,
                {"target": float(targets.figure[few[0]]), "count": float(len(many))},
                {"text": text, "count": len(many), **name_list(map(printed.region, many))},
                [printed.place(row, targets) for row in (few[0], *many)],
            )


def _twins(printed: PrintedFigures, targets: YearTargets, row: int, twin: int) -> Iterator[Finding]:
    if not np.isfinite(targets.figure[[row, twin]]).all():
        return
    kinds = [
        (bool(targets.floor[one]), bool(targets.cap[one]), bool(printed.table.inside[targets.position[one]]))
        for one in (row, twin)
    ]
    apart = abs(float(targets.figure[row] - targets.figure[twin]))
    allowed = float(targets.half[row] + targets.half[twin]) + EDGE * abs(float(targets.figure[row]))
    if kinds[0] == kinds[1] and apart <= allowed:
        return
    stated, other = (printed.table.statements[int(targets.position[one])] for one in (row, twin))
    places: list[Place] = [printed.place(row, targets), printed.place(twin, targets)]
    yield printed.finding(
        SAME_TARGET_OTHER_WORDS,
        row,
        targets.year,
        {"target": float(targets.figure[row]), "other": float(targets.figure[twin])},
        {"text": stated.text, "other": printed.measure(twin), "other_text": other.text},
        places,
    )


BINDING_WITHOUT_FIGURE: Final = note(
    "binding_without_figure",
    "{what}：约束性指标，{year}年目标为“{text}”，没有数值，无从判断是否完成。",
    "{what}: a binding indicator whose target for {year} is “{text}”: there is no figure to judge it by.",
)
BINDING_WITHOUT_TARGET: Final = note(
    "binding_without_target",
    "{what}：约束性指标，但规划没有为它设目标。",
    "{what}: a binding indicator, but the plan sets no target for it.",
)


def bindings(printed: PrintedFigures) -> Iterator[Finding]:
    """A binding indicator without a figure: its target is assigned (完成省下达任务), blank, or there is none at all.

    One finding an indicator and year. The root region is looked at first: where it has a figure, a county's blank
    is no finding; where it has no row, the counties' are enough if any of them has a figure.
    """
    plan = printed.plan
    stated: dict[str, list[PlanTarget]] = {}
    for one in printed.table.statements:
        if plan.indicator_by_code[one.series.indicator].duty is Duty.BINDING and not one.series.industry:
            stated.setdefault(one.series.indicator, []).append(one)
    for indicator in plan.indicators:
        if indicator.duty is not Duty.BINDING:
            continue
        everyone = stated.get(indicator.code, [])
        if not everyone:
            series = SeriesKey(plan.root, "", indicator.code)
            yield printed.finding(
                BINDING_WITHOUT_TARGET, series, 0, {"count": 0.0}, {}, [Place("", "", series)]
            )
            continue
        for year in sorted({one.year for one in everyone}):
            yield from _of_year(printed, [one for one in everyone if one.year == year])


def _of_year(printed: PrintedFigures, targets: list[PlanTarget]) -> Iterator[Finding]:
    roots = {region.code for region in printed.plan.own_regions if not region.parent}
    at_root = [one for one in targets if one.series.region in roots]
    looked_at = at_root or targets
    silent = [
        one
        for one in targets
        if (
            one.parsed.kind in (TargetKind.ASSIGNED, TargetKind.NONE)
            or one.parsed.measure in WORDLESS_MEASURES
        )
        and not np.isfinite(one.stretch or np.nan)
    ]
    if any(one not in silent for one in looked_at):
        return
    first = looked_at[0]
    words = {"text": first.text.strip() or "—"}
    places = [Place(one.sheet, one.cell, one.series) for one in (first, *silent)]
    yield printed.finding(
        BINDING_WITHOUT_FIGURE, first.series, first.year, {"count": float(len(silent))}, words, places
    )
