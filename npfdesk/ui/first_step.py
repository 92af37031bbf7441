"""What to do next in a plan that has only been begun, for whatever would be empty without it."""

from __future__ import annotations

from npfdesk.plan.model import Plan
from npfdesk.ui.look.language import tr


def first_step(plan: Plan) -> str:
    """The next step of a plan without any series; "" where nothing is open, and where there are series."""
    if plan.series or not plan.regions:
        return ""
    if not plan.indicators:
        return tr(
            "FirstStep",
            "The plan is new. Type its counties and indicators into the last rows of the table Structure, or paste "
            "them from Excel.",
        )
    return tr(
        "FirstStep",
        "The plan has indicators, but no figures and no targets yet. Enter figures in the table Data, or add a target "
        "in Targets.",
    )
