"""Two statements of one target held against each other, silent within the rounding of both."""

import pytest

from tests.engine.audit.cases import codes, found, indicator, row


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1500左右，年均增长6.5%左右", False),
        ("1500，年均增长6.4%", False),
        # 6.4 % a year rounds to 6
        ("1500，年均增长6%", False),
        ("1500，年均增长6.0%", True),
        ("1500，年均增长9%", True),
        ("1500以上，年均增长6%以上", False),
        ("1500以下，年均增长7%以上", True),
        ("1500，年均增长6%-7%", False),
        ("1500，累计增长36.4%", False),
        ("1500，累计增长30%", True),
        ("1500，高于全省平均", False),
        ("年均增长6%，〔520〕", False),
    ],
)
def test_a_growth_beside_a_level(text, told):
    rows = [row("city", "x", "1100", text)]
    assert ("statements_differ" in codes(rows, [indicator("x")])) is told


def test_the_arithmetic_is_told():
    (finding,) = [
        one
        for one in found([row("city", "x", "1100", "1500，年均增长9%")], [indicator("x")])
        if one.code == "statements_differ"
    ]
    assert finding.figures == pytest.approx({"target": 1500, "computed": 1100 * 1.09**5, "base": 1100})
    assert (finding.sheet, finding.cell) == ("目标", "F2")
    for language in ("zh", "en"):
        assert "年均增长9%" in finding.message(language)


def test_without_a_base_nothing_is_compared():
    assert "statements_differ" not in codes([row("city", "x", None, "1500，年均增长9%")], [indicator("x")])
