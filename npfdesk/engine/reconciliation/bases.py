"""One figure that two files state differently: base_differs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from npfdesk.engine.reconciliation.comparison import Comparison, Settling
from npfdesk.engine.reconciliation.ledger import Difference
from npfdesk.engine.reconciliation.observed_deviations import Deviation
from npfdesk.plan.problems import LANGUAGES, Wording, warning

BASE_DIFFERS: Final = Settling(
    warning(
        "base_differs",
        "{what}：{year}年，{above}为{other}，{below}为{figure}，相差{difference}{also}。",
        "{what}: {other} in {year} by {above}, {figure} by {below}, a difference of {difference}{also}.",
    ),
    Wording(
        "核对统计部门公布的{year}年数，改正不一致的一份；如因修订而变，两份都用修订后的数。",
        "Check the figure of {year} as the statistics office published it and correct the file that differs; if it was "
        "revised, use the revised figure in both.",
    ),
)

_ALSO: Final = Wording("；{years}年也不一致", "; they differ in {years} too")


def bases(comparison: Comparison) -> Iterator[Difference]:
    """The observed figures and printed bases that differ between plans beyond the rounding of both.

    A file whose figures are those of the others in another unit is told of its unit instead.
    """
    for one in comparison.deviations:
        series = comparison.plans[one.place].plan.series[one.row]
        match = comparison.matched.of[one.place, series.indicator]
        if (one.place, match) in comparison.slipped:
            continue
        reference = one.others[0]
        above = comparison.plans[reference.place].plan.series[reference.row]
        places = [
            comparison.observed_place(
                other.place, comparison.plans[other.place].plan.series[other.row], one.year
            )
            for other in one.others
        ]
        pair = sorted((reference.place, one.place))
        yield comparison.difference(
            BASE_DIFFERS,
            match,
            comparison.region_name(reference.place, above.region),
            pair,
            [*places, comparison.observed_place(one.place, series, one.year)],
            {"above": reference.figure, "below": one.figure, "difference": one.figure - reference.figure},
            what=comparison.series_words(reference.place, above),
            year=one.year,
            also=_also(one),
            above=comparison.plan_words(reference.place),
            below=comparison.plan_words(one.place),
            other=comparison.figure_words(reference.figure, match),
            figure=comparison.figure_words(one.figure, match),
            difference=comparison.gap_words(one.figure - reference.figure, match),
        )


def _also(one: Deviation) -> Wording:
    """The other years in which the two differ."""
    years = tuple(str(year) for year in one.years if year != one.year)
    if not years:
        return Wording("", "")
    return Wording(*(_ALSO.text(spoken, {"years": years}) for spoken in LANGUAGES))
