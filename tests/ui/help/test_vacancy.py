"""Empty states say what to do."""

import pytest

from npfdesk.session import LoadedWorkbook, Session
from npfdesk.ui.look import language
from npfdesk.ui.views.registry import VIEWS
from tests.plans import plan


def empty_texts(window):
    return [one.text() if not one.isHidden() else "" for one in window.panel.empty_notices]


def test_tables_around_nothing_say_how_to_open_something(bare, qtbot, qapp):
    assert all(
        text.startswith("Nothing is open. Open a workbook (Ctrl+O)") for text in empty_texts(bare.window)
    )
    language.set_language("zh")
    qapp.processEvents()
    assert all(text.startswith("尚未打开工作簿。请打开一本") for text in empty_texts(bare.window))


def test_tables_with_rows_say_nothing(help_dialogs):
    assert empty_texts(help_dialogs.window) == ["", "", "", "", ""]


def test_a_search_that_leaves_nothing_says_how_to_come_back(help_dialogs):
    panel = help_dialogs.window.panel
    panel.search("xyzzy")
    assert empty_texts(help_dialogs.window)[0].startswith("No rows match. Clear the search")
    panel.show_all_rows()
    assert empty_texts(help_dialogs.window)[0] == ""


def test_a_plan_without_levers_says_where_they_are_written(help_dialogs):
    help_dialogs.window.workspace.open(Session(LoadedWorkbook(plan({("a", "", "x"): {2020: 1.0}}))))
    texts = empty_texts(help_dialogs.window)
    assert texts[0] == ""
    assert texts[1].startswith("The plan has no targets")
    assert texts[4].startswith("The plan has no levers")


@pytest.mark.parametrize("view", list(VIEWS))
def test_every_view_around_nothing_says_what_to_do(bare, qtbot, view):
    with qtbot.waitExposed(bare.window):
        bare.window.show()
    bare.window.views.show_view(view)
    assert "open a workbook" in bare.window.views.view().empty.text().lower()
    assert "Open a workbook" in bare.window.paths.empty.text()
