"""What a text typed into an assumption's cell makes of the assumption, and how its figures are said."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from npfdesk.engine.results import Results
from npfdesk.plan.labels import METHOD_NAMES
from npfdesk.plan.model import Indicator
from npfdesk.plan.names import fold, says_nothing
from npfdesk.plan.numbers import format_figure, parse_entry, plain
from npfdesk.plan.problems import Problem, error
from npfdesk.plan.scenarios import Assumption, Method
from npfdesk.ui.tables.seeding import seeded
from npfdesk.workbook.words import BAD_PAST_YEARS, METHOD_WORDS, UNKNOWN_WORD, accepted, read_word

PARAMETERS: Final = ("value", "midpoint", "low", "high")
# which cells each method reads; the method, the parameter and the note are always open
_READS: Final = {
    Method.GROWTH: ("low", "high", "years"),
    Method.STEP: ("low", "high", "years"),
    Method.TREND: ("low", "high"),
    Method.LOGISTIC: ("midpoint", "low", "high"),
    Method.VALUES: ("years",),
    Method.TARGET: (),
    Method.HOLD: (),
}
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
    usual = Method.STEP if indicator.kind.moves_in_points else Method.GROWTH
    if key == "method":
        return _of_method(results, scenario, row, before, text)
    if key == "note":
        return replace(before or Assumption(usual), note=text.strip())
    assumption = before or Assumption(usual)
    if key == "value":
        if says_nothing(text):
            return None
        if assumption.method in (Method.TARGET, Method.HOLD, Method.VALUES):
            assumption = Assumption(usual, note=assumption.note)
    elif ("years" if year else key) not in _READS[assumption.method] and not says_nothing(text):
        name = METHOD_NAMES[assumption.method]
        raise EntryRefused(Problem(UNUSED, text=text, arguments={"method": name.zh, "method_en": name.en}))
    figure = None if says_nothing(text) else _read(assumption.method, key, indicator, text)
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
    if key == "midpoint":
        return plain(figure)
    if assumption.method is Method.GROWTH:
        return format_figure(figure, max(1, _places(figure)), "%")
    if assumption.method is Method.TREND:
        return f"{plain(figure)} {years_word}"
    return format_figure(figure, max(indicator.decimals, _places(figure)))


def _places(figure: float) -> int:
    return min(4, len(f"{figure:.4f}".rstrip("0").partition(".")[2]))


def _of_method(
    results: Results, scenario: str, row: int | None, before: Assumption | None, text: str
) -> Assumption | None:
    if says_nothing(text):
        return None
    method = read_word(text, METHOD_WORDS) or next(
        (one for one, name in METHOD_NAMES.items() if fold(text) in (fold(name.zh), fold(name.en))), None
    )
    if method is None:
        arguments = {"what": "方法", "what_en": "method", "accepted": accepted(METHOD_WORDS)}
        raise EntryRefused(Problem(UNKNOWN_WORD, text=text, arguments=arguments))
    return seeded(results, scenario, row, method, before)


def _read(method: Method, key: str, indicator: Indicator, text: str) -> float:
    unit = "%" if method is Method.GROWTH else indicator.unit
    if key == "midpoint" or method is Method.TREND:
        unit = "年"
    figure = parse_entry(text, unit)
    if isinstance(figure, Problem):
        raise EntryRefused(figure)
    if method is Method.TREND and key == "value" and (figure < 2 or figure != int(figure)):
        raise EntryRefused(Problem(BAD_PAST_YEARS, text=text))
    return figure
