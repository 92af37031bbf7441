"""The view Contest: its message, its table, what the next place costs, and how it follows an edit."""

from dataclasses import replace
from types import MappingProxyType

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication

from npfdesk.plan.edit_labels import set_observations, set_scoring
from npfdesk.plan.periods import Period
from npfdesk.plan.regions import Region
from npfdesk.plan.scoring import ScoringMethod, ScoringRule
from npfdesk.plan.series import ObservationKey, SeriesKey
from npfdesk.session import LoadedWorkbook, Session
from npfdesk.ui.cycle.shown_months import ShownMonths
from npfdesk.ui.look.language import set_language
from tests import plans
from tests.contest_plans import contest_plan, monthly_plan, to_date
from tests.ui.views.conftest import Person


@pytest.fixture
def person(desk, qtbot):
    return Person(qtbot, desk)


def look(person, plan, region=""):
    person.workspace.open(Session(LoadedWorkbook(plan)))
    if region:
        person.workspace.select(region=region)
    return person.look_at("Contest")


def cells(view):
    return {line.region: [cell.text for cell in line.cells] for line in view.surface.table.lines}


def set_figure(person, region, indicator, figure):
    key = ObservationKey(SeriesKey(region, "", indicator), 2026)
    person.workspace.apply(set_observations(person.workspace.document, {key: figure}))


def test_the_worked_example_as_it_stands_in_the_help(person):
    view = look(person, contest_plan())
    assert view.title.text() == "2026: 乙 first with 94.00 of 100 points, 丙 1.50 behind"
    assert [(one.place, one.name, one.total) for one in view.surface.table.lines] == [
        ("1", "乙", "94.00"),
        ("2", "丙", "92.50"),
        ("3", "甲", "91.00"),
        ("4", "丁", "28.25"),
    ]
    assert cells(view)["丁"] == ["—", "16.00", "—", "6.25", "6.00", "0.00", "0.00", "0.00"]
    assert cells(view)["丙"][-1] in ("-4.00", "−4.00")
    assert "no target 1" in view.remark()
    assert view.surface.table.rules[1] == "投资 20 points: Fixed investment, proportional, cap 24"
    assert view.surface.table.rules[4] == "就业 15 points: New jobs, place, 3 less per place"
    person.workspace.select(region="市")
    assert "Choose a region" in view.remark()


def test_a_click_on_a_region_shows_what_its_next_place_costs(person):
    view = look(person, contest_plan())
    measures = view.surface.measures(view.surface.seen())
    person.click(view.surface, QPointF(measures.name, measures.head + 1.5 * measures.row))
    assert person.workspace.selection.region == "丙"
    table = view.surface.table
    assert (
        table.title == "丙 (rank 2) is 1.50 points short of rank 1, 乙; the cheapest way is Energy intensity"
    )
    best = table.ways[0]
    assert best.chosen
    # rounded on, so that the printed figure takes the place
    assert best.texts[:4] == ("Energy intensity", "0.625 吨/万元", "0.526 吨/万元", "−0.099")
    assert [way.open for way in table.ways] == [True] * 4 + [False] * 4
    assert table.ways[-1].texts[2] == "not enough even at full score"
    person.press(view.surface, Qt.Key.Key_Up)
    assert person.workspace.selection.region == "乙"
    assert view.surface.table.title == "乙 is first, 1.50 points ahead"
    assert not view.surface.table.ways


def test_a_cell_tells_its_figures_and_looks_at_its_series(person):
    view = look(person, contest_plan())
    measures = view.surface.measures(view.surface.seen())
    place = QPointF(measures.fixed + 0.5 * measures.rule, measures.head + 0.5 * measures.row)
    assert view.surface.tip_at(place).splitlines() == [
        "乙 · 经济总量",
        "GDP: 95.0 亿元",
        "target: 100.0 亿元",
        "points: 28.50 / 30",
    ]
    person.click(view.surface, place)
    assert person.workspace.selection.series == SeriesKey("乙", "", "gdp")
    assert view.surface.tip_at(QPointF(4, 4)) == ""


def test_it_follows_an_edit_and_its_undo(person):
    view = look(person, contest_plan())
    set_figure(person, "丙", "gdp", 66.0)
    assert view.title.text().startswith("2026: 丙 first with 94.75")
    person.workspace.undo()
    assert view.title.text().startswith("2026: 乙 first with 94.00")
    rule = replace(person.workspace.plan.scoring[0], points=60.0)
    person.workspace.apply(set_scoring({rule.name: rule}))
    assert "of 130 points" in view.title.text()


