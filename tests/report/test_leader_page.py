"""The leader's copy in a real browser without a network: its figures are the engine's, and it rests on no other file."""

import json
import random
import re
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from npfdesk.cli import main
from npfdesk.engine.projection.update import compute, update
from npfdesk.engine.targets.judgement import judge
from npfdesk.locations import sample_folder
from npfdesk.plan.adoption import adopt
from npfdesk.plan.board import Board, BoardTable, ParameterKey
from npfdesk.plan.document import new_document
from npfdesk.plan.edit_labels import set_spillover
from npfdesk.plan.numbers import format_figure
from npfdesk.plan.spillover import Basis, Spillover
from npfdesk.plan.status_rules import Rule
from npfdesk.plan.statuses import Status
from npfdesk.report.content import Content, Marking
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
    yield "jinhua", material(jinhua), 190
    yield "county", county(), 25
    for rule, board in zip(Rule, (MEASURED, None, MEASURED, None), strict=True):
        yield f"every measure by {rule}", replace(material(every_measure(), rule), board=board), 10
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


# the page


EVIL = '<img src=x onerror="window.hit=1">'


def named_badly():
    """A plan whose names are markup, the end of a script, an address, and a line end of scripts."""
    indicators = (Indicator("gdp", f"{EVIL}生产总值", unit="亿元\u2028", rollup=RollUp.SUM),)
    regions = (
        Region("市", "</script><script>window.hit=1</script>"),
        Region("甲", "//example.test/甲", parent="市"),
    )
    data = {(one, "", "gdp"): {2019: 90.0, 2020: 100.0} for one in ("市", "甲")}
    goals = [target(("市", "", "gdp"), "150", year=2025), target(("甲", "", "gdp"), "120", year=2025)]
    rows = {("*", "*", "gdp"): Assumption(Method.GROWTH, 6.0)}
    made = plan(
        data,
        indicators=indicators,
        regions=regions,
        targets=goals,
        scenarios=[scenario(f"惯性{EVIL}", assumptions=rows)],
    )
    return replace(made, title=f"规划 https://example.test/a {EVIL}")  # fmt: skip


def text_of(page, name):
    return page.execute_script("return document.getElementById(arguments[0]).textContent", name)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_holds_no_address_loads_nothing_and_runs_nothing_of_the_workbook(opened, language):
    for content in (county(language), material(named_badly(), language=language)):
        made = leader_report(content)
        text = made.decode()
        assert not re.search(r"https?:|//|xmlns|\bimport\b|@import|url\(", text)
        assert "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'" in text
        page = opened(made)
        assert page.execute_script("return performance.getEntriesByType('resource').length") == 0
        assert page.execute_script(
            "return [window.hit, document.images.length, document.scripts.length]"
        ) == [None, 0, 3]
        assert page.execute_script("return document.querySelectorAll('.chart svg path.own').length") > 0  # fmt: skip
    assert EVIL in text_of(page, "title")
    assert f"{EVIL}生产总值" in text_of(page, "key")
    assert "</script><script>" in text_of(page, "gap-rows")
    assert "//example.test/甲" in text_of(page, "county-rows")


def own_paths(page):
    script = "return [...document.querySelectorAll('.chart path.own')].map(one => one.getAttribute('d'))"
    return page.execute_script(script)


def test_a_slider_that_is_dragged_moves_figures_charts_and_the_count(opened):
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys

    content = county("en")
    page = opened(leader_report(content))
    shown = ScenarioPage(content, content.scenarios[0])
    place = next(at for at, one in enumerate(shown.offered.sliders) if one.key.what == "gdp")
    rows = page.find_elements(By.CSS_SELECTOR, ".slider")
    assert len(rows) == len(shown.offered.sliders) <= 6
    assert all("Assumption" in row.text for row in rows)
    before, paths = text_of(page, "headline"), own_paths(page)
    thumb = rows[place].find_element(By.CSS_SELECTOR, "input[type=range]")
    ActionChains(page).drag_and_drop_by_offset(thumb, -int(thumb.size["width"] * 0.4), 0).perform()
    field = rows[place].find_element(By.CSS_SELECTOR, ".typed")
    typed = float(field.get_attribute("value"))
    assert typed < shown.offered.sliders[place].figure - 2
    # the page says what the engine says of that figure
    settings = [typed if at == place else None for at in range(len(rows))]
    results = computed(shown, settings)
    met = sum(
        int(judge(results, shown.scenario.id, row.year, content.rule).status[row.position]) == Status.BLUE
        for row in shown.rows
    )
    assert text_of(page, "headline") == f"{met} of {len(shown.rows)} targets are on track" != before
    assert own_paths(page) != paths
    gdp = results.plan.row["county", "", "gdp"]
    end = float(results.scenarios[shown.scenario.id].projection.values[results.plan.column(2030), gdp])
    assert format_figure(end, 1) in text_of(page, "key")
    assert format_figure(end, 1) in text_of(page, "charts")
    assert page.find_element(By.ID, "change").is_displayed()
    # a figure is typed, one out of bounds is the bound, and what is no figure changes nothing
    for said, taken in (("７.5%", "7.5"), ("999", f"{shown.offered.sliders[place].high:g}"), ("many", None)):
        field.send_keys(Keys.CONTROL, "a")
        field.send_keys(said, Keys.TAB)
        assert field.get_attribute("value") == (taken or f"{shown.offered.sliders[place].high:g}")
    page.find_element(By.ID, "reset-all").click()
    assert text_of(page, "headline") == before
    assert own_paths(page) == paths
    # the other scenario has its own
    page.find_elements(By.CSS_SELECTOR, "#scenarios button")[1].click()
    assert own_paths(page) != paths


