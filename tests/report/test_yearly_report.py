"""The yearly-plan report: what it says is what the engine has, for the sample county to the figure and for odd plans at all."""

import dataclasses
import itertools
import math
import re
import tempfile
import warnings
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from npfdesk.engine.answers.yearly_table import yearly_table
from npfdesk.engine.answers.yearly_targets import YearlyTargets, yearly_targets
from npfdesk.engine.projection.update import compute
from npfdesk.engine.year_standing import known_throughs, plan_months, year_standing
from npfdesk.engine.yearly import SplitRule
from npfdesk.frames.opened_plan import read
from npfdesk.plan.problems import Problem
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.status_rules import Rule
from npfdesk.report.content import Content
from npfdesk.report.material import Material, provenance_of
from npfdesk.report.official.chapters import Table
from npfdesk.report.official.yearly.rows import Origin, YearFigures
from npfdesk.report.official.yearly_report import NO_ACTUAL, NO_TARGET, yearly_report
from npfdesk.report.sentences.patterns import sentence_key
from tests import yearly_workbook
from tests.odd_plans import odd_sheets, read_odd

COUNTY, JINHUA = Path("sample_data/county_15fyp.xlsx"), Path("sample_data/jinhua_14fyp.xlsx")


def material_of(file, language="zh", content=None):
    plan = read(file)
    made = Material(
        plan.results,
        tuple(plan.document.scenarios.values()),
        Rule.PACE,
        provenance_of(Path(file)),
        language,
    )
    return made if content is None else dataclasses.replace(made, content=content)


@pytest.fixture(scope="module")
def county():
    return material_of(COUNTY)


@pytest.fixture(scope="module")
def jinhua():
    return material_of(JINHUA)


def sentence_of(report, pattern, series=None):
    """The one sentence of a pattern about a series."""
    key = sentence_key(pattern, series)
    found = [one for one in report.sentences() if one.key == key]
    assert len(found) == 1, (pattern, series)
    return found[0]


def tables_of(report):
    return {
        block.key: block
        for chapter in report.chapters
        for block in chapter.blocks
        if isinstance(block, Table)
    }


def number_in(cell):
    """The figure of a cell, without its marks and words."""
    return float(re.search(r"[\d,]+(?:\.\d+)?", cell).group().replace(",", ""))


def test_the_countys_report_says_the_figures_that_its_workbook_has(county):
    report = yearly_report(county, 2026, "规划")
    gdp = SeriesKey("county", "", "gdp")
    # 300.0 in 2025 on 281.2, 318 stated for 2026: +6.0 %
    assert sentence_of(report, "before", gdp).text == "地区生产总值300.0亿元，比上年增长6.7%。"
    assert sentence_of(report, "target", gdp).text == "地区生产总值达到318亿元，增长6.0%；"
    investment = sentence_of(report, "later_needed", gdp._replace(indicator="investment"))
    # the towns' 55 + 34.2 + 20.8 + 12.2; (650 − 122.2) / 4 a year after
    assert investment.text == (
        "固定资产投资累计完成122.2亿元，其后4年平均每年需132.0亿元，高于2026年的122.2亿元。"
    )
    assert investment.figures["needed"].value == pytest.approx((650 - 122.2) / 4)
    # 20.9 of the way from 20 to 25
    table = {row[0]: row for row in tables_of(report)["later_table"].rows}
    assert table["一般公共预算收入"][4] == "18.0%"
    assert table["地区生产总值"][5] == "+5.9%"
    months = sentence_of(report, "months", gdp._replace(indicator="revenue"))
    # 11.3 of 20.9 by June; 54.5 % is the median of three years
    assert months.text == ("一般公共预算收入11.3亿元，同比增长3.7%，完成全年目标的54.1%，往年同期为54.5%。")
    words = {row[0]: row[3] for row in tables_of(report)["targets_table"].rows}
    assert words["粮食总产量"] == "保持稳定"
    assert words["城镇调查失业率"] == "5.5以内"
    assert words["城镇新增就业"] == "0.51*", "divided, and marked so"
    assert report.title == (
        "关于示例县2025年国民经济和社会发展计划执行情况与2026年国民经济和社会发展计划草案的报告"
    )


