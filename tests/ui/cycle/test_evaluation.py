"""The view Evaluation: its sentence, its rows, the few that decide, and evaluations kept, opened, compared and let go."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication

from npfdesk.plan.edit_labels import set_assumptions, set_observations
from npfdesk.plan.kinds import Duty, Kind, RollUp
from npfdesk.plan.methods import Method
from npfdesk.plan.regions import Region
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey, SeriesKey
from npfdesk.plan.structure_edits import set_settings
from npfdesk.plan.vintages import Vintage, VintageKey
from npfdesk.session import LoadedWorkbook, Session
from npfdesk.ui.look.language import set_language
from tests import plans
from tests.ui.views.conftest import Person

REGIONS = ("市", "甲", "乙", "丙")
AREA, AIR = (tuple(SeriesKey(region, "", code) for region in REGIONS) for code in ("area", "air"))


def small(**amended):
    """Synthetic: every part from 100 to 150 in five years, 10 a year; by 2027 at 118, 104 and 125 where 120 are due."""
    figures = {"市": 347.0, "甲": 118.0, "乙": 104.0, "丙": 125.0}
    data = {key: {2025: 300.0 if key.region == "市" else 100.0, 2027: figures[key.region]} for key in AREA}
    data[AIR[0]] = {2025: 90.0, 2026: 91.0}
    made = plans.plan(
        data,
        first=2024,
        indicators=[
            plans.Indicator(
                "area", "面积", "Area", unit="亩", kind=Kind.RATIO, rollup=RollUp.SUM, owner="农业局"
            ),
            plans.Indicator(
                "air",
                "优良天数",
                "Good air",
                unit="%",
                kind=Kind.RATIO,
                duty=Duty.BINDING,
                rollup=RollUp.NONE,
            ),
        ],
        regions=[Region("市", "市", "City"), *(Region(one, one, parent="市") for one in REGIONS[1:])],
        targets=[
            *(
                plans.target(key, "450" if key.region == "市" else "150", year=2030, base_year=2025)
                for key in AREA
            ),
            plans.target(AIR[0], "95以上", year=2030, base_year=2025),
        ],
        base_year=2025,
    )
    return replace(made, target_year=2030, **amended)


@pytest.fixture
def person(desk, qtbot):
    return Person(qtbot, desk)


@pytest.fixture
def view(person):
    person.workspace.open(Session(LoadedWorkbook(small())))
    person.workspace.select(*AREA[0])
    return person.look_at("Evaluation")


def test_the_sentence_the_rows_and_what_decides(view):
    assert view.page.title == "2 targets: met early 0, ahead 0, as expected 0, behind 1, missing value 1"
    assert "R ≥ 1.05" in view.page.note
    # the latest year with an actual, and binding targets first
    assert view.year.currentData() == 2027
    air, area = (view.list.lines[at] for at in range(2))
    assert (air.name, air.binding, air.label, air.figures) == (
        "Good air",
        True,
        "not assessable",
        "90.0 → none",
    )
    assert (area.name, area.label, area.pace) == ("Area", "behind", "R 0.783")
    assert area.figures == "300.0 → 347.0 亩"
    assert area.shares == ("31.3%", "40.0%")
    assert area.outlook == "expected 347.0 亩"
    assert area.reaches is False
    said = [(one.text, one.figure) for one in view.list.below]
    # as expected needs 0.95 of 60: 357
    assert ("Area", "10.0 亩 short · 6.7%") in said
    # of the 18 that 甲 and 乙 are short, 乙 has 16: it alone makes up 88.9 %
    assert ("Area: 乙", "88.9%") in said
    assert ("乙", "16.0 亩 short · 88.9%") in said
    assert ("甲", "2.0 亩 short · 11.1%") in said
    assert view.list.below[-1].series == AREA[1]


def test_it_speaks_chinese(view):
    set_language("zh")
    QApplication.processEvents()
    assert view.page.title == "2 项目标：提前实现 0，快于预期 0，基本符合预期 0，滞后于预期 1，缺数 1"
    assert view.list.lines[1].aim == "2030年目标：450"
    assert view.list.lines[0].aim == "约束性 · 2030年目标：95以上"


def test_all_regions_and_another_year(view, person, qtbot):
    qtbot.mouseClick(view.everywhere, Qt.MouseButton.LeftButton)
    assert view.page.title.startswith("5 targets: met early 0, ahead 1, as expected 0, behind 3")
    assert view.list.lines[2].name == "甲 · Area"
    view.year.setCurrentIndex(view.year.findData(2026))
    view.year.activated.emit(view.year.currentIndex())
    assert view.page.title == "5 targets: met early 0, ahead 0, as expected 1, behind 0, missing value 4"
    person.workspace.set_view(owner="农业局")
    assert view.page.title.endswith("missing value 4")
    assert view.page.title.startswith("4 targets")


def test_an_edit_is_seen_at_once(view, person):
    edit = set_observations(person.workspace.document, {(AREA[0], 2027): 361.0})
    person.workspace.apply(edit)
    assert "as expected 1, behind 0" in view.page.title
    person.workspace.apply(set_settings(person.workspace.document, {"evaluation thresholds": "1.01; 0.9"}))
    assert "ahead 1, as expected 0" in view.page.title
    assert "R ≥ 1.01" in view.page.note
    person.workspace.undo()
    person.workspace.undo()
    assert "behind 1" in view.page.title


def told(view):
    """All that the view says and draws."""
    rows = [view.list.lines[row].drawn for row in range(view.list.lines.count)]
    return (
        rows,
        list(view.list.below),
        view.title.text(),
        view.subtitle.text(),
        view.note.text(),
        view.table(),
    )


@pytest.mark.parametrize("whole", [False, True])
def test_after_every_assumption_it_says_what_it_would_say_anew(view, person, qtbot, whole):
    workspace = person.workspace
    if whole:
        qtbot.mouseClick(view.everywhere, Qt.MouseButton.LeftButton)
    assumed = [(region, growth) for growth in (3.0, 30.0, -50.0, None) for region in ("*", "甲", "乙", "市")]
    said = []
    for region, growth in assumed:
        key = AssumptionKey(region, "", "area")
        entered = None if growth is None else Assumption(Method.GROWTH, growth)
        workspace.apply(set_assumptions(workspace.document, workspace.document.active, {key: entered}))
        now = told(view)
        view.forget_words()
        view.look()
        assert now == told(view)
        said.append(now)
    assert any(one != said[0] for one in said)


def test_a_click_and_the_keys_look_at_a_series(view, person):
    canvas = view.list
    place = canvas.place_of(AIR[0])
    person.click(canvas, QPointF(40, place.center().y() - canvas.offset.y()))
    assert person.workspace.selection.series == AIR[0]
    canvas.setFocus()
    person.press(canvas, Qt.Key.Key_Down)
    assert person.workspace.selection.series == AREA[0]
    assert "Area" in canvas.tip_at(QPointF(40, canvas.place_of(AREA[0]).center().y() - canvas.offset.y()))
    assert canvas.tip_at(QPointF(40, -50)) == ""
    # the regions that lag stand below the targets
    end = canvas.content(canvas.seen()).height()
    canvas.verticalScrollBar().setValue(canvas.verticalScrollBar().maximum())
    person.click(canvas, QPointF(40, end - canvas.offset.y() - 4))
    assert person.workspace.selection.series == AREA[1]


def test_as_known_on_a_day(person):
    key = VintageKey(AREA[0], 2027, "2028-06-30")
    old = VintageKey(AREA[0], 2027, "2028-01-31")
    made = small(vintages={old: Vintage(380.0), key: Vintage(347.0)})
    person.workspace.open(Session(LoadedWorkbook(made)))
    person.workspace.select(*AREA[0])
    view = person.look_at("Evaluation")
    assert "behind 1" in view.page.title
    view.known.setText("2028-02-01")
    view.known.editingFinished.emit()
    assert "ahead 1" in view.page.title
    assert "as known on 2028-02-01" in view.page.subtitle
    told = []
    person.workspace.notice.connect(told.append)
    view.known.setText("February")
    view.known.editingFinished.emit()
    assert told[-1] == "“February” is not a date. Write it as 2027-06-30."
    assert view.known.text() == "2028-02-01"
    view.known.clear()
    view.known.editingFinished.emit()
    assert "behind 1" in view.page.title


def test_an_evaluation_is_kept_opened_compared_and_let_go(view, person, qtbot):
    workspace = person.workspace
    qtbot.mouseClick(view.keep_button, Qt.MouseButton.LeftButton)
    dialog = view.dialog
    assert dialog.name.text() == "Evaluation 2027"
    assert "5 targets" in dialog.headline.text()
    dialog.name.setText("")
    dialog.refresh()
    assert not dialog.apply_button.isEnabled()
    assert dialog.notes.text() == "Give it a name."
    dialog.name.setText("中期评估")
    dialog.refresh()
    qtbot.mouseClick(dialog.apply_button, Qt.MouseButton.LeftButton)
    kept = workspace.document.work.evaluations["中期评估"]
    assert workspace.session.history.undo_label.text("zh") == "留存评估“中期评估”"
    assert (kept.year, kept.scenario, len(kept.grades)) == (2027, "基准", 5)
    # later figures do not change it, and what turned is told
    workspace.apply(set_observations(workspace.document, {(AREA[0], 2027): 380.0}))
    view.open_kept("中期评估")
    assert "behind 1" in view.page.title
    assert "grades that differ now: 1" in view.page.subtitle
    assert f"kept on {kept.taken}" in view.page.subtitle
    line = view.list.lines[1]
    assert (line.label, line.turned, line.figures) == ("behind", "now: ahead", "300.0 → 347.0 亩")
    assert not view.year.isEnabled()
    assert [row[-3] for row in view.table()[1:3]] == ["not assessable", "behind"]
    assert workspace.document.work.evaluations["中期评估"] is kept
    qtbot.mouseClick(view.remove_button, Qt.MouseButton.LeftButton)
    assert not workspace.document.work.evaluations
    assert "ahead 1" in view.page.title
    workspace.undo()
    assert workspace.document.work.evaluations["中期评估"] == kept


def test_the_table_and_the_picture(view):
    rows = view.table()
    assert rows[0][:3] == ["Region", "Indicator", "Industry"]
    assert rows[2] == [
        "City", "Area", "", "expected", "农业局", "2030", "450", "300", "347", "0.313333333", "0.4",
        "0.783333333", "behind", "347", "no",
    ]  # fmt: skip
    sheet = view.sheet()
    assert sheet.title == view.page.title
    assert sheet.whole.height() > 2 * 58
    assert not view.list.grab().isNull()


def test_nothing_to_evaluate_is_said(person):
    person.workspace.open(Session(LoadedWorkbook(plans.plan({("市", "", "x"): {2025: 1.0}}, base_year=2025))))
    view = person.look_at("Evaluation")
    assert "Enter some in Targets" in view.page.empty
    person.workspace.open(Session(LoadedWorkbook(small())))
    person.workspace.select(*AREA[0])
    person.workspace.select(region="甲", indicator="air")
    assert view.page.empty == ""
    view.year.setCurrentIndex(view.year.count() - 1)
    view.year.activated.emit(view.year.count() - 1)
    assert view.page.title.endswith("missing value 1")
