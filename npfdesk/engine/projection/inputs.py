"""The resolved inputs of a scenario: the assumption and the lever intensities that apply to each series, with inheritance."""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, islice
from typing import Final, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.frame import Frame, united_rows
from npfdesk.engine.projection.reach import Reach
from npfdesk.engine.projection.spillover_paths import SpilloverPaths
from npfdesk.plan.scenarios import Assumption, LeverIntensities, Scenario
from npfdesk.plan.series import ANY, AssumptionKey, LeverIntensityKey, SeriesKey

IntArray = NDArray[np.int64]
Key = TypeVar("Key")
Value = TypeVar("Value")

_FEW: Final = 8
"""Up to so many series are looked up by their keys, whatever there is to lay over each other."""
_NONE: Final[IntArray] = np.empty(0, dtype=np.int64)


class OwnedAssumption(NamedTuple):
    """An assumption with the scenario and the row that it comes from."""

    scenario: str
    key: AssumptionKey
    assumption: Assumption


class OwnedIntensities(NamedTuple):
    """A lever's intensities with the scenario and the row that they come from."""

    scenario: str
    key: LeverIntensityKey
    intensities: LeverIntensities


@dataclass(frozen=True, eq=False)
class Inputs:
    """The resolved assumptions and lever intensities of a scenario.

    `owner` (series,) points into `rows`, -1 where nothing is assumed; `passed_over` (series,) is the row that comes before it
    but cannot continue the series, so that it does not reach it (-1: none); `intensity_owner` (lever, cell) into
    `intensity_rows`, -1 where a lever has no intensity. `chain` is the scenario's line from the root, `spilling` what
    regions pass on of their gains (None: nothing).
    """

    frame: Frame
    chain: tuple[Scenario, ...]
    rows: tuple[OwnedAssumption, ...]
    owner: IntArray
    passed_over: IntArray
    levers: tuple[str, ...]
    intensity_rows: tuple[OwnedIntensities, ...]
    intensity_owner: IntArray
    spilling: SpilloverPaths | None = None

    def assumption_of(self, row: int) -> OwnedAssumption | None:
        """The assumption that applies to a series; None where there is none and the series is held."""
        owner = int(self.owner[row])
        return self.rows[owner] if owner >= 0 else None

    def rules_as(self, other: Inputs) -> bool:
        """Whether the same rows of assumptions answer for the same series, whatever they say."""
        pairs = compress(
            zip(self.rows, other.rows, strict=False), map(operator.is_not, self.rows, other.rows)
        )
        return (
            len(self.rows) == len(other.rows)
            and all((one.scenario, one.key) == (two.scenario, two.key) for one, two in pairs)
            and (self.owner is other.owner or np.array_equal(self.owner, other.owner))
            and (self.passed_over is other.passed_over or np.array_equal(self.passed_over, other.passed_over))
        )

    def intensities(self, lever: str, region: str, industry: str) -> OwnedIntensities | None:
        """The intensities that apply to a lever in a region and industry ("" or ANY for the general row)."""
        for scenario in reversed(self.chain):
            for pair in _pairs(self.frame, region, industry):
                key = LeverIntensityKey(lever, *pair)
                if key in scenario.intensities:
                    return OwnedIntensities(scenario.id, key, scenario.intensities[key])
        return None


class Edited(NamedTuple):
    """The series (row,), ascending, that the assumptions name which two states of a scenario do not share.

    `restated` says that each of these stands in both and reaches all that it names in both: then it answers for the very
    series that it answered for before, and lets the same ones pass.
    """

    rows: IntArray
    restated: bool


