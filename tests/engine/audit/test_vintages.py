"""Vintages against Data in the audit. Figures are synthetic."""

from types import MappingProxyType

import pytest

from npfdesk.engine.audit import audit
from npfdesk.engine.projection.update import compute
from npfdesk.plan.document import new_document
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.vintages import Vintage, VintageKey
from tests.engine.audit.cases import indicator, plan_of, row

OUTPUT = SeriesKey("city", "", "output")


def told(figure, *stated, year=2018, series=OUTPUT):
    """What the audit says of a figure of a year beside vintages (day, figure)."""
    data = {("city", "", "output"): {year: figure} if figure is not None else {2017: 1.0}}
    plan = plan_of([row("city", "output", "100.0", "150.0")], [indicator("output", "产值")], data=data)
    vintages = {
        VintageKey(series, year, day): Vintage(one, sheet="历次公布", cell=f"F{number}")
        for number, (day, one) in enumerate(stated, start=2)
    }
    plan = plan.with_vintages(MappingProxyType(vintages))
    return [one for one in audit(compute(new_document(plan))) if one.code.startswith("vintage")]


@pytest.mark.parametrize(
    ("figure", "stated", "expected"),
    [
        (80.1, [], []),
        (80.1, [("2019-01-20", 79.0), ("2019-09-30", 80.1)], []),
        # the same figure printed more coarsely on either side
        (80.12, [("2019-09-30", 80.1)], []),
        (80.0, [("2019-09-30", 80.4)], []),
        (80.2, [("2019-09-30", 80.1)], ["vintage_differs"]),
        (81.0, [("2019-09-30", 80.0)], ["vintage_differs"]),
        (79.0, [("2019-01-20", 79.0), ("2019-09-30", 80.1)], ["vintage_superseded"]),
        (80.1, [("2017-12-31", 80.1)], ["vintage_before_its_year"]),
        (80.1, [("2018-11-30", 80.1)], []),
        (80.1, [("", 80.1)], []),
        (80.1, [("2019-01-20", None)], ["vintage_differs"]),
        (None, [("2019-01-20", 80.1)], ["vintage_differs"]),
        (None, [("2019-01-20", 80.1), ("2019-09-30", None)], []),
    ],
)
def test_data_are_what_the_newest_vintage_says(figure, stated, expected):
    assert [one.code for one in told(figure, *stated)] == expected


def test_a_difference_is_told_with_both_figures_the_cell_and_the_day_assumed():
    (one,) = told(82.0, ("2019-01-20", 79.0), ("2019-09-30", 80.1))
    assert one.figures == {"now": 82.0, "newest": 80.1}
    assert (one.sheet, one.cell, one.year) == ("历次公布", "F3", 2018)
    assert "2018年数据为82.0 亿元，最新一次公布（2019-09-30）为80.1 亿元" in one.message("zh").replace(
        "82.0亿元", "82.0 亿元"
    )
    assert "known from 2019-12-31 on" in one.message("en")
    (late,) = told(79.0, ("", 79.0), ("2019-09-30", 80.1))
    assert "published on an unknown date" in late.message("en")
    assert [place.cell for place in late.places] == ["F3", "F2"]


def test_vintages_without_a_place_are_passed_over():
    assert told(80.0, ("1999-01-20", 79.0), year=2018, series=SeriesKey("nowhere", "", "output")) == []
