"""Answers as edits: a sought parameter written into a scenario, an allocation written as a scenario's targets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.plan.document import Document, effective_assumption, effective_target
from npfdesk.plan.drafts import without_draft
from npfdesk.plan.edit_labels import set_assumptions, set_intensities
from npfdesk.plan.edits import Label, SetAssumptions, SetLeverIntensities, SetTargets
from npfdesk.plan.inheritance import covers, merged_layers
from npfdesk.plan.methods import METHODS, Method
from npfdesk.plan.numbers import in_unit, plain, trimmed
from npfdesk.plan.problems import Language, Wording
from npfdesk.plan.scenarios import Assumption, LeverIntensities, YearFigures, lineage
from npfdesk.plan.series import ANY, AssumptionKey, LeverIntensityKey, SeriesKey, TargetKey
from npfdesk.plan.spoken_names import name_wording
from npfdesk.plan.targets import Measure, PlanTarget, TargetKind, TargetText

FULL: Final = 100.0
"""The highest intensity of a lever, in %."""


class ParameterKind(StrEnum):
    """The kind of parameter that a goal seek looks for."""

    METHOD = "method"
    LEVER = "lever"
    FACTOR = "factor"


@dataclass(frozen=True)
class Parameter:
    """One parameter that can be sought.

    method is the parameter of the series' own `method` (growth in % a year, step in units, or points, a year);
    year columns that the series' assumption has go on overriding single years. lever is the intensity (%) of ``levers[0]``, at one level in
    all years after the base year; factor multiplies the intensities of all `levers` in those years, each
    kept within 0 and 100 %.
    """

    sought: ParameterKind
    levers: tuple[str, ...] = ()
    method: Method | None = None

    @property
    def name(self) -> str:
        """The method's key, factor, or the lever's own name."""
        if self.method is not None:
            return str(self.method)
        return self.levers[0] if self.sought is ParameterKind.LEVER else str(self.sought)

    @property
    def words(self) -> Wording | None:
        """What the parameter of a method is called; None for levers."""
        cell = self.method.about.value if self.method is not None else None
        return cell.words if cell is not None else None

    def unit(self, own: str, language: Language) -> str:
        """The unit of its value; `own` is that of the series' indicator."""
        if self.method is not None:
            return self.method.about.shown_unit(own, language)
        return "%" if self.sought is ParameterKind.LEVER else ""


def parameter_of(method: Method) -> Parameter:
    """The parameter of a method, for a goal seek."""
    return Parameter(ParameterKind.METHOD, method=method)


GROWTH: Final = parameter_of(Method.GROWTH)
STEP: Final = parameter_of(Method.STEP)
SOUGHT: Final = tuple(parameter_of(method) for method, one in METHODS.items() if one.seek is not None)
"""The parameters of methods that can be sought, in the methods' order."""


def set_parameter(
    document: Document, scenario: str, series: SeriesKey, parameter: Parameter, value: float
) -> SetAssumptions | SetLeverIntensities:
    """The edit that sets a parameter in a scenario, labelled by what changes.

    A method's parameter goes to a row of exactly that series; its range (low, high) shifts with its value. A
    lever's intensity goes where ``reach_of_lever`` says, a factor to every row of intensities in force.
    """
    if parameter.method is not None:
        key = AssumptionKey(*series)
        answer = effective_assumption(document.scenarios, scenario, key)
        moved = assumption_with_value(answer[2] if answer else None, parameter.method, value)
        return set_assumptions(document, scenario, {key: moved})
    if parameter.sought is ParameterKind.LEVER:
        reach = reach_of_lever(document, series)
        key_of_intensity = LeverIntensityKey(parameter.levers[0], *reach)
        intensities = LeverIntensities(((document.plan.base_year + 1, value),))
        narrower: dict[LeverIntensityKey, LeverIntensities | None] = {
            key: None
            for key in document.scenarios[scenario].intensities
            if key != key_of_intensity and covers(key_of_intensity, key)
        }
        if not narrower:
            return set_intensities(document, scenario, {key_of_intensity: intensities})
        label = Label(
            Wording("{lever} 统一强度 {value}%", "{lever} at {value}% throughout"),
            MappingProxyType({"lever": parameter.levers[0], "value": plain(value)}),
        )
        return SetLeverIntensities(scenario, {**narrower, key_of_intensity: intensities}, label)
    changes: dict[LeverIntensityKey, LeverIntensities | None] = {}
    for lever in parameter.levers:
        for row, intensities in intensities_in_force(document, scenario, lever).items():
            changes[row] = _years_changed(document, intensities, value, 0.0)
    label = Label(
        Wording("{count} 个抓手强度乘以 {value}", "Intensity of {count:lever|levers} multiplied by {value}"),
        MappingProxyType({"count": len(parameter.levers), "value": plain(value)}),
    )
    return SetLeverIntensities(scenario, changes, label)


def assumption_with_value(before: Assumption | None, method: Method, value: float) -> Assumption:
    """An assumption with another value; its range shifts with it. A new one where there was none of that method."""
    if before is None or before.method is not method:
        return Assumption(method, value)
    if before.value is None:
        return replace(before, value=value)
    shift = value - before.value
    return replace(
        before,
        value=value,
        low=None if before.low is None else before.low + shift,
        high=None if before.high is None else before.high + shift,
    )


