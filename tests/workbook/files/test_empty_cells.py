"""Cells that only have a look are left out, and nothing else ever is."""

import io
from xml.etree.ElementTree import iterparse

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.workbook.files.empty_cells import EmptyCellLook, without_empty_cells

EMPTY = '<c r="B2" s="1"/>'


def look(*blocks):
    found = EmptyCellLook()
    for block in blocks:
        found.take(block.encode())
    return found


def test_a_few_empty_cells_are_no_matter_and_many_are():
    assert not look(EMPTY * 100).may_leave_out
    assert look(EMPTY * 3000).may_leave_out
    assert look('<c r="B2" s="1"></c>' * 3000).may_leave_out


@pytest.mark.parametrize(
    "odd", ["<c><v>1</v></c>", '<c s="1" r="B2"/>', '<c s="1"/>', "<!-- -->", "<![CDATA[x]]>"]
)
def test_where_a_cell_does_not_say_its_place_first_all_stay(odd):
    assert not look(EMPTY * 3000, odd, EMPTY * 3000).may_leave_out
    # and also where two blocks share it
    for at in range(1, len(odd)):
        assert not look(EMPTY * 3000 + odd[:at], odd[at:]).may_leave_out


CELLS = {
    EMPTY: "",
    '<c r="C2" s="12" t="s"/>': "",
    '<c r="D2"></c>': "",
    '<c r="E2" s="1" />': "",
    '<c r="F2" s="1"><v>0</v></c>': None,
    '<c r="G2" t="inlineStr"><is><t/></is></c>': None,
    '<c r="H2"><f>A1</f></c>': None,
    '<c r="I2" t="e"/>': None,
}


@given(st.lists(st.sampled_from(list(CELLS)), max_size=30), st.integers(1, 50))
def test_what_says_something_stays_as_it_stands(cells, size):
    content = "<row>" + "".join(cells) + "</row>"
    blocks = [content[at : at + size].encode() for at in range(0, len(content), size)]
    whole = b"".join(without_empty_cells(blocks))
    kept = [one.get("r") for _, one in iterparse(io.BytesIO(whole)) if one.tag == "c"]
    said = [one[6:8] for one in cells if CELLS[one] is None]
    # one that two blocks share may stay
    assert [place for place in kept if place in said] == said
    if size >= len(content):
        assert kept == said
