"""The details of a cell: source of its value, formula with its inputs, past, required pace."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from npfdesk.engine.answers.benchmark import yardsticks
from npfdesk.engine.edits.past_pace import PastPaces
from npfdesk.engine.projection.formula_inputs import formula_inputs
from npfdesk.engine.projection.scenario_paths import Origin
from npfdesk.engine.targets.period_standing import PeriodStanding, period_standing
from npfdesk.engine.targets.required_pace import Pace
from npfdesk.engine.targets.yardstick_paths import why_not_judged
from npfdesk.plan.expressions import At, Call, Code, Node
from npfdesk.plan.formula_words import formula_text
from npfdesk.plan.measure_words import pace_unit
from npfdesk.plan.model import Indicator, Plan
from npfdesk.plan.numbers import format_figure, trimmed
from npfdesk.plan.problems import clauses
from npfdesk.session import Change, Structure
from npfdesk.ui.charts.path_lines import main_standing
from npfdesk.ui.look.language import language, named, tr, unit_of
from npfdesk.ui.tables.columns import Column
from npfdesk.ui.tables.figure_model import FigureModel
from npfdesk.ui.tables.gauge import Gauge

_ORIGINS = {
    Origin.OBSERVED: "actual",
    Origin.PROJECTED: "projected",
    Origin.HELD: "held at the last actual",
    Origin.ROLLED_UP: "rolled up",
    Origin.FORMULA: "by formula",
}


@dataclass(frozen=True)
class Detail:
    """The content of the detail bar: the cell's name, its details as parts, and its slider (None: none).

    `has_benchmark` says whether its series has a yardstick that it can be held against. `pace_texts` tell of the past and of what is required, `paced`
    (with whether the standing says that already).
    """

    name: str
    parts: tuple[str, ...]
    gauge: Gauge | None
    has_benchmark: bool = False
    paced: tuple[PastPaces, Pace, bool] | None = None
    pace_texts: Sequence[str] = ()

    @property
    def text(self) -> str:
        """All parts as one line."""
        return "   ·   ".join(self.parts)


def detail(figures: FigureModel, row: int, column: Column, before: Detail | None = None) -> Detail:
    """The details of a cell, computed for this cell only.

    `before` are those of the same cell before an edit of figures alone, which leaves its name and its yardsticks as they are.
    """
    # long parts that are also shown elsewhere (notes, the workbook's figure) come last
    first, *rest = column.origin(row).split("\n")
    parts = [first]
    place = int(figures.places[row])
    gauge, has_benchmark = None, False
    paced: tuple[PastPaces, Pace, bool] | None = None
    texts: Sequence[str] = ()
    if place >= 0:
        year = column.year or figures.workspace.year
        results, active = figures.workspace.session.results, figures.workspace.document.active
        past, pace = figures.paces.past(place), figures.paces.pace(place)
        standing = _standing(figures, row)
        told = "" if standing is None else standing.sentence(results, active, language())
        said = standing is not None and standing.position == pace.position
        paced = (past, pace, said)
        texts = (
            before.pace_texts
            if before is not None and before.paced == paced
            else _pace(figures, place, *paced)
        )
        parts += [_formula(figures, place, year), *texts, told]
        gauge = _gauge(figures, place, row, column, past, pace)
        has_benchmark = (
            before.has_benchmark
            if before is not None
            else bool(yardsticks(results, active, figures.plan.series[place]))
        )
        reasons = (
            why_not_judged(results, active, position, int(results.scenarios[active].targets.year[position]))
            for position in results.scenarios[active].targets.of_row(place)
        )
        rest = [*rest, *(one.message(language()) for one in reasons if one is not None)]
    else:
        grip = column.grip(row)
        gauge = Gauge(grip.value, grip) if grip is not None else None
    parts += rest
    shown = tuple(part for part in parts if part)
    name = before.name if before is not None and place >= 0 else figures.cell_name(row, column)
    return Detail(name, shown, gauge, has_benchmark, paced, texts)


def may_differ(figures: FigureModel, row: int, change: Change) -> bool:
    """Whether a change may alter the details of a row's cells.

    They tell of the row's series, of its targets and of what these are held against, and of the inputs of its formula.
    """
    place = int(figures.places[row])
    if change.structure is not Structure.NONE or place < 0 or change.touched[place]:
        return True
    again = figures.workspace.judged_again(change)
    indicator = figures.plan.indicator_by_code[figures.plan.series[place].indicator]
    if again is None or indicator.formula is not None:
        return True
    return bool(np.isin(figures.workspace.result.targets.of_row(place), again).any())


def _gauge(
    figures: FigureModel, place: int, row: int, column: Column, past: PastPaces, pace: Pace
) -> Gauge | None:
    grip = column.grip(row)
    if not column.paced(row):
        return Gauge(grip.value, grip, *_observed_range(figures, place, column)) if grip is not None else None
    # an amount of a sum, or a mean of growths, stands on no axis of paces
    alike = pace.position >= 0 and figures.workspace.judged_unit(pace.position).paced
    required = pace.required if alike else math.nan
    value = grip.value if grip is not None else required
    if grip is None and math.isnan(value):
        return None
    return Gauge(value, grip, past.low, past.high, required)


def _observed_range(figures: FigureModel, place: int, column: Column) -> tuple[float, float]:
    """The range of the other observed years."""
    observed = figures.plan.observed[place]
    others = np.delete(observed, figures.plan.column(column.year)) if column.year else observed
    known = others[np.isfinite(others)]
    return (float(known.min()), float(known.max())) if len(known) else (math.nan, math.nan)


def _standing(figures: FigureModel, row: int) -> PeriodStanding | None:
    """How the sum or the growth of a row's own target stands, else of the series' main one."""
    results, active = figures.workspace.session.results, figures.workspace.document.active
    own = figures.target_position(row)
    if own is not None:
        return period_standing(results, active, own)
    return main_standing(results, active, int(figures.places[row]))


def _pace(figures: FigureModel, place: int, past: PastPaces, pace: Pace, said: bool) -> list[str]:
    indicator = figures.plan.indicator_by_code[figures.plan.series[place].indicator]
    unit = pace_unit(indicator, language())
    texts = []
    if past.spans > 1:
        text = tr("Tables", "Past {low} to {high} a year, {pace} from {first} to {last}")
    elif past.spans:
        text = tr("Tables", "Past {pace} a year from {first} to {last}")
    else:
        text = ""
    if text:
        texts.append(
            text.format(
                low=format_figure(past.low, 1, unit),
                high=format_figure(past.high, 1, unit),
                pace=format_figure(past.pace, 1, unit),
                first=past.first_year,
                last=past.last_year,
            )
        )
    if math.isfinite(pace.required) and not said:
        counted = figures.workspace.judged_unit(pace.position)
        need = (
            format_figure(pace.required, 2, unit)
            if counted.paced
            else counted.need(pace.required, language())
        )
        required = tr("Tables", "Required {required} a year").format(required=need)
        times = f" (× {format_figure(pace.multiple, 1)})" if math.isfinite(pace.multiple) else ""
        texts.append(required + times)
    return texts


def _formula(figures: FigureModel, place: int, year: int) -> str:
    """The formula with names, and the figure of each input."""
    plan = figures.plan
    indicator = plan.indicator_by_code[plan.series[place].indicator]
    if indicator.formula is None:
        return ""
    results, active = figures.workspace.session.results, figures.workspace.document.active
    value = float(results.scenarios[active].values[place, plan.column(year)])
    inputs = (
        f"{formula_text(plan, one.part, language())} {_figure(plan, one.part, one.figure)}"
        for one in formula_inputs(results, active, place, year)
    )
    read = clauses(inputs, language())
    shown = format_figure(value, indicator.decimals, unit_of(indicator)) if math.isfinite(value) else "—"
    return f"{year}: {shown} = {formula_text(plan, indicator.formula.root, language())}" + (
        f"  [{read}]" if read else ""
    )


def _figure(plan: Plan, part: Node, figure: float) -> str:
    one = _indicator(plan, part)
    if not math.isfinite(figure):
        return "—"
    return format_figure(figure, one.decimals, unit_of(one)) if one is not None else trimmed(figure, 4)


def _indicator(plan: Plan, part: Node) -> Indicator | None:
    """The indicator of a part; None where several make it up."""
    if isinstance(part, Code):
        return plan.indicator_by_code.get(part.code)
    if isinstance(part, At):
        return _indicator(plan, part.part)
    if isinstance(part, Call) and len(part.parts) == 1 and part.function != "count":
        return _indicator(plan, part.parts[0])
    return None


def origin_text(figures: FigureModel, place: int, year: int) -> str:
    """How the active scenario computes the figure of a series in a year."""
    result, plan = figures.workspace.result, figures.plan
    text = tr("Tables", _ORIGINS[Origin(result.origin[place, plan.column(year)])])
    return f"{named(figures.workspace.document.scenario)} {year}: {text}"
