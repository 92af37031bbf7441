"""Figures off the path of their neighbours by two swapped digits. Figures are synthetic but those of the last test."""

import pytest

from npfdesk.engine.audit import printed_figures, projections
from tests.engine.audit.cases import codes, found, indicator, only, row

X = indicator("x", "工业总产值")
PATH = {2016 + n: round(4567.89 * 1.07**n, 2) for n in range(8)}
STEPS = {2016 + n: 1234.5 + 45.6 * n for n in range(8)}


@pytest.mark.parametrize("line", [PATH, STEPS])
def test_a_path_that_holds_is_silent(line):
    assert "projection_transposed" not in codes([], [X], data={("city", "", "x"): line})


@pytest.mark.parametrize("year", [2016, 2019, 2023])
def test_two_swapped_digits_on_a_path(year):
    text = f"{PATH[year]:.2f}"
    at = next(at for at in range(3) if text[at] != text[at + 1])
    swapped = float(text[:at] + text[at + 1] + text[at] + text[at + 2 :])
    one = only(found([], [X], data={("city", "", "x"): PATH | {year: swapped}}), "projection_transposed")
    assert (one.year, one.figures["mended"]) == (year, PATH[year])
    assert one.figures["computed"] == pytest.approx(PATH[year], rel=1e-5)


@pytest.mark.parametrize("at_once", [1, 2, 3])
def test_series_are_told_by_their_own_names_however_many_are_looked_at_together(at_once, monkeypatch):
    monkeypatch.setattr(projections, "SERIES_AT_ONCE", at_once)
    monkeypatch.setattr(printed_figures, "_AT_ONCE", at_once)
    data = {(one, "", "x"): PATH for one in ("city", "a", "b")}
    assert PATH[2019] == 5595.86
    data["b", "", "x"] = PATH | {2019: 5559.86}
    one = only(found([], [X], data=data), "projection_transposed")
    assert (one.series.region, one.year, one.figures["mended"]) == ("b", 2019, PATH[2019])


def test_what_is_no_swap_is_an_event():
    assert "projection_transposed" not in codes(
        [], [X], data={("city", "", "x"): PATH | {2019: PATH[2019] * 0.9}}
    )


def test_yearly_targets_are_looked_at_too():
    base = 6395.495
    path = [round(base * 1.07**n, 3) for n in range(6)]
    assert path[1] == 6843.18
    rows = [
        row("city", "x", f"{base:.3f}", "6483.180", year=2021),
        *(row("city", "x", f"{base:.3f}", f"{path[n]:.3f}", year=2020 + n) for n in range(2, 6)),
    ]
    one = only(found(rows, [X]), "projection_transposed")
    assert (one.year, one.figures["printed"], one.figures["mended"], one.cell) == (
        2021,
        6483.18,
        6843.18,
        "F2",
    )


def test_beside_a_growth_the_figure_is_told_with_it():
    # 6395.495 grown by 7.0 % is 6843.180
    rows = [row("city", "x", "6395.495", "6483.180，增长7.000%", year=2021)]
    told = found(rows, [X])
    assert only(told, "printed_transposed").figures["mended"] == 6843.18
    assert [one.code for one in told][:2] == ["statements_differ", "printed_transposed"]


def test_a_target_that_its_formula_gives_with_digits_swapped():
    y, total = indicator("y", "农业总产值"), indicator("s", "总产值", formula="x + y", rollup="none")
    rows = [
        row("city", "x", None, "6000.12"),
        row("city", "y", None, "843.06"),
        row("city", "s", None, "6483.18"),
    ]
    one = only(found(rows, [X, y, total]), "target_transposed")
    assert one.figures["mended"] == 6843.18
