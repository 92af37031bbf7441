"""The lines of a path chart taken over from edit to edit: they are those made from nothing, and what stays stays itself."""

from dataclasses import fields

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.plan.edit_labels import set_assumptions
from npfdesk.plan.series import AssumptionKey, SeriesKey
from npfdesk.ui.charts.path_lines import PathLines, path_lines
from tests.engine.targets.test_kept_judgements import STEPS, opened, taken
from tests.plans import Assumption, Method

# by what they are taken over, not what is drawn
MADE_OF = {"asked", "rests_on"}


def drawn(lines):
    """All that lines show, by name; figures bit by bit, and no figure as one."""
    for one in fields(PathLines):
        if one.name not in MADE_OF:
            value = getattr(lines, one.name)
            yield one.name, value.tobytes() if isinstance(value, np.ndarray) else repr(value)


@given(
    st.lists(st.tuples(STEPS, st.booleans()), min_size=1, max_size=8), st.sampled_from(["基准", "攻坚", None])
)
def test_whatever_is_edited_the_lines_taken_over_are_those_made_from_nothing(steps, scenario):
    session = opened()
    kept = {}
    for step, looked in [(None, True), *steps]:
        if step is not None:
            taken(session, step)
        # nobody looks after every edit
        if not looked:
            continue
        name = scenario or session.document.active
        for row in range(len(session.document.plan.series)):
            kept[row] = path_lines(session.results, name, row, kept.get(row))
            assert dict(drawn(kept[row])) == dict(drawn(path_lines(session.results, name, row)))


def test_an_edit_of_another_series_leaves_the_very_same_lines():
    session = opened()
    rows = {one: session.document.plan.row[SeriesKey("甲", "", one)] for one in ("gdp", "share")}
    before = {one: path_lines(session.results, "基准", row) for one, row in rows.items()}
    key = AssumptionKey("甲", "", "share")
    session.apply(set_assumptions(session.document, "基准", {key: Assumption(Method.GROWTH, 1.0)}))
    after = {one: path_lines(session.results, "基准", row, before[one]) for one, row in rows.items()}
    assert after["gdp"] is before["gdp"]
    assert after["share"] is not before["share"]
    # what was observed has not moved, and nothing that is drawn of it has to be made again
    assert after["share"].observed is before["share"].observed
    assert after["share"].marks is before["share"].marks
