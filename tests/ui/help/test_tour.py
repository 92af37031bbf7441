"""The first look round: on the sample, once."""

import pytest
from PySide6.QtCore import Qt

from npfdesk.locations import sample_workbook
from npfdesk.ui.look import language

KEY = Qt.Key


@pytest.fixture
def tour(help_dialogs):
    help_dialogs.open("tour")
    made = help_dialogs.dialogs["tour"]
    assert made.isVisible()
    return made


def test_four_steps_point_at_the_window_itself(tour, help_dialogs, qtbot):
    window = help_dialogs.window
    seen = []
    for step in range(4):
        assert tour.count.text() == f"{step + 1} / 4"
        assert tour.targets()[step].isVisible()
        assert tour.target_rect().intersects(window.rect())
        assert window.rect().contains(tour.callout.geometry())
        assert tour.next.hasFocus()
        seen.append(tour.title.text())
        qtbot.keyClick(tour.next, KEY.Key_Return)
    assert seen == ["Choose here", "Edit here", "See here", "Try here"]
    assert not tour.isVisible()
    assert window.panel.assumptions.hasFocus()


@pytest.mark.parametrize("spoken", ["zh", "en"])
@pytest.mark.parametrize("size", [(900, 560), (1366, 768)])
def test_no_callout_is_cut_off(tour, help_dialogs, qtbot, qapp, spoken, size):
    language.set_language(spoken)
    qapp.processEvents()
    help_dialogs.window.resize(*size)
    qtbot.waitUntil(lambda: tour.size() == help_dialogs.window.size())
    for step in range(4):
        tour.show_step(step)
        assert help_dialogs.window.rect().contains(tour.callout.geometry())
        assert tour.text.height() >= tour.text.heightForWidth(tour.text.width())


def test_back_skip_and_escape(tour, help_dialogs, qtbot):
    assert not tour.back.isEnabled()
    qtbot.keyClick(tour, KEY.Key_Right)
    qtbot.keyClick(tour, KEY.Key_Left)
    assert tour.at == 0
    qtbot.mouseClick(tour.skip, Qt.MouseButton.LeftButton)
    assert not tour.isVisible()
    help_dialogs.start_tour()
    qtbot.keyClick(tour.next, KEY.Key_Escape)
    assert not tour.isVisible()


def test_tab_stays_in_the_callout(tour, qtbot):
    tour.show_step(1)
    seen = []
    for _ in range(3):
        qtbot.keyClick(tour.window().focusWidget(), KEY.Key_Tab)
        seen.append(tour.window().focusWidget())
    assert seen == [tour.skip, tour.back, tour.next]


def test_it_is_shown_at_the_first_start_and_never_again(bare, library, qtbot, turn):
    with qtbot.waitExposed(bare.window):
        bare.window.show()
    assert library.setting("tour") is None
    bare.help_dialogs.show_tour_after_sample()
    bare.workbook_opening.open_now(sample_workbook())
    qtbot.waitUntil(
        lambda: "tour" in bare.help_dialogs.dialogs and bare.help_dialogs.dialogs["tour"].isVisible()
    )
    assert library.setting("tour") is True
    bare.help_dialogs.dialogs["tour"].end()
    bare.help_dialogs.show_tour_after_sample()
    bare.workbook_opening.open_now(sample_workbook())
    turn()
    assert not bare.help_dialogs.dialogs["tour"].isVisible()


def test_nobody_is_shown_round_who_opens_a_file(bare, library, tmp_path, turn):
    copy = tmp_path / "plan.xlsx"
    copy.write_bytes(sample_workbook().read_bytes())
    bare.help_dialogs.show_tour_after_sample()
    bare.workbook_opening.open_now(copy)
    turn()
    assert "tour" not in bare.help_dialogs.dialogs
    assert library.setting("tour") is None
