"""Cells that no spreadsheet runs."""

from hypothesis import given
from hypothesis import strategies as st

from npfdesk.report.office_parts import without_formula


@given(st.text(max_size=30))
def test_defused_text_never_begins_a_formula(text):
    told = without_formula(text)
    assert told in (text, "'" + text)
    if told == text:
        assert not text.lstrip().startswith(("=", "+", "-", "@"))


def test_figures_stay_figures():
    assert (without_formula(-1.5), without_formula(None), without_formula(0)) == (-1.5, "", 0)
