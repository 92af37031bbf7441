"""The monthly board and the monthly ranking: lights, places, the month chosen, edits seen at once, keys, what is taken out."""

from types import MappingProxyType

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QToolButton

from npfdesk.plan.edit_labels import set_progress
from npfdesk.plan.kinds import Kind
from npfdesk.plan.lights import ORDER, Light
from npfdesk.plan.periods import Period
from npfdesk.plan.regions import Region
from npfdesk.plan.series import ProgressKey, SeriesKey
from npfdesk.session import LoadedWorkbook, Session
from npfdesk.ui.cycle.monthly_board import MonthlyBoard
from npfdesk.ui.cycle.monthly_ranking import MonthlyRankingView, change_text
from npfdesk.ui.cycle.shown_months import ShownMonths
from npfdesk.ui.look.colours import status_colour, status_tint
from npfdesk.ui.look.language import set_language
from npfdesk.ui.workspace import Workspace
from tests import plans

COUNTIES = ("甲", "乙", "丙")


def key(region, code="output"):
    return SeriesKey(region, "", code)


def small():
    """By June 40 and 50 % of two past years; the year aims at 100: 45 are due. Synthetic."""
    data = {key(code): {2024: 80.0, 2025: 90.0} for code in ("市", *COUNTIES)}
    made = plans.plan(
        {**data, key("甲", "speed"): {2025: 6.0}, key("乙", "speed"): {2025: 5.0}},
        regions=[
            Region("市", "市", "City"),
            *(Region(one, f"{one}县", f"County {one}", "市") for one in COUNTIES),
        ],
        indicators=[
            plans.Indicator("output", "产值", "Output", unit="亿元", owner="发改局"),
            plans.Indicator("speed", "增速", "Speed", unit="%", kind=Kind.RATE),
        ],
        targets=[
            *(plans.target(key(code), "100", year=2026, base_year=2025) for code in COUNTIES),
            plans.target(key("甲", "speed"), "6", year=2026, base_year=2025, kind=Kind.RATE),
        ],
        base_year=2025,
    )
    stated = {}
    for code in COUNTIES:
        stated[ProgressKey(key(code), Period(2024, 1, 6))] = 32.0
        stated[ProgressKey(key(code), Period(2025, 1, 6))] = 45.0
    for code, (may, june) in {"甲": (35.0, 46.0), "乙": (38.0, 43.0), "丙": (39.0, 40.0)}.items():
        stated[ProgressKey(key(code), Period(2026, 1, 5))] = may
        stated[ProgressKey(key(code), Period(2026, 1, 6))] = june
    stated[ProgressKey(key("甲", "speed"), Period(2026, 1, 5))] = 6.5
    stated[ProgressKey(key("乙", "speed"), Period(2026, 1, 6))] = 4.0
    return made.with_progress(MappingProxyType(stated))


@pytest.fixture
def workspace(qapp):
    set_language("en")
    made = Workspace(Session(LoadedWorkbook(small())))
    made.select(*key("市"))
    yield made
    set_language("en")


def shown(qtbot, kind, workspace):
    view = kind(workspace)
    qtbot.addWidget(view)
    view.resize(900, 420)
    with qtbot.waitExposed(view):
        view.show()
    qtbot.addWidget(view.controls)
    return view


@pytest.fixture
def board(qtbot, workspace):
    return shown(qtbot, MonthlyBoard, workspace)


@pytest.fixture
def ranking(qtbot, workspace):
    return shown(qtbot, MonthlyRankingView, workspace)


def lights(board):
    heat = board.heat.heat
    return {
        (row, heat.cells.indicators[column]): ORDER[heat.status[position]]
        for (row, column), position in (
            ((heat.cells.regions[region], column), int(heat.cells.position[region, column]))
            for region in range(len(heat.cells.regions))
            for column in range(len(heat.cells.indicators))
        )
        if position >= 0
    }


def test_every_cell_has_its_light(board):
    assert lights(board) == {
        ("甲", "output"): Light.GREEN,
        ("乙", "output"): Light.YELLOW,
        ("丙", "output"): Light.RED,
        ("甲", "speed"): Light.GREEN,
        ("乙", "speed"): Light.GREY,
    }
    assert board.page.title == "Jan-Jun 2026: green 2, yellow 1, red 1, grey 1 of 5 series"
    assert "With a latest figure from an earlier month: 1" in board.page.note
    place = board.heat.place_of(key("丙"))
    picture = board.heat.viewport().grab().toImage()
    ratio = picture.devicePixelRatio()
    corner = place.bottomRight() * ratio
    assert picture.pixelColor(int(corner.x()) - 3, int(corner.y()) - 3) == status_tint(Light.RED)


