"""Random steps of editing small plans: their structure, figures, targets and months. For property tests."""

from dataclasses import replace

from hypothesis import strategies as st

from npfdesk.plan.closed_targets import ClosedTarget, Verdict
from npfdesk.plan.commitments import Commitment, parse_promise
from npfdesk.plan.document import blank_plan, new_document
from npfdesk.plan.edits import (
    EditRefused,
    Label,
    SetChecks,
    SetObservations,
    SetProgress,
    SetProposals,
    SetScoring,
    SetTargets,
    SetVintages,
)
from npfdesk.plan.expressions import parse_expression
from npfdesk.plan.kinds import Direction, Duty, Kind, RollUp
from npfdesk.plan.model import Indicator, Industry, LeverEffect, Source
from npfdesk.plan.negotiation import Proposal, ProposalKey, Side
from npfdesk.plan.own_checks import OwnCheck
from npfdesk.plan.periods import Period
from npfdesk.plan.problems import Wording
from npfdesk.plan.regions import Region
from npfdesk.plan.scoring import ScoringMethod, ScoringRule
from npfdesk.plan.series import ObservationKey, ProgressKey, SeriesKey
from npfdesk.plan.structure_edits import (
    add_commitment,
    add_thing,
    add_things,
    change_commitment,
    change_thing,
    move_thing,
    new_code,
    remove_commitments,
    remove_lever,
    remove_things,
    rename_lever,
    rename_thing,
    set_lever_rows,
    set_settings,
    set_years,
)
from npfdesk.plan.target_text import parse_target
from npfdesk.plan.targets import PlanTarget
from npfdesk.plan.vintages import Vintage, VintageKey

LABEL = Label(Wording("试", "test"))
NAMES = ("甲县", "乙县", "丙区", "桥西区", "新区")
THINGS = ("产出", "从业人数", "占比", "增加值")


def small_document():
    """A city with two counties, one of them with a district, an industry, three indicators, figures, targets and a lever."""
    document = new_document(blank_plan(2025, 2030))
    formula = parse_expression("gdp / pop")
    things = (
        Region("城", "某市", english="A city"),
        Region("a", "甲县", parent="城", role="大县"),
        Region("b", "乙县", parent="城", place=(1, 2)),
        Region("aa", "桥西区", parent="a"),
        Region("省", "全省", benchmark=True),
        Industry("制造", "制造业", type="新兴"),
        Indicator("gdp", "产出值", unit="亿元", rollup=RollUp.SUM),
        Indicator("pop", "人口数", unit="万人", rollup=RollUp.SUM, kind=Kind.COUNT, decimals=0),
        Indicator("per", "人均产出值", unit="万元", formula=formula, owner="统计局"),
        Source("S1", "统计年鉴"),
    )
    steps = (
        lambda one: add_things(one, things),
        lambda one: set_settings(one, {"title": "某市规划", "city": "城"}),
        lambda _: SetObservations(
            {
                ObservationKey(SeriesKey("a", "", "gdp"), 2024): 90.0,
                ObservationKey(SeriesKey("a", "", "gdp"), 2025): 100.0,
                ObservationKey(SeriesKey("b", "", "gdp"), 2025): 50.0,
                ObservationKey(SeriesKey("b", "制造", "gdp"), 2025): 20.0,
                ObservationKey(SeriesKey("aa", "", "pop"), 2025): 20.0,
                ObservationKey(SeriesKey("省", "", "gdp"), 2025): 9000.0,
            },
            LABEL,
        ),
        lambda one: targets_set(one, SeriesKey("城", "", "gdp"), 2030, "200以上"),
        lambda one: targets_set(one, SeriesKey("b", "制造", "gdp"), 2028, "25左右"),
        lambda _: SetProgress({ProgressKey(SeriesKey("b", "", "gdp"), Period(2026, 1, 3)): 12.0}, LABEL),
        lambda one: set_lever_rows(one, [LeverEffect("技改", "技术", "gdp", 1.5, 1)]),
        lambda one: add_commitment(one, commitment("新建园区", "a")),
        lambda one: SetChecks({"大小": OwnCheck("大小", "产出值 >= 0")}, one.workbook_plan, LABEL),
        lambda _: SetVintages({VintageKey(SeriesKey("a", "", "gdp"), 2025, "2026-01-20"): Vintage(101.0, "快报")}, LABEL),
        lambda _: SetProposals({ProposalKey(SeriesKey("a", "", "gdp"), 2030, 1, Side.PROPOSAL): Proposal("120以上", 120.0, "去年增长快")}, LABEL),
        lambda _: SetScoring({"产出": ScoringRule("产出", "gdp", 10.0)}, LABEL),
    )  # fmt: skip
    for step in steps:
        document = step(document).apply(document)
    closed = (
        ClosedTarget(SeriesKey("a", "", "gdp"), 2025, "98以上", 80.0, 2020, 98.0, 100.0, Verdict.MET, 2.0),
        ClosedTarget(
            SeriesKey("b", "制造", "gdp"), 2025, "翻一番", 12.0, 2020, 24.0, 20.0, Verdict.MISSED, -4.0
        ),
    )
    return new_document(replace(document.plan, closed_targets=closed))