@pytest.mark.parametrize(("file", "year", "scenario"), [(COUNTY, 2026, "规划"), (JINHUA, 2021, "攻坚")])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_number_is_a_field_and_every_field_a_figure_of_the_results(file, year, scenario, language):
    """Each digit of a sentence stands in one of its fields or in a name; each value is one that the engine has."""
    made = material_of(file, language)
    report = yearly_report(made, year, scenario)
    known = engine_figures(made, year, scenario)
    for one in report.sentences():
        rest = one.text
        for field in sorted(one.figures.values(), key=lambda field: -len(field.said)):
            rest = rest.replace(field.said, "")
        assert not re.search(r"\d", rest), one.text
        for name, field in one.figures.items():
            if field.value is None or name.rstrip("0123456789") in COUNTED:
                continue
            assert math.isfinite(field.value), one
            # share of a way, of a year and of a schedule are of figures that stand in the same sets
            assert np.isclose(known, field.value, rtol=1e-9, atol=1e-9).any(), (one.text, name, field)


COUNTED = {
    "count",
    "better",
    "worse",
    "even",
    "compared",
    "reached",
    "missed",
    "stated",
    "left",
    "fine",
    "near",
    "late",
}
"""Fields that count things."""


def engine_figures(made, year, scenario):
    """Every figure that a report of a year may say, worked out from the plan's values and the engine's answers alone."""
    results, plan = made.results, made.plan
    table = results.scenarios[scenario].targets
    found = set()

    def moves(before, after):
        if before is None or not math.isfinite(before):
            return
        found.add(abs(after - before))
        if before > 0 < after:
            found.add(abs(after / before - 1) * 100)

    stated = {(key.series, key.year): table.figure[at] for at, key in reversed(list(enumerate(table.keys)))}
    reach = {(key.series, key.year): table.reach[at] for at, key in reversed(list(enumerate(table.keys)))}
    base_years = {(key.series, key.year): int(table.base_year[at]) for at, key in enumerate(table.keys)}
    sums = {}
    for (series, due), figure in stated.items():
        if due == year and series.region != plan.root and math.isfinite(figure):
            sums[series.indicator] = sums.get(series.indicator, 0.0) + float(figure)
    for series, row in plan.row.items():
        known = [
            (int(when), float(figure))
            for when, figure in zip(plan.years, results.actual.values[:, row], strict=True)
            if when < year and np.isfinite(figure)
        ]
        last = known[-1][1] if known else math.nan
        found.update(figure for _, figure in known)
        if len(known) > 1:
            moves(known[-2][1], last)
            for (begun, one), (ended, other) in itertools.pairwise(known):
                moves(one, other)
                if one > 0 < other:
                    found.add(((other / one) ** (1 / (ended - begun)) - 1) * 100)
        candidates = [stated.get((series, year), math.nan), reach.get((series, year), math.nan)]
        candidates.append(sums.get(series.indicator, math.nan))
        for rule in (SplitRule.GROWTH, SplitRule.STEP):
            places = plan.indicator_by_code[series.indicator].decimals
            divided = yearly_targets(results, scenario, series, rule, decimals=places)
            if isinstance(divided, YearlyTargets) and year in divided.years:
                candidates += [float(divided.values[divided.years == year][0]), divided.target]
        finals = [(due, float(reach[series, due])) for one, due in reach if one == series and due > year]
        for target in filter(math.isfinite, candidates):
            found.add(target)
            moves(last, target)
            for due, final in finals:
                span, since = (
                    due - base_years[series, due],
                    dict(known).get(base_years[series, due], math.nan),
                )
                left = due - year
                found |= {final, final / span, (final - target) / left, target / final * 100 if final else 0}
                found |= {abs(final - target) / left, (year - (due - span)) / span * 100}
                if math.isfinite(since) and final != since:
                    found.add((target - since) / (final - since) * 100)
                if target > 0 < final:
                    found.add(((final / target) ** (1 / left) - 1) * 100)
                rate = 1 + target / 100
                if rate > 0 and final > -100:
                    found.add((((1 + final / 100) ** span / rate) ** (1 / left) - 1) * 100)
    months = plan_months(plan)
    for through in known_throughs(months):
        if through.year == year:
            standing = year_standing(months, results, scenario, through)
            for at, series in enumerate(standing.series):
                to_date = float(standing.to_date[at])
                found |= {to_date, float(standing.growth[at]), abs(float(standing.growth[at]))}
                found |= {float(standing.usual.middle[at]) * 100, float(standing.time_share[at]) * 100}
                figures = [
                    float(figure)
                    for figure in (stated.get((series, year)), sums.get(series.indicator))
                    if figure
                ]
                places = plan.indicator_by_code[series.indicator].decimals
                divided = yearly_targets(results, scenario, series, SplitRule.GROWTH, decimals=places)
                if isinstance(divided, YearlyTargets) and year in divided.years:
                    figures.append(float(divided.values[divided.years == year][0]))
                found |= {to_date / figure * 100 for figure in figures if figure}
            break
    # the regions below as the engine divides their whole
    for series in (one for one in plan.series if one.region == plan.root and not one.industry):
        places = plan.indicator_by_code[series.indicator].decimals
        table_of = yearly_table(results, scenario, series, SplitRule.GROWTH, decimals=places)
        if isinstance(table_of, Problem) or year not in table_of.years:
            continue
        found.add(float(table_of.sums[table_of.years == year][0]))
        found.add(sums.get(series.indicator, math.nan))
        for _, one in table_of.rows:
            if isinstance(one, YearlyTargets) and year in one.years:
                moves(one.base, float(one.values[one.years == year][0]))
                found.add(float(one.values[one.years == year][0]))
    for scenario_row in results.scenarios[scenario].inputs.intensity_rows:
        found.update(figure for _, figure in scenario_row.intensities.by_year)
    found.update(one.effect for one in plan.levers)
    return np.array([one for one in found if math.isfinite(one)])


