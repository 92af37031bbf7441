"""What is told lists names as the language does."""

from npfdesk.plan.problems import Problem, Wording, error, joined

KNOWN = error("known_test", "有：{known}。", "There are: {known}.")


def test_names_in_a_row_are_listed_as_the_language_does():
    assert joined(["甲", "乙"], "zh") == "甲、乙"
    assert joined(["A", "B"], "en") == "A, B"
    told = Problem(KNOWN, arguments={"known": ("甲", "乙", 3)})
    assert told.message("zh") == "有：甲、乙、3。"
    assert told.message("en") == "There are: 甲, 乙, 3."
    assert Wording("{n}", "{n}").text("en", {"n": "A、B"}) == "A、B"
