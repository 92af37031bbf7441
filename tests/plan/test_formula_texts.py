"""The grammar of formulas: what is read, what is refused, and the order in which they can be computed."""

import ast
import math
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.plan import expressions
from npfdesk.plan.expressions import (
    MAXIMUM_NODES,
    At,
    Call,
    Code,
    Expression,
    Negative,
    Number,
    Operation,
    circles,
    parse_expression,
    walk,
    with_regions,
)
from npfdesk.plan.problems import Problem
from tests.plans import formula

A, B, C = Code("a"), Code("b"), Code("c")


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("a", A),
        ("制造业增加值", Code("制造业增加值")),
        ("1.5e3", Number(1500.0)),
        (".5", Number(0.5)),
        ("a + b * c", Operation("+", A, Operation("*", B, C))),
        ("a - b - c", Operation("-", Operation("-", A, B), C)),
        ("(a - b) / c", Operation("/", Operation("-", A, B), C)),
        ("-a", Negative(A)),
        ("+a", A),
        ("a <= b", Operation("<=", A, B)),
        ("min(a, b, c)", Call("min", (A, B, C))),
        ("count(a >= 1000)", Call("count", (Operation(">=", A, Number(1000.0)),))),
        ('at("武义县", base(a))', At("武义县", Call("base", (A,)))),
        ("at('武义县', prev(a))", At("武义县", Call("prev", (A,)))),
    ],
)
def test_what_is_read(text, root):
    assert formula(text).root == root


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("=a/b", "a/b"),
        ("＝a／b", "a/b"),
        ("a×b÷c", "a*b/c"),
        ("（ａ＋ｂ）＊１２", "(a+b)*12"),
        ("a − b", "a-b"),
        ("max（a，b）", "max(a,b)"),
        ("a = b", "a == b"),
        ("a <> b", "a != b"),
        ("a ≠ b", "a != b"),
        ("a ≥ b", "a >= b"),
        ("a ≤ b", "a <= b"),
        ("a＞＝b", "a >= b"),
        ("=a=b", "a == b"),
        ("a = -b", "a == -b"),
        ("count(a = 3)", "count(a == 3)"),
        ("at(“武义县”，a)", 'at("武义县", a)'),
        ("at(‘武义县’，a)", 'at("武义县", a)'),
        ("at(＂武义县＂，a)", 'at("武义县", a)'),
        ('at(“武义县", a)', 'at("武义县", a)'),
        ("a\r\n+\u3000b", "a + b"),
        ("\ufeffa\u200b+\u00a0b", "a + b"),
    ],
)
def test_what_planners_type_is_read_as_meant(typed, plain):
    assert formula(typed).root == formula(plain).root
    assert formula(typed).text == typed


def test_a_region_between_quotes_is_taken_as_it_stands():
    for region in ("a=b×c（1）", "People's", "C:\\new\\x", "#1", "１２", "<>"):
        assert formula(f'at("{region}", a)').root == At(region, A)
    assert formula("at('„5\"', a)").root == At('„5"', A)


@pytest.mark.parametrize("word", ["import", "yield", "return", "class", "from"])
def test_codes_that_are_words_of_python_are_codes(word):
    assert formula(f"{word} - export").codes == {word, "export"}
    assert formula(f"sum({word}) * {word}2").codes == {word, f"{word}2"}


def test_codes_match_exactly():
    assert formula("GDP + gdp + Gdp").codes == {"GDP", "gdp", "Gdp"}
    assert formula("min + max(sum, at)").codes == {"min", "sum", "at"}


@pytest.mark.parametrize(
    ("text", "code", "part"),
    [
        ("__import__('os')", "formula_unknown_function", "__import__"),
        ("foo(a)", "formula_unknown_function", "foo"),
        ("SUM(a)", "formula_unknown_function", "SUM"),
        ("import(a)", "formula_unknown_function", "import"),
        ("min(a)", "formula_wrong_arguments", "min(a)"),
        ("sum(a, b)", "formula_wrong_arguments", "sum(a, b)"),
        ("sqrt()", "formula_wrong_arguments", "sqrt()"),
        ("at(a, b)", "formula_wrong_arguments", "at(a, b)"),
        ('at("x")', "formula_wrong_arguments", "at('x')"),
        ("a.b", "formula_not_allowed", "a.b"),
        ("a.import", "formula_not_allowed", "a.import"),
        ("a[0]", "formula_not_allowed", "a[0]"),
        ('"x"', "formula_not_allowed", "x"),
        ('"x" + a', "formula_not_allowed", "x"),
        ('sum("x")', "formula_not_allowed", "x"),
        ("lambda: 1", "formula_not_allowed", "lambda: 1"),
        ("a < b < c", "formula_not_allowed", "a < b < c"),
        ("a ** 2", "formula_not_allowed", "a ** 2"),
        ("a ^ b", "formula_not_allowed", "a ^ b"),
        ("a // b", "formula_not_allowed", "a // b"),
        ("a % b", "formula_not_allowed", "a % b"),
        ("a and b", "formula_not_allowed", "a and b"),
        ("not a", "formula_not_allowed", "not a"),
        ("~a", "formula_not_allowed", "~a"),
        ("a if b else c", "formula_not_allowed", "a if b else c"),
        ("[a, b]", "formula_not_allowed", "[a, b]"),
        ("a, b", "formula_not_allowed", "(a, b)"),
        ("sum(x for x in y)", "formula_not_allowed", None),
        ("a in b", "formula_not_allowed", "a in b"),
        ("True", "formula_not_allowed", "True"),
        ("None", "formula_not_allowed", "None"),
        ("...", "formula_not_allowed", None),
        ("1e999", "formula_not_allowed", "inf"),
        ("9" * 900, "formula_not_allowed", "9" * 40),
        ("2**9**9**9", "formula_not_allowed", "2 ** 9 ** 9 ** 9"),
        ("1j", "formula_not_allowed", "1j"),
        ("0x10", "formula_not_allowed", "0x10"),
        ("1_000", "formula_not_allowed", "1_000"),
        ("1if 1else 2", "formula_not_allowed", "1if"),
    ],
)
def test_what_is_not_allowed_is_named(text, code, part):
    problem = parse_expression(text)
    assert isinstance(problem, Problem)
    assert problem.code == code
    if part is not None:
        assert problem.arguments["part"] == part
    assert problem.message("zh")
    assert problem.message("en")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "=",
            "==a",
            "1 +",
            "(a",
            "a)",
            "a b",
            "a;b",
            "a\x00b",
            "\x00",
            "\ud800",
            "a→b",
            "if",
            "100%",
        ),
        *("a := 1", "x²", "½", "a === b", "a => b", "01", "‘", '"', 'at("a', 'at(f"{a}", a)', 'at(b"x", a)'),
        *("yield a", "a\\\n+b", "max(a,,b)", "sum(*a", "(" * 201 + "a" + ")" * 201),
    ],
)
def test_what_cannot_be_read_is_told(text):
    problem = parse_expression(text)
    assert isinstance(problem, Problem)
    assert problem.code == "formula_syntax"
    assert problem.message("zh")


