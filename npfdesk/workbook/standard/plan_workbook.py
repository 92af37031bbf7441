"""Write a plan as a workbook in the standard format, whatever form it was read from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from math import isclose
from pathlib import Path
from typing import TypeVar

import numpy as np

from npfdesk.plan.closed_targets import ClosedTarget
from npfdesk.plan.commitments import STATE_WORDS, Commitment
from npfdesk.plan.model import (
    Indicator,
    Industry,
    LeverEffect,
    Plan,
    Source,
)
from npfdesk.plan.names import fold
from npfdesk.plan.negotiation import Proposal, ProposalKey
from npfdesk.plan.numbers import parse_figure, plain, trimmed
from npfdesk.plan.owners import own_owner
from npfdesk.plan.periods import Period
from npfdesk.plan.problems import Language, Problem
from npfdesk.plan.regions import Region
from npfdesk.plan.scenarios import Assumption, Scenario, YearFigures
from npfdesk.plan.scoring import ScoreSort, ScoringRule
from npfdesk.plan.series import ALL_INDUSTRIES, ANY, SeriesKey
from npfdesk.plan.series_of_structure import complete_series
from npfdesk.plan.target_text import parse_stretch
from npfdesk.plan.target_writing import target_cell
from npfdesk.plan.targets import PlanTarget, TargetKind, TargetText
from npfdesk.plan.vintages import Vintage, VintageKey
from npfdesk.workbook.standard import closed_lists
from npfdesk.workbook.standard.checks_sheet import check_cells
from npfdesk.workbook.standard.closed_targets_sheet import derived_figure, derived_over
from npfdesk.workbook.standard.name_lists import cell_of_names
from npfdesk.workbook.standard.period_heads import PeriodMeasure, measure_for
from npfdesk.workbook.standard.share_groups_sheet import share_group_cells
from npfdesk.workbook.standard.sheet_columns import CLOSED_TARGETS, NEGOTIATION, SCORING, VINTAGES
from npfdesk.workbook.standard.sheet_layout import CellValue, write_standard

Word = TypeVar("Word", bound=StrEnum)
Rows = list[dict[str, CellValue]]


def save_standard(
    plan: Plan, path: Path, language: Language = "zh", *, over_read_only: bool = False
) -> Problem | None:
    """Write a plan in the standard format, with all of its sheets. A Problem where the file cannot be written.

    What is written reads back as the same plan: settings, names, observed figures, targets, scenarios and levers.
    """
    rows: dict[str, Rows] = {
        "Plan": _settings(plan),
        "Indicators": [indicator_cells(one, language) for one in plan.indicators],
        "Regions": [region_cells(plan, one, language) for one in plan.regions],
        "Industries": [industry_cells(plan, one) for one in plan.industries],
        "Targets": [_target(plan, one) for one in plan.targets.values()],
        "Data": _data(plan),
        "Sources": [source_cells(one) for one in plan.sources],
        **_scenarios(plan, language),
    }  # fmt: skip
    own = [
        {"scenario": one.name, **_series(plan, key.series), **target_words(plan, stated), "target year": key.year, "owner": own_owner(plan, stated), "note": stated.note}
        for one in plan.scenarios
        for key, stated in one.targets.items()
    ]  # fmt: skip
    if own:
        rows["Scenario targets"] = own
    if plan.commitments:
        rows["Commitments"] = [commitment_cells(plan, one, language) for one in plan.commitments]
    if plan.checks:
        rows["Checks"] = [dict(check_cells(one, plan, language)) for one in plan.checks]
    if plan.share_groups:
        rows["Share groups"] = [
            {**row, "total": _figure(group.total) if row["total"] is not None else None}
            for group in plan.share_groups
            for row in share_group_cells(group, plan, language)
        ]
    if plan.closed_targets:
        rows[CLOSED_TARGETS.key] = [closed_target_cells(plan, one, language) for one in plan.closed_targets]
    if plan.vintages:
        rows[VINTAGES.key] = [vintage_cells(plan, key, one) for key, one in plan.vintages.items()]
    if plan.scoring:
        rows[SCORING.key] = [scoring_cells(plan, one, language) for one in plan.scoring]
    if plan.proposals:
        rows[NEGOTIATION.key] = [
            proposal_cells(plan, key, one, language) for key, one in plan.proposals.items()
        ]
    years: dict[str, Sequence[int | str]] = {
        key: _years(rows[key]) for key in ("Data", "Assumptions", "Lever levels")
    }
    # the first year of the plan is that of the sheet Data
    years["Data"] = sorted({int(plan.years[0]), *_years(rows["Data"])})
    if plan.progress:
        heads = {
            period: period.words(language == "zh") for period in sorted({key.period for key in plan.progress})
        }
        rows["Progress"] = _progress(plan, heads, language)
        years["Progress"] = tuple(heads.values())
    told = {key: [_filled(row) for row in sheet] for key, sheet in rows.items()}
    return write_standard(path, told, years, language, over_read_only=over_read_only)


def _progress(plan: Plan, heads: Mapping[Period, str], language: Language) -> Rows:
    """The figures of parts of a year: a row for each series and for what its figures are of."""
    found: dict[tuple[SeriesKey, PeriodMeasure], dict[str, CellValue]] = {}
    # a source that no row of Data tells
    sources = {
        key: source
        for key, source, line in zip(plan.series, plan.series_sources, plan.observed, strict=True)
        if source and not np.isfinite(line).any()
    }
    for (series, period, growth), value in plan.progress.items():
        measure = measure_for(period, growth)
        named = {**_series(plan, series), "measure": measure.words(language), "source": sources.get(series)}
        row = found.setdefault((series, measure), named)
        row[heads[period]] = _figure(value)
    return list(found.values())


def region_cells(plan: Plan, one: Region, language: Language) -> dict[str, CellValue]:
    """The cells of a region's row; "" or None for what it does not say."""
    return {
        "name": one.name,
        # a name that others have is no code
        "code": one.code if plan.region_names[one.code] != one.name else _code(one.code, one.name),
        "english": one.english,
        "parent": region_name(plan, one.parent),
        "role": one.role,
        "benchmark": ("是" if language == "zh" else "yes") if one.benchmark else "",
        "map column": one.place[0] if one.place else None,
        "map row": one.place[1] if one.place else None,
        "since": one.since,
        "until": one.until,
    }


