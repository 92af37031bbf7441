"""The sliders of the leader's copy: up to six parameters of a scenario that the page can recompute, with range and words.

Those on the plan's board of key parameters where it has one, else the rows of assumptions and levers of which a change moves
the key indicators most. A slider is what the same edit in the window is: the figure of one row in the scenario itself. Only
a row that answers for the same series before and after it is the scenario's own moves nothing by itself; another is left out.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.inputs import OwnedAssumption, OwnedIntensities
from npfdesk.engine.projection.results import Results
from npfdesk.engine.projection.update import compute, update
from npfdesk.plan.assumption_parts import VALUE, Part
from npfdesk.plan.board import Board, BoardTable, ParameterKey
from npfdesk.plan.document import Document, effective_assumption, effective_intensities
from npfdesk.plan.edit_labels import set_assumptions, set_intensities
from npfdesk.plan.edits import Edit
from npfdesk.plan.grips import Grip
from npfdesk.plan.method_description import Unit
from npfdesk.plan.methods import Method
from npfdesk.plan.scenarios import LeverIntensities, by_id
from npfdesk.plan.series import ANY
from npfdesk.plan.work import Work
from npfdesk.report.leader_page.live_series import MOVED_METHODS, Moved

IntArray = NDArray[np.int64]
Owned = OwnedAssumption | OwnedIntensities
Figures = Sequence[tuple[int, int]]
"""Figures by their series' row and the column of the year."""

MOST: Final = 6
_TRIED: Final = 160
"""How many rows are tried for their effect; those for the root and for all regions come first."""
_STEPS: Final = 50
"""How many steps a slider has to either side."""


@dataclass(frozen=True)
class Slider:
    """A parameter that can be moved: its key, what it is now, and between what it moves by which step.

    `low` and `high` are inclusive; figures are given to `places` decimals. Its present figure stands as it is.
    """

    key: ParameterKey
    figure: float
    low: float
    high: float
    step: float
    places: int


@dataclass(frozen=True)
class Offered:
    """The sliders of a scenario, and the parameters of the board that the page cannot move.

    `results` are those of the document in which every slider's row is the scenario's own; the same figures.
    """

    document: Document
    results: Results
    sliders: tuple[Slider, ...]
    refused: tuple[ParameterKey, ...]

    @property
    def moved(self) -> Moved:
        """The rows that the sliders are of."""
        keys = [one.key for one in self.sliders]
        return Moved(
            frozenset(one.assumption for one in keys if one.table is BoardTable.ASSUMPTION),
            frozenset(one.intensity for one in keys if one.table is BoardTable.LEVER),
        )


def offered(results: Results, scenario: str, board: Board | None, figures: Figures) -> Offered:
    """The sliders of a scenario; `figures` are those of the key indicators, by which the most telling are found."""
    document = _alone(results, scenario)
    base = compute(document)
    wished = board.parameters if board is not None else ()
    keys = wished or tuple(_telling(document, base, figures))
    kept: list[Slider] = []
    refused: list[ParameterKey] = []
    for key in keys:
        free = len(kept) < MOST and not _rests_on_another(document, key, keys)
        slider = _slider(document, key) if free else None
        owned = _owned(document, base, slider) if slider is not None else None
        if slider is None or owned is None:
            refused.append(key)
            continue
        document, base = owned
        kept.append(slider)
    return Offered(document, base, tuple(kept), tuple(refused) if wished else ())


def moved_by(document: Document, slider: Slider, figure: float) -> Edit:
    """The edit of the document's active scenario that gives a slider's parameter a figure."""
    key, active = slider.key, document.active
    if key.table is BoardTable.LEVER:
        found = effective_intensities(document.scenarios, active, key.intensity)
        years = {**dict(found[2].by_year if found is not None else ()), key.year: figure}
        return set_intensities(
            document, active, {key.intensity: LeverIntensities(tuple(sorted(years.items())))}
        )
    assumed = effective_assumption(document.scenarios, active, key.assumption)
    assert assumed is not None, "only what is assumed has a slider"
    return set_assumptions(document, active, {key.assumption: _part(key).replaced(assumed[2], figure)})


def _alone(results: Results, scenario: str) -> Document:
    """A document of the scenario's line alone."""
    chain = results.scenarios[scenario].inputs.chain
    passed = results.spilling.spillover if results.spilling is not None else None
    return Document(results.plan, Work(by_id(chain), spillover=passed), scenario, results.plan)


