"""How a sum or a growth over a plan's years stands: what the years gone have given, and what those left need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.results import Results, ScenarioResult
from npfdesk.engine.projection.target_figures import MEASURES, base_figures
from npfdesk.engine.targets.figures_to_date import growth_to_date, sum_to_date
from npfdesk.engine.targets.judged_units import judged_unit
from npfdesk.engine.targets.judgement import milestones, required_growth_of
from npfdesk.engine.targets.measured_figures import measured_figures
from npfdesk.plan.numbers import format_percentage
from npfdesk.plan.problems import Language, Wording
from npfdesk.plan.targets import Measure

FloatArray = NDArray[np.float64]

_COUNTS: Final = ("零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十")

GROWN_ALL: Final = Wording(
    "{all}年年均 {mean}，目标 {aim}", "{all} years: {mean} a year on average, target {aim}"
)
GROWN_NONE: Final = Wording("{all}年年均需 {need}", "the {all} years need {need} a year")
GROWN: Final = Wording("{gone}{average} {mean}，{left}需 {need}", "{gone} {mean}{average}, {left} {need}")
SUMMED_ALL: Final = Wording("{all}年累计 {sum}，目标 {aim}", "{all} years: {sum} in all, target {aim}")
SUMMED_NONE: Final = Wording("{all}年年均需 {need}", "the {all} years need {need}")
SUMMED: Final = Wording("{gone}累计 {sum}，{left}需 {need}", "{gone} {sum} in all, {left} {need}")


@dataclass(frozen=True, eq=False)
class PeriodStanding:
    """One target that is a sum, or a growth, of the years from `since` to `due`; `last` is the last one observed.

    By year (year,), NaN where there is none: `yearly` the amounts, or the growths on the year before in %, of every year;
    `so_far` the sum or the mean growth a year since the base, `milestones` what is due of it, from the base to `due`.
    `aim` is the figure that the whole comes to, in units or % a year, `gone` what the observed years have given of it
    (NaN: none is) and `needed` what each of those left needs (NaN: none is left, or none reaches it).
    """

    position: int
    measure: Measure
    years: NDArray[np.int64]
    since: int
    last: int
    due: int
    yearly: FloatArray
    so_far: FloatArray
    milestones: FloatArray
    aim: float
    gone: float
    needed: float

    @property
    def left(self) -> tuple[int, int]:
        """The first and the last of the years left; the first is the later where none is."""
        return max(self.last, self.since) + 1, self.due

    def sentence(self, results: Results, scenario: str, language: Language) -> str:
        """前三年年均 6.1%，后两年需 8.4%; of a sum what has come together and what each year left needs."""
        unit = judged_unit(results, scenario, self.position)
        grown = self.measure is Measure.GROWTH
        every, gone = self.due - self.since, max(min(self.last, self.due) - self.since, 0)
        if not np.isfinite(self.gone):
            gone = 0

        def rate(figure: float) -> str:
            return format_percentage(figure)

        said: dict[str, object] = {
            "all": _count(every, language),
            "mean": rate(self.gone),
            "aim": rate(self.aim) if grown else unit.figure(self.aim, language),
            "sum": "" if grown else unit.figure(self.gone, language),
            "need": rate(self.needed) if grown else unit.need(self.needed, language),
            "gone": _gone(gone, language),
            "left": _left(every - gone, language),
            "average": ("年均" if language == "zh" else " a year on average") if gone > 1 else "",
        }
        if gone >= every:
            return (GROWN_ALL if grown else SUMMED_ALL).text(language, said)
        if not gone:
            return (GROWN_NONE if grown else SUMMED_NONE).text(language, said)
        return (GROWN if grown else SUMMED).text(language, said)


def _count(number: int, language: Language) -> str:
    return _COUNTS[number] if language == "zh" and number < len(_COUNTS) else str(number)


def _gone(number: int, language: Language) -> str:
    if language == "zh":
        return "首年" if number == 1 else f"前{_count(number, language)}年"
    return "first year" if number == 1 else f"first {number} years"


def _left(number: int, language: Language) -> str:
    if language == "zh":
        return "最后一年" if number == 1 else f"后{_count(number, language)}年"
    return "the last one needs" if number == 1 else f"the remaining {number} need"


def summed_since(yearly: FloatArray, years: NDArray[np.int64], since: int, due: int) -> FloatArray:
    """The sum of the years after `since` (year,), 0 in it; NaN before it, after `due`, and from a missing year on."""
    total = sum_to_date(yearly, since - int(years[0]))
    return np.where(years <= due, total, np.nan)


def growths(values: FloatArray) -> FloatArray:
    """The growths of amounts (year,) on the year before, in %; NaN where one is missing or not positive."""
    before = np.concatenate([[np.nan], values[:-1]])
    with np.errstate(divide="ignore", invalid="ignore"):
        return (np.where((before > 0) & (values > 0), values / before, np.nan) - 1.0) * 100.0


def period_standing(results: Results, scenario: str, position: int) -> PeriodStanding | None:
    """How the target at a position of a scenario's TargetTable stands; None where it is neither a sum nor a growth."""
    result = results.scenarios[scenario]
    measure = MEASURES[result.targets.measure[position]]
    if measure is Measure.SUM:
        return _summed(results, scenario, result, position)
    return _grown(results, scenario, result, position) if measure is Measure.GROWTH else None