def industry_cells(plan: Plan, one: Industry) -> dict[str, CellValue]:
    """The cells of an industry's row; "" for what it does not say."""
    return {
        "name": one.name,
        "code": _code(one.code, one.name),
        "english": one.english,
        "parent": _named(plan.industry_by_code, one.parent),
        "type": one.type,
    }


def source_cells(one: Source) -> dict[str, CellValue]:
    """The cells of a source's row; "" for what it does not say."""
    return {
        "id": one.id,
        "document": one.document,
        "section": one.section,
        "date": one.date,
        "url": one.url,
    }


def region_name(plan: Plan, code: str) -> str:
    """The name by which a region is found again: with its parent's where others have the same; the code of an unknown one."""
    return plan.region_names.get(code, code)


def commitment_cells(plan: Plan, one: Commitment, language: Language) -> dict[str, CellValue]:
    """The cells of a commitment's row; "" for what it does not say."""
    return {
        "item": one.item,
        "target": one.text,
        "unit": one.unit,
        "target year": one.year,
        "region": region_name(plan, one.region),
        "owner": one.owner,
        "milestone": one.milestone,
        "due": one.due,
        "state": STATE_WORDS[one.state][0] if language == "zh" else one.state.value,
        "evidence": one.evidence,
        "source": one.source,
        "note": one.note,
    }


