"""Edits of the board, and those that it makes of the scenario: setting it back, remembering it as a scenario."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from npfdesk.plan.board import (
    EMPTY,
    FEWEST_CHARTS,
    MOST_CHARTS,
    MOST_PARAMETERS,
    Board,
    BoardTable,
    ParameterKey,
)
from npfdesk.plan.document import Document
from npfdesk.plan.edits import (
    AddScenario,
    CombinedEdit,
    Edit,
    EditRefused,
    Label,
    SetAssumptions,
    SetLeverIntensities,
    SetObservations,
    SetTargets,
)
from npfdesk.plan.problems import Problem, Wording, error
from npfdesk.plan.scenarios import Scenario
from npfdesk.plan.series import SeriesKey, TargetKey

FULL_BOARD: Final = error(
    "board_full",
    "参数看板已有 {count} 个参数，没有放上。请先取下一个。",
    "The board already has {count} parameters, so nothing was added. Take one off first.",
)
FULL_CHARTS: Final = error(
    "board_charts_full",
    "参数看板已有 {count} 张图，没有放上。请先取下一张。",
    "The board already has {count} charts, so nothing was added. Take one off first.",
)


@dataclass(frozen=True)
class SetBoard:
    """Replaces the board; no figure changes."""

    board: Board
    label: Label
    drag: str = ""

    def apply(self, document: Document) -> Document:
        """The document after it; an empty board is none. EditRefused where it holds too much."""
        if len(self.board.parameters) > MOST_PARAMETERS:
            raise EditRefused("board", Problem(FULL_BOARD, arguments={"count": MOST_PARAMETERS}))
        if len(self.board.charts) > MOST_CHARTS:
            raise EditRefused("board", Problem(FULL_CHARTS, arguments={"count": MOST_CHARTS}))
        board = None if self.board == EMPTY else self.board
        return replace(document, work=replace(document.work, board=board))


def board_of(document: Document) -> Board:
    """The board of a document, an empty one where there is none."""
    return document.work.board or EMPTY


def put_parameter(document: Document, key: ParameterKey, series: SeriesKey | None = None) -> SetBoard:
    """Put a parameter on the board; while there are too few charts, those of a series and of its whole come along."""
    board, plan = board_of(document), document.plan
    brought = () if series is None else (series, series._replace(region=plan.root))
    free = max(FEWEST_CHARTS - len(board.charts), 0)
    new = [one for one in dict.fromkeys(brought) if one in plan.row and one not in board.charts]
    charts = (*board.charts, *new[:free])
    there = board.parameters if key in board.parameters else (*board.parameters, key)
    return SetBoard(Board(there, charts), _label("参数放上看板", "Parameter put on the board"))


def take_parameter(document: Document, key: ParameterKey) -> SetBoard:
    """Take a parameter off the board; its figure stays as it is."""
    board = board_of(document)
    left = tuple(one for one in board.parameters if one != key)
    return SetBoard(
        replace(board, parameters=left), _label("参数从看板取下", "Parameter taken off the board")
    )


def put_chart(document: Document, chart: SeriesKey) -> SetBoard:
    """Put the chart of a series on the board."""
    board = board_of(document)
    there = board.charts if chart in board.charts else (*board.charts, chart)
    return SetBoard(replace(board, charts=there), _label("图放上看板", "Chart put on the board"))


def take_chart(document: Document, chart: SeriesKey) -> SetBoard:
    """Take a chart off the board."""
    board = board_of(document)
    left = tuple(one for one in board.charts if one != chart)
    return SetBoard(replace(board, charts=left), _label("图从看板取下", "Chart taken off the board"))


def moved(begun: Document, now: Document) -> bool:
    """Whether the parameters on the board stand elsewhere than they stood when it was begun."""
    return bool(_reset_edits(begun, now))


def reset_board(begun: Document, now: Document) -> Edit | None:
    """Set the parameters on the board back to what they were in the scenario edited; None where nothing moved.

    What the scenario did not have of its own goes back to the parent's.
    """
    edits = _reset_edits(begun, now)
    return CombinedEdit(edits, _label("看板复原", "Board reset")) if edits else None


def remember_board(begun: Document, now: Document, identity: str, name: str) -> Edit | None:
    """Keep what the parameters on the board are now as a new child of the scenario edited, which is set back itself.

    Data are the plan's and not a scenario's: they stay as they are. None where nothing moved; EditRefused for a name
    in use.
    """
    edits = _reset_edits(begun, now, data=False)
    if not edits:
        return None
    own, keys = now.scenario, board_of(now).parameters
    tables = {table: [key for key in keys if key.table is table] for table in BoardTable}
    kept = Scenario(identity, name, now.active).with_assumptions(
        {key.assumption: own.assumptions.get(key.assumption) for key in tables[BoardTable.ASSUMPTION]}
    )
    kept = kept.with_intensities(
        {key.intensity: own.intensities.get(key.intensity) for key in tables[BoardTable.LEVER]}
    )
    targets = (_target_key(key) for key in tables[BoardTable.TARGET])
    kept = kept.with_targets({key: own.targets.get(key) for key in targets})
    label = _label("看板记为情景“{name}”", "Board remembered as scenario “{name}”", name=name)
    return CombinedEdit((*edits, AddScenario(kept, label), _Activate(now.active, label)), label)


@dataclass(frozen=True)
class _Activate:
    """Goes on with the scenario that was edited, behind an edit that made another one active."""

    scenario: str
    label: Label
    drag: str = ""

    def apply(self, document: Document) -> Document:
        """The document with that scenario active."""
        return replace(document, active=self.scenario)


def _reset_edits(begun: Document, now: Document, data: bool = True) -> tuple[Edit, ...]:
    label, active = Label(Wording("", "")), now.active
    own, then = now.scenario, begun.scenarios.get(active)
    keys = board_of(now).parameters
    edits: list[Edit] = []
    assumed = {
        key: old
        for key in (one.assumption for one in keys if one.table is BoardTable.ASSUMPTION)
        if (old := then.assumptions.get(key) if then is not None else None) != own.assumptions.get(key)
    }
    if assumed:
        edits.append(SetAssumptions(active, MappingProxyType(assumed), label))
    levels = {
        key: level
        for key in (one.intensity for one in keys if one.table is BoardTable.LEVER)
        if (level := then.intensities.get(key) if then is not None else None) != own.intensities.get(key)
    }
    if levels:
        edits.append(SetLeverIntensities(active, MappingProxyType(levels), label))
    targets = {
        key: target
        for key in (_target_key(one) for one in keys if one.table is BoardTable.TARGET)
        if (target := then.targets.get(key) if then is not None else None) != own.targets.get(key)
    }
    if targets:
        edits.append(SetTargets(MappingProxyType(targets), label, active))
    figures = {
        (one.series, one.year): before
        for one in keys
        if one.table is BoardTable.OBSERVED
        and data
        and (before := observed_figure(begun, one)) != observed_figure(now, one)
    }
    if figures:
        edits.append(SetObservations(MappingProxyType(figures), label))
    return tuple(edits)


def observed_figure(document: Document, key: ParameterKey) -> float | None:
    """The actual of a parameter of the data; None where there is none."""
    return document.plan.observed_figure(key.series, key.year)


def _target_key(key: ParameterKey) -> TargetKey:
    return TargetKey(key.series, key.year)


def _label(zh: str, en: str, **arguments: object) -> Label:
    return Label(Wording(zh, en), MappingProxyType(arguments))
