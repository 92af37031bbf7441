"""Figures of parts of a year amended here: for all scenarios, undone, kept, merged and put into words."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from npfdesk.engine.targets.judgement import judge
from npfdesk.plan.cell_differences import cell_text, counts, counts_text, differences
from npfdesk.plan.document import new_document
from npfdesk.plan.edit_labels import set_progress
from npfdesk.plan.exchange import with_ancestors
from npfdesk.plan.merge import merge
from npfdesk.plan.periods import Period
from npfdesk.plan.records import UnknownFormat, decode, encode, saved_work
from npfdesk.plan.restore import ReplaceWork, restore, restored_label
from npfdesk.plan.series import ProgressKey, SeriesKey
from npfdesk.session import LoadedWorkbook, Session, Structure
from tests import plans

CITY = SeriesKey("市", "", "output")
MARCH = ProgressKey(CITY, Period(2026, 1, 3))
GROWTH = ProgressKey(CITY, Period(2026, 1, 3), True)


@pytest.fixture
def small():
    plan = plans.plan(
        {CITY: {2020: 100.0}}, indicators=[plans.Indicator("output", "规上工业总产值", unit="亿元")]
    )
    return plan.with_progress(MappingProxyType({MARCH: 24.0}))


def test_it_is_an_edit_like_any_other(small):
    session = Session(LoadedWorkbook(small))
    change = session.apply(set_progress(session.document, {MARCH: 25.0}))
    assert change.structure == Structure.PROGRESS
    assert session.unsaved
    assert change.label.text("zh") == "市 规上工业总产值 2026年1-3月 24 → 25 亿元"
    assert session.document.plan.progress[MARCH] == 25.0
    change = session.apply(set_progress(session.document, {GROWTH: 6.5}))
    assert change.label.text("en") == "市 规上工业总产值 2026Q1 growth on the year before none → 6.5%"
    change = session.apply(set_progress(session.document, {MARCH: None, GROWTH: None}))
    assert change.label.text("zh") == "市 规上工业总产值 修订 2 个月度数据"
    assert dict(session.document.plan.progress) == {}
    for _ in range(3):
        session.undo()
    assert session.document.plan is small


def test_it_is_kept_and_laid_on_the_workbook_read_anew(small):
    document = set_progress(new_document(small), {MARCH: None, GROWTH: 6.5}).apply(new_document(small))
    text = encode(saved_work(document))
    assert '"period":"2026Q1"' in text
    work = decode(text)
    assert dict(work.work.progress) == {MARCH: None, GROWTH: 6.5}
    restored = restore(small, work)
    assert dict(restored.document.plan.progress) == {GROWTH: 6.5}
    assert restored.orphans == ()
    # what the workbook says itself by now is no amendment any more
    written = restore(small.with_progress(MappingProxyType({GROWTH: 6.5})), work)
    assert dict(written.document.work.progress) == {}
    lost = restore(replace(small, indicators=(), series=(), observed=small.observed[:0]), work)
    assert any("市 · output · 2026Q1" in one.message("zh") for one in lost.orphans)
    assert dict(lost.document.work.progress) == {MARCH: None, GROWTH: 6.5}
    before = encode(saved_work(new_document(small))).replace(',"progress":[]', "")
    assert dict(decode(before).work.progress) == {}
    with pytest.raises(UnknownFormat):
        decode(text.replace("2026Q1", "2026Q7"))


def test_it_is_merged_and_said_in_words(small):
    before = saved_work(new_document(small))
    mine = plans.with_parts(before, progress=MappingProxyType({MARCH: 25.0}))
    theirs = plans.with_parts(before, progress=MappingProxyType({GROWTH: None}))
    merged = merge(before, mine, theirs)
    assert dict(merged.work.progress) == {MARCH: 25.0, GROWTH: None}
    assert merged.conflicts == ()
    other = plans.with_parts(before, progress=MappingProxyType({MARCH: 26.0}))
    assert len(merge(before, mine, other).conflicts) == 1
    found = differences(before.work, merged.work)
    assert counts_text(counts(found), "zh") == "月度数据 2 处"
    texts = {cell_text(small, one.cell, "zh") for one in found}
    assert texts == {
        "月度数据 · 市 · 规上工业总产值 · 2026年1-3月",
        "月度数据 · 市 · 规上工业总产值 · 2026年1-3月 · 同比",
    }
    earlier = ReplaceWork(small, before, restored_label("甲"))
    assert dict(earlier.apply(restore(small, merged.saved).document).plan.progress) == {MARCH: 24.0}


def test_it_travels_with_the_amendments_and_stays_behind_without(small):
    document = set_progress(new_document(small), {MARCH: 25.0}).apply(new_document(small))
    saved, names = saved_work(document), list(document.scenarios)
    assert dict(with_ancestors(saved, names).work.progress) == {MARCH: 25.0}
    assert dict(with_ancestors(saved, names, amendments=False).work.progress) == {}


def test_a_growth_of_a_year_typed_in_is_judged(small):
    """A growth target without levels is judged by printed growths, wherever they come from."""
    series = SeriesKey("市", "", "speed")
    plan = plans.plan(
        {series: {}},
        indicators=[plans.Indicator("speed", "规上工业增加值", unit="亿元")],
        targets=[plans.target(series, "年均增长6%")],
    )
    session = Session(LoadedWorkbook(plan))
    before = judge(session.results, session.document.active, 2025, "pace")
    grown = {ProgressKey(series, Period(year), True): 7.0 for year in range(2021, 2026)}
    session.apply(set_progress(session.document, grown))
    after = judge(session.results, session.document.active, 2025, "pace")
    assert before.value[0] != after.value[0]
    assert after.value[0] == pytest.approx(7.0)
