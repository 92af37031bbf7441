"""The leader's copy in a real browser without a network: its figures are the engine's, and it rests on no other file."""

import json
import random
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from npfdesk.engine.projection.update import compute, update
from npfdesk.engine.targets.judgement import judge
from npfdesk.locations import sample_folder
from npfdesk.plan.board import Board, BoardTable, ParameterKey
from npfdesk.plan.document import new_document
from npfdesk.plan.edit_labels import set_spillover
from npfdesk.plan.spillover import Basis, Spillover
from npfdesk.plan.status_rules import Rule
from npfdesk.report.leader_page.leader_report import leader_report
from npfdesk.report.leader_page.page_content import ScenarioPage
from npfdesk.report.leader_page.sliders import moved_by
from npfdesk.report.material import Material, Provenance
from npfdesk.workbook.plan_reader import read_workbook
from tests.plans import (
    Assumption,
    Direction,
    Indicator,
    Industry,
    Kind,
    LeverEffect,
    Method,
    Region,
    RollUp,
    formula,
    plan,
    scenario,
    target,
)  # fmt: skip
from tests.report.leader_browser import started
from tests.report.materials import MOMENT, material
from tests.report.measured_plan import every_measure
from tests.report.test_boundary_workbook import MERGE, SPLIT, made

A, L = BoardTable.ASSUMPTION, BoardTable.LEVER


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    made = started(tmp_path_factory.mktemp("browser"))
    yield made
    made.quit()


@pytest.fixture
def opened(browser, tmp_path):
    """Opens a page as a file; whatever it told the browser's log fails the test."""

    def show(content):
        file = tmp_path / "page.html"
        file.write_bytes(content)
        browser.get(file.as_uri())
        assert browser.get_log("browser") == []
        return browser

    return show


def of(document, rule=Rule.PACE, language="zh", **more):
    told = Provenance("规划.xlsx", "ab" * 32, MOMENT, "手工修订 3")
    return Material(compute(document), tuple(document.scenarios.values()), rule, told, language, **more)


def county(language="zh"):
    return material(read_workbook(sample_folder() / "county_15fyp.xlsx").plan, language=language)


# odd plans


def woven():
    """Formulas of every function over regions and industries, weighted means, a weight that moves, shares past their whole."""
    indicators = (
        Indicator("gdp", "生产总值", unit="亿元", rollup=RollUp.SUM),
        Indicator("pop", "人口", unit="万人", kind=Kind.COUNT, rollup=RollUp.SUM, decimals=0),
        Indicator("urban", "城镇化率", unit="%", kind=Kind.RATIO, rollup=RollUp.MEAN, weight="pop", decimals=2),
        Indicator("head", "人均", unit="元", formula=formula("gdp / pop * 10000"), decimals=0),
        Indicator("speed", "增速", unit="%", formula=formula("(gdp / prev(gdp) - 1) * 100")),
        Indicator("spread", "差距", formula=formula("max(at(\"甲\", gdp), at(\"乙\", gdp), 1) - min(mean(gdp), base(gdp) + 1)"), decimals=2),
        Indicator("odd", "杂项", formula=formula("sqrt(abs(sum(gdp) - 2 * base(gdp, 2019))) + log(exp(0.01 * pop)) - -count(gdp > 150)"), decimals=3),
        Indicator("stock", "存量", unit="亿元", direction=Direction.DOWN),
        Indicator("curve", "普及率", unit="%", kind=Kind.RATIO),
    )  # fmt: skip
    regions = (Region("市", "市"), *(Region(one, one, role=role, parent="市") for one, role in zip("甲乙丙", ("核心", "外围", ""), strict=True)))  # fmt: skip
    data = {("市", slot, one.code): {} for one in indicators for slot in ("", "汽车") if slot == "" or one.code in ("gdp", "head")}  # fmt: skip
    data["市", "", "stock"], data["市", "", "curve"] = {2019: 90.0, 2020: 80.0}, {2020: 20.0}
    for nth, region in enumerate("甲乙丙", start=1):
        data[region, "", "gdp"] = {2018: 80.0 * nth, 2019: 90.0 * nth, 2020: 100.0 * nth}
        data[region, "汽车", "gdp"] = {2019: 9.0 * nth, 2020: 11.0 * nth}
        data[region, "", "pop"] = {2020: 10.0 * nth}
        data[region, "", "urban"] = {2019: 50.0, 2020: (60.0, 75.0, 97.0)[nth - 1]}
        data[region, "", "head"] = data[region, "", "speed"] = {}
    rows = {
        ("*", "*", "gdp"): Assumption(Method.GROWTH, 6.0, by_year=((2023, 2.0),)),
        ("*", "汽车", "gdp"): Assumption(Method.TREND),
        ("丙", "", "gdp"): Assumption(Method.STEP, 4.5),
        ("*", "*", "pop"): Assumption(Method.GROWTH, 1.0),
        ("*", "*", "urban"): Assumption(Method.STEP, 2.5),
        ("市", "", "urban"): Assumption(Method.ROLLUP),
        ("市", "", "stock"): Assumption(Method.STEP, -9.0),
        ("市", "", "curve"): Assumption(Method.LOGISTIC, 95.0, midpoint=2024),
    }
    levels = {("技改", "*", "*"): {2021: 20.0, 2024: 80.0}, ("招工", "甲", "*"): {2022: 50.0}}
    levers = (
        LeverEffect("技改", "技术", "gdp", 1.5, lag=1),
        LeverEffect("招工", "人力", "pop", 0.8),
        LeverEffect("招工", "人力", "urban", 0.3, lag=2),
    )
    goals = [target((one, "", code), said, year=year) for one, code, said, year in (
        ("市", "gdp", "800以上", 2025), ("市", "gdp", "1000", 2028), ("市", "head", "150000", 2025), ("市", "speed", "6左右", 2025),
        ("市", "spread", "200-260", 2025), ("市", "odd", "30", 2025), ("市", "urban", "75以上", 2025), ("市", "stock", "不超过60", 2025),
        ("市", "curve", "60", 2025), ("甲", "gdp", "140", 2025), ("甲", "urban", "80", 2025), ("乙", "urban", "不超过70", 2026),
    )]  # fmt: skip
    built = plan(
        data, indicators=indicators, regions=regions, industries=(Industry("汽车", "汽车"),), targets=goals, levers=levers,
        scenarios=[scenario("惯性", assumptions=rows, intensities=levels)], synergy=0.5,
        multipliers={("核心", "技术"): 1.4, ("外围", "人力"): 0.6},
    )  # fmt: skip
    passed = set_spillover(Spillover(Basis.GROUP, 0.4, 1, groups=(("甲", "一"), ("乙", "一"), ("丙", "一"))))
    return passed.apply(new_document(built))