class EditedRows:
    """What edited assumptions name, looked for once however many scenarios inherit them."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self._found: dict[str, tuple[Scenario, Scenario, Edited]] = {}

    def between(self, old: Scenario, new: Scenario) -> Edited:
        """What the assumptions name that two states of a scenario do not share."""
        kept = self._found.get(new.id)
        if kept is None or kept[0] is not old or kept[1] is not new:
            kept = self._found[new.id] = (old, new, self._between(old, new))
        return kept[2]

    def _between(self, old: Scenario, new: Scenario) -> Edited:
        before, after = old.assumptions, new.assumptions
        if before is after:
            return Edited(_NONE, True)
        # by identity: a dataclass comparison of every row would cost more than recomputing an equal one
        keys = list(differing_keys(before, after))
        rows = united_rows([self.frame.matching(key) for key in keys])
        restated = all(_reaches_all(key, before) and _reaches_all(key, after) for key in keys)
        return Edited(rows[~self.frame.formula_row[rows]], restated)


def _reaches_all(key: AssumptionKey, assumptions: Mapping[AssumptionKey, Assumption]) -> bool:
    """Whether a row is there, and reaches all the series that its key names."""
    found = assumptions.get(key)
    return found is not None and not (key.region == ANY and found.method.about.chooses)


def resolve(
    frame: Frame,
    chain: tuple[Scenario, ...],
    reach: Reach,
    previous: Inputs | None,
    moved: IntArray,
    edited: EditedRows,
) -> tuple[Inputs, IntArray | None]:
    """A scenario's inputs, and the series (row,), ascending, whose assumption differs from `previous` (None: all may).

    Assumptions are applied from the root of the chain to the scenario itself, and within one scenario from
    general to specific (neither region nor industry, industry only, region only, both). A later layer
    replaces an earlier one completely. Keys that the plan does not have apply to nothing, and a row for any
    region only to the series that its method can continue. `moved` are the rows whose figures or targets differ.
    Where nothing differs, not even a scenario of the chain, the inputs are the `previous` ones.
    """
    if previous is None or previous.frame is not frame or not _same_line(previous.chain, chain):
        return Inputs(
            frame, chain, *_apply_assumptions(frame, chain, reach), *_apply_intensities(frame, chain)
        ), None
    others = [pair for pair in zip(previous.chain, chain, strict=True) if pair[0] is not pair[1]]
    if not others and not len(moved):
        return previous, _NONE
    found = [edited.between(old, new) for old, new in others if old.assumptions is not new.assumptions]
    # where figures or targets are others, a row for any region may now reach a series, or no longer
    asked = _asked(frame, chain, moved) if len(moved) else moved
    touched = united_rows([asked, *[one.rows for one in found]])
    restated = not len(asked) and all(one.restated for one in found)
    if restated:
        answers = _restated(previous, others, touched), previous.owner, previous.passed_over
    else:
        answers = _answered(frame, chain, reach, previous, touched, asked)
    levers = previous.levers, previous.intensity_rows, previous.intensity_owner
    levers_stay = [new.intensities is old.intensities for old, new in others]
    if not all(levers_stay):
        levers = _apply_intensities(frame, chain)
    same = all(map(operator.is_, answers, (previous.rows, previous.owner, previous.passed_over)))
    if same and not others:
        return previous, _NONE
    result = Inputs(frame, chain, *answers, *levers, previous.spilling)
    return result, _NONE if same else assumed_otherwise(previous, result, touched)


def _restated(
    previous: Inputs, others: Sequence[tuple[Scenario, Scenario]], touched: IntArray
) -> tuple[OwnedAssumption, ...]:
    """The rows of assumptions where those in force over some series assume something else; the very ones where none does."""
    now = {new.id: new.assumptions for _, new in others}
    rows: list[OwnedAssumption] | None = None
    for place in set(previous.owner[touched].tolist()):
        one = previous.rows[place] if place >= 0 else None
        if one is None or one.scenario not in now:
            continue
        assumption = now[one.scenario][one.key]
        if assumption is not one.assumption:
            rows = list(previous.rows) if rows is None else rows
            rows[place] = OwnedAssumption(one.scenario, one.key, assumption)
    return previous.rows if rows is None else tuple(rows)


def assumed_otherwise(before: Inputs, after: Inputs, among: IntArray) -> IntArray:
    """Those of some series (row,) that are under another assumption than before, by identity."""
    if after.rows is before.rows and after.owner is before.owner:
        return _NONE
    then, now = before.owner[among], after.owner[among]
    if len(among) == 1:
        return among if _stated(before, then.item()) is not _stated(after, now.item()) else _NONE
    base = len(after.rows) + 1
    codes, which = np.unique((then + 1) * base + now + 1, return_inverse=True)
    pairs = [(one - 1, other - 1) for one, other in (divmod(code, base) for code in codes.tolist())]
    differs = np.array([_stated(before, one) is not _stated(after, other) for one, other in pairs])
    found: IntArray = among[differs[which.reshape(-1)]]
    return found


def _stated(inputs: Inputs, owner: int) -> Assumption | None:
    return inputs.rows[owner].assumption if owner >= 0 else None


def rows_ruled(inputs: Inputs, scenario: str, key: AssumptionKey) -> IntArray:
    """The series (row,) that a row of assumptions of the last scenario of the chain answers for, or would.

    All that its key names but formulas, those for which the scenario itself has a closer row, and those that the row in
    force passes over.
    """
    frame, layer = inputs.frame, (key.specificity, key.region != ANY)
    rows = frame.matching(key)
    closer = [
        owned.scenario == scenario and (owned.key.specificity, owned.key.region != ANY) > layer
        for owned in inputs.rows
    ]
    same = [owned.key == key for owned in inputs.rows]
    # no row at all (-1) is the entry past the last
    kept = np.array([*closer, False])[inputs.owner[rows]] | np.array([*same, False])[inputs.passed_over[rows]]
    ruled: IntArray = rows[~kept & ~frame.formula_row[rows]]
    return ruled


def _same_line(one: Sequence[Scenario], other: Sequence[Scenario]) -> bool:
    return [a.id for a in one] == [b.id for b in other]


def differing_keys(before: Mapping[Key, Value], after: Mapping[Key, Value]) -> Iterator[Key]:
    """The keys whose values are not the identical object in two mappings; an edit of one of thousands costs no loop in Python."""
    if len(before) <= len(after) and all(map(operator.is_, before, after)):
        yield from compress(after, map(operator.is_not, after.values(), before.values()))
        yield from islice(after, len(before), None)
        return
    yield from (key for key, value in after.items() if before.get(key) is not value)
    yield from (key for key in before if key not in after)


def _layers(keys: Iterable[AssumptionKey]) -> list[AssumptionKey]:
    """Keys from general to specific; where an industry's row and a region's row cross, the region's row wins."""
    return sorted(keys, key=lambda key: (key.specificity, key.region != ANY))


