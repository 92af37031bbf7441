"""Groups of shares that should add up to their total: observed, as targets, and along the paths of scenarios."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from npfdesk.engine.audit.finding import Finding, Place
from npfdesk.engine.audit.printed_figures import (
    EDGE,
    BoolArray,
    FloatArray,
    IntArray,
    PrintedFigures,
    places_of,
)
from npfdesk.engine.projection.scenario_paths import Origin
from npfdesk.engine.rounded_figures import rounded_all
from npfdesk.plan.numbers import format_figure, plain
from npfdesk.plan.problems import LANGUAGES, Language, ProblemKind, joined, warning
from npfdesk.plan.rounding import rounded
from npfdesk.plan.scenarios import Scenario
from npfdesk.plan.share_group_checks import refused_group, sound_groups
from npfdesk.plan.share_groups import ShareGroup
from npfdesk.plan.spoken_names import name_in, name_wording

SHARES_OBSERVED: Final = warning(
    "shares_do_not_add_up",
    "{place}：{year}年“{group}”各项合计 {sum}，不是 {total}：{parts}{more}。",
    "{place}: in {year} “{group}” adds up to {sum}, not {total}: {parts_en}{more_en}.",
)
SHARES_TARGETED: Final = warning(
    "share_targets_do_not_add_up",
    "{place}：{year}年“{group}”各项目标合计 {sum}，不是 {total}：{parts}。",
    "{place}: the targets of “{group}” for {year} add up to {sum}, not {total}: {parts_en}.",
)
SHARES_PROJECTED: Final = warning(
    "share_paths_do_not_add_up",
    "{place}：情景{scenarios}中“{group}”的推算值 {year}年合计 {sum}，不是 {total}：{parts}{more}。改动其中一项的假设，其余未锁定的会随之调整。",
    "{place}: in {scenarios_en} the paths of “{group}” add up to {sum} in {year}, not {total}: {parts_en}{more_en}. Change the "
    "assumption of one of them, and the others that are not locked adjust.",
)
GROUP_UNUSABLE: Final = warning(
    "share_group_unusable",
    "比重组“{group}”没有核查，改动时也不调整：{why}",
    "The share group “{group}” is neither checked nor adjusted: {why_en}",
)


@dataclass(frozen=True, eq=False)
class _Sum:
    """Shares (member,) of a year that do not add up, and the other years in which they do not."""

    year: int
    shares: FloatArray
    others: Sequence[int] = ()


def share_sums(printed: PrintedFigures) -> Iterator[Finding]:
    """Groups whose observed figures or targets do not add up, in each region and industry with a figure of every member.

    Past figures: |Σ s - total| beyond Σ of half a unit of each printed place. Targets of a year: the total outside
    [Σ low, Σ high] of what their words and rounding allow (一以上 leaves it open above). One finding of the past for a
    group in a place, with its last year; one for each year of targets. Groups that cannot be one are told.
    """
    yield from _unusable(printed)
    for group in sound_groups(printed.plan):
        rows = member_rows(printed, group)
        for line in rows:
            yield from _observed(printed, group, line)
        for targets in printed.year_targets:
            figures = targets.figure[rows]
            low, high = targets.low[rows].sum(axis=1), targets.high[rows].sum(axis=1)
            slack = EDGE * group.total
            off = np.isfinite(figures).all(axis=1)
            off &= (low > group.total + slack) | (high < group.total - slack)
            for line in rows[off]:
                yield _finding(
                    printed, SHARES_TARGETED, group, line, _Sum(targets.year, targets.figure[line]),
                    [printed.place(int(row), targets) for row in line],
                )  # fmt: skip


def projected_sums(printed: PrintedFigures) -> Iterator[Finding]:
    """Groups whose paths do not add up in the years after the last one that any member has observed.

    In each scenario, where every member has a figure and one at least is projected (not held, for want of any
    assumption): |Σ s - total| beyond half a unit of every member's decimals. Scenarios with the same sums are one finding,
    with the last year that is off.
    """
    for group in sound_groups(printed.plan):
        rows = member_rows(printed, group)
        decimals = np.array([printed.indicator(int(row)).decimals for row in rows[0]]) if len(rows) else ()
        slack = float(np.sum(0.5 * 10.0 ** -np.maximum(decimals, 0.0))) + EDGE * group.total
        for line in rows:
            yield from _projected(printed, group, line, slack)


def member_rows(printed: PrintedFigures, group: ShareGroup) -> IntArray:
    """The rows of a group's members in each region and industry that has them all, (place, member)."""
    frame = printed.frame
    tables = np.stack([frame.lookup[frame.indicator_index[code]] for code in group.members], axis=-1)
    found: IntArray = tables[(tables >= 0).all(axis=-1)]
    return found


