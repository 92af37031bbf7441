"""References after rows were put in: they name the cells that they named, and new ones only where they spanned the block."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from npfdesk.workbook.writing.reference_shifts import (
    NotInsertable,
    Reason,
    ReferenceShift,
    RowBlock,
    RowInsertion,
)


def shift(sheet="数据", first=2, last=10, count=2, moves=True):
    return ReferenceShift(RowInsertion(sheet, RowBlock(first, last), count), moves)


def formula(text, of="数据", **more):
    return shift(**more).formula(text, of, "数据!Z1")


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("SUM(B2:B10)", "SUM(B2:B12)"),
        ("SUM($B$1:B$10)", "SUM($B$1:B$12)"),
        ("SUM(B2:B9)", "SUM(B2:B9)"),
        ("SUM(B5:B10)", "SUM(B5:B10)"),
        ("SUM(B2:B11)", "SUM(B2:B13)"),
        ("SUM(B11:B12)", "SUM(B13:B14)"),
        ("B10/B11", "B10/B13"),
        ("A:A+2:10+$12:$12", "A:A+2:12+$14:$14"),
        ("SUM(B2:B1048576)", "SUM(B2:B1048576)"),
        ('IF(A11="B11,SUM(B2:B10)", "x""B11", 11)', 'IF(A13="B11,SUM(B2:B10)", "x""B11", 11)'),
        ("数据!B11+'数据'!B11+别!B11", "数据!B13+'数据'!B13+别!B11"),
        ("数据!B11:数据!B12", "数据!B13:数据!B14"),
        ("[1]数据!B11+'[a.xlsx]数据'!B11", "[1]数据!B11+'[a.xlsx]数据'!B11"),
        ("表1[[#This Row],[列11]]+B11", "表1[[#This Row],[列11]]+B13"),
        ("SUM(B2:B10 A11:C11,B11)%*-1.5E+11", "SUM(B2:B12 A13:C13,B13)%*-1.5E+11"),
        ("LOG10(B11)+Rate2025+数据!率2025", "LOG10(B13)+Rate2025+数据!率2025"),
        ("{1,11;2,12}*B11", "{1,11;2,12}*B13"),
        ("#REF!+数据!#REF!+B11", "#REF!+数据!#REF!+B13"),
        ("SUM(\n  B11,  B12 )", "SUM(\n  B13,  B14 )"),
        ("b11", "b13"),
    ],
)
def test_a_formula_of_the_sheet_itself(text, moved):
    assert formula(text) == moved


def test_a_formula_of_another_sheet_follows_the_sheet_it_names():
    assert formula("B11+数据!B11", "别") == "B11+数据!B13"
    assert formula("'It''s'!B11", "别", sheet="It's") == "'It''s'!B13"
    assert formula("SUM(DATA!B2:B10)", "别", sheet="Data") == "SUM(DATA!B2:B12)"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('INDIRECT("B"&11)', Reason.BY_TEXT),
        ("SUM(甲:数据!B11)", Reason.SEVERAL_SHEETS),
        ("SUM(B2:INDEX(B:B,11))", Reason.FORMULA),
        ("SUM(B10:B2)+11", Reason.FORMULA),
        ("A11+'数据", Reason.FORMULA),
    ],
)
def test_what_cannot_be_read_is_refused(text, reason):
    with pytest.raises(NotInsertable) as refused:
        formula(text)
    assert (refused.value.reason, refused.value.where.startswith("数据!Z1")) == (reason, True)


def test_what_names_places_by_text_is_harmless_where_nothing_moves():
    assert formula('INDIRECT("B"&11)', moves=False) == 'INDIRECT("B"&11)'


def test_a_rule_keeps_what_goes_with_its_cell():
    assert shift().rule("$B11>$B$11", "数据", "", fixed=True) == "$B11>$B$13"
    assert shift().rule("$B11>$B$11", "数据", "") == "$B13>$B$13"


def test_what_takes_the_rows_in_and_what_keeps_to_a_part_is_told():
    one = shift()
    one.formula("SUM(B2:B10)", "数据", "数据!B12")
    one.formula("SUM(B5:B10)", "数据", "数据!B13")
    one.formula("SUM(B2:B9)", "数据", "数据!B14")
    assert (list(one.found.widened), list(one.found.partial)) == (["数据!B12"], ["数据!B13"])


rows = st.integers(1, 30)
columns = st.integers(1, 4)


@st.composite
def references(draw):
    left, right = sorted((draw(columns), draw(columns)))
    top, bottom = sorted((draw(rows), draw(rows)))
    marks = [draw(st.sampled_from(["", "$"])) for _ in range(4)]
    start = f"{marks[0]}{get_column_letter(left)}{marks[1]}{top}"
    end = f"{marks[2]}{get_column_letter(right)}{marks[3]}{bottom}"
    return draw(st.sampled_from([f"{start}:{end}", start]))


def cells_of(text):
    """Every cell that a reference names."""
    found = [
        (re.sub(r"\d", "", part), int(re.sub(r"\D", "", part))) for part in text.replace("$", "").split(":")
    ]
    (left, top), (right, bottom) = found[0], found[-1]
    return {(column, row) for column in range(ord(left), ord(right) + 1) for row in range(top, bottom + 1)}


@given(
    references(),
    st.integers(2, 5),
    st.integers(0, 8),
    st.integers(1, 4),
    st.sampled_from(["", "别!", "数据!"]),
)
def test_a_reference_names_the_same_cells_and_new_ones_only_within_or_behind_the_whole_block(
    reference, first, more, count, sheet
):
    last = first + more
    one = shift(first=first, last=last, count=count)
    text = one.formula(f"SUM({sheet}{reference})", "数据", "数据!Z1")
    after = cells_of(text[4:-1].removeprefix(sheet))
    before = cells_of(reference)
    if sheet == "别!":
        assert after == before
        return
    moved = {(column, row + count * (row > last)) for column, row in before}
    fresh = {(column, row) for column, row in after if last < row <= last + count}
    assert after - fresh == moved
    told = {row for _, row in before}
    across = last in told and last + 1 in told
    spans = max(told) == last and min(told) <= first and (len(told) > 1 or ":" in reference)
    wide = len({column for column, _ in before}) > 1
    if across or (spans and not (wide and len(told) == 1)):
        assert fresh == {(column, row) for column, _ in before for row in range(last + 1, last + count + 1)}
    else:
        assert fresh == set()
    # what has $ keeps it
    assert re.sub(r"\d", "", text) == re.sub(r"\d", "", f"SUM({sheet}{reference})")


@given(st.lists(references(), min_size=1, max_size=4), st.integers(2, 9), st.integers(1, 4), st.booleans())
def test_ranges_of_rules_grow_where_they_end_with_the_block(texts, last, count, widen):
    one = shift(last=last, count=count)
    for before, after in zip(texts, one.ranges(" ".join(texts), widen=widen).split(), strict=True):
        told, now = {row for _, row in cells_of(before)}, {row for _, row in cells_of(after)}
        fresh = {row for row in now if last < row <= last + count}
        assert now - fresh == {row + count * (row > last) for row in told}
        grows = last in told and (last + 1 in told or widen)
        assert len(fresh) == (count if grows else 0)
