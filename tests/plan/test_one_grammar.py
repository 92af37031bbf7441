"""One grammar of numbers for the whole program: nothing else turns a user's text into a figure."""

import ast
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import npfdesk
from npfdesk.plan.numbers import parse_figure, parse_year
from npfdesk.plan.problems import Problem
from npfdesk.plan.target_text import parse_base, parse_target

PACKAGE = Path(npfdesk.__file__).parent
CONVERTERS = {
    "float",
    "complex",
    "Decimal",
    "to_numeric",
    "literal_eval",
    "fromstring",
    "genfromtxt",
    "loadtxt",
}
# what a name says of what it holds: a user's text, or a part of one
TEXTS = re.compile(
    r"\b(text|texts|said|raw|cell|cells|typed|entry|entries|string|words|word|options|line|written|match|group)\b"
)
ALLOWED = {
    # the grammar itself
    ("plan/numbers.py", "match.group().replace(',', '')"),
    ("plan/numbers.py", "match.group()"),
    # the bound of a condition in a number format, [>=10000]
    ("workbook/files/number_formats.py", "match[2]"),
    # figures of our own JSON
    ("plan/records.py", "text"),
    # an array of the engine's
    ("report/livebook/lever_formulas.py", "raw[column, row]"),
}


def subject(node):
    """What is converted itself: of line.figures[place] the figures, of cell.text.strip() the text."""
    while True:
        if isinstance(node, ast.Subscript):
            if isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str):
                return ast.unparse(node)
            node = node.value
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            node = node.func.value
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            return node.func.id
        elif isinstance(node, ast.Attribute):
            return node.attr
        else:
            return ast.unparse(node)


def conversions(source):
    """The calls in a source that make a number of what may be a user's text, and types that a command line would."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            argument = ast.unparse(node.args[0]) if node.args else ""
            if name in CONVERTERS and node.args and TEXTS.search(subject(node.args[0])):
                yield argument
            for keyword in node.keywords:
                if keyword.arg == "type" and getattr(keyword.value, "id", "") in ("float", "int"):
                    yield f"type={keyword.value.id}"


def found():
    for file in sorted(PACKAGE.rglob("*.py")):
        for argument in conversions(file.read_text(encoding="utf-8")):
            yield file.relative_to(PACKAGE).as_posix(), argument


def test_no_user_text_is_made_a_number_but_by_the_grammar():
    assert set(found()) - ALLOWED == set()


@pytest.mark.parametrize(
    "planted",
    [
        "figure = float(cell.text)",
        "figure = float(row['base'].text.strip())",
        "figures = [float(text) for text in typed]",
        "figure = decimal.Decimal(cell.text)",
        "figures = pandas.to_numeric(line)",
        "parser.add_argument('--total', type=float)",
        "figure = ast.literal_eval(entry)",
    ],
)
def test_a_planted_one_is_found(planted):
    assert list(conversions(planted))


def spelled(value, decimals, form):
    """A figure as people write it, in one of many forms."""
    plain = f"{abs(value):.{decimals}f}"
    grouped = f"{abs(value):,.{decimals}f}"
    minus = "-" if value < 0 else ""
    apart = grouped.replace(",", "\u00a0")
    wide = plain.translate({ord(digit): chr(ord(digit) + 0xFEE0) for digit in "0123456789."})
    return {
        "plain": minus + plain,
        "grouped": minus + grouped,
        "wide": minus.replace("-", "－") + wide,
        "wide commas": minus + grouped.replace(",", "，"),
        "unicode minus": minus.replace("-", "−") + plain,
        "brackets": f"({grouped})" if minus else grouped,
        "wide brackets": f"（{wide}）" if minus else wide,
        "blanks": f" {minus}{apart}\u3000",
        "plus": f"-{plain}" if minus else f"+{plain}",
    }[form]


FORMS = (
    "plain",
    "grouped",
    "wide",
    "wide commas",
    "unicode minus",
    "brackets",
    "wide brackets",
    "blanks",
    "plus",
)


@given(st.integers(-(10**12), 10**12), st.integers(0, 4), st.sampled_from(FORMS))
def test_every_form_reads_back_as_the_figure_printed(whole, decimals, form):
    value = whole / 10**decimals
    assert parse_figure(spelled(value, decimals, form)) == float(f"{value:.{decimals}f}")


@given(
    st.integers(1, 10**7),
    st.sampled_from(FORMS),
    st.sampled_from(["{}", "{}以上", "不低于{}", "约{}", "不超过{}"]),
)
def test_a_target_in_every_form_has_the_same_figure(whole, form, words):
    parsed = parse_target(words.format(spelled(whole, 0, form)))
    assert parsed.figure == whole


@given(
    st.integers(1, 10**6), st.integers(1900, 2200), st.sampled_from(["{}（{}）", "{} ({}年)", "{}(２０２１)"])
)
def test_a_base_of_another_year(figure, year, form):
    base = parse_base(form.format(figure, year))
    assert (base.value, base.year) == (figure, 2021 if "２" in form else year)


@given(st.one_of(st.text(max_size=20), st.text("0123456789年年.度 -/２０", max_size=8)))
def test_no_text_raises_as_a_year(text):
    year = parse_year(text)
    assert isinstance(year, Problem) or 1900 <= year <= 2200
