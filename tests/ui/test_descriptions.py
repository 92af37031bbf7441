"""The registries of the window: what each entry says of itself holds, and each opens."""

from dataclasses import FrozenInstanceError

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from npfdesk.app import OFFERED
from npfdesk.ui.analyses.analysis_dialog import RememberedAnalysisDialog
from npfdesk.ui.answers.answer_dialog import AnswerDialog
from npfdesk.ui.answers.registry import ANSWERS, RememberedDescription
from npfdesk.ui.charts.captions import Caption, Note
from npfdesk.ui.charts.chart import Chart
from npfdesk.ui.descriptions import Menu, Place, place_of, set_place
from npfdesk.ui.help.help_dialogs import page_of
from npfdesk.ui.help.help_pages import PAGES
from npfdesk.ui.help.registry import HELP_ENTRIES, NEXT_PANE, PANE_BEFORE
from npfdesk.ui.library.registry import DIALOGS, LIBRARY
from npfdesk.ui.look import language
from npfdesk.ui.meeting.registry import KEEP, MEETING, REPLAY, SLIDES
from npfdesk.ui.views.registry import VIEWS

REGISTRIES = (ANSWERS, VIEWS, LIBRARY, MEETING, HELP_ENTRIES)
ENTRIES = [pytest.param(one, id=f"{one.menu.lower()}-{key}") for of in REGISTRIES for key, one in of.items()]


@pytest.mark.parametrize("entry", ENTRIES)
def test_an_entry_is_named_in_both_languages_and_leads_into_the_help(qapp, entry):
    english = entry.words
    language.set_language("zh")
    assert english == entry.title
    assert entry.words not in ("", english)
    for spoken in ("zh", "en"):
        assert entry.help.heading < len(PAGES[entry.help.page].load(spoken).sections)
    with pytest.raises(FrozenInstanceError):
        entry.title = ""


def test_every_registry_is_offered_by_the_menus(desk):
    offered = {*OFFERED.answers, *OFFERED.library, *OFFERED.meeting, *OFFERED.help_entries}
    for registry in REGISTRIES:
        assert all(one.key == key for key, one in registry.items())
        if registry is not VIEWS:
            assert offered >= set(registry.values())
    # the views stand in the menu as the dock's own actions
    for source in {one.menu for one in VIEWS.values()}:
        menu = next(menu for menu, title in desk.window.menus.menus if title == source)
        wanted = {one.words for one in VIEWS.values() if one.menu is source}
        assert wanted <= {action.text() for action in menu.actions()}


def test_every_page_of_the_help_has_a_title_in_both_languages():
    for one in PAGES.values():
        titles = [one.title(spoken) for spoken in ("zh", "en")]
        assert all(titles)
        assert titles[0] != titles[1]


@pytest.mark.parametrize("key", ANSWERS)
def test_an_answer_opens_from_its_menu_and_knows_its_page(desk, qtbot, key):
    entry = ANSWERS[key]
    next(action for action, source in desk.window.menus.actions if source == entry.title).trigger()
    dialog = desk.answers.open[key]
    assert isinstance(dialog, AnswerDialog)
    assert dialog.isVisible()
    # only what says that it is remembered is; a choice is asked for and brought back
    assert isinstance(dialog, RememberedAnalysisDialog) == isinstance(entry, RememberedDescription)
    assert page_of(dialog.apply_button, desk.window) == entry.help
    desk.answers.ask(key)
    assert desk.answers.open == {key: dialog}
    dialog.close()


@pytest.mark.parametrize("key", ["seek", "fit", "respond", "index", "new_month", "rules_of_colours"])
def test_an_answer_is_titled_as_its_entry_and_asks_its_question_below(desk, key):
    entry = ANSWERS[key]
    dialog = desk.answers.ask(key)
    for spoken in ("en", "zh"):
        language.set_language(spoken)
        dialog.refresh()
        assert dialog.windowTitle() == dialog.heading.text() == entry.words.removesuffix("…")
        assert dialog.asked.text() == entry.asked
        assert dialog.asked.isVisible() == bool(entry.question)
    # Qt lays out anew beside a dock that closes, and must not while it tells of the language
    QApplication.processEvents()
    dialog.close()


def test_the_menu_of_answers_names_things_and_asks_below():
    for one in ANSWERS.values():
        assert "?" not in one.title
        assert (one.menu is Menu.ANSWERS) <= one.question.endswith("?")


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_opens_and_is_a_chart(desk, name):
    desk.window.views.actions_by_name[name].trigger()
    view = desk.window.views.view()
    assert view.isVisible()
    assert isinstance(view, Chart)
    assert isinstance(view.title, Caption)
    assert all(button.isCheckable() for button in view.choice_buttons())
    assert view.remark() in ("", *(note.text() for note in view.findChildren(Note)))
    assert page_of(view, desk.window) == VIEWS[name].help


@pytest.mark.parametrize("entry", DIALOGS, ids=lambda one: one.key)
def test_a_dialog_of_the_library_opens(desk, entry):
    desk.window.menus.library_wanted.emit(entry.key)
    dialog = desk.library_dialogs.dialog
    assert dialog.isVisible()
    assert dialog.isModal() is entry.whole_library
    assert page_of(dialog.buttons, desk.window) == entry.help
    dialog.close()


@pytest.mark.parametrize(
    "key", [key for key, one in HELP_ENTRIES.items() if one not in (NEXT_PANE, PANE_BEFORE)]
)
def test_what_helps_opens(desk, key):
    desk.window.menus.help_wanted.emit(key)
    made = desk.help_dialogs.dialogs[key]
    assert made.isVisible()
    assert page_of(made, desk.window) == HELP_ENTRIES[key].help
    desk.help_dialogs.stop()


@pytest.mark.parametrize("key", [key for key, one in MEETING.items() if one not in (KEEP, REPLAY, SLIDES)])
def test_a_part_of_the_meeting_opens(desk, key):
    desk.window.menus.meeting_wanted.emit(key)
    meeting = desk.meeting
    windows = (meeting.presentation, meeting.storyboard, meeting.minutes, meeting.board)
    shown = [one for one in windows if one is not None]
    assert [one.isVisible() for one in shown] == [True]
    assert page_of(shown[0], desk.window) == MEETING[key].help
    meeting.stop()


def test_what_of_the_meeting_has_no_window_is_done(desk):
    desk.window.menus.meeting_wanted.emit(KEEP.key)
    assert len(desk.window.workspace.document.work.storyboard) == 1
    desk.window.menus.meeting_wanted.emit(REPLAY.key)
    asked = []
    desk.meeting.slides.ask = lambda: asked.append(True)
    desk.window.menus.meeting_wanted.emit(SLIDES.key)
    assert asked == [True]


def test_the_nearest_place_that_was_said_is_taken(desk):
    outer = QWidget(desk.window)
    inner = QWidget(outer)
    set_place(outer, Place("meeting", 2))
    assert page_of(inner, desk.window) == ("meeting", 2)
    set_place(inner, Place("audit"))
    assert page_of(inner, desk.window) == ("audit", 0)
    assert place_of(QWidget(inner)) is None
