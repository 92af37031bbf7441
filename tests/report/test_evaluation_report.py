"""The evaluation report: every number in it is a field, and each field is what the results give when reckoned here again."""

import math
import re
from collections import Counter
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from npfdesk.engine.evaluation import evaluate, lagging_parts
from npfdesk.engine.projection.update import compute
from npfdesk.frames.opened_plan import read
from npfdesk.plan.document import new_document
from npfdesk.plan.evaluations import Grade
from npfdesk.plan.kinds import Duty
from npfdesk.plan.problems import Problem
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.status_rules import GradeSteps, Rule
from npfdesk.report.content import Content
from npfdesk.report.material import Material, Provenance
from npfdesk.report.official.chapters import Heading, Paragraph, Table
from npfdesk.report.official.evaluation_report import evaluation_report
from npfdesk.report.sentences.patterns import sentence_key
from npfdesk.report.sentences.register import register
from tests.letters import foreign
from tests.odd_plans import odd_sheets, read_odd
from tests.report.materials import MOMENT
from tests.report.measured_plan import every_measure
from tests.report.official_plans import county, jinhua, with_actuals
from tests.test_each_language_whole import sheets
from tests.workbook.books import write

TOLD = Provenance("规划.xlsx", "ab" * 32, MOMENT)
LEFT_OUT = ("nan", "None", "NaN", "inf", "{", "}", "  ", "，，", "，。", "。。", "；。", "、。", "（）", ", ,", ",.", "..", " .", " ,", "()")  # fmt: skip
HALF_WIDTH = re.compile(r"[,;:?!()](?![0-9])")
FULL_WIDTH = re.compile(r"[，。；：、（）《》？！]")
NUMBER = re.compile(r"[0-9]+")
LONE_DASH = re.compile(r"(?<![0-9])[–—](?![0-9])")
KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,31}")


def made(document, year, scenario, language="zh", content=None):
    results = compute(document)
    extra = {} if content is None else {"content": content}
    material = Material(results, tuple(document.scenarios.values()), Rule.PACE, TOLD, language, **extra)
    found = evaluation_report(material, year, scenario)
    return found, material


def measured():
    return new_document(every_measure())


WORKED = {
    "county": (county, 2028, "惯性"),
    "county early": (county, 2026, "规划"),
    "jinhua": (jinhua, 2023, "攻坚"),
    "measured": (measured, 2026, "攻坚"),
    "measured few": (measured, 2027, "惯性"),
}


@pytest.fixture(
    scope="module", params=[(name, spoken) for name in WORKED for spoken in ("zh", "en")], ids=str
)
def worked(request):
    name, language = request.param
    document, year, scenario = WORKED[name]
    found, material = made(document(), year, scenario, language)
    assert not isinstance(found, Problem), found.message("en")
    return found, material, year, scenario


def without_fields(one):
    """The words of a sentence alone, each of its fields taken out where it stands."""
    text = one.text
    for figure in sorted(one.figures.values(), key=lambda figure: -len(figure.said)):
        assert figure.said.strip(), one.key
        assert figure.said in one.text, (one.key, figure)
        text = text.replace(figure.said, "□")
    return text


def check_words(found, language):
    """What holds for every sentence of every report."""
    sentences = found.sentences()
    keys = [one.key for one in sentences]
    assert [key for key, count in Counter(keys).items() if count > 1] == []
    for one in sentences:
        assert KEY.fullmatch(one.key), one.key
        words = without_fields(one)
        assert not NUMBER.search(words), (one.key, words)
        assert not any(sign in one.text for sign in LEFT_OUT), one.text
        assert not LONE_DASH.search(words.replace("□", "0")), one.text
        assert all(figure.value is None or math.isfinite(figure.value) for figure in one.figures.values())
        assert one.text.endswith("。" if language == "zh" else "."), one.text
        wrong = HALF_WIDTH if language == "zh" else FULL_WIDTH
        assert not wrong.search(words), words
    blocks = Counter(block.key for chapter in found.chapters for block in chapter.blocks)
    assert [key for key, count in blocks.items() if count > 1] == []
    for chapter in found.chapters:
        assert chapter.blocks
        for block in chapter.blocks:
            if isinstance(block, Table):
                assert all(len(row) == len(block.columns) for row in block.rows)
            elif isinstance(block, Paragraph):
                assert block.sentences
    assert not isinstance(found.chapters[-1].blocks[-1], Heading)


