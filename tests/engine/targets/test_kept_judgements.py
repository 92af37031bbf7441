"""Judgements kept from edit to edit: whatever was edited and asked for, they are those of judging anew."""

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.engine.projection.update import compute
from npfdesk.engine.targets.judgement import Judgement, judge
from npfdesk.engine.targets.kept_judgements import KeptJudgements
from npfdesk.engine.targets.status import Standing
from npfdesk.plan.edit_labels import scenario_removed as label
from npfdesk.plan.edit_labels import set_assumptions, set_observations, set_targets
from npfdesk.plan.edits import EditRefused, SetLeverIntensities
from npfdesk.plan.kinds import Direction, Kind
from npfdesk.plan.scenarios import LeverIntensities
from npfdesk.plan.series import AssumptionKey, LeverIntensityKey, SeriesKey, TargetKey
from npfdesk.plan.status_rules import Rule
from npfdesk.plan.structure_edits import remove_things, set_settings
from npfdesk.plan.target_text import parse_target
from npfdesk.plan.targets import PlanTarget
from npfdesk.session import LoadedWorkbook, Session
from tests.plans import (
    Assumption,
    Indicator,
    LeverEffect,
    Method,
    Region,
    RollUp,
    formula,
    plan,
    scenario,
)

LABEL = label("一步")
INDICATORS = [
    Indicator("gdp", "地区生产总值", unit="亿元", rollup=RollUp.SUM),
    Indicator("share", "服务业增加值占比", unit="%", kind=Kind.RATIO),
    Indicator("pace", "规上工业增加值增速", unit="%", kind=Kind.RATE),
    Indicator("use", "能源消耗", unit="万吨", direction=Direction.DOWN, rollup=RollUp.SUM),
    Indicator("per", "单位能耗", unit="万吨/亿元", direction=Direction.DOWN, formula=formula("use / gdp")),
]
REGIONS = [
    Region("市", "市"),
    *(Region(one, one, parent="市", role="廊道") for one in "甲乙丙"),
    Region("省", "全省", benchmark=True),
]
TEXTS = {
    "gdp": ["150", "140-160", "翻一番", "年均增长5%左右", "五年累计600", "高于全省平均", "保持全市前二", "稳步提升", "增长20%"],
    "share": ["30-39", "40-48", "高于全省平均1个百分点", "稳步提升", "全市前二"],
    "pace": ["6", "年均增长6%", "与地区生产总值同步"],
    "use": ["90", "五年累计不超过500", "持续下降", "下降10%"],
    "per": ["0.9", "下降15%"],
}  # fmt: skip
PLACES = [(one.code, indicator.code) for one in REGIONS for indicator in INDICATORS]
# those that other targets look at, bounds and sums: what one edit reaches differs most among them
LOOKED_AT = [
    ("省", "gdp"),
    ("市", "gdp"),
    ("甲", "gdp"),
    ("乙", "gdp"),
    ("丙", "gdp"),
    ("甲", "share"),
    ("乙", "share"),
    ("丙", "share"),
    ("乙", "use"),
    ("市", "pace"),
    ("*", "gdp"),
    ("*", "share"),
]
GROWTHS = [-150.0, -100.0, -4.0, 0.0, 3.0, 5.5, 40.0, 1e9]
YEARS = [2023, 2025]


def stated(place, text, year=2025):
    region, code = place
    indicator = next(one for one in INDICATORS if one.code == code)
    parsed = parse_target(text, unit=indicator.unit, name=indicator.name, indicator_kind=indicator.kind)
    return PlanTarget(SeriesKey(region, "", code), year, text, parsed, base_year=2020)


def opened():
    """A city of three counties beside its province, with targets of every measure, and two scenarios."""
    data = {}
    for place, (region, code) in enumerate(PLACES):
        level = {"gdp": 100.0, "share": 40.0, "pace": 5.0, "use": 110.0, "per": None}[code]
        data[region, "", code] = {} if level is None else {2019: level - 1 - place, 2020: level + place}
    for code in ("gdp", "use"):
        data["市", "", code] = {}
    targets = [
        stated(place, TEXTS[place[1]][at % len(TEXTS[place[1]])])
        for at, place in enumerate(PLACES)
        if place[0] != "省"
    ]
    targets += [
        stated(("甲", "gdp"), "170", 2027),
        stated(("乙", "share"), "50", 2027),
    ]
    made = plan(
        data,
        first=2019,
        indicators=INDICATORS,
        regions=REGIONS,
        targets=targets,
        levers=[LeverEffect("抓手", "技术", "gdp", 2.0)],
        scenarios=[
            scenario("基准", assumptions={("*", "*", "gdp"): Assumption(Method.GROWTH, 5.0)}),
            scenario("攻坚", "基准", intensities={("抓手", "乙", "*"): {2021: 100.0}}),
        ],
        base_year=2020,
        horizon=2028,
    )
    return Session(LoadedWorkbook(made, None))


