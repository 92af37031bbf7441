"""Levers' effects amended here: for all scenarios, undone, kept, merged and put into words like any amendment."""

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest

from npfdesk.locations import resources_folder
from npfdesk.plan.cell_differences import cell_text, counts, counts_text, differences, value_text
from npfdesk.plan.commitments import CommitmentKey, Standing, State
from npfdesk.plan.document import new_document
from npfdesk.plan.edit_labels import set_effect
from npfdesk.plan.frameworks import insert_framework, read_framework, remove_framework
from npfdesk.plan.lever_amendments import EffectKey, StatedEffect, effect_key
from npfdesk.plan.merge import merge
from npfdesk.plan.records import decode, encode, saved_work
from npfdesk.plan.restore import ReplaceWork, restore, restored_label
from npfdesk.session import LoadedWorkbook, Session, Structure
from tests import plans

OWN = EffectKey("甲", "output", 0)
SAID = StatedEffect(1.5, "评估报告", "R:3")


@pytest.fixture
def small():
    """One lever at full intensity over 5 %; synthetic figures."""
    return plans.plan(
        {("市", "", "output"): {2020: 100.0}},
        indicators=[plans.Indicator("output", "规上工业总产值")],
        levers=[plans.LeverEffect("甲", "维", "output", 2.0, note="假设")],
        scenarios=[
            plans.scenario(
                assumptions={("*", "*", "output"): plans.Assumption(plans.Method.GROWTH, 5.0)},
                intensities={("甲", "*", "*"): {2020: 100.0}},
            )
        ],
    )


def stated(plan, key):
    return next(one for one in plan.levers if effect_key(one) == key)


def test_it_moves_the_path_and_is_undone(small):
    session = Session(LoadedWorkbook(small))
    column = small.column(2021)
    assert session.results.scenarios["基准"].values[0, column] == pytest.approx(107.0)
    change = session.apply(set_effect(session.document, small, OWN, SAID))
    assert Structure.PLAN in change.structure
    assert session.unsaved
    assert change.label.text("zh") == "“甲”对规上工业总产值的效应：1.5"
    assert session.results.scenarios["基准"].values[0, column] == pytest.approx(106.5)
    now = stated(session.document.plan, OWN)
    assert (now.effect, now.note, now.source) == (1.5, "评估报告", "R:3")
    session.apply(set_effect(session.document, small, OWN, None))
    assert stated(session.document.plan, OWN) == small.levers[0]
    assert dict(session.document.work.effects) == {}
    session.undo()
    session.undo()
    np.testing.assert_allclose(session.results.scenarios["基准"].values[0, column], 107.0)
    assert session.document.plan is small


def test_it_is_kept_and_laid_on_the_workbook_read_anew(small):
    document = set_effect(new_document(small), small, OWN, SAID).apply(new_document(small))
    work = decode(encode(saved_work(document)))
    assert dict(work.work.effects) == {OWN: SAID}
    restored = restore(small, work)
    assert restored.document.plan.levers == document.plan.levers
    assert restored.orphans == ()
    without = replace(small, levers=())
    lost = restore(without, work)
    assert dict(lost.document.work.effects) == {OWN: SAID}
    assert any("甲 · output" in one.message("zh") for one in lost.orphans)
    # work saved before effects could be amended
    record = encode(saved_work(new_document(small))).replace(',"effects":[]', "")
    assert dict(decode(record).work.effects) == {}
    with pytest.raises(ValueError, match="finite"):
        encode(plans.with_parts(work, effects={OWN: StatedEffect(float("nan"))}))


def test_a_framework_taken_out_and_in_again_finds_its_amendments(small):
    framework = read_framework(resources_folder() / "frameworks" / "4_tracks_coverage.toml")
    document = insert_framework(framework, small, "zh").apply(new_document(small))
    key = EffectKey("443细分赛道培育", "output", 1)
    document = set_effect(document, small, key, SAID).apply(document)
    document = set_effect(document, small, OWN, StatedEffect(3.0)).apply(document)
    assert stated(document.plan, key).effect == 1.5
    document = remove_framework(framework, small).apply(document)
    assert {effect_key(one): one.effect for one in document.plan.levers} == {OWN: 3.0}
    document = insert_framework(framework, small, "zh").apply(document)
    assert stated(document.plan, key).note == "评估报告"
    # an earlier save taken back brings the effects of then
    earlier = saved_work(new_document(small))
    assert ReplaceWork(small, earlier, restored_label("甲")).apply(document).plan.levers == small.levers


def test_it_is_merged_and_said_in_words(small):
    before = saved_work(new_document(small))
    mine = plans.with_parts(before, effects=MappingProxyType({OWN: SAID}))
    key = CommitmentKey("市", "事项", 2025)
    theirs = plans.with_parts(
        before,
        standings=MappingProxyType(
            {key: Standing(owner="甲局", milestone="", state=State.LATE, evidence="")}
        ),
    )
    merged = merge(before, mine, theirs)
    assert dict(merged.work.effects) == {OWN: SAID}
    assert merged.conflicts == ()
    found = differences(before.work, merged.work)
    assert counts_text(counts(found), "zh") == "承诺 1 处，抓手效应 1 处"
    told = {
        one.cell.row.area: (
            cell_text(small, one.cell, "zh"),
            value_text(small, one.cell, one.after, {}, "en"),
        )
        for one in found
    }
    assert told["effect"] == ("抓手效应 · 甲 · 规上工业总产值", "1.5; 评估报告; R:3")
    assert told["standing"] == ("承诺 · 事项", "late; 甲局")
