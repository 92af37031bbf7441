"""Whatever a plan consists of goes back into its workbook and reads back as the same plan."""

import hashlib

import numpy as np
from hypothesis import given, settings

from npfdesk.plan.document import new_document
from npfdesk.plan.parts import PARTS
from npfdesk.plan.records import decode, encode, saved_work
from npfdesk.plan.restore import restore
from npfdesk.workbook.canonical.plan_workbook import save_canonical
from npfdesk.workbook.plan_reader import read_workbook
from npfdesk.workbook.writing.amendments import amendments
from npfdesk.workbook.writing.patch import save_into_workbook
from tests.structure_steps import edited, small_document
from tests.workbook.writing.test_patch import AUTHOR


def said(plan):
    """What a plan says, in a form in which two plans can be compared."""
    figures = {
        (key, int(year)): float(value)
        for key, line in zip(plan.series, plan.observed, strict=True)
        for year, value in zip(plan.years, line, strict=True)
        if np.isfinite(value)
    }
    return {
        "settings": (plan.title, plan.city, plan.base_year, plan.target_year, plan.horizon),
        "years": plan.years.tolist(),
        "regions": plan.regions,
        "industries": plan.industries,
        "indicators": plan.indicators,
        "sources": plan.sources,
        "levers": sorted(plan.levers, key=str),
        "commitments": sorted((one.region, one.item, one.year, one.owner, one.text, one.state) for one in plan.commitments),
        "checks": sorted((one.name, one.expression, one.region) for one in plan.checks),
        "progress": dict(plan.progress),
        "figures": figures,
        "targets": {key: (one.text, one.stretch, one.base_year, one.owner) for key, one in plan.targets.items() if not one.parsed.asks_nothing},
    }  # fmt: skip


def written(path, document, language="zh"):
    """Save a document into its workbook; the plan that it reads as, and what was found to write."""
    found = amendments(path, document, language)
    assert not hasattr(found, "kind"), found.message("zh")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert (
        save_into_workbook(path, found.edits, AUTHOR, language, added=found.added, opened_as=digest) is None
    )
    return read_workbook(path), found


def opened(path, plan, language="zh"):
    assert save_canonical(plan, path, language) is None
    reading = read_workbook(path)
    assert reading.plan is not None, [one.message("zh") for one in reading.problems]
    return reading


@settings(max_examples=40, deadline=None)
@given(states=edited())
def test_saved_into_its_workbook_a_plan_reads_back_as_it_is(tmp_path_factory, states):
    path = tmp_path_factory.mktemp("plan") / "a.xlsx"
    start = opened(path, states[0].plan).plan
    document = restore(start, saved_work(states[-1])).document
    reading, found = written(path, document)
    assert found.left_out == ()
    assert said(reading.plan) == said(document.plan), [one.message("zh") for one in reading.problems]
    after = restore(reading.plan, saved_work(document)).document
    for part in PARTS:
        if part.outstanding is not None:
            assert not part.of(after.work), part.key
    again = amendments(path, after, "zh")
    assert (again.edits, again.added) == ((), ())


@settings(max_examples=40, deadline=None)
@given(states=edited())
def test_written_in_the_standard_form_a_plan_reads_back_as_it_is(tmp_path_factory, states):
    path = tmp_path_factory.mktemp("plan") / "a.xlsx"
    plan = states[-1].plan
    assert said(opened(path, plan).plan) == said(plan)


@settings(max_examples=60, deadline=None)
@given(states=edited(most=8))
def test_the_work_is_saved_and_gives_the_same_plan_again(states):
    document = states[-1]
    saved = saved_work(document)
    assert decode(encode(saved)) == saved
    restored = restore(document.workbook_plan, decode(encode(saved)))
    assert said(restored.document.plan) == said(document.plan)
    assert not restored.orphans


def test_the_small_plan_reads_back(tmp_path):
    plan = small_document().plan
    reading = opened(tmp_path / "a.xlsx", plan)
    assert said(reading.plan) == said(plan)
    assert new_document(plan).plan is plan
