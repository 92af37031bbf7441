"""What is told lists names as the language does."""

import pytest

from npfdesk.plan.problems import Count, Problem, Wording, error, joined

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


SAID = "{count:target was|targets were} read, {count:~one of them|of them} {year}"


@pytest.mark.parametrize(
    ("count", "said", "chinese"),
    [
        (0, "0 targets were read, of them 2026", "0 个目标，2026 年"),
        (1, "1 target was read, one of them 2026", "1 个目标，2026 年"),
        (2, "2 targets were read, of them 2026", "2 个目标，2026 年"),
        (1000, "1,000 targets were read, of them 2026", "1,000 个目标，2026 年"),
    ],
)
def test_a_count_is_told_alike_in_messages_and_in_the_window(count, said, chinese):
    words = Wording("{count} 个目标，{year} 年", SAID)
    assert words.text("en", {"count": count, "year": 2026}) == said
    assert words.text("zh", {"count": count, "year": 2026}) == chinese
    assert SAID.format(count=Count(count), year=2026) == said
    assert f"{Count(count)} 个目标，{2026} 年" == chinese


def test_a_count_that_is_not_given_is_our_mistake():
    words = Wording("{count} 个", "{count:one|ones}")
    for language in ("zh", "en"):
        with pytest.raises(KeyError, match="count"):
            words.text(language, {})
    with pytest.raises(TypeError):
        words.text("en", {"count": None})
    # in the window a plain number has no forms
    with pytest.raises(ValueError, match="format"):
        words.en.format(count=2)


def test_what_is_counted_may_itself_be_filled_in():
    words = Wording("{count} 个{one}", "{{{count:{one}|{many}}}}")
    names = {"one": Wording("镇", "town"), "many": Wording("镇", "towns")}
    assert words.text("en", {"count": 1, **names}) == "{1 town}"
    assert words.text("en", {"count": 2, **names}) == "{2 towns}"
    assert words.text("zh", {"count": 2000, **names}) == "2,000 个镇"
    braces = {"one": Wording("{甲}", "{a}"), "many": Wording("{甲}", "{a}s")}
    assert words.text("en", {"count": 2, **braces}) == "{2 {a}s}"


def test_a_count_given_as_text_is_told_as_it_stands():
    words = Wording("{count} 个", "{count:one|ones}")
    assert words.text("en", {"count": "1"}) == "1 one"
    assert words.text("en", {"count": "1,234"}) == "1,234 ones"
