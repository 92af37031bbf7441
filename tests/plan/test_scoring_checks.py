"""Which rules of scoring cannot be stated, and how an edit of them is named."""

from dataclasses import replace

import pytest

from npfdesk.plan.document import new_document
from npfdesk.plan.edit_labels import set_scoring
from npfdesk.plan.scoring import ScoringMethod, ScoringRule
from npfdesk.plan.scoring_checks import refused_rule
from tests.contest_plans import RULES, contest_plan

RULE = ScoringRule("经济", "gdp", 10)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"indicator": "nothing"}, "scoring_rule_indicator"),
        ({"industry": "nothing"}, "scoring_rule_industry"),
        ({"points": 0.0}, "scoring_rule_points"),
        ({"points": float("nan")}, "scoring_rule_points"),
        ({"points": float("inf")}, "scoring_rule_points"),
        ({"cap": -1.0}, "scoring_rule_cap"),
        ({"step": -0.5}, "scoring_rule_cap"),
        ({"name": "节能"}, "scoring_rule_name_in_use"),
    ],
)
def test_what_cannot_stand_says_why(change, code):
    problem = refused_rule(contest_plan(), replace(RULE, **change), ["节能"])
    assert problem is not None
    assert problem.code == code
    assert problem.message("zh")
    assert problem.message("en")


def test_a_sound_rule_stands():
    assert refused_rule(contest_plan(), replace(RULE, cap=0.0, step=0.0), ["节能"]) is None


def test_an_edit_names_what_it_does_and_is_undone():
    document = new_document(contest_plan())
    edit = set_scoring({"经济": replace(RULE, method=ScoringMethod.PLACE)})
    assert edit.label.text("zh") == "计分项“经济”：10 分，按名次"
    assert edit.label.text("en") == "scoring rule “经济”: 10 points, place"
    after = edit.apply(document)
    assert [one.name for one in after.plan.scoring] == [*(one.name for one in RULES), "经济"]
    gone = set_scoring({"节能": None, "投资": None})
    assert gone.label.text("zh") == "删除计分项 节能和投资"
    assert len(gone.apply(after).plan.scoring) == len(RULES) - 1
    assert set_scoring({"a": RULE, "b": RULE}).label.text("en") == "2 scoring rules"