def _summed(results: Results, scenario: str, result: ScenarioResult, position: int) -> PeriodStanding | None:
    table, years = result.targets, results.plan.years
    row, since, due = int(table.row[position]), int(table.base_year[position]), int(table.year[position])
    if due <= since or not np.isfinite(table.reach[position]):
        return None
    yearly = result.values[row]
    so_far = summed_since(yearly, years, since, due)
    last = _last_year(results, row)
    within = (years >= since) & (years <= due)
    return PeriodStanding(
        position,
        Measure.SUM,
        years,
        since,
        last,
        due,
        yearly,
        so_far,
        np.where(within, milestones(results, scenario, [position])[0], np.nan),
        float(table.reach[position]),
        _at(so_far, years, min(last, due)) if last > since else float("nan"),
        required_growth_of(results, scenario, position),
    )


def _grown(results: Results, scenario: str, result: ScenarioResult, position: int) -> PeriodStanding | None:
    table, years = result.targets, results.plan.years
    row, since, due = int(table.row[position]), int(table.base_year[position]), int(table.year[position])
    if due <= since:
        return None
    span, values = due - since, result.values[row]
    if np.isfinite(table.figure[position]):
        base = base_figures(
            results.actual.values, table.row[[position]], table.base_year[[position]], int(years[0])
        )
        with np.errstate(divide="ignore", invalid="ignore"):
            index = (
                np.where(values > 0, values / base[0], np.nan) if base[0] > 0 else np.full(len(years), np.nan)
            )
            aim = table.figure[position] / base[0]
        yearly, last = growths(values), _last_year(results, row)
    else:
        found = measured_figures(results, scenario, np.array([position]))
        index, aim = found.way_value[:, 0], float(found.way_reach[0])
        rate = bool(results.frame.rate[row])
        yearly = values if rate else growths(index)
        last = _last_year(results, row) if rate else _last_known(index, years, since)
    if not aim > 0:
        return None
    means = growth_to_date(index, since - int(years[0]), annual=True)
    mean = float((aim ** (1.0 / span) - 1.0) * 100.0)
    within = (years > since) & (years <= due)
    means = np.where(within, means, np.nan)
    return PeriodStanding(
        position,
        Measure.GROWTH,
        years,
        since,
        last,
        due,
        yearly,
        means,
        np.where(within, mean, np.nan),
        mean,
        _at(means, years, min(last, due)) if last > since else float("nan"),
        required_growth_of(results, scenario, position),
    )


def _last_year(results: Results, row: int) -> int:
    last = int(results.last[row])
    return int(results.plan.years[last]) if last >= 0 else results.plan.base_year


def _last_known(index: FloatArray, years: NDArray[np.int64], since: int) -> int:
    known = years[np.isfinite(index)]
    return int(known[-1]) if len(known) else since


def _at(figures: FloatArray, years: NDArray[np.int64], year: int) -> float:
    column = year - int(years[0])
    return float(figures[column]) if 0 <= column < len(figures) else float("nan")
