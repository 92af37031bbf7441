"""Rounding for people: half up in decimal, as Excel shows it; and nothing in the program that formats a figure elsewhere."""

import ast
import math
import re
from decimal import ROUND_HALF_UP, Context, Decimal
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import npfdesk
from npfdesk.engine.rounded_figures import rounded_all
from npfdesk.plan.numbers import format_figure, format_percentage, format_share, trimmed
from npfdesk.plan.rounding import rounded, rounded_text, significant_text

PACKAGE = Path(npfdesk.__file__).parent
ROOM = Context(prec=400)
# figures as people type them: fifteen digits at most
TYPED = st.decimals(-(10**9), 10**9, allow_nan=False, places=5).map(float)
PLACES = st.integers(0, 6)


def by_hand(figure, decimals):
    made = Decimal(repr(figure)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, ROOM)
    return f"{abs(made) if made == 0 else made:f}"


@pytest.mark.parametrize(
    ("figure", "decimals", "shown"),
    [
        (2.25, 1, "2.3"),
        (2.5, 0, "3"),
        (-2.5, 0, "−3"),
        (0.5, 0, "1"),
        (2.675, 2, "2.68"),
        (1.005, 2, "1.01"),
        (8.35, 1, "8.4"),
        (0.45, 1, "0.5"),
        (1045.25, 1, "1,045.3"),
        (999999.95, 1, "1,000,000.0"),
        (-0.04, 1, "0.0"),
        (-0.05, 1, "−0.1"),
        (5e-05, 4, "0.0001"),
        (2.449999, 1, "2.4"),
    ],
)
def test_a_figure_is_shown_half_up_as_excel_shows_it(figure, decimals, shown):
    assert format_figure(figure, decimals) == shown


def test_what_is_computed_rounds_as_what_is_written():
    """Excel goes by fifteen digits: the last bit of a product decides nothing."""
    assert (3 * 1.15, 0.285 * 100) == (3.4499999999999997, 28.499999999999996)
    assert format_figure(3 * 1.15, 1) == "3.5"
    assert format_share(0.285, 0) == "29%"
    assert format_share(None) == format_percentage(math.nan) == "—"
    assert (format_percentage(2.25, signed=True), format_percentage(-0.04, signed=True)) == ("+2.3%", "0.0%")


@given(TYPED, PLACES)
@example(2.675, 2)
@example(-0.5, 0)
def test_typed_figures_are_rounded_half_up_in_decimal(figure, decimals):
    assert rounded_text(figure, decimals) == by_hand(figure, decimals)


@given(st.floats(allow_nan=False, allow_infinity=False), PLACES)
@example(9007199254740993.0, 0)
@example(1e15 + 0.5, 0)
@example(1e300, 2)
def test_any_figure_is_rounded_by_its_digits(figure, decimals):
    near = Decimal(f"{figure:.15g}")
    # only what fifteen digits make a tie is one though its own digits are a hair off
    tie = near.normalize().as_tuple().exponent == -(decimals + 1)
    assert rounded_text(figure, decimals) == by_hand(float(near) if tie else figure, decimals)


@given(st.lists(st.one_of(TYPED, st.floats()), max_size=30), PLACES)
def test_an_array_rounds_as_its_figures_do(figures, decimals):
    made = rounded_all(np.array(figures, dtype=np.float64), decimals)
    np.testing.assert_array_equal(
        made, np.array([rounded(one, decimals) for one in figures], dtype=np.float64)
    )
    assert not np.signbit(made[made == 0]).any()


@given(TYPED, PLACES)
def test_the_number_is_the_one_of_the_text(figure, decimals):
    assert rounded(figure, decimals) == float(rounded_text(figure, decimals))
    assert rounded(rounded(figure, decimals), decimals) == rounded(figure, decimals)


def test_a_grouped_or_signed_figure_is_the_same_figure():
    assert rounded_text(1234567.125, 2, grouping=True, signed=True) == "+1,234,567.13"
    assert rounded_text(-0.001, 2, signed=True) == rounded_text(0.001, 2, signed=True) == "0.00"
    assert trimmed(12.3450001, 4) == "12.345"
    assert (trimmed(-0.0001, 2), trimmed(None, 2), trimmed(math.nan, 2)) == ("0", "", "")
    assert [significant_text(one, 4) for one in (1.2345, 12345.5, 0.00012345, 0.0)] == [
        "1.235", "1.235e+04", "0.0001235", "0",
    ]  # fmt: skip


# --- nothing else of the program formats a figure ---

