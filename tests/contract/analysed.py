"""Allocation and the analyses, from the words of the command line's contract, in plain Python."""

import math
from collections.abc import Callable

Figures = dict[str, float]


def split(rule: str, total: float, base: Figures, target: Figures, weight: Figures) -> Figures:
    """One rule over all regions, without holds, floors and caps."""
    added = sum(base.values())
    if rule == "base":
        return {name: total * b / added for name, b in base.items()}
    if rule == "target":
        return {name: total * target[name] / sum(target[one] for one in base) for name in base}
    if rule == "increment":
        whole = sum(target[name] - b for name, b in base.items())
        return {name: b + (total - added) * (target[name] - b) / whole for name, b in base.items()}
    assert rule == "capacity"
    whole = sum(weight[name] for name in base)
    return {name: b + (total - added) * weight[name] / whole for name, b in base.items()}


def caught_up(total: float, base: Figures, highest: float) -> Figures:
    """Every log-distance to the highest base by one factor f, found by halving: highest (b / highest)^f."""

    def added(factor: float) -> float:
        return sum(highest * (b / highest) ** factor for b in base.values())

    low, high = -60.0, 60.0
    for _ in range(300):
        middle = (low + high) / 2
        low, high = (middle, high) if added(middle) > total else (low, middle)
    return {name: highest * (b / highest) ** low for name, b in base.items()}


def allocated(
    rule: str, total: float, base: Figures, target: Figures, weight: Figures, holds: Figures, floors: Figures
) -> Figures:
    """Holds and floors bind first, the rest is split again by the same rule."""
    fixed = dict(holds)
    highest = max(base.values())
    while True:
        free = {name: b for name, b in base.items() if name not in fixed}
        rest = total - sum(fixed.values())
        found = (
            caught_up(rest, free, highest) if rule == "catch-up" else split(rule, rest, free, target, weight)
        )
        short = [name for name in free if found[name] < floors.get(name, 0.0) - 1e-9]
        if not short:
            return {name: found.get(name, fixed.get(name, 0.0)) for name in base}
        fixed.update({name: floors.get(name, 0.0) for name in short})


def whole(values: Figures, base: Figures, held: Figures) -> Figures:
    """Largest remainder, ties to the larger base, then in the plan's order."""
    down = {name: math.floor(value + 1e-9) for name, value in values.items()}
    order = list(values)
    free = [name for name in order if name not in held]
    left = round(sum(values.values())) - sum(down.values())
    for name in sorted(free, key=lambda n: (-round(values[n] - down[n], 9), -base[n], order.index(n)))[:left]:
        down[name] += 1
    return {name: float(value) for name, value in down.items()}


# -- disparity ------------------------------------------------------------------------------------------
def variation(values: list[float]) -> float:
    mean = sum(values) / len(values)
    return math.sqrt(sum((v - mean) ** 2 for v in values) / len(values)) / mean


def gini(values: list[float]) -> float:
    n, mean = len(values), sum(values) / len(values)
    return sum(abs(a - b) for a in values for b in values) / (2 * n * n * mean)


def theil(values: list[float]) -> float:
    mean = sum(values) / len(values)
    return sum(v / mean * math.log(v / mean) for v in values if v > 0) / len(values)


def theil_parts(groups: list[list[float]]) -> tuple[float, float]:
    """Between and within groups: shares of the sum times each group's own T."""
    values = [v for group in groups for v in group]
    n, added = len(values), sum(values)
    between = sum(sum(g) / added * math.log((sum(g) / len(g)) / (added / n)) for g in groups if sum(g) > 0)
    within = sum(sum(g) / added * theil(g) for g in groups if sum(g) > 0)
    return between, within