def test_the_regions_add_up_to_the_whole_or_the_report_says_by_how_much_they_do_not(county, jinhua):
    for made, years, scenario in ((county, (2026, 2028, 2030), "规划"), (jinhua, (2021, 2025), "攻坚")):
        for year in years:
            figures = YearFigures(made.results, scenario, year)
            report = yearly_report(made, year, scenario)
            table = tables_of(report)["regions_table_1"]
            for series in made.plan.series:
                row = figures.row(series) if series.region == made.plan.root else None
                parts = figures.parts(row) if row is not None and not series.industry else None
                if parts is None or not math.isfinite(parts.total):
                    continue
                told = sentence_of(report, "regions", series)
                assert ("一致" in told.text) == (abs(parts.apart) < 1e-9), told.text
                if series.indicator == "firms" and made is jinhua:
                    # the plan's own targets for 2025 differ: 6,600 of 7,000
                    assert year < 2025 or "比金华市目标7000家少400家" in told.text
                else:
                    assert abs(parts.apart) < 1e-9, (year, series)
            for place in range(1, len(table.columns), 2):
                shown = [number_in(row[place]) for row in table.rows]
                assert math.fsum(shown[1:-1]) == pytest.approx(shown[-1]), (year, table.columns[place].head)


def test_a_target_divided_is_that_of_the_yearly_targets_and_one_met_is_kept(tmp_path):
    made = material_of(yearly_workbook.written(tmp_path / "plan.xlsx"))
    figures = YearFigures(made.results, "惯性", 2026)
    of = {
        name: figures.row(SeriesKey("city", "", name))
        for name in ("gdp", "firms", "jobs", "pace", "share", "loss")
    }
    # 161.051 is 100 grown by 10 % a year; 70 in five years; 50 to 55 in five steps; −3 to 20 has no growth rate
    assert of["gdp"].target == 110
    assert of["gdp"].growth == pytest.approx(10)
    assert of["gdp"].way.share == pytest.approx(10 / 61.051)
    assert of["share"].target == 51
    assert of["share"].growth == pytest.approx(1)
    assert of["loss"].rule is SplitRule.STEP
    assert of["loss"].target == pytest.approx(1.6)
    assert of["pace"].target == pytest.approx(6)
    assert of["jobs"].way.done == of["jobs"].target
    report = yearly_report(made, 2026, "惯性")
    assert "亏损（1项）不宜按增长率分解，按“每年同量”分解。" in sentence_of(report, "targets_other_rule").text
    # firms: 100 to 103 divided, and the counties' rows come to the same in whole firms
    parts = figures.parts(of["firms"])
    assert parts.apart == 0
    assert all(one.target == round(one.target) for one in parts.parts)
    rows = dict(yearly_workbook.SHEETS)
    rows["目标"] = [
        ["地区", "指标", "目标值", "目标年"],
        ["云岭市", "gdp", "90以上", 2030],
        ["云岭市", "grain", "保持稳定", 2030],
    ]
    kept = material_of(yearly_workbook.written(tmp_path / "met.xlsx", **rows))
    row = YearFigures(kept.results, "惯性", 2027).row(SeriesKey("city", "", "gdp"))
    assert row.origin is Origin.HELD
    assert row.target == 90
    report = yearly_report(kept, 2027, "惯性")
    assert (
        sentence_of(report, "target", row.series).text == "地区生产总值保持在90亿元以上，巩固已达到的水平；"
    )
    assert sentence_of(report, "target", row.series._replace(indicator="grain")).text == "粮食产量保持稳定。"


