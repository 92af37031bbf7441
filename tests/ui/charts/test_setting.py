"""How a chart is set: the screen follows the theme and the user's type size, paper neither."""

import pytest
from PySide6.QtGui import QColor

from npfdesk.ui.charts.setting import SCREEN, Setting, forget_fonts
from npfdesk.ui.look import style
from npfdesk.ui.look.colours import DARK, LIGHT, set_theme

PAPER = Setting(family="sans", colours=LIGHT, hairline=0.5)


def test_the_screen_has_the_inks_of_the_theme_in_force_and_paper_its_own(as_before):
    set_theme(DARK)
    assert SCREEN.inks.paper == QColor(DARK.paper)
    assert PAPER.inks.paper == QColor(LIGHT.paper)
    set_theme(LIGHT)
    assert SCREEN.inks.paper == QColor(LIGHT.paper)


def test_the_screen_has_type_of_the_size_that_was_chosen_and_paper_its_own(as_before):
    usual, printed = SCREEN.typeface().font.pixelSize(), PAPER.typeface().font.pixelSize()
    style.set_font_size(as_before, 150)
    forget_fonts()
    assert SCREEN.typeface().font.pixelSize() == round(usual * 1.5)
    assert PAPER.typeface().font.pixelSize() == printed
    assert Setting(2.0).typeface().font.pixelSize() == pytest.approx(usual * 3, abs=1)


def test_widths_are_those_of_the_font_in_force(as_before):
    before = SCREEN.typeface().width("2,000")
    assert before == pytest.approx(SCREEN.typeface().metrics.horizontalAdvance("2,000"))
    style.set_font_size(as_before, 150)
    forget_fonts()
    assert SCREEN.typeface().width("2,000") > before


def test_a_hairline_lies_on_a_pixel_of_the_screen_and_on_its_very_place_on_paper():
    assert SCREEN.crisp(10.2) == 10.5
    assert PAPER.crisp(10.2) == 10.2
    assert PAPER.inks.hairline.widthF() == 0.5
