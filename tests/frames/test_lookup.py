"""Whatever a user calls a thing, it is found, or what there is is told."""

import pytest

from npfdesk.engine.answers.allocation import AllocationRule
from npfdesk.frames.lookup import (
    choice_of,
    figure_of,
    find_indicator,
    find_industry,
    find_lever,
    find_region,
    find_scenario,
)
from npfdesk.frames.refusal import Refused
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.spoken_names import series_name
from tests.frames.asked import sample


@pytest.mark.parametrize("text", ["永康市", "yongkang", "Yongkang", "ＹＯＮＧＫＡＮＧ", " yongkang "])
def test_a_region_by_name_code_and_english_name(text):
    assert find_region(sample().plan, text).code == "yongkang"


def test_the_first_scenario_where_none_is_named():
    document = sample().document
    assert find_scenario(document, None).name == "惯性"
    assert find_scenario(document, "攻坚").name == "攻坚"


@pytest.mark.parametrize("text", [None, "", "总计", "total"])
def test_no_industry_is_the_whole_economy(text):
    assert find_industry(sample().plan, text) is None


def test_an_industry_and_a_lever_by_their_names():
    plan = sample().plan
    industry, lever = plan.industries[0], next(iter(plan.dimension_of_lever))
    assert find_industry(plan, industry.name) == industry
    assert find_lever(plan, lever) == lever


@pytest.mark.parametrize(
    ("find", "known"),
    [
        (lambda: find_region(sample().plan, "永康"), ("永康市", "Yongkang")),
        (lambda: find_indicator(sample().plan, "outputs"), ("规上工业总产值", "Output of an industry")),
        (lambda: find_industry(sample().plan, "无"), ("纺织服装", "Textiles and clothing")),
        (lambda: find_lever(sample().plan, "无"), (next(iter(sample().plan.dimension_of_lever)),) * 2),
        (lambda: find_scenario(sample().document, "无"), ("攻坚", "攻坚")),
        (lambda: choice_of(AllocationRule, "fair"), ("catch-up", "catch-up")),
    ],
)
def test_what_there_is_is_told(find, known):
    with pytest.raises(Refused) as caught:
        find()
    for spoken, name in zip(("zh", "en"), known, strict=True):
        assert name in caught.value.problem.message(spoken)


def test_figures_are_figures_or_their_words():
    assert figure_of(5, "亿元") == 5.0
    assert figure_of("１.２万", "家") == 12000
    assert figure_of("100亿元", "亿元") == 100
    with pytest.raises(Refused):
        figure_of("很多", "亿元")


def test_a_series_in_words():
    plan = sample().plan
    series = SeriesKey("yongkang", "", "output")
    assert series_name(plan, series, "zh") == "永康市 规上工业总产值"
    assert series_name(plan, series, "en").startswith("Yongkang ")
