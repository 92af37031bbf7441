"""What a return says is found by keys, names and heads, and whatever stands elsewhere in it is told; nothing raises."""

import datetime
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from npfdesk.plan.problems import Problem
from npfdesk.workbook.accounting import figure_places
from npfdesk.workbook.collecting.hidden_sheet import read_form
from npfdesk.workbook.collecting.return_reading import read_return, return_of, returned_files
from npfdesk.workbook.files.cell_grid import CellKind, Grid, GridCell
from npfdesk.workbook.files.sandbox import read_grid
from tests.returns import Filled, begun, city, figure


@pytest.fixture(scope="module")
def issued(tmp_path_factory):
    """The plan as read, and an untouched form of it."""
    opened, folder, files = begun(tmp_path_factory.mktemp("forms"), city(2))
    return opened.plan, folder / files["c00"]


@pytest.fixture
def form(issued, tmp_path):
    made = Filled(issued[1])
    made.enter_all(0)
    made.path = tmp_path / "回表.xlsx"
    return made


def read(issued, form):
    return read_return(form.save(), issued[0])


def codes(one):
    return [problem.code for problem in one.problems]


def cell(one, code="gdp"):
    return next(each for each in one.cells if each.asked.series.indicator == code)


def test_an_untouched_form_is_blank_and_raises_nothing(issued):
    one = read_return(issued[1], issued[0])
    assert one.problems == ()
    assert {each.text for each in one.cells} == {""}
    assert (one.edition, one.filled_on, one.count.entered, one.count.beyond) == (1, "", 0, 0)


@pytest.mark.parametrize(
    ("day", "edition", "expected"),
    [
        (datetime.date(2026, 1, 20), 2, ("2026-01-20", 2, [])),
        ("2026年1月20日", "第3版", ("2026-01-20", 3, [])),
        ("下周", "终稿", ("", 1, ["return_day_unread", "return_edition_unread"])),
        (None, None, ("", 1, [])),
    ],
)
def test_the_covering_sheet_says_when_and_which_edition(issued, form, day, edition, expected):
    form.sign(day, edition)
    one = read(issued, form)
    assert (one.filled_on, one.edition, codes(one)) == expected


def test_a_renamed_covering_sheet_is_still_one(issued, form):
    form.sign("2026-01-20", 2)
    form.book.worksheets[0].title = "Sheet9"
    assert (read(issued, form).filled_on, read(issued, form).edition) == ("2026-01-20", 2)


@pytest.mark.parametrize(
    ("code", "written", "value"),
    [
        ("gdp", "１４６．３", 146.3),
        ("gdp", "1,460.5", 1460.5),
        ("gdp", "1463000万元", 146.3),
        ("invest", "63.5亿元", 635000.0),
        ("urban", "58.9%", 58.9),
        ("urban", 58.9, 58.9),
        ("firms", "3百", 300.0),
    ],
)
def test_what_can_be_read_soundly_is(issued, form, code, written, value):
    form.enter(code, written)
    one = cell(read(issued, form), code)
    assert one.value == pytest.approx(value, rel=1e-12)
    assert all(problem.code == "return_converted" for problem in one.problems)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("约1200", "not_a_number"),
        ("12家", "unit_mismatch"),
        ("12%", "unit_mismatch"),
        ("100-120", "not_a_number"),
        ("见附件2", "not_a_number"),
        (True, "not_a_number"),
        (datetime.date(2026, 1, 2), "date_in_cell"),
        ("=A1", "formula_without_value"),
        ("#DIV/0!", "error_cell"),
    ],
)
def test_what_cannot_be_is_told_at_its_cell(issued, form, written, told):
    form.enter("gdp", written)
    one = read(issued, form)
    (problem,) = cell(one).problems
    assert (problem.code, problem.sheet, problem.cell) == (told, cell(one).sheet, cell(one).cell)
    assert cell(one).value is None
    assert problem.message("zh") != problem.message("en")


def test_a_comma_for_the_decimals_is_seen_by_the_others(issued, form):
    form.enter("gdp", "146,35")
    form.enter("invest", "633.100,5")
    one = read(issued, form)
    assert (cell(one).value, cell(one, "invest").value) == (146.35, 633100.5)


def test_figures_beside_the_form_are_told_and_notes_are_not(issued, form):
    sheet, row = form.sheet, form.row("gdp")
    form.enter("gdp", 146.3, note="含 2 家新企业")
    form.enter("invest", figure("invest", 0, 2025), note=2025)
    sheet.cell(row, 11).value = 99.5
    sheet.cell(row, 8).value = 1.5
    sheet["F1"] = "另：2025年用地 300 亩"
    form.book.worksheets[0]["F20"] = 12
    form.book.create_sheet("附表")["A1"] = 7
    one = read(issued, form)
    told = {
        (problem.sheet, problem.cell) for problem in one.problems if problem.code == "return_figure_beyond"
    }
    name = sheet.title
    assert told == {
        (name, f"L{form.row('invest')}"), (name, f"K{row}"), (name, f"H{row}"), (name, "F1"),
        (form.book.worksheets[0].title, "F20"), ("附表", "A1"),
    }  # fmt: skip
    assert one.count.beyond == 6
    assert cell(one).note == "含 2 家新企业"


