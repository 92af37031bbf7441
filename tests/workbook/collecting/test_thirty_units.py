"""Thirty units send their returns, ten of them badly and some twice: every figure in them lands, or is told by its cell."""

import datetime
import math
import os
import shutil

import pytest

from npfdesk.engine.collecting.gathering import CellChoice, CellState, taking_edit
from npfdesk.engine.vintages import figure_of
from npfdesk.frames.gather import gathered_returns, problems_of
from npfdesk.plan.returns import ReturnState
from npfdesk.plan.series import ObservationKey, SeriesKey
from npfdesk.plan.vintages import of_figure
from tests.returns import (
    DAY,
    INDICATORS,
    YEAR,
    Filled,
    begun,
    drop_hidden,
    figure,
    filled,
    shown_figures,
    tamper,
)

CODES = [one[0] for one in INDICATORS]


def _key(county, code):
    return ObservationKey(SeriesKey(county, "", code), YEAR)


def _swap_rows(form, one, other):
    """Move two rows as sorting does: everything but formulas, keys too."""
    sheet, first, second = form.sheet, form.row(one), form.row(other)
    for column in range(1, 13):
        a, b = sheet.cell(first, column), sheet.cell(second, column)
        if not str(a.value).startswith("="):
            a.value, b.value = b.value, a.value