def test_each_number_is_a_field_and_nothing_that_is_missing_is_said(worked):
    found, material, _, _ = worked
    check_words(found, material.language)


def figure_of(said):
    """The number that a field shows, and its decimals."""
    match = re.search(r"−?[0-9][0-9,]*(\.[0-9]+)?", said)
    assert match, said
    shown = match.group().replace(",", "").replace("−", "-")
    return float(shown), len(shown.partition(".")[2])


class Reckoned:
    """What a target's sentences may say, reckoned from the arrays of the results and the evaluation alone."""

    def __init__(self, results, scenario, year, place):
        found = evaluate(results, scenario, year)
        table, plan = results.scenarios[scenario].targets, results.plan
        at = int(found.positions[place])
        self.key, self.statement = table.keys[at], table.statements[at]
        self.indicator = plan.indicator_by_code[self.key.series.indicator]
        standing = found.judgement.standing
        observed, base, target = (float(one[place]) for one in (found.observed, found.base, found.target))
        begin, end, value = float(standing.base[at]), float(standing.target[at]), float(standing.value[at])
        gone, whole = float(standing.elapsed[at]), float(standing.total[at])
        amounts = not standing.points[at] and min(begin, end, value) > 0

        def at_even_pace(years):
            return (
                begin * (end / begin) ** (years / whole) if amounts else begin + (end - begin) * years / whole
            )

        def pace(start, finish, years):
            return ((finish / start) ** (1 / years) - 1) * 100 if amounts else (finish - start) / years

        left = self.key.year - year
        way = (value - begin) / (end - begin) if end != begin else math.nan
        lead = (way - (at_even_pace(gone) - begin) / (end - begin)) * 100 if end != begin else math.nan
        growth = self.statement.parsed.figure
        mean = pace(begin, value, gone) if gone and amounts else observed
        milestone = float(found.judgement.milestone[at])
        need = pace(value, end, left) if left > 0 else math.nan
        had = pace(begin, value, gone) if gone else math.nan
        reach = (float(table.reach_low[at]), float(table.reach_high[at]))
        near = min(max(found.expected[place], reach[0]), reach[1]) if table.inside[at] else target
        levels = {
            "observed": [observed],
            "base": [base],
            "aim": [target, growth],
            "figure": [target],
            "low": [reach[0]],
            "high": [reach[1]],
            "limit": [target],
            "reference": [milestone, target],
            "change": [observed - base],
            "mean": [mean, observed],
            "way": [way * 100],
            "lead": [lead],
            "lag": [lead],
            "milestone": [observed - milestone],
            "beyond": [observed - milestone],
            "over": [observed - target, mean - (growth or math.nan), observed - target],
            "short": [observed - target, found.expected[place] - near],
            "left": [left],
            "rank": [observed],
            "expected": [float(found.expected[place])],
            "need": [need],
            "had": [had],
            "faster": [need - had],
            "times": [need / had if had else math.nan],
        }
        self.levels = levels


SINGLE = ("standing", "outlook", "need")
IN_NEED = {"figure": ("need", "had")}


