"""Splitting, inequality, index, forecast, seeking and drawing against the contract's formulas (figures synthetic)."""

import json
import math
import random
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from npfdesk.cli import main
from tests.contract import analysed

PAST = range(2013, 2021)


class City:
    """One invented city: bases, targets, weights and roles of its districts, and its workbook."""

    def __init__(self, seed: int, path: Path) -> None:
        dice = random.Random(seed)
        self.names = [f"区{rank}" for rank in range(dice.randint(3, 7))]
        self.base = {name: float(dice.randint(5, 900)) for name in self.names}
        self.target = {name: float(round(b * dice.uniform(1.05, 1.9))) for name, b in self.base.items()}
        self.weight = {name: float(dice.randint(1, 50)) for name in self.names}
        self.energy = {name: round(dice.uniform(3, 30), 1) for name in self.names}
        self.role = {name: dice.choice(("核心", "外围", "")) for name in self.names}
        self.kind = dice.choice(("level", "count"))
        self.total = float(round(sum(self.target.values()) * dice.uniform(0.9, 1.2)))
        self.past = [round(100 * 1.07**rank * dice.uniform(0.97, 1.03), 2) for rank in range(8)]
        self.path = path
        book = Workbook()
        book.remove(book.active)
        for name, rows in self.sheets().items():
            page = book.create_sheet(name)
            for row in rows:
                page.append(row)
        book.save(path)

    def sheets(self) -> dict[str, list[list[Any]]]:
        each = self.names
        return {
            "Plan": [["key", "value"], ["base year", 2020], ["target year", 2025], ["city", "全市"]],
            "Indicators": [
                ["name", "code", "kind", "direction"],
                *[["GDP", "gdp", self.kind, None], ["Area", "area", "level", None]],
                *[["Energy", "en", "level", "down"], ["S", "s", "level", None]],
            ],
            "Regions": [["name", "parent", "role"], ["全市"], *[[n, "全市", self.role[n]] for n in each]],
            "Targets": [
                ["region", "indicator", "base", "target"],
                ["全市", "gdp", None, self.total],
                *[[n, "gdp", self.base[n], self.target[n]] for n in each],
                *[[n, "area", self.weight[n], None] for n in each],
                *[[n, "en", self.energy[n], None] for n in each],
            ],
            "Data": [["region", "indicator", *PAST], [each[0], "s", *self.past]],
            "Scenarios": [["name"], ["S"]],
            "Assumptions": [
                ["scenario", "indicator", "method", "value", "low", "high"],
                ["S", "GDP", "growth", 6, 4, 9],
            ],
        }