ALLOWED = {
    "plan/rounding.py": "the one function itself",
    "workbook/files/number_formats.py": "a cell as Excel displays it, read by its number format, half up too",
    "plan/change_words.py": "a fraction in words as the figure that is parsed: 33.33333333%",
    "plan/outlines.py": "places on a map, not figures",
    "engine/analyses/composite_index.py": "scores that differ by the noise of the machine share a rank",
    "engine/analyses/ranks.py": "scores that differ by the noise of the machine share a rank",
    "engine/analyses/coupling.py": "the noise of the machine decides no grade",
    "engine/next_place.py": "a figure found by search, without its last bits; whole units otherwise",
    "engine/targets/closing.py": "a difference without the noise of the machine, kept, not shown",
    "workbook/standard/closed_targets_sheet.py": "a difference without the noise of the machine, kept, not shown",
    "engine/uncertainty/sampling.py": "whole figures drawn",
    "plan/method_description.py": "the whole number nearest to a parameter that is dragged",
    "engine/answers/division.py": "units of a split by largest remainder",
    "engine/answers/yearly_table.py": "units of a split, solved as whole numbers",
    "engine/yearly.py": "figures counted in units of their last place",
    "engine/audit/printed_figures.py": "whether a figure is one of so many places",
    "report/livebook/measured_formulas.py": "constants inside Excel's formulas",
    "report/livebook/target_formulas.py": "constants inside Excel's formulas",
    "workbook/files/sandbox.py": "seconds of a time limit",
    "ui/look/marks.py": "pixels",
    "ui/meeting/presentation.py": "pixels",
    "ui/answers/scenario_grid.py": "pixels",
    "ui/views/strip.py": "pixels",
}
"""Modules that round or format elsewhere than on show, and why."""

_SPEC = re.compile(r"\.[0-9{]|[eEfFgGn%]$")
_TEMPLATE = re.compile(
    r"\{\w*:[-+,<>^=0-9]*(?:\.[0-9]+[eEfFgGn%]?|[eEfFgGn%])\}|%[-+ 0#]*[0-9]*\.[0-9]+[eEfFgG]|%[fgeG](?![\w-])"
)
_DATE = re.compile(r"%[YmdHMS]")
_ROUNDERS = {
    "rint", "round_", "quantize", "format_float_positional", "format_float_scientific", "array2string",
    "set_printoptions", "to_string", "to_html", "savetxt",
}  # fmt: skip


def _shape(node):
    return "".join(
        str(one.value) if isinstance(one, ast.Constant) else "{}" for one in node.format_spec.values
    )


def _is_template(text):
    return _TEMPLATE.search(text) is not None and _DATE.search(text) is None


def _texts(tree):
    """Calls whose value goes straight into a text: str(...), f"{...}"."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FormattedValue):
            yield node.value
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in ("str", "plain")
        ):
            yield from node.args


def formats(source):
    """Lines on which a figure is rounded or formatted by other means than the one function."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            if _SPEC.search(_shape(node)):
                yield node.lineno
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and _is_template(node.value):
            yield node.lineno
        elif isinstance(node, ast.Call):
            called = node.func
            name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
            several = len(node.args) + len(node.keywords) > 1
            of_numpy = isinstance(called, ast.Attribute) and name in ("round", "around")
            locale = name == "toString" and any(
                isinstance(one, ast.Constant) and one.value in ("f", "g", "e") for one in node.args
            )
            if (
                name in _ROUNDERS
                or of_numpy
                or locale
                or (name in ("round", "format") and several and isinstance(called, ast.Name))
            ):
                yield node.lineno
    for value in _texts(tree):
        if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "round":
            yield value.lineno


def _modules():
    return {str(path.relative_to(PACKAGE)).replace("\\", "/"): path for path in sorted(PACKAGE.rglob("*.py"))}


def test_no_other_place_formats_a_figure():
    found = {
        f"{name}:{line}"
        for name, path in _modules().items()
        if name not in ALLOWED
        for line in formats(path.read_text(encoding="utf-8"))
    }
    assert not found


def test_what_is_allowed_is_there():
    modules = _modules()
    assert not [name for name in ALLOWED if not list(formats(modules[name].read_text(encoding="utf-8")))]


@pytest.mark.parametrize(
    "planted",
    [
        'f"{figure:.1f}"', 'f"{figure:,.{decimals}f}"', 'f"{share:.0%}"', 'f"{figure:g}"', '"{:.2f}".format(figure)',
        '"%.1f" % figure', '"%g" % figure', "round(figure, 1)", "np.round(figures, 2)", "figures.round(1)",
        "np.around(figures)", "np.rint(figures)", 'format(figure, ".1f")', 'f"{round(figure)}%"', "str(round(figure))",
        'QLocale().toString(figure, "f", 1)', "figure.quantize(Decimal(1))", "table.to_string()",
    ],
)  # fmt: skip
def test_a_planted_one_is_found(planted):
    assert list(formats(f"text = {planted}\n"))
    assert not list(formats('text = f"{name}: {count:,} {year:02d}"\nside = round(width * ratio)\n'))