def vintage_cells(plan: Plan, key: VintageKey, one: Vintage) -> dict[str, CellValue]:
    """The cells of a vintage's row; "" for what it does not say."""
    return {
        **_series(plan, key.series),
        "year": key.year,
        "value": "—" if one.figure is None else _figure(one.figure),
        "since": key.since,
        "source": one.source,
        "note": one.note,
    }


def proposal_cells(plan: Plan, key: ProposalKey, one: Proposal, language: Language) -> dict[str, CellValue]:
    """The cells of the row of a position in negotiation; "" for what it does not say."""
    return {
        **_series(plan, key.series),
        "target year": key.year,
        "round": key.round,
        "side": said(key.side, closed_lists.SIDE_WORDS, language),
        "target": _number_or_words(one.text),
        "reason": one.reason,
        "since": one.since,
        "source": one.source,
        "settled": ("是" if language == "zh" else "yes") if one.settled else "",
    }


def scoring_cells(plan: Plan, one: ScoringRule, language: Language) -> dict[str, CellValue]:
    """The cells of the row of a rule of scoring; "" or None for what it does not say."""
    return {
        "name": one.name,
        "indicator": _named(plan.indicator_by_code, one.indicator),
        "industry": _named(plan.industry_by_code, one.industry) if one.industry else "",
        "points": _figure(one.points),
        "rule": said(one.method, closed_lists.SCORING_WORDS, language),
        "cap": _figure(one.cap),
        "step": _figure(one.step),
        # points among the full score need no word
        "sort": said(one.sort, closed_lists.SORT_WORDS, language) if one.sort is not ScoreSort.SCORE else "",
        "note": one.note,
    }


def said(member: Word, names: Mapping[Word, tuple[str, ...]], language: Language) -> str:
    """The word for a member of a closed list in a workbook of a language."""
    return names[member][0] if language == "zh" else member.value


def closed_target_cells(plan: Plan, one: ClosedTarget, language: Language) -> dict[str, CellValue]:
    """The cells of a closed target's row; "" or None for what it does not say.

    Its figure is written only where its words and its base do not give it; by how much it was met or missed always. —
    where they would be given and it has none.
    """
    indicator = plan.indicator_by_code[one.series.indicator]
    made = derived_figure(one.text, indicator, one.base, one.base_year, one.year)
    figure = None if isinstance(made, Problem) else made.figure
    over = derived_over(one.text, indicator, one.figure, one.reached)
    return {
        **_series(plan, one.series),
        "base": _figure(one.base),
        "base year": one.base_year or None,
        "target": _number_or_words(one.text),
        "target year": one.year,
        "figure": _unless_derived(one.figure, figure),
        "reached": _figure(one.reached),
        "verdict": said(one.verdict, closed_lists.VERDICT_WORDS, language),
        "over": _unless_derived(None, over) if one.over is None else _figure(one.over),
        "source": one.source,
    }


def _unless_derived(stated: float | None, derived: float | None) -> CellValue:
    """What a cell says whose figure would be derived where it is empty."""
    if stated is None or derived is None:
        return None if stated is derived else "—" if stated is None else _figure(stated)
    return None if isclose(stated, derived, rel_tol=1e-11, abs_tol=1e-12) else _figure(stated)


def _number_or_words(text: str) -> CellValue:
    """A text that is a plain number as one."""
    figure = parse_figure(text)
    return _figure(figure) if isinstance(figure, float) and plain(figure) == text else text


def _filled(row: Mapping[str, CellValue]) -> dict[str, CellValue]:
    return {key: value for key, value in row.items() if value not in ("", None)}


def _years(rows: Iterable[Mapping[str, CellValue]]) -> list[int]:
    return sorted({int(key) for row in rows for key in row if key.isdigit()})


def _figure(value: float | None) -> CellValue:
    """A figure as an Excel number; whole figures without a decimal point."""
    if value is None or not np.isfinite(value):
        return None
    return int(value) if value == int(value) and abs(value) < 1e15 else float(value)


