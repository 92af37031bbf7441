"""The colours of every theme: told apart by all eyes, read on their grounds."""

import itertools

import pytest
from PySide6.QtGui import QColor

from npfdesk.locations import resources_folder
from npfdesk.plan.statuses import Status
from npfdesk.ui.look.colours import CONTRAST, DARK, LIGHT, THEMES, contrast
from tests.ui.help.colour_vision import EYES, distance, seen

# six times what can just be told apart, side by side
APART = 15.0


def ratio(one, other):
    return contrast(QColor(one), QColor(other))


def test_the_simulation_leaves_grey_as_it_is_and_takes_red_and_green_together():
    # rows of each matrix sum to 1, so that white stays white; red and green are confused without middle cones
    for eyes in EYES:
        assert seen("#FFFFFF", eyes) == pytest.approx([100, 0, 0], abs=0.1)
        assert seen("#808080", eyes) == pytest.approx([53.6, 0, 0], abs=0.1)
    # 170 apart to full sight: (53.2, 80.1, 67.2) and (87.7, -86.2, 83.2), the sRGB primaries
    assert distance("#FF0000", "#00FF00", "full") == pytest.approx(170.6, abs=0.3)
    assert distance("#FF0000", "#00FF00", "deuteranopia") < 0.5 * 170.6


@pytest.mark.parametrize("eyes", list(EYES))
@pytest.mark.parametrize("worn", list(THEMES.values()), ids=list(THEMES))
def test_statuses_are_told_apart_by(worn, eyes):
    for one, other in itertools.combinations(worn.statuses, 2):
        assert distance(one, other, eyes) >= APART, (one, other)


def test_marks_differ_whatever_the_eyes():
    assert len({status.about.mark for status in Status}) == len(Status)


# the light theme's grey and yellow are the house's own; their marks carry what their contrast does not
@pytest.mark.parametrize(("worn", "least"), [(LIGHT, 2.5), (DARK, 4.5), (CONTRAST, 7.0)])
def test_statuses_stand_off_their_ground(worn, least):
    assert all(ratio(colour, worn.paper) >= least for colour in worn.statuses)
    assert all(ratio(colour, worn.paper) >= 3.0 for colour in worn.hues)


@pytest.mark.parametrize(("worn", "quiet"), [(LIGHT, 4.5), (DARK, 4.5), (CONTRAST, 7.0)])
def test_words_are_read_on_every_ground(worn, quiet):
    for ground in (worn.paper, worn.panel, worn.chosen):
        assert ratio(worn.ink, ground) >= 7.0
        assert ratio(worn.secondary, ground) >= quiet
    assert ratio(worn.on_accent, worn.accent) >= 4.5


def test_lines_part_things_in_high_contrast():
    assert ratio(CONTRAST.hairline, CONTRAST.paper) >= 3.0


@pytest.mark.parametrize("name", list(THEMES))
def test_every_theme_has_its_signs(name):
    signs = {file.stem.rpartition("-")[0] for file in (resources_folder() / "icons").glob("*-light.svg")}
    for sign in signs:
        assert (resources_folder() / "icons" / f"{sign}-{name}.svg").is_file()
