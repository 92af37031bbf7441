"""The contract's words about projection, said once more in plain Python, with nothing of the program in it.

A plan is a dict: `base`, `target`, `horizon` (years), `city`, `synergy` (or none) and lists of dicts
`indicators`, `regions`, `industries`, `targets`, `data`, `scenarios`, `assumptions`, `levers`, `levels`,
`multipliers`; every name in it is a full name, an empty string is "none" (or "any" in a pattern).
"""

import math
from collections.abc import Callable
from typing import Any

Plan = dict[str, Any]
Series = tuple[str, str, str]
ANY = ("", "*")


class Oracle:
    """Every figure of one scenario, by recursion over the contract's sentences (slow and small)."""

    def __init__(self, plan: Plan, scenario: str) -> None:
        self.plan = plan
        self.indicators = {row["name"]: row for row in plan["indicators"]}
        self.by_code = {row["code"]: row["name"] for row in plan["indicators"]}
        self.regions = {row["name"]: row for row in plan["regions"]}
        self.industries = {row["name"]: row for row in plan["industries"]}
        parents = {row["name"]: row.get("parent", "") for row in plan["scenarios"]}
        chain = [scenario]
        while parents[chain[-1]]:
            chain.append(parents[chain[-1]])
        self.chain = chain[::-1]
        years = [year for row in plan["data"] for year in row["years"]]
        self.first = min([*years, plan["base"]])
        self.years = range(self.first, plan["horizon"] + 1)
        self.targets = {(r["region"], r["industry"], r["indicator"]): r for r in plan["targets"]}
        self.observed: dict[Series, dict[int, float]] = {}
        for row in plan["targets"]:
            seen = self.observed.setdefault((row["region"], row["industry"], row["indicator"]), {})
            if row["base"] is not None:
                seen[plan["base"]] = row["base"]
        for row in plan["data"]:
            seen = self.observed.setdefault((row["region"], row["industry"], row["indicator"]), {})
            seen.update(row["years"])
        self.given = self.given_by_year()
        self.cache: dict[tuple[Series, int], float | None] = {}
        self.paths: dict[Series, dict[int, float | None]] = {}

    # -- which series there are -------------------------------------------------------------------
    def children(self, region: str) -> list[str]:
        return [name for name, row in self.regions.items() if row.get("parent") == region]

    def rollup_rule(self, indicator: str) -> str:
        row = self.indicators[indicator]
        return row.get("rollup") or ("sum" if row["kind"] in ("level", "count", "flow") else "none")

    def stated(self, series: Series) -> bool:
        """Whether the series has a row of its own (or is computed there)."""
        region, industry, indicator = series
        if series in self.observed:
            return True
        if series in self.given:
            return True
        if self.indicators[indicator].get("formula"):
            rows = [key for key in self.observed if key[2] == indicator]
            return not rows and industry == "" and region in self.regions
        return False

    def given_by_year(self) -> set[Series]:
        """Figures by year for a region make a series where no row has one (the program's reading)."""
        found = set()
        stated = {(key[0], key[2]) for key in self.observed}
        for row in self.plan["assumptions"]:
            if row["method"] == "values" and row["region"] not in ANY:
                whole = "" if row["industry"] in (*ANY, "总计", "total") else row["industry"]
                if row["industry"] not in ANY or (row["region"], row["indicator"]) not in stated:
                    found.add((row["region"], whole, row["indicator"]))
        return found

    def exists(self, series: Series) -> bool:
        return self.stated(series) or bool(self.covered(series))

    def covered(self, series: Series) -> list[str]:
        region, industry, indicator = series
        if self.rollup_rule(indicator) == "none":
            return []
        return [child for child in self.children(region) if self.exists((child, industry, indicator))]

    def all_series(self) -> set[Series]:
        found: set[Series] = set()
        for indicator in self.indicators:
            for industry in ["", *self.industries]:
                for region in self.regions:
                    if self.exists((region, industry, indicator)):
                        found.add((region, industry, indicator))
        return found

    # -- who wins -----------------------------------------------------------------------------------
    def winner(
        self,
        rows: list[dict[str, Any]],
        region: str,
        industry: str,
        reaches: Callable[[dict[str, Any]], bool] = lambda row: True,
    ) -> dict[str, Any] | None:
        best = None
        for scenario in self.chain:
            for width in (0, 1, 2):
                for row in rows:
                    named = (row["region"] not in ANY) + (row["industry"] not in ANY)
                    wanted = "" if row["industry"] in ("总计", "total") else row["industry"]
                    if row["scenario"] != scenario or named != width:
                        continue
                    if row["region"] not in ANY and row["region"] != region:
                        continue
                    if row["industry"] not in ANY and wanted != industry:
                        continue
                    if row["region"] in ANY and not reaches(row):
                        continue
                    best = row
        return best

    def assumption(self, series: Series) -> dict[str, Any] | None:
        rows = [row for row in self.plan["assumptions"] if row["indicator"] == series[2]]
        return self.winner(rows, series[0], series[1], lambda row: self.reaches(row, series))

    def reaches(self, row: dict[str, Any], series: Series) -> bool:
        """Whether a row for any region can continue a series; what only its children tell of is left to them."""
        method, seen = row["method"], self.observed.get(series, {})
        # a curve that does not exist is an error of its row
        if method not in ("trend", "target", "values"):
            return True
        if not seen:
            return method == "values" and not self.covered(series)
        last = max(seen)
        if method == "values":
            return any(year > last for year in row["years"])
        if method == "target":
            goal = self.targets.get(series)
            return goal is not None and goal["figure"] is not None and goal["year"] > last
        known = [year for year in seen if row["value"] is None or year >= last - row["value"]]
        return min(known) < last

    # -- levers ---------------------------------------------------------------------------------------
    def intensity(self, lever: str, region: str, industry: str, year: int) -> float:
        rows = [row for row in self.plan["levels"] if row["lever"] == lever]
        row = self.winner(rows, region, industry)
        if row is None or not row["years"] or year < min(row["years"]):
            return 0.0
        return between(row["years"], year)

    def multiplier(self, name: str, dimension: str) -> float:
        for row in self.plan["multipliers"]:
            if row["name"] == name and row["dimension"] == dimension:
                return float(row["multiplier"])
        return 1.0

    def gain(self, series: Series, year: int) -> float:
        region, industry, indicator = series
        role = self.regions[region].get("role", "")
        kind = self.industries[industry].get("type", "") if industry else ""
        total = 0.0
        for row in self.plan["levers"]:
            if row["indicator"] == indicator:
                strength = self.intensity(row["lever"], region, industry, year - row.get("lag", 0)) / 100
                pair = self.multiplier(role, row["dimension"]) * self.multiplier(kind, row["dimension"])
                total += row["effect"] * strength * pair
        if self.plan.get("synergy"):
            total *= 1 + self.plan["synergy"] * self.coupling(region, industry, year)
        return total

    def coupling(self, region: str, industry: str, year: int) -> float:
        members: dict[str, set[str]] = {}
        for row in self.plan["levers"]:
            members.setdefault(row["dimension"], set()).add(row["lever"])
        means = [
            sum(self.intensity(lever, region, industry, year) / 100 for lever in levers) / len(levers)
            for levers in members.values()
        ]
        count, total = len(means), sum(means)
        if total == 0:
            return 0.0
        coupled = count * math.prod(means) ** (1 / count) / total
        return math.sqrt(coupled * total / count)

    # -- paths ----------------------------------------------------------------------------------------
    def own(self, series: Series) -> dict[int, float | None]:
        """The series' own path (its observations continued by its assumption)."""
        if series in self.paths:
            return self.paths[series]
        seen = self.observed.get(series, {})
        path: dict[int, float | None] = {year: seen.get(year) for year in self.years}
        self.paths[series] = path
        if not seen:
            row = self.assumption(series)
            if row is not None and row["method"] == "values":
                figures = row["years"]
                path.update({y: between(figures, y) for y in self.years if y >= min(figures)})
            return path
        last = max(seen)
        value = seen[last]
        row = self.assumption(series)
        straight = linear(self.indicators[series[2]])
        step: Callable[[float, int], float | None] = continuation(self, series, row, straight, last, value)
        running: float | None = value
        for year in range(last + 1, self.plan["horizon"] + 1):
            running = None if running is None else step(running, year)
            path[year] = running
        return path

    def value(self, series: Series, year: int) -> float | None:
        """The value shown: the formula's, its own, or else the children's."""
        if year not in self.years or not self.exists(series):
            return None
        key = (series, year)
        if key not in self.cache:
            self.cache[key] = None
            formula = self.indicators[series[2]].get("formula")
            if formula and self.stated(series):
                self.cache[key] = self.computed(formula, series[0], series[1], year)
            elif self.has_own(series):
                self.cache[key] = self.own(series)[year]
            else:
                self.cache[key] = self.rollup(series, year)
        return self.cache[key]

    def has_own(self, series: Series) -> bool:
        row = self.assumption(series)
        return bool(self.observed.get(series)) or (row is not None and row["method"] == "values")

    def rollup(self, series: Series, year: int) -> float | None:
        _region, industry, indicator = series
        covered = self.covered(series)
        values = [self.value((child, industry, indicator), year) for child in covered]
        if not covered or any(value is None for value in values):
            return None
        if self.rollup_rule(indicator) == "sum":
            return sum(value for value in values if value is not None)
        by = self.by_code[self.indicators[indicator]["weight"]]
        weights = [self.value((child, industry, by), year) for child in covered]
        if any(weight is None for weight in weights) or sum(w for w in weights if w is not None) == 0:
            return None
        pairs = zip(values, weights, strict=True)
        return sum(v * w for v, w in pairs if v is not None and w is not None) / sum(
            w for w in weights if w is not None
        )

    def origin(self, series: Series, year: int) -> str:
        if self.indicators[series[2]].get("formula") and self.stated(series):
            return "formula"
        row = self.assumption(series)
        if not self.has_own(series):
            # what has no figure is no projection
            return "rolled-up" if self.covered(series) else "held"
        if self.observed.get(series) and year <= max(self.observed[series]):
            return "observed"
        if row is None or row["method"] == "hold" or self.own(series)[year] is None:
            return "held"
        return "projected"

    # -- formulas -------------------------------------------------------------------------------------
    def computed(self, formula: str, region: str, industry: str, year: int) -> float | None:
        """A generated formula, by Python's own reading of the same expression (tests' text only)."""
        names: dict[str, Any] = {"min": min, "max": max, "abs": abs, "sqrt": math.sqrt}
        names.update({"log": math.log, "exp": math.exp})

        def looked(where: str, code: str, when: int) -> float:
            found = self.value((where, industry, self.by_code[code]), when)
            if found is None:
                raise LookupError(code)
            return found

        for code in self.by_code:
            if code in formula:
                try:
                    names[code] = looked(region, code, year)
                except LookupError:
                    names[code] = None
        names["count"] = lambda code: float(sum(value > 300 for value in over(code)))
        names["prev"] = lambda code: looked(region, code, year - 1)
        names["base"] = lambda code: looked(region, code, self.plan["base"])
        names["at"] = lambda where, code: looked(where, code, year)

        def over(code: str) -> list[float]:
            # the children that have the series, as a roll-up covers them
            found = [c for c in self.children(region) if self.exists((c, industry, self.by_code[code]))]
            if not found:
                raise LookupError(code)
            return [looked(child, code, year) for child in found]

        names["sum"] = lambda code: sum(over(code))
        names["mean"] = lambda code: sum(over(code)) / len(over(code))
        try:
            found = eval(quoted(formula, self.by_code), {"__builtins__": {}}, names)
        except (LookupError, TypeError, ZeroDivisionError, ValueError):
            return None
        return float(found)


