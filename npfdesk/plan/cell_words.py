"""Texts of the cells of each part of the work, for the history, a merge and an import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any, Final

from npfdesk.plan.board import Board, BoardTable
from npfdesk.plan.chart_notes import ChartNote
from npfdesk.plan.commitments import STATE_NAMES, CommitmentKey, Standing
from npfdesk.plan.evaluations import KeptEvaluation
from npfdesk.plan.expressions import Expression
from npfdesk.plan.formula_words import formula_text, written_text
from npfdesk.plan.grains import Cell, CellContext, name_of, plain_value_text
from npfdesk.plan.lever_amendments import Insertion, StatedEffect
from npfdesk.plan.methods import Method
from npfdesk.plan.model import LeverEffect
from npfdesk.plan.negotiation import SETTLED, Proposal, ProposalKey, position_wording
from npfdesk.plan.notes import CellNote
from npfdesk.plan.numbers import in_unit, plain, trimmed
from npfdesk.plan.own_checks import OwnCheck
from npfdesk.plan.problems import Wording, clauses, joined
from npfdesk.plan.saved_views import SavedView
from npfdesk.plan.scenarios import Assumption, LeverIntensities, ResponseRule, Scenario
from npfdesk.plan.scoring import ScoringRule
from npfdesk.plan.series import ProgressKey
from npfdesk.plan.share_groups import ShareGroup
from npfdesk.plan.spillover import Spillover
from npfdesk.plan.spoken_names import named_so, side
from npfdesk.plan.status_rules import STATUS_SETTINGS
from npfdesk.plan.targets import PlanTarget
from npfdesk.plan.vintages import Vintage, VintageKey

GROWTH: Final = Wording("同比", "growth on the year before")
LOCKED: Final = Wording("（锁定）", " (locked)")
"""Behind the name of a share that stays where others give way."""
_TAKEN_AWAY: Final = Wording("删去", "removed")
SETTING_NAMES: Final = MappingProxyType(
    {
        "title": Wording("名称", "title"),
        "city": Wording("全市", "city"),
        "base year": Wording("基期", "base year"),
        "target year": Wording("目标年", "target year"),
        "horizon": Wording("展望年", "horizon"),
        "first year": Wording("首年", "first year"),
        **{key: one.words for key, one in STATUS_SETTINGS.items()},
    }
)
"""The settings of a plan by the keys of the sheet Plan."""
_KIND_NAMES: Final = MappingProxyType(
    {
        "regions": Wording("地区", "regions"),
        "industries": Wording("产业", "industries"),
        "indicators": Wording("指标", "indicators"),
        "sources": Wording("出处", "sources"),
    }
)


def no_place(_context: CellContext, _key: tuple[Any, ...]) -> list[str]:
    """No place: the name of the area is enough."""
    return []


def commitment_item(_context: CellContext, key: tuple[Any, ...]) -> list[str]:
    """The commitment's item."""
    return [CommitmentKey(*key).item]


def progress_place(context: CellContext, key: tuple[Any, ...]) -> list[str]:
    """The series, the period, and whether the figure is its growth."""
    series, period, growth = ProgressKey(*key)
    texts = [*context.place(series.region, series.industry), context.indicator(series.indicator)]
    texts.append(period.words(context.language == "zh"))
    return [*texts, GROWTH.text(context.language, {})] if growth else texts


def vintage_place(context: CellContext, key: tuple[Any, ...]) -> list[str]:
    """The series, the year that the figure is of, and the day since which it stands."""
    series, year, since = VintageKey(*key)
    return [
        *context.place(series.region, series.industry),
        context.indicator(series.indicator),
        str(year),
        since,
    ]


def proposal_place(context: CellContext, key: tuple[Any, ...]) -> list[str]:
    """The series, the year of the target, the round and the side."""
    series, year, number, who = ProposalKey(*key)
    return [
        *context.place(series.region, series.industry),
        context.indicator(series.indicator),
        str(year),
        position_wording(number, who).text(context.language, {}),
    ]


def setting_names(context: CellContext, key: tuple[Any, ...]) -> list[str]:
    """The name of a setting of the plan."""
    return [_worded(SETTING_NAMES, key[0], context)]


def order_names(context: CellContext, key: tuple[Any, ...]) -> list[str]:
    """The kind of things that are in another order."""
    return [_worded(_KIND_NAMES, key[0], context)]


