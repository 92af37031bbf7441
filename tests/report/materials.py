"""Reports' material for tests: the sample, and plans made by hand."""

import dataclasses
import datetime

from npfdesk.engine.projection.update import compute
from npfdesk.plan.document import new_document
from npfdesk.plan.edit_labels import set_spillover
from npfdesk.plan.spillover import Basis, Spillover
from npfdesk.plan.status_rules import Rule
from npfdesk.report.material import Material, Provenance

MOMENT = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)


def material(plan, rule=Rule.PACE, language="zh", moment=MOMENT, scenarios=None):
    document = new_document(plan)
    chosen = [one for one in document.scenarios.values() if scenarios is None or one.name in scenarios]
    told = Provenance("规划.xlsx", "ab" * 32, moment, "手工修订 3")
    return Material(compute(document), tuple(chosen), rule, told, language)


def passed_on(plan, share=0.3, lag=1):
    """The material of a plan whose lowest regions, set in a row, pass on their gains by distance (synthetic)."""
    lowest = [one.code for one in plan.regions if one.parent]
    places = tuple((code, float(place), 0.0) for place, code in enumerate(lowest))
    chosen = set_spillover(Spillover(Basis.DISTANCE, share, lag, places=places))
    made = material(plan, scenarios=("攻坚",))
    return dataclasses.replace(made, results=compute(chosen.apply(new_document(plan))))