def dagum(groups: list[list[float]]) -> tuple[float, float, float]:
    """Dagum (1997): Gw = sum G_jj p_j s_j; Gnb and Gt split the cross pairs by D_jh = (d - p) / (d + p)."""
    values = [v for group in groups for v in group]
    n, added = len(values), sum(values)
    share = [(len(g) / n, sum(g) / added) for g in groups]
    inside = sum(gini(g) * p * s for g, (p, s) in zip(groups, share, strict=True) if sum(g) > 0)
    net = overlap = 0.0
    for j, one in enumerate(groups):
        for h in range(j):
            other = groups[h]
            mean_j, mean_h = sum(one) / len(one), sum(other) / len(other)
            pairs = len(one) * len(other)
            gap = sum(abs(a - b) for a in one for b in other) / pairs / (mean_j + mean_h)
            rich, poor = (one, other) if mean_j >= mean_h else (other, one)
            d = sum(max(a - b, 0.0) for a in rich for b in poor) / pairs
            p = sum(max(b - a, 0.0) for a in rich for b in poor) / pairs
            weight = share[j][0] * share[h][1] + share[h][0] * share[j][1]
            relative = (d - p) / (d + p) if d + p else 0.0
            net += gap * weight * relative
            overlap += gap * weight * (1 - relative)
    return inside, net, overlap


# -- composite index ----------------------------------------------------------------------------------
def scaled(values: Figures, down: bool) -> Figures:
    low, high = min(values.values()), max(values.values())
    return {n: ((high - v) if down else (v - low)) / (high - low) for n, v in values.items()}


def entropy(z: Figures) -> float:
    added = sum(z.values())
    shares = [v / added for v in z.values()]
    return -sum(p * math.log(p) for p in shares if p > 0) / math.log(len(shares))


def closeness(table: dict[str, Figures], downs: set[str], weights: Figures) -> Figures:
    """TOPSIS on vector-normalised values: distance to the worst over the sum of both distances."""
    names = list(next(iter(table.values())))
    normal = {
        c: {n: weights[c] * v / math.hypot(*vs.values()) for n, v in vs.items()} for c, vs in table.items()
    }
    best: Callable[[str], float] = lambda c: (min if c in downs else max)(normal[c].values())  # noqa: E731
    worst: Callable[[str], float] = lambda c: (max if c in downs else min)(normal[c].values())  # noqa: E731
    result = {}
    for name in names:
        to_best = math.sqrt(sum((normal[c][name] - best(c)) ** 2 for c in table))
        to_worst = math.sqrt(sum((normal[c][name] - worst(c)) ** 2 for c in table))
        result[name] = to_worst / (to_best + to_worst)
    return result


# -- forecasts --------------------------------------------------------------------------------------------
def grey(past: list[float], ahead: int) -> list[float]:
    """GM(1,1): x0(k) + a z1(k) = b by least squares; x1(k+1) = (x0(1) - b/a) e^(-ak) + b/a, differenced."""
    n = len(past)
    total = [sum(past[: k + 1]) for k in range(n)]
    z = [-(total[k] + total[k - 1]) / 2 for k in range(1, n)]
    y = past[1:]
    m = n - 1
    sz, szz, sy, szy = sum(z), sum(v * v for v in z), sum(y), sum(a * b for a, b in zip(z, y, strict=True))
    a = (m * szy - sz * sy) / (m * szz - sz * sz)
    b = (sy - a * sz) / m

    def x1(k: int) -> float:
        return (past[0] - b / a) * math.exp(-a * k) + b / a

    return [x1(k) - x1(k - 1) for k in range(n, n + ahead)]


def straight(years: list[int], past: list[float], ahead: list[int]) -> list[float]:
    """The least-squares line."""
    n, my, mv = len(years), sum(years) / len(years), sum(past) / len(past)
    slope = sum((y - my) * (v - mv) for y, v in zip(years, past, strict=True)) / sum(
        (y - my) ** 2 for y in years
    )
    assert n > 1
    return [mv + slope * (year - my) for year in ahead]


def triangular(share: float, low: float, peak: float, high: float) -> float:
    """The quantile of the triangular distribution."""
    turn = (peak - low) / (high - low)
    if share <= turn:
        return low + math.sqrt(share * (high - low) * (peak - low))
    return high - math.sqrt((1 - share) * (high - low) * (high - peak))
