"""The verb score and its table, on the worked example written as a workbook's plan and on the synthetic county."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

import npfdesk
from npfdesk.cli import main
from npfdesk.frames.opened_plan import PlanWorkbook
from npfdesk.frames.score import score
from npfdesk.plan.document import new_document
from npfdesk.plan.periods import Period
from npfdesk.plan.regions import Region
from npfdesk.plan.scoring import ScoringMethod, ScoringRule
from tests import plans
from tests.contest_plans import PLACES, POINTS, TOTALS, contest_plan, monthly_plan, to_date
from tests.frames.asked import COUNTY


def opened(plan):
    return PlanWorkbook(Path("plan.xlsx"), new_document(plan), (), "ok")


@pytest.fixture
def call(capsys, monkeypatch):
    """A verb within this process, on a plan made by hand where one is given: exit code, standard output and error."""
    monkeypatch.setattr("npfdesk.cli._speak_utf8", lambda: None)

    def run(*arguments, plan=None):
        if plan is not None:
            monkeypatch.setattr("npfdesk.verbs.score.open_plan", lambda *_: opened(plan))
        code = main(["score", *(str(one) for one in arguments)])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def test_the_table_has_every_point_of_the_worked_example():
    table = score(opened(contest_plan()), 2026)
    for name, points in POINTS.items():
        told = table[table["rule"] == name].set_index("region")["points"]
        assert told[["甲", "乙", "丙", "丁"]].tolist() == pytest.approx(points, nan_ok=True)
    first = table.drop_duplicates("region").set_index("region")
    assert first["place"][["甲", "乙", "丙", "丁"]].tolist() == list(PLACES)
    assert first["total"][["甲", "乙", "丙", "丁"]].tolist() == pytest.approx(TOTALS)
    assert table.attrs["full"] == 100
    assert [one["code"] for one in table.attrs["remarks"]] == ["unscored", "unscored"]


def test_what_the_next_place_costs_is_beside_it():
    (told,) = score(opened(contest_plan()), 2026, region="丙").attrs["next"]
    assert (told["place"], told["goal"], told["ahead"]) == (2, 1, ["乙"])
    best = told["ways"][0]
    assert (best["indicator"], best["possible"]) == ("单位能耗", True)
    assert best["needed"] == pytest.approx(0.5 / 0.95)
    assert told["ways"][-1]["needed"] is None


def test_in_words_and_in_json(call):
    code, out, err = call("a.xlsx", "--year", 2026, "--language", "zh", plan=contest_plan())
    assert code == 0
    assert "乙：第 1，领先 1.50 分" in out
    assert "丙：第 2，到第 1（乙）差 1.50 分；最省：单位能耗 0.625 → 0.526316 吨/万元" in out
    assert "丁：第 4，到第 3（甲）差 62.75 分；单靠一个指标都不够" in out
    assert "丁: no points" not in err
    assert "经济总量" in err
    code, out, _ = call("a.xlsx", "--year", 2026, "--json", plan=contest_plan())
    told = json.loads(out)
    assert [one["region"] for one in told["regions"]] == ["乙", "丙", "甲", "丁"]
    assert (
        told["regions"][3]["rules"][0] | {"figure": 40.0, "points": None, "why": "no_target"}
        == (told["regions"][3]["rules"][0])
    )
    assert (told["period"], told["parent"], told["full"]) == ("2026", "市", 100)


def test_projected_figures_are_told(call):
    made = contest_plan(
        [ScoringRule("经济", "gdp", 10, ScoringMethod.PLACE)],
        {"gdp": (110, 105, 104, 101)},
        {"gdp": (100,) * 4},
        {},
    )
    scenario = plans.scenario(assumptions={("*", "*", "gdp"): plans.Assumption(plans.Method.GROWTH, 5.0)})
    _, _, err = call("a.xlsx", "--year", 2028, "--language", "en", plan=replace(made, scenarios=(scenario,)))
    assert "“经济” is scored by projected figures" in err


def test_the_latest_months_are_the_default_and_may_be_named():
    made = monthly_plan(
        [ScoringRule("计分", "x", 10, ScoringMethod.PLACE)],
        {"甲": {to_date(2026, 3): 9, to_date(2026, 2): 1}, "乙": {to_date(2026, 3): 8, to_date(2026, 2): 2}},
        {},
    )
    assert set(score(opened(made))["period"]) == {Period(2026, 1, 3).key}
    table = score(opened(made), through="2026-02")
    assert table.drop_duplicates("region")["region"].tolist() == ["乙", "甲"]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"region": "丁丁"}, "not_there"),
        ({"through": "2026"}, "no_score_period"),
        ({"year": 2026, "through": "2026-03"}, "score_period_twice"),
    ],
)
def test_what_cannot_be_asked_is_refused(asked, code):
    with pytest.raises(npfdesk.Refused) as caught:
        score(opened(contest_plan()), **asked)
    assert caught.value.problem.code == code


def test_without_rules_or_regions_it_is_refused(call):
    code, out, err = call("a.xlsx", plan=contest_plan(rules=()))
    assert (code, out) == (2, "")
    assert err
    alone = plans.plan({("市", "", "gdp"): {2026: 1}}).with_scoring((ScoringRule("计分", "gdp", 10),))
    with pytest.raises(npfdesk.Refused) as caught:
        score(opened(alone))
    assert caught.value.problem.code == "no_contest"
    yardstick = contest_plan()
    yardstick = replace(yardstick, regions=(*yardstick.regions, Region("省", "省", benchmark=True)))
    with pytest.raises(npfdesk.Refused):
        score(opened(yardstick), 2026, region="省")


def test_on_the_synthetic_county(call):
    code, out, _ = call(COUNTY, "--year", 2025, "--language", "en")
    assert code == 0
    assert "Contest · Example County (synthetic) · 2025" in out
    assert call("nothing.xlsx")[0] == 2