def test_places_are_held_against_the_period_before(person):
    plan = monthly_plan(
        [ScoringRule("计分", "x", 10, ScoringMethod.PLACE)],
        {"甲": {to_date(2026, 3): 9, to_date(2026, 2): 1}, "乙": {to_date(2026, 3): 8, to_date(2026, 2): 2}},
        {},
    )
    view = look(person, plan)
    assert view.period() == to_date(2026, 3)
    assert [(one.region, one.change) for one in view.surface.table.lines] == [("甲", 1), ("乙", -1)]
    assert [row[:3] for row in view.table()[1:3]] == [["1", "▲1", "甲"], ["2", "▼1", "乙"]]
    assert [view.periods.itemText(at) for at in range(view.periods.count())][4:7] == [
        "2026",
        "2026-03",
        "2026-02",
    ]
    view.choose(to_date(2026, 2))
    assert [one.region for one in view.surface.table.lines] == ["乙", "甲"]
    view.choose(Period(2025))
    assert view.title.text().startswith("2025: ")


def test_another_parent_is_chosen_where_there_are_several(person):
    made = contest_plan()
    towns = [Region(one, one, parent="甲") for one in ("东镇", "西镇")]
    view = look(person, replace(made, regions=(*made.regions, *towns)))
    assert view.parents.isVisibleTo(view.controls)
    view.parents.setCurrentIndex(1)
    view.parents.activated.emit(1)
    assert [one.region for one in view.surface.table.lines] == ["东镇", "西镇"]
    assert "no region has points" in view.title.text()


def test_projected_points_are_grey_and_said(person):
    plan = contest_plan(
        [ScoringRule("经济", "gdp", 10, ScoringMethod.PLACE)],
        {"gdp": (110, 105, 104, 101)},
        {"gdp": (100,) * 4},
        {},
    )
    scenario = plans.scenario(assumptions={("*", "*", "gdp"): plans.Assumption(plans.Method.GROWTH, 5.0)})
    view = look(person, replace(plan, scenarios=(scenario,)))
    view.choose(Period(2028))
    assert view.surface.table.lines[0].cells[0].projected
    assert "scores based on projected figures, not reported yet: 4" in view.remark()


def test_empty_states_say_what_to_do(person, alone_plan):
    view = look(person, contest_plan(rules=()))
    assert "tab Structure, Scoring rules" in view.empty.text()
    assert not view.periods.isVisibleTo(view.controls)
    view = look(person, alone_plan)
    assert "Enter their parent" in view.empty.text()


@pytest.fixture
def alone_plan():
    return plans.plan({("市", "", "gdp"): {2026: 1}}).with_scoring((ScoringRule("计分", "gdp", 10),))


def test_in_chinese_it_is_chinese(person):
    view = look(person, contest_plan(), "丙")
    set_language("zh")
    QApplication.processEvents()
    assert view.title.text() == "2026年：乙第一，94.00 分（满分 100），丙差 1.50 分"
    assert view.surface.table.title == "丙（第 2）进到第 1（乙）：差 1.50 分，最省的是单位能耗"
    assert view.surface.table.rules[7] == "安全扣分 6 分：安全事故，按比例，上限 4，扣分"
    assert view.surface.table.ways[-1].texts[2] == "得满分也不够"


def test_it_is_taken_out_whole_and_nothing_is_reckoned_while_hidden(person):
    view = look(person, contest_plan(), "丙")
    rows = view.table()
    assert rows[0][:4] == ["Rank", "Change of rank", "Region", "Total"]
    assert rows[5][0].startswith("丙 (rank 2)")
    sheet = view.sheet()
    assert sheet.whole.height() > view.surface.measures(view.surface.seen()).head
    person.look_at("Gaps")
    before = view.redraws
    set_figure(person, "丙", "gdp", 66.0)
    assert view.redraws == before


def test_the_months_are_read_once_while_they_stay(person):
    months = {to_date(2026, 3): 9}
    view = look(
        person, monthly_plan([ScoringRule("计分", "x", 10)], {"甲": months, "乙": months}, {"甲": "10"})
    )
    shared = ShownMonths.of(person.workspace)
    kept = shared.months()
    view.look()
    assert shared.months() is kept
    with_more = person.workspace.plan.with_progress(MappingProxyType({}))
    person.workspace.open(Session(LoadedWorkbook(with_more)))
    assert view.period() == Period(2025)