def _part(key: ParameterKey) -> Part:
    return Part("years", key.year) if key.year else Part(key.part)


# what can be moved


def _slider(document: Document, key: ParameterKey) -> Slider | None:
    """A parameter's slider in the active scenario; None where it is no figure that the page can move."""
    if key.table is BoardTable.LEVER:
        return _lever_slider(document, key)
    indicator = document.plan.indicator_by_code.get(key.what)
    if key.table is not BoardTable.ASSUMPTION or key.part in ("low", "high") or indicator is None:
        return None
    assumed = effective_assumption(document.scenarios, document.active, key.assumption)
    if assumed is None or assumed[2].method not in MOVED_METHODS:
        return None
    part, assumption = _part(key), assumed[2]
    cell, figure = part.cell(assumption.method.about), part.of(assumption)
    if figure is None and key.year and assumption.method is not Method.VALUES:
        # a year without a figure of its own follows the parameter
        figure = assumption.value
    grip = cell.grip(figure, indicator) if cell is not None and figure is not None else None
    return (
        None
        if grip is None or figure is None
        else _ranged(key, figure, grip, cell is not None and cell.unit is Unit.PERCENT)
    )


def _rests_on_another(document: Document, key: ParameterKey, keys: Sequence[ParameterKey]) -> bool:
    """Whether a parameter has its figure from the wider row of another one, which would move it too."""
    found: tuple[str, object, object] | None
    if key.table is BoardTable.LEVER:
        found = effective_intensities(document.scenarios, document.active, key.intensity)
        return found is not None and any(
            one.table is key.table and one.intensity == found[1] != key.intensity for one in keys
        )
    found = effective_assumption(document.scenarios, document.active, key.assumption)
    return found is not None and any(
        one.table is key.table and one.assumption == found[1] != key.assumption for one in keys
    )


def _lever_slider(document: Document, key: ParameterKey) -> Slider | None:
    found = effective_intensities(document.scenarios, document.active, key.intensity)
    if found is None or key.what not in document.plan.dimension_of_lever:
        return None
    given = dict(found[2].by_year)
    if not given or key.year < min(given):
        return None
    figure = float(np.interp(key.year, sorted(given), [given[year] for year in sorted(given)]))
    return Slider(key, figure, 0.0, 100.0, 1.0, 0 if figure == int(figure) else 1)


def _ranged(key: ParameterKey, figure: float, grip: Grip, percent: bool) -> Slider:
    """Fifty steps to either side within the grip's bounds, a step being what a drag moves by where that comes to something."""
    # an amount by a hundredth of what it is now or so; rates by tenths of a point up to twenty per cent
    share = _STEPS * (4 if percent else 1)
    wide = 1.0 if key.part == "midpoint" else max(abs(figure) / share, grip.step)
    size = 10.0 ** math.floor(math.log10(wide)) if wide > 0 else grip.step
    step = next(size * one for one in (1.0, 2.0, 5.0, 10.0) if size * one >= wide * (1 - 1e-9))
    count = 10 if key.part == "midpoint" else _STEPS
    low, high = max(figure - count * step, grip.low), min(figure + count * step, grip.high)
    places = max(grip.places, 0, -math.floor(math.log10(step) + 1e-9))
    return Slider(key, figure, low, high, step, places)


def _owned(document: Document, results: Results, slider: Slider) -> tuple[Document, Results] | None:
    """The document in which the slider's row is the scenario's own, with its results; None where that alone moves anything."""
    after = moved_by(document, slider, slider.figure).apply(document)
    now = update(results, after)
    scenario = document.active
    before_inputs, inputs = results.scenarios[scenario].inputs, now.scenarios[scenario].inputs
    if slider.key.table is BoardTable.LEVER:
        found = effective_intensities(document.scenarios, scenario, slider.key.intensity)
        owners, rows = inputs.intensity_owner.ravel(), inputs.intensity_rows
        before = before_inputs.intensity_owner.ravel(), before_inputs.intensity_rows
        same = _answers_alike(owners, rows, before, (scenario, slider.key.intensity), found)
    else:
        assumed = effective_assumption(document.scenarios, scenario, slider.key.assumption)
        then = before_inputs.owner, before_inputs.rows
        key = scenario, slider.key.assumption
        same = _answers_alike(inputs.owner, inputs.rows, then, key, assumed)
    if not same:
        return None
    old, new = results.scenarios[scenario].projection.values, now.scenarios[scenario].projection.values
    return (after, now) if np.allclose(old, new, rtol=1e-12, atol=0.0, equal_nan=True) else None


