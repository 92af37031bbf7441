"""A workbook of a plan whose regions pass on their gains recomputes to the engine's figures."""

import dataclasses

import numpy as np

from npfdesk.engine.update import compute
from npfdesk.plan.document import new_document
from npfdesk.plan.labels import set_spillover
from npfdesk.plan.spillover import Basis, Spillover
from tests.report.materials import material
from tests.report.test_workbook_report import recomputed


def test_what_is_received_from_other_regions_is_in_the_paths(sample_plan):
    made = material(sample_plan, scenarios=("攻坚",))
    regions = [one.code for one in sample_plan.regions if one.parent]
    places = tuple((code, float(place), 0.0) for place, code in enumerate(regions))
    chosen = set_spillover(Spillover(Basis.DISTANCE, 0.3, 1, places=places))
    passed = compute(chosen.apply(new_document(sample_plan)))
    assert not np.array_equal(
        passed.scenarios["攻坚"].values, made.results.scenarios["攻坚"].values, equal_nan=True
    )
    recomputed(dataclasses.replace(made, results=passed))
