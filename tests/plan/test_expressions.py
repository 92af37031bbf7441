"""The formula language: what it takes, and that nothing else gets through."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.plan.expressions import (
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
    with_base_year,
    with_base_year_written,
    with_regions,
)
from npfdesk.plan.problems import Problem


def test_a_formula_says_what_it_reads():
    parsed = parse_expression('at("武义县", firms) - base(at(“磐安县”, firms)) + 工业 / GDP')
    assert parsed.codes == {"firms", "工业", "GDP"}
    assert parsed.regions == {"武义县", "磐安县"}
    moved = with_regions(parsed, {"武义县": "wuyi", "磐安县": "panan"}.__getitem__)
    assert moved.regions == {"wuyi", "panan"}
    assert moved.codes == parsed.codes
    assert moved.text == parsed.text


def test_the_tree():
    assert parse_expression("-a * (2 + b)").root == Operation(
        "*", Negative(Code("a")), Operation("+", Number(2.0), Code("b"))
    )
    assert parse_expression("count(x >= 1)").root == Call("count", (Operation(">=", Code("x"), Number(1.0)),))
    assert parse_expression("+a").root == Code("a")
    assert isinstance(parse_expression('at("r", a)').root, At)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("=a＋b", "a+b"),
        ("a×b÷2", "a*b/2"),
        ("（a）", "(a)"),
        ("a<>b", "a!=b"),
        ("a=b", "a==b"),
        ("a≥b", "a>=b"),
        ("a≤b", "a<=b"),
        ("a −\n b", "a - b"),
        ("min(a，b)", "min(a,b)"),
    ],
)
def test_what_excel_people_type(typed, meant):
    assert parse_expression(typed).root == parse_expression(meant).root


@pytest.mark.parametrize(
    "text",
    [
        "", "1 +", "a.b", "a[0]", "__import__('os')", "lambda: 1", "2**9", "2**9**9**9", "9" * 900, "1e999", "\x00",
        "min(1)", "abs(1, 2)", "f(x)", "a<b<c", "a and b", "not a", "x if y else z", "[1]", "{1}", "'x'", "True",
        "at(a, b)", 'at("r")', "sum(*x)", "a; b", "a := 1", "f'{a}'", "at(1, x)", "1j", "...",
        "(" * 500, "-" * 900 + "a", "a" + "+a" * 300, "(" * 40 + "a" + ")" * 40 + " + " + "abs(" * 40 + "a" + ")" * 40,
        "a" * 1001,
    ],
)  # fmt: skip
def test_anything_else_is_a_problem_and_never_raised(text):
    problem = parse_expression(text)
    assert isinstance(problem, Problem), text
    assert problem.message("zh")
    assert problem.message("en")


@given(st.text(max_size=60))
def test_no_text_raises(text):
    assert isinstance(parse_expression(text), Problem | Expression)


@given(st.text(alphabet="ab12+-*/()<>=,. \"'×÷sumatprev", max_size=60))
def test_no_formula_like_text_raises(text):
    parsed = parse_expression(text)
    if isinstance(parsed, Expression):
        assert len(walk(parsed.root)) <= 200


def test_circles_are_named_once():
    assert circles({"a": ["b"], "b": ["a"], "c": ["a"]}) == (("a", "b"),) or circles(
        {"a": ["b"], "b": ["a"], "c": ["a"]}
    ) == (("b", "a"),)
    assert circles({"a": ["a"]}) == (("a",),)
    assert circles({"a": ["b"], "b": ["外"]}) == ()
    assert len(circles({"a": ["b"], "b": ["a"], "c": ["d"], "d": ["c"]})) == 2


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("x / base(x)", "x / base(x, 2020)"),
        ("base（x）", "base（x, 2020）"),
        ("base (x + (y))", "base (x + (y), 2020)"),
        ("base(base(x))", "base(base(x, 2020), 2020)"),
        ("base(min(x, y)) + base(x, 2015)", "base(min(x, y), 2020) + base(x, 2015)"),
        ('base(at("base(县", x))', 'base(at("base(县", x), 2020)'),
        ("mybase(x)", "mybase(x)"),
        ("base(x", "base(x"),
        ("base + 1", "base + 1"),
    ],
)
def test_the_year_is_written_into_every_base_that_names_none(text, written):
    assert with_base_year_written(text, 2020) == written
    read = parse_expression(text)
    if not isinstance(read, Problem):
        pinned = with_base_year(read, 2020)
        assert pinned.root == parse_expression(written).root


@pytest.mark.parametrize(
    "text", ["base(x, y)", "base(x, 2020.5)", "base(x, 12)", "base(x, 2020, 1)", "base()"]
)
def test_a_base_names_a_year_or_nothing(text):
    read = parse_expression(text)
    assert isinstance(read, Problem)
    assert read.code == "formula_wrong_arguments"
    assert "base(x, 2020)" in read.message("zh")


def test_a_base_tells_its_year():
    assert parse_expression("base(x, 2020)").root.base_year == 2020
    assert parse_expression("base(x)").root.base_year is None
    assert parse_expression("prev(x)").root.base_year is None
