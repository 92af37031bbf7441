"""The path chart taken out of the window: as a picture, as lines, as figures."""

import pytest
from PySide6.QtGui import QColor, QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu

from npfdesk.plan.series import SeriesKey
from npfdesk.ui.views.view_sheet import SHARP, image


@pytest.fixture
def taker(desk):
    desk.window.workspace.select(*SeriesKey("yiwu", "", "output"))
    return desk.window.path_export


def test_the_figures_copied_are_the_sessions(desk, taker):
    taker.take_figures()
    rows = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert rows[0] == ["Year", "Actual", "惯性", "Target path", "Roll-up", "规划", "攻坚"]
    workspace = desk.window.workspace
    values = workspace.result.values[workspace.plan.row[SeriesKey("yiwu", "", "output")]]
    by_year = {row[0]: row for row in rows[1:]}
    column = workspace.plan.column(2025)
    assert float(by_year["2025"][2]) == pytest.approx(values[column])
    assert float(by_year["2025"][3]) == 1500
    assert by_year["2025"][1] == ""
    assert float(by_year["2020"][1]) == pytest.approx(values[workspace.plan.column(2020)])


def test_a_picture_is_copied_with_its_words(taker):
    taker.take_picture()
    image = QGuiApplication.clipboard().image()
    assert not image.isNull()
    assert taker.sheet().title.startswith("Output")


@pytest.mark.parametrize(("ending", "start"), [(".png", b"\x89PNG"), (".svg", b"<?xml"), (".pdf", b"%PDF")])
def test_it_is_saved_as_lines_or_pixels(taker, tmp_path, ending, start):
    path = tmp_path / f"路径{ending}"
    assert taker.save(path)
    content = path.read_bytes()
    assert content.startswith(start)
    if ending == ".svg":
        assert b"<polyline" in content or b"<path" in content
        assert b"<image" not in content


def test_a_right_click_offers_it(desk, taker, monkeypatch):
    offered = []
    monkeypatch.setattr(
        QMenu, "popup", lambda menu, place: offered.append([a.text() for a in menu.actions() if a.text()])
    )
    whole = ["Copy picture", "Copy figures", "Copy figures as a table for Word", "Save picture…"]
    paths = desk.window.paths
    paths.customContextMenuRequested.emit(paths.rect().center())
    assert offered.pop()[:4] == whole
    # on the lines the same menu begins with what belongs to the place
    viewport = paths.plot.viewport()
    place = viewport.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, viewport.mapToGlobal(place))
    QApplication.sendEvent(viewport, event)
    (menu,) = offered
    assert menu[:5] == ["Add a note here…", *whole]


def test_lines_are_as_strong_in_a_picture_as_on_the_screen(desk, taker):
    """Where the steepest line crosses a column of the picture it covers as many inches as its pen on the screen."""
    workspace = desk.window.workspace
    workspace.set_view(compared=())
    picture = image(taker.sheet())
    colour = QColor(workspace.document.scenario.colour)
    strengths = [
        sum(
            abs(one.red() - colour.red())
            + abs(one.green() - colour.green())
            + abs(one.blue() - colour.blue())
            < 60
            for one in (picture.pixelColor(column, line) for line in range(picture.height()))
        )
        for column in range(picture.width() // 2, picture.width() * 3 // 4, 7)
    ]
    width = desk.window.paths.projected.pen.widthF()
    assert sorted(strengths)[len(strengths) // 2] >= 0.8 * width * SHARP
