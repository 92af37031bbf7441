"""Cells that no spreadsheet runs."""

from hypothesis import given
from hypothesis import strategies as st

from npfdesk.report.office_parts import defused


@given(st.text(max_size=30))
def test_defused_text_never_begins_a_formula(text):
    told = defused(text)
    assert told in (text, "'" + text)
    if told == text:
        assert not text.lstrip().startswith(("=", "+", "-", "@"))


def test_figures_stay_figures():
    assert (defused(-1.5), defused(None), defused(0)) == (-1.5, "", 0)
