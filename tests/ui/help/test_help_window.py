"""F1: pages in both languages, without a network, at the place that speaks of what has the focus."""

import re

import pytest
from PySide6.QtCore import Qt, QUrl

from npfdesk.locations import resources_folder, sample_workbook
from npfdesk.plan.status_rules import Rule
from npfdesk.ui.answers.registry import PLAN_ANSWERS
from npfdesk.ui.help.help_dialogs import page_of
from npfdesk.ui.help.help_pages import PAGES, found
from npfdesk.ui.help.help_window import HelpWindow
from npfdesk.ui.import_window.import_dialog import ImportWindow
from npfdesk.ui.look import language, style
from npfdesk.ui.look.colours import DARK
from npfdesk.workbook.plan_reader import read_workbook
from tests.ui.help.analyses_page import markdown

KEY = Qt.Key


def f1(help_dialogs, qtbot, widget):
    help_dialogs.window.activateWindow()
    qtbot.waitUntil(help_dialogs.window.isActiveWindow)
    widget.setFocus()
    qtbot.keyClick(widget, KEY.Key_F1)
    return help_dialogs.dialogs["help"]


def test_every_page_is_there_in_both_languages_with_the_same_headings():
    there = {file.name for file in (resources_folder() / "help").glob("*.md")}
    assert there == {f"{name}.{spoken}.md" for name in PAGES for spoken in ("zh", "en")}
    for name in PAGES:
        levels = [
            re.findall(r"^(#+) ", PAGES[name].load(spoken).text, re.MULTILINE) for spoken in ("zh", "en")
        ]
        assert levels[0] == levels[1], name
        assert levels[0][0] == "#"


@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_links_lead_to_pages_only(spoken):
    for name in PAGES:
        # pictures are named, not linked; tests/manual asks for each
        for link in re.findall(r"\]\((?!picture:)([^)]*)\)", PAGES[name].load(spoken).text):
            assert link.removesuffix(".md") in PAGES, (name, link)


@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_the_analyses_are_as_their_cards_say(spoken):
    assert PAGES["analyses"].load(spoken).text == markdown(spoken)


@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_the_thresholds_are_those_of_the_engine(spoken):
    lines = [line for line in PAGES["status"].load(spoken).text.splitlines() if line.startswith("|")]
    pace, outcome, schedule = lines[2:5]
    for line, rule in ((pace, "pace"), (outcome, "outcome")):
        steps = Rule(rule).about.published
        assert f"≥ {steps.blue}" in line
        assert f"{steps.yellow}" in line
    assert "R < 0 " in pace
    # what may be missing of the way: 1 - 0.95 and 1 - 0.8
    assert "5%" in schedule
    assert "20%" in schedule


@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_each_answer_has_its_heading(spoken):
    assert len(PAGES["answers"].load(spoken).sections) == 1 + len(PLAN_ANSWERS)


def test_f1_opens_the_page_of_what_has_the_focus(help_dialogs, qtbot):
    window = help_dialogs.window
    shown = f1(help_dialogs, qtbot, window.panel.assumptions)
    assert shown.isVisible()
    assert (shown.name, shown.place) == ("methods", 2)
    # the heading stands at the top as soon as the text has its width
    qtbot.waitUntil(lambda: abs(shown.text.cursorRect().top() - 12) <= 2)
    assert shown.text.textCursor().block().text() == "Methods"
    headings = {"targets": "What a target may say", "data": "Sheets", "months": "Months and quarters"}
    for name, heading in headings.items():
        table = getattr(window.panel, name)
        window.panel.setCurrentIndex(window.panel.tables.index(table))
        shown = f1(help_dialogs, qtbot, table)
        assert (shown.name, shown.page.sections[shown.place].heading) == ("workbook", heading)
    window.panel.setCurrentWidget(window.panel.check_results)
    assert f1(help_dialogs, qtbot, window.panel.check_results).name == "audit"
    assert f1(help_dialogs, qtbot, window.top.rule).page.sections[shown.place].heading == "The four rules"
    assert f1(help_dialogs, qtbot, window.outline.search).name == "start"


