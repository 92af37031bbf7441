"""What gathering a hundred returns of two hundred cells costs, beside reading them: python -m tests.benchmarks.gathering."""

import datetime
import tempfile
from pathlib import Path

from npfdesk.engine.collecting.gathering import collection_among, gather, takeable, taking_edit
from npfdesk.engine.projection.update import compute
from npfdesk.plan.document import new_document
from npfdesk.workbook.collecting.hidden_sheet import read_form
from npfdesk.workbook.collecting.return_reading import read_returns
from npfdesk.workbook.files.sandbox import read_grid
from tests import plans
from tests.benchmarks.answers import line, seconds
from tests.forms import fill, issued

UNITS, INDICATORS, YEAR = 100, 200, 2025
BOUND, SECONDS = 2.5, 20.0


def province():
    """Synthetic counties with two hundred indicators each, seven years of figures."""
    regions = [
        plans.Region("p", "云省"),
        *(plans.Region(f"c{at}", f"第{at}县", parent="p") for at in range(UNITS)),
    ]
    indicators = [
        plans.Indicator(
            f"i{at}",
            f"指标{chr(0x4E00 + 7 * at)}额",
            unit="亿元",
            rollup=plans.RollUp.SUM,
            group=f"第{at // 25}类",
        )
        for at in range(INDICATORS)
    ]
    data = {
        (region.code, "", one.code): {year: 100.0 * 1.05 ** (year - 2018) for year in range(2018, YEAR)}
        for region in regions[1:]
        for one in indicators
    }
    return plans.plan(data, regions=regions, indicators=indicators, base_year=2020)


def fill_in(path):
    """Enter a figure in every cell that is asked."""
    form = read_form(read_grid(path), path.name)
    fill(path, {(one.place.sheet, one.place.cell): 141.5 for one in form.cells})


def main():
    plan = province()
    document = new_document(plan)
    results = compute(document)
    today = datetime.date(2026, 2, 1).isoformat()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "收集"
        _, written = issued(plan, folder, year=YEAR)
        paths = [folder / name for name in written.files.values()]
        for path in paths:
            fill_in(path)
        plain = seconds(lambda: [read_grid(path) for path in paths])
        read = []
        reading = seconds(lambda: read.append(read_returns([folder], plan)))
        found = read[-1]
        collection = collection_among(plan, found.returns, [one.collection for one in found.indexes])
        gathered = []
        weighing = seconds(
            lambda: gathered.append(gather(document, results, collection, found.returns, today))
        )
        chosen = takeable(gathered[-1])
        taking = seconds(lambda: taking_edit(document, gathered[-1], chosen, today).apply(document))
    whole = reading + weighing + taking
    ratio = whole / plain
    told = (
        f"{len(chosen):,} cells in {whole:.1f} s ({reading:.1f} read, {weighing:.1f} weighed, {taking:.1f} taken), "
        f"{ratio:.1f}× reading the files"
    )
    line(
        "a hundred returns gathered",
        told,
        f"≤ {BOUND}×, {SECONDS:.0f} s",
        ratio <= BOUND and whole <= SECONDS,
    )


if __name__ == "__main__":
    main()
