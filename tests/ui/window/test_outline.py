"""The outline: what it marks, what a search does and does not do, and that it follows the window."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from npfdesk.plan.statuses import Status
from npfdesk.session import LoadedWorkbook, Session
from npfdesk.ui.look import language
from npfdesk.ui.tables.arrangement import PLAIN
from npfdesk.ui.window.outline_model import ROLE

KEYS = Qt.Key


@pytest.fixture
def outline(desk):
    return desk.window.outline


def place(outline, kind, code):
    return outline.shown.mapFromSource(outline.model.index_of(outline.model.lines[kind, code]))


def shown(outline):
    """Every line that can be seen, from the top."""
    index, names = outline.shown.index(0, 0), []
    while index.isValid():
        names.append(index.data())
        index = outline.tree.indexBelow(index)
    return names


def test_a_search_chooses_nothing(desk, outline, qtbot):
    workspace = desk.window.workspace
    workspace.select(region="yongkang")
    qtbot.keyClicks(outline.search, "yiwu")
    assert workspace.selection.region == "yongkang"
    assert shown(outline) == ["Regions", "Jinhua", "Yiwu"]
    assert not outline.tree.currentIndex().isValid()
    outline.search.clear()
    assert workspace.selection.region == "yongkang"
    assert outline.tree.currentIndex() == place(outline, "region", "yongkang")
    assert "Industries" in shown(outline)
    assert "Hardware" in shown(outline)


def test_enter_chooses_what_was_found(desk, outline, qtbot):
    outline.search.setText("义乌")
    qtbot.keyClick(outline.search, KEYS.Key_Return)
    assert desk.window.workspace.selection.region == "yiwu"


@pytest.mark.parametrize("text", ["义乌市", "YIWU", "yi wu", "ｙｉｗｕ", "yws"])
def test_found_by_every_name_in_any_language(outline, qtbot, text):
    qtbot.waitUntil(lambda: language.language() == "en")
    outline.search.setText(text)
    assert "Yiwu" in shown(outline)


def test_return_chooses_what_the_first_letters_of_its_syllables_found(desk, outline, qtbot):
    # 永康市; no English name has these letters next to each other
    qtbot.keyClicks(outline.search, "yks")
    assert shown(outline).count("Yongkang") == 1
    assert "Yiwu" not in shown(outline)
    qtbot.keyClick(outline.search, KEYS.Key_Return)
    assert desk.window.workspace.selection.region == "yongkang"


def test_nothing_found_is_said(outline, qtbot):
    qtbot.keyClicks(outline.search, "atlantis")
    assert outline.empty_label.isVisible()
    assert "Esc" in outline.empty_label.text()
    qtbot.keyClick(outline.search, KEYS.Key_Escape)
    assert outline.search.text() == ""
    assert not outline.empty_label.isVisible()


def test_all_three_that_are_looked_at_stand_out(desk, outline):
    workspace, model = desk.window.workspace, outline.model
    workspace.select(region="lanxi", industry="", indicator="output")
    strong = {
        key for key, line in model.lines.items() if model.index_of(line).data(ROLE.BackgroundRole) is not None
    }
    assert strong == {("region", "lanxi"), ("industry", ""), ("indicator", "output")}


def test_it_stays_on_the_kind_that_was_chosen_here(desk, outline):
    workspace = desk.window.workspace
    outline.tree.setCurrentIndex(place(outline, "indicator", "output"))
    other = next(one.code for one in workspace.plan.indicators if one.code != "output")
    workspace.select(indicator=other)
    assert outline.tree.currentIndex() == place(outline, "indicator", other)


def test_marks_follow_the_year_and_grey_is_not_good(desk, outline):
    workspace, model = desk.window.workspace, outline.model
    judged = workspace.judgement()
    frame = workspace.session.results.frame
    rows = workspace.result.targets.row
    for number, region in enumerate(workspace.plan.regions):
        seen = {Status(one) for one in judged.status[frame.region_of[rows] == number].tolist()}
        worst = next(
            (one for one in (Status.RED, Status.ORANGE, Status.YELLOW, Status.BLUE) if one in seen), None
        )
        line = model.lines["region", region.code]
        assert line.status is (worst or (Status.GREY if seen else None))
        assert not model.index_of(line).data(ROLE.DecorationRole).isNull()
    before = {key: line.status for key, line in model.lines.items()}
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    workspace.activate("规划")
    assert {key: line.status for key, line in model.lines.items()} != before


def test_one_notice_for_many_lines_under_one_head(desk, outline):
    told = []
    outline.model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    desk.window.workspace.activate("规划")
    heads = {id(line.parent) for line in outline.model.lines.values()}
    assert 0 < len(told) <= len(heads)


def test_the_mark_is_read_aloud_with_the_name(outline):
    line = outline.model.lines["region", "yiwu"]
    assert outline.model.index_of(line).data(ROLE.AccessibleTextRole).endswith(" Yiwu")
    head = outline.model.index(0, 0)
    assert head.data(ROLE.DecorationRole) is None


def click(qtbot, outline, kind, code):
    index = place(outline, kind, code)
    outline.tree.scrollTo(index)
    at = outline.tree.visualRect(index).center()
    qtbot.mouseClick(outline.tree.viewport(), Qt.MouseButton.LeftButton, pos=at)


def stand_on_parameter(table):
    column = next(at for at, field in enumerate(table.figures.columns) if field.key == "value")
    table.setFocus()
    table.setCurrentIndex(table.figures.index(0, column))
    return column


@pytest.mark.parametrize("arrangement", [PLAIN, PLAIN.sorted_by("region")])
def test_the_next_key_in_the_table_writes_in_what_was_clicked_here(desk, outline, qtbot, arrangement):
    workspace, table = desk.window.workspace, desk.window.panel.assumptions
    column = stand_on_parameter(table)
    table.figures.arrange(arrangement)
    workspace.select(region="jinhua")
    click(qtbot, outline, "region", "yongkang")
    assert "Yongkang" in desk.window.panel.detail.name.text()
    qtbot.keyClick(outline.tree, KEYS.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is table
    assert table.currentIndex().column() == column
    with qtbot.waitSignal(workspace.changed):
        qtbot.keyClick(table, KEYS.Key_9)
        qtbot.keyClick(QApplication.focusWidget(), KEYS.Key_Return)
    changed = workspace.last.label.text("en")
    assert changed.startswith("Yongkang")


def test_where_no_row_shows_what_was_clicked_nothing_is_current(desk, outline, qtbot):
    workspace, table = desk.window.workspace, desk.window.panel.assumptions
    column = stand_on_parameter(table)
    workspace.select(region="yongkang", indicator="output")
    click(qtbot, outline, "indicator", "gdp")
    assert workspace.selection.series not in workspace.plan.row
    assert not table.currentIndex().isValid()
    click(qtbot, outline, "indicator", "output")
    at = table.currentIndex()
    assert (table.figures.series_of(at.row()), at.column()) == (workspace.selection.series, column)


def test_indicators_are_grouped_by_the_department_that_leads_them_and_it_is_kept(
    desk, outline, qtbot, library
):
    workspace = desk.window.workspace
    assert outline.grouping.isHidden()
    plan = workspace.plan
    owners = {"output": "县经信局", "va": "县统计局", "firms": "县经信局"}
    led = replace(
        plan, indicators=tuple(replace(one, owner=owners.get(one.code, "")) for one in plan.indicators)
    )
    workspace.open(Session(LoadedWorkbook(led, None, ())))
    assert not outline.grouping.isHidden()
    before = shown(outline)
    qtbot.mouseClick(outline.grouping, Qt.MouseButton.LeftButton)
    lines = shown(outline)
    at = lines.index("Indicators")
    heads = [outline.model.name(node) for node in outline.model.root.children[-1].children]
    assert sorted(heads[:2]) == ["县经信局", "县统计局"]
    assert heads[2:] == ["No owner yet"]
    assert set(lines[at:]) - set(heads) == set(before[before.index("Indicators") :]) - {
        one.group for one in plan.indicators
    }
    assert library.setting("grouping") == "owner"
    # a department's name finds what it leads, in either grouping
    qtbot.mouseClick(outline.grouping, Qt.MouseButton.LeftButton)
    assert shown(outline) == before
    outline.search.setText("县统计局")
    assert [line for line in shown(outline) if line in {one.english for one in plan.indicators}] == [
        plan.indicator_by_code["va"].english
    ]
