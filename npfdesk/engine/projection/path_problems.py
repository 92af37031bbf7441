"""Path problems: the remarks on all paths of some scenarios as problems, those of one row of assumptions told together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Final

from npfdesk.engine.projection.remarks import NOTES, path_remarks
from npfdesk.engine.projection.results import Results
from npfdesk.plan.method_description import MethodRemark
from npfdesk.plan.problems import Problem, ProblemKind, Severity, Wording
from npfdesk.plan.series import AssumptionKey, SeriesKey
from npfdesk.plan.series_words import series_wording

Places = Mapping[tuple[str, AssumptionKey], tuple[str, str]]
"""The sheet and cell of each row of assumptions, by its scenario and key."""
NO_PLACES: Final[Places] = MappingProxyType({})

_TOLD: Final = Wording(
    "情景“{scenario}”，“{series}”（这样的序列共 {count} 个）：",
    "Scenario “{scenario}”, “{series}” ({count} such series): ",
)


def path_problems(
    results: Results,
    scenarios: Iterable[str],
    names: Mapping[str, str],
    places: Places = NO_PLACES,
    among: Callable[[SeriesKey], bool] = lambda _: True,
) -> tuple[Problem, ...]:
    """What is wrong with the paths of some scenarios (ids; `names` by id), a warning each.

    Series that one row of assumptions leaves in one state are told together, by the first of them and their number, at the
    row's cell where `places` has it; so are those without any row. What is as it should be (nothing assumed, levers that do
    not reach) is not told, nor what is wrong with series that are not `among` those asked for.
    """
    found: list[Problem] = []
    for scenario in scenarios:
        inputs = results.scenarios[scenario].inputs
        together: dict[tuple[str, int], list[tuple[int, MethodRemark]]] = {}
        remarks = path_remarks(results, scenario)
        for row, said in ((one, remarks[one]) for one in remarks if among(results.plan.series[one])):
            for one in said:
                if one.code not in NOTES:
                    together.setdefault((one.code, int(inputs.owner[row])), []).append((row, one))
        for (_, owner), some in together.items():
            row, first = some[0]
            owned = inputs.rows[owner] if owner >= 0 else None
            sheet, cell = places.get((owned.scenario, owned.key), ("", "")) if owned is not None else ("", "")
            told = {
                "scenario": names[scenario],
                "series": series_wording(results.plan, results.plan.series[row]),
                "count": len(some),
            }
            found.append(Problem(_kind(first), sheet, cell, "", {**first.arguments, **told}))
    return tuple(found)


def _kind(remark: MethodRemark) -> ProblemKind:
    wording = Wording(_TOLD.zh + remark.wording.zh, _TOLD.en + remark.wording.en)
    return ProblemKind(remark.code, Severity.WARNING, wording)
