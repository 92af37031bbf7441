"""The next plan in the window: the form before it is taken, the plan begun, closed targets in view and chart, drafts."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from npfdesk.engine.next_plan import NextPlan, begin_next_plan
from npfdesk.locations import new_plans_folder
from npfdesk.plan.closed_targets import Verdict
from npfdesk.plan.document import new_document
from npfdesk.plan.drafts import Draft
from npfdesk.plan.series import SeriesKey, TargetKey
from npfdesk.session import LoadedWorkbook, Session
from npfdesk.ui.look.language import set_language
from npfdesk.ui.look.mnemonics import bare
from npfdesk.workbook.standard.plan_workbook import save_standard
from tests import plans
from tests.ui.views.conftest import Person

CITY, TOWN = SeriesKey("市", "", "x"), SeriesKey("甲", "", "x")
SHARE, GROWN = SeriesKey("市", "", "share"), SeriesKey("市", "", "grown")


@pytest.fixture
def person(desk, qtbot):
    return Person(qtbot, desk)


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("NPFDESK_HOME", str(tmp_path / "home"))


def old():
    """A city and a town, 2021–2025: one target met with its stretch missed, one missed, one without a figure."""
    made = plans.plan(
        {
            CITY: {2016: 80, 2020: 100, 2025: 121},
            TOWN: {2020: 50, 2025: 60},
            SHARE: {2020: 50},
            GROWN: {},
        },
        regions=[plans.Region("市", "市", "City"), plans.Region("甲", "甲", "Town", parent="市")],
        indicators=[
            plans.Indicator("x", "产值", "Output", unit="亿元", rollup=plans.RollUp.NONE),
            plans.Indicator("share", "占比", "Share", unit="%", kind=plans.Kind.RATIO),
            plans.Indicator("grown", "倍数", "Multiple", formula=plans.formula("x / base(x)")),
        ],
        targets=[
            replace(plans.target(CITY, "120以上", unit="亿元"), stretch=125.0, stretch_text="125"),
            plans.target(TOWN, "65", unit="亿元"),
            plans.target(SHARE, "60以上", unit="%"),
        ],
        scenarios=[
            plans.scenario("惯性", assumptions={("市", "", "x"): plans.Assumption(plans.Method.GROWTH, 5.0)})
        ],
    )
    return replace(made, title="某市规划2021—2025年")


def rolled(draft=Draft.PACE):
    return begin_next_plan(new_document(old()), NextPlan(2025, 2030, 2030, draft), "en").plan


@pytest.fixture
def asked(bare, tmp_path, qtbot):
    """The form, asked by the menu over the old plan's own workbook."""
    path = tmp_path / "old.xlsx"
    assert save_standard(old(), path, "en") is None
    bare.workbook_opening.open_now(path)
    with qtbot.waitActive(bare.window):
        bare.window.show()
        bare.window.activateWindow()
    action = next(action for action, text in bare.window.menus.actions if text == "Begin the next plan…")
    action.trigger()
    form = bare.new_plans.form
    qtbot.waitUntil(form.isVisible)
    return bare, form


def cells(table):
    return [[entry.text for entry in row] for row in table.rows.rows]