def commitment(item, region):
    promise, target = parse_promise("累计3", "个")
    return Commitment(item, "累计3", promise, target, "个", region, 2030, owner="发改局")


def targets_set(document, series, year, text):
    one = document.plan.indicator_by_code[series.indicator]
    parsed = parse_target(text, unit=one.unit, name=one.name, indicator_kind=one.kind)
    stated = PlanTarget(series, year, text, parsed, base_year=document.plan.base_year, owner="财政局")
    return SetTargets({stated.key: stated}, LABEL)


@st.composite
def step(draw, document):
    """One edit of a document, of any kind; it may be refused."""
    plan = document.plan
    pick = draw(st.integers(0, 20))
    region = draw(st.sampled_from([one.code for one in plan.regions]))
    indicator = draw(st.sampled_from([one.code for one in plan.indicators]))
    industry = draw(st.sampled_from(["", *(one.code for one in plan.industries)]))
    series = SeriesKey(region, industry, indicator)
    name = draw(st.sampled_from(NAMES))
    word = draw(st.sampled_from(THINGS))
    kind = draw(st.sampled_from(["regions", "indicators", "industries"]))
    codes = [one.code for one in getattr(plan, kind)] or [""]
    code = draw(st.sampled_from(codes))
    before = draw(st.sampled_from(["", *codes]))
    figure = draw(st.one_of(st.none(), st.integers(1, 9999).map(float)))
    match pick:
        case 0:
            own = [one.code for one in plan.own_regions]
            parent = draw(st.sampled_from(own))
            return add_thing(
                document,
                Region(new_code(document, "regions", name), name, parent=parent),
                before if kind == "regions" else "",
            )
        case 1:
            unit = draw(st.sampled_from(["亿元", "%", "家"]))
            made = Indicator(
                new_code(document, "indicators", word), word, unit=unit, kind=draw(st.sampled_from([Kind.LEVEL, Kind.FLOW, Kind.RATIO])),
                direction=draw(st.sampled_from(Direction)), duty=draw(st.sampled_from(Duty)), decimals=draw(st.integers(0, 3)),
            )  # fmt: skip
            return add_thing(document, made)
        case 2:
            return add_thing(document, Industry(new_code(document, "industries", word), word))
        case 3:
            return rename_thing(document, "regions", region, name)
        case 4:
            return rename_thing(document, "indicators", indicator, word)
        case 5:
            one = plan.indicator_by_code[indicator]
            changed = replace(
                one, unit=draw(st.sampled_from(["亿元", "万元", "%"])), decimals=draw(st.integers(0, 3)), owner=draw(st.sampled_from(["", "统计局"])),
                direction=draw(st.sampled_from(Direction)), rollup=draw(st.sampled_from([RollUp.SUM, RollUp.NONE])),
            )  # fmt: skip
            return change_thing(document, indicator, changed)
        case 6:
            own = [one.code for one in plan.own_regions]
            return move_thing(
                document,
                "regions",
                region,
                before if kind == "regions" else "",
                parent=draw(st.sampled_from(own)),
            )
        case 7:
            return move_thing(document, kind, code, before) if code else None
        case 8:
            return remove_things(document, kind, [code]) if code else None
        case 9:
            one = plan.region_by_code[region]
            return change_thing(
                document,
                region,
                replace(
                    one, role=draw(st.sampled_from(["", "大县"])), since=draw(st.sampled_from([None, 2024]))
                ),
            )
        case 10:
            first = draw(st.sampled_from([None, 2020, 2024]))
            return set_years(
                document,
                first=first,
                base=draw(st.sampled_from([None, 2024, 2025])),
                horizon=draw(st.sampled_from([None, 2031, 2035])),
            )
        case 11:
            return set_settings(document, {"title": draw(st.sampled_from(["某市规划", "新规划"]))})
        case 12:
            year = draw(st.integers(2021, 2027))
            return (
                SetObservations({ObservationKey(series, year): figure}, LABEL)
                if plan.indicator_by_code[indicator].formula is None
                else None
            )
        case 13:
            return targets_set(
                document,
                series,
                draw(st.sampled_from([2028, 2030])),
                draw(st.sampled_from(["8", "不低于30", "35左右"])),
            )
        case 14:
            return SetProgress({ProgressKey(series, Period(2026, 1, draw(st.integers(2, 9)))): figure}, LABEL)
        case 15:
            levers = [*plan.dimension_of_lever]
            if levers and draw(st.booleans()):
                return rename_lever(document, levers[0], draw(st.sampled_from(["改造", "技改"])))
            return (
                remove_lever(document, levers[0])
                if levers and draw(st.booleans())
                else set_lever_rows(document, [LeverEffect("招商", "要素", indicator, 0.5)])
            )
        case 16:
            keys = [*_commitments(document)]
            if keys and draw(st.booleans()):
                return remove_commitments(document, keys[:1])
            if keys and draw(st.booleans()):
                return change_commitment(
                    document, keys[0], replace(_commitments(document)[keys[0]], owner="住建局")
                )
            return add_commitment(document, commitment(draw(st.sampled_from(["修路", "建校"])), region))
        case 17:
            since = draw(st.sampled_from(["", "2026-01-20", "2026-09-30"]))
            said = draw(st.sampled_from([None, Vintage(figure, "年报"), Vintage(None)]))
            return SetVintages({VintageKey(series, draw(st.sampled_from([2024, 2025])), since): said}, LABEL)
        case 18:
            line = draw(st.sampled_from(["产出", "占比位次"]))
            method = draw(st.sampled_from(ScoringMethod))
            rule = ScoringRule(line, indicator, draw(st.sampled_from([5.0, 7.5])), method, industry=industry)
            return SetScoring({line: draw(st.sampled_from([None, rule]))}, LABEL)
        case 19:
            place = ProposalKey(series, 2030, draw(st.integers(1, 2)), draw(st.sampled_from(Side)))
            said = draw(st.sampled_from([None, Proposal("8", 8.0), Proposal("35左右", 35.0, "理由")]))
            return SetProposals({place: said}, LABEL)
        case _:
            if draw(st.booleans()):
                return add_thing(document, Source(new_code(document, "sources", word), word))
            return remove_things(document, "sources", [one.id for one in plan.sources][:1])


def _commitments(document):
    from npfdesk.plan.commitments import commitments_by_key

    return commitments_by_key(document.plan.commitments)


@st.composite
def edited(draw, most=6, start=small_document):
    """A document, and the states that it went through by random edits, the last one last."""
    states = [start()]
    for _ in range(draw(st.integers(1, most))):
        edit = draw(step(states[-1]))
        if edit is None:
            continue
        try:
            after = edit.apply(states[-1])
        except EditRefused:
            continue
        if after.plan.own_regions and after.plan.indicators:
            # a plan without any of them is none, and no sheet of targets reads as one
            states.append(after)
    return states
