"""Groups of shares that add up to 100 %: 一产、二产、三产占比. Where one is typed, the free others give way in proportion."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Final

from npfdesk.plan.numbers import trimmed
from npfdesk.plan.problems import error
from npfdesk.plan.rounding import rounded

WHOLE: Final = 100.0
"""What shares in % add up to."""

SHARES_EXCEED: Final = error(
    "shares_exceed_total",
    "{where}{year}年：比重组“{group}”中录入的和锁定的已合计 {held}，超过 {total}，其余各项无法再减，没有写入。请改小，或解除锁定。",
    "{where}{year}: the figures entered and locked in the share group “{group}” come to {held}, above {total}; the others "
    "cannot be reduced any further, and nothing was entered. Enter a smaller figure, or unlock a member.",
)
SHARES_HELD: Final = error(
    "shares_all_locked",
    "{where}{year}年：比重组“{group}”其余各项都已锁定，合计将为 {held} 而不是 {total}，没有写入。请解除一项锁定，或一并改各项。",
    "{where}{year}: all other members of the share group “{group}” are locked, so the sum would be {held} instead of {total}; "
    "nothing was entered. Unlock a member, or change several together.",
)


@dataclass(frozen=True)
class ShareGroup:
    """Shares in % of one whole: they add up to `total` in each region, industry and year.

    `members` are the codes of two indicators or more, in the order in which they are listed; `locked` are those of them
    that stay where another is typed. `sheet` and `cell` are where its first row stands, which makes no other group of it.
    """

    name: str
    members: tuple[str, ...]
    locked: tuple[str, ...] = ()
    total: float = WHOLE
    sheet: str = field(default="", compare=False)
    cell: str = field(default="", compare=False)
    english: str = ""


def with_lock(group: ShareGroup, member: str, locked: bool) -> ShareGroup:
    """The group with a member locked or not, the locked in the order of the members."""
    wanted = {*group.locked, member} if locked else set(group.locked) - {member}
    return replace(group, locked=tuple(code for code in group.members if code in wanted))


def without_members(group: ShareGroup, gone: Iterable[str]) -> ShareGroup | None:
    """The group without some indicators; None where fewer than two are left."""
    out = frozenset(gone)
    members = tuple(code for code in group.members if code not in out)
    if len(members) < 2:
        return None
    return replace(group, members=members, locked=tuple(code for code in group.locked if code not in out))


# how the others give way


def rebalanced(
    figures: Sequence[float], held: Sequence[bool], total: float, places: int
) -> tuple[float, ...] | None:
    """Shares with the free ones scaled so that all add up to a total, to `places` decimals.

    `figures` (member,) in %; `held` marks those that stay: typed or locked. A free one becomes r w / Σw, with r what
    the held ones (as printed to `places`) leave of the total and w the free ones' figures, rounded by largest remainder
    (ties: the larger figure, then the order); free ones that are all 0 share equally. None where the held ones leave
    less than 0, or where all are held and their sum is another. A free figure below 0 counts as 0.
    """
    unit = Fraction(1, 10**places)
    rest = _units(total, places) - sum(
        _units(one, places) for one, stays in zip(figures, held, strict=True) if stays
    )
    free = [at for at, stays in enumerate(held) if not stays]
    if rest < 0 or (not free and rest != 0):
        return None
    weights = [max(exact(figures[at]), Fraction(0)) for at in free]
    if not any(weights):
        weights = [Fraction(1)] * len(free)
    whole = sum(weights, Fraction(0))
    wanted = [rest * unit * one / whole for one in weights]
    result = list(figures)
    for at, share in zip(free, rounded_to_sum(wanted, places), strict=True):
        result[at] = share
    return tuple(result)


def rounded_to_sum(wanted: Sequence[Fraction], places: int) -> tuple[float, ...]:
    """Figures rounded to `places` decimals by largest remainder, so that their sum is that of the wanted ones.

    Ties go to the larger figure, then to the first. A sum that is not itself to `places` decimals is rounded.
    """
    unit = Fraction(1, 10**places)
    scaled = [one / unit for one in wanted]
    lower = [floor(one) for one in scaled]
    missing = round(sum(scaled, Fraction(0))) - sum(lower)
    order = sorted(range(len(scaled)), key=lambda at: (lower[at] - scaled[at], -scaled[at], at))
    for at in order[:missing]:
        lower[at] += 1
    return tuple(float(one * unit) for one in lower)


def exact(figure: float) -> Fraction:
    """A figure as it is written: 0.1 is a tenth."""
    return Fraction(Decimal(repr(float(figure))))


def _units(figure: float, places: int) -> int:
    return int(exact(rounded(figure, places)) * 10**places)


def in_words(figure: float) -> str:
    """A share or a sum of shares as it is told, without the rounding of the machine."""
    return trimmed(figure, 6)