@pytest.fixture(params=range(4))
def city(request: pytest.FixtureRequest, tmp_path: Path) -> City:
    return City(request.param, tmp_path / "市.xlsx")


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]):
    def asked(*arguments: object) -> Any:
        assert main([*(str(one) for one in arguments), "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return asked


@pytest.mark.parametrize("rule", ["base", "target", "increment", "catch-up", "capacity"])
def test_a_total_is_split_as_its_rule_says(city, said, rule):
    first, second = city.names[:2]
    hold, floor = float(round(city.base[first] * 1.1)), float(round(city.target[second] * 1.15))
    bound: list[tuple[dict[str, float], dict[str, float]]] = [
        ({}, {}),
        ({first: hold}, {}),
        ({first: hold}, {second: floor}),
    ]
    for holds, floors in bound:
        asked = [word for name, v in holds.items() for word in ("--hold", f"{name}={v:g}")]
        asked += [word for name, v in floors.items() for word in ("--floor", f"{name}={v:g}")]
        found = said("allocate", city.path, "--indicator", "gdp", "--rule", rule, "--weight", "area", *asked)
        want = analysed.allocated(rule, city.total, city.base, city.target, city.weight, holds, floors)
        if city.kind == "count":
            at_floor = {name: v for name, v in floors.items() if want[name] <= v + 1e-9}
            want = analysed.whole(want, city.base, {**holds, **at_floor})
        shares = {share["region"]: share for share in found["shares"]}
        assert {name: share["value"] for name, share in shares.items()} == pytest.approx(want, rel=1e-7)
        assert (found["sum"], found["total"], found["rule"]) == (city.total, city.total, rule)
        assert math.fsum(share["value"] for share in shares.values()) == pytest.approx(city.total, rel=1e-15)
        assert [share["region"] for share in found["shares"] if share["held"]] == list(holds)
        for name, share in shares.items():
            assert (share["base"], share["target"]) == (city.base[name], city.target[name])


def test_inequality_by_roles(city, said):
    found = said("disparity", city.path, "--indicator", "gdp", "--of", "target")
    assert (found["years"][0], found["years"][-1]) == (2020, 2025)
    members: dict[str, list[str]] = {}
    for name, role in city.role.items():
        members.setdefault(role, []).append(name)
    for column, figures in ((0, city.base), (-1, city.target)):
        values = list(figures.values())
        groups = [[figures[name] for name in group] for group in members.values()]
        between, within = analysed.theil_parts(groups)
        inside, net, overlap = analysed.dagum(groups)
        want = {
            "cv": analysed.variation(values),
            "gini": analysed.gini(values),
            "theil": analysed.theil(values),
        }
        want |= {"theil_between": between, "theil_within": within}
        want |= {"dagum_within": inside, "dagum_between": net, "dagum_overlap": overlap}
        assert {key: found[key][column] for key in want} == pytest.approx(want, abs=1e-12)


@pytest.mark.parametrize("weights", ["entropy", "equal"])
def test_the_composite_index(city, said, weights):
    found = said("index", city.path, "--indicators", "gdp,area,en", "--weights", weights)
    table = {"gdp": city.base, "area": city.weight, "en": city.energy}
    z = {code: analysed.scaled(values, code == "en") for code, values in table.items()}
    entropy = {code: analysed.entropy(values) for code, values in z.items()}
    spread = sum(1 - one for one in entropy.values())
    w = {code: (1 - entropy[code]) / spread if weights == "entropy" else 1 / 3 for code in z}
    score = {name: sum(w[code] * z[code][name] for code in z) for name in city.names}
    near = analysed.closeness(table, {"en"}, w)
    assert found["year"] == 2020
    assert found["weights"] == pytest.approx(w)
    if weights == "entropy":
        assert found["entropy"] == pytest.approx(entropy)
    for row in found["scores"]:
        name = row["region"]
        assert (row["score"], row["topsis"]) == pytest.approx((score[name], near[name]))
        assert row["rank"] == 1 + sum(other > score[name] + 1e-12 for other in score.values())
        missing = {code: w[code] * (1 - z[code][name]) for code in z}
        assert row["obstacles"] == pytest.approx({c: m / sum(missing.values()) for c, m in missing.items()})


def test_forecasts_out_of_the_past(city, said):
    ahead = range(2021, 2026)
    rate = (city.past[-1] / city.past[0]) ** (1 / 7)
    want = {
        "gm11": analysed.grey(city.past, 5),
        "linear": analysed.straight(list(PAST), city.past, list(ahead)),
        "cagr": [city.past[-1] * rate**step for step in range(1, 6)],
    }
    for method, values in want.items():
        found = said("forecast", city.path, "--region", city.names[0], "--indicator", "s", "--method", method)
        assert found["years"] == list(ahead)
        assert found["values"] == pytest.approx(values, rel=1e-7)


def test_the_parameter_that_reaches_the_target_and_its_chance(city, said):
    name = city.names[1]
    needed = ((city.target[name] / city.base[name]) ** 0.2 - 1) * 100
    found = said("seek", city.path, "--scenario", "S", "--region", name, "--indicator", "gdp")
    assert (found["reached"], found["before"], found["by"]) == (True, 6.0, "growth")
    assert (found["value"], found["projected"]) == pytest.approx((needed, city.target[name]))
    drawn = said("uncertainty", city.path, "--scenario", "S", "--draws", "4000", "--seed", "7")
    (series,) = [one for one in drawn["series"] if (one["region"], one["indicator"]) == (name, "GDP")]
    at = series["years"].index(2025)
    for share in (5, 25, 50, 75, 95):
        growth = analysed.triangular(share / 100, 4, 6, 9)
        assert series[f"p{share}"][at] == pytest.approx(city.base[name] * (1 + growth / 100) ** 5, rel=3e-3)
    below = (max(needed, 4) - 4) ** 2 / 10 if needed <= 6 else 1 - (9 - min(needed, 9)) ** 2 / 15
    assert series["chance"] == pytest.approx(1 - below, abs=0.03)