def _unusable(printed: PrintedFigures) -> Iterator[Finding]:
    plan = printed.plan
    sound = sound_groups(plan)
    for group in plan.share_groups:
        refused = refused_group(plan, group, [one for one in sound if one.name != group.name])
        if refused is not None and plan.series:
            words = {
                "group": name_wording(group),
                "why": refused.message("zh"),
                "why_en": refused.message("en"),
            }
            yield printed.finding(GROUP_UNUSABLE, plan.series[0], 0, {}, words)


def _observed(printed: PrintedFigures, group: ShareGroup, line: IntArray) -> Iterator[Finding]:
    figures = printed.known[:, line]
    sums = figures.sum(axis=1)
    slack = printed.observed_half[:, line].sum(axis=1) + EDGE * group.total
    with np.errstate(invalid="ignore"):
        off: BoolArray = np.abs(sums - group.total) > slack
    columns = np.flatnonzero(off).tolist()
    if columns:
        years = [int(printed.plan.years[column]) for column in columns]
        places = [printed.place(int(row)) for row in line]
        yield _finding(
            printed, SHARES_OBSERVED, group, line, _Sum(years[-1], figures[columns[-1]], years[:-1]), places
        )


def _projected(printed: PrintedFigures, group: ShareGroup, line: IntArray, slack: float) -> Iterator[Finding]:
    results = printed.results
    last = int(results.last[line].max())
    told: dict[tuple[float, ...], list[Scenario]] = {}
    paths: dict[tuple[float, ...], FloatArray] = {}
    names = {one.scenario: one.inputs.chain[-1] for one in results.scenarios.values()}
    for name, result in results.scenarios.items():
        figures = result.projection.values[last + 1 :, line]
        origin = result.projection.origin[last + 1 :, line]
        stated = (origin == Origin.PROJECTED).any(axis=1) | (origin == Origin.FORMULA).all(axis=1)
        sums = figures.sum(axis=1)
        with np.errstate(invalid="ignore"):
            off = (np.abs(sums - group.total) > slack) & stated
        if off.any():
            key = tuple(rounded_all(np.where(off, sums, 0.0), 6).tolist())
            told.setdefault(key, []).append(names[name])
            paths[key] = figures
    for key, scenarios in told.items():
        columns = np.flatnonzero(key).tolist()
        years = [int(printed.plan.years[last + 1 + column]) for column in columns]
        yield _finding(
            printed, SHARES_PROJECTED, group, line, _Sum(years[-1], paths[key][columns[-1]], years[:-1]),
            [printed.place(int(row)) for row in line],
            {
                "scenarios": "".join(f"“{one.name}”" for one in scenarios),
                "scenarios_en": joined((f"“{name_in(one, 'en')}”" for one in scenarios), "en"),
            },
            scenarios[0].name,
        )  # fmt: skip


def _finding(
    printed: PrintedFigures,
    kind: ProblemKind,
    group: ShareGroup,
    line: IntArray,
    off: _Sum,
    places: Sequence[Place],
    words: Mapping[str, object] | None = None,
    scenario: str = "",
) -> Finding:
    plan = printed.plan
    series = plan.series[int(line[0])]
    industry = plan.industry_by_code.get(series.industry)
    others, total = off.others, float(off.shares.sum())
    parts = [
        (printed.indicator(int(row)), float(share))
        for row, share in zip(line.tolist(), off.shares, strict=True)
    ]
    zh, en = (
        joined((f"{name_in(one, spoken)} {_shown(share, one.decimals)}" for one, share in parts), spoken)
        for spoken in LANGUAGES
    )
    places_of_sum = max(0, *(one.decimals for one, _ in parts))
    told = {
        "place": name_wording(plan.region_by_code[series.region], industry),
        "group": name_wording(group),
        "sum": _shown(total, places_of_sum),
        "total": plain(group.total),
        "parts": zh,
        "parts_en": en,
        "more": f"（{_listed(others, 'zh')}年也不合）" if others else "",
        "more_en": f" (nor do they in {_listed(others, 'en')})" if others else "",
        **(words or {}),
    }
    figures = {
        "sum": total,
        "total": group.total,
        "difference": total - group.total,
        "years": len(others) + 1.0,
    }
    made = printed.finding(
        kind, series, off.year, figures, told, [*places, Place(group.sheet, group.cell, series)]
    )
    return replace(made, subject="/".join(part for part in (group.name, scenario) if part))


def _shown(figure: float, decimals: int) -> str:
    """A share as it is printed, finer where it is written finer."""
    needed = int(places_of(np.array([rounded(figure, 6)]))[0])
    return format_figure(figure, max(decimals, min(needed, 2)))


def _listed(years: Sequence[int], language: Language) -> str:
    """The years of a list; of more than a few the first ones and the last."""
    shown = list(map(str, years))
    if len(shown) > _FEW:
        shown = [*shown[: _FEW - 1], f"{shown[_FEW - 1]}…{shown[-1]}"]
    return joined(shown, language)


_FEW: Final = 3
