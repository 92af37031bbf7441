"""Notes on charts: kept with their scenario, saved, merged, locked with an adopted one, and gone with a deleted one."""

from dataclasses import replace

import pytest

from npfdesk.plan.adoption import adopt
from npfdesk.plan.cell_differences import differences, rows_of_work, value_text, work_of_rows
from npfdesk.plan.chart_notes import ChartNote, Sign, notes_of, spoken_notes
from npfdesk.plan.edit_labels import scenario_removed, set_chart_note
from npfdesk.plan.edits import EditRefused, RemoveScenario
from npfdesk.plan.exchange import with_ancestors
from npfdesk.plan.merge import merge
from npfdesk.plan.records import decode, encode, saved_work
from npfdesk.plan.restore import orphans
from npfdesk.plan.series import SeriesKey
from npfdesk.session import LoadedWorkbook, Session, Structure
from tests.plans import Indicator, Region, document, scenario

SERIES = SeriesKey("永康", "", "output")
POLICY = ChartNote("规划", SERIES, 2023, 120.0, Sign.POLICY, "技改{补助}")


@pytest.fixture
def session():
    opened = document(
        {SERIES: {2020: 100.0}},
        indicators=[Indicator("output", "产值", unit="亿元")],
        regions=[Region("永康", "永康市")],
        scenarios=[scenario("惯性"), scenario("规划", "惯性")],
    )
    return Session(LoadedWorkbook(opened.plan), opened)


def noted(session, name="1", note=POLICY):
    return session.apply(set_chart_note(session.document, name, note))


def test_a_note_is_an_edit_like_any_other(session):
    begun = session.document
    change = noted(session)
    assert not change.touched.any()
    assert change.structure == Structure.CHART_NOTES
    assert change.label.text("zh") == "图上标注 2023年政策：技改{补助}"
    moved = replace(POLICY, year=2024, sign=Sign.ARROW)
    assert noted(session, "1", moved).label.text("en") == (
        "Note on the chart: 2023 policy: 技改{补助} → 2024: 技改{补助}"
    )
    assert noted(session, "1", None).label.text("zh") == "删除图上标注 2024年：技改{补助}"
    assert not session.document.work.chart_notes
    for _ in range(3):
        session.undo()
    assert session.document is begun
    assert not session.unsaved


def test_it_is_saved_compared_and_merged(session):
    base = saved_work(session.document)
    noted(session)
    work = session.document.work
    assert decode(encode(saved_work(session.document))).work == work
    assert work_of_rows(rows_of_work(work)) == work
    (one,) = differences(base.work, work)
    assert value_text(session.document.plan, one.cell, one.after, {}, "zh") == "2023年政策：技改{补助}"
    theirs = replace(base, work=replace(base.work, chart_notes={"2": replace(POLICY, year=2022)}))
    merged = merge(base, saved_work(session.document), theirs)
    assert not merged.conflicts
    assert [one.year for one in notes_of(merged.work.chart_notes, ["规划"], SERIES).values()] == [2022, 2023]


def test_it_goes_where_its_scenario_goes(session):
    noted(session)
    saved = saved_work(session.document)
    assert with_ancestors(saved, ["规划"], amendments=False).work.chart_notes == {"1": POLICY}
    assert not with_ancestors(saved, ["惯性"]).work.chart_notes
    session.apply(RemoveScenario("规划", scenario_removed("规划")))
    assert not session.document.work.chart_notes
    session.undo()
    assert session.document.work.chart_notes == {"1": POLICY}


def test_an_adopted_scenario_takes_none(session):
    noted(session)
    session.apply(adopt(session.document, "规划", "2026-03-05"))
    for name, note in (("1", None), ("1", replace(POLICY, year=2025)), ("2", POLICY)):
        with pytest.raises(EditRefused) as refused:
            noted(session, name, note)
        assert refused.value.problem.code == "adopted"
    noted(session, "3", replace(POLICY, scenario="惯性"))


def test_one_on_a_series_that_is_gone_is_told(session):
    noted(session, "1", replace(POLICY, series=SeriesKey("永康", "", "gone")))
    assert [one.code for one in orphans(session.document)] == ["orphan"]
    twice = (POLICY, replace(POLICY, scenario="惯性"), replace(POLICY, year=2024, sign=Sign.EVENT))
    assert spoken_notes(twice, "en") == "2023 policy: 技改{补助}; 2024 event: 技改{补助}"
