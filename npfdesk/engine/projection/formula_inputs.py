"""The inputs of a formula in one region and year: every part that it reads, with its figure."""

from __future__ import annotations

from dataclasses import dataclass

from npfdesk.engine.projection.formulas import evaluate
from npfdesk.engine.projection.results import Results
from npfdesk.plan.expressions import OVER_CHILDREN, OVER_TIME, At, Call, Code, Expression, Node, children_of


@dataclass(frozen=True)
class FormulaInput:
    """A part that a formula reads (a code, or one taken elsewhere, below or in another year); NaN: no figure."""

    part: Node
    figure: float


def formula_inputs(results: Results, scenario: str, row: int, year: int) -> tuple[FormulaInput, ...]:
    """The parts that a series' formula reads, in the order in which it names them, each once.

    Codes, and whatever `at`, `prev`, `base`, `sum`, `mean` and `count` take, as these take it. Empty for a
    series without a formula. KeyError for a year that is not on the plan's axis.
    """
    plan, frame = results.plan, results.frame
    formula = plan.indicator_by_code[plan.series[row].indicator].formula
    column = plan.column(year)
    if formula is None:
        return ()
    values = results.scenarios[scenario].projection.values
    pair = frame.region_of[row : row + 1], frame.industry_of[row : row + 1]
    found = []
    for part in dict.fromkeys(_read(formula.root)):
        figures = evaluate(Expression(formula.text, part), frame.context, values, *pair)
        found.append(FormulaInput(part, float(figures[column, 0])))
    return tuple(found)


def _read(node: Node) -> list[Node]:
    taken = isinstance(node, Call) and node.function in OVER_CHILDREN | OVER_TIME
    if isinstance(node, Code | At) or taken:
        return [node]
    return [found for part in children_of(node) for found in _read(part)]