def test_pointing_at_a_cell_tells_everything(board):
    tip = board.heat.tip_at(board.heat.place_of(key("甲")).center())
    for told in (
        "County 甲",
        "on schedule",
        "Jan-Jun 2026: 46.0 亿元",
        "target 2026: 100.0 亿元",
        "task progress: 46.0%",
        "time progress: 50.0%",
        "usual progress by then: 40.0% – 50.0%",
        "full year at this pace: 92.0 – 115.0 亿元",
        "needed in the remaining months: 54.0 亿元 (+20.0%)",
        "growth to date: +2.2%",
    ):
        assert told in tip, told
    rate = board.heat.tip_at(board.heat.place_of(key("甲", "speed")).center())
    assert "Jan-May 2026: 6.5%" in rate
    assert "growth needed in the remaining months: +5.6%" in rate
    none = board.heat.tip_at(board.heat.place_of(key("乙", "speed")).center())
    assert "no target for the year" in none


def test_a_click_and_the_keys_look_at_a_series(board, qtbot):
    spot = board.heat.place_of(key("乙")).center()
    qtbot.mouseClick(
        board.heat.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(int(spot.x()), int(spot.y()))
    )
    assert board.workspace.selection.series == key("乙")
    qtbot.keyClick(board.heat, Qt.Key.Key_Down)
    assert board.workspace.selection.series == key("丙")
    qtbot.keyClick(board.heat, Qt.Key.Key_Up)
    qtbot.keyClick(board.heat, Qt.Key.Key_Right)
    assert board.workspace.selection.series == key("乙", "speed")


def test_by_owner_a_line_is_one_indicator_of_one_department(board, qtbot):
    qtbot.mouseClick(board.by_owner, Qt.MouseButton.LeftButton)
    heat = board.heat.heat
    assert heat.sides[0] == ("Output · 发改局", "Speed · no owner named")
    assert heat.turned
    assert lights(board)["丙", "output"] is Light.RED
    assert board.heat.place_of(key("乙", "speed")) is not None
    assert board.heat.place_of(key("市", "speed")) is None
    qtbot.mouseClick(board.by_county, Qt.MouseButton.LeftButton)
    assert not board.heat.heat.turned


def test_the_month_is_that_of_all_views(board, qtbot, workspace):
    ranking = shown(qtbot, MonthlyRankingView, workspace)
    assert [board.picker.itemText(at) for at in range(board.picker.count())] == [
        "2026-06", "2026-05", "2025-06", "2024-06",
    ]  # fmt: skip
    board.controls.show()
    board.picker.setFocus()
    qtbot.keyClick(board.picker, Qt.Key.Key_Down)
    assert board.page.title.startswith("Jan-May 2026")
    assert "Jan-May 2026" in ranking.page.title
    assert ranking.picker.currentText() == "2026-05"
    assert ShownMonths.of(workspace).through() == Period(2026, 1, 5)


def test_an_edit_is_seen_at_once_and_taken_back(board):
    workspace = board.workspace
    edit = set_progress(workspace.document, {ProgressKey(key("丙"), Period(2026, 1, 6)): 60.0})
    workspace.apply(edit)
    assert lights(board)["丙", "output"] is Light.GREEN
    workspace.undo()
    assert lights(board)["丙", "output"] is Light.RED
    # a month more is offered, and looked at
    workspace.apply(set_progress(workspace.document, {ProgressKey(key("丙"), Period(2026, 1, 7)): 60.0}))
    assert board.picker.currentText() == "2026-07"
    assert "Jan-Jul 2026" in board.page.title


def test_nothing_is_reckoned_while_hidden(board):
    redraws, workspace = board.redraws, board.workspace
    board.hide()
    workspace.apply(set_progress(workspace.document, {ProgressKey(key("丙"), Period(2026, 1, 6)): 60.0}))
    ShownMonths.of(workspace).choose(Period(2026, 1, 5))
    assert board.redraws == redraws
    board.show()
    assert board.redraws == redraws + 1
    assert board.page.title.startswith("Jan-May 2026")


