"""An index as chosen comes back as it was, and what is broken or of another plan is passed over."""

import json
from types import MappingProxyType

import pytest

from npfdesk.engine.analyses.index_study import IndexChoice, Weighting, choice_record, read_choice
from npfdesk.engine.analyses.scaling import Filling, Scaling
from tests.plans import Indicator, Region, document

PLAN = document(
    {}, regions=[Region("市", "市")], indicators=[Indicator(code, code) for code in ("x", "y", "z")]
).plan
CHOICE = IndexChoice(
    MappingProxyType({"规模": ("x",), "质效": ("y", "z")}),
    Scaling.BY_YEAR,
    Weighting.PAIRWISE,
    Filling.GROUP_MEDIAN,
    corrected=False,
    typed=MappingProxyType({"x": 3.0, "y": 1.0}),
    judged=MappingProxyType({("x", "y"): 2.0, ("z", "x"): 0.25}),
)


def kept(**changed):
    return {**json.loads(json.dumps(choice_record(CHOICE))), **changed}


def test_a_choice_comes_back_through_json_as_it_was():
    assert read_choice(kept(), PLAN) == CHOICE


def test_indicators_that_the_plan_no_longer_has_are_passed_over():
    record = kept(
        dimensions=[["规模", ["x", "gone"]], ["从前", ["gone"]]],
        typed={"x": 3, "gone": 1},
        judged=[["x", "y", 2], ["x", "gone", 5], ["gone", "y", 5]],
    )
    read = read_choice(record, PLAN)
    assert read.dimensions == {"规模": ("x",)}
    assert read.typed == {"x": 3.0}
    assert read.judged == {("x", "y"): 2.0}
    assert read_choice(kept(dimensions=[["从前", ["gone"]]]), PLAN) is None


@pytest.mark.parametrize(
    "record",
    [
        None,
        [],
        {},
        kept(scaling="sideways"),
        kept(weighting="by hand"),
        kept(filling=None),
        kept(dimensions=["规模"]),
        kept(typed={"x": "three"}),
        kept(typed={"x": True}),
        kept(typed={"x": float("nan")}),
        kept(judged=[["x", "y"]]),
        kept(judged=[["x", "y", float("inf")]]),
    ],
)
def test_what_is_broken_is_no_choice(record):
    assert read_choice(record, PLAN) is None