def _spoilt(folder, files):
    """Ten returns as bad as they come, and what else lies in the folder: by unit what must land, and what must be told.

    `landed` are figures by indicator, `told` codes of problems by the place that they name ("" the file).
    """
    path = {code: folder / name for code, name in files.items()}
    expected = {}

    # c20: sorted by hand, sheet renamed, protection gone
    form = Filled(path["c20"])
    form.enter_all(20)
    _swap_rows(form, "gdp", "firms")
    form.sheet.protection.sheet = False
    form.sheet.title = "Sheet1"
    form.sign()
    form.save()
    expected["c20"] = {code: figure(code, 20, YEAR) for code in CODES}, {"return_protection_removed"}

    # c21: the names and figure of another row pasted over, a figure typed beside the form, last year's overtyped
    form = Filled(path["c21"])
    form.enter_all(21)
    sheet, row = form.sheet, form.row("invest")
    sheet.cell(row, 5).value, sheet.cell(row, 7).value = "常住人口", "万人"
    sheet.cell(row, 10).value = 44.4
    sheet["P3"] = 123456
    sheet.cell(form.row("gdp"), 8).value = 999.5
    form.sign()
    form.save()
    landed = {code: figure(code, 21, YEAR) for code in CODES if code != "invest"}
    expected["c21"] = landed, {"return_other_row", "return_figure_beyond"}

    # c22: words, full-width digits, another unit that converts, one that does not, an error, a date
    form = Filled(path["c22"])
    form.enter("gdp", "约150")
    form.enter("invest", "68.5亿")
    form.enter("people", "６３.６")
    form.enter("firms", datetime.date(2026, 3, 5))
    form.enter("urban", "#N/A")
    form.enter("waste", "95家")
    form.sign()
    form.save()
    expected["c22"] = (
        {"people": 63.6, "invest": 685000.0},
        {
            "not_a_number",
            "date_in_cell",
            "error_cell",
            "unit_mismatch",
            "return_converted",
            "return_outside_past",
        },
    )

    # c23: all in 万元 for 亿元, a fraction for a percentage, below nothing, a part of a firm
    form = Filled(path["c23"])
    form.enter_all(23, gdp=figure("gdp", 23, YEAR) * 10000, urban=0.608, firms=310.5, people=-63.0)
    form.sign()
    form.save()
    expected["c23"] = (
        {"invest": figure("invest", 23, YEAR), "waste": figure("waste", 23, YEAR)},
        {"return_unit_slip", "return_fraction_for_percent", "return_negative", "return_not_whole"},
    )

    # c24: a row deleted, a column put in with figures of its own, a formula nobody has computed
    form = Filled(path["c24"])
    form.enter_all(24, firms="=C3+1")
    form.sheet.delete_rows(form.row("waste"))
    form.sheet.insert_cols(10)
    form.sheet.cell(5, 10).value = 77.5
    form.sign()
    form.save()
    landed = {code: figure(code, 24, YEAR) for code in ("gdp", "invest", "people", "urban")}
    expected["c24"] = landed, {"return_row_gone", "formula_without_value", "return_figure_beyond"}

    # c25: the hidden sheet is gone; c26: somebody made another county of it
    form = Filled(path["c25"])
    form.enter_all(25)
    drop_hidden(form.book)
    form.save()
    expected["c25"] = {}, {"return_without_identity"}
    filled(path["c26"], 26)
    tamper(path["c26"], ">c26<", ">c05<")
    expected["c26"] = {}, {"return_tampered"}

    # c27: a copy that broke off; c28: two that differ, and neither says which one holds; c29: two editions, late, renamed
    filled(path["c27"], 27)
    content = path["c27"].read_bytes()
    path["c27"].write_bytes(content[: len(content) // 2])
    expected["c27"] = {}, {"truncated_workbook"}
    shutil.copy(path["c28"], folder / "第28县（改）.xlsx")
    filled(path["c28"], 28)
    filled(folder / "第28县（改）.xlsx", 28, gdp=199.9)
    landed = {code: figure(code, 28, YEAR) for code in CODES if code != "gdp"}
    expected["c28"] = landed, {"returns_differ", "return_cells_differ", "return_renamed"}
    form = Filled(path["c29"])
    form.enter_all(29, gdp=221.0)
    form.sign("2026-02-03", edition=2)
    form.save(folder / "最新 云州 29.xlsx")
    filled(path["c29"], 29)
    expected["c29"] = (
        {**{code: figure(code, 29, YEAR) for code in CODES}, "gdp": 221.0},
        {"return_double", "return_superseded", "return_late", "return_renamed"},
    )
    return expected


@pytest.fixture(scope="module")
def heap(tmp_path_factory):
    """The plan as read, the folder with its returns, and what is expected of the bad ones."""
    opened, folder, files = begun(tmp_path_factory.mktemp("thirty"))
    for at in range(18):
        filled(folder / files[f"c{at:02d}"], at)
    # c18 sends an empty form, c19 none
    Filled(folder / files["c18"]).save()
    os.remove(folder / files["c19"])
    shutil.copy(folder / files["c03"], folder / "第03县 副本.xlsx")
    # of another round, and what is no return
    (folder.parent / "old").mkdir()
    _, old, names = begun(folder.parent / "old", key="2024-0-old")
    filled(old / names["c01"], 1)
    shutil.copy(old / names["c01"], folder / "去年第01县.xlsx")
    (folder / "说明.txt").write_text("请查收 12 份报表", encoding="utf-8")
    return opened, folder, _spoilt(folder, files)


@pytest.fixture(scope="module")
def found(heap):
    opened, folder, _ = heap
    return gathered_returns(opened, [folder], today=DAY)


def _of(found, county):
    return [one for one in found.gathered.returns if one.unit is not None and one.unit.code == county]


def test_the_sound_ones_land_whole_with_their_source_and_day(heap, found):
    for at in range(18):
        county = f"c{at:02d}"
        for code in CODES:
            key = _key(county, code)
            assert figure_of(found.document.plan, key) == figure(code, at, YEAR)
            ((day, vintage),) = of_figure(found.document.plan.vintages, key)
            assert (day.since, vintage.figure) == ("2026-01-20", figure(code, at, YEAR))
            assert vintage.source.startswith(f"第{at:02d}县 ")
            assert vintage.source.endswith(".xlsx")


def test_of_the_bad_ones_lands_what_is_sound_and_nothing_else(heap, found):
    _, _, expected = heap
    for county, (landed, _) in expected.items():
        now = {code: figure_of(found.document.plan, _key(county, code)) for code in CODES}
        assert {code: value for code, value in now.items() if not math.isnan(value)} == landed, county


def test_of_the_bad_ones_everything_else_is_told(heap, found):
    _, folder, expected = heap
    told = {}
    for one in found.gathered.returns:
        codes = {problem.code for problem in problems_of(one)}
        told.setdefault(one.source.file, set()).update(codes)
    by_county = {}
    for county in expected:
        names = {one.source.file for one in _of(found, county)}
        names |= {name for name in told if name.startswith(f"第{county[1:]}县")}
        by_county[county] = set().union(*(told[name] for name in names))
    for county, (_, codes) in expected.items():
        assert by_county[county] == codes, county
    assert folder.exists()


def test_no_figure_is_silent(heap, found):
    """Every cell that shows a figure, counted by another library, is printed, entered or told by its place; the entered ones
    are taken, the same, or told."""
    _, folder, _ = heap
    for one in found.gathered.returns:
        count = one.source.count
        assert count.figures == count.printed + count.entered + count.beyond, one.source.file
        path = folder / one.source.file
        unreadable = one.source.identity is None and one.source.problems
        if path.suffix == ".xlsx" and not unreadable:
            assert count.figures == shown_figures(path), one.source.file
        landed = one.landed
        if one.source.cells:
            # a row that is not there any more is told without a figure
            gone = sum(problem.code == "return_row_gone" for problem in problems_of(one))
            said = [cell.returned.text for cell in one.cells if cell.state is not CellState.BLANK]
            # words without a digit are told, and show no figure
            words = sum(
                bool(text) and not text.startswith("#") and not any(map(str.isdigit, text)) for text in said
            )
            assert landed.taken + landed.same + landed.told == count.entered + count.beyond + gone + words
        places = {(problem.sheet, problem.cell) for problem in problems_of(one)}
        for cell in one.cells:
            if cell.state is CellState.TOLD:
                told = {problem.code for problem in cell.all_problems}
                assert told or one.state is ReturnState.OTHER_ROUND, cell
                # a row that was deleted has no place any more
                at = (cell.returned.sheet, cell.returned.cell)
                assert at in places or one.state is ReturnState.OTHER_ROUND or told == {"return_row_gone"}
        beyond = [problem for problem in one.source.problems if problem.code == "return_figure_beyond"]
        if one.source.cells:
            assert len(beyond) == count.beyond


def test_the_board_says_how_each_stands(heap, found):
    states = {one.source.file: (one.state, one.also) for one in found.gathered.returns}
    assert states["第00县2025年填报表.xlsx"] == (ReturnState.TAKEN, ())
    assert states["第18县2025年填报表.xlsx"] == (ReturnState.EMPTY, ())
    assert (
        states["第03县 副本.xlsx"][0] is ReturnState.DOUBLE
        or states["第03县2025年填报表.xlsx"][0] is ReturnState.DOUBLE
    )
    assert states["去年第01县.xlsx"] == (ReturnState.OTHER_ROUND, ())
    assert states["说明.txt"][0] is ReturnState.REFUSED
    assert states["第21县2025年填报表.xlsx"] == (ReturnState.PART, ())
    assert states["第29县2025年填报表.xlsx"][0] is ReturnState.DOUBLE
    assert states["最新 云州 29.xlsx"] == (ReturnState.LATE, (ReturnState.TAKEN,))
    missing = {one.code for one in found.gathered.missing}
    assert missing == {"c19", "c25", "c26", "c27"}


def test_only_what_was_asked_changes(heap, found):
    opened, _, _ = heap
    before, after = opened.plan, found.document.plan
    asked = {
        (one.series, one.year) for request in found.gathered.collection.requests for one in request.cells
    }
    for series in after.series:
        for year in after.years.tolist():
            if (series, year) not in asked:
                here, there = (figure_of(plan, ObservationKey(series, year)) for plan in (before, after))
                assert here == there or (math.isnan(here) and math.isnan(there))
    assert {(key.series, key.year) for key in after.vintages} <= asked


def test_a_doubtful_figure_is_taken_where_somebody_says_so(heap, found):
    opened, _, _ = heap
    place = next(at for at, one in enumerate(found.gathered.returns) if one.unit and one.unit.code == "c23")
    one = found.gathered.returns[place]
    slip = next(cell for cell in one.cells if cell.returned.asked.series.indicator == "gdp")
    assert slip.state is CellState.TOLD
    assert slip.can_be_confirmed
    choice = CellChoice(place, slip.returned.asked)
    edit = taking_edit(opened.document, found.gathered, [choice], DAY.isoformat())
    assert edit is not None
    plan = edit.apply(opened.document).plan
    assert figure_of(plan, _key("c23", "gdp")) == slip.returned.value
    assert math.isnan(figure_of(plan, _key("c23", "invest")))