def test_each_figure_of_a_target_is_what_the_results_give(worked):
    found, material, year, scenario = worked
    results = material.results
    evaluation = evaluate(results, scenario, year)
    table = results.scenarios[scenario].targets
    seen = Counter()
    facts = {}
    for place, position in enumerate(evaluation.positions.tolist()):
        key = table.keys[position]
        nth = seen[key]
        seen[key] += 1
        for pattern in SINGLE:
            facts[sentence_key(pattern, key.series, key.year, nth)] = place
    checked = 0
    for one in found.sentences():
        if one.key not in facts:
            continue
        levels = Reckoned(results, scenario, year, facts[one.key]).levels
        for name, figure in one.figures.items():
            if figure.value is None:
                continue
            field = name.rstrip("0123456789")
            names = IN_NEED.get(field, (field,)) if one.key.startswith("need") else (field,)
            expected = [abs(value) for also in names for value in levels[also] if value is not None]
            shown, decimals = figure_of(figure.said)
            slack = 0.5 * 10.0**-decimals + 1e-9
            assert any(abs(abs(shown) - value) <= slack for value in expected), (
                one.text,
                name,
                shown,
                expected,
            )
            assert any(
                math.isclose(abs(figure.value), value, rel_tol=1e-9, abs_tol=1e-9) for value in expected
            )
            checked += 1
    assert checked > 10


def test_the_counts_are_those_of_the_evaluation(worked):
    found, material, year, scenario = worked
    results, plan = material.results, material.plan
    evaluation = evaluate(results, scenario, year)
    table = results.scenarios[scenario].targets
    keys = [table.keys[position] for position in evaluation.positions.tolist()]
    grades = [evaluation.graded(place) for place in range(len(keys))]
    root = [key.series.region == plan.root and not (key.year == year < plan.target_year) for key in keys]
    binding = [plan.indicator_by_code[key.series.indicator].duty is Duty.BINDING for key in keys]
    said = {one.key: one for one in found.sentences()}

    def counts(sentence):
        return sorted(int(one.value) for name, one in sentence.figures.items() if name.startswith("count"))

    def expected(chosen):
        among = [grade for grade, one in zip(grades, chosen, strict=True) if one]
        return sorted([len(among), *Counter(among).values()])

    assert counts(said["counts"]) == expected(root)
    if "all_counts" in said:
        assert counts(said["all_counts"]) == expected([True] * len(keys))
    if "binding" in said and len(said["binding"].figures) > 1:
        assert counts(said["binding"]) == expected([a and b for a, b in zip(root, binding, strict=True)])
    graded = [grade for grade, one in zip(grades, root, strict=True) if one and grade is not Grade.NONE]
    good = sum(grade is not Grade.BEHIND for grade in graded)
    assert said["verdict"].figures["good"].value == good
    assert said["verdict"].figures["share"].value == pytest.approx(100 * good / len(graded))
    if "outlook" in said:
        told = [
            int(evaluation.reaches[place])
            for place, key in enumerate(keys)
            if root[place] and key.year > year and evaluation.reaches[place] >= 0
        ]
        assert said["outlook"].figures["told"].value == len(told)
        if "met" in said["outlook"].figures:
            assert said["outlook"].figures["met"].value == sum(told)
        assert said["outlook"].assumed
        assert said["outlook"].evidence.scenario == scenario
    observed = np.isfinite(evaluation.observed)
    assert said["observed"].figures["count"].value == len(keys)
    if "known" in said["observed"].figures:
        assert said["observed"].figures["known"].value == observed.sum()


def test_the_shares_of_what_the_regions_lack_add_up():
    found, material = made(county(), 2028, "惯性")
    evaluation = evaluate(material.results, "惯性", 2028)
    table = material.results.scenarios["惯性"].targets
    firms = SeriesKey("county", "", "hightech_firms")
    place = next(
        place
        for place, position in enumerate(evaluation.positions.tolist())
        if table.keys[position] == (firms, 2030)
    )
    parts = lagging_parts(material.results, evaluation, place)
    said = next(one for one in found.sentences() if one.key == sentence_key("where", firms, 2030))
    assert said.figures["share"].value == pytest.approx(100 * parts.share[: parts.deciding].sum())
    assert said.text == "高新技术企业数的差距主要在乙镇和丙镇，占各地区差距合计的80.6%。"


