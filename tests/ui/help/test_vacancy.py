"""Empty states say what to do."""

import pytest

from npfdesk.session import Opened, Session
from npfdesk.ui.look import language
from npfdesk.ui.views.registry import VIEWS
from tests.plans import plan


def said(window):
    return [one.text() if not one.isHidden() else "" for one in window.panel.vacancies]


def test_tables_around_nothing_say_how_to_open_something(bare, qtbot, qapp):
    assert all(text.startswith("Nothing is open. Open a workbook (Ctrl+O)") for text in said(bare.window))
    language.set_language("zh")
    qapp.processEvents()
    assert all(text.startswith("没有打开的工作簿。请打开一本") for text in said(bare.window))


def test_tables_with_rows_say_nothing(guide):
    assert said(guide.window) == ["", "", "", ""]


def test_a_search_that_leaves_nothing_says_how_to_come_back(guide):
    panel = guide.window.panel
    panel.search("xyzzy")
    assert said(guide.window)[0].startswith("No row is left. Empty the search")
    panel.free()
    assert said(guide.window)[0] == ""


def test_a_plan_without_levers_says_where_they_are_written(guide):
    guide.window.workspace.open(Session(Opened(plan({("a", "", "x"): {2020: 1.0}}))))
    texts = said(guide.window)
    assert texts[0] == ""
    assert texts[1].startswith("The plan has no targets")
    assert texts[3].startswith("The plan has no levers")


@pytest.mark.parametrize("view", list(VIEWS))
def test_every_view_around_nothing_says_what_to_do(bare, qtbot, view):
    with qtbot.waitExposed(bare.window):
        bare.window.show()
    bare.window.views.show_view(view)
    assert "Open a workbook" in bare.window.views.view().empty.text()
    assert "Open a workbook" in bare.window.paths.empty.text()
