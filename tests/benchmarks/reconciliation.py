"""What holding thirty plans of 500 targets against each other costs beside reading them: python -m tests.benchmarks.reconciliation."""

import tempfile
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import numpy as np

from npfdesk.engine.reconciliation.reconcile import reconciled
from npfdesk.frames.reconciliation import read_plans
from npfdesk.plan.regions import Region
from npfdesk.plan.series import SeriesKey, TargetKey
from npfdesk.workbook.standard.plan_workbook import save_standard
from tests.benchmarks.answers import line, seconds
from tests.synthetic import synthetic_plan

COUNTIES = 28
TARGETS = 500


def renamed(plan, places, title):
    """A plan whose regions have other codes and names, in their order."""
    codes = {old.code: f"c{at}" for at, old in enumerate(plan.regions)}
    regions = tuple(
        Region(codes[old.code], name, "", codes.get(old.parent, ""))
        for old, name in zip(plan.regions, places, strict=True)
    )

    def moved(key):
        return SeriesKey(codes[key.region], key.industry, key.indicator)

    targets = {
        TargetKey(moved(key.series), key.year): replace(one, series=moved(one.series))
        for key, one in plan.targets.items()
    }
    return replace(
        plan,
        title=title,
        city=regions[0].code,
        regions=regions,
        series=tuple(map(moved, plan.series)),
        targets=MappingProxyType(targets),
        scenarios=(),
        levers=(),
        multipliers=MappingProxyType({}),
    )


def county(city, at, name):
    """A county's own plan, of the city's figures of it with every tenth indicator named a little otherwise."""
    code = city.regions[at].code
    rows = [row for row, key in enumerate(city.series) if key.region == code]
    observed = city.observed[rows].copy()
    observed.setflags(write=False)
    targets = {
        TargetKey(SeriesKey("own", "", key.series.indicator), key.year): replace(
            one, series=SeriesKey("own", "", key.series.indicator)
        )
        for key, one in city.targets.items()
        if key.series.region == code
    }
    indicators = tuple(
        replace(one, name=f"全县{one.name}", code=f"x{place}") if place % 10 == 0 else one
        for place, one in enumerate(city.indicators)
    )
    codes = {old.code: new.code for old, new in zip(city.indicators, indicators, strict=True)}
    targets = {
        TargetKey(SeriesKey("own", "", codes[key.series.indicator]), key.year): replace(
            one, series=SeriesKey("own", "", codes[key.series.indicator])
        )
        for key, one in targets.items()
    }
    return replace(
        city,
        title=f"{name}规划",
        city="own",
        regions=(Region("own", name),),
        indicators=indicators,
        series=tuple(SeriesKey("own", "", codes[city.series[row].indicator]) for row in rows),
        series_sources=("",) * len(rows),
        observed=observed,
        targets=MappingProxyType(targets),
    )


def plans():
    """A province of two cities, one of them with its 28 counties: thirty plans of 500 targets each, all synthetic."""
    names = [f"合成{number:02d}县" for number in range(COUNTIES)]
    whole = renamed(synthetic_plan(COUNTIES, TARGETS), ["合成市", *names], "合成市规划")
    city = replace(
        whole,
        targets=MappingProxyType(
            {key: one for key, one in whole.targets.items() if key.series.region == whole.city}
        ),
    )
    above = synthetic_plan(1, TARGETS)
    province = renamed(above, ["合成省", "合成市"], "合成省规划")
    province = replace(
        province,
        targets=MappingProxyType(
            {key: one for key, one in province.targets.items() if key.series.region == province.city}
        ),
    )
    return [province, city, *(county(whole, at + 1, name) for at, name in enumerate(names))]


def main():
    """Reading and comparing, and their ratio."""
    made = plans()
    assert len(made) == COUNTIES + 2
    assert all(len(one.targets) == TARGETS for one in made)
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for place, one in enumerate(made):
            paths.append(Path(folder) / f"plan{place:02d}.xlsx")
            problem = save_standard(one, paths[-1])
            assert problem is None, problem
        files = []
        reading = seconds(lambda: files.append(read_plans(paths)), repeats=1)
    ledger = []
    comparing = seconds(lambda: ledger.append(reconciled(files[0], {})), repeats=1)
    kinds = np.unique([one.code for one in ledger[0].findings], return_counts=True)
    line(
        "30 plans of 500 targets",
        f"{comparing:.1f} s beside {reading:.0f} s of reading ({comparing / reading:.2f} of it), "
        f"{len(ledger[0].findings)} findings, {len(ledger[0].doubtful)} pairs asked",
        "under 10 s, and less than reading",
        comparing < min(10, reading),
    )
    assert len(kinds[0])


if __name__ == "__main__":
    main()