WOVEN = tuple(
    ParameterKey(table, region, industry, what, part, year)
    for table, region, industry, what, part, year in (
        (A, "*", "*", "gdp", "value", 0), (A, "*", "*", "gdp", "", 2023), (A, "丙", "", "gdp", "value", 0), (A, "*", "*", "pop", "value", 0),
        (A, "*", "*", "urban", "value", 0), (A, "市", "", "stock", "value", 0), (A, "市", "", "curve", "value", 0),
        (A, "市", "", "curve", "midpoint", 0), (L, "*", "*", "技改", "", 2024), (L, "*", "*", "技改", "", 2022), (L, "甲", "*", "招工", "", 2022),
    )
)  # fmt: skip


def boards():
    """Every parameter of that plan, six at a time."""
    return [
        Board(WOVEN[:6]),
        Board(WOVEN[5:]),
        Board((WOVEN[0], WOVEN[3], WOVEN[4], WOVEN[8], WOVEN[9], WOVEN[10])),
    ]


BY_YEAR = Board(
    (
        ParameterKey(A, "*", "*", "pace", "", 2028),
        ParameterKey(A, "*", "*", "pace", "", 2030),
        ParameterKey(A, "甲", "*", "gdp", "value"),
        ParameterKey(A, "甲", "*", "gdp", "midpoint"),
        ParameterKey(A, "乙", "*", "jobs", "", 2030),
        ParameterKey(L, "*", "*", "技改", "", 2026),
    )
)


MEASURED = Board(
    tuple(
        ParameterKey(A, region, "*", what, "value")
        for region, what in (
            ("*", "energy"),
            ("甲", "energy"),
            ("*", "gdp"),
            ("*", "pace"),
            ("*", "jobs"),
            ("*", "income"),
        )
    )
)


def plans():
    """The materials compared, each with how many settings of each of its scenarios."""
    jinhua = read_workbook(sample_folder() / "jinhua_14fyp.xlsx").plan
    yield "jinhua", material(jinhua), 150
    yield "county", county(), 40
    for rule, board in zip(Rule, (MEASURED, None, MEASURED, None), strict=True):
        yield f"every measure by {rule}", replace(material(every_measure(), rule), board=board), 15
    yield "figures by year", replace(material(every_measure()), board=BY_YEAR), 25
    for nth, board in enumerate(boards()):
        yield f"woven {nth}", of(woven(), board=board), 130
    yield "merged", of(made(MERGE)), 40
    yield "split", of(made(SPLIT)), 40


