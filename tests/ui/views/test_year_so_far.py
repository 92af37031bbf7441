"""The year so far: bars, the usual range, last year's marks and the target, read by pointer and keys."""

from types import MappingProxyType

import pytest
from PySide6.QtCore import QSizeF, Qt
from PySide6.QtWidgets import QApplication

from npfdesk.plan.edit_labels import add_target, set_progress
from npfdesk.plan.kinds import Kind
from npfdesk.plan.lights import Light
from npfdesk.plan.periods import Period
from npfdesk.plan.series import ProgressKey, SeriesKey
from npfdesk.session import LoadedWorkbook, Session
from npfdesk.ui.look.language import set_language
from tests import plans

CITY, LOANS, SPEED, JOBS = (SeriesKey("市", "", code) for code in ("output", "loans", "speed", "jobs"))


def key(last, year=2026, series=CITY, growth=False):
    return ProgressKey(series, Period(year, 1, last), growth)


def small():
    """Synthetic figures: by June 40, 45 and 50 % of three past years; 2026 aims at 200."""
    made = plans.plan(
        {
            CITY: {2023: 100.0, 2024: 120.0, 2025: 150.0},
            LOANS: {2025: 500.0},
            SPEED: {2025: 6.0},
            JOBS: {2025: 3.0},
        },
        indicators=[
            plans.Indicator("output", "产值", "Output", unit="亿元"),
            plans.Indicator("loans", "贷款余额", "Loans", unit="亿元"),
            plans.Indicator("speed", "增速", "Speed", unit="%", kind=Kind.RATE),
            plans.Indicator("jobs", "新增就业", "Jobs", unit="人", kind=Kind.FLOW, decimals=0),
        ],
        targets=[
            plans.target(CITY, "200", year=2026, base_year=2025),
            plans.target(SPEED, "6.5", year=2026, base_year=2025),
        ],
        base_year=2025,
    )
    stated = {
        key(6, 2023): 40.0, key(6, 2024): 54.0, key(6, 2025): 75.0, key(6): 84.0, key(2): 20.0,
        key(6, growth=True): 12.0, key(6, series=LOANS): 540.0, key(6, series=SPEED): 6.2,
    }  # fmt: skip
    return made.with_progress(MappingProxyType(stated))


@pytest.fixture
def year(person):
    person.workspace.open(Session(LoadedWorkbook(small())))
    person.workspace.select(*CITY)
    person.workspace.set_view(year=2026)
    return person.look_at("Year so far")


def test_the_message_its_band_marks_and_target(year):
    page, months = year.page, year.bars.months
    assert page.title == "Output: 42.0% of the 2026 target by Jun"
    assert "Jan-Jun 2026 84.0 亿元" in page.subtitle
    assert "usually 40.0%–50.0%" in page.subtitle
    assert "+12.0% on the year before" in page.subtitle
    assert "2023–2025, times the year's target" in page.note
    assert (months.low[5], months.middle[5], months.high[5]) == (80, 90, 100)
    assert (months.last_year[5], months.whole) == (75, 200)
    rows = year.table()
    assert rows[6] == ["Jan-Jun 2026", "84", "75", "80", "90", "100", "12"]
    assert rows[1] == ["Jan 2026", "", "", "", "", "", ""]


def test_it_speaks_chinese(year):
    set_language("zh")
    QApplication.processEvents()
    assert year.page.title == "产值：1-6月完成2026年目标 42.0%"
    assert "往年同期 40.0%–50.0%" in year.page.subtitle
    assert "灰带：2023–2025年" in year.page.note


def test_a_month_is_read_by_pointer_and_keys(year, person):
    canvas = year.bars
    frame = canvas.frame(canvas.content(canvas.seen()))
    person.point(canvas, frame.point(6, 10))
    assert canvas.pointed == 6
    text = canvas.readout.text()
    for part in ("Jan-Jun 2026", "84.0 亿元", "80.0 – 100.0 亿元", "75.0 亿元", "+12.0%"):
        assert part in text
    canvas.setFocus()
    person.press(canvas, Qt.Key.Key_Right)
    assert canvas.pointed == 7
    person.press(canvas, Qt.Key.Key_Escape)
    assert canvas.pointed is None
    person.press(canvas, Qt.Key.Key_Left)
    assert canvas.pointed == 6
    person.press(canvas, Qt.Key.Key_Home)
    assert canvas.month_at(frame.point(-3, 0)) is None