def quoted(formula: str, codes: dict[str, str]) -> str:
    """Codes inside prev(), base(), at() and sum() as strings, so that Python hands over the name."""
    formula = formula.replace("count(gdp > 300)", "count('gdp')")
    for code in codes:
        for call in ("prev(", "base(", "sum(", "mean("):
            formula = formula.replace(f"{call}{code})", f"{call}'{code}')")
        formula = formula.replace(f'", {code})', f"\", '{code}')")
    return formula


def between(points: dict[int, float], year: int) -> float:
    """Linear between given years, the last after the last, the first before the first."""
    known = sorted(points)
    if year >= known[-1]:
        return points[known[-1]]
    if year <= known[0]:
        return points[known[0]]
    after = next(k for k in known if k >= year)
    before = max(k for k in known if k <= year)
    if after == before:
        return points[year]
    return points[before] + (points[after] - points[before]) * (year - before) / (after - before)


def continuation(
    oracle: Oracle, series: Series, row: dict[str, Any] | None, straight: bool, last: int, value: float
) -> Callable[[float, int], float | None]:
    """The step from one year's value to the next by the row's method (the table of the contract)."""
    if row is None or row["method"] == "hold":
        return lambda running, year: running
    method, years = row["method"], row["years"]
    seen = oracle.observed[series]

    def gained(before: float, year: int) -> float:
        # points of a ratio, index or rate; percentage points of the growth of an amount, whatever the method
        return oracle.gain(series, year) * (1 if straight else before / 100)

    if method == "growth":
        return lambda v, t: v * (1 + years.get(t, row["value"]) / 100) + gained(v, t)
    if method == "step":
        return lambda v, t: v + years.get(t, row["value"]) + gained(v, t)
    if method == "trend":
        known = sorted(seen)
        if row["value"] is not None:
            known = [year for year in known if year >= last - row["value"]]
        first = known[0]
        if first == last:
            return lambda v, t: None
        if straight:
            rate = (value - seen[first]) / (last - first)
            return lambda v, t: v + rate + gained(v, t)
        rate = (value / seen[first]) ** (1 / (last - first)) - 1
        return lambda v, t: v * (1 + rate) + gained(v, t)
    if method == "logistic":
        ceiling, middle = row["value"], row["midpoint"]
        k = math.log(ceiling / value - 1) / (middle - last)
        return lambda v, t: ceiling / (1 + math.exp(-k * (t - middle)))
    if method == "values":
        points = {last: value, **{year: v for year, v in years.items() if year > last}}
        return lambda v, t: between(points, t)
    assert method == "target"
    goal = oracle.targets.get(series)
    if goal is None or goal["figure"] is None:
        return lambda v, t: None
    since, left = oracle.plan["base"], goal["year"] - last
    if goal.get("measure") == "sum":
        come = sum(figure for year, figure in seen.items() if since < year <= last)
        each = (nearer_edge(goal, 0.0) - come) / left
        return lambda v, t: each
    if goal.get("measure") == "growth":
        grown = math.prod(1 + figure / 100 for year, figure in seen.items() if since < year <= last)
        wanted = (1 + nearer_edge(goal, 0.0) / 100) ** (goal["year"] - since)
        needed = ((wanted / grown) ** (1 / left) - 1) * 100
        return lambda v, t: needed
    return lambda v, t: on_the_way(value, last, goal["figure"], goal["year"], straight, t)


