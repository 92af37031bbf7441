"""Entries into assumptions: what a typed text changes, and how figures are shown and dragged."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final

import numpy as np

from npfdesk.engine.projection.results import Results
from npfdesk.plan.assumption_parts import HIGH, LOW, MIDPOINT, VALUE, Part
from npfdesk.plan.grips import Grip, grip_of_rate, grip_of_step
from npfdesk.plan.kinds import Kind
from npfdesk.plan.method_description import FIGURE, Cell, ParameterValues, SeriesPast, Unit
from npfdesk.plan.methods import METHODS, RATE_METHODS, Method, methods_of, usual_method
from npfdesk.plan.model import Indicator
from npfdesk.plan.names import fold, is_blank
from npfdesk.plan.numbers import parse_entry, plain
from npfdesk.plan.problems import Problem, error, warning
from npfdesk.plan.scenarios import Assumption
from npfdesk.ui.tables.columns import EntryRefused, FloatArray, TypedFigure
from npfdesk.workbook.standard.closed_lists import METHOD_WORDS, UNKNOWN_WORD, accepted, read_word

UNUSED: Final = error(
    "parameter_unused",
    "方法“{method}”不用这一格，“{text}”没有写入。请先改方法。",
    "The method “{method_en}” does not read this cell; “{text}” was not entered. Choose another method first.",
)
CROSSED: Final = error(
    "bounds_crossed",
    "下限高于上限（{text}），没有写入。请先改另一个。",
    "The lower bound would lie above the upper ({text}); nothing was entered. Change the other one first.",
)

NOT_OF_RATE: Final = error(
    "method_not_of_rate",
    f"增速指标不能用“{{text}}”推算，没有写入。可用{RATE_METHODS.zh}。",
    f"A growth rate cannot be continued by “{{text}}”; nothing was entered. Accepted: {RATE_METHODS.en}.",
)

FASTEST: Final = 100.0
"""Growth in % a year, up or down, beyond which an entry is asked about."""
MAGNITUDES: Final = 1000.0
"""How many times the largest known figure of its series an entry may be before it is asked about."""
UNUSUAL_PACE: Final = warning(
    "pace_unusual",
    "“{text}”是每年变动 100% 以上，还没有写入。确为此数，请原样再写入一次（再按 Enter，或再粘贴一次）；否则请改数。",
    "“{text}” is a change of more than 100% a year; it is not entered yet. If it is meant, enter it once more as it stands "
    "(Enter again, or paste again); else change it.",
)
UNUSUAL_SIZE: Final = warning(
    "size_unusual",
    "“{text}”超过这个序列已有数值的 1,000 倍，还没有写入。确为此数，请原样再写入一次（再按 Enter，或再粘贴一次）；否则请改数。",
    "“{text}” is more than 1,000 times the known figures of this series; it is not entered yet. If it is meant, enter it once "
    "more as it stands (Enter again, or paste again); else change it.",
)


_RANGE: Final = (LOW, HIGH)

NOTHING_KNOWN: Final = np.empty(0)


def typed_level(unit: str, known: FloatArray, worded: bool = False) -> TypedFigure:
    """How a figure of a series in a unit is typed, beside the `known` ones (year,), NaN where there is none."""
    sizes = np.abs(known[np.isfinite(known)])
    usual = MAGNITUDES * float(sizes.max()) if len(sizes) else math.inf
    return TypedFigure(unit, usual or math.inf, UNUSUAL_SIZE, worded)


def typed_parameter(
    assumption: Assumption | None, part: Part, indicator: Indicator, known: FloatArray
) -> TypedFigure | None:
    """How a part of an assumption is typed; None where its method does not use it. `known` as in ``typed_level``."""
    method = (assumption or Assumption(usual_method(indicator.kind.moves_in_points))).method.about
    if part.begins and method.value is None:
        method = usual_method(indicator.kind.moves_in_points).about
    cell = part.cell(method)
    if cell is None:
        return None
    if cell.unit is Unit.INDICATOR:
        return typed_level(indicator.unit, known)
    if cell.unit is Unit.PERCENT and cell.paced:
        return TypedFigure("%", FASTEST, UNUSUAL_PACE)
    return TypedFigure(cell.unit.read_as(indicator.unit))


def entered(before: Assumption | None, part: Part, indicator: Indicator, text: str) -> Assumption | None:
    """The assumption after a text is typed into a part of it; None falls back to the parent.

    `before` is the assumption in force until now. A parameter typed where the method takes none (or nothing was
    assumed) starts growth, or step for indicators in points. Raises EntryRefused where the text cannot be read
    or the method does not use the cell.
    """
    usual = usual_method(indicator.kind.moves_in_points)
    assumption = before or Assumption(usual)
    nothing = is_blank(text)
    if part.begins:
        if nothing:
            return None
        if assumption.method.about.value is None:
            assumption = Assumption(usual, note=assumption.note)
    cell = part.cell(assumption.method.about)
    if nothing:
        return part.replaced(assumption, None)
    if cell is None:
        name = assumption.method.about.words
        raise EntryRefused(Problem(UNUSED, text=text, arguments={"method": name.zh, "method_en": name.en}))
    return part.replaced(assumption, _read(cell, part, indicator, text))


def _read(cell: Cell, part: Part, indicator: Indicator, text: str) -> float:
    figure = parse_entry(text, cell.unit.read_as(indicator.unit))
    if isinstance(figure, Problem):
        raise EntryRefused(figure)
    refusal = cell.refusal(figure) if part in (VALUE, MIDPOINT) else None
    if refusal is not None:
        raise EntryRefused(Problem(refusal, text=text))
    return figure


def with_typed_note(before: Assumption | None, indicator: Indicator, text: str) -> Assumption:
    """The assumption with another note; where nothing was assumed, the default method with only a note."""
    usual = usual_method(indicator.kind.moves_in_points)
    return replace(before or Assumption(usual), note=text.strip())


def without(own: Assumption, below: Assumption | None, part: Part) -> Assumption | None:
    """An own assumption with one figure reset to the one below; None where nothing of its own is left."""
    alike = below is not None and below.method is own.method
    after = part.replaced(own, part.of(below) if below is not None and alike else None)
    return after if not part.year or after.by_year or after.value is not None else None


def without_note(own: Assumption, below: Assumption | None) -> Assumption:
    """An own assumption with its note reset to the one below."""
    alike = below is not None and below.method is own.method
    return replace(own, note=below.note if below is not None and alike else "")


def figure_text(assumption: Assumption, part: Part, indicator: Indicator, years_word: str) -> str:
    """A parameter as text: 8.5 %, 5 years, 7,000; "" where there is none."""
    figure = part.of(assumption)
    if figure is None:
        return ""
    method = assumption.method.about
    cell = part.cell(method)
    if cell is None and part == MIDPOINT:
        return plain(figure)
    return (cell or method.value or FIGURE).figure_text(figure, indicator, years_word)


def grip_of_parameter(assumption: Assumption | None, part: Part, indicator: Indicator) -> Grip | None:
    """How a figure is dragged; None where its method does not use it.

    Where a method takes no parameter, a drag starts as in ``entered``: growth or step from 0.
    """
    if assumption is None or (assumption.method.about.value is None and part.begins):
        paced = part.begins or (part.year and assumption is None)
        points = indicator.kind.moves_in_points
        return (grip_of_step(0.0, indicator) if points else grip_of_rate(0.0)) if paced else None
    cell = part.cell(assumption.method.about)
    figure = part.of(assumption)
    figure = assumption.value if figure is None else figure
    # past years are counted, so they have no range
    if cell is None or figure is None or (part in _RANGE and cell.unit is Unit.PAST_YEARS):
        return None
    return cell.grip(figure, indicator)


def with_method(
    results: Results,
    scenario: str,
    row: int | None,
    before: Assumption | None,
    text: str,
    kind: Kind = Kind.LEVEL,
) -> Assumption | None:
    """The assumption after a method name is typed; None falls back to the parent.

    `row` is the place of the series, None for a general row. Raises EntryRefused for an unknown method, and for one that
    cannot continue an indicator of that `kind`.
    """
    if is_blank(text):
        return None
    method = read_word(text, METHOD_WORDS) or next(
        (one for one, about in METHODS.items() if fold(text) in (fold(about.words.zh), fold(about.words.en))),
        None,
    )
    if method is None:
        arguments = {"what": "方法", "what_en": "method", "accepted": accepted(METHOD_WORDS)}
        raise EntryRefused(Problem(UNKNOWN_WORD, text=text, arguments=arguments))
    if method not in methods_of(kind):
        raise EntryRefused(Problem(NOT_OF_RATE, text=text))
    return seeded(results, scenario, row, method, before)


def seeded(
    results: Results, scenario: str, row: int | None, method: Method, before: Assumption | None
) -> Assumption:
    """An assumption with a newly chosen method, whose parameters keep the path near its old course.

    They come from the past and the present path of the series at `row` (None: a general row).
    """
    if before is not None and before.method is method:
        return before
    seen = None
    if row is not None:
        result = results.scenarios[scenario]
        targets = (float(result.targets.figure[position]) for position in result.targets.of_row(row))
        seen = SeriesPast(results.plan.years, results.observed[:, row], result.values[row], tuple(targets))
    seed = method.about.seed
    given = seed(seen) if seed is not None else ParameterValues()
    note = before.note if before is not None else ""
    return Assumption(method, given.value, given.midpoint, by_year=given.by_year, note=note)
