"""Whatever years, trees and figures workbooks have, holding them against each other answers, in words and finite figures."""

import math
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from npfdesk.engine.reconciliation.ledger import PlanFile
from npfdesk.engine.reconciliation.reconcile import reconciled
from tests.odd_plans import odd_sheets, read_odd

RELAXED = settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@RELAXED
@given(st.lists(odd_sheets(), min_size=2, max_size=4))
def test_odd_plans_are_held_against_each_other_without_an_exception(several):
    files = []
    for number, sheets in enumerate(several):
        with tempfile.TemporaryDirectory() as folder:
            opened = read_odd(sheets, Path(folder))
        if opened is not None:
            files.append(PlanFile(f"{number}.xlsx", opened.plan, opened.observed_cells))
    ledger = reconciled([*files, *files[:1]], {})
    assert len(ledger.plans) == len(files) + bool(files)
    for one in ledger.findings:
        for spoken in ("zh", "en"):
            assert "{" not in one.message(spoken) + one.remedy(spoken)
        assert all(map(math.isfinite, one.figures.values()))
        assert one.places
        assert len(one.plans) > 1
    for problem in ledger.problems:
        assert problem.message("zh")
        assert problem.message("en")
