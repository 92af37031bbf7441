"""Numbers of things in the window's texts: the word fits the number, in one place."""

import pytest

from npfdesk.ui.look.language import Count


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 targets"), (1, "1 target"), (2, "2 targets"), (1234, "1,234 targets")]
)
def test_the_word_fits_the_number(count, said):
    text = "{count} {count:target|targets}"
    assert text.format(count=Count(count)) == said


def test_a_text_without_forms_shows_the_number_alone():
    assert f"{Count(1234)} 个目标" == "1,234 个目标"
    assert f"{Count(1):error was|errors were} found" == "error was found"