def paste(qtbot, widget, text):
    widget.selectAll()
    QGuiApplication.clipboard().setText(text)
    qtbot.keyClick(widget, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_the_form_shows_what_becomes_of_the_old_plan(asked):
    _, form = asked
    assert form.entries["title"].text() == "某市规划2026—2030年"
    assert [form.entries[key].text() for key in ("base year", "target year", "horizon")] == [
        "2025",
        "2030",
        "2030",
    ]
    assert form.headline.text() == "Old targets 3: met 1, missed 1, missing value 1"
    assert cells(form.closed) == [
        ["City", "Output", "2025", "120以上", "121.0 亿元", "met, 1.0 亿元 over"],
        ["City", "Output", "2025", "力争125", "121.0 亿元", "missed, 4.0 亿元 short"],
        ["Town", "Output", "2025", "65", "60.0 亿元", "missed, 5.0 亿元 short"],
        ["City", "Share", "2025", "60以上", "—", "missing value"],
    ]
    assert cells(form.bases) == [["City", "Share", "2020: 50.0%"]]
    assert [row[4] for row in cells(form.targets)] == ["—", "—", "—"]
    assert cells(form.formulas) == [["倍数", "Output ÷ Output in the base year", "Output ÷ Output in 2020"]]
    assert "Left in the old workbook: assumptions 1" in form.remark.text()
    assert [form.tabs.tabText(place) for place in range(4)] == [
        "Old targets 3",
        "New targets 3",
        "Base values to fill in 1",
        "Formulas 1",
    ]


def test_drafts_and_years_answer_at_once(asked, qtbot):
    _, form = asked
    form.draft.setCurrentIndex(list(Draft).index(Draft.PACE))
    assert [row[4] for row in cells(form.targets)] == ["146.4以上", "72", "—"]
    assert cells(form.targets)[0][5] == "draft: pace of the last plan"
    paste(qtbot, form.entries["target year"], "2020")
    assert "must be in order" in form.problem.text()
    assert not form.begin_button.isEnabled()
    assert not form.tabs.isVisibleTo(form)
    paste(qtbot, form.entries["target year"], "soon")
    assert "is not a year" in form.problem.text()
    paste(qtbot, form.entries["target year"], "2029")
    paste(qtbot, form.entries["horizon"], "2035")
    assert form.begin_button.isEnabled()
    assert form.entries["title"].text() == "某市规划2026—2029年"
    paste(qtbot, form.entries["title"], "另一个名称")
    paste(qtbot, form.entries["target year"], "2030")
    assert form.entries["title"].text() == "另一个名称"
    set_language("zh")
    QApplication.processEvents()
    assert form.headline.text() == "上期目标 3 项：达标 1，未达标 1，缺数 1"
    assert bare(form.begin_button.text()) == "开始编制"
    assert cells(form.targets)[0][5] == "草案：按上期速度"


def test_the_plan_is_begun_beside_the_old_one(asked, qtbot, tmp_path):
    commands, form = asked
    before = (tmp_path / "old.xlsx").read_bytes()
    form.draft.setCurrentIndex(list(Draft).index(Draft.TREND))
    form.submit()
    workspace = commands.window.workspace
    qtbot.waitUntil(lambda: workspace.plan.base_year == 2025)
    assert workspace.session.opened.path.parent == new_plans_folder()
    assert "not saved as a file" in commands.window.windowTitle()
    assert workspace.plan.title == "某市规划2026—2030年"
    assert [one.verdict for one in workspace.plan.closed_targets] == [
        Verdict.MET,
        Verdict.MISSED,
        Verdict.MISSED,
        Verdict.NONE,
    ]
    # the trend of the city from 2016 on: 121 (121 / 80)^(5/9)
    assert workspace.plan.targets[TargetKey(CITY, 2030)].text == "152.3以上"
    assert (tmp_path / "old.xlsx").read_bytes() == before


def test_without_a_plan_it_is_said_what_is_missing(bare, qtbot):
    with qtbot.waitSignal(bare.window.workspace.notice) as told:
        bare.window.menus.next_wanted.emit()
    assert told.args[0].startswith("There is no plan to follow yet")
    assert bare.new_plans.form is None


@pytest.fixture
def next_plan(person):
    person.workspace.open(Session(LoadedWorkbook(rolled())))
    person.workspace.select(*CITY)
    return person


def test_closed_targets_in_a_view_of_their_own(next_plan):
    view = next_plan.look_at("Closed targets")
    assert view.page.title == "Old targets 2: met 1, missed 0, missing value 1"
    assert view.page.subtitle == "City · 2020–2025 · Stretch targets 1: met 0"
    assert [line.verdict for line in view.list.lines] == [
        "met, 1.0 亿元 over",
        "missed, 4.0 亿元 short",
        "missing value",
    ]
    assert view.list.lines[0].asked == "2020 100.0 · target 2025: 120以上"
    view.everywhere.click()
    assert view.page.title == "Old targets 3: met 1, missed 1, missing value 1"
    assert view.list.lines[2].name == "Town · Output"
    rows = view.table()
    assert rows[0][-3:] == ["Actual", "Verdict", "Shortfall"]
    assert rows[1] == ["City", "", "Output", "亿元", "2020", "100", "2025", "120以上", "121", "met", "-1"]
    assert rows[4][-3:] == ["", "missing value", ""]


def test_the_view_is_read_by_pointer_and_keys(next_plan):
    view = next_plan.look_at("Closed targets")
    view.everywhere.click()
    tip = view.list.tip_at(QPointF(40, 10))
    assert tip.split("\n") == [
        "City · Output",
        "2020 100.0 · target 2025: 120以上",
        "Actual 121.0 亿元",
        "met, 1.0 亿元 over",
    ]
    assert view.list.tip_at(QPointF(40, 5000)) == ""
    assert view.list.series_at(QPointF(40, 10)) == CITY
    assert view.list.stepped(Qt.Key.Key_Down) == TOWN
    assert view.list.stepped(Qt.Key.Key_End) == SHARE
    assert view.list.stepped(Qt.Key.Key_A) is None
    assert view.list.place_of(TOWN) is not None
    assert view.list.place_of(GROWN) is None
    assert not view.list.grab().toImage().isNull()
    set_language("zh")
    QApplication.processEvents()
    assert view.page.title == "上期目标 3 项：达标 1，未达标 1，缺数 1"
    assert view.here.text() == "本地区"


def test_the_view_says_what_to_do_where_there_is_none(person):
    view = person.look_at("Closed targets")
    person.workspace.open(Session(LoadedWorkbook(old())))
    QApplication.processEvents()
    assert "Begin the next plan" in view.page.empty
    made = rolled()
    made = replace(made, closed_targets=tuple(one for one in made.closed_targets if one.series == TOWN))
    person.workspace.open(Session(LoadedWorkbook(made)))
    person.workspace.select(*CITY)
    QApplication.processEvents()
    assert view.page.empty == "City had no target in the previous plan. Choose all regions above."


def test_both_periods_are_on_one_path_chart(next_plan):
    chart = next_plan.window.paths
    lines = chart.lines
    assert [(one.year, one.figure) for one in lines.closed if np.isfinite(one.figure)] == [(2025, 120)]
    assert lines.earlier_bases == (2020,)
    marks = {mark.text: mark for mark in chart.plot.parts.marks.marks}
    assert marks["120以上"].pale
    assert not marks["120以上"].hollow
    assert marks["≥ 146.4 · draft"].drafted
    assert chart.plot.parts.axes.axes.earlier == ((2020.0, "last plan's base 2020"),)
    read = chart.read(2025)
    assert "last plan's target  120以上 · met, 1.0 亿元 over" in read
    assert "last plan's target  力争125 · missed, 4.0 亿元 short" in read
    assert "draft  by the pace of the last plan" in chart.read(2030)
    assert not chart.grab().toImage().isNull()


def test_a_sum_of_the_last_plan_is_on_no_yearly_axis(person):
    flow = SeriesKey("市", "", "flow")
    years = dict.fromkeys(range(2020, 2026), 100.0)
    made = plans.plan(
        {flow: years},
        indicators=[plans.Indicator("flow", "投资", unit="亿元", kind=plans.Kind.FLOW)],
        targets=[plans.target(flow, "〔480〕", unit="亿元", kind=plans.Kind.FLOW)],
    )
    made = begin_next_plan(new_document(made), NextPlan(2025, 2030, 2030, Draft.PACE)).plan
    person.workspace.open(Session(LoadedWorkbook(made)))
    person.workspace.select(*flow)
    (mark,) = person.window.paths.lines.closed
    assert np.isnan(mark.figure)
    assert "〔480〕 · met, 20.0 亿元 over" in person.window.paths.read(2025)


def test_a_draft_that_somebody_sets_is_none_any_more(next_plan):
    workspace, model = next_plan.workspace, next_plan.window.panel.targets.figures
    key = TargetKey(CITY, 2030)
    assert workspace.plan.targets[key].note == "draft: pace of the last plan"
    place = next(place for place, one in enumerate(model.columns) if one.key == "target")
    row = next(row for row in range(model.rowCount()) if model.statement(row).key == key)
    index = model.index(row, place)
    assert index.data() == "◇ 146.4以上"
    assert model.setData(index, "150以上")
    stated = workspace.plan.targets[key]
    assert (stated.text, stated.note) == ("150以上", "")
    texts = [mark.text for mark in next_plan.window.paths.plot.parts.marks.marks]
    assert "≥ 150" in texts
    assert index.data() == "150以上"
