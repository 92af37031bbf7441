"""The colours of every theme: each pair that is painted has the contrast that its reader needs."""

import pytest
from PySide6.QtGui import QColor

from npfdesk.locations import resources_folder
from npfdesk.ui.look.colours import LEAST_CONTRAST, THEMES, contrast, text_colour
from npfdesk.ui.look.pairs import pairs


@pytest.mark.parametrize("name", list(THEMES))
def test_every_pair_is_read(name):
    faint = [(one.name, round(one.contrast, 2)) for one in pairs(THEMES[name]) if one.contrast < one.least]
    assert faint == []


@pytest.mark.parametrize("name", list(THEMES))
def test_a_theme_promises_what_its_texts_have(name):
    worn = THEMES[name]
    assert worn.text_contrast == (7.0 if name == "contrast" else 4.5)
    assert {one.least for one in pairs(worn)} == {worn.text_contrast, LEAST_CONTRAST}


@pytest.mark.parametrize("name", list(THEMES))
def test_the_boxes_to_tick_stand_off_their_ground(name):
    worn = THEMES[name]
    box = (resources_folder() / "icons" / f"unticked-{name}.svg").read_text()
    assert (f'stroke="{worn.border}"' in box) or name == "contrast"
    stroke = box.partition('stroke="')[2][:7]
    for ground in (worn.paper, worn.panel, worn.chosen):
        assert contrast(QColor(stroke), QColor(ground)) >= LEAST_CONTRAST


@pytest.mark.parametrize("name", list(THEMES))
@pytest.mark.parametrize("colour", ["#FFFF00", "#808080", "#2F6FDE", "#000000", "#FFFFFF", "#D9822B"])
def test_a_scenario_of_any_colour_has_a_name_that_is_read(name, colour):
    worn = THEMES[name]
    for ground in (worn.paper, worn.panel, worn.chosen):
        written = text_colour(QColor(colour), QColor(ground), worn)
        assert contrast(written, QColor(ground)) >= worn.text_contrast
