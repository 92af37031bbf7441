"""Formulas whose sums, means and counts cover different children of one region."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from npfdesk.engine.audit.finding import Finding, Place
from npfdesk.engine.audit.printed_figures import PrintedFigures
from npfdesk.engine.projection.formulas import UnlikePart, unlike_parts
from npfdesk.plan.formula_words import formula_wording
from npfdesk.plan.problems import Wording, joined, warning
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.spoken_names import name_wording

CHILDREN_DIFFER: Final = warning(
    "formula_children_differ",
    "{what}：公式“{formula}”的各个合计、平均或计数覆盖的下级地区不同：{missing}。结果不是同一范围的比值；请补齐数据，或在公式中只取各项都有的地区。",
    "{what}: the sums, means or counts of the formula “{formula}” cover different regions: {missing_en}. The result is not a "
    "ratio over the same area; enter the missing figures, or let the formula use only regions that have all of them.",
)
_MOST: Final = 12


def formula_children(printed: PrintedFigures) -> Iterator[Finding]:
    """A computed series where one part of the formula counts children that another part leaves out.

    sum(tax)/sum(land) over four counties that have a tax and three that have land; also a weighted mean
    sum(w*x)/sum(w) where a weight lacks. Warning, with the children and what they lack. A child that lacks all that the
    formula reads is left out of every part and no finding.
    """
    frame, plan = printed.frame, printed.plan
    for row in np.flatnonzero(frame.formula_row).tolist():
        formula = plan.indicator_by_code[plan.series[row].indicator].formula
        if formula is None:
            continue
        pair = int(frame.region_of[row]), int(frame.industry_of[row])
        unlike = unlike_parts(formula, frame.context, *pair)
        if unlike:
            lacking = _lacking(unlike)
            yield printed.finding(
                CHILDREN_DIFFER,
                row,
                0,
                {"left_out": float(len({child for child, _ in lacking}))},
                {"formula": formula_wording(plan, formula.root), **_words(printed, lacking)},
                [printed.place(row), *_places(printed, lacking, pair[1])],
            )


def _lacking(unlike: tuple[UnlikePart, ...]) -> list[tuple[int, str]]:
    """The children left out with the codes that they lack, each pair once."""
    pairs = ((child, code) for one in unlike for child, codes in one.missing for code in codes)
    return list(dict.fromkeys(pairs))


def _words(printed: PrintedFigures, lacking: list[tuple[int, str]]) -> dict[str, str]:
    plan = printed.plan
    named = []
    for child, code in lacking:
        region, indicator = plan.regions[child], plan.indicator_by_code.get(code)
        where, what = name_wording(region), name_wording(indicator) if indicator else Wording(code, code)
        named.append((f"{where.zh}没有“{what.zh}”", f"{where.en} has no {what.en}"))
    return {
        "missing": joined((zh for zh, _ in named), "zh", _MOST),
        "missing_en": joined((en for _, en in named), "en", _MOST),
    }


def _places(printed: PrintedFigures, lacking: list[tuple[int, str]], slot: int) -> list[Place]:
    plan = printed.plan
    industry = next(
        (one.industry for one, at in zip(plan.series, printed.frame.industry_of, strict=True) if at == slot),
        "",
    )
    return [Place("", "", SeriesKey(plan.regions[child].code, industry, code)) for child, code in lacking]
