"""The year so far: what the series looked at has reached by each month, against where it usually stands by then."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.tracking import LEAST_PAST, MONTHS, MonthsOfYear, WithinYear, months_of_year, year_so_far
from npfdesk.plan.kinds import Kind
from npfdesk.plan.model import Indicator
from npfdesk.plan.numbers import format_figure, format_percentage, format_share, trimmed
from npfdesk.plan.periods import Period
from npfdesk.plan.problems import Count, joined
from npfdesk.plan.series import SeriesKey, TargetKey
from npfdesk.session import Change
from npfdesk.ui.charts.captions import source_line
from npfdesk.ui.cycle.shown_months import ShownMonths
from npfdesk.ui.cycle.standing_words import StandingWords
from npfdesk.ui.look.language import language, named, tr, unit_of
from npfdesk.ui.views.view import Page, View, subject, titled
from npfdesk.ui.views.view_sheet import Rows
from npfdesk.ui.views.year_so_far_canvas import YearSoFarCanvas, YearWords
from npfdesk.ui.workspace import Workspace

IntArray = NDArray[np.int64]


class YearSoFarView(View):
    """Bars to date, the usual range behind them, last year's marks, and the year's target as a line."""

    def __init__(self, workspace: Workspace) -> None:
        self.bars = YearSoFarCanvas(workspace)
        super().__init__(workspace, self.bars)
        self.shown = ShownMonths.of(workspace)
        # what a series' year is held against, beside its months
        self._standing: StandingWords | None = None

    def refresh(self) -> Page:
        """The months of the year looked at, or of the latest year that has some."""
        workspace, plan = self.workspace, self.workspace.plan
        series = SeriesKey(*workspace.selection.series)
        self.bars.words = self._standing = None
        self.bars.months = months = self._months(series)
        title = titled(tr("YearSoFar", "Year to date"), subject(workspace, indicator=True))
        if months is None:
            return Page(title, empty=tr("YearSoFar", "Nothing is open. Open a workbook to see its months."))
        rows = np.array([plan.row[series]])
        indicator = plan.indicator_by_code[series.indicator]
        indicator = self._in_growth(indicator)
        if months.latest is None:
            text = tr(
                "YearSoFar",
                "There are no monthly figures of {what} for {year}. Type them into the Months table below, or into the sheet Progress of the workbook.",
            )
            empty = text.replace("{what}", subject(workspace, True, True)).replace("{year}", str(months.year))
            return Page(title, empty=empty, rows=rows)
        self.bars.words = self._words(months, indicator)
        return Page(
            self._sentence(months, indicator, months.latest),
            # where there is too little room it is a name that is cut, not a figure
            titled(
                self._reached(months, indicator, months.latest),
                self._growth(months, months.latest),
                self._usual(months, months.latest),
                subject(workspace, region=True),
                source_line(plan, rows),
            ),
            self._note(months),
            rows=rows,
        )

    def follow(self, change: Change, again: IntArray) -> None:
        """Figures of months and targets of years are moved by no path; what a year has a part of may be held against others."""
        if self._standing is not None:
            self._show()

    def _in_growth(self, indicator: Indicator) -> Indicator:
        """What is tracked by growth is counted in %, and called so."""
        standing = self._standing
        if standing is None or not standing.by_growth or indicator.kind is Kind.RATE:
            return indicator
        name = tr("YearSoFar", "{what}, growth").replace("{what}", named(indicator))
        return replace(indicator, name=name, english=name, unit="%", decimals=standing.decimals)

    def _months(self, series: SeriesKey) -> MonthsOfYear | None:
        plan, workspace = self.workspace.plan, self.workspace
        if series not in plan.row:
            return None
        found, row, year = self.shown.months(), self.shown.row_of(series), workspace.year
        if row < 0:
            alone = year_so_far(plan, [series], found.keys, found.figures)
            return months_of_year(plan, series, year, self._target(series, year), alone)
        alone = found.so_far.alone(row)
        told = np.isfinite(found.so_far.to_date[row, :, :-1]).any(axis=1)
        told |= np.isfinite(found.so_far.growth[row, :, :-1]).any(axis=1)
        with_months = found.so_far.years[told].tolist()
        if with_months and year not in with_months:
            year = max(with_months)
        standing = self.shown.standing(Period(year, 1, MONTHS))
        if standing is None:
            return months_of_year(plan, series, year, found=alone)
        self._standing = StandingWords(workspace, found, standing, row)
        target = standing.targets.figure[row]
        if found.rate[row] and not math.isfinite(target):
            target = standing.targets.growth[row]
        months = months_of_year(plan, series, year, float(target), alone)
        if standing.by_growth[row] and not found.rate[row]:
            return _of_growths(months, float(standing.target[row]))
        return months

    def _target(self, series: SeriesKey, year: int) -> float:
        """The figure that the plan (or the scenario edited) sets for that year itself; NaN where it sets none."""
        table = self.workspace.result.targets
        position = table.of_series.get(TargetKey(series, year))
        return float(table.figure[position]) if position is not None else math.nan

    @property
    def _own_target(self) -> bool:
        """Whether the line is a target of the year itself, not a milestone."""
        return self._standing is None or bool(self._standing.standing.targets.stated[self._standing.row])

    def _sentence(self, months: MonthsOfYear, indicator: Indicator, latest: int) -> str:
        """The message: the share of the year that is reached."""
        figure = float(months.to_date[latest - 1])
        told = {
            "what": named(indicator),
            "figure": format_figure(figure, indicator.decimals, unit_of(indicator)),
            "by": _months(months, latest) if language() == "zh" else Period(0, latest, latest).months(False),
            "year": str(months.whole_year),
        }
        if months.kind is WithinYear.AS_PUBLISHED or months.straight or not months.whole > 0:
            if not months.of_target:
                return _said(tr("YearSoFar", "{what}: {figure} by {by}"), told)
            told["target"] = format_figure(months.whole, indicator.decimals, unit_of(indicator))
            if not self._own_target:
                return _said(tr("YearSoFar", "{what}: {figure} by {by}, milestone {target}"), told)
            return _said(tr("YearSoFar", "{what}: {figure} by {by}, target {target}"), told)
        told["share"] = _share(figure / months.whole)
        of = "{share} of the {year} target" if self._own_target else "{share} of the {year} milestone"
        of = of if months.of_target else "{share} of all {year}"
        text = tr("YearSoFar", "{what}: {of} by {by}").replace("{of}", tr("YearSoFar", of))
        return _said(text, told)

    def _usual(self, months: MonthsOfYear, latest: int) -> str:
        """The share of the year usually reached by then."""
        low, high = (float(one[latest - 1]) for one in (months.shares.low, months.shares.high))
        if not math.isfinite(low) or months.straight:
            return ""
        text = tr("YearSoFar", "usually {low}–{high}")
        return _said(text, {"low": _share(low), "high": _share(high)})

    def _reached(self, months: MonthsOfYear, indicator: Indicator, latest: int) -> str:
        """The figure itself, with its period."""
        figure = format_figure(float(months.to_date[latest - 1]), indicator.decimals, unit_of(indicator))
        return _said("{period} {figure}", {"period": _period(months, latest), "figure": figure})

    def _growth(self, months: MonthsOfYear, latest: int) -> str:
        growth = float(months.growth[latest - 1])
        if not math.isfinite(growth):
            return ""
        return tr("YearSoFar", "{growth} on the year before").replace(
            "{growth}", format_percentage(growth, signed=True)
        )

    def _note(self, months: MonthsOfYear) -> str:
        said = []
        if months.straight:
            said.append(
                tr(
                    "YearSoFar",
                    "Line across: the way from the end of last year to the target, in equal monthly steps.",
                )
            )
        elif np.isfinite(months.low).any():
            of = "the year's target" if months.of_target else "the last full year, {year}"
            text = tr(
                "YearSoFar",
                "Band: the lowest, middle and highest share of the year reached by each month in {past}, times {whole}.",
            )
            whole = tr("YearSoFar", of).replace("{year}", str(months.whole_year))
            said.append(text.replace("{past}", _years(months.past)).replace("{whole}", whole))
        elif months.kind is WithinYear.AS_PUBLISHED:
            said.append(
                tr(
                    "YearSoFar",
                    "Shares, indices and growth rates are as published to date; they have no usual range.",
                )
            )
        elif len(months.past) < LEAST_PAST:
            text = tr(
                "YearSoFar",
                "No usual range: it needs the months and the full year of at least two earlier years; {count:is|are} known.",
            )
            said.append(text.format(count=Count(len(months.past))))
        if self._standing is not None:
            said += [one for one in (self._standing.tested(), self._standing.weighed()) if one]
        if np.isfinite(months.last_year).any():
            said.append(tr("YearSoFar", "Short marks: {year}.").replace("{year}", str(months.year - 1)))
        if not months.of_target:
            said.append(
                tr("YearSoFar", "The plan sets no target for {year} itself.").replace(
                    "{year}", str(months.year)
                )
            )
        if months.kind is WithinYear.LATEST:
            said.append(tr("YearSoFar", "A stock: figures are those at the end of the month."))
        latest = months.latest or 0
        if not np.isfinite(months.to_date[:latest]).all():
            said.append(tr("YearSoFar", "Months with a missing value are left empty."))
        return " ".join(said)

    def _words(self, months: MonthsOfYear, indicator: Indicator) -> YearWords:
        """What the canvas writes: heads of months, and the exact figures of each."""
        unit, digits = unit_of(indicator), indicator.decimals

        def figure(value: float) -> str:
            return format_figure(value, digits, unit)

        heads, readings = [], []
        for month in range(1, MONTHS + 1):
            at = month - 1
            heads.append(_period(months, month))
            lines: list[tuple[str, str]] = []
            value = float(months.to_date[at])
            if math.isfinite(value):
                lines.append((tr("YearSoFar", "to date"), figure(value)))
            low, middle, high = (float(one[at]) for one in (months.low, months.middle, months.high))
            if math.isfinite(low):
                lines.append((tr("YearSoFar", "usually"), f"{format_figure(low, digits)} – {figure(high)}"))
                lines.append((tr("YearSoFar", "in the middle"), figure(middle)))
            last = float(months.last_year[at])
            if math.isfinite(last):
                lines.append((str(months.year - 1), figure(last)))
            growth = float(months.growth[at])
            if math.isfinite(growth):
                lines.append((tr("YearSoFar", "growth"), format_percentage(growth, signed=True)))
            readings.append(tuple(lines))
        line = "Target {year}" if self._own_target else "Milestone {year}"
        target = tr("YearSoFar", line).replace("{year}", str(months.year)) if months.of_target else ""
        return YearWords(
            unit,
            tuple(heads),
            tuple(Period(0, month, month).months(language() == "zh") for month in range(1, MONTHS + 1)),
            tuple(readings),
            f"{target} {format_figure(months.whole, digits)}" if target else "",
            digits,
            self._standing.facts() if self._standing is not None else (),
        )

    def table(self) -> Rows:
        """A row for each month: to date, the year before, the usual range, growth."""
        months = self.bars.months
        heads = ("Months", "To date", "Year before", "Usual low", "Usual middle", "Usual high", "Growth, %")
        rows = [[tr("YearSoFar", head) for head in heads]]
        if months is None:
            return rows
        figures = (months.to_date, months.last_year, months.low, months.middle, months.high, months.growth)
        for month in range(1, MONTHS + 1):
            cells = [trimmed(float(one[month - 1]), 6) for one in figures]
            rows.append([_period(months, month), *cells])
        return rows


def _of_growths(months: MonthsOfYear, target: float) -> MonthsOfYear:
    """The year of what is tracked by growth: growths to date in %, printed or reckoned, against that of the target."""
    with np.errstate(divide="ignore", invalid="ignore"):
        reckoned = (np.where(months.last_year > 0, months.to_date / months.last_year, np.nan) - 1.0) * 100.0
    nothing = np.full(MONTHS, np.nan)
    return replace(
        months,
        kind=WithinYear.AS_PUBLISHED,
        to_date=np.where(np.isfinite(months.growth), months.growth, reckoned),
        last_year=nothing,
        growth=nothing,
        low=nothing,
        middle=nothing,
        high=nothing,
        whole=target,
        whole_year=months.year,
        of_target=math.isfinite(target),
        straight=False,
    )


def _period(months: MonthsOfYear, month: int) -> str:
    """The months to date in words; of a stock the month alone."""
    first = month if months.kind is WithinYear.LATEST else 1
    period = Period(months.year, first, month)
    # a whole year is said by its months too, beside the others
    if language() == "zh":
        return f"{period.year}年{period.months(True)}"
    return f"{period.months(False)} {period.year}"


def _months(months: MonthsOfYear, month: int) -> str:
    """The months to date in Chinese words, without the year."""
    return Period(0, month if months.kind is WithinYear.LATEST else 1, month).months(True)


def _share(share: float) -> str:
    return format_share(share)


def _said(text: str, told: dict[str, str]) -> str:
    for name, value in told.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _years(years: tuple[int, ...]) -> str:
    if len(years) > 2 and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]}–{years[-1]}"
    return joined(map(str, years), language())
