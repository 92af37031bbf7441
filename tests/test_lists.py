"""Lists in a text are joined as its language does, by `plan.problems` alone: "a, b and c", 甲、乙和丙; no sign of its own elsewhere."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from npfdesk.plan.problems import clauses, joined

PACKAGE = Path(__file__).resolve().parents[1] / "npfdesk"
_CHINESE_SIGN = re.compile(r"^[”’]?\s*[、，；]\s*[“‘]?$")
"""A separator of Chinese lists, alone or between quotes: it stands in no other language's text."""
_ANY_SIGN = re.compile(r"^[”’]?\s*[、，；,;]\s*[“‘]?$|^ (or|and) $")
_HOME = "plan/problems.py"

_KEPT = (
    "written into the plan's own cell in the plan's own language, and read again by the grammar of that cell"
)
_READ = "signs that somebody typed are read here, none is told"
_NOTATION = "arguments of a formula in its own notation"
_FORM = "the form of a file or a query, not a text"

ELSEWHERE: dict[str, str] = {
    "plan/boundary_targets.py:_shares": _KEPT,
    "plan/boundary_targets.py:_sum": _KEPT,
    "plan/status_rules.py:text": _KEPT,
    "plan/target_text.py:parse_target": _READ,
    "plan/target_writing.py:_statement": _KEPT,
    "plan/target_writing.py:target_as_text": _KEPT,
    "plan/target_writing.py:target_cell": _KEPT,
    "plan/targets.py:wording": "a target in its own words, whatever the language of the window",
    "report/livebook/indicator_formulas.py:_call": _NOTATION,
    "store/damage.py:_carry": _FORM,
    "store/damage.py:_rows_of_indexes": _FORM,
    "ui/answers/scenario_grid.py:figures_of": _READ,
    "ui/answers/status_rules.py:texts": _KEPT,
    "verbs/index.py:index": _READ,
    "verbs/project.py:as_json": _FORM,
    "workbook/collecting/figure_sheet.py:check": _NOTATION,
    "workbook/published/places.py:": _READ,
    "workbook/published/printed_names.py:split_unit": _READ,
    "workbook/published/statements.py:_data": _KEPT,
    "workbook/standard/name_lists.py:": _KEPT,
    "workbook/standard/sheet_columns.py:": "words of a method as the notes of every workbook written so far list them",
    "workbook/standard/sheet_layout.py:_lists": _FORM,
    "workbook/writing/inserted_rows.py:_anchor": _FORM,
}
"""Where a sign between things is no list of a text that is told: the place and why."""


def _function_of(tree: ast.Module) -> dict[ast.AST, str]:
    """The name of the innermost function or class that each node stands in; "" at the module's own level."""
    found: dict[ast.AST, str] = {}

    def walk(node: ast.AST, name: str) -> None:
        for child in ast.iter_child_nodes(node):
            inner = name
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                inner = child.name
            found[child] = inner
            walk(child, inner)

    walk(tree, "")
    return found


def _signs(source: str) -> Iterator[tuple[str, str]]:
    """Every separator that a module joins by: the function that it stands in, and the sign."""
    tree = ast.parse(source)
    inside = _function_of(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if _CHINESE_SIGN.match(node.value):
                yield inside[node], node.value
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "join":
            for one in ast.walk(node.func.value):
                text = one.value if isinstance(one, ast.Constant) else None
                if isinstance(text, str) and _ANY_SIGN.match(text) and not _CHINESE_SIGN.match(text):
                    yield inside[node], text


def _places() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        name = file.relative_to(PACKAGE).as_posix()
        for function, sign in _signs(file.read_text(encoding="utf-8")):
            found.setdefault(f"{name}:{function}", set()).add(sign)
    return found


def test_no_list_is_joined_by_a_sign_of_its_own():
    strange = {
        place: signs
        for place, signs in _places().items()
        if place not in ELSEWHERE and not place.startswith(_HOME)
    }
    assert not strange, "\n".join(f"{place} {sorted(signs)}" for place, signs in sorted(strange.items()))


def test_each_exception_is_still_one():
    gone = ELSEWHERE.keys() - _places().keys()
    assert not gone


@pytest.mark.parametrize(
    "planted",
    [
        'def told(names):\n    return "、".join(names)',
        'def told(names, language):\n    return ("、" if language == "zh" else ", ").join(names)',
        "def told(names):\n    return f\"“{'”、“'.join(names)}”\"",
        'def told(names):\n    return tr("Analyses", ", ").join(names)',
        'def told(names):\n    mark = "；"\n    return mark.join(names)',
        'def told(names):\n    return "; ".join(names)',
    ],
)
def test_a_planted_one_is_found(planted):
    assert {function for function, _ in _signs(planted)} == {"told"}


def test_a_choice_says_or():
    assert joined(["A", "B", "C"], "en", choice=True) == "A, B or C"
    assert joined(["甲", "乙", "丙"], "zh", choice=True) == "甲、乙或丙"


def test_clauses_stand_apart_as_in_the_language():
    assert clauses(["a", "b"], "en") == "a; b"
    assert clauses(["甲", "乙"], "zh") == "甲；乙"
    assert clauses(["3 met", "1 not met"], "en", comma=True) == "3 met, 1 not met"
    assert clauses(["完成 3", "未完成 1"], "zh", comma=True) == "完成 3，未完成 1"
    assert clauses([], "en") == "" == joined([], "zh")