def _asked(frame: Frame, chain: Sequence[Scenario], moved: IntArray) -> IntArray:
    """Those of some rows whose indicator has a row for any region that may not reach all."""
    indicators = {
        frame.indicator_index.get(key.indicator, -1)
        for scenario in chain
        for key, assumption in scenario.assumptions.items()
        if key.region == ANY and assumption.method.about.chooses
    }
    there: IntArray = moved[np.isin(frame.indicator_of[moved], list(indicators))]
    return there[~frame.formula_row[there]]


def _apply_assumptions(frame: Frame, chain: Sequence[Scenario], reach: Reach) -> Answers:
    owner = np.full(len(frame.region_of), -1, dtype=np.int64)
    passed_over = owner.copy()
    at = _Places((), ())
    wanted = ~frame.formula_row
    layers = [(one, list(one.assumptions)) for one in chain]
    _lay(frame, layers, lambda one, rows, _: reach.reached(one, rows), at, owner, passed_over, wanted)
    return at.all(), _frozen(owner), _frozen(passed_over)


Reached = Callable[[Assumption, IntArray, int], NDArray[np.bool_]]
"""Which of some series (row,) an assumption for any region reaches, whose row has a place among the rows."""


def _lay(
    frame: Frame,
    layers: Iterable[tuple[Scenario, Iterable[AssumptionKey]]],
    reaches: Reached,
    at: _Places,
    owner: IntArray,
    passed_over: IntArray,
    wanted: NDArray[np.bool_],
) -> None:
    """Lays rows of scenarios, weakest first, over each other: enters in the series `wanted` which is in force, which passed over."""
    whole = bool(wanted.all())
    for scenario, keys in layers:
        for key in _layers(keys):
            matching, assumption, place = (
                frame.matching(key),
                scenario.assumptions[key],
                at.of_row(scenario, key),
            )
            if not whole:
                matching = matching[wanted[matching]]
            if key.region == ANY and assumption.method.about.chooses:
                reached = reaches(assumption, matching, place)
                passed_over[matching[~reached]] = place
                matching = matching[reached]
            owner[matching] = place
            passed_over[matching] = -1


Answers = tuple[tuple[OwnedAssumption, ...], IntArray, IntArray]
"""The rows of assumptions, and for each series the one in force and the one passed over, as `Inputs` has them."""