def reach_of_lever(document: Document, series: SeriesKey) -> tuple[str, str]:
    """Where a lever that is sought for a series applies: region code or ANY, industry code or ANY.

    The series' whole region where that is a leaf with figures of its own; everywhere for a region with
    children (a region's row does not reach them) and for a formula, which may read any region.
    """
    plan = document.plan
    parent = bool(plan.children_of(series.region))
    computed = plan.indicator_by_code[series.indicator].formula is not None
    return (ANY, ANY) if parent or computed else (series.region, ANY)


def intensities_in_force(
    document: Document, scenario: str, lever: str
) -> Mapping[LeverIntensityKey, LeverIntensities]:
    """A lever's rows with all inherited ones, as if one scenario stated them."""
    merged: dict[LeverIntensityKey, LeverIntensities] = {}
    for one in lineage(document.scenarios, scenario):
        own = {key: intensities for key, intensities in one.intensities.items() if key.lever == lever}
        merged = merged_layers(merged, own, LeverIntensityKey)
    return merged


def shift_levers(document: Document, scenario: str, shifts: Mapping[str, float]) -> SetLeverIntensities:
    """The edit that raises levers' intensities by points of intensity (lever: points), everywhere.

    In every year after the base year, each kept within 0 and 100 %; where a lever has no intensity it gets the
    shift as its level.
    """
    changes: dict[LeverIntensityKey, LeverIntensities | None] = {}
    for lever, shift in shifts.items():
        if shift == 0.0:
            continue
        rows = dict(intensities_in_force(document, scenario, lever))
        rows.setdefault(LeverIntensityKey(lever, ANY, ANY), LeverIntensities(()))
        for key, intensities in rows.items():
            changes[key] = _years_changed(document, intensities, 1.0, shift)
    label = Label(
        Wording("调整 {count} 个抓手：{told}", "{count:lever|levers} adjusted: {told}"),
        MappingProxyType(
            {
                "count": sum(shift != 0.0 for shift in shifts.values()),
                "told": tuple(
                    f"{lever} {'+' if shift > 0 else ''}{trimmed(shift, 1)}"
                    for lever, shift in shifts.items()
                    if shift != 0.0
                ),
            }
        ),
    )
    return SetLeverIntensities(scenario, changes, label)


def intensity(intensities: LeverIntensities | None, years: NDArray[np.int64]) -> NDArray[np.float64]:
    """A lever's intensity (%) in some years (year,): 0 before the first given, linear between, level after the last."""
    if intensities is None or not intensities.by_year:
        return np.zeros(len(years))
    given, figures = zip(*intensities.by_year, strict=True)
    return np.interp(years, np.array(given, dtype=np.float64), np.array(figures, dtype=np.float64), left=0.0)


def _years_changed(
    document: Document, intensities: LeverIntensities, factor: float, shift: float
) -> LeverIntensities:
    base_year, horizon = document.plan.base_year, document.plan.horizon
    given: YearFigures = intensities.by_year or ((base_year + 1, 0.0),)
    years = np.arange(min(given[0][0], base_year + 1), max(horizon, given[-1][0]) + 1)
    before = intensity(intensities, years)
    after = np.where(years > base_year, np.clip(before * factor + shift, 0.0, FULL), before)
    return LeverIntensities(tuple(zip(years.tolist(), after.tolist(), strict=True)))


def shares_as_targets(
    document: Document,
    scenario: str,
    series: SeriesKey,
    year: int,
    shares: Mapping[str, float],
    rule: Wording,
    total: float | None = None,
    measure: Measure = Measure.LEVEL,
) -> SetTargets:
    """The edit that writes an allocation as a scenario's own targets in one undo step; the plan's targets stay.

    `series` is the divided one and `shares` are figures by region code. `total`, where it is named, becomes
    the divided series' own target too. A target keeps its base and its source; its words become the figure, of
    a sum as plans print it: 〔520〕.
    """
    figures = dict(shares) if total is None else {series.region: total, **shares}
    changes: dict[TargetKey, PlanTarget | None] = {
        TargetKey(series._replace(region=region), year): _restated(
            document, scenario, TargetKey(series._replace(region=region), year), figure, measure
        )
        for region, figure in figures.items()
    }
    indicator = document.plan.indicator_by_code[series.indicator]
    label = Label(
        Wording(
            "{rule}：{what} {year} {total}{unit} 分到 {count} 个地区",
            "{rule}: {what} {year}, {total}{unit} allocated to {count:region|regions}",
        ),
        MappingProxyType(
            {
                "rule": rule,
                "what": name_wording(indicator),
                "year": year,
                "total": plain(sum(shares.values()) if total is None else total),
                "unit": in_unit("", indicator.unit),
                "count": len(shares),
            }
        ),
    )
    return SetTargets(changes, label, scenario)


def _restated(
    document: Document, scenario: str, key: TargetKey, figure: float, measure: Measure
) -> PlanTarget:
    text = f"〔{plain(figure)}〕" if measure is Measure.SUM else plain(figure)
    parsed = TargetText(TargetKind.EXACT, text, figure=figure, measure=measure)
    before = effective_target(document, scenario, key)
    if before is None:
        return PlanTarget(key.series, key.year, text, parsed, base_year=document.plan.base_year)
    # what somebody sets is a draft no more
    note = without_draft(before.note)
    return replace(
        before, text=text, parsed=parsed, stretch=None, stretch_text="", note=note, sheet="", cell=""
    )