def arrays(judgement: Judgement):
    """All arrays of a judgement by their names, with those of its standing."""
    for holder, names in ((judgement, fields(Judgement)), (judgement.standing, fields(Standing))):
        for one in names:
            value = getattr(holder, one.name)
            if isinstance(value, np.ndarray):
                yield one.name, value


def assert_anew(kept: KeptJudgements, session: Session, name: str, year: int, rule: Rule):
    found, fresh = kept.of(session.results, name, year, rule), compute(session.document)
    impossible = session.results.scenarios[name].impossible
    assert np.array_equal(impossible, fresh.scenarios[name].impossible)
    assert not impossible.flags.writeable
    anew = judge(fresh, name, year, rule)
    for (named, one), (_, other) in zip(arrays(found), arrays(anew), strict=True):
        floats = other.dtype.kind == "f"
        assert np.array_equal(one, other, equal_nan=floats), named
        assert one.dtype == other.dtype, named
        assert not one.flags.writeable, named


ASSUMED = st.one_of(
    st.sampled_from(GROWTHS).map(lambda growth: Assumption(Method.GROWTH, growth)),
    st.sampled_from([-60.0, -9.0, -1.0, 30.0]).map(lambda step: Assumption(Method.STEP, step)),
    st.sampled_from([Assumption(Method.TARGET), Assumption(Method.HOLD), None]),
)
ASSUMPTIONS = st.tuples(
    st.just("assume"),
    st.sampled_from(["基准", "攻坚"]),
    st.sampled_from(LOOKED_AT),
    ASSUMED,
)
OTHER_STEPS = st.one_of(
    st.tuples(st.just("levers"), st.sampled_from("甲乙*"), st.sampled_from([0.0, 50.0, 300.0])),
    st.tuples(
        st.just("observe"), st.sampled_from(PLACES), st.sampled_from([2020, 2021]), st.sampled_from([50.0, None])
    ),
    st.tuples(st.just("aim"), st.sampled_from(PLACES), st.integers(0, 8), st.sampled_from([None, "攻坚"])),
    st.tuples(st.just("threshold"), st.sampled_from(["0.95 0.85 0.7", "3 2.5 2"])),
    st.tuples(st.sampled_from(["undo", "redo", "activate"])),
)  # fmt: skip
STEPS = st.one_of(ASSUMPTIONS, ASSUMPTIONS, OTHER_STEPS)
ASKED = st.tuples(st.sampled_from(["基准", "攻坚"]), st.sampled_from(YEARS), st.sampled_from(list(Rule)))


def taken(session, step):
    """The change of a step; None where nothing can be done."""
    what, *given_ = step
    document = session.document
    if what == "undo":
        return session.undo() if session.history.undo_label is not None else None
    if what == "redo":
        return session.redo() if session.history.redo_label is not None else None
    if what == "activate":
        return session.activate("攻坚" if document.active == "基准" else "基准")
    if what == "assume":
        name, (region, code), assumed = given_
        edit = set_assumptions(document, name, {AssumptionKey(region, "*", code): assumed})
    elif what == "levers":
        key = LeverIntensityKey("抓手", given_[0], "*")
        edit = SetLeverIntensities("攻坚", {key: LeverIntensities(((2021, given_[1]),))}, LABEL)
    elif what == "threshold":
        edit = set_settings(document, {"pace thresholds": given_[0]})
    elif what == "observe":
        (region, code), year, figure = given_
        edit = set_observations(document, {(SeriesKey(region, "", code), year): figure})
    else:
        place, at, name = given_
        text = TEXTS[place[1]][at % len(TEXTS[place[1]])]
        edit = set_targets(
            document, {TargetKey(SeriesKey(place[0], "", place[1]), 2025): stated(place, text)}, name
        )
    try:
        return session.apply(edit)
    except EditRefused:
        return None


@given(
    st.lists(st.tuples(STEPS, st.integers(0, 7), st.booleans()), min_size=2, max_size=8),
    st.lists(ASKED, min_size=1, max_size=2, unique=True),
)
def test_whatever_is_edited_the_judgement_kept_is_that_of_judging_anew(steps, asked):
    session, kept = opened(), KeptJudgements()
    for one in asked:
        kept.of(session.results, *one)
    for step, told, looked in steps:
        change = taken(session, step)
        # of a change that nobody tells of nothing is taken for granted
        if change is not None and told:
            kept.follow(change.before, change.results, change.touched)
        # nobody asks for a judgement after every edit
        if looked:
            for one in asked:
                assert_anew(kept, session, *one)
    for one in asked:
        assert_anew(kept, session, *one)