def test_levers_are_told_as_the_assumptions_that_they_are():
    found, material = made(jinhua(), 2023, "攻坚")
    chapter = next(one for one in found.chapters if one.key == "measures")
    sentences = [one for block in chapter.blocks if isinstance(block, Paragraph) for one in block.sentences]
    assert all(one.assumed for one in sentences)
    assert "均为假设、仅作示意" in sentences[0].text
    assert "measures" not in [one.key for one in made(county(), 2028, "惯性")[0].chapters]
    headings = [block.text for block in chapter.blocks if isinstance(block, Heading)]
    assert headings == list(dict.fromkeys(material.plan.dimension_of_lever.values()))
    # 2.0 points of growth a year of the first lever, as the sheet has it
    first = next(one for one in sentences if one.key.startswith("effects"))
    assert "规上工业总产值增速加快2.0个百分点" in first.text


def test_the_same_input_makes_the_same_report_and_other_figures_keep_the_keys():
    one, material = made(county(), 2028, "惯性")
    again, _ = made(county(), 2028, "惯性")
    assert one == again
    assert register(one.sentences(), material) == register(again.sentences(), material)
    document = county()
    row = document.plan.row[SeriesKey("county", "", "hightech_firms")]
    better = document.plan.with_observations([(document.plan.series[row], 2028, 190.0)])
    other, _ = made(replace(document, plan=better), 2028, "惯性")
    key = sentence_key("standing", document.plan.series[row], 2030)
    before, after = ({one.key: one for one in report.sentences()}[key] for report in (one, other))
    # the case is another and so are the figures; what it is about, and so its key, is the same
    assert "慢于时序进度" in before.text
    assert "快于" in after.text or "超前" in after.text or "比时序进度快" in after.text
    same = {one.key for one in one.sentences()} & {one.key for one in other.sentences()}
    assert len(same) > 0.8 * len(one.sentences())


def test_the_register_gives_what_each_sentence_rests_on():
    found, material = made(county(), 2028, "惯性")
    rows = {row.key: row for row in register(found.sentences(), material)}
    row = rows[sentence_key("outlook", SeriesKey("county", "", "hightech_firms"), 2030)]
    assert row.series == ("示例县 高新技术企业数",)
    assert row.scenario == "惯性"
    assert row.years == (2025, 2028, 2030)
    assert row.targets == (2030,)
    assert row.assumed
    assert dict(row.numbers).keys() == {"expected", "short"}
    standing = rows[sentence_key("standing", SeriesKey("county", "", "hightech_firms"), 2030)]
    assert standing.scenario == ""
    assert dict(standing.numbers)["observed"].value == 150.0


def test_only_what_was_chosen_is_told():
    content = Content(regions=("town_a",), indicators=("revenue", "gdp"))
    found, material = made(county(), 2028, "惯性", content=content)
    series = {one for sentence in found.sentences() for one in sentence.evidence.series}
    assert {one.indicator for one in series} == {"revenue", "gdp"}
    assert {one.region for one in series} == {"county", "town_a"}
    check_words(found, material.language)
    text = "".join(one.text for one in found.sentences())
    assert "乙镇" not in text


def test_a_year_that_cannot_be_evaluated_is_refused_with_a_reason():
    expected = {
        2015: "year_outside",
        2025: "nothing_graded_in_year",
        2029: "nothing_known_in_year",
    }
    for year, code in expected.items():
        found, _ = made(county(), year, "惯性")
        assert isinstance(found, Problem)
        assert found.code == code
        assert "2028" in found.message("zh") or code != "nothing_known_in_year"
    found, _ = made(measured(), 2032, "惯性")
    assert isinstance(found, Problem)
    assert found.code == "nothing_to_evaluate"


