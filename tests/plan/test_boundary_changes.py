"""Changes of boundaries as edits: what they refuse, what they tell, targets, undo and drafts."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from npfdesk.plan.amended_plan import amended_plan
from npfdesk.plan.boundary_changes import BoundaryChange, BoundaryKind, BoundaryStep, boundary_step
from npfdesk.plan.boundary_targets import shared_out
from npfdesk.plan.commitments import Commitment, parse_promise
from npfdesk.plan.edits import Label, SetProgress, SetVintages
from npfdesk.plan.history import History
from npfdesk.plan.kinds import Kind
from npfdesk.plan.periods import Period
from npfdesk.plan.problems import Problem, Wording
from npfdesk.plan.records import decode, encode, saved_work
from npfdesk.plan.restore import restore
from npfdesk.plan.series import ANY, AssumptionKey, ObservationKey, ProgressKey, SeriesKey, TargetKey
from npfdesk.plan.structure_edits import add_commitment, add_thing
from npfdesk.plan.targets import SecondStatement
from npfdesk.plan.vintages import Vintage, VintageKey
from tests.plans import Assumption, Indicator, Method, Region, RollUp, document, scenario, target

INDICATORS = (
    Indicator("gdp", "生产总值", unit="亿元", rollup=RollUp.SUM, decimals=1),
    Indicator("firms", "企业", unit="家", kind=Kind.COUNT, rollup=RollUp.SUM, decimals=0),
    Indicator("jobs", "新增就业", unit="万人", kind=Kind.FLOW, rollup=RollUp.SUM, decimals=1),
    Indicator("air", "优良天数比例", unit="%", kind=Kind.RATIO, decimals=1),
)
TREE = (
    Region("市", "某市"),
    *(
        Region(code, name, parent="市", role="县")
        for code, name in (("甲", "甲县"), ("乙", "乙县"), ("丙", "丙县"))
    ),
    Region("省", "某省", benchmark=True),
)
NEW = Region("新", "新县")
EAST_WEST = (Region("东", "东区"), Region("西", "西区"))


def opened(targets=(), **more):
    data = {
        (region, "", one.code): {2024: 10.0 * nth, 2025: 11.0 * nth}
        for nth, region in enumerate(("甲", "乙", "丙"), start=1)
        for one in INDICATORS
    }
    return document(
        data,
        first=2022,
        horizon=2030,
        base_year=2025,
        indicators=INDICATORS,
        regions=TREE,
        targets=targets,
        **more,
    )


def aim(region, code, text, year=2030, **more):
    unit = next(one.unit for one in INDICATORS if one.code == code)
    kind = next(one.kind for one in INDICATORS if one.code == code)
    return replace(target((region, "", code), text, year=year, base_year=2025, unit=unit, kind=kind), **more)


def merge(year=2026, into=NEW, old=("甲", "乙"), **more):
    return BoundaryChange(BoundaryKind.MERGE, year, old, (into,), **more)


def split(year=2026, shares=(), parts=EAST_WEST, old="丙"):
    return BoundaryChange(BoundaryKind.SPLIT, year, (old,), tuple(parts), shares)


def taken(begun, change) -> BoundaryStep:
    found = boundary_step(begun, change)
    assert isinstance(found, BoundaryStep), found
    return found


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (merge(old=("甲", "甲")), "boundary_merge_few"),
        (split(parts=(Region("东", "东区"),)), "boundary_split_few"),
        (merge(year=2022), "boundary_year"),
        (merge(year=2031), "boundary_year"),
        (merge(old=("甲", "市")), "boundary_tree"),
        (merge(old=("甲", "省")), "boundary_tree"),
        (merge(into=Region("丙", "丙县")), "boundary_named_twice"),
        (merge(into=Region("新", "丙县")), "structure_name_in_use"),
        (merge(into=Region("新", "")), "structure_name_needed"),
        (merge(into=TREE[1], restated=True), "boundary_restated"),
        (split(parts=(Region("东", "东区"), Region("西", "东区"))), "boundary_named_twice"),
        (split(shares=(60.0, 30.0)), "boundary_shares"),
        (split(shares=(60.0,)), "boundary_shares"),
        (split(shares=(120.0, -20.0)), "boundary_shares"),
    ],
)
def test_what_cannot_be_is_said_with_what_to_do(change, code):
    begun = opened()
    problem = boundary_step(begun, change)
    assert isinstance(problem, Problem)
    assert problem.code == code
    for language in ("zh", "en"):
        assert "{" not in problem.message(language)


def test_regions_of_other_parents_or_with_children_or_ended_are_refused():
    begun = opened()
    below = add_thing(begun, Region("镇", "某镇", parent="甲")).apply(begun)
    assert boundary_step(below, merge()).code == "boundary_children"
    apart = boundary_step(below, merge(old=("镇", "乙")))
    assert apart.code == "boundary_parents"
    assert apart.message("zh").startswith("某镇和乙县不在")
    assert apart.message("en").startswith("某镇 and 乙县 are not")
    once = taken(begun, merge()).edit().apply(begun)
    again = boundary_step(once, merge(year=2028, into=Region("另", "另县")))
    assert again.code == "boundary_not_in_force"
    assert "2028" in again.message("zh")


def test_the_old_end_the_new_begin_and_stand_behind_them():
    begun = opened()
    after = taken(begun, merge()).edit().apply(begun)
    assert [one.code for one in after.plan.regions] == ["市", "甲", "乙", "新", "丙", "省"]
    new = after.plan.region_by_code["新"]
    assert (new.parent, new.role, new.since, new.until) == ("市", "县", 2026, None)
    assert [one.code for one in after.plan.children_of("市", 2025)] == ["甲", "乙", "丙"]
    assert [one.code for one in after.plan.children_of("市", 2026)] == ["新", "丙"]


def test_targets_of_a_merge_are_added_in_words_or_told():
    begun = opened(
        targets=[
            aim("甲", "gdp", "15以上"),
            aim("乙", "gdp", "30以上"),
            aim("甲", "firms", "20-30"),
            aim("乙", "firms", "30-40"),
            aim("甲", "jobs", "〔5〕"),
            aim("乙", "jobs", "〔7.5〕"),
            aim("甲", "air", "90以上"),
            aim("乙", "air", "92以上"),
            aim("甲", "gdp", "12", year=2025),
        ]
    )
    made = taken(begun, merge())
    after = made.edit().apply(begun)
    stated = {key: one for key, one in after.plan.targets.items() if key.series.region == "新"}
    texts = {key.series.indicator: one.text for key, one in stated.items()}
    assert texts == {
        "gdp": "45以上（甲县、乙县合计）",
        "firms": "50-70（甲县、乙县合计）",
        "jobs": "〔12.5〕（甲县、乙县合计）",
    }
    gdp = stated[TargetKey(SeriesKey("新", "", "gdp"), 2030)]
    assert (gdp.parsed.figure, gdp.note) == (45.0, "甲县 15以上 + 乙县 30以上")
    # what is due before the merge stays with the old county; what cannot be added is gone and told
    assert {key.series.region for key in after.plan.targets if key.year == 2025} == {"甲"}
    assert not [key for key in after.plan.targets if key.series.region in ("甲", "乙") and key.year == 2030]
    told = {one.sort: one for one in made.told}
    assert told["added"].count == 3
    assert told["anew"].names == ("甲县 优良天数比例", "乙县 优良天数比例")
    assert told["figures_anew"].names == ("优良天数比例",)
    assert told["added"].text("zh").startswith("目标相加 3 项：新县 生产总值")


@pytest.mark.parametrize(
    "targets",
    [
        [aim("甲", "gdp", "15以上")],
        [aim("甲", "gdp", "15以上"), aim("乙", "gdp", "30")],
        [aim("甲", "gdp", "年均增长5%"), aim("乙", "gdp", "年均增长6%")],
        [aim("甲", "gdp", "15", base_year=2024), aim("乙", "gdp", "30")],
        [aim("甲", "gdp", "15", beside=(SecondStatement("年均增长5%", target(("甲", "", "gdp"), "年均增长5%").parsed),)),
         aim("乙", "gdp", "30")],
        [aim("甲", "gdp", "完成省下达任务"), aim("乙", "gdp", "完成省下达任务")],
    ],
)  # fmt: skip
def test_targets_that_cannot_be_added_are_to_be_stated_anew(targets):
    begun = opened(targets=targets)
    made = taken(begun, merge())
    assert {one.sort: one.count for one in made.told}["anew"] == len(targets)
    after = made.edit().apply(begun)
    assert not [key for key in after.plan.targets if key.series.indicator == "gdp"]


def test_what_counts_from_a_base_needs_that_of_the_new_region():
    targets = [aim("甲", "gdp", "新增5"), aim("乙", "gdp", "新增6")]
    begun = opened(targets=targets)
    # the path's start of 2025 is the base
    after = taken(begun, merge()).edit().apply(begun)
    assert after.plan.targets[TargetKey(SeriesKey("新", "", "gdp"), 2030)].parsed.figure == 11.0
    # of a county that goes on the base is that of its old extent, and so are years of a sum
    made = taken(begun, merge(into=TREE[1]))
    assert {one.sort: one.count for one in made.told}["anew"] == 2
    summed = opened(targets=[aim("甲", "jobs", "〔5〕"), aim("乙", "jobs", "〔7〕")])
    late = taken(summed, merge(year=2028))
    assert {one.sort: one.count for one in late.told}["anew"] == 2


def test_a_printed_base_and_a_stretch_are_added():
    targets = [
        aim("甲", "gdp", "15", base_printed=11.0, stretch=16.0, source="a", owner="发改局"),
        aim("乙", "gdp", "30", base_printed=22.0, stretch=33.0, source="b", owner="发改局"),
    ]
    after = taken(opened(targets=targets), merge()).edit().apply(opened(targets=targets))
    made = after.plan.targets[TargetKey(SeriesKey("新", "", "gdp"), 2030)]
    assert (made.base_printed, made.stretch, made.source, made.owner) == (33.0, 49.0, "a；b", "发改局")


def test_targets_of_a_split_by_shares_add_up():
    begun = opened(targets=[aim("丙", "gdp", "100左右"), aim("丙", "firms", "7"), aim("丙", "air", "90")])
    made = taken(begun, split(shares=(60.0, 40.0)))
    after = made.edit().apply(begun)
    texts = {
        (key.series.region, key.series.indicator): one.text
        for key, one in after.plan.targets.items()
        if key.series.region in ("东", "西", "丙")
    }
    assert texts == {
        ("东", "gdp"): "60左右（按丙县的60%）",
        ("西", "gdp"): "40左右（按丙县的40%）",
        ("东", "firms"): "4（按丙县的60%）",
        ("西", "firms"): "3（按丙县的40%）",
    }
    told = {one.sort: one for one in made.told}
    assert (told["shared"].count, told["anew"].names) == (4, ("丙县 优良天数比例",))


def test_a_split_without_shares_keeps_what_goes_on():
    begun = opened(targets=[aim("丙", "gdp", "100")])
    gone = taken(begun, split())
    assert not gone.edit().apply(begun).plan.targets
    goes_on = taken(begun, split(parts=(TREE[3], Region("西", "西区"))))
    after = goes_on.edit().apply(begun)
    assert list(after.plan.targets) == [TargetKey(SeriesKey("丙", "", "gdp"), 2030)]
    assert after.plan.region_by_code["丙"].until is None
    assert {"anew", "old_extent"} <= {one.sort for one in goes_on.told}


def test_targets_of_a_scenarios_own_are_added_to_the_plans():
    own = aim("甲", "gdp", "20")
    begun = opened(
        targets=[aim("甲", "gdp", "15"), aim("乙", "gdp", "30")],
        scenarios=(scenario(targets=[own]), scenario("静")),
    )
    after = taken(begun, merge()).edit().apply(begun)
    key = TargetKey(SeriesKey("新", "", "gdp"), 2030)
    assert after.plan.targets[key].parsed.figure == 45.0
    assert {
        one.series.region: target.parsed.figure for one, target in after.scenarios["基准"].targets.items()
    } == {"新": 50.0}
    assert not after.scenarios["静"].targets


def test_what_stays_and_what_moves_is_told():
    rows = {
        ("甲", "", "gdp"): Assumption(Method.GROWTH, 5.0),
        (ANY, ANY, "gdp"): Assumption(Method.GROWTH, 4.0),
    }
    begun = opened(scenarios=(scenario(assumptions=rows),))
    promised = parse_promise("新增1", "家")
    assert not isinstance(promised, Problem)
    promise = Commitment("医院", "新增1", promised[0], promised[1], "家", "甲", 2030)
    begun = add_commitment(begun, promise).apply(begun)
    month = ProgressKey(SeriesKey("甲", "", "gdp"), Period(2026, 1, 3))
    begun = SetProgress({month: 3.0}, Label(Wording("月", "month"))).apply(begun)
    published = {VintageKey(month.series, year, "2027-01-20"): Vintage(9.0) for year in (2024, 2026)}
    begun = SetVintages(published, Label(Wording("修订", "revision"))).apply(begun)
    made = taken(begun, merge())
    told = {one.sort: one.count for one in made.told}
    assert (told["months"], told["vintages"], told["assumed"], told["commitments"]) == (1, 1, 1, 1)
    after = made.edit().apply(begun)
    assert [one.region for one in after.plan.commitments] == ["新"]
    apart = taken(begun, split(old="甲"))
    assert {one.sort: one.count for one in apart.told}["commitments_anew"] == 1
    assert [one.region for one in apart.edit().apply(begun).plan.commitments] == ["甲"]


def test_figures_that_cannot_be_added_are_told_and_stay():
    begun = opened()
    plan = begun.plan.with_observations([(SeriesKey("乙", "", "gdp"), 2025, None)])
    begun = replace(begun, plan=plan, own=plan)
    made = taken(begun, merge(year=2024))
    told = {one.sort: one.count for one in made.told}
    assert told["incomplete"] == 1
    after = made.edit().apply(begun).plan
    assert after.observed[after.row[SeriesKey("新", "", "gdp")], after.column(2024)] == 30.0
    assert after.observed[after.row[SeriesKey("甲", "", "gdp")], after.column(2025)] == 11.0


def test_it_is_one_step_of_undo_and_is_kept_with_the_drafts():
    begun = opened(targets=[aim("甲", "gdp", "15"), aim("乙", "gdp", "30")])
    made = taken(begun, merge(year=2025, restated=True))
    edit = made.edit({"基准": MappingProxyType({AssumptionKey("新", "", "gdp"): Assumption(Method.HOLD)})})
    after = edit.apply(begun)
    history = History().push(edit, begun, after)
    assert history.undo_label is not None
    assert history.undo_label.text("zh") == "甲县和乙县合并为新县（2025年起）"
    assert history.undo()[1] is begun
    kept = decode(encode(saved_work(after)))
    assert kept == saved_work(after)
    again = restore(begun.plan, kept).document
    assert again.plan.region_by_code["新"].since == 2025
    assert again.plan.region_by_code["甲"].until == 2024
    assert again.plan.targets == after.plan.targets
    assert amended_plan(begun.plan, after.work).regions == after.plan.regions
    assert after.work.observations[ObservationKey(SeriesKey("新", "", "gdp"), 2024)] == 30.0


@pytest.mark.parametrize(
    ("figure", "shares", "decimals", "parts"),
    [
        (100.0, (60.0, 40.0), 0, (60.0, 40.0)),
        (7.0, (33.0, 33.0, 34.0), 0, (2.0, 3.0, 2.0)),
        (0.0, (50.0, 50.0), 1, (0.0, 0.0)),
        (-10.0, (25.0, 75.0), 1, (-2.5, -7.5)),
        (1.0, (0.0, 100.0), 2, (0.0, 1.0)),
    ],
)
def test_shares_add_up_to_the_figure(figure, shares, decimals, parts):
    assert shared_out(figure, shares, decimals) == parts
