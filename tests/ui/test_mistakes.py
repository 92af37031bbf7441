"""A mistake of the program costs its own place in the window: told there, logged and in the crash dialog, the rest stands."""

import dataclasses
import logging
from types import MappingProxyType

import pytest
from PySide6.QtWidgets import QApplication

import npfdesk.ui.answers.registry as answers_room
import npfdesk.ui.views.dock as dock_room
from npfdesk.locations import sample_workbook
from npfdesk.ui.answers.answer_charts import Picture
from npfdesk.ui.answers.registry import ANSWERS
from npfdesk.ui.charts.gaps import GapChart
from npfdesk.ui.look import language
from npfdesk.ui.views.overview import Overview
from npfdesk.ui.views.registry import VIEWS
from npfdesk.ui.window.crash import CrashDialog


def crashes(window):
    return [one for one in window.findChildren(CrashDialog) if one.isVisible()]


def fail(*_, **__):
    raise KeyError("秘密的单元格")


def stands(window):
    """The rest of the window shows the plan."""
    assert window.workspace.plan.series
    assert window.paths.title.text()
    assert window.panel.assumptions.model().rowCount() > 0


@pytest.fixture
def logged(caplog):
    caplog.set_level(logging.ERROR, "npfdesk")
    return caplog


def test_a_view_that_cannot_be_reckoned_says_so_in_its_place(desk, qtbot, monkeypatch, logged):
    monkeypatch.setattr(Overview, "refresh", fail)
    views = desk.window.views
    views.actions_by_name["Overview"].trigger()
    view = views.view()
    said = view.containment.text()
    assert "KeyError" in said
    assert "The rest of the window works" in said
    assert "秘密" not in said
    assert "秘密" not in logged.text
    (crash,) = crashes(desk.window)
    assert "KeyError" in crash.detailedText()
    stands(desk.window)
    # once for each place, however often it is drawn
    written = logged.text.count("mistake builtins.KeyError")
    assert written == 1
    view.look()
    view.look()
    assert logged.text.count("mistake builtins.KeyError") == 1
    monkeypatch.undo()
    view.look()
    assert view.containment.text() == ""
    assert view.page.rows.size
    crash.close()


def test_a_view_that_cannot_be_made_is_tried_again(desk, monkeypatch):
    whole = VIEWS["Ranking"]
    planted = MappingProxyType({**VIEWS, "Ranking": dataclasses.replace(whole, load=fail)})
    monkeypatch.setattr(dock_room, "VIEWS", planted)
    views = desk.window.views
    views.show_view("Ranking")
    assert views.view_name() in views.view().containment.text()
    (crash,) = crashes(desk.window)
    crash.close()
    stands(desk.window)
    views.show_view("Heatmap")
    assert views.view().page.title
    monkeypatch.undo()
    views.show_view("Ranking")
    assert views.view().page.rows.size


def test_a_view_that_cannot_be_painted(desk, qtbot, monkeypatch):
    views = desk.window.views
    views.show_view("Overview")
    view = views.view()
    monkeypatch.setattr(type(view.canvas), "draw", fail)
    view.canvas.viewport().repaint()
    qtbot.waitUntil(lambda: bool(view.containment.text()))
    stands(desk.window)
    crashes(desk.window)[0].close()


def test_the_reading_is_not_lost_where_a_chart_fails_as_it_is_opened(bare, qtbot, monkeypatch):
    monkeypatch.setattr(GapChart, "_write", fail)
    bare.workbook_opening.open_now(sample_workbook())
    bare.window.show()
    stands(bare.window)
    assert "KeyError" in bare.window.gaps.containment.text()
    assert bare.workbook_opening.desk.session.opened.path == sample_workbook()
    crashes(bare.window)[0].close()


@pytest.mark.parametrize("name", ["seek", "index"])
def test_an_answer_that_fails_says_so_in_its_own_dialog(desk, monkeypatch, name):
    dialog = desk.answers.ask(name)
    monkeypatch.setattr(type(dialog), "ask", fail)
    desk.window.workspace.set_view(year=2024)
    assert "KeyError" in dialog.containment.text()
    assert not dialog.apply_button.isEnabled()
    assert dialog.close_button.isEnabled()
    stands(desk.window)
    crashes(desk.window)[0].close()
    monkeypatch.undo()
    dialog.contain(dialog.refresh)
    assert dialog.containment.text() == ""


def test_an_answer_that_fails_in_its_thread(desk, qtbot, monkeypatch):
    dialog = desk.answers.ask("tornado")
    monkeypatch.setattr(type(dialog), "question", lambda _: fail)
    dialog.refresh()
    qtbot.waitUntil(lambda: bool(dialog.containment.text()))
    qtbot.waitUntil(lambda: bool(crashes(desk.window)))
    crashes(desk.window)[0].close()


def test_an_answer_that_cannot_be_made(desk, monkeypatch):
    planted = MappingProxyType({**ANSWERS, "seek": dataclasses.replace(ANSWERS["seek"], load=fail)})
    monkeypatch.setattr(answers_room, "ANSWERS", planted)
    dialog = desk.answers.ask("seek")
    assert dialog.isVisible()
    assert "Required growth" in dialog.containment.text()
    crashes(desk.window)[0].close()
    monkeypatch.undo()
    assert desk.answers.ask("seek").containment.text() == ""
    stands(desk.window)


def test_it_is_told_in_chinese(desk, monkeypatch):
    language.set_language("zh")
    monkeypatch.setattr(Overview, "refresh", fail)
    desk.window.views.show_view("Overview")
    assert "窗口的其余部分照常" in desk.window.views.view().containment.text()
    crashes(desk.window)[0].close()


def divided(*_, **__):
    return 1 / 0


def test_what_cannot_be_painted_ends_nothing(desk, monkeypatch, logged):
    # an exception that C makes, through two handlers in Python
    plot, bars = desk.window.paths.plot, desk.window.gaps.bars
    monkeypatch.setattr(plot.under, "paint", divided)
    monkeypatch.setattr(bars, "draw", divided)
    for _ in range(2):
        plot.viewport().repaint()
        bars.viewport().repaint()
    (crash, *others) = crashes(desk.window)
    assert "ZeroDivisionError" in crash.detailedText()
    # once for each of the two places, however often it is painted
    assert logged.text.count("mistake builtins.ZeroDivisionError") == 2
    for one in (crash, *others):
        one.close()
    monkeypatch.undo()
    plot.viewport().repaint()
    stands(desk.window)


def test_a_picture_that_cannot_be_drawn_ends_nothing(desk, qtbot, monkeypatch, logged):
    picture = Picture()
    qtbot.addWidget(picture)
    monkeypatch.setattr(picture, "draw", divided)
    picture.resize(200, 100)
    picture.show()
    QApplication.processEvents()
    assert logged.text.count("mistake builtins.ZeroDivisionError") == 1
    for one in crashes(desk.window):
        one.close()
