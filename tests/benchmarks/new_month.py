"""What taking in a province's month costs, with its ratios to the plain way: python -m tests.benchmarks.new_month."""

from types import MappingProxyType

from npfdesk.engine.new_month import MonthFigure, weighed
from npfdesk.engine.tracking import year_so_far
from npfdesk.plan.periods import Period
from npfdesk.plan.series import ProgressKey, SeriesKey
from npfdesk.workbook.month_block import pasted_grid
from npfdesk.workbook.month_reading import read_month
from npfdesk.workbook.published.recogniser import recognise
from tests import plans
from tests.benchmarks.answers import line, seconds

COUNTIES, INDICATORS = 100, 20
READ_BOUND, WEIGHED_BOUND = 4.0, 2.0


def province():
    """Synthetic counties and indicators with five years of months to date."""
    regions = [
        plans.Region("p", "云省"),
        *(plans.Region(f"c{at}", f"第{at}县", parent="p") for at in range(COUNTIES)),
    ]
    indicators = [
        plans.Indicator(f"i{at}", f"指标{chr(0x4E00 + 7 * at)}额", unit="亿元") for at in range(INDICATORS)
    ]
    data = {(region.code, "", one.code): {2025: 120.0} for region in regions for one in indicators}
    made = plans.plan(data, regions=regions, indicators=indicators, base_year=2025)
    months = {
        ProgressKey(SeriesKey(*key), Period(year, 1, month)): 10.0 * month
        for key in data
        for year in range(2021, 2026)
        for month in range(1, 12)
    }
    return made.with_progress(MappingProxyType(months))


def bulletin(plan):
    """Counties down; of each indicator the months to date and their growth across."""
    names = [one.name for one in plan.indicators]
    rows = ["2026年3月", "地区\t" + "\t".join(f"{name}（亿元）\t" for name in names)]
    rows.append("\t" + "\t".join("累计\t同比" for _ in names))
    rows += [f"{one.name}\t" + "\t".join("30.5\t1.7" for _ in names) for one in plan.regions[1:]]
    return "\n".join(rows)


def main():
    plan = province()
    grid = pasted_grid(bulletin(plan))
    reading = read_month(grid, plan)
    figures = [MonthFigure(one.key, one.value, one.rounding) for one in reading.cells if one.key is not None]
    plain = seconds(lambda: recognise(grid))
    taken = seconds(lambda: read_month(grid, plan))
    ratio = taken / plain
    told = f"{len(figures):,} figures in {taken:.2f} s, {ratio:.1f}× recognition"
    line("a province's month read", told, f"≤ {READ_BOUND}×", ratio <= READ_BOUND)
    whole = seconds(lambda: year_so_far(plan))
    taken = seconds(lambda: weighed(plan, figures))
    ratio = taken / whole
    line(
        "weighed against what stands",
        f"{taken:.2f} s, {ratio:.1f}× the year so far",
        f"≤ {WEIGHED_BOUND}×",
        ratio <= WEIGHED_BOUND,
    )


if __name__ == "__main__":
    main()