def test_the_board_as_figures_and_as_a_page(board):
    rows = board.table()
    assert rows[0][:3] == ["Region", "Indicator", "Owner"]
    by_cell = {(row[0], row[1]): row for row in rows[1:]}
    assert len(by_cell) == 5
    row = by_cell["County 甲", "Output"]
    assert row[2:] == [
        "发改局", "亿元", "Jan-Jun 2026", "46", "100", "46", "50", "45", "92", "115", "54", "20", "on schedule",
    ]  # fmt: skip
    sheet = board.sheet()
    image = QImage(1200, 700, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    sheet.paint(painter)
    painter.end()
    assert sheet.title == board.page.title


def test_places_with_what_was_won_and_lost(ranking):
    ranked = ranking.bars.ranked
    assert ranked.regions == ("甲", "乙", "丙")
    assert ranked.places.tolist() == [1, 2, 3]
    assert [change_text(one) for one in ranked.changes] == ["▲2", "–", "▼2"]
    assert ranked.figures == ("46.0%", "43.0%", "40.0%")
    assert ranked.beside == ("+2.2%", "−4.4%", "−11.1%")
    assert ranking.page.title == "Output, Jan-Jun 2026: County 甲 leads with 46.0%; County 甲 up by ▲2"
    assert "since Jan-May 2026" in ranking.page.note
    assert ranking.table()[1] == ["1", "2", "County 甲", "46.0%", "+2.2%"]


def test_ranking_by_growth_and_by_what_is_published(ranking, qtbot):
    qtbot.mouseClick(ranking.by_growth, Qt.MouseButton.LeftButton)
    assert ranking.bars.ranked.figures == ("+2.2%", "−4.4%", "−11.1%")
    assert ranking.bars.ranked.beside[0] == "46.0%"
    # 甲 has no figure of June
    ranking.workspace.select(indicator="speed")
    assert ranking.bars.ranked.regions == ("乙", "甲")
    assert "Not ranked, without a figure for this month: 1" in ranking.page.note
    assert ranking.bars.ranked.figures == ("+4.0%", "—")
    qtbot.mouseClick(ranking.by_task, Qt.MouseButton.LeftButton)
    assert ranking.bars.ranked.figures == ("4.0%", "—")
    ranking.shown.choose(Period(2026, 1, 5))
    assert ranking.bars.ranked.regions[0] == "甲"
    assert "no earlier month" in ranking.page.note


def test_the_ranking_goes_by_clicks_and_keys(ranking, qtbot):
    canvas = ranking.bars
    qtbot.keyClick(canvas, Qt.Key.Key_End)
    assert ranking.workspace.selection.region == "丙"
    qtbot.keyClick(canvas, Qt.Key.Key_Up)
    assert ranking.workspace.selection.region == "乙"
    spot = canvas.place_of(key("甲")).center()
    qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, int(spot.y())))
    assert ranking.workspace.selection.region == "甲"
    assert "task progress: 46.0%" in canvas.tip_at(spot)
    assert canvas.grab().toImage().width() > 0
    assert canvas.place_of(key("市")) is None


def test_what_cannot_be_shown_says_what_to_do(qtbot, workspace):
    board, ranking = shown(qtbot, MonthlyBoard, workspace), shown(qtbot, MonthlyRankingView, workspace)
    workspace.apply(set_progress(workspace.document, dict.fromkeys(workspace.plan.progress)))
    assert "Type them into the table Months" in board.page.empty
    assert not board.picker.isVisible()
    assert "no two regions with months of Output" in ranking.page.empty
    assert ranking.table() == [["Rank", "Change", "Region", "Ranked by", "Other measure"]]
    assert ranking.bars.stepped(Qt.Key.Key_Down) is None
    assert ranking.bars.tip_at(QPoint(5, 5).toPointF()) == ""


def test_a_ranking_without_targets_says_so(ranking):
    workspace = ranking.workspace
    ranking.shown.choose(Period(2025, 1, 6))
    assert "or a target of the year" in ranking.page.empty
    assert workspace.selection.indicator == "output"


def test_they_speak_chinese(board, qtbot, workspace):
    ranking = shown(qtbot, MonthlyRankingView, workspace)
    set_language("zh")
    QApplication.processEvents()
    assert board.page.title == "2026年1-6月，5 项：绿 2，黄 1，红 1，灰 1"
    assert board.by_owner.text() == "按单位"
    assert ranking.page.title == "产值 2026年1-6月：甲县居首（46.0%），甲县进位最多（▲2）"
    assert "余下各月需完成：" in board.heat.tip_at(board.heat.place_of(key("甲")).center()).replace(
        ": ", "："
    )


def test_everything_is_reached_by_the_keyboard(board, ranking):
    for view in (board, ranking):
        assert view.picker.focusPolicy() & Qt.FocusPolicy.TabFocus
        for button in view.controls.findChildren(QToolButton):
            assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert view.canvas.focusPolicy() == Qt.FocusPolicy.StrongFocus


def test_lights_have_colours_of_their_own():
    assert len({status_colour(one).name() for one in Light}) == 4
