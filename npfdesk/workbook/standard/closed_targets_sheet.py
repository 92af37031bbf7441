"""The sheet Closed targets (上期目标): the targets of the plan before this one, with what was reached and the verdict."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from npfdesk.plan.closed_targets import ClosedTarget, Verdict
from npfdesk.plan.kinds import Direction
from npfdesk.plan.model import Indicator, Plan
from npfdesk.plan.names import is_blank, says_nothing
from npfdesk.plan.numbers import parse_figure
from npfdesk.plan.problems import Problem, error, warning
from npfdesk.plan.target_text import parse_base, parse_target
from npfdesk.plan.targets import Measure, Target, TargetKind, TargetText, resolve_target, stated_figures
from npfdesk.workbook.standard import closed_lists
from npfdesk.workbook.standard.figures import read_year, series_of, series_text
from npfdesk.workbook.standard.sheet_columns import CLOSED_TARGETS
from npfdesk.workbook.standard.sheet_tables import Row, Table, Workbook
from npfdesk.workbook.standard.structure import Structure

DUPLICATE_CLOSED: Final = error(
    "duplicate_closed_target",
    "“{what}”{year}年的上期目标“{text}”已在 {first} 给出。只用先前的一行；请删去或合并。",
    "The closed target “{text}” of “{what}” for {year} is already given in {first}. Only the first row is used; delete or "
    "merge this one.",
)
VERDICT_UNSTATED: Final = warning(
    "verdict_unstated",
    "这一行有实绩 {reached}，没有写结论，按缺数保留。请填写 达标 或 未达标。",
    "The row gives the actual ({reached}) but no verdict; it is kept as a missing value. Enter met or missed.",
)
VERDICT_UNREAD: Final = error(
    "verdict_unread",
    "“{text}”不是可用的结论，按缺数保留。可写：{accepted}。",
    "“{text}” is not a valid verdict; it is kept as a missing value. Accepted: {accepted}.",
)


@dataclass(frozen=True)
class Derived:
    """What the words of a closed target come to: its figure (None: none) and the unit that figures of it are in."""

    figure: float | None
    unit: str


def derived_figure(
    text: str, indicator: Indicator, base: float | None, base_year: int, year: int
) -> Derived | Problem:
    """The figure that a target's words come to in what it measures: a level (from the base), a sum, a growth in %.

    `base_year` 0: not known. A range comes to its middle. A Problem where the words are none of a target.
    """
    parsed = _parsed(text, indicator)
    if isinstance(parsed, Problem):
        return parsed
    if parsed.measure is Measure.LEVEL:
        made = resolve_target(parsed, base=base, base_year=base_year or None, target_year=year)
        # words that count from a base which is not there come to nothing
        return Derived(made.value if isinstance(made, Target) else None, indicator.unit)
    stated = stated_figures(parsed, base_year=base_year or None, target_year=year)
    return Derived(stated.value, _unit(parsed, indicator))


def derived_over(
    text: str, indicator: Indicator, figure: float | None, reached: float | None
) -> float | None:
    """By how much a closed target was met (below 0: missed), in the unit of its figure; None without one of the two.

    What is at most its figure, a place, and an exact figure of an indicator that is to fall count downwards. None for a
    range, which has two sides, and for words that cannot be read.
    """
    parsed = _parsed(text, indicator)
    if figure is None or reached is None or isinstance(parsed, Problem) or parsed.kind is TargetKind.RANGE:
        return None
    downwards = parsed.kind is TargetKind.AT_MOST or (
        parsed.kind is not TargetKind.AT_LEAST
        and (indicator.direction is Direction.DOWN or parsed.measure is Measure.RANK)
    )
    over = figure - reached if downwards else reached - figure
    # 12.3 - 12 is 0.3 and no longer tail
    return float(f"{over:.12g}") if math.isfinite(over) else None


def read_closed_targets(
    book: Workbook, plan: Plan, structure: Structure, problems: list[Problem]
) -> tuple[ClosedTarget, ...]:
    """The closed targets that a workbook states; a row whose series or year cannot be read is left out, and told.

    What is wrong with another cell is told, and the rest of the row stands.
    """
    table = book.tables.get(CLOSED_TARGETS.key)
    return _read(table, plan, structure, problems) if table is not None else ()


def _parsed(text: str, indicator: Indicator) -> TargetText | Problem:
    return parse_target(text, unit=indicator.unit, name=indicator.name, indicator_kind=indicator.kind)


def _unit(parsed: TargetText, indicator: Indicator) -> str:
    if parsed.measure is Measure.GROWTH:
        return "%"
    return "" if parsed.measure is Measure.RANK else indicator.unit


def _read(
    table: Table, plan: Plan, structure: Structure, problems: list[Problem]
) -> tuple[ClosedTarget, ...]:
    found: dict[tuple[object, ...], ClosedTarget] = {}
    for row in table.rows:
        one = _closed_target(row, plan, structure, problems)
        if one is None:
            continue
        key = (one.series, one.year, one.text, one.figure)
        if key in found:
            first = f"{found[key].sheet}!{found[key].cell}"
            what = series_text(one.series, structure)
            problems.append(row["target"].problem(DUPLICATE_CLOSED, what=what, year=one.year, first=first))
            continue
        found[key] = one
    return tuple(found.values())


def _closed_target(
    row: Row, plan: Plan, structure: Structure, problems: list[Problem]
) -> ClosedTarget | None:
    series = series_of(row, structure, problems)
    usual = row.head_years.get("target", row.head_years.get("reached", plan.base_year))
    year = read_year(row["target year"], usual, problems)
    base_year = read_year(row["base year"], row.head_years.get("base", 0), problems)
    indicator = plan.indicator_by_code.get(series.indicator) if series is not None else None
    if indicator is None or structure.measured_in(row, indicator.code, problems) is None:
        return None
    base = _base(row, indicator, problems)
    if series is None or year is None:
        # a verdict of a guessed year would be worse than none
        return None
    text = row.text("target")
    derived = derived_figure(text, indicator, base, base_year or 0, year)
    if isinstance(derived, Problem):
        if not row.text("figure"):
            problems.append(derived.at(row.sheet, row["target"].place))
        derived = Derived(None, indicator.unit)
    figure = _figure(row, "figure", derived.unit, derived.figure, problems)
    reached = _figure(row, "reached", derived.unit, None, problems)
    over = _figure(row, "over", derived.unit, derived_over(text, indicator, figure, reached), problems)
    row.take("target", "target year", "base year")
    return ClosedTarget(
        series=series,
        year=year,
        text=text,
        base=base,
        base_year=base_year or 0,
        figure=figure,
        reached=reached,
        verdict=_verdict(row, reached, problems),
        over=over,
        source=row.text("source"),
        sheet=row.sheet,
        cell=row["target"].place,
    )


def _base(row: Row, indicator: Indicator, problems: list[Problem]) -> float | None:
    cell = row["base"]
    base = parse_base(row.text("base"), indicator.unit)
    if isinstance(base, Problem):
        problems.append(base.at(cell.sheet, cell.place))
        return None
    row.take("base")
    return base.value


def _figure(row: Row, key: str, unit: str, unsaid: float | None, problems: list[Problem]) -> float | None:
    """The figure in a column; `unsaid` where its cell is empty, None where it says that there is none."""
    cell, text = row[key], row.text(key)
    if not text:
        return unsaid
    if says_nothing(text):
        return None
    figure = parse_figure(text, unit)
    if isinstance(figure, Problem):
        problems.append(figure.at(cell.sheet, cell.place))
        return None
    row.take(key)
    return figure


def _verdict(row: Row, reached: float | None, problems: list[Problem]) -> Verdict:
    text = row.text("verdict")
    if is_blank(text):
        if reached is not None:
            problems.append(row["verdict"].problem(VERDICT_UNSTATED, reached=row.text("reached")))
        return Verdict.NONE
    verdict = closed_lists.read_word(text, closed_lists.VERDICT_WORDS)
    if verdict is None:
        accepted = closed_lists.accepted(closed_lists.VERDICT_WORDS)
        problems.append(row["verdict"].problem(VERDICT_UNREAD, accepted=accepted))
    return verdict or Verdict.NONE