def test_the_year_before_is_held_against_what_it_was_asked(tmp_path):
    rows = dict(yearly_workbook.SHEETS)
    rows["数据"] = [
        ["地区", "指标", 2025, 2026],
        ["云岭市", "gdp", 100, 108],
        ["云岭市", "share", 50, 51.5],
        ["云岭市", "firms", 100, 101],
    ]
    rows["目标"] = [
        ["地区", "指标", "目标值", "目标年"],
        ["云岭市", "gdp", "110", 2026],
        ["云岭市", "gdp", "161.051", 2030],
        ["云岭市", "share", "55", 2030],
        ["云岭市", "firms", "105", 2030],
    ]  # fmt: skip
    made = material_of(yearly_workbook.written(tmp_path / "plan.xlsx", **rows))
    report = yearly_report(made, 2027, "惯性")
    gdp = SeriesKey("city", "", "gdp")
    assert sentence_of(report, "before", gdp).text.endswith("低于当年目标110.0亿元2.0亿元。")
    share = sentence_of(report, "before", gdp._replace(indicator="share"))
    assert share.text.endswith("提高1.5个百分点，高于按时序应达到的51.0%0.5个百分点。")
    assert "3项中，2项达到、1项未达到，未达到的是地区生产总值。" in sentence_of(report, "before_asked").text


def test_a_report_is_the_same_again_and_keeps_its_keys_on_new_data(county):
    first, again = yearly_report(county, 2026, "规划"), yearly_report(county, 2026, "规划")
    assert first == again
    keys = [one.key for one in first.sentences()]
    blocks = [block.key for chapter in first.chapters for block in chapter.blocks]
    assert len(set(keys)) == len(keys)
    assert len(set(blocks)) == len(blocks)
    assert all(re.fullmatch(r"\w{1,60}", one) and one.isascii() for one in keys)
    plan = read(COUNTY)
    observed = plan.plan.observed * 1.01
    document = dataclasses.replace(plan.document, plan=plan.plan.with_observed(observed))
    moved = dataclasses.replace(county, results=compute(document))
    told = {one.key: one.text for one in yearly_report(moved, 2026, "规划").sentences()}
    gdp = sentence_of(first, "before", SeriesKey("county", "", "gdp"))
    assert told[gdp.key] != gdp.text
    assert "303.0亿元" in told[gdp.key]


def test_what_was_not_chosen_is_not_spoken_of(county):
    some = dataclasses.replace(county, content=Content(regions=("town_a",), indicators=("revenue", "grain")))
    report = yearly_report(some, 2026, "规划")
    spoken = {series for one in report.sentences() for series in one.evidence.series}
    assert {one.indicator for one in spoken} == {"revenue", "grain"}
    assert {one.region for one in spoken} == {"county", "town_a"}
    assert "乙镇" not in "".join(one.text for one in report.sentences())


def test_years_without_targets_or_actuals_are_told(county, tmp_path):
    assert yearly_report(county, 2031, "规划").kind is NO_TARGET
    assert yearly_report(county, 2025, "规划").kind is NO_TARGET
    rows = {**yearly_workbook.SHEETS, "数据": [["地区", "指标", 2030], ["云岭市", "gdp", 100]]}
    made = material_of(yearly_workbook.written(tmp_path / "plan.xlsx", **rows))
    assert yearly_report(made, 2027, "惯性").kind is NO_ACTUAL


@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(odd_sheets())
def test_odd_plans_have_a_report_or_a_reason(sheets):
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        plan = read_odd(sheets, Path(folder))
        if plan is None:
            return
        for language, year in (("zh", 2021), ("en", 2022), ("zh", 2030)):
            made = Material(
                plan.results,
                tuple(plan.document.scenarios.values()),
                Rule.PACE,
                provenance_of(plan.file),
                language,
            )
            report = yearly_report(made, year, made.scenarios[0].id)
            if isinstance(report, Problem):
                assert report.message(language)
                continue
            for one in report.sentences():
                assert all(
                    field.value is None or math.isfinite(field.value) for field in one.figures.values()
                )
                assert not re.search(r"\b(nan|inf|None)\b", one.text), one.text
