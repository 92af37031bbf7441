"""Kept evaluations go every road of the work: undone, saved, drafted, exchanged, merged, restored."""

from dataclasses import replace
from types import MappingProxyType

from npfdesk.plan.document import new_document
from npfdesk.plan.edit_labels import set_evaluations
from npfdesk.plan.evaluations import Grade, KeptEvaluation, KeptGrade
from npfdesk.plan.exchange import Exchange, common_parent, pack, unpack, with_ancestors
from npfdesk.plan.kinds import Duty
from npfdesk.plan.merge import merge
from npfdesk.plan.records import decode, encode, saved_work
from npfdesk.plan.restore import restore
from npfdesk.plan.series import SeriesKey
from npfdesk.session import LoadedWorkbook, Session
from npfdesk.store.library import Library
from npfdesk.store.library_records import WorkbookIdentity
from tests.plans import plan, scenario, with_parts

KEY = SeriesKey("市", "", "x")
GRADE = KeptGrade(
    KEY, 2030, Duty.BINDING, "发改", "200", Grade.ON, 100.0, 200.0, 132.0, 0.32, 0.4, 1.0, 198.5, False
)
BARE = KeptGrade(KEY, 2035, Duty.EXPECTED, "", "稳步提升", Grade.NONE)
KEPT = KeptEvaluation(
    "中期", 2027, "基准", "2028-01-31", "", (1.05, 0.95), ("", "超前", "", ""), (GRADE, BARE)
)


def begun():
    return plan({KEY: {2025: 100.0}}, scenarios=[scenario()], base_year=2025)


def test_kept_is_one_step_that_changes_no_figure():
    session = Session(LoadedWorkbook(begun()))
    before = session.document
    change = session.apply(set_evaluations({"中期": KEPT}))
    assert session.history.undo_label.text("zh") == "留存评估“中期”"
    assert session.document.plan is before.plan
    assert not change.touched.any()
    session.apply(set_evaluations({"中期": None}))
    assert session.history.undo_label.text("en") == "Remove kept evaluation “中期”"
    assert not session.document.work.evaluations
    session.undo()
    assert session.document.work.evaluations == {"中期": KEPT}
    many = set_evaluations({"甲": None, "乙": None})
    assert many.label.text("zh") == "2 份留存的评估"


def test_it_travels_with_library_drafts_and_exchange(tmp_path):
    document = set_evaluations({"中期": KEPT}).apply(new_document(begun()))
    mine = saved_work(document)
    assert decode(encode(mine)).work.evaluations == {"中期": KEPT}
    library, here = Library(tmp_path / "library.sqlite"), WorkbookIdentity("/a.xlsx", "a" * 64)
    saved = library.save(here, mine, "", None)
    library.draft(here, replace(mine, active="x"), saved.id)
    library.close()
    again = Library(tmp_path / "library.sqlite")
    stored = again.load(here)
    assert stored.work.work.evaluations == stored.draft.work.work.evaluations == {"中期": KEPT}
    again.close()
    sent = Exchange(with_ancestors(mine, [mine.active]), common_parent(mine, (mine,), ()))
    got = unpack(pack(sent), "a.npfs")
    assert got.work.work.evaluations == {"中期": KEPT}
    assert restore(begun(), mine).document.work.evaluations == {"中期": KEPT}


def test_two_that_keep_one_name_are_asked():
    bare = saved_work(new_document(begun()))
    mine = saved_work(set_evaluations({"中期": KEPT}).apply(new_document(begun())))
    other = replace(KEPT, year=2028)
    theirs = with_parts(bare, evaluations=MappingProxyType({"中期": other, "年度": other}))
    merged = merge(bare, mine, theirs)
    assert merged.work.evaluations == {"中期": KEPT, "年度": other}
    (conflict,) = merged.conflicts
    assert merge(bare, mine, theirs, {conflict.cell: True}).work.evaluations["中期"] == other