def order_text(context: CellContext, _cell: Cell, codes: tuple[str, ...]) -> str:
    """The names in their order."""
    return joined((thing_names(context, (code,))[0] for code in codes), context.language)


def thing_names(context: CellContext, key: tuple[Any, ...]) -> list[str]:
    """The name of a region, industry, indicator or source by its code."""
    plan, code = context.plan, key[0]
    known = (plan.region_by_code, plan.industry_by_code, plan.indicator_by_code)
    return [next((name_of(one[code], code, context.language) for one in known if code in one), code)]


def thing_text(context: CellContext, _cell: Cell, value: tuple[Any]) -> str:
    """What a region, an industry, an indicator, a source or a commitment says, its fields that say something."""
    (thing,) = value
    if thing is None:
        return _TAKEN_AWAY.text(context.language, {})
    said = (getattr(thing, one.name) for one in fields(thing) if one.name not in ("code", "sheet", "cell"))
    texts = (
        formula_text(context.plan, one.root, context.language) if isinstance(one, Expression) else one
        for one in said
    )
    parts = (str(one) for one in texts if isinstance(one, str | int) and one and one is not True)
    return clauses(parts, context.language)


def lever_row_text(context: CellContext, _cell: Cell, value: tuple[LeverEffect | None]) -> str:
    """An effect of a lever."""
    (one,) = value
    if one is None:
        return _TAKEN_AWAY.text(context.language, {})
    parts = (part for part in (one.dimension, plain(one.effect), one.note, one.source) if part)
    return clauses(parts, context.language)


def _worded(words: Mapping[str, Wording], key: str, context: CellContext) -> str:
    return words[key].text(context.language, {}) if key in words else key


def head_text(context: CellContext, cell: Cell, value: Any) -> str:
    """A cell of a scenario's head; the scenario's name where the whole scenario or head was added or removed."""
    if isinstance(value, Scenario):
        return value.name
    if cell.part == "packages":
        names = joined((context.names.get(one, one) for one in value), context.language)
        return side(names, context.language)
    if isinstance(value, tuple):
        return str(value[0])
    return context.names.get(value, str(value)) if cell.part == "parent" else str(value)


def assumption_text(context: CellContext, cell: Cell, value: Any) -> str:
    """A cell of an assumption, or the whole of it."""
    indicator = cell.row.key[2]
    if isinstance(value, Assumption):
        texts = [_path(context, indicator, (value.method, value.value, value.midpoint))]
        if value.by_year:
            texts.append(_years(context, value.by_year))
        return clauses(texts, context.language)
    if cell.part == "path":
        return _path(context, indicator, value)
    if cell.part == "range":
        return " ~ ".join(plain(one) or "—" for one in value)
    return plain_value_text(context, cell, value)


def intensity_text(context: CellContext, _cell: Cell, value: LeverIntensities | float) -> str:
    """A lever's intensity in a year, or all of them."""
    if isinstance(value, LeverIntensities):
        return _years(context, value.by_year, "%") or "—"
    return in_unit(plain(value), "%")


def scenario_target_text(_context: CellContext, _cell: Cell, target: PlanTarget) -> str:
    """A target's text, as worded."""
    words = " / ".join(part for part in (target.text, target.stretch_text) if part)
    return f"{words}（{target.owner}）" if target.owner else words


def responses_text(context: CellContext, _cell: Cell, rules: tuple[ResponseRule, ...]) -> str:
    """A scenario's response rules."""
    said = (f"{one.colour} {one.years} → {one.lever} {plain(one.intensity)}%" for one in rules)
    return clauses(said, context.language)


def observation_text(context: CellContext, _cell: Cell, value: tuple[float | None]) -> str:
    """An amended figure."""
    (figure,) = value
    return _TAKEN_AWAY.text(context.language, {}) if figure is None else plain(figure)


def plan_target_text(context: CellContext, cell: Cell, value: tuple[PlanTarget | None]) -> str:
    """An amended target of the plan."""
    (target,) = value
    return (
        _TAKEN_AWAY.text(context.language, {})
        if target is None
        else scenario_target_text(context, cell, target)
    )


def insertion_text(_context: CellContext, _cell: Cell, insertion: Insertion) -> str:
    """The inserted framework's name."""
    return insertion.framework


def view_text(_context: CellContext, _cell: Cell, view: SavedView) -> str:
    """A view of the storyboard."""
    return view.title or view.view


