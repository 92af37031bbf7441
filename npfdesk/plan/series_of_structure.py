"""Which series a plan has: those stated, those that formulas give, and the parents that roll up."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from npfdesk.plan.kinds import RollUp
from npfdesk.plan.model import Indicator
from npfdesk.plan.regions import Region
from npfdesk.plan.series import ALL_INDUSTRIES, SeriesKey


def complete_series(
    stated: Collection[SeriesKey],
    regions: Mapping[str, Region],
    industries: Iterable[str],
    indicators: Mapping[str, Indicator],
    also: Iterable[SeriesKey] = (),
) -> tuple[SeriesKey, ...]:
    """Every series of a plan in its order (region, industry, indicator).

    `stated` have rows of their own, `also` are there for another reason. A formula is computed where a row says so,
    in every region where none does; a region has what its children roll up. The tree has no circles.
    """
    found = {*stated, *also}
    written = {key.indicator for key in stated}
    for code, indicator in indicators.items():
        if indicator.formula is not None and code not in written:
            found.update(SeriesKey(region, ALL_INDUSTRIES, code) for region in regions)
    found |= {
        key._replace(region=above)
        for key in found
        if indicators[key.indicator].rollup is not RollUp.NONE
        for above in ancestors(regions, key.region)
    }
    places = {code: index for index, code in enumerate(regions)}
    slots = {ALL_INDUSTRIES: -1, **{code: index for index, code in enumerate(industries)}}
    order = {code: index for index, code in enumerate(indicators)}
    return tuple(
        sorted(found, key=lambda key: (places[key.region], slots[key.industry], order[key.indicator]))
    )


def ancestors(regions: Mapping[str, Region], region: str) -> Iterator[str]:
    """The codes of a region's parent, its parent's parent and so on."""
    parent = regions[region].parent
    while parent:
        yield parent
        parent = regions[parent].parent
