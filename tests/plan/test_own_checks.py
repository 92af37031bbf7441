"""Checks of the plan's own as values: names read as codes, amendments, and their three-way life."""

from dataclasses import replace

import pytest

from npfdesk.plan.check_formulas import outstanding_checks, read_check, with_checks
from npfdesk.plan.document import new_document
from npfdesk.plan.edit_labels import set_check
from npfdesk.plan.json_forms import as_json, from_json
from npfdesk.plan.own_checks import OwnCheck
from npfdesk.plan.parts import PARTS
from npfdesk.plan.problems import Problem, Severity
from tests.engine.audit.cases import indicator, plan_of, row

SHARES = [indicator(code, name) for code, name in (("p", "一产占比"), ("s", "二产占比"), ("t", "三产占比"))]
PLAN = plan_of([row("city", code, "10", "20") for code in "pst"], SHARES)
SUM = OwnCheck("结构", "p + s + t = 100", sheet="核查规则", cell="A2")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("p + s + t = 100", {"p", "s", "t"}),
        ("abs(一产占比 + 二产占比 + 三产占比 - 100) <= 0.1", {"p", "s", "t"}),
        ('at("合成市", 一产占比) ≥ 5', {"p"}),
        ("一产占比 >= p", {"p"}),
    ],
)
def test_names_and_codes_are_read_as_codes(text, codes):
    expression = read_check(OwnCheck("x", text), PLAN)
    assert expression.codes == codes
    assert expression.regions <= {"city"}


@pytest.mark.parametrize(
    ("check", "code"),
    [
        (OwnCheck("x", "p + q >= 四产占比"), "check_unknown_code"),
        (OwnCheck("x", "at('外市', p) > 1"), "check_unknown_region"),
        (OwnCheck("x", "p > 1", region="nowhere"), "check_unknown_region"),
        (OwnCheck("x", "p >>"), "formula_syntax"),
        (OwnCheck("x", "open('a')"), "formula_unknown_function"),
    ],
)
def test_what_cannot_be_run_is_a_problem(check, code):
    problem = read_check(check, PLAN)
    assert isinstance(problem, Problem)
    assert problem.code == code
    for language in ("zh", "en"):
        assert "{" not in problem.message(language)


def test_amendments_lie_upon_the_plan():
    plan = PLAN.with_checks((SUM, OwnCheck("乙", "p > 0")))
    changed = replace(SUM, expression="p + s + t >= 99", sheet="", cell="")
    amended = {"结构": changed, "乙": None, "丙": OwnCheck("丙", "s > 0")}
    after = with_checks(plan, amended)
    assert [(one.name, one.expression, one.cell) for one in after.checks] == [
        ("结构", "p + s + t >= 99", "A2"),
        ("丙", "s > 0", ""),
    ]
    assert outstanding_checks(after, amended) == {}
    assert outstanding_checks(plan, {"结构": replace(SUM, sheet="", cell="")}) == {}


def test_an_edit_is_part_of_the_work_and_says_what_it_does():
    own = PLAN.with_checks((SUM,))
    document = new_document(own)
    removed = set_check(own, "结构", None).apply(document)
    assert (removed.plan.checks, dict(removed.work.checks)) == ((), {"结构": None})
    back = set_check(own, "结构", SUM).apply(removed)
    assert (back.plan.checks, dict(back.work.checks)) == ((SUM,), {})
    added = set_check(own, "新", OwnCheck("新", "p > 0", Severity.ERROR))
    assert added.apply(document).plan.checks[1].severity is Severity.ERROR
    assert "一产占比 > 0" in added.label.text("zh")
    assert set_check(own, "结构", None).label.text("en")


def test_they_are_kept_in_records():
    (part,) = [one for one in PARTS if one.key == "checks"]
    value = {"结构": OwnCheck("结构", "p > 0", Severity.NOTE, "为何", "city", 2025), "乙": None}
    assert from_json(part.type, as_json(part.type, value)) == value
    rows = dict(part.grain.rows(value))
    assert part.grain.assembled(rows) == value