def test_f1_in_an_answer_opens_its_question(desk, help_dialogs):
    for question in PLAN_ANSWERS:
        dialog = desk.answers.ask(question.key)
        place = page_of(dialog.apply_button, help_dialogs.window)
        heading = PAGES[place.page].load("en").sections[place.heading].heading
        assert heading == dialog.title()
        dialog.close()


def test_every_room_has_a_page_that_is_there(help_dialogs):
    window = help_dialogs.window
    for widget in (
        window, window.paths, window.views, window.scenarios, window.top, window.panel.targets,
        window.panel.data, window.panel.levers, window.panel, None,
    ):  # fmt: skip
        name, place = page_of(widget, window)
        assert place < len(PAGES[name].load("zh").sections)


def test_the_page_is_set_as_tables_and_headings_and_nothing_is_fetched(help_dialogs):
    shown = help_dialogs.show_help()
    shown.show_page("status", 3)
    text = shown.text.toPlainText()
    assert "##" not in text
    assert "|" not in text
    headings = [block.text() for block in shown.text.headings()]
    assert headings == [section.heading for section in shown.page.sections]
    assert shown.text.textCursor().block().text() == "The four rules"
    assert shown.text.verticalScrollBar().value() > 0
    assert shown.text.loadResource(2, QUrl("https://example.org/x.png")) is None


def test_html_in_a_page_would_be_text(help_dialogs):
    shown = help_dialogs.show_help()
    shown.text.show_markdown('# a\n\n<img src="https://example.org/x.png"> <b>b</b>')
    assert "<b>" in shown.text.toPlainText()


def test_links_are_followed_inside_only(help_dialogs):
    shown = help_dialogs.show_help()
    shown.show_page("start")
    shown.follow(QUrl("status.md"))
    assert shown.name == "status"
    for link in ("https://example.org/start.md", "file:///etc/start.md", "nowhere.md", "//host/start.md"):
        shown.follow(QUrl(link))
        assert shown.name == "status"
    shown.go_back()
    assert shown.name == "start"


def test_the_search_leaves_the_sections_that_hold_every_word(help_dialogs, qtbot):
    shown = help_dialogs.show_help()
    qtbot.keyClicks(shown.search_box, "largest remainder")
    entries = [shown.list.item(row).text() for row in range(shown.list.count())]
    assert entries == [
        "What-if: twelve questions › Allocate a total",
        "The plan's cycle: yearly plan, months, evaluation, next plan › Five years to years",
    ]
    assert (shown.name, shown.place) == ("answers", 2)
    assert len(shown.text.extraSelections()) >= 2
    qtbot.keyClick(shown.search_box, KEY.Key_Return)
    assert shown.focusWidget() is shown.text
    shown.search_box.setText("xyzzy")
    assert shown.empty_label.isVisible()
    qtbot.keyClick(shown, KEY.Key_Escape)
    assert shown.search_box.text() == ""
    assert shown.list.count() == len(PAGES)
    assert shown.isVisible()


def test_headings_are_found_first():
    hits = found("抓手", "zh")
    assert hits[0][1].heading in ("推算方法与抓手", "抓手")
    assert found("", "zh") == []


def test_it_speaks_the_language_and_wears_the_theme(help_dialogs, qapp):
    shown = help_dialogs.show_help()
    shown.show_page("methods", 4)
    language.set_language("zh")
    qapp.processEvents()
    assert (shown.name, shown.place) == ("methods", 4)
    assert shown.text.textCursor().block().text() == "抓手"
    assert shown.windowTitle().startswith("帮助")
    style.apply_theme(qapp, DARK)
    assert shown.text.textCursor().block().text() == "抓手"


def test_f1_works_beside_a_dialog_that_keeps_the_window_waiting(help_dialogs, qtbot):
    published = sample_workbook().with_name("jinhua_as_published.xlsx")
    dialog = ImportWindow(read_workbook(published), help_dialogs.window)
    dialog.setModal(True)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    for _ in range(2):
        qtbot.keyClick(dialog.view, KEY.Key_F1)
        (shown,) = dialog.findChildren(HelpWindow)
        assert shown.isVisible()
        assert shown.name == "published"
        shown.close()
    assert "help" not in help_dialogs.dialogs
    dialog.close()