def board_text(context: CellContext, _cell: Cell, board: Board) -> str:
    """The parameters on the board, by what they are of; without any, how many charts it has."""
    names = (
        one.what if one.table is BoardTable.LEVER else context.indicator(one.what) for one in board.parameters
    )
    charts = (context.indicator(one.indicator) for one in board.charts)
    return joined(dict.fromkeys((*names, *charts)), context.language)


def chart_note_text(context: CellContext, _cell: Cell, note: ChartNote) -> str:
    """A note on a chart."""
    return note.spoken(context.language)


def note_text(_context: CellContext, _cell: Cell, note: CellNote) -> str:
    """A note on a cell."""
    return note.text


def spillover_text(_context: CellContext, _cell: Cell, spillover: Spillover) -> str:
    """The share that regions pass on."""
    return in_unit(trimmed(spillover.share * 100, 6), "%")


def standing_text(context: CellContext, _cell: Cell, standing: Standing) -> str:
    """How a commitment stands."""
    state = STATE_NAMES[standing.state].text(context.language, {}) if standing.state is not None else ""
    texts = (state, standing.owner, standing.milestone, standing.due, standing.evidence)
    return clauses((part for part in texts if part), context.language)


def effect_text(context: CellContext, _cell: Cell, effect: StatedEffect) -> str:
    """A lever's effect, with what it rests on."""
    parts = (part for part in (plain(effect.effect), effect.note, effect.source) if part)
    return clauses(parts, context.language)


def check_text(context: CellContext, _cell: Cell, value: tuple[OwnCheck | None]) -> str:
    """An amended check of the plan's own."""
    (check,) = value
    if check is None:
        return _TAKEN_AWAY.text(context.language, {})
    return written_text(context.plan, check.expression, context.language)


def share_group_text(context: CellContext, _cell: Cell, value: tuple[ShareGroup | None]) -> str:
    """An amended group of shares: its members, the locked ones marked."""
    (group,) = value
    if group is None:
        return _TAKEN_AWAY.text(context.language, {})
    lock = LOCKED.text(context.language, {})
    names = (f"{context.indicator(code)}{lock if code in group.locked else ''}" for code in group.members)
    return f"{' + '.join(names)} = {plain(group.total)}"


def vintage_text(context: CellContext, _cell: Cell, value: tuple[Vintage | None]) -> str:
    """An amended vintage: its figure, and by which source."""
    (one,) = value
    if one is None:
        return _TAKEN_AWAY.text(context.language, {})
    figure = "—" if one.figure is None else plain(one.figure)
    return clauses((part for part in (figure, one.source, one.note) if part), context.language)


def proposal_text(context: CellContext, _cell: Cell, value: tuple[Proposal | None]) -> str:
    """An amended position in negotiation: its words, its reason, its source, and that it is settled."""
    (one,) = value
    if one is None:
        return _TAKEN_AWAY.text(context.language, {})
    settled = SETTLED.text(context.language, {}) if one.settled else ""
    return clauses((part for part in (one.text, settled, one.reason, one.source) if part), context.language)


def scoring_text(context: CellContext, _cell: Cell, value: tuple[ScoringRule | None]) -> str:
    """An amended rule of scoring: its indicator, its points and by what they are given."""
    (rule,) = value
    if rule is None:
        return _TAKEN_AWAY.text(context.language, {})
    method = rule.method.words.text(context.language, {})
    return f"{context.indicator(rule.indicator)} {plain(rule.points)} {method}"


def evaluation_text(context: CellContext, _cell: Cell, kept: KeptEvaluation) -> str:
    """A kept evaluation: its year, its scenario and the day on which it was kept."""
    return f"{kept.year} {named_so(context.plan.scenarios, kept.scenario, context.language)} {kept.taken}"


def _unit(context: CellContext, indicator: str, method: Method) -> str:
    item = context.plan.indicator_by_code.get(indicator)
    return method.about.shown_unit(item.unit if item is not None else "", context.language)


def _path(context: CellContext, indicator: str, path: tuple[Method, Any, Any]) -> str:
    method, value, midpoint = path
    texts = [method.about.words.text(context.language, {})]
    if value is not None:
        texts.append(in_unit(plain(value), _unit(context, indicator, method)))
    if midpoint is not None:
        texts.append(plain(midpoint))
    return " ".join(texts)


def _years(context: CellContext, by_year: tuple[tuple[int, float], ...], unit: str = "") -> str:
    said = (f"{year}: {in_unit(plain(figure), unit)}" for year, figure in by_year)
    return clauses(said, context.language, comma=True)
