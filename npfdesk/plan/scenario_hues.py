"""The colours of scenarios: their own where they have one, else a hue that no other scenario has, the same everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from npfdesk.plan.scenarios import Scenario

HUES: Final = ("#7A4FB5", "#0F8B8D", "#B0438F", "#5E7F1F", "#4B2E6B", "#1F7A4D", "#C77BB0", "#0B4F5C")
"""Violet, teal, magenta, olive, plum, green, pink, petrol: none close to a colour of a status."""
SHADES: Final[tuple[tuple[int, float], ...]] = ((0, 0.0), (255, 0.35), (0, 0.4))
"""The hues as they are, lighter and darker: a channel that is blended in, and by how much."""
ALIKE: Final = 60.0
"""Colours nearer than this are one colour to the eye (see `_distance`)."""

_WRITTEN: Final = re.compile(r"#[0-9A-Fa-f]{6}")


def own_colour(scenario: Scenario) -> str:
    """A scenario's own colour, #RRGGBB in capitals; "" where it has none."""
    own = scenario.colour.strip()
    return own.upper() if _WRITTEN.fullmatch(own) else ""


def shaded(hue: str, shade: int) -> str:
    """A hue, #RRGGBB, in one of SHADES."""
    under, share = SHADES[shade]
    return "#" + bytes(round(one + share * (under - one)) for one in _channels(hue)).hex().upper()


def scenario_hues(scenarios: Mapping[str, Scenario], given: Iterable[Scenario] = ()) -> Mapping[str, str]:
    """The colours of scenarios, #RRGGBB, by id.

    Those without a colour of their own take the first hues that are like no own colour and no other's hue: first those that
    the workbook gives (`given`), in its order, those deleted since among them, so that what is deleted or added changes
    nothing for the others.
    """
    first = {one.id: scenarios.get(one.id, one) for one in given}
    return _hues(tuple((one.id, own_colour(one)) for one in (first | dict(scenarios)).values()))


def free_hue(scenarios: Mapping[str, Scenario], given: Iterable[Scenario] = ()) -> str:
    """The first hue that no scenario has, for one that is added."""
    return next(_free(set(scenario_hues(scenarios, given).values())), _ALL[len(scenarios) % len(_ALL)])


@lru_cache(maxsize=8)
def _hues(owns: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    # cached: every redraw of every chart asks, and an edit changes none of it
    free = _free({own for _, own in owns if own})
    found, given = {}, 0
    for name, own in owns:
        found[name] = own or next(free, "") or _ALL[given % len(_ALL)]
        given += not own
    return MappingProxyType(found)


def _free(taken: set[str]) -> Iterator[str]:
    """The hues that are like none of these, in their order."""
    return iter([hue for hue in _ALL if all(_distance(hue, one) >= ALIKE for one in taken)])


@lru_cache(maxsize=4096)
def _distance(one: str, other: str) -> float:
    """How far two colours are apart to the eye, 0 to 765: the differences of their channels, weighted by the mean red.

    Source: T. Riemersma, Colour metric (CompuPhase), the low-cost approximation.
    """
    (red, green, blue), (red2, green2, blue2) = _channels(one), _channels(other)
    mean = (red + red2) / 2
    squared = (2 + mean / 256) * (red - red2) ** 2 + 4 * (green - green2) ** 2
    return float((squared + (2 + (255 - mean) / 256) * (blue - blue2) ** 2) ** 0.5)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _all_hues() -> Mapping[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for shade in range(len(SHADES)):
        for place, hue in enumerate(HUES):
            one = shaded(hue, shade)
            if all(_distance(one, other) >= ALIKE for other in found):
                found[one] = (place, shade)
    return MappingProxyType(found)


HUE_PLACES: Final = _all_hues()
"""All colours that are given to scenarios, in their order: each with its place in HUES and in SHADES."""
_ALL: Final = tuple(HUE_PLACES)
