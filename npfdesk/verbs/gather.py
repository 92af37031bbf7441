"""The verb `gather`: returns taken in, who is missing, what changed and what contradicts."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from typing import Any, Final

from npfdesk.engine.collecting.gathering import CellState, WeighedCell, WeighedReturn
from npfdesk.frames.gather import (
    GatheredReturns,
    gathered_returns,
    is_refused,
    problems_of,
    return_entry,
    written,
)
from npfdesk.frames.opened_plan import PlanWorkbook
from npfdesk.frames.refusal import Refused
from npfdesk.plan.collection import Unit
from npfdesk.plan.file_names import shown_path
from npfdesk.plan.numbers import brief_figure
from npfdesk.plan.problems import Language, Problem, Wording, joined
from npfdesk.plan.return_words import STATE_WORDS, unit_wording
from npfdesk.plan.series_words import spoken_series
from npfdesk.plan.spoken_names import unit_in
from npfdesk.verbs.questions import (
    REFUSED,
    finite,
    open_plan,
    print_error,
    print_problem,
    refuse,
    tell_other_names,
    write_json,
)

SOME_TOLD: Final = 1
"""The exit code where some cells, or some files, were told and not taken."""

_ENTRY: Final = ("file", "unit", "status", "taken", "changed", "told")
_HEADLINE: Final = Wording(
    "收回 {returns} 份，未报 {missing} 个单位；采用 {taken} 个数（其中修订 {changed} 个），与已有的相同 {same} 个，未采用 {told} 个。",
    "{returns:return|returns}, {missing:unit|units} missing; {taken:figure|figures} taken ({changed} of them changed), {same} the "
    "same as known, {told} told and not taken.",
)
_MISSING: Final = Wording("未报：{names}", "Missing: {names}")
_RETURN: Final = Wording(
    "{file}  {unit}  {state}：采用 {taken}（修订 {changed}），相同 {same}，空白 {blank}，未采用 {told}",
    "{file}  {unit}  {state}: {taken} taken ({changed} changed), {same} the same, {blank} blank, {told} told",
)
_CHANGE: Final = Wording("  {series} {year}年 {was} → {value}", "  {series} {year} {was} → {value}")
_WRITTEN: Final = Wording("已写入 {file}", "Written: {file}")


def gather(options: argparse.Namespace, language: Language) -> int:
    """Take returns in, and write a copy of the workbook with them; 0 all taken, 1 some told, 2 refused and nothing written."""
    plan = open_plan(options, language)
    if plan is None:
        return REFUSED
    try:
        found = gathered_returns(plan, options.returns, language)
        refused = is_refused(found)
        told: tuple[Problem, ...] = ()
        if options.output is not None and not refused:
            tell_other_names(options.output, language)
            told = written(plan, found, options.output, language, over_read_only=options.over_read_only)
    except Refused as reason:
        return refuse(reason, language)
    if options.json:
        write_json(as_json(plan, found, told, language))
    else:
        sys.stdout.writelines(f"{line}\n" for line in _lines(plan, found, language))
        for problem in _all_problems(found, told):
            print_problem(problem, language)
    if refused:
        return REFUSED
    if options.output is not None:
        print_error(_WRITTEN.text(language, {"file": shown_path(options.output)}))
    return SOME_TOLD if found.told else 0


def as_json(
    plan: PlanWorkbook, found: GatheredReturns, told: tuple[Problem, ...], language: Language
) -> dict[str, Any]:
    """What `gather --json` tells. `cells` are those whose figure is not the one known, the told ones among them."""
    returns = found.gathered.returns
    problems = [_problem(one, "", "", language) for one in (*found.problems, *told)]
    for one in returns:
        unit = "" if one.unit is None else one.unit.name
        problems.extend(_problem(problem, one.source.file, unit, language) for problem in problems_of(one))
    return {
        "returns": [{name: return_entry(one)[name] for name in _ENTRY} for one in returns],
        "missing": [one.name for one in found.gathered.missing],
        "cells": [
            _cell(plan, one, cell)
            for one in returns
            for cell in one.cells
            if cell.state not in (CellState.BLANK, CellState.SAME)
        ],
        "problems": problems,
    }


def _cell(plan: PlanWorkbook, one: WeighedReturn, cell: WeighedCell) -> dict[str, Any]:
    asked = cell.returned.asked
    values, series = plan.plan, asked.series
    region, industry = values.region_by_code.get(series.region), values.industry_by_code.get(series.industry)
    indicator = values.indicator_by_code.get(series.indicator)
    return {
        "unit": cell.unit.name,
        "sheet": cell.returned.sheet,
        "cell": cell.returned.cell,
        "was": finite(cell.known),
        "is": finite(cell.returned.value),
        "file": one.source.file,
        "state": str(cell.state),
        "asked": str(asked.asked_for),
        "text": cell.returned.text,
        "region": series.region if region is None else region.name,
        "industry": series.industry if industry is None else industry.name,
        "indicator": series.indicator if indicator is None else indicator.name,
        "year": asked.year,
        "low": finite(cell.low),
        "high": finite(cell.high),
        "note": cell.returned.note,
        "codes": [problem.code for problem in cell.all_problems],
    }


def _problem(problem: Problem, file: str, unit: str, language: Language) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": str(problem.severity),
        "file": file,
        "unit": unit,
        "sheet": problem.sheet,
        "cell": problem.cell,
        "text": problem.text,
        "message": problem.message(language),
    }


def _all_problems(found: GatheredReturns, told: tuple[Problem, ...]) -> Iterator[Problem]:
    for one in found.gathered.returns:
        yield from problems_of(one)
    yield from found.problems
    yield from told


def _lines(plan: PlanWorkbook, found: GatheredReturns, language: Language) -> Iterator[str]:
    gathered = found.gathered
    counts = [one.landed for one in gathered.returns]
    words = {
        "returns": len(gathered.returns),
        "missing": len(gathered.missing),
        "taken": sum(one.taken for one in counts),
        "changed": sum(one.changed for one in counts),
        "same": sum(one.same for one in counts),
        "told": sum(one.told for one in counts),
    }
    yield _HEADLINE.text(language, words)
    if gathered.missing:
        yield _MISSING.text(language, {"names": joined(_names(plan, gathered.missing, language), language)})
    for one, count in zip(gathered.returns, counts, strict=True):
        states = joined((STATE_WORDS[state].text(language, {}) for state in (one.state, *one.also)), language)
        about = {"file": one.source.file, "unit": _name(plan, one.unit, language), "state": states}
        yield _RETURN.text(language, {**about, **count._asdict()})
        yield from (_change(plan, cell, language) for cell in one.cells if cell.state is CellState.CHANGED)


def _name(plan: PlanWorkbook, unit: Unit | None, language: Language) -> str:
    return "—" if unit is None else unit_wording(plan.plan, unit).text(language, {})


def _names(plan: PlanWorkbook, units: Iterable[Unit], language: Language) -> Iterator[str]:
    return (_name(plan, one, language) for one in units)


def _change(plan: PlanWorkbook, cell: WeighedCell, language: Language) -> str:
    asked = cell.returned.asked
    unit = unit_in(plan.plan.indicator_by_code[asked.series.indicator], language)
    value = cell.returned.value
    return _CHANGE.text(
        language,
        {
            "series": spoken_series(plan.plan, asked.series, language),
            "year": asked.year,
            "was": "—" if cell.known is None else brief_figure(cell.known, unit),
            "value": cell.returned.text if value is None else brief_figure(value, unit),
        },
    )