def linear(indicator: dict[str, Any]) -> bool:
    """Whether an indicator moves in points."""
    return indicator["kind"] in ("ratio", "index", "rate")


def nearer_edge(goal: dict[str, Any], base: float | None) -> float:
    """What the way to a target counts to: of a range or an about the edge nearer to its base."""
    if goal["kind"] in ("about", "range") and base is not None:
        if base < goal["low"]:
            return float(goal["low"])
        if base > goal["high"]:
            return float(goal["high"])
    return float(goal["figure"])


def sum_to_date(oracle: Oracle, series: Series, year: int) -> float | None:
    """What a flow adds up to in the years after the base, the year included."""
    figures = [oracle.value(series, one) for one in range(oracle.plan["base"] + 1, year + 1)]
    return None if any(one is None for one in figures) else sum(one for one in figures if one is not None)


def mean_to_date(oracle: Oracle, series: Series, year: int) -> float | None:
    """The mean growth a year, in %, of the years after the base."""
    figures = [oracle.value(series, one) for one in range(oracle.plan["base"] + 1, year + 1)]
    if not figures or any(one is None for one in figures):
        return None
    grown = math.prod(1 + one / 100 for one in figures if one is not None)
    return (grown ** (1 / len(figures)) - 1) * 100


def on_the_way(start: float, since: int, goal: float, due: int, linear: bool, year: int) -> float:
    """The path that reaches the target in its year: compound or linear; level after it."""
    if year >= due:
        return goal
    share = (year - since) / (due - since)
    return start + (goal - start) * share if linear else start * (goal / start) ** share
