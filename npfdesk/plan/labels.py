"""Edits with their labels: what a person did, in words, for undo, the status line and the minutes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from npfdesk.plan.document import Document
from npfdesk.plan.edits import Label, SetAssumptions, SetLeverLevels, SetObservations, SetTargets
from npfdesk.plan.model import PlanTarget
from npfdesk.plan.numbers import plain
from npfdesk.plan.problems import Wording
from npfdesk.plan.scenarios import Assumption, LeverLevels, Method
from npfdesk.plan.series import ANY, AssumptionKey, LeverLevelKey, SeriesKey, TargetKey

METHOD_NAMES: Final[Mapping[Method, Wording]] = MappingProxyType(
    {
        Method.GROWTH: Wording("增长率", "growth"),
        Method.STEP: Wording("增量", "step"),
        Method.TARGET: Wording("按目标", "target"),
        Method.TREND: Wording("趋势", "trend"),
        Method.LOGISTIC: Wording("S 曲线", "S curve"),
        Method.HOLD: Wording("不变", "hold"),
        Method.VALUES: Wording("逐年值", "values"),
    }
)
_NONE: Final = Wording("无", "none")
_ANY: Final = Wording("全部地区", "all regions")


def _label(zh: str, en: str, **arguments: object) -> Label:
    return Label(Wording(zh, en), MappingProxyType(arguments))


def where(document: Document, region: str, industry: str) -> str | Wording:
    """A region and industry in words; every region is said in the reader's language."""
    plan = document.plan
    place = plan.region_by_code.get(region)
    sector = plan.industry_by_code.get(industry)
    if region == ANY:
        return _ANY if sector is None else sector.name
    name = place.name if place is not None else region
    return f"{name} {sector.name}" if sector is not None else name


def _indicator(document: Document, code: str) -> tuple[str, str]:
    indicator = document.plan.indicator_by_code.get(code)
    return (indicator.name, indicator.unit) if indicator is not None else (code, "")


def set_assumptions(
    document: Document, scenario: str, values: Mapping[AssumptionKey, Assumption | None], drag: str = ""
) -> SetAssumptions:
    """Set assumptions of a scenario, labelled by what changes."""
    own = document.scenarios[scenario].assumptions
    return SetAssumptions(scenario, values, _assumption_label(document, own, values), drag)


def _assumption_label(
    document: Document,
    own: Mapping[AssumptionKey, Assumption],
    values: Mapping[AssumptionKey, Assumption | None],
) -> Label:
    if len(values) != 1:
        return _label("{count} 个假设", "{count} assumptions", count=len(values))
    ((key, after),) = values.items()
    name, unit = _indicator(document, key.indicator)
    subject = {"where": where(document, key.region, key.industry), "what": name}
    if after is None:
        return _label("{where} {what} 回到上级", "{where} {what} back to the parent", **subject)
    before = own.get(key)
    if before is None or before.method is not after.method:
        method = METHOD_NAMES[after.method]
        unit = "%" if after.method is Method.GROWTH else unit
        figure = f" {plain(after.value)} {unit}".rstrip() if after.value is not None else ""
        return _label(
            "{where} {what} {method}{figure}",
            "{where} {what} {method}{figure}",
            **subject,
            method=method,
            figure=figure,
        )
    unit = "%" if after.method is Method.GROWTH else unit
    if before.value != after.value:
        return _change_label(subject, before.value, after.value, unit)
    then, now = dict(before.by_year), dict(after.by_year)
    years = [year for year in sorted({*then, *now}) if then.get(year) != now.get(year)]
    if len(years) == 1:
        subject["what"] = f"{name} {years[0]}"
        return _change_label(subject, then.get(years[0]), now.get(years[0]), unit)
    return _label("{where} {what} 假设", "{where} {what} assumption", **subject)


