"""The growth of a part that a share and its whole imply: share × whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import numpy as np

from npfdesk.engine.audit.finding import Finding
from npfdesk.engine.audit.indicator_names import canonical, same_whole, share
from npfdesk.engine.audit.printed_figures import PrintedFigures, YearTargets, percent
from npfdesk.plan.problems import note

IMPLIED_PART: Final = note(
    "implied_part_growth",
    "{what}：由{base}到{year}年的{target}，而{whole}年均{whole_growth}，{part}隐含年均{part_growth}，{judged}。",
    "{what}: from {base} to {target} in {year} while {whole} grows {whole_growth} a year, so that {part} grows "
    "{part_growth} a year: {judged_en}.",
)

TIMES: Final = 2.0
"""How many times the whole's growth a part may be implied to grow …"""
BEYOND: Final = 5.0
"""… and by how many points a year more, before it is told."""
FALLS: Final = -1.0
"""The growth in % a year below which a part is told to fall while the whole grows."""
_SECTOR: Final = re.compile(
    r"^(?:第?[一二三]次?产业?|第?[一二三]产)(?:增加值)?(?:占比|比重|比例|份额)$|^服务业(?:增加值)?(?:占比|比重)$"
)
_SHARE_WORD: Final = re.compile(r"(?:占比|比重|比例|份额)$")


def implied_parts(printed: PrintedFigures) -> Iterator[Finding]:
    """A share of a whole with levels, whose part has no targets of its own: what the part is implied to grow by.

    (s target W target / (s base W base))^(1 / n) - 1. Note where it exceeds twice the whole's growth and that by five
    points, or falls by more than 1 % a year while the whole grows, beyond the rounding of all four figures. 三产占比 is
    a share of GDP. Where the part has targets, they are held against the share instead.
    """
    by_name: dict[str, int] = {}
    for place, indicator in enumerate(printed.plan.indicators):
        by_name.setdefault(same_whole(canonical(indicator.name)), place)
    for place, indicator in enumerate(printed.plan.indicators):
        if (
            indicator.unit != "%"
            or not indicator.kind.in_percent
            or printed.frame.rate[printed.frame.rows_of_indicator[place]].any()
        ):
            continue
        found = _part_and_whole(indicator.name)
        if found is None:
            continue
        part, whole_name = found
        whole = by_name.get(same_whole(whole_name))
        if whole is None or whole == place or printed.plan.indicators[whole].kind.moves_in_points:
            continue
        tables = printed.frame.lookup[place], printed.frame.lookup[whole]
        both = (tables[0] >= 0) & (tables[1] >= 0)
        own = printed.frame.lookup[by_name[part]] if part in by_name else None
        parts = own[both] if own is not None else np.full(int(both.sum()), -1)
        for targets in printed.year_targets:
            for row, other, of_part in zip(
                tables[0][both].tolist(), tables[1][both].tolist(), parts.tolist(), strict=True
            ):
                if of_part < 0 or not np.isfinite(targets.figure[of_part]):
                    yield from _implied(printed, targets, row, other, part)


def _part_and_whole(name: str) -> tuple[str, str] | None:
    plain = canonical(name)
    if _SECTOR.match(plain):
        return _SHARE_WORD.sub("", plain), "gdp"
    found = share(name)
    return (found.part, found.whole) if found is not None else None


def _implied(
    printed: PrintedFigures, targets: YearTargets, row: int, whole: int, part: str
) -> Iterator[Finding]:
    four = [
        float(one)
        for one in (targets.base[row], targets.figure[row], targets.base[whole], targets.figure[whole])
    ]
    years = targets.year - int(targets.base_year[row])
    if (
        not np.isfinite(four).all()
        or min(four) <= 0
        or years <= 0
        or targets.base_year[row] != targets.base_year[whole]
    ):
        return
    halves = targets.base_half[row], targets.half[row], targets.base_half[whole], targets.half[whole]
    slack = 100 * sum(float(half) / figure for half, figure in zip(halves, four, strict=True)) / years
    growth = 100 * ((four[1] * four[3] / (four[0] * four[2])) ** (1 / years) - 1)
    of_whole = 100 * ((four[3] / four[2]) ** (1 / years) - 1)
    steep = growth - slack > max(TIMES * of_whole, of_whole + BEYOND)
    falls = growth + slack < FALLS and of_whole > 0
    if not steep and not falls:
        return
    yield printed.finding(
        IMPLIED_PART,
        row,
        targets.year,
        {"base": four[0], "target": four[1], "whole_growth": of_whole, "part_growth": growth},
        {
            "base": printed.shown(four[0], row),
            "target": printed.shown(four[1], row),
            "whole": printed.measure(whole),
            "part": part,
            "whole_growth": percent(of_whole),
            "part_growth": percent(growth),
            "judged": "远快于总体" if steep else "绝对量下降",
            "judged_en": "far faster than the whole" if steep else "its amount falls",
        },
        [printed.place(row, targets), printed.place(whole, targets)],
    )
