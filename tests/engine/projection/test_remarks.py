"""Remarks on paths: asked for one series they are those found among all."""

from hypothesis import given
from hypothesis import strategies as st

from npfdesk.engine.projection.remarks import path_remarks, remarks
from tests.engine.targets.test_kept_judgements import STEPS, opened, taken


@given(st.lists(STEPS, min_size=1, max_size=6))
def test_remarks_of_one_series_are_those_among_all(steps):
    session = opened()
    for step in steps:
        taken(session, step)
    for name in session.document.scenarios:
        every = path_remarks(session.results, name)
        for row in range(len(session.document.plan.series)):
            assert remarks(session.results, name, row) == every.get(row, ())