def test_other_thresholds_of_the_plan_judge_paths_that_stay_anew():
    """Nothing is recomputed where the plan has no figure that is computed first: the result may be the very same."""
    made = plan(
        {("市", "", "gdp"): {2019: 95.0, 2020: 100.0}},
        first=2019,
        indicators=INDICATORS[:1],
        regions=REGIONS[:1],
        targets=[stated(("市", "gdp"), "125")],
        scenarios=[scenario("基准", assumptions={("*", "*", "gdp"): Assumption(Method.GROWTH, 4.0)})],
        base_year=2020,
    )
    session, kept = Session(LoadedWorkbook(made, None)), KeptJudgements()
    asked = ("基准", 2025, Rule.PACE)
    before = kept.of(session.results, *asked).status
    change = session.apply(set_settings(session.document, {"pace thresholds": "0.5 0.4 0.3"}))
    kept.follow(change.before, change.results, change.touched)
    assert not np.array_equal(kept.of(session.results, *asked).status, before)
    assert_anew(kept, session, *asked)


CAPPED = [
    Indicator("share", "服务业增加值占比", unit="%", kind=Kind.RATIO),
    Indicator("cap", "封顶占比", formula=formula("min(share, 50)")),
]


@pytest.mark.parametrize(
    ("indicators", "observed", "aimed", "assumed", "edited"),
    [
        pytest.param(
            CAPPED,
            {("市", "share"): 60.0, ("市", "cap"): None},
            PlanTarget(SeriesKey("市", "", "cap"), 2025, "45", parse_target("45"), base_year=2020),
            {"share": Assumption(Method.GROWTH, 4.0)},
            {("市", "share"): Assumption(Method.GROWTH, 20.0)},
            id="a formula that comes to the same",
        ),
        pytest.param(
            INDICATORS[:1],
            {("市", "gdp"): None, ("甲", "gdp"): 100.0, ("乙", "gdp"): 100.0},
            stated(("市", "gdp"), "190"),
            {"gdp": Assumption(Method.STEP, 0.0)},
            {("甲", "gdp"): Assumption(Method.STEP, -40.0), ("乙", "gdp"): Assumption(Method.STEP, 40.0)},
            id="a roll-up that comes to the same",
        ),
    ],
)
@pytest.mark.parametrize("between", [None, "3 2.5 2"])
def test_what_comes_to_the_same_of_figures_that_cannot_be_is_judged_anew(
    indicators, observed, aimed, assumed, edited, between
):
    """It may be met by figures that cannot be, and is then yellow at best, there and back."""
    made = plan(
        {
            (region, "", code): {} if figure is None else {2020: figure}
            for (region, code), figure in observed.items()
        },
        first=2019,
        indicators=indicators,
        regions=[one for one in REGIONS if any(one.code == region for region, _ in observed)],
        targets=[aimed],
        scenarios=[scenario("基准", assumptions={("*", "*", code): one for code, one in assumed.items()})],
        base_year=2020,
    )
    session, kept = Session(LoadedWorkbook(made, None)), KeptJudgements()
    asked, row = ("基准", 2025, Rule.PACE), session.results.plan.row[aimed.series]
    before = kept.of(session.results, *asked)
    figures = session.results.scenarios["基准"].values[row]
    if between is not None:
        # the plan is another one for a while, in which nobody looks
        for change in (
            session.apply(set_settings(session.document, {"pace thresholds": between})),
            session.undo(),
        ):
            kept.follow(change.before, change.results, change.touched)
    keys = {AssumptionKey(region, "*", code): one for (region, code), one in edited.items()}
    change = session.apply(set_assumptions(session.document, "基准", keys))
    kept.follow(change.before, change.results, change.touched)
    assert np.array_equal(session.results.scenarios["基准"].values[row], figures, equal_nan=True)
    assert not np.array_equal(kept.of(session.results, *asked).status, before.status)
    assert change.touched[row]
    assert_anew(kept, session, *asked)
    change = session.undo()
    kept.follow(change.before, change.results, change.touched)
    assert_anew(kept, session, *asked)


def test_over_other_series_nothing_is_kept():
    session, kept = opened(), KeptJudgements()
    asked = ("基准", 2025, Rule.PACE)
    kept.of(session.results, *asked)
    before = session.results
    session.apply(remove_things(session.document, "regions", ["甲"]))
    assert len(before.touched) != len(session.results.touched)
    kept.follow(before, session.results, session.results.touched)
    assert_anew(kept, session, *asked)