def test_an_edit_of_a_month_is_seen_at_once(year, person):
    document = person.workspace.document
    person.workspace.apply(set_progress(document, {key(7): 110.0}))
    assert year.page.title == "Output: 55.0% of the 2026 target by Jul"
    person.workspace.undo()
    assert year.bars.months.latest == 6


def test_a_stock_a_growth_and_what_has_no_months(year, person):
    person.workspace.select(*LOANS)
    assert year.page.title == "Loans: 108.0% of all 2025 by Jun"
    assert "0 are known" in year.page.note
    assert "A stock" in year.page.note
    assert "no target for 2026" in year.page.note
    person.workspace.select(*SPEED)
    assert year.page.title == "Speed: 6.2% by Jun, target 6.5%"
    assert "no usual range" in year.page.note
    person.workspace.select(*JOBS)
    assert year.page.empty.startswith("There are no monthly figures of Jobs")
    assert "Months table" in year.page.empty
    assert len(year.table()) == 13


def test_falls_are_drawn_below_zero_and_another_year_is_looked_at(year, person):
    edit = set_progress(person.workspace.document, {key(6): -10.0, key(2, 2024): 9.0})
    person.workspace.apply(edit)
    frame = year.bars.frame(year.bars.content(year.bars.seen()))
    assert frame.ticks.low < 0
    assert not year.bars.grab().isNull()
    person.workspace.set_view(year=2025)
    assert year.bars.months.year == 2025
    assert year.page.title == "Output: 125.0% of all 2024 by Dec"
    person.workspace.set_view(year=2029)
    # a year without months shows the latest that has some
    assert year.bars.months.year == 2026


def test_before_anything_is_open_it_says_so(alone):
    view = alone.look_at("Year so far")
    assert view.page.empty.startswith("Nothing is open")
    assert view.table() == [view.table()[0]]


def test_the_answers_on_the_year_stand_above_the_bars(year):
    facts = {one.label: one.figure for one in year.bars.words.facts}
    assert facts == {
        "task progress": "42.0%",
        "time progress": "50.0%",
        "usual progress by then": "40.0% – 50.0%",
        "full year at this pace": "168.0 – 210.0 亿元",
        "needed in the remaining months": "116.0 亿元 (+54.7%)",
    }
    assert year.bars.words.facts[0].light is Light.RED
    assert "(1): estimated at this month, the full year was off by 17.6% on average" in year.page.note
    # they take room above, at any width
    wide = year.bars.frame(QSizeF(1200, 400)).whole
    narrow = year.bars.frame(QSizeF(260, 400)).whole
    assert 0 < wide.top() < narrow.top() < 400


def test_what_has_only_growths_is_tracked_by_them(year):
    workspace = year.workspace
    stated = dict.fromkeys(one for one in workspace.plan.progress if one.series == CITY)
    stated[key(3, growth=True)] = 5.0
    workspace.apply(set_progress(workspace.document, stated))
    # 200 after 150 are a third more; last year's months are not known
    assert year.page.title == "Output, growth: 5.0% by Mar, target 33.3%"
    facts = {one.label: one.figure for one in year.bars.words.facts}
    assert facts["growth needed in the remaining months"] == "+42.8%"
    assert "months are not known: 25.0% of the year has passed" in year.page.note
    assert year.bars.words.unit == "%"


def test_a_milestone_and_a_stock(year):
    workspace = year.workspace
    workspace.select(*LOANS)
    made = plans.target(LOANS, "600", year=2026, base_year=2025)
    workspace.apply(add_target(workspace.document, made))
    # half of the way from 500 to 600 is due, 40 are gone
    assert year.page.title == "Loans: 540.0 亿元 by Jun, target 600.0 亿元"
    facts = {one.label: one.figure for one in year.bars.words.facts}
    assert facts["task progress"] == "40.0%"
    assert facts["even monthly progress"] == "50.0%"
    assert facts["full year at this pace"] == "580.0 亿元"
    assert "in equal monthly steps" in year.page.note
    assert year.bars.months.middle[5] == 550