def _code(code: str, name: str) -> str:
    return "" if code == name else code


def _named(things: Mapping[str, object], code: str) -> str:
    return str(getattr(things.get(code), "name", code))


def _settings(plan: Plan) -> Rows:
    settled: Rows = [{"key": key, "value": text} for key, text in plan.status_settings.texts.items()]
    return [
        {"key": "title", "value": plan.title},
        {"key": "city", "value": region_name(plan, plan.city)},
        {"key": "base year", "value": plan.base_year},
        {"key": "target year", "value": plan.target_year},
        {"key": "horizon", "value": plan.horizon},
        {"key": "synergy", "value": _figure(plan.synergy)},
        {"key": "about tolerance", "value": f"{trimmed(plan.about_tolerance * 100, 10)}%"},
        {"key": "status rule", "value": plan.status_rule},
        *settled,
    ]


def indicator_cells(one: Indicator, language: Language) -> dict[str, CellValue]:
    """The cells of an indicator's row; "" for what it does not say."""
    return {
        "name": one.name,
        "code": _code(one.code, one.name),
        "english": one.english,
        "group": one.group,
        "english group": one.english_group,
        "unit": one.unit,
        "english unit": one.english_unit,
        "kind": said(one.kind, closed_lists.KIND_WORDS, language),
        "direction": said(one.direction, closed_lists.DIRECTION_WORDS, language),
        "duty": said(one.duty, closed_lists.DUTY_WORDS, language),
        "rollup": said(one.rollup, closed_lists.ROLLUP_WORDS, language),
        "weight": one.weight,
        "formula": one.formula.text if one.formula is not None else "",
        "decimals": one.decimals,
        "owner": one.owner,
        "source": one.source,
    }


def _series(plan: Plan, key: SeriesKey) -> dict[str, CellValue]:
    return {
        "region": region_name(plan, key.region),
        "industry": _named(plan.industry_by_code, key.industry) if key.industry else "",
        "indicator": _named(plan.indicator_by_code, key.indicator),
    }


def _target(plan: Plan, one: PlanTarget) -> dict[str, CellValue]:
    return {
        **_series(plan, one.series),
        **target_words(plan, one),
        "base": _figure(one.base_printed) if one.base_printed is not None else "—",
        "base year": one.base_year or None,
        "target year": one.year,
        "owner": one.owner,
        "source": one.source,
        "note": one.note,
    }


def target_words(plan: Plan, one: PlanTarget) -> dict[str, CellValue]:
    """The cells target and stretch of a target, in texts that are read back as the same target.

    What stands beside it in other cells follows in the same one: 1500，年均增长6.5%左右.
    """
    indicator = plan.indicator_by_code[one.series.indicator]
    text = target_cell(one, indicator)
    stretch = one.stretch_text
    if stretch and parse_stretch(stretch, indicator.unit) != one.stretch:
        stretch = f"力争{plain(one.stretch)}以上"
    number = _plain_number(text, one.parsed)
    return {"target": text if number is None else number, "stretch": stretch}


def _plain_number(text: str, parsed: TargetText) -> CellValue:
    """The figure itself where the text is only a number."""
    figure = parsed.figure
    return (
        _figure(figure)
        if parsed.kind is TargetKind.EXACT and figure is not None and text == plain(figure)
        else None
    )


def _data(plan: Plan) -> Rows:
    """The observed figures, but of a series that has none but the bases beside its targets.

    A series that nothing else asks for has a row without a figure: a formula is computed where a row says so.
    """
    printed = {
        (one.series, one.base_year): one.base_printed
        for one in reversed(tuple(plan.targets.values()))
        if one.base_printed is not None
    }
    rows: Rows = []
    computed = _computed_where_a_row_says(plan)
    for key, line, source in zip(plan.series, plan.observed, plan.series_sources, strict=True):
        figures = {
            str(year): _figure(float(value))
            for year, value in zip(plan.years.tolist(), line, strict=True)
            if np.isfinite(value)
        }
        if all(printed.get((key, int(year))) == value for year, value in figures.items()):
            # the base beside a target states it; more figures are a history, which has no hole in the base year
            figures = {}
        if figures or key in computed:
            rows.append({**_series(plan, key), "source": source, **figures})
    return rows