def test_on_paper_the_page_is_light_and_sliders_are_text(opened):
    page = opened(leader_report(county()))
    ground = "return getComputedStyle(document.body).backgroundColor"
    dark = [{"name": "prefers-color-scheme", "value": "dark"}]
    try:
        page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "screen", "features": dark})
        assert page.execute_script(ground) == "rgb(21, 25, 30)"
        page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print", "features": dark})
        assert page.execute_script(ground) == "rgb(255, 255, 255)"
        visible = "return ['sliders', 'printed'].map(one => document.getElementById(one).offsetHeight > 0)"
        assert page.execute_script(visible) == [False, True]
        assert "5.8%" in text_of(page, "printed")
        paper = page.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True})
        assert paper["data"].startswith("JVBERi")
    finally:
        page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})


def test_state_watermark_choice_and_what_cannot_be_moved_are_told(opened):
    document = new_document(read_workbook(sample_folder() / "county_15fyp.xlsx").plan)
    second = list(document.scenarios)[1]
    document = adopt(document, second, "2026-03-05").apply(document)
    board = Board(
        (
            ParameterKey(A, "*", "*", "gdp", "value"),
            ParameterKey(BoardTable.TARGET, "county", "", "gdp", "", 2030),
            ParameterKey(BoardTable.OBSERVED, "county", "", "gdp", "", 2025),
        )
    )
    chosen = Content(indicators=("gdp", "hightech_firms"), sections=("shortfalls", "overview"))
    page = opened(leader_report(of(document, board=board, content=chosen, marking=Marking("comment"))))
    # the adopted scenario is the one shown
    assert text_of(page, "seal") == "定稿 2026-03-05"
    assert text_of(page, "watermark") == "征求意见稿"
    shown = page.execute_script(
        "return [...document.querySelectorAll('#sections section')].filter(one => !one.hidden).map(one => one.id)"
    )
    assert shown == ["shortfalls", "overview"]
    assert {"地区生产总值", "高新技术企业数"} >= {
        one.split("　")[0] for one in page.execute_script("return [...document.querySelectorAll('#key tbody th')].map(one => one.firstChild.data)")
    } != set()  # fmt: skip
    assert "没有列入" in text_of(page, "refused")
    assert "地区生产总值" in text_of(page, "refused")


def test_figures_are_shown_as_the_program_shows_them(opened):
    draw = random.Random(4)
    page = opened(leader_report(county()))
    cases = [
        (round(draw.uniform(-1, 1) * 10 ** draw.randint(-3, 9), draw.randint(0, 6)), draw.randint(0, 4))
        for _ in range(2000)
    ]
    cases += [
        (0.285 * 100, 0),
        (1.005, 2),
        (2.5, 0),
        (-2.5, 0),
        (-0.04, 1),
        (3 * 1.15, 1),
        (999.95, 1),
        (1e21, 0),
        (1e-9, 2),
        (0.5, 0),
    ]
    shown = page.execute_script("return arguments[0].map(one => npfdesk.shown(one[0], one[1]))", cases)
    assert shown == [format_figure(value, decimals) for value, decimals in cases]  # fmt: skip
    assert page.execute_script("return npfdesk.shown(NaN, 1)") == "–"


def test_the_command_line_writes_it(tmp_path):
    out = tmp_path / "参阅件.html"
    assert (
        main(["report", str(sample_folder() / "county_15fyp.xlsx"), "-o", str(out), "--language", "zh"]) == 0
    )
    assert out.read_bytes().startswith(b"<!DOCTYPE html>")
