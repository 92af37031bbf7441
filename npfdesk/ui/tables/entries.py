"""What a text typed into an assumption's cell makes of the assumption, and how its figures are said."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from npfdesk.engine.results import Results
from npfdesk.plan.grips import Grip, grip_of_rate, grip_of_step
from npfdesk.plan.method_description import FIGURE, Cell, Given, Seen, Unit
from npfdesk.plan.methods import METHODS, Method, usual_method
from npfdesk.plan.model import Indicator
from npfdesk.plan.names import fold, says_nothing
from npfdesk.plan.numbers import parse_entry, plain
from npfdesk.plan.problems import Problem, error
from npfdesk.plan.scenarios import Assumption
from npfdesk.workbook.words import METHOD_WORDS, UNKNOWN_WORD, accepted, read_word

PARAMETERS: Final = ("value", "midpoint", "low", "high")
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


class EntryRefused(Exception):
    """A text that cannot be entered, with the problem that says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def entered(
    results: Results,
    scenario: str,
    row: int | None,
    indicator_code: str,
    before: Assumption | None,
    key: str,
    year: int,
    text: str,
) -> Assumption | None:
    """The assumption after a text was typed into its cell `key` (or its `year`); None falls back to the parent.

    `row` is the series' place, None for a general row; `before` what answered until now. A parameter typed
    where the method takes none (or nothing was assumed) begins growth, or step for what moves in points.
    EntryRefused where the text cannot be read or the method does not read the cell.
    """
    indicator = results.plan.indicator_by_code[indicator_code]
    usual = usual_method(indicator.kind.moves_in_points)
    if key == "method":
        return _of_method(results, scenario, row, before, text)
    if key == "note":
        return replace(before or Assumption(usual), note=text.strip())
    assumption = before or Assumption(usual)
    if key == "value":
        if says_nothing(text):
            return None
        if assumption.method.about.value is None:
            assumption = Assumption(usual, note=assumption.note)
    cell = assumption.method.about.cell("years" if year else key)
    if cell is None and not says_nothing(text):
        name = assumption.method.about.words
        raise EntryRefused(Problem(UNUSED, text=text, arguments={"method": name.zh, "method_en": name.en}))
    figure = None if cell is None or says_nothing(text) else _read(cell, key, indicator, text)
    if not year:
        return replace(assumption, **{key: figure})
    years = {**dict(assumption.by_year), year: figure}
    return replace(
        assumption, by_year=tuple((at, one) for at, one in sorted(years.items()) if one is not None)
    )


def without(own: Assumption, below: Assumption | None, key: str, year: int) -> Assumption | None:
    """An own assumption with one cell fallen back to what lies below; None where nothing of it is left."""
    alike = below is not None and below.method is own.method
    if not year:
        return replace(own, **{key: getattr(below, key) if alike else "" if key == "note" else None})
    years = dict(own.by_year)
    years.pop(year, None)
    if below is not None and alike and year in dict(below.by_year):
        years[year] = dict(below.by_year)[year]
    after = replace(own, by_year=tuple(sorted(years.items())))
    return after if years or after.value is not None else None


def told_figure(assumption: Assumption, key: str, year: int, indicator: Indicator, years_word: str) -> str:
    """A parameter as a person reads it: 8.5 %, 5 years, 7,000; "" where there is none."""
    figure = dict(assumption.by_year).get(year) if year else getattr(assumption, key, None)
    if figure is None:
        return ""
    method = assumption.method.about
    cell = method.cell("years" if year else key)
    if cell is None and key == "midpoint":
        return plain(figure)
    return (cell or method.value or FIGURE).told(figure, indicator, years_word)


def grip_of_parameter(
    assumption: Assumption | None, key: str, year: int, indicator: Indicator
) -> Grip | None:
    """How an assumption's cell is dragged; None where its method does not read it.

    What a method without a parameter is given begins as in ``entered``: growth or step from 0.
    """
    method = assumption.method.about if assumption is not None else None
    if assumption is None or method is None or (method.value is None and key == "value"):
        paced = key == "value" or (year and assumption is None)
        points = indicator.kind.moves_in_points
        return (grip_of_step(0.0, indicator) if points else grip_of_rate(0.0)) if paced else None
    cell = method.cell("years" if year else key)
    figure = dict(assumption.by_year).get(year) if year else getattr(assumption, key)
    figure = assumption.value if figure is None else figure
    # years of the past are counted, not ranged
    ranged = key in ("low", "high")
    if cell is None or figure is None or (ranged and cell.unit is Unit.PAST_YEARS):
        return None
    return cell.grip(figure, indicator)


def seeded(
    results: Results, scenario: str, row: int | None, method: Method, before: Assumption | None
) -> Assumption:
    """An assumption of a method chosen anew, its parameters leaving the path near where it was.

    They are taken from the past and the present path of the series at `row` (None: a general row).
    """
    if before is not None and before.method is method:
        return before
    seen = None
    if row is not None:
        result = results.scenarios[scenario]
        targets = (float(result.targets.figure[position]) for position in result.targets.of_row(row))
        seen = Seen(results.plan.years, results.observed[:, row], result.values[row], tuple(targets))
    seed = method.about.seed
    given = seed(seen) if seed is not None else Given()
    note = before.note if before is not None else ""
    return Assumption(method, given.value, given.midpoint, by_year=given.by_year, note=note)


def _of_method(
    results: Results, scenario: str, row: int | None, before: Assumption | None, text: str
) -> Assumption | None:
    if says_nothing(text):
        return None
    method = read_word(text, METHOD_WORDS) or next(
        (one for one, said in METHODS.items() if fold(text) in (fold(said.words.zh), fold(said.words.en))),
        None,
    )
    if method is None:
        arguments = {"what": "方法", "what_en": "method", "accepted": accepted(METHOD_WORDS)}
        raise EntryRefused(Problem(UNKNOWN_WORD, text=text, arguments=arguments))
    return seeded(results, scenario, row, method, before)


def _read(cell: Cell, key: str, indicator: Indicator, text: str) -> float:
    figure = parse_entry(text, cell.unit.read_as(indicator.unit))
    if isinstance(figure, Problem):
        raise EntryRefused(figure)
    refusal = cell.refusal(figure) if key in ("value", "midpoint") else None
    if refusal is not None:
        raise EntryRefused(Problem(refusal, text=text))
    return figure