def test_a_row_that_stands_twice_and_one_that_is_gone_are_told(issued, form):
    sheet = form.sheet
    for column in range(1, 13):
        sheet.cell(20, column).value = sheet.cell(form.row("gdp"), column).value
    sheet.cell(form.row("waste"), 1).value = "k9999"
    one = read(issued, form)
    assert [problem.code for problem in cell(one).problems] == ["return_row_twice"]
    assert [problem.code for problem in cell(one, "waste").problems] == ["return_row_gone"]
    assert cell(one, "firms").value == figure("firms", 0, 2025)


def test_without_the_head_of_its_column_nothing_is_guessed(issued, form):
    form.sheet.cell(4, 10).value = "数"
    one = read(issued, form)
    assert {problem.code for each in one.cells for problem in each.problems} == {"return_column_gone"}
    assert all(each.value is None for each in one.cells)
    assert one.count.beyond == 6


def test_a_unit_written_over_is_another_row(issued, form):
    form.sheet.cell(form.row("gdp"), 7).value = "万元"
    assert [problem.code for problem in cell(read(issued, form)).problems] == ["return_other_row"]


def test_a_code_that_is_another_indicator_now_asks_for_a_yes(issued, form):
    plan = issued[0]
    renamed = tuple(
        replace(one, name="地区生产总值（新口径）" if one.code == "gdp" else one.name)
        for one in plan.indicators
    )
    one = cell(read_return(form.save(), replace(plan, indicators=renamed)))
    assert [problem.code for problem in one.problems] == ["return_name_changed"]
    other = tuple(replace(one, unit="万元" if one.code == "gdp" else one.unit) for one in plan.indicators)
    one = cell(read_return(form.path, replace(plan, indicators=other)))
    assert one.value == pytest.approx(figure("gdp", 0, 2025) * 10000)
    strange = tuple(replace(one, unit="家" if one.code == "gdp" else one.unit) for one in plan.indicators)
    one = cell(read_return(form.path, replace(plan, indicators=strange)))
    assert [problem.code for problem in one.problems] == ["return_unit_since"]


def test_folders_are_looked_through_but_for_what_programs_leave(tmp_path):
    (tmp_path / "下").mkdir()
    for name in ("a.xlsx", "~$a.xlsx", ".~lock.a.xlsx#", "Thumbs.db", "下/b.ods"):
        (tmp_path / name).write_bytes(b"")
    assert [one.name for one in returned_files([tmp_path, tmp_path / "a.xlsx"])] == ["a.xlsx", "b.ods"]


_TEXTS = st.one_of(
    st.sampled_from(
        ["", "k0001", "k0002", "12.5", "约3", "2025年数", "地区生产总值", "npfdesk", "100%", "1e400", "—"]
    ),
    st.text(max_size=8),
)
_CHANGES = st.lists(
    st.tuples(
        st.integers(0, 2), st.integers(1, 14), st.integers(1, 14), st.one_of(st.none(), _TEXTS), st.sampled_from(list(CellKind))
    ),
    max_size=25,
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_CHANGES, st.integers(0, 3))
def test_whatever_is_written_over_a_form_every_figure_is_accounted_for(issued, changes, shift):
    plan, path = issued
    grid = read_grid(path)
    assert not isinstance(grid, Problem)
    cells = [dict(sheet.cells) for sheet in grid.sheets]
    for sheet, row, column, text, kind in changes:
        if text:
            cells[sheet][row, column] = GridCell(text, kind)
        else:
            cells[sheet].pop((row, column), None)
    if shift:
        cells[1] = {(row + shift, column + (shift > 1)): one for (row, column), one in cells[1].items()}
    spoilt = Grid(tuple(replace(sheet, cells=made) for sheet, made in zip(grid.sheets, cells, strict=True)))
    found = read_form(spoilt, path.name)
    if found is None or isinstance(found, Problem):
        return
    one = return_of(spoilt, found, path.name, plan)
    count = one.count
    assert (
        count.figures == sum(1 for _ in figure_places(spoilt)) == count.printed + count.entered + count.beyond
    )
    if not found.identity.sound:
        assert one.cells == ()
        return
    for each in one.cells:
        if each.value is not None:
            assert not [problem for problem in each.problems if problem.code != "return_converted"]
