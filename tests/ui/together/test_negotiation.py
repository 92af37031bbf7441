"""Rounds of negotiation in the window: typed into cells, settled and locked, allocated and written, each as one step."""

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtWidgets import QLineEdit

from npfdesk.engine.negotiation.steps import Bounding
from npfdesk.plan.negotiation import ProposalKey, Side
from npfdesk.plan.series import SeriesKey, TargetKey
from npfdesk.ui.look.language import set_language
from tests.negotiation_workbook import NAMES, written

UP, DOWN = Side.PROPOSAL, Side.REPLY


def key(place, number, side):
    return ProposalKey(SeriesKey(f"c{place}", "", "va"), 2030, number, side)


@pytest.fixture
def opened(bare, qtbot, tmp_path):
    bare.workbook_opening.open_now(written(tmp_path / "a.xlsx"))
    with qtbot.waitActive(bare.window):
        bare.window.show()
        bare.window.activateWindow()
    return bare


@pytest.fixture
def workspace(opened):
    opened.window.workspace.select("city", "", "va")
    return opened.window.workspace


@pytest.fixture
def dialog(opened, workspace, qtbot):
    made = opened.answers.ask("negotiation")
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


def cell(dialog, row, column, table=None):
    return (table or dialog.table).model().index(row, column)


def texts(dialog, row):
    return [cell(dialog, row, at).data() for at in range(dialog.rows.columnCount())]


def column(dialog, number, side):
    return 2 + dialog.columns.index((number, side))


def typed(dialog, qtbot, row, at, text, table=None):
    table = table or dialog.table
    index = cell(dialog, row, at, table)
    table.setFocus()
    table.setCurrentIndex(index)
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = table.findChildren(QLineEdit)[-1]
    before = editor.text()
    editor.setText(text)
    with qtbot.waitSignal(table.rows.entered):
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    return before


def choose(dialog, *rows):
    model = dialog.table.selectionModel()
    model.clearSelection()
    for row in rows:
        flags = QItemSelectionModel.SelectionFlag.Select
        model.select(cell(dialog, row, 0), flags)


def settled(workspace):
    return {one.series.region: said.text for one, said in workspace.plan.proposals.items() if said.settled}


def test_it_stands_in_the_menu_of_working_together(opened):
    menu = next(
        one for one in opened.window.menuBar().actions() if one.text().replace("&", "") == "Work together"
    )
    entries = [one.text().replace("&", "") for one in menu.menu().actions() if not one.isSeparator()]
    assert "Rounds of negotiation…" in entries


def test_the_rounds_stand_side_by_side_with_what_each_can_carry(dialog):
    assert dialog.columns == ((1, UP), (1, DOWN), (2, UP), (2, DOWN))
    assert texts(dialog, 0) == [
        "County 1", "448.1 (2025)", "640", "690以上", "660", "", "+30.0", "● 9.0%", "6.2 – 10.0%",
        "605.3 – 721.7", "to be replied to", "680",
    ]  # fmt: skip
    # a settled one is marked, words come with their figure, a short past says nothing
    assert texts(dialog, 2)[3:7] == ["■ 850", "", "", "—"]
    assert texts(dialog, 4)[2] == "年均增长7% (540.5)"
    assert texts(dialog, 5)[2:11] == ["", "", "", "", "—", "—", "—", "—", "no proposal yet"]
    assert texts(dialog, 6)[:4] == ["Sum", "", "2,635.5 (5/6)", "2,530.0 (4/6)"]
    assert "proposals together 2,665.5 亿元, from 5 of 6 regions" in dialog.headline.text()
    assert "apart: County 2 +50.0, County 1 +30.0 and County 5 +19.5" in dialog.headline.text()


def test_a_proposal_is_typed_changed_and_taken_away_as_one_step_each(dialog, workspace, qtbot):
    assert typed(dialog, qtbot, 5, column(dialog, 1, UP), "at least 260") == ""
    made = workspace.plan.proposals[key(6, 1, UP)]
    assert (made.text, made.figure, made.since) == ("at least 260", 260, workspace.today())
    assert (
        workspace.session.history.undo_label.text("zh")
        == f"{NAMES[5]} 工业增加值 2030 第1轮上报 无 → at least 260"
    )
    # the words alone are edited, not the figure shown behind them
    assert typed(dialog, qtbot, 4, column(dialog, 1, UP), "545") == "年均增长7%"
    assert workspace.plan.proposals[key(5, 1, UP)].reason == "按近年增速"
    dialog.table.setCurrentIndex(cell(dialog, 5, column(dialog, 1, UP)))
    qtbot.keyClick(dialog.table, Qt.Key.Key_Delete)
    assert key(6, 1, UP) not in workspace.plan.proposals
    workspace.undo()
    workspace.undo()
    workspace.undo()
    assert texts(dialog, 4)[2] == "年均增长7% (540.5)"
    assert texts(dialog, 5)[2] == ""