def _computed_where_a_row_says(plan: Plan) -> set[SeriesKey]:
    """The series of formulas that would not be there without a row, because other rows of their indicator are."""
    filled = np.asarray(np.isfinite(plan.observed).any(axis=1)).tolist()
    stated = {key for key, has in zip(plan.series, filled, strict=True) if has}
    stated |= {key.series for key in plan.targets} | {key.series for key in plan.progress}
    follows = set(complete_series(stated, plan.region_by_code, plan.industry_by_code, plan.indicator_by_code))
    return {
        key
        for key in plan.series
        if key not in follows and plan.indicator_by_code[key.indicator].formula is not None
    }


def packages_cell(scenario: Scenario, scenarios: Iterable[Scenario]) -> str:
    """A scenario's packages as the text of its cell, by their names among these scenarios."""
    names = {one.id: one.name for one in scenarios}
    spelt = {fold(name) for name in names.values()}
    return cell_of_names(
        (names[one] for one in scenario.packages if one in names), lambda name: fold(name) in spelt
    )


def _scenarios(plan: Plan, language: Language) -> dict[str, Rows]:
    names = {one.id: one.name for one in plan.scenarios}
    return {
        "Scenarios": [
            {
                "name": one.name, "parent": names.get(one.parent or "", ""), "packages": packages_cell(one, plan.scenarios),
                "english": one.english, "description": one.description, "colour": one.colour,
            }
            for one in plan.scenarios
        ],
        "Assumptions": [
            {
                "scenario": one.name, **_reach(plan, key.region, key.industry),
                "indicator": _named(plan.indicator_by_code, key.indicator), **_assumption(row, language),
            }
            for one in plan.scenarios
            for key, row in one.assumptions.items()
        ],
        "Levers": [
            lever_cells(plan, one)
            for one in plan.levers
        ],
        "Lever levels": [
            {
                "scenario": one.name, "lever": key.lever, **_reach(plan, key.region, key.industry),
                **_by_year(row.by_year),
            }
            for one in plan.scenarios
            for key, row in one.intensities.items()
        ],
        "Multipliers": [
            {"role or type": name, "dimension": dimension, "multiplier": _figure(value)}
            for (name, dimension), value in plan.multipliers.items()
        ],
    }  # fmt: skip


def _reach(plan: Plan, region: str, industry: str) -> dict[str, CellValue]:
    if industry == ALL_INDUSTRIES:
        told = "总计"
    else:
        told = ANY if industry == ANY else _named(plan.industry_by_code, industry)
    return {"region": ANY if region == ANY else region_name(plan, region), "industry": told}


def lever_cells(plan: Plan, one: LeverEffect) -> dict[str, CellValue]:
    """The cells of the row of a lever's effect; "" for what it does not say."""
    return {
        "lever": one.lever,
        "dimension": one.dimension,
        "indicator": _named(plan.indicator_by_code, one.indicator),
        "effect": _figure(one.effect),
        "lag": one.lag,
        "note": one.note,
        "source": one.source,
    }


def _by_year(figures: YearFigures) -> dict[str, CellValue]:
    return {str(year): _figure(value) for year, value in figures}


def _assumption(row: Assumption, language: Language) -> dict[str, CellValue]:
    return {
        "method": closed_lists.written_method(row.method, language),
        "value": _figure(row.value),
        "midpoint": _figure(row.midpoint),
        "low": _figure(row.low),
        "high": _figure(row.high),
        "note": row.note,
        **_by_year(row.by_year),
    }