def settings_of(page, count, seed):
    """Random settings: anywhere between the bounds, now and then at one, or as it is."""
    draw = random.Random(seed)
    return [
        [
            None if draw.random() < 0.2 else draw.choice((one.low, one.high)) if draw.random() < 0.1 else round(draw.uniform(one.low, one.high), one.places)
            for one in page.offered.sliders
        ]
        for _ in range(count)
    ]  # fmt: skip


def computed(page, settings):
    """The results with the sliders' edits, each as the window makes it."""
    document = page.offered.document
    for slider, figure in zip(page.offered.sliders, settings, strict=True):
        if figure is not None:
            document = moved_by(document, slider, figure).apply(document)
    with np.errstate(all="ignore"):
        return update(page.offered.results, document)


class Expected:
    """What the engine says at one setting: figures (year, series), and each target as it is shown."""

    def __init__(self, page, settings):
        results, name = computed(page, settings), page.scenario.id
        self.values = results.scenarios[name].projection.values
        with np.errstate(all="ignore"):
            years = {row.year for row in page.rows}
            judged = {year: judge(results, name, year, page.material.rule) for year in years}
        self.targets = []
        for row in page.rows:
            seen = judged[row.year]
            value, gap = float(seen.value[row.position]), float(seen.gap[row.position])
            said = replace(row, value=value, gap=gap).gap_text(page.material.language)
            self.targets.append((row.figure(value), int(seen.status[row.position]), said))

    def differences(self, said):
        """Where the page says another figure, status or gap."""
        rows = [int(row) for row in said["values"]]
        theirs = np.array(list(said["values"].values()), dtype=np.float64).T
        ours = np.where(np.isfinite(self.values[:, rows]), self.values[:, rows], np.nan)
        apart = ~np.isclose(ours, theirs, rtol=1e-9, atol=1e-9, equal_nan=True)
        shown = [(one["shown"], one["status"], one["gapShown"]) for one in said["targets"]]
        return [(rows[row], int(column)) for column, row in zip(*np.nonzero(apart), strict=True)] + [
            (place, one, other)
            for place, (one, other) in enumerate(zip(self.targets, shown, strict=True))
            if one != other
        ]


def asked(browser, place, many):
    script = "return JSON.stringify(npfdesk.figures(arguments[0], arguments[1]))"
    return json.loads(browser.execute_script(script, place, many))


def test_a_thousand_settings_give_the_figures_of_the_command_line(opened):
    compared, moved, kinds = 0, 0, Counter()
    for seed, (name, content, count) in enumerate(plans()):
        page = opened(leader_report(content))
        for place, one in enumerate(content.scenarios):
            shown = ScenarioPage(content, one)
            if not shown.offered.sliders:
                continue
            many = settings_of(shown, count, seed)
            for settings, said in zip(many, asked(page, place, many), strict=True):
                assert Expected(shown, settings).differences(said) == [], (name, one.name, settings)
                compared += 1
            live = [target["live"]["kind"] for target in shown.data()["targets"] if "live" in target]
            kinds.update(live)
            moved += len(live)
    assert compared >= 1000
    assert moved > 200
    # every way of judging was among them
    assert set(kinds) == {"level", "sum", "growth", "relative", "relative growth", "rank", "words"}


MUTANTS = (
    ("factor += gain[at] / 100", "factor += gain[at] / 101"),
    ("1 + given.years[at] / path.scale", "1 + pace"),
    ("year - effect[1]", "year"),
    ("at - passed.lag", "at"),
    ("Math.sqrt(coupling * (total / count))", "coupling"),
    ("(1 + Math.exp(", "(2 + Math.exp("),
    ("sum += value * by;", "sum += value;"),
    ("[NaN].concat(first.slice(0, -1))", "first"),
    ('name === "mean" ? sum / counted[at] : sum', "sum"),
    ("value > 100 * (1 + SHARE_EDGE)", "value > 1000"),
    ("if (value < -EDGE) mark(row, at)", ""),
    ("if (any || fixed) resting", "if (false) resting"),
    ("if (unfit && status === BLUE)", "if (false)"),
    ("live.sign * (aimed - seen.shown)", "aimed - seen.shown"),
    ("score >= rules.thresholds[step] - EDGE", "score > rules.thresholds[step] + 0.2"),
)


def test_a_page_that_computes_otherwise_is_found_out(opened):
    left = dict(MUTANTS)
    for board in boards():
        content = of(woven(), board=board)
        shown = ScenarioPage(content, content.scenarios[0])
        many = settings_of(shown, 12, 7)
        expected = [Expected(shown, settings) for settings in many]
        text = leader_report(content).decode()
        for old, new in tuple(left.items()):
            assert text.count(old) == 1, old
            said = asked(opened(text.replace(old, new).encode()), 0, many)
            if any(one.differences(other) for one, other in zip(expected, said, strict=True)):
                del left[old]
    assert not left
