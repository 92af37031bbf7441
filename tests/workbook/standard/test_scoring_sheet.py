"""The sheet 计分: read, told by cell, saved in the standard format."""

import openpyxl
import pytest

from npfdesk.plan.scoring import ScoreSort, ScoringMethod
from npfdesk.workbook.plan_reader import read_workbook
from npfdesk.workbook.standard.plan_workbook import save_standard
from npfdesk.workbook.standard.template import write_template
from tests.workbook.books import write
from tests.workbook.standard.cycle_books import SCORING, SCORING_HEAD, SCORING_ROWS


def book(path, *rows, head=SCORING_HEAD, **sheets):
    return write(path, 计分=[head, *rows] if rows else SCORING_ROWS, **sheets)


def row(*cells, name="甲"):
    """A row of 产值: points, rule, cap, step, sort."""
    return [name, "产值", None, *cells]


def test_rules_are_read(tmp_path):
    reading = read_workbook(book(tmp_path / "a.xlsx"))
    assert reading.problems == ()
    assert reading.plan.scoring == SCORING
    assert [(one.sheet, one.cell) for one in reading.plan.scoring][::3] == [("计分", "A2"), ("计分", "B5")]


def test_each_figure_is_accounted_for(tmp_path):
    before = read_workbook(write(tmp_path / "b.xlsx")).ledger.counts
    counts = read_workbook(book(tmp_path / "a.xlsx")).ledger.counts
    assert (counts.taken - before.taken, counts.told, counts.explained) == (6, 0, before.explained)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_saved_in_the_standard_format_they_read_back(tmp_path, language):
    plan = read_workbook(book(tmp_path / "a.xlsx")).plan
    assert save_standard(plan, tmp_path / "b.xlsx", language) is None
    again = read_workbook(tmp_path / "b.xlsx")
    assert (again.plan.scoring, again.problems) == (plan.scoring, ())
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx")["计分" if language == "zh" else "Scoring"]
    lists = {one.formula1 for one in sheet.data_validations.dataValidation}
    said = "达标得分" if language == "zh" else "all or nothing"
    assert any(said in one for one in lists)
    assert len(lists) == 2


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (["甲", "产量", None, 5, "按比例"], [("unknown_indicator", "B2")]),
        (["甲", None, None, 5, "按比例"], [("not_named", "B2")]),
        (["甲", "产值", "农业", 5, "按比例"], [("unknown_industry", "C2")]),
        (row(None, "按比例"), [("points_unstated", "D2")]),
        (row("许多", "按比例"), [("not_a_number", "D2")]),
        (row("5家", "按比例"), [("unit_mismatch", "D2")]),
        (row(-5, "按比例"), [("points_negative", "D2")]),
        (row(5, "按比例", -1), [("points_negative", "F2")]),
        (row(5, "按比例", "120%"), [("unit_mismatch", "F2")]),
        (row(5, "按名次", None, -1), [("points_negative", "G2")]),
        (row(5, None), [("scoring_rule_unstated", "E2")]),
        (row(5, "随意"), [("scoring_word", "E2")]),
        (row(5, "按比例", None, None, "奖励"), [("scoring_word", "H2")]),
        (row("#N/A", "按比例"), [("error_cell", "D2"), ]),
        (
            row(-5, "随意", "多", None, "奖励"),
            [("points_negative", "D2"), ("scoring_word", "E2"), ("not_a_number", "F2"), ("scoring_word", "H2")],
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_cell_and_the_row_left_out(tmp_path, cells, told):
    reading = read_workbook(book(tmp_path / "a.xlsx", cells))
    assert [(one.code, one.cell) for one in reading.problems] == told
    assert reading.plan.scoring == ()
    for problem in reading.problems:
        assert all("{" not in problem.message(language) for language in ("zh", "en"))
    counts = reading.ledger.counts
    assert counts.figures == counts.taken + counts.explained + counts.told


def test_a_step_without_places_is_told_and_the_rule_stands(tmp_path):
    reading = read_workbook(book(tmp_path / "a.xlsx", row(5, "按比例", None, 1)))
    assert [(one.code, one.cell) for one in reading.problems] == [("scoring_step_unused", "G2")]
    assert reading.plan.scoring[0].step == 1


def test_a_name_twice_is_told_and_the_first_stands(tmp_path):
    rows = [row(5, "按比例"), row(6, "按比例"), row(7, "达标得分", name=None), row(8, "按名次", name="产值")]
    reading = read_workbook(book(tmp_path / "a.xlsx", *rows))
    assert [(one.code, one.cell) for one in reading.problems] == [
        ("duplicate_name", "A3"),
        ("duplicate_name", "A5"),
    ]
    assert [(one.name, one.points) for one in reading.plan.scoring] == [("甲", 5), ("产值", 7)]


@pytest.mark.parametrize("method", ScoringMethod)
@pytest.mark.parametrize("chinese", [True, False])
def test_methods_and_sorts_in_both_languages(tmp_path, method, chinese):
    words = [
        (method.words.zh, sort.words.zh) if chinese else (method.value.upper(), sort.value)
        for sort in ScoreSort
    ]
    rows = [row(5, word, None, None, sort, name=f"第{at}") for at, (word, sort) in enumerate(words)]
    reading = read_workbook(book(tmp_path / "a.xlsx", *rows))
    assert reading.problems == ()
    assert [(one.method, one.sort) for one in reading.plan.scoring] == [(method, sort) for sort in ScoreSort]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_template_has_all_three_sheets(tmp_path, language):
    assert write_template(tmp_path / "t.xlsx", language) is None
    reading = read_workbook(tmp_path / "t.xlsx")
    assert reading.problems == ()
    plan = reading.plan
    assert [one.figure for one in plan.vintages.values()] == [955, 950]
    assert [(one.figure, one.over, one.verdict.value) for one in plan.closed_targets] == [(980, 20, "met")]
    assert [(one.method, one.cap, one.step) for one in plan.scoring] == [
        (ScoringMethod.PROPORTIONAL, 12, None), (ScoringMethod.PLACE, None, 1),
    ]  # fmt: skip
