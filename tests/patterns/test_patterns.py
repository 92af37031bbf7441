"""No text in a workbook makes a pattern go back more than linearly: a crafted cell costs what any other does."""

import re
from re import _constants, _parser

import pytest

from tests.patterns.adversaries import CELLS, slow_word
from tests.patterns.inventory import formed, patterns
from tests.patterns.steps import Program, TooManySteps

_REPEATS = (
    _constants.MAX_REPEAT,
    _constants.MIN_REPEAT,
    _constants.POSSESSIVE_REPEAT,
    _constants.ATOMIC_GROUP,
)
_NESTING = (*_REPEATS, _constants.SUBPATTERN, _constants.BRANCH)

CAPPED = {
    # find_period gives up on longer heads before it tries any pattern
    "npfdesk.plan.periods": 200,
}
"""Modules that look at short texts only, with the number of letters: their patterns may be quadratic up to there."""

STEPS_A_LETTER = 3_000
"""What a letter of a capped text may cost at most, in steps."""

FORMED = {
    # what is sought and replaced, letter by letter
    ("npfdesk.ui.tables.replace_bar", "replaced"): (re.escape("年均 (a*)*"),),
    # a separator before a second statement, letter by letter
    ("npfdesk.plan.second_statements", "_within"): (r"[\s,，;；、]{0,8}" + re.escape("年均 (a*)*"),),
    # its patterns stand in constants and are tried with the others
    ("npfdesk.engine.audit.indicator_names", "_words"): (),
    # a name of ours behind a point, and eight letters or digits
    ("npfdesk.unfinished_files", "sweep"): (r"\." + re.escape("规划 (a*)*") + r"\.[0-9a-f]{8}\.part",),
    # an attribute's name, which our own code gives
    ("npfdesk.workbook.writing.part_elements", "tag_with"): (
        r"(\s" + re.escape("ref") + r"\s*=\s*)(?:\"[^\"]*\"|'[^']*')",
    ),
}
"""Patterns put together when they are needed, each as it comes out, by module and function."""


@pytest.mark.parametrize("used", patterns(), ids=str)
def test_no_text_makes_a_pattern_go_back_more_than_linearly(used):
    program = Program(used.pattern)
    most = CAPPED.get(used.module)
    found = slow_word(program, search=used.search, whole=used.whole)
    if most is None:
        assert found is None, (
            f"{used.pattern.pattern!r} on {found[0]!r} + {found[1]!r} × n: steps grow {found[2]:.1f} ×"
        )
    elif found is not None:
        text = (found[0] + found[1] * most)[:most]
        assert program.count(text, search=used.search, most=most * STEPS_A_LETTER) > 0


def repeats_in(parsed, inside=False):
    """Whether a possessive or atomic group of a parsed pattern has a repetition within it."""
    for sort, value in parsed:
        whole = sort in (_constants.POSSESSIVE_REPEAT, _constants.ATOMIC_GROUP)
        if inside and sort in _REPEATS:
            return True
        parts = value if isinstance(value, tuple | list) else (value,)
        for part in parts:
            for one in part if isinstance(part, list) else (part,):
                if isinstance(one, _parser.SubPattern):
                    single = whole and len(one) == 1 and one[0][0] not in _NESTING
                    if repeats_in(one, inside or (whole and not single)):
                        return True
    return False


@pytest.mark.parametrize("used", patterns(), ids=str)
def test_no_possessive_group_repeats_within_itself(used):
    # Python 3.11.0 to 3.11.4, Debian 12's among them, keeps what such a group tried in vain: "1,234." of "1,234.;"
    parsed = _parser.parse(
        used.pattern.pattern,
        used.pattern.flags & ~re.UNICODE if isinstance(used.pattern.pattern, bytes) else used.pattern.flags,
    )
    assert not repeats_in(parsed)


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        (r"[0-9]++(?:[.,][0-9]++)++", True),
        (r"(?:a(?:b)?c)*+", True),
        (r"(?>ab*c)", True),
        (r"[0-9]++(?:[.,][0-9]++)+", False),
        (r"(?:规划|年度|[与和])*+", False),
    ],
)
def test_a_planted_group_is_found(pattern, found):
    assert repeats_in(_parser.parse(pattern)) is found


def test_patterns_put_together_are_known():
    assert {(one.module, one.function) for one in formed()} == set(FORMED)


@pytest.mark.parametrize(
    ("where", "pattern"), [(where, one) for where, many in FORMED.items() for one in many]
)
def test_a_pattern_put_together_is_linear_too(where, pattern):
    assert slow_word(Program(re.compile(pattern)), search=True) is None


def test_all_kinds_of_pattern_are_found():
    names = {str(one) for one in patterns()}
    assert "plan.numbers:_NUMBER" in names
    assert any(one.startswith("plan.periods:_FORMS[") for one in names), "in a tuple of tuples"
    assert any(one.startswith("plan.numbers:parse_year, line") for one in names), "within a call"


@pytest.mark.parametrize(
    ("planted", "search"),
    [
        # exponential: two ways round a loop
        (r"(a|ab|b)*c", False),
        (r"(\d+)*x", False),
        (r"(a*)*b", False),
        (r"(?:[\u4e00-\u9fff]{1,6}族)*自治区", False),
        (r"(?:（.{0,12}）|表)+$", True),
        # quadratic: from a loop into a later one
        (r".*.*x", False),
        (r"^.+?占.*?比$", False),
        (r"(\w+)\s*=\s*\1", True),
        # quadratic by every start of a search
        (r"\s+$", True),
        (r"\[[^\]]*\]", True),
        (r"a++b", True),
        (r"x(?=.*y)", True),
        # the look behind keeps some starts out, but not all
        (r"(?<!\d)[\d,]+x", True),
        (rb"<c[^>]*>", True),
    ],
)
def test_a_slow_pattern_is_found(planted, search):
    assert slow_word(Program(re.compile(planted)), search=search) is not None


@pytest.mark.parametrize(
    ("sound", "search"),
    [
        (r"\([^()]*\)", True),
        (r"(?<!\d)\d+x", True),
        (r"(?<!\s)\s+$", True),
        (r"(?>a+)(?>a+)b", False),
        (r"^a+x", True),
        (r"(?:表|数|量)+$", False),
        (r"\d{1,3}(?:,\d{3})*x", False),
        (r".*x", False),
    ],
)
def test_a_linear_pattern_is_let_through(sound, search):
    assert slow_word(Program(re.compile(sound)), search=search) is None


@pytest.mark.parametrize(
    "pattern",
    [
        r"(\d[\d,]*)(?:\.(\d+))?", r"(?P<mark>[-/])\d(?P=mark)", r"(?i:AB)|c", r"(?m)^x$", r"a{2,3}?b", r"(?<=a)b(?!c)",
        r"(?>a+)b", r"a*+b", r"\bab\b", r"[^\W\d_]+", r"(a)|b",
    ],
)  # fmt: skip
def test_the_counted_matcher_agrees_with_pythons(pattern):
    """Steps say something only of a matcher that goes the way of the real one."""
    compiled = re.compile(pattern)
    program = Program(compiled)
    texts = [
        *CELLS,
        "12,345.6",
        "-1-",
        "/2/ /2-",
        "ab AB c",
        "aaab",
        "aab",
        "x\nx",
        "ab ac b",
        "ab cab",
        "é_1 naïve",
    ]
    for text in texts:
        start = program.match_end(text)
        real = compiled.match(text)
        assert start == (None if real is None else real.end()), text
    with pytest.raises(TooManySteps):
        program.count("a" * 50, most=10)
