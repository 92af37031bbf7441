"""The matrix of indicators by plans: what each says, what was found about it, and what counts as agreeing."""

from dataclasses import replace
from types import MappingProxyType

from npfdesk.engine.reconciliation.ledger import MatchedIndicator
from npfdesk.engine.reconciliation.matrix import CODE_WORDS, agreeing, compared_indicators, worst
from npfdesk.plan.problems import Severity
from tests.reconciliation_ledgers import CITY, LAST, NORTH, PROVINCE, SOUTH, ledger


def row(rows, name):
    return next(one for one in rows if one.name == name)


def test_each_cell_has_the_target_as_worded_and_the_findings_about_it():
    rows = compared_indicators(ledger())
    assert [one.name for one in rows] == ["地区生产总值", "研发经费投入强度", "粮食产量", "单位GDP能耗降低"]
    output = row(rows, "地区生产总值")
    assert [one.statements[0].text for one in output.cells] == [
        "8500左右",
        "3000左右",
        "1300",
        "1500-1600",
        "2200",
    ]
    assert [one.statements[0].year for one in output.cells] == [2030, 2030, 2030, 2030, 2025]
    assert [one.findings for one in output.cells] == [(2,), (0, 2, 3), (0,), (0,), (3,)]
    assert output.severity is Severity.WARNING
    grain = row(rows, "粮食产量")
    assert not grain.cells[NORTH].held
    assert grain.cells[NORTH].findings == (5,)
    assert grain.cells[SOUTH].severity is Severity.NOTE
    assert grain.cells[PROVINCE].severity is None
    assert not grain.cells[LAST].held


def test_what_agrees_is_counted_and_what_only_one_plan_has_is_not():
    made = ledger()
    assert agreeing(compared_indicators(made)) == 1
    alone = MatchedIndicator("只有一份", "", MappingProxyType({CITY: "gdp"}))
    assert agreeing(compared_indicators(replace(made, matches=(*made.matches, alone)))) == 1
    assert agreeing(compared_indicators(replace(made, findings=()))) == 4


def test_an_indicator_that_only_findings_name_has_a_row_all_the_same():
    made = ledger()
    without = replace(made, matches=tuple(one for one in made.matches if one.name != "粮食产量"))
    grain = row(compared_indicators(without), "粮食产量")
    assert [one.held for one in grain.cells] == [True, True, False, True, False]
    assert grain.findings == (4, 5)
    assert grain.unit == "万吨"


def test_of_two_matches_by_one_name_neither_passes_for_agreeing():
    made = ledger()
    twice = replace(made, matches=(*made.matches, made.matches[0]))
    assert agreeing(compared_indicators(twice)) == 1


def test_the_worst_severity_is_told_and_every_contracted_code_has_words():
    assert worst([Severity.NOTE, None, Severity.ERROR, Severity.WARNING]) is Severity.ERROR
    assert worst([None]) is None
    assert set(CODE_WORDS) == {
        "sum_of_children",
        "base_differs",
        "target_below_assigned",
        "unit_differs",
        "year_differs",
        "direction_differs",
        "duty_differs",
        "missing_below",
        "growth_differs",
        "text_differs",
    }
