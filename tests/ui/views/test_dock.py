"""The choice of views, and taking one out of the window."""

import hashlib
import html

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication, QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from npfdesk.locations import sample_folder
from npfdesk.plan.problems import joined
from npfdesk.ui.descriptions import Menu
from npfdesk.ui.look.language import set_language
from npfdesk.ui.tables.clipboard_blocks import read_block
from npfdesk.ui.views.registry import VIEWS
from npfdesk.version import __version__

MADE_LATER = [name for name in VIEWS if name != "Gaps"]


def test_a_view_is_made_when_it_is_first_chosen(person):
    dock = person.window.views
    assert set(dock.views) == {"Gaps"}
    for name, view in VIEWS.items():
        if view.shortcut:
            pressed = QKeySequence(view.shortcut)[0]
            QTest.keyClick(person.window, pressed.key(), pressed.keyboardModifiers())
        else:
            dock.actions_by_name[name].trigger()
        assert dock.current == name
        assert dock.view().isVisible()
        assert dock.button.text() == VIEWS[name].words
        assert dock.actions_by_name[name].isChecked()
    assert set(dock.views) == set(VIEWS)
    assert [view.isVisible() for view in dock.views.values()].count(True) == 1


def test_the_choice_opens_under_the_name(person):
    dock = person.window.views
    assert [action.text() for action in dock.button.menu().actions()] == [one.words for one in VIEWS.values()]
    assert set(dock.button.menu().actions()) < {
        action for menu, _ in person.window.menus.menus for action in menu.actions()
    }


def test_the_view_is_part_of_the_layout(person):
    person.look_at("Heatmap")
    state = person.window.layout_state()
    assert state["view"] == "Heatmap"
    person.look_at("Gaps")
    person.window.restore_layout(state)
    assert person.window.views.current == "Heatmap"
    person.window.restore_layout({**state, "view": "Orrery"})
    assert person.window.views.current == "Heatmap"


@pytest.mark.parametrize("name", VIEWS)
def test_every_view_goes_into_the_clipboard_and_into_files(person, name, tmp_path, monkeypatch):
    if VIEWS[name].menu is Menu.CYCLE:
        # the plan that has months, closed targets and rules of scoring
        person.commands.workbook_opening.open_now(sample_folder() / "county_15fyp.xlsx")
        person.workspace.select(indicator="investment")
    view = person.look_at(name)
    dock = person.window.views
    dock.taker.copy_picture.trigger()
    picture = QGuiApplication.clipboard().image()
    assert picture.width() > view.width()
    assert "copied as a picture" in person.window.status_line.message_label.text()
    dock.taker.copy_figures.trigger()
    cells = read_block(QGuiApplication.clipboard().text())
    assert len(cells) > 3
    assert any(cell.replace(".", "").isdigit() for row in cells[1:] for cell in row)
    for kind, sign in (
        ("PNG (*.png)", b"\x89PNG"),
        ("SVG (*.svg)", b"<?xml"),
        ("PDF (*.pdf)", b"%PDF"),
    ):
        asked = tmp_path / f"图 {kind[:3]}"
        monkeypatch.setattr(
            QFileDialog, "getSaveFileName", lambda *_, asked=asked, kind=kind: (str(asked), kind)
        )
        dock.taker.save_picture.trigger()
        written = asked.with_name(f"{asked.name}.{kind[:3].lower()}")
        assert written.read_bytes().startswith(sign)
        assert written.name in person.window.status_line.message_label.text()
    assert not dock.taker.save(tmp_path / "nowhere" / "picture.png")
    assert "Choose another place" in person.window.status_line.message_label.text()


@pytest.mark.parametrize("name", VIEWS)
def test_a_picture_says_where_its_figures_come_from(person, tmp_path, name):
    person.look_at(name)
    workspace, taker = person.workspace, person.window.views.taker
    path, plan = workspace.session.opened.path, workspace.plan.title
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    names = ["惯性", "规划", "攻坚"] if name in ("Scenarios", "Disparity", "Small charts") else ["惯性"]
    told = workspace.origin().line(plan, "en", names, "pace")
    assert (taker.signed().described, digest in told) == (told, True)
    assert taker.signed().origin.startswith(f"{plan} · {joined(names, 'en')} · {path.name} {digest[:8]} · ")
    files = [tmp_path / f"a{ending}" for ending in (".png", ".svg", ".pdf")]
    assert all(taker.save(file) for file in files)
    png, svg, pdf = files
    picture, page = QImage(str(png)), taker.signed().size()
    assert [picture.text(key) for key in ("Description", "Software")] == [told, f"NPF Desk {__version__}"]
    # as large in print as on the screen, whose inch has 96 dots
    assert round(picture.dotsPerMeterX() * 0.0254) == 300
    assert picture.width() == pytest.approx(page.width() * 300 / 96, abs=1)
    assert f"<desc>{told}</desc>" in html.unescape(svg.read_text(encoding="utf-8"))
    content = pdf.read_bytes()
    creator = next(line for line in content.split(b"\n") if line.startswith(b"/Creator"))
    assert all(sign in creator for sign in digest.encode("utf-16-be").split(b"\\"))


@pytest.mark.parametrize("name", MADE_LATER)
def test_every_view_shows_the_empty_window(alone, name):
    view = alone.look_at(name)
    assert "open a workbook" in view.empty.text().lower()
    alone.window.views.taker.copy_picture.trigger()
    alone.window.views.taker.copy_figures.trigger()


@pytest.mark.parametrize("name", MADE_LATER)
def test_every_view_speaks_both_languages_at_once(person, name):
    view = person.look_at(name)
    english = view.title.text(), person.window.views.button.text()
    set_language("zh")
    person.qtbot.waitUntil(lambda: view.title.text() != english[0])
    person.qtbot.waitUntil(lambda: person.window.views.button.text() != english[1])


def test_pointing_at_a_bar_lights_its_region_everywhere(person):
    bars = person.window.gaps.bars
    place = next(number for number, bar in enumerate(bars.bars) if bar.region == "lanxi")
    person.point(bars, QPoint(40, 4 + place * 26 + 10))
    assert person.workspace.hovered_region == "lanxi"


@pytest.mark.parametrize("name", [name for name in MADE_LATER if name != "Small charts"])
def test_nothing_is_worked_out_while_hidden_nor_for_what_is_not_touched(person, name):
    view = person.look_at(name)
    person.workspace.select(region="yongkang")
    drawn = view.redraws
    # what has happened so far is not touched by an assumption
    touched = name not in ("Monthly board", "Closed targets", "Contest")
    person.grow("yongkang", 11.0)
    assert view.redraws == drawn + touched
    person.look_at("Gaps")
    person.grow("yongkang", 12.0)
    person.workspace.select(region="yiwu")
    person.workspace.set_view(year=2024)
    person.workspace.undo()
    assert view.redraws == drawn + touched
    person.look_at(name)
    assert view.redraws == drawn + touched + 1
