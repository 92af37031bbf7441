"""The JSON form of values: what is written is read, and nothing that is malformed gets past the reader."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

import pytest

from npfdesk.plan.commitments import CommitmentKey, Standing, State
from npfdesk.plan.json_forms import FormMismatch, as_json, from_json
from npfdesk.plan.lever_amendments import Insertion
from npfdesk.plan.methods import Method
from npfdesk.plan.minutes import Minute
from npfdesk.plan.notes import CellNote, NoteKey, NoteSubject
from npfdesk.plan.records import UnknownFormat, decode_record, encode_record
from npfdesk.plan.saved_views import SavedView
from npfdesk.plan.scenarios import Assumption, LeverIntensities, ResponseRule, Scenario
from npfdesk.plan.series import AssumptionKey, LeverIntensityKey, ObservationKey, SeriesKey, TargetKey
from npfdesk.plan.targets import PlanTarget
from tests.plans import saved_as, target

SERIES = SeriesKey("市", "", "x")
GOAL = target(SERIES, "3.0以上，力争3.5以上")


class Place(NamedTuple):
    series: SeriesKey
    about: NoteSubject


@dataclass(frozen=True)
class Remark:
    text: str
    weight: float | None = None


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        (tuple[tuple[int, float], ...], ((2025, 0.1),), [[2025, 0.1]]),
        (SeriesKey, SERIES, ["市", "", "x"]),
        (Mapping[str, str], {"a": "b"}, {"a": "b"}),
        (Mapping[str, float | None], {"a": None, "b": 1.5}, {"a": None, "b": 1.5}),
        (Mapping[SeriesKey, bool], {SERIES: True}, [{**SERIES._asdict(), "value": True}]),
        (Mapping[tuple[str, str], float], {("a", "b"): 1.5}, [["a", "b", 1.5]]),
        (
            Mapping[ObservationKey, float | None],
            {(SERIES, 2020): None},
            [{"region": "市", "industry": "", "indicator": "x", "year": 2020, "figure": None}],
        ),
        (
            Mapping[Place, Remark],
            {Place(SERIES, NoteSubject.TARGET): Remark("甲", 2.5)},
            [
                {
                    "region": "市",
                    "industry": "",
                    "indicator": "x",
                    "about": "target",
                    "text": "甲",
                    "weight": 2.5,
                }
            ],
        ),
        (Standing | None, None, None),
    ],
)
def test_the_form_follows_from_the_type(kind, value, said):
    assert json.loads(json.dumps(as_json(kind, value))) == said
    again = from_json(kind, said)
    assert again == value
    assert from_json(kind, json.loads(json.dumps(as_json(kind, again)))) == value


def test_a_target_does_not_say_again_what_its_key_says():
    (record,) = as_json(Mapping[TargetKey, PlanTarget | None], {GOAL.key: GOAL})
    assert not {"series", "year"} & record["target"].keys()
    assert from_json(Mapping[TargetKey, PlanTarget | None], [record]) == {GOAL.key: GOAL}
    with pytest.raises(FormMismatch, match="stand in the key"):
        from_json(
            Mapping[TargetKey, PlanTarget | None], [{**record, "target": {**record["target"], "year": 1}}]
        )


@pytest.mark.parametrize("whole", [2030, 2030.0])
def test_a_whole_number_is_one_however_json_spells_it(whole):
    read = from_json(int, whole)
    assert (read, type(read)) == (2030, int)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (float, True), (float, "1.5"), (float, None), (float, float("nan")), (float, float("inf")),
        (float, 10**400), (int, True), (int, 1.5), (int, "2030"), (int, float("nan")), (str, 1), (str, None),
        (bool, 1), (bool, "true"), (NoteSubject, "nothing"), (NoteSubject, 1), (tuple[str, ...], "ab"),
        (tuple[str, str], ["a"]), (tuple[str, str], "ab"), (SeriesKey, ["a", "b"]), (SeriesKey, "abc"),
        (Remark, []), (Remark, "x"), (Remark, {}), (Remark, {"text": "a", "weight": "1"}),
        (Remark, {"text": "a", "more": 1}), (Mapping[str, str], {"a": 1}), (Mapping[str, str], [["a", "b"]]),
        (Mapping[tuple[str, str], float], [["a", "b", 1.0], ["a", "b", 2.0]]),
        (Mapping[tuple[str, str], float], [["a", 1.0]]), (Mapping[tuple[str, str], float], {"a": 1.0}),
        (Mapping[ObservationKey, float], [{"region": "市", "year": 2020, "figure": 1.0}]),
        (ResponseRule, {"indicator": "x", "lever": "甲", "intensity": 50.0, "colour": ["red"]}),
        (ResponseRule, {"indicator": "x", "lever": "甲", "intensity": 150.0}),
    ],
)  # fmt: skip
def test_what_is_of_another_type_is_refused(kind, said):
    with pytest.raises(FormMismatch):
        from_json(kind, said)


def record():
    """Saved work with something in every kind of object."""
    scenario = Scenario(
        "甲",
        "甲",
        assumptions=MappingProxyType({AssumptionKey(*SERIES): Assumption(Method.GROWTH, 5.0)}),
        intensities=MappingProxyType(
            {LeverIntensityKey("技改", "*", "*"): LeverIntensities(((2025, 50.0),))}
        ),
        targets=MappingProxyType({GOAL.key: GOAL}),
    )
    work = saved_as(
        (scenario,),
        "甲",
        inserted=(Insertion("f", ()),),
        storyboard=(SavedView("1", "Paths", SERIES, 2025, "pace", "甲"),),
        notes=MappingProxyType({NoteKey(NoteSubject.TARGET, "", *SERIES): CellNote("注")}),
        standings=MappingProxyType({CommitmentKey("市", "事", 2025): Standing(state=State.LATE)}),
    )
    return json.loads(json.dumps(encode_record(work)))


@pytest.mark.parametrize(
    ("part", "member"),
    [
        *[("scenarios", name) for name in ("id", "name", "parent", "description", "colour", "assumptions")],
        *[("scenarios", name) for name in ("levels", "targets")],
        *[("storyboard", name) for name in ("id", "series", "compared", "choices", "range")],
        *[("inserted", name) for name in ("framework", "levers", "multipliers", "sources")],
        *[("notes", name) for name in ("about", "scenario", "region", "part", "year", "text")],
        *[("standings", name) for name in ("item", "number", "owner", "milestone", "state", "evidence")],
    ],
)
def test_what_has_to_be_there_is_asked_for(part, member):
    broken = record()
    del broken[part][0][member]
    with pytest.raises(UnknownFormat):
        decode_record(broken)


def test_members_that_came_later_may_be_missing_and_unknown_ones_of_a_scenario_are_passed_over():
    read = decode_record(record())
    older = record()
    del older["scenarios"][0]["responses"]
    older["scenarios"][0]["of a later version"] = older["of a later version"] = 1
    assert decode_record(older) == read
    foreign = record()
    foreign["notes"][0]["of a later version"] = 1
    with pytest.raises(UnknownFormat):
        decode_record(foreign)


@pytest.mark.parametrize("part", ["scenarios", "notes", "standings"])
def test_one_thing_said_twice_is_refused(part):
    twice = record()
    twice[part] *= 2
    with pytest.raises(UnknownFormat):
        decode_record(twice)


def test_a_minute_without_its_decision_is_none():
    with pytest.raises(FormMismatch):
        from_json(
            Minute,
            {
                "number": 1,
                "at": "",
                "by": "",
                "scenario": "",
                "done_zh": "",
                "done_en": "",
                "moved": None,
            },
        )
