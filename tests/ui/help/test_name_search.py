"""Finding by folded names: parts in any order, names run together, letters left out."""

import numpy as np
import pytest

from npfdesk.engine.projection.frame import build_frame
from npfdesk.plan.model import Indicator, Industry
from npfdesk.plan.regions import Region
from npfdesk.plan.series import SeriesKey
from npfdesk.ui.help.name_search import (
    BEGINNING,
    LETTERS,
    PART,
    WHOLE,
    SeriesIndex,
    match_score,
    match_score_all,
    words,
)
from tests.plans import plan

REGIONS = [
    Region("jh", "金华市", "Jinhua"),
    Region("yk", "永康市", "Yongkang", parent="jh"),
    Region("yw", "义乌市", "Yiwu", parent="jh"),
]
INDICATORS = [
    Indicator("output", "规上工业总产值", "Output"),
    Indicator("va", "规上工业增加值", "Value added"),
]
INDUSTRIES = (Industry("hw", "五金", "Hardware"),)


@pytest.fixture
def index():
    data = {
        (region.code, industry, indicator.code): {2020: 1.0}
        for region in REGIONS
        for industry in ("", "hw")
        for indicator in INDICATORS
    }
    made = plan(data, regions=REGIONS, indicators=INDICATORS, industries=INDUSTRIES)
    return SeriesIndex(made, build_frame(made))


def first(index, query, near=None):
    hits = index.find(query, 50, near)
    return tuple(index.series[hits[0][1]]) if hits else None


@pytest.mark.parametrize(
    ("query", "series"),
    [
        ("永康 总产值", ("yk", "", "output")),
        ("总产值 永康", ("yk", "", "output")),
        ("永康总产值", ("yk", "", "output")),
        ("永康市 · 规上工业增加值", ("yk", "", "va")),
        ("永康五金增加值", ("yk", "hw", "va")),
        ("YONGKANG Output", ("yk", "", "output")),
        ("ｙｏｎｇｋａｎｇ　ｏｕｔｐｕｔ", ("yk", "", "output")),
        ("yk va", ("yk", "", "va")),
        ("ykang otput", ("yk", "", "output")),
        ("hardware yiwu value", ("yw", "hw", "va")),
        ("义乌规产值", ("yw", "", "output")),
        ("yks zjz", ("yk", "", "va")),
        ("yiwushi wujin zengjiazhi", ("yw", "hw", "va")),
        ("ykangs czhi", ("yk", "", "output")),
    ],
)
def test_a_series_is_found_by(index, query, series):
    assert first(index, query) == series


@pytest.mark.parametrize("query", ["", "   ", "北京", "永康 北京", "zzz", "·"])
def test_nothing_is_found_by(index, query):
    assert index.find(query, 50) == []


def test_of_equals_the_one_near_what_is_looked_at_comes_first(index):
    assert first(index, "output", SeriesKey("yw", "", "va")) == ("yw", "", "output")
    assert first(index, "output") == ("jh", "", "output")


def test_no_more_than_asked_for_and_best_first(index):
    hits = index.find("规上", 3)
    assert len(hits) == 3
    assert [met for met, _ in hits] == sorted((met for met, _ in hits), reverse=True)


def test_how_well_a_name_is_met():
    assert match_score(["output"], "output") == WHOLE
    assert match_score(["outputvalue"], "output") == BEGINNING
    assert match_score(["grossoutput"], "output") == PART
    assert match_score(["output"], "otp") == LETTERS
    assert match_score(["output"], "otp", letters=False) == 0
    # a name that is said so comes behind one that has the letters, before one that has them scattered
    assert [match_score(["永康市"], word, letters=False) for word in ("yks", "yk", "ks", "yw")] == [
        2.9,
        1.9,
        1.5,
        0,
    ]
    assert match_score(["永康市", "yk"], "yk") == WHOLE
    assert match_score(["output"], "x") == 0
    # the mean of whole (4) and part (2)
    assert match_score_all(["output", "grossvalue"], ["output", "value"]) == 3.0
    assert match_score_all(["output"], ["output", "x"]) == 0
    assert match_score_all(["output"], []) == 0


def test_words_are_folded_and_parted():
    assert words(" Ａ市 · b›C ") == ("a市", "b", "c")
    assert len("".join(words("长" * 1000))) == 80


def test_a_nation_is_found_by_its_names_not_by_its_series():
    # 2,843 regions and 20 indicators, as large as the country's counties: 56,860 series; synthetic names
    regions = [Region(f"r{number}", f"第{number}县") for number in range(2843)]
    indicators = [Indicator(f"i{number}", f"指标{number}号") for number in range(20)]
    made = plan(
        {(one.code, "", other.code): {2020: 1.0} for one in regions for other in indicators},
        regions=regions,
        indicators=indicators,
    )
    index = SeriesIndex(made, build_frame(made))
    compared = []
    scores = index._scores
    index._scores = lambda names, word: compared.append(len(names)) or scores(names, word)
    hits = index.find("第1234县指标7号", 50)
    assert index.series[hits[0][1]] == SeriesKey("r1234", "", "i7")
    # two words against 2,843 regions, one whole economy and 20 indicators
    assert sum(compared) == 2 * (2843 + 1 + 20)
    assert len(index.find("县", 50)) == 50
    assert np.all(np.diff([row for _, row in index.find("县", 50)]) > 0)
