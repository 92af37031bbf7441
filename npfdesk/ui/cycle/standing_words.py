"""What is said of a series' year under way: figures with their units, and why the light is as it is."""

from __future__ import annotations

import math
from typing import NamedTuple

from npfdesk.engine.full_year_test import full_year_test
from npfdesk.engine.tracking import MONTHS
from npfdesk.engine.year_standing import PlanMonths, YearStanding
from npfdesk.plan.lights import Light
from npfdesk.plan.model import Indicator
from npfdesk.plan.numbers import format_figure, format_percentage, format_share
from npfdesk.plan.periods import Period
from npfdesk.plan.series_words import spoken_series
from npfdesk.ui.cycle.shown_months import period_words
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.workspace import Workspace


class Fact(NamedTuple):
    """A figure with what it is; `light` where it carries one."""

    label: str
    figure: str
    light: Light | None = None


def share_text(share: float, decimals: int = 1) -> str:
    """A share as a percentage; — where there is none."""
    return format_share(share, decimals)


def growth_text(growth: float) -> str:
    """A growth with its sign; — where there is none."""
    return format_percentage(growth, signed=True)


def light_words(light: Light) -> str:
    """How a light says that it stands."""
    return light.about.words.text(language(), {})


class StandingWords:
    """The words of one series of a standing."""

    def __init__(self, workspace: Workspace, months: PlanMonths, standing: YearStanding, row: int) -> None:
        self.workspace, self.months, self.standing, self.row = workspace, months, standing, row
        self.series = standing.series[row]
        self.indicator: Indicator = workspace.plan.indicator_by_code[self.series.indicator]
        self.by_growth = bool(standing.by_growth[row])
        self.unit = "%" if self.by_growth else self.indicator.unit
        self.decimals = max(1, self.indicator.decimals) if self.by_growth else self.indicator.decimals

    def _of(self, name: str) -> float:
        return float(getattr(self.standing, name)[self.row])

    def figure(self, value: float, unit: bool = True) -> str:
        """A figure of the series; — where there is none."""
        return format_figure(value, self.decimals, self.unit if unit else "")

    @property
    def light(self) -> Light:
        """The series' light."""
        return self.standing.light(self.row)

    @property
    def name(self) -> str:
        """Region, industry and indicator."""
        return spoken_series(self.workspace.plan, self.series, language(), " · ")

    def period(self) -> str:
        """The month whose figure is taken; of a stock the month alone."""
        month = int(self.standing.month[self.row])
        first = month if self.standing.is_stock(self.row) else 1
        return period_words(Period(self.standing.through.year, first, month)) if month else "—"

    def full_year(self) -> str:
        """The range that the year comes to; one figure where it has no width."""
        low, high = (self.figure(self._of(name), unit=False) for name in ("full_low", "full_high"))
        whole = self.figure(self._of("full_high"))
        return whole if low == high else f"{low} – {whole}"

    def needs(self) -> str:
        """What the months left need: the amount, and the growth on the same months of last year."""
        left, growth = self._of("left"), self._of("left_growth")
        if not math.isfinite(left):
            return "—"
        if self.by_growth:
            return growth_text(growth)
        if self.standing.targets.sign[self.row] * left <= 0 and not math.isfinite(growth):
            return tr("Standing", "reached")
        said = self.figure(left)
        return said if not math.isfinite(growth) else f"{said} ({growth_text(growth)})"

    def usual(self) -> str:
        """The share usually reached by then, or that of the months; "" where there is no share at all."""
        low, high = float(self.standing.usual.low[self.row]), float(self.standing.usual.high[self.row])
        if not math.isfinite(low):
            return ""
        if low == high:
            return share_text(low)
        return f"{share_text(low)} – {share_text(high)}"

    def target_label(self) -> str:
        """Whether the year has a target of its own, or a milestone of a later one."""
        year = self.standing.through.year
        if self.standing.targets.stated[self.row] or not math.isfinite(self._of("target")):
            return tr("Standing", "target {year}").replace("{year}", str(year))
        text = tr("Standing", "milestone {year} of the {later} target")
        later = str(int(self.standing.targets.target_year[self.row]))
        return text.replace("{year}", str(year)).replace("{later}", later)

    def facts(self) -> tuple[Fact, ...]:
        """The answers on the year: the light with the progress, the full year, what the months left need."""
        task, time = self._of("task_share"), self._of("time_share")
        progress = share_text(task) if math.isfinite(task) else self.figure(self._of("to_date"))
        label = tr("Standing", "task progress") if math.isfinite(task) else tr("Standing", "to date")
        said = [Fact(label, progress, self.light)]
        if math.isfinite(time):
            said.append(Fact(tr("Standing", "time progress"), share_text(time)))
        usual = self.usual()
        if usual:
            straight = not self.standing.profile[self.row].any()
            said.append(
                Fact(
                    tr("Standing", "even monthly progress")
                    if straight
                    else tr("Standing", "usual progress by then"),
                    usual,
                )
            )
        if math.isfinite(self._of("full_middle")):
            said.append(Fact(tr("Standing", "full year at this pace"), self.full_year()))
        if math.isfinite(self._of("left")):
            grown = tr("Standing", "growth needed in the remaining months")
            allowed = tr("Standing", "available to the remaining months")
            needed = tr("Standing", "needed in the remaining months")
            up = self.standing.targets.sign[self.row] > 0
            if self.by_growth or usual:
                said.append(Fact(grown if self.by_growth else needed if up else allowed, self.needs()))
        return tuple(said)

    def lines(self) -> list[str]:
        """Everything, a line each: for a tip."""
        said = [self.name, f"{self.light.about.mark} {light_words(self.light)}"]
        said.append(f"{self.period()}: {self.figure(self._of('to_date'))}")
        if math.isfinite(self._of("target")):
            said.append(f"{self.target_label()}: {self.figure(self._of('target'))}")
        elif math.isfinite(self._of("to_date")):
            said.append(tr("Standing", "no target for the year"))
        said += [f"{one.label}: {one.figure}" for one in self.facts()[1:]]
        if math.isfinite(self._of("task_share")):
            said.insert(4, f"{tr('Standing', 'task progress')}: {share_text(self._of('task_share'))}")
        if not self.by_growth and math.isfinite(self._of("growth")):
            said.append(f"{tr('Standing', 'growth to date')}: {growth_text(self._of('growth'))}")
        return said

    def weighed(self) -> str:
        """How the growth that the months left need is weighed; "" where it is not."""
        weight = self._of("weight")
        if not math.isfinite(weight) or not math.isfinite(self._of("left_growth")):
            return ""
        text = (
            tr(
                "Standing",
                "The remaining months are weighted by their number, as last year's months are not "
                "known: {gone} of the year has passed.",
            )
            if self.standing.by_months[self.row]
            else tr(
                "Standing",
                "The remaining months are weighted as last year, when {gone} of the "
                "total was reached by then.",
            )
        )
        return text.replace("{gone}", share_text(weight))

    def tested(self) -> str:
        """How far off this month's range has been on the own past; "" where there is no range of the past."""
        month = int(self.standing.month[self.row])
        if not month or month == MONTHS or not self.standing.profile[self.row].any():
            return ""
        test = full_year_test(self.months.so_far.alone(self.row), self.standing.through.year)
        at = (0, month - 1)
        count = int(test.tested[at])
        if not count:
            return tr(
                "Standing", "Too few past years to back-test the range: three with this month are needed."
            )
        text = tr(
            "Standing",
            "Back-test over past years ({count}): estimated at this month, the full year was off by "
            "{mean} on average and {worst} at most; it fell within the range in {inside} of them.",
        )
        told = {
            "count": str(count),
            "mean": format_percentage(test.mean_off[at]),
            "worst": format_percentage(test.worst_off[at]),
            "inside": str(int(test.inside[at])),
        }
        for name, value in told.items():
            text = text.replace(f"{{{name}}}", value)
        return text