def test_a_county_alone_without_binding_targets_or_levers():
    document = county()
    plan = document.plan
    only = [key for key in plan.targets if key.series.region == "county"]
    alone = replace(
        plan,
        regions=tuple(one for one in plan.regions if one.code in ("county", "province")),
        indicators=tuple(replace(one, duty=Duty.EXPECTED) for one in plan.indicators),
        series=(rows := tuple(one for one in plan.series if one.region in ("county", "province"))),
        series_sources=("",) * len(rows),
        observed=plan.observed[[plan.row[one] for one in rows]],
        targets=MappingProxyType({key: plan.targets[key] for key in only}),
    )
    found, _material = made(replace(document, plan=alone), 2028, "规划", "en")
    assert [one.key for one in found.chapters] == ["overall", "indicators", "shortfalls", "needs", "method"]
    check_words(found, "en")
    assert "binding" not in {one.key for one in found.sentences()}


def test_english_names_make_a_report_without_a_chinese_letter(tmp_path):
    path = write(tmp_path / "plan.xlsx", **sheets())
    document = read(path).document
    figures = {
        ("city", "output"): (120.0, 140.0, 155.0),
        ("c1", "output"): (42.0, 44.0, 47.0),
        ("c3", "output"): (24.0, 27.0, 31.0),
    }
    figures |= {("city", "primary"): (19.0, 18.0, 17.5), ("city", "secondary"): (81.0, 82.0, 82.5)}
    after = replace(document, plan=with_actuals(document.plan, figures, 2021))
    found, _material = made(after, 2023, "攻坚", "en")
    assert not isinstance(found, Problem)
    texts = [one.text for one in found.sentences()]
    for chapter in found.chapters:
        for block in chapter.blocks:
            if isinstance(block, Table):
                texts += [block.title, block.note, *(cell for row in block.rows for cell in row)]
            elif isinstance(block, Heading):
                texts.append(block.text)
    assert not foreign("\n".join(texts).replace("规划.xlsx", ""), "en")
    check_words(found, "en")


@settings(max_examples=12, deadline=None)
@given(
    fast=st.floats(0.8, 3.0),
    on=st.floats(0.05, 0.79),
    year=st.sampled_from([2026, 2027]),
    scenario=st.sampled_from(["惯性", "规划", "攻坚"]),
    language=st.sampled_from(["zh", "en"]),
)
def test_any_thresholds_make_sound_sentences(fast, on, year, scenario, language):
    plan = every_measure()
    steps = replace(plan.status_settings, grades=GradeSteps(fast, on))
    found, _ = made(new_document(replace(plan, status_settings=steps)), year, scenario, language)
    check_words(found, language)


ODD_FIGURES = st.lists(
    st.sampled_from([0.0, -3.0, 9.5, 33.3, 96.0, 4556.0, 8000.0, 1e15]), min_size=5, max_size=9
)


def with_figures(document, year, figures):
    """The document with figures for every series in its base year and the one evaluated, where its years have them."""
    plan = document.plan
    told = [
        (series, one, figures[(3 * row + at) % len(figures)])
        for row, series in enumerate(plan.series)
        for at, one in enumerate((plan.base_year, year))
        if one in plan.years
    ]
    return replace(document, plan=plan.with_observations(told))


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(
    made_sheets=odd_sheets(),
    figures=ODD_FIGURES,
    year=st.sampled_from([2021, 2022, 2025]),
    language=st.sampled_from(["zh", "en"]),
)
def test_odd_plans_make_sound_sentences_or_a_reason(tmp_path, made_sheets, figures, year, language):
    opened = read_odd(made_sheets, tmp_path)
    if opened is None:
        return
    document = opened.document
    with np.errstate(all="ignore"):
        found, _ = made(with_figures(document, year, figures), year, next(iter(document.scenarios)), language)
    if isinstance(found, Problem):
        assert found.message(language)
        return
    check_words(found, language)
