"""What is told lists names as the language does."""

from npfdesk.plan.problems import Problem, Wording, error, joined

KNOWN = error("known_test", "有：{known}。", "There are: {known}.")


def test_names_in_a_row_are_listed_as_the_language_does():
    assert joined(["甲", "乙"], "zh") == "甲和乙"
    assert joined(["A", "B"], "en") == "A and B"
    assert joined(["A", "B", "C"], "en") == "A, B and C"
    assert joined(["GDP", "就业", "CO2"], "zh") == "GDP、就业和 CO2"
    assert joined(["A", "B", "…"], "en") == "A, B, …"
    assert joined("ABCDE", "en", 2) == "A, B and 3 more"
    assert joined("甲乙丙", "zh", 2) == "甲、乙等3个"
    told = Problem(KNOWN, arguments={"known": ("甲", "乙", 3)})
    assert told.message("zh") == "有：甲、乙和 3。"
    assert told.message("en") == "There are: 甲, 乙 and 3."
    names = Problem(KNOWN, arguments={"known": (Wording("市{a}", "City {a}"),)})
    assert names.message("en") == "There are: City {a}."
    assert Wording("{n}", "{n}").text("en", {"n": "A、B"}) == "A、B"


def test_english_counts_with_the_word_that_the_number_asks_for():
    words = Wording("{count} 个序列", "{count} series {count:~has|have} {years:year|years} left")
    assert words.text("en", {"count": 1, "years": 1}) == "1 series has 1 year left"
    assert words.text("en", {"count": 0, "years": "2"}) == "0 series have 2 years left"
    assert words.text("zh", {"count": 1, "years": 1}) == "1 个序列"
    assert (
        Wording("", "{text:year|years} in {year}").text("en", {"text": "007", "year": 2025})
        == "007 years in 2025"
    )