def test_what_is_no_target_is_told_and_changes_nothing(dialog, workspace, qtbot):
    before = workspace.plan.proposals
    typed(dialog, qtbot, 5, column(dialog, 1, UP), "perhaps")
    assert "“perhaps”" in dialog.told.text()
    assert dialog.told.isVisible()
    assert workspace.plan.proposals is before
    typed(dialog, qtbot, 5, column(dialog, 1, UP), "260")
    assert not dialog.told.isVisible()


def test_a_settled_target_refuses_until_it_is_opened_again(dialog, workspace, qtbot):
    typed(dialog, qtbot, 2, column(dialog, 2, UP), "800")
    assert "is settled at “850”" in dialog.told.text()
    assert key(3, 2, UP) not in workspace.plan.proposals
    choose(dialog, 2)
    assert (dialog.open_button.isEnabled(), dialog.settle_reply.isEnabled()) == (True, False)
    qtbot.mouseClick(dialog.open_button, Qt.MouseButton.LeftButton)
    assert settled(workspace) == {}
    typed(dialog, qtbot, 2, column(dialog, 2, UP), "800")
    assert workspace.plan.proposals[key(3, 2, UP)].figure == 800


def test_several_are_settled_at_once_and_undone_as_one(dialog, workspace, qtbot):
    choose(dialog, 0, 1, 4, 5)
    qtbot.mouseClick(dialog.settle_reply, Qt.MouseButton.LeftButton)
    assert settled(workspace) == {"c1": "690以上", "c2": "430", "c3": "850", "c5": "560"}
    assert "settled 4 of 6" in dialog.headline.text()
    workspace.undo()
    assert settled(workspace) == {"c3": "850"}
    choose(dialog, 3)
    qtbot.mouseClick(dialog.settle_proposal, Qt.MouseButton.LeftButton)
    assert settled(workspace) == {"c3": "850", "c4": "235左右"}


def test_what_is_settled_becomes_targets_in_one_step(dialog, workspace, qtbot):
    # the plan says the settled 850 already
    assert not dialog.apply_button.isEnabled()
    choose(dialog, 0, 1)
    qtbot.mouseClick(dialog.settle_reply, Qt.MouseButton.LeftButton)
    assert dialog.rows.rows[0][-1].late
    assert dialog.apply_button.text().replace("&", "") == "Set as targets"
    qtbot.mouseClick(dialog.apply_button, Qt.MouseButton.LeftButton)
    stated = {one.series.region: said.text for one, said in workspace.plan.targets.items()}
    assert (stated["c1"], stated["c2"]) == ("690以上", "430")
    assert not dialog.rows.rows[0][-1].late
    assert not dialog.apply_button.isEnabled()
    workspace.undo()
    assert workspace.plan.targets[TargetKey(SeriesKey("c1", "", "va"), 2030)].text == "680"


def test_the_rest_is_allocated_with_the_settled_held_and_written_as_replies(dialog, workspace, qtbot):
    qtbot.mouseClick(dialog.allocate_button, Qt.MouseButton.LeftButton)
    assert dialog.rule_line.isVisible()
    at = 2 + len(dialog.columns)
    assert dialog.rows.heads[at].words() == "Allocation"
    assert [texts(dialog, row)[at] for row in (0, 2, 6)] == ["666.3", "850.0", "3,000.0"]
    before = workspace.plan.proposals
    dialog.bounding.setCurrentIndex(list(Bounding).index(Bounding.CAP))
    dialog.bounding.activated.emit(2)
    # 660, 380, 237, 540.5 are the most that four of them take: the rest is the sixth's
    assert [texts(dialog, row)[at] for row in (0, 1, 2)] == ["660.0", "380.0", "850.0"]
    assert workspace.plan.proposals is before
    assert dialog.apply_button.text().replace("&", "") == "Write as replies of round 2"
    qtbot.mouseClick(dialog.apply_button, Qt.MouseButton.LeftButton)
    assert not dialog.allocating
    assert workspace.plan.proposals[key(1, 2, DOWN)].text == "660"
    assert workspace.plan.proposals[key(1, 2, DOWN)].reason == "by base (equal growth)"
    assert (key(3, 2, DOWN) in workspace.plan.proposals, settled(workspace)) == (False, {"c3": "850"})
    assert "replies together 3,000.0 亿元, met" in dialog.headline.text()
    workspace.undo()
    assert workspace.plan.proposals == before


def test_a_total_that_cannot_be_is_said(dialog, qtbot):
    qtbot.mouseClick(dialog.allocate_button, Qt.MouseButton.LeftButton)
    dialog.total.setText("800")
    dialog.total.editingFinished.emit()
    assert "only allow" in dialog.told.text() or "allow sums" in dialog.told.text()
    assert not dialog.apply_button.isEnabled()


