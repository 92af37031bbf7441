"""The first look round: on the sample, once."""

import pytest
from PySide6.QtCore import Qt

from npfdesk.locations import sample_workbook
from npfdesk.ui.look import language

KEY = Qt.Key


@pytest.fixture
def tour(guide):
    guide.open("tour")
    made = guide.made["tour"]
    assert made.isVisible()
    return made


def test_four_steps_point_at_the_window_itself(tour, guide, qtbot):
    window = guide.window
    seen = []
    for step in range(4):
        assert tour.count.text() == f"{step + 1} / 4"
        assert tour.targets()[step].isVisible()
        assert tour.spoken_of().intersects(window.rect())
        assert window.rect().contains(tour.callout.geometry())
        assert tour.next.hasFocus()
        seen.append(tour.title.text())
        qtbot.keyClick(tour.next, KEY.Key_Return)
    assert seen == ["Choose here", "Edit here", "See here", "Try here"]
    assert not tour.isVisible()
    assert window.panel.assumptions.hasFocus()


@pytest.mark.parametrize("spoken", ["zh", "en"])
@pytest.mark.parametrize("size", [(900, 560), (1366, 768)])
def test_no_callout_is_cut_off(tour, guide, qtbot, qapp, spoken, size):
    language.set_language(spoken)
    qapp.processEvents()
    guide.window.resize(*size)
    qtbot.waitUntil(lambda: tour.size() == guide.window.size())
    for step in range(4):
        tour.show_step(step)
        assert guide.window.rect().contains(tour.callout.geometry())
        assert tour.text.height() >= tour.text.heightForWidth(tour.text.width())


def test_back_skip_and_escape(tour, guide, qtbot):
    assert not tour.back.isEnabled()
    qtbot.keyClick(tour, KEY.Key_Right)
    qtbot.keyClick(tour, KEY.Key_Left)
    assert tour.at == 0
    qtbot.mouseClick(tour.skip, Qt.MouseButton.LeftButton)
    assert not tour.isVisible()
    guide.tour()
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
    bare.guide.await_tour()
    bare.opener.open_now(sample_workbook())
    qtbot.waitUntil(lambda: "tour" in bare.guide.made and bare.guide.made["tour"].isVisible())
    assert library.setting("tour") is True
    bare.guide.made["tour"].end()
    bare.guide.await_tour()
    bare.opener.open_now(sample_workbook())
    turn()
    assert not bare.guide.made["tour"].isVisible()


def test_nobody_is_shown_round_who_opens_a_file(bare, library, tmp_path, turn):
    copy = tmp_path / "plan.xlsx"
    copy.write_bytes(sample_workbook().read_bytes())
    bare.guide.await_tour()
    bare.opener.open_now(copy)
    turn()
    assert "tour" not in bare.guide.made
    assert library.setting("tour") is None