def _answered(
    frame: Frame,
    chain: Sequence[Scenario],
    reach: Reach,
    previous: Inputs,
    touched: IntArray,
    asked: IntArray,
) -> Answers:
    """The answers where `touched` series may have another; `asked` are those of them whose figures or targets moved.

    What does not differ stays the identical object: an edited row takes the place of the one before it.
    """
    if len(touched) <= _FEW or not (laid := _laid_over(frame, chain, reach, previous, touched, asked)):
        then = previous.owner[touched].tolist(), previous.passed_over[touched].tolist()
        at = _Places(previous.rows, {*then[0], *then[1]} - {-1})
        looked_up = _looked_up(frame, chain, reach, then[0], touched, set(asked.tolist()), at)
        if looked_up == then:
            return at.all(), previous.owner, previous.passed_over
        found = np.array(looked_up[0], dtype=np.int64), np.array(looked_up[1], dtype=np.int64)
    else:
        at, found = laid
    if len(at.rows) > len(frame.region_of) + 4096:
        # rows that no longer answer for anything have piled up
        return _apply_assumptions(frame, chain, reach)
    kept = (
        _with(previous.owner, touched, found[0]),
        _with(previous.passed_over, touched, found[1]),
    )
    return at.all(), *kept


def _laid_over(
    frame: Frame,
    chain: Sequence[Scenario],
    reach: Reach,
    previous: Inputs,
    touched: IntArray,
    asked: IntArray,
) -> tuple[_Places, tuple[IntArray, IntArray]] | None:
    """The answers of many `touched` series by laying all rows of their indicators over each other; None where looking up is less."""

    def reaches(assumption: Assumption, rows: IntArray, place: int) -> NDArray[np.bool_]:
        if place >= len(previous.rows) or previous.rows[place].assumption is not assumption:
            return reach.reached(assumption, rows)
        # where neither figures nor targets moved, the same assumption reaches what it reached before
        found: NDArray[np.bool_] = previous.owner[rows] == place
        known = found | (previous.passed_over[rows] == place)
        if len(asked):
            known &= ~np.isin(rows, asked)
        again = (~known).nonzero()[0]
        if len(again):
            found[again] = reach.reached(assumption, rows[again])
        return found

    subjects = {frame.plan.indicators[one].code for one in set(frame.indicator_of[touched].tolist())}
    layers = _of_subjects(chain, subjects)
    # looking up a series costs about as much as applying a row
    if len(touched) <= sum(len(keys) for _, keys in layers):
        return None
    at = _Places(
        previous.rows, (place for place, one in enumerate(previous.rows) if one.key.indicator in subjects)
    )
    owner, passed_over = previous.owner.copy(), previous.passed_over.copy()
    owner[touched] = passed_over[touched] = -1
    wanted = np.zeros(len(owner), dtype=np.bool_)
    wanted[touched] = True
    _lay(frame, layers, reaches, at, owner, passed_over, wanted)
    return at, (owner[touched], passed_over[touched])


def _of_subjects(
    chain: Sequence[Scenario], subjects: Collection[str]
) -> list[tuple[Scenario, list[AssumptionKey]]]:
    """The keys of some indicators, by code, that each scenario has."""
    return [(one, [key for key in one.assumptions if key.indicator in subjects]) for one in chain]


def _with(array: IntArray, rows: IntArray, values: IntArray) -> IntArray:
    """An array with other values of some rows; the same one where they are the same."""
    if (array[rows] == values).all():
        return array
    array = array.copy()
    array[rows] = values
    return _frozen(array)


class _Places:
    """The rows of assumptions with `some` of them, by their places, brought up to date, and new ones behind them."""

    def __init__(self, before: tuple[OwnedAssumption, ...], some: Iterable[int]) -> None:
        self.before = before
        self.rows: list[OwnedAssumption] | tuple[OwnedAssumption, ...] = before
        self.of = {(before[one].scenario, before[one].key): one for one in some}

    def of_row(self, scenario: Scenario, key: AssumptionKey) -> int:
        """The place of a row of a scenario, entered where there is none."""
        name, assumption = (scenario.id, key), scenario.assumptions[key]
        place = self.of.get(name)
        if place is not None and self.rows[place].assumption is assumption:
            return place
        if isinstance(self.rows, tuple):
            self.rows = list(self.rows)
        if place is None:
            # one that answers for other series is the same row: it stands once, and is drawn once
            same = (
                at for at, one in enumerate(self.before) if one.key == key and one.scenario == scenario.id
            )
            place = self.of[name] = next(same, len(self.rows))
        if place == len(self.rows):
            self.rows.append(OwnedAssumption(scenario.id, key, assumption))
        else:
            self.rows[place] = OwnedAssumption(scenario.id, key, assumption)
        return place

    def stood(self, scenario: Scenario, key: AssumptionKey) -> int:
        """The place of a row that answered before as it does now, -1 where it is another or none."""
        place = self.of.get((scenario.id, key), -1)
        same = 0 <= place < len(self.before) and self.before[place].assumption is scenario.assumptions[key]
        return place if same else -1

    def all(self) -> tuple[OwnedAssumption, ...]:
        """The rows; the very ones of before where none is another."""
        return self.rows if isinstance(self.rows, tuple) else tuple(self.rows)


