"""What the cells of each part of the work say, in words: for the history, a merge, an import."""

from __future__ import annotations

from typing import Any, Final

from npfdesk.plan.commitments import STATE_NAMES, CommitmentKey, Standing
from npfdesk.plan.grains import Cell, Telling, value_words
from npfdesk.plan.lever_amendments import Insertion, StatedEffect
from npfdesk.plan.methods import Method
from npfdesk.plan.notes import CellNote
from npfdesk.plan.numbers import plain
from npfdesk.plan.problems import Wording
from npfdesk.plan.saved_views import SavedView
from npfdesk.plan.scenarios import Assumption, LeverLevels, ResponseRule, Scenario
from npfdesk.plan.spillover import Spillover
from npfdesk.plan.targets import PlanTarget

_TAKEN_AWAY: Final = Wording("删去", "taken away")


def nowhere(_telling: Telling, _key: tuple[Any, ...]) -> list[str]:
    """Rows whose area says enough."""
    return []


def of_commitment(_telling: Telling, key: tuple[Any, ...]) -> list[str]:
    """Which commitment is meant."""
    return [CommitmentKey(*key).item]


def head_said(telling: Telling, cell: Cell, value: Any) -> str:
    """A cell of a scenario's head; the name of a whole scenario, or of a head that came or went as a whole."""
    if isinstance(value, Scenario):
        return value.name
    if isinstance(value, tuple):
        return str(value[0])
    return telling.names.get(value, str(value)) if cell.part == "parent" else str(value)


def assumption_said(telling: Telling, cell: Cell, value: Any) -> str:
    """A cell of an assumption, or the whole of it."""
    indicator = cell.row.key[2]
    if isinstance(value, Assumption):
        told = [_path(telling, indicator, (value.method, value.value, value.midpoint))]
        if value.by_year:
            told.append(_years(value.by_year))
        return "; ".join(told)
    if cell.part == "path":
        return _path(telling, indicator, value)
    if cell.part == "range":
        return " ~ ".join(plain(one) or "—" for one in value)
    return value_words(telling, cell, value)


def level_said(_telling: Telling, _cell: Cell, value: LeverLevels | float) -> str:
    """A lever's level in a year, or all of them."""
    if isinstance(value, LeverLevels):
        return _years(value.by_year, "%") or "—"
    return f"{plain(value)} %"


def target_said(_telling: Telling, _cell: Cell, target: PlanTarget) -> str:
    """A target as it is worded."""
    return f"{target.text} / {target.stretch_text}" if target.stretch_text else target.text


def responses_said(_telling: Telling, _cell: Cell, rules: tuple[ResponseRule, ...]) -> str:
    """A scenario's rules of response."""
    return "; ".join(f"{one.colour} {one.years} → {one.lever} {plain(one.intensity)} %" for one in rules)


def observation_said(telling: Telling, _cell: Cell, value: tuple[float | None]) -> str:
    """An amended figure."""
    (figure,) = value
    return _TAKEN_AWAY.text(telling.language, {}) if figure is None else plain(figure)


def plan_target_said(telling: Telling, cell: Cell, value: tuple[PlanTarget | None]) -> str:
    """An amended target of the plan."""
    (target,) = value
    return _TAKEN_AWAY.text(telling.language, {}) if target is None else target_said(telling, cell, target)


def insertion_said(_telling: Telling, _cell: Cell, insertion: Insertion) -> str:
    """Which framework was inserted."""
    return insertion.framework


def view_said(_telling: Telling, _cell: Cell, view: SavedView) -> str:
    """A view of the storyboard."""
    return view.title or view.view


def note_said(_telling: Telling, _cell: Cell, note: CellNote) -> str:
    """A note on a cell."""
    return note.text


def spillover_said(_telling: Telling, _cell: Cell, spillover: Spillover) -> str:
    """What is passed on."""
    return f"{plain(round(spillover.share * 100, 6))} %"


def standing_said(telling: Telling, _cell: Cell, standing: Standing) -> str:
    """How a commitment stands."""
    state = STATE_NAMES[standing.state].text(telling.language, {}) if standing.state is not None else ""
    told = (state, standing.owner, standing.milestone, standing.evidence)
    return "; ".join(part for part in told if part)


def effect_said(_telling: Telling, _cell: Cell, effect: StatedEffect) -> str:
    """A lever's effect, with what it rests on."""
    return "; ".join(part for part in (plain(effect.effect), effect.note, effect.source) if part)


def _unit(telling: Telling, indicator: str, method: Method) -> str:
    item = telling.plan.indicator_by_code.get(indicator)
    return method.about.shown_unit(item.unit if item is not None else "")


def _path(telling: Telling, indicator: str, path: tuple[Method, Any, Any]) -> str:
    method, value, midpoint = path
    told = [method.about.words.text(telling.language, {})]
    if value is not None:
        told.append(f"{plain(value)} {_unit(telling, indicator, method)}".rstrip())
    if midpoint is not None:
        told.append(plain(midpoint))
    return " ".join(told)


def _years(by_year: tuple[tuple[int, float], ...], unit: str = "") -> str:
    return ", ".join(f"{year}: {plain(figure)} {unit}".rstrip() for year, figure in by_year)