def test_the_positions_of_one_county_have_their_reasons_dates_and_sources(dialog, workspace, qtbot):
    dialog.show_region("c1")
    rows = [[cell(dialog, row, at, dialog.detail).data() for at in range(5)] for row in range(3)]
    assert rows[0] == ["Proposal 1", "640", "重大项目 2027 年投产", "2026-03-10", "东山县发〔2026〕3号"]
    assert [row[0] for row in rows] == ["Proposal 1", "Reply 1", "Proposal 2"]
    typed(dialog, qtbot, 1, 2, "the city lacks 300", dialog.detail)
    typed(dialog, qtbot, 1, 3, "2026-04", dialog.detail)
    typed(dialog, qtbot, 1, 4, "letter 12", dialog.detail)
    one = workspace.plan.proposals[key(1, 1, DOWN)]
    assert (one.reason, one.since, one.source) == ("the city lacks 300", "2026-04-30", "letter 12")
    typed(dialog, qtbot, 1, 3, "soon", dialog.detail)
    assert "“soon” is not a date" in dialog.told.text()
    typed(dialog, qtbot, 2, 1, "665", dialog.detail)
    assert texts(dialog, 0)[4] == "665"
    # a sign stays with its figure at the end of a line
    said = dialog.about.text().replace("\N{NO-BREAK SPACE}", " ")
    assert "its own past, 6.2 – 10.0% a year, comes to 605.3 – 721.7" in said
    assert "growth a year of 9.02% reaches it" in said


def test_a_row_of_the_picture_leads_to_its_county(dialog, qtbot):
    picture = dialog.picture
    assert [one.region for one in picture.paces] == [f"c{place}" for place in range(1, 7)]
    middle = picture._row(1).center()
    qtbot.mouseClick(picture, Qt.MouseButton.LeftButton, pos=QPoint(200, int(middle.y())))
    assert (dialog.region, dialog.table.currentIndex().row()) == ("c2", 1)
    assert "beyond its fastest pace so far" in picture.said(middle)
    picture.setFocus()
    qtbot.keyClick(picture, Qt.Key.Key_Down)
    assert (dialog.region, dialog.table.currentIndex().row()) == ("c3", 2)
    two, four = picture.paces[1], picture.paces[3]
    assert two.within is False
    # nobody has asked anything of the fourth: what it proposes is all there is
    assert (four.asked != four.asked, four.proposed == four.proposed) == (True, True)
    assert [len(row) for row in picture.table()] == [6] * 7


def test_another_indicator_without_rounds_says_what_to_do(dialog, workspace, qtbot, tmp_path, opened):
    opened.workbook_opening.open_now(written(tmp_path / "b.xlsx", said=[]))
    workspace.select("city", "", "va")
    assert dialog.columns == ((1, UP), (1, DOWN))
    assert "No proposals yet" in dialog.told.text()
    typed(dialog, qtbot, 0, column(dialog, 1, UP), "650")
    assert not dialog.told.isVisible()
    workspace.select("city", "", "rate")
    assert "No region below has this indicator" in dialog.notes.text()
    assert not dialog.allocate_button.isEnabled()


def test_it_speaks_chinese(dialog):
    set_language("zh")
    dialog.refresh()
    assert dialog.rows.heads[2].words() == "第1轮上报"
    assert "意见不一：西川县 +50.0、东山县 +30.0 和中原区 +19.5" in dialog.headline.text()
    assert texts(dialog, 0)[1] == "448.1（2025）"
    set_language("en")


# the allocate dialog


def test_allocating_a_total_offers_to_hold_what_is_settled(opened, workspace, qtbot):
    allocating = opened.answers.ask("allocate")
    rows = allocating.rows.rows
    assert allocating.negotiated_line.isVisible()
    assert [row[1].text for row in rows] == ["", "", "850.0", "", "", ""]
    assert rows[2][6].text == "850.0"
    allocating.proposals.setCurrentIndex(list(Bounding).index(Bounding.FLOOR))
    allocating.proposals.activated.emit(1)
    assert [row[2].text for row in allocating.rows.rows] == ["660.0", "380.0", "", "230.3", "540.6", ""]
    # what is typed comes before what is offered
    allocating.rows.entered.emit(2, 1, "800")
    assert allocating.rows.rows[2][6].text == "800.0"
    allocating.rows.entered.emit(2, 1, "")
    assert allocating.rows.rows[2][6].text == "850.0"
    allocating.settled.setChecked(False)
    assert allocating.rows.rows[2][1].text == ""


def test_without_rounds_nothing_is_offered(opened, workspace, tmp_path):
    opened.workbook_opening.open_now(written(tmp_path / "b.xlsx", said=[]))
    workspace.select("city", "", "va")
    allocating = opened.answers.ask("allocate")
    assert not allocating.negotiated_line.isVisible()