def _answers_alike(
    owners: IntArray,
    rows: Sequence[Owned],
    before: tuple[IntArray, Sequence[Owned]],
    own: tuple[str, tuple[str, str, str]],
    answered: tuple[str, object, object] | None,
) -> bool:
    """Whether a scenario's own row answers for something, and only for what an equal row has answered for before."""
    at = [place for place, one in enumerate(owners.tolist()) if one >= 0 and rows[one][:2] == own]
    then, old = before
    return bool(at) and all(
        then[place] >= 0 and answered is not None and old[then[place]][2] == answered[2] for place in at
    )


# what moves most


def _telling(document: Document, results: Results, figures: Figures) -> list[ParameterKey]:
    """The parameters by what a change of them moves the key indicators, the most first; none that moves nothing."""
    candidates = list(_candidates(document, results))
    candidates.sort(key=lambda key: key.region not in (document.plan.root, ANY))
    found: list[tuple[float, ParameterKey]] = []
    for key in candidates[:_TRIED]:
        slider = _slider(document, key)
        if slider is None:
            continue
        effect = _effect(document, results, slider, figures)
        if effect > 0:
            found.append((effect, key))
    # what differs by less than a hundredth stays in the plan's order
    found.sort(key=lambda one: -math.floor(one[0] * 100.0))
    return [key for _, key in found]


def _candidates(document: Document, results: Results) -> Iterator[ParameterKey]:
    inputs = results.scenarios[document.active].inputs
    for place in np.unique(inputs.owner[inputs.owner >= 0]).tolist():
        key, assumption = inputs.rows[place].key, inputs.rows[place].assumption
        if assumption.value is not None:
            yield ParameterKey(BoardTable.ASSUMPTION, key.region, key.industry, key.indicator, VALUE.name)
    for place in np.unique(inputs.intensity_owner[inputs.intensity_owner >= 0]).tolist():
        lever, region, industry = inputs.intensity_rows[place].key
        years = [year for year, _ in inputs.intensity_rows[place].intensities.by_year]
        if years:
            in_time = [year for year in years if year <= document.plan.target_year]
            yield ParameterKey(BoardTable.LEVER, region, industry, lever, "", max(in_time or years))


def _effect(document: Document, results: Results, slider: Slider, figures: Figures) -> float:
    """By what share of themselves the key figures change, added up, where the parameter is nudged."""
    to = slider.figure + _nudge(document, results, slider)
    now = update(results, moved_by(document, slider, to).apply(document))
    old, new = (one.scenarios[document.active].projection.values for one in (results, now))
    whole = 0.0
    for row, column in figures:
        was, will = float(old[column, row]), float(new[column, row])
        change = abs(will - was) / max(abs(was), 1e-9)
        whole += min(change, 1.0) if math.isfinite(change) else 0.0
    return whole


def _nudge(document: Document, results: Results, slider: Slider) -> float:
    """A change of like weight: a point of growth, a step of a hundredth of what it moves, a quarter of a lever."""
    if slider.key.table is BoardTable.LEVER:
        return -25.0 if slider.figure >= 25.0 else 25.0
    assumed = effective_assumption(document.scenarios, document.active, slider.key.assumption)
    cell = _part(slider.key).cell(assumed[2].method.about) if assumed is not None else None
    if cell is not None and cell.unit is Unit.PERCENT:
        return 1.0
    if cell is None or not cell.paced:
        return abs(slider.figure) * 0.05 or 1.0
    inputs = results.scenarios[document.active].inputs
    rows = [
        row
        for row, owner in enumerate(inputs.owner.tolist())
        if owner >= 0 and inputs.rows[owner].key == slider.key.assumption and results.last[row] >= 0
    ]
    sizes = [abs(float(results.observed[results.last[row], row])) for row in rows]
    return float(np.median(sizes)) / 100.0 if sizes and max(sizes) > 0 else 1.0
