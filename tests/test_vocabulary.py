"""One word for one thing: no wording below the window says a retired word, in either language."""

import importlib
import pkgutil
import re

import pytest

import npfdesk
from npfdesk.plan.evaluations import GRADES, Grade
from npfdesk.plan.lights import LIGHTS, Light
from npfdesk.plan.method_description import MethodRemark
from npfdesk.plan.problems import ProblemKind, Wording
from npfdesk.plan.statuses import LEGEND, STATUSES, Status
from npfdesk.verbs.registry import VERBS

RETIRED = {
    "zh": (
        r"达成度|达成机会|全行业|全部经济|整体经济|沿用|规范格式|规范形式|响应规则|已知发现|条发现|观测|在轨|如期|倒退的|较远|上不封顶"
        r"|反向|序时进度|\d ?\}? %|\} %"
    ),
    "en": (
        r"attainment|way gone|of the way|whole economy|canonical|lever levels?|\bobserved\b|observed figure|mend\b|\bMend\b"
        r"|mistake of the program|put it right|(?<!\w)stands? already|What is here stands|comes? out at|findings?\b|less is better"
        r"|was not taken|as it was\b(?! worded)|far behind|backwards|\} %|\d %"
    ),
}
"""What glossary and editor put other words for; a blank before % is retired too."""


def wordings():
    """Every wording that a module below the window declares, also in mappings, tuples and descriptions."""
    found = {}

    def collect(value, depth=0):
        if isinstance(value, ProblemKind | MethodRemark):
            value = value.wording
        if isinstance(value, Wording):
            found[value.zh, value.en] = value
        elif depth < 3 and isinstance(value, dict | type(type.__dict__)):
            for one in value.values():
                collect(one, depth + 1)
        elif depth < 3 and isinstance(value, tuple | list):
            for one in value:
                collect(one, depth + 1)
        elif depth < 3 and hasattr(value, "__dataclass_fields__") and not isinstance(value, type):
            for name in value.__dataclass_fields__:
                collect(getattr(value, name), depth + 1)

    for one in pkgutil.walk_packages(npfdesk.__path__, "npfdesk."):
        if not one.name.startswith(("npfdesk.ui", "npfdesk.app", "npfdesk.__main__")):
            for value in vars(importlib.import_module(one.name)).values():
                collect(value)
    return list(found.values())


def retired(language, text):
    """The retired words of a text."""
    return re.findall(RETIRED[language], re.sub(r"\{[^{}]*\}", "{}", text))


def test_no_wording_says_a_retired_word():
    every = wordings()
    assert len(every) > 900
    said = [
        (words, text)
        for one in every
        for language, text in (("zh", one.zh), ("en", one.en))
        if (words := retired(language, text))
    ]
    assert said == []


def test_no_verb_says_one_in_its_help():
    assert [one.name for one in VERBS if retired("en", str(one.help))] == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "{name}的达成度"),
        ("zh", "至 {year} 年 {share} %"),
        ("zh", "规范格式的工作簿"),
        ("en", "attainment {share}"),
        ("en", "in the canonical form"),
        ("en", "Data for the whole economy"),
        ("en", "{share} % of it"),
        ("en", "Mend one of them."),
        ("en", "What is here stands."),
    ],
)
def test_a_planted_one_is_found(language, text):
    assert retired(language, text)


def test_statuses_grades_and_lights_have_the_words_of_one_registry():
    assert [STATUSES[one].words.zh for one in LEGEND] == [
        "符合预期",
        "进度偏慢",
        "进度滞后",
        "逆向变化",
        "无法评价",
    ]
    assert [STATUSES[one].words.en for one in LEGEND] == [
        "on track", "slightly behind", "well behind", "moving away", "not assessable",
    ]  # fmt: skip
    assert GRADES[Grade.NONE] is LIGHTS[Light.GREY].words is STATUSES[Status.GREY].words
    graded = [GRADES[one].zh for one in Grade]
    assert graded[:4] == ["提前实现", "快于预期", "基本符合预期", "滞后于预期"]
