"""Cells of saved work and what they say, in words: for the history, a merge, an import."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from npfdesk.plan.cells import WHOLE, Area, Cell
from npfdesk.plan.commitments import STATE_NAMES, CommitmentKey, Standing
from npfdesk.plan.effects import EffectKey, StatedEffect
from npfdesk.plan.insertions import Insertion
from npfdesk.plan.methods import Method
from npfdesk.plan.model import Plan, PlanTarget
from npfdesk.plan.notes import CellNote, NoteKey
from npfdesk.plan.numbers import plain
from npfdesk.plan.problems import Language, Wording
from npfdesk.plan.saved_views import SavedView
from npfdesk.plan.scenarios import Assumption, LeverLevels, Scenario
from npfdesk.plan.series import ANY
from npfdesk.plan.spillover import Spillover

AREA_NAMES: Final[Mapping[Area, Wording]] = MappingProxyType(
    {
        Area.SCENARIO: Wording("情景", "scenario"),
        Area.ASSUMPTION: Wording("假设", "assumption"),
        Area.LEVEL: Wording("抓手强度", "lever"),
        Area.TARGET: Wording("情景目标", "scenario's target"),
        Area.OBSERVATION: Wording("数据修订", "observed figure"),
        Area.PLAN_TARGET: Wording("规划目标", "plan's target"),
        Area.KNOWN: Wording("已知发现", "known finding"),
        Area.INSERTION: Wording("框架", "framework"),
        Area.RESPONSES: Wording("响应规则", "response rules"),
        Area.VIEW: Wording("故事板", "view of the storyboard"),
        Area.NOTE: Wording("批注", "note"),
        Area.SPILLOVER: Wording("区域溢出", "spillover"),
        Area.STANDING: Wording("承诺", "commitment"),
        Area.EFFECT: Wording("抓手效应", "lever's effect"),
    }
)
_PARTS: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        "name": Wording("名称", "name"),
        "parent": Wording("上级", "parent"),
        "description": Wording("说明", "description"),
        "colour": Wording("颜色", "colour"),
        "path": Wording("方法和参数", "method and value"),
        "range": Wording("上下限", "range"),
        "note": Wording("备注", "note"),
    }
)
_NOT_THERE: Final = Wording("无", "none")
_TAKEN_AWAY: Final = Wording("删去", "taken away")
_ALL: Final = Wording("全部地区", "all regions")


def _named(item: Any, code: str, language: Language) -> str:
    if item is None:
        return code
    english = getattr(item, "english", "")
    return str(english if language == "en" and english else item.name)


def _place(plan: Plan, region: str, industry: str, language: Language) -> list[str]:
    found = [
        _ALL.text(language, {})
        if region == ANY
        else _named(plan.region_by_code.get(region), region, language)
    ]
    if industry not in ("", ANY):
        found.append(_named(plan.industry_by_code.get(industry), industry, language))
    return found


def cell_text(plan: Plan, cell: Cell, language: Language) -> str:
    """Which cell is meant, without its scenario: area, place, indicator, year."""
    row, part = cell
    told: list[str] = []
    if row.area is Area.ASSUMPTION:
        told = _place(plan, row.key[0], row.key[1], language)
        told.append(_named(plan.indicator_by_code.get(row.key[2]), row.key[2], language))
    elif row.area is Area.LEVEL:
        told = [*_place(plan, row.key[1], row.key[2], language), row.key[0]]
    elif row.area in (Area.TARGET, Area.PLAN_TARGET, Area.OBSERVATION):
        series, year = row.key
        told = _place(plan, series.region, series.industry, language)
        told += [_named(plan.indicator_by_code.get(series.indicator), series.indicator, language), str(year)]
    elif row.area is Area.NOTE:
        on = NoteKey(*row.key)
        told = _place(plan, on.region, on.industry, language)
        told.append(_named(plan.indicator_by_code.get(on.indicator), on.indicator, language))
        told += [str(on.year)] if on.year else []
    elif row.area is Area.EFFECT:
        acting = EffectKey(*row.key)
        told = [
            acting.lever,
            _named(plan.indicator_by_code.get(acting.indicator), acting.indicator, language),
        ]
    elif row.area is Area.STANDING:
        told = [CommitmentKey(*row.key).item]
    elif row.area in (Area.KNOWN, Area.INSERTION):
        told = [str(row.key[0])]
    if part != WHOLE:
        words = _PARTS.get(part)
        told.append(words.text(language, {}) if words is not None else part)
    return " · ".join((AREA_NAMES[row.area].text(language, {}), *told))


def scenario_text(cell: Cell, names: Mapping[str, str]) -> str:
    """The name of a cell's scenario; "" for an amendment of the plan."""
    return names.get(cell.row.scenario, cell.row.scenario)