def _looked_up(
    frame: Frame,
    chain: Sequence[Scenario],
    reach: Reach,
    before: Sequence[int],
    touched: IntArray,
    asked: set[int],
    at: _Places,
) -> tuple[list[int], list[int]]:
    """The rows in force and passed over of a few series, each looked up by its keys (touched,); `before` were in force."""
    reached: dict[tuple[str, AssumptionKey], set[int]] = {}
    owner, passed_over = [-1] * len(touched), [-1] * len(touched)
    for place, row in enumerate(touched.tolist()):
        for scenario, key in _candidates(frame, chain, frame.plan.series[row]):
            assumption = scenario.assumptions[key]
            stood = at.stood(scenario, key)
            if row not in asked and stood >= 0 and stood == before[place]:
                # it reached the series before, and neither of the two has changed
                owner[place] = stood
                break
            if key.region == ANY and assumption.method.about.chooses:
                name = scenario.id, key
                if name not in reached:
                    some = np.intersect1d(touched, frame.matching(key))
                    reached[name] = set(some[reach.reached(assumption, some)].tolist())
                if row not in reached[name]:
                    if passed_over[place] < 0:
                        passed_over[place] = at.of_row(scenario, key)
                    continue
            owner[place] = at.of_row(scenario, key)
            break
    return owner, passed_over


def _candidates(
    frame: Frame, chain: Sequence[Scenario], series: SeriesKey
) -> Iterator[tuple[Scenario, AssumptionKey]]:
    """The rows that name a series, with their scenarios, the one that comes first of all first."""
    # looked up as plain tuples, which are equal to the keys
    names = [(*pair, series.indicator) for pair in _pairs(frame, series.region, series.industry)]
    for scenario in reversed(chain):
        for name in names:
            if name in scenario.assumptions:
                yield scenario, AssumptionKey(*name)


def _pairs(frame: Frame, region: str, industry: str) -> tuple[tuple[str, str], ...]:
    """The keys that can apply to a region and industry, the most specific first; to a yardstick only its own."""
    if region in frame.yardsticks:
        return ((region, industry), (region, ANY))
    return ((region, industry), (region, ANY), (ANY, industry), (ANY, ANY))


def _apply_intensities(
    frame: Frame, chain: Sequence[Scenario]
) -> tuple[tuple[str, ...], tuple[OwnedIntensities, ...], IntArray]:
    levers = tuple(frame.plan.dimension_of_lever)
    position = {lever: index for index, lever in enumerate(levers)}
    owner = np.full((len(levers), len(frame.cells)), -1, dtype=np.int64)
    rows: list[OwnedIntensities] = []
    for scenario in chain:
        for key in sorted(scenario.intensities, key=lambda key: (key.specificity, key.region != ANY)):
            if key.lever not in position:
                continue
            reached = _cells(frame, key.region, key.industry)
            owner[position[key.lever], reached] = len(rows)
            rows.append(OwnedIntensities(scenario.id, key, scenario.intensities[key]))
    return levers, tuple(rows), _frozen(owner)


def _cells(frame: Frame, region: str, industry: str) -> NDArray[np.bool_]:
    reached = np.ones(len(frame.cells), dtype=np.bool_)
    if region == ANY:
        reached &= ~np.isin(frame.cells[:, 0], [frame.region_index[one] for one in frame.yardsticks])
    else:
        reached &= frame.cells[:, 0] == frame.region_index.get(region, -1)
    if industry != ANY:
        reached &= frame.cells[:, 1] == frame.slot_index.get(industry, -1)
    return reached


def _frozen(array: IntArray) -> IntArray:
    array.setflags(write=False)
    return array
