"""Pictures of the manual: made by the program from its samples, sharp, in the page's language, and not empty."""

import pytest
from PySide6.QtGui import QColor

from npfdesk.locations import sample_folder
from npfdesk.ui.look import language
from tests.manual.pictures import PICTURES, SHARPNESS, NoPicture, Picture, Studio, prepare


@pytest.fixture
def studio(qapp, monkeypatch):
    monkeypatch.setenv("LOGNAME", "planner")
    return Studio(prepare(), "zh")


def test_every_picture_is_of_a_sample_that_is_there():
    for name, one in PICTURES.items():
        assert (sample_folder() / one.sample).is_file(), name
        assert name == name.lower().replace(" ", "-").replace("_", "-")


@pytest.mark.parametrize(
    "name", ["window", "view-evaluation", "view-revisions", "answer-seek", "cycle-new-month", "minutes"]
)
def test_a_picture_is_sharp_and_shows_something(studio, name):
    shot = studio.shot(name).toImage()
    size = PICTURES[name].size
    assert (shot.width(), shot.height()) == (size.width() * SHARPNESS, size.height() * SHARPNESS)
    assert language.language() == "zh"
    colours = {shot.pixel(x, y) for x in range(0, shot.width(), 9) for y in range(0, shot.height(), 9)}
    assert len(colours) > 12
    ground = QColor(shot.pixel(2, shot.height() - 3))
    assert ground.lightness() > 200


def test_a_mistake_of_the_program_ends_the_build(studio, monkeypatch):
    def broken(_):
        raise NoPicture("planted")

    monkeypatch.setattr("tests.manual.pictures.PICTURES", {"planted": Picture("jinhua_14fyp.xlsx", broken)})
    with pytest.raises(NoPicture, match="planted"):
        studio.shot("planted")