@pytest.mark.parametrize("text", ["a #- b", "a ＃ b", "5² * a", "1①"])
def test_nothing_is_read_into_a_text_or_left_out_of_it_silently(text):
    assert isinstance(parse_expression(text), Problem)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1001,
        "-" * 999 + "a",
        "-" * 30 + "a",
        "(" * 500 + "a" + ")" * 500,
        "+".join("a" * 400),
        "abs(" * 30 + "a" + ")" * 30,
        f"max({','.join('a' * 200)})",
    ],
)
def test_what_is_too_long_or_too_deep_is_told(text):
    problem = parse_expression(text)
    assert isinstance(problem, Problem)
    assert problem.code == "formula_too_long"
    assert problem.message("en")


def test_the_limits_themselves_are_allowed():
    assert formula("a" * 1000).codes == {"a" * 1000}
    assert formula("abs(" * 29 + "a" + ")" * 29).codes == {"a"}
    assert formula("+".join("a" * 30)).codes == {"a"}
    assert len(walk(formula(f"max({','.join('a' * 199)})").root)) == MAXIMUM_NODES


@pytest.mark.parametrize("fault", [RecursionError, MemoryError])
def test_the_parsers_own_exhaustion_is_a_problem(monkeypatch, fault):
    def exhausted(*_, **__):
        raise fault

    monkeypatch.setattr(ast, "parse", exhausted)
    problem = parse_expression("a")
    assert isinstance(problem, Problem)
    assert problem.kind is expressions.TOO_LONG


_PIECES = st.sampled_from(
    [
        *"ab01.+-*/()<>=!,，（）×÷≥≤≠“”‘’\"'#[]{}:;\\%^~@ \n\t\x00²①１ａ",
        *(
            "==",
            "sum(",
            "at(",
            "min(",
            "1e",
            "e5",
            "lambda",
            "yield",
            "import",
            "and",
            "if",
            "else",
            "f'",
            "0x",
        ),
    ]
)


@given(st.one_of(st.text(max_size=1100), st.lists(_PIECES, max_size=60).map("".join)))
def test_whatever_the_text_nothing_is_raised_or_warned(text):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        parsed = parse_expression(text)
    if isinstance(parsed, Problem):
        assert parsed.code.startswith("formula_")
        assert parsed.message("zh")
        assert parsed.message("en")
    else:
        nodes = walk(parsed.root)
        assert len(nodes) <= MAXIMUM_NODES
        assert all(math.isfinite(node.value) for node in nodes if isinstance(node, Number))


def test_codes_and_regions_are_those_read():
    expression = formula('at("武义县", firms) - base(at("东阳市", firms)) + sum(output) / 2')
    assert expression.codes == {"firms", "output"}
    assert expression.regions == {"武义县", "东阳市"}
    assert formula("1 + 2").codes == formula("a").regions == frozenset()


def test_regions_are_replaced_everywhere_and_the_text_stays():
    text = 'max(-at("武义县", sum(at("东阳市", a))), prev(b) + at("武义县", 1))'
    codes = {"武义县": "330723", "东阳市": "330783"}
    replaced = with_regions(formula(text), codes.__getitem__)
    assert replaced.regions == {"330723", "330783"}
    assert replaced.root == formula(text.replace("武义县", "330723").replace("东阳市", "330783")).root
    assert replaced.text == text
    assert with_regions(formula("a + 1"), codes.__getitem__) == formula("a + 1")


def test_equal_formulas_are_equal_and_can_be_keys():
    assert {formula("a+b"), formula("a+b")} == {Expression("a+b", Operation("+", A, B))}


def test_circles_name_each_once_and_nothing_beside_them():
    assert circles({"a": ["b"], "b": ["c"], "c": []}) == ()
    assert circles({"a": ["unknown"]}) == ()
    assert circles({"a": ["a"]}) == (("a",),)
    found = circles({"a": ["b"], "b": ["c"], "c": ["a"], "d": ["a"], "e": ["f"], "f": ["e"]})
    assert {frozenset(circle) for circle in found} == {frozenset("abc"), frozenset("ef")}
