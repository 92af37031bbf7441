"""Reports' material for tests: the sample, and plans made by hand."""

import datetime

from npfdesk.engine.status import Rule
from npfdesk.engine.update import compute
from npfdesk.plan.document import new_document
from npfdesk.report.material import Material, Provenance

MOMENT = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)


def material(plan, rule=Rule.PACE, language="zh", moment=MOMENT, scenarios=None):
    document = new_document(plan)
    chosen = [one for one in document.scenarios.values() if scenarios is None or one.name in scenarios]
    told = Provenance("规划.xlsx", "ab" * 32, moment, "手工修订 3")
    return Material(compute(document), tuple(chosen), rule, told, language)