def _change_label(
    subject: Mapping[str, object], before: float | None, after: float | None, unit: str
) -> Label:
    return _label(
        "{where} {what} {before} → {after} {unit}",
        "{where} {what} {before} → {after} {unit}",
        **subject,
        before=plain(before) or _NONE,
        after=plain(after) or _NONE,
        unit=unit,
    )


def set_levels(
    document: Document, scenario: str, values: Mapping[LeverLevelKey, LeverLevels | None], drag: str = ""
) -> SetLeverLevels:
    """Set lever levels of a scenario, labelled by what changes."""
    if len(values) != 1:
        label = _label("{count} 个抓手强度", "{count} lever levels", count=len(values))
        return SetLeverLevels(scenario, values, label, drag)
    ((key, after),) = values.items()
    subject = {"where": where(document, key.region, key.industry), "what": key.lever}
    before = document.scenarios[scenario].levels.get(key)
    if after is None:
        label = _label("{where} {what} 回到上级", "{where} {what} back to the parent", **subject)
        return SetLeverLevels(scenario, values, label, drag)
    then, now = dict(before.by_year) if before is not None else {}, dict(after.by_year)
    years = [year for year in sorted({*then, *now}) if then.get(year) != now.get(year)]
    if len(years) == 1:
        subject["what"] = f"{key.lever} {years[0]}"
        label = _change_label(subject, then.get(years[0]), now.get(years[0]), "%")
    else:
        label = _label("{where} {what} 强度", "{where} {what} intensity", **subject)
    return SetLeverLevels(scenario, values, label, drag)


def set_observations(
    document: Document, values: Mapping[tuple[SeriesKey, int], float | None], drag: str = ""
) -> SetObservations:
    """Amend observed figures of the plan, labelled by what changes."""
    if len(values) != 1:
        label = _label("修订 {count} 个数据", "{count} observed figures amended", count=len(values))
        return SetObservations(values, label, drag)
    (((series, year), after),) = values.items()
    name, unit = _indicator(document, series.indicator)
    row = document.plan.row[series]
    before = float(document.plan.observed[row, document.plan.column(year)])
    subject = {"where": where(document, series.region, series.industry), "what": f"{name} {year}"}
    return SetObservations(values, _change_label(subject, before, after, unit), drag)


def set_targets(
    document: Document, values: Mapping[TargetKey, PlanTarget | None], scenario: str | None = None
) -> SetTargets:
    """Amend the plan's targets, or set a scenario's own, labelled by what changes."""
    if len(values) != 1:
        return SetTargets(values, _label("{count} 个目标", "{count} targets", count=len(values)), scenario)
    ((key, after),) = values.items()
    name, _ = _indicator(document, key.series.indicator)
    before = document.plan.targets.get(key)
    label = _label(
        "{where} {what} {year}目标 {before} → {after}",
        "{where} {what} target {year} {before} → {after}",
        where=where(document, key.series.region, key.series.industry),
        what=name,
        year=key.year,
        before=before.text if before is not None and before.text else "—",
        after=after.text if after is not None and after.text else "—",
    )
    return SetTargets(values, label, scenario)


def scenario_added(name: str, parent: str) -> Label:
    """A new scenario from another."""
    return _label(
        "新建情景“{name}”（自“{parent}”）", "New scenario “{name}” from “{parent}”", name=name, parent=parent
    )


def scenario_duplicated(name: str) -> Label:
    """A duplicate."""
    return _label("复制情景“{name}”", "Duplicate scenario “{name}”", name=name)


def scenario_renamed(before: str, after: str) -> Label:
    """Another name."""
    return _label(
        "情景改名 {before} → {after}", "Rename scenario {before} → {after}", before=before, after=after
    )


def scenario_removed(name: str) -> Label:
    """A scenario deleted."""
    return _label("删除情景“{name}”", "Delete scenario “{name}”", name=name)


def scenario_recoloured(name: str) -> Label:
    """Another colour."""
    return _label("情景“{name}”换颜色", "Colour of scenario “{name}”", name=name)