def value_text(plan: Plan, cell: Cell, value: Any, names: Mapping[str, str], language: Language) -> str:
    """What a cell says; a word for one that is not there."""
    row, part = cell
    if value is None:
        return _NOT_THERE.text(language, {})
    if isinstance(value, Scenario):
        return value.name
    if part == "parent":
        return names.get(value, str(value))
    if isinstance(value, Assumption):
        return _assumption(plan, row.key[2], value, language)
    if part == "path":
        return _path(plan, row.key[2], value, language)
    if part == "range":
        return " ~ ".join(plain(one) or "—" for one in value)
    if isinstance(value, LeverLevels):
        return _years(value.by_year, "%") or "—"
    if isinstance(value, PlanTarget):
        return _target(value)
    if row.area in (Area.OBSERVATION, Area.PLAN_TARGET):
        (amended,) = value
        if amended is None:
            return _TAKEN_AWAY.text(language, {})
        return _target(amended) if isinstance(amended, PlanTarget) else plain(amended)
    if isinstance(value, CellNote):
        return value.text
    if isinstance(value, Insertion):
        return value.framework
    if isinstance(value, StatedEffect):
        return "; ".join(part for part in (plain(value.effect), value.note, value.source) if part)
    if isinstance(value, Standing):
        return _standing(value, language)
    if isinstance(value, SavedView):
        return value.title or value.view
    if isinstance(value, Spillover):
        return f"{plain(round(value.share * 100, 6))} %"
    if row.area is Area.RESPONSES:
        return "; ".join(f"{one.colour} {one.years} → {one.lever} {plain(one.intensity)} %" for one in value)
    if isinstance(value, float | int):
        return f"{plain(value)} %" if row.area is Area.LEVEL else plain(value)
    return str(value)


def _standing(standing: Standing, language: Language) -> str:
    state = STATE_NAMES[standing.state].text(language, {}) if standing.state is not None else ""
    told = (state, standing.owner, standing.milestone, standing.evidence)
    return "; ".join(part for part in told if part)


def _target(target: PlanTarget) -> str:
    return f"{target.text} / {target.stretch_text}" if target.stretch_text else target.text


def _unit(plan: Plan, indicator: str, method: Method) -> str:
    item = plan.indicator_by_code.get(indicator)
    return method.about.shown_unit(item.unit if item is not None else "")


def _path(plan: Plan, indicator: str, path: tuple[Method, Any, Any], language: Language) -> str:
    method, value, midpoint = path
    told = [method.about.words.text(language, {})]
    if value is not None:
        told.append(f"{plain(value)} {_unit(plan, indicator, method)}".rstrip())
    if midpoint is not None:
        told.append(plain(midpoint))
    return " ".join(told)


def _years(by_year: tuple[tuple[int, float], ...], unit: str = "") -> str:
    return ", ".join(f"{year}: {plain(figure)} {unit}".rstrip() for year, figure in by_year)


def _assumption(plan: Plan, indicator: str, one: Assumption, language: Language) -> str:
    told = [_path(plan, indicator, (one.method, one.value, one.midpoint), language)]
    if one.by_year:
        told.append(_years(one.by_year))
    return "; ".join(told)
